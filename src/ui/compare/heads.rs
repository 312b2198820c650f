//! The heads of the columns, which stay while the rows move under them, and what can be done with a column.

use eframe::egui::{CursorIcon, Id, Key, Modifiers, Popup, Rect, Response, Role, Sense, Stroke, Ui, pos2, vec2};

use super::content;
use super::rails;
use super::{Mode, Stage};
use crate::model::WorkId;
use crate::state::{Action, Column};
use crate::ui::ViewCtx;
use crate::ui::theme::{self, compare as measures};
use crate::ui::widgets;
use crate::ui::words::Value;

/// Shows the heads.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, area: Rect) {
    ui.painter().rect_filled(area, 0.0, stage.ctx.theme.paper);
    let mut dropped = None;
    for at in stage.columns.range() {
        let left = area.left() + stage.columns.x(at);
        let place = Rect::from_min_size(pos2(left, area.top()), vec2(stage.columns.width, area.height()));
        let response = column_head(ui, stage, at, place);
        dropped = drag(ui, stage, &response, area).map(|to| (at, to)).or(dropped);
    }
    let rule = area.left() + measures::MARGIN..=area.right() - measures::MARGIN;
    ui.painter().hline(rule, area.bottom() - 1.0, Stroke::new(1.0, stage.ctx.theme.faded));
    if let Some((from, to)) = dropped {
        move_column(stage, from, to);
    }
}

