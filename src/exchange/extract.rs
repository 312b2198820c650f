//! The JSON of `duidu extract`: a public interface, versioned by [`FORMAT`].
//!
//! Ranges are half-open, in Unicode scalar values of the decoded text of the named source. Days are ISO 8601 calendar
//! dates, both ends of a range inclusive. A value that does not apply is null, a list may be empty, and no key is ever
//! left out.

use serde::Serialize;

use crate::calendar::{Date, DateRange, Precision};
use crate::model::{
    AspectKind, Claim, ConflictKind, Corpus, Cue, Holder, NoiseKind, ProblemCode, RelationKind, Severity, Source,
    Stance, TimeKind, TopicId, Work, WorkId, WorkKind,
};
use crate::text::Span;

/// The name and version of the format.
pub const FORMAT: &str = "duidu.extract/1";

/// A corpus as JSON. `with_text` prints the decoded text of every source.
///
/// # Errors
/// None in practice: every value has a JSON form.
pub fn to_json(corpus: &Corpus, with_text: bool) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&Extract::new(corpus, with_text))?;
    text.push('\n');
    Ok(text)
}

#[derive(Serialize)]
struct Extract<'a> {
    format: &'static str,
    sources: Vec<SourceForm<'a>>,
    works: Vec<WorkForm<'a>>,
    noise: Vec<NoiseForm>,
    times: Vec<TimeForm<'a>>,
    events: Vec<EventForm<'a>>,
    conflicts: Vec<ConflictForm<'a>>,
    periodisations: Vec<PeriodisationForm<'a>>,
    claims: Vec<ClaimForm<'a>>,
    relations: Vec<RelationForm<'a>>,
    problems: Vec<ProblemForm<'a>>,
}

#[derive(Serialize)]
struct SourceForm<'a> {
    id: String,
    path: &'a str,
    media_type: &'static str,
    encoding: Option<&'a str>,
    chars: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct WorkForm<'a> {
    id: String,
    source: String,
    range: Span,
    title: Option<&'a str>,
    title_range: Option<Span>,
    authors: Vec<&'a str>,
    affiliation: Option<&'a str>,
    venue: Option<&'a str>,
    year: Option<i32>,
    volume: Option<&'a str>,
    issue: Option<&'a str>,
    pages: Option<&'a str>,
    keywords: Vec<&'a str>,
    kind: Option<WorkKind>,
}

#[derive(Serialize)]
struct NoiseForm {
    source: String,
    range: Span,
    kind: NoiseKind,
}

#[derive(Serialize)]
struct TimeForm<'a> {
    work: String,
    range: Span,
    surface: &'a str,
    begin: Option<Date>,
    end: Option<Date>,
    precision: Precision,
    kind: TimeKind,
    basis: &'a [Span],
    lunar: bool,
    rule: &'static str,
}

#[derive(Serialize)]
struct EventForm<'a> {
    id: String,
    begin: Option<Date>,
    end: Option<Date>,
    precision: Precision,
    label: &'a str,
    actors: &'a [String],
    order_only: bool,
    attestations: Vec<AttestationForm>,
}

#[derive(Serialize)]
struct AttestationForm {
    work: String,
    sentence: Span,
    clause: Span,
    time: Span,
    copied_from: Option<String>,
}

#[derive(Serialize)]
struct ConflictForm<'a> {
    kind: ConflictKind,
    about: &'a str,
    attestations: Vec<PlaceForm>,
}

#[derive(Serialize)]
struct PlaceForm {
    work: String,
    range: Span,
}

#[derive(Serialize)]
struct PeriodisationForm<'a> {
    work: String,
    range: Span,
    phases: Vec<PhaseForm<'a>>,
}

#[derive(Serialize)]
struct PhaseForm<'a> {
    ordinal: u32,
    label: &'a str,
    begin: Option<Date>,
    end: Option<Date>,
    bounds_as_written: Option<&'a str>,
    range: Span,
    aspects: Vec<AspectForm<'a>>,
}

