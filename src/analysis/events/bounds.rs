//! Events that the bounds of a phase name: 1953年停战协定生效至….

use std::ops::Range;

use super::Page;
use super::find::{Draft, draft};
use super::predicate::{self, Told};
use crate::calendar::{DateRange, Precision};
use crate::model::TimeMention;

/// 1953年停战协定生效至…: the bounds of a phase tell events when words stand beside their dates.
pub(super) fn bound_events(page: &Page<'_>, index: usize, mention: &TimeMention, phase: &Range<usize>) -> Vec<Draft> {
    let Some((first, last)) = mention.bounds.as_deref().copied() else {
        let told = mention.bytes.end..phase.end.min(page.clause_end(mention.bytes.end));
        let found = predicate::read(page, &told, mention.precision).filter(|t| t.verb.is_some());
        return found
            .map(|t| draft(index, mention, mention.bytes.start..told.end, told, Told { rule: "events.bound", ..t }))
            .into_iter()
            .collect();
    };
    let said = &page.text[mention.bytes.clone()];
    let dated = said.char_indices().find(|&(_, c)| !is_date_char(c)).map_or(said.len(), |(at, _)| at);
    let link = said[dated..].find(['至', '到', '—', '-', '－', '～', '~', '–']).map_or(said.len(), |at| dated + at);
    let left = mention.bytes.start + dated..mention.bytes.start + link;
    let right = mention.bytes.end..phase.end.max(mention.bytes.end);
    let mut drafts = Vec::new();
    for (told, range) in [(left, first), (right, last)] {
        let Some(found) = predicate::read(page, &told, Precision::Year).filter(|t| t.verb.is_some()) else { continue };
        let start = if told.end <= mention.bytes.end { mention.bytes.start } else { told.start };
        let mut draft = draft(index, mention, start..told.end, told, Told { rule: "events.bound", ..found });
        draft.range = range;
        draft.precision = precision_of(range);
        drafts.push(draft);
    }
    drafts
}

/// The precision that the length of a stretch of days suggests.
fn precision_of(range: DateRange) -> Precision {
    let Some((begin, end)) = range.begin.zip(range.end) else { return Precision::Year };
    match end.days() - begin.days() {
        0 => Precision::Day,
        1..=31 => Precision::Month,
        32..=100 => Precision::Quarter,
        101..=366 => Precision::Year,
        367..=4000 => Precision::Decade,
        _ => Precision::Century,
    }
}

fn is_date_char(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || ('０'..='９').contains(&c)
        || "一二三四五六七八九十〇零年月日世纪代初末中期叶上下半底旬春夏秋冬公元前后約约".contains(c)
}
