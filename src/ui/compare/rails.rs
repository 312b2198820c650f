//! Relations of the row in hand, drawn as rails over its columns, and the card that opens on one.

use eframe::egui::{
    Align2, CursorIcon, Painter, Popup, PopupCloseBehavior, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2,
    pos2, vec2,
};

use super::layout::{Columns, Rail};
use super::{Stage, content, edits};
use crate::model::{RelationKind, Verdict};
use crate::state::{Action, Column};
use crate::ui::theme::{self, Theme, compare as measures};
use crate::ui::widgets;
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// How many rails a row shows; the rest is counted.
const MOST: usize = 4;

/// The sign of a relation, and the key of its name.
pub(super) fn sign(kind: RelationKind) -> (&'static str, &'static str) {
    match kind {
        RelationKind::Agrees => ("=", "compare-agrees"),
        RelationKind::Contradicts => ("×", "compare-contradicts"),
        RelationKind::Qualifies => ("~", "compare-qualifies"),
    }
}

/// The rails that are shown, the longest first so that none crosses another, and how many relations are left out.
fn shown(mut rails: Vec<Rail>) -> (Vec<Rail>, usize) {
    let rest = rails.split_off(rails.len().min(MOST));
    rails.sort_by_key(|rail| (std::cmp::Reverse(rail.to - rail.from), rail.from));
    (rails, rest.iter().map(|rail| rail.relations.len()).sum())
}

/// The height that rails take.
pub(super) fn height(rails: &[Rail]) -> f32 {
    match rails.len() {
        0 => 0.0,
        count => count.min(MOST) as f32 * measures::RAIL + if count > MOST { measures::RAIL } else { 0.0 } + 8.0,
    }
}

/// Where the ends of the rails come down: (left, right) for each, so that rails from the left arrive before others
/// leave to the right, and the outer one of two embraces the inner.
fn drops(rails: &[Rail], columns: &Columns) -> Vec<(f32, f32)> {
    const STEP: f32 = 14.0;
    let slot = |column: usize, place: usize| columns.x(column) + 8.0 + place as f32 * STEP;
    (0..rails.len())
        .map(|at| {
            let rail = &rails[at];
            // Inner rails arrive first, so those after this one (shorter) stand left of it.
            let arrivals_before = rails[at + 1..].iter().filter(|other| other.to == rail.to).count();
            let all_arrivals = rails.iter().filter(|other| other.to == rail.from).count();
            let departures_before = rails[..at].iter().filter(|other| other.from == rail.from).count();
            (slot(rail.from, all_arrivals + departures_before), slot(rail.to, arrivals_before))
        })
        .collect()
}

/// Draws the rails of a row from `at` down, the left edge of the pane. `pending` is the relation that A and X decide.
/// A rail that is pressed shows its relations in the panel; where there is none, in a card.
pub(super) fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, rails: Vec<Rail>, at: Pos2, pending: Option<usize>) {
    let ctx = stage.ctx;
    let columns = stage.columns;
    let comparison = std::sync::Arc::clone(&stage.comparison);
    let bottom = at.y + height(&rails) - 4.0;
    let (rails, more) = shown(rails);
    let ends = drops(&rails, &columns);
    for (level, (rail, (from, to))) in rails.iter().zip(ends).enumerate() {
        let y = at.y + (level as f32 + 0.5) * measures::RAIL;
        let (from, to) = (at.x + from, at.x + to);
        let colour = if rail.decided { ctx.theme.ink } else { ctx.theme.faded };
        let label = label(ui, ctx, rail, pos2((from + to) / 2.0, y), to - from);
        let in_hand = pending.is_some_and(|pending| rail.relations.contains(&pending));
        let thick = if in_hand || label.hovered() { 1.75 } else { 1.25 };
        let stroke = Stroke::new(thick, colour);
        bracket(ui.painter(), [from, to], y, bottom, label.rect.x_range().expand(3.0), stroke, rail.decided);
        paint_label(ui, ctx, rail, &label);
        if in_hand && !rail.decided {
            keys(ui, ctx, rail, pos2(label.rect.right() + 6.0, y), stage.actions);
        }
        if label.clicked() {
            stage.view.relations = rail.relations.clone();
        }
        if !stage.has_panel {
            card(&label, ctx, rail, &comparison.columns, stage.actions);
        }
    }
    if more > 0 {
        let text = ctx.words.with("compare-more-relations", &[("n", more.into())]);
        let place = pos2(at.x + columns.left, at.y + (rails.len() as f32 + 0.5) * measures::RAIL);
        ui.painter().text(place, Align2::LEFT_CENTER, text, theme::sans(theme::CAPTION), ctx.theme.faded);
    }
}

