//! Drawing one's own phases on the axis: a drag along the row of one's own periodisation adds a phase, a drag at a
//! bound moves it. An author's rows do not move.

use eframe::egui::{Align2, CursorIcon, Key, Popup, Rect, Response, Role, Sense, Stroke, Ui, pos2, vec2};

use super::layout::{BandRow, Segment};
use super::period_sheets::PeriodDraft;
use super::plot::Scene;
use super::sheets::Sheet;
use super::{TimelineView, periods, phrase};
use crate::calendar::Date;
use crate::model::{Edit, EntryId, OwnPeriodisation};
use crate::state::{Action, PhaseRef};
use crate::ui::theme;
use crate::ui::widgets::{dotted_rect, named, named_by};
use crate::ui::{Actions, ViewCtx};

/// What is being drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pull {
    /// A new phase of that band, from this place on the screen.
    New(usize, f32),
    /// A bound of a phase: whether it is the end.
    Bound(PhaseRef, bool),
}

/// Hears a drag along the row of one's own periodisation, and shows the phase that it would make.
pub(super) fn row(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, row: &BandRow, id: &EntryId) {
    let (ctx, scale) = (scene.ctx, &scene.picture.scale);
    let area = Rect::from_min_size(pos2(scale.left, row.top), vec2(scale.width, scene.setup.sizes().band));
    let response = ui.interact(area, ui.scope_id().with(("draw", id)), Sense::drag());
    named(&response, Role::Label, &ctx.words.get("timeline-phase-draw"));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
    if response.drag_started() {
        let from = ui.input(|i| i.pointer.press_origin()).map_or(area.left(), |at| at.x);
        view.pull = Some(Pull::New(row.band, from));
    }
    let Some(Pull::New(band, from)) = view.pull.filter(|_| response.dragged() || response.drag_stopped()) else {
        return;
    };
    let to = response.interact_pointer_pos().map_or(from, |at| at.x.clamp(scale.left, scale.right()));
    let Some(range) = periods::drawn(scale, from, to).filter(|_| band == row.band) else { return };
    let [begin, end] =
        [range.begin, range.end.map(|day| day.plus_days(1))].map(|day| day.map_or(to, |day| scale.x(day.axis())));
    dotted_rect(ui.painter(), Rect::from_x_y_ranges(begin..=end, area.y_range()).shrink(0.5), ctx.theme.vermilion);
    say(ui, scene, to, &phrase::bare(ctx.words, range));
    if response.drag_stopped() {
        view.pull = None;
        view.sheet = Some(Sheet::Period(PeriodDraft::add(ctx, id.clone(), range)));
    }
}

/// Hears drags at the bounds of one's own phases, of those that are `near` the pointer.
pub(super) fn bounds(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    row: &BandRow,
    (id, own): (&EntryId, &OwnPeriodisation),
    near: &dyn Fn(Rect) -> bool,
) {
    for segment in &row.segments {
        for is_end in [false, true] {
            bound(ui, scene, view, actions, row, segment, is_end, (id, own), near);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "one handle of one phase of one row")]
fn bound(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    row: &BandRow,
    segment: &Segment,
    is_end: bool,
    (id, own): (&EntryId, &OwnPeriodisation),
    near: &dyn Fn(Rect) -> bool,
) {
    let (ctx, scale) = (scene.ctx, &scene.picture.scale);
    let Some(phase) = own.phases.get(segment.phase) else { return };
    let (day, x) = if is_end { (phase.range.end, segment.right) } else { (phase.range.begin, segment.left) };
    let in_sight = scale.left < x && x < scale.right();
    let here = Pull::Bound(PhaseRef { band: row.band, phase: segment.phase }, is_end);
    if day.is_none() || !in_sight && view.pull != Some(here) {
        return;
    }
    let tall = scene.setup.sizes().band;
    let grab = Rect::from_center_size(pos2(x, row.top + tall / 2.0), vec2(theme::GRAB, tall));
    if view.pull != Some(here) && !near(grab) {
        return;
    }
    let response = ui.interact(grab, ui.scope_id().with(("bound", id, segment.phase, is_end)), Sense::drag());
    let key = if is_end { "timeline-phase-end" } else { "timeline-phase-begin" };
    named_by(&response, Role::Splitter, || ctx.words.with(key, &[("label", (&phase.label).into())]));
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if response.drag_started() {
        view.pull = Some(here);
    }
    if ui.input(|i| i.key_pressed(Key::Escape)) {
        view.pull = None;
    }
    if view.pull != Some(here) {
        return;
    }
    let Some(at) = response.interact_pointer_pos() else { return };
    let day = periods::nearest(scale, at.x.clamp(scale.left, scale.right()));
    let place = scale.x(day.axis());
    let line = Stroke::new(1.5, ctx.theme.vermilion);
    ui.painter().vline(place, row.top..=scene.picture.axis, line);
    say(ui, scene, place, &phrase::to_zoom(ctx.words, scale, day));
    if response.drag_stopped() {
        view.pull = None;
        let mut changed = own.clone();
        periods::move_bound(&mut changed, segment.phase, is_end, if is_end { day.plus_days(-1) } else { day });
        if changed != *own {
            actions.push(Action::Edit(periods::put(id.clone(), changed)));
        }
    }
}

/// Says a date beneath the bands, beside the pointer.
fn say(ui: &Ui, scene: &Scene<'_>, x: f32, text: &str) {
    let theme = scene.ctx.theme;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::bold(theme::CAPTION), theme.on_seal);
    let size = galley.size() + vec2(10.0, 4.0);
    let scale = &scene.picture.scale;
    let left = (x + 6.0).min(scale.right() - size.x);
    let area = Rect::from_min_size(pos2(left, scene.picture.lanes_top + 2.0), size);
    ui.painter().rect_filled(area, f32::from(theme::RADIUS), theme.vermilion);
    ui.painter().text(area.center(), Align2::CENTER_CENTER, text, theme::bold(theme::CAPTION), theme.on_seal);
}

