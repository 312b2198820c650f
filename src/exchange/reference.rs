//! References by GB/T 7714-2015: numbered, and by author and year.
//!
//! What a work does not state is left out: a place of publication is never guessed. Works in Latin script end a list of
//! more than three authors with “et al.”, all others with 等 (section 8.1.2 of the standard); the document type stands in
//! brackets after the title (appendix B).

use crate::model::{Stated, WorkKind, WorkMeta};

/// The mark of the document type.
#[must_use]
pub fn type_mark(meta: &WorkMeta) -> &'static str {
    match meta.kind.as_ref().map(|kind| kind.value) {
        Some(WorkKind::JournalArticle) => "[J]",
        Some(WorkKind::Thesis) => "[D]",
        Some(WorkKind::Book) => "[M]",
        Some(WorkKind::NewspaperArticle) => "[N]",
        Some(WorkKind::WebPage) => "[EB/OL]",
        Some(WorkKind::CoursePaper | WorkKind::Slides | WorkKind::Other) => "[Z]",
        None if meta.issue.is_some() => "[J]",
        None => "[Z]",
    }
}

/// What tells a work from others that would bear the same mark, by author and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Apart {
    /// It alone bears the mark.
    #[default]
    Alone,
    /// A letter after the year (section 10.2.3 of the standard).
    Letter(char),
    /// Its title: it states no year that a letter could follow.
    Title(String),
}

/// The reference for a numbered list: authors. title\[J\]. venue, year, volume(issue): pages. An unsigned work begins with
/// its title (section 8.1.4).
#[must_use]
pub fn numbered(meta: &WorkMeta, fallback_title: &str) -> String {
    let authors = authors(meta);
    let title = title(meta, fallback_title);
    let source = source(meta, true);
    join(&[authors, format!("{title}{}", type_mark(meta)), source])
}

/// The reference for a list by author and year: authors, year. title\[J\]. venue, volume(issue): pages. `nobody` stands in
/// for the author of an unsigned work (section 9.2).
#[must_use]
pub fn by_author(meta: &WorkMeta, fallback_title: &str, nobody: &str, apart: &Apart) -> String {
    let mut head = authors(meta);
    if head.is_empty() {
        head = nobody.to_owned();
    }
    if let Some(year) = &meta.year {
        head.push_str(&format!(", {}", year.value));
        head.extend(apart.letter());
    }
    let title = title(meta, fallback_title);
    join(&[head, format!("{title}{}", type_mark(meta)), source(meta, false)])
}

impl Apart {
    fn letter(&self) -> Option<char> {
        match self {
            Self::Letter(letter) => Some(*letter),
            Self::Alone | Self::Title(_) => None,
        }
    }
}

/// The mark in running text: author and year, or the first author and et al. with the year. `nobody` stands in for the
/// author of an unsigned work.
#[must_use]
pub fn mark(meta: &WorkMeta, nobody: &str, apart: &Apart) -> String {
    let mut mark = match meta.authors.as_slice() {
        [] => nobody.to_owned(),
        [one] => name(&one.value),
        [one, other] if is_latin(meta) => format!("{} & {}", name(&one.value), name(&other.value)),
        [one, other] => format!("{}、{}", name(&one.value), name(&other.value)),
        [one, ..] if is_latin(meta) => format!("{} et al.", name(&one.value)),
        [one, ..] => format!("{}等", name(&one.value)),
    };
    if let Some(year) = &meta.year {
        mark.push_str(if is_latin(meta) { ", " } else { "，" });
        mark.push_str(&year.value.to_string());
        mark.extend(apart.letter());
    }
    match apart {
        Apart::Title(title) if is_latin(meta) => mark.push_str(&format!(", “{title}”")),
        Apart::Title(title) => mark.push_str(&format!("《{title}》")),
        Apart::Alone | Apart::Letter(_) => {}
    }
    mark
}

/// Whether a work is in Latin script, by its first author, else by its title.
fn is_latin(meta: &WorkMeta) -> bool {
    let by = meta.authors.first().or(meta.title.as_ref()).map_or("", |stated| stated.value.as_str());
    latin(by)
}

fn latin(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| !c.is_alphabetic() || c < '\u{0250}')
}

/// A name: where the family name stands before a comma (“Smith, John A.”), in capitals and before the initials (“SMITH
/// J A”, section 8.1.1). Elsewhere nothing says which part is which, and it stays as stated.
fn name(stated: &str) -> String {
    let Some((family, given)) = stated.split_once([',', '，']).filter(|_| latin(stated)) else {
        return stated.to_owned();
    };
    let initials = given.split(|c: char| !c.is_alphabetic()).filter_map(|word| word.chars().next());
    let initials: String = initials.flat_map(|c| [' '].into_iter().chain(c.to_uppercase())).collect();
    format!("{}{initials}", family.trim().to_uppercase())
}

fn authors(meta: &WorkMeta) -> String {
    let names: Vec<String> = meta.authors.iter().map(|author| name(&author.value)).collect();
    let others = if is_latin(meta) { "et al" } else { "等" };
    match names.as_slice() {
        [first, second, third, _, ..] => format!("{first}, {second}, {third}, {others}"),
        few => few.join(", "),
    }
}

fn title(meta: &WorkMeta, fallback: &str) -> String {
    meta.title.as_ref().map_or(fallback, |title| title.value.as_str()).to_owned()
}

/// Where it came out, with the year or without.
fn source(meta: &WorkMeta, with_year: bool) -> String {
    let stated = |value: &Option<Stated<String>>| value.as_ref().map(|stated| stated.value.clone());
    // The institution of a thesis is its publisher, and a thesis has no volume.
    let venue = stated(&meta.venue).or_else(|| match meta.kind.as_ref().map(|kind| kind.value) {
        Some(WorkKind::Thesis) => stated(&meta.affiliation),
        _ => None,
    });
    let year = meta.year.as_ref().filter(|_| with_year).map(|year| year.value.to_string());
    let mut parts: Vec<String> = [venue, year, stated(&meta.volume)].into_iter().flatten().collect();
    if let Some(issue) = stated(&meta.issue) {
        match parts.last_mut() {
            Some(last) => last.push_str(&format!("({issue})")),
            None => parts.push(format!("({issue})")),
        }
    }
    let mut text = parts.join(", ");
    if let Some(pages) = stated(&meta.pages) {
        text.push_str(if text.is_empty() { "" } else { ": " });
        text.push_str(&pages);
    }
    text
}

/// The parts, each closed by a full stop.
fn join(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(part);
        if !part.ends_with('.') {
            text.push('.');
        }
    }
    text
}
