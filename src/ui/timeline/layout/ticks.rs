use super::Scale;
use crate::calendar::Date;

/// What a tick stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickMark {
    /// The start of a year, as historians count (no year 0).
    Year(i32),
    /// The start of a month.
    Month(i32, u8),
    /// A day.
    Day(Date),
}

/// A tick of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its place, in points.
    pub x: f32,
    /// What it stands at.
    pub mark: TickMark,
    /// Its words; empty for a small tick.
    pub label: String,
    /// The width of its words, in points.
    pub width: f32,
}

/// The distance between ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Days(u8),
    Months(u8),
    Years(i32),
}

/// Steps for labels with the small step between them, from fine to coarse.
const STEPS: [(Step, Step); 14] = [
    (Step::Days(1), Step::Days(1)),
    (Step::Days(5), Step::Days(1)),
    (Step::Months(1), Step::Days(10)),
    (Step::Months(3), Step::Months(1)),
    (Step::Years(1), Step::Months(3)),
    (Step::Years(2), Step::Years(1)),
    (Step::Years(5), Step::Years(1)),
    (Step::Years(10), Step::Years(5)),
    (Step::Years(20), Step::Years(10)),
    (Step::Years(50), Step::Years(10)),
    (Step::Years(100), Step::Years(50)),
    (Step::Years(200), Step::Years(100)),
    (Step::Years(500), Step::Years(100)),
    (Step::Years(1000), Step::Years(500)),
];

impl Step {
    /// Its length in years, about.
    fn years(self) -> f64 {
        match self {
            Self::Days(days) => f64::from(days) / 365.25,
            Self::Months(months) => f64::from(months) / 12.0,
            Self::Years(years) => f64::from(years),
        }
    }
}

/// The room that labels want from one to the next beyond their own width, in points.
const CLEAR: f32 = 36.0;
/// The least room between small ticks.
const LEAST: f32 = 4.0;

/// The ticks in sight, ascending. `words` gives the words of a mark (in full where it stands first) and their width.
///
/// Labels thin out so that none comes near the next.
#[must_use]
pub fn ticks(scale: &Scale, words: &dyn Fn(TickMark, bool) -> (String, f32)) -> Vec<Tick> {
    let room = |step: Step| step.years() as f32 * scale.per_year();
    let fits = |&(step, _): &(Step, Step)| {
        let probe = marks(scale, step, 1).into_iter().next();
        let width = probe.map_or(0.0, |mark| words(mark, false).1);
        room(step) >= width + CLEAR
    };
    let (step, small) = STEPS.iter().copied().find(fits).unwrap_or(STEPS[STEPS.len() - 1]);
    let mut ticks: Vec<Tick> = Vec::new();
    let mut free = f32::NEG_INFINITY;
    for mark in marks(scale, step, usize::MAX) {
        let x = scale.x(place(mark));
        let first = free == f32::NEG_INFINITY;
        let (label, width) = words(mark, first);
        let left = x - width / 2.0;
        let clear = left >= free && left >= scale.left - 40.0 && x + width / 2.0 <= scale.right() + 24.0;
        if clear {
            free = x + width / 2.0 + CLEAR / 2.0;
            ticks.push(Tick { x, mark, label, width });
        } else {
            ticks.push(Tick { x, mark, label: String::new(), width: 0.0 });
        }
    }
    if small != step && room(small) >= LEAST {
        let taken: Vec<TickMark> = ticks.iter().map(|tick| tick.mark).collect();
        for mark in marks(scale, small, usize::MAX) {
            if !taken.contains(&mark) && !taken.contains(&coarser(mark)) {
                ticks.push(Tick { x: scale.x(place(mark)), mark, label: String::new(), width: 0.0 });
            }
        }
        ticks.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    ticks
}

/// The same moment in the coarsest words for it: the first of a month is the month, January the year.
fn coarser(mark: TickMark) -> TickMark {
    match mark {
        TickMark::Day(day) if day.day() == 1 => coarser(TickMark::Month(day.year(), day.month())),
        TickMark::Month(year, 1) => TickMark::Year(year),
        other => other,
    }
}

fn place(mark: TickMark) -> f64 {
    match mark {
        TickMark::Year(year) => Date::first_of_year(year).axis(),
        TickMark::Month(year, month) => Date::new(year, month, 1).map_or(0.0, Date::axis),
        TickMark::Day(day) => day.axis(),
    }
}

/// The marks of a step in sight, ascending, at most so many.
fn marks(scale: &Scale, step: Step, most: usize) -> Vec<TickMark> {
    let (begin, end) = (scale.years.begin, scale.years.end);
    let first = Date::from_axis(begin.clamp(-9990.0, 9990.0));
    let shown = |mark: &TickMark| (begin..=end).contains(&place(*mark));
    let until = |mark: &TickMark| place(*mark) <= end;
    match step {
        Step::Days(by) => {
            let days = (0..).map(|n| first.plus_days(n)).filter(|day| by == 1 || is_round(*day, by));
            days.map(|day| coarser(TickMark::Day(day))).take_while(until).filter(shown).take(most).collect()
        }
        Step::Months(by) => {
            let months = (0..).map(|n: i32| {
                let month = i32::from(first.month()) - 1 + n;
                (month / 12, (month % 12) as u8 + 1)
            });
            let months = months.map(|(years, month)| (plus_years(first.year(), years), month));
            let round = months.filter(|(_, month)| (month - 1).is_multiple_of(by));
            round.map(|(y, m)| coarser(TickMark::Month(y, m))).take_while(until).filter(shown).take(most).collect()
        }
        Step::Years(by) => {
            let start = first.year().div_euclid(by) * by;
            let years = (0..=20_000 / by).map(|n| start + n * by);
            // There is no year 0: round counts start again with the year 1.
            let years = years.filter(|year| by > 1 || *year != 0).take_while(|year| *year <= 9999);
            let years = years.map(|year| if year == 0 { 1 } else { year });
            years.map(TickMark::Year).take_while(until).filter(shown).take(most).collect()
        }
    }
}

/// Whether a day stands at a round place of its month: 1, 6, 11, … for fives, 1, 11, 21 for tens.
fn is_round(day: Date, by: u8) -> bool {
    day.day() <= 30 - by + 1 && (day.day() - 1).is_multiple_of(by)
}

/// So many years on, stepping over the year 0 that does not exist.
fn plus_years(year: i32, years: i32) -> i32 {
    let later = year + years;
    if year < 0 && later >= 0 { later + 1 } else { later }
}
