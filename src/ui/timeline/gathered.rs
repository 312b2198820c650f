//! What is shown, whatever the zoom: bands, events that the filters let through, lanes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::layout::{
    DensityBar, Extent, Item, LaneName, LaneOrder, Lanes, Scale, Stretch, density, fitting, items, lanes_for,
};
use super::{Setup, TimelineView, phrase};
use crate::calendar::{Date, DateRange, Precision};
use crate::model::{Attestation, Corpus, WorkId};
use crate::state::{Band, EventRow, Synopsis};
use crate::ui::ViewCtx;

/// Which events are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filter {
    /// Only events in which one of these takes part; empty for all.
    pub(super) actors: BTreeSet<String>,
    /// Only events that one of these tells; empty for all.
    pub(super) works: BTreeSet<WorkId>,
    /// Only events known at least so exactly.
    pub(super) sure: Option<Precision>,
    /// Only those that the person has decided on, or only those that she has not.
    pub(super) decided: Option<bool>,
    /// Only those that several tell independently.
    pub(super) several: bool,
    /// Only those about which works contradict each other.
    pub(super) disputed: bool,
    /// Only those that speak these words.
    pub(super) words: String,
}

impl Filter {
    /// Whether an event is let through. Words are looked for in its label, in its note, and in the sentences that
    /// tell it.
    pub(super) fn lets(&self, event: &EventRow, corpus: &Corpus) -> bool {
        let told = |told: &Attestation| corpus.text(told.work, told.sentence).contains(&self.words);
        (self.actors.is_empty() || event.actors.iter().any(|actor| self.actors.contains(actor)))
            && (self.works.is_empty() || event.attestations.iter().any(|a| self.works.contains(&a.work)))
            && self.sure.is_none_or(|least| event.precision <= least)
            && self.decided.is_none_or(|decided| event.origin.is_decided() == decided)
            && (!self.several || event.independent > 1)
            && (!self.disputed || !event.conflicts.is_empty())
            && (self.words.is_empty()
                || event.label.contains(&self.words)
                || event.note.contains(&self.words)
                || event.attestations.iter().any(told))
    }
}

/// What the gathering depends on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    revisions: (u64, u64),
    filter: Filter,
    pub(super) by: LaneOrder,
    order: Vec<LaneName>,
    pub(super) most: usize,
    label_most: usize,
}

impl Key {
    /// Whether nothing but the study has changed since another.
    pub(super) fn follows(&self, other: &Self) -> bool {
        let study = other.revisions.1;
        Self { revisions: (self.revisions.0, study), ..self.clone() } == *other
    }

    /// Whether lanes are those of actors.
    pub(super) fn is_by_actor(&self) -> bool {
        self.by == LaneOrder::Actor
    }

    pub(super) fn new(ctx: &ViewCtx<'_>, view: &TimelineView, height: f32, setup: Setup) -> Self {
        let bands = ctx.state.synopsis.bands.len();
        Self {
            revisions: (ctx.state.corpus_revision, ctx.state.study_revision),
            filter: view.filter.clone(),
            by: view.lanes_by,
            order: view.lane_order.clone(),
            most: lanes_for(height, bands, &setup.sizes()),
            label_most: setup.label_most(),
        }
    }
}

/// A stretch, or none for all time, with the number of its events and of the works that tell of them.
pub(super) type Held = (Option<DateRange>, (usize, usize));

/// What is shown, whatever the zoom.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) key: Key,
    /// What was gathered: the rows of events and of periodisations.
    pub(super) events: Arc<Vec<Arc<EventRow>>>,
    pub(super) stated: Arc<Vec<Band>>,
    /// From the first day that anything speaks of to the last.
    pub(super) all: Stretch,
    /// The bands, each with the time that its author knew.
    pub(super) bands: Vec<(Band, Stretch)>,
    /// The order in which bands are shown: the one with most to say, those that differ from it, those that do not.
    pub(super) band_order: Vec<usize>,
    /// The events on the axis.
    pub(super) items: Vec<Item>,
    /// Their lanes.
    pub(super) lanes: Lanes,
    /// Everything that the filters let through, in order of time, what has no date last.
    pub(super) listed: Vec<usize>,
    /// For each event of the synopsis its place in [`Self::items`] and its lane; those without a place on the axis have
    /// none.
    pub(super) places: Vec<Option<(u32, u16)>>,
    /// Events that stand nowhere on the axis.
    pub(super) nowhere: usize,
    /// Events of which only the order is known, whatever the filters.
    pub(super) order_only: usize,
    /// For each work how many tellings it has of the events on the axis.
    pub(super) tellers: BTreeMap<WorkId, usize>,
    /// Events that the filters keep back.
    pub(super) filtered: usize,
    /// Everything that there is on the axis.
    pub(super) whole: Stretch,
    /// What is shown when nothing is chosen.
    pub(super) best: Stretch,
    /// How many events lie in a stretch and how many works tell of them, for the stretch last asked for.
    pub(super) held: Cell<Option<Held>>,
    /// The bars of the strip, for the room that it had last.
    pub(super) density: RefCell<Option<(Scale, Rc<[DensityBar]>)>>,
    /// The widths of labels, by event, for one size; measured when first wanted.
    pub(super) widths: RefCell<(f32, Vec<f32>)>,
    /// The labels, by event; made when first wanted.
    pub(super) labels: RefCell<Vec<Option<Rc<str>>>>,
}

