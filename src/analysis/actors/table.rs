//! The gazetteer as read from its file, and what of it stands where in a text.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{ActorKind, Hit, WordSet};
use crate::analysis::BadRules;
use crate::analysis::finder::Finder;
use crate::model::OwnWords;
use crate::text::simplified;

/// What a hit of the gazetteer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A name of the actor with that index.
    Name(u16),
    /// The capital of the state with that index.
    Capital(u16),
    /// A character that stands for one or several states.
    Letter(char),
    /// The name of a leader of the state with that index.
    Leader(u16),
    /// A title that stands beside a person's name.
    Title,
    /// A verb of saying or thinking, before which a person's name may stand.
    Speech,
    /// A word that names nobody and keeps its characters from being read as one-character forms.
    Word,
}

/// A state or body.
#[derive(Debug)]
pub(super) struct Actor {
    pub(super) name: Arc<str>,
    pub(super) kind: ActorKind,
}

/// The gazetteer, ready for searching.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) actors: Vec<Actor>,
    /// All names of each actor.
    names: Vec<Vec<String>>,
    finder: Finder,
    patterns: Vec<What>,
    /// The states for which a character stands.
    pub(super) letters: HashMap<char, Vec<u16>>,
    pub(super) leaders: BTreeSet<String>,
    pub(super) great: Vec<char>,
    pub(super) offices: WordSet,
    pub(super) sides: WordSet,
    pub(super) toward: WordSet,
    pub(super) beside: WordSet,
    pub(super) pairs: WordSet,
    pub(super) acts: WordSet,
    places_before: WordSet,
    places_after: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    offices: Vec<String>,
    titles: Vec<String>,
    speech: Vec<String>,
    sides: Vec<String>,
    great: String,
    toward: Vec<String>,
    beside: Vec<String>,
    pairs: Vec<String>,
    acts: Vec<String>,
    words: Vec<String>,
    places_before: Vec<String>,
    places_after: Vec<String>,
    states: BTreeMap<String, Row>,
    former: BTreeMap<String, Row>,
    bodies: BTreeMap<String, Row>,
    leaders: BTreeMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    full: Vec<String>,
    also: Vec<String>,
    letter: String,
    capital: Vec<String>,
}

impl Table {
    pub(super) fn new(toml: &str, own: &OwnWords) -> Result<Self, BadRules> {
        let bad = |reason: String| BadRules { file: "actors.toml", reason };
        let file: File = toml::from_str(toml).map_err(|error| bad(error.to_string()))?;
        let mut patterns: IndexMap<String, What> = IndexMap::new();
        let mut actors = Vec::new();
        let mut names: Vec<Vec<String>> = Vec::new();
        let mut letters: HashMap<char, Vec<u16>> = HashMap::new();
        let states = file.states.iter().chain(&file.former).map(|row| (row, ActorKind::State));
        for ((name, row), kind) in states.chain(file.bodies.iter().map(|row| (row, ActorKind::Body))) {
            let index = actors.len() as u16;
            actors.push(Actor { name: name.as_str().into(), kind });
            names.push(row.full.iter().chain(&row.also).chain([name]).cloned().collect());
            for alias in row.full.iter().chain(&row.also).chain([name]) {
                patterns.entry(alias.clone()).or_insert(What::Name(index));
            }
            for capital in &row.capital {
                patterns.entry(capital.clone()).or_insert(What::Capital(index));
            }
            for letter in row.letter.chars() {
                letters.entry(letter).or_default().push(index);
            }
        }
        for (state, names) in &file.leaders {
            let index = actors.iter().position(|actor| *actor.name == **state);
            let index = index.ok_or_else(|| bad(format!("[leaders] of {state}, which is no state")))? as u16;
            for name in names {
                patterns.entry(name.clone()).or_insert(What::Leader(index));
            }
        }
        // What the person says of a name goes before what the file says.
        for called in &own.actors {
            let called: Vec<String> = called.iter().map(|name| simplified(name).into_owned()).collect();
            let Some(name) = called.first() else { continue };
            let known = actors.iter().position(|actor| *actor.name == **name);
            let index = known.unwrap_or(actors.len());
            if known.is_none() {
                actors.push(Actor { name: name.as_str().into(), kind: ActorKind::Body });
                names.push(Vec::new());
            }
            for name in &called {
                patterns.insert(name.clone(), What::Name(index as u16));
            }
            names[index].extend(called);
        }
        for title in &file.titles {
            patterns.entry(title.clone()).or_insert(What::Title);
        }
        for verb in &file.speech {
            patterns.entry(verb.clone()).or_insert(What::Speech);
        }
        for word in &file.words {
            patterns.entry(word.clone()).or_insert(What::Word);
        }
        for &letter in letters.keys().collect::<BTreeSet<_>>() {
            patterns.entry(letter.into()).or_insert(What::Letter(letter));
        }
        Ok(Self {
            actors,
            names,
            finder: Finder::new(patterns.keys()),
            patterns: patterns.into_values().collect(),
            letters,
            leaders: file.leaders.into_values().flatten().collect(),
            great: file.great.chars().collect(),
            offices: file.offices.iter().chain(&file.titles).collect(),
            sides: file.sides.iter().collect(),
            toward: file.toward.iter().collect(),
            beside: file.beside.iter().collect(),
            pairs: file.pairs.iter().collect(),
            acts: file.acts.iter().chain(&file.speech).collect(),
            places_before: file.places_before.iter().collect(),
            places_after: file.places_after.iter().collect(),
        })
    }

    /// All names of the actor that is called so; none for one that is not in the gazetteer.
    pub(super) fn names_of(&self, name: &str) -> &[String] {
        self.names.iter().find(|names| names.iter().any(|other| other == name)).map_or(&[], Vec::as_slice)
    }

    /// What of the gazetteer stands in a text, leftmost and longest first.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        self.finder.each(text).map(|hit| (hit.range(), self.patterns[hit.word])).collect()
    }

    /// Where the words of office end that follow a state's name at `end` (美国|国务院|发言人).
    pub(super) fn past_offices(&self, text: &str, mut end: usize) -> usize {
        // 驻韩大使 and 常驻联合国代表 go through another state's name and end the office there.
        while let Some(length) = self.offices.at_start(&text[end..]) {
            let next = &text[end + length..];
            // 副 and 前 are parts of a title only before one; 军 begins 军事, 代表 may be a verb.
            let word = &text[end..end + length];
            let cut = match word {
                "副" | "前" | "时任" | "现任" | "首席" | "第一" => self.offices.at_start(next).is_none(),
                "军" => {
                    next.starts_with(['事', '备', '国', '费', '火', '人', '工', '演', '援', '控', '民', '用', '力'])
                }
                "代表" => next.starts_with(['着', '了', '性']),
                _ => false,
            };
            if cut {
                break;
            }
            end += length;
        }
        end
    }

    /// Whether a capital stands for its government here and is no place.
    pub(super) fn stands_for_state(&self, text: &str, bytes: &Range<usize>) -> bool {
        let (before, after) = (&text[..bytes.start], &text[bytes.end..]);
        if after.starts_with("看来") || after.starts_with("方面") || after.starts_with("当局") {
            return true;
        }
        if self.places_before.at_end(before).is_some() || self.places_after.at_start(after).is_some() {
            return false;
        }
        let word = after.starts_with(char::is_alphanumeric);
        self.acts.at_start(after).is_some()
            || word && self.pairs.at_start(after).is_some()
            || self.toward.at_end(before).is_some()
            || self.beside.at_end(before).is_some()
    }
}
