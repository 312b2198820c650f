//! The card of an event: who tells it, in whose words, how each date was made out, and where the works differ.

use eframe::egui::{
    Align, Area, Frame, Id, Layout, Margin, Order, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2,
};

use super::paint;
use super::plot::Scene;
use super::sheets::Deed;
use super::{TimelineView, phrase, telling};
use crate::state::EventRow;
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{self, hairline, paragraph};
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// The event under the pointer.
#[derive(Clone, Debug)]
pub(super) struct Hover {
    /// Which.
    event: usize,
    /// Its glyph with its label.
    anchor: Rect,
    /// Since when, in seconds of egui's clock.
    since: f64,
    /// When the pointer was last over the glyph or the card.
    last: f64,
    /// Where its card stood in the last frame.
    card: Option<Rect>,
}

/// How long the pointer may be on its way from the glyph to the card, in seconds.
const WAY: f64 = 0.35;

impl Hover {
    /// Takes in what is under the pointer in this frame. The card stays while the pointer is on it, or on its way.
    pub(super) fn remember(ui: &Ui, view: &mut TimelineView, hovered: Option<(usize, Rect)>) {
        let now = ui.input(|i| i.time);
        if let Some((event, anchor)) = hovered {
            let before = view.hover.take().filter(|hover| hover.event == event);
            let (since, card) = before.map_or((now, None), |hover| (hover.since, hover.card));
            view.hover = Some(Self { event, anchor, since, last: now, card });
            view.stepped = false;
            return;
        }
        let Some(hover) = &mut view.hover else { return };
        let at = ui.input(|i| i.pointer.hover_pos());
        let on_card = hover.card.zip(at).is_some_and(|(card, at)| card.expand(4.0).contains(at));
        if on_card {
            hover.last = now;
        } else if hover.card.is_none() || now - hover.last > WAY {
            view.hover = None;
        } else {
            ui.ctx().request_repaint_after_secs(WAY as f32);
        }
    }
}

/// Shows the card of the event on which the pointer rests, or to which the keys have stepped.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions, has_keys: bool) {
    let now = ui.input(|i| i.time);
    let dragging = ui.input(|i| i.pointer.is_decidedly_dragging());
    let (event, anchor) = match (&view.hover, view.chosen_at) {
        _ if dragging || view.chip.is_some() => return,
        (Some(hover), _) if now - hover.since >= sizes::REST => (hover.event, hover.anchor),
        (Some(hover), _) => {
            ui.ctx().request_repaint_after_secs((sizes::REST - (now - hover.since)) as f32 + 0.01);
            return;
        }
        (None, Some((event, at))) if view.stepped && has_keys && scene.ctx.state.focus.event == Some(event) => {
            (event, at)
        }
        _ => return,
    };
    let Some(row) = scene.ctx.state.synopsis.events.get(event) else { return };
    let id = Id::unique("timeline event card").with(event);
    let size = eframe::egui::AreaState::load(ui.ctx(), id).and_then(|area| area.size);
    let place = best_place(ui, scene, anchor, size.unwrap_or(vec2(sizes::EVENT_CARD, 240.0)));
    let name = phrase::event(scene.ctx.words, row);
    let area = Area::new(id)
        .order(Order::Foreground)
        .fixed_pos(place)
        .constrain_to(ui.ctx().content_rect().shrink(4.0))
        .fade_in(false)
        .accessible_name(name);
    let mut deed = None;
    let shown = area.show(ui.ctx(), |ui| {
        let leader = ui.painter().add(Shape::Noop);
        let card = frame(scene.ctx).show(ui, |ui| {
            content(ui, scene.ctx, row, actions);
            deed = deeds(ui, scene.ctx, row);
        });
        let card = card.response.rect;
        let tie = tie(anchor, card);
        ui.painter().set(leader, Shape::line_segment(tie, Stroke::new(1.5, scene.ctx.theme.vermilion)));
        card
    });
    if let Some(hover) = &mut view.hover {
        hover.card = Some(shown.inner);
    }
    if let Some(deed) = deed {
        deed.start(scene.ctx, view, event, actions);
    }
}

/// What can be done with the event, with the keys for it. Answers with what was pressed.
fn deeds(ui: &mut Ui, ctx: &ViewCtx<'_>, event: &EventRow) -> Option<Deed> {
    divide(ui, ctx);
    let mut pressed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for (deed, words, key) in Deed::ALL.into_iter().filter(|(deed, ..)| deed.fits(event)) {
            let text = format!("{} {}", ctx.words.get(words), key.name());
            if widgets::text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.faded).clicked() {
                pressed = Some(deed);
            }
        }
    });
    pressed
}

/// Paper with a line of ink around it.
pub(super) fn frame(ctx: &ViewCtx<'_>) -> Frame {
    Frame::NONE
        .fill(ctx.theme.sheet)
        .stroke(Stroke::new(1.0, ctx.theme.ink))
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::symmetric(16, 12))
}

