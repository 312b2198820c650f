//! The comparison: topics by holders, as far as a narrowing of time and a sieve let them through.
//!
//! One pass over the claims builds it, so that two hundred holders by sixty topics stay quick; views keep it until the
//! synopsis, the columns or the sieve change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ClaimRow, Column, RowVerdict, Synopsis};
use crate::calendar::DateRange;
use crate::model::{Certainty, ClaimKind, Corpus, RelationKind, TopicId};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is shown: its sentence speaks of the stretch, or there is no narrowing.
    Direct,
    /// It is shown apart: it speaks of no time.
    General,
    /// It is not shown.
    Hidden,
}

impl Sieve {
    fn fate(&self, index: usize, claim: &ClaimRow) -> Fate {
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The claims to show, by their place in [`Synopsis::claims`]: decided ones first, then those
    /// that stand in a relation, then the weightier kinds.
    pub claims: Vec<usize>,
    /// With a narrowing of time: the claims that speak of no time.
    pub general: Vec<usize>,
    /// How many the sieve holds back.
    pub hidden: usize,
}

impl Cell {
    /// Whether there is nothing at all, hidden claims included.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.is_empty() && self.hidden == 0
    }

    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.general.is_empty()
    }

    /// The claims that are shown, those in general last.
    pub fn shown(&self) -> impl Iterator<Item = usize> {
        self.claims.iter().chain(&self.general).copied()
    }
}

/// One topic across the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    /// The topic; `None` gathers the claims that no topic has caught.
    pub topic: Option<TopicId>,
    /// The cells, in the order of the columns.
    pub cells: Vec<Cell>,
    /// The relations between claims that are shown in this row, by their place in [`Synopsis::relations`]: decided
    /// ones first.
    pub relations: Vec<usize>,
    /// What the row comes to.
    pub verdict: RowVerdict,
    /// Whether decided relations say so.
    pub decided: bool,
    /// How many columns speak.
    pub speakers: usize,
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
}

