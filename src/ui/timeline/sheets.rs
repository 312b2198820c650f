//! The sheets on which events are written: a new one, a changed one, two that are merged, one that is split.

use std::sync::Arc;

use eframe::egui::{
    Frame, Id, Key, Margin, Modal, Modifiers, Response, RichText, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo, vec2,
};

use super::event_card::frame;
use super::period_sheets::{self, PeriodDraft};
use super::{TimelineView, edits, phrase};
use crate::calendar::{DateRange, Precision, read_typed};
use crate::model::{OwnEvent, Place, Verdict};
use crate::state::{Action, EventRow};
use crate::ui::theme;
use crate::ui::typing::OpenSheet;
use crate::ui::widgets::{hairline, paragraph};
use crate::ui::{Actions, ViewCtx};

/// A sheet that is open.
#[derive(Clone, Debug)]
pub(super) enum Sheet {
    /// An event that is written.
    Event(Draft),
    /// Two events that become one: the second, and the draft of what they become.
    Merge(usize, usize, Draft),
    /// An event that becomes two: which tellings go out.
    Split(usize, Vec<bool>),
    /// One's own periodisation, or a phase of it.
    Period(PeriodDraft),
}

/// An event as it is being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The event that is changed; `None` for a new one.
    event: Option<usize>,
    label: String,
    date: String,
    precision: Option<Precision>,
    actors: String,
    note: String,
    /// Whether it has been shown yet: the first time, its label takes the keyboard.
    shown: bool,
    open: OpenSheet,
}

impl Draft {
    /// Keeps its words while they are written.
    fn keep(&mut self, ui: &Ui, ctx: &ViewCtx<'_>, deed: &str, actions: &mut Actions) {
        let row = self.event.and_then(|at| ctx.state.synopsis.events.get(at));
        let about = |row: &Arc<EventRow>| {
            format!("{deed} {} {}", phrase::range(ctx.words, row.range, row.precision), row.label)
        };
        let name = || row.map_or_else(|| deed.to_owned(), about);
        let fields = &mut [&mut self.label, &mut self.date, &mut self.actors, &mut self.note];
        self.open.keep(ui, ctx, name, fields, actions);
    }

    /// The draft of a change.
    pub(super) fn of(ctx: &ViewCtx<'_>, at: usize, event: &EventRow) -> Self {
        let date = if event.range.is_nowhere() {
            String::new()
        } else {
            phrase::range(ctx.words, event.range, event.precision)
        };
        Self {
            event: Some(at),
            label: event.label.clone(),
            date,
            precision: Some(event.precision),
            actors: event.actors.join(&ctx.words.get("timeline-list-join")),
            note: event.note.clone(),
            ..Self::default()
        }
    }

    /// The draft of a new event at a date.
    pub(super) fn new(date: String, actor: Option<String>) -> Self {
        Self { date, actors: actor.unwrap_or_default(), ..Self::default() }
    }

    /// The days and the precision that are written.
    fn time(&self) -> Option<(DateRange, Precision)> {
        let (range, precision) = read_typed(&self.date)?;
        Some((range, self.precision.unwrap_or(precision)))
    }

