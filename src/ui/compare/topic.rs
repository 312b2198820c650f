//! The head of a row: the topic, how many speak of it, and what it comes to.

use eframe::egui::{Align2, CursorIcon, Id, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

use super::cell::balanced;
use super::content;
use super::{Mode, Stage};
use crate::state::{Action, ComparisonRow, RowVerdict};
use crate::ui::theme::{self, Theme, compare as measures};
use crate::ui::words::Value;
use crate::ui::{ViewCtx, widgets};

/// The height of a badge.
const BADGE: f32 = 18.0;

/// Draws the head with its top left corner at `at`, in so much room; returns its height.
pub(super) fn head(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, at: Pos2, room: f32) -> f32 {
    let ctx = stage.ctx;
    let theme = ctx.theme;
    let comparison = std::sync::Arc::clone(&stage.comparison);
    let this = &comparison.rows[row];
    let in_hand = this.topic.is_some() && ctx.state.focus.topic == this.topic;
    let beside = stage.columns.beside;
    let width = if beside { measures::TOPIC } else { room - 2.0 * measures::MARGIN - 120.0 };
    let name = content::topic_name(ctx, this.topic.as_ref());
    let title = balanced(ui.painter(), &name, measures::TOPIC_SIZE, theme.ink, width);
    let verdict = verdict_words(ctx, this);
    let speakers = ctx.words.with("compare-speakers", &[("n", this.speakers.into())]);
    let counted = stage.view.mode == Mode::Matrix && this.speakers > 0;
    let left = at.x + stage.columns.edge;
    let height = if beside {
        title.size().y + 6.0 + BADGE + if counted { 4.0 + measures::CAPTION_LINE } else { 0.0 }
    } else {
        title.size().y.max(measures::TOPIC_LINE - 6.0) + 6.0
    };
    let size = vec2(if beside { measures::TOPIC } else { room - 2.0 * measures::MARGIN }, height);
    let area = Rect::from_min_size(pos2(left, at.y), size);
    let response = ui.interact(area, Id::unique(("compare topic", &this.topic)), Sense::click());
    widgets::named_choice(&response, in_hand, &format!("{name}，{speakers}，{verdict}"));
    let painter = ui.painter();
    if beside {
        let y = at.y + title.size().y + 6.0;
        badge_from_left(painter, theme, pos2(left, y), this, &verdict);
        if counted {
            let place = pos2(left, y + BADGE + 4.0);
            painter.text(place, Align2::LEFT_TOP, speakers, theme::sans(theme::CAPTION), theme.faded);
        }
    } else {
        let right = pos2(area.right(), at.y + measures::TOPIC_LINE / 2.0 - 3.0);
        let badge = widgets::paint_badge(painter, theme, right, shown_as(this), &verdict);
        if counted {
            let place = pos2(badge.left() - 8.0, right.y);
            painter.text(place, Align2::RIGHT_CENTER, speakers, theme::sans(theme::CAPTION), theme.faded);
        }
    }
    if in_hand {
        let tick = Rect::from_min_size(pos2(left - measures::MARGIN, at.y + 1.0), vec2(3.0, 18.0));
        painter.rect_filled(tick, 0.0, theme.vermilion);
    }
    let underlined = title.size().x;
    painter.galley(pos2(left, at.y), title, theme.ink);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        ui.painter().hline(left..=left + underlined, at.y + measures::LINE, Stroke::new(1.0, theme.faded));
    }
    widgets::focus_ring(ui, theme, &response);
    choose(stage, this, in_hand, response);
    height
}

/// Takes a topic in hand when it is pressed.
pub(super) fn choose(stage: &mut Stage<'_, '_>, this: &ComparisonRow, in_hand: bool, response: Response) {
    if response.clicked() {
        stage.view.relations.clear();
        stage.actions.push(Action::ChooseTopic(this.topic.clone().filter(|_| !in_hand)));
    }
    if let Some(topic) = this.topic.as_ref().and_then(|topic| stage.ctx.state.synopsis.topic(topic)) {
        response.on_hover_text(&topic.definition);
    }
}

fn badge_from_left(painter: &Painter, theme: &Theme, at: Pos2, this: &ComparisonRow, text: &str) {
    if this.verdict == RowVerdict::Nobody {
        painter.text(at, Align2::LEFT_TOP, text, theme::sans(theme::CAPTION), theme.faded);
        return;
    }
    let width = painter.layout_no_wrap(text.to_owned(), theme::sans(11.0), theme.ink).size().x + 10.0;
    widgets::paint_badge(painter, theme, pos2(at.x + width, at.y + BADGE / 2.0), shown_as(this), text);
}

/// A verdict that rests on proposals alone looks open, whatever it says.
pub(super) fn shown_as(this: &ComparisonRow) -> RowVerdict {
    match this.verdict {
        RowVerdict::Dissent | RowVerdict::Consensus if !this.decided => RowVerdict::Open,
        verdict => verdict,
    }
}

/// What a row comes to, in words.
pub(super) fn verdict_words(ctx: &ViewCtx<'_>, this: &ComparisonRow) -> String {
    let key = match this.verdict {
        RowVerdict::Consensus => "compare-consensus",
        RowVerdict::Dissent => "compare-dissent",
        RowVerdict::Open => "compare-open",
        RowVerdict::Single => "compare-single",
        RowVerdict::Nobody => "compare-nobody",
    };
    let word = ctx.words.get(key);
    if this.decided || this.verdict == RowVerdict::Open {
        word.into_owned()
    } else {
        ctx.words.with("compare-proposed", &[("verdict", Value::from(word.as_ref()))])
    }
}
