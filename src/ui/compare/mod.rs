//! The comparison: topics by holders, or two to four holders side by side, with the quotes that bear it out.
//!
//! What is compared is [`crate::state::Comparison`]; [`content`] puts it into words, [`layout`] says where things stand
//! (both without drawing), [`cell`] and [`lay`] lay a cell out, [`rows`] draws the rows, [`rails`] their relations,
//! [`press`] does what is done to a cell, and [`edits`] turns what the person decides into edits of the study.
//!
//! Only the rows in sight are laid out. A row that has not been in sight has an estimated height.

mod cards;
mod cell;
mod content;
mod coverage;
mod draft;
mod edits;
mod facing;
mod field;
mod head;
mod heads;
mod kept;
mod keys;
mod lay;
mod layout;
mod pair;
mod panel;
mod press;
mod rails;
mod review;
mod rows;
mod scheme;
mod seek;
mod topic;
mod turned;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui::{Align2, Rect, ScrollArea, Ui, UiBuilder, Vec2, pos2, vec2};

use super::{Actions, ViewCtx, theme, widgets};
use crate::exchange::review::Citing;
use crate::model::{Place, TopicId};
use crate::state::{
    Action, Agreement, Cell, Column, Comparison, Grid, RelationRow, Sieve, State, Synopsis, Touched, View,
};
use crate::text::simplified;
use crate::ui::theme::compare as measures;
use crate::ui::typing::Typing;
use cards::{Relating, TopicsOf};
use draft::Draft;
use facing::FacingLine;
use kept::KeptCells;
use layout::{Columns, Heights};
use review::Quoted;
use rows::RowPlace;
use scheme::Scheme;

pub use layout::Mode;

/// A cell: a topic and a holder.
type CellKey = (Option<TopicId>, Column);

/// A summary that is being written.
#[derive(Debug)]
struct Editing {
    cell: CellKey,
    text: String,
    /// What the person had written before; empty when she had not.
    before: String,
    typing: Typing,
    /// Whether the field has yet to take the keyboard.
    fresh: bool,
}

/// How many holders stand side by side: two to four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Together(usize);

impl Default for Together {
    fn default() -> Self {
        Self(2)
    }
}

/// What the comparison remembers between frames.
#[derive(Debug, Default)]
pub struct CompareView {
    mode: Mode,
    /// Whether holders stand down the page and topics across it.
    turned: bool,
    /// How many holders stand side by side.
    together: Together,
    sieve: Sieve,
    /// The words to which the claims are narrowed, while their field is open.
    looked_for: Option<String>,
    /// Whether that field has yet to take the keyboard.
    fresh_field: bool,
    /// The claims that hold them, and what that was found from: words, revisions of corpus and study, claims.
    only: Option<Arc<BTreeSet<usize>>>,
    /// The words, simplified.
    words: Arc<Vec<String>>,
    only_of: Option<(String, u64, u64, usize)>,
    /// What is compared, and what it was made from.
    made: Option<(Arc<Synopsis>, Vec<Column>, Sieve)>,
    /// Every claim of the columns in its cell.
    grid: Grid,
    comparison: Arc<Comparison>,
    /// Whether holders stood side by side when it was made, and how many.
    together_of: (Mode, Together),
    /// Counts up with every new comparison.
    revision: u64,
    /// The cells that a narrowing has changed since the heights were guessed.
    touched: Vec<Touched>,
    /// The cells as they were laid out.
    kept: KeptCells,
    heights: Heights,
    heights_of: Option<(u64, Columns, Vec<usize>, bool)>,
    /// The first column that is shown, where not all find room.
    first: usize,
    shown: usize,
    /// How many columns there are, with those that find no room.
    across: usize,
    /// Cells whose quotes are all shown.
    open: BTreeSet<CellKey>,
    editing: Option<Editing>,
    /// The cell that had the keyboard, and whether it should get it again.
    hand: Option<CellKey>,
    wants_keyboard: bool,
    /// The relations in hand.
    relations: Vec<usize>,
    /// Between which words a relation has just been drawn, until it is there.
    drawn: Option<[Place; 2]>,
    /// Who agrees with whom, for the panel.
    agreement: Agreement,
    /// How many holders found no room there.
    left_out: usize,
    /// How far the wheel has gone sideways since the columns last moved on.
    slid: f32,
    /// The relation that is being drawn.
    relating: Option<Relating>,
    /// The claim whose topics are being changed.
    topics_of: Option<TopicsOf>,
    /// Whether rows in which nobody speaks are listed too.
    lists_all: bool,
    /// The topic that the page is to go to.
    goes_to: Option<TopicId>,
    /// The jump that has been followed.
    seen_jump: u64,
    /// Whether the next jump comes from here, so that nothing need move.
    own_jump: bool,
    /// The sentences found for a topic where there is no claim, and the corpus that they belong to.
    sought: BTreeMap<CellKey, Vec<Place>>,
    sought_in: u64,
    /// The paragraph that is being written on the topic in hand.
    draft: Draft,
    /// The claims of the rows that have been in sight, set out to face each other.
    facing: BTreeMap<usize, Arc<Vec<FacingLine>>>,
    /// How quotes are cited in what is exported.
    citing: Citing,
    /// Which quotes are exported.
    quoted: Quoted,
    /// The topic or alias that is being written.
    scheme: Scheme,
    /// What is typed into the chooser of columns.
    chooser: String,
}

