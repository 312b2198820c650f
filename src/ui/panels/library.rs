use eframe::egui::{Align, CornerRadius, Layout, Popup, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::super::icons::Icon;
use super::super::theme;
use super::super::widgets::{self, elided, focus_ring, named_choice};
use super::super::{Actions, ViewCtx};
use crate::model::{BlockKind, Place, Problem, Severity, Source, Work};
use crate::state::{Action, Settings, WorkRow};

/// What the library remembers between frames.
#[derive(Debug, Default)]
pub struct LibraryView {
    /// Whether the problems are shown in the place of works and outline.
    pub problems: bool,
}

/// Encodings offered for a document whose own was guessed wrong.
const ENCODINGS: [&str; 7] = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "shift_jis", "euc-kr"];

/// Shows the library: works, the outline of the one in hand, what went wrong.
pub fn show_library(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    let area = ui.max_rect();
    ui.painter().vline(area.right() - 0.5, area.y_range(), Stroke::new(1.0, ctx.theme.hairline));
    let foot = 44.0;
    let body = Rect::from_min_max(area.min, pos2(area.right() - 1.0, area.bottom() - foot));
    let mut top = ui.new_child(UiBuilder::new().max_rect(body).layout(Layout::top_down(Align::Min)));
    head(&mut top, ctx, actions);
    ScrollArea::vertical().id_salt("library").auto_shrink(false).show(&mut top, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if view.problems {
            problems(ui, ctx, actions);
        } else {
            works(ui, ctx, actions);
            outline(ui, ctx, actions);
        }
    });
    let below = Rect::from_min_max(pos2(area.left(), body.bottom()), area.max);
    let mut bottom = ui.new_child(UiBuilder::new().max_rect(below).layout(Layout::top_down(Align::Min)));
    problem_foot(&mut bottom, ctx, view);
}

fn head(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    ui.horizontal(|ui| {
        ui.set_min_height(theme::HEAD_HEIGHT);
        ui.add_space(16.0);
        widgets::paragraph(ui, &ctx.words.get("library-title"), theme::bold(14.0), ctx.theme.ink);
        let count = ctx.state.synopsis.works.len();
        if count > 0 {
            widgets::paragraph(ui, &count.to_string(), theme::sans(theme::CAPTION), ctx.theme.faded);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            if widgets::icon_button(ui, ctx.theme, Icon::List, &ctx.words.get("library-fold")).clicked() {
                fold(ctx, true, actions);
            }
            if widgets::icon_button(ui, ctx.theme, Icon::Add, &ctx.words.get("library-add")).clicked() {
                actions.push(Action::AskForFolder);
            }
        });
    });
}

fn fold(ctx: &ViewCtx<'_>, folded: bool, actions: &mut Actions) {
    let settings = Settings { library_folded: folded, ..ctx.state.settings.clone() };
    actions.push(Action::Set(Box::new(settings)));
}

/// Author, venue and year in one line.
fn caption(ctx: &ViewCtx<'_>, row: &WorkRow) -> String {
    let author = if row.author.is_empty() { ctx.words.get("unsigned").into_owned() } else { row.author.clone() };
    let year = row.year.map(|year| year.to_string()).unwrap_or_default();
    [author, row.venue.clone(), year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

fn works(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    if ctx.state.synopsis.works.is_empty() {
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            widgets::paragraph(ui, &ctx.words.get("library-empty"), theme::sans(13.0), ctx.theme.faded);
        });
        return;
    }
    let height = 46.0;
    let count = ctx.state.synopsis.works.len();
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height * count as f32), Sense::hover());
    let visible = ui.clip_rect();
    let first = (((visible.top() - whole.top()) / height).floor().max(0.0) as usize).min(count);
    let last = (((visible.bottom() - whole.top()) / height).ceil().max(0.0) as usize).min(count);
    for at in first..last {
        let Some(row) = ctx.state.synopsis.works.get(at) else { continue };
        let top = whole.top() + height * at as f32;
        let area = Rect::from_min_size(pos2(whole.left(), top), vec2(whole.width(), height));
        work_row(ui, ctx, row, area, actions);
    }
}

fn work_row(ui: &mut Ui, ctx: &ViewCtx<'_>, row: &WorkRow, area: Rect, actions: &mut Actions) {
    let theme = ctx.theme;
    let chosen = ctx.state.focus.work == Some(row.id);
    let response = ui.interact(area, ui.scope_id().with(("work", row.id)), Sense::click());
    let caption = caption(ctx, row);
    named_choice(&response, chosen, &format!("{} {caption}", row.title));
    if chosen {
        ui.painter().rect_filled(area, CornerRadius::ZERO, theme.chosen_row);
        let edge = Rect::from_min_size(area.min, vec2(3.0, area.height()));
        ui.painter().rect_filled(edge, CornerRadius::ZERO, theme.vermilion);
    } else if response.hovered() {
        ui.painter().rect_filled(area, CornerRadius::ZERO, theme.hairline.gamma_multiply(0.5));
    }
    let seal = Rect::from_center_size(pos2(area.left() + 26.0, area.center().y), vec2(20.0, 20.0));
    widgets::paint_seal(ui.painter(), theme, seal, &row.seal, chosen);
    let room = area.width() - 46.0 - 12.0;
    let font = if chosen { theme::bold(13.0) } else { theme::sans(13.0) };
    let title = elided(ui.painter(), &row.title, font, theme.ink, room);
    let below = elided(ui.painter(), &caption, theme::sans(theme::CAPTION), theme.faded, room);
    let gap = (area.height() - title.size().y - below.size().y) / 2.0;
    let left = area.left() + 46.0;
    let title_height = title.size().y;
    ui.painter().galley(pos2(left, area.top() + gap), title, theme.ink);
    ui.painter().galley(pos2(left, area.top() + gap + title_height), below, theme.faded);
    focus_ring(ui, theme, &response);
    if response.clicked() {
        actions.push(Action::ShowWork(row.id));
    }
    response.on_hover_text(format!("{}\n{caption}", row.title));
}

