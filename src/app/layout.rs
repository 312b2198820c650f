//! Layout: where the panels and views lie in the window, and the splitters between them.

use eframe::egui::{Align, CursorIcon, Id, Label, Layout, Rect, RichText, Sense, Stroke, Ui, UiBuilder, pos2};

use super::Views;
use crate::state::{Action, Settings, View};
use crate::ui::theme;
use crate::ui::{Actions, ViewCtx, compare, panels, reader, timeline, widgets};

/// Below this width the library is a rail.
const RAIL_BELOW: f32 = 1100.0;
/// Below this width the views come one at a time.
const ONE_BELOW: f32 = 700.0;
/// A page beside the text wants so much room.
const LEAF_LEAST: f32 = 320.0;
/// From this width on the screen is large, and this is the timeline's share of its height.
const LARGE: f32 = 1700.0;
const TIMELINE_LARGE: f32 = 0.4;

/// Shows the whole window.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, views: &mut Views, actions: &mut Actions) {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, 0.0, ctx.theme.paper);
    panels::show_overlays(ui, ctx, &mut views.overlays, actions);
    let (menu, mut rest) = window.split_top_bottom_at_y(window.top() + theme::MENU_HEIGHT);
    within(ui, menu, "menu", |ui| panels::show_menu(ui, ctx, &mut views.overlays, actions));
    if views.overlays.path.is_some() {
        let (field, below) = rest.split_top_bottom_at_y(rest.top() + 40.0);
        within(ui, field, "path", |ui| panels::show_path_field(ui, ctx, &mut views.overlays, actions));
        rest = below;
    }
    if let Some((key, detail)) = ctx.state.notices.first() {
        let (line, below) = rest.split_top_bottom_at_y(rest.top() + 36.0);
        within(ui, line, "notice", |ui| notice(ui, ctx, key, detail, actions));
        rest = below;
    }
    if let Some(newer) = &ctx.state.question {
        let (line, below) = rest.split_top_bottom_at_y(rest.top() + 36.0);
        within(ui, line, "question", |ui| panels::show_newer(ui, ctx, newer, actions));
        rest = below;
    }
    let fills = ctx.state.focus.fills;
    let rail = ctx.state.settings.library_folded || window.width() < RAIL_BELOW || fills.is_some();
    let width = if rail { theme::RAIL_WIDTH } else { ctx.state.settings.library_width };
    let (library, mut work) = rest.split_left_right_at_x(rest.left() + width);
    if rail {
        within(ui, library, "rail", |ui| panels::show_rail(ui, ctx, actions));
    } else {
        within(ui, library, "library", |ui| panels::show_library(ui, ctx, &mut views.library, actions));
        let moved =
            splitter(ui, ctx, "library-edge", Rect::from_x_y_ranges(library.right()..=library.right(), rest.y_range()));
        if let Some(moved) = moved {
            let usual = Settings::default().library_width;
            set(ctx, actions, |settings| settings.library_width = moved.value(|x| x - rest.left(), usual));
        }
    }
    if ctx.state.corpus.works.is_empty() {
        within(ui, work, "reading", |ui| panels::show_reading(ui, ctx, actions));
        return;
    }
    let one = fills.or_else(|| (work.width() < ONE_BELOW).then_some(View::Reader));
    if ctx.state.progress.is_worth_telling(ctx.now_ms) {
        let (line, below) = work.split_top_bottom_at_y(work.top() + 30.0);
        within(ui, line, "progress", |ui| progress_line(ui, ctx, actions));
        work = below;
    }
    if one.is_some() && ctx.state.notes_shown {
        return within(ui, work, "notes", |ui| panels::show_notes(ui, ctx, &mut views.notes, actions));
    }
    match one {
        Some(View::Timeline) => {
            within(ui, work, "timeline", |ui| timeline::show(ui, ctx, &mut views.timeline, actions));
        }
        Some(View::Reader) => {
            let mut text = work;
            if panels::has_leaf(ctx) && work.width() > 2.0 * LEAF_LEAST {
                let (left, right) = work.split_left_right_at_x(work.center().x);
                within(ui, right, "leaf", |ui| panels::show_leaf(ui, ctx, &mut views.leaf, actions));
                text = left;
            }
            within(ui, text, "reader", |ui| reader::show(ui, ctx, &mut views.reader, actions));
        }
        Some(View::Compare) => within(ui, work, "compare", |ui| compare::show(ui, ctx, &mut views.compare, actions)),
        None => three(ui, ctx, views, work, actions),
    }
}

/// The share of the height that the timeline has: on a large screen more than usual, unless the person has said how
/// much.
fn timeline_share(settings: &Settings, width: f32) -> f32 {
    let usual = (settings.timeline_share - Settings::default().timeline_share).abs() < f32::EPSILON;
    if usual && width > LARGE { TIMELINE_LARGE } else { settings.timeline_share }
}

