//! What stands at the head of an item: 第一阶段, （一）, 1., ①, 一是.

use crate::text::is_han;

use super::words::{PhaseWords, closes, leads, number};

/// The kind of a list marker; items of one list share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Marker {
    /// 一、
    Han,
    /// （一）
    BracketedHan,
    /// 1. or 1、
    Arabic,
    /// (1) or 1）
    BracketedArabic,
    /// ①
    Circled,
    /// 一是, 其一, 第一，
    Worded,
}

/// Reads a list marker at the start: its kind, number and length in bytes.
pub(super) fn list_marker(text: &str) -> Option<(Marker, u32, usize)> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((Marker::Circled, first as u32 - '①' as u32 + 1, first.len_utf8()));
    }
    if matches!(first, '（' | '(') {
        let inner = &text[first.len_utf8()..];
        let (value, length) = number(inner)?;
        let close = inner[length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
        let kind = if is_arabic(inner) { Marker::BracketedArabic } else { Marker::BracketedHan };
        return Some((kind, value, first.len_utf8() + length + close.len_utf8()));
    }
    if let Some(rest) = text.strip_prefix('其').or_else(|| text.strip_prefix('第')) {
        let (value, length) = number(rest)?;
        let stop = rest[length..].chars().next().filter(|c| matches!(c, '，' | ',' | '、' | '：'))?;
        return Some((Marker::Worded, value, first.len_utf8() + length + stop.len_utf8()));
    }
    let (value, length) = number(text)?;
    let stop = text[length..].chars().next()?;
    let kind = match stop {
        '、' | '．' | '.' | '：' | ':' if is_arabic(text) => Marker::Arabic,
        '）' | ')' if is_arabic(text) => Marker::BracketedArabic,
        '、' | '．' | '.' | '　' | ' ' => Marker::Han,
        '是' => Marker::Worded,
        _ => return None,
    };
    // 3.5 is a number, not the fifth item of three.
    let next = text[length + stop.len_utf8()..].chars().next();
    if stop == '.' && next.is_some_and(|c| c.is_ascii_digit()) && value > 99 {
        return None;
    }
    Some((kind, value, length + stop.len_utf8()))
}

fn is_arabic(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// Reads 第一阶段, 第二个历史时期 at the start: its number, which classifier, and its length in bytes.
pub(super) fn ordinal(text: &str, words: &PhaseWords) -> Option<(u32, usize, usize)> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = number(rest)?;
    let mut at = '第'.len_utf8() + length;
    while let Some(length) = leads(&text[at..], &words.modifiers) {
        at += length;
    }
    let classifier = words.classifiers.iter().position(|c| text[at..].starts_with(c.as_str()))?;
    at += words.classifiers[classifier].len();
    let next = text[at..].chars().next();
    let refers = matches!(next, Some('的' | '中' | '里' | '内' | '末' | '与' | '和' | '相' | '那'));
    (!refers).then_some((value, classifier, at))
}

/// Reads 阶段一, 时期2 at the start.
pub(super) fn numbered(text: &str, words: &PhaseWords) -> Option<(u32, usize, usize)> {
    let classifier =
        words.classifiers.iter().take(8).position(|c| c.chars().count() > 1 && text.starts_with(c.as_str()))?;
    let at = words.classifiers[classifier].len();
    let rest = text[at..].trim_start_matches(' ');
    let spaces = text.len() - at - rest.len();
    let (value, length) = number(rest)?;
    let next = rest[length..].chars().next()?;
    matches!(next, '：' | ':' | '（' | '(' | '，' | '、' | ' ' | '.').then_some((
        value,
        classifier,
        at + spaces + length,
    ))
}

/// Reads a number of parts before a classifier that ends at the end of `text`: 四个历史阶段 gives 4 and its length.
pub(super) fn counted(text: &str, words: &PhaseWords) -> Option<(u32, usize)> {
    let classifier = closes(text, &words.classifiers)?;
    let mut end = text.len() - classifier;
    while let Some(length) = closes(&text[..end], &words.modifiers) {
        end -= length;
    }
    let c = text[..end].chars().next_back()?;
    let (value, _) = number(c.encode_utf8(&mut [0; 4]))?;
    let start = end - c.len_utf8();
    let before = text[..start].chars().next_back();
    // 十四个, 第四个 and 1994 are no count of parts.
    if matches!(before, Some('第' | '十' | '百' | '千' | '这' | '前' | '后' | '上' | '下'))
        || before.is_some_and(|c| c.is_ascii_digit())
    {
        return None;
    }
    (2..=9).contains(&value).then(|| (value, text.len() - start))
}

/// The number of a section that runs into its first word (二静心…), as page furniture leaves it.
pub(super) fn glued_number(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let value = "一二三四五六七八九".chars().position(|c| c == first)? as u32 + 1;
    let next = chars.next()?;
    let counts =
        "个個次年月日种種些样樣般直旦定切方面是者来來度位名国國大点點十百千万萬分者起边邊经經向味再律共".contains(next);
    (is_han(next) && !counts).then_some(value)
}
