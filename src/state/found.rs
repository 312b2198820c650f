//! What the person said of suggestions, by place, for the synopsis.

use std::collections::{BTreeMap, BTreeSet};

use super::Origin;
use super::whereabouts::Whereabouts;
use crate::model::{Anchor, Corpus, Entry, EntryId, Place, Study, Suggestion, Verdict, WorkId};

/// What kind of suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A time mention.
    Time,
    /// A claim.
    Claim,
    /// One work's telling of an event.
    Event,
}

/// The study by place.
pub(super) struct Found<'a> {
    corpus: &'a Corpus,
    whereabouts: &'a Whereabouts,
    rejected: BTreeSet<(Kind, Place)>,
    accepted: BTreeSet<(Kind, Place)>,
    relations: BTreeMap<(Place, Place), Verdict>,
}

impl<'a> Found<'a> {
    pub(super) fn new(corpus: &'a Corpus, study: &Study, whereabouts: &'a Whereabouts) -> Self {
        let mut found = Self {
            corpus,
            whereabouts,
            rejected: BTreeSet::new(),
            accepted: BTreeSet::new(),
            relations: BTreeMap::new(),
        };
        for entry in study.entries.values() {
            let Entry::Verdict { suggestion, verdict } = entry else { continue };
            let (kind, at) = match suggestion {
                Suggestion::Time { at } => (Kind::Time, at),
                Suggestion::Claim { at } => (Kind::Claim, at),
                Suggestion::Event { at } => (Kind::Event, at),
                Suggestion::Relation { a, b } => {
                    if let (Some(a), Some(b)) = (found.place(a), found.place(b)) {
                        found.relations.insert((a.min(b), a.max(b)), *verdict);
                    }
                    continue;
                }
            };
            if let Some(place) = found.place(at) {
                match verdict {
                    Verdict::Accepted => found.accepted.insert((kind, place)),
                    Verdict::Rejected => found.rejected.insert((kind, place)),
                };
            }
        }
        found
    }

    /// Where an anchor's words are now.
    pub(super) fn place(&self, anchor: &Anchor) -> Option<Place> {
        self.whereabouts.place(self.corpus, anchor)
    }

    /// The first work of a document.
    pub(super) fn document(&self, name: &str) -> Option<WorkId> {
        self.part(name, 0)
    }

    /// One of the works of a document, counted from 0.
    pub(super) fn part(&self, name: &str, part: u32) -> Option<WorkId> {
        self.whereabouts.works(name).get(part as usize).copied()
    }

    /// What the person said of time mentions.
    pub(super) fn times(&self) -> BTreeMap<Place, Verdict> {
        let of = |said: &BTreeSet<(Kind, Place)>, verdict| {
            let times = said.iter().filter(|(kind, _)| *kind == Kind::Time);
            times.map(|&(_, place)| (place, verdict)).collect::<Vec<_>>()
        };
        of(&self.accepted, Verdict::Accepted).into_iter().chain(of(&self.rejected, Verdict::Rejected)).collect()
    }

    /// What the person said of a proposed relation between two places.
    pub(super) fn said_of(&self, a: Place, b: Place) -> Option<Verdict> {
        self.relations.get(&(a.min(b), a.max(b))).copied()
    }

    pub(super) fn is_rejected(&self, kind: Kind, place: Place) -> bool {
        self.rejected.contains(&(kind, place))
    }

    pub(super) fn origin(&self, kind: Kind, place: Place) -> Origin {
        if self.accepted.contains(&(kind, place)) { Origin::Accepted } else { Origin::Suggested }
    }
}

/// Entries by the stretches that they take up, to ask which one covers a place.
pub(super) struct Stretches {
    /// Ascending.
    taken: Vec<(Place, EntryId)>,
    longest: u32,
}

impl Stretches {
    pub(super) fn new(taken: impl Iterator<Item = (Place, EntryId)>) -> Self {
        let mut taken: Vec<_> = taken.collect();
        taken.sort();
        let longest = taken.iter().map(|(place, _)| place.span.len()).max().unwrap_or(0);
        Self { taken, longest }
    }

    /// The first entry that shares more than half of the shorter of its stretch and that of a place.
    pub(super) fn covering_half(&self, place: Place) -> Option<&EntryId> {
        let from = place.span.start.saturating_sub(self.longest);
        let first = self.taken.partition_point(|(other, _)| (other.work, other.span.start) < (place.work, from));
        let near = self.taken[first..].iter();
        near.take_while(|(other, _)| other.work == place.work && other.span.start < place.span.end)
            .find(|(other, _)| {
                let least = other.span.len().min(place.span.len());
                other.span.overlap(place.span) * 2 > least
            })
            .map(|(_, id)| id)
    }
}
