//! Which lane an event stands in: who has a lane is decided by counting, and counted again only for what changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::acting::acting;
use super::gather::{Item, LaneName, LaneOrder};
use crate::model::WorkId;
use crate::state::EventRow;

/// How events are allotted to at most so many lanes.
///
/// Whoever acts in most events comes first. An event stands in the lane of the one who acts; where several act together
/// and have lanes of their own, between them; whoever has no lane is with the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Allotment {
    by: LaneOrder,
    most: usize,
    /// In how many events each name takes part.
    counts: BTreeMap<LaneName, usize>,
    /// Those who could have a lane, the one with most events first.
    ranked: Vec<LaneName>,
    /// How many events have these two first among those under whose names they could stand.
    pairs: BTreeMap<Pair, usize>,
    plan: Plan,
}

/// The first two ranks of the names under which an event could stand; [`NOBODY`] where there is none.
type Pair = (usize, usize);

const NOBODY: usize = usize::MAX;

/// The lanes that there are.
#[derive(Clone, Debug, Default, PartialEq)]
struct Plan {
    /// The number of those who have a lane.
    main: usize,
    /// The lane of each of these, of what is between them, and of the rest: places in `lanes`.
    lane_of: Vec<usize>,
    lanes: Vec<LaneName>,
}

impl Allotment {
    pub(super) fn new(items: &[Item], events: &[Arc<EventRow>], by: LaneOrder, most: usize) -> Self {
        let mut allotment = Self { by, most, ..Self::default() };
        if allotment.is_divided() {
            let rows = || items.iter().filter_map(|item| events.get(item.event)).map(|row| &**row);
            let mut counts: BTreeMap<Key<'_>, usize> = BTreeMap::new();
            for key in rows().flat_map(|row| keys(row, by)) {
                *counts.entry(key).or_default() += 1;
            }
            allotment.counts = counts.into_iter().map(|(key, count)| (key.name(), count)).collect();
            allotment.ranked = allotment.rank();
            for row in rows() {
                *allotment.pairs.entry(allotment.pair(row)).or_default() += 1;
            }
        }
        allotment.plan = allotment.plan();
        allotment
    }

