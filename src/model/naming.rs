use std::sync::Arc;

use crate::text::Span;

/// One naming of an actor in a work: a state, a body or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The words.
    pub span: Span,
    /// The canonical name.
    pub name: Arc<str>,
}
