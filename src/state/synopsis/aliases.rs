//! The table of aliases: which names the person says are one party's.

use std::collections::BTreeMap;

use crate::model::{Corpus, Entry, EntryId, Holder, HolderKind, Study};

/// The names that the person has given up, each with the name under which it goes on.
#[derive(Debug, Default)]
pub(super) struct Aliases<'a> {
    names: BTreeMap<&'a str, &'a str>,
    kinds: BTreeMap<&'a str, HolderKind>,
}

impl<'a> Aliases<'a> {
    pub(super) fn new(corpus: &'a Corpus, study: &'a Study) -> Self {
        let names: BTreeMap<&str, &str> = study
            .entries
            .values()
            .filter_map(|entry| match entry {
                Entry::Alias { name, stands_for } => Some((name.as_str(), stands_for.as_str())),
                _ => None,
            })
            .collect();
        let mut kinds = BTreeMap::new();
        if !names.is_empty() {
            for claim in corpus.claims().filter(|claim| claim.holder().kind != HolderKind::Author) {
                kinds.entry(claim.holder().name.as_str()).or_insert(claim.holder().kind);
            }
        }
        Self { names, kinds }
    }

    /// The party that a holder is; an author is always himself.
    pub(super) fn resolve(&self, holder: &Holder) -> Holder {
        let mut holder = holder.clone();
        // A ring of aliases ends where it has been gone round once.
        for _ in 0..self.names.len().min(8) {
            let Some(name) = self.names.get(holder.name.as_str()).filter(|_| holder.kind != HolderKind::Author) else {
                break;
            };
            holder = Holder { kind: self.kinds.get(name).copied().unwrap_or(holder.kind), name: (*name).to_owned() };
        }
        holder
    }
}

/// The table as the person made it: the entry, the name given up, and the name that stands.
#[must_use]
pub fn aliases(study: &Study) -> Vec<(EntryId, String, String)> {
    let entries = study.entries.iter().filter_map(|(id, entry)| match entry {
        Entry::Alias { name, stands_for } => Some((id.clone(), name.clone(), stands_for.clone())),
        _ => None,
    });
    entries.collect()
}
