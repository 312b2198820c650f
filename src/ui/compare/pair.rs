//! The rows of two to four holders side by side: claims that belong together face each other, with their relations
//! between them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{
    Color32, CursorIcon, Galley, Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, TextFormat, Ui, pos2,
    text::LayoutJob, vec2,
};

use super::cell::Builder;
use super::content::{self, Content, Extent};
use super::facing::{self, FacingLine};
use super::lay::{self, Laid};
use super::layout::{self, Rail};
use super::rails::{self, sign};
use super::{CellKey, Stage, edits, field};
use crate::model::{RelationKind, Verdict};
use crate::state::{Action, ComparisonRow};
use crate::ui::theme::{self, compare as measures};
use crate::ui::{ViewCtx, widgets};

/// The side of the seal on a relation that comes from further left.
const FAR_SEAL: f32 = 15.0;
/// How many lines a row shows before it is opened.
const LINES: usize = 3;

/// The claims of a row in lines; found once for each comparison.
fn lines_of(stage: &mut Stage<'_, '_>, row: usize) -> Arc<Vec<FacingLine>> {
    if let Some(lines) = stage.view.facing.get(&row) {
        return Arc::clone(lines);
    }
    let lines = Arc::new(find_lines(stage.ctx, &stage.comparison.rows[row]));
    stage.view.facing.insert(row, Arc::clone(&lines));
    lines
}

fn find_lines(ctx: &ViewCtx<'_>, row: &ComparisonRow) -> Vec<FacingLine> {
    let state = ctx.state;
    let claims = row.cells.iter().flat_map(|cell| cell.shown());
    let pairs: BTreeMap<usize, _> = claims
        .filter_map(|claim| {
            let place = state.synopsis.claims.get(claim)?.place;
            let prose = &state.corpus.work(place.work)?.prose;
            Some((claim, facing::letter_pairs(&prose.slice(prose.bytes(place.span)))))
        })
        .collect();
    let likeness = |a: usize, b: usize| pairs.get(&a).zip(pairs.get(&b)).map_or(0.0, |(a, b)| facing::share(a, b));
    facing::facing(&row.relations, &state.synopsis.relations, &row.cells, likeness)
}

/// The claims that are in sight where a row of several speakers is not open.
pub(super) fn in_sight(ctx: &ViewCtx<'_>, row: &ComparisonRow) -> BTreeSet<usize> {
    find_lines(ctx, row).into_iter().take(LINES).flat_map(|line| line.claims).flatten().collect()
}

/// A relation that is drawn between two columns: how far below the top of the cells, in which gutter, and which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// How far below the top of the cells.
    pub(super) below: f32,
    /// The relation, by its place in the synopsis.
    relation: usize,
    /// The column at the left end.
    from: usize,
    /// The column at the right end.
    to: usize,
}

