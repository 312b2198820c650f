//! A lane thinned out for every zoom, so that a frame with tens of thousands of events in sight costs what one with
//! hundreds does: events that begin within a few points of each other touch, whatever their glyphs, and are handled as
//! one run. The runs of a zoom are found once, when they are first wanted. What is to be known of a run is
//! told by sums over all events before a place, and by the heights of [`super::peaks`], so that no frame visits the
//! events of a run.

use std::cell::OnceCell;

use super::gather::SOME;
use super::peaks::Peaks;
use super::{Item, Lane, Scale, Stretch};

/// Events whose beginnings are nearer than this touch, in points.
const TOUCHING: f32 = 4.0;
/// In a crowd, chips stand for so many points at the most, and for half of that at the least: their years stay the same
/// while the axis moves under them.
const CROWDED: f32 = 128.0;
/// The widths of cells as powers of two, in years: from some hours to more than two centuries.
const POWERS: std::ops::RangeInclusive<i32> = -12..=8;
const LEVELS: usize = (*POWERS.end() - *POWERS.start() + 1) as usize;

/// A run of events of a lane that touch, or a single one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Run {
    /// The first, as a place among the events of the lane.
    pub(super) first: usize,
    /// The place after the last.
    pub(super) last: usize,
    /// The one that most tell.
    pub(super) heaviest: usize,
}

impl Run {
    /// A run of one.
    pub(super) fn one(at: usize) -> Self {
        Self { first: at, last: at + 1, heaviest: at }
    }

    /// The number of its events.
    pub(super) fn len(&self) -> usize {
        self.last - self.first
    }

    fn take_in(&mut self, other: &Run, items: &[Item]) {
        self.last = other.last;
        if rank(&items[other.heaviest]) > rank(&items[self.heaviest]) {
            self.heaviest = other.heaviest;
        }
    }
}

/// What comes first among events that are alike: scattered evenly over time, and the same at every zoom.
pub(super) fn scatter(item: &Item) -> u64 {
    let days = item.years.begin.to_bits() ^ item.years.end.to_bits().rotate_left(17);
    days.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}

fn rank(item: &Item) -> (u32, u64) {
    (item.told, scatter(item))
}

/// What a lane knows of its events beforehand, for every zoom.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    /// For each power of two the runs of that many years, where they are fewer than the events; found when first wanted.
    levels: [OnceCell<Vec<Run>>; LEVELS],
    /// For each event the sum of the middles of all before it, in years.
    middles: Vec<f64>,
    /// For each event the number of those before it about which works contradict each other.
    flags: Vec<u32>,
    /// Where events end.
    ends: Peaks,
    /// How long they are, in years.
    pub(super) lengths: Peaks,
    /// Where events end, ascending; what ends on its first moment counts as ending after it.
    over: Vec<f64>,
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        // The runs follow from the events.
        (&self.middles, &self.flags, &self.ends, &self.lengths, &self.over)
            == (&other.middles, &other.flags, &other.ends, &other.lengths, &other.over)
    }
}

impl Cells {
    /// What is to be known of events that ascend by where they begin.
    pub(super) fn new(items: &[Item]) -> Self {
        let mut over: Vec<f64> = items.iter().map(end).collect();
        over.sort_unstable_by(f64::total_cmp);
        Self::with(over, items)
    }

    /// The same when some have gone and others have come: `items` are those that there are now.
    pub(super) fn after(&self, gone: &[Item], fresh: &[Item], items: &[Item]) -> Self {
        if gone.len() + fresh.len() > SOME {
            return Self::new(items);
        }
        let mut over = self.over.clone();
        for year in gone.iter().map(end) {
            if let Ok(at) = over.binary_search_by(|other| other.total_cmp(&year)) {
                over.remove(at);
            }
        }
        for year in fresh.iter().map(end) {
            let at = over.partition_point(|other| other.total_cmp(&year).is_lt());
            over.insert(at, year);
        }
        Self::with(over, items)
    }

    fn with(over: Vec<f64>, items: &[Item]) -> Self {
        let sums = items.iter().scan(0.0, |sum, item| {
            *sum += middle(item);
            Some(*sum)
        });
        let flags = items.iter().scan(0, |sum, item| {
            *sum += u32::from(item.flagged);
            Some(*sum)
        });
        Self {
            middles: std::iter::once(0.0).chain(sums).collect(),
            flags: std::iter::once(0).chain(flags).collect(),
            ends: Peaks::new(items.iter().map(end).collect()),
            lengths: Peaks::new(items.iter().map(|item| item.years.width()).collect()),
            over,
            levels: Default::default(),
        }
    }

    /// The sum of the middles of some events, in years.
    pub(super) fn middles(&self, first: usize, last: usize) -> f64 {
        self.middles[last] - self.middles[first]
    }

    /// The number of events about which works contradict each other.
    pub(super) fn flags(&self, first: usize, last: usize) -> usize {
        (self.flags[last] - self.flags[first]) as usize
    }

    /// The first event from one place on and before another that ends after a year.
    pub(super) fn next_ending_after(&self, from: usize, to: usize, year: f64) -> Option<usize> {
        self.ends.next_above(from, to, year)
    }

    /// The number of events that are over when a year begins.
    pub(super) fn over_by(&self, year: f64) -> usize {
        self.over.partition_point(|&end| end <= year)
    }

