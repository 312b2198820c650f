use super::lunar_table::{FIRST, YEARS};
use super::{Date, DateRange};

/// A month of the Chinese lunisolar calendar. Its year is named by the Gregorian year in which it begins, so that
/// the twelfth month of 1900 (光绪二十六年十二月) lies in January and February 1901.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarMonth {
    /// The Gregorian year in which the lunar year begins.
    pub year: i32,
    /// 1 for 正月 to 12 for 腊月.
    pub month: u8,
    /// Whether it is the leap month that follows the month of that number.
    pub leap: bool,
}

impl LunarMonth {
    /// Its days in the Gregorian calendar; `None` outside 1600 to 2100 and where the year has no such month.
    #[must_use]
    pub fn days(self) -> Option<DateRange> {
        let word = *YEARS.get(usize::try_from(self.year - FIRST).ok()?)?;
        let leap = (word >> 13 & 0xF) as u8;
        if !(1..=12).contains(&self.month) || self.leap && self.month != leap {
            return None;
        }
        let after_leap = leap != 0 && (self.month > leap || self.leap);
        let place = u32::from(self.month) - 1 + u32::from(after_leap);
        let before: i32 = (0..place).map(|month| length(word, month)).sum();
        let begin = Date::new(self.year, 1, 1)?.plus_days((word >> 17) as i32 + before);
        Some(DateRange::new(begin, begin.plus_days(length(word, place) - 1)))
    }

    /// The day of that number, 1 to 30; `None` where the month is not known or too short.
    #[must_use]
    pub fn day(self, day: u8) -> Option<Date> {
        let days = self.days()?;
        let date = days.begin?.plus_days(i32::from(day) - 1);
        (day >= 1 && date <= days.end?).then_some(date)
    }
}

/// The days of a lunar year, from 正月初一 to the last day of 腊月; `None` outside 1600 to 2099.
#[must_use]
pub fn lunar_year(year: i32) -> Option<DateRange> {
    let first = |year| LunarMonth { year, month: 1, leap: false }.day(1);
    Some(DateRange::new(first(year)?, first(year + 1)?.plus_days(-1)))
}

fn length(word: u32, place: u32) -> i32 {
    29 + (word >> place & 1) as i32
}
