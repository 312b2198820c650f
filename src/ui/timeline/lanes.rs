//! The lanes with their events, and the axis beneath.

use eframe::egui::{
    Align2, CursorIcon, Key, Modifiers, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, Ui, pos2, vec2,
};

use super::event_card::Hover;
use super::layout::{LaneName, LaneRow, MarkKind};
use super::paint::{self, Ink, MarkLook};
use super::plot::{Scene, lock_keys, ring};
use super::sheets::{Draft, Sheet};
use super::{Setup, TimelineView, brush, chip, phrase, plot, sheets};
use crate::calendar::{Date, DateRange};
use crate::state::Action;
use crate::ui::theme;
use crate::ui::widgets::{elided, named, named_choice_by};
use crate::ui::{Actions, ViewCtx};

/// Shows the lanes with the axis. Answers whether they have the keyboard.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions) -> bool {
    let (theme, measures, picture, room) = (scene.ctx.theme, scene.setup.sizes(), scene.picture, scene.room);
    let scale = &picture.scale;
    let left = room.left() + measures.margin_left;
    let area = Rect::from_min_max(pos2(left, picture.lanes_top), pos2(scale.right(), picture.axis));
    let group = ui.interact(area, ui.scope_id().with("lanes"), Sense::click_and_drag());
    if std::mem::take(&mut view.wants_keys) {
        group.request_focus();
    }
    named(&group, Role::Group, &scene.ctx.words.get("timeline-events"));
    let whole = Rect::from_min_max(pos2(scale.left, room.top()), pos2(area.right(), picture.axis + measures.axis));
    let over = ui.rect_contains_pointer(whole);
    let drag = if group.dragged() { group.drag_delta().x } else { 0.0 };
    view.place.follow_pointer(ui, scale, over, drag);
    if group.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if group.double_clicked() {
        view.sheet = group.interact_pointer_pos().map(|at| Sheet::Event(draft_at(scene, at)));
    } else if group.clicked_by(PointerButton::Primary) {
        // Enter on the lanes is no click beside everything: it chooses.
        group.request_focus();
        actions.extend(scene.ctx.state.focus.event.map(|_| Action::ChooseEvent(None)));
    }
    let plot = Rect::from_min_max(pos2(scale.left - 6.0, room.top()), pos2(scale.right() + 6.0, room.bottom()));
    let clipped = ui.painter().with_clip_rect(plot.intersect(ui.clip_rect()));
    let exact = clipped.with_clip_rect(plot.shrink2(vec2(6.0, 0.0)).intersect(clipped.clip_rect()));
    if let Some(ground) = &picture.ground {
        paint::ground(&clipped, view.vector, theme, ground, (picture.lanes_top, picture.axis));
    }
    brush::ground(&exact, scene);
    if picture.lanes.is_empty() {
        let words = plot::why_empty(scene.ctx, scene.gathered.filtered);
        let middle = pos2(scale.left + scale.width / 2.0, (picture.lanes_top + picture.axis) / 2.0);
        ui.painter().text(middle, Align2::CENTER_CENTER, words, theme::sans(13.0), theme.faded);
    }
    let (mut short, mut long) =
        (Ink::new(&clipped, view.vector, view.laid[1]), Ink::new(&exact, view.vector, view.laid[2]));
    let mut letters = std::mem::take(&mut view.letters);
    // Where nobody listens to the names of marks, only those under the pointer are asked whether they are meant.
    let (spoken, pointer) = (ui.ctx().has_accesskit_node(group.id), ui.input(|i| i.pointer.latest_pos()));
    let near = |place: Rect| pointer.is_some_and(|at| place.expand(theme::GRAB).contains(at));
    let mut hovered = None;
    let focused = scene.ctx.state.focus.event;
    let chosen_item = focused.and_then(|event| scene.gathered.item(event));
    for row in &picture.lanes {
        let Some(lane) = scene.gathered.lanes.lanes.get(row.lane) else { continue };
        ui.painter().hline(area.x_range(), row.top, Stroke::new(1.0, theme.hairline));
        let names = Rect::from_min_size(pos2(left, row.top), vec2(measures.names - 8.0, row.height));
        head(ui, scene, view, row, names);
        for (at, mark) in row.rows.marks.iter().enumerate() {
            let members = || row.rows.members(lane, mark);
            let Some(first) = members().next() else { continue };
            let Some(event) = scene.ctx.state.synopsis.events.get(first) else { continue };
            let is_chip = mark.kind == MarkKind::Chip;
            let chosen = chosen_item.is_some_and(|item| row.rows.holds(lane, mark, &item));
            let place = paint::mark_area(row, mark).intersect(plot);
            let id = || ui.scope_id().with(("mark", row.lane, at, first));
            let response = (spoken || near(place)).then(|| ui.interact(place, id(), Sense::CLICK));
            let on_it = response.as_ref().is_some_and(Response::hovered);
            let text = if is_chip {
                mark.count.to_string().into()
            } else {
                scene.gathered.label(&scene.ctx.state.synopsis.events, first)
            };
            if let Some(response) = &response {
                named_choice_by(response, chosen, || said(scene.ctx, mark.count, members()));
            }
            let look = MarkLook {
                text: &text,
                size: scene.setup.label_size(),
                chosen,
                hovered: on_it,
                own: event.places.is_empty(),
            };
            let is_long = matches!(mark.kind, MarkKind::Foot(_) | MarkKind::Under(_));
            let ink = if is_long { &mut long } else { &mut short };
            paint::mark(ink, &mut letters, theme, (row, mark), &look);
            if let Some(event) = focused.filter(|_| chosen) {
                view.chosen_at = Some((event, place));
            }
            if on_it {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                hovered = Some((first, place, is_chip));
            }
            if response.is_some_and(|response| response.clicked()) {
                ui.memory_mut(|memory| memory.request_focus(group.id));
                if is_chip {
                    view.chip = Some(chip::Opened::new(scene, members().collect(), place));
                } else {
                    sheets::choose(scene.ctx, view, first, actions);
                }
            }
        }
    }
    (view.laid[2], view.laid[1]) = (long.finish(), short.finish());
    view.letters = letters;
    Hover::remember(ui, view, hovered.filter(|&(.., is_chip)| !is_chip).map(|(event, at, _)| (event, at)));
    paint::axis(ui.painter(), theme, picture, left, scale.right());
    brush::on_axis(ui, scene, view, actions);
    lock_keys(ui, scene, view, &group);
    ring(ui, scene, view, &group);
    group.has_focus()
}

