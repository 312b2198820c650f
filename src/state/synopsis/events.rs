//! Events as the timeline shows them: what was found, and what the person made, renamed, merged, split or corrected.
//!
//! An event of the study that names tellings takes them out of the events that were found: an event renamed keeps all
//! of its own, a merged one has those of both, a split one has some. What is left without a telling is gone.
//!
//! A telling is named by its clause; one of several tellings of the same clause (1973年4月、1974年3月致信) by the words
//! of its date within the clause.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::found::{Found, Kind};
use super::{EventRow, Origin};
use crate::model::{Attestation, Corpus, Entry, EntryId, Event, OwnEvent, Place, Study, Suggestion, WorkId};
use crate::text::Span;

/// Where the events that were found are told, and what contradicts what is told of them: the same for as long as the
/// corpus is.
#[derive(Debug, Default)]
pub(super) struct Tellings {
    /// The clauses of all tellings with the place of the event that each tells, ascending.
    clauses: Vec<(Place, usize)>,
    /// The length of the longest clause.
    longest: u32,
    /// The words of the dates of tellings that are more than their date, ascending.
    times: Vec<Place>,
    /// The contradictions about events, by the place of the event.
    conflicts: BTreeMap<usize, Vec<usize>>,
}

impl Tellings {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let events = || corpus.joint.events.iter().enumerate();
        let tellings = || events().flat_map(|(at, event)| event.attestations.iter().map(move |told| (told, at)));
        let mut clauses: Vec<(Place, usize)> = tellings().map(|(told, at)| (place(told), at)).collect();
        clauses.sort_unstable();
        let more = tellings().map(|(told, _)| told).filter(|told| told.clause != told.time);
        let mut times: Vec<Place> = more.map(|told| Place { work: told.work, span: told.time }).collect();
        times.sort_unstable();
        let mut conflicts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, conflict) in corpus.joint.conflicts.iter().enumerate() {
            if let Some(event) = conflict.event {
                conflicts.entry(event).or_default().push(at);
            }
        }
        let longest = clauses.iter().map(|(place, _)| place.span.len()).max().unwrap_or(0);
        Self { clauses, longest, times, conflicts }
    }

    /// The events of which some telling is a place or shares words with it.
    fn meeting(&self, place: Place) -> impl Iterator<Item = usize> {
        let from = (place.work, place.span.start.saturating_sub(self.longest));
        let first = self.clauses.partition_point(|(told, _)| (told.work, told.span.start) < from);
        let to = (place.work, place.span.end.max(place.span.start + 1));
        let near = self.clauses[first..].iter().take_while(move |(told, _)| (told.work, told.span.start) < to);
        let meets = move |told: Place| told == place || told.span.overlap(place.span) > 0;
        near.filter(move |(told, _)| meets(*told)).map(|&(_, at)| at)
    }

    /// The contradictions about an event.
    fn conflicts(&self, event: usize) -> &[usize] {
        self.conflicts.get(&event).map_or(&[], Vec::as_slice)
    }
}

/// The rows in order of time, those without a date last.
pub(super) fn rows(corpus: &Corpus, study: &Study, found: &Found<'_>, tellings: &Tellings) -> Vec<Arc<EventRow>> {
    let own: Vec<Own<'_>> = own_events(study).collect();
    let mut rows = lay(&own, 0..corpus.joint.events.len(), corpus, found, tellings);
    rows.sort_by(order);
    rows
}

/// What an edit makes of the rows.
pub(super) struct After {
    /// The rows in order.
    pub(super) rows: Vec<Arc<EventRow>>,
    /// Those that are there no more.
    pub(super) gone: Vec<Arc<EventRow>>,
    /// Those that are new.
    pub(super) fresh: Vec<Arc<EventRow>>,
}

