use serde::{Deserialize, Serialize};

use crate::calendar::{DateRange, Precision};
use crate::text::Span;

/// How a time mention says its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// It names its year itself.
    Absolute,
    /// Its year or month comes from elsewhere (3月12日).
    Partial,
    /// It counts from another date (同年, 次年, 三年后, 今年).
    Relative,
    /// Two bounds of one stretch.
    Range,
    /// Found, and never placed.
    Vague,
}

/// A stretch of text that speaks of a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// The words.
    pub span: Span,
    /// The byte range of the same words in the work's clean text.
    pub bytes: std::ops::Range<usize>,
    /// How it says its date.
    pub kind: TimeKind,
    /// How exactly.
    pub precision: Precision,
    /// The days; nowhere for a vague one.
    pub range: DateRange,
    /// For a range: what the first and the last bound may mean, each as an interval of its own.
    pub bounds: Option<Box<(DateRange, DateRange)>>,
    /// Where its year (month, century) comes from: earlier mentions or metadata, nearest first.
    pub basis: Box<[Span]>,
    /// Whether it is a day or month of the lunar calendar.
    pub lunar: bool,
    /// Whether it belongs to the work's own data (issue, web stamp) or to the name of something, so that it is no
    /// time of an event.
    pub role: TimeRole,
    /// The rule that read it, by its name in the documentation of `analysis::times`.
    pub rule: super::RuleName,
}

/// What a time mention does in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimeRole {
    /// It dates what the sentence tells.
    #[default]
    Running,
    /// It is part of the work's own data: an issue, a stamp, a source note.
    Stamp,
    /// It is part of a name (“9·19共同声明”).
    InName,
}
