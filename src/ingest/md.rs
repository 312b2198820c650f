//! Markdown: CommonMark with tables, footnotes and strikethrough, into blocks whose runs point into the source.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::draft::{Draft, Piece};
use super::shape::{self, is_wide};
use crate::model::{BlockKind, RunStyle};

/// The blocks of a Markdown text from the byte `from` on.
pub(super) fn blocks(text: &str, from: usize) -> Vec<Draft> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut walk = Walk { text, ..Walk::default() };
    for (event, range) in Parser::new_ext(&text[from..], options).into_offset_iter() {
        walk.event(event, range.start + from..range.end + from);
    }
    walk.close();
    for draft in &mut walk.drafts {
        join_pieces(draft);
        pair_stars(text, draft);
    }
    walk.drafts.retain(|draft| !draft.pieces.is_empty() || draft.kind == BlockKind::Rule);
    walk.drafts
}

/// A line without the marks of quotes, items, headings and emphasis at its edges.
pub(super) fn without_marks(text: &str, line: Range<usize>) -> Range<usize> {
    let words = &text[line.clone()];
    let ahead =
        words.trim_start_matches(|c: char| shape::is_space(c) || matches!(c, '>' | '#' | '*' | '_' | '-' | '+'));
    let inner = ahead.trim_end_matches(|c: char| shape::is_space(c) || matches!(c, '*' | '_' | '\\'));
    let start = line.end - ahead.len();
    start..start + inner.len()
}

/// A container that is open around the text.
enum Around {
    Quote,
    Item { marker: Box<str>, opened: bool },
    Note(Box<str>),
}

#[derive(Default)]
struct Walk<'a> {
    text: &'a str,
    drafts: Vec<Draft>,
    open: Option<Draft>,
    around: Vec<Around>,
    /// The next number of each open list; `None` for one with bullets.
    lists: Vec<Option<u64>>,
    strong: usize,
    emphasis: usize,
    /// Inside the reading over some words (`<rt>`).
    reading: bool,
    /// Depth inside something whose text is not shown (an image).
    hidden: usize,
    /// What ends a part of HTML that has no words (a script, a comment), inside of one.
    unseen: Option<&'static str>,
    /// A soft line end that waits for the character after it.
    soft: Option<Range<usize>>,
}

