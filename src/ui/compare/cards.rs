//! The cards that open on a cell: a new relation, and the topics of a claim; and the line that a relation is drawn with.

use eframe::egui::{
    DragAndDrop, Frame, Id, LayerId, Order, Popup, PopupCloseBehavior, Pos2, Rect, Response, Stroke, TextEdit, Ui,
};

use super::{CellKey, Stage, content, edits, rails};
use crate::model::{RelationKind, Verdict};
use crate::state::{Action, Column};
use crate::ui::theme;
use crate::ui::typing::OpenSheet;
use crate::ui::{DraggedWords, ViewCtx, widgets};

/// A relation that is being drawn.
#[derive(Debug)]
pub(super) struct Relating {
    /// The claim that it starts from.
    pub(super) from: usize,
    /// The other claim and where it stands, once it has been chosen.
    to: Option<(usize, Rect)>,
    /// The person's reason.
    why: String,
    /// The cell that had the keyboard, which it gets again.
    home: Option<CellKey>,
    /// Whether the card has yet to take the keyboard.
    fresh: bool,
    open: OpenSheet,
}

impl Relating {
    /// A relation that starts from a claim.
    pub(super) fn from(claim: usize, home: Option<CellKey>) -> Self {
        Self { from: claim, to: None, why: String::new(), home, fresh: true, open: OpenSheet::default() }
    }

    /// The same with its other end, and the reason that is known of the two.
    fn to(self, ctx: &ViewCtx<'_>, claim: usize, area: Rect) -> Self {
        let known = known(ctx, self.from, claim).and_then(|at| ctx.state.synopsis.relations.get(at));
        let why = known.map(|row| row.why.clone()).unwrap_or_default();
        Self { to: Some((claim, area)), why, ..self }
    }
}

/// A claim whose topics are being changed.
#[derive(Debug)]
pub(super) struct TopicsOf {
    claim: usize,
    /// Where its cell stands.
    area: Rect,
    /// The cell that had the keyboard, which it gets again.
    home: CellKey,
    /// Whether the card has yet to take the keyboard.
    fresh: bool,
}

impl TopicsOf {
    /// The topics of a claim that stands in a cell.
    pub(super) fn new(claim: usize, area: Rect, home: CellKey) -> Self {
        Self { claim, area, home, fresh: true }
    }
}

/// The relation that is known between two claims.
fn known(ctx: &ViewCtx<'_>, a: usize, b: usize) -> Option<usize> {
    ctx.state.synopsis.relations.iter().position(|row| (row.a, row.b) == (a, b) || (row.b, row.a) == (a, b))
}

/// What is dragged from quote to quote.
struct DraggedClaim {
    claim: usize,
    from: Pos2,
}

/// Whether two claims are of different holders.
fn differ(stage: &Stage<'_, '_>, a: usize, b: usize) -> bool {
    let claims = &stage.ctx.state.synopsis.claims;
    claims.get(a).zip(claims.get(b)).is_some_and(|(a, b)| a.column != b.column || a.place.work != b.place.work)
}

/// Begins a relation with a claim, or ends with it the one that has begun.
pub(super) fn relate(stage: &mut Stage<'_, '_>, claim: usize, cell: &CellKey, area: Rect) {
    let begun = stage.view.relating.as_ref().map(|relating| relating.from);
    let home = Some(cell.clone());
    stage.view.relating = Some(match begun.filter(|&from| differ(stage, from, claim)) {
        Some(from) => Relating::from(from, home).to(stage.ctx, claim, area),
        None => Relating::from(claim, home),
    });
}

/// Lets a quote be dragged on to another one.
pub(super) fn drag(ui: &Ui, stage: &mut Stage<'_, '_>, response: &Response, claim: usize) {
    let from = ui.input(|input| input.pointer.press_origin()).unwrap_or_else(|| response.rect.center());
    response.dnd_set_drag_payload(DraggedClaim { claim, from });
    // To ask for a claim where something else is let go would take that away from the cell.
    if !DragAndDrop::has_payload_of_type::<DraggedClaim>(ui.ctx()) {
        return;
    }
    let over = response.dnd_hover_payload::<DraggedClaim>();
    if over.is_some_and(|dragged| differ(stage, dragged.claim, claim)) {
        let ring = Stroke::new(2.0, stage.ctx.theme.vermilion);
        let around = response.rect.expand(4.0);
        ui.painter().rect_stroke(around, f32::from(theme::RADIUS), ring, eframe::egui::StrokeKind::Inside);
    }
    if let Some(dragged) = response.dnd_release_payload::<DraggedClaim>()
        && differ(stage, dragged.claim, claim)
    {
        stage.view.relating = Some(Relating::from(dragged.claim, None).to(stage.ctx, claim, response.rect));
    }
}