impl Comparison {
    /// Lays out what the columns say.
    #[must_use]
    pub fn new(synopsis: &Synopsis, columns: &[Column], sieve: &Sieve) -> Self {
        let column_of: BTreeMap<&Column, usize> = columns.iter().enumerate().map(|(at, c)| (c, at)).collect();
        let mut topics: Vec<Option<TopicId>> = synopsis.topics.iter().map(|topic| Some(topic.id.clone())).collect();
        let mut row_of: BTreeMap<TopicId, usize> = topics.iter().flatten().cloned().zip(0..).collect();
        let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::default(); columns.len()]; topics.len()];
        let mut untitled: Vec<Cell> = vec![Cell::default(); columns.len()];
        let mut tally = Tally::default();
        for (index, claim) in synopsis.claims.iter().enumerate() {
            let Some(&column) = column_of.get(&claim.column) else { continue };
            let fate = sieve.fate(index, claim);
            match fate {
                Fate::Direct => tally.direct += 1,
                Fate::General => tally.general += 1,
                Fate::Hidden => tally.hidden += 1,
            }
            if claim.topics.is_empty() {
                untitled[column].take(index, fate);
            }
            for topic in &claim.topics {
                let row = *row_of.entry(topic.clone()).or_insert_with(|| {
                    topics.push(Some(topic.clone()));
                    rows.push(vec![Cell::default(); columns.len()]);
                    rows.len() - 1
                });
                rows[row][column].take(index, fate);
            }
        }
        if untitled.iter().any(|cell| !cell.is_silent()) {
            topics.push(None);
            rows.push(untitled);
        }
        let related = relations_by_topic(synopsis, &row_of, &column_of, sieve);
        let mut rows: Vec<ComparisonRow> = topics
            .into_iter()
            .zip(rows)
            .enumerate()
            .map(|(at, (topic, cells))| {
                ComparisonRow::new(synopsis, topic, cells, related.get(&at).cloned().unwrap_or_default())
            })
            .collect();
        rows.sort_by_key(|row| (row.speakers == 0, row.topic.is_none()));
        Self { columns: columns.to_vec(), rows, tally }
    }

    /// The claims of a synopsis that hold all of these words, in either script, in their own words or in the person's.
    #[must_use]
    pub fn holding(synopsis: &Synopsis, corpus: &Corpus, words: &str) -> BTreeSet<usize> {
        let words = simplified(words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let holds = |claim: &ClaimRow| {
            let prose = corpus.work(claim.place.work).map(|work| &work.prose);
            let said = prose.and_then(|prose| prose.text().get(prose.bytes(claim.sentence))).unwrap_or_default();
            let (said, gist) = (simplified(said), simplified(&claim.gist));
            words.iter().all(|word| said.contains(word) || gist.contains(word))
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

impl Cell {
    fn take(&mut self, claim: usize, fate: Fate) {
        match fate {
            Fate::Direct => self.claims.push(claim),
            Fate::General => self.general.push(claim),
            Fate::Hidden => self.hidden += 1,
        }
    }
}

impl ComparisonRow {
    fn new(synopsis: &Synopsis, topic: Option<TopicId>, mut cells: Vec<Cell>, mut relations: Vec<usize>) -> Self {
        let ends = relations.iter().filter_map(|&index| synopsis.relations.get(index));
        let related: BTreeSet<usize> = ends.flat_map(|relation| [relation.a, relation.b]).collect();
        let weight = |&index: &usize| {
            let claim = synopsis.claims.get(index);
            let main = claim.is_some_and(|claim| claim.topics.first() == topic.as_ref());
            let decided = claim.is_some_and(|claim| claim.origin.is_decided());
            (!decided, !related.contains(&index), !main, claim.map_or(u8::MAX, |claim| rank(claim.kind)), index)
        };
        for cell in &mut cells {
            cell.claims.sort_by_key(weight);
            cell.general.sort_by_key(weight);
        }
        let decided = |&index: &usize| synopsis.relations.get(index).is_some_and(|r| r.origin.is_decided());
        relations.sort_by_key(|index| (!decided(index), *index));
        let speakers = cells.iter().filter(|cell| !cell.is_empty()).count();
        let (verdict, decided) = match speakers {
            0 => (RowVerdict::Nobody, true),
            1 => (RowVerdict::Single, true),
            _ => verdict(synopsis, &relations),
        };
        Self { topic, cells, relations, verdict, decided, speakers }
    }
}

/// What the relations of a row come to. Decided ones outweigh all proposed ones.
fn verdict(synopsis: &Synopsis, relations: &[usize]) -> (RowVerdict, bool) {
    let relations: Vec<_> = relations.iter().filter_map(|&index| synopsis.relations.get(index)).collect();
    let decided = relations.iter().any(|relation| relation.origin.is_decided());
    let counts =
        |kind| relations.iter().any(|relation| relation.kind == kind && relation.origin.is_decided() == decided);
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

/// The relations between shown claims of different columns, by the row of each topic that both claims have.
fn relations_by_topic(
    synopsis: &Synopsis,
    row_of: &BTreeMap<TopicId, usize>,
    column_of: &BTreeMap<&Column, usize>,
    sieve: &Sieve,
) -> BTreeMap<usize, Vec<usize>> {
    let mut related: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let shown = |index: usize, claim: &ClaimRow| {
        column_of.contains_key(&claim.column) && sieve.fate(index, claim) != Fate::Hidden
    };
    for (index, relation) in synopsis.relations.iter().enumerate() {
        let ends = synopsis.claims.get(relation.a).zip(synopsis.claims.get(relation.b));
        let Some((a, b)) = ends.filter(|(a, b)| shown(relation.a, a) && shown(relation.b, b) && a.column != b.column)
        else {
            continue;
        };
        let mut anywhere = false;
        for topic in a.topics.iter().filter(|topic| b.topics.contains(topic)) {
            if let Some(&row) = row_of.get(topic) {
                related.entry(row).or_default().push(index);
                anywhere = true;
            }
        }
        // Claims of different topics can still stand against each other: the first claim's main topic shows it.
        if !anywhere && let Some(&row) = a.topics.first().and_then(|topic| row_of.get(topic)) {
            related.entry(row).or_default().push(index);
        }
    }
    related
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
