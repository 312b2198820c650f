//! Where a phase may be set: every place whose form is that of an item of a division of time.
//!
//! A head alone proves nothing; `group` keeps those that follow each other as the parts of one division do.

use std::ops::Range;

use super::Page;
use super::announce::Announcement;
use super::bounds::{self, Found, is_gap};
use super::label::{self, Label};
use super::marker::{self, Marker};
use super::words::{closes, leads, number};
use crate::model::{BlockKind, TimeMention, TimeRole};

/// How far behind its head a phase may state its bounds, in bytes of the clean text.
const REACH: usize = 240;
/// The longest paragraph that is read like a heading when it begins with a list marker, in characters.
const HEADING: usize = 48;

/// The form of a head; the heads of one division share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// 第一阶段…, with the classifier.
    Ordinal(usize),
    /// 前期…, 后两期…
    Position,
    /// 【1953——1963】…
    Bracket,
    /// A row of a table.
    Row,
    /// A heading of that depth with bounds in it.
    Heading(u8),
    /// A short paragraph with a list marker and bounds in it.
    Item(Marker),
    /// An item of a list that an announcement opens: 分为两段：…；….
    Listed,
    /// 恢复时期（1949—1952年）
    Named,
    /// 1949—1952年是恢复时期
    Statement,
}

/// A place that may set a phase.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// Its form.
    pub(super) style: Style,
    /// The number that it bears.
    pub(super) ordinal: Option<u32>,
    /// From the first word of the head to the last of its bounds and name.
    pub(super) bytes: Range<usize>,
    /// Its paragraph.
    pub(super) paragraph: usize,
    /// The bounds.
    pub(super) bounds: Option<Found>,
    /// The name.
    pub(super) label: Option<Label>,
}

impl Head {
    fn new(page: &Page<'_>, style: Style, ordinal: Option<u32>, start: usize, end: usize) -> Self {
        let paragraph = page.paragraph_at(start);
        Self { style, ordinal, bytes: start..end, paragraph, bounds: None, label: None }
    }

    fn with(mut self, bounds: Option<Found>, label: Option<Label>) -> Self {
        let ends = bounds.iter().map(|b| b.bytes.end).chain(label.iter().map(|l| l.bytes.end));
        self.bytes.end = ends.fold(self.bytes.end, usize::max);
        self.bounds = bounds;
        self.label = label;
        self
    }
}

/// All heads of a work, ascending.
pub(super) fn find(page: &Page<'_>, announced: &[Announcement]) -> Vec<Head> {
    let mut heads = Vec::new();
    ordinals(page, &mut heads);
    brackets(page, &mut heads);
    for announcement in announced {
        listed(page, announcement, &mut heads);
    }
    heads.sort_by_key(|head| head.bytes.start);
    dated(page, &mut heads);
    heads.sort_by_key(|head| (head.bytes.start, head.style));
    heads
}

/// 第一阶段从…至…，为…; 阶段一：…; …为第一阶段.
fn ordinals(page: &Page<'_>, heads: &mut Vec<Head>) {
    let text = page.text;
    let mut starts: Vec<(usize, u32, usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('第') {
        if let Some((value, class, length)) = marker::ordinal(&text[at..], page.words) {
            starts.push((at, value, class, length));
        }
    }
    for word in ["阶段", "时期"] {
        for (at, _) in text.match_indices(word) {
            if opens_clause(&text[..at])
                && let Some((value, class, length)) = marker::numbered(&text[at..], page.words)
            {
                starts.push((at, value, class, length));
            }
        }
    }
    starts.sort_unstable();
    for (index, &(at, value, class, length)) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let style = Style::Ordinal(class);
        let before = &text[..at];
        if opens_clause(before)
            || ["在", "即", "其中"].iter().any(|w| before.ends_with(w)) && opens_clause(&before[..before.len() - 3])
        {
            let head = Head::new(page, style, Some(value), at, at + length);
            heads.push(ordinal_head(page, head, next));
        } else if let Some(copula) = closes(before, &page.words.copulas) {
            let start = clause_start(text, at - copula);
            let Some(found) = bounds::find(page, start..at - copula, false) else { continue };
            let head = Head::new(page, style, Some(value), found.bytes.start, at + length);
            let label = label::after(page, at + length, page.sentence_end(at).min(next));
            heads.push(head.with(Some(found), label));
        }
    }
}

