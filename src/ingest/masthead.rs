//! Mastheads: the lines above a title in which a journal prints its name, year, volume and issue, and the running heads
//! that say the same.

use std::ops::Range;

use super::scan::{date_in, issue_in};
use super::shape::{is_space, trim};
use crate::text::is_han;

/// What a masthead says besides year, volume and issue.
pub(super) struct Masthead {
    /// The name of the journal, in bytes of the line.
    pub(super) venue: Option<Range<usize>>,
}

/// Reads a line as a masthead; `None` for a line that is none. It must name an issue or volume, hold no sentence, and
/// what is left of it must be no more than a name.
pub(super) fn read(line: &str) -> Option<Masthead> {
    let length = line.chars().take(121).count();
    if !(4..=120).contains(&length) || line.contains(['，', '。', '；', '？', '！', '“', '：', '、']) {
        return None;
    }
    let mut rest: Vec<char> = line.chars().collect();
    let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    let signs = blank_numbers(&mut rest);
    // A month beside the journal's name in Latin letters; a full date is a stamp.
    let latin = line.chars().filter(|c| c.is_ascii_alphabetic()).count();
    let dated = latin >= 6 && date_in(line).is_some_and(|((_, month, day), ..)| month.is_some() && day.is_none());
    let issue = issue_in(line).is_some();
    let western = has_word(line, "vol") || has_word(line, "no");
    if !(issue || dated || signs != 0 || western && line.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    // What is left: Han characters in runs; single spaces inside a run are letter-spacing.
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, &c) in rest.iter().enumerate() {
        let inner = matches!(c, '(' | '（' | ')' | '）' | '《' | '》' | '·');
        if !(is_han(c) || inner) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if at - run.end <= 1 => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    let name = |run: &Range<usize>| rest[run.clone()].iter().filter(|c| is_han(**c)).count();
    runs.retain(|run| name(run) > 0);
    let all: usize = runs.iter().map(name).sum();
    if all > 24 || runs.len() > 3 {
        return None;
    }
    let longest = runs.iter().max_by_key(|run| name(run)).filter(|run| name(run) >= 2);
    let venue = longest.map(|run| {
        let bytes = trim(line, starts[run.start]..starts[run.end]);
        unwrapped(line, bytes)
    });
    Some(Masthead { venue: venue.filter(|bytes| is_name(&line[bytes.clone()])) })
}

/// Without the marks of a book's title, and without brackets that stand alone.
fn unwrapped(line: &str, bytes: Range<usize>) -> Range<usize> {
    let mut bytes = bytes;
    loop {
        let words = &line[bytes.clone()];
        let (first, last) = (words.chars().next(), words.chars().next_back());
        let opens = words.matches(['(', '（']).count() > words.matches([')', '）']).count();
        let closes = words.matches([')', '）']).count() > words.matches(['(', '（']).count();
        match (first, last) {
            (Some(c @ ('《' | '》' | '·')), _) => bytes.start += c.len_utf8(),
            (_, Some(c @ ('《' | '》' | '·'))) => bytes.end -= c.len_utf8(),
            (Some(c @ (')' | '）')), _) if closes => bytes.start += c.len_utf8(),
            (_, Some(c @ ('(' | '（'))) if opens => bytes.end -= c.len_utf8(),
            _ => return trim(line, bytes),
        }
        if bytes.is_empty() {
            return bytes;
        }
    }
}

/// Whether words may be the name of a journal: not only a word that goes with numbers.
fn is_name(words: &str) -> bool {
    const NOT: [&str; 12] = ["总第", "總第", "总", "第", "期", "卷", "年", "月", "双月刊", "季刊", "月刊", "半月刊"];
    let bare: String = words.chars().filter(|&c| !is_space(c)).collect();
    bare.chars().filter(|&c| is_han(c)).count() >= 2 && !NOT.contains(&bare.as_str())
}

fn has_word(line: &str, word: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.match_indices(word).any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + word.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphabetic())
            && after.is_some_and(|c| matches!(c, '.' | ' ' | '．' | ':') || c.is_ascii_digit())
    })
}

/// Blanks numbers with their units (第 3 卷, 2012年, 5月, 总第128期), all that is not Han, and answers how many units of
/// volumes and issues stood there.
fn blank_numbers(rest: &mut [char]) -> usize {
    let mut signs = 0;
    let mut at = 0;
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let numeral = |c: char| digit(c) || "〇○零一二三四五六七八九十百-－—–/".contains(c);
    while at < rest.len() {
        let begins = rest[at] == '第' || digit(rest[at]) || "〇○一二三四五六七八九十".contains(rest[at]);
        if !begins {
            at += 1;
            continue;
        }
        let mut end = at + usize::from(rest[at] == '第');
        let from = end;
        while end < rest.len() && (numeral(rest[end]) || rest[end] == ' ') {
            end += 1;
        }
        let unit = rest
            .get(end)
            .copied()
            .filter(|c| matches!(c, '卷' | '期' | '辑' | '輯' | '年' | '月' | '日' | '号' | '页' | '頁'));
        let counted = rest[from..end].iter().any(|&c| numeral(c));
        if let Some(unit) = unit
            && counted
        {
            // 总第, (总, 復 before it go with it.
            let mut start = at;
            while start > 0 && matches!(rest[start - 1], '总' | '總' | '(' | '（' | ' ') {
                start -= 1;
            }
            let close = end + 1 + usize::from(rest.get(end + 1).is_some_and(|c| matches!(c, ')' | '）')));
            rest[start..close].fill('\0');
            signs += usize::from(matches!(unit, '卷' | '期' | '辑' | '輯'));
            at = close;
        } else {
            at = end.max(at + 1);
        }
    }
    for c in rest.iter_mut() {
        if c.is_ascii_alphanumeric() || matches!(*c, '.' | ',' | '|' | '/' | '-' | '—' | '–' | '•' | '\t') || digit(*c)
        {
            *c = '\0';
        }
    }
    signs
}

/// Whether a short line is the name of a column of a journal: ·历史研究·, 【法学】, ● 专题.
pub(super) fn is_column(line: &str) -> bool {
    let bare = line.trim_matches(is_space);
    let length = bare.chars().count();
    let (Some(first), Some(last)) = (bare.chars().next(), bare.chars().next_back()) else { return false };
    let paired = matches!(
        (first, last),
        ('·', '·')
            | ('・', '・')
            | ('•', '•')
            | ('【', '】')
            | ('—', '—')
            | ('■', '■')
            | ('●', '●')
            | ('◆', '◆')
            | ('※', '※')
            | ('☆', '☆')
            | ('★', '★')
    );
    let led = matches!(first, '●' | '◆' | '■' | '※' | '★' | '☆' | '▲');
    (3..=16).contains(&length) && (paired || led) && bare.chars().filter(|&c| is_han(c)).count() >= 2
}