/// A new event where the person double-clicked: at that time, to the precision that the zoom allows, and of the actor
/// of that lane.
fn draft_at(scene: &Scene<'_>, at: Pos2) -> Draft {
    let day = Date::from_axis(scene.picture.scale.year(at.x));
    let range = match scene.picture.scale.per_year() {
        wide if wide > 2000.0 => DateRange::day(day),
        wide if wide > 300.0 => DateRange::month(day.year(), day.month()).unwrap_or(DateRange::day(day)),
        _ => DateRange::year(day.year()),
    };
    let lane = scene.picture.lanes.iter().find(|row| (row.top..row.top + row.height).contains(&at.y));
    let actor = match lane.and_then(|row| scene.gathered.lanes.lanes.get(row.lane)).map(|lane| &lane.name) {
        Some(LaneName::Of(name)) if scene.gathered.key.is_by_actor() => Some(name.clone()),
        _ => None,
    };
    Draft::new(phrase::bare(scene.ctx.words, range), actor)
}

/// What a screen reader says of a mark: the event, or how many there are and which.
fn said(ctx: &ViewCtx<'_>, count: usize, members: impl Iterator<Item = usize>) -> String {
    let mut rows = members.take(5).filter_map(|at| ctx.state.synopsis.events.get(at));
    let Some(first) = rows.next() else { return String::new() };
    if count == 1 {
        return phrase::event(ctx.words, first);
    }
    let join = ctx.words.get("timeline-join");
    let names = rows.fold(first.label.clone(), |all, row| all + &join + &row.label);
    ctx.words.with("timeline-chip", &[("n", count.into()), ("which", (&names).into())])
}

