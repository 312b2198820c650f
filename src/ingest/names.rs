//! Names of persons and bodies as bylines have them.

use std::ops::Range;

use super::shape::{is_space, trim};
use super::words::WORDS;
use crate::text::is_han;

/// Whether a word of Han characters can be a Chinese person's name: a known surname and one or two characters.
pub(super) fn is_name(word: &str) -> bool {
    let length = word.chars().count();
    if !word.chars().all(is_han) || WORDS.not_names.iter().any(|other| word.starts_with(other.as_str())) {
        return false;
    }
    if WORDS.compound_surnames.iter().any(|surname| word.starts_with(surname.as_str())) {
        return (3..=4).contains(&length);
    }
    (2..=3).contains(&length) && word.chars().next().is_some_and(|c| WORDS.surnames.contains(c)) && !is_body(word)
}

/// Whether a word may be a name where a label says that one follows: also foreign names (约翰·史密斯, J. Smith) and
/// names with a rare surname.
pub(super) fn may_be_name(word: &str) -> bool {
    let length = word.chars().count();
    if word.contains(['·', '•', '．']) && word.chars().all(|c| is_han(c) || matches!(c, '·' | '•' | '．')) {
        return (4..=20).contains(&length);
    }
    if word.chars().all(is_han) {
        return (2..=4).contains(&length) && !is_body(word) && !is_nobody(word);
    }
    word.chars().all(|c| c.is_alphabetic() && !is_han(c) || matches!(c, ' ' | '.' | '-' | '\'' | ','))
        && word.chars().any(char::is_uppercase)
        && (2..=40).contains(&length)
}

/// Whether a signature names no one.
pub(super) fn is_nobody(word: &str) -> bool {
    const NOBODY: [&str; 14] = [
        "佚名",
        "未知",
        "不详",
        "匿名",
        "无名",
        "网络",
        "本站",
        "原创",
        "转载",
        "管理员",
        "互联网",
        "整理",
        "不詳",
        "admin",
    ];
    NOBODY.contains(&word.trim())
}

/// Whether a word ends as names of bodies do.
pub(super) fn is_body(word: &str) -> bool {
    let long = word.chars().count() >= 4;
    long && WORDS.bodies.iter().any(|end| word.ends_with(end.as_str()))
}

/// Whether a text holds a name of a body.
pub(super) fn holds_body(text: &str) -> bool {
    WORDS.bodies.iter().filter(|end| end.chars().count() >= 2).any(|end| text.contains(end.as_str()))
}

/// Whether a line is nothing but names. Foreign ones count where a nationality ([英]) or a role (著, 译) stands by.
pub(super) fn all_names(line: &str) -> bool {
    let found = in_list(line, 0..line.len());
    let nation = line.starts_with(['[', '［', '〔', '（', '('])
        && line.chars().nth(2).is_some_and(|c| matches!(c, ']' | '］' | '〕' | '）' | ')'));
    let role = line.split(is_space).any(|word| matches!(word, "著" | "译" | "譯" | "编" | "編" | "撰"));
    let foreign = |name: &str| (nation || role && name.contains('·')) && may_be_name(name);
    !found.is_empty() && found.iter().all(|(name, _)| is_name(name) || foreign(name))
}

