//! The scroll bar: where the sight is in the work, where notes, hits and the place in hand are, and what was read.
//!
//! Its scale is the estimated height of the pieces, which does not change while one reads: so the thumb moves evenly
//! though only what was in sight has a known height.

use std::sync::Arc;

use eframe::egui::{Rect, Role, Sense, Ui, pos2};

use super::sight::Sight;
use super::{Known, ReaderView, Scene};
use crate::text::Span;
use crate::ui::widgets;

/// The width of the bar.
pub(super) const WIDTH: f32 = 12.0;
/// The width of the ribbon of what was read, and of what is cited.
const READ: f32 = 2.0;
const CITED: f32 = 4.0;
/// The least height of the thumb.
const LEAST: f32 = 24.0;

/// Shows the bar and lets it be dragged.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, area: Rect) {
    let response = ui.interact(area, scene.id.with("bar"), Sense::click_and_drag());
    let read = view.coverage.percent(scene.work.id, scene.work.span);
    widgets::named(&response, Role::ScrollBar, &scene.ctx.words.with("reader-scroll", &[("read", read.into())]));
    let Some(estimates) = view.shown.as_ref().map(|shown| Arc::clone(&shown.estimates)) else { return };
    let all = estimates.last().copied().unwrap_or_default().max(1.0);
    if (response.dragged() || response.clicked())
        && let Some(at) = response.interact_pointer_pos()
    {
        let share = f64::from(((at.y - area.top()) / area.height()).clamp(0.0, 1.0));
        let wanted = share * all - f64::from(scene.view.height()) / 2.0;
        let piece = estimates.partition_point(|&sum| sum <= wanted.max(0.0)).saturating_sub(1);
        let into = (wanted - estimates.get(piece).copied().unwrap_or_default()).max(0.0) as f32;
        let known = scene.piece(&mut view.column, piece.min(scene.page.pieces.len().saturating_sub(1))).height;
        view.sight = Sight::at(piece, into.min(known));
        view.scroll(scene, 0.0);
        view.moved = Some(ui.input(|input| input.time));
    }
    let painter = ui.painter();
    let theme = scene.ctx.theme;
    painter.vline(area.left(), area.y_range(), (1.0, theme.hairline));
    let height_at = |view: &mut ReaderView, piece: usize, below: f32| {
        let from = estimates.get(piece).copied().unwrap_or(all);
        let to = estimates.get(piece + 1).copied().unwrap_or(all);
        let height = scene.piece(&mut view.column, piece).height.max(1.0);
        from + (to - from) * f64::from((below / height).clamp(0.0, 1.0))
    };
    let seen = view.sight.pieces(scene.view.height(), &mut Known { scene, column: &mut view.column });
    let (Some(&(first, top)), Some(&(last, foot))) = (seen.first(), seen.last()) else { return };
    let begin = height_at(view, first, -top);
    let end = height_at(view, last, scene.view.height() - foot);
    let y = |sum: f64| area.top() + (sum / all) as f32 * area.height();
    let (from, to) = (y(begin), y(end));
    if end - begin < all * 0.999 {
        let missing = ((LEAST - (to - from)) / 2.0).max(0.0);
        let from = (from - missing).max(area.top());
        let to = (to + missing).min(area.bottom());
        let thumb = Rect::from_min_max(pos2(area.left() + 4.0, from), pos2(area.right() - 3.0, to));
        let colour = if response.hovered() || response.dragged() { theme.faded } else { theme.hairline };
        painter.rect_filled(thumb, 2.5, colour);
    }
    let place = |at: u32| {
        let piece = scene.page.piece_at(at)?;
        let (from, to) = (*estimates.get(piece)?, estimates.get(piece + 1).copied().unwrap_or(all));
        let held = scene.page.pieces.get(piece)?.span;
        let share = f64::from(at - held.start.min(at)) / f64::from(held.len().max(1));
        Some(y(from + (to - from) * share.min(1.0)))
    };
    // What was read as a thin ribbon, what is cited as a broad one; what is neither has none.
    let ribbon = |span: Span, width: f32, colour| {
        let (Some(from), Some(to)) = (place(span.start), place(span.end.max(span.start + 1) - 1)) else { return };
        let area = Rect::from_min_max(pos2(area.left(), from), pos2(area.left() + width, to.max(from + 2.0)));
        painter.rect_filled(area, 0.0, colour);
    };
    for &span in view.coverage.of(scene.work.id) {
        ribbon(span, READ, theme.faded);
    }
    for &span in &scene.marks.cited {
        ribbon(span, CITED, theme.ink);
    }
    let mark = |span: Span, height: f32, colour| {
        let Some(y) = place(span.start) else { return };
        let line = Rect::from_min_max(pos2(area.left(), y), pos2(area.right() - 1.0, y + height));
        painter.rect_filled(line, 0.0, colour);
    };
    // Hits that would fall on one line are one.
    let mut last = f32::MIN;
    for span in view.find.hits(scene) {
        if let Some(y) = place(span.start).filter(|y| *y >= last + 1.0) {
            last = y;
            mark(span, 2.0, theme.vermilion);
        }
    }
    for note in &scene.marks.notes {
        mark(note.span, 2.0, theme.ink);
    }
    if let Some(place) = scene.ctx.state.focus.place.filter(|place| place.work == scene.work.id) {
        mark(place.span, 3.0, theme.vermilion);
    }
}
