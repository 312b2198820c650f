//! The margin: the ribbon of phases at the very edge, claims as stripes with the letter of their topic, and notes.

use eframe::egui::text::TextFormat;
use eframe::egui::{Align2, Color32, Rect, Role, Sense, Shape, Stroke, Ui, pos2, vec2};

use super::marks::{ClaimMark, NoteMark, beginning_in, health_of, reaching};
use super::{NOTES_FROM, ReaderView, Scene};
use crate::exchange::written;
use crate::state::{Action, Health};
use crate::text::Span;
use crate::ui::icons::{self, Icon};
use crate::ui::{Actions, theme, widgets};

/// The width of the ribbon of phases.
const RIBBON: f32 = 4.0;
/// How far left of the column the first stripe stands, and how far each further one.
const STRIPE: (f32, f32) = (14.0, 9.0);
/// How many stripes stand side by side.
const STRIPES: usize = 3;
/// How far left of the column the letters stand.
const LETTER: f32 = 43.0;
/// The least distance between two letters.
const LETTER_STEP: f32 = 17.0;
/// How far right of the column a note's mark stands, and its words where there is room.
const NOTE: f32 = 10.0;
const NOTE_RULE: f32 = 20.0;

/// Shows the margins of the pieces in sight.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)], actions: &mut Actions) {
    ribbon(ui, scene, view, seen);
    claims(ui, scene, view, seen, actions);
    notes(ui, scene, view, seen);
}

/// From where to where a stretch reaches on the screen, as far as it is in sight.
pub(super) fn reach(scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)], span: Span) -> Option<(f32, f32)> {
    let mut found: Option<(f32, f32)> = None;
    for &(index, top) in seen {
        let piece = scene.page.pieces.get(index)?.span;
        if !piece.meets(span) {
            continue;
        }
        let set = scene.piece(&mut view.column, index);
        let Some((from, to)) = set.lines_of(span) else { continue };
        let (from, to) = (scene.view.top() + top + from, scene.view.top() + top + to);
        let (first, last) = found.unwrap_or((from, to));
        found = Some((first.min(from), last.max(to)));
    }
    found
}

fn ribbon(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)]) {
    let painter = ui.painter().with_clip_rect(scene.view.intersect(ui.clip_rect()));
    let chosen = scene.ctx.state.focus.phase.map(|phase| phase.phase);
    for phase in &scene.marks.phases {
        let Some((top, foot)) = reach(scene, view, seen, phase.span) else { continue };
        let ink = scene.ctx.theme.phase(phase.number);
        let colour = if chosen.is_none_or(|chosen| chosen == phase.number) { ink.line } else { ink.band };
        let min = pos2(scene.view.left(), top + 3.0);
        let area = Rect::from_min_max(min, pos2(min.x + RIBBON, foot - 3.0));
        painter.rect_filled(area, 0.0, colour);
        let area = area.intersect(scene.view);
        if area.is_positive() {
            let response =
                ui.interact(area.expand2(vec2(3.0, 0.0)), scene.id.with(("phase", phase.number)), Sense::hover());
            let number = phase.number + 1;
            let name =
                scene.ctx.words.with("phase-name", &[("n", number.into()), ("label", phase.label.as_str().into())]);
            widgets::named(&response, Role::Label, &name);
            response.on_hover_text(name);
        }
    }
}

/// What a stripe stands for.
#[derive(Clone, Copy)]
enum Striped<'a> {
    Claim(ClaimMark<'a>),
    Highlight(&'a NoteMark, char),
}

/// Where a stripe stands.
struct Stripe<'a> {
    mark: Striped<'a>,
    top: f32,
    foot: f32,
    lane: usize,
}

