//! The library: the works as the person wishes to see them, the outline of the one in hand, what went wrong.

mod outline;
mod problems;
mod record;
mod seams;
mod works;

use eframe::egui::{Align, CornerRadius, Layout, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::super::icons::Icon;
use super::super::theme;
use super::super::widgets::{self, focus_ring, named_choice};
use super::super::{Actions, ViewCtx};
use crate::state::{Action, Settings, Shelf, ShelfWish, WorkRow};
use problems::problem_foot;
pub(super) use problems::problem_key;

/// What the library remembers between frames.
#[derive(Debug, Default)]
pub struct LibraryView {
    /// Whether the problems are shown in the place of works and outline.
    pub problems: bool,
    /// How the person wishes to see the works.
    pub wish: ShelfWish,
    /// The record that is open.
    record: Option<record::Record>,
    /// The seams that are shown.
    seams: Option<seams::Seams>,
    /// The works so listed, with the revision of the corpus and the wish that they were listed for.
    shelf: Option<(u64, ShelfWish, Shelf)>,
}

/// Shows the library: works, the outline of the one in hand, what went wrong.
pub fn show_library(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    let area = ui.max_rect();
    ui.painter().vline(area.right() - 0.5, area.y_range(), Stroke::new(1.0, ctx.theme.hairline));
    let foot = 44.0;
    let body = Rect::from_min_max(area.min, pos2(area.right() - 1.0, area.bottom() - foot));
    let mut top = ui.new_child(UiBuilder::new().max_rect(body).layout(Layout::top_down(Align::Min)));
    head(&mut top, ctx, actions);
    if !view.problems {
        works::wishes(&mut top, ctx, view);
    }
    ScrollArea::vertical().id_salt("library").auto_shrink(false).show(&mut top, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if view.problems {
            problems::problems(ui, ctx, actions);
        } else {
            works::works(ui, ctx, view, actions);
            outline::outline(ui, ctx, view, actions);
        }
    });
    let below = Rect::from_min_max(pos2(area.left(), body.bottom()), area.max);
    let mut bottom = ui.new_child(UiBuilder::new().max_rect(below).layout(Layout::top_down(Align::Min)));
    problem_foot(&mut bottom, ctx, view);
    record::show(ui, ctx, view, actions);
    seams::show(ui, ctx, view, actions);
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
        for row in ctx.state.synopsis.works.iter() {
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