/// What the parts of the view share while a frame is drawn.
struct Stage<'a, 'c> {
    ctx: &'a ViewCtx<'c>,
    comparison: Arc<Comparison>,
    columns: Columns,
    /// Whether there is a panel at the right.
    has_panel: bool,
    view: &'a mut CompareView,
    actions: &'a mut Actions,
}

/// Shows the comparison in all the room that there is.
pub fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, ctx.theme.paper);
    view.refresh(ctx.state);
    let panel = if room.width() >= measures::PANEL_FROM { measures::PANEL } else { 0.0 };
    let width = room.width() - panel;
    let bar = Rect::from_min_size(room.min, vec2(width, head::height(width)));
    ui.scope_builder(UiBuilder::new().max_rect(bar), |ui| head::bar(ui, ctx, view, actions));
    // What the bar counts was counted before its field was typed into.
    if view.refresh(ctx.state) {
        ui.ctx().request_repaint();
    }
    let below = Rect::from_min_max(pos2(room.left(), bar.bottom()), room.max);
    if ctx.state.focus.columns.is_empty() || ctx.state.synopsis.claims.is_empty() {
        nothing(ui, ctx, below);
        return;
    }
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        let has_panel = below.width() >= measures::PANEL_FROM;
        let page = below.with_max_x(below.right() - if has_panel { measures::PANEL } else { 0.0 });
        view.across = if view.is_turned() { view.listed().len() } else { view.comparison.columns.len() };
        let columns = Columns::new(page.width(), view.across, view.first, view.mode);
        (view.first, view.shown) = (columns.first, columns.shown);
        view.kept.begin(ui, (ctx, columns.width, &view.words));
        let comparison = Arc::clone(&view.comparison);
        let mut stage = Stage { ctx, comparison, columns, has_panel, view, actions };
        stage.page(ui, page);
        if has_panel {
            panel::show(ui, &mut stage, Rect::from_min_max(pos2(page.right(), room.top()), below.max));
        }
    });
}

/// Says what would be here.
fn nothing(ui: &mut Ui, ctx: &ViewCtx<'_>, room: Rect) {
    let key = if ctx.state.synopsis.works.is_empty() { "compare-no-works" } else { "compare-no-claims" };
    let centre = room.center_top() + vec2(0.0, room.height() / 3.0);
    let width = (room.width() - 2.0 * measures::MARGIN).min(420.0);
    let area = Rect::from_center_size(centre, vec2(width, 120.0));
    ui.scope_builder(UiBuilder::new().max_rect(area), |ui| {
        widgets::paragraph(ui, &ctx.words.get(key), theme::sans(14.0), ctx.theme.faded);
    });
}

