//! What one telling says, made ready to be compared: its sequences of characters, verbs, titles, actors and numbers,
//! each weighed by its rarity among all tellings.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use super::deeds::Groups;
use super::words::{EventWords, Kind};
use crate::analysis::actors::Quick;
use crate::analysis::needles::Needles;
use crate::calendar::{DateRange, Precision};
use crate::model::{EventMention, TimeRole, Work, WorkFindings};
use crate::text::{CharSet, is_han, simplified};

/// Characters that carry grammar rather than content: no sequence crosses them.
static FUNCTION: LazyLock<CharSet> = LazyLock::new(|| CharSet::from(FUNCTION_CHARACTERS));
const FUNCTION_CHARACTERS: &str = "的了在和与及对将其之以于而并也又就被从自到至由因为所是这那等此各";

/// How long before its first month a season may begin, in days.
const SEASON: i32 = 24;

/// A deed that more than one in so many tellings tell is a usual one.
const USUAL: usize = 6;

/// What one telling says, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Traits {
    /// The work, and the place of the telling in its findings.
    pub(super) work: u32,
    /// See `work`.
    pub(super) index: usize,
    /// The sentence, by its place in the work.
    pub(super) sentence: usize,
    /// The days.
    pub(super) range: DateRange,
    /// The same as widely as the words allow: a part of a year or a month has no sharp ends.
    pub(super) loose: DateRange,
    /// How exactly.
    pub(super) precision: Precision,
    /// Whether a time mention with two bounds gave the days.
    pub(super) span: bool,
    /// Two-character sequences, foreign words and numbers, as hashes, ascending.
    pub(super) grams: Vec<u64>,
    /// The weight of each, once the rarities are known.
    pub(super) weights: Vec<f32>,
    /// What they weigh together.
    pub(super) weight: f32,
    /// Its single Han characters, ascending: what is left in common when one work shortens what another writes out.
    pub(super) chars: Vec<Gram>,
    /// What these weigh together.
    pub(super) chars_weight: f32,
    /// Those in front of the verb: its subject, as far as the clause names one.
    pub(super) head: Vec<Gram>,
    /// Those behind it: its object.
    pub(super) tail: Vec<Gram>,
    /// Whether the subject is only pointed at (它, 该站, 本线).
    pub(super) deictic: bool,
    /// The characters of the sentence from the telling to the next one, its own included.
    pub(super) wide: Vec<Gram>,
    /// The kinds of the verbs in it, a bit each.
    pub(super) kinds: u64,
    /// The deeds that its words may tell.
    pub(super) deeds: Groups,
    /// The deeds that many tellings tell, the same for all of these.
    pub(super) usual: Groups,
    /// The same for the kinds that exclude each other.
    pub(super) exclusive: u64,
    /// The same for what happens once to whom it happens.
    pub(super) once: u64,
    /// Hashes of the titles in 《》.
    pub(super) titles: Vec<u64>,
    /// Hashes of the actors' canonical names, ascending.
    pub(super) actors: Vec<u64>,
    /// 第一次, 第二轮: the ordinals in it, ascending.
    pub(super) ordinals: Vec<u64>,
    /// Whether it is denied (未, 没有, 拒绝).
    pub(super) denied: bool,
    /// Whether anything is, in its sentence up to the next telling.
    pub(super) denied_near: bool,
    /// Whether it happened before (再起, 第二次).
    pub(super) again: bool,
}

