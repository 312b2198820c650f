//! The reader: one work as a well-set page, with what was found and decided in it marked.
//!
//! [`page`] makes a work into a column of pieces, [`column`] sets those in sight into lines (by [`super::typeset`]),
//! [`sight`] knows which are in sight, [`marks`] what stands in them, [`selection`] what the person has chosen. All of
//! these are values and know no screen. [`paint`], [`margin`], [`bar`] and [`head`] draw; [`hands`] takes clicks and
//! keys; [`menu`] makes claims, events and notes from a selection.
//!
//! Every place is a place of the source: what is squeezed, folded or hidden on the page moves none.

mod bar;
mod caret;
mod coverage;
mod find;
mod find_list;
mod hands;
mod head;
mod ink;
mod look_up;
mod margin;
mod menu;
mod paint;
mod setting;
mod sheets;
mod why;

pub mod beside;
pub mod column;
pub mod footnotes;
pub mod marks;
pub mod page;
pub mod pairs;
pub mod points;
pub mod selection;
pub mod sight;
pub mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{Id, Rect, Role, Sense, Ui, pos2, vec2};

use super::typeset::Region;
use super::{Actions, ViewCtx, theme, widgets};
use crate::model::{OutlineRow, Source, Work, WorkId, outline};
use crate::state::{Face, Script};
use crate::text::Span;
use beside::Beside;
use column::{Column, SetPiece};
use footnotes::Footnotes;
use marks::Marks;
use page::{Page, Setting};
use pairs::Pairs;
use selection::Selection;
use sight::{Heights, Sight};

/// The least ems of a line, however narrow the view.
const SHORTEST: u32 = 8;
/// The room left of the column, for letters, stripes and the ribbon of phases.
const LEFT: f32 = 56.0;
/// The room right of the column, for notes and the scroll bar.
const RIGHT: f32 = 40.0;
/// With so much room right of the column, notes are shown in full.
const NOTES_FROM: f32 = 150.0;

/// On which side of the reader a work is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    /// The work in hand.
    First,
    /// The one beside it.
    Second,
}

/// What the reader remembers between frames.
#[derive(Debug, Default)]
pub struct ReaderView {
    shown: Option<Shown>,
    column: Column,
    sight: Sight,
    /// Where each work was left: the source character at the top of the view and how far it was cut.
    places: BTreeMap<WorkId, (u32, f32)>,
    selection: Option<Selection>,
    coverage: coverage::Coverage,
    /// The work beside.
    beside: Option<Box<Beside>>,
    /// How many passages each work shares with the one in hand.
    counts: Option<beside::Counts>,
    /// Whether the person has just asked to close what is beside, or to let both scroll together or not.
    closes: bool,
    switches: bool,
    /// The last jump that was seen, so that the next one is noticed.
    jump: u64,
    /// Whether the next jump comes from a click in this view, so that nothing moves.
    quiet: bool,
    glow: Option<Glow>,
    /// Whether the pointer is held down on the page.
    held: bool,
    /// Where across the page a caret that moves from line to line wants to be.
    column_x: Option<f32>,
    /// The last click: of how many it was the last, where and when.
    clicked: Option<(usize, eframe::egui::Pos2, f64)>,
    /// When the wheel last moved the page, until it has come to rest.
    moved: Option<f64>,
    menu: menu::Menu,
    find: find::Find,
    /// What the suggestion in hand is about.
    pending: Option<marks::Waiting>,
    made: u64,
}

/// What the page was made from.
#[derive(Debug)]
struct Shown {
    work: WorkId,
    corpus_revision: u64,
    study_revision: u64,
    band: Option<usize>,
    /// Whether noise is on the page.
    noise: bool,
    page: Arc<Page>,
    notes: Arc<Footnotes>,
    marks: Arc<Marks>,
    outline: Arc<Vec<OutlineRow>>,
    /// Where the pieces begin on the scale of the scroll bar, and where the last one ends.
    estimates: Arc<[f64]>,
}

/// A stretch that glows after a jump.
#[derive(Clone, Copy, Debug)]
struct Glow {
    span: Span,
    since: f64,
}

/// What is drawn in this frame.
struct Scene<'a> {
    ctx: &'a ViewCtx<'a>,
    work: &'a Work,
    source: &'a Source,
    side: Side,
    /// Whether it scrolls together with a work beside it, if there is one.
    together: Option<bool>,
    page: Arc<Page>,
    notes: Arc<Footnotes>,
    marks: Arc<Marks>,
    outline: Arc<Vec<OutlineRow>>,
    setting: Setting,
    /// The view of the text, without head and scroll bar.
    view: Rect,
    /// The left edge of the column.
    left: f32,
    /// The room right of the column, without the scroll bar.
    beside: f32,
    id: Id,
    egui: eframe::egui::Context,
}

