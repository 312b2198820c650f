//! Events on one row: what touches becomes a counted chip, and labels stand only where they fit.

use std::ops::Range;

use super::cells::{Run, Sight, middle};
use super::{Form, Item, Lane, Scale, Sizes, Stretch};

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkKind {
    /// The glyph of one event.
    Glyph(Form),
    /// A long stretch as a line at the foot of a row that others share, so that they can stand above it.
    Foot(Form),
    /// A long stretch as a line under its own words, in a room of its own.
    Under(Form),
    /// Several events at one place.
    Chip,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Its room, from.
    pub left: f32,
    /// Its room, to.
    pub right: f32,
    /// Whether it is set from its right end, towards the glyph.
    pub to_right: bool,
    /// Whether it is cut to its room.
    pub cut: bool,
}

/// Something drawn in a lane: one event, or several.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// How.
    pub kind: MarkKind,
    /// From, in points.
    pub left: f32,
    /// To, in points.
    pub right: f32,
    /// Its row in the lane, from the top.
    pub row: usize,
    /// Its events, as places in the lane; those that stand elsewhere lie among them (see [`Rows::members`]).
    pub members: Range<usize>,
    /// The number of its events.
    pub count: usize,
    /// Its words, where there is room.
    pub label: Option<Label>,
    /// Whether one of its events lies in the stretch that is in hand.
    pub inside: bool,
    /// Whether works contradict each other about one of them.
    pub flagged: bool,
    /// Independent tellings, of the event told most.
    pub told: u32,
}

/// A lane laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The marks, ascending by row and place.
    pub marks: Vec<Mark>,
    /// The events that stand outside of chips among whose events they would be, as places in the lane, ascending.
    pub alone: Vec<usize>,
    /// Where the sight begins, in years.
    pub from: f64,
    /// The number of rows.
    pub rows: usize,
    /// The number of events before what is in sight.
    pub before: usize,
    /// The number of events after it.
    pub after: usize,
}

impl Rows {
    /// The events of a mark in order of time, as places in the synopsis.
    pub fn members<'a>(&'a self, lane: &'a Lane, mark: &Mark) -> impl Iterator<Item = usize> + use<'a> {
        let (is_chip, first) = (mark.kind == MarkKind::Chip, mark.members.start);
        let items = lane.items.get(mark.members.clone()).unwrap_or_default().iter();
        let here = move |&(at, item): &(usize, &Item)| !is_chip || self.is_in_chip(first + at, item);
        items.enumerate().filter(here).map(|(_, item)| item.event)
    }

    /// Whether an event of a lane is one of those of a mark.
    #[must_use]
    pub fn holds(&self, lane: &Lane, mark: &Mark, item: &Item) -> bool {
        lane.place_of(item)
            .is_some_and(|at| mark.members.contains(&at) && (mark.kind != MarkKind::Chip || self.is_in_chip(at, item)))
    }

    fn is_in_chip(&self, at: usize, item: &Item) -> bool {
        let over = item.years.begin < self.from && item.years.end <= self.from;
        !over && self.alone.binary_search(&at).is_err()
    }
}

/// What placing needs to know.
pub struct Setting<'a> {
    /// The axis.
    pub scale: Scale,
    /// The measures.
    pub sizes: Sizes,
    /// The stretch in hand: a chosen phase, or what is brushed.
    pub window: Option<Stretch>,
    /// Places that no label of a single row crosses, in points.
    pub edges: Vec<f32>,
    /// The event that is chosen.
    pub chosen: Option<Item>,
    /// The width of an event's label with its flag and figure, in points.
    pub label: &'a dyn Fn(&Item) -> f32,
}

impl std::fmt::Debug for Setting<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setting").field("scale", &self.scale).field("window", &self.window).finish_non_exhaustive()
    }
}

