//! Clauses that bear no date and only come next: 随后, 此后, and what follows an embedded clause.

use std::ops::Range;

use super::Page;
use super::find::{Draft, main_clause, with_speech};
use super::predicate::{self, Told};
use super::segment::Segment;
use super::words::{holds, leads};
use crate::calendar::{DateRange, Precision};
use crate::text::{Sentence, is_han};

pub(super) fn may_come_next(page: &Page<'_>, sentence: &Sentence) -> bool {
    let text = page.text[sentence.bytes.clone()]
        .trim_start_matches(|c: char| !c.is_alphanumeric() || ('①'..='⑳').contains(&c));
    leads(text, &page.words.lists.order).is_some()
}

/// What follows an embedded clause (…后，) comes next in order and bears no date.
pub(super) fn coming_next(page: &Page<'_>, segments: &[Segment], from: usize, limit: usize) -> Option<Draft> {
    let (core, told) = main_clause(page, segments, from, limit, Precision::Month).filter(|m| m.1.verb.is_some())?;
    let range = DateRange::default();
    let told = Told { rule: "events.order", ..told };
    Some(Draft { time: None, range, precision: Precision::Vague, clause: core.clone(), core, told, share: (0, 1) })
}

/// Clauses that say what came next, without a date of their own.
pub(super) fn following_clauses(
    page: &Page<'_>,
    segments: &[Segment],
    times: Range<usize>,
    near: bool,
    drafts: &mut Vec<Draft>,
) {
    for (place, segment) in segments.iter().enumerate() {
        let preceded = near || drafts.iter().any(|d| d.core.start < segment.bytes.start);
        let dated = page.times[times.clone()].iter().any(|t| {
            !t.range.is_nowhere() && segment.bytes.start <= t.bytes.start && t.bytes.start < segment.bytes.end
        });
        let taken = drafts.iter().any(|d| d.core.start < segment.bytes.end && segment.bytes.start < d.core.end);
        if !preceded || dated || taken {
            continue;
        }
        let text = &page.text[segment.bytes.clone()];
        let lead =
            text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric() || ('①'..='⑳').contains(&c)).len();
        let Some((at, length)) = order_word(page, &text[lead..]) else { continue };
        let own = if at == 0 {
            segment.bytes.start + lead + length..segment.bytes.end
        } else {
            segment.bytes.start + lead..segment.bytes.end
        };
        let bare = page.text[own.clone()].chars().filter(|&c| is_han(c)).count() < 2;
        let (core, told) = if bare {
            let stop = page.times[times.clone()]
                .iter()
                .find(|t| t.bytes.start >= segment.bytes.end && !t.range.is_nowhere())
                .map_or(usize::MAX, |t| t.bytes.start);
            let Some(found) = main_clause(page, segments, place + 1, stop, Precision::Year) else { continue };
            if drafts.iter().any(|d| d.core.start < found.0.end && found.0.start < d.core.end) {
                continue;
            }
            found
        } else {
            let Some(told) = predicate::read(page, &own, Precision::Year) else { continue };
            (own, told)
        };
        let custom = holds(&page.text[core.clone()], &page.words.lists.habits);
        if custom || told.verb.as_ref().is_none_or(|v| v.nounish && told.rule != "events.mark") {
            continue;
        }
        let clause = segment.bytes.start + lead..core.end;
        let told = Told { rule: "events.order", ..told };
        let next = Draft {
            time: None,
            range: DateRange::default(),
            precision: Precision::Vague,
            clause,
            core,
            told,
            share: (0, 1),
        };
        let said = segments
            .iter()
            .position(|s| s.bytes.start <= next.core.start && next.core.end <= s.bytes.end)
            .unwrap_or(place);
        drafts.push(with_speech(page, segments, said, usize::MAX, next));
    }
}

/// Where a word of order stands in a clause, at its start or right behind a short subject (日本随后…), and its length.
pub(super) fn order_word(page: &Page<'_>, text: &str) -> Option<(usize, usize)> {
    if let Some(length) = leads(text, &page.words.lists.order) {
        return Some((0, length));
    }
    let near = text
        .char_indices()
        .skip(1)
        .take(8)
        .filter_map(|(at, _)| Some((at, leads(&text[at..], &page.words.lists.order)?)));
    near.into_iter().find(|&(at, length)| length > 3 && page.words.verbs(&text[..at]).is_empty())
}
