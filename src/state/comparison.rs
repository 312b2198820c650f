//! The comparison: topics by holders, as far as a narrowing of time and a sieve let them through.
//!
//! A [`Grid`](super::Grid) has every claim of the columns in its cell, in order; a sieve lets them through from there in
//! one pass, and a sieve that is moved on touches only the cells of the claims whose fate it changes, so that two hundred
//! holders by sixty topics stay quick. Views keep both until what they are made from changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grid::Tie;
use super::{ClaimRow, Column, RowVerdict, Synopsis};
use crate::calendar::DateRange;
use crate::model::{Certainty, Corpus, RelationKind, TopicId};
use crate::text::simplified;

/// Which claims are let through.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sieve {
    /// Only claims that speak of this stretch, and claims in general apart.
    pub window: Option<DateRange>,
    /// Only decided claims, or only suggested ones.
    pub decided: Option<bool>,
    /// Only claims of this certainty.
    pub certainty: Option<Certainty>,
    /// Only these claims, by their place in [`Synopsis::claims`]: those that hold the words looked for.
    pub only: Option<Arc<BTreeSet<usize>>>,
}

/// How a claim fares in a sieve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is shown: its sentence speaks of the stretch, or there is no narrowing.
    Direct,
    /// It is shown apart: it speaks of no time.
    General,
    /// It is not shown.
    #[default]
    Hidden,
}

impl Sieve {
    pub(super) fn fate(&self, index: usize, claim: &ClaimRow<'_>) -> Fate {
        let wanted = self.decided.is_none_or(|decided| decided == claim.origin.is_decided())
            && self.certainty.is_none_or(|certainty| certainty == claim.certainty)
            && self.only.as_ref().is_none_or(|only| only.contains(&index));
        match (self.window, claim.range) {
            _ if !wanted => Fate::Hidden,
            (None, _) => Fate::Direct,
            (Some(_), None) => Fate::General,
            (Some(window), Some(range)) if window.meets(range) => Fate::Direct,
            _ => Fate::Hidden,
        }
    }
}

/// What one holder says on one topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The claims to show, by their place in [`Synopsis::claims`]: decided ones first, then those
    /// that stand in a relation, then the weightier kinds.
    pub claims: &'a [u32],
    /// With a narrowing of time: the claims that speak of no time.
    pub general: &'a [u32],
    /// How many the sieve holds back.
    pub hidden: usize,
}

impl<'a> Cell<'a> {
    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.general.is_empty()
    }

    /// How many claims are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.claims.len() + self.general.len()
    }

    /// The claims that are shown, those in general last.
    pub fn shown(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.claims.iter().chain(self.general).map(|&claim| claim as usize)
    }

    /// Whether a claim is shown as one that speaks of no time.
    #[must_use]
    pub fn is_general(&self, claim: usize) -> bool {
        self.general.iter().any(|&general| general as usize == claim)
    }
}

/// Where a cell's claims stand among those of its row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Held {
    first: usize,
    direct: usize,
    general: usize,
    hidden: usize,
}

/// The cells of a row. The claims of all of them lie in one list, in which each cell has room for all of its claims,
/// so that one can be changed without the others: those in direct speech of the stretch first, then those in general.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    claims: Vec<u32>,
    held: Vec<Held>,
}

impl Cells {
    /// Adds a cell after the last, with room for so many claims and none of them let through.
    pub(super) fn push(&mut self, room: usize) {
        self.held.push(Held { first: self.claims.len(), ..Held::default() });
        self.claims.reserve_exact(room);
        self.claims.resize(self.claims.len() + room, 0);
    }

    /// Lets the claims of a cell through or holds them back; they are as many as there is room for.
    pub(super) fn sift(&mut self, column: usize, claims: &[u32], fates: &[Fate]) {
        let Some(held) = self.held.get_mut(column) else { return };
        let Some(room) = self.claims.get_mut(held.first..held.first + claims.len()) else { return };
        let mut filled = 0;
        for wanted in [Fate::Direct, Fate::General] {
            let fate = |claim: u32| fates.get(claim as usize).copied().unwrap_or_default();
            for &claim in claims.iter().filter(|&&claim| fate(claim) == wanted) {
                room[filled] = claim;
                filled += 1;
            }
            if wanted == Fate::Direct {
                held.direct = filled;
            }
        }
        room[filled..].fill(0);
        held.general = filled - held.direct;
        held.hidden = claims.len() - filled;
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The cell of a column; an empty one where there is no such column.
    #[must_use]
    pub fn get(&self, column: usize) -> Cell<'_> {
        let Some(held) = self.held.get(column) else { return Cell::default() };
        let direct = held.first + held.direct;
        Cell {
            claims: self.claims.get(held.first..direct).unwrap_or_default(),
            general: self.claims.get(direct..direct + held.general).unwrap_or_default(),
            hidden: held.hidden,
        }
    }

