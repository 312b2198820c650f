//! The strip beneath: how much is told of every year, and a brush that narrows all three views.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Stroke, Ui, pos2, vec2};

use super::layout::{self, DensityBar, Extent, Scale, Stretch};
use super::plot::Scene;
use super::{TimelineView, phrase};
use crate::calendar::{Date, DateRange};
use crate::state::Action;
use crate::ui::Actions;
use crate::ui::theme;
use crate::ui::widgets::{focus_ring, named};

/// What is being dragged on the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Grip {
    /// A new stretch, from this year.
    New(f64),
    /// The beginning of the brush, with its end where it is.
    Begin(f64),
    /// The end of the brush, with its beginning where it is.
    End(f64),
    /// The whole brush: the year under the pointer, and the brush as it was.
    Whole(f64, Stretch),
}

/// Shows the strip at the foot of the room.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let (ctx, theme, measures) = (scene.ctx, scene.ctx.theme, scene.setup.sizes());
    let plot = &scene.picture.scale;
    let scale = Scale { years: scene.gathered.best, ..*plot };
    let top = (scene.picture.axis + measures.axis + measures.gap).min(scene.room.bottom() - measures.strip);
    let foot = top + measures.strip_bars;
    let area = Rect::from_min_max(pos2(scale.left, top), pos2(scale.right(), foot + 4.0));
    let response = ui.interact(area, ui.scope_id().with("strip"), Sense::click_and_drag());
    let brush = ctx.state.focus.brush.map(|range| Stretch::of(range, scene.gathered.whole));
    named(&response, Role::Slider, &said(scene));
    let painter = ui.painter();
    let label = painter.layout_no_wrap(
        ctx.words.get("timeline-density").into_owned(),
        theme::sans(theme::CAPTION),
        theme.faded,
    );
    painter.galley(pos2(scene.room.left() + measures.margin_left, foot - label.size().y), label, theme.faded);
    if let Some(brush) = brush {
        painter.rect_filled(span(&scale, brush, top, foot), 0.0, theme.chosen_row);
    } else if plot.years.width() < scale.years.width() * 0.98 {
        let seen = span(&scale, plot.years, top, foot);
        painter.rect_stroke(seen, 0.0, Stroke::new(1.0, theme.faded), eframe::egui::StrokeKind::Inside);
    }
    let window = ctx.state.window_of_time().map(|range| Stretch::of(range, scene.gathered.whole));
    for bar in layout::density(&scene.gathered.items, &scale, 4.0) {
        let inside = window.is_none_or(|window| bar.years.meets(window));
        paint_bar(painter, &bar, foot, measures.strip_bars - 6.0, if inside { theme.ink } else { theme.faded });
    }
    painter.hline(area.left()..=area.right(), foot, Stroke::new(1.0, theme.faded));
    ribbon(ui, scene, &scale, foot + 1.5);
    let tick = |mark, full| {
        let text = phrase::tick(ctx.words, mark, full);
        let width = painter.layout_no_wrap(text.clone(), theme::sans(theme::CAPTION), theme.faded).size().x;
        (text, width)
    };
    for tick in layout::ticks(&scale, &tick).iter().filter(|tick| !tick.label.is_empty()) {
        let at = pos2(tick.x, foot + 16.0);
        painter.text(at, eframe::egui::Align2::CENTER_CENTER, &tick.label, theme::sans(theme::CAPTION), theme.faded);
    }
    if let Some(brush) = brush {
        let [begin, end] = [brush.begin, brush.end].map(|year| scale.x(year).clamp(scale.left, scale.right()));
        for x in [begin, end] {
            painter.vline(x, top..=foot, Stroke::new(1.5, theme.vermilion));
            let handle = Rect::from_center_size(pos2(x, (top + foot) / 2.0), vec2(6.0, 18.0));
            painter.rect_filled(handle, 2.0, theme.vermilion);
        }
    }
    drag(ui, &response, &scale, brush, view, actions);
    focus_ring(ui, theme, &response);
}

fn span(scale: &Scale, years: Stretch, top: f32, foot: f32) -> Rect {
    let x = |year: f64| scale.x(year).clamp(scale.left, scale.right());
    Rect::from_min_max(pos2(x(years.begin), top), pos2(x(years.end), foot))
}

