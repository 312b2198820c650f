//! What the timeline says to the study: edits, each undone as a whole.
//!
//! An event that was found is settled as soon as the person changes it: an entry of the study takes its tellings over
//! (see `state::Synopsis`). Periodisations are in [`super::periods`].

use crate::model::{Anchor, Attestation, Edit, Entry, EntryId, OwnEvent, Place, Suggestion, Verdict};
use crate::state::{EventRow, Origin, anchor_at};
use crate::ui::ViewCtx;

/// A fresh id: the moment, and a number that no entry of that moment has.
pub(super) fn fresh_id(ctx: &ViewCtx<'_>, taken: &[(EntryId, Option<Entry>)]) -> EntryId {
    let ids = (0..).map(|number: u32| EntryId(format!("{:013}-{number:04}", ctx.now_ms).into()));
    let free = |id: &EntryId| !ctx.state.study.entries.contains_key(id) && !taken.iter().any(|(other, _)| other == id);
    let mut ids = ids.filter(free);
    ids.next().unwrap_or_else(|| EntryId::from("0"))
}

pub(super) fn anchor(ctx: &ViewCtx<'_>, place: Place) -> Option<Anchor> {
    let corpus = &ctx.state.corpus;
    let source = corpus.source(corpus.work(place.work)?.source)?;
    Some(anchor_at(&source.path, &source.text, place.span))
}

/// What names a telling: its clause, or the words of its date where the clause tells of several times.
fn name(ctx: &ViewCtx<'_>, told: &Attestation) -> Place {
    let mut all = ctx.state.corpus.joint.events.iter().flat_map(|event| &event.attestations);
    let several = told.clause.covers(told.time)
        && !told.time.is_empty()
        && all.any(|other| (other.work, other.clause) == (told.work, told.clause) && other.time != told.time);
    Place { work: told.work, span: if several { told.time } else { told.clause } }
}

fn tellings<'a>(ctx: &ViewCtx<'_>, told: impl Iterator<Item = &'a Attestation>) -> Vec<Anchor> {
    told.filter_map(|told| anchor(ctx, name(ctx, told))).collect()
}

/// The entry of the study that holds an event, if one does.
fn entry_of(event: &EventRow) -> Option<&EntryId> {
    match &event.origin {
        Origin::Own(id) => Some(id),
        _ => None,
    }
}

/// An event as the study would hold it.
pub(super) fn as_own(ctx: &ViewCtx<'_>, event: &EventRow) -> OwnEvent {
    let known = entry_of(event).and_then(|id| ctx.state.study.entries.get(id));
    match known {
        Some(Entry::Event(own)) => own.clone(),
        _ => OwnEvent {
            label: event.label.clone(),
            range: event.range,
            precision: event.precision,
            actors: event.actors.clone(),
            at: None,
            tellings: tellings(ctx, event.attestations.iter()),
            note: event.note.clone(),
        },
    }
}

/// Puts an event: a new one, or one that was changed.
pub(super) fn put(ctx: &ViewCtx<'_>, event: Option<&EventRow>, own: OwnEvent) -> Edit {
    let id = event.and_then(entry_of).cloned().unwrap_or_else(|| fresh_id(ctx, &[]));
    Edit::put(id, Entry::Event(own))
}

/// Makes one event of two; `own` says what it is called and when it was.
pub(super) fn merge(ctx: &ViewCtx<'_>, a: &EventRow, b: &EventRow, own: OwnEvent) -> Edit {
    let all = tellings(ctx, a.attestations.iter().chain(&b.attestations));
    let at = own.at.or_else(|| as_own(ctx, b).at);
    let notes = [&a.note, &b.note].into_iter().filter(|note| !note.is_empty()).cloned().collect::<Vec<_>>();
    let merged = OwnEvent { tellings: all, at, note: notes.join("\n\n"), ..own };
    let mut edit = put(ctx, Some(a).filter(|a| entry_of(a).is_some()).or(Some(b)), merged);
    let kept = edit.changes.first().map(|(id, _)| id.clone());
    let others = [a, b].into_iter().filter_map(entry_of).filter(|id| Some(*id) != kept.as_ref());
    edit.changes.extend(others.map(|id| (id.clone(), None)));
    edit
}

/// Takes some tellings out of an event and makes another of them. `None` when all or none are taken.
pub(super) fn split(ctx: &ViewCtx<'_>, event: &EventRow, out: &[bool]) -> Option<Edit> {
    let is_out = |at: usize| out.get(at).copied().unwrap_or(false);
    let part = |wanted: bool| {
        event.attestations.iter().enumerate().filter(move |(at, _)| is_out(*at) == wanted).map(|(_, told)| told)
    };
    let first = part(true).min_by_key(|told| told.precision)?;
    part(false).next()?;
    let label = mention_label(ctx, first).unwrap_or_else(|| event.label.clone());
    let new = OwnEvent {
        label,
        range: first.range,
        precision: first.precision,
        actors: event.actors.clone(),
        at: None,
        tellings: tellings(ctx, part(true)),
        note: String::new(),
    };
    let mut changes = vec![(fresh_id(ctx, &[]), Some(Entry::Event(new)))];
    if let Some(id) = entry_of(event) {
        let kept = OwnEvent { tellings: tellings(ctx, part(false)), ..as_own(ctx, event) };
        changes.push((id.clone(), Some(Entry::Event(kept))));
    }
    Some(Edit { changes })
}

/// The label that the analysis made for one telling.
fn mention_label(ctx: &ViewCtx<'_>, told: &Attestation) -> Option<String> {
    let findings = ctx.state.corpus.findings(told.work)?;
    findings.events.iter().find(|mention| mention.clause == told.clause).map(|mention| mention.label.clone())
}

/// Says of every telling of an event that it is right, or that it is none. An event of the study that is rejected goes.
pub(super) fn judge(ctx: &ViewCtx<'_>, event: &EventRow, verdict: Verdict) -> Edit {
    let mut changes: Vec<(EntryId, Option<Entry>)> = Vec::new();
    if verdict == Verdict::Rejected
        && let Some(id) = entry_of(event)
    {
        changes.push((id.clone(), None));
    }
    for at in tellings(ctx, event.attestations.iter()) {
        let suggestion = Suggestion::Event { at };
        let known = ctx
            .state
            .study
            .entries
            .iter()
            .find(|(_, entry)| matches!(entry, Entry::Verdict { suggestion: other, .. } if *other == suggestion));
        let id = known.map_or_else(|| fresh_id(ctx, &changes), |(id, _)| id.clone());
        changes.push((id, Some(Entry::Verdict { suggestion, verdict })));
    }
    Edit { changes }
}

/// The tellings that the person has hidden: the entry that hides each, and its words.
pub(super) fn hidden<'a>(ctx: &ViewCtx<'a>) -> impl Iterator<Item = (&'a EntryId, &'a str)> {
    ctx.state.study.entries.iter().filter_map(|(id, entry)| match entry {
        Entry::Verdict { suggestion: Suggestion::Event { at }, verdict: Verdict::Rejected } => {
            Some((id, at.exact.as_str()))
        }
        _ => None,
    })
}
