//! OpenDocument text (ODT, OASIS OpenDocument 1.3), zipped or flat.

use std::collections::HashMap;

use super::package::Package;
use super::properties;
use super::xml::{Step, Tag, Xml, text_of};
use crate::ingest::laid::{Fault, Laid, Setter};
use crate::model::{BlockKind, ProblemCode, RunStyle};

/// Reads an OpenDocument text.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Result<Laid, Fault> {
    let mut package = Package::open(bytes)?;
    let manifest = package.extra("META-INF/manifest.xml").map(|bytes| text_of(&bytes)).unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Fault::fatal(ProblemCode::Encrypted, ""));
    }
    let content = text_of(&package.needed("content.xml")?);
    let said = properties::read(package.extra("meta.xml").as_deref());
    let mut styles = Styles::default();
    if let Some(part) = package.extra("styles.xml") {
        styles.read(&text_of(&part));
    }
    styles.read(&content);
    let mut walk = Walk::new(&styles);
    let broken = walk.run(&content);
    let mut laid = walk.setter.finish();
    laid.said = said;
    if broken {
        laid.faults.push(Fault::partial(ProblemCode::Broken, "content.xml"));
    }
    Ok(laid)
}

#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    strong: bool,
    emphasis: bool,
}

#[derive(Debug, Default)]
struct Styles(HashMap<String, Style>);

impl Styles {
    fn read(&mut self, text: &str) {
        let mut open: Option<String> = None;
        for step in Xml::new(text) {
            match step {
                Step::Open(tag) => match &*tag.name() {
                    "style" => {
                        open = tag.attr("name");
                        if let Some(name) = &open {
                            let style = Style { parent: tag.attr("parent-style-name"), ..Style::default() };
                            self.0.insert(name.clone(), style);
                        }
                    }
                    "text-properties" => {
                        if let Some(style) = open.as_ref().and_then(|name| self.0.get_mut(name)) {
                            style.strong = tag.attr("font-weight").as_deref() == Some("bold");
                            style.emphasis = tag.attr("font-style").as_deref() == Some("italic");
                        }
                    }
                    "body" => return,
                    _ => {}
                },
                Step::Close(name) if name == "style" => open = None,
                _ => {}
            }
        }
    }

    /// What a paragraph of a style is, by the name of the style or of one on which it is based.
    fn kind(&self, name: &str) -> BlockKind {
        let mut next = Some(name.to_owned());
        for _ in 0..16 {
            let Some(name) = next else { break };
            match name.to_lowercase().replace("_20_", " ").as_str() {
                "title" => return BlockKind::Title,
                "subtitle" | "author" | "date" => return BlockKind::Byline,
                "abstract" => return BlockKind::Abstract,
                "quotations" => return BlockKind::Quote,
                "preformatted text" => return BlockKind::Preformatted,
                _ => {}
            }
            next = self.0.get(&name).and_then(|style| style.parent.clone());
        }
        BlockKind::Paragraph
    }
}

struct Walk<'a> {
    styles: &'a Styles,
    setter: Setter,
    /// The styles of the runs around.
    runs: Vec<RunStyle>,
    lists: usize,
    /// The first paragraph of an item is yet to come.
    item: bool,
    rows: usize,
    /// The notes of the document: mark and the block's words, set when all else is.
    notes: Vec<(String, String)>,
}

impl<'a> Walk<'a> {
    fn new(styles: &'a Styles) -> Self {
        Self { styles, setter: Setter::default(), runs: Vec::new(), lists: 0, item: false, rows: 0, notes: Vec::new() }
    }

    fn style(&self) -> RunStyle {
        self.runs.last().copied().unwrap_or_default()
    }

