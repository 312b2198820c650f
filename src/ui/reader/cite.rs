//! Citing: a reference by GB/T 7714, as much of it as the work states.

use crate::model::{Stated, WorkKind, WorkMeta};

/// The reference of a work: authors. title\[J\]. venue, year(issue): pages. What is not stated is left out; `others`
/// stands for the authors after the third.
#[must_use]
pub(super) fn reference(meta: &WorkMeta, fallback_title: &str, others: &str) -> String {
    let names: Vec<&str> = meta.authors.iter().map(|author| author.value.as_str()).collect();
    let authors = match names.as_slice() {
        [] => String::new(),
        [first, second, third, _, ..] => format!("{first}, {second}, {third}, {others}. "),
        few => format!("{}. ", few.join(", ")),
    };
    let stated = |value: &Option<Stated<String>>| value.as_ref().map(|stated| stated.value.clone());
    let title = stated(&meta.title).unwrap_or_else(|| fallback_title.to_owned());
    let sign = match meta.kind.as_ref().map(|kind| kind.value) {
        Some(WorkKind::JournalArticle) => "[J]",
        Some(WorkKind::Thesis) => "[D]",
        Some(WorkKind::Book) => "[M]",
        Some(WorkKind::NewspaperArticle) => "[N]",
        Some(WorkKind::WebPage) => "[EB/OL]",
        Some(WorkKind::CoursePaper | WorkKind::Slides | WorkKind::Other) => "[Z]",
        None if meta.issue.is_some() => "[J]",
        None => "[Z]",
    };
    let mut place = stated(&meta.venue).unwrap_or_default();
    if let Some(year) = &meta.year {
        place.push_str(if place.is_empty() { "" } else { ", " });
        place.push_str(&year.value.to_string());
    }
    if let Some(volume) = stated(&meta.volume) {
        place.push_str(&format!(", {volume}"));
    }
    if let Some(issue) = stated(&meta.issue) {
        place.push_str(&format!("({issue})"));
    }
    if let Some(pages) = stated(&meta.pages) {
        place.push_str(&format!(": {pages}"));
    }
    let stop = if place.is_empty() { "" } else { "." };
    format!("{authors}{title}{sign}. {place}{stop}").trim_end().to_owned()
}
