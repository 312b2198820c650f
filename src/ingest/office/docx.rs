//! Word files (DOCX, ECMA-376 part 1): the body in its order, with headings, lists, tables, notes and text boxes.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::package::Package;
use super::properties;
use super::xml::{Step, Tag, Xml, text_of};
use crate::ingest::laid::{Fault, Laid, Setter};
use crate::model::{BlockKind, ProblemCode, RunStyle};

/// Styles that hang on each other are followed so far.
const DEEPEST: usize = 16;

/// Reads a Word file.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Result<Laid, Fault> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package);
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let body = text_of(&package.needed(&main)?);
    let styles = Styles::read(package.extra(&beside("styles.xml")).as_deref());
    let numbering = Numbering::read(package.extra(&beside("numbering.xml")).as_deref());
    let notes = [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")]
        .map(|(part, name)| (name, package.extra(&beside(part)).map(|bytes| text_of(&bytes)).unwrap_or_default()));
    let said = properties::read(package.extra("docProps/core.xml").as_deref());
    let mut walk = Walk::new(&styles, numbering);
    let broken = walk.run(&body);
    for (kind, text) in &notes {
        walk.notes(kind, text);
    }
    let mut laid = walk.setter.finish();
    laid.said = said;
    if broken {
        laid.faults.push(Fault::partial(ProblemCode::Broken, main));
    }
    Ok(laid)
}

/// The part that holds the body, as the package says.
fn main_part(package: &mut Package<'_>) -> String {
    let links = package.extra("_rels/.rels").map(|bytes| text_of(&bytes)).unwrap_or_default();
    let target = Xml::new(&links).find_map(|step| match step {
        Step::Open(tag) if tag.attr("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) => tag.attr("Target"),
        _ => None,
    });
    let target = target.map(|target| target.trim_start_matches('/').to_owned());
    target.filter(|target| package.has(target)).unwrap_or_else(|| "word/document.xml".to_owned())
}

/// What a paragraph style means.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// Depth of a heading, from 1.
    outline: Option<u8>,
    list: Option<(String, usize)>,
    strong: bool,
}

#[derive(Debug, Default)]
struct Styles(HashMap<String, Style>);

impl Styles {
    fn read(part: Option<&[u8]>) -> Self {
        let mut styles = HashMap::new();
        let Some(part) = part else { return Self::default() };
        let text = text_of(part);
        let xml = Xml::new(&text);
        let mut open: Option<(String, Style)> = None;
        for step in xml {
            match step {
                Step::Open(tag) => {
                    let name = tag.name().into_owned();
                    if name == "style" {
                        open = tag.attr("styleId").map(|id| (id, Style::default()));
                        continue;
                    }
                    let Some((_, style)) = &mut open else { continue };
                    match name.as_str() {
                        "name" => style.name = tag.attr("val").unwrap_or_default().to_lowercase(),
                        "basedOn" => style.based_on = tag.attr("val"),
                        "outlineLvl" => style.outline = outline(&tag),
                        "numId" => {
                            let level = style.list.take().map_or(0, |(_, level)| level);
                            style.list = tag.attr("val").map(|id| (id, level));
                        }
                        "ilvl" => {
                            let level = tag.attr("val").and_then(|level| level.parse().ok()).unwrap_or(0);
                            style.list = Some((style.list.take().map_or_else(String::new, |(id, _)| id), level));
                        }
                        "b" => style.strong = tag.is_on(),
                        _ => {}
                    }
                }
                Step::Close(name) if name == "style" => {
                    if let Some((id, style)) = open.take() {
                        styles.insert(id, style);
                    }
                }
                _ => {}
            }
        }
        Self(styles)
    }