/// Whoever has a claim that holds the words looked for: the chosen columns first, then all others. The chosen ones where
/// nobody has.
fn holding(state: &State, only: &BTreeSet<usize>) -> Vec<Column> {
    let chosen = &state.focus.columns;
    let claims = || only.iter().filter_map(|&claim| state.synopsis.claims.get(claim));
    let works = claims().filter(|claim| claim.column.work().is_some()).map(|claim| Column::Work(claim.place.work));
    let speaking: BTreeSet<Column> = claims().map(|claim| claim.column.clone()).chain(works).collect();
    // Where works are compared, an author shows in them.
    let works = chosen.iter().any(|column| matches!(column, Column::Work(_)));
    let authors = state.synopsis.columns.iter().filter(|column| !works || column.work().is_none()).cloned();
    let rows = state.synopsis.works.iter().filter(|_| works).map(|row| Column::Work(row.id));
    let others: Vec<Column> = rows.chain(authors).filter(|column| !chosen.contains(column)).collect();
    let found: Vec<Column> = chosen.iter().chain(&others).filter(|column| speaking.contains(column)).cloned().collect();
    if found.is_empty() { chosen.clone() } else { found }
}

/// The words between which a relation stands.
fn ends(synopsis: &Synopsis, row: &RelationRow) -> Option<[Place; 2]> {
    let place = |claim: usize| synopsis.claims.get(claim).map(|claim| claim.place);
    Some([place(row.a)?, place(row.b)?])
}

/// The relation between two places.
fn between(synopsis: &Synopsis, [a, b]: [Place; 2]) -> Option<usize> {
    synopsis.relations.iter().position(|row| ends(synopsis, row).is_some_and(|ends| ends == [a, b] || ends == [b, a]))
}

/// The relation between the same words in a later synopsis, so that one in hand stays there when it is decided.
fn followed(before: &Synopsis, now: &Synopsis, relation: usize) -> Option<usize> {
    between(now, ends(before, before.relations.get(relation)?)?)
}

impl CompareView {
    /// Builds the comparison anew when what it is made from has changed, and returns whether it has.
    fn refresh(&mut self, state: &State) -> bool {
        self.look_for(state);
        let sieve = Sieve { window: state.window_of_time(), only: self.only.clone(), ..self.sieve.clone() };
        let made = self.made.as_ref();
        let same = made.is_some_and(|(synopsis, of, by)| {
            Arc::ptr_eq(synopsis, &state.synopsis) && *of == state.focus.columns && *by == sieve
        });
        let changes = !same || self.together_of != (self.mode, self.together);
        if changes {
            self.together_of = (self.mode, self.together);
            let held = sieve.only.as_ref().map(|only| holding(state, only));
            let mut columns = held.as_deref().unwrap_or(&state.focus.columns);
            if self.mode == Mode::Pair {
                columns = &columns[..columns.len().min(self.together.0)];
            }
            let changed = self.made.as_ref().is_none_or(|(synopsis, _, _)| !Arc::ptr_eq(synopsis, &state.synopsis));
            match &self.made {
                Some((_, _, before)) if !changed && self.grid.columns() == columns => {
                    let comparison = Arc::make_mut(&mut self.comparison);
                    self.touched.extend(self.grid.sift_on(&state.synopsis, comparison, [before, &sieve]));
                }
                _ => {
                    self.grid = Grid::new(&state.synopsis, columns);
                    let compared = self.compared(state);
                    self.agreement = Agreement::new(&state.synopsis, compared);
                    self.comparison = Arc::new(self.grid.sift(&state.synopsis, &sieve));
                    self.kept.clear();
                    self.revision += 1;
                }
            }
            // What was looked for by a topic's words is looked for anew when these have changed.
            if let Some((before, _, _)) = self.made.as_ref().filter(|_| changed) {
                if before.topics != state.synopsis.topics {
                    self.sought.clear();
                }
                let relations = self.relations.iter();
                self.relations = relations.filter_map(|&at| followed(before, &state.synopsis, at)).collect();
                // What has just been drawn comes in hand.
                if let Some(ends) = self.drawn.take() {
                    self.relations = between(&state.synopsis, ends).into_iter().collect();
                }
            }
            match &mut self.made {
                Some((synopsis, of, by)) if *of == state.focus.columns => {
                    (*synopsis, *by) = (Arc::clone(&state.synopsis), sieve);
                }
                made => *made = Some((Arc::clone(&state.synopsis), state.focus.columns.clone(), sieve)),
            }
            self.facing.clear();
            if changed {
                self.relating = None;
                self.topics_of = None;
            }
        }
        if self.sought_in != state.corpus_revision {
            self.sought.clear();
            self.kept.clear();
            self.sought_in = state.corpus_revision;
        }
        changes
    }

