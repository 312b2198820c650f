use std::sync::Arc;

use crate::search::Found;

/// What is looked for in all works, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Looking {
    /// The words as typed; empty when nothing is looked for.
    pub words: String,
    /// What was found for these words or, while a worker still looks, for those before.
    pub found: Arc<Found>,
    /// The number of this search; answers carry it.
    pub(super) generation: u64,
    /// Whether a worker still looks.
    pub busy: bool,
}
