//! The menu at a selection, and the small sheets in which a claim, an event or a note is made of it.

use eframe::egui::{
    Area, Event, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Response, Sense, Stroke, Ui, pos2, vec2,
};

use super::column::SetLine;
use super::look_up::{self, LookedUp};
use super::marks::NoteMark;
use super::marks::Pending;
use super::{ReaderView, Scene, find, sheets, why};
use crate::exchange::reference;
use crate::model::{Edit, Entry, OwnNote, PageNumber, Place};
use crate::state::{Action, anchor_at};
use crate::text::Span;
use crate::ui::{Actions, theme, widgets};

/// How far below the last selected line the menu stands.
const BELOW: f32 = 3.0;
/// The height of the menu.
const HEIGHT: f32 = 34.0;

/// What the menu remembers.
#[derive(Debug, Default)]
pub(super) struct Menu {
    /// The sheet that is open.
    pub(super) sheet: Option<sheets::Sheet>,
    /// The selection whose readings stand over it, with the reading of every Han in it.
    pub(super) sounds: Option<(Span, Vec<(Span, String)>)>,
    /// What was looked up in the dictionary.
    pub(super) looked_up: Option<LookedUp>,
    /// The date or claim whose reasons are shown.
    pub(super) why: Option<Pending>,
    /// Whether what is open was opened in this frame, so that the click that did it does not close it.
    pub(super) just_opened: bool,
    /// What was just done, to be said for a moment, and when.
    said: Option<(&'static str, f64)>,
}

impl Menu {
    /// Says something for a moment.
    pub(super) fn say(&mut self, scene: &Scene<'_>, key: &'static str) {
        self.said = Some((key, scene.egui.input(|input| input.time)));
    }

    /// Whether a card or sheet lies over the page.
    pub(super) fn has_card(&self) -> bool {
        self.sheet.is_some() || self.why.is_some() || self.looked_up.is_some()
    }

    /// Opens a note to be read and changed, or a highlight to be given a letter.
    pub(super) fn edit_note(&mut self, note: &NoteMark) {
        self.sheet = Some(if note.text.is_empty() {
            sheets::Sheet::highlight(note.span, note.id.clone())
        } else {
            sheets::Sheet::note(note.span, note.text.clone(), Some(note.id.clone()))
        });
    }
}

/// What can be done with a selection: the key in the locales, the letter that does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    Claim,
    Event,
    Note,
    Highlight,
    Find,
    LookUp,
    Why,
    Sounds,
    Cite,
}

impl Cell {
    const ALL: [Self; 9] = [
        Self::Claim,
        Self::Event,
        Self::Note,
        Self::Highlight,
        Self::Find,
        Self::LookUp,
        Self::Why,
        Self::Sounds,
        Self::Cite,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Claim => "reader-make-claim",
            Self::Event => "reader-make-event",
            Self::Note => "reader-make-note",
            Self::Highlight => "reader-highlight",
            Self::Find => "reader-find-selected",
            Self::LookUp => "reader-look-up",
            Self::Why => "reader-why",
            Self::Sounds => "reader-sounds",
            Self::Cite => "reader-cite",
        }
    }

    fn key(self) -> Option<Key> {
        match self {
            Self::Claim => Some(Key::C),
            Self::Event => Some(Key::E),
            Self::Note => Some(Key::N),
            Self::Highlight => Some(Key::H),
            Self::Find => Some(Key::F),
            Self::LookUp => Some(Key::D),
            Self::Why => Some(Key::W),
            Self::Sounds => Some(Key::P),
            Self::Cite => Some(Key::Q),
        }
    }
}

