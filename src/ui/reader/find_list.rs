//! The list of hits in all works: grouped by work, each in its context, only the rows in sight laid out.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align2, Area, Frame, Order, Rect, Role, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use super::paint::iso;
use super::{ReaderView, Scene};
use crate::model::{Place, TimeRole};
use crate::search::{Found, Hit, WorkHits};
use crate::state::Action;
use crate::ui::{Actions, theme, widgets};

/// The height of a row.
const ROW: f32 = 26.0;
/// How many characters of context stand before and after a hit.
const CONTEXT: (usize, usize) = (12, 40);

/// A row of the list.
enum Row<'a> {
    /// The head of a work's hits.
    Work(&'a WorkHits),
    /// A hit.
    Hit(&'a WorkHits, &'a Hit),
}

/// Shows the list below the bar.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, bar: Rect, actions: &mut Actions) {
    let found = &scene.ctx.state.looking.found;
    let count: usize = found.works.iter().map(|work| work.hits.len() + 1).sum();
    if count == 0 {
        return;
    }
    let theme = scene.ctx.theme;
    let most = (scene.view.height() * 0.6).max(4.0 * ROW);
    let frame =
        Frame::NONE.fill(theme.sheet).stroke(Stroke::new(1.0, theme.ink)).corner_radius(f32::from(theme::RADIUS));
    let area = Area::new(scene.id.with("hits")).order(Order::Foreground).fixed_pos(bar.left_bottom() + vec2(8.0, 0.0));
    let mut chosen = None;
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width((bar.width() - 16.0).min(640.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show_rows(ui, ROW, count, |ui, rows| {
                for index in rows {
                    match row(found, index) {
                        Some(Row::Work(work)) => head(ui, scene, work),
                        Some(Row::Hit(work, hit)) if line(ui, scene, work, hit) => {
                            chosen = Some(Place { work: work.work, span: hit.span });
                        }
                        _ => {}
                    }
                }
            });
        });
    });
    if let Some(place) = chosen {
        view.find.list = false;
        actions.push(Action::GoTo(place));
    }
}

fn row(found: &Found, index: usize) -> Option<Row<'_>> {
    let mut rest = index;
    for work in &found.works {
        if rest == 0 {
            return Some(Row::Work(work));
        }
        if let Some(hit) = work.hits.get(rest - 1) {
            return Some(Row::Hit(work, hit));
        }
        rest -= work.hits.len() + 1;
    }
    None
}

fn head(ui: &mut Ui, scene: &Scene<'_>, work: &WorkHits) {
    let theme = scene.ctx.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let Some(row) = scene.ctx.state.synopsis.work(work.work) else { return };
    let painter = ui.painter();
    let seal = Rect::from_center_size(pos2(area.left() + 22.0, area.center().y), vec2(18.0, 18.0));
    widgets::paint_seal(painter, theme, seal, &row.seal, work.work == scene.work.id);
    let right = pos2(area.right() - 16.0, area.center().y);
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    let count = format!("{year}\u{3000}{}", work.count);
    let counted = painter.text(right, Align2::RIGHT_CENTER, count, theme::sans(theme::CAPTION), theme.faded);
    let room = counted.left() - seal.right() - 20.0;
    let title = widgets::elided(painter, &row.title, theme::bold(13.0), theme.ink, room);
    painter.galley(pos2(seal.right() + 10.0, area.center().y - title.size().y / 2.0), title, theme.ink);
    widgets::named(&response, Role::Heading, &row.title);
}

/// A hit in its context; answers whether it was chosen.
fn line(ui: &mut Ui, scene: &Scene<'_>, work: &WorkHits, hit: &Hit) -> bool {
    let theme = scene.ctx.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let Some(prose) = scene.ctx.state.corpus.work(work.work).map(|work| &work.prose) else { return false };
    let around = |from: usize, to: usize| prose.slice(from..to);
    let before = around(hit.bytes.start.saturating_sub(CONTEXT.0 * 4), hit.bytes.start);
    let before: String = before.chars().rev().take(CONTEXT.0).take_while(|&c| c != '\n').collect();
    let before: String = before.chars().rev().collect();
    let words = around(hit.bytes.start, hit.bytes.end);
    let after = around(hit.bytes.end, hit.bytes.end + CONTEXT.1 * 4);
    let after: String = after.chars().take(CONTEXT.1).take_while(|&c| c != '\n').collect();
    widgets::named(&response, Role::Button, &format!("{before}{words}{after}"));
    if response.hovered() {
        ui.painter().rect_filled(area, 0.0, theme.chosen_row);
    }
    let plain = TextFormat::simple(theme::serif(14.0), theme.ink);
    let found = TextFormat { background: theme.hit, ..plain.clone() };
    let right = area.right() - 16.0;
    let date = date(scene, work, hit);
    let date = ui.painter().layout_no_wrap(date, theme::sans(theme::CAPTION), theme.faded);
    let date_room = if date.size().x > 0.0 { date.size().x + 12.0 } else { 0.0 };
    let date_at = pos2(right - date.size().x, area.center().y - date.size().y / 2.0);
    ui.painter().galley(date_at, date, theme.faded);
    let mut job = LayoutJob::default();
    job.append(&before, 0.0, plain.clone());
    job.append(&words, 0.0, found);
    job.append(&after, 0.0, plain);
    job.wrap.max_width = area.width() - 56.0 - date_room;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(area.left() + 41.0, area.center().y - galley.size().y / 2.0), galley, theme.ink);
    widgets::focus_ring(ui, theme, &response);
    response.clicked()
}

/// The date in the sentence of a hit, the last before it or else the first; empty where there is none.
fn date(scene: &Scene<'_>, work: &WorkHits, hit: &Hit) -> String {
    let corpus = &scene.ctx.state.corpus;
    let (Some(found), Some(text)) = (corpus.findings(work.work), corpus.work(work.work)) else { return String::new() };
    let prose = &text.prose;
    let sentence = prose.sentence_at(hit.bytes.start).and_then(|at| prose.sentences().get(at));
    let Some(sentence) = sentence else { return String::new() };
    let from = found.times.partition_point(|time| time.bytes.start < sentence.bytes.start);
    let here = found.times[from..].iter().take_while(|time| time.bytes.start < sentence.bytes.end);
    let here = here.filter(|time| time.role == TimeRole::Running && !time.range.is_nowhere());
    let before = here.clone().take_while(|time| time.bytes.start <= hit.bytes.start).last();
    before.or(here.clone().next()).map_or_else(String::new, |time| iso(time.range))
}
