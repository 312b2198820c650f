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
    let mut places: Vec<(u32, u32)> = keys.iter().zip(0..).map(|(&(_, one), place)| (one, place)).collect();
    places.sort_unstable();
    let mut shared = vec![0_u32; places.last().map_or(0, |&(one, _)| one as usize + 1)];
    let mut pairs = Vec::new();
    let mut met: Vec<u32> = Vec::new();
    for own in places.chunk_by(|x, y| x.0 == y.0) {
        let a = own[0].0;
        for &(_, place) in own {
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
