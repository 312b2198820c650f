//! The properties of an office document: what the program that saved it says of title and author. Often it is the name
//! of a template and of the person at the keyboard, so it counts only where the text bears it out.

use super::xml::{Step, Xml, text_of};
use crate::ingest::laid::Said;
use crate::model::{Stated, WorkMeta};

/// Reads `docProps/core.xml` or `meta.xml`.
pub(super) fn read(part: Option<&[u8]>) -> Said {
    let mut meta = WorkMeta::default();
    let Some(part) = part else { return Said::default() };
    let text = text_of(part);
    let mut xml = Xml::new(&text);
    while let Some(step) = xml.next() {
        let Step::Open(tag) = step else { continue };
        let name = tag.name().into_owned();
        match name.as_str() {
            "title" => meta.title = stated(xml.words()),
            "creator" | "initial-creator" => {
                let names = xml.words();
                let each = names.split([';', '；', '、']).filter_map(|name| stated(name.trim().to_owned()));
                if meta.authors.is_empty() || name == "initial-creator" {
                    meta.authors = each.collect();
                }
            }
            _ => {}
        }
    }
    Said { meta, trusted: false }
}

pub(in crate::ingest) fn stated(value: String) -> Option<Stated<String>> {
    (!value.is_empty()).then_some(Stated { value, at: None })
}
