//! Which tellings are worth comparing: those that share a rare sequence of characters under one year, and all of one
//! year or month in which few things are told.

use std::cmp::Reverse;

use super::traits::Traits;
use crate::analysis::actors::Quick;
use crate::analysis::pairing::{least, together};
use crate::calendar::{Date, DateRange};

/// Of the sequences of a telling, how many lead to candidates: the rarest.
const LEADS: usize = 14;
/// The same of single characters.
const CHARS: usize = 8;
/// A sequence that more tellings of one year share leads to none.
const CROWD: usize = 48;
/// A year of which more is told leads to none by itself; so does a month.
const BUSY_YEAR: usize = 32;
const BUSY_MONTH: usize = 16;
/// A date that covers more years leads by its century.
const LONG: i32 = 14;
/// A date that covers more months leads by its years only.
const MONTHS: i32 = 6;

/// Pairs whose dates can both be true, the earlier telling first, each once, ascending.
pub(super) fn candidates(all: &[Traits], counts: &Quick<u64, u32>) -> Vec<(usize, usize)> {
    let may = |a: u32, b: u32| may_be_one(&all[a as usize], &all[b as usize]);
    let mut pairs = together(by_years(all), BUSY_YEAR, may);
    pairs.extend(together(by_months(all), BUSY_MONTH, may));
    pairs.extend(together(by_sequences(all, counts), CROWD, may));
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().map(|((a, b), _)| (a as usize, b as usize)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether nothing but likeness is left to ask: the dates agree, and one sentence tells its events apart.
pub(super) fn may_be_one(a: &Traits, b: &Traits) -> bool {
    a.loose.meets(b.loose) && !(a.work == b.work && a.sentence == b.sentence)
}

/// The dated tellings with their places.
fn dated(all: &[Traits]) -> impl Iterator<Item = (u32, &Traits)> {
    all.iter().enumerate().filter(|(_, t)| !t.range.is_nowhere()).map(|(at, t)| (at as u32, t))
}

/// Every telling under its years, as far as these are few.
fn by_years(all: &[Traits]) -> Vec<(u64, u32)> {
    dated(all).flat_map(|(at, t)| years(t.loose).into_iter().take(3).map(move |year| (year as u64, at))).collect()
}

/// Every telling under its months, as far as these are few.
fn by_months(all: &[Traits]) -> Vec<(u64, u32)> {
    let months = |range: DateRange| {
        let month = |date: Date| date.year() * 12 + i32::from(date.month()) - 1;
        let first = range.begin.map_or(0, month);
        let last = range.end.map_or(i32::MAX, month);
        (last.saturating_sub(first) < MONTHS).then_some(first..=last)
    };
    dated(all).flat_map(|(at, t)| months(t.loose).into_iter().flatten().map(move |month| (month as u64, at))).collect()
}

/// Every telling under its rarest sequences and characters, each with its year.
fn by_sequences(all: &[Traits], counts: &Quick<u64, u32>) -> Vec<(u64, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    // What only one telling holds weighs this much.
    let unshared = ((all.len() as f32 + 8.0) / 2.0).ln().max(0.1);
    let mut rare: Vec<(u32, u64)> = Vec::new();
    let mut wide: Vec<(Reverse<u32>, u64)> = Vec::new();
    for (index, traits) in dated(all) {
        rare.clear();
        rare.extend(traits.grams.iter().map(|g| (counts.get(g).copied().unwrap_or(0), *g)));
        rare.retain(|&(count, _)| count > 1);
        wide.clear();
        // The bits of numbers above nought are in the order of the numbers.
        let shared = traits.wide.iter().filter(|gram| gram.weight < unshared);
        wide.extend(shared.map(|gram| (Reverse(gram.weight.to_bits()), gram.key)));
        let leads = least(&mut rare, LEADS)
            .iter()
            .map(|&(_, gram)| gram)
            .chain(least(&mut wide, CHARS).iter().map(|&(_, key)| key));
        let years = years(traits.loose);
        for lead in leads {
            let under = |year: i32| lead ^ (year as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            keys.extend(years.iter().map(|&year| (under(year), index)));
        }
    }
    keys
}

/// The years that a range covers; its centuries, as numbers far from any year, when they are many.
fn years(range: DateRange) -> Vec<i32> {
    let first = range.begin.or(range.end).map_or(0, Date::year);
    let last = range.end.or(range.begin).map_or(first, Date::year);
    if last - first > LONG {
        (first.div_euclid(100)..=last.div_euclid(100)).take(40).map(|century| 100_000 + century).collect()
    } else {
        (first..=last).collect()
    }
}
