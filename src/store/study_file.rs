//! The study file: one readable JSON, stable in order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic;
use crate::model::{Document, Entry, EntryId, Study};

/// What the name of a study ends in, after a dot.
pub const STUDY_EXTENSION: &str = "duidu.json";

/// The format that is written.
const FORMAT: &str = "duidu.study/1";

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
    #[error("format “{0}” is not one that this version reads ({FORMAT})")]
    OtherFormat(String),
    /// Two entries carry one id.
    #[error("two entries carry the id “{0}”")]
    Doubled(String),
}

#[derive(Serialize, Deserialize)]
struct Form {
    format: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    entries: Vec<Numbered>,
}

#[derive(Serialize, Deserialize)]
struct Numbered {
    id: EntryId,
    #[serde(flatten)]
    entry: Entry,
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: String,
}

/// Whether a file is a study by its name.
pub(super) fn is_study(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&format!(".{STUDY_EXTENSION}")))
}

/// Reads a study from its JSON.
///
/// # Errors
/// [`BadStudy`] with the place.
pub fn study_from_json(text: &str) -> Result<Study, BadStudy> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let head: Head = serde_json::from_str(text)?;
    if head.format != FORMAT {
        return Err(BadStudy::OtherFormat(head.format));
    }
    let form: Form = serde_json::from_str(text)?;
    let mut study = Study { name: form.name, documents: form.documents, ..Study::default() };
    for Numbered { id, entry } in form.entries {
        if study.entries.insert(id.clone(), entry).is_some() {
            return Err(BadStudy::Doubled(id.to_string()));
        }
    }
    Ok(study)
}

/// A study as JSON: entries in the order of their ids, one a paragraph, so that it reads and compares well.
///
/// # Errors
/// None in practice: every value of a study has a JSON form.
pub fn study_to_json(study: &Study) -> Result<String, BadStudy> {
    let form = Form {
        format: FORMAT.to_owned(),
        name: study.name.clone(),
        documents: study.documents.clone(),
        entries: study.entries.iter().map(|(id, entry)| Numbered { id: id.clone(), entry: entry.clone() }).collect(),
    };
    let mut text = serde_json::to_string_pretty(&form)?;
    text.push('\n');
    Ok(text)
}

/// Reads a study file.
///
/// # Errors
/// [`BadStudy`]; the file is left as it is.
pub fn load_study(file: &Path) -> Result<Study, BadStudy> {
    study_from_json(&fs::read_to_string(file)?)
}

/// Writes a study; its predecessor stays beside it. When the place cannot be written, it goes to `instead`. Returns
/// where it went.
///
/// # Errors
/// [`BadStudy`] when neither place can be written.
pub fn save_study(file: &Path, study: &Study, instead: Option<&Path>) -> Result<PathBuf, BadStudy> {
    let text = study_to_json(study)?;
    match (atomic::write(file, text.as_bytes(), true), instead) {
        (Ok(()), _) => Ok(file.to_owned()),
        (Err(error), None) => Err(error.into()),
        (Err(error), Some(instead)) => {
            log::warn!("{}: {error}; saved to {}", file.display(), instead.display());
            atomic::write(instead, text.as_bytes(), true)?;
            Ok(instead.to_owned())
        }
    }
}
