//! Small parts that several views draw: seals, badges, icon buttons, tabs, lines of text that fit.
//!
//! Whatever is painted here by hand names itself to screen readers.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, CursorIcon, FontId, Frame, Galley, Margin, Painter, Pos2, Rect, Response, Role, Sense, Shape,
    Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::icons::{self, Icon};
use super::theme::{self, Theme};
use crate::exchange::written::{self, LineKind};
use crate::state::{RowVerdict, Seal};

/// A line of text that ends in … where the room does.
pub fn elided(painter: &Painter, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping { max_width: width.max(0.0), max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    painter.layout_job(job)
}

/// What a person has written as Markdown, with its headings and strong words in bold, and its lists set in.
pub fn written(markdown: &str, format: &TextFormat) -> LayoutJob {
    let mut job = LayoutJob::default();
    let bold = theme::bold(format.font_id.size);
    for (at, line) in written::lines(markdown).iter().enumerate() {
        let lead = if at > 0 { "\n" } else { "" };
        job.append(lead, 0.0, format.clone());
        let mut space = line.depth.saturating_sub(1) as f32 * format.font_id.size;
        for run in &line.runs {
            let font_id =
                if run.strong || line.kind == LineKind::Heading { bold.clone() } else { format.font_id.clone() };
            let italics = run.stressed || line.kind == LineKind::Quote;
            job.append(&run.text, std::mem::take(&mut space), TextFormat { font_id, italics, ..format.clone() });
        }
    }
    job
}

/// Draws a seal: filled when signed, outlined when not; in vermilion when it is in hand.
pub fn paint_seal(painter: &Painter, theme: &Theme, area: Rect, seal: &Seal, in_hand: bool) {
    let colour = if in_hand { theme.vermilion } else { theme.ink };
    let radius = (area.width() / 10.0).max(1.5);
    let text = if seal.signed {
        painter.rect_filled(area, radius, colour);
        theme.on_seal
    } else {
        painter.rect_stroke(area.shrink(0.6), radius, Stroke::new(1.2, colour), StrokeKind::Middle);
        colour
    };
    let count = seal.text.chars().count().max(1) as f32;
    let size = area.width() * if count > 1.0 { 0.92 / count } else { 0.68 };
    let font = theme::serif(size);
    painter.text(area.center(), Align2::CENTER_CENTER, &seal.text, font, text);
}

/// Draws a seal in the flow of a layout.
pub fn seal(ui: &mut Ui, theme: &Theme, seal: &Seal, side: f32, in_hand: bool, name: &str) -> Response {
    let (area, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    paint_seal(ui.painter(), theme, area, seal, in_hand);
    named(&response, Role::Button, name);
    response
}

/// Names something painted by hand.
pub fn named(response: &Response, kind: Role, name: &str) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(kind, enabled, name));
}

/// The same with a name that is made up only when somebody asks for it.
pub fn named_by(response: &Response, kind: Role, name: impl Fn() -> String) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(kind, enabled, name()));
}

/// Names something painted by hand that can be chosen.
pub fn named_choice(response: &Response, chosen: bool, name: &str) {
    named_choice_by(response, chosen, || name.to_owned());
}

/// The same with a name that is made up only when somebody asks for it.
pub fn named_choice_by(response: &Response, chosen: bool, name: impl Fn() -> String) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, chosen, name()));
}

/// The outline of what has the keyboard.
pub fn focus_ring(ui: &Ui, theme: &Theme, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme.vermilion);
        ui.painter().rect_stroke(response.rect.expand(2.0), f32::from(theme::RADIUS), stroke, StrokeKind::Outside);
    }
}

/// An icon that can be pressed; its name is its tooltip and what screen readers say.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: Icon, name: &str) -> Response {
    let (area, response) = ui.allocate_exact_size(Vec2::splat(theme::ICON + 8.0), Sense::click());
    named(&response, Role::Button, name);
    if response.hovered() {
        ui.painter().rect_filled(area, f32::from(theme::RADIUS), theme.chosen_row);
    }
    let colour = if response.enabled() { theme.ink } else { theme.faded };
    icons::paint(ui.painter(), icon, area.shrink(4.0), colour);
    focus_ring(ui, theme, &response);
    response.on_hover_text(name)
}

