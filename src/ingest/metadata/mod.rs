//! What the first lines of a work say of it, as Chinese journals, databases and sharing sites print them; and its last
//! lines, where some put the author's body and the source. Wrong is worse than missing.

mod dated;
mod signed;
mod tail;
mod unlabelled;

use std::ops::Range;

use super::fields::Collector;
use super::heads::{self, Label};
use super::masthead;
use super::names::all_names;
use super::shape::{Mark, ends_sentence, is_space, marker, trim};
use super::split::is_title_like;
use super::words::{Field, KindWord, WORDS};
use crate::model::{BlockKind, NoiseKind, WorkKind, WorkMeta};
use crate::text::{SourceText, is_han};

/// Lines at the start of a work in which its metadata is looked for.
const HEAD_LINES: usize = 40;

/// Lines at the end of a work in which it is looked for.
const TAIL_LINES: usize = 6;

/// What the lines of a work say of it.
pub(super) struct Head {
    pub(super) meta: WorkMeta,
    /// Stretches that are no running text, with what they are, ascending.
    pub(super) taken: Vec<(Range<usize>, BlockKind)>,
    /// Stretches that are noise.
    pub(super) noise: Vec<(Range<usize>, NoiseKind)>,
    /// The stretch of the abstract.
    pub(super) summary: Option<Range<usize>>,
}

/// The lines of one work.
pub(super) struct Lines<'a> {
    pub(super) source: &'a SourceText,
    /// Lines with words that are no noise, in bytes, without the spaces at their edges.
    pub(super) filled: Vec<Range<usize>>,
    /// The title, where a seam showed it.
    pub(super) title: Option<Range<usize>>,
    /// Where the title stands again.
    pub(super) repeats: Vec<Range<usize>>,
    /// Whether the first line is known to be no title: the heading of a part.
    pub(super) untitled: bool,
}

/// Reads what a work says of itself.
pub(super) fn read(lines: Lines<'_>) -> Head {
    let text = lines.source.as_str();
    let work = lines.filled.first().map_or(0, |line| line.start)..lines.filled.last().map_or(0, |line| line.end);
    let collector = Collector { source: lines.source, text, work, meta: WorkMeta::default(), spoiled: Vec::new() };
    let mut reader = Reader { collector, text, taken: Vec::new(), noise: Vec::new(), summary: None, lines };
    reader.title();
    reader.head();
    reader.tail();
    for line in reader.lines.filled.iter().take(HEAD_LINES).cloned().collect::<Vec<_>>() {
        reader.collector.loose_doi(&line);
    }
    reader.collector.first_body();
    let mut head =
        Head { meta: reader.collector.meta, taken: reader.taken, noise: reader.noise, summary: reader.summary };
    for spoiled in reader.collector.spoiled {
        head.noise.push((spoiled, NoiseKind::OcrNoise));
    }
    head.taken.retain(|(bytes, _)| !bytes.is_empty());
    head.taken.sort_by_key(|(bytes, _)| bytes.start);
    head
}

/// Adds what notes at the foot of a work's first pages say of it.
pub(super) fn add_notes(source: &SourceText, lines: &[Range<usize>], meta: &mut WorkMeta) {
    let text = source.as_str();
    let whole = lines.first().map_or(0, |line| line.start)..lines.last().map_or(0, |line| line.end);
    let mut collector = Collector { source, text, work: whole, meta: std::mem::take(meta), spoiled: Vec::new() };
    lines.iter().for_each(|line| collector.note(line));
    collector.first_body();
    *meta = collector.meta;
}

/// Adds what the running heads of a work say of the journal, where its first page does not.
pub(super) fn add_running_heads(source: &SourceText, lines: Vec<Range<usize>>, meta: &mut WorkMeta) {
    let text = source.as_str();
    let whole = lines.first().map_or(0, |line| line.start)..lines.last().map_or(0, |line| line.end);
    let mut collector = Collector { source, text, work: whole, meta: std::mem::take(meta), spoiled: Vec::new() };
    let titled = |venue: &str, meta: &WorkMeta| meta.title.as_ref().is_some_and(|title| title.value.contains(venue));
    for line in lines {
        let Some(found) = masthead::read(&text[line.clone()]) else { continue };
        let (known, dated) = (collector.meta.issue.is_some(), collector.meta.year.is_some());
        if !known {
            collector.issue(&line);
        }
        collector.volume_and_issue(&line);
        if !dated {
            collector.date(&line);
        }
        let venue = found.venue.map(|bytes| line.start + bytes.start..line.start + bytes.end);
        let venue = venue.filter(|bytes| !titled(&text[bytes.clone()], &collector.meta));
        collector.named_venue(venue);
    }
    *meta = collector.meta;
}

