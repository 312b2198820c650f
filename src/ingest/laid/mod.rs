//! Documents that know their own structure (web pages, Word files, e-books, PDF): a reader of the format sets their
//! words into one text, block by block, and [`works`] makes works of it as of any other text.
//!
//! The text that is made here is the source to which every offset points: one block a line, words of one block in one
//! piece, white space as a page shows it.

mod setter;
mod works;

use std::ops::Range;

pub(super) use setter::Setter;
pub(super) use works::{set_head, works};

use super::draft::Draft;
use crate::model::{NoiseKind, ProblemCode, Severity, WorkMeta};

/// A document set into one text.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) text: String,
    /// Its blocks in reading order.
    pub(super) drafts: Vec<Draft>,
    /// Stretches that belong to no reading text.
    pub(super) noise: Vec<(Range<usize>, NoiseKind)>,
    /// The bytes at which text of a page begins, with its number from 1, for documents with pages; ascending in the
    /// first.
    pub(super) pages: Vec<(usize, u32)>,
    /// Where the lines stand on their pages, for documents with pages.
    pub(super) places: Vec<PageLine>,
    /// What the document says of itself outside its text.
    pub(super) said: Said,
    /// What went wrong or is doubtful.
    pub(super) faults: Vec<Fault>,
    /// Whether it is one work, so that no seams are looked for.
    pub(super) one_work: bool,
}

/// A line of the text on its page.
#[derive(Clone, Debug)]
pub(super) struct PageLine {
    pub(super) bytes: Range<usize>,
    /// The number of the page, from 1.
    pub(super) page: u32,
    /// Left, top, right and bottom as parts of the page's width and height.
    pub(super) area: [f32; 4],
}

/// What a document says of itself outside its text.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) meta: WorkMeta,
    /// Whether it was written for readers and libraries (citation tags, the record of an e-book) rather than by the
    /// program that saved the file, whose word counts only where the text bears it out.
    pub(super) trusted: bool,
}

/// Something that went wrong while a document was read.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) bytes: Option<Range<usize>>,
    pub(super) severity: Severity,
    pub(super) code: ProblemCode,
    /// Details in plain words: a part of the file, a page.
    pub(super) detail: String,
}

impl Fault {
    /// A fault that costs the whole document.
    pub(super) fn fatal(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { bytes: None, severity: Severity::Error, code, detail: detail.into() }
    }

    /// A fault that costs or spoils a part of it.
    pub(super) fn partial(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { bytes: None, severity: Severity::Warning, code, detail: detail.into() }
    }
}
