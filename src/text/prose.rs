use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::kept_words::KeptWords;
use super::{Sentence, SourceText, Span, sentences};

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
///
/// It holds its words itself while the work is read. Nearly all of them stand in the source as they stand here: what is
/// kept for as long as the work is open holds only where they stand (see [`Prose::kept_in`]).
#[derive(Clone, Debug, Default)]
pub struct Prose {
    words: Words,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
}

/// Where the words of a prose are.
#[derive(Clone, Debug)]
enum Words {
    Own(OwnWords),
    Kept(KeptWords),
}

impl Default for Words {
    fn default() -> Self {
        Self::Own(OwnWords::default())
    }
}

impl Prose {
    /// The clean text, paragraphs separated by one `\n`: all of it, put together anew where the prose is kept in its
    /// source. For a part of it, [`Prose::slice`] is the quicker way.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        self.slice(0..self.len())
    }

    /// The length of the clean text in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.words {
            Words::Own(own) => own.text.len(),
            Words::Kept(kept) => kept.len as usize,
        }
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A byte range of the clean text, as much of it as exists; a bound inside a character is moved before it.
    #[must_use]
    pub fn slice(&self, bytes: Range<usize>) -> Cow<'_, str> {
        match &self.words {
            Words::Own(own) => {
                let end = own.text.floor_char_boundary(bytes.end);
                Cow::Borrowed(&own.text[own.text.floor_char_boundary(bytes.start).min(end)..end])
            }
            Words::Kept(kept) => kept.slice(bytes),
        }
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
        match &self.words {
            Words::Own(own) => own.span(&bytes),
            Words::Kept(kept) => kept.span(&bytes),
        }
    }

    /// The bytes of the clean text that lie in a span of the source; empty where none does.
    #[must_use]
    pub fn bytes(&self, span: Span) -> Range<usize> {
        let clean = |source| match &self.words {
            Words::Own(own) => own.byte_from(source),
            Words::Kept(kept) => kept.byte_from(source),
        };
        let start = clean(span.start);
        start..clean(span.end).max(start)
    }

    /// The same prose without words of its own, where its source holds nearly all of them.
    #[must_use]
    pub fn kept_in(mut self, source: &Arc<SourceText>) -> Self {
        if let Words::Own(own) = &self.words
            && let Some(kept) = KeptWords::new(own, source)
        {
            self.words = Words::Kept(kept);
        }
        self
    }
}

/// Words with a text of their own.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnWords {
    pub(super) text: String,
    /// Stretches that run in step with the source: (first clean character, its source character), ascending in the
    /// first. Only the start of a stretch is stored.
    pub(super) steps: Vec<(u32, u32)>,
    /// For every `STRIDE`th byte how many characters begin before it.
    marks: Vec<u32>,
}

impl OwnWords {
    fn span(&self, bytes: &Range<usize>) -> Span {
        let first = self.char_at(bytes.start);
        if bytes.is_empty() {
            return Span::new(self.source_char(first), self.source_char(first));
        }
        // Of a few words the characters are counted faster than looked up.
        let last = match self.text.as_bytes().get(bytes.start + 1..bytes.end) {
            Some(rest) if rest.len() < STRIDE => first + starts(rest),
            _ => self.char_at(bytes.end - 1),
        };
        Span::new(self.source_char(first), self.source_char(last) + 1)
    }

    /// The source character of a clean one.
    fn source_char(&self, clean: u32) -> u32 {
        let step = self.steps.partition_point(|&(from, _)| from <= clean).saturating_sub(1);
        self.steps.get(step).map_or(0, |&(from, source)| source + (clean - from))
    }

    /// The first byte whose source character is at or after `source`.
    fn byte_from(&self, source: u32) -> usize {
        self.byte_at(self.clean_char(source))
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
    words: OwnWords,
    paragraphs: Vec<Paragraph>,
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
        let at = self.words.text.len();
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
        let runs_on = self.words.steps.last().is_some_and(|&(from, at)| at + (self.chars - from) == source);
        if !runs_on {
            self.words.steps.push((self.chars, source));
        }
        self.words.text.push_str(text);
        self.chars += starts(text.as_bytes());
    }

    /// Adds one character that stands for something else in the source, such as a space for a line end.
    pub fn push_stand_in(&mut self, c: char, source: u32) {
        let mut buffer = [0; 4];
        self.push(c.encode_utf8(&mut buffer), source);
    }

    fn close(&mut self) {
        let Some(mut paragraph) = self.open.take() else { return };
        paragraph.bytes.end = self.words.text.len();
        if paragraph.bytes.is_empty() {
            return;
        }
        self.paragraphs.push(paragraph);
        // The line end stands for whatever followed the paragraph's last character.
        let after = self.words.steps.last().map_or(0, |&(from, at)| at + (self.chars - from));
        self.push_stand_in('\n', after);
    }

    /// The finished text with its sentences.
    #[must_use]
    pub fn finish(mut self) -> Prose {
        self.close();
        let (mut words, mut paragraphs, mut found) = (self.words, self.paragraphs, Vec::new());
        for (index, paragraph) in paragraphs.iter().enumerate() {
            for bytes in sentences(&words.text[paragraph.bytes.clone()]) {
                let from = paragraph.bytes.start;
                found.push(Sentence { bytes: from + bytes.start..from + bytes.end, paragraph: index as u32 });
            }
        }
        let mut before = 0;
        for part in words.text.as_bytes().chunks(STRIDE) {
            words.marks.push(before);
            before += starts(part);
        }
        // It is kept as long as the corpus is: a large one should take no more than it needs.
        words.text.shrink_to_fit();
        words.steps.shrink_to_fit();
        words.marks.shrink_to_fit();
        paragraphs.shrink_to_fit();
        found.shrink_to_fit();
        Prose { words: Words::Own(words), paragraphs, sentences: found }
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
