//! The works laid side by side: events with all who tell of them.

use std::borrow::Cow;
use std::sync::Arc;

use super::conflicts;
use super::copies::{self, Runs};
use super::join;
use super::likeness;
use super::traits::{Traits, traits, weigh};
use crate::analysis::Rules;
use crate::analysis::actors::Quick;
use crate::calendar::Precision;
use crate::model::{Attestation, Conflict, Event, EventMention, Work, WorkFindings, WorkId};
use crate::text::Span;

/// The works with their findings, and all tellings with their traits.
pub(super) struct Shelf<'a> {
    /// The works in order.
    pub(super) works: &'a [Arc<Work>],
    /// Their clean texts in simplified characters, in which every character has as many bytes as in its own form.
    pub(super) texts: &'a [Cow<'a, str>],
    /// What was found in each.
    pub(super) findings: &'a [Arc<WorkFindings>],
    /// The vocabulary.
    pub(super) rules: &'a Rules,
    /// All tellings of all works, in order.
    pub(super) all: Vec<Traits>,
}

impl Shelf<'_> {
    /// The telling behind a place in `all`.
    pub(super) fn mention(&self, index: usize) -> &EventMention {
        let traits = &self.all[index];
        &self.findings[traits.work as usize].events[traits.index]
    }

    /// The work of a telling.
    pub(super) fn work(&self, index: usize) -> &Work {
        &self.works[self.all[index].work as usize]
    }

    /// The passage to which a telling belongs, in simplified characters: the sentence around it, or the whole division of time
    /// of which it is a bound.
    fn passage(&self, index: usize) -> &str {
        let prose = &self.work(index).prose;
        let text = &self.texts[self.all[index].work as usize];
        let mention = self.mention(index);
        let divisions = &self.findings[self.all[index].work as usize].periodisations;
        if let Some(division) =
            divisions.iter().find(|p| mention.rule == "events.bound" && p.span.covers(mention.clause))
        {
            return &text[prose.bytes(division.span)];
        }
        let sentence = prose.sentences().get(self.all[index].sentence);
        sentence.map_or("", |s| &text[s.bytes.clone()])
    }
}

