//! Seams: where one work ends and the next begins in a file that holds several.
//!
//! Only general signs count: a title that stands more than once before its text, a title-like line before a head of
//! metadata, a head of metadata that sticks to its text. A short title that turns up in running text is none.

use std::collections::HashSet;
use std::ops::Range;

use super::heads::{self, starts_with_label};
use super::masthead;
use super::shape::{ends_sentence, is_rule, is_space, marker, trim};
use super::words::{Field, WORDS};
use crate::model::NoiseKind;
use crate::text::{SourceText, is_han};

/// Running characters that make a stretch a text of its own rather than a head.
const BODY: usize = 30;

/// A work's stretch of the file.
#[derive(Debug)]
pub(super) struct Part {
    /// Its lines, by their places.
    pub(super) lines: Range<usize>,
    /// Its title line, in bytes.
    pub(super) title: Option<Range<usize>>,
    /// Where the title stands again before the text, in bytes.
    pub(super) repeats: Vec<Range<usize>>,
}

/// The works of a file.
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    /// The lines before the first that belong to none: the name of the page or collection.
    pub(super) carrier: usize,
}

/// A place where a work may begin.
struct Seam {
    /// The place in the list of filled lines.
    at: usize,
    title: Option<Range<usize>>,
    repeats: Vec<Range<usize>>,
    /// How many filled lines belong to title and repeats (a title glued to its text not counted).
    lines: usize,
    /// Whether only a head of metadata speaks for it, which the head of the work before may hold too.
    weak: bool,
}

/// Lines with words that are no noise, with what is asked of them again and again.
struct Filled<'a> {
    text: &'a str,
    /// The line's place among all lines.
    line: Vec<usize>,
    /// Its bytes without the spaces at its edges.
    bytes: Vec<Range<usize>>,
    /// Whether blank lines, noise or nothing stand before it.
    apart: Vec<bool>,
    /// Whether noise stands right before it.
    after_noise: Vec<bool>,
}

impl<'a> Filled<'a> {
    fn of(text: &'a str, lines: &[Range<usize>], noise: &[Option<NoiseKind>]) -> Self {
        let mut filled = Self { text, line: Vec::new(), bytes: Vec::new(), apart: Vec::new(), after_noise: Vec::new() };
        let (mut apart, mut after_noise) = (true, false);
        for (index, line) in lines.iter().enumerate() {
            let bytes = trim(text, line.clone());
            let rule = is_rule(&text[bytes.clone()]);
            if bytes.is_empty() || rule || noise[index].is_some() {
                apart = true;
                after_noise |= rule || noise[index].is_some_and(|kind| kind == NoiseKind::Boilerplate);
                continue;
            }
            filled.line.push(index);
            filled.bytes.push(bytes);
            filled.apart.push(apart);
            filled.after_noise.push(after_noise);
            (apart, after_noise) = (false, false);
        }
        filled
    }

    fn words(&self, at: usize) -> &'a str {
        self.bytes.get(at).map_or("", |bytes| &self.text[bytes.clone()])
    }

    fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Characters of running text among some lines, counted up to `enough`.
    fn running(&self, places: Range<usize>, enough: usize) -> usize {
        let mut sum = 0;
        for at in places {
            if is_running(self.words(at)) {
                sum += self.words(at).chars().take(enough).count();
            }
            if sum >= enough {
                break;
            }
        }
        sum
    }
}

/// One work that takes up all lines.
pub(super) fn whole(lines: &[Range<usize>]) -> Parts {
    Parts { parts: vec![Part { lines: 0..lines.len(), title: None, repeats: Vec::new() }], carrier: 0 }
}

impl Parts {
    /// The works that the person sees: one begins at each of these characters, and one before the first of them. What
    /// was found of a title is kept where a found work begins at the same line.
    pub(super) fn cut_at(self, source: &SourceText, lines: &[Range<usize>], seams: &[u32]) -> Self {
        let line_of = |at: &u32| lines.partition_point(|line| line.end <= source.byte_at(*at));
        let first = self.parts.first().map_or(0, |part| part.lines.start);
        let mut begins: Vec<usize> = seams.iter().map(line_of).filter(|&line| line > 0 && line < lines.len()).collect();
        begins.sort_unstable();
        begins.dedup();
        let carrier = self.carrier.min(begins.first().copied().unwrap_or(usize::MAX));
        begins.retain(|&line| line > first.min(carrier));
        begins.insert(0, first.min(carrier));
        let mut found = self.parts.into_iter().peekable();
        let ends: Vec<usize> = begins.iter().skip(1).copied().chain([lines.len()]).collect();
        let part = |(start, end)| {
            while found.next_if(|part| part.lines.start < start).is_some() {}
            let same = found.next_if(|part| part.lines.start == start);
            let (title, repeats) = same.map_or_else(Default::default, |part| (part.title, part.repeats));
            Part { lines: start..end, title, repeats }
        };
        Self { parts: begins.into_iter().zip(ends).map(part).collect(), carrier }
    }
}

