use serde::{Deserialize, Serialize};

use super::WorkId;
use crate::calendar::DateRange;
use crate::text::Span;

/// One end of a phase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The words of the author.
    pub span: Option<Span>,
    /// The days that the words may mean; nowhere where they name none.
    pub range: DateRange,
    /// Whether it is open (…至今).
    pub open: bool,
    /// Where the days come from when the words name an event without a date: the neighbouring phase's bound, or a
    /// dated mention of the same event.
    pub basis: Option<Span>,
}

/// What a sentence within a phase tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AspectKind {
    /// The circumstances.
    Background,
    /// What one side wanted and did.
    Policy,
    /// What marks the phase.
    Feature,
    /// Something that happened in it.
    Event,
}

/// A sentence within the text of a phase, by what it tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    /// What it tells.
    pub kind: AspectKind,
    /// Whose policy it is, by canonical name.
    pub actor: Option<String>,
    /// The sentence or clause.
    pub span: Span,
}

/// One phase of a periodisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Its number, from 1.
    pub ordinal: u32,
    /// Its name in the author's words.
    pub label: String,
    /// Where the name stands.
    pub label_span: Span,
    /// Where it begins.
    pub begin: Bound,
    /// Where it ends.
    pub end: Bound,
    /// The days, as exactly as the bounds allow: the first day of the first bound to the last day of the last.
    pub range: DateRange,
    /// The words of the author for both bounds.
    pub bounds_as_written: Option<Span>,
    /// The sentence that sets the phase.
    pub span: Span,
    /// The stretch of text that treats of it, where there is one.
    pub treated: Option<Span>,
    /// What that stretch tells.
    pub aspects: Vec<Aspect>,
}

/// How one author divides a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periodisation {
    /// The work that states it.
    pub work: WorkId,
    /// The stretch that states it, from the announcement to the last phase's bounds.
    pub span: Span,
    /// What is divided, in the author's words, where stated.
    pub subject: Option<String>,
    /// The phases in order.
    pub phases: Vec<Phase>,
    /// What rule found it.
    pub rule: super::RuleName,
}
