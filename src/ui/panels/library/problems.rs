//! What could not be read, and what is doubtful: each with its file, its place and what can be done.

use eframe::egui::{CornerRadius, Popup, Sense, Stroke, Ui, pos2, vec2};

use super::super::super::theme;
use super::super::super::widgets::{self, elided, focus_ring, named_choice};
use super::super::super::{Actions, ViewCtx};
use super::LibraryView;
use crate::model::{Place, Problem, Severity};
use crate::state::Action;

/// Encodings offered for a document whose own was guessed wrong.
const ENCODINGS: [&str; 7] = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "shift_jis", "euc-kr"];

pub(super) fn problem_foot(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView) {
    let area = ui.max_rect();
    ui.painter().hline(area.left() + 16.0..=area.right() - 16.0, area.top(), Stroke::new(1.0, ctx.theme.hairline));
    let count = ctx.state.corpus.problems.iter().filter(|problem| problem.severity != Severity::Note).count();
    let response = ui.interact(area.shrink2(vec2(0.0, 4.0)), ui.scope_id().with("problems"), Sense::click());
    let text = ctx.words.get("library-problems");
    named_choice(&response, view.problems, &text);
    let colour = if view.problems { ctx.theme.vermilion } else { ctx.theme.ink };
    if response.hovered() {
        ui.painter().rect_filled(response.rect, CornerRadius::ZERO, ctx.theme.hairline.gamma_multiply(0.5));
    }
    let galley = elided(ui.painter(), &text, theme::sans(13.0), colour, area.width() - 64.0);
    let middle = area.center().y;
    ui.painter().galley(pos2(area.left() + 16.0, middle - galley.size().y / 2.0), galley, colour);
    let font = theme::sans(theme::CAPTION);
    let number = ui.painter().layout_no_wrap(count.to_string(), font, ctx.theme.faded);
    let at = pos2(area.right() - 16.0 - number.size().x, middle - number.size().y / 2.0);
    ui.painter().galley(at, number, ctx.theme.faded);
    focus_ring(ui, ctx.theme, &response);
    if response.clicked() {
        view.problems = !view.problems;
    }
}

pub(super) fn problems(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let mut problems: Vec<&Problem> = ctx.state.corpus.problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    eframe::egui::Frame::new().inner_margin(eframe::egui::Margin::symmetric(16, 4)).show(ui, |ui| {
        if problems.is_empty() {
            widgets::paragraph(ui, &ctx.words.get("problems-none"), theme::sans(13.0), ctx.theme.faded);
        }
        for problem in problems {
            one_problem(ui, ctx, problem, actions);
        }
    });
}

fn one_problem(ui: &mut Ui, ctx: &ViewCtx<'_>, problem: &Problem, actions: &mut Actions) {
    let theme = ctx.theme;
    ui.add_space(8.0);
    let severe = problem.severity == Severity::Error;
    let colour = if severe { theme.vermilion } else { theme.ink };
    let name = problem.path.rsplit('/').next().unwrap_or(&problem.path);
    let response = widgets::text_button(ui, theme, name, theme::bold(13.0), colour).on_hover_text(&problem.path);
    let source = problem.source;
    if response.clicked()
        && let Some(work) = ctx.state.corpus.works.iter().find(|work| Some(work.source) == source)
    {
        let span = problem.span.unwrap_or(work.span);
        actions.push(Action::GoTo(Place { work: work.id, span }));
    }
    let key = problem_key(problem);
    widgets::paragraph(ui, &ctx.words.get(&key), theme::sans(theme::CAPTION), theme.ink);
    if !problem.detail.is_empty() {
        widgets::paragraph(ui, &problem.detail, theme::sans(theme::CAPTION), theme.faded);
    }
    if matches!(problem.code, crate::model::ProblemCode::EncodingDoubtful | crate::model::ProblemCode::EncodingDamaged)
    {
        choose_encoding(ui, ctx, problem, actions);
    }
    if problem.code == crate::model::ProblemCode::Encrypted && crate::ingest::takes_password(&problem.path) {
        let text = ctx.words.get("password-ask");
        let font = theme::sans(theme::CAPTION);
        if widgets::text_button(ui, theme, &text, font, theme.vermilion).clicked() {
            actions.push(Action::AskPassword(problem.path.clone()));
        }
    }
}

/// The key of the sentence that goes with a problem: its code as the JSON has it.
pub(in crate::ui::panels) fn problem_key(problem: &Problem) -> String {
    let code = serde_json::to_value(problem.code).ok();
    format!("problem-{}", code.as_ref().and_then(|code| code.as_str()).unwrap_or("internal"))
}

fn choose_encoding(ui: &mut Ui, ctx: &ViewCtx<'_>, problem: &Problem, actions: &mut Actions) {
    let text = ctx.words.get("encoding-choose");
    let response = widgets::text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.vermilion);
    Popup::menu(&response).show(|ui| {
        let source = problem.source.and_then(|source| ctx.state.corpus.source(source));
        let now = source.and_then(|source| source.encoding.as_ref()).map_or("", |encoding| encoding.name.as_str());
        for name in ENCODINGS {
            if ui.selectable_label(name == now, name).clicked() {
                actions.push(Action::ChooseEncoding { path: problem.path.clone(), name: name.to_owned() });
            }
        }
    });
}
