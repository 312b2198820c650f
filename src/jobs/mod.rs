//! Jobs: the only room that starts threads. It carries out effects and answers with reports.
//!
//! One thread at a time reads an opening and drives as many readers as there are cores; one thread keeps the study and
//! the settings, in the order in which that was asked for; one searches; a dialog has its own thread while it is open.
//! Answers carry the number of their opening, so that late ones are dropped.

mod growing;
mod queue;
mod reading;
mod searching;
mod watching;
mod writer;

pub use reading::{Documents, Wishes, read_corpus};

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use queue::Queue;
use searching::Question;

use crate::analysis::{BadRules, Rules};
use crate::exchange;
use crate::state::{Effect, Export, HowRead, LeafWish, Opening, Password, PictureFile, Report, Scan};
use crate::store::{self, Readings};
use writer::{Wish, Writer};

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
    writer: Sender<Wish>,
    writer_thread: Option<thread::JoinHandle<()>>,
    cancel: Arc<AtomicBool>,
    /// Which files of the present opening wait, in what order.
    queue: Arc<Queue>,
    /// Where readings are kept; `None` for nowhere.
    readings: Option<Arc<Readings>>,
    searcher: Option<Sender<Question>>,
    drawer: Option<Sender<LeafWish>>,
    stand_in: &'static [u8],
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jobs")
    }
}

impl Jobs {
    /// Workers that wake the window through `wake`. `stand_in` is the font that draws the Han characters of pages that
    /// do not bring their own.
    #[must_use]
    pub fn new(rules: Arc<Rules>, wake: Wake, stand_in: &'static [u8]) -> Self {
        let (answers, reports) = channel();
        let (writer, wishes) = channel();
        let telling = Telling { answers: answers.clone(), wake: Arc::clone(&wake) };
        let writer_thread = spawn("writer", move || Writer::new(wishes, telling).run());
        Self {
            rules,
            wake,
            answers,
            reports,
            writer,
            writer_thread,
            cancel: Arc::default(),
            queue: Arc::default(),
            readings: Readings::of_user().map(Arc::new),
            searcher: None,
            drawer: None,
            stand_in,
        }
    }

    /// The answers that have come since the last call.
    pub fn reports(&self) -> impl Iterator<Item = Report> {
        self.reports.try_iter()
    }

