//! What keys do in a cell of the comparison.

use eframe::egui::{EventFilter, Id, Key, Modifiers, Ui};

/// What a key asks of the cell that has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellKey {
    /// Go so many columns and rows on.
    Move(i32, i32),
    /// Write the summary.
    Edit,
    /// Open or close the rest of the quotes.
    Open,
    /// Show the words in the reader.
    Source,
    /// The suggestion in hand is right.
    Accept,
    /// The suggestion in hand is wrong.
    Reject,
    /// Begin or finish a relation.
    Relate,
    /// Change the topics of the claim.
    Topics,
    /// Let go.
    Leave,
}

const KEYS: [(Key, CellKey); 13] = [
    (Key::ArrowLeft, CellKey::Move(-1, 0)),
    (Key::ArrowRight, CellKey::Move(1, 0)),
    (Key::ArrowUp, CellKey::Move(0, -1)),
    (Key::ArrowDown, CellKey::Move(0, 1)),
    (Key::Enter, CellKey::Edit),
    (Key::F2, CellKey::Edit),
    (Key::Space, CellKey::Open),
    (Key::G, CellKey::Source),
    (Key::A, CellKey::Accept),
    (Key::X, CellKey::Reject),
    (Key::R, CellKey::Relate),
    (Key::T, CellKey::Topics),
    (Key::Escape, CellKey::Leave),
];

/// Takes the key that was pressed for the cell `id`, which has the keyboard.
pub(super) fn take(ui: &Ui, id: Id) -> Option<CellKey> {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(|input| KEYS.iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key)).map(|(_, does)| *does))
}
