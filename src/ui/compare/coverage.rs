//! Coverage at a glance: who says something on which topic, who was looked through in vain, and what is yet to be
//! looked at.

use eframe::egui::{Align2, CursorIcon, Id, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{CellKey, Stage, content, seek};
use crate::state::{Action, Cell};
use crate::ui::theme;
use crate::ui::widgets;

/// How many cells are looked through in one frame, so that none takes long.
const LOOKED_THROUGH: usize = 4;
/// The height of a line.
const LINE: f32 = 16.0;
/// The widest column.
const WIDEST: f32 = 24.0;

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
    widgets::paragraph(ui, &ctx.words.get("compare-coverage"), theme::bold(14.0), ctx.theme.ink);
    widgets::paragraph(ui, &ctx.words.get("compare-coverage-words"), theme::sans(theme::CAPTION), ctx.theme.faded);
    ui.add_space(4.0);
    let comparison = std::sync::Arc::clone(&stage.comparison);
    let holders = comparison.columns.len();
    let room = ui.available_width();
    let step = (room * 0.55 / holders.max(1) as f32).clamp(4.0, WIDEST);
    let left = (room - step * holders as f32).max(0.0);
    let mut looks = LOOKED_THROUGH;
    ScrollArea::vertical().id_salt("compare coverage").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if step >= 14.0 {
            let (area, _) = ui.allocate_exact_size(vec2(room, LINE + 4.0), Sense::hover());
            for (at, column) in comparison.columns.iter().enumerate() {
                let centre = pos2(area.left() + left + (at as f32 + 0.5) * step, area.center().y);
                let seal = Rect::from_center_size(centre, vec2(LINE - 1.0, LINE - 1.0));
                widgets::paint_seal(ui.painter(), ctx.theme, seal, &content::column_seal(ctx, column), false);
            }
        }
        for row in comparison.rows.iter().filter(|row| row.topic.is_some()) {
            let (area, _) = ui.allocate_exact_size(vec2(room, LINE), Sense::hover());
            let name = content::topic_name(ctx, row.topic.as_ref());
            let galley = widgets::elided(ui.painter(), &name, theme::sans(theme::CAPTION), ctx.theme.ink, left - 6.0);
            ui.painter().galley(pos2(area.left(), area.center().y - galley.size().y / 2.0), galley, ctx.theme.ink);
            for (at, (column, cell)) in comparison.columns.iter().zip(&row.cells).enumerate() {
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

fn known(stage: &mut Stage<'_, '_>, key: &CellKey, cell: &Cell, looks: &mut usize) -> Known {
    let synopsis = &stage.ctx.state.synopsis;
    let decided = |claim: usize| synopsis.claims.get(claim).is_some_and(|claim| claim.origin.is_decided());
    if cell.shown().any(decided) {
        return Known::Decided;
    }
    if !cell.is_empty() {
        return Known::Proposed;
    }
    if cell.hidden > 0 {
        return Known::Hidden;
    }
    let Some(topic) = key.0.as_ref().and_then(|topic| synopsis.topic(topic)) else { return Known::Nothing };
    if synopsis.silent.contains_key(&(topic.id.clone(), key.1.clone())) {
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
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        let ring = Stroke::new(1.0, ctx.theme.vermilion);
        ui.painter().rect_stroke(area.shrink(1.0), 0.0, ring, StrokeKind::Inside);
    }
    widgets::focus_ring(ui, ctx.theme, &response);
    if response.clicked() {
        stage.view.hand = Some(key.clone());
        stage.view.wants_keyboard = true;
        stage.view.lists_all |= matches!(known, Known::Nothing | Known::Unseen);
        stage.view.goes_to.clone_from(&key.0);
        stage.actions.push(Action::ChooseTopic(key.0.clone()));
    }
    response.on_hover_text(name);
}
