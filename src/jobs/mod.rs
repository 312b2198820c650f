//! Jobs: the only room that starts threads. It carries out effects and answers with reports.
//!
//! One thread at a time reads an opening and drives as many readers as there are cores; one thread writes studies and
//! settings, in the order in which they were asked for; one searches; a dialog has its own thread while it is open. Answers carry
//! the number of their opening, so that late ones are dropped.

mod reading;
mod searching;

pub use reading::{Documents, Wishes, read_corpus};

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use searching::Question;

use crate::analysis::Rules;
use crate::state::{Effect, Export, Opening, Report, Settings};
use crate::store;

/// A dialog that answers “none” sooner than a person could, was never shown.
const NO_DIALOG: Duration = Duration::from_millis(400);

/// What wakes the window when an answer has come.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// The workers.
pub struct Jobs {
    rules: Arc<Rules>,
    wake: Wake,
    answers: Sender<Report>,
    reports: Receiver<Report>,
    writer: SyncSender<Writing>,
    writer_thread: Option<thread::JoinHandle<()>>,
    cancel: Arc<AtomicBool>,
    searcher: Option<Sender<Question>>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jobs")
    }
}

enum Writing {
    Study { file: PathBuf, study: Box<crate::model::Study>, revision: u64 },
    Settings(Box<Settings>),
    Stop,
}

impl Jobs {
    /// Workers that wake the window through `wake`.
    #[must_use]
    pub fn new(rules: Arc<Rules>, wake: Wake) -> Self {
        let (answers, reports) = channel();
        let (writer, wishes) = sync_channel(64);
        let telling = Telling { answers: answers.clone(), wake: Arc::clone(&wake) };
        let writer_thread = spawn("writer", move || write_all(&wishes, &telling));
        Self { rules, wake, answers, reports, writer, writer_thread, cancel: Arc::default(), searcher: None }
    }

    /// The answers that have come since the last call.
    pub fn reports(&self) -> impl Iterator<Item = Report> {
        self.reports.try_iter()
    }

    /// Carries out an effect. Dialogs are not for this room: see [`Jobs::answer_dialog`].
    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Scan { opening, generation, encodings } => self.scan(opening, generation, encodings),
            Effect::Cancel => self.cancel.store(true, Ordering::Relaxed),
            Effect::Search(search) => {
                let telling = self.telling();
                let _detached = spawn("search", move || telling.tell(Report::Searched(Box::new(search.run()))));
            }
            Effect::SaveStudy { file, study, revision } => self.write(Writing::Study { file, study, revision }),
            Effect::SaveSettings(settings) => self.write(Writing::Settings(settings)),
            Effect::LookFor { generation, words, corpus } => self.look_for(Question { generation, words, corpus }),
            Effect::AskForFolder | Effect::AskForFiles | Effect::Export(_) => {}
        }
    }

    /// Waits for a dialog on a thread of its own and answers with what was picked. The dialog itself was made on the
    /// window's thread, as some platforms want.
    pub fn answer_dialog(&self, dialog: impl Future<Output = Vec<PathBuf>> + Send + 'static) {
        let telling = self.telling();
        let _detached = spawn("dialog", move || {
            let asked = Instant::now();
            let picked = pollster::block_on(dialog);
            let shown = !picked.is_empty() || asked.elapsed() > NO_DIALOG;
            telling.tell(if shown { Report::Picked(picked) } else { Report::NoDialog });
        });
    }

    /// Waits for a dialog on a thread of its own and writes a review to the file that was named. Where no dialog can be
    /// had, the review goes among the person's documents, and the answer says where.
    pub fn answer_export(&self, dialog: impl Future<Output = Option<PathBuf>> + Send + 'static, export: Box<Export>) {
        let telling = self.telling();
        let _detached = spawn("export", move || {
            let asked = Instant::now();
            let named = pollster::block_on(dialog);
            let shown = named.is_some() || asked.elapsed() > NO_DIALOG;
            let extension = export.format.extension();
            let file = match named {
                Some(file) if file.extension().is_some() => file,
                Some(file) => file.with_extension(extension),
                None if shown => return,
                None => store::fresh_document(&export.name, extension),
            };
            telling.tell(match store::write(&file, &export.format.write(&export.review)) {
                Ok(()) => Report::Exported(file),
                Err(error) => Report::NotExported(format!("{}: {error}", file.display())),
            });
        });
    }

    /// Waits until everything that was asked to be written has been written.
    pub fn finish(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.write(Writing::Stop);
        if let Some(thread) = self.writer_thread.take()
            && thread.join().is_err()
        {
            log::error!("the writer failed");
        }
    }

    fn telling(&self) -> Telling {
        Telling { answers: self.answers.clone(), wake: Arc::clone(&self.wake) }
    }

    fn write(&self, writing: Writing) {
        if self.writer.send(writing).is_err() {
            log::error!("the writer is gone");
        }
    }

    /// Hands a question to the searcher, whose thread begins with the first one.
    fn look_for(&mut self, question: Question) {
        let telling = self.telling();
        let searcher = self.searcher.get_or_insert_with(|| {
            let (sender, questions) = channel();
            let _detached = spawn("search", move || searching::answer_all(&questions, &telling));
            sender
        });
        if searcher.send(question).is_err() {
            log::error!("the searcher is gone");
        }
    }

    fn scan(&mut self, opening: Opening, generation: u64, encodings: Vec<(String, String)>) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let (cancel, rules, telling) = (Arc::clone(&self.cancel), Arc::clone(&self.rules), self.telling());
        let _detached = spawn("opening", move || {
            let documents = Documents::of(&opening);
            tell_study(&opening, &documents, generation, &telling);
            let wishes = Wishes { encodings, fallback: None };
            reading::read_opening(&documents, &rules, &wishes, generation, &cancel, &|report| telling.tell(report));
        });
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.finish();
    }
}

