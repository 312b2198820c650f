//! The card of a phase: a page with its bounds, what marks it, each side's policy, and its events in order, every line
//! one click from its sentence.

use std::sync::Arc;

use eframe::egui::{
    Align, CursorIcon, FontId, Layout, Margin, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2,
};

use super::drawing::PeriodDeed;
use super::{TimelineView, periods, phrase};
use crate::model::{AspectKind, Place, WorkId};
use crate::state::{Action, Band, BandPhase, EventRow, PhaseRef, Row};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, timeline as sizes};
use crate::ui::widgets::{self, elided, focus_ring, hairline, icon_button, named, named_choice, paint_seal, paragraph};
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx};

/// Shows the card of the chosen phase in all the room that there is.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, fills: bool) {
    let Some(here) = ctx.state.focus.phase else { return };
    let Some((band, phase)) = ctx.state.chosen_phase() else { return };
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, 0.0, ctx.theme.sheet);
    let inner = room.shrink2(vec2(28.0, 16.0));
    let head = Rect::from_min_size(inner.min, vec2(inner.width(), 28.0));
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| self::head(ui, ctx, view, actions, band, here, fills));
    let body = Rect::from_min_max(pos2(inner.left(), head.bottom() + 8.0), pos2(room.right() - 8.0, room.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ScrollArea::vertical().id_salt(("phase card", here.band, here.phase)).auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(inner.width());
            ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
            title(ui, ctx, phase, here.phase);
            deeds(ui, ctx, view, actions, band, here);
            lines(ui, ctx, phase, actions);
            events(ui, ctx, view, phase, actions);
            ui.add_space(24.0);
        });
    });
}

/// Whose division it is, which part of it, and the way to the others.
fn head(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    view: &mut TimelineView,
    actions: &mut Actions,
    band: &Band,
    here: PhaseRef,
    fills: bool,
) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if icon_button(ui, ctx.theme, Icon::Close, &ctx.words.get("timeline-card-close")).clicked() {
            view.card[usize::from(fills)] = !fills;
        }
        if icon_button(ui, ctx.theme, Icon::Right, &ctx.words.get("phase-next")).clicked() {
            actions.push(Action::StepPhase(1));
        }
        if icon_button(ui, ctx.theme, Icon::Left, &ctx.words.get("phase-previous")).clicked() {
            actions.push(Action::StepPhase(-1));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            if let Some(seal) = super::bands::seal_of(ctx, band) {
                let shown = widgets::seal(ui, ctx.theme, &seal, sizes::SEAL, true, &band.name);
                if let Some(work) = band.work.filter(|_| shown.clicked()) {
                    actions.push(Action::ShowWork(work));
                }
            }
            let values = [("n", Value::Count(here.phase + 1)), ("all", Value::Count(band.phases.len()))];
            let text = format!("{}　{}", band.name, ctx.words.with("timeline-card-part", &values));
            let room = ui.available_width();
            let galley = elided(ui.painter(), &text, theme::sans(theme::CAPTION), ctx.theme.faded, room);
            let (area, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(area.min, galley, ctx.theme.faded);
        });
    });
}

fn title(ui: &mut Ui, ctx: &ViewCtx<'_>, phase: &BandPhase, number: usize) {
    let theme = ctx.theme;
    ui.add_space(4.0);
    let heading = paragraph(ui, &phase.label, theme::serif(22.0), theme.ink);
    named(&heading, Role::Heading, &phase.label);
    let (bar, _) = ui.allocate_exact_size(vec2(48.0, 11.0), Sense::hover());
    let bar = Rect::from_min_max(pos2(bar.left(), bar.bottom() - 3.0), bar.max);
    ui.painter().rect_filled(bar, 0.0, theme.phase(number).line);
    ui.add_space(10.0);
    if !phase.bounds_as_written.is_empty() {
        let text = phrase::cut(&phase.bounds_as_written, 80);
        let quoted = ctx.words.with("timeline-quoted", &[("text", (&text).into())]);
        paragraph(ui, &quoted, theme::serif(14.0), theme.ink);
    }
    paragraph(ui, &phrase::bounds(ctx.words, phase), theme::sans(13.0), theme.faded);
}

/// What can be done with the phase: one's own is changed, an author's is copied.
fn deeds(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, band: &Band, here: PhaseRef) {
    let is_own = periods::own_band(ctx, band).is_some();
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for (deed, words, _) in PeriodDeed::ALL.into_iter().filter(|(deed, ..)| deed.fits(is_own)) {
            let font = theme::sans(theme::CAPTION);
            if widgets::text_button(ui, ctx.theme, &ctx.words.get(words), font, ctx.theme.faded).clicked() {
                deed.start(ctx, view, here, None, actions);
            }
        }
    });
}