fn claims(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)], actions: &mut Actions) {
    let Some(sight) = sight(scene, seen) else { return };
    let claims = scene.marks.claims_in(reaching(sight));
    let notes = beginning_in(&scene.marks.notes, reaching(sight), |note| note.span);
    let notes = notes.iter().filter(|note| note.text.is_empty());
    let mut marks: Vec<(Span, Striped<'_>)> = claims.map(|mark| (mark.span, Striped::Claim(mark))).collect();
    marks.extend(notes.filter_map(|note| Some((note.span, Striped::Highlight(note, note.letter.as_ref()?.0)))));
    marks.sort_by_key(|(span, _)| *span);
    let mut lanes = [f32::MIN; STRIPES];
    let mut stripes = Vec::new();
    for (span, mark) in marks {
        let Some((top, foot)) = reach(scene, view, seen, span) else { continue };
        let free = lanes.iter().position(|&end| end <= top + 0.5);
        let lane = free.unwrap_or(STRIPES - 1);
        lanes[lane] = foot;
        stripes.push(Stripe { mark, top, foot, lane });
    }
    let mut letters = f32::MIN;
    for stripe in &stripes {
        letters = match stripe.mark {
            Striped::Claim(ref mark) => claim(ui, scene, view, stripe, mark, letters, actions),
            Striped::Highlight(note, letter) => highlight(ui, scene, view, stripe, (note, letter), letters),
        };
    }
}

/// Draws the stripe of a highlight, broad and in its ground, and its letter in a box; answers with the letter's height.
fn highlight(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut ReaderView,
    stripe: &Stripe<'_>,
    (note, letter): (&NoteMark, char),
    above: f32,
) -> f32 {
    let theme = scene.ctx.theme;
    let painter = ui.painter().with_clip_rect(scene.view.intersect(ui.clip_rect()));
    let x = scene.left - STRIPE.0 - STRIPE.1 * stripe.lane as f32;
    painter.vline(x, stripe.top + 5.0..=stripe.foot - 5.0, Stroke::new(4.0, theme.hit));
    let middle = (stripe.top + scene.setting.leading / 2.0).max(above + LETTER_STEP);
    let area = Rect::from_center_size(pos2(scene.left - LETTER, middle), vec2(16.0, 16.0));
    painter.rect_filled(area, 2.0, theme.hit);
    painter.text(area.center(), Align2::CENTER_CENTER, letter, theme::bold(12.0), theme.ink);
    let area = area.expand(2.0).intersect(scene.view);
    if area.is_positive() {
        let response = ui.interact(area, scene.id.with(("highlight", &note.id)), Sense::click());
        let topic = note.letter.as_ref().map_or("", |(_, topic)| topic.as_str());
        let name = scene.ctx.words.with("reader-highlighted", &[("topic", topic.into())]);
        widgets::named(&response, Role::Button, &name);
        widgets::focus_ring(ui, theme, &response);
        if response.clicked() {
            view.menu.edit_note(note);
        }
        response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand).on_hover_text(name);
    }
    middle
}

/// Draws a stripe and its letter; answers with the height of the letter.
fn claim(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut ReaderView,
    stripe: &Stripe<'_>,
    mark: &ClaimMark<'_>,
    above: f32,
    actions: &mut Actions,
) -> f32 {
    let theme = scene.ctx.theme;
    let painter = ui.painter().with_clip_rect(scene.view.intersect(ui.clip_rect()));
    let chosen = scene.ctx.state.focus.claim == Some(mark.claim);
    let colour = match (chosen, mark.decided) {
        (true, _) => theme.vermilion,
        (false, true) => theme.ink,
        (false, false) => theme.faded,
    };
    let x = scene.left - STRIPE.0 - STRIPE.1 * stripe.lane as f32;
    let ends = [pos2(x, stripe.top + 5.0), pos2(x, stripe.foot - 5.0)];
    if mark.decided {
        painter.line_segment(ends, Stroke::new(1.5, colour));
    } else {
        painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, colour), 1.5, 2.0));
    }
    let middle = (stripe.top + scene.setting.leading / 2.0).max(above + LETTER_STEP);
    let centre = pos2(scene.left - LETTER, middle);
    let font = if mark.decided { theme::bold(12.0) } else { theme::sans(12.0) };
    painter.text(centre, Align2::CENTER_CENTER, mark.letter, font, colour);
    let area = Rect::from_center_size(centre, vec2(20.0, LETTER_STEP)).intersect(scene.view);
    if area.is_positive() {
        let response = ui.interact(area, scene.id.with(("claim", mark.claim)), Sense::click());
        let name = claim_name(scene, mark);
        widgets::named_choice(&response, chosen, &name);
        widgets::focus_ring(ui, theme, &response);
        if response.clicked() {
            view.quiet = true;
            actions.push(Action::ChooseClaim((!chosen).then_some(mark.claim)));
        }
        let response = response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand);
        response.on_hover_text(name);
    }
    middle
}

