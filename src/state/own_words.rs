//! The person's own words as she writes them: one field for each sort, one entry a line, and back.
//!
//! Words are parted by line ends or any mark; a period is written `名 = 起—止`, with dates as in any field for dates; an
//! actor is written `名 = 别名、别名`.

use super::State;
use crate::calendar::read_typed;
use crate::model::{Edit, Entry, EntryId, OwnPeriod, OwnWords};

/// The id of the entry that holds them.
const ID: &str = "words";

/// The shortest word, in characters: one character would stand nearly everywhere.
const SHORTEST: usize = 2;

/// Whether an entry holds the person's own words, by its id.
pub(super) fn is_words(id: &EntryId) -> bool {
    &*id.0 == ID
}

/// The fields in which own words are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordFields {
    /// Verbs that tell an event.
    pub deeds: String,
    /// Nouns that name something that happened.
    pub happenings: String,
    /// Periods with their dates.
    pub periods: String,
    /// Words of time that are never placed.
    pub vague: String,
    /// Who can act.
    pub actors: String,
}

impl WordFields {
    /// The words as they are written.
    #[must_use]
    pub fn of(words: &OwnWords) -> Self {
        let period = |period: &OwnPeriod| format!("{} = {}", period.name, period.written);
        let actor = |names: &Vec<String>| match names.split_first() {
            Some((name, others)) if !others.is_empty() => format!("{name} = {}", others.join("、")),
            _ => names.concat(),
        };
        Self {
            deeds: words.deeds.join("\n"),
            happenings: words.happenings.join("\n"),
            periods: words.periods.iter().map(period).collect::<Vec<_>>().join("\n"),
            vague: words.vague.join("\n"),
            actors: words.actors.iter().map(actor).collect::<Vec<_>>().join("\n"),
        }
    }

    /// What is written, and what of it cannot be read.
    #[must_use]
    pub fn read(&self) -> (OwnWords, Vec<String>) {
        let mut bad = Vec::new();
        let deeds = listed(&self.deeds, &mut bad);
        let happenings = listed(&self.happenings, &mut bad);
        let vague = listed(&self.vague, &mut bad);
        let mut periods = Vec::new();
        for line in lines(&self.periods) {
            let parts = line.split_once(['=', '＝']).map(|(name, dates)| (name.trim(), dates.trim()));
            match parts.and_then(|(name, dates)| Some((name, dates, read_typed(dates)?.0))) {
                Some((name, dates, range)) if is_word(name) => {
                    periods.push(OwnPeriod { name: name.to_owned(), written: dates.to_owned(), range });
                }
                _ => bad.push(line.to_owned()),
            }
        }
        let mut actors = Vec::new();
        for line in lines(&self.actors) {
            let names = listed(&line.replacen(['=', '＝'], "、", 1), &mut bad);
            if !names.is_empty() {
                actors.push(names);
            }
        }
        (OwnWords { deeds, happenings, periods, vague, actors }, bad)
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// The words of a field, each once; those too short go to `bad`.
fn listed(text: &str, bad: &mut Vec<String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "、，,；;。".contains(c)).filter(|word| !word.is_empty())
    {
        if !is_word(word) {
            bad.push(word.to_owned());
        } else if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

fn is_word(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST
}

impl State {
    /// The edit that makes these the person's own words; `None` when they are so already.
    #[must_use]
    pub fn put_words(&self, words: OwnWords) -> Option<Edit> {
        if words == self.study.own_words() {
            return None;
        }
        let id = EntryId::from(ID);
        Some(if words.is_empty() { Edit::remove(id) } else { Edit::put(id, Entry::Words(words)) })
    }
}