/// What the author and the person say of the phase.
fn lines(ui: &mut Ui, ctx: &ViewCtx<'_>, phase: &BandPhase, actions: &mut Actions) {
    if !phase.character.is_empty() {
        section(ui, ctx, &ctx.words.get("timeline-card-character"));
        line(ui, ctx, &phase.character, phase.place, actions);
    } else if let Some(place) = phase.place {
        section(ui, ctx, &ctx.words.get("timeline-card-set"));
        line(ui, ctx, &phrase::reading(ctx.state, place, 160), Some(place), actions);
    }
    rows(ui, ctx, "timeline-card-background", phase, actions, |row| row.kind == AspectKind::Background);
    let mut actors: Vec<Option<&String>> = Vec::new();
    for row in phase.lines.iter().filter(|row| row.kind == AspectKind::Policy) {
        if !actors.contains(&row.actor.as_ref()) {
            actors.push(row.actor.as_ref());
        }
    }
    for actor in actors {
        let name = match actor {
            Some(actor) => ctx.words.with("timeline-card-side", &[("who", actor.into())]),
            None => ctx.words.get("timeline-card-policy").into_owned(),
        };
        section(ui, ctx, &name);
        for row in phase.lines.iter().filter(|row| row.kind == AspectKind::Policy && row.actor.as_ref() == actor) {
            line(ui, ctx, &phrase::cut(&row.text, 160), Some(row.place), actions);
        }
    }
    rows(ui, ctx, "timeline-card-features", phase, actions, |row| row.kind == AspectKind::Feature);
}

fn rows(
    ui: &mut Ui,
    ctx: &ViewCtx<'_>,
    head: &str,
    phase: &BandPhase,
    actions: &mut Actions,
    which: impl Fn(&Row) -> bool,
) {
    let mut rows = phase.lines.iter().filter(|row| which(row)).peekable();
    if rows.peek().is_some() {
        section(ui, ctx, &ctx.words.get(head));
    }
    for row in rows {
        line(ui, ctx, &phrase::cut(&row.text, 160), Some(row.place), actions);
    }
}

fn section(ui: &mut Ui, ctx: &ViewCtx<'_>, name: &str) {
    ui.add_space(14.0);
    paragraph(ui, name, theme::bold(13.0), ctx.theme.ink);
}

/// A line with the number of its paragraph at the right; a click shows its sentence.
fn line(ui: &mut Ui, ctx: &ViewCtx<'_>, text: &str, place: Option<Place>, actions: &mut Actions) {
    let theme = ctx.theme;
    let width = ui.available_width();
    let number = place.and_then(|place| phrase::paragraph(ctx.state, place)).map(|n| format!("¶{n}"));
    let galley = wrapped(ui, text, theme::serif(14.0), width - 44.0, theme.ink);
    let (area, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 2.0), Sense::click());
    named(&response, Role::Link, text);
    if response.hovered() && place.is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        ui.painter().rect_filled(area.expand2(vec2(6.0, 0.0)), f32::from(theme::RADIUS), theme.chosen_row);
    }
    let first = galley.rows.first().map_or(20.0, |row| row.height());
    ui.painter().galley(area.min, galley, theme.ink);
    if let Some(number) = number {
        let at = pos2(area.right(), area.top() + first / 2.0);
        let align = eframe::egui::Align2::RIGHT_CENTER;
        ui.painter().text(at, align, number, theme::sans(theme::CAPTION), theme.faded);
    }
    focus_ring(ui, theme, &response);
    if let Some(place) = place.filter(|_| response.clicked()) {
        actions.push(Action::GoTo(place));
    }
}

fn wrapped(
    ui: &Ui,
    text: &str,
    font: FontId,
    width: f32,
    colour: eframe::egui::Color32,
) -> std::sync::Arc<eframe::egui::Galley> {
    let mut format = eframe::egui::TextFormat::simple(font, colour);
    format.line_height = Some(23.0);
    let mut job = eframe::egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    ui.painter().layout_job(job)
}

