//! Numbers of publications: dates, years, issues, pages, as journals and databases print them.

use std::ops::Range;

use super::shape::is_space;

/// A year with month and day where they are given.
pub(super) type YearMonthDay = (i32, Option<u8>, Option<u8>);

/// Where reading stands in a text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn spaces(&mut self) -> &mut Self {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
        self
    }

    /// Passes one of the signs, if it stands here.
    pub(super) fn one_of(&mut self, signs: &[char]) -> bool {
        match self.rest().chars().next() {
            Some(c) if signs.contains(&c) => {
                self.at += c.len_utf8();
                true
            }
            _ => false,
        }
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        let here = self.rest().starts_with(word);
        self.at += if here { word.len() } else { 0 };
        here
    }

    /// The number here, in ASCII or full-width digits, of at most so many digits.
    pub(super) fn number(&mut self, digits: usize) -> Option<u32> {
        let (mut value, mut count, mut len) = (0_u32, 0, 0);
        for c in self.rest().chars() {
            let digit = match c {
                '0'..='9' => c as u32 - '0' as u32,
                '０'..='９' => c as u32 - '０' as u32,
                _ => break,
            };
            count += 1;
            if count > digits {
                return None;
            }
            value = value * 10 + digit;
            len += c.len_utf8();
        }
        self.at += len;
        (count > 0).then_some(value)
    }
}

/// A year that a publication of ours can have.
fn plausible(year: u32) -> Option<i32> {
    (1000..=2100).contains(&year).then_some(year as i32)
}

/// A whole text as a year: 2006, 2006年, 民国 and other reckonings not.
pub(super) fn whole_year(text: &str) -> Option<i32> {
    let text = text.trim_matches(is_space);
    let mut cursor = Cursor::new(text, 0);
    let year = plausible(cursor.number(4)?)?;
    cursor.spaces().one_of(&['年']);
    if cursor.spaces().rest().is_empty() {
        return Some(year);
    }
    whole_date(text).map(|(year, _, _)| year)
}

/// A whole text as a date: 2006-03-05, 2006-03, 2006年3月5日, 2006/3.
pub(super) fn whole_date(text: &str) -> Option<YearMonthDay> {
    let text = text.trim_matches(is_space);
    if let Ok(year) = text.parse::<u32>() {
        return plausible(year).map(|year| (year, None, None));
    }
    let (date, end, _) = date_at(text, 0)?;
    text[end..].trim_matches(is_space).is_empty().then_some(date)
}

/// A whole text as a date in Han digits, as title pages of theses have it: 二〇一一年五月.
pub(super) fn whole_han_date(text: &str) -> Option<YearMonthDay> {
    let bare: String = text.chars().filter(|&c| !is_space(c)).collect();
    let (year, rest) = bare.split_once('年')?;
    let digits: Option<String> = year.chars().map(han_digit).collect();
    let year = digits.filter(|digits| digits.len() == 4)?.parse().ok().and_then(plausible)?;
    let Some((month, day)) = rest.split_once('月') else { return rest.is_empty().then_some((year, None, None)) };
    let month = u8::try_from(super::shape::number(month)).ok().filter(|month| (1..=12).contains(month))?;
    let day =
        day.strip_suffix('日').map(super::shape::number).and_then(|day| u8::try_from(day).ok()).filter(|&day| day > 0);
    Some((year, Some(month), day))
}

fn han_digit(c: char) -> Option<char> {
    let at =
        "〇一二三四五六七八九".chars().position(|digit| digit == c).or_else(|| "○零０oO".contains(c).then_some(0))?;
    char::from_digit(at as u32, 10)
}

