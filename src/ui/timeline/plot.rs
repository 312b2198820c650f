//! The plot: bands, lanes and axis on the screen, and what the pointer and the keys do there.

use eframe::egui::{
    Align2, CursorIcon, EventFilter, Id, Key, Modifiers, Painter, Rect, Role, Sense, Stroke, Ui, pos2, vec2,
};

use super::gathered::Gathered;
use super::layout::{self, Item, LaneName, MarkKind, Picture, Request, Stretch};
use super::paint::{self, MarkLook, PhaseLook};
use super::{Setup, TimelineView, phrase};
use crate::state::{Action, PhaseRef, State};
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{elided, focus_ring, named, named_choice, paint_seal};
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// The event under the pointer.
#[derive(Clone, Debug)]
pub(super) struct Hover {
    /// Which.
    pub(super) event: usize,
    /// Its glyph.
    pub(super) anchor: Rect,
    /// Since when, in seconds of egui's clock.
    pub(super) since: f64,
}

/// The last picture, and what it depends on.
#[derive(Debug)]
pub(super) struct Drawn {
    room: Rect,
    years: Stretch,
    focus: (Option<PhaseRef>, Option<usize>, Option<Stretch>),
    first_band: usize,
    look: (Setup, crate::state::Language),
    picture: Picture,
}

/// Shows the plot in all the room that there is.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, setup: Setup) {
    let room = ui.available_rect_before_wrap();
    if view.gathered.as_ref().is_none_or(|gathered| gathered.items.is_empty() && gathered.bands.is_empty()) {
        empty(ui, ctx, view, room);
        return;
    }
    let years = view.place.now(ui.ctx());
    draw(ui.painter(), ctx, view, room, years, setup);
    let (Some(drawn), Some(gathered)) = (view.drawn.take(), view.gathered.take()) else { return };
    let picture = &drawn.picture;
    let focused = bands(ui, ctx, view, actions, &gathered, picture, setup, room)
        | lanes(ui, ctx, view, actions, &gathered, picture, setup, room);
    if focused {
        keys(ui, ctx, view, actions, &gathered);
    }
    view.drawn = Some(drawn);
    view.gathered = Some(gathered);
}

/// Says in plain words why nothing is drawn.
fn empty(ui: &Ui, ctx: &ViewCtx<'_>, view: &TimelineView, room: Rect) {
    let filtered = view.gathered.as_ref().map_or(0, |gathered| gathered.filtered);
    let text = if filtered > 0 {
        ctx.words.with("timeline-empty-filtered", &[("n", filtered.into())])
    } else {
        ctx.words.get("timeline-empty").into_owned()
    };
    let response = ui.interact(room, ui.scope_id().with("empty"), Sense::hover());
    named(&response, Role::Label, &text);
    ui.painter().text(room.center(), Align2::CENTER_CENTER, text, theme::sans(14.0), ctx.theme.faded);
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
    let size = setup.label_size();
    let label = |item: &Item| label_width(painter, gathered, state, item, size, setup);
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
        first_band: view.first_band,
        chosen_phase: state.focus.phase.map(|phase| (phase.band, phase.phase)),
        chosen_event: state.focus.event,
        window,
        lanes: &gathered.lanes,
        label: &label,
        tick: &tick,
    });
    view.drawn = Some(Drawn { room, years, focus, first_band: view.first_band, look, picture });
}

fn label_width(painter: &Painter, gathered: &Gathered, state: &State, item: &Item, size: f32, setup: Setup) -> f32 {
    let mut widths = gathered.widths.borrow_mut();
    if widths.0 != size {
        widths.0 = size;
        widths.1.fill(f32::NAN);
    }
    let Some(width) = widths.1.get_mut(item.event) else { return 0.0 };
    if width.is_nan() {
        let text = state.synopsis.events.get(item.event).map_or_else(String::new, |e| Gathered::label(e, setup));
        *width = paint::label_width(painter, &text, size, item.flagged, item.told);
    }
    *width
}

