//! Reading an opening: files to works to findings to a corpus, on all cores, in the order of the paths.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::analysis::{self, Rules};
use crate::calendar::Date;
use crate::ingest;
use crate::model::{Corpus, Problem, ProblemCode, Severity, Source, SourceId, Work, WorkFindings, WorkId};
use crate::state::{Opening, Report, Taken};
use crate::store::{self, Found, Listing};

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

    fn name(&self) -> String {
        match self {
            Self::Bundled => store::BUNDLED_NAME.to_owned(),
            Self::Files(listing) => listing.name.clone(),
        }
    }

    fn read(&self, index: usize, found: &Found) -> Result<Vec<u8>, (ProblemCode, String)> {
        match self {
            Self::Bundled => Ok(store::BUNDLED.get(index).map_or_else(Vec::new, |(_, bytes)| bytes.to_vec())),
            Self::Files(_) => store::read(found),
        }
    }
}

/// How documents are to be read.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Encodings that the person chose, by path.
    pub encodings: Vec<(String, String)>,
    /// The day that stands in for the date of a work that states none.
    pub fallback: Option<Date>,
}

/// One file read and analysed; ids count from 0 within the file.
struct ReadFile {
    source: Option<Source>,
    works: Vec<(Work, WorkFindings)>,
    problems: Vec<Problem>,
}

/// Reads documents without a window, blocking.
#[must_use]
pub fn read_corpus(documents: &Documents, rules: &Rules, wishes: &Wishes, tell: &dyn Fn(Report)) -> Arc<Corpus> {
    let never = AtomicBool::new(false);
    read_opening(documents, rules, wishes, 0, &never, tell)
}

/// Reads an opening on all cores. Tells how each file went, and the corpus as it grows; works keep their numbers while
/// it does, since files are taken in in their order. When cancelled, what has been read stays.
pub(super) fn read_opening(
    documents: &Documents,
    rules: &Rules,
    wishes: &Wishes,
    generation: u64,
    cancel: &AtomicBool,
    tell: &dyn Fn(Report),
) -> Arc<Corpus> {
    let files = documents.files();
    tell(Report::Found { generation, files: files.iter().map(|found| found.shown.clone()).collect() });
    let mut growing = Growing::new(documents);
    let next = AtomicUsize::new(0);
    let (send, results) = channel();
    let readers = thread::available_parallelism().map_or(2, usize::from).min(files.len().max(1));
    thread::scope(|scope| {
        for _ in 0..readers {
            let work = Reader { documents, files: &files, rules, wishes, next: &next, cancel, send: send.clone() };
            if let Err(error) = thread::Builder::new().name("reader".to_owned()).spawn_scoped(scope, move || work.run())
            {
                log::error!("no thread to read with: {error}");
            }
        }
        drop(send);
        let mut pictured = Instant::now();
        for step in results {
            match step {
                Step::Started(index) => tell(Report::FileStarted { generation, index }),
                Step::Done(index, read) => {
                    tell(Report::FileDone { generation, index, taken: Box::new(taken(&read)) });
                    let grew = growing.take(index, *read);
                    let first = growing.corpus.works.len() == growing.new_works;
                    if grew && (first || pictured.elapsed() > PICTURE) {
                        let corpus = growing.picture(rules);
                        tell(Report::Corpus { generation, corpus, complete: false });
                        pictured = Instant::now();
                    }
                }
            }
        }
    });
    growing.take_rest();
    let corpus = growing.picture(rules);
    tell(Report::Corpus { generation, corpus: Arc::clone(&corpus), complete: true });
    corpus
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
    next: &'a AtomicUsize,
    cancel: &'a AtomicBool,
    send: Sender<Step>,
}

impl Reader<'_> {
    fn run(self) {
        while !self.cancel.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(found) = self.files.get(index) else { return };
            if self.send.send(Step::Started(index)).is_err() {
                return;
            }
            // A fault in one file must not cost the others.
            let read = catch_unwind(AssertUnwindSafe(|| self.read(index, found)));
            let read = read.unwrap_or_else(|_| failed(found, ProblemCode::Internal, String::new()));
            if self.send.send(Step::Done(index, Box::new(read))).is_err() {
                return;
            }
        }
    }

    fn read(&self, index: usize, found: &Found) -> ReadFile {
        let bytes = match self.documents.read(index, found) {
            Ok(bytes) => bytes,
            Err((code, detail)) => return failed(found, code, detail),
        };
        let encoding = self.wishes.encodings.iter().find(|(path, _)| *path == found.shown);
        let taken = ingest::take(&found.shown, &bytes, encoding.map(|(_, name)| name.as_str()));
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
            let work = Work {
                id: WorkId(at as u32),
                source: source.id,
                span: work.span,
                meta: work.meta,
                blocks: work.blocks,
                prose: Arc::new(work.prose),
            };
            let findings = analysis::analyse(&work, &source, self.rules, self.wishes.fallback);
            works.push((work, findings));
        }
        ReadFile { source: Some(source), works, problems: taken.problems }
    }
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

/// A corpus to which files are added in their order, whatever the order in which they were read.
struct Growing {
    corpus: Corpus,
    waiting: BTreeMap<usize, ReadFile>,
    next: usize,
    new_works: usize,
}

impl Growing {
    fn new(documents: &Documents) -> Self {
        let problems = documents.listing().map_or_else(Vec::new, |listing| listing.problems.clone());
        let corpus = Corpus { name: documents.name(), problems, ..Corpus::default() };
        Self { corpus, waiting: BTreeMap::new(), next: 0, new_works: 0 }
    }

    /// Takes in a file, and those that waited for it; tells whether a work came in.
    fn take(&mut self, index: usize, read: ReadFile) -> bool {
        self.waiting.insert(index, read);
        let before = self.corpus.works.len();
        while let Some(read) = self.waiting.remove(&self.next) {
            self.add(read);
            self.next += 1;
        }
        self.new_works = self.corpus.works.len() - before;
        self.new_works > 0
    }

    fn add(&mut self, read: ReadFile) {
        let source_id = read.source.as_ref().map(|_| SourceId(self.corpus.sources.len() as u32));
        for mut problem in read.problems {
            problem.source = source_id;
            self.corpus.problems.push(problem);
        }
        let Some((mut source, source_id)) = read.source.zip(source_id) else { return };
        source.id = source_id;
        self.corpus.sources.push(Arc::new(source));
        for (mut work, mut findings) in read.works {
            work.id = WorkId(self.corpus.works.len() as u32);
            work.source = source_id;
            findings.renumber(work.id, source_id);
            self.corpus.problems.append(&mut findings.problems);
            self.corpus.works.push(Arc::new(work));
            self.corpus.findings.push(Arc::new(findings));
        }
    }

    /// Takes in what still waits for files that nobody reads any more.
    fn take_rest(&mut self) {
        for read in std::mem::take(&mut self.waiting).into_values() {
            self.add(read);
        }
    }

    /// The corpus as it is now, its works laid side by side.
    fn picture(&self, rules: &Rules) -> Arc<Corpus> {
        let mut corpus = self.corpus.clone();
        corpus.joint = Arc::new(analysis::join(&corpus.works, &corpus.findings, rules));
        Arc::new(corpus)
    }
}