/// The events in order of time, each behind its predecessor where only that is known, and the contradictions. `texts` are
/// the works' clean texts in simplified characters.
pub(in crate::analysis) fn gather(
    works: &[Arc<Work>],
    texts: &[Cow<'_, str>],
    findings: &[Arc<WorkFindings>],
    rules: &Rules,
) -> (Vec<Event>, Vec<Conflict>) {
    let mut all = Vec::new();
    for ((work, text), found) in works.iter().zip(texts).zip(findings) {
        for (index, event) in found.events.iter().enumerate() {
            all.push(traits(&rules.events, work, found, text, index, event));
        }
    }
    let counts = weigh(&mut all);
    let groups = join::clusters(&all, &counts);
    let shelf = Shelf { works, texts, findings, rules, all };
    let groups = in_order(&shelf, groups);
    let events: Vec<Event> = groups.iter().map(|group| event(&shelf, group)).collect();
    let conflicts = conflicts::find(&shelf, &groups, &counts);
    (events, conflicts)
}

/// Groups with a date by their days; one without behind the group of the telling that it follows.
fn in_order(shelf: &Shelf<'_>, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let undated = |group: &[usize]| group.iter().all(|&i| shelf.all[i].range.is_nowhere());
    let (followers, mut dated): (Vec<_>, Vec<_>) = groups.into_iter().partition(|g| undated(g));
    dated.sort_by_cached_key(|group| {
        let (range, precision) = join::dates(&shelf.all, group);
        (range.begin, range.end, precision, group.first().copied())
    });
    // The tellings of one work lie together, so that the place of a predecessor follows from its index.
    let mut starts: Quick<u32, usize> = Quick::default();
    for (place, traits) in shelf.all.iter().enumerate() {
        starts.entry(traits.work).or_insert(place - traits.index);
    }
    let mut behind: Quick<usize, Vec<Vec<usize>>> = Quick::default();
    let mut root: Quick<usize, usize> = Quick::default();
    let mut last = Vec::new();
    for group in followers {
        let Some(&first) = group.first() else { continue };
        let start = starts.get(&shelf.all[first].work).copied().unwrap_or(0);
        let before = shelf.mention(first).after.map(|after| start + after);
        // A follower of a follower stands behind the same dated event, after it.
        let anchor = before.map(|b| root.get(&b).copied().unwrap_or(b));
        match anchor {
            Some(anchor) => {
                root.insert(first, anchor);
                behind.entry(anchor).or_default().push(group);
            }
            None => last.push(group),
        }
    }
    let mut ordered = Vec::new();
    for group in dated {
        let mut next: Vec<Vec<usize>> = group.iter().filter_map(|member| behind.remove(member)).flatten().collect();
        ordered.push(group);
        ordered.append(&mut next);
    }
    ordered.append(&mut last);
    ordered
}

fn event(shelf: &Shelf<'_>, group: &[usize]) -> Event {
    let (range, precision) = join::dates(&shelf.all, group);
    let copied = copied_from(shelf, group);
    let attestations = group.iter().zip(copied).map(|(&i, copied_from)| attestation(shelf, i, copied_from)).collect();
    let chosen = spokesman(shelf, group);
    let mut actors = shelf.mention(chosen).actors.clone();
    for name in group.iter().flat_map(|&i| &shelf.mention(i).actors) {
        if !actors.contains(name) {
            actors.push(name.clone());
        }
    }
    Event {
        range,
        precision,
        label: shelf.mention(chosen).label.clone(),
        actors,
        place: group.iter().find_map(|&i| shelf.mention(i).place.clone()),
        attestations,
        order_only: precision == Precision::Vague,
    }
}

fn attestation(shelf: &Shelf<'_>, index: usize, copied_from: Option<WorkId>) -> Attestation {
    let mention = shelf.mention(index);
    let found = &shelf.findings[shelf.all[index].work as usize];
    let here = Span::new(mention.clause.start, mention.clause.start);
    Attestation {
        work: shelf.work(index).id,
        sentence: mention.sentence,
        clause: mention.clause,
        time: mention.time.and_then(|t| found.times.get(t)).map_or(here, |t| t.span),
        range: mention.range,
        precision: mention.precision,
        rule: mention.rule,
        copied_from,
    }
}

/// The telling whose label stands for the event: the one most like all the others, of several the shorter.
fn spokesman(shelf: &Shelf<'_>, group: &[usize]) -> usize {
    let mut best: Option<(f32, usize)> = None;
    for &i in group {
        let label = &shelf.mention(i).label;
        let length = label.chars().count();
        let clear = if (5..=16).contains(&length) { 0.0 } else { -0.3 };
        let like: f32 =
            group.iter().filter(|&&j| j != i).map(|&j| likeness::shared(&shelf.all[i], &shelf.all[j]).jointly).sum();
        let named = if shelf.mention(i).actors.is_empty() { -0.2 } else { 0.0 };
        let value = like / group.len() as f32 + clear + named - length as f32 / 200.0;
        if best.is_none_or(|(b, _)| value > b) {
            best = Some((value, i));
        }
    }
    best.map_or(group.first().copied().unwrap_or(0), |(_, i)| i)
}

/// For each telling of a group the work that it was copied from.
fn copied_from(shelf: &Shelf<'_>, group: &[usize]) -> Vec<Option<WorkId>> {
    if group.len() < 2 {
        return vec![None; group.len()];
    }
    let runs: Vec<Runs> = group.iter().map(|&i| copies::runs(shelf.passage(i))).collect();
    let mut order: Vec<usize> = (0..group.len()).collect();
    // The one published first is the origin; of those without a year the fuller.
    order.sort_by_key(|&at| {
        let work = shelf.work(group[at]);
        let year = work.meta.year.as_ref().map_or(i32::MAX, |y| y.value);
        (year, std::cmp::Reverse(runs[at].length), work.id)
    });
    let mut from = vec![None; group.len()];
    for (place, &at) in order.iter().enumerate() {
        let own = shelf.work(group[at]).id;
        let origin = order[..place].iter().find(|&&other| {
            from[other].is_none() && shelf.work(group[other]).id != own && copies::copied(&runs[at], &runs[other])
        });
        from[at] = origin.map(|&other| shelf.work(group[other]).id);
    }
    from
}
