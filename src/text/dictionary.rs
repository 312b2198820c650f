//! The dictionary: what a word means and how it is read, and where words end in running text.
//!
//! The entries are those of CC-CEDICT (`assets/dict/README.md`), in an archive of blocks. The headwords are unpacked
//! when they are first asked for, an entry when it is looked up.

use std::io::{Cursor, Read};
use std::ops::Range;
use std::sync::LazyLock;

use zip::ZipArchive;

use super::simplified_char;

/// The archive as `assets/dict/make.py` writes it.
static ARCHIVE: &[u8] = include_bytes!("../../assets/dict/cedict.zip");
/// How many headwords a block holds.
const BLOCK: usize = 512;
/// The longest word that is looked for in running text, in characters.
const LONGEST: usize = 8;

/// The headwords by code point, with the byte at which each begins.
static WORDS: LazyLock<(String, Vec<u32>)> = LazyLock::new(|| {
    let words = unpacked("words").unwrap_or_default();
    let ends = words.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1);
    let starts = if words.is_empty() { Vec::new() } else { std::iter::once(0).chain(ends).collect() };
    (words, starts)
});

/// An entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryEntry {
    /// The word in simplified characters.
    pub simplified: String,
    /// The word in traditional characters.
    pub traditional: String,
    /// How it is read: pinyin with tone marks, a syllable for each character, parted by spaces.
    pub reading: String,
    /// What it means, in English.
    pub senses: Vec<String>,
}

/// All entries of a word in either script.
#[must_use]
pub fn look_up(word: &str) -> Vec<DictionaryEntry> {
    let word: String = word.chars().map(simplified_char).collect();
    let Some(block) = place(&word).and_then(|place| unpacked(&(place / BLOCK).to_string())) else { return Vec::new() };
    block.lines().filter_map(entry).filter(|entry| entry.simplified == word).collect()
}

/// Where the words of some Han end: the longest known words, from the end to the beginning or the other way round,
/// whichever leaves fewer pieces. What is in no dictionary stands by itself.
#[must_use]
pub fn words(han: &[char]) -> Vec<Range<usize>> {
    let folded: Vec<char> = han.iter().copied().map(simplified_char).collect();
    let known = |range: Range<usize>| place(&folded[range].iter().collect::<String>()).is_some();
    let mut forward = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let most = LONGEST.min(folded.len() - at);
        let length = (2..=most).rev().find(|&length| known(at..at + length)).unwrap_or(1);
        forward.push(at..at + length);
        at += length;
    }
    let mut backward = Vec::new();
    let mut end = folded.len();
    while end > 0 {
        let length = (2..=LONGEST.min(end)).rev().find(|&length| known(end - length..end)).unwrap_or(1);
        backward.push(end - length..end);
        end -= length;
    }
    backward.reverse();
    let alone = |words: &[Range<usize>]| words.iter().filter(|word| word.len() == 1).count();
    let forward_first = (forward.len(), alone(&forward)) < (backward.len(), alone(&backward));
    if forward_first { forward } else { backward }
}

/// The number of a headword.
fn place(word: &str) -> Option<usize> {
    let (words, starts) = &*WORDS;
    let at = |number: usize| {
        let end = starts.get(number + 1).map_or(words.len(), |&next| next as usize - 1);
        &words[starts[number] as usize..end]
    };
    let (mut from, mut to) = (0, starts.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        match at(middle).cmp(word) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

fn entry(line: &str) -> Option<DictionaryEntry> {
    let mut fields = line.split('\t');
    let (simplified, other, reading, senses) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    Some(DictionaryEntry {
        simplified: simplified.to_owned(),
        traditional: if other.is_empty() { simplified } else { other }.to_owned(),
        reading: reading.to_owned(),
        senses: senses.split('/').map(str::to_owned).collect(),
    })
}

fn unpacked(name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(ARCHIVE)).ok()?;
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}
