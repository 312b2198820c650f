//! The brush: a stretch of time to which all three views are narrowed. It is drawn on the strip, or on the axis itself.

use eframe::egui::{CursorIcon, Painter, Rect, Role, Sense, Stroke, Ui, pos2, vec2};

use super::layout::{Scale, Stretch};
use super::plot::Scene;
use super::{TimelineView, phrase};
use crate::calendar::{Date, DateRange};
use crate::state::Action;
use crate::ui::Actions;
use crate::ui::theme::{self, Theme};
use crate::ui::widgets::named;

/// What is being dragged of the brush.
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

/// The stretch that is brushed.
fn brushed(scene: &Scene<'_>) -> Option<Stretch> {
    scene.ctx.state.focus.brush.map(|range| Stretch::of(range, scene.gathered.whole))
}

/// Hears drags along the axis, under the lanes, and shows the ends of the brush there.
pub(super) fn on_axis(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let (picture, scale) = (scene.picture, &scene.picture.scale);
    let foot = picture.axis + scene.setup.sizes().axis;
    let area = Rect::from_min_max(pos2(scale.left, picture.axis + 1.0), pos2(scale.right(), foot));
    let response = ui.interact(area, ui.scope_id().with("axis"), Sense::click_and_drag());
    named(&response, Role::Slider, &said(scene));
    let brush = brushed(scene);
    if let Some(brush) = brush {
        edges(ui.painter(), scene.ctx.theme, scale, brush, picture.axis + 1.0, foot - 4.0);
    }
    if response.hovered() || response.dragged() {
        drag(ui, &response, scale, brush, view, actions);
    } else if response.drag_stopped() {
        view.grip = None;
    }
}

/// The ground of the brush through the lanes.
pub(super) fn ground(painter: &Painter, scene: &Scene<'_>) {
    let Some(brush) = brushed(scene) else { return };
    let (picture, theme) = (scene.picture, scene.ctx.theme);
    let [begin, end] = [brush.begin, brush.end].map(|year| picture.scale.x(year));
    let area = Rect::from_min_max(pos2(begin, picture.lanes_top), pos2(end, picture.axis));
    painter.rect_filled(area, 0.0, theme.chosen_row);
    for x in [begin, end] {
        painter.vline(x, area.y_range(), Stroke::new(1.0, theme.vermilion));
    }
}

/// The ends of the brush with their handles, those in sight.
pub(super) fn edges(painter: &Painter, theme: &Theme, scale: &Scale, brush: Stretch, top: f32, foot: f32) {
    let ends = [brush.begin, brush.end].map(|year| scale.x(year));
    for x in ends.into_iter().filter(|x| (scale.left..=scale.right()).contains(x)) {
        painter.vline(x, top..=foot, Stroke::new(1.5, theme.vermilion));
        let handle = Rect::from_center_size(pos2(x, (top + foot) / 2.0), vec2(6.0, 18.0_f32.min(foot - top)));
        painter.rect_filled(handle, 2.0, theme.vermilion);
    }
}

/// What a screen reader says of the brush.
pub(super) fn said(scene: &Scene<'_>) -> String {
    match scene.ctx.state.focus.brush {
        Some(range) => {
            let range = phrase::bare(scene.ctx.words, range);
            scene.ctx.words.with("timeline-brush", &[("range", (&range).into())])
        }
        None => scene.ctx.words.get("timeline-no-brush").into_owned(),
    }
}

/// Drags make, move and change the brush; a click beside it, or a double click, takes it away.
pub(super) fn drag(
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
