//! Hands: what clicks, drags, the wheel and keys do on the page.

use eframe::egui::{DragAndDrop, Event, EventFilter, Key, Modifiers, Pos2, Response, Ui};

use super::marks::{self, Pending, Waiting, reaching};
use super::selection::{Grain, Selection, around};
use super::sight::Sight;
use super::{Known, ReaderView, Scene, caret, sheets};
use crate::model::{Edit, Entry, Place, Verdict};
use crate::state::Action;
use crate::text::Span;
use crate::ui::{Actions, DraggedWords, theme};

/// How long the wheel stands still before the page comes to rest on a whole line, in seconds.
const REST: f64 = 0.2;

/// How soon and how near a press must follow a click to go on from it, in seconds and points.
const AGAIN: f64 = 0.6;
const NEAR: f32 = 6.0;

/// What lies under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Under {
    /// The character there.
    letter: Span,
    /// The place of the nearest caret.
    caret: u32,
    /// Whether the pointer is on the text itself, not beside it.
    on_text: bool,
}

/// Takes what the person does with the page.
pub(super) fn take(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, response: &Response, actions: &mut Actions) {
    if response.contains_pointer() {
        let wheel = ui.input(|input| input.smooth_scroll_delta().y);
        if wheel != 0.0 {
            view.scroll(scene, -wheel);
            view.moved = Some(ui.input(|input| input.time));
        }
    }
    come_to_rest(ui, scene, view);
    if response.clicked() || response.drag_started() {
        response.request_focus();
    }
    if response.has_focus() {
        // The arrows move through the page, not from widget to widget, and Escape first lets go of what is in hand.
        let escape = view.selection.is_some() || view.pending.is_some();
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(scene.id, filter));
    }
    view.held = response.is_pointer_button_down_on();
    pointer(ui, scene, view, response, actions);
    let typing = ui.memory(|memory| memory.focused()).is_some_and(|focused| focused != scene.id);
    if !typing && (response.has_focus() || response.contains_pointer() || scene.fills()) {
        keys(ui, scene, view, actions);
        // Escape takes the keyboard from the page, but what is selected there afterwards can still be copied.
        copy(ui, scene, view);
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(eframe::egui::CursorIcon::Text);
    }
}

/// Some time after the wheel stood still, lets the first line in sight be a whole one.
fn come_to_rest(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView) {
    let Some(moved) = view.moved else { return };
    let (time, step, held) = ui.input(|input| (input.time, input.stable_dt, input.pointer.any_down()));
    if time - moved < REST || held {
        ui.ctx().request_repaint_after_secs(REST as f32);
        return;
    }
    let before = view.sight;
    let set = scene.piece(&mut view.column, before.piece);
    let cut =
        set.lines.iter().find(|line| line.top < before.below - 0.5 && line.top + line.height > before.below + 0.5);
    let Some(line) = cut else {
        view.moved = None;
        return;
    };
    let (up, down) = (line.top - before.below, line.top + line.height - before.below);
    let way = if -up < down { up } else { down };
    let share = if scene.ctx.state.settings.motion { 1.0 - (-step.min(0.05) / theme::MOTION * 3.0).exp() } else { 1.0 };
    view.scroll(scene, if way.abs() < 1.0 { way } else { way * share });
    if view.sight == before {
        view.moved = None;
    } else {
        ui.ctx().request_repaint();
    }
}

impl Scene<'_> {
    /// Whether the work fills the window, alone.
    fn fills(&self) -> bool {
        self.together.is_none() && self.ctx.state.focus.fills == Some(crate::state::View::Reader)
    }
}