    /// The cells in the order of the columns.
    pub fn iter(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.held.len()).map(|column| self.get(column))
    }
}

/// One topic across the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    /// The topic; `None` gathers the claims that no topic has caught.
    pub topic: Option<TopicId>,
    /// The cells, in the order of the columns.
    pub cells: Cells,
    /// The relations between claims that are shown in this row, by their place in [`Synopsis::relations`]: decided
    /// ones first.
    pub relations: Vec<usize>,
    /// What the row comes to.
    pub verdict: RowVerdict,
    /// Whether decided relations say so.
    pub decided: bool,
    /// How many columns speak.
    pub speakers: usize,
    /// How many of them have something that the person has decided.
    pub settled: usize,
    /// The row of the grid that it comes from.
    pub(super) of: usize,
}

/// How many claims of the columns are shown and hidden; every claim counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Shown.
    pub direct: usize,
    /// Shown apart: they speak of no time.
    pub general: usize,
    /// Held back.
    pub hidden: usize,
}

/// Topics by holders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows in the order of the topics; topics on which no column speaks stand last, and after them the claims
    /// without a topic, where there are any.
    pub rows: Vec<ComparisonRow>,
    /// How many claims are shown and hidden.
    pub tally: Tally,
    /// How every claim of the synopsis fares.
    pub(super) fates: Vec<Fate>,
}

impl Tally {
    pub(super) fn of(&mut self, fate: Fate) -> &mut usize {
        match fate {
            Fate::Direct => &mut self.direct,
            Fate::General => &mut self.general,
            Fate::Hidden => &mut self.hidden,
        }
    }
}

impl Comparison {
    /// The claims of a synopsis that hold all of these words: in the sentence, in the person's words for it, in the name
    /// of a topic or in that of the holder. The words are simplified.
    #[must_use]
    pub fn holding(synopsis: &Synopsis, corpus: &Corpus, words: &[String]) -> BTreeSet<usize> {
        let topics: Vec<(&TopicId, &str)> = synopsis.topics.iter().map(|t| (&t.id, t.name.as_str())).collect();
        let named = |id: &TopicId| topics.iter().find(|(topic, _)| *topic == id).map_or("", |(_, name)| *name);
        let holds = |claim: &ClaimRow<'_>| {
            let work = corpus.work(claim.place.work);
            let said = work.map(|work| work.prose.slice(work.prose.bytes(claim.sentence)));
            let author = synopsis.work(claim.place.work).map_or("", |row| row.author.as_str());
            let holder = if claim.column.work().is_some() { author } else { claim.holder.name.as_str() };
            let said = said.unwrap_or_default();
            let said = simplified(&said);
            let rest = [claim.gist, holder].map(simplified);
            words.iter().all(|word| {
                let within = |text: &str| text.contains(word.as_str());
                within(&said) || rest.iter().any(|text| within(text)) || claim.topics.iter().any(|id| within(named(id)))
            })
        };
        let claims = synopsis.claims.iter().enumerate();
        claims.filter(|(_, claim)| holds(claim)).map(|(index, _)| index).collect()
    }

    /// The row of a topic.
    #[must_use]
    pub fn row(&self, topic: Option<&TopicId>) -> Option<usize> {
        self.rows.iter().position(|row| row.topic.as_ref() == topic)
    }
}

impl ComparisonRow {
    /// The row of the grid that it comes from; the same however a sieve is moved.
    #[must_use]
    pub fn of(&self) -> usize {
        self.of
    }

    /// Notes which relations are shown, and what the row comes to.
    pub(super) fn conclude(&mut self, ties: &[Tie], fates: &[Fate]) {
        let is_shown = |claim: usize| fates.get(claim).is_some_and(|&fate| fate != Fate::Hidden);
        let shown = ties.iter().filter(|tie| is_shown(tie.a) && is_shown(tie.b));
        self.relations.clear();
        self.relations.extend(shown.clone().map(|tie| tie.relation));
        (self.verdict, self.decided) = match self.speakers {
            0 => (RowVerdict::Nobody, true),
            1 => (RowVerdict::Single, true),
            _ => verdict(&shown),
        };
    }
}

/// What the relations of a row come to. Decided ones outweigh all proposed ones.
fn verdict<'a>(ties: &(impl Iterator<Item = &'a Tie> + Clone)) -> (RowVerdict, bool) {
    let decided = ties.clone().any(|tie| tie.decided);
    let counts = |kind| ties.clone().any(|tie| tie.kind == kind && tie.decided == decided);
    let verdict =
        if counts(RelationKind::Contradicts) || counts(RelationKind::Qualifies) && !counts(RelationKind::Agrees) {
            RowVerdict::Dissent
        } else if counts(RelationKind::Agrees) {
            RowVerdict::Consensus
        } else {
            RowVerdict::Open
        };
    (verdict, decided)
}
