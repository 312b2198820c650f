//! Model: what the app talks about, as plain values. See the words in the overview of the crate.
//!
//! A [`Corpus`] is derived from the documents and can be thrown away; a [`Study`] is what the person said and is
//! sacred. Neither knows the other: they meet in `state::Synopsis`.

mod anchored;
mod claim;
mod corpus;
mod event;
mod extra;
mod naming;
mod outline;
mod periodisation;
mod problem;
mod rule_name;
mod shared;
mod source;
mod study;
mod time;
mod work;

pub use claim::{
    Certainty, Claim, ClaimKind, Cue, Holder, HolderKind, ProposedTopic, Relation, RelationKind, Stance, Topic,
    TopicId, Voice,
};
pub use corpus::{Corpus, JointFindings, PageNumber, Twin, WorkFindings};
pub use event::{Attestation, Conflict, ConflictKind, Event, EventMention};
pub use extra::{Extra, Extras, Foreign};
pub use naming::Naming;
pub use outline::{OutlineRow, outline};
pub use periodisation::{Aspect, AspectKind, Bound, Periodisation, Phase};
pub use problem::{Problem, ProblemCode, Severity};
pub use rule_name::RuleName;
pub use shared::Shared;
pub use source::{Encoding, MediaType, Noise, NoiseKind, Source, SourceId};
pub use study::{
    Anchor, ColumnName, Description, Document, Edit, Entry, EntryId, OwnClaim, OwnEvent, OwnNote, OwnPeriod,
    OwnPeriodisation, OwnPhase, OwnRelation, OwnTopic, OwnWords, PhaseLine, Study, Suggestion, Verdict,
};
pub use time::{TimeKind, TimeMention, TimeRole};
pub use work::{Block, BlockKind, Run, RunStyle, Stated, Work, WorkId, WorkKind, WorkMeta};

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A stretch of one work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The work.
    pub work: WorkId,
    /// The stretch, in the text of the work's source.
    pub span: Span,
}
