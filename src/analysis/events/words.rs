use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::deeds::{DeedWords, Groups};
use crate::analysis::BadRules;
use crate::analysis::finder::Finder;
use crate::analysis::word_list::{WordList, Words};
use crate::model::OwnWords;
use crate::text::simplified;

/// The files that hold the vocabulary.
const FILE: &str = "events.toml";

/// What kind of thing a verb tells, as a place in the sorted list of kinds.
pub(super) type Kind = u8;

/// A verb in a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verb {
    /// Its bytes in the text that was searched.
    pub(super) bytes: Range<usize>,
    /// The kind of event.
    pub(super) kind: Kind,
    /// Whether it may as well be a noun.
    pub(super) nounish: bool,
}

/// The vocabulary of `assets/rules/events.toml`.
#[derive(Clone, Debug)]
pub(crate) struct EventWords {
    finder: Finder,
    /// For each pattern its kind and whether it may be a noun; `None` for a word that only holds a verb.
    patterns: Vec<Option<(Kind, bool)>>,
    /// The kind of verbs that lend it from the next one.
    pub(super) light: Kind,
    /// The kind of verbs of speech: what is said is not what happened on the day, the saying is.
    pub(super) speech: Kind,
    /// The kind of the verbs that the person added.
    pub(super) own_kind: Kind,
    /// For each kind whether it excludes the other such kinds.
    pub(super) exclusive: Vec<bool>,
    /// For each kind whether it happens once to whom it happens.
    pub(super) once: Vec<bool>,
    /// Words that tell one deed in several ways.
    deeds: DeedWords,
    /// Everything that is looked up at one place only.
    pub(super) lists: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: BTreeMap<String, Vec<String>>,
    events: Lists,
}

/// Words that are looked for at one place of a clause.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    not_verbs: Vec<String>,
    nounish: Vec<String>,
    exclusive: Vec<String>,
    once: Vec<String>,
    /// Nouns that name something that happened.
    pub(super) nouns: WordList,
    /// Adverbs and particles of what happened once.
    pub(super) marks: WordList,
    /// Verbs of state.
    pub(super) states: WordList,
    /// Before a date: a comparison with it.
    pub(super) compares: WordList,
    /// After a date: a comparison with it.
    pub(super) compared: WordList,
    /// What a comparison measures.
    pub(super) measures: WordList,
    /// Degrees and qualities, which describe a state.
    pub(super) degrees: WordList,
    /// After 的 behind a date: words of time.
    pub(super) of_time: WordList,
    /// Before a date: a plan.
    pub(super) plans: WordList,
    /// At the start of a clause: a condition.
    pub(super) conditions: WordList,
    /// Before a date: up to it.
    pub(super) until: WordList,
    /// Before a date: from it on.
    pub(super) since: WordList,
    /// After a date: from it on.
    pub(super) onward: WordList,
    /// After 前 behind a date: what makes 前 the beginning of another word.
    pub(super) not_before: WordList,
    /// After a day, set off by a comma: the part of the day.
    pub(super) day_parts: WordList,
    /// After a date, as a part of it.
    pub(super) at_time: WordList,
    /// Behind those: what makes them the beginning of another word.
    pub(super) not_at_time: WordList,
    /// After a date: a span that dates nothing.
    pub(super) background: WordList,
    /// After a dated clause: before the main clause.
    pub(super) after: WordList,
    /// After a dated clause: at the time of the main clause.
    pub(super) during: WordList,
    /// At the start of a clause: what came next.
    pub(super) order: WordList,
    /// Words of custom and of going on.
    pub(super) habits: WordList,
    /// What follows from a deed.
    pub(super) results: WordList,
    /// At the start of a clause: dropped from labels.
    pub(super) openers: WordList,
    /// Prepositions.
    pub(super) prepositions: WordList,
    /// Before a year: a reference to a publication.
    pub(super) citing: WordList,
    /// Before a date: when a text was written or looked up.
    pub(super) stamps: WordList,
    /// The same as verbs, and what may stand in front of these.
    pub(super) written: WordList,
    /// See `written`.
    pub(super) writings: WordList,
    /// After a year: a reference to a publication.
    pub(super) cited: WordList,
    /// Endings of a place.
    pub(super) places: WordList,
    /// Endings of what is no place.
    pub(super) no_places: WordList,
    /// Verbs of one character right behind a date.
    pub(super) opening: WordList,
    /// Longer words that begin like one of them.
    pub(super) not_opening: WordList,
    /// Verbs of one character at the end of a clause.
    pub(super) closing: WordList,
    /// Between the dates of one list.
    pub(super) lists: WordList,
    /// In front of a colon: what stands behind it is said or stated.
    pub(super) stating: WordList,
    /// At the start of a clause: the reason or circumstance of the next.
    pub(super) causes: WordList,
}

