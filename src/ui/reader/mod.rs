//! The reader.

use eframe::egui::Ui;

use super::{Actions, ViewCtx};

/// What the reader remembers between frames.
#[derive(Debug, Default)]
pub struct ReaderView {}

/// Shows the reader in all the room that there is.
pub fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut ReaderView, actions: &mut Actions) {
    let _ = (view, actions);
    ui.label(ctx.words.get("view-reader"));
}