/// Lets words that are dragged from the reader be laid into a cell: they become a claim of its holder on its topic.
pub(super) fn receive(ui: &Ui, stage: &mut Stage<'_, '_>, response: &Response, key: &CellKey) {
    let Some(topic) = &key.0 else { return };
    let theirs = |words: &DraggedWords| match key.1 {
        Column::Author(author) => stage.ctx.state.synopsis.works_of(author).contains(&words.0.work),
        Column::Work(work) => words.0.work == work,
        Column::Party(_) => true,
    };
    if let Some(words) = response.dnd_hover_payload::<DraggedWords>() {
        let colour = if theirs(&words) { stage.ctx.theme.vermilion } else { stage.ctx.theme.faded };
        let around = response.rect.expand2(eframe::egui::vec2(7.0, 5.0));
        let ring = Stroke::new(2.0, colour);
        ui.painter().rect_stroke(around, f32::from(theme::RADIUS), ring, eframe::egui::StrokeKind::Inside);
        if !theirs(&words) {
            let who = content::column_name(stage.ctx, &key.1);
            let text = stage.ctx.words.with("compare-not-theirs", &[("who", (&who).into())]);
            eframe::egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id, response.rect)
                .show(|ui| widgets::paragraph(ui, &text, theme::sans(theme::CAPTION), stage.ctx.theme.ink));
        }
    }
    if let Some(words) = response.dnd_release_payload::<DraggedWords>()
        && theirs(&words)
    {
        stage.actions.extend(edits::claim_words(stage.ctx, topic, &key.1, words.0).map(Action::Edit));
        // It may stand behind other quotes: all are shown.
        stage.view.open.insert(key.clone());
    }
}

/// Shows the cards that are open, and the line of a relation that is being dragged.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>) {
    if let Some(dragged) = DragAndDrop::payload::<DraggedClaim>(ui.ctx())
        && let Some(pointer) = ui.input(|input| input.pointer.latest_pos())
    {
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("compare drag")));
        painter.line_segment([dragged.from, pointer], Stroke::new(1.75, stage.ctx.theme.vermilion));
        painter.circle_filled(dragged.from, 3.0, stage.ctx.theme.vermilion);
        painter.circle_filled(pointer, 3.0, stage.ctx.theme.vermilion);
    }
    relation(ui, stage);
    topics(ui, stage);
}

