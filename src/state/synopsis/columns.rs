//! The columns of the comparison: authors, works, parties.
//!
//! Works whose authors bear the same names are one author's. What the person says of a cell is kept by the author where he
//! wrote one work only, so that it shows whether she compares by author or by work.

use std::collections::BTreeMap;

use super::{Claims, Column, Seal, Synopsis, WorkRow};
use crate::model::{Corpus, EntryId, Holder, HolderKind, TopicId, Work, WorkId};

/// The works in reading order.
pub(super) fn works(corpus: &Corpus) -> Vec<WorkRow> {
    let mut first: BTreeMap<Vec<&str>, WorkId> = BTreeMap::new();
    let mut rows = Vec::new();
    for work in &corpus.works {
        let authors: Vec<&str> = work.meta.authors.iter().map(|author| author.value.as_str()).collect();
        let first = if authors.is_empty() { work.id } else { *first.entry(authors).or_insert(work.id) };
        rows.push(work_row(corpus, work, first));
    }
    rows
}

/// All authors and parties there could be: authors, then parties by the number of their claims.
pub(super) fn all(works: &[WorkRow], claims: &Claims) -> Vec<Column> {
    let mut said: BTreeMap<&Column, usize> = BTreeMap::new();
    for claim in claims.iter() {
        *said.entry(claim.column).or_default() += 1;
    }
    let mut parties: Vec<_> = said.iter().filter(|(column, _)| matches!(column, Column::Party(_))).collect();
    parties.sort_by_key(|&(column, count)| (std::cmp::Reverse(*count), *column));
    let authors = works.iter().filter(|row| row.first == row.id).map(|row| Column::Author(row.id));
    authors.chain(parties.into_iter().map(|(column, _)| (*column).clone())).collect()
}

/// The column of which the person said something: of a work, of an author, or of a party.
pub(super) fn named(works: &[WorkRow], holder: &Holder, work: Option<WorkId>) -> Option<Column> {
    match work {
        Some(work) => Some(kept_by(works, &Column::Work(work))),
        None if holder.kind == HolderKind::Author => {
            let row = works.iter().find(|row| row.author == holder.name && row.first == row.id)?;
            Some(Column::Author(row.id))
        }
        None => Some(Column::Party(holder.clone())),
    }
}

/// The column by which the person's words of a cell are kept.
fn kept_by(works: &[WorkRow], column: &Column) -> Column {
    match column {
        Column::Work(work) => {
            let first = works.get(work.0 as usize).map_or(*work, |row| row.first);
            let alone = works.iter().filter(|row| row.first == first).count() < 2;
            if alone { Column::Author(*work) } else { column.clone() }
        }
        column => column.clone(),
    }
}

impl Synopsis {
    /// The works of the author of a work, in reading order.
    #[must_use]
    pub fn works_of(&self, author: WorkId) -> Vec<WorkId> {
        let first = self.work(author).map_or(author, |row| row.first);
        self.works.iter().filter(|row| row.first == first).map(|row| row.id).collect()
    }

    /// The column as it is now: an author by the first of his works. Nothing where there is no such column.
    #[must_use]
    pub fn column(&self, column: &Column) -> Option<Column> {
        match column {
            Column::Author(work) => self.work(*work).map(|row| Column::Author(row.first)),
            Column::Work(work) => self.work(*work).map(|row| Column::Work(row.id)),
            Column::Party(_) => self.columns.contains(column).then(|| column.clone()),
        }
    }

    /// The person's summary of a cell, with the entry that holds it.
    #[must_use]
    pub fn summary(&self, topic: &TopicId, column: &Column) -> Option<&(EntryId, String)> {
        self.summaries.get(&(topic.clone(), kept_by(&self.works, column)))
    }

    /// The entry in which the person says that she looked and found nothing in a cell.
    #[must_use]
    pub fn silence(&self, topic: &TopicId, column: &Column) -> Option<&EntryId> {
        self.silent.get(&(topic.clone(), kept_by(&self.works, column)))
    }

    /// The seal of a work among the works of its author: numbered where there are several.
    #[must_use]
    pub fn seal_of_work(&self, work: WorkId) -> Option<Seal> {
        let row = self.work(work)?;
        let works = self.works_of(work);
        let at = works.iter().position(|&other| other == work)?;
        let numbered =
            |seal: &Seal| Seal { text: format!("{}{}", seal.text, chinese_number(at as u32 + 1)), ..seal.clone() };
        Some(if works.len() > 1 { numbered(&row.seal) } else { row.seal.clone() })
    }
}

pub(super) fn work_row(corpus: &Corpus, work: &Work, first: WorkId) -> WorkRow {
    let author = work.author().unwrap_or_default().to_owned();
    let signed = author.chars().next();
    let path = corpus.source(work.source).map_or("", |source| source.path.as_str());
    let file = path.rsplit('/').next().unwrap_or(path);
    let title = if work.title().is_empty() { file } else { work.title() };
    WorkRow {
        id: work.id,
        title: title.to_owned(),
        venue: work.meta.venue.as_ref().map_or_else(String::new, |venue| venue.value.clone()),
        year: work.meta.year.as_ref().map(|year| year.value),
        seal: match signed {
            Some(surname) => Seal { text: surname.to_string(), signed: true },
            None => Seal { text: chinese_number(work.id.0 + 1), signed: false },
        },
        author,
        first,
    }
}

/// A number from 1 in Chinese figures as short as a seal wants them: 一 … 十, 十一 …, 廿三, then plain digits.
fn chinese_number(number: u32) -> String {
    const FIGURES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let figure = |n: u32| FIGURES.get(n as usize).copied().unwrap_or_default();
    match number {
        1..=9 => figure(number).to_owned(),
        10..=19 => format!("十{}", figure(number - 10)),
        20..=29 => format!("廿{}", figure(number - 20)),
        _ => number.to_string(),
    }
}
