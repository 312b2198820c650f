use std::sync::Arc;

use crate::search::{Asked, Found};

/// What is looked for in all works, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Looking {
    /// What is asked for; nothing when nothing is looked for.
    pub asked: Asked,
    /// What was found for it or, while a worker still looks, for those before.
    pub found: Arc<Found>,
    /// The number of this search; answers carry it.
    pub(super) generation: u64,
    /// Whether a worker still looks.
    pub busy: bool,
}