/// The bands. Answers whether they have the keyboard.
fn bands(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    gathered: &Gathered,
    picture: &Picture,
    setup: Setup,
    room: Rect,
) -> bool {
    let sizes = setup.sizes();
    let (Some(first), Some(last)) = (picture.bands.first(), picture.bands.last()) else { return false };
    let area = Rect::from_min_max(
        pos2(room.left() + sizes.margin_left, first.top),
        pos2(picture.scale.right(), last.top + sizes.band),
    );
    let group = ui.interact(area, ui.scope_id().with("bands"), Sense::focusable_noninteractive());
    named(&group, Role::Group, &ctx.words.get("timeline-bands"));
    for row in &picture.bands {
        let Some((band, _)) = gathered.bands.get(row.band) else { continue };
        let strip = Rect::from_min_size(pos2(area.left(), row.top), vec2(area.width(), sizes.band));
        band_name(
            ui,
            ctx,
            actions,
            row.band,
            band,
            Rect::from_min_size(strip.min, vec2(sizes.names - 8.0, sizes.band)),
            setup,
        );
        for segment in &row.segments {
            let Some(phase) = band.phases.get(segment.phase) else { continue };
            let here = PhaseRef { band: row.band, phase: segment.phase };
            let chosen = ctx.state.focus.phase == Some(here);
            let at = Rect::from_min_max(pos2(segment.left, row.top), pos2(segment.right, row.top + sizes.band));
            let response = ui.interact(at, ui.scope_id().with(("phase", row.band, segment.phase)), Sense::CLICK);
            let number = (segment.phase + 1).to_string();
            let name = ctx
                .words
                .with("phase-name", &[("n", Value::Count(segment.phase + 1)), ("label", (&phase.label).into())]);
            named_choice(&response, chosen, &format!("{} {name}", band.name));
            let look = PhaseLook {
                phase: segment.phase,
                number: &number,
                name: &phase.label,
                size: if setup == Setup::Filling { 13.0 } else { 12.0 },
                chosen,
                hovered: response.hovered(),
            };
            paint::segment(ui.painter(), ctx.theme, segment, at, &look);
            if response.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            }
            if response.clicked() {
                actions.push(Action::ChoosePhase((!chosen).then_some(here)));
                ui.memory_mut(|memory| memory.request_focus(group.id));
            }
            response.on_hover_ui(|ui| phase_tip(ui, ctx, phase));
        }
    }
    if picture.bands_hidden > 0 {
        turn_bands(ui, view, area, gathered.bands.len() - picture.bands_hidden, gathered.bands.len());
    }
    lock_arrows(ui, &group);
    focus_ring(ui, ctx.theme, &group);
    group.has_focus()
}

/// The seal and the name beside a band.
fn band_name(
    ui: &Ui,
    ctx: &ViewCtx<'_>,
    actions: &mut Actions,
    at: usize,
    band: &crate::state::Band,
    area: Rect,
    setup: Setup,
) {
    let synopsis = &ctx.state.synopsis;
    let seal_of =
        |band: &crate::state::Band| band.work.and_then(|work| synopsis.work(work)).map(|row| row.seal.clone());
    let alike = band.same_as.and_then(|other| synopsis.bands.get(other));
    let remark = alike.map(|other| {
        let sign = seal_of(other).map_or_else(|| other.name.clone(), |seal| seal.text);
        ctx.words.with("timeline-same-as", &[("who", (&sign).into())])
    });
    let said = format!("{} {}", band.name, remark.as_deref().unwrap_or_default());
    let response = ui.interact(area, ui.scope_id().with(("band", at)), Sense::CLICK);
    named(&response, Role::Button, said.trim());
    if response.clicked()
        && let Some(work) = band.work
    {
        actions.push(Action::ShowWork(work));
    }
    let painter = ui.painter();
    let mut x = area.left();
    if let Some(seal) = seal_of(band) {
        let side = sizes::SEAL;
        let in_hand = band.work.is_some() && ctx.state.focus.work == band.work;
        let square = Rect::from_min_size(pos2(x, area.center().y - side / 2.0), vec2(side, side));
        paint_seal(painter, ctx.theme, square, &seal, in_hand);
        x += side + 8.0;
    }
    let remark = remark.map(|remark| painter.layout_no_wrap(remark, theme::sans(theme::CAPTION), ctx.theme.faded));
    let tail = remark.as_ref().map_or(0.0, |remark| remark.size().x + 4.0);
    if setup != Setup::Small || band.work.is_none() {
        let name = elided(painter, &band.name, theme::sans(12.0), ctx.theme.ink, area.right() - x - tail);
        let width = name.size().x;
        painter.galley(pos2(x, area.center().y - name.size().y / 2.0), name, ctx.theme.ink);
        x += width + 4.0;
    }
    if let Some(remark) = remark.filter(|remark| x + remark.size().x <= area.right() + 2.0) {
        painter.galley(pos2(x, area.center().y - remark.size().y / 2.0), remark, ctx.theme.faded);
    }
}

/// The bounds of a phase, in the author's words and as dates.
fn phase_tip(ui: &mut Ui, ctx: &ViewCtx<'_>, phase: &crate::state::BandPhase) {
    ui.set_max_width(sizes::EVENT_CARD);
    let theme = ctx.theme;
    crate::ui::widgets::paragraph(ui, &phase.label, theme::bold(14.0), theme.ink);
    if !phase.bounds_as_written.is_empty() {
        let quoted =
            ctx.words.with("timeline-quoted", &[("text", (&phrase::cut(&phase.bounds_as_written, 60)).into())]);
        crate::ui::widgets::paragraph(ui, &quoted, theme::serif(13.0), theme.ink);
    }
    crate::ui::widgets::paragraph(ui, &phrase::bare(ctx.words, phase.range), theme::sans(12.0), theme.faded);
}

