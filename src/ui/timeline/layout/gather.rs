//! Which events stand on the axis, and in which lane.

use std::collections::BTreeMap;

use super::Stretch;
use super::acting::acting;
use super::cells::Cells;
use crate::calendar::Precision;
use crate::model::WorkId;
use crate::state::EventRow;

/// By what events are laid in lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LaneOrder {
    /// By who acts.
    #[default]
    Actor,
    /// By the work that tells it first.
    Work,
    /// By where it happened.
    Place,
    /// All in one.
    One,
}

/// Whose a lane is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneName {
    /// An actor or a place, by its name.
    Of(String),
    /// A work.
    Work(WorkId),
    /// Events of two or more who have lanes.
    Between,
    /// Everything else.
    Rest,
    /// All events.
    All,
}

/// The form of an event on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A stretch with sure ends.
    Bar,
    /// A stretch with doubtful or open ends: which ends fade.
    Faded {
        /// The beginning.
        begin: bool,
        /// The end.
        end: bool,
    },
    /// Known only to stand between its neighbours.
    Between,
}

/// An event as it stands on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Its place in the synopsis.
    pub event: usize,
    /// Its days.
    pub years: Stretch,
    /// Its form.
    pub form: Form,
    /// The number of works that tell it independently.
    pub told: u32,
    /// Whether works contradict each other about it.
    pub flagged: bool,
    /// Whether no document tells it.
    pub own: bool,
}

/// A lane with its events in order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// Whose it is.
    pub name: LaneName,
    /// Its events, ascending by where they begin.
    pub items: Vec<Item>,
    /// What is known of the events beforehand, for every zoom.
    pub(super) cells: Cells,
}

impl Lane {
    /// A lane of events that ascend by where they begin.
    #[must_use]
    pub fn new(name: LaneName, items: Vec<Item>) -> Self {
        let cells = Cells::new(&items);
        Self { name, items, cells }
    }
}

/// The events that stand on the axis, in order of time, and the number of those that cannot.
///
/// `chosen` says which events the filters let through; `placed` gives a place to one of which only the order is known.
#[must_use]
pub fn items(
    events: &[EventRow],
    within: Stretch,
    chosen: &dyn Fn(usize) -> bool,
    placed: &dyn Fn(usize) -> Option<f64>,
) -> (Vec<Item>, usize) {
    let mut items = Vec::with_capacity(events.len());
    let mut nowhere = 0;
    for (index, event) in events.iter().enumerate() {
        if !chosen(index) {
            continue;
        }
        let item = |years, form| Item {
            event: index,
            years,
            form,
            told: event.independent as u32,
            flagged: !event.conflicts.is_empty(),
            own: event.places.is_empty(),
        };
        if event.precision == Precision::Vague || event.range.is_nowhere() {
            match placed(index) {
                Some(at) => items.push(item(Stretch { begin: at, end: at }, Form::Between)),
                None => nowhere += 1,
            }
            continue;
        }
        items.push(item(Stretch::of(event.range, within), form(event)));
    }
    items.sort_by(|a, b| a.years.begin.total_cmp(&b.years.begin).then(a.event.cmp(&b.event)));
    (items, nowhere)
}

fn form(event: &EventRow) -> Form {
    let (Some(begin), Some(end)) = (event.range.begin, event.range.end) else {
        return Form::Faded { begin: event.range.begin.is_none(), end: event.range.end.is_none() };
    };
    let whole_years = (begin.month(), begin.day(), end.month(), end.day()) == (1, 1, 12, 31);
    match event.precision {
        Precision::Day if begin == end => Form::Day,
        Precision::Day | Precision::Quarter => Form::Bar,
        Precision::Month if end.days() - begin.days() < 31 => Form::Month,
        Precision::Month => Form::Bar,
        Precision::Year if whole_years => Form::Bar,
        Precision::Year | Precision::Decade | Precision::Century | Precision::Vague => {
            Form::Faded { begin: true, end: true }
        }
    }
}

