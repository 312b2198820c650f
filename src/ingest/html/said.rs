//! What a page says of its text in its head: `citation_*` (Highwire), Dublin Core, Open Graph, and its `title`.

use super::dom::Tree;
use crate::calendar::Date;
use crate::ingest::laid::Said;
use crate::ingest::scan;
use crate::ingest::shape::is_space;
use crate::model::{Stated, WorkKind, WorkMeta};
use crate::text::is_han;

/// Reads the head of a page.
pub(super) fn read(tree: &Tree) -> Said {
    let mut tags: Vec<(String, String)> = Vec::new();
    for id in tree.below(0).filter(|&id| tree.name(id) == "meta") {
        let name = tree.attr(id, "name").or_else(|| tree.attr(id, "property"));
        if let (Some(name), Some(content)) = (name, tree.attr(id, "content")) {
            let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
            if !content.is_empty() {
                tags.push((name.trim().to_ascii_lowercase(), content));
            }
        }
    }
    let first = |names: &[&str]| {
        names.iter().find_map(|name| tags.iter().find(|(tag, _)| tag == name).map(|(_, value)| value.clone()))
    };
    let all = |names: &[&str]| -> Vec<String> {
        let found = names.iter().map(|name| tags.iter().filter(|(tag, _)| tag == name).collect::<Vec<_>>());
        found
            .into_iter()
            .find(|found| !found.is_empty())
            .into_iter()
            .flatten()
            .map(|(_, value)| value.clone())
            .collect()
    };
    let mut meta = WorkMeta::default();
    let cited = tags.iter().any(|(name, _)| name.starts_with("citation_"));
    let catalogued = tags.iter().any(|(name, _)| matches!(name.as_str(), "dc.title" | "dc.creator" | "dcterms.title"));
    let title = first(&["citation_title", "dc.title", "dcterms.title"]).or_else(|| heading_in_title(tree));
    meta.title = title.or_else(|| first(&["og:title"]).map(|title| without_site(&title))).and_then(stated);
    meta.authors = all(&["citation_author", "citation_authors", "dc.creator", "dcterms.creator"])
        .iter()
        .flat_map(|names| names.split([';', '；', '、']).map(|name| name.trim().to_owned()).collect::<Vec<_>>())
        .filter_map(stated)
        .collect();
    meta.affiliations = all(&["citation_author_institution"]).into_iter().filter_map(stated).collect();
    meta.affiliation = meta.affiliations.first().cloned();
    let doi = first(&["citation_doi", "dc.identifier", "dcterms.identifier"]);
    let bare = |said: String| said.find("10.").map(|at| said[at..].to_owned()).filter(|doi| doi.contains('/'));
    meta.doi = doi.and_then(bare).and_then(stated);
    meta.venue = first(&[
        "citation_journal_title",
        "citation_conference_title",
        "dc.source",
        "citation_dissertation_institution",
    ])
    .and_then(stated);
    if tags.iter().any(|(name, _)| name == "citation_journal_title") {
        meta.kind = Some(Stated { value: WorkKind::JournalArticle, at: None });
    } else if tags.iter().any(|(name, _)| name == "citation_dissertation_institution") {
        meta.kind = Some(Stated { value: WorkKind::Thesis, at: None });
    }
    let date = first(&[
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "citation_year",
        "dc.date",
        "dcterms.issued",
        "article:published_time",
        "publishdate",
        "pubdate",
    ]);
    if let Some(date) = date {
        dated(&date, &mut meta);
    }
    meta.volume = first(&["citation_volume"]).and_then(stated);
    meta.issue = first(&["citation_issue"]).and_then(stated);
    meta.pages = pages(first(&["citation_firstpage"]), first(&["citation_lastpage"]));
    meta.keywords = all(&["citation_keywords", "citation_keyword", "dc.subject"])
        .iter()
        .flat_map(|words| {
            words.split([';', '；', ',', '，', '、']).map(|word| word.trim().to_owned()).collect::<Vec<_>>()
        })
        .filter_map(stated)
        .collect();
    Said { meta, trusted: cited || catalogued }
}

fn stated(value: String) -> Option<Stated<String>> {
    (!value.trim().is_empty()).then_some(Stated { value, at: None })
}

/// A date as the tags write it: 2006-06-01T08:00, 2006/6, 2006.
fn dated(written: &str, meta: &mut WorkMeta) {
    let day = written.split(['T', ' ']).next().unwrap_or(written).replace('/', "-");
    let found = scan::whole_date(&day).or_else(|| scan::whole_year(&day).map(|year| (year, None, None)));
    let Some((year, month, day)) = found else { return };
    meta.year = Some(Stated { value: year, at: None });
    meta.date =
        month.and_then(|month| Date::new(year, month, day.unwrap_or(1))).map(|value| Stated { value, at: None });
}

fn pages(first: Option<String>, last: Option<String>) -> Option<Stated<String>> {
    let first = first?;
    stated(last.filter(|last| *last != first).map_or_else(|| first.clone(), |last| format!("{first}-{last}")))
}

/// A heading of the page with which its `title` begins: the title without the name of the site.
fn heading_in_title(tree: &Tree) -> Option<String> {
    let title = tree.words(tree.first("title")?);
    let headings = tree.below(0).filter(|&id| matches!(tree.name(id), "h1" | "h2"));
    headings
        .map(|id| tree.words(id))
        .find(|heading| heading.chars().count() >= 4 && title.starts_with(heading.as_str()))
}

/// A title without the name of the site behind a bar or dash.
fn without_site(title: &str) -> String {
    let cut = title.rfind(['|', '｜', '_', '–', '—']).or_else(|| title.rfind(" - "));
    let own = cut.map_or(title, |at| &title[..at]).trim_matches(is_space);
    let enough = own.chars().filter(|&c| is_han(c) || c.is_alphabetic()).count() >= 4;
    if enough { own.to_owned() } else { title.to_owned() }
}