/// The traits of one telling. `text` is the work's clean text in simplified characters.
pub(super) fn traits(
    words: &EventWords,
    work: &Work,
    found: &WorkFindings,
    text: &str,
    index: usize,
    event: &EventMention,
) -> Traits {
    let clause = without_dates(found, |bytes| text[bytes].into(), &event.bytes);
    let mut grams = grams(&clause);
    grams.sort_unstable();
    grams.dedup();
    let (mut kinds, mut exclusive, mut once) = (0_u64, 0_u64, 0_u64);
    let verbs = words.verbs(&clause);
    let plain = verbs.iter().position(|v| !v.nounish);
    let (head, tail) = plain.map_or(("", ""), |at| {
        // 试制|成功: the verbs right in front of it go with it.
        let before = verbs[..at].iter().rev();
        let start =
            before.fold(verbs[at].bytes.start, |start, v| if v.bytes.end == start { v.bytes.start } else { start });
        (&clause[..start], &clause[verbs[at].bytes.end..])
    });
    for verb in &verbs {
        let bit = 1_u64 << verb.kind.min(63);
        if verb.kind != words.light {
            kinds |= bit;
            if words.once.get(usize::from(verb.kind)).copied().unwrap_or(false) {
                once |= bit;
            }
            if words.exclusive.get(usize::from(verb.kind)).copied().unwrap_or(false) && !verb.nounish {
                exclusive |= bit;
            }
        }
    }
    let reach = reach(work, found, index);
    // Often the next telling, or the end of the sentence, follows at once.
    let wide = (reach != event.bytes).then(|| without_dates(found, |bytes| text[bytes].into(), &reach));
    let own = chars(&[&clause]);
    let label = simplified(&event.label);
    let held = |c: char| own.binary_search_by_key(&u64::from(u32::from(c)), |gram| gram.key).is_ok();
    let mut actors: Vec<u64> = event.actors.iter().map(|a| xxh3_64(a.as_bytes())).collect();
    actors.sort_unstable();
    Traits {
        work: work.id.0,
        index,
        sentence: work.prose.sentence_at(event.bytes.start).unwrap_or(0),
        range: event.range,
        loose: loosened(event.range, event.precision),
        precision: event.precision,
        span: event.time.and_then(|t| found.times.get(t)).is_some_and(|t| t.bounds.is_some() && t.range == event.range),
        grams,
        weights: Vec::new(),
        weight: 0.0,
        chars: if label.chars().filter(|&c| is_content(c)).all(held) { own.clone() } else { chars(&[&clause, &label]) },
        chars_weight: 0.0,
        head: chars(&[head]),
        tail: chars(&[tail]),
        deictic: head
            .trim_start_matches(|c: char| !is_han(c))
            .starts_with(['它', '他', '她', '该', '本', '此', '其', '这']),
        wide: wide.as_ref().map_or_else(|| own.clone(), |wide| chars(&[wide])),
        kinds,
        deeds: words.deeds(&clause),
        usual: Groups::default(),
        exclusive,
        once,
        titles: titles(&clause),
        actors,
        ordinals: ordinals(&clause),
        denied: denies(&clause),
        denied_near: denies(wide.as_ref().unwrap_or(&clause)),
        again: AGAIN.any(&clause),
    }
}

/// Whether a character is Han and carries content.
fn is_content(c: char) -> bool {
    is_han(c) && !FUNCTION.contains(c)
}

/// Words that deny.
static DENIALS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&["未", "没有", "拒绝", "并不", "不再"]));
/// Words for what happened before.
static AGAIN: LazyLock<Needles> =
    LazyLock::new(|| Needles::new(&["再起", "再次", "再度", "又一次", "第二次", "重启", "重开"]));

fn denies(text: &str) -> bool {
    DENIALS.any(text)
}

/// A Han character as a key beside the hashes of longer sequences, with its weight once the rarities are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gram {
    pub(super) key: u64,
    pub(super) weight: f32,
}

fn chars(texts: &[&str]) -> Vec<Gram> {
    let content = texts.iter().flat_map(|text| text.chars()).filter(|&c| is_content(c));
    let mut keys: Vec<char> = content.collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(|key| Gram { key: u64::from(u32::from(key)), weight: 1.0 }).collect()
}

/// The clause of a telling, with what follows it in its sentence up to the next telling.
pub(super) fn reach(work: &Work, found: &WorkFindings, index: usize) -> Range<usize> {
    let own = found.events[index].bytes.clone();
    let sentences = work.prose.sentences();
    let sentence = work.prose.sentence_at(own.start).and_then(|at| sentences.get(at));
    let end = sentence.map_or(own.end, |s| s.bytes.end);
    let near = found.events[index + 1..].iter().take_while(|e| e.sentence == found.events[index].sentence);
    let next = near.map(|e| e.bytes.start).filter(|&start| start >= own.end && start < end).min();
    own.start..next.unwrap_or(end).max(own.end)
}

/// A clause without the dates in it, except those that belong to a name.
pub(super) fn without_dates<'t>(
    found: &WorkFindings,
    text: impl Fn(Range<usize>) -> Cow<'t, str>,
    bytes: &Range<usize>,
) -> String {
    let first = found.times.partition_point(|t| t.bytes.end <= bytes.start);
    let mut kept = String::with_capacity(bytes.len());
    let mut at = bytes.start;
    for mention in found.times[first..].iter().take_while(|t| t.bytes.start < bytes.end) {
        if mention.role == TimeRole::InName
            || mention.range.is_nowhere()
            || mention.bounds.is_some() && mention.bytes.len() > 45
        {
            continue;
        }
        let start = mention.bytes.start.clamp(at, bytes.end);
        kept.push_str(&text(at..start));
        kept.push('|');
        at = mention.bytes.end.clamp(start, bytes.end);
    }
    kept.push_str(&text(at..bytes.end));
    match simplified(&kept) {
        Cow::Borrowed(_) => kept,
        Cow::Owned(simple) => simple,
    }
}

