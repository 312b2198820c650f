//! The pop-over in which the page is set: face, size, leading, measure, margin, ground, characters, noise.

use eframe::egui::{Align, Layout, Popup, PopupCloseBehavior, Response, Ui, vec2};

use super::Scene;
use crate::state::{Action, Appearance, Face, Script, Settings};
use crate::ui::icons::Icon;
use crate::ui::{Actions, theme, widgets};

/// The width of the names at the left.
const NAMES: f32 = 64.0;
/// The width of the pop-over.
const WIDTH: f32 = 300.0;
/// The steps of leading, in ems; of the measure, in ems; of the margin, in points.
const LEADING_STEP: f32 = 0.1;
const MEASURE_STEP: u32 = 2;
const MARGIN_STEP: f32 = 16.0;

/// A change that a control asks for.
type Change<'a> = &'a dyn Fn(&mut Settings);

/// Shows the pop-over at its button while it is open.
pub(super) fn show(button: &Response, scene: &Scene<'_>, actions: &mut Actions) {
    let popup = Popup::from_toggle_button_response(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 6.0;
        eframe::egui::Frame::NONE.inner_margin(8).show(ui, |ui| rows(ui, scene, actions));
    });
}

/// Pushes the settings with a change.
pub(super) fn set(scene: &Scene<'_>, actions: &mut Actions, change: Change<'_>) {
    let mut settings = scene.ctx.state.settings.clone();
    change(&mut settings);
    let settings = settings.in_bounds();
    if settings != scene.ctx.state.settings {
        actions.push(Action::Set(Box::new(settings)));
    }
}

fn rows(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Actions) {
    let settings = &scene.ctx.state.settings;
    let words = scene.ctx.words;
    let face = |face: Face| move |settings: &mut Settings| settings.face = face;
    choices(
        ui,
        scene,
        actions,
        "reader-face",
        &[
            ("reader-serif", settings.face == Face::Serif, &face(Face::Serif)),
            ("reader-sans", settings.face == Face::Sans, &face(Face::Sans)),
        ],
    );
    let size = settings.reader_size.round();
    steps(
        ui,
        scene,
        actions,
        ("reader-size", "reader-smaller", "reader-larger"),
        &format!("{size}"),
        [&|settings| settings.reader_size -= 1.0, &|settings| settings.reader_size += 1.0],
    );
    let leading = (size * settings.reader_leading).round();
    steps(
        ui,
        scene,
        actions,
        ("reader-leading", "reader-tighter", "reader-looser"),
        &format!("{leading}"),
        [&|settings| settings.reader_leading -= LEADING_STEP, &|settings| settings.reader_leading += LEADING_STEP],
    );
    let measure = words.with("reader-measure-ems", &[("n", (settings.reader_measure as usize).into())]);
    steps(
        ui,
        scene,
        actions,
        ("reader-measure", "reader-shorter", "reader-longer"),
        &measure,
        [&|settings| settings.reader_measure = settings.reader_measure.saturating_sub(MEASURE_STEP), &|settings| {
            settings.reader_measure += MEASURE_STEP;
        }],
    );
    let margin = format!("{}", settings.reader_margin.round());
    steps(
        ui,
        scene,
        actions,
        ("reader-margin", "reader-narrower", "reader-wider"),
        &margin,
        [&|settings| settings.reader_margin -= MARGIN_STEP, &|settings| settings.reader_margin += MARGIN_STEP],
    );
    let ground = |appearance: Appearance| move |settings: &mut Settings| settings.appearance = appearance;
    choices(
        ui,
        scene,
        actions,
        "reader-ground",
        &[
            ("appearance-light", settings.appearance == Appearance::Light, &ground(Appearance::Light)),
            ("appearance-sepia", settings.appearance == Appearance::Sepia, &ground(Appearance::Sepia)),
            ("appearance-dark", settings.appearance == Appearance::Dark, &ground(Appearance::Dark)),
        ],
    );
    let script = |script: Script| move |settings: &mut Settings| settings.reader_script = script;
    choices(
        ui,
        scene,
        actions,
        "reader-script",
        &[
            ("reader-script-source", settings.reader_script == Script::AsWritten, &script(Script::AsWritten)),
            ("reader-script-simplified", settings.reader_script == Script::Simplified, &script(Script::Simplified)),
            ("reader-script-traditional", settings.reader_script == Script::Traditional, &script(Script::Traditional)),
        ],
    );
    choices(
        ui,
        scene,
        actions,
        "reader-noise",
        &[
            ("reader-noise-hidden", !settings.reader_noise, &|settings| settings.reader_noise = false),
            ("reader-noise-shown", settings.reader_noise, &|settings| settings.reader_noise = true),
        ],
    );
    choices(
        ui,
        scene,
        actions,
        "reader-points",
        &[
            ("reader-points-source", !settings.reader_points, &|settings| settings.reader_points = false),
            ("reader-points-regular", settings.reader_points, &|settings| settings.reader_points = true),
        ],
    );
    choices(
        ui,
        scene,
        actions,
        "reader-names",
        &[
            ("reader-names-plain", !settings.reader_names, &|settings| settings.reader_names = false),
            ("reader-names-marked", settings.reader_names, &|settings| settings.reader_names = true),
        ],
    );
    ui.add_space(2.0);
    if widgets::text_button(ui, scene.ctx.theme, &words.get("reader-usual"), theme::sans(13.0), scene.ctx.theme.faded)
        .clicked()
    {
        set(scene, actions, &usual);
    }
}

