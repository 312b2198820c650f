//! What a first page says besides title, author and venue: all bodies of the authors, the number in the Chinese Library
//! Classification, the DOI, the grant, and the note on the authors.

use std::ops::Range;

use super::fields::Collector;
use super::heads::{self, Label};
use super::names::body_at;
use super::shape::{is_space, trim};
use super::words::Field;
use crate::model::Stated;

/// The longest grant or note on authors that is taken for one, in characters.
const LONGEST_NOTE: usize = 300;

impl Collector<'_> {
    /// All bodies in a stretch: `（1. 某大学 历史系，某市 100000；2. 某研究院，某市 200000）`.
    pub(super) fn bodies(&mut self, bytes: &Range<usize>) {
        if !self.meta.affiliations.is_empty() {
            return;
        }
        let words = &self.text[bytes.clone()];
        let mut from = 0;
        let mut found: Vec<Stated<String>> = Vec::new();
        for (at, sign) in words.match_indices(['；', ';']).chain([(words.len(), "")]) {
            let part = trim(self.text, bytes.start + from..bytes.start + at);
            from = at + sign.len();
            let lead: usize = self.text[part.clone()].chars().take_while(|&c| is_lead(c)).map(char::len_utf8).sum();
            if let Some(body) = body_at(self.text, part.start + lead..part.end) {
                found.push(self.stated(self.whole_body(body, part.end)));
            }
        }
        self.meta.affiliations = found;
    }

    /// A body with the part of it that stands behind a space: 某大学 历史系.
    fn whole_body(&self, body: Range<usize>, end: usize) -> Range<usize> {
        let rest = &self.text[body.end..end];
        let bare = rest.trim_start_matches(is_space);
        let gap = rest.len() - bare.len();
        let part =
            bare.find(|c: char| is_space(c) || matches!(c, '，' | ',' | '。' | ')' | '）')).unwrap_or(bare.len());
        let is_part = ["系", "院", "所", "中心", "部", "室"].iter().any(|end| bare[..part].ends_with(end));
        if gap > 0 && is_part && part <= 45 { body.start..body.end + gap + part } else { body }
    }

    /// What is known of the bodies in one way is known in the other.
    pub(super) fn first_body(&mut self) {
        match (&self.meta.affiliation, self.meta.affiliations.first()) {
            (None, Some(first)) => self.meta.affiliation = Some(first.clone()),
            (Some(only), None) => self.meta.affiliations = vec![only.clone()],
            _ => {}
        }
    }

    /// A number of the Chinese Library Classification: a letter or two, then digits and stops (K295.6, TP391, D822.3).
    /// Answers with the byte after it.
    pub(super) fn class_number(&mut self, value: &Range<usize>) -> usize {
        let words = &self.text[value.clone()];
        let part = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '-' | '/' | '=' | '+' | ':' | '(' | ')' | '"')
        };
        let signs = |c: char| part(c) || matches!(c, ';' | '；' | ',' | '，' | ' ');
        let reach = words.find(|c| !signs(c)).unwrap_or(words.len());
        let end = words[..reach].trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len();
        let found = &words[..end];
        let letters = found.bytes().take_while(u8::is_ascii_uppercase).count();
        let fits = (1..=2).contains(&letters) && found.len() <= 40 && found.contains(|c: char| c.is_ascii_digit());
        if !fits {
            return value.start;
        }
        // What is separated by a space alone belongs to the next field.
        let end = found.find("  ").unwrap_or(end);
        if self.meta.class_number.is_none() {
            self.meta.class_number = Some(self.stated(value.start..value.start + end));
        }
        value.start + end
    }

    /// A DOI (ISO 26324) at the start of a stretch, with or without what resolves it. Answers with the byte after it.
    pub(super) fn doi(&mut self, value: &Range<usize>) -> usize {
        let words = &self.text[value.clone()];
        let Some(at) = words.find("10.").filter(|&at| words[..at].chars().count() <= 20) else { return value.start };
        let found = doi_at(&words[at..]);
        if found == 0 {
            return value.start;
        }
        let bytes = value.start + at..value.start + at + found;
        if self.meta.doi.is_none() {
            self.meta.doi = Some(self.stated(bytes.clone()));
        }
        bytes.end
    }

    /// A DOI that a line names without a label of its own: doi:10.…, https://doi.org/10.….
    pub(super) fn loose_doi(&mut self, line: &Range<usize>) {
        let lower = self.text[line.clone()].to_ascii_lowercase();
        if let Some(at) = lower.find("doi").filter(|_| self.meta.doi.is_none()) {
            self.doi(&(line.start + at + "doi".len()..line.end));
        }
    }

    /// A grant, or what is said of the authors, as it stands.
    pub(super) fn remark(&mut self, field: Field, value: &Range<usize>) -> usize {
        let words = &self.text[value.clone()];
        let long = words.chars().nth(LONGEST_NOTE).is_some();
        let end = if long { words.find('。').map_or(0, |at| at + '。'.len_utf8()) } else { words.len() };
        let bare = words[..end].trim_end_matches(|c: char| is_space(c) || matches!(c, '。' | ')' | '）' | '；' | ';'));
        // A bracket that was opened within stays closed.
        let closed = [('（', '）'), ('(', ')')].iter().any(|(open, close)| {
            bare.matches(*open).count() > bare.matches(*close).count() && words[bare.len()..end].starts_with(*close)
        });
        let length = bare.len() + if closed { words[bare.len()..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        if length > 0 {
            let said = Some(self.stated(value.start..value.start + length));
            let own = if field == Field::Fund { &mut self.meta.fund } else { &mut self.meta.author_note };
            *own = own.take().or(said);
        }
        value.start + end
    }

    /// What the notes at the foot of a first page say.
    pub(super) fn note(&mut self, line: &Range<usize>) {
        let words = &self.text[line.clone()];
        let wanted = |label: &Label| {
            matches!(label.field, Field::Fund | Field::Bio | Field::Doi | Field::ClassNumber | Field::Other)
        };
        let labels: Vec<Label> = heads::labels(words, 600).into_iter().filter(wanted).collect();
        let begins = labels.first().is_some_and(|first| words[..first.start].chars().count() <= 4);
        for (at, label) in labels.iter().enumerate().filter(|_| begins) {
            let end = labels.get(at + 1).map_or(words.len(), |next| next.start);
            let value = trim(self.text, line.start + label.end..line.start + end);
            if label.field != Field::Other {
                self.field(label.field, value, false);
            }
        }
    }
}

/// What may stand before the name of a body: its number, a bracket.
fn is_lead(c: char) -> bool {
    is_space(c)
        || c.is_ascii_digit()
        || matches!(c, '(' | '（' | '[' | '【' | '.' | '．' | '、' | '¹' | '²' | '³' | '*' | '①'..='⑳')
}

/// The length in bytes of a DOI at the start of a text: a prefix of digits and stops, a slash, and signs up to a space
/// or a character that is none of ASCII.
fn doi_at(text: &str) -> usize {
    let Some(slash) = text.find('/') else { return 0 };
    let prefix = &text[..slash];
    let registrant = prefix.strip_prefix("10.").unwrap_or("");
    let numbered = registrant.len() >= 4 && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let suffix = &text[slash + 1..];
    let reach = suffix.find(|c: char| !c.is_ascii_graphic()).unwrap_or(suffix.len());
    let bare = suffix[..reach].trim_end_matches(['.', ',', ';', ':', ')', ']', '"', '\'']);
    if numbered && !bare.is_empty() { slash + 1 + bare.len() } else { 0 }
}
