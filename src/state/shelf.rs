//! The shelf: the works in the order and selection that the person wishes, as the library lists them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::{Corpus, WorkId, WorkKind};
use crate::text::simplified;

/// By what the works are ordered and grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShelfOrder {
    /// As they lie in the folders.
    #[default]
    Folder,
    /// By the name of the first author.
    Author,
    /// By year, the latest first.
    Year,
    /// By title.
    Title,
    /// By journal, newspaper, publisher or university.
    Venue,
    /// By kind of publication.
    Kind,
}

impl ShelfOrder {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] = [Self::Folder, Self::Author, Self::Year, Self::Title, Self::Venue, Self::Kind];
}

/// How the works are to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfWish {
    /// By what they are ordered.
    pub order: ShelfOrder,
    /// Words that title, author, venue, year or path must hold, each of them somewhere.
    pub words: String,
    /// The kind of publication that is listed; `None` for all.
    pub kind: Option<WorkKind>,
}

/// A row of the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfRow {
    /// The head of a group: a folder, an author, a year.
    Group {
        /// What it is called; empty for works of which it is not known.
        name: String,
        /// For a group by kind, the kind.
        kind: Option<WorkKind>,
        /// How many works it holds.
        count: usize,
    },
    /// A work.
    Work(WorkId),
}

/// The works as listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Groups and works from top to bottom.
    pub rows: Vec<ShelfRow>,
    /// The works that do not hold the wished words, or are of another kind.
    pub hidden: usize,
    /// For works whose text stands in another work too: that work, and whether it is the whole text.
    pub twins: BTreeMap<WorkId, (WorkId, bool)>,
}

/// What a work is ordered and sought by.
struct Card {
    id: WorkId,
    folder: String,
    author: String,
    title: String,
    venue: String,
    year: Option<i32>,
    kind: Option<WorkKind>,
}

impl Shelf {
    /// Lists the works of a corpus.
    #[must_use]
    pub fn of(corpus: &Corpus, wish: &ShelfWish) -> Self {
        let words = folded(&wish.words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let mut cards: Vec<Card> = Vec::with_capacity(corpus.works.len());
        let mut hidden = 0;
        for work in &corpus.works {
            let path = corpus.source(work.source).map_or("", |source| source.path.as_str());
            let card = Card {
                id: work.id,
                folder: path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
                author: work.author().unwrap_or_default().to_owned(),
                title: if work.title().is_empty() { path.to_owned() } else { work.title().to_owned() },
                venue: work.meta.venue.as_ref().map_or_else(String::new, |venue| venue.value.clone()),
                year: work.meta.year.as_ref().map(|year| year.value),
                kind: work.meta.kind.as_ref().map(|kind| kind.value),
            };
            let others: Vec<&str> = work.meta.authors.iter().map(|author| author.value.as_str()).collect();
            let fits = wish.kind.is_none_or(|kind| card.kind == Some(kind));
            if fits && (words.is_empty() || holds(&card, &others.join(" "), path, &words)) {
                cards.push(card);
            } else {
                hidden += 1;
            }
        }
        cards.sort_by(|a, b| order(wish.order, a, b).then(a.id.cmp(&b.id)));
        let mut twins = BTreeMap::new();
        for twin in &corpus.joint.twins {
            twins.entry(twin.part).or_insert((twin.of, twin.whole));
        }
        Self { rows: grouped(wish.order, &cards), hidden, twins }
    }
}

fn holds(card: &Card, authors: &str, path: &str, words: &[&str]) -> bool {
    let year = card.year.map(|year| year.to_string()).unwrap_or_default();
    let all = folded(&[&card.title, authors, &card.venue, &year, path].map(|part: &str| part).join(" "));
    words.iter().all(|word| all.contains(word))
}

/// Words as they are compared: simplified, in small letters.
fn folded(words: &str) -> String {
    simplified(words).to_lowercase()
}

fn order(by: ShelfOrder, a: &Card, b: &Card) -> Ordering {
    // What is not known comes last.
    let words = |a: &str, b: &str| a.is_empty().cmp(&b.is_empty()).then_with(|| sounded(a).cmp(&sounded(b)));
    let years = || match (a.year, b.year) {
        (Some(a), Some(b)) => b.cmp(&a),
        (a, b) => a.is_none().cmp(&b.is_none()),
    };
    match by {
        ShelfOrder::Folder => Ordering::Equal,
        ShelfOrder::Author => words(&a.author, &b.author).then_with(years),
        ShelfOrder::Year => years().then_with(|| words(&a.author, &b.author)),
        ShelfOrder::Title => words(&a.title, &b.title),
        ShelfOrder::Venue => words(&a.venue, &b.venue).then_with(years),
        ShelfOrder::Kind => {
            let kind = |card: &Card| card.kind.map_or(u8::MAX, |kind| kind as u8);
            kind(a).cmp(&kind(b)).then_with(|| words(&a.author, &b.author))
        }
    }
}

/// A key that orders the common Han characters by their sound: GB 2312 lists its first level so.
fn sounded(words: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(&folded(words)).0.into_owned()
}

fn grouped(by: ShelfOrder, cards: &[Card]) -> Vec<ShelfRow> {
    let name = |card: &Card| match by {
        ShelfOrder::Folder => card.folder.clone(),
        ShelfOrder::Author => card.author.clone(),
        ShelfOrder::Year => card.year.map(|year| year.to_string()).unwrap_or_default(),
        ShelfOrder::Venue => card.venue.clone(),
        ShelfOrder::Title | ShelfOrder::Kind => String::new(),
    };
    let same = |a: &Card, b: &Card| name(a) == name(b) && (by != ShelfOrder::Kind || a.kind == b.kind);
    let groups: Vec<&[Card]> = cards.chunk_by(same).collect();
    // One folder needs no head, and titles stand each alone.
    let headless = by == ShelfOrder::Title || by == ShelfOrder::Folder && groups.len() < 2;
    let mut rows = Vec::with_capacity(cards.len() + groups.len());
    for group in groups {
        if !headless && let Some(first) = group.first() {
            let kind = first.kind.filter(|_| by == ShelfOrder::Kind);
            rows.push(ShelfRow::Group { name: name(first), kind, count: group.len() });
        }
        rows.extend(group.iter().map(|card| ShelfRow::Work(card.id)));
    }
    rows
}
