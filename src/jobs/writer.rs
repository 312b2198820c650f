//! The writer: the one thread that keeps the study and the settings.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::{Documents, Telling};
use crate::state::{HowRead, Opening, Record, Report, Settings, Told, Trouble, Unfinished};
use crate::store::{self, Disk, Keeping, Look, NotSaved, Opened, RealDisk, StudyPlace};

/// A study is written after so much quiet.
const QUIET: Duration = Duration::from_millis(700);
/// A study is written after so long at the latest.
const LATEST: Duration = Duration::from_secs(8);
/// How often the study file is looked at for what others made of it.
const LOOK: Duration = Duration::from_secs(2);
/// How long to wait before a failed write is tried again; the last holds for all that follow.
const AGAIN: [Duration; 4] =
    [Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(15), Duration::from_secs(60)];

/// What the writer is asked for.
pub(super) enum Wish {
    /// Keep the study of an opening; answer what is said in it of how documents are to be read.
    Open { place: StudyPlace, bundled: bool, generation: u64, how: Sender<HowRead> },
    /// Repeat a change.
    Record { record: Record, revision: u64, generation: u64 },
    /// Keep what stands on sheets that are not closed.
    Unfinished { unfinished: Unfinished, generation: u64 },
    /// Write a copy.
    Copy(std::path::PathBuf),
    /// Keep the study beside the documents.
    Move(Opening),
    /// Read what the study was when a day began.
    Day(std::path::PathBuf),
    /// Write into a file of a newer format.
    TakeOver,
    /// Keep the settings.
    Settings(Box<Settings>),
    /// End.
    Stop,
}

/// The study in hand.
struct InHand {
    keeping: Keeping,
    generation: u64,
    revision: u64,
    /// When the first and the last change came that the file lacks.
    changed: Option<(Instant, Instant)>,
    /// When to try again, and how often it has failed.
    again: Option<(Instant, usize)>,
}

pub(super) struct Writer {
    wishes: Receiver<Wish>,
    telling: Telling,
    disk: Arc<dyn Disk>,
    in_hand: Option<InHand>,
}

impl Writer {
    pub(super) fn new(wishes: Receiver<Wish>, telling: Telling) -> Self {
        Self { wishes, telling, disk: Arc::new(RealDisk), in_hand: None }
    }

