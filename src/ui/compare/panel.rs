//! The panel at the right of a wide comparison: the relation in hand, and who agrees with whom.

use eframe::egui::{
    Align2, CursorIcon, Id, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2,
};

use super::content;
use super::rails::{self, sign};
use super::{Mode, Stage, coverage, draft};
use crate::model::RelationKind;
use crate::state::{Action, Agreement, Column, Standing};
use crate::ui::ViewCtx;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, compare as measures};
use crate::ui::widgets;
use crate::ui::words::Value;

/// How many cue words are listed.
const CUES: usize = 16;
/// How many holders the matrix has at most.
pub(super) const MOST: usize = 9;

/// Draws the panel.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, area: Rect) {
    let theme = stage.ctx.theme;
    ui.painter().vline(area.left(), area.y_range(), Stroke::new(1.0, theme.hairline));
    let inside = area.shrink2(vec2(measures::MARGIN, 10.0));
    let agreement = stage.view.agreement.clone();
    let below = if agreement.columns.len() > 1 { matrix_height(&agreement) } else { 0.0 };
    let upper = Rect::from_min_max(inside.min, pos2(inside.right(), inside.bottom() - below - 16.0));
    if upper.height() > 80.0 {
        ui.scope_builder(UiBuilder::new().max_rect(upper), |ui| relation(ui, stage));
    }
    if below > 0.0 {
        matrix(ui, stage, &agreement, pos2(inside.left(), inside.bottom() - below));
    }
}

/// The relations in hand, else the topic in hand, else what would be here.
fn relation(ui: &mut Ui, stage: &mut Stage<'_, '_>) {
    let ctx = stage.ctx;
    let relations = stage.view.relations.clone();
    let kind = relations.first().and_then(|&index| Some(ctx.state.synopsis.relations.get(index)?.kind));
    let Some(kind) = kind else {
        topic(ui, stage);
        return;
    };
    let title = ctx.words.get(sign(kind).1);
    if titled(ui, ctx, &title, "compare-close-relation") {
        stage.view.relations.clear();
    }
    let names = stage.comparison.columns.clone();
    ScrollArea::vertical().id_salt("compare relations").show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (at, &index) in relations.iter().enumerate() {
            if at > 0 {
                widgets::hairline(ui, ctx.theme);
            }
            rails::relation_card(ui, ctx, index, &names, stage.actions);
        }
    });
}

/// A title, and at the right what lets go of it; returns whether that was pressed.
fn titled(ui: &mut Ui, ctx: &ViewCtx<'_>, title: &str, close: &str) -> bool {
    let line = ui.horizontal(|ui| {
        let room = ui.available_width() - theme::ICON - 16.0;
        let galley = widgets::elided(ui.painter(), title, theme::bold(14.0), ctx.theme.ink, room);
        let (area, response) = ui.allocate_exact_size(vec2(room, theme::ICON + 8.0), Sense::hover());
        widgets::named(&response, Role::Label, title);
        ui.painter().galley(
            Align2::LEFT_CENTER.anchor_size(area.left_center(), galley.size()).min,
            galley,
            ctx.theme.ink,
        );
        widgets::icon_button(ui, ctx.theme, Icon::Close, &ctx.words.get(close)).clicked()
    });
    line.inner
}

/// The topic in hand: what belongs to it, and the words that catch it.
fn topic(ui: &mut Ui, stage: &mut Stage<'_, '_>) {
    let ctx = stage.ctx;
    let caption = |ui: &mut Ui, text: &str| widgets::paragraph(ui, text, theme::sans(theme::CAPTION), ctx.theme.faded);
    let Some(topic) = ctx.state.focus.topic.as_ref().and_then(|topic| ctx.state.synopsis.topic(topic)) else {
        coverage::show(ui, stage);
        return;
    };
    let name = content::topic_name(ctx, Some(&topic.id));
    if titled(ui, ctx, &name, "compare-close-topic") {
        stage.actions.push(Action::ChooseTopic(None));
    }
    ScrollArea::vertical().id_salt("compare topic").show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if !topic.definition.is_empty() {
            widgets::paragraph(ui, &topic.definition, theme::sans(13.0), ctx.theme.ink);
        }
        let comma = ctx.words.get("compare-list-comma");
        let shown = topic.cues.iter().take(CUES).map(String::as_str).collect::<Vec<_>>().join(&comma);
        let rest = topic.cues.len().saturating_sub(CUES);
        let key = if rest > 0 { "compare-cues-more" } else { "compare-cues" };
        caption(ui, &ctx.words.with(key, &[("cues", Value::from(&shown)), ("n", rest.into())]))
            .on_hover_text(topic.cues.join(&comma));
        ui.add_space(8.0);
        draft::show(ui, stage, &topic.id);
    });
}

fn side(agreement: &Agreement) -> f32 {
    measures::AGREE_CELL * agreement.columns.len() as f32
}

/// Title, caption, cells, seals at the foot, legend.
fn matrix_height(agreement: &Agreement) -> f32 {
    46.0 + side(agreement) + measures::AGREE_CELL + 22.0
}

