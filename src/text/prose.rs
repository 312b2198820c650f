use std::ops::Range;

use super::{Sentence, Span, sentences};

/// Bytes between two marks of the index of characters.
const STRIDE: usize = 128;

/// A paragraph of the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes in [`Prose::text`], without the line end.
    pub bytes: Range<usize>,
    /// The index of the block that it came from.
    pub block: u32,
    /// The depth of a heading, 1 for the title of a chapter; 0 for running text.
    pub heading: u8,
    /// Whether it stands beside the running text: a line of metadata, a footnote, an entry of the references. Dates in
    /// it belong to this or another publication, not to what the work tells.
    pub apart: bool,
}

/// The reading text of one work: paragraphs in reading order, one a line, without markup, page furniture and soft
/// line ends, with a way back to the source for every byte.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    /// Stretches that run in step with the source: (first clean character, its source character), ascending in the
    /// first. Only the start of a stretch is stored.
    steps: Vec<(u32, u32)>,
    /// For every `STRIDE`th byte how many characters begin before it.
    marks: Vec<u32>,
}

impl Prose {
    /// The clean text, paragraphs separated by one `\n`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraphs in reading order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The sentences in reading order; none crosses a paragraph.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence that holds a byte of the clean text, or the last one before it.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        self.sentences.partition_point(|s| s.bytes.start <= byte).checked_sub(1)
    }

    /// A byte range of the clean text as a span of the source.
    ///
    /// The span runs from the source character of the first clean character to one past that of the last, so that
    /// left-out markup and line ends inside it are inside the span and those at its edges are not.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Span {
        if bytes.is_empty() {
            let at = self.source_char(self.char_at(bytes.start));
            return Span::new(at, at);
        }
        let first = self.char_at(bytes.start);
        // Of a few words the characters are counted faster than looked up.
        let last = match self.text.as_bytes().get(bytes.start + 1..bytes.end) {
            Some(rest) if rest.len() < STRIDE => first + starts(rest),
            _ => self.char_at(bytes.end - 1),
        };
        Span::new(self.source_char(first), self.source_char(last) + 1)
    }

    /// The bytes of the clean text that lie in a span of the source; empty where none does.
    #[must_use]
    pub fn bytes(&self, span: Span) -> Range<usize> {
        let start = self.clean_char(span.start);
        let end = self.clean_char(span.end).max(start);
        self.byte_at(start)..self.byte_at(end)
    }

    fn char_at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let mark = byte / STRIDE;
        let before = self.marks.get(mark).copied().unwrap_or(0);
        // A byte inside a character belongs to the character that it continues.
        let inside = !self.text.is_char_boundary(byte);
        before + starts(&self.text.as_bytes()[mark * STRIDE..byte]) - u32::from(inside)
    }

    fn byte_at(&self, at: u32) -> usize {
        let mark = self.marks.partition_point(|&before| before <= at).saturating_sub(1);
        let left = at - self.marks.get(mark).copied().unwrap_or(0);
        let base = mark * STRIDE;
        let bytes = self.text.as_bytes().get(base..).unwrap_or_default();
        let mut begins = (base..).zip(bytes).filter(|&(_, &byte)| is_start(byte));
        begins.nth(left as usize).map_or(self.text.len(), |(byte, _)| byte)
    }

    fn source_char(&self, clean: u32) -> u32 {
        let step = self.steps.partition_point(|&(from, _)| from <= clean).saturating_sub(1);
        self.steps.get(step).map_or(0, |&(from, source)| source + (clean - from))
    }

    /// The first clean character whose source character is at or after `source`.
    fn clean_char(&self, source: u32) -> u32 {
        // Several clean characters may stand for one of the source; the first of them is meant.
        let next = self.steps.partition_point(|&(_, from)| from < source);
        if let Some(&(clean, from)) = self.steps.get(next)
            && from == source
        {
            return clean;
        }
        let Some(step) = next.checked_sub(1) else { return 0 };
        let (clean, from) = self.steps[step];
        let ahead = clean + (source - from);
        self.steps.get(next).map_or(ahead, |&(limit, _)| ahead.min(limit))
    }
}

