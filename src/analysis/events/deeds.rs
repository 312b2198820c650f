//! What is done, whatever the words: 开工 and 破土 are one deed (`assets/rules/deeds.toml`).

use std::collections::BTreeMap;
use std::ops::{BitAnd, BitOr};

use serde::Deserialize;

use crate::analysis::BadRules;
use crate::analysis::finder::Finder;

/// The file that holds the words.
const FILE: &str = "deeds.toml";
/// How many groups of words there may be, in numbers of 64 bits.
const WORDS: usize = 3;

/// A set of groups of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups([u64; WORDS]);

impl Groups {
    /// The greatest number of groups.
    pub(super) const MOST: usize = WORDS * 64;

    /// Whether it holds none.
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.0 == [0; WORDS]
    }

    /// Whether both hold one.
    #[inline]
    pub(super) fn meets(self, other: Self) -> bool {
        !(self & other).is_empty()
    }

    /// The groups of this set that are not in the other.
    #[inline]
    pub(super) fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & !other.0[at]))
    }

    /// Puts in the group of a number.
    pub(super) fn insert(&mut self, group: usize) {
        if let Some(part) = self.0.get_mut(group / 64) {
            *part |= 1 << (group % 64);
        }
    }

    /// The numbers of its groups, ascending.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, mut part)| {
            std::iter::from_fn(move || {
                let bit = (part != 0).then(|| part.trailing_zeros() as usize)?;
                part &= part - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

impl BitAnd for Groups {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }
}

impl BitOr for Groups {
    type Output = Self;

    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }
}

/// The words of `deeds.toml`.
#[derive(Clone, Debug)]
pub(super) struct DeedWords {
    finder: Finder,
    /// For each word the groups in which it stands.
    groups: Vec<Groups>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    deeds: BTreeMap<String, Vec<String>>,
}

impl DeedWords {
    /// Reads the words.
    ///
    /// # Errors
    /// [`BadRules`] when the file is not what its comments describe.
    pub(super) fn new(text: &str) -> Result<Self, BadRules> {
        let bad = |reason: String| BadRules { file: FILE, reason };
        let file: File = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        if file.deeds.len() > Groups::MOST {
            return Err(bad("too many groups".into()));
        }
        let mut words: BTreeMap<&str, Groups> = BTreeMap::new();
        for (group, list) in file.deeds.values().enumerate() {
            for word in list {
                words.entry(word).or_default().insert(group);
            }
        }
        Ok(Self { finder: Finder::new(words.keys()), groups: words.into_values().collect() })
    }

    /// The deeds that a text may tell.
    pub(super) fn of(&self, text: &str) -> Groups {
        let found = self.finder.each(text);
        found.fold(Groups::default(), |all, hit| match self.groups.get(hit.word) {
            Some(&groups) => all | groups,
            None => all,
        })
    }
}
