//! Asks for the password of a document.

use eframe::egui::{Id, Key, Modal, TextEdit, Ui};

use super::super::theme;
use super::super::widgets::paragraph;
use super::super::{Actions, ViewCtx};
use super::overlays::over_window;
use crate::state::{Action, Password};

/// What is being typed.
#[derive(Default)]
pub(super) struct PasswordView {
    /// The document that it is for.
    path: String,
    typed: String,
    asked_for_focus: bool,
}

impl std::fmt::Debug for PasswordView {
    /// Without what is typed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PasswordView({})", self.path)
    }
}

/// Asks for the password of the first document that wants one.
pub(super) fn show_password(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut PasswordView, actions: &mut Actions) {
    let Some((path, wrong)) = ctx.state.locked.asking() else { return };
    if view.path != path {
        *view = PasswordView { path: path.to_owned(), ..PasswordView::default() };
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let (mut given, mut left) = (false, false);
    let shown = Modal::new(Id::unique("password")).frame(over_window(ui)).show(ui.ctx(), |ui| {
        ui.set_width(420.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        let title = ctx.words.with("password-title", &[("name", name.into())]);
        paragraph(ui, &title, theme::bold(16.0), ctx.theme.ink);
        ui.add_space(4.0);
        let (key, colour) =
            if wrong { ("password-wrong", ctx.theme.vermilion) } else { ("password-why", ctx.theme.faded) };
        paragraph(ui, &ctx.words.get(key), theme::sans(13.0), colour);
        ui.add_space(8.0);
        let field = TextEdit::singleline(&mut view.typed).password(true).desired_width(f32::INFINITY);
        let response = ui.add(field).accessible_name(ctx.words.get("password-field").as_ref());
        if !view.asked_for_focus {
            view.asked_for_focus = true;
            response.request_focus();
        }
        given = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            given |= ui.button(ctx.words.get("password-open")).clicked();
            left = ui.button(ctx.words.get("password-leave")).clicked();
        });
    });
    if given && !view.typed.is_empty() {
        let password = Password::new(std::mem::take(&mut view.typed));
        actions.push(Action::GivePassword { path: view.path.clone(), password });
        *view = PasswordView::default();
    } else if left || shown.should_close() {
        actions.push(Action::LeaveLocked(view.path.clone()));
        *view = PasswordView::default();
    }
}
