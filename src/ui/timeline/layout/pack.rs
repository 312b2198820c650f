//! A lane with several rows: every event with its words where it fits, the rest on the last row.

use super::cells::{Run, in_sight, scatter};
use super::row::{Label, Mark, MarkKind, Rows, Setting, single};
use super::{Item, Lane};

/// Lays a lane in at most so many rows.
///
/// Events go with their words into the first row that has room, in order of time. When that needs more rows than there
/// are, the weightiest are placed first and the rest share the last row, where what touches becomes a chip. A label
/// keeps to its side of the edges of the stretch in hand; where there are several rows, as far as it can. Counts add up:
/// every event is in one mark, or before or after what is in sight.
#[must_use]
pub fn lay(lane: &Lane, setting: &Setting<'_>, most: usize) -> Rows {
    let (runs, before, after) = in_sight(lane, &setting.scale);
    let mut rows = Rows { rows: 1, before, after, ..Rows::default() };
    let most = most.max(1);
    let mut packer = Packer::new(setting, most);
    let few = lane.items.len() - before - after <= most * MANY;
    let items = || runs.iter().flat_map(|run| &lane.items[run.first..run.last]);
    let in_time = few.then(|| items().map(|item| packer.place(item)).collect::<Option<Vec<_>>>());
    if let Some(places) = in_time.flatten() {
        rows.rows = packer.used();
        for (item, (row, label)) in items().zip(places) {
            push(item, row, label, setting, &mut rows);
        }
    } else if most == 1 {
        single(lane, &runs, Vec::new(), setting, 0, &mut rows);
    } else {
        rest_on_last(lane, &runs, setting, (most, few), &mut rows);
    }
    rows.marks.sort_by(|a, b| a.row.cmp(&b.row).then(a.left.total_cmp(&b.left)));
    rows
}

/// More events than this for each row never find room with their words.
const MANY: usize = 64;
/// Of very many, after so many events that found no room none is tried.
const FAILED: usize = 64;

/// The rows that a lane would like to have, at most so many, and the number of its events in sight.
#[must_use]
pub fn wanted(lane: &Lane, setting: &Setting<'_>, most: usize) -> (usize, usize) {
    let mut packer = Packer::new(setting, most);
    let (runs, before, after) = in_sight(lane, &setting.scale);
    let count = lane.items.len() - before - after;
    if count > most * MANY {
        return (most, count);
    }
    for item in runs.iter().flat_map(|run| &lane.items[run.first..run.last]) {
        // One whose words are too long for any row wants none more.
        if packer.place(item).is_none() && Packer::new(setting, 1).place(item).is_some() {
            return (most, count);
        }
    }
    (packer.used().max(1), count)
}

/// Lays the weightiest with their words on all rows but the last, and the rest on that. Of very many, the weightiest of
/// each run are tried, evenly over time.
fn rest_on_last(lane: &Lane, runs: &[Run], setting: &Setting<'_>, (most, few): (usize, bool), rows: &mut Rows) {
    let items = &lane.items;
    let mut packer = Packer::new(setting, most - 1);
    let chosen = setting.chosen.and_then(|event| items.iter().position(|item| item.event == event));
    let in_runs = |at: &usize| runs.iter().any(|run| (run.first..run.last).contains(at));
    let mut order: Vec<usize> = if few {
        runs.iter().flat_map(|run| run.first..run.last).collect()
    } else {
        runs.iter().map(|run| run.heaviest).collect()
    };
    order.extend(chosen.filter(in_runs));
    order.sort_by_cached_key(|&at| {
        let turn = if few { at as u64 } else { scatter(items[at].event) };
        (std::cmp::Reverse(setting.weight(&items[at])), turn, at)
    });
    order.dedup();
    let mut placed = Vec::new();
    let mut failed = 0;
    for at in order {
        if !few && failed > FAILED {
            break;
        }
        match packer.place(&items[at]) {
            Some((row, label)) => {
                placed.push(at);
                push(&items[at], row, label, setting, rows);
            }
            None => failed += 1,
        }
    }
    placed.sort_unstable();
    rows.rows = most;
    single(lane, runs, placed, setting, most - 1, rows);
}

fn push(item: &Item, row: usize, label: Label, setting: &Setting<'_>, rows: &mut Rows) {
    let mark = setting.mark(item, rows.order.len(), row);
    let kind = if let MarkKind::Foot(form) = mark.kind { MarkKind::Under(form) } else { mark.kind };
    let mark = Mark { kind, label: Some(label), ..mark };
    rows.marks.push(mark);
    rows.order.push(item.event);
}

/// Rows being filled: for each the stretches that are taken, ascending.
struct Packer<'a, 's> {
    setting: &'a Setting<'s>,
    taken: Vec<Vec<(f32, f32)>>,
}

impl<'a, 's> Packer<'a, 's> {
    fn new(setting: &'a Setting<'s>, rows: usize) -> Self {
        Self { setting, taken: vec![Vec::new(); rows] }
    }

    fn used(&self) -> usize {
        self.taken.iter().filter(|row| !row.is_empty()).count()
    }

    /// Takes room for an event and its words in the first row that has it.
    fn place(&mut self, item: &Item) -> Option<(usize, Label)> {
        let sizes = &self.setting.sizes;
        let (kind, left, right) = self.setting.glyph(item);
        let width = (self.setting.label)(item);
        let (start, end) = (self.setting.scale.left, self.setting.scale.right());
        let (left, right) = (left.max(start), right.min(end));
        let after = Label {
            left: right + sizes.label_gap,
            right: right + sizes.label_gap + width,
            to_right: false,
            cut: false,
        };
        let before =
            Label { left: left - sizes.label_gap - width, right: left - sizes.label_gap, to_right: true, ..after };
        // The words of a long stretch stand above its line, from where it comes into sight, unless that is too near the
        // end of the plot.
        let from = left.min(end - width).max(start);
        let above = Label { left: from, right: from + width, ..after };
        let mut forms: Vec<Label> = match kind {
            MarkKind::Foot(_) => vec![above],
            _ if after.right <= end => vec![after, before],
            _ => vec![before],
        };
        let crosses = |label: &Label| self.setting.edges.iter().any(|&edge| label.left < edge && edge < label.right);
        if self.taken.len() == 1 || forms.iter().any(|label| label.left >= start && !crosses(label)) {
            forms.retain(|label| !crosses(label));
        }
        for row in 0..self.taken.len() {
            for label in &forms {
                let (from, to) = (label.left.min(left), label.right.max(right));
                if from >= start - 1.0 && to <= end.max(start + 1.0) + 1.0 && self.take(row, from, to) {
                    return Some((row, *label));
                }
            }
        }
        None
    }

    fn take(&mut self, row: usize, from: f32, to: f32) -> bool {
        let clear = self.setting.sizes.clear;
        let row = &mut self.taken[row];
        let next = row.partition_point(|&(start, _)| start < from);
        let free_before = next.checked_sub(1).is_none_or(|before| row[before].1 + clear <= from);
        let free_after = row.get(next).is_none_or(|&(start, _)| to + clear <= start);
        if free_before && free_after {
            row.insert(next, (from, to));
        }
        free_before && free_after
    }
}
