//! Coverage: what of a work was read, what of it is cited, what not yet; and where reading stopped.
//!
//! A stretch counts as read when it has rested in sight for a few seconds. Both are kept in the study, so that a work
//! is taken up where it was left; they are no edits that anybody would want to take back.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use super::{ReaderView, Scene};
use crate::model::{Edit, Entry, WorkId};
use crate::state::{Action, place_id, read_id};
use crate::text::Span;
use crate::ui::{Actions, ViewCtx};

/// How long a stretch rests in sight until it counts as read, in seconds.
const RESTS: f64 = 3.0;

/// What was read, and what is being read.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    read: BTreeMap<WorkId, Vec<Span>>,
    /// The corpus that it belongs to.
    corpus: u64,
    /// What rests in sight, and since when.
    resting: Option<(WorkId, Span, f64)>,
}

impl Coverage {
    /// What of a work was read, in reading order, without overlaps.
    pub(super) fn of(&self, work: WorkId) -> &[Span] {
        self.read.get(&work).map_or(&[], Vec::as_slice)
    }

    /// How much of a stretch was read, in percent.
    pub(super) fn percent(&self, work: WorkId, whole: Span) -> usize {
        let read: u64 = self.of(work).iter().map(|span| u64::from(span.overlap(whole))).sum();
        (read * 100 / u64::from(whole.len().max(1))) as usize
    }

    /// Takes what the study says of a work that is turned to.
    pub(super) fn turn_to(&mut self, ctx: &ViewCtx<'_>, work: WorkId) {
        if self.corpus != ctx.state.corpus_revision {
            self.corpus = ctx.state.corpus_revision;
            self.read.clear();
        }
        self.resting = None;
        if self.read.contains_key(&work) {
            return;
        }
        let Some((document, span)) = place(ctx, work) else { return };
        let spans = match ctx.state.study.entries.get(&read_id(&document, span)) {
            Some(Entry::Read { spans, .. }) => spans.iter().filter_map(|read| read.cut(span)).collect(),
            _ => Vec::new(),
        };
        self.read.insert(work, merged(spans));
    }
}

/// Where the person stopped reading a work, as the study has it.
pub(super) fn left_at(ctx: &ViewCtx<'_>, work: WorkId) -> Option<u32> {
    let (document, span) = place(ctx, work)?;
    match ctx.state.study.entries.get(&place_id(&document, span)) {
        // The beginning is shown with all that stands above the text, so it needs no place.
        Some(&Entry::Place { at, .. }) => Some(at).filter(|&at| at > span.start && span.contains(at)),
        _ => None,
    }
}

/// Watches what rests in sight, and writes it down.
pub(super) fn watch(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)], actions: &mut Actions) {
    let work = scene.work.id;
    let Some(sight) = whole_lines(scene, view, seen) else { return };
    // Nobody reads a window that lies behind others; coming to the front wakes it.
    if !ui.input(|input| input.focused) {
        view.coverage.resting = None;
        return;
    }
    let now = ui.input(|input| input.time);
    let since = match view.coverage.resting {
        Some((was, span, since)) if was == work && span == sight => since,
        _ => {
            view.coverage.resting = Some((work, sight, now));
            now
        }
    };
    let spans = view.coverage.read.entry(work).or_default();
    if spans.iter().any(|span| span.covers(sight)) && now - since != 0.0 {
        return;
    }
    if now - since < RESTS {
        ui.ctx().request_repaint_after_secs((RESTS - (now - since)) as f32);
        return;
    }
    spans.push(sight);
    *spans = merged(std::mem::take(spans));
    let spans = spans.clone();
    let document = scene.source.path.clone();
    let read = (read_id(&document, scene.work.span), Some(Entry::Read { document: document.clone(), spans }));
    let at = view.places.get(&work).map_or(scene.work.span.start, |place| place.0);
    let place = (place_id(&document, scene.work.span), Some(Entry::Place { document, at }));
    actions.push(Action::Edit(Edit { changes: vec![read, place] }));
}

/// The stretch of the lines that are wholly in sight.
fn whole_lines(scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)]) -> Option<Span> {
    let height = scene.view.height();
    let mut sight: Option<Span> = None;
    for &(index, top) in seen {
        if scene.page.pieces.get(index)?.span.is_empty() {
            continue;
        }
        let set = scene.piece(&mut view.column, index);
        let whole =
            set.lines.iter().filter(|line| top + line.top > -1.0 && top + line.top + line.height < height + 1.0);
        for line in whole.filter(|line| !line.letters.is_empty()) {
            let span = Span::new(set.letters.caret(line.letters.start), set.letters.span(line.letters.end - 1).end);
            sight = Some(sight.map_or(span, |sight| sight.join(span)));
        }
    }
    sight
}

/// Stretches in order, those that touch as one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end + 2 => *last = last.join(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// The document of a work and its stretch in it.
fn place(ctx: &ViewCtx<'_>, work: WorkId) -> Option<(String, Span)> {
    let work = ctx.state.corpus.work(work)?;
    Some((ctx.state.corpus.source(work.source)?.path.clone(), work.span))
}
