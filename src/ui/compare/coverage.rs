//! Coverage at a glance: who says something on which topic, who was looked through in vain, and what is yet to be
//! looked at. Where the holders are too many for a sign each, a bar for each topic shows how many speak.

use eframe::egui::{
    Align2, CursorIcon, Id, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::{CellKey, Stage, content, seek};
use crate::state::{Action, Cell, ComparisonRow};
use crate::ui::theme;
use crate::ui::widgets;
use crate::ui::words::Value;

/// How many cells are looked through in one frame, so that none takes long.
const LOOKED_THROUGH: usize = 4;
/// The height of a line.
const LINE: f32 = 16.0;
/// The widest column.
const WIDEST: f32 = 24.0;
/// The narrowest: a smaller sign could not be told from another, nor be pressed.
const NARROWEST: f32 = 7.0;
/// From this width on a column has the seal of its holder over it.
const SEALED_FROM: f32 = 12.0;
/// The share of the room that the signs or bars take at least; the names of the topics have the rest.
const SHARE: f32 = 0.55;
/// By how many topics the room for names is measured.
const NAMES_MEASURED: usize = 24;
/// The room for the count after a bar.
const COUNT: f32 = 26.0;

/// How much is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Something that the person has decided.
    Decided,
    /// Something proposed.
    Proposed,
    /// It was looked through, and there is nothing.
    Nothing,
    /// The sieve holds back whatever there is.
    Hidden,
    /// There are sentences with the topic's words that nobody has looked at.
    Unseen,
}

/// Draws the map: topics down, holders across, one sign a cell; a press goes to the cell.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>) {
    let ctx = stage.ctx;
    let comparison = std::sync::Arc::clone(&stage.comparison);
    let holders = comparison.columns.len();
    let room = ui.available_width();
    let rows: Vec<&ComparisonRow> = comparison.rows.iter().filter(|row| row.topic.is_some()).collect();
    // Short names leave more room for the signs.
    let named = |row: &&ComparisonRow| {
        let name = content::topic_name(ctx, row.topic.as_ref());
        ui.painter().layout_no_wrap(name, theme::sans(theme::CAPTION), ctx.theme.ink).size().x
    };
    let longest = rows.iter().take(NAMES_MEASURED).map(named).fold(0.0, f32::max) + 6.0;
    let signs = (room - longest).max(room * SHARE);
    let step = (signs / holders.max(1) as f32).min(WIDEST);
    let crowded = step < NARROWEST;
    let left = (room - step * holders as f32).max(0.0);
    let words = if crowded { "compare-coverage-share" } else { "compare-coverage-words" };
    widgets::paragraph(ui, &ctx.words.get("compare-coverage"), theme::bold(14.0), ctx.theme.ink);
    widgets::paragraph(ui, &ctx.words.get(words), theme::sans(theme::CAPTION), ctx.theme.faded);
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    if step >= SEALED_FROM {
        let (area, _) = ui.allocate_exact_size(vec2(room, LINE + 4.0), Sense::hover());
        for (at, column) in comparison.columns.iter().enumerate() {
            let centre = pos2(area.left() + left + (at as f32 + 0.5) * step, area.center().y);
            let seal = Rect::from_center_size(centre, Vec2::splat((step - 1.0).min(LINE - 1.0)));
            widgets::paint_seal(ui.painter(), ctx.theme, seal, &content::column_seal(ctx, column), false);
        }
    }
    let mut looks = LOOKED_THROUGH;
    ScrollArea::vertical().id_salt("compare coverage").show_rows(ui, LINE, rows.len(), |ui, seen| {
        for &row in &rows[seen] {
            let (area, _) = ui.allocate_exact_size(vec2(room, LINE), Sense::hover());
            let name = content::topic_name(ctx, row.topic.as_ref());
            let width = if crowded { room * (1.0 - SHARE) } else { left };
            let galley = widgets::elided(ui.painter(), &name, theme::sans(theme::CAPTION), ctx.theme.ink, width - 6.0);
            ui.painter().galley(pos2(area.left(), area.center().y - galley.size().y / 2.0), galley, ctx.theme.ink);
            if crowded {
                bar(ui, stage, row, &name, area.with_min_x(area.left() + width));
                continue;
            }
            for (at, (column, cell)) in comparison.columns.iter().zip(row.cells.iter()).enumerate() {
                let key: CellKey = (row.topic.clone(), column.clone());
                let known = known(stage, &key, cell, &mut looks);
                let corner = pos2(area.left() + left + at as f32 * step, area.top());
                sign(ui, stage, &key, known, Rect::from_min_size(corner, vec2(step, LINE)));
            }
        }
    });
    if looks == 0 {
        ui.ctx().request_repaint();
    }
}

