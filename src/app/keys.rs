use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::state::{Action, Settings, State, View};
use crate::ui::panels::MenuView;

const CTRL: Modifiers = Modifiers::COMMAND;

/// Reads the keys that hold in the whole window.
pub(super) fn read(ctx: &Context, state: &State, menu: &mut MenuView, actions: &mut Vec<Action>) {
    let pressed = |modifiers: Modifiers, key: Key| {
        ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)))
    };
    let shift = CTRL.plus(Modifiers::SHIFT);
    // The longer shortcut first: Ctrl+O would also be part of Ctrl+Shift+O.
    if pressed(shift, Key::O) {
        actions.push(Action::AskForFiles);
    }
    if pressed(CTRL, Key::O) {
        actions.push(Action::AskForFolder);
    }
    if pressed(CTRL, Key::L) {
        menu.path = Some(String::new());
    }
    if pressed(Modifiers::NONE, Key::F5) {
        actions.push(Action::Reload);
    }
    if pressed(Modifiers::ALT, Key::ArrowLeft) {
        actions.push(Action::Back);
    }
    if pressed(Modifiers::ALT, Key::ArrowRight) {
        actions.push(Action::Forward);
    }
    for (key, view) in [(Key::Num1, View::Timeline), (Key::Num2, View::Reader), (Key::Num3, View::Compare)] {
        if pressed(CTRL, key) {
            actions.push(Action::Fill((state.focus.fills != Some(view)).then_some(view)));
        }
    }
    for (key, step) in [(Key::Plus, 0.25), (Key::Equals, 0.25), (Key::Minus, -0.25)] {
        if pressed(CTRL, key) {
            let zoom = state.settings.zoom + step;
            actions.push(Action::Set(Box::new(Settings { zoom, ..state.settings.clone() }.in_bounds())));
        }
    }
    if pressed(CTRL, Key::Num0) {
        actions.push(Action::Set(Box::new(Settings { zoom: 1.0, ..state.settings.clone() })));
    }
    // In a text field these belong to the field.
    if !ctx.text_edit_focused() {
        if pressed(shift, Key::Z) || pressed(CTRL, Key::Y) {
            actions.push(Action::Redo);
        }
        if pressed(CTRL, Key::Z) {
            actions.push(Action::Undo);
        }
    }
}