#[derive(Serialize)]
struct AspectForm<'a> {
    kind: AspectKind,
    actor: Option<&'a str>,
    range: Span,
}

#[derive(Serialize)]
struct ClaimForm<'a> {
    id: String,
    work: String,
    range: Span,
    holder: HolderForm<'a>,
    topic: Option<&'a TopicId>,
    topics: &'a [TopicId],
    stance: Stance,
    certainty: crate::model::Certainty,
    kind: crate::model::ClaimKind,
    basis: String,
}

#[derive(Serialize)]
struct HolderForm<'a> {
    kind: crate::model::HolderKind,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct RelationForm<'a> {
    a: String,
    b: String,
    kind: RelationKind,
    why: &'a str,
}

#[derive(Serialize)]
struct ProblemForm<'a> {
    source: Option<String>,
    path: &'a str,
    range: Option<Span>,
    severity: Severity,
    code: ProblemCode,
    message: String,
}

fn source_id(index: u32) -> String {
    format!("s{}", index + 1)
}

fn work_id(work: WorkId) -> String {
    format!("w{}", work.0 + 1)
}

impl<'a> Extract<'a> {
    fn new(corpus: &'a Corpus, with_text: bool) -> Self {
        let found = || corpus.works.iter().zip(&corpus.findings);
        Self {
            format: FORMAT,
            sources: corpus.sources.iter().map(|source| source_form(source, with_text)).collect(),
            works: corpus.works.iter().map(|work| work_form(work)).collect(),
            noise: corpus.sources.iter().flat_map(|source| noise_forms(source)).collect(),
            times: found()
                .flat_map(|(work, findings)| findings.times.iter().map(|time| time_form(corpus, work, time)))
                .collect(),
            events: corpus.joint.events.iter().enumerate().map(|(at, event)| event_form(at, event)).collect(),
            conflicts: corpus.joint.conflicts.iter().map(conflict_form).collect(),
            periodisations: found()
                .flat_map(|(_, findings)| {
                    findings.periodisations.iter().map(|stated| periodisation_form(corpus, stated))
                })
                .collect(),
            claims: corpus
                .findings
                .iter()
                .flat_map(|findings| findings.claims.iter().map(|claim| (claim, findings.basis(claim))))
                .enumerate()
                .map(|(at, (claim, basis))| claim_form(at, claim, basis))
                .collect(),
            relations: corpus.joint.relations.iter().map(relation_form).collect(),
            problems: corpus.problems.iter().map(problem_form).collect(),
        }
    }
}

fn source_form(source: &Source, with_text: bool) -> SourceForm<'_> {
    SourceForm {
        id: source_id(source.id.0),
        path: &source.path,
        media_type: source.media_type.name(),
        encoding: source.encoding.as_ref().map(|encoding| encoding.name.as_str()),
        chars: source.text.chars(),
        text: with_text.then(|| source.text.as_str()),
    }
}

fn work_form(work: &Work) -> WorkForm<'_> {
    fn text(stated: Option<&crate::model::Stated<String>>) -> Option<&str> {
        stated.map(|stated| stated.value.as_str())
    }
    let meta = &work.meta;
    WorkForm {
        id: work_id(work.id),
        source: source_id(work.source.0),
        range: work.span,
        title: text(meta.title.as_ref()),
        title_range: meta.title.as_ref().and_then(|title| title.at),
        authors: meta.authors.iter().map(|author| author.value.as_str()).collect(),
        affiliation: text(meta.affiliation.as_ref()),
        venue: text(meta.venue.as_ref()),
        year: meta.year.as_ref().map(|year| year.value),
        volume: text(meta.volume.as_ref()),
        issue: text(meta.issue.as_ref()),
        pages: text(meta.pages.as_ref()),
        keywords: meta.keywords.iter().map(|keyword| keyword.value.as_str()).collect(),
        kind: meta.kind.as_ref().map(|kind| kind.value),
    }
}

