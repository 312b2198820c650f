//! The record of a work: every field with what was read and where, to be corrected by hand.

use eframe::egui::{Id, Margin, Modal, Popup, ScrollArea, Sense, TextEdit, Ui, pos2, vec2};

use super::super::super::theme;
use super::super::super::typing::OpenSheet;
use super::super::super::widgets::{self, elided, named, paragraph};
use super::super::super::{Actions, ViewCtx};
use super::LibraryView;
use super::works::{KINDS, kind_key};
use crate::model::{Description, Edit, Entry, Place, Stated, WorkId, WorkKind, WorkMeta};
use crate::state::{Action, described_id, part_of};
use crate::text::Span;

/// How many fields are lines.
const COUNT: usize = 14;

/// The fields that are lines, by their keys.
const FIELDS: [&str; COUNT] = [
    "record-title",
    "record-subtitle",
    "record-authors",
    "record-affiliations",
    "record-venue",
    "record-year",
    "record-volume",
    "record-issue",
    "record-pages",
    "record-doi",
    "record-class",
    "record-keywords",
    "record-fund",
    "record-author-note",
];

/// The width of the names of fields in points.
const NAMES: f32 = 84.0;
/// The width of what is said of where a field comes from.
const ORIGINS: f32 = 132.0;

/// A record that is open.
#[derive(Clone, Debug)]
pub(super) struct Record {
    work: WorkId,
    /// The lines as they stand in the fields.
    lines: [String; COUNT],
    /// The lines as they were read, with where.
    read: [(String, Origin); COUNT],
    kind: Option<WorkKind>,
    kind_read: Option<WorkKind>,
    open: OpenSheet,
}

/// Where a field comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A place in the text.
    Text(Span),
    /// The file's name or properties.
    Outside,
    /// Nowhere.
    None,
}

impl Record {
    /// The record of a work.
    pub(super) fn of(ctx: &ViewCtx<'_>, id: WorkId) -> Option<Self> {
        let now = &ctx.state.corpus.work(id)?.meta;
        let read = ctx.state.as_read(id)?;
        let comma = ctx.words.get("list-comma").into_owned();
        let kind = |meta: &WorkMeta| meta.kind.as_ref().map(|kind| kind.value);
        Some(Self {
            work: id,
            lines: lines(now, &comma).map(|(line, _)| line),
            read: lines(read, &comma),
            kind: kind(now),
            kind_read: kind(read),
            open: OpenSheet::default(),
        })
    }

    /// Keeps its words while they are written.
    fn keep(&mut self, ui: &Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
        let about = part_of(&ctx.state.corpus, self.work);
        let name = || about.map_or_else(String::new, |(document, part)| described_id(&document, part).0.to_string());
        self.open.keep(ui, ctx, name, &mut self.lines.each_mut(), actions);
    }

