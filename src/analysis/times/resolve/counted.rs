//! Days, weeks, months and stretches that are counted from another date: 27日, 当天, 上月, 三年后.

use super::{Anchor, Resolver, Value, solar};
use crate::analysis::times::said::{Count, Dated, Day, From, Inner, Unit};
use crate::analysis::times::value::{self, plus_years};
use crate::calendar::{Date, DateRange, Precision};
use crate::model::TimeKind;

/// The longest stretch that months are counted from as a whole, in days.
const SEASON: i32 = 100;

/// The longest stretch behind which a next day is known to be of about that time, in days.
const MONTH: i32 = 31;

/// A stretch whose place within a month or a season is not known, so many days later.
fn shifted(range: DateRange, days: i32) -> Value {
    let moved = |date: Date| date.plus_days(days);
    let (begin, end) = (range.begin.map(moved), range.end.map(moved));
    let length = begin.zip(end).map_or(0, |(begin, end)| end.days() - begin.days());
    let precision = if length < MONTH { Precision::Month } else { Precision::Quarter };
    let mut value = Value::new((DateRange { begin, end }, precision), TimeKind::Relative);
    value.year = begin.map(Date::year).filter(|&year| end.map(Date::year) == Some(year));
    value
}

impl Resolver<'_> {
    /// 三年后, 此前两年, 两天后.
    pub(super) fn offset(
        &self,
        plus: i32,
        unit: Unit,
        from: Option<From>,
        through: bool,
        anchor: Option<&Anchor>,
    ) -> Value {
        let nowhere = Value::nowhere(TimeKind::Vague);
        let near = anchor.filter(|anchor| from.is_some() || plus > 0 || anchor.paragraph == self.paragraph);
        let (range, month, day, basis) = if let Some(anchor) = near {
            (anchor.range, anchor.month, anchor.day, anchor.basis.clone())
        } else if let (true, Some((day, basis))) = (plus < 0, self.reference()) {
            (DateRange::day(day), Some(day.month()), Some(day).filter(|_| self.context.day_known), basis)
        } else {
            return nowhere;
        };
        let Some(base) = (if plus > 0 { range.end } else { range.begin }) else { return nowhere };
        let mut value = match unit {
            Unit::Year => {
                let year = plus_years(base.year(), plus);
                let from = if through && plus > 1 { base.year() } else { year };
                let mut value = Value::new((DateRange::years(from, year), Precision::Year), TimeKind::Relative);
                value.year = Some(year);
                value
            }
            Unit::Month if month.is_some() => {
                let count = (base.year() * 12 + i32::from(base.month()) - 1) + plus;
                let (year, month) = (count.div_euclid(12), (count.rem_euclid(12) + 1) as u8);
                let Some(range) = DateRange::month(year, month) else { return nowhere };
                let range = if through { DateRange::new(base, range.end.unwrap_or(base)) } else { range };
                let mut value = Value::new((range, Precision::Month), TimeKind::Relative);
                (value.year, value.month) = (Some(year), Some(month));
                value
            }
            // 三个月后, behind a season or the end of a year: as many months behind both its ends.
            Unit::Month
                if range.begin.zip(range.end).is_some_and(|(begin, end)| end.days() - begin.days() < SEASON) =>
            {
                let moved = |date: Date| {
                    let count = date.year() * 12 + i32::from(date.month()) - 1 + plus;
                    DateRange::month(count.div_euclid(12), (count.rem_euclid(12) + 1) as u8)
                };
                let ends = range.begin.and_then(moved).zip(range.end.and_then(moved));
                let Some((first, last)) = ends.filter(|_| !through) else { return nowhere };
                let whole = DateRange { begin: first.begin, end: last.end };
                let mut value = Value::new((whole, Precision::Quarter), TimeKind::Relative);
                value.year = first.begin.map(Date::year).filter(|&year| last.end.map(Date::year) == Some(year));
                value
            }
            Unit::Day | Unit::Week if day.is_some() => {
                let date = base.plus_days(if unit == Unit::Week { plus * 7 } else { plus });
                let range = if through && plus > 1 { DateRange::new(base, date) } else { DateRange::day(date) };
                let mut value = Value::new((range, Precision::Day), TimeKind::Relative);
                (value.year, value.month) = (Some(date.year()), Some(date.month()));
                value
            }
            // 三天后, behind a month or a season: as many days behind both its ends.
            Unit::Day | Unit::Week
                if !through
                    && range.begin.zip(range.end).is_some_and(|(begin, end)| end.days() - begin.days() < SEASON) =>
            {
                let days = if unit == Unit::Week { plus * 7 } else { plus };
                shifted(range, days)
            }
            _ => return nowhere,
        };
        value.basis = basis;
        value
    }

    /// 27日, 初十日, 中旬: in the month of the date told last.
    pub(super) fn day_alone(&self, dated: Dated, anchor: Option<&Anchor>) -> Option<Value> {
        let reported = self.dateline.is_some() && anchor.is_some_and(|anchor| anchor.paragraph != self.paragraph);
        let Some(anchor) = anchor.filter(|anchor| anchor.month.is_some() && !reported) else {
            return self.day_of_reference(dated);
        };
        let mut value = match dated.day {
            Day::Lunar(day) => {
                let mut value = Value::nowhere(TimeKind::Partial);
                if let Some(date) = anchor.lunar_month.and_then(|month| month.day(day)) {
                    (value.range, value.precision) = (DateRange::day(date), Precision::Day);
                    value.lunar_month = anchor.lunar_month;
                }
                value.lunar = true;
                value
            }
            Day::Number(day) => {
                // A later day of a lunar month is a lunar day.
                let date = match anchor.lunar_month {
                    Some(month) => month.day(day),
                    None => Date::new(anchor.year, anchor.month?, day),
                };
                let Some(date) = date else { return Some(Value::nowhere(TimeKind::Partial)) };
                let mut value = Value::new((DateRange::day(date), Precision::Day), TimeKind::Partial);
                value.lunar = anchor.lunar_month.is_some();
                value.lunar_month = anchor.lunar_month;
                value
            }
            Day::TenDays(ten) => {
                let range = value::ten_days(anchor.year, anchor.month?, ten)?;
                Value::new((range, Precision::Month), TimeKind::Partial)
            }
            _ => return None,
        };
        value.year = Some(anchor.year);
        value.month = anchor.month;
        value.era = anchor.era.clone();
        value.basis = anchor.basis.clone();
        Some(value)
    }

    /// A day without month or anchor: of the month of a report, when that is known.
    pub(super) fn day_of_reference(&self, dated: Dated) -> Option<Value> {
        let (Day::Number(day), Some((reference, basis)), true) =
            (dated.day, self.reference(), self.context.day_known || self.dateline.is_some())
        else {
            return Some(Value { lunar: matches!(dated.day, Day::Lunar(_)), ..Value::nowhere(TimeKind::Vague) });
        };
        let date = Date::new(reference.year(), reference.month(), day);
        // 30日 in a report of the 2nd was last month's.
        let earlier = Date::new(reference.year(), reference.month(), 1).map(|first| first.plus_days(-1));
        let date = match (date, earlier) {
            (Some(date), _) if date.days() - reference.days() <= 10 => Some(date),
            (_, Some(before)) => Date::new(before.year(), before.month(), day),
            _ => None,
        };
        let Some(date) = date else { return Some(Value::nowhere(TimeKind::Vague)) };
        let mut value = Value::new((DateRange::day(date), Precision::Day), TimeKind::Partial);
        (value.year, value.month, value.basis) = (Some(date.year()), Some(date.month()), basis);
        Some(value)
    }

    /// 当天, 次日, 昨天.
    pub(super) fn counted_day(&self, count: Count, anchor: Option<&Anchor>, spoken: bool) -> Value {
        let text = count.from == From::Text || spoken;
        let (day, basis) = if text {
            let Some(day) = anchor.and_then(|anchor| anchor.day) else {
                // 次日, behind 9月中旬.
                let near = anchor.filter(|anchor| {
                    let ends = anchor.range.begin.zip(anchor.range.end);
                    count.plus > 0 && ends.is_some_and(|(begin, end)| end.days() - begin.days() < MONTH)
                });
                return near.map_or(Value::nowhere(TimeKind::Vague), |anchor| Value {
                    basis: anchor.basis.clone(),
                    ..shifted(anchor.range, i32::from(count.plus))
                });
            };
            (day, anchor.map(|anchor| anchor.basis.clone()).unwrap_or_default())
        } else {
            let known = self.dateline.is_some() || self.context.day_known;
            let Some((day, basis)) = self.reference().filter(|_| known) else { return Value::nowhere(TimeKind::Vague) };
            (day, basis)
        };
        let date = day.plus_days(i32::from(count.plus));
        let mut value = Value::new((DateRange::day(date), Precision::Day), TimeKind::Relative);
        (value.year, value.month, value.basis) = (Some(date.year()), Some(date.month()), basis);
        value
    }

    /// 同月, 次月, 月底, 上月.
    pub(super) fn counted_month(&self, dated: Dated, count: Count, anchor: Option<&Anchor>, spoken: bool) -> Value {
        let nowhere = Value::nowhere(TimeKind::Vague);
        let text = count.from == From::Text || spoken;
        let (year, month, basis) = if text {
            let Some((anchor, month)) = anchor.and_then(|anchor| Some((anchor, anchor.month?))) else { return nowhere };
            (anchor.year, month, anchor.basis.clone())
        } else {
            let known = self.dateline.is_some() || self.context.month_known;
            let Some((day, basis)) = self.reference().filter(|_| known) else { return nowhere };
            (day.year(), day.month(), basis)
        };
        let ahead = year * 12 + i32::from(month) - 1 + i32::from(count.plus);
        let (year, number) = (ahead.div_euclid(12), (ahead.rem_euclid(12) + 1) as u8);
        let inner = Inner::Month { number, han: false };
        let Some(mut value) = solar::solar_date(year, &Dated { inner, ..dated }, None) else { return nowhere };
        (value.year, value.kind, value.basis) = (Some(year), TimeKind::Relative, basis);
        value
    }

    /// 上周三, 本周, 周五: from the day of publication, where that is known.
    pub(super) fn week(&self, plus: Option<i8>, day: Option<u8>) -> Value {
        let nowhere = Value::nowhere(TimeKind::Vague);
        let known = self.dateline.is_some() || self.context.day_known;
        let Some((reference, basis)) = self.reference().filter(|_| known) else { return nowhere };
        // 1970-01-01 was a Thursday.
        let weekday = (reference.days() + 3).rem_euclid(7);
        let monday = reference.plus_days(-weekday + 7 * i32::from(plus.unwrap_or(0)));
        let range = match day {
            Some(day) => {
                let date = monday.plus_days(i32::from(day) - 1);
                // 周五 in a report of a Wednesday was last week's.
                let date = if plus.is_none() && date > reference { date.plus_days(-7) } else { date };
                DateRange::day(date)
            }
            None => DateRange::new(monday, monday.plus_days(6)),
        };
        let mut value = Value::new((range, Precision::Day), TimeKind::Relative);
        (value.year, value.month) = (range.begin.map(Date::year), range.begin.map(Date::month));
        value.basis = basis;
        value
    }
}
