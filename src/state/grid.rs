//! The grid of a comparison: every claim of the columns in its cell, put in order once, before a sieve lets through what
//! is to be seen.
//!
//! A sieve that differs from the last one only by its stretch of time is moved on: the claims that can fare otherwise are
//! those that begin or end between the old bounds and the new, and these are found in order of time, without visiting
//! the others.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Cells, Fate};
use super::{ClaimRow, Column, Comparison, ComparisonRow, RowVerdict, Sieve, Synopsis, Tally};
use crate::calendar::{Date, DateRange};
use crate::model::{ClaimKind, RelationKind, TopicId};

/// A relation between claims of two columns, with what a row needs to know of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    /// Its place in [`Synopsis::relations`].
    pub(super) relation: usize,
    /// One claim.
    pub(super) a: usize,
    /// The other.
    pub(super) b: usize,
    /// How they stand.
    pub(super) kind: RelationKind,
    /// Whether the person decided it.
    pub(super) decided: bool,
}

/// One topic across the columns.
#[derive(Clone, Debug)]
struct GridRow {
    topic: Option<TopicId>,
    /// The claims of each column, by their place in [`Synopsis::claims`]: decided ones first, then those that stand in
    /// a relation, then the weightier kinds.
    cells: Vec<Vec<u32>>,
    /// The relations between claims of the columns that are shown here, decided ones first.
    ties: Vec<Tie>,
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Stand {
    row: u32,
    column: u32,
}

/// A cell by its place: the row in the comparison that is being changed, and the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// The topic's row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// What could be compared.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    columns: Vec<Column>,
    rows: Vec<GridRow>,
    /// Where the claims of the columns stand, claim by claim, in order.
    stands: Vec<Stand>,
    /// For each claim of the synopsis the first of its stands, and the number of all stands at the end.
    stands_of: Vec<u32>,
    /// For each claim of the synopsis whether the person has decided it; beside each other, so that a sieve that is moved
    /// on need not visit the claims.
    decided: Vec<bool>,
    /// Those that speak of a time with a first day, in its order.
    by_begin: Vec<(Date, u32)>,
    /// Those that speak of a time with a last day, in its order.
    by_end: Vec<(Date, u32)>,
}

