//! What the sentences that treat a phase tell of it.

use std::ops::Range;

use super::Page;
use super::words::AspectCues;
use crate::analysis::Reading;
use crate::analysis::word_list::WordList;
use crate::calendar::Precision;
use crate::model::{Aspect, AspectKind, TimeRole};

/// The sentences of a stretch, each with what it tells: the circumstances, a side's policy, a feature, an event.
///
/// A cue decides; without one a sentence goes on with what the one before it told, and a dated one tells an event.
/// One sentence may tell an event and a policy.
pub(super) fn find(reading: &Reading<'_>, page: &Page<'_>, treated: &Range<usize>, set: &Range<usize>) -> Vec<Aspect> {
    let sentences = page.prose.sentences();
    let first = sentences.partition_point(|s| s.bytes.end <= treated.start);
    let mut aspects = Vec::new();
    let mut last: Option<(AspectKind, Option<String>)> = None;
    for sentence in sentences[first..].iter().take_while(|s| s.bytes.start < treated.end) {
        let bytes = sentence.bytes.start.max(treated.start)..sentence.bytes.end.min(treated.end);
        let text = &page.text[bytes.clone()];
        if text.chars().filter(|c| c.is_alphabetic()).count() < 4 {
            continue;
        }
        let sets = bytes.start < set.end && set.start < bytes.end;
        let told = tells(reading, page, &bytes, text, last.as_ref(), sets);
        let span = page.prose.span(bytes);
        if !sets {
            last = told.first().cloned();
        }
        aspects.extend(told.into_iter().map(|(kind, actor)| Aspect { kind, actor, span }));
    }
    aspects
}

type Told = (AspectKind, Option<String>);

fn tells(
    reading: &Reading<'_>,
    page: &Page<'_>,
    bytes: &Range<usize>,
    text: &str,
    last: Option<&Told>,
    sets: bool,
) -> Vec<Told> {
    let cues: &AspectCues = &page.words.aspects;
    let has = |words: &WordList| words.find_in(text);
    if sets {
        return vec![(AspectKind::Feature, None)];
    }
    let dated = page
        .times_in(bytes)
        .iter()
        .any(|t| t.role == TimeRole::Running && !t.range.is_nowhere() && t.precision <= Precision::Year);
    let opens = last.is_none_or(|l| l.0 == AspectKind::Background);
    if text.contains("背景") || opens && !dated && has(&cues.background).is_some() {
        return vec![(AspectKind::Background, None)];
    }
    let policy = has(&cues.policy).map(|at| bytes.start + at);
    let acts = policy.and_then(|cue| actor(reading, bytes.start..cue));
    let mut told = Vec::new();
    if dated {
        told.push((AspectKind::Event, None));
    } else if has(&cues.feature).is_some() {
        told.push((AspectKind::Feature, None));
    }
    if acts.is_some() {
        told.push((AspectKind::Policy, acts));
    }
    if !told.is_empty() {
        return told;
    }
    match last {
        Some((AspectKind::Background, _)) if policy.is_none() => vec![(AspectKind::Background, None)],
        // 在这一阶段中, …: a view goes on without naming its holder again.
        Some((AspectKind::Policy, who)) => {
            vec![(AspectKind::Policy, actor(reading, bytes.clone()).or_else(|| who.clone()))]
        }
        None => vec![(AspectKind::Background, None)],
        _ if policy.is_some() => vec![(AspectKind::Policy, actor(reading, bytes.clone()))],
        _ => vec![(AspectKind::Feature, None)],
    }
}

/// The first actor named in a stretch.
fn actor(reading: &Reading<'_>, bytes: Range<usize>) -> Option<String> {
    let first = reading.actors.partition_point(|a| a.bytes.start < bytes.start);
    reading.actors[first..].first().filter(|a| a.bytes.end <= bytes.end).map(|a| a.name.to_string())
}
