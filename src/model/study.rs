use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Certainty, ClaimKind, Extras, Foreign, Holder, RelationKind, Stance, TopicId};
use crate::calendar::{DateRange, Precision};
use crate::text::Span;

/// The id of an entry. New ones begin with the moment of their making, so that files grow at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Arc<str>);

impl From<&str> for EntryId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A document as the study knows it: by its path and by what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The path below the folder of the study, with `/`.
    pub path: String,
    /// XXH3-64 of its decoded text in hexadecimal, when it was last seen; empty when not yet seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fingerprint: String,
    /// Paths under which entries still speak of it, from before it was moved, renamed or converted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<String>,
}

/// A place in a document that survives changes: the words, what stands around them, and where they stood (the W3C
/// Web Annotation model's TextQuoteSelector and TextPositionSelector).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The path of the document, as in [`Document::path`].
    pub document: String,
    /// The words themselves, as the source has them.
    pub exact: String,
    /// Up to 32 characters before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Up to 32 characters after.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// Where they stood, in characters of the source.
    pub position: Span,
}

/// What the person said of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is right.
    Accepted,
    /// It is wrong, and is not shown again.
    Rejected,
}

/// Which suggestion a verdict is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Suggestion {
    /// A time mention.
    Time {
        /// Its words.
        at: Anchor,
    },
    /// A claim.
    Claim {
        /// Its words.
        at: Anchor,
    },
    /// One work's telling of an event.
    Event {
        /// The clause.
        at: Anchor,
    },
    /// A relation between two claims.
    Relation {
        /// One claim's words.
        a: Anchor,
        /// The other's.
        b: Anchor,
    },
}

/// A claim that the person made or settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnClaim {
    /// The words that state it.
    pub at: Anchor,
    /// Whose it is.
    pub holder: Holder,
    /// What it is about, the main topic first.
    pub topics: Vec<TopicId>,
    /// What kind of claim.
    pub kind: ClaimKind,
    /// Whether it affirms or denies.
    #[serde(default)]
    pub stance: Stance,
    /// How sure the holder is.
    #[serde(default)]
    pub certainty: Certainty,
    /// The claim in the person's own words, short.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gist: String,
}

/// A relation that the person drew or settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRelation {
    /// One claim.
    pub a: EntryId,
    /// The other.
    pub b: EntryId,
    /// How they stand.
    pub kind: RelationKind,
    /// The person's reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// A note or highlight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnNote {
    /// The words that it is about.
    pub at: Anchor,
    /// The note as Markdown; empty for a bare highlight.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// An event that the person added, or settled from what was found: renamed, corrected, merged or split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnEvent {
    /// The label.
    pub label: String,
    /// The days.
    pub range: DateRange,
    /// How exactly.
    pub precision: Precision,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// The words that tell it; `None` for background knowledge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Anchor>,
    /// The clauses of the found tellings that belong to it, or the words of the date of one that shares its clause with
    /// others; they leave the events to which they were laid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tellings: Vec<Anchor>,
    /// The person's note, as Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A phase as the person sets or settles it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPhase {
    /// The name.
    pub label: String,
    /// The days.
    pub range: DateRange,
    /// What marks it, in the person's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub character: String,
    /// The words that set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Anchor>,
    /// Lines of the phase card.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<PhaseLine>,
}

/// A line of a phase card in the person's words, with the sentence that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    /// What it tells.
    pub kind: super::AspectKind,
    /// Whose policy it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The line.
    pub text: String,
    /// The sentence.
    pub at: Anchor,
}

/// A periodisation that the person made, or an author's that she has settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPeriodisation {
    /// What it is called.
    pub name: String,
    /// The document whose author states it; `None` for the person's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The phases in order.
    pub phases: Vec<OwnPhase>,
}

/// A topic that the person added to the scheme. Its id is that of its entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTopic {
    /// Its name.
    pub name: String,
    /// What belongs to it, in the person's words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    /// The words that catch it, in any script.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<String>,
}

/// The person's own additions to the words of the rules, which hold for the documents of her study.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWords {
    /// Verbs that tell an event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deeds: Vec<String>,
    /// Nouns that name something that happened, as they end a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub happenings: Vec<String>,
    /// Names of periods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<OwnPeriod>,
    /// Words of time that are found and never placed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vague: Vec<String>,
    /// Who can act: for each the name that stands for it, and its other names behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Vec<String>>,
}

