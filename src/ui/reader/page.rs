//! The page: a work as a column of pieces, each with its style, before any of them is set.
//!
//! Making it costs next to nothing for each block, so that a work of many megabytes opens at once; what is in sight
//! is set when it comes into sight ([`super::column`]), and for the rest its height is estimated.

use std::ops::Range;

use super::text::{Cut, Ink, Letters, Tone};
use crate::model::{Block, BlockKind, Noise, NoiseKind, Run, RunStyle, Work};
use crate::state::Script;
use crate::text::{SourceText, Span, simplified_char};
use crate::ui::typeset::Region;

/// Paragraphs longer than this many characters are set in parts, each beginning after a sentence, so that no frame
/// has to set a whole book that was typed without line ends.
const LONGEST: u32 = 3000;
/// How many rows of a table decide the widths of its columns.
const SAMPLE_ROWS: usize = 200;

/// How many Han of a work decide in which script it is.
const SAMPLE_HAN: usize = 1200;

/// How the page is set: the measure and the face, for all pieces alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// The width of the column, in ems of running text.
    pub ems: u32,
    /// The size of running text in points.
    pub em: f32,
    /// From baseline to baseline, in points.
    pub leading: f32,
    /// Whether running text is sans.
    pub sans: bool,
    /// In which characters Chinese is shown.
    pub script: Script,
    /// Where punctuation stands in its square.
    pub region: Region,
    /// Whether punctuation is shown as a printed page has it.
    pub regular: bool,
}

impl Default for Setting {
    fn default() -> Self {
        let (ems, em, leading) = (34, 18.0, 31.0);
        let (script, region) = (Script::default(), Region::default());
        Self { ems, em, leading, sans: false, script, region, regular: true }
    }
}

impl Setting {
    /// The width of the column in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.ems as f32 * self.em
    }
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub enum PieceKind {
    /// The title, where the text itself has none.
    Title(String),
    /// Who wrote the work and where it appeared, where the text itself does not say so.
    Byline(String),
    /// A block, or a part of a long one.
    Block {
        /// Its place in the work's blocks.
        block: usize,
        /// Whether it is the first part.
        opens: bool,
    },
    /// What is no part of the text, shown because the person asked for it.
    Noise,
}

/// A paragraph of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it stands in the source; empty for what stands nowhere.
    pub span: Span,
    /// The columns of its table, as shares of the width.
    pub columns: Option<usize>,
}

impl Piece {
    /// Its block, if it is one or a part of one.
    #[must_use]
    pub fn block(&self) -> Option<usize> {
        match self.kind {
            PieceKind::Block { block, .. } => Some(block),
            _ => None,
        }
    }

    /// Whether it begins a block.
    #[must_use]
    pub fn opens(&self) -> bool {
        matches!(self.kind, PieceKind::Block { opens: true, .. })
    }
}

/// How a piece is set. Lengths are in ems of its own size unless stated otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The ink of its plain text.
    pub ink: Ink,
    /// From baseline to baseline in points.
    pub leading: f32,
    /// How far its lines stay from the left edge of the column, in points.
    pub left: f32,
    /// How far from the right edge, in points.
    pub right: f32,
    /// How far its first line is indented from there, in points.
    pub first: f32,
    /// Whether its lines are justified.
    pub justify: bool,
    /// The room above it in points.
    pub above: f32,
    /// The room below it in points.
    pub below: f32,
}

/// A work as a column of pieces.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The pieces from top to bottom.
    pub pieces: Vec<Piece>,
    /// The shares of the width that the columns of each table take.
    pub tables: Vec<Vec<f32>>,
    /// Noise inside blocks that is shown with them.
    inner_noise: Vec<Span>,
    /// Where the source itself places punctuation, by its script.
    pub region: Region,
    highest: u8,
}

