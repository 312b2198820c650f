use std::backtrace::Backtrace;
use std::fs;
use std::panic;
use std::path::PathBuf;
use std::thread;

use super::places::data_folder;

/// The report of a crash that has not been told yet.
const FRESH: &str = "crash.txt";
/// The last one that has.
const TOLD: &str = "crash-told.txt";

/// From now on a panic writes a report into the program's data folder before it goes its usual way: the version, the
/// thread, the place, the message and the way there.
pub fn report_crashes() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |what| {
        let thread = thread::current();
        let report = format!(
            "duidu {} ({} {})\nthread {}\n{what}\n\n{}\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            thread.name().unwrap_or("without a name"),
            Backtrace::force_capture(),
        );
        let folder = data_folder();
        // Nobody can be told here that even this failed.
        let _ = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(FRESH), report));
        usual(what);
    }));
}

/// The report of a crash since the last start, once.
#[must_use]
pub fn take_crash_report() -> Option<PathBuf> {
    let folder = data_folder();
    let told = folder.join(TOLD);
    fs::rename(folder.join(FRESH), &told).ok()?;
    Some(told)
}
