//! What the person does to the study, step by step, and the way back.

use std::collections::{BTreeSet, VecDeque};

use serde_json::Value;

use crate::model::{Document, Edit, Entry, EntryId, Extra, Study};

/// Steps that are remembered while the program runs.
const LONGEST: usize = 1000;

/// A pause that ends a burst of typing or a drag, in milliseconds.
const PAUSE: u64 = 1000;

/// A change to the study, as it is carried out in the window, repeated by the writer, and kept in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// The person changed something.
    Edit {
        /// What.
        edit: Edit,
        /// Whether it goes on with what the last step did, and is undone with it.
        joins: bool,
    },
    /// The person took the last step back.
    Undo,
    /// The person did it again.
    Redo,
    /// Something changed that the person would not think of as a step, such as the place where she stopped reading.
    Aside(Edit),
    /// The documents are elsewhere, or say something else.
    Documents(Vec<Document>),
    /// What another window or program wrote was taken in.
    Merge(Box<Merge>),
}

/// What is taken in from a study file that others have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The entries.
    pub edit: Edit,
    /// What the entries hold that this version does not know.
    pub extras: Vec<(EntryId, Option<Extra>)>,
    /// The name, where they changed it.
    pub name: Option<String>,
    /// What they wrote, by the fingerprint of the file.
    pub onto: u128,
}

/// What a record did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The entries as they became.
    pub edit: Edit,
    /// The way back.
    pub inverse: Edit,
}

impl Record {
    /// Carries it out.
    pub fn carry_out(self, study: &mut Study, history: &mut History) -> Applied {
        match self {
            Self::Edit { edit, joins } => {
                let inverse = study.apply(edit.clone());
                if inverse.leads_nowhere(study) {
                    return Applied::default();
                }
                history.did(inverse.clone(), joins);
                Applied { edit, inverse }
            }
            Self::Undo => history.undo(study).unwrap_or_default(),
            Self::Redo => history.redo(study).unwrap_or_default(),
            Self::Aside(edit) => {
                history.forget(&edit);
                let inverse = study.apply(edit.clone());
                Applied { edit, inverse }
            }
            Self::Documents(documents) => {
                study.documents = documents;
                Applied::default()
            }
            Self::Merge(merge) => {
                for (id, extra) in merge.extras {
                    match extra {
                        Some(extra) => drop(study.extras.entries.insert(id, extra)),
                        None => drop(study.extras.entries.remove(&id)),
                    }
                }
                if let Some(name) = merge.name {
                    study.name = name;
                }
                Self::Aside(merge.edit).carry_out(study, history)
            }
        }
    }
}

/// What can be undone and done again, newest last. Every step is the edit that takes the study there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: VecDeque<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// A history as it was kept.
    #[must_use]
    pub fn restored(done: Vec<Edit>, undone: Vec<Edit>) -> Self {
        Self { done: done.into(), undone }
    }

    /// The steps back, oldest first.
    #[must_use]
    pub fn done(&self) -> &VecDeque<Edit> {
        &self.done
    }

    /// The steps forward, the next one last.
    #[must_use]
    pub fn undone(&self) -> &[Edit] {
        &self.undone
    }

    /// Remembers the inverse of an edit that was just applied. One that joins the last step is undone with it.
    pub fn did(&mut self, inverse: Edit, joins: bool) {
        self.undone.clear();
        match self.done.back_mut().filter(|_| joins) {
            // The last step already leads to what was before it; only what it did not touch is new.
            Some(last) => {
                let known: BTreeSet<EntryId> = last.changes.iter().map(|(id, _)| id.clone()).collect();
                last.changes.extend(inverse.changes.into_iter().filter(|(id, _)| !known.contains(id)));
            }
            None => self.done.push_back(inverse),
        }
        if self.done.len() > LONGEST {
            self.done.pop_front();
        }
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self, study: &mut Study) -> Option<Applied> {
        let edit = self.done.pop_back()?;
        let inverse = study.apply(edit.clone());
        self.undone.push(inverse.clone());
        Some(Applied { edit, inverse })
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, study: &mut Study) -> Option<Applied> {
        let edit = self.undone.pop()?;
        let inverse = study.apply(edit.clone());
        self.done.push_back(inverse.clone());
        Some(Applied { edit, inverse })
    }

    /// Remembers a step that was taken back, or done again, elsewhere: by its way back.
    pub fn replay(&mut self, inverse: Edit, undo: bool) {
        if undo {
            self.done.pop_back();
            self.undone.push(inverse);
        } else {
            self.undone.pop();
            self.done.push_back(inverse);
        }
    }

    /// Lets go of what would take entries back behind a change that was not the person's. Reading places are no loss.
    pub fn forget(&mut self, edit: &Edit) {
        let lasting = edit.changes.iter().filter(|(_, entry)| !entry.as_ref().is_some_and(Entry::is_reading));
        let gone: BTreeSet<&EntryId> = lasting.map(|(id, _)| id).collect();
        if gone.is_empty() {
            return;
        }
        for step in self.done.iter_mut().chain(&mut self.undone) {
            step.changes.retain(|(id, _)| !gone.contains(id));
        }
        self.done.retain(|step| !step.changes.is_empty());
        self.undone.retain(|step| !step.changes.is_empty());
    }
}

/// What was done last, to know whether the next edit goes on with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Burst {
    touched: Vec<(EntryId, Touch)>,
    at: u64,
}

/// What an edit does to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Touch {
    Made,
    Taken,
    Fields(Vec<String>),
}

impl Burst {
    /// The burst that an edit belongs to, and whether it goes on with the one before: the same fields of the same
    /// entries, or those of an entry just made, without a pause. Without a clock nothing does.
    pub(super) fn next(&mut self, edit: &Edit, study: &Study, now: u64) -> bool {
        let before = std::mem::take(self);
        let touched: Vec<_> =
            edit.changes.iter().map(|(id, entry)| (id.clone(), touch(study.entries.get(id), entry.as_ref()))).collect();
        let soon = now > 0 && now.abs_diff(before.at) < PAUSE;
        let goes_on = |(was, now): (&(EntryId, Touch), &(EntryId, Touch))| {
            let fields = matches!(now.1, Touch::Fields(_));
            was.0 == now.0 && fields && (was.1 == now.1 || was.1 == Touch::Made)
        };
        let same = before.touched.len() == touched.len() && before.touched.iter().zip(&touched).all(goes_on);
        let joins = soon && same && !touched.is_empty();
        let keep_made = joins && before.touched.iter().all(|(_, touch)| *touch == Touch::Made);
        *self = Self { touched: if keep_made { before.touched } else { touched }, at: now };
        joins
    }

    /// Ends the burst: what comes next is a step of its own.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }
}

fn touch(before: Option<&Entry>, after: Option<&Entry>) -> Touch {
    let (Some(before), Some(after)) = (before, after) else {
        return if after.is_some() { Touch::Made } else { Touch::Taken };
    };
    let fields = |entry: &Entry| serde_json::to_value(entry).unwrap_or_default();
    let (Value::Object(before), Value::Object(after)) = (fields(before), fields(after)) else {
        return Touch::Fields(Vec::new());
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    Touch::Fields(changed.cloned().collect())
}
