//! What another window, or a program that copies files between machines, has made of the study meanwhile.
//!
//! Three-way, entry by entry: what only one side has changed since both were the same stands; what both have changed
//! in different ways stays as this side has it, with the other side's beside it ([`Entry::Dispute`]) until the person
//! has decided. Nothing is overwritten.

use std::collections::{BTreeMap, BTreeSet};

use super::Merge;
use crate::model::{Edit, Entry, EntryId, Extra, Study};

/// Entries as both sides last had them, for those that this side has changed since.
pub type Since = BTreeMap<EntryId, Option<Entry>>;

/// What others have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theirs {
    /// The entries, in the order of their ids.
    pub changes: Vec<TheirChange>,
    /// The name, where they changed it.
    pub name: Option<String>,
    /// What they wrote, by the fingerprint of the file.
    pub onto: u128,
}

/// An entry that others have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TheirChange {
    /// Its id.
    pub id: EntryId,
    /// As it was here when the difference was found.
    pub mine: Option<Entry>,
    /// As they have it.
    pub theirs: Option<Entry>,
    /// What they have in it that this version does not know.
    pub extra: Option<Extra>,
    /// Whether it was changed here too.
    pub both: bool,
}

impl Theirs {
    /// Finds what others have changed.
    #[must_use]
    pub fn new(mine: &Study, since: &Since, theirs: &Study, base_name: &str, onto: u128) -> Self {
        let ids: BTreeSet<&EntryId> = mine.entries.keys().chain(theirs.entries.keys()).chain(since.keys()).collect();
        let change = |id: &EntryId| {
            let here = mine.entries.get(id);
            let there = theirs.entries.get(id);
            let base = since.get(id).map_or(here, Option::as_ref);
            let extra = theirs.extras.entries.get(id);
            let other_extra = there.is_some() && extra != mine.extras.entries.get(id);
            if !other_extra && (there == base || there == here) {
                return None;
            }
            let both = here != base && here != there;
            let (mine, theirs) = (here.cloned(), there.cloned());
            Some(TheirChange { id: id.clone(), mine, theirs, extra: extra.cloned(), both })
        };
        let name = (theirs.name != base_name && theirs.name != mine.name).then(|| theirs.name.clone());
        Self { changes: ids.into_iter().filter_map(change).collect(), name, onto }
    }

    /// What must be taken into a study, which may have gone on since the difference was found. Answers also how many
    /// entries are disputed.
    #[must_use]
    pub fn merge(&self, study: &Study) -> (Merge, usize) {
        let mut merge = Merge { name: self.name.clone(), onto: self.onto, ..Merge::default() };
        let mut disputed = 0;
        for change in &self.changes {
            let here = study.entries.get(&change.id);
            let both = change.both || here != change.mine.as_ref();
            // What this version cannot read it cannot have changed, only taken out.
            let unread = matches!(change.theirs, Some(Entry::Foreign(_)));
            if !both || unread || here == change.theirs.as_ref() {
                merge.edit.changes.push((change.id.clone(), change.theirs.clone()));
                merge.extras.push((change.id.clone(), change.extra.clone()));
            } else if !is_disputed(study, &change.id, change.theirs.as_ref()) {
                disputed += 1;
                let dispute = Entry::Dispute { of: change.id.clone(), theirs: change.theirs.clone().map(Box::new) };
                merge.edit.changes.push((self.dispute_id(study, &merge.edit, &change.id), Some(dispute)));
            }
        }
        (merge, disputed)
    }

    /// An id that stands right after that of the disputed entry, and that neither side has.
    fn dispute_id(&self, study: &Study, edit: &Edit, id: &EntryId) -> EntryId {
        let free = |other: &EntryId| {
            !study.entries.contains_key(other)
                && edit.changes.iter().all(|(taken, _)| taken != other)
                && self.changes.iter().all(|change| change.id != *other)
        };
        let names = (1_u32..).map(|number| EntryId(format!("{id}~{number}").into()));
        names.into_iter().find(free).unwrap_or_else(|| id.clone())
    }
}

fn is_disputed(study: &Study, id: &EntryId, their: Option<&Entry>) -> bool {
    study.entries.values().any(|entry| match entry {
        Entry::Dispute { of, theirs } => of == id && theirs.as_deref() == their,
        _ => false,
    })
}
