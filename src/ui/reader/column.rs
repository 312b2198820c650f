//! The column: pieces set into lines with a place for every letter, kept as long as they are near the sight.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::page::{Page, Setting, Style};
use super::text::{Ink, Letters};
use crate::model::{BlockKind, Work};
use crate::text::{SourceText, Span};
use crate::ui::typeset::{self, Class, Letter, Measure, Slot};

/// How many set pieces are kept.
const KEPT: usize = 240;

/// The size of a reading over letters, as a share of theirs.
pub const READING: f32 = 0.5;
/// What stays free between two readings side by side, in ems of theirs.
const BETWEEN_READINGS: f32 = 0.2;

/// What can say how wide letters are: a font, or a test.
pub trait Advances {
    /// The advance of every letter in points, as shaped; 0 for one that is part of the glyph before it.
    fn advances(&mut self, letters: &Letters) -> Vec<f32>;
}

/// A stretch of a line that is drawn as one: same ink, same spacing.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its bytes in [`SetLine::text`].
    pub bytes: Range<usize>,
    /// The room in front of it, in points; may be negative.
    pub lead: f32,
    /// The room between its letters, in points.
    pub spacing: f32,
    /// How far it stands above its line, in points.
    pub rise: f32,
    /// Its ink.
    pub ink: Ink,
}

/// A line of a set piece.
#[derive(Clone, Debug, PartialEq)]
pub struct SetLine {
    /// Its letters.
    pub letters: Range<usize>,
    /// Where they are, in points from the left edge of the column.
    pub slots: Vec<Slot>,
    /// Its top, in points from the top of the piece.
    pub top: f32,
    /// Its height.
    pub height: f32,
    /// The text that is drawn.
    pub text: String,
    /// How it is drawn.
    pub sections: Vec<Section>,
}

impl SetLine {
    /// The left edge of a letter of the line, or the right edge of the last one for those after it.
    #[must_use]
    pub fn left(&self, letter: usize) -> f32 {
        match self.slots.get(letter.saturating_sub(self.letters.start)) {
            Some(slot) => slot.left,
            None => self.slots.last().map_or(0.0, |slot| slot.right),
        }
    }

    /// The right edge of the letter before one.
    #[must_use]
    pub fn right_before(&self, letter: usize) -> f32 {
        let before = letter.checked_sub(self.letters.start + 1);
        before.and_then(|before| self.slots.get(before)).map_or_else(|| self.left(letter), |slot| slot.right)
    }

    /// From where to where some of its letters reach; `None` when none of them is in the line.
    #[must_use]
    pub fn reach(&self, letters: &Range<usize>) -> Option<(f32, f32)> {
        let (start, end) = (letters.start.max(self.letters.start), letters.end.min(self.letters.end));
        (start < end).then(|| (self.left(start), self.right_before(end)))
    }

    /// The bytes of [`Self::text`] that draw some of its letters; spaces that take no room are not drawn.
    #[must_use]
    pub fn bytes_of(&self, letters: &Range<usize>, all: &Letters) -> Range<usize> {
        let (mut start, mut end, mut at) = (None, 0, 0);
        for (letter, slot) in self.letters.clone().zip(&self.slots) {
            let Some(&c) = all.chars().get(letter) else { break };
            if c.is_whitespace() && slot.left == slot.right {
                continue;
            }
            let drawn = if c.is_whitespace() && c != '\u{3000}' { 1 } else { c.len_utf8() };
            if letters.contains(&letter) {
                start = start.or(Some(at));
                end = at + drawn;
            }
            at += drawn;
        }
        start.unwrap_or(0)..end
    }

    /// The letter at a place across the line.
    #[must_use]
    pub fn letter_at(&self, x: f32) -> usize {
        let inside = self.slots.partition_point(|slot| slot.right <= x);
        (self.letters.start + inside).min(self.letters.end.saturating_sub(1)).max(self.letters.start)
    }

    /// The caret nearest to a place across the line: before which letter.
    #[must_use]
    pub fn caret_at(&self, x: f32) -> usize {
        let before = self.slots.partition_point(|slot| (slot.left + slot.right) / 2.0 <= x);
        self.letters.start + before
    }
}

/// A piece in lines.
#[derive(Clone, Debug, PartialEq)]
pub struct SetPiece {
    /// Its letters.
    pub letters: Letters,
    /// Its lines from top to bottom; the cells of a table's row stand beside each other.
    pub lines: Vec<SetLine>,
    /// How it is set.
    pub style: Style,
    /// Its height in points, with the room above and below.
    pub height: f32,
}

impl SetPiece {
    /// The line that holds a letter, or the last one.
    #[must_use]
    pub fn line_of(&self, letter: usize) -> Option<&SetLine> {
        self.lines.iter().find(|line| line.letters.contains(&letter)).or(self.lines.last())
    }

