//! What is done to a cell: presses, keys, menus.

use eframe::egui::{CursorIcon, Id, Popup, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, vec2};

use super::cards::{self, Relating, TopicsOf};
use super::cell::{Part, Step};
use super::content;
use super::field;
use super::keys::{self, CellKey as Pressed};
use super::lay::Laid;
use super::rows::pending;
use super::{CellKey, Editing, Stage, edits};
use crate::model::{TopicId, Verdict};
use crate::state::{Action, Column};
use crate::ui::theme::{self, compare as measures};
use crate::ui::typing::Typing;
use crate::ui::widgets;

/// Draws a cell and does what is done to it.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, cell: &Laid, area: Rect) {
    let topic = stage.comparison.rows[row].topic.clone();
    let key: CellKey = (topic.clone(), stage.comparison.columns[cell.column].clone());
    let id = Id::unique(("compare cell", &key));
    let response = ui.interact(area, id, Sense::click());
    widgets::named(&response, Role::Cell, &cell.name);
    cell.block.paint(ui.painter(), stage.ctx.theme, area.min);
    parts(ui, stage, &key, cell, area.min, id);
    if cell.writing {
        field::show(ui, stage, area);
        return;
    }
    if stage.view.wants_keyboard && stage.view.hand.as_ref() == Some(&key) {
        response.request_focus();
        response.scroll_to_me(None);
        stage.view.wants_keyboard = false;
    }
    if response.clicked() {
        response.request_focus();
    }
    if response.clicked() || response.gained_focus() {
        stage.view.hand = Some(key.clone());
        stage.take(topic.as_ref());
    }
    cards::receive(ui, stage, &response, &key);
    if response.double_clicked() {
        edit(stage, &key, cell.content.summary.as_deref());
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, stage.ctx.theme.vermilion);
        let around = area.expand2(vec2(7.0, 5.0));
        ui.painter().rect_stroke(around, f32::from(theme::RADIUS), ring, StrokeKind::Inside);
        stage.view.hand = Some(key.clone());
        if let Some(pressed) = keys::take(ui, id) {
            obey(ui, stage, row, cell, &key, area, pressed);
        }
    } else if response.lost_focus() && stage.view.hand.as_ref() == Some(&key) && !stage.view.wants_keyboard {
        stage.view.hand = None;
    }
}

/// The quotes and lines of a cell, which can be pressed.
fn parts(ui: &mut Ui, stage: &mut Stage<'_, '_>, key: &CellKey, cell: &Laid, at: Pos2, id: Id) {
    for (number, placed) in cell.block.parts.iter().enumerate() {
        let area = placed.area.translate(at.to_vec2());
        let quote = matches!(placed.part, Part::Quote(_));
        let how = if quote { Sense::click_and_drag() } else { Sense::click() };
        let sense = |ui: &Ui| ui.interact(area, id.with(number), how);
        match placed.part {
            Part::Quote(quote) => {
                let response = sense(ui);
                press_quote(ui, stage, key, cell, quote, &response);
            }
            Part::More => {
                let response = sense(ui);
                let words = stage.ctx.words;
                widgets::named_by(&response, Role::Button, || words.get("compare-open-quotes").into_owned());
                pointed(ui, &response);
                if response.clicked() {
                    toggle(stage, key);
                }
            }
            Part::Step(step) => press_step(ui, stage, key, step, &sense(ui)),
            Part::Summary | Part::Caption => {}
        }
    }
}

