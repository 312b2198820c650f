//! Finding a remembered place again.
//!
//! After the W3C Web Annotation model: the words first, then what stands around them, then where they stood.

use memchr::memmem;

use crate::model::Anchor;
use crate::text::{SourceText, Span};

/// Characters of context kept on either side.
const CONTEXT: u32 = 32;

/// How well an anchor was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Health {
    /// The same words at the same place.
    Kept,
    /// The same words at another place.
    Moved,
    /// Other words between the same neighbours.
    Changed,
    /// Not found.
    Lost,
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

/// Finds an anchor in the text that its document has now. A place is never answered with [`Health::Kept`] or
/// [`Health::Moved`] unless its words are the same.
#[must_use]
pub fn find_anchor(text: &SourceText, anchor: &Anchor) -> (Option<Span>, Health) {
    if anchor.exact.is_empty() {
        return (None, Health::Lost);
    }
    if text.slice(anchor.position) == anchor.exact {
        return (Some(anchor.position), Health::Kept);
    }
    if let Some(span) = same_words(text, anchor) {
        return (Some(span), Health::Moved);
    }
    match between_neighbours(text, anchor) {
        Some(span) => (Some(span), Health::Changed),
        None => (None, Health::Lost),
    }
}

/// The occurrence of the words whose surroundings are most alike; among equals the one nearest to the old place.
fn same_words(text: &SourceText, anchor: &Anchor) -> Option<Span> {
    let whole = text.as_str();
    let old = text.byte_at(anchor.position.start);
    let likeness = |at: usize| {
        let before = common(whole[..at].chars().rev(), anchor.prefix.chars().rev());
        let after = common(whole[at + anchor.exact.len()..].chars(), anchor.suffix.chars());
        before + after
    };
    let at = memmem::find_iter(whole.as_bytes(), anchor.exact.as_bytes())
        .max_by_key(|&at| (likeness(at), std::cmp::Reverse(at.abs_diff(old))))?;
    Some(text.span(at..at + anchor.exact.len()))
}

/// The stretch between the old neighbours, when both are there, in order and about as far apart as they were.
fn between_neighbours(text: &SourceText, anchor: &Anchor) -> Option<Span> {
    let near = |context: &str| context.chars().count() >= 8;
    if !near(&anchor.prefix) || !near(&anchor.suffix) {
        return None;
    }
    let whole = text.as_str();
    let room = anchor.exact.len() * 2 + 96;
    let found = memmem::find_iter(whole.as_bytes(), anchor.prefix.as_bytes()).find_map(|at| {
        let start = at + anchor.prefix.len();
        let mut end = (start + room).min(whole.len());
        while !whole.is_char_boundary(end) {
            end -= 1;
        }
        let gap = memmem::find(whole.as_bytes().get(start..end)?, anchor.suffix.as_bytes())?;
        (gap > 0).then_some(start..start + gap)
    })?;
    Some(text.span(found))
}

fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}