/// The card of a new relation: both claims, the reason, and the kinds, each of which makes it.
fn relation(ui: &mut Ui, stage: &mut Stage<'_, '_>) {
    let Some(mut relating) = stage.view.relating.take() else { return };
    let Some((to, area)) = relating.to else {
        stage.view.relating = Some(relating);
        return;
    };
    let ctx = stage.ctx;
    let name = || format!("relation {} {}", rails::said_in_short(ctx, relating.from), rails::said_in_short(ctx, to));
    relating.open.keep(ui, ctx, name, &mut [&mut relating.why], stage.actions);
    let known = known(ctx, relating.from, to);
    let standing = known.and_then(|at| ctx.state.synopsis.relations.get(at));
    let decided = standing.filter(|row| row.origin.is_decided()).map(|row| row.kind);
    let mut made = None;
    let mut dropped = false;
    let shown = Popup::new(Id::unique("compare new relation"), ui.ctx().clone(), area, ui.layer_id())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(320.0)
        .show(|ui| {
            Frame::NONE.inner_margin(8).show(ui, |ui| {
                ui.set_width(300.0);
                for claim in [relating.from, to] {
                    let Some(row) = ctx.state.synopsis.claims.get(claim) else { continue };
                    let name = content::column_name(ctx, row.column);
                    let said = rails::said_in_short(ctx, claim);
                    let text = ctx.words.with("compare-said", &[("who", (&name).into()), ("what", (&said).into())]);
                    widgets::paragraph(ui, &text, theme::sans(13.0), ctx.theme.ink);
                }
                let hint = ctx.words.get("compare-why-hint");
                ui.add(TextEdit::singleline(&mut relating.why).hint_text(hint.as_ref()).desired_width(f32::INFINITY));
                ui.horizontal(|ui| {
                    for kind in [RelationKind::Agrees, RelationKind::Contradicts, RelationKind::Qualifies] {
                        let (sign, key) = rails::sign(kind);
                        let text = format!("{sign} {}", ctx.words.get(key));
                        let button = rails::choice(ui, ctx.theme, &text, decided == Some(kind));
                        if std::mem::take(&mut relating.fresh) {
                            button.request_focus();
                        }
                        if button.clicked() {
                            made = Some(kind);
                        }
                    }
                    let unrelated = ctx.words.get("compare-unrelated");
                    dropped = known.is_some() && rails::choice(ui, ctx.theme, &unrelated, false).clicked();
                });
            });
        });
    let closed = shown.is_none_or(|shown| shown.response.should_close());
    if made.is_none() && !dropped && !closed {
        stage.view.relating = Some(relating);
        return;
    }
    relating.open.close(stage.actions);
    if let Some(kind) = made {
        stage.actions.extend(edits::relate(ctx, relating.from, to, kind, relating.why.trim()).map(Action::Edit));
        show_drawn(stage, relating.from, to);
    } else if dropped && let Some(known) = known {
        stage.actions.extend(edits::decide_relation(ctx, known, Verdict::Rejected).map(Action::Edit));
    }
    go_home(stage, relating.home);
}

/// Takes the row in hand in which a relation that has just been drawn stands: that of the topic in hand if both claims
/// have it, else of the first that both have, else of the first claim's main topic.
fn show_drawn(stage: &mut Stage<'_, '_>, from: usize, to: usize) {
    let claims = &stage.ctx.state.synopsis.claims;
    let Some((a, b)) = claims.get(from).zip(claims.get(to)) else { return };
    let common = || a.topics.iter().filter(|topic| b.topics.contains(topic));
    let in_hand = stage.ctx.state.focus.topic.as_ref();
    let topic = common().find(|topic| Some(*topic) == in_hand).or_else(|| common().next()).or(a.topics.first());
    stage.take(topic);
    stage.view.drawn = Some([a.place, b.place]);
}

/// Gives the keyboard back to the cell that had it.
fn go_home(stage: &mut Stage<'_, '_>, home: Option<CellKey>) {
    if home.is_some() {
        stage.view.hand = home;
        stage.view.wants_keyboard = true;
    }
}

/// The topics of a claim, each of which can be put on or taken off.
fn topics(ui: &mut Ui, stage: &mut Stage<'_, '_>) {
    let ctx = stage.ctx;
    let Some(mut open) = stage.view.topics_of.take() else { return };
    let Some(row) = ctx.state.synopsis.claims.get(open.claim) else { return };
    let mut chosen = None;
    let shown = Popup::new(Id::unique("compare topics"), ui.ctx().clone(), open.area, ui.layer_id())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .width(220.0)
        .show(|ui| {
            for topic in ctx.state.synopsis.topics.iter() {
                let mut has = row.topics.contains(&topic.id);
                let name = content::topic_name(ctx, Some(&topic.id));
                let choice = ui.checkbox(&mut has, name);
                if std::mem::take(&mut open.fresh) {
                    choice.request_focus();
                }
                if choice.changed() {
                    chosen = Some(topic.id.clone());
                }
            }
        });
    let closed = shown.is_none_or(|shown| shown.response.should_close());
    if let Some(topic) = &chosen {
        stage.actions.extend(edits::toggle_topic(ctx, open.claim, topic).map(Action::Edit));
    }
    if closed || chosen.is_some() {
        go_home(stage, Some(open.home));
    } else {
        stage.view.topics_of = Some(open);
    }
}
