//! The synopsis: the derived and the decided, laid together for the views.

mod aliases;
mod bands;
mod claim_table;
mod claims;
mod columns;
mod events;
mod said;
mod topics;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::anchor::Health;
use super::doubts::Doubt;
use super::found::Found;
use super::whereabouts::Whereabouts;
use crate::calendar::{Date, DateRange, Precision};
use crate::model::{
    AspectKind, Attestation, Bound, Corpus, Edit, Entry, EntryId, Holder, Place, RelationKind, Study, Suggestion,
    Topic, TopicId, Verdict, WorkId,
};
use aliases::Aliases;
use claims::Ground;
use events::Tellings;

pub use aliases::aliases;
pub use claim_table::{ClaimRow, Claims};
pub use topics::catches;

/// The sign of a work or holder: as on a painting, a square with one character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The surname, or the number of an unsigned work in Chinese figures; one or two characters.
    pub text: String,
    /// Whether somebody signed: a filled seal; an outlined one otherwise.
    pub signed: bool,
}

/// A work as the library shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    /// The work.
    pub id: WorkId,
    /// Its title; the name of the file where there is none.
    pub title: String,
    /// Its first author; empty when it is unsigned.
    pub author: String,
    /// Its venue; empty when not stated.
    pub venue: String,
    /// Its year.
    pub year: Option<i32>,
    /// Its seal.
    pub seal: Seal,
    /// The first of the works of the same authors; itself where it is unsigned.
    pub first: WorkId,
}

/// Whether something was proposed or decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// By the rules; not yet looked at.
    Suggested,
    /// By the rules; the person said that it is right.
    Accepted,
    /// By the person.
    Own(EntryId),
}

impl Origin {
    /// Whether the person decided it.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        !matches!(self, Self::Suggested)
    }
}

/// One phase of a band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandPhase {
    /// Its name.
    pub label: String,
    /// The days from the first of its beginning to the last of its end.
    pub range: DateRange,
    /// Its beginning, with the author's vagueness.
    pub begin: Bound,
    /// Its end, with the author's vagueness.
    pub end: Bound,
    /// The author's words for its bounds; empty when there are none.
    pub bounds_as_written: String,
    /// The sentence that sets it.
    pub place: Option<Place>,
    /// The stretch of text that treats of it.
    pub treated: Option<Place>,
    /// What marks it, in the person's words; may be empty.
    pub character: String,
    /// The lines of its card.
    pub lines: Vec<Row>,
}

/// A line of a phase card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it tells.
    pub kind: AspectKind,
    /// Whose policy it is.
    pub actor: Option<String>,
    /// The line: the person's words, or the sentence itself.
    pub text: String,
    /// The sentence.
    pub place: Place,
}

/// A periodisation on the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// What it is called: the author, or the person's own name for it.
    pub name: String,
    /// The work whose author states it; `None` for the person's own.
    pub work: Option<WorkId>,
    /// Its phases in order.
    pub phases: Vec<BandPhase>,
    /// An earlier band that divides time in the same way.
    pub same_as: Option<usize>,
    /// Whether it was proposed or decided.
    pub origin: Origin,
}

/// An event on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// The days.
    pub range: DateRange,
    /// How exactly.
    pub precision: Precision,
    /// A short label.
    pub label: String,
    /// Who took part, the one who acts first.
    pub actors: Vec<String>,
    /// Where it happened, as stated.
    pub scene: Option<String>,
    /// Who tells it.
    pub attestations: Vec<Attestation>,
    /// The clauses that tell it, in the order of the attestations.
    pub places: Vec<Place>,
    /// The number of works that tell it independently.
    pub independent: usize,
    /// The contradictions about it, by their place in the corpus's joint findings.
    pub conflicts: Vec<usize>,
    /// Whether only its order is known.
    pub order_only: bool,
    /// Its place among the events that were found; `None` for one that the person made or settled.
    pub found: Option<usize>,
    /// What the person noted about it.
    pub note: String,
    /// Whether it was proposed or decided.
    pub origin: Origin,
}

/// Whose claims a column of the comparison holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// An author in his own voice, in all that he wrote: known by the first of his works.
    Author(WorkId),
    /// The author of a work in his own voice, in this work alone.
    Work(WorkId),
    /// A party: a cited scholar, a government, a body, wherever it is reported.
    Party(Holder),
}

impl Column {
    /// Whether it holds a claim.
    #[must_use]
    pub fn holds(&self, claim: &ClaimRow<'_>) -> bool {
        match self {
            Self::Work(work) => claim.place.work == *work && matches!(claim.column, Self::Author(_)),
            column => claim.column == column,
        }
    }

    /// The work by which it is known; a party has none.
    #[must_use]
    pub fn work(&self) -> Option<WorkId> {
        match self {
            Self::Author(work) | Self::Work(work) => Some(*work),
            Self::Party(_) => None,
        }
    }
}

