//! Events: who tells of what, and which tellings are of one event.

use std::sync::Arc;

use super::{Reading, Rules};
use crate::model::{Conflict, Event, EventMention, TimeMention, Work, WorkFindings};

/// The tellings of events of one work in reading order.
pub(super) fn find(_reading: &Reading<'_>, _times: &[TimeMention]) -> Vec<EventMention> {
    Vec::new()
}

/// The events of all works in order of time, and what the works contradict each other about.
pub(super) fn join(
    _works: &[Arc<Work>],
    _findings: &[Arc<WorkFindings>],
    _rules: &Rules,
) -> (Vec<Event>, Vec<Conflict>) {
    (Vec::new(), Vec::new())
}
