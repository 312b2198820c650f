use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A hash for words of a few bytes, which are known when the program is built: nothing hostile gets in, so speed counts.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u128(&mut self, number: u128) {
        self.write_u64(number as u64);
        self.write_u64((number >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A map whose keys are numbers or made here, so that nothing hostile gets in.
pub(in crate::analysis) type Quick<K, V> = HashMap<K, V, BuildHasherDefault<Mix>>;

/// A set of words, asked which of them stands at a place.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct WordSet {
    words: HashSet<Box<str>, BuildHasherDefault<Mix>>,
    /// The lengths in bytes that occur, longest first.
    lengths: Vec<usize>,
    /// The characters with which words begin and end, so that most places are done with at a glance.
    heads: Glance,
    tails: Glance,
}

/// A set of characters that may hold more than were put in: one bit for the ten lowest of a character.
#[derive(Clone, Copy, Debug, Default)]
struct Glance([u64; 16]);

impl Glance {
    fn put(&mut self, c: Option<char>) {
        let bit = c.map_or(0, u32::from) & 1023;
        self.0[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    fn has(&self, c: Option<char>) -> bool {
        let bit = c.map_or(0, u32::from) & 1023;
        self.0[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }
}

impl WordSet {
    /// The length in bytes of the longest word at the start of `text`.
    pub(in crate::analysis) fn at_start(&self, text: &str) -> Option<usize> {
        if !self.heads.has(text.chars().next()) {
            return None;
        }
        self.lengths.iter().copied().find(|&n| text.get(..n).is_some_and(|head| self.words.contains(head)))
    }

    /// The length in bytes of the longest word at the end of `text`.
    pub(in crate::analysis) fn at_end(&self, text: &str) -> Option<usize> {
        if !self.tails.has(text.chars().next_back()) {
            return None;
        }
        let tail = |n: usize| text.len().checked_sub(n).and_then(|from| text.get(from..));
        self.lengths.iter().copied().find(|&n| tail(n).is_some_and(|tail| self.words.contains(tail)))
    }
}

impl<S: AsRef<str>> FromIterator<S> for WordSet {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let words: Vec<Box<str>> = words.into_iter().map(|word| word.as_ref().into()).collect();
        let mut lengths: Vec<usize> = words.iter().map(|word| word.len()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        let (mut heads, mut tails) = (Glance::default(), Glance::default());
        for word in &words {
            heads.put(word.chars().next());
            tails.put(word.chars().next_back());
        }
        let words = words.into_iter().collect();
        Self { words, lengths, heads, tails }
    }
}
