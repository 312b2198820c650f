//! Periodisations as bands: where a phase begins and ends on the screen, and how doubtful its bounds are.

use super::{Scale, Sizes, Stretch};
use crate::calendar::Date;
use crate::model::Bound;
use crate::state::{Band, BandPhase};

/// A bound within a year is drawn as a line; a wider one fades, in years.
const SURE: f64 = 1.01;
/// How long an open end fades, in years.
const OPEN_FADE: f64 = 2.0;

/// A phase on the axis of years: it fades in from `begin` to `full`, and out from `fades` to `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The first day that its beginning may mean.
    pub begin: f64,
    /// Where it is surely under way.
    pub full: f64,
    /// Up to where it surely goes on.
    pub fades: f64,
    /// The last day that its end may mean.
    pub end: f64,
}

impl Extent {
    /// The extent of a phase. An open or missing bound runs to that of `within`, the time that its author knew.
    #[must_use]
    pub fn of(phase: &BandPhase, within: Stretch) -> Self {
        // One date for the whole phase (“the nineties”) is not two vague bounds.
        let whole = phase.begin.range == phase.end.range && !phase.begin.open && !phase.end.open;
        let bound = |bound: &Bound, day: Option<Date>| {
            let exact = day.map(|day| (day, day));
            if whole { exact } else { days(bound).or(exact) }
        };
        let (begin, full) = match bound(&phase.begin, phase.range.begin) {
            Some((first, last)) if years(first, last) > SURE => (first.axis(), last.plus_days(1).axis()),
            Some((first, _)) => (first.axis(), first.axis()),
            None => (within.begin, within.begin + OPEN_FADE),
        };
        let end = if phase.end.open { None } else { bound(&phase.end, phase.range.end) };
        let (fades, end) = match end {
            Some((first, last)) if years(first, last) > SURE => (first.axis(), last.plus_days(1).axis()),
            Some((_, last)) => (last.plus_days(1).axis(), last.plus_days(1).axis()),
            None => (within.end.max(full), within.end.max(full) + OPEN_FADE),
        };
        let end = end.max(begin);
        // A phase shorter than its own vagueness has no sure part but its middle.
        let (full, fades) = if full <= fades { (full, fades) } else { ((full + fades) / 2.0, (full + fades) / 2.0) };
        Self { begin, full: full.clamp(begin, end), fades: fades.clamp(begin, end), end }
    }

    /// From the middle of its beginning to the middle of its end.
    #[must_use]
    pub fn middle(self) -> Stretch {
        Stretch { begin: (self.begin + self.full) / 2.0, end: (self.fades + self.end) / 2.0 }
    }
}

fn days(bound: &Bound) -> Option<(Date, Date)> {
    let first = bound.range.begin.or(bound.range.end)?;
    Some((first, bound.range.end.unwrap_or(first)))
}

fn years(first: Date, last: Date) -> f64 {
    last.plus_days(1).axis() - first.axis()
}

/// A phase laid on the screen, all places in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its place in the band.
    pub phase: usize,
    /// Where it begins to show.
    pub left: f32,
    /// Where it shows in full.
    pub full: f32,
    /// Where it begins to fade.
    pub fades: f32,
    /// Where it is gone.
    pub right: f32,
    /// Whether its beginning is sure, and in sight.
    pub sure_begin: bool,
    /// Whether its end is sure, and in sight.
    pub sure_end: bool,
    /// The room of its number and name, where there is any.
    pub name: Option<(f32, f32)>,
}

/// Lays the phases of a band on the screen; those out of sight are left out.
#[must_use]
pub fn segments(band: &Band, within: Stretch, scale: &Scale, sizes: &Sizes) -> Vec<Segment> {
    let (start, stop) = (scale.left, scale.right());
    let mut segments: Vec<Segment> = Vec::new();
    for (phase, stated) in band.phases.iter().enumerate() {
        let extent = Extent::of(stated, within);
        let (left, right) = (scale.x(extent.begin), scale.x(extent.end));
        if right <= start || left >= stop || right - left < 0.5 {
            continue;
        }
        let inside = |x: f32| x.clamp(start, stop);
        segments.push(Segment {
            phase,
            left: inside(left),
            full: inside(scale.x(extent.full)),
            fades: inside(scale.x(extent.fades)),
            right: inside(right),
            sure_begin: extent.begin == extent.full && left >= start,
            sure_end: extent.fades == extent.end && right <= stop,
            name: None,
        });
    }
    for at in 0..segments.len() {
        let next = segments.get(at + 1).map_or(f32::INFINITY, |next| next.left);
        let segment = &mut segments[at];
        // A bound that both neighbours name is one line: the earlier phase gives way.
        if segment.sure_end && segment.right > next && segment.left < next {
            segment.right = next;
            segment.fades = segment.fades.min(next);
        }
        let vague = (segment.full - segment.left).min((segment.right - segment.left) / 3.0);
        let from = segment.left + vague + sizes.band_inset;
        let to = segment.right.min(next.max(segment.fades)) - sizes.band_inset / 2.0;
        segment.name = (to - from >= sizes.band_least).then_some((from, to));
    }
    segments
}
