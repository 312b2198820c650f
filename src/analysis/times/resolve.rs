//! Gives every mention its days: goes through the mentions in reading order and keeps what later ones count from.

mod counted;
mod solar;
mod stretches;
mod years;

use std::ops::Range;

use super::Context;
use super::glyphs::Line;
use super::lexicon::{Era, Lexicon};
use super::said::{Count, Dated, Day, From, Inner, Raw, Said, Setting, To, Year};
use super::value::{self, plus_years};
use crate::calendar::{Date, DateRange, LunarMonth, Precision};
use crate::model::{TimeKind, TimeMention, TimeRole};
use crate::text::Span;

/// How many antecedents a mention names at most.
const MOST_BASIS: usize = 4;

/// What a later mention may count from.
#[derive(Clone, Debug)]
struct Anchor {
    range: DateRange,
    /// The year that 同年 means; for a lunar date the year of its calendar.
    year: i32,
    /// The month, where one is meant.
    month: Option<u8>,
    lunar_month: Option<LunarMonth>,
    /// Whether it is exact to the day.
    day: Option<Date>,
    era: Option<Era>,
    bytes: Range<usize>,
    paragraph: usize,
    sentence: u32,
    basis: Vec<Span>,
}

/// What an expression turned out to mean.
#[derive(Clone, Debug)]
struct Value {
    range: DateRange,
    precision: Precision,
    kind: TimeKind,
    /// The year, month and day for later mentions; no year for stretches of several.
    year: Option<i32>,
    month: Option<u8>,
    lunar_month: Option<LunarMonth>,
    era: Option<Era>,
    lunar: bool,
    basis: Vec<Span>,
    /// The first year of the century that it names.
    century: Option<i32>,
}

impl Value {
    fn new((range, precision): value::Stretch, kind: TimeKind) -> Self {
        Self {
            range,
            precision,
            kind,
            year: None,
            month: None,
            lunar_month: None,
            era: None,
            lunar: false,
            basis: Vec::new(),
            century: None,
        }
    }

    fn nowhere(kind: TimeKind) -> Self {
        Self::new((DateRange::default(), Precision::Vague), kind)
    }

    fn is_placed(&self) -> bool {
        !self.range.is_nowhere()
    }
}

/// A century that later decades may belong to.
#[derive(Debug)]
struct NamedCentury {
    /// Its first year, the one that ends in 00.
    first: i32,
    /// The year with which the mention began.
    begin: i32,
    paragraph: usize,
    bytes: Range<usize>,
}

