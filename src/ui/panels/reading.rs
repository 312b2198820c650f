use eframe::egui::{
    Align, Align2, Key, Layout, Margin, Popup, PopupCloseBehavior, Rect, ScrollArea, Sense, Stroke, Ui, Vec2, pos2,
    vec2,
};

use super::super::icons::{self, Icon};
use super::super::theme;
use super::super::widgets::{self, elided};
use super::super::{Actions, ViewCtx};
use crate::state::{Action, FileState, FileStatus};

/// The height of a file in the list.
const ROW: f32 = 32.0;
/// The list of files that is opened over the views.
const LIST: Vec2 = vec2(560.0, 420.0);

/// Shows what stands in the place of the page while there is none: the start, the reading of files, or an empty folder.
pub fn show_reading(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, ctx.theme.sheet);
    eframe::egui::Frame::new().inner_margin(Margin::symmetric(44, 32)).show(ui, |ui| {
        let progress = &ctx.state.progress;
        if progress.reading {
            files(ui, ctx, actions);
        } else if ctx.state.opening.is_some() && !progress.cancelled {
            invitation(ui, ctx, &ctx.words.get("empty-folder"), actions);
            ui.add_space(16.0);
            rows(ui, ctx, None, actions);
        } else {
            invitation(ui, ctx, &ctx.words.get("start-words"), actions);
        }
    });
}

fn invitation(ui: &mut Ui, ctx: &ViewCtx<'_>, words: &str, actions: &mut Actions) {
    widgets::paragraph(ui, &ctx.words.get("start-title"), theme::serif(24.0), ctx.theme.ink);
    ui.add_space(8.0);
    ui.set_max_width(ui.available_width().min(560.0));
    widgets::paragraph(ui, words, theme::serif(16.0), ctx.theme.ink);
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        if ui.button(ctx.words.get("start-open")).clicked() {
            actions.push(Action::AskForFolder);
        }
        widgets::paragraph(ui, &ctx.words.get("start-drop"), theme::sans(theme::CAPTION), ctx.theme.faded);
    });
    ui.add_space(8.0);
    let bundled = ctx.words.get("menu-open-bundled");
    if widgets::text_button(ui, ctx.theme, &bundled, theme::sans(13.0), ctx.theme.ink).clicked() {
        actions.push(Action::OpenBundled);
    }
}

fn files(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let (words, theme, progress) = (ctx.words, ctx.theme, &ctx.state.progress);
    let name = opened_name(ctx);
    let title = words.with("reading-title", &[("name", (&name).into())]);
    widgets::paragraph(ui, &title, theme::serif(24.0), theme.ink);
    let all = progress.files.len();
    let line = if progress.listed {
        let done = words.with("reading-done", &[("done", progress.finished().into()), ("all", all.into())]);
        match progress.failed() {
            0 => done,
            failed => format!("{done}　{}", words.with("reading-failed", &[("n", failed.into())])),
        }
    } else {
        words.get("reading-listing").into_owned()
    };
    widgets::paragraph(ui, &line, theme::sans(theme::CAPTION), theme.faded);
    ui.add_space(8.0);
    bar(ui, ctx);
    ui.add_space(8.0);
    rows(ui, ctx, None, actions);
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if ui.button(words.get("reading-cancel")).clicked() || escaped {
            actions.push(Action::Cancel);
        }
        widgets::paragraph(ui, &words.get("reading-keep"), theme::sans(theme::CAPTION), theme.faded);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            widgets::paragraph(ui, "Esc", theme::sans(theme::CAPTION), theme.faded);
        });
    });
}

/// How far the reading is, behind views that already show something: its words open the list of files.
pub fn show_progress(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let progress = &ctx.state.progress;
    let all = progress.files.len();
    let text = ctx.words.with("reading-done", &[("done", progress.finished().into()), ("all", all.into())]);
    let button = widgets::text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.faded)
        .on_hover_text(ctx.words.get("reading-files"));
    let waits = |file: &FileStatus| matches!(file.state, FileState::Waiting | FileState::Reading);
    let first = progress.files.iter().position(waits).filter(|_| button.clicked());
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(LIST.x);
    popup.show(|ui| {
        ui.set_min_width(LIST.x);
        ui.set_max_height(LIST.y);
        rows(ui, ctx, first, actions);
    });
}

