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
//! every claim of the corpus speaks of binds none. Only claims that share a rare pair are compared: the time stays near
//! linear in the claims.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use super::Rules;
use crate::model::{Claim, ClaimKind, HolderKind, Relation, RelationKind, Stance, Work, WorkFindings};
use crate::text::{is_han, simplified};

/// The words of `relations.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationWords {
    good: Vec<String>,
    bad: Vec<String>,
    first: Vec<String>,
    later: Vec<String>,
}

/// A pair of characters that more claims than this share binds nobody.
const COMMON: usize = 40;
/// How many claims that give a cause, or an order, are compared each with each.
const EXPLAINING: usize = 400;
/// How many relations are proposed for one claim.
const MOST: usize = 3;

/// A claim as it is compared.
struct Side<'a> {
    claim: &'a Claim,
    text: String,
    /// Its pairs of Han characters, each once.
    pairs: BTreeSet<u64>,
    weight: f64,
    /// +1 judges well, -1 badly, 0 not at all.
    judgement: i32,
}

/// Proposed relations; claims are numbered through all works in order.
pub(super) fn relate(works: &[Arc<Work>], findings: &[Arc<WorkFindings>], rules: &Rules) -> Vec<Relation> {
    let words = &rules.relations;
    let mut sides: Vec<Side<'_>> = works
        .iter()
        .zip(findings)
        .flat_map(|(work, findings)| findings.claims.iter().map(move |claim| side(work, claim, words)))
        .collect();
    let rarity = rarity(&sides);
    for side in &mut sides {
        side.weight = side.pairs.iter().map(|pair| rarity[pair].1).sum();
    }
    let mut proposed: Vec<(f64, Relation)> = Vec::new();
    let ordering = |side: &Side<'_>| {
        wants(side) && (after(&side.text, &words.first).is_some() || after(&side.text, &words.later).is_some())
    };
    let explaining: Vec<usize> =
        (0..sides.len()).filter(|&at| explained(&sides[at].text).is_some()).take(EXPLAINING).collect();
    let mut pairs = candidates(&sides, &rarity);
    let ordering: Vec<usize> = (0..sides.len()).filter(|&at| ordering(&sides[at])).take(EXPLAINING).collect();
    for few in [explaining, ordering] {
        for (at, &a) in few.iter().enumerate() {
            pairs.extend(few[at + 1..].iter().map(|&b| (a, b)));
        }
    }
    for (a, b) in pairs {
        if let Some((score, kind, why)) = compare(&sides[a], &sides[b], &rarity, words) {
            proposed.push((score, Relation { a, b, kind, why }));
        }
    }
    opposed_in_sentence(&sides, &mut proposed);
    choose(proposed)
}

fn side<'a>(work: &Work, claim: &'a Claim, words: &RelationWords) -> Side<'a> {
    let text = simplified(&work.prose.text()[claim.bytes.clone()]).into_owned();
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars
        .windows(2)
        .filter(|pair| is_han(pair[0]) && is_han(pair[1]))
        .map(|pair| (u64::from(u32::from(pair[0])) << 32) | u64::from(u32::from(pair[1])))
        .collect();
    let judgement = judgement(&text, claim.stance, words);
    Side { claim, text, pairs, weight: 0.0, judgement }
}

