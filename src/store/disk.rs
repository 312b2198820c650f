//! The few things that the keeping of studies asks of a disk, so that tests can put a failing one in its place.

use std::any::Any;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What tells, without reading a file, whether it may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// When it was written last, by the disk's clock; only ever compared for being the same.
    pub modified: Option<SystemTime>,
}

/// A held lock; it is given back when it is dropped.
pub type Lock = Box<dyn Any + Send>;

/// A disk. Paths are whole; every error is the system's.
#[expect(clippy::missing_errors_doc, reason = "said above for all")]
pub trait Disk: Send + Sync + fmt::Debug {
    /// The content of a file.
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Whether and how a file stands there.
    fn stamp(&self, file: &Path) -> io::Result<Stamp>;
    /// Writes a file anew, or over what it holds.
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes at the end of a file.
    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Waits until what was written to a file lasts through a power cut.
    fn sync(&self, file: &Path) -> io::Result<()>;
    /// Waits until what was renamed in a folder lasts through a power cut.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Renames a file, over what stands there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name, or copies it where that cannot be. Nothing may stand there.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a file away.
    fn remove(&self, file: &Path) -> io::Result<()>;
    /// Makes a folder and those above it.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// The names in a folder, ascending.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Takes a lock on a file if nobody holds it: `None` when somebody does.
    fn lock(&self, file: &Path) -> io::Result<Option<Lock>>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn stamp(&self, file: &Path) -> io::Result<Stamp> {
        let found = fs::metadata(file)?;
        Ok(Stamp { length: found.len(), modified: found.modified().ok() })
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create(file)?.write_all(bytes)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new().append(true).open(file)?.write_all(bytes)
    }

    fn sync(&self, file: &Path) -> io::Result<()> {
        OpenOptions::new().append(true).open(file)?.sync_all()
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some network shares do not know how.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            other => other,
        }
    }

    /// Folders cannot be opened for that on Windows, which does it by itself.
    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).and_then(|_| self.sync(to)))
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(file)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The folder of a file.
pub(super) fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
