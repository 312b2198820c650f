//! The journal: every change since the study file was last written, on the disk before it is acknowledged.
//!
//! Lines of `<checksum> <JSON>`: a head that says which study file the changes go on from, then one change a line with
//! its way back. A line that is not whole was never acknowledged. Each window has a journal of its own and
//! holds a lock on it; one that nobody holds was left by a program that did not end well, and is taken in at the next
//! opening.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use xxhash_rust::xxh3::xxh3_64;

use super::super::atomic;
use super::super::disk::{Disk, Lock, folder_of};
use super::super::study_json::{entry_to_json, read_entry};
use crate::model::{Edit, EntryId, Extras};
use crate::state::Record;

/// Without locks, a journal to which nothing was written for so long was left behind.
const LONG_LEFT: Duration = Duration::from_secs(600);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Deed {
    /// A step.
    Step,
    /// More of the last step.
    More,
    /// A step was taken back.
    Undo,
    /// A step was done again.
    Redo,
    /// A change that is no step.
    Aside,
}

impl Deed {
    pub(super) fn of(record: &Record) -> Self {
        match record {
            Record::Edit { joins: false, .. } => Self::Step,
            Record::Edit { joins: true, .. } => Self::More,
            Record::Undo => Self::Undo,
            Record::Redo => Self::Redo,
            Record::Aside(_) | Record::Documents(_) | Record::Merge(_) => Self::Aside,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// From here on: the study file, and its fingerprint.
    From { study: PathBuf, print: Option<String> },
    /// A change.
    Did { deed: Deed, to: Vec<Written>, back: Vec<Written> },
    /// The study file is about to be written, with all of the above in it.
    Saving { print: String },
}

#[derive(Serialize, Deserialize)]
struct Written {
    id: EntryId,
    entry: Option<Box<RawValue>>,
}

/// A journal that is being written.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    lock: Option<Lock>,
    /// Whether its head is on the disk.
    begun: bool,
    /// Whether its last line may be torn.
    torn: bool,
    /// Lines that are not yet on the disk.
    waiting: String,
}

impl Journal {
    /// A journal that is made when there is something to write.
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, lock: None, begun: false, torn: false, waiting: String::new() }
    }

    /// Forgets what it holds: the study file has it.
    pub(super) fn begin(&mut self) {
        self.begun = false;
        self.waiting.clear();
    }

    /// Notes a change, for the next flush.
    pub(super) fn write_down(&mut self, deed: Deed, to: &Edit, back: &Edit, extras: &Extras) {
        if to.changes.is_empty() {
            return;
        }
        let line = Line::Did { deed, to: written(to, extras), back: written(back, extras) };
        push(&mut self.waiting, &line);
    }

    /// Puts what was noted on the disk.
    pub(super) fn flush(&mut self, disk: &dyn Disk, study: &Path, base: Option<u128>) -> io::Result<()> {
        if self.begun {
            if !self.waiting.is_empty() {
                // Once more after a failure: the end of the torn line first.
                let text = if self.torn { format!("\n{}", self.waiting) } else { self.waiting.clone() };
                self.torn = true;
                disk.append(&self.path, text.as_bytes())?;
                disk.sync(&self.path)?;
                self.torn = false;
            }
        } else if !self.waiting.is_empty() || self.lock.is_some() {
            if self.lock.is_none() {
                self.take_lock(disk)?;
            }
            let mut text = String::new();
            push(&mut text, &Line::From { study: study.to_owned(), print: base.map(hexadecimal) });
            text.push_str(&self.waiting);
            atomic::replace(disk, &self.path, text.as_bytes())?;
            self.begun = true;
            self.torn = false;
        }
        self.waiting.clear();
        Ok(())
    }

    /// Says that the study file is about to be written.
    pub(super) fn announce(&mut self, disk: &dyn Disk, print: u128) -> io::Result<()> {
        if !self.begun {
            return Ok(());
        }
        let mut line = String::from(if self.torn { "\n" } else { "" });
        push(&mut line, &Line::Saving { print: hexadecimal(print) });
        disk.append(&self.path, line.as_bytes())?;
        disk.sync(&self.path)
    }

    fn take_lock(&mut self, disk: &dyn Disk) -> io::Result<()> {
        disk.make_folder(&folder_of(&self.path))?;
        self.lock = disk.lock(&lock_of(&self.path))?;
        Ok(())
    }

    /// Ends the journal of a session that ends well.
    pub(super) fn end(&mut self, disk: &dyn Disk) {
        if self.lock.take().is_some() {
            remove(disk, &self.path);
        }
    }
}

