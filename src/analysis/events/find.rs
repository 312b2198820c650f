//! The tellings of events of one work: every dated clause that tells what happened, and those that only come next.

use std::ops::Range;

use super::bounds::bound_events;
use super::circumstance::{
    circumstance, ends_in_circumstance, has_plain_verb, has_subject, is_cause, is_condition, is_opener,
    is_state_segment,
};
use super::dating::{DateList, Dating, lists};
use super::frame::{self, Frame};
use super::order::{coming_next, following_clauses, may_come_next, order_word};
use super::predicate::{self, Told};
use super::segment::{Segment, enclosed, segments};
use super::words::{closes, holds, leads};
use super::{Page, label, who};
use crate::calendar::{DateRange, Precision};
use crate::model::{BlockKind, EventMention, TimeKind, TimeMention};
use crate::text::Sentence;

/// How far from its predecessor a clause that only comes next may stand, in sentences.
const NEXT: usize = 2;

/// A clause found under a date, before it gets its label.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The time mention; `None` for what only comes next.
    pub(super) time: Option<usize>,
    /// The days.
    pub(super) range: DateRange,
    /// How exactly.
    pub(super) precision: Precision,
    /// The whole clause, date included.
    pub(super) clause: Range<usize>,
    /// The part that tells, without the date where that stands at its edge.
    pub(super) core: Range<usize>,
    /// What tells it.
    pub(super) told: Told,
    /// Which date of a list it bears, and of how many: 先后 and 分别 share out what is told.
    pub(super) share: (usize, usize),
}

/// All tellings in reading order.
pub(super) fn find(page: &Page<'_>) -> Vec<EventMention> {
    let mut events: Vec<EventMention> = Vec::new();
    let mut next = 0;
    let mut last_sentence = None;
    for (index, sentence) in page.prose.sentences().iter().enumerate() {
        let first = next;
        while page.times.get(next).is_some_and(|t| t.bytes.start < sentence.bytes.end) {
            next += 1;
        }
        let near = last_sentence.is_some_and(|last| index - last <= NEXT);
        let dated = page.times[first..next].iter().any(|t| !t.range.is_nowhere());
        if !(dated || near && may_come_next(page, sentence)) || !is_running(page, sentence) {
            continue;
        }
        let segments = segments(page.text, sentence.bytes.clone());
        let mut drafts = if dated { dated_clauses(page, &segments, first..next) } else { Vec::new() };
        if near || !drafts.is_empty() {
            following_clauses(page, &segments, first..next, near, &mut drafts);
        }
        drafts.sort_by_key(|d| (d.core.start, d.clause.start));
        let mut subject = String::new();
        for draft in drafts {
            let after = if draft.time.is_none() { events.len().checked_sub(1) } else { None };
            if draft.time.is_none() && after.is_none() {
                continue;
            }
            let (event, next) = mention(page, sentence, &segments, draft, after, &subject);
            subject = next;
            events.push(event);
            last_sentence = Some(index);
        }
    }
    events
}

/// Whether a sentence belongs to running text: no heading, byline, note or head of a table.
fn is_running(page: &Page<'_>, sentence: &Sentence) -> bool {
    let Some(paragraph) = page.prose.paragraphs().get(sentence.paragraph as usize) else { return false };
    let kind = page.work.blocks.get(paragraph.block as usize).map(|b| &b.kind);
    let furniture = matches!(
        kind,
        Some(
            BlockKind::Title
                | BlockKind::Heading(_)
                | BlockKind::Byline
                | BlockKind::Footnote(_)
                | BlockKind::TableRow { head: true }
        )
    );
    paragraph.heading == 0 && !furniture
}

