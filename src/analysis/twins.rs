//! Works that hold the same text, whole or in part: a file that lies there twice, an article and the collection that
//! reprints it, a preprint and its printed form.
//!
//! Each work is known by a sample of its runs of Han characters: of all runs those whose hash falls to a fixed share,
//! so that two works sample the same runs (A. Broder, “On the resemblance and containment of documents”, 1997).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::actors::Quick;
use crate::model::{Twin, Work};
use crate::text::is_han;

/// The length of a run, in Han characters.
const RUN: usize = 10;
/// The bytes of the code of a character.
const WIDTH: usize = size_of::<u32>();
/// One run in so many is kept.
const SHARE: u64 = 16;
/// Fewer kept runs than this say nothing.
const LEAST: usize = 6;
/// The part of the shorter work's runs that the other must hold.
const HELD: f32 = 0.7;
/// A run that so many works hold is a phrase of the trade, not a sign.
const COMMONPLACE: usize = 12;

/// The pairs of works of which one holds the text of the other. `texts` are the works' clean texts in simplified
/// characters.
pub(super) fn find(works: &[Arc<Work>], texts: &[Cow<'_, str>]) -> Vec<Twin> {
    if works.len() < 2 {
        return Vec::new();
    }
    let samples: Vec<Vec<u64>> = texts.iter().map(|text| sample(text)).collect();
    let mut holders: Quick<u64, Vec<u32>> = Quick::default();
    for (at, sample) in samples.iter().enumerate() {
        for run in sample {
            holders.entry(*run).or_default().push(at as u32);
        }
    }
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut lists: Vec<Vec<u32>> = holders.into_values().filter(|own| (2..=COMMONPLACE).contains(&own.len())).collect();
    lists.sort_unstable();
    for own in lists {
        for (n, &a) in own.iter().enumerate() {
            for &b in &own[n + 1..] {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut twins = Vec::new();
    for ((a, b), common) in shared {
        let (la, lb) = (samples[a as usize].len(), samples[b as usize].len());
        let shorter = la.min(lb);
        if shorter < LEAST || (common as f32) < HELD * shorter as f32 {
            continue;
        }
        let (small, large) = if la <= lb { (a, b) } else { (b, a) };
        let whole = shorter as f32 >= HELD * la.max(lb) as f32;
        twins.push(Twin { part: works[small as usize].id, of: works[large as usize].id, whole });
    }
    twins
}

/// The kept runs of a text, each once, ascending.
fn sample(text: &str) -> Vec<u64> {
    let mut han: Vec<u8> = Vec::with_capacity(text.len() / 3 * WIDTH);
    for c in text.chars().filter(|&c| is_han(c)) {
        han.extend((c as u32).to_le_bytes());
    }
    let runs = han.windows(RUN * WIDTH).step_by(WIDTH);
    let mut kept: Vec<u64> = runs.map(xxh3_64).filter(|hash| hash.is_multiple_of(SHARE)).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}
