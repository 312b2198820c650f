//! Gives every mention its days: goes through the mentions in reading order and keeps what later ones count from.

use std::ops::Range;

use super::Context;
use super::glyphs::Line;
use super::lexicon::{Era, Lexicon};
use super::said::{Century, Count, Dated, Day, From, Inner, Part, Raw, Said, Setting, To, Unit, Year};
use super::value::{self, plus_years};
use crate::calendar::{Date, DateRange, LunarMonth, Precision, sexagenary_year};
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
}

impl<'a> Resolver<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, context: &'a Context<'a>) -> Self {
        Self { lexicon, context, last: None, outside: None, century: None, dateline: None, paragraph: 0, gloss: None }
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
            bounds,
            basis: value.basis,
            lunar: value.lunar,
            role,
            rule: raw.rule,
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

    /// The first year of a named century.
    fn century_number(&self, century: Century) -> Option<(i32, Vec<Span>)> {
        match century {
            Century::Absent => None,
            Century::Number(number) => Some((number, Vec::new())),
            Century::Counted(plus) => {
                // All who write of the last century today mean the twentieth; so does a text without a date.
                let (year, basis) = self.reference().map_or((2001, Vec::new()), |(day, basis)| (day.year(), basis));
                Some((year / 100 + 1 + i32::from(plus), basis))
            }
        }
    }

    fn century(&self, century: Century, part: Part) -> Value {
        let Some((number, basis)) = self.century_number(century) else { return Value::nowhere(TimeKind::Vague) };
        let kind = if matches!(century, Century::Number(_)) { TimeKind::Absolute } else { TimeKind::Relative };
        let mut value = Value::new(value::century(number, part), kind);
        value.basis = basis;
        value.century = (number > 0).then_some((number - 1) * 100);
        value
    }

    /// A decade; without a century of its own it belongs to the one named before, or else to the twentieth.
    fn decade(&self, named: Century, tens: (u8, u8), part: Part, anchor: Option<&Anchor>, range: Option<i32>) -> Value {
        let (base, kind, basis) = match self.century_number(named) {
            Some((number, basis)) => {
                let kind = if basis.is_empty() { TimeKind::Absolute } else { TimeKind::Relative };
                ((number - 1) * 100, kind, basis)
            }
            None => {
                let (base, basis) = self.century_by_context(tens.0, anchor, range);
                (base, TimeKind::Partial, basis)
            }
        };
        let (first, last) = (base + i32::from(tens.0) * 10, base + i32::from(tens.1) * 10);
        let mut value = Value::new(value::decades(first, last, part), kind);
        value.basis = basis;
        value.century = Some(base);
        value
    }

    fn century_by_context(&self, tens: u8, anchor: Option<&Anchor>, range: Option<i32>) -> (i32, Vec<Span>) {
        if let Some(base) = range {
            return (base, Vec::new());
        }
        if let Some(named) = &self.century
            && named.paragraph == self.paragraph
            && anchor
                .is_none_or(|anchor| anchor.bytes.start < named.bytes.start || anchor.year / 100 * 100 == named.first)
        {
            // The telling goes forward: 60年代 after 19世纪末 is of the next century.
            let back = named.first + i32::from(tens) * 10 + 9 < named.begin;
            let base = if back && named.first < 1900 { named.first + 100 } else { named.first };
            return (base, vec![self.context.prose.span(named.bytes.clone())]);
        }
        if let Some(anchor) = anchor
            && anchor.year > 0
            && anchor.year < 1900
        {
            return (anchor.year - anchor.year % 100, anchor.basis.clone());
        }
        // 20年代 in a text about the years after 2010 may be of this century.
        if let Some(anchor) = anchor
            && anchor.paragraph == self.paragraph
            && anchor.year >= 2000
            && tens <= 2
            && self.context.reference.is_some_and(|day| day.year() >= 2000 + i32::from(tens) * 10)
        {
            return (2000, anchor.basis.clone());
        }
        (1900, Vec::new())
    }

    fn reign(&self, first: u16, count: u16, realm: Option<u16>, part: Part, anchor: Option<&Anchor>) -> Value {
        let Some((era, _)) = self.choose_era(first, count, realm, 1, anchor) else {
            return Value::nowhere(TimeKind::Vague);
        };
        Value::new(value::part_of_period(DateRange::years(era.first, era.last), part), TimeKind::Absolute)
    }

    /// Which era of that name is meant: that of the realm named, else of the realm spoken of, else the nearest to the
    /// date told last, else the longest.
    fn choose_era(
        &self,
        first: u16,
        count: u16,
        realm: Option<u16>,
        number: u16,
        anchor: Option<&Anchor>,
    ) -> Option<(Era, i32)> {
        let eras = self.lexicon.eras.get(usize::from(first)..usize::from(first + count))?;
        let year = |era: &Era| plus_years(era.first, i32::from(number) - 1);
        // The last year of an era often belongs to the next as well.
        let fits = eras.iter().filter(|era| year(era) <= era.last + 1);
        let score = |era: &&Era| {
            let named = realm == Some(era.realm);
            let spoken = anchor.and_then(|anchor| anchor.era.as_ref()).is_some_and(|before| before.realm == era.realm);
            let near = anchor.map_or(0, |anchor| -(anchor.year - year(era)).abs().min(400) / 40);
            let glossed = self.gloss.is_some_and(|gloss| (gloss - year(era)).abs() <= 1);
            (glossed, named, spoken, near, era.last - era.first)
        };
        fits.max_by_key(score).map(|era| (era.clone(), year(era)))
    }

    /// 三年后, 此前两年, 两天后.
    fn offset(&self, plus: i32, unit: Unit, from: Option<From>, through: bool, anchor: Option<&Anchor>) -> Value {
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
            Unit::Day | Unit::Week if day.is_some() => {
                let date = base.plus_days(if unit == Unit::Week { plus * 7 } else { plus });
                let range = if through && plus > 1 { DateRange::new(base, date) } else { DateRange::day(date) };
                let mut value = Value::new((range, Precision::Day), TimeKind::Relative);
                (value.year, value.month) = (Some(date.year()), Some(date.month()));
                value
            }
            _ => return nowhere,
        };
        value.basis = basis;
        value
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
        let mut value = if lunar { lunar_date(year, &dated, era.as_ref()) } else { solar_date(year, &dated, anchor) }?;
        value.year = Some(year);
        value.kind = kind;
        value.basis = basis;
        value.lunar = lunar;
        let same_year =
            era.is_none() && matches!(dated.year, Year::Absent | Year::Counted(Count { from: From::Text, .. }));
        value.era = if same_year { anchor.and_then(|anchor| anchor.era.clone()) } else { era };
        Some(value)
    }

    /// The year of a date: the number, how it was said, from where, and the era. The inner `None` is a year that
    /// cannot be known, the outer one an expression that is no mention.
    #[expect(clippy::type_complexity, reason = "the parts are taken apart at once by the one caller")]
    fn year(
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
                found.map(|(era, year)| (year, TimeKind::Absolute, Vec::new(), Some(era)))
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
            Year::Cycle { place, era } => self.cycle_year(place, era, anchor),
            Year::Absent => self.absent_year(dated, anchor),
        })
    }

    fn cycle_year(
        &self,
        place: u8,
        era: Option<(u16, u16)>,
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
            return Some((sexagenary_year(place, anchor.year), TimeKind::Partial, anchor.basis.clone(), None));
        }
        let (day, basis) = self.reference()?;
        let year = sexagenary_year(place, day.year());
        (year == day.year()).then_some((year, TimeKind::Partial, basis, None))
    }

    /// 94年: of the century of the date told last when that is near, else of the one that the day of publication allows.
    fn short_year(&self, short: u8, anchor: Option<&Anchor>) -> (i32, TimeKind, Vec<Span>, Option<Era>) {
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
    fn absent_year(&self, dated: Dated, anchor: Option<&Anchor>) -> Option<(i32, TimeKind, Vec<Span>, Option<Era>)> {
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
            // 七月二十日 after a date of the reign goes on in its calendar; 7月20日 does not.
            (None, Year::Absent | Year::Counted(Count { from: From::Text, .. })) if han => anchor
                .filter(|anchor| anchor.paragraph == self.paragraph)
                .is_some_and(|anchor| anchor.era.as_ref().is_some_and(|era| in_era(era, anchor.year))),
            _ => false,
        }
    }

    /// 27日, 初十日, 中旬: in the month of the date told last.
    fn day_alone(&self, dated: Dated, anchor: Option<&Anchor>) -> Option<Value> {
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
    fn day_of_reference(&self, dated: Dated) -> Option<Value> {
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
    fn counted_day(&self, count: Count, anchor: Option<&Anchor>, spoken: bool) -> Value {
        let text = count.from == From::Text || spoken;
        let (day, basis) = if text {
            let Some(day) = anchor.and_then(|anchor| anchor.day) else { return Value::nowhere(TimeKind::Vague) };
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
    fn counted_month(&self, dated: Dated, count: Count, anchor: Option<&Anchor>, spoken: bool) -> Value {
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
        let Some(mut value) = solar_date(year, &Dated { inner, ..dated }, None) else { return nowhere };
        (value.year, value.kind, value.basis) = (Some(year), TimeKind::Relative, basis);
        value
    }

    /// 上周三, 本周, 周五: from the day of publication, where that is known.
    fn week(&self, plus: Option<i8>, day: Option<u8>) -> Value {
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

/// A date of the Gregorian calendar from its year.
fn solar_date(year: i32, dated: &Dated, anchor: Option<&Anchor>) -> Option<Value> {
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
fn lunar_date(year: i32, dated: &Dated, era: Option<&Era>) -> Option<Value> {
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