    /// The line at a place of the piece: by height, and beside each other by width.
    #[must_use]
    pub fn line_at(&self, x: f32, y: f32) -> Option<&SetLine> {
        let row = self.lines.iter().filter(|line| line.top <= y).map(|line| line.top).fold(f32::MIN, f32::max);
        let beside = || self.lines.iter().filter(move |line| (line.top - row).abs() < 0.5);
        let across = |line: &&SetLine| line.slots.first().is_none_or(|slot| slot.left <= x);
        beside().rfind(across).or_else(|| beside().next()).or_else(|| self.lines.first())
    }

    /// The first and the last line that show part of a stretch of the source: their tops and bottoms.
    #[must_use]
    pub fn lines_of(&self, span: Span) -> Option<(f32, f32)> {
        let letters = self.letters.within(span);
        let mut held = self.lines.iter().filter(|line| line.reach(&letters).is_some());
        let first = held.next()?;
        let last = held.next_back().unwrap_or(first);
        Some((first.top, last.top + last.height))
    }
}

/// Sets a piece.
#[must_use]
pub fn set_piece(
    page: &Page,
    index: usize,
    work: &Work,
    text: &SourceText,
    setting: &Setting,
    advances: &mut impl Advances,
) -> SetPiece {
    let style = page.style(index, work, setting);
    let kind = page.block(index, work).map(|block| &block.kind);
    let mut letters = page.letters(index, work, text, style.ink);
    if setting.regular && kind != Some(&BlockKind::Preformatted) {
        letters = letters.regular();
    }
    let letters = letters.in_script(setting.script);
    let width = setting.width();
    let columns = page.pieces.get(index).and_then(|piece| page.tables.get(piece.columns?));
    let mut lines = Vec::new();
    let mut height = 0.0_f32;
    match columns {
        Some(shares) => {
            let mut left = 0.0;
            let mut start = 0;
            let cells = letters.chars().split(|&c| c == '\t').map(<[char]>::len).collect::<Vec<_>>();
            for (column, length) in cells.into_iter().enumerate() {
                let share = shares.get(column).copied().unwrap_or_default() * width;
                let cell = letters.part(start..start + length);
                let measure = Measure {
                    width: share - style.ink.size,
                    first: 0.0,
                    rest: 0.0,
                    justify: false,
                    region: setting.region,
                };
                let set = set_lines(&cell, &measure, left, start, &style, advances);
                height = height.max(set.len() as f32 * style.leading);
                lines.extend(set);
                left += share;
                start += length + 1;
            }
        }
        None => {
            let room = width - style.left - style.right;
            let measure =
                Measure { width: room, first: style.first, rest: 0.0, justify: style.justify, region: setting.region };
            lines = set_lines(&letters, &measure, style.left, 0, &style, advances);
            height = lines.len() as f32 * style.leading;
        }
    }
    if kind == Some(&BlockKind::Rule) || lines.is_empty() {
        height = height.max(style.leading);
    }
    SetPiece { letters, lines, style, height: style.above + height + style.below }
}

/// Sets letters into lines that begin at `left`; `first` is the number of the first letter in its piece.
fn set_lines(
    letters: &Letters,
    measure: &Measure,
    left: f32,
    first: usize,
    style: &Style,
    advances: &mut impl Advances,
) -> Vec<SetLine> {
    let measured = measured(letters, style.ink.size, advances);
    let spread = spread(letters, &measured, advances);
    let room = |at: usize| spread.get(at).copied().unwrap_or(0.0);
    let roomy = |(at, letter): (usize, &Letter)| Letter { advance: letter.advance + room(at), ..*letter };
    let roomy: Vec<Letter> = measured.iter().enumerate().map(roomy).collect();
    let lines = typeset::set(&roomy, measure);
    let set = lines.into_iter().enumerate().map(|(number, line)| {
        let slots: Vec<Slot> = line
            .slots
            .iter()
            .zip(line.letters.clone())
            .map(|(slot, at)| Slot {
                left: slot.left + left,
                right: slot.right + left,
                pen: slot.pen + left + room(at) / 2.0,
                rise: slot.rise,
            })
            .collect();
        let (text, sections) = sections(letters, &measured, line.letters.clone(), &slots);
        SetLine {
            letters: first + line.letters.start..first + line.letters.end,
            slots,
            top: style.above + number as f32 * style.leading,
            height: style.leading,
            text,
            sections,
        }
    });
    set.collect()
}

fn measured(letters: &Letters, size: f32, advances: &mut impl Advances) -> Vec<Letter> {
    let widths = advances.advances(letters);
    let letter = |(at, (&c, advance)): (usize, (&char, f32))| {
        let ink = letters.ink(at);
        let glued = ink.is_some_and(|ink| ink.raised) || advance == 0.0 && Class::of(c) == Class::Mark;
        Letter { c, advance, em: ink.map_or(size, |ink| ink.size), glued }
    };
    letters.chars().iter().zip(widths).enumerate().map(letter).collect()
}

