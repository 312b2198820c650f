//! Tellings told by their neighbours: where two works run side by side, what stands between two events that both tell is
//! mostly told by both, in whatever words.
//!
//! This is a second look, at tellings that their own words have left alone. What the other work tells besides has been
//! put together with something else by then, so that seldom more than one of its tellings can still be meant.

use super::candidates::may_be_one;
use super::likeness::beside;
use super::traits::Traits;
use crate::calendar::Precision;

/// How far the neighbours of a telling stand, in tellings.
const NEAR: usize = 3;
/// How far from the other telling their counterparts may stand.
const WIDE: usize = 4;
/// How far around a telling others are looked for that could be meant instead, so that long works take no longer.
const AROUND: usize = 120;
/// From which odds on two tellings with common neighbours are of one event.
const ENOUGH: f32 = -0.5;
/// What neighbours say in full, and how much less for every place by which they stand otherwise.
pub(super) const SUPPORT: f32 = 3.2;
const SHIFT: f32 = 0.35;

/// Which tellings of other works are of one event with each telling.
pub(super) struct Mates {
    /// For each telling the works and tellings, ascending.
    of: Vec<Vec<(u32, u32)>>,
    /// For each telling the first and the last of its work.
    works: Vec<(u32, u32)>,
}

impl Mates {
    /// Takes the groups of tellings as they are by now.
    pub(super) fn new<'g>(all: &[Traits], groups: impl Iterator<Item = &'g Vec<usize>>) -> Self {
        let mut of: Vec<Vec<(u32, u32)>> = vec![Vec::new(); all.len()];
        for group in groups.filter(|group| group.len() > 1) {
            for &a in group {
                let others = group.iter().filter(|&&b| all[b].work != all[a].work);
                of[a] = others.map(|&b| (all[b].work, b as u32)).collect();
                of[a].sort_unstable();
            }
        }
        let mut works = Vec::with_capacity(all.len());
        for work in all.chunk_by(|a, b| a.work == b.work) {
            let first = works.len() as u32;
            works.resize(works.len() + work.len(), (first, first + work.len() as u32 - 1));
        }
        Self { of, works }
    }

    /// Whether a telling has a counterpart in a work.
    pub(super) fn in_work(&self, telling: usize, work: u32) -> bool {
        self.of[telling].iter().any(|&(other, _)| other == work)
    }

    /// What part of the neighbours of two tellings have a counterpart near the other one, from 0 to 1.
    pub(super) fn support(&self, a: usize, b: usize) -> f32 {
        (self.side(a, b) + self.side(b, a)) / 2.0
    }

    fn side(&self, a: usize, b: usize) -> f32 {
        let (first, last) = self.works[a];
        let (from, to) = ((first as usize).max(a.saturating_sub(NEAR)), (last as usize).min(a + NEAR));
        let (own, end) = self.works[b];
        let near = |&(_, mate): &(u32, u32)| {
            let mate = mate as usize;
            let there = (own as usize..=end as usize).contains(&mate) && mate.abs_diff(b) <= WIDE && mate != b;
            there.then_some(mate as f32 - b as f32)
        };
        let known = (from..=to).filter(|&other| other != a).filter_map(|other| {
            let there = self.of[other].iter().find_map(near)?;
            // A counterpart in another order, or with more between, says less.
            Some(1.0 / (1.0 + SHIFT * (other as f32 - a as f32 - there).abs()))
        });
        known.sum::<f32>() / (to - from).max(1) as f32
    }

    /// How many tellings around `b` may be of the time of `a`, those left out that have another counterpart.
    fn rivals(&self, all: &[Traits], a: usize, b: usize) -> usize {
        let (first, last) = self.works[b];
        let (from, to) = ((first as usize).max(b.saturating_sub(AROUND)), (last as usize).min(b + AROUND));
        let free = |&other: &usize| {
            let told = &all[other];
            told.precision <= Precision::Year
                && told.loose.meets(all[a].loose)
                && (other == b || !self.in_work(other, all[a].work))
        };
        (from..=to).filter(free).count().max(1)
    }
}

/// The pairs that their neighbours bring together, with their odds, best first.
pub(super) fn pairs(all: &[Traits], candidates: &[(usize, usize)], mates: &Mates) -> Vec<(f32, usize, usize)> {
    let mut found = Vec::new();
    for &(a, b) in candidates {
        let (s, t) = (&all[a], &all[b]);
        if s.work == t.work
            || s.precision.max(t.precision) > Precision::Year
            || mates.in_work(a, t.work)
            || mates.in_work(b, s.work)
        {
            continue;
        }
        let support = mates.support(a, b);
        if support == 0.0 {
            continue;
        }
        let Some(odds) = beside(s, t).filter(|odds| odds + SUPPORT * support >= ENOUGH && may_be_one(s, t)) else {
            continue;
        };
        let open = (mates.rivals(all, a, b) * mates.rivals(all, b, a)) as f32;
        let odds = odds + SUPPORT * support - 0.8 * open.ln();
        if odds >= ENOUGH {
            found.push((odds, a, b));
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    found
}
