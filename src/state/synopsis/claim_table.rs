//! The claims by place. A long work has very many: what was found stays in the findings of its work, what claims have in
//! common is held once, and a claim takes up sixteen bytes more.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::{Column, Origin};
use crate::calendar::DateRange;
use crate::model::{Certainty, Claim, ClaimKind, Cue, Holder, Place, Stance, TopicId, Voice, WorkFindings};
use crate::text::Span;

/// A claim as the views show it, put together when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClaimRow<'a> {
    /// Its words.
    pub place: Place,
    /// The sentence around them.
    pub sentence: Span,
    /// Whose it is.
    pub holder: &'a Holder,
    /// Who reports it, from the author inwards.
    pub chain: &'a [Holder],
    /// Whose it is among the columns: an author, or a party. The column of a work holds it too.
    pub column: &'a Column,
    /// What kind of claim.
    pub kind: ClaimKind,
    /// What it is about, the main topic first.
    pub topics: &'a [TopicId],
    /// Whether it affirms or denies.
    pub stance: Stance,
    /// How sure the holder is.
    pub certainty: Certainty,
    /// The claim in the person's words; empty when she has not said it in her own.
    pub gist: &'a str,
    /// The days that its sentence speaks of; `None` for a claim in general.
    pub range: Option<DateRange>,
    /// Why it was found and whose it was taken to be.
    pub basis: &'a [Cue],
    /// Whether it was proposed or decided.
    pub origin: &'a Origin,
}

/// What is held of a claim that the person made or settled.
#[derive(Clone, Debug)]
pub(super) struct OwnRow {
    pub(super) place: Place,
    pub(super) sentence: Span,
    pub(super) kind: ClaimKind,
    pub(super) stance: Stance,
    pub(super) certainty: Certainty,
    pub(super) gist: String,
    pub(super) origin: Origin,
}

/// What is held of every claim: the numbers of what it has.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// Its number among those that were found in all works; after these, among the person's.
    claim: u32,
    voice: u32,
    topics: u32,
    days: u32,
}

/// The claims in the order of their places.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    findings: Vec<Arc<WorkFindings>>,
    /// For each work the number of claims found before it, and the number of all at the end.
    before: Vec<u32>,
    own: Vec<OwnRow>,
    /// Those that were found and that the person said are right.
    accepted: BTreeSet<u32>,
    voices: Vec<(Voice, Column)>,
    topics: Vec<Box<[TopicId]>>,
    days: Vec<Option<DateRange>>,
    rows: Vec<Held>,
}

impl Claims {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The claim at a place in the order.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<ClaimRow<'_>> {
        self.row(*self.rows.get(at)?)
    }

    /// The claims in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = ClaimRow<'_>> {
        self.rows.iter().filter_map(|&held| self.row(held))
    }

    /// The first of a run of claims for which something does not hold; it holds for all before that one, and for none
    /// after it.
    #[must_use]
    pub fn partition_point(&self, run: Range<usize>, holds: impl Fn(&ClaimRow<'_>) -> bool) -> usize {
        let rows = self.rows.get(run.clone()).unwrap_or_default();
        run.start + rows.partition_point(|&held| self.row(held).is_some_and(|row| holds(&row)))
    }

    /// The number of a claim among those that were found in all works; `None` for one of the person's.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        self.rows.get(at).map(|held| held.claim).filter(|&claim| claim < self.found())
    }

    /// How many were found, in all works.
    fn found(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    fn claim(&self, number: u32) -> Option<(&WorkFindings, &Claim)> {
        let work = self.before.partition_point(|&before| before <= number).checked_sub(1)?;
        let findings = self.findings.get(work)?;
        Some((findings, findings.claims.get((number - self.before[work]) as usize)?))
    }

    fn row(&self, held: Held) -> Option<ClaimRow<'_>> {
        let (voice, column) = self.voices.get(held.voice as usize)?;
        let (holder, chain) = (&voice.holder, voice.chain.as_slice());
        let topics = self.topics.get(held.topics as usize)?;
        let range = *self.days.get(held.days as usize)?;
        Some(match held.claim.checked_sub(self.found()) {
            Some(own) => {
                let &OwnRow { place, sentence, kind, stance, certainty, ref gist, ref origin } =
                    self.own.get(own as usize)?;
                let basis = &[][..];
                ClaimRow {
                    place,
                    sentence,
                    holder,
                    chain,
                    column,
                    kind,
                    topics,
                    stance,
                    certainty,
                    gist,
                    range,
                    basis,
                    origin,
                }
            }
            None => {
                let (findings, claim) = self.claim(held.claim)?;
                let accepted = self.accepted.contains(&held.claim);
                ClaimRow {
                    place: Place { work: claim.work, span: claim.span },
                    sentence: claim.sentence,
                    holder,
                    chain,
                    column,
                    kind: claim.kind,
                    topics,
                    stance: claim.stance,
                    certainty: claim.certainty,
                    gist: "",
                    range,
                    basis: findings.basis(claim),
                    origin: if accepted { &Origin::Accepted } else { &Origin::Suggested },
                }
            }
        })
    }
}

