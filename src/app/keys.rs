use eframe::egui::{Context, Modifiers};

use crate::state::State;
use crate::ui::Actions;
use crate::ui::commands::COMMANDS;
use crate::ui::panels::Overlays;

/// Reads the keys that hold in the whole window.
pub(super) fn read(ctx: &Context, state: &State, overlays: &mut Overlays, actions: &mut Actions) {
    let typing = ctx.text_edit_focused();
    let mut keys: Vec<_> = COMMANDS
        .iter()
        .filter(|command| command.while_typing || !typing)
        .flat_map(|command| command.keys.iter().map(move |keys| (keys, command)))
        .collect();
    // The longer shortcut first: Ctrl+O would also be part of Ctrl+Shift+O.
    keys.sort_by_key(|(keys, _)| !keys.modifiers.contains(Modifiers::SHIFT));
    for (keys, command) in keys {
        if ctx.input_mut(|input| input.consume_shortcut(keys))
            && let Some(deed) = (command.deed)(state)
        {
            overlays.carry_out(ctx, deed, actions);
        }
    }
}
