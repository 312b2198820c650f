//! The rows: a topic across its holders.

use std::sync::Arc;

use eframe::egui::{Pos2, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::lay::{Laid, lay};
use super::layout;
use super::{Mode, Stage, pair, press, rails, topic};
use crate::state::ComparisonRow;
use crate::ui::theme::{self, compare as measures};
use crate::ui::widgets;

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowPlace {
    /// The row, by its place in the comparison; the holder where the table is turned.
    pub(super) row: usize,
    /// Its top left corner.
    pub(super) at: Pos2,
    /// Its width.
    pub(super) width: f32,
}

impl RowPlace {
    /// The area of a cell.
    pub(super) fn cell(&self, stage: &Stage<'_, '_>, column: usize, top: f32, height: f32) -> Rect {
        let x = self.at.x + stage.columns.x(column);
        let bottom = self.at.y + height - measures::ROW_PADDING;
        Rect::from_min_max(pos2(x, top), pos2(x + stage.columns.width, bottom))
    }
}

/// Draws a row; returns its height.
pub(super) fn row(ui: &mut Ui, stage: &mut Stage<'_, '_>, place: RowPlace) -> f32 {
    let at = place.at + vec2(0.0, measures::ROW_PADDING);
    let head = topic::head(ui, stage, place.row, at, place.width);
    let mut top = at.y + if stage.columns.beside { 0.0 } else { head };
    let least = if stage.columns.beside { at.y + head } else { at.y };
    let comparison = Arc::clone(&stage.comparison);
    let this = &comparison.rows[place.row];
    let (cells, links) = if stage.view.mode == Mode::Pair && this.cells.len() > 1 {
        pair::lay_out(ui, stage, place.row)
    } else {
        if this.topic.is_some() && stage.ctx.state.focus.topic == this.topic {
            top += relations(ui, stage, place.row, pos2(place.at.x, top));
        }
        let seen = stage.columns.range();
        let cells = seen.map(|column| lay(ui, stage, place.row, this.cells.get(column), column)).collect();
        (cells, Vec::new())
    };
    let tallest = cells.iter().map(|cell: &Arc<Laid>| cell.block.height).fold(0.0, f32::max);
    let height = (top + tallest).max(least) - place.at.y + measures::ROW_PADDING + 1.0;
    let rule = place.at.x + measures::MARGIN..=place.at.x + place.width - measures::MARGIN;
    ui.painter().hline(rule, place.at.y + height - 1.0, Stroke::new(1.0, stage.ctx.theme.hairline));
    for link in links {
        pair::gutter(ui, stage, link, pos2(place.at.x, top + link.below + measures::LINE / 2.0));
    }
    for cell in cells {
        let area = place.cell(stage, cell.column, top, height);
        press::show(ui, stage, place.row, &cell, area);
    }
    height
}

/// The rails of the row in hand. Returns their height.
fn relations(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, at: Pos2) -> f32 {
    let synopsis = &stage.ctx.state.synopsis;
    let this = &stage.comparison.rows[row];
    let column_of = |claim: usize| {
        let at = stage.column_of(claim)?;
        stage.columns.range().contains(&at).then_some(at)
    };
    let rails = layout::rails(&this.relations, &synopsis.relations, column_of);
    let height = rails::height(&rails);
    let pending = pending(stage, row, None);
    rails::show(ui, stage, rails, at, pending);
    height
}

/// The proposed relation that A and X decide: the first of the row, or the first that touches a column.
pub(super) fn pending(stage: &Stage<'_, '_>, row: usize, column: Option<usize>) -> Option<usize> {
    let synopsis = &stage.ctx.state.synopsis;
    let column = column.and_then(|column| stage.comparison.columns.get(column));
    stage.comparison.rows[row].relations.iter().copied().find(|&index| {
        let Some(relation) = synopsis.relations.get(index) else { return false };
        let touches = |claim: usize| {
            synopsis.claims.get(claim).is_some_and(|claim| column.is_some_and(|column| column.holds(&claim)))
        };
        !relation.origin.is_decided() && (column.is_none() || touches(relation.a) || touches(relation.b))
    })
}

/// What is not listed, and the way to list it. Returns its height.
pub(super) fn end(ui: &mut Ui, stage: &mut Stage<'_, '_>, at: Pos2) -> f32 {
    let ctx = stage.ctx;
    let rows = &stage.comparison.rows;
    let speakers = |count: usize| rows.iter().filter(|row| row.speakers == count).count();
    let (one, none) = (speakers(1), speakers(0));
    let found_nothing = !stage.view.words.is_empty() && none == rows.len();
    let pair = stage.view.mode == Mode::Pair;
    if none == 0 && !(pair && one > 0) {
        return measures::ROW_PADDING * 2.0;
    }
    let text = if found_nothing {
        ctx.words.get("compare-found-nothing").into_owned()
    } else if pair {
        ctx.words.with("compare-unlisted-pair", &[("one", one.into()), ("none", none.into())])
    } else {
        let is_hidden = |row: &&ComparisonRow| row.speakers == 0 && row.cells.iter().any(|cell| cell.hidden > 0);
        let hidden = rows.iter().filter(is_hidden).count();
        let key = if hidden > 0 { "compare-unlisted-hidden" } else { "compare-unlisted" };
        ctx.words.with(key, &[("n", (none - hidden).into()), ("hidden", hidden.into())])
    };
    let lists_all = stage.view.lists_all;
    let key = if lists_all { "compare-list-fewer" } else { "compare-list-all" };
    let area = Rect::from_min_size(at + vec2(stage.columns.edge, 10.0), vec2(480.0, 26.0));
    // A child that takes no room: the height of the content is set by the rows.
    ui.new_child(UiBuilder::new().max_rect(area)).horizontal(|ui| {
        if !lists_all {
            widgets::paragraph(ui, &text, theme::sans(theme::CAPTION), ctx.theme.faded);
        }
        let text = ctx.words.get(key);
        if widgets::text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.ink).clicked() {
            stage.view.lists_all = !lists_all;
        }
    });
    60.0
}