fn paint_bar(painter: &eframe::egui::Painter, bar: &DensityBar, foot: f32, height: f32, colour: eframe::egui::Color32) {
    let gap = if bar.right - bar.left > 5.0 { 1.0 } else { 0.0 };
    let tall = (bar.height * height).max(2.0);
    let area = Rect::from_min_max(pos2(bar.left, foot - tall), pos2((bar.right - gap).max(bar.left + 1.0), foot));
    painter.rect_filled(area, 0.0, colour);
}

/// The phases of the band in hand as a thin ribbon under the bars.
fn ribbon(ui: &Ui, scene: &Scene<'_>, scale: &Scale, y: f32) {
    let state = scene.ctx.state;
    let band = state.focus.phase.map(|phase| phase.band).or_else(|| state.synopsis.main_band());
    let Some((band, within)) = band.and_then(|band| scene.gathered.bands.get(band)) else { return };
    for (at, phase) in band.phases.iter().enumerate() {
        let middle = Extent::of(phase, *within).middle();
        let area = span(scale, middle, y - 0.5, y + 2.5);
        ui.painter().rect_filled(area.with_max_x(area.right() - 1.0), 0.0, scene.ctx.theme.phase(at).line);
    }
}

/// What a screen reader says of the strip.
fn said(scene: &Scene<'_>) -> String {
    match scene.ctx.state.focus.brush {
        Some(range) => {
            let range = phrase::bare(scene.ctx.words, range);
            scene.ctx.words.with("timeline-brush", &[("range", (&range).into())])
        }
        None => scene.ctx.words.get("timeline-no-brush").into_owned(),
    }
}

/// Drags make, move and change the brush; a click beside it, or a double click, takes it away.
fn drag(
    ui: &Ui,
    response: &eframe::egui::Response,
    scale: &Scale,
    brush: Option<Stretch>,
    view: &mut TimelineView,
    actions: &mut Actions,
) {
    let Some(at) = response.interact_pointer_pos().or(response.hover_pos()) else { return };
    let year = scale.year(at.x.clamp(scale.left, scale.right()));
    let grip = grip_at(scale, brush, at.x, year);
    let cursor = match grip {
        Grip::Begin(_) | Grip::End(_) => CursorIcon::ResizeHorizontal,
        Grip::Whole(..) => CursorIcon::Grab,
        Grip::New(_) => CursorIcon::Crosshair,
    };
    ui.ctx().set_cursor_icon(cursor);
    if response.drag_started() {
        let origin = ui.input(|i| i.pointer.press_origin()).unwrap_or(at);
        view.grip = Some(grip_at(scale, brush, origin.x, scale.year(origin.x)));
    }
    if let Some(grip) = view.grip.filter(|_| response.dragged()) {
        let (a, b) = match grip {
            Grip::New(from) | Grip::Begin(from) | Grip::End(from) => (from, year),
            Grip::Whole(from, was) => (was.begin + year - from, was.end + year - from),
        };
        actions.push(Action::Brush(Some(days(a.min(b), a.max(b)))));
    }
    if response.drag_stopped() {
        view.grip = None;
    }
    if response.double_clicked() || response.clicked() && !matches!(grip, Grip::Whole(..)) && brush.is_some() {
        actions.push(Action::Brush(None));
    }
}

/// What a press at a place would take hold of.
fn grip_at(scale: &Scale, brush: Option<Stretch>, x: f32, year: f64) -> Grip {
    let near = |edge: f64| (scale.x(edge) - x).abs() <= theme::GRAB / 2.0 + 1.0;
    match brush {
        Some(brush) if near(brush.begin) => Grip::Begin(brush.end),
        Some(brush) if near(brush.end) => Grip::End(brush.begin),
        Some(brush) if brush.begin < year && year < brush.end => Grip::Whole(year, brush),
        _ => Grip::New(year),
    }
}

/// The days from one place on the axis to another, at least one.
fn days(begin: f64, end: f64) -> DateRange {
    DateRange::new(Date::from_axis(begin), Date::from_axis(end))
}
