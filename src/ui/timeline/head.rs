//! The head of the timeline: what is in hand, what is not shown, the filters, and the ways to look.

use eframe::egui::{Align, Button, Key, Layout, Popup, Rect, Ui, UiBuilder, pos2};

use super::drawing::PeriodDeed;
use super::period_sheets::PeriodDraft;
use super::sheets::{Draft, Sheet};
use super::{Setup, TimelineView, conflicts, edits, filters, phrase, picture};
use crate::state::{Action, View};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{elided, icon_button};
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// Shows the head.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, setup: Setup) {
    let room = ui.available_rect_before_wrap();
    let inner = room.shrink2(eframe::egui::vec2(sizes::MARGIN, 0.0));
    let mut right = inner.right();
    let bare = view.plain;
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)), |ui| {
        if bare {
            return;
        }
        ui.spacing_mut().item_spacing.x = 6.0;
        buttons(ui, ctx, view, actions);
        if setup == Setup::Small {
            let button = icon_button(ui, ctx.theme, Icon::Sliders, &ctx.words.get("timeline-filters"));
            filters::together(ctx, view, actions, &button);
        } else {
            ui.spacing_mut().item_spacing.x = 12.0;
            filters::show(ui, ctx, view, actions);
        }
        right = ui.min_rect().left();
    });
    let hidden = hidden(ctx, view);
    let painter = ui.painter();
    let y = room.center().y;
    let put = |x: f32, text: &str, font, colour, width: f32| {
        let galley = elided(painter, text, font, colour, width);
        painter.galley(pos2(x, y - galley.size().y / 2.0), galley.clone(), colour);
        x + galley.size().x
    };
    let title = ctx.words.get("view-timeline");
    let after = put(inner.left(), &title, theme::bold(14.0), ctx.theme.ink, inner.width()) + 10.0;
    let caption = theme::sans(theme::CAPTION);
    let counted = painter.layout_no_wrap(hidden.clone(), caption.clone(), ctx.theme.faded).size().x;
    let room_left = right - after - 16.0;
    let held = match view.merging.and_then(|at| ctx.state.synopsis.events.get(at)) {
        Some(event) => ctx.words.with("timeline-merging", &[("label", (&event.label).into())]),
        None => held(ctx, view, setup),
    };
    if counted > 0.0 && counted + 120.0 < room_left {
        put(right - 12.0 - counted, &hidden, caption.clone(), ctx.theme.faded, counted + 1.0);
        put(after, &held, caption, ctx.theme.faded, room_left - counted - 24.0);
    } else {
        put(after, &held, caption, ctx.theme.faded, room_left);
    }
    let said = format!("{held} {hidden}");
    let label = Rect::from_min_max(pos2(inner.left(), room.top()), pos2(right - 8.0, room.bottom()));
    let response = ui.interact(label, ui.scope_id().with("caption"), eframe::egui::Sense::hover());
    crate::ui::widgets::named(&response, eframe::egui::Role::Label, said.trim());
}

/// What is in hand: the chosen phase with its bounds, how many events it holds, and how many tell of them.
fn held(ctx: &ViewCtx<'_>, view: &TimelineView, setup: Setup) -> String {
    let Some(gathered) = &view.gathered else { return String::new() };
    let window = ctx.state.window_of_time();
    let (count, works) = gathered.held(&ctx.state.synopsis.events, window);
    let values = [("n", Value::Count(count)), ("works", Value::Count(works))];
    if count == 0 && window.is_none() {
        return String::new();
    }
    let counts = ctx.words.with("timeline-counts", &values);
    if let Some(brush) = ctx.state.focus.brush {
        let range = phrase::bare(ctx.words, brush);
        return ctx.words.with("timeline-brushed", &[("range", (&range).into()), ("counts", (&counts).into())]);
    }
    let Some((band, phase)) = ctx.state.chosen_phase() else { return counts };
    let number = ctx.state.focus.phase.map_or(0, |here| here.phase + 1);
    let written = &phase.bounds_as_written;
    let bounds = if written.is_empty() { phrase::bare(ctx.words, phase.range) } else { phrase::brief(written, 20) };
    let key = if setup == Setup::Small { "timeline-in-hand-short" } else { "timeline-in-hand" };
    let values = [
        ("number", Value::Count(number)),
        ("bounds", (&bounds).into()),
        ("who", (&band.name).into()),
        ("counts", (&counts).into()),
    ];
    ctx.words.with(key, &values)
}

/// What is not shown: filtered, without a place on the axis, out of sight, bands without room.
fn hidden(ctx: &ViewCtx<'_>, view: &TimelineView) -> String {
    let Some(gathered) = &view.gathered else { return String::new() };
    let picture = view.drawn.as_ref().map(|drawn| &drawn.picture);
    let hidden = edits::hidden(ctx).count();
    let parts = [
        ("timeline-hidden-rejected", hidden),
        ("timeline-hidden-bands", picture.map_or(0, |picture| picture.bands_hidden)),
        ("timeline-hidden-sight", picture.map_or(0, |picture| picture.out_of_sight)),
        ("timeline-hidden-nowhere", gathered.nowhere),
        ("timeline-hidden-filtered", gathered.filtered),
    ];
    let said = parts.into_iter().filter(|&(_, n)| n > 0).map(|(key, n)| ctx.words.with(key, &[("n", n.into())]));
    said.reduce(|all, part| all + &ctx.words.get("timeline-list-join") + &part).unwrap_or_default()
}

fn buttons(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let fills = ctx.state.focus.fills == Some(View::Timeline);
    let (icon, name) = if fills { (Icon::Collapse, "view-restore") } else { (Icon::Expand, "view-fill") };
    if icon_button(ui, ctx.theme, icon, &ctx.words.get(name)).clicked() {
        actions.push(Action::Fill((!fills).then_some(View::Timeline)));
    }
    let export = icon_button(ui, ctx.theme, Icon::Export, &ctx.words.get("timeline-picture"));
    picture::menu(ctx, view, actions, &export);
    let name = if view.list { "timeline-plot" } else { "timeline-list" };
    if icon_button(ui, ctx.theme, Icon::List, &ctx.words.get(name)).clicked() {
        view.list = !view.list;
    }
    let add = icon_button(ui, ctx.theme, Icon::Add, &ctx.words.get("timeline-new"));
    Popup::menu(&add).width(200.0).show(|ui| {
        let entry = |ui: &mut Ui, words: &str, key: Key| {
            ui.add(Button::new(ctx.words.get(words)).shortcut_text(key.name())).clicked()
        };
        if entry(ui, "timeline-add", Key::N) {
            view.sheet = Some(Sheet::Event(Draft::new(String::new(), None)));
        }
        if entry(ui, "timeline-period-new", Key::P) {
            view.sheet = Some(Sheet::Period(PeriodDraft::new(ctx, view.in_hand(ctx.state))));
        }
        if let Some(here) = ctx.state.focus.phase.filter(|_| entry(ui, "timeline-period-copy", Key::C)) {
            PeriodDeed::Copy.start(ctx, view, here, None, actions);
        }
    });
    let search = icon_button(ui, ctx.theme, Icon::Search, &ctx.words.get("timeline-search"));
    filters::search(ctx, view, &search);
    conflicts::button(ui, ctx, actions);
    let has_phase = ctx.state.focus.phase.is_some();
    let at = usize::from(fills);
    ui.add_enabled_ui(has_phase, |ui| {
        if icon_button(ui, ctx.theme, Icon::Page, &ctx.words.get("timeline-card")).clicked() {
            view.card[at] = !view.card[at];
        }
    });
}