fn column_head(ui: &mut Ui, stage: &mut Stage<'_, '_>, at: usize, place: Rect) -> Response {
    let ctx = stage.ctx;
    let column = &stage.comparison.columns[at];
    let name = content::column_name(ctx, column);
    let caption = content::column_caption(ctx, column);
    let id = Id::unique(("compare head", column));
    let response = ui.interact(place, id, Sense::click_and_drag());
    let label = ctx.words.with("compare-head", &[("name", Value::from(&name)), ("caption", Value::from(&caption))]);
    widgets::named(&response, Role::ColumnHeader, &label);
    let in_hand = column.work().is_some_and(|work| ctx.state.focus.work == Some(work));
    let painter =
        ui.painter().with_clip_rect(place.expand2(vec2(stage.columns.gap / 2.0, 0.0)).intersect(ui.clip_rect()));
    let y = place.center().y - 1.0;
    let seal =
        Rect::from_center_size(pos2(place.left() + measures::SEAL / 2.0, y), eframe::egui::Vec2::splat(measures::SEAL));
    widgets::paint_seal(&painter, ctx.theme, seal, &content::column_seal(ctx, column), in_hand);
    let left = seal.right() + 8.0;
    if stage.view.mode == Mode::Pair {
        pair_head(ctx, &painter, column, place.with_min_x(left));
    } else {
        let galley = widgets::elided(&painter, &name, theme::bold(14.0), ctx.theme.ink, place.right() - left);
        let width = galley.size().x;
        painter.galley(pos2(left, y - galley.size().y / 2.0), galley, ctx.theme.ink);
        let room = place.right() - left - width - 8.0;
        if room > 36.0 {
            let galley = widgets::elided(&painter, &caption, theme::sans(theme::CAPTION), ctx.theme.faded, room);
            painter.galley(pos2(left + width + 8.0, y - galley.size().y / 2.0 + 1.0), galley, ctx.theme.faded);
        }
    }
    widgets::focus_ring(ui, ctx.theme, &response);
    if response.has_focus() {
        let step = ui.input_mut(|input| {
            let pressed = |input: &mut eframe::egui::InputState, key| input.consume_key(Modifiers::SHIFT, key);
            i32::from(pressed(input, Key::ArrowRight)) - i32::from(pressed(input, Key::ArrowLeft))
        });
        if let Some(to) = at.checked_add_signed(step as isize).filter(|&to| to != at) {
            move_column(stage, at, to);
        }
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    menu(stage, &response, at);
    response.on_hover_text(full_title(stage, at))
}

/// A head of two lines: name and title, and under them where the work came out.
fn pair_head(ctx: &ViewCtx<'_>, painter: &eframe::egui::Painter, column: &Column, place: Rect) {
    let name = content::column_name(ctx, column);
    let caption = content::column_caption(ctx, column);
    let is_title = matches!(column, Column::Author(work) if ctx.state.synopsis.work(*work).is_some_and(|row| row.title == caption));
    let y = place.top() + if is_title { 9.0 } else { 2.0 };
    let name = widgets::elided(painter, &name, theme::bold(14.0), ctx.theme.ink, place.width());
    let right = place.left() + name.size().x + 8.0;
    painter.galley(pos2(place.left(), y), name, ctx.theme.ink);
    if let Column::Author(work) = column
        && let [_] = ctx.state.synopsis.works_of(*work).as_slice()
        && let Some(row) = ctx.state.synopsis.work(*work)
    {
        let title = widgets::elided(painter, &row.title, theme::sans(13.0), ctx.theme.ink, place.right() - right);
        painter.galley(pos2(right, y + 1.0), title, ctx.theme.ink);
    }
    if is_title {
        return;
    }
    let caption = widgets::elided(painter, &caption, theme::sans(theme::CAPTION), ctx.theme.faded, place.width());
    painter.galley(pos2(place.left(), y + 20.0), caption, ctx.theme.faded);
}

/// Name and title of a column.
pub(super) fn full_title(stage: &Stage<'_, '_>, at: usize) -> String {
    let synopsis = &stage.ctx.state.synopsis;
    let titles = |works: &[WorkId]| -> String {
        works.iter().filter_map(|&work| synopsis.work(work)).map(|row| format!("《{}》", row.title)).collect()
    };
    let author = |work: WorkId| content::work_name(stage.ctx, work);
    match &stage.comparison.columns[at] {
        Column::Author(work) => format!("{}{}", author(*work), titles(&synopsis.works_of(*work))),
        Column::Work(work) => format!("{}{}", author(*work), titles(&[*work])),
        Column::Party(holder) => holder.name.clone(),
    }
}

/// What can be done with a column.
pub(super) fn menu(stage: &mut Stage<'_, '_>, response: &Response, at: usize) {
    let words = stage.ctx.words;
    let count = stage.comparison.columns.len();
    let turned = stage.view.is_turned();
    let (before, after) =
        if turned { ("compare-row-up", "compare-row-down") } else { ("compare-column-left", "compare-column-right") };
    Popup::menu(response).width(160.0).show(|ui| {
        if at > 0 && rails::choice(ui, stage.ctx.theme, &words.get(before), false).clicked() {
            move_column(stage, at, at - 1);
        }
        if at + 1 < count && rails::choice(ui, stage.ctx.theme, &words.get(after), false).clicked() {
            move_column(stage, at, at + 1);
        }
        if let Some(work) = stage.comparison.columns[at].work()
            && rails::choice(ui, stage.ctx.theme, &words.get("compare-column-read"), false).clicked()
        {
            stage.actions.push(Action::ShowWork(work));
        }
        if count > 1 && rails::choice(ui, stage.ctx.theme, &words.get("compare-column-drop"), false).clicked() {
            let mut columns = stage.ctx.state.focus.columns.clone();
            columns.retain(|column| Some(column) != stage.comparison.columns.get(at));
            stage.actions.push(Action::ChooseColumns(columns));
        }
    });
}

/// While a head is dragged: a line where the column would stand. Returns the place when it is let go.
fn drag(ui: &Ui, stage: &Stage<'_, '_>, response: &Response, area: Rect) -> Option<usize> {
    if !response.dragged() && !response.drag_stopped() {
        return None;
    }
    let pointer = ui.input(|input| input.pointer.latest_pos())?;
    let at = stage.columns.at(pointer.x - area.left());
    if response.drag_stopped() {
        return Some(at);
    }
    let left = area.left() + stage.columns.x(at);
    let size = vec2(stage.columns.width + 12.0, area.height() - 8.0);
    let mark = Rect::from_min_size(pos2(left - 6.0, area.top() + 4.0), size);
    let stroke = Stroke::new(2.0, stage.ctx.theme.vermilion);
    ui.painter().rect_stroke(mark, f32::from(theme::RADIUS), stroke, eframe::egui::StrokeKind::Inside);
    None
}

/// Puts a column in the place of another.
pub(super) fn move_column(stage: &mut Stage<'_, '_>, from: usize, to: usize) {
    let mut columns = stage.ctx.state.focus.columns.clone();
    let shown = &stage.comparison.columns;
    let place = |at: usize| columns.iter().position(|column| Some(column) == shown.get(at));
    if let (Some(from), Some(to)) = (place(from), place(to))
        && from != to
    {
        let column = columns.remove(from);
        columns.insert(to, column);
        stage.actions.push(Action::ChooseColumns(columns));
    }
}
