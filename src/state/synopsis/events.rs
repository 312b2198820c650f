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

/// The rows in order of time, those without a date last.
pub(super) fn rows(corpus: &Corpus, study: &Study, found: &Found<'_>) -> Vec<Arc<EventRow>> {
    let own: Vec<Own<'_>> = own_events(study).collect();
    let mut rows = lay(&own, 0..corpus.joint.events.len(), corpus, found);
    rows.sort_by(order);
    rows
}

/// The rows after a change of some entries, as they were and as they are now: those of the events that the entries speak
/// of, and of whatever shares tellings with these, are laid anew; all others stay. `None` when no row changes.
pub(super) fn after<'e>(
    before: &[Arc<EventRow>],
    changes: impl Iterator<Item = (&'e EntryId, &'e Entry)>,
    corpus: &Corpus,
    study: &Study,
    found: &Found<'_>,
) -> Option<Vec<Arc<EventRow>>> {
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
        if !near.is_empty() {
            events.extend((0..all.len()).filter(|&at| near.meets(all[at].attestations.iter().map(place))));
        }
        near.take_in(events.iter().flat_map(|&at| all[at].attestations.iter().map(place)));
        if known == (ids.len(), events.len()) {
            break;
        }
    }
    let own: Vec<Own<'_>> = told.iter().map(|(own, _)| *own).filter(|(id, _)| ids.contains(id)).collect();
    let mut fresh = lay(&own, events.iter().copied(), corpus, found);
    fresh.sort_by(order);
    let is_kept = |row: &&Arc<EventRow>| match (&row.origin, row.found) {
        (Origin::Own(id), _) => !ids.contains(id),
        (_, Some(at)) => !events.contains(&at),
        (_, None) => false,
    };
    let mut fresh = fresh.into_iter().peekable();
    let mut rows = Vec::with_capacity(before.len() + fresh.len());
    for row in before.iter().filter(is_kept) {
        while let Some(earlier) = fresh.next_if(|fresh| order(fresh, row).is_lt()) {
            rows.push(earlier);
        }
        rows.push(Arc::clone(row));
    }
    rows.extend(fresh);
    Some(rows)
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
    /// From the beginning of the first to the end of the last: most tellings of a long corpus lie outside.
    reach: Option<[(WorkId, u32); 2]>,
}

impl Near {
    fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn take_in(&mut self, places: impl IntoIterator<Item = Place>) {
        for place in places {
            self.longest = self.longest.max(place.span.len());
            let [begin, end] = [(place.work, place.span.start), (place.work, place.span.end)];
            self.reach = Some(self.reach.map_or([begin, end], |[first, last]| [first.min(begin), last.max(end)]));
            self.places.insert(place);
        }
    }

    fn meets(&self, places: impl IntoIterator<Item = Place>) -> bool {
        let Some([first, last]) = self.reach else { return false };
        let meets = |place: Place| {
            if (place.work, place.span.end) < first || (place.work, place.span.start) > last {
                return false;
            }
            let at = |start| Place { work: place.work, span: Span::new(start, start) };
            let mut near = self.places.range(at(place.span.start.saturating_sub(self.longest))..at(place.span.end));
            near.any(|other| *other == place || other.span.overlap(place.span) > 0)
        };
        places.into_iter().any(meets)
    }
}

/// The rows of some events of the study and of some that were found, in no order.
fn lay(own: &[Own<'_>], events: impl Iterator<Item = usize>, corpus: &Corpus, found: &Found<'_>) -> Vec<Arc<EventRow>> {
    let taken = Taken::new(own, corpus, found);
    let mut rows: Vec<EventRow> = own.iter().map(|(id, own)| own_row(id, own, found)).collect();
    let conflicts = conflicts_by_event(corpus);
    let conflicts = |index: usize| conflicts.get(&index).map_or(&[][..], Vec::as_slice);
    for index in events {
        let event = &corpus.joint.events[index];
        let mut kept = Vec::new();
        for told in &event.attestations {
            match taken.by(told).and_then(|at| rows.get_mut(at)) {
                Some(row) => {
                    row.attestations.push(told.clone());
                    row.conflicts.extend(conflicts(index));
                }
                None if names(told).any(|place| found.is_rejected(Kind::Event, place)) => {}
                None => kept.push(told.clone()),
            }
        }
        rows.extend(derived(index, conflicts(index), event, kept, found));
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
    fn new(own: &[Own<'_>], corpus: &Corpus, found: &Found<'_>) -> Self {
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

/// The contradictions about events, by the place of the event.
fn conflicts_by_event(corpus: &Corpus) -> BTreeMap<usize, Vec<usize>> {
    let mut about: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, conflict) in corpus.joint.conflicts.iter().enumerate() {
        if let Some(event) = conflict.event {
            about.entry(event).or_default().push(at);
        }
    }
    about
}