fn opened_name(ctx: &ViewCtx<'_>) -> String {
    match &ctx.state.opening {
        Some(crate::state::Opening::Paths(paths)) => paths
            .first()
            .map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned())
            .unwrap_or_default(),
        _ => ctx.words.get("bundled-name").into_owned(),
    }
}

fn bar(ui: &mut Ui, ctx: &ViewCtx<'_>) {
    let progress = &ctx.state.progress;
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 3.0), Sense::hover());
    ui.painter().rect_filled(area, 0.0, ctx.theme.hairline);
    let share = progress.finished() as f32 / progress.files.len().max(1) as f32;
    let done = Rect::from_min_size(area.min, vec2(area.width() * share, area.height()));
    ui.painter().rect_filled(done, 0.0, ctx.theme.vermilion);
}

/// The files, from the first, or from where they are to be shown `from` now.
fn rows(ui: &mut Ui, ctx: &ViewCtx<'_>, from: Option<usize>, actions: &mut Actions) {
    let files = &ctx.state.progress.files;
    let room = (ui.available_height() - 60.0).max(80.0);
    let mut list = ScrollArea::vertical().id_salt("files").max_height(room);
    if let Some(from) = from {
        list = list.vertical_scroll_offset(from as f32 * (ROW + ui.spacing().item_spacing.y));
    }
    list.show_rows(ui, ROW, files.len(), |ui, shown| {
        for (index, file) in files.iter().enumerate().take(shown.end).skip(shown.start) {
            if row(ui, ctx, file) {
                actions.push(Action::ReadFirst(index));
            }
        }
    });
}

/// A file; one that waits can be wished for. Answers whether it is.
fn row(ui: &mut Ui, ctx: &ViewCtx<'_>, file: &FileStatus) -> bool {
    let theme = ctx.theme;
    let waits = file.state == FileState::Waiting;
    let sense = if waits { Sense::click() } else { Sense::hover() };
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    if waits && response.hovered() {
        ui.painter().rect_filled(area, 0.0, theme.hairline.gamma_multiply(0.5));
    }
    let (icon, colour) = match file.state {
        FileState::Waiting => (Icon::Ring, theme.faded),
        FileState::Reading => (Icon::Ring, theme.vermilion),
        FileState::Done => (Icon::Tick, theme.ink),
        FileState::Failed => (Icon::Warning, theme.vermilion),
    };
    icons::paint(
        ui.painter(),
        icon,
        Rect::from_min_size(pos2(area.left(), area.top() + 8.0), vec2(16.0, 16.0)),
        colour,
    );
    let middle = area.center().y;
    let right = match (&file.state, &file.problem) {
        (FileState::Waiting, _) => ctx.words.get("file-waiting").into_owned(),
        (FileState::Reading, _) => ctx.words.get("file-reading").into_owned(),
        (FileState::Failed, Some(problem)) => ctx.words.get(&super::library::problem_key(problem)).into_owned(),
        _ => format!("{}　{}", ctx.words.with("file-works", &[("n", file.works.into())]), file.form),
    };
    let right = elided(ui.painter(), &right, theme::sans(theme::CAPTION), theme.faded, area.width() * 0.6);
    let text = if file.state == FileState::Waiting { theme.faded } else { theme.ink };
    let name_room = area.width() - right.size().x - 48.0;
    let name = elided(ui.painter(), &file.path, theme::sans(13.0), text, name_room);
    let role = if waits { eframe::egui::Role::Button } else { eframe::egui::Role::Label };
    widgets::named(&response, role, &file.path);
    ui.painter().galley(pos2(area.left() + 28.0, middle - name.size().y / 2.0), name, text);
    let at = Align2::RIGHT_CENTER.anchor_size(pos2(area.right(), middle), right.size()).min;
    ui.painter().galley(at, right, theme.faded);
    ui.painter().hline(area.x_range(), area.bottom() - 0.5, Stroke::new(1.0, theme.hairline));
    widgets::focus_ring(ui, theme, &response);
    waits && response.on_hover_text(ctx.words.get("file-first")).clicked()
}
