//! XML as office documents use it: elements by their local names, words between them. Entities that a document declares
//! itself are never expanded, and nothing outside the document is ever looked up.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::ingest::detect;

/// A step through a document.
pub(in crate::ingest) enum Step<'a> {
    /// An element begins; one without content ends right after it.
    Open(Tag<'a>),
    /// An element ends; its local name.
    Close(String),
    /// Words.
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(in crate::ingest) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its local name.
    pub(in crate::ingest) fn name(&self) -> Cow<'_, str> {
        local(self.0.name().into_inner())
    }

    /// The value of an attribute, by its local name.
    pub(in crate::ingest) fn attr(&self, name: &str) -> Option<String> {
        let mut own = self.0.attributes();
        let attr = own.with_checks(false).flatten().find(|attr| local(attr.key.into_inner()) == name)?;
        attr.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Whether one of its attributes has a value.
    pub(in crate::ingest) fn has_value(&self, value: &str) -> bool {
        self.0.attributes().with_checks(false).flatten().any(|attr| &*attr.value == value.as_bytes())
    }

    /// Whether a switch such as `w:b` is on: it is unless its value says no.
    pub(in crate::ingest) fn is_on(&self) -> bool {
        !matches!(self.attr("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

fn local(name: &[u8]) -> Cow<'_, str> {
    let start = memchr::memrchr(b':', name).map_or(0, |at| at + 1);
    String::from_utf8_lossy(&name[start..])
}

/// A document in XML.
pub(in crate::ingest) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Whether it broke off in the middle.
    pub(in crate::ingest) broken: bool,
}

/// The text of a part in XML.
pub(in crate::ingest) fn text_of(bytes: &[u8]) -> String {
    detect::decode(bytes, None).text
}

impl<'a> Xml<'a> {
    pub(in crate::ingest) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, broken: false }
    }

    /// Goes over everything up to the end of the element that has just begun.
    pub(in crate::ingest) fn skip(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Some(Step::Open(_)) => depth += 1,
                Some(Step::Close(_)) => depth -= 1,
                Some(Step::Text(_)) => {}
                None => return,
            }
        }
    }

    /// The words up to the end of the element that has just begun.
    pub(in crate::ingest) fn words(&mut self) -> String {
        let mut words = String::new();
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Some(Step::Open(_)) => depth += 1,
                Some(Step::Close(_)) => depth -= 1,
                Some(Step::Text(text)) => words.push_str(&text),
                None => break,
            }
        }
        words.trim().to_owned()
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => return Some(Step::Open(Tag(tag))),
                Ok(Event::End(tag)) => return Some(Step::Close(local(tag.name().into_inner()).into_owned())),
                Ok(Event::Text(text)) => {
                    if let Ok(text) = text.decode() {
                        return Some(Step::Text(text));
                    }
                }
                Ok(Event::CData(text)) => {
                    if let Ok(text) = text.decode() {
                        return Some(Step::Text(text));
                    }
                }
                Ok(Event::GeneralRef(name)) => {
                    let character = name.resolve_char_ref().ok().flatten().map(String::from);
                    let known = || {
                        let name = name.decode().ok()?;
                        let named = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                        named.or_else(|| (name == "nbsp").then(|| "\u{A0}".to_owned()))
                    };
                    if let Some(words) = character.or_else(known) {
                        return Some(Step::Text(Cow::Owned(words)));
                    }
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(_) => {
                    self.broken = true;
                    return None;
                }
            }
        }
    }
}
