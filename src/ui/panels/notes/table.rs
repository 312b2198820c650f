//! The table: every note and highlight of all works, filtered, ordered, searched; each a click from its place.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::{NotesView, editor, said};
use crate::exchange::written;
use crate::model::{Entry, EntryId, OwnNote, Place};
use crate::state::{Action, Health};
use crate::text::Folded;
use crate::ui::{Actions, ViewCtx, theme, widgets};

/// The height of a row.
const ROW: f32 = 52.0;
/// The height of the part for the note in hand.
const FOOT: f32 = 168.0;

/// Which notes are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// All.
    #[default]
    All,
    /// Those in which something is written.
    Written,
    /// Bare highlights.
    Bare,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// As in the works.
    #[default]
    Place,
    /// The last one made first.
    Newest,
}

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sieve {
    pub(super) kind: Kind,
    pub(super) order: Order,
    pub(super) tag: Option<String>,
    pub(super) words: String,
}

/// The note of an entry.
pub(super) fn note<'a>(ctx: &ViewCtx<'a>, id: &EntryId) -> Option<&'a OwnNote> {
    match ctx.state.study.entries.get(id) {
        Some(Entry::Note(note)) => Some(note),
        _ => None,
    }
}

/// The tags of all notes.
pub(super) fn tags<'a>(ctx: &ViewCtx<'a>) -> BTreeSet<&'a str> {
    let entries = ctx.state.study.entries.values();
    let notes = entries.filter_map(|entry| if let Entry::Note(note) = entry { Some(note) } else { None });
    notes.flat_map(|note| note.tags.iter().map(String::as_str)).collect()
}

/// The notes that pass the sieve, in its order. Those whose place is lost come last.
fn rows(ctx: &ViewCtx<'_>, sieve: &Sieve) -> Vec<EntryId> {
    let synopsis = &ctx.state.synopsis;
    let mut ids: Vec<&EntryId> = synopsis.notes.iter().map(|(_, id)| id).collect();
    let placed: BTreeSet<&EntryId> = ids.iter().copied().collect();
    let entries = ctx.state.study.entries.iter();
    ids.extend(
        entries.filter_map(|(id, entry)| (matches!(entry, Entry::Note(_)) && !placed.contains(id)).then_some(id)),
    );
    if sieve.order == Order::Newest {
        ids.sort_by(|a, b| b.cmp(a));
    }
    let folded = |text: &str| Folded::new(text).chars().iter().collect::<String>();
    let words = folded(sieve.words.trim());
    let passes = |id: &&EntryId| {
        let Some(note) = note(ctx, id) else { return false };
        let kind = match sieve.kind {
            Kind::All => true,
            Kind::Written => !note.text.is_empty(),
            Kind::Bare => note.text.is_empty(),
        };
        let tagged = sieve.tag.as_ref().is_none_or(|tag| note.tags.contains(tag));
        let said = || [note.at.exact.as_str(), &note.text, &note.tags.join(" ")].join("\n");
        kind && tagged && (words.is_empty() || folded(&said()).contains(&words))
    };
    ids.into_iter().filter(passes).cloned().collect()
}

/// The rows, found again only when something has changed.
pub(super) fn listed<'v>(ctx: &ViewCtx<'_>, view: &'v mut NotesView) -> &'v [EntryId] {
    let synopsis = &ctx.state.synopsis;
    let same = view.rows.as_ref().is_some_and(|(of, sieve, _)| Arc::ptr_eq(of, synopsis) && *sieve == view.sieve);
    if !same {
        view.rows = Some((Arc::clone(synopsis), view.sieve.clone(), rows(ctx, &view.sieve)));
    }
    view.rows.as_ref().map_or(&[], |(.., rows)| rows.as_slice())
}

/// Where a note is.
pub(super) fn place(ctx: &ViewCtx<'_>, note: &OwnNote) -> Option<Place> {
    ctx.state.whereabouts.place(&ctx.state.corpus, &note.at)
}

