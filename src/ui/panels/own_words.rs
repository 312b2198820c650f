//! The person's own words, beside those of the rules: written in fields, kept in the study.

use eframe::egui::{Id, Modal, Role, ScrollArea, TextEdit, Ui};

use super::super::theme;
use super::super::widgets::{self, paragraph};
use super::super::{Actions, ViewCtx};
use super::overlays::over_window;
use crate::state::{Action, WordFields};

/// The width of the sheet.
const WIDTH: f32 = 640.0;
/// How many lines of a field are seen at once.
const LINES: usize = 3;

/// The fields as they are being written.
#[derive(Debug)]
pub(super) struct OwnWordsView {
    fields: WordFields,
    asked_for_focus: bool,
}

impl OwnWordsView {
    /// The fields with what the study holds.
    pub(super) fn of(ctx: &ViewCtx<'_>) -> Self {
        Self { fields: WordFields::of(&ctx.state.study.own_words()), asked_for_focus: false }
    }
}

/// Shows the fields; `false` when they are to be closed.
pub(super) fn show_own_words(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut OwnWordsView, actions: &mut Actions) -> bool {
    let (mut kept, mut left) = (false, false);
    let (own, bad) = view.fields.read();
    let screen = ui.ctx().content_rect();
    let shown = Modal::new(Id::unique("own words")).frame(over_window(ui)).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(screen.width() - 80.0));
        paragraph(ui, &ctx.words.get("own-words-title"), theme::bold(16.0), ctx.theme.ink);
        paragraph(ui, &ctx.words.get("own-words-why"), theme::sans(theme::CAPTION), ctx.theme.faded);
        ui.add_space(8.0);
        let room = (screen.height() - 220.0).max(160.0);
        ScrollArea::vertical().id_salt("own words").max_height(room).show(ui, |ui| {
            let fields = &mut view.fields;
            let first = !std::mem::replace(&mut view.asked_for_focus, true);
            field(ui, ctx, &mut fields.deeds, "own-words-deeds", first);
            field(ui, ctx, &mut fields.happenings, "own-words-happenings", false);
            field(ui, ctx, &mut fields.periods, "own-words-periods", false);
            field(ui, ctx, &mut fields.vague, "own-words-vague", false);
            field(ui, ctx, &mut fields.actors, "own-words-actors", false);
        });
        if !bad.is_empty() {
            let text = ctx.words.with("own-words-bad", &[("words", bad.join(" · ").as_str().into())]);
            paragraph(ui, &text, theme::sans(13.0), ctx.theme.vermilion);
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            kept = ui.button(ctx.words.get("own-words-keep")).clicked();
            left = ui.button(ctx.words.get("own-words-leave")).clicked();
        });
    });
    if kept && let Some(edit) = ctx.state.put_words(own) {
        actions.push(Action::Edit(edit));
    }
    // What cannot be read stays in sight to be put right.
    let done = kept && bad.is_empty();
    !(done || left || shown.should_close())
}

/// A field of several lines under its name and hint.
fn field(ui: &mut Ui, ctx: &ViewCtx<'_>, text: &mut String, key: &str, focus: bool) {
    let name = ctx.words.get(key);
    paragraph(ui, &name, theme::bold(13.0), ctx.theme.ink);
    let hint_key = format!("{key}-hint");
    let hint = ctx.words.get(&hint_key);
    let edit = TextEdit::multiline(text).id(Id::unique(("own words", key))).hint_text(hint.as_ref());
    let response = widgets::field(ui, ctx.theme, edit.desired_rows(LINES));
    widgets::named(&response, Role::MultilineTextInput, &name);
    if focus {
        response.request_focus();
    }
    ui.add_space(6.0);
}
