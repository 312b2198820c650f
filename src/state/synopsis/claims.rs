//! Claims and how they stand to each other, as the comparison shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::found::{Found, Kind, Stretches};
use super::aliases::Aliases;
use super::claim_table::{Claims, ClaimsBuilder, OwnRow};
use super::topics::OwnTopics;
use super::{Column, Origin, RelationRow, WorkRow};
use crate::calendar::DateRange;
use crate::model::{
    Corpus, Entry, EntryId, Holder, HolderKind, OwnClaim, Place, Study, TimeRole, Topic, Verdict, Voice, WorkId,
};
use crate::text::Span;

/// What the claims are laid together from.
pub(super) struct Ground<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) study: &'a Study,
    pub(super) found: &'a Found<'a>,
    pub(super) aliases: &'a Aliases<'a>,
    pub(super) works: &'a [WorkRow],
    /// The person's own topics.
    pub(super) own_topics: &'a [Topic],
}

impl Ground<'_> {
    /// A voice of a work, under the names that the person gave the parties, and its column: what one author says in
    /// several works stands in one.
    fn voice(&self, work: WorkId, voice: &Voice) -> (Column, Voice) {
        let resolve = |holder: &Holder| self.aliases.resolve(holder);
        let voice = Voice { holder: resolve(&voice.holder), chain: voice.chain.iter().map(resolve).collect() };
        let first = self.works.get(work.0 as usize).map_or(work, |row| row.first);
        let column = match voice.holder.kind {
            HolderKind::Author => Column::Author(first),
            _ => Column::Party(voice.holder.clone()),
        };
        (column, voice)
    }
}

/// The claims in reading order, and for each entry of the study and each derived claim its place among them. A derived
/// claim that the person has settled keeps its relations: it is known by hers.
pub(super) fn rows(ground: &Ground<'_>) -> (Claims, ClaimPlaces) {
    let &Ground { corpus, study, found, .. } = ground;
    let mut builder = ClaimsBuilder::new(&corpus.findings);
    let mut places = Vec::new();
    for (id, entry) in &study.entries {
        if let Entry::Claim(own) = entry
            && let Some(place) = found.place(&own.at)
        {
            let (column, voice) = ground.voice(place.work, &Voice { holder: own.holder.clone(), chain: Vec::new() });
            let voice = builder.voice(column, voice);
            let row = own_row(corpus, id, own, place);
            let days = days_of(corpus, place.work, row.sentence);
            builder.own(row, voice, &own.topics, days);
            places.push((place, id.clone()));
        }
    }
    let own = Stretches::new(places.into_iter());
    let own_topics = OwnTopics::new(ground.own_topics);
    let mut voices: BTreeMap<(WorkId, &Voice), u32> = BTreeMap::new();
    let mut settled: Vec<(u32, &EntryId)> = Vec::new();
    for (number, claim) in (0..).zip(corpus.claims()) {
        let place = Place { work: claim.work, span: claim.span };
        if let Some(id) = own.covering_half(place) {
            settled.push((number, id));
        } else if !found.is_rejected(Kind::Claim, place) {
            let voice = *voices.entry((claim.work, &claim.voice)).or_insert_with(|| {
                let (column, voice) = ground.voice(claim.work, &claim.voice);
                builder.voice(column, voice)
            });
            let accepted = found.origin(Kind::Claim, place) == Origin::Accepted;
            let days = days_of(corpus, claim.work, claim.sentence);
            builder.found(number, accepted, voice, &own_topics.put(corpus, claim), days);
        }
    }
    let claims = builder.finish();
    let mut places = ClaimPlaces { own: BTreeMap::new(), derived: vec![None; corpus.claims().count()] };
    for (at, row) in claims.iter().enumerate() {
        match (row.origin, claims.number(at)) {
            (Origin::Own(id), _) => drop(places.own.insert(id.clone(), at)),
            (_, Some(number)) => places.derived[number as usize] = Some(at as u32),
            _ => {}
        }
    }
    for (number, id) in settled {
        if let Some(&at) = places.own.get(id) {
            places.derived[number as usize] = Some(at as u32);
        }
    }
    (claims, places)
}

/// Where claims stand among the rows: those of the study by name, those found by their number in the corpus.
#[derive(Default)]
pub(super) struct ClaimPlaces {
    own: BTreeMap<EntryId, usize>,
    derived: Vec<Option<u32>>,
}

impl ClaimPlaces {
    fn of_found(&self, number: usize) -> Option<usize> {
        self.derived.get(number).copied().flatten().map(|at| at as usize)
    }
}

fn own_row(corpus: &Corpus, id: &EntryId, own: &OwnClaim, place: Place) -> OwnRow {
    let sentence = corpus.work(place.work).map_or(place.span, |work| {
        let bytes = work.prose.bytes(place.span);
        let sentence = work.prose.sentence_at(bytes.start).and_then(|at| work.prose.sentences().get(at));
        sentence.map_or(place.span, |sentence| work.prose.span(sentence.bytes.clone()))
    });
    OwnRow {
        place,
        sentence,
        kind: own.kind,
        stance: own.stance,
        certainty: own.certainty,
        gist: own.gist.clone(),
        origin: Origin::Own(id.clone()),
    }
}

/// The relations: what the person said first, then what is proposed between rows that are still there.
pub(super) fn relations(
    corpus: &Corpus,
    study: &Study,
    found: &Found<'_>,
    claims: &Claims,
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
        let (Some(a), Some(b)) = (places.of_found(relation.a), places.of_found(relation.b)) else { continue };
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
