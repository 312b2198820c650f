//! Marks: what was found and decided in one work, in reading order, ready to be looked up by place.
//!
//! Dates and claims stay where the corpus and the synopsis have them, and are looked up for the stretch in sight: so
//! turning to a work of many megabytes costs no more than turning to a page.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::calendar::DateRange;
use crate::model::{Entry, EntryId, Place, Suggestion, TimeMention, TimeRole, Topic, Verdict, WorkFindings, WorkId};
use crate::state::{ClaimRow, Claims, Health, Origin, State, Synopsis, anchor_at};
use crate::text::Span;

/// How far back a mark may begin and still reach into a stretch, in characters.
const REACH: u32 = 4000;

/// A time mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeMark<'a> {
    /// Its words.
    pub span: Span,
    /// The days.
    pub range: DateRange,
    /// Where its year comes from.
    pub basis: &'a [Span],
    /// Whether the person said that it is right.
    pub decided: bool,
    /// Its place in the findings of its work.
    pub time: usize,
}

/// A claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimMark<'a> {
    /// Its words.
    pub span: Span,
    /// Its place in the synopsis.
    pub claim: usize,
    /// The letter of its topic.
    pub letter: char,
    /// The name of its topic.
    pub topic: &'a str,
    /// Whether the person decided it.
    pub decided: bool,
}

/// A note or highlight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// The words that it is about.
    pub span: Span,
    /// The entry that holds it.
    pub id: EntryId,
    /// The note; empty for a bare highlight.
    pub text: String,
    /// The letter that a highlight carries, and what it stands for.
    pub letter: Option<(char, String)>,
    /// How well its place was found again.
    pub health: Health,
}

/// The stretch of text that treats of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseMark {
    /// The stretch.
    pub span: Span,
    /// The number of the phase, counted from 0.
    pub number: usize,
    /// Its name.
    pub label: String,
}

/// Something that waits for the person's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// A time mention, by its place in the findings of its work.
    Time(usize),
    /// A claim, by its place in the synopsis.
    Claim(usize),
}

/// A suggestion by what it is about, in reading order: it is known by that after others have been decided. Of a date
/// and a claim in the same words the date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiting {
    /// The words.
    pub span: Span,
    /// Whether it is a claim, not a date.
    pub is_claim: bool,
}

/// All marks of a work.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// What was found in the work: its dates.
    findings: Arc<WorkFindings>,
    /// What the person said of dates.
    verdicts: Arc<BTreeMap<Place, Verdict>>,
    /// The claims of all works in reading order.
    rows: Arc<Claims>,
    /// Those of the work among them.
    claims: Range<usize>,
    topics: Arc<Vec<Topic>>,
    work: Option<WorkId>,
    /// Notes and highlights by their beginnings.
    pub notes: Vec<NoteMark>,
    /// What treats of the phases, in their order.
    pub phases: Vec<PhaseMark>,
    /// What is cited: the words of decided claims, and those with notes and highlights.
    pub cited: Vec<Span>,
}

impl Marks {
    /// The marks of a work.
    #[must_use]
    pub fn new(state: &State, work: WorkId) -> Self {
        let synopsis = &state.synopsis;
        let here = |place: &Place| place.work == work;
        let rows = Arc::clone(&synopsis.claims);
        let from = rows.partition_point(0..rows.len(), |row| row.place.work < work);
        let claims = from..rows.partition_point(from..rows.len(), |row| row.place.work == work);
        let note = |(place, id): &(Place, EntryId)| {
            let (text, tag) = match state.study.entries.get(id) {
                Some(Entry::Note(note)) => (note.text.clone(), note.tags.first()),
                _ => (String::new(), None),
            };
            let letter = tag.and_then(|tag| letter(synopsis, tag));
            NoteMark { span: place.span, id: id.clone(), text, letter, health: health(state, id) }
        };
        let notes: Vec<NoteMark> = synopsis.notes.iter().filter(|(place, _)| here(place)).map(note).collect();
        // Nothing is decided but by the study: without a word in it the claims need not be gone through.
        let decides = |entry: &Entry| matches!(entry, Entry::Claim(_) | Entry::Verdict { .. });
        let spoken = if state.study.entries.values().any(decides) { claims.clone() } else { 0..0 };
        let decided =
            spoken.filter_map(|at| rows.get(at)).filter(|row| row.origin.is_decided()).map(|row| row.place.span);
        let cited = decided.chain(notes.iter().map(|note| note.span)).collect();
        Self {
            cited,
            findings: state.corpus.findings(work).map(Arc::clone).unwrap_or_default(),
            verdicts: Arc::clone(&synopsis.times),
            rows,
            claims,
            topics: Arc::clone(&synopsis.topics),
            work: Some(work),
            notes,
            phases: phases(state, work),
        }
    }

