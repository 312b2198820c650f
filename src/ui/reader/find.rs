//! Finding: the bar in which words are typed, and the hits in the work in hand.
//!
//! A worker looks in all works at once; the hits of this work are stepped through here, those of the others are in
//! the list below the bar ([`super::find_list`]).

use std::sync::Arc;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Align, Key, Layout, Modifiers, Rect, Response, TextEdit, Ui, UiBuilder, vec2};

use super::{ReaderView, Scene, find_list, setting};
use crate::search::{Asked, Found, Hit};
use crate::state::Action;
use crate::text::Span;
use crate::ui::icons::{self, Icon};
use crate::ui::{Actions, theme, widgets};

/// The height of the bar.
pub(super) const HEIGHT: f32 = 40.0;
/// The widest that the field gets.
const FIELD: f32 = 260.0;
/// The narrowest line to type on.
const FIELD_AT_LEAST: f32 = 110.0;
/// What the counts and the buttons beside the line take up in the narrow bar.
const BESIDE_FIELD: f32 = 424.0;
/// Below this width the bar shows fewer words.
const NARROW: f32 = 560.0;

/// The most characters of a selection that are looked for.
const LONGEST: usize = 40;

/// What the bar remembers.
#[derive(Debug, Default)]
pub(super) struct Find {
    open: bool,
    asked: Asked,
    /// Whether the field wants the keyboard.
    wanted: bool,
    /// Whether the bar was opened just now.
    opened: bool,
    /// Which hit of this work is in hand.
    at: Option<usize>,
    /// The answer to which `at` belongs.
    seen: Option<Arc<Found>>,
    /// Whether the hits of all works are listed.
    pub(super) list: bool,
}

impl Find {
    /// Whether the bar is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// The hit in hand.
    pub(super) fn in_hand(&self, scene: &Scene<'_>) -> Option<Span> {
        self.of_work(scene).get(self.at?).map(|hit| hit.span)
    }

    /// The hits of this work that begin in a stretch.
    pub(super) fn hits_in<'a>(&self, scene: &'a Scene<'_>, span: Span) -> impl Iterator<Item = Span> + use<'a> {
        let hits = self.of_work(scene);
        let from = hits.partition_point(|hit| hit.span.start < span.start);
        let hits = hits.get(from..).unwrap_or_default();
        hits.iter().map(|hit| hit.span).take_while(move |hit| hit.start < span.end)
    }

    /// All hits of this work.
    pub(super) fn hits<'a>(&self, scene: &'a Scene<'_>) -> impl Iterator<Item = Span> + use<'a> {
        self.of_work(scene).iter().map(|hit| hit.span)
    }

    fn of_work<'a>(&self, scene: &'a Scene<'_>) -> &'a [Hit] {
        if !self.open {
            return &[];
        }
        scene.ctx.state.looking.found.in_work(scene.work.id).map_or(&[], |work| &work.hits)
    }
}

/// Opens the bar and steps through hits, wherever in the window the keyboard is.
pub(super) fn keys(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, page: &Response, actions: &mut Actions) {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let everywhere = pressed(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::F);
    if everywhere || pressed(Modifiers::COMMAND, Key::F) {
        view.find.list |= everywhere;
        open(scene, view, actions);
    }
    if !view.find.open {
        return;
    }
    if pressed(Modifiers::SHIFT, Key::F3) {
        step(scene, view, -1);
    } else if pressed(Modifiers::NONE, Key::F3) {
        step(scene, view, 1);
    }
    let mine = page.has_focus() || ui.memory(|memory| memory.focused()).is_none();
    if mine && view.selection.is_none() && pressed(Modifiers::NONE, Key::Escape) {
        close(view, actions);
    }
    answered(scene, view);
}

/// Opens the bar with what is selected, where that is short.
pub(super) fn open(scene: &Scene<'_>, view: &mut ReaderView, actions: &mut Actions) {
    view.find.open = true;
    (view.find.wanted, view.find.opened) = (true, true);
    let selected = view.selection.map(|selection| scene.source.text.slice(selection.span()));
    if let Some(words) = selected.filter(|words| !words.is_empty() && words.chars().count() <= LONGEST) {
        view.find.asked = Asked::words(words);
        view.selection = None;
    }
    actions.push(Action::LookFor(view.find.asked.clone()));
}

