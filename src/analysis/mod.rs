//! Analysis: from the clean text of a work to what it says, by rules that can be read.
//!
//! Pure: text in, findings out; no disk, no clock, no thread. [`analyse`] reads one work by itself, [`join`] lays the
//! works side by side. Vocabulary is data (`assets/rules/*.toml`, loaded into [`Rules`]); grammar is code. No rule
//! knows a corpus.

mod actors;
mod claims;
mod events;
mod finder;
mod needles;
mod pairing;
mod phases;
mod relate;
mod rules;
mod times;
mod topics;
mod twins;
mod word_list;

pub use actors::{ActorKind, ActorMention, Actors};
pub use rules::{BadRules, Rules};
pub use times::times_in;

use crate::calendar::Date;
use crate::model::{JointFindings, Naming, Source, Work, WorkFindings};
use crate::text::simplified;
use std::borrow::Cow;
use std::sync::Arc;

/// What the analysis reads of one work: everything that its parts share.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The work.
    pub work: &'a Work,
    /// Its clean text as written.
    pub clean: &'a str,
    /// Its source.
    pub source: &'a Source,
    /// The clean text in simplified characters, in which every character has as many bytes as in its own form.
    pub text: &'a str,
    /// The vocabulary.
    pub rules: &'a Rules,
    /// The day from which “this year” counts: the work's own, or one that the person gave.
    pub reference: Option<Date>,
    /// Who is named where in the clean text, ascending.
    pub actors: &'a [ActorMention],
}

/// Finds what one work says. `fallback` stands in for the date of a work that states none.
#[must_use]
pub fn analyse(work: &Work, source: &Source, rules: &Rules, fallback: Option<Date>) -> WorkFindings {
    let clean = work.prose.text();
    let text = &*simplified(&clean);
    let actors = rules.actors.find_in(text);
    let reference = work.reference_date().or(fallback);
    let reading = Reading { work, clean: &clean, source, text, rules, reference, actors: &actors };
    let times = times::find(&reading);
    let periodisations = phases::find(&reading, &times);
    let events = events::find(&reading, &times, &periodisations);
    let (claims, cues) = claims::find(&reading, &times);
    let naming = |actor: &ActorMention| Naming { span: work.prose.span(actor.bytes.clone()), name: actor.name.clone() };
    let namings = actors.iter().map(naming).collect();
    let mut found = WorkFindings { times, events, periodisations, claims, cues, namings, problems: Vec::new() };
    found.pack();
    found
}

/// The clean text of a work in simplified characters.
fn in_simplified(work: &Work) -> Cow<'_, str> {
    let clean = work.prose.text();
    let other = match simplified(&clean) {
        Cow::Owned(simple) => Some(simple),
        Cow::Borrowed(_) => None,
    };
    other.map_or(clean, Cow::Owned)
}

/// Finds what shows only when works lie side by side. Both slices are in the order of the works.
#[must_use]
pub fn join(works: &[Arc<Work>], findings: &[Arc<WorkFindings>], rules: &Rules) -> JointFindings {
    let texts: Vec<Cow<'_, str>> = works.iter().map(|work| in_simplified(work)).collect();
    let (events, conflicts) = events::join(works, &texts, findings, rules);
    let relations = relate::relate(&texts, findings, rules);
    let topics = topics::propose(works, &texts, findings, rules);
    JointFindings { events, conflicts, relations, topics, twins: twins::find(works, &texts) }
}
