//! From lines to paragraphs: where a line goes on in the next one, over columns and pages; headings and footnotes.

use super::PageLines;
use super::furniture;
use super::lines::Line;
use crate::ingest::draft::{Draft, Piece};
use crate::ingest::heads::starts_with_label;
use crate::ingest::laid::{Laid, PageLine};
use crate::ingest::shape::{Mark, caption, ends_sentence, is_wide, marker};
use crate::ingest::txt;
use crate::model::{BlockKind, NoiseKind, RunStyle};
use crate::text::is_han;

/// A line of the body with what its page says of it.
struct Body<'a> {
    line: &'a Line,
    /// Its page, from 0.
    page: usize,
    /// The usual distance between baselines on its page.
    leading: f32,
    /// Where the lines of its column usually begin and end.
    left: f32,
    right: f32,
}

/// The longest caption, in characters.
const LONGEST_CAPTION: usize = 60;

/// Sets the lines of all pages into one text.
pub(super) fn set(pages: &[PageLines]) -> Laid {
    let furniture = furniture::find(pages);
    let size = usual_size(pages, &furniture);
    let mut setting = Setting { laid: Laid::default(), pages, later: Vec::new(), body: size, page: None };
    let mut open: Vec<Body<'_>> = Vec::new();
    let edges = Edges::of(pages, &furniture);
    for (number, page) in pages.iter().enumerate() {
        let lines: Vec<(usize, &Line)> = page.lines.iter().enumerate().collect();
        let body = without_furniture(page, &furniture[number]);
        for (_, line) in lines.iter().filter(|(at, _)| furniture[number][*at]) {
            setting.later.push(Later { lines: vec![(*line, number)], what: What::Furniture });
        }
        let notes = footnotes(&body, size, page.height);
        let leading = leading(&body[..notes.start]);
        let columns = columns(&body[..notes.start]);
        for (at, line) in body.iter().enumerate() {
            if let Some(note) = notes.first_of(at) {
                setting.note(&body[note.clone()], number);
                continue;
            }
            if at >= notes.start {
                continue;
            }
            let column = columns.iter().find(|(number, _)| *number == line.in_column);
            let (left, right) = column.map_or(line.column, |(_, edges)| *edges);
            let most = if columns.len() > 1 { line.column.1 } else { f32::INFINITY };
            let right = edges.right(left).map_or(right, |usual| right.max(usual.min(most)));
            let next = Body { line, page: number, leading, left, right };
            if is_caption(&next) {
                // The paragraph in which the figure was put goes on below it.
                setting.later.push(Later { lines: vec![(line, number)], what: What::Caption });
                if open.last().is_none_or(|last| ends_sentence(&last.line.text)) {
                    setting.paragraph(&mut open);
                }
                continue;
            }
            let joins = open.last().is_some_and(|last| runs_on(last, &next, &open[0], size));
            if !joins {
                setting.paragraph(&mut open);
            }
            open.push(next);
        }
        if setting.page.is_none_or(|last| last < number) && open.is_empty() {
            setting.begin_page(number);
        }
    }
    setting.paragraph(&mut open);
    setting.finish()
}

/// What comes after the paragraph that runs on around it.
struct Later<'a> {
    lines: Vec<(&'a Line, usize)>,
    what: What,
}

enum What {
    Furniture,
    /// A footnote with its mark.
    Note(String),
    Caption,
}

/// The footnotes at the end of a page.
struct Notes {
    /// The line at which they begin.
    start: usize,
    notes: Vec<std::ops::Range<usize>>,
}

impl Notes {
    fn first_of(&self, at: usize) -> Option<&std::ops::Range<usize>> {
        self.notes.iter().find(|note| note.start == at)
    }
}

/// The lines at the foot of a page that are smaller than the text, from the first one with a mark on; or, where notes are
/// as large as the text, from the first one in the lower half that begins with a raised mark.
fn footnotes(lines: &[&Line], body: f32, height: f32) -> Notes {
    let none = Notes { start: lines.len(), notes: Vec::new() };
    let small = |line: &Line| line.size < body * 0.93;
    let from = lines.iter().rposition(|line| !small(line)).map_or(0, |at| at + 1);
    let marked = |line: &Line| note_mark(line).is_some();
    let raised = |line: &Line| marked(line) && line.raised.first().is_some_and(|range| range.start == 0);
    let low = |at: &usize| lines[*at].baseline > height * 0.5 && raised(lines[*at]);
    let found = (from..lines.len()).find(|&at| marked(lines[at])).or_else(|| (0..lines.len()).find(low));
    let Some(first) = found else { return none };
    // A page of small print is no page of footnotes.
    if first == 0 || lines[first].baseline < height * 0.3 {
        return none;
    }
    let mut notes: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(first) {
        match notes.last_mut() {
            Some(note) if !marked(line) => note.end = at + 1,
            _ => notes.push(at..at + 1),
        }
    }
    Notes { start: first, notes }
}