/// When an answer has come, the first hit from here on is in hand, and in sight.
fn answered(scene: &Scene<'_>, view: &mut ReaderView) {
    let found = &scene.ctx.state.looking.found;
    if view.find.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, found)) {
        return;
    }
    let words_changed = view.find.seen.as_ref().is_none_or(|seen| seen.asked != found.asked);
    view.find.seen = Some(Arc::clone(found));
    let from = view.places.get(&scene.work.id).map_or(0, |place| place.0);
    let hits = view.find.of_work(scene);
    let next = hits.iter().position(|hit| hit.span.start >= from).or((!hits.is_empty()).then_some(0));
    view.find.at = next;
    if words_changed {
        show_hit(scene, view);
    }
}

fn step(scene: &Scene<'_>, view: &mut ReaderView, by: isize) {
    let count = view.find.of_work(scene).len() as isize;
    if count > 0 {
        let at = view.find.at.map_or(0, |at| at as isize + by);
        view.find.at = Some(at.rem_euclid(count) as usize);
        show_hit(scene, view);
    }
}

/// Brings the hit in hand into sight, if it is not there.
fn show_hit(scene: &Scene<'_>, view: &mut ReaderView) {
    if let Some(span) = view.find.in_hand(scene)
        && view.in_sight(scene, span).is_none()
    {
        view.bring(scene, span);
    }
}

fn close(view: &mut ReaderView, actions: &mut Actions) {
    view.find.open = false;
    view.find.list = false;
    actions.push(Action::LookFor(Asked::default()));
}

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, area: Rect, actions: &mut Actions) {
    let theme = scene.ctx.theme;
    ui.painter().rect_filled(area, 0.0, theme.paper);
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, (1.0, theme.hairline));
    let inner = area.shrink2(vec2(16.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        field(ui, scene, view, (inner.width() - BESIDE_FIELD).clamp(FIELD_AT_LEAST, FIELD), actions);
        if view.find.asked.is_nothing() {
            kept(ui, scene, view, area.width() * 0.4, actions);
        } else {
            counts(ui, scene, view, area.width() < NARROW);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = scene.ctx.words.get("reader-find-close");
            if widgets::icon_button(ui, theme, Icon::Close, &name).clicked() {
                close(view, actions);
            }
            ways(ui, scene, view, actions);
            if area.width() >= NARROW + 360.0 {
                let folds = scene.ctx.words.get("reader-find-folds");
                widgets::paragraph(ui, &folds, theme::sans(theme::CAPTION), theme.faded);
            }
        });
    });
    if view.find.list {
        find_list::show(ui, scene, view, area, actions);
    }
}

/// The line on which words are typed.
fn field(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, width: f32, actions: &mut Actions) {
    let theme = scene.ctx.theme;
    let name = scene.ctx.words.get("reader-find").into_owned();
    let (icon, _) = ui.allocate_exact_size(vec2(theme::ICON, theme::ICON), eframe::egui::Sense::hover());
    icons::paint(ui.painter(), Icon::Search, icon, theme.faded);
    let field = TextEdit::singleline(&mut view.find.asked.words)
        .desired_width(width - 28.0)
        .font(theme::sans(14.0))
        .frame(eframe::egui::Frame::NONE);
    let response = ui.add(field).accessible_name(name);
    if std::mem::take(&mut view.find.wanted) {
        response.request_focus();
    }
    if std::mem::take(&mut view.find.opened) {
        // What is typed next takes the place of what stands there.
        let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        let end = CCursor::new(view.find.asked.words.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
        state.store(ui.ctx(), response.id);
    }
    let line = Rect::from_min_max(icon.left_bottom(), response.rect.right_bottom());
    let y = ui.max_rect().bottom() - 6.0;
    let stroke = if response.has_focus() { (2.0, theme.vermilion) } else { (1.0, theme.faded) };
    ui.painter().hline(line.x_range(), y, stroke);
    if response.changed() {
        actions.push(Action::LookFor(view.find.asked.clone()));
    }
    if response.lost_focus() {
        let (enter, shift, escape) =
            ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift, input.key_pressed(Key::Escape)));
        if enter {
            step(scene, view, if shift { -1 } else { 1 });
            view.find.wanted = true;
        } else if escape {
            close(view, actions);
        }
    }
}

