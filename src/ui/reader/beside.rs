//! Beside: a second work next to the first, both scrolling together by the passages that speak of the same.
//!
//! Which passages those are is the matter of [`super::pairs`]. Between two such pairs the second work follows in
//! proportion.

use std::collections::BTreeMap;

use eframe::egui::{Button, Popup, Rect, Response, Role, Sense, Ui, pos2};

use super::pairs::Pairs;
use super::sight::Sight;
use super::{Known, ReaderView, Scene, Side, Whose};
use crate::model::{Place, WorkId};
use crate::state::Action;
use crate::text::Span;
use crate::ui::{Actions, ViewCtx, widgets};

/// Below this width there is no room for two works.
pub(super) const ROOM: f32 = 640.0;
/// Where in the view the works are held side by side, as a share of its height.
const HELD: f32 = 0.3;
/// How far right of the column the line stands that marks a passage with a counterpart.
const TIE: f32 = 5.0;

/// A work beside another.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) work: WorkId,
    pub(super) view: ReaderView,
    /// Whether the works scroll together.
    pub(super) together: bool,
    pairs: Pairs,
    made_for: Option<(WorkId, u64, u64)>,
    /// Where each of the two was at the end of the last frame.
    seen: [Option<(WorkId, Sight)>; 2],
}

impl Beside {
    /// A work beside the one in hand.
    pub(super) fn new(work: WorkId) -> Self {
        Self {
            work,
            view: ReaderView::default(),
            together: true,
            pairs: Pairs::default(),
            made_for: None,
            seen: [None, None],
        }
    }

    /// Makes the pairs anew where what they come from has changed.
    pub(super) fn pair_with(&mut self, ctx: &ViewCtx<'_>, work: WorkId) {
        let made_for = (work, ctx.state.corpus_revision, ctx.state.study_revision);
        if self.made_for != Some(made_for) {
            self.made_for = Some(made_for);
            self.pairs = Pairs::new(&ctx.state.synopsis, &ctx.state.corpus, work, self.work);
        }
    }

    /// Lets the one follow that did not move: `first` and `second` are the scenes of this frame.
    pub(super) fn follow(&mut self, first: &Scene<'_>, main: &mut ReaderView, second: &Scene<'_>) {
        let now = [Some((first.work.id, main.sight)), Some((second.work.id, self.view.sight))];
        let moved = [now[0] != self.seen[0], now[1] != self.seen[1]];
        let whole = (first.work.span, second.work.span);
        if self.together && moved[0] {
            let place = place_at(first, main);
            let beside = self.pairs.across(place, whole, false);
            hold(second, &mut self.view, beside);
        } else if self.together && moved[1] {
            let place = place_at(second, &mut self.view);
            let beside = self.pairs.across(place, whole, true);
            hold(first, main, beside);
        }
        self.seen = [Some((first.work.id, main.sight)), Some((second.work.id, self.view.sight))];
        if moved != [false, false] {
            first.egui.request_repaint();
        }
    }
}

/// Which character stands where the works are held, with how far the line is through.
fn place_at(scene: &Scene<'_>, view: &mut ReaderView) -> f64 {
    let y = scene.view.height() * HELD;
    let seen = view.sight.pieces(scene.view.height(), &mut Known { scene, column: &mut view.column });
    let Some(&(index, top)) = seen.iter().rev().find(|(_, top)| *top <= y).or(seen.first()) else { return 0.0 };
    let set = scene.piece(&mut view.column, index);
    let Some(line) = set.line_at(0.0, y - top) else {
        return scene.page.pieces.get(index).map_or(0.0, |piece| f64::from(piece.span.start));
    };
    let (from, to) = (set.letters.caret(line.letters.start), set.letters.caret(line.letters.end));
    let share = f64::from((y - top - line.top) / line.height.max(1.0)).clamp(0.0, 1.0);
    f64::from(from) + share * f64::from(to.max(from) - from)
}

/// Scrolls so that a character stands where the works are held.
fn hold(scene: &Scene<'_>, view: &mut ReaderView, place: f64) {
    let at = place.max(0.0) as u32;
    let Some(index) = scene.page.piece_at(at) else { return };
    let set = scene.piece(&mut view.column, index);
    let letter = set.letters.within(Span::new(at, at + 1)).start;
    let Some(line) = set.line_of(letter) else { return };
    let (from, to) = (set.letters.caret(line.letters.start), set.letters.caret(line.letters.end));
    let share = ((place - f64::from(from)) / f64::from((to.max(from) - from).max(1))).clamp(0.0, 1.0);
    view.sight = Sight::at(index, line.top + line.height * share as f32);
    view.scroll(scene, -scene.view.height() * HELD);
    view.moved = None;
}