/// The rows after a change of some entries, as they were and as they are now: those of the events that the entries speak
/// of, and of whatever shares tellings with these, are laid anew; all others stay. `None` when no row changes.
pub(super) fn after<'e>(
    before: &[Arc<EventRow>],
    changes: impl Iterator<Item = (&'e EntryId, &'e Entry)>,
    corpus: &Corpus,
    study: &Study,
    found: &Found<'_>,
    tellings: &Tellings,
) -> Option<After> {
    let mut ids: BTreeSet<&EntryId> = BTreeSet::new();
    let mut near = Near::default();
    for (id, entry) in changes {
        match entry {
            Entry::Event(own) => {
                ids.insert(id);
                near.take_in(own.tellings.iter().filter_map(|anchor| found.place(anchor)));
            }
            Entry::Verdict { suggestion: Suggestion::Event { at }, .. } => near.take_in(found.place(at)),
            _ => {}
        }
    }
    if ids.is_empty() && near.is_empty() {
        return None;
    }
    let told: Vec<(Own<'_>, Vec<Place>)> = own_events(study)
        .map(|own| (own, own.1.tellings.iter().filter_map(|anchor| found.place(anchor)).collect()))
        .collect();
    let all = &corpus.joint.events;
    // What shares a telling with what has changed may have won or lost it, and so on.
    let mut events: BTreeSet<usize> = BTreeSet::new();
    loop {
        let known = (ids.len(), events.len());
        ids.extend(told.iter().filter(|(_, places)| near.meets(places.iter().copied())).map(|((id, _), _)| *id));
        near.take_in(
            told.iter().filter(|((id, _), _)| ids.contains(id)).flat_map(|(_, places)| places.iter().copied()),
        );
        events.extend(near.places.iter().flat_map(|&place| tellings.meeting(place)));
        near.take_in(events.iter().flat_map(|&at| all[at].attestations.iter().map(place)));
        if known == (ids.len(), events.len()) {
            break;
        }
    }
    let own: Vec<Own<'_>> = told.iter().map(|(own, _)| *own).filter(|(id, _)| ids.contains(id)).collect();
    let mut fresh = lay(&own, events.iter().copied(), corpus, found, tellings);
    fresh.sort_by(order);
    let is_kept = |row: &Arc<EventRow>| match (&row.origin, row.found) {
        (Origin::Own(id), _) => !ids.contains(id),
        (_, Some(at)) => !events.contains(&at),
        (_, None) => false,
    };
    let mut coming = fresh.iter().peekable();
    let mut rows = Vec::with_capacity(before.len() + fresh.len());
    let mut gone = Vec::new();
    for row in before {
        if !is_kept(row) {
            gone.push(Arc::clone(row));
            continue;
        }
        while let Some(earlier) = coming.next_if(|fresh| order(fresh, row).is_lt()) {
            rows.push(Arc::clone(earlier));
        }
        rows.push(Arc::clone(row));
    }
    rows.extend(coming.cloned());
    Some(After { rows, gone, fresh })
}

/// An event of the study.
type Own<'s> = (&'s EntryId, &'s OwnEvent);

fn own_events(study: &Study) -> impl Iterator<Item = Own<'_>> {
    study.entries.iter().filter_map(|(id, entry)| match entry {
        Entry::Event(own) => Some((id, own)),
        _ => None,
    })
}

/// The order of rows: of time, then those of the study, then as they were found.
fn order(a: &Arc<EventRow>, b: &Arc<EventRow>) -> Ordering {
    let time = |row: &EventRow| (row.range.begin.is_none(), row.range.begin, row.range.end, row.found);
    time(a).cmp(&time(b)).then_with(|| match (&a.origin, &b.origin) {
        (Origin::Own(a), Origin::Own(b)) => a.cmp(b),
        _ => Ordering::Equal,
    })
}

/// Stretches of text, to ask whether others share words with them.
#[derive(Default)]
struct Near {
    places: BTreeSet<Place>,
    longest: u32,
}

impl Near {
    fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn take_in(&mut self, places: impl IntoIterator<Item = Place>) {
        for place in places {
            self.longest = self.longest.max(place.span.len());
            self.places.insert(place);
        }
    }

    fn meets(&self, places: impl IntoIterator<Item = Place>) -> bool {
        let meets = |place: Place| {
            let at = |start| Place { work: place.work, span: Span::new(start, start) };
            let mut near = self.places.range(at(place.span.start.saturating_sub(self.longest))..at(place.span.end));
            near.any(|other| *other == place || other.span.overlap(place.span) > 0)
        };
        places.into_iter().any(meets)
    }
}

/// The rows of some events of the study and of some that were found, in no order.
fn lay(
    own: &[Own<'_>],
    events: impl Iterator<Item = usize>,
    corpus: &Corpus,
    found: &Found<'_>,
    tellings: &Tellings,
) -> Vec<Arc<EventRow>> {
    let taken = Taken::new(own, found, tellings);
    let mut rows: Vec<EventRow> = own.iter().map(|(id, own)| own_row(id, own, found)).collect();
    for index in events {
        let event = &corpus.joint.events[index];
        let mut kept = Vec::new();
        for told in &event.attestations {
            match taken.by(told).and_then(|at| rows.get_mut(at)) {
                Some(row) => {
                    row.attestations.push(told.clone());
                    row.conflicts.extend(tellings.conflicts(index));
                }
                None if names(told).any(|place| found.is_rejected(Kind::Event, place)) => {}
                None => kept.push(told.clone()),
            }
        }
        rows.extend(derived(index, tellings.conflicts(index), event, kept, found));
    }
    for row in &mut rows[..own.len()] {
        row.attestations.sort_by_key(|told| (told.work, told.clause));
        row.places.extend(row.attestations.iter().map(place));
        row.independent = independent(&row.attestations);
        row.conflicts.sort_unstable();
        row.conflicts.dedup();
    }
    rows.into_iter().map(Arc::new).collect()
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
    fn new(own: &[Own<'_>], found: &Found<'_>, tellings: &Tellings) -> Self {
        let mut taken = Self::default();
        let places = own.iter().enumerate().flat_map(|(at, (_, own))| own.tellings.iter().map(move |told| (at, told)));
        let mut places: Vec<(Place, usize)> =
            places.filter_map(|(at, anchor)| Some((found.place(anchor)?, at))).collect();
        places.sort_unstable();
        for &(place, at) in places.iter().filter(|(place, _)| tellings.times.binary_search(place).is_ok()) {
            taken.times.entry(place).or_insert(at);
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
        found: None,
        note: own.note.clone(),
        origin: Origin::Own(id.clone()),
    }
}

/// An event that was found, with the tellings that are left to it.
fn derived(
    index: usize,
    conflicts: &[usize],
    event: &Event,
    kept: Vec<Attestation>,
    found: &Found<'_>,
) -> Option<EventRow> {
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
        found: Some(index),
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
