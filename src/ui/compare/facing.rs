//! The claims of two to four holders on one topic, set out so that those which belong together face each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::state::{Cells, RelationRow};

/// From this share of common pairs of characters on two claims are alike enough to face each other.
const ALIKE: f32 = 0.16;

/// Claims that face each other: one of each holder at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FacingLine {
    /// The claim of each holder, where there is one.
    pub(super) claims: Vec<Option<usize>>,
    /// The relations between them, by their place in the synopsis: decided ones first.
    pub(super) relations: Vec<usize>,
    /// Whether they belong together, by a relation or by likeness, and do not just share the line.
    pub(super) belong: bool,
}

/// Lines that are being filled.
struct Filling<'a> {
    cells: &'a Cells,
    lines: Vec<FacingLine>,
    /// The line in which a claim stands.
    placed: BTreeMap<usize, usize>,
}

impl Filling<'_> {
    /// The column in which a claim is shown.
    fn column(&self, claim: usize) -> Option<usize> {
        self.cells.iter().position(|cell| cell.shown().any(|shown| shown == claim))
    }

    /// Puts two claims on one line, if there is one with room for them; returns it.
    fn join(&mut self, a: usize, b: usize) -> Option<usize> {
        let (of_a, of_b) = (self.column(a)?, self.column(b)?);
        if of_a == of_b {
            return None;
        }
        let line = match (self.placed.get(&a).copied(), self.placed.get(&b).copied()) {
            (Some(one), Some(other)) => return (one == other).then_some(one),
            (Some(line), None) => self.put(line, of_b, b)?,
            (None, Some(line)) => self.put(line, of_a, a)?,
            (None, None) => {
                let line = self.lines.len();
                let claims = vec![None; self.cells.len()];
                self.lines.push(FacingLine { claims, belong: true, ..FacingLine::default() });
                self.put(line, of_a, a)?;
                self.put(line, of_b, b)?
            }
        };
        Some(line)
    }

    fn put(&mut self, line: usize, column: usize, claim: usize) -> Option<usize> {
        let slot = self.lines.get_mut(line)?.claims.get_mut(column)?;
        if slot.is_some() {
            return None;
        }
        *slot = Some(claim);
        self.placed.insert(claim, line);
        Some(line)
    }
}

/// The claims in lines: related ones face each other, in the order in which the row's relations come (decided first);
/// then those that are alike by `likeness`, the most alike first; each claim stands once; what is left over follows,
/// facing each other in order.
pub(super) fn facing(
    relations: &[usize],
    all: &[RelationRow],
    cells: &Cells,
    likeness: impl Fn(usize, usize) -> f32,
) -> Vec<FacingLine> {
    let mut filling = Filling { cells, lines: Vec::new(), placed: BTreeMap::new() };
    for &index in relations {
        let Some(relation) = all.get(index) else { continue };
        if let Some(line) = filling.join(relation.a, relation.b)
            && let Some(line) = filling.lines.get_mut(line)
        {
            line.relations.push(index);
        }
    }
    for (a, b) in alike(cells, &filling.placed, likeness) {
        filling.join(a, b);
    }
    let Filling { mut lines, placed, .. } = filling;
    let left: Vec<Vec<usize>> =
        cells.iter().map(|cell| cell.shown().filter(|claim| !placed.contains_key(claim)).collect()).collect();
    for at in 0..left.iter().map(Vec::len).max().unwrap_or(0) {
        let claims = left.iter().map(|claims| claims.get(at).copied()).collect();
        lines.push(FacingLine { claims, ..FacingLine::default() });
    }
    lines
}

/// Pairs of claims of different holders that are alike, the most alike first; claims that already face one another are
/// left alone.
fn alike(
    cells: &Cells,
    placed: &BTreeMap<usize, usize>,
    likeness: impl Fn(usize, usize) -> f32,
) -> Vec<(usize, usize)> {
    /// How many claims of a cell are looked at: more would not be read side by side.
    const LOOKED_AT: usize = 24;
    let shown: Vec<Vec<usize>> = cells.iter().map(|cell| cell.shown().take(LOOKED_AT).collect()).collect();
    let mut pairs = Vec::new();
    for (at, one) in shown.iter().enumerate() {
        for other in &shown[at + 1..] {
            for &a in one {
                for &b in other {
                    if placed.contains_key(&a) && placed.contains_key(&b) {
                        continue;
                    }
                    let share = likeness(a, b);
                    if share >= ALIKE {
                        pairs.push((share, a, b));
                    }
                }
            }
        }
    }
    pairs.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    pairs.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// The pairs of neighbouring letters of a text.
pub(super) fn letter_pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The share of common pairs in both texts (the coefficient of Dice).
pub(super) fn share(a: &BTreeSet<(char, char)>, b: &BTreeSet<(char, char)>) -> f32 {
    let all = a.len() + b.len();
    if all == 0 { 0.0 } else { 2.0 * a.intersection(b).count() as f32 / all as f32 }
}