/// Finds the works of a file.
pub(super) fn parts(text: &str, lines: &[Range<usize>], noise: &[Option<NoiseKind>]) -> Parts {
    let filled = Filled::of(text, lines, noise);
    let seams = sound(&filled, seams(&filled));
    let Some(first) = seams.first() else { return whole(lines) };
    let mut parts = Vec::new();
    let begins_with_text = filled.running(0..first.at, BODY) > 0;
    let first_line = filled.line[first.at];
    if begins_with_text {
        parts.push(Part { lines: 0..first_line, title: None, repeats: Vec::new() });
    }
    let carrier = if begins_with_text { 0 } else { first_line };
    let ends: Vec<usize> = seams.iter().skip(1).map(|seam| filled.line[seam.at]).chain([lines.len()]).collect();
    for (seam, end) in seams.into_iter().zip(ends) {
        parts.push(Part { lines: filled.line[seam.at]..end, title: seam.title, repeats: seam.repeats });
    }
    Parts { parts, carrier }
}

fn seams(filled: &Filled<'_>) -> Vec<Seam> {
    let carrier = (filled.len() > 1 && is_title_like(filled.words(0))).then(|| filled.words(0));
    let mut found: Vec<Seam> = Vec::new();
    let mut at = 0;
    while at < filled.len() {
        let seam = repeated_title(filled, at)
            .or_else(|| title_before_head(filled, at))
            .or_else(|| head_in_text(filled, at, carrier));
        match seam {
            Some(seam) => {
                at += seam.lines.max(1);
                found.push(seam);
            }
            None => at += 1,
        }
    }
    found
}

/// A title-like line that the next filled line says again, or that sticks to the text after it.
fn repeated_title(filled: &Filled<'_>, at: usize) -> Option<Seam> {
    let title = filled.words(at);
    if !filled.apart[at] || !is_title_like(title) || title.chars().count() < 3 {
        return None;
    }
    let mut lines = 1;
    while filled.words(at + lines) == title && at + lines < filled.len() {
        lines += 1;
    }
    let mut repeats: Vec<Range<usize>> = (at + 1..at + lines).map(|again| filled.bytes[again].clone()).collect();
    let next = filled.words(at + lines);
    let glued = next.strip_prefix(title).filter(|rest| !rest.is_empty());
    if let Some(rest) = glued {
        let long = title.chars().count() >= 6;
        let runs_on = rest.starts_with([
            '的', '是', '，', ',', '。', '、', '与', '和', '及', '在', '有', '也', '问', '中', '”', '》', '：',
        ]);
        let headed = starts_with_label(rest) || heads::bare_label(rest, true).is_some();
        let sticks = headed || long && !runs_on && lines > 1;
        if sticks {
            let start = filled.bytes[at + lines].start;
            repeats.push(start..start + title.len());
        }
    }
    (!repeats.is_empty()).then(|| Seam { at, title: Some(filled.bytes[at].clone()), repeats, lines, weak: false })
}

/// A title-like line that stands apart, with labelled metadata in the lines after it.
fn title_before_head(filled: &Filled<'_>, at: usize) -> Option<Seam> {
    let title = filled.words(at);
    if !filled.apart[at] || !is_title_like(title) || !title.chars().any(is_han) {
        return None;
    }
    let mut signs = 0;
    for next in at + 1..(at + 6).min(filled.len()) {
        let words = filled.words(next);
        signs += match heads::leading_label(words).map(|label| label.field) {
            Some(Field::Author | Field::Affiliation | Field::Issue) => 2,
            // The source of a table is a body; that of a text is a periodical.
            Some(Field::Venue) if words.contains('《') => 2,
            Some(Field::Venue | Field::Summary | Field::Keywords | Field::Date | Field::Pages | Field::Year) => 1,
            Some(_) => 0,
            None if heads::is_signature(words) => 2,
            None if heads::bare_label(words, false).is_some() => 1,
            None if is_running(words) => break,
            None => 0,
        };
    }
    (signs >= 2).then(|| Seam { at, title: Some(filled.bytes[at].clone()), repeats: Vec::new(), lines: 1, weak: true })
}