impl Grid {
    /// Puts the claims of the columns in their cells.
    #[must_use]
    pub fn new(synopsis: &Synopsis, columns: &[Column]) -> Self {
        let column_of: BTreeMap<&Column, usize> = columns.iter().enumerate().map(|(at, c)| (c, at)).collect();
        let row = |topic| GridRow { topic, cells: vec![Vec::new(); columns.len()], ties: Vec::new() };
        let mut rows: Vec<GridRow> = synopsis.topics.iter().map(|topic| row(Some(topic.id.clone()))).collect();
        let mut row_of: BTreeMap<TopicId, usize> =
            synopsis.topics.iter().map(|topic| topic.id.clone()).zip(0..).collect();
        let mut untitled = row(None);
        for (index, claim) in synopsis.claims.iter().enumerate() {
            let columns_of = columns_of(&claim, &column_of);
            if columns_of.iter().all(Option::is_none) {
                continue;
            }
            let put = |row: &mut GridRow| columns_of.iter().flatten().for_each(|&at| row.cells[at].push(index as u32));
            if claim.topics.is_empty() {
                put(&mut untitled);
            }
            for topic in claim.topics {
                let at = match row_of.get(topic) {
                    Some(&at) => at,
                    None => {
                        row_of.insert(topic.clone(), rows.len());
                        rows.push(row(Some(topic.clone())));
                        rows.len() - 1
                    }
                };
                put(&mut rows[at]);
            }
        }
        if untitled.cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(untitled);
        }
        relate(synopsis, &row_of, &column_of, &mut rows);
        rows.iter_mut().for_each(|row| row.put_in_order(synopsis));
        let mut grid = Self { columns: columns.to_vec(), rows, ..Self::default() };
        grid.note_places(synopsis);
        grid
    }

    /// Notes where each claim stands, and of which days it speaks.
    fn note_places(&mut self, synopsis: &Synopsis) {
        // Counted first and put in their places then: they are as many as the claims of a long work.
        self.stands_of = vec![0; synopsis.claims.len() + 1];
        for &claim in self.rows.iter().flat_map(|row| &row.cells).flatten() {
            self.stands_of[claim as usize + 1] += 1;
        }
        for claim in 1..self.stands_of.len() {
            self.stands_of[claim] += self.stands_of[claim - 1];
        }
        self.stands = vec![Stand::default(); self.stands_of.last().copied().unwrap_or(0) as usize];
        let mut next = self.stands_of.clone();
        for (row, this) in self.rows.iter().enumerate() {
            for (column, claims) in this.cells.iter().enumerate() {
                for &claim in claims {
                    let place = &mut next[claim as usize];
                    self.stands[*place as usize] = Stand { row: row as u32, column: column as u32 };
                    *place += 1;
                }
            }
        }
        self.decided = synopsis.claims.iter().map(|claim| claim.origin.is_decided()).collect();
        let range = |claim: u32| synopsis.claims.get(claim as usize)?.range;
        let days = |day: fn(DateRange) -> Option<Date>| {
            let known = self.claims().filter_map(|claim| Some((day(range(claim)?)?, claim)));
            let mut days: Vec<(Date, u32)> = known.collect();
            days.sort_unstable();
            days.shrink_to_fit();
            days
        };
        (self.by_begin, self.by_end) = (days(|range| range.begin), days(|range| range.end));
    }

    /// The stands of a claim of the synopsis.
    fn stands_of(&self, claim: u32) -> &[Stand] {
        let at = |claim: u32| self.stands_of.get(claim as usize).map(|&first| first as usize);
        at(claim).zip(at(claim + 1)).and_then(|(first, end)| self.stands.get(first..end)).unwrap_or_default()
    }

    /// All claims of the columns.
    fn claims(&self) -> impl Iterator<Item = u32> {
        (0..self.decided.len() as u32).filter(|&claim| !self.stands_of(claim).is_empty())
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
        for index in self.claims().map(|claim| claim as usize) {
            let Some(claim) = synopsis.claims.get(index) else { continue };
            fates[index] = sieve.fate(index, &claim);
            *tally.of(fates[index]) += 1;
        }
        let sifted = |(of, row): (usize, &GridRow)| {
            let mut sifted = ComparisonRow {
                topic: row.topic.clone(),
                cells: Cells::default(),
                relations: Vec::new(),
                verdict: RowVerdict::Nobody,
                decided: true,
                speakers: 0,
                settled: 0,
                of,
            };
            for (column, claims) in row.cells.iter().enumerate() {
                sifted.cells.push(claims.len());
                if !claims.is_empty() {
                    self.sift_cell(&mut sifted, column, claims, &fates);
                }
            }
            sifted.conclude(&row.ties, &fates);
            sifted
        };
        let rows = self.rows.iter().enumerate().map(sifted).collect();
        let mut comparison = Comparison { columns: self.columns.clone(), rows, tally, fates };
        put_in_order(&mut comparison.rows);
        comparison
    }

    /// Makes what one sieve has let through what another one does, and tells which cells are not as they were: by their
    /// row as it stands afterwards, and their column.
    pub fn sift_on(&self, synopsis: &Synopsis, comparison: &mut Comparison, [from, to]: [&Sieve; 2]) -> Vec<Touched> {
        let mut places = vec![0; self.rows.len()];
        for (at, row) in comparison.rows.iter().enumerate() {
            if let Some(place) = places.get_mut(row.of) {
                *place = at;
            }
        }
        let mut stands: Vec<Stand> = Vec::new();
        for number in self.between(from, to) {
            let index = number as usize;
            let Some(claim) = synopsis.claims.get(index) else { continue };
            let Some(before) = comparison.fates.get_mut(index) else { continue };
            let fate = to.fate(index, &claim);
            if fate == *before {
                continue;
            }
            *comparison.tally.of(*before) -= 1;
            *comparison.tally.of(fate) += 1;
            *before = fate;
            stands.extend(self.stands_of(number));
        }
        let mut touched: Vec<Touched> =
            stands.iter().map(|at| Touched { row: at.row as usize, column: at.column as usize }).collect();
        touched.sort_unstable();
        touched.dedup();
        for (at, &Touched { row, column }) in touched.iter().enumerate() {
            let Some(this) = comparison.rows.get_mut(places[row]) else { continue };
            self.sift_cell(this, column, &self.rows[row].cells[column], &comparison.fates);
            if touched.get(at + 1).is_none_or(|next| next.row != row) {
                this.conclude(&self.rows[row].ties, &comparison.fates);
            }
        }
        put_in_order(&mut comparison.rows);
        for (at, row) in comparison.rows.iter().enumerate() {
            places[row.of] = at;
        }
        touched.iter().map(|cell| Touched { row: places[cell.row], column: cell.column }).collect()
    }

    /// The claims that may fare otherwise in the one sieve than in the other: where only the stretch of time was moved,
    /// those that begin or end between its bounds; some of them twice.
    fn between(&self, from: &Sieve, to: &Sieve) -> Vec<u32> {
        let ends = |sieve: &Sieve| sieve.window.and_then(|window| window.begin.zip(window.end));
        let moved = ends(from)
            .zip(ends(to))
            .filter(|_| Sieve { window: None, ..from.clone() } == Sieve { window: None, ..to.clone() });
        let Some(((begin, end), (new_begin, new_end))) = moved else { return self.claims().collect() };
        let part = |days: &[(Date, u32)], a: Date, b: Date| {
            let first = days.partition_point(|(day, _)| *day < a.min(b));
            let last = days.partition_point(|(day, _)| *day <= a.max(b));
            days[first..last].iter().map(|(_, claim)| *claim).collect::<Vec<_>>()
        };
        let mut claims = part(&self.by_begin, end, new_end);
        claims.extend(part(&self.by_end, begin, new_begin));
        claims
    }

    /// Sifts a cell of a row, and counts anew who speaks.
    fn sift_cell(&self, row: &mut ComparisonRow, column: usize, claims: &[u32], fates: &[Fate]) {
        let standing = |row: &ComparisonRow| {
            let cell = row.cells.get(column);
            // The decided ones stand first.
            let is_decided = |claims: &[u32]| claims.first().is_some_and(|&claim| self.decided[claim as usize]);
            (!cell.is_empty(), is_decided(cell.claims) || is_decided(cell.general))
        };
        let before = standing(row);
        row.cells.sift(column, claims, fates);
        let after = standing(row);
        row.speakers = row.speakers + usize::from(after.0) - usize::from(before.0);
        row.settled = row.settled + usize::from(after.1) - usize::from(before.1);
    }
}

