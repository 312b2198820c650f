//! Where things stand in the comparison: columns, rows, rails, pairs. Pure arithmetic, in points.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::RelationKind;
use crate::state::RelationRow;
use crate::ui::theme::compare as measures;

/// Topics by holders, or two to four holders side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// 主题×作者.
    #[default]
    Matrix,
    /// 并读.
    Pair,
}

/// Where the columns stand, from the left edge of the pane. As many are shown as find room, each whole; the others are
/// reached by going on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Columns {
    /// How many there are.
    pub(super) count: usize,
    /// The first that is shown.
    pub(super) first: usize,
    /// How many are shown.
    pub(super) shown: usize,
    /// The left edge of what stands before them: topics, or holders where the table is turned.
    pub(super) edge: f32,
    /// The left edge of the first that is shown.
    pub(super) left: f32,
    /// The width of each.
    pub(super) width: f32,
    /// Between two.
    pub(super) gap: f32,
    /// Whether the topics stand at the left; they run across the row otherwise.
    pub(super) beside: bool,
}

impl Columns {
    /// The columns in so much room, from the one wanted first or as near to it as fills the room. Where two to
    /// four have more room than they may take, they stand in the middle of it; a table stays at the left, so that nothing
    /// moves while it is narrowed.
    pub(super) fn new(room: f32, count: usize, first: usize, mode: Mode) -> Self {
        let beside = room >= measures::TOPIC_BESIDE;
        let head = if beside { measures::TOPIC + measures::TOPIC_GAP } else { 0.0 };
        let gap = match mode {
            Mode::Matrix => measures::GAP,
            Mode::Pair if beside && count < 3 => measures::GUTTER,
            Mode::Pair if beside => measures::GUTTER_AMONG,
            Mode::Pair => measures::GUTTER_SMALL,
        };
        let inside = room - head - 2.0 * measures::MARGIN;
        let fit = ((inside + gap) / (measures::NARROWEST + gap)).floor().max(1.0) as usize;
        let shown = count.min(if mode == Mode::Pair { fit.max(2) } else { fit });
        let among = shown.max(1) as f32;
        let width = ((inside - gap * (among - 1.0)) / among).floor().clamp(40.0, measures::WIDEST);
        let spare =
            if beside && mode == Mode::Pair { (inside - width * among - gap * (among - 1.0)).max(0.0) } else { 0.0 };
        let edge = measures::MARGIN + (spare / 2.0).floor();
        Self { count, first: first.min(count - shown), shown, edge, left: edge + head, width, gap, beside }
    }

    /// The left edge of a column that is shown.
    pub(super) fn x(&self, column: usize) -> f32 {
        self.left + column.saturating_sub(self.first) as f32 * (self.width + self.gap)
    }

    /// The columns that are shown.
    pub(super) fn range(&self) -> Range<usize> {
        self.first..self.first + self.shown
    }

    /// The column under a place that lies so far from the left edge.
    pub(super) fn at(&self, x: f32) -> usize {
        let step = ((x - self.left + self.gap / 2.0) / (self.width + self.gap)).floor().max(0.0) as usize;
        self.first + step.min(self.shown.saturating_sub(1))
    }
}

/// The heights of rows: measured where they have been in sight, estimated where not.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    rows: Vec<f32>,
}

impl Heights {
    /// Starts anew with estimates.
    pub(super) fn reset(&mut self, estimates: impl Iterator<Item = f32>) {
        self.rows.clear();
        self.rows.extend(estimates);
    }

    /// Takes in what a row measured.
    pub(super) fn measured(&mut self, row: usize, height: f32) {
        if let Some(slot) = self.rows.get_mut(row) {
            *slot = height;
        }
    }

    /// The top of a row.
    pub(super) fn top(&self, row: usize) -> f32 {
        self.rows.iter().take(row).sum()
    }

    /// All rows together.
    pub(super) fn total(&self) -> f32 {
        self.top(self.rows.len())
    }

    /// The first row that reaches below a line, with its top.
    pub(super) fn first_below(&self, line: f32) -> (usize, f32) {
        let mut top = 0.0;
        for (at, &height) in self.rows.iter().enumerate() {
            if top + height > line {
                return (at, top);
            }
            top += height;
        }
        (self.rows.len(), top)
    }
}

/// A guess at the height of a row from the lengths of what its cells hold: (summary, quotes) in characters.
pub(super) fn estimate(columns: &Columns, cells: impl Iterator<Item = (usize, usize)>) -> f32 {
    let lines = |chars: usize, width: f32, size: f32| {
        let per_line = (width / size).floor().max(1.0);
        (chars as f32 / per_line).ceil()
    };
    let tallest = cells.map(|(summary, quote)| {
        let summary = lines(summary, columns.width, measures::SUMMARY_SIZE) * measures::LINE;
        let quote_lines = lines(quote, columns.width - measures::QUOTE_INDENT, measures::QUOTE_SIZE);
        let quote = quote_lines.min(measures::QUOTE_LINES as f32) * measures::LINE;
        let source = if quote > 0.0 { measures::CAPTION_LINE + measures::QUOTE_GAP } else { 0.0 };
        summary + quote + source
    });
    let cells = tallest.fold(measures::CAPTION_LINE * 2.0, f32::max);
    let head = if columns.beside { 0.0 } else { measures::TOPIC_LINE };
    head + cells + measures::ROW_PADDING * 2.0 + 1.0
}

/// How many characters a quote of so many lines holds, leaving room for ……
pub(super) fn quote_chars(width: f32) -> usize {
    let per_line = ((width - measures::QUOTE_INDENT) / measures::QUOTE_SIZE).floor().max(4.0) as usize;
    per_line * measures::QUOTE_LINES - 3
}

/// A relation between two columns of a row: one rail for all of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rail {
    /// The left column.
    pub(super) from: usize,
    /// The right one.
    pub(super) to: usize,
    /// How they stand.
    pub(super) kind: RelationKind,
    /// Whether it is decided.
    pub(super) decided: bool,
    /// The relations that it stands for, by their place in the synopsis.
    pub(super) relations: Vec<usize>,
}

/// The rails of a row: decided ones first, then the nearer columns.
pub(super) fn rails(relations: &[usize], all: &[RelationRow], column_of: impl Fn(usize) -> Option<usize>) -> Vec<Rail> {
    let mut rails: BTreeMap<(bool, usize, usize, RelationKind), Vec<usize>> = BTreeMap::new();
    for &index in relations {
        let Some(relation) = all.get(index) else { continue };
        let (Some(a), Some(b)) = (column_of(relation.a), column_of(relation.b)) else { continue };
        if a != b {
            let key = (!relation.origin.is_decided(), a.min(b), a.max(b), relation.kind);
            rails.entry(key).or_default().push(index);
        }
    }
    let mut rails: Vec<Rail> = rails
        .into_iter()
        .map(|((open, from, to, kind), relations)| Rail { from, to, kind, decided: !open, relations })
        .collect();
    rails.sort_by_key(|rail| (!rail.decided, rail.to - rail.from, rail.from));
    rails
}
