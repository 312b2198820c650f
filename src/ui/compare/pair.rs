//! The rows of two holders side by side: related claims face each other, with the relation between them.

use std::sync::Arc;

use eframe::egui::{
    Color32, CursorIcon, Galley, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, TextFormat, Ui, pos2,
    text::LayoutJob, vec2,
};

use super::cell::Builder;
use super::content::{self, Content, Extent};
use super::lay::{self, Laid};
use super::layout::{self, PairLine, Rail};
use super::rails::{self, sign};
use super::{Stage, edits, field};
use crate::model::{RelationKind, Verdict};
use crate::state::{Action, Cell};
use crate::ui::theme::{self, compare as measures};
use crate::ui::{ViewCtx, widgets};

/// How many lines a row shows before it is opened.
const LINES: usize = 3;

/// Both cells, their lines beginning at the same heights, and the heights.
pub(super) fn lay_out(ui: &Ui, stage: &mut Stage<'_, '_>, row: usize) -> (Vec<Laid>, Vec<(f32, PairLine)>) {
    let ctx = stage.ctx;
    let comparison = Arc::clone(&stage.comparison);
    let this = &comparison.rows[row];
    let keys = [0, 1].map(|at| (this.topic.clone(), stage.comparison.columns[at].clone()));
    if this.cells.iter().any(Cell::is_empty) {
        let cells = this.cells.iter().enumerate();
        return (cells.map(|(at, cell)| lay::lay(ui, stage, row, cell, at)).collect(), Vec::new());
    }
    let open = keys.iter().any(|key| stage.view.open.contains(key));
    let width = stage.columns.width;
    let extent = Extent { quotes: usize::MAX, whole: open, chars: layout::quote_chars(width) };
    let all = layout::pair_lines(&this.relations, &ctx.state.synopsis.relations, &this.cells[0], &this.cells[1]);
    let shown = if open { all.len() } else { LINES };
    let mut builders = [0, 1].map(|_| Builder::new(ui.painter(), ctx.theme, width));
    let mut contents = [Content::default(), Content::default()];
    for (at, key) in keys.iter().enumerate() {
        let own = key.0.as_ref().and_then(|t| ctx.state.synopsis.summaries.get(&(t.clone(), key.1.clone())));
        contents[at].summary = own.map(|(_, text)| text.clone());
        let field = field::height(ui, stage, key);
        builders[at].space(field);
        if let Some(summary) = contents[at].summary.as_ref().filter(|_| field == 0.0) {
            builders[at].summary(summary);
            builders[at].space(measures::QUOTE_GAP);
        }
    }
    level(&mut builders);
    let mut lines = Vec::new();
    for (number, line) in all.iter().take(shown).enumerate() {
        if line.relation.is_some() {
            level(&mut builders);
        }
        if number > 0 {
            builders.iter_mut().for_each(|builder| builder.space(measures::QUOTE_GAP * 1.5));
        }
        lines.push((builders[0].height(), *line));
        for (at, claim) in [line.left, line.right].into_iter().enumerate() {
            let Some(mut quote) = claim.and_then(|claim| content::quote(ctx, claim, this.topic.as_ref(), extent))
            else {
                continue;
            };
            if this.cells[at].general.contains(&quote.claim) {
                quote.source.push('　');
                quote.source.push_str(&ctx.words.get("compare-general"));
            }
            let gist = ctx.state.synopsis.claims.get(quote.claim).map(|claim| claim.gist.clone());
            quote.gist = gist.filter(|gist| !gist.is_empty());
            builders[at].claim(contents[at].quotes.len(), &quote);
            contents[at].quotes.push(quote);
        }
    }
    let mut cells = Vec::new();
    for (at, ((mut builder, mut content), key)) in builders.into_iter().zip(contents).zip(&keys).enumerate() {
        content.hidden = this.cells[at].hidden;
        content.more = this.cells[at].shown().count() - content.quotes.len();
        let furniture = lay::furniture(stage, &content, open && all.len() > LINES);
        builder.foot(&furniture);
        let counted = ctx.words.with("compare-claims", &[("n", this.cells[at].shown().count().into())]);
        let state = content.summary.as_ref().map_or(counted.clone(), |summary| format!("{summary}，{counted}"));
        let writing = field::height(ui, stage, key) > 0.0;
        let name = lay::cell_name(ctx, key, &state);
        cells.push(Laid { column: at, content, block: builder.finish(), name, sought: Vec::new(), writing });
    }
    (cells, lines)
}

