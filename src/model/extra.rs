//! What a study file holds that this version does not know. It is kept as it is, and written again beside what it
//! stood beside, so that an older program never takes away what a newer one has said.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::EntryId;

/// An entry that this version cannot read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The whole entry as the file has it, its id included.
    pub json: Arc<str>,
}

/// What stands in a study file beside what this version knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Fields of the file, in their order, as JSON.
    pub file: Vec<(String, Arc<str>)>,
    /// Fields of documents, by path.
    pub documents: BTreeMap<String, Extra>,
    /// Fields of entries. They outlast the taking out of an entry, so that undoing that brings them back.
    pub entries: BTreeMap<EntryId, Extra>,
}

/// Unknown fields of a JSON value, wherever in it they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Fields of the object itself.
    fields: Map<String, Value>,
    /// What its known fields hold.
    inner: BTreeMap<String, Extra>,
    /// What the elements of a list hold: the place of the element, what is known of it, and the rest.
    items: Vec<(usize, Value, Extra)>,
}

impl Extra {
    /// What a value holds beside what is known of it; `None` when that is everything.
    #[must_use]
    pub fn beside(whole: &Value, known: &Value) -> Option<Self> {
        let mut extra = Self::default();
        match (whole, known) {
            (Value::Object(whole), Value::Object(known)) => {
                for (name, value) in whole {
                    match known.get(name) {
                        None => drop(extra.fields.insert(name.clone(), value.clone())),
                        Some(known) => {
                            if let Some(inner) = Self::beside(value, known) {
                                extra.inner.insert(name.clone(), inner);
                            }
                        }
                    }
                }
            }
            (Value::Array(whole), Value::Array(known)) if whole.len() == known.len() => {
                let pairs = whole.iter().zip(known).enumerate();
                extra.items.extend(
                    pairs.filter_map(|(at, (whole, known))| Some((at, known.clone(), Self::beside(whole, known)?))),
                );
            }
            _ => {}
        }
        (extra != Self::default()).then_some(extra)
    }

    /// Puts the unknown fields back into what is known. What is known stands where both name a field; an element of a
    /// list is known again by its content, wherever it has gone, else by its place.
    pub fn put_into(&self, known: &mut Value) {
        match known {
            Value::Object(known) => {
                for (name, value) in &self.fields {
                    if !known.contains_key(name) {
                        known.insert(name.clone(), value.clone());
                    }
                }
                for (name, inner) in &self.inner {
                    if let Some(value) = known.get_mut(name) {
                        inner.put_into(value);
                    }
                }
            }
            Value::Array(known) => {
                let places: Vec<_> = self.items.iter().map(|(at, was, _)| place_of(known, *at, was)).collect();
                for (place, (.., extra)) in places.into_iter().zip(&self.items) {
                    if let Some(element) = place.and_then(|place| known.get_mut(place)) {
                        extra.put_into(element);
                    }
                }
            }
            _ => {}
        }
    }
}

fn place_of(list: &[Value], at: usize, was: &Value) -> Option<usize> {
    if list.get(at) == Some(was) {
        return Some(at);
    }
    list.iter().position(|element| element == was).or_else(|| (at < list.len()).then_some(at))
}
