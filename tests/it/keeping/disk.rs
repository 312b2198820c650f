//! A disk that forgets: what was not synced may be lost, whole or in part, when the power goes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, UNIX_EPOCH};

use duidu::store::{Disk, Lock, Stamp};

use crate::anchors::Dice;

#[derive(Clone, Default)]
struct Content {
    now: Vec<u8>,
    /// What a power cut leaves for sure.
    synced: Vec<u8>,
    written: u64,
}

#[derive(Default)]
struct Inside {
    contents: Vec<Content>,
    names: BTreeMap<PathBuf, usize>,
    /// The names as folders were last synced, and after each change since; a power cut leaves one of them.
    since: Vec<BTreeMap<PathBuf, usize>>,
    locks: BTreeSet<PathBuf>,
    clock: u64,
    /// Steps until the power goes.
    steps: Option<usize>,
    /// Everything below it fails so.
    failing: Option<(PathBuf, ErrorKind)>,
}

/// A disk in memory.
#[derive(Clone, Default)]
pub(crate) struct FrailDisk(Arc<Mutex<Inside>>);

impl fmt::Debug for FrailDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FrailDisk")
    }
}

struct Held(FrailDisk, PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.inside().locks.remove(&self.1);
    }
}

impl FrailDisk {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }

    /// Lets the power go after so many steps.
    pub(crate) fn stop_after(&self, steps: usize) {
        self.inside().steps = Some(steps);
    }

    /// Whether the power is still there.
    pub(crate) fn is_on(&self) -> bool {
        self.inside().steps != Some(0)
    }

    /// Lets everything that is written below a folder fail.
    pub(crate) fn fail_below(&self, folder: &str, kind: ErrorKind) {
        self.inside().failing = Some((folder.into(), kind));
    }

    /// Lets it work again.
    pub(crate) fn mend(&self) {
        self.inside().failing = None;
    }

    /// The power goes and comes back: what was not synced is there, or is not, or is torn.
    pub(crate) fn power_cut(&self, dice: &mut Dice) {
        let mut inside = self.inside();
        let Inside { names, since, .. } = &mut *inside;
        if !since.is_empty() {
            *names = since.swap_remove(dice.below(since.len()));
        }
        since.clear();
        for content in &mut inside.contents {
            let torn = content.synced.len().min(content.now.len()) + dice.below(content.now.len() + 1);
            match dice.below(3) {
                0 => content.now.clone_from(&content.synced),
                1 => content.now.truncate(torn),
                _ => {}
            }
            content.synced.clone_from(&content.now);
        }
        inside.locks.clear();
        inside.steps = None;
    }

    /// One step, which may be the last; the power is gone in the middle of that.
    fn step(&self, path: &Path) -> io::Result<MutexGuard<'_, Inside>> {
        let mut inside = self.inside();
        if let Some((folder, kind)) = &inside.failing
            && path.starts_with(folder)
        {
            return Err((*kind).into());
        }
        match &mut inside.steps {
            Some(0) => return Err(io::Error::other("no power")),
            Some(steps) => *steps -= 1,
            None => {}
        }
        Ok(inside)
    }

    fn put(&self, path: &Path, bytes: &[u8], anew: bool) -> io::Result<()> {
        let mut inside = self.step(path)?;
        inside.clock += 1;
        let clock = inside.clock;
        let at = inside.names.get(path).copied();
        if at.is_none() && !anew {
            return Err(ErrorKind::NotFound.into());
        }
        let at = at.unwrap_or_else(|| {
            inside.contents.push(Content::default());
            let at = inside.contents.len() - 1;
            inside.rename(|names| names.insert(path.to_owned(), at));
            at
        });
        let half = inside.steps == Some(0);
        let content = &mut inside.contents[at];
        if anew {
            content.now.clear();
            // A file that is written anew may be found empty.
            content.synced.clear();
        }
        content.now.extend_from_slice(if half { &bytes[..bytes.len() / 2] } else { bytes });
        content.written = clock;
        if half { Err(io::Error::other("no power")) } else { Ok(()) }
    }
}

impl Inside {
    fn rename<T>(&mut self, change: impl FnOnce(&mut BTreeMap<PathBuf, usize>) -> T) {
        if self.since.is_empty() {
            self.since.push(self.names.clone());
        }
        change(&mut self.names);
        self.since.push(self.names.clone());
    }
}

impl Disk for FrailDisk {
    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        let inside = self.inside();
        let at = inside.names.get(file).ok_or(ErrorKind::NotFound)?;
        Ok(inside.contents[*at].now.clone())
    }

    fn stamp(&self, file: &Path) -> io::Result<Stamp> {
        let inside = self.inside();
        let content = &inside.contents[*inside.names.get(file).ok_or(ErrorKind::NotFound)?];
        let modified = UNIX_EPOCH + Duration::from_secs(content.written);
        Ok(Stamp { length: content.now.len() as u64, modified: Some(modified) })
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.put(file, bytes, true)
    }

    fn append(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.put(file, bytes, false)
    }

    fn sync(&self, file: &Path) -> io::Result<()> {
        let mut inside = self.step(file)?;
        let at = *inside.names.get(file).ok_or(ErrorKind::NotFound)?;
        let content = &mut inside.contents[at];
        content.synced.clone_from(&content.now);
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(folder)?.since.clear();
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = self.step(to)?;
        // A file, or a folder with all that is in it.
        let moved: Vec<_> = inside.names.range(from.to_owned()..).map(|(path, at)| (path.clone(), *at)).collect();
        let moved: Vec<_> = moved.into_iter().take_while(|(path, _)| path.starts_with(from)).collect();
        if moved.is_empty() {
            return Err(ErrorKind::NotFound.into());
        }
        inside.rename(|names| {
            for (path, at) in moved {
                names.remove(&path);
                let below = path.strip_prefix(from).unwrap();
                names.insert(if below.as_os_str().is_empty() { to.to_owned() } else { to.join(below) }, at);
            }
        });
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = self.step(to)?;
        let at = *inside.names.get(from).ok_or(ErrorKind::NotFound)?;
        inside.rename(|names| names.insert(to.to_owned(), at));
        Ok(())
    }

    fn remove(&self, file: &Path) -> io::Result<()> {
        let mut inside = self.step(file)?;
        inside.rename(|names| names.remove(file));
        Ok(())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(folder).map(drop)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let inside = self.inside();
        let below = inside.names.keys().filter_map(|path| path.strip_prefix(folder).ok()?.components().next());
        let mut names: Vec<String> = below.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect();
        names.dedup();
        Ok(names)
    }

    fn lock(&self, file: &Path) -> io::Result<Option<Lock>> {
        let new = self.inside().locks.insert(file.to_owned());
        Ok(new.then(|| Box::new(Held(self.clone(), file.to_owned())) as Lock))
    }
}