    /// The time mentions that begin in a stretch.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = TimeMark<'_>> {
        let times = &self.findings.times;
        let from = times.partition_point(|time| time.span.start < span.start);
        let to = times.partition_point(|time| time.span.start < span.end).max(from);
        (from..to).filter_map(|at| self.time(at))
    }

    /// A time mention by its place in the findings; nothing for one that is not shown.
    #[must_use]
    pub fn time(&self, at: usize) -> Option<TimeMark<'_>> {
        let time = self.findings.times.get(at)?;
        let verdict = self.verdict(time);
        let shown = time.role == TimeRole::Running && verdict != Some(Verdict::Rejected);
        shown.then_some(TimeMark {
            span: time.span,
            range: time.range,
            basis: &time.basis,
            decided: verdict == Some(Verdict::Accepted),
            time: at,
        })
    }

    fn verdict(&self, time: &TimeMention) -> Option<Verdict> {
        self.verdicts.get(&Place { work: self.work?, span: time.span }).copied()
    }

    /// The claims that begin in a stretch.
    pub fn claims_in(&self, span: Span) -> impl Iterator<Item = ClaimMark<'_>> {
        let before = |end: u32| self.rows.partition_point(self.claims.clone(), |row| row.place.span.start < end);
        let (from, to) = (before(span.start), before(span.end));
        (from..to.max(from)).filter_map(|at| self.claim(at))
    }

    /// A claim by its place in the synopsis.
    #[must_use]
    pub fn claim(&self, at: usize) -> Option<ClaimMark<'_>> {
        let row = self.rows.get(at)?;
        let topic = row.topics.first().and_then(|id| self.topics.iter().find(|topic| topic.id == *id));
        Some(ClaimMark {
            span: row.place.span,
            claim: at,
            letter: topic.map_or('·', |topic| topic.letter),
            topic: topic.map_or("", |topic| topic.name.as_str()),
            decided: row.origin.is_decided(),
        })
    }

    /// The next suggestion in reading order after one; the first of all after none.
    #[must_use]
    pub fn next_waiting(&self, after: Option<Waiting>) -> Option<Waiting> {
        let is_after = |waiting: &Waiting| after.is_none_or(|after| *waiting > after);
        let times = &self.findings.times;
        let first = after.map_or(0, |after| times.partition_point(|time| time.span < after.span));
        let time = (first..times.len()).filter_map(|at| self.waiting_time(at)).find(is_after);
        let before = |span: Span| self.rows.partition_point(self.claims.clone(), |row| row.place.span < span);
        let first = after.map_or(self.claims.start, |after| before(after.span));
        let claim = (first..self.claims.end).filter_map(|at| self.waiting_claim(at)).find(is_after);
        time.into_iter().chain(claim).min()
    }

    /// The suggestion before one in reading order.
    #[must_use]
    pub fn waiting_before(&self, before: Waiting) -> Option<Waiting> {
        let times = &self.findings.times;
        let last = times.partition_point(|time| time.span <= before.span);
        let time = (0..last).rev().filter_map(|at| self.waiting_time(at)).find(|waiting| *waiting < before);
        let last = self.rows.partition_point(self.claims.clone(), |row| row.place.span <= before.span);
        let mut earlier = (self.claims.start..last).rev().filter_map(|at| self.waiting_claim(at));
        let claim = earlier.find(|waiting| *waiting < before);
        time.into_iter().chain(claim).max()
    }

    /// A suggestion that still waits for a word.
    #[must_use]
    pub fn pending_at(&self, waiting: Waiting) -> Option<Pending> {
        if waiting.is_claim {
            let from = self.rows.partition_point(self.claims.clone(), |row| row.place.span < waiting.span);
            let is_here = |at: &usize| self.rows.get(*at).is_some_and(|row| row.place.span == waiting.span);
            let mut same = (from..self.claims.end).take_while(is_here);
            return same.find(|&at| self.waiting_claim(at) == Some(waiting)).map(Pending::Claim);
        }
        let times = &self.findings.times;
        let from = times.partition_point(|time| time.span < waiting.span);
        (from..times.len()).find(|&at| self.waiting_time(at) == Some(waiting)).map(Pending::Time)
    }

    fn waiting_claim(&self, at: usize) -> Option<Waiting> {
        let row = self.rows.get(at).filter(|row| !row.origin.is_decided())?;
        Some(Waiting { span: row.place.span, is_claim: true })
    }

    fn waiting_time(&self, at: usize) -> Option<Waiting> {
        let mark = self.time(at).filter(|mark| !mark.decided)?;
        Some(Waiting { span: mark.span, is_claim: false })
    }
}

