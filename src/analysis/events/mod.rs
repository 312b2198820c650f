//! Events: who tells of what, and which tellings are of one event.
//!
//! A sentence with a date is cut into clauses ([`segment`]); each date is asked what it does there ([`frame`]): it
//! dates the clause, a noun in it, or nothing that happened; [`predicate`] says whether the clause tells a deed or a
//! state; [`circumstance`] knows what only surrounds it; [`label`] and [`who`] say what and by whom in the clause's own words. Clauses that only come next (此后, 随后)
//! are kept without a date, behind their predecessor.
//!
//! [`gather`] lays the works side by side: [`likeness`] compares tellings, [`mod@join`] puts those of one event
//! together, [`copies`] knows passages that one work took from another, [`conflicts`] says where two works cannot both
//! be right. The words are data (`assets/rules/events.toml`).
//!
//! # Rules
//! The name of the rule that took a clause for an event is in `EventMention::rule` and `Attestation::rule`:
//!
//! | rule | the clause |
//! |---|---|
//! | `events.verb` | has a verb that tells a deed |
//! | `events.own-verb` | has a verb of those that the person added |
//! | `events.opening-verb` | begins with a verb of one character, right behind the date (任侍郎) |
//! | `events.closing-verb` | ends in one (吴少阳卒) |
//! | `events.mark` | has no known verb, but a particle or adverb of what happened once (被, 首次) |
//! | `events.noun` | ends in the name of something that happened (…战争, …大会) |
//! | `events.exact` | has no verb that is known, and nothing that speaks of a state, under a date of a year or less |
//! | `events.embedded` | stands within another: 1950年战争爆发后，… |
//! | `events.further` | tells another deed of another subject under the same date |
//! | `events.qualifier` | qualifies a noun: 1985年加入的条约, 2003年的某某战争 |
//! | `events.gloss` | stands before or in the brackets that hold the date |
//! | `events.bound` | names a bound of a phase |
//! | `events.order` | only comes next: 随后, 此后 |

mod bounds;
mod candidates;
mod circumstance;
mod conflicts;
mod copies;
mod dating;
mod deeds;
mod find;
mod frame;
mod gather;
mod join;
mod label;
mod likeness;
mod neighbours;
mod order;
mod predicate;
mod rivals;
mod segment;
mod shorten;
mod traits;
mod who;
mod words;

use std::ops::Range;

use super::{ActorMention, Reading, Rules};
use crate::calendar::Date;
use crate::model::{EventMention, Periodisation, TimeMention, Work};
use crate::text::Prose;
pub(super) use gather::gather as join;
pub(super) use words::EventWords;

/// What the parts of this module read of one work.
#[derive(Clone, Copy)]
struct Page<'a> {
    work: &'a Work,
    prose: &'a Prose,
    /// The clean text in simplified characters, in which every character has as many bytes as in its own form.
    text: &'a str,
    times: &'a [TimeMention],
    actors: &'a [ActorMention],
    reference: Option<Date>,
    rules: &'a Rules,
    words: &'a EventWords,
    /// The stretches that state the bounds of phases, ascending.
    phases: &'a [Range<usize>],
}

impl Page<'_> {
    /// The stretch of a phase's bounds that holds a time mention.
    fn phase_bounds(&self, mention: &TimeMention) -> Option<Range<usize>> {
        let at = self.phases.partition_point(|p| p.start <= mention.bytes.start);
        let phase = self.phases[..at].last()?;
        (mention.bytes.start < phase.end).then(|| phase.clone())
    }

    /// The placed dates that lie wholly in a stretch.
    fn dates_in(&self, bytes: &Range<usize>) -> impl Iterator<Item = &TimeMention> {
        let (start, end) = (bytes.start, bytes.end);
        let first = self.times.partition_point(|t| t.bytes.start < start);
        let within = self.times[first..].iter().take_while(move |t| t.bytes.start < end);
        within.filter(move |t| t.bytes.end <= end && !t.range.is_nowhere())
    }

    /// The end of the clause that goes on at a byte.
    fn clause_end(&self, at: usize) -> usize {
        let stop = |c: char| matches!(c, '，' | ',' | '。' | '；' | '）' | ')' | '】' | '\n' | '—');
        self.text[at..].find(stop).map_or(self.text.len(), |length| at + length)
    }
}

/// The tellings of events of one work in reading order.
pub(super) fn find(
    reading: &Reading<'_>,
    times: &[TimeMention],
    periodisations: &[Periodisation],
) -> Vec<EventMention> {
    let prose = &reading.work.prose;
    let bounds = periodisations.iter().flat_map(|p| &p.phases).filter_map(|p| p.bounds_as_written);
    let mut phases: Vec<Range<usize>> = bounds.map(|span| prose.bytes(span)).collect();
    phases.sort_by_key(|p| (p.start, p.end));
    let page = Page {
        work: reading.work,
        prose,
        text: reading.text,
        times,
        actors: reading.actors,
        reference: reading.reference,
        rules: reading.rules,
        words: &reading.rules.events,
        phases: &phases,
    };
    find::find(&page)
}
