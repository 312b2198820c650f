use super::{Span, simplified_char};

/// A text as it is compared: without spaces, line ends and marks of markup, in simplified characters, half-width, lower
/// case, its punctuation in one form; with the way back to the characters of the text itself.
///
/// What differs only in writing (another encoding, another script, a new line break, a converted file) is the same
/// here.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    chars: Vec<char>,
    /// For every folded character its place in the text, in characters; one more for the end.
    places: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded = Self { chars: Vec::with_capacity(text.len() / 3), places: Vec::with_capacity(text.len() / 3) };
        let mut place = 0;
        for c in text.chars() {
            // —— and — are one mark, and so are …… and ….
            if let Some(c) = fold(c)
                && !(matches!(c, '-' | '…') && folded.chars.last() == Some(&c))
            {
                folded.chars.push(c);
                folded.places.push(place);
            }
            place += 1;
        }
        folded.places.push(place);
        folded
    }

    /// The folded characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The stretch of the text that folded characters stand for, without what is left out at its ends.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| self.places.get(at).or(self.places.last()).copied().unwrap_or(0);
        if start >= end { Span::new(place(start), place(start)) } else { Span::new(place(start), place(end - 1) + 1) }
    }

    /// The first folded character that stands at or after a character of the text.
    #[must_use]
    pub fn at(&self, place: u32) -> usize {
        self.places.partition_point(|&other| other < place).min(self.chars.len())
    }
}

/// A character as it is compared; `None` for one that does not count.
fn fold(c: char) -> Option<char> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase());
    }
    if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return Some(simplified_char(c));
    }
    Some(match c {
        '*'
        | '#'
        | '_'
        | '`'
        | '>'
        | '|'
        | '~'
        | '\\'
        | '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2060}'
        | '\u{FEFF}' => {
            return None;
        }
        '\u{FF01}'..='\u{FF5E}' => return fold(char::from_u32(u32::from(c) - 0xFEE0)?),
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '‘' | '’' | '\'' | '"' => {
            '"'
        }
        '—' | '–' | '‒' | '―' | '─' | '‐' | '‑' | '−' => '-',
        '、' | '﹐' | '﹑' => ',',
        '。' | '｡' | '﹒' => '.',
        '⋯' => '…',
        '【' | '〔' | '〖' | '[' => '(',
        '】' | '〕' | '〗' | ']' => ')',
        '《' | '〈' | '«' | '‹' => '<',
        // As > is, which marks a quotation in Markdown.
        '》' | '〉' | '»' | '›' => return None,
        '•' | '・' | '‧' | '∙' | '●' => '·',
        c if c.is_whitespace() || c.is_control() => return None,
        c => simplified_char(c).to_lowercase().next().unwrap_or(c),
    })
}
