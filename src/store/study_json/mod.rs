//! The form of a study file: one readable JSON object, its entries in the order of their ids, one a block, so that it
//! compares well line by line.
//!
//! `format` is `duidu.study/N`. N rises when a program that knows only N - 1 could misread the file; older files are
//! migrated on reading. What may be added without a rise (fields, kinds of entries) is kept as it is by a version that
//! does not know it.

mod migrate;
mod read;
mod write;

pub use read::{ReadStudy, Remark, read_study};
pub use write::study_to_json;

pub(super) use read::read_entry;
pub(super) use write::entry_to_json;

use std::io;

use crate::model::{EntryId, Study};

/// The number of the format that is written.
const FORMAT: u32 = 2;

/// What the name of the format begins with.
const FAMILY: &str = "duidu.study/";

/// A study file that is left alone.
#[derive(Debug, thiserror::Error)]
pub enum BadStudy {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] io::Error),
    /// It is no JSON, or not of this form; the message names line and column.
    #[error("{0}")]
    Broken(#[from] serde_json::Error),
    /// It was written by a newer program, or is no study at all.
    #[error("format “{0}” is not one that this version reads ({FAMILY}1 to {FAMILY}{FORMAT})")]
    OtherFormat(String),
    /// Two entries carry one id.
    #[error("two entries carry the id “{0}”")]
    Doubled(EntryId),
    /// A field of the file stands twice.
    #[error("the field “{0}” stands twice")]
    DoubledField(String),
}

/// Reads a study of a format that this version knows.
///
/// # Errors
/// [`BadStudy`] with the place.
pub fn study_from_json(text: &str) -> Result<Study, BadStudy> {
    let read = read_study(text)?;
    match read.newer {
        Some(format) => Err(BadStudy::OtherFormat(format)),
        None => Ok(read.study),
    }
}
