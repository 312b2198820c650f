//! Reading an opening: files to works to findings to a corpus, on all cores, in the order of the paths but for what is
//! wished for first. What was made of a file at an earlier start is taken from there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::growing::Growing;
use super::queue::Queue;
use crate::analysis::{self, Rules};
use crate::calendar::Date;
use crate::ingest::{self, How};
use crate::model::{
    Anchor, Corpus, OwnWords, Problem, ProblemCode, Severity, Source, SourceId, Work, WorkFindings, WorkId,
};
use crate::state::{Finder, HowRead, Opening, Password, Report, Taken};
use crate::store::{self, Found, Listing, Readings};
use crate::text::SourceText;

/// The shortest time between two pictures of a growing corpus.
const PICTURE: Duration = Duration::from_millis(400);

/// The documents of an opening.
#[derive(Debug)]
pub enum Documents {
    /// Those that come with the program.
    Bundled,
    /// Files on the disk.
    Files(Listing),
}

impl Documents {
    /// Lists the documents of an opening.
    #[must_use]
    pub fn of(opening: &Opening) -> Self {
        match opening {
            Opening::Bundled => Self::Bundled,
            Opening::Paths(paths) => Self::Files(store::list(paths)),
        }
    }

    /// The listing, for files on the disk.
    #[must_use]
    pub fn listing(&self) -> Option<&Listing> {
        match self {
            Self::Bundled => None,
            Self::Files(listing) => Some(listing),
        }
    }

    fn files(&self) -> Vec<Found> {
        match self {
            Self::Bundled => {
                let found = |(name, _): &(&str, &[u8])| Found {
                    file: PathBuf::from(name),
                    shown: (*name).to_owned(),
                    member: None,
                };
                store::BUNDLED.iter().map(found).collect()
            }
            Self::Files(listing) => listing.files.clone(),
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Bundled => store::BUNDLED_NAME.to_owned(),
            Self::Files(listing) => listing.name.clone(),
        }
    }

    fn read(&self, index: usize, found: &Found, password: Option<&str>) -> Result<Vec<u8>, (ProblemCode, String)> {
        match self {
            Self::Bundled => Ok(store::BUNDLED.get(index).map_or_else(Vec::new, |(_, bytes)| bytes.to_vec())),
            Self::Files(_) => store::read(found, password),
        }
    }
}

/// What is wished for when documents are read.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// How the person wants single documents to be read.
    pub how: HowRead,
    /// The day that stands in for the date of a work that states none.
    pub fallback: Option<Date>,
    /// Where readings are kept from one start to the next.
    pub readings: Option<Arc<Readings>>,
    /// The path of the document that is read before the others.
    pub first: Option<String>,
}

/// How a reading goes on while it lasts.
#[derive(Debug)]
pub(super) struct Course<'a> {
    /// The number of the opening.
    pub(super) generation: u64,
    /// Whether only the complete corpus is told.
    pub(super) quiet: bool,
    pub(super) queue: &'a Queue,
    pub(super) cancel: &'a AtomicBool,
}

/// One file read and analysed; ids count from 0 within the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadFile {
    pub(super) source: Option<Source>,
    pub(super) works: Vec<(Work, WorkFindings)>,
    pub(super) problems: Vec<Problem>,
}

/// Reads documents without a window, blocking.
#[must_use]
pub fn read_corpus(documents: &Documents, rules: &Rules, wishes: &Wishes, tell: &dyn Fn(Report)) -> Arc<Corpus> {
    let (queue, never) = (Queue::default(), AtomicBool::new(false));
    let course = Course { generation: 0, quiet: false, queue: &queue, cancel: &never };
    read_opening(documents, rules, wishes, &course, tell)
}

