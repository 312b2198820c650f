//! The bar of the comparison: ways to look, what is held back, whose columns.

use eframe::egui::{
    Align, Frame, Key, KeyboardShortcut, Layout, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role,
    ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::content;
use super::rails;
use super::review::{self, Quoted};
use super::scheme;
use super::{CompareView, Mode};
use crate::exchange::Format;
use crate::exchange::review::{Citing, Review};
use crate::model::{Certainty, HolderKind};
use crate::state::{Action, Column, Export, Sieve, View};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, compare as measures};
use crate::ui::widgets;
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// What prints the table.
pub(super) const PRINT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::P);

/// The width of the field for words.
const LOOK_FIELD: f32 = 132.0;

/// From so many possible columns on, the chooser has a field to search in.
const SEARCHED_FROM: usize = 12;

/// The most holders that stand side by side.
const MOST_TOGETHER: usize = 4;

/// How high the bar is for a width: what finds no room in one line comes in a second.
pub(super) fn height(width: f32) -> f32 {
    theme::HEAD_HEIGHT + if is_narrow(width) { measures::SECOND_LINE } else { 0.0 }
}

fn is_narrow(width: f32) -> bool {
    width < measures::ONE_LINE_FROM
}

/// The bar with the title, the ways to look and what is held back.
pub(super) fn bar(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    let (theme, words) = (ctx.theme, ctx.words);
    let narrow = is_narrow(ui.max_rect().width());
    let inside = ui.max_rect().shrink2(vec2(measures::MARGIN, 0.0));
    let (first, second) = inside.split_top_bottom_at_y(inside.top() + theme::HEAD_HEIGHT);
    let gap = if narrow { 6.0 } else { 10.0 };
    ui.scope_builder(UiBuilder::new().max_rect(first).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = gap - 2.0;
        widgets::paragraph(ui, &words.get("view-compare"), theme::bold(14.0), theme.ink);
        for (mode, key) in [(Mode::Matrix, "compare-matrix"), (Mode::Pair, "compare-pair")] {
            if widgets::tab(ui, theme, &words.get(key), view.mode == mode).clicked() {
                view.mode = mode;
            }
        }
        if view.mode == Mode::Pair {
            together(ui, ctx, view, actions);
        } else if widgets::icon_button(ui, theme, Icon::Turn, &words.get("compare-turn")).clicked() {
            view.turned = !view.turned;
            view.first = 0;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = gap;
            let fills = ctx.state.focus.fills == Some(View::Compare);
            let (icon, key) = if fills { (Icon::Collapse, "view-restore") } else { (Icon::Expand, "view-fill") };
            if widgets::icon_button(ui, theme, icon, &words.get(key)).clicked() {
                actions.push(Action::Fill((!fills).then_some(View::Compare)));
            }
            let export = widgets::icon_button(ui, theme, Icon::Export, &words.get("compare-export"));
            export_menu(&export, ctx, view, actions);
            if ui.input_mut(|input| input.consume_shortcut(&PRINT)) && !view.comparison.rows.is_empty() {
                actions.push(Action::Print(Box::new(seen(ctx, view))));
            }
            let chosen = &ctx.state.focus.columns;
            let works = !chosen.is_empty() && chosen.iter().all(|column| voice(column) == ColumnKind::Work);
            let (all, key) = if works {
                (ctx.state.synopsis.works.len(), "compare-columns-works")
            } else {
                (ctx.state.synopsis.columns.len(), "compare-columns")
            };
            if all > 0 {
                let text = words.with(key, &[("n", chosen.len().into()), ("all", all.into())]);
                let button = drop_button(ui, ctx, &text);
                chooser(&button, ctx, &mut view.chooser, actions);
            }
            let topics = widgets::icon_button(ui, theme, Icon::Add, &words.get("compare-scheme"));
            scheme::menu(&topics, ctx, view, actions);
            let holds = sieve_words(ctx, view);
            let sieve = widgets::icon_button(ui, theme, Icon::Sliders, &holds);
            if view.sieve != Sieve::default() {
                let foot = sieve.rect.shrink(2.0);
                ui.painter().hline(foot.x_range(), foot.bottom(), Stroke::new(2.0, theme.vermilion));
            }
            sieve_menu(&sieve, ctx, view);
            if !narrow {
                looking(ui, ctx, view);
            }
        });
    });
    if narrow {
        ui.scope_builder(UiBuilder::new().max_rect(second).layout(Layout::right_to_left(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.x = gap;
            looking(ui, ctx, view);
        });
    }
}