impl Scene<'_> {
    /// The set piece.
    fn piece(&self, column: &mut Column, index: usize) -> Arc<SetPiece> {
        column.piece(index, || {
            let mut fonts = ink::Fonts(&self.egui);
            column::set_piece(&self.page, index, self.work, &self.source.text, &self.setting, &mut fonts)
        })
    }
}

/// The heights of a scene's pieces.
struct Known<'a, 'b> {
    scene: &'a Scene<'b>,
    column: &'a mut Column,
}

impl Heights for Known<'_, '_> {
    fn count(&self) -> usize {
        self.scene.page.pieces.len()
    }

    fn height(&mut self, piece: usize) -> f32 {
        self.scene.piece(self.column, piece).height
    }
}

/// Shows the reader in all the room that there is.
pub fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut ReaderView, actions: &mut Actions) {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0.0, ctx.theme.sheet);
    if view.show_both(ui, ctx, actions) {
        return;
    }
    let shown = ctx.state.focus.work.and_then(|work| {
        let whose = Whose { work, side: Side::First, paired: None };
        show_work(ui, ctx, view, whose, area, actions)
    });
    if shown.is_none() {
        view.shown = None;
        empty(ui, ctx);
    }
}

/// Which work is shown, and where.
#[derive(Clone, Copy, Debug)]
struct Whose<'a> {
    work: WorkId,
    side: Side,
    /// The passages that have a counterpart in the work beside it, and whether both scroll together.
    paired: Option<(&'a Pairs, bool)>,
}

/// Shows a work; answers with how it was shown, and with the passage of the other work that was asked for.
fn show_work<'a>(
    ui: &mut Ui,
    ctx: &'a ViewCtx<'a>,
    view: &mut ReaderView,
    whose: Whose<'_>,
    area: Rect,
    actions: &mut Actions,
) -> Option<(Scene<'a>, Option<Span>)> {
    let work: &'a Arc<Work> = ctx.state.corpus.work(whose.work)?;
    let source: &'a Arc<Source> = ctx.state.corpus.source(work.source)?;
    let (head, mut body) = area.split_top_bottom_at_y(area.top() + theme::HEAD_HEIGHT);
    let mut field = None;
    if view.find.is_open() && whose.side == Side::First {
        let (above, below) = body.split_top_bottom_at_y(body.top() + find::HEIGHT);
        field = Some(above);
        body = below;
    }
    let id = ui.scope_id().with(("page", whose.side));
    let changed = view.turn_to(ctx, work, source);
    let shown = view.shown.as_ref()?;
    let (text, bar) = body.split_left_right_at_x(body.right() - bar::WIDTH);
    let (setting, left) = measure(ctx, &shown.page, text);
    let scene = Scene {
        ctx,
        work,
        source,
        side: whose.side,
        together: whose.paired.map(|(_, together)| together),
        page: Arc::clone(&shown.page),
        notes: Arc::clone(&shown.notes),
        marks: Arc::clone(&shown.marks),
        outline: Arc::clone(&shown.outline),
        setting,
        view: text,
        left,
        beside: text.right() - left - setting.width(),
        id,
        egui: ui.ctx().clone(),
    };
    let key = (shown.corpus_revision << 1 | u64::from(shown.noise))
        ^ (u64::from(work.id.0) << 32)
        ^ u64::from(ui.ctx().pixels_per_point().to_bits());
    view.column.keep_for(setting, key);
    view.return_to_place(&scene, changed);
    view.follow_jump(ui, &scene);

    // What is behind takes clicks only where nothing in front of it does.
    let response = ui.interact(text, id, Sense::click_and_drag());
    widgets::named(&response, Role::Document, &ctx.words.get("reader-page"));
    if whose.side == Side::First {
        find::keys(ui, &scene, view, &response, actions);
    }
    hands::take(ui, &scene, view, &response, actions);
    bar::show(ui, &scene, view, bar);
    let seen = view.sight.pieces(text.height(), &mut Known { scene: &scene, column: &mut view.column });
    paint::show(ui, &scene, view, &seen);
    margin::show(ui, &scene, view, &seen, actions);
    footnotes::show(ui, &scene, view, &seen, actions);
    let asked = whose.paired.and_then(|(pairs, _)| beside::ties(ui, (&scene, view), pairs.all(), &seen));
    menu::show(ui, &scene, view, &seen, actions);
    if let Some(field) = field {
        find::show(ui, &scene, view, field, actions);
    }
    head::show(ui, &scene, view, head, actions);
    view.remember_place(&scene);
    coverage::watch(ui, &scene, view, &seen, actions);
    Some((scene, asked))
}

