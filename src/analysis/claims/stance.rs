//! How sure a claim is, and whether it affirms or denies.

use std::ops::Range;
use std::sync::LazyLock;

use super::clauses::Clause;
use super::lexicon::within;
use super::page::Page;
use super::words::sure;
use crate::analysis::needles::Needles;
use crate::model::{Certainty, Stance};

/// How sure the holder is, with the word that shows it. A hedge outweighs a strong word beside it (恐怕必须).
pub(super) fn certainty(page: &Page<'_>, bytes: &Range<usize>) -> (Certainty, Option<Range<usize>>) {
    let hits = within(&page.sure, bytes);
    let hedged = hits.iter().rev().find(|hit| hit.is(sure::HEDGED));
    let strong = hits.iter().find(|hit| hit.is(sure::STRONG));
    match (hedged, strong) {
        (Some(hit), _) => (Certainty::Hedged, Some(hit.bytes())),
        (None, Some(hit)) => (Certainty::Strong, Some(hit.bytes())),
        (None, None) => (Certainty::Plain, None),
    }
}

/// Words that reject one thing for another.
static REJECTS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&["而是", "而在", "而取决于"]));
/// Words that concede what the main clause then outweighs.
static CONCEDES: LazyLock<Needles> =
    LazyLock::new(|| Needles::new(&["虽然", "尽管", "固然", "虽", "诚然", "即使", "不仅", "不但", "不光", "非但"]));
/// Words after which a cause, and no statement, is told.
static CAUSES: LazyLock<Needles> = LazyLock::new(|| {
    let words = ["导致", "造成", "致使", "使得", "引起", "引发", "由于", "因为", "在于", "原因是", "如果", "因"];
    Needles::new(&words)
});

/// Whether the claim affirms or denies, with the word that shows it.
///
/// The main clause decides: after a concession (虽然…，但…) the part after the turn; a condition or reason before it does
/// not count. 不是…而是… affirms what stands after it; a denial inside what is caused (导致…难以…) or judged (拒绝…是可以
/// 理解的) does not deny; two denials in one clause affirm; a bare turn from one to the other is mixed.
pub(super) fn stance(page: &Page<'_>, clauses: &[Clause]) -> (Stance, Option<Range<usize>>) {
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else { return (Stance::Affirms, None) };
    let bytes = first.bytes.start..last.bytes.end;
    let text = &page.text[bytes.clone()];
    for (word, rejected) in
        [("而是", &["不是", "并非", "绝非", "非"][..]), ("而在", &["不在", "并不在"]), ("而取决于", &["不取决于"])]
    {
        let found = REJECTS.any(text).then(|| text.find(word)).flatten();
        if let Some(at) = found.filter(|&at| rejected.iter().any(|no| text[..at].contains(no))) {
            return (Stance::Affirms, Some(bytes.start + at..bytes.start + at + word.len()));
        }
    }
    let turned = clauses.iter().position(|clause| turns(&page.text[clause.bytes.clone()])).filter(|&at| at > 0);
    let concedes = CONCEDES.any(text);
    if let Some(at) = turned {
        let (before, after) = (polarity(page, &clauses[..at]), polarity(page, &clauses[at..]));
        return if before.0 == after.0 || concedes { after } else { (Stance::Mixed, after.1.or(before.1)) };
    }
    let mixed = within(&page.polarity, &bytes).iter().find(|hit| hit.is(sure::MIXED) && !concession(page, hit.bytes()));
    match mixed {
        Some(hit) => (Stance::Mixed, Some(hit.bytes())),
        None => polarity(page, clauses),
    }
}

/// Whether a clause turns against what stands before it.
fn turns(clause: &str) -> bool {
    let opens = ["但", "然而", "可是", "不过", "反而", "仍", "依然", "却"].iter().any(|word| clause.starts_with(word));
    let then = clause
        .find('则')
        .is_some_and(|at| !["否", "原", "规", "准", "法", "守"].iter().any(|word| clause[..at].ends_with(word)));
    opens || then || clause.contains('却') && !clause.contains("忘却") && !clause.contains("冷却")
}

/// Whether a run of clauses affirms or denies: its last denial counts. Reasons and conditions only where nothing else
/// stands there.
fn polarity(page: &Page<'_>, clauses: &[Clause]) -> (Stance, Option<Range<usize>>) {
    const SET_OFF: [&str; 13] =
        ["如果", "若", "倘若", "假如", "由于", "因为", "一旦", "只要", "除非", "即使", "无论", "不管", "既然"];
    let main: Vec<&Clause> = clauses
        .iter()
        .enumerate()
        .filter(|(at, clause)| {
            let text = &page.text[clause.bytes.clone()];
            at + 1 == clauses.len()
                || !SET_OFF.iter().any(|word| text.trim_start_matches(['但', '而']).starts_with(word))
        })
        .map(|(_, clause)| clause)
        .collect();
    match main.iter().filter_map(|clause| denial(page, clause)).next_back() {
        Some(word) => (Stance::Denies, Some(word)),
        None => (Stance::Affirms, None),
    }
}

/// Words of concession set a claim off, they do not mix it.
fn concession(page: &Page<'_>, bytes: Range<usize>) -> bool {
    matches!(&page.text[bytes], "虽然" | "尽管" | "固然" | "诚然" | "虽" | "一方面" | "但也")
}

/// The word that denies a clause; `None` where there is none, or two that cancel out.
fn denial(page: &Page<'_>, clause: &Clause) -> Option<Range<usize>> {
    let hits: Vec<_> = within(&page.polarity, &clause.bytes)
        .iter()
        .filter(|hit| hit.is(sure::DENY) && !embedded(page, clause, &hit.bytes()))
        .collect();
    match hits.as_slice() {
        [] => None,
        [one] => Some(one.bytes()),
        // 不…不…, 无法否认: two denials close together affirm.
        [.., a, b] => {
            let gap = page.text[a.end as usize..b.start as usize].chars().count();
            (gap > 6).then(|| b.bytes())
        }
    }
}

/// Whether a denial stands inside what is caused, explained or judged, so that the clause itself affirms.
fn embedded(page: &Page<'_>, clause: &Clause, denial: &Range<usize>) -> bool {
    let before = &page.text[clause.bytes.start..denial.start];
    let after = &page.text[denial.end..clause.bytes.end];
    let caused = CAUSES.any(before);
    // 绝不是…的 denies; 拒绝…是可以理解的 does not.
    let word = &page.text[denial.clone()];
    let copula = word.ends_with('是') || after.starts_with('是') && word.ends_with(['不', '非', '未']);
    let judged = !copula && clause_judges(after);
    // 变成无法摆脱的负担: the denial qualifies a noun.
    let nouns = ["变成", "成为", "成了", "作为", "一种", "一个", "这种", "那种", "一项", "一场", "这个"];
    let qualifies = nouns.iter().any(|noun| before.ends_with(noun))
        && after.split_once('的').is_some_and(|(_, noun)| (1..=8).contains(&noun.chars().count()));
    caused || judged || qualifies
}

/// …是可以理解的, …是制度造成的: what stands before is judged, not stated.
fn clause_judges(after: &str) -> bool {
    after.ends_with('的') && after.contains('是') && !after.contains("不是")
        || ["的原因", "的根源", "的根本原因", "的结果", "的表现", "的主要原因"].iter().any(|word| after.contains(word))
}