struct Reader<'a> {
    collector: Collector<'a>,
    text: &'a str,
    lines: Lines<'a>,
    taken: Vec<(Range<usize>, BlockKind)>,
    noise: Vec<(Range<usize>, NoiseKind)>,
    summary: Option<Range<usize>>,
}

/// What reading a line in the head came to.
enum Outcome {
    /// It was metadata; the head goes on.
    Head,
    /// It was a short line of unknown meaning; the head may go on.
    Unknown,
    /// The text begins in it or has begun.
    Text,
}

impl<'a> Reader<'a> {
    fn words(&self, bytes: &Range<usize>) -> &'a str {
        &self.text[bytes.clone()]
    }

    /// Takes the title that a seam showed, or the first line if it looks like one.
    fn title(&mut self) {
        let title = self.lines.title.clone();
        let title = if self.lines.untitled { title } else { title.or_else(|| self.first_title()) };
        let Some(mut title) = title else { return };
        // The sign of a note on the author or the fund is no part of the title.
        let bare = self
            .words(&title)
            .trim_end_matches(|c: char| matches!(c, '*' | '＊' | '※' | '†' | '①'..='⑳') || is_space(c));
        if bare.len() < title.len() && !bare.is_empty() {
            let end = title.start + bare.len();
            self.noise.push((trim(self.text, end..title.end), NoiseKind::FootnoteMark));
            title.end = end;
        }
        self.collector.meta.title = Some(self.collector.stated(title.clone()));
        self.taken.push((title, BlockKind::Title));
        for repeat in std::mem::take(&mut self.lines.repeats) {
            self.noise.push((repeat, NoiseKind::RepeatedTitle));
        }
    }

    /// The first line, if it looks like a title; lines that only name the kind of publication (某大学硕士学位论文) are
    /// passed over.
    fn first_title(&mut self) -> Option<Range<usize>> {
        let filled = self.lines.filled.clone();
        let of_kind = |line: &Range<usize>| {
            let words = &self.text[line.clone()];
            let thesis = WORDS.kinds.iter().any(|(kind, signs)| {
                *kind == KindWord::Thesis && signs.iter().any(|sign| words.ends_with(sign.as_str()))
            });
            thesis && words.chars().count() <= 24
        };
        let lead = filled.iter().take(3).take_while(|line| of_kind(line)).count();
        for line in &filled[..lead] {
            self.collector.kind(WorkKind::Thesis, line);
            self.taken.push((line.clone(), BlockKind::Byline));
        }
        let lead = lead + self.mastheads(&filled[lead..]);
        let (first, second) = (filled.get(lead)?, filled.get(lead + 1)?);
        if !is_title_like(self.words(first)) {
            return None;
        }
        // A wrapped line of running text looks like a title too, but its successor goes on with its sentence.
        let words = self.words(first);
        let long = words.chars().count() >= 30 && !words.contains(is_space) || words.contains(['，', ',']);
        let next = self.words(second);
        let close = !self.text[first.end..second.start]
            .trim_matches([' ', '\u{3000}', '\t', '\r'])
            .trim_start_matches('\n')
            .contains('\n');
        let running = next.chars().count() > 20 || ends_sentence(next);
        let wrapped = long && close && running && !heads::starts_with_label(next);
        (!wrapped).then(|| first.clone())
    }

    /// Reads the lines above the title in which a journal names itself; answers how many they are.
    fn mastheads(&mut self, lines: &[Range<usize>]) -> usize {
        let short = |line: &Range<usize>| self.text[line.clone()].chars().count() <= 16;
        let is_masthead = |line: &Range<usize>| masthead::read(&self.text[line.clone()]).is_some();
        let head = &lines[..lines.len().min(6)];
        // A title and its authors may stand above the journal's name: then text follows it, and no title.
        let signed = |line: &Range<usize>| !is_masthead(line) && all_names(&self.text[line.clone()]);
        let runs = |line: &Range<usize>| !short(line) && ends_sentence(&self.text[line.clone()]);
        let above = |last: usize| {
            let before = &head[..last];
            before.iter().all(is_masthead)
                || before.iter().all(|line| (is_masthead(line) || short(line)) && !signed(line))
                    && !lines.get(last + 1).is_some_and(runs)
        };
        let last = head.iter().rposition(is_masthead).filter(|&last| above(last));
        let leading = head.iter().take_while(|line| is_masthead(line)).count();
        let mut count = last.map_or(leading, |last| last + 1);
        if count > 0 || lines.len() > 2 {
            count +=
                lines[count..].iter().take(1).filter(|line| masthead::is_column(&self.text[(*line).clone()])).count();
        }
        // Something must be left to be a title.
        if count >= lines.len() {
            return 0;
        }
        for line in &lines[..count] {
            self.masthead(line);
            self.taken.push((line.clone(), BlockKind::Byline));
        }
        count
    }

    /// Takes what a masthead or running head says, where nothing better is known.
    fn masthead(&mut self, line: &Range<usize>) {
        let words = self.words(line);
        let found = masthead::read(words);
        let venue = match &found {
            Some(found) => found.venue.clone().map(|bytes| line.start + bytes.start..line.start + bytes.end),
            // A short line between mastheads is the journal's name.
            None if !masthead::is_column(words) && words.chars().all(|c| is_han(c) || is_space(c)) => {
                Some(line.clone())
            }
            None => None,
        };
        if found.is_some() {
            self.collector.issue(line);
            self.collector.volume_and_issue(line);
            self.collector.date(line);
        }
        self.collector.named_venue(venue);
    }

    /// The part of a line that is neither title nor its repetition.
    fn rest_of(&self, line: &Range<usize>) -> Range<usize> {
        let inside = |bytes: &Range<usize>| line.start <= bytes.start && bytes.end <= line.end;
        let taken = self.taken.iter().map(|(bytes, _)| bytes).chain(self.noise.iter().map(|(bytes, _)| bytes));
        let end = taken.filter(|bytes| inside(bytes)).map(|bytes| bytes.end).max();
        trim(self.text, end.unwrap_or(line.start)..line.end)
    }

    fn head(&mut self) {
        let mut in_head = true;
        let mut unknown = 0;
        let mut seen = 0;
        for at in 0..self.lines.filled.len().min(HEAD_LINES) {
            let line = self.lines.filled[at].clone();
            let rest = self.rest_of(&line);
            if rest.is_empty() {
                continue;
            }
            let glued = rest.start > line.start;
            seen += 1;
            let labels = self.labels(&rest, in_head, glued);
            let outcome = if in_head && heads::is_lone_summary(self.words(&rest)) {
                self.summary(&rest, rest.clone(), at)
            } else if !labels.is_empty() {
                self.labelled(&rest, &labels, at)
            } else if in_head {
                self.unlabelled(rest.clone(), seen == 1, glued)
            } else {
                Outcome::Text
            };
            match outcome {
                Outcome::Head => unknown = 0,
                Outcome::Unknown if unknown < 2 => unknown += 1,
                _ => in_head = false,
            }
        }
    }

    /// The labels of a line: in the head wherever they stand near its start, later only at its start.
    fn labels(&self, rest: &Range<usize>, in_head: bool, glued: bool) -> Vec<Label> {
        let words = self.words(rest);
        let mut labels = heads::labels(words, 300);
        if let Some(bare) = heads::bare_label(words, glued) {
            let before = labels.first().is_none_or(|first| bare.start < first.start);
            if before {
                labels.retain(|label| label.start >= bare.end);
                labels.insert(0, bare);
            }
        }
        let Some(first) = labels.first() else { return labels };
        let prefix = words[..first.start].trim_matches(is_space);
        let near = prefix.chars().count() <= 120 && !prefix.contains(['。', '；', '！', '？']);
        if !(prefix.is_empty() || in_head && near) {
            return Vec::new();
        }
        let useful = |label: &Label| {
            matches!(label.field, Field::Keywords | Field::Summary | Field::Bio | Field::Affiliation | Field::Venue)
                || matches!(label.field, Field::Fund | Field::Doi | Field::ClassNumber | Field::ArticleNumber)
                || label.field == Field::Other && prefix.is_empty()
        };
        if !in_head && !useful(first) {
            return Vec::new();
        }
        // Labels behind a stop belong to the running text.
        if let Some(summary) = labels.iter().position(|label| label.field == Field::Summary) {
            labels.truncate(summary + 1);
        }
        labels
    }

    fn labelled(&mut self, rest: &Range<usize>, labels: &[Label], line: usize) -> Outcome {
        let prefix = trim(self.text, rest.start..rest.start + labels[0].start);
        if !prefix.is_empty() {
            self.prefix(&prefix, rest, labels);
        }
        let mut end = rest.start + labels[0].start;
        for (index, label) in labels.iter().enumerate() {
            let last = index + 1 == labels.len();
            let value_end = labels.get(index + 1).map_or(rest.end, |next| rest.start + next.start);
            if label.field == Field::Summary {
                return self.summary(rest, rest.start + label.start..rest.start + label.end, line);
            }
            end = self.collector.field(label.field, rest.start + label.end..value_end, last).max(end);
        }
        if matches!(
            self.collector.meta.kind.as_ref().map(|kind| kind.value),
            Some(WorkKind::NewspaperArticle | WorkKind::WebPage)
        ) {
            self.collector.date(&prefix);
        }
        // 作者：某某  2021年3月15日
        if labels.iter().any(|label| label.field == Field::Author) && self.collector.meta.date.is_none() {
            let signed = rest.start + labels[0].start..end.max(rest.start + labels[0].start);
            self.collector.signed_date(&signed);
        }
        let end = self.text[..end].trim_end_matches(is_space).len().max(rest.start);
        self.byline(rest.start..end);
        if trim(self.text, end..rest.end).is_empty() { Outcome::Head } else { Outcome::Text }
    }

    /// Takes a stretch as a line of metadata, without what is title or spoiled in it.
    fn byline(&mut self, bytes: Range<usize>) {
        let mut start = bytes.start;
        let inside = |other: &Range<usize>| bytes.start <= other.start && other.end <= bytes.end;
        let taken = self
            .taken
            .iter()
            .map(|(bytes, _)| bytes)
            .chain(&self.collector.spoiled)
            .chain(self.noise.iter().map(|(bytes, _)| bytes));
        let mut holes: Vec<Range<usize>> = taken.filter(|other| inside(other)).cloned().collect();
        holes.sort_by_key(|hole| hole.start);
        for hole in holes {
            self.taken.push((trim(self.text, start..hole.start), BlockKind::Byline));
            start = hole.end.max(start);
        }
        self.taken.push((trim(self.text, start..bytes.end.max(start)), BlockKind::Byline));
    }

    /// The abstract: from its label to the keywords, the first heading or the end.
    fn summary(&mut self, rest: &Range<usize>, label: Range<usize>, line: usize) -> Outcome {
        self.byline(rest.start..label.start);
        self.taken.push((trim(self.text, label.clone()), BlockKind::Byline));
        let value = trim(self.text, label.end..rest.end);
        let filled = &self.lines.filled;
        let ends = |line: &Range<usize>| {
            let words = &self.text[line.clone()];
            let bare: String = words.chars().take(24).filter(|&c| !is_space(c)).collect();
            heads::starts_with_label(words)
                || heads::bare_label(words, false).is_some()
                || marker(words).is_some_and(|m| m.mark <= Mark::Arabic && m.number == 1)
                || WORDS.headings.contains(bare.trim_end_matches(['：', ':']))
        };
        let next = (line + 1..filled.len().min(line + 26)).find(|&at| ends(&filled[at]));
        let short_work = filled.len() <= line + 8;
        let until = match next {
            Some(next) => next,
            None if short_work => filled.len(),
            None => line + usize::from(value.is_empty()) + 1,
        };
        let parts = std::iter::once(value).chain(filled[line + 1..until.min(filled.len())].iter().cloned());
        let stretch = parts.filter(|part| !part.is_empty()).reduce(|first, last| first.start..last.end);
        if self.summary.is_none() && self.collector.meta.summary.is_none() {
            self.collector.meta.summary = stretch.clone().map(|stretch| self.collector.source.span(stretch));
            self.summary = stretch;
        }
        Outcome::Head
    }
}
