//! A few words searched together.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// A few words of the grammar, too many to be looked for one by one.
#[derive(Clone, Debug)]
pub(super) struct Needles(Option<AhoCorasick>);

impl Needles {
    pub(super) fn new<S: AsRef<[u8]>>(words: &[S]) -> Self {
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
