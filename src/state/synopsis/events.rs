//! Events as the timeline shows them: what was found, and what the person made, renamed, merged, split or corrected.
//!
//! An event of the study that names tellings takes them out of the events that were found: an event renamed keeps all
//! of its own, a merged one has those of both, a split one has some. What is left without a telling is gone.

use std::collections::BTreeMap;

use super::super::found::{Found, Kind};
use super::{EventRow, Origin};
use crate::model::{Attestation, Corpus, Entry, EntryId, Event, OwnEvent, Place, Study, WorkId};
use crate::text::Span;

/// The rows in order of time, those without a date last.
pub(super) fn rows(corpus: &Corpus, study: &Study, found: &Found<'_>) -> Vec<EventRow> {
    let own = study.entries.iter().filter_map(|(id, entry)| match entry {
        Entry::Event(own) => Some((id, own)),
        _ => None,
    });
    let own: Vec<(&EntryId, &OwnEvent)> = own.collect();
    let taken = Taken::new(&own, found);
    let mut rows: Vec<EventRow> = own.iter().map(|(id, own)| own_row(id, own, found)).collect();
    for (index, event) in corpus.joint.events.iter().enumerate() {
        let mut kept = Vec::new();
        for told in &event.attestations {
            match taken.by(told).and_then(|at| rows.get_mut(at)) {
                Some(row) => {
                    row.attestations.push(told.clone());
                    row.conflicts.extend(conflicts_about(corpus, index));
                }
                None if found.is_rejected(Kind::Event, place(told)) => {}
                None => kept.push(told.clone()),
            }
        }
        rows.extend(derived(corpus, index, event, kept, found));
    }
    for row in &mut rows[..own.len()] {
        row.attestations.sort_by_key(|told| (told.work, told.clause));
        row.places.extend(row.attestations.iter().map(place));
        row.independent = independent(&row.attestations);
        row.conflicts.sort_unstable();
        row.conflicts.dedup();
    }
    rows.sort_by_key(|row| (row.range.begin.is_none(), row.range.begin, row.range.end));
    rows
}

fn place(told: &Attestation) -> Place {
    Place { work: told.work, span: told.clause }
}

/// Which telling belongs to which event of the study: by work, the clauses with the place of the event among them.
struct Taken(BTreeMap<WorkId, Vec<(Span, usize)>>);

impl Taken {
    fn new(own: &[(&EntryId, &OwnEvent)], found: &Found<'_>) -> Self {
        let mut taken: BTreeMap<WorkId, Vec<(Span, usize)>> = BTreeMap::new();
        for (at, (_, own)) in own.iter().enumerate() {
            for place in own.tellings.iter().filter_map(|anchor| found.place(anchor)) {
                taken.entry(place.work).or_default().push((place.span, at));
            }
        }
        Self(taken)
    }

    /// The event that takes a telling. After a new analysis the clause may be cut a little otherwise.
    fn by(&self, told: &Attestation) -> Option<usize> {
        let of_work = self.0.get(&told.work)?;
        let same = |span: Span| span.overlap(told.clause) * 2 > span.len().min(told.clause.len());
        of_work.iter().find(|(span, _)| same(*span)).map(|&(_, at)| at)
    }
}

/// An event of the study, before its tellings are laid to it.
fn own_row(id: &EntryId, own: &OwnEvent, found: &Found<'_>) -> EventRow {
    EventRow {
        range: own.range,
        precision: own.precision,
        label: own.label.clone(),
        actors: own.actors.clone(),
        scene: None,
        attestations: Vec::new(),
        places: own.at.as_ref().and_then(|anchor| found.place(anchor)).into_iter().collect(),
        independent: 0,
        conflicts: Vec::new(),
        order_only: own.range.is_nowhere() && !own.tellings.is_empty(),
        note: own.note.clone(),
        origin: Origin::Own(id.clone()),
    }
}

/// An event that was found, with the tellings that are left to it.
fn derived(
    corpus: &Corpus,
    index: usize,
    event: &Event,
    kept: Vec<Attestation>,
    found: &Found<'_>,
) -> Option<EventRow> {
    let first = kept.first()?;
    Some(EventRow {
        range: event.range,
        precision: event.precision,
        label: event.label.clone(),
        actors: event.actors.clone(),
        scene: event.place.clone(),
        places: kept.iter().map(place).collect(),
        independent: independent(&kept),
        conflicts: conflicts_about(corpus, index).collect(),
        order_only: event.order_only,
        note: String::new(),
        origin: found.origin(Kind::Event, place(first)),
        attestations: kept,
    })
}

/// The number of works that tell it, those that copied not counted.
fn independent(attestations: &[Attestation]) -> usize {
    let mut works: Vec<_> =
        attestations.iter().filter(|told| told.copied_from.is_none()).map(|told| told.work).collect();
    works.sort_unstable();
    works.dedup();
    works.len()
}

fn conflicts_about(corpus: &Corpus, event: usize) -> impl Iterator<Item = usize> + '_ {
    let conflicts = corpus.joint.conflicts.iter().enumerate();
    conflicts.filter(move |(_, conflict)| conflict.event == Some(event)).map(|(at, _)| at)
}
