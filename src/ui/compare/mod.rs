//! The compare.

use eframe::egui::Ui;

use super::{Actions, ViewCtx};

/// What the compare remembers between frames.
#[derive(Debug, Default)]
pub struct CompareView {}

/// Shows the compare in all the room that there is.
pub fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    let _ = (view, actions);
    ui.label(ctx.words.get("view-compare"));
}