/// With more bands than room, the wheel over them turns to the next ones.
fn turn_bands(ui: &Ui, view: &mut TimelineView, area: Rect, shown: usize, all: usize) {
    if !ui.rect_contains_pointer(area) {
        return;
    }
    let turned = ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta.y));
    if turned != 0.0 {
        let first = view.first_band.min(all - shown);
        view.first_band = if turned < 0.0 { (first + 1).min(all - shown) } else { first.saturating_sub(1) };
    }
}

fn lock_arrows(ui: &Ui, response: &eframe::egui::Response) {
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

/// The lanes with the axis. Answers whether they have the keyboard.
fn lanes(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    gathered: &Gathered,
    picture: &Picture,
    setup: Setup,
    room: Rect,
) -> bool {
    let (theme, measures) = (ctx.theme, setup.sizes());
    let area = Rect::from_min_max(
        pos2(room.left() + measures.margin_left, picture.lanes_top),
        pos2(picture.scale.right(), picture.axis + measures.axis),
    );
    let group = ui.interact(area, ui.scope_id().with("lanes"), Sense::click_and_drag());
    named(&group, Role::Group, &ctx.words.get("timeline-events"));
    let whole = Rect::from_min_max(pos2(picture.scale.left, room.top()), pos2(picture.scale.right(), area.bottom()));
    let over = ui.rect_contains_pointer(whole) && view.chip.is_none();
    let drag = if group.dragged() { group.drag_delta().x } else { 0.0 };
    view.place.follow_pointer(ui, &picture.scale, over, drag);
    if group.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if group.clicked() {
        group.request_focus();
    }
    let plot = Rect::from_min_max(
        pos2(picture.scale.left - 6.0, room.top()),
        pos2(picture.scale.right() + 6.0, room.bottom()),
    );
    let clipped = ui.painter().with_clip_rect(plot.intersect(ui.clip_rect()));
    if let Some(ground) = &picture.ground {
        paint::ground(&clipped, theme, ground, picture.lanes_top, picture.axis);
    }
    let mut hovered = None;
    for row in &picture.lanes {
        ui.painter().hline(area.x_range(), row.top, Stroke::new(1.0, theme.hairline));
        let Some(lane) = gathered.lanes.get(row.lane) else { continue };
        let said = lane_name(ctx, &lane.name);
        lane_head(
            ui,
            ctx,
            &said,
            row,
            Rect::from_min_size(pos2(area.left(), row.top), vec2(measures.names - 8.0, row.height)),
            setup,
        );
        for (at, mark) in row.rows.marks.iter().enumerate() {
            let members = &row.rows.order[mark.members.clone()];
            let Some(&first) = members.first() else { continue };
            let Some(event) = ctx.state.synopsis.events.get(first) else { continue };
            let chip = mark.kind == MarkKind::Chip;
            let chosen = ctx.state.focus.event.is_some_and(|event| members.contains(&event));
            let at_rect = paint::mark_area(row, mark).intersect(plot);
            let response = ui.interact(at_rect, ui.scope_id().with(("mark", row.lane, at, first)), Sense::CLICK);
            let text = if chip { members.len().to_string() } else { Gathered::label(event, setup) };
            named_choice(&response, chosen, &mark_said(ctx, members));
            let look = MarkLook {
                text: &text,
                size: setup.label_size(),
                chosen: chosen && !chip,
                hovered: response.hovered(),
                own: event.places.is_empty(),
            };
            paint::mark(&clipped, theme, row, mark, &look);
            if response.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                hovered = Some((first, at_rect, chip));
            }
            if response.clicked() {
                ui.memory_mut(|memory| memory.request_focus(group.id));
                if chip {
                    view.chip = Some((members.to_vec(), at_rect));
                } else {
                    actions.push(Action::ChooseEvent(Some(first)));
                }
            }
        }
    }
    remember_hover(ui, view, hovered.filter(|&(.., chip)| !chip).map(|(event, at, _)| (event, at)));
    paint::axis(ui.painter(), theme, picture, area.left(), picture.scale.right(), picture.axis);
    lock_arrows(ui, &group);
    focus_ring(ui, theme, &group);
    group.has_focus()
}