fn pointer(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, response: &Response, actions: &mut Actions) {
    let Some(at) = response.interact_pointer_pos() else { return };
    // What is selected now is in hand, and no longer the suggestion before.
    if response.clicked() || response.drag_started() {
        view.pending = None;
    }
    let (shift, ctrl, time) = ui.input(|input| (input.modifiers.shift, input.modifiers.command, input.time));
    let pressed_at = ui.input(|input| input.pointer.press_start_time()).unwrap_or(time);
    if response.drag_started() {
        let from = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
        let Some(under) = under(scene, view, from) else { return };
        // A drag that follows a click takes words, one that follows two takes paragraphs.
        let grain =
            match view.clicked {
                Some((clicks, place, when)) if pressed_at - when < AGAIN && place.distance(from) < NEAR => {
                    if clicks > 1 { Grain::Paragraph } else { Grain::Word }
                }
                _ => Grain::Character,
            };
        // What is selected already is carried to where it is let go.
        if let Some(selection) = view
            .selection
            .filter(|selection| !shift && grain == Grain::Character && selection.span().contains(under.letter.start))
        {
            response.dnd_set_drag_payload(DraggedWords(Place { work: scene.work.id, span: selection.span() }));
            return;
        }
        let begin = match grain {
            Grain::Character => Span::new(under.caret, under.caret),
            grain => around(scene.work, &scene.source.text, under.letter.start, grain),
        };
        if !shift || view.selection.is_none() {
            view.selection = Some(Selection::of(begin, grain));
        }
    }
    if response.dragged() && DragAndDrop::has_payload_of_type::<DraggedWords>(ui.ctx()) {
        ui.ctx().set_cursor_icon(eframe::egui::CursorIcon::Grabbing);
        return;
    }
    if response.dragged() {
        pull(ui, scene, view, at);
        if let (Some(under), Some(selection)) = (under(scene, view, at), view.selection) {
            let place = if selection.grain == Grain::Character { under.caret } else { under.letter.start };
            let head = around(scene.work, &scene.source.text, place, selection.grain);
            view.selection = Some(selection.to(head));
        }
        return;
    }
    if !response.clicked() {
        return;
    }
    let clicks = 1 + usize::from(response.double_clicked()) + 2 * usize::from(response.triple_clicked());
    view.clicked = Some((clicks, at, time));
    let Some(under) = under(scene, view, at) else { return };
    let character = under.letter.start;
    let of = |grain| around(scene.work, &scene.source.text, character, grain);
    if response.triple_clicked() {
        view.selection = Some(Selection::of(of(Grain::Paragraph), Grain::Paragraph));
    } else if response.double_clicked() {
        let near = reaching(under.letter);
        let time = scene.marks.times_in(near).find(|time| time.span.contains(character));
        let word = time.map_or_else(|| of(Grain::Word), |time| time.span);
        view.selection = Some(Selection::of(word, Grain::Word));
    } else if shift && let Some(selection) = view.selection {
        let head = Span::new(under.caret, under.caret);
        view.selection = Some(Selection { grain: Grain::Character, ..selection }.to(head));
    } else if ctrl {
        // The caret alone, from which the keyboard selects.
        view.selection = Some(Selection::between(under.caret, under.caret));
    } else if under.on_text {
        let sentence = of(Grain::Sentence);
        let again = view.selection.is_some_and(|selection| selection.span() == sentence);
        view.selection = (!again).then(|| Selection::of(sentence, Grain::Sentence));
        if !again {
            choose(scene, view, character, sentence, actions);
        }
    } else {
        view.selection = None;
    }
}

/// Chooses the claim or event that a click on a sentence means, so that the other views follow.
fn choose(scene: &Scene<'_>, view: &mut ReaderView, at: u32, sentence: Span, actions: &mut Actions) {
    let near = reaching(sentence);
    let claim = scene.marks.claims_in(near).find(|mark| mark.span.contains(at));
    let claim = claim.or_else(|| scene.marks.claims_in(near).find(|mark| sentence.covers(mark.span)));
    let focus = &scene.ctx.state.focus;
    let action = match claim {
        Some(mark) if focus.claim != Some(mark.claim) => Action::ChooseClaim(Some(mark.claim)),
        Some(_) => return,
        None => match marks::event_at(scene.ctx.state, scene.work.id, at) {
            Some(event) if focus.event != Some(event) => Action::ChooseEvent(Some(event)),
            _ => return,
        },
    };
    view.quiet = true;
    actions.push(action);
}