/// A relation as the views show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationRow {
    /// One claim, by its place in [`Synopsis::claims`].
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How they stand.
    pub kind: RelationKind,
    /// Why.
    pub why: String,
    /// Whether it was proposed or decided.
    pub origin: Origin,
}

/// What a row of the comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowVerdict {
    /// They agree.
    Consensus,
    /// They do not.
    Dissent,
    /// Several speak; nothing is known of how they stand.
    Open,
    /// Only one speaks.
    Single,
    /// Nobody does.
    Nobody,
}

/// The derived and the decided together. Never changed in place; what is long is shared by those that follow.
#[derive(Clone, Debug, Default)]
pub struct Synopsis {
    /// The works in reading order.
    pub works: Arc<Vec<WorkRow>>,
    /// The periodisations.
    pub bands: Arc<Vec<Band>>,
    /// The events in order of time, those that cannot be placed last. An edit makes anew only the rows that it changes.
    pub events: Arc<Vec<Arc<EventRow>>>,
    /// The claims in reading order.
    pub claims: Arc<Claims>,
    /// How claims stand to each other.
    pub relations: Arc<Vec<RelationRow>>,
    /// The topics, the general ones first.
    pub topics: Arc<Vec<Topic>>,
    /// All authors and parties that could be columns, authors first, then parties by the number of their claims. Every
    /// work could be one too.
    pub columns: Vec<Column>,
    /// The person's summaries by topic and column, with the entry that holds each.
    pub summaries: BTreeMap<(TopicId, Column), (EntryId, String)>,
    /// The person's paragraphs by topic, with the entry that holds each.
    pub paragraphs: BTreeMap<TopicId, (EntryId, String)>,
    /// The cells in which the person looked and found nothing, with the entry that says so.
    pub silent: BTreeMap<(TopicId, Column), EntryId>,
    /// Notes and highlights in reading order, with the entry that holds each.
    pub notes: Arc<Vec<(Place, EntryId)>>,
    /// What the person said of time mentions.
    pub times: Arc<BTreeMap<Place, Verdict>>,
    /// The first and last day that events and phases speak of.
    pub extent: Option<(Date, Date)>,
    /// What waits for a word from the person.
    pub doubts: Arc<Vec<Doubt>>,
    /// Where the events that were found are told.
    tellings: Arc<Tellings>,
}

impl Synopsis {
    /// Lays a corpus and a study together.
    #[must_use]
    pub fn new(corpus: &Corpus, study: &Study, topics: &Arc<Vec<Topic>>, whereabouts: &Whereabouts) -> Self {
        let found = Found::new(corpus, study, whereabouts);
        let works = columns::works(corpus);
        let bands = bands::rows(corpus, study, &found);
        let tellings = Tellings::new(corpus);
        let events = events::rows(corpus, study, &found, &tellings);
        let aliases = Aliases::new(corpus, study);
        let general = topics.len();
        let topics = topics::scheme(topics, study);
        let own_topics = topics.get(general..).unwrap_or_default();
        let (claims, claim_of) =
            claims::rows(&Ground { corpus, study, found: &found, aliases: &aliases, works: &works, own_topics });
        let relations = claims::relations(corpus, study, &found, &claims, &claim_of);
        let columns = columns::all(&works, &claims);
        let summaries = said::summaries(study, &found, &aliases, &works);
        let silent = said::silent(study, &found, &aliases, &works);
        let mut synopsis = Self {
            works: works.into(),
            bands: bands.into(),
            events: events.into(),
            claims: claims.into(),
            relations: relations.into(),
            topics,
            columns,
            summaries,
            paragraphs: said::paragraphs(study),
            silent,
            notes: said::notes(study, &found).into(),
            times: found.times().into(),
            extent: None,
            doubts: Doubt::find(corpus, study, whereabouts).into(),
            tellings: tellings.into(),
        };
        synopsis.extent = synopsis.find_extent();
        synopsis
    }

    /// The same after an edit of notes alone; `back` is the way back. Nothing when it must be laid together anew: when
    /// something else was edited, or when a place is in doubt.
    pub(super) fn with_notes(
        &self,
        (edit, back): (&Edit, &Edit),
        corpus: &Corpus,
        whereabouts: &Whereabouts,
    ) -> Option<Self> {
        let is_sure = |(_, entry): &(EntryId, Option<Entry>)| match entry {
            Some(Entry::Note(note)) => {
                whereabouts.state_of(corpus, &note.at).is_some_and(|state| state.health <= Health::Moved)
            }
            Some(_) => false,
            None => true,
        };
        if !edit.changes.iter().chain(&back.changes).all(is_sure) {
            return None;
        }
        let mut notes = Vec::clone(&self.notes);
        let at = |id: &EntryId, entry: &Option<Entry>| match entry {
            Some(Entry::Note(note)) => whereabouts.place(corpus, &note.at).map(|place| (place, id.clone())),
            _ => None,
        };
        for was in back.changes.iter().filter_map(|(id, entry)| at(id, entry)) {
            if let Ok(known) = notes.binary_search(&was) {
                notes.remove(known);
            }
        }
        for is in edit.changes.iter().filter_map(|(id, entry)| at(id, entry)) {
            if let Err(room) = notes.binary_search(&is) {
                notes.insert(room, is);
            }
        }
        Some(Self { notes: notes.into(), ..self.clone() })
    }

