//! The vocabulary of claims, from `assets/rules/{attribution,claims,certainty,topics}.toml`.

use serde::Deserialize;

use super::lexicon::{Hit, Lexicons, Signs};
use super::topics::TopicWords;
use crate::analysis::BadRules;
use crate::analysis::actors::WordSet;
use crate::analysis::needles::Needles;
use crate::model::Topic;

/// Signs of the lists of `attribution.toml`.
pub(super) mod voice {
    use super::Signs;
    pub(in super::super) const SAY: Signs = 1;
    pub(in super::super) const THINK: Signs = 1 << 1;
    pub(in super::super) const POSITION: Signs = 1 << 2;
    pub(in super::super) const WISH: Signs = 1 << 3;
    pub(in super::super) const ACADEMIC: Signs = 1 << 4;
    pub(in super::super) const VERB: Signs = SAY | THINK | POSITION | WISH | ACADEMIC;
    pub(in super::super) const SELF: Signs = 1 << 5;
    pub(in super::super) const AUTHOR: Signs = 1 << 6;
    pub(in super::super) const PRONOUN: Signs = 1 << 7;
    pub(in super::super) const SCHOLAR: Signs = 1 << 8;
    pub(in super::super) const GOVERNMENT: Signs = 1 << 9;
    pub(in super::super) const PEOPLE: Signs = 1 << 10;
    pub(in super::super) const BODY: Signs = 1 << 11;
    pub(in super::super) const SPEAKER: Signs = SCHOLAR | GOVERNMENT | PEOPLE | BODY;
    pub(in super::super) const HEARSAY: Signs = 1 << 12;
    pub(in super::super) const VIEWED: Signs = 1 << 13;
    pub(in super::super) const BACK: Signs = 1 << 14;
    pub(in super::super) const REVIEW: Signs = 1 << 15;
    pub(in super::super) const REVIEW_END: Signs = 1 << 16;
    pub(in super::super) const REVIEW_HEADING: Signs = 1 << 17;
}

/// Signs of the lists of `claims.toml`.
pub(super) mod assert {
    use super::Signs;
    pub(in super::super) const CAUSE: Signs = 1;
    pub(in super::super) const EVALUATION: Signs = 1 << 1;
    pub(in super::super) const DEFINITION: Signs = 1 << 2;
    pub(in super::super) const PREDICTION: Signs = 1 << 3;
    pub(in super::super) const PROPOSAL: Signs = 1 << 4;
    pub(in super::super) const PERIODISATION: Signs = 1 << 5;
    pub(in super::super) const TURN: Signs = 1 << 6;
    pub(in super::super) const TREND: Signs = 1 << 7;
    pub(in super::super) const EVENT: Signs = 1 << 8;
    pub(in super::super) const THEN: Signs = 1 << 9;
    pub(in super::super) const ANNOUNCE: Signs = 1 << 10;
}

/// Signs of the lists of `certainty.toml`.
pub(super) mod sure {
    use super::Signs;
    pub(in super::super) const STRONG: Signs = 1;
    pub(in super::super) const HEDGED: Signs = 1 << 1;
    pub(in super::super) const DENY: Signs = 1 << 2;
    pub(in super::super) const MIXED: Signs = 1 << 3;
}