/// Reads an opening on all cores. Tells how each file went, and the corpus as it grows. When cancelled, what has been
/// read stays; but a quiet reading that is cut short tells no corpus, since a whole one is there.
pub(super) fn read_opening(
    documents: &Documents,
    rules: &Rules,
    wishes: &Wishes,
    course: &Course<'_>,
    tell: &dyn Fn(Report),
) -> Arc<Corpus> {
    let generation = course.generation;
    let own = with_own(&wishes.how.words);
    let rules = own.as_ref().unwrap_or(rules);
    let files = documents.files();
    tell(Report::Found { generation, files: files.iter().map(|found| found.shown.clone()).collect() });
    course.queue.fill(files.len());
    let first = wishes.first.as_ref().and_then(|path| files.iter().position(|found| found.shown == *path));
    if let Some(first) = first {
        course.queue.first(first);
    }
    let mut growing = Growing::new(documents);
    let (send, results) = channel();
    let readers = thread::available_parallelism().map_or(2, usize::from).min(files.len().max(1));
    thread::scope(|scope| {
        for _ in 0..readers {
            let work = Reader { documents, files: &files, rules, wishes, course, send: send.clone() };
            if let Err(error) = thread::Builder::new().name("reader".to_owned()).spawn_scoped(scope, move || work.run())
            {
                log::error!("no thread to read with: {error}");
            }
        }
        drop(send);
        let (mut pictured, mut any) = (Instant::now(), false);
        for step in results {
            match step {
                Step::Started(index) => tell(Report::FileStarted { generation, index }),
                Step::Done(index, read) => {
                    tell(Report::FileDone { generation, index, taken: Box::new(taken(&read)) });
                    let grew = !read.works.is_empty();
                    growing.take(index, *read);
                    if grew && !course.quiet && (!any || pictured.elapsed() > PICTURE) {
                        any = true;
                        let corpus = growing.picture(rules);
                        tell(Report::Corpus { generation, corpus, complete: false });
                        pictured = Instant::now();
                    }
                }
            }
        }
    });
    let corpus = growing.picture(rules);
    if !(course.quiet && course.cancel.load(Ordering::Relaxed)) {
        tell(Report::Corpus { generation, corpus: Arc::clone(&corpus), complete: true });
    }
    corpus
}

/// The rules with the person's own words beside theirs; `None` where she has none.
fn with_own(own: &OwnWords) -> Option<Rules> {
    if own.is_empty() {
        return None;
    }
    Rules::with(own).map_err(|error| log::error!("{error}")).ok()
}

enum Step {
    Started(usize),
    Done(usize, Box<ReadFile>),
}

struct Reader<'a> {
    documents: &'a Documents,
    files: &'a [Found],
    rules: &'a Rules,
    wishes: &'a Wishes,
    course: &'a Course<'a>,
    send: Sender<Step>,
}

