use serde::{Deserialize, Serialize};

use super::{Date, date::days_in_month};

/// How exactly a date is known, from the finest to the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// One day, or a run of named days.
    Day,
    /// A month or a part of one.
    Month,
    /// A quarter, season or half year.
    Quarter,
    /// A year or a part of one that is no quarter.
    Year,
    /// A decade or a part of one.
    Decade,
    /// A century, a dynasty, or a part of one.
    Century,
    /// Known to be somewhere in time, but not where: never placed on the axis.
    Vague,
}

/// A stretch of days, both ends inclusive; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateRange {
    /// The first day; open towards the past when absent.
    pub begin: Option<Date>,
    /// The last day; open towards the future when absent.
    pub end: Option<Date>,
}

impl DateRange {
    /// The days from `begin` to `end`, turned round when they stand the wrong way.
    #[must_use]
    pub fn new(begin: Date, end: Date) -> Self {
        Self { begin: Some(begin.min(end)), end: Some(begin.max(end)) }
    }

    /// One day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self::new(date, date)
    }

    /// A whole month; `None` when there is no such month.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        let begin = Date::new(year, month, 1)?;
        Some(Self::new(begin, Date::new(year, month, days_in_month(year, month))?))
    }

    /// A whole year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self::years(year, year)
    }

    /// Whole years, both inclusive.
    #[must_use]
    pub fn years(first: i32, last: i32) -> Self {
        Self::new(Date::first_of_year(first), Date::last_of_year(last))
    }

    /// Whether neither end is known.
    #[must_use]
    pub fn is_nowhere(self) -> bool {
        self.begin.is_none() && self.end.is_none()
    }

    /// Whether both could hold one and the same day.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.end, other.begin) && !before(other.end, self.begin)
    }

    /// Whether every day of `other` lies in this range.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        let begins = match (self.begin, other.begin) {
            (None, _) => true,
            (Some(a), Some(b)) => a <= b,
            (Some(_), None) => false,
        };
        let ends = match (self.end, other.end) {
            (None, _) => true,
            (Some(a), Some(b)) => a >= b,
            (Some(_), None) => false,
        };
        begins && ends
    }
}
