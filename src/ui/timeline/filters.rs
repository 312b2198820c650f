//! The filters: by who took part, by the work that tells it, by how sure it is, and by what has been decided. What they hide is counted.

use std::collections::BTreeMap;

use eframe::egui::{Popup, PopupCloseBehavior, Response, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::gathered::Filter;
use super::{LaneOrder, TimelineView, edits};
use crate::calendar::Precision;
use crate::model::{Edit, EntryId, WorkId};
use crate::state::Action;
use crate::ui::theme;
use crate::ui::widgets::{hairline, text_button};
use crate::ui::{Actions, ViewCtx, words::Value};

/// What the lanes are laid by, and the filters, as words that open, from right to left.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let by = LANES.iter().find(|(by, _)| *by == view.lanes_by).map_or("timeline-lanes-actor", |(_, key)| key);
    let by = ctx.words.get(by).into_owned();
    let order = head(ui, ctx, "timeline-lanes-by", &by);
    open(&order, |ui| by_lanes(ui, ctx, view));
    let sure = head(ui, ctx, "timeline-filter-sure", &sure_words(ctx, &view.filter));
    open(&sure, |ui| certainty(ui, ctx, &mut view.filter, actions));
    let who = some_or_all(ctx, view.filter.actors.iter().map(String::as_str));
    let actors = head(ui, ctx, "timeline-filter-actors", &who);
    open(&actors, |ui| by_actor(ui, ctx, &mut view.filter));
    let chosen: Vec<String> = view.filter.works.iter().map(|&work| work_words(ctx, work)).collect();
    let which = some_or_all(ctx, chosen.iter().map(String::as_str));
    let works = head(ui, ctx, "timeline-filter-works", &which);
    open(&works, |ui| by_work(ui, ctx, &mut view.filter));
}

/// All filters and the order of the lanes in one list, for where there is little room.
pub(super) fn together(ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, button: &Response) {
    open(button, |ui| {
        ui.label(strong(ctx, "timeline-lanes-by"));
        by_lanes(ui, ctx, view);
        hairline(ui, ctx.theme);
        ui.label(strong(ctx, "timeline-filter-sure"));
        certainty(ui, ctx, &mut view.filter, actions);
        hairline(ui, ctx.theme);
        ui.label(strong(ctx, "timeline-filter-actors"));
        by_actor(ui, ctx, &mut view.filter);
        hairline(ui, ctx.theme);
        ui.label(strong(ctx, "timeline-filter-works"));
        by_work(ui, ctx, &mut view.filter);
    });
}

/// The field in which words are looked for, behind its icon.
pub(super) fn search(ctx: &ViewCtx<'_>, view: &mut TimelineView, button: &Response) {
    open(button, |ui| {
        let hint = ctx.words.get("timeline-search").into_owned();
        let field = TextEdit::singleline(&mut view.filter.words).hint_text(&hint).desired_width(220.0);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, &hint));
        if button.clicked() {
            field.request_focus();
        }
        if let Some(gathered) = view.gathered.as_ref().filter(|_| !view.filter.words.is_empty()) {
            let found = ctx.words.with("timeline-found", &[("n", gathered.listed.len().into())]);
            ui.label(RichText::new(found).font(theme::sans(theme::CAPTION)).color(ctx.theme.faded));
        }
    });
}

/// What lanes are laid by.
fn by_lanes(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView) {
    let before = view.lanes_by;
    for (by, key) in LANES {
        ui.radio_value(&mut view.lanes_by, by, ctx.words.get(key));
    }
    if view.lanes_by != before {
        view.lane_order.clear();
    }
}

const LANES: [(LaneOrder, &str); 4] = [
    (LaneOrder::Actor, "timeline-lanes-actor"),
    (LaneOrder::Work, "timeline-lanes-work"),
    (LaneOrder::Place, "timeline-lanes-place"),
    (LaneOrder::One, "timeline-lanes-one"),
];

fn strong(ctx: &ViewCtx<'_>, key: &str) -> RichText {
    RichText::new(ctx.words.get(key)).font(theme::bold(13.0)).color(ctx.theme.ink)
}

/// The head of a filter: its name and what it lets through.
fn head(ui: &mut Ui, ctx: &ViewCtx<'_>, name: &str, value: &str) -> Response {
    let name = ctx.words.get(name).into_owned();
    let text = ctx.words.with("timeline-filter", &[("name", (&name).into()), ("value", value.into())]);
    text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.faded)
}

fn open(button: &Response, content: impl FnOnce(&mut Ui)) {
    Popup::from_toggle_button_response(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(180.0);
        ui.set_max_width(320.0);
        content(ui);
    });
}

/// The one chosen, or how many, or all.
fn some_or_all<'a>(ctx: &ViewCtx<'_>, mut chosen: impl ExactSizeIterator<Item = &'a str>) -> String {
    match (chosen.len(), chosen.next()) {
        (1, Some(one)) => super::phrase::brief(one, 8),
        (0, _) => ctx.words.get("timeline-filter-all").into_owned(),
        (n, _) => ctx.words.with("timeline-filter-some", &[("n", Value::Count(n))]),
    }
}

