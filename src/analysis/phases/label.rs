//! The name of a phase, from the words around its bounds.

use std::ops::Range;

use super::Page;
use super::bounds::is_gap;
use super::words::{closes, leads, number};

/// The longest name, in characters.
const LONGEST: usize = 32;
/// The longest clause that names a phase without saying so by a colon or a copula.
const LONGEST_BARE: usize = 14;

/// A name with the way it is given.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// Its words.
    pub(super) bytes: Range<usize>,
    /// Whether a noun for a part of time closes it (…时期).
    pub(super) classified: bool,
    /// Whether a copula or a colon gives it.
    pub(super) given: bool,
}

/// The name that follows the bounds, up to `limit`.
pub(super) fn after(page: &Page<'_>, from: usize, limit: usize) -> Option<Label> {
    let mut at = from;
    let mut colon = false;
    loop {
        let rest = &page.text[at..limit];
        let c = rest.chars().next()?;
        if is_gap(c) || is_closer(c) || matches!(c, '—' | '-' | '－' | '·' | '．' | '.') {
            colon |= matches!(c, '：' | ':' | '—' | '】' | '\t') || c == '\n';
            at += c.len_utf8();
        } else if let Some(length) = leads(rest, &page.words.after) {
            at += length;
        } else {
            break;
        }
    }
    if let Some(length) = leads(&page.text[at..limit], &page.words.copulas) {
        return named(page, at + length, limit, true, true).or_else(|| later(page, at, limit));
    }
    let bare = named(page, at, limit, false, colon)?;
    let length = page.text[bare.bytes.clone()].chars().count();
    if bare.classified || colon || length <= LONGEST_BARE {
        later_first(page, &bare, at, limit)
    } else {
        later(page, at, limit)
    }
}

/// A short bare clause is the name unless the sentence says later what the phase is.
fn later_first(page: &Page<'_>, bare: &Label, at: usize, limit: usize) -> Option<Label> {
    if bare.given || bare.classified {
        return Some(bare.clone());
    }
    later(page, at, limit).or_else(|| Some(bare.clone()))
}

/// A name that a later clause of the same sentence gives: …，是恢复时期.
fn later(page: &Page<'_>, from: usize, limit: usize) -> Option<Label> {
    let text = &page.text[from..limit];
    let sentence = text.find(['。', '；', '\n']).unwrap_or(text.len());
    let mut at = 0;
    while let Some(comma) = text[at..sentence].find(['，', ',']) {
        at += comma + text[at + comma..].chars().next().map_or(1, char::len_utf8);
        if let Some(length) = leads(&text[at..], &page.words.copulas)
            && let Some(label) = named(page, from + at + length, limit, true, true)
            && label.classified
        {
            return Some(label);
        }
    }
    None
}

fn named(page: &Page<'_>, from: usize, limit: usize, copula: bool, given: bool) -> Option<Label> {
    let text = &page.text[from..limit];
    let start = from + (text.len() - text.trim_start_matches(is_gap).len());
    let rest = &page.text[start..limit];
    let length = rest.find(is_end).unwrap_or(rest.len());
    trimmed(page, start..start + length, copula, given)
}

/// The name that stands before the bounds: 对抗阶段（1953—1963年）.
pub(super) fn before(page: &Page<'_>, bytes: Range<usize>) -> Option<Label> {
    let text = &page.text[bytes.clone()];
    let mut start = bytes.start + (text.len() - text.trim_start_matches(|c| is_gap(c) || is_closer(c)).len());
    let mut end = bytes.start + text.trim_end_matches(is_gap).len();
    let mut copula = false;
    if start < end
        && let Some(length) = leads(&page.text[start..end], &page.words.copulas)
    {
        start += length;
        copula = true;
    }
    while start < end
        && let Some(length) = closes(&page.text[start..end], &page.words.from)
    {
        end -= length;
    }
    if start >= end {
        return None;
    }
    let text = &page.text[start..end];
    let last = text
        .rfind(['，', '。', '；', '：', ':', ','])
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    if text[last..].trim_matches(is_gap).is_empty() {
        return trimmed(page, start..end, copula, true);
    }
    trimmed(page, start + last..end, copula, true)
}

/// Cuts quotes, spaces and the classifier that only repeats what the phase is.
fn trimmed(page: &Page<'_>, bytes: Range<usize>, copula: bool, given: bool) -> Option<Label> {
    let edge = |c: char| is_gap(c) || is_closer(c) || matches!(c, '。' | '—' | '-' | '“' | '”' | '；');
    let text = &page.text[bytes.clone()];
    let start = bytes.start + (text.len() - text.trim_start_matches(edge).len());
    let mut end = bytes.start + text.trim_end_matches(edge).len();
    if start >= end {
        return None;
    }
    let name = &page.text[start..end];
    let ordinal = name.strip_prefix('第').and_then(number).is_some();
    let count = name.chars().count();
    if ordinal || !(2..=LONGEST).contains(&count) || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let classifier = closes(name, &page.words.classifiers);
    if let (Some(length), true) = (classifier, copula)
        && length > '期'.len_utf8()
    {
        let stem = name[..name.len() - length].trim_end_matches(edge);
        let stem = stem.strip_suffix('的').unwrap_or(stem).trim_end_matches(edge);
        if stem.chars().count() >= 2 {
            end = start + stem.len();
        }
    }
    Some(Label { bytes: start..end, classified: classifier.is_some(), given })
}

fn is_closer(c: char) -> bool {
    matches!(c, '）' | ')' | '】' | ']' | '〕' | '”' | '」')
}

fn is_end(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '（' | '(' | '【' | '[' | '\n' | '\t' | '|' | '！' | '？')
}