    /// Carries out an effect. Dialogs are not for this room: see [`Jobs::answer_dialog`].
    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Scan(scan) => self.scan(*scan),
            Effect::ReadFirst(index) => self.queue.first(index),
            Effect::Cancel => self.cancel.store(true, Ordering::Relaxed),
            Effect::Search(search) => {
                let telling = self.telling();
                let _detached = spawn("search", move || telling.tell(Report::Searched(Box::new(search.run()))));
            }
            Effect::LookFor { generation, asked, corpus } => self.look_for(Question { generation, asked, corpus }),
            Effect::Record { record, revision, generation } => self.wish(Wish::Record { record, revision, generation }),
            Effect::KeepUnfinished { unfinished, generation } => self.wish(Wish::Unfinished { unfinished, generation }),
            Effect::MoveStudy(opening) => self.wish(Wish::Move(opening)),
            Effect::ReadDay(file) => self.wish(Wish::Day(file)),
            Effect::TakeOver => self.wish(Wish::TakeOver),
            Effect::SaveSettings(settings) => self.wish(Wish::Settings(settings)),
            Effect::DrawPage(wish) => self.draw(wish),
            Effect::Print(review) => {
                let telling = self.telling();
                let _detached = spawn("print", move || {
                    let page = exchange::paper(&review);
                    telling.tell(match store::write_passing(page.as_bytes(), "html") {
                        Ok(file) => Report::ToPrint(file),
                        Err(error) => Report::NotExported(error.to_string()),
                    });
                });
            }
            Effect::AskForFolder | Effect::AskForFiles | Effect::AskWhereToCopy => {}
            Effect::Export(_) | Effect::ExportPicture(_) => {}
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
        let extension = export.format.extension();
        let name = export.name.clone();
        self.answer_file(dialog, name, extension, move || {
            export.format.write(&export.review).map_err(|error| error.to_string())
        });
    }

    /// The same for a picture; its pixels are filled on the thread.
    pub fn answer_picture(
        &self,
        dialog: impl Future<Output = Option<PathBuf>> + Send + 'static,
        picture: Box<PictureFile>,
    ) {
        let (name, extension) = (picture.name.clone(), picture.content.extension());
        self.answer_file(dialog, name, extension, move || picture.content.write());
    }

    fn answer_file(
        &self,
        dialog: impl Future<Output = Option<PathBuf>> + Send + 'static,
        name: String,
        extension: &'static str,
        bytes: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static,
    ) {
        let telling = self.telling();
        let _detached = spawn("export", move || {
            let asked = Instant::now();
            let named = pollster::block_on(dialog);
            let shown = named.is_some() || asked.elapsed() > NO_DIALOG;
            let file = match named {
                Some(file) if file.extension().is_some() => file,
                Some(file) => file.with_extension(extension),
                None if shown => return,
                None => store::fresh_document(&name, extension),
            };
            let written = bytes().and_then(|bytes| store::write(&file, &bytes).map_err(|error| error.to_string()));
            telling.tell(match written {
                Ok(()) => Report::Exported(file),
                Err(reason) => Report::NotExported(format!("{}: {reason}", file.display())),
            });
        });
    }

    /// Waits for a dialog on a thread of its own, and has a copy of the study written to the file that was named. Where
    /// no dialog can be had, it goes among the person's documents under `name`, and the answer says where.
    pub fn answer_copy(&self, dialog: impl Future<Output = Option<PathBuf>> + Send + 'static, name: String) {
        let writer = self.writer.clone();
        let _detached = spawn("dialog", move || {
            let asked = Instant::now();
            let named = pollster::block_on(dialog);
            let file = match named {
                Some(file) => file,
                None if asked.elapsed() > NO_DIALOG => return,
                None => store::fresh_document(&name, store::STUDY_EXTENSION),
            };
            // Without a writer there is nothing to be copied any more.
            drop(writer.send(Wish::Copy(file)));
        });
    }

    /// Waits until everything that was asked to be written has been written.
    pub fn finish(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.wish(Wish::Stop);
        if let Some(thread) = self.writer_thread.take()
            && thread.join().is_err()
        {
            log::error!("the writer failed");
        }
    }

    fn telling(&self) -> Telling {
        Telling { answers: self.answers.clone(), wake: Arc::clone(&self.wake) }
    }

    fn wish(&self, wish: Wish) {
        if self.writer.send(wish).is_err() {
            log::error!("the writer is gone");
        }
    }

    /// Hands a question to the searcher, whose thread begins with the first one.
    fn look_for(&mut self, question: Question) {
        let (telling, rules) = (self.telling(), Arc::clone(&self.rules));
        let searcher = self.searcher.get_or_insert_with(|| {
            let (sender, questions) = channel();
            let _detached = spawn("search", move || searching::answer_all(&questions, &rules, &telling));
            sender
        });
        if searcher.send(question).is_err() {
            log::error!("the searcher is gone");
        }
    }

    /// Hands a page to the one who draws, whose thread begins with the first one. Of several that wait only the last is
    /// drawn.
    fn draw(&mut self, wish: LeafWish) {
        let (telling, stand_in) = (self.telling(), self.stand_in);
        let drawer = self.drawer.get_or_insert_with(|| {
            let (sender, wishes) = channel();
            let _detached = spawn("drawing", move || draw_all(&wishes, stand_in, &telling));
            sender
        });
        if drawer.send(wish).is_err() {
            log::error!("the drawer is gone");
        }
    }

    fn scan(&mut self, scan: Scan) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        self.queue = Arc::default();
        let (cancel, queue) = (Arc::clone(&self.cancel), Arc::clone(&self.queue));
        let (rules, telling, readings) = (Arc::clone(&self.rules), self.telling(), self.readings.clone());
        let writer = self.writer.clone();
        let _detached = spawn("opening", move || {
            let Scan { opening, generation, mut how, with_study, quiet, first } = scan;
            // Before anything is read, so that nothing that changes meanwhile is missed.
            let stamps = watching::stamps(&opening);
            let documents = Documents::of(&opening);
            if with_study {
                how.extend(open_study(&opening, &documents, generation, &writer));
            }
            let wishes = Wishes { how, fallback: None, readings: readings.clone(), first };
            let course = reading::Course { generation, quiet, queue: &queue, cancel: &cancel };
            reading::read_opening(&documents, &rules, &wishes, &course, &|report| telling.tell(report));
            if let Some(readings) = readings {
                readings.sweep();
            }
            watching::watch(&opening, stamps, generation, &cancel, &telling);
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

/// Begins to read the rules that come with the program.
#[must_use]
pub fn read_rules() -> thread::JoinHandle<Result<Rules, BadRules>> {
    thread::spawn(Rules::bundled)
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

fn draw_all(wishes: &Receiver<LeafWish>, stand_in: &'static [u8], telling: &Telling) {
    // The document that was drawn from last is kept: a person turns the pages of one.
    let mut kept: Option<(PathBuf, Option<usize>, Vec<u8>)> = None;
    while let Ok(mut wish) = wishes.recv() {
        while let Ok(later) = wishes.try_recv() {
            wish = later;
        }
        if kept.as_ref().is_none_or(|(file, member, _)| *file != wish.file || *member != wish.member) {
            let found = store::Found { file: wish.file.clone(), shown: String::new(), member: wish.member };
            let password = wish.password.as_ref().map(Password::reveal);
            kept = store::read(&found, password).ok().map(|bytes| (wish.file.clone(), wish.member, bytes));
        }
        let bytes = kept.as_ref().map_or(&[][..], |(.., bytes)| bytes);
        let password = wish.password.as_ref().map(Password::reveal);
        let picture = crate::ingest::draw_page(bytes, password, wish.place.page, wish.place.width as f32, stand_in);
        telling.tell(Report::PageDrawn { place: wish.place, picture: picture.map(Arc::new) });
    }
}

/// Lets the writer open the study of an opening; answers what is said in it of how documents are to be read.
fn open_study(opening: &Opening, documents: &Documents, generation: u64, writer: &Sender<Wish>) -> HowRead {
    let place = store::study_place(documents.listing());
    let bundled = *opening == Opening::Bundled;
    let (how, said) = channel();
    if writer.send(Wish::Open { place, bundled, generation, how }).is_err() {
        log::error!("the writer is gone");
    }
    said.recv().unwrap_or_default()
}