/// The nearest place that hides the fewest labels: beneath, above, to the right or to the left.
fn best_place(ui: &Ui, scene: &Scene<'_>, anchor: Rect, size: Vec2) -> Pos2 {
    let screen = ui.ctx().content_rect().shrink(8.0);
    let gap = 10.0;
    let middle = anchor.center();
    let candidates = [
        pos2(anchor.left() - 16.0, anchor.bottom() + gap),
        pos2(anchor.right() + 16.0 - size.x, anchor.bottom() + gap),
        pos2(anchor.right() + gap * 2.0, middle.y - 40.0),
        pos2(anchor.left() - gap * 2.0 - size.x, middle.y - 40.0),
        pos2(anchor.left() - 16.0, anchor.top() - gap - size.y),
        pos2(anchor.right() + 16.0 - size.x, anchor.top() - gap - size.y),
    ];
    let marks = || {
        scene.picture.lanes.iter().flat_map(|lane| lane.rows.marks.iter().map(move |mark| paint::mark_area(lane, mark)))
    };
    let cost = |at: &Pos2| {
        let wanted = Rect::from_min_size(*at, size);
        let by = vec2(
            (screen.left() - wanted.left()).max(0.0) - (wanted.right() - screen.right()).max(0.0),
            (screen.top() - wanted.top()).max(0.0) - (wanted.bottom() - screen.bottom()).max(0.0),
        );
        let card = wanted.translate(by);
        let hides_itself = if card.intersects(anchor) { 10_000.0 } else { 0.0 };
        let hidden = marks().filter(|mark| card.intersects(*mark)).count() as f32;
        (card.min, hides_itself + hidden * 40.0 + by.length() + anchor.distance_to_pos(card.center()) * 0.05)
    };
    let best = candidates.iter().map(cost).min_by(|a, b| a.1.total_cmp(&b.1));
    best.map_or(anchor.left_bottom(), |(at, _)| at)
}

/// The shortest line from the glyph to the card.
fn tie(anchor: Rect, card: Rect) -> [Pos2; 2] {
    let near = |from: Rect, to: Rect| {
        let middle = to.center().clamp(from.min, from.max);
        pos2(middle.x, middle.y)
    };
    let on_anchor = near(anchor, card);
    let on_card = pos2(on_anchor.x.clamp(card.left(), card.right()), on_anchor.y.clamp(card.top(), card.bottom()));
    [on_anchor, on_card]
}

fn content(ui: &mut Ui, ctx: &ViewCtx<'_>, event: &EventRow, actions: &mut Actions) {
    let theme = ctx.theme;
    let inner = sizes::EVENT_CARD - 32.0;
    ui.set_width(inner);
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    ui.horizontal(|ui| {
        ui.set_width(inner);
        let width = inner - if event.conflicts.is_empty() { 0.0 } else { 20.0 };
        ui.scope(|ui| {
            ui.set_max_width(width);
            paragraph(ui, &event.label, theme::bold(16.0), theme.ink);
        });
        if !event.conflicts.is_empty() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let (area, _) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
                paint::flag(ui.painter(), area.min + vec2(2.0, 2.0), theme.ink);
            });
        }
    });
    paragraph(ui, &heading(ctx, event), theme::sans(theme::CAPTION), theme.faded);
    let most = 6;
    for (told, place) in event.attestations.iter().zip(&event.places).take(most) {
        divide(ui, ctx);
        telling::show(ui, ctx, told, *place, actions);
    }
    if event.attestations.len() > most {
        divide(ui, ctx);
        let more = ctx.words.with("timeline-more-tellings", &[("n", Value::Count(event.attestations.len() - most))]);
        paragraph(ui, &more, theme::sans(theme::CAPTION), theme.faded);
    }
    if !event.note.is_empty() {
        divide(ui, ctx);
        paragraph(ui, &event.note, theme::sans(13.0), theme.ink);
    }
    if event.attestations.is_empty() {
        divide(ui, ctx);
        paragraph(ui, &ctx.words.get("timeline-own-event"), theme::sans(theme::CAPTION), theme.faded);
    }
    conflicts(ui, ctx, event);
}

fn divide(ui: &mut Ui, ctx: &ViewCtx<'_>) {
    ui.add_space(4.0);
    hairline(ui, ctx.theme);
    ui.add_space(2.0);
}

/// The date and how many tell it.
fn heading(ctx: &ViewCtx<'_>, event: &EventRow) -> String {
    let date = phrase::range(ctx.words, event.range, event.precision);
    let key = if event.order_only { "timeline-card-order" } else { "timeline-card-told" };
    let (all, independent) = (Value::Count(event.attestations.len()), Value::Count(event.independent));
    ctx.words.with(key, &[("date", (&date).into()), ("n", all), ("independent", independent)])
}

/// In what the works contradict each other.
fn conflicts(ui: &mut Ui, ctx: &ViewCtx<'_>, event: &EventRow) {
    let known = event.conflicts.iter().filter_map(|&at| ctx.state.corpus.joint.conflicts.get(at));
    for (at, conflict) in known.enumerate() {
        if at == 0 {
            divide(ui, ctx);
        }
        let kind = ctx.words.get(phrase::conflict(conflict.kind)).into_owned();
        let values = [("kind", (&kind).into()), ("about", (&conflict.about).into())];
        paragraph(ui, &ctx.words.with("timeline-conflict", &values), theme::sans(13.0), ctx.theme.ink);
    }
}