    /// The event that is written, with what `base` says beyond the draft.
    fn finish(&self, base: OwnEvent) -> Option<OwnEvent> {
        let (range, precision) = self.time()?;
        let actors = self.actors.split(['、', '，', ',', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
        Some(OwnEvent {
            label: self.label.trim().to_owned(),
            range,
            precision,
            actors: actors.map(str::to_owned).collect(),
            note: self.note.trim().to_owned(),
            ..base
        })
    }
}

impl Sheet {
    /// Keeps the words on it while they are written.
    fn keep(&mut self, ui: &Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
        match self {
            Self::Event(draft) => draft.keep(ui, ctx, "event", actions),
            Self::Merge(_, _, draft) => draft.keep(ui, ctx, "merge", actions),
            Self::Split(..) => {}
            Self::Period(draft) => draft.keep(ui, ctx, actions),
        }
    }

    fn close(self, actions: &mut Actions) {
        match self {
            Self::Event(draft) | Self::Merge(_, _, draft) => draft.open.close(actions),
            Self::Split(..) => {}
            Self::Period(draft) => draft.close(actions),
        }
    }
}

/// Shows the sheet that is open, if one is.
pub(super) fn show(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions) {
    let Some(mut sheet) = view.sheet.take() else { return };
    let width: f32 = if matches!(sheet, Sheet::Merge(..)) { 640.0 } else { 420.0 };
    sheet.keep(ui, ctx, actions);
    let modal = Modal::new(Id::unique("timeline sheet")).frame(frame(ctx).inner_margin(Margin::symmetric(20, 16)));
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(width.min(ui.ctx().content_rect().width() - 80.0));
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        match &mut sheet {
            Sheet::Event(draft) => event(ui, ctx, draft),
            Sheet::Merge(a, b, draft) => merge(ui, ctx, (*a, *b), draft),
            Sheet::Split(at, out) => split(ui, ctx, *at, out),
            Sheet::Period(draft) => period_sheets::show(ui, ctx, draft),
        }
    });
    // A click beside the sheet must not throw away what has been written.
    let escaped = shown.should_close() && !shown.backdrop_response.clicked();
    let stays = matches!(shown.inner, Done::Open) && !escaped;
    if !stays {
        view.wants_keys = true;
        ui.ctx().request_repaint();
    }
    if stays {
        view.sheet = Some(sheet);
        return;
    }
    sheet.close(actions);
    if let Done::Said(said) = shown.inner {
        actions.extend(said);
    }
}

/// How a sheet stands after a frame.
pub(super) enum Done {
    /// It stays open.
    Open,
    /// It is closed without a change.
    Dropped,
    /// It is closed with this to do.
    Said(Option<Action>),
}

pub(super) fn heading(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str) {
    paragraph(ui, &ctx.words.get(key), theme::bold(16.0), ctx.theme.ink);
    ui.add_space(4.0);
}

/// A field with its name in front, as a line to write on.
pub(super) fn field(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str, text: &mut String, rows: usize) -> Response {
    let name = ctx.words.get(key).into_owned();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.scope(|ui| {
            ui.set_width(72.0);
            ui.label(RichText::new(&name).font(theme::sans(13.0)).color(ctx.theme.faded));
        });
        let field = if rows > 1 { TextEdit::multiline(text).desired_rows(rows) } else { TextEdit::singleline(text) };
        let frame = Frame::NONE.inner_margin(Margin::symmetric(2, 3));
        let response = ui.add(field.desired_width(f32::INFINITY).frame(frame));
        let foot = response.rect;
        let stroke = if response.has_focus() {
            Stroke::new(2.0, ctx.theme.vermilion)
        } else {
            Stroke::new(1.0, ctx.theme.faded)
        };
        ui.painter().hline(foot.x_range(), foot.bottom(), stroke);
        response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::TextInput, true, &name));
        response
    })
    .inner
}

const PRECISIONS: [(Precision, &str); 6] = [
    (Precision::Day, "timeline-precision-day"),
    (Precision::Month, "timeline-precision-month"),
    (Precision::Quarter, "timeline-precision-quarter"),
    (Precision::Year, "timeline-precision-year"),
    (Precision::Decade, "timeline-precision-decade"),
    (Precision::Century, "timeline-precision-century"),
];

/// The fields of an event.
fn fields(ui: &mut Ui, ctx: &ViewCtx<'_>, draft: &mut Draft) {
    let label = field(ui, ctx, "timeline-list-event", &mut draft.label, 1);
    if !draft.shown {
        draft.shown = true;
        label.request_focus();
    }
    if field(ui, ctx, "timeline-list-date", &mut draft.date, 1).changed() {
        draft.precision = None;
    }
    let (means, colour) = match draft.time() {
        Some((range, precision)) => (phrase::range(ctx.words, range, precision), ctx.theme.faded),
        None if draft.date.trim().is_empty() => (ctx.words.get("timeline-date-unread").into_owned(), ctx.theme.faded),
        None => (ctx.words.get("timeline-date-unread").into_owned(), ctx.theme.vermilion),
    };
    ui.horizontal_top(|ui| {
        ui.add_space(72.0);
        ui.vertical(|ui| paragraph(ui, &format!("→ {means}"), theme::sans(theme::CAPTION), colour));
    });
    ui.horizontal_wrapped(|ui| {
        ui.add_space(72.0);
        let now = draft.time().map(|(_, precision)| precision);
        for (precision, key) in PRECISIONS {
            if ui.selectable_label(now == Some(precision), ctx.words.get(key)).clicked() {
                draft.precision = Some(precision);
            }
        }
    });
    field(ui, ctx, "timeline-list-actors", &mut draft.actors, 1);
    field(ui, ctx, "timeline-note", &mut draft.note, 3);
}