impl Reader<'_> {
    fn run(self) {
        while !self.course.cancel.load(Ordering::Relaxed) {
            let Some(index) = self.course.queue.next() else { return };
            let Some(found) = self.files.get(index) else { return };
            if self.send.send(Step::Started(index)).is_err() {
                return;
            }
            // A fault in one file must not cost the others.
            let read = catch_unwind(AssertUnwindSafe(|| self.file(index, found)));
            let read = read.unwrap_or_else(|_| failed(found, ProblemCode::Internal, String::new()));
            if self.send.send(Step::Done(index, Box::new(read))).is_err() {
                return;
            }
        }
    }

    /// What was made of a file before, or what is made of it now. What was opened with a password is nowhere kept.
    fn file(&self, index: usize, found: &Found) -> ReadFile {
        let how = &self.wishes.how;
        let readings = self.wishes.readings.as_deref().filter(|_| self.documents.listing().is_some());
        let readings = readings.filter(|_| how.password(&found.shown).is_none());
        let wished = (how.encoding(&found.shown), how.seams(&found.shown), self.wishes.fallback, &how.words);
        let key = readings.and_then(|readings| Some((readings, readings.key(found, &format!("{wished:?}"))?)));
        if let Some(read) = key.and_then(|(readings, key)| restored(&readings.get(key)?, found)) {
            return read;
        }
        let read = self.read(index, found);
        let lasts = |problem: &Problem| !matches!(problem.code, ProblemCode::Unreadable | ProblemCode::Internal);
        if let Some((readings, key)) = key
            && read.problems.iter().all(lasts)
        {
            match serde_json::to_vec(&read) {
                Ok(bytes) => readings.put(key, &bytes),
                Err(error) => log::info!("{}: {error}", found.shown),
            }
        }
        read
    }

    fn read(&self, index: usize, found: &Found) -> ReadFile {
        let how = &self.wishes.how;
        let password = how.password(&found.shown).map(Password::reveal);
        let bytes = match self.documents.read(index, found, password) {
            Ok(bytes) => bytes,
            Err((code, detail)) => return failed(found, code, detail),
        };
        let begins = how.seams(&found.shown).map(|begins| move |text: &SourceText| seams(text, begins));
        let how = How {
            encoding: how.encoding(&found.shown),
            password,
            seams: begins.as_ref().map(|seams| seams as &ingest::Seams<'_>),
        };
        let taken = ingest::take_as(&found.shown, &bytes, &how);
        let Some(source) = taken.source else {
            return ReadFile { source: None, works: Vec::new(), problems: taken.problems };
        };
        let source = Source {
            id: SourceId(0),
            file: found.file.clone(),
            member: found.member,
            path: found.shown.clone(),
            media_type: source.media_type,
            encoding: source.encoding,
            text: Arc::new(source.text),
            noise: source.noise,
            fingerprint: source.fingerprint,
        };
        let mut works = Vec::with_capacity(taken.works.len());
        for (at, work) in taken.works.into_iter().enumerate() {
            let mut work = Work {
                id: WorkId(at as u32),
                source: source.id,
                span: work.span,
                meta: work.meta,
                blocks: work.blocks,
                prose: Arc::new(work.prose),
            };
            let findings = analysis::analyse(&work, &source, self.rules, self.wishes.fallback);
            // Read to its end, it is kept for as long as it is open: its words once, in the source.
            work.prose = Arc::new(Arc::unwrap_or_clone(work.prose).kept_in(&source.text));
            works.push((work, findings));
        }
        ReadFile { source: Some(source), works, problems: taken.problems }
    }
}

/// Where the works begin that the person sees in a document, as far as their first words are found.
fn seams(text: &SourceText, begins: &[Anchor]) -> Vec<u32> {
    let mut finder = Finder::new(text);
    begins.iter().filter_map(|anchor| Some(finder.find(anchor).span?.start)).collect()
}

/// A reading that was kept; `None` when it cannot be read.
fn restored(bytes: &[u8], found: &Found) -> Option<ReadFile> {
    let read = serde_json::from_slice::<ReadFile>(bytes);
    let mut read = read.map_err(|error| log::warn!("{}: {error}", found.shown)).ok()?;
    if let Some(source) = &mut read.source {
        source.file.clone_from(&found.file);
        for (work, findings) in &mut read.works {
            findings.pack();
            work.prose = Arc::new(ingest::prose(&source.text, &work.blocks).kept_in(&source.text));
        }
    }
    Some(read)
}

fn failed(found: &Found, code: ProblemCode, detail: String) -> ReadFile {
    let path = found.shown.clone();
    let problem = Problem { source: None, path, span: None, severity: Severity::Error, code, detail };
    ReadFile { source: None, works: Vec::new(), problems: vec![problem] }
}

fn taken(read: &ReadFile) -> Taken {
    let form = read.source.as_ref().map_or_else(String::new, |source| {
        let encoding = source.encoding.as_ref().map_or("", |encoding| encoding.name.as_str());
        format!("{} {encoding}", source.media_type.short())
    });
    Taken { works: read.works.len(), form, problems: read.problems.clone() }
}
