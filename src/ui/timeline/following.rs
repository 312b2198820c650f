//! Following an edit: what was gathered stays as it is, and only what the edit has changed is gathered anew.
//!
//! The rows of the synopsis are shared, so that those which an edit has left alone are known by where they lie in memory.
//! An edit of notes, claims or summaries changes no row, and nothing is gathered; one of an event changes its row, the
//! place of the event on the axis, and the lane that it stands in.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::gathered::{Filter, Gathered, Key, all, between, first_of, tally};
use super::layout::{Change, Item, LaneName, Lanes, Stretch};
use crate::state::EventRow;
use crate::ui::ViewCtx;

/// What is to be shown: from what was gathered before as far as that holds, else gathered anew.
pub(super) fn gather(
    before: Option<Gathered>,
    ctx: &ViewCtx<'_>,
    filter: &Filter,
    order: &[LaneName],
    key: Key,
) -> Gathered {
    let synopsis = &ctx.state.synopsis;
    let holds = |before: &Gathered| key.follows(&before.key) && before.all == all(synopsis);
    let Some(mut next) = before.filter(holds) else { return Gathered::new(ctx, filter, order, key) };
    next.key = key;
    let divided = !Arc::ptr_eq(&next.stated, &synopsis.bands);
    if divided {
        next.take_bands(synopsis);
    }
    let told = !Arc::ptr_eq(&next.events, &synopsis.events);
    let moved = if told { take_events(&mut next, ctx, filter, order) } else { Moved::Nothing };
    if divided || moved == Moved::Ends {
        next.find_best();
    }
    if divided || moved != Moved::Nothing {
        next.density.replace(None);
    }
    if divided || told {
        next.held.set(None);
    }
    next
}

/// What an edit has moved on the axis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moved {
    /// A new name moves nothing.
    Nothing,
    /// Among very many events some that stand well within the fit: it stays as it is.
    Within,
    /// Something that the fit may depend on.
    Ends,
}

/// Of more events than these, a few in their midst do not change the fit.
const MANY: usize = 2000;
/// The share of the fit at either end in which its first and last events stand.
const END: f64 = 0.05;

impl Moved {
    fn new(gathered: &Gathered, gone: &[Item], fresh: &[Item]) -> Self {
        let alike = |(a, b): (&Item, &Item)| Item { event: 0, ..*a } == Item { event: 0, ..*b };
        if gone.len() == fresh.len() && gone.iter().zip(fresh).all(alike) {
            return Self::Nothing;
        }
        let (best, margin) = (gathered.best, gathered.best.width() * END);
        let inner = Stretch { begin: best.begin + margin, end: best.end - margin };
        let within = gathered.items.len() > MANY && gone.iter().chain(fresh).all(|item| inner.covers(item.years));
        if within { Self::Within } else { Self::Ends }
    }
}

/// Takes in the events that an edit has changed. Answers what that has moved on the axis.
fn take_events(gathered: &mut Gathered, ctx: &ViewCtx<'_>, filter: &Filter, order: &[LaneName]) -> Moved {
    let synopsis = &ctx.state.synopsis;
    let before = std::mem::replace(&mut gathered.events, Arc::clone(&synopsis.events));
    let now = &synopsis.events;
    let mut change = difference(&before, now);
    // What stands between its neighbours moves when these do.
    let rows = change.out.iter().map(|&at| &before[at]).chain(change.again.iter().map(|&at| &now[at]));
    let works: BTreeSet<_> = rows.flat_map(|row| row.attestations.iter().map(|told| told.work)).collect();
    let vague = |rows: &[Arc<EventRow>], at: &[usize]| at.iter().filter(|&&at| rows[at].order_only).count();
    gathered.order_only += vague(now, &change.again);
    gathered.order_only -= vague(&before, &change.out);
    let some_between = gathered.order_only > 0;
    let moves = |row: &EventRow| row.order_only && first_of(row, &works);
    let stays = change.to.iter().enumerate().filter(|_| some_between);
    for (old, new) in stays.filter_map(|(old, new)| Some((old, (*new)?))) {
        if moves(&before[old]) {
            change.out.push(old);
            change.again.push(new);
        }
    }
    change.out.sort_unstable();
    change.again.sort_unstable();
    change.again.dedup();
    let to = |at: usize| change.to.get(at).copied().flatten();
    let mut listed: Vec<usize> = gathered.listed.iter().filter_map(|&at| to(at)).collect();
    listed.retain(|at| change.again.binary_search(at).is_err());
    listed.extend(change.again.iter().filter(|&&at| filter.lets(&now[at], &ctx.state.corpus)));
    // Two ascending rows, one after the other: this sort merges them.
    listed.sort();
    let placed = if some_between { between(synopsis, Some(&works)) } else { BTreeMap::new() };
    let is_listed = |at: usize| listed.binary_search(&at).is_ok();
    let fresh = change.fresh(now, gathered.all, &is_listed, &|at| placed.get(&at).copied());
    let gone: Vec<Item> = change.out.iter().filter_map(|&at| gathered.item(at)).collect();
    let moved = Moved::new(gathered, &gone, &fresh);
    let lanes = gathered.lanes.after(&change, (&before, &gone), (now, &fresh));
    gone.iter().for_each(|item| tally(&mut gathered.tellers, &before[item.event], false));
    fresh.iter().for_each(|item| tally(&mut gathered.tellers, &now[item.event], true));
    gathered.items = change.applied(std::mem::take(&mut gathered.items), &fresh);
    let follows = lanes.is_some();
    gathered.lanes =
        lanes.unwrap_or_else(|| Lanes::new(&gathered.items, now, gathered.key.by, gathered.key.most, order));
    gathered.nowhere = listed.len() - gathered.items.len();
    gathered.filtered = now.len() - listed.len();
    gathered.listed = listed;
    gathered.find_places();
    // A label is as short as its lane allows: in other lanes all are made anew.
    let kept = change.to.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))).filter(|_| follows);
    let (widths, labels) = (gathered.widths.get_mut(), gathered.labels.get_mut());
    let mut now_wide = vec![f32::NAN; now.len()];
    let mut now_said = vec![None; now.len()];
    for (old, new) in kept {
        now_wide[new] = widths.1[old];
        now_said[new] = labels[old].take();
    }
    (widths.1, *labels) = (now_wide, now_said);
    moved
}

/// What is not the same in two rows of events, which keep what they share in the same order.
fn difference(before: &[Arc<EventRow>], now: &[Arc<EventRow>]) -> Change {
    let same = |(a, b): &(&Arc<EventRow>, &Arc<EventRow>)| Arc::ptr_eq(a, b);
    let front = before.iter().zip(now).take_while(same).count();
    let back = before[front..].iter().rev().zip(now[front..].iter().rev()).take_while(same).count();
    let (old_end, new_end) = (before.len() - back, now.len() - back);
    let new: HashSet<*const EventRow> = now[front..new_end].iter().map(Arc::as_ptr).collect();
    let mut change = Change { to: (0..front).map(Some).collect(), ..Change::default() };
    let mut next = front;
    for (at, row) in before.iter().enumerate().take(old_end).skip(front) {
        if !new.contains(&Arc::as_ptr(row)) {
            change.to.push(None);
            change.out.push(at);
            continue;
        }
        while next < new_end && !Arc::ptr_eq(&now[next], row) {
            change.again.push(next);
            next += 1;
        }
        change.to.push(Some(next));
        next += 1;
    }
    change.again.extend(next..new_end);
    change.to.extend((new_end..now.len()).map(Some));
    change
}
