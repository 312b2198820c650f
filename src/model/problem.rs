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

impl ProblemCode {
    /// What it is and what can be done, in English, for scripts; the window says it in its own words.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Unreadable => "cannot be opened: check its permissions, or whether it is still there",
            Self::Empty => "holds no text",
            Self::UnknownFormat => "is of a kind that is not read: save it as text first",
            Self::TooLarge => "is too large: split it",
            Self::Broken => "is damaged or cut short: download or save it again",
            Self::Encrypted => "has a password: remove it first",
            Self::Scanned => "holds images without text: run character recognition first",
            Self::EncodingDoubtful => "is in an encoding that was guessed from little text",
            Self::EncodingDamaged => "holds bytes that do not fit its encoding; they were replaced by U+FFFD",
            Self::MetadataDoubtful => "has a metadata field that was not understood and left out",
            Self::MissingGlyphs => "holds characters that no font at hand can draw",
            Self::LinkLoop => "is a link that leads a folder back into itself; left out",
            Self::DateDamaged => "holds dates that lack digits or exist in no calendar; they were not placed",
            Self::TextUnreliable => "holds text whose character codes are not known for sure: compare the original",
            Self::Internal => "made the reader fail; the rest went on",
        }
    }
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
