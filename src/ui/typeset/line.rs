use std::ops::Range;

use super::adjust::fit;
use super::cells::{Break, Cell, cells};
use super::class::Class;
use super::region::Region;

/// What rounding may add up to on a line, in points.
const CLOSE: f32 = 0.01;

/// How much squeezing is preferred to stretching: so much more of the slack, for each em that is left over.
const EAGER: f32 = 0.05;

/// A character with its measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letter {
    /// The character.
    pub c: char,
    /// Its advance in points, as shaped; 0 for one that is part of the glyph before it.
    pub advance: f32,
    /// The size of its face in points.
    pub em: f32,
    /// Whether it stays with the letter before it: a raised mark, part of a ligature.
    pub glued: bool,
}

/// How wide lines are and where they begin, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// From the left edge of the column to its right edge.
    pub width: f32,
    /// Where the first line begins.
    pub first: f32,
    /// Where the others begin.
    pub rest: f32,
    /// Whether lines are stretched to the right edge, the last one excepted.
    pub justify: bool,
    /// Where punctuation stands in its square.
    pub region: Region,
}

/// Where a letter is, in points from the left edge of the column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slot {
    /// Its left edge.
    pub left: f32,
    /// Its right edge; that of the next letter may lie further on.
    pub right: f32,
    /// Where its glyph's origin is; left of `left` where its blank half is squeezed away.
    pub pen: f32,
    /// How far its glyph stands above where the face puts it.
    pub rise: f32,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its letters.
    pub letters: Range<usize>,
    /// Where they are.
    pub slots: Vec<Slot>,
    /// Where its last visible letter ends.
    pub end: f32,
}

/// Breaks letters into lines and fits each to the measure. Every letter is in exactly one line; no letters, no line.
#[must_use]
pub fn set(letters: &[Letter], measure: &Measure) -> Vec<Line> {
    if letters.is_empty() {
        return Vec::new();
    }
    let paragraph = Paragraph::new(letters, measure);
    let bounds = paragraph.bounds();
    let mut lines = Vec::with_capacity(bounds.len());
    for (number, range) in bounds.iter().enumerate() {
        let ends = paragraph.cells.get(range.end).is_none_or(|cell| cell.before == Break::Forced);
        let edge = if number == 0 { measure.first } else { measure.rest };
        let held = 0..paragraph.held(range.clone()) - range.start;
        let cells = &paragraph.cells[range.clone()];
        let (slots, end) = fit(cells, held, edge, measure.width - edge, measure.justify && !ends);
        lines.push(Line { letters: range.clone(), slots, end });
    }
    lines
}

/// The cells of a paragraph with running sums, so that the width of any stretch is known at once.
struct Paragraph<'a> {
    cells: Vec<Cell>,
    measure: &'a Measure,
    /// Width of all cells before, with their gaps.
    widths: Vec<f64>,
    /// What can be squeezed out of them.
    slacks: Vec<f64>,
}

impl<'a> Paragraph<'a> {
    fn new(letters: &[Letter], measure: &'a Measure) -> Self {
        let cells = cells(letters, measure.region);
        let sums = |of: fn(&Cell) -> f32| {
            let mut sum = 0.0_f64;
            let mut sums = Vec::with_capacity(cells.len() + 1);
            sums.push(0.0);
            for cell in &cells {
                sum += f64::from(of(cell));
                sums.push(sum);
            }
            sums
        };
        let (widths, slacks) = (sums(|cell| cell.width + cell.gap), sums(Cell::slack));
        Self { cells, measure, widths, slacks }
    }

    /// One past the last letter that takes room: spaces at the end hang.
    fn held(&self, range: Range<usize>) -> usize {
        let hangs = |cell: &Cell| cell.class.is_space() || cell.class == Class::Newline;
        let hanging = self.cells[range.clone()].iter().rev().take_while(|cell| hangs(cell)).count();
        range.end - hanging
    }

