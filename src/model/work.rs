use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::SourceId;
use crate::calendar::Date;
use crate::text::{Prose, Span};

/// A work of the corpus, by its place in [`super::Corpus::works`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WorkId(pub u32);

/// A value of the metadata, with the place that states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where the source says so; `None` when it comes from the file's name or properties.
    pub at: Option<Span>,
}

/// What kind of publication a work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// An article of a journal or magazine.
    JournalArticle,
    /// A dissertation or thesis.
    Thesis,
    /// A paper written for a course.
    CoursePaper,
    /// Slides of a lecture.
    Slides,
    /// A book or a part of one.
    Book,
    /// A piece in a newspaper.
    NewspaperArticle,
    /// A page of the web.
    WebPage,
    /// Anything else, or not stated.
    Other,
}

/// What the source says of the work itself. A field that is not stated is empty: wrong is worse than missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkMeta {
    /// The title.
    pub title: Option<Stated<String>>,
    /// What stands below it after a dash.
    pub subtitle: Option<Stated<String>>,
    /// The authors in order.
    pub authors: Vec<Stated<String>>,
    /// The body to which the first author belongs.
    pub affiliation: Option<Stated<String>>,
    /// All bodies to which the authors belong, in the order in which they are named.
    pub affiliations: Vec<Stated<String>>,
    /// The journal, newspaper, publisher or university.
    pub venue: Option<Stated<String>>,
    /// The year of publication.
    pub year: Option<Stated<i32>>,
    /// The day of publication where it is known to the month or day; the first of the month when only that is known.
    pub date: Option<Stated<Date>>,
    /// The volume.
    pub volume: Option<Stated<String>>,
    /// The issue.
    pub issue: Option<Stated<String>>,
    /// The pages, `73-79`.
    pub pages: Option<Stated<String>>,
    /// The keywords in order.
    pub keywords: Vec<Stated<String>>,
    /// The number in the Chinese Library Classification (中图分类号).
    pub class_number: Option<Stated<String>>,
    /// The DOI, without what resolves it.
    pub doi: Option<Stated<String>>,
    /// The grant that the work names.
    pub fund: Option<Stated<String>>,
    /// What the work says of its authors.
    pub author_note: Option<Stated<String>>,
    /// The kind of publication.
    pub kind: Option<Stated<WorkKind>>,
    /// The kind in the source's own words, where it has them.
    pub kind_as_written: Option<Stated<String>>,
    /// A remark on the work (front matter `note`).
    pub note: Option<Stated<String>>,
    /// Abstract, where it is set apart.
    pub summary: Option<Span>,
}

/// What a block of a work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// The title of the work, where it stands in the text.
    Title,
    /// A heading; 1 is the highest.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A list item at a depth (0 outermost), with its marker as shown (`•`, `1.`).
    Item {
        /// Depth, 0 outermost.
        depth: u8,
        /// The marker as shown.
        marker: Box<str>,
    },
    /// A quotation set apart.
    Quote,
    /// A line of metadata (author, venue, keywords).
    Byline,
    /// The abstract.
    Abstract,
    /// A footnote or endnote, with its mark.
    Footnote(Box<str>),
    /// A row of a table; the cells are separated by U+0009 in the runs' stand-ins.
    TableRow {
        /// Whether it is the head.
        head: bool,
    },
    /// Text to be kept as it stands (code, verse).
    Preformatted,
    /// A rule between parts.
    Rule,
}

/// How a run of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunStyle {
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// The mark of a footnote, raised.
    pub note_mark: bool,
    /// What is set over the words before it: their reading (ruby). Not part of the prose.
    pub reading: bool,
    /// Noise inside the running text; shown faded, or not at all, and not part of the prose.
    pub noise: bool,
}

/// A stretch of source text inside a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The stretch.
    pub span: Span,
    /// How it is set.
    pub style: RunStyle,
    /// What is shown in its place, where that is not the source itself: a space for a line end, a character for an
    /// entity. As many characters as there are; all stand for the whole span.
    pub shown: Option<Box<str>>,
}

impl Run {
    /// A run of plain text.
    #[must_use]
    pub fn plain(span: Span) -> Self {
        Self { span, style: RunStyle::default(), shown: None }
    }
}

/// A paragraph, heading, item or the like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The whole stretch, markup included.
    pub span: Span,
    /// What is shown, in order; gaps between runs are markup and soft line ends.
    pub runs: Vec<Run>,
}

/// One article, chapter, talk.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Work {
    /// Its place in the corpus.
    pub id: WorkId,
    /// The source that holds it.
    pub source: SourceId,
    /// The stretch of the source that it takes up.
    pub span: Span,
    /// What the source says of it.
    pub meta: WorkMeta,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// Its clean text; made anew from blocks and source where a reading is taken from the cache.
    #[serde(skip)]
    pub prose: Arc<Prose>,
}

impl Work {
    /// The title, or an empty string.
    #[must_use]
    pub fn title(&self) -> &str {
        self.meta.title.as_ref().map_or("", |title| &title.value)
    }

    /// The first author's name, if the work is signed.
    #[must_use]
    pub fn author(&self) -> Option<&str> {
        self.meta.authors.first().map(|author| author.value.as_str())
    }

    /// The day from which “this year” counts: the day of publication, or the middle of its year.
    #[must_use]
    pub fn reference_date(&self) -> Option<Date> {
        let date = self.meta.date.as_ref().map(|date| date.value);
        date.or_else(|| self.meta.year.as_ref().and_then(|year| Date::new(year.value, 7, 1)))
    }
}
