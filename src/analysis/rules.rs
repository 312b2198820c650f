use super::Actors;

/// The vocabulary of the analysis, from `assets/rules/`.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Names of states, governments, bodies and their short forms.
    pub actors: Actors,
}

/// A rule file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("assets/rules/{file}: {reason}")]
pub struct BadRules {
    /// The file.
    pub file: &'static str,
    /// What is wrong, with the place.
    pub reason: String,
}

impl Rules {
    /// The rules that come with the program.
    ///
    /// # Errors
    /// [`BadRules`] when a rule file is not what it should be; a test holds that the bundled ones are.
    pub fn bundled() -> Result<Self, BadRules> {
        Ok(Self { actors: Actors::default() })
    }
}
