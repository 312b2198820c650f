//! What the works contradict each other about.

use std::collections::HashMap;

use super::gather::Shelf;
use crate::model::Conflict;

/// All contradictions, in the order of the events.
pub(super) fn find(_shelf: &Shelf<'_>, _groups: &[Vec<usize>], _counts: &HashMap<u64, u32>) -> Vec<Conflict> {
    Vec::new()
}
