use std::fs;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
use xxhash_rust::xxh3::xxh3_64;

use super::atomic;
use super::listing::Listing;
use super::study_file::STUDY_EXTENSION;
use crate::state::{Opening, Settings};

/// The platform's folders for this program.
fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("org", "duidu", "duidu")
}

fn settings_file() -> Option<PathBuf> {
    Some(folders()?.config_dir().join("settings.toml"))
}

/// The settings of the last session; the usual ones when there are none or the file is broken, which is then kept
/// beside as `settings.toml.bad`.
#[must_use]
pub fn load_settings() -> Settings {
    let Some(file) = settings_file() else { return Settings::default() };
    let Ok(text) = fs::read_to_string(&file) else { return Settings::default() };
    match toml::from_str::<Settings>(&text) {
        Ok(settings) => settings.in_bounds(),
        Err(error) => {
            log::warn!("{}: {error}", file.display());
            if let Err(error) = fs::rename(&file, file.with_extension("toml.bad")) {
                log::warn!("{}: {error}", file.display());
            }
            Settings::default()
        }
    }
}

/// Whether all of these are still there.
#[must_use]
pub fn are_there(paths: &[PathBuf]) -> bool {
    paths.iter().all(|path| path.exists())
}

/// Writes the settings. A failure costs only the memory of the settings, so it is logged and no more.
pub fn save_settings(settings: &Settings) {
    let Some(file) = settings_file() else { return };
    let written = toml::to_string(settings)
        .map_err(std::io::Error::other)
        .and_then(|text| atomic::write(&file, text.as_bytes(), false));
    if let Err(error) = written {
        log::warn!("{}: {error}", file.display());
    }
}

/// Where the study of an opening is kept: the one that lies there already; else beside the documents under the name of
/// the folder; in the user's data folder for the bundled corpus and where the documents' folder cannot be written.
#[must_use]
pub fn study_place(opening: &Opening, listing: Option<&Listing>) -> PathBuf {
    let Some(listing) = listing else { return data_folder().join(format!("bundled.{STUDY_EXTENSION}")) };
    if let Some(study) = &listing.study
        && is_writable(&parent(study))
    {
        return study.clone();
    }
    let name = format!("{}.{STUDY_EXTENSION}", listing.name);
    if is_writable(&listing.folder) {
        return listing.folder.join(name);
    }
    let Opening::Paths(paths) = opening else { return data_folder().join(name) };
    let key: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    data_folder().join("studies").join(format!("{:016x}-{name}", xxh3_64(key.join("\n").as_bytes())))
}

pub(super) fn data_folder() -> PathBuf {
    folders().map_or_else(|| PathBuf::from("."), |folders| folders.data_dir().to_owned())
}

fn parent(path: &Path) -> PathBuf {
    path.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// Whether a file can be made in a folder: tried, since rights alone do not tell.
fn is_writable(folder: &Path) -> bool {
    tempfile::Builder::new().prefix(".duidu-").tempfile_in(folder).is_ok()
}

/// A file of that name among the person's documents that is not there yet.
#[must_use]
pub fn fresh_document(name: &str, extension: &str) -> PathBuf {
    let folders = UserDirs::new();
    let documents = folders.as_ref().map(|folders| folders.document_dir().unwrap_or_else(|| folders.home_dir()));
    let folder = documents.map_or_else(std::env::temp_dir, Path::to_path_buf);
    let named = |suffix: &str| folder.join(format!("{name}{suffix}.{extension}"));
    let mut file = named("");
    let mut number = 2;
    while file.exists() {
        file = named(&format!(" {number}"));
        number += 1;
    }
    file
}