/// The mark with which the line of a footnote begins: ①, [1], 1, *.
fn note_mark(line: &Line) -> Option<&str> {
    let text = line.text.as_str();
    let first = text.chars().next()?;
    if matches!(first, '①'..='⑳' | '*' | '＊' | '†' | '⑴'..='⒇') {
        return Some(&text[..first.len_utf8()]);
    }
    if let Some(rest) = text.strip_prefix(['[', '〔', '［']) {
        let end = rest.find([']', '〕', '］'])?;
        let digits = &rest[..end];
        return (!digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then_some(digits);
    }
    let raise = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let digits = text.find(|c: char| !c.is_ascii_digit() && !raise(c)).unwrap_or(text.len());
    let raised = text[..digits].contains(raise) || line.raised.first().is_some_and(|range| range.start == 0);
    let after = text[digits..].chars().next();
    let apart = after.is_some_and(|c| c == ' ' || c == '.' || c == '．' || is_wide(c) && raised);
    ((1..=3).contains(&text[..digits].chars().count()) && apart).then_some(&text[..digits])
}

/// The bytes of the mark with which the line of a footnote begins, and of what parts it from the words.
fn past_mark(line: &Line) -> usize {
    let Some(mark) = note_mark(line) else { return 0 };
    let end = mark.as_ptr() as usize - line.text.as_ptr() as usize + mark.len();
    let rest = line.text[end..].trim_start_matches([']', '〕', '］', '.', '．', '、', ' ', '\u{3000}']);
    if rest.is_empty() { 0 } else { line.text.len() - rest.len() }
}

/// The size of most of the text.
fn usual_size(pages: &[PageLines], furniture: &[Vec<bool>]) -> f32 {
    let mut sizes: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for (page, furniture) in pages.iter().zip(furniture) {
        for (line, _) in page.lines.iter().zip(furniture).filter(|(_, furniture)| !**furniture) {
            *sizes.entry((line.size * 4.0).round() as i32).or_default() += line.text.len();
        }
    }
    sizes.iter().max_by_key(|(_, count)| **count).map_or(10.0, |(size, _)| *size as f32 / 4.0)
}

/// The usual distance between two lines of a page.
fn leading(lines: &[&Line]) -> f32 {
    let mut steps: Vec<f32> = lines
        .windows(2)
        .filter(|pair| pair[0].in_column == pair[1].in_column)
        .map(|pair| pair[1].baseline - pair[0].baseline)
        .filter(|step| *step > 1.0)
        .collect();
    steps.sort_by(f32::total_cmp);
    // Of loose and tight places the tighter ones are the lines of paragraphs.
    steps.get(steps.len() * 2 / 5).copied().unwrap_or(f32::INFINITY)
}

/// Where the lines of each column usually begin and end: the outermost edges that several lines share.
fn columns(lines: &[&Line]) -> Vec<(usize, (f32, f32))> {
    let mut numbers: Vec<usize> = lines.iter().map(|line| line.in_column).collect();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|number| {
            let own = || lines.iter().filter(|line| line.in_column == number);
            let column = own().next().map_or((0.0, 0.0), |line| line.column);
            let left = shared(own().map(|line| line.left).collect()).unwrap_or(column.0);
            let right = shared(own().map(|line| -line.right).collect()).map_or(column.1, |right| -right);
            (number, (left, right))
        })
        .collect()
}

/// The lines of a page that are its text.
fn without_furniture<'a>(page: &'a PageLines, furniture: &[bool]) -> Vec<&'a Line> {
    page.lines.iter().zip(furniture).filter(|(_, furniture)| !**furniture).map(|(line, _)| line).collect()
}

/// The edges of the columns of all pages: a page of short lines does not show where its full ones would end.
struct Edges(Vec<(f32, f32)>);

