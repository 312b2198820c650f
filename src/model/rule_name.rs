//! Names of rules, which live as long as the program, read back from a kept reading.

use std::sync::OnceLock;

use serde::{Deserialize, Deserializer};

/// Names that are read, at most: there are fewer rules than that, so that a file that holds more is no reading of ours.
const MOST: usize = 1024;

/// The name of the rule that found something.
pub type RuleName = &'static str;

/// A name that lives as long as the program: each is made once, in the first free place.
pub(crate) fn rule_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RuleName, D::Error> {
    static KNOWN: [OnceLock<RuleName>; MOST] = [const { OnceLock::new() }; MOST];
    let name = String::deserialize(deserializer)?;
    let kept = |place: &'static OnceLock<RuleName>| *place.get_or_init(|| Box::leak(name.as_str().into()));
    let found = KNOWN.iter().map(kept).find(|known| *known == name);
    found.ok_or_else(|| serde::de::Error::custom("too many rules"))
}
