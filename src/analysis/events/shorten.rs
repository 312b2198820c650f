//! Shortening: subject, verb and object of a clause that is too long for a label.

use std::borrow::Cow;

use super::Page;
use super::predicate::main_verb;
use super::words::{Verb, closes, leads};
use crate::analysis::ActorKind;
use crate::text::is_han;

/// The length at which a label needs no shortening, in characters.
pub(super) const SHORT: usize = 14;
/// The greatest length, in characters.
const LONGEST: usize = 20;
/// The greatest length of the part before the verb and of the part behind it.
const SUBJECT: usize = 8;
const OBJECT: usize = 12;
/// The greatest length of a head noun behind 的, which is not cut.
const HEAD: usize = 16;

/// Without connectives in front and particles behind.
pub(super) fn bare(page: &Page<'_>, text: &str) -> String {
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
pub(super) fn shortened(page: &Page<'_>, text: &str) -> String {
    let verbs = page.words.verbs(text);
    let Some(main) = main_verb(page, text, &verbs) else { return clipped(text, LONGEST) };
    let start = group_start(page, text, &verbs, &main);
    format!("{}{}{}", subject(page, &text[..start]), &text[start..main.bytes.end], object(&text[main.bytes.end..]))
}

/// The subject of a clause without dates; empty where its verb leads it.
pub(super) fn subject_of(page: &Page<'_>, text: &str) -> String {
    let verbs = page.words.verbs(text);
    let Some(main) = main_verb(page, text, &verbs) else { return String::new() };
    let start = group_start(page, text, &verbs, &main);
    if leads(&text[..start], &page.words.lists.prepositions).is_some() {
        return String::new();
    }
    let subject = subject(page, &text[..start]);
    if count(&subject) < 2 { String::new() } else { subject }
}

/// Where the verb begins, with an announcing verb right in front (宣布退出, 成功进行试射) and the agent of a passive
/// (被朝海军俘获).
fn group_start(page: &Page<'_>, text: &str, verbs: &[Verb], main: &Verb) -> usize {
    let mut start = main.bytes.start;
    for verb in verbs.iter().rev().filter(|v| v.bytes.end <= main.bytes.start) {
        if verb.kind != page.words.light || text[verb.bytes.end..start].chars().count() > 2 {
            break;
        }
        start = verb.bytes.start;
    }
    let passive = masked(&text[..start]).rfind(['被', '遭']);
    passive.filter(|&at| at > 0 && count(&text[at..start]) <= SUBJECT).unwrap_or(start)
}

/// The same text with everything in quotation marks and titles blanked out, byte for byte.
fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains(['“', '「', '『', '《', '〈']) {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_u32;
    let blank = |c: char| match c.len_utf8() {
        1 => '_',
        2 => 'ß',
        3 => '■',
        _ => '𝄞',
    };
    let cover = |c: char| {
        if matches!(c, '“' | '「' | '『' | '《' | '〈') {
            depth += 1;
        }
        let shown = if depth > 0 { blank(c) } else { c };
        if matches!(c, '”' | '」' | '』' | '》' | '〉') {
            depth = depth.saturating_sub(1);
        }
        shown
    };
    Cow::Owned(text.chars().map(cover).collect())
}

fn subject(page: &Page<'_>, text: &str) -> String {
    let words = &page.words.lists;
    let cover = masked(text);
    // The phrase of a preposition goes, unless nothing stands before it.
    let cut = cover.char_indices().skip(1).find(|&(at, c)| {
        let before = cover[..at].chars().next_back();
        let length = leads(&cover[at..], &words.prepositions);
        // 尤因等人, 瓦因和马修斯: what others are joined to is a part of a name.
        let named = cover[at + c.len_utf8()..].starts_with(['和', '与', '等', '、', '及', '·']);
        length.is_some_and(|l| l > 3 || !joined(before, Some(c)) && !named)
            && !matches!(c, '和' | '与' | '同' | '以' | '为' | '用')
    });
    let mut end = cut.map_or(text.len(), |(at, _)| at);
    let mut start = 0;
    if let Some(length) = leads(&cover[..end], &words.prepositions).filter(|_| count(&text[..end]) > SUBJECT) {
        start = length;
    }
    let edge = |c: char| matches!(c, '，' | ',' | '、' | ' ');
    start += cover[start..end].len() - cover[start..end].trim_start_matches(edge).len();
    loop {
        end = start + cover[start..end].trim_end_matches(edge).len();
        let part = &cover[start..end];
        match closes(part, &words.openers).or_else(|| closes(part, &words.marks)).filter(|&l| l < part.len()) {
            Some(length) => end -= length,
            None => break,
        }
    }
    if count(&text[start..end]) > SUBJECT
        && let Some(at) = cover[start..end].rfind(['，', ',', '、', '的'])
    {
        let tail = start + at + cover[start + at..].chars().next().map_or(1, char::len_utf8);
        if count(&text[tail..end]) >= 2 {
            start = tail;
        }
    }
    let subject = &text[start..end];
    if count(subject) <= SUBJECT {
        return subject.to_owned();
    }
    if let Some(at) = subject.find(['“', '《']).filter(|&at| count(&subject[at..]) <= SUBJECT + 2) {
        return subject[at..].to_owned();
    }
    let named = page.rules.actors.find_in(text);
    let people: Vec<&str> = named.iter().filter(|a| a.kind == ActorKind::Person).map(|a| &*a.name).collect();
    if (1..=3).contains(&people.len()) {
        return people.join("与");
    }
    if let Some(first) = named.first() {
        return text[first.bytes.clone()].to_owned();
    }
    if count(subject) > LONGEST - OBJECT + 4 { String::new() } else { subject.to_owned() }
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
    let cover = masked(text);
    if let Some(at) = cover.rfind('的') {
        let head = &text[at + '的'.len_utf8()..];
        if (2..=HEAD).contains(&count(head)) {
            return head.to_owned();
        }
    }
    for joint in ["，", "并", "以及", "、", "及", "和", "与"] {
        if let Some(at) = cover.find(joint)
            && (2..=OBJECT + 2).contains(&count(&text[..at]))
        {
            return text[..at].to_owned();
        }
    }
    let first = cover.find(['，', ',', '、', '；']).map_or(text, |at| &text[..at]);
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

pub(super) fn capped(label: &str) -> String {
    if count(label) <= LONGEST + 6 { label.to_owned() } else { clipped(label, LONGEST) }
}

pub(super) fn count(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c) || c.is_alphanumeric()).count()
}
