//! The works: sought by words, ordered and grouped as wished, drawn only where they are in sight.

use eframe::egui::{Align, CornerRadius, Layout, Popup, Rect, Sense, TextEdit, Ui, pos2, vec2};

use super::super::super::theme;
use super::super::super::widgets::{self, elided, focus_ring, named, named_choice};
use super::super::super::{Actions, ViewCtx};
use super::record::Record;
use super::seams::Seams;
use super::{LibraryView, caption};
use crate::model::{WorkId, WorkKind};
use crate::state::{Action, Sewing, Shelf, ShelfOrder, ShelfRow, ShelfWish, WorkRow};

/// The height of a work's row.
const WORK: f32 = 46.0;
/// The height of the head of a group.
const GROUP: f32 = 28.0;
/// Fewer works than this need no field to seek in.
const FEW: usize = 6;

/// The field to seek in, and the order.
pub(super) fn wishes(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView) {
    if ctx.state.synopsis.works.len() < FEW && view.wish == ShelfWish::default() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let room = (ui.available_width() - 108.0).max(60.0);
        let hint = ctx.words.get("library-seek").into_owned();
        let field = TextEdit::singleline(&mut view.wish.words)
            .id_salt("library-seek")
            .desired_width(room)
            .font(theme::sans(13.0))
            .hint_text(hint.as_str());
        let response = ui.add(field).accessible_name(hint.as_str());
        if response.has_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Escape)) {
            view.wish.words.clear();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            let text = match view.wish.kind {
                Some(kind) => ctx.words.get(kind_key(kind)).into_owned(),
                None => ctx.words.get(order_key(view.wish.order)).into_owned(),
            };
            let font = theme::sans(theme::CAPTION);
            let button = widgets::text_button(ui, ctx.theme, &text, font, ctx.theme.faded);
            let button = button.on_hover_text(ctx.words.get("library-order"));
            Popup::menu(&button).show(|ui| {
                for order in ShelfOrder::ALL {
                    let chosen = view.wish.order == order;
                    if ui.selectable_label(chosen, ctx.words.get(order_key(order))).clicked() {
                        view.wish.order = order;
                    }
                }
                ui.separator();
                if ui.selectable_label(view.wish.kind.is_none(), ctx.words.get("kind-all")).clicked() {
                    view.wish.kind = None;
                }
                let is_there = |kind: &WorkKind| {
                    ctx.state
                        .corpus
                        .works
                        .iter()
                        .any(|work| work.meta.kind.as_ref().is_some_and(|of| of.value == *kind))
                };
                for kind in KINDS.into_iter().filter(is_there) {
                    let chosen = view.wish.kind == Some(kind);
                    if ui.selectable_label(chosen, ctx.words.get(kind_key(kind))).clicked() {
                        view.wish.kind = Some(kind).filter(|_| !chosen);
                    }
                }
            });
        });
    });
    ui.add_space(4.0);
}

fn order_key(order: ShelfOrder) -> &'static str {
    match order {
        ShelfOrder::Folder => "order-folder",
        ShelfOrder::Author => "order-author",
        ShelfOrder::Year => "order-year",
        ShelfOrder::Title => "order-title",
        ShelfOrder::Venue => "order-venue",
        ShelfOrder::Kind => "order-kind",
    }
}

/// The kinds of publication, as they are offered.
pub(super) const KINDS: [WorkKind; 8] = [
    WorkKind::JournalArticle,
    WorkKind::Thesis,
    WorkKind::Book,
    WorkKind::NewspaperArticle,
    WorkKind::WebPage,
    WorkKind::CoursePaper,
    WorkKind::Slides,
    WorkKind::Other,
];

pub(super) fn kind_key(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::JournalArticle => "kind-journal",
        WorkKind::Thesis => "kind-thesis",
        WorkKind::CoursePaper => "kind-course",
        WorkKind::Slides => "kind-slides",
        WorkKind::Book => "kind-book",
        WorkKind::NewspaperArticle => "kind-newspaper",
        WorkKind::WebPage => "kind-web",
        WorkKind::Other => "kind-other",
    }
}

