//! A date whose year is known: its days in the Gregorian calendar, or in the lunisolar one.

use super::{Anchor, Value};
use crate::analysis::times::lexicon::Era;
use crate::analysis::times::said::{Dated, Day, Inner, Part};
use crate::analysis::times::value::{self, plus_years};
use crate::calendar::{Date, DateRange, LunarMonth, Precision};
use crate::model::TimeKind;

/// A date of the Gregorian calendar from its year.
pub(super) fn solar_date(year: i32, dated: &Dated, anchor: Option<&Anchor>) -> Option<Value> {
    let mut month = None;
    let stretch = match dated.inner {
        Inner::Whole => value::part_of_year(year, dated.part)?,
        Inner::Month { number, .. } => {
            month = Some(number);
            day_or_month(year, number, dated)?
        }
        Inner::MonthCounted(count) => {
            let number = anchor.and_then(|anchor| anchor.month)?;
            let ahead = year * 12 + i32::from(number) - 1 + i32::from(count.plus);
            let (year, number) = (ahead.div_euclid(12), (ahead.rem_euclid(12) + 1) as u8);
            month = Some(number);
            day_or_month(year, number, dated)?
        }
        Inner::FirstMonths(last) => (value::months(year, 1, last)?, Precision::Quarter),
        Inner::Quarter(quarter) => {
            let range = value::months(year, quarter * 3 - 2, quarter * 3)?;
            (value::part_of_months(range, dated.part)?, Precision::Quarter)
        }
        Inner::FirstQuarters(last) => (value::months(year, 1, last * 3)?, Precision::Quarter),
        Inner::Half(half) => {
            let range = value::months(year, half * 6 - 5, half * 6)?;
            (value::part_of_months(range, dated.part)?, Precision::Quarter)
        }
        Inner::Season(season) => (value::part_of_months(value::season(year, season)?, dated.part)?, Precision::Quarter),
        Inner::SeasonTurn(turn) => (value::season_turn(year, turn)?, Precision::Quarter),
        Inner::Feast(feast) => {
            let date = if feast.lunar {
                LunarMonth { year, month: feast.month, leap: false }.day(feast.day)
            } else {
                Date::new(year, feast.month, feast.day)
            };
            let Some(date) = date else {
                return Some(Value::new((DateRange::year(year), Precision::Year), TimeKind::Absolute));
            };
            month = Some(date.month());
            (DateRange::day(date), Precision::Day)
        }
        Inner::SchoolYear => {
            let range = DateRange { begin: Date::new(year, 9, 1), end: Date::new(plus_years(year, 1), 8, 31) };
            (range, Precision::Year)
        }
        Inner::FiscalYear => (DateRange::year(year), Precision::Year),
        Inner::LunarMonth { .. } => return None,
    };
    let mut value = Value::new(stretch, TimeKind::Absolute);
    value.month = month;
    Some(value)
}

fn day_or_month(year: i32, month: u8, dated: &Dated) -> Option<value::Stretch> {
    let whole = DateRange::month(year, month)?;
    Some(match dated.day {
        Day::Number(day) => match Date::new(year, month, day) {
            Some(date) => (DateRange::day(date), Precision::Day),
            // There is no such day: the month is what can be trusted.
            None => (whole, Precision::Month),
        },
        Day::TenDays(ten) => (value::ten_days(year, month, ten)?, Precision::Month),
        _ => (value::part_of_month(whole, dated.part)?, Precision::Month),
    })
}

/// A date of the lunisolar calendar from its year; the year alone where the calendar is not known.
pub(super) fn lunar_date(year: i32, dated: &Dated, era: Option<&Era>) -> Option<Value> {
    let (number, leap) = match dated.inner {
        Inner::Month { number, .. } => (number, false),
        Inner::LunarMonth { number, leap } => (number, leap),
        _ => return solar_date(year, dated, None),
    };
    let lunar_month = LunarMonth { year, month: number, leap };
    let known = era.is_none_or(|era| !era.own_calendar);
    let Some(days) = lunar_month.days().filter(|_| known) else {
        return Some(Value::new((DateRange::year(year), Precision::Year), TimeKind::Absolute));
    };
    let day = match dated.day {
        Day::Number(day) | Day::Lunar(day) => lunar_month.day(day),
        _ => None,
    };
    let stretch = match (day, dated.day) {
        (Some(day), _) => (DateRange::day(day), Precision::Day),
        (None, Day::TenDays(ten)) => {
            let part = [Part::Early, Part::Middle, Part::Late].get(usize::from(ten) - 1).copied()?;
            (value::part_of_month(days, part)?, Precision::Month)
        }
        (None, _) => (value::part_of_month(days, dated.part)?, Precision::Month),
    };
    let mut value = Value::new(stretch, TimeKind::Absolute);
    value.month = Some(number);
    value.lunar_month = Some(lunar_month);
    Some(value)
}