    /// The same when some events have gone and others have come; `None` when that makes other lanes.
    pub(super) fn after<'e>(
        &self,
        gone: impl Iterator<Item = &'e EventRow> + Clone,
        fresh: impl Iterator<Item = &'e EventRow> + Clone,
    ) -> Option<Self> {
        let mut next = self.clone();
        if !self.is_divided() {
            return Some(next);
        }
        for key in gone.clone().flat_map(|row| keys(row, self.by)) {
            let name = key.name();
            let count = next.counts.get_mut(&name)?;
            *count -= 1;
            if *count == 0 {
                next.counts.remove(&name);
            }
        }
        for key in fresh.clone().flat_map(|row| keys(row, self.by)) {
            *next.counts.entry(key.name()).or_default() += 1;
        }
        if next.rank() != self.ranked {
            return None;
        }
        for row in gone {
            let pair = self.pair(row);
            let count = next.pairs.get_mut(&pair)?;
            *count -= 1;
            if *count == 0 {
                next.pairs.remove(&pair);
            }
        }
        for row in fresh {
            *next.pairs.entry(self.pair(row)).or_default() += 1;
        }
        next.plan = next.plan();
        (next.plan == self.plan).then_some(next)
    }

    /// The names of the lanes, in order.
    pub(super) fn lanes(&self) -> &[LaneName] {
        &self.plan.lanes
    }

    /// The lane of an event, by its place in [`Self::lanes`].
    pub(super) fn lane(&self, row: &EventRow) -> usize {
        let slot = slot(self.pair(row), self.plan.main);
        self.plan.lane_of.get(slot).copied().unwrap_or_default()
    }

    fn is_divided(&self) -> bool {
        self.by != LaneOrder::One && self.most > 1
    }

    fn rank(&self) -> Vec<LaneName> {
        let mut ranked: Vec<(&LaneName, usize)> = self.counts.iter().map(|(name, &count)| (name, count)).collect();
        ranked.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        // A name told of once is no lane unless nobody does more.
        let least = if ranked.first().is_some_and(|&(_, count)| count > 1) { 2 } else { 1 };
        let ranked = ranked.into_iter().filter(|&(_, count)| count >= least).take(self.most);
        ranked.map(|(name, _)| name.clone()).collect()
    }

    fn pair(&self, row: &EventRow) -> Pair {
        let ranks = keys(row, self.by).filter_map(|key| self.ranked.iter().position(|name| key.is(name)));
        let two = |(first, second): Pair, rank: usize| match rank {
            rank if rank < first => (rank, first),
            rank if rank > first && rank < second => (first, rank),
            _ => (first, second),
        };
        ranks.fold((NOBODY, NOBODY), two)
    }

    /// As many main lanes as leave room for what is between them and for the rest; but two say more than one.
    fn plan(&self) -> Plan {
        let mut plan = Plan::default();
        for main in (1..=self.ranked.len()).rev() {
            let mut has = vec![false; main + 2];
            self.pairs.keys().for_each(|&pair| has[slot(pair, main)] = true);
            let mut slots: Vec<usize> = (0..main + 2).filter(|&slot| has[slot]).collect();
            let name = |slot: usize| match slot.checked_sub(main) {
                None => self.ranked[slot].clone(),
                Some(0) => LaneName::Between,
                Some(_) => LaneName::Rest,
            };
            let folded = if main == 2 && slots.len() == self.most + 1 { slots.pop() } else { None };
            let mut lanes: Vec<LaneName> = slots.iter().map(|&slot| name(slot)).collect();
            if let Some(last) = lanes.last_mut().filter(|_| folded.is_some()) {
                *last = LaneName::Rest;
            }
            let lane = |slot: usize| slots.iter().position(|&other| other == slot).unwrap_or(lanes.len() - 1);
            let lane_of = if lanes.is_empty() { Vec::new() } else { (0..main + 2).map(lane).collect() };
            plan = Plan { main, lane_of, lanes };
            if plan.lanes.len() <= self.most {
                break;
            }
        }
        if plan.lanes.is_empty() || plan.lanes == [LaneName::Rest] {
            plan = Plan { main: 0, lane_of: Vec::new(), lanes: vec![LaneName::All] };
        }
        plan
    }
}

/// Where an event stands with so many main lanes: in one of these, between them (the number after), or with the rest.
fn slot((first, second): Pair, main: usize) -> usize {
    match (first < main, second < main) {
        (false, _) => main + 1,
        (true, false) => first,
        (true, true) => main,
    }
}

/// A name under which events could stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'e> {
    Of(&'e str),
    Work(WorkId),
}

impl Key<'_> {
    fn name(self) -> LaneName {
        match self {
            Self::Of(name) => LaneName::Of(name.to_owned()),
            Self::Work(work) => LaneName::Work(work),
        }
    }

    fn is(self, lane: &LaneName) -> bool {
        match (self, lane) {
            (Self::Of(name), LaneName::Of(lane)) => name == lane,
            (Self::Work(work), LaneName::Work(lane)) => work == *lane,
            _ => false,
        }
    }
}

/// The names under which an event could stand.
fn keys(event: &EventRow, by: LaneOrder) -> impl Iterator<Item = Key<'_>> {
    let actors = if by == LaneOrder::Actor { acting(event) } else { &[] };
    let place = event.scene.iter().filter(move |_| by == LaneOrder::Place).map(|name| Key::Of(name));
    let work = event.attestations.first().filter(|_| by == LaneOrder::Work).map(|told| Key::Work(told.work));
    actors.iter().map(|name| Key::Of(name)).chain(place).chain(work)
}
