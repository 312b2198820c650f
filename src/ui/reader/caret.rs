//! The caret: how the keyboard moves through the page and selects in it, as in any editor.
//!
//! | keys | do |
//! |---|---|
//! | ← → | move the caret by a letter, with Ctrl by a word; with Shift they select |
//! | ↑ ↓ | move it by a line once there is a caret (else they scroll); with Shift they select, with Ctrl by a paragraph |
//! | Home End | go to the ends of the line once there is a caret, with Ctrl to those of the work; with Shift they select |
//! | Shift+PgUp PgDn | select by a page |
//! | F8, Shift+F8 | select the word, sentence, paragraph, work around; the next smaller one |
//! | Ctrl+A | selects the work |

use eframe::egui::{Key, Modifiers, Ui};

use super::selection::{Grain, Selection, around};
use super::{ReaderView, Scene};
use crate::text::Span;

/// How far a key moves the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motion {
    Letter(i32),
    Word(i32),
    Line(i32),
    Paragraph(i32),
    LineEnd(i32),
    WorkEnd(i32),
    Page(i32),
}

/// Takes the keys that move the caret or select.
pub(super) fn keys(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let (ctrl, shift, none) = (Modifiers::COMMAND, Modifiers::SHIFT, Modifiers::NONE);
    if pressed(ctrl, Key::A) {
        view.selection = Some(Selection::of(whole(scene), Grain::Paragraph));
    }
    if pressed(shift, Key::F8) {
        shrink(scene, view);
    }
    if pressed(none, Key::F8) {
        grow(scene, view);
    }
    // Alt+← and Alt+→ go back and forward in the window.
    if ui.input(|input| input.modifiers.alt) {
        return;
    }
    let bare = view.selection.is_some_and(|selection| selection.is_empty());
    // What turns pages moves no caret, but can select.
    let keys: [(Key, Motion, Motion, bool); 8] = [
        (Key::ArrowLeft, Motion::Letter(-1), Motion::Word(-1), true),
        (Key::ArrowRight, Motion::Letter(1), Motion::Word(1), true),
        (Key::ArrowUp, Motion::Line(-1), Motion::Paragraph(-1), bare),
        (Key::ArrowDown, Motion::Line(1), Motion::Paragraph(1), bare),
        (Key::Home, Motion::LineEnd(-1), Motion::WorkEnd(-1), bare),
        (Key::End, Motion::LineEnd(1), Motion::WorkEnd(1), bare),
        (Key::PageUp, Motion::Page(-1), Motion::Page(-1), false),
        (Key::PageDown, Motion::Page(1), Motion::Page(1), false),
    ];
    for (key, plain, with_ctrl, moves) in keys {
        let ways = [
            (ctrl.plus(shift), with_ctrl, true, true),
            (ctrl, with_ctrl, false, moves),
            (shift, plain, true, true),
            (none, plain, false, moves),
        ];
        for (modifiers, motion, selects, taken) in ways {
            // Each press counts, also where several fall into one frame.
            let times = if taken { ui.input_mut(|input| input.count_and_consume_key(modifiers, key)) } else { 0 };
            (0..times).for_each(|_| go(scene, view, motion, selects));
        }
    }
}

/// All that can be selected.
fn whole(scene: &Scene<'_>) -> Span {
    let pieces = scene.page.pieces.iter().filter(|piece| !piece.span.is_empty());
    pieces.map(|piece| piece.span).reduce(Span::join).unwrap_or_default()
}

/// Moves the caret; with `selects` from where the selection began, else it takes the selection along.
fn go(scene: &Scene<'_>, view: &mut ReaderView, motion: Motion, selects: bool) {
    let selection = view.selection.unwrap_or_else(|| {
        let at = view.places.get(&scene.work.id).map_or(scene.work.span.start, |place| place.0);
        Selection::of(Span::new(at, at), Grain::Character)
    });
    let (anchor, caret) = selection.ends();
    let collapses = !selects && !selection.is_empty();
    let to = match motion {
        Motion::Letter(step) if collapses => {
            let span = selection.span();
            Some(if step < 0 { span.start } else { span.end })
        }
        Motion::Letter(step) => letter(scene, view, caret, step),
        Motion::Word(step) => word(scene, view, caret, step),
        Motion::Line(step) => line(scene, view, caret, step),
        Motion::Paragraph(step) => paragraph(scene, view, caret, step),
        Motion::LineEnd(step) => line_end(scene, view, caret, step),
        Motion::Page(step) => page(scene, view, caret, step),
        Motion::WorkEnd(step) => Some(if step < 0 { whole(scene).start } else { whole(scene).end }),
    };
    if !matches!(motion, Motion::Line(_) | Motion::Page(_)) {
        view.column_x = None;
    }
    let to = to.unwrap_or(caret);
    let from = if selects { anchor } else { to };
    view.selection = Some(Selection::between(from, to));
    view.reveal(scene, to);
}

