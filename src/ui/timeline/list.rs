//! The same events as a table: sortable, filterable, to be read, copied, and spoken by a screen reader.

use eframe::egui::{
    Align, CursorIcon, Event, EventFilter, Key, Layout, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder, pos2,
    vec2,
};
use egui_extras::{Column, TableBuilder};

use super::gathered::Gathered;
use super::sheets::Deed;
use super::{TimelineView, phrase, sheets};
use crate::state::{Action, EventRow};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{elided, focus_ring, named, named_choice, paint_seal, text_button};
use crate::ui::{Actions, ViewCtx};

/// What the table is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SortBy {
    /// When it happened.
    #[default]
    Date,
    /// Its label.
    Label,
    /// Who took part.
    Actors,
    /// How many tell it.
    Told,
    /// Whether works contradict each other.
    Disputed,
}

const COLUMNS: [(SortBy, &str); 5] = [
    (SortBy::Date, "timeline-list-date"),
    (SortBy::Label, "timeline-list-event"),
    (SortBy::Actors, "timeline-list-actors"),
    (SortBy::Told, "timeline-list-told"),
    (SortBy::Disputed, "timeline-list-state"),
];

/// The height of a row.
const ROW: f32 = 28.0;

/// Shows the table in all the room that there is.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let room = ui.available_rect_before_wrap();
    let inner = Rect::from_min_max(
        pos2(room.left() + sizes::MARGIN, room.top()),
        pos2(room.right() - sizes::MARGIN, room.bottom() - 4.0),
    );
    let Some(gathered) = view.gathered.take() else { return };
    let rows = sorted(ctx, &gathered, view.sort);
    let mut sort = view.sort;
    let group = ui.interact(room, ui.scope_id().with("list"), Sense::focusable_noninteractive());
    named(&group, Role::Table, &ctx.words.get("timeline-list"));
    if std::mem::take(&mut view.wants_keys) {
        group.request_focus();
    }
    let stepped = group.has_focus().then(|| keys(ui, ctx, view, &rows, &group, actions)).flatten();
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        if let Some(event) = table(ui, ctx, &rows, &mut sort, stepped) {
            group.request_focus();
            sheets::choose(ctx, view, event, actions);
        }
    });
    focus_ring(ui, ctx.theme, &group);
    let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - 24.0), inner.max);
    ui.scope_builder(UiBuilder::new().max_rect(foot).layout(Layout::right_to_left(Align::Center)), |ui| {
        let words = ctx.words.get("timeline-list-copy");
        if text_button(ui, ctx.theme, &words, theme::sans(theme::CAPTION), ctx.theme.ink).clicked() {
            ui.ctx().copy_text(as_text(ctx, &rows));
        }
    });
    view.sort = sort;
    view.gathered = Some(gathered);
}

/// The events that the filters and the stretch in hand let through, in the order wanted.
fn sorted(ctx: &ViewCtx<'_>, gathered: &Gathered, (by, backwards): (SortBy, bool)) -> Vec<usize> {
    let events = &ctx.state.synopsis.events;
    let window = ctx.state.window_of_time();
    let mut rows: Vec<usize> = gathered.listed.iter().copied().filter(|&at| gathered.holds(at, window)).collect();
    let event = |at: &usize| events.get(*at);
    match by {
        SortBy::Date => {}
        SortBy::Label => rows.sort_by_key(|at| event(at).map(|event| &event.label)),
        SortBy::Actors => rows.sort_by_key(|at| event(at).map(|event| &event.actors)),
        SortBy::Told => rows.sort_by_key(|at| std::cmp::Reverse(event(at).map(|event| event.independent))),
        SortBy::Disputed => {
            rows.sort_by_key(|at| event(at).map(|event| (event.conflicts.is_empty(), !event.origin.is_decided())));
        }
    }
    if backwards {
        rows.reverse();
    }
    rows
}

