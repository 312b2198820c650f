use std::collections::HashMap;
use std::sync::LazyLock;

use super::simplified_char;

/// The longest word of the table, in characters.
const LONGEST: usize = 4;

/// What OpenCC's tables say of going from simplified to traditional characters.
struct Table {
    chars: HashMap<char, char>,
    /// Words whose form is not that of their characters one by one.
    words: HashMap<Box<[char]>, Box<[char]>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let lines = |file: &'static str| file.lines().filter(|line| !line.starts_with('#'));
    let chars = lines(include_str!("../../assets/han/traditional.txt"))
        .filter_map(|line| line.chars().next().zip(line.chars().nth(1)))
        .collect();
    let words = lines(include_str!("../../assets/han/traditional-words.txt")).map(|line| {
        let (simple, other) = line.split_once(' ').unwrap_or(("", line));
        let simple: Box<[char]> =
            if simple.is_empty() { other.chars().map(simplified_char).collect() } else { simple.chars().collect() };
        (simple, other.chars().collect())
    });
    Table { chars, words: words.collect() }
});

/// The text in traditional characters: word by word where a word's form is not that of its characters (皇后, 头发), else
/// character by character. Every character stays at its place: as many come out as went in.
///
/// A text that is traditional already keeps its own characters, and so do names that only their bearers' choice decides.
#[must_use]
pub fn traditional(text: &str) -> String {
    let table = &*TABLE;
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let word =
            (2..=LONGEST.min(chars.len() - at)).rev().find_map(|length| table.words.get(&chars[at..at + length]));
        match word {
            Some(word) => {
                out.extend(word.iter());
                at += word.len();
            }
            None => {
                out.push(table.chars.get(&chars[at]).copied().unwrap_or(chars[at]));
                at += 1;
            }
        }
    }
    out
}
