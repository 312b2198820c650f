//! The rules by which two claims agree, contradict or qualify each other.

use super::side::Side;
use crate::model::{HolderKind, RelationKind};
use crate::text::is_han;

/// How two claims stand to each other: the weight of the proposal, the kind and the reason.
pub(super) fn compare(a: &Side<'_>, b: &Side<'_>) -> Option<(f64, RelationKind, String)> {
    let other_work = a.claim.work != b.claim.work;
    // A scholar whom one work reports may be the author of the other.
    let one = !a.claim.holder().name.is_empty() && a.claim.holder().name == b.claim.holder().name;
    let author = |side: &Side<'_>| side.claim.holder().kind == HolderKind::Author;
    let same_holder =
        if author(a) && author(b) { !other_work || one } else { one || a.claim.holder() == b.claim.holder() };
    if same_holder && !other_work {
        return None;
    }
    let like = likeness(a, b);
    let short = a.pairs.len().min(b.pairs.len());
    if other_work && like >= 0.6 && short >= 10 {
        return Some((2.0 + like, RelationKind::Agrees, "文字相近，可能同出一源".to_owned()));
    }
    if let Some((kind, why)) = order(a, b).filter(|_| !same_holder) {
        return Some((1.6 + like, kind, why));
    }
    if let Some((kind, why)) = causes(a, b).filter(|_| !same_holder) {
        return Some((1.2 + like, kind, why));
    }
    let topic = a.claim.topics.first().filter(|topic| b.claim.topics.first() == Some(topic))?;
    let parties = [a, b].iter().any(|side| side.claim.holder().kind == HolderKind::Government);
    if same_holder || !other_work || short < 6 || a.judgement == 0 || b.judgement == 0 || parties {
        return None;
    }
    let alike = a.judgement == b.judgement;
    let prospects = &*topic.0 == "prospects";
    // What both speak of takes long to find.
    let enough = like >= if alike { 0.3 } else { 0.2 };
    let object = if prospects || enough { object(a, b) } else { None };
    if prospects && object.is_some() {
        let why = if alike { "对前景评断相同" } else { "对前景评断相反" };
        let kind = if alike { RelationKind::Agrees } else { RelationKind::Contradicts };
        return Some((0.8 + like, kind, why.to_owned()));
    }
    let object = object.filter(|object| enough && object.chars().count() >= 4)?;
    Some(if alike {
        (like, RelationKind::Agrees, format!("论及“{object}”，评断相同"))
    } else {
        (0.5 + like, RelationKind::Contradicts, format!("论及“{object}”，评断相反"))
    })
}

/// The share of the lighter claim's weight that both have.
fn likeness(a: &Side<'_>, b: &Side<'_>) -> f64 {
    let shared: f64 = in_both(&a.pairs, &b.pairs).map(|at| a.weights[at]).sum();
    shared / a.weight.min(b.weight).max(1.0)
}

/// The places in the first of two ascending lists of what stands in both.
fn in_both<'t>(a: &'t [u64], b: &'t [u64]) -> impl Iterator<Item = usize> + 't {
    let mut rest = b;
    a.iter().enumerate().filter_map(move |(at, pair)| {
        while rest.first().is_some_and(|other| other < pair) {
            rest = &rest[1..];
        }
        (rest.first() == Some(pair)).then_some(at)
    })
}

/// What both speak of: the weightiest run of characters that both have, if it is long and rare enough.
fn object(a: &Side<'_>, b: &Side<'_>) -> Option<String> {
    let (chars, other): (Vec<char>, Vec<char>) = (a.text.chars().collect(), b.text.chars().collect());
    let mut best: (f64, usize, usize) = (0.0, 0, 0);
    let mut start = 0;
    while start + 1 < chars.len() {
        let length = longest_match(&chars[start..], &other);
        let pair = |pair: &[char]| (u64::from(u32::from(pair[0])) << 32) | u64::from(u32::from(pair[1]));
        let weight = chars[start..start + length].windows(2).map(|two| a.weight_of(pair(two))).sum();
        if weight > best.0 {
            best = (weight, start, start + length);
        }
        start += length.max(1);
    }
    let (weight, from, to) = best;
    let run = chars.get(from..to)?;
    let counts = run.iter().filter(|c| "第一二三四五六七八九十次年月日个".contains(**c)).count();
    (run.len() >= 3 + counts && weight >= 2.0).then(|| run.iter().collect())
}

/// The length of the longest run of Han characters at the start of `run` that stands anywhere in `text`.
fn longest_match(run: &[char], text: &[char]) -> usize {
    let at = |from: usize| run.iter().zip(&text[from..]).take_while(|&(x, y)| x == y && is_han(*x)).count();
    (0..text.len()).map(at).max().unwrap_or(0)
}

/// One wants first what the other wants only afterwards.
fn order(a: &Side<'_>, b: &Side<'_>) -> Option<(RelationKind, String)> {
    let opposed = |x: &Side<'_>, y: &Side<'_>| {
        // Who wants something afterwards wants something else before it.
        let (Some(first), Some(later), Some(before)) = (&x.first, &y.later, &y.first) else { return false };
        let first = &x.text[first.clone()];
        common_run(first, &y.text[later.clone()]) >= 2 && common_run(first, &y.text[before.clone()]) < 3
    };
    (opposed(a, b) || opposed(b, a)).then(|| (RelationKind::Contradicts, "先后次序相反".to_owned()))
}

/// The length in characters of the longest run of Han characters that two texts share.
fn common_run(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    (0..a.len()).map(|from| longest_match(&a[from..], &b)).max().unwrap_or(0)
}

/// Both explain one thing: by one cause, or by different ones.
fn causes(a: &Side<'_>, b: &Side<'_>) -> Option<(RelationKind, String)> {
    let (x, y) = (a.explained.as_ref()?, b.explained.as_ref()?);
    if overlap(a, b, &x.effect_pairs, &y.effect_pairs) < 0.3
        || common_run(&a.text[x.effect.clone()], &b.text[y.effect.clone()]) < 3
    {
        return None;
    }
    let shared = overlap(a, b, &x.cause_pairs, &y.cause_pairs);
    if shared >= 0.3 {
        return Some((RelationKind::Agrees, "举出同一原因".to_owned()));
    }
    (shared < 0.05).then(|| (RelationKind::Qualifies, "所释同一事，原因不同".to_owned()))
}

/// The share of rare pairs that a stretch of each of two claims have in common.
fn overlap(a: &Side<'_>, b: &Side<'_>, x: &[u64], y: &[u64]) -> f64 {
    let weight = |side: &Side<'_>, pair: u64| side.weight_of(pair).max(0.2);
    let whole = |side: &Side<'_>, pairs: &[u64]| pairs.iter().map(|&pair| weight(side, pair)).sum::<f64>();
    let shared: f64 = in_both(x, y).map(|at| weight(a, x[at])).sum();
    shared / whole(a, x).min(whole(b, y)).max(0.5)
}