fn outline(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let Some(work) = ctx.state.focus.work.and_then(|work| ctx.state.corpus.work(work)) else { return };
    let Some(source) = ctx.state.corpus.source(work.source) else { return };
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width() - 16.0, 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, ctx.theme.hairline));
    });
    ui.horizontal(|ui| {
        ui.set_min_height(theme::HEAD_HEIGHT);
        ui.add_space(16.0);
        widgets::paragraph(ui, &ctx.words.get("library-outline"), theme::bold(14.0), ctx.theme.ink);
    });
    let headings = headings(work, source);
    if headings.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(46.0);
            let none = ctx.words.get("library-no-outline");
            widgets::paragraph(ui, &none, theme::sans(13.0), ctx.theme.faded);
        });
    }
    let here = ctx.state.focus.place.filter(|place| place.work == work.id).map(|place| place.span.start);
    let current = here.and_then(|at| headings.iter().rposition(|(_, _, place)| place.span.start <= at));
    for (index, (depth, text, place)) in headings.iter().enumerate() {
        let indent = 46.0 + 16.0 * f32::from(depth.saturating_sub(1));
        let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
        let chosen = current == Some(index);
        named_choice(&response, chosen, text);
        let colour = if chosen { ctx.theme.vermilion } else { ctx.theme.ink };
        let font = if chosen { theme::bold(13.0) } else { theme::sans(13.0) };
        let galley = elided(ui.painter(), text, font, colour, area.width() - indent - 12.0);
        if response.hovered() {
            ui.painter().rect_filled(area, CornerRadius::ZERO, ctx.theme.hairline.gamma_multiply(0.5));
        }
        let at = pos2(area.left() + indent, area.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, colour);
        focus_ring(ui, ctx.theme, &response);
        if response.clicked() {
            actions.push(Action::GoTo(*place));
        }
    }
    ui.add_space(16.0);
}

/// The headings of a work: depth from 1, text, place.
fn headings(work: &Work, source: &Source) -> Vec<(u8, String, Place)> {
    let heading = |block: &crate::model::Block| {
        let BlockKind::Heading(depth) = block.kind else { return None };
        let text: String = block.runs.iter().map(|run| source.text.slice(run.span)).collect();
        Some((depth, text, Place { work: work.id, span: block.span }))
    };
    let mut headings: Vec<_> = work.blocks.iter().filter_map(heading).collect();
    let least = headings.iter().map(|(depth, ..)| *depth).min().unwrap_or(1);
    headings.iter_mut().for_each(|(depth, ..)| *depth = *depth - least + 1);
    headings
}

fn problem_foot(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView) {
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

fn problems(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
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
}

/// The key of the sentence that goes with a problem: its code as the JSON has it.
pub(super) fn problem_key(problem: &Problem) -> String {
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

/// Shows the folded library: seals alone.
pub fn show_rail(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let area = ui.max_rect();
    ui.painter().vline(area.right() - 0.5, area.y_range(), Stroke::new(1.0, ctx.theme.hairline));
    ui.vertical_centered(|ui| {
        ui.add_space(8.0);
        if widgets::icon_button(ui, ctx.theme, Icon::List, &ctx.words.get("library-unfold")).clicked() {
            fold(ctx, false, actions);
        }
    });
    ui.add_space(4.0);
    ScrollArea::vertical().id_salt("rail").auto_shrink(false).show(ui, |ui| {
        for row in &ctx.state.synopsis.works {
            let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
            let chosen = ctx.state.focus.work == Some(row.id);
            named_choice(&response, chosen, &row.title);
            if chosen {
                let edge = Rect::from_min_size(area.min, vec2(3.0, area.height()));
                ui.painter().rect_filled(edge, CornerRadius::ZERO, ctx.theme.vermilion);
            }
            let seal = Rect::from_center_size(area.center(), vec2(20.0, 20.0));
            widgets::paint_seal(ui.painter(), ctx.theme, seal, &row.seal, chosen);
            focus_ring(ui, ctx.theme, &response);
            if response.on_hover_text(format!("{}\n{}", row.title, caption(ctx, row))).clicked() {
                actions.push(Action::ShowWork(row.id));
            }
        }
    });
}
