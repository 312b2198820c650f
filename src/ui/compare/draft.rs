//! A paragraph of a literature review, drafted from a row by a plain template, for the person to rewrite.

use eframe::egui::{Frame, Id, Margin, Stroke, TextEdit, Ui};

use super::content;
use super::rails::{self, sign};
use super::{Stage, edits, seek};
use crate::exchange::reference::{self, Apart};
use crate::model::{RelationKind, TopicId};
use crate::state::{Action, ClaimRow, ComparisonRow};
use crate::ui::ViewCtx;
use crate::ui::theme;
use crate::ui::typing::Typing;
use crate::ui::widgets;
use crate::ui::words::Value;

/// What is written in the field of the panel.
#[derive(Debug, Default)]
pub(super) struct Draft {
    topic: Option<TopicId>,
    text: String,
    /// What the study says, so that undoing shows in the field.
    kept: String,
    typing: Typing,
}

/// The paragraph: who holds what with its place, then how they stand to each other by what is decided, then who is
/// silent.
fn paragraph(stage: &Stage<'_, '_>, row: &ComparisonRow) -> String {
    let ctx = stage.ctx;
    let words = ctx.words;
    let columns = &stage.comparison.columns;
    let topic = content::topic_name(ctx, row.topic.as_ref());
    let mut said = Vec::new();
    let mut silent = Vec::new();
    for (column, cell) in columns.iter().zip(row.cells.iter()) {
        let name = content::column_name(ctx, column);
        let Some(claim) = cell.shown().next() else {
            // Nothing is said of those that have not been looked through.
            let silent_on = |topic| seek::is_silent(ctx.state, topic, column);
            if cell.hidden == 0 && row.topic.as_ref().is_some_and(silent_on) {
                silent.push(name);
            }
            continue;
        };
        let own = row.topic.as_ref().and_then(|topic| ctx.state.synopsis.summary(topic, column));
        let what = own.map_or_else(|| rails::said_in_short(ctx, claim), |(_, text)| text.clone());
        let source = ctx.state.synopsis.claims.get(claim).map(|claim| source(ctx, &claim)).unwrap_or_default();
        let values = [("who", Value::from(&name)), ("what", Value::from(&what)), ("source", Value::from(&source))];
        said.push(words.with("compare-draft-said", &values));
    }
    let joined = said.join(&words.get("compare-draft-between"));
    let values = [("topic", Value::from(&topic)), ("n", said.len().into()), ("said", Value::from(&joined))];
    let mut text = words.with("compare-draft-open", &values);
    for &index in &row.relations {
        let Some(relation) = ctx.state.synopsis.relations.get(index).filter(|row| row.origin.is_decided()) else {
            continue;
        };
        let name = |claim: usize| {
            let claim = ctx.state.synopsis.claims.get(claim);
            claim.map_or_else(String::new, |claim| content::column_name(ctx, claim.column))
        };
        let kind = words.get(sign(relation.kind).1);
        let (a, b) = (name(relation.a), name(relation.b));
        let values = [
            ("a", Value::from(&a)),
            ("b", Value::from(&b)),
            ("kind", Value::from(kind.as_ref())),
            ("why", Value::from(&relation.why)),
        ];
        let key = match (relation.kind, relation.why.is_empty()) {
            (RelationKind::Qualifies, true) => "compare-draft-qualifies",
            (RelationKind::Qualifies, false) => "compare-draft-qualifies-why",
            (_, true) => "compare-draft-relation",
            (_, false) => "compare-draft-relation-why",
        };
        text.push_str(&words.with(key, &values));
    }
    if !silent.is_empty() {
        let names = silent.join(&words.get("compare-list-comma"));
        text.push_str(&words.with("compare-draft-silent", &[("names", Value::from(&names))]));
    }
    text
}

/// Where a claim stands, by author and year: 沈岳，2011：¶5. A work without a year is named by its title.
fn source(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>) -> String {
    let Some(work) = ctx.state.corpus.work(claim.place.work) else { return String::new() };
    let title = ctx.state.synopsis.work(work.id).map(|row| row.title.clone());
    let apart = title.filter(|_| work.meta.year.is_none()).map_or(Apart::Alone, Apart::Title);
    let mark = reference::mark(&work.meta, &content::work_name(ctx, work.id), &apart);
    let place = content::cited_place(ctx, claim);
    if place.is_empty() { mark } else { format!("{mark}：{place}") }
}

/// The field with the person's paragraph on the topic in hand.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, topic: &TopicId) {
    let ctx = stage.ctx;
    let kept = ctx.state.synopsis.paragraphs.get(topic).map(|(_, text)| text.clone()).unwrap_or_default();
    let draft = &mut stage.view.draft;
    if draft.topic.as_ref() != Some(topic) || draft.kept != kept && draft.text.trim() != kept {
        *draft = Draft { topic: Some(topic.clone()), text: kept.clone(), ..Draft::default() };
    }
    draft.kept = kept;
    widgets::paragraph(ui, &ctx.words.get("compare-draft"), theme::bold(14.0), ctx.theme.ink);
    let mut text = std::mem::take(&mut draft.text);
    let field = Frame::NONE
        .inner_margin(Margin::symmetric(8, 6))
        .fill(ctx.theme.sheet)
        .stroke(Stroke::new(1.0, ctx.theme.hairline))
        .corner_radius(theme::RADIUS)
        .show(ui, |ui| {
            let hint = ctx.words.get("compare-draft-hint");
            ui.add(
                TextEdit::multiline(&mut text)
                    .id(Id::unique(("compare paragraph", topic)))
                    .font(theme::serif(theme::compare::QUOTE_SIZE))
                    .frame(Frame::NONE)
                    .margin(0.0)
                    .desired_rows(6)
                    .desired_width(f32::INFINITY)
                    .hint_text(hint.as_ref()),
            )
        })
        .inner;
    let mut edit = None;
    ui.horizontal(|ui| {
        if rails::choice(ui, ctx.theme, &ctx.words.get("compare-draft-make"), false).clicked() {
            let row = stage.comparison.row(Some(topic)).and_then(|at| stage.comparison.rows.get(at));
            if let Some(row) = row {
                edit = edits::write_paragraph(ctx, topic, &paragraph(stage, row));
            }
        }
        if !text.is_empty() && rails::choice(ui, ctx.theme, &ctx.words.get("compare-draft-copy"), false).clicked() {
            ui.ctx().copy_text(text.clone());
        }
    });
    if stage.view.draft.typing.is_due(ui, field.changed()) || field.lost_focus() {
        edit = edits::write_paragraph(ctx, topic, &text);
    }
    stage.view.draft.text = text;
    stage.actions.extend(edit.map(Action::Edit));
}