    fn run(&mut self, text: &str) -> bool {
        let mut xml = Xml::new(text);
        let mut body = false;
        let mut paragraphs = 0_usize;
        while let Some(step) = xml.next() {
            match step {
                Step::Open(tag) => {
                    let name = tag.name().into_owned();
                    body |= name == "body";
                    if !body {
                        continue;
                    }
                    if matches!(name.as_str(), "p" | "h") {
                        paragraphs += 1;
                    }
                    self.open(&name, &tag, &mut xml);
                }
                Step::Close(name) => {
                    if matches!(name.as_str(), "p" | "h") {
                        paragraphs = paragraphs.saturating_sub(1);
                    }
                    self.close(&name);
                }
                Step::Text(words) => {
                    if body && paragraphs > 0 {
                        self.setter.words(&words, self.style());
                    }
                }
            }
        }
        self.setter.end();
        for (mark, words) in std::mem::take(&mut self.notes) {
            self.setter.begin(BlockKind::Footnote(mark.into()));
            self.setter.words(&words, RunStyle::default());
        }
        xml.broken
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match name {
            "tracked-changes" | "annotation" | "sequence-decls" | "index-title-template" => xml.skip(),
            "ruby" => self.setter.part(),
            "ruby-text" => {
                let reading = xml.words();
                self.setter.words(&reading, RunStyle { reading: true, ..RunStyle::default() });
            }
            "table-of-content" | "alphabetical-index" => {
                self.setter.set_noise(true);
            }
            "h" => {
                let level = tag.attr("outline-level").and_then(|level| level.parse::<u8>().ok()).unwrap_or(1);
                self.begin(BlockKind::Heading(level.clamp(1, 6)));
            }
            "p" => {
                let kind = self.styles.kind(&tag.attr("style-name").unwrap_or_default());
                let item = std::mem::take(&mut self.item);
                let kind = match kind {
                    BlockKind::Paragraph if self.lists > 0 => {
                        let marker = if item { "•" } else { "" };
                        BlockKind::Item { depth: (self.lists - 1).min(8) as u8, marker: marker.into() }
                    }
                    kind => kind,
                };
                self.begin(kind);
            }
            "span" => {
                let own = self.styles.0.get(&tag.attr("style-name").unwrap_or_default());
                let around = self.style();
                self.runs.push(RunStyle {
                    strong: around.strong || own.is_some_and(|style| style.strong),
                    emphasis: around.emphasis || own.is_some_and(|style| style.emphasis),
                    ..around
                });
            }
            "s" => self.setter.words(" ", self.style()),
            "tab" | "line-break" => self.setter.words(" ", self.style()),
            "note" => self.note(xml),
            "list" => self.lists += 1,
            "list-item" => self.item = true,
            "table-row" => {
                self.rows += 1;
                if self.rows == 1 {
                    self.setter.begin(BlockKind::TableRow { head: false });
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        if self.rows > 0 {
            self.setter.words(" ", RunStyle::default());
        } else {
            self.setter.begin(kind);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" if self.rows == 0 => self.setter.end(),
            "span" => drop(self.runs.pop()),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-cell" if self.rows == 1 => self.setter.cell(),
            "table-row" => {
                self.rows = self.rows.saturating_sub(1);
                if self.rows == 0 {
                    self.setter.end();
                }
            }
            "table-of-content" | "alphabetical-index" => self.setter.set_noise(false),
            _ => {}
        }
    }

    /// A note stands where its mark does; its words come behind the text.
    fn note(&mut self, xml: &mut Xml<'_>) {
        let (mut mark, mut words, mut depth) = (String::new(), String::new(), 1_usize);
        let mut citation = false;
        while depth > 0 {
            match xml.next() {
                Some(Step::Open(tag)) => {
                    depth += 1;
                    citation |= tag.name() == "note-citation";
                    if matches!(&*tag.name(), "s" | "tab" | "line-break") || tag.name() == "p" && !words.is_empty() {
                        words.push(' ');
                    }
                }
                Some(Step::Close(name)) => {
                    depth -= 1;
                    citation &= name != "note-citation";
                }
                Some(Step::Text(text)) => {
                    if citation { &mut mark } else { &mut words }.push_str(&text);
                }
                None => break,
            }
        }
        let mark = if mark.trim().is_empty() { (self.notes.len() + 1).to_string() } else { mark.trim().to_owned() };
        self.setter.note_mark(&mark);
        self.notes.push((mark, words));
    }
}
