//! Claims told from narration, and their kind.

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::{Hit, Signs, within};
use super::page::Page;
use super::words::assert;
use crate::analysis::needles::Needles;
use crate::model::ClaimKind;

/// What made a stretch a claim: its kind and the words that show it.
#[derive(Clone, Debug)]
pub(super) struct Assessed {
    pub(super) kind: ClaimKind,
    pub(super) cues: Vec<(Range<usize>, &'static str)>,
}

/// The lists with the weight of a word of theirs and the kind that they speak for.
const LISTS: [(Signs, f32, &str, ClaimKind); 8] = [
    (assert::PERIODISATION, 3.0, "assert.periodisation", ClaimKind::Periodisation),
    (assert::PROPOSAL, 1.4, "assert.proposal", ClaimKind::Proposal),
    (assert::PREDICTION, 1.3, "assert.prediction", ClaimKind::Prediction),
    (assert::CAUSE, 2.0, "assert.cause", ClaimKind::Cause),
    (assert::EVALUATION, 1.2, "assert.evaluation", ClaimKind::Evaluation),
    (assert::DEFINITION, 0.8, "assert.definition", ClaimKind::Definition),
    (assert::TURN, 0.8, "assert.turn", ClaimKind::Evaluation),
    (assert::TREND, 0.8, "assert.trend", ClaimKind::Evaluation),
];

/// Weighs a stretch in the author's voice: `None` where it only tells what happened, asks, or announces.
///
/// Words of cause, judgement, prediction and so on speak for a claim; a date with a verb of what happened speaks
/// against one. A stretch with neither is taken as asserted.
pub(super) fn assess(page: &Page<'_>, bytes: &Range<usize>) -> Option<Assessed> {
    let text = &page.text[bytes.clone()];
    // An address or a formula is no statement.
    let (mut han, mut count) = (0, 0);
    for c in text.chars() {
        let is_han = crate::text::is_han(c);
        han += usize::from(is_han);
        count += usize::from(is_han || c.is_alphanumeric());
    }
    if count < 7 || han < 5 || han * 3 < count || asks(text, page, bytes.end) {
        return None;
    }
    let hits = within(&page.assertion, bytes);
    if hits.iter().any(|hit| hit.is(assert::ANNOUNCE)) && !hits.iter().any(|hit| hit.is(assert::CAUSE)) {
        return None;
    }
    let mut total = 0.0;
    let mut best: Option<(f32, ClaimKind)> = None;
    let mut cues = Vec::new();
    for (sign, weight, rule, kind) in LISTS {
        let found: Vec<&Hit> = hits.iter().filter(|hit| hit.is(sign)).collect();
        let Some(first) = found.first() else { continue };
        // More words of one list add less and less.
        let weight = weight * (1.0 + 0.3 * (found.len().min(4) - 1) as f32);
        total += weight;
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, kind));
        }
        cues.push((first.bytes(), rule));
    }
    // A few words without any such are a label (“回音壁”式报告。).
    if cues.is_empty() && han < 9 && within(&page.polarity, bytes).is_empty() {
        return None;
    }
    // Without any such word, 了 tells what was done.
    if cues.is_empty() && text.contains('了') {
        return None;
    }
    let told = narrates(page, bytes, hits);
    if total - told <= -0.25 {
        return None;
    }
    let kind = best.map_or(ClaimKind::Factual, |(_, kind)| kind);
    Some(Assessed { kind, cues })
}

/// What every time of narration has.
static TIMES: LazyLock<Needles> = LazyLock::new(|| Needles::new(&["年", "月", "同日", "当天"]));

/// How much a stretch speaks as narration.
fn narrates(page: &Page<'_>, bytes: &Range<usize>, hits: &[Hit]) -> f32 {
    let text = &page.text[bytes.clone()];
    let events = hits.iter().filter(|hit| hit.is(assert::EVENT)).count();
    // Most stretches name no time at all.
    let timed = TIMES.any(text);
    let day = timed && (text.contains('月') && text.contains('日') || text.contains("同日") || text.contains("当天"));
    let dated = timed
        && (day
            || text.contains('年') && text.contains(|c: char| c.is_ascii_digit())
            || text.contains("同年")
            || text.contains("次年"));
    let then = hits.iter().any(|hit| hit.is(assert::THEN));
    let done = events > 0 && text.contains('了');
    let mut told = 0.0;
    if events > 0 {
        told += 0.9 + 0.3 * (events.min(3) - 1) as f32;
    }
    if dated {
        told += 0.7;
    }
    if day {
        told += 0.4;
    }
    if then {
        told += 0.2;
    }
    if done {
        told += 0.3;
    }
    if events == 0 && !dated {
        told = -0.5;
    }
    told
}

/// Whether it is a question that leaves the answer open; 难道…吗 does not.
pub(super) fn asks(text: &str, page: &Page<'_>, end: usize) -> bool {
    let asks = page.text[end..].starts_with(['？', '?']) || text.ends_with(['？', '?']);
    let rhetorical = ["难道", "岂", "何尝", "怎能", "怎么能", "何必", "谁能", "谁不", "不正是", "不就是", "又有什么"];
    asks && !rhetorical.iter().any(|word| text.contains(word))
}
