use serde::Deserialize;

use crate::analysis::word_list::{WordList, Words};

/// The vocabulary of `assets/rules/phases.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhaseWords {
    /// Nouns for a part of time.
    pub(super) classifiers: Vec<String>,
    /// Words between a number and its classifier.
    pub(super) modifiers: WordList,
    /// Verbs that announce a division.
    pub(super) announce: Vec<String>,
    /// What introduces a label after the bounds.
    pub(super) copulas: Vec<String>,
    /// Prepositions before the first bound.
    pub(super) from: WordList,
    /// What stands between two bounds.
    pub(super) links: WordList,
    /// What follows a stretch of time without belonging to its bounds.
    pub(super) after: WordList,
    /// An end that is not over.
    pub(super) open_end: WordList,
    /// After one date: it is the beginning.
    pub(super) onward: WordList,
    /// After one date: it is the end.
    pub(super) until: WordList,
    /// Named parts by position, in groups.
    pub(super) positions: Vec<Vec<String>>,
    /// Position words that take a number and a classifier.
    pub(super) position_heads: Vec<Vec<String>>,
    /// Words between the items of one list.
    pub(super) conjunctions: Vec<String>,
    /// Words before the bounds of an item.
    pub(super) openers: Vec<String>,
    /// Words with which a paragraph looks back on the whole.
    pub(super) summaries: WordList,
    /// What sentences tell of a phase.
    pub(super) aspects: AspectCues,
}

/// The cues for what a sentence tells of its phase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AspectCues {
    /// The circumstances.
    pub(super) background: WordList,
    /// What marks the phase.
    pub(super) feature: WordList,
    /// What an actor wants and does.
    pub(super) policy: WordList,
}

/// The length of the longest of `words` with which `text` begins, if any.
pub(super) fn leads(text: &str, words: &impl Words) -> Option<usize> {
    words.at_start(text)
}

/// The length of the longest of `words` with which `text` ends, if any.
pub(super) fn closes(text: &str, words: &impl Words) -> Option<usize> {
    words.at_end(text)
}

/// Reads a number of at most three characters, Chinese or Arabic, at the start: its value and its length in bytes.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut tens = None;
    let mut length = 0;
    let mut digits = 0;
    for c in text.chars().take(4) {
        if let Some(digit) = digit(c) {
            value = value * 10 + digit;
            digits += 1;
        } else if c == '十' {
            tens = Some(if digits == 0 { 10 } else { value * 10 });
            value = 0;
        } else {
            break;
        }
        length += c.len_utf8();
    }
    (length > 0).then(|| (tens.unwrap_or(0) + value, length))
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '一' | '壹' => 1,
        '二' | '两' | '兩' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        'Ⅰ'..='Ⅸ' => c as u32 - 'Ⅰ' as u32 + 1,
        '０'..='９' => c as u32 - '０' as u32,
        _ => c.to_digit(10)?,
    })
}
