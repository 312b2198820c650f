use std::ops::Range;
use std::sync::Arc;

/// What kind of actor a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state, its government, or its capital standing for it.
    State,
    /// A body: an organisation, a party, a firm.
    Body,
    /// A person.
    Person,
}

/// One naming of an actor in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMention {
    /// The words, as bytes of the clean text.
    pub bytes: Range<usize>,
    /// The canonical name.
    pub name: Arc<str>,
    /// What kind.
    pub kind: ActorKind,
}

/// The table of actors: canonical names with their aliases and short forms.
#[derive(Clone, Debug, Default)]
pub struct Actors {}

impl Actors {
    /// All namings in a clean text, ascending, longest first where several could stand at one place.
    #[must_use]
    pub fn find(&self, _text: &str) -> Vec<ActorMention> {
        Vec::new()
    }
}
