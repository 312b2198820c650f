use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file so that at every moment either the old or the new content is there: into a temporary file beside it,
/// to the disk, then renamed over it. The old content stays as `<name>.bak` when `keep` is set.
pub(super) fn write(path: &Path, bytes: &[u8], keep: bool) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".duidu-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if keep && path.exists() {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".bak");
        let backup = path.with_file_name(name);
        let mut copy = tempfile::Builder::new().prefix(".duidu-").suffix(".tmp").tempfile_in(folder)?;
        io::copy(&mut File::open(path)?, &mut copy)?;
        copy.as_file().sync_all()?;
        copy.persist(backup).map_err(|error| error.error)?;
    }
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes a rename last through a power cut; folders cannot be opened for that on Windows, which does it by itself.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
