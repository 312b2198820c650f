//! Words that are being written reach the study while they are written.

use std::time::Duration;

use eframe::egui::Ui;

use super::{Actions, ViewCtx};
use crate::state::Action;

/// Words that go on changing are kept so often, in seconds.
const SOON: f64 = 0.15;

/// When the words of a field are to be kept next, though the person has not ended it: at the first key, and again as
/// long as they go on changing.
#[derive(Clone, Debug, Default)]
pub struct Typing {
    /// Whether there is something to keep.
    changed: bool,
    /// The time before which nothing is kept again.
    next: f64,
}

impl Typing {
    /// Whether the words are to be kept in this frame; to be asked once a frame, with whether they changed in it.
    pub fn is_due(&mut self, ui: &Ui, changed: bool) -> bool {
        self.changed |= changed;
        if !self.changed {
            return false;
        }
        let now = ui.input(|input| input.time);
        if now < self.next {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(self.next - now));
            return false;
        }
        (self.changed, self.next) = (false, now + SOON);
        true
    }
}

/// The words on a sheet that becomes part of the study when it is closed: kept apart while it is open, so that they
/// stand there again when it is next opened, should the program have ended in between.
#[derive(Clone, Debug, Default)]
pub struct OpenSheet {
    /// Its name; none until it was shown.
    name: Option<String>,
    /// What was last kept.
    kept: Vec<String>,
    typing: Typing,
}

impl OpenSheet {
    /// To be called in each frame before its fields are shown: at first fills them with what was left, later keeps what
    /// stands in them. The `name` says what the sheet is about, in the same words in every session.
    pub fn keep(
        &mut self,
        ui: &Ui,
        ctx: &ViewCtx<'_>,
        name: impl FnOnce() -> String,
        fields: &mut [&mut String],
        actions: &mut Actions,
    ) {
        let Some(name) = &self.name else {
            let name = self.name.insert(name());
            if let Some(left) = ctx.state.unfinished.get(name).filter(|left| left.len() == fields.len()) {
                fields.iter_mut().zip(left).for_each(|(field, words)| (**field).clone_from(words));
            }
            self.kept = fields.iter().map(|field| (**field).clone()).collect();
            return;
        };
        let changed = fields.iter().zip(&self.kept).any(|(field, kept)| **field != *kept);
        if self.typing.is_due(ui, changed) && changed {
            self.kept = fields.iter().map(|field| (**field).clone()).collect();
            let blank = self.kept.iter().all(String::is_empty);
            let words = if blank { Vec::new() } else { self.kept.clone() };
            actions.push(Action::KeepUnfinished { sheet: name.clone(), words });
        }
    }

    /// To be called when the sheet is closed, whatever becomes of its words.
    pub fn close(self, actions: &mut Actions) {
        actions.extend(self.name.map(|sheet| Action::KeepUnfinished { sheet, words: Vec::new() }));
    }
}