/// Scrolls while a drag reaches beyond the view, the faster the further.
fn pull(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, at: Pos2) {
    let over = if at.y < scene.view.top() { at.y - scene.view.top() } else { (at.y - scene.view.bottom()).max(0.0) };
    if over != 0.0 {
        let seconds = ui.input(|input| input.stable_dt).min(0.1);
        view.scroll(scene, over.clamp(-80.0, 80.0) * 12.0 * seconds);
        ui.ctx().request_repaint();
    }
}

/// What lies under a place of the screen: the letter there, or the nearest.
fn under(scene: &Scene<'_>, view: &mut ReaderView, at: Pos2) -> Option<Under> {
    let height = scene.view.height();
    let (x, y) = (at.x - scene.left, (at.y - scene.view.top()).clamp(0.0, height - 1.0));
    let seen = view.sight.pieces(height, &mut Known { scene, column: &mut view.column });
    let &(index, top) = seen.iter().rev().find(|(_, top)| *top <= y).or(seen.first())?;
    let set = scene.piece(&mut view.column, index);
    let line = set.line_at(x, y - top)?;
    let letter = line.letter_at(x);
    let caret = line.caret_at(x);
    let end = line.slots.last().map_or(0.0, |slot| slot.right);
    let within = (line.top..line.top + line.height).contains(&(y - top));
    let on_text = within && x >= line.left(line.letters.start) - 4.0 && x <= end + 4.0;
    Some(Under { letter: set.letters.span(letter), caret: set.letters.caret(caret), on_text })
}

fn keys(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, actions: &mut Actions) {
    caret::keys(ui, scene, view);
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let leading = scene.setting.leading;
    // One line of the page before stays in sight.
    let page = ((scene.view.height() / leading).floor() - 1.0).max(1.0) * leading;
    let none = Modifiers::NONE;
    if pressed(none, Key::PageDown) || pressed(none, Key::Space) {
        view.turn(scene, page);
    }
    if pressed(none, Key::PageUp) || pressed(Modifiers::SHIFT, Key::Space) {
        view.turn(scene, -page);
    }
    if pressed(none, Key::ArrowDown) {
        view.scroll(scene, leading);
    }
    if pressed(none, Key::ArrowUp) {
        view.scroll(scene, -leading);
    }
    if pressed(none, Key::Home) {
        view.sight = Sight::default();
    }
    if pressed(none, Key::End) {
        view.sight = Sight::at(scene.page.pieces.len(), 0.0);
        view.scroll(scene, 0.0);
        view.begin_whole(scene);
    }
    // A card over the page closes before what is selected is let go.
    let card = view.menu.has_card();
    if !card && pressed(none, Key::Escape) {
        view.selection = None;
        view.pending = None;
    }
    if view.pending.is_some() && pressed(none, Key::E) {
        change(scene, view);
    }
    if view.pending.is_some() && pressed(none, Key::W) {
        view.menu.why = in_hand(scene, view);
        view.menu.just_opened = true;
    }
    for key in reviewing(ui, view) {
        match key {
            Key::J => step_pending(scene, view, 1),
            Key::K => step_pending(scene, view, -1),
            Key::A => decide(scene, view, Verdict::Accepted, actions),
            _ => decide(scene, view, Verdict::Rejected, actions),
        }
    }
}

