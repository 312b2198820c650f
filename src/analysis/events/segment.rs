//! Clauses: the stretches of a sentence between its commas, outside quotations and brackets.

use std::ops::Range;

/// A stretch between two stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its bytes, without the stop.
    pub(super) bytes: Range<usize>,
    /// Whether the stop behind it is stronger than a comma.
    pub(super) closes: bool,
}

/// The segments of a sentence, in order; `bytes` is where the sentence stands in `text`.
pub(super) fn segments(text: &str, bytes: Range<usize>) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut start = bytes.start;
    let mut depth = 0_u32;
    let base = bytes.start;
    for (at, c) in text[bytes.clone()].char_indices() {
        match c {
            '“' | '「' | '『' | '（' | '(' | '《' | '〈' | '[' | '〔' | '【' => depth += 1,
            '”' | '」' | '』' | '）' | ')' | '》' | '〉' | ']' | '〕' | '】' => {
                depth = depth.saturating_sub(1);
            }
            '，' | ',' | '：' | ':' | '；' | ';' | '。' | '！' | '？' | '!' | '?' | '\t' if depth == 0 => {
                let end = base + at;
                if start < end && !between_digits(text, end, c) {
                    found.push(Segment { bytes: start..end, closes: !matches!(c, '，' | ',' | '\t') });
                }
                if !between_digits(text, end, c) {
                    start = end + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    if start < bytes.end {
        found.push(Segment { bytes: start..bytes.end, closes: true });
    }
    found
}

/// 1,234 and 10:30 are no two clauses.
fn between_digits(text: &str, at: usize, c: char) -> bool {
    matches!(c, ',' | ':')
        && text[..at].ends_with(|c: char| c.is_ascii_digit())
        && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a byte lies inside brackets, quotation marks or a title of the stretch `bytes`; which opening sign.
pub(super) fn enclosed(text: &str, bytes: &Range<usize>, at: usize) -> Option<char> {
    let mut open = Vec::new();
    for c in text[bytes.start..at].chars() {
        match c {
            '“' | '「' | '『' | '（' | '(' | '《' | '〈' | '[' | '〔' | '【' => open.push(c),
            '”' | '」' | '』' | '）' | ')' | '》' | '〉' | ']' | '〕' | '】' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.last().copied()
}