/// The setting of the page for the room that there is, and the left edge of its column.
fn measure(ctx: &ViewCtx<'_>, page: &Page, text: Rect) -> (Setting, f32) {
    let settings = &ctx.state.settings;
    let em = settings.reader_size;
    let room = text.width() + bar::WIDTH - LEFT - RIGHT - 2.0 * settings.reader_margin;
    let ems = ((room / em).floor().max(0.0) as u32).min(settings.reader_measure).max(SHORTEST);
    let leading = (em * settings.reader_leading).round();
    let script = settings.reader_script;
    let region = match script {
        Script::AsWritten => page.region,
        Script::Simplified => Region::Mainland,
        Script::Traditional => Region::Taiwan,
    };
    let setting = Setting {
        ems,
        em,
        leading,
        sans: settings.face == Face::Sans,
        script,
        region,
        regular: settings.reader_points,
    };
    // Wide windows: about the middle, but nearer to the left, so that notes have room at the right.
    let over = text.width() - setting.width() - LEFT - RIGHT;
    let lean = 58.0 * (over / 280.0).clamp(0.0, 1.0);
    let left = ((text.width() - setting.width()) / 2.0 - lean).max(LEFT + settings.reader_margin.min(room.max(0.0)));
    (setting, (text.left() + left).round())
}

/// The running sum of the estimated heights, with one more entry than there are pieces. They are those of the usual
/// setting, whatever the page is set in: only their shares matter, and a work of many megabytes is not gone through
/// again whenever the window changes its width.
fn estimates(page: &Page, work: &Work) -> Arc<[f64]> {
    let usual = Setting::default();
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    for piece in 0..page.pieces.len() {
        sum += f64::from(page.estimate(piece, work, &usual));
        sums.push(sum);
    }
    sums.into()
}

fn empty(ui: &mut Ui, ctx: &ViewCtx<'_>) {
    let area = ui.max_rect();
    let place = Rect::from_center_size(area.center(), vec2((area.width() - 64.0).clamp(0.0, 360.0), 48.0));
    let words = ctx.words.get("reader-empty");
    ui.scope_builder(eframe::egui::UiBuilder::new().max_rect(place), |ui| {
        widgets::paragraph(ui, &words, theme::sans(14.0), ctx.theme.faded);
    });
}

/// Who wrote a work and where it appeared, in the words of the interface.
fn byline(ctx: &ViewCtx<'_>, work: &Work) -> String {
    let meta = &work.meta;
    let authors: Vec<&str> = meta.authors.iter().map(|author| author.value.as_str()).collect();
    let authors = authors.join(&ctx.words.get("reader-between-authors"));
    let mut parts = vec![if authors.is_empty() { ctx.words.get("unsigned").into_owned() } else { authors }];
    parts.extend(meta.affiliation.as_ref().map(|body| body.value.clone()));
    parts.extend(meta.venue.as_ref().map(|venue| venue.value.clone()));
    let year = meta.year.as_ref().map(|year| year.value.to_string());
    let issue = meta.issue.as_ref().map(|issue| issue.value.clone());
    match (year, issue) {
        (Some(year), Some(issue)) => parts.push(
            ctx.words.with("reader-year-issue", &[("year", year.as_str().into()), ("issue", issue.as_str().into())]),
        ),
        (Some(year), None) => parts.push(ctx.words.with("reader-year", &[("year", year.as_str().into())])),
        (None, Some(issue)) => parts.push(ctx.words.with("reader-issue", &[("issue", issue.as_str().into())])),
        (None, None) => {}
    }
    parts.join("\u{3000}")
}

