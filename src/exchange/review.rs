//! A review: the comparison as it is seen, in words, before it becomes a document of some format.
//!
//! Every quote carries its source and place; [`Review::cite`] turns them into notes, numbers or names and years.

use std::collections::BTreeMap;
use std::ops::Range;

use super::reference::{self, Apart};
use crate::model::WorkMeta;

/// How many columns a landscape page has beside the first: with more, a line would hold a handful of characters.
const MOST_COLUMNS: usize = 5;

/// How quotes are cited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Citing {
    /// A footnote for each quote, with the whole reference.
    #[default]
    Notes,
    /// A number in brackets, and a list in the order of the numbers (GB/T 7714-2015, section 10.1).
    Numbers,
    /// Author and year in the text, and a list in the order of the authors (section 10.2).
    Years,
}

/// A work that is cited.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// What it says of itself.
    pub meta: WorkMeta,
    /// What it is called where it states no title.
    pub title: String,
}

/// A quote in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The claim in the person's words; may be empty.
    pub gist: String,
    /// The words.
    pub text: String,
    /// The work, by its place in [`Review::sources`].
    pub source: usize,
    /// Where in it: a paragraph or page, in words.
    pub place: String,
    /// Whose voice, where it is not the author's own; may be empty.
    pub voice: String,
    /// What the person has written on it, as Markdown; may be empty.
    pub note: String,
    /// Whether the person has decided it.
    pub decided: bool,
}

/// What one holder says on one topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewCell {
    /// The summary; may be empty.
    pub summary: String,
    /// The quotes.
    pub quotes: Vec<Quote>,
    /// Why there is no quote, in words; may be empty.
    pub remark: String,
    /// How many further quotes there are, in words; may be empty.
    pub rest: String,
}

/// A row: a topic, or a holder when the table is turned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRow {
    /// What it is called.
    pub name: String,
    /// What it comes to, in words; may be empty.
    pub verdict: String,
    /// The cells, in the order of the heads.
    pub cells: Vec<ReviewCell>,
    /// How the holders stand to each other, one line each.
    pub relations: Vec<String>,
    /// The person's paragraph on it; may be empty.
    pub paragraph: String,
}

/// The words that a document needs beside the content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewWords {
    /// The head of the column of rows.
    pub corner: String,
    /// The title of the list of references.
    pub references: String,
    /// What an unsigned author is called.
    pub nobody: String,
    /// What has only been proposed.
    pub proposed: String,
    /// What a dotted rule beside a quote means, where it stands for [`Self::proposed`].
    pub dotted: String,
    /// The names of the sheets of a workbook: the table, the list of quotes, how the holders stand.
    pub sheets: [String; 3],
    /// The heads of the list of quotes: row, column, verdict, the claim in the person's words, the words, reference,
    /// place, whether decided.
    pub list_heads: [String; 8],
    /// The language of the document, as in HTML: `zh-Hans` or `en`.
    pub language: String,
}

/// A comparison in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Its title.
    pub title: String,
    /// What is shown and hidden, in words; may be empty.
    pub scope: String,
    /// The heads of the columns: name, and what stands small beside it.
    pub heads: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<ReviewRow>,
    /// The works that are cited.
    pub sources: Vec<Source>,
    /// How.
    pub citing: Citing,
    /// The words around it.
    pub words: ReviewWords,
}

/// The mark of one quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A note with this text.
    Note(String),
    /// Raised in the text: `[3]¶12`.
    Raised(String),
    /// Author and year in brackets in the text, and raised after them the place (GB/T 7714-2015, section 10.2.4).
    Inline(String, String),
}

/// The citations of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citations {
    /// The number of each source in the list, from 1, in the order of the sources; none for one that is not cited.
    numbers: Vec<Option<usize>>,
    /// What tells each source from others of the same author and year, in the order of the sources.
    apart: Vec<Apart>,
    /// The list: (mark, reference). The mark is empty in a list by author and year.
    pub list: Vec<(String, String)>,
}