/// From the right: words to look for, the way to further columns, and what is held back.
fn looking(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView) {
    let theme = ctx.theme;
    look_field(ui, ctx, view);
    going_on(ui, ctx, view);
    let text = held_back(ctx, view);
    let room = (ui.available_width() - 4.0).max(0.0);
    let galley = widgets::elided(ui.painter(), &text, theme::sans(theme::CAPTION), theme.faded, room);
    let (place, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    widgets::named(&response, Role::Label, &text);
    ui.painter().galley(place.min, galley, theme.faded);
    response.on_hover_text(text);
}

/// How many stand side by side; where fewer columns are chosen, the next ones with most to say join them.
fn together(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    ui.spacing_mut().item_spacing.x = 0.0;
    let all = &ctx.state.synopsis.columns;
    for many in 2..=MOST_TOGETHER.min(all.len()) {
        let name = ctx.words.with("compare-together", &[("n", many.into())]);
        if widgets::tab(ui, ctx.theme, &name, view.together.0 == many).clicked() {
            view.together.0 = many;
            let mut columns = ctx.state.focus.columns.clone();
            if columns.len() < many {
                let more: Vec<Column> = all.iter().filter(|column| !columns.contains(column)).cloned().collect();
                columns.extend(more.into_iter().take(many - columns.len()));
                actions.push(Action::ChooseColumns(columns));
            }
        }
    }
    ui.spacing_mut().item_spacing.x = 8.0;
}

/// What is seen, as a review.
fn seen(ctx: &ViewCtx<'_>, view: &CompareView) -> Review {
    review::review(ctx, view, view.citing, held_back(ctx, view))
}

/// How quotes are cited, and the formats; pressing one exports what is seen.
fn export_menu(button: &Response, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    let words = ctx.words;
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(280.0).show(|ui| {
        Frame::NONE.inner_margin(8).show(ui, |ui| {
            let caption = |ui: &mut Ui, key: &str| {
                widgets::paragraph(ui, &words.get(key), theme::sans(theme::CAPTION), ctx.theme.faded);
            };
            caption(ui, "compare-citing");
            ui.horizontal(|ui| {
                let all = [
                    (Citing::Notes, "compare-citing-notes"),
                    (Citing::Numbers, "compare-citing-numbers"),
                    (Citing::Years, "compare-citing-years"),
                ];
                for (citing, key) in all {
                    if rails::choice(ui, ctx.theme, &words.get(key), view.citing == citing).clicked() {
                        view.citing = citing;
                    }
                }
            });
            caption(ui, "compare-quoted");
            ui.horizontal(|ui| {
                for (quoted, key) in [(Quoted::Seen, "compare-quoted-seen"), (Quoted::All, "compare-every")] {
                    if rails::choice(ui, ctx.theme, &words.get(key), view.quoted == quoted).clicked() {
                        view.quoted = quoted;
                    }
                }
            });
            caption(ui, "compare-export-as");
            ui.horizontal(|ui| {
                for format in Format::ALL {
                    let name = format.extension().to_uppercase();
                    if rails::choice(ui, ctx.theme, &name, false).clicked() {
                        let review = seen(ctx, view);
                        let export = Export { name: review.title.clone(), format, review };
                        actions.push(Action::Export(Box::new(export)));
                        ui.close();
                    }
                }
            });
            ui.add_space(4.0);
            let name = format!("{}　{}", words.get("compare-print"), ui.ctx().format_shortcut(&PRINT));
            if rails::choice(ui, ctx.theme, &name, false).clicked() {
                actions.push(Action::Print(Box::new(seen(ctx, view))));
                ui.close();
            }
        });
    });
}

/// What the button of the sieve says: what it lets through, where that is not all.
fn sieve_words(ctx: &ViewCtx<'_>, view: &CompareView) -> String {
    let decided = view.sieve.decided.map(|decided| if decided { "compare-decided" } else { "compare-suggested" });
    let certainty = view.sieve.certainty.map(|certainty| match certainty {
        Certainty::Strong => "compare-strong",
        Certainty::Plain => "compare-plain",
        Certainty::Hedged => "compare-hedged",
    });
    let kinds: Vec<_> = [decided, certainty].into_iter().flatten().map(|key| ctx.words.get(key)).collect();
    if kinds.is_empty() {
        return ctx.words.get("compare-sieve").into_owned();
    }
    let kinds = kinds.join(&ctx.words.get("compare-list-comma"));
    ctx.words.with("compare-sieve-holds", &[("kinds", Value::from(&kinds))])
}

/// Which claims are let through: decided or suggested, and how sure.
fn sieve_menu(button: &Response, ctx: &ViewCtx<'_>, view: &mut CompareView) {
    let words = ctx.words;
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(240.0).show(|ui| {
        Frame::NONE.inner_margin(8).show(ui, |ui| {
            let caption = |ui: &mut Ui, key: &str| {
                widgets::paragraph(ui, &words.get(key), theme::sans(theme::CAPTION), ctx.theme.faded);
            };
            caption(ui, "compare-sieve-origin");
            ui.horizontal(|ui| {
                let all =
                    [(None, "compare-every"), (Some(true), "compare-decided"), (Some(false), "compare-suggested")];
                for (decided, key) in all {
                    let chosen = view.sieve.decided == decided;
                    if rails::choice(ui, ctx.theme, &words.get(key), chosen).clicked() {
                        view.sieve.decided = decided;
                    }
                }
            });
            caption(ui, "compare-sieve-certainty");
            ui.horizontal(|ui| {
                let all = [
                    (None, "compare-every"),
                    (Some(Certainty::Strong), "compare-strong"),
                    (Some(Certainty::Plain), "compare-plain"),
                    (Some(Certainty::Hedged), "compare-hedged"),
                ];
                for (certainty, key) in all {
                    let chosen = view.sieve.certainty == certainty;
                    if rails::choice(ui, ctx.theme, &words.get(key), chosen).clicked() {
                        view.sieve.certainty = certainty;
                    }
                }
            });
        });
    });
}

/// The words to which the claims are narrowed: an icon, and beside it the field while it is open. Esc closes it.
fn look_field(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView) {
    let words = ctx.words;
    if widgets::icon_button(ui, ctx.theme, Icon::Search, &words.get("compare-look-for")).clicked() {
        view.looked_for = if view.looked_for.is_some() { None } else { Some(String::new()) };
        view.fresh_field = view.looked_for.is_some();
    }
    let Some(typed) = &mut view.looked_for else { return };
    let hint = words.get("compare-look-for-hint");
    // What the narrowing hides is still counted beside the field.
    let width = LOOK_FIELD.min((ui.available_width() - 140.0).max(60.0));
    let field = TextEdit::singleline(typed).hint_text(hint.as_ref()).desired_width(width);
    let response = ui.add(field);
    widgets::named(&response, Role::TextInput, &words.get("compare-look-for"));
    if std::mem::take(&mut view.fresh_field) {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        view.looked_for = None;
    }
}

/// The way to the columns that find no room.
fn going_on(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView) {
    let (first, shown, count) = (view.first, view.shown, view.across);
    let (on, back) = if view.is_turned() {
        ("compare-go-on-topics", "compare-go-back-topics")
    } else {
        ("compare-go-on", "compare-go-back")
    };
    if shown == 0 || shown >= count {
        return;
    }
    let (before, after) = (first, count - (first + shown).min(count));
    ui.add_enabled_ui(after > 0, |ui| {
        let name = ctx.words.with(on, &[("n", after.into())]);
        if widgets::icon_button(ui, ctx.theme, Icon::Right, &name).clicked() {
            view.first += 1;
        }
    });
    let range = ctx.words.with("compare-range", &[("first", (first + 1).into()), ("last", (first + shown).into())]);
    widgets::paragraph(ui, &range, theme::sans(theme::CAPTION), ctx.theme.faded);
    ui.add_enabled_ui(before > 0, |ui| {
        let name = ctx.words.with(back, &[("n", before.into())]);
        if widgets::icon_button(ui, ctx.theme, Icon::Left, &name).clicked() {
            view.first -= 1;
        }
    });
}

/// Words with a point down: they open a list.
fn drop_button(ui: &mut Ui, ctx: &ViewCtx<'_>, text: &str) -> Response {
    let theme = ctx.theme;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::sans(theme::CAPTION), theme.ink);
    let (area, response) = ui.allocate_exact_size(vec2(galley.size().x + 18.0, 24.0), Sense::click());
    widgets::named(&response, Role::Button, text);
    if response.hovered() || Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response)) {
        ui.painter().rect_filled(area.expand2(vec2(4.0, 0.0)), f32::from(theme::RADIUS), theme.chosen_row);
    }
    let icon = Rect::from_center_size(pos2(area.right() - 6.0, area.center().y), vec2(12.0, 12.0));
    icons::paint(ui.painter(), Icon::Down, icon, theme.ink);
    ui.painter().galley(pos2(area.left(), area.center().y - galley.size().y / 2.0), galley, theme.ink);
    widgets::focus_ring(ui, theme, &response);
    response
}