/// Topics on which nobody speaks last, and after them the claims without a topic.
fn put_in_order(rows: &mut [ComparisonRow]) {
    rows.sort_by_key(|row| (row.speakers == 0, row.topic.is_none(), row.of));
}

impl GridRow {
    fn put_in_order(&mut self, synopsis: &Synopsis) {
        let related: BTreeSet<usize> = self.ties.iter().flat_map(|tie| [tie.a, tie.b]).collect();
        let topic = self.topic.as_ref();
        let weight = |&index: &u32| {
            let index = index as usize;
            let claim = synopsis.claims.get(index);
            let main = claim.is_some_and(|claim| claim.topics.first() == topic);
            let decided = claim.is_some_and(|claim| claim.origin.is_decided());
            (!decided, !related.contains(&index), !main, claim.map_or(u8::MAX, |claim| rank(claim.kind)), index)
        };
        for cell in &mut self.cells {
            cell.sort_by_cached_key(weight);
            cell.shrink_to_fit();
        }
        self.ties.sort_by_key(|tie| (!tie.decided, tie.relation));
    }
}

/// The columns that hold a claim: that of its holder, and that of its work.
fn columns_of(claim: &ClaimRow<'_>, column_of: &BTreeMap<&Column, usize>) -> [Option<usize>; 2] {
    let holder = column_of.get(&claim.column).copied();
    let own = matches!(claim.column, Column::Author(_)).then(|| Column::Work(claim.place.work));
    [holder, own.and_then(|work| column_of.get(&work).copied())]
}

/// Puts the relations between claims of different columns into the row of each topic that both claims have.
fn relate(
    synopsis: &Synopsis,
    row_of: &BTreeMap<TopicId, usize>,
    column_of: &BTreeMap<&Column, usize>,
    rows: &mut [GridRow],
) {
    for (index, relation) in synopsis.relations.iter().enumerate() {
        let ends = synopsis.claims.get(relation.a).zip(synopsis.claims.get(relation.b));
        let are_compared = |a: &ClaimRow<'_>, b: &ClaimRow<'_>| {
            let (a, b) = (columns_of(a, column_of), columns_of(b, column_of));
            a.iter().flatten().any(|one| b.iter().flatten().any(|other| one != other))
        };
        let Some((a, b)) = ends.filter(|(a, b)| are_compared(a, b)) else { continue };
        let (kind, decided) = (relation.kind, relation.origin.is_decided());
        let tie = Tie { relation: index, a: relation.a, b: relation.b, kind, decided };
        let mut put = |topic: &TopicId| {
            let row = row_of.get(topic).and_then(|&row| rows.get_mut(row));
            row.map(|row| row.ties.push(tie)).is_some()
        };
        let common = a.topics.iter().filter(|topic| b.topics.contains(topic));
        let rows = common.filter(|topic| put(topic)).count();
        // Claims of different topics can still stand against each other: the first claim's main topic shows it.
        if rows == 0
            && let Some(topic) = a.topics.first()
        {
            put(topic);
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
