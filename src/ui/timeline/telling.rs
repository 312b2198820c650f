//! One work's telling of an event: its sentence, the words of its date, and how the days were made out from them.

use eframe::egui::{Color32, RichText, Sense, Ui, vec2};

use super::phrase;
use crate::model::{Attestation, Place, TimeKind, TimeMention};
use crate::state::Action;
use crate::ui::theme;
use crate::ui::widgets::{self, dotted_rect, named, paragraph};
use crate::ui::{Actions, ViewCtx};

/// One work's telling: its seal, the words of its date and what they come to, and its sentence.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, told: &Attestation, place: Place, actions: &mut Actions) {
    let (theme, synopsis) = (ctx.theme, &ctx.state.synopsis);
    let Some(work) = synopsis.work(told.work) else { return };
    let who = if work.author.is_empty() { &work.title } else { &work.author };
    ui.horizontal_top(|ui| {
        let seal = widgets::seal(ui, theme, &work.seal, 18.0, false, who);
        if seal.clicked() {
            actions.push(Action::GoTo(place));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let width = ui.available_width();
            ui.horizontal_wrapped(|ui| {
                paragraph(ui, &phrase::brief(who, 14), theme::bold(13.0), theme.ink);
                let written = ctx.state.corpus.text(told.work, told.time);
                if !written.is_empty() {
                    paragraph(ui, written, theme::sans(13.0), theme.ink);
                }
                let means = phrase::range(ctx.words, told.range, told.precision);
                let days = paragraph(ui, &format!("→ {means}"), theme::sans(theme::CAPTION), theme.faded);
                days.on_hover_text(ctx.words.rule("why-event", told.rule.as_str()));
            });
            derivation(ui, ctx, told, actions);
            let sentence = Place { work: told.work, span: told.sentence };
            let quote = phrase::reading(ctx.state, sentence, 90);
            let text = RichText::new(&quote).font(theme::serif(13.0)).color(theme.ink).line_height(Some(20.0));
            ui.set_max_width(width);
            let response = ui.add(eframe::egui::Label::new(text).sense(Sense::click()).wrap());
            named(&response, eframe::egui::Role::Link, &quote);
            if response.hovered() {
                ui.ctx().set_cursor_icon(eframe::egui::CursorIcon::PointingHand);
            }
            if response.clicked() {
                actions.push(Action::GoTo(place));
            }
            copied(ui, ctx, told);
        });
    });
}

/// How the date was made out, when its words do not say it all themselves: the rule in plain words, and the mentions on
/// which it rests, nearest first, each of them a way to its sentence.
fn derivation(ui: &mut Ui, ctx: &ViewCtx<'_>, told: &Attestation, actions: &mut Actions) {
    let Some(time) = time_of(ctx, told) else {
        order(ui, ctx, told, actions);
        return;
    };
    let key = match time.kind {
        TimeKind::Relative => "timeline-derived-relative",
        TimeKind::Range => "timeline-derived-range",
        _ => "timeline-derived-partial",
    };
    let basis: Vec<Place> = time.basis.iter().map(|&span| Place { work: told.work, span }).collect();
    if !basis.is_empty() {
        resting_on(ui, ctx, key, &basis, actions);
    }
    let of_bound = !time.range.is_nowhere() && told.range != time.range;
    let remarks = [(time.lunar, "timeline-derived-lunar"), (of_bound, "timeline-derived-bound")];
    for (_, key) in remarks.into_iter().filter(|(holds, _)| *holds) {
        paragraph(ui, &ctx.words.get(key), theme::sans(theme::CAPTION), ctx.theme.faded);
    }
}

/// Of an event without a date: the one after which the work tells it.
fn order(ui: &mut Ui, ctx: &ViewCtx<'_>, told: &Attestation, actions: &mut Actions) {
    let Some(findings) = ctx.state.corpus.findings(told.work) else { return };
    let mention = findings.events.iter().find(|mention| mention.clause == told.clause);
    let before = mention.and_then(|mention| findings.events.get(mention.after?));
    if let Some(before) = before {
        let place = Place { work: told.work, span: before.clause };
        resting_on(ui, ctx, "timeline-derived-after", &[place], actions);
    }
}

/// What a date rests on: words, and the places one behind the other.
fn resting_on(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str, places: &[Place], actions: &mut Actions) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let font = theme::sans(theme::CAPTION);
        paragraph(ui, &ctx.words.get(key), font.clone(), ctx.theme.faded);
        for (at, &place) in places.iter().take(MOST).enumerate() {
            if at > 0 {
                paragraph(ui, "←", font.clone(), ctx.theme.faded);
            }
            let words = phrase::brief(&phrase::reading(ctx.state, place, 24), 20);
            let words =
                if words.is_empty() { phrase::brief(ctx.state.corpus.text(place.work, place.span), 20) } else { words };
            let text = ctx.words.with("timeline-quoted", &[("text", (&words).into())]);
            if widgets::text_button(ui, ctx.theme, &text, font.clone(), ctx.theme.ink).clicked() {
                actions.push(Action::GoTo(place));
            }
        }
    });
}

/// The most mentions of which a date is shown to rest.
const MOST: usize = 4;

/// The time mention from which an attestation has its date.
fn time_of<'a>(ctx: &ViewCtx<'a>, told: &Attestation) -> Option<&'a TimeMention> {
    let findings = ctx.state.corpus.findings(told.work)?;
    let at = findings.times.partition_point(|time| time.span.start < told.time.start);
    findings.times.get(at).filter(|time| time.span == told.time)
}

/// The mark of a passage that was copied: it does not count as a witness.
fn copied(ui: &mut Ui, ctx: &ViewCtx<'_>, told: &Attestation) {
    let Some(from) = told.copied_from.and_then(|work| ctx.state.synopsis.work(work)) else { return };
    let who = if from.author.is_empty() { &from.title } else { &from.author };
    ui.horizontal(|ui| {
        let mark = ctx.words.get("timeline-copied");
        let galley = ui.painter().layout_no_wrap(mark.into_owned(), theme::sans(theme::CAPTION), ctx.theme.ink);
        let (area, _) = ui.allocate_exact_size(galley.size() + vec2(12.0, 2.0), Sense::hover());
        dotted_rect(ui.painter(), area.shrink(0.5), ctx.theme.ink);
        ui.painter().galley(area.center() - galley.size() / 2.0, galley, Color32::BLACK);
        let from = ctx.words.with("timeline-copied-from", &[("who", phrase::brief(who, 14).as_str().into())]);
        paragraph(ui, &from, theme::sans(theme::CAPTION), ctx.theme.faded);
    });
}
