use std::ops::Range;

use super::lexicon::Lexicon;

/// A paragraph as the grammar reads it: characters folded to simplified and half-width forms, the spaces that
/// scanners and typists leave between Han characters and digits taken out, with the way back to the bytes.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The folded characters.
    pub(super) glyphs: Vec<char>,
    /// For every glyph the byte at which its character begins.
    starts: Vec<u32>,
    /// For every glyph the byte after its character.
    ends: Vec<u32>,
}

impl Line {
    /// Takes in a paragraph; `base` is the byte of the clean text at which it begins.
    pub(super) fn read(&mut self, text: &str, base: usize, lexicon: &Lexicon) {
        self.glyphs.clear();
        self.starts.clear();
        self.ends.clear();
        let mut space: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let start = base + at;
            if is_space(c) {
                space.get_or_insert(start);
                continue;
            }
            let glyph = lexicon.fold(c);
            if let Some(from) = space.take() {
                let before = self.glyphs.last().is_some_and(|&c| keeps_space(c));
                if before && keeps_space(glyph) {
                    self.push(' ', from, start);
                }
            }
            self.push(glyph, start, start + c.len_utf8());
        }
    }

    fn push(&mut self, glyph: char, start: usize, end: usize) {
        self.glyphs.push(glyph);
        self.starts.push(start as u32);
        self.ends.push(end as u32);
    }

    /// The bytes of the clean text that some glyphs stand for.
    pub(super) fn bytes(&self, glyphs: &Range<usize>) -> Range<usize> {
        let start = self.starts.get(glyphs.start).copied().unwrap_or(0);
        let end = glyphs.end.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(start);
        start as usize..end as usize
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{FEFF}' | '\r' | '\n')
}

/// Whether a space on this side of a character means something: between Latin words and digits it does.
fn keeps_space(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '，' | '-' | '\'')
}
