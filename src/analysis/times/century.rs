//! Centuries and decades with their parts, also several decades in one (七八十年代).

use super::number::{Number, Style, digit};
use super::reader::{Found, Reader};
use super::said::{Century, Part, Said};

impl Reader<'_> {
    /// A numbered century: 19世纪末, 二十世纪七八十年代.
    pub(super) fn century(&self, at: usize, number: Number) -> Option<Found> {
        if !(1..=30).contains(&number.value)
            || self.joined_left(at)
            || matches!(self.before(at), '第' | '这' | '那' | '半' | '整' | '每' | '之')
        {
            return None;
        }
        let unit = self.skip_note(number.end);
        self.after_century(unit + 2, Century::Number(number.value as i32))
    }

    /// Whatever may follow a century: decades, a part.
    pub(super) fn after_century(&self, at: usize, century: Century) -> Option<Found> {
        let from = if self.glyph(at) == '的' { at + 1 } else { at };
        if let Some((first, last, end)) = self.decade_numbers(from) {
            let (part, end) = self.decade_part(end).unwrap_or((Part::Whole, end));
            return Found::new(Said::Decade { century, first, last, part }, end, "decade");
        }
        let (part, end) = self.century_years(from).or_else(|| self.decade_part(at)).unwrap_or((Part::Whole, at));
        Found::new(Said::Century { century, part }, end, "century")
    }

    /// 前30年, 最后十年, 头二十年.
    fn century_years(&self, at: usize) -> Option<(Part, usize)> {
        let (last, from) = if let Some(end) = self.any(at, &["最后", "末"]) {
            (true, end)
        } else if matches!(self.glyph(at), '前' | '头') {
            (false, at + 1)
        } else if let Some(end) = self.text(at, "最初") {
            (false, end)
        } else {
            return None;
        };
        let number = self.number_in(from, 2, 90)?;
        let end = self.text(number.end, "年")?;
        let years = number.value as u8;
        Some((if last { Part::LastYears(years) } else { Part::FirstYears(years) }, end))
    }

    /// 世纪之交, 世纪末 without a century.
    pub(super) fn bare_century_part(&self, at: usize) -> Option<Found> {
        self.any(at, &["世纪之交", "世纪年代初", "世纪年代末", "世纪年代中期", "世纪年代"])?;
        let turn = self.text(at, "世纪之交");
        if let Some(end) = turn {
            return Found::new(Said::Vague, end, "vague");
        }
        // The digits before 世纪 and 年代 were lost.
        let (_, end) = self.decade_part(at + 4).unwrap_or((Part::Whole, at + 4));
        Found::new(Said::Damaged, end, "damaged")
    }

    /// A decade without its century, or in one number with it: 90年代初, 七八十年代, 1840年代.
    pub(super) fn decades(&self, at: usize) -> Option<Found> {
        if self.joined_left(at) || self.before(at) == '第' {
            return None;
        }
        if let Some((first, last, end)) = self.decade_numbers(at) {
            let (part, end) = self.decade_part(end).unwrap_or((Part::Whole, end));
            return Found::new(Said::Decade { century: Century::Absent, first, last, part }, end, "decade");
        }
        let number = self.number_in(at, 1000, 2100)?;
        let end = self.text(self.skip_note(number.end), "年代")?;
        if number.value % 10 != 0 {
            return None;
        }
        let (part, end) = self.decade_part(end).unwrap_or((Part::Whole, end));
        Found::new(Said::DecadeOf { year: number.value as i32, part }, end, "decade")
    }

    /// The numbers of one or several decades before 年代, as tens: (7, 8) for 七八十年代, 70、80年代, 七十至八十年代.
    fn decade_numbers(&self, at: usize) -> Option<(u8, u8, usize)> {
        let (first, from) = self.tens(at)?;
        if let Some(end) = self.text(from, "年代") {
            return Some((first.0, first.1, end));
        }
        if !matches!(self.glyph(from), '、' | '至' | '到' | '—' | '~' | '-' | '和' | '与' | '/' | '，') {
            return None;
        }
        let mut next = from + 1;
        while matches!(self.glyph(next), '—' | '-') {
            next += 1;
        }
        let (second, end) = self.tens(next)?;
        let end = self.text(end, "年代")?;
        (first.0 < second.1).then_some((first.0, second.1, end))
    }

    /// One decade as a number of tens, or two written together (七八十): the first and the last, and the place after.
    fn tens(&self, at: usize) -> Option<((u8, u8), usize)> {
        // 七八十, 七、八十: two digits before one 十.
        if let Some(first) = digit(self.glyph(at)).filter(|d| (1..=9).contains(d)) {
            let comma = usize::from(self.glyph(at + 1) == '、');
            if let Some(second) = digit(self.glyph(at + 1 + comma)).filter(|&d| d > first && d <= 9)
                && self.glyph(at + 2 + comma) == '十'
            {
                return Some(((first as u8, second as u8), at + 3 + comma));
            }
        }
        let number = self.number(at)?;
        let end = self.skip_note(number.end);
        let tens = match (number.style, number.places) {
            (Style::Digits | Style::HanDigits, 2) | (Style::Han, _) if number.value % 10 == 0 => number.value / 10,
            _ => return None,
        };
        (tens <= 9).then_some(((tens as u8, tens as u8), end))
    }
}
