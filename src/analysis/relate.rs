//! How claims of different holders stand to each other.

use std::sync::Arc;

use super::Rules;
use crate::model::{Relation, Work, WorkFindings};

/// Proposed relations; claims are numbered through all works in order.
pub(super) fn relate(_works: &[Arc<Work>], _findings: &[Arc<WorkFindings>], _rules: &Rules) -> Vec<Relation> {
    Vec::new()
}
