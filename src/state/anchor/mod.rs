//! Finding a remembered place again.
//!
//! After the W3C Web Annotation model an anchor is the words, what stands around them, and where they stood. It is
//! looked for where it stood; then where its neighbours have gone; then wherever rare runs of its characters occur,
//! letter by letter alike as far as possible. What is not sure is never answered as a place: it is lost, with the best
//! guesses for the person to choose from.

mod align;
mod finder;
mod index;

pub use finder::Finder;

use crate::model::Anchor;
use crate::text::{SourceText, Span};

/// Characters of context kept on either side.
const CONTEXT: u32 = 32;

/// How well an anchor was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// The same words at the same place.
    Kept,
    /// The same words at another place, or in another writing.
    Moved,
    /// Other words, at what is surely their place.
    Changed,
    /// Not found, or not for sure.
    Lost,
}

/// A place where the words of an anchor may now be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The place.
    pub span: Span,
    /// How alike words and neighbours are, in per cent.
    pub likeness: u8,
}

/// What became of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refound {
    /// Its place; `None` exactly when it is lost.
    pub span: Option<Span>,
    /// How well it was found.
    pub health: Health,
    /// For one that is not sure or has changed: where it may be, the best first.
    pub guesses: Vec<Guess>,
}

/// An anchor for a stretch of a document.
#[must_use]
pub fn anchor_at(document: &str, text: &SourceText, span: Span) -> Anchor {
    let before = Span::new(span.start.saturating_sub(CONTEXT), span.start);
    let after = Span::new(span.end, span.end.saturating_add(CONTEXT).min(text.chars()));
    Anchor {
        document: document.to_owned(),
        exact: text.slice(span).to_owned(),
        prefix: text.slice(before).to_owned(),
        suffix: text.slice(after).to_owned(),
        position: span,
    }
}

/// Finds an anchor in the text that its document has now. For many anchors of one text, use a [`Finder`].
#[must_use]
pub fn find_anchor(text: &SourceText, anchor: &Anchor) -> (Option<Span>, Health) {
    let found = Finder::new(text).find(anchor);
    (found.span, found.health)
}