impl Edges {
    fn of(pages: &[PageLines], furniture: &[Vec<bool>]) -> Self {
        let pages = pages.iter().zip(furniture);
        let columns = pages.flat_map(|(page, furniture)| columns(&without_furniture(page, furniture)));
        Self(columns.map(|(_, edges)| edges).collect())
    }

    /// Where the columns that begin there usually end, if there are enough of them to say so.
    fn right(&self, left: f32) -> Option<f32> {
        let alike = self.0.iter().filter(|(other, _)| (other - left).abs() < 3.0);
        let rights: Vec<f32> = alike.map(|(_, right)| -right).collect();
        if rights.len() < FEW { None } else { shared(rights).map(|right| -right) }
    }
}

/// So few values show nothing that is shared.
const FEW: usize = 6;

/// The least of some values that a good part of them are near; with few values the least.
fn shared(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    if values.len() < FEW {
        return values.first().copied();
    }
    let part = (values.len() / 8).max(2);
    values.windows(part).find(|near| near[part - 1] - near[0] < 3.0).map(|near| near[0]).or(values.first().copied())
}

/// Whether the paragraph of `last` goes on in `next`; `first` is its first line.
fn runs_on(last: &Body<'_>, next: &Body<'_>, first: &Body<'_>, body: f32) -> bool {
    let (a, b) = (last.line, next.line);
    let em = b.size.max(a.size);
    if (a.size - b.size).abs() > 0.08 * em || a.turned != b.turned {
        return false;
    }
    // Rows of a table stand each alone.
    if a.gaps >= 2
        || b.gaps >= 2
        || a.gaps > 0 && b.gaps > 0
        || is_entry(a)
        || is_indexed(&a.text) && is_indexed(&b.text)
    {
        return false;
    }
    // A number that stands apart from its words begins something of its own.
    if b.gaps > 0 && b.text.starts_with(|c: char| c.is_ascii_digit()) && ends_sentence(&a.text) {
        return false;
    }
    let same_column = last.page == next.page && a.in_column == b.in_column;
    if same_column {
        let step = b.baseline - a.baseline;
        let usual = if last.leading.is_finite() { last.leading.max(em) } else { em * 2.2 };
        if step > usual * 1.45 + em * 0.25 || step < -em {
            return false;
        }
    }
    let text = b.text.as_str();
    let begins = marker(text).is_some_and(|m| !matches!(m.mark, Mark::Circled) || same_column);
    let continued = a.text.ends_with(|c: char| c.is_ascii_digit()) && text.starts_with(['.', '．']);
    let indent = b.left - next.left;
    let room = last.right - a.right;
    let full = room < em * 1.8;
    let large = a.size > body * 1.12;
    if large || centred(last) && centred(next) {
        // The lines of a title follow each other closely.
        return same_column && !begins && (centred(last) == centred(next)) && !ends_sentence(&a.text);
    }
    if begins
        && !continued
        && indent > -em * 0.5
        && (indent >= em * 0.8 || !full || ends_sentence(&a.text) || is_item(first))
    {
        return false;
    }
    // A short line ends its paragraph; where lines are not set flush, only one that ends a sentence or is much shorter.
    let breaks_off = a.text.ends_with(|c| is_han(c) || matches!(c, '，' | '、')) && b.text.starts_with(is_wide);
    let aligned = (b.left - a.left).abs() < em * 0.3
        || std::ptr::eq(a, first.line) && (indent.abs() < em * 0.3 || is_item(first) && b.left > a.left);
    // The lines of verse are short.
    let prose = last.right - last.left > em * 20.0;
    let ragged =
        prose && room < em * 4.5 && breaks_off && same_column && aligned && !begins && !starts_with_label(&b.text);
    if !full && !ragged {
        return false;
    }
    if is_item(first) && same_column && b.left >= first.line.left - em * 0.3 {
        // Lines of an item hang below its words.
        return b.left > first.line.left + em * 0.3 || !begins;
    }
    if is_item(first) && b.left < first.line.left - em * 0.3 {
        return false;
    }
    indent < em * 0.8
        || first.line.left - last.left >= em * 0.8
            && (b.left - first.line.left).abs() < em * 0.3
            && !starts_indented(first)
}

/// Whether the first line of a paragraph stands in from the lines after it, which is how a paragraph begins.
fn starts_indented(first: &Body<'_>) -> bool {
    let indent = (first.line.left - first.left) / first.line.size;
    (0.8..=4.5).contains(&indent)
}

