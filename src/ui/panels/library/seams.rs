//! Where the works of a document begin, paragraph by paragraph, to be divided anew by hand.

use eframe::egui::{
    Align, Align2, CornerRadius, Id, Layout, Margin, Modal, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2,
};

use super::super::super::icons::Icon;
use super::super::super::theme;
use super::super::super::widgets::{self, elided, focus_ring, named, paragraph};
use super::super::super::{Actions, ViewCtx};
use super::LibraryView;
use crate::model::{Block, BlockKind, Place, Source, SourceId, WorkId};
use crate::state::{Action, Sewing};
use crate::text::Span;

/// The height of a paragraph.
const ROW: f32 = 26.0;
/// The height of the head of a work.
const HEAD: f32 = 40.0;
/// The longest beginning of a paragraph that is shown, in characters.
const SHOWN: usize = 120;

/// The seams of a document that are shown.
#[derive(Debug)]
pub(super) struct Seams {
    source: SourceId,
    /// The revision of the corpus that the rows were made from.
    made_for: u64,
    rows: Vec<Row>,
    /// Where the rows begin, in points from the first; and where the last one ends.
    tops: Vec<f32>,
    /// The work whose beginning is to be brought into sight.
    goes_to: Option<WorkId>,
}

/// A row of the list.
#[derive(Debug)]
enum Row {
    /// The head of a work.
    Work(WorkId),
    /// A paragraph: the work, its place, and whether a work begins with it.
    Paragraph { place: Place, words: String, heading: bool, first: bool },
}

impl Seams {
    /// The seams of the document of a work.
    pub(super) fn of(ctx: &ViewCtx<'_>, work: WorkId) -> Option<Self> {
        let source = ctx.state.corpus.work(work)?.source;
        let mut seams = Self { source, made_for: 0, rows: Vec::new(), tops: Vec::new(), goes_to: Some(work) };
        seams.follow(ctx);
        Some(seams)
    }

    /// Makes the rows anew when the documents were read again. `false` when the document is gone.
    fn follow(&mut self, ctx: &ViewCtx<'_>) -> bool {
        let revision = ctx.state.corpus_revision;
        if self.made_for == revision {
            return true;
        }
        if self.made_for != 0 {
            // Sources are numbered in their order; the work in hand leads to the one that is meant.
            let path = ctx.state.focus.work.and_then(|work| ctx.state.corpus.work(work)).map(|work| work.source);
            self.source = path.unwrap_or(self.source);
        }
        self.made_for = revision;
        self.rows.clear();
        let Some(source) = ctx.state.corpus.source(self.source) else { return false };
        for work in ctx.state.corpus.works.iter().filter(|work| work.source == self.source) {
            self.rows.push(Row::Work(work.id));
            let bare = |block: &&crate::model::Block| block.kind != BlockKind::Rule && !block.runs.is_empty();
            for (at, block) in work.blocks.iter().filter(bare).enumerate() {
                let heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title);
                let place = Place { work: work.id, span: block.span };
                self.rows.push(Row::Paragraph { place, words: words(source, block), heading, first: at == 0 });
            }
        }
        let mut top = 0.0;
        self.tops.clear();
        for row in &self.rows {
            self.tops.push(top);
            top += row.height();
        }
        self.tops.push(top);
        !self.rows.is_empty()
    }
}

impl Row {
    fn height(&self) -> f32 {
        match self {
            Self::Work(_) => HEAD,
            Self::Paragraph { .. } => ROW,
        }
    }
}

/// Shows the seams that are open, if any are.
pub(super) fn show(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    let Some(mut seams) = view.seams.take() else { return };
    if !seams.follow(ctx) {
        return;
    }
    let frame = eframe::egui::Frame::new()
        .fill(ctx.theme.sheet)
        .stroke(Stroke::new(1.0, ctx.theme.hairline))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(20, 16));
    let screen = ui.ctx().content_rect();
    let mut open = true;
    let shown = Modal::new(Id::unique("seams")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(720.0_f32.min(screen.width() - 80.0));
        let name = ctx.state.corpus.source(seams.source).map_or("", |source| source.path.as_str());
        let title = ctx.words.with("seams-title", &[("name", name.rsplit('/').next().unwrap_or(name).into())]);
        paragraph(ui, &title, theme::bold(16.0), ctx.theme.ink);
        paragraph(ui, &ctx.words.get("seams-why"), theme::sans(theme::CAPTION), ctx.theme.faded);
        ui.add_space(8.0);
        let height = (screen.height() - 240.0).max(160.0);
        list(ui, ctx, &mut seams, height, actions);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            open = !ui.button(ctx.words.get("seams-close")).clicked();
            let own = ctx.state.has_own_seams(seams.source);
            if ui.add_enabled(own, eframe::egui::Button::new(ctx.words.get("seams-as-found"))).clicked() {
                actions.push(Action::Sew(Sewing::AsFound(seams.source)));
            }
            if ctx.state.progress.reading {
                paragraph(ui, &ctx.words.get("seams-reading"), theme::sans(theme::CAPTION), ctx.theme.faded);
            }
        });
    });
    if open && !shown.should_close() {
        view.seams = Some(seams);
    }
}

