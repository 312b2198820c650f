//! A short label from the clause's own words: who, the verb, and what.

use std::ops::Range;

use super::Page;
use super::find::Draft;
use super::predicate::main_verb;
use super::who::Who;
use super::words::{closes, leads};
use crate::analysis::ActorKind;
use crate::text::is_han;

/// The length at which a label needs no shortening, in characters.
const SHORT: usize = 14;
/// The greatest length, in characters.
const LONGEST: usize = 20;
/// The greatest length of the part before the verb and of the part behind it.
const SUBJECT: usize = 8;
const OBJECT: usize = 12;
/// The greatest length of a head noun behind 的, which is not cut.
const HEAD: usize = 16;

/// The label of a draft.
pub(super) fn of(page: &Page<'_>, draft: &Draft, who: &Who) -> String {
    let kept = without_dates(page, &draft.core);
    let text = bare(page, &kept);
    let subject = who.carried.as_ref().map(|bytes| page.text[bytes.clone()].to_owned()).unwrap_or_default();
    let text = shared_out(page, draft, text);
    let whole = if count(&text) <= SHORT { text } else { shortened(page, &text) };
    let label = if count(&whole) + count(&subject) <= LONGEST && !whole.starts_with(&subject) {
        subject + &whole
    } else {
        whole
    };
    as_written(page, draft, &capped(&label))
}