    /// A style and those on which it is based, nearest first.
    fn line<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let mut next = self.0.get(id);
        std::iter::from_fn(move || {
            let this = next?;
            next = this.based_on.as_ref().and_then(|id| self.0.get(id));
            Some(this)
        })
        .take(DEEPEST)
    }

    /// What a paragraph of a style is.
    fn kind(&self, id: &str) -> Option<BlockKind> {
        for style in self.line(id) {
            let name = style.name.as_str();
            let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "));
            if let Some(level) = level.and_then(|level| level.trim().parse::<u8>().ok()) {
                return Some(BlockKind::Heading(level.clamp(1, 6)));
            }
            match name {
                "title" => return Some(BlockKind::Title),
                "author" | "date" | "subtitle" => return Some(BlockKind::Byline),
                "abstract" => return Some(BlockKind::Abstract),
                "quote" | "intense quote" | "block text" => return Some(BlockKind::Quote),
                "source code" | "html preformatted" => return Some(BlockKind::Preformatted),
                _ => {}
            }
            if let Some(outline) = style.outline {
                return Some(BlockKind::Heading(outline));
            }
        }
        None
    }

    fn list(&self, id: &str) -> Option<(String, usize)> {
        self.line(id).find_map(|style| style.list.clone()).filter(|(id, _)| !id.is_empty())
    }

    fn is_contents(&self, id: &str) -> bool {
        self.line(id).any(|style| style.name.starts_with("toc ") || style.name.starts_with("table of "))
    }
}

fn outline(tag: &Tag<'_>) -> Option<u8> {
    tag.attr("val")
        .and_then(|level| level.parse::<u8>().ok())
        .filter(|level| *level < 9)
        .map(|level| (level + 1).min(6))
}

/// A paragraph in the making.
#[derive(Debug, Default)]
struct Paragraph {
    style: String,
    outline: Option<u8>,
    list: Option<String>,
    level: usize,
    begun: bool,
}

struct Walk<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    setter: Setter,
    /// The paragraphs around: a text box stands inside one.
    paragraphs: Vec<Paragraph>,
    run: RunStyle,
    hidden: bool,
    rows: usize,
    /// The notes that were referred to, in order: kind and id.
    referred: Vec<(&'static str, String)>,
    /// The mark of the note that is being set.
    note: Option<Box<str>>,
    /// The reading of the words that follow.
    reading: Option<String>,
}

