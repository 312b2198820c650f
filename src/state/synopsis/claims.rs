//! Claims and how they stand to each other, as the comparison shows them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::found::{Found, Kind, Stretches};
use super::{ClaimRow, Column, Origin, RelationRow};
use crate::calendar::DateRange;
use crate::model::{
    Claim, Corpus, Entry, EntryId, Holder, HolderKind, OwnClaim, Place, Study, TimeRole, Verdict, WorkId,
};
use crate::text::Span;

/// The claims in reading order, and for each entry of the study and each derived claim its place among them. A derived
/// claim that the person has settled keeps its relations: it is known by hers.
pub(super) fn rows(corpus: &Corpus, study: &Study, found: &Found<'_>) -> (Vec<ClaimRow>, ClaimPlaces) {
    let mut rows: Vec<(ClaimRow, Option<usize>)> = Vec::new();
    for (id, entry) in &study.entries {
        if let Entry::Claim(own) = entry
            && let Some(place) = found.place(&own.at)
        {
            rows.push((own_claim(corpus, id, own, place), None));
        }
    }
    let own = Stretches::new(rows.iter().filter_map(|(row, _)| match &row.origin {
        Origin::Own(id) => Some((row.place, id.clone())),
        _ => None,
    }));
    let mut settled: Vec<(usize, &EntryId)> = Vec::new();
    for (index, claim) in corpus.claims().enumerate() {
        let place = Place { work: claim.work, span: claim.span };
        if let Some(id) = own.covering_half(place) {
            settled.push((index, id));
        } else if !found.is_rejected(Kind::Claim, place) {
            rows.push((derived_claim(corpus, claim, found.origin(Kind::Claim, place)), Some(index)));
        }
    }
    rows.sort_by_key(|(row, _)| row.place);
    let mut places = ClaimPlaces::default();
    for (at, (row, derived)) in rows.iter().enumerate() {
        match (&row.origin, derived) {
            (Origin::Own(id), _) => drop(places.own.insert(id.clone(), at)),
            (_, Some(index)) => drop(places.derived.insert(*index, at)),
            _ => {}
        }
    }
    for (index, id) in settled {
        if let Some(&at) = places.own.get(id) {
            places.derived.insert(index, at);
        }
    }
    let mut rows: Vec<ClaimRow> = rows.into_iter().map(|(row, _)| row).collect();
    // Rows are many and long, and stay as many as they are.
    rows.shrink_to_fit();
    (rows, places)
}

/// Where claims stand among the rows: those of the study by name, those found by their number in the corpus.
#[derive(Default)]
pub(super) struct ClaimPlaces {
    own: BTreeMap<EntryId, usize>,
    derived: BTreeMap<usize, usize>,
}

fn own_claim(corpus: &Corpus, id: &EntryId, own: &OwnClaim, place: Place) -> ClaimRow {
    let sentence = corpus.work(place.work).map_or(place.span, |work| {
        let bytes = work.prose.bytes(place.span);
        let sentence = work.prose.sentence_at(bytes.start).and_then(|at| work.prose.sentences().get(at));
        sentence.map_or(place.span, |sentence| work.prose.span(sentence.bytes.clone()))
    });
    ClaimRow {
        place,
        sentence,
        column: column(place.work, &own.holder),
        chain: Vec::new(),
        kind: own.kind,
        topics: own.topics.clone(),
        stance: own.stance,
        certainty: own.certainty,
        gist: own.gist.clone(),
        range: days_of(corpus, place.work, sentence),
        basis: Arc::default(),
        origin: Origin::Own(id.clone()),
        holder: own.holder.clone(),
    }
}

fn derived_claim(corpus: &Corpus, claim: &Claim, origin: Origin) -> ClaimRow {
    ClaimRow {
        place: Place { work: claim.work, span: claim.span },
        sentence: claim.sentence,
        holder: claim.holder.clone(),
        chain: claim.chain.clone(),
        column: column(claim.work, &claim.holder),
        kind: claim.kind,
        topics: claim.topics.clone(),
        stance: claim.stance,
        certainty: claim.certainty,
        gist: String::new(),
        range: days_of(corpus, claim.work, claim.sentence),
        basis: Arc::clone(&claim.basis),
        origin,
    }
}

/// The column of a holder in a work.
pub(super) fn column(work: WorkId, holder: &Holder) -> Column {
    match holder.kind {
        HolderKind::Author => Column::Author(work),
        _ => Column::Party(holder.clone()),
    }
}

/// The relations: what the person said first, then what is proposed between rows that are still there.
pub(super) fn relations(
    corpus: &Corpus,
    study: &Study,
    found: &Found<'_>,
    claims: &[ClaimRow],
    places: &ClaimPlaces,
) -> Vec<RelationRow> {
    let mut rows: Vec<RelationRow> = Vec::new();
    for (id, entry) in &study.entries {
        let Entry::Relation(own) = entry else { continue };
        if let (Some(&a), Some(&b)) = (places.own.get(&own.a), places.own.get(&own.b)) {
            rows.push(RelationRow { a, b, kind: own.kind, why: own.why.clone(), origin: Origin::Own(id.clone()) });
        }
    }
    let mut known: BTreeSet<(usize, usize)> = rows.iter().map(|row| (row.a.min(row.b), row.a.max(row.b))).collect();
    for relation in &corpus.joint.relations {
        let (Some(&a), Some(&b)) = (places.derived.get(&relation.a), places.derived.get(&relation.b)) else { continue };
        let Some((one, other)) = claims.get(a).zip(claims.get(b)) else { continue };
        let origin = match found.said_of(one.place, other.place) {
            Some(Verdict::Rejected) => continue,
            Some(Verdict::Accepted) => Origin::Accepted,
            None => Origin::Suggested,
        };
        // What the person said of a pair stands, and a pair is proposed once.
        if (one.column != other.column || one.place.work != other.place.work) && known.insert((a.min(b), a.max(b))) {
            rows.push(RelationRow { a, b, kind: relation.kind, why: relation.why.clone(), origin });
        }
    }
    rows
}

/// The days that the sentence around a stretch speaks of.
fn days_of(corpus: &Corpus, work: WorkId, sentence: Span) -> Option<DateRange> {
    let findings = corpus.findings(work)?;
    let from = findings.times.partition_point(|time| time.span.end <= sentence.start);
    let mut days: Option<DateRange> = None;
    for time in findings.times[from..].iter().take_while(|time| time.span.start < sentence.end) {
        if time.range.is_nowhere() || time.role != TimeRole::Running {
            continue;
        }
        days = Some(match days {
            None => time.range,
            Some(before) => DateRange {
                begin: before.begin.zip(time.range.begin).map(|(a, b)| a.min(b)),
                end: before.end.zip(time.range.end).map(|(a, b)| a.max(b)),
            },
        });
    }
    days
}
