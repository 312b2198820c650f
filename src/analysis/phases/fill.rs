//! Dates for bounds that name an event and no date: …签署生效——至今.

use super::Page;
use crate::calendar::{DateRange, Precision};
use crate::model::{Phase, TimeRole};
use crate::text::{Span, is_han};

/// Of the two-character sequences of a bound, how many a dated clause must share to tell the same event.
const SHARED: f32 = 0.6;
/// How far behind a date its clause is searched, in characters.
const CLAUSE: usize = 40;

/// Gives a date to every bound that has words but none, and marks where it came from: the neighbouring phase, made
/// more exact by a dated mention of the same event in the work where there is one.
pub(super) fn fill(page: &Page<'_>, phases: &mut [Phase]) {
    for index in 0..phases.len() {
        let before = index.checked_sub(1).map(|i| phases[i].end.clone());
        let after = phases.get(index + 1).map(|next| next.begin.clone());
        let phase = &mut phases[index];
        for (bound, neighbour) in [(&mut phase.begin, before), (&mut phase.end, after)] {
            let Some(span) = bound.span.filter(|_| bound.range.is_nowhere() && !bound.open) else { continue };
            let neighbour = neighbour.filter(|n| !n.range.is_nowhere());
            let limits = neighbour.as_ref().map(|n| n.range);
            if let Some((range, from)) = told_elsewhere(page, span, limits) {
                (bound.range, bound.basis) = (range, Some(from));
            } else if let Some(neighbour) = neighbour {
                (bound.range, bound.basis) = (neighbour.range, neighbour.span);
            }
        }
        phase.range = DateRange { begin: phase.begin.range.begin, end: phase.end.range.end };
        if phase.end.open {
            phase.range.end = None;
        }
    }
}

/// The most exact date under which the work tells the event that a bound names.
fn told_elsewhere(page: &Page<'_>, bound: Span, limits: Option<DateRange>) -> Option<(DateRange, Span)> {
    let bytes = page.prose.bytes(bound);
    let wanted = pairs(&page.text[bytes.clone()]);
    if wanted.len() < 3 {
        return None;
    }
    let usable = page.times.iter().filter(|t| {
        t.role == TimeRole::Running
            && t.bounds.is_none()
            && t.precision <= Precision::Year
            && !t.range.is_nowhere()
            && limits.is_none_or(|l| l.meets(t.range))
    });
    let mut best: Option<(f32, Precision, DateRange, Span)> = None;
    for mention in usable {
        let rest = &page.text[mention.bytes.end..];
        let clause: String = rest.chars().take(CLAUSE).take_while(|&c| !matches!(c, '。' | '；' | '\n')).collect();
        let there = pairs(&clause);
        let shared = wanted.iter().filter(|pair| there.contains(pair)).count() as f32 / wanted.len() as f32;
        if shared < SHARED {
            continue;
        }
        let better = best.as_ref().is_none_or(|b| (mention.precision, -shared) < (b.1, -b.0));
        if better {
            best = Some((shared, mention.precision, mention.range, mention.span));
        }
    }
    best.map(|(_, _, range, span)| (range, span))
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let han: Vec<char> = text.chars().filter(|&c| is_han(c)).collect();
    han.windows(2).map(|w| (w[0], w[1])).collect()
}