fn noise_forms(source: &Source) -> impl Iterator<Item = NoiseForm> + '_ {
    source.noise.iter().map(|noise| NoiseForm { source: source_id(source.id.0), range: noise.span, kind: noise.kind })
}

fn time_form<'a>(corpus: &'a Corpus, work: &Work, time: &'a crate::model::TimeMention) -> TimeForm<'a> {
    let DateRange { begin, end } = time.range;
    TimeForm {
        work: work_id(work.id),
        range: time.span,
        surface: corpus.text(work.id, time.span),
        begin,
        end,
        precision: time.precision,
        kind: time.kind,
        basis: &time.basis,
        lunar: time.lunar,
        rule: time.rule.as_str(),
    }
}

fn event_form(index: usize, event: &crate::model::Event) -> EventForm<'_> {
    let attestation = |a: &crate::model::Attestation| AttestationForm {
        work: work_id(a.work),
        sentence: a.sentence,
        clause: a.clause,
        time: a.time,
        copied_from: a.copied_from.map(work_id),
    };
    EventForm {
        id: format!("e{}", index + 1),
        begin: event.range.begin,
        end: event.range.end,
        precision: event.precision,
        label: &event.label,
        actors: &event.actors,
        order_only: event.order_only,
        attestations: event.attestations.iter().map(attestation).collect(),
    }
}

fn conflict_form(conflict: &crate::model::Conflict) -> ConflictForm<'_> {
    let place = |place: &crate::model::Place| PlaceForm { work: work_id(place.work), range: place.span };
    ConflictForm {
        kind: conflict.kind,
        about: &conflict.about,
        attestations: conflict.places.iter().map(place).collect(),
    }
}

fn periodisation_form<'a>(corpus: &'a Corpus, stated: &'a crate::model::Periodisation) -> PeriodisationForm<'a> {
    let aspect = |aspect: &'a crate::model::Aspect| AspectForm {
        kind: aspect.kind,
        actor: aspect.actor.as_deref(),
        range: aspect.span,
    };
    let phase = |phase: &'a crate::model::Phase| PhaseForm {
        ordinal: phase.ordinal,
        label: &phase.label,
        begin: phase.range.begin,
        end: phase.range.end,
        bounds_as_written: phase.bounds_as_written.map(|span| corpus.text(stated.work, span)),
        range: phase.span,
        aspects: phase.aspects.iter().map(aspect).collect(),
    };
    PeriodisationForm {
        work: work_id(stated.work),
        range: stated.span,
        phases: stated.phases.iter().map(phase).collect(),
    }
}

fn claim_form<'a>(index: usize, claim: &'a Claim, basis: &[Cue]) -> ClaimForm<'a> {
    ClaimForm {
        id: format!("c{}", index + 1),
        work: work_id(claim.work),
        range: claim.span,
        holder: holder_form(claim.holder()),
        topic: claim.topics.first(),
        topics: &claim.topics,
        stance: claim.stance,
        certainty: claim.certainty,
        kind: claim.kind,
        basis: basis.iter().map(|cue| cue.rule.as_str()).collect::<Vec<_>>().join("; "),
    }
}

fn holder_form(holder: &Holder) -> HolderForm<'_> {
    HolderForm { kind: holder.kind, name: Some(holder.name.as_str()).filter(|name| !name.is_empty()) }
}

fn relation_form(relation: &crate::model::Relation) -> RelationForm<'_> {
    RelationForm {
        a: format!("c{}", relation.a + 1),
        b: format!("c{}", relation.b + 1),
        kind: relation.kind,
        why: &relation.why,
    }
}

fn problem_form(problem: &crate::model::Problem) -> ProblemForm<'_> {
    ProblemForm {
        source: problem.source.map(|source| source_id(source.0)),
        path: &problem.path,
        range: problem.span,
        severity: problem.severity,
        code: problem.code,
        message: match problem.detail.as_str() {
            "" => problem.code.sentence().to_owned(),
            detail => format!("{} ({detail})", problem.code.sentence()),
        },
    }
}
