//! The bounds of a phase: which words state them, and what days they mean.

use std::ops::Range;

use super::Page;
use super::words::{closes, leads};
use crate::analysis::word_list::WordList;
use crate::calendar::DateRange;
use crate::model::{Bound, TimeMention};

/// The longest bound that is not a date itself (朝美核框架协议签署生效), in characters.
const LONGEST: usize = 26;

/// Two bounds as found in the text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The first bound.
    pub(super) begin: Bound,
    /// The last bound.
    pub(super) end: Bound,
    /// The words of both.
    pub(super) bytes: Range<usize>,
    /// Whether the words name two bounds, rather than one date that is the whole phase.
    pub(super) paired: bool,
}

/// The bounds that a stretch of text states, if it states any. `tight` says that the stretch holds nothing but
/// bounds (it stands in brackets), so that one date alone is the phase.
pub(super) fn find(page: &Page<'_>, window: Range<usize>, tight: bool) -> Option<Found> {
    let within = page.times_in(&window);
    let placed: Vec<&TimeMention> = within.iter().copied().filter(|t| !t.range.is_nowhere()).collect();
    if let Some(range) = placed.iter().find(|t| t.bounds.is_some())
        && let Some(found) = from_range(page, range, &window)
    {
        return Some(found);
    }
    let found = linked(page, &window, &placed).or_else(|| single(page, &window, &placed, tight));
    found.or_else(|| if tight { since_bare_year(page, &window) } else { None })
}

/// （1993—）: a year without its word, which is no date anywhere else.
fn since_bare_year(page: &Page<'_>, window: &Range<usize>) -> Option<Found> {
    let text = page.text[window.clone()].trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let link = leads(text[digits..].trim_start(), &page.words.links)?;
    let open = text[digits..].trim_start()[link..].trim();
    let year: i32 = text[..digits].parse().ok().filter(|y| (1000..=2200).contains(y))?;
    if !open.is_empty() && leads(open, &page.words.open_end) != Some(open.len()) {
        return None;
    }
    let start = window.start + (page.text[window.clone()].len() - page.text[window.clone()].trim_start().len());
    let begin = Bound { range: DateRange::year(year), ..bound(page, &(start..start + digits)) };
    let end = Bound { open: true, ..Bound::default() };
    Some(Found { begin, end, bytes: start..start + text.len(), paired: true })
}

/// Bounds that are one time mention with two ends.
fn from_range(page: &Page<'_>, mention: &TimeMention, window: &Range<usize>) -> Option<Found> {
    let (first, last) = *mention.bounds.as_deref()?;
    let text = &page.text[mention.bytes.clone()];
    let (at, length) = links_in(page, text).next()?;
    let left = mention.bytes.start..mention.bytes.start + at;
    let right = mention.bytes.start + at + length..mention.bytes.end;
    let open = last.end.is_none() || is_open(page, &page.text[right.clone()]);
    let right = if open { right } else { with_event(page, right, window.end) };
    let begin = Bound { range: first, ..bound(page, &left) };
    let end = Bound { range: if open { DateRange::default() } else { last }, open, ..bound(page, &right) };
    Some(Found { begin, end, bytes: left.start..right.end, paired: true })
}

