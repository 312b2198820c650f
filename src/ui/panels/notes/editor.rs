//! The note in hand: its words, what is written on them, its tags.

use eframe::egui::{Align, Frame, Layout, Margin, Stroke, TextEdit, Ui, UiBuilder};

use super::{NotesView, said, table};
use crate::model::{Edit, Entry, EntryId, OwnNote};
use crate::state::Action;
use crate::ui::{Actions, ViewCtx, theme, widgets};

/// Shows the note in hand at the foot of the table.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut NotesView, id: &EntryId, actions: &mut Actions) {
    let Some(note) = table::note(ctx, id) else { return };
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0.0, ctx.theme.sheet);
    ui.painter().hline(area.x_range(), area.top(), Stroke::new(1.0, ctx.theme.hairline));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area.shrink2([16.0, 8.0].into())));
    let ui = &mut inside;
    ui.horizontal(|ui| {
        let made = said::day(id);
        widgets::paragraph(ui, &made, theme::sans(theme::CAPTION), ctx.theme.faded);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let drop = ctx.words.get("notes-drop");
            if widgets::text_button(ui, ctx.theme, &drop, theme::sans(theme::CAPTION), ctx.theme.vermilion).clicked() {
                actions.push(Action::Edit(Edit::remove(id.clone())));
            }
        });
    });
    let mut text = note.text.clone();
    let field = TextEdit::multiline(&mut text)
        .id_salt(("note", id))
        .hint_text(ctx.words.get("notes-text"))
        .desired_rows(3)
        .desired_width(f32::INFINITY);
    let height = (ui.available_height() - 40.0).max(40.0);
    let written = Frame::NONE.inner_margin(Margin::ZERO).show(ui, |ui| {
        ui.set_max_height(height);
        eframe::egui::ScrollArea::vertical().id_salt("note-text").max_height(height).show(ui, |ui| ui.add(field)).inner
    });
    if written.inner.changed() {
        put(id, OwnNote { text, ..note.clone() }, actions);
    }
    let mut tags = match &view.tags {
        Some((of, typed)) if of == id => typed.clone(),
        _ => note.tags.join("，"),
    };
    let field = TextEdit::singleline(&mut tags).id_salt(("tags", id)).hint_text(ctx.words.get("notes-tags"));
    let response = ui.add(field.desired_width(f32::INFINITY));
    if response.changed() {
        let parts = tags.split([',', '，', '、', '#', ';', '；']).map(str::trim).filter(|tag| !tag.is_empty());
        let mut list: Vec<String> = Vec::new();
        for tag in parts {
            if !list.iter().any(|known| known == tag) {
                list.push(tag.to_owned());
            }
        }
        if list != note.tags {
            put(id, OwnNote { tags: list, ..note.clone() }, actions);
        }
    }
    view.tags = response.has_focus().then(|| (id.clone(), tags));
}

fn put(id: &EntryId, note: OwnNote, actions: &mut Actions) {
    actions.push(Action::Edit(Edit::put(id.clone(), Entry::Note(note))));
}