/// How the words are taken, and keeping them; from right to left.
fn ways(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, actions: &mut Actions) {
    let (theme, words) = (scene.ctx.theme, scene.ctx.words);
    let before = view.find.asked.clone();
    let asked = &mut view.find.asked;
    let searches = &scene.ctx.state.settings.searches;
    if !asked.is_nothing() {
        let there = searches.contains(asked);
        let name = words.get(if there { "reader-find-forget" } else { "reader-find-keep" });
        if widgets::icon_button(ui, theme, if there { Icon::Tick } else { Icon::Add }, &name).clicked() {
            let asked = asked.clone();
            setting::set(scene, actions, &|settings| {
                settings.searches.retain(|other| *other != asked);
                if !there {
                    settings.searches.push(asked.clone());
                }
            });
        }
    }
    for (key, on) in [("reader-find-aliases", &mut asked.aliases), ("reader-find-expression", &mut asked.expression)] {
        let tab = widgets::tab(ui, theme, &words.get(key), *on);
        if tab.on_hover_text(words.get(&format!("{key}-hint"))).clicked() {
            *on = !*on;
        }
    }
    if *asked != before {
        actions.push(Action::LookFor(asked.clone()));
    }
}

/// The searches that are kept, while nothing is typed.
fn kept(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, room: f32, actions: &mut Actions) {
    let theme = scene.ctx.theme;
    let from = ui.cursor().left();
    for asked in scene.ctx.state.settings.searches.iter().rev() {
        if ui.cursor().left() - from > room {
            return;
        }
        let name: String = asked.words.chars().take(16).collect();
        if widgets::text_button(ui, theme, &name, theme::sans(13.0), theme.ink).clicked() {
            view.find.asked = asked.clone();
            actions.push(Action::LookFor(asked.clone()));
        }
    }
}

/// How many hits there are, here and in all works, and the way to the next.
fn counts(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, narrow: bool) {
    let (theme, words) = (scene.ctx.theme, scene.ctx.words);
    let search = &scene.ctx.state.looking;
    if search.asked.is_nothing() {
        return;
    }
    let caption = |ui: &mut Ui, text: &str, colour| widgets::paragraph(ui, text, theme::sans(13.0), colour);
    if let Some(fault) = &search.found.fault {
        caption(ui, &words.get("reader-find-fault"), theme.vermilion).on_hover_text(fault);
        return;
    }
    let here = search.found.in_work(scene.work.id);
    match here {
        Some(hits) => {
            let at = view.find.at.map_or(0, |at| at + 1);
            let text = words.with("reader-find-here", &[("at", at.into()), ("n", hits.count.into())]);
            caption(ui, &text, theme.ink);
        }
        None if search.busy => drop(caption(ui, &words.get("reader-find-looking"), theme.faded)),
        None => drop(caption(ui, &words.get("reader-find-none"), theme.faded)),
    }
    if !narrow || here.is_none() {
        let works = search.found.works.len();
        let all = words.with("reader-find-all", &[("n", search.found.count.into()), ("works", works.into())]);
        let list = widgets::text_button(ui, theme, &all, theme::sans(13.0), theme.faded);
        if list.on_hover_text(words.get("reader-find-list")).clicked() {
            view.find.list = !view.find.list;
        }
    }
    if widgets::icon_button(ui, theme, Icon::Up, &words.get("reader-find-previous")).clicked() {
        step(scene, view, -1);
    }
    if widgets::icon_button(ui, theme, Icon::Down, &words.get("reader-find-next")).clicked() {
        step(scene, view, 1);
    }
}
