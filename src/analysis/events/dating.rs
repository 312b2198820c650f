//! The dates of a sentence that date a clause, and the lists that they form: 4月和8月; 洪化三年（1681年）十月.

use std::borrow::Cow;

use super::Page;

/// A date that dates a clause.
#[derive(Clone)]
pub(super) struct Dating {
    pub(super) index: usize,
    pub(super) place: usize,
    pub(super) lead: usize,
    pub(super) rest: usize,
    pub(super) onward: bool,
}

/// Dates of one list (4月和8月), which share their clause.
pub(super) struct DateList {
    pub(super) dates: Vec<Dating>,
    /// The segment of the first.
    pub(super) place: usize,
    /// Where the first one's preposition begins.
    pub(super) lead: usize,
    /// Where the clause goes on behind the last.
    pub(super) rest: usize,
    /// Where the next list begins.
    pub(super) limit: usize,
}

/// Puts the dates of one list together.
pub(super) fn lists(page: &Page<'_>, dating: Vec<Dating>) -> Vec<DateList> {
    let mut lists: Vec<DateList> = Vec::new();
    for date in dating {
        if let Some(list) = lists.last_mut()
            && list.dates.last().is_some_and(|last| same_list(page, last, &date))
        {
            list.rest = date.rest;
            list.dates.push(date);
            continue;
        }
        if let Some(list) = lists.last_mut() {
            // 洪化三年（1681年）十月: the later one says it more exactly.
            if list.place == date.place && is_aside(&page.text[list.rest.min(date.lead)..date.lead]) {
                list.rest = date.rest;
                list.dates = vec![date];
                continue;
            }
            list.limit = date.lead;
        }
        lists.push(DateList {
            place: date.place,
            lead: date.lead,
            rest: date.rest,
            limit: usize::MAX,
            dates: vec![date],
        });
    }
    lists
}

/// Whether a stretch holds nothing but what stands in brackets.
fn is_aside(text: &str) -> bool {
    let mut depth = 0;
    text.chars().all(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => return depth > 0 || !c.is_alphanumeric() && !matches!(c, '，' | ','),
        }
        true
    })
}

/// Whether two dates stand in one list: 4月和8月.
fn same_list(page: &Page<'_>, a: &Dating, b: &Dating) -> bool {
    let (x, y) = (&page.times[a.index].bytes, &page.times[b.index].bytes);
    a.place == b.place && x.end <= y.start && {
        let between = without_asides(&page.text[x.end..y.start]);
        page.words.lists.lists.is_one(between.trim())
    }
}

/// A stretch without what stands in its brackets.
pub(super) fn without_asides(text: &str) -> Cow<'_, str> {
    if !text.contains(['（', '(']) {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    Cow::Owned(kept.collect())
}
