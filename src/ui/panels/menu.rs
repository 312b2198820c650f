use eframe::egui::{Align, Align2, Button, Layout, Popup, Rect, Role, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::super::commands;
use super::super::icons::{self, Icon};
use super::super::theme;
use super::super::widgets::{self, elided, focus_ring, named, named_choice};
use super::super::{Actions, ViewCtx};
use super::Overlays;
use crate::state::{Action, Appearance, Language, PhaseRef, Settings};

/// Shows the menu: the corpus, the phases to step through, and how things are shown.
pub fn show_menu(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut Overlays, actions: &mut Actions) {
    let area = ui.max_rect();
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, Stroke::new(1.0, ctx.theme.hairline));
    let mut left = ui.new_child(
        UiBuilder::new().max_rect(area.shrink2(vec2(16.0, 0.0))).layout(Layout::left_to_right(Align::Center)),
    );
    corpus_menu(&mut left, ctx, view, actions);
    let taken = left.min_rect().right();
    let mut right = ui.new_child(
        UiBuilder::new().max_rect(area.shrink2(vec2(16.0, 0.0))).layout(Layout::right_to_left(Align::Center)),
    );
    appearance_menu(&mut right, ctx, actions);
    notes_button(&mut right, ctx, actions);
    let free = right.min_rect().left();
    let start = (area.left() + ctx.state.settings.library_width + 16.0).max(taken + 24.0);
    let room = Rect::from_x_y_ranges(start..=(free - 16.0).max(start), area.y_range());
    let mut middle = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)));
    stepper(&mut middle, ctx, room.width(), actions);
}

fn corpus_menu(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut Overlays, actions: &mut Actions) {
    let words = ctx.words;
    let name = match (&ctx.state.opening, ctx.state.corpus.name.as_str()) {
        (None, _) => words.get("app-name").into_owned(),
        (_, "") => words.get("reading-listing").into_owned(),
        (_, name) => name.to_owned(),
    };
    let (mark, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
    paint_mark(ui, ctx, mark);
    let galley = elided(ui.painter(), &name, theme::bold(14.0), ctx.theme.ink, 260.0);
    let size = vec2(galley.size().x + 20.0, 28.0);
    let (area, response) = ui.allocate_exact_size(size, Sense::click());
    named(&response, Role::Button, &format!("{} {name}", words.get("menu-corpus")));
    let baseline = pos2(area.left(), area.center().y - galley.size().y / 2.0);
    ui.painter().galley(baseline, galley, ctx.theme.ink);
    let arrow = Rect::from_center_size(pos2(area.right() - 6.0, area.center().y), vec2(12.0, 12.0));
    icons::paint(ui.painter(), Icon::Down, arrow, ctx.theme.faded);
    focus_ring(ui, ctx.theme, &response);
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(240.0);
        corpus_entries(ui, ctx, view, actions);
    });
    if !ctx.state.corpus.works.is_empty() {
        let count = words.with("works-count", &[("n", ctx.state.corpus.works.len().into())]);
        widgets::paragraph(ui, &count, theme::sans(theme::CAPTION), ctx.theme.faded);
    }
}

fn corpus_entries(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut Overlays, actions: &mut Actions) {
    let words = ctx.words;
    for name in
        ["menu-open-folder", "menu-open-files", "menu-open-path", "menu-open-bundled", "menu-reload", "menu-pages"]
    {
        entry(ui, ctx, view, name, actions);
    }
    if !ctx.state.settings.recent.is_empty() {
        ui.separator();
        widgets::paragraph(ui, &words.get("menu-recent"), theme::sans(theme::CAPTION), ctx.theme.faded);
        for paths in &ctx.state.settings.recent {
            let Some(first) = paths.first() else { continue };
            let name = first.file_name().unwrap_or(first.as_os_str()).to_string_lossy();
            let more = if paths.len() > 1 { format!(" +{}", paths.len() - 1) } else { String::new() };
            let response = ui.button(format!("{name}{more}")).on_hover_text(first.display().to_string());
            if response.clicked() {
                actions.push(Action::Open(paths.clone()));
            }
        }
    }
    ui.separator();
    for name in ["menu-undo", "menu-redo", "menu-back", "menu-forward"] {
        entry(ui, ctx, view, name, actions);
    }
    ui.separator();
    for name in ["menu-notes", "menu-own-words", "menu-copy-study", "menu-move-study"] {
        entry(ui, ctx, view, name, actions);
    }
    if !ctx.state.days.is_empty() {
        ui.menu_button(words.get("menu-days"), |ui| {
            for (day, file) in &ctx.state.days {
                if ui.button(day).clicked() {
                    actions.push(Action::GoBackTo(file.clone()));
                }
            }
        });
    }
    ui.separator();
    for name in ["menu-palette", "menu-keys", "menu-quit"] {
        entry(ui, ctx, view, name, actions);
    }
}