fn is_item(first: &Body<'_>) -> bool {
    marker(&first.line.text).is_some_and(|m| m.mark >= Mark::Decimal(0) || m.mark == Mark::Circled)
        || first.line.text.starts_with(['[', '［', '〔'])
}

/// Whether a line is an entry of a table of contents: dots or white space lead to the number of a page.
fn is_entry(line: &Line) -> bool {
    let text = line.text.trim_end();
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
    let dots = rest.chars().rev().filter(|c| !c.is_whitespace()).take_while(|c| matches!(c, '.' | '…' | '·' | '．'));
    rest.len() < text.len() && (line.gaps > 0 || dots.count() >= 3)
}

/// Whether a line may be an entry of an index: its page stands behind a comma.
fn is_indexed(text: &str) -> bool {
    let words = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    words.len() < text.trim_end().len() && words.trim_end().ends_with([',', '，'])
}

/// Whether a line is the caption of a figure or table: its label and number, and a colon; without one, in the middle.
fn is_caption(of: &Body<'_>) -> bool {
    let short = of.line.text.chars().count() <= LONGEST_CAPTION;
    let title = caption(&of.line.text).filter(|_| short);
    title.is_some_and(|title| title.starts_with([':', '：']) || title.starts_with([' ', '\u{3000}']) && centred(of))
}

/// Whether a line stands in the middle of its column, with room on both sides.
fn centred(of: &Body<'_>) -> bool {
    let (left, right) = (of.line.left - of.left, of.right - of.line.right);
    let em = of.line.size;
    left > em * 2.5 && right > em * 2.5 && (left - right).abs() < em * 1.5
}

struct Setting<'a> {
    laid: Laid,
    pages: &'a [PageLines],
    later: Vec<Later<'a>>,
    /// The size of the body.
    body: f32,
    /// The page that was begun last.
    page: Option<usize>,
}

impl<'a> Setting<'a> {
    /// Notes where the text of a page begins.
    fn begin_page(&mut self, page: usize) {
        if self.page != Some(page) {
            self.laid.pages.push((self.laid.text.len(), page as u32 + 1));
            self.page = Some(page);
        }
    }

    /// Takes a footnote for later.
    fn note(&mut self, lines: &[&'a Line], page: usize) {
        let mark = lines.first().and_then(|line| note_mark(line)).unwrap_or("").to_owned();
        let lines = lines.iter().map(|line| (*line, page)).collect();
        self.later.push(Later { lines, what: What::Note(mark) });
    }

    /// Sets a paragraph, and what waited for its end.
    fn paragraph(&mut self, open: &mut Vec<Body<'a>>) {
        let lines: Vec<(&Line, usize)> = open.iter().map(|body| (body.line, body.page)).collect();
        if let Some(first) = open.first() {
            let kind = self.kind(first, open);
            self.block(&lines, kind);
        }
        open.clear();
        for later in std::mem::take(&mut self.later) {
            match later.what {
                What::Note(mark) => self.block(&later.lines, BlockKind::Footnote(mark.into())),
                What::Caption => self.block(&later.lines, BlockKind::Paragraph),
                What::Furniture => {
                    let start = self.laid.text.len();
                    for (line, page) in later.lines {
                        self.begin_page(page);
                        self.laid.text.push_str(&line.text);
                    }
                    self.laid.noise.push((start..self.laid.text.len(), NoiseKind::Boilerplate));
                    self.laid.text.push('\n');
                }
            }
        }
    }

    fn kind(&self, first: &Body<'_>, lines: &[Body<'_>]) -> BlockKind {
        let chars: usize = lines.iter().map(|body| body.line.text.chars().count()).sum();
        let size = lines.iter().map(|body| body.line.size).fold(f32::INFINITY, f32::min);
        let text = &lines.last().map_or(first, |last| last).line.text;
        if size > self.body * 1.12 && chars <= 60 && !ends_sentence(text) && lines.len() <= 3 {
            // The level is settled when all sizes are known.
            return BlockKind::Heading(1);
        }
        if first.line.gaps >= 2 && lines.len() == 1 {
            return BlockKind::TableRow { head: false };
        }
        BlockKind::Paragraph
    }