/// The label in the characters of the source: the rules read simplified ones, in the same order and number.
fn as_written(page: &Page<'_>, draft: &Draft, label: &str) -> String {
    let own = &page.prose.text()[draft.core.clone()];
    if own == &page.text[draft.core.clone()] {
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
    let Some(at) = ["先后", "分别", "相继"].iter().find_map(|w| text.find(w)).filter(|_| of > 1) else {
        return text;
    };
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
        if mention.bytes.start < at || mention.role == crate::model::TimeRole::InName {
            continue;
        }
        let front = &page.text[at..mention.bytes.start];
        // The words between the dates of one list go with them.
        let front =
            if at > core.start && page.words.lists.lists.iter().any(|w| w == front.trim()) { "" } else { front };
        let cut = closes(front, &page.words.lists.since)
            .or_else(|| closes(front, &page.words.lists.until))
            .or_else(|| front.ends_with(['在', '于']).then_some(3));
        at = mention.bytes.end;
        let rest = &page.text[at..core.end];
        // 在1954年…会议上提出: the preposition governs more than the date.
        let governs = rest
            .chars()
            .take(12)
            .take_while(|&c| !matches!(c, '，' | ','))
            .any(|c| matches!(c, '上' | '中' | '期' | '时'));
        kept.push_str(&front[..front.len() - cut.filter(|_| !governs).unwrap_or(0)]);
        at += leads(rest, &page.words.lists.onward)
            .filter(|&l| l == 3)
            .or_else(|| leads(rest, &["间".into(), "期间".into(), "，".into()]))
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

/// Without connectives in front and particles behind.
fn bare(page: &Page<'_>, text: &str) -> String {
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '《' | '》' | '“' | '”' | '「' | '」' | '%' | '％');
    let mut rest = text.trim_matches(edge);
    while let Some(length) = leads(rest, &page.words.lists.openers).filter(|&l| opens(rest, l)) {
        rest = rest[length..].trim_start_matches(edge);
    }
    while let Some(cut) = rest.strip_suffix(['了', '的', '等', '后', '着']) {
        rest = cut.trim_end_matches(edge);
    }
    rest.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A one-character connective may be the first character of a word (才能, 方案, 自由, 正式).
fn opens(text: &str, length: usize) -> bool {
    if length > 3 {
        return true;
    }
    let mut chars = text.chars();
    let first = chars.next();
    let next = chars.next();
    !matches!(
        (first, next),
        (Some('自'), Some('由' | '治' | '民' | '动' | '卫' | '杀'))
            | (Some('方'), Some('面' | '案'))
            | (Some('正'), Some('式' | '规'))
            | (Some('再'), Some('生'))
            | (Some('当'), Some('局' | '选' | '地'))
            | (Some('即'), Some('位'))
            | (Some('就'), Some('任' | '职' | '业'))
            | (Some('约'), Some('翰' | '旦'))
            | (Some('都'), Some('城' | '督'))
            | (Some('仅'), Some(_))
            | (Some('才'), Some('能'))
            | (Some('始'), Some('皇' | '祖'))
            | (Some('于'), Some('右' | '谦'))
            | (Some('到'), Some('达' | '访'))
            | (Some('从'), Some('事' | '军'))
            | (Some('后'), Some('金' | '周' | '梁' | '唐' | '晋' | '汉'))
    )
}

/// Subject, verb and object of a long clause.
fn shortened(page: &Page<'_>, text: &str) -> String {
    let verbs = page.words.verbs(text);
    let Some(main) = main_verb(page, text, &verbs) else { return clipped(text, LONGEST) };
    // 宣布退出, 成功试射: an announcing verb right in front belongs to the verb.
    let start = verbs
        .iter()
        .rev()
        .filter(|v| v.bytes.end <= main.bytes.start)
        .find(|v| v.kind == page.words.light && text[v.bytes.end..main.bytes.start].chars().count() <= 2);
    let start = start.map_or(main.bytes.start, |v| v.bytes.start);
    // 被朝海军俘获: the agent of a passive stays with its verb.
    let passive = text[..start].rfind(['被', '遭']).filter(|&at| at > 0 && count(&text[at..start]) <= SUBJECT);
    let start = passive.unwrap_or(start);
    let subject = subject(page, &text[..start]);
    let object = object(&text[main.bytes.end..]);
    format!("{subject}{}{object}", &text[start..main.bytes.end])
}

fn subject(page: &Page<'_>, text: &str) -> String {
    let words = &page.words.lists;
    let mut subject = text;
    // The phrase of a preposition goes, unless nothing stands before it.
    let cut = subject.char_indices().skip(1).find(|&(at, _)| {
        let before = subject[..at].chars().next_back();
        leads(&subject[at..], &words.prepositions)
            .is_some_and(|l| l > 3 || !joined(before, subject[at..].chars().next()))
            && !subject[at..].starts_with(['和', '与', '同', '以', '为'])
    });
    if let Some((at, _)) = cut {
        subject = &subject[..at];
    }
    if let Some(length) = leads(subject, &words.prepositions).filter(|_| count(subject) > SUBJECT) {
        subject = &subject[length..];
    }
    let mut subject = subject.trim_matches(|c: char| matches!(c, '，' | ',' | '、'));
    while let Some(length) =
        closes(subject, &words.openers).or_else(|| closes(subject, &words.marks)).filter(|&l| l < subject.len())
    {
        subject = &subject[..subject.len() - length];
    }
    if count(subject) > SUBJECT
        && let Some(at) = subject.rfind(['，', ',', '、', '的'])
    {
        let tail = &subject[at + subject[at..].chars().next().map_or(1, char::len_utf8)..];
        if count(tail) >= 2 {
            subject = tail;
        }
    }
    if count(subject) > SUBJECT
        && let Some(at) = subject.find('“').filter(|&at| count(&subject[at..]) <= SUBJECT)
    {
        return subject[at..].to_owned();
    }
    if count(subject) > SUBJECT {
        let named = page.rules.actors.find(text);
        let people: Vec<&str> = named.iter().filter(|a| a.kind == ActorKind::Person).map(|a| &*a.name).collect();
        if !people.is_empty() && people.len() <= 3 {
            return people.join("与");
        }
        if let Some(first) = named.first() {
            return text[first.bytes.clone()].to_owned();
        }
    }
    if count(subject) > LONGEST - OBJECT { String::new() } else { subject.to_owned() }
}

/// Whether a one-character preposition is the second half of a word (自由, 对于, 民用).
fn joined(before: Option<char>, c: Option<char>) -> bool {
    matches!(
        (before, c),
        (Some('成' | '认' | '作' | '行' | '因' | '名'), Some('为'))
            | (Some('自' | '理' | '缘'), Some('由'))
            | (Some('反' | '相' | '面' | '针' | '绝' | '敌'), Some('对'))
            | (Some('成' | '造' | '高'), Some('就'))
            | (Some('方' | '志' | '走'), Some('向'))
            | (Some('所' | '可' | '足'), Some('以'))
            | (Some('使' | '民' | '军' | '采' | '启'), Some('用'))
            | (Some('曾' | '已' | '财' | '神'), Some('经'))
            | (Some('存' | '内' | '正'), Some('在'))
            | (Some('关' | '由' | '对' | '位' | '处' | '等' | '终'), Some('于'))
            | (Some('响' | '供' | '反' | '效'), Some('应'))
            | (Some('服' | '随' | '侍'), Some('从'))
    )
}

/// The head of a long object: behind its last 的, a title in it, or its first words.
fn object(text: &str) -> String {
    let text = text.trim_start_matches('了').trim_matches(|c: char| matches!(c, '，' | ',' | '、' | '。'));
    if count(text) <= OBJECT {
        return text.to_owned();
    }
    if let Some(open) = text.find('《')
        && let Some(close) = text[open..].find('》')
    {
        let title = &text[open..open + close + '》'.len_utf8()];
        if count(title) <= LONGEST {
            return title.to_owned();
        }
    }
    let quoted = |at: usize| text[..at].matches('“').count() > text[..at].matches('”').count();
    if let Some((at, _)) = text.rmatch_indices('的').find(|&(at, _)| !quoted(at)) {
        let head = &text[at + '的'.len_utf8()..];
        if (2..=HEAD).contains(&count(head)) {
            return head.to_owned();
        }
    }
    for joint in ["，", "并", "以及", "、", "及", "和", "与"] {
        if let Some(at) = text.find(joint)
            && (2..=OBJECT + 2).contains(&count(&text[..at]))
        {
            return text[..at].to_owned();
        }
    }
    let first = text.find(['，', ',', '、', '；']).map_or(text, |at| &text[..at]);
    if count(first) <= HEAD { first.trim_matches(['“', '”']).to_owned() } else { clipped(text, OBJECT) }
}

/// The first characters of a text, never half a title, number or foreign word.
fn clipped(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for c in text.chars().take(most) {
        kept.push(c);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut end = kept.chars().count();
    while end > 0
        && end < chars.len()
        && chars[end - 1].is_alphanumeric()
        && !is_han(chars[end - 1])
        && chars[end].is_alphanumeric()
        && !is_han(chars[end])
    {
        end -= 1;
    }
    let mut kept: String = chars[..end].iter().collect();
    for (open, close) in [('《', '》'), ('“', '”')] {
        if kept.matches(open).count() > kept.matches(close).count() {
            kept = match text.find(open).and_then(|at| text[at..].find(close).map(|l| at + l + close.len_utf8())) {
                Some(end) if count(&text[..end]) <= LONGEST + 6 => text[..end].to_owned(),
                _ => kept.replace(open, ""),
            };
        }
    }
    kept
}

fn capped(label: &str) -> String {
    if count(label) <= LONGEST + 6 { label.to_owned() } else { clipped(label, LONGEST) }
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
