//! One work with everything that the claim rules read of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::lexicon::{Hit, within};
use super::words::{ClaimWords, voice};
use crate::analysis::{ActorKind, ActorMention, Reading};
use crate::model::{Holder, HolderKind};

/// A work's folded text with the words of every list in it.
pub(super) struct Page<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) words: &'a ClaimWords,
    /// The clean text in simplified characters; offsets are those of the clean text.
    pub(super) text: &'a str,
    pub(super) voice: Vec<Hit>,
    pub(super) assertion: Vec<Hit>,
    pub(super) sure: Vec<Hit>,
    pub(super) polarity: Vec<Hit>,
    pub(super) topics: Vec<Hit>,
    pub(super) sources: Vec<Hit>,
    pub(super) seen: Vec<Hit>,
    /// Whether the text is about dealings between states: it names others more often than its own.
    pub(super) abroad: bool,
    /// What the text says that its persons are.
    people: BTreeMap<Arc<str>, HolderKind>,
}

impl<'a> Page<'a> {
    pub(super) fn new(reading: &Reading<'a>) -> Self {
        let words = &reading.rules.claims;
        let text = reading.text;
        let [mut voice, assertion, sure, polarity, topics, sources, seen] = words.lexicons.hits(text);
        unhide(text, reading.actors, words, &mut voice);
        let people = people(text, reading, &voice);
        let states = || reading.actors.iter().filter(|m| m.kind == ActorKind::State);
        let home = states().filter(|m| &*m.name == "中国").count();
        let abroad = states().count() > 2 * home + 2;
        Self { reading: *reading, words, voice, assertion, sure, polarity, topics, sources, seen, abroad, people, text }
    }

    /// The namings of actors that begin in a range.
    pub(super) fn actors(&self, bytes: &Range<usize>) -> &'a [ActorMention] {
        let actors = self.reading.actors;
        let actors = &actors[actors.partition_point(|m| m.bytes.start < bytes.start)..];
        let count = actors.iter().take_while(|m| m.bytes.start < bytes.end).count();
        &actors[..count]
    }

    /// The words of the attribution lists that begin in a range.
    pub(super) fn voice(&self, bytes: &Range<usize>) -> &[Hit] {
        within(&self.voice, bytes)
    }

    /// What kind of voice a person is, as far as the text says.
    pub(super) fn person(&self, name: &str) -> Option<HolderKind> {
        self.people.get(name).copied()
    }

    /// Whether a name is that of a state.
    pub(super) fn is_state(&self, name: &str) -> bool {
        self.reading.actors.iter().any(|m| m.kind == ActorKind::State && &*m.name == name)
    }

    /// The author as a holder.
    pub(super) fn author(&self) -> Holder {
        Holder { kind: HolderKind::Author, name: self.reading.work.author().unwrap_or_default().to_owned() }
    }

    /// A holder's words in the text as written (not folded).
    pub(super) fn written(&self, bytes: Range<usize>) -> &'a str {
        &self.reading.clean[bytes]
    }
}

/// 美国民众: 国民 is found across the end of a name and hides 民众. What begins where the name ends is found instead.
fn unhide(text: &str, actors: &[ActorMention], words: &ClaimWords, hits: &mut Vec<Hit>) {
    let mut at = 0;
    for mention in actors {
        let end = mention.bytes.end;
        while hits.get(at).is_some_and(|hit| (hit.end as usize) <= end) {
            at += 1;
        }
        if hits.get(at).is_some_and(|hit| (hit.start as usize) < end) {
            let rest = &text[end..];
            let rest = &rest[..rest.char_indices().nth(8).map_or(rest.len(), |(stop, _)| stop)];
            let [voices, ..] = words.lexicons.hits(rest);
            let found = voices.first().filter(|hit| hit.start == 0);
            match found {
                Some(hit) => {
                    hits[at] = Hit { start: end as u32, end: end as u32 + hit.end, signs: hit.signs };
                    let until = hits[at].end;
                    while hits.get(at + 1).is_some_and(|next| next.start < until) {
                        hits.remove(at + 1);
                    }
                }
                None => drop(hits.remove(at)),
            }
        }
    }
}

/// What the words beside persons' names make of them: 学者金荣哉 a scholar, 国务卿基辛格 the voice of a government.
fn people(text: &str, reading: &Reading<'_>, voice: &[Hit]) -> BTreeMap<Arc<str>, HolderKind> {
    let mut kinds = BTreeMap::new();
    let actors = reading.actors;
    for (index, mention) in actors.iter().enumerate() {
        if mention.kind != ActorKind::Person {
            continue;
        }
        let near = voice.partition_point(|hit| (hit.end as usize) < mention.bytes.start);
        let before = voice.get(near).filter(|hit| hit.end as usize == mention.bytes.start);
        let next = voice.partition_point(|hit| (hit.start as usize) < mention.bytes.end);
        let after = voice.get(next).filter(|hit| hit.start as usize == mention.bytes.end);
        let serves = index.checked_sub(1).and_then(|at| actors.get(at));
        let serves = serves.is_some_and(|m| m.kind == ActorKind::State && m.bytes.end == mention.bytes.start);
        let title = |hit: Option<&Hit>, sign| hit.is_some_and(|hit| hit.is(sign));
        let kind = if title(before, voice::SCHOLAR) || title(after, voice::SCHOLAR) {
            HolderKind::Scholar
        } else if title(before, voice::BODY) && !serves {
            HolderKind::Other
        } else if serves
            || title(before, voice::GOVERNMENT)
            || title(after, voice::GOVERNMENT)
            || office(text, mention)
            || reading.rules.actors.is_leader(&mention.name)
        {
            HolderKind::Government
        } else {
            continue;
        };
        kinds.entry(mention.name.clone()).or_insert(kind);
    }
    kinds
}

/// Whether an office stands right beside a name that no list of speakers holds (外务相, 司令).
fn office(text: &str, mention: &ActorMention) -> bool {
    const OFFICES: [&str; 12] = ["卿", "相", "长", "使", "督", "令", "帅", "王", "皇", "臣", "书记", "统"];
    let (before, after) = (&text[..mention.bytes.start], &text[mention.bytes.end..]);
    OFFICES.iter().any(|office| before.ends_with(office))
        || ["总统", "首相", "外长", "政府"].iter().any(|o| after.starts_with(o))
}
