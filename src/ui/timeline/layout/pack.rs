//! A lane with several rows: every event with its words where it fits, the rest on the last row.

use super::row::{Label, Mark, MarkKind, Rows, Setting, single};
use super::{Item, Lane, Stretch};

/// Lays a lane in at most so many rows.
///
/// Events go with their words into the first row that has room, in order of time. When that needs more rows than there
/// are, the weightiest are placed first and the rest share the last row, where what touches becomes a chip. A label
/// keeps to its side of the edges of the stretch in hand; where there are several rows, as far as it can. Counts add up:
/// every event is in one mark, or before or after what is in sight.
#[must_use]
pub fn lay(lane: &Lane, setting: &Setting<'_>, most: usize) -> Rows {
    let shown = setting.scale.years;
    let mut rows = Rows { rows: 1, ..Rows::default() };
    let (first, last) = in_reach(lane, shown);
    rows.after = lane.items.len() - last;
    let mut items: Vec<Item> = Vec::with_capacity(last - first);
    items.extend(lane.items[first..last].iter().filter(|item| !ends_before(item, shown)));
    rows.before = last - items.len();
    let most = most.max(1);
    let mut packer = Packer::new(setting, most);
    let few = items.len() <= most * 64;
    let in_time = few.then(|| items.iter().map(|item| packer.place(item)).collect::<Option<Vec<_>>>());
    if let Some(places) = in_time.flatten() {
        rows.rows = packer.used();
        for (item, (row, label)) in items.iter().zip(places) {
            push(item, row, label, setting, &mut rows);
        }
    } else if most == 1 {
        single(&items, setting, 0, &mut rows);
    } else {
        rest_on_last(&items, setting, most, &mut rows);
    }
    rows.marks.sort_by(|a, b| a.row.cmp(&b.row).then(a.left.total_cmp(&b.left)));
    rows
}

/// The rows that a lane would like to have, at most so many.
#[must_use]
pub fn wanted(lane: &Lane, setting: &Setting<'_>, most: usize) -> usize {
    let mut packer = Packer::new(setting, most);
    let (first, last) = in_reach(lane, setting.scale.years);
    for item in lane.items[first..last].iter().filter(|item| !ends_before(item, setting.scale.years)) {
        // One whose words are too long for any row wants none more.
        if packer.place(item).is_none() && Packer::new(setting, 1).place(item).is_some() {
            return most;
        }
    }
    packer.used().max(1)
}

/// The events among which all that are in sight are: those before have ended, those after have not begun.
fn in_reach(lane: &Lane, shown: Stretch) -> (usize, usize) {
    let last = lane.items.partition_point(|item| item.years.begin < shown.end);
    (lane.surely_before(shown.begin).min(last), last)
}

fn ends_before(item: &Item, shown: Stretch) -> bool {
    let years = item.years;
    years.end < shown.begin || years.end <= shown.begin && years.begin < shown.begin
}

fn rest_on_last(items: &[Item], setting: &Setting<'_>, most: usize, rows: &mut Rows) {
    let mut packer = Packer::new(setting, most - 1);
    let heavy = |&at: &usize| (std::cmp::Reverse(setting.weight(&items[at])), at);
    let mut order: Vec<usize> = (0..items.len()).collect();
    // Of thousands only as many are tried as could find room.
    let most_tried = most * 64 + FAILED;
    if order.len() > most_tried {
        order.select_nth_unstable_by_key(most_tried, heavy);
        order.truncate(most_tried);
    }
    order.sort_unstable_by_key(heavy);
    let mut rest = vec![true; items.len()];
    let mut failed = 0;
    for at in order {
        // Once the rows are full, trying thousands more would find a gap here and there at the cost of the frame.
        if failed > FAILED {
            break;
        }
        match packer.place(&items[at]) {
            Some((row, label)) => {
                rest[at] = false;
                push(&items[at], row, label, setting, rows);
            }
            None => failed += 1,
        }
    }
    let rest: Vec<Item> = items.iter().zip(rest).filter(|(_, rest)| *rest).map(|(item, _)| *item).collect();
    rows.rows = most;
    single(&rest, setting, most - 1, rows);
}

/// After so many events that found no room, none is tried.
const FAILED: usize = 200;

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