/// A command as an entry of a menu, grey when there is nothing to do.
fn entry(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut Overlays, name: &str, actions: &mut Actions) {
    let Some(command) = commands::by_name(name) else { return };
    let deed = (command.deed)(ctx.state);
    let button = Button::new(ctx.words.get(name)).shortcut_text(command.shown_keys());
    if ui.add_enabled(deed.is_some(), button).clicked()
        && let Some(deed) = deed
    {
        view.carry_out(ui.ctx(), deed, actions);
    }
}

/// The program's own mark: 对 in two halves that read against each other, as in `assets/icons`.
fn paint_mark(ui: &Ui, ctx: &ViewCtx<'_>, area: Rect) {
    let theme = ctx.theme;
    let painter = ui.painter();
    painter.rect_filled(area, 2.0, theme.vermilion);
    let (left, right) = area.split_left_right_at_fraction(0.5);
    painter.rect_filled(
        right.shrink(1.0).translate(vec2(-1.0, 0.0)).with_max_x(area.right() - 1.0),
        0.0,
        theme.on_seal,
    );
    for (half, colour) in [(left, theme.on_seal), (right, theme.vermilion)] {
        let font = theme::serif(area.width() * 0.78);
        painter.with_clip_rect(half).text(area.center(), Align2::CENTER_CENTER, "对", font, colour);
    }
}

/// Leads to the notes, and says how much waits for a word from the person.
fn notes_button(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    if ctx.state.corpus.works.is_empty() {
        return;
    }
    let waiting = ctx.state.synopsis.doubts.len();
    let name = match waiting {
        0 => ctx.words.get("menu-notes").into_owned(),
        _ => ctx.words.with("menu-notes-waiting", &[("n", waiting.into())]),
    };
    let response = widgets::icon_button(ui, ctx.theme, Icon::Note, &name);
    if waiting > 0 {
        let at = response.rect.right_top() + vec2(-5.0, 6.0);
        ui.painter().circle_filled(at, 4.0, ctx.theme.vermilion);
    }
    if response.clicked() {
        actions.push(Action::ShowNotes(!ctx.state.notes_shown));
    }
}

fn appearance_menu(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let words = ctx.words;
    let response = widgets::icon_button(ui, ctx.theme, Icon::Appearance, &words.get("menu-appearance"));
    Popup::menu(&response).show(|ui| {
        ui.set_min_width(160.0);
        let settings = &ctx.state.settings;
        let mut choose = |ui: &mut Ui, name: Result<&str, String>, chosen: bool, change: &dyn Fn(&mut Settings)| {
            let name = name.map_or_else(|plain| plain, |key| words.get(key).into_owned());
            if ui.selectable_label(chosen, name).clicked() {
                let mut new = settings.clone();
                change(&mut new);
                actions.push(Action::Set(Box::new(new)));
            }
        };
        for (key, appearance) in [
            ("appearance-light", Appearance::Light),
            ("appearance-sepia", Appearance::Sepia),
            ("appearance-dark", Appearance::Dark),
        ] {
            choose(ui, Ok(key), settings.appearance == appearance, &|settings| settings.appearance = appearance);
        }
        ui.separator();
        for (key, language) in [
            ("language-system", None),
            ("language-zh-hans", Some(Language::ZhHans)),
            ("language-zh-hant", Some(Language::ZhHant)),
            ("language-en", Some(Language::En)),
        ] {
            choose(ui, Ok(key), settings.language == language, &|settings| settings.language = language);
        }
        ui.separator();
        for percent in [100_u16, 125, 150, 200] {
            let zoom = f32::from(percent) / 100.0;
            choose(ui, Err(format!("{percent} %")), (settings.zoom - zoom).abs() < 0.01, &|new| new.zoom = zoom);
        }
        ui.separator();
        choose(ui, Ok("menu-motion"), settings.motion, &|settings| settings.motion = !settings.motion);
    });
}

