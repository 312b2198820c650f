//! How sure a claim is, and whether it affirms or denies.

use std::ops::Range;

use super::clauses::Clause;
use super::lexicon::within;
use super::page::Page;
use super::words::sure;
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

/// Whether the claim affirms or denies, with the word that shows it.
///
/// The main clause decides: after a concession (虽然…，但…) the part after the turn. 不是…而是… affirms what stands after
/// it; two denials in one clause affirm; a bare turn from one to the other is mixed.
pub(super) fn stance(page: &Page<'_>, clauses: &[Clause]) -> (Stance, Option<Range<usize>>) {
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else { return (Stance::Affirms, None) };
    let bytes = first.bytes.start..last.bytes.end;
    let text = &page.text[bytes.clone()];
    if let Some(at) = text.find("而是") {
        let before = &text[..at];
        if ["不是", "并非", "不在于", "绝非", "非"].iter().any(|word| before.contains(word)) {
            return (Stance::Affirms, Some(bytes.start + at..bytes.start + at + "而是".len()));
        }
    }
    let turned = clauses.iter().position(|clause| {
        let text = &page.text[clause.bytes.clone()];
        ["但", "然而", "却", "可是", "不过", "反而", "仍", "依然"].iter().any(|word| text.starts_with(word))
    });
    let concedes = ["虽然", "尽管", "固然", "虽", "诚然", "即使", "不仅", "不但"]
        .iter()
        .any(|word| text.starts_with(word) || text.contains(&format!("，{word}")));
    let polarity = |clauses: &[Clause]| -> (Stance, Option<Range<usize>>) {
        let denies: Vec<_> = clauses.iter().filter_map(|clause| denial(page, clause)).collect();
        match denies.last() {
            Some(word) => (Stance::Denies, Some(word.clone())),
            None => (Stance::Affirms, None),
        }
    };
    let mixed = within(&page.polarity, &bytes).iter().find(|hit| hit.is(sure::MIXED) && !concession(page, hit.bytes()));
    if let Some(at) = turned.filter(|&at| at > 0) {
        let (before, after) = (polarity(&clauses[..at]), polarity(&clauses[at..]));
        return if before.0 == after.0 || concedes { after } else { (Stance::Mixed, after.1.or(before.1)) };
    }
    if let Some(hit) = mixed {
        return (Stance::Mixed, Some(hit.bytes()));
    }
    polarity(clauses)
}

/// Words of concession set a claim off, they do not mix it.
fn concession(page: &Page<'_>, bytes: Range<usize>) -> bool {
    matches!(&page.text[bytes], "虽然" | "尽管" | "固然" | "诚然" | "虽" | "一方面" | "但也")
}

/// The word that denies a clause; `None` where there is none or two that cancel out.
fn denial(page: &Page<'_>, clause: &Clause) -> Option<Range<usize>> {
    let hits: Vec<_> = within(&page.polarity, &clause.bytes).iter().filter(|hit| hit.is(sure::DENY)).collect();
    match hits.as_slice() {
        [] => None,
        [one] => Some(one.bytes()),
        // 不…不…, 无法否认: two denials close together affirm.
        [.., a, b] => {
            let gap = page.text[a.end as usize..b.start as usize].chars().count();
            (gap > 4).then(|| b.bytes())
        }
    }
}
