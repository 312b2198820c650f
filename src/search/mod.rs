//! Search: words found in all works, whatever their script and width.
//!
//! A work's clean text is folded once ([`Folded`]): traditional to simplified, full width to half, capital to small,
//! curly quotes to straight ones. Folding keeps the number of characters, so that a hit in the folded text is a hit in
//! the text. A [`Query`] is folded in the same way and looked for as it stands: no index, for a scan of folded text
//! answers within a frame for any corpus that a person reads.

mod folded;

pub use folded::{Folded, fold};

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem::Finder;

use crate::model::{Work, WorkId};
use crate::text::{Prose, Span};

/// How many hits in one work are kept; all are counted.
pub const KEPT: usize = 5000;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Query {
    needle: String,
    finder: Finder<'static>,
}

impl Query {
    /// A query for words as typed; `None` when nothing is left of them.
    #[must_use]
    pub fn new(words: &str) -> Option<Self> {
        let needle: String = words.trim().chars().map(fold).collect();
        let finder = Finder::new(needle.as_bytes()).into_owned();
        (!needle.is_empty()).then_some(Self { needle, finder })
    }

    /// The words as they are looked for.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.needle
    }

    /// Where the words stand in a folded text, as bytes of the text that was folded.
    pub fn find<'a>(&'a self, text: &'a str, folded: &'a Folded) -> impl Iterator<Item = Range<usize>> + 'a {
        let length = self.needle.len();
        self.finder.find_iter(folded.text().as_bytes()).map(move |at| folded.original(text, at..at + length))
    }
}

/// A place where the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its bytes in the work's clean text.
    pub bytes: Range<usize>,
    /// The same in the source.
    pub span: Span,
}

/// The hits in one work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkHits {
    /// The work.
    pub work: WorkId,
    /// The hits in reading order, at most [`KEPT`].
    pub hits: Vec<Hit>,
    /// How many there are.
    pub count: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The words that were looked for, as typed.
    pub words: String,
    /// The works that have hits, in reading order.
    pub works: Vec<WorkHits>,
    /// How many hits there are in all.
    pub count: usize,
}

impl Found {
    /// The hits in one work.
    #[must_use]
    pub fn in_work(&self, work: WorkId) -> Option<&WorkHits> {
        self.works.iter().find(|hits| hits.work == work)
    }
}

/// The folded texts of works, made when they are first searched and kept while the works are the same.
#[derive(Debug, Default)]
pub struct Shelf {
    texts: Vec<(Arc<Prose>, Folded)>,
}

impl Shelf {
    /// Looks for words in works. `stop` is asked between works and ends the search without an answer.
    pub fn search(&mut self, words: &str, works: &[Arc<Work>], mut stop: impl FnMut() -> bool) -> Option<Found> {
        self.texts.truncate(works.len());
        let mut found = Found { words: words.to_owned(), ..Found::default() };
        let Some(query) = Query::new(words) else { return Some(found) };
        for (at, work) in works.iter().enumerate() {
            if stop() {
                return None;
            }
            let hits = search_work(&query, work, self.folded(at, work));
            if hits.count > 0 {
                found.count += hits.count;
                found.works.push(hits);
            }
        }
        Some(found)
    }

    fn folded(&mut self, at: usize, work: &Work) -> &Folded {
        let known = self.texts.get(at).is_some_and(|(prose, _)| Arc::ptr_eq(prose, &work.prose));
        if !known {
            self.texts.truncate(at);
            self.texts.push((Arc::clone(&work.prose), Folded::new(work.prose.text())));
        }
        &self.texts[at].1
    }
}

/// Looks for a query in one work.
#[must_use]
pub fn search_work(query: &Query, work: &Work, folded: &Folded) -> WorkHits {
    let prose = &work.prose;
    let mut hits = WorkHits { work: work.id, hits: Vec::new(), count: 0 };
    for bytes in query.find(prose.text(), folded) {
        if hits.count < KEPT {
            hits.hits.push(Hit { span: prose.span(bytes.clone()), bytes });
        }
        hits.count += 1;
    }
    hits
}
