use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Pages, Span};

/// Characters between two marks of the index.
const STRIDE: usize = 64;

/// The decoded text of a source, with quick steps between character and byte offsets.
///
/// The index holds one byte offset for every 64 characters: a step costs at most 64 characters of scanning, and the
/// index a fiftieth of the text.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct SourceText {
    text: Box<str>,
    /// Byte offset of every `STRIDE`th character.
    marks: Box<[u32]>,
    chars: u32,
    pages: Pages,
}

/// A text as it is kept: its index is made anew.
#[derive(Serialize, Deserialize)]
struct Written {
    text: Box<str>,
    pages: Pages,
}

impl From<SourceText> for Written {
    fn from(source: SourceText) -> Self {
        Self { text: source.text, pages: source.pages }
    }
}

impl From<Written> for SourceText {
    fn from(written: Written) -> Self {
        Self::new(written.text).with_pages(written.pages)
    }
}

impl SourceText {
    /// Indexes a text. Texts are at most 4 GiB; what lies beyond is cut off at a character border.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let mut text: Box<str> = text.into();
        if text.len() > u32::MAX as usize {
            let mut end = u32::MAX as usize;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text = text[..end].into();
        }
        let mut marks = Vec::with_capacity(text.len() / (STRIDE * 2) + 1);
        let mut chars = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte & 0xC0 != 0x80 {
                if (chars as usize).is_multiple_of(STRIDE) {
                    marks.push(at as u32);
                }
                chars += 1;
            }
        }
        Self { text, marks: marks.into(), chars, pages: Pages::default() }
    }

    /// Says how the text lies on the pages of its document.
    #[must_use]
    pub fn with_pages(mut self, pages: Pages) -> Self {
        self.pages = pages;
        self
    }

    /// How the text lies on the pages of its document.
    #[must_use]
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number of characters.
    #[must_use]
    pub fn chars(&self) -> u32 {
        self.chars
    }

    /// The byte offset of a character; the length of the text for one past the last.
    #[must_use]
    pub fn byte_at(&self, at: u32) -> usize {
        if at >= self.chars {
            return self.text.len();
        }
        let base = self.marks[at as usize / STRIDE] as usize;
        let rest = at as usize % STRIDE;
        self.text[base..].char_indices().nth(rest).map_or(self.text.len(), |(byte, _)| base + byte)
    }

    /// The character that holds the byte at `byte`.
    #[must_use]
    pub fn char_at(&self, byte: usize) -> u32 {
        if byte >= self.text.len() {
            return self.chars;
        }
        let mark = self.marks.partition_point(|&mark| mark as usize <= byte).saturating_sub(1);
        let base = self.marks[mark] as usize;
        let starts = self.text.as_bytes()[base..=byte].iter().filter(|&&b| b & 0xC0 != 0x80).count();
        (mark * STRIDE + starts.saturating_sub(1)) as u32
    }

    /// The text of a span, as much of it as exists.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let start = self.byte_at(span.start);
        let end = self.byte_at(span.end).max(start);
        &self.text[start..end]
    }

    /// The span of a byte range.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.char_at(bytes.start), self.char_at(bytes.end))
    }

    /// The whole text as a span.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span::new(0, self.chars)
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceText({} chars)", self.chars)
    }
}

impl From<&str> for SourceText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}
