//! The tellings of events of one work: every dated clause that tells what happened, and those that only come next.

use std::borrow::Cow;
use std::ops::Range;

use super::frame::{self, Frame};
use super::predicate::{self, Told};
use super::segment::{Segment, enclosed, segments};
use super::words::{closes, holds, leads};
use super::{Page, label, who};
use crate::calendar::{DateRange, Precision};
use crate::model::{BlockKind, EventMention, TimeKind, TimeMention};
use crate::text::{Sentence, is_han};

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

fn may_come_next(page: &Page<'_>, sentence: &Sentence) -> bool {
    let text = page.text[sentence.bytes.clone()]
        .trim_start_matches(|c: char| !c.is_alphanumeric() || ('①'..='⑳').contains(&c));
    leads(text, &page.words.lists.order).is_some()
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

/// A date that dates a clause.
#[derive(Clone)]
struct Dating {
    index: usize,
    place: usize,
    lead: usize,
    rest: usize,
    onward: bool,
}

/// Dates of one list (4月和8月), which share their clause.
struct DateList {
    dates: Vec<Dating>,
    /// The segment of the first.
    place: usize,
    /// Where the first one's preposition begins.
    lead: usize,
    /// Where the clause goes on behind the last.
    rest: usize,
    /// Where the next list begins.
    limit: usize,
}

/// Puts the dates of one list together.
fn lists(page: &Page<'_>, dating: Vec<Dating>) -> Vec<DateList> {
    let mut lists: Vec<DateList> = Vec::new();
    for date in dating {
        if let Some(list) = lists.last_mut()
            && list.dates.last().is_some_and(|last| same_list(page, last, &date))
        {
            list.rest = date.rest;
            list.dates.push(date);
            continue;
        }
        if let Some(list) = lists.last_mut() {
            // 洪化三年（1681年）十月: the later one says it more exactly.
            if list.place == date.place && is_aside(&page.text[list.rest.min(date.lead)..date.lead]) {
                list.rest = date.rest;
                list.dates = vec![date];
                continue;
            }
            list.limit = date.lead;
        }
        lists.push(DateList {
            place: date.place,
            lead: date.lead,
            rest: date.rest,
            limit: usize::MAX,
            dates: vec![date],
        });
    }
    lists
}

/// Whether a stretch holds nothing but what stands in brackets.
fn is_aside(text: &str) -> bool {
    let mut depth = 0;
    text.chars().all(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => return depth > 0 || !c.is_alphanumeric() && !matches!(c, '，' | ','),
        }
        true
    })
}

/// Whether two dates stand in one list: 4月和8月.
fn same_list(page: &Page<'_>, a: &Dating, b: &Dating) -> bool {
    let (x, y) = (&page.times[a.index].bytes, &page.times[b.index].bytes);
    a.place == b.place && x.end <= y.start && {
        let between = without_asides(&page.text[x.end..y.start]);
        page.words.lists.lists.is_one(between.trim())
    }
}

