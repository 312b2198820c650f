use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::text::CharSet;

/// The vocabulary of the intake, from `assets/rules/ingest.toml` and `assets/rules/noise.toml`.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::bundled().unwrap_or_else(|error| {
        log::error!("{error}");
        Words::default()
    })
});

/// A vocabulary file of the intake that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("assets/rules/{file}: {reason}")]
pub struct BadWords {
    file: &'static str,
    reason: String,
}

/// Whether the vocabulary that comes with the program can be read; a test holds that it can.
///
/// # Errors
/// [`BadWords`] with the file and the place.
pub fn check_words() -> Result<(), BadWords> {
    Words::bundled().map(drop)
}

/// A field of the metadata that a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Title,
    Author,
    Affiliation,
    Venue,
    Issue,
    Year,
    Date,
    Pages,
    Volume,
    Keywords,
    Summary,
    Bio,
    Supervisor,
    ArticleNumber,
    ClassNumber,
    Doi,
    Fund,
    Other,
}

#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) labels: Labels,
    pub(super) headings: HashSet<String>,
    pub(super) glued_headings: Vec<String>,
    pub(super) reference_headings: HashSet<String>,
    pub(super) surnames: CharSet,
    pub(super) compound_surnames: Vec<String>,
    pub(super) not_names: Vec<String>,
    /// What stands before the name of who wrote or reported, longest first.
    pub(super) offices: Vec<String>,
    /// What a date beside a signature is said to be, longest first.
    pub(super) dated: Vec<String>,
    /// Posts, longest first.
    pub(super) posts: Vec<String>,
    /// How names of bodies end, longest first.
    pub(super) bodies: Vec<String>,
    pub(super) newspapers: Vec<String>,
    pub(super) news: Vec<String>,
    pub(super) kinds: Vec<(KindWord, Vec<String>)>,
    pub(super) common: CharSet,
    pub(super) noise_lines: HashSet<String>,
    /// Signs of furniture, the strong ones first.
    pub(super) noise_signs: Option<AhoCorasick>,
    /// How many of them are strong.
    pub(super) noise_strong: usize,
    pub(super) noise_prefixes: Vec<String>,
}

/// Labels with their fields.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// The characters with which any of them begins: almost no character of a line is one.
    first: CharSet,
    /// By their first characters, the longest first.
    by_first: HashMap<char, Vec<(String, Field)>>,
}

impl Labels {
    fn new(labels: impl Iterator<Item = (String, Field)>) -> Self {
        let mut by_first: HashMap<char, Vec<(String, Field)>> = HashMap::new();
        for (word, field) in labels {
            if let Some(first) = word.chars().next() {
                by_first.entry(first).or_default().push((word, field));
            }
        }
        by_first.values_mut().for_each(|words| words.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then(a.cmp(b))));
        Self { first: by_first.keys().copied().collect(), by_first }
    }

    /// Whether a label begins with a character.
    pub(super) fn may_begin(&self, c: char) -> bool {
        self.first.contains(c)
    }

    /// The labels that begin with the first character of a text.
    pub(super) fn of(&self, text: &str) -> Option<&[(String, Field)]> {
        let first = text.chars().next().filter(|&first| self.may_begin(first))?;
        self.by_first.get(&first).map(Vec::as_slice)
    }
}

/// The kinds of publication that have words of their own, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindWord {
    Thesis,
    Course,
    Slides,
    Journal,
    Newspaper,
    Web,
    Book,
}

#[derive(Deserialize)]
struct IngestFile {
    labels: HashMap<Field, Vec<String>>,
    headings: Headings,
    names: Names,
    venues: Venues,
    kinds: Kinds,
    han: Han,
}

#[derive(Deserialize)]
struct Headings {
    words: Vec<String>,
    glued: Vec<String>,
    references: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    surnames: String,
    compound: Vec<String>,
    not_names: Vec<String>,
    offices: Vec<String>,
    posts: Vec<String>,
    bodies: Vec<String>,
}

#[derive(Deserialize)]
struct Venues {
    newspapers: Vec<String>,
    news: Vec<String>,
    dated: Vec<String>,
}

#[derive(Deserialize)]
struct Kinds {
    thesis: Vec<String>,
    journal: Vec<String>,
    course: Vec<String>,
    slides: Vec<String>,
    newspaper: Vec<String>,
    web: Vec<String>,
    book: Vec<String>,
}

#[derive(Deserialize)]
struct Han {
    common: String,
    common_traditional: String,
}

#[derive(Deserialize)]
struct NoiseFile {
    lines: Vec<String>,
    strong: Vec<String>,
    weak: Vec<String>,
    prefixes: Vec<String>,
}

impl Words {
    fn bundled() -> Result<Self, BadWords> {
        let ingest: IngestFile = read("ingest.toml", include_str!("../../assets/rules/ingest.toml"))?;
        let noise: NoiseFile = read("noise.toml", include_str!("../../assets/rules/noise.toml"))?;
        let labels = ingest.labels.into_iter().flat_map(|(field, words)| words.into_iter().map(move |w| (w, field)));
        let kinds = ingest.kinds;
        Ok(Self {
            labels: Labels::new(labels),
            headings: ingest.headings.words.into_iter().collect(),
            glued_headings: longest_first(ingest.headings.glued),
            reference_headings: ingest.headings.references.into_iter().collect(),
            surnames: ingest.names.surnames.as_str().into(),
            compound_surnames: ingest.names.compound,
            not_names: ingest.names.not_names,
            offices: longest_first(ingest.names.offices),
            dated: longest_first(ingest.venues.dated),
            posts: longest_first(ingest.names.posts),
            bodies: longest_first(ingest.names.bodies),
            newspapers: ingest.venues.newspapers,
            news: ingest.venues.news,
            kinds: vec![
                (KindWord::Thesis, kinds.thesis),
                (KindWord::Course, kinds.course),
                (KindWord::Slides, kinds.slides),
                (KindWord::Newspaper, kinds.newspaper),
                (KindWord::Journal, kinds.journal),
                (KindWord::Web, kinds.web),
                (KindWord::Book, kinds.book),
            ],
            common: ingest.han.common.chars().chain(ingest.han.common_traditional.chars()).collect(),
            noise_lines: noise.lines.into_iter().collect(),
            noise_strong: noise.strong.len(),
            noise_signs: AhoCorasick::new(noise.strong.iter().chain(&noise.weak)).ok(),
            noise_prefixes: noise.prefixes,
        })
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, BadWords> {
    toml::from_str(text).map_err(|error| BadWords { file, reason: error.to_string() })
}

fn longest_first(mut words: Vec<String>) -> Vec<String> {
    words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    words
}
