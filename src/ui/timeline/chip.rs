//! A chip that has been opened: the list of its events, and the way closer to them.

use eframe::egui::{Area, Id, Key, Margin, Order, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::event_card::frame;
use super::layout::Stretch;
use super::plot::Scene;
use super::{TimelineView, phrase, sheets};
use crate::ui::Actions;
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{elided, focus_ring, hairline, named_choice, text_button};

/// A chip that has been opened.
#[derive(Debug)]
pub(super) struct Opened {
    /// Its events, in order of time.
    members: Vec<usize>,
    /// Where it stands on the screen.
    anchor: Rect,
    /// The stretch in which its events stand apart; `None` where no zoom can part them.
    closer: Option<Stretch>,
    /// Whether its list has been shown: the press that opened it does not close it, even when press and release come
    /// in one frame.
    shown: bool,
}

impl Opened {
    /// Opens a chip that stands there.
    pub(super) fn new(scene: &Scene<'_>, members: Vec<usize>, anchor: Rect) -> Self {
        let closer = closer(scene, &members);
        Self { members, anchor, closer, shown: false }
    }
}

/// Shows the list of the chip that is open, if one is.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let Some(mut opened) = view.chip.take() else { return };
    let (members, anchor) = (&opened.members, opened.anchor);
    let screen = ui.ctx().content_rect().shrink(8.0);
    let width = 320.0_f32;
    let rows = members.len().min(12) as f32;
    let height = rows * ROW + 60.0;
    let left = (anchor.center().x - width / 2.0).clamp(screen.left(), (screen.right() - width).max(screen.left()));
    let below = anchor.bottom() + 6.0;
    let top = if below + height <= screen.bottom() { below } else { (anchor.top() - 6.0 - height).max(screen.top()) };
    let area = Area::new(Id::unique("timeline chip"))
        .order(Order::Foreground)
        .fixed_pos(pos2(left, top))
        .constrain_to(screen)
        .fade_in(false)
        .accessible_name(scene.ctx.words.with("timeline-lane-count", &[("n", members.len().into())]));
    let mut close = ui.input(|i| i.key_pressed(Key::Escape));
    let mut chosen = None;
    let shown = area.show(ui.ctx(), |ui| {
        frame(scene.ctx).inner_margin(Margin::symmetric(8, 8)).show(ui, |ui| {
            ui.set_width(width - 16.0);
            ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
            ScrollArea::vertical().max_height(rows * ROW).auto_shrink([false, true]).show_rows(
                ui,
                ROW,
                members.len(),
                |ui, range| {
                    for &event in &members[range] {
                        if row(ui, scene, event, width - 32.0) {
                            chosen = Some(event);
                            close = true;
                        }
                    }
                },
            );
            if let Some(closer) = opened.closer {
                ui.add_space(4.0);
                hairline(ui, scene.ctx.theme);
                ui.add_space(4.0);
                let words = scene.ctx.words.get("timeline-closer");
                if text_button(ui, scene.ctx.theme, &words, theme::sans(12.0), scene.ctx.theme.vermilion).clicked() {
                    view.place.go(closer, ui.ctx(), scene.ctx.state.settings.motion);
                    close = true;
                }
            }
        });
    });
    let list = shown.response.rect;
    let at = ui.input(|i| i.pointer.any_pressed().then(|| i.pointer.interact_pos()).flatten());
    let elsewhere = opened.shown && at.is_some_and(|at| !list.contains(at));
    let moved = scene.picture.scale.years != view.place.goal();
    opened.shown = true;
    view.chip = Some(opened).filter(|_| !(close || elsewhere || moved));
    if let Some(event) = chosen {
        // The list is gone with the keyboard that its row had: one can step on from there.
        view.wants_keys = true;
        sheets::choose(scene.ctx, view, event, actions);
    }
}

/// The height of a row of the list.
const ROW: f32 = 26.0;

/// One event of the list. Answers whether it was clicked.
fn row(ui: &mut Ui, scene: &Scene<'_>, event: usize, width: f32) -> bool {
    let (ctx, theme) = (scene.ctx, scene.ctx.theme);
    let Some(event_row) = ctx.state.synopsis.events.get(event) else { return false };
    let (area, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::click());
    let chosen = ctx.state.focus.event == Some(event);
    named_choice(&response, chosen, &phrase::event(ctx.words, event_row));
    let painter = ui.painter();
    if response.hovered() || chosen {
        painter.rect_filled(area, f32::from(theme::RADIUS), theme.chosen_row);
    }
    let date = phrase::range(ctx.words, event_row.range, event_row.precision);
    let date = elided(painter, &date, theme::sans(theme::CAPTION), theme.faded, DATE);
    let y = area.center().y;
    painter.galley(pos2(area.left() + 6.0, y - date.size().y / 2.0), date, theme.faded);
    let left = area.left() + 6.0 + DATE + 8.0;
    let label = elided(painter, &event_row.label, theme::sans(13.0), theme.ink, area.right() - left - 20.0);
    painter.galley(pos2(left, y - label.size().y / 2.0), label, theme.ink);
    if event_row.independent > 1 {
        let told = event_row.independent.to_string();
        let at = pos2(area.right() - 6.0, y);
        painter.text(at, eframe::egui::Align2::RIGHT_CENTER, told, theme::sans(sizes::RAISED + 2.0), theme.faded);
    }
    focus_ring(ui, theme, &response);
    response.clicked()
}

/// The width of the dates.
const DATE: f32 = 84.0;

/// The stretch in which the events of a chip stand apart, unless no zoom can part them.
fn closer(scene: &Scene<'_>, members: &[usize]) -> Option<Stretch> {
    let items = members.iter().filter_map(|&event| scene.gathered.item(event));
    let years: Vec<f64> = items.map(|item| (item.years.begin + item.years.end) / 2.0).collect();
    let first = years.iter().copied().reduce(f64::min)?;
    let last = years.iter().copied().reduce(f64::max)?;
    let closer = Stretch::new(first, last).padded(0.3);
    (last > first && closer.width() < scene.picture.scale.years.width() * 0.8).then_some(closer)
}