fn press_step(ui: &Ui, stage: &mut Stage<'_, '_>, key: &CellKey, step: Step, response: &Response) {
    let ctx = stage.ctx;
    let silent = key.0.as_ref().is_some_and(|topic| ctx.state.synopsis.silence(topic, &key.1).is_some());
    let name = match step {
        Step::Look => "compare-look-step",
        Step::Silence if silent => "compare-unsilence",
        Step::Silence => "compare-silence",
    };
    widgets::named_by(response, Role::Button, || ctx.words.get(name).into_owned());
    let foot = Stroke::new(1.0, ctx.theme.vermilion);
    ui.painter().hline(response.rect.x_range(), response.rect.bottom(), foot);
    pointed(ui, response);
    if response.clicked() {
        match (step, &key.0) {
            (Step::Silence, Some(topic)) => {
                stage.actions.extend(edits::silence(ctx, topic, &key.1).map(Action::Edit));
                stage.view.open.remove(key);
            }
            _ => toggle(stage, key),
        }
    }
}

fn pointed(ui: &Ui, response: &Response) {
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
}

fn press_quote(ui: &mut Ui, stage: &mut Stage<'_, '_>, key: &CellKey, cell: &Laid, quote: usize, response: &Response) {
    let theme = stage.ctx.theme;
    pointed(ui, response);
    let here = match cell.sought.get(quote) {
        Some(_) => false,
        None => cell.content.quotes.get(quote).is_some_and(|q| stage.ctx.state.focus.claim == Some(q.claim)),
    };
    if response.hovered() || response.has_focus() || here {
        let rule = Stroke::new(measures::QUOTE_RULE, theme.vermilion);
        let y = response.rect.top() + 3.0..=response.rect.bottom() - measures::CAPTION_LINE - 3.0;
        ui.painter().vline(response.rect.left() + measures::QUOTE_RULE / 2.0, y, rule);
    }
    if let Some(&place) = cell.sought.get(quote) {
        let text = stage.ctx.state.corpus.text(place.work, place.span);
        widgets::named(response, Role::Link, text);
        if response.clicked() {
            stage.make_room_for_the_reader();
            stage.actions.push(Action::GoTo(place));
        }
        return;
    }
    let Some(quote) = cell.content.quotes.get(quote) else { return };
    widgets::named_by(response, Role::Link, || quote.text());
    // A table that fills the window stays where it is pressed, until the source is asked for.
    if response.double_clicked() {
        stage.make_room_for_the_reader();
    }
    if response.clicked() {
        stage.go_to_claim(quote.claim, key.0.as_ref());
        stage.view.hand = Some(key.clone());
        stage.view.wants_keyboard = true;
    }
    cards::drag(ui, stage, response, quote.claim);
    claim_menu(stage, response, quote.claim);
}

/// What can be done with a claim: a press of the second button.
fn claim_menu(stage: &mut Stage<'_, '_>, response: &Response, claim: usize) {
    let ctx = stage.ctx;
    let Some(row) = ctx.state.synopsis.claims.get(claim) else { return };
    // Most quotes have no menu open, and asking costs as much as drawing one.
    if !response.secondary_clicked() && !Popup::is_id_open(&response.ctx, Popup::default_response_id(response)) {
        return;
    }
    Popup::context_menu(response).width(200.0).show(|ui| {
        if !row.origin.is_decided() && ui.button(ctx.words.get("compare-accept")).clicked() {
            stage.actions.extend(edits::decide_claim(ctx, claim, Verdict::Accepted).map(Action::Edit));
        }
        if ui.button(ctx.words.get("compare-reject")).clicked() {
            stage.actions.extend(edits::decide_claim(ctx, claim, Verdict::Rejected).map(Action::Edit));
        }
        if ui.button(ctx.words.get("compare-relate")).clicked() {
            stage.view.relating = Some(Relating::from(claim, None));
        }
        ui.menu_button(ctx.words.get("compare-topics"), |ui| {
            for topic in ctx.state.synopsis.topics.iter() {
                let mut has = row.topics.contains(&topic.id);
                let name = content::topic_name(ctx, Some(&topic.id));
                if ui.checkbox(&mut has, name).changed() {
                    stage.actions.extend(edits::toggle_topic(ctx, claim, &topic.id).map(Action::Edit));
                }
            }
        });
    });
}