impl<'a> Walk<'a> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.inner(&words, range),
            Event::FootnoteReference(label) => {
                let style = RunStyle { note_mark: true, ..RunStyle::default() };
                self.piece(Piece { bytes: range, style, shown: Some(label.as_ref().into()) });
            }
            Event::SoftBreak => self.soft = Some(range),
            Event::HardBreak => self.hard_break(range),
            Event::Rule => {
                self.close();
                self.drafts.push(Draft { kind: BlockKind::Rule, bytes: range, pieces: Vec::new() });
            }
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.hard_break(range),
            Event::Html(_) => self.html(range),
            Event::InlineHtml(tag) => self.ruby(&tag),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.close(),
            Tag::Heading { level, .. } => self.open(BlockKind::Heading(depth(level)), range),
            Tag::BlockQuote(_) => {
                self.close();
                self.around.push(Around::Quote);
            }
            Tag::CodeBlock(_) => self.open(BlockKind::Preformatted, range),
            Tag::HtmlBlock => {
                self.close();
                self.unseen = None;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
                self.around.push(Around::Item { marker: marker.into(), opened: false });
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.around.push(Around::Note(label.as_ref().into()));
            }
            Tag::TableHead => self.open(BlockKind::TableRow { head: true }, range),
            Tag::TableRow => self.open(BlockKind::TableRow { head: false }, range),
            Tag::TableCell => {
                let before = self.open.as_ref().filter(|open| !open.pieces.is_empty()).map(|open| open.bytes.end);
                if let Some(end) = before {
                    self.piece(Piece::shown(end.min(range.start)..range.start, "\t"));
                }
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Image { .. } => self.hidden += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::HtmlBlock
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                if let Some(open) = &mut self.open {
                    open.bytes.end = open.bytes.end.max(range.end);
                }
                self.close();
            }
            TagEnd::TableCell => {
                if let Some(open) = &mut self.open {
                    open.bytes.end = open.bytes.end.max(range.end);
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close();
                self.around.pop();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    /// Text whose words may differ from the source (an entity, an escape).
    fn words(&mut self, words: &str, range: Range<usize>) {
        let reading = self.reading;
        let style = RunStyle { strong: self.strong > 0, emphasis: self.emphasis > 0, reading, ..RunStyle::default() };
        let shown = (self.text[range.clone()] != *words).then(|| words.into());
        self.piece(Piece { bytes: range, style, shown });
    }

    /// Code or a formula: what stands between its signs, line by line.
    fn inner(&mut self, words: &str, range: Range<usize>) {
        if let Some(at) = self.text[range.clone()].find(words) {
            return self.words(words, range.start + at..range.start + at + words.len());
        }
        let bare = self.text[range.clone()].trim_start_matches(['`', '$']);
        let start = range.end - bare.len();
        let end = start + bare.trim_end_matches(['`', '$']).len();
        let lines = shape::lines(&self.text[start..end]);
        let lines = lines.into_iter().map(|line| shape::trim(self.text, start + line.start..start + line.end));
        let mut before: Option<usize> = None;
        for line in lines.filter(|line| !line.is_empty()) {
            if let Some(before) = before {
                self.piece(Piece::shown(before..line.start, " "));
            }
            before = Some(line.end);
            self.piece(Piece::plain(line));
        }
    }

    /// The tags of ruby: what stands in `<rt>` is a reading, what stands in `<rp>` is for programs that know no ruby.
    fn ruby(&mut self, tag: &str) {
        match tag.to_ascii_lowercase().trim_end_matches('>') {
            "<rt" => self.reading = true,
            "</rt" | "</ruby" => self.reading = false,
            "<rp" => self.hidden += 1,
            "</rp" => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    /// The words of a line of HTML, its tags left out. Scripts and comments have no words.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let (words, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            let bytes = shape::trim(self.text, at..at + words.len());
            if self.unseen.is_none() && !bytes.is_empty() {
                self.words(&self.text[bytes.clone()], bytes);
            }
            let lower = tag.get(..8.min(tag.len())).unwrap_or("").to_ascii_lowercase();
            self.unseen = match self.unseen {
                None if lower.starts_with("<script") => Some("</script"),
                None if lower.starts_with("<style") => Some("</style"),
                None if lower.starts_with("<!--") => Some("-->"),
                unseen => unseen,
            };
            let closed = self.unseen.map_or(Some(1), |end| tag.to_ascii_lowercase().find(end));
            let Some(from) = closed else { return };
            self.unseen = self.unseen.filter(|_| tag.is_empty());
            at += words.len() + tag[from.min(tag.len())..].find('>').map_or(tag.len(), |end| from + end + 1);
        }
    }

    fn piece(&mut self, piece: Piece) {
        if self.hidden > 0 || piece.bytes.is_empty() && piece.shown.is_none() {
            return;
        }
        if self.open.is_none() {
            let kind = self.kind();
            self.open(kind, piece.bytes.clone());
        }
        let soft = self.soft.take();
        let Some(open) = &mut self.open else { return };
        if let Some(soft) = soft {
            let before = open.pieces.last().and_then(|last| self.text[last.bytes.clone()].chars().next_back());
            let after = self.text[piece.bytes.clone()].chars().next();
            if let (Some(before), Some(after)) = (before, after)
                && !is_wide(before)
                && !is_wide(after)
            {
                open.pieces.push(Piece::shown(soft, " "));
            }
        }
        open.bytes.end = open.bytes.end.max(piece.bytes.end);
        open.pieces.push(piece);
    }

    /// A line end that is meant: the same kind of block begins again after it.
    fn hard_break(&mut self, range: Range<usize>) {
        let Some(open) = &self.open else { return };
        match open.kind {
            BlockKind::Paragraph | BlockKind::Quote => {
                let kind = open.kind.clone();
                self.close();
                self.open(kind, range.end..range.end);
            }
            _ => self.piece(Piece::shown(range, " ")),
        }
    }

    /// What a block here is by what stands around it.
    fn kind(&mut self) -> BlockKind {
        let depth = self.lists.len().saturating_sub(1).min(255) as u8;
        match self.around.last_mut() {
            Some(Around::Item { marker, opened }) if !*opened => {
                *opened = true;
                BlockKind::Item { depth, marker: marker.clone() }
            }
            Some(Around::Item { .. }) => BlockKind::Item { depth, marker: "".into() },
            Some(Around::Note(label)) => BlockKind::Footnote(label.clone()),
            Some(Around::Quote) => BlockKind::Quote,
            None => BlockKind::Paragraph,
        }
    }

    fn open(&mut self, kind: BlockKind, bytes: Range<usize>) {
        self.close();
        self.open = Some(Draft { kind, bytes, pieces: Vec::new() });
    }

    fn close(&mut self) {
        self.soft = None;
        if let Some(mut draft) = self.open.take() {
            trim_pieces(self.text, &mut draft);
            let bytes = shape::trim(self.text, draft.bytes.clone());
            let (first, last) = (draft.pieces.first(), draft.pieces.iter().map(|piece| piece.bytes.end).max());
            draft.bytes.start = first.map_or(bytes.start, |first| first.bytes.start.min(bytes.start));
            draft.bytes.end = last.map_or(bytes.end, |last| last.max(bytes.end));
            self.drafts.push(draft);
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Takes the spaces at the edges of a block out of its pieces: indents of Chinese paragraphs are typed.
fn trim_pieces(text: &str, draft: &mut Draft) {
    if draft.kind == BlockKind::Preformatted {
        return;
    }
    let blank = |piece: &Piece| {
        piece.shown.as_deref().unwrap_or(&text[piece.bytes.clone()]).trim_matches(shape::is_space).is_empty()
    };
    while draft.pieces.first().is_some_and(blank) {
        draft.pieces.remove(0);
    }
    while draft.pieces.last().is_some_and(blank) {
        draft.pieces.pop();
    }
    if let Some(first) = draft.pieces.first_mut().filter(|piece| piece.shown.is_none()) {
        first.bytes.start = shape::trim(text, first.bytes.clone()).start;
    }
    if let Some(last) = draft.pieces.last_mut().filter(|piece| piece.shown.is_none()) {
        last.bytes.end = shape::trim(text, last.bytes.clone()).end;
    }
}

/// Makes one piece of neighbours that are set alike.
fn join_pieces(draft: &mut Draft) {
    let mut joined: Vec<Piece> = Vec::with_capacity(draft.pieces.len());
    for piece in draft.pieces.drain(..) {
        match joined.last_mut() {
            Some(last)
                if last.bytes.end == piece.bytes.start
                    && last.style == piece.style
                    && last.shown.is_none()
                    && piece.shown.is_none() =>
            {
                last.bytes.end = piece.bytes.end;
            }
            _ => joined.push(piece),
        }
    }
    draft.pieces = joined;
}

/// Takes pairs of `**` that CommonMark leaves in the text, because a Chinese stop stands inside and a character
/// without a space outside (`**甲。**乙`), for the strong emphasis that was meant.
fn pair_stars(text: &str, draft: &mut Draft) {
    if draft.kind == BlockKind::Preformatted {
        return;
    }
    let left: usize =
        draft.pieces.iter().filter(|p| p.shown.is_none()).map(|p| text[p.bytes.clone()].matches("**").count()).sum();
    if left == 0 || left % 2 == 1 {
        return;
    }
    let mut strong = false;
    let mut pieces = Vec::new();
    for piece in draft.pieces.drain(..) {
        let mut rest = piece;
        while rest.shown.is_none()
            && let Some(at) = text[rest.bytes.clone()].find("**")
        {
            let mut before = rest.clone();
            before.bytes.end = rest.bytes.start + at;
            before.style.strong |= strong;
            rest.bytes.start = before.bytes.end + 2;
            pieces.push(before);
            strong = !strong;
        }
        rest.style.strong |= strong;
        pieces.push(rest);
    }
    pieces.retain(|piece| !piece.bytes.is_empty() || piece.shown.is_some());
    draft.pieces = pieces;
}
