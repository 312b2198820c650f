//! Which tellings are of one event.
//!
//! The more alike two [`candidates`](super::candidates) are, the earlier they are put together, as long as all dates of
//! one event can be true at once and no work tells two different things within it. What is left then is looked at again
//! beside its [`neighbours`].

use super::candidates::{candidates, may_be_one};
use super::likeness::{ENOUGH, exclude, score};
use super::neighbours::{self, Mates};
use super::rivals::Rivals;
use super::traits::Traits;
use crate::analysis::actors::Quick;
use crate::calendar::{DateRange, Precision};

/// The same as [`ENOUGH`] within one work, where an author seldom tells one thing twice in other words.
const ENOUGH_WITHIN: f32 = 0.72;

/// Groups of tellings, each an event; every telling is in one. Indices are into `all`.
pub(super) fn clusters(all: &[Traits], counts: &Quick<u64, u32>) -> Vec<Vec<usize>> {
    let rivals = Rivals::new(all);
    let candidates = candidates(all, counts);
    let scored = candidates.iter().map(|&(a, b)| (score(&all[a], &all[b], &rivals), a, b));
    let mut pairs: Vec<(f32, usize, usize)> =
        scored.filter(|&(score, a, b)| score >= enough(&all[a], &all[b])).collect();
    let known: Quick<(usize, usize), f32> = pairs.iter().map(|&(score, a, b)| ((a, b), score)).collect();
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut forest = Forest::new(all);
    for (_, a, b) in pairs {
        forest.try_join(all, &known, &rivals, a, b);
    }
    let mates = Mates::new(all, forest.members.iter());
    for (_, a, b) in neighbours::pairs(all, &candidates, &mates) {
        forest.join_neighbours(all, a, b);
    }
    forest.groups()
}

fn enough(a: &Traits, b: &Traits) -> f32 {
    if a.work == b.work { ENOUGH_WITHIN } else { ENOUGH }
}

/// Groups that grow while their dates stay compatible.
struct Forest {
    group: Vec<usize>,
    members: Vec<Vec<usize>>,
    common: Vec<DateRange>,
}

impl Forest {
    fn new(all: &[Traits]) -> Self {
        Self {
            group: (0..all.len()).collect(),
            members: (0..all.len()).map(|i| vec![i]).collect(),
            common: all.iter().map(|t| t.loose).collect(),
        }
    }

    /// Joins the groups of two tellings, unless their dates exclude each other, or two tellings of one work that are
    /// not of one event would come together, or the groups as wholes are too unlike.
    fn try_join(&mut self, all: &[Traits], known: &Quick<(usize, usize), f32>, rivals: &Rivals, a: usize, b: usize) {
        let (x, y) = (self.group[a], self.group[b]);
        if x == y {
            return;
        }
        let Some(common) = meet(self.common[x], self.common[y]) else { return };
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for &i in &self.members[x] {
            for &j in &self.members[y] {
                let (s, t) = (&all[i], &all[j]);
                let likeness = match known.get(&(i.min(j), i.max(j))) {
                    Some(&likeness) => likeness,
                    None if may_be_one(s, t) => score(s, t, rivals),
                    None => 0.0,
                };
                if s.work == t.work && likeness < ENOUGH_WITHIN {
                    return;
                }
                sum += likeness;
                count += 1.0;
            }
        }
        if sum / count.max(1.0) < ENOUGH * 0.7 {
            return;
        }
        self.put_together(x, y, common);
    }

    /// Joins the groups of two tellings whose neighbours go together, unless their dates exclude each other, a work has
    /// its telling in both, or one telling cannot be of the event of another.
    fn join_neighbours(&mut self, all: &[Traits], a: usize, b: usize) {
        let (x, y) = (self.group[a], self.group[b]);
        let Some(common) = meet(self.common[x], self.common[y]).filter(|_| x != y) else { return };
        let apart = |i: &usize| {
            let clash = |j: &usize| all[*i].work == all[*j].work || exclude(&all[*i], &all[*j]);
            self.members[y].iter().any(clash)
        };
        if !self.members[x].iter().any(apart) {
            self.put_together(x, y, common);
        }
    }

    fn put_together(&mut self, x: usize, y: usize, common: DateRange) {
        let moved = std::mem::take(&mut self.members[y]);
        for &member in &moved {
            self.group[member] = x;
        }
        self.members[x].extend(moved);
        self.common[x] = common;
    }

    fn groups(self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = self.members.into_iter().filter(|m| !m.is_empty()).collect();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups
    }
}

/// The days that both ranges hold.
pub(super) fn meet(a: DateRange, b: DateRange) -> Option<DateRange> {
    if !a.meets(b) {
        return None;
    }
    let begin = a.begin.max(b.begin);
    let end = match (a.end, b.end) {
        (Some(x), Some(y)) => Some(x.min(y)),
        (x, y) => x.or(y),
    };
    Some(DateRange { begin, end })
}

/// The finest precision and the days that all dates of a group allow.
pub(super) fn dates(all: &[Traits], group: &[usize]) -> (DateRange, Precision) {
    let mut members = group.iter().map(|&i| &all[i]);
    let Some(first) = members.next() else { return (DateRange::default(), Precision::Vague) };
    members.fold((first.range, first.precision), |(range, precision), t| {
        // Two dates that only nearly meet (11月 and 冬) are as the finer one says.
        let finer = if t.precision < precision { t.range } else { range };
        (meet(range, t.range).unwrap_or(finer), precision.min(t.precision))
    })
}
