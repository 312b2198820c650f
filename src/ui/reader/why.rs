//! Why: the card that says by which words and rules a date or a claim was read, each with its way to the words.

use eframe::egui::{Key, Margin, Modifiers, Pos2, Ui};

use super::marks::{Pending, reaching};
use super::menu::floating;
use super::paint::iso;
use super::{ReaderView, Scene};
use crate::model::{Cue, Place};
use crate::state::Action;
use crate::text::Span;
use crate::ui::{Actions, theme, widgets};

/// The width of the card.
const WIDTH: f32 = 320.0;

/// A reason: what is said, and the words in the work to which it goes back.
struct Reason {
    text: String,
    words: Option<Span>,
}

/// What a date or claim under a selection is about, the smallest first.
pub(super) fn about(scene: &Scene<'_>, span: Span) -> Option<Pending> {
    let marks = &scene.marks;
    let mut times = marks.times_in(reaching(span)).filter(|mark| span.covers(mark.span) || mark.span.covers(span));
    let claims = marks.claims_in(reaching(span)).filter(|mark| span.meets(mark.span));
    let claim = claims.min_by_key(|mark| mark.span.len()).map(|mark| Pending::Claim(mark.claim));
    let time = times.next();
    // A whole sentence is chosen for its claim; a few words for their date.
    let dated = time.is_some_and(|mark| mark.span.len() * 2 >= span.len());
    let time = time.map(|mark| Pending::Time(mark.time));
    if dated { time.or(claim) } else { claim.or(time) }
}

/// The words of a date or claim.
pub(super) fn span(scene: &Scene<'_>, about: Pending) -> Option<Span> {
    match about {
        Pending::Time(at) => scene.marks.time(at).map(|mark| mark.span),
        Pending::Claim(at) => scene.marks.claim(at).map(|mark| mark.span),
    }
}

/// Shows the card; answers whether it stays open.
pub(super) fn show(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &ReaderView,
    about: Pending,
    at: Pos2,
    actions: &mut Actions,
) -> bool {
    let Some((title, reasons)) = reasons(scene, about) else { return false };
    let mut open = true;
    let (theme, words) = (scene.ctx.theme, scene.ctx.words);
    let response = floating(ui, scene, scene.id.with("why"), at, Margin::symmetric(16, 12), |ui| {
        ui.set_width(WIDTH);
        ui.horizontal_top(|ui| {
            ui.scope(|ui| {
                ui.set_width(WIDTH - 32.0);
                widgets::paragraph(ui, &title, theme::bold(14.0), theme.ink);
            });
            let name = words.get("why-close");
            open &= !widgets::icon_button(ui, theme, crate::ui::icons::Icon::Close, &name).clicked();
        });
        for reason in &reasons {
            match reason.words {
                Some(span) => {
                    let quote = words.with("why-words", &[("words", scene.source.text.slice(span).trim().into())]);
                    widgets::paragraph(ui, &reason.text, theme::sans(theme::CAPTION), theme.faded);
                    if widgets::text_button(ui, theme, &quote, theme::serif(14.0), theme.ink).clicked() {
                        actions.push(Action::GoTo(Place { work: scene.work.id, span }));
                    }
                }
                None => drop(widgets::paragraph(ui, &reason.text, theme::sans(13.0), theme.ink)),
            }
        }
    });
    let elsewhere = ui.input(|input| input.pointer.any_click())
        && !view.menu.just_opened
        && !ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| response.rect.contains(at));
    open && !elsewhere && !ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

fn reasons(scene: &Scene<'_>, about: Pending) -> Option<(String, Vec<Reason>)> {
    match about {
        Pending::Time(at) => time(scene, at),
        Pending::Claim(at) => claim(scene, at),
    }
}

fn time(scene: &Scene<'_>, at: usize) -> Option<(String, Vec<Reason>)> {
    let words = scene.ctx.words;
    let mark = scene.marks.time(at)?;
    let mention = scene.ctx.state.corpus.findings(scene.work.id)?.times.get(at)?;
    let here = scene.source.text.slice(mark.span);
    let days = iso(mark.range);
    let key = if mark.range.is_nowhere() { "reader-time-vague" } else { "reader-time" };
    let title = words.with(key, &[("words", here.into()), ("days", days.as_str().into())]);
    let mut reasons = vec![Reason { text: scene.ctx.words.rule("why-time", mention.rule.as_str()), words: None }];
    if mention.lunar {
        reasons.push(Reason { text: words.get("why-lunar").into_owned(), words: None });
    }
    for &basis in mark.basis {
        reasons.push(Reason { text: words.get("why-basis").into_owned(), words: Some(basis) });
    }
    Some((title, reasons))
}

fn claim(scene: &Scene<'_>, at: usize) -> Option<(String, Vec<Reason>)> {
    let words = scene.ctx.words;
    let mark = scene.marks.claim(at)?;
    let row = scene.ctx.state.synopsis.claims.get(at)?;
    let title = super::margin::claim_name(scene, &mark);
    let title = title.lines().next().unwrap_or_default().to_owned();
    let mut reasons: Vec<Reason> = Vec::new();
    if !row.chain.is_empty() {
        let chain: Vec<&str> = row.chain.iter().map(|holder| holder.name.as_str()).collect();
        let chain = chain.join(" › ");
        reasons.push(Reason { text: words.with("why-chain", &[("chain", chain.as_str().into())]), words: None });
    }
    let cue = |cue: &Cue| Reason { text: scene.ctx.words.rule("why", cue.rule.as_str()), words: cue.span };
    reasons.extend(row.basis.iter().map(cue));
    if row.basis.is_empty() {
        let key = if row.origin.is_decided() { "why-own" } else { "why-plain" };
        reasons.push(Reason { text: words.get(key).into_owned(), words: None });
    }
    Some((title, reasons))
}
