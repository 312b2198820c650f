//! Which encoding a text file is in, and its text.

use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::words::WORDS;
use crate::model;
use crate::text::is_han;

/// As much of a file as is looked at to tell its encoding, in bytes.
const SAMPLE: usize = 256 * 1024;

/// A decoded text file.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: model::Encoding,
    /// Where bytes stood that do not belong to the encoding, as bytes of `text`.
    pub(super) damaged: Vec<Range<usize>>,
    /// Whether the encoding was guessed from too little to be sure.
    pub(super) doubtful: bool,
    /// Whether the bytes are no text at all.
    pub(super) binary: bool,
}

/// Decodes a text file. `choice` is the label of an encoding that the person chose; one that does not exist is as none.
pub(super) fn decode(bytes: &[u8], choice: Option<&str>) -> Decoded {
    let chosen = choice.and_then(|label| encoding_rs::Encoding::for_label(label.trim().as_bytes()));
    let (encoding, guessed) = match chosen {
        Some(encoding) => (encoding, false),
        None => tell(bytes),
    };
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let mut text = text.into_owned();
    // A byte order mark of another encoding than the chosen one is no part of the text either.
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    let damaged = if had_errors { replaced(&text) } else { Vec::new() };
    let beyond_ascii = text.chars().take(SAMPLE).filter(|c| !c.is_ascii()).take(16).count();
    let binary = chosen.is_none() && is_binary(&text);
    let doubtful = guessed && beyond_ascii < 16 && beyond_ascii > 0;
    Decoded { encoding: model::Encoding { name: name(encoding, bytes), guessed }, text, damaged, doubtful, binary }
}

/// The encoding, and whether it is a guess.
fn tell(bytes: &[u8]) -> (&'static encoding_rs::Encoding, bool) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return (encoding, false);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // UTF-16 of ASCII is valid UTF-8 full of zero bytes, so zero bytes are looked at first.
    if sample.contains(&0)
        && let Some(encoding) = utf16(sample)
    {
        return (encoding, true);
    }
    match utf8(bytes) {
        Utf8::Valid => return (UTF_8, false),
        Utf8::Damaged => return (UTF_8, true),
        Utf8::No => {}
    }
    if let Some(encoding) = utf16(sample) {
        return (encoding, true);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    (detector.guess(None, Utf8Detection::Deny), true)
}

enum Utf8 {
    Valid,
    /// UTF-8 with some bytes that do not belong to it.
    Damaged,
    No,
}

fn utf8(bytes: &[u8]) -> Utf8 {
    if std::str::from_utf8(bytes).is_ok() {
        return Utf8::Valid;
    }
    let (mut bad, mut wide) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        bad += usize::from(!chunk.invalid().is_empty());
        wide += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
    }
    // In text of another encoding three bytes rarely make a character of UTF-8, and bad bytes are at every step.
    if wide >= bad * 4 { Utf8::Damaged } else { Utf8::No }
}

/// UTF-16 without a byte order mark: read so, nearly all units must be characters that texts are made of, and enough
/// of them the very common ones; the same bytes the wrong way round, or those of another encoding, fail one of both.
fn utf16(sample: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if sample.len() < 4 || sample.len() % 2 == 1 && sample.len() < SAMPLE {
        return None;
    }
    let little = likeness(sample, u16::from_le_bytes);
    let big = likeness(sample, u16::from_be_bytes);
    let (best, encoding) = if little >= big { (little, UTF_16LE) } else { (big, UTF_16BE) };
    (best > 0.0).then_some(encoding)
}

/// How much the units look like text: 0 for no text, otherwise the share of very common characters.
fn likeness(sample: &[u8], unit: fn([u8; 2]) -> u16) -> f64 {
    let (mut all, mut plausible, mut common) = (0_usize, 0_usize, 0_usize);
    let units = sample.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    for c in char::decode_utf16(units) {
        all += 1;
        let Ok(c) = c else { continue };
        match c {
            '\t' | '\n' | '\r' | ' '..='~' => {
                plausible += 1;
                common += 1;
            }
            '\u{3000}'..='\u{30FF}' | '\u{FF01}'..='\u{FF5E}' | '\u{2010}'..='\u{2026}' => {
                plausible += 1;
                common += 1;
            }
            c if is_han(c) => {
                plausible += 1;
                common += usize::from(WORDS.common.contains(c));
            }
            '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{4FF}' | '\u{AC00}'..='\u{D7A3}' | '\u{2460}'..='\u{24FF}' => {
                plausible += 1;
            }
            _ => {}
        }
    }
    let share = |n: usize| n as f64 / all.max(1) as f64;
    if share(plausible) >= 0.95 && share(common) >= 0.3 { share(common) } else { 0.0 }
}

/// The stretches of replacement characters.
fn replaced(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, mark) in text.match_indices('\u{FFFD}') {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + mark.len(),
            _ => found.push(at..at + mark.len()),
        }
    }
    found
}

/// Whether so many control characters stand in it that it cannot be text.
fn is_binary(text: &str) -> bool {
    let (mut all, mut control) = (0_usize, 0_usize);
    for c in text.chars().take(4096) {
        all += 1;
        control += usize::from(c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1A}' | '\u{85}'));
    }
    control * 20 > all
}

/// The WHATWG name in lower case; `gb18030` only where four-byte sequences make it more than `gbk`.
fn name(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
    let encoding = if encoding == GBK && has_four_byte_sequences(bytes) { GB18030 } else { encoding };
    encoding.name().to_ascii_lowercase()
}

fn has_four_byte_sequences(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (0x81..=0xFE, Some(0x30..=0x39)) => return true,
            (0x81..=0xFE, Some(_)) => at += 2,
            _ => at += 1,
        }
    }
    false
}

/// The encodings that the person can choose from, by their WHATWG names.
#[must_use]
pub fn encodings() -> Vec<&'static str> {
    [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE, encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::EUC_KR]
        .map(encoding_rs::Encoding::name)
        .to_vec()
}
