use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::disk::{Disk, RealDisk, folder_of};

/// What names of files in the making begin and end with.
const MAKING: (&str, &str) = (".duidu-", ".tmp");

/// Writes a file so that at every moment either the old or the new content is there.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(&RealDisk, path, bytes)
}

/// Writes a file so that at every moment either the old or the new content is there: into a temporary file beside it,
/// to the disk, then renamed over it.
pub(super) fn replace(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    disk.make_folder(&folder)?;
    let made = make(disk, &folder, bytes)?;
    put(disk, &made, path)
}

/// Writes a new file that is safe on the disk, under a name that nobody looks at.
pub(super) fn make(disk: &dyn Disk, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let made = new_name(folder);
    let written = disk.write(&made, bytes).and_then(|()| disk.sync(&made));
    if written.is_err() {
        discard(disk, &made);
    }
    written.map(|()| made)
}

/// Gives a made file its name, over what has it now.
pub(super) fn put(disk: &dyn Disk, made: &Path, path: &Path) -> io::Result<()> {
    let renamed = disk.rename(made, path);
    if renamed.is_err() {
        discard(disk, made);
    }
    renamed?;
    disk.sync_folder(&folder_of(path))
}

/// Keeps what a file holds now under the name with `.bak` after it.
pub(super) fn keep_predecessor(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if disk.stamp(path).is_err() {
        return Ok(());
    }
    let mut name: OsString = path.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    let second = new_name(&folder_of(path));
    disk.link(path, &second)?;
    put(disk, &second, &path.with_file_name(name))
}

/// A name that no other file in the making has, in this or another program.
pub(super) fn new_name(folder: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let (head, tail) = MAKING;
    folder.join(format!("{head}{}-{}{tail}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)))
}

pub(super) fn discard(disk: &dyn Disk, made: &Path) {
    if let Err(error) = disk.remove(made) {
        log::debug!("{}: {error}", made.display());
    }
}

/// Takes away files in the making that a program left which ended in the middle.
pub(super) fn sweep(disk: &dyn Disk, folder: &Path) {
    let own = format!("{}{}-", MAKING.0, std::process::id());
    for name in disk.names(folder).unwrap_or_default() {
        let path = folder.join(&name);
        let left = name.starts_with(MAKING.0) && name.ends_with(MAKING.1) && !name.starts_with(&own);
        let old = |path: &Path| {
            let modified = disk.stamp(path).ok()?.modified?;
            std::time::SystemTime::now().duration_since(modified).ok()
        };
        if left && old(&path).is_some_and(|age| age.as_secs() > 600) {
            discard(disk, &path);
        }
    }
}