/// What the narrowing shows and hides, in words; how many claims there are when there is none.
fn held_back(ctx: &ViewCtx<'_>, view: &CompareView) -> String {
    let tally = view.comparison.tally;
    let counts = |key: &str, name: &str| {
        ctx.words.with(
            key,
            &[
                ("name", Value::from(name)),
                ("direct", tally.direct.into()),
                ("general", tally.general.into()),
                ("hidden", tally.hidden.into()),
            ],
        )
    };
    match (ctx.state.focus.brush, ctx.state.focus.phase) {
        (Some(_), _) => counts("compare-narrowed", &ctx.words.get("compare-brush")),
        (None, Some(phase)) => {
            counts("compare-narrowed", &ctx.words.with("compare-phase-named", &[("n", (phase.phase + 1).into())]))
        }
        (None, None) if tally.hidden > 0 => counts("compare-sieved", ""),
        (None, None) => counts("compare-all", ""),
    }
}

/// The list in which columns are chosen: authors, then parties by the kind of their voice.
fn chooser(button: &Response, ctx: &ViewCtx<'_>, typed: &mut String, actions: &mut Actions) {
    let chosen = &ctx.state.focus.columns;
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(300.0).show(|ui| {
        ui.set_min_width(300.0);
        let all = &ctx.state.synopsis.columns;
        if all.len() >= SEARCHED_FROM {
            let hint = ctx.words.get("compare-find-column");
            ui.add(TextEdit::singleline(typed).hint_text(hint.as_ref()).desired_width(f32::INFINITY));
        }
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut kind = None;
            let authors = all.iter().filter(|column| column.work().is_some()).cloned();
            let works = ctx.state.synopsis.works.iter().map(|row| Column::Work(row.id));
            let parties = all.iter().filter(|column| column.work().is_none()).cloned();
            for column in &authors.chain(works).chain(parties).collect::<Vec<_>>() {
                let name = content::column_name(ctx, column);
                if !typed.trim().is_empty() && !name.contains(typed.trim()) {
                    continue;
                }
                if kind != Some(voice(column)) {
                    kind = Some(voice(column));
                    ui.add_space(6.0);
                    whole_kind(ui, ctx, voice(column), actions);
                }
                let at = chosen.iter().position(|other| other == column);
                if chooser_row(ui, ctx, column, &name, at).clicked() {
                    let mut columns = chosen.clone();
                    match at {
                        Some(at) => drop(columns.remove(at)),
                        None => columns.push(column.clone()),
                    }
                    actions.push(Action::ChooseColumns(columns));
                }
            }
        });
    });
}

