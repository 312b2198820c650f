//! Layout: where everything on the timeline stands. Pure and without egui: numbers in, numbers out.
//!
//! Years are places on the axis of years ([`crate::calendar::Date::axis`]); everything else is in points. [`items`]
//! and [`Lanes`] depend on what was found and filtered, and follow an edit by making anew only what it changes; [`draw`] lays that on the screen for one stretch of the axis.

mod acting;
mod allot;
mod bands;
mod cells;
mod density;
mod gather;
mod pack;
mod peaks;
mod row;
mod stretch;
mod ticks;

pub use bands::{Extent, Segment, segments};
pub use density::{DensityBar, density};
pub use gather::{Change, Form, Item, Lane, LaneName, LaneOrder, Lanes, items};
pub use pack::lay;
pub use row::{Label, Mark, MarkKind, Rows, Setting};
pub use stretch::{NARROWEST, Scale, Stretch, WIDEST, fitting};
pub use ticks::{Tick, TickMark, ticks};

use crate::state::Band;
use pack::Trial;

/// Every measure that the layout needs, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// The column of names at the left.
    pub names: f32,
    /// The margin at the left.
    pub margin_left: f32,
    /// The margin at the right.
    pub margin_right: f32,
    /// The height of a band.
    pub band: f32,
    /// The room between bands.
    pub band_gap: f32,
    /// The most of the height that bands take, as a share.
    pub bands_share: f32,
    /// From a phase's edge to its name.
    pub band_inset: f32,
    /// The least room in which a phase's number is written.
    pub band_least: f32,
    /// The height of a lane of one row.
    pub lane: f32,
    /// The height to which lanes shrink so that four of them fit.
    pub lane_tight: f32,
    /// The height of each further row.
    pub row: f32,
    /// The most that a row is stretched to fill the room.
    pub row_most: f32,
    /// The diameter of a day's disc.
    pub disc: f32,
    /// The side of a month's square.
    pub square: f32,
    /// The height of a bar, and its least width.
    pub bar: f32,
    /// A stretch longer than this is a line at the row's foot.
    pub long: f32,
    /// Glyphs closer than this touch.
    pub touch: f32,
    /// The width of a chip with one figure.
    pub chip: f32,
    /// What each further figure adds.
    pub chip_figure: f32,
    /// From a glyph to its label.
    pub label_gap: f32,
    /// The least width of a label that is cut.
    pub label_least: f32,
    /// What stays clear about a label.
    pub clear: f32,
    /// From the edge of a phase to a label past it.
    pub past_edge: f32,
    /// How near the edge a glyph must be for that.
    pub past_edge_reach: f32,
    /// The height of the axis with its labels.
    pub axis: f32,
    /// The height of the density strip with its labels; 0 for none.
    pub strip: f32,
    /// The height of its bars.
    pub strip_bars: f32,
    /// The room between bands and lanes, and between lanes and strip.
    pub gap: f32,
}

impl Sizes {
    /// The width of a chip that counts so many.
    #[must_use]
    pub fn chip_width(&self, count: usize) -> f32 {
        let figures = count.checked_ilog10().unwrap_or(0) as f32;
        self.chip + figures * self.chip_figure
    }
}

/// A band laid on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct BandRow {
    /// Its place in the synopsis.
    pub band: usize,
    /// Its top.
    pub top: f32,
    /// Its phases in sight.
    pub segments: Vec<Segment>,
}

/// A lane laid on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneRow {
    /// Its place among the lanes.
    pub lane: usize,
    /// Its top.
    pub top: f32,
    /// Its height.
    pub height: f32,
    /// The height of each of its rows.
    pub row: f32,
    /// What stands in it.
    pub rows: Rows,
    /// How many of its events lie in the stretch in hand.
    pub inside: usize,
    /// How many it has.
    pub count: usize,
}

/// The ground of the chosen phase through the lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// Where it begins to show, shows in full, begins to fade, is gone.
    pub at: [f32; 4],
    /// The number of the phase, which gives the colour.
    pub phase: usize,
    /// Whether its beginning is a line.
    pub sure_begin: bool,
    /// Whether its end is a line.
    pub sure_end: bool,
}

