//! Where the anchors of the study are in the corpus.
//!
//! What stands where it stood is found at once; the rest is looked for by a worker ([`Search`]), and until it answers
//! is nowhere. What was found in a text is known for as long as the text is the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::anchor::{Finder, Health, Refound};
use super::documents::{self, DocumentNames};
use crate::model::{Anchor, Corpus, Document, Entry, Place, SourceId, Study, WorkId};

/// What became of every anchor.
#[derive(Debug, Default)]
pub struct Whereabouts {
    names: DocumentNames,
    found: HashMap<u128, Known>,
    /// The works of each source, in reading order.
    works: Vec<Vec<WorkId>>,
    /// Whether no more documents come.
    complete: bool,
    /// Names of missing documents that were looked for among the others.
    looked_for: BTreeSet<String>,
    /// Counts the corpora, so that the answer to a search in an older one is known.
    corpora: u64,
}

/// What is known of an anchor.
#[derive(Clone, Debug)]
struct Known {
    source: SourceId,
    /// The text in which it was looked for.
    fingerprint: u64,
    refound: Refound,
}

/// Work for a worker: anchors that do not stand where they stood.
#[derive(Clone, Debug, Default)]
pub struct Search {
    corpus: Arc<Corpus>,
    corpora: u64,
    names: DocumentNames,
    /// Anchors by the name of their document.
    wanted: BTreeMap<String, Vec<Anchor>>,
}

/// What a worker has found.
#[derive(Clone, Debug, Default)]
pub struct Searched {
    corpora: u64,
    found: Vec<(Anchor, SourceId, Refound)>,
    /// Documents that were known by the quotes that stand in them.
    names: Vec<(String, SourceId)>,
}