    /// The same after an edit of events and periodisations alone; `back` is the way back. Only the rows of those events
    /// are laid together anew that the edit speaks of, or that share tellings with them; the bands when it speaks of a
    /// periodisation; nothing of the comparison. Nothing when something else was edited, or when a place is in doubt.
    pub(super) fn with_events(
        &self,
        (edit, back): (&Edit, &Edit),
        corpus: &Corpus,
        study: &Study,
        whereabouts: &Whereabouts,
    ) -> Option<Self> {
        let changes = || edit.changes.iter().chain(&back.changes).filter_map(|(id, entry)| Some((id, entry.as_ref()?)));
        let is_in_time = |entry: &Entry| {
            matches!(
                entry,
                Entry::Event(_) | Entry::Periodisation(_) | Entry::Verdict { suggestion: Suggestion::Event { .. }, .. }
            )
        };
        let is_sure = |entry: &Entry| {
            let known = |anchor| whereabouts.state_of(corpus, anchor).is_some_and(|at| at.health <= Health::Moved);
            entry.anchors().into_iter().all(known)
        };
        if !changes().all(|(_, entry)| is_in_time(entry) && is_sure(entry)) {
            return None;
        }
        let found = Found::new(corpus, study, whereabouts);
        let divides = changes().any(|(_, entry)| matches!(entry, Entry::Periodisation(_)));
        let mut next = self.clone();
        if divides {
            next.bands = bands::rows(corpus, study, &found).into();
        }
        let (mut gone, mut fresh) = (Vec::new(), Vec::new());
        if let Some(after) = events::after(&self.events, changes(), corpus, study, &found, &self.tellings) {
            next.events = after.rows.into();
            (gone, fresh) = (after.gone, after.fresh);
        }
        next.doubts = Doubt::find(corpus, study, whereabouts).into();
        let days = |rows: &[Arc<EventRow>]| -> Vec<Date> {
            rows.iter().flat_map(|row| [row.range.begin, row.range.end]).flatten().collect()
        };
        // Only what reaches to one of its ends can have held it open.
        let held = |(first, last): (Date, Date)| days(&gone).into_iter().any(|day| day <= first || day >= last);
        next.extent = if divides || self.extent.is_some_and(held) {
            next.find_extent()
        } else {
            days(&fresh).into_iter().fold(self.extent, wider)
        };
        Some(next)
    }

    /// The band whose phases are stepped through at first: the one that says most of its phases.
    #[must_use]
    pub fn main_band(&self) -> Option<usize> {
        let weight = |band: &Band| {
            (
                band.origin.is_decided(),
                band.phases.iter().map(|phase| phase.lines.len()).sum::<usize>(),
                band.phases.len(),
            )
        };
        (0..self.bands.len()).rev().max_by_key(|&band| weight(&self.bands[band]))
    }

    /// The columns that a comparison starts with: so many of the authors on whom the person has decided most, then those
    /// with most to say.
    #[must_use]
    pub fn first_columns(&self, many: usize) -> Vec<Column> {
        let mut said: BTreeMap<&Column, (usize, usize)> = BTreeMap::new();
        for claim in self.claims.iter() {
            let (decided, all) = said.entry(claim.column).or_default();
            *decided += usize::from(claim.origin.is_decided());
            *all += 1;
        }
        let mut authors: Vec<_> = self.columns.iter().filter(|column| matches!(column, Column::Author(_))).collect();
        authors.sort_by_key(|&column| std::cmp::Reverse(said.get(column).copied().unwrap_or_default()));
        authors.truncate(many);
        authors.sort();
        authors.into_iter().cloned().collect()
    }

    /// The row of a work.
    #[must_use]
    pub fn work(&self, id: WorkId) -> Option<&WorkRow> {
        self.works.get(id.0 as usize)
    }

    /// The topic with that id.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == *id)
    }

    fn find_extent(&self) -> Option<(Date, Date)> {
        let ranges = self.events.iter().map(|event| event.range);
        let phases = self.bands.iter().flat_map(|band| band.phases.iter().map(|phase| phase.range));
        let days = ranges.chain(phases).flat_map(|range| [range.begin, range.end]).flatten();
        days.fold(None, wider)
    }
}

/// From the first day to the last, with one more.
fn wider(all: Option<(Date, Date)>, day: Date) -> Option<(Date, Date)> {
    Some(all.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
}
