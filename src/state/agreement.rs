//! Who agrees with whom, over all topics.

use std::collections::BTreeMap;

use super::{Column, Synopsis};
use crate::model::RelationKind;

/// How two holders stand: how many relations of each kind, decided and proposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Decided, in the order of [`Standing::KINDS`].
    pub decided: [usize; 3],
    /// Proposed, in the same order.
    pub proposed: [usize; 3],
}

impl Standing {
    /// The kinds in the order of the counts.
    pub const KINDS: [RelationKind; 3] = [RelationKind::Agrees, RelationKind::Contradicts, RelationKind::Qualifies];

    /// The kind that comes most often with its count, and whether it is decided: proposed ones only count where nothing
    /// has been decided. A contradiction wins over as many agreements, an agreement over as many qualifications.
    #[must_use]
    pub fn most(&self) -> Option<(RelationKind, usize, bool)> {
        let decided = self.decided.iter().any(|&count| count > 0);
        let counts = if decided { self.decided } else { self.proposed };
        let order = [1, 0, 2];
        let at = order.into_iter().rev().max_by_key(|&at| counts[at]).filter(|&at| counts[at] > 0)?;
        Some((Self::KINDS[at], counts[at], decided))
    }
}

/// Who agrees with whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The holders.
    pub columns: Vec<Column>,
    /// How each pair stands, by their places, the smaller first.
    pub pairs: BTreeMap<(usize, usize), Standing>,
}

impl Agreement {
    /// How the columns stand to each other.
    #[must_use]
    pub fn new(synopsis: &Synopsis, columns: Vec<Column>) -> Self {
        let place: BTreeMap<&Column, usize> = columns.iter().zip(0..).collect();
        let mut pairs: BTreeMap<(usize, usize), Standing> = BTreeMap::new();
        for relation in synopsis.relations.iter() {
            let column = |claim: usize| {
                let claim = synopsis.claims.get(claim)?;
                let work = || place.get(&Column::Work(claim.place.work)).filter(|_| claim.column.work().is_some());
                place.get(&claim.column).or_else(work).copied()
            };
            let (Some(a), Some(b)) = (column(relation.a), column(relation.b)) else { continue };
            let Some(kind) = Standing::KINDS.iter().position(|&kind| kind == relation.kind) else { continue };
            if a != b {
                let standing = pairs.entry((a.min(b), a.max(b))).or_default();
                let decided = relation.origin.is_decided();
                let counts = if decided { &mut standing.decided } else { &mut standing.proposed };
                counts[kind] += 1;
            }
        }
        Self { columns, pairs }
    }
}
