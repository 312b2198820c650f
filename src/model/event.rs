use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::WorkId;
use crate::calendar::{DateRange, Precision};
use crate::text::Span;

/// What one sentence tells of one event: found in one work, before works are laid side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMention {
    /// The clause that tells it, as bytes of the work's clean text.
    pub bytes: Range<usize>,
    /// The same clause in the source.
    pub clause: Span,
    /// The sentence around it.
    pub sentence: Span,
    /// The index of its time mention in the work's findings; `None` where only the order is known.
    pub time: Option<usize>,
    /// The days: as a rule those of the time mention, or one bound of it where that states a stretch between two
    /// events; nowhere where only the order is known.
    pub range: DateRange,
    /// How exactly.
    pub precision: Precision,
    /// Where only the order is known: the index of the telling that it follows in the work's findings.
    pub after: Option<usize>,
    /// A short label made from the clause's own words.
    pub label: String,
    /// Who took part, by canonical name, the one who acts first.
    pub actors: Vec<String>,
    /// Where it happened, as stated.
    pub place: Option<String>,
    /// The rule that found it, by its name in the documentation of `analysis::events`.
    pub rule: super::RuleName,
}

/// One work's telling of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// The work.
    pub work: WorkId,
    /// The sentence.
    pub sentence: Span,
    /// The clause that tells it.
    pub clause: Span,
    /// The words of the date; empty at the clause's start where there is none.
    pub time: Span,
    /// The days that this work gives.
    pub range: DateRange,
    /// How exactly this work gives them.
    pub precision: Precision,
    /// The rule that found it, by its name in the documentation of `analysis::events`.
    pub rule: super::RuleName,
    /// The work from which the passage was copied, so that it does not count as independent.
    pub copied_from: Option<WorkId>,
}

/// Something that happened, with everyone who tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The days, from the most exact attestation that the others allow.
    pub range: DateRange,
    /// How exactly.
    pub precision: Precision,
    /// A short label.
    pub label: String,
    /// Who took part, by canonical name, the one who acts first.
    pub actors: Vec<String>,
    /// Where it happened, as stated.
    pub place: Option<String>,
    /// Who tells it, in the order of the works.
    pub attestations: Vec<Attestation>,
    /// Whether only its order among the neighbours is known.
    pub order_only: bool,
}

impl Event {
    /// The number of works that tell it independently.
    #[must_use]
    pub fn independent(&self) -> usize {
        let mut works: Vec<_> = self.attestations.iter().filter(|a| a.copied_from.is_none()).map(|a| a.work).collect();
        works.sort_unstable();
        works.dedup();
        works.len()
    }
}

/// In what two works differ about one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// The date.
    Date,
    /// What came first.
    Order,
    /// Why it happened.
    Cause,
    /// What it, or a person in it, is called.
    Name,
    /// A figure.
    Figure,
}

/// Two works that cannot both be right about something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// In what they differ.
    pub kind: ConflictKind,
    /// What they differ about, in a few words.
    pub about: String,
    /// The event, by its place in [`super::JointFindings::events`], where it is about one.
    pub event: Option<usize>,
    /// The sentences that stand against each other.
    pub places: Vec<super::Place>,
}