impl<'a> Walk<'a> {
    fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            setter: Setter::default(),
            paragraphs: Vec::new(),
            run: RunStyle::default(),
            hidden: false,
            rows: 0,
            referred: Vec::new(),
            note: None,
            reading: None,
        }
    }

    /// Sets a part; answers whether it broke off.
    fn run(&mut self, text: &str) -> bool {
        let mut xml = Xml::new(text);
        while let Some(step) = xml.next() {
            match step {
                Step::Open(tag) => self.open(&tag, &mut xml),
                Step::Close(name) => self.close(&name),
                Step::Text(_) => {}
            }
        }
        self.paragraphs.clear();
        self.rows = 0;
        self.setter.set_noise(false);
        xml.broken
    }

    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let name = tag.name().into_owned();
        match name.as_str() {
            // Deleted, moved away, or said again for older programs; instructions of fields.
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "sectPr" | "rPrChange" | "pPrChange"
            | "tabs" => {
                xml.skip();
            }
            "p" => {
                if self.paragraphs.is_empty() || self.rows == 0 {
                    self.end_block();
                }
                self.paragraphs.push(Paragraph::default());
            }
            "tr" => {
                self.rows += 1;
                if self.rows == 1 {
                    self.setter.begin(BlockKind::TableRow { head: false });
                }
            }
            "tblHeader" if self.rows == 1 && tag.is_on() => self.setter.rename(BlockKind::TableRow { head: true }),
            "r" => {
                self.run = RunStyle::default();
                self.hidden = false;
            }
            "t" => {
                let words = raw_words(xml);
                self.words(&words);
            }
            "ruby" => self.setter.part(),
            // A reading stands before its words in the file, and behind them in the text.
            "rt" => self.reading = Some(xml.words()),
            "tab" => self.words(" "),
            "br" | "cr" => self.words("\n"),
            "noBreakHyphen" => self.words("-"),
            "sym" => {
                let code = tag.attr("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                // Symbols of symbol fonts stand in the private area; no one else knows what they mean.
                if let Some(c) = code.and_then(char::from_u32).filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)) {
                    self.words(&c.to_string());
                }
            }
            "footnoteReference" => self.refer("footnote", tag),
            "endnoteReference" => self.refer("endnote", tag),
            _ => self.property(&name, tag),
        }
    }

    fn property(&mut self, name: &str, tag: &Tag<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = tag.attr("val").unwrap_or_default(),
            "outlineLvl" => paragraph.outline = outline(tag),
            "ilvl" => paragraph.level = tag.attr("val").and_then(|level| level.parse().ok()).unwrap_or(0),
            "numId" => paragraph.list = tag.attr("val"),
            "b" => self.run.strong = tag.is_on(),
            "i" | "em" => self.run.emphasis = tag.is_on(),
            "vanish" => self.hidden = tag.is_on(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                self.paragraphs.pop();
                if self.rows > 0 {
                    self.setter.words(" ", RunStyle::default());
                } else {
                    self.setter.end();
                }
            }
            "rubyBase" => {
                self.run = RunStyle { reading: true, ..RunStyle::default() };
                if let Some(reading) = self.reading.take() {
                    self.words(&reading);
                }
                self.run = RunStyle::default();
            }
            "tc" if self.rows == 1 => self.setter.cell(),
            "tr" => {
                self.rows = self.rows.saturating_sub(1);
                if self.rows == 0 {
                    self.setter.end();
                }
            }
            "pPr" => {
                // The mark of the paragraph has properties of its own; they are no run's.
                self.run = RunStyle::default();
                self.hidden = false;
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        if self.rows == 0 {
            self.setter.end();
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden {
            return;
        }
        self.begin();
        self.setter.words(words, self.run);
    }

    /// Begins the block of the innermost paragraph with its first words.
    fn begin(&mut self) {
        if self.rows > 0 {
            if !self.setter.is_open() {
                self.setter.begin(BlockKind::TableRow { head: false });
            }
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if paragraph.begun && self.setter.is_open() {
            return;
        }
        let first = !paragraph.begun;
        paragraph.begun = true;
        let style = paragraph.style.clone();
        let list = paragraph.list.clone().map(|list| (list, paragraph.level)).or_else(|| self.styles.list(&style));
        let outline = paragraph.outline.map(BlockKind::Heading);
        self.setter.set_noise(self.styles.is_contents(&style));
        if let Some(mark) = &self.note {
            self.setter.begin(BlockKind::Footnote(mark.clone()));
            return;
        }
        let kind = self.styles.kind(&style).or(outline);
        let number = list.filter(|_| first).and_then(|(list, level)| {
            let (number, counts) = self.numbering.next(&list, level)?;
            Some((number, counts, level))
        });
        match (kind, number) {
            (Some(kind), Some((number, true, _))) if matches!(kind, BlockKind::Heading(_)) => {
                self.setter.begin(kind);
                self.setter.words(&number, RunStyle::default());
                if number.ends_with(|c: char| c.is_ascii()) {
                    self.setter.words(" ", RunStyle::default());
                }
            }
            (Some(kind), _) => self.setter.begin(kind),
            (None, Some((number, _, level))) => {
                self.setter.begin(BlockKind::Item { depth: level.min(8) as u8, marker: number.into() });
            }
            (None, None) => self.setter.begin(BlockKind::Paragraph),
        }
    }

    fn refer(&mut self, kind: &'static str, tag: &Tag<'_>) {
        let Some(id) = tag.attr("id") else { return };
        if self.note.is_some() {
            return;
        }
        self.referred.push((kind, id));
        let mark = self.referred.len().to_string();
        self.begin();
        self.setter.note_mark(&mark);
    }

    /// Sets the notes of one kind in the order in which the text refers to them.
    fn notes(&mut self, kind: &str, text: &str) {
        let wanted: Vec<(usize, String)> =
            (1..).zip(&self.referred).filter(|(_, (of, _))| *of == kind).map(|(n, (_, id))| (n, id.clone())).collect();
        if wanted.is_empty() {
            return;
        }
        let mut bodies: HashMap<String, &str> = HashMap::new();
        let open = format!("<w:{kind} ");
        for part in text.split(&open).skip(1) {
            let Some(end) = part.find(&format!("</w:{kind}>")) else { continue };
            let id = Xml::new(&format!("<note {}", &part[..part.find('>').map_or(0, |at| at + 1)]))
                .find_map(|step| if let Step::Open(tag) = step { tag.attr("id") } else { None });
            let body = part.find('>').map_or("", |at| &part[at + 1..end]);
            if let Some(id) = id {
                bodies.insert(id, body);
            }
        }
        for (number, id) in wanted {
            if let Some(body) = bodies.get(&id) {
                self.note = Some(number.to_string().into());
                self.run(body);
            }
        }
        self.note = None;
    }
}

/// The words of a `w:t`.
fn raw_words(xml: &mut Xml<'_>) -> String {
    let mut words = String::new();
    for step in xml.by_ref() {
        match step {
            Step::Text(text) => words.push_str(&text),
            Step::Close(_) => break,
            Step::Open(_) => {}
        }
    }
    words
}
