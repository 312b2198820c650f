//! How claims of different holders stand to each other. Everything here is only proposed, so few and mostly right is
//! better than many.
//!
//! The rules, by the reasons that they give:
//!
//! - *the same words*: two works share most of a passage, which is likely copied;
//! - *one cause / different causes*: both explain one thing, by the same or by something else;
//! - *opposed order*: one party wants first what the other wants only afterwards;
//! - *opposed judgement*: on one topic and object one judges well what the other judges badly;
//! - *like judgement*: on one topic and object both judge alike;
//! - *positions side by side*: one sentence sets the positions of two parties against each other.
//!
//! Likeness is the share of common pairs of Han characters, weighted by how rare a pair is among all claims, so that what
//! every claim of the corpus speaks of binds none. Only claims that share rare pairs are compared: the time stays near
//! linear in the claims. [`side`] prepares a claim for it once, [`reasons`] holds the rules.

mod reasons;
mod side;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::Rules;
use super::finder::Finder;
use super::pairing::{least, together};
use crate::model::{HolderKind, Relation, RelationKind, WorkFindings};
use reasons::compare;
use side::{Side, weigh};

/// The words of `relations.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "File")]
pub(super) struct RelationWords {
    /// Words that judge, the good ones before the bad.
    judging: Option<AhoCorasick>,
    /// How many of them are good.
    good: usize,
    /// What comes first, and what only later.
    first: Finder,
    /// See `first`.
    later: Finder,
    /// Between what is explained and its cause.
    source_of: Vec<String>,
    /// Behind a cause and what it explains.
    cause_nouns: Vec<String>,
    /// Any of the words that explain.
    explaining: Option<AhoCorasick>,
}

/// The same as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    good: Vec<String>,
    bad: Vec<String>,
    first: Vec<String>,
    later: Vec<String>,
    source_of: Vec<String>,
    cause_nouns: Vec<String>,
}

impl From<File> for RelationWords {
    fn from(file: File) -> Self {
        Self {
            judging: AhoCorasick::new(file.good.iter().chain(&file.bad)).ok(),
            good: file.good.len(),
            first: Finder::new(&file.first),
            later: Finder::new(&file.later),
            explaining: AhoCorasick::new(file.source_of.iter().chain(&file.cause_nouns)).ok(),
            source_of: file.source_of,
            cause_nouns: file.cause_nouns,
        }
    }
}

/// A pair of characters that more claims than this share binds nobody.
const COMMON: usize = 40;
/// Of the pairs of a claim, how many lead to other claims: the rarest.
const LEADS: usize = 24;
/// A run of characters that more causes or orders than this share leads nowhere.
const CROWD: usize = 60;
/// How many relations are proposed for one claim.
const MOST: usize = 3;

