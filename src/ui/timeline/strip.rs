//! The strip beneath: how much is told of every year, and a brush that narrows all three views.

use eframe::egui::{Rect, Role, Sense, Stroke, Ui, pos2, vec2};

use super::layout::{self, DensityBar, Extent, Scale, Stretch};
use super::plot::Scene;
use super::{TimelineView, brush, phrase};
use crate::ui::Actions;
use crate::ui::theme;
use crate::ui::widgets::{focus_ring, named};

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
    named(&response, Role::Slider, &brush::said(scene));
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
        // However little is in sight, it can be seen where it lies.
        let seen = span(&scale, plot.years, top, foot);
        let seen = seen.expand2(vec2((LEAST - seen.width()).max(0.0) / 2.0, 0.0));
        painter.rect_stroke(seen, 0.0, Stroke::new(1.0, theme.faded), eframe::egui::StrokeKind::Inside);
    }
    let window = ctx.state.window_of_time().map(|range| Stretch::of(range, scene.gathered.whole));
    for bar in scene.gathered.density(&scale, 4.0).iter() {
        let inside = window.is_none_or(|window| bar.years.meets(window));
        paint_bar(painter, bar, foot, measures.strip_bars - 6.0, if inside { theme.ink } else { theme.faded });
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
        brush::edges(painter, ctx.theme, &scale, brush, top, foot);
    }
    brush::drag(ui, &response, &scale, brush, view, actions);
    focus_ring(ui, theme, &response);
}

/// The least width of the frame about what is in sight, in points.
const LEAST: f32 = 5.0;

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