    /// The runs of the events from one place to another that stand within so many points at this zoom; `None` where
    /// there are about as many as events. The first and the last may be parts of a run.
    fn runs(&self, items: &[Item], scale: &Scale, points: f32, (from, to): (usize, usize)) -> Option<Vec<Run>> {
        let power = (points / scale.per_year()).log2().floor() as i32;
        let power = power.min(*POWERS.end());
        let level = self.levels.get(usize::try_from(power - POWERS.start()).ok()?)?.get_or_init(|| level(items, power));
        let begin = level.partition_point(|run| run.last <= from);
        let end = level.partition_point(|run| run.first < to);
        let mut runs = level.get(begin..end).filter(|_| !level.is_empty())?.to_vec();
        let cut = |run: &mut Run| {
            let (first, last) = (run.first.max(from), run.last.min(to));
            if (first, last) != (run.first, run.last) {
                let mut part = Run::one(first);
                (first + 1..last).for_each(|at| part.take_in(&Run::one(at), items));
                *run = part;
            }
        };
        runs.first_mut().into_iter().for_each(cut);
        runs.last_mut().into_iter().for_each(cut);
        Some(runs)
    }
}

/// The middle of an event, in years.
pub(super) fn middle(item: &Item) -> f64 {
    (item.years.begin + item.years.end) / 2.0
}

/// Where an event is over; what ends on its first moment ends after it.
fn end(item: &Item) -> f64 {
    let years = item.years;
    if years.end > years.begin { years.end } else { years.end.next_up() }
}

/// The runs of events that begin in the same stretch of so many years, a power of two; none where they are about as many
/// as the events.
fn level(items: &[Item], power: i32) -> Vec<Run> {
    let width = f64::from(power).exp2();
    let mut runs: Vec<Run> = Vec::new();
    let mut ends = f64::NEG_INFINITY;
    for (at, item) in items.iter().enumerate() {
        match runs.last_mut().filter(|_| item.years.begin < ends) {
            Some(last) => last.take_in(&Run::one(at), items),
            None => {
                runs.push(Run::one(at));
                ends = ((item.years.begin / width).floor() + 1.0) * width;
            }
        }
    }
    if runs.len() * 4 <= items.len() * 3 { runs } else { Vec::new() }
}

/// So few events are not thinned out.
const FEW: usize = 64;

/// What of a lane is in sight.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// The events in sight, by runs that touch.
    pub(super) runs: Vec<Run>,
    /// How many of the runs are single events that began before the sight.
    pub(super) begun: usize,
    /// The first event that begins in sight, and the place after the last.
    pub(super) places: (usize, usize),
    /// The number of events in sight.
    pub(super) count: usize,
}

impl Sight {
    /// What of a lane is in sight.
    pub(super) fn of(lane: &Lane, scale: &Scale) -> Self {
        let (items, shown) = (&lane.items, scale.years);
        let last = items.partition_point(|item| item.years.begin < shown.end);
        let first = items.partition_point(|item| item.years.begin < shown.begin).min(last);
        let mut runs: Vec<Run> = lane.still(first, shown.begin).map(Run::one).collect();
        let begun = runs.len();
        runs.extend(lane.thinned(scale, TOUCHING, (first, last)));
        Self { runs, begun, places: (first, last), count: begun + last - first }
    }

    /// Whether an event, by its place in the lane, is in sight.
    pub(super) fn has(&self, at: usize) -> bool {
        (self.places.0..self.places.1).contains(&at) || self.runs[..self.begun].iter().any(|run| run.first == at)
    }

    /// The same in fewer runs, where events are so many that glyphs would stand side by side without end.
    pub(super) fn sparse(&self, lane: &Lane, scale: &Scale) -> Option<Vec<Run>> {
        let crowd = self.places.1 - self.places.0 > (scale.width / CROWD) as usize;
        crowd.then(|| self.thinner(lane, scale, CROWDED))
    }

    /// The same in runs that stand within so many points.
    pub(super) fn thinner(&self, lane: &Lane, scale: &Scale, points: f32) -> Vec<Run> {
        let begun = self.runs[..self.begun].iter().copied();
        begun.chain(lane.thinned(scale, points.max(TOUCHING), self.places)).collect()
    }
}

/// More than one event for so many points is a crowd.
const CROWD: f32 = 14.0;

impl Lane {
    /// The events before a place that are not over when a year begins.
    fn still(&self, before: usize, year: f64) -> impl Iterator<Item = usize> {
        let next = move |from: usize| self.cells.next_ending_after(from, before, year);
        std::iter::successors(next(0), move |&at| next(at + 1))
    }

    fn thinned(&self, scale: &Scale, points: f32, places: (usize, usize)) -> Vec<Run> {
        let (first, last) = places;
        let thin = if last - first < FEW { None } else { self.cells.runs(&self.items, scale, points, places) };
        thin.unwrap_or_else(|| (first..last).map(Run::one).collect())
    }

    /// Whether an event from one place on and before another lies in a window, but for those that are `gone` (ascending).
    pub(super) fn any_inside(&self, (first, last): (usize, usize), gone: &[usize], window: Stretch) -> bool {
        let last = self.items[first..last].partition_point(|item| item.years.begin < window.end) + first;
        let next = |from: usize| self.cells.next_ending_after(from, last, window.begin);
        std::iter::successors(next(first), |&at| next(at + 1)).any(|at| gone.binary_search(&at).is_err())
    }

    /// The number of events that lie in a window.
    pub(super) fn inside(&self, window: Stretch) -> usize {
        let begun = self.items.partition_point(|item| item.years.begin < window.end);
        begun - self.cells.over_by(window.begin).min(begun)
    }

    /// The place of an event in the lane.
    pub(super) fn place_of(&self, item: &Item) -> Option<usize> {
        let same = |other: &Item| other.years.begin.total_cmp(&item.years.begin).then(other.event.cmp(&item.event));
        self.items.binary_search_by(same).ok()
    }
}
