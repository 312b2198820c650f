//! Periodisations as the timeline shows them: those that were found, and those that the person wrote or settled.

use super::super::found::Found;
use super::{Band, BandPhase, Origin, Row, columns};
use crate::calendar::{Date, DateRange};
use crate::model::{Bound, Corpus, Entry, EntryId, OwnPeriodisation, Periodisation, Place, Study, WorkId};

/// The bands, the fullest first.
pub(super) fn rows(corpus: &Corpus, study: &Study, found: &Found<'_>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for findings in &corpus.findings {
        bands.extend(findings.periodisations.iter().map(|p| derived_band(corpus, p)));
    }
    for (id, entry) in &study.entries {
        let Entry::Periodisation(own) = entry else { continue };
        let work = own.document.as_deref().and_then(|path| found.document(path));
        let settled = work.and_then(|work| {
            bands.iter().position(|band| band.work == Some(work) && band.phases.len() == own.phases.len())
        });
        let band = own_band(own, id, work, settled.map(|at| &bands[at]), corpus, found);
        match settled {
            Some(at) => bands[at] = band,
            None => bands.push(band),
        }
    }
    // A bare list of the same phases is then said to be the same as it, not the other way round.
    bands.sort_by_key(|band| std::cmp::Reverse(band.phases.iter().map(|phase| phase.lines.len()).sum::<usize>()));
    for at in 1..bands.len() {
        bands[at].same_as = (0..at).find(|&other| divide_alike(&bands[other], &bands[at]));
    }
    bands
}

fn holder_name(corpus: &Corpus, work: WorkId) -> String {
    let Some(work) = corpus.work(work) else { return String::new() };
    let row = columns::work_row(corpus, work, work.id);
    if row.author.is_empty() { row.title } else { row.author }
}

fn derived_band(corpus: &Corpus, stated: &Periodisation) -> Band {
    let work = stated.work;
    let phase = |phase: &crate::model::Phase| BandPhase {
        label: phase.label.clone(),
        range: phase.range,
        begin: phase.begin.clone(),
        end: phase.end.clone(),
        bounds_as_written: phase.bounds_as_written.map_or("", |span| corpus.text(work, span)).to_owned(),
        place: Some(Place { work, span: phase.span }),
        treated: phase.treated.map(|span| Place { work, span }),
        character: String::new(),
        lines: phase
            .aspects
            .iter()
            .map(|aspect| Row {
                kind: aspect.kind,
                actor: aspect.actor.clone(),
                text: one_line(corpus.text(work, aspect.span)),
                place: Place { work, span: aspect.span },
            })
            .collect(),
    };
    Band {
        name: holder_name(corpus, work),
        work: Some(work),
        phases: stated.phases.iter().map(phase).collect(),
        same_as: None,
        origin: Origin::Suggested,
    }
}

/// A band of the study; the vagueness of its bounds comes from the derived band that it settles.
fn own_band(
    own: &OwnPeriodisation,
    id: &EntryId,
    work: Option<WorkId>,
    settled: Option<&Band>,
    corpus: &Corpus,
    found: &Found<'_>,
) -> Band {
    let phases = own.phases.iter().enumerate().map(|(at, phase)| {
        let derived = settled.and_then(|band| band.phases.get(at));
        let exact = |day: Option<Date>| Bound {
            span: None,
            range: DateRange { begin: day, end: day },
            open: day.is_none(),
            basis: None,
        };
        let place = phase.at.as_ref().and_then(|anchor| found.place(anchor));
        BandPhase {
            label: phase.label.clone(),
            range: phase.range,
            begin: derived.map_or_else(|| exact(phase.range.begin), |phase| phase.begin.clone()),
            end: derived.map_or_else(|| exact(phase.range.end), |phase| phase.end.clone()),
            bounds_as_written: match (derived, place) {
                (Some(derived), _) if !derived.bounds_as_written.is_empty() => derived.bounds_as_written.clone(),
                (_, Some(place)) => one_line(corpus.text(place.work, place.span)),
                _ => String::new(),
            },
            place: place.or_else(|| derived.and_then(|phase| phase.place)),
            treated: derived.and_then(|phase| phase.treated),
            character: phase.character.clone(),
            lines: phase
                .lines
                .iter()
                .filter_map(|line| {
                    let place = found.place(&line.at)?;
                    Some(Row { kind: line.kind, actor: line.actor.clone(), text: line.text.clone(), place })
                })
                .collect(),
        }
    });
    Band {
        name: if own.name.is_empty() {
            work.map_or_else(String::new, |work| holder_name(corpus, work))
        } else {
            own.name.clone()
        },
        work,
        phases: phases.collect(),
        same_as: None,
        origin: Origin::Own(id.clone()),
    }
}

/// Whether two bands have as many phases and every pair of bounds could be one and the same day.
fn divide_alike(a: &Band, b: &Band) -> bool {
    let alike = |a: &Bound, b: &Bound| a.open || b.open || a.range.meets(b.range);
    a.phases.len() == b.phases.len()
        && a.phases.iter().zip(&b.phases).all(|(a, b)| alike(&a.begin, &b.begin) && alike(&a.end, &b.end))
}

/// A stretch of source as one line: line ends and the spaces around them are left out.
fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect()
}