/// The foot of a sheet: what is done, and the way out. Answers with the button that was pressed.
pub(super) fn foot(ui: &mut Ui, ctx: &ViewCtx<'_>, keep: &str, ready: bool) -> Option<bool> {
    ui.add_space(8.0);
    hairline(ui, ctx.theme);
    ui.add_space(4.0);
    let mut pressed = None;
    ui.horizontal(|ui| {
        let enter = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let button = ui.add_enabled(ready, eframe::egui::Button::new(ctx.words.get(keep)));
        if button.clicked() || enter && ready {
            pressed = Some(true);
        }
        if ui.button(ctx.words.get("timeline-leave")).clicked() {
            pressed = Some(false);
        }
    });
    pressed
}

fn event(ui: &mut Ui, ctx: &ViewCtx<'_>, draft: &mut Draft) -> Done {
    let row = draft.event.and_then(|at| ctx.state.synopsis.events.get(at));
    heading(ui, ctx, if row.is_some() { "timeline-change" } else { "timeline-add" });
    fields(ui, ctx, draft);
    if row.is_none() {
        paragraph(ui, &ctx.words.get("timeline-add-hint"), theme::sans(theme::CAPTION), ctx.theme.faded);
    }
    let ready = draft.time().is_some() && !draft.label.trim().is_empty();
    match foot(ui, ctx, "timeline-keep", ready) {
        None => Done::Open,
        Some(false) => Done::Dropped,
        Some(true) => {
            let base = row.map_or_else(|| empty(draft), |row| edits::as_own(ctx, row));
            let own = draft.finish(base);
            Done::Said(own.map(|own| Action::Edit(edits::put(ctx, row.map(|row| &**row), own))))
        }
    }
}

fn empty(draft: &Draft) -> OwnEvent {
    OwnEvent {
        label: String::new(),
        range: DateRange::default(),
        precision: draft.precision.unwrap_or(Precision::Year),
        actors: Vec::new(),
        at: None,
        tellings: Vec::new(),
        note: String::new(),
    }
}

/// The sentences of an event, each under its author.
fn sentences(ui: &mut Ui, ctx: &ViewCtx<'_>, event: &EventRow) {
    paragraph(ui, &event.label, theme::bold(14.0), ctx.theme.ink);
    let date = phrase::range(ctx.words, event.range, event.precision);
    paragraph(ui, &date, theme::sans(theme::CAPTION), ctx.theme.faded);
    for told in &event.attestations {
        ui.add_space(6.0);
        paragraph(ui, &phrase::work(ctx.state, told.work), theme::sans(theme::CAPTION), ctx.theme.faded);
        let quote = phrase::reading(ctx.state, Place { work: told.work, span: told.sentence }, 120);
        paragraph(ui, &quote, theme::serif(14.0), ctx.theme.ink);
    }
}

/// Both events side by side, and what they become.
fn merge(ui: &mut Ui, ctx: &ViewCtx<'_>, (a, b): (usize, usize), draft: &mut Draft) -> Done {
    let events = &ctx.state.synopsis.events;
    let (Some(first), Some(second)) = (events.get(a), events.get(b)) else { return Done::Dropped };
    heading(ui, ctx, "timeline-merge");
    ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        ui.columns(2, |columns| {
            for (column, (at, event)) in columns.iter_mut().zip([(a, first), (b, second)]) {
                sentences(column, ctx, event);
                column.add_space(6.0);
                if column.button(ctx.words.get("timeline-take")).clicked() {
                    *draft = Draft { shown: true, open: draft.open.clone(), ..Draft::of(ctx, at, event) };
                }
            }
        });
    });
    ui.add_space(8.0);
    hairline(ui, ctx.theme);
    fields(ui, ctx, draft);
    let ready = draft.time().is_some() && !draft.label.trim().is_empty();
    match foot(ui, ctx, "timeline-merge-do", ready) {
        None => Done::Open,
        Some(false) => Done::Dropped,
        Some(true) => {
            let own = draft.finish(edits::as_own(ctx, first));
            Done::Said(own.map(|own| Action::Edit(edits::merge(ctx, first, second, own))))
        }
    }
}

