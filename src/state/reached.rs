//! How far the person has read.

use super::State;
use crate::model::{Entry, EntryId, WorkId};
use crate::text::Span;

/// The id of what was read of a work: one entry a work, by its document and where it begins in it.
#[must_use]
pub fn read_id(document: &str, work: Span) -> EntryId {
    EntryId(format!("read {document} {}", work.start).into())
}

/// The id of the place where reading of a work stopped.
#[must_use]
pub fn place_id(document: &str, work: Span) -> EntryId {
    EntryId(format!("place {document} {}", work.start).into())
}

impl State {
    /// How much of a work was read, in percent: all of it only when nothing is left.
    #[must_use]
    pub fn percent_read(&self, id: WorkId) -> u8 {
        let Some(work) = self.corpus.work(id) else { return 0 };
        let Some(source) = self.corpus.source(work.source) else { return 0 };
        let Some(Entry::Read { spans, .. }) = self.study.entries.get(&read_id(&source.path, work.span)) else {
            return 0;
        };
        // Markup, noise and gaps between lines never rest in sight; what counts are the paragraphs.
        let blocks = work.blocks.iter().filter(|block| !block.runs.is_empty());
        let (mut all, mut read) = (0_u64, 0_u64);
        for block in blocks {
            all += u64::from(block.span.len());
            read += spans
                .iter()
                .map(|span| u64::from(span.overlap(block.span)))
                .sum::<u64>()
                .min(u64::from(block.span.len()));
        }
        (read * 100 / all.max(1)).min(100) as u8
    }
}
