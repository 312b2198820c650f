//! Walks the tree of a page and sets its words.

use super::content::{Furniture, is_never_read};
use super::dom::{Id, Kind, Tree};
use crate::ingest::laid::Setter;
use crate::model::{BlockKind, RunStyle};

/// How deep lists and tables may nest before their inner parts are set as plain words.
const DEEPEST: usize = 200;

/// A step of the walk: a node to enter, or one to leave.
enum Step {
    Enter(Id),
    Leave(Id, Leaving),
}

/// What to do when a node is left.
struct Leaving {
    style: RunStyle,
    /// Blocks end here.
    block: bool,
    list: bool,
    item: bool,
    row: bool,
    cell: bool,
    quote: bool,
    pre: bool,
    noise: Option<bool>,
    note: bool,
    heading: bool,
}

/// What the walk is inside of.
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    furniture: &'a Furniture,
    pub(super) setter: Setter,
    style: RunStyle,
    /// The lists around, with the number of the next item where they are numbered.
    lists: Vec<Option<u32>>,
    /// Of the items around, the marker that waits for the first words.
    marker: Option<(u8, Box<str>)>,
    items: usize,
    rows: usize,
    quotes: usize,
    pre: usize,
    noise: bool,
    note: Option<Box<str>>,
    heading: Option<u8>,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Tree, furniture: &'a Furniture, setter: Setter) -> Self {
        Self {
            tree,
            furniture,
            setter,
            style: RunStyle::default(),
            lists: Vec::new(),
            marker: None,
            items: 0,
            rows: 0,
            quotes: 0,
            pre: 0,
            noise: false,
            note: None,
            heading: None,
            depth: 0,
        }
    }

    /// Sets everything below a node.
    pub(super) fn run(&mut self, from: Id) {
        let mut steps = vec![Step::Enter(from)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id) => self.enter(id, &mut steps),
                Step::Leave(id, leaving) => self.leave(id, &leaving),
            }
        }
        self.setter.set_noise(false);
        self.setter.end();
    }

    fn enter(&mut self, id: Id, steps: &mut Vec<Step>) {
        match &self.tree.node(id).kind {
            Kind::Text(text) => self.text(id, text),
            Kind::Other => steps.extend(self.tree.node(id).children.iter().rev().map(|&child| Step::Enter(child))),
            Kind::Element(_) => {
                let name = self.tree.name(id);
                if is_never_read(name) || name == "rp" || self.leads_back(id) {
                    return;
                }
                let leaving = self.open(id, name);
                steps.push(Step::Leave(id, leaving));
                steps.extend(self.tree.node(id).children.iter().rev().map(|&child| Step::Enter(child)));
            }
        }
    }

    fn text(&mut self, id: Id, text: &str) {
        let noise = self.noise || !self.furniture.holds(id);
        if text.trim().is_empty() {
            if self.setter.has_words() {
                self.setter.words(text, self.style);
            }
            return;
        }
        self.setter.set_noise(noise);
        if !self.setter.is_open() {
            let kind = self.kind();
            self.setter.begin(kind);
        }
        if self.pre > 0 && !noise {
            self.setter.as_is(text, self.style);
        } else {
            self.setter.words(text, self.style);
        }
    }

    /// The kind of a block that opens here.
    fn kind(&mut self) -> BlockKind {
        if let Some(depth) = self.heading {
            return BlockKind::Heading(depth);
        }
        if self.rows > 0 {
            return BlockKind::TableRow { head: false };
        }
        if let Some(mark) = &self.note {
            return BlockKind::Footnote(mark.clone());
        }
        if self.pre > 0 {
            return BlockKind::Preformatted;
        }
        if self.items > 0 {
            let inner = self.lists.len().saturating_sub(1).min(8) as u8;
            let (depth, marker) = self.marker.take().unwrap_or_else(|| (inner, "".into()));
            return BlockKind::Item { depth, marker };
        }
        if self.quotes > 0 { BlockKind::Quote } else { BlockKind::Paragraph }
    }

    fn open(&mut self, id: Id, name: &str) -> Leaving {
        self.depth += 1;
        let mut leaving = Leaving {
            style: self.style,
            block: false,
            list: false,
            item: false,
            row: false,
            cell: false,
            quote: false,
            pre: false,
            noise: None,
            note: false,
            heading: false,
        };
        if self.furniture.begins_at(id) && !self.noise {
            leaving.noise = Some(self.noise);
            leaving.block = true;
            self.setter.end();
            self.noise = true;
        }
        let deep = self.depth > DEEPEST;
        match name {
            "b" | "strong" => self.style.strong = true,
            "i" | "em" | "cite" | "dfn" | "var" => self.style.emphasis = true,
            "ruby" => self.setter.part(),
            "rt" => self.style.reading = true,
            "sup" => self.style.note_mark |= is_note_mark(&self.tree.words(id)),
            "a" => self.style.note_mark |= self.is_note_link(id),
            "br" => self.line_end(),
            "img" => self.picture(id),
            "hr" => {
                self.setter.begin(BlockKind::Rule);
                self.setter.end();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.rows == 0 => {
                leaving.block = true;
                leaving.heading = true;
                self.setter.end();
                self.heading = Some(name.as_bytes()[1] - b'0');
            }
            "ul" | "ol" | "menu" | "dir" if !deep => {
                leaving.block = true;
                leaving.list = true;
                self.end_block();
                let first = self.tree.attr(id, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "li" if !deep => {
                leaving.block = true;
                leaving.item = true;
                self.end_block();
                self.items += 1;
                let depth = self.lists.len().saturating_sub(1).min(8) as u8;
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}.");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "•".to_owned(),
                };
                self.marker = Some((depth, marker.into()));
                if let Some(mark) = self.note_id(id) {
                    leaving.note = self.note.is_none();
                    self.note.get_or_insert(mark);
                }
            }
            "tr" if !deep && self.is_data_row(id) => {
                leaving.block = true;
                leaving.row = true;
                self.setter.end();
                self.rows += 1;
                let head = self.tree.node(id).children.iter().any(|&cell| self.tree.name(cell) == "th")
                    && !self.tree.node(id).children.iter().any(|&cell| self.tree.name(cell) == "td");
                self.setter.begin(BlockKind::TableRow { head });
            }
            "td" | "th" if self.rows > 0 => leaving.cell = true,
            "blockquote" => {
                leaving.block = true;
                leaving.quote = true;
                self.end_block();
                self.quotes += 1;
            }
            "pre" | "listing" | "xmp" => {
                leaving.block = true;
                leaving.pre = true;
                self.end_block();
                self.pre += 1;
            }
            _ if is_block(name) => {
                leaving.block = true;
                self.end_block();
                if let Some(mark) = self.note_id(id) {
                    leaving.note = self.note.is_none();
                    self.note.get_or_insert(mark);
                }
            }
            _ => {}
        }
        leaving
    }

    /// The words that stand for a picture belong to no sentence, and are kept as noise.
    fn picture(&mut self, id: Id) {
        let words = self.tree.attr(id, "alt").unwrap_or("").trim();
        if !words.is_empty() && self.setter.has_words() {
            self.setter.words(" ", self.style);
            self.setter.words(words, RunStyle { noise: true, ..self.style });
        }
    }

    /// Ends the open block, but for the cells of a row, which stay together.
    fn end_block(&mut self) {
        if self.rows > 0 {
            self.setter.words(" ", self.style);
        } else {
            self.setter.end();
        }
    }

    /// A line end inside a block parts paragraphs: pages set paragraphs so as often as with elements of their own.
    fn line_end(&mut self) {
        if self.rows > 0 || self.heading.is_some() {
            self.setter.words(" ", self.style);
        } else if self.pre > 0 {
            self.setter.as_is("\n", self.style);
        } else {
            self.setter.end();
        }
    }

    fn leave(&mut self, _: Id, leaving: &Leaving) {
        self.depth = self.depth.saturating_sub(1);
        self.style = leaving.style;
        if leaving.cell {
            self.setter.cell();
        }
        if leaving.row {
            self.rows -= 1;
        }
        if leaving.block {
            self.end_block();
        }
        if leaving.heading {
            self.heading = None;
        }
        if leaving.list {
            self.lists.pop();
        }
        if leaving.item {
            self.items -= 1;
            self.marker = None;
        }
        if leaving.quote {
            self.quotes -= 1;
        }
        if leaving.pre {
            self.pre -= 1;
        }
        if leaving.note {
            self.note = None;
        }
        if let Some(noise) = leaving.noise {
            self.setter.end();
            self.noise = noise;
        }
    }

    /// Whether a row belongs to a table of data rather than to one that only lays out the page.
    fn is_data_row(&self, row: Id) -> bool {
        let cells: Vec<Id> = self.cells(row).collect();
        let plain = |&cell: &Id| {
            let mut blocks = 0;
            let mut words = 0;
            for id in self.tree.below(cell) {
                match self.tree.name(id) {
                    "table" | "h1" | "h2" | "h3" | "ul" | "ol" | "pre" => return false,
                    "p" | "div" | "br" => blocks += 1,
                    _ => {}
                }
                if let Kind::Text(text) = &self.tree.node(id).kind {
                    words += text.chars().count();
                }
            }
            words <= 400 || blocks <= 1 && words <= 1200
        };
        cells.len() >= 2 && cells.iter().all(plain)
    }

    fn cells(&self, row: Id) -> impl Iterator<Item = Id> + '_ {
        self.tree.node(row).children.iter().copied().filter(|&cell| matches!(self.tree.name(cell), "td" | "th"))
    }

    /// The mark of a note that a block holds, by its id or class.
    fn note_id(&self, id: Id) -> Option<Box<str>> {
        let own = self.tree.attr(id, "id").or_else(|| self.tree.attr(id, "name")).unwrap_or("");
        let kind = self.tree.attr(id, "epub:type").or_else(|| self.tree.attr(id, "role")).unwrap_or("");
        let class = self.tree.attr(id, "class").unwrap_or("");
        let note = note_number(own).is_some()
            || kind.contains("footnote") && !kind.contains("footnotes") && !kind.contains("noteref")
            || kind == "doc-endnote"
            || class.split_whitespace().any(|class| matches!(class, "footnote" | "endnote"));
        note.then(|| note_number(own).unwrap_or("*").into())
    }

    /// Whether a link only leads from a note back to its mark.
    fn leads_back(&self, id: Id) -> bool {
        self.tree.attr(id, "role") == Some("doc-backlink")
            || self.tree.attr(id, "class").is_some_and(|class| class.contains("footnote-back"))
    }

    /// A link to a note: short words that lead to a place called so.
    fn is_note_link(&self, id: Id) -> bool {
        let noteref = self.tree.attr(id, "epub:type").is_some_and(|kind| kind.contains("noteref"))
            || self.tree.attr(id, "role") == Some("doc-noteref");
        let target = self.tree.attr(id, "href").and_then(|href| href.split_once('#')).map_or("", |(_, place)| place);
        (noteref || note_number(target).is_some()) && is_note_mark(&self.tree.words(id))
    }
}

/// The number in the id of a note: fn1, note-1, footnote_12, ftn3, _ftn3, en4.
fn note_number(id: &str) -> Option<&str> {
    let lower = id.trim_start_matches('_');
    let word: usize = lower.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known =
        matches!(&*lower[..word].to_ascii_lowercase(), "fn" | "ftn" | "note" | "footnote" | "endnote" | "edn" | "ftnt");
    let number = lower[word..].trim_start_matches(['-', '_', ':', '.']);
    (known && !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// Whether words may be the mark of a note: 1, [12], ①, *, †.
fn is_note_mark(words: &str) -> bool {
    let bare = words.trim().trim_matches(['[', ']', '（', '）', '(', ')', '〔', '〕', '［', '］', '注']);
    let length = bare.chars().count();
    (1..=4).contains(&length)
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '①'..='⑳' | '*' | '†' | '‡' | ',' | '-'))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "dl"
            | "dt"
            | "dd"
            | "ul"
            | "ol"
            | "li"
            | "center"
            | "address"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "legend"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "option"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}
