//! The columns that the person chose: kept in the study, so that they are undone and remembered like all she says.

use super::{Column, State};
use crate::model::{ColumnName, Edit, Entry, EntryId, Holder, HolderKind};

/// The entry that holds them.
fn columns_id() -> EntryId {
    EntryId("columns".into())
}

/// Whether an edit says nothing but which columns there are.
pub(super) fn is_columns(edit: &Edit) -> bool {
    let id = columns_id();
    !edit.changes.is_empty() && edit.changes.iter().all(|(other, _)| *other == id)
}

impl State {
    /// How the study names a column: the holder, and where his works are not all meant or he wrote only one, the document
    /// and which of its works.
    #[must_use]
    pub fn name_of(&self, column: &Column) -> Option<ColumnName> {
        let id = match column {
            Column::Party(holder) => {
                let holder = holder.clone();
                return Some(ColumnName { holder, document: None, part: 0, of_work: false });
            }
            Column::Author(work) | Column::Work(work) => *work,
        };
        let work = self.corpus.work(id)?;
        let name = work.author().unwrap_or_default().to_owned();
        let holder = Holder { kind: HolderKind::Author, name };
        let of_work = matches!(column, Column::Work(_));
        if !of_work && self.synopsis.works_of(id).len() > 1 {
            return Some(ColumnName { holder, document: None, part: 0, of_work });
        }
        let document = self.corpus.source(work.source)?.path.clone();
        let mut others = self.corpus.works.iter().filter(|other| other.source == work.source);
        let part = others.position(|other| other.id == id)? as u32;
        Some(ColumnName { holder, document: Some(document), part, of_work })
    }

    /// The column of a name, where there is one.
    fn column_of(&self, name: &ColumnName) -> Option<Column> {
        let works = &self.synopsis.works;
        let column = match &name.document {
            Some(document) => {
                let work = *self.whereabouts.works(document).get(name.part as usize)?;
                if name.of_work { Column::Work(work) } else { Column::Author(work) }
            }
            None if name.holder.kind == HolderKind::Author => {
                Column::Author(works.iter().find(|row| row.author == name.holder.name)?.id)
            }
            None => Column::Party(name.holder.clone()),
        };
        self.synopsis.column(&column)
    }

    /// Chooses columns, and keeps the choice in the study.
    pub(super) fn choose_columns(&mut self, columns: Vec<Column>) {
        self.chosen = true;
        let names = columns.iter().filter_map(|column| self.name_of(column)).collect();
        self.focus.columns = columns;
        self.edit(Edit::put(columns_id(), Entry::Columns { columns: names }));
    }

    /// Looks at the columns that the study names; at those that a comparison starts with where the choice was taken back.
    pub(super) fn follow_columns(&mut self, taken_back: bool) {
        match self.study.entries.get(&columns_id()) {
            Some(Entry::Columns { columns }) => {
                let known: Vec<Column> = columns.iter().filter_map(|name| self.column_of(name)).collect();
                if !known.is_empty() {
                    self.focus.columns = known;
                }
            }
            _ if taken_back => self.focus.columns = self.synopsis.first_columns(self.settings.columns_with_room()),
            _ => {}
        }
    }
}
