//! What is not part of any reading text: furniture of pages and sites, page numbers, what a scanner made of dirt.
//!
//! General rules and vocabulary (`assets/rules/noise.toml`); a line is only set apart, never deleted.

use std::ops::Range;

use super::shape::{is_rule, is_space};
use super::words::WORDS;
use crate::model::NoiseKind;
use crate::text::is_han;

/// For every line why it is noise, if it is.
pub(super) fn classify(text: &str, lines: &[Range<usize>]) -> Vec<Option<NoiseKind>> {
    let mut kinds: Vec<_> =
        lines.iter().map(|line| is_furniture(&text[line.clone()], false).then_some(NoiseKind::Boilerplate)).collect();
    beside_furniture(text, lines, &mut kinds);
    page_numbers(text, lines, &mut kinds);
    rubbish(text, lines, &mut kinds);
    kinds
}

/// Whether a line is furniture by its words; beside other furniture less is enough.
fn is_furniture(line: &str, beside: bool) -> bool {
    let line = line.trim_matches(is_space);
    let length = line.chars().take(301).count();
    if length == 0 || length > 300 {
        return false;
    }
    if length <= 20 {
        let bare: String = line.chars().filter(|&c| !is_space(c)).collect();
        let bare = bare.trim_end_matches(['：', ':', '>', '»', '…', '▼', '↓']).trim_start_matches(['<', '«', '·', '•']);
        if WORDS.noise_lines.contains(bare) {
            return true;
        }
    }
    if WORDS.noise_prefixes.iter().any(|prefix| line.starts_with(prefix.as_str())) && length <= 80 {
        return true;
    }
    if is_address(line) {
        return true;
    }
    // What is as long by itself is running text, whatever it mentions.
    if length > 200 && !beside {
        return false;
    }
    let (strong, weak) = signs(line);
    if strong == 0 && !beside {
        return false;
    }
    let score = strong * 2 + weak;
    // A long line that only mentions such words is running text about copyright or downloads.
    length <= 40 && strong > 0 || length <= 200 && strong > 0 && score >= 5 || beside && score >= 3
}

/// How many different strong and weak signs of furniture a line holds.
fn signs(line: &str) -> (usize, usize) {
    let Some(signs) = &WORDS.noise_signs else { return (0, 0) };
    let mut found: Vec<usize> = signs.find_overlapping_iter(line).map(|sign| sign.pattern().as_usize()).collect();
    found.sort_unstable();
    found.dedup();
    let strong = found.partition_point(|&sign| sign < WORDS.noise_strong);
    (strong, found.len() - strong)
}

/// Lines between or next to furniture need fewer signs of their own.
fn beside_furniture(text: &str, lines: &[Range<usize>], kinds: &mut [Option<NoiseKind>]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|&i| !text[lines[i].clone()].trim().is_empty()).collect();
    for pair in [filled.clone(), filled.into_iter().rev().collect()] {
        for two in pair.windows(2) {
            if kinds[two[0]].is_some() && kinds[two[1]].is_none() && is_furniture(&text[lines[two[1]].clone()], true) {
                kinds[two[1]] = Some(NoiseKind::Boilerplate);
            }
        }
    }
}

/// Whether a line is only an address of the web.
fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www."))
        && line.chars().all(|c| c.is_ascii_graphic())
}

/// Page numbers: lines that say 第3页, 3 / 10, - 3 -, and bare numbers where at least three of them go up.
fn page_numbers(text: &str, lines: &[Range<usize>], kinds: &mut [Option<NoiseKind>]) {
    let mut bare: Vec<(usize, u32)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let line = text[line.clone()].trim_matches(is_space);
        if line.is_empty() || line.len() > 60 || kinds[index].is_some() {
            continue;
        }
        match page_number(line) {
            Some((number, false)) => bare.push((index, number)),
            Some((_, true)) => kinds[index] = Some(NoiseKind::Boilerplate),
            None => {}
        }
    }
    let rising = bare.windows(2).filter(|pair| pair[0].1 < pair[1].1 && pair[1].1 - pair[0].1 <= 3).count();
    if bare.len() >= 3 && rising * 10 >= (bare.len() - 1) * 8 {
        for (index, _) in bare {
            kinds[index] = Some(NoiseKind::Boilerplate);
        }
    }
}

