//! What became of works and places when the documents were read again: a file was changed, added, renamed or removed,
//! or its works were divided anew.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Focus};
use crate::model::{Corpus, Place, Source, SourceId, WorkId};
use crate::text::Span;

/// The way from one corpus to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// The revision of the corpus from which it leads.
    from: u64,
    /// The works that are still there; `None` when all are what they were.
    works: Option<BTreeMap<WorkId, WorkId>>,
    /// For each work of the old corpus whose text changed: how.
    changes: BTreeMap<WorkId, Change>,
}

/// The stretch of a text in which it was changed; what stands before is as it was, what stands after has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    /// The first changed character.
    from: u32,
    /// One past the last changed character of the old text.
    to: u32,
    /// How far what stands after has moved.
    by: i64,
}

impl Followed {
    /// Compares two corpora. A document is the same when it has the same path, or says the same under another one.
    #[must_use]
    pub(super) fn new(old: &Corpus, new: &Corpus) -> Self {
        let (mut works, mut changes) = (BTreeMap::new(), BTreeMap::new());
        let sources = same_sources(old, new);
        let mut works_of: BTreeMap<SourceId, Vec<WorkId>> = BTreeMap::new();
        for work in &new.works {
            works_of.entry(work.source).or_default().push(work.id);
        }
        for work in &old.works {
            let Some(&source) = sources.get(&work.source) else { continue };
            let (Some(was), Some(now)) = (old.source(work.source), new.source(source)) else { continue };
            let change = (was.fingerprint != now.fingerprint).then(|| Change::between(was, now));
            let start = change.map_or(work.span.start, |change| change.nearest(work.span.start));
            let candidates = works_of.get(&source).map_or(&[][..], Vec::as_slice);
            let begins = |id: &&WorkId| new.work(**id).is_some_and(|other| other.span.start <= start);
            let Some(&id) = candidates.iter().rev().find(begins).or(candidates.first()) else { continue };
            works.insert(work.id, id);
            changes.extend(change.map(|change| (work.id, change)));
        }
        Self { from: 0, works: Some(works), changes }
    }

    /// The same, leading from the corpus of a revision.
    #[must_use]
    pub(super) fn leading_from(self, revision: u64) -> Self {
        Self { from: revision, ..self }
    }

    /// The revision of the corpus from which it leads.
    #[must_use]
    pub fn from(&self) -> u64 {
        self.from
    }

    /// What became of a work.
    #[must_use]
    pub fn work(&self, id: WorkId) -> Option<WorkId> {
        self.works.as_ref().map_or(Some(id), |works| works.get(&id).copied())
    }

    /// Where a character of a work is now: at the edge of what was changed when it stood in it.
    #[must_use]
    pub fn at(&self, id: WorkId, at: u32) -> u32 {
        self.changes.get(&id).map_or(at, |change| change.nearest(at))
    }

    /// Where a stretch of a work is now; `None` where it was changed.
    #[must_use]
    pub fn span(&self, id: WorkId, span: Span) -> Option<Span> {
        let Some(change) = self.changes.get(&id) else { return Some(span) };
        if span.start < change.to && change.from < span.end {
            return None;
        }
        Some(Span::new(change.nearest(span.start), change.nearest(span.end)))
    }

    /// Where a place is now; `None` where it was changed or is gone.
    #[must_use]
    pub fn place(&self, place: Place) -> Option<Place> {
        Some(Place { work: self.work(place.work)?, span: self.span(place.work, place.span)? })
    }

    /// Follows everything that is looked at.
    pub(super) fn carry(&self, focus: &mut Focus, new: &Corpus) {
        let place = |place: Place| {
            let span = self.span(place.work, place.span)?;
            let work = self.work(place.work)?;
            let source = new.work(work)?.source;
            // Works may have been divided anew: the one that holds the place is meant.
            let holds =
                |other: &&std::sync::Arc<crate::model::Work>| other.source == source && other.span.contains(span.start);
            let work = new.works.iter().find(holds).map_or(work, |other| other.id);
            Some(Place { work, span })
        };
        focus.place = focus.place.and_then(place);
        focus.work = focus.place.map(|place| place.work).or_else(|| focus.work.and_then(|work| self.work(work)));
        let mut seen = BTreeSet::new();
        let column = |column: &Column| {
            let column = match column {
                Column::Author(id) => Column::Author(self.work(*id)?),
                Column::Work(id) => Column::Work(self.work(*id)?),
                party @ Column::Party(_) => party.clone(),
            };
            seen.insert(column.clone()).then_some(column)
        };
        focus.columns = focus.columns.iter().filter_map(column).collect();
    }
}

/// The sources of the old corpus that are in the new one.
fn same_sources(old: &Corpus, new: &Corpus) -> BTreeMap<SourceId, SourceId> {
    let by_path: BTreeMap<&str, SourceId> = new.sources.iter().map(|s| (s.path.as_str(), s.id)).collect();
    let mut found: BTreeMap<SourceId, SourceId> =
        old.sources.iter().filter_map(|s| Some((s.id, *by_path.get(s.path.as_str())?))).collect();
    let taken: BTreeSet<SourceId> = found.values().copied().collect();
    let mut free: BTreeMap<u64, SourceId> = BTreeMap::new();
    for source in new.sources.iter().filter(|source| !taken.contains(&source.id)) {
        free.entry(source.fingerprint).or_insert(source.id);
    }
    for source in &old.sources {
        if !found.contains_key(&source.id)
            && let Some(renamed) = free.remove(&source.fingerprint)
        {
            found.insert(source.id, renamed);
        }
    }
    found
}

impl Change {
    fn between(old: &Source, new: &Source) -> Self {
        let (a, b) = (old.text.as_str(), new.text.as_str());
        let before: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
        let after: usize = a[before..]
            .chars()
            .rev()
            .zip(b[before..].chars().rev())
            .take_while(|(x, y)| x == y)
            .map(|(x, _)| x.len_utf8())
            .sum();
        let (from, to) = (old.text.char_at(before), old.text.char_at(a.len() - after));
        Self { from, to, by: i64::from(new.text.chars()) - i64::from(old.text.chars()) }
    }

    fn nearest(self, at: u32) -> u32 {
        if at < self.to && at >= self.from {
            return self.from;
        }
        if at < self.from { at } else { u32::try_from(i64::from(at) + self.by).unwrap_or(self.from).max(self.from) }
    }
}
