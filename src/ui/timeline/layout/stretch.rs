use crate::calendar::{Date, DateRange};

/// The least that the axis shows, in years: a little more than a month.
pub const NARROWEST: f64 = 0.1;
/// The most that the axis shows, in years.
pub const WIDEST: f64 = 3000.0;

/// A stretch of the axis of years (see [`Date::axis`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Where it begins.
    pub begin: f64,
    /// Where it ends; always after the beginning.
    pub end: f64,
}

impl Stretch {
    /// The stretch between two years, as wide as the axis allows, about the same middle.
    #[must_use]
    pub fn new(begin: f64, end: f64) -> Self {
        let middle = (begin + end) / 2.0;
        let width = (end - begin).clamp(NARROWEST, WIDEST);
        Self { begin: middle - width / 2.0, end: middle + width / 2.0 }
    }

    /// The days of a range; an open end is taken from `within`.
    #[must_use]
    pub fn of(range: DateRange, within: Stretch) -> Self {
        let begin = range.begin.map_or(within.begin, Date::axis);
        let end = range.end.map_or(within.end, |day| day.plus_days(1).axis());
        Self { begin, end: end.max(begin) }
    }

    /// Its length in years.
    #[must_use]
    pub fn width(self) -> f64 {
        self.end - self.begin
    }

    /// As many times wider, with the year `about` staying where it is.
    #[must_use]
    pub fn zoomed(self, times: f64, about: f64) -> Self {
        let width = (self.width() * times).clamp(NARROWEST, WIDEST);
        let share = (about - self.begin) / self.width();
        let begin = about - share * width;
        Self { begin, end: begin + width }
    }

    /// Moved by so many years.
    #[must_use]
    pub fn moved(self, years: f64) -> Self {
        Self { begin: self.begin + years, end: self.end + years }
    }

    /// With a margin on both sides, as a share of its width.
    #[must_use]
    pub fn padded(self, share: f64) -> Self {
        let margin = self.width().max(NARROWEST) * share;
        Self::new(self.begin - margin, self.end + margin)
    }

    /// Moved back so that its middle lies within `whole`, which keeps something in sight.
    #[must_use]
    pub fn kept_near(self, whole: Stretch) -> Self {
        let middle = (self.begin + self.end) / 2.0;
        self.moved(middle.clamp(whole.begin, whole.end.max(whole.begin)) - middle)
    }

    /// Whether both share a moment.
    #[must_use]
    pub fn meets(self, other: Stretch) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// Whether some of it lies in a window; a moment without length does at the window's beginning, and not at its end.
    #[must_use]
    pub fn lies_in(self, window: Self) -> bool {
        self.begin < window.end && (window.begin < self.end || window.begin <= self.begin)
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn covers(self, other: Stretch) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }

    /// The stretch on the way to another one, 0 here and 1 there. The width goes in equal ratios, so that a long way
    /// out feels as even as a short one.
    #[must_use]
    pub fn towards(self, other: Stretch, way: f64) -> Self {
        if way >= 1.0 {
            return other;
        }
        let width = self.width() * (other.width() / self.width()).powf(way);
        let grown = other.width() - self.width();
        // The middle follows the width, which keeps the fixed point of a zoom where it is.
        let share = if grown.abs() > 1e-9 * self.width() { (width - self.width()) / grown } else { way };
        let begin = self.begin + (other.begin - self.begin) * share;
        Self { begin, end: begin + width }
    }
}

/// A stretch of the axis laid on a stretch of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The years.
    pub years: Stretch,
    /// Where they begin, in points.
    pub left: f32,
    /// Their room, in points.
    pub width: f32,
}

impl Scale {
    /// The place of a year, in points. Places far outside are cut, so that no drawing runs to infinity.
    #[must_use]
    pub fn x(&self, year: f64) -> f32 {
        let share = (year - self.years.begin) / self.years.width();
        let x = f64::from(self.left) + share * f64::from(self.width);
        x.clamp(f64::from(self.left) - 4000.0, f64::from(self.right()) + 4000.0) as f32
    }

    /// The year at a place.
    #[must_use]
    pub fn year(&self, x: f32) -> f64 {
        self.years.begin + f64::from((x - self.left) / self.width.max(1.0)) * self.years.width()
    }

    /// Where the years end, in points.
    #[must_use]
    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// The width of a year, in points.
    #[must_use]
    pub fn per_year(&self) -> f32 {
        (f64::from(self.width) / self.years.width()) as f32
    }
}

/// The stretch that shows what is there when nothing is chosen: everything but lone outliers.
///
/// `spans` are the events, `phases` the phases, which are never outliers. An outlier is one of a few events (3 in a
/// hundred, at least one) beyond an empty stretch longer than everything else together, or, of very many, one of the
/// first or the last hundredth that stands further off than all between these are apart.
#[must_use]
pub fn fitting(spans: &[Stretch], phases: &[Stretch]) -> Option<Stretch> {
    let mut middles: Vec<f64> = spans.iter().map(|span| (span.begin + span.end) / 2.0).collect();
    middles.sort_unstable_by(f64::total_cmp);
    let few = (middles.len() * 3 / 100).max(1);
    let (mut first, mut last) = (0, middles.len().saturating_sub(1));
    while last > first + 3 {
        let whole = middles[last] - middles[first];
        let early = (0..few.min(last - first)).rfind(|&n| middles[first + n + 1] - middles[first + n] > whole / 2.0);
        let late = (0..few.min(last - first)).rfind(|&n| middles[last - n] - middles[last - n - 1] > whole / 2.0);
        match (early, late) {
            (Some(n), _) => first += n + 1,
            (None, Some(n)) => last -= n + 1,
            (None, None) => break,
        }
    }
    let hundredth = (last - first) / 100;
    let (low, high) = match middles.get(first + hundredth).zip(middles.get(last - hundredth)) {
        Some((&low, &high)) if hundredth > 0 => (low - (high - low), high + (high - low)),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    };
    first = middles.partition_point(|&middle| middle < low).max(first);
    last = middles.partition_point(|&middle| middle <= high).saturating_sub(1).min(last);
    let kept = middles.get(first).zip(middles.get(last));
    let inside = |span: &&Stretch| {
        kept.is_some_and(|(&from, &to)| {
            let middle = (span.begin + span.end) / 2.0;
            from <= middle && middle <= to
        })
    };
    let shown = spans.iter().filter(inside).chain(phases);
    let whole = shown.copied().reduce(|a, b| Stretch { begin: a.begin.min(b.begin), end: a.end.max(b.end) })?;
    Some(whole.padded(0.025))
}
