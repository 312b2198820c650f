//! Passages that one work took from another: their tellings are one witness, not two.

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
    /// Ascending, each once: a character takes up 21 bits.
    runs: Vec<u128>,
    /// The number of Han characters.
    pub(super) length: usize,
}

/// The sequences of Han characters of a sentence; what stands between them (spaces, marks, digits) does not count.
pub(super) fn runs(sentence: &str) -> Runs {
    let (mut runs, mut length) = (Vec::with_capacity(sentence.len() / 3), 0);
    let mut last = 0_u128;
    for c in sentence.chars().filter(|&c| is_han(c)) {
        last = (last << 21 | u128::from(u32::from(c))) & ((1 << (21 * RUN)) - 1);
        length += 1;
        if length >= RUN {
            runs.push(last);
        }
    }
    runs.sort_unstable();
    runs.dedup();
    Runs { runs, length }
}

/// Whether one of two sentences was copied from the other, or both from a third.
pub(super) fn copied(a: &Runs, b: &Runs) -> bool {
    if a.length.min(b.length) < SHORTEST {
        return false;
    }
    let (short, long) = if a.runs.len() <= b.runs.len() { (a, b) } else { (b, a) };
    let common = short.runs.iter().filter(|run| long.runs.binary_search(run).is_ok()).count();
    // Of a short sentence much more must be the same: there the names alone make up a half.
    let needed = if short.length < BRIEF { COPIED_BRIEF } else { COPIED };
    common as f32 >= needed * short.runs.len() as f32
}
