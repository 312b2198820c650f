//! Marks of footnotes inside running text: ①, [3], ¹, and a bare digit stuck to the end of a name in 《》.

use std::collections::HashSet;
use std::ops::Range;

use super::draft::{Draft, Piece};
use crate::model::{BlockKind, Noise, NoiseKind};
use crate::text::{SourceText, is_han};

/// Makes the marks in the drafts pieces of their own and adds them to the noise.
pub(super) fn set_apart(source: &SourceText, drafts: &mut [Draft], noise: &mut Vec<Noise>) {
    let text = source.as_str();
    let names = names_in_book_marks(text, drafts);
    for draft in drafts {
        if matches!(draft.kind, BlockKind::Footnote(_) | BlockKind::Byline | BlockKind::Preformatted | BlockKind::Rule)
        {
            continue;
        }
        let marks = find(text, draft, &names);
        noise.extend(marks.iter().map(|mark| Noise { span: source.span(mark.clone()), kind: NoiseKind::FootnoteMark }));
        cut_out(draft, &marks);
    }
}

/// The names that stand whole inside 《》 somewhere.
fn names_in_book_marks<'a>(text: &'a str, drafts: &[Draft]) -> HashSet<&'a str> {
    let mut names = HashSet::new();
    for draft in drafts {
        let part = &text[draft.bytes.clone()];
        for (at, open) in part.match_indices('《') {
            let inner = &part[at + open.len()..];
            if let Some(end) = inner.find('》')
                && end <= 150
            {
                names.insert(&inner[..end]);
            }
        }
    }
    names
}

fn find(text: &str, draft: &Draft, names: &HashSet<&str>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let circled: HashSet<u32> =
        draft.pieces.iter().flat_map(|p| text[p.bytes.clone()].chars()).filter_map(circle).collect();
    let mut enumerated = 0;
    for piece in draft.pieces.iter().filter(|piece| piece.shown.is_none() && !piece.style.note_mark) {
        let part = &text[piece.bytes.clone()];
        let base = piece.bytes.start;
        let mut chars = part.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let from = base + at;
            if is_han(c) {
                before = Some(c);
                continue;
            }
            if let Some(number) = circle(c) {
                // ①…；②… in one paragraph is a list that the sentence spells out.
                let neighbours = circled.contains(&(number + 1)) || circled.contains(&number.wrapping_sub(1));
                let announced =
                    before.is_none_or(|b| matches!(b, '：' | ':' | '；' | ';' | '，' | ',' | '、' | '（' | '('));
                if neighbours && (announced && number == 1 || number > 1 && enumerated == number - 1) {
                    enumerated = number;
                } else {
                    found.push(from..from + c.len_utf8());
                }
            } else if let Some(len) = bracketed_number(&part[at..]) {
                let beside_latin = before.is_some_and(|b| b.is_ascii_alphanumeric());
                if before.is_some() && !beside_latin {
                    found.push(from..from + len);
                    while chars.peek().is_some_and(|&(next, _)| next < at + len) {
                        chars.next();
                    }
                }
            } else if is_superscript(c) && before.is_some_and(|b| is_han(b) || is_closing(b) || is_superscript(b)) {
                found.push(from..from + c.len_utf8());
            } else if c == '》' {
                found.extend(stuck_digit(part, at, names).map(|digits| base + digits.start..base + digits.end));
            }
            before = Some(c);
        }
    }
    found
}

/// The number of a circled digit.
fn circle(c: char) -> Option<u32> {
    matches!(c, '①'..='⑳').then(|| c as u32 - '①' as u32 + 1)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn is_closing(c: char) -> bool {
    matches!(c, '。' | '，' | '；' | '”' | '’' | '》' | '）' | '」' | '』' | '！' | '？' | '.' | ',')
}

/// The length in bytes of `[3]`, `[3-5]`, `［3］`, `〔3〕` at the start of a text: at most three digits, so no year.
fn bracketed_number(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '[' => ']',
        '［' => '］',
        '〔' => '〕',
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close)?;
    let digits = &inner[..end];
    let fits = !digits.is_empty()
        && digits.len() <= 12
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .split(['-', ',', '，', '、', '–', '~', ' '])
            .all(|part| part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
    fits.then_some(open.len_utf8() + end + close.len_utf8())
}

/// One or two digits before the 》 at byte `at`, where the same name stands without them elsewhere.
fn stuck_digit(part: &str, at: usize, names: &HashSet<&str>) -> Option<Range<usize>> {
    let open = part[..at].rfind('《')? + '《'.len_utf8();
    let name = &part[open..at];
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.len() - bare.len();
    let stuck = (1..=2).contains(&digits) && bare.ends_with(is_han) && names.contains(bare);
    stuck.then_some(at - digits..at)
}

/// Splits the pieces that hold marks; both ascend.
fn cut_out(draft: &mut Draft, marks: &[Range<usize>]) {
    if marks.is_empty() {
        return;
    }
    let mut marks = marks.iter().peekable();
    let mut pieces = Vec::with_capacity(draft.pieces.len() + marks.len() * 2);
    for piece in draft.pieces.drain(..) {
        let part = |bytes: Range<usize>| Piece { bytes, ..piece.clone() };
        let mut from = piece.bytes.start;
        while let Some(mark) = marks.next_if(|mark| mark.end <= piece.bytes.end) {
            if mark.start < from {
                continue;
            }
            let mut raised = part(mark.clone());
            raised.style.note_mark = true;
            pieces.extend([part(from..mark.start), raised]);
            from = mark.end;
        }
        pieces.push(part(from..piece.bytes.end));
    }
    pieces.retain(|piece| !piece.bytes.is_empty() || piece.shown.is_some());
    draft.pieces = pieces;
}
