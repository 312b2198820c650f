//! Events as the timeline shows them: what was found, and what the person made, renamed, merged, split or corrected.
//!
//! An event of the study that names tellings takes them out of the events that were found: an event renamed keeps all
//! of its own, a merged one has those of both, a split one has some. What is left without a telling is gone.
//!
//! A telling is named by its clause; one of several tellings of the same clause (1973年4月、1974年3月致信) by the words
//! of its date within the clause.

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
    let taken = Taken::new(&own, corpus, found);
    let mut rows: Vec<EventRow> = own.iter().map(|(id, own)| own_row(id, own, found)).collect();
    let conflicts = conflicts_by_event(corpus);
    for (index, event) in corpus.joint.events.iter().enumerate() {
        let mut kept = Vec::new();
        for told in &event.attestations {
            match taken.by(told).and_then(|at| rows.get_mut(at)) {
                Some(row) => {
                    row.attestations.push(told.clone());
                    row.conflicts.extend(&conflicts[index]);
                }
                None if names(told).any(|place| found.is_rejected(Kind::Event, place)) => {}
                None => kept.push(told.clone()),
            }
        }
        rows.extend(derived(&conflicts[index], event, kept, found));
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

/// The places by which the person may have named a telling.
fn names(told: &Attestation) -> impl Iterator<Item = Place> {
    let time = told.clause.covers(told.time) && !told.time.is_empty();
    std::iter::once(place(told)).chain(time.then_some(Place { work: told.work, span: told.time }))
}

/// Which telling belongs to which event of the study: by work, the clauses with the place of the event among them, and
/// the words of dates that name one telling of several.
#[derive(Default)]
struct Taken {
    clauses: BTreeMap<WorkId, Vec<(Span, usize)>>,
    times: BTreeMap<Place, usize>,
}

impl Taken {
    fn new(own: &[(&EntryId, &OwnEvent)], corpus: &Corpus, found: &Found<'_>) -> Self {
        let mut taken = Self::default();
        let places = own.iter().enumerate().flat_map(|(at, (_, own))| own.tellings.iter().map(move |told| (at, told)));
        let mut places: Vec<(Place, usize)> =
            places.filter_map(|(at, anchor)| Some((found.place(anchor)?, at))).collect();
        places.sort_unstable();
        let all = corpus.joint.events.iter().filter(|_| !places.is_empty()).flat_map(|event| &event.attestations);
        for told in all.filter(|told| told.clause != told.time) {
            let time = Place { work: told.work, span: told.time };
            let first = places.partition_point(|&(place, _)| place < time);
            if let Some(&(_, at)) = places.get(first).filter(|&&(place, _)| place == time) {
                taken.times.insert(time, at);
            }
        }
        for (place, at) in places.into_iter().filter(|(place, _)| !taken.times.contains_key(place)) {
            taken.clauses.entry(place.work).or_default().push((place.span, at));
        }
        taken
    }

    /// The event that takes a telling. After a new analysis the clause may be cut a little otherwise.
    fn by(&self, told: &Attestation) -> Option<usize> {
        let same = |span: Span| span.overlap(told.clause) * 2 > span.len().min(told.clause.len());
        let clause = || {
            let of_work = self.clauses.get(&told.work)?;
            of_work.iter().find(|(span, _)| same(*span)).map(|&(_, at)| at)
        };
        names(told).find_map(|place| self.times.get(&place).copied()).or_else(clause)
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
fn derived(conflicts: &[usize], event: &Event, kept: Vec<Attestation>, found: &Found<'_>) -> Option<EventRow> {
    let first = kept.first()?;
    let origin = names(first)
        .map(|place| found.origin(Kind::Event, place))
        .find(Origin::is_decided)
        .unwrap_or(Origin::Suggested);
    Some(EventRow {
        range: event.range,
        precision: event.precision,
        label: event.label.clone(),
        actors: event.actors.clone(),
        scene: event.place.clone(),
        places: kept.iter().map(place).collect(),
        independent: independent(&kept),
        conflicts: conflicts.to_vec(),
        order_only: event.order_only,
        note: String::new(),
        origin,
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

/// For each event the contradictions about it.
fn conflicts_by_event(corpus: &Corpus) -> Vec<Vec<usize>> {
    let mut about = vec![Vec::new(); corpus.joint.events.len()];
    for (at, conflict) in corpus.joint.conflicts.iter().enumerate() {
        if let Some(about) = conflict.event.and_then(|event| about.get_mut(event)) {
            about.push(at);
        }
    }
    about
}