    /// Finds the claims that hold the words looked for, when these or the claims have changed.
    fn look_for(&mut self, state: &State) {
        let words = self.looked_for.as_deref().unwrap_or_default().trim();
        let of = (words.to_owned(), state.corpus_revision, state.study_revision, state.synopsis.claims.len());
        if self.only_of.as_ref() == Some(&of) {
            return;
        }
        self.words = Arc::new(simplified(words).split_whitespace().map(str::to_owned).collect());
        let holding = || Arc::new(Comparison::holding(&state.synopsis, &state.corpus, &self.words));
        self.only = (!self.words.is_empty()).then(holding);
        self.only_of = Some(of);
    }

    /// Whether holders stand down the page and topics across it.
    fn is_turned(&self) -> bool {
        self.turned && self.mode == Mode::Matrix
    }

    /// Whom the panel compares: the authors, the chosen columns first where there are too many.
    fn compared(&mut self, state: &State) -> Vec<Column> {
        let chosen = &state.focus.columns;
        let works = chosen.iter().any(|column| matches!(column, Column::Work(_)));
        let authors =
            state.synopsis.columns.iter().filter(|column| !works && matches!(column, Column::Author(_))).cloned();
        let rows = state.synopsis.works.iter().filter(|_| works).map(|row| Column::Work(row.id));
        let others: Vec<Column> = authors.chain(rows).filter(|column| !chosen.contains(column)).collect();
        let mut columns: Vec<Column> = chosen.iter().chain(&others).take(panel::MOST).cloned().collect();
        columns.sort();
        self.left_out = chosen.len() + others.len() - columns.len();
        columns
    }

    /// The rows that are listed, by their place in the comparison.
    fn listed(&self) -> Vec<usize> {
        let least = if self.mode == Mode::Pair { self.comparison.columns.len().min(2) } else { 1 };
        let rows = self.comparison.rows.iter().enumerate();
        rows.filter(|(_, row)| self.lists_all || row.speakers >= least).map(|(at, _)| at).collect()
    }
}

