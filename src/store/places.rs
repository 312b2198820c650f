use std::fs;
use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
use xxhash_rust::xxh3::xxh3_64;

use super::atomic;
use super::keeping::StudyPlace;
use super::listing::Listing;
use super::study_file::STUDY_EXTENSION;
use crate::state::Settings;

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
    let written =
        toml::to_string(settings).map_err(std::io::Error::other).and_then(|text| atomic::write(&file, text.as_bytes()));
    if let Err(error) = written {
        log::warn!("{}: {error}", file.display());
    }
}

/// Where the study of an opening is kept: beside the documents, under the name of the folder unless one lies there
/// already; in the user's data folder for the bundled corpus, and where the documents' folder cannot be written or could
/// not be when the study was begun.
#[must_use]
pub fn study_place(listing: Option<&Listing>) -> StudyPlace {
    let Some(listing) = listing else { return place(&data_folder().join(format!("bundled.{STUDY_EXTENSION}"))) };
    let beside = place_beside(listing);
    let room = beside.room.file_name().unwrap_or_default().to_string_lossy();
    let elsewhere = data_folder().join("studies").join(format!("{room}.{STUDY_EXTENSION}"));
    if !elsewhere.exists() && is_writable(&parent(&beside.file)) {
        return beside;
    }
    if let Err(error) = fs::create_dir_all(parent(&elsewhere)) {
        log::warn!("{}: {error}", elsewhere.display());
    }
    StudyPlace { stored: listing.study.clone(), file: elsewhere, ..beside }
}

/// Where the study of an opening is kept when it is to be beside the documents.
#[must_use]
pub fn place_beside(listing: &Listing) -> StudyPlace {
    place(&beside(listing))
}

/// The place of a study file.
fn place(file: &Path) -> StudyPlace {
    // A link stays a link, and two names of one file are one study.
    let file = fs::canonicalize(file).unwrap_or_else(|_| {
        let folder = fs::canonicalize(parent(file)).unwrap_or_else(|_| parent(file));
        folder.join(file.file_name().unwrap_or_default())
    });
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(&format!(".{STUDY_EXTENSION}")).unwrap_or(&name);
    let room = format!("{:016x}-{name}", xxh3_64(file.as_os_str().as_encoded_bytes()));
    StudyPlace { room: data_folder().join("kept").join(room), stored: None, file }
}

fn beside(listing: &Listing) -> PathBuf {
    let named = || listing.folder.join(format!("{}.{STUDY_EXTENSION}", listing.name));
    listing.study.clone().unwrap_or_else(named)
}

/// The program's folder for what can be made again.
pub(super) fn cache_folder() -> Option<PathBuf> {
    folders().map(|folders| folders.cache_dir().to_owned())
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

/// The folder of the person's documents, else her home.
#[must_use]
pub fn documents() -> Option<PathBuf> {
    let folders = UserDirs::new()?;
    Some(folders.document_dir().unwrap_or_else(|| folders.home_dir()).to_path_buf())
}

/// A file of that name among the person's documents that is not there yet.
#[must_use]
pub fn fresh_document(name: &str, extension: &str) -> PathBuf {
    let folder = documents().unwrap_or_else(std::env::temp_dir);
    let named = |suffix: &str| folder.join(format!("{name}{suffix}.{extension}"));
    let mut file = named("");
    let mut number = 2;
    while file.exists() {
        file = named(&format!(" {number}"));
        number += 1;
    }
    file
}
