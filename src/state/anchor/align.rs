//! Laying a short text along a stretch of a longer one, with as few changes as possible.

use std::ops::Range;

/// Where each character of a pattern has gone.
#[derive(Debug)]
pub(super) struct Alignment {
    /// For every character of the pattern the place in the text that stands for it, if there is one.
    partners: Vec<Option<u32>>,
    /// Whether that place holds the same character.
    same: Vec<bool>,
}

/// The ways of a step: both go on, the text alone, the pattern alone.
const BOTH: u8 = 0;
const TEXT: u8 = 1;
const PATTERN: u8 = 2;

impl Alignment {
    /// Lays the whole pattern somewhere along the text; what is left over of the text at its ends costs nothing, every
    /// other change of a character costs one (Sellers 1980). Time and room are the product of the lengths.
    pub(super) fn new(pattern: &[char], text: &[char]) -> Self {
        let width = text.len() + 1;
        let mut ways = vec![PATTERN; (pattern.len() + 1) * width];
        let mut row: Vec<u32> = vec![0; width];
        for (i, &p) in pattern.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] += 1;
            for (j, &t) in text.iter().enumerate() {
                let both = diagonal + u32::from(p != t);
                let alone = row[j + 1] + 1;
                let over = row[j] + 1;
                let (cost, way) = if both <= alone && both <= over {
                    (both, BOTH)
                } else if over < alone {
                    (over, TEXT)
                } else {
                    (alone, PATTERN)
                };
                diagonal = row[j + 1];
                row[j + 1] = cost;
                ways[(i + 1) * width + j + 1] = way;
            }
        }
        let mut j = (0..width).min_by_key(|&j| row[j]).unwrap_or(0);
        let mut partners = vec![None; pattern.len()];
        let mut same = vec![false; pattern.len()];
        let mut i = pattern.len();
        while i > 0 {
            match ways[i * width + j] {
                BOTH if j > 0 => {
                    i -= 1;
                    j -= 1;
                    partners[i] = Some(j as u32);
                    same[i] = pattern[i] == text[j];
                }
                TEXT if j > 0 => j -= 1,
                _ => i -= 1,
            }
        }
        Self { partners, same }
    }

    /// The stretch of the text that stands for a part of the pattern.
    pub(super) fn stretch(&self, part: Range<usize>) -> Option<Range<usize>> {
        let partners = self.partners.get(part)?;
        let first = partners.iter().flatten().next()?;
        let last = partners.iter().flatten().next_back()?;
        Some(*first as usize..*last as usize + 1)
    }

    /// How many characters of a part of the pattern are the same in the text.
    pub(super) fn same(&self, part: Range<usize>) -> usize {
        self.same.get(part).map_or(0, |same| same.iter().filter(|&&same| same).count())
    }
}
