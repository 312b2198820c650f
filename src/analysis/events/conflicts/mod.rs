//! What the works contradict each other about.
//!
//! Within one event: figures ([`figure`]), names ([`name`]) and causes ([`cause`]) that cannot all be right. Between
//! two events that are one but for the date: [`date`]. Between one work's order and another's dates: [`order`]. A
//! statement that is only coarser, rounder or shorter than another contradicts nothing.

mod cause;
mod date;
mod figure;
mod name;
mod order;

use super::gather::Shelf;
use super::neighbours::Mates;
use crate::analysis::actors::Quick;
use crate::model::{Conflict, ConflictKind, Place};

/// What the single rules look at.
struct Bench<'a> {
    shelf: &'a Shelf<'a>,
    /// The events, each with the places of its tellings.
    groups: &'a [Vec<usize>],
    /// For each telling its event.
    group_of: Vec<usize>,
    /// How many tellings hold a sequence.
    counts: &'a Quick<u64, u32>,
    /// Which tellings of other works are of one event with each telling.
    mates: Mates,
}

/// All contradictions, in the order of the events.
pub(super) fn find(shelf: &Shelf<'_>, groups: &[Vec<usize>], counts: &Quick<u64, u32>) -> Vec<Conflict> {
    let mut group_of = vec![0; shelf.all.len()];
    for (index, group) in groups.iter().enumerate() {
        for &member in group {
            group_of[member] = index;
        }
    }
    let mates = Mates::new(&shelf.all, groups.iter());
    let bench = Bench { shelf, groups, group_of, counts, mates };
    let mut found = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let first = group.first().map(|&i| shelf.all[i].work);
        if group.iter().all(|&i| Some(shelf.all[i].work) == first) {
            continue;
        }
        found.extend(figure::find(&bench, index));
        found.extend(name::find(&bench, index));
        found.extend(cause::find(&bench, index));
    }
    found.extend(date::find(&bench));
    found.extend(order::find(&bench));
    found.sort_by_key(|c| (c.event, c.kind));
    found
}

impl Bench<'_> {
    /// A contradiction between the sentences of some tellings, each sentence once.
    fn conflict(&self, kind: ConflictKind, about: String, event: usize, tellings: &[usize]) -> Conflict {
        let mut places: Vec<Place> = tellings
            .iter()
            .map(|&i| Place { work: self.shelf.work(i).id, span: self.shelf.mention(i).sentence })
            .collect();
        places.sort_unstable();
        places.dedup();
        Conflict { kind, about, event: Some(event), places }
    }

    /// The weight of the sequences that both lists share against that of the lighter one.
    fn contained(&self, a: &[u64], b: &[u64]) -> f32 {
        let total = self.shelf.all.len() as f32;
        let weight = |g: &u64| ((total + 8.0) / (self.counts.get(g).copied().unwrap_or(1) as f32 + 1.0)).ln().max(0.1);
        let sum = |grams: &[u64]| grams.iter().map(weight).sum::<f32>();
        let common: f32 = a.iter().filter(|g| b.contains(g)).map(weight).sum();
        common / sum(a).min(sum(b)).max(0.1)
    }
}
