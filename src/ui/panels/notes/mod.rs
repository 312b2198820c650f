//! The notes of all works in one table, and what of the study waits for a word from the person.

mod doubts;
mod editor;
mod said;
mod sheet;
mod table;

use std::sync::Arc;

use eframe::egui::{Align, Layout, Popup, Rect, Stroke, TextEdit, Ui, UiBuilder};

use super::super::icons::Icon;
use super::super::theme;
use super::super::widgets;
use super::super::{Actions, ViewCtx};
use crate::exchange::Format;
use crate::model::EntryId;
use crate::state::{Action, Export, Synopsis};
use table::{Kind, Order, Sieve};

/// What the notes remember between frames.
#[derive(Debug, Default)]
pub struct NotesView {
    /// Whether what waits is shown instead of the notes.
    doubts: bool,
    sieve: Sieve,
    /// The rows for a synopsis and a sieve.
    rows: Option<(Arc<Synopsis>, Sieve, Vec<EntryId>)>,
    /// The note in hand.
    note: Option<EntryId>,
    /// The doubt in hand, by its place in the list.
    doubt: usize,
    /// The tags of the note in hand as they are being typed.
    tags: Option<(EntryId, String)>,
}

/// Shows the notes, or what waits.
pub fn show_notes(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut NotesView, actions: &mut Actions) {
    let area = ui.max_rect();
    let (head, body) = area.split_top_bottom_at_y(area.top() + theme::HEAD_HEIGHT);
    let mut line = ui.new_child(UiBuilder::new().max_rect(head).layout(Layout::left_to_right(Align::Center)));
    heading(&mut line, ctx, view, actions);
    ui.painter().hline(area.x_range(), head.bottom() - 0.5, Stroke::new(1.0, ctx.theme.hairline));
    let mut rest = ui.new_child(UiBuilder::new().max_rect(body).layout(Layout::top_down(Align::Min)));
    if view.doubts {
        doubts::show(&mut rest, ctx, view, actions);
    } else {
        table::show(&mut rest, ctx, view, actions);
    }
}

fn heading(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut NotesView, actions: &mut Actions) {
    let (words, theme) = (ctx.words, ctx.theme);
    ui.add_space(16.0);
    let synopsis = &ctx.state.synopsis;
    for (key, count, doubts) in
        [("notes-title", synopsis.notes.len(), false), ("doubts-title", synopsis.doubts.len(), true)]
    {
        if widgets::tab(ui, theme, &words.with(key, &[("n", count.into())]), view.doubts == doubts).clicked() {
            view.doubts = doubts;
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(8.0);
        if widgets::icon_button(ui, theme, Icon::Close, &words.get("notes-close")).clicked() {
            actions.push(Action::ShowNotes(false));
        }
        if !view.doubts {
            let export = widgets::icon_button(ui, theme, Icon::Export, &words.get("notes-export"));
            Popup::menu(&export).show(|ui| {
                for format in Format::ALL {
                    if ui.button(format.extension().to_uppercase()).clicked() {
                        let review = sheet::review(ctx, view);
                        actions.push(Action::Export(Box::new(Export { name: review.title.clone(), format, review })));
                    }
                }
            });
            filters(ui, ctx, view);
        }
    });
}

/// What is listed, and in which order.
fn filters(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut NotesView) {
    let (words, theme) = (ctx.words, ctx.theme);
    let menu = widgets::icon_button(ui, theme, Icon::Sliders, &words.get("notes-filter"));
    Popup::menu(&menu).show(|ui| {
        ui.set_min_width(150.0);
        for (key, kind) in [("notes-all", Kind::All), ("notes-written", Kind::Written), ("notes-bare", Kind::Bare)] {
            if ui.selectable_label(view.sieve.kind == kind, words.get(key)).clicked() {
                view.sieve.kind = kind;
            }
        }
        ui.separator();
        for (key, order) in [("notes-by-place", Order::Place), ("notes-by-time", Order::Newest)] {
            if ui.selectable_label(view.sieve.order == order, words.get(key)).clicked() {
                view.sieve.order = order;
            }
        }
        let tags = table::tags(ctx);
        if !tags.is_empty() {
            ui.separator();
            for tag in tags {
                let chosen = view.sieve.tag.as_deref() == Some(tag);
                if ui.selectable_label(chosen, format!("#{tag}")).clicked() {
                    view.sieve.tag = (!chosen).then(|| tag.to_owned());
                }
            }
        }
    });
    let width = (ui.available_width() - 8.0).min(180.0);
    if width > 60.0 {
        let field = TextEdit::singleline(&mut view.sieve.words).hint_text(words.get("notes-search"));
        ui.add(field.desired_width(width));
    }
}

/// A part at the foot of the list for what is in hand: (list, foot).
fn parted(area: Rect, foot: f32) -> (Rect, Rect) {
    area.split_top_bottom_at_y((area.bottom() - foot).max(area.top() + 60.0).min(area.bottom()))
}

/// A line of the interface's own words that says why nothing is listed.
fn nothing(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str) {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(ui.max_rect().shrink(16.0)));
    widgets::paragraph(&mut inside, &ctx.words.get(key), theme::sans(13.0), ctx.theme.faded);
}

/// Where the left edge of a row's text is.
fn text_left(area: Rect) -> f32 {
    area.left() + 46.0
}
