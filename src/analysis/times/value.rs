//! What the parts of years, months, decades and centuries mean in days.
//!
//! The conventions are those of the annotated texts that the reader is measured by: the beginning of a year is its
//! first three months, its end the last three; the beginning of a decade its years 0 to 3, the middle 4 to 6, the end
//! 7 to 9; the beginning and end of a century are its first and last ten years, its middle (中叶) the years 40 to 60;
//! the end of a month begins on the 21st; winter runs into February.

use super::said::Part;
use crate::calendar::{Date, DateRange, Precision};

/// A stretch of days with how exactly it is meant.
pub(super) type Stretch = (DateRange, Precision);

/// The year after so many years; there is no year 0.
pub(super) fn plus_years(year: i32, plus: i32) -> i32 {
    let count = if year < 0 { year + 1 } else { year } + plus;
    if count <= 0 { count - 1 } else { count }
}

/// Whole months of a year, both inclusive.
pub(super) fn months(year: i32, first: u8, last: u8) -> Option<DateRange> {
    Some(DateRange { begin: DateRange::month(year, first)?.begin, end: DateRange::month(year, last)?.end })
}

/// A part of a year.
pub(super) fn part_of_year(year: i32, part: Part) -> Option<Stretch> {
    let (first, last, precision) = match part {
        Part::Whole => (1, 12, Precision::Year),
        Part::Early => (1, 3, Precision::Quarter),
        Part::Middle | Part::AboutMiddle => (4, 9, Precision::Quarter),
        Part::Late => (10, 12, Precision::Quarter),
        Part::FirstHalf => (1, 6, Precision::Quarter),
        Part::SecondHalf => (7, 12, Precision::Quarter),
        Part::Opening => (1, 4, Precision::Quarter),
        Part::Closing => (9, 12, Precision::Quarter),
        Part::FirstYears(_) | Part::LastYears(_) => return None,
    };
    Some((months(year, first, last)?, precision))
}

/// A part of a stretch of months: its first or last month for 初 and 末.
pub(super) fn part_of_months(range: DateRange, part: Part) -> Option<DateRange> {
    let (begin, end) = (range.begin?, range.end?);
    match part {
        Part::Early => DateRange::month(begin.year(), begin.month()),
        Part::Late => DateRange::month(end.year(), end.month()),
        _ => Some(range),
    }
}

/// A part of a month.
pub(super) fn part_of_month(month: DateRange, part: Part) -> Option<DateRange> {
    let (begin, end) = (month.begin?, month.end?);
    let (first, last) = match part {
        Part::Early | Part::Opening => (0, Some(9)),
        Part::Middle | Part::AboutMiddle => (10, Some(19)),
        Part::Late | Part::Closing => (20, None),
        Part::FirstHalf => (0, Some(19)),
        Part::SecondHalf => (10, None),
        _ => (0, None),
    };
    Some(DateRange::new(begin.plus_days(first), last.map_or(end, |last| begin.plus_days(last))))
}

/// One of the four seasons of a year; winter begins in December.
pub(super) fn season(year: i32, season: u8) -> Option<DateRange> {
    match season {
        1 => months(year, 3, 5),
        2 => months(year, 6, 8),
        3 => months(year, 9, 11),
        _ => Some(DateRange { begin: Date::new(year, 12, 1), end: DateRange::month(plus_years(year, 1), 2)?.end }),
    }
}

/// The two months where a season turns into the next: 0 winter into spring, 1 spring into summer, and so on.
pub(super) fn season_turn(year: i32, turn: u8) -> Option<DateRange> {
    let first = turn * 3 + 2;
    months(year, first, first + 1)
}

/// Ten days of a month.
pub(super) fn ten_days(year: i32, month: u8, ten: u8) -> Option<DateRange> {
    let whole = DateRange::month(year, month)?;
    part_of_month(whole, [Part::Early, Part::Middle, Part::Late].get(usize::from(ten) - 1).copied()?)
}

/// Decades from the one that begins with the year `first` to the one that begins with `last`, or a part of them.
pub(super) fn decades(first: i32, last: i32, part: Part) -> Stretch {
    let (from, to) = match part {
        Part::Early | Part::Opening => (first, first + 3),
        Part::Middle | Part::AboutMiddle => (first + 4, last + 6),
        Part::Late | Part::Closing => (last + 7, last + 9),
        Part::FirstHalf => (first, first + 4),
        Part::SecondHalf => (last + 5, last + 9),
        Part::FirstYears(years) => (first, first + i32::from(years) - 1),
        Part::LastYears(years) => (last + 10 - i32::from(years), last + 9),
        Part::Whole => (first, last + 9),
    };
    (DateRange::years(from.max(1), to), Precision::Decade)
}

/// A century, or a part of one; negative numbers are before Christ.
pub(super) fn century(number: i32, part: Part) -> Stretch {
    // The count of years of the astronomer, in which the year 0 exists, makes both sides alike.
    let base = if number > 0 { (number - 1) * 100 } else { number * 100 };
    let (from, to, precision) = match part {
        Part::Whole => (1, 100, Precision::Century),
        Part::Early => (0, 9, Precision::Decade),
        Part::Middle | Part::AboutMiddle => (40, 60, Precision::Decade),
        Part::Late => (90, 99, Precision::Decade),
        Part::FirstHalf => (1, 50, Precision::Century),
        Part::SecondHalf => (51, 100, Precision::Century),
        Part::Opening => (1, 33, Precision::Century),
        Part::Closing => (67, 100, Precision::Century),
        Part::FirstYears(years) => (1, i32::from(years), Precision::Decade),
        Part::LastYears(years) => (100 - i32::from(years), 99, Precision::Decade),
    };
    let year = |offset: i32| {
        let count = base + offset;
        if number > 0 {
            count.max(1)
        } else if count <= 0 {
            count - 1
        } else {
            count
        }
    };
    (DateRange::years(year(from), year(to)), precision)
}

/// A part of a period or reign: thirty years for the beginning or end of a dynasty, of a reign a third, ten years at
/// the most.
pub(super) fn part_of_period(range: DateRange, part: Part) -> Stretch {
    let whole = (range, Precision::Century);
    let (Some(begin), Some(end)) = (range.begin, range.end) else { return whole };
    let (first, last) = (begin.year(), end.year());
    let length = last - first + 1;
    let share = if length >= 90 { 30 } else { (length / 3).clamp(1, 10) };
    let precision = if length > 90 {
        Precision::Century
    } else if length > 3 {
        Precision::Decade
    } else {
        Precision::Year
    };
    let years = |from: i32, to: i32| (DateRange::years(from, to.max(from)), Precision::Decade);
    match part {
        Part::Early | Part::Opening => years(first, first + share - 1),
        Part::Late | Part::Closing => years(last - share + 1, last),
        Part::Middle | Part::AboutMiddle => years(first + length / 3, last - length / 3),
        Part::FirstHalf => years(first, first + length / 2),
        Part::SecondHalf => years(last - length / 2, last),
        _ => (range, precision),
    }
}