/// The clauses that the dates of a sentence date.
fn dated_clauses(page: &Page<'_>, segments: &[Segment], times: Range<usize>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    // Dates that date a clause, with their segment: they cut the sentence among them.
    let mut dating: Vec<Dating> = Vec::new();
    for index in times {
        let mention = &page.times[index];
        if mention.range.is_nowhere() {
            continue;
        }
        if let Some(phase) = page.phase_bounds(mention) {
            drafts.extend(bound_events(page, index, mention, &phase));
            continue;
        }
        let Some(place) =
            segments.iter().position(|s| s.bytes.start <= mention.bytes.start && mention.bytes.end <= s.bytes.end)
        else {
            continue;
        };
        match frame::of(page, mention, &segments[place].bytes) {
            Frame::Nothing(_) => {}
            Frame::Clause { lead, rest, onward } => {
                // 5月8日…当天…: a date said again does not begin another clause.
                let glossed = |d: &&Dating| {
                    d.rest > mention.bytes.start
                        || page.text[d.rest..mention.bytes.start].trim_start().starts_with(['（', '('])
                };
                // 1993年，他在当年的选秀上…: likewise in the next clause, when nothing happened in between.
                let idle = |d: &Dating| {
                    let between = page.text.get(d.rest..mention.bytes.start).unwrap_or_default();
                    let said = &page.text[mention.bytes.clone()];
                    mention.kind == TimeKind::Relative
                        && said.starts_with('当')
                        && page.words.verbs(between).iter().all(|v| v.nounish)
                };
                let same = |d: &Dating| page.times[d.index].range == mention.range && (d.place == place || idle(d));
                let again = dating.iter().any(same)
                    || enclosed(page.text, &segments[place].bytes, mention.bytes.start).is_some()
                        && dating.iter().filter(|d| d.place == place).any(|d| glossed(&d));
                if !again {
                    dating.push(Dating { index, place, lead, rest, onward });
                }
            }
            Frame::Relative { told } | Frame::Named { told } => {
                let rule = "events.qualifier";
                let verb = predicate::read(page, &told, Precision::Day).and_then(|t| t.verb);
                let clause = mention.bytes.start..told.end;
                drafts.push(draft(index, mention, clause, told, Told { verb, rule }));
            }
            Frame::Gloss { told } => {
                let said_before =
                    dating.iter().any(|d| d.place == place && page.times[d.index].range.meets(mention.range));
                if said_before {
                    continue;
                }
                let clause = told.start..told.end.max(mention.bytes.end);
                if let Some(found) = predicate::read(page, &told, mention.precision) {
                    drafts.push(draft(index, mention, clause, told, Told { rule: "events.gloss", ..found }));
                }
            }
        }
    }
    for list in lists(page, dating) {
        let limit = list.limit.min(segments.last().map_or(0, |s| s.bytes.end));
        for found in clauses_of(page, segments, &list, limit) {
            for (share, date) in list.dates.iter().enumerate() {
                let share = (share, list.dates.len());
                drafts.push(Draft { share, ..found.clone().dated(page, date.index) });
            }
        }
    }
    drafts
}

impl Draft {
    /// The same clause under another date of its list.
    fn dated(mut self, page: &Page<'_>, index: usize) -> Self {
        if self.time.is_some() {
            let mention = &page.times[index];
            (self.time, self.range, self.precision) = (Some(index), mention.range, mention.precision);
        }
        self
    }
}

pub(super) fn draft(
    index: usize,
    mention: &TimeMention,
    clause: Range<usize>,
    core: Range<usize>,
    told: Told,
) -> Draft {
    Draft { time: Some(index), range: mention.range, precision: mention.precision, clause, core, told, share: (0, 1) }
}

