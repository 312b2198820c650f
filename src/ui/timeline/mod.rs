//! The timeline: when things happened, who says so, and how the authors divide the time.
//!
//! [`layout`] is pure: events and bands in, places on the screen out. [`paint`] draws what it says. This file keeps
//! what the view remembers and puts the parts together: the head, the plot or the list, and the card of the phase.

mod bands;
mod brush;
mod chip;
mod conflicts;
mod drawing;
mod edits;
mod event_card;
mod filters;
mod following;
mod gathered;
mod head;
mod lanes;
pub mod layout;
mod lettering;
mod list;
mod navigate;
mod paint;
mod period_sheets;
mod periods;
mod phase_card;
mod phrase;
mod picture;
mod plot;
mod presses;
mod quill;
mod sheets;
mod strip;
mod svg;
mod telling;

use eframe::egui::{Context, Rect, Stroke, Ui, UiBuilder, pos2};

use super::theme::{self, timeline as sizes};
use super::{Actions, ViewCtx};
use crate::calendar::{Date, DateRange};
use crate::state::{Opening, PhaseRef, State, View};
use brush::Grip;
use drawing::Pull;
use event_card::Hover;
use gathered::{Filter, Gathered};
use layout::{LaneName, LaneOrder, Stretch};
use lettering::Lettering;
use list::SortBy;
use navigate::Place;
use plot::Drawn;
use presses::Presses;
use quill::Laid;
use sheets::Sheet;

/// What the timeline remembers between frames.
#[derive(Debug, Default)]
pub struct TimelineView {
    place: Place,
    gathered: Option<Gathered>,
    drawn: Option<Drawn>,
    filter: Filter,
    lanes_by: LaneOrder,
    lane_order: Vec<LaneName>,
    first_band: usize,
    hover: Option<Hover>,
    /// The chosen event with its place on the screen, and whether the keys stepped to it.
    chosen_at: Option<(usize, Rect)>,
    stepped: bool,
    /// Whether the last thing that the person touched was a key.
    by_keys: bool,
    presses: Presses,
    grip: Option<Grip>,
    /// What of the person's own phases is being drawn, and where on the axis their menu was asked for.
    pull: Option<Pull>,
    asked_at: Option<Date>,
    /// The chip that is open.
    chip: Option<chip::Opened>,
    /// The sheet that is open, and the event that waits for another one to be merged with.
    sheet: Option<Sheet>,
    merging: Option<usize>,
    /// Whether the lanes want the keyboard back, so that one can step on when a sheet has been closed.
    wants_keys: bool,
    list: bool,
    sort: (SortBy, bool),
    /// Whether the card of the phase was opened beside the other views, and whether it was closed where the timeline
    /// fills the window.
    card: [bool; 2],
    seen: Seen,
    letters: Lettering,
    /// How much was painted of the bands, of the short marks and of the long ones.
    laid: [Laid; 3],
    /// The room that the view has on the screen, and the size of a picture of it.
    room: Option<Rect>,
    picture: picture::Wanted,
    /// Whether this is a picture of the view: without buttons and filters.
    plain: bool,
    /// Whether it is a picture that is written line by line.
    vector: bool,
}

impl TimelineView {
    /// Forgets what belongs to a corpus: another one has been opened.
    fn forget(&mut self) {
        let kept = (self.lanes_by, self.list, self.sort, self.card);
        *self = Self::default();
        (self.lanes_by, self.list, self.sort, self.card) = kept;
    }

    /// The same view for a picture: what is seen, without what is only under the pointer or open for a moment.
    fn for_picture(&self, vector: bool) -> Self {
        Self {
            place: self.place.at_rest(),
            filter: self.filter.clone(),
            lanes_by: self.lanes_by,
            lane_order: self.lane_order.clone(),
            first_band: self.first_band,
            list: self.list,
            sort: self.sort,
            card: [false, self.card[1]],
            seen: self.seen.clone(),
            plain: true,
            vector,
            ..Self::default()
        }
    }
}

impl TimelineView {
    /// The stretch in hand: the brush, the chosen phase, or the whole years in sight.
    fn in_hand(&self, state: &State) -> DateRange {
        let seen = self.place.goal();
        let years = || {
            let [first, last] = [seen.begin, seen.end].map(|year| Date::from_axis(year).year());
            DateRange::new(Date::first_of_year(first), Date::last_of_year(last))
        };
        state.window_of_time().unwrap_or_else(years)
    }
}

/// What was looked at in the last frame: a change of it moves the axis.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    opening: Option<Opening>,
    phase: Option<PhaseRef>,
    event: Option<usize>,
    fills: bool,
}

/// How the timeline stands in its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setup {
    /// Beside the other views.
    Beside,
    /// Filling the window.
    Filling,
    /// In a small window.
    Small,
}