    /// Sets lines as one block.
    fn block(&mut self, lines: &[(&Line, usize)], kind: BlockKind) {
        let start = self.laid.text.len();
        let mut pieces: Vec<Piece> = Vec::new();
        let note = matches!(kind, BlockKind::Footnote(_));
        let raised = RunStyle { note_mark: true, ..RunStyle::default() };
        for (line, page) in lines {
            join(&mut self.laid.text, start, &line.text, &mut pieces);
            let at = self.laid.text.len();
            self.begin_page(*page);
            self.laid.text.push_str(&line.text);
            let end = self.laid.text.len();
            self.laid.places.push(PageLine { bytes: at..end, page: *page as u32 + 1, area: self.area(line, *page) });
            // The mark of a note is said by its block.
            let mut from = if note && pieces.is_empty() { at + past_mark(line) } else { at };
            for mark in line.raised.iter().filter(|_| !note) {
                let mark = at + mark.start..at + mark.end;
                piece(&mut pieces, from..mark.start, RunStyle::default());
                piece(&mut pieces, mark.clone(), raised);
                from = mark.end;
            }
            piece(&mut pieces, from..end, RunStyle::default());
        }
        let end = self.laid.text.len();
        self.laid.text.push('\n');
        self.laid.drafts.push(Draft { kind, bytes: start..end, pieces });
    }

    /// Where a line stands on its page: left, top, right, bottom as parts of its width and height.
    fn area(&self, line: &Line, page: usize) -> [f32; 4] {
        let (width, height) = (self.pages[page].width.max(1.0), self.pages[page].height.max(1.0));
        [
            line.left / width,
            (line.baseline - line.size) / height,
            line.right / width,
            (line.baseline + line.size * 0.25) / height,
        ]
    }

    fn finish(mut self) -> Laid {
        self.levels();
        txt::name_headings(&self.laid.text, &mut self.laid.drafts);
        self.laid
    }

    /// Gives headings that are larger than the text their levels, by size.
    fn levels(&mut self) {
        let places = &self.laid.places;
        let size = |draft: &Draft| -> i32 {
            let at = places.partition_point(|place| place.bytes.start < draft.bytes.start);
            places.get(at).map_or(0, |place| ((place.area[3] - place.area[1]) * 2000.0).round() as i32)
        };
        let mut sizes: Vec<i32> =
            self.laid.drafts.iter().filter(|draft| draft.kind == BlockKind::Heading(1)).map(size).collect();
        sizes.sort_unstable_by_key(|size| std::cmp::Reverse(*size));
        sizes.dedup_by(|next, kept| (*kept - *next).abs() * 20 < *kept);
        let level = |of: i32| sizes.iter().position(|size| of * 20 >= *size * 19).map_or(1, |at| at + 1).min(6) as u8;
        let levels: Vec<Option<u8>> = self
            .laid
            .drafts
            .iter()
            .map(|draft| (draft.kind == BlockKind::Heading(1)).then(|| level(size(draft))))
            .collect();
        for (draft, level) in self.laid.drafts.iter_mut().zip(levels) {
            if let Some(level) = level {
                draft.kind = BlockKind::Heading(level);
            }
        }
    }
}

fn piece(pieces: &mut Vec<Piece>, bytes: std::ops::Range<usize>, style: RunStyle) {
    if bytes.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.style == style && last.bytes.end == bytes.start => last.bytes.end = bytes.end,
        _ => pieces.push(Piece { bytes, style, shown: None }),
    }
}

/// Joins a line to the text before it: nothing between wide characters, a space between words, and a word that was
/// divided made whole.
fn join(text: &mut String, start: usize, next: &str, pieces: &mut [Piece]) {
    if text.len() == start {
        return;
    }
    let (Some(last), Some(first)) = (text[start..].chars().next_back(), next.chars().next()) else { return };
    if is_wide(last) || is_wide(first) {
        return;
    }
    let divided = matches!(last, '-' | '\u{2010}')
        && first.is_lowercase()
        && text[start..].chars().rev().nth(1).is_some_and(char::is_alphabetic);
    if divided {
        text.truncate(text.len() - last.len_utf8());
        if let Some(piece) = pieces.last_mut() {
            piece.bytes.end = piece.bytes.end.min(text.len());
        }
    } else {
        text.push(' ');
        if let Some(piece) = pieces.last_mut() {
            piece.bytes.end = text.len();
        }
    }
}
