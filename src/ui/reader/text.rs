//! The letters of a piece: what is shown, where each stands in the source, and in which ink.

use std::ops::Range;

use super::points;
use crate::model::{Run, RunStyle};
use crate::state::Script;
use crate::text::{SourceText, Span, simplified_char, traditional};

/// A face of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cut {
    /// The face that the person reads in.
    Body,
    /// The sans of captions.
    Sans,
    /// The bold sans.
    Bold,
}

/// In what colour a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Running text.
    Ink,
    /// Captions, and noise inside the text.
    Faded,
    /// The mark of a footnote.
    Mark,
}

/// How a letter is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The face.
    pub cut: Cut,
    /// The size in points.
    pub size: f32,
    /// The colour.
    pub tone: Tone,
    /// Whether it is raised, as the mark of a footnote.
    pub raised: bool,
    /// Whether it is emphasised: Han by a dot below, Latin by a slant.
    pub emphasis: bool,
}

/// The letters of a piece in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Letters {
    chars: Vec<char>,
    spans: Vec<Span>,
    inks: Vec<u8>,
    palette: Vec<Ink>,
    readings: Vec<Reading>,
}

/// What is set over some letters: how they are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The letters.
    pub letters: Range<usize>,
    /// What stands over them.
    pub text: String,
}

impl Letters {
    /// The letters of the runs of a block, as much as lies in `within`. `plain` is the ink of plain text.
    #[must_use]
    pub fn from_runs(runs: &[Run], within: Span, text: &SourceText, plain: Ink) -> Self {
        let mut letters = Self::default();
        let mut base = 0..0;
        for run in runs {
            if run.style.reading {
                let text = run.shown.as_deref().unwrap_or_else(|| text.slice(run.span)).trim();
                if !base.is_empty() && run.span.cut(within).is_some() {
                    letters.readings.push(Reading { letters: base.clone(), text: text.to_owned() });
                }
                continue;
            }
            let from = letters.len();
            let ink = ink_of(run.style, plain);
            match (&run.shown, run.span.cut(within)) {
                // What parts the cells of a table stands for nothing in the source.
                (Some(shown), None) if run.span.is_empty() && within.start <= run.span.start => {
                    letters.push_stand_in(shown, run.span, ink);
                }
                (_, None) => {}
                (Some(shown), Some(_)) => letters.push_stand_in(shown, run.span, ink),
                (None, Some(span)) => letters.push(text.slice(span), span.start, ink),
            }
            base = from..letters.len();
        }
        letters
    }

    /// Letters that stand nowhere in the source.
    #[must_use]
    pub fn made_up(text: &str, at: u32, ink: Ink) -> Self {
        let mut letters = Self::default();
        letters.push_stand_in(text, Span::new(at, at), ink);
        letters
    }

    /// The same letters in other characters, one for one: every letter keeps its place.
    #[must_use]
    pub fn in_script(mut self, script: Script) -> Self {
        match script {
            Script::AsWritten => {}
            Script::Simplified => self.chars.iter_mut().for_each(|c| *c = simplified_char(*c)),
            Script::Traditional => self.chars = traditional(&self.text()).chars().collect(),
        }
        points::quotes(&mut self.chars, script);
        self
    }

    /// The same letters with punctuation as a printed page has it, one for one.
    #[must_use]
    pub fn regular(mut self) -> Self {
        points::regular(&mut self.chars);
        self
    }

    /// Adds source text; `at` is the place of its first character.
    fn push(&mut self, text: &str, at: u32, ink: Ink) {
        let ink = self.ink_index(ink);
        for (at, c) in (at..).zip(text.chars()) {
            let span = Span::new(at, at + 1);
            // Half of a line end: the other half ends the line.
            if c == '\r' {
                continue;
            }
            self.chars.push(c);
            self.spans.push(span);
            self.inks.push(ink);
        }
    }

    /// Adds what is shown for a stretch of source as a whole.
    fn push_stand_in(&mut self, text: &str, span: Span, ink: Ink) {
        let ink = self.ink_index(ink);
        for c in text.chars() {
            self.chars.push(c);
            self.spans.push(span);
            self.inks.push(ink);
        }
    }

    fn ink_index(&mut self, ink: Ink) -> u8 {
        let found = self.palette.iter().position(|&other| other == ink);
        let index = found.unwrap_or_else(|| {
            self.palette.push(ink);
            self.palette.len() - 1
        });
        index.min(usize::from(u8::MAX)) as u8
    }

    /// The letters of a stretch by themselves.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        Self {
            chars: self.chars[range.clone()].to_vec(),
            spans: self.spans[range.clone()].to_vec(),
            inks: self.inks[range].to_vec(),
            palette: self.palette.clone(),
            readings: Vec::new(),
        }
    }

    /// The characters.
    #[must_use]
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// What stands over letters, in their order.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The number of letters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Where a letter stands in the source.
    #[must_use]
    pub fn span(&self, at: usize) -> Span {
        self.spans.get(at).copied().unwrap_or_default()
    }

    /// How a letter is drawn.
    #[must_use]
    pub fn ink(&self, at: usize) -> Option<Ink> {
        self.palette.get(usize::from(*self.inks.get(at)?)).copied()
    }

    /// Whether two letters are drawn alike.
    #[must_use]
    pub fn alike(&self, a: usize, b: usize) -> bool {
        self.inks.get(a) == self.inks.get(b)
    }

    /// The letters that stand in a stretch of the source.
    #[must_use]
    pub fn within(&self, span: Span) -> Range<usize> {
        let start = self.spans.partition_point(|letter| letter.end <= span.start && letter.start < span.start);
        let end = self.spans.partition_point(|letter| letter.start < span.end).max(start);
        start..end
    }

    /// The place in the source of the caret before a letter, or after the last one.
    #[must_use]
    pub fn caret(&self, at: usize) -> u32 {
        match self.spans.get(at) {
            Some(span) => span.start,
            None => self.spans.last().map_or(0, |span| span.end),
        }
    }

    /// The text as shown.
    #[must_use]
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }
}

fn ink_of(style: RunStyle, base: Ink) -> Ink {
    let mut ink = base;
    if style.strong {
        ink.cut = Cut::Bold;
    }
    ink.emphasis = style.emphasis;
    if style.noise {
        ink.tone = Tone::Faded;
    }
    if style.note_mark {
        ink.raised = true;
        ink.tone = Tone::Mark;
        ink.size = base.size * 0.62;
    }
    ink
}
