//! The record of a work: what it says of itself, and what the person says it is, who is right.

use std::sync::Arc;

use super::State;
use crate::calendar::Date;
use crate::model::{Corpus, Description, Entry, EntryId, Stated, WorkId, WorkMeta};

/// How the ids of descriptions begin.
const PREFIX: &str = "described ";

/// Whether an entry is the description of a work, by its id.
pub(super) fn is_description(id: &EntryId) -> bool {
    id.0.starts_with(PREFIX)
}

/// The id of the description of a work: there is one for each.
#[must_use]
pub fn described_id(document: &str, part: u32) -> EntryId {
    EntryId(format!("{PREFIX}{document}#{part}").into())
}

/// The path of the document that holds a work, and which of its works it is.
#[must_use]
pub fn part_of(corpus: &Corpus, id: WorkId) -> Option<(String, u32)> {
    let work = corpus.work(id)?;
    let source = corpus.source(work.source)?;
    let first = corpus.works.iter().position(|other| other.source == work.source)?;
    Some((source.path.clone(), id.0.checked_sub(first as u32)?))
}

impl State {
    /// Lays what the person says of works over what they say of themselves.
    pub(super) fn describe(&mut self) {
        let mut wanted: Vec<(WorkId, Description)> = Vec::new();
        for entry in self.study.entries.values() {
            let Entry::Described { document, part, fields } = entry else { continue };
            let source = self.corpus.sources.iter().find(|source| source.path == *document).map(|source| source.id);
            let own = |id: &&Arc<crate::model::Work>| Some(id.source) == source;
            let here = self.corpus.works.iter().filter(own).nth(*part as usize).map(|work| work.id);
            let work = here.or_else(|| self.whereabouts.works(document).get(*part as usize).copied());
            wanted.extend(work.map(|id| (id, fields.clone())));
        }
        if wanted.is_empty() && self.as_read.is_empty() {
            return;
        }
        let mut corpus = Corpus::clone(&self.corpus);
        for (id, meta) in std::mem::take(&mut self.as_read) {
            set(&mut corpus, id, meta);
        }
        for (id, fields) in wanted {
            let Some(read) = corpus.work(id).map(|work| work.meta.clone()) else { continue };
            set(&mut corpus, id, over(&read, &fields));
            self.as_read.entry(id).or_insert(read);
        }
        self.corpus = Arc::new(corpus);
    }

    /// What a work says of itself, whatever the person says.
    #[must_use]
    pub fn as_read(&self, id: WorkId) -> Option<&WorkMeta> {
        self.as_read.get(&id).or_else(|| self.corpus.work(id).map(|work| &work.meta))
    }
}

fn set(corpus: &mut Corpus, id: WorkId, meta: WorkMeta) {
    if let Some(work) = corpus.works.get_mut(id.0 as usize) {
        Arc::make_mut(work).meta = meta;
    }
}

/// The record with the person's fields in the place of those that were read.
fn over(read: &WorkMeta, fields: &Description) -> WorkMeta {
    let mut meta = read.clone();
    let stated = |value: &str| (!value.is_empty()).then(|| Stated { value: value.to_owned(), at: None });
    let lay = |own: &mut Option<Stated<String>>, said: &Option<String>| {
        if let Some(said) = said {
            *own = stated(said.trim());
        }
    };
    lay(&mut meta.title, &fields.title);
    lay(&mut meta.subtitle, &fields.subtitle);
    lay(&mut meta.doi, &fields.doi);
    lay(&mut meta.class_number, &fields.class_number);
    lay(&mut meta.fund, &fields.fund);
    lay(&mut meta.author_note, &fields.author_note);
    lay(&mut meta.venue, &fields.venue);
    lay(&mut meta.volume, &fields.volume);
    lay(&mut meta.issue, &fields.issue);
    lay(&mut meta.pages, &fields.pages);
    let lay_all = |own: &mut Vec<Stated<String>>, said: &Option<Vec<String>>| {
        if let Some(said) = said {
            *own = said.iter().filter_map(|value| stated(value.trim())).collect();
        }
    };
    lay_all(&mut meta.authors, &fields.authors);
    lay_all(&mut meta.keywords, &fields.keywords);
    lay_all(&mut meta.affiliations, &fields.affiliations);
    if fields.affiliations.is_some() {
        meta.affiliation = meta.affiliations.first().cloned();
    }
    if let Some(year) = &fields.year {
        let year = year.trim().parse::<i32>().ok();
        meta.year = year.map(|value| Stated { value, at: None });
        let other = |date: &Stated<Date>| Some(date.value.year()) != year;
        if meta.date.as_ref().is_some_and(other) {
            meta.date = None;
        }
    }
    if let Some(kind) = fields.kind {
        meta.kind = Some(Stated { value: kind, at: None });
    }
    meta
}
