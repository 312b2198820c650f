//! Pairs: the passages of two works that belong together.
//!
//! They do when they tell the same event, when their claims stand in a relation, or when one sentence is copied from
//! the other, letter by letter.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Corpus, Work, WorkId};
use crate::search::fold;
use crate::state::Synopsis;
use crate::text::{Span, is_han};

/// A sentence with fewer Han than this may stand in two works by chance.
const LEAST_HAN: usize = 12;

/// Passages of two works that belong together, ascending in both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(Span, Span)>);

impl Pairs {
    /// The pairs of two works: as many as can be had without any two of them crossing.
    #[must_use]
    pub fn new(synopsis: &Synopsis, corpus: &Corpus, a: WorkId, b: WorkId) -> Self {
        let mut all: Vec<(Span, Span)> = Vec::new();
        for event in synopsis.events.iter() {
            let of = |work: WorkId| event.places.iter().find(|place| place.work == work).map(|place| place.span);
            all.extend(of(a).zip(of(b)));
        }
        for relation in synopsis.relations.iter() {
            let (Some(one), Some(other)) = (synopsis.claims.get(relation.a), synopsis.claims.get(relation.b)) else {
                continue;
            };
            if (one.place.work, other.place.work) == (a, b) {
                all.push((one.place.span, other.place.span));
            } else if (one.place.work, other.place.work) == (b, a) {
                all.push((other.place.span, one.place.span));
            }
        }
        // What is copied is certain; what else there is goes between.
        let mut sure = Vec::new();
        if let (Some(one), Some(other)) = (corpus.work(a), corpus.work(b)) {
            sure = longest_rising(copied(one, other));
        }
        all.retain(|(a, b)| {
            let before = sure.partition_point(|(one, _)| one.start < a.start);
            let free = sure.get(before).is_none_or(|(one, other)| one.start > a.start && other.start > b.start);
            free && before == sure.partition_point(|(_, other)| other.start < b.start)
        });
        all.extend(sure);
        Self(longest_rising(all))
    }

    /// The pairs.
    #[must_use]
    pub fn all(&self) -> &[(Span, Span)] {
        &self.0
    }

    /// The place in the second work beside a place in the first, in proportion between the pairs around it. `whole`
    /// holds both works. With `back` it goes from the second work to the first.
    #[must_use]
    pub fn across(&self, place: f64, whole: (Span, Span), back: bool) -> f64 {
        let turn = |(a, b): (u32, u32)| if back { (f64::from(b), f64::from(a)) } else { (f64::from(a), f64::from(b)) };
        let of = |at: usize| self.0.get(at).map(|&(a, b)| turn((a.start, b.start)));
        let next = self.0.partition_point(|&(a, b)| turn((a.start, b.start)).0 <= place);
        let before = next.checked_sub(1).and_then(of).unwrap_or_else(|| turn((whole.0.start, whole.1.start)));
        let after = of(next).unwrap_or_else(|| turn((whole.0.end, whole.1.end)));
        let share = ((place - before.0) / (after.0 - before.0).max(1.0)).clamp(0.0, 1.0);
        before.1 + share * (after.1 - before.1)
    }
}

/// The sentences that both works have, whatever their script, width and punctuation.
fn copied(one: &Work, other: &Work) -> Vec<(Span, Span)> {
    let mut there: HashMap<u64, Vec<Span>> = HashMap::new();
    for (sentence, span) in sentences(other) {
        there.entry(sentence).or_default().push(span);
    }
    // What stands several times is paired in its order.
    let mut pairs = Vec::new();
    let mut used: HashMap<u64, usize> = HashMap::new();
    for (sentence, span) in sentences(one) {
        let at = used.entry(sentence).or_default();
        if let Some(&twin) = there.get(&sentence).and_then(|spans| spans.get(*at)) {
            *at += 1;
            pairs.push((span, twin));
        }
    }
    pairs
}

/// The sentences of a work that are long enough to be known again, each by the hash of its letters.
fn sentences(work: &Work) -> impl Iterator<Item = (u64, Span)> + '_ {
    let prose = &work.prose;
    prose.sentences().iter().filter_map(move |sentence| {
        let letters: String =
            prose.slice(sentence.bytes.clone()).chars().filter(|c| c.is_alphanumeric()).map(fold).collect();
        let han = letters.chars().filter(|&c| is_han(c)).count();
        (han >= LEAST_HAN).then(|| (xxh3_64(letters.as_bytes()), prose.span(sentence.bytes.clone())))
    })
}

/// The longest row of pairs that rises in both.
fn longest_rising(mut all: Vec<(Span, Span)>) -> Vec<(Span, Span)> {
    // Of pairs that begin at one place in the first work none may follow another.
    all.sort_unstable_by_key(|(a, b)| (a.start, std::cmp::Reverse(b.start), a.end, b.end));
    all.dedup();
    // For every length the pair with which the row that ends lowest ends; and for every pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(all.len());
    for (at, (_, b)) in all.iter().enumerate() {
        let length = ends.partition_point(|&end| all[end].1.start < b.start);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut at = ends.last().copied();
    let mut row = Vec::with_capacity(ends.len());
    while let Some(here) = at {
        row.push(all[here]);
        at = before[here];
    }
    row.reverse();
    row
}
