//! Names of rules, which live as long as the program, read back from a kept reading.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer};

/// Names that are read, at most: there are fewer rules than that, so that a file that holds more is no reading of ours.
const MOST: usize = 4096;

/// The name of the rule that found something.
pub type RuleName = &'static str;

/// A name that lives as long as the program: each is made once.
pub(crate) fn rule_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RuleName, D::Error> {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let name = String::deserialize(deserializer)?;
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = known.get(name.as_str()) {
        return Ok(same);
    }
    if known.len() >= MOST {
        return Err(serde::de::Error::custom("too many rules"));
    }
    let kept: &'static str = Box::leak(name.into_boxed_str());
    known.insert(kept);
    Ok(kept)
}
