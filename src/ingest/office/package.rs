//! Archives that are documents (DOCX, ODT, EPUB, PPTX), opened with limits: nothing in them grows without bounds, and
//! nothing is written anywhere.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::ingest::laid::Fault;
use crate::model::ProblemCode;

/// What a part may grow to whatever its size in the archive, in bytes.
const FREE: u64 = 32 << 20;
/// How many times larger than the whole archive all that is read of it may be.
const SWELLING: u64 = 60;
/// The most that is read of one archive, in bytes.
const MOST: u64 = 512 << 20;

/// An archive whose parts are read by name.
pub(in crate::ingest) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be read, in bytes.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    pub(in crate::ingest) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
        let left = (FREE + bytes.len() as u64 * SWELLING).min(MOST);
        Ok(Self { archive, left })
    }

    /// The names of its parts.
    pub(in crate::ingest) fn names(&self) -> impl Iterator<Item = String> {
        self.archive.file_names().flatten().map(Cow::into_owned)
    }

    /// Whether it holds a part.
    pub(in crate::ingest) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part; `None` where there is none.
    pub(in crate::ingest) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let mut part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(named(fault(&error), name)),
        };
        let mut bytes = Vec::new();
        let read = part.by_ref().take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| Fault::fatal(ProblemCode::Broken, format!("{name}: {error}")))?;
        if bytes.len() as u64 > self.left {
            return Err(Fault::fatal(ProblemCode::TooLarge, name));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// A part that must be there.
    pub(in crate::ingest) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        self.part(name)?.ok_or_else(|| Fault::fatal(ProblemCode::Broken, name))
    }

    /// A part that may be missing or damaged without harm to the rest.
    pub(in crate::ingest) fn extra(&mut self, name: &str) -> Option<Vec<u8>> {
        self.part(name).ok().flatten()
    }
}

fn named(fault: Fault, name: &str) -> Fault {
    Fault { detail: format!("{name}: {}", fault.detail), ..fault }
}

/// What an error of the archive means to the person.
pub(in crate::ingest) fn fault(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Fault::fatal(ProblemCode::Encrypted, "")
        }
        other => Fault::fatal(ProblemCode::Broken, other.to_string()),
    }
}
