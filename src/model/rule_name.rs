use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Names that are known at most: there are fewer rules than that, so that a file that holds more is no reading of ours.
const MOST: u16 = 1024;

/// The names by their numbers: each is put in the first free place, and lives as long as the program.
static KNOWN: [OnceLock<&'static str>; MOST as usize] = [const { OnceLock::new() }; MOST as usize];

/// The name of the rule that found something. A corpus has very many findings and few rules: a finding keeps the number
/// of its rule's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RuleName(u16);

impl RuleName {
    /// The name, as the documentation and the rule files have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        KNOWN.get(usize::from(self.0)).and_then(|known| known.get()).copied().unwrap_or_default()
    }

    /// The number of a name, which `kept` makes to live as long as the program where it is not known yet.
    fn numbered(name: &str, kept: impl Fn() -> &'static str) -> Option<Self> {
        (0..MOST).zip(&KNOWN).find(|(_, place)| *place.get_or_init(&kept) == name).map(|(number, _)| Self(number))
    }
}

impl From<&'static str> for RuleName {
    fn from(name: &'static str) -> Self {
        // The program has fewer rules than there are places; one that found none would go without its name.
        Self::numbered(name, || name).unwrap_or(Self(MOST))
    }
}

impl PartialEq<str> for RuleName {
    fn eq(&self, name: &str) -> bool {
        self.as_str() == name
    }
}

impl PartialEq<&str> for RuleName {
    fn eq(&self, name: &&str) -> bool {
        self.as_str() == *name
    }
}

impl fmt::Debug for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for RuleName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_str().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = Self::numbered(&name, || Box::leak(name.as_str().into()));
        known.ok_or_else(|| serde::de::Error::custom("too many rules"))
    }
}
