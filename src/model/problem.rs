use serde::{Deserialize, Serialize};

use super::SourceId;
use crate::text::Span;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Something may be wrong or missing.
    Warning,
    /// A source could not be used.
    Error,
}

/// What kind of problem it is; the locales hold a sentence with a remedy for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The file cannot be read at all (rights, vanished, device error).
    Unreadable,
    /// The file holds no text.
    Empty,
    /// The kind of file is not one that is read.
    UnknownFormat,
    /// The file is larger than what is read.
    TooLarge,
    /// The file is broken or cut short.
    Broken,
    /// The file wants a password.
    Encrypted,
    /// Pages without text: an image of a text.
    Scanned,
    /// The encoding is a guess from little text.
    EncodingDoubtful,
    /// Bytes that do not belong to the encoding stood in the text and were replaced.
    EncodingDamaged,
    /// A metadata field could not be understood.
    MetadataDoubtful,
    /// Characters that no font at hand can draw.
    MissingGlyphs,
    /// A folder that leads back into itself.
    LinkLoop,
    /// Dates whose digits were lost, or that exist in no calendar.
    DateDamaged,
    /// Text whose character codes are not known for sure.
    TextUnreliable,
    /// A worker failed on this file; the rest went on.
    Internal,
}

/// Something that the person should know about a source, with the place if there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The source that it concerns; `None` for a file that did not become one.
    pub source: Option<SourceId>,
    /// The path as shown, for every problem.
    pub path: String,
    /// The place in the source.
    pub span: Option<Span>,
    /// How bad it is.
    pub severity: Severity,
    /// What kind it is.
    pub code: ProblemCode,
    /// Details in plain words (a character, a size, what the system said); may be empty.
    pub detail: String,
}