/// The name of a kind of column; pressed, it chooses all of that kind and nothing else.
fn whole_kind(ui: &mut Ui, ctx: &ViewCtx<'_>, kind: ColumnKind, actions: &mut Actions) {
    let synopsis = &ctx.state.synopsis;
    let all: Vec<Column> = match kind {
        ColumnKind::Work => synopsis.works.iter().map(|row| Column::Work(row.id)).collect(),
        ColumnKind::Holder(_) => synopsis.columns.iter().filter(|column| voice(column) == kind).cloned().collect(),
    };
    let name = ctx.words.get(match kind {
        ColumnKind::Work => "compare-kind-work",
        ColumnKind::Holder(kind) => content::kind_key(kind),
    });
    let key = if kind == ColumnKind::Work { "compare-whole-works" } else { "compare-whole-kind" };
    let text = ctx.words.with(key, &[("kind", Value::from(name.as_ref())), ("n", all.len().into())]);
    if widgets::text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.ink).clicked() {
        actions.push(Action::ChooseColumns(all));
    }
}

/// What kind of column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    /// A holder, by the kind of his voice.
    Holder(HolderKind),
    /// A work.
    Work,
}

fn voice(column: &Column) -> ColumnKind {
    match column {
        Column::Author(_) => ColumnKind::Holder(HolderKind::Author),
        Column::Work(_) => ColumnKind::Work,
        Column::Party(holder) => ColumnKind::Holder(holder.kind),
    }
}

