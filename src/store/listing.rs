use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::study_file::is_study;
use crate::ingest::{self, Archive};
use crate::model::{Problem, ProblemCode, Severity};

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it lies.
    pub file: PathBuf,
    /// Its path below what was opened, with `/`.
    pub shown: String,
    /// Its number in the archive that lies there, for a document in an archive.
    pub member: Option<usize>,
}

/// What lies in the folders and files that were opened.
#[derive(Debug, Default)]
pub struct Listing {
    /// The name of what was opened.
    pub name: String,
    /// The files to be read, by path.
    pub files: Vec<Found>,
    /// What cannot be read, and what is left out, with the reason.
    pub problems: Vec<Problem>,
    /// The folder to which paths are relative.
    pub folder: PathBuf,
    /// A study that was opened by name, or that lies at the top of the folder.
    pub study: Option<PathBuf>,
}

/// Lists files and folders, subfolders included. Hidden files are left out; every other file is either listed or named
/// in the problems. A link that leads back into a folder that holds it is followed once.
#[must_use]
pub fn list(paths: &[PathBuf]) -> Listing {
    let paths: Vec<PathBuf> = paths.iter().map(|path| at_home(path)).collect();
    let mut listing = Listing::default();
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let opened_folder = paths.len() == 1 && first.is_dir();
    listing.folder = if opened_folder { first.to_owned() } else { parent(first) };
    if paths.len() == 1 && is_study(first) {
        listing.name = name_of(&listing.folder);
        let folder = listing.folder.clone();
        Walk::new(&mut listing).folder(&folder);
        listing.study = Some(first.to_owned());
    } else {
        listing.name = if paths.len() == 1 { name_of(first) } else { name_of(&listing.folder) };
        for path in &paths {
            Walk::new(&mut listing).enter(path);
        }
    }
    listing.files.sort_by(|a, b| natural(&a.shown, &b.shown));
    listing.files.dedup();
    listing
}

/// `~/…` as people type it.
pub(super) fn at_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(folders)) => folders.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn name_of(path: &Path) -> String {
    let full = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = if full.is_dir() { full.file_name() } else { full.file_stem() };
    name.map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Orders names as people do: runs of digits by their number.
fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let key = |text: &str| {
        let mut parts: Vec<(u64, String)> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let digits = rest[words..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - words);
            parts.push((rest[words..words + digits].parse().unwrap_or(0), rest[..words].to_owned()));
            rest = &rest[words + digits..];
        }
        parts.into_iter().map(|(number, word)| (word, number)).collect::<Vec<_>>()
    };
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

/// A walk through folders that remembers which ones it is inside of.
struct Walk<'a> {
    listing: &'a mut Listing,
    seen: BTreeSet<PathBuf>,
}

impl<'a> Walk<'a> {
    fn new(listing: &'a mut Listing) -> Self {
        Self { listing, seen: BTreeSet::new() }
    }

    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.listing.folder).unwrap_or(path);
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    fn problem(&mut self, path: &Path, severity: Severity, code: ProblemCode, detail: String) {
        let path = self.shown(path);
        self.listing.problems.push(Problem { source: None, path, span: None, severity, code, detail });
    }

    fn enter(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => self.folder(path),
            Ok(found) => self.file(path, found.len()),
            Err(error) => self.problem(path, Severity::Error, ProblemCode::Unreadable, error.to_string()),
        }
    }

    fn folder(&mut self, path: &Path) {
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => return self.problem(path, Severity::Error, ProblemCode::Unreadable, error.to_string()),
        };
        if !self.seen.insert(real) {
            return self.problem(path, Severity::Note, ProblemCode::LinkLoop, String::new());
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return self.problem(path, Severity::Error, ProblemCode::Unreadable, error.to_string()),
        };
        let mut inside: Vec<PathBuf> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => inside.push(entry.path()),
                Err(error) => self.problem(path, Severity::Error, ProblemCode::Unreadable, error.to_string()),
            }
        }
        inside.sort();
        for path in inside {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
            if !hidden {
                self.enter(&path);
            }
        }
    }

    fn file(&mut self, path: &Path, size: u64) {
        let name = path.to_string_lossy();
        if is_study(path) {
            // The plainest name is the first one's; what was kept apart from it has a longer one.
            let top = path.parent() == Some(self.listing.folder.as_path());
            let plainer = |study: &PathBuf| path.as_os_str().len() < study.as_os_str().len();
            if top && self.listing.study.as_ref().is_none_or(plainer) {
                self.listing.study = Some(path.to_owned());
            }
        } else if name.ends_with(".bak") {
            // The predecessor of a study.
        } else if ingest::is_archive(path) {
            self.archive(path);
        } else if !ingest::is_readable(path) {
            self.problem(path, Severity::Note, ProblemCode::UnknownFormat, String::new());
        } else if size > ingest::LARGEST {
            self.problem(path, Severity::Error, ProblemCode::TooLarge, format!("{} MB", size >> 20));
        } else {
            let shown = self.shown(path);
            self.listing.files.push(Found { file: path.to_owned(), shown, member: None });
        }
    }

    /// Lists what is in an archive as if it were a folder.
    fn archive(&mut self, path: &Path) {
        let file = match fs::File::open(path) {
            Ok(file) => file,
            Err(error) => return self.problem(path, Severity::Error, ProblemCode::Unreadable, error.to_string()),
        };
        let mut archive = match Archive::open(io::BufReader::new(file)) {
            Ok(archive) => archive,
            Err((code, detail)) => return self.problem(path, Severity::Error, code, detail),
        };
        let shown = self.shown(path);
        for member in archive.members() {
            let shown = format!("{shown}/{}", member.path);
            if ingest::is_readable(Path::new(&member.path)) {
                self.listing.files.push(Found { file: path.to_owned(), shown, member: Some(member.index) });
            } else {
                let inside = path.join(&member.path);
                self.problem(&inside, Severity::Note, ProblemCode::UnknownFormat, String::new());
            }
        }
    }
}

/// Reads a whole document, and never more than [`ingest::LARGEST`] bytes of one that grows meanwhile. `password` opens
/// one that an archive holds locked.
///
/// # Errors
/// What is wrong with it, and what the system or the archive's reader says.
pub fn read(found: &Found, password: Option<&str>) -> Result<Vec<u8>, (ProblemCode, String)> {
    let system = |error: io::Error| (ProblemCode::Unreadable, error.to_string());
    let file = fs::File::open(&found.file).map_err(system)?;
    if let Some(member) = found.member {
        return Archive::open(io::BufReader::new(file))?.read(member, password);
    }
    let size = file.metadata().map_err(system)?.len().min(ingest::LARGEST);
    let mut bytes = Vec::with_capacity(size as usize);
    file.take(ingest::LARGEST).read_to_end(&mut bytes).map_err(system)?;
    Ok(bytes)
}
