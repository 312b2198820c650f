//! Dates as a person types them in a field.
//!
//! `1994`, `1994-10`, `1994-10-21`, `1994.10.21`, `1994年10月21日`, `1994Q2`, `1980年代`, `1980s`, `20世纪`, before Christ
//! with `前` or `-` in front or `BC` behind, and two of these with `—`, `~`, `至`, `到` or `..` between them, or two years
//! with `-` (`1950-1960`); one side may be left out for an open end. Nothing is guessed: what is not written like this is no date.

use super::{Date, DateRange, Precision};

/// Reads a typed date or range; `None` when it is not written as the module says.
#[must_use]
pub fn read_typed(text: &str) -> Option<(DateRange, Precision)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let text = text.replace("..", "—");
    let parts: Vec<&str> = text.split(['—', '–', '―', '~', '至', '到']).collect();
    // A double dash —— leaves an empty part in the middle.
    let parts: Vec<&str> = match parts.as_slice() {
        [a, "", b] => vec![a, b],
        other => other.to_vec(),
    };
    match parts.as_slice() {
        [one] => single(one).or_else(|| years(one)),
        ["", end] => single(end).map(|(range, precision)| (DateRange { begin: None, ..range }, precision)),
        [begin, ""] => single(begin).map(|(range, precision)| (DateRange { end: None, ..range }, precision)),
        [begin, end] => {
            let ((begin, a), (end, b)) = (single(begin)?, single(end)?);
            let range = DateRange { begin: begin.begin, end: end.end };
            (range.begin <= range.end).then_some((range, a.max(b)))
        }
        _ => None,
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '．' => '.',
        '／' => '/',
        '－' => '-',
        '～' => '~',
        other => other,
    }
}

/// Two years with a hyphen between them: no month has three figures.
fn years(text: &str) -> Option<(DateRange, Precision)> {
    let (begin, end) = text.split_once('-').filter(|(begin, end)| begin.len() > 2 && end.len() > 2)?;
    let (begin, end) = (number(begin, 4)?, number(end, 4)?);
    (begin <= end).then(|| (DateRange::years(begin, end), Precision::Year))
}

/// One date without a range.
fn single(text: &str) -> Option<(DateRange, Precision)> {
    let (rest, before) = era(text);
    if let Some(century) = rest.strip_suffix("世纪") {
        return self::century(number(century, 2)?, before);
    }
    for decade in ["年代", "s"] {
        if let Some(decade) = rest.strip_suffix(decade) {
            return self::decade(number(decade, 4)?, before);
        }
    }
    if let Some((year, quarter)) = rest.split_once(['Q', 'q']) {
        let (year, quarter) = (signed(number(year, 4)?, before), number(quarter, 1)?);
        let month = (1..=4).contains(&quarter).then(|| quarter as u8 * 3 - 2)?;
        let (first, last) = (DateRange::month(year, month)?, DateRange::month(year, month + 2)?);
        return Some((DateRange { begin: first.begin, end: last.end }, Precision::Quarter));
    }
    let rest = rest.strip_suffix(['日', '号', '月', '年']).unwrap_or(rest);
    let parts: Vec<&str> = rest.split(['-', '.', '/', '年', '月']).collect();
    let year = signed(number(parts.first()?, 4)?, before);
    match parts.as_slice() {
        [_] => Date::new(year, 1, 1).map(|_| (DateRange::year(year), Precision::Year)),
        [_, month] => Some((DateRange::month(year, number(month, 2)? as u8)?, Precision::Month)),
        [_, month, day] => {
            let day = Date::new(year, number(month, 2)? as u8, number(day, 2)? as u8)?;
            Some((DateRange::day(day), Precision::Day))
        }
        _ => None,
    }
}

/// The date without its mark of the era, and whether it lies before Christ.
fn era(text: &str) -> (&str, bool) {
    for mark in ["公元前", "前", "-"] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (rest, true);
        }
    }
    for mark in ["BC", "bc"] {
        if let Some(rest) = text.strip_suffix(mark) {
            return (rest, true);
        }
    }
    (text.strip_prefix("公元").unwrap_or(text), false)
}

fn number(text: &str, most: usize) -> Option<i32> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn signed(year: i32, before: bool) -> i32 {
    if before { -year } else { year }
}

fn decade(first: i32, before: bool) -> Option<(DateRange, Precision)> {
    if first == 0 || first % 10 != 0 {
        return None;
    }
    let (first, last) = if before { (-first - 9, -first) } else { (first, first + 9) };
    Some((DateRange::years(first, last), Precision::Decade))
}

fn century(number: i32, before: bool) -> Option<(DateRange, Precision)> {
    if number == 0 {
        return None;
    }
    let (first, last) = (number * 100 - 99, number * 100);
    let (first, last) = if before { (-last, -first) } else { (first, last) };
    Some((DateRange::years(first, last), Precision::Century))
}
