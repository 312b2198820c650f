//! What the person wrote beside the documents, by what it is about.

use std::collections::BTreeMap;

use super::super::found::Found;
use super::aliases::Aliases;
use super::{Column, WorkRow, columns};
use crate::model::{Entry, EntryId, Holder, Place, Study, TopicId};

/// Her summaries by cell.
pub(super) fn summaries(
    study: &Study,
    found: &Found<'_>,
    aliases: &Aliases<'_>,
    works: &[WorkRow],
) -> BTreeMap<(TopicId, Column), (EntryId, String)> {
    let mut summaries = BTreeMap::new();
    for (id, entry) in &study.entries {
        let Entry::Summary { topic, holder, document, part, text } = entry else { continue };
        if let Some(column) = column(found, works, &aliases.resolve(holder), document.as_deref(), *part) {
            summaries.insert((topic.clone(), column), (id.clone(), text.clone()));
        }
    }
    summaries
}

/// The column of which an entry speaks; none where its work is gone.
fn column(found: &Found<'_>, works: &[WorkRow], holder: &Holder, document: Option<&str>, part: u32) -> Option<Column> {
    let work = match document {
        Some(name) => Some(found.part(name, part)?),
        None => None,
    };
    columns::named(works, holder, work)
}

/// Her paragraphs by topic.
pub(super) fn paragraphs(study: &Study) -> BTreeMap<TopicId, (EntryId, String)> {
    let entries = study.entries.iter().filter_map(|(id, entry)| match entry {
        Entry::Paragraph { topic, text } => Some((topic.clone(), (id.clone(), text.clone()))),
        _ => None,
    });
    entries.collect()
}

/// The cells of which she said that nothing is there.
pub(super) fn silent(
    study: &Study,
    found: &Found<'_>,
    aliases: &Aliases<'_>,
    works: &[WorkRow],
) -> BTreeMap<(TopicId, Column), EntryId> {
    let mut silent = BTreeMap::new();
    for (id, entry) in &study.entries {
        let Entry::Silent { topic, holder, document, part } = entry else { continue };
        if let Some(column) = column(found, works, &aliases.resolve(holder), document.as_deref(), *part) {
            silent.insert((topic.clone(), column), id.clone());
        }
    }
    silent
}

/// Her notes and highlights in reading order.
pub(super) fn notes(study: &Study, found: &Found<'_>) -> Vec<(Place, EntryId)> {
    let mut notes: Vec<_> = study
        .entries
        .iter()
        .filter_map(|(id, entry)| match entry {
            Entry::Note(note) => Some((found.place(&note.at)?, id.clone())),
            _ => None,
        })
        .collect();
    notes.sort();
    notes
}
