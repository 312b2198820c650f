//! Watching what is open: from time to time the names, sizes and times of its files are looked at, which works on every
//! disk and network share alike and costs next to nothing. What is still being written is left until it has come to
//! rest.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::Telling;
use crate::state::{Opening, Report};
use crate::store::Stamps;

/// The shortest time between two looks.
const LOOK: Duration = Duration::from_millis(1500);
/// How many times longer than a look takes the next one waits: a slow disk is left in peace.
const PEACE: u32 = 40;
/// How often the watcher sees whether it is still wanted.
const WAKE: Duration = Duration::from_millis(250);

/// What lies on the disk of an opening now.
pub(super) fn stamps(opening: &Opening) -> Option<Stamps> {
    match opening {
        Opening::Bundled => None,
        Opening::Paths(paths) => Stamps::of(paths),
    }
}

/// Watches until the files of an opening are no longer what they were, and tells so; or until it is stopped.
pub(super) fn watch(opening: &Opening, known: Option<Stamps>, generation: u64, stop: &AtomicBool, telling: &Telling) {
    let (Opening::Paths(paths), Some(known)) = (opening, known) else { return };
    let mut last = known.clone();
    let mut wait = LOOK;
    loop {
        let until = Instant::now() + wait;
        while Instant::now() < until {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            thread::sleep(WAKE);
        }
        let began = Instant::now();
        // A folder that is gone as a whole, like a disk that was pulled out, is no reason to forget everything.
        let Some(now) = Stamps::of(paths) else { continue };
        wait = LOOK.max(began.elapsed() * PEACE);
        let at_rest = now == last;
        if at_rest && now != known {
            telling.tell(Report::Stirred { generation });
            return;
        }
        last = now;
    }
}