/// A bracket: a line with a gap for its label, and two ends that come down on to the columns.
fn bracket(
    painter: &Painter,
    [from, to]: [f32; 2],
    y: f32,
    bottom: f32,
    gap: eframe::egui::Rangef,
    stroke: Stroke,
    solid: bool,
) {
    let left = [pos2(from, bottom), pos2(from, y), pos2(gap.min.max(from), y)];
    let right = [pos2(gap.max.min(to), y), pos2(to, y), pos2(to, bottom)];
    for line in [left, right] {
        if solid {
            painter.add(Shape::line(line.to_vec(), stroke));
        } else {
            painter.extend(Shape::dashed_line(&line, stroke, 2.0, 3.0));
        }
    }
}

/// The words on a rail: sign and name, and how many relations it stands for.
pub(super) fn rail_words(ctx: &ViewCtx<'_>, rail: &Rail) -> String {
    let (sign, key) = sign(rail.kind);
    let name = ctx.words.get(key);
    match rail.relations.len() {
        1 => format!("{sign} {name}"),
        count => format!("{sign} {name} {count}"),
    }
}

fn label(ui: &Ui, ctx: &ViewCtx<'_>, rail: &Rail, centre: Pos2, room: f32) -> Response {
    let galley = label_galley(ui, ctx, rail);
    let area = Rect::from_center_size(centre, vec2(galley.size().x.min(room.max(24.0)), measures::RAIL));
    let response = ui.interact(area, ui.scope_id().with(("rail", &rail.relations)), Sense::click());
    let origin = ctx.words.get(if rail.decided { "compare-decided" } else { "compare-suggested" });
    widgets::named(&response, Role::Button, &format!("{}，{origin}", rail_words(ctx, rail)));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response
}

fn label_galley(ui: &Ui, ctx: &ViewCtx<'_>, rail: &Rail) -> std::sync::Arc<eframe::egui::Galley> {
    let (sign, key) = sign(rail.kind);
    let colour = if rail.decided { ctx.theme.ink } else { ctx.theme.faded };
    let mut job = eframe::egui::text::LayoutJob::default();
    let format = |font, colour| eframe::egui::TextFormat {
        line_height: Some(measures::RAIL),
        ..eframe::egui::TextFormat::simple(font, colour)
    };
    job.append(sign, 0.0, format(theme::bold(14.0), colour));
    job.append(&ctx.words.get(key), 3.0, format(theme::sans(theme::CAPTION), colour));
    if rail.relations.len() > 1 {
        job.append(&rail.relations.len().to_string(), 3.0, format(theme::sans(theme::CAPTION), colour));
    }
    ui.painter().layout_job(job)
}

fn paint_label(ui: &Ui, ctx: &ViewCtx<'_>, rail: &Rail, response: &Response) {
    let galley = label_galley(ui, ctx, rail);
    let at = response.rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ctx.theme.ink);
    widgets::focus_ring(ui, ctx.theme, response);
}

/// A 收 X 弃, after the rail that they decide.
pub(super) fn keys(ui: &mut Ui, ctx: &ViewCtx<'_>, rail: &Rail, at: Pos2, actions: &mut Actions) {
    let mut x = at.x;
    for (key, verdict) in [("compare-accept", Verdict::Accepted), ("compare-reject", Verdict::Rejected)] {
        let text = ctx.words.get(key);
        let galley = ui.painter().layout_no_wrap(text.to_string(), theme::sans(theme::CAPTION), ctx.theme.faded);
        let area = Rect::from_min_size(pos2(x, at.y - galley.size().y / 2.0), galley.size());
        let response = ui.interact(area.expand(2.0), ui.scope_id().with((key, &rail.relations)), Sense::click());
        widgets::named(&response, Role::Button, &text);
        ui.painter().rect_filled(area.expand2(vec2(3.0, 0.0)), 0.0, ctx.theme.paper);
        let colour = if response.hovered() { ctx.theme.vermilion } else { ctx.theme.faded };
        ui.painter().galley_with_override_text_color(area.min, galley, colour);
        if response.clicked() {
            let edits = rail.relations.iter().filter_map(|&relation| edits::decide_relation(ctx, relation, verdict));
            actions.extend(edits.map(Action::Edit));
        }
        x = area.right() + 8.0;
    }
}