impl Setting<'_> {
    /// Whether an event lies in the stretch in hand; all do when there is none.
    pub(super) fn is_inside(&self, item: &Item) -> bool {
        self.window.is_none_or(|window| item.years.lies_in(window))
    }

    /// What comes first when room is short.
    pub(super) fn weight(&self, item: &Item) -> (bool, bool, u32) {
        (self.is_chosen(item), self.is_inside(item), item.told)
    }

    fn is_chosen(&self, item: &Item) -> bool {
        self.chosen.is_some_and(|chosen| chosen.event == item.event)
    }

    /// From and to of the glyph of an event.
    pub(super) fn glyph(&self, item: &Item) -> (MarkKind, f32, f32) {
        let (from, to) = (self.scale.x(item.years.begin), self.scale.x(item.years.end));
        let middle = (from + to) / 2.0;
        let about = |size: f32| (middle - size / 2.0, middle + size / 2.0);
        let wide = to - from > self.sizes.square * 2.0;
        match item.form {
            Form::Day | Form::Between => {
                let (left, right) = about(self.sizes.disc);
                (MarkKind::Glyph(item.form), left, right)
            }
            Form::Month if !wide => {
                let (left, right) = about(self.sizes.square);
                (MarkKind::Glyph(Form::Month), left, right)
            }
            form => {
                let form = if form == Form::Month { Form::Bar } else { form };
                // A bar that fades needs some width to show it.
                let least = if matches!(form, Form::Faded { .. }) { self.sizes.bar * 2.0 } else { self.sizes.bar };
                let (left, right) = if to - from < least { about(least) } else { (from, to) };
                let kind = if right - left > self.sizes.long { MarkKind::Foot(form) } else { MarkKind::Glyph(form) };
                (kind, left, right)
            }
        }
    }

    /// The glyph of an event on a row that has no more room for lines: a short bar where it comes into sight.
    fn short_glyph(&self, item: &Item) -> (MarkKind, f32, f32) {
        match self.glyph(item) {
            (MarkKind::Foot(form), left, _) => {
                let width = self.sizes.bar * 2.0;
                let left = left.clamp(self.scale.left, (self.scale.right() - width).max(self.scale.left));
                (MarkKind::Glyph(form), left, left + width)
            }
            glyph => glyph,
        }
    }

    pub(super) fn mark(&self, item: &Item, at: usize, row: usize) -> Mark {
        self.mark_of(self.glyph(item), item, at, row)
    }

    fn mark_of(&self, (kind, left, right): (MarkKind, f32, f32), item: &Item, at: usize, row: usize) -> Mark {
        Mark {
            kind,
            left,
            right,
            row,
            members: at..at + 1,
            count: 1,
            label: None,
            inside: self.is_inside(item),
            flagged: item.flagged,
            told: item.told,
        }
    }
}

/// At most so many lines lie over each other at the foot of a row: more could not be told apart.
const DEEPEST: usize = 3;

/// Lays events on one row: long stretches as lines at its foot, and above them glyphs, chips and labels. A stretch that
/// would lie over too many lines stands above them like the others.
///
/// `out` are the events that stand elsewhere, ascending, as places in the lane.
pub(super) fn single(
    lane: &Lane,
    sight: &Sight,
    mut out: Vec<usize>,
    setting: &Setting<'_>,
    row: usize,
    rows: &mut Rows,
) {
    let first = rows.marks.len();
    let lines = lines(lane, sight, &out, setting);
    rows.marks.extend(lines.iter().map(|&at| setting.mark(&lane.items[at], at, row)));
    out.extend(&lines);
    out.sort_unstable();
    let above = rows.marks.len();
    let sparse = sight.sparse(lane, &setting.scale);
    let singles = cluster(lane, sparse.as_deref().unwrap_or(&sight.runs), &out, setting, row, rows);
    label(&singles, above, setting, rows);
    label_feet(lane, first, above, setting, rows);
    rows.alone = out;
    rows.marks[first..].sort_by(|a, b| a.left.total_cmp(&b.left));
}

/// The long stretches that lie as lines at the foot of a row: in order of time each that finds room, and the chosen one.
/// Those that find none are stepped over together.
fn lines(lane: &Lane, sight: &Sight, out: &[usize], setting: &Setting<'_>) -> Vec<usize> {
    let mut ends = [f32::NEG_INFINITY; DEEPEST];
    let mut lines = Vec::new();
    let is_line = |at: usize| {
        let (kind, left, right) = setting.glyph(&lane.items[at]);
        (matches!(kind, MarkKind::Foot(_)) && out.binary_search(&at).is_err()).then_some((left, right))
    };
    // Answers up to where no other finds room, when there was none.
    let mut lay = |at: usize| {
        let (left, right) = is_line(at)?;
        match ends.iter_mut().find(|end| **end < left) {
            Some(end) => {
                *end = right;
                lines.push(at);
                None
            }
            None => ends.iter().copied().reduce(f32::min),
        }
    };
    for run in &sight.runs[..sight.begun] {
        lay(run.first);
    }
    let (mut next, last) = sight.places;
    let long = f64::from(setting.sizes.long / setting.scale.per_year()) * 0.99;
    while let Some(at) = lane.cells.lengths.next_above(next, last, long) {
        next = at + 1;
        if let Some(end) = lay(at) {
            next += lane.items[next..last].partition_point(|item| setting.scale.x(item.years.begin) <= end);
        }
    }
    let chosen = setting.chosen.and_then(|item| lane.place_of(&item));
    lines.extend(chosen.filter(|&at| sight.has(at) && is_line(at).is_some() && !lines.contains(&at)));
    lines
}