/// What a lane is called.
pub(super) fn lane_name(ctx: &ViewCtx<'_>, name: &LaneName) -> String {
    match name {
        LaneName::Of(name) => name.clone(),
        LaneName::Work(work) => phrase::work(ctx.state, *work),
        LaneName::Between => ctx.words.get("timeline-lane-between").into_owned(),
        LaneName::Rest => ctx.words.get("timeline-lane-rest").into_owned(),
        LaneName::All => ctx.words.get("timeline-lane-all").into_owned(),
    }
}

/// The name of a lane with its count; dragged up or down it changes places with the others.
fn head(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, row: &LaneRow, area: Rect) {
    let (ctx, theme, painter) = (scene.ctx, scene.ctx.theme, ui.painter());
    let Some(lane) = scene.gathered.lanes.lanes.get(row.lane) else { return };
    let name = lane_name(ctx, &lane.name);
    let response = ui.interact(area, ui.scope_id().with(("lane", &lane.name)), Sense::click_and_drag());
    move_lane(ui, scene, view, row.lane, &response);
    let count = if ctx.state.window_of_time().is_some() {
        ctx.words.with("timeline-lane-count-in", &[("n", row.inside.into()), ("all", row.count.into())])
    } else {
        ctx.words.with("timeline-lane-count", &[("n", row.count.into())])
    };
    named(&response, Role::Label, &format!("{name} {count}"));
    ring(ui, scene, view, &response);
    if row.height >= 56.0 && scene.setup == Setup::Filling {
        let name = elided(painter, &name, theme::bold(14.0), theme.ink, area.width());
        painter.galley(pos2(area.left(), row.top + 8.0), name, theme.ink);
        painter.text(pos2(area.left(), row.top + 29.0), Align2::LEFT_TOP, count, theme::sans(12.0), theme.faded);
        return;
    }
    let figure = if scene.setup == Setup::Filling && row.inside != row.count {
        format!("{} / {}", row.inside, row.count)
    } else {
        row.count.to_string()
    };
    let figure = painter.layout_no_wrap(figure, theme::sans(12.0), theme.faded);
    let y = paint::row_middle(row, 0);
    let font = match scene.setup {
        Setup::Small => theme::sans(12.0),
        Setup::Beside => theme::sans(13.0),
        Setup::Filling => theme::bold(14.0),
    };
    let room = area.width() - figure.size().x - 8.0;
    let whole = painter.layout_no_wrap(name.clone(), font.clone(), theme.ink).size().x <= room;
    let name = elided(painter, &name, if whole { font } else { theme::sans(12.0) }, theme.ink, room);
    painter.galley(pos2(area.left(), y - name.size().y / 2.0), name, theme.ink);
    painter.galley(pos2(area.right() - figure.size().x - 4.0, y - figure.size().y / 2.0), figure, theme.faded);
}

/// Moves a lane to where it is dragged, or one up or down with Alt and the arrows while it has the keyboard.
fn move_lane(ui: &Ui, scene: &Scene<'_>, view: &mut TimelineView, lane: usize, response: &Response) {
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab });
    }
    let lanes = &scene.picture.lanes;
    let target = if response.dragged() {
        let y = response.interact_pointer_pos().map_or(response.rect.center().y, |at| at.y);
        lanes.iter().rposition(|row| row.top <= y).unwrap_or(0)
    } else if response.has_focus() {
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::ALT, key));
        let step = isize::from(pressed(Key::ArrowDown)) - isize::from(pressed(Key::ArrowUp));
        lane.saturating_add_signed(step).min(lanes.len().saturating_sub(1))
    } else {
        return;
    };
    if target != lane {
        let mut order: Vec<LaneName> = scene.gathered.lanes.lanes.iter().map(|lane| lane.name.clone()).collect();
        let name = order.remove(lane);
        order.insert(target, name);
        view.lane_order = order;
    }
}
