use std::ops::Range;

use crate::text::{Prose, simplified_char};

/// Characters between two marks of the way back.
const STRIDE: usize = 64;
/// Fewer bytes than this are walked over faster than a mark is found.
const FEW: usize = 256;

/// The character for which one stands in a search: simplified, half as wide, small.
#[must_use]
pub fn fold(c: char) -> char {
    match c {
        'a'..='z' | '0'..='9' | ' ' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).map_or(c, |narrow| narrow.to_ascii_lowercase()),
        '\u{3000}' | '\t' | '\u{A0}' => ' ',
        '“' | '”' | '„' | '「' | '」' => '"',
        '‘' | '’' | '『' | '』' => '\'',
        '–' | '—' | '‐' | '‑' => '-',
        '·' | '・' | '‧' | '•' => '·',
        _ if c < '\u{2E80}' => c.to_lowercase().next().filter(|_| c.to_lowercase().count() == 1).unwrap_or(c),
        _ => simplified_char(c),
    }
}

/// A text folded character by character, with the way back.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For every `STRIDE`th character its byte here and its byte in the text that was folded.
    marks: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), marks: Vec::with_capacity(text.len() / 160) };
        for (number, (byte, c)) in text.char_indices().enumerate() {
            if number % STRIDE == 0 {
                folded.marks.push((folded.text.len() as u32, byte as u32));
            }
            folded.text.push(fold(c));
        }
        folded
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Places of the folded text, ascending, as bytes of the clean text from which it was made.
    #[must_use]
    pub fn originals(&self, prose: &Prose, places: &[(u32, u32)]) -> Vec<Range<usize>> {
        let mut at = (0, 0);
        let place = |&(from, to): &(u32, u32)| {
            at = self.step(prose, at, from as usize);
            at.1..self.step(prose, at, to as usize).1
        };
        places.iter().map(place).collect()
    }

    /// Goes on from a byte here and its byte in the clean text to another byte here: over the characters between them where
    /// they are few, else from the last mark before it.
    fn step(&self, prose: &Prose, (here, there): (usize, usize), to: usize) -> (usize, usize) {
        let (here, there) = if (here..here + FEW).contains(&to) { (here, there) } else { self.mark_before(to) };
        let part = &self.text.as_bytes()[here..to];
        // A folded character and its own take up to four bytes each.
        let rest = prose.slice(there..there + part.len() * 4);
        if rest.as_bytes().starts_with(part) {
            return (to, there + part.len());
        }
        let chars = part.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        (to, there + rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at))
    }

    /// The last mark at or before a byte.
    fn mark_before(&self, byte: usize) -> (usize, usize) {
        let mark = self.marks.partition_point(|&(here, _)| here as usize <= byte).saturating_sub(1);
        self.marks.get(mark).map_or((0, 0), |&(here, there)| (here as usize, there as usize))
    }
}