/// Everything on the timeline, laid on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The axis.
    pub scale: Scale,
    /// The bands in sight.
    pub bands: Vec<BandRow>,
    /// Bands for which there was no room.
    pub bands_hidden: usize,
    /// The ground of the chosen phase.
    pub ground: Option<Ground>,
    /// Where the lanes begin.
    pub lanes_top: f32,
    /// The lanes.
    pub lanes: Vec<LaneRow>,
    /// The line of the axis.
    pub axis: f32,
    /// Its ticks.
    pub ticks: Vec<Tick>,
    /// Events in sight.
    pub shown: usize,
    /// Events on the axis, but out of sight.
    pub out_of_sight: usize,
}

/// What is to be laid on the screen.
pub struct Request<'a> {
    /// Left, top, right, bottom of the room.
    pub room: [f32; 4],
    /// The stretch of the axis.
    pub years: Stretch,
    /// The measures.
    pub sizes: Sizes,
    /// All bands, with the time that the author of each knew.
    pub bands: &'a [(Band, Stretch)],
    /// The order in which they are shown.
    pub band_order: &'a [usize],
    /// How far the person has turned in that order.
    pub first_band: usize,
    /// The chosen phase, by its band and its place in it.
    pub chosen_phase: Option<(usize, usize)>,
    /// The chosen event.
    pub chosen_event: Option<Item>,
    /// The stretch in hand: the brush, or the chosen phase.
    pub window: Option<Stretch>,
    /// The lanes.
    pub lanes: &'a [Lane],
    /// The width of an event's label.
    pub label: &'a dyn Fn(&Item) -> f32,
    /// The words of a tick and their width.
    pub tick: &'a dyn Fn(TickMark, bool) -> (String, f32),
}

impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request").field("room", &self.room).field("years", &self.years).finish_non_exhaustive()
    }
}

/// As many lanes are worth making them lower.
const ENOUGH: usize = 4;

/// The number of lanes for which a height has room beside so many bands.
#[must_use]
pub fn lanes_for(height: f32, bands: usize, sizes: &Sizes) -> usize {
    let lanes = height - bands_height(bands_for(height, bands, sizes), sizes) - sizes.axis - sizes.strip;
    let fit = |lane: f32| (lanes / lane).floor().max(1.0) as usize;
    let whole = fit(sizes.lane);
    // Half of the rows are left to the lanes that need several.
    let most = if whole > ENOUGH { ENOUGH.max(whole / 2) + 1 } else { whole };
    most.max(fit(sizes.lane_tight).min(ENOUGH))
}

/// The number of bands for which there is room.
fn bands_for(height: f32, bands: usize, sizes: &Sizes) -> usize {
    let room = (height * sizes.bands_share / (sizes.band + sizes.band_gap)).floor().max(1.0) as usize;
    bands.min(room)
}

fn bands_height(bands: usize, sizes: &Sizes) -> f32 {
    if bands == 0 { 0.0 } else { bands as f32 * (sizes.band + sizes.band_gap) - sizes.band_gap + sizes.gap }
}

/// Lays everything on the screen.
#[must_use]
pub fn draw(request: &Request<'_>) -> Picture {
    let sizes = &request.sizes;
    let [left, top, right, bottom] = request.room;
    let from = left + sizes.margin_left + sizes.names;
    let scale = Scale { years: request.years, left: from, width: (right - sizes.margin_right - from).max(1.0) };
    let shown = bands_for(bottom - top, request.bands.len(), sizes);
    let first = request.first_band.min(request.bands.len() - shown);
    let in_sight = request.band_order.iter().skip(first).take(shown);
    let bands = in_sight.filter_map(|&band| Some((band, request.bands.get(band)?))).enumerate();
    let bands = bands.map(|(row, (band, (stated, within)))| {
        let top = top + row as f32 * (sizes.band + sizes.band_gap);
        BandRow { band, top, segments: segments(stated, *within, &scale, sizes) }
    });
    let bands: Vec<BandRow> = bands.collect();
    let ground = request.chosen_phase.and_then(|(band, phase)| ground(request.bands.get(band)?, phase, &scale));
    let setting = Setting {
        scale,
        sizes: *sizes,
        window: request.window,
        edges: edges(ground.as_ref(), request.window, &scale),
        chosen: request.chosen_event,
        label: request.label,
    };
    let lanes_top = top + bands_height(shown, sizes);
    let lanes = lay_lanes(request.lanes, &setting, lanes_top, bottom - sizes.axis - sizes.strip);
    let axis = lanes.last().map_or(bottom - sizes.axis - sizes.strip, |lane| lane.top + lane.height);
    let seen = |lane: &LaneRow| lane.count - lane.rows.before - lane.rows.after;
    Picture {
        scale,
        bands_hidden: request.bands.len() - shown,
        bands,
        ground,
        lanes_top,
        axis,
        ticks: ticks(&scale, request.tick),
        shown: lanes.iter().map(seen).sum(),
        out_of_sight: lanes.iter().map(|lane| lane.rows.before + lane.rows.after).sum(),
        lanes,
    }
}

