use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{SourceText, Span};

/// A source of the corpus, by its place in [`super::Corpus::sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// What kind of file a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// Plain text.
    #[serde(rename = "text/plain")]
    PlainText,
    /// Markdown.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// A web page.
    #[serde(rename = "text/html")]
    Html,
    /// A web page saved in one file.
    #[serde(rename = "multipart/related")]
    Mhtml,
    /// A Word file.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// A Word file of old.
    #[serde(rename = "application/msword")]
    Doc,
    /// An OpenDocument text.
    #[serde(rename = "application/vnd.oasis.opendocument.text")]
    Odt,
    /// Rich text.
    #[serde(rename = "application/rtf")]
    Rtf,
    /// Slides.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    Pptx,
    /// An e-book.
    #[serde(rename = "application/epub+zip")]
    Epub,
    /// A document of fixed pages.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl MediaType {
    /// The Internet media type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainText => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Mhtml => "multipart/related",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Doc => "application/msword",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Rtf => "application/rtf",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Epub => "application/epub+zip",
            Self::Pdf => "application/pdf",
        }
    }

    /// What people call it, by the usual ending of its name.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Self::PlainText => "TXT",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Mhtml => "MHTML",
            Self::Docx => "DOCX",
            Self::Doc => "DOC",
            Self::Odt => "ODT",
            Self::Rtf => "RTF",
            Self::Pptx => "PPTX",
            Self::Epub => "EPUB",
            Self::Pdf => "PDF",
        }
    }
}

/// The encoding of a text file, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    /// The WHATWG name in lower case: `utf-8`, `gb18030`, `big5`, `utf-16le`.
    pub name: String,
    /// Whether it is a guess rather than stated by a byte order mark, valid UTF-8, or the person.
    pub guessed: bool,
}

/// Why a stretch of a source is not part of any reading text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoiseKind {
    /// Furniture of the page or site that carried the text.
    Boilerplate,
    /// A title that stands more than once before its text.
    RepeatedTitle,
    /// What a scanner made of dirt and rules.
    OcrNoise,
    /// The mark of a footnote inside the text.
    FootnoteMark,
}

/// A stretch of a source that is set apart, not deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Noise {
    /// The stretch.
    pub span: Span,
    /// Why.
    pub kind: NoiseKind,
}

/// One file, decoded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Its place in the corpus.
    pub id: SourceId,
    /// Where it lies.
    pub file: PathBuf,
    /// Its number in the archive that lies there, for a document in an archive.
    pub member: Option<usize>,
    /// Its path below the opened folder, with `/`, as shown and as kept in the study.
    pub path: String,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Its encoding, for text files.
    pub encoding: Option<Encoding>,
    /// The decoded text: the byte order mark removed, line ends as they are.
    pub text: Arc<SourceText>,
    /// What is not part of the reading text, ascending, without overlaps.
    pub noise: Vec<Noise>,
    /// XXH3-64 of the decoded text, to know the document again.
    pub fingerprint: u64,
}