/// The memory of a reader on his way through a work.
#[derive(Debug)]
pub(super) struct Resolver<'a> {
    lexicon: &'a Lexicon,
    context: &'a Context<'a>,
    last: Option<Anchor>,
    /// What was the anchor before the open bracket, and the bracket's number.
    outside: Option<(u32, Option<Anchor>)>,
    /// The century named last.
    century: Option<NamedCentury>,
    /// The day of the dateline (北京3月12日电), once one was read.
    dateline: Option<(Date, Span)>,
    paragraph: usize,
    /// The year of our era that follows the mention at once in brackets (辛亥年（1911年）).
    gloss: Option<i32>,
    /// Whether the mention follows a bracket at once.
    behind_bracket: bool,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, context: &'a Context<'a>) -> Self {
        Self {
            lexicon,
            context,
            last: None,
            outside: None,
            century: None,
            dateline: None,
            paragraph: 0,
            gloss: None,
            behind_bracket: false,
        }
    }

    /// Resolves the mentions of a paragraph, in reading order.
    pub(super) fn paragraph(
        &mut self,
        paragraph: usize,
        stamp: bool,
        raws: &[Raw],
        line: &Line,
        out: &mut Vec<TimeMention>,
    ) {
        self.leave_bracket(None);
        self.paragraph = paragraph;
        for (index, raw) in raws.iter().enumerate() {
            self.gloss = gloss(raw, raws.get(index + 1), line);
            self.behind_bracket = raw.setting.behind_bracket;
            let setting = Setting { stamp: raw.setting.stamp || stamp, ..raw.setting };
            self.pass_bracket(&setting);
            if let Some(mention) = self.mention(raw, setting, line) {
                out.push(mention);
            }
        }
    }

    fn pass_bracket(&mut self, setting: &Setting) {
        let open = self.outside.as_ref().map(|(bracket, _)| *bracket);
        if open == Some(setting.bracket) || open.is_none() && setting.bracket == 0 {
            return;
        }
        self.leave_bracket(Some(setting.sentence));
        if setting.bracket != 0 {
            self.outside = Some((setting.bracket, self.last.clone()));
        }
    }

    /// After a bracket the text goes on from what it spoke of before, unless that was another sentence.
    fn leave_bracket(&mut self, _sentence: Option<u32>) {
        let Some((_, Some(before))) = self.outside.take() else { return };
        let same =
            self.last.as_ref().is_some_and(|now| now.paragraph == before.paragraph && now.sentence == before.sentence);
        if same {
            self.last = Some(before);
        }
    }

    fn mention(&mut self, raw: &Raw, setting: Setting, line: &Line) -> Option<TimeMention> {
        let bytes = line.bytes(&raw.at);
        let quote_from = line.bytes(&(setting.quote_from as usize..setting.quote_from as usize + 1)).start;
        let spoken = setting.quotes > 0 && self.spoken_in_the_past(&setting, quote_from);
        // The dateline of a report takes its year from the report, whatever was told before.
        let stated = setting.dateline && self.context.reference.is_some();
        let first = self.resolve(raw.said, self.last.as_ref().filter(|_| !stated), spoken)?;
        if !first.is_placed() && self.is_idle(raw) || !self.is_backed(raw) {
            return None;
        }
        let (value, bounds) = self.with_end(raw, first, &bytes);
        let role = match raw.said {
            Said::Name => TimeRole::InName,
            _ if setting.title => TimeRole::InName,
            _ if setting.stamp => TimeRole::Stamp,
            _ => TimeRole::Running,
        };
        if role == TimeRole::Running {
            self.remember(&value, &setting, &bytes);
        }
        let vague = !value.is_placed();
        Some(TimeMention {
            span: self.context.prose.span(bytes.clone()),
            bytes,
            kind: if vague { TimeKind::Vague } else { value.kind },
            precision: if vague { Precision::Vague } else { value.precision },
            range: value.range,
            bounds: bounds.map(Box::new),
            basis: value.basis.into(),
            lunar: value.lunar,
            role,
            rule: raw.rule.into(),
        })
    }

    /// Whether an expression that cannot be placed says nothing: 七日前 and 一年后 in a rule or recipe count from whatever
    /// happens, not from a date.
    fn is_idle(&self, raw: &Raw) -> bool {
        let near = self.last.as_ref().is_some_and(|last| last.paragraph == self.paragraph);
        matches!(raw.said, Said::Offset { from: None, .. }) && !near || raw.rule == "bare-season"
    }

    /// Whether what stands before allows a reading that is doubtful by itself: 秋天 and 三日 need a date in the same
    /// paragraph, or a dateline.
    fn is_backed(&self, raw: &Raw) -> bool {
        let near = self.last.as_ref().filter(|last| last.paragraph == self.paragraph);
        match raw.rule {
            "bare-season" => near.is_some_and(|last| last.sentence == raw.setting.sentence),
            "small-day" => self.dateline.is_some() || near.is_some_and(|last| last.day.is_some()),
            _ => true,
        }
    }

    /// Whether the words stand in a quotation whose speaker was dated in the same sentence, so that his 今年 is that year.
    fn spoken_in_the_past(&self, setting: &Setting, quote_from: usize) -> bool {
        self.last.as_ref().is_some_and(|last| {
            last.paragraph == self.paragraph && last.sentence == setting.sentence && last.bytes.end <= quote_from
        })
    }

    /// The value of a range from its first end; the first value itself where there is no second end.
    fn with_end(&self, raw: &Raw, first: Value, bytes: &Range<usize>) -> (Value, Option<(DateRange, DateRange)>) {
        match raw.to {
            To::Nowhere => (first, None),
            To::Now => {
                if !first.is_placed() {
                    return (first, None);
                }
                let bounds = (first.range, DateRange::default());
                let range = DateRange { begin: first.range.begin, end: None };
                (Value { range, kind: TimeKind::Range, year: None, ..first }, Some(bounds))
            }
            To::Date(said) => {
                let anchor = self.anchor(&first, bytes, 0).or_else(|| self.last.clone());
                let century = first.century;
                let Some(mut second) = self.resolve_in(said, anchor.as_ref(), century, false) else {
                    return (first, None);
                };
                if !first.is_placed() || !second.is_placed() {
                    return (Value { range: DateRange::default(), ..first }, None);
                }
                if second.range.begin < first.range.begin
                    && is_yearless(said)
                    && let Some(anchor) = anchor.as_ref()
                {
                    // 11月至3月: the second end lies in the next year.
                    let next = Anchor { year: plus_years(anchor.year, 1), ..anchor.clone() };
                    second = self.resolve_in(said, Some(&next), century, false).unwrap_or(second);
                }
                if second.range.end < first.range.begin {
                    return (first, None);
                }
                let bounds = (first.range, second.range);
                let mut basis = first.basis.clone();
                // What the second end took from the first is inside the mention itself.
                let own = self.context.prose.span(bytes.clone());
                basis.extend(second.basis.iter().filter(|span| !own.covers(**span) && !first.basis.contains(span)));
                let begin =
                    if is_school_year(said) { Date::new(first.year.unwrap_or(1), 9, 1) } else { first.range.begin };
                let end = if is_school_year(said) {
                    second.year.and_then(|year| Date::new(year, 8, 31))
                } else {
                    second.range.end
                };
                let range = DateRange { begin, end };
                let precision = first.precision.max(second.precision);
                let lunar = first.lunar || second.lunar;
                (Value { range, precision, kind: TimeKind::Range, basis, lunar, ..second }, Some(bounds))
            }
        }
    }

    /// Makes a mention the anchor of later ones, unless it is only the background of something else.
    fn remember(&mut self, value: &Value, setting: &Setting, bytes: &Range<usize>) {
        if let Some(century) = value.century {
            let begin = value.range.begin.map_or(century, Date::year);
            self.century =
                Some(NamedCentury { first: century, begin, paragraph: self.paragraph, bytes: bytes.clone() });
        }
        if setting.dateline
            && let Some(day) = value.range.begin.filter(|_| value.precision == Precision::Day)
        {
            self.dateline = Some((day, self.context.prose.span(bytes.clone())));
        }
        let Some(anchor) = self.anchor(value, bytes, setting.sentence) else { return };
        let told = self
            .last
            .as_ref()
            .is_some_and(|last| last.paragraph == self.paragraph && last.sentence == setting.sentence);
        if !(setting.background && told) {
            self.last = Some(anchor);
        }
    }

    fn anchor(&self, value: &Value, bytes: &Range<usize>, sentence: u32) -> Option<Anchor> {
        let year = value.year?;
        let day = if value.precision == Precision::Day { value.range.end } else { None };
        let own = self.context.prose.span(bytes.clone());
        let mut basis = vec![own];
        basis.extend(value.basis.iter().copied());
        basis.truncate(MOST_BASIS);
        Some(Anchor {
            range: value.range,
            year,
            month: value.month,
            lunar_month: value.lunar_month,
            day,
            era: value.era.clone(),
            bytes: bytes.clone(),
            paragraph: self.paragraph,
            sentence,
            basis,
        })
    }

    fn resolve(&self, said: Said, anchor: Option<&Anchor>, spoken: bool) -> Option<Value> {
        self.resolve_in(said, anchor, None, spoken)
    }

    /// The value of an expression; `None` where it is no mention after all.
    fn resolve_in(&self, said: Said, anchor: Option<&Anchor>, century: Option<i32>, spoken: bool) -> Option<Value> {
        match said {
            Said::Date(dated) => self.date(dated, anchor, spoken),
            Said::Decade { century: named, first, last, part } => {
                Some(self.decade(named, (first, last), part, anchor, century))
            }
            Said::DecadeOf { year, part } => {
                let mut value = Value::new(value::decades(year, year, part), TimeKind::Absolute);
                value.century = Some(year - year % 100);
                Some(value)
            }
            Said::Century { century, part } => Some(self.century(century, part)),
            Said::Reign { first, count, realm, part } => Some(self.reign(first, count, realm, part, anchor)),
            Said::Period { period, part } => {
                let range = *self.lexicon.periods.get(usize::from(period))?;
                Some(Value::new(value::part_of_period(range, part), TimeKind::Absolute))
            }
            Said::Offset { plus, unit, from, through } => Some(self.offset(plus, unit, from, through, anchor)),
            Said::Vague | Said::Name | Said::Damaged => Some(Value::nowhere(TimeKind::Vague)),
        }
    }

    /// The reference day with the place that states it.
    fn reference(&self) -> Option<(Date, Vec<Span>)> {
        if let Some((day, span)) = &self.dateline {
            return Some((*day, vec![*span]));
        }
        let day = self.context.reference?;
        Some((day, self.context.stated.into_iter().collect()))
    }

    /// The value of a date from the parts that it says and those that it takes from elsewhere.
    fn date(&self, dated: Dated, anchor: Option<&Anchor>, spoken: bool) -> Option<Value> {
        if let Day::Counted(count) = dated.day {
            return Some(self.counted_day(count, anchor, spoken));
        }
        if let Day::Week { plus, day } = dated.day {
            return Some(self.week(plus, day));
        }
        if dated.inner == Inner::Whole && dated.year == Year::Absent && dated.day != Day::Whole {
            return self.day_alone(dated, anchor);
        }
        if let (Inner::MonthCounted(count), Year::Absent) = (dated.inner, dated.year) {
            return Some(self.counted_month(dated, count, anchor, spoken));
        }
        let Some((year, kind, basis, era)) = self.year(dated, anchor, spoken)? else {
            return Some(Value { lunar: self.is_lunar(&dated, None, anchor), ..Value::nowhere(TimeKind::Vague) });
        };
        let lunar = self.is_lunar(&dated, era.as_ref(), anchor);
        let mut value = if lunar {
            solar::lunar_date(year, &dated, era.as_ref())
        } else {
            solar::solar_date(year, &dated, anchor)
        }?;
        value.year = Some(year);
        value.kind = kind;
        value.basis = basis;
        value.lunar = lunar;
        let same_year =
            era.is_none() && matches!(dated.year, Year::Absent | Year::Counted(Count { from: From::Text, .. }));
        value.era = if same_year { anchor.and_then(|anchor| anchor.era.clone()) } else { era };
        Some(value)
    }

    /// Whether a month or day is one of the lunisolar calendar.
    fn is_lunar(&self, dated: &Dated, era: Option<&Era>, anchor: Option<&Anchor>) -> bool {
        if dated.lunar || matches!(dated.day, Day::Lunar(_)) || matches!(dated.inner, Inner::LunarMonth { .. }) {
            return true;
        }
        let Inner::Month { han, .. } = dated.inner else { return false };
        let in_era = |era: &Era, year: i32| year <= era.lunar;
        match (era, dated.year) {
            (Some(era), Year::Era { number, .. } | Year::EraGoesOn(number)) => {
                in_era(era, plus_years(era.first, i32::from(number) - 1))
            }
            (Some(era), _) => in_era(era, era.first),
            // A year of the cycle of sixty goes with months of its calendar.
            (None, Year::Cycle { .. }) => han,
            // Before 1582 no month can be Gregorian.
            (None, Year::Number(year)) => han && year < 1582,
            // 七月二十日 after a date of the reign goes on in its calendar; 7月20日 does not.
            (None, Year::Absent | Year::Counted(Count { from: From::Text, .. })) if han => {
                anchor.filter(|anchor| anchor.paragraph == self.paragraph).is_some_and(|anchor| match &anchor.era {
                    Some(era) => in_era(era, anchor.year),
                    // 元和九年（814年）九月, whatever era that was; before 1582 no month can be Gregorian.
                    None => {
                        let solar = anchor.month.is_some() && anchor.lunar_month.is_none();
                        self.behind_bracket && anchor.year < 1912 || anchor.year < 1582 && !solar
                    }
                })
            }
            _ => false,
        }
    }
}

fn is_yearless(said: Said) -> bool {
    matches!(said, Said::Date(Dated { year: Year::Absent, inner, .. }) if inner != Inner::Whole)
}

/// The year of our era that a bracket right after a mention gives it.
fn gloss(raw: &Raw, next: Option<&Raw>, line: &Line) -> Option<i32> {
    let next = next?;
    let open = line.glyphs.get(raw.at.end).is_some_and(|&c| c == '（');
    match next.said {
        Said::Date(Dated { year: Year::Number(year), .. }) if open && next.at.start <= raw.at.end + 3 => Some(year),
        _ => None,
    }
}

/// 2005—2006学年 is one school year, from September of the first year to August of the second.
fn is_school_year(said: Said) -> bool {
    matches!(said, Said::Date(Dated { inner: Inner::SchoolYear, .. }))
}