/// Shows the menu or the open sheet where the selection ends.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    view: &mut ReaderView,
    seen: &[(usize, f32)],
    actions: &mut Actions,
) {
    if let Some(sheet) = view.menu.sheet.take() {
        let at = place(scene, view, seen, sheet.span()).unwrap_or(scene.view.center());
        view.menu.sheet = sheets::show(ui, scene, view, sheet, at, actions);
        return;
    }
    say(ui, scene, view);
    if let Some(about) = view.menu.why {
        let at = why::span(scene, about).and_then(|span| place(scene, view, seen, span));
        let open = why::show(ui, scene, view, about, at.unwrap_or(scene.view.center()), actions);
        view.menu.just_opened = false;
        if !open {
            view.menu.why = None;
        }
        return;
    }
    if let Some(mut looked_up) = view.menu.looked_up.take() {
        let at = place(scene, view, seen, looked_up.span).unwrap_or(scene.view.center());
        if look_up::show(ui, scene, &mut looked_up, at) {
            view.menu.looked_up = Some(looked_up);
        }
        return;
    }
    let selected = view.selection.filter(|selection| !selection.is_empty());
    if selected.map(|selection| selection.span()) != view.menu.sounds.as_ref().map(|(span, _)| *span) {
        view.menu.sounds = None;
    }
    let Some(selection) = selected else { return };
    let typing = ui.memory(|memory| memory.focused()).is_some_and(|focused| focused != scene.id);
    let here = ui.input(|input| input.pointer.hover_pos()).is_some_and(|at| scene.view.contains(at));
    let about = why::about(scene, selection.span());
    let offered: Vec<Cell> = Cell::ALL.into_iter().filter(|&cell| cell != Cell::Why || about.is_some()).collect();
    let keyed = offered.iter().copied().find(|cell| {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        !typing && (here || ui.memory(|memory| memory.has_focus(scene.id))) && cell.key().is_some_and(pressed)
    });
    let mut chosen = keyed;
    if !view.held
        && let Some(at) = place(scene, view, seen, selection.span())
    {
        chosen = cells(ui, scene, at, &offered).or(chosen);
    }
    if let Some(cell) = chosen {
        carry_out(ui, scene, view, selection.span(), cell, actions);
    }
}

/// Where the menu of a stretch stands: below its last line in sight, at that line's beginning.
fn place(scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)], span: Span) -> Option<Pos2> {
    let mut place = None;
    for &(index, top) in seen {
        let set = scene.piece(&mut view.column, index);
        let letters = set.letters.within(span);
        let in_sight =
            |line: &&SetLine| (-line.height..scene.view.height() - line.height / 2.0).contains(&(top + line.top));
        for line in set.lines.iter().filter(in_sight) {
            if let Some((from, _)) = line.reach(&letters) {
                place = Some(pos2(scene.left + from, scene.view.top() + top + line.top + line.height + BELOW));
            }
        }
    }
    place.filter(|at| scene.view.expand(HEIGHT).contains(*at))
}

/// A sheet of paper over the page.
pub(super) fn floating(
    ui: &Ui,
    scene: &Scene<'_>,
    id: Id,
    at: Pos2,
    margin: Margin,
    show: impl FnOnce(&mut Ui),
) -> Response {
    let theme = scene.ctx.theme;
    let frame = Frame::NONE
        .fill(theme.sheet)
        .stroke(Stroke::new(1.0, theme.ink))
        .corner_radius(f32::from(theme::RADIUS))
        .inner_margin(margin);
    // A little beyond the page, but never beyond the window: below the last line of the page it could not be seen.
    let room = scene.view.expand(HEIGHT).intersect(ui.ctx().content_rect());
    let area = Area::new(id).order(Order::Foreground).fixed_pos(at).constrain_to(room);
    area.show(ui.ctx(), |ui| frame.show(ui, show)).response
}

fn cells(ui: &Ui, scene: &Scene<'_>, at: Pos2, offered: &[Cell]) -> Option<Cell> {
    let mut chosen = None;
    floating(ui, scene, scene.id.with("menu"), at, Margin::ZERO, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (number, &cell) in offered.iter().enumerate() {
                if menu_cell(ui, scene, cell, number > 0).clicked() {
                    chosen = Some(cell);
                }
            }
        });
    });
    chosen
}

fn menu_cell(ui: &mut Ui, scene: &Scene<'_>, cell: Cell, ruled: bool) -> Response {
    let theme = scene.ctx.theme;
    let words = scene.ctx.words.get(cell.words());
    let font = if cell == Cell::Claim { theme::bold(13.0) } else { theme::sans(13.0) };
    let text = ui.painter().layout_no_wrap(words.to_string(), font, theme.ink);
    let key = cell.key().map_or("", Key::name);
    let key = ui.painter().layout_no_wrap(key.to_owned(), theme::sans(11.0), theme.faded);
    let between = if key.size().x > 0.0 { 6.0 } else { 0.0 };
    let size = vec2(10.0 + text.size().x + between + key.size().x + 10.0, HEIGHT);
    let (area, response) = ui.allocate_exact_size(size, Sense::click());
    widgets::named(&response, eframe::egui::Role::Button, &words);
    if response.hovered() {
        ui.painter().rect_filled(area.shrink(2.0), f32::from(theme::RADIUS) - 1.0, theme.chosen_row);
    }
    if ruled {
        ui.painter().vline(area.left(), area.shrink2(vec2(0.0, 7.0)).y_range(), (1.0, theme.hairline));
    }
    let left = area.left() + 10.0;
    let after = left + text.size().x + between;
    let middle = area.center().y;
    ui.painter().galley(pos2(left, middle - text.size().y / 2.0), text, theme.ink);
    ui.painter().galley(pos2(after, middle - key.size().y / 2.0), key, theme.faded);
    widgets::focus_ring(ui, theme, &response);
    response
}