/// How many claims have each pair, and its weight: the logarithm of its rarity.
fn rarity(sides: &[Side<'_>]) -> HashMap<u64, (usize, f64)> {
    let mut count: HashMap<u64, (usize, f64)> = HashMap::new();
    for side in sides {
        for &pair in &side.pairs {
            count.entry(pair).or_default().0 += 1;
        }
    }
    let all = sides.len() as f64;
    let weigh = |(count, weight): &mut (usize, f64)| *weight = (1.0 + all / *count as f64).ln() - 0.69;
    count.values_mut().for_each(weigh);
    count
}

/// Claims that share at least two rare pairs, each two once.
fn candidates(sides: &[Side<'_>], rarity: &HashMap<u64, (usize, f64)>) -> Vec<(usize, usize)> {
    let common = COMMON.max(sides.len() / 8).min(200);
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, side) in sides.iter().enumerate() {
        for pair in side.pairs.iter().filter(|pair| rarity[*pair].0 <= common && rarity[*pair].0 > 1) {
            holders.entry(*pair).or_default().push(index);
        }
    }
    let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for list in holders.values() {
        for (at, &a) in list.iter().enumerate() {
            for &b in &list[at + 1..] {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    shared.into_iter().filter(|&(_, count)| count >= 2).map(|(pair, _)| pair).collect()
}

/// The share of the lighter claim's weight that both have.
fn likeness(a: &Side<'_>, b: &Side<'_>, rarity: &HashMap<u64, (usize, f64)>) -> f64 {
    let shared: f64 = a.pairs.intersection(&b.pairs).map(|pair| rarity[pair].1).sum();
    shared / a.weight.min(b.weight).max(1.0)
}

fn compare(
    a: &Side<'_>,
    b: &Side<'_>,
    rarity: &HashMap<u64, (usize, f64)>,
    words: &RelationWords,
) -> Option<(f64, RelationKind, String)> {
    let other_work = a.claim.work != b.claim.work;
    // A scholar whom one work reports may be the author of the other.
    let one = !a.claim.holder.name.is_empty() && a.claim.holder.name == b.claim.holder.name;
    let author = |side: &Side<'_>| side.claim.holder.kind == HolderKind::Author;
    let same_holder = if author(a) && author(b) { !other_work || one } else { one || a.claim.holder == b.claim.holder };
    if same_holder && !other_work {
        return None;
    }
    let like = likeness(a, b, rarity);
    let short = a.pairs.len().min(b.pairs.len());
    if other_work && like >= 0.6 && short >= 10 {
        return Some((2.0 + like, RelationKind::Agrees, "文字相近，可能同出一源".to_owned()));
    }
    if let Some((kind, why)) = order(a, b, words).filter(|_| !same_holder) {
        return Some((1.6 + like, kind, why));
    }
    if let Some((kind, why)) = causes(a, b, rarity).filter(|_| !same_holder) {
        return Some((1.2 + like, kind, why));
    }
    let topic = a.claim.topics.first().filter(|topic| b.claim.topics.first() == Some(topic))?;
    let parties = [a, b].iter().any(|side| side.claim.holder.kind == HolderKind::Government);
    if same_holder || !other_work || short < 6 || a.judgement == 0 || b.judgement == 0 || parties {
        return None;
    }
    let alike = a.judgement == b.judgement;
    let object = object(a, b, rarity);
    if &*topic.0 == "prospects" && object.is_some() {
        let why = if alike { "对前景评断相同" } else { "对前景评断相反" };
        let kind = if alike { RelationKind::Agrees } else { RelationKind::Contradicts };
        return Some((0.8 + like, kind, why.to_owned()));
    }
    let object = object.filter(|object| object.chars().count() >= 4)?;
    match alike {
        true if like >= 0.3 => Some((like, RelationKind::Agrees, format!("论及“{object}”，评断相同"))),
        false if like >= 0.2 => Some((0.5 + like, RelationKind::Contradicts, format!("论及“{object}”，评断相反"))),
        _ => None,
    }
}

/// Whether a text judges well or badly: the balance of its words, turned over by denial.
fn judgement(text: &str, stance: Stance, words: &RelationWords) -> i32 {
    let count = |list: &[String]| list.iter().filter(|word| text.contains(word.as_str())).count() as i32;
    let (good, bad) = (count(&words.good), count(&words.bad));
    match stance {
        Stance::Mixed => 0,
        // 没有推动 is bad; 难以解决 says its badness itself.
        Stance::Denies => -1,
        Stance::Affirms => (good - bad).signum(),
    }
}

/// What both speak of: the longest run of characters that both have, if it is long and rare enough.
fn object(a: &Side<'_>, b: &Side<'_>, rarity: &HashMap<u64, (usize, f64)>) -> Option<String> {
    let chars: Vec<char> = a.text.chars().collect();
    let mut best: (f64, usize, usize) = (0.0, 0, 0);
    let mut start = 0;
    while start + 1 < chars.len() {
        let mut end = start;
        let mut weight = 0.0;
        while end + 1 < chars.len() {
            let pair = (u64::from(u32::from(chars[end])) << 32) | u64::from(u32::from(chars[end + 1]));
            let Some((_, rare)) = b.pairs.contains(&pair).then(|| rarity.get(&pair)).flatten() else { break };
            let run: String = chars[start..=end + 1].iter().collect();
            if !b.text.contains(&run) {
                break;
            }
            weight += rare;
            end += 1;
        }
        if weight > best.0 {
            best = (weight, start, end + 1);
        }
        start = end.max(start) + 1;
    }
    let (weight, from, to) = best;
    let run = chars.get(from..to)?;
    let counts = run.iter().filter(|c| "第一二三四五六七八九十次年月日个".contains(**c)).count();
    (run.len() >= 3 + counts && weight >= 2.0).then(|| run.iter().collect())
}

/// Whether a claim says what somebody wants.
fn wants(side: &Side<'_>) -> bool {
    side.claim.holder.kind != HolderKind::Author || side.claim.kind == ClaimKind::Proposal
}

/// One wants first what the other wants only afterwards.
fn order(a: &Side<'_>, b: &Side<'_>, words: &RelationWords) -> Option<(RelationKind, String)> {
    if !wants(a) || !wants(b) {
        return None;
    }
    let opposed = |x: &Side<'_>, y: &Side<'_>| {
        let (Some(first), Some(later)) = (after(&x.text, &words.first), after(&y.text, &words.later)) else {
            return false;
        };
        // Who wants something afterwards wants something else before it.
        after(&y.text, &words.first)
            .is_some_and(|before| common_run(first, later) >= 2 && common_run(first, before) < 3)
    };
    (opposed(a, b) || opposed(b, a)).then(|| (RelationKind::Contradicts, "先后次序相反".to_owned()))
}

/// What stands after the first of some words, to the end of the clause. 先后, 首先, 再次 and the like set no order.
fn after<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    const IDLE: [char; 14] = ['后', '进', '生', '期', '前', '度', '次', '说', '试', '制', '起', '三', '现', '来'];
    let (_, end) = words
        .iter()
        .flat_map(|word| text.match_indices(word.as_str()).map(|(at, word)| (at, at + word.len())))
        .filter(|&(at, end)| {
            !text[end..].starts_with(IDLE)
                && !text[..at].ends_with(['首', '事', '原', '祖', '领', '预', '争', '一', '不'])
        })
        .min()?;
    let rest = &text[end..];
    let stop = rest.find(['，', ',', '；', '。', ';']).unwrap_or(rest.len());
    (stop > 0).then_some(&rest[..stop])
}

/// The length in characters of the longest run of Han characters that two texts share.
fn common_run(a: &str, b: &str) -> usize {
    let chars: Vec<char> = a.chars().collect();
    let mut best = 0;
    for from in 0..chars.len() {
        while from + best < chars.len() {
            let run = &chars[from..=from + best];
            if !run.iter().all(|&c| is_han(c)) || !b.contains(&run.iter().collect::<String>()) {
                break;
            }
            best += 1;
        }
    }
    best
}

/// Both explain one thing: by one cause, or by different ones.
fn causes(a: &Side<'_>, b: &Side<'_>, rarity: &HashMap<u64, (usize, f64)>) -> Option<(RelationKind, String)> {
    let (cause_a, effect_a) = explained(&a.text)?;
    let (cause_b, effect_b) = explained(&b.text)?;
    if overlap(effect_a, effect_b, rarity) < 0.3 || common_run(effect_a, effect_b) < 3 {
        return None;
    }
    let shared = overlap(cause_a, cause_b, rarity);
    if shared >= 0.3 {
        return Some((RelationKind::Agrees, "举出同一原因".to_owned()));
    }
    (shared < 0.05).then(|| (RelationKind::Qualifies, "所释同一事，原因不同".to_owned()))
}

/// The cause and what it explains, where a text says so in a plain form: E源于C, E的根源是C, C是E的根源.
fn explained(text: &str) -> Option<(&str, &str)> {
    for word in [
        "根却在",
        "根在",
        "根子在",
        "主要源于",
        "源于",
        "源自",
        "根源在于",
        "原因在于",
        "症结在于",
        "主要在于",
        "根源是",
        "原因是",
        "归因于",
        "归咎于",
    ] {
        if let Some((effect, cause)) = text.split_once(word) {
            let cause = cause.split(['，', ',', '；', '。']).next().unwrap_or(cause);
            return (effect.chars().count() >= 3 && cause.chars().count() >= 2).then_some((cause, effect));
        }
    }
    if let Some((head, _)) = text.split_once("的产物")
        && let Some((effect, cause)) = head.split_once('是')
    {
        return (effect.chars().count() >= 3 && cause.chars().count() >= 2).then_some((cause, effect));
    }
    for noun in ["的根源", "的原因", "的根本原因", "的主要原因", "的重要因素", "的本质因素"] {
        if let Some((head, _)) = text.split_once(noun)
            && let Some((cause, effect)) = head.split_once('是')
        {
            let effect = effect.trim_start_matches("导致").trim_start_matches("造成");
            return (effect.chars().count() >= 3 && cause.chars().count() >= 2).then_some((cause, effect));
        }
    }
    None
}

/// The share of rare pairs that two stretches have in common.
fn overlap(a: &str, b: &str, rarity: &HashMap<u64, (usize, f64)>) -> f64 {
    let pairs = |text: &str| -> BTreeSet<u64> {
        let chars: Vec<char> = text.chars().collect();
        let pairs = chars.windows(2).filter(|pair| is_han(pair[0]) && is_han(pair[1]));
        pairs.map(|pair| (u64::from(u32::from(pair[0])) << 32) | u64::from(u32::from(pair[1]))).collect()
    };
    let weight =
        |set: &BTreeSet<u64>| -> f64 { set.iter().filter_map(|pair| rarity.get(pair)).map(|r| r.1.max(0.2)).sum() };
    let (a, b) = (pairs(a), pairs(b));
    let shared: BTreeSet<u64> = a.intersection(&b).copied().collect();
    weight(&shared) / weight(&a).min(weight(&b)).max(0.5)
}

/// Two parties whose positions one sentence sets side by side (…，朝方则…).
fn opposed_in_sentence(sides: &[Side<'_>], proposed: &mut Vec<(f64, Relation)>) {
    for (a, pair) in sides.windows(2).enumerate() {
        let [one, two] = pair else { continue };
        let party = |side: &Side<'_>| side.claim.holder.kind != HolderKind::Author;
        let near = one.claim.work == two.claim.work && one.claim.sentence == two.claim.sentence;
        let set = two.text.chars().take(12).collect::<String>();
        let against = set.contains('则') || set.contains('却') || set.starts_with('而') || set.starts_with('但');
        if near && party(one) && party(two) && one.claim.holder != two.claim.holder && against {
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
