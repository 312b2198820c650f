//! What the shape of a line tells: its width, its marker, whether it ends a sentence.

use std::ops::Range;

use crate::text::is_han;

/// The lines of a text as byte ranges without their ends. A form feed ends a line too.
pub(super) fn lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(step) = memchr::memchr3(b'\n', b'\r', 0x0C, &bytes[at..]) {
        let end = at + step;
        found.push(start..end);
        at = end + 1;
        if bytes[end] == b'\r' && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        start = at;
    }
    found.push(start..bytes.len());
    found
}

/// Whether a character is one of the spaces that set lines, the full-width one included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// A range without the spaces at its edges.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(is_space).len());
    let end = range.start + part.trim_end_matches(is_space).len();
    start..end.max(start)
}

/// The columns that a character takes up in a fixed-width setting.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\u{0}'..='\u{1F}' | '\u{300}'..='\u{36F}' | '\u{200B}' | '\u{FEFF}' => 0,
        c if is_wide(c) => 2,
        _ => 1,
    }
}

/// The columns of a text.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// What follows the label and number of a figure or table: `图 3-2：` or `Table 4`.
pub(super) fn caption(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let label = ["图", "圖", "表", "Figure", "Table", "Fig."].iter().find_map(|label| text.strip_prefix(label))?;
    let number = label.trim_start();
    let title = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '–' | '－'));
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(title)
}

/// Whether a character belongs to a script that is set without spaces, or to its punctuation.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{2460}'..='\u{24FF}'
            | '\u{3000}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
            | '\u{FFE0}'..='\u{FFE6}')
}

/// Whether a character is a Han numeral as numbers of headings have it.
pub(super) fn is_han_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零' | '两' | '廿')
}

/// Whether a text ends as a sentence does, closing quotes and brackets and footnote numbers apart.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        is_space(c) || matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '"' | ']' | '】') || matches!(c, '①'..='⑳')
    });
    text.ends_with(['。', '！', '？', '!', '?', '；', ';', '…', '.', '：', ':', '｡'])
}

/// Whether a line is a rule: a row of one sign, or of the signs that frame tables of plain text.
pub(super) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|&c| !is_space(c));
    let Some(first) = signs.next() else { return false };
    let row = "-=*＊_—─━═~～#＝※☆★".contains(first);
    let frame = "-=|+:_".contains(first);
    let mut count = 1;
    let (mut same, mut framed) = (row, frame);
    for c in signs {
        same &= c == first;
        framed &= "-=|+:_".contains(c);
        if !same && !framed {
            return false;
        }
        count += 1;
    }
    count >= 3
}

/// What kind of number or sign stands before a heading or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// 第一编, 第二部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 一、
    Han,
    /// （一）
    HanBrackets,
    /// 1. 1、
    Arabic,
    /// 1.1, 1.1.1, with the number of its points.
    Decimal(u8),
    /// (1) 1)
    ArabicBrackets,
    /// ①
    Circled,
    /// • ▲ -
    Bullet,
}

/// A mark at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) mark: Mark,
    /// The number that it gives, 0 for a bullet.
    pub(super) number: u32,
    /// The bytes of the mark itself.
    pub(super) len: usize,
    /// The bytes of the mark and the spaces after it.
    pub(super) with_space: usize,
}

/// The mark at the start of a text that has no leading spaces.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let found = bullet(text)
        .or_else(|| chapter(text))
        .or_else(|| bracketed(text))
        .or_else(|| circled(text))
        .or_else(|| han_number(text))
        .or_else(|| arabic(text))?;
    let (mark, number, len) = found;
    let rest = &text[len..];
    let spaces = rest.len() - rest.trim_start_matches(is_space).len();
    Some(Marker { mark, number, len, with_space: len + spaces })
}

fn bullet(text: &str) -> Option<(Mark, u32, usize)> {
    let c = text.chars().next()?;
    let len = c.len_utf8();
    let next = text[len..].chars().next()?;
    let sign = matches!(
        c,
        '•' | '●'
            | '▲'
            | '■'
            | '◆'
            | '▼'
            | '◇'
            | '□'
            | '○'
            | '►'
            | '▶'
            | '➢'
            | '➤'
            | '★'
            | '☆'
            | '※'
            | '◎'
            | '▪'
            | '◼'
            | '✓'
            | '✔'
            | '\u{F06C}'
            | '\u{F0D8}'
            | '\u{F0B7}'
            | '\u{F06E}'
            | '△'
    );
    let dash = matches!(c, '-' | '*' | '+' | '·' | '–') && is_space(next);
    (sign && !is_rule(text) || dash).then_some((Mark::Bullet, 0, len))
}

