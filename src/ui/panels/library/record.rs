//! The record of a work: every field with what was read and where, to be corrected by hand.

use eframe::egui::{Id, Margin, Modal, Popup, TextEdit, Ui, vec2};

use super::super::super::theme;
use super::super::super::widgets::{self, paragraph};
use super::super::super::{Actions, ViewCtx};
use super::LibraryView;
use super::works::{KINDS, kind_key};
use crate::model::{Description, Edit, Entry, Place, Stated, WorkId, WorkKind, WorkMeta};
use crate::state::{Action, described_id, part_of};
use crate::text::Span;

/// The fields that are lines, by their keys.
const FIELDS: [&str; 7] =
    ["record-title", "record-authors", "record-venue", "record-year", "record-volume", "record-issue", "record-pages"];

/// A record that is open.
#[derive(Clone, Debug)]
pub(super) struct Record {
    work: WorkId,
    /// The lines as they stand in the fields.
    lines: [String; 7],
    /// The lines as they were read, with where.
    read: [(String, Origin); 7],
    kind: Option<WorkKind>,
    kind_read: Option<WorkKind>,
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
        })
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
            authors: said(1).map(names),
            venue: said(2),
            year: said(3),
            volume: said(4),
            issue: said(5),
            pages: said(6),
            kind: self.kind.filter(|_| self.kind != self.kind_read),
        }
    }
}

fn lines(meta: &WorkMeta, comma: &str) -> [(String, Origin); 7] {
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
    let names: Vec<&str> = meta.authors.iter().map(|author| author.value.as_str()).collect();
    [
        line(&meta.title),
        (names.join(comma), origin(meta.authors.first())),
        line(&meta.venue),
        (meta.year.as_ref().map_or_else(String::new, |year| year.value.to_string()), origin(meta.year.as_ref())),
        line(&meta.volume),
        line(&meta.issue),
        line(&meta.pages),
    ]
}

/// Shows the record that is open, if one is.
pub(super) fn show(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut LibraryView, actions: &mut Actions) {
    let Some(mut record) = view.record.take() else { return };
    let frame = eframe::egui::Frame::new()
        .fill(ctx.theme.sheet)
        .stroke(eframe::egui::Stroke::new(1.0, ctx.theme.hairline))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(20, 16));
    let shown = Modal::new(Id::unique("record")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(460.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        fields(ui, ctx, &mut record, actions)
    });
    if matches!(shown.inner, Done::Open) && !shown.should_close() {
        view.record = Some(record);
        return;
    }
    let Done::Said(said) = shown.inner else { return };
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
    Said(Description),
}

fn fields(ui: &mut Ui, ctx: &ViewCtx<'_>, record: &mut Record, actions: &mut Actions) -> Done {
    let mut done = Done::Open;
    paragraph(ui, &ctx.words.get("record-open"), theme::bold(16.0), ctx.theme.ink);
    paragraph(ui, &ctx.words.get("record-where"), theme::sans(theme::CAPTION), ctx.theme.faded);
    ui.add_space(4.0);
    for (at, key) in FIELDS.into_iter().enumerate() {
        ui.horizontal(|ui| {
            let name = ctx.words.get(key).into_owned();
            ui.scope(|ui| {
                ui.set_width(56.0);
                paragraph(ui, &name, theme::sans(13.0), ctx.theme.faded);
            });
            let field =
                TextEdit::singleline(&mut record.lines[at]).desired_width(f32::INFINITY).font(theme::sans(14.0));
            ui.add(field).accessible_name(name);
        });
        ui.horizontal(|ui| {
            ui.add_space(64.0);
            origin(ui, ctx, record, at, actions);
        });
    }
    ui.horizontal(|ui| {
        ui.scope(|ui| {
            ui.set_width(56.0);
            paragraph(ui, &ctx.words.get("record-kind"), theme::sans(13.0), ctx.theme.faded);
        });
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
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(ctx.words.get("record-keep")).clicked() {
            done = Done::Said(record.description());
        }
        if ui.button(ctx.words.get("record-as-read")).clicked() {
            done = Done::Said(Description::default());
        }
        if ui.button(ctx.words.get("record-leave")).clicked() {
            done = Done::Left;
        }
    });
    done
}

/// What was read in a field, and where.
fn origin(ui: &mut Ui, ctx: &ViewCtx<'_>, record: &Record, at: usize, actions: &mut Actions) {
    let (read, origin) = &record.read[at];
    let changed = record.lines[at].trim() != read;
    let source = ctx.state.corpus.work(record.work).and_then(|work| ctx.state.corpus.source(work.source));
    let from = match origin {
        Origin::Text(span) => {
            let page = source.and_then(|source| source.text.pages().page_at(span.start));
            page.map_or_else(
                || ctx.words.get("record-at").into_owned(),
                |page| ctx.words.with("record-at-page", &[("page", (page as usize).into())]),
            )
        }
        Origin::Outside => ctx.words.get("record-outside").into_owned(),
        Origin::None => ctx.words.get("record-none").into_owned(),
    };
    let text = if changed && !read.is_empty() { format!("{read}　{from}") } else { from };
    paragraph(ui, &text, theme::sans(theme::CAPTION), ctx.theme.faded);
    if changed {
        paragraph(ui, &ctx.words.get("record-by-hand"), theme::sans(theme::CAPTION), ctx.theme.vermilion);
    }
    if let Origin::Text(span) = origin {
        let font = theme::sans(theme::CAPTION);
        let name = ctx.words.get("record-show");
        let button = widgets::text_button(ui, ctx.theme, &name, font, ctx.theme.vermilion);
        if button.clicked() {
            actions.push(Action::GoTo(Place { work: record.work, span: *span }));
        }
    }
}
