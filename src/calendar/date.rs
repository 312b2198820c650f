use std::fmt;
use std::num::NonZeroU8;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar day of the proleptic Gregorian calendar; never year 0 (see the module).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    /// Never 0, so that a day that may be absent takes no more room than one that is there.
    month: NonZeroU8,
    day: u8,
}

const JANUARY: NonZeroU8 = NonZeroU8::MIN;
const DECEMBER: NonZeroU8 = NonZeroU8::MIN.saturating_add(11);

impl Date {
    /// The day, if there is such a one. Years run from -9999 to 9999 without 0.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let fits = (-9999..=9999).contains(&year) && year != 0 && month <= 12;
        let month = NonZeroU8::new(month).filter(|_| fits)?;
        (day >= 1 && day <= days_in_month(year, month.get())).then_some(Self { year: year as i16, month, day })
    }

    /// The first day of a year; the nearest year that exists when it is out of range.
    #[must_use]
    pub fn first_of_year(year: i32) -> Self {
        Self { year: clamp_year(year), month: JANUARY, day: 1 }
    }

    /// The last day of a year.
    #[must_use]
    pub fn last_of_year(year: i32) -> Self {
        Self { year: clamp_year(year), month: DECEMBER, day: 31 }
    }

    /// The year, negative before Christ.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month.get()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub fn days(self) -> i32 {
        // Howard Hinnant's days_from_civil, on the astronomical year.
        let year = astronomical(self.year()) - i32::from(self.month() <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((i32::from(self.month()) + 9) % 12) + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day that lies so many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i32) -> Self {
        let days = days.clamp(Self::first_of_year(-9999).days(), Self::last_of_year(9999).days()) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * shifted + 2) / 5 + 1) as u8;
        let month = NonZeroU8::new((if shifted < 10 { shifted + 3 } else { shifted - 9 }) as u8).unwrap_or(JANUARY);
        let year = year_of_era + era * 400 + i32::from(month.get() <= 2);
        Self { year: clamp_year(historical(year)), month, day }
    }

    /// The day so many days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_days(self.days().saturating_add(days))
    }

    /// Its place on a continuous axis of years: 1994.0 is the start of 1994-01-01, 0.0 that of 1 BC.
    #[must_use]
    pub fn axis(self) -> f64 {
        let year = astronomical(self.year());
        let start = Self::first_of_year(self.year()).days();
        let length = if is_leap(self.year()) { 366.0 } else { 365.0 };
        f64::from(year) + f64::from(self.days() - start) / length
    }

    /// The day that holds a place on the axis of years.
    #[must_use]
    pub fn from_axis(axis: f64) -> Self {
        let year = axis.floor();
        let first = Self::first_of_year(historical(year as i32));
        let length = if is_leap(first.year()) { 366.0 } else { 365.0 };
        first.plus_days(((axis - year) * length) as i32)
    }
}

/// The number of days of a month.
#[must_use]
pub(crate) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    let year = astronomical(year);
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The astronomical count, in which 1 BC is 0.
fn astronomical(year: i32) -> i32 {
    if year < 0 { year + 1 } else { year }
}

fn historical(astronomical: i32) -> i32 {
    if astronomical <= 0 { astronomical - 1 } else { astronomical }
}

fn clamp_year(year: i32) -> i16 {
    let year = year.clamp(-9999, 9999) as i16;
    if year == 0 { 1 } else { year }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no day.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is no date of the form YYYY-MM-DD")]
pub struct NoDate(String);

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let mut parts = rest.splitn(3, '-').map(str::parse::<i32>);
        let date = match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
                u8::try_from(month).ok().zip(u8::try_from(day).ok()).and_then(|(m, d)| Self::new(sign * year, m, d))
            }
            _ => None,
        };
        date.ok_or_else(|| NoDate(text.to_owned()))
    }
}

impl TryFrom<String> for Date {
    type Error = NoDate;

    fn try_from(text: String) -> Result<Self, NoDate> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}
