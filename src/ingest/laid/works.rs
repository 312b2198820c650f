//! From a text with known blocks to works: seams, metadata, headings that are none by their markup.

use std::ops::Range;

use super::super::draft::{Draft, Piece};
use super::super::names::is_name;
use super::super::shape::{is_space, lines, trim};
use super::super::{Seams, TakenWork, marks, metadata, noise, split, txt, work};
use super::{Laid, Said};
use crate::model::{BlockKind, Noise, NoiseKind, Stated, WorkMeta};
use crate::text::{SourceText, is_han};

/// Blocks at the start of a work among which its title is looked for.
const TITLE_AMONG: usize = 12;

/// Notes of a work among which those on the work itself are looked for.
const FIRST_NOTES: usize = 6;

/// Lines at the start of a work that may name the journal.
const RUNNING_HEADS: usize = 6;

/// The works of a document whose text has become `source`.
pub(in crate::ingest) fn works(
    source: &SourceText,
    laid: Laid,
    seams: Option<&Seams<'_>>,
    noise: &mut Vec<Noise>,
) -> Vec<TakenWork> {
    let text = source.as_str();
    noise.extend(laid.noise.iter().map(|(bytes, kind)| Noise { span: source.span(bytes.clone()), kind: *kind }));
    let mut drafts = laid.drafts;
    if !drafts.iter().any(|draft| matches!(draft.kind, BlockKind::Heading(_))) {
        txt::name_headings(text, &mut drafts);
    }
    let lines = lines(text);
    let known = Known::of(text, &lines, &drafts);
    for at in known.furniture() {
        noise.push(Noise { span: source.span(trim(text, lines[at].clone())), kind: NoiseKind::Boilerplate });
    }
    let mut found = if laid.one_work { split::whole(&lines) } else { split::parts(text, &lines, &known.kinds) };
    if let Some(seams) = seams {
        found = found.cut_at(source, &lines, &seams(source));
    }
    let mut parts = found.parts;
    if let Some(first) = parts.first_mut() {
        first.lines.start = 0;
    }
    let alone = parts.len() == 1;
    let mut drafts = drafts.into_iter().peekable();
    let mut works = Vec::with_capacity(parts.len());
    for part in parts {
        let until = lines.get(part.lines.end).map_or(text.len(), |line| line.start);
        let mut own = Vec::new();
        while let Some(draft) = drafts.next_if(|draft| draft.bytes.start < until || draft.bytes.end <= until) {
            own.push(draft);
        }
        let said = alone.then_some(&laid.said);
        works.push(one_work(source, &lines, &known, part, own, said, noise));
    }
    works
}

/// What is known of every line.
struct Known {
    /// Why a line is noise, if it is. A line that belongs to no block is.
    kinds: Vec<Option<NoiseKind>>,
    /// Whether it may speak of the work itself: tables, notes and code do not.
    speaks: Vec<bool>,
    /// Whether it belongs to a block.
    held: Vec<bool>,
}

impl Known {
    fn of(text: &str, lines: &[Range<usize>], drafts: &[Draft]) -> Self {
        let mut known = Self {
            kinds: noise::classify(text, lines),
            speaks: vec![true; lines.len()],
            held: vec![false; lines.len()],
        };
        let mut at = 0;
        for draft in drafts {
            at += lines[at..].iter().take_while(|line| line.end < draft.bytes.start).count();
            let own = lines[at..].iter().take_while(|line| line.start < draft.bytes.end).count();
            let speaks = !matches!(
                draft.kind,
                BlockKind::TableRow { .. } | BlockKind::Footnote(_) | BlockKind::Preformatted | BlockKind::Rule
            );
            for (line, bytes) in lines.iter().enumerate().skip(at).take(own) {
                let held = draft.pieces.iter().any(|p| p.bytes.start < bytes.end && bytes.start < p.bytes.end);
                known.speaks[line] = speaks;
                known.held[line] |= held;
                // Only loose lines can be furniture by their looks: a table of numbers is no list of page numbers.
                if own > 1 || !matches!(draft.kind, BlockKind::Paragraph | BlockKind::Item { .. }) {
                    known.kinds[line] = None;
                }
            }
        }
        for (kind, held) in known.kinds.iter_mut().zip(&known.held) {
            if !held {
                *kind = Some(NoiseKind::Boilerplate);
            }
        }
        known
    }

    /// The lines of blocks that are furniture.
    fn furniture(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.kinds.len()).filter(|&at| self.held[at] && self.kinds[at].is_some())
    }
}

