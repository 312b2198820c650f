//! The head of the timeline: what is in hand, what is not shown, the filters, and the ways to look.

use eframe::egui::{Align, Layout, Rect, Ui, UiBuilder, pos2};

use super::{Setup, TimelineView, phrase};
use crate::state::{Action, View};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{elided, icon_button};
use crate::ui::{Actions, ViewCtx};

/// Shows the head.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, setup: Setup) {
    let room = ui.available_rect_before_wrap();
    let inner = Rect::from_min_max(
        pos2(room.left() + sizes::MARGIN, room.top()),
        pos2(room.right() - sizes::MARGIN, room.bottom()),
    );
    let mut right = 0.0;
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)), |ui| {
        buttons(ui, ctx, view, actions, setup);
        right = ui.min_rect().left();
    });
    let title = ctx.words.get("view-timeline");
    let painter = ui.painter();
    let y = room.center().y;
    let name = painter.layout_no_wrap(title.into_owned(), theme::bold(14.0), ctx.theme.ink);
    let after = inner.left() + name.size().x + 10.0;
    painter.galley(pos2(inner.left(), y - name.size().y / 2.0), name, ctx.theme.ink);
    let caption = caption(ctx, view, setup);
    let words = elided(painter, &caption, theme::sans(theme::CAPTION), ctx.theme.faded, right - after - 16.0);
    painter.galley(pos2(after, y - words.size().y / 2.0), words, ctx.theme.faded);
}

/// What is in hand: the chosen phase with its bounds, how many events it holds, and how many tell of them.
fn caption(ctx: &ViewCtx<'_>, view: &TimelineView, _setup: Setup) -> String {
    let Some(gathered) = &view.gathered else { return String::new() };
    let window = ctx.state.window_of_time();
    let inside = |range: crate::calendar::DateRange| window.is_none_or(|window| window.meets(range));
    let events = &ctx.state.synopsis.events;
    let held: Vec<_> =
        gathered.items.iter().filter_map(|item| events.get(item.event)).filter(|e| inside(e.range)).collect();
    let mut works: Vec<_> = held.iter().flat_map(|event| event.attestations.iter().map(|a| a.work)).collect();
    works.sort_unstable();
    works.dedup();
    let counts = ctx.words.with("timeline-counts", &[("n", held.len().into()), ("works", works.len().into())]);
    let Some((band, phase)) = ctx.state.chosen_phase() else { return counts };
    let written = &phase.bounds_as_written;
    let bounds = if written.is_empty() { phrase::bare(ctx.words, phase.range) } else { phrase::cut(written, 24) };
    ctx.words.with(
        "timeline-in-hand",
        &[("bounds", (&bounds).into()), ("who", (&band.name).into()), ("counts", (&counts).into())],
    )
}

fn buttons(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, setup: Setup) {
    let fills = setup == Setup::Filling;
    let (icon, name) = if fills { (Icon::Collapse, "view-restore") } else { (Icon::Expand, "view-fill") };
    if icon_button(ui, ctx.theme, icon, &ctx.words.get(name)).clicked() {
        actions.push(Action::Fill((!fills).then_some(View::Timeline)));
    }
    let _ = view;
}