impl Page {
    /// The page of a work. `byline` says who wrote it and where it appeared, in the words of the interface.
    #[must_use]
    pub fn new(work: &Work, text: &SourceText, byline: &str) -> Self {
        let mut page = Self { highest: highest_heading(&work.blocks), region: region(work), ..Self::default() };
        let kinds = || work.blocks.iter().take(8).map(|block| &block.kind);
        let titled = kinds().any(|kind| *kind == BlockKind::Title);
        let signed = kinds().any(|kind| *kind == BlockKind::Byline);
        let head = |kind| Piece { kind, span: Span::new(work.span.start, work.span.start), columns: None };
        let mut byline = (!signed && !byline.is_empty()).then(|| head(PieceKind::Byline(byline.to_owned())));
        if !titled {
            if !work.title().is_empty() {
                page.pieces.push(head(PieceKind::Title(work.title().to_owned())));
            }
            page.pieces.extend(byline.take());
        }
        page.pieces.reserve(work.blocks.len() + 1);
        let mut table: Range<usize> = 0..0;
        for (index, block) in work.blocks.iter().enumerate() {
            if is_row(block) && !table.contains(&index) {
                table = index..index + work.blocks[index..].iter().take_while(|block| is_row(block)).count();
                page.tables.push(column_shares(&work.blocks[table.clone()], text));
            }
            let columns = is_row(block).then(|| page.tables.len() - 1);
            let mut opens = true;
            parts(block, text, |span| {
                page.pieces.push(Piece { kind: PieceKind::Block { block: index, opens }, span, columns });
                opens = false;
            });
            if block.kind == BlockKind::Title {
                page.pieces.extend(byline.take());
            }
        }
        page
    }

    /// Adds what is set apart as noise: inside a block as part of it, else as a piece by itself.
    #[must_use]
    pub fn with_noise(mut self, work: &Work, noise: &[Noise]) -> Self {
        let shown = noise.iter().filter(|noise| noise.kind != NoiseKind::FootnoteMark && work.span.covers(noise.span));
        for Noise { span, .. } in shown.copied() {
            let block = work.blocks.partition_point(|block| block.span.start <= span.start).checked_sub(1);
            if block.and_then(|block| work.blocks.get(block)).is_some_and(|block| block.span.meets(span)) {
                self.inner_noise.push(span);
            } else {
                self.pieces.push(Piece { kind: PieceKind::Noise, span, columns: None });
            }
        }
        self.inner_noise.sort_unstable();
        self.pieces.sort_by_key(|piece| piece.span.start);
        self
    }

    /// The piece that holds a place of the source, or the last one before it.
    #[must_use]
    pub fn piece_at(&self, place: u32) -> Option<usize> {
        self.pieces.partition_point(|piece| piece.span.start <= place).checked_sub(1)
    }

    /// How a piece is set.
    #[must_use]
    pub fn style(&self, index: usize, work: &Work, setting: &Setting) -> Style {
        let mut style = self.style_within(index, work, setting);
        if index == 0 {
            style.above += setting.em;
        }
        style
    }

    fn style_within(&self, index: usize, work: &Work, setting: &Setting) -> Style {
        let Some(piece) = self.pieces.get(index) else { return body(setting) };
        match &piece.kind {
            PieceKind::Title(_) => title(setting),
            PieceKind::Byline(_) | PieceKind::Noise => byline(setting),
            PieceKind::Block { block, opens } => {
                let Some(block) = work.blocks.get(*block) else { return body(setting) };
                let follows = index.checked_sub(1).and_then(|before| self.block(before, work));
                let mut style = self.block_style(&block.kind, follows, setting);
                if !opens {
                    style.first = 0.0;
                    style.above = 0.0;
                }
                style
            }
        }
    }