    /// What the fields say that was not read so.
    fn description(&self) -> Description {
        let said = |at: usize| {
            let line = self.lines[at].trim();
            (line != self.read[at].0).then(|| line.to_owned())
        };
        let names = |line: String| -> Vec<String> {
            let names = line.split(['、', '，', ',', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        Description {
            title: said(0),
            subtitle: said(1),
            authors: said(2).map(names),
            affiliations: said(3).map(names),
            venue: said(4),
            year: said(5),
            volume: said(6),
            issue: said(7),
            pages: said(8),
            doi: said(9),
            class_number: said(10),
            keywords: said(11).map(names),
            fund: said(12),
            author_note: said(13),
            kind: self.kind.filter(|_| self.kind != self.kind_read),
        }
    }
}

fn lines(meta: &WorkMeta, comma: &str) -> [(String, Origin); COUNT] {
    fn origin<T>(stated: Option<&Stated<T>>) -> Origin {
        match stated.map(|stated| stated.at) {
            Some(Some(at)) => Origin::Text(at),
            Some(None) => Origin::Outside,
            None => Origin::None,
        }
    }
    let line = |stated: &Option<Stated<String>>| {
        (stated.as_ref().map_or_else(String::new, |stated| stated.value.clone()), origin(stated.as_ref()))
    };
    let list = |stated: &[Stated<String>]| {
        let values: Vec<&str> = stated.iter().map(|stated| stated.value.as_str()).collect();
        (values.join(comma), origin(stated.first()))
    };
    [
        line(&meta.title),
        line(&meta.subtitle),
        list(&meta.authors),
        list(&meta.affiliations),
        line(&meta.venue),
        (meta.year.as_ref().map_or_else(String::new, |year| year.value.to_string()), origin(meta.year.as_ref())),
        line(&meta.volume),
        line(&meta.issue),
        line(&meta.pages),
        line(&meta.doi),
        line(&meta.class_number),
        list(&meta.keywords),
        line(&meta.fund),
        line(&meta.author_note),
    ]
}

/// Shows the record that is open, if one is.
pub(super) fn show(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    let Some(mut record) = view.record.take() else { return };
    record.keep(ui, ctx, actions);
    let frame = eframe::egui::Frame::new()
        .fill(ctx.theme.sheet)
        .stroke(eframe::egui::Stroke::new(1.0, ctx.theme.hairline))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(20, 16));
    let shown = Modal::new(Id::unique("record")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(620.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        fields(ui, ctx, &mut record, actions)
    });
    if matches!(shown.inner, Done::Open) && !shown.should_close() {
        view.record = Some(record);
        return;
    }
    std::mem::take(&mut record.open).close(actions);
    let Done::Said(said) = shown.inner else { return };
    let said = *said;
    let Some((document, part)) = part_of(&ctx.state.corpus, record.work) else { return };
    let id = described_id(&document, part);
    let edit = match said {
        fields if fields == Description::default() => {
            ctx.state.study.entries.contains_key(&id).then(|| Edit::remove(id))
        }
        fields => Some(Edit::put(id, Entry::Described { document, part, fields })),
    };
    actions.extend(edit.map(Action::Edit));
}

/// How the record stands after a frame.
enum Done {
    Open,
    Left,
    Said(Box<Description>),
}

fn fields(ui: &mut Ui, ctx: &ViewCtx<'_>, record: &mut Record, actions: &mut Actions) -> Done {
    let mut done = Done::Open;
    paragraph(ui, &ctx.words.get("record-open"), theme::bold(16.0), ctx.theme.ink);
    paragraph(ui, &ctx.words.get("record-where"), theme::sans(theme::CAPTION), ctx.theme.faded);
    ui.add_space(4.0);
    let room = (ui.ctx().content_rect().height() - 220.0).max(160.0);
    ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        for at in 0..COUNT {
            line(ui, ctx, record, at, actions);
        }
        summary(ui, ctx, record, actions);
        kind(ui, ctx, record);
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(ctx.words.get("record-keep")).clicked() {
            done = Done::Said(Box::new(record.description()));
        }
        if ui.button(ctx.words.get("record-as-read")).clicked() {
            done = Done::Said(Box::default());
        }
        if ui.button(ctx.words.get("record-leave")).clicked() {
            done = Done::Left;
        }
    });
    done
}

/// The name of a field.
fn name(ui: &mut Ui, name: &str, ctx: &ViewCtx<'_>) {
    let (area, _) = ui.allocate_exact_size(vec2(NAMES, 24.0), Sense::hover());
    let galley = elided(ui.painter(), name, theme::sans(13.0), ctx.theme.faded, NAMES);
    ui.painter().galley(pos2(area.left(), area.center().y - galley.size().y / 2.0), galley, ctx.theme.faded);
}

