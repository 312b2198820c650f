//! A lane with several rows: every event with its words where it fits, the rest on the last row.

use super::cells::{Sight, scatter};
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
    Trial::new(lane, setting, most.max(1)).lay(setting, most.max(1))
}

/// Words are seldom narrower than this with their glyph, in points: more events than have room at that are not tried.
const NARROW: f32 = 72.0;
/// After so many events that found no room none is tried.
const FAILED: usize = 24;

/// A lane tried in so many rows: what it needs, and where its events stand if they all find room.
pub(super) struct Trial<'l> {
    lane: &'l Lane,
    sight: Sight,
    /// The rows that were tried.
    rows: usize,
    /// The rows that it would like to have, at most those.
    pub(super) wants: usize,
    /// Where each event in sight stands, when all have found room.
    places: Option<Vec<(usize, usize, Label)>>,
}

impl<'l> Trial<'l> {
    pub(super) fn new(lane: &'l Lane, setting: &Setting<'_>, rows: usize) -> Self {
        let sight = Sight::of(lane, &setting.scale);
        let mut trial = Self { lane, sight, rows, wants: rows, places: None };
        if trial.count() > capacity(setting, rows) {
            return trial;
        }
        let mut packer = Packer::new(setting, rows);
        let mut places = Vec::with_capacity(trial.count());
        let mut all = true;
        for at in trial.sight.runs.iter().flat_map(|run| run.first..run.last) {
            match packer.place(&lane.items[at]) {
                Some((row, label)) => places.push((at, row, label)),
                // One whose words are too long for any row wants none more.
                None if Packer::new(setting, 1).place(&lane.items[at]).is_none() => all = false,
                None => return trial,
            }
        }
        trial.wants = packer.used().max(1);
        trial.places = Some(places).filter(|_| all);
        trial
    }

    /// The number of events in sight.
    pub(super) fn count(&self) -> usize {
        self.sight.count
    }

    /// Lays the lane in at most so many rows, which are no more than were tried.
    pub(super) fn lay(self, setting: &Setting<'_>, most: usize) -> Rows {
        // A single row has its own rule for the edges of the stretch in hand.
        if most == 1 && self.rows > 1 {
            return Self::new(self.lane, setting, 1).lay(setting, 1);
        }
        let (lane, sight) = (self.lane, &self.sight);
        let after = lane.items.len() - sight.places.1;
        let before = lane.items.len() - sight.count - after;
        let mut rows = Rows { rows: 1, before, after, from: setting.scale.years.begin, ..Rows::default() };
        match self.places.filter(|_| self.wants <= most) {
            Some(places) => {
                rows.rows = self.wants;
                rows.marks.extend(places.into_iter().map(|(at, row, label)| mark(lane, at, row, label, setting)));
            }
            None if most == 1 => single(lane, sight, Vec::new(), setting, 0, &mut rows),
            None => rest_on_last(lane, sight, setting, most, &mut rows),
        }
        rows.marks.sort_by(|a, b| a.row.cmp(&b.row).then(a.left.total_cmp(&b.left)));
        rows
    }
}

/// The room that tellings have in the key by which events are tried.
const LIGHTEST: u32 = u32::MAX >> 2;

/// The most events that so many rows could hold with their words.
fn capacity(setting: &Setting<'_>, rows: usize) -> usize {
    rows * (setting.scale.width / NARROW).ceil() as usize
}

/// Of very many, the weightiest of so many points in each row are tried.
const SHARE: f32 = 120.0;

/// Lays the weightiest with their words on all rows but the last, and the rest on that. Of very many, the weightiest of
/// each short stretch are tried, evenly over time.
fn rest_on_last(lane: &Lane, sight: &Sight, setting: &Setting<'_>, most: usize, rows: &mut Rows) {
    let items = &lane.items;
    let mut packer = Packer::new(setting, most - 1);
    let few = sight.count <= capacity(setting, most);
    let mut order: Vec<(u64, usize)> = Vec::new();
    // Heavy before light, and then in order of time; of very many here and there.
    let mut try_later = |at: usize| {
        let (chosen, inside, told) = setting.weight(&items[at]);
        let weight = u64::from(!chosen) << 63 | u64::from(!inside) << 62 | u64::from(!told & LIGHTEST) << 32;
        order.push((weight | if few { at as u64 } else { scatter(&items[at]) }, at));
    };
    if few {
        sight.runs.iter().flat_map(|run| run.first..run.last).for_each(&mut try_later);
    } else {
        let share = SHARE / (most - 1) as f32;
        sight.thinner(lane, &setting.scale, share).iter().map(|run| run.heaviest).for_each(&mut try_later);
    }
    let chosen = setting.chosen.and_then(|item| lane.place_of(&item)).filter(|&at| sight.has(at));
    chosen.into_iter().for_each(&mut try_later);
    order.sort_unstable();
    order.dedup();
    let mut placed = Vec::new();
    let mut failed = 0;
    for (_, at) in order {
        match packer.place(&items[at]) {
            Some((row, label)) => {
                placed.push(at);
                rows.marks.push(mark(lane, at, row, label, setting));
            }
            None if failed >= FAILED => break,
            None => failed += 1,
        }
    }
    placed.sort_unstable();
    rows.rows = most;
    single(lane, sight, placed, setting, most - 1, rows);
}

/// The mark of an event that has found a row for its words.
fn mark(lane: &Lane, at: usize, row: usize, label: Label, setting: &Setting<'_>) -> Mark {
    let mark = setting.mark(&lane.items[at], at, row);
    let kind = if let MarkKind::Foot(form) = mark.kind { MarkKind::Under(form) } else { mark.kind };
    Mark { kind, label: Some(label), ..mark }
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
        let (start, end) = (self.setting.scale.left, self.setting.scale.right());
        let (left, right) = (left.max(start), right.min(end));
        // Words are measured only where a row has room for the glyph itself.
        let near = |row: usize| self.room(row, left, right).is_some();
        if !(0..self.taken.len()).any(near) {
            return None;
        }
        let width = (self.setting.label)(item);
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

    /// Takes a stretch of a row, if it is free.
    fn take(&mut self, row: usize, from: f32, to: f32) -> bool {
        let room = self.room(row, from, to);
        if let Some(at) = room {
            self.taken[row].insert(at, (from, to));
        }
        room.is_some()
    }

    /// The place among the stretches of a row that are taken, where another would stand clear of its neighbours.
    fn room(&self, row: usize, from: f32, to: f32) -> Option<usize> {
        let clear = self.setting.sizes.clear;
        let row = &self.taken[row];
        let next = row.partition_point(|&(start, _)| start < from);
        let free_before = next.checked_sub(1).is_none_or(|before| row[before].1 + clear <= from);
        let free_after = row.get(next).is_none_or(|&(start, _)| to + clear <= start);
        (free_before && free_after).then_some(next)
    }
}