    /// The block of a piece.
    #[must_use]
    pub fn block<'a>(&self, index: usize, work: &'a Work) -> Option<&'a Block> {
        match self.pieces.get(index)?.kind {
            PieceKind::Block { block, .. } => work.blocks.get(block),
            _ => None,
        }
    }

    /// The letters of a piece.
    #[must_use]
    pub fn letters(&self, index: usize, work: &Work, text: &SourceText, ink: Ink) -> Letters {
        let Some(piece) = self.pieces.get(index) else { return Letters::default() };
        match &piece.kind {
            PieceKind::Title(words) | PieceKind::Byline(words) => Letters::made_up(words, piece.span.start, ink),
            PieceKind::Noise => Letters::from_runs(&[Run::plain(piece.span)], piece.span, text, ink),
            PieceKind::Block { block, .. } => {
                let Some(block) = work.blocks.get(*block) else { return Letters::default() };
                let from = self.inner_noise.partition_point(|noise| noise.end <= block.span.start);
                let inner = self.inner_noise[from..].iter().take_while(|noise| noise.start < block.span.end);
                let style = RunStyle { noise: true, ..RunStyle::default() };
                let inner: Vec<Run> = inner.map(|&noise| Run { style, ..Run::plain(noise) }).collect();
                if inner.is_empty() {
                    return Letters::from_runs(&block.runs, piece.span, text, ink);
                }
                let mut runs: Vec<Run> = block.runs.iter().cloned().chain(inner).collect();
                runs.sort_by_key(|run| run.span);
                Letters::from_runs(&runs, piece.span, text, ink)
            }
        }
    }

    /// About how high a piece will be, in points.
    #[must_use]
    pub fn estimate(&self, index: usize, work: &Work, setting: &Setting) -> f32 {
        let style = self.style(index, work, setting);
        let Some(piece) = self.pieces.get(index) else { return 0.0 };
        let room = (setting.width() - style.left - style.right).max(style.ink.size);
        let length = match &piece.kind {
            PieceKind::Title(words) | PieceKind::Byline(words) => words.chars().count() as f32,
            PieceKind::Block { .. } | PieceKind::Noise => piece.span.len() as f32,
        };
        let lines = ((length * style.ink.size + style.first) / room).ceil().max(1.0);
        style.above + lines * style.leading + style.below
    }

    fn block_style(&self, kind: &BlockKind, follows: Option<&Block>, setting: &Setting) -> Style {
        let base = body(setting);
        let Setting { em, leading, .. } = *setting;
        let bold = |size: f32| Ink { cut: Cut::Bold, size, ..base.ink };
        match kind {
            BlockKind::Title => title(setting),
            BlockKind::Byline => byline(setting),
            BlockKind::Heading(level) => {
                let rank = level.max(&1) - self.highest.min(*level).max(1);
                let size = em * if rank == 0 { 20.0 / 18.0 } else { 1.0 };
                // Two headings in a row are one heading with its subheading.
                let alone = !matches!(follows.map(|block| &block.kind), Some(BlockKind::Heading(_)));
                let above = if alone { leading / 2.0 } else { 0.0 };
                Style { ink: bold(size), first: 0.0, justify: false, above, ..base }
            }
            BlockKind::Paragraph => base,
            BlockKind::Item { depth, .. } => Style { left: (2.0 + 2.0 * f32::from(*depth)) * em, first: 0.0, ..base },
            BlockKind::Quote => Style { left: 2.0 * em, right: 2.0 * em, ..base },
            BlockKind::Abstract => {
                let ink = Ink { size: em * 16.0 / 18.0, ..base.ink };
                Style {
                    ink,
                    leading: leading * 28.0 / 31.0,
                    left: 2.0 * em,
                    right: 2.0 * em,
                    first: 2.0 * ink.size,
                    ..base
                }
            }
            BlockKind::Footnote(_) => {
                let first = !matches!(follows.map(|block| &block.kind), Some(BlockKind::Footnote(_)));
                let ink = Ink { size: em * 14.0 / 18.0, ..base.ink };
                let above = if first { leading * 0.75 } else { 0.0 };
                Style { ink, leading: leading * 22.0 / 31.0, left: 1.5 * ink.size, first: 0.0, above, ..base }
            }
            BlockKind::TableRow { head } => {
                let size = em * 15.0 / 18.0;
                let ink = if *head { bold(size) } else { Ink { size, ..base.ink } };
                Style {
                    ink,
                    leading: leading * 24.0 / 31.0,
                    first: 0.0,
                    justify: false,
                    above: 4.0,
                    below: 4.0,
                    ..base
                }
            }
            BlockKind::Preformatted => Style { left: 2.0 * em, first: 0.0, justify: false, ..base },
            BlockKind::Rule => Style { first: 0.0, justify: false, ..base },
        }
    }
}