impl EventWords {
    /// Reads the vocabulary, with the person's own verbs as one kind more, and her nouns among the others.
    ///
    /// # Errors
    /// [`BadRules`] when the file is not what its comments describe.
    pub(crate) fn new(text: &str, deeds: &str, own: &OwnWords) -> Result<Self, BadRules> {
        let bad = |reason: String| BadRules { file: FILE, reason };
        let mut file: File = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        let simple = |words: &[String]| -> Vec<String> { words.iter().map(|w| simplified(w).into_owned()).collect() };
        file.events.nouns.extend(simple(&own.happenings));
        let own = simple(&own.deeds);
        let mut words = Vec::new();
        let mut patterns = Vec::new();
        let (mut light, mut speech) = (None, None);
        let (mut exclusive, mut once) = (Vec::new(), Vec::new());
        for (kind, (name, verbs)) in file.verbs.iter().enumerate() {
            let kind = u8::try_from(kind).map_err(|_| bad("too many kinds of verbs".into()))?;
            match name.as_str() {
                "light" => light = Some(kind),
                "speech" => speech = Some(kind),
                _ => {}
            }
            exclusive.push(file.events.exclusive.contains(name));
            once.push(file.events.once.contains(name));
            for verb in verbs {
                patterns.push(Some((kind, file.events.nounish.contains(verb))));
                words.push(verb.as_str());
            }
        }
        // The person's word goes before the same word of the lists.
        let own_kind = u8::try_from(exclusive.len()).map_err(|_| bad("too many kinds of verbs".into()))?;
        exclusive.push(false);
        once.push(false);
        let listed = |word: &&str| !own.iter().any(|verb| verb == word);
        let kept: Vec<bool> = words.iter().map(listed).collect();
        keep(&mut patterns, &kept);
        keep(&mut words, &kept);
        for verb in &own {
            patterns.push(Some((own_kind, false)));
            words.push(verb);
        }
        for word in file.events.not_verbs.iter().filter(|word| !own.contains(word)) {
            patterns.push(None);
            words.push(word);
        }
        let light = light.ok_or_else(|| bad("no kind of verbs is called light".into()))?;
        let speech = speech.ok_or_else(|| bad("no kind of verbs is called speech".into()))?;
        let finder = Finder::new(&words);
        let deeds = DeedWords::new(deeds)?;
        Ok(Self { finder, patterns, light, speech, own_kind, exclusive, once, deeds, lists: file.events })
    }

    /// The deeds that the words of a text may tell.
    pub(super) fn deeds(&self, text: &str) -> Groups {
        self.deeds.of(text)
    }

    /// The verbs in a stretch of text, in order.
    pub(super) fn verbs(&self, text: &str) -> Vec<Verb> {
        let found = self.finder.each(text);
        let verbs = found.filter_map(|hit| {
            let (kind, nounish) = (*self.patterns.get(hit.word)?)?;
            Some(Verb { bytes: hit.range(), kind, nounish })
        });
        verbs.collect()
    }
}

/// Keeps of a list what is marked so.
fn keep<T>(list: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    list.retain(|_| kept.next().copied().unwrap_or(true));
}

/// The length of the longest of `words` with which `text` begins.
pub(super) fn leads(text: &str, words: &impl Words) -> Option<usize> {
    words.at_start(text)
}

/// The length of the longest of `words` with which `text` ends.
pub(super) fn closes(text: &str, words: &impl Words) -> Option<usize> {
    words.at_end(text)
}

/// Whether `text` holds one of `words`.
pub(super) fn holds(text: &str, words: &WordList) -> bool {
    words.find_in(text).is_some()
}