/// Text that can be pressed, without a box.
pub fn text_button(ui: &mut Ui, theme: &Theme, text: &str, font: FontId, colour: Color32) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let (area, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    named(&response, Role::Button, text);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        ui.painter().hline(area.x_range(), area.bottom() - 1.0, Stroke::new(1.0, colour));
    }
    ui.painter().galley(area.min, galley, colour);
    focus_ring(ui, theme, &response);
    response
}

/// A field to write in, on a sheet with a line around it.
pub fn field(ui: &mut Ui, theme: &Theme, edit: TextEdit<'_>) -> Response {
    let edit = edit.frame(Frame::NONE).margin(0.0).desired_width(f32::INFINITY);
    let frame = Frame::NONE
        .inner_margin(Margin::symmetric(8, 5))
        .fill(theme.sheet)
        .stroke(Stroke::new(1.0, theme.hairline))
        .corner_radius(theme::RADIUS);
    frame.show(ui, |ui| ui.add(edit)).inner
}

/// One of several ways to look: bold with a vermilion foot when chosen.
pub fn tab(ui: &mut Ui, theme: &Theme, text: &str, chosen: bool) -> Response {
    let font = if chosen { theme::bold(13.0) } else { theme::sans(13.0) };
    let colour = if chosen { theme.ink } else { theme.faded };
    // As wide as the bold would be, so that nothing moves when the choice does.
    let width = ui.painter().layout_no_wrap(text.to_owned(), theme::bold(13.0), colour).size().x;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colour);
    let (area, response) = ui.allocate_exact_size(vec2(width + 12.0, 26.0), Sense::click());
    named_choice(&response, chosen, text);
    let at = area.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, colour);
    if chosen {
        ui.painter().hline(area.x_range(), area.bottom() - 1.0, Stroke::new(2.0, theme.vermilion));
    } else if response.hovered() {
        ui.painter().hline(area.x_range(), area.bottom() - 1.0, Stroke::new(1.0, theme.faded));
    }
    focus_ring(ui, theme, &response);
    response
}

/// A small word at the right of a row: 分歧 filled, 共识 and 仅一家 outlined, what is open dotted, nothing plain.
pub fn paint_badge(painter: &Painter, theme: &Theme, right: Pos2, verdict: RowVerdict, text: &str) -> Rect {
    let filled = verdict == RowVerdict::Dissent;
    let colour = if filled { theme.on_seal } else { theme.ink };
    let colour = if verdict == RowVerdict::Nobody { theme.faded } else { colour };
    let galley = painter.layout_no_wrap(text.to_owned(), theme::sans(11.0), colour);
    let size = vec2(galley.size().x + 10.0, 18.0);
    let area = Rect::from_min_size(pos2(right.x - size.x, right.y - size.y / 2.0), size);
    match verdict {
        RowVerdict::Dissent => drop(painter.rect_filled(area, 2.0, theme.ink)),
        RowVerdict::Consensus | RowVerdict::Single => {
            painter.rect_stroke(area, 2.0, Stroke::new(1.0, theme.ink), StrokeKind::Inside);
        }
        RowVerdict::Open => dotted_rect(painter, area.shrink(0.5), theme.faded),
        RowVerdict::Nobody => {}
    }
    painter.galley(area.center() - galley.size() / 2.0, galley, colour);
    area
}

/// A rectangle of dots.
pub fn dotted_rect(painter: &Painter, area: Rect, colour: Color32) {
    let corners = [area.left_top(), area.right_top(), area.right_bottom(), area.left_bottom(), area.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(1.0, colour), 2.0, 2.0));
}

/// A hairline across the whole width at the cursor.
pub fn hairline(ui: &mut Ui, theme: &Theme) {
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(area.x_range(), area.center().y, Stroke::new(1.0, theme.hairline));
}

/// A label that wraps.
pub fn paragraph(ui: &mut Ui, text: &str, font: FontId, colour: Color32) -> Response {
    ui.label(eframe::egui::RichText::new(text).font(font).color(colour))
}