/// The vocabulary of claims, ready for searching.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct ClaimWords {
    /// Voices, assertions, certainty, polarity, topics, what stands before a source, and what stands after the one in whose
    /// eyes it is so, in this order.
    pub(super) lexicons: Lexicons<7>,
    pub(super) topics: TopicWords,
    pub(super) between: WordSet,
    pub(super) govern: WordSet,
    pub(super) stance: WordSet,
    pub(super) lead: WordSet,
    pub(super) circumstance: WordSet,
    pub(super) circumstance_end: WordSet,
    pub(super) source_before: WordSet,
    pub(super) source_after: WordSet,
    pub(super) view_before: WordSet,
    pub(super) view_after: WordSet,
    pub(super) on: WordSet,
    pub(super) turn: WordSet,
    pub(super) noun_before: WordSet,
    pub(super) noun_after: WordSet,
    pub(super) stated: Vec<String>,
    pub(super) positions: WordSet,
    pub(super) views: WordSet,
    /// What stands between who hands on and who is quoted.
    pub(super) quoting: Needles,
    pub(super) quoted: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribution {
    say: Vec<String>,
    think: Vec<String>,
    position: Vec<String>,
    wish: Vec<String>,
    academic: Vec<String>,
    idle: Vec<String>,
    between: Vec<String>,
    #[serde(rename = "self")]
    own: Vec<String>,
    author: Vec<String>,
    pronouns: Vec<String>,
    speakers: Speakers,
    sources: Sources,
    passive: Passive,
    noun: Noun,
    subject: Subject,
    flow: Flow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speakers {
    scholar: Vec<String>,
    government: Vec<String>,
    people: Vec<String>,
    body: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    before: Vec<String>,
    after: Vec<String>,
    impersonal: Vec<String>,
    view_before: Vec<String>,
    view_after: Vec<String>,
    quoting: Vec<String>,
    quoted: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passive {
    impersonal: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    before: Vec<String>,
    after: Vec<String>,
    positions: Vec<String>,
    views: Vec<String>,
    stated: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subject {
    govern: Vec<String>,
    stance: Vec<String>,
    lead: Vec<String>,
    circumstance: Vec<String>,
    circumstance_end: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flow {
    back: Vec<String>,
    on: Vec<String>,
    review: Vec<String>,
    review_heading: Vec<String>,
    review_end: Vec<String>,
    turn: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assertion {
    cause: Vec<String>,
    evaluation: Vec<String>,
    definition: Vec<String>,
    prediction: Vec<String>,
    proposal: Vec<String>,
    periodisation: Vec<String>,
    turn: Vec<String>,
    trend: Vec<String>,
    event: Vec<String>,
    then: Vec<String>,
    announce: Vec<String>,
    idle: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Certainty {
    strong: Vec<String>,
    hedged: Vec<String>,
    idle: Vec<String>,
    polarity: Polarity,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Polarity {
    deny: Vec<String>,
    idle: Vec<String>,
    mixed: Vec<String>,
}

fn read<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, BadRules> {
    toml::from_str(text).map_err(|error| BadRules { file, reason: error.to_string() })
}

impl ClaimWords {
    /// The topics of the comparison.
    pub(in crate::analysis) fn topics(&self) -> &[Topic] {
        &self.topics.topics
    }

    /// Whether a whole word is one of argument (全面, 必然, 指出) and no matter by itself.
    pub(in crate::analysis) fn argues(&self, word: &str) -> bool {
        let [voice, assertion, sure, polarity, ..] = self.lexicons.hits(word);
        let whole = |hits: &Vec<Hit>| hits.iter().any(|hit| hit.bytes() == (0..word.len()));
        [voice, assertion, sure, polarity].iter().any(whole)
    }

    /// Reads the bundled lists.
    ///
    /// # Errors
    /// [`BadRules`] when a file is not what it should be.
    pub(in crate::analysis) fn bundled() -> Result<Self, BadRules> {
        let a: Attribution = read("attribution.toml", include_str!("../../../assets/rules/attribution.toml"))?;
        let c: Assertion = read("claims.toml", include_str!("../../../assets/rules/claims.toml"))?;
        let s: Certainty = read("certainty.toml", include_str!("../../../assets/rules/certainty.toml"))?;
        let (topics, about) = TopicWords::read(include_str!("../../../assets/rules/topics.toml"))?;
        let voice = vec![
            (voice::SAY, &a.say[..]),
            (voice::THINK, &a.think),
            (voice::POSITION, &a.position),
            (voice::WISH, &a.wish),
            (voice::ACADEMIC, &a.academic),
            (0, &a.idle),
            (voice::SELF, &a.own),
            (voice::AUTHOR, &a.author),
            (voice::PRONOUN, &a.pronouns),
            (voice::SCHOLAR, &a.speakers.scholar),
            (voice::GOVERNMENT, &a.speakers.government),
            (voice::PEOPLE, &a.speakers.people),
            (voice::BODY, &a.speakers.body),
            (voice::HEARSAY, &a.sources.impersonal),
            (voice::VIEWED, &a.passive.impersonal),
            (voice::BACK, &a.flow.back),
            (voice::REVIEW, &a.flow.review),
            (voice::REVIEW_HEADING, &a.flow.review_heading),
            (voice::REVIEW_END, &a.flow.review_end),
        ];
        let assertion = vec![
            (assert::CAUSE, &c.cause[..]),
            (assert::EVALUATION, &c.evaluation),
            (assert::DEFINITION, &c.definition),
            (assert::PREDICTION, &c.prediction),
            (assert::PROPOSAL, &c.proposal),
            (assert::PERIODISATION, &c.periodisation),
            (assert::TURN, &c.turn),
            (assert::TREND, &c.trend),
            (assert::EVENT, &c.event),
            (assert::THEN, &c.then),
            (assert::ANNOUNCE, &c.announce),
            (0, &c.idle),
        ];
        let sure = vec![(sure::STRONG, &s.strong[..]), (sure::HEDGED, &s.hedged), (0, &s.idle)];
        let polarity =
            vec![(sure::DENY, &s.polarity.deny[..]), (0, &s.polarity.idle), (sure::MIXED, &s.polarity.mixed)];
        let (sources, seen) = (vec![(1, &a.sources.before[..])], vec![(1, &a.sources.view_after[..])]);
        let about = about.iter().map(|(sign, list)| (*sign, &list[..])).collect();
        Ok(Self {
            lexicons: Lexicons::new([voice, assertion, sure, polarity, about, sources, seen]),
            topics,
            between: a.between.iter().collect(),
            govern: a.subject.govern.iter().collect(),
            stance: a.subject.stance.iter().collect(),
            lead: a.subject.lead.iter().collect(),
            circumstance: a.subject.circumstance.iter().collect(),
            circumstance_end: a.subject.circumstance_end.iter().collect(),
            source_before: a.sources.before.iter().collect(),
            source_after: a.sources.after.iter().collect(),
            view_before: a.sources.view_before.iter().collect(),
            view_after: a.sources.view_after.iter().collect(),
            on: a.flow.on.iter().collect(),
            turn: a.flow.turn.iter().collect(),
            noun_before: a.noun.before.iter().collect(),
            noun_after: a.noun.after.iter().collect(),
            stated: a.noun.stated,
            positions: a.noun.positions.iter().collect(),
            views: a.noun.views.iter().collect(),
            quoting: Needles::new(&a.sources.quoting),
            quoted: a.sources.quoted.iter().collect(),
        })
    }
}