/// A line of the chooser: seal, name, how much it says, and its number among the chosen.
fn chooser_row(ui: &mut Ui, ctx: &ViewCtx<'_>, column: &Column, name: &str, at: Option<usize>) -> Response {
    let theme = ctx.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    widgets::named_choice(&response, at.is_some(), name);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(area, f32::from(theme::RADIUS), theme.chosen_row);
    }
    let seal = Rect::from_center_size(pos2(area.left() + 14.0, area.center().y), eframe::egui::Vec2::splat(18.0));
    widgets::paint_seal(ui.painter(), theme, seal, &content::column_seal(ctx, column), at.is_some());
    let said = ctx.state.synopsis.claims.iter().filter(|claim| column.holds(claim)).count();
    let said = ctx.words.with("compare-claims", &[("n", said.into())]);
    let painter = ui.painter();
    let count = painter.layout_no_wrap(said, theme::sans(theme::CAPTION), theme.faded);
    let right = area.right() - 26.0 - count.size().x;
    painter.galley(pos2(right, area.center().y - count.size().y / 2.0), count, theme.faded);
    let caption = match column {
        Column::Author(work) if ctx.state.synopsis.works_of(*work).len() < 2 => {
            ctx.state.synopsis.work(*work).map_or_else(String::new, |row| row.title.clone())
        }
        Column::Author(_) | Column::Work(_) => content::column_caption(ctx, column),
        Column::Party(_) => String::new(),
    };
    let font = if at.is_some() { theme::bold(13.0) } else { theme::sans(13.0) };
    let left = area.left() + 30.0;
    let galley = widgets::elided(painter, name, font, theme.ink, right - left - 6.0);
    let width = galley.size().x;
    painter.galley(pos2(left, area.center().y - galley.size().y / 2.0), galley, theme.ink);
    let room = right - left - width - 14.0;
    if room > 30.0 {
        let galley = widgets::elided(painter, &caption, theme::sans(theme::CAPTION), theme.faded, room);
        painter.galley(pos2(left + width + 8.0, area.center().y - galley.size().y / 2.0), galley, theme.faded);
    }
    if let Some(at) = at {
        let place = pos2(area.right() - 6.0, area.center().y);
        let number = (at + 1).to_string();
        painter.text(place, eframe::egui::Align2::RIGHT_CENTER, number, theme::bold(theme::CAPTION), theme.vermilion);
    }
    response
}
