//! Which source of the corpus a study means by the name of a document.
//!
//! A document is known by its path and by the fingerprint of what it says: a file that was moved or renamed is known by
//! the latter, one that was edited by the former. One that was both, or was converted, is known by the person's quotes
//! that stand in it; that is looked for by a worker.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;

use crate::model::{Anchor, Corpus, Document, Entry, Source, SourceId, Study};
use crate::text::Folded;

/// The names under which entries speak of documents, and the sources that they mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DocumentNames {
    known: BTreeMap<String, SourceId>,
    /// Names that mean nothing in the corpus.
    missing: BTreeSet<String>,
    by_path: BTreeMap<String, SourceId>,
}

/// How a fingerprint is written.
pub(super) fn written(source: &Source) -> String {
    format!("{:016x}", source.fingerprint)
}

impl DocumentNames {
    /// Finds by path and fingerprint what the names of a study mean.
    #[must_use]
    pub(super) fn new(corpus: &Corpus, study: &Study) -> Self {
        let at = |path: &str| corpus.sources.iter().find(|source| source.path == path).map(AsRef::as_ref);
        let mut by_print: BTreeMap<String, Vec<&Source>> = BTreeMap::new();
        for source in &corpus.sources {
            by_print.entry(written(source)).or_default().push(source);
        }
        let by_path = corpus.sources.iter().map(|source| (source.path.clone(), source.id)).collect();
        let mut names = Self { by_path, ..Self::default() };
        for name in names_in(study) {
            let document = document(study, name);
            let path = document.map_or(name, |document| document.path.as_str());
            let at_path = at(path).or_else(|| at(name));
            let print = document.map_or("", |document| document.fingerprint.as_str());
            let same_print = by_print.get(print).and_then(|sources| {
                let called = |source: &&&Source| file_name(&source.path) == file_name(path);
                let here = sources.iter().find(|source| source.path == path);
                here.or_else(|| sources.iter().find(called)).or(sources.first()).copied()
            });
            match same_print.or(at_path) {
                Some(source) => drop(names.known.insert(name.to_owned(), source.id)),
                None => drop(names.missing.insert(name.to_owned())),
            }
        }
        names
    }

    /// The source that a name means; a name that the study has not used before is a path.
    #[must_use]
    pub(super) fn source(&self, name: &str) -> Option<SourceId> {
        let path = || self.by_path.get(name).filter(|_| !self.missing.contains(name));
        self.known.get(name).or_else(path).copied()
    }

    /// The sources that names are known to mean.
    pub(super) fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.known.values().copied()
    }

    /// Takes in the names that an entry uses for the first time, as paths; `false` when there are none.
    pub(super) fn learn(&mut self, entry: &Entry) -> bool {
        let mut learned = false;
        for name in names_of(entry) {
            if !self.known.contains_key(name)
                && let Some(source) = self.source(name)
            {
                self.known.insert(name.to_owned(), source);
                learned = true;
            }
        }
        learned
    }

    /// Says what a name means.
    pub(super) fn means(&mut self, name: &str, source: SourceId) {
        self.missing.remove(name);
        self.known.insert(name.to_owned(), source);
    }

    /// The list of documents for the study file: each document that entries speak of, where it is now, what it says
    /// now, and the names under which entries speak of it. A document that is not in the corpus stays as it was.
    #[must_use]
    pub(super) fn list(&self, corpus: &Corpus, study: &Study) -> Vec<Document> {
        let mut list: Vec<Document> = Vec::new();
        let mut told: BTreeSet<SourceId> = BTreeSet::new();
        for before in &study.documents {
            let means = self.known.get(&before.path).or_else(|| before.formerly.iter().find_map(|n| self.known.get(n)));
            let Some(source) = means.and_then(|&id| corpus.source(id)) else {
                list.push(before.clone());
                continue;
            };
            if told.insert(source.id) {
                list.push(self.entry(source));
            }
        }
        for &id in self.known.values() {
            if let Some(source) = corpus.source(id)
                && told.insert(id)
            {
                list.push(self.entry(source));
            }
        }
        list.sort_by(|a, b| a.path.cmp(&b.path));
        list
    }

    fn entry(&self, source: &Source) -> Document {
        let names = self.known.iter().filter(|&(name, id)| *id == source.id && *name != source.path);
        Document {
            path: source.path.clone(),
            fingerprint: written(source),
            formerly: names.map(|(name, _)| name.clone()).collect(),
        }
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn document<'a>(study: &'a Study, name: &str) -> Option<&'a Document> {
    let former = |document: &&Document| document.formerly.iter().any(|other| other == name);
    study.documents.iter().find(former).or_else(|| study.documents.iter().find(|document| document.path == name))
}

/// The names of documents that entries use.
fn names_in(study: &Study) -> BTreeSet<&str> {
    study.entries.values().flat_map(names_of).collect()
}

/// The names of documents that an entry uses.
fn names_of(entry: &Entry) -> impl Iterator<Item = &str> {
    let own = match entry {
        Entry::Periodisation(own) => own.document.as_deref(),
        Entry::Summary { document, .. } | Entry::Silent { document, .. } => document.as_deref(),
        Entry::Place { document, .. } | Entry::Read { document, .. } | Entry::Encoding { document, .. } => {
            Some(document.as_str())
        }
        Entry::Described { document, .. } | Entry::Seams { document, .. } => Some(document.as_str()),
        _ => None,
    };
    let columns = match entry {
        Entry::Columns { columns } => columns.as_slice(),
        _ => &[],
    };
    let columns = columns.iter().filter_map(|name| name.document.as_deref());
    entry.anchors().map(|anchor| anchor.document.as_str()).chain(own).chain(columns)
}

/// Quotes of one document that are looked for elsewhere, at most.
const QUOTES: usize = 48;
/// The shortest quote, in folded characters, that tells one document from another.
const TELLING: usize = 8;

/// The source in which most of the quotes stand, letter by letter but for their writing: at least half of them and two,
/// and twice as many as in any other source.
#[must_use]
pub(super) fn likest(corpus: &Corpus, anchors: &[&Anchor], taken: &BTreeSet<SourceId>) -> Option<SourceId> {
    let mut quotes: BTreeSet<String> = BTreeSet::new();
    let step = (anchors.len() / QUOTES).max(1);
    for anchor in anchors.iter().step_by(step) {
        let folded = Folded::new(&[anchor.prefix.as_str(), &anchor.exact, &anchor.suffix].concat());
        // A window of the middle: near the words, and more likely whole than all of it.
        let chars = folded.chars();
        let middle = chars.len().saturating_sub(3 * TELLING) / 2;
        let quote: String = chars.iter().skip(middle).take(3 * TELLING).collect();
        if quote.chars().count() >= TELLING {
            quotes.insert(quote);
        }
    }
    let mut counts: Vec<(usize, SourceId)> = corpus
        .sources
        .iter()
        .filter(|source| !taken.contains(&source.id))
        .map(|source| {
            let text: String = Folded::new(source.text.as_str()).chars().iter().collect();
            let stands = |quote: &&String| memmem::find(text.as_bytes(), quote.as_bytes()).is_some();
            (quotes.iter().filter(stands).count(), source.id)
        })
        .collect();
    counts.sort_by_key(|&(count, id)| (std::cmp::Reverse(count), id));
    let &(best, id) = counts.first()?;
    let second = counts.get(1).map_or(0, |&(count, _)| count);
    let least = (quotes.len() / 2).max(if quotes.len() == 1 { 1 } else { 2 });
    (best >= least && best >= second * 2 && best > 0).then_some(id)
}
