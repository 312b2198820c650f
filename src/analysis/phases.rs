//! Periodisations as authors state them.

use super::Reading;
use crate::model::{Periodisation, TimeMention};

/// The periodisations of a work in reading order.
pub(super) fn find(_reading: &Reading<'_>, _times: &[TimeMention]) -> Vec<Periodisation> {
    Vec::new()
}
