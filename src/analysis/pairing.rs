//! Which two of many may belong together: those that stand under one key. Nothing is compared with everything.

/// All two that stand under one key, ascending, each once, with the number of keys that they share. Keys with more than
/// `crowd` under them bind nobody, so that the time stays near linear; nor do two for whom `may` says no.
pub(super) fn together(
    mut keys: Vec<(u64, u32)>,
    crowd: usize,
    may: impl Fn(u32, u32) -> bool,
) -> Vec<((u32, u32), u32)> {
    keys.sort_unstable();
    keys.dedup();
    // For each place in the list where the others under its key end.
    let mut ends = vec![0; keys.len()];
    let mut start = 0;
    for group in keys.chunk_by(|x, y| x.0 == y.0) {
        let end = start + group.len();
        if group.len() <= crowd {
            ends[start..end].fill(end);
        }
        start = end;
    }
    // The places of each one in the list, all in one row: those of `one` end where those of the next begin.
    let most = keys.iter().map(|&(_, one)| one as usize + 1).max().unwrap_or(0);
    let mut starts = vec![0_usize; most + 1];
    keys.iter().for_each(|&(_, one)| starts[one as usize + 1] += 1);
    for one in 0..most {
        starts[one + 1] += starts[one];
    }
    let mut free = starts.clone();
    let mut places = vec![0_u32; keys.len()];
    for (&(_, one), place) in keys.iter().zip(0..) {
        places[free[one as usize]] = place;
        free[one as usize] += 1;
    }
    let mut shared = vec![0_u32; most];
    let mut pairs = Vec::new();
    let mut met: Vec<u32> = Vec::new();
    for (own, a) in starts.windows(2).zip(0_u32..) {
        for &place in &places[own[0]..own[1]] {
            let place = place as usize;
            for &(_, b) in keys.get(place + 1..ends[place]).unwrap_or_default() {
                let times = &mut shared[b as usize];
                if *times == 0 {
                    if !may(a, b) {
                        continue;
                    }
                    met.push(b);
                }
                *times += 1;
            }
        }
        met.sort_unstable();
        pairs.extend(met.drain(..).map(|b| ((a, b), std::mem::take(&mut shared[b as usize]))));
    }
    pairs
}
