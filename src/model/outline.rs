use super::{BlockKind, Work};
use crate::text::{SourceText, Span};

/// The longest a bold beginning of a paragraph may be, in characters, to count as a heading.
const LONGEST_RUN_IN: u32 = 48;

/// A line of a work's outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineRow {
    /// How deep it lies, 0 for the highest headings that the work has.
    pub depth: u8,
    /// The heading.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// The block that it begins, by its place in [`Work::blocks`].
    pub block: usize,
}

/// The headings of a work in reading order, and below them the paragraphs that begin with words in bold (run-in
/// headings). The title of the work is not among them.
#[must_use]
pub fn outline(work: &Work, text: &SourceText) -> Vec<OutlineRow> {
    let levels = || work.blocks.iter().filter_map(|block| heading_level(&block.kind));
    let highest = levels().min().unwrap_or(1);
    let mut rows = Vec::new();
    let mut depth = 0;
    for (index, block) in work.blocks.iter().enumerate() {
        if let Some(level) = heading_level(&block.kind) {
            depth = level - highest;
            let title: String = block.runs.iter().map(|run| shown(run, text)).collect();
            rows.push(OutlineRow { depth, title: title.trim().to_owned(), span: block.span, block: index });
            depth += 1;
        } else if block.kind == BlockKind::Paragraph
            && let Some(first) = block.runs.first()
            && first.style.strong
            && block.runs.len() > 1
        {
            let bold: Vec<_> = block.runs.iter().take_while(|run| run.style.strong).collect();
            let span = bold.iter().map(|run| run.span).reduce(Span::join).unwrap_or(first.span);
            if span.len() <= LONGEST_RUN_IN && bold.len() < block.runs.len() {
                let title: String = bold.iter().map(|run| shown(run, text)).collect();
                let title = title.trim().trim_end_matches(['。', '：', '.', ':']).to_owned();
                rows.push(OutlineRow { depth, title, span, block: index });
            }
        }
    }
    rows.retain(|row| !row.title.is_empty());
    rows
}

fn heading_level(kind: &BlockKind) -> Option<u8> {
    match kind {
        BlockKind::Heading(level) => Some((*level).max(1)),
        _ => None,
    }
}

fn shown<'a>(run: &'a super::Run, text: &'a SourceText) -> &'a str {
    run.shown.as_deref().unwrap_or_else(|| text.slice(run.span))
}
