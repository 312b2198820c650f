use crate::model::{Edit, Study};

/// What can be undone and done again, newest last. Every step is the edit that takes the study there.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// Remembers the inverse of an edit that was just applied.
    pub(super) fn did(&mut self, inverse: Edit) {
        self.undone.clear();
        self.done.push(inverse);
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

    /// Takes the last edit back; returns what was applied.
    pub fn undo(&mut self, study: &mut Study) -> Option<Edit> {
        let edit = self.done.pop()?;
        self.undone.push(study.apply(edit.clone()));
        Some(edit)
    }

    /// Does again what was taken back last; returns what was applied.
    pub fn redo(&mut self, study: &mut Study) -> Option<Edit> {
        let edit = self.undone.pop()?;
        self.done.push(study.apply(edit.clone()));
        Some(edit)
    }
}
