use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::WorkId;
use crate::text::Span;

/// A topic, by its id (`root_cause`); the person's own topics carry ids of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(pub Arc<str>);

impl From<&str> for TopicId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

/// A topic of the scheme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its name in Chinese.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The one character that stands for it in margins.
    pub letter: char,
    /// What belongs to it, in one sentence.
    pub definition: String,
    /// The cue words that catch it.
    pub cues: Vec<String>,
}

/// What kind of voice holds a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolderKind {
    /// The author of the work.
    Author,
    /// A scholar whom the author reports.
    Scholar,
    /// A government, or a person or body that speaks for one.
    Government,
    /// A body, a paper, people in general.
    Other,
}

/// Whose claim it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Holder {
    /// What kind of voice.
    pub kind: HolderKind,
    /// The canonical name; for an author the name as signed, empty when the work is unsigned.
    pub name: String,
}

/// Who speaks in a claim. One and the same is shared by all claims of a work that have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Voice {
    /// Whose claim it is.
    pub holder: Holder,
    /// Who reports it, from the author inwards, where it is reported by others on the way.
    pub chain: Vec<Holder>,
}

/// What kind of claim it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// The author's main contention.
    Thesis,
    /// Why something is so.
    Cause,
    /// How something is to be judged.
    Evaluation,
    /// What a party wants or maintains.
    Position,
    /// What will be.
    Prediction,
    /// What should be done.
    Proposal,
    /// What something is.
    Definition,
    /// How time is divided.
    Periodisation,
    /// What was the case, asserted as part of an argument.
    Factual,
}

/// How sure the holder is, by his own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// 必然, 无疑, 根本.
    Strong,
    /// No cue.
    #[default]
    Plain,
    /// 可能, 恐怕, 尚难.
    Hedged,
}

/// Whether the claim affirms what its words name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// It does.
    #[default]
    Affirms,
    /// It denies it.
    Denies,
    /// It does both, or keeps back.
    Mixed,
}

/// A word or rule that made a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// The words in the source; `None` for a rule without words (position, form).
    pub span: Option<Span>,
    /// The name of the rule, as the documentation and the rule files have it.
    pub rule: super::RuleName,
}

/// An assertion, with whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The work that states it.
    pub work: WorkId,
    /// The smallest stretch that states it.
    pub span: Span,
    /// The same stretch as bytes of the work's clean text.
    pub bytes: Range<usize>,
    /// The sentence around it.
    pub sentence: Span,
    /// Whose it is, and who reports it.
    pub voice: Arc<Voice>,
    /// What kind of claim.
    pub kind: ClaimKind,
    /// What it is about, the main topic first.
    pub topics: Arc<[TopicId]>,
    /// Whether it affirms or denies.
    pub stance: Stance,
    /// How sure.
    pub certainty: Certainty,
    /// Why it was found and whose it was taken to be, among [`super::WorkFindings::cues`].
    pub basis: Range<u32>,
}

impl Claim {
    /// Whose it is.
    #[must_use]
    pub fn holder(&self) -> &Holder {
        &self.voice.holder
    }

    /// Who reports it, from the author inwards, where it is reported by others on the way.
    #[must_use]
    pub fn chain(&self) -> &[Holder] {
        &self.voice.chain
    }
}

/// How two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// They say the same.
    Agrees,
    /// They cannot both hold.
    Contradicts,
    /// One limits the other.
    Qualifies,
}

/// A proposed relation between two claims of different holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// One claim, by its place in the corpus's claims.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How they stand.
    pub kind: RelationKind,
    /// The reason in a few words.
    pub why: String,
}

/// A further topic that the works themselves suggest: a word on which several of them argue and which no topic catches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedTopic {
    /// The word, which is its name and its first cue word; simplified.
    pub word: String,
    /// Longer words that hold it, which would be caught with it.
    pub with: Vec<String>,
    /// In how many works it is argued about.
    pub works: usize,
    /// In how many claims it stands.
    pub claims: usize,
}