/// Bounds with a link between them, at least one of which is a date or the present.
fn linked(page: &Page<'_>, window: &Range<usize>, placed: &[&TimeMention]) -> Option<Found> {
    let mut start = window.start;
    loop {
        let rest = &page.text[start..window.end];
        let skip = rest.chars().next().filter(|c| is_gap(*c)).map(char::len_utf8);
        match skip.or_else(|| leads(rest, &page.words.from)) {
            Some(length) => start += length,
            None => break,
        }
    }
    let stop = start + clause_length(&page.text[start..window.end]);
    let inside_mention = |at: usize| placed.iter().any(|t| t.bytes.start < at && at < t.bytes.end);
    let clause = &page.text[start..stop];
    let (at, length) = links_in(page, clause)
        .find(|&(at, length)| !inside_mention(start + at) && !inside_mention(start + at + length))?;
    let left = start..start + at;
    let right = start + at + length..stop;
    if page.text[left.clone()].chars().count() > LONGEST {
        return None;
    }
    let open = is_open(page, &page.text[right.clone()]);
    let date_in = |part: &Range<usize>, last: bool| {
        let mut dates = placed.iter().filter(|t| part.start <= t.bytes.start && t.bytes.end <= part.end);
        if last { dates.next_back() } else { dates.next() }
    };
    let first = date_in(&left, true);
    let last = if open { None } else { date_in(&right, false) };
    if first.is_none() && last.is_none() && !open {
        return None;
    }
    let right = match (open, last) {
        (true, _) => right.start..right.start + leads(&page.text[right.clone()], &page.words.open_end).unwrap_or(0),
        (false, Some(mention)) => with_event(page, right.start..mention.bytes.end, window.end),
        (false, None) => cut_at_copula(page, right),
    };
    let begin = Bound { range: first.map_or_else(DateRange::default, |t| t.range), ..bound(page, &left) };
    let end = Bound { range: last.map_or_else(DateRange::default, |t| t.range), open, ..bound(page, &right) };
    Some(Found { begin, end, bytes: left.start..right.end, paired: true })
}

/// One date that is the whole phase, or one end of it (1978年以来).
fn single(page: &Page<'_>, window: &Range<usize>, placed: &[&TimeMention], tight: bool) -> Option<Found> {
    let mention = *placed.first()?;
    let before = page.text[window.start..mention.bytes.start].trim_start_matches(is_gap);
    let near = before.is_empty() || leads(before, &page.words.from) == Some(before.len());
    let after = &page.text[mention.bytes.end..window.end];
    // （1993—）: a link with nothing behind it is an open end.
    let dangling = leads(after, &page.words.links).filter(|&length| tight && after[length..].trim().is_empty());
    let onward = leads(after, &page.words.onward).or(dangling);
    let until = leads(after, &page.words.until);
    let said = &page.text[mention.bytes.clone()];
    let says = |words: &WordList| closes(said, words).is_some_and(|length| length > 3);
    let whole = bound(page, &mention.bytes);
    let nothing = Bound::default();
    let (begin, end, length) = if let Some(length) = onward.filter(|_| near || tight) {
        (Bound { range: mention.range, ..whole }, Bound { open: true, ..nothing }, length)
    } else if let Some(length) = until.filter(|_| near || tight) {
        (nothing, Bound { range: mention.range, ..whole }, length)
    } else if mention.range.end.is_none() || says(&page.words.onward) {
        (Bound { range: mention.range, ..whole }, Bound { open: true, ..nothing }, 0)
    } else if mention.range.begin.is_none() || says(&page.words.until) {
        (nothing, Bound { range: mention.range, ..whole }, 0)
    } else if near || tight {
        // A mention of two dates (1953年…至60年代初期) knows what each may mean.
        let (first, last) = mention.bounds.as_deref().copied().unwrap_or((mention.range, mention.range));
        (Bound { range: first, ..whole.clone() }, Bound { range: last, ..whole }, 0)
    } else {
        return None;
    };
    let bytes = mention.bytes.start..mention.bytes.end + length;
    Some(Found { begin, end, bytes, paired: false })
}

/// An event without a date at the start of a stretch, after which the phase goes on: 协定生效以后，….
pub(super) fn event_onward(page: &Page<'_>, window: Range<usize>) -> Option<Found> {
    let clause = &page.text[window.start..window.start + clause_length(&page.text[window.clone()])];
    let start = window.start + leads(clause, &page.words.from).unwrap_or(0);
    let length = closes(clause, &page.words.onward)?;
    let end = window.start + clause.len() - length;
    let count = page.text.get(start..end)?.chars().count();
    if !(2..=LONGEST).contains(&count) {
        return None;
    }
    let begin = bound(page, &(start..end));
    Some(Found { begin, end: Bound { open: true, ..Bound::default() }, bytes: start..end + length, paired: false })
}