/// The date at a byte: its value, its end, and whether a time of day follows (then included).
pub(super) fn date_at(text: &str, at: usize) -> Option<(YearMonthDay, usize, bool)> {
    let mut cursor = Cursor::new(text, at);
    let year = plausible(cursor.number(4)?)?;
    let year_end = cursor.at;
    let separators = ['-', '/', '.', '年', '－', '．'];
    let han = cursor.spaces().rest().starts_with('年');
    if !cursor.one_of(&separators) {
        return None;
    }
    let bare_end = if han { cursor.at } else { year_end };
    let Some(month) = cursor.spaces().number(2).filter(|month| (1..=12).contains(month)) else {
        return han.then_some(((year, None, None), bare_end, false));
    };
    let month_end = cursor.at;
    if han {
        if !cursor.spaces().one_of(&['月']) {
            return Some(((year, None, None), bare_end, false));
        }
    } else if !cursor.one_of(&separators) {
        return Some(((year, Some(month as u8), None), month_end, false));
    }
    let month_end = if han { cursor.at } else { month_end };
    let Some(day) = cursor.spaces().number(2).filter(|day| (1..=31).contains(day)) else {
        return Some(((year, Some(month as u8), None), month_end, false));
    };
    if han && !cursor.spaces().one_of(&['日', '号', '號']) {
        return Some(((year, Some(month as u8), None), month_end, false));
    }
    let date = (year, Some(month as u8), Some(day as u8));
    let day_end = cursor.at;
    cursor.one_of(&['T']);
    let timed = cursor.spaces().number(2).is_some_and(|hour| hour < 24)
        && cursor.one_of(&[':', '：', '时', '時'])
        && cursor.number(2).is_some_and(|minute| minute < 60);
    if !timed {
        return Some((date, day_end, false));
    }
    let minute_end = cursor.at;
    if !(cursor.one_of(&[':', '：']) && cursor.number(2).is_some()) {
        cursor.at = minute_end;
    }
    Some((date, cursor.at, true))
}

/// A date of at least a month somewhere in a text, with its bytes and whether a time of day stands beside it.
pub(super) fn date_in(text: &str) -> Option<(YearMonthDay, Range<usize>, bool)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit()
            && !before.is_ascii_digit()
            && let Some((date, end, timed)) = date_at(text, at)
            && date.1.is_some()
        {
            return Some((date, at..end, timed));
        }
        before = c;
    }
    None
}

/// A date of at least a month in Han digits somewhere in a text (二〇二〇年六月十日), with its bytes.
pub(super) fn han_date_in(text: &str) -> Option<(YearMonthDay, Range<usize>)> {
    let of_date = |c: char| han_digit(c).is_some() || is_space(c) || "十廿年月日".contains(c);
    let year =
        text.match_indices('年').map(|(at, _)| at).find(|&at| text[..at].ends_with(|c| han_digit(c).is_some()))?;
    let start = text[..year].char_indices().rev().take_while(|&(_, c)| han_digit(c).is_some()).last()?.0;
    let length = text[start..].find(|c: char| !of_date(c)).unwrap_or(text.len() - start);
    let end = start + text[start..start + length].rfind(['年', '月', '日'])?;
    let bytes = start..end + text[end..].chars().next().map_or(0, char::len_utf8);
    let date = whole_han_date(&text[bytes.clone()]).filter(|date| date.1.is_some())?;
    Some((date, bytes))
}

/// What a line says of the place in a journal, each with its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct IssueNumbers {
    pub(super) year: Option<(i32, Range<usize>)>,
    pub(super) volume: Option<(String, Range<usize>)>,
    pub(super) issue: Option<(String, Range<usize>)>,
    /// All of it.
    pub(super) bytes: Range<usize>,
}

/// 2012年第3期, 2006年6期, 2012年第28卷第3期, 2012年 第3-4期, 第28卷第3期(2012年), 2012,28(3), 2012(3).
pub(super) fn issue_in(text: &str) -> Option<IssueNumbers> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts = (c.is_ascii_digit() || ('０'..='９').contains(&c)) && !before.is_ascii_digit() || c == '第';
        if starts && let Some(found) = issue_at(text, at) {
            return Some(found);
        }
        before = c;
    }
    None
}

pub(super) fn issue_at(text: &str, at: usize) -> Option<IssueNumbers> {
    let mut cursor = Cursor::new(text, at);
    let mut found = IssueNumbers::default();
    let year_start = cursor.at;
    if let Some(year) = cursor.number(4).and_then(plausible) {
        if cursor.spaces().one_of(&['年']) {
            found.year = Some((year, year_start..cursor.at));
            cursor.spaces().one_of(&[',', '，', '、', '/']);
        } else if let Some(issue) = western(&mut cursor) {
            found.year = Some((year, year_start..year_start + 4));
            found.volume = issue.0;
            found.issue = Some(issue.1);
            found.bytes = at..cursor.at;
            return Some(found);
        } else {
            return None;
        }
    } else {
        cursor.at = year_start;
    }
    // A month beside the issue is part of the date of publication.
    let here = cursor.spaces().at;
    if !(cursor.number(2).is_some() && cursor.spaces().one_of(&['月'])) {
        cursor.at = here;
    } else {
        cursor.spaces().one_of(&[',', '，', '（', '(']);
    }
    if let Some((words, bytes)) = counted(&mut cursor, &['卷']) {
        found.volume = Some((words, bytes));
        cursor.spaces().one_of(&[',', '，', '、', ' ']);
    }
    if let Some((words, bytes)) = counted(&mut cursor, &['期', '辑', '輯']) {
        found.issue = Some((words, bytes));
    }
    found.bytes = at..cursor.at;
    let enough =
        found.issue.is_some() && (found.year.is_some() || found.volume.is_some() || text[at..].starts_with('第'));
    enough.then_some(found)
}