/// The setting with which everybody begins; the ground stays.
fn usual(settings: &mut Settings) {
    let first = Settings::default();
    settings.face = first.face;
    settings.reader_size = first.reader_size;
    settings.reader_leading = first.reader_leading;
    settings.reader_measure = first.reader_measure;
    settings.reader_margin = first.reader_margin;
    settings.reader_script = first.reader_script;
    settings.reader_noise = first.reader_noise;
    settings.reader_points = first.reader_points;
    settings.reader_names = first.reader_names;
}

/// A row with its name.
fn row(ui: &mut Ui, scene: &Scene<'_>, key: &str, show: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        let (place, _) = ui.allocate_exact_size(vec2(NAMES, 26.0), eframe::egui::Sense::hover());
        let name = scene.ctx.words.get(key);
        let galley = ui.painter().layout_no_wrap(name.into_owned(), theme::sans(13.0), scene.ctx.theme.faded);
        let at = place.left_center() - vec2(0.0, galley.size().y / 2.0);
        ui.painter().galley(at, galley, scene.ctx.theme.faded);
        ui.with_layout(Layout::left_to_right(Align::Center), show);
    });
}

/// A row of ways of which one is chosen.
fn choices(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Actions, key: &str, all: &[(&str, bool, Change<'_>)]) {
    row(ui, scene, key, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (name, chosen, change) in all {
            if widgets::tab(ui, scene.ctx.theme, &scene.ctx.words.get(name), *chosen).clicked() {
                set(scene, actions, change);
            }
        }
    });
}

/// A row with a number that goes down and up.
fn steps(
    ui: &mut Ui,
    scene: &Scene<'_>,
    actions: &mut Actions,
    (key, down, up): (&str, &str, &str),
    value: &str,
    changes: [Change<'_>; 2],
) {
    let (theme, words) = (scene.ctx.theme, scene.ctx.words);
    row(ui, scene, key, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if widgets::icon_button(ui, theme, Icon::Remove, &words.get(down)).clicked() {
            set(scene, actions, changes[0]);
        }
        let (place, response) = ui.allocate_exact_size(vec2(48.0, 24.0), eframe::egui::Sense::hover());
        let galley = ui.painter().layout_no_wrap(value.to_owned(), theme::sans(13.0), theme.ink);
        ui.painter().galley(place.center() - galley.size() / 2.0, galley, theme.ink);
        widgets::named(&response, eframe::egui::Role::Label, &format!("{} {value}", words.get(key)));
        if widgets::icon_button(ui, theme, Icon::Add, &words.get(up)).clicked() {
            set(scene, actions, changes[1]);
        }
    });
}
