use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::prose::OwnWords;
use super::{SourceText, Span};

/// The words of a prose that stand in its source: only where they do is kept, and the few characters that stand for
/// something else there.
#[derive(Clone, Debug)]
pub(super) struct KeptWords {
    source: Arc<SourceText>,
    /// In reading order; together they are the clean text.
    pieces: Box<[Piece]>,
    /// The length of the clean text in bytes.
    pub(super) len: u32,
}

/// A stretch of the clean text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its first byte in the clean text.
    clean: u32,
    /// The byte of the source at which the same words stand, or the character that is stood for.
    source: u32,
    /// The one character that it is where the source has another.
    stand_in: Option<char>,
}

impl KeptWords {
    /// The words in their source; `None` where too few of them stand there for this to be the shorter way.
    pub(super) fn new(own: &OwnWords, source: &Arc<SourceText>) -> Option<Self> {
        let len = u32::try_from(own.text.len()).ok()?;
        let mut pieces: Vec<Piece> = Vec::new();
        let mut chars = own.text.char_indices();
        for (at, &(from, first)) in own.steps.iter().enumerate() {
            let until = own.steps.get(at + 1).map_or(u32::MAX, |&(next, _)| next);
            let begins = source.byte_at(first);
            let mut there = source.as_str()[begins..].char_indices().map(|(byte, c)| (begins + byte, c));
            let mut fresh = true;
            for (byte, c) in chars.by_ref().take((until - from) as usize) {
                let (place, other) = there.next().map_or((source.as_str().len(), None), |(at, c)| (at, Some(c)));
                let stand_in = (other != Some(c)).then_some(c);
                if fresh || stand_in.is_some() {
                    pieces.push(Piece { clean: byte as u32, source: place as u32, stand_in });
                }
                fresh = stand_in.is_some();
            }
        }
        if pieces.len() * size_of::<Piece>() > own.text.len() {
            return None;
        }
        Some(Self { source: Arc::clone(source), pieces: pieces.into(), len })
    }

    /// The number of the piece that holds a byte, or of the last one before it.
    fn piece_at(&self, byte: usize) -> usize {
        self.pieces.partition_point(|piece| piece.clean as usize <= byte).saturating_sub(1)
    }

    /// Where a piece ends.
    fn end_of(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.len, |next| next.clean) as usize
    }

    /// The part of a piece that lies in a byte range of the clean text.
    fn part<'a>(&'a self, piece: usize, bytes: &Range<usize>, buffer: &'a mut [u8; 4]) -> &'a str {
        let Some(&Piece { clean, source, stand_in }) = self.pieces.get(piece) else { return "" };
        let start = bytes.start.max(clean as usize) - clean as usize;
        let end = bytes.end.min(self.end_of(piece)).max(clean as usize) - clean as usize;
        let whole = match stand_in {
            Some(c) => c.encode_utf8(buffer),
            None => &self.source.as_str()[source as usize..],
        };
        let end = whole.floor_char_boundary(end);
        &whole[whole.floor_char_boundary(start).min(end)..end]
    }

    /// A byte range of the clean text, as much of it as exists.
    pub(super) fn slice(&self, bytes: Range<usize>) -> Cow<'_, str> {
        let bytes = bytes.start..bytes.end.min(self.len as usize);
        if bytes.is_empty() {
            return Cow::Borrowed("");
        }
        let (first, last) = (self.piece_at(bytes.start), self.piece_at(bytes.end - 1));
        if first == last && self.pieces.get(first).is_some_and(|piece| piece.stand_in.is_none()) {
            let Piece { clean, source, .. } = self.pieces[first];
            let place = |byte: usize| self.source.as_str().floor_char_boundary(source as usize + byte - clean as usize);
            return Cow::Borrowed(&self.source.as_str()[place(bytes.start)..place(bytes.end)]);
        }
        let mut text = String::with_capacity(bytes.len());
        for piece in first..=last {
            text.push_str(self.part(piece, &bytes, &mut [0; 4]));
        }
        Cow::Owned(text)
    }

    /// The stretch of the source that a byte range of the clean text stands for.
    pub(super) fn span(&self, bytes: &Range<usize>) -> Span {
        let first = self.source_char(bytes.start);
        if bytes.is_empty() { Span::new(first, first) } else { Span::new(first, self.source_char(bytes.end - 1) + 1) }
    }

    /// The source character of the character that holds a byte.
    fn source_char(&self, byte: usize) -> u32 {
        let byte = byte.min(self.len as usize);
        let Some(piece) = self.pieces.get(self.piece_at(byte)) else { return 0 };
        let ahead = byte - piece.clean as usize;
        match piece.stand_in {
            None => self.source.char_at(piece.source as usize + ahead),
            Some(c) => self.source.char_at(piece.source as usize) + u32::from(ahead >= c.len_utf8()),
        }
    }

    /// The first byte of the clean text whose source character is at or after `source`.
    pub(super) fn byte_from(&self, source: u32) -> usize {
        let place = self.source.byte_at(source) as u32;
        // Several clean characters may stand for one of the source; the first of them is meant, but for the end of a
        // line where the next one begins.
        let begins = |at: usize| self.pieces.get(at).is_some_and(|piece| piece.source == place);
        let first = self.pieces.partition_point(|piece| piece.source < place);
        let ends_line = self.pieces.get(first).is_some_and(|piece| piece.stand_in == Some('\n'));
        let next = first + usize::from(ends_line && begins(first) && begins(first + 1));
        let limit = self.pieces.get(next).map_or(self.len, |piece| piece.clean);
        if begins(next) {
            return limit as usize;
        }
        let Some(piece) = next.checked_sub(1).map(|before| self.pieces[before]) else { return 0 };
        let ahead = if piece.stand_in.is_some() { limit } else { piece.clean + (place - piece.source) };
        ahead.min(limit) as usize
    }
}
