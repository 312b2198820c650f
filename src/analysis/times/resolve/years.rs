//! The year of a date: as a number, of an era, of the cycle of sixty, short, counted from another, or not said at all.

use super::{Anchor, Resolver};
use crate::analysis::times::lexicon::Era;
use crate::analysis::times::said::{Count, Dated, From, Inner, Year};
use crate::analysis::times::value::plus_years;
use crate::calendar::sexagenary_year;
use crate::model::TimeKind;
use crate::text::Span;

/// The last year whose name in the cycle of sixty was in common use.
const LAST_REIGN: i32 = 1911;

impl Resolver<'_> {
    /// The year of a date: the number, how it was said, from where, and the era. The inner `None` is a year that
    /// cannot be known, the outer one an expression that is no mention.
    #[expect(clippy::type_complexity, reason = "the parts are taken apart at once by the one caller")]
    pub(super) fn year(
        &self,
        dated: Dated,
        anchor: Option<&Anchor>,
        spoken: bool,
    ) -> Option<Option<(i32, TimeKind, Vec<Span>, Option<Era>)>> {
        let relative = |count: Count, anchor: &Anchor| {
            (plus_years(anchor.year, i32::from(count.plus)), TimeKind::Relative, anchor.basis.clone(), None)
        };
        Some(match dated.year {
            Year::Number(year) => Some((year, TimeKind::Absolute, Vec::new(), None)),
            Year::Short(short) => Some(self.short_year(short, anchor)),
            Year::Counted(count) => match (count.from, anchor) {
                (From::Text, Some(anchor)) => Some(relative(count, anchor)),
                (From::Publication, Some(anchor)) if spoken => Some(relative(count, anchor)),
                (From::Publication, _) => self.reference().map(|(day, basis)| {
                    (plus_years(day.year(), i32::from(count.plus)), TimeKind::Relative, basis, None)
                }),
                (From::Text, None) => None,
            },
            Year::Era { first, count, realm, number } => {
                let found = self.choose_era(first, count, realm, number, anchor);
                match (found, self.gloss) {
                    // 元兴元年（264年）, when no era of that name that is known fits the bracket: the bracket says it.
                    (Some((_, year)), Some(gloss)) if (gloss - year).abs() > 1 => {
                        Some((gloss, TimeKind::Absolute, Vec::new(), None))
                    }
                    (found, _) => found.map(|(era, year)| (year, TimeKind::Absolute, Vec::new(), Some(era))),
                }
            }
            Year::EraGoesOn(number) => {
                let anchor = anchor.filter(|anchor| self.paragraph - anchor.paragraph <= 1)?;
                let era = anchor.era.clone()?;
                let year = plus_years(era.first, i32::from(number) - 1);
                // An era of so many years has no later one, and a chronicle does not go far back.
                if year > era.last + 1 || year < anchor.year - 3 {
                    return None;
                }
                Some((year, TimeKind::Partial, anchor.basis.clone(), Some(era)))
            }
            Year::Cycle { place, era } => self.cycle_year(place, era, &dated, anchor),
            Year::Absent => self.absent_year(dated, anchor),
        })
    }

    pub(super) fn cycle_year(
        &self,
        place: u8,
        era: Option<(u16, u16)>,
        dated: &Dated,
        anchor: Option<&Anchor>,
    ) -> Option<(i32, TimeKind, Vec<Span>, Option<Era>)> {
        if let Some((first, count)) = era {
            let (era, _) = self.choose_era(first, count, None, 1, anchor)?;
            let year = sexagenary_year(place, (era.first + era.last) / 2);
            return (year >= era.first && year <= era.last + 1).then_some((
                year,
                TimeKind::Absolute,
                Vec::new(),
                Some(era),
            ));
        }
        if let Some(gloss) = self.gloss {
            let year = sexagenary_year(place, gloss);
            return Some((year, TimeKind::Absolute, Vec::new(), None));
        }
        if let Some(anchor) = anchor {
            let near = sexagenary_year(place, anchor.year);
            let ahead = self.reference().is_some_and(|(day, _)| anchor.year <= day.year() && near > day.year());
            return Some((if ahead { near - 60 } else { near }, TimeKind::Partial, anchor.basis.clone(), None));
        }
        let (day, basis) = self.reference()?;
        let year = sexagenary_year(place, day.year());
        // 辛亥年八月十九日: with its month, of the last cycle in which years went by these names.
        if dated.inner != Inner::Whole && year != day.year() && day.year() > LAST_REIGN {
            let year = sexagenary_year(place, LAST_REIGN - 29);
            return Some((year, TimeKind::Partial, basis, None));
        }
        (year == day.year()).then_some((year, TimeKind::Partial, basis, None))
    }

    /// 94年: of the century of the date told last when that is near, else of the one that the day of publication allows.
    pub(super) fn short_year(&self, short: u8, anchor: Option<&Anchor>) -> (i32, TimeKind, Vec<Span>, Option<Era>) {
        let short = i32::from(short);
        if let Some(anchor) = anchor.filter(|anchor| anchor.year > 0) {
            let base = anchor.year - anchor.year % 100 + short;
            let best = [base - 100, base, base + 100].into_iter().min_by_key(|year| (year - anchor.year).abs());
            return (best.unwrap_or(base), TimeKind::Partial, anchor.basis.clone(), None);
        }
        let reference = self.reference();
        let latest = reference.as_ref().map_or(2030, |(day, _)| day.year() + 10);
        let year = if 2000 + short <= latest { 2000 + short } else { 1900 + short };
        (year, TimeKind::Partial, reference.map(|(_, basis)| basis).unwrap_or_default(), None)
    }

    /// The year of a date that says none: that of the date told last, else that of publication.
    pub(super) fn absent_year(
        &self,
        dated: Dated,
        anchor: Option<&Anchor>,
    ) -> Option<(i32, TimeKind, Vec<Span>, Option<Era>)> {
        let reported = self.dateline.is_some() && anchor.is_some_and(|anchor| anchor.paragraph != self.paragraph);
        // 腊月 told of in January belongs to the lunar year that began the year before.
        let late = matches!(dated.inner, Inner::LunarMonth { number: 10.., .. })
            || dated.lunar && matches!(dated.inner, Inner::Month { number: 10.., .. });
        if let Some(anchor) = anchor.filter(|_| !reported) {
            let before = late && anchor.lunar_month.is_none() && anchor.month.is_some_and(|month| month <= 2);
            let year = plus_years(anchor.year, -i32::from(before));
            return Some((year, TimeKind::Partial, anchor.basis.clone(), None));
        }
        let (day, basis) = self.reference()?;
        // A report tells of what was: a month that is still far ahead was last year's.
        let ahead = match dated.inner {
            _ if late => self.context.month_known && day.month() <= 2,
            Inner::Month { number, .. } => self.context.day_known && number > day.month() + 2,
            _ => false,
        };
        let year = if ahead { plus_years(day.year(), -1) } else { day.year() };
        Some((year, TimeKind::Partial, basis, None))
    }
}
