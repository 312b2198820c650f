//! The bands: one row for each author who divides the time.

use eframe::egui::{CursorIcon, Popup, Rect, Response, Role, Sense, Ui, pos2, vec2};

use super::drawing::{self, PeriodDeed};
use super::paint::{self, Ink, PhaseLook};
use super::plot::{Scene, lock_keys, ring};
use super::{Setup, TimelineView, periods, phrase};
use crate::state::{Action, Band, BandPhase, PhaseRef, Seal};
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{elided, named, named_choice_by, paint_seal, paragraph};
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// Shows the bands. Answers whether they have the keyboard.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, view: &mut TimelineView, actions: &mut Actions) -> bool {
    let (ctx, picture, measures) = (scene.ctx, scene.picture, scene.setup.sizes());
    let (Some(first), Some(last)) = (picture.bands.first(), picture.bands.last()) else { return false };
    let left = scene.room.left() + measures.margin_left;
    let area = Rect::from_min_max(pos2(left, first.top), pos2(picture.scale.right(), last.top + measures.band));
    let group = ui.interact(area, ui.scope_id().with("bands"), Sense::focusable_noninteractive());
    named(&group, Role::Group, &ctx.words.get("timeline-bands"));
    let painter = ui.painter().clone();
    let mut ink = Ink::new(&painter, view.vector, view.laid[0]);
    let mut letters = std::mem::take(&mut view.letters);
    // Where nobody listens to the names of phases, only those near the pointer are asked whether they are meant; all
    // are while a menu of one of them may be open.
    let all = ui.ctx().has_accesskit_node(group.id) || Popup::is_any_open(ui.ctx());
    let pointer = ui.input(|i| i.pointer.latest_pos());
    let near = |place: Rect| all || pointer.is_some_and(|at| place.expand(theme::GRAB).contains(at));
    for row in &picture.bands {
        let Some((band, _)) = scene.gathered.bands.get(row.band) else { continue };
        let names = Rect::from_min_size(pos2(left, row.top), vec2(measures.names - 8.0, measures.band));
        name(ui, scene, view, actions, row.band, band, names);
        let own = periods::own_band(ctx, band);
        if let Some((id, _)) = &own {
            drawing::row(ui, scene, view, row, id);
        }
        for segment in &row.segments {
            let Some(phase) = band.phases.get(segment.phase) else { continue };
            let here = PhaseRef { band: row.band, phase: segment.phase };
            let chosen = ctx.state.focus.phase == Some(here);
            let at = Rect::from_min_max(
                pos2(segment.left, row.top),
                pos2(segment.right.max(segment.left + 4.0), row.top + measures.band),
            );
            let id = || ui.scope_id().with(("phase", row.band, segment.phase));
            let response = near(at).then(|| ui.interact(at, id(), Sense::CLICK));
            let number = (segment.phase + 1).to_string();
            let look = PhaseLook {
                phase: segment.phase,
                number: &number,
                name: &phase.label,
                size: scene.setup.label_size(),
                chosen,
                hovered: response.as_ref().is_some_and(Response::hovered),
            };
            paint::segment(&mut ink, &mut letters, ctx.theme, (segment, at), &look);
            let Some(response) = response else { continue };
            let values = [("n", Value::Count(segment.phase + 1)), ("label", (&phase.label).into())];
            named_choice_by(&response, chosen, || format!("{} {}", band.name, ctx.words.with("phase-name", &values)));
            if response.hovered() {
                ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            }
            if response.clicked() {
                actions.push(Action::ChoosePhase((!chosen).then_some(here)));
                ui.memory_mut(|memory| memory.request_focus(group.id));
            }
            drawing::menu(&response, scene, view, actions, here, true);
            response.on_hover_ui(|ui| bounds(ui, ctx, phase));
        }
        if let Some((id, own)) = &own {
            drawing::bounds(ui, scene, view, actions, row, (id, own), &near);
        }
    }
    view.laid[0] = ink.finish();
    view.letters = letters;
    if picture.bands_hidden > 0 {
        turn(ui, view, area, scene.gathered.bands.len(), picture.bands_hidden);
    }
    lock_keys(ui, scene, view, &group);
    ring(ui, scene, view, &group);
    group.has_focus()
}

