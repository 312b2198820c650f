//! Periodisations as authors state them.
//!
//! A division of time has a form: 第一阶段从…至…，为…; (一) …（1949—1972年）; 【…——…】 lists; headings, table rows,
//! 前三期…, sentences that say that one stretch is one period. [`heads`] collects every place with such a form,
//! [`bounds`] and [`label`] read what it says, [`group`] keeps the heads that follow each other in number and time,
//! [`stretch`] gives each phase the text that treats of it, [`aspects`] says what its sentences tell, and [`fill`]
//! dates the bounds that name an event only. The words are data (`assets/rules/phases.toml`).

mod announce;
mod aspects;
mod bounds;
mod fill;
mod group;
mod heads;
mod label;
mod marker;
mod stretch;
mod words;

use std::ops::Range;

use super::Reading;
use crate::calendar::DateRange;
use crate::model::{Bound, Periodisation, Phase, TimeMention, TimeRole, Work};
use crate::text::Prose;
use group::Group;
use heads::{Head, Style};
pub(super) use words::PhaseWords;

/// What the parts of this module read.
#[derive(Clone, Copy)]
struct Page<'a> {
    work: &'a Work,
    prose: &'a Prose,
    /// The clean text in simplified characters, in which every character has as many bytes as in its own form.
    text: &'a str,
    times: &'a [TimeMention],
    words: &'a PhaseWords,
}

impl Page<'_> {
    /// The time mentions that lie wholly in a stretch and are no part of a name or of the work's own data.
    fn times_in(&self, bytes: &Range<usize>) -> Vec<&TimeMention> {
        let first = self.times.partition_point(|t| t.bytes.start < bytes.start);
        let within = self.times[first..].iter().take_while(|t| t.bytes.start < bytes.end);
        within.filter(|t| t.bytes.end <= bytes.end && t.role == TimeRole::Running).collect()
    }

    fn paragraph_at(&self, byte: usize) -> usize {
        self.prose.paragraphs().partition_point(|p| p.bytes.start <= byte).saturating_sub(1)
    }

    fn line_start(&self, byte: usize) -> usize {
        self.prose.paragraphs().get(self.paragraph_at(byte)).map_or(0, |p| p.bytes.start.min(byte))
    }

    fn sentence_start(&self, byte: usize) -> usize {
        let sentence = self.prose.sentence_at(byte).and_then(|s| self.prose.sentences().get(s));
        sentence.map_or(0, |s| s.bytes.start.min(byte))
    }

    fn sentence_end(&self, byte: usize) -> usize {
        let sentence = self.prose.sentence_at(byte).and_then(|s| self.prose.sentences().get(s));
        sentence.map_or(self.text.len(), |s| s.bytes.end.max(byte))
    }

    /// The last character border at or before a byte.
    fn floor(&self, byte: usize) -> usize {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// The periodisations of a work in reading order.
pub(super) fn find(reading: &Reading<'_>, times: &[TimeMention]) -> Vec<Periodisation> {
    let prose = &reading.work.prose;
    let page = Page { work: reading.work, prose, text: reading.text, times, words: &reading.rules.phases };
    let announced = announce::find(&page);
    let heads = heads::find(&page, &announced);
    if heads.len() < 2 {
        return Vec::new();
    }
    let groups = group::assemble(&page, &heads, &announced);
    groups.iter().map(|group| periodisation(reading, &page, group)).collect()
}

fn periodisation(reading: &Reading<'_>, page: &Page<'_>, group: &Group<'_>) -> Periodisation {
    let stretches = stretch::find(page, &group.heads);
    let mut phases: Vec<Phase> = Vec::new();
    for (index, (head, treated)) in group.heads.iter().zip(&stretches).enumerate() {
        let mut phase = phase(page, index as u32 + 1, head);
        phase.treated = Some(page.prose.span(treated.clone()));
        phase.aspects = aspects::find(reading, page, treated, &head.bytes);
        phases.push(phase);
    }
    fill::fill(page, &mut phases);
    let first = group.heads.first().map_or(0, |h| h.bytes.start);
    let start = group.announcement.map_or(first, |a| a.bytes.start.min(first));
    let end = group.heads.last().map_or(start, |h| h.bytes.end);
    let style = group.heads.first().map(|h| h.style);
    Periodisation {
        work: page.work.id,
        span: page.prose.span(start..end),
        subject: group.announcement.and_then(|a| a.subject.clone()),
        phases,
        rule: rule(style).into(),
    }
}

fn phase(page: &Page<'_>, ordinal: u32, head: &Head) -> Phase {
    let label = head.label.as_ref().map_or_else(|| head.bytes.clone(), |l| l.bytes.clone());
    let (begin, end) =
        head.bounds.as_ref().map_or_else(<(Bound, Bound)>::default, |f| (f.begin.clone(), f.end.clone()));
    Phase {
        ordinal,
        label: page.prose.slice(label.clone()).split_whitespace().collect(),
        label_span: page.prose.span(label),
        range: DateRange { begin: begin.range.begin, end: end.range.end },
        begin,
        end,
        bounds_as_written: head.bounds.as_ref().map(|f| page.prose.span(f.bytes.clone())),
        span: page.prose.span(head.bytes.clone()),
        treated: None,
        aspects: Vec::new(),
    }
}

/// The name of the rule that a style stands for, as the app shows it.
fn rule(style: Option<Style>) -> &'static str {
    match style {
        Some(Style::Ordinal(_)) => "phases.ordinal",
        Some(Style::Position) => "phases.position",
        Some(Style::Bracket) => "phases.bracket",
        Some(Style::Row) => "phases.row",
        Some(Style::Heading(_)) => "phases.heading",
        Some(Style::Item(_)) => "phases.item",
        Some(Style::Listed) => "phases.listed",
        Some(Style::Named) => "phases.named",
        Some(Style::Statement) | None => "phases.statement",
    }
}