fn bound(page: &Page<'_>, bytes: &Range<usize>) -> Bound {
    let text = &page.text[bytes.clone()];
    let start = bytes.start + (text.len() - text.trim_start_matches(is_gap).len());
    let end = bytes.start + text.trim_end_matches(is_gap).len();
    if start >= end {
        return Bound::default();
    }
    Bound { span: Some(page.prose.span(start..end)), ..Bound::default() }
}

/// The places in `text` where a link may stand between two bounds, with its length; longest link first.
fn links_in<'a>(page: &'a Page<'_>, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    text.char_indices().skip(1).filter_map(move |(at, _)| {
        let rest = &text[at..];
        let length = leads(rest, &page.words.links)?;
        if rest.len() == length {
            return None;
        }
        let before = text[..at].chars().next_back()?;
        let after = rest[length..].chars().next()?;
        let word = rest.starts_with(['到', '至', '迄']);
        let other = matches!(
            before,
            '得' | '受'
                | '达'
                | '遇'
                | '甚'
                | '以'
                | '乃'
                | '涉'
                | '提'
                | '看'
                | '想'
                | '感'
                | '直'
                | '四'
                | '冬'
                | '夏'
        ) || matches!(after, '于' | '於' | '少' | '达' | '達' | '底' | '处' | '来' | '上');
        (!(word && other)).then_some((at, length))
    })
}

/// Whether the words of a bound say that it is not over.
fn is_open(page: &Page<'_>, text: &str) -> bool {
    leads(text.trim_start_matches(is_gap), &page.words.open_end).is_some_and(|length| {
        // 今 alone must end the bound: 今年 and 今后 are no present.
        length > '今'.len_utf8()
            || text.trim_start_matches(is_gap).chars().nth(1).is_none_or(|c| !matches!(c, '年' | '后' | '後' | '日'))
    })
}

/// A bound that ends in a date, with the words of the event that follow it (1994年朝美签署核框架协议).
fn with_event(page: &Page<'_>, bytes: Range<usize>, limit: usize) -> Range<usize> {
    let rest = &page.text[bytes.end..limit];
    let words = &page.words;
    let plain = rest.is_empty()
        || rest.starts_with(|c| is_gap(c) || is_stop(c))
        || leads(rest, &words.after).is_some()
        || leads(rest, &words.copulas).is_some()
        || leads(rest, &words.classifiers).is_some();
    if plain {
        return bytes;
    }
    let whole = bytes.end..bytes.end + clause_length(rest);
    let event = cut_at_copula(page, whole);
    if page.text[event.clone()].chars().count() > LONGEST { bytes } else { bytes.start..event.end }
}

/// A bound without a date ends before 为 or 是.
fn cut_at_copula(page: &Page<'_>, bytes: Range<usize>) -> Range<usize> {
    let text = &page.text[bytes.clone()];
    let cut = text.char_indices().skip(1).find(|&(at, c)| {
        let before = text[..at].chars().next_back();
        matches!(c, '为' | '為' | '是')
            && !matches!(
                before,
                Some(
                    '成' | '作'
                        | '认'
                        | '認'
                        | '改'
                        | '以'
                        | '称'
                        | '稱'
                        | '因'
                        | '升'
                        | '转'
                        | '变'
                        | '于'
                        | '但'
                        | '还'
                        | '就'
                )
            )
    });
    let end = cut.map_or(bytes.end, |(at, _)| bytes.start + at);
    // 的 before a classifier closes the bound too: …签署生效的阶段.
    bytes.start..end
}

/// The length of the text up to the first stop.
fn clause_length(text: &str) -> usize {
    text.find(is_stop).unwrap_or(text.len())
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '。'
            | '；'
            | ';'
            | '：'
            | ':'
            | '）'
            | ')'
            | '】'
            | ']'
            | '〕'
            | '」'
            | '\n'
            | '\t'
            | '|'
            | '！'
            | '？'
    )
}

/// Whether a character before a bound is no part of it.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | ',' | '：' | ':' | '（' | '(' | '【' | '[' | '〔' | '“' | '「' | '、' | '*')
}
