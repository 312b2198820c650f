//! The person's own periodisations: made from nothing or copied from an author's, and changed. An author's is never
//! changed; a copy of it is the person's own. Every change is one edit, undone as a whole.

use super::edits::{anchor, fresh_id};
use super::layout::Scale;
use crate::calendar::{Date, DateRange};
use crate::model::{Edit, Entry, EntryId, OwnPeriodisation, OwnPhase, PhaseLine};
use crate::state::{Band, Origin};
use crate::ui::ViewCtx;

/// The person's own periodisation that a band shows; `None` for an author's.
pub(super) fn own_band<'a>(ctx: &ViewCtx<'a>, band: &Band) -> Option<(EntryId, &'a OwnPeriodisation)> {
    let Origin::Own(id) = &band.origin else { return None };
    Some((id.clone(), own(ctx, id)?))
}

/// The person's own periodisation that an entry holds; one that settles an author's is not hers.
pub(super) fn own<'a>(ctx: &ViewCtx<'a>, id: &EntryId) -> Option<&'a OwnPeriodisation> {
    match ctx.state.study.entries.get(id) {
        Some(Entry::Periodisation(own)) if own.document.is_none() => Some(own),
        _ => None,
    }
}

/// A copy of a band as the person's own, with its bounds as days.
pub(super) fn copy(ctx: &ViewCtx<'_>, band: &Band, name: String) -> Edit {
    let phases = band.phases.iter().map(|phase| OwnPhase {
        label: phase.label.clone(),
        range: phase.range,
        character: phase.character.clone(),
        at: phase.place.and_then(|place| anchor(ctx, place)),
        lines: phase
            .lines
            .iter()
            .filter_map(|line| {
                let at = anchor(ctx, line.place)?;
                Some(PhaseLine { kind: line.kind, actor: line.actor.clone(), text: line.text.clone(), at })
            })
            .collect(),
    });
    put(fresh_id(ctx, &[]), OwnPeriodisation { name, document: None, phases: phases.collect() })
}

/// A periodisation of the person's own with one phase.
pub(super) fn begin(ctx: &ViewCtx<'_>, name: String, phase: OwnPhase) -> Edit {
    put(fresh_id(ctx, &[]), OwnPeriodisation { name, document: None, phases: vec![phase] })
}

/// What a periodisation has become; one without phases is gone.
pub(super) fn put(id: EntryId, own: OwnPeriodisation) -> Edit {
    if own.phases.is_empty() { Edit::remove(id) } else { Edit::put(id, Entry::Periodisation(own)) }
}

/// A phase without a sentence to rest on.
pub(super) fn bare_phase(label: String, range: DateRange) -> OwnPhase {
    OwnPhase { label, range, character: String::new(), at: None, lines: Vec::new() }
}

/// Puts a phase where it belongs in time.
pub(super) fn add(own: &mut OwnPeriodisation, phase: OwnPhase) {
    let at = own.phases.partition_point(|other| other.range.begin <= phase.range.begin);
    own.phases.insert(at, phase);
}

/// Moves a bound of a phase to a day; a neighbour that met it there moves along.
pub(super) fn move_bound(own: &mut OwnPeriodisation, phase: usize, is_end: bool, day: Date) {
    let meets = |a: Option<Date>, b: Option<Date>| match (a, b) {
        (Some(a), Some(b)) => (b.days() - a.days()).abs() <= 31,
        _ => false,
    };
    let count = own.phases.len();
    let other = if is_end { phase + 1 } else { phase.wrapping_sub(1) };
    let met = other < count && {
        let (before, after) = if is_end { (phase, other) } else { (other, phase) };
        meets(own.phases[before].range.end, own.phases[after].range.begin)
    };
    let Some(range) = own.phases.get(phase).map(|phase| phase.range) else { return };
    // A phase keeps at least a day.
    let day = match (is_end, range.begin, range.end) {
        (true, Some(begin), _) => day.max(begin),
        (false, _, Some(end)) => day.min(end),
        _ => day,
    };
    let set = |own: &mut OwnPeriodisation, at: usize, is_end: bool, day: Date| {
        if let Some(phase) = own.phases.get_mut(at) {
            if is_end {
                phase.range.end = Some(phase.range.begin.map_or(day, |begin| day.max(begin)));
            } else {
                phase.range.begin = Some(phase.range.end.map_or(day, |end| day.min(end)));
            }
        }
    };
    set(own, phase, is_end, day);
    if met {
        set(own, other, !is_end, day.plus_days(if is_end { 1 } else { -1 }));
    }
}

/// Divides a phase at a day, with which the later half begins, or in the middle; `label` is the name of that half.
/// Answers whether the phase could be divided there.
pub(super) fn divide(own: &mut OwnPeriodisation, phase: usize, at: Option<Date>, label: String) -> bool {
    let Some(whole) = own.phases.get_mut(phase) else { return false };
    let middle = || {
        let (begin, end) = (whole.range.begin?, whole.range.end?);
        Some(begin.plus_days((end.days() - begin.days() + 1) / 2))
    };
    let Some(at) = at.or_else(middle) else { return false };
    let inside = whole.range.begin.is_none_or(|begin| begin < at) && whole.range.end.is_none_or(|end| at <= end);
    if inside {
        let range = DateRange { begin: Some(at), end: whole.range.end };
        whole.range.end = Some(at.plus_days(-1));
        own.phases.insert(phase + 1, bare_phase(label, range));
    }
    inside
}

/// Takes a phase out; its time goes to the one before it, or to the one after the first.
pub(super) fn drop_phase(own: &mut OwnPeriodisation, phase: usize) {
    if phase >= own.phases.len() {
        return;
    }
    let gone = own.phases.remove(phase);
    if let Some(before) = phase.checked_sub(1).and_then(|at| own.phases.get_mut(at)) {
        before.range.end = gone.range.end;
    } else if let Some(after) = own.phases.first_mut() {
        after.range.begin = gone.range.begin;
    }
}

/// The beginning of a day, month or year that is nearest to a place on the axis: as exactly as the zoom allows.
pub(super) fn nearest(scale: &Scale, x: f32) -> Date {
    let year = scale.year(x);
    match scale.per_year() {
        wide if wide > 2000.0 => Date::from_axis(year + 0.5 / 365.25),
        wide if wide > 300.0 => {
            let day = Date::from_axis(year + 0.5 / 12.0);
            Date::new(day.year(), day.month(), 1).unwrap_or(day)
        }
        _ => Date::first_of_year(Date::from_axis(year + 0.5).year()),
    }
}

/// The days from one place on the axis to another, as exactly as the zoom allows; `None` where they are none.
pub(super) fn drawn(scale: &Scale, from: f32, to: f32) -> Option<DateRange> {
    let (begin, after) = (nearest(scale, from.min(to)), nearest(scale, from.max(to)));
    (begin < after).then(|| DateRange::new(begin, after.plus_days(-1)))
}
