//! Which tellings are of one event.
//!
//! The more alike two [`candidates`](super::candidates) are, the earlier they are put together, as long as all dates of
//! one event can be true at once and no work tells two different things within it.

use super::candidates::{Candidates, candidates, may_be_one};
use super::likeness::{ENOUGH, by_deed, score};
use super::traits::Traits;
use crate::analysis::actors::Quick;
use crate::calendar::{DateRange, Precision};

/// How much less is needed where nothing else that either work tells could be the other's event.
const ALONE: f32 = 0.28;
/// The same as [`ENOUGH`] within one work, where an author seldom tells one thing twice in other words.
const ENOUGH_WITHIN: f32 = 0.72;
/// Groups of tellings, each an event; every telling is in one. Indices are into `all`.
pub(super) fn clusters(all: &[Traits], counts: &Quick<u64, u32>) -> Vec<Vec<usize>> {
    let mut pairs = scored(all, counts);
    pairs.retain(|&(score, a, b)| score >= enough(&all[a], &all[b]));
    let known: Quick<(usize, usize), f32> = pairs.iter().map(|&(score, a, b)| ((a, b), score)).collect();
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut forest = Forest::new(all);
    for (_, a, b) in pairs {
        forest.try_join(all, &known, a, b);
    }
    forest.groups()
}

/// The candidates with their likeness, raised where no other telling of either work comes near it.
fn scored(all: &[Traits], counts: &Quick<u64, u32>) -> Vec<(f32, usize, usize)> {
    let found = candidates(all, counts);
    // Within one work the deed does not count, and nothing is ahead of anything.
    let within = |(a, b): (usize, usize)| all[a].work == all[b].work;
    let plain = |c: &Candidates| if within(c.pair) { 0.0 } else { by_deed(&all[c.pair.0], &all[c.pair.1]) };
    let plain: Vec<f32> = found.iter().map(plain).collect();
    // For each telling the two best of every other work.
    let mut best: Quick<(usize, u32), [f32; 2]> = Quick::default();
    let sides = |(a, b): (usize, usize)| [(a, all[b].work), (b, all[a].work)];
    for (candidates, &score) in found.iter().zip(&plain).filter(|(candidates, _)| !within(candidates.pair)) {
        for side in sides(candidates.pair) {
            let two = best.entry(side).or_insert([f32::MIN; 2]);
            if score > two[0] {
                *two = [score, two[0]];
            } else if score > two[1] {
                two[1] = score;
            }
        }
    }
    let ahead = |candidates: &Candidates, score: f32| -> f32 {
        let lead = |side| match best.get(&side) {
            Some(&[first, second]) if score >= first => score - second,
            _ => 0.0,
        };
        let [a, b] = sides(candidates.pair);
        lead(a).min(lead(b)).clamp(0.0, ALONE)
    };
    let scored = found.iter().zip(plain).map(|(candidates, plain)| {
        let (a, b) = candidates.pair;
        let ahead = if candidates.complete { ahead(candidates, plain) } else { 0.0 };
        (score(&all[a], &all[b], ahead), a, b)
    });
    scored.collect()
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
    fn try_join(&mut self, all: &[Traits], known: &Quick<(usize, usize), f32>, a: usize, b: usize) {
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
                    None if may_be_one(s, t) => score(s, t, 0.0),
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
