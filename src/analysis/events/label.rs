//! A short label from the clause's own words: who, the verb, and what.

use std::ops::Range;

use super::Page;
use super::find::Draft;
use super::shorten::{self, SHORT, bare, capped, count};
use super::who::Who;
use super::words::{closes, leads};
use crate::model::TimeRole;

/// The greatest length of a label with a subject that the clause does not name itself, in characters.
const WITH_SUBJECT: usize = 20;

/// A label, with the subject that a later clause of the sentence may go on with.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// The label.
    pub(super) text: String,
    /// The subject, in the characters that the rules read; empty where there is none.
    pub(super) subject: String,
}

/// The label of a draft; `before` is the subject of the clause before it in the sentence.
pub(super) fn of(page: &Page<'_>, draft: &Draft, who: &Who, before: &str) -> Label {
    let kept = without_dates(page, &draft.core);
    let text = shared_out(page, draft, bare(page, &kept));
    let own = shorten::subject_of(page, &text);
    let carried = who.carried.as_ref().map_or("", |bytes| &page.text[bytes.clone()]);
    let carried = if before.is_empty() { carried } else { before };
    let whole = if count(&text) <= SHORT { text } else { shorten::shortened(page, &text) };
    let lacks = who.lacks_subject && !carried.is_empty();
    let fits = count(&whole) + count(carried) <= WITH_SUBJECT && !whole.starts_with(carried);
    let label = if lacks && fits { format!("{carried}{whole}") } else { whole };
    let subject = if lacks { carried.to_owned() } else { own };
    Label { text: as_written(page, draft, &capped(&label)), subject }
}

/// The label in the characters of the source: the rules read simplified ones, in the same order and number.
fn as_written(page: &Page<'_>, draft: &Draft, label: &str) -> String {
    let own = page.prose.slice(draft.core.clone());
    if own == page.text[draft.core.clone()] {
        return label.to_owned();
    }
    let mut pairs = page.text[draft.core.clone()].chars().zip(own.chars());
    let written = label.chars().map(|c| {
        let mut ahead = pairs.clone();
        match ahead.find(|&(simple, _)| simple == c) {
            Some((_, own)) => {
                pairs = ahead;
                own
            }
            None => c,
        }
    });
    written.collect()
}

/// What one date of a list bears of a clause that says 先后 or 分别: 7月和10月，先后进行试射和试爆.
fn shared_out(page: &Page<'_>, draft: &Draft, text: String) -> String {
    let (share, of) = draft.share;
    if of < 2 {
        return text;
    }
    let Some(at) = ["先后", "分别", "相继"].iter().find_map(|w| text.find(w)) else { return text };
    let verbs = page.words.verbs(&text[at..]);
    let Some(verb) = verbs.first() else { return text };
    let object = &text[at + verb.bytes.end..];
    let parts: Vec<&str> = object.split(['、', '和', '与', '及']).filter(|p| !p.is_empty()).collect();
    match parts.get(share) {
        Some(part) if parts.len() == of => {
            format!("{}{}{part}", &text[..at], &text[at + verb.bytes.start..at + verb.bytes.end])
        }
        _ => text,
    }
}

/// The clause without its dates, what stands in round brackets, and marks of notes.
fn without_dates(page: &Page<'_>, core: &Range<usize>) -> String {
    let mut kept = String::new();
    let mut at = core.start;
    for mention in page.dates_in(core) {
        if mention.bytes.start < at || mention.role == TimeRole::InName {
            continue;
        }
        let front = &page.text[at..mention.bytes.start];
        // The words between the dates of one list go with them.
        let front = if at > core.start && page.words.lists.lists.is_one(front.trim()) { "" } else { front };
        let cut = closes(front, &page.words.lists.since)
            .or_else(|| closes(front, &page.words.lists.until))
            .or_else(|| front.ends_with(['在', '于']).then_some(3));
        at = mention.bytes.end;
        let rest = &page.text[at..core.end];
        // 在1954年…会议上提出: the preposition governs more than the date.
        let verb = page.words.verbs(rest).first().map_or(rest.len(), |v| v.bytes.start);
        let near = rest[..verb].chars().take(12).take_while(|&c| !matches!(c, '，' | ','));
        let governs = near.into_iter().any(|c| matches!(c, '上' | '中' | '期' | '时'));
        kept.push_str(&front[..front.len() - cut.filter(|_| !governs).unwrap_or(0)]);
        at += leads(rest, &page.words.lists.onward)
            .filter(|&l| l == 3)
            .or_else(|| leads(rest, &["间", "期间", "，"]))
            .unwrap_or(0);
    }
    kept.push_str(&page.text[at.min(core.end)..core.end]);
    let mut text = String::new();
    let mut depth = 0;
    for c in kept.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= i32::from(depth > 0),
            '①'..='⑳' => {}
            _ if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}