fn three(ui: &mut Ui, ctx: &ViewCtx<'_>, views: &mut Views, area: Rect, actions: &mut Actions) {
    let settings = &ctx.state.settings;
    let top = area.top() + (area.height() * timeline_share(settings, area.width())).clamp(140.0, area.height() - 160.0);
    let (above, below) = area.split_top_bottom_at_y(top);
    within(ui, above, "timeline", |ui| timeline::show(ui, ctx, &mut views.timeline, actions));
    let measure = reader_width(settings, below.width());
    let (left, right) = below.split_left_right_at_x(below.left() + measure);
    within(ui, left, "reader", |ui| reader::show(ui, ctx, &mut views.reader, actions));
    if panels::has_leaf(ctx) {
        within(ui, right, "leaf", |ui| panels::show_leaf(ui, ctx, &mut views.leaf, actions));
    } else if ctx.state.notes_shown {
        within(ui, right, "notes", |ui| panels::show_notes(ui, ctx, &mut views.notes, actions));
    } else {
        within(ui, right, "compare", |ui| compare::show(ui, ctx, &mut views.compare, actions));
    }
    let usual = Settings::default();
    if let Some(moved) = splitter(ui, ctx, "timeline-edge", Rect::from_x_y_ranges(area.x_range(), top..=top)) {
        let share = moved.value(|y| (y - area.top()) / area.height(), usual.timeline_share);
        set(ctx, actions, |settings| settings.timeline_share = share);
    }
    let edge = Rect::from_x_y_ranges(left.right()..=left.right(), below.y_range());
    if let Some(moved) = splitter(ui, ctx, "reader-edge", edge) {
        let share = moved.value(|x| (x - below.left()) / below.width(), usual.reader_share);
        set(ctx, actions, |settings| settings.reader_share = share);
    }
}

/// The width of the reader: what the person set, or whole ems: 26 to her measure, as room comes, with its margins.
fn reader_width(settings: &Settings, room: f32) -> f32 {
    if settings.reader_share > 0.0 {
        return (room * settings.reader_share).clamp(320.0, (room - 280.0).max(320.0));
    }
    let margins = 56.0 + 40.0 + 2.0 * settings.reader_margin;
    let wanted = (room * 0.54 - margins) / settings.reader_size;
    let longest = settings.reader_measure as f32;
    (wanted.floor().clamp(longest.min(26.0), longest) * settings.reader_size + margins).min(room - 280.0)
}

/// Shows a part in its rectangle, clipped to it.
fn within(ui: &mut Ui, area: Rect, name: &str, show: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    let mut part = ui.new_child(UiBuilder::new().id_salt(name).max_rect(area).layout(layout));
    part.shrink_clip_rect(area);
    show(&mut part);
}

/// Where a splitter was put.
enum Moved {
    /// Where the pointer has it.
    To(f32),
    /// Where it was at first.
    Back,
}

impl Moved {
    /// The new value of a setting: from the pointer's place, or the usual one.
    fn value(&self, from: impl FnOnce(f32) -> f32, usual: f32) -> f32 {
        match self {
            Self::To(at) => from(*at),
            Self::Back => usual,
        }
    }
}

/// A hairline that can be dragged. A double click puts it back.
fn splitter(ui: &mut Ui, ctx: &ViewCtx<'_>, name: &str, line: Rect) -> Option<Moved> {
    let upright = line.width() < line.height();
    let grab = line.expand(theme::GRAB / 2.0);
    let response = ui.interact(grab, Id::unique(name), Sense::click_and_drag());
    let held = response.hovered() || response.dragged();
    let stroke = if held { Stroke::new(2.0, ctx.theme.vermilion) } else { Stroke::new(1.0, ctx.theme.hairline) };
    ui.painter().line_segment([line.min, line.max], stroke);
    if held {
        ui.ctx().set_cursor_icon(if upright { CursorIcon::ResizeHorizontal } else { CursorIcon::ResizeVertical });
    }
    if response.double_clicked() {
        return Some(Moved::Back);
    }
    let at = response.interact_pointer_pos().filter(|_| response.dragged())?;
    Some(Moved::To(if upright { at.x } else { at.y }))
}

fn set(ctx: &ViewCtx<'_>, actions: &mut Actions, change: impl FnOnce(&mut Settings)) {
    let mut settings = ctx.state.settings.clone();
    change(&mut settings);
    let settings = settings.in_bounds();
    if settings != ctx.state.settings {
        actions.push(Action::Set(Box::new(settings)));
    }
}

fn notice(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str, detail: &str, actions: &mut Actions) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, ctx.theme.hit);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(16.0);
        if ui.button(ctx.words.get("notice-dismiss")).clicked() {
            actions.push(Action::DismissNotice);
        }
        let behind = ctx.state.notices.len() - 1;
        if behind > 0 {
            let more = ctx.words.with("notice-more", &[("n", behind.into())]);
            widgets::paragraph(ui, &more, theme::sans(theme::CAPTION), ctx.theme.ink);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(16.0);
            let text = format!("{} {detail}", ctx.words.get(key));
            let text = RichText::new(text.trim()).font(theme::sans(13.0)).color(ctx.theme.ink);
            ui.add(Label::new(text).truncate());
        });
    });
}

/// While reading goes on behind views that already show something.
fn progress_line(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let progress = &ctx.state.progress;
    let area = ui.max_rect();
    let all = progress.files.len();
    ui.horizontal_centered(|ui| {
        ui.add_space(16.0);
        panels::show_progress(ui, ctx, actions);
        let cancel = ctx.words.get("reading-cancel");
        if widgets::text_button(ui, ctx.theme, &cancel, theme::sans(theme::CAPTION), ctx.theme.vermilion).clicked() {
            actions.push(Action::Cancel);
        }
    });
    let share = progress.finished() as f32 / all.max(1) as f32;
    let line = Rect::from_min_max(
        pos2(area.left(), area.bottom() - 2.0),
        pos2(area.left() + area.width() * share, area.bottom()),
    );
    ui.painter().rect_filled(line, 0.0, ctx.theme.vermilion);
}
