//! Search: words found in all works, whatever their script and width.
//!
//! A work's clean text is folded once ([`Folded`]): traditional to simplified, full width to half, capital to small,
//! curly quotes to straight ones. Folding keeps the number of characters, so that a hit in the folded text is a hit in
//! the text. A [`Query`] is folded in the same way and looked for as it stands: no index, for a scan of folded text
//! answers within a frame for any corpus that a person reads, and what is typed after that is only looked for where the
//! words before it stood.

mod folded;
mod query;

pub use folded::{Folded, fold};
pub use query::Query;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Work, WorkId};
use crate::text::{Prose, Span};

/// How many hits in one work are kept; all are counted.
pub const KEPT: usize = 5000;
/// How many places of hits are remembered, so that what is typed next is only looked for there.
const REMEMBERED: usize = 8 << 20;

/// What the person asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The words as typed.
    pub words: String,
    /// Whether they are a regular expression.
    pub expression: bool,
    /// Whether other names of the same actor are looked for too.
    pub aliases: bool,
}

impl Asked {
    /// Plain words.
    #[must_use]
    pub fn words(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.words.trim().is_empty()
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
    /// What was asked for.
    pub asked: Asked,
    /// The works that have hits, in reading order.
    pub works: Vec<WorkHits>,
    /// How many hits there are in all.
    pub count: usize,
    /// What is wrong with the regular expression, if anything.
    pub fault: Option<String>,
}

impl Found {
    /// The hits in one work.
    #[must_use]
    pub fn in_work(&self, work: WorkId) -> Option<&WorkHits> {
        self.works.iter().find(|hits| hits.work == work)
    }
}

/// The folded texts of works, made when they are first searched and kept while the works are the same; and where the
/// last words stood.
#[derive(Debug, Default)]
pub struct Shelf {
    texts: Vec<(Arc<Prose>, Folded)>,
    last: Option<Last>,
}

/// All places of the last words, work by work, as bytes of the folded texts.
#[derive(Debug)]
struct Last {
    needle: String,
    places: Vec<Vec<(u32, u32)>>,
}

impl Shelf {
    /// Looks in works for what was asked; `others` are further names of the same thing. `stop` is asked now and then
    /// and ends the search without an answer.
    pub fn search(
        &mut self,
        asked: &Asked,
        others: &[String],
        works: &[Arc<Work>],
        mut stop: impl FnMut() -> bool,
    ) -> Option<Found> {
        let mut found = Found { asked: asked.clone(), ..Found::default() };
        let query = match Query::of(asked, others) {
            Ok(Some(query)) => query,
            Ok(None) => return Some(found),
            Err(fault) => {
                found.fault = Some(fault);
                return Some(found);
            }
        };
        if self.texts.len() != works.len() {
            self.last = None;
        }
        self.texts.truncate(works.len());
        let mut last = Some(Last { needle: query.folded().to_owned(), places: Vec::new() });
        let mut remembered = 0;
        for (at, work) in works.iter().enumerate() {
            if stop() {
                return None;
            }
            self.take(at, work);
            let folded = &self.texts[at].1;
            let before = self.last.as_ref().filter(|last| query.narrows() && query.folded().starts_with(&last.needle));
            let places = match before.and_then(|last| last.places.get(at)) {
                Some(places) => query.find_at(folded, places),
                None => query.find(folded, &mut stop)?,
            };
            if !places.is_empty() {
                found.count += places.len();
                found.works.push(hits(work, folded, &places));
            }
            remembered += places.len();
            match &mut last {
                Some(last) if remembered <= REMEMBERED => last.places.push(places),
                _ => last = None,
            }
        }
        self.last = last.filter(|_| query.narrows());
        Some(found)
    }

    /// Takes a work on to the shelf, where it is not there already.
    fn take(&mut self, at: usize, work: &Work) {
        let known = self.texts.get(at).is_some_and(|(prose, _)| Arc::ptr_eq(prose, &work.prose));
        if !known {
            self.texts.truncate(at);
            self.texts.push((Arc::clone(&work.prose), Folded::new(&work.prose.text())));
            self.last = None;
        }
    }
}

/// The first places in a work as hits.
fn hits(work: &Work, folded: &Folded, places: &[(u32, u32)]) -> WorkHits {
    let prose = &work.prose;
    let kept = places.get(..KEPT).unwrap_or(places);
    let bytes = folded.originals(prose, kept);
    let hits = bytes.into_iter().map(|bytes| Hit { span: prose.span(bytes.clone()), bytes }).collect();
    WorkHits { work: work.id, hits, count: places.len() }
}