/// Brings both to the height of the taller.
fn level(builders: &mut [Builder<'_>; 2]) {
    let height = builders[0].height().max(builders[1].height());
    for builder in builders {
        builder.space(height - builder.height());
    }
}

/// The relation between the columns, at the height of the first line of both.
pub(super) fn gutter(ui: &mut Ui, stage: &mut Stage<'_, '_>, relation: usize, at: Pos2) {
    let ctx = stage.ctx;
    let Some(row) = ctx.state.synopsis.relations.get(relation) else { return };
    let columns = stage.columns;
    let (from, to) = (at.x + columns.x(0) + columns.width + 4.0, at.x + columns.x(1) - 8.0);
    let roomy = to - from > 80.0;
    let decided = row.origin.is_decided();
    let in_hand = stage.view.relations.contains(&relation);
    let colour = if decided || in_hand { ctx.theme.ink } else { ctx.theme.faded };
    let galley = label(ui, ctx, row.kind, roomy, in_hand, colour);
    let centre = pos2((from + to) / 2.0, at.y);
    let area = Rect::from_center_size(centre, galley.size());
    let id = Id::unique(("compare relation", relation));
    let response = ui.interact(area.expand(4.0), id, Sense::click());
    let origin = ctx.words.get(if decided { "compare-decided" } else { "compare-suggested" });
    let name = format!("{} {}，{origin}", sign(row.kind).0, ctx.words.get(sign(row.kind).1));
    widgets::named_choice(&response, in_hand, &name);
    let stroke = Stroke::new(if in_hand || response.hovered() { 1.75 } else { 1.25 }, colour);
    for (end, near) in [(from, area.left() - 5.0), (to, area.right() + 5.0)] {
        if (near - end).abs() < 4.0 {
            continue;
        }
        let line = [pos2(end, at.y), pos2(near, at.y)];
        if decided {
            ui.painter().add(Shape::line_segment(line, stroke));
        } else {
            ui.painter().extend(Shape::dashed_line(&line, stroke, 2.0, 3.0));
        }
        ui.painter().circle_filled(pos2(end, at.y), 2.5, colour);
    }
    ui.painter().galley(area.min, galley, colour);
    widgets::focus_ring(ui, ctx.theme, &response);
    let rail = Rail { from: 0, to: 1, kind: row.kind, decided, relations: vec![relation] };
    if !decided {
        suggestion(ui, stage, &rail, pos2(centre.x, at.y + measures::LINE - 2.0), to - from);
    }
    press_relation(ui, stage, &response, relation, &rail);
}

fn press_relation(ui: &Ui, stage: &mut Stage<'_, '_>, response: &Response, relation: usize, rail: &Rail) {
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        stage.view.relations = vec![relation];
    }
    if !stage.has_panel {
        let names = stage.comparison.columns.clone();
        rails::card(response, stage.ctx, rail, &names, stage.actions);
    }
}

fn label(ui: &Ui, ctx: &ViewCtx<'_>, kind: RelationKind, roomy: bool, in_hand: bool, colour: Color32) -> Arc<Galley> {
    let (sign, key) = sign(kind);
    let mut job = LayoutJob::default();
    let format = |font| TextFormat { line_height: Some(measures::RAIL), ..TextFormat::simple(font, colour) };
    job.append(sign, 0.0, format(theme::bold(15.0)));
    if roomy {
        let font = if in_hand { theme::bold(13.0) } else { theme::sans(13.0) };
        job.append(&ctx.words.get(key), 4.0, format(font));
    }
    ui.painter().layout_job(job)
}

/// 建议　A 收　X 弃, under a proposed relation.
fn suggestion(ui: &mut Ui, stage: &mut Stage<'_, '_>, rail: &Rail, centre: Pos2, room: f32) {
    let ctx = stage.ctx;
    let mut pieces = Vec::new();
    if room > 110.0 {
        pieces.push((ctx.words.get("compare-suggested").into_owned(), None));
    }
    pieces.push((ctx.words.get("compare-accept").into_owned(), Some(Verdict::Accepted)));
    pieces.push((ctx.words.get("compare-reject").into_owned(), Some(Verdict::Rejected)));
    let stacked = room < 60.0;
    let galleys: Vec<_> = pieces
        .into_iter()
        .map(|(text, verdict)| {
            let galley = ui.painter().layout_no_wrap(text.clone(), theme::sans(theme::CAPTION), ctx.theme.faded);
            (text, verdict, galley)
        })
        .collect();
    let whole: f32 = galleys.iter().map(|(_, _, galley)| galley.size().x + 8.0).sum::<f32>() - 8.0;
    let mut x = centre.x - whole / 2.0;
    let mut y = centre.y - measures::CAPTION_LINE / 2.0;
    for (text, verdict, galley) in galleys {
        let left = if stacked { centre.x - galley.size().x / 2.0 } else { x };
        let area = Rect::from_min_size(pos2(left, y), vec2(galley.size().x, measures::CAPTION_LINE));
        if let Some(verdict) = verdict {
            let id = Id::unique(("compare decide", rail.relations.first(), verdict == Verdict::Accepted));
            let response = ui.interact(area.expand(2.0), id, Sense::click());
            widgets::named(&response, Role::Button, &text);
            let colour = if response.hovered() { ctx.theme.vermilion } else { ctx.theme.faded };
            ui.painter().galley_with_override_text_color(area.min, galley, colour);
            if response.clicked() {
                let edit = rail.relations.iter().filter_map(|&r| edits::decide_relation(ctx, r, verdict));
                stage.actions.extend(edit.map(Action::Edit));
            }
        } else {
            ui.painter().galley(area.min, galley, ctx.theme.faded);
        }
        if stacked {
            y += measures::CAPTION_LINE;
        }
        x = area.right() + 8.0;
    }
}
