//! The contradictions between works, all in one list: in what they differ, and the sentences that stand against each
//! other.

use eframe::egui::{CursorIcon, Label, Popup, PopupCloseBehavior, RichText, Role, ScrollArea, Sense, Ui, vec2};

use super::phrase;
use crate::model::Conflict;
use crate::state::Action;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{self, hairline, icon_button, named, paragraph};
use crate::ui::{Actions, ViewCtx};

/// The button that opens the list; there is none where nothing is contradicted.
pub(super) fn button(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    let conflicts = &ctx.state.corpus.joint.conflicts;
    if conflicts.is_empty() {
        return;
    }
    let name = ctx.words.with("timeline-conflicts", &[("n", conflicts.len().into())]);
    let button = icon_button(ui, ctx.theme, Icon::Flag, &name);
    Popup::from_toggle_button_response(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(sizes::EVENT_CARD);
        paragraph(ui, &name, theme::bold(14.0), ctx.theme.ink);
        let most = (ui.ctx().content_rect().height() * 0.6).max(200.0);
        ScrollArea::vertical().max_height(most).id_salt("conflicts").show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            for (at, conflict) in conflicts.iter().enumerate() {
                ui.add_space(4.0);
                hairline(ui, ctx.theme);
                one(ui, ctx, at, conflict, actions);
            }
        });
    });
}

/// One contradiction: a click on its head chooses the event, a click on a sentence shows it.
fn one(ui: &mut Ui, ctx: &ViewCtx<'_>, at: usize, conflict: &Conflict, actions: &mut Actions) {
    let kind = ctx.words.get(phrase::conflict(conflict.kind)).into_owned();
    let values = [("kind", (&kind).into()), ("about", (&conflict.about).into())];
    let head = ctx.words.with("timeline-conflict", &values);
    let event = ctx.state.synopsis.events.iter().position(|event| event.conflicts.contains(&at));
    match event {
        Some(event) => {
            if widgets::text_button(ui, ctx.theme, &head, theme::bold(13.0), ctx.theme.ink).clicked() {
                actions.push(Action::ChooseEvent(Some(event)));
            }
        }
        None => drop(paragraph(ui, &head, theme::bold(13.0), ctx.theme.ink)),
    }
    for &place in &conflict.places {
        let Some(work) = ctx.state.synopsis.work(place.work) else { continue };
        ui.horizontal_top(|ui| {
            let who = phrase::work(ctx.state, place.work);
            if widgets::seal(ui, ctx.theme, &work.seal, sizes::SEAL, false, &who).clicked() {
                actions.push(Action::GoTo(place));
            }
            let quote = phrase::reading(ctx.state, place, 80);
            let text = RichText::new(&quote).font(theme::serif(13.0)).color(ctx.theme.ink).line_height(Some(20.0));
            let response = ui.add(Label::new(text).sense(Sense::click()).wrap());
            named(&response, Role::Link, &quote);
            if response.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            }
            if response.clicked() {
                actions.push(Action::GoTo(place));
            }
        });
    }
}
