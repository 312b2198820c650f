//! 行内调整: fits the cells of one line to its width, by clreq's order of what gives way first.

use std::ops::Range;

use super::cells::Cell;
use super::class::Class;
use super::line::Slot;

/// The width to which a space between Latin words is stretched first, in ems.
const SPACE_MOST: f32 = 0.5;
/// The width to which the gap between Han and Latin is stretched first, in ems.
const AUTOSPACE_MOST: f32 = 1.0 / 3.0;
/// More than this between any two letters, in ems, and the line is left ragged: it would fall apart.
const LOOSEST: f32 = 0.5;

/// What gives way when a line is too long, in this order.
const SQUEEZES: [fn(&Cell) -> [f32; 3]; 5] = [
    // Spaces between Latin words.
    |cell| [0.0, if cell.stands_for_gap { 0.0 } else { cell.space_slack() }, 0.0],
    // The outer sides of brackets.
    |cell| [cell.lead, 0.0, if cell.class == Class::Close { cell.trail } else { 0.0 }],
    // After 顿号, 逗号, 分号, 冒号.
    |cell| [0.0, 0.0, if cell.class == Class::Comma { cell.trail } else { 0.0 }],
    // Between Han and Latin.
    |cell| [cell.gap_slack(), if cell.stands_for_gap { cell.space_slack() } else { 0.0 }, 0.0],
    // After 句号, 问号, 叹号.
    |cell| [0.0, 0.0, if cell.class == Class::Stop { cell.trail } else { 0.0 }],
];

/// A line's cells while they are fitted: all widths are of the cell itself, `before` is the room in front of it.
struct Fitting {
    cells: Vec<Cell>,
    before: Vec<f32>,
}

/// Places the cells of a line. `edge` is where it begins, `room` how wide it may be; trailing spaces hang. Answers
/// with a slot for every cell and with the place where the line ends.
pub(super) fn fit(cells: &[Cell], held: Range<usize>, edge: f32, room: f32, justify: bool) -> (Vec<Slot>, f32) {
    let mut fitting = Fitting { cells: cells[held.clone()].to_vec(), before: Vec::new() };
    fitting.trim_edges();
    fitting.before = fitting.cells.iter().map(|cell| cell.gap).collect();
    let rest = room - fitting.width();
    if rest < 0.0 {
        fitting.squeeze(-rest);
    } else if justify {
        fitting.stretch(rest);
    }
    let mut x = edge;
    let mut slots: Vec<Slot> = Vec::with_capacity(cells.len());
    for (cell, before) in fitting.cells.iter().zip(&fitting.before) {
        x += before;
        slots.push(Slot { left: x, right: x + cell.width, pen: x + cell.pen, rise: cell.rise });
        x += cell.width;
    }
    slots.resize(cells.len(), Slot { left: x, right: x, pen: x, rise: 0.0 });
    (slots, x)
}

impl Fitting {
    /// Takes away the blank halves at both ends of the line and the gap before it.
    fn trim_edges(&mut self) {
        if let Some(first) = self.cells.first_mut() {
            first.width -= first.lead;
            first.pen -= first.lead;
            first.lead = 0.0;
            first.gap = 0.0;
        }
        if let Some(last) = self.cells.last_mut() {
            last.width -= last.trail;
            last.trail = 0.0;
        }
    }

    fn width(&self) -> f32 {
        self.cells.iter().map(|cell| cell.width).sum::<f32>() + self.before.iter().sum::<f32>()
    }

    fn squeeze(&mut self, mut rest: f32) {
        for slack in SQUEEZES {
            let all: f32 = self.cells.iter().flat_map(slack).sum();
            if all <= 0.0 {
                continue;
            }
            let share = (rest / all).min(1.0);
            for (cell, before) in self.cells.iter_mut().zip(&mut self.before) {
                let [lead, inner, trail] = slack(cell);
                if lead > 0.0 && cell.lead > 0.0 {
                    // The blank half before an opening mark.
                    cell.width -= lead * share;
                    cell.pen -= lead * share;
                    cell.lead -= lead * share;
                } else {
                    *before -= lead * share;
                    cell.gap -= lead * share;
                }
                cell.width -= (inner + trail) * share;
                cell.trail -= trail * share;
            }
            rest -= all * share;
            if rest <= 0.0 {
                return;
            }
        }
    }

    fn stretch(&mut self, rest: f32) {
        let mut left = rest;
        let (widths, before) = (self.cells.clone(), self.before.clone());
        left -= self.widen(left, |cell, _| {
            if cell.class == Class::Space && !cell.stands_for_gap && cell.width > 0.0 {
                (SPACE_MOST * cell.em - cell.width).max(0.0)
            } else {
                0.0
            }
        });
        left -= self.widen(left, |cell, before| {
            if cell.stands_for_gap {
                (AUTOSPACE_MOST * cell.em - cell.width).max(0.0)
            } else if before > 0.0 {
                (AUTOSPACE_MOST * cell.em - before).max(0.0)
            } else {
                0.0
            }
        });
        let places = self.cells.iter().skip(1).filter(|cell| cell.stretches).count();
        let each = left / places.max(1) as f32;
        let em = self.cells.iter().map(|cell| cell.em).fold(0.0, f32::max);
        if left > 0.01 && (places == 0 || each > LOOSEST * em) {
            (self.cells, self.before) = (widths, before);
            return;
        }
        for (cell, before) in self.cells.iter().zip(&mut self.before).skip(1) {
            if cell.stretches {
                *before += each;
            }
        }
    }

    /// Widens spaces and gaps, each up to its bound, all by the same share; answers with how much that gave.
    fn widen(&mut self, rest: f32, bound: impl Fn(&Cell, f32) -> f32) -> f32 {
        let bounds: Vec<f32> = self.cells.iter().zip(&self.before).map(|(cell, &before)| bound(cell, before)).collect();
        let all: f32 = bounds.iter().sum();
        if all <= 0.0 || rest <= 0.0 {
            return 0.0;
        }
        let share = (rest / all).min(1.0);
        for ((cell, before), bound) in self.cells.iter_mut().zip(&mut self.before).zip(bounds) {
            if cell.class == Class::Space {
                cell.width += bound * share;
            } else {
                *before += bound * share;
            }
        }
        all * share
    }
}