/// Lays events in at most so many lanes. Whoever acts in most events comes first. An event stands in the lane of the
/// one who acts; where several act together and have lanes of their own, between them; whoever has no lane is with the
/// rest. `order` names lanes that the person put first.
#[must_use]
pub fn lanes(items: &[Item], events: &[EventRow], by: LaneOrder, most: usize, order: &[LaneName]) -> Vec<Lane> {
    if by == LaneOrder::One || most <= 1 {
        return vec![Lane::new(LaneName::All, items.to_vec())];
    }
    let names = |item: &Item| events.get(item.event).map_or_else(Vec::new, |event| keys(event, by));
    let names_of_all: Vec<Vec<Key<'_>>> = items.iter().map(names).collect();
    let mut counts: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for &name in names_of_all.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let mut ranked: Vec<(Key<'_>, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    // A name told of once is no lane unless nobody does more.
    let least = if ranked.first().is_some_and(|&(_, count)| count > 1) { 2 } else { 1 };
    ranked.retain(|&(_, count)| count >= least);
    ranked.truncate(most);
    let ranks: BTreeMap<Key<'_>, usize> = ranked.iter().enumerate().map(|(rank, &(name, _))| (name, rank)).collect();
    let ranks_of = |names: &Vec<Key<'_>>| {
        let mut at: Vec<usize> = names.iter().filter_map(|name| ranks.get(name).copied()).collect();
        at.sort_unstable();
        at.dedup();
        at
    };
    let ranks_of_all: Vec<Vec<usize>> = names_of_all.iter().map(ranks_of).collect();
    let mut lanes = Vec::new();
    // As many main lanes as leave room for what is between them and for the rest; but two say more than one.
    for main in (1..=ranked.len()).rev() {
        lanes = share(items, &ranks_of_all, &ranked[..main]);
        if main == 2 && lanes.len() == most + 1 {
            fold(&mut lanes);
        }
        if lanes.len() <= most {
            break;
        }
    }
    if lanes.is_empty() || lanes.len() == 1 && lanes[0].0 == LaneName::Rest {
        lanes = vec![(LaneName::All, items.to_vec())];
    }
    lanes.sort_by_key(|(lane, _)| order.iter().position(|name| name == lane).unwrap_or(usize::MAX));
    lanes.into_iter().map(|(name, items)| Lane::new(name, items)).collect()
}

/// Events under the name of a lane.
type Named = (LaneName, Vec<Item>);

/// Lays events to the main lanes, to the one between them, and to the one for the rest; empty ones are left out. `ranks`
/// are the lanes under whose names each event could stand, ascending.
fn share(items: &[Item], ranks: &[Vec<usize>], main: &[(Key<'_>, usize)]) -> Vec<Named> {
    let mut own: Vec<Vec<Item>> = vec![Vec::new(); main.len()];
    let (mut between, mut rest) = (Vec::new(), Vec::new());
    for (item, ranks) in items.iter().zip(ranks) {
        match &ranks[..ranks.partition_point(|&rank| rank < main.len())] {
            [] => rest.push(*item),
            [one] => own[*one].push(*item),
            _ => between.push(*item),
        }
    }
    let own = main.iter().zip(own).map(|(&(name, _), items)| (name.name(), items));
    let mut lanes: Vec<Named> = own.collect();
    lanes.push((LaneName::Between, between));
    lanes.push((LaneName::Rest, rest));
    lanes.retain(|(_, items)| !items.is_empty());
    lanes
}

/// Lays the last two lanes together, in order of time: the rest takes in what stands before it.
fn fold(lanes: &mut Vec<Named>) {
    let (Some((_, last)), Some((_, before))) = (lanes.pop(), lanes.pop()) else { return };
    let mut items: Vec<Item> = before.into_iter().chain(last).collect();
    items.sort_by(|a, b| a.years.begin.total_cmp(&b.years.begin).then(a.event.cmp(&b.event)));
    lanes.push((LaneName::Rest, items));
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
}

/// The names under which an event could stand.
fn keys(event: &EventRow, by: LaneOrder) -> Vec<Key<'_>> {
    match by {
        LaneOrder::Actor => acting(event).iter().map(|name| Key::Of(name)).collect(),
        LaneOrder::Place => event.scene.iter().map(|name| Key::Of(name)).collect(),
        LaneOrder::Work => event.attestations.first().map(|told| Key::Work(told.work)).into_iter().collect(),
        LaneOrder::One => Vec::new(),
    }
}