fn ordinal_head(page: &Page<'_>, head: Head, next: usize) -> Head {
    let from = head.bytes.end;
    let limit = page.sentence_end(from.saturating_sub(1)).min(next).min(page.floor(from + REACH));
    let near = bounds_near(page, from..limit);
    if let Some(found) = near {
        let label = label::before(page, from..found.bytes.start).or_else(|| label::after(page, found.bytes.end, limit));
        return head.with(Some(found), label);
    }
    // A heading alone: the bounds stand in the first sentence below it.
    let name = label::after(page, from, limit);
    let paragraph = &page.prose.paragraphs()[head.paragraph];
    let alone = paragraph.heading > 0 || page.text[paragraph.bytes.clone()].chars().count() <= HEADING;
    if alone
        && from <= paragraph.bytes.end
        && let Some(below) = page.prose.paragraphs().get(head.paragraph + 1)
        && below.bytes.start < next
    {
        let end = page.sentence_end(below.bytes.start).min(next);
        let found = bounds_near(page, below.bytes.start..end);
        let label = name.or_else(|| found.as_ref().and_then(|f| label::after(page, f.bytes.end, end)));
        return head.with(found, label);
    }
    head.with(None, name)
}

/// Bounds at the start of a window, or within the first brackets after a short name.
fn bounds_near(page: &Page<'_>, window: Range<usize>) -> Option<Found> {
    let text = &page.text[window.clone()];
    // The name in front of bracketed bounds may hold no stop but a leading one.
    if let Some((open, close)) = first_brackets(text) {
        let name = text[..open].trim_matches(|c| is_gap(c) || matches!(c, '。'));
        if !name.contains(['。', '；']) && name.chars().count() <= HEADING {
            let inner = window.start + open..window.start + close;
            if let Some(found) = bounds::find(page, inner, true) {
                return Some(found);
            }
        }
    }
    let first = bounds::find(page, window.clone(), false);
    if let Some(found) = first.filter(|f| starts_near(page, window.start, f.bytes.start)) {
        return Some(found);
    }
    // …是恢复阶段，从1949年到1952年
    let mut at = window.start;
    for _ in 0..3 {
        let comma = page.text[at..window.end].find(['，', ',', '：', '、'])?;
        at += comma + page.text[at + comma..].chars().next().map_or(1, char::len_utf8);
        let rest = page.text[at..window.end].trim_start();
        if leads(rest, &page.words.from).is_some()
            || page.times_in(&(at..window.end)).first().is_some_and(|t| t.bytes.start == at)
        {
            let found = bounds::find(page, at..window.end, false)?;
            return (found.paired && starts_near(page, at, found.bytes.start)).then_some(found);
        }
    }
    None
}

/// Whether nothing but brackets, commas, copulas and prepositions stands between a head and its bounds.
fn starts_near(page: &Page<'_>, from: usize, to: usize) -> bool {
    let Some(mut rest) = page.text.get(from..to) else { return false };
    loop {
        rest = rest.trim_start_matches(is_gap);
        let cut = leads(rest, &page.words.from).or_else(|| leads(rest, &page.words.copulas));
        match cut {
            Some(length) if length > 0 => rest = &rest[length..],
            _ => return rest.is_empty(),
        }
    }
}

fn first_brackets(text: &str) -> Option<(usize, usize)> {
    let open = text.find(['（', '(', '【', '〔', '['])?;
    let start = open + text[open..].chars().next().map_or(1, char::len_utf8);
    let close = text[start..].find(['）', ')', '】', '〕', ']'])?;
    Some((start, start + close))
}

/// 【1953年——六十年代初】全面对抗
fn brackets(page: &Page<'_>, heads: &mut Vec<Head>) {
    for (at, _) in page.text.match_indices(['【', '〔', '［']) {
        let start = at + '【'.len_utf8();
        let Some(length) = page.text[start..].find(['】', '〕', '］', '\n']) else { continue };
        let end = start + length;
        if length > REACH || page.text[end..].starts_with('\n') {
            continue;
        }
        let Some(found) = bounds::find(page, start..end, true).filter(|f| f.paired) else { continue };
        let close = end + '】'.len_utf8();
        let limit =
            page.text[close..].find('【').map_or(page.text.len(), |next| close + next).min(page.floor(close + REACH));
        let inner = label::after(page, found.bytes.end, end);
        let label = inner.or_else(|| label::after(page, close, limit)).map(|l| Label { given: true, ..l });
        heads.push(Head::new(page, Style::Bracket, None, at, close).with(Some(found), label));
    }
}

