use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// The files that wait to be read, by their places in the list; the newest wish comes first.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<VecDeque<usize>>,
}

impl Queue {
    fn with<T>(&self, deed: impl FnOnce(&mut VecDeque<usize>) -> T) -> T {
        deed(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets so many files wait in their order.
    pub(super) fn fill(&self, count: usize) {
        self.with(|waiting| *waiting = (0..count).collect());
    }

    /// Puts a file that still waits before the others.
    pub(super) fn first(&self, index: usize) {
        self.with(|waiting| {
            if let Some(at) = waiting.iter().position(|&other| other == index) {
                waiting.remove(at);
                waiting.push_front(index);
            }
        });
    }

    /// The next file to be read.
    pub(super) fn next(&self) -> Option<usize> {
        self.with(VecDeque::pop_front)
    }
}
