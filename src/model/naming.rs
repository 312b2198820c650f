use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// One naming of an actor in a work: a state, a body or a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// The words.
    pub span: Span,
    /// The canonical name.
    pub name: Arc<str>,
}