/// Joins glyphs that touch into chips. Returns the event of every mark that stands for one, in the order of the marks.
fn cluster<'i>(
    lane: &'i Lane,
    runs: &[Run],
    out: &[usize],
    setting: &Setting<'_>,
    row: usize,
    rows: &mut Rows,
) -> Vec<Option<&'i Item>> {
    let first = rows.marks.len();
    let mut singles: Vec<Option<&Item>> = Vec::new();
    // The sum of the middles of each mark's glyphs: a chip stands at their mean.
    let mut sums: Vec<f64> = Vec::new();
    let gap = setting.sizes.touch;
    for run in runs {
        let gone = &out[out.partition_point(|&at| at < run.first)..out.partition_point(|&at| at < run.last)];
        let (mark, single, sum) = match run.len() - gone.len() {
            0 => continue,
            1 => {
                let Some(at) = (run.first..run.last).find(|at| gone.binary_search(at).is_err()) else { continue };
                let item = &lane.items[at];
                let mark = setting.mark_of(setting.short_glyph(item), item, at, row);
                let middle = f64::from(mark.left + mark.right) / 2.0;
                (mark, Some(item), middle)
            }
            _ => {
                let (mark, sum) = clump(lane, run, gone, setting, row);
                (mark, None, sum)
            }
        };
        // What touches the last mark goes into it without ever being one.
        if let (Some(last), Some(last_sum)) = (rows.marks[first..].last_mut(), sums.last_mut())
            && last.right + gap > mark.left
        {
            join(last, &mark);
            *last_sum += sum;
            if let Some(single) = singles.last_mut() {
                *single = None;
            }
            place_chip(last, *last_sum, setting);
        } else {
            sums.push(sum);
            singles.push(single);
            rows.marks.push(mark);
        }
        // A chip is wider than its glyphs, and may now touch the mark before it.
        while rows.marks.len() - first > 1 {
            let last = rows.marks.len() - 1;
            if rows.marks[last - 1].right + gap <= rows.marks[last].left {
                break;
            }
            let (Some(mark), Some(sum)) = (rows.marks.pop(), sums.pop()) else { break };
            singles.pop();
            let at = last - 1 - first;
            sums[at] += sum;
            singles[at] = None;
            let chip = &mut rows.marks[last - 1];
            join(chip, &mark);
            place_chip(chip, sums[at], setting);
        }
    }
    singles
}

/// The chip of a run without those that are gone from it, and the sum of the middles of its glyphs.
fn clump(lane: &Lane, run: &Run, gone: &[usize], setting: &Setting<'_>, row: usize) -> (Mark, f64) {
    let count = run.len() - gone.len();
    let gone_items = || gone.iter().map(|&at| &lane.items[at]);
    let years = lane.cells.middles(run.first, run.last) - gone_items().map(middle).sum::<f64>();
    let sum = f64::from(setting.scale.x(years / count as f64)) * count as f64;
    let mut mark = Mark {
        kind: MarkKind::Chip,
        left: 0.0,
        right: 0.0,
        row,
        members: run.first..run.last,
        count,
        label: None,
        inside: setting.window.is_none_or(|window| lane.any_inside((run.first, run.last), gone, window)),
        flagged: lane.cells.flags(run.first, run.last) > gone_items().filter(|item| item.flagged).count(),
        told: lane.items[run.heaviest].told,
    };
    place_chip(&mut mark, sum, setting);
    (mark, sum)
}

/// Puts a chip at the mean of its glyphs, within the plot.
fn place_chip(chip: &mut Mark, sum: f64, setting: &Setting<'_>) {
    let middle = (sum / chip.count as f64) as f32;
    let half = setting.sizes.chip_width(chip.count) / 2.0;
    let middle = middle.clamp(setting.scale.left + half, (setting.scale.right() - half).max(half));
    (chip.left, chip.right) = (middle - half, middle + half);
}

fn join(into: &mut Mark, mark: &Mark) {
    into.kind = MarkKind::Chip;
    into.members.end = mark.members.end;
    into.count += mark.count;
    into.inside |= mark.inside;
    into.flagged |= mark.flagged;
    into.told = into.told.max(mark.told);
}

