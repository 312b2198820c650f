//! Punctuation as it is shown: what was typed in half its width among Han as a printed page has it, and quotation marks
//! by the script. One character for one, so that no place moves.

use crate::state::Script;
use crate::text::is_han;

/// Sets what stands among Han as GB/T 15834 has it: `,` as `，`, `(` as `（`, straight quotes as curly ones, `--` as `——`,
/// digits and letters of full width as those of half.
pub fn regular(chars: &mut [char]) {
    for c in chars.iter_mut() {
        *c = narrow(*c).unwrap_or(*c);
    }
    pairs(chars);
    for at in 0..chars.len() {
        let Some(wide) = wide(chars[at]) else { continue };
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(at + 1).copied();
        let dashes = chars[at] == '-' && (before == Some('—') || after == Some('-'));
        // 一.背景 and 乔治.布什 have a point that ends no sentence.
        let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, '”' | '’' | '」' | '』' | '）'));
        let follows = before.is_some_and(among_han);
        let precedes = after.is_some_and(is_han) && !matches!(chars[at], '.' | '-');
        let fits = match chars[at] {
            '.' => ends,
            '-' => dashes,
            _ => true,
        };
        if (follows || precedes) && fits {
            chars[at] = wide;
        }
    }
}

/// Sets quotation marks by the habit of a script: 「」 in traditional text, “” in simplified. Latin and Japanese text
/// keep their own.
pub fn quotes(chars: &mut [char], script: Script) {
    let han = chars.iter().filter(|&&c| is_han(c)).count();
    let latin = chars.iter().filter(|&&c| c.is_ascii_alphabetic()).count();
    if latin > 6 * han || chars.iter().any(|c| matches!(c, '\u{3041}'..='\u{30FF}')) {
        return;
    }
    for at in 0..chars.len() {
        let inside = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let apostrophe = chars[at] == '’' && inside(chars[..at].last()) && inside(chars.get(at + 1));
        chars[at] = match (script, chars[at]) {
            (Script::Traditional, '“') => '「',
            (Script::Traditional, '”') => '」',
            (Script::Traditional, '‘') => '『',
            (Script::Traditional, '’') if !apostrophe => '』',
            (Script::Simplified, '「') => '“',
            (Script::Simplified, '」') => '”',
            (Script::Simplified, '『') => '‘',
            (Script::Simplified, '』') => '’',
            (_, other) => other,
        };
    }
}

/// Brackets and straight quotes, each pair as one: wide where Han stand beside or within it.
fn pairs(chars: &mut [char]) {
    let mut open: Vec<usize> = Vec::new();
    let mut quote: Option<usize> = None;
    for at in 0..chars.len() {
        let (from, marks) = match chars[at] {
            '(' => {
                open.push(at);
                continue;
            }
            ')' => (open.pop(), ['（', '）']),
            '"' => match quote.take() {
                Some(from) => (Some(from), ['“', '”']),
                None => {
                    quote = Some(at);
                    continue;
                }
            },
            _ => continue,
        };
        let Some(from) = from else { continue };
        let beside = |c: Option<&char>| c.copied().is_some_and(among_han);
        let within = chars[from..at].iter().any(|&c| is_han(c));
        if within || beside(chars[..from].last()) || beside(chars.get(at + 1)) {
            chars[from] = marks[0];
            chars[at] = marks[1];
        }
    }
}

/// Whether a character belongs to Chinese text: Han, or punctuation of its width.
fn among_han(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{3011}' | '\u{FF01}'..='\u{FF1F}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

fn wide(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '.' => '。',
        '-' => '—',
        _ => return None,
    })
}

fn narrow(c: char) -> Option<char> {
    let alone = matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％');
    alone.then(|| char::from_u32(c as u32 - 0xFEE0)).flatten()
}
