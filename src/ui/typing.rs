//! Words that are being written reach the study while they are written.

use std::time::Duration;

use eframe::egui::Ui;

/// So long after a change, in seconds, the words are kept, and again as long as they go on changing.
const SOON: f64 = 0.3;

/// When the words of a field are to be kept next, though the person has not ended it.
#[derive(Debug, Default)]
pub struct Typing {
    due: Option<f64>,
}

impl Typing {
    /// Whether the words are to be kept in this frame; to be asked once a frame, with whether they changed in it.
    pub fn is_due(&mut self, ui: &Ui, changed: bool) -> bool {
        let now = ui.input(|input| input.time);
        if changed && self.due.is_none() {
            self.due = Some(now + SOON);
        }
        let Some(due) = self.due else { return false };
        if now < due {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(due - now));
            return false;
        }
        self.due = None;
        true
    }
}