impl ReaderView {
    /// Makes the page and the marks anew where what they come from has changed. Answers whether it is another work.
    fn turn_to(&mut self, ctx: &ViewCtx<'_>, work: &Arc<Work>, source: &Arc<Source>) -> bool {
        let state = ctx.state;
        let band = state.focus.phase.map(|phase| phase.band);
        let revisions = (state.corpus_revision, state.study_revision);
        let noise = state.settings.reader_noise;
        let same = self
            .shown
            .as_ref()
            .filter(|shown| shown.work == work.id && shown.corpus_revision == revisions.0 && shown.noise == noise);
        if let Some(shown) = same
            && shown.study_revision == revisions.1
            && shown.band == band
        {
            return false;
        }
        let marks = Arc::new(Marks::new(state, work.id));
        if same.is_some()
            && let Some(shown) = &mut self.shown
        {
            shown.marks = marks;
            shown.study_revision = revisions.1;
            shown.band = band;
            return false;
        }
        let other_corpus = self.shown.as_ref().is_some_and(|shown| shown.corpus_revision != revisions.0);
        if other_corpus {
            self.follow_corpus(ctx);
        }
        let other_work = self.shown.as_ref().is_none_or(|shown| shown.work != work.id);
        if other_work || other_corpus {
            self.coverage.turn_to(ctx, work.id);
        }
        if other_work {
            if let Some(at) = coverage::left_at(ctx, work.id) {
                self.places.entry(work.id).or_insert((at, 0.0));
            }
            self.selection = None;
            self.pending = None;
            self.menu = menu::Menu::default();
        }
        let mut page = Page::new(work, &source.text, &byline(ctx, work));
        if noise {
            page = page.with_noise(work, &source.noise);
        }
        let estimates = estimates(&page, work);
        self.shown = Some(Shown {
            work: work.id,
            corpus_revision: revisions.0,
            study_revision: revisions.1,
            band,
            noise,
            page: Arc::new(page),
            notes: Arc::new(Footnotes::new(work, &source.text)),
            marks,
            outline: Arc::new(outline(work, &source.text)),
            estimates,
        });
        true
    }

