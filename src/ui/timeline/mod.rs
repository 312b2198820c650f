//! The timeline.

pub mod layout;

use eframe::egui::Ui;

use super::{Actions, ViewCtx};

/// What the timeline remembers between frames.
#[derive(Debug, Default)]
pub struct TimelineView {}

/// Shows the timeline in all the room that there is.
pub fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let _ = (view, actions);
    ui.label(ctx.words.get("view-timeline"));
}