/// What can be done with a periodisation and its phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodDeed {
    /// Copy the whole as one's own.
    Copy,
    /// Write a phase anew.
    Change,
    /// Divide a phase.
    Divide,
    /// Take a phase out.
    Drop,
    /// Give the whole another name.
    Rename,
    /// Take the whole away.
    Remove,
}

impl PeriodDeed {
    /// All, with the words and the key of each.
    pub(super) const ALL: [(Self, &'static str, Option<Key>); 6] = [
        (Self::Copy, "timeline-period-copy", Some(Key::C)),
        (Self::Change, "timeline-phase-change", Some(Key::E)),
        (Self::Divide, "timeline-phase-divide", Some(Key::S)),
        (Self::Drop, "timeline-phase-drop", Some(Key::X)),
        (Self::Rename, "timeline-period-rename", Some(Key::R)),
        (Self::Remove, "timeline-period-remove", None),
    ];

    /// Whether it is possible: an author's can only be copied.
    pub(super) fn fits(self, is_own: bool) -> bool {
        is_own || self == Self::Copy
    }

    /// Does it, or opens the sheet on which it is done. `at` is where on the axis it was asked for.
    pub(super) fn start(
        self,
        ctx: &ViewCtx<'_>,
        view: &mut TimelineView,
        here: PhaseRef,
        at: Option<Date>,
        actions: &mut Actions,
    ) {
        let Some(band) = ctx.state.synopsis.bands.get(here.band) else { return };
        if self == Self::Copy {
            let who = super::bands::seal_of(ctx, band).map_or_else(|| band.name.clone(), |seal| seal.text);
            let name = ctx.words.with("timeline-period-copied", &[("who", (&who).into())]);
            actions.push(Action::Edit(periods::copy(ctx, band, name)));
            return;
        }
        let Some((id, own)) = periods::own_band(ctx, band) else { return };
        let mut changed = own.clone();
        match self {
            Self::Copy => {}
            Self::Change => view.sheet = PeriodDraft::phase(ctx, id, own, here.phase).map(Sheet::Period),
            Self::Rename => view.sheet = Some(Sheet::Period(PeriodDraft::rename(id, own))),
            Self::Divide => {
                let label = ctx.words.get("timeline-phase-new").into_owned();
                if periods::divide(&mut changed, here.phase, at, label) {
                    actions.push(Action::Edit(periods::put(id, changed)));
                }
            }
            Self::Drop => {
                periods::drop_phase(&mut changed, here.phase);
                actions.push(Action::Edit(periods::put(id, changed)));
            }
            Self::Remove => actions.push(Action::Edit(Edit::remove(id))),
        }
    }
}

/// The menu of a phase, or of the name of a band, that opens with the other button.
pub(super) fn menu(
    response: &Response,
    scene: &Scene<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    here: PhaseRef,
    of_phase: bool,
) {
    let ctx = scene.ctx;
    if response.secondary_clicked() {
        view.asked_at = response.interact_pointer_pos().map(|at| periods::nearest(&scene.picture.scale, at.x));
    }
    let is_own = scene.gathered.bands.get(here.band).is_some_and(|(band, _)| periods::own_band(ctx, band).is_some());
    Popup::context_menu(response).width(200.0).show(|ui| {
        for (deed, words, key) in PeriodDeed::ALL.into_iter().filter(|(deed, ..)| deed.fits(is_own)) {
            let about_phase = matches!(deed, PeriodDeed::Change | PeriodDeed::Divide | PeriodDeed::Drop);
            if about_phase && !of_phase {
                continue;
            }
            let words = if deed == PeriodDeed::Divide { "timeline-phase-divide-here" } else { words };
            let button = eframe::egui::Button::new(ctx.words.get(words));
            if ui.add(button.shortcut_text(key.map_or("", Key::name))).clicked() {
                deed.start(ctx, view, here, view.asked_at, actions);
            }
        }
        if !is_own {
            let hint = ctx.words.get("timeline-phase-locked");
            crate::ui::widgets::paragraph(ui, &hint, theme::sans(theme::CAPTION), ctx.theme.faded);
        }
    });
}

/// What the keys do with the chosen phase while the bands have the keyboard.
pub(super) fn keys(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let Some(here) = ctx.state.focus.phase else { return };
    let Some((band, _)) = ctx.state.chosen_phase() else { return };
    let is_own = periods::own_band(ctx, band).is_some();
    for (deed, _, key) in PeriodDeed::ALL.into_iter().filter(|(deed, ..)| deed.fits(is_own)) {
        if key.is_some_and(|key| ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, key))) {
            deed.start(ctx, view, here, None, actions);
        }
    }
}
