//! Lists of words that are looked for at one place of a text: quick to answer that none of them stands there.

use serde::Deserialize;

/// Something that knows words.
pub(super) trait Words {
    /// The length in bytes of the longest word at the start of `text`.
    fn at_start(&self, text: &str) -> Option<usize>;
    /// The length in bytes of the longest word at the end of `text`.
    fn at_end(&self, text: &str) -> Option<usize>;
}

/// The words of one list of a rule file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct WordList {
    /// Each word behind its first character, in the order of these, longer words first.
    by_first: Vec<(char, Box<str>)>,
    /// The same by the last characters.
    by_last: Vec<(char, Box<str>)>,
    /// For each remainder of a first character whether a word may begin with it.
    first: [u64; 4],
    /// The same for last characters.
    last: [u64; 4],
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let mut list = Self::default();
        for word in words {
            let word = word.into_boxed_str();
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                let (place, bit) = slot(first);
                list.first[place] |= bit;
                let (place, bit) = slot(last);
                list.last[place] |= bit;
                list.by_first.push((first, word.clone()));
                list.by_last.push((last, word));
            }
        }
        for words in [&mut list.by_first, &mut list.by_last] {
            words.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.len().cmp(&a.1.len())));
        }
        list
    }
}

/// Where the remainder of a character is kept.
fn slot(c: char) -> (usize, u64) {
    let place = c as usize % 256;
    (place / 64, 1 << (place % 64))
}

impl Words for WordList {
    fn at_start(&self, text: &str) -> Option<usize> {
        self.at(text, 0, text.chars().next()?)
    }

    fn at_end(&self, text: &str) -> Option<usize> {
        let last = text.chars().next_back()?;
        let (place, bit) = slot(last);
        if self.last[place] & bit == 0 {
            return None;
        }
        let from = self.by_last.partition_point(|(c, _)| *c < last);
        let same = self.by_last[from..].iter().take_while(|(c, _)| *c == last);
        same.map(|(_, word)| word).find(|word| text.ends_with(&***word)).map(|word| word.len())
    }
}

impl WordList {
    /// Takes in further words.
    pub(super) fn extend(&mut self, words: Vec<String>) {
        if words.is_empty() {
            return;
        }
        let all = self.by_first.iter().map(|(_, word)| word.to_string()).chain(words).collect::<Vec<_>>();
        *self = Self::from(all);
    }

    /// Whether a text is one of the words.
    pub(super) fn is_one(&self, text: &str) -> bool {
        self.at_start(text).is_some_and(|length| length == text.len())
    }

    /// The length in bytes of the longest word at a byte of `text`, where the character `first` stands.
    fn at(&self, text: &str, at: usize, first: char) -> Option<usize> {
        let (place, bit) = slot(first);
        if self.first[place] & bit == 0 {
            return None;
        }
        let from = self.by_first.partition_point(|(c, _)| *c < first);
        let mut same = self.by_first[from..].iter().take_while(|(c, _)| *c == first);
        let rest = &text.as_bytes()[at..];
        same.find(|(_, word)| rest.starts_with(word.as_bytes())).map(|(_, word)| word.len())
    }

    /// Where the first of the words stands in a text, in bytes.
    pub(super) fn find_in(&self, text: &str) -> Option<usize> {
        self.all_in(text).next().map(|(at, _)| at)
    }

    /// All places where one of the words stands in a text, with its length, in bytes; the longest word of each place.
    pub(super) fn all_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        text.char_indices().filter_map(move |(at, c)| Some((at, self.at(text, at, c)?)))
    }
}

impl Words for Vec<String> {
    fn at_start(&self, text: &str) -> Option<usize> {
        self.iter().filter(|word| text.starts_with(word.as_str())).map(String::len).max()
    }

    fn at_end(&self, text: &str) -> Option<usize> {
        self.iter().filter(|word| text.ends_with(word.as_str())).map(String::len).max()
    }
}

impl<const N: usize> Words for [&str; N] {
    fn at_start(&self, text: &str) -> Option<usize> {
        self.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
    }

    fn at_end(&self, text: &str) -> Option<usize> {
        self.iter().filter(|word| text.ends_with(**word)).map(|word| word.len()).max()
    }
}
