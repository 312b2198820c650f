//! Footnotes: which mark in the text belongs to which note, and the way from one to the other and back.

use std::collections::BTreeMap;

use eframe::egui::{CursorIcon, Rect, Role, Sense, Ui, pos2, vec2};

use super::{Glow, ReaderView, Scene};
use crate::model::{BlockKind, Place, Work};
use crate::state::Action;
use crate::text::{SourceText, Span};
use crate::ui::{Actions, theme, widgets};

/// The most of a note that is shown over its mark, in characters.
const SHOWN: usize = 240;

/// A mark in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteReference {
    /// The mark.
    pub span: Span,
    /// The mark as it is shown.
    pub label: Box<str>,
    /// The block of its note; `None` where there is none.
    pub note: Option<usize>,
}

/// The marks and notes of a work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footnotes {
    /// The marks in reading order.
    pub references: Vec<NoteReference>,
    /// For every block that is a note the first mark that refers to it.
    pub referred: BTreeMap<usize, Span>,
}

impl Footnotes {
    /// Lays the marks and notes of a work side by side. Where there are as many marks of one kind as notes, they
    /// belong together in their order (numbers begin anew on every page or in every chapter); else a mark belongs to
    /// the first such note after it, or to the last one before.
    #[must_use]
    pub fn new(work: &Work, text: &SourceText) -> Self {
        let mut notes: BTreeMap<String, Vec<(usize, Span)>> = BTreeMap::new();
        let mut marks: BTreeMap<String, Vec<(Span, Box<str>)>> = BTreeMap::new();
        for (index, block) in work.blocks.iter().enumerate() {
            if let BlockKind::Footnote(mark) = &block.kind {
                notes.entry(bare(mark)).or_default().push((index, block.span));
            }
            for run in block.runs.iter().filter(|run| run.style.note_mark) {
                let mark = run.shown.as_deref().unwrap_or_else(|| text.slice(run.span));
                marks.entry(bare(mark)).or_default().push((run.span, mark.trim().into()));
            }
        }
        let mut found = Self::default();
        for (mark, spans) in &marks {
            let notes = notes.get(mark).map_or(&[][..], Vec::as_slice);
            for (at, (span, label)) in spans.iter().enumerate() {
                let note = if notes.len() == spans.len() {
                    notes.get(at)
                } else {
                    notes.iter().find(|(_, note)| note.start > span.start).or(notes.last())
                };
                let note = note.map(|&(block, _)| block);
                if let Some(block) = note {
                    found.referred.entry(block).or_insert(*span);
                }
                found.references.push(NoteReference { span: *span, label: label.clone(), note });
            }
        }
        found.references.sort_by_key(|reference| reference.span);
        found
    }

    /// The marks that begin in a stretch.
    #[must_use]
    pub fn in_span(&self, span: Span) -> &[NoteReference] {
        super::marks::beginning_in(&self.references, span, |reference| reference.span)
    }
}

/// What a mark says without its brackets and circles: `①`, `[1]`, `¹` and `1` are one mark.
fn bare(mark: &str) -> String {
    let plain = |c: char| match c {
        '①'..='⑳' => (c as u32 - '①' as u32 + 1).to_string(),
        '０'..='９' => (c as u32 - '０' as u32).to_string(),
        '⁰' => "0".to_owned(),
        '¹' => "1".to_owned(),
        '²' => "2".to_owned(),
        '³' => "3".to_owned(),
        '⁴'..='⁹' => (c as u32 - '⁴' as u32 + 4).to_string(),
        '*' | '†' | '‡' => c.to_string(),
        c if c.is_alphanumeric() => c.to_string(),
        _ => String::new(),
    };
    mark.chars().map(plain).collect()
}

/// Lets the marks and notes in sight be clicked.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)], actions: &mut Actions) {
    for &(index, top) in seen {
        let set = scene.piece(&mut view.column, index);
        let Some(piece) = scene.page.pieces.get(index) else { continue };
        let at = super::origin(scene, top);
        for reference in scene.notes.in_span(piece.span) {
            let letters = set.letters.within(reference.span);
            for line in &set.lines {
                let Some((from, to)) = line.reach(&letters) else { continue };
                let corner = pos2(at.x + from, at.y + line.top);
                let area = Rect::from_min_size(corner, vec2((to - from).max(8.0), line.height));
                mark(ui, scene, view, reference, area, actions);
            }
        }
        let Some(block) = piece.block().filter(|_| piece.opens()) else { continue };
        if let (Some(BlockKind::Footnote(label)), Some(&span)) =
            (scene.work.blocks.get(block).map(|block| &block.kind), scene.notes.referred.get(&block))
        {
            let corner = pos2(at.x, at.y + set.style.above);
            let area = Rect::from_min_size(corner, vec2(set.style.left.max(16.0), set.style.leading));
            let name = scene.ctx.words.with("reader-note-back", &[("mark", label.as_ref().into())]);
            if pressed(ui, scene, area, ("note back", block), &name, None) {
                go(ui, scene, view, span, actions);
            }
        }
    }
}

/// Goes to a mark or its note. What is in sight already only glows: the eye has not left the page.
fn go(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, span: Span, actions: &mut Actions) {
    if view.in_sight(scene, span).is_some() {
        view.quiet = true;
        view.glow = Some(Glow { span, since: ui.input(|input| input.time) });
    }
    actions.push(Action::GoTo(Place { work: scene.work.id, span }));
}

fn mark(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut ReaderView,
    reference: &NoteReference,
    area: Rect,
    actions: &mut Actions,
) {
    let label = &*reference.label;
    let note = reference.note.and_then(|note| scene.work.blocks.get(note));
    let Some(note) = note else {
        let name = scene.ctx.words.with("reader-note-missing", &[("mark", label.into())]);
        pressed(ui, scene, area, ("note mark", reference.span.start as usize), &name, Some(&name));
        return;
    };
    let words: String = note.runs.iter().map(|run| scene.source.text.slice(run.span)).collect();
    let mut shown: String = words.chars().take(SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    let name = scene.ctx.words.with("reader-note-mark", &[("mark", label.into()), ("text", shown.as_str().into())]);
    if pressed(ui, scene, area, ("note mark", reference.span.start as usize), &name, Some(&shown)) {
        go(ui, scene, view, note.span, actions);
    }
}

/// Something small on the page that can be pressed; answers whether it was.
fn pressed(ui: &Ui, scene: &Scene<'_>, area: Rect, id: (&str, usize), name: &str, over: Option<&str>) -> bool {
    let area = area.intersect(scene.view);
    if !area.is_positive() {
        return false;
    }
    let response = ui.interact(area, scene.id.with(id), Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    widgets::named(&response, Role::Link, name);
    widgets::focus_ring(ui, scene.ctx.theme, &response);
    let clicked = response.clicked();
    if let Some(words) = over {
        response.on_hover_ui(|ui| {
            ui.set_max_width(360.0);
            widgets::paragraph(ui, words, theme::sans(13.0), scene.ctx.theme.ink);
        });
    }
    clicked
}