/// A line into which title, metadata and text have run together.
fn head_in_text(filled: &Filled<'_>, at: usize, carrier: Option<&str>) -> Option<Seam> {
    if !filled.apart[at] || at == 0 {
        return None;
    }
    let words = filled.words(at);
    let found = heads::labels(words, 160);
    let strong = found
        .iter()
        .filter(|label| match label.field {
            Field::Author | Field::Bio | Field::Summary | Field::Affiliation => true,
            Field::Venue => words[label.end..].trim_start_matches(is_space).starts_with('《'),
            _ => false,
        })
        .count();
    let stamp = super::scan::date_in(heads::start_of(words, 80)).is_some_and(|(_, _, timed)| timed);
    let prefix_is_title = found.first().is_some_and(|label| {
        let prefix = words[..label.start].trim_matches(is_space);
        (4..=80).contains(&prefix.chars().count()) && !prefix.contains(['。', '；', '！', '？'])
    });
    let again = carrier.filter(|carrier| words.starts_with(carrier) && words.len() > carrier.len());
    let enough =
        prefix_is_title && (strong >= 2 || strong >= 1 && (stamp || filled.after_noise[at] || again.is_some()));
    let title = again.map(|carrier| filled.bytes[at].start..filled.bytes[at].start + carrier.len());
    enough.then_some(Seam { at, title, repeats: Vec::new(), lines: 1, weak: true })
}

/// Keeps the seams between which there is text, and drops those whose title comes again like the head of a page.
fn sound(filled: &Filled<'_>, seams: Vec<Seam>) -> Vec<Seam> {
    let mut titles: HashSet<&str> = HashSet::new();
    let mut kept: Vec<Seam> = Vec::new();
    for seam in seams {
        if let Some(title) = &seam.title
            && !titles.insert(&filled.text[title.clone()])
        {
            continue;
        }
        let Some(before) = kept.last() else {
            kept.push(seam);
            continue;
        };
        // Title lines without text between them are one head: of two the sure one stands, else the first.
        if filled.running(before.at + before.lines..seam.at, BODY) < BODY && (seam.weak || before.weak) {
            if before.weak && !seam.weak && !filled.apart_head(before.at, seam.at) {
                kept.pop();
                kept.push(seam);
            }
            continue;
        }
        kept.push(seam);
    }
    // A title with nothing after it is an entry of a list.
    let ends: Vec<usize> = kept.iter().skip(1).map(|seam| seam.at).chain([filled.len()]).collect();
    let mut ends = ends.into_iter();
    kept.retain(|seam| {
        let end = ends.next().unwrap_or(filled.len());
        filled.running(seam.at..end, 20) >= 20
    });
    kept
}

impl Filled<'_> {
    /// Whether labelled metadata stands between two places, so that the first is a head of its own.
    fn apart_head(&self, from: usize, to: usize) -> bool {
        (from + 1..to).any(|at| heads::leading_label(self.words(at)).is_some())
    }
}

/// Whether a line is running text rather than a title or a line of metadata.
fn is_running(line: &str) -> bool {
    let length = line.chars().take(61).count();
    if masthead::read(line).is_some() {
        return false;
    }
    (length > 18 && ends_sentence(line) || length > 60) && !starts_with_label(line)
        || length > 60 && heads::leading_label(line).is_some_and(|label| label.field == Field::Summary)
}

/// Whether a line could be a title: short, without a stop, no heading, no metadata.
pub(super) fn is_title_like(line: &str) -> bool {
    if masthead::read(line).is_some() || masthead::is_column(line) {
        return false;
    }
    let length = line.chars().take(91).count();
    let letters = line.chars().filter(|&c| is_han(c) || c.is_alphabetic()).take(4).count();
    if !(2..=90).contains(&length) || letters < 2 || !line.chars().any(is_han) && length < 12 {
        return false;
    }
    if ends_sentence(line) && !line.ends_with(['？', '?', '”', '）', ')', '！', '…'])
        || line.contains(['。', '；', '\t'])
    {
        return false;
    }
    if line.starts_with(['，', '。', '、', '；', '：', '）', '》', '”', '-', '|', '<'])
        || line.matches(['，', ',']).count() > 2
    {
        return false;
    }
    let bare: String = line.chars().filter(|&c| !is_space(c)).collect();
    marker(line).is_none()
        && !WORDS.headings.contains(&bare)
        && heads::leading_label(line).is_none()
        && !heads::is_signature(line)
}
