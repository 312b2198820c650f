//! Documents with passwords: the person is asked once for each, and again when she wishes.

use std::collections::BTreeSet;

use super::{Password, State};
use crate::ingest::takes_password;
use crate::model::ProblemCode;

/// The documents that want a password.
#[derive(Clone, Debug, Default)]
pub struct Locked {
    /// Passwords that were given, by path.
    pub(super) given: Vec<(String, Password)>,
    /// Documents that the person wants to leave locked.
    left: BTreeSet<String>,
    /// Documents that she is to be asked about, in their order.
    asked: Vec<String>,
}

impl Locked {
    /// The document that the person is asked about, and whether a password was given for it that does not fit.
    #[must_use]
    pub fn asking(&self) -> Option<(&str, bool)> {
        let path = self.asked.first()?;
        Some((path, self.given.iter().any(|(of, _)| of == path)))
    }
}

impl State {
    /// Finds the documents that could be read if their password were known. One password opens a whole archive, so its
    /// documents are asked about as one.
    pub(super) fn find_locked(&mut self) {
        let wants = self.corpus.problems.iter().filter(|problem| problem.code == ProblemCode::Encrypted);
        let mut asked: Vec<String> = Vec::new();
        for problem in wants.filter(|problem| takes_password(&problem.path)) {
            let path = lock_of(&problem.path);
            if !self.locked.left.contains(path) && !asked.iter().any(|other| other == path) {
                asked.push(path.to_owned());
            }
        }
        self.locked.asked = asked;
    }

    /// Takes a password and reads the documents again.
    pub(super) fn unlock(&mut self, path: &str, password: Password) {
        self.locked.given.retain(|(of, _)| of != path);
        self.locked.given.push((path.to_owned(), password));
        self.locked.asked.retain(|other| other != path);
        self.read_again();
    }

    /// Leaves a document as it is.
    pub(super) fn leave_locked(&mut self, path: &str) {
        self.locked.asked.retain(|other| other != path);
        self.locked.left.insert(path.to_owned());
    }

    /// Asks about a document that was left.
    pub(super) fn ask_password(&mut self, path: &str) {
        let path = lock_of(path).to_owned();
        self.locked.left.remove(&path);
        self.locked.asked.retain(|other| *other != path);
        self.locked.asked.insert(0, path);
    }
}

/// What the password belongs to: the archive that holds a document, or the document.
fn lock_of(path: &str) -> &str {
    let lower = path.to_ascii_lowercase();
    lower.find(".zip/").map_or(path, |at| &path[..at + ".zip".len()])
}
