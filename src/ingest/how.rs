use std::fmt;
use std::path::Path;

use crate::text::SourceText;

/// Finds in the decoded text the characters at which the person lets works begin.
pub type Seams<'a> = dyn Fn(&SourceText) -> Vec<u32> + 'a;

/// How a file is to be read, where the person said so.
#[derive(Clone, Copy, Default)]
pub struct How<'a> {
    /// Its encoding, by its WHATWG name.
    pub encoding: Option<&'a str>,
    /// Its password.
    pub password: Option<&'a str>,
    /// Where its works begin but the first, in the place of the seams that are found.
    pub seams: Option<&'a Seams<'a>>,
}

impl fmt::Debug for How<'_> {
    /// A password is not for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (locked, sewn) = (self.password.is_some(), self.seams.is_some());
        write!(f, "How({:?}, password: {locked}, seams: {sewn})", self.encoding)
    }
}

/// Whether a file of that path as shown can be read when its password is known: a PDF, or a document in an archive.
#[must_use]
pub fn takes_password(path: &str) -> bool {
    let ends = |part: &str, end: &str| part.to_ascii_lowercase().ends_with(end);
    let packed = path.split('/').rev().skip(1).any(|folder| super::is_archive(Path::new(folder)));
    packed || ends(path, ".pdf")
}
