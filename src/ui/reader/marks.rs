//! Marks: what was found and decided in one work, in reading order, ready to be looked up by place.

use crate::calendar::DateRange;
use crate::model::{Entry, EntryId, Place, Suggestion, TimeRole, Verdict, WorkId};
use crate::state::{Health, Origin, State, Synopsis, anchor_at};
use crate::text::Span;

/// A time mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMark {
    /// Its words.
    pub span: Span,
    /// The days.
    pub range: DateRange,
    /// Where its year comes from.
    pub basis: Vec<Span>,
    /// Whether the person said that it is right.
    pub decided: bool,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimMark {
    /// Its words.
    pub span: Span,
    /// Its place in the synopsis.
    pub claim: usize,
    /// The letter of its topic.
    pub letter: char,
    /// The name of its topic.
    pub topic: String,
    /// Whether the person decided it.
    pub decided: bool,
    /// How well the place of the person's own claim was found again.
    pub health: Health,
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

/// A telling of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventMark {
    /// The clause.
    pub span: Span,
    /// The event, by its place in the synopsis.
    pub event: usize,
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
    /// A time mention, by its place in [`Marks::times`].
    Time(usize),
    /// A claim, by its place in [`Marks::claims`].
    Claim(usize),
}

/// All marks of a work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Time mentions in reading order.
    pub times: Vec<TimeMark>,
    /// Claims by their beginnings.
    pub claims: Vec<ClaimMark>,
    /// Notes and highlights by their beginnings.
    pub notes: Vec<NoteMark>,
    /// Tellings of events by their beginnings.
    pub events: Vec<EventMark>,
    /// What treats of the phases, in their order.
    pub phases: Vec<PhaseMark>,
    /// What is cited: the words of decided claims, and those with notes and highlights.
    pub cited: Vec<Span>,
    /// The suggestions that wait for a word, in reading order.
    pub pending: Vec<(Span, Pending)>,
}

impl Marks {
    /// The marks of a work.
    #[must_use]
    pub fn new(state: &State, work: WorkId) -> Self {
        let synopsis = &state.synopsis;
        let here = |place: &Place| place.work == work;
        let mut claims: Vec<ClaimMark> = Vec::new();
        for (claim, row) in synopsis.claims.iter().enumerate().filter(|(_, row)| here(&row.place)) {
            let topic = row.topics.first().and_then(|id| synopsis.topic(id));
            claims.push(ClaimMark {
                span: row.place.span,
                claim,
                letter: topic.map_or('·', |topic| topic.letter),
                topic: topic.map_or_else(String::new, |topic| topic.name.clone()),
                decided: row.origin.is_decided(),
                health: match &row.origin {
                    Origin::Own(id) => health(state, id),
                    _ => Health::Kept,
                },
            });
        }
        claims.sort_by_key(|mark| (mark.span, mark.claim));
        let note = |(place, id): &(Place, EntryId)| {
            let (text, tag) = match state.study.entries.get(id) {
                Some(Entry::Note(note)) => (note.text.clone(), note.tags.first()),
                _ => (String::new(), None),
            };
            let letter = tag.and_then(|tag| letter(synopsis, tag));
            NoteMark { span: place.span, id: id.clone(), text, letter, health: health(state, id) }
        };
        let mut events: Vec<EventMark> = Vec::new();
        for (event, row) in synopsis.events.iter().enumerate() {
            events.extend(
                row.places.iter().filter(|place| here(place)).map(|place| EventMark { span: place.span, event }),
            );
        }
        events.sort_by_key(|mark| (mark.span, mark.event));
        let times = times(state, work);
        let notes: Vec<NoteMark> = synopsis.notes.iter().filter(|(place, _)| here(place)).map(note).collect();
        let decided = claims.iter().filter(|claim| claim.decided).map(|claim| claim.span);
        Self {
            cited: decided.chain(notes.iter().map(|note| note.span)).collect(),
            pending: pending(&times, &claims),
            times,
            claims,
            notes,
            events,
            phases: phases(state, work),
        }
    }

    /// The suggestion with exactly that span.
    #[must_use]
    pub fn pending_at(&self, span: Span) -> Option<Pending> {
        let at = self.pending.partition_point(|(other, _)| *other < span);
        self.pending.get(at).filter(|(other, _)| *other == span).map(|(_, pending)| *pending)
    }
}

fn pending(times: &[TimeMark], claims: &[ClaimMark]) -> Vec<(Span, Pending)> {
    let times = times.iter().enumerate().filter(|(_, mark)| !mark.decided);
    let claims = claims.iter().enumerate().filter(|(_, mark)| !mark.decided);
    let mut pending: Vec<_> = times
        .map(|(at, mark)| (mark.span, Pending::Time(at)))
        .chain(claims.map(|(at, mark)| (mark.span, Pending::Claim(at))))
        .collect();
    pending.sort_by_key(|(span, _)| *span);
    pending
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

fn times(state: &State, work: WorkId) -> Vec<TimeMark> {
    let Some(findings) = state.corpus.findings(work) else { return Vec::new() };
    let verdicts = &state.synopsis.times;
    let mut marks = Vec::new();
    for time in findings.times.iter().filter(|time| time.role == TimeRole::Running) {
        let verdict = verdicts.get(&Place { work, span: time.span });
        if verdict != Some(&Verdict::Rejected) {
            marks.push(TimeMark {
                span: time.span,
                range: time.range,
                basis: time.basis.clone(),
                decided: verdict == Some(&Verdict::Accepted),
            });
        }
    }
    marks.sort_by_key(|mark| mark.span);
    marks
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
        Pending::Time(index) => Some(Suggestion::Time { at: at(marks.times.get(index)?.span) }),
        Pending::Claim(index) => {
            let mark = marks.claims.get(index)?;
            let row = state.synopsis.claims.get(mark.claim)?;
            (row.origin == Origin::Suggested).then(|| Suggestion::Claim { at: at(mark.span) })
        }
    }
}
