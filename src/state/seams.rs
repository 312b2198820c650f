//! Seams: where one work of a document ends and the next begins, as the person sets them.
//!
//! The study keeps the first words of every work but the first, so that the seams outlast changes of the document. What
//! she said of the works of that document goes with them: a work is known by its number, which seams change.

use super::record::described_id;
use super::{State, anchor_at};
use crate::model::{Block, BlockKind, ColumnName, Edit, Entry, EntryId, Place, SourceId, WorkId};
use crate::text::Span;

/// The longest beginning of a work that is kept, in characters.
const FIRST_WORDS: u32 = 32;

/// What the person does to the seams of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sewing {
    /// A further work begins with the paragraph of this place.
    Begin(Place),
    /// A work is one with the work before it.
    Join(WorkId),
    /// A work begins with the paragraph at this stretch of its document: a later one of its own, or one of the work
    /// before it.
    Move(Place),
    /// The seams are those that were found.
    AsFound(SourceId),
}

/// How the id of the seams of a document begins.
const PREFIX: &str = "seams ";

/// Whether an entry sets seams, by its id.
pub(super) fn is_seams(id: &EntryId) -> bool {
    id.0.starts_with(PREFIX)
}

fn seams_id(document: &str) -> EntryId {
    EntryId(format!("{PREFIX}{document}").into())
}

impl State {
    /// Whether the person has set the seams of a document.
    #[must_use]
    pub fn has_own_seams(&self, source: SourceId) -> bool {
        let path = self.corpus.source(source).map(|source| source.path.as_str());
        self.study.seams().any(|(document, _)| Some(self.study.path_of(document)) == path)
    }

    /// Whether a work has one before it in its document.
    #[must_use]
    pub fn has_work_before(&self, id: WorkId) -> bool {
        let source = self.corpus.work(id).map(|work| work.source);
        let before = id.0.checked_sub(1).and_then(|before| self.corpus.work(WorkId(before)));
        before.is_some_and(|before| Some(before.source) == source)
    }

    /// The edit that changes the seams; `None` when it would change nothing.
    #[must_use]
    pub fn sew(&self, sewing: Sewing) -> Option<Edit> {
        let source = match sewing {
            Sewing::Begin(place) | Sewing::Move(place) => self.corpus.work(place.work)?.source,
            Sewing::Join(work) => self.corpus.work(work)?.source,
            Sewing::AsFound(source) => source,
        };
        let text = self.corpus.source(source)?;
        let works: Vec<(WorkId, u32)> = self
            .corpus
            .works
            .iter()
            .filter(|work| work.source == source)
            .map(|work| (work.id, work.span.start))
            .collect();
        let id = seams_id(&text.path);
        let mut begins: Vec<u32> = works.iter().skip(1).map(|&(_, start)| start).collect();
        match sewing {
            Sewing::Begin(place) => begins.push(self.beginning(source, place.span)?),
            Sewing::Join(work) => {
                let start = works.iter().skip(1).find(|(id, _)| *id == work)?.1;
                begins.retain(|&begin| begin != start);
            }
            Sewing::Move(place) => {
                let start = works.iter().skip(1).find(|(id, _)| *id == place.work)?.1;
                let to = self.beginning(source, place.span)?;
                begins.iter_mut().filter(|begin| **begin == start).for_each(|begin| *begin = to);
            }
            Sewing::AsFound(_) => {
                return self.has_own_seams(source).then(|| Edit::remove(id));
            }
        }
        begins.sort_unstable();
        begins.dedup();
        if begins.iter().eq(works.iter().skip(1).map(|(_, start)| start)) {
            return None;
        }
        let anchor = |&at: &u32| {
            let rest = text.text.slice(Span::new(at, at + FIRST_WORDS));
            let line = rest.lines().next().unwrap_or(rest).chars().count() as u32;
            anchor_at(&text.path, &text.text, Span::new(at, at + line.max(1)))
        };
        let entry = Entry::Seams { document: text.path.clone(), begins: begins.iter().map(anchor).collect() };
        let mut edit = Edit::put(id, entry);
        let starts: Vec<u32> = works.iter().map(|&(_, start)| start).collect();
        edit.changes.extend(self.renumbered(&text.path, &starts, &begins));
        Some(edit)
    }

    /// Where the paragraph of a stretch begins; `None` for the first of the document.
    fn beginning(&self, source: SourceId, span: Span) -> Option<u32> {
        let own = self.corpus.works.iter().filter(|work| work.source == source);
        let bare = |block: &&Block| block.kind != BlockKind::Rule && !block.runs.is_empty();
        let mut starts = own.flat_map(|work| work.blocks.iter().filter(bare)).map(|block| block.span.start);
        let first = starts.next()?;
        starts.take_while(|&start| start <= span.start).last().filter(|&at| at > first)
    }

    /// What the person said of works of a document by their numbers, under the numbers that they get. Where two works
    /// become one, what was said of the first stands.
    fn renumbered(&self, path: &str, starts: &[u32], begins: &[u32]) -> Vec<(EntryId, Option<Entry>)> {
        let number = |part: u32| {
            let start = starts.get(part as usize).copied().unwrap_or(u32::MAX);
            begins.partition_point(|&begin| begin <= start) as u32
        };
        let (mut gone, mut put): (Vec<_>, Vec<(EntryId, Entry)>) = (Vec::new(), Vec::new());
        for (id, entry) in &self.study.entries {
            let mut changed = entry.clone();
            if let Entry::Columns { columns } = &mut changed {
                let here =
                    |name: &&mut ColumnName| name.document.as_deref().is_some_and(|d| self.study.path_of(d) == path);
                columns.iter_mut().filter(here).for_each(|name| name.part = number(name.part));
                if changed != *entry {
                    put.push((id.clone(), changed));
                }
                continue;
            }
            let part = match &mut changed {
                Entry::Described { document, part, .. } if self.study.path_of(document) == path => part,
                Entry::Summary { document: Some(document), part, .. }
                | Entry::Silent { document: Some(document), part, .. }
                    if self.study.path_of(document) == path =>
                {
                    part
                }
                _ => continue,
            };
            let (before, after) = (*part, number(*part));
            *part = after;
            if before == after {
                continue;
            }
            let new = match &changed {
                Entry::Described { document, part, .. } => described_id(document, *part),
                _ => id.clone(),
            };
            if new != *id {
                gone.push((id.clone(), None));
            }
            put.push((new, changed));
        }
        let stays = |id: &EntryId| self.study.entries.contains_key(id) && !gone.iter().any(|(other, _)| other == id);
        let mut kept: Vec<(EntryId, Option<Entry>)> = Vec::new();
        for (id, entry) in put {
            let taken = kept.iter().any(|(other, _)| *other == id);
            let described = matches!(entry, Entry::Described { .. });
            if !(taken || described && stays(&id)) {
                kept.push((id, Some(entry)));
            }
        }
        gone.retain(|(id, _)| !kept.iter().any(|(other, _)| other == id));
        gone.append(&mut kept);
        gone
    }
}
