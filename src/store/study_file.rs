//! The study file on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic;
use super::study_json::{BadStudy, study_from_json, study_to_json};
use crate::model::Study;

/// What the name of a study ends in, after a dot.
pub const STUDY_EXTENSION: &str = "duidu.json";

/// Whether a file is a study by its name.
pub(super) fn is_study(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&format!(".{STUDY_EXTENSION}")))
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