/// Places labels in order of weight: right of the glyph, else left, else past the edge of the phase; then what is
/// left gets a cut one where a few characters fit.
fn label(singles: &[Option<&Item>], first: usize, setting: &Setting<'_>, rows: &mut Rows) {
    let sizes = &setting.sizes;
    let marks = &mut rows.marks[first..];
    let mut taken: Vec<(f32, f32)> = marks.iter().map(|mark| (mark.left, mark.right)).collect();
    let mut order: Vec<usize> = (0..singles.len()).filter(|&at| singles[at].is_some()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(singles[at].map(|item| setting.weight(item))));
    for cut in [false, true] {
        for &at in &order {
            let Some(item) = singles[at].filter(|_| marks[at].label.is_none()) else { continue };
            let wanted = (setting.label)(item);
            let (left, right) = (marks[at].left, marks[at].right);
            let (floor, ceiling) = room(&taken, left, right, setting);
            let width = |space: f32| if cut { wanted.min(space) } else { wanted };
            let least = if cut { sizes.label_least.min(wanted) } else { wanted };
            let (after, before) = (ceiling - (right + sizes.label_gap), left - sizes.label_gap - floor);
            let label = if after >= least && (!cut || after >= before || before < least) {
                let from = right + sizes.label_gap;
                Some(Label { left: from, right: from + width(after), to_right: false, cut })
            } else if before >= least {
                let to = left - sizes.label_gap;
                Some(Label { left: to - width(before), right: to, to_right: true, cut })
            } else if !cut {
                past_edge(&taken, right, wanted, setting)
            } else {
                None
            };
            if let Some(label) = label {
                marks[at].label = Some(label);
                let place = taken.partition_point(|&(from, _)| from < label.left);
                taken.insert(place, (label.left, label.right));
            }
        }
    }
}

/// Words for the long stretches, above their lines, where what stands there leaves room.
fn label_feet(lane: &Lane, first: usize, above: usize, setting: &Setting<'_>, rows: &mut Rows) {
    let clear = setting.sizes.clear;
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for mark in &rows.marks[above..] {
        taken.push((mark.left, mark.right));
        taken.extend(mark.label.map(|label| (label.left, label.right)));
    }
    taken.extend(setting.edges.iter().map(|&edge| (edge - clear, edge + clear)));
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut widest = taken.iter().map(|(left, right)| right - left).fold(0.0, f32::max);
    for mark in &mut rows.marks[first..above] {
        let wanted = (setting.label)(&lane.items[mark.members.start]);
        let (mut from, to) = (mark.left.max(setting.scale.left), mark.right.min(setting.scale.right()));
        let end = setting.scale.right();
        // What ends before the stretch comes into sight is in nobody's way.
        let near = taken.partition_point(|&(left, _)| left + widest + clear <= from);
        for (left, right) in taken[near..].iter().copied().chain([(f32::INFINITY, f32::INFINITY)]) {
            let room = (left - clear).min(end) - from;
            if room >= wanted.min(setting.sizes.label_least) && from < to {
                let label = Label { left: from, right: from + wanted.min(room), to_right: false, cut: room < wanted };
                mark.label = Some(label);
                let place = taken.partition_point(|&(start, _)| start < label.left);
                taken.insert(place, (label.left, label.right));
                widest = widest.max(label.right - label.left);
                break;
            }
            from = from.max(right + clear);
        }
    }
}

/// The free room about a glyph: from and to, clear of what is taken and of the edges.
fn room(taken: &[(f32, f32)], left: f32, right: f32, setting: &Setting<'_>) -> (f32, f32) {
    let clear = setting.sizes.clear;
    let next = taken.partition_point(|&(from, _)| from <= left);
    let mut ceiling = taken.get(next).map_or(setting.scale.right(), |&(from, _)| from - clear);
    let own = taken[..next].iter().rposition(|&(from, to)| (from, to) == (left, right));
    let before = own.and_then(|own| own.checked_sub(1)).and_then(|at| taken.get(at));
    let mut floor = before.map_or(setting.scale.left, |&(_, to)| to + clear);
    for &edge in &setting.edges {
        if edge >= right {
            ceiling = ceiling.min(edge - clear);
        } else if edge <= left {
            floor = floor.max(edge + clear);
        } else {
            // The glyph itself stands on the edge: its words stay on its own side.
            ceiling = ceiling.min(setting.scale.right());
        }
    }
    (floor, ceiling.min(setting.scale.right()))
}

/// A label just past the edge of the phase in which its glyph stands, when nothing stands between and it reaches no
/// further edge.
fn past_edge(taken: &[(f32, f32)], right: f32, wanted: f32, setting: &Setting<'_>) -> Option<Label> {
    let sizes = &setting.sizes;
    let beyond = || setting.edges.iter().copied().filter(|&edge| edge >= right);
    let edge = beyond().reduce(f32::min).filter(|edge| edge - right < sizes.past_edge_reach)?;
    let next =
        beyond().filter(|&other| other > edge).fold(setting.scale.right(), |end, other| end.min(other - sizes.clear));
    let from = edge + sizes.past_edge;
    let free = |&(a, b): &(f32, f32)| b <= right || a >= from + wanted + sizes.clear;
    let fits = from + wanted <= next && taken.iter().all(free);
    fits.then_some(Label { left: from, right: from + wanted, to_right: false, cut: false })
}