impl OwnWords {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A period that the person named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPeriod {
    /// Its name as texts write it.
    pub name: String,
    /// Its dates as the person wrote them.
    pub written: String,
    /// The days.
    pub range: DateRange,
}

/// What a person says of a work itself. A field that she left alone is `None`; one that she emptied is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What stands below the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The authors in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authors: Option<Vec<String>>,
    /// The bodies to which they belong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliations: Option<Vec<String>>,
    /// The journal, newspaper, publisher or university.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The year of publication; empty for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// The volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// The pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    /// The DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// The number in the Chinese Library Classification.
    #[serde(default, rename = "classNumber", skip_serializing_if = "Option::is_none")]
    pub class_number: Option<String>,
    /// The keywords in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<String>>,
    /// The grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fund: Option<String>,
    /// What is said of the authors.
    #[serde(default, rename = "authorNote", skip_serializing_if = "Option::is_none")]
    pub author_note: Option<String>,
    /// The kind of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<super::WorkKind>,
}

/// A column of the comparison, as a study names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnName {
    /// Whose claims it holds.
    pub holder: Holder,
    /// The document, for an author by one of his works, and for a work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Which work of the document, counted from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub part: u32,
    /// Whether the work is meant, and not its author in all that he wrote.
    #[serde(default, rename = "ofWork", skip_serializing_if = "std::ops::Not::not")]
    pub of_work: bool,
}

/// One thing that the person said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Entry {
    /// A claim.
    Claim(OwnClaim),
    /// A relation between two claims.
    Relation(OwnRelation),
    /// A note or highlight.
    Note(OwnNote),
    /// An event.
    Event(OwnEvent),
    /// A periodisation.
    Periodisation(OwnPeriodisation),
    /// A verdict on a suggestion.
    Verdict {
        /// Which suggestion.
        suggestion: Suggestion,
        /// What was said.
        verdict: Verdict,
    },
    /// The person's summary of what one holder says on one topic.
    Summary {
        /// The topic.
        topic: TopicId,
        /// The holder.
        holder: Holder,
        /// The document, for an author's cell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
        /// Which work of the document, counted from 0.
        #[serde(default, skip_serializing_if = "is_zero")]
        part: u32,
        /// The summary.
        text: String,
    },
    /// The person's paragraph on one topic, for a review of the literature.
    Paragraph {
        /// The topic.
        topic: TopicId,
        /// The paragraph.
        text: String,
    },
    /// The person looked for what one holder says on one topic, and it is nothing.
    Silent {
        /// The topic.
        topic: TopicId,
        /// The holder.
        holder: Holder,
        /// The document, for an author's cell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
        /// Which work of the document, counted from 0.
        #[serde(default, skip_serializing_if = "is_zero")]
        part: u32,
    },
    /// The columns of the comparison that the person chose, in her order.
    Columns {
        /// The columns.
        columns: Vec<ColumnName>,
    },
    /// A topic of the person's own.
    Topic(OwnTopic),
    /// Words of the person's own, beside those of the rules.
    Words(OwnWords),
    /// Two names are one party's: what is held under the one counts under the other.
    Alias {
        /// The name that is given up.
        name: String,
        /// The name under which it goes on.
        #[serde(rename = "standsFor")]
        stands_for: String,
    },
    /// Where the person stopped reading a document.
    Place {
        /// The document.
        document: String,
        /// The character at the top of the page.
        #[serde(rename = "character")]
        at: u32,
    },
    /// What the person has read of a work.
    Read {
        /// The document.
        document: String,
        /// The stretches, in characters of the source.
        spans: Vec<Span>,
    },
    /// The encoding that the person chose for a document.
    Encoding {
        /// The document.
        document: String,
        /// Its WHATWG name.
        name: String,
    },
    /// Where the works of a document begin, where the seams that were found are not the person's.
    Seams {
        /// The document.
        document: String,
        /// The first words of each work but the first.
        begins: Vec<Anchor>,
    },
    /// What the person says a work is, where the reading got it wrong or did not find it.
    Described {
        /// The document.
        document: String,
        /// Which work of the document, counted from 0.
        #[serde(default, skip_serializing_if = "is_zero")]
        part: u32,
        /// The fields that the person settled.
        fields: Description,
    },
    /// What another window or program made of an entry that was changed here too, until the person has decided.
    Dispute {
        /// The entry, which stands as it was made here.
        of: EntryId,
        /// What they made of it; `None` when they took it out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        theirs: Option<Box<Entry>>,
    },
    /// What this version cannot read: kept as it is, and written again as it was.
    #[serde(skip)]
    Foreign(Foreign),
}