fn list(ui: &mut Ui, ctx: &ViewCtx<'_>, seams: &mut Seams, height: f32, actions: &mut Actions) {
    let mut area = ScrollArea::vertical().id_salt("seams").max_height(height).auto_shrink([false, true]);
    if let Some(work) = seams.goes_to.take() {
        let at = seams.rows.iter().position(|row| matches!(row, Row::Work(id) if *id == work)).unwrap_or(0);
        area = area.vertical_scroll_offset(seams.tops.get(at).copied().unwrap_or(0.0));
    }
    let all = seams.tops.last().copied().unwrap_or(0.0);
    area.show_viewport(ui, |ui, seen| {
        let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), all), Sense::hover());
        let first = seams.tops.partition_point(|&top| top < seen.top()).saturating_sub(1);
        for (row, &top) in seams.rows.iter().zip(&seams.tops).skip(first) {
            if top > seen.bottom() {
                break;
            }
            let place = pos2(whole.left(), whole.top() + top);
            let area = Rect::from_min_size(place, vec2(whole.width(), row.height()));
            match row {
                Row::Work(id) => head(ui, ctx, seams, *id, area, actions),
                Row::Paragraph { place, words, heading, first } => {
                    let deed = (!first).then_some(Sewing::Begin(*place));
                    one(ui, ctx, (place.span.start, words), *heading, deed, area, actions);
                }
            }
        }
    });
}

/// The head of a work: its number, what can be done with its beginning.
fn head(ui: &mut Ui, ctx: &ViewCtx<'_>, seams: &Seams, id: WorkId, area: Rect, actions: &mut Actions) {
    let Some(row) = ctx.state.synopsis.work(id) else { return };
    let first = !ctx.state.has_work_before(id);
    if !first {
        ui.painter().hline(area.x_range(), area.top() + 6.0, Stroke::new(1.0, ctx.theme.vermilion));
    }
    let middle = area.center().y + 3.0;
    let seal = Rect::from_center_size(pos2(area.left() + 12.0, middle), vec2(20.0, 20.0));
    widgets::paint_seal(ui.painter(), ctx.theme, seal, &row.seal, false);
    let tools = if first { 0.0 } else { 190.0 };
    let title = elided(ui.painter(), &row.title, theme::bold(14.0), ctx.theme.ink, area.width() - 40.0 - tools);
    ui.painter().galley(pos2(area.left() + 32.0, middle - title.size().y / 2.0), title, ctx.theme.ink);
    if first {
        return;
    }
    let room = Rect::from_min_max(pos2(area.right() - tools, area.top() + 6.0), area.max);
    let mut ui = ui
        .new_child(UiBuilder::new().id_salt(("seam", id)).max_rect(room).layout(Layout::right_to_left(Align::Center)));
    let words = ctx.words.get("seams-join");
    if widgets::text_button(&mut ui, ctx.theme, &words, theme::sans(13.0), ctx.theme.vermilion).clicked() {
        actions.push(Action::Sew(Sewing::Join(id)));
    }
    for (icon, key, step) in [(Icon::Down, "seams-down", 1), (Icon::Up, "seams-up", -1)] {
        let to = beside(seams, id, step);
        let button = widgets::icon_button(&mut ui, ctx.theme, icon, &ctx.words.get(key));
        if let Some(span) = to.filter(|_| button.clicked()) {
            actions.push(Action::Sew(Sewing::Move(Place { work: id, span })));
        }
    }
}

/// The paragraph before or after the first one of a work.
fn beside(seams: &Seams, id: WorkId, step: isize) -> Option<Span> {
    let head = seams.rows.iter().position(|row| matches!(row, Row::Work(work) if *work == id))?;
    let at = if step > 0 { head.checked_add(2)? } else { head.checked_sub(1)? };
    match seams.rows.get(at)? {
        Row::Paragraph { place, .. } => Some(place.span),
        Row::Work(_) => None,
    }
}

/// The first words of a paragraph as they are shown.
fn words(source: &Source, block: &Block) -> String {
    let mut words = String::new();
    for run in block.runs.iter().filter(|run| !run.style.noise) {
        match &run.shown {
            Some(shown) => words.push_str(shown),
            None => words.push_str(source.text.slice(run.span)),
        }
        if words.chars().count() > SHOWN {
            break;
        }
    }
    words.chars().take(SHOWN).collect::<String>().replace(['\n', '\r', '\t'], " ").trim().to_owned()
}

/// A paragraph; a click lets a work begin with it, unless one does.
fn one(
    ui: &Ui,
    ctx: &ViewCtx<'_>,
    (at, text): (u32, &str),
    heading: bool,
    deed: Option<Sewing>,
    area: Rect,
    actions: &mut Actions,
) {
    let sense = if deed.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(area, ui.scope_id().with(("paragraph", at)), sense);
    let name = ctx.words.get("seams-begin");
    if deed.is_some() {
        named(&response, eframe::egui::Role::Button, &format!("{name}：{text}"));
    } else {
        named(&response, eframe::egui::Role::Label, text);
    }
    let held = deed.is_some() && (response.hovered() || response.has_focus());
    if held {
        ui.painter().rect_filled(area, CornerRadius::ZERO, ctx.theme.chosen_row);
    }
    let font = if heading { theme::bold(13.0) } else { theme::sans(13.0) };
    let tool = if held { 120.0 } else { 8.0 };
    let galley = elided(ui.painter(), text, font, ctx.theme.ink, area.width() - 32.0 - tool);
    ui.painter().galley(pos2(area.left() + 32.0, area.center().y - galley.size().y / 2.0), galley, ctx.theme.ink);
    if held {
        let right = pos2(area.right() - 8.0, area.center().y);
        ui.painter().text(right, Align2::RIGHT_CENTER, &name, theme::sans(theme::CAPTION), ctx.theme.vermilion);
    }
    focus_ring(ui, ctx.theme, &response);
    actions.extend(deed.filter(|_| response.clicked()).map(Action::Sew));
}