/// What a claim is called: its topic, whose it is, and whether it is decided.
pub(super) fn claim_name(scene: &Scene<'_>, mark: &ClaimMark<'_>) -> String {
    let words = scene.ctx.words;
    let row = scene.ctx.state.synopsis.claims.get(mark.claim);
    let holder = row.map(|row| row.holder.name.clone()).filter(|name| !name.is_empty());
    let holder = holder.unwrap_or_else(|| words.get("unsigned").into_owned());
    let key = if mark.decided { "reader-claim-decided" } else { "reader-claim-suggested" };
    let mut name = words.with(key, &[("topic", mark.topic.into()), ("holder", holder.as_str().into())]);
    if let Some(gist) = row.map(|row| row.gist).filter(|gist| !gist.is_empty()) {
        name.push('\n');
        name.push_str(gist);
    }
    if let Some(words) = row.and_then(|row| whereabouts(scene, health_of(scene.ctx.state, &row))) {
        name.push('\n');
        name.push_str(&words);
    }
    name
}

/// What is to be said of a place that is not simply where it was.
fn whereabouts(scene: &Scene<'_>, health: Health) -> Option<String> {
    let key = match health {
        Health::Kept => return None,
        Health::Moved => "reader-place-moved",
        Health::Changed => "reader-place-changed",
        Health::Lost => "reader-place-lost",
    };
    Some(scene.ctx.words.get(key).into_owned())
}

fn notes(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)]) {
    let Some(sight) = sight(scene, seen) else { return };
    let theme = scene.ctx.theme;
    let painter = ui.painter().with_clip_rect(scene.view.intersect(ui.clip_rect()));
    let right = scene.left + scene.setting.width();
    let mut free = f32::MIN;
    for note in beginning_in(&scene.marks.notes, reaching(sight), |note| note.span) {
        if note.text.is_empty() {
            continue;
        }
        let Some((top, _)) = reach(scene, view, seen, note.span) else { continue };
        let area = if scene.beside >= NOTES_FROM {
            let font = theme::sans(12.0);
            let width = (scene.beside - NOTE_RULE - 24.0).min(260.0);
            let format = TextFormat { line_height: Some(18.0), ..TextFormat::simple(font, theme.ink) };
            let mut job = widgets::written(&note.text, &format);
            job.wrap.max_width = width;
            let galley = painter.layout_job(job);
            let at = pos2(right + NOTE_RULE, (top + 6.0).max(free + 8.0));
            let size = galley.size();
            painter.vline(at.x, at.y..=at.y + size.y, Stroke::new(1.5, theme.ink));
            painter.galley(at + vec2(9.0, 0.0), galley, Color32::PLACEHOLDER);
            free = at.y + size.y;
            Rect::from_min_size(at, size + vec2(9.0, 0.0))
        } else {
            let at = pos2(right + NOTE, (top + (scene.setting.leading - 16.0) / 2.0).max(free + 2.0));
            let area = Rect::from_min_size(at, vec2(16.0, 16.0));
            icons::paint(&painter, Icon::Note, area, theme.ink);
            free = area.bottom();
            area
        };
        let area = area.intersect(scene.view);
        if area.is_positive() {
            let response = ui.interact(area, scene.id.with(("note", &note.id)), Sense::click());
            let name = scene.ctx.words.with("reader-note", &[("text", note.text.as_str().into())]);
            widgets::named(&response, Role::Button, &name);
            widgets::focus_ring(ui, theme, &response);
            if response.clicked() {
                view.menu.edit_note(note);
            }
            let whereabouts = whereabouts(scene, note.health).map_or_else(String::new, |words| format!("\n{words}"));
            response.on_hover_text(format!("{}{whereabouts}", written::plain(&note.text)));
        }
    }
}

/// The stretch of the source that is in sight.
fn sight(scene: &Scene<'_>, seen: &[(usize, f32)]) -> Option<Span> {
    let first = scene.page.pieces.get(seen.first()?.0)?.span;
    let last = scene.page.pieces.get(seen.last()?.0)?.span;
    Some(first.join(last))
}