/// The cells of a row, their lines beginning at the same heights, and the relations between them.
pub(super) fn lay_out(ui: &Ui, stage: &mut Stage<'_, '_>, row: usize) -> (Vec<Arc<Laid>>, Vec<Link>) {
    let ctx = stage.ctx;
    let comparison = Arc::clone(&stage.comparison);
    let this = &comparison.rows[row];
    let seen = stage.columns.range();
    let speaks = |at: &usize| !this.cells.get(*at).is_empty();
    if seen.clone().filter(speaks).count() < 2 {
        let cells = seen.map(|at| lay::lay(ui, stage, row, this.cells.get(at), at)).collect();
        return (cells, Vec::new());
    }
    let all = lines_of(stage, row);
    let keys: Vec<CellKey> = seen.clone().map(|at| (this.topic.clone(), comparison.columns[at].clone())).collect();
    let open = keys.iter().any(|key| stage.view.open.contains(key));
    let width = stage.columns.width;
    let words = Arc::clone(&stage.view.words);
    let extent = Extent { quotes: usize::MAX, whole: open, chars: layout::quote_chars(width), words: &words };
    let mut builders: Vec<Builder<'_>> = keys.iter().map(|_| Builder::new(ui.painter(), ctx.theme, width)).collect();
    let mut contents: Vec<Content> = keys.iter().map(|_| Content::default()).collect();
    for ((key, content), builder) in keys.iter().zip(&mut contents).zip(&mut builders) {
        let own = key.0.as_ref().and_then(|topic| ctx.state.synopsis.summary(topic, &key.1));
        content.summary = own.map(|(_, text)| text.clone());
        let field = field::height(ui, stage, key);
        builder.space(field);
        if let Some(summary) = content.summary.as_ref().filter(|_| field == 0.0) {
            builder.summary(summary);
            builder.space(measures::QUOTE_GAP);
        }
    }
    level(&mut builders);
    let mut links = Vec::new();
    let shown = all.iter().take(if open { all.len() } else { LINES });
    for (number, line) in shown.enumerate() {
        if line.belong {
            level(&mut builders);
        }
        if number > 0 {
            let begun = builders.iter_mut().filter(|builder| builder.height() > 0.0);
            begun.for_each(|builder| builder.space(measures::QUOTE_GAP * 1.5));
        }
        let top = builders.first().map_or(0.0, Builder::height);
        links.extend(links_of(ctx, this, line, top));
        for (slot, at) in seen.clone().enumerate() {
            let Some(mut quote) = line
                .claims
                .get(at)
                .copied()
                .flatten()
                .and_then(|claim| content::quote(ctx, claim, this.topic.as_ref(), extent))
            else {
                continue;
            };
            if this.cells.get(at).is_general(quote.claim) {
                quote.source.push('　');
                quote.source.push_str(&ctx.words.get("compare-general"));
            }
            let gist = ctx.state.synopsis.claims.get(quote.claim).map(|claim| claim.gist.to_owned());
            quote.gist = gist.filter(|gist| !gist.is_empty());
            builders[slot].claim(contents[slot].quotes.len(), &quote);
            contents[slot].quotes.push(quote);
        }
    }
    let mut cells = Vec::new();
    for (at, ((mut builder, mut content), key)) in seen.zip(builders.into_iter().zip(contents).zip(&keys)) {
        let cell = this.cells.get(at);
        if cell.is_empty() {
            cells.push(lay::lay(ui, stage, row, cell, at));
            continue;
        }
        content.hidden = cell.hidden;
        content.more = cell.shown().count() - content.quotes.len();
        let furniture = lay::furniture(stage, &content, open && all.len() > LINES);
        builder.foot(&furniture);
        let counted = ctx.words.with("compare-claims", &[("n", cell.shown().count().into())]);
        let state = content.summary.as_ref().map_or(counted.clone(), |summary| format!("{summary}，{counted}"));
        let writing = field::height(ui, stage, key) > 0.0;
        let name = lay::cell_name(ctx, key, &state);
        let block = builder.finish();
        cells.push(Arc::new(Laid { column: at, content, block, name, sought: Vec::new(), writing }));
    }
    (cells, links)
}

/// The relations of a line: each beside the column of its right end, one under the other where there are several.
fn links_of(ctx: &ViewCtx<'_>, this: &ComparisonRow, line: &FacingLine, top: f32) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let column = |claim: usize| this.cells.iter().position(|cell| cell.shown().any(|shown| shown == claim));
    for &relation in &line.relations {
        let ends = ctx.state.synopsis.relations.get(relation).and_then(|row| Some((column(row.a)?, column(row.b)?)));
        let Some((a, b)) = ends else { continue };
        let (from, to) = (a.min(b), a.max(b));
        let before = links.iter().filter(|link| link.to == to).count();
        let below = top + before as f32 * (measures::LINE + measures::CAPTION_LINE + 4.0);
        links.push(Link { below, relation, from, to });
    }
    links
}

/// Brings all to the height of the tallest.
fn level(builders: &mut [Builder<'_>]) {
    let height = builders.iter().map(Builder::height).fold(0.0, f32::max);
    for builder in builders {
        builder.space(height - builder.height());
    }
}

/// A relation before the column of its right end, at the height of the first line of both; one that comes from further
/// left bears the seal of its left end.
pub(super) fn gutter(ui: &mut Ui, stage: &mut Stage<'_, '_>, link: Link, at: Pos2) {
    let ctx = stage.ctx;
    let relation = link.relation;
    let Some(row) = ctx.state.synopsis.relations.get(relation) else { return };
    let columns = stage.columns;
    if !columns.range().contains(&link.to) || link.to == columns.first {
        return;
    }
    let (from, to) = (at.x + columns.x(link.to - 1) + columns.width + 4.0, at.x + columns.x(link.to) - 8.0);
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
    if link.to - link.from > 1 {
        let seal = Rect::from_center_size(pos2(area.left() - 12.0, at.y), vec2(FAR_SEAL, FAR_SEAL));
        ui.painter().rect_filled(seal.expand(2.0), 0.0, ctx.theme.paper);
        let far = content::column_seal(ctx, &stage.comparison.columns[link.from]);
        widgets::paint_seal(ui.painter(), ctx.theme, seal, &far, false);
    }
    widgets::focus_ring(ui, ctx.theme, &response);
    let rail = Rail { from: link.from, to: link.to, kind: row.kind, decided, relations: vec![relation] };
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