/// Shows the table, and the note in hand below.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut NotesView, actions: &mut Actions) {
    let count = listed(ctx, view).len();
    if count == 0 {
        let none = ctx.state.synopsis.notes.is_empty() && view.sieve == Sieve::default();
        return super::nothing(ui, ctx, if none { "notes-none" } else { "notes-none-found" });
    }
    let in_hand = view.note.clone().filter(|id| note(ctx, id).is_some());
    let area = ui.max_rect();
    let (list, foot) = super::parted(area, if in_hand.is_some() { FOOT } else { 0.0 });
    let mut chosen = None;
    let rows: Vec<EntryId> = listed(ctx, view).to_vec();
    let mut above = ui.new_child(UiBuilder::new().max_rect(list));
    above.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("notes").auto_shrink(false).show_rows(&mut above, ROW, count, |ui, seen| {
        for id in &rows[seen] {
            if row(ui, ctx, id, in_hand.as_ref() == Some(id)) {
                chosen = Some(id.clone());
            }
        }
    });
    if let Some(id) = chosen {
        actions.extend(note(ctx, &id).and_then(|note| place(ctx, note)).map(Action::GoTo));
        view.note = Some(id);
    }
    if let Some(id) = in_hand {
        let mut below = ui.new_child(UiBuilder::new().max_rect(foot));
        editor::show(&mut below, ctx, view, &id, actions);
    }
}

/// A row; answers whether it was chosen.
fn row(ui: &mut Ui, ctx: &ViewCtx<'_>, id: &EntryId, chosen: bool) -> bool {
    let theme = ctx.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let Some(note) = note(ctx, id) else { return false };
    let quote = said::one_line(&note.at.exact);
    widgets::named_choice(&response, chosen, &format!("{quote} {}", note.text));
    if chosen || response.hovered() {
        let fill = if chosen { theme.chosen_row } else { theme.hairline.gamma_multiply(0.5) };
        ui.painter().rect_filled(area, 0.0, fill);
    }
    let place = place(ctx, note);
    let painter = ui.painter();
    let work = place.and_then(|place| ctx.state.synopsis.work(place.work));
    let seal = Rect::from_center_size(pos2(area.left() + 26.0, area.center().y), vec2(20.0, 20.0));
    if let Some(work) = work {
        widgets::paint_seal(painter, theme, seal, &work.seal, ctx.state.focus.work == Some(work.id));
    }
    let mut right = area.right() - 16.0;
    let health = ctx.state.whereabouts.state_of(&ctx.state.corpus, &note.at).map(|state| state.health);
    if let Some(key) = health.and_then(health_key) {
        let badge =
            painter.layout_no_wrap(ctx.words.get(key).into_owned(), theme::sans(theme::CAPTION), theme.vermilion);
        right -= badge.size().x;
        painter.galley(pos2(right, area.top() + 7.0), badge, theme.vermilion);
        right -= 8.0;
    }
    let left = super::text_left(area);
    let galley = widgets::elided(painter, &quote, theme::serif(15.0), theme.ink, right - left);
    painter.galley(pos2(left, area.top() + 5.0), galley, theme.ink);
    let tags: String = note.tags.iter().map(|tag| format!(" #{tag}")).collect();
    let tags = widgets::elided(painter, tags.trim(), theme::sans(theme::CAPTION), theme.faded, 160.0);
    let edge = area.right() - 16.0 - tags.size().x;
    painter.galley(pos2(edge, area.top() + 29.0), tags, theme.faded);
    let text = if note.text.is_empty() {
        work.map_or_else(String::new, |work| work.title.clone())
    } else {
        said::one_line(&written::plain(&note.text))
    };
    let colour = if note.text.is_empty() { theme.faded } else { theme.ink };
    let text = widgets::elided(painter, &text, theme::sans(13.0), colour, edge - left - 12.0);
    painter.galley(pos2(left, area.top() + 28.0), text, colour);
    widgets::focus_ring(ui, theme, &response);
    response.clicked()
}

/// The key of the word for how a place was found again; none for one that stands where it stood.
pub(super) fn health_key(health: Health) -> Option<&'static str> {
    match health {
        Health::Kept => None,
        Health::Moved => Some("health-moved"),
        Health::Changed => Some("health-changed"),
        Health::Lost => Some("health-lost"),
    }
}