/// The phases of the band in hand as numbered circles; the chosen one opens to its name.
fn stepper(ui: &mut Ui, ctx: &ViewCtx<'_>, room: f32, actions: &mut Actions) {
    let state = ctx.state;
    let chosen = state.focus.phase;
    let Some(band_at) = chosen.map(|phase| phase.band).or_else(|| state.synopsis.main_band()) else { return };
    let Some(band) = state.synopsis.bands.get(band_at) else { return };
    let fixed = 22.0 * band.phases.len() as f32 + 14.0 * band.phases.len() as f32 + 150.0;
    let name_room = (room - fixed).clamp(0.0, 220.0);
    if room < fixed - 40.0 {
        return;
    }
    ui.spacing_mut().item_spacing.x = 0.0;
    if widgets::icon_button(ui, ctx.theme, Icon::Left, &ctx.words.get("phase-previous")).clicked() {
        actions.push(Action::StepPhase(-1));
    }
    ui.add_space(6.0);
    for (at, phase) in band.phases.iter().enumerate() {
        if at > 0 {
            let (line, _) = ui.allocate_exact_size(vec2(14.0, 28.0), Sense::hover());
            ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, ctx.theme.hairline));
        }
        let is_chosen = chosen.is_some_and(|chosen| chosen.band == band_at && chosen.phase == at);
        let number = at + 1;
        let full = ctx.words.with("phase-name", &[("n", number.into()), ("label", (&phase.label).into())]);
        let response = if is_chosen && name_room > 40.0 {
            open_step(ui, ctx, at, &phase.label, name_room)
        } else {
            closed_step(ui, ctx, at, is_chosen)
        };
        named_choice(&response, is_chosen, &full);
        focus_ring(ui, ctx.theme, &response);
        if response.on_hover_text(full).clicked() {
            actions.push(Action::ChoosePhase((!is_chosen).then_some(PhaseRef { band: band_at, phase: at })));
        }
    }
    ui.add_space(10.0);
    if widgets::tab(ui, ctx.theme, &ctx.words.get("phase-all"), chosen.is_none()).clicked() {
        actions.push(Action::ChoosePhase(None));
    }
    ui.add_space(4.0);
    if widgets::icon_button(ui, ctx.theme, Icon::Right, &ctx.words.get("phase-next")).clicked() {
        actions.push(Action::StepPhase(1));
    }
}

fn closed_step(ui: &mut Ui, ctx: &ViewCtx<'_>, at: usize, chosen: bool) -> eframe::egui::Response {
    let ink = ctx.theme.phase(at);
    let (area, response) = ui.allocate_exact_size(vec2(24.0, 28.0), Sense::click());
    let fill = if chosen { ink.line } else { ctx.theme.paper };
    let text = if chosen { ctx.theme.on_seal } else { ink.line };
    let fill = if response.hovered() && !chosen { ink.ground } else { fill };
    ui.painter().circle(area.center(), 10.5, fill, Stroke::new(1.25, ink.line));
    let number = (at + 1).to_string();
    ui.painter().text(area.center(), Align2::CENTER_CENTER, number, theme::bold(12.0), text);
    response
}

fn open_step(ui: &mut Ui, ctx: &ViewCtx<'_>, at: usize, label: &str, room: f32) -> eframe::egui::Response {
    let ink = ctx.theme.phase(at);
    let galley = elided(ui.painter(), label, theme::bold(13.0), ctx.theme.ink, room);
    let (area, response) = ui.allocate_exact_size(vec2(galley.size().x + 42.0, 28.0), Sense::click());
    ui.painter().rect_filled(area, f32::from(theme::RADIUS), ink.ground);
    ui.painter().hline(area.x_range(), area.bottom() - 1.0, Stroke::new(2.0, ink.line));
    let disc = pos2(area.left() + 16.0, area.center().y);
    ui.painter().circle_filled(disc, 10.0, ink.line);
    ui.painter().text(disc, Align2::CENTER_CENTER, (at + 1).to_string(), theme::bold(12.0), ctx.theme.on_seal);
    let text_at = pos2(area.left() + 32.0, area.center().y - galley.size().y / 2.0);
    ui.painter().galley(text_at, galley, ctx.theme.ink);
    response
}