fn written(edit: &Edit, extras: &Extras) -> Vec<Written> {
    let change = |(id, entry): &(EntryId, Option<crate::model::Entry>)| {
        let entry = entry.as_ref().and_then(|entry| entry_to_json(id, entry, extras.entries.get(id)).ok());
        Written { id: id.clone(), entry }
    };
    edit.changes.iter().map(change).collect()
}

fn push(text: &mut String, line: &Line) {
    // Every line has a JSON form.
    let json = serde_json::to_string(line).unwrap_or_default();
    text.push_str(&format!("{:016x} {json}\n", xxh3_64(json.as_bytes())));
}

fn hexadecimal(print: u128) -> String {
    format!("{print:032x}")
}

fn lock_of(journal: &Path) -> PathBuf {
    journal.with_extension("lock")
}

fn remove(disk: &dyn Disk, journal: &Path) {
    for path in [journal.to_owned(), lock_of(journal)] {
        atomic::discard(disk, &path);
    }
}

/// The journals in a room that programs left which did not end well, the oldest first.
pub(super) fn left(disk: &dyn Disk, room: &Path) -> Vec<Left> {
    let names = disk.names(room).unwrap_or_default();
    let journals = names.iter().filter(|name| name.starts_with("journal-") && name.ends_with(".jsonl"));
    journals.filter_map(|name| Left::read(disk, &room.join(name))).collect()
}

/// A journal that was left behind.
#[derive(Debug)]
pub(super) struct Left {
    path: PathBuf,
    _lock: Option<Lock>,
    /// The fingerprint of the study file from which it goes on.
    pub(super) base: Option<u128>,
    /// The changes in their order, with their ways back.
    pub(super) deeds: Vec<(Deed, Edit, Edit)>,
    /// The fingerprint of the study file that was about to be written when it ends.
    pub(super) saving: Option<u128>,
    /// What the entries hold that this version does not know.
    pub(super) extras: Extras,
}

impl Left {
    /// Reads a journal, unless another window holds it.
    fn read(disk: &dyn Disk, path: &Path) -> Option<Self> {
        let lock = match disk.lock(&lock_of(path)) {
            Ok(Some(lock)) => Some(lock),
            Ok(None) => return None,
            // Where locks do not work, one that is still being written to may be that of another window.
            Err(error) => {
                log::warn!("{}: {error}", path.display());
                let modified = disk.stamp(path).ok()?.modified?;
                let age = SystemTime::now().duration_since(modified).ok()?;
                (age > LONG_LEFT).then_some(())?;
                None
            }
        };
        let bytes = disk.read(path).ok()?;
        let mut left = Self {
            path: path.to_owned(),
            _lock: lock,
            base: None,
            deeds: Vec::new(),
            saving: None,
            extras: Extras::default(),
        };
        let whole = String::from_utf8_lossy(&bytes);
        for line in whole.split_inclusive('\n') {
            let Some(line) = line.strip_suffix('\n').and_then(checked) else { continue };
            left.saving = None;
            match line {
                Line::From { print, .. } => left.base = print.as_deref().and_then(number),
                Line::Saving { print } => left.saving = number(&print),
                Line::Did { deed, to, back } => {
                    let (Some(to), Some(back)) = (left.edit(to), left.edit(back)) else { continue };
                    left.deeds.push((deed, to, back));
                }
            }
        }
        Some(left)
    }

    fn edit(&mut self, changes: Vec<Written>) -> Option<Edit> {
        let mut edit = Edit::default();
        for Written { id, entry } in changes {
            let entry = match entry {
                None => None,
                Some(raw) => {
                    let (_, entry, extra) = read_entry(&raw).ok()?;
                    if let Some(extra) = extra {
                        self.extras.entries.insert(id.clone(), extra);
                    }
                    Some(entry)
                }
            };
            edit.changes.push((id, entry));
        }
        Some(edit)
    }

    /// Takes it away, once what it holds is safe elsewhere.
    pub(super) fn remove(self, disk: &dyn Disk) {
        remove(disk, &self.path);
    }
}

fn number(print: &str) -> Option<u128> {
    u128::from_str_radix(print, 16).ok()
}

fn checked(line: &str) -> Option<Line> {
    let (sum, json) = line.split_once(' ')?;
    let right = u64::from_str_radix(sum, 16).ok()? == xxh3_64(json.as_bytes());
    right.then(|| serde_json::from_str(json).ok())?
}