/// The way back to the window.
#[derive(Clone)]
struct Telling {
    answers: Sender<Report>,
    wake: Wake,
}

impl Telling {
    fn tell(&self, report: Report) {
        // The window may be gone already; then nobody wants to know.
        if self.answers.send(report).is_ok() {
            (self.wake)();
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Option<thread::JoinHandle<()>> {
    match thread::Builder::new().name(name.to_owned()).spawn(work) {
        Ok(thread) => Some(thread),
        Err(error) => {
            log::error!("no thread for {name}: {error}");
            None
        }
    }
}

/// Finds and reads the study of an opening. The bundled one is used until the person has changed it.
fn tell_study(opening: &Opening, documents: &Documents, generation: u64, telling: &Telling) {
    let listing = documents.listing();
    let file = store::study_place(opening, listing);
    let stored = listing.and_then(|listing| listing.study.clone()).unwrap_or_else(|| file.clone());
    let loaded = if stored.exists() {
        store::load_study(&stored)
    } else if *opening == Opening::Bundled {
        store::study_from_json(store::BUNDLED_STUDY)
    } else {
        Ok(crate::model::Study::default())
    };
    match loaded {
        Ok(study) => telling.tell(Report::Study { generation, file, study: Box::new(study) }),
        Err(error) => {
            telling.tell(Report::StudyRefused { generation, file: stored.clone(), reason: error.to_string() });
            // What is said now goes beside it, under another name, never over it.
            let beside = stored.with_extension("new.duidu.json");
            telling.tell(Report::Study { generation, file: beside, study: Box::default() });
        }
    }
}

fn write_all(wishes: &Receiver<Writing>, telling: &Telling) {
    for wish in wishes {
        match wish {
            Writing::Study { file, study, revision } => {
                let instead = store::study_place(&Opening::Bundled, None).with_file_name("rescued.duidu.json");
                telling.tell(match store::save_study(&file, &study, Some(&instead)) {
                    Ok(file) => Report::Saved { revision, file },
                    Err(error) => Report::NotSaved { reason: error.to_string() },
                });
            }
            Writing::Settings(settings) => store::save_settings(&settings),
            Writing::Stop => return,
        }
    }
}
