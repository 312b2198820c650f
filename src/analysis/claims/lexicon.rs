//! Word lists searched in one pass, and where their words stand in a text.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use indexmap::IndexMap;

use crate::analysis::finder::{Finder, Found};

/// The lists to which a word belongs, one bit each.
pub(super) type Signs = u32;

/// A word of the lists in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) signs: Signs,
}

impl Hit {
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn is(&self, signs: Signs) -> bool {
        self.signs & signs != 0
    }
}

/// Word lists of one concern. At one place the longest word counts, so that a word which holds another (称为, 称) can
/// keep it from counting by standing in a list of its own.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    finder: Finder,
    signs: Vec<Signs>,
}

impl Lexicon {
    /// Takes lists with their bits; a word of several lists has the bits of all.
    pub(super) fn new<'a>(lists: impl IntoIterator<Item = (Signs, &'a [String])>) -> Self {
        let mut words: IndexMap<&str, Signs> = IndexMap::new();
        for (sign, list) in lists {
            for word in list {
                *words.entry(word).or_default() |= sign;
            }
        }
        Self { finder: Finder::new(words.keys()), signs: words.into_values().collect() }
    }

    /// All words in a text, ascending.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let hit = |m: Found| Hit { start: m.start as u32, end: m.end as u32, signs: self.signs[m.word] };
        self.finder.each(text).map(hit).collect()
    }
}

/// The hits that begin in a range of bytes.
pub(super) fn within<'a>(hits: &'a [Hit], bytes: &Range<usize>) -> &'a [Hit] {
    let from = hits.partition_point(|hit| (hit.start as usize) < bytes.start);
    let to = hits.partition_point(|hit| (hit.start as usize) < bytes.end);
    &hits[from..to]
}

/// A few fixed words, searched together.
#[derive(Clone, Debug)]
pub(super) struct Needles(Option<AhoCorasick>);

impl Needles {
    /// Words known when the program is built.
    pub(super) fn new(words: &[&str]) -> Self {
        Self(AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words).ok())
    }

    /// Where each of the words begins and ends in a text, ascending, none over another.
    pub(super) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.0.iter().flat_map(move |words| words.find_iter(text)).map(|found| found.range())
    }

    /// Where the first of the words begins.
    pub(super) fn first(&self, text: &str) -> Option<usize> {
        self.0.as_ref()?.find(text).map(|found| found.start())
    }

    /// Where the first of the words ends.
    pub(super) fn past_first(&self, text: &str) -> Option<usize> {
        self.0.as_ref()?.find(text).map(|found| found.end())
    }

    /// Whether any of the words stands in a text.
    pub(super) fn any(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(text))
    }
}