impl Stage<'_, '_> {
    /// The frozen heads, the rows under them, and what the keys do at the foot.
    fn page(&mut self, ui: &mut Ui, room: Rect) {
        let listed = self.view.listed();
        self.guess(&listed);
        let heads = Rect::from_min_size(room.min, vec2(room.width(), measures::HEADS));
        let foot = if self.view.hand.is_some() || self.view.relating.is_some() { 26.0 } else { 0.0 };
        let body = Rect::from_min_max(pos2(room.left(), heads.bottom()), room.max - vec2(0.0, foot));
        let target = self.jump(&listed, body.height());
        self.slide(ui, room);
        ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
            let mut area = ScrollArea::vertical().id_salt("compare rows").auto_shrink(false);
            if let Some(target) = target {
                area = area.vertical_scroll_offset(target);
            }
            area.show_viewport(ui, |ui, viewport| self.rows(ui, viewport, &listed));
        });
        if self.view.is_turned() {
            turned::heads(ui, self, heads, &listed);
        } else {
            heads::show(ui, self, heads);
        }
        cards::show(ui, self);
        if foot > 0.0 {
            self.foot(ui, Rect::from_min_max(pos2(room.left(), body.bottom()), room.max));
        }
    }

    /// Moves the columns on that find no room when the wheel goes sideways over them: one for each notch.
    fn slide(&mut self, ui: &Ui, room: Rect) {
        let delta = ui.input(|input| input.smooth_scroll_delta());
        // Fingers that go up and down stray a little to the sides.
        if delta.x.abs() <= delta.y.abs() {
            if delta.y != 0.0 {
                self.view.slid = 0.0;
            }
            return;
        }
        if self.columns.shown >= self.columns.count || !ui.rect_contains_pointer(room) {
            return;
        }
        self.view.slid -= delta.x;
        let notches = (self.view.slid / measures::NOTCH).trunc();
        self.view.slid -= notches * measures::NOTCH;
        let last = self.columns.count - self.columns.shown;
        self.view.first = self.view.first.saturating_add_signed(notches as isize).min(last);
    }

    /// Guesses the heights of rows anew when rows or columns have changed, and those of single rows when a narrowing has
    /// changed what is shown of them.
    fn guess(&mut self, listed: &[usize]) {
        let turned = self.view.is_turned();
        let order: Vec<usize> = listed.iter().map(|&row| self.comparison.rows[row].of()).collect();
        let key = (self.view.revision, self.columns, order, turned);
        let touched = std::mem::take(&mut self.view.touched);
        let guess = |at: usize| {
            if turned { turned::guess(self, listed, at) } else { self.guess_row(listed[at]) }
        };
        let count = if turned { self.comparison.columns.len() } else { listed.len() };
        if self.view.heights_of.as_ref() != Some(&key) {
            let guesses: Vec<f32> = (0..count).map(guess).collect();
            self.view.heights.reset(guesses.into_iter());
            self.view.heights_of = Some(key);
            return;
        }
        let shown = self.columns.range();
        let mut places = vec![None; self.comparison.rows.len()];
        for (at, &row) in listed.iter().enumerate() {
            places[row] = Some(at);
        }
        let place = |row: usize| places.get(row).copied().flatten();
        let in_sight = |cell: &Touched| {
            let (down, across) =
                if turned { (Some(cell.column), place(cell.row)) } else { (place(cell.row), Some(cell.column)) };
            down.filter(|_| across.is_some_and(|across| shown.contains(&across)))
        };
        let rows: BTreeSet<usize> = touched.iter().filter_map(in_sight).collect();
        let guesses: Vec<(usize, f32)> = rows.into_iter().map(|at| (at, guess(at))).collect();
        for (at, height) in guesses {
            self.view.heights.measured(at, height);
        }
    }

    /// The column in which a claim stands.
    fn column_of(&self, claim: usize) -> Option<usize> {
        let claim = self.ctx.state.synopsis.claims.get(claim)?;
        self.comparison.columns.iter().position(|column| column.holds(&claim))
    }

    fn guess_row(&self, row: usize) -> f32 {
        let row = &self.comparison.rows[row];
        layout::estimate(&self.columns, self.columns.range().map(|column| self.lengths(row.cells.get(column))))
    }

    /// How long the summary and the first quote of a cell are, in characters.
    fn lengths(&self, cell: Cell<'_>) -> (usize, usize) {
        let claims = &self.ctx.state.synopsis.claims;
        let first = cell.shown().next().and_then(|claim| claims.get(claim));
        first.map_or((0, 0), |claim| (claim.gist.chars().count(), claim.place.span.len() as usize))
    }

    /// Where to scroll when another view has chosen a claim or topic: its row a third from the top, unless it is in
    /// the hand already.
    fn jump(&mut self, listed: &[usize], height: f32) -> Option<f32> {
        let now = self.ctx.state.jump_revision;
        let jumps = std::mem::replace(&mut self.view.seen_jump, now) != now;
        let asked = self.view.goes_to.take();
        if asked.is_none() && (!jumps || std::mem::take(&mut self.view.own_jump)) {
            return None;
        }
        let focus = &self.ctx.state.focus;
        let topic = asked.as_ref().or(focus.topic.as_ref())?;
        let place = listed.iter().position(|&row| self.comparison.rows[row].topic.as_ref() == Some(topic))?;
        if !self.view.is_turned() {
            return Some((self.view.heights.top(place) - height / 3.0).max(0.0));
        }
        if !self.columns.range().contains(&place) {
            self.view.first = place;
        }
        let holder = self.column_of(focus.claim?)?;
        Some((self.view.heights.top(holder) - height / 3.0).max(0.0))
    }

    fn rows(&mut self, ui: &mut Ui, viewport: Rect, listed: &[usize]) {
        let origin = ui.max_rect().min;
        let turned = self.view.is_turned();
        let count = if turned { self.comparison.columns.len() } else { listed.len() };
        let (first, mut top) = self.view.heights.first_below(viewport.top());
        for at in first..count {
            if top > viewport.bottom() {
                break;
            }
            let row = if turned { at } else { listed[at] };
            let place = RowPlace { row, at: origin + vec2(0.0, top), width: viewport.width() };
            let height = if turned { turned::row(ui, self, listed, place) } else { rows::row(ui, self, place) };
            self.view.heights.measured(at, height);
            top += height;
        }
        let total = self.view.heights.total();
        let end = rows::end(ui, self, origin + vec2(0.0, total));
        ui.set_min_size(vec2(viewport.width(), total + end));
    }

    /// What the keys do, while a cell has the keyboard.
    fn foot(&mut self, ui: &mut Ui, area: Rect) {
        let theme = self.ctx.theme;
        let key = if self.view.relating.is_some() { "compare-relating" } else { "compare-keys" };
        let relating = self.view.relating.as_ref();
        let said = relating.map(|relating| rails::said_in_short(self.ctx, relating.from)).unwrap_or_default();
        let text = self.ctx.words.with(key, &[("claim", (&said).into())]);
        ui.painter().rect_filled(area, 0.0, theme.paper);
        ui.painter().hline(area.x_range(), area.top(), eframe::egui::Stroke::new(1.0, theme.hairline));
        let at = area.left_center() + Vec2::X * measures::MARGIN;
        let galley = widgets::elided(
            ui.painter(),
            &text,
            theme::sans(theme::CAPTION),
            theme.faded,
            area.width() - 2.0 * measures::MARGIN,
        );
        ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, galley.size()).min, galley, theme.faded);
    }

    /// Takes a row in hand.
    fn take(&mut self, topic: Option<&TopicId>) {
        if self.ctx.state.focus.topic.as_ref() != topic {
            self.view.relations.clear();
            self.actions.push(Action::ChooseTopic(topic.cloned()));
        }
    }

    /// Lets the reader be seen, where the comparison fills the window.
    fn make_room_for_the_reader(&mut self) {
        if self.ctx.state.focus.fills == Some(View::Compare) {
            self.actions.push(Action::Fill(None));
        }
    }

    /// Shows a claim in the reader; the row stays where it is.
    fn go_to_claim(&mut self, claim: usize, topic: Option<&TopicId>) {
        self.view.own_jump = true;
        self.actions.push(Action::ChooseClaim(Some(claim)));
        if topic.is_some() {
            self.actions.push(Action::ChooseTopic(topic.cloned()));
        }
    }
}
