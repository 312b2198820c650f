//! Signatures with a date: 记者 某某 2021年3月15日, 某某 发表于 2021-03-15, 某某（二〇二〇年六月修订）, 2020年6月10日于某地.

use std::ops::Range;

use super::super::names::{in_list, is_name};
use super::super::scan::{date_in, han_date_in};
use super::super::shape::ends_sentence;
use super::super::words::WORDS;
use super::Reader;
use crate::text::is_han;

/// The longest line that is taken for a dated signature, in characters.
const LONGEST: usize = 60;

/// The longest name of the town in which a text was finished, in characters.
const TOWN: usize = 6;

impl Reader<'_> {
    /// A line of a date with nothing beside it but who wrote and what the date is: author and day of publication.
    ///
    /// The stamp that a site gives to a page is no date of the work: digits alone, or with a time of day, need a name
    /// or a word beside them.
    pub(super) fn dated_signature(&mut self, rest: &Range<usize>) -> bool {
        let words = self.words(rest);
        if words.chars().nth(LONGEST).is_some() || ends_sentence(words) {
            return false;
        }
        let in_digits = date_in(words);
        let Some((date, at, timed)) = in_digits.or_else(|| han_date_in(words).map(|(date, at)| (date, at, false)))
        else {
            return false;
        };
        let sides = [rest.start..rest.start + at.start, rest.start + at.end..rest.end];
        let Some(said) = sides.into_iter().map(|side| self.said_beside(side)).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let told = said.iter().any(|said| said.told || !said.names.is_empty());
        if !told && (timed || !words[at.clone()].contains('年')) {
            return false;
        }
        for (name, bytes) in said.into_iter().flat_map(|said| said.names) {
            self.collector.author(name, bytes);
        }
        self.collector.dated(date, &(rest.start + at.start..rest.start + at.end));
        true
    }

    /// What stands on one side of a date; nothing where it is more than a signature holds.
    fn said_beside(&self, side: Range<usize>) -> Option<Said> {
        let mut said = Said::default();
        for (word, bytes) in in_list(self.text, side.clone()) {
            let bare = word.trim_matches(|c: char| !is_han(c));
            let ahead = WORDS.offices.iter().chain(&WORDS.dated).find(|ahead| bare.starts_with(ahead.as_str()));
            let left = &bare[ahead.map_or(0, String::len)..];
            let left = left.trim_matches(|c: char| !is_han(c));
            let left = WORDS.dated.iter().find_map(|behind| left.strip_suffix(behind.as_str())).unwrap_or(left);
            said.told |= left.len() < bare.len();
            // Right behind the date 于 is no surname.
            let sticks = bytes.start == side.start;
            let town = left.strip_prefix(['于', '於']).is_some_and(|town| sticks && town.chars().count() <= TOWN);
            if left.is_empty() {
                continue;
            } else if is_name(left) && !town {
                let start = bytes.start + self.text[bytes.clone()].find(left).unwrap_or(0);
                said.names.push((left.to_owned(), start..(start + left.len()).min(bytes.end)));
            } else if town {
                said.told = true;
            } else {
                return None;
            }
        }
        Some(said)
    }
}

/// What stands beside a date.
#[derive(Default)]
struct Said {
    /// Names of who wrote, with their bytes.
    names: Vec<(String, Range<usize>)>,
    /// Whether a word says what the date is.
    told: bool,
}
