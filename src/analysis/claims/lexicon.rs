//! Word lists searched in one pass, and where their words stand in a text.

use std::ops::Range;

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

/// Word lists of several concerns, searched in one pass, each as if alone. Of one concern the longest word counts at one
/// place, so that a word which holds another (称为, 称) can keep it from counting by standing in a list of its own.
#[derive(Clone, Debug)]
pub(super) struct Lexicons<const N: usize> {
    finder: Finder,
    /// What the words say, one after the other: a concern and the signs in it.
    meanings: Vec<(usize, Signs)>,
    /// For each word where its meanings begin, and where those of the last one end.
    starts: Vec<usize>,
}

impl<const N: usize> Lexicons<N> {
    /// Takes for each concern its lists with their bits; a word of several lists has the bits of all.
    pub(super) fn new<'a>(concerns: [Vec<(Signs, &'a [String])>; N]) -> Self {
        let mut words: IndexMap<&'a str, [Option<Signs>; N]> = IndexMap::new();
        for (concern, lists) in concerns.into_iter().enumerate() {
            for (sign, word) in lists.into_iter().flat_map(|(sign, list)| list.iter().map(move |word| (sign, word))) {
                *words.entry(word).or_insert([None; N])[concern].get_or_insert_default() |= sign;
            }
        }
        let finder = Finder::new(words.keys());
        let (mut meanings, mut starts) = (Vec::new(), vec![0]);
        for signs in words.into_values() {
            meanings.extend(signs.into_iter().enumerate().filter_map(|(concern, signs)| Some((concern, signs?))));
            starts.push(meanings.len());
        }
        Self { finder, meanings, starts }
    }

    /// For each concern all its words in a text, ascending, none over another.
    pub(super) fn hits(&self, text: &str) -> [Vec<Hit>; N] {
        let mut hits = [const { Vec::new() }; N];
        self.finder.every(text, |Found { start, end, word }| {
            for &(concern, signs) in &self.meanings[self.starts[word]..self.starts[word + 1]] {
                let own: &mut Vec<Hit> = &mut hits[concern];
                let hit = Hit { start: start as u32, end: end as u32, signs };
                match own.last_mut() {
                    // A longer word at the same place.
                    Some(last) if last.start == hit.start => *last = hit,
                    Some(last) if last.end > hit.start => {}
                    _ => own.push(hit),
                }
            }
        });
        hits
    }
}

/// The hits that begin in a range of bytes.
pub(super) fn within<'a>(hits: &'a [Hit], bytes: &Range<usize>) -> &'a [Hit] {
    let hits = &hits[hits.partition_point(|hit| (hit.start as usize) < bytes.start)..];
    // A stretch holds few words, so that its end is near.
    let count = hits.iter().take_while(|hit| (hit.start as usize) < bytes.end).count();
    &hits[..count]
}