/// 分为两段：1953年到1960年是…；1960年以后，….
fn listed(page: &Page<'_>, announcement: &Announcement, heads: &mut Vec<Head>) {
    let end = page.sentence_end(announcement.at);
    let rest = &page.text[announcement.bytes.end..end];
    let Some(colon) = rest.find(['：', ':']).filter(|&at| rest[..at].chars().count() <= 6) else { return };
    let mut at = announcement.bytes.end + colon + rest[colon..].chars().next().map_or(1, char::len_utf8);
    let items: Vec<&str> = page.text[at..end].split(['；', ';']).collect();
    if items.len() != announcement.count as usize {
        return;
    }
    let mut list = Vec::new();
    for item in items {
        let limit = at + item.len();
        let lead = marker::list_marker(item).map_or(0, |(_, _, length)| length);
        let start = at + lead;
        let found = bounds::find(page, start..limit, false).or_else(|| bounds::event_onward(page, start..limit));
        let label = found
            .as_ref()
            .and_then(|f| label::after(page, f.bytes.end, limit).or_else(|| label::before(page, start..f.bytes.start)));
        if found.is_none() || label.is_none() {
            return;
        }
        list.push(Head::new(page, Style::Listed, None, start, limit).with(found, label));
        at = limit + '；'.len_utf8();
    }
    heads.extend(list);
}

/// Heads that only their bounds give away.
fn dated(page: &Page<'_>, heads: &mut Vec<Head>) {
    let marked = heads.len();
    for mention in page.times {
        if mention.range.is_nowhere() && mention.bounds.is_none() || mention.role != TimeRole::Running {
            continue;
        }
        let at = mention.bytes.start;
        let paragraph = page.paragraph_at(at);
        let before = heads[..marked].partition_point(|h| h.bytes.start <= at);
        let covered = |h: &Head| h.bytes.start <= at && at < h.bytes.end;
        if heads[..before].last().is_some_and(covered) || heads[marked..].last().is_some_and(covered) {
            continue;
        }
        let head = row(page, mention, paragraph)
            .or_else(|| heading(page, mention, paragraph))
            .or_else(|| named(page, mention))
            .or_else(|| statement(page, mention));
        heads.extend(head);
    }
}

fn row(page: &Page<'_>, mention: &TimeMention, paragraph: usize) -> Option<Head> {
    let place = &page.prose.paragraphs()[paragraph];
    let block = page.work.blocks.get(place.block as usize);
    let is_row = block.is_some_and(|b| matches!(b.kind, BlockKind::TableRow { .. }));
    let text = &page.text[place.bytes.clone()];
    if !is_row && !text.contains('\t') {
        return None;
    }
    let mut found = None;
    let mut name: Option<Range<usize>> = None;
    let mut at = place.bytes.start;
    for cell in text.split('\t') {
        let bytes = at..at + cell.len();
        at = bytes.end + 1;
        let holds = bytes.start <= mention.bytes.start && mention.bytes.end <= bytes.end;
        if holds && found.is_none() {
            found = bounds::find(page, bytes, true);
        } else if name.is_none() && !is_number_only(cell) {
            name = Some(bytes);
        }
    }
    let found = found?;
    let label = name.and_then(|bytes| label::before(page, bytes));
    Some(Head::new(page, Style::Row, None, place.bytes.start, place.bytes.end).with(Some(found), label))
}

fn is_number_only(cell: &str) -> bool {
    let cell = cell.trim();
    let rest = number(cell).map_or(cell, |(_, length)| &cell[length..]);
    rest.chars().all(|c| !c.is_alphabetic()) || cell.starts_with('第')
}

/// A heading, or a short paragraph with a list marker, that holds bounds.
fn heading(page: &Page<'_>, mention: &TimeMention, paragraph: usize) -> Option<Head> {
    let place = &page.prose.paragraphs()[paragraph];
    let start = place.bytes.start;
    let text = &page.text[place.bytes.clone()];
    let marker = marker::list_marker(text);
    let lead = marker.map_or(0, |(_, _, length)| length);
    let (style, limit) = if place.heading > 0 {
        (Style::Heading(place.heading), place.bytes.end)
    } else {
        let (kind, ..) = marker?;
        // The name and bounds of an item end at its first colon or full stop.
        let end = text[lead..].find(['：', ':', '。', '，', '\n']).map_or(text.len(), |at| lead + at);
        if text[..end].chars().count() > HEADING {
            return None;
        }
        (Style::Item(kind), start + end)
    };
    if mention.bytes.end > limit {
        return None;
    }
    let found = bounds::find(page, start + lead..limit, true).filter(|f| f.paired || f.end.open)?;
    let before = label::before(page, start + lead..found.bytes.start);
    let label = before.or_else(|| label::after(page, found.bytes.end, page.sentence_end(start)));
    let label = label.map(|l| Label { given: true, ..l });
    Some(Head::new(page, style, marker.map(|m| m.1), start, limit).with(Some(found), label))
}