/// The tellings of an event, each to be ticked that goes out.
fn split(ui: &mut Ui, ctx: &ViewCtx<'_>, at: usize, out: &mut Vec<bool>) -> Done {
    let Some(event) = ctx.state.synopsis.events.get(at) else { return Done::Dropped };
    heading(ui, ctx, "timeline-split");
    paragraph(ui, &ctx.words.get("timeline-split-hint"), theme::sans(13.0), ctx.theme.faded);
    out.resize(event.attestations.len(), false);
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (told, out) in event.attestations.iter().zip(out.iter_mut()) {
            let date = phrase::range(ctx.words, told.range, told.precision);
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, ctx.theme.faded);
            ui.checkbox(out, format!("{} {date}", phrase::work(ctx.state, told.work)));
            let quote = phrase::reading(ctx.state, Place { work: told.work, span: told.sentence }, 120);
            paragraph(ui, &quote, theme::serif(14.0), ctx.theme.ink);
        }
    });
    let some = out.iter().any(|out| *out) && !out.iter().all(|out| *out);
    match foot(ui, ctx, "timeline-split-do", some) {
        None => Done::Open,
        Some(false) => Done::Dropped,
        Some(true) => Done::Said(edits::split(ctx, event, out).map(Action::Edit)),
    }
}

/// What can be done with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Write it anew.
    Change,
    /// Merge it with another one, which is chosen next.
    Merge,
    /// Split it.
    Split,
    /// Say that it is none.
    Hide,
    /// Say that it is right.
    Accept,
}

impl Deed {
    /// All, with the words and the key of each.
    pub(super) const ALL: [(Self, &'static str, Key); 5] = [
        (Self::Change, "timeline-do-change", Key::E),
        (Self::Merge, "timeline-do-merge", Key::M),
        (Self::Split, "timeline-do-split", Key::S),
        (Self::Accept, "timeline-do-accept", Key::A),
        (Self::Hide, "timeline-do-hide", Key::X),
    ];

    /// Whether it makes sense for an event.
    pub(super) fn fits(self, event: &EventRow) -> bool {
        match self {
            Self::Split => event.attestations.len() > 1,
            Self::Accept => !event.origin.is_decided(),
            _ => true,
        }
    }

    /// Does it, or opens the sheet on which it is done.
    pub(super) fn start(self, ctx: &ViewCtx<'_>, view: &mut TimelineView, at: usize, actions: &mut Actions) {
        let Some(event) = ctx.state.synopsis.events.get(at).filter(|event| self.fits(event)) else { return };
        match self {
            Self::Change => view.sheet = Some(Sheet::Event(Draft::of(ctx, at, event))),
            Self::Merge => view.merging = Some(at),
            Self::Split => view.sheet = Some(Sheet::Split(at, Vec::new())),
            Self::Hide => actions.push(Action::Edit(edits::judge(ctx, event, Verdict::Rejected))),
            Self::Accept => actions.push(Action::Edit(edits::judge(ctx, event, Verdict::Accepted))),
        }
        view.hover = None;
    }
}

/// Chooses an event; while one waits to be merged, the choice is the other one.
pub(super) fn choose(ctx: &ViewCtx<'_>, view: &mut TimelineView, at: usize, actions: &mut Actions) {
    let waiting = view.merging.take().filter(|&other| other != at);
    let first = waiting.and_then(|other| Some((other, ctx.state.synopsis.events.get(other)?)));
    match first {
        Some((other, event)) => view.sheet = Some(Sheet::Merge(other, at, Draft::of(ctx, other, event))),
        None => actions.push(Action::ChooseEvent(Some(at))),
    }
}