/// The room that letters take beyond their own under a reading that is wider than they are, so that it does not run
/// into the next (clreq 3.3); nothing where there is no reading.
fn spread(letters: &Letters, measured: &[Letter], advances: &mut impl Advances) -> Vec<f32> {
    let mut room = if letters.readings().is_empty() { Vec::new() } else { vec![0.0; measured.len()] };
    for reading in letters.readings() {
        let Some(base) = measured.get(reading.letters.clone()) else { continue };
        let Some(ink) = letters.ink(reading.letters.start) else { continue };
        // Words are not torn apart: what stands over them may hang over their neighbours.
        if base.iter().any(|letter| Class::of(letter.c) != Class::Han) {
            continue;
        }
        let size = ink.size * READING;
        let words = Letters::made_up(&reading.text, 0, Ink { size, ..ink });
        let wanted: f32 = advances.advances(&words).iter().sum::<f32>() + BETWEEN_READINGS * size;
        let own: f32 = base.iter().map(|letter| letter.advance).sum();
        let each = ((wanted - own) / base.len().max(1) as f32).max(0.0);
        if let Some(room) = room.get_mut(reading.letters.clone()) {
            room.fill(each);
        }
    }
    room
}

/// Parts a line into stretches of one ink and one spacing, so that each can be drawn at once.
fn sections(letters: &Letters, measured: &[Letter], line: Range<usize>, slots: &[Slot]) -> (String, Vec<Section>) {
    let mut text = String::new();
    let mut sections: Vec<Section> = Vec::new();
    // The letter before, the number of letters in the section that stand by themselves, and its spacing so far.
    let mut before: Option<usize> = None;
    let mut alone = 0;
    for (at, slot) in line.clone().zip(slots) {
        let c = measured[at].c;
        let blank = c.is_whitespace();
        if blank && slot.left == slot.right {
            continue;
        }
        let Some(ink) = letters.ink(at) else { continue };
        let from = text.len();
        text.push(if blank && c != '\u{3000}' { ' ' } else { c });
        let gap =
            before.map_or(slot.pen, |before| slot.pen - (slots[before - line.start].pen + measured[before].advance));
        let joined = before.is_some_and(|before| joins(measured, before, at));
        let alike = before.is_some_and(|before| {
            letters.alike(before, at)
                && slots[before - line.start].rise == slot.rise
                && Class::of(measured[before].c).is_western() == Class::of(c).is_western()
        });
        match sections.last_mut() {
            Some(section) if joined && alike => section.bytes.end = text.len(),
            Some(section) if alike && (alone == 1 || (section.spacing - gap).abs() < 0.004) => {
                section.spacing = gap;
                section.bytes.end = text.len();
                alone += 1;
            }
            _ => {
                sections.push(Section { bytes: from..text.len(), lead: gap, spacing: 0.0, rise: slot.rise, ink });
                alone = 1;
            }
        }
        before = Some(at);
    }
    // The first letter of a section is spaced too, unless it is the first of the line.
    for section in sections.iter_mut().skip(1) {
        section.lead -= section.spacing;
    }
    (text, sections)
}

/// Whether two letters are drawn as one glyph or as halves of one mark.
fn joins(measured: &[Letter], before: usize, at: usize) -> bool {
    measured[at].advance == 0.0
        || measured[before].c == measured[at].c && matches!(Class::of(measured[at].c), Class::Dash | Class::Ellipsis)
}

/// The set pieces that are near the sight.
#[derive(Debug, Default)]
pub struct Column {
    setting: Option<(Setting, u64)>,
    pieces: BTreeMap<usize, (Arc<SetPiece>, u64)>,
    used: u64,
    fresh: bool,
}

impl Column {
    /// Lets go of everything when the setting, or anything else that decides how lines fall (`key`), is another one.
    pub fn keep_for(&mut self, setting: Setting, key: u64) {
        self.fresh = self.setting != Some((setting, key));
        if self.fresh {
            self.setting = Some((setting, key));
            self.pieces.clear();
        }
    }

    /// Whether the last call of [`Self::keep_for`] let go of everything.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// The set piece, set now if need be.
    pub fn piece(&mut self, index: usize, set: impl FnOnce() -> SetPiece) -> Arc<SetPiece> {
        self.used += 1;
        let used = self.used;
        if let Some((piece, last)) = self.pieces.get_mut(&index) {
            *last = used;
            return Arc::clone(piece);
        }
        if self.pieces.len() >= KEPT {
            let oldest = used.saturating_sub(KEPT as u64 / 2);
            self.pieces.retain(|_, (_, last)| *last > oldest);
        }
        let piece = Arc::new(set());
        self.pieces.insert(index, (Arc::clone(&piece), used));
        piece
    }
}
