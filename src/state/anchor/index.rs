//! Where runs of three characters occur in a folded text.

/// The length of a run.
pub(super) const GRAM: usize = 3;

/// A table of runs: for each value of a hash the places where a run of that value begins, ascending.
#[derive(Debug)]
pub(super) struct GramIndex {
    shift: u32,
    /// Where the places of each value begin in `places`; one more for the end.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl GramIndex {
    /// Indexes a text, in time and room proportional to it.
    pub(super) fn new(text: &[char]) -> Self {
        let bits = (usize::BITS - text.len().leading_zeros()).clamp(8, 22);
        let shift = 32 - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for gram in text.windows(GRAM) {
            starts[slot(gram, shift) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0_u32; text.len().saturating_sub(GRAM - 1)];
        for (at, gram) in text.windows(GRAM).enumerate() {
            let free = &mut next[slot(gram, shift)];
            places[*free as usize] = at as u32;
            *free += 1;
        }
        Self { shift, starts, places }
    }

    /// Places where a run may begin; runs of the same hash are among them.
    pub(super) fn places(&self, gram: &[char]) -> &[u32] {
        let slot = slot(gram, self.shift);
        &self.places[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }
}

fn slot(gram: &[char], shift: u32) -> usize {
    let mix =
        gram.iter().fold(0x811C_9DC5_u32, |mix, &c| (mix ^ u32::from(c)).wrapping_mul(0x9E37_79B1).rotate_left(13));
    (mix.wrapping_mul(0x85EB_CA6B) >> shift) as usize
}
