//! Words on sheets that were not closed, kept beside the journal: for the next session, should this one be cut off.

use std::io;
use std::path::{Path, PathBuf};

use super::super::atomic;
use super::super::disk::Disk;
use crate::state::Unfinished;

fn file(room: &Path) -> PathBuf {
    room.join("unfinished.json")
}

/// What an earlier session left; nothing where the file is not what it should be.
pub(super) fn read(disk: &dyn Disk, room: &Path) -> Unfinished {
    let Ok(bytes) = disk.read(&file(room)) else { return Unfinished::new() };
    serde_json::from_slice(&bytes).unwrap_or_else(|error| {
        log::warn!("unfinished words: {error}");
        Unfinished::new()
    })
}

pub(super) fn write(disk: &dyn Disk, room: &Path, words: &Unfinished) -> io::Result<()> {
    if words.is_empty() {
        return match disk.remove(&file(room)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    atomic::replace(disk, &file(room), &serde_json::to_vec(words)?)
}
