//! Dates in figures alone: 1994-10-21, 1994.10, years without 年; and English dates in a Chinese text.

use super::number::{Number, Style};
use super::reader::{Found, Reader, is_boundary};
use super::said::{Century, Dated, Day, Inner, Part, Said, Year};

/// Words of measure and other characters after a number that is no year.
const MEASURES: &str = "人名个位元米吨号次页亿万多余家所台辆艘架枚件种条项字公里平方千克美英镑户头只本册篇份卷届级度点分秒时天周岁场座栋株棵亩顷斤升瓦伏股例倍宗起门间处套批袋箱桶毫厘海立兆比特%％‰℃°×+=";

impl Reader<'_> {
    /// 1994-10-21, 1994.10.21, 1994/10/21, with a clock time that may follow; 1994.10 and 1994-08.
    pub(super) fn numeric_date(&self, at: usize, number: Number) -> Option<Found> {
        if number.places != 4 || !(1000..=2200).contains(&number.value) || self.joined_left(at) {
            return None;
        }
        let mark = self.glyph(number.end);
        if !matches!(mark, '.' | '-' | '/' | '—' | '·') {
            return None;
        }
        let month = self.number_in(number.end + 1, 1, 12).filter(|n| n.style == Style::Digits && n.places <= 2)?;
        let year = Year::Number(number.value as i32);
        let inner = Inner::Month { number: month.value as u8, han: false };
        let day = self.number_in(month.end + 1, 1, 31).filter(|n| n.style == Style::Digits && n.places <= 2);
        if self.glyph(month.end) == mark
            && let Some(day) = day
        {
            let next = self.glyph(day.end);
            let longer = matches!(next, '.' | '-' | '/') && self.glyph(day.end + 1).is_ascii_digit();
            if next.is_ascii_alphanumeric() && next != 'T' || longer || next == '%' {
                return None;
            }
            let dated = Dated { year, inner, day: Day::Number(day.value as u8), ..Dated::default() };
            return Found::new(Said::Date(dated), self.clock(day.end), "numeric-date");
        }
        let next = self.glyph(month.end);
        let two = month.places == 2 && (matches!(mark, '.' | '/') || month.value < 10);
        let alone = is_boundary(next) && next != ' ' && next != '—' || matches!(next, '，' | '。' | '）');
        if !two || !alone || !(1800..=2100).contains(&number.value) || next == '%' {
            return None;
        }
        Found::new(Said::Date(Dated { year, inner, ..Dated::default() }), month.end, "numeric-date")
    }

    /// The place after a clock time (22:02:01) that may follow a date in figures.
    fn clock(&self, at: usize) -> usize {
        let from = if matches!(self.glyph(at), ' ' | 'T') { at + 1 } else { at };
        let Some(hour) = self.number_in(from, 0, 24).filter(|n| n.style == Style::Digits) else { return at };
        if !matches!(self.glyph(hour.end), ':' | '：') {
            return at;
        }
        let Some(minute) = self.number_in(hour.end + 1, 0, 59) else { return at };
        if !matches!(self.glyph(minute.end), ':' | '：') {
            return minute.end;
        }
        self.number_in(minute.end + 1, 0, 59).map_or(minute.end, |second| second.end)
    }

    /// Whether a clock time stands before a place, so that the date before it is a stamp.
    pub(super) fn ends_in_clock(&self, at: usize, end: usize) -> bool {
        self.glyphs.get(at..end).is_some_and(|glyphs| glyphs.iter().any(|c| matches!(c, ':' | '：')))
    }

    /// Four digits without 年 that stand where a year stands: in brackets, after a preposition, in a citation.
    pub(super) fn bare_year(&self, at: usize, number: Number) -> Option<Found> {
        if number.places != 4 || !(1000..=2100).contains(&number.value) || self.joined_left(at) {
            return None;
        }
        let (before, next) = (self.before(at), self.glyph(number.end));
        let decimal = next == '.' && self.glyph(number.end + 1).is_ascii_digit();
        if decimal || next.is_ascii_alphanumeric() || MEASURES.contains(next) {
            return None;
        }
        let dated = Said::Date(Dated { year: Year::Number(number.value as i32), ..Dated::default() });
        let bracketed = before == '（' && matches!(next, '）' | '：' | ':' | '，');
        let cited = matches!(before, '，' | ' ') && matches!(next, '）') && self.in_citation(at);
        let modern = (1800..=2100).contains(&number.value);
        let placed = modern && self.after_preposition(at) && !matches!(next, '—' | '~' | '-' | '、') && next != ' ';
        if bracketed || cited || placed || modern && self.after_english_preposition(at) {
            return Found::new(dated, number.end, "bare-year");
        }
        let ranged = matches!(next, '—' | '~' | '-' | '至' | '到' | '、' | '/' | '和' | '与' | '一');
        if ranged { Found::new(dated, number.end, "unitless") } else { None }
    }

    fn after_preposition(&self, at: usize) -> bool {
        let before = self.before(at);
        let two = at.checked_sub(2).map_or('\n', |at| self.glyph(at));
        match before {
            '从' | '自' | '于' => {
                !matches!(two, '等' | '大' | '小' | '低' | '高' | '少' | '多' | '位' | '在' | '来')
            }
            '到' => self.preposition_in_reach(at),
            '在' => is_boundary(two),
            _ => false,
        }
    }

    /// Whether 从 or 自 stands before a place in its clause, so that 到1985 may end the stretch.
    fn preposition_in_reach(&self, at: usize) -> bool {
        let from = at.saturating_sub(30);
        let Some(reach) = self.glyphs.get(from..at) else { return false };
        let clause = reach.rsplit(|&c| matches!(c, '，' | '。' | '；')).next().unwrap_or(reach);
        clause.contains(&'从') && clause.contains(&'年')
    }

    /// Whether a place lies in a bracket that begins with a name, as (Smith, 1995) does.
    fn in_citation(&self, at: usize) -> bool {
        let from = at.saturating_sub(40);
        let Some(reach) = self.glyphs.get(from..at) else { return false };
        reach.iter().rposition(|&c| c == '（').is_some_and(|open| !reach[open..].contains(&'）'))
    }

    fn after_english_preposition(&self, at: usize) -> bool {
        let words = [
            "in ", "In ", "since ", "Since ", "from ", "From ", "until ", "by ", "By ", "before ", "after ", "After ",
            "of ", "early ", "late ", "year ",
        ];
        words.iter().any(|word| {
            let length = word.len();
            at >= length && self.text(at - length, word).is_some() && !self.before(at - length).is_ascii_alphabetic()
        })
    }

    /// 1990s, with mid-, early or late before it.
    pub(super) fn english_decade(&self, number: Number) -> Option<Found> {
        let next = self.glyph(number.end + 1);
        if number.places != 4
            || !number.value.is_multiple_of(10)
            || !(1000..=2100).contains(&number.value)
            || next.is_ascii_alphabetic()
        {
            return None;
        }
        Found::new(Said::DecadeOf { year: number.value as i32, part: Part::Whole }, number.end + 1, "decade")
    }

    /// October 21, 1994; 21 October 1994 is read from its day; Oct. 1994; mid-1990s; the early 1990s.
    pub(super) fn english(&self, at: usize) -> Option<Found> {
        if self.before(at).is_ascii_alphanumeric() {
            return None;
        }
        if let Some(found) = self.english_part(at) {
            return Some(found);
        }
        let (month, end) = self.english_month(at)?;
        let inner = Inner::Month { number: month, han: false };
        let from = self.skip_gap(end)?;
        let number = self.number(from).filter(|n| n.style == Style::Digits)?;
        if number.places == 4 && (1000..=2100).contains(&number.value) {
            let dated = Dated { year: Year::Number(number.value as i32), inner, ..Dated::default() };
            return Found::new(Said::Date(dated), number.end, "english-date");
        }
        if !(1..=31).contains(&number.value) || number.places > 2 {
            return None;
        }
        let day = Day::Number(number.value as u8);
        let after = self.any(number.end, &["st", "nd", "rd", "th"]).unwrap_or(number.end);
        let year = self.skip_gap(after).and_then(|from| self.number_in(from, 1000, 2100)).filter(|n| n.places == 4);
        let (year, end) = match year {
            Some(year) => (Year::Number(year.value as i32), year.end),
            None => (Year::Absent, after),
        };
        Found::new(Said::Date(Dated { year, inner, day, ..Dated::default() }), end, "english-date")
    }

    /// 21 October 1994, read from the number.
    pub(super) fn english_day_led(&self, at: usize, number: Number) -> Option<Found> {
        if !(1..=31).contains(&number.value) || number.places > 2 || self.joined_left(at) {
            return None;
        }
        let from = self.any(number.end, &["st", "nd", "rd", "th"]).unwrap_or(number.end);
        let (month, end) = self.english_month(self.skip_gap(from)?)?;
        let year = self.skip_gap(end).and_then(|from| self.number_in(from, 1000, 2100)).filter(|n| n.places == 4)?;
        let inner = Inner::Month { number: month, han: false };
        let dated = Dated {
            year: Year::Number(year.value as i32),
            inner,
            day: Day::Number(number.value as u8),
            ..Dated::default()
        };
        Found::new(Said::Date(dated), year.end, "english-date")
    }

    /// mid-1990s, early 1990s, late 19th century.
    fn english_part(&self, at: usize) -> Option<Found> {
        let parts = [
            (Part::Early, "early"),
            (Part::Early, "Early"),
            (Part::Middle, "mid"),
            (Part::Middle, "Mid"),
            (Part::Late, "late"),
            (Part::Late, "Late"),
        ];
        let (part, end) = parts.iter().find_map(|(part, text)| Some((*part, self.text(at, text)?)))?;
        if !matches!(self.glyph(end), '-' | '—' | ' ') {
            return None;
        }
        let number = self.number(end + 1).filter(|n| n.style == Style::Digits)?;
        if number.places == 4
            && (1000..=2100).contains(&number.value)
            && !self.glyph(number.end).is_ascii_alphanumeric()
        {
            let dated = Dated { year: Year::Number(number.value as i32), part, ..Dated::default() };
            return Found::new(Said::Date(dated), number.end, "english-date");
        }
        if self.glyph(number.end) == 's' {
            let found = self.english_decade(number)?;
            let Said::DecadeOf { year, .. } = found.said else { return None };
            return Found::new(Said::DecadeOf { year, part }, found.end, "decade");
        }
        let end = self.any(number.end, &["th century", "st century", "nd century", "rd century"])?;
        let century = Century::Number(number.value as i32);
        (1..=30).contains(&number.value).then_some(Found {
            said: Said::Century { century, part },
            end,
            rule: "century",
        })
    }

    /// The month that an English word names, and the place after it and its full stop.
    fn english_month(&self, at: usize) -> Option<(u8, usize)> {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (month, end) = MONTHS.iter().enumerate().find_map(|(month, name)| {
            let full = self.text(at, name);
            let end = full
                .or_else(|| self.text(at, "Sept").filter(|_| *name == "September"))
                .or_else(|| self.text(at, &name[..3]))?;
            Some((month as u8 + 1, end))
        })?;
        if self.glyph(end).is_ascii_alphabetic() {
            return None;
        }
        Some((month, if self.glyph(end) == '.' { end + 1 } else { end }))
    }

    /// The place after a space or comma between the words of an English date.
    fn skip_gap(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while matches!(self.glyph(end), ' ' | '，' | ',') && end < at + 3 {
            end += 1;
        }
        (end > at || self.before(at) == '.').then_some(end)
    }
}
