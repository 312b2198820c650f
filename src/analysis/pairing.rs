//! Which two of many may belong together: those that stand under one key. Nothing is compared with everything.

/// All two that stand under one key, ascending, as often as they share one. Keys with more than `crowd` under them bind
/// nobody, so that the time stays near linear.
pub(super) fn together(mut keys: Vec<(u64, u32)>, crowd: usize) -> Vec<(u32, u32)> {
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for group in keys.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() <= crowd) {
        for (at, &(_, a)) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().map(|&(_, b)| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs
}
