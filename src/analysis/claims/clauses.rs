//! Clauses: what stands between the stops of a sentence.

use std::ops::Range;

use crate::text::is_han;

/// A stretch of a sentence between two of ，；：— and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its bytes, without the stop.
    pub(super) bytes: Range<usize>,
    /// The stop that ends it; `\0` at the end of the sentence.
    pub(super) stop: char,
    /// Whether it begins inside a quotation.
    pub(super) quoted: bool,
}

/// Splits a sentence (bytes of the text). Brackets and titles are never split; quotations are, so that long ones are not
/// one clause.
pub(super) fn clauses(text: &str, sentence: Range<usize>) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut start = sentence.start;
    let (mut brackets, mut quotes, mut quoted) = (0_u32, 0_u32, false);
    for (at, c) in text[sentence.clone()].char_indices() {
        let at = sentence.start + at;
        match c {
            '（' | '(' | '《' | '〈' | '【' | '[' => brackets += 1,
            '）' | ')' | '》' | '〉' | '】' | ']' => brackets = brackets.saturating_sub(1),
            '“' | '「' | '『' => quotes += 1,
            '”' | '」' | '』' => quotes = quotes.saturating_sub(1),
            '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '!' | '?' | '—' | '▲' | '◆' | '●' | '■'
                if brackets == 0 =>
            {
                // 12:30 and 1,000 are no stops.
                let number = matches!(c, ',' | ':')
                    && text[..at].ends_with(|b: char| b.is_ascii_digit())
                    && text[at + 1..].starts_with(|b: char| b.is_ascii_digit());
                if !number {
                    push(text, start..at, c, quoted, &mut found);
                    start = at + c.len_utf8();
                    // “…，”他说: the closing mark belongs to what it closes.
                    let closes = text[start..].starts_with(['”', '」', '』']);
                    start += if closes { '”'.len_utf8() } else { 0 };
                    quoted = quotes > u32::from(closes);
                }
            }
            _ => {}
        }
    }
    push(text, start..sentence.end, '\0', quoted, &mut found);
    found
}

fn push(text: &str, bytes: Range<usize>, stop: char, quoted: bool, found: &mut Vec<Clause>) {
    let part = &text[bytes.clone()];
    let start = bytes.start + (part.len() - part.trim_start().len());
    let end = bytes.start + part.trim_end().len();
    // A clause of closing marks alone belongs to the one before.
    if text[start.min(end)..end].chars().any(|c| is_han(c) || c.is_alphanumeric()) {
        let quoted = quoted || text[start..].starts_with(['“', '「', '『']);
        found.push(Clause { bytes: start..end, stop, quoted });
    } else if let Some(last) = found.last_mut() {
        last.stop = stop;
    }
}
