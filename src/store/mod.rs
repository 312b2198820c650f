//! Store: the only room that touches the disk.
//!
//! It lists and reads documents, keeps studies, settings and readings, and knows where the platform wants them. Everything here
//! may block, so only the workers and the command line call it.

mod atomic;
mod bundled;
mod crash;
mod disk;
mod keeping;
mod listing;
mod places;
mod readings;
mod stamps;
mod study_file;
mod study_json;

pub use bundled::{BUNDLED, BUNDLED_NAME, BUNDLED_STUDY};
pub use crash::{report_crashes, take_crash_report};
pub use disk::{Disk, Lock, RealDisk, Stamp};
pub use keeping::{Keeping, Look, NotSaved, Opened, StudyPlace};
pub use listing::{Found, Listing, list, read};
pub use places::{are_there, documents, fresh_document, load_settings, place_beside, save_settings, study_place};
pub use readings::{READING_VERSION, ReadingKey, Readings};
pub use stamps::Stamps;
pub use study_file::STUDY_EXTENSION;
pub use study_json::{BadStudy, ReadStudy, Remark, read_study, study_from_json, study_to_json};

/// Writes a file that another program is to open, among those that the system clears away.
///
/// # Errors
/// Whatever the system says.
pub fn write_passing(bytes: &[u8], extension: &str) -> std::io::Result<std::path::PathBuf> {
    let mut file = tempfile::Builder::new().prefix("duidu-").suffix(&format!(".{extension}")).tempfile()?;
    std::io::Write::write_all(&mut file, bytes)?;
    Ok(file.keep()?.1)
}

/// Reads a study file as it lies there, for who only looks at it: nothing is locked, mended or kept.
///
/// # Errors
/// In words, when the file cannot be read or is no study.
pub fn look_at_study(file: &std::path::Path) -> Result<crate::model::Study, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    study_from_json(&text).map_err(|error| error.to_string())
}

/// Writes a file that the person asked for, whole or not at all.
///
/// # Errors
/// Whatever the system says.
pub fn write(file: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    atomic::write(file, bytes)
}
