//! Which two of many may belong together: those that stand under one key. Nothing is compared with everything.

/// All two that stand under one key, ascending, each once, with the number of keys that they share. Keys with more than
/// `crowd` under them bind nobody, so that the time stays near linear; nor do two for whom `may` says no.
pub(super) fn together(
    mut keys: Vec<(u64, u32)>,
    crowd: usize,
    may: impl Fn(u32, u32) -> bool,
) -> Vec<((u32, u32), u32)> {
    leave_out_lone(&mut keys);
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

/// Leaves out what nearly always binds nobody: keys that occur once. They are counted by a part of their hash, so that a few
/// of them stay.
fn leave_out_lone(keys: &mut Vec<(u64, u32)>) {
    let bits = (keys.len() * 4).max(2).next_power_of_two().trailing_zeros();
    let mut counts = vec![0_u8; 1 << bits];
    let place = |key: u64| (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - bits)) as usize;
    for &(key, _) in &*keys {
        let count = &mut counts[place(key)];
        *count = count.saturating_add(1);
    }
    keys.retain(|&(key, _)| counts[place(key)] > 1);
}

/// The least so many of some values, in no order.
pub(super) fn least<T: Ord>(values: &mut [T], count: usize) -> &[T] {
    if count < values.len() {
        values.select_nth_unstable(count);
    }
    &values[..count.min(values.len())]
}