/// A number with its unit: 第3期, 6期, 第1-2期, 第一期; its digits as they stand.
fn counted(cursor: &mut Cursor<'_>, units: &[char]) -> Option<(String, Range<usize>)> {
    let start = cursor.at;
    cursor.spaces().word("第");
    let from = cursor.spaces().at;
    let digits: usize = cursor
        .rest()
        .chars()
        .take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c) || "一二三四五六七八九十-－—–/、".contains(*c))
        .map(char::len_utf8)
        .sum();
    let words = &cursor.rest()[..digits];
    cursor.at += digits;
    let bytes = from..cursor.at;
    if digits == 0 || words.chars().count() > 7 || !cursor.spaces().one_of(units) {
        cursor.at = start;
        return None;
    }
    let value: String = words
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '－' | '—' | '–' => '-',
            c => c,
        })
        .collect();
    let value =
        if value.bytes().all(|b| b.is_ascii_digit()) { value.trim_start_matches('0').to_owned() } else { value };
    (!value.is_empty()).then_some((value, bytes))
}

type Words = (String, Range<usize>);

/// `,28(3)`, `,28 (3)`, `(3)` after a year.
fn western(cursor: &mut Cursor<'_>) -> Option<(Option<Words>, Words)> {
    let start = cursor.at;
    let comma = cursor.one_of(&[',', '，']);
    let from = cursor.spaces().at;
    let volume = comma.then(|| cursor.number(3)).flatten().map(|volume| (volume.to_string(), from..cursor.at));
    if comma && volume.is_none() || !cursor.spaces().one_of(&['(', '（']) {
        cursor.at = start;
        return None;
    }
    let from = cursor.spaces().at;
    let issue = cursor.number(3);
    let bytes = from..cursor.at;
    match issue {
        Some(issue) if cursor.spaces().one_of(&[')', '）']) => Some((volume, (issue.to_string(), bytes))),
        _ => {
            cursor.at = start;
            None
        }
    }
}

/// 73-79, 第73—79页, P73~79, 12,45: as `73-79`, with its bytes. The form must be that of pages, not of any numbers.
pub(super) fn pages_in(text: &str) -> Option<(String, Range<usize>)> {
    for (at, c) in text.char_indices() {
        if !c.is_ascii_digit() || text[..at].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let mut cursor = Cursor::new(text, at);
        let Some(first) = cursor.number(5) else { continue };
        let first_end = cursor.at;
        if cursor.spaces().one_of(&['-', '－', '—', '–', '~', '～', '至']) {
            cursor.one_of(&['—', '-']);
            if let Some(last) = cursor.spaces().number(5)
                && last >= first
            {
                return Some((format!("{first}-{last}"), at..cursor.at));
            }
        }
        let mut after = Cursor::new(text, first_end);
        if after.spaces().one_of(&['页', '頁']) {
            return Some((first.to_string(), at..first_end));
        }
    }
    None
}

/// What an article number holds.
pub(super) struct ArticleNumber {
    pub(super) year: i32,
    pub(super) issue: u32,
    /// The first and the last page.
    pub(super) pages: (u32, u32),
}

/// The article number in a text, with its bytes: ISSN（year）issue-page-pages.
pub(super) fn article_number_in(text: &str) -> Option<(ArticleNumber, Range<usize>)> {
    let dashes = ['-', '－', '—', '–', '―', '―'];
    let (open, sign) = text.char_indices().find(|(_, c)| matches!(c, '(' | '（'))?;
    let mut cursor = Cursor::new(text, open + sign.len_utf8());
    let year = cursor.spaces().number(4).and_then(plausible)?;
    let closed = cursor.spaces().one_of(&[')', '）']);
    let issue = cursor.spaces().number(2).filter(|_| closed)?;
    let first = cursor.one_of(&dashes).then(|| cursor.number(4)).flatten()?;
    let count = cursor.one_of(&dashes).then(|| cursor.number(3)).flatten().filter(|&count| count > 0)?;
    let found = ArticleNumber { year, issue, pages: (first, first + count - 1) };
    Some((found, open..cursor.at))
}