/// The seal of the author of a band.
pub(super) fn seal_of(ctx: &ViewCtx<'_>, band: &Band) -> Option<Seal> {
    band.work.and_then(|work| ctx.state.synopsis.work(work)).map(|row| row.seal.clone())
}

/// The seal and the name beside a band, and the remark that it divides as another does.
fn name(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    at: usize,
    band: &Band,
    area: Rect,
) {
    let (ctx, painter) = (scene.ctx, ui.painter());
    let alike = band.same_as.and_then(|other| ctx.state.synopsis.bands.get(other));
    let remark = alike.map(|other| {
        let sign = seal_of(ctx, other).map_or_else(|| other.name.clone(), |seal| seal.text);
        ctx.words.with("timeline-same-as", &[("who", (&sign).into())])
    });
    let said = format!("{} {}", band.name, remark.as_deref().unwrap_or_default());
    let response = ui.interact(area, ui.scope_id().with(("band", at)), Sense::CLICK);
    named(&response, Role::Button, said.trim());
    let whole = PhaseRef { band: at, phase: 0 };
    drawing::menu(&response, scene, view, actions, whole, false);
    if response.clicked() {
        match band.work {
            Some(work) => actions.push(Action::ShowWork(work)),
            None => PeriodDeed::Rename.start(ctx, view, whole, None, actions),
        }
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let mut x = area.left();
    if let Some(seal) = seal_of(ctx, band) {
        let side = sizes::SEAL;
        let in_hand = ctx.state.focus.phase.is_some_and(|phase| phase.band == at);
        let square = Rect::from_min_size(pos2(x, area.center().y - side / 2.0), vec2(side, side));
        paint_seal(painter, ctx.theme, square, &seal, in_hand);
        x += side + 8.0;
    }
    let remark = remark.map(|remark| painter.layout_no_wrap(remark, theme::sans(theme::CAPTION), ctx.theme.faded));
    let tail = remark.as_ref().map_or(0.0, |remark| remark.size().x + 4.0);
    if scene.setup != Setup::Small || band.work.is_none() {
        let name = elided(painter, &band.name, theme::sans(12.0), ctx.theme.ink, area.right() - x - tail);
        let width = name.size().x;
        painter.galley(pos2(x, area.center().y - name.size().y / 2.0), name, ctx.theme.ink);
        x += width + 4.0;
    }
    if let Some(remark) = remark.filter(|remark| x + remark.size().x <= area.right() + 2.0) {
        painter.galley(pos2(x, area.center().y - remark.size().y / 2.0), remark, ctx.theme.faded);
    }
    response.on_hover_text(said.trim());
}

/// The bounds of a phase, in the author's words and as dates.
fn bounds(ui: &mut Ui, ctx: &ViewCtx<'_>, phase: &BandPhase) {
    ui.set_max_width(sizes::EVENT_CARD);
    let theme = ctx.theme;
    paragraph(ui, &phase.label, theme::bold(14.0), theme.ink);
    if !phase.bounds_as_written.is_empty() {
        let written = phrase::cut(&phase.bounds_as_written, 60);
        let quoted = ctx.words.with("timeline-quoted", &[("text", (&written).into())]);
        paragraph(ui, &quoted, theme::serif(13.0), theme.ink);
    }
    paragraph(ui, &phrase::bounds(ctx.words, phase), theme::sans(12.0), theme.faded);
}

/// With more bands than room, the wheel over them turns to the next ones.
fn turn(ui: &Ui, view: &mut TimelineView, area: Rect, all: usize, hidden: usize) {
    if !ui.rect_contains_pointer(area) {
        return;
    }
    let turned = ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta.y));
    if turned != 0.0 {
        let first = view.first_band.min(hidden);
        let next = if turned < 0.0 { first + 1 } else { first.saturating_sub(1) };
        view.first_band = next.min(hidden).min(all);
    }
}
