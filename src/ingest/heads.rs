//! Labels of metadata in a line: 作者：, 【摘要】, 关键词 , 文/.

use super::shape::{is_space, trim};
use super::words::{Field, WORDS};
use crate::text::is_han;

/// A label, in bytes of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) field: Field,
    pub(super) start: usize,
    /// Where its value begins.
    pub(super) end: usize,
}

/// As much of a line as a head takes up: the first so many characters.
pub(super) fn start_of(line: &str, chars: usize) -> &str {
    line.char_indices().nth(chars).map_or(line, |(end, _)| &line[..end])
}

/// The label at the start of a line.
pub(super) fn leading_label(line: &str) -> Option<Label> {
    let start = trim(line, 0..line.len()).start;
    label_at(line, start)
}

pub(super) fn starts_with_label(line: &str) -> bool {
    leading_label(line).is_some()
}

/// All labels in the first `chars` characters of a line, without overlaps. A label of one character counts only at the
/// start of the line.
pub(super) fn labels(line: &str, chars: usize) -> Vec<Label> {
    let head = start_of(line, chars).len();
    let mut found: Vec<Label> = Vec::new();
    let known = &WORDS.labels;
    for (at, c) in line[..head].char_indices() {
        if closer(c).is_none() && !known.may_begin(c) {
            continue;
        }
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        if let Some(label) = label_at(line, at) {
            let single = line[label.start..label.end].chars().filter(|c| is_han(*c)).count() == 1;
            // 文/ may stick to an issue or a date (第11期文/某某), not to a word (论文/著作).
            let begins = line[..at].trim_end_matches(is_space).is_empty()
                || line[..at].ends_with(|c: char| is_space(c) || !is_han(c) || matches!(c, '期' | '日' | '号' | '页'));
            if !single || begins {
                found.push(label);
            }
        }
    }
    found
}

/// The bracket that closes what a bracket around a label opens.
fn closer(c: char) -> Option<char> {
    match c {
        '【' => Some('】'),
        '[' => Some(']'),
        '［' => Some('］'),
        '〔' => Some('〕'),
        '〖' => Some('〗'),
        '（' => Some('）'),
        '(' => Some(')'),
        _ => None,
    }
}

/// The label at a byte: a word of the vocabulary with a colon after it or brackets around it. Spaces may stand inside
/// (摘 要).
fn label_at(line: &str, start: usize) -> Option<Label> {
    let rest = &line[start..];
    let first = rest.chars().next()?;
    if is_space(first) {
        return None;
    }
    let close = closer(first);
    let inner = &rest[if close.is_some() { first.len_utf8() } else { 0 }..];
    let words = WORDS.labels.of(inner)?;
    for (word, field) in words {
        let Some(len) = spaced_prefix(inner, word) else { continue };
        let after = &inner[len..];
        // Emphasis in Markdown may end before the colon.
        let tail = after.trim_start_matches(|c: char| is_space(c) || c == '*');
        let here = line.len() - tail.len();
        let Some(sign) = tail.chars().next() else { continue };
        if let Some(close) = close {
            if sign == close {
                let behind = tail[sign.len_utf8()..].trim_start_matches(is_space);
                let colon = behind.chars().next().filter(|c| matches!(c, ':' | '：')).map_or(0, char::len_utf8);
                let end = if colon > 0 { line.len() - behind.len() + colon } else { here + sign.len_utf8() };
                // Round brackets hold asides too: (摘要) needs its colon, [摘要] does not.
                if matches!(close, '）' | ')') && colon == 0 {
                    continue;
                }
                return Some(Label { field: *field, start, end });
            }
            // （作者单位：某某大学）
            if matches!(sign, ':' | '：') && matches!(close, '）' | ')' | '】') {
                return Some(Label { field: *field, start, end: here + sign.len_utf8() });
            }
            continue;
        }
        let slash = word == "文" && matches!(sign, '/' | '／' | '|' | '｜' | '丨');
        if matches!(sign, ':' | '：' | '∶') || slash {
            return Some(Label { field: *field, start, end: here + sign.len_utf8() });
        }
    }
    None
}

/// A label without a colon at the start of a text: 摘要 and 关键词 before a space, or, where the text is `glued` to its
/// title or the word itself cannot begin a sentence so, right before the words.
pub(super) fn bare_label(text: &str, glued: bool) -> Option<Label> {
    let start = trim(text, 0..text.len()).start;
    let rest = &text[start..];
    let words = WORDS.labels.of(rest)?;
    for (word, field) in words {
        if !matches!(field, Field::Summary | Field::Keywords) || word.chars().count() < 2 {
            continue;
        }
        let Some(len) = spaced_prefix(rest, word) else { continue };
        let after = &rest[len..];
        let Some(next) = after.chars().next() else { continue };
        let sentence = after.trim_start().starts_with([
            '的', '是', '为', '和', '与', '中', '里', '，', ',', '、', '。', '一', '法', '本', '不', '部',
        ]);
        if is_space(next) && !after.trim().is_empty()
            || !sentence && (glued || *field == Field::Keywords) && is_han(next)
        {
            let end = text.len() - after.trim_start_matches(is_space).len();
            return Some(Label { field: *field, start, end });
        }
    }
    None
}

/// Whether a line is nothing but the label of an abstract.
pub(super) fn is_lone_summary(line: &str) -> bool {
    let bare: String =
        line.chars().filter(|&c| !is_space(c) && !matches!(c, '【' | '】' | '[' | ']' | ':' | '：')).collect();
    WORDS
        .labels
        .of(&bare)
        .is_some_and(|words| words.iter().any(|(word, field)| *field == Field::Summary && *word == bare))
}

/// The length in bytes of `word` at the start of `text`, spaces between its characters passed over.
fn spaced_prefix(text: &str, word: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix(word) {
        return Some(text.len() - rest.len());
    }
    let mut chars = text.char_indices();
    let mut wanted = word.chars().peekable();
    let mut end = 0;
    let mut started = false;
    while let Some(&next) = wanted.peek() {
        let (at, c) = chars.next()?;
        if c == next {
            wanted.next();
            end = at + c.len_utf8();
            started = true;
        } else if !(started && is_space(c)) {
            return None;
        }
    }
    Some(end)
}

/// Whether a line signs a text: 文/某某, 本报记者 某某, □某某, 某某/文.
pub(super) fn is_signature(line: &str) -> bool {
    let bare = line.trim_matches(is_space);
    if bare.chars().count() > 40 {
        return false;
    }
    let slash = bare.starts_with("文/")
        || bare.starts_with("文／")
        || bare.starts_with("文|")
        || bare.starts_with("文｜")
        || bare.ends_with("/文")
        || bare.ends_with("／文");
    slash
        || ["本报记者", "本刊记者", "特约记者", "本報記者", "本刊記者"].iter().any(|sign| bare.starts_with(sign))
        || bare.strip_prefix(['□', '■', '◎', '○', '●']).is_some_and(super::names::all_names)
}