impl Setup {
    fn sizes(self) -> layout::Sizes {
        let at = self as usize;
        layout::Sizes {
            names: sizes::NAMES[at],
            margin_left: sizes::MARGIN,
            margin_right: sizes::MARGIN_RIGHT,
            band: sizes::BAND[at],
            band_gap: sizes::BAND_GAP,
            bands_share: sizes::BANDS_SHARE[at],
            band_inset: sizes::BAND_INSET,
            band_least: 14.0,
            lane: sizes::LANE[at],
            lane_tight: if self == Self::Beside { sizes::LANE_TIGHT } else { sizes::LANE[at] },
            row: if self == Self::Small { sizes::LANE[at] } else { sizes::ROW },
            row_most: sizes::ROW_MOST,
            disc: sizes::DISC,
            square: sizes::SQUARE,
            bar: sizes::SQUARE,
            long: sizes::LONG,
            touch: 2.0,
            chip: sizes::CHIP[0],
            chip_figure: 7.0,
            label_gap: 5.0,
            label_least: self.label_size() * 4.5,
            clear: 10.0,
            past_edge: 7.0,
            past_edge_reach: 24.0,
            axis: sizes::AXIS,
            strip: if self == Self::Filling { sizes::STRIP[0] } else { 0.0 },
            strip_bars: sizes::STRIP[1],
            gap: if self == Self::Filling { 10.0 } else { 6.0 },
        }
    }

    fn label_size(self) -> f32 {
        sizes::LABEL[usize::from(self == Self::Filling)]
    }

    fn label_most(self) -> usize {
        sizes::LABEL_MOST[usize::from(self == Self::Filling)]
    }
}

/// Shows the timeline in all the room that there is.
pub fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let whole = ui.available_rect_before_wrap();
    view.room = Some(whole);
    let fills = ctx.state.focus.fills == Some(View::Timeline);
    let card = ctx.state.focus.phase.is_some() && if fills { !view.card[1] } else { view.card[0] };
    let mut room = whole;
    if fills && card {
        room.set_right(whole.right() - sizes::PHASE_CARD);
    }
    let setup = match (fills, room.width() < sizes::SMALL) {
        (true, _) => Setup::Filling,
        (false, true) => Setup::Small,
        (false, false) => Setup::Beside,
    };
    let head = Rect::from_min_max(room.min, pos2(room.right(), room.top() + theme::HEAD_HEIGHT));
    let body = Rect::from_min_max(pos2(room.left(), head.bottom()), room.max);
    gather(ctx, view, body.height(), setup, ui.ctx());
    follow_focus(ctx, view, fills, ui.ctx());
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| head::show(ui, ctx, view, actions, setup));
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        if view.list {
            list::show(ui, ctx, view, actions);
        } else {
            plot::show(ui, ctx, view, actions, setup);
        }
    });
    if fills && card {
        let page = Rect::from_min_max(pos2(room.right(), whole.top()), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(page), |ui| phase_card::show(ui, ctx, view, actions, true));
        ui.painter().vline(page.left(), page.y_range(), Stroke::new(1.0, ctx.theme.hairline));
    } else if card {
        phase_card::beside(ui, ctx, view, actions, head.bottom());
    }
    sheets::show(ui, ctx, view, actions);
    ui.advance_cursor_after_rect(whole);
}

/// Gathers what is shown anew when something of it has changed.
fn gather(ctx: &ViewCtx<'_>, view: &mut TimelineView, height: f32, setup: Setup, egui: &Context) {
    if ctx.state.opening != view.seen.opening {
        view.forget();
        view.seen.opening = ctx.state.opening.clone();
    }
    let key = gathered::Key::new(ctx, view, height, setup);
    if view.gathered.as_ref().is_some_and(|gathered| gathered.key == key) {
        return;
    }
    let gathered = following::gather(view.gathered.take(), ctx, &view.filter, &view.lane_order, key);
    view.place.set_whole(gathered.whole, gathered.best);
    view.gathered = Some(gathered);
    view.drawn = None;
    egui.request_repaint();
}

/// Moves the axis to what was chosen elsewhere, as little as shows it; filling the window, a phase is looked at
/// closely.
fn follow_focus(ctx: &ViewCtx<'_>, view: &mut TimelineView, fills: bool, egui: &Context) {
    let focus = &ctx.state.focus;
    let opening = ctx.state.opening.clone();
    let now = Seen { opening, phase: focus.phase, event: focus.event, fills };
    let Some(gathered) = view.gathered.as_ref().filter(|_| now != view.seen) else { return };
    let motion = ctx.state.settings.motion;
    let extent = |phase: PhaseRef| {
        let (band, within) = gathered.bands.get(phase.band)?;
        let extent = layout::Extent::of(band.phases.get(phase.phase)?, *within);
        Some(Stretch { begin: extent.begin, end: extent.end })
    };
    let chosen = focus.phase.and_then(extent);
    let before = std::mem::replace(&mut view.seen, now);
    let (phase_changed, fills_changed) = (before.phase != view.seen.phase, before.fills != fills);
    if let Some(phase) = view.seen.phase.filter(|_| phase_changed)
        && let Some(row) = gathered.band_order.iter().position(|&band| band == phase.band)
    {
        let shown = view.drawn.as_ref().map_or(1, |drawn| drawn.picture.bands.len().max(1));
        if row < view.first_band || row >= view.first_band + shown {
            view.first_band = row.saturating_sub(shown - 1);
        }
    }
    if phase_changed || fills_changed {
        match chosen {
            Some(phase) if fills => view.place.go(phase.padded(0.12), egui, motion),
            None if fills || fills_changed => view.place.fit(gathered.best, egui, motion),
            Some(_) if fills_changed => view.place.fit(gathered.best, egui, motion),
            Some(phase) => {
                if let Some(to) = view.place.showing(phase) {
                    view.place.go(to, egui, motion);
                }
            }
            None => {}
        }
    }
    if before.event != view.seen.event
        && let Some(item) = view.seen.event.and_then(|event| gathered.item(event))
        && let Some(to) = view.place.showing(item.years)
    {
        view.place.go(to, egui, motion);
    }
}
