//! The headings of the work in hand.

use eframe::egui::{Align, CornerRadius, Layout, Sense, Stroke, Ui, pos2, vec2};

use super::super::super::theme;
use super::super::super::widgets::{self, elided, focus_ring, named_choice};
use super::super::super::{Actions, ViewCtx};
use super::LibraryView;
use super::record::Record;
use super::seams::Seams;
use crate::model::{BlockKind, Place, Source, Work};
use crate::state::Action;

pub(super) fn outline(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    let Some(work) = ctx.state.focus.work.and_then(|work| ctx.state.corpus.work(work)) else { return };
    let Some(source) = ctx.state.corpus.source(work.source) else { return };
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width() - 16.0, 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, ctx.theme.hairline));
    });
    ui.horizontal(|ui| {
        ui.set_min_height(theme::HEAD_HEIGHT);
        ui.add_space(16.0);
        widgets::paragraph(ui, &ctx.words.get("library-outline"), theme::bold(14.0), ctx.theme.ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            let text = ctx.words.get("record-open");
            let font = theme::sans(theme::CAPTION);
            if widgets::text_button(ui, ctx.theme, &text, font, ctx.theme.faded).clicked() {
                view.record = Record::of(ctx, work.id);
            }
            let text = ctx.words.get("seams-open");
            let font = theme::sans(theme::CAPTION);
            if widgets::text_button(ui, ctx.theme, &text, font, ctx.theme.faded).clicked() {
                view.seams = Seams::of(ctx, work.id);
            }
        });
    });
    let headings = headings(work, source);
    if headings.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(46.0);
            let none = ctx.words.get("library-no-outline");
            widgets::paragraph(ui, &none, theme::sans(13.0), ctx.theme.faded);
        });
    }
    let here = ctx.state.focus.place.filter(|place| place.work == work.id).map(|place| place.span.start);
    let current = here.and_then(|at| headings.iter().rposition(|(_, _, place)| place.span.start <= at));
    for (index, (depth, text, place)) in headings.iter().enumerate() {
        let indent = 46.0 + 16.0 * f32::from(depth.saturating_sub(1));
        let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
        let chosen = current == Some(index);
        named_choice(&response, chosen, text);
        let colour = if chosen { ctx.theme.vermilion } else { ctx.theme.ink };
        let font = if chosen { theme::bold(13.0) } else { theme::sans(13.0) };
        let galley = elided(ui.painter(), text, font, colour, area.width() - indent - 12.0);
        if response.hovered() {
            ui.painter().rect_filled(area, CornerRadius::ZERO, ctx.theme.hairline.gamma_multiply(0.5));
        }
        let at = pos2(area.left() + indent, area.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, colour);
        focus_ring(ui, ctx.theme, &response);
        if response.clicked() {
            actions.push(Action::GoTo(*place));
        }
    }
    ui.add_space(16.0);
}

/// The headings of a work: depth from 1, text, place.
fn headings(work: &Work, source: &Source) -> Vec<(u8, String, Place)> {
    let heading = |block: &crate::model::Block| {
        let BlockKind::Heading(depth) = block.kind else { return None };
        let text: String = block.runs.iter().map(|run| source.text.slice(run.span)).collect();
        Some((depth, text, Place { work: work.id, span: block.span }))
    };
    let mut headings: Vec<_> = work.blocks.iter().filter_map(heading).collect();
    let least = headings.iter().map(|(depth, ..)| *depth).min().unwrap_or(1);
    headings.iter_mut().for_each(|(depth, ..)| *depth = *depth - least + 1);
    headings
}
