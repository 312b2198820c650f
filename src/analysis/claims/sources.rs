//! Reports without a verb of saying of their own subject: sources (据…的资料, 《…》报道), points of view (在…看来), views
//! that nobody in particular holds (被认为).

use std::ops::Range;

use super::clauses::Clause;
use super::holders::{self, Subject, Who};
use super::lexicon::{Hit, within};
use super::page::Page;
use super::speech::{Manner, Report};
use super::words::voice;
use crate::model::{Holder, HolderKind};

/// 据…的资料, 据说.
pub(super) fn source(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    let hearsay = page.voice(&clause.bytes).iter().any(|hit| hit.is(voice::HEARSAY));
    if !hearsay && within(&page.sources, &clause.bytes).is_empty() {
        return None;
    }
    let lead = holders::past_lead(page, &clause.bytes);
    // past_lead may step over 根据 in no list; look from the clause's own start as well.
    let start = [clause.bytes.start, lead]
        .into_iter()
        .find(|&at| page.words.source_before.at_start(&page.text[at..clause.bytes.end]).is_some());
    if let Some(hit) = page.voice(&clause.bytes).iter().find(|hit| hit.is(voice::HEARSAY))
        && page.text[clause.bytes.start..hit.start as usize].chars().count() <= 4
    {
        let name = page.text[hit.bytes()].trim_start_matches(['据', '有', '相']).trim_end_matches('称').to_owned();
        let who = Who::Holder(Holder {
            kind: HolderKind::Other,
            name: if name.is_empty() { "传闻".to_owned() } else { name },
        });
        return Some(relay(index, hit.bytes(), who, hit.bytes(), ["report.hearsay", "subject.hearsay"]));
    }
    let start = start?;
    let length = page.words.source_before.at_start(&page.text[start..clause.bytes.end])?;
    let named = start + length..clause.bytes.end;
    // The noun that makes it a source stands at the clause's end or before what is told (根据气象局的资料，…).
    let end = if page.words.source_after.at_end(&page.text[named.clone()]).is_some() {
        clause.bytes.end
    } else {
        return None;
    };
    let tail = page.words.source_after.at_end(&page.text[named.clone()]).unwrap_or(0);
    let whose = named.start..named.end - tail;
    let subject = holders::subject(page, &whose).or_else(|| holders::by_form(page, &whose, false));
    let (who, bytes, rule) = match subject {
        Some(Subject { who: who @ Who::Holder(_), bytes, rule, .. }) => (who, bytes, rule),
        _ => {
            let bytes = named.start..named.end - tail;
            let name = page.written(bytes.clone()).trim();
            if name.is_empty() {
                return None;
            }
            (Who::Holder(Holder { kind: HolderKind::Other, name: name.to_owned() }), bytes, "subject.source")
        }
    };
    (index + 1 < clauses.len()).then(|| relay(index, start..end, who, bytes, ["report.source", rule]))
}

/// 《…》报道，: a paper that hands something on.
pub(super) fn paper(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    let text = &page.text[clause.bytes.clone()];
    let verb = ["报道", "消息", "报道称", "报道说"].iter().find(|word| text.ends_with(**word))?;
    let lead = holders::past_lead(page, &clause.bytes);
    let named = lead..clause.bytes.end - verb.len();
    let name = page.text.get(named.clone())?;
    let titled = name.starts_with('《') && name.ends_with('》');
    let speaker = page.voice(&named).iter().any(|hit| hit.is(voice::BODY) && hit.end as usize == named.end);
    if !(titled || speaker) || name.chars().count() > 14 || index + 1 >= clauses.len() {
        return None;
    }
    let who = Who::Holder(Holder { kind: HolderKind::Other, name: page.written(named.clone()).to_owned() });
    Some(relay(index, named.end..clause.bytes.end, who, named, ["report.source", "subject.body"]))
}

/// 在…看来.
pub(super) fn view(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    if within(&page.seen, &clause.bytes).is_empty() {
        return None;
    }
    let lead = past_joints(page, &clause.bytes);
    let text = &page.text[lead..clause.bytes.end];
    let opens = page.words.view_before.at_start(text)?;
    let limit = text.char_indices().nth(20).map_or(text.len(), |(at, _)| at);
    let (at, length) = text[..limit]
        .char_indices()
        .find_map(|(at, _)| page.words.view_after.at_start(&text[at..]).map(|n| (at, n)))?;
    if at <= opens {
        return None;
    }
    let named = lead + opens..lead + at;
    let subject = holders::subject(page, &named).or_else(|| holders::by_form(page, &named, true))?;
    let rule = if subject.who == Who::Author { "report.own" } else { "report.view" };
    let mut report = relay(index, lead..lead + at + length, subject.who, subject.bytes, [rule, subject.rule]);
    report.relays = false;
    Some(report)
}

/// Past 但 and the like, but not past the phrase that follows (在…看来 must be seen).
fn past_joints(page: &Page<'_>, bytes: &Range<usize>) -> usize {
    let mut at = bytes.start;
    while let Some(length) = page.words.lead.at_start(&page.text[at..bytes.end]) {
        at += length;
    }
    at
}

pub(super) fn relay(
    clause: usize,
    cue: Range<usize>,
    who: Who,
    subject: Range<usize>,
    rules: [&'static str; 2],
) -> Report {
    Report { clause, from: clause, cue, who, subject, manner: Manner::Says, rules, relays: true }
}

/// 被认为, 一般认为; with a subject (舆论普遍认为) it is the subject's view.
pub(super) fn viewed(page: &Page<'_>, index: usize, after: usize, hit: &Hit) -> Report {
    let active = !page.text[hit.bytes()].starts_with('被');
    let subject = active.then(|| holders::subject(page, &(after..hit.start as usize))).flatten();
    let (who, bytes, rules) = match subject {
        Some(subject) => (subject.who, subject.bytes, ["report.think", subject.rule]),
        None => {
            let holder = Holder { kind: HolderKind::Other, name: "一般看法".to_owned() };
            (Who::Holder(holder), hit.bytes(), ["report.viewed", "subject.people"])
        }
    };
    let mut report = relay(index, hit.bytes(), who, bytes, rules);
    report.relays = false;
    report
}
