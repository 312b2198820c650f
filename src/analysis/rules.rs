use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::Actors;
use super::claims::ClaimWords;
use super::events::EventWords;
use super::phases::PhaseWords;
use super::relate::RelationWords;
use super::times::Lexicon;
use super::topics::Cues;
use crate::model::{OwnWords, Topic};

/// The vocabulary of the analysis, from `assets/rules/`.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Names of states, governments, bodies and their short forms.
    pub actors: Actors,
    /// The general topics, in their order.
    pub topics: Vec<Topic>,
    /// The cue words of the topics with all runs of characters in them, made when they are first asked for.
    pub(super) cues: OnceLock<Cues>,
    /// What sets two claims against each other.
    pub(super) relations: RelationWords,
    /// What makes a claim, and whose it is.
    pub(super) claims: ClaimWords,
    /// How authors divide time.
    pub(super) phases: PhaseWords,
    /// Words of time, eras and periods.
    pub(super) times: Lexicon,
    /// How clauses tell what happened.
    pub(super) events: EventWords,
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
        Self::with(&OwnWords::default())
    }

    /// The rules that come with the program, with the words of a person beside theirs.
    ///
    /// # Errors
    /// As [`Rules::bundled`].
    pub fn with(own: &OwnWords) -> Result<Self, BadRules> {
        let claims = ClaimWords::bundled()?;
        Ok(Self {
            actors: Actors::new(include_str!("../../assets/rules/actors.toml"), own)?,
            relations: read("relations.toml", include_str!("../../assets/rules/relations.toml"))?,
            topics: claims.topics().to_vec(),
            cues: OnceLock::new(),
            claims,
            phases: read("phases.toml", include_str!("../../assets/rules/phases.toml"))?,
            times: Lexicon::parse(
                include_str!("../../assets/rules/times.toml"),
                include_str!("../../assets/rules/eras.toml"),
                own,
            )?,
            events: EventWords::new(
                include_str!("../../assets/rules/events.toml"),
                include_str!("../../assets/rules/deeds.toml"),
                own,
            )?,
        })
    }
}

/// Reads one rule file.
fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, BadRules> {
    toml::from_str(text).map_err(|error| BadRules { file, reason: error.to_string() })
}