impl Entry {
    /// Whether it only says how far the person has read: nothing that she would want to take back or see elsewhere.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        matches!(self, Self::Place { .. } | Self::Read { .. })
    }
}

/// Everything that a person said of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Study {
    /// The name shown in the menu; empty for that of the folder.
    pub name: String,
    /// The documents that the entries speak of.
    pub documents: Vec<Document>,
    /// What was said, in the order of the making.
    pub entries: BTreeMap<EntryId, Entry>,
    /// What else the file holds, from a newer version or another program; written again with what it stood beside.
    pub extras: Extras,
}

/// A change to a study: for each entry what it becomes; `None` takes it out. Applied as a whole, undone as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The entries that change.
    pub changes: Vec<(EntryId, Option<Entry>)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(part: &u32) -> bool {
    *part == 0
}

impl Edit {
    /// Puts one entry.
    #[must_use]
    pub fn put(id: EntryId, entry: Entry) -> Self {
        Self { changes: vec![(id, Some(entry))] }
    }

    /// Takes one entry out.
    #[must_use]
    pub fn remove(id: EntryId) -> Self {
        Self { changes: vec![(id, None)] }
    }

    /// What makes the entries of one study those of another.
    #[must_use]
    pub fn between(from: &Study, to: &Study) -> Self {
        let gone = from.entries.keys().filter(|id| !to.entries.contains_key(*id)).map(|id| (id.clone(), None));
        let other = to.entries.iter().filter(|&(id, entry)| from.entries.get(id) != Some(entry));
        Self { changes: gone.chain(other.map(|(id, entry)| (id.clone(), Some(entry.clone())))).collect() }
    }

    /// Whether a study is already as it would be after it.
    #[must_use]
    pub fn leads_nowhere(&self, study: &Study) -> bool {
        let last: BTreeMap<&EntryId, Option<&Entry>> =
            self.changes.iter().map(|(id, entry)| (id, entry.as_ref())).collect();
        last.iter().all(|(id, entry)| study.entries.get(id) == *entry)
    }
}

impl Study {
    /// The encodings that the person chose, by document.
    pub fn encodings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.values().filter_map(|entry| match entry {
            Entry::Encoding { document, name } => Some((document.as_str(), name.as_str())),
            _ => None,
        })
    }

    /// The seams that the person set, by document.
    pub fn seams(&self) -> impl Iterator<Item = (&str, &[Anchor])> {
        self.entries.values().filter_map(|entry| match entry {
            Entry::Seams { document, begins } => Some((document.as_str(), begins.as_slice())),
            _ => None,
        })
    }

    /// The person's own words; none where she has added none.
    #[must_use]
    pub fn own_words(&self) -> OwnWords {
        let words = self.entries.values().find_map(|entry| match entry {
            Entry::Words(words) => Some(words.clone()),
            _ => None,
        });
        words.unwrap_or_default()
    }

    /// Where the document of a name lies now, as far as is known.
    #[must_use]
    pub fn path_of<'a>(&'a self, name: &'a str) -> &'a str {
        let formerly = |document: &&Document| document.formerly.iter().any(|other| other == name);
        self.documents.iter().find(formerly).map_or(name, |document| &document.path)
    }

    /// Applies an edit and returns the one that takes it back exactly.
    pub fn apply(&mut self, edit: Edit) -> Edit {
        let mut inverse: Vec<_> = edit
            .changes
            .into_iter()
            .map(|(id, entry)| {
                let before = match entry {
                    Some(entry) => self.entries.insert(id.clone(), entry),
                    None => self.entries.remove(&id),
                };
                (id, before)
            })
            .collect();
        inverse.reverse();
        Edit { changes: inverse }
    }
}