/// A stretch without what stands in its brackets.
pub(super) fn without_asides(text: &str) -> Cow<'_, str> {
    if !text.contains(['（', '(']) {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    Cow::Owned(kept.collect())
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

fn draft(index: usize, mention: &TimeMention, clause: Range<usize>, core: Range<usize>, told: Told) -> Draft {
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
    if first.precision > Precision::Month || kind.is_none_or(|k| k == light) {
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

/// Whether what stands before a verb is a subject rather than connectives or the phrase of a preposition.
fn has_subject(page: &Page<'_>, front: &str) -> bool {
    let words = &page.words.lists;
    let mut rest = front.trim_start();
    while leads(rest, &words.prepositions).is_none()
        && let Some(length) = leads(rest, &words.openers).filter(|&l| l > 0)
    {
        rest = rest[length..].trim_start();
    }
    let preposition = leads(rest, &words.prepositions).is_some();
    !preposition && rest.chars().filter(|&c| is_han(c)).count() >= 2
}

/// What a circumstance tells: 在双方实现会谈、积极开展外交的背景下 tells a meeting.
fn circumstance(page: &Page<'_>, core: Range<usize>) -> Range<usize> {
    let text = &page.text[core.clone()];
    let lead = leads(text, &page.words.lists.causes).unwrap_or(0);
    let mut end = text.trim_end().len();
    while let Some(length) = closes(&text[lead..end], &page.words.lists.during) {
        end -= length;
    }
    let end = lead + text[lead..end].trim_end_matches('的').len();
    let first = text[lead..end].find('、').filter(|&at| !page.words.verbs(&text[lead..lead + at]).is_empty());
    core.start + lead..core.start + first.map_or(end, |at| lead + at)
}

/// What follows an embedded clause (…后，) comes next in order and bears no date.
fn coming_next(page: &Page<'_>, segments: &[Segment], from: usize, limit: usize) -> Option<Draft> {
    let (core, told) = main_clause(page, segments, from, limit, Precision::Month).filter(|m| m.1.verb.is_some())?;
    let range = DateRange::default();
    let told = Told { rule: "events.order", ..told };
    Some(Draft { time: None, range, precision: Precision::Vague, clause: core.clone(), core, told, share: (0, 1) })
}

/// A clause that ends in a verb of speech goes on into what is said.
fn with_speech(page: &Page<'_>, segments: &[Segment], place: usize, limit: usize, mut draft: Draft) -> Draft {
    let speaks = draft.told.verb.as_ref().is_some_and(|v| {
        (v.kind == page.words.light || v.kind == page.words.speech) && v.bytes.end >= draft.core.end.saturating_sub(3)
    });
    if let Some(next) = segments.get(place + 1).filter(|s| speaks && s.bytes.start < limit && s.bytes.end <= limit) {
        draft.core.end = next.bytes.end;
        draft.clause.end = next.bytes.end;
    }
    draft
}

fn has_plain_verb(page: &Page<'_>, text: &str) -> bool {
    page.words.verbs(text).iter().any(|v| !v.nounish)
}

/// The first clause from `from` on that tells something and gives no circumstance, up to `stop`.
fn main_clause(
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

/// Clauses that say what came next, without a date of their own.
fn following_clauses(page: &Page<'_>, segments: &[Segment], times: Range<usize>, near: bool, drafts: &mut Vec<Draft>) {
    for (place, segment) in segments.iter().enumerate() {
        let text = &page.text[segment.bytes.clone()];
        let lead =
            text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric() || ('①'..='⑳').contains(&c)).len();
        let Some((at, length)) = order_word(page, &text[lead..]) else { continue };
        let preceded = near || drafts.iter().any(|d| d.core.start < segment.bytes.start);
        let dated = page.times[times.clone()].iter().any(|t| {
            !t.range.is_nowhere() && segment.bytes.start <= t.bytes.start && t.bytes.start < segment.bytes.end
        });
        let taken = drafts.iter().any(|d| d.core.start < segment.bytes.end && segment.bytes.start < d.core.end);
        if !preceded || dated || taken {
            continue;
        }
        let own = if at == 0 {
            segment.bytes.start + lead + length..segment.bytes.end
        } else {
            segment.bytes.start + lead..segment.bytes.end
        };
        let bare = page.text[own.clone()].chars().filter(|&c| is_han(c)).count() < 2;
        let (core, told) = if bare {
            let stop = page.times[times.clone()]
                .iter()
                .find(|t| t.bytes.start >= segment.bytes.end && !t.range.is_nowhere())
                .map_or(usize::MAX, |t| t.bytes.start);
            let Some(found) = main_clause(page, segments, place + 1, stop, Precision::Year) else { continue };
            if drafts.iter().any(|d| d.core.start < found.0.end && found.0.start < d.core.end) {
                continue;
            }
            found
        } else {
            let Some(told) = predicate::read(page, &own, Precision::Year) else { continue };
            (own, told)
        };
        let custom = holds(&page.text[core.clone()], &page.words.lists.habits);
        if custom || told.verb.as_ref().is_none_or(|v| v.nounish && told.rule != "events.mark") {
            continue;
        }
        let clause = segment.bytes.start + lead..core.end;
        let told = Told { rule: "events.order", ..told };
        let next = Draft {
            time: None,
            range: DateRange::default(),
            precision: Precision::Vague,
            clause,
            core,
            told,
            share: (0, 1),
        };
        let said = segments
            .iter()
            .position(|s| s.bytes.start <= next.core.start && next.core.end <= s.bytes.end)
            .unwrap_or(place);
        drafts.push(with_speech(page, segments, said, usize::MAX, next));
    }
}

/// Where a word of order stands in a clause, at its start or right behind a short subject (日本随后…), and its length.
fn order_word(page: &Page<'_>, text: &str) -> Option<(usize, usize)> {
    if let Some(length) = leads(text, &page.words.lists.order) {
        return Some((0, length));
    }
    let near = text
        .char_indices()
        .skip(1)
        .take(8)
        .filter_map(|(at, _)| Some((at, leads(&text[at..], &page.words.lists.order)?)));
    near.into_iter().find(|&(at, length)| length > 3 && page.words.verbs(&text[..at]).is_empty())
}

/// 1953年停战协定生效至…: the bounds of a phase tell events when words stand beside their dates.
fn bound_events(page: &Page<'_>, index: usize, mention: &TimeMention, phase: &Range<usize>) -> Vec<Draft> {
    let Some((first, last)) = mention.bounds else {
        let told = mention.bytes.end..phase.end.min(page.clause_end(mention.bytes.end));
        let found = predicate::read(page, &told, mention.precision).filter(|t| t.verb.is_some());
        return found
            .map(|t| draft(index, mention, mention.bytes.start..told.end, told, Told { rule: "events.bound", ..t }))
            .into_iter()
            .collect();
    };
    let said = &page.text[mention.bytes.clone()];
    let dated = said.char_indices().find(|&(_, c)| !is_date_char(c)).map_or(said.len(), |(at, _)| at);
    let link = said[dated..].find(['至', '到', '—', '-', '－', '～', '~', '–']).map_or(said.len(), |at| dated + at);
    let left = mention.bytes.start + dated..mention.bytes.start + link;
    let right = mention.bytes.end..phase.end.max(mention.bytes.end);
    let mut drafts = Vec::new();
    for (told, range) in [(left, first), (right, last)] {
        let Some(found) = predicate::read(page, &told, Precision::Year).filter(|t| t.verb.is_some()) else { continue };
        let start = if told.end <= mention.bytes.end { mention.bytes.start } else { told.start };
        let mut draft = draft(index, mention, start..told.end, told, Told { rule: "events.bound", ..found });
        draft.range = range;
        draft.precision = precision_of(range);
        drafts.push(draft);
    }
    drafts
}

/// The precision that the length of a stretch of days suggests.
fn precision_of(range: DateRange) -> Precision {
    let Some((begin, end)) = range.begin.zip(range.end) else { return Precision::Year };
    match end.days() - begin.days() {
        0 => Precision::Day,
        1..=31 => Precision::Month,
        32..=100 => Precision::Quarter,
        101..=366 => Precision::Year,
        367..=4000 => Precision::Decade,
        _ => Precision::Century,
    }
}

fn is_date_char(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || ('０'..='９').contains(&c)
        || "一二三四五六七八九十〇零年月日世纪代初末中期叶上下半底旬春夏秋冬公元前后約约".contains(c)
}

/// Whether a stretch holds only connectives and particles.
pub(super) fn is_opener(page: &Page<'_>, text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| !c.is_alphanumeric() || ('①'..='⑳').contains(&c));
    while let Some(length) = leads(rest, &page.words.lists.openers).filter(|&l| l > 0) {
        rest = rest[length..].trim_start();
    }
    rest.chars().all(|c| !c.is_alphabetic())
}

fn is_cause(page: &Page<'_>, text: &str) -> bool {
    let text = text.trim_start();
    // 在第七届运动会上获4枚金牌 is a deed with its place; 在…的支持下 is a circumstance.
    if text.starts_with('在')
        && has_plain_verb(page, text)
        && closes(text.trim_end(), &page.words.lists.during).is_none()
    {
        return false;
    }
    let opener = leads(text, &page.words.lists.openers).filter(|&l| l > 3).unwrap_or(0);
    // 以卫星照片为依据 gives the ground of what follows.
    let ground = text.find('以').and_then(|at| text[at..].find('为')).is_some_and(|length| (6..=40).contains(&length));
    if ground && count_han(text) < 24 {
        return true;
    }
    leads(&text[opener..], &page.words.lists.causes).is_some() && !text.contains("而")
        || leads(text, &page.words.lists.causes).is_some_and(|l| l > 3)
}

fn is_condition(page: &Page<'_>, text: &str) -> bool {
    leads(text.trim_start(), &page.words.lists.conditions).is_some()
}

/// Whether a clause ends as a circumstance does: …之际, …的背景下, 战争期间.
fn ends_in_circumstance(page: &Page<'_>, text: &str) -> bool {
    let text = text.trim_end();
    let Some(length) = closes(text, &page.words.lists.during) else { return false };
    // 上, 下, 中, 里, 间 close many nouns; only with 在 in front do they close a circumstance.
    let loose =
        text.ends_with(['上', '下', '中', '里', '间', '内']) && !text.ends_with("期间") && !text.ends_with("景下");
    let hour = text.ends_with("小时") || text.ends_with("同时");
    if loose {
        let trimmed = text.trim_start();
        // 1952年院系调整中: a name and no deed before 中.
        let name = count_han(trimmed) <= 14
            && text.ends_with(['中', '上', '里'])
            && page.words.verbs(trimmed).iter().all(|v| v.nounish);
        trimmed.starts_with(['在', '从', '于']) || name && !trimmed.contains('的') && length < trimmed.len()
    } else {
        length > 3 || !hour
    }
}

fn count_han(text: &str) -> usize {
    text.chars().filter(|&c| is_han(c)).count()
}

fn is_state_segment(page: &Page<'_>, bytes: &Range<usize>) -> bool {
    let text = &page.text[bytes.clone()];
    let copula = ["是", "为", "有", "属于", "位于", "处于", "达", "占"];
    copula.iter().any(|w| text.contains(w))
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
        rule: draft.told.rule,
    };
    (event, label.subject)
}
