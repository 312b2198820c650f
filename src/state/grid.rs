//! The grid of a comparison: every claim of the columns in its cell, put in order once, before a sieve lets through what
//! is to be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Cells, Fate};
use super::{Column, Comparison, ComparisonRow, Sieve, Synopsis, Tally};
use crate::model::{ClaimKind, TopicId};

/// One topic across the columns.
#[derive(Clone, Debug)]
struct GridRow {
    topic: Option<TopicId>,
    /// The claims of each column, by their place in [`Synopsis::claims`]: decided ones first, then those that stand in
    /// a relation, then the weightier kinds.
    cells: Vec<Vec<usize>>,
    /// The relations between claims of the columns that are shown here, decided ones first.
    relations: Vec<usize>,
}

/// What could be compared.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    columns: Vec<Column>,
    rows: Vec<GridRow>,
    /// All claims of the columns.
    claims: Vec<usize>,
}

impl Grid {
    /// Puts the claims of the columns in their cells.
    #[must_use]
    pub fn new(synopsis: &Synopsis, columns: &[Column]) -> Self {
        let column_of: BTreeMap<&Column, usize> = columns.iter().enumerate().map(|(at, c)| (c, at)).collect();
        let row = |topic| GridRow { topic, cells: vec![Vec::new(); columns.len()], relations: Vec::new() };
        let mut rows: Vec<GridRow> = synopsis.topics.iter().map(|topic| row(Some(topic.id.clone()))).collect();
        let mut row_of: BTreeMap<TopicId, usize> =
            synopsis.topics.iter().map(|topic| topic.id.clone()).zip(0..).collect();
        let mut untitled = row(None);
        let mut claims = Vec::new();
        for (index, claim) in synopsis.claims.iter().enumerate() {
            let Some(&column) = column_of.get(&claim.column) else { continue };
            claims.push(index);
            if claim.topics.is_empty() {
                untitled.cells[column].push(index);
            }
            for topic in &claim.topics {
                let at = match row_of.get(topic) {
                    Some(&at) => at,
                    None => {
                        row_of.insert(topic.clone(), rows.len());
                        rows.push(row(Some(topic.clone())));
                        rows.len() - 1
                    }
                };
                rows[at].cells[column].push(index);
            }
        }
        if untitled.cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(untitled);
        }
        relate(synopsis, &row_of, &column_of, &mut rows);
        rows.iter_mut().for_each(|row| row.put_in_order(synopsis));
        Self { columns: columns.to_vec(), rows, claims }
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What a sieve lets through.
    #[must_use]
    pub fn sift(&self, synopsis: &Synopsis, sieve: &Sieve) -> Comparison {
        let mut fates = vec![Fate::Hidden; synopsis.claims.len()];
        let mut tally = Tally::default();
        for &index in &self.claims {
            let Some(claim) = synopsis.claims.get(index) else { continue };
            let fate = sieve.fate(index, claim);
            match fate {
                Fate::Direct => tally.direct += 1,
                Fate::General => tally.general += 1,
                Fate::Hidden => tally.hidden += 1,
            }
            fates[index] = fate;
        }
        let fate = |claim: usize| fates.get(claim).copied().unwrap_or(Fate::Hidden);
        let is_shown = |&&index: &&usize| {
            let relation = synopsis.relations.get(index);
            relation.is_some_and(|r| fate(r.a) != Fate::Hidden && fate(r.b) != Fate::Hidden)
        };
        let sifted = |row: &GridRow| {
            let mut cells = Cells::default();
            row.cells.iter().for_each(|claims| cells.push(claims, fate));
            let relations = row.relations.iter().filter(is_shown).copied().collect();
            ComparisonRow::new(synopsis, row.topic.clone(), cells, relations)
        };
        let mut rows: Vec<ComparisonRow> = self.rows.iter().map(sifted).collect();
        rows.sort_by_key(|row| (row.speakers == 0, row.topic.is_none()));
        Comparison { columns: self.columns.clone(), rows, tally }
    }
}

impl GridRow {
    fn put_in_order(&mut self, synopsis: &Synopsis) {
        let ends = self.relations.iter().filter_map(|&index| synopsis.relations.get(index));
        let related: BTreeSet<usize> = ends.flat_map(|relation| [relation.a, relation.b]).collect();
        let topic = self.topic.as_ref();
        let weight = |&index: &usize| {
            let claim = synopsis.claims.get(index);
            let main = claim.is_some_and(|claim| claim.topics.first() == topic);
            let decided = claim.is_some_and(|claim| claim.origin.is_decided());
            (!decided, !related.contains(&index), !main, claim.map_or(u8::MAX, |claim| rank(claim.kind)), index)
        };
        for cell in self.cells.iter_mut().filter(|cell| cell.len() > 1) {
            cell.sort_by_cached_key(weight);
        }
        let decided = |&index: &usize| synopsis.relations.get(index).is_some_and(|r| r.origin.is_decided());
        self.relations.sort_by_key(|index| (!decided(index), *index));
    }
}

/// Puts the relations between claims of different columns into the row of each topic that both claims have.
fn relate(
    synopsis: &Synopsis,
    row_of: &BTreeMap<TopicId, usize>,
    column_of: &BTreeMap<&Column, usize>,
    rows: &mut [GridRow],
) {
    let mut put = |topic: &TopicId, index: usize| match row_of.get(topic) {
        Some(&row) => {
            rows[row].relations.push(index);
            true
        }
        None => false,
    };
    for (index, relation) in synopsis.relations.iter().enumerate() {
        let ends = synopsis.claims.get(relation.a).zip(synopsis.claims.get(relation.b));
        let are_compared = |a: &Column, b: &Column| a != b && column_of.contains_key(a) && column_of.contains_key(b);
        let Some((a, b)) = ends.filter(|(a, b)| are_compared(&a.column, &b.column)) else { continue };
        let common = a.topics.iter().filter(|topic| b.topics.contains(topic));
        let rows = common.filter(|topic| put(topic, index)).count();
        // Claims of different topics can still stand against each other: the first claim's main topic shows it.
        if rows == 0
            && let Some(topic) = a.topics.first()
        {
            put(topic, index);
        }
    }
}

/// The order of the kinds in a cell: what the author contends before what he merely states.
fn rank(kind: ClaimKind) -> u8 {
    match kind {
        ClaimKind::Thesis => 0,
        ClaimKind::Evaluation => 1,
        ClaimKind::Cause => 2,
        ClaimKind::Position => 3,
        ClaimKind::Proposal => 4,
        ClaimKind::Prediction => 5,
        ClaimKind::Definition => 6,
        ClaimKind::Periodisation => 7,
        ClaimKind::Factual => 8,
    }
}