/// How many of the holders speak on a topic: decided filled, proposed outlined, the others a line. A press takes the
/// topic in hand.
fn bar(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: &ComparisonRow, name: &str, area: Rect) {
    let ctx = stage.ctx;
    let decided = row.settled;
    let proposed = row.speakers - decided;
    let response = ui.interact(area, Id::unique(("compare coverage", &row.topic)), Sense::click());
    let values = [
        ("topic", Value::from(name)),
        ("decided", decided.into()),
        ("proposed", proposed.into()),
        ("all", row.cells.len().into()),
    ];
    let text = ctx.words.with("compare-coverage-bar", &values);
    widgets::named(&response, Role::Button, &text);
    let length = area.width() - COUNT;
    let part = |count: usize| length * count as f32 / row.cells.len().max(1) as f32;
    let painter = ui.painter();
    let (top, bottom) = (area.center().y - 4.0, area.center().y + 4.0);
    let cut = [0, decided, row.speakers, row.cells.len()].map(|count| area.left() + part(count));
    painter.rect_filled(Rect::from_x_y_ranges(cut[0]..=cut[1], top..=bottom), 0.0, ctx.theme.ink);
    if proposed > 0 {
        let outlined = Rect::from_x_y_ranges(cut[1]..=cut[2], top..=bottom);
        painter.rect_stroke(outlined, 0.0, Stroke::new(1.0, ctx.theme.ink), StrokeKind::Inside);
    }
    painter.hline(cut[2]..=cut[3], area.center().y, Stroke::new(1.0, ctx.theme.faded));
    let count = row.speakers.to_string();
    painter.text(area.right_center(), Align2::RIGHT_CENTER, count, theme::sans(theme::CAPTION), ctx.theme.faded);
    offers(ui, stage, &response, area);
    if response.clicked() {
        stage.view.goes_to.clone_from(&row.topic);
        stage.actions.push(Action::ChooseTopic(row.topic.clone()));
    }
    response.on_hover_text(text);
}

/// Shows that a press does something.
fn offers(ui: &Ui, stage: &Stage<'_, '_>, response: &Response, area: Rect) {
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        let ring = Stroke::new(1.0, stage.ctx.theme.vermilion);
        ui.painter().rect_stroke(area.shrink(1.0), 0.0, ring, StrokeKind::Inside);
    }
    widgets::focus_ring(ui, stage.ctx.theme, response);
}

fn has_decided(stage: &Stage<'_, '_>, cell: Cell<'_>) -> bool {
    let claims = &stage.ctx.state.synopsis.claims;
    cell.shown().any(|claim| claims.get(claim).is_some_and(|claim| claim.origin.is_decided()))
}

fn known(stage: &mut Stage<'_, '_>, key: &CellKey, cell: Cell<'_>, looks: &mut usize) -> Known {
    let synopsis = &stage.ctx.state.synopsis;
    if has_decided(stage, cell) {
        return Known::Decided;
    }
    if !cell.is_empty() {
        return Known::Proposed;
    }
    if cell.hidden > 0 {
        return Known::Hidden;
    }
    let Some(topic) = key.0.as_ref().and_then(|topic| synopsis.topic(topic)) else { return Known::Nothing };
    if synopsis.silence(&topic.id, &key.1).is_some() {
        return Known::Nothing;
    }
    if !stage.view.sought.contains_key(key) && *looks > 0 {
        *looks -= 1;
        let found = seek::seek(stage.ctx.state, topic, &key.1);
        stage.view.sought.insert(key.clone(), found);
    }
    match stage.view.sought.get(key) {
        Some(found) if found.is_empty() => Known::Nothing,
        _ => Known::Unseen,
    }
}

fn sign(ui: &mut Ui, stage: &mut Stage<'_, '_>, key: &CellKey, known: Known, area: Rect) {
    let ctx = stage.ctx;
    let state = match known {
        Known::Decided => "compare-decided",
        Known::Proposed => "compare-suggested",
        Known::Hidden => "compare-held-back",
        Known::Nothing => "compare-nobody",
        Known::Unseen => "compare-unseen",
    };
    let response = ui.interact(area, Id::unique(("compare coverage", key)), Sense::click());
    let name = super::lay::cell_name(ctx, key, &ctx.words.get(state));
    let name = format!("{}：{name}", ctx.words.get("compare-coverage"));
    widgets::named(&response, Role::Button, &name);
    let centre: Pos2 = area.center();
    let square = Rect::from_center_size(centre, vec2(9.0, 9.0).min(area.size() - vec2(1.0, 1.0)));
    let painter = ui.painter();
    match known {
        Known::Decided => drop(painter.rect_filled(square, 0.0, ctx.theme.ink)),
        Known::Proposed => {
            painter.rect_stroke(square, 0.0, Stroke::new(1.0, ctx.theme.ink), StrokeKind::Inside);
        }
        Known::Hidden => {}
        Known::Nothing => {
            painter.hline(centre.x - 3.0..=centre.x + 3.0, centre.y, Stroke::new(1.0, ctx.theme.faded));
        }
        Known::Unseen => {
            painter.text(centre, Align2::CENTER_CENTER, "·", theme::bold(theme::CAPTION), ctx.theme.faded);
        }
    }
    offers(ui, stage, &response, area);
    if response.clicked() {
        stage.view.hand = Some(key.clone());
        stage.view.wants_keyboard = true;
        stage.view.lists_all |= matches!(known, Known::Nothing | Known::Unseen);
        stage.view.goes_to.clone_from(&key.0);
        stage.actions.push(Action::ChooseTopic(key.0.clone()));
    }
    response.on_hover_text(name);
}
