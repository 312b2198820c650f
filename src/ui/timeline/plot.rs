//! The plot: lays the picture out when something has changed, shows its parts, and hears the keys.

use std::cell::RefCell;

use eframe::egui::{Align2, Event, EventFilter, Key, Modifiers, Painter, Rect, Response, Role, Sense, Ui};

use super::gathered::Gathered;
use super::layout::{self, Item, Picture, Request, Stretch};
use super::lettering::Lettering;
use super::period_sheets::PeriodDraft;
use super::sheets::{Deed, Draft, Sheet};
use super::{Setup, TimelineView, bands, chip, drawing, event_card, lanes, paint, phrase, sheets, strip};
use crate::state::{Action, PhaseRef, State};
use crate::ui::theme;
use crate::ui::widgets::{focus_ring, named};
use crate::ui::{Actions, ViewCtx};

/// What the parts of the plot share in one frame.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) ctx: &'a ViewCtx<'a>,
    pub(super) gathered: &'a Gathered,
    pub(super) picture: &'a Picture,
    pub(super) setup: Setup,
    pub(super) room: Rect,
}

/// The last picture, and what it depends on.
#[derive(Debug)]
pub(super) struct Drawn {
    room: Rect,
    years: Stretch,
    focus: (Option<PhaseRef>, Option<usize>, Option<Stretch>),
    first_band: usize,
    look: (Setup, crate::state::Language),
    pub(super) picture: Picture,
}

/// Shows the plot in all the room that there is.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, setup: Setup) {
    let room = ui.available_rect_before_wrap();
    if view.gathered.as_ref().is_none_or(|gathered| gathered.items.is_empty() && gathered.bands.is_empty()) {
        empty(ui, ctx, view, room);
        return;
    }
    let years = view.place.now(ui.ctx());
    view.letters.begin(ui.painter(), view.drawn.as_ref().is_some_and(|drawn| drawn.years != years));
    draw(ui.painter(), ctx, view, room, years, setup);
    let (Some(drawn), Some(gathered)) = (view.drawn.take(), view.gathered.take()) else { return };
    let scene = Scene { ctx, gathered: &gathered, picture: &drawn.picture, setup, room };
    ui.input(|i| {
        let key = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
        view.by_keys = (view.by_keys || i.events.iter().any(key)) && !i.pointer.any_pressed();
    });
    let on_bands = bands::show(ui, &scene, view, actions);
    let on_lanes = lanes::show(ui, &scene, view, actions);
    if setup == Setup::Filling {
        strip::show(ui, &scene, view, actions);
    }
    if on_bands || on_lanes {
        view.presses.one_a_frame(ui);
    } else {
        view.presses.forget();
    }
    if on_bands {
        drawing::keys(ui, ctx, view, actions);
    }
    if on_bands || on_lanes {
        keys(ui, &scene, view, actions);
    }
    event_card::show(ui, &scene, view, actions, on_lanes || on_bands);
    chip::show(ui, &scene, view, actions);
    view.letters.end(ui.painter());
    view.drawn = Some(drawn);
    view.gathered = Some(gathered);
}

/// Says in plain words why nothing is drawn.
fn empty(ui: &Ui, ctx: &ViewCtx<'_>, view: &TimelineView, room: Rect) {
    let filtered = view.gathered.as_ref().map_or(0, |gathered| gathered.filtered);
    let text = why_empty(ctx, filtered);
    let response = ui.interact(room, ui.scope_id().with("empty"), Sense::hover());
    named(&response, Role::Label, &text);
    ui.painter().text(room.center(), Align2::CENTER_CENTER, text, theme::sans(14.0), ctx.theme.faded);
}

/// Why there is no event: none was found, or the filters keep them all back.
pub(super) fn why_empty(ctx: &ViewCtx<'_>, filtered: usize) -> String {
    if filtered > 0 {
        ctx.words.with("timeline-empty-filtered", &[("n", filtered.into())])
    } else {
        ctx.words.get("timeline-empty").into_owned()
    }
}

/// Lays the picture out, unless the last one still holds.
fn draw(painter: &Painter, ctx: &ViewCtx<'_>, view: &mut TimelineView, room: Rect, years: Stretch, setup: Setup) {
    let Some(gathered) = &view.gathered else { return };
    let state = ctx.state;
    let window = state.window_of_time().map(|range| Stretch::of(range, gathered.whole));
    let focus = (state.focus.phase, state.focus.event, window);
    let look = (setup, ctx.words.language());
    let holds = |drawn: &Drawn| {
        (drawn.room, drawn.years, drawn.focus, drawn.first_band, drawn.look)
            == (room, years, focus, view.first_band, look)
    };
    if view.drawn.as_ref().is_some_and(holds) {
        return;
    }
    let letters = RefCell::new(&mut view.letters);
    let label = |item: &Item| label_width(painter, &mut letters.borrow_mut(), ctx, gathered, item, setup);
    let tick = |mark, full| {
        let text = phrase::tick(ctx.words, mark, full);
        let galley = painter.layout_no_wrap(text.clone(), theme::sans(theme::CAPTION), ctx.theme.faded);
        (text, galley.size().x)
    };
    let picture = layout::draw(&Request {
        room: [room.left(), room.top(), room.right(), room.bottom()],
        years,
        sizes: setup.sizes(),
        bands: &gathered.bands,
        band_order: &gathered.band_order,
        first_band: view.first_band,
        chosen_phase: state.focus.phase.map(|phase| (phase.band, phase.phase)),
        chosen_event: state.focus.event.and_then(|event| gathered.item(event)),
        window,
        lanes: &gathered.lanes.lanes,
        label: &label,
        tick: &tick,
    });
    view.drawn = Some(Drawn { room, years, focus, first_band: view.first_band, look, picture });
}