/// Marks the passages in sight that have a counterpart, each with the way to it.
pub(super) fn ties(
    ui: &Ui,
    (scene, view): (&Scene<'_>, &mut ReaderView),
    pairs: &[(Span, Span)],
    seen: &[(usize, f32)],
) -> Option<Span> {
    let painter = ui.painter().with_clip_rect(scene.view.intersect(ui.clip_rect()));
    let x = scene.left + scene.setting.width() + TIE;
    let mut asked = None;
    for &(a, b) in pairs {
        let (own, other) = if scene.side == Side::First { (a, b) } else { (b, a) };
        let Some((top, foot)) = super::margin::reach(scene, view, seen, own) else { continue };
        painter.vline(x, top + 4.0..=foot - 4.0, (1.0, scene.ctx.theme.vermilion));
        let area = Rect::from_min_max(pos2(x - 3.0, top), pos2(x + 4.0, foot)).intersect(scene.view);
        if !area.is_positive() {
            continue;
        }
        let response = ui.interact(area, scene.id.with(("tie", own.start)), Sense::click());
        let name = scene.ctx.words.get("reader-beside-tie");
        widgets::named(&response, Role::Link, &name);
        if response.clicked() {
            asked = Some(other);
        }
        response.on_hover_text(name);
    }
    asked
}

/// The work in hand with the revisions of corpus and study, and how many passages each other work shares with it.
pub(super) type Counts = ((WorkId, u64, u64), BTreeMap<WorkId, usize>);

/// The menu of works that can be laid beside the one in hand, at its button.
pub(super) fn choose(button: &Response, scene: &Scene<'_>, view: &mut ReaderView) {
    let mut chosen = None;
    let made_for = (scene.work.id, scene.ctx.state.corpus_revision, scene.ctx.state.study_revision);
    Popup::menu(button).show(|ui| {
        ui.set_min_width(240.0);
        if view.counts.as_ref().is_none_or(|(of, _)| *of != made_for) {
            let (synopsis, corpus) = (&scene.ctx.state.synopsis, &scene.ctx.state.corpus);
            let count = |other: WorkId| Pairs::new(synopsis, corpus, scene.work.id, other).all().len();
            let counts = synopsis.works.iter().map(|row| (row.id, count(row.id))).collect();
            view.counts = Some((made_for, counts));
        }
        let counts = view.counts.as_ref().map(|(_, counts)| counts);
        for row in scene.ctx.state.synopsis.works.iter().filter(|row| row.id != scene.work.id) {
            let author = if row.author.is_empty() { String::new() } else { format!("{}　", row.author) };
            let name: String = format!("{author}{}", row.title).chars().take(36).collect();
            let pairs = counts.and_then(|counts| counts.get(&row.id)).copied().unwrap_or(0);
            let count = if pairs > 0 { pairs.to_string() } else { String::new() };
            if ui.add(Button::new(name).shortcut_text(count)).clicked() {
                chosen = Some(row.id);
            }
        }
    });
    if let Some(work) = chosen {
        view.beside = Some(Box::new(Beside::new(work)));
    }
}

impl ReaderView {
    /// Shows what is left and right: both works, and lets them follow each other.
    pub(super) fn show_both(&mut self, ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) -> bool {
        let Some(mut beside) = self.beside.take() else { return false };
        let area = ui.max_rect();
        let Some(work) = ctx.state.focus.work.filter(|&work| work != beside.work && area.width() >= ROOM) else {
            // What cannot be shown now is shown again when there is room.
            self.beside = Some(beside);
            return false;
        };
        if ctx.state.corpus.work(beside.work).is_none() {
            return false;
        }
        beside.pair_with(ctx, work);
        let (left, right) = area.split_left_right_at_x(area.center().x.round());
        let mut own = Actions::new();
        let pairs = beside.pairs.clone();
        let paired = Some((&pairs, beside.together));
        let first = super::show_work(ui, ctx, self, Whose { work, side: Side::First, paired }, left, actions);
        let second = {
            let whose = Whose { work: beside.work, side: Side::Second, paired };
            super::show_work(ui, ctx, &mut beside.view, whose, right, &mut own)
        };
        ui.painter().vline(right.left(), right.y_range(), (1.0, ctx.theme.hairline));
        let (Some(first), Some(second)) = (first, second) else {
            self.beside = Some(beside);
            return true;
        };
        beside.follow(&first.0, self, &second.0);
        for (span, turned) in [(first.1, false), (second.1, true)] {
            let Some(span) = span else { continue };
            let (scene, view): (&Scene<'_>, &mut ReaderView) =
                if turned { (&first.0, &mut *self) } else { (&second.0, &mut beside.view) };
            view.bring(scene, span);
            view.glow = Some(super::Glow { span, since: ui.input(|input| input.time) });
        }
        let closes = beside.view.closes | std::mem::take(&mut self.closes);
        let switches = std::mem::take(&mut beside.view.switches);
        beside.together ^= switches;
        for action in own {
            match action {
                // What would turn the first work to the second stays within the second.
                Action::GoTo(Place { work, span }) if work == beside.work => {
                    beside.view.bring(&second.0, span);
                    beside.view.glow = Some(super::Glow { span, since: ui.input(|input| input.time) });
                }
                Action::ChooseClaim(_) | Action::ChooseEvent(_) | Action::LookFor(_) => {}
                other => actions.push(other),
            }
        }
        if !closes {
            self.beside = Some(beside);
        }
        true
    }
}

/// The controls in the head of the second work, from right to left; answers with the left edge.
pub(super) fn controls(ui: &mut Ui, scene: &Scene<'_>, view: &mut ReaderView) -> f32 {
    let (theme, words) = (scene.ctx.theme, scene.ctx.words);
    let close = widgets::icon_button(ui, theme, crate::ui::icons::Icon::Close, &words.get("reader-beside-close"));
    view.closes = close.clicked();
    ui.add_space(4.0);
    let tab = widgets::tab(ui, theme, &words.get("reader-beside-together"), scene.together == Some(true));
    view.switches = tab.clicked();
    tab.on_hover_text(words.get("reader-beside-together-hint")).rect.left()
}