impl Review {
    /// Whether a quote has only been proposed.
    #[must_use]
    pub fn has_proposed(&self) -> bool {
        let mut quotes = self.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.quotes);
        quotes.any(|quote| !quote.decided)
    }

    /// The columns in as many tables as keep each wide enough to be read on paper, about equally many in each.
    #[must_use]
    pub fn tables(&self) -> Vec<Range<usize>> {
        let columns = self.heads.len();
        let tables = columns.div_ceil(MOST_COLUMNS).max(1);
        let each = columns.div_ceil(tables).max(1);
        (0..tables).map(|table| (table * each).min(columns)..((table + 1) * each).min(columns)).collect()
    }

    /// All columns in one table.
    #[must_use]
    pub fn whole(&self) -> Range<usize> {
        0..self.heads.len()
    }

    /// Puts the sources in the order in which tables of these columns cite them, and writes the list of references.
    #[must_use]
    pub fn cite(&self, tables: &[Range<usize>]) -> Citations {
        let mut numbers = vec![None; self.sources.len()];
        let mut order = Vec::new();
        let rows = tables.iter().flat_map(|columns| self.rows.iter().map(move |row| (row, columns)));
        let cells = rows.flat_map(|(row, columns)| row.cells.get(columns.clone()).unwrap_or_default());
        for quote in cells.flat_map(|cell| &cell.quotes) {
            if let Some(number @ None) = numbers.get_mut(quote.source) {
                order.push(quote.source);
                *number = Some(order.len());
            }
        }
        let nobody = &self.words.nobody;
        let mut apart = vec![Apart::Alone; self.sources.len()];
        let list = match self.citing {
            Citing::Years => {
                let mut list: Vec<_> = order.iter().filter_map(|&at| Some((at, self.sources.get(at)?))).collect();
                // Chinese by the code points of the names is the order that needs no dictionary; Latin comes first.
                list.sort_by_key(|(_, source)| {
                    reference::by_author(&source.meta, &source.title, nobody, &Apart::Alone)
                });
                tell_apart(&list, nobody, &mut apart);
                let reference = |(at, source): &(usize, &Source)| {
                    reference::by_author(&source.meta, &source.title, nobody, &apart[*at])
                };
                list.iter().map(|source| (String::new(), reference(source))).collect()
            }
            Citing::Notes | Citing::Numbers => order
                .iter()
                .enumerate()
                .filter_map(|(at, &source)| {
                    let source = self.sources.get(source)?;
                    Some((format!("[{}]", at + 1), reference::numbered(&source.meta, &source.title)))
                })
                .collect(),
        };
        Citations { numbers, apart, list }
    }

    /// The mark of a quote.
    #[must_use]
    pub fn mark(&self, citations: &Citations, quote: &Quote) -> Option<Mark> {
        let source = self.sources.get(quote.source)?;
        Some(match self.citing {
            Citing::Notes => {
                let reference = reference::numbered(&source.meta, &source.title);
                let voice = if quote.voice.is_empty() { String::new() } else { format!("{}. ", quote.voice) };
                Mark::Note(format!("{voice}{reference} {}", quote.place).trim_end().to_owned())
            }
            Citing::Numbers => {
                let number = citations.numbers.get(quote.source).copied().flatten()?;
                Mark::Raised(format!("[{number}]{}", quote.place))
            }
            Citing::Years => {
                let apart = citations.apart.get(quote.source).unwrap_or(&Apart::Alone);
                let mark = reference::mark(&source.meta, &self.words.nobody, apart);
                Mark::Inline(format!("（{mark}）"), quote.place.clone())
            }
        })
    }
}

/// Tells sources apart that would bear the same mark by author and year: by letters in the order of the list, or by their
/// titles where they state no year.
fn tell_apart(list: &[(usize, &Source)], nobody: &str, apart: &mut [Apart]) {
    let mut same: BTreeMap<String, Vec<(usize, &Source)>> = BTreeMap::new();
    for &(at, source) in list {
        same.entry(reference::mark(&source.meta, nobody, &Apart::Alone)).or_default().push((at, source));
    }
    for sources in same.into_values().filter(|sources| sources.len() > 1) {
        for ((at, source), letter) in sources.into_iter().zip('a'..='z') {
            let dated = source.meta.year.is_some();
            apart[at] = if dated { Apart::Letter(letter) } else { Apart::Title(source.title.clone()) };
        }
    }
}