/// Claims in the making.
#[derive(Debug, Default)]
pub(super) struct ClaimsBuilder {
    claims: Claims,
    voice_of: BTreeMap<(Column, Voice), u32>,
    topics_of: BTreeMap<Box<[TopicId]>, u32>,
    days_of: HashMap<Option<DateRange>, u32>,
}

impl ClaimsBuilder {
    pub(super) fn new(findings: &[Arc<WorkFindings>]) -> Self {
        let mut builder = Self::default();
        let mut before = 0;
        for found in findings {
            builder.claims.before.push(before);
            before += found.claims.len() as u32;
        }
        builder.claims.before.push(before);
        builder.claims.findings = findings.to_vec();
        builder
    }

    /// The number of a voice in a column.
    pub(super) fn voice(&mut self, column: Column, voice: Voice) -> u32 {
        let voices = &mut self.claims.voices;
        *self.voice_of.entry((column, voice)).or_insert_with_key(|(column, voice)| {
            voices.push((voice.clone(), column.clone()));
            voices.len() as u32 - 1
        })
    }

    /// Adds a claim that was found, by its number.
    pub(super) fn found(
        &mut self,
        claim: u32,
        accepted: bool,
        voice: u32,
        topics: &[TopicId],
        days: Option<DateRange>,
    ) {
        if accepted {
            self.claims.accepted.insert(claim);
        }
        self.hold(claim, voice, topics, days);
    }

    /// Adds one of the person's.
    pub(super) fn own(&mut self, row: OwnRow, voice: u32, topics: &[TopicId], days: Option<DateRange>) {
        let claim = self.claims.found() + self.claims.own.len() as u32;
        self.claims.own.push(row);
        self.hold(claim, voice, topics, days);
    }

    fn hold(&mut self, claim: u32, voice: u32, topics: &[TopicId], days: Option<DateRange>) {
        let all = &mut self.claims;
        let topics = match self.topics_of.get(topics) {
            Some(&known) => known,
            None => {
                all.topics.push(topics.into());
                let number = all.topics.len() as u32 - 1;
                self.topics_of.insert(topics.into(), number);
                number
            }
        };
        let days = *self.days_of.entry(days).or_insert_with(|| {
            all.days.push(days);
            all.days.len() as u32 - 1
        });
        all.rows.push(Held { claim, voice, topics, days });
    }

    /// The claims in the order of their places.
    pub(super) fn finish(self) -> Claims {
        let mut claims = self.claims;
        let mut rows = std::mem::take(&mut claims.rows);
        rows.sort_by_key(|&held| claims.row(held).map(|row| row.place));
        rows.shrink_to_fit();
        claims.rows = rows;
        claims
    }
}