/// The keys that go through suggestions, taken one by one in the order in which they were pressed: who is quick, or
/// whose machine is slow, presses several within one frame. Those that decide are left to others while nothing is in
/// hand.
fn reviewing(ui: &Ui, view: &ReaderView) -> Vec<Key> {
    let mut in_hand = view.pending.is_some();
    let mut pressed = Vec::new();
    let mut take = |event: &Event| match *event {
        Event::Key { key: key @ (Key::J | Key::K), pressed: true, modifiers: Modifiers::NONE, .. } => {
            in_hand = true;
            pressed.push(key);
            false
        }
        Event::Key { key: key @ (Key::A | Key::X), pressed: true, modifiers: Modifiers::NONE, .. } if in_hand => {
            pressed.push(key);
            false
        }
        _ => true,
    };
    ui.input_mut(|input| input.events.retain(&mut take));
    pressed
}

impl ReaderView {
    /// Turns a page and begins it with a whole line.
    fn turn(&mut self, scene: &Scene<'_>, by: f32) {
        self.scroll(scene, by);
        let set = scene.piece(&mut self.column, self.sight.piece);
        let below = self.sight.below;
        let line = set.lines.iter().find(|line| line.top + line.height > below + 1.0);
        if let Some(line) = line.filter(|line| line.top < below) {
            self.scroll(scene, line.top - below);
        }
        self.begin_whole(scene);
    }
}

/// Goes to the next or previous suggestion from the one in hand, or from the top of the sight.
pub(super) fn step_pending(scene: &Scene<'_>, view: &mut ReaderView, step: i32) {
    // From the one in hand, from what is selected, or from the top of the sight.
    let before = |place: u32| Waiting { span: Span::new(place, place), is_claim: false };
    let chosen = || view.selection.map(|selection| before(selection.span().start));
    let top = || view.places.get(&scene.work.id).map(|&(place, _)| before(place));
    let from = view.pending.or_else(chosen).or_else(top);
    let next = match from {
        Some(from) if step < 0 => scene.marks.waiting_before(from),
        from => scene.marks.next_waiting(from),
    };
    let Some(next) = next else {
        let none = scene.marks.next_waiting(None).is_none();
        view.menu.say(scene, if none { "reader-pending-none" } else { "reader-pending-end" });
        return;
    };
    let span = next.span;
    view.pending = Some(next);
    view.selection = None;
    view.menu.why = None;
    if view.in_sight(scene, span).is_none() {
        view.bring(scene, span);
    }
}

/// Accepts or rejects the suggestion in hand and goes on to the next.
fn decide(scene: &Scene<'_>, view: &mut ReaderView, verdict: Verdict, actions: &mut Actions) {
    let Some(hand) = view.pending else { return };
    let Some(which) = scene.marks.pending_at(hand) else { return };
    if let Some(suggestion) = marks::suggestion(scene.ctx.state, scene.work.id, &scene.marks, which) {
        let id = view.new_id(scene.ctx);
        actions.push(Action::Edit(Edit::put(id, Entry::Verdict { suggestion, verdict })));
    }
    step_pending(scene, view, 1);
    if view.pending == Some(hand) {
        view.pending = None;
    }
}

/// Opens the suggestion in hand to be changed: a claim with its holder and topic, a date as an event.
fn change(scene: &Scene<'_>, view: &mut ReaderView) {
    let sheet = match in_hand(scene, view) {
        Some(Pending::Claim(at)) => sheets::Sheet::change(scene, at),
        Some(Pending::Time(at)) => scene.marks.time(at).map(|mark| {
            let sentence = around(scene.work, &scene.source.text, mark.span.start, Grain::Sentence);
            sheets::Sheet::event_at(scene, sentence, mark.span)
        }),
        None => None,
    };
    view.menu.sheet = sheet;
}

/// The suggestion in hand.
pub(super) fn in_hand(scene: &Scene<'_>, view: &ReaderView) -> Option<Pending> {
    scene.marks.pending_at(view.pending?)
}

/// Copies exactly what the source says.
fn copy(ui: &Ui, scene: &Scene<'_>, view: &ReaderView) {
    let asked = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    if let Some(selection) = view.selection.filter(|selection| asked && !selection.is_empty()) {
        ui.ctx().copy_text(scene.source.text.slice(selection.span()).to_owned());
    }
}
