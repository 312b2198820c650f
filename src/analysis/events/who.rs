//! Who took part in an event, and where it happened, as the clause says.

use std::ops::Range;

use super::Page;
use super::find::Draft;
use super::segment::Segment;
use super::words::{closes, holds};
use crate::analysis::{ActorKind, ActorMention};
use crate::text::is_han;

/// The longest place, in characters.
const PLACE: usize = 10;

/// The actors of one event.
#[derive(Debug, Default)]
pub(super) struct Who {
    /// Their canonical names, the one who acts first.
    pub(super) names: Vec<String>,
    /// Whether the clause begins with its verb.
    pub(super) lacks_subject: bool,
    /// The words of an actor whom the sentence names before the clause, when the clause has no subject of its own.
    pub(super) carried: Option<Range<usize>>,
}

/// The actors of a clause; the subject of the sentence where it names none before its verb.
pub(super) fn actors(page: &Page<'_>, segments: &[Segment], draft: &Draft) -> Who {
    let span = draft.clause.start.min(draft.core.start)..draft.clause.end.max(draft.core.end);
    let named = within(page.actors, &span);
    let own = named.partition_point(|a| a.bytes.start < draft.core.start);
    let verb = draft.told.verb.as_ref().map_or(draft.core.end, |v| v.bytes.start);
    let agent = agent_of_passive(page, named, &draft.core);
    let handled = |actor: &ActorMention| page.text[..actor.bytes.start].ends_with(['把', '将']);
    let leading = (own..named.len()).find(|&i| named[i].bytes.start < verb && !handled(&named[i]));
    let mut order: Vec<usize> = Vec::new();
    order.extend(agent);
    order.extend(leading);
    order.extend(own..named.len());
    // In front of the clause, behind its date: whom that other clause handles has no part in this one.
    order.extend((0..own).filter(|&i| !handled(&named[i])));
    let subject = subject(page, draft);
    let mut who = Who { lacks_subject: subject == Subject::None, ..Who::default() };
    if agent.is_none() && leading.is_none() && subject != Subject::Own {
        let fits = |a: &ActorMention| match subject {
            Subject::Pronoun(person) => person == (a.kind == ActorKind::Person),
            _ => true,
        };
        let carried = carried(page, segments, draft).filter(|a| fits(a));
        who.names.extend(carried.map(|a| a.name.to_string()));
        who.carried = carried.map(|a| a.bytes.clone());
    }
    for index in order {
        let name = named[index].name.to_string();
        if !who.names.contains(&name) {
            who.names.push(name);
        }
    }
    who
}

fn within<'a>(actors: &'a [ActorMention], span: &Range<usize>) -> &'a [ActorMention] {
    let first = actors.partition_point(|a| a.bytes.start < span.start);
    let last = actors.partition_point(|a| a.bytes.start < span.end);
    &actors[first..last.max(first)]
}

/// 被…击落, 遭…袭击, 由…签署: who stands behind the preposition acts.
fn agent_of_passive(page: &Page<'_>, named: &[ActorMention], core: &Range<usize>) -> Option<usize> {
    named.iter().position(|actor| {
        let before = &page.text[core.start.min(actor.bytes.start)..actor.bytes.start];
        before.ends_with(['被', '遭', '由']) && !before.ends_with("理由") && !before.ends_with("自由")
    })
}

/// What stands as the subject of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// Words of its own.
    Own,
    /// 他, 她 (a person) or 它: whom the sentence named before.
    Pronoun(bool),
    /// Nothing: the clause begins with its verb, and its subject stands before it in the sentence.
    None,
}

/// The subject of a clause, as far as its first words show it.
fn subject(page: &Page<'_>, draft: &Draft) -> Subject {
    let Some(verb) = &draft.told.verb else { return Subject::Own };
    let front = &page.text[draft.core.start.min(verb.bytes.start)..verb.bytes.start];
    let words = &page.words.lists;
    let light = page.words.verbs(front);
    let front = light.first().map_or(front, |v| &front[..v.bytes.start]);
    let mut rest = front.trim_matches(|c: char| !is_han(c));
    loop {
        let cut = super::words::leads(rest, &words.openers).or_else(|| super::words::leads(rest, &words.marks));
        match cut {
            Some(length) => rest = rest[length..].trim_start(),
            None => break,
        }
    }
    let aside = super::words::leads(rest, &words.prepositions).or_else(|| super::words::leads(rest, &words.causes));
    if rest.is_empty() || aside.is_some() {
        return Subject::None;
    }
    match rest.chars().next() {
        Some('他' | '她') if !rest[3..].starts_with(['们', '国', '人', '的']) => Subject::Pronoun(true),
        Some('它') if !rest[3..].starts_with(['们', '的']) => Subject::Pronoun(false),
        _ => Subject::Own,
    }
}