fn matrix(ui: &mut Ui, stage: &mut Stage<'_, '_>, agreement: &Agreement, at: Pos2) {
    let ctx = stage.ctx;
    let theme = ctx.theme;
    let painter = ui.painter().clone();
    painter.text(at, Align2::LEFT_TOP, ctx.words.get("compare-agreement"), theme::bold(14.0), theme.ink);
    let caption = at + vec2(0.0, 21.0);
    let text = match stage.view.left_out {
        0 => ctx.words.get("compare-agreement-words").into_owned(),
        rest => {
            let values = [("n", agreement.columns.len().into()), ("rest", rest.into())];
            ctx.words.with("compare-agreement-rest", &values)
        }
    };
    let room = measures::PANEL - 2.0 * measures::MARGIN;
    let text = widgets::elided(&painter, &text, theme::sans(theme::CAPTION), theme.faded, room);
    painter.galley(caption, text, theme.faded);
    let cell = measures::AGREE_CELL;
    let origin = at + vec2(0.0, 46.0);
    for (row, column) in agreement.columns.iter().enumerate() {
        let y = origin.y + row as f32 * cell;
        let seal = |place: Pos2| Rect::from_min_size(place, vec2(cell, cell)).shrink(3.0);
        let in_hand = stage.view.mode == Mode::Pair && stage.comparison.columns.contains(column);
        widgets::paint_seal(&painter, theme, seal(pos2(origin.x, y)), &content::column_seal(ctx, column), in_hand);
        let foot = pos2(origin.x + (row as f32 + 1.0) * cell, origin.y + side(agreement));
        if row + 1 < agreement.columns.len() {
            widgets::paint_seal(&painter, theme, seal(foot), &content::column_seal(ctx, column), in_hand);
        }
        for other in 0..row {
            let place = pos2(origin.x + (other as f32 + 1.0) * cell, y);
            pair(ui, stage, agreement, (other, row), Rect::from_min_size(place, vec2(cell, cell)));
        }
    }
    let legend = [RelationKind::Agrees, RelationKind::Contradicts, RelationKind::Qualifies]
        .map(|kind| format!("{} {}", sign(kind).0, ctx.words.get(sign(kind).1)))
        .join("　");
    let place = pos2(at.x, origin.y + side(agreement) + cell + 4.0);
    painter.text(place, Align2::LEFT_TOP, legend, theme::sans(theme::CAPTION), theme.faded);
}

/// How two holders stand: the most frequent kind and its count.
fn pair(ui: &mut Ui, stage: &mut Stage<'_, '_>, agreement: &Agreement, (a, b): (usize, usize), area: Rect) {
    let ctx = stage.ctx;
    let theme = ctx.theme;
    let standing = agreement.pairs.get(&(a, b)).copied().unwrap_or_default();
    let (one, other) = (&agreement.columns[a], &agreement.columns[b]);
    let response = ui.interact(area, Id::unique(("compare agreement", one, other)), Sense::click());
    let name = standing_words(stage, one, other, &standing);
    let current = stage.view.mode == Mode::Pair
        && stage.comparison.columns.len() > 1
        && [one, other].iter().all(|column| stage.comparison.columns[..2].contains(column));
    widgets::named_choice(&response, current, &name);
    ui.painter().rect_stroke(area, 0.0, Stroke::new(1.0, theme.hairline), StrokeKind::Middle);
    if let Some((kind, count, decided)) = standing.most() {
        let filled = kind == RelationKind::Contradicts && decided;
        let colour = match (filled, decided) {
            (true, _) => theme.on_seal,
            (false, true) => theme.ink,
            (false, false) => theme.faded,
        };
        if filled {
            ui.painter().rect_filled(area.shrink(0.5), 0.0, theme.ink);
        }
        let text = format!("{}{count}", sign(kind).0);
        ui.painter().text(area.center(), Align2::CENTER_CENTER, text, theme::sans(theme::CAPTION), colour);
    }
    if current {
        ui.painter().rect_stroke(area, 0.0, Stroke::new(2.0, theme.vermilion), StrokeKind::Middle);
    }
    widgets::focus_ring(ui, theme, &response);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    if response.clicked() {
        stage.view.mode = Mode::Pair;
        let mut columns = vec![one.clone(), other.clone()];
        columns.extend(ctx.state.focus.columns.iter().filter(|column| *column != one && *column != other).cloned());
        stage.actions.push(Action::ChooseColumns(columns));
    }
    response.on_hover_text(name);
}

fn standing_words(stage: &Stage<'_, '_>, one: &Column, other: &Column, standing: &Standing) -> String {
    let ctx = stage.ctx;
    let counts = Standing::KINDS.iter().enumerate().map(|(at, &kind)| {
        let count = standing.decided[at] + standing.proposed[at];
        format!("{} {count}", ctx.words.get(sign(kind).1))
    });
    let counts = counts.collect::<Vec<_>>().join("，");
    let (one, other) = (content::column_name(ctx, one), content::column_name(ctx, other));
    let values = [("a", Value::from(&one)), ("b", Value::from(&other)), ("counts", Value::from(&counts))];
    ctx.words.with("compare-standing", &values)
}