impl Gathered {
    pub(super) fn new(ctx: &ViewCtx<'_>, filter: &Filter, order: &[LaneName], key: Key) -> Self {
        let synopsis = &ctx.state.synopsis;
        let events = Arc::clone(&synopsis.events);
        let all = all(synopsis);
        let between = between(synopsis, None);
        let lets = |event: usize| events.get(event).is_some_and(|event| filter.lets(event, &ctx.state.corpus));
        let listed: Vec<usize> = (0..events.len()).filter(|&event| lets(event)).collect();
        let is_listed = |event: usize| listed.binary_search(&event).is_ok();
        let items = items(&events, all, &is_listed, &|event| between.get(&event).copied());
        let lanes = Lanes::new(&items, &events, key.by, key.most, order);
        let count = events.len();
        let mut gathered = Self {
            key,
            order_only: events.iter().filter(|event| event.order_only).count(),
            events,
            stated: Arc::default(),
            all,
            bands: Vec::new(),
            band_order: Vec::new(),
            places: Vec::new(),
            nowhere: listed.len() - items.len(),
            tellers: BTreeMap::new(),
            filtered: count - listed.len(),
            items,
            lanes,
            listed,
            whole: all,
            best: all,
            held: Cell::new(None),
            density: RefCell::new(None),
            widths: RefCell::new((0.0, vec![f32::NAN; count])),
            labels: RefCell::new(vec![None; count]),
        };
        for item in &gathered.items {
            tally(&mut gathered.tellers, &gathered.events[item.event], true);
        }
        gathered.take_bands(synopsis);
        gathered.find_places();
        gathered.find_best();
        gathered
    }

    /// Takes in the bands.
    pub(super) fn take_bands(&mut self, synopsis: &Synopsis) {
        self.stated = Arc::clone(&synopsis.bands);
        let known = |band: &Band| (band.clone(), known_to(synopsis, band, self.all));
        self.bands = synopsis.bands.iter().map(known).collect();
        let main = synopsis.main_band();
        let alike = |band: usize| self.bands[band].0.same_as.is_some() && Some(band) != main;
        let mut order: Vec<usize> = (0..self.bands.len()).collect();
        order.sort_by_key(|&band| (Some(band) != main, alike(band)));
        self.band_order = order;
    }

    /// Notes where each event stands.
    pub(super) fn find_places(&mut self) {
        let mut places = vec![None; self.events.len()];
        for (at, item) in (0..).zip(&self.items) {
            places[item.event] = Some((at, 0));
        }
        for (at, lane) in (0..).zip(&self.lanes.lanes) {
            for item in &lane.items {
                places[item.event] = places[item.event].map(|(place, _)| (place, at));
            }
        }
        self.places = places;
    }

    /// Finds the stretch that shows best what there is.
    pub(super) fn find_best(&mut self) {
        let phases = self.bands.iter().flat_map(|(band, within)| {
            band.phases.iter().map(|phase| {
                let extent = Extent::of(phase, *within);
                Stretch { begin: extent.begin, end: extent.end }
            })
        });
        let spans: Vec<Stretch> = self.items.iter().map(|item| item.years).collect();
        let all = self.all;
        let best = fitting(&spans, &phases.collect::<Vec<_>>()).unwrap_or(all.padded(0.05));
        self.best = best;
        self.whole = Stretch { begin: all.begin.min(best.begin), end: all.end.max(best.end) };
    }

    /// An event as it stands on the axis.
    pub(super) fn item(&self, event: usize) -> Option<Item> {
        let (at, _) = self.places.get(event).copied().flatten()?;
        self.items.get(at as usize).copied()
    }

    /// Whether an event stands on the axis within a stretch, as the lanes count; everything does without one.
    pub(super) fn holds(&self, event: usize, window: Option<DateRange>) -> bool {
        window.is_none() || self.item(event).is_some_and(|item| self.is_inside(&item, window))
    }

    fn is_inside(&self, item: &Item, window: Option<DateRange>) -> bool {
        window.is_none_or(|window| item.years.lies_in(Stretch::of(window, self.whole)))
    }

    /// How many events lie in a stretch (in all, without one), and how many works tell of them.
    pub(super) fn held(&self, events: &[Arc<EventRow>], window: Option<DateRange>) -> (usize, usize) {
        if let Some((known, counts)) = self.held.get().filter(|(known, _)| *known == window) {
            debug_assert_eq!(known, window);
            return counts;
        }
        if window.is_none() {
            return (self.items.len(), self.tellers.len());
        }
        let (mut count, mut works, mut last) = (0, BTreeSet::new(), None);
        for item in self.items.iter().filter(|item| self.is_inside(item, window)) {
            let Some(event) = events.get(item.event) else { continue };
            count += 1;
            // Few works tell of many events: most are known already.
            for told in &event.attestations {
                if last != Some(told.work) {
                    last = Some(told.work);
                    works.insert(told.work);
                }
            }
        }
        let counts = (count, works.len());
        self.held.set(Some((window, counts)));
        counts
    }

