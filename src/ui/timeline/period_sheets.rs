//! The sheets on which one's own periodisations and their phases are written.

use eframe::egui::Ui;

use super::periods;
use super::phrase;
use super::sheets::{Done, field, foot, heading};
use crate::calendar::{DateRange, read_typed};
use crate::model::{EntryId, OwnPeriodisation};
use crate::state::Action;
use crate::ui::theme;
use crate::ui::typing::OpenSheet;
use crate::ui::widgets::paragraph;
use crate::ui::{Actions, ViewCtx};

/// A periodisation or a phase as it is being written.
#[derive(Clone, Debug)]
pub(super) struct PeriodDraft {
    what: What,
    name: String,
    label: String,
    bounds: String,
    character: String,
    shown: bool,
    open: OpenSheet,
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
enum What {
    /// A periodisation with its first phase.
    New,
    /// The name of a periodisation.
    Name(EntryId),
    /// A further phase.
    Add(EntryId),
    /// A phase that is changed.
    Phase(EntryId, usize),
}

impl PeriodDraft {
    fn of(what: What) -> Self {
        let (name, label) = (String::new(), String::new());
        Self {
            what,
            name,
            label,
            bounds: String::new(),
            character: String::new(),
            shown: false,
            open: OpenSheet::default(),
        }
    }

    /// A new periodisation, whose first phase is the stretch in hand.
    pub(super) fn new(ctx: &ViewCtx<'_>, range: DateRange) -> Self {
        let name = ctx.words.get("timeline-period-mine").into_owned();
        Self { name, bounds: phrase::bare(ctx.words, range), ..Self::of(What::New) }
    }

    /// Another name for a periodisation.
    pub(super) fn rename(id: EntryId, own: &OwnPeriodisation) -> Self {
        Self { name: own.name.clone(), ..Self::of(What::Name(id)) }
    }

    /// A further phase, drawn on the axis.
    pub(super) fn add(ctx: &ViewCtx<'_>, id: EntryId, range: DateRange) -> Self {
        Self { bounds: phrase::bare(ctx.words, range), ..Self::of(What::Add(id)) }
    }

    /// A phase that is changed.
    pub(super) fn phase(ctx: &ViewCtx<'_>, id: EntryId, own: &OwnPeriodisation, phase: usize) -> Option<Self> {
        let known = own.phases.get(phase)?;
        Some(Self {
            label: known.label.clone(),
            bounds: phrase::bare(ctx.words, known.range),
            character: known.character.clone(),
            ..Self::of(What::Phase(id, phase))
        })
    }

    /// Keeps its words while they are written.
    pub(super) fn keep(&mut self, ui: &Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
        let name = || match &self.what {
            What::New => "periodisation".to_owned(),
            What::Name(id) => format!("periodisation {}", id.0),
            What::Add(id) => format!("periodisation {} +", id.0),
            What::Phase(id, at) => format!("periodisation {} {at}", id.0),
        };
        let fields = &mut [&mut self.name, &mut self.label, &mut self.bounds, &mut self.character];
        self.open.keep(ui, ctx, name, fields, actions);
    }

    /// It is closed, whatever becomes of its words.
    pub(super) fn close(self, actions: &mut Actions) {
        self.open.close(actions);
    }

    fn range(&self) -> Option<DateRange> {
        read_typed(&self.bounds).map(|(range, _)| range)
    }

    fn is_ready(&self) -> bool {
        let named = !self.name.trim().is_empty();
        let phase = !self.label.trim().is_empty() && self.range().is_some();
        match self.what {
            What::New => named && phase,
            What::Name(_) => named,
            What::Add(_) | What::Phase(..) => phase,
        }
    }

    /// What is done when it is kept.
    fn finish(&self, ctx: &ViewCtx<'_>) -> Option<Action> {
        let phase = || {
            let phase = periods::bare_phase(self.label.trim().to_owned(), self.range()?);
            Some(crate::model::OwnPhase { character: self.character.trim().to_owned(), ..phase })
        };
        let edit = match &self.what {
            What::New => periods::begin(ctx, self.name.trim().to_owned(), phase()?),
            What::Name(id) => {
                let own = OwnPeriodisation { name: self.name.trim().to_owned(), ..periods::own(ctx, id)?.clone() };
                periods::put(id.clone(), own)
            }
            What::Add(id) => {
                let mut own = periods::own(ctx, id)?.clone();
                periods::add(&mut own, phase()?);
                periods::put(id.clone(), own)
            }
            What::Phase(id, at) => {
                let mut own = periods::own(ctx, id)?.clone();
                let known = own.phases.get_mut(*at)?;
                let written = phase()?;
                (known.label, known.range, known.character) = (written.label, written.range, written.character);
                periods::put(id.clone(), own)
            }
        };
        Some(Action::Edit(edit))
    }
}

/// Shows the sheet.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, draft: &mut PeriodDraft) -> Done {
    let title = match draft.what {
        What::New => "timeline-period-new",
        What::Name(_) => "timeline-period-rename",
        What::Add(_) => "timeline-phase-add",
        What::Phase(..) => "timeline-phase-change",
    };
    heading(ui, ctx, title);
    let names_whole = matches!(draft.what, What::New | What::Name(_));
    let first = if names_whole { Some(field(ui, ctx, "timeline-period-name", &mut draft.name, 1)) } else { None };
    let mut label = None;
    if !matches!(draft.what, What::Name(_)) {
        label = Some(field(ui, ctx, "timeline-phase-label", &mut draft.label, 1));
        field(ui, ctx, "timeline-phase-bounds", &mut draft.bounds, 1);
        let (means, colour) = match draft.range() {
            Some(range) => (format!("→ {}", phrase::bare(ctx.words, range)), ctx.theme.faded),
            None => (ctx.words.get("timeline-date-unread").into_owned(), ctx.theme.vermilion),
        };
        ui.horizontal_top(|ui| {
            ui.add_space(72.0);
            ui.vertical(|ui| paragraph(ui, &means, theme::sans(theme::CAPTION), colour));
        });
        field(ui, ctx, "timeline-card-character", &mut draft.character, 2);
    }
    if !draft.shown {
        draft.shown = true;
        if let Some(field) = label.or(first) {
            field.request_focus();
        }
    }
    if draft.what == What::New {
        paragraph(ui, &ctx.words.get("timeline-phase-draw"), theme::sans(theme::CAPTION), ctx.theme.faded);
    }
    match foot(ui, ctx, "timeline-keep", draft.is_ready()) {
        None => Done::Open,
        Some(false) => Done::Dropped,
        Some(true) => Done::Said(draft.finish(ctx)),
    }
}