fn one_work(
    source: &SourceText,
    lines: &[Range<usize>],
    known: &Known,
    part: split::Part,
    mut drafts: Vec<Draft>,
    said: Option<&Said>,
    noise: &mut Vec<Noise>,
) -> TakenWork {
    let text = source.as_str();
    let filled: Vec<Range<usize>> = part
        .lines
        .clone()
        .filter(|&at| known.kinds[at].is_none() && known.speaks[at])
        .map(|at| trim(text, lines[at].clone()))
        .filter(|line| !line.is_empty())
        .collect();
    let of_notes = drafts.iter().filter(|draft| matches!(draft.kind, BlockKind::Footnote(_))).take(FIRST_NOTES);
    let notes: Vec<Range<usize>> = of_notes.map(|draft| trim(text, draft.bytes.clone())).collect();
    let start = drafts.first().map_or(0, |draft| draft.bytes.start);
    let span = start..drafts.last().map_or(start, |draft| draft.bytes.end);
    let named = said.filter(|said| said.trusted).and_then(|said| said.meta.title.as_ref());
    let title = part.title.or_else(|| title_among(text, &mut drafts, named.map(|title| title.value.as_str())));
    let untitled = begins_with_part(&drafts);
    let mut head = metadata::read(metadata::Lines { source, filled, title, repeats: part.repeats, untitled });
    let part_lines = part.lines.start..part.lines.end.min(lines.len());
    let furniture = part_lines.clone().filter(|&at| known.held[at] && known.kinds[at].is_some());
    let furniture = furniture.map(|at| lines[at].clone()).collect();
    let mut meta = std::mem::take(&mut head.meta);
    let mut drafts = set_head(source, drafts, head, furniture, noise);
    marks::set_apart(source, &mut drafts, noise);
    metadata::add_notes(source, &notes, &mut meta);
    metadata::add_running_heads(source, running_heads(text, lines, known, &part_lines), &mut meta);
    if let Some(said) = said {
        fill_in(text, &span, &mut meta, said);
    }
    work(source, span, meta, drafts)
}

/// Blocks with what the head says of the work in blocks of its own, and without its noise and some other stretches.
pub(in crate::ingest) fn set_head(
    source: &SourceText,
    drafts: Vec<Draft>,
    head: metadata::Head,
    mut holes: Vec<Range<usize>>,
    noise: &mut Vec<Noise>,
) -> Vec<Draft> {
    let text = source.as_str();
    noise.extend(head.noise.iter().map(|(bytes, kind)| Noise { span: source.span(bytes.clone()), kind: *kind }));
    holes.extend(head.taken.iter().map(|(bytes, _)| bytes.clone()));
    holes.extend(head.noise.into_iter().map(|(bytes, _)| bytes));
    holes.sort_by_key(|hole| hole.start);
    let mut drafts: Vec<Draft> = drafts.into_iter().flat_map(|draft| without(text, draft, &holes)).collect();
    for draft in &mut drafts {
        let inside = head.summary.as_ref().is_some_and(|s| s.start <= draft.bytes.start && draft.bytes.end <= s.end);
        if inside && matches!(draft.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
            draft.kind = BlockKind::Abstract;
        }
    }
    drafts.extend(head.taken.into_iter().map(|(bytes, kind)| Draft::plain(kind, bytes)));
    drafts.sort_by_key(|draft| draft.bytes.start);
    drafts
}

/// The first lines of a work, and of its furniture: one of them may be the masthead of the journal.
fn running_heads(text: &str, lines: &[Range<usize>], known: &Known, part: &Range<usize>) -> Vec<Range<usize>> {
    let noise = part.clone().filter(|&at| known.kinds[at].is_some()).take(RUNNING_HEADS);
    let first = part.clone().filter(|&at| known.kinds[at].is_none()).take(RUNNING_HEADS);
    let found = first.chain(noise).map(|at| trim(text, lines[at].clone()));
    found.filter(|line| !line.is_empty()).collect()
}

/// The block that is the title: one that its markup calls so, one that says the known title, or the only heading of
/// its depth.
fn title_among(text: &str, drafts: &mut [Draft], named: Option<&str>) -> Option<Range<usize>> {
    let bare = |words: &str| words.chars().filter(|&c| !is_space(c)).collect::<String>();
    let named = named.map(bare);
    let highest = drafts.iter().filter(|draft| draft.kind == BlockKind::Heading(1)).count();
    let first = drafts.iter().position(|draft| !draft.words(text).trim().is_empty());
    let among = drafts.iter().take(TITLE_AMONG);
    let by_name = named.and_then(|named| among.clone().position(|draft| bare(&draft.words(text)) == named));
    let by_kind = || among.clone().position(|draft| draft.kind == BlockKind::Title);
    let only = || {
        first.filter(|&at| {
            let (this, next) = (&drafts[at], drafts.get(at + 1));
            let lower = next.is_some_and(|next| !matches!(next.kind, BlockKind::Heading(1)));
            this.kind == BlockKind::Heading(1) && highest == 1 && lower
        })
    };
    let at = by_name.or_else(by_kind).or_else(only)?;
    let draft = drafts.get_mut(at)?;
    let bytes = trim(text, draft.bytes.clone());
    draft.kind = BlockKind::Title;
    Some(bytes)
}