fn carry_out(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, span: Span, cell: Cell, actions: &mut Actions) {
    match cell {
        Cell::Claim => view.menu.sheet = Some(sheets::Sheet::claim(scene, span)),
        Cell::Event => view.menu.sheet = Some(sheets::Sheet::event(scene, span)),
        Cell::Note => view.menu.sheet = Some(sheets::Sheet::note(span, String::new(), None)),
        Cell::Highlight => highlight(scene, view, span, actions),
        Cell::Find => find::open(scene, view, actions),
        Cell::LookUp => view.menu.looked_up = Some(LookedUp::new(&scene.source.text, span)),
        Cell::Sounds => {
            let there = view.menu.sounds.is_some();
            view.menu.sounds = (!there).then(|| (span, look_up::sounds(&scene.source.text, span)));
        }
        Cell::Why => {
            view.menu.why = why::about(scene, span);
            view.menu.just_opened = true;
        }
        Cell::Cite => {
            let title = scene.ctx.state.synopsis.work(scene.work.id).map_or("", |row| row.title.as_str());
            let reference = reference::numbered(&scene.work.meta, title);
            let quote = one_line(scene.source.text.slice(span));
            let page = scene.ctx.state.corpus.page(Place { work: scene.work.id, span }).map(|page| match page {
                PageNumber::Printed(page) => ("reader-cite-page", page),
                PageNumber::OfFile(page) => ("reader-cite-page-of-file", page),
            });
            let page = page.map_or_else(String::new, |(key, page)| {
                format!("，{}", scene.ctx.words.with(key, &[("page", (page as usize).into())]))
            });
            // A page goes on with the reference, which ends in a stop.
            let reference = if page.is_empty() { reference.as_str() } else { reference.trim_end_matches('.') };
            ui.ctx().copy_text(format!("“{quote}”（{reference}{page}）"));
            view.menu.say(scene, "reader-cited");
            view.selection = None;
        }
    }
}

/// Highlights a stretch, or takes away the highlight that is there.
fn highlight(scene: &Scene<'_>, view: &mut ReaderView, span: Span, actions: &mut Actions) {
    let there = scene.marks.notes.iter().find(|note| note.text.is_empty() && note.span == span);
    let edit = match there {
        Some(note) => Edit::remove(note.id.clone()),
        None => {
            let at = anchor_at(&scene.source.path, &scene.source.text, span);
            let id = view.new_id(scene.ctx);
            view.menu.sheet = Some(sheets::Sheet::highlight(span, id.clone()));
            Edit::put(id, Entry::Note(OwnNote { at, text: String::new(), tags: Vec::new() }))
        }
    };
    actions.push(Action::Edit(edit));
    view.selection = None;
}

/// Says for a moment what was done.
fn say(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView) {
    let Some((key, since)) = view.menu.said else { return };
    // The next key ends it, but not the one that brought it about.
    let over = ui.input(|input| {
        let pressed = input.events.iter().any(|event| matches!(event, Event::Key { pressed: true, .. }));
        input.time - since > 2.0 || pressed && input.time > since
    });
    if over {
        view.menu.said = None;
        return;
    }
    ui.ctx().request_repaint_after_secs(0.5);
    let at = pos2(scene.left, scene.view.bottom() - 44.0);
    floating(ui, scene, scene.id.with("said"), at, Margin::symmetric(12, 6), |ui| {
        widgets::paragraph(ui, &scene.ctx.words.get(key), theme::sans(13.0), scene.ctx.theme.ink);
    });
}

/// A stretch of source as one line: line ends and the spaces around them are left out.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}