fn body(setting: &Setting) -> Style {
    let cut = if setting.sans { Cut::Sans } else { Cut::Body };
    Style {
        ink: Ink { cut, size: setting.em, tone: Tone::Ink, raised: false, emphasis: false },
        leading: setting.leading,
        left: 0.0,
        right: 0.0,
        first: 2.0 * setting.em,
        justify: true,
        above: 0.0,
        below: 0.0,
    }
}

fn title(setting: &Setting) -> Style {
    let base = body(setting);
    let ink = Ink { cut: Cut::Bold, size: setting.em * 26.0 / 18.0, ..base.ink };
    Style { ink, leading: setting.leading * 38.0 / 31.0, first: 0.0, justify: false, below: 4.0, ..base }
}

fn byline(setting: &Setting) -> Style {
    let base = body(setting);
    let ink = Ink { cut: Cut::Sans, size: setting.em * 13.0 / 18.0, tone: Tone::Faded, ..base.ink };
    Style { ink, leading: setting.leading * 22.0 / 31.0, first: 0.0, justify: false, below: 4.0, ..base }
}

/// Whether a work is in traditional characters, by its beginning, and so in the habit of those who write them.
fn region(work: &Work) -> Region {
    let (mut traditional, mut all) = (0, 0);
    let beginning = work.prose.slice(0..SAMPLE_HAN * 16);
    for c in beginning.chars().filter(|&c| crate::text::is_han(c)).take(SAMPLE_HAN) {
        all += 1;
        traditional += usize::from(simplified_char(c) != c);
    }
    if traditional * 12 > all { Region::Taiwan } else { Region::Mainland }
}

fn highest_heading(blocks: &[Block]) -> u8 {
    let levels = blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    });
    levels.min().unwrap_or(1)
}

fn is_row(block: &Block) -> bool {
    matches!(block.kind, BlockKind::TableRow { .. })
}

/// Gives away the stretches in which a block is set: itself, or parts that begin after sentences where it is very long.
fn parts(block: &Block, text: &SourceText, mut give: impl FnMut(Span)) {
    if block.span.len() <= LONGEST || matches!(block.kind, BlockKind::TableRow { .. }) {
        return give(block.span);
    }
    let mut start = block.span.start;
    while block.span.end - start > LONGEST {
        let from = start + LONGEST * 2 / 3;
        let window = Span::new(from, start + LONGEST);
        let words = text.slice(window);
        let ends = |c: char| matches!(c, '。' | '！' | '？' | '\n' | '；');
        let stop = words.char_indices().find(|&(_, c)| ends(c));
        let end = stop.map_or(window.end, |(byte, c)| {
            let closers =
                words[byte + c.len_utf8()..].chars().take_while(|c| matches!(c, '”' | '’' | '」' | '』' | '）'));
            from + words[..byte].chars().count() as u32 + 1 + closers.count() as u32
        });
        give(Span::new(start, end));
        start = end;
    }
    give(Span::new(start, block.span.end));
}

/// The shares of the width that the columns of a table get: by the longest cell of each, none below a tenth.
fn column_shares(rows: &[Block], text: &SourceText) -> Vec<f32> {
    let ink = Ink { cut: Cut::Body, size: 1.0, tone: Tone::Ink, raised: false, emphasis: false };
    let mut widths: Vec<f32> = Vec::new();
    for row in rows.iter().take(SAMPLE_ROWS) {
        let letters = Letters::from_runs(&row.runs, row.span, text, ink);
        for (column, cell) in letters.chars().split(|&c| c == '\t').enumerate() {
            let width: f32 = cell.iter().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum();
            if column == widths.len() {
                widths.push(0.0);
            }
            // A long cell is broken into lines: beyond a certain length it asks for no more room.
            widths[column] = widths[column].max(width.clamp(2.0, 24.0));
        }
    }
    let all: f32 = widths.iter().sum();
    let least = 0.1_f32.min(1.0 / widths.len().max(1) as f32);
    let shares: Vec<f32> = widths.iter().map(|width| (width / all.max(1.0)).max(least)).collect();
    let all: f32 = shares.iter().sum();
    shares.iter().map(|share| share / all).collect()
}
