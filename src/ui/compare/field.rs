//! The field in which a summary is written, in the place of the summary.

use eframe::egui::{
    Align2, Color32, Frame, Id, Key, Modifiers, Rect, Stroke, StrokeKind, TextBuffer, TextEdit, TextFormat, Ui,
    UiBuilder, pos2, text::LayoutJob, vec2,
};

use super::{CellKey, Stage, edits};
use crate::state::Action;
use crate::ui::theme::{self, compare as measures};

/// The height of the field over a cell whose summary is being written; nothing otherwise.
pub(super) fn height(ui: &Ui, stage: &Stage<'_, '_>, key: &CellKey) -> f32 {
    let Some(editing) = stage.view.editing.as_ref().filter(|editing| editing.cell == *key) else { return 0.0 };
    let rows = ui.painter().layout_job(summary_job(&editing.text, stage.ctx.theme.ink, stage.columns.width)).rows.len();
    rows.max(1) as f32 * measures::LINE + 12.0 + measures::CAPTION_LINE
}

fn summary_job(text: &str, colour: Color32, width: f32) -> LayoutJob {
    let format = TextFormat {
        line_height: Some(measures::LINE),
        ..TextFormat::simple(theme::bold(measures::SUMMARY_SIZE), colour)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job
}

/// Draws the field over its cell, and keeps or drops what is written.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, cell: Rect) {
    let (theme, words) = (stage.ctx.theme, stage.ctx.words);
    let Some(mut editing) = stage.view.editing.take() else { return };
    let ink = theme.ink;
    let width = cell.width();
    let rows = ui.painter().layout_job(summary_job(&editing.text, ink, width)).rows.len().max(1);
    let height = rows as f32 * measures::LINE;
    let frame = Rect::from_min_size(cell.min, vec2(width, height)).expand2(vec2(9.0, 7.0));
    ui.painter().rect(
        frame,
        f32::from(theme::RADIUS),
        theme.sheet,
        Stroke::new(2.0, theme.vermilion),
        StrokeKind::Inside,
    );
    let id = Id::unique(("compare summary", &editing.cell));
    // Enter keeps, Esc lets go; both are taken before the field sees them. While an input method composes, its own
    // Enter does not arrive as a key.
    let keeps = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let lets_go = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let inside = Rect::from_min_size(cell.min, vec2(width + 4.0, height));
    let response = {
        let ui = &mut ui.new_child(UiBuilder::new().max_rect(inside));
        let mut layouter =
            |ui: &Ui, text: &dyn TextBuffer, _: f32| ui.painter().layout_job(summary_job(text.as_str(), ink, width));
        ui.add(
            TextEdit::multiline(&mut editing.text)
                .id(id)
                .frame(Frame::NONE)
                .margin(0.0)
                .desired_rows(1)
                .desired_width(width)
                .hint_text(words.get("compare-summary-hint").as_ref())
                .layouter(&mut layouter),
        )
    };
    if std::mem::take(&mut editing.fresh) {
        response.request_focus();
    }
    let below = pos2(cell.left(), frame.bottom() + 1.0);
    ui.painter().text(
        below,
        Align2::LEFT_TOP,
        words.get("compare-edit-keys"),
        theme::sans(theme::CAPTION),
        theme.faded,
    );
    let count = words.with("compare-characters", &[("n", editing.text.chars().count().into())]);
    let right = pos2(cell.right(), below.y);
    ui.painter().text(right, Align2::RIGHT_TOP, count, theme::sans(theme::CAPTION), theme.faded);
    let ends = lets_go || keeps || response.lost_focus();
    if (editing.typing.is_due(ui, response.changed()) || ends)
        && let (Some(topic), column) = &editing.cell
    {
        let text = if lets_go { editing.before.clone() } else { editing.text.replace('\n', " ") };
        stage.actions.extend(edits::summarise(stage.ctx, topic, column, &text).map(Action::Edit));
    }
    if ends {
        stage.view.hand = Some(editing.cell);
        stage.view.wants_keyboard = true;
    } else {
        stage.view.editing = Some(editing);
    }
}