/// The first actor of the nearest clause of the sentence before this one. Behind a colon what was said goes on for
/// itself: who says it acts in none of it (某人给出的年份是：1950年动工); behind any other colon who acts goes on acting
/// (公司另有打算：1950年起…).
fn carried<'a>(page: &'a Page<'_>, segments: &[Segment], draft: &Draft) -> Option<&'a ActorMention> {
    let before = segments.iter().rev().filter(|s| s.bytes.end <= draft.clause.start.min(draft.core.start));
    let own = before.take(4).take_while(|s| !introduces(page, s));
    own.into_iter().find_map(|s| within(page.actors, &s.bytes).first().filter(|a| leads_clause(page, s, a)))
}

/// Whether a clause leads up to a colon and says that something is said or stated behind it.
fn introduces(page: &Page<'_>, segment: &Segment) -> bool {
    let clause = &page.text[segment.bytes.clone()];
    let colon = page.text[segment.bytes.end..].starts_with(['：', ':']);
    colon
        && (holds(clause, &page.words.lists.stating)
            || page.words.verbs(clause).iter().any(|v| v.kind == page.words.speech))
}

/// Whether an actor stands at the head of a clause, where a subject does: behind nothing but connectives and dates.
fn leads_clause(page: &Page<'_>, segment: &Segment, actor: &ActorMention) -> bool {
    let mut at = segment.bytes.start;
    let first = page.times.partition_point(|t| t.bytes.start < at);
    for date in page.times[first..].iter().take_while(|t| t.bytes.end <= actor.bytes.start) {
        if date.bytes.start >= at && !super::circumstance::is_opener(page, &page.text[at..date.bytes.start]) {
            return false;
        }
        at = date.bytes.end;
    }
    super::circumstance::is_opener(page, &page.text[at..actor.bytes.start])
}

/// Where it happened: 在日内瓦签署, 于上海成立.
pub(super) fn place(page: &Page<'_>, draft: &Draft) -> Option<String> {
    let text = &page.text[draft.core.clone()];
    let words = &page.words.lists;
    for (at, c) in text.char_indices().filter(|&(_, c)| matches!(c, '在' | '于' | '於')) {
        let rest = &text[at + c.len_utf8()..];
        let before = text[..at].chars().next_back();
        if matches!(
            before,
            Some(
                '存' | '正'
                    | '现'
                    | '对'
                    | '关'
                    | '由'
                    | '等'
                    | '终'
                    | '属'
                    | '处'
                    | '位'
                    | '基'
                    | '急'
                    | '致'
                    | '限'
                    | '善'
            )
        ) {
            continue;
        }
        let verbs = page.words.verbs(rest);
        // 在…举行 before the verb; …于上海 at the end of the clause.
        let end = verbs.first().map(|v| v.bytes.start).or_else(|| {
            let stop = rest.find(|c: char| !is_han(c) && c != '·').unwrap_or(rest.len());
            (stop == rest.len()).then_some(stop)
        });
        let Some(end) = end else { continue };
        let mut name = rest[..end].trim();
        while let Some(length) = closes(name, &words.marks).filter(|&l| l < name.len()) {
            name = name[..name.len() - length].trim();
        }
        let actor_ahead = page
            .actors
            .iter()
            .skip(page.actors.partition_point(|a| a.bytes.start < draft.core.start + at + c.len_utf8()))
            .take(2);
        // 在板门店向美方移交: the place ends before the next preposition.
        if let Some(cut) = name
            .char_indices()
            .skip(1)
            .find(|&(_, c)| matches!(c, '向' | '对' | '与' | '同' | '就' | '为' | '被' | '把' | '由'))
            .map(|(at, _)| at)
        {
            name = &name[..cut];
        }
        let count = name.chars().count();
        let behind = draft.core.start + at + c.len_utf8();
        let first = page.times.partition_point(|t| t.bytes.start < behind);
        let dated = page.times.get(first).is_some_and(|t| !t.range.is_nowhere() && t.bytes.start == behind);
        if dated
            || !(2..=PLACE).contains(&count)
            || name.contains(['的', '了'])
            || closes(name, &words.no_places).is_some()
        {
            continue;
        }
        let known = closes(name, &words.places).is_some()
            || actor_ahead.into_iter().any(|a| page.text[a.bytes.clone()].starts_with(name));
        if known || count <= 4 && name.chars().all(|c| is_han(c) || c == '·') {
            let start = name.as_ptr() as usize - page.text.as_ptr() as usize;
            return Some(page.prose.slice(start..start + name.len()).into_owned());
        }
    }
    None
}