/// Proposed relations; claims are numbered through all works in order. `texts` are the works' clean texts in simplified
/// characters.
pub(super) fn relate(texts: &[Cow<'_, str>], findings: &[Arc<WorkFindings>], rules: &Rules) -> Vec<Relation> {
    let words = &rules.relations;
    // One voice alone agrees and differs with nobody: a long work by one author need not be gone through.
    let mut heard = findings.iter().flat_map(|findings| &findings.claims).map(|claim| (claim.work, claim.holder()));
    let first = heard.next();
    if heard.all(|voice| Some(voice) == first) {
        return Vec::new();
    }
    let sides = texts.iter().zip(findings);
    let sides = sides.flat_map(|(text, found)| found.claims.iter().map(move |claim| Side::new(text, claim, words)));
    let mut sides: Vec<Side<'_>> = sides.collect();
    weigh(&mut sides);
    let voices = voices(&sides);
    // Nobody is set against himself within one work.
    let may = |a: u32, b: u32| voices[a as usize] != voices[b as usize];
    let mut pairs = candidates(&sides, may);
    pairs.extend(explaining_alike(&sides, may));
    pairs.extend(ordering_alike(&sides, may));
    pairs.sort_unstable();
    pairs.dedup();
    let mut proposed: Vec<(f64, Relation)> = Vec::new();
    for (a, b) in pairs {
        let (a, b) = (a as usize, b as usize);
        if let Some((score, kind, why)) = compare(&sides[a], &sides[b]) {
            proposed.push((score, Relation { a, b, kind, why }));
        }
    }
    opposed_in_sentence(&sides, &mut proposed);
    choose(proposed)
}

/// For each claim a number of the voice that it has in its work.
fn voices(sides: &[Side<'_>]) -> Vec<u32> {
    let mut known = BTreeMap::new();
    let mut voices = Vec::with_capacity(sides.len());
    for side in sides {
        let holder = side.claim.holder();
        let author = holder.kind == HolderKind::Author;
        let voice = (side.claim.work, holder.kind, if author { "" } else { holder.name.as_str() });
        let next = known.len() as u32;
        voices.push(*known.entry(voice).or_insert(next));
    }
    voices
}

/// Claims that share at least two rare pairs, each two once, ascending.
fn candidates(sides: &[Side<'_>], may: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let common = COMMON.max(sides.len() / 8).min(200) as u32;
    let mut keys: Vec<(u64, u32)> = Vec::new();
    let mut rare: Vec<(u32, u64)> = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        rare.clear();
        rare.extend(side.counts.iter().copied().zip(side.pairs.iter().copied()));
        rare.retain(|&(count, _)| (2..=common).contains(&count));
        keys.extend(least(&mut rare, LEADS).iter().map(|&(_, pair)| (pair, index as u32)));
    }
    let pairs = together(keys, common as usize, may);
    pairs.into_iter().filter(|&(_, times)| times >= 2).map(|(pair, _)| pair).collect()
}

/// Claims that explain things which share a pair of characters.
fn explaining_alike(sides: &[Side<'_>], may: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let mut keys = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        let explained = side.explained.iter().flat_map(|explained| &explained.effect_pairs);
        keys.extend(explained.map(|&pair| (pair, index as u32)));
    }
    together(keys, CROWD, may).into_iter().map(|(pair, _)| pair).collect()
}

/// Claims of which one puts first what the other puts later, as far as they share a pair of characters.
fn ordering_alike(sides: &[Side<'_>], may: impl Fn(u32, u32) -> bool) -> Vec<(u32, u32)> {
    let mut keys = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        keys.extend(side.order_pairs.iter().map(|&pair| (pair, index as u32)));
    }
    together(keys, CROWD, may).into_iter().map(|(pair, _)| pair).collect()
}

/// Two parties whose positions one sentence sets side by side (…，朝方则…).
fn opposed_in_sentence(sides: &[Side<'_>], proposed: &mut Vec<(f64, Relation)>) {
    for (a, pair) in sides.windows(2).enumerate() {
        let [one, two] = pair else { continue };
        let party = |side: &Side<'_>| side.claim.holder().kind != HolderKind::Author;
        let near = one.claim.work == two.claim.work && one.claim.sentence == two.claim.sentence;
        let against = || {
            let head = two.text.char_indices().nth(12).map_or(two.text, |(at, _)| &two.text[..at]);
            head.contains(['则', '却']) || head.starts_with(['而', '但'])
        };
        if near && party(one) && party(two) && one.claim.holder() != two.claim.holder() && against() {
            let why = "同一句中两方立场相对".to_owned();
            proposed.push((1.5, Relation { a, b: a + 1, kind: RelationKind::Contradicts, why }));
        }
    }
}

/// The weightiest proposals, a few for each claim, in the order of the claims.
fn choose(mut proposed: Vec<(f64, Relation)>) -> Vec<Relation> {
    proposed.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut chosen: Vec<Relation> = Vec::new();
    for (_, relation) in proposed {
        let full = [relation.a, relation.b].iter().any(|claim| taken.get(claim).is_some_and(|&count| count >= MOST));
        if full || !seen.insert((relation.a, relation.b)) {
            continue;
        }
        for claim in [relation.a, relation.b] {
            *taken.entry(claim).or_default() += 1;
        }
        chosen.push(relation);
    }
    chosen.sort_by_key(|relation| (relation.a, relation.b));
    chosen
}