/// 恢复时期（1949—1952年）
fn named(page: &Page<'_>, mention: &TimeMention) -> Option<Head> {
    let before = page.text[..mention.bytes.start].trim_end_matches(['约', '从', '自', ' ']);
    let open = before.strip_suffix(['（', '('])?;
    let inner = before.len();
    let close = page.text[inner..].find(['）', ')', '\n']).map(|at| inner + at)?;
    let found = bounds::find(page, inner..close, true)?;
    let start = name_start(page, open);
    let position = position(page, &page.text[start..open.len()]);
    let label = label::before(page, start..open.len())?;
    let style = position.map_or(Style::Named, |_| Style::Position);
    let mut head = Head::new(page, style, position, start, close).with(Some(found), Some(label));
    if head.style == Style::Named
        && let Some((kind, value, _)) = marker::list_marker(&page.text[start..])
        && kind == Marker::Worded
    {
        head.ordinal = Some(value);
    }
    Some(head)
}

/// Where a name that ends at the end of `text` begins: after the last stop, list comma or announcing word.
fn name_start(page: &Page<'_>, text: &str) -> usize {
    let stop = |c: char| {
        matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '、' | '\n' | '\t' | '）' | ')' | '“' | '”')
    };
    let mut start = text.rfind(stop).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    // An item's own marker is no part of its name, and a list joined by 和 has two.
    for word in page.words.announce.iter().chain(&page.words.copulas).chain(&page.words.conjunctions) {
        if let Some(at) = text[start..].rfind(word.as_str())
            && start + at + word.len() < text.len()
            && (word.chars().count() > 1 || page.words.conjunctions.contains(word) || at == 0)
        {
            start += at + word.len();
        }
    }
    start
}

/// Whether a name says only its position among the parts (前期, 后两期): 1 for the first, 2 between, 3 for the last.
fn position(page: &Page<'_>, name: &str) -> Option<u32> {
    let name = name.trim_matches(is_gap);
    let whole = page.words.positions.iter().position(|words| words.iter().any(|word| word == name));
    let counted =
        || page.words.position_heads.iter().position(|words| words.iter().any(|word| counts(page, name, word)));
    whole.or_else(counted).map(|rank| rank as u32 + 1)
}

/// Whether a name is a position word with a number and a classifier: 前三期.
fn counts(page: &Page<'_>, name: &str, word: &str) -> bool {
    let Some(rest) = name.strip_prefix(word) else { return false };
    let Some((_, length)) = number(rest) else { return false };
    let mut rest = &rest[length..];
    while let Some(length) = leads(rest, &page.words.modifiers) {
        rest = &rest[length..];
    }
    leads(rest, &page.words.classifiers) == Some(rest.len())
}

/// 从1949年到1952年是恢复时期
fn statement(page: &Page<'_>, mention: &TimeMention) -> Option<Head> {
    let start = clause_start(page.text, mention.bytes.start);
    let lead = page.text[start..mention.bytes.start].trim_matches(is_gap);
    let marked = marker::list_marker(lead).map_or(0, |(_, _, length)| length);
    let lead = lead[marked..].trim_start();
    let lead = page.words.openers.iter().find_map(|w| lead.strip_prefix(w.as_str())).unwrap_or(lead);
    if !(lead.is_empty() || leads(lead, &page.words.from) == Some(lead.len())) {
        return None;
    }
    let limit = page.sentence_end(mention.bytes.start).min(page.floor(mention.bytes.end + REACH));
    let stop = page.text[mention.bytes.end..limit].find(['；', ';']).map_or(limit, |at| mention.bytes.end + at);
    let found = bounds::find(page, start + marked..stop, false)?;
    if found.bytes.start > mention.bytes.start {
        return None;
    }
    let label = label::after(page, found.bytes.end, stop)?;
    // 1949—1952年，农业恢复 is a statement of fact; only a copula or a colon makes it a name.
    if !label.given && !label.classified {
        return None;
    }
    Some(Head::new(page, Style::Statement, None, start, found.bytes.end).with(Some(found), Some(label)))
}

/// Whether a new clause begins after this text.
fn opens_clause(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '》' | '…'))
}

/// Where the clause that holds the place begins.
fn clause_start(text: &str, at: usize) -> usize {
    let stop =
        |c: char| matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | ':' | '\n' | '\t' | '！' | '？' | '（' | '(');
    text[..at].rfind(stop).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8))
}