/// What the keys do while the table has the keyboard: the arrows step from row to row, Home and End go to the first and
/// the last, the letters edit the chosen event, and copying takes its row. Answers with the row that was stepped to.
fn keys(
    ui: &Ui,
    ctx: &ViewCtx<'_>,
    view: &mut TimelineView,
    rows: &[usize],
    group: &Response,
    actions: &mut Actions,
) -> Option<usize> {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(group.id, filter));
    let chosen = ctx.state.focus.event;
    let now = chosen.and_then(|event| rows.iter().position(|&row| row == event));
    let copied = ui.input(|i| i.events.iter().any(|event| matches!(event, Event::Copy)));
    if let Some(event) = chosen.filter(|_| copied) {
        ui.ctx().copy_text(as_text(ctx, &[event]));
    }
    view.presses.one_a_frame(ui);
    let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if let Some(event) = chosen.filter(|_| now.is_some()) {
        for (deed, _, _) in Deed::ALL.into_iter().filter(|&(.., key)| pressed(key)) {
            deed.start(ctx, view, event, actions);
        }
    }
    let last = rows.len().checked_sub(1)?;
    let step = |by: isize| now.map_or(0, |now| now.saturating_add_signed(by).min(last));
    let steps =
        [(Key::ArrowDown, step(1)), (Key::ArrowUp, step(-1)), (Key::PageDown, step(PAGE)), (Key::PageUp, step(-PAGE))];
    let ends = [(Key::Home, 0), (Key::End, last)];
    let (_, row) = steps.into_iter().chain(ends).find(|&(key, _)| pressed(key))?;
    actions.push(Action::ChooseEvent(rows.get(row).copied()));
    Some(row)
}

/// The rows that the keys for a page step over.
const PAGE: isize = 15;

fn table(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    rows: &[usize],
    sort: &mut (SortBy, bool),
    stepped: Option<usize>,
) -> Option<usize> {
    let mut clicked = None;
    let wide = ui.available_width();
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let height = ui.available_height() - ROW - 28.0;
    let mut builder = TableBuilder::new(ui);
    if let Some(row) = stepped {
        builder = builder.scroll_to_row(row, None);
    }
    builder
        .striped(false)
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .column(Column::exact(150.0))
        .column(Column::remainder().at_least(160.0).clip(true))
        .column(Column::exact((wide * 0.2).clamp(100.0, 260.0)).clip(true))
        .column(Column::exact(120.0))
        .column(Column::exact(90.0))
        .min_scrolled_height(40.0)
        .max_scroll_height(height.max(40.0))
        .auto_shrink(false)
        .header(ROW, |mut header| {
            for (by, name) in COLUMNS {
                header.col(|ui| column_head(ui, ctx, by, name, sort));
            }
        })
        .body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                let Some(&at) = rows.get(row.index()) else { return };
                let Some(event) = ctx.state.synopsis.events.get(at) else { return };
                row.set_selected(ctx.state.focus.event == Some(at));
                for (by, _) in COLUMNS {
                    row.col(|ui| cell(ui, ctx, event, by));
                }
                let response = row.response();
                named_choice(&response, ctx.state.focus.event == Some(at), &said(ctx, event));
                if response.hovered() {
                    response.ctx.set_cursor_icon(CursorIcon::PointingHand);
                }
                if response.clicked() {
                    clicked = Some(at);
                }
            });
        });
    clicked
}