/// The events that dates in adverbial position date: the clause around them, or the next one that is no circumstance.
fn clauses_of(page: &Page<'_>, segments: &[Segment], list: &DateList, limit: usize) -> Vec<Draft> {
    let Some(first) = list.dates.first() else { return Vec::new() };
    let words = &page.words.lists;
    let mention = &page.times[first.index];
    let own = &segments[list.place].bytes;
    let front = &page.text[own.start..list.lead];
    let ranged = mention.bounds.is_some() && mention.precision >= Precision::Year || first.onward;
    let since = closes(page.text[..mention.bytes.start].trim_end(), &words.since).is_some();
    let mut spare: Option<(Range<usize>, Told)> = None;
    // Behind a state only a plain verb tells a deed of the same date.
    let mut stated = false;
    // Whether the date stands in a clause by itself.
    let opens_alone = is_opener(page, front) && is_opener(page, page.text[list.rest.min(own.end)..own.end].trim_end());
    let make = |core: Range<usize>, told: Told, rule: Option<&'static str>| {
        let clause = core.start.min(mention.bytes.start)..core.end;
        let rule = rule.unwrap_or(told.rule);
        draft(first.index, mention, clause, core, Told { rule, ..told })
    };
    for (place, segment) in segments.iter().enumerate().skip(list.place).take(5) {
        if segment.bytes.start >= limit {
            break;
        }
        let end = segment.bytes.end.min(limit);
        let is_own = place == list.place;
        let rest = if is_own { list.rest.min(end)..end } else { segment.bytes.start..end };
        let tail = page.text[rest.clone()].trim_end();
        // The words in front of the date belong to the clause unless they only connect, or are a topic on their own.
        // 2004年6月5日：投入服务: an entry of a chronicle.
        let entry = is_own && tail.is_empty() && page.text[segment.bytes.end..].starts_with(['：', ':']);
        let passes_on = (!segment.closes || entry) && segments.get(place + 1).is_some_and(|s| s.bytes.start < limit);
        // 发现于1975年，…: the verb stands in front, so that nothing more need follow.
        let led = page.words.verbs(front).last().is_some_and(|v| v.bytes.end == front.len())
            && page.text[..mention.bytes.start].ends_with('于');
        let opening =
            is_opener(page, front) || passes_on && !led && is_opener(page, tail) && !has_plain_verb(page, front);
        let core = if is_own && !opening { own.start..end } else { rest.clone() };
        let text = &page.text[core.clone()];
        if is_condition(page, text) {
            break;
        }
        if is_opener(page, text) {
            if passes_on { continue } else { break }
        }
        if is_own && since && closes(tail, &words.background).is_some() {
            break;
        }
        // 1950年战争爆发后，…: the date is that of the outbreak; what follows only comes after it.
        let embedded = closes(tail, &words.after)
            .filter(|&l| tail.len() > l && !tail.ends_with("前后") && !tail.ends_with("先后"));
        // 次年4月，清理沉船之后，运河通航: set off by a comma, the date is that of what follows.
        let set_off = !is_own && passes_on && opens_alone;
        if set_off && embedded.is_some() {
            continue;
        }
        if let Some(length) = embedded {
            let inner = core.start..rest.start + tail.len() - length;
            if let Some(told) = predicate::read(page, &inner, mention.precision).filter(|t| t.rule != "events.exact") {
                let mut drafts = vec![make(inner, told, Some("events.embedded"))];
                drafts.extend(coming_next(page, segments, place + 1, limit));
                return drafts;
            }
        }
        let told = predicate::read(page, &core, mention.precision)
            .filter(|told| !ranged || told.verb.is_some() || matches!(told.rule, "events.mark" | "events.opening-verb"))
            .filter(|told| !stated || told.verb.as_ref().is_some_and(|v| !v.nounish && v.kind != page.words.speech));
        // 虽然1888年被分类为…，: the date is that of the reason itself.
        let inner = is_own && leads(front.trim_start(), &words.causes).is_some();
        if ends_in_circumstance(page, tail) || passes_on && !inner && is_cause(page, text) {
            if spare.is_none() {
                spare = told
                    .filter(|t| t.verb.is_some())
                    .map(|_| circumstance(page, core))
                    .and_then(|core| Some((core.clone(), predicate::read(page, &core, mention.precision)?)));
            }
            continue;
        }
        // 接任时，工作已经做了…: the deed is in the circumstance.
        let weak = |told: &Told| told.verb.as_ref().is_none_or(|v| v.nounish || v.kind == page.words.light);
        if told.as_ref().is_some_and(weak) && spare.as_ref().is_some_and(|(_, told)| !weak(told)) {
            break;
        }
        match told {
            Some(told) => {
                let first = with_speech(page, segments, place, limit, make(core, told, None));
                let further = further_clauses(page, segments, place + 1, limit, &first);
                let further = further.into_iter().map(|(core, told)| make(core, told, Some("events.further")));
                let mut drafts: Vec<Draft> = further.map(|d| Draft { clause: d.core.clone(), ..d }).collect();
                drafts.insert(0, first);
                return drafts;
            }
            None if !passes_on => break,
            None if is_state_segment(page, &core) => stated = true,
            // A topic without a predicate: 1977年的美国，….
            None => {}
        }
    }
    spare.map(|(core, told)| vec![make(core, told, None)]).unwrap_or_default()
}

