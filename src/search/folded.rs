use std::ops::Range;

use crate::text::simplified_char;

/// Characters between two marks of the way back.
const STRIDE: usize = 64;

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

    /// Bytes of the folded text as bytes of `text`, from which it was made.
    #[must_use]
    pub fn original(&self, text: &str, bytes: Range<usize>) -> Range<usize> {
        let start = self.step_back(text, bytes.start);
        let end = self.step_back(text, bytes.end);
        start..end.max(start)
    }

    fn step_back(&self, text: &str, byte: usize) -> usize {
        let mark = self.marks.partition_point(|&(here, _)| here as usize <= byte).saturating_sub(1);
        let Some(&(here, there)) = self.marks.get(mark) else { return 0 };
        let chars = self.text[here as usize..].char_indices().take_while(|(at, _)| here as usize + at < byte).count();
        let rest = &text[there as usize..];
        there as usize + rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at)
    }
}