/// The card of a rail: what each relation rests on, and the ways to decide it.
pub(super) fn card(anchor: &Response, ctx: &ViewCtx<'_>, rail: &Rail, names: &[Column], actions: &mut Actions) {
    Popup::menu(anchor).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(320.0).show(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(6.0, 6.0);
        eframe::egui::Frame::NONE.inner_margin(8).show(ui, |ui| {
            eframe::egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for (at, &relation) in rail.relations.iter().enumerate() {
                    if at > 0 {
                        widgets::hairline(ui, ctx.theme);
                    }
                    relation_card(ui, ctx, relation, names, actions);
                }
            });
        });
    });
}

/// One relation: both claims in short, the reason, whether it is decided, and the ways to decide it.
pub(super) fn relation_card(ui: &mut Ui, ctx: &ViewCtx<'_>, relation: usize, names: &[Column], actions: &mut Actions) {
    let synopsis = &ctx.state.synopsis;
    let Some(row) = synopsis.relations.get(relation) else { return };
    for claim in [row.a, row.b] {
        let Some(claim_row) = synopsis.claims.get(claim) else { continue };
        let name = content::column_name(ctx, claim_row.column);
        let said = said_in_short(ctx, claim);
        let text = ctx.words.with("compare-said", &[("who", Value::from(&name)), ("what", Value::from(&said))]);
        let font = if names.iter().any(|column| column.holds(&claim_row)) {
            theme::sans(13.0)
        } else {
            theme::sans(theme::CAPTION)
        };
        if link(ui, ctx.theme, &text, font).clicked() {
            actions.push(Action::ChooseClaim(Some(claim)));
        }
    }
    if !row.why.is_empty() {
        widgets::paragraph(ui, &row.why, theme::sans(theme::CAPTION), ctx.theme.faded);
    }
    let origin = if row.origin.is_decided() { "compare-decided-by-you" } else { "compare-proposed-by-rule" };
    widgets::paragraph(ui, &ctx.words.get(origin), theme::sans(theme::CAPTION), ctx.theme.faded);
    ui.horizontal(|ui| decide_buttons(ui, ctx, relation, actions));
}

/// The four ways to decide a relation; the one that holds is filled.
pub(super) fn decide_buttons(ui: &mut Ui, ctx: &ViewCtx<'_>, relation: usize, actions: &mut Actions) {
    let Some(row) = ctx.state.synopsis.relations.get(relation) else { return };
    for kind in [RelationKind::Agrees, RelationKind::Contradicts, RelationKind::Qualifies] {
        let chosen = row.kind == kind && row.origin.is_decided();
        if choice(ui, ctx.theme, &ctx.words.get(sign(kind).1), chosen).clicked() && !chosen {
            actions.extend(edits::change_relation(ctx, relation, kind).map(Action::Edit));
        }
    }
    if choice(ui, ctx.theme, &ctx.words.get("compare-unrelated"), false).clicked() {
        actions.extend(edits::decide_relation(ctx, relation, Verdict::Rejected).map(Action::Edit));
    }
}

/// A small button; filled with ink when it holds.
pub(super) fn choice(ui: &mut Ui, theme: &Theme, text: &str, chosen: bool) -> Response {
    let colour = if chosen { theme.on_seal } else { theme.ink };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::sans(13.0), colour);
    let (area, response) = ui.allocate_exact_size(galley.size() + vec2(16.0, 6.0), Sense::click());
    widgets::named_choice(&response, chosen, text);
    let stroke = Stroke::new(1.0, if response.hovered() { theme.faded } else { theme.hairline });
    if chosen {
        ui.painter().rect_filled(area, f32::from(theme::RADIUS), theme.ink);
    } else {
        ui.painter().rect_stroke(area, f32::from(theme::RADIUS), stroke, eframe::egui::StrokeKind::Inside);
    }
    ui.painter().galley(area.center() - galley.size() / 2.0, galley, colour);
    widgets::focus_ring(ui, theme, &response);
    response
}

/// Text that wraps and can be pressed.
pub(super) fn link(ui: &mut Ui, theme: &Theme, text: &str, font: eframe::egui::FontId) -> Response {
    let galley = ui.painter().layout(text.to_owned(), font, theme.ink, ui.available_width());
    let (area, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    widgets::named(&response, Role::Link, text);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        ui.painter().rect_filled(area.expand(2.0), f32::from(theme::RADIUS), theme.chosen_row);
    }
    ui.painter().galley(area.min, galley, theme.ink);
    widgets::focus_ring(ui, theme, &response);
    response
}

/// A claim in the person's words, or the beginning of its own.
pub(super) fn said_in_short(ctx: &ViewCtx<'_>, claim: usize) -> String {
    let Some(row) = ctx.state.synopsis.claims.get(claim) else { return String::new() };
    if row.gist.is_empty() {
        content::short(ctx.state.corpus.text(row.place.work, row.place.span), 30)
    } else {
        row.gist.to_owned()
    }
}
