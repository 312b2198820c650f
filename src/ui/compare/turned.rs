//! The comparison turned: holders down the page, topics across it.

use std::sync::Arc;

use eframe::egui::{CursorIcon, DragAndDrop, Id, Pos2, Rect, Response, Role, Sense, Stroke, Ui, pos2, vec2};

use super::lay::{Laid, lay};
use super::rows::RowPlace;
use super::{Stage, content, heads, layout, press, topic};
use crate::ui::theme::{self, compare as measures};
use crate::ui::widgets;
use crate::ui::words::Value;

/// A holder that is dragged to another place among the rows, by its place among the columns.
struct DraggedHolder(usize);

/// Guesses the height of a holder's row.
pub(super) fn guess(stage: &Stage<'_, '_>, listed: &[usize], holder: usize) -> f32 {
    let seen = listed.get(stage.columns.range()).unwrap_or_default();
    let cells = seen.iter().map(|&row| stage.lengths(stage.comparison.rows[row].cells.get(holder)));
    layout::estimate(&stage.columns, cells)
}

/// Draws the row of a holder; returns its height.
pub(super) fn row(ui: &mut Ui, stage: &mut Stage<'_, '_>, listed: &[usize], place: RowPlace) -> f32 {
    let holder = place.row;
    let at = place.at + vec2(0.0, measures::ROW_PADDING);
    let head = holder_head(ui, stage, holder, at, place.width);
    let (top, least) = if stage.columns.beside { (at.y, at.y + head) } else { (at.y + head, at.y) };
    let comparison = Arc::clone(&stage.comparison);
    let range = stage.columns.range();
    let mut cells: Vec<(usize, usize, Arc<Laid>)> = Vec::new();
    for (slot, &row) in listed.iter().enumerate().skip(range.start).take(range.len()) {
        let cell = lay(ui, stage, row, comparison.rows[row].cells.get(holder), holder);
        cells.push((row, slot, cell));
    }
    let tallest = cells.iter().map(|(_, _, cell)| cell.block.height).fold(0.0, f32::max);
    let height = (top + tallest).max(least) - place.at.y + measures::ROW_PADDING + 1.0;
    let rule = place.at.x + measures::MARGIN..=place.at.x + place.width - measures::MARGIN;
    ui.painter().hline(rule, place.at.y + height - 1.0, Stroke::new(1.0, stage.ctx.theme.hairline));
    for (row, slot, cell) in cells {
        let area = place.cell(stage, slot, top, height);
        press::show(ui, stage, row, &cell, area);
    }
    height
}

/// The head of a holder's row: seal, name, and what stands small beside it. Returns its height.
fn holder_head(ui: &mut Ui, stage: &mut Stage<'_, '_>, holder: usize, at: Pos2, room: f32) -> f32 {
    let ctx = stage.ctx;
    let theme = ctx.theme;
    let column = stage.comparison.columns[holder].clone();
    let name = content::column_name(ctx, &column);
    let caption = content::column_caption(ctx, &column);
    let beside = stage.columns.beside;
    let left = at.x + stage.columns.edge;
    let width = if beside { measures::TOPIC } else { room - 2.0 * measures::MARGIN };
    let text_left = left + measures::SEAL + 8.0;
    let painter = ui.painter().clone();
    let title = widgets::elided(&painter, &name, theme::bold(14.0), theme.ink, left + width - text_left);
    let small = if beside {
        super::cell::caption(&painter, &caption, theme.faded, width)
    } else {
        let rest = left + width - text_left - title.size().x - 8.0;
        widgets::elided(&painter, &caption, theme::sans(theme::CAPTION), theme.faded, rest.max(0.0))
    };
    let height = if beside { measures::SEAL + 6.0 + small.size().y } else { measures::TOPIC_LINE };
    let area = Rect::from_min_size(pos2(left, at.y), vec2(width, height));
    let response = ui.interact(area, Id::unique(("compare holder", &column)), Sense::click_and_drag());
    let label = ctx.words.with("compare-head", &[("name", Value::from(&name)), ("caption", Value::from(&caption))]);
    widgets::named(&response, Role::RowHeader, &label);
    let in_hand = column.work().is_some_and(|work| ctx.state.focus.work == Some(work));
    let seal = Rect::from_min_size(area.min, eframe::egui::Vec2::splat(measures::SEAL));
    widgets::paint_seal(&painter, theme, seal, &content::column_seal(ctx, &column), in_hand);
    let title_width = title.size().x;
    painter.galley(pos2(text_left, seal.center().y - title.size().y / 2.0), title, theme.ink);
    let small_at = if beside {
        pos2(left, seal.bottom() + 6.0)
    } else {
        pos2(text_left + title_width + 8.0, seal.center().y - small.size().y / 2.0 + 1.0)
    };
    painter.galley(small_at, small, theme.faded);
    widgets::focus_ring(ui, theme, &response);
    drag(ui, stage, &response, holder);
    heads::menu(stage, &response, holder);
    response.on_hover_text(heads::full_title(stage, holder));
    height
}