fn toggle(stage: &mut Stage<'_, '_>, key: &CellKey) {
    if !stage.view.open.remove(key) {
        stage.view.open.insert(key.clone());
    }
}

fn edit(stage: &mut Stage<'_, '_>, key: &CellKey, text: Option<&str>) {
    if let Some(topic) = &key.0 {
        let text = text.unwrap_or_default().to_owned();
        let written = stage.ctx.state.synopsis.summary(topic, &key.1);
        let before = written.map(|(_, text)| text.clone()).unwrap_or_default();
        stage.view.editing = Some(Editing { cell: key.clone(), text, before, typing: Typing::default(), fresh: true });
    }
}

/// Does what a key asks.
fn obey(ui: &Ui, stage: &mut Stage<'_, '_>, row: usize, cell: &Laid, key: &CellKey, area: Rect, pressed: Pressed) {
    let first = cell.content.quotes.first().map(|quote| quote.claim);
    match pressed {
        Pressed::Move(columns, rows) => go(stage, row, cell.column, columns, rows),
        Pressed::Edit => edit(stage, key, cell.content.summary.as_deref()),
        Pressed::Open => toggle(stage, key),
        Pressed::Source => match (first, cell.sought.first()) {
            (Some(claim), _) => {
                stage.make_room_for_the_reader();
                stage.go_to_claim(claim, key.0.as_ref());
            }
            (None, Some(&place)) => {
                stage.make_room_for_the_reader();
                stage.actions.push(Action::GoTo(place));
            }
            (None, None) => {}
        },
        Pressed::Accept => decide(stage, row, cell, Verdict::Accepted),
        Pressed::Reject => decide(stage, row, cell, Verdict::Rejected),
        Pressed::Relate => {
            if let Some(claim) = first {
                cards::relate(stage, claim, key, area);
            }
        }
        Pressed::Topics => stage.view.topics_of = first.map(|claim| TopicsOf::new(claim, area, key.clone())),
        Pressed::Leave => {
            stage.view.relating = None;
            stage.view.hand = None;
            ui.memory_mut(|memory| memory.surrender_focus(Id::unique(("compare cell", key))));
        }
    }
}

/// Decides the first open suggestion of a cell: a relation that touches it, else its first proposed claim.
fn decide(stage: &mut Stage<'_, '_>, row: usize, cell: &Laid, verdict: Verdict) {
    let ctx = stage.ctx;
    let edit = match pending(stage, row, Some(cell.column)) {
        Some(relation) => edits::decide_relation(ctx, relation, verdict),
        None => {
            let open = cell.content.quotes.iter().find(|quote| !quote.decided);
            open.and_then(|quote| edits::decide_claim(ctx, quote.claim, verdict))
        }
    };
    stage.actions.extend(edit.map(Action::Edit));
}

/// Moves the keyboard to a neighbouring cell.
fn go(stage: &mut Stage<'_, '_>, row: usize, column: usize, across: i32, down: i32) {
    let turned = stage.view.is_turned();
    let (columns, rows) = if turned { (down, across) } else { (across, down) };
    let listed = stage.view.listed();
    let Some(at) = listed.iter().position(|&other| other == row) else { return };
    let Some(at) = at.checked_add_signed(rows as isize) else { return };
    let Some(&row) = listed.get(at) else { return };
    let Some(to) = column.checked_add_signed(columns as isize) else { return };
    let Some(holder) = stage.comparison.columns.get(to) else { return };
    // The keyboard takes columns with it that found no room.
    let range = stage.columns.range();
    let slot = if turned { at } else { to };
    if slot < range.start {
        stage.view.first = slot;
    } else if slot >= range.end {
        stage.view.first = slot + 1 - stage.columns.shown;
    }
    let topic: Option<TopicId> = stage.comparison.rows[row].topic.clone();
    let holder: Column = holder.clone();
    stage.view.hand = Some((topic.clone(), holder));
    stage.view.wants_keyboard = true;
    stage.take(topic.as_ref());
}