    /// Follows what is remembered into another corpus: works have other numbers there, and texts may have changed.
    fn follow_corpus(&mut self, ctx: &ViewCtx<'_>) {
        let followed = &ctx.state.followed;
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.corpus_revision == followed.from()) else {
            self.places.clear();
            return;
        };
        let of = shown.work;
        let places = std::mem::take(&mut self.places).into_iter();
        let here = |(id, (at, cut)): (WorkId, (u32, f32))| Some((followed.work(id)?, (followed.at(id, at), cut)));
        self.places = places.filter_map(here).collect();
        // A work that is gone is another work than any that is there.
        match followed.work(of) {
            Some(id) => shown.work = id,
            None => self.shown = None,
        }
        let span = self.selection.and_then(|selection| Some((selection, followed.span(of, selection.span())?)));
        self.selection = span.map(|(selection, span)| Selection::of(span, selection.grain));
    }

    /// Goes back to where the work was left, when it is turned to or when its lines fall anew.
    fn return_to_place(&mut self, scene: &Scene<'_>, turned: bool) {
        if !turned && !self.column.is_fresh() {
            return;
        }
        let Some(&(place, cut)) = self.places.get(&scene.work.id) else {
            self.sight = Sight::default();
            return;
        };
        // Several pieces begin where a work begins: its title and byline stand nowhere in the source.
        if scene.page.pieces.first().is_some_and(|first| place <= first.span.start) {
            self.sight = Sight::default();
            return;
        }
        let piece = scene.page.piece_at(place).unwrap_or(0);
        let set = scene.piece(&mut self.column, piece);
        let letter = set.letters.within(Span::new(place, place + 1)).start;
        let top = set.line_of(letter).map_or(0.0, |line| line.top);
        // The very beginning has room above its first line.
        self.sight = if piece == 0 && top <= set.style.above { Sight::default() } else { Sight::at(piece, top + cut) };
        self.scroll(scene, 0.0);
    }

    /// Remembers which source character is at the top; nothing at the very beginning, which stays the beginning
    /// however its lines fall. A character that is still in the first line stays the one that is remembered: else the
    /// place would creep back by a part of a line whenever the width changes.
    fn remember_place(&mut self, scene: &Scene<'_>) {
        if self.sight == Sight::default() {
            self.places.remove(&scene.work.id);
            return;
        }
        let set = scene.piece(&mut self.column, self.sight.piece);
        let below = self.sight.below;
        let line = set.lines.iter().find(|line| line.top + line.height > below).or(set.lines.last());
        let held = self.places.get(&scene.work.id).map(|&(at, _)| at);
        let still = |line: &column::SetLine| {
            let in_line = |&at: &u32| line.letters.contains(&set.letters.within(Span::new(at, at + 1)).start);
            held.filter(|&at| scene.page.piece_at(at) == Some(self.sight.piece)).filter(in_line)
        };
        let place = match line {
            Some(line) => (still(line).unwrap_or_else(|| set.letters.caret(line.letters.start)), below - line.top),
            None => (scene.page.pieces.get(self.sight.piece).map_or(0, |piece| piece.span.start), below),
        };
        self.places.insert(scene.work.id, place);
    }

    /// Scrolls by a distance.
    fn scroll(&mut self, scene: &Scene<'_>, by: f32) {
        let view = scene.view.height();
        let mut known = Known { scene, column: &mut self.column };
        // The end of the work stops the sight wherever its last line falls: it begins with a whole line all the same.
        if self.sight.scroll(by, view, foot(scene), &mut known) {
            self.begin_whole(scene);
        }
    }

    /// Brings a stretch into sight, its first line a third from the top.
    fn bring(&mut self, scene: &Scene<'_>, span: Span) {
        let Some(piece) = scene.page.piece_at(span.start) else { return };
        let set = scene.piece(&mut self.column, piece);
        let top = set.lines_of(span).map_or(0.0, |(top, _)| top);
        self.sight = Sight::at(piece, top);
        self.scroll(scene, 0.0);
        let back = (scene.view.height() / 3.0 / scene.setting.leading).floor() * scene.setting.leading;
        self.sight = Sight::at(piece, top);
        self.scroll(scene, -back);
        self.begin_whole(scene);
    }

    /// Begins with the next whole line where a jump has cut one: at the end of the work, or below a heading.
    fn begin_whole(&mut self, scene: &Scene<'_>) {
        let set = scene.piece(&mut self.column, self.sight.piece);
        let below = self.sight.below;
        let is_cut = |line: &&column::SetLine| line.top < below - 0.5 && line.top + line.height > below + 0.5;
        let Some(line) = set.lines.iter().find(is_cut) else { return };
        let end = line.top + line.height;
        let last = end + 0.5 > set.height && self.sight.piece + 1 < scene.page.pieces.len();
        self.sight = if last { Sight::at(self.sight.piece + 1, 0.0) } else { Sight::at(self.sight.piece, end) };
    }

    /// Brings a place of the source into sight with as little movement as may be.
    fn reveal(&mut self, scene: &Scene<'_>, at: u32) {
        let Some(index) = scene.page.piece_at(at) else { return };
        let set = scene.piece(&mut self.column, index);
        let letter = set.letters.within(Span::new(at, at + 1)).start;
        let Some(line) = set.line_of(letter) else { return };
        let height = scene.view.height();
        let seen = self.sight.pieces(height, &mut Known { scene, column: &mut self.column });
        let top = seen.iter().find(|(piece, _)| *piece == index).map(|(_, top)| top + line.top);
        match top {
            Some(top) if top < 0.0 => self.scroll(scene, top),
            Some(top) if top + line.height > height => self.scroll(scene, top + line.height - height),
            Some(_) => {}
            None => {
                let below = index > self.sight.piece;
                self.sight = Sight::at(index, line.top);
                self.scroll(scene, if below { line.height - height } else { 0.0 });
            }
        }
    }

    /// Where a stretch is in the view: the top of its first and the bottom of its last line, if both are in sight.
    fn in_sight(&mut self, scene: &Scene<'_>, span: Span) -> Option<(f32, f32)> {
        let height = scene.view.height();
        let seen = self.sight.pieces(height, &mut Known { scene, column: &mut self.column });
        let mut reach: Option<(f32, f32)> = None;
        for (piece, top) in seen {
            let set = scene.piece(&mut self.column, piece);
            if let Some((first, last)) = set.lines_of(span) {
                let (from, to) = reach.unwrap_or((top + first, top + last));
                reach = Some((from.min(top + first), to.max(top + last)));
            }
        }
        reach.filter(|&(from, to)| from >= -1.0 && to <= height + 1.0)
    }

    /// Goes where the focus asks to go.
    fn follow_jump(&mut self, ui: &Ui, scene: &Scene<'_>) {
        let revision = scene.ctx.state.jump_revision;
        if revision == self.jump {
            return;
        }
        self.jump = revision;
        let quiet = std::mem::take(&mut self.quiet);
        let place = scene.ctx.state.focus.place.filter(|place| place.work == scene.work.id);
        let Some(place) = place else { return };
        if quiet && self.in_sight(scene, place.span).is_some() {
            return;
        }
        self.bring(scene, place.span);
        self.glow = Some(Glow { span: place.span, since: ui.input(|input| input.time) });
    }

    /// A fresh id for an entry that is made here.
    fn new_id(&mut self, ctx: &ViewCtx<'_>) -> crate::model::EntryId {
        self.made += 1;
        crate::model::EntryId(format!("{:013}-r{:03}", ctx.now_ms, self.made % 1000).into())
    }
}

/// How much stays free below the end of the work, so that its last sentence can be read at ease.
fn foot(scene: &Scene<'_>) -> f32 {
    (scene.view.height() / 3.0).min(4.0 * scene.setting.leading)
}

/// The top left corner of a piece on the screen.
fn origin(scene: &Scene<'_>, top: f32) -> eframe::egui::Pos2 {
    pos2(scene.left, scene.view.top() + top)
}