/// Who an anchor is, whatever entry holds it.
fn key(anchor: &Anchor) -> u128 {
    let mut hash = Xxh3::new();
    for part in [&anchor.document, &anchor.exact, &anchor.prefix, &anchor.suffix] {
        hash.update(&part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(&anchor.position.start.to_le_bytes());
    hash.digest128()
}

impl Whereabouts {
    /// Takes in a new corpus, or a study that was not there before. Answers what must be searched for.
    pub(super) fn follow(&mut self, corpus: &Arc<Corpus>, study: &Study, complete: bool) -> Option<Search> {
        self.names = DocumentNames::new(corpus, study);
        self.complete = complete;
        self.corpora += 1;
        self.looked_for.clear();
        self.works = vec![Vec::new(); corpus.sources.len()];
        for work in &corpus.works {
            if let Some(works) = self.works.get_mut(work.source.0 as usize) {
                works.push(work.id);
            }
        }
        self.look_for(corpus, study.entries.values())
    }

    /// Takes in the documents that an entry speaks of for the first time; `false` when there are none.
    pub(super) fn learn(&mut self, entry: &Entry) -> bool {
        self.names.learn(entry)
    }

    /// Takes in entries that have changed. Answers what must be searched for.
    pub(super) fn look_for<'a>(
        &mut self,
        corpus: &Arc<Corpus>,
        entries: impl Iterator<Item = &'a Entry>,
    ) -> Option<Search> {
        let mut wanted: BTreeMap<String, Vec<Anchor>> = BTreeMap::new();
        let mut finders: BTreeMap<SourceId, Finder<'_>> = BTreeMap::new();
        for anchor in entries.flat_map(Entry::anchors) {
            let Some(source) = self.names.source(&anchor.document).and_then(|id| corpus.source(id)) else {
                if self.complete && !self.looked_for.contains(&anchor.document) {
                    wanted.entry(anchor.document.clone()).or_default().push(anchor.clone());
                }
                continue;
            };
            let key = key(anchor);
            let known = self.found.get(&key);
            if known.is_some_and(|known| known.source == source.id && known.fingerprint == source.fingerprint) {
                continue;
            }
            let finder = finders.entry(source.id).or_insert_with(|| Finder::new(&source.text));
            if finder.stands(anchor) {
                let refound = Refound { span: Some(anchor.position), health: Health::Kept, guesses: Vec::new() };
                self.found.insert(key, Known { source: source.id, fingerprint: source.fingerprint, refound });
            } else {
                wanted.entry(anchor.document.clone()).or_default().push(anchor.clone());
            }
        }
        self.looked_for.extend(wanted.keys().cloned());
        let search = Search { corpus: Arc::clone(corpus), corpora: self.corpora, names: self.names.clone(), wanted };
        (!search.wanted.is_empty()).then_some(search)
    }

    /// Takes in what a worker has found; `false` when it has searched an older corpus.
    pub(super) fn take(&mut self, searched: Searched, corpus: &Corpus) -> bool {
        if searched.corpora != self.corpora {
            return false;
        }
        for (name, source) in searched.names {
            self.names.means(&name, source);
        }
        for (anchor, source, refound) in searched.found {
            let Some(source) = corpus.source(source) else { continue };
            self.found.insert(key(&anchor), Known { source: source.id, fingerprint: source.fingerprint, refound });
        }
        true
    }

    /// The documents as a study file lists them.
    pub(super) fn documents(&self, corpus: &Corpus, study: &Study) -> Vec<Document> {
        self.names.list(corpus, study)
    }

    /// The works of the document of a name, in reading order.
    pub(super) fn works(&self, name: &str) -> &[WorkId] {
        let source = self.names.source(name);
        source.and_then(|source| self.works.get(source.0 as usize)).map_or(&[], Vec::as_slice)
    }

    fn known(&self, corpus: &Corpus, anchor: &Anchor) -> Option<&Known> {
        let known = self.found.get(&key(anchor))?;
        let source = corpus.source(known.source)?;
        (source.fingerprint == known.fingerprint).then_some(known)
    }

    /// Where an anchor is now.
    #[must_use]
    pub fn place(&self, corpus: &Corpus, anchor: &Anchor) -> Option<Place> {
        let known = self.known(corpus, anchor)?;
        self.in_work(corpus, known.source, known.refound.span?)
    }

    /// The place of a stretch of a source: in the work that holds most of it.
    fn in_work(&self, corpus: &Corpus, source: SourceId, span: crate::text::Span) -> Option<Place> {
        let works = self.works.get(source.0 as usize)?;
        let start = |&id: &WorkId| corpus.work(id).map_or(0, |work| work.span.start);
        let next = works.partition_point(|id| start(id) <= span.start);
        let near = works.get(next.saturating_sub(1)..works.len().min(next + 1))?;
        let overlap = |id: &&WorkId| corpus.work(**id).map_or(0, |work| work.span.overlap(span));
        let work = near.iter().rev().max_by_key(overlap)?;
        Some(Place { work: *work, span })
    }

    /// How an anchor was found, and where it may be; `None` while it is being looked for.
    #[must_use]
    pub fn state_of(&self, corpus: &Corpus, anchor: &Anchor) -> Option<AnchorState> {
        if let Some(known) = self.known(corpus, anchor) {
            let guesses = known.refound.guesses.iter();
            let guesses = guesses.filter_map(|g| Some((self.in_work(corpus, known.source, g.span)?, g.likeness)));
            return Some(AnchorState { health: known.refound.health, guesses: guesses.collect() });
        }
        let gone = self.complete && self.names.source(&anchor.document).is_none();
        gone.then(|| AnchorState { health: Health::Lost, guesses: Vec::new() })
    }
}

/// How an anchor was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorState {
    /// How well.
    pub health: Health,
    /// Where it may be, with the likeness in per cent, the likeliest first.
    pub guesses: Vec<(Place, u8)>,
}

/// A document whose quotes are missing to this share, is looked for under other names.
const ESTRANGED: f32 = 0.7;

impl Search {
    /// Searches. Takes its time: for workers.
    #[must_use]
    pub fn run(&self) -> Searched {
        let mut searched = Searched { corpora: self.corpora, ..Searched::default() };
        let mut taken: BTreeSet<SourceId> = self.names.sources().collect();
        for (name, anchors) in &self.wanted {
            let here = self.names.source(name);
            let found = here.map_or_else(Vec::new, |source| self.in_source(source, anchors));
            let lost = found.iter().filter(|(.., refound)| refound.health == Health::Lost).count();
            let estranged = here.is_none() || lost > 2 && lost as f32 >= ESTRANGED * anchors.len() as f32;
            let quotes: Vec<&Anchor> = anchors.iter().collect();
            if estranged && let Some(other) = documents::likest(&self.corpus, &quotes, &taken) {
                taken.insert(other);
                searched.names.push((name.clone(), other));
                searched.found.extend(self.in_source(other, anchors));
            } else {
                searched.found.extend(found);
            }
        }
        searched
    }

    fn in_source(&self, source: SourceId, anchors: &[Anchor]) -> Vec<(Anchor, SourceId, Refound)> {
        let Some(text) = self.corpus.source(source).map(|source| &source.text) else { return Vec::new() };
        let mut finder = Finder::new(text);
        let mut anchors: Vec<&Anchor> = anchors.iter().collect();
        anchors.sort_by_key(|anchor| anchor.position);
        anchors.into_iter().map(|anchor| (anchor.clone(), source, finder.find(anchor))).collect()
    }
}