/// The list of works.
pub(super) fn works(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    if ctx.state.synopsis.works.is_empty() {
        ui.add_space(8.0);
        return said(ui, ctx, &ctx.words.get("library-empty"));
    }
    let revision = ctx.state.corpus_revision;
    let stale = view.shelf.as_ref().is_none_or(|(of, wish, _)| *of != revision || *wish != view.wish);
    if stale {
        let shelf = Shelf::of(&ctx.state.corpus, &view.wish);
        view.shelf = Some((revision, view.wish.clone(), shelf));
    }
    let Some((_, _, shelf)) = &view.shelf else { return };
    let mut wanted = None;
    let height = |row: &ShelfRow| if matches!(row, ShelfRow::Work(_)) { WORK } else { GROUP };
    let all: f32 = shelf.rows.iter().map(height).sum();
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), all), Sense::hover());
    let visible = ui.clip_rect();
    let mut top = whole.top();
    for row in &shelf.rows {
        let area = Rect::from_min_size(pos2(whole.left(), top), vec2(whole.width(), height(row)));
        top = area.bottom();
        if area.bottom() < visible.top() {
            continue;
        }
        if area.top() > visible.bottom() {
            break;
        }
        match row {
            ShelfRow::Group { name, kind, count } => group_row(ui, ctx, name, *kind, *count, area),
            ShelfRow::Work(id) => {
                if let Some(row) = ctx.state.synopsis.work(*id) {
                    wanted = wanted.or(work_row(ui, ctx, row, shelf, area, actions).map(|wish| (row.id, wish)));
                }
            }
        }
    }
    if shelf.hidden > 0 {
        let hidden = ctx.words.with("library-hidden", &[("n", shelf.hidden.into())]);
        said(ui, ctx, &hidden);
    }
    match wanted {
        Some((id, Wanted::Record)) => view.record = Record::of(ctx, id),
        Some((id, Wanted::Seams)) => {
            actions.push(Action::ShowWork(id));
            view.seams = Seams::of(ctx, id);
        }
        None => {}
    }
}

fn said(ui: &mut Ui, ctx: &ViewCtx<'_>, text: &str) {
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        widgets::paragraph(ui, text, theme::sans(13.0), ctx.theme.faded);
    });
}

fn group_row(ui: &mut Ui, ctx: &ViewCtx<'_>, name: &str, kind: Option<WorkKind>, count: usize, area: Rect) {
    let name = match kind {
        Some(kind) => ctx.words.get(kind_key(kind)).into_owned(),
        None if name.is_empty() => ctx.words.get("group-unknown").into_owned(),
        None => name.to_owned(),
    };
    let response = ui.interact(area, ui.scope_id().with(("group", &name)), Sense::hover());
    named(&response, eframe::egui::Role::Label, &format!("{name} {count}"));
    let font = theme::bold(theme::CAPTION);
    let galley = elided(ui.painter(), &name, font, ctx.theme.faded, area.width() - 60.0);
    let at = pos2(area.left() + 16.0, area.bottom() - galley.size().y - 4.0);
    let right = at.x + galley.size().x + 6.0;
    ui.painter().galley(at, galley, ctx.theme.faded);
    let number = elided(ui.painter(), &count.to_string(), theme::sans(theme::CAPTION), ctx.theme.faded, 40.0);
    ui.painter().galley(pos2(right, at.y), number, ctx.theme.faded);
}

/// What is wished for of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Record,
    Seams,
}

