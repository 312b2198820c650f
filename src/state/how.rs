//! How documents are to be read, where the person said so.

use std::fmt;

use crate::model::{Anchor, OwnWords, Study};

/// The password of a document. It is kept in memory alone, for as long as the documents are open.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// A password as it was typed.
    #[must_use]
    pub fn new(typed: String) -> Self {
        Self(typed)
    }

    /// The password itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    /// What is printed for debugging may end in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// How documents are to be read; each by its path as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HowRead {
    /// Encodings that the person chose, by their WHATWG names.
    pub encodings: Vec<(String, String)>,
    /// Where she lets works begin but the first.
    pub seams: Vec<(String, Vec<Anchor>)>,
    /// Her own words, beside those of the rules.
    pub words: OwnWords,
    /// Passwords that she gave. One for an archive holds for all documents in it.
    pub passwords: Vec<(String, Password)>,
}

impl HowRead {
    /// What a study says of it.
    #[must_use]
    pub fn of(study: &Study) -> Self {
        let path = |name: &str| study.path_of(name).to_owned();
        let encodings = study.encodings().map(|(document, name)| (path(document), name.to_owned()));
        let seams = study.seams().map(|(document, begins)| (path(document), begins.to_vec()));
        Self { encodings: encodings.collect(), seams: seams.collect(), words: study.own_words(), passwords: Vec::new() }
    }

    /// Takes in what another says.
    pub fn extend(&mut self, other: Self) {
        self.encodings.extend(other.encodings);
        self.seams.extend(other.seams);
        if !other.words.is_empty() {
            self.words = other.words;
        }
        self.passwords.extend(other.passwords);
    }

    /// The encoding of a document.
    #[must_use]
    pub fn encoding(&self, path: &str) -> Option<&str> {
        self.encodings.iter().find(|(of, _)| of == path).map(|(_, name)| name.as_str())
    }

    /// The seams of a document.
    #[must_use]
    pub fn seams(&self, path: &str) -> Option<&[Anchor]> {
        self.seams.iter().find(|(of, _)| of == path).map(|(_, begins)| begins.as_slice())
    }

    /// The password of a document: its own, or that of the archive that holds it.
    #[must_use]
    pub fn password(&self, path: &str) -> Option<&Password> {
        let holds = |of: &str| path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let mut fitting: Vec<_> = self.passwords.iter().filter(|(of, _)| holds(of)).collect();
        fitting.sort_by_key(|(of, _)| of.len());
        fitting.last().map(|(_, password)| password)
    }
}
