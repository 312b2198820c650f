//! Time of the processor, as far as the system tells it.

use std::time::Instant;

/// Nanoseconds that this thread has worked; where the system does not tell it, those on the clock since then.
pub(crate) fn worked(since: Instant) -> u64 {
    // The system brings its count up to date when it chooses the next thread.
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let worked = stat.split_whitespace().next().and_then(|word| word.parse().ok());
    worked.unwrap_or_else(|| since.elapsed().as_nanos() as u64)
}