fn sure_words(ctx: &ViewCtx<'_>, filter: &Filter) -> String {
    let plain = Filter { actors: filter.actors.clone(), works: filter.works.clone(), ..Filter::default() };
    if *filter == plain {
        return ctx.words.get("timeline-filter-all").into_owned();
    }
    let precise = PRECISIONS.iter().find(|(least, _)| *least == filter.sure).map(|(_, key)| *key);
    let key = match filter {
        Filter { disputed: true, .. } => "timeline-sure-disputed",
        Filter { several: true, .. } => "timeline-sure-several",
        Filter { decided: Some(true), .. } => "timeline-sure-decided",
        Filter { decided: Some(false), .. } => "timeline-sure-suggested",
        _ => precise.unwrap_or("timeline-filter-all"),
    };
    ctx.words.get(key).into_owned()
}

const PRECISIONS: [(Option<Precision>, &str); 4] = [
    (None, "timeline-sure-any"),
    (Some(Precision::Year), "timeline-sure-year"),
    (Some(Precision::Month), "timeline-sure-month"),
    (Some(Precision::Day), "timeline-sure-day"),
];

const DECIDED: [(Option<bool>, &str); 3] =
    [(None, "timeline-sure-both"), (Some(true), "timeline-sure-decided"), (Some(false), "timeline-sure-suggested")];

/// What the person has hidden, and the way to bring it back.
fn brought_back(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let hidden: Vec<(&EntryId, &str)> = edits::hidden(ctx).collect();
    if hidden.is_empty() {
        return;
    }
    hairline(ui, ctx.theme);
    ui.label(strong(ctx, "timeline-hidden-list"));
    ScrollArea::vertical().max_height(200.0).id_salt("hidden").show(ui, |ui| {
        for (id, words) in hidden {
            ui.horizontal(|ui| {
                let back = ctx.words.get("timeline-bring-back");
                if text_button(ui, ctx.theme, &back, theme::sans(theme::CAPTION), ctx.theme.vermilion).clicked() {
                    actions.push(Action::Edit(Edit::remove(id.clone())));
                }
                ui.label(super::phrase::brief(words, 18));
            });
        }
    });
}

fn certainty(ui: &mut Ui, ctx: &ViewCtx<'_>, filter: &mut Filter, actions: &mut Actions) {
    for (least, key) in PRECISIONS {
        ui.radio_value(&mut filter.sure, least, ctx.words.get(key));
    }
    hairline(ui, ctx.theme);
    for (decided, key) in DECIDED {
        ui.radio_value(&mut filter.decided, decided, ctx.words.get(key));
    }
    hairline(ui, ctx.theme);
    ui.checkbox(&mut filter.several, ctx.words.get("timeline-sure-several"));
    ui.checkbox(&mut filter.disputed, ctx.words.get("timeline-sure-disputed"));
    brought_back(ui, ctx, actions);
}

/// Actors by the number of their events; those told of once come last and are many.
fn by_actor(ui: &mut Ui, ctx: &ViewCtx<'_>, filter: &mut Filter) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in ctx.state.synopsis.events.iter().flat_map(|event| &event.actors) {
        *counts.entry(actor).or_default() += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
    all(ui, ctx, filter.actors.is_empty(), || filter.actors.clear());
    ScrollArea::vertical().max_height(280.0).id_salt("actors").show(ui, |ui| {
        for (name, count) in ranked {
            let mut on = filter.actors.contains(name);
            if ui.checkbox(&mut on, format!("{name} {count}")).changed() {
                if on {
                    filter.actors.insert(name.to_owned());
                } else {
                    filter.actors.remove(name);
                }
            }
        }
    });
}

fn by_work(ui: &mut Ui, ctx: &ViewCtx<'_>, filter: &mut Filter) {
    all(ui, ctx, filter.works.is_empty(), || filter.works.clear());
    ScrollArea::vertical().max_height(280.0).id_salt("works").show(ui, |ui| {
        for work in ctx.state.synopsis.works.iter() {
            let mut on = filter.works.contains(&work.id);
            if ui.checkbox(&mut on, work_words(ctx, work.id)).changed() {
                if on {
                    filter.works.insert(work.id);
                } else {
                    filter.works.remove(&work.id);
                }
            }
        }
    });
}

fn all(ui: &mut Ui, ctx: &ViewCtx<'_>, is_all: bool, clear: impl FnOnce()) {
    if ui.radio(is_all, ctx.words.get("timeline-filter-all")).clicked() {
        clear();
    }
}

/// A work by its author and title.
fn work_words(ctx: &ViewCtx<'_>, work: WorkId) -> String {
    ctx.state.synopsis.work(work).map_or_else(String::new, |work| {
        let title = super::phrase::brief(&work.title, 16);
        if work.author.is_empty() { title } else { format!("{} {title}", work.author) }
    })
}
