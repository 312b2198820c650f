use eframe::egui::{Align, Layout, Ui};

use super::super::theme;
use super::super::widgets;
use super::super::{Actions, ViewCtx};
use crate::state::{Action, NewerStudy};

/// Asks whether a study of a newer format may be written into.
pub fn show_newer(ui: &mut Ui, ctx: &ViewCtx<'_>, newer: &NewerStudy, actions: &mut Actions) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, ctx.theme.hit);
    ui.horizontal_centered(|ui| {
        ui.add_space(16.0);
        let file = ctx.state.study_file.as_ref().map_or_else(String::new, |file| file.display().to_string());
        let values = [("format", newer.format.as_str().into()), ("file", file.as_str().into())];
        let text = ctx.words.with("newer-question", &values);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(16.0);
            for (key, write) in [("newer-write", true), ("newer-beside", false)] {
                if ui.button(ctx.words.get(key)).clicked() {
                    actions.push(Action::AnswerNewer(write));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                widgets::paragraph(ui, &text, theme::sans(13.0), ctx.theme.ink);
            });
        });
    });
}
