//! Readings: what was made of documents at earlier starts, in the user's cache folder, so that a file that has not
//! changed is not read again.
//!
//! Everything here can be thrown away at any time. A reading is known by the file's path, length and time of writing, by
//! how it was read, and by the version of what reads; it is taken only when it is whole. The newest are kept, up to a
//! bound.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::atomic;
use super::listing::Found;

/// The most that is kept, in bytes.
const MOST: u64 = 1 << 30;
/// A file that was written so shortly ago may be written again without a change of its time.
const SETTLED: Duration = Duration::from_secs(2);
/// What the names of readings end in.
const ENDING: &str = ".reading";

/// The version of what reads: that of its sources (see `build.rs`).
pub const READING_VERSION: &str = env!("DUIDU_READING");

/// A folder of readings.
#[derive(Clone, Debug)]
pub struct Readings {
    /// The folder of all versions.
    root: PathBuf,
    version: String,
    most: u64,
}

/// Which reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingKey(u128);

impl Readings {
    /// Those in the user's cache folder; `None` where there is no such folder.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        Some(Self::new(super::places::cache_folder()?.join("readings"), READING_VERSION, MOST))
    }

    /// Those in a folder, of one version, up to so many bytes.
    #[must_use]
    pub fn new(root: PathBuf, version: &str, most: u64) -> Self {
        Self { root, version: version.to_owned(), most }
    }

    fn folder(&self) -> PathBuf {
        self.root.join(&self.version)
    }

    /// The key of a document that is read so; `None` for one whose state cannot be told.
    #[must_use]
    pub fn key(&self, found: &Found, how: &str) -> Option<ReadingKey> {
        let metadata = fs::metadata(&found.file).ok()?;
        let modified = metadata.modified().ok()?;
        if SystemTime::now().duration_since(modified).is_ok_and(|age| age < SETTLED) {
            return None;
        }
        let time = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
        let real = fs::canonicalize(&found.file).ok()?;
        let mut hash = Xxh3::new();
        for part in [real.as_os_str().as_encoded_bytes(), found.shown.as_bytes(), how.as_bytes()] {
            hash.update(&part.len().to_le_bytes());
            hash.update(part);
        }
        hash.update(&metadata.len().to_le_bytes());
        hash.update(&time.to_le_bytes());
        hash.update(&found.member.map_or(u64::MAX, |member| member as u64).to_le_bytes());
        Some(ReadingKey(hash.digest128()))
    }

    fn file(&self, key: ReadingKey) -> PathBuf {
        self.folder().join(format!("{:032x}{ENDING}", key.0))
    }

    /// A kept reading, if it is there and whole.
    #[must_use]
    pub fn get(&self, key: ReadingKey) -> Option<Vec<u8>> {
        let path = self.file(key);
        let mut file = fs::File::open(&path).ok()?;
        let mut sum = [0; 8];
        file.read_exact(&mut sum).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        if xxh3_64(&bytes) != u64::from_le_bytes(sum) {
            log::warn!("{}: a damaged reading", path.display());
            return None;
        }
        // What is used is young. Where that cannot be noted it is only forgotten earlier.
        drop(fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now())));
        Some(bytes)
    }

    /// Keeps a reading. What cannot be kept is read again, so a failure is logged and no more.
    pub fn put(&self, key: ReadingKey, bytes: &[u8]) {
        if bytes.len() as u64 > self.most / 4 {
            return;
        }
        let whole = [&xxh3_64(bytes).to_le_bytes()[..], bytes].concat();
        if let Err(error) = self.write(&self.file(key), &whole) {
            log::info!("{}: {error}", self.root.display());
        }
    }

    /// Writes without waiting for the disk: a reading that a power cut damages is known by its sum.
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let folder = self.folder();
        fs::create_dir_all(&folder)?;
        let made = atomic::new_name(&folder);
        let written = fs::write(&made, bytes).and_then(|()| fs::rename(&made, path));
        if written.is_err() {
            drop(fs::remove_file(&made));
        }
        written
    }

    /// Takes away readings of other versions, and the oldest of what is more than is kept.
    pub fn sweep(&self) {
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy() != self.version.as_str() {
                drop(fs::remove_dir_all(entry.path()));
            }
        }
        let mut kept: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(self.folder()).into_iter().flatten().flatten() {
            if let Ok(found) = entry.metadata() {
                kept.push((found.modified().unwrap_or(SystemTime::UNIX_EPOCH), found.len(), entry.path()));
            }
        }
        kept.sort();
        let mut all: u64 = kept.iter().map(|(_, length, _)| length).sum();
        for (_, length, path) in kept {
            if all <= self.most {
                break;
            }
            drop(fs::remove_file(path));
            all -= length;
        }
    }
}
