//! Selection: a stretch of the source, whatever is in sight of it.

use crate::model::Work;
use crate::text::{SourceText, Span, is_han, words};

/// By what a selection grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grain {
    /// By characters.
    #[default]
    Character,
    /// By words.
    Word,
    /// By sentences.
    Sentence,
    /// By paragraphs.
    Paragraph,
}

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it began: what was selected first.
    pub anchor: Span,
    /// Where it goes to: what was selected last.
    pub head: Span,
    /// By what it grows.
    pub grain: Grain,
}

impl Selection {
    /// A selection of one stretch.
    #[must_use]
    pub fn of(span: Span, grain: Grain) -> Self {
        Self { anchor: span, head: span, grain }
    }

    /// All that is selected.
    #[must_use]
    pub fn span(&self) -> Span {
        self.anchor.join(self.head)
    }

    /// A selection by characters from one place to another.
    #[must_use]
    pub fn between(from: u32, to: u32) -> Self {
        Self { anchor: Span::new(from, from), head: Span::new(to, to), grain: Grain::Character }
    }

    /// The place where it began and the place of its caret, at which it grows and shrinks.
    #[must_use]
    pub fn ends(&self) -> (u32, u32) {
        if self.head.start < self.anchor.start {
            (self.anchor.end, self.head.start)
        } else {
            (self.anchor.start, self.head.end.max(self.anchor.end))
        }
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.span().is_empty()
    }

    /// The selection from where it began to another place.
    #[must_use]
    pub fn to(self, head: Span) -> Self {
        Self { head, ..self }
    }
}

/// The stretch of that grain around a character of the source.
#[must_use]
pub fn around(work: &Work, text: &SourceText, at: u32, grain: Grain) -> Span {
    match grain {
        Grain::Character => Span::new(at, at),
        Grain::Word => word(text, at, work.span),
        Grain::Sentence => sentence(work, at).unwrap_or_else(|| paragraph(work, at)),
        Grain::Paragraph => paragraph(work, at),
    }
}

/// The sentence that holds a character, if it is part of the clean text.
fn sentence(work: &Work, at: u32) -> Option<Span> {
    let bytes = work.prose.bytes(Span::new(at, at + 1));
    let index = work.prose.sentence_at(bytes.start)?;
    let span = work.prose.span(work.prose.sentences().get(index)?.bytes.clone());
    span.contains(at).then_some(span)
}

/// All runs of the block that holds a character.
fn paragraph(work: &Work, at: u32) -> Span {
    let index = work.blocks.partition_point(|block| block.span.start <= at).saturating_sub(1);
    let Some(block) = work.blocks.get(index).filter(|block| block.span.contains(at)) else { return Span::new(at, at) };
    block.runs.iter().map(|run| run.span).reduce(Span::join).unwrap_or(block.span)
}

/// The word around a character: a run of letters or digits, or the Han that the dictionary has as a word.
fn word(text: &SourceText, at: u32, within: Span) -> Span {
    /// How far a word is followed to either side.
    const REACH: u32 = 40;
    let window = Span::new(at.saturating_sub(REACH).max(within.start), (at + REACH).min(within.end));
    let chars: Vec<char> = text.slice(window).chars().collect();
    let here = (at - window.start) as usize;
    let Some(&c) = chars.get(here) else { return Span::new(at, at) };
    let alike: fn(char) -> bool = if is_han(c) {
        is_han
    } else if c.is_alphanumeric() {
        |c| c.is_alphanumeric() && !is_han(c)
    } else {
        return Span::new(at, at + 1);
    };
    let before = chars[..here].iter().rev().take_while(|&&c| alike(c)).count();
    let after = chars[here..].iter().take_while(|&&c| alike(c)).count();
    let run = here - before..here + after;
    let word =
        if is_han(c) { words(&chars[run.clone()]).into_iter().find(|word| word.contains(&before)) } else { None };
    let word = word.map_or(run.clone(), |word| run.start + word.start..run.start + word.end);
    Span::new(window.start + word.start as u32, window.start + word.end as u32)
}