/// Two-character sequences within runs of Han, and whole foreign words and numbers, as hashes.
pub(super) fn grams(text: &str) -> Vec<u64> {
    let mut grams = Vec::new();
    let mut before: Option<(usize, char)> = None;
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if is_content(c) {
            if let Some((start, _)) = before {
                grams.push(xxh3_64(&text.as_bytes()[start..at + c.len_utf8()]));
            }
            before = Some((at, c));
        } else if !c.is_whitespace() {
            before = None;
        }
        if c.is_ascii_alphanumeric() {
            word = word.or(Some(at));
        } else if let Some(start) = word.take() {
            push_word(&text[start..at], &mut grams);
        }
    }
    if let Some(start) = word {
        push_word(&text[start..], &mut grams);
    }
    grams
}

fn push_word(word: &str, grams: &mut Vec<u64>) {
    if word.len() > 1 {
        grams.push(xxh3_64(word.to_ascii_lowercase().as_bytes()));
    }
}

fn titles(text: &str) -> Vec<u64> {
    let mut found: Vec<u64> = text
        .split('《')
        .skip(1)
        .filter_map(|rest| rest.split_once('》'))
        .map(|(title, _)| xxh3_64(title.as_bytes()))
        .collect();
    found.sort_unstable();
    found
}

/// 第一次, 第2届, 首次 and 再次 as hashes of the number.
fn ordinals(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('第') {
        let number: String = text[at + '第'.len_utf8()..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(*c))
            .collect();
        if !number.is_empty() {
            found.push(xxh3_64(number.as_bytes()));
        }
    }
    if text.match_indices('首').any(|(at, first)| text[at + first.len()..].starts_with(['次', '轮', '届', '任'])) {
        found.push(xxh3_64("一".as_bytes()));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A date as widely as its words allow: a season, the end of a year and the last ten days of a month have no sharp ends.
fn loosened(range: DateRange, precision: Precision) -> DateRange {
    let length = range.begin.zip(range.end).map_or(0, |(begin, end)| end.days() - begin.days() + 1);
    match precision {
        Precision::Month if length < 28 => widened(range, 3),
        // 冬 begins with its solar term for some and with December for others.
        Precision::Quarter => DateRange { begin: range.begin.map(|d| d.plus_days(-SEASON)), ..widened(range, 1) },
        _ => range,
    }
}

/// A range with so many days more at both ends.
pub(super) fn widened(range: DateRange, days: i32) -> DateRange {
    DateRange { begin: range.begin.map(|d| d.plus_days(-days)), end: range.end.map(|d| d.plus_days(days)) }
}

/// Weighs every sequence by its rarity among all tellings.
pub(super) fn weigh(all: &mut [Traits]) -> Quick<u64, u32> {
    let mut counts: Quick<u64, u32> = Quick::default();
    counts.reserve(all.iter().map(|t| t.grams.len()).sum::<usize>() / 2);
    for gram in all.iter().flat_map(|t| &t.grams) {
        *counts.entry(*gram).or_default() += 1;
    }
    // What is held by so many of all weighs this much; a telling counts once for what it holds.
    let total = all.len();
    let rarity = |count: usize| ((total as f32 + 8.0) / (count as f32 + 1.0)).ln().max(0.1);
    let rarities: Vec<f32> = (0..=total.max(1)).map(rarity).collect();
    let weight_of = |counts: &Quick<u64, u32>, key: &u64| rarities[counts.get(key).copied().unwrap_or(1) as usize];
    for traits in all.iter_mut() {
        let weight = |gram: &u64| weight_of(&counts, gram);
        traits.weights = traits.grams.iter().map(weight).collect();
        traits.weight = traits.weights.iter().sum();
    }
    let mut holders = [0_usize; Groups::MOST];
    for group in all.iter().flat_map(|t| t.deeds.iter()) {
        holders[group] += 1;
    }
    let mut usual = Groups::default();
    let many = 3.max(all.len() / USUAL);
    (0..Groups::MOST).filter(|&group| holders[group] > many).for_each(|group| usual.insert(group));
    all.iter_mut().for_each(|traits| traits.usual = usual);
    let mut often: Quick<u64, u32> = Quick::default();
    for gram in all.iter().flat_map(|t| &t.chars) {
        *often.entry(gram.key).or_default() += 1;
    }
    for gram in all.iter_mut().flat_map(|t| t.chars.iter_mut().chain(&mut t.wide)) {
        gram.weight = weight_of(&often, &gram.key);
    }
    for traits in all.iter_mut() {
        traits.chars_weight = traits.chars.iter().map(|gram| gram.weight).sum();
    }
    counts
}

/// Unused kinds have no bit of their own.
const _: () = assert!(Kind::BITS <= 64);
