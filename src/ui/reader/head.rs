//! The head of the reader: whose text it is, where in it one is, and how it is set.

use eframe::egui::{Align, Layout, Rect, Role, Ui, UiBuilder, pos2, vec2};

use super::{ReaderView, Scene, Side, beside, setting};
use crate::state::{Action, Face, View};
use crate::ui::icons::Icon;
use crate::ui::{Actions, theme, widgets};

/// Below this width the head has no room for the faces.
const NARROW: f32 = 420.0;

/// Shows the head.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, area: Rect, actions: &mut Actions) {
    let theme = scene.ctx.theme;
    ui.painter().rect_filled(area, 0.0, theme.paper);
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, (1.0, theme.hairline));
    let inner = area.shrink2(vec2(16.0, 0.0));
    let mut right = inner.right();
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        right = match scene.side {
            Side::First => controls(ui, scene, view, area.width() < NARROW, actions),
            Side::Second => beside::controls(ui, scene, view),
        };
    });
    let title = Rect::from_min_max(inner.min, pos2(right - 12.0, inner.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(title).layout(Layout::left_to_right(Align::Center)), |ui| {
        name(ui, scene, view);
    });
}

/// The seal, the title and the section in sight.
fn name(ui: &mut Ui, scene: &Scene<'_>, view: &ReaderView) {
    let theme = scene.ctx.theme;
    let Some(row) = scene.ctx.state.synopsis.work(scene.work.id) else { return };
    ui.spacing_mut().item_spacing.x = 10.0;
    let author = if row.author.is_empty() { scene.ctx.words.get("unsigned").into_owned() } else { row.author.clone() };
    widgets::seal(ui, theme, &row.seal, 20.0, true, &author);
    let room = ui.available_width();
    let galley = widgets::elided(ui.painter(), &row.title, theme::bold(14.0), theme.ink, room);
    let (place, response) = ui.allocate_exact_size(galley.size(), eframe::egui::Sense::hover());
    ui.painter().galley(place.min, galley, theme.ink);
    widgets::named(&response, Role::Heading, &row.title);
    let Some(&(at, _)) = view.places.get(&scene.work.id) else { return };
    let section = section_at(scene, at).join(" › ");
    let room = ui.available_width();
    if section.is_empty() || room < 40.0 {
        return;
    }
    let galley = widgets::elided(ui.painter(), &section, theme::sans(theme::CAPTION), theme.faded, room);
    let (place, response) = ui.allocate_exact_size(galley.size(), eframe::egui::Sense::hover());
    ui.painter().galley(place.min, galley, theme.faded);
    widgets::named(&response, Role::Label, &section);
}

/// The headings above a place, the highest first.
fn section_at(scene: &Scene<'_>, place: u32) -> Vec<String> {
    let rows = &scene.outline;
    let before = rows.partition_point(|row| row.span.start <= place);
    let mut path: Vec<String> = Vec::new();
    let mut depth = u8::MAX;
    for row in rows[..before].iter().rev() {
        if row.depth < depth {
            depth = row.depth;
            path.push(row.title.clone());
        }
        if depth == 0 {
            break;
        }
    }
    path.reverse();
    path
}

/// Face, setting, filling the window; answers with the left edge of what was shown.
fn controls(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView, narrow: bool, actions: &mut Actions) -> f32 {
    let (theme, words, settings) = (scene.ctx.theme, scene.ctx.words, &scene.ctx.state.settings);
    let filled = scene.ctx.state.focus.fills == Some(View::Reader);
    let (icon, name, fill) = if filled {
        (Icon::Collapse, words.get("view-restore"), None)
    } else {
        (Icon::Expand, words.get("view-fill"), Some(View::Reader))
    };
    let mut left = ui.max_rect().right();
    let fill_button = widgets::icon_button(ui, theme, icon, &name);
    left = left.min(fill_button.rect.left());
    if fill_button.clicked() {
        actions.push(Action::Fill(fill));
    }
    ui.add_space(4.0);
    let size = (settings.reader_size.round(), (settings.reader_size * settings.reader_leading).round());
    let size = format!("{} / {}", size.0, size.1);
    let button = widgets::text_button(ui, theme, &size, theme::sans(theme::CAPTION), theme.faded);
    widgets::named(&button, Role::Button, &words.get("reader-setting"));
    left = left.min(button.rect.left());
    setting::show(&button, scene, actions);
    button.on_hover_text(words.get("reader-setting"));
    if narrow {
        return left;
    }
    let paired = scene.together.is_some();
    if paired || scene.view.width() >= beside::ROOM {
        let tab = widgets::tab(ui, theme, &words.get("reader-beside"), paired);
        left = left.min(tab.rect.left());
        if paired {
            view.closes = tab.clicked();
        } else {
            beside::choose(&tab, scene, view);
        }
        tab.on_hover_text(words.get("reader-beside-hint"));
    }
    ui.add_space(4.0);
    for (face, key) in [(Face::Sans, "reader-sans"), (Face::Serif, "reader-serif")] {
        let tab = widgets::tab(ui, theme, &words.get(key), settings.face == face);
        left = left.min(tab.rect.left());
        if tab.clicked() {
            setting::set(scene, actions, &|settings| settings.face = face);
        }
    }
    left
}