/// The words of a list of names, with their bytes: separated by 、，；/ and spaces, without footnote signs, brackets and
/// 著/编/译. Single characters in a row (王 静) are put together.
pub(super) fn in_list(text: &str, bytes: Range<usize>) -> Vec<(String, Range<usize>)> {
    let part = &text[bytes.clone()];
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    let mut depth = 0;
    let mut open: Option<(String, Range<usize>)> = None;
    for (at, c) in part.char_indices().chain([(part.len(), '、')]) {
        match c {
            '(' | '（' | '[' | '［' | '〔' | '【' => depth += 1,
            ')' | '）' | ']' | '］' | '〕' | '】' => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        let here = bytes.start + at;
        let latin = open.as_ref().is_some_and(|(word, _)| word.chars().all(|c| !is_han(c)));
        let separates =
            matches!(c, '、' | '，' | '；' | ';' | '/' | '／' | '|' | '\t' | '\n') || c == ',' || is_space(c) && !latin;
        if depth > 0 || separates {
            words.extend(open.take());
            continue;
        }
        // Signs and digits of footnotes, and what a scanner made of a space.
        if c.is_ascii_digit()
            || matches!(c, '*' | '＊' | '①'..='⑳' | '¹' | '²' | '³' | '⁰'..='⁹' | '†' | '‡' | '#' | '△' | '□' | '■' | '?' | '？')
        {
            continue;
        }
        match &mut open {
            Some((word, range)) => {
                word.push(c);
                range.end = here + c.len_utf8();
            }
            None => open = Some((c.to_string(), here..here + c.len_utf8())),
        }
    }
    put_together(words).into_iter().filter_map(without_role).collect()
}

/// Puts single Han characters in a row together: 王 静 is one name, 王 静 李 明 are two.
fn put_together(words: Vec<(String, Range<usize>)>) -> Vec<(String, Range<usize>)> {
    let single = |word: &str| word.chars().count() == 1 && word.chars().all(is_han);
    let surname = |word: &str| single(word) || WORDS.compound_surnames.iter().any(|surname| surname == word);
    let mut done: Vec<(String, Range<usize>)> = Vec::new();
    let mut pending: Option<(String, Range<usize>)> = None;
    for (word, range) in words {
        match pending.take() {
            Some((first, from)) if single(&word) => done.push((first + &word, from.start..range.end)),
            Some(first) => {
                done.push(first);
                done.push((word, range));
            }
            None if surname(&word) => pending = Some((word, range)),
            None => done.push((word, range)),
        }
    }
    done.extend(pending);
    done
}

/// A word without the role after it (某某著, 某某 编译), nothing where only the role is left.
fn without_role((word, range): (String, Range<usize>)) -> Option<(String, Range<usize>)> {
    const ROLES: [&str; 9] = ["编著", "主编", "编译", "著", "编", "译", "整理", "撰", "撰文"];
    let trimmed = word.trim().to_owned();
    if ROLES.contains(&trimmed.as_str()) || trimmed.is_empty() {
        return None;
    }
    let Some(role) = ROLES.iter().find(|role| trimmed.ends_with(**role) && is_name(trimmed.trim_end_matches(**role)))
    else {
        return Some((trimmed, range));
    };
    let name = trimmed.trim_end_matches(*role).to_owned();
    let end = range.start + name.len();
    Some((name, range.start..end.min(range.end)))
}

/// The body that a text names at its start, up to the end of the body's name: without a post after it (某某研究所研究员),
/// the town and the postcode (，北京 100871).
pub(super) fn body_at(text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
    let bytes = trim(text, bytes);
    let part = &text[bytes.clone()];
    let skip = part.len()
        - part
            .trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '.' | '(' | '（' | '、' | '*' | '①'..='⑨') || is_space(c)
            })
            .len();
    let words = &part[skip..];
    let stop = words.find(['，', ',', '；', ';', '。', '(', '（', ')', '）', '、']).unwrap_or(words.len());
    let mut end = words[..stop].char_indices().find(|(_, c)| c.is_ascii_digit()).map_or(stop, |(at, _)| at);
    if let Some(post) = WORDS.posts.iter().find(|post| words[..end].trim_end().ends_with(post.as_str())) {
        let mut named = words[..end].trim_end().len() - post.len();
        while let Some(other) = WORDS.posts.iter().find(|other| words[..named].ends_with(other.as_str())) {
            named -= other.len();
        }
        end = named;
    }
    let body = trim(text, bytes.start + skip..bytes.start + skip + end);
    (text[body.clone()].chars().count() >= 3 && holds_body(&text[body.clone()])).then_some(body)
}

/// Where a post ends after a body at the start of a text (某某协会某项目主任): the bytes of both, if they come before
/// any other punctuation and within forty characters.
pub(super) fn body_with_post(text: &str) -> Option<usize> {
    let head = super::heads::start_of(text, 40);
    let stop = head.find(['，', ',', '。', '；', '：', ':', '“', '《']).unwrap_or(head.len());
    let head = &head[..stop];
    let posts = WORDS.posts.iter().filter_map(|post| head.find(post.as_str()).map(|at| (at, at + post.len())));
    let (_, end) = posts.filter(|&(at, _)| holds_body(&head[..at])).min_by_key(|&(at, end)| (at, usize::MAX - end))?;
    Some(end)
}
