use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// A hash for words of a few bytes, which are known when the program is built: nothing hostile gets in, so speed counts.
#[derive(Clone, Debug, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A set of words, asked which of them stands at a place.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct WordSet {
    words: HashSet<Box<str>, BuildHasherDefault<Mix>>,
    /// The lengths in bytes that occur, longest first.
    lengths: Vec<usize>,
}

impl WordSet {
    /// The length in bytes of the longest word at the start of `text`.
    pub(in crate::analysis) fn at_start(&self, text: &str) -> Option<usize> {
        self.lengths.iter().copied().find(|&n| text.get(..n).is_some_and(|head| self.words.contains(head)))
    }

    /// The length in bytes of the longest word at the end of `text`.
    pub(in crate::analysis) fn at_end(&self, text: &str) -> Option<usize> {
        let tail = |n: usize| text.len().checked_sub(n).and_then(|from| text.get(from..));
        self.lengths.iter().copied().find(|&n| tail(n).is_some_and(|tail| self.words.contains(tail)))
    }
}

impl<S: AsRef<str>> FromIterator<S> for WordSet {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let words: HashSet<Box<str>, BuildHasherDefault<Mix>> =
            words.into_iter().map(|word| word.as_ref().into()).collect();
        let mut lengths: Vec<usize> = words.iter().map(|word| word.len()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        Self { words, lengths }
    }
}
