use super::Taken;
use crate::model::{Problem, Severity};

/// How long a quiet reading lasts before it is worth a word, in milliseconds.
const LONG: u64 = 1500;

/// How far one file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It waits.
    Waiting,
    /// It is being read.
    Reading,
    /// It has been read.
    Done,
    /// It could not be read.
    Failed,
}

/// One file of an opening.
#[derive(Clone, Debug)]
pub struct FileStatus {
    /// Its path as shown.
    pub path: String,
    /// How far it is.
    pub state: FileState,
    /// The number of works found in it.
    pub works: usize,
    /// What kind of file it is, as shown.
    pub form: String,
    /// The worst that happened to it.
    pub problem: Option<Problem>,
}

/// What the workers do for the person.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The files of the last opening.
    pub files: Vec<FileStatus>,
    /// Whether reading goes on.
    pub reading: bool,
    /// Whether the list of files is known.
    pub listed: bool,
    /// Whether the person stopped it.
    pub cancelled: bool,
    /// Whether what is open is read again, behind views that show it.
    pub quiet: bool,
    /// When it began, in milliseconds since 1970; 0 without a clock.
    pub began_ms: u64,
}

impl Progress {
    pub(super) fn begin(&mut self, quiet: bool, now_ms: u64) {
        *self = Self { reading: true, quiet, began_ms: now_ms, ..Self::default() };
    }

    pub(super) fn found(&mut self, files: Vec<String>) {
        self.listed = true;
        let status =
            |path| FileStatus { path, state: FileState::Waiting, works: 0, form: String::new(), problem: None };
        self.files = files.into_iter().map(status).collect();
    }

    pub(super) fn started(&mut self, index: usize) {
        if let Some(file) = self.files.get_mut(index) {
            file.state = FileState::Reading;
        }
    }

    pub(super) fn done(&mut self, index: usize, taken: Taken) {
        let Some(file) = self.files.get_mut(index) else { return };
        file.works = taken.works;
        file.form = taken.form;
        file.problem = taken.problems.into_iter().max_by_key(|problem| problem.severity);
        let failed = file.problem.as_ref().is_some_and(|problem| problem.severity == Severity::Error);
        file.state = if failed && taken.works == 0 { FileState::Failed } else { FileState::Done };
    }

    pub(super) fn cancel(&mut self) {
        self.cancelled = self.reading;
        self.reading = false;
    }

    pub(super) fn finish(&mut self) {
        self.reading = false;
    }

    /// Whether reading goes on and is to be seen: what is read again behind the views only when it takes its time.
    #[must_use]
    pub fn is_worth_telling(&self, now_ms: u64) -> bool {
        self.reading && !(self.quiet && now_ms.saturating_sub(self.began_ms) < LONG)
    }

    /// How many files have been dealt with.
    #[must_use]
    pub fn finished(&self) -> usize {
        self.files.iter().filter(|file| matches!(file.state, FileState::Done | FileState::Failed)).count()
    }

    /// How many files failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.files.iter().filter(|file| file.state == FileState::Failed).count()
    }
}