fn ground((band, within): &(Band, Stretch), phase: usize, scale: &Scale) -> Option<Ground> {
    let extent = Extent::of(band.phases.get(phase)?, *within);
    let (start, stop) = (scale.left, scale.right());
    let at = [extent.begin, extent.full, extent.fades, extent.end].map(|year| scale.x(year));
    (at[3] > start && at[0] < stop).then(|| Ground {
        at: at.map(|x| x.clamp(start, stop)),
        phase,
        sure_begin: extent.begin == extent.full && at[0] >= start,
        sure_end: extent.fades == extent.end && at[3] <= stop,
    })
}

/// The places that labels do not cross: the ends of the stretch in hand, where they are in sight.
fn edges(ground: Option<&Ground>, window: Option<Stretch>, scale: &Scale) -> Vec<f32> {
    let inside = |x: &f32| *x > scale.left + 1.0 && *x < scale.right() - 1.0;
    let ends = match (ground, window) {
        // A bound that fades is no edge to be crossed.
        (Some(ground), _) => [(ground.sure_begin, ground.at[0]), (ground.sure_end, ground.at[3])]
            .map(|(sure, x)| if sure { x } else { scale.left }),
        (None, Some(window)) => [scale.x(window.begin), scale.x(window.end)],
        (None, None) => return Vec::new(),
    };
    ends.into_iter().filter(inside).collect()
}

/// Shares the room among the lanes: each at least one row, then more to those that need most beside what they have, and
/// what is left over stretches the rows and then the lanes, so that the axis stands where it stood. Need grows with the
/// root of what there is to show: a lane with everything else in it must not take all.
fn lay_lanes(lanes: &[Lane], setting: &Setting<'_>, top: f32, bottom: f32) -> Vec<LaneRow> {
    let sizes = &setting.sizes;
    let room = (bottom - top).max(sizes.lane);
    let mut counts = vec![1; lanes.len()];
    let spare = ((room - sizes.lane * lanes.len() as f32) / sizes.row).floor().max(0.0) as usize;
    let trials: Vec<Trial<'_>> = lanes.iter().map(|lane| Trial::new(lane, setting, spare + 1)).collect();
    if spare > 0 {
        let mut left = spare;
        while left > 0 {
            let crowd = |events: usize| events as f32 * sizes.label_least * 2.0 / setting.scale.width;
            let short = counts.iter().zip(&trials).enumerate().filter(|(_, (has, trial))| **has < trial.wants);
            let need = short.map(|(at, (&has, trial))| {
                let need = crowd(trial.count()).max(trial.wants as f32).sqrt() / has as f32;
                ((need * 1000.0) as usize, std::cmp::Reverse(at))
            });
            let Some((_, std::cmp::Reverse(at))) = need.max() else { break };
            counts[at] += 1;
            left -= 1;
        }
    }
    let extra = sizes.lane - sizes.row;
    let used: usize = counts.iter().sum();
    let even = (room - extra * lanes.len() as f32) / used.max(1) as f32;
    let row = even.clamp(sizes.row.min(even), sizes.row_most);
    let left_over = (room - extra * lanes.len() as f32 - row * used as f32).max(0.0) / lanes.len().max(1) as f32;
    let mut top = top;
    let mut placed = Vec::with_capacity(lanes.len());
    for (at, ((lane, trial), rows)) in lanes.iter().zip(trials).zip(counts).enumerate() {
        let height = row * rows as f32 + extra + left_over;
        let rows = trial.lay(setting, rows);
        let inside = setting.window.map_or(lane.items.len(), |window| lane.inside(window));
        placed.push(LaneRow { lane: at, top, height, row, rows, inside, count: lane.items.len() });
        top += height;
    }
    placed
}
