//! Which tellings are of one event.
//!
//! Tellings meet as candidates when they share a rare sequence of characters and a year; the more alike two are, the
//! earlier they are put together, as long as all dates of one event can be true at once and no work tells two
//! different things within it. Nothing is compared with everything.

use std::collections::HashMap;

use super::likeness::{Gram, Traits, score};
use crate::calendar::{Date, DateRange, Precision};

/// From what likeness on two tellings of different works are of one event.
const ENOUGH: f32 = 0.35;
/// The same within one work, where an author seldom tells one thing twice in other words.
const ENOUGH_WITHIN: f32 = 0.72;
/// Of the sequences of a telling, how many lead to candidates: the rarest.
const LEADS: usize = 14;
/// The same of single characters.
const CHARS: usize = 8;
/// A sequence that more tellings of one year share leads to none.
const CROWD: usize = 48;
/// A date that covers more years leads by its century.
const LONG: i32 = 14;

/// Groups of tellings, each an event; every telling is in one. Indices are into `all`.
pub(super) fn clusters(all: &[Traits], counts: &HashMap<u64, u32>) -> Vec<Vec<usize>> {
    let mut pairs: Vec<(f32, usize, usize)> = candidates(all, counts)
        .into_iter()
        .map(|(a, b)| (score(&all[a], &all[b]), a, b))
        .filter(|&(score, a, b)| score >= enough(&all[a], &all[b]))
        .collect();
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut forest = Forest::new(all);
    for (_, a, b) in pairs {
        forest.try_join(all, a, b);
    }
    forest.groups()
}

fn enough(a: &Traits, b: &Traits) -> f32 {
    if a.work == b.work { ENOUGH_WITHIN } else { ENOUGH }
}

/// Pairs that share a rare sequence under one year and whose dates can both be true, each once, ascending.
fn candidates(all: &[Traits], counts: &HashMap<u64, u32>) -> Vec<(usize, usize)> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    // What only one telling holds weighs this much.
    let unshared = ((all.len() as f32 + 8.0) / 2.0).ln().max(0.1);
    for (index, traits) in all.iter().enumerate() {
        if traits.range.is_nowhere() {
            continue;
        }
        let mut rare: Vec<(u32, u64)> =
            traits.grams.iter().map(|g| (counts.get(g).copied().unwrap_or(0), *g)).collect();
        rare.sort_unstable();
        let mut wide: Vec<&Gram> = traits.wide.iter().collect();
        wide.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.key.cmp(&y.key)));
        for year in years(traits.range) {
            for gram in wide.iter().filter(|gram| gram.weight < unshared).take(CHARS) {
                keys.push((gram.key ^ (year as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15), index as u32));
            }
            for (_, gram) in rare.iter().filter(|(count, _)| *count > 1).take(LEADS) {
                keys.push((gram ^ (year as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15), index as u32));
            }
        }
    }
    keys.sort_unstable();
    let mut pairs = Vec::new();
    for group in keys.chunk_by(|x, y| x.0 == y.0) {
        if group.len() > CROWD {
            continue;
        }
        for (at, &(_, a)) in group.iter().enumerate() {
            for &(_, b) in &group[at + 1..] {
                let (a, b) = (a.min(b) as usize, a.max(b) as usize);
                if a != b && may_be_one(&all[a], &all[b]) {
                    pairs.push((a, b));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether nothing but likeness is left to ask: the dates agree, and one sentence tells its events apart.
fn may_be_one(a: &Traits, b: &Traits) -> bool {
    a.range.meets(b.range) && !(a.work == b.work && a.sentence == b.sentence)
}

/// The years that a range covers; its centuries, as numbers far from any year, when they are many.
fn years(range: DateRange) -> Vec<i32> {
    let first = range.begin.or(range.end).map_or(0, Date::year);
    let last = range.end.or(range.begin).map_or(first, Date::year);
    if last - first > LONG {
        (first.div_euclid(100)..=last.div_euclid(100)).take(40).map(|century| 100_000 + century).collect()
    } else {
        (first..=last).collect()
    }
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
            common: all.iter().map(|t| t.range).collect(),
        }
    }

    /// Joins the groups of two tellings, unless their dates exclude each other, or two tellings of one work that are
    /// not of one event would come together, or the groups as wholes are too unlike.
    fn try_join(&mut self, all: &[Traits], a: usize, b: usize) {
        let (x, y) = (self.group[a], self.group[b]);
        if x == y {
            return;
        }
        let Some(common) = meet(self.common[x], self.common[y]) else { return };
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for &i in &self.members[x] {
            for &j in &self.members[y] {
                let (s, t) = (&all[i], &all[j]);
                let likeness = if may_be_one(s, t) { score(s, t) } else { 0.0 };
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
        (meet(range, t.range).unwrap_or(range), precision.min(t.precision))
    })
}
