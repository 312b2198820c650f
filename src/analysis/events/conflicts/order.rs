//! One work says that a thing came after another, a second work dates it before.

use super::Bench;
use crate::analysis::actors::Quick;
use crate::analysis::events::likeness::{exclude, same_kind, shared};
use crate::model::{Conflict, ConflictKind};

/// How much two tellings must share for the undated one to be of the other's event.
const CONTAINED: f32 = 0.75;
const JOINTLY: f32 = 0.5;
const COUNT: usize = 3;

/// Undated followers whose event another work dates before their predecessor.
pub(super) fn find(bench: &Bench<'_>) -> Vec<Conflict> {
    let all = &bench.shelf.all;
    let mut starts = Quick::default();
    for (place, traits) in all.iter().enumerate() {
        starts.entry(traits.work).or_insert(place - traits.index);
    }
    let mut found = Vec::new();
    let by_gram = index(bench);
    for (place, follower) in all.iter().enumerate().filter(|(_, t)| t.range.is_nowhere()) {
        let mention = bench.shelf.mention(place);
        let start = starts.get(&follower.work).copied().unwrap_or(0);
        let Some(before) = mention.after.map(|after| start + after) else { continue };
        let earlier = all[before].range;
        if earlier.is_nowhere() {
            continue;
        }
        let mut seen: Vec<usize> = follower.grams.iter().filter_map(|g| by_gram.get(g)).flatten().copied().collect();
        seen.sort_unstable();
        let candidates =
            seen.chunk_by(|a, b| a == b).filter(|same| same.len() >= COUNT).filter_map(|same| same.first().copied());
        for other in candidates {
            let told = &all[other];
            let both = shared(follower, told);
            let one = told.work != follower.work
                && both.contained >= CONTAINED
                && both.jointly >= JOINTLY
                && same_kind(follower, told)
                && !exclude(follower, told);
            let before_it = matches!((told.range.end, earlier.begin), (Some(end), Some(begin)) if end < begin);
            if one && before_it {
                let event = bench.group_of[other];
                let about = format!("{} / {}", bench.shelf.mention(before).label, mention.label);
                found.push(bench.conflict(ConflictKind::Order, about, event, &[place, other]));
                break;
            }
        }
    }
    found
}

/// The dated tellings that hold a sequence which not too many hold.
fn index(bench: &Bench<'_>) -> Quick<u64, Vec<usize>> {
    let mut index: Quick<u64, Vec<usize>> = Quick::default();
    if bench.shelf.all.iter().all(|t| !t.range.is_nowhere()) {
        return index;
    }
    for (place, traits) in bench.shelf.all.iter().enumerate().filter(|(_, t)| !t.range.is_nowhere()) {
        for gram in traits.grams.iter().filter(|g| (2..=40).contains(&bench.counts.get(g).copied().unwrap_or(0))) {
            index.entry(*gram).or_default().push(place);
        }
    }
    index
}