/// Shows the row of a work; answers what is wished for of it.
fn work_row(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    row: &WorkRow,
    shelf: &Shelf,
    area: Rect,
    actions: &mut Actions,
) -> Option<Wanted> {
    let theme = ctx.theme;
    let chosen = ctx.state.focus.work == Some(row.id);
    let response = ui.interact(area, ui.scope_id().with(("work", row.id)), Sense::click());
    let twin = twin_words(ctx, row.id, shelf);
    let mut caption = caption(ctx, row);
    if let Some((short, _)) = &twin {
        caption = format!("{short}　{caption}");
    }
    named_choice(&response, chosen, &format!("{} {caption}", row.title));
    if chosen {
        ui.painter().rect_filled(area, CornerRadius::ZERO, theme.chosen_row);
        let edge = Rect::from_min_size(area.min, vec2(3.0, area.height()));
        ui.painter().rect_filled(edge, CornerRadius::ZERO, theme.vermilion);
    } else if response.hovered() {
        ui.painter().rect_filled(area, CornerRadius::ZERO, theme.hairline.gamma_multiply(0.5));
    }
    let seal = Rect::from_center_size(pos2(area.left() + 26.0, area.center().y), vec2(20.0, 20.0));
    widgets::paint_seal(ui.painter(), theme, seal, &row.seal, chosen);
    let read = ctx.state.percent_read(row.id);
    if read > 0 {
        // Below the seal as much of a line as was read.
        let line = Rect::from_min_size(pos2(seal.left(), seal.bottom() + 4.0), vec2(seal.width(), 2.0));
        ui.painter().rect_filled(line, CornerRadius::ZERO, theme.hairline);
        let done = Rect::from_min_size(line.min, vec2(line.width() * f32::from(read) / 100.0, line.height()));
        ui.painter().rect_filled(done, CornerRadius::ZERO, theme.vermilion);
    }
    let room = area.width() - 46.0 - 12.0;
    let font = if chosen { theme::bold(13.0) } else { theme::sans(13.0) };
    let title = elided(ui.painter(), &row.title, font, theme.ink, room);
    let below = elided(ui.painter(), &caption, theme::sans(theme::CAPTION), theme.faded, room);
    let gap = (area.height() - title.size().y - below.size().y) / 2.0;
    let left = area.left() + 46.0;
    let title_height = title.size().y;
    ui.painter().galley(pos2(left, area.top() + gap), title, theme.ink);
    ui.painter().galley(pos2(left, area.top() + gap + title_height), below, theme.faded);
    focus_ring(ui, theme, &response);
    if response.clicked() {
        actions.push(Action::ShowWork(row.id));
    }
    let mut hover = format!("{}\n{caption}", row.title);
    if let Some((_, long)) = twin {
        hover = format!("{hover}\n{long}");
    }
    if let Some(source) = ctx.state.corpus.work(row.id).and_then(|work| ctx.state.corpus.source(work.source)) {
        hover = format!("{hover}\n{}", source.path);
    }
    if read > 0 {
        hover = format!("{hover}\n{}", ctx.words.with("library-read", &[("n", usize::from(read).into())]));
    }
    let mut wanted = None;
    response.on_hover_text(hover).context_menu(|ui| {
        if ui.button(ctx.words.get("record-open")).clicked() {
            wanted = Some(Wanted::Record);
        }
        if ui.button(ctx.words.get("seams-open")).clicked() {
            wanted = Some(Wanted::Seams);
        }
        if ctx.state.has_work_before(row.id) && ui.button(ctx.words.get("seams-join")).clicked() {
            actions.push(Action::Sew(Sewing::Join(row.id)));
        }
    });
    wanted
}

/// What is said of a work whose text stands in another too: in a word, and in a sentence.
fn twin_words(ctx: &ViewCtx<'_>, id: WorkId, shelf: &Shelf) -> Option<(String, String)> {
    let &(other, whole) = shelf.twins.get(&id)?;
    let title = ctx.state.synopsis.work(other).map(|row| row.title.clone()).unwrap_or_default();
    let (short, long) = if whole { ("twin-same", "twin-same-as") } else { ("twin-part", "twin-part-of") };
    Some((ctx.words.get(short).into_owned(), ctx.words.with(long, &[("title", (&title).into())])))
}
