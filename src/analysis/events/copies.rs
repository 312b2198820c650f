//! Passages that one work took from another: their tellings are one witness, not two.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::text::is_han;

/// The length of the sequences that are compared, in Han characters.
const RUN: usize = 4;
/// The shortest sentence that can be recognised as copied, in Han characters.
const SHORTEST: usize = 14;
/// What part of the shorter sentence's sequences the other must hold: a misread character spoils four of them.
const COPIED: f32 = 0.55;

/// The sequences of a sentence, for comparison with others.
#[derive(Debug)]
pub(super) struct Runs {
    hashes: HashSet<u64>,
    /// The number of Han characters.
    pub(super) length: usize,
}

/// The sequences of Han characters of a sentence; what stands between them (spaces, marks, digits) does not count.
pub(super) fn runs(sentence: &str) -> Runs {
    let mut window: Vec<char> = Vec::new();
    let han: Vec<char> = sentence.chars().filter(|&c| is_han(c)).collect();
    let mut hashes = HashSet::new();
    for part in han.windows(RUN) {
        window.clear();
        window.extend(part);
        let text: String = window.iter().collect();
        hashes.insert(xxh3_64(text.as_bytes()));
    }
    Runs { hashes, length: han.len() }
}

/// Whether one of two sentences was copied from the other, or both from a third.
pub(super) fn copied(a: &Runs, b: &Runs) -> bool {
    if a.length.min(b.length) < SHORTEST {
        return false;
    }
    let (short, long) = if a.hashes.len() <= b.hashes.len() { (a, b) } else { (b, a) };
    let common = short.hashes.intersection(&long.hashes).count();
    common as f32 >= COPIED * short.hashes.len() as f32
}
