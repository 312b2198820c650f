//! Passages that one work took from another: their tellings are one witness, not two.

use xxhash_rust::xxh3::xxh3_64;

use crate::text::is_han;

/// The length of the sequences that are compared, in Han characters.
const RUN: usize = 4;
/// The shortest sentence that can be recognised as copied, in Han characters.
const SHORTEST: usize = 14;
/// What part of the shorter sentence's sequences the other must hold: a misread character spoils four of them.
const COPIED: f32 = 0.55;

/// A sentence of fewer Han characters is a short one, of which this part must be held.
const BRIEF: usize = 28;
const COPIED_BRIEF: f32 = 0.75;

/// The sequences of a sentence, for comparison with others.
#[derive(Debug)]
pub(super) struct Runs {
    /// Ascending, each once.
    hashes: Vec<u64>,
    /// The number of Han characters.
    pub(super) length: usize,
}

/// The sequences of Han characters of a sentence; what stands between them (spaces, marks, digits) does not count.
pub(super) fn runs(sentence: &str) -> Runs {
    let han: Vec<char> = sentence.chars().filter(|&c| is_han(c)).collect();
    // A character takes up 21 bits at the most: the four make one number.
    let whole = |part: &[char]| part.iter().fold(0_u128, |all, &c| all << 21 | u128::from(u32::from(c)));
    let mut hashes: Vec<u64> = han.windows(RUN).map(|part| xxh3_64(&whole(part).to_le_bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    Runs { hashes, length: han.len() }
}

/// Whether one of two sentences was copied from the other, or both from a third.
pub(super) fn copied(a: &Runs, b: &Runs) -> bool {
    if a.length.min(b.length) < SHORTEST {
        return false;
    }
    let (short, long) = if a.hashes.len() <= b.hashes.len() { (a, b) } else { (b, a) };
    let common = short.hashes.iter().filter(|hash| long.hashes.binary_search(hash).is_ok()).count();
    // Of a short sentence much more must be the same: there the names alone make up a half.
    let needed = if short.length < BRIEF { COPIED_BRIEF } else { COPIED };
    common as f32 >= needed * short.hashes.len() as f32
}