fn remember_hover(ui: &Ui, view: &mut TimelineView, hovered: Option<(usize, Rect)>) {
    let now = ui.input(|i| i.time);
    match hovered {
        Some((event, anchor)) => {
            let since = view.hover.as_ref().filter(|hover| hover.event == event).map_or(now, |hover| hover.since);
            view.hover = Some(Hover { event, anchor, since });
        }
        None => view.hover = None,
    }
}

/// What a screen reader says of a mark: the event, or how many there are and which.
fn mark_said(ctx: &ViewCtx<'_>, members: &[usize]) -> String {
    let events = &ctx.state.synopsis.events;
    match members {
        [one] => events.get(*one).map_or_else(String::new, |event| phrase::event(ctx.words, event)),
        many => {
            let names = many.iter().take(5).filter_map(|&at| events.get(at)).map(|event| event.label.as_str());
            let names = names.collect::<Vec<_>>().join("；");
            ctx.words.with("timeline-chip", &[("n", many.len().into()), ("which", (&names).into())])
        }
    }
}

/// What a lane is called.
pub(super) fn lane_name(ctx: &ViewCtx<'_>, name: &LaneName) -> String {
    match name {
        LaneName::Of(name) => name.clone(),
        LaneName::Between => ctx.words.get("timeline-lane-between").into_owned(),
        LaneName::Rest => ctx.words.get("timeline-lane-rest").into_owned(),
        LaneName::All => ctx.words.get("timeline-lane-all").into_owned(),
    }
}

/// The name of a lane with its count.
fn lane_head(ui: &Ui, ctx: &ViewCtx<'_>, name: &str, row: &layout::LaneRow, area: Rect, setup: Setup) {
    let theme = ctx.theme;
    let response = ui.interact(area, ui.scope_id().with(("lane", row.lane)), Sense::hover());
    let narrowed = ctx.state.window_of_time().is_some();
    let count = if narrowed {
        ctx.words.with("timeline-lane-count-in", &[("n", row.inside.into()), ("all", row.count.into())])
    } else {
        ctx.words.with("timeline-lane-count", &[("n", row.count.into())])
    };
    named(&response, Role::Label, &format!("{name} {count}"));
    let painter = ui.painter();
    if row.height >= 44.0 && setup == Setup::Filling {
        let name = elided(painter, name, theme::bold(14.0), theme.ink, area.width());
        painter.galley(pos2(area.left(), row.top + 8.0), name, theme.ink);
        painter.text(pos2(area.left(), row.top + 29.0), Align2::LEFT_TOP, count, theme::sans(12.0), theme.faded);
        return;
    }
    let figure = painter.layout_no_wrap(row.count.to_string(), theme::sans(12.0), theme.faded);
    let y = paint::row_middle(row, 0);
    let size = if setup == Setup::Small { 12.0 } else { 13.0 };
    let name = elided(painter, name, theme::sans(size), theme.ink, area.width() - figure.size().x - 6.0);
    painter.galley(pos2(area.left(), y - name.size().y / 2.0), name, theme.ink);
    painter.galley(pos2(area.right() - figure.size().x - 6.0, y - figure.size().y / 2.0), figure, theme.faded);
}

/// What the keys do while the bands or the lanes have the keyboard.
fn keys(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, gathered: &Gathered) {
    let (egui, motion) = (ui.ctx(), ctx.state.settings.motion);
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let now = view.place.goal();
    let middle = (now.begin + now.end) / 2.0;
    if pressed(Key::ArrowLeft) {
        actions.push(Action::StepPhase(-1));
    }
    if pressed(Key::ArrowRight) {
        actions.push(Action::StepPhase(1));
    }
    for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
        if pressed(key) {
            actions.extend(next_event(ctx.state, gathered, step).map(|event| Action::ChooseEvent(Some(event))));
        }
    }
    if pressed(Key::Enter)
        && let Some(event) = ctx.state.focus.event
    {
        actions.push(Action::ChooseEvent(Some(event)));
    }
    if pressed(Key::Plus) || pressed(Key::Equals) || ui.input_mut(|i| i.consume_key(Modifiers::SHIFT, Key::Plus)) {
        view.place.go(now.zoomed(1.0 / STEP, middle), egui, motion);
    }
    if pressed(Key::Minus) {
        view.place.go(now.zoomed(STEP, middle), egui, motion);
    }
    if pressed(Key::Num0) {
        view.place.fit(gathered.best, egui, motion);
    }
    if pressed(Key::Home) {
        view.place.go(view.place.at_start(), egui, motion);
    }
    if pressed(Key::End) {
        view.place.go(view.place.at_end(), egui, motion);
    }
}

/// How much one press of + or − zooms.
const STEP: f64 = 1.6;

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

/// The id under which a part of the timeline remembers itself.
pub(super) fn part(ui: &Ui, name: &str) -> Id {
    ui.scope_id().with(name)
}
