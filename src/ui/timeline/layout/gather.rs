//! Which events stand on the axis, and the lanes that they make.

use std::rc::Rc;
use std::sync::Arc;

use super::Stretch;
use super::allot::Allotment;
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
    pub(super) cells: Rc<Cells>,
}

impl Lane {
    /// A lane of events that ascend by where they begin.
    #[must_use]
    pub fn new(name: LaneName, items: Vec<Item>) -> Self {
        let cells = Rc::new(Cells::new(&items));
        Self { name, items, cells }
    }

    /// Whether it goes on with what was known of its events when it was another: nothing of it was made anew.
    #[must_use]
    pub fn goes_on_from(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.cells, &other.cells)
    }
}

/// The events that stand on the axis, in order of time.
///
/// `chosen` says which events the filters let through; `placed` gives a place to one of which only the order is known.
#[must_use]
pub fn items(
    events: &[Arc<EventRow>],
    within: Stretch,
    chosen: &dyn Fn(usize) -> bool,
    placed: &dyn Fn(usize) -> Option<f64>,
) -> Vec<Item> {
    let chosen = events.iter().enumerate().filter(|&(at, _)| chosen(at));
    let mut items: Vec<Item> = chosen.filter_map(|(at, event)| item(at, event, within, placed)).collect();
    items.sort_by(in_time);
    items
}

/// The order of time.
fn in_time(a: &Item, b: &Item) -> std::cmp::Ordering {
    a.years.begin.total_cmp(&b.years.begin).then(a.event.cmp(&b.event))
}

/// An event as it stands on the axis; `None` when it has no place there.
fn item(at: usize, event: &EventRow, within: Stretch, placed: &dyn Fn(usize) -> Option<f64>) -> Option<Item> {
    let (years, form) = if event.precision == Precision::Vague || event.range.is_nowhere() {
        let at = placed(at)?;
        (Stretch { begin: at, end: at }, Form::Between)
    } else {
        (Stretch::of(event.range, within), form(event))
    };
    Some(Item {
        event: at,
        years,
        form,
        told: event.independent as u32,
        flagged: !event.conflicts.is_empty(),
        own: event.places.is_empty(),
    })
}

/// What has changed among events: those that have gone or must be looked at again, by their old places; those that have
/// come or are looked at again, by their new ones; and the new places of all that stay.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// For each old event its new place, unless it is gone.
    pub to: Vec<Option<usize>>,
    /// The old places of events that are laid out no longer, or anew, ascending.
    pub out: Vec<usize>,
    /// The new places of events that are laid out anew, ascending.
    pub again: Vec<usize>,
}

/// So few are put into their places one by one.
pub(super) const SOME: usize = 16;

impl Change {
    /// Whether no event that stays has another place.
    fn moves_nothing(&self) -> bool {
        self.to.iter().enumerate().all(|(at, to)| to.is_none_or(|to| to == at))
    }

    fn is_out(&self, item: &Item) -> bool {
        self.out.binary_search(&item.event).is_ok()
    }

    /// Where an event that stays stands now.
    fn moved(&self, item: Item) -> Option<Item> {
        let event = self.to.get(item.event).copied().flatten()?;
        (!self.is_out(&item)).then_some(Item { event, ..item })
    }

    /// Takes out what has gone, and takes in what has come.
    #[must_use]
    pub fn applied(&self, mut items: Vec<Item>, fresh: &[Item]) -> Vec<Item> {
        items.retain_mut(|item| {
            let moved = self.moved(*item);
            moved.inspect(|moved| *item = *moved).is_some()
        });
        if fresh.len() > SOME {
            items.extend(fresh);
            items.sort_by(in_time);
        } else {
            for item in fresh {
                let at = items.partition_point(|other| in_time(other, item).is_lt());
                items.insert(at, *item);
            }
        }
        items
    }

    /// The events on the axis that come anew.
    #[must_use]
    pub fn fresh(
        &self,
        events: &[Arc<EventRow>],
        within: Stretch,
        chosen: &dyn Fn(usize) -> bool,
        placed: &dyn Fn(usize) -> Option<f64>,
    ) -> Vec<Item> {
        let again = self.again.iter().filter(|&&at| chosen(at));
        again.filter_map(|&at| item(at, events.get(at)?, within, placed)).collect()
    }
}

/// The lanes, and how events are allotted to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    /// The lanes from the top.
    pub lanes: Vec<Lane>,
    allotment: Allotment,
}

impl Lanes {
    /// Lays events in at most so many lanes. `order` names lanes that the person put first.
    #[must_use]
    pub fn new(items: &[Item], events: &[Arc<EventRow>], by: LaneOrder, most: usize, order: &[LaneName]) -> Self {
        let allotment = Allotment::new(items, events, by, most);
        let mut of_lanes: Vec<Vec<Item>> = vec![Vec::new(); allotment.lanes().len()];
        for item in items {
            let lane = events.get(item.event).map_or(0, |row| allotment.lane(row));
            of_lanes[lane].push(*item);
        }
        let named = allotment.lanes().iter().cloned().zip(of_lanes);
        let mut lanes: Vec<Lane> = named.map(|(name, items)| Lane::new(name, items)).collect();
        lanes.sort_by_key(|lane| order.iter().position(|name| *name == lane.name).unwrap_or(usize::MAX));
        Self { lanes, allotment }
    }

    /// The same after a change: only the lanes in which something went or came are made anew. `None` when other lanes are
    /// wanted. `gone` and `fresh` are the events on the axis that went and came.
    #[must_use]
    pub fn after(
        &self,
        change: &Change,
        (before, gone): (&[Arc<EventRow>], &[Item]),
        (now, fresh): (&[Arc<EventRow>], &[Item]),
    ) -> Option<Self> {
        let row = |events: &'_ [Arc<EventRow>], item: &Item| events.get(item.event).map(Arc::clone);
        let out: Vec<Arc<EventRow>> = gone.iter().filter_map(|item| row(before, item)).collect();
        let come: Vec<Arc<EventRow>> = fresh.iter().filter_map(|item| row(now, item)).collect();
        let allotment = self.allotment.after(out.iter().map(|row| &**row), come.iter().map(|row| &**row))?;
        let mut lost: Vec<Vec<Item>> = vec![Vec::new(); allotment.lanes().len()];
        gone.iter().zip(&out).for_each(|(item, row)| lost[allotment.lane(row)].push(*item));
        let mut won: Vec<Vec<Item>> = vec![Vec::new(); allotment.lanes().len()];
        fresh.iter().zip(&come).for_each(|(item, row)| won[allotment.lane(row)].push(*item));
        let still = change.moves_nothing();
        let lanes = self.lanes.iter().map(|lane| {
            let at = allotment.lanes().iter().position(|name| *name == lane.name)?;
            let changed = !lost[at].is_empty() || !won[at].is_empty();
            if !changed && still {
                return Some(lane.clone());
            }
            let items = change.applied(lane.items.clone(), &won[at]);
            let alike = |(a, b): (&Item, &Item)| Item { event: 0, ..*a } == Item { event: 0, ..*b };
            // A new name for an event changes nothing of when it was.
            let known = items.len() == lane.items.len() && items.iter().zip(&lane.items).all(alike);
            let cells = || Rc::new(lane.cells.after(&lost[at], &won[at], &items));
            let cells = if known { Rc::clone(&lane.cells) } else { cells() };
            Some(Lane { name: lane.name.clone(), items, cells })
        });
        Some(Self { lanes: lanes.collect::<Option<_>>()?, allotment })
    }
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
