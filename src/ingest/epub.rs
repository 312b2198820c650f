//! E-books (EPUB 2 and 3): the chapters in the order of the spine, and the record of the book.

use super::html;
use super::laid::{Fault, Laid, Said, Setter};
use super::office::{Package, Step, Xml, text_of};
use super::scan;
use crate::calendar::Date;
use crate::model::{ProblemCode, Stated, WorkKind, WorkMeta};

/// The most chapters that are read.
const MOST: usize = 20_000;

/// Reads an e-book.
pub(super) fn read(bytes: &[u8]) -> Result<Laid, Fault> {
    let mut package = Package::open(bytes)?;
    let names: Vec<String> = package.names().collect();
    // Some books lie in a folder of their own inside the archive.
    let container = names.iter().find(|name| name.ends_with("META-INF/container.xml")).cloned();
    let root = container.as_deref().map_or("", |name| name.trim_end_matches("META-INF/container.xml")).to_owned();
    if names.iter().any(|name| name.ends_with("META-INF/rights.xml")) {
        return Err(Fault::fatal(ProblemCode::Encrypted, ""));
    }
    let record = match &container {
        Some(name) => {
            let text = text_of(&package.needed(name)?);
            Xml::new(&text).find_map(|step| match step {
                Step::Open(tag) if tag.name() == "rootfile" => tag.attr("full-path"),
                _ => None,
            })
        }
        None => None,
    };
    let record = record
        .map(|path| format!("{root}{path}"))
        .filter(|path| package.has(path))
        .or_else(|| names.iter().find(|name| name.ends_with(".opf")).cloned())
        .ok_or_else(|| Fault::fatal(ProblemCode::Broken, "META-INF/container.xml"))?;
    let book = Book::read(&text_of(&package.needed(&record)?));
    let folder = record.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut setter = Setter::default();
    let mut faults = Vec::new();
    for chapter in book.chapters.iter().take(MOST) {
        let path = inside(folder, chapter);
        match package.part(&path) {
            Ok(Some(part)) => setter = html::chapter(&html::decode(&part, None).text, setter),
            Ok(None) => faults.push(Fault::partial(ProblemCode::Broken, path)),
            Err(fault) => faults.push(Fault::partial(fault.code, fault.detail)),
        }
    }
    let mut laid = setter.finish();
    laid.said = Said { meta: book.meta, trusted: true };
    laid.faults = faults;
    laid.one_work = true;
    Ok(laid)
}

/// A path of the record, as seen from its folder, with its escapes undone.
fn inside(folder: &str, path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let raw = path.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let digit = |at: usize| raw.get(at).and_then(|&b| char::from(b).to_digit(16));
        if raw[at] == b'%'
            && let (Some(high), Some(low)) = (digit(at + 1), digit(at + 2))
        {
            bytes.push((high * 16 + low) as u8);
            at += 3;
        } else {
            bytes.push(raw[at]);
            at += 1;
        }
    }
    let path = String::from_utf8_lossy(&bytes);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What the record of a book says.
#[derive(Debug, Default)]
struct Book {
    meta: WorkMeta,
    /// The chapters in reading order, by path.
    chapters: Vec<String>,
}

impl Book {
    fn read(text: &str) -> Self {
        let mut book = Self::default();
        let mut items: Vec<(String, String)> = Vec::new();
        let mut spine: Vec<String> = Vec::new();
        let mut xml = Xml::new(text);
        let stated = |value: String| (!value.is_empty()).then_some(Stated { value, at: None });
        while let Some(step) = xml.next() {
            let Step::Open(tag) = step else { continue };
            let name = tag.name().into_owned();
            match name.as_str() {
                "title" if book.meta.title.is_none() => book.meta.title = stated(xml.words()),
                "creator" => {
                    let role = tag.attr("role");
                    let names = xml.words();
                    if role.is_none_or(|role| role == "aut") {
                        let each = names.split(['；', ';', '、']).filter_map(|name| stated(name.trim().to_owned()));
                        book.meta.authors.extend(each);
                    }
                }
                "publisher" => book.meta.venue = stated(xml.words()),
                "date" if book.meta.year.is_none() => {
                    let written = xml.words();
                    let day = written.split('T').next().unwrap_or_default();
                    if let Some((year, month, day)) =
                        scan::whole_date(day).or_else(|| scan::whole_year(day).map(|year| (year, None, None)))
                    {
                        book.meta.year = Some(Stated { value: year, at: None });
                        let date = month.and_then(|month| Date::new(year, month, day.unwrap_or(1)));
                        book.meta.date = date.map(|value| Stated { value, at: None });
                    }
                }
                "item" => {
                    let contents =
                        tag.attr("properties").is_some_and(|words| words.split(' ').any(|word| word == "nav"));
                    if let (Some(id), Some(path)) = (tag.attr("id"), tag.attr("href"))
                        && !contents
                    {
                        items.push((id, path));
                    }
                }
                "itemref" => spine.extend(tag.attr("idref")),
                _ => {}
            }
        }
        let path = |id: &String| items.iter().find(|(own, _)| own == id).map(|(_, path)| path.clone());
        book.chapters = spine.iter().filter_map(path).collect();
        book.chapters.dedup();
        book.meta.kind = Some(Stated { value: WorkKind::Book, at: None });
        book
    }
}
