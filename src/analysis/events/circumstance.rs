//! What surrounds the clause that tells: connectives, causes, conditions, circumstances, states.

use std::ops::Range;

use super::Page;
use super::words::{closes, leads};
use crate::text::is_han;

/// Whether a stretch holds only connectives and particles.
pub(super) fn is_opener(page: &Page<'_>, text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| !c.is_alphanumeric() || ('①'..='⑳').contains(&c));
    while let Some(length) = leads(rest, &page.words.lists.openers).filter(|&l| l > 0) {
        rest = rest[length..].trim_start();
    }
    rest.chars().all(|c| !c.is_alphabetic())
}

pub(super) fn is_cause(page: &Page<'_>, text: &str) -> bool {
    let text = text.trim_start();
    // 在第七届运动会上获4枚金牌 is a deed with its place; 在…的支持下 is a circumstance.
    if text.starts_with('在')
        && has_plain_verb(page, text)
        && closes(text.trim_end(), &page.words.lists.during).is_none()
    {
        return false;
    }
    let opener = leads(text, &page.words.lists.openers).filter(|&l| l > 3).unwrap_or(0);
    // 以卫星照片为依据 gives the ground of what follows.
    let ground = text.find('以').and_then(|at| text[at..].find('为')).is_some_and(|length| (6..=40).contains(&length));
    if ground && count_han(text) < 24 {
        return true;
    }
    leads(&text[opener..], &page.words.lists.causes).is_some() && !text.contains("而")
        || leads(text, &page.words.lists.causes).is_some_and(|l| l > 3)
}

pub(super) fn is_condition(page: &Page<'_>, text: &str) -> bool {
    leads(text.trim_start(), &page.words.lists.conditions).is_some()
}

/// Whether a clause ends as a circumstance does: …之际, …的背景下, 战争期间.
pub(super) fn ends_in_circumstance(page: &Page<'_>, text: &str) -> bool {
    let text = text.trim_end();
    let Some(length) = closes(text, &page.words.lists.during) else { return false };
    // 上, 下, 中, 里, 间 close many nouns; only with 在 in front do they close a circumstance.
    let loose =
        text.ends_with(['上', '下', '中', '里', '间', '内']) && !text.ends_with("期间") && !text.ends_with("景下");
    let hour = text.ends_with("小时") || text.ends_with("同时");
    // 发到农民手里, 宽到200海里.
    let held = ["手里", "手中", "手上", "家里", "心里", "海里", "公里", "英里", "华里", "囊中", "之上", "之下"];
    if loose && held.iter().any(|word| text.ends_with(word)) {
        return false;
    }
    if loose {
        let trimmed = text.trim_start();
        // 1952年院系调整中: a name and no deed before 中.
        let verbs = page.words.verbs(trimmed);
        let name = count_han(trimmed) <= 14
            && text.ends_with(['中', '上', '里'])
            && verbs.iter().all(|v| v.nounish)
            && (verbs.is_empty() || !trimmed.contains('的'));
        trimmed.starts_with(['在', '从', '于']) || name && length < trimmed.len()
    } else {
        length > 3 || !hour
    }
}

/// What a circumstance tells: 在双方实现会谈、积极开展外交的背景下 tells a meeting.
pub(super) fn circumstance(page: &Page<'_>, core: Range<usize>) -> Range<usize> {
    let text = &page.text[core.clone()];
    let lead = leads(text, &page.words.lists.causes).unwrap_or(0);
    let mut end = text.trim_end().len();
    while let Some(length) = closes(&text[lead..end], &page.words.lists.during) {
        end -= length;
    }
    let end = lead + text[lead..end].trim_end_matches('的').len();
    let first = text[lead..end].find('、').filter(|&at| !page.words.verbs(&text[lead..lead + at]).is_empty());
    core.start + lead..core.start + first.map_or(end, |at| lead + at)
}

fn count_han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

pub(super) fn is_state_segment(page: &Page<'_>, bytes: &Range<usize>) -> bool {
    let text = &page.text[bytes.clone()];
    let copula = ["是", "为", "有", "属于", "位于", "处于", "达", "占"];
    copula.iter().any(|w| text.contains(w))
}

pub(super) fn has_plain_verb(page: &Page<'_>, text: &str) -> bool {
    page.words.verbs(text).iter().any(|v| !v.nounish)
}

/// Whether what stands before a verb is a subject rather than connectives or the phrase of a preposition.
pub(super) fn has_subject(page: &Page<'_>, front: &str) -> bool {
    let words = &page.words.lists;
    let mut rest = front.trim_start();
    while leads(rest, &words.prepositions).is_none()
        && let Some(length) = leads(rest, &words.openers).filter(|&l| l > 0)
    {
        rest = rest[length..].trim_start();
    }
    let preposition = leads(rest, &words.prepositions).is_some();
    !preposition && rest.chars().filter(|&c| is_han(c)).count() >= 2
}