    /// Works until it is told to stop, or nobody is left to tell it.
    pub(super) fn run(mut self) {
        loop {
            let first = match &self.in_hand {
                None => self.wishes.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(in_hand) => self.wishes.recv_timeout(in_hand.patience()),
            };
            let go_on = match first {
                Ok(first) => {
                    let waiting: VecDeque<Wish> = std::iter::once(first).chain(self.wishes.try_iter()).collect();
                    self.grant(waiting)
                }
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            if !go_on {
                break;
            }
            self.attend();
        }
        if let Some(in_hand) = self.in_hand.take() {
            in_hand.keeping.close();
        }
    }

    /// Grants wishes in their order; changes that come together are made safe together. `false` at the end.
    fn grant(&mut self, mut wishes: VecDeque<Wish>) -> bool {
        while let Some(wish) = wishes.pop_front() {
            match wish {
                Wish::Record { record, revision, generation } => {
                    let mut records = vec![record];
                    let mut last = revision;
                    while let Some(Wish::Record { .. }) = wishes.front() {
                        if let Some(Wish::Record { record, revision, .. }) = wishes.pop_front() {
                            records.push(record);
                            last = revision;
                        }
                    }
                    self.record(records, last, generation);
                }
                Wish::Open { place, bundled, generation, how } => {
                    let said = self.open(&place, bundled, generation);
                    // Whoever waits for it may have been cancelled.
                    drop(how.send(said));
                }
                Wish::Unfinished { unfinished, generation } => {
                    let in_hand = self.in_hand.as_ref().filter(|in_hand| in_hand.generation == generation);
                    in_hand.into_iter().for_each(|in_hand| in_hand.keeping.keep_unfinished(&unfinished));
                }
                Wish::Copy(file) => self.copy(&file),
                Wish::Move(opening) => self.move_beside(&opening),
                Wish::Day(file) => self.read_day(&file),
                Wish::TakeOver => self.take_over(),
                Wish::Settings(settings) => store::save_settings(&settings),
                Wish::Stop => return false,
            }
        }
        true
    }

    fn tell(&self, told: Told) {
        if let Some(in_hand) = &self.in_hand {
            self.telling.tell(Report::Study { generation: in_hand.generation, told });
        }
    }

    fn open(&mut self, place: &StudyPlace, bundled: bool, generation: u64) -> HowRead {
        if let Some(before) = self.in_hand.take() {
            before.keeping.close();
        }
        let new = || {
            let bundled = bundled.then(|| store::study_from_json(store::BUNDLED_STUDY));
            bundled.transpose().unwrap_or_default().unwrap_or_default()
        };
        let Opened { keeping, told } = Opened::new(&self.disk, place, new);
        let changed = keeping.is_dirty().then(|| (Instant::now(), Instant::now()));
        let how = HowRead::of(keeping.study());
        self.in_hand = Some(InHand { keeping, generation, revision: 0, changed, again: None });
        self.tell(Told::Opened(Box::new(told)));
        how
    }

    fn record(&mut self, records: Vec<Record>, revision: u64, generation: u64) {
        let Some(in_hand) = self.in_hand.as_mut().filter(|in_hand| in_hand.generation == generation) else {
            return log::error!("a change to a study that is not in hand");
        };
        let kept = in_hand.keeping.record(records);
        in_hand.revision = revision;
        if in_hand.keeping.is_dirty() {
            let now = Instant::now();
            in_hand.changed = Some((in_hand.changed.map_or(now, |(first, _)| first), now));
        }
        if let Err(error) = kept {
            self.tell(Told::Unkept(error.to_string()));
        }
    }

    /// Does what it is time for.
    fn attend(&mut self) {
        let Some(in_hand) = &mut self.in_hand else { return };
        if in_hand.is_due() {
            return self.save();
        }
        self.look();
    }

    /// Looks what others have made of the study file.
    fn look(&mut self) {
        let Some(in_hand) = &mut self.in_hand else { return };
        match in_hand.keeping.look() {
            Look::Same => {}
            Look::Changed(theirs) => self.tell(Told::Overtaken(theirs)),
            Look::Newer(newer) => {
                let file = in_hand.keeping.file().to_owned();
                in_hand.changed = Some((Instant::now(), Instant::now()));
                self.tell(Told::Newer { newer, file });
            }
            Look::Unreadable(reason) => self.tell(Told::Unreadable(reason)),
        }
    }

    fn save(&mut self) {
        let Some(in_hand) = &mut self.in_hand else { return };
        match in_hand.keeping.save() {
            Ok(()) => {
                (in_hand.changed, in_hand.again) = (None, None);
                let (revision, file) = (in_hand.revision, in_hand.keeping.file().to_owned());
                self.tell(Told::Saved { revision, file });
            }
            Err(NotSaved::Overtaken) => self.look(),
            Err(error) => {
                let failed = in_hand.again.map_or(0, |(_, failed)| failed);
                let wait = AGAIN.get(failed).or(AGAIN.last()).copied().unwrap_or(LATEST);
                in_hand.again = Some((Instant::now() + wait, failed + 1));
                let kept = in_hand.keeping.rescue();
                let kept = kept.map_err(|error| log::warn!("the copy: {error}")).ok();
                self.tell(Told::NotSaved { trouble: trouble(&error), reason: error.to_string(), kept });
            }
        }
    }

    fn copy(&mut self, file: &Path) {
        let Some(in_hand) = &self.in_hand else { return };
        let written = store::study_to_json(in_hand.keeping.study())
            .map_err(|error| error.to_string())
            .and_then(|text| store::write(file, text.as_bytes()).map_err(|error| error.to_string()));
        self.tell(match written {
            Ok(()) => Told::Done("notice-study-copied", file.to_owned()),
            Err(reason) => Told::Failed("notice-study-not-copied", reason),
        });
    }

    fn read_day(&self, file: &Path) {
        let read = self.disk.read(file).map_err(|error| error.to_string());
        let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string()));
        self.tell(match text.and_then(|text| store::study_from_json(&text).map_err(|error| error.to_string())) {
            Ok(study) => Told::Day(Box::new(study)),
            Err(reason) => Told::Failed("notice-day-not-read", reason),
        });
    }

    fn move_beside(&mut self, opening: &Opening) {
        let documents = Documents::of(opening);
        let (Some(in_hand), Some(listing)) = (&mut self.in_hand, documents.listing()) else { return };
        let place = store::place_beside(listing);
        if place.file == in_hand.keeping.file() {
            return;
        }
        let told = match in_hand.keeping.move_to(place) {
            Ok(()) => Told::Done("notice-study-moved", in_hand.keeping.file().to_owned()),
            Err(error) => Told::Failed("notice-study-not-moved", error.to_string()),
        };
        self.tell(told);
    }

    fn take_over(&mut self) {
        let Some(in_hand) = &mut self.in_hand else { return };
        let told = match in_hand.keeping.take_over() {
            Ok(()) => Told::Done("notice-study-taken-over", in_hand.keeping.file().to_owned()),
            Err(error) => Told::Failed("notice-study-not-taken-over", error.to_string()),
        };
        self.tell(told);
    }
}

impl InHand {
    /// When the study is to be written.
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.changed?;
        let due = (last + QUIET).min(first + LATEST);
        let waits = !self.keeping.is_dirty() || self.keeping.is_waiting();
        (!waits).then(|| self.again.map_or(due, |(again, _)| again))
    }

    fn is_due(&self) -> bool {
        self.due().is_some_and(|due| due <= Instant::now())
    }

    /// How long there is nothing to do.
    fn patience(&self) -> Duration {
        self.due().map_or(LOOK, |due| due.saturating_duration_since(Instant::now()).min(LOOK))
    }
}

fn trouble(error: &NotSaved) -> Trouble {
    let NotSaved::Disk(error) = error else { return Trouble::Other };
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Trouble::Full,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Trouble::Forbidden,
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::StaleNetworkFileHandle => Trouble::Gone,
        _ => Trouble::Other,
    }
}