/// The next place of a caret by letters as they are shown.
fn letter(scene: &Scene<'_>, view: &mut ReaderView, at: u32, step: i32) -> Option<u32> {
    let mut index = scene.page.piece_at(at)?;
    let set = scene.piece(&mut view.column, index);
    let here = set.letters.within(Span::new(at, at + 1)).start;
    if !scene.page.pieces[index].span.is_empty() {
        // Several letters may stand for one place.
        let next = if step > 0 {
            (here + 1..=set.letters.len()).map(|next| set.letters.caret(next)).find(|&to| to > at)
        } else {
            (0..here).rev().map(|next| set.letters.caret(next)).find(|&to| to < at)
        };
        if next.is_some() {
            return next;
        }
    }
    loop {
        index = index.checked_add_signed(step as isize)?;
        let piece = scene.page.pieces.get(index)?;
        let set = scene.piece(&mut view.column, index);
        if !piece.span.is_empty() && !set.letters.is_empty() {
            let end = if step > 0 { 0 } else { set.letters.len() };
            return Some(set.letters.caret(end));
        }
    }
}

/// The next end of a word, or beginning of one.
fn word(scene: &Scene<'_>, view: &mut ReaderView, at: u32, step: i32) -> Option<u32> {
    let next = letter(scene, view, at, step)?;
    let inside = if step > 0 { at } else { next };
    let word = around(scene.work, &scene.source.text, inside, Grain::Word);
    let end = if step > 0 { word.end } else { word.start };
    let further = if step > 0 { end > next } else { end < next };
    let alike = scene.page.piece_at(end.min(at)) == scene.page.piece_at(at);
    Some(if further && alike { end } else { next })
}

/// The caret a line further, as near as may be to where it was across the page.
fn line(scene: &Scene<'_>, view: &mut ReaderView, at: u32, step: i32) -> Option<u32> {
    let mut index = scene.page.piece_at(at)?;
    let mut set = scene.piece(&mut view.column, index);
    let letter = set.letters.within(Span::new(at, at + 1)).start;
    let here = set.lines.iter().position(|line| line.letters.contains(&letter)).or(set.lines.len().checked_sub(1))?;
    let x = *view.column_x.get_or_insert_with(|| set.lines[here].left(letter));
    let mut next = here.checked_add_signed(step as isize).filter(|&next| next < set.lines.len());
    while next.is_none() {
        index = index.checked_add_signed(step as isize).filter(|&index| index < scene.page.pieces.len())?;
        set = scene.piece(&mut view.column, index);
        let end = if step > 0 { Some(0) } else { set.lines.len().checked_sub(1) };
        next = end.filter(|_| !set.lines.is_empty() && !scene.page.pieces[index].span.is_empty());
    }
    let line = set.lines.get(next?)?;
    Some(set.letters.caret(line.caret_at(x).min(line.letters.end.saturating_sub(1))))
}

/// The caret a page further: by as many lines as one turns at once.
fn page(scene: &Scene<'_>, view: &mut ReaderView, at: u32, step: i32) -> Option<u32> {
    let lines = (scene.view.height() / scene.setting.leading).floor() as usize;
    let mut to = None;
    for _ in 1..lines.max(2) {
        to = line(scene, view, to.unwrap_or(at), step).or(to);
    }
    to
}

/// The beginning of the paragraph before or after.
fn paragraph(scene: &Scene<'_>, view: &mut ReaderView, at: u32, step: i32) -> Option<u32> {
    let index = scene.page.piece_at(at)?;
    let begin = |view: &mut ReaderView, index: usize| scene.piece(&mut view.column, index).letters.caret(0);
    let own = begin(view, index);
    if step < 0 && own < at {
        return Some(own);
    }
    let next = index.checked_add_signed(step as isize)?;
    match scene.page.pieces.get(next) {
        Some(piece) if !piece.span.is_empty() => Some(begin(view, next)),
        _ => Some(if step > 0 { whole(scene).end } else { own }),
    }
}

/// The beginning or the end of the line.
fn line_end(scene: &Scene<'_>, view: &mut ReaderView, at: u32, step: i32) -> Option<u32> {
    let index = scene.page.piece_at(at)?;
    let set = scene.piece(&mut view.column, index);
    let letter = set.letters.within(Span::new(at, at + 1)).start;
    let line = set.line_of(letter)?;
    let last = line.letters.end == set.letters.len();
    let end = if last { line.letters.end } else { line.letters.end.saturating_sub(1) };
    Some(set.letters.caret(if step < 0 { line.letters.start } else { end }))
}

/// Selects the next larger unit around.
fn grow(scene: &Scene<'_>, view: &mut ReaderView) {
    let place = || view.places.get(&scene.work.id).map_or(scene.work.span.start, |place| place.0);
    let span = view.selection.map_or_else(|| Span::new(place(), place()), |selection| selection.span());
    let first = span.start;
    let last = span.end.max(span.start + 1) - 1;
    for grain in [Grain::Word, Grain::Sentence, Grain::Paragraph] {
        let of = |at| around(scene.work, &scene.source.text, at, grain);
        let unit = of(first).join(of(last));
        if unit.covers(span) && unit != span && !unit.is_empty() {
            view.selection = Some(Selection::of(unit, grain));
            return;
        }
    }
    view.selection = Some(Selection::of(whole(scene), Grain::Paragraph));
}

/// Selects the next smaller unit at the beginning of the selection.
fn shrink(scene: &Scene<'_>, view: &mut ReaderView) {
    let Some(selection) = view.selection else { return };
    let span = selection.span();
    for grain in [Grain::Paragraph, Grain::Sentence, Grain::Word] {
        let unit = around(scene.work, &scene.source.text, span.start, grain);
        if span.covers(unit) && unit != span && !unit.is_empty() {
            view.selection = Some(Selection::of(unit, grain));
            return;
        }
    }
    view.selection = Some(Selection::of(Span::new(span.start, span.start), Grain::Character));
}
