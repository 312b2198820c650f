//! Keys pressed faster than frames are drawn.
//!
//! A key does something to the event that is chosen now, and the next key may mean the event that comes after: so one key
//! is heard a frame, and those pressed with it wait for the next frames, in their order.

use std::collections::VecDeque;

use eframe::egui::{Event, Key, Modifiers, Ui};

/// The keys of the timeline that do something to what is chosen, or choose another.
const KEYS: [Key; 22] = [
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowDown,
    Key::ArrowUp,
    Key::PageDown,
    Key::PageUp,
    Key::Home,
    Key::End,
    Key::Enter,
    Key::Escape,
    Key::Plus,
    Key::Equals,
    Key::Minus,
    Key::Num0,
    Key::A,
    Key::C,
    Key::E,
    Key::M,
    Key::N,
    Key::P,
    Key::S,
    Key::X,
];

/// Presses that wait.
#[derive(Debug, Default)]
pub(super) struct Presses(VecDeque<Event>);

impl Presses {
    /// Leaves one press to this frame, the oldest, and keeps the others; to be asked while the timeline has the keyboard.
    pub(super) fn one_a_frame(&mut self, ui: &Ui) {
        let is_ours = |event: &Event| matches!(event, Event::Key { key, pressed: true, modifiers: Modifiers::NONE, .. } if KEYS.contains(key));
        ui.input_mut(|input| {
            self.0.extend(input.events.extract_if(.., |event| is_ours(event)));
            input.events.extend(self.0.pop_front());
        });
        if !self.0.is_empty() {
            ui.ctx().request_repaint();
        }
    }

    /// Forgets what waits: the keyboard has gone elsewhere.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