fn chapter(text: &str) -> Option<(Mark, u32, usize)> {
    let rest = text.strip_prefix('第')?;
    let rest = rest.trim_start_matches(' ');
    let digits: usize = rest.chars().take_while(|&c| is_han_numeral(c) || c.is_ascii_digit()).map(char::len_utf8).sum();
    if digits == 0 || rest[..digits].chars().count() > 4 {
        return None;
    }
    let number = number(&rest[..digits]);
    let after = rest[digits..].trim_start_matches(' ');
    let (mark, unit) = match after.chars().next()? {
        '编' | '編' | '篇' => (Mark::Part, 3),
        '部' if after.starts_with("部分") => (Mark::Part, 6),
        '章' | '讲' | '講' => (Mark::Chapter, 3),
        '节' | '節' => (Mark::Section, 3),
        _ => return None,
    };
    let len = text.len() - after.len() + unit;
    // 第一章里, 第二节课 and 第三篇文章 are running text.
    let runs_on = text[len..]
        .starts_with(['的', '里', '中', '课', '文', '所', '是', '论', '報', '报', '和', '与', '、', '，', ',']);
    (!runs_on).then_some((mark, number, len))
}

fn bracketed(text: &str) -> Option<(Mark, u32, usize)> {
    let open = text.chars().next()?;
    let (inner, open_len) = if matches!(open, '(' | '（' | '〔' | '【' | '[' | '［') {
        (&text[open.len_utf8()..], open.len_utf8())
    } else if open.is_ascii_digit() {
        (text, 0)
    } else {
        return None;
    };
    let digits: usize =
        inner.chars().take_while(|&c| is_han_numeral(c) || c.is_ascii_digit()).map(char::len_utf8).sum();
    if digits == 0 || inner[..digits].chars().count() > 3 {
        return None;
    }
    let close = inner[digits..].chars().next()?;
    if !matches!(close, ')' | '）' | '〕' | '】' | ']' | '］') {
        return None;
    }
    let han = inner.starts_with(is_han_numeral);
    let mark = if han { Mark::HanBrackets } else { Mark::ArabicBrackets };
    Some((mark, number(&inner[..digits]), open_len + digits + close.len_utf8()))
}

fn circled(text: &str) -> Option<(Mark, u32, usize)> {
    let c = text.chars().next()?;
    match c {
        '①'..='⑳' => Some((Mark::Circled, c as u32 - '①' as u32 + 1, c.len_utf8())),
        '⑴'..='⒇' => Some((Mark::ArabicBrackets, c as u32 - '⑴' as u32 + 1, c.len_utf8())),
        '⒈'..='⒛' => Some((Mark::Arabic, c as u32 - '⒈' as u32 + 1, c.len_utf8())),
        '㈠'..='㈩' => Some((Mark::HanBrackets, c as u32 - '㈠' as u32 + 1, c.len_utf8())),
        _ => None,
    }
}

fn han_number(text: &str) -> Option<(Mark, u32, usize)> {
    let digits: usize = text.chars().take_while(|&c| is_han_numeral(c)).map(char::len_utf8).sum();
    if digits == 0 || digits > 9 {
        return None;
    }
    let after = text[digits..].chars().next()?;
    let value = number(&text[..digits]);
    match after {
        '、' | '．' | '.' | '丶' => Some((Mark::Han, value, digits + after.len_utf8())),
        // A lone numeral before a space, as magazines set their sections.
        ' ' | '\u{3000}' if text[digits..].trim_start_matches(is_space).chars().next().is_some_and(is_han) => {
            Some((Mark::Han, value, digits))
        }
        _ => None,
    }
}

fn arabic(text: &str) -> Option<(Mark, u32, usize)> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let value = number(&text[..digits]);
    let after = text[digits..].chars().next()?;
    if !matches!(after, '.' | '．' | '、') {
        return None;
    }
    let mut len = digits + after.len_utf8();
    let mut points: u8 = 0;
    // 1.1 and 1.1.1; a year or an amount has other shapes and is told apart by what follows.
    if after == '、' {
        return Some((Mark::Arabic, value, len));
    }
    loop {
        let more = bytes[len..].iter().take_while(|b| b.is_ascii_digit()).count();
        if more == 0 {
            break;
        }
        if more > 2 || points == 4 {
            return None;
        }
        points += 1;
        len += more;
        match text[len..].chars().next() {
            Some(c @ ('.' | '．')) => len += c.len_utf8(),
            _ => break,
        }
    }
    if points == 0 {
        return Some((Mark::Arabic, value, len));
    }
    // A decimal number of a heading is followed by a space; 1.8万 and 9.19声明 are not.
    let spaced = text[len..].chars().next().is_some_and(is_space);
    (spaced && value <= 30).then_some((Mark::Decimal(points), value, len))
}

/// The value of a short number in Han or Arabic digits.
pub(super) fn number(digits: &str) -> u32 {
    if let Ok(value) = digits.parse() {
        return value;
    }
    let (mut value, mut digit) = (0, 0);
    for c in digits.chars() {
        match c {
            '十' => {
                value += digit.max(1) * 10;
                digit = 0;
            }
            '百' => {
                value += digit.max(1) * 100;
                digit = 0;
            }
            '廿' => value += 20,
            _ => {
                let at = "〇一二三四五六七八九".chars().position(|d| d == c).unwrap_or(0);
                digit = at as u32;
            }
        }
    }
    value + digit
}