/// Whether the first block is a heading that has others beside it: then it is that of a part.
fn begins_with_part(drafts: &[Draft]) -> bool {
    let Some(BlockKind::Heading(first)) = drafts.first().map(|draft| &draft.kind) else { return false };
    let beside = |draft: &Draft| matches!(&draft.kind, BlockKind::Heading(level) if level <= first);
    drafts.iter().skip(1).any(beside)
}

/// What is left of a block when some stretches are taken out of it. A title keeps its kind only whole.
fn without(text: &str, draft: Draft, holes: &[Range<usize>]) -> Vec<Draft> {
    let from = holes.partition_point(|hole| hole.end <= draft.bytes.start);
    let own: Vec<&Range<usize>> = holes[from..].iter().take_while(|hole| hole.start < draft.bytes.end).collect();
    if own.is_empty() {
        let kind = if draft.kind == BlockKind::Title { BlockKind::Heading(1) } else { draft.kind };
        return vec![Draft { kind, ..draft }];
    }
    let mut left = Vec::new();
    let mut start = draft.bytes.start;
    let ends = own.iter().map(|hole| (hole.start, hole.end)).chain([(draft.bytes.end, draft.bytes.end)]);
    for (end, next) in ends {
        if start < end && !trim(text, start..end).is_empty() {
            let bytes = trim(text, start..end);
            let pieces: Vec<Piece> = draft.pieces.iter().filter_map(|piece| cut(piece, &bytes)).collect();
            if !pieces.is_empty() {
                let kind = if draft.kind == BlockKind::Title { BlockKind::Paragraph } else { draft.kind.clone() };
                left.push(Draft { kind, bytes, pieces });
            }
        }
        start = start.max(next);
    }
    left
}

fn cut(piece: &Piece, bytes: &Range<usize>) -> Option<Piece> {
    let (start, end) = (piece.bytes.start.max(bytes.start), piece.bytes.end.min(bytes.end));
    (start < end).then(|| Piece { bytes: start..end, ..piece.clone() })
}

/// Adds what the document says of itself outside its text.
fn fill_in(text: &str, span: &Range<usize>, meta: &mut WorkMeta, said: &Said) {
    let of = &said.meta;
    let head: String = text[span.clone()].chars().take(2000).filter(|&c| !is_space(c)).collect();
    let borne_out = |value: &str| {
        let bare: String = value.chars().filter(|&c| !is_space(c)).collect();
        !bare.is_empty() && head.contains(&bare)
    };
    let title = of.title.as_ref().filter(|title| is_telling(&title.value));
    let replaces = said.trusted || meta.title.is_none();
    if let Some(title) = title
        && replaces
        && (said.trusted || borne_out(&title.value))
    {
        let at = meta.title.as_ref().filter(|own| own.value == title.value).and_then(|own| own.at);
        meta.title = Some(Stated { value: title.value.clone(), at });
    }
    let authors: Vec<_> = of
        .authors
        .iter()
        .filter(|author| said.trusted || is_name(&author.value) && borne_out(&author.value))
        .cloned()
        .collect();
    if !authors.is_empty() && (said.trusted || meta.authors.is_empty()) {
        meta.authors = authors;
    }
    if !said.trusted {
        return;
    }
    fn take<T: Clone>(own: &mut Option<T>, other: Option<&T>) {
        if let Some(other) = other {
            *own = Some(other.clone());
        }
    }
    take(&mut meta.venue, of.venue.as_ref());
    take(&mut meta.year, of.year.as_ref());
    take(&mut meta.date, of.date.as_ref());
    take(&mut meta.volume, of.volume.as_ref());
    take(&mut meta.issue, of.issue.as_ref());
    take(&mut meta.pages, of.pages.as_ref());
    take(&mut meta.kind, of.kind.as_ref());
    take(&mut meta.affiliation, of.affiliation.as_ref());
    take(&mut meta.doi, of.doi.as_ref());
    if !of.affiliations.is_empty() {
        meta.affiliations.clone_from(&of.affiliations);
    }
    if !of.keywords.is_empty() {
        meta.keywords.clone_from(&of.keywords);
    }
}

/// Whether a title from outside the text says more than the name that a program gives to a new file.
fn is_telling(title: &str) -> bool {
    let lower = title.to_lowercase();
    let file = [".doc", ".docx", ".wps", ".pdf", ".indd", ".dvi", ".tex", ".html", ".txt"];
    let nameless =
        ["microsoft word", "untitled", "powerpoint", "无标题", "未命名", "新建", "文档", "幻灯片", "document"];
    let words = title.chars().filter(|&c| is_han(c) || c.is_alphabetic()).count();
    words >= 2
        && title.chars().count() <= 120
        && !file.iter().any(|end| lower.trim_end().ends_with(end))
        && !nameless.iter().any(|start| lower.trim_start().starts_with(start))
}