/// The head of a column: a click sorts by it, a second one the other way round.
fn column_head(ui: &mut Ui, ctx: &ViewCtx<'_>, by: SortBy, name: &str, sort: &mut (SortBy, bool)) {
    let (area, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    let words = ctx.words.get(name);
    let sorted = sort.0 == by;
    named_choice(&response, sorted, &words);
    let font = if sorted { theme::bold(theme::CAPTION) } else { theme::sans(theme::CAPTION) };
    let colour = if sorted || response.hovered() { ctx.theme.ink } else { ctx.theme.faded };
    let galley = ui.painter().layout_no_wrap(words.into_owned(), font, colour);
    let after = area.left() + galley.size().x + 2.0;
    ui.painter().galley(pos2(area.left(), area.center().y - galley.size().y / 2.0), galley, colour);
    if sorted {
        let icon = if sort.1 { Icon::Up } else { Icon::Down };
        let at = Rect::from_center_size(pos2(after + 7.0, area.center().y), vec2(12.0, 12.0));
        icons::paint(ui.painter(), icon, at, colour);
    }
    focus_ring(ui, ctx.theme, &response);
    if response.clicked() {
        *sort = (by, sorted && !sort.1);
    }
}

fn cell(ui: &mut Ui, ctx: &ViewCtx<'_>, event: &EventRow, by: SortBy) {
    let room = ui.max_rect();
    let y = room.center().y;
    let text = |text: &str, colour| {
        let galley = elided(ui.painter(), text, theme::sans(13.0), colour, room.width());
        ui.painter().galley(pos2(room.left(), y - galley.size().y / 2.0), galley, colour);
    };
    match by {
        SortBy::Date => text(&phrase::range(ctx.words, event.range, event.precision), ctx.theme.faded),
        SortBy::Label => text(&event.label, ctx.theme.ink),
        SortBy::Actors => text(&event.actors.join(&ctx.words.get("timeline-list-join")), ctx.theme.ink),
        SortBy::Told => {
            let mut works: Vec<_> = event.attestations.iter().map(|a| a.work).collect();
            works.dedup();
            let mut x = room.left();
            for work in works.into_iter().take(5).filter_map(|work| ctx.state.synopsis.work(work)) {
                let at = Rect::from_min_size(pos2(x, y - sizes::SEAL / 2.0), vec2(sizes::SEAL, sizes::SEAL));
                paint_seal(ui.painter(), ctx.theme, at, &work.seal, false);
                x += sizes::SEAL + 4.0;
            }
        }
        SortBy::Disputed => text(&state_words(ctx, event), ctx.theme.faded),
    }
    ui.allocate_rect(room, Sense::hover());
}

/// Disputed or not, decided or suggested, in a few words.
fn state_words(ctx: &ViewCtx<'_>, event: &EventRow) -> String {
    let decided = if event.origin.is_decided() { "timeline-decided" } else { "timeline-suggested" };
    let decided = ctx.words.get(decided).into_owned();
    if event.conflicts.is_empty() {
        return decided;
    }
    format!("{}{}{decided}", ctx.words.get("timeline-disputed"), ctx.words.get("timeline-list-join"))
}

/// What a screen reader says of a row: the event, who took part, who tells it, and how it stands.
fn said(ctx: &ViewCtx<'_>, event: &EventRow) -> String {
    let join = ctx.words.get("timeline-list-join");
    let parts =
        [phrase::event(ctx.words, event), event.actors.join(&join), tellers(ctx, event), state_words(ctx, event)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&ctx.words.get("timeline-join"))
}

/// Those who tell an event, by name.
fn tellers(ctx: &ViewCtx<'_>, event: &EventRow) -> String {
    let mut works: Vec<String> = event.attestations.iter().map(|told| phrase::work(ctx.state, told.work)).collect();
    works.dedup();
    works.join(&ctx.words.get("timeline-list-join"))
}

/// The table as text with tabs, for a spreadsheet or a note.
fn as_text(ctx: &ViewCtx<'_>, rows: &[usize]) -> String {
    let mut lines = vec![COLUMNS.map(|(_, name)| ctx.words.get(name).into_owned()).join("\t")];
    for event in rows.iter().filter_map(|&at| ctx.state.synopsis.events.get(at)) {
        let join = ctx.words.get("timeline-list-join");
        lines.push(
            [
                phrase::range(ctx.words, event.range, event.precision),
                event.label.clone(),
                event.actors.join(&join),
                tellers(ctx, event),
                state_words(ctx, event),
            ]
            .join("\t"),
        );
    }
    lines.join("\n")
}
