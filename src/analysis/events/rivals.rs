//! How many other tellings could be meant: of two works, what each tells of a time.
//!
//! Where a work tells only one thing of a month, and another only one of a day in it, they mostly mean the same thing,
//! in whatever words. The more either tells of that time, the less the date says.

use super::traits::Traits;
use crate::analysis::actors::Quick;
use crate::calendar::{Date, DateRange, Precision};

/// The tellings of every work under a date of a year or less, by their first days.
pub(super) struct Rivals {
    by_work: Quick<u32, Dated>,
}

/// The first and last days of the tellings of one work, ascending, and the most days that one of them covers.
#[derive(Default)]
struct Dated {
    days: Vec<(i32, i32)>,
    longest: i32,
}

impl Rivals {
    /// Counts the tellings of all works.
    pub(super) fn new(all: &[Traits]) -> Self {
        let mut by_work: Quick<u32, Dated> = Quick::default();
        // One work has no rivals but itself.
        if all.first().is_none_or(|first| all.iter().all(|t| t.work == first.work)) {
            return Self { by_work };
        }
        for traits in all.iter().filter(|t| t.precision <= Precision::Year) {
            if let Some((first, last)) = days(traits.loose) {
                let dated = by_work.entry(traits.work).or_default();
                dated.days.push((first, last));
                dated.longest = dated.longest.max(last - first);
            }
        }
        by_work.values_mut().for_each(|dated| dated.days.sort_unstable());
        Self { by_work }
    }

    /// How much either date leaves open which telling of the other work is meant: the logarithm of the product of how
    /// many there are, nought where each has only the other.
    pub(super) fn between(&self, a: &Traits, b: &Traits) -> f32 {
        (self.count(b.work, a.loose).max(1) as f32 * self.count(a.work, b.loose).max(1) as f32).ln()
    }

    /// How many tellings of a work may be of a time.
    fn count(&self, work: u32, range: DateRange) -> usize {
        let (Some(dated), Some((first, last))) = (self.by_work.get(&work), days(range)) else { return 0 };
        let from = dated.days.partition_point(|&(begin, _)| begin < first.saturating_sub(dated.longest));
        let near = dated.days[from..].iter().take_while(|&&(begin, _)| begin <= last);
        near.filter(|&&(_, end)| end >= first).count()
    }
}

/// The first and last day of a range that has both.
fn days(range: DateRange) -> Option<(i32, i32)> {
    range.begin.map(Date::days).zip(range.end.map(Date::days))
}