/// The number of a page, and whether its form alone makes it one.
fn page_number(line: &str) -> Option<(u32, bool)> {
    let bare: String = line.chars().filter(|&c| !is_space(c)).collect();
    if let Ok(number) = bare.parse::<u32>() {
        return (number < 5000).then_some((number, false));
    }
    let dashed = bare.trim_matches(['-', '—', '–', '·', '~', '－']);
    if dashed.len() + 2 <= bare.len()
        && let Ok(number) = dashed.parse::<u32>()
    {
        return Some((number, true));
    }
    if let Some((page, of)) = bare.split_once('/')
        && let (Ok(page), Ok(of)) = (page.parse::<u32>(), of.parse::<u32>())
        && page <= of
    {
        return Some((page, true));
    }
    let rest = bare.strip_prefix('第')?;
    let (digits, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
    let tail = rest.strip_prefix(['页', '頁'])?;
    let whole = tail.is_empty()
        || tail.trim_matches(['，', ',', '/', '(', '（']).starts_with('共') && tail.chars().count() <= 8;
    whole.then(|| digits.parse().ok().map(|number| (number, true))).flatten()
}

/// How a short line looks to one who suspects a scanner's rubbish.
struct Look {
    /// Characters without spaces.
    length: usize,
    /// Of them, Han.
    han: usize,
    /// Of the Han, very common ones.
    common: usize,
    /// Signs that no sentence has at their place.
    odd: usize,
    /// Letters and digits of ASCII.
    ascii: usize,
}

fn look(line: &str) -> Look {
    let mut look = Look { length: 0, han: 0, common: 0, odd: 0, ascii: 0 };
    let chars: Vec<char> = line.chars().filter(|&c| !is_space(c)).collect();
    for (at, &c) in chars.iter().enumerate() {
        look.length += 1;
        if is_han(c) {
            look.han += 1;
            look.common += usize::from(WORDS.common.contains(c));
        } else if c.is_ascii_alphanumeric() {
            look.ascii += 1;
        } else {
            let opens_alone = at == 0 && matches!(c, '”' | '’' | '。' | '，' | '、' | '；' | '）' | '》' | '：');
            let rare = matches!(
                c,
                'Ⅰ'
                    ..='ⅿ'
                        | '■'
                        | '□'
                        | '〓'
                        | '◆'
                        | '§'
                        | '¤'
                        | '¨'
                        | '￡'
                        | '￥'
                        | '＿'
                        | '∥'
                        | '│'
                        | '┃'
                        | '¦'
                        | '`'
                        | '^'
                        | '\\'
                        | '|'
                        | '~'
                        | '{'
                        | '}'
                        | '\u{FFFD}'
            );
            let dashes = c == '—' && at >= 2 && chars[at - 1] == '—' && chars[at - 2] == '—';
            look.odd += usize::from(opens_alone || rare || dashes);
        }
    }
    look
}

/// Short lines of rare characters and odd signs, and their like between them.
fn rubbish(text: &str, lines: &[Range<usize>], kinds: &mut [Option<NoiseKind>]) {
    let filled: Vec<usize> = (0..lines.len()).filter(|&i| !text[lines[i].clone()].trim().is_empty()).collect();
    let look_at = |index: usize| {
        let line = &text[lines[index].clone()];
        (line.len() <= 200 && !is_rule(line)).then(|| look(line))
    };
    let mut sure = vec![false; filled.len()];
    for (place, &index) in filled.iter().enumerate() {
        sure[place] = kinds[index].is_none() && look_at(index).is_some_and(|look| is_rubbish(&look));
    }
    // A line without a sign of its own that stands next to rubbish, very short and of uncommon characters.
    let sure_before = sure.clone();
    for place in 0..filled.len() {
        let beside = place > 0 && sure_before[place - 1] || sure_before.get(place + 1) == Some(&true);
        if beside && !sure[place] && kinds[filled[place]].is_none() {
            sure[place] = look_at(filled[place])
                .is_some_and(|look| look.length <= 12 && look.han >= 2 && look.common * 3 <= look.han);
        }
    }
    for (place, &index) in filled.iter().enumerate() {
        if sure[place] {
            kinds[index] = Some(NoiseKind::OcrNoise);
        }
    }
}

fn is_rubbish(look: &Look) -> bool {
    if look.length < 2 || look.length > 40 || look.odd == 0 {
        return false;
    }
    let words = look.han + look.ascii;
    // Only signs: a stamp, a frame, dirt; or rare characters between odd signs.
    (words == 0 && look.odd >= 2) || (look.han >= 1 && look.common * 5 <= look.han && look.odd * 8 >= look.length)
}
