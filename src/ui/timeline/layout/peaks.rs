//! The next high value in a long row, found without looking at those between: of every eight values the highest is kept,
//! of every eight of these again, and so on up.

/// So many values stand under one of the next level.
const FAN: usize = 8;

/// A row of values with the heights over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Peaks {
    /// The values themselves, then the highest of each eight of the level before.
    levels: Vec<Vec<f64>>,
}

impl Peaks {
    /// The heights over a row of values.
    pub(super) fn new(values: Vec<f64>) -> Self {
        let mut levels = vec![values];
        while let Some(last) = levels.last().filter(|level| level.len() > FAN) {
            let highest = |some: &[f64]| some.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            levels.push(last.chunks(FAN).map(highest).collect());
        }
        Self { levels }
    }

    /// The first place from one place on and before another whose value is above a bound.
    pub(super) fn next_above(&self, from: usize, to: usize, bound: f64) -> Option<usize> {
        // A place among the values of a level, and how many values stand under each of that level.
        let (mut at, mut level, mut under) = (from, 0, 1);
        while at * under < to {
            if *self.levels.get(level)?.get(at)? > bound {
                if level == 0 {
                    return Some(at);
                }
                (at, level, under) = (at * FAN, level - 1, under / FAN);
                continue;
            }
            at += 1;
            while at.is_multiple_of(FAN) && level + 1 < self.levels.len() {
                (at, level, under) = (at / FAN, level + 1, under * FAN);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Peaks;

    #[test]
    fn the_next_one_above_is_that_of_a_plain_search() {
        let values: Vec<f64> = (0..1000_u32).map(|at| f64::from(at.wrapping_mul(2_654_435_761) % 997)).collect();
        let peaks = Peaks::new(values.clone());
        for (from, to, bound) in [(0, 1000, 990.0), (7, 9, 0.0), (500, 1000, 996.0), (3, 3, 0.0), (0, 999, 2000.0)] {
            let plain = (from..to).find(|&at| values[at] > bound);
            assert_eq!(peaks.next_above(from, to, bound), plain, "{from}..{to} above {bound}");
        }
        for from in 0..1000 {
            assert_eq!(peaks.next_above(from, 1000, 900.0), (from..1000).find(|&at| values[at] > 900.0));
        }
        assert_eq!(Peaks::default().next_above(0, 10, 0.0), None);
    }
}
