use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};

use super::{Asked, Folded, fold};

/// The most memory that a regular expression may take, in bytes.
const EXPRESSION: usize = 4 << 20;
/// After so many hits it is asked whether the search is still wanted.
const BREATH: usize = 8192;

/// What is looked for, in folded characters.
#[derive(Clone, Debug)]
pub struct Query {
    needle: String,
    way: Way,
}

#[derive(Clone, Debug)]
enum Way {
    /// One row of characters, as it stands.
    Words(Box<Finder<'static>>),
    /// Any of several.
    Any(AhoCorasick),
    /// A regular expression.
    Expression(Regex),
}

impl Query {
    /// A query for words as typed; `None` when nothing is left of them.
    #[must_use]
    pub fn new(words: &str) -> Option<Self> {
        let needle = folded(words);
        let finder = Finder::new(needle.as_bytes()).into_owned();
        (!needle.is_empty()).then_some(Self { needle, way: Way::Words(Box::new(finder)) })
    }

    /// The query for what was asked; `others` are further names of the same thing. `None` when nothing is asked.
    ///
    /// # Errors
    /// What is wrong with a regular expression, in the words of the `regex` crate.
    pub fn of(asked: &Asked, others: &[String]) -> Result<Option<Self>, String> {
        if asked.expression {
            if asked.words.is_empty() {
                return Ok(None);
            }
            let pattern = expression(&asked.words);
            let regex = RegexBuilder::new(&pattern)
                .case_insensitive(true)
                .multi_line(true)
                .size_limit(EXPRESSION)
                .dfa_size_limit(EXPRESSION)
                .build()
                .map_err(|error| error.to_string())?;
            return Ok(Some(Self { needle: pattern, way: Way::Expression(regex) }));
        }
        let needle = folded(&asked.words);
        let mut needles: Vec<String> = others.iter().map(|other| folded(other)).collect();
        needles.retain(|other| !other.is_empty() && *other != needle);
        if needle.is_empty() || needles.is_empty() {
            return Ok(Self::new(&asked.words));
        }
        needles.insert(0, needle.clone());
        let any = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&needles);
        any.map(|any| Some(Self { needle, way: Way::Any(any) })).map_err(|error| error.to_string())
    }

    /// The words as they are looked for.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.needle
    }

    /// Whether what is found is always the words themselves, so that longer words can only stand where these do.
    pub(super) fn narrows(&self) -> bool {
        // 甲乙甲 may stand again where its end stood: a search for more goes over the whole text then.
        let bytes = self.needle.as_bytes();
        let border = (1..bytes.len()).any(|length| bytes[..length] == bytes[bytes.len() - length..]);
        matches!(self.way, Way::Words(_)) && !border
    }

    /// Where it stands in a folded text: first bytes and ends. `stop` is asked now and then and ends the search
    /// without an answer.
    pub(super) fn find(&self, text: &Folded, stop: &mut dyn FnMut() -> bool) -> Option<Vec<(u32, u32)>> {
        let text = text.text();
        let mut found = Vec::new();
        let mut take = |from: usize, to: usize| {
            if to > from {
                found.push((from as u32, to as u32));
            }
            !(found.len() % BREATH == BREATH - 1 && stop())
        };
        let whole = match &self.way {
            Way::Words(finder) => {
                let length = self.needle.len();
                finder.find_iter(text.as_bytes()).all(|at| take(at, at + length))
            }
            Way::Any(any) => any.find_iter(text).all(|hit| take(hit.start(), hit.end())),
            Way::Expression(regex) => regex.find_iter(text).all(|hit| take(hit.start(), hit.end())),
        };
        whole.then_some(found)
    }

    /// The same where the beginning of the words is known to stand only at `starts`.
    pub(super) fn find_at(&self, text: &Folded, starts: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let (text, needle) = (text.text().as_bytes(), self.needle.as_bytes());
        let mut free = 0;
        let mut found = Vec::new();
        for &(from, _) in starts {
            let to = from + needle.len() as u32;
            if from >= free && text.get(from as usize..to as usize) == Some(needle) {
                found.push((from, to));
                free = to;
            }
        }
        found
    }
}

fn folded(words: &str) -> String {
    words.trim().chars().map(fold).collect()
}

/// A regular expression with its characters as the folded text has them; a full-width sign stands for itself.
fn expression(words: &str) -> String {
    let mut pattern = String::with_capacity(words.len());
    for c in words.chars() {
        let other = if c.is_ascii() { c } else { fold(c) };
        if c != other && r"\.+*?()|[]{}^$#&-~".contains(other) {
            pattern.push('\\');
        }
        pattern.push(other);
    }
    pattern
}
