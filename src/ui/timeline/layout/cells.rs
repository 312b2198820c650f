//! A lane thinned out for every zoom, so that a frame with tens of thousands of events in sight costs what one with
//! hundreds does: events that begin within a few points of each other touch, whatever their glyphs, and are handled as
//! one run. The runs are found once, when the lane is made; a zoom chooses among them.

use super::{Item, Scale, Stretch};

/// Events whose beginnings are nearer than this touch, in points.
const TOUCHING: f32 = 4.0;
/// The widths of cells as powers of two, in years: from some days to sixteen years.
const POWERS: std::ops::RangeInclusive<i32> = -6..=4;

/// A run of events of a lane that touch, or a single one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    /// The first, as a place among the events of the lane.
    pub(super) first: usize,
    /// The place after the last.
    pub(super) last: usize,
    /// The one that most tell.
    pub(super) heaviest: usize,
    /// The longest of them, in years.
    pub(super) longest: f64,
    /// Whether works contradict each other about one of them.
    pub(super) flagged: bool,
}

impl Run {
    /// A run of one.
    pub(super) fn one(at: usize, item: &Item) -> Self {
        Self { first: at, last: at + 1, heaviest: at, longest: item.years.width(), flagged: item.flagged }
    }

    /// The number of its events.
    pub(super) fn len(&self) -> usize {
        self.last - self.first
    }

    fn take_in(&mut self, other: &Run, items: &[Item]) {
        self.last = other.last;
        self.longest = self.longest.max(other.longest);
        self.flagged |= other.flagged;
        if rank(&items[other.heaviest]) > rank(&items[self.heaviest]) {
            self.heaviest = other.heaviest;
        }
    }
}

/// What comes first among events that are alike: scattered evenly over time, and the same at every zoom.
pub(super) fn scatter(event: usize) -> u64 {
    (event as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}

fn rank(item: &Item) -> (u32, u64) {
    (item.told, scatter(item.event))
}

/// The runs of a lane for every zoom.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cells {
    /// For each power of two the runs of that many years, where they are far fewer than the events.
    levels: Vec<Vec<Run>>,
    /// For each event the sum of the middles of all before it, in years.
    middles: Vec<f64>,
}

impl Cells {
    /// The runs of events that ascend by where they begin.
    pub(super) fn new(items: &[Item]) -> Self {
        let sums = items.iter().scan(0.0, |sum, item| {
            *sum += (item.years.begin + item.years.end) / 2.0;
            Some(*sum)
        });
        let middles = std::iter::once(0.0).chain(sums).collect();
        if items.len() < FEW {
            return Self { levels: Vec::new(), middles };
        }
        let mut below: Vec<Run> = items.iter().enumerate().map(|(at, item)| Run::one(at, item)).collect();
        let mut levels = Vec::new();
        for power in POWERS {
            let width = f64::from(power).exp2();
            let cell = |run: &Run| (items[run.first].years.begin / width).floor();
            let mut runs: Vec<Run> = Vec::new();
            for run in &below {
                match runs.last_mut().filter(|last| cell(last) == cell(run)) {
                    Some(last) => last.take_in(run, items),
                    None => runs.push(*run),
                }
            }
            levels.push(if runs.len() * 2 <= items.len() { runs.clone() } else { Vec::new() });
            below = runs;
        }
        Self { levels, middles }
    }

    /// The sum of the middles of a run, in years.
    pub(super) fn middles(&self, run: &Run) -> f64 {
        self.middles[run.last] - self.middles[run.first]
    }

    /// The runs of the events from one place to another that touch at this zoom; `None` where there are about as many
    /// as events. The first and the last may be parts of a run.
    pub(super) fn runs(&self, items: &[Item], scale: &Scale, from: usize, to: usize) -> Option<Vec<Run>> {
        let power = (TOUCHING / scale.per_year()).log2().floor() as i32;
        let level = self.levels.get(usize::try_from(power.min(*POWERS.end()) - POWERS.start()).ok()?)?;
        let begin = level.partition_point(|run| run.last <= from);
        let end = level.partition_point(|run| run.first < to);
        let mut runs = level.get(begin..end).filter(|_| !level.is_empty())?.to_vec();
        let cut = |run: &mut Run| {
            let (first, last) = (run.first.max(from), run.last.min(to));
            if (first, last) != (run.first, run.last) {
                let mut part = Run::one(first, &items[first]);
                (first + 1..last).for_each(|at| part.take_in(&Run::one(at, &items[at]), items));
                *run = part;
            }
        };
        runs.first_mut().into_iter().for_each(cut);
        runs.last_mut().into_iter().for_each(cut);
        Some(runs)
    }
}

/// A lane with fewer events than this is not thinned out.
const FEW: usize = 512;

/// The runs in sight, and the numbers of events before and after them.
pub(super) fn in_sight(lane: &super::Lane, scale: &Scale) -> (Vec<Run>, usize, usize) {
    let (items, shown) = (&lane.items, scale.years);
    let last = items.partition_point(|item| item.years.begin < shown.end);
    let first = lane.surely_before(shown.begin).min(last);
    // Those that begin before the sight are looked at one by one: some of them have ended.
    let begun = items.partition_point(|item| item.years.begin < shown.begin).clamp(first, last);
    let one = |at: usize| Run::one(at, &items[at]);
    let mut runs: Vec<Run> = (first..begun).filter(|&at| !ends_before(&items[at], shown)).map(one).collect();
    let before = begun - runs.len();
    match lane.cells.runs(items, scale, begun, last).filter(|_| last - begun >= FEW) {
        Some(thin) => runs.extend(thin),
        None => runs.extend((begun..last).map(one)),
    }
    (runs, before, items.len() - last)
}

fn ends_before(item: &Item, shown: Stretch) -> bool {
    let years = item.years;
    years.end < shown.begin || years.end <= shown.begin && years.begin < shown.begin
}
