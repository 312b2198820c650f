//! Slides (PPTX): each a page, its title a heading, its notes a quotation.

use super::package::Package;
use super::properties;
use super::xml::{Step, Xml, text_of};
use crate::ingest::laid::{Fault, Laid, Setter};
use crate::model::{BlockKind, ProblemCode, RunStyle, Stated, WorkKind};

/// Reads a file of slides.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Result<Laid, Fault> {
    let mut package = Package::open(bytes)?;
    let slides = slides(&mut package);
    if slides.is_empty() {
        return Err(Fault::fatal(ProblemCode::Broken, "ppt/slides"));
    }
    let mut setter = Setter::default();
    let mut faults = Vec::new();
    for name in &slides {
        setter.page();
        match package.part(name) {
            Ok(Some(part)) => slide(&text_of(&part), &mut setter, false),
            Ok(None) => faults.push(Fault::partial(ProblemCode::Broken, name.as_str())),
            Err(fault) => faults.push(Fault::partial(fault.code, fault.detail)),
        }
        let notes = linked(&mut package, name, "/notesSlide").and_then(|notes| package.extra(&notes));
        if let Some(notes) = notes {
            slide(&text_of(&notes), &mut setter, true);
        }
    }
    let mut laid = setter.finish();
    laid.said = properties::read(package.extra("docProps/core.xml").as_deref());
    laid.said.meta.kind = Some(Stated { value: WorkKind::Slides, at: None });
    laid.faults = faults;
    laid.one_work = true;
    Ok(laid)
}

/// The parts of the slides in their order.
fn slides(package: &mut Package<'_>) -> Vec<String> {
    let main = "ppt/presentation.xml";
    let links = links(package, main);
    let text = package.extra(main).map(|part| text_of(&part)).unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    for step in Xml::new(&text) {
        if let Step::Open(tag) = step
            && tag.name() == "sldId"
        {
            // The element has an `id` of its own besides `r:id`; the link is the one that is known.
            let target = links.iter().find(|(id, ..)| tag.has_value(id)).map(|(_, _, target)| target.clone());
            found.extend(target.filter(|target| !found.contains(target)));
        }
    }
    if found.is_empty() {
        let number =
            |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u32>().unwrap_or(0);
        found = package.names().filter(|name| name.starts_with("ppt/slides/slide")).collect();
        found.sort_by_key(|name| number(name));
    }
    found
}

/// The links of a part: id, type, and the part to which it leads.
fn links(package: &mut Package<'_>, part: &str) -> Vec<(String, String, String)> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let text = package.extra(&format!("{folder}/_rels/{name}.rels")).map(|part| text_of(&part)).unwrap_or_default();
    Xml::new(&text)
        .filter_map(|step| {
            let Step::Open(tag) = step else { return None };
            Some((tag.attr("Id")?, tag.attr("Type")?, beside(folder, &tag.attr("Target")?)))
        })
        .collect()
}

fn linked(package: &mut Package<'_>, part: &str, kind: &str) -> Option<String> {
    links(package, part).into_iter().find(|(_, of, _)| of.ends_with(kind)).map(|(.., target)| target)
}

/// A path as seen from a folder of the archive; it never leaves the archive, which has no disk below it.
fn beside(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Sets the words of one slide, or of its notes.
fn slide(text: &str, setter: &mut Setter, notes: bool) {
    let mut xml = Xml::new(text);
    let (mut title, mut left_out, mut level, mut cells) = (false, false, 0_u8, false);
    while let Some(step) = xml.next() {
        match step {
            Step::Open(tag) => match &*tag.name() {
                "sp" => (title, left_out) = (false, false),
                "ph" => {
                    let kind = tag.attr("type").unwrap_or_default();
                    title = matches!(kind.as_str(), "title" | "ctrTitle");
                    left_out = matches!(kind.as_str(), "sldNum" | "dt" | "ftr" | "hdr" | "sldImg");
                }
                "p" if !cells => {
                    level = 0;
                    setter.end();
                }
                "pPr" => level = tag.attr("lvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                "tr" => {
                    cells = true;
                    setter.begin(BlockKind::TableRow { head: false });
                }
                "br" => setter.words(" ", RunStyle::default()),
                "t" => {
                    let words = xml.words();
                    if left_out || words.is_empty() {
                        continue;
                    }
                    if !setter.is_open() {
                        setter.begin(match (notes, title) {
                            (true, _) => BlockKind::Quote,
                            (false, true) => BlockKind::Heading(1),
                            (false, false) if level > 0 => {
                                BlockKind::Item { depth: level.min(8), marker: "•".into() }
                            }
                            _ => BlockKind::Paragraph,
                        });
                    }
                    setter.words(&words, RunStyle::default());
                }
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "p" if !cells => setter.end(),
                "tc" => setter.cell(),
                "tr" => {
                    cells = false;
                    setter.end();
                }
                _ => {}
            },
            Step::Text(_) => {}
        }
    }
    setter.end();
}