/// Lets a holder be dragged on to the place of another.
fn drag(ui: &Ui, stage: &mut Stage<'_, '_>, response: &Response, holder: usize) {
    response.dnd_set_drag_payload(DraggedHolder(holder));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    if !DragAndDrop::has_payload_of_type::<DraggedHolder>(ui.ctx()) {
        return;
    }
    if response.dnd_hover_payload::<DraggedHolder>().is_some_and(|dragged| dragged.0 != holder) {
        let ring = Stroke::new(2.0, stage.ctx.theme.vermilion);
        let around = response.rect.expand(4.0);
        ui.painter().rect_stroke(around, f32::from(theme::RADIUS), ring, eframe::egui::StrokeKind::Inside);
    }
    if let Some(dragged) = response.dnd_release_payload::<DraggedHolder>() {
        heads::move_column(stage, dragged.0, holder);
    }
}

/// The frozen heads: the topics that find room, each with what it comes to.
pub(super) fn heads(ui: &mut Ui, stage: &mut Stage<'_, '_>, area: Rect, listed: &[usize]) {
    ui.painter().rect_filled(area, 0.0, stage.ctx.theme.paper);
    let range = stage.columns.range();
    for (slot, &row) in listed.iter().enumerate().skip(range.start).take(range.len()) {
        let left = area.left() + stage.columns.x(slot);
        let place = Rect::from_min_size(pos2(left, area.top()), vec2(stage.columns.width, area.height()));
        topic_head(ui, stage, row, place);
    }
    let rule = area.left() + measures::MARGIN..=area.right() - measures::MARGIN;
    ui.painter().hline(rule, area.bottom() - 1.0, Stroke::new(1.0, stage.ctx.theme.faded));
}

fn topic_head(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, place: Rect) {
    let ctx = stage.ctx;
    let comparison = Arc::clone(&stage.comparison);
    let this = &comparison.rows[row];
    let name = content::topic_name(ctx, this.topic.as_ref());
    let verdict = topic::verdict_words(ctx, this);
    let in_hand = this.topic.is_some() && ctx.state.focus.topic == this.topic;
    let response = ui.interact(place, Id::unique(("compare topic", &this.topic)), Sense::click());
    let speakers = ctx.words.with("compare-speakers", &[("n", this.speakers.into())]);
    widgets::named_choice(&response, in_hand, &format!("{name}，{speakers}，{verdict}"));
    let painter = ui.painter();
    let right = pos2(place.right(), place.center().y - 1.0);
    let badge = widgets::paint_badge(painter, ctx.theme, right, topic::shown_as(this), &verdict);
    let galley = widgets::elided(painter, &name, theme::bold(14.0), ctx.theme.ink, badge.left() - place.left() - 6.0);
    let (size, at) = (galley.size(), pos2(place.left(), right.y - galley.size().y / 2.0));
    painter.galley(at, galley, ctx.theme.ink);
    if in_hand {
        let tick = Rect::from_min_size(pos2(place.left() - 8.0, right.y - 9.0), vec2(3.0, 18.0));
        painter.rect_filled(tick, 0.0, ctx.theme.vermilion);
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        let y = at.y + size.y;
        ui.painter().hline(at.x..=at.x + size.x, y, Stroke::new(1.0, ctx.theme.faded));
    }
    widgets::focus_ring(ui, ctx.theme, &response);
    topic::choose(stage, this, in_hand, response);
}