/// Clauses behind the first one of an exact date that tell another deed of another subject: …破产，危机爆发.
fn further_clauses(
    page: &Page<'_>,
    segments: &[Segment],
    from: usize,
    limit: usize,
    first: &Draft,
) -> Vec<(Range<usize>, Told)> {
    let mut found: Vec<(Range<usize>, Told)> = Vec::new();
    let light = page.words.light;
    let kind = first.told.verb.as_ref().map(|v| v.kind);
    if first.precision > Precision::Year || kind.is_none_or(|k| k == light) {
        return found;
    }
    for segment in segments.get(from..).unwrap_or_default() {
        let closed = segments
            .iter()
            .any(|s| s.bytes.end <= segment.bytes.start && s.bytes.start >= first.core.start && s.closes);
        if segment.bytes.start >= limit || segment.bytes.end > limit || closed || segment.bytes.start < first.core.end {
            break;
        }
        let text = &page.text[segment.bytes.clone()];
        let aside = is_cause(page, text)
            || ends_in_circumstance(page, text)
            || order_word(page, text).is_some()
            || is_condition(page, text);
        let loose = holds(text, &page.words.lists.habits) || holds(text, &page.words.lists.results);
        let Some(told) = predicate::read(page, &segment.bytes, first.precision) else { continue };
        let Some(verb) = told.verb.clone() else { continue };
        let from = page.times.partition_point(|t| t.bytes.start < first.core.end);
        let later =
            page.times[from..].iter().take_while(|t| t.bytes.start < segment.bytes.end).any(|t| t.range != first.range);
        let own_subject = !later && has_subject(page, &page.text[segment.bytes.start..verb.bytes.start]);
        let other = Some(verb.kind) != kind && verb.kind != light && !verb.nounish;
        let seen = found.iter().any(|(_, t)| t.verb.as_ref().is_some_and(|v| v.kind == verb.kind));
        if own_subject && other && !aside && !loose && !seen {
            found.push((segment.bytes.clone(), told));
        }
    }
    found
}

/// A clause that ends in a verb of speech goes on into what is said.
pub(super) fn with_speech(
    page: &Page<'_>,
    segments: &[Segment],
    place: usize,
    limit: usize,
    mut draft: Draft,
) -> Draft {
    let speaks = draft.told.verb.as_ref().is_some_and(|v| {
        (v.kind == page.words.light || v.kind == page.words.speech) && v.bytes.end >= draft.core.end.saturating_sub(3)
    });
    if let Some(next) = segments.get(place + 1).filter(|s| speaks && s.bytes.start < limit && s.bytes.end <= limit) {
        draft.core.end = next.bytes.end;
        draft.clause.end = next.bytes.end;
    }
    draft
}

/// The first clause from `from` on that tells something and gives no circumstance, up to `stop`.
pub(super) fn main_clause(
    page: &Page<'_>,
    segments: &[Segment],
    from: usize,
    stop: usize,
    precision: Precision,
) -> Option<(Range<usize>, Told)> {
    if from > 0 && segments.get(from - 1).is_some_and(|s| s.closes) {
        return None;
    }
    let mut spare = None;
    for segment in segments.get(from..)?.iter().take(4) {
        if segment.bytes.start >= stop {
            break;
        }
        let bytes = segment.bytes.start..segment.bytes.end.min(stop);
        let text = &page.text[bytes.clone()];
        let told = predicate::read(page, &bytes, precision);
        let aside = is_cause(page, text) || ends_in_circumstance(page, text);
        match told {
            Some(told) if !aside => return Some((bytes, told)),
            Some(told) if spare.is_none() && told.verb.is_some() => spare = Some((bytes, told)),
            None if !aside && is_state_segment(page, &bytes) => break,
            _ => {}
        }
        if segment.closes {
            break;
        }
    }
    spare
}

fn mention(
    page: &Page<'_>,
    sentence: &Sentence,
    segments: &[Segment],
    draft: Draft,
    after: Option<usize>,
    before: &str,
) -> (EventMention, String) {
    let actors = who::actors(page, segments, &draft);
    let place = who::place(page, &draft);
    let label = label::of(page, &draft, &actors, before);
    let event = EventMention {
        clause: page.prose.span(draft.clause.clone()),
        sentence: page.prose.span(sentence.bytes.clone()),
        bytes: draft.clause,
        time: draft.time,
        range: draft.range,
        precision: draft.precision,
        after,
        label: label.text,
        actors: actors.names,
        place,
        rule: draft.told.rule.into(),
    };
    (event, label.subject)
}