/// The width of an event's label, measured once for each size.
fn label_width(
    painter: &Painter,
    letters: &mut Lettering,
    ctx: &ViewCtx<'_>,
    gathered: &Gathered,
    item: &Item,
    setup: Setup,
) -> f32 {
    let size = setup.label_size();
    let mut widths = gathered.widths.borrow_mut();
    if widths.0 != size {
        widths.0 = size;
        widths.1.fill(f32::NAN);
    }
    let Some(width) = widths.1.get_mut(item.event) else { return 0.0 };
    if width.is_nan() {
        let text = gathered.label(&ctx.state.synopsis.events, item.event);
        *width = paint::label_width(painter, letters, &text, size, (item.flagged, item.told));
    }
    *width
}

/// The outline of a part that has the keyboard, once a key has been pressed: a click wants no frame around everything.
pub(super) fn ring(ui: &Ui, scene: &Scene<'_>, view: &TimelineView, response: &Response) {
    if view.by_keys {
        focus_ring(ui, scene.ctx.theme, response);
    }
}

/// Keeps the arrow keys for a part that has the keyboard: they step, and do not leave it. Nor does Escape while there
/// is something to let go of.
pub(super) fn lock_keys(ui: &Ui, scene: &Scene<'_>, view: &TimelineView, response: &Response) {
    if response.has_focus() {
        let escape = scene.ctx.state.focus.event.is_some() || view.merging.is_some() || view.chip.is_some();
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

/// How much one press of + or − zooms.
const STEP: f64 = 1.6;

/// What the keys do while the bands or the lanes have the keyboard.
fn keys(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let (egui, state) = (ui.ctx(), scene.ctx.state);
    let motion = state.settings.motion;
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let now = view.place.goal();
    let middle = (now.begin + now.end) / 2.0;
    for (key, step) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if pressed(key) {
            actions.push(Action::StepPhase(step));
        }
    }
    for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
        if pressed(key)
            && let Some(event) = next_event(state, scene.gathered, step)
        {
            view.stepped = true;
            actions.push(Action::ChooseEvent(Some(event)));
        }
    }
    if pressed(Key::Enter)
        && let Some(event) = state.focus.event
    {
        sheets::choose(scene.ctx, view, event, actions);
    }
    if let Some(event) = state.focus.event {
        for (deed, _, key) in Deed::ALL {
            if pressed(key) {
                deed.start(scene.ctx, view, event, actions);
            }
        }
    }
    if pressed(Key::N) {
        let year = crate::calendar::Date::from_axis(middle).year();
        view.sheet = Some(Sheet::Event(Draft::new(phrase::year(scene.ctx.words, year), None)));
    }
    if pressed(Key::P) {
        view.sheet = Some(Sheet::Period(PeriodDraft::new(scene.ctx, view.in_hand(state))));
    }
    if pressed(Key::Escape) {
        view.merging = None;
        view.stepped = false;
        if state.focus.event.is_some() {
            actions.push(Action::ChooseEvent(None));
        }
    }
    let plus = ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, Key::Plus));
    if pressed(Key::Plus) || pressed(Key::Equals) || plus {
        view.place.go(now.zoomed(1.0 / STEP, middle), egui, motion);
    }
    if pressed(Key::Minus) {
        view.place.go(now.zoomed(STEP, middle), egui, motion);
    }
    if pressed(Key::Num0) {
        view.place.fit(scene.gathered.best, egui, motion);
    }
    if pressed(Key::Home) {
        view.place.go(view.place.at_start(), egui, motion);
    }
    if pressed(Key::End) {
        view.place.go(view.place.at_end(), egui, motion);
    }
}

/// The next event in order of time, within the stretch in hand if there is one.
fn next_event(state: &State, gathered: &Gathered, step: isize) -> Option<usize> {
    let window = state.window_of_time().map(|range| Stretch::of(range, gathered.whole));
    let inside = |item: &&Item| window.is_none_or(|window| item.years.meets(window));
    let order: Vec<usize> = gathered.items.iter().filter(inside).map(|item| item.event).collect();
    let now = state.focus.event.and_then(|event| order.iter().position(|&other| other == event));
    let next = match now {
        Some(now) => now.checked_add_signed(step)?,
        None if step > 0 => 0,
        None => order.len().checked_sub(1)?,
    };
    order.get(next).copied()
}
