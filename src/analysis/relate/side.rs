//! A claim as it is compared: everything that the comparison asks for, made once.

use std::ops::Range;

use super::RelationWords;
use crate::analysis::actors::Quick;
use crate::analysis::finder::{Finder, Found};
use crate::model::{Claim, ClaimKind, HolderKind, Stance};
use crate::text::is_han;

/// A claim, ready to be compared.
pub(super) struct Side<'a> {
    /// The claim.
    pub(super) claim: &'a Claim,
    /// Its text in simplified characters.
    pub(super) text: &'a str,
    /// Its pairs of Han characters as numbers, each once, ascending.
    pub(super) pairs: Vec<u64>,
    /// For each pair how many claims have it.
    pub(super) counts: Vec<u32>,
    /// For each pair the logarithm of its rarity.
    pub(super) weights: Vec<f64>,
    /// All of these together.
    pub(super) weight: f64,
    /// +1 judges well, -1 badly, 0 not at all.
    pub(super) judgement: i32,
    /// The cause that it states, and what for.
    pub(super) explained: Option<Explained>,
    /// What it wants first, and what only later: the stretch behind the word, to the end of the clause.
    pub(super) first: Option<Range<usize>>,
    /// See `first`.
    pub(super) later: Option<Range<usize>>,
    /// The pairs of both stretches.
    pub(super) order_pairs: Vec<u64>,
}

/// A cause and what it explains, as bytes of the text, with their pairs.
pub(super) struct Explained {
    /// What is explained.
    pub(super) effect: Range<usize>,
    /// The pairs of the cause.
    pub(super) cause_pairs: Vec<u64>,
    /// The pairs of what is explained.
    pub(super) effect_pairs: Vec<u64>,
}

impl<'a> Side<'a> {
    /// Prepares a claim of a work with that text; its pairs have no weight yet.
    pub(super) fn new(text: &'a str, claim: &'a Claim, words: &RelationWords) -> Self {
        let text = &text[claim.bytes.clone()];
        let wants = claim.holder().kind != HolderKind::Author || claim.kind == ClaimKind::Proposal;
        let first = wants.then(|| after(text, &words.first)).flatten();
        let later = wants.then(|| after(text, &words.later)).flatten();
        let mut order_pairs: Vec<u64> =
            first.iter().chain(&later).flat_map(|range| pairs(&text[range.clone()])).collect();
        order_pairs.sort_unstable();
        order_pairs.dedup();
        let explained = explained(text, words).map(|(cause, effect)| Explained {
            cause_pairs: pairs(&text[cause]),
            effect_pairs: pairs(&text[effect.clone()]),
            effect,
        });
        let judgement = judgement(text, claim.stance, words);
        let pairs = pairs(text);
        let (counts, weights) = (Vec::new(), Vec::new());
        Side { claim, text, pairs, counts, weights, weight: 0.0, judgement, explained, first, later, order_pairs }
    }

    /// What one of its pairs weighs.
    pub(super) fn weight_of(&self, pair: u64) -> f64 {
        self.pairs.binary_search(&pair).ok().and_then(|at| self.weights.get(at)).copied().unwrap_or(0.0)
    }
}

/// Counts every pair among all claims and weighs it by its rarity.
pub(super) fn weigh(sides: &mut [Side<'_>]) {
    let mut counts: Quick<u64, u32> = Quick::default();
    counts.reserve(sides.iter().map(|side| side.pairs.len()).sum::<usize>() / 2);
    for &pair in sides.iter().flat_map(|side| &side.pairs) {
        *counts.entry(pair).or_default() += 1;
    }
    let all = sides.len();
    let weights: Vec<f64> = (0..=all).map(|count| (1.0 + all as f64 / count as f64).ln() - 0.69).collect();
    for side in sides {
        side.counts = side.pairs.iter().map(|pair| counts.get(pair).copied().unwrap_or(0)).collect();
        side.weights = side.counts.iter().map(|&count| weights[count as usize]).collect();
        side.weight = side.weights.iter().sum();
    }
}

/// The pairs of Han characters of a text as numbers, each once, ascending.
fn pairs(text: &str) -> Vec<u64> {
    let mut found = Vec::with_capacity(text.len() / 3);
    let mut before: Option<char> = None;
    for c in text.chars() {
        let han = is_han(c).then_some(c);
        if let (Some(before), Some(c)) = (before, han) {
            found.push((u64::from(u32::from(before)) << 32) | u64::from(u32::from(c)));
        }
        before = han;
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a text judges well or badly: the balance of its words, turned over by denial.
fn judgement(text: &str, stance: Stance, words: &RelationWords) -> i32 {
    match stance {
        Stance::Mixed => 0,
        // 没有推动 is bad; 难以解决 says its badness itself.
        Stance::Denies => -1,
        Stance::Affirms => {
            let Some(judging) = &words.judging else { return 0 };
            let mut seen: Vec<usize> =
                judging.find_overlapping_iter(text).map(|hit| hit.pattern().as_usize()).collect();
            seen.sort_unstable();
            seen.dedup();
            let good = seen.partition_point(|&word| word < words.good);
            (good as i32 - (seen.len() - good) as i32).signum()
        }
    }
}

/// What stands after the first of some words, to the end of the clause. 先后, 首先, 再次 and the like set no order.
fn after(text: &str, words: &Finder) -> Option<Range<usize>> {
    const IDLE: [char; 14] = ['后', '进', '生', '期', '前', '度', '次', '说', '试', '制', '起', '三', '现', '来'];
    let mut behind = None;
    words.every(text, |Found { start, end, .. }| {
        if behind.is_none()
            && !text[end..].starts_with(IDLE)
            && !text[..start].ends_with(['首', '事', '原', '祖', '领', '预', '争', '一', '不'])
        {
            behind = Some(end);
        }
    });
    let end = behind?;
    let rest = &text[end..];
    let stop = rest.find(['，', ',', '；', '。', ';']).unwrap_or(rest.len());
    (stop > 0).then_some(end..end + stop)
}

/// The cause and what it explains, where a text says so in a plain form: E源于C, E的根源是C, C是E的根源.
fn explained(text: &str, words: &RelationWords) -> Option<(Range<usize>, Range<usize>)> {
    if !words.explaining.as_ref().is_some_and(|any| any.is_match(text)) {
        return None;
    }
    let long = |range: &Range<usize>, least: usize| text[range.clone()].chars().count() >= least;
    let told =
        |cause: Range<usize>, effect: Range<usize>| (long(&effect, 3) && long(&cause, 2)).then_some((cause, effect));
    for word in &words.source_of {
        if let Some(at) = text.find(word.as_str()) {
            let from = at + word.len();
            let stop = text[from..].find(['，', ',', '；', '。']).map_or(text.len(), |length| from + length);
            return told(from..stop, 0..at);
        }
    }
    for noun in &words.cause_nouns {
        if let Some(head) = text.find(noun.as_str()).map(|at| &text[..at])
            && let Some(copula) = head.find('是')
        {
            let behind = copula + '是'.len_utf8();
            // 是…的产物 names the effect first.
            if noun == "的产物" {
                return told(behind..head.len(), 0..copula);
            }
            let effect = head[behind..].trim_start_matches("导致").trim_start_matches("造成");
            return told(0..copula, head.len() - effect.len()..head.len());
        }
    }
    None
}