/// The events of the phase in order, and who speaks of them.
fn events(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &TimelineView, phase: &BandPhase, actions: &mut Actions) {
    let synopsis = &ctx.state.synopsis;
    let Some(gathered) = &view.gathered else { return };
    let held: Vec<(usize, &Arc<EventRow>)> = gathered
        .items
        .iter()
        .filter_map(|item| Some((item.event, synopsis.events.get(item.event)?)))
        .filter(|&(at, _)| gathered.holds(at, Some(phase.range)))
        .collect();
    ui.add_space(18.0);
    hairline(ui, ctx.theme);
    ui.add_space(6.0);
    let mut works: Vec<WorkId> = held.iter().flat_map(|(_, event)| event.attestations.iter().map(|a| a.work)).collect();
    works.sort_unstable();
    works.dedup();
    let width = ui.available_width();
    let (area, response) = ui.allocate_exact_size(vec2(width, 22.0), Sense::hover());
    let painter = ui.painter();
    let y = area.center().y;
    let head = ctx.words.get("timeline-card-events");
    named(&response, Role::Label, &format!("{head} {}", held.len()));
    let name = painter.layout_no_wrap(head.into_owned(), theme::bold(13.0), ctx.theme.ink);
    let after = area.left() + name.size().x + 8.0;
    painter.galley(pos2(area.left(), y - name.size().y / 2.0), name, ctx.theme.ink);
    let align = eframe::egui::Align2::LEFT_CENTER;
    painter.text(pos2(after, y), align, held.len().to_string(), theme::sans(13.0), ctx.theme.faded);
    let left = seals(ui, ctx, &works, area.right(), y, 8);
    let align = eframe::egui::Align2::RIGHT_CENTER;
    let told = ctx.words.get("timeline-card-tellers");
    ui.painter().text(pos2(left - 6.0, y), align, told, theme::sans(theme::CAPTION), ctx.theme.faded);
    let dates = held.iter().take(MEASURED).map(|(_, event)| phrase::range(ctx.words, event.range, event.precision));
    let width = |date: String| ui.painter().layout_no_wrap(date, theme::sans(13.0), ctx.theme.faded).size().x;
    let dates = dates.map(width).fold(0.0, f32::max).clamp(60.0, 132.0);
    // Of a phase of thousands only the lines in sight are set.
    let top = ui.cursor().top();
    let seen = ui.clip_rect();
    let gap = ui.spacing().item_spacing.y;
    let tall = LINE + gap;
    let at = |y: f32| (((y - top) / tall).max(0.0) as usize).min(held.len());
    let (first, last) = (at(seen.top()), (at(seen.bottom()) + 1).min(held.len()));
    let skip = |ui: &mut Ui, lines: usize| {
        if lines > 0 {
            ui.allocate_exact_size(vec2(1.0, lines as f32 * tall - gap), Sense::hover());
        }
    };
    skip(ui, first);
    for &(index, event) in &held[first.min(last)..last] {
        event_line(ui, ctx, index, event, dates, actions);
    }
    skip(ui, held.len() - last.max(first));
}

/// The height of the line of an event.
const LINE: f32 = 25.0;
/// So many dates are measured to know how wide their column is.
const MEASURED: usize = 100;

/// Seals from right to left; what does not fit is counted. Returns where they begin.
fn seals(ui: &Ui, ctx: &ViewCtx<'_>, works: &[WorkId], right: f32, y: f32, most: usize) -> f32 {
    let mut x = right;
    if works.len() > most {
        let more = format!("+{}", works.len() - most);
        let font = theme::sans(theme::CAPTION);
        let galley = ui.painter().layout_no_wrap(more, font, ctx.theme.faded);
        x -= galley.size().x;
        ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, ctx.theme.faded);
        x -= 4.0;
    }
    for &work in works.iter().take(most).rev() {
        let Some(row) = ctx.state.synopsis.work(work) else { continue };
        x -= sizes::SEAL;
        let square = Rect::from_min_size(pos2(x, y - sizes::SEAL / 2.0), vec2(sizes::SEAL, sizes::SEAL));
        paint_seal(ui.painter(), ctx.theme, square, &row.seal, ctx.state.focus.work == Some(work));
        x -= 4.0;
    }
    x
}

fn event_line(ui: &mut Ui, ctx: &ViewCtx<'_>, index: usize, event: &EventRow, dates: f32, actions: &mut Actions) {
    let theme = ctx.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let chosen = ctx.state.focus.event == Some(index);
    named_choice(&response, chosen, &phrase::event(ctx.words, event));
    if response.hovered() || chosen {
        ui.painter().rect_filled(area.expand2(vec2(6.0, 0.0)), f32::from(theme::RADIUS), theme.chosen_row);
    }
    let y = area.center().y;
    let mut works: Vec<WorkId> = event.attestations.iter().map(|a| a.work).collect();
    works.dedup();
    let right = seals(ui, ctx, &works, area.right(), y, 4);
    let date = phrase::range(ctx.words, event.range, event.precision);
    let date = elided(ui.painter(), &date, theme::sans(13.0), theme.faded, dates + 1.0);
    ui.painter().galley(pos2(area.left(), y - date.size().y / 2.0), date, theme.faded);
    let left = area.left() + dates + 12.0;
    let label = elided(ui.painter(), &event.label, theme::sans(13.0), theme.ink, right - left - 6.0);
    ui.painter().galley(pos2(left, y - label.size().y / 2.0), label, theme.ink);
    focus_ring(ui, theme, &response);
    if response.clicked() {
        actions.push(Action::ChooseEvent(Some(index)));
    }
}

/// The card beside the other views: a page over the right edge of the window.
pub(super) fn beside(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, top: f32) {
    let screen = ui.ctx().content_rect();
    let at = pos2(screen.right() - sizes::PHASE_CARD, top);
    let size = vec2(sizes::PHASE_CARD, screen.bottom() - top);
    let area = eframe::egui::Area::new(eframe::egui::Id::unique("timeline phase card"))
        .order(eframe::egui::Order::Foreground)
        .fixed_pos(at)
        .fade_in(false)
        .accessible_name(ctx.words.get("timeline-card").into_owned());
    area.show(ui.ctx(), |ui| {
        let frame = super::event_card::frame(ctx).inner_margin(Margin::ZERO).corner_radius(0);
        frame.show(ui, |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            show(ui, ctx, view, actions, false);
        });
    });
}