    /// The bars of the strip, counted once for each room.
    pub(super) fn density(&self, scale: &Scale, least: f32) -> Rc<[DensityBar]> {
        let mut known = self.density.borrow_mut();
        match known.as_ref().filter(|(of, _)| of == scale) {
            Some((_, bars)) => Rc::clone(bars),
            None => {
                let bars: Rc<[DensityBar]> = density(&self.items, scale, least).into();
                *known = Some((*scale, Rc::clone(&bars)));
                bars
            }
        }
    }

    /// The label of an event as the timeline writes it, made when first wanted.
    pub(super) fn label(&self, events: &[Arc<EventRow>], event: usize) -> Rc<str> {
        let mut known = self.labels.borrow_mut();
        let Some(known) = known.get_mut(event) else { return Rc::default() };
        Rc::clone(known.get_or_insert_with(|| self.shortened(events, event).into()))
    }

    /// The label of an event: as short as its lane allows, for the lane of an actor need not
    /// name him again.
    fn shortened(&self, events: &[Arc<EventRow>], event: usize) -> String {
        let Some(whole) = events.get(event).map(|event| event.label.trim()) else { return String::new() };
        let place = self.places.get(event).copied().flatten();
        let lane = place.and_then(|(_, lane)| self.lanes.lanes.get(usize::from(lane)));
        let short = match lane.map(|lane| &lane.name) {
            // 朝鲜的…: what belongs to the actor keeps its name.
            Some(LaneName::Of(name)) => whole
                .strip_prefix(name.as_str())
                .map(str::trim_start)
                .filter(|rest| !rest.starts_with('\u{7684}'))
                .unwrap_or(whole),
            _ => whole,
        };
        let short = if short.chars().nth(1).is_some() { short } else { whole };
        phrase::brief(short, self.key.label_most)
    }
}

/// Counts the tellings of an event that comes or goes.
pub(super) fn tally(tellers: &mut BTreeMap<WorkId, usize>, event: &EventRow, comes: bool) {
    for told in &event.attestations {
        let count = tellers.entry(told.work).or_default();
        *count = if comes { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            tellers.remove(&told.work);
        }
    }
}

/// The time that the author of a band knew: from the beginning of everything to the end of the year of his work.
fn known_to(synopsis: &Synopsis, band: &Band, all: Stretch) -> Stretch {
    let year = band.work.and_then(|work| synopsis.work(work)?.year);
    let end = year.map_or(all.end, |year| Date::last_of_year(year).plus_days(1).axis());
    Stretch { begin: all.begin, end: end.max(all.begin) }
}

/// From the first day that anything speaks of to the last.
pub(super) fn all(synopsis: &Synopsis) -> Stretch {
    let extent = synopsis.extent.map(|(first, last)| (first.axis(), last.plus_days(1).axis()));
    let (first, last) = extent.unwrap_or((1900.0, 2000.0));
    Stretch { begin: first, end: last.max(first) }
}

/// Places for events of which only the order is known: midway between the dated events that the same work tells just
/// before and just after, where these stand in order of time. With `works`, for those alone that one of these tells
/// first.
pub(super) fn between(synopsis: &Synopsis, works: Option<&BTreeSet<WorkId>>) -> BTreeMap<usize, f64> {
    let wanted = |event: &EventRow| event.order_only && works.is_none_or(|works| first_of(event, works));
    let events = || synopsis.events.iter().enumerate().filter(|(_, event)| wanted(event));
    let firsts = events().filter_map(|(_, event)| Some((event.attestations.first()?.work, Vec::new())));
    let mut told: BTreeMap<WorkId, Vec<(u32, f64)>> = firsts.collect();
    let dated = synopsis.events.iter().filter(|event| !event.order_only);
    for event in dated.take(if told.is_empty() { 0 } else { usize::MAX }) {
        let Some(begin) = event.range.begin else { continue };
        for attestation in &event.attestations {
            if let Some(told) = told.get_mut(&attestation.work) {
                told.push((attestation.clause.start, begin.axis()));
            }
        }
    }
    for told in told.values_mut() {
        told.sort_by_key(|&(at, _)| at);
    }
    let midway = |event: &EventRow| {
        let attestation = event.attestations.first()?;
        let told = told.get(&attestation.work)?;
        let next = told.partition_point(|&(at, _)| at <= attestation.clause.start);
        let (before, after) = (told.get(next.checked_sub(1)?)?.1, told.get(next)?.1);
        (before <= after).then_some((before + after) / 2.0)
    };
    events().filter_map(|(at, event)| Some((at, midway(event)?))).collect()
}

/// Whether one of these works tells an event first.
pub(super) fn first_of(event: &EventRow, works: &BTreeSet<WorkId>) -> bool {
    event.attestations.first().is_some_and(|told| works.contains(&told.work))
}
