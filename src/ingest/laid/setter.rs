//! Sets words into blocks, one a line, with white space as a page shows it.

use super::super::draft::{Draft, Piece};
use super::super::shape::is_wide;
use super::Laid;
use crate::model::{BlockKind, NoiseKind, RunStyle};

/// The largest text that a document may grow to, in bytes: what is more comes of a trap rather than of a person.
const LARGEST_TEXT: usize = 256 << 20;

/// Sets the words of a document into its text.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Setter {
    pub(in crate::ingest) laid: Laid,
    open: Option<Draft>,
    /// White space that was seen and not yet set; whether a line end was in it.
    space: Option<bool>,
    /// Whether what is set now belongs to no reading text.
    noise: bool,
    /// The marks of notes that were numbered through so far.
    marks: usize,
    /// Whether the next words begin a run of their own.
    apart: bool,
}

impl Setter {
    /// Begins a block; ends the one before.
    pub(in crate::ingest) fn begin(&mut self, kind: BlockKind) {
        self.end();
        let at = self.laid.text.len();
        self.open = Some(Draft { kind, bytes: at..at, pieces: Vec::new() });
    }

    /// Whether words stand in the open block.
    pub(in crate::ingest) fn has_words(&self) -> bool {
        self.open.as_ref().is_some_and(|open| !open.pieces.is_empty())
    }

    /// Whether a block is open.
    pub(in crate::ingest) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Changes the kind of the open block.
    pub(in crate::ingest) fn rename(&mut self, kind: BlockKind) {
        if let Some(open) = &mut self.open {
            open.kind = kind;
        }
    }

    /// Says whether what follows is noise.
    pub(in crate::ingest) fn set_noise(&mut self, noise: bool) {
        if noise != self.noise {
            self.end();
            self.noise = noise;
        }
    }

    /// Sets running words: white space between them is one space, and none where only a line end parts two wide
    /// characters, or at the edges of a block. Opens a paragraph where no block is open.
    pub(in crate::ingest) fn words(&mut self, words: &str, style: RunStyle) {
        let mut rest = words;
        loop {
            let bare = rest.trim_start_matches(is_blank);
            let blank = &rest[..rest.len() - bare.len()];
            if !blank.is_empty() {
                let line_end = blank.chars().all(|c| matches!(c, '\n' | '\r'));
                self.space = Some(self.space.unwrap_or(true) && line_end);
            }
            let end = bare.find(is_blank).unwrap_or(bare.len());
            if end == 0 {
                return;
            }
            let space = self.space.take();
            let wide = |c: Option<char>| c.is_some_and(is_wide);
            let tight = space.is_none_or(|line_end| {
                line_end && (wide(self.laid.text.chars().next_back()) || wide(bare.chars().next()))
            });
            if !tight && self.has_words() && !self.laid.text.ends_with('\t') {
                self.put(" ", style);
            }
            self.put(&bare[..end], style);
            rest = &bare[end..];
        }
    }

    /// Lets the next words begin a run of their own, whatever stands before them: a reading stands over all of the run
    /// before it.
    pub(in crate::ingest) fn part(&mut self) {
        self.apart = true;
    }

    /// Sets words as they stand, line ends included.
    pub(in crate::ingest) fn as_is(&mut self, words: &str, style: RunStyle) {
        self.space = None;
        self.put(words, style);
    }

    /// Sets the mark of a note: in brackets in the text, as a raised number on the page.
    pub(in crate::ingest) fn note_mark(&mut self, mark: &str) {
        self.space = None;
        let style = RunStyle { note_mark: true, ..RunStyle::default() };
        let at = self.laid.text.len();
        self.put("[", style);
        self.laid.text.push_str(mark);
        self.laid.text.push(']');
        let end = self.laid.text.len();
        let Some(open) = &mut self.open else { return };
        open.bytes.end = end;
        // The bracket may have been joined to a mark right before it.
        if let Some(last) = open.pieces.last_mut() {
            if last.bytes.start < at {
                last.bytes.end = at;
                open.pieces.push(Piece { bytes: at..end, style, shown: Some(mark.into()) });
            } else {
                *last = Piece { bytes: at..end, style, shown: Some(mark.into()) };
            }
        }
    }

    /// Sets the mark of the next note, where notes are numbered through.
    pub(in crate::ingest) fn next_note_mark(&mut self) {
        self.marks += 1;
        let mark = self.marks.to_string();
        self.note_mark(&mark);
    }

    /// Ends a cell of a table row.
    pub(in crate::ingest) fn cell(&mut self) {
        self.space = None;
        let at = self.laid.text.len();
        let Some(open) = &mut self.open else { return };
        self.laid.text.push('\t');
        open.pieces.push(Piece::shown(at..at + 1, "\t"));
        open.bytes.end = at + 1;
    }

    fn put(&mut self, words: &str, style: RunStyle) {
        if self.laid.text.len() + words.len() > LARGEST_TEXT {
            return;
        }
        let at = self.laid.text.len();
        let open =
            self.open.get_or_insert_with(|| Draft { kind: BlockKind::Paragraph, bytes: at..at, pieces: Vec::new() });
        self.laid.text.push_str(words);
        let end = self.laid.text.len();
        open.bytes.end = end;
        let apart = std::mem::take(&mut self.apart);
        match open.pieces.last_mut() {
            Some(last) if !apart && last.style == style && last.shown.is_none() && last.bytes.end == at => {
                last.bytes.end = end;
            }
            _ => open.pieces.push(Piece { bytes: at..end, style, shown: None }),
        }
    }

    /// Ends the open block; one without words leaves nothing behind.
    pub(in crate::ingest) fn end(&mut self) {
        self.space = None;
        let Some(mut open) = self.open.take() else { return };
        while open.pieces.last().is_some_and(|piece| piece.shown.as_deref() == Some("\t")) {
            open.pieces.pop();
        }
        let Some(last) = open.pieces.last() else {
            self.laid.text.truncate(open.bytes.start);
            if open.kind == BlockKind::Rule {
                self.laid.text.push('\n');
                self.laid.drafts.push(open);
            }
            return;
        };
        open.bytes.end = last.bytes.end;
        self.laid.text.truncate(open.bytes.end);
        self.laid.text.push('\n');
        if self.noise {
            self.laid.noise.push((open.bytes, NoiseKind::Boilerplate));
        } else {
            self.laid.drafts.push(open);
        }
    }

    /// Begins a page.
    pub(in crate::ingest) fn page(&mut self) {
        self.end();
        self.laid.pages.push((self.laid.text.len(), self.laid.pages.len() as u32 + 1));
    }

    /// The finished document.
    pub(in crate::ingest) fn finish(mut self) -> Laid {
        self.end();
        self.laid
    }
}

/// White space and what is as invisible as it.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}') || c.is_control()
}