/// Whether a byte is the first of a character.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// How many characters begin in a stretch of text. A part of it has no more of them than a byte can count, which the
/// processor does for many at once.
fn starts(bytes: &[u8]) -> u32 {
    let of = |part: &[u8]| part.iter().map(|&byte| u8::from(is_start(byte))).sum::<u8>();
    bytes.chunks(STRIDE).map(|part| u32::from(of(part))).sum()
}

/// Builds a [`Prose`] piece by piece, in source order.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    chars: u32,
    open: Option<Paragraph>,
}

impl ProseBuilder {
    /// A builder with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a paragraph that comes from the given block; ends the one before.
    pub fn paragraph(&mut self, block: u32, heading: u8) {
        self.close();
        let at = self.prose.text.len();
        self.open = Some(Paragraph { bytes: at..at, block, heading, apart: false });
    }

    /// Begins a paragraph that stands beside the running text (see [`Paragraph::apart`]).
    pub fn apart(&mut self, block: u32) {
        self.paragraph(block, 0);
        if let Some(open) = &mut self.open {
            open.apart = true;
        }
    }

    /// Adds a stretch of source text as it stands; `source` is the place of its first character.
    pub fn push(&mut self, text: &str, source: u32) {
        if text.is_empty() {
            return;
        }
        let runs_on = self.prose.steps.last().is_some_and(|&(from, at)| at + (self.chars - from) == source);
        if !runs_on {
            self.prose.steps.push((self.chars, source));
        }
        self.prose.text.push_str(text);
        self.chars += starts(text.as_bytes());
    }

    /// Adds one character that stands for something else in the source, such as a space for a line end.
    pub fn push_stand_in(&mut self, c: char, source: u32) {
        let mut buffer = [0; 4];
        self.push(c.encode_utf8(&mut buffer), source);
    }

    fn close(&mut self) {
        let Some(mut paragraph) = self.open.take() else { return };
        paragraph.bytes.end = self.prose.text.len();
        if paragraph.bytes.is_empty() {
            return;
        }
        self.prose.paragraphs.push(paragraph);
        // The line end stands for whatever followed the paragraph's last character.
        let after = self.prose.steps.last().map_or(0, |&(from, at)| at + (self.chars - from));
        self.push_stand_in('\n', after);
    }

    /// The finished text with its sentences.
    #[must_use]
    pub fn finish(mut self) -> Prose {
        self.close();
        let mut prose = self.prose;
        for (index, paragraph) in prose.paragraphs.iter().enumerate() {
            for bytes in sentences(&prose.text[paragraph.bytes.clone()]) {
                let from = paragraph.bytes.start;
                prose.sentences.push(Sentence { bytes: from + bytes.start..from + bytes.end, paragraph: index as u32 });
            }
        }
        let mut before = 0;
        for part in prose.text.as_bytes().chunks(STRIDE) {
            prose.marks.push(before);
            before += starts(part);
        }
        // It is kept as long as the corpus is: a large one should take no more than it needs.
        prose.text.shrink_to_fit();
        prose.paragraphs.shrink_to_fit();
        prose.sentences.shrink_to_fit();
        prose.steps.shrink_to_fit();
        prose.marks.shrink_to_fit();
        prose
    }
}

impl From<&str> for Prose {
    /// Plain text, every line a paragraph; for tests and for text without markup.
    fn from(text: &str) -> Self {
        let mut builder = ProseBuilder::new();
        let mut source = 0;
        for (block, line) in text.split('\n').enumerate() {
            builder.paragraph(block as u32, 0);
            builder.push(line, source);
            source += line.chars().count() as u32 + 1;
        }
        builder.finish()
    }
}
