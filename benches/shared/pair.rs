//! A small one beside a large one: numbers to make them of, and their frames measured in turn.

/// A reckless but repeatable row of numbers.
pub(crate) fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// So many frames of both in turn, so that a busy machine slows both alike: for each the median and the slowest, in
/// milliseconds.
pub(crate) fn measure<D>(desks: &mut [D; 2], frames: usize, frame: impl Fn(&mut D, usize) -> f64) -> [(f64, f64); 2] {
    let mut took = [Vec::new(), Vec::new()];
    for at in 0..frames {
        for (desk, took) in desks.iter_mut().zip(&mut took) {
            took.push(frame(desk, at));
        }
    }
    took.map(|mut values| {
        values.sort_by(f64::total_cmp);
        (values[values.len() / 2], values[values.len() - 1])
    })
}
