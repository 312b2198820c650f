//! Blocks in the making, in bytes of the source; and what becomes of them: blocks in characters, and prose.

use std::ops::Range;

use super::words::WORDS;
use crate::model::{Block, BlockKind, Run, RunStyle};
use crate::text::{Prose, ProseBuilder, SourceText};

/// A block whose places are bytes of the source.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    pub(super) bytes: Range<usize>,
    pub(super) pieces: Vec<Piece>,
}

/// A run whose place is bytes of the source.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) bytes: Range<usize>,
    pub(super) style: RunStyle,
    pub(super) shown: Option<Box<str>>,
}

impl Piece {
    pub(super) fn plain(bytes: Range<usize>) -> Self {
        Self { bytes, style: RunStyle::default(), shown: None }
    }

    /// A piece that is shown as something else than the source.
    pub(super) fn shown(bytes: Range<usize>, shown: &str) -> Self {
        Self { bytes, style: RunStyle::default(), shown: Some(shown.into()) }
    }
}

impl Draft {
    /// A block of one plain piece.
    pub(super) fn plain(kind: BlockKind, bytes: Range<usize>) -> Self {
        Self { kind, pieces: vec![Piece::plain(bytes.clone())], bytes }
    }

    /// The words as shown.
    pub(super) fn words(&self, text: &str) -> String {
        self.pieces
            .iter()
            .filter(|piece| !piece.style.noise && !piece.style.note_mark && !piece.style.reading)
            .map(|piece| piece.shown.as_deref().unwrap_or(&text[piece.bytes.clone()]))
            .collect()
    }
}

/// The blocks in characters of the source.
pub(super) fn blocks(source: &SourceText, drafts: Vec<Draft>) -> Vec<Block> {
    drafts
        .into_iter()
        .map(|draft| Block {
            span: source.span(draft.bytes),
            kind: draft.kind,
            runs: draft
                .pieces
                .into_iter()
                .map(|piece| Run { span: source.span(piece.bytes), style: piece.style, shown: piece.shown })
                .collect(),
        })
        .collect()
}

/// The clean text of blocks: what the reader shows, without noise, marks of notes and markers of items; every block a
/// paragraph. Metadata, footnotes and lists of references stand apart (see [`crate::text::Paragraph::apart`]).
#[must_use]
pub fn prose(source: &SourceText, blocks: &[Block]) -> Prose {
    let mut builder = ProseBuilder::new();
    let mut references: Option<u8> = None;
    for (index, block) in blocks.iter().enumerate() {
        let index = index as u32;
        let words = || block.runs.iter().filter(|run| is_read(run));
        match block.kind {
            BlockKind::Rule => continue,
            BlockKind::Title => builder.paragraph(index, 1),
            BlockKind::Heading(level) => {
                let name: String = words().map(|run| source.slice(run.span)).collect();
                if lists_references(&name) {
                    references = Some(level);
                } else if references.is_some_and(|limit| level <= limit) {
                    references = None;
                }
                builder.paragraph(index, level.max(1));
            }
            BlockKind::Byline | BlockKind::Footnote(_) => builder.apart(index),
            _ if references.is_some() => builder.apart(index),
            _ => builder.paragraph(index, 0),
        }
        for run in words() {
            match &run.shown {
                Some(shown) => shown.chars().for_each(|c| builder.push_stand_in(c, run.span.start)),
                None => builder.push(&one_line(source.slice(run.span)), run.span.start),
            }
        }
    }
    builder.finish()
}

fn is_read(run: &Run) -> bool {
    !run.style.noise && !run.style.note_mark && !run.style.reading
}

/// A text whose line ends are spaces, character for character, because a line of the prose is a paragraph.
fn one_line(text: &str) -> std::borrow::Cow<'_, str> {
    if memchr::memchr3(b'\n', b'\r', 0x0C, text.as_bytes()).is_some() {
        text.replace(['\n', '\r', '\u{C}'], " ").into()
    } else {
        text.into()
    }
}

/// Whether a heading announces a list of other publications.
fn lists_references(heading: &str) -> bool {
    let bare: String = heading.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let bare = bare.trim();
    let spaceless: String = bare.split_whitespace().collect();
    WORDS.reference_headings.contains(bare) || WORDS.reference_headings.contains(&spaceless)
}
