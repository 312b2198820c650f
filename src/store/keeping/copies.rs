//! Copies of a study in the user's data folder: one for each of the last days, and one while the study file itself
//! cannot be written.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::super::atomic;
use super::super::disk::Disk;
use super::super::study_file::STUDY_EXTENSION;
use crate::calendar::Date;

/// Days of which a copy is kept.
const DAYS: usize = 14;

/// What the names of the days' copies begin with.
const DAY: &str = "day-";

/// Keeps what the study was when the day began, unless that has been kept. Losing a copy is no reason not to write the
/// study.
pub(super) fn keep_for_the_day(disk: &dyn Disk, room: &Path, bytes: &[u8]) {
    let copy = room.join(format!("{DAY}{}.{STUDY_EXTENSION}", today()));
    if disk.stamp(&copy).is_ok() {
        return;
    }
    if let Err(error) = atomic::replace(disk, &copy, bytes) {
        return log::warn!("{}: {error}", copy.display());
    }
    // By their number and not by their age, so that a clock that is wrong for a day does not cost them all.
    let names = disk.names(room).unwrap_or_default();
    let days: Vec<&String> = names.iter().filter(|name| name.starts_with(DAY)).collect();
    for name in &days[..days.len().saturating_sub(DAYS)] {
        atomic::discard(disk, &room.join(name));
    }
}

/// The copies of the days: the day, and the file; the newest first.
pub(super) fn days(disk: &dyn Disk, room: &Path) -> Vec<(String, PathBuf)> {
    let names = disk.names(room).unwrap_or_default();
    let day = |name: &String| {
        let day = name.strip_prefix(DAY)?.strip_suffix(&format!(".{STUDY_EXTENSION}"))?.to_owned();
        Some((day, room.join(name)))
    };
    names.iter().rev().filter_map(day).collect()
}

/// Keeps a whole copy until the study file can be written again.
pub(super) fn rescue(disk: &dyn Disk, room: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let copy = rescue_file(room);
    atomic::replace(disk, &copy, bytes)?;
    Ok(copy)
}

/// Takes the copy away that is no longer needed.
pub(super) fn drop_rescue(disk: &dyn Disk, room: &Path) {
    let copy = rescue_file(room);
    if disk.stamp(&copy).is_ok() {
        atomic::discard(disk, &copy);
    }
}

fn rescue_file(room: &Path) -> PathBuf {
    room.join(format!("rescued.{STUDY_EXTENSION}"))
}

/// Keeps what is left of a study that another program has damaged, beside it.
pub(super) fn keep_damaged(disk: &dyn Disk, file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".damaged-{}", today()));
    atomic::replace(disk, &file.with_file_name(name), bytes)
}

fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let first = Date::new(1970, 1, 1).map_or(0, Date::days);
    let date = Date::from_days(first + i32::try_from(since / 86_400).unwrap_or(0));
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}