/// A field that is a line, with where it comes from.
fn line(ui: &mut Ui, ctx: &ViewCtx<'_>, record: &mut Record, at: usize, actions: &mut Actions) {
    let called = ctx.words.get(FIELDS[at]).into_owned();
    ui.horizontal(|ui| {
        name(ui, &called, ctx);
        let width = (ui.available_width() - ORIGINS - 16.0).max(120.0);
        let read = record.read[at].0.clone();
        let changed = record.lines[at].trim() != read;
        let field = TextEdit::singleline(&mut record.lines[at]).desired_width(width).font(theme::sans(14.0));
        let response = ui.add(field).accessible_name(called.as_str());
        if changed && !read.is_empty() {
            response.on_hover_text(ctx.words.with("record-was", &[("read", (&read).into())]));
        }
        origin(ui, ctx, record.work, changed, record.read[at].1, actions);
    });
}

/// Where the abstract stands, if one is set apart.
fn summary(ui: &mut Ui, ctx: &ViewCtx<'_>, record: &Record, actions: &mut Actions) {
    let Some(span) = ctx.state.as_read(record.work).and_then(|meta| meta.summary) else { return };
    let Some(source) = ctx.state.corpus.work(record.work).and_then(|work| ctx.state.corpus.source(work.source)) else {
        return;
    };
    ui.horizontal(|ui| {
        name(ui, &ctx.words.get("record-summary"), ctx);
        let width = (ui.available_width() - ORIGINS - 16.0).max(120.0);
        let (area, response) = ui.allocate_exact_size(vec2(width, 24.0), Sense::hover());
        let text = source.text.slice(span).replace(['\n', '\r'], " ");
        named(&response, eframe::egui::Role::Label, &text);
        let galley = elided(ui.painter(), &text, theme::sans(14.0), ctx.theme.ink, width - 4.0);
        ui.painter().galley(pos2(area.left() + 4.0, area.center().y - galley.size().y / 2.0), galley, ctx.theme.ink);
        origin(ui, ctx, record.work, false, Origin::Text(span), actions);
    });
}

fn kind(ui: &mut Ui, ctx: &ViewCtx<'_>, record: &mut Record) {
    ui.horizontal(|ui| {
        name(ui, &ctx.words.get("record-kind"), ctx);
        let now = record.kind.map_or_else(|| ctx.words.get("group-unknown"), |kind| ctx.words.get(kind_key(kind)));
        let button = widgets::text_button(ui, ctx.theme, &now, theme::sans(14.0), ctx.theme.ink);
        Popup::menu(&button).show(|ui| {
            for kind in KINDS {
                if ui.selectable_label(record.kind == Some(kind), ctx.words.get(kind_key(kind))).clicked() {
                    record.kind = Some(kind);
                }
            }
        });
    });
}

/// Where a field comes from; a click leads there.
fn origin(ui: &mut Ui, ctx: &ViewCtx<'_>, work: WorkId, changed: bool, origin: Origin, actions: &mut Actions) {
    let font = theme::sans(theme::CAPTION);
    if changed {
        paragraph(ui, &ctx.words.get("record-by-hand"), font, ctx.theme.vermilion);
        return;
    }
    match origin {
        Origin::Text(span) => {
            let source = ctx.state.corpus.work(work).and_then(|work| ctx.state.corpus.source(work.source));
            let page = source.and_then(|source| source.text.pages().page_at(span.start));
            let text = page.map_or_else(
                || ctx.words.get("record-at"),
                |page| ctx.words.with("record-at-page", &[("page", (page as usize).into())]).into(),
            );
            let button = widgets::text_button(ui, ctx.theme, &text, font, ctx.theme.ink);
            if button.on_hover_text(ctx.words.get("record-show")).clicked() {
                actions.push(Action::GoTo(Place { work, span }));
            }
        }
        Origin::Outside => {
            paragraph(ui, &ctx.words.get("record-outside"), font, ctx.theme.faded);
        }
        Origin::None => {
            paragraph(ui, &ctx.words.get("record-none"), font, ctx.theme.faded);
        }
    }
}
