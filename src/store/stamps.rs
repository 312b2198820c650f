use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::disk::Stamp;
use super::listing::at_home;
use crate::ingest;

/// Which documents lie where, and what tells without reading them whether they were changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    files: BTreeMap<PathBuf, Stamp>,
}

impl Stamps {
    /// Looks at the documents of folders and files, as [`super::list`] finds them. `None` when one of those is not there.
    #[must_use]
    pub fn of(paths: &[PathBuf]) -> Option<Self> {
        let mut stamps = Self::default();
        let mut seen = BTreeSet::new();
        for path in paths {
            let path = at_home(path);
            let path = if super::study_file::is_study(&path) { path.parent()?.to_owned() } else { path };
            fs::metadata(&path).ok()?;
            stamps.enter(&path, &mut seen);
        }
        Some(stamps)
    }

    fn enter(&mut self, path: &Path, seen: &mut BTreeSet<PathBuf>) {
        let Ok(found) = fs::metadata(path) else { return };
        if !found.is_dir() {
            if ingest::is_archive(path) || ingest::is_readable(path) {
                let stamp = Stamp { length: found.len(), modified: found.modified().ok() };
                self.files.insert(path.to_owned(), stamp);
            }
            return;
        }
        let new = fs::canonicalize(path).is_ok_and(|real| seen.insert(real));
        let Ok(entries) = fs::read_dir(path) else { return };
        for entry in entries.flatten().filter(|_| new) {
            let name = entry.file_name();
            if !name.to_string_lossy().starts_with(['.', '~']) {
                self.enter(&entry.path(), seen);
            }
        }
    }
}