    /// The natural width of a line and how much of it can be squeezed out.
    fn width(&self, range: Range<usize>) -> (f32, f32) {
        let end = self.held(range.clone());
        let Some(last) = end.checked_sub(1).filter(|&last| last >= range.start) else { return (0.0, 0.0) };
        let (first, last) = (&self.cells[range.start], &self.cells[last]);
        let edges = first.gap + first.lead + last.trail;
        let width = (self.widths[end] - self.widths[range.start]) as f32 - edges;
        let slack = (self.slacks[end] - self.slacks[range.start]) as f32 - first.gap_slack() - first.lead - last.trail;
        (width, slack.max(0.0))
    }

    fn bounds(&self) -> Vec<Range<usize>> {
        let mut bounds: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        while start < self.cells.len() {
            let end = self.line_end(start, self.room(bounds.len()));
            bounds.push(start..end);
            start = end;
        }
        self.keep_company(&mut bounds);
        bounds
    }

    fn room(&self, number: usize) -> f32 {
        self.measure.width - if number == 0 { self.measure.first } else { self.measure.rest }
    }

    /// Where the line that begins at `start` ends: as far as fits, pushing one more in by squeezing (先挤进，后推出)
    /// where that costs less than stretching.
    fn line_end(&self, start: usize, room: f32) -> usize {
        let mut fits: Option<(usize, f32)> = None;
        let mut pushed: Option<(usize, f32)> = None;
        let mut shortest = None;
        for end in start + 1..=self.cells.len() {
            let before = self.cells.get(end).map_or(Break::Forced, |cell| cell.before);
            if !matches!(before, Break::Allowed | Break::Forced) {
                continue;
            }
            let (width, slack) = self.width(start..end);
            if width <= room + CLOSE {
                (fits, pushed) = (Some((end, room - width)), None);
            } else if width - slack <= room + CLOSE {
                if before == Break::Forced {
                    return end;
                }
                pushed = pushed.or(Some((end, (width - room) / slack.max(CLOSE))));
            }
            shortest = shortest.or(Some(end));
            let past = width - slack > room + 2.0 * self.cells[start].em;
            if past || before == Break::Forced {
                break;
            }
        }
        match (fits, pushed) {
            (Some((end, rest)), Some((further, share))) => {
                let em = self.cells[start].em;
                if share < rest / em + EAGER { further } else { end }
            }
            (Some((end, _)), None) | (None, Some((end, _))) => end,
            (None, None) => self.emergency(start, room, shortest.unwrap_or(self.cells.len())),
        }
    }

    /// Ends a line inside a word that is longer than the line; a group that may not be parted stays whole.
    fn emergency(&self, start: usize, room: f32, limit: usize) -> usize {
        let (mut soft, mut any) = (None, None);
        for end in start + 1..limit {
            let (width, slack) = self.width(start..end);
            if width - slack > room + CLOSE {
                break;
            }
            match self.cells[end].before {
                Break::Soft => soft = Some(end),
                Break::Emergency => any = Some(end),
                _ => {}
            }
        }
        soft.or(any).unwrap_or_else(|| self.first_parting(start, limit))
    }

    /// The first place where a word may be parted at all, however long that makes the line.
    fn first_parting(&self, start: usize, limit: usize) -> usize {
        let parts = |end: &usize| matches!(self.cells[*end].before, Break::Soft | Break::Emergency);
        (start + 1..limit).find(parts).unwrap_or(limit)
    }

    /// 孤字不成行: a last line of one Han character gets company from the line before, where that has enough.
    fn keep_company(&self, bounds: &mut [Range<usize>]) {
        let count = bounds.len();
        let [.., before, last] = bounds else { return };
        let alone = |range: Range<usize>| {
            let cells = &self.cells[range];
            cells.iter().filter(|cell| cell.class.is_square()).count() <= 1
                && cells.iter().all(|cell| cell.class.is_square() || cell.class.is_wide_mark())
        };
        if !alone(last.clone()) || self.cells[last.start].before == Break::Forced {
            return;
        }
        let places = before.clone().rev().filter(|&at| at > before.start && self.cells[at].before == Break::Allowed);
        let room = self.room(count - 2);
        for at in places.take(3) {
            let (width, _) = self.width(before.start..at);
            let em = self.cells[before.start].em;
            if alone(at..last.end) || (room - width) > 0.12 * em * (at - before.start) as f32 {
                continue;
            }
            before.end = at;
            last.start = at;
            return;
        }
    }
}
