//! Archives as people get them from databases: a ZIP with documents in it is read like a folder of that name.

use std::io::{Read, Seek};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use zip::ZipArchive;

use super::office::fault;
use crate::model::ProblemCode;

/// The most documents that are taken from one archive.
const MOST: usize = 20_000;
/// The most that a document may grow to, in bytes, and how many times its size in the archive beyond the first 16 MB.
const LARGEST_MEMBER: u64 = 512 << 20;
const SWELLING: u64 = 100;

/// A document in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its number in the archive.
    pub index: usize,
    /// Its path inside, with `/`, which never leads out of the archive.
    pub path: String,
}

/// An archive of documents.
pub struct Archive<R: Read + Seek> {
    archive: ZipArchive<R>,
}

impl<R: Read + Seek> std::fmt::Debug for Archive<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Archive({})", self.archive.len())
    }
}

/// Whether a file of that name is an archive of documents.
#[must_use]
pub fn is_archive(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive.
    ///
    /// # Errors
    /// That it is broken or has a password, with what the archive's reader says.
    pub fn open(reader: R) -> Result<Self, (ProblemCode, String)> {
        let archive = ZipArchive::new(reader).map_err(|error| {
            let fault = fault(&error);
            (fault.code, fault.detail)
        })?;
        Ok(Self { archive })
    }

    /// What is in it, hidden files and those of the Macintosh's own left out. Names that are not in UTF-8 are decoded
    /// all together as what they look like, mostly GBK.
    #[must_use]
    pub fn members(&mut self) -> Vec<Member> {
        let mut raw: Vec<(usize, Vec<u8>)> = Vec::new();
        for index in 0..self.archive.len().min(MOST) {
            let Ok(member) = self.archive.by_index_raw(index) else { continue };
            if !member.is_dir() {
                raw.push((index, member.name_raw().to_vec()));
            }
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        for (_, name) in &raw {
            detector.feed(name, false);
        }
        detector.feed(b"", true);
        let encoding = detector.guess(None, Utf8Detection::Allow);
        let mut members = Vec::new();
        for (index, name) in raw {
            let name = match String::from_utf8(name) {
                Ok(name) => name,
                Err(error) => encoding.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
            };
            let name = name.replace('\\', "/");
            let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
            let hidden = parts.iter().any(|part| part.starts_with(['.', '~']) || *part == "__MACOSX");
            if !hidden && !parts.is_empty() {
                members.push(Member { index, path: parts.join("/") });
            }
        }
        members
    }

    /// The bytes of a document, with a password where it has one.
    ///
    /// # Errors
    /// That it is broken, has another password, or swells beyond all measure.
    pub fn read(&mut self, index: usize, password: Option<&str>) -> Result<Vec<u8>, (ProblemCode, String)> {
        let member = match password {
            Some(password) => self.archive.by_index_decrypt(index, password.as_bytes()),
            None => self.archive.by_index(index),
        };
        let mut member = member.map_err(|error| {
            let fault = fault(&error);
            (fault.code, fault.detail)
        })?;
        let limit = (16 << 20) + member.compressed_size().saturating_mul(SWELLING);
        let limit = limit.min(LARGEST_MEMBER);
        let mut bytes = Vec::new();
        let read = member.by_ref().take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| (ProblemCode::Broken, error.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err((ProblemCode::TooLarge, format!("> {} MB", limit >> 20)));
        }
        Ok(bytes)
    }
}
