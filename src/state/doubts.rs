//! What of the study waits for a word from the person: places that are lost, or whose words have changed, and entries
//! that were changed here and elsewhere. Nothing of it is dropped; each is settled by one choice, which can be undone.

use std::collections::BTreeMap;

use super::anchor::{Health, anchor_at};
use super::whereabouts::Whereabouts;
use crate::model::{Anchor, Corpus, Edit, Entry, EntryId, Place, Study};

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A place of one or more entries.
    Place {
        /// The entries.
        entries: Vec<EntryId>,
        /// The place as they remember it.
        anchor: Anchor,
        /// What became of it: lost or changed.
        health: Health,
        /// Where it may be, with the likeness in per cent, the likeliest first.
        guesses: Vec<(Place, u8)>,
    },
    /// An entry that was changed here and elsewhere.
    Dispute {
        /// The entry that keeps what they made of it.
        id: EntryId,
        /// The entry, which stands as it was made here.
        of: EntryId,
    },
}

/// How the person settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settling {
    /// The place is the guess of this number, counted from 0.
    Guess(usize),
    /// The entry stays as it was made here.
    Ours,
    /// It becomes what they made of it.
    Theirs,
    /// Both stay, as two entries.
    Both,
    /// What is in doubt is taken out.
    Drop,
}

impl Doubt {
    /// Finds what waits: disputes, then lost places, then changed ones, each in the order of the documents.
    pub(super) fn find(corpus: &Corpus, study: &Study, whereabouts: &Whereabouts) -> Vec<Self> {
        let mut disputes = Vec::new();
        let mut places: BTreeMap<(bool, &str, u32, &str), Self> = BTreeMap::new();
        for (id, entry) in &study.entries {
            if let Entry::Dispute { of, .. } = entry {
                disputes.push(Self::Dispute { id: id.clone(), of: of.clone() });
            }
            for anchor in entry.anchors() {
                let Some(state) = whereabouts.state_of(corpus, anchor) else { continue };
                let is_changed = match state.health {
                    Health::Kept | Health::Moved => continue,
                    Health::Changed => true,
                    Health::Lost => false,
                };
                let key = (is_changed, anchor.document.as_str(), anchor.position.start, anchor.exact.as_str());
                let place = places.entry(key).or_insert_with(|| Self::Place {
                    entries: Vec::new(),
                    anchor: anchor.clone(),
                    health: state.health,
                    guesses: state.guesses,
                });
                if let Self::Place { entries, .. } = place
                    && entries.last() != Some(id)
                {
                    entries.push(id.clone());
                }
            }
        }
        disputes.into_iter().chain(places.into_values()).collect()
    }

    /// Whether it is a place that is lost.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::Place { health: Health::Lost, .. })
    }

    /// The edit that settles it; `None` when it cannot be settled so.
    #[must_use]
    pub fn settle(&self, settling: Settling, corpus: &Corpus, study: &Study) -> Option<Edit> {
        match (self, settling) {
            (Self::Place { entries, anchor, guesses, .. }, Settling::Guess(number)) => {
                let (place, _) = guesses.get(number)?;
                let source = corpus.source(corpus.work(place.work)?.source)?;
                let here = anchor_at(&source.path, &source.text, place.span);
                let changed = |id: &EntryId| Some((id.clone(), Some(moved(study.entries.get(id)?, anchor, &here))));
                Some(Edit { changes: entries.iter().filter_map(changed).collect() })
            }
            (Self::Place { entries, .. }, Settling::Drop) => {
                Some(Edit { changes: entries.iter().map(|id| (id.clone(), None)).collect() })
            }
            (Self::Dispute { id, of }, _) => {
                let Some(Entry::Dispute { theirs, .. }) = study.entries.get(id) else { return None };
                let theirs = theirs.as_deref().cloned();
                let changes = match settling {
                    Settling::Ours => vec![(id.clone(), None)],
                    Settling::Theirs => vec![(of.clone(), theirs), (id.clone(), None)],
                    Settling::Both => vec![(id.clone(), Some(theirs?))],
                    Settling::Guess(_) | Settling::Drop => return None,
                };
                Some(Edit { changes })
            }
            _ => None,
        }
    }
}

/// An entry with one of its places put right.
fn moved(entry: &Entry, from: &Anchor, to: &Anchor) -> Entry {
    let mut entry = entry.clone();
    for anchor in entry.anchors_mut() {
        if anchor == from {
            anchor.clone_from(to);
        }
    }
    entry
}