/// A stretch and what may begin before it and reach into it.
#[must_use]
pub fn reaching(span: Span) -> Span {
    Span::new(span.start.saturating_sub(REACH), span.end)
}

/// The event that is told at a place, by its place in the synopsis; the first one where clauses overlap.
#[must_use]
pub fn event_at(state: &State, work: WorkId, at: u32) -> Option<usize> {
    let told = |place: &&Place| place.work == work && place.span.contains(at);
    let rows = state.synopsis.events.iter().enumerate();
    let here = rows.flat_map(|(event, row)| row.places.iter().filter(told).map(move |place| (place.span, event)));
    here.min().map(|(_, event)| event)
}

/// How well the place of the person's own claim was found again.
#[must_use]
pub fn health_of(state: &State, row: &ClaimRow<'_>) -> Health {
    match &row.origin {
        Origin::Own(id) => health(state, id),
        _ => Health::Kept,
    }
}

/// How well the first place of an entry was found again.
fn health(state: &State, id: &EntryId) -> Health {
    let anchor = state.study.entries.get(id).and_then(|entry| entry.anchors().next());
    let found = anchor.and_then(|anchor| state.whereabouts.state_of(&state.corpus, anchor));
    found.map_or(Health::Kept, |found| found.health)
}

/// The letter of a tag: that of the topic with its id, else its first character.
fn letter(synopsis: &Synopsis, tag: &str) -> Option<(char, String)> {
    let topic = synopsis.topics.iter().find(|topic| &*topic.id.0 == tag);
    topic.map(|topic| (topic.letter, topic.name.clone())).or_else(|| Some((tag.chars().next()?, tag.to_owned())))
}

/// Marks that begin in a stretch; `marks` ascend by their beginnings.
pub fn beginning_in<T>(marks: &[T], span: Span, of: impl Fn(&T) -> Span) -> &[T] {
    let from = marks.partition_point(|mark| of(mark).start < span.start);
    let to = marks.partition_point(|mark| of(mark).start < span.end);
    marks.get(from..to).unwrap_or_default()
}

/// The phases of the chosen band where it is of this work, else of the first band that is.
fn phases(state: &State, work: WorkId) -> Vec<PhaseMark> {
    let bands = &state.synopsis.bands;
    let of_work = |band: usize| bands.get(band).is_some_and(|band| band.work == Some(work));
    let chosen = state.focus.phase.map(|phase| phase.band).filter(|&band| of_work(band));
    let Some(band) = chosen.or_else(|| (0..bands.len()).find(|&band| of_work(band))) else { return Vec::new() };
    let phases = bands[band].phases.iter().enumerate();
    let marks = phases.filter_map(|(number, phase)| {
        let place = phase.treated.filter(|place| place.work == work)?;
        Some(PhaseMark { span: place.span, number, label: phase.label.clone() })
    });
    marks.collect()
}

/// The suggestion that a claim or time mention is, as the study names it; `None` for what the person made herself.
#[must_use]
pub fn suggestion(state: &State, work: WorkId, marks: &Marks, pending: Pending) -> Option<Suggestion> {
    let row = state.corpus.work(work)?;
    let source = state.corpus.source(row.source)?;
    let at = |span: Span| anchor_at(&source.path, &source.text, span);
    match pending {
        Pending::Time(index) => Some(Suggestion::Time { at: at(marks.time(index)?.span) }),
        Pending::Claim(index) => {
            let row = state.synopsis.claims.get(index)?;
            (*row.origin == Origin::Suggested).then(|| Suggestion::Claim { at: at(row.place.span) })
        }
    }
}
