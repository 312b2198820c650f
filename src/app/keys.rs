use eframe::egui::{Context, Modifiers};

use crate::state::{Action, State};
use crate::ui::Actions;
use crate::ui::commands::{COMMANDS, Deed};
use crate::ui::panels::Overlays;

/// Reads the keys that hold in the whole window.
pub(super) fn read(ctx: &Context, state: &State, overlays: &mut Overlays, actions: &mut Actions) {
    let typing = ctx.text_edit_focused();
    // What is written on a sheet is not yet said: a step back there would take back something behind it.
    let on_sheet = ctx.memory(|memory| memory.top_modal_layer().is_some());
    let mut keys: Vec<_> = COMMANDS
        .iter()
        .filter(|command| command.while_typing || !typing)
        .flat_map(|command| command.keys.iter().map(move |keys| (keys, command)))
        .collect();
    // The longer shortcut first: Ctrl+O would also be part of Ctrl+Shift+O.
    keys.sort_by_key(|(keys, _)| !keys.modifiers.contains(Modifiers::SHIFT));
    for (keys, command) in keys {
        let pressed = ctx.input_mut(|input| input.count_and_consume_key(keys.modifiers, keys.logical_key));
        let steps = |deed: &Deed| matches!(deed, Deed::Act(Action::Undo | Action::Redo));
        let deed = (command.deed)(state).filter(|deed| pressed > 0 && !(on_sheet && steps(deed)));
        let Some(deed) = deed else { continue };
        // A step back or forth counts as often as it was pressed, also within one frame.
        if let Deed::Act(step @ (Action::Undo | Action::Redo)) = &deed {
            (1..pressed).for_each(|_| actions.push(step.clone()));
        }
        overlays.carry_out(ctx, deed, actions);
    }
}
