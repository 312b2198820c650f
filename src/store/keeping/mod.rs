//! The keeping of one study: what the writer does so that nothing is lost.
//!
//! Every change goes into a journal in the user's data folder before it is acknowledged, so that a power cut costs at
//! most what the disk had not yet taken. After a pause the study file is written whole, through a temporary file that
//! is renamed over it; its predecessor stays beside it, and the first state of each of the last fourteen days in the
//! data folder. Before the file is written it is read: what others have made of it meanwhile is taken in first, and
//! never overwritten.

mod copies;
mod journal;
mod open;
mod steps;
mod unfinished;

pub use open::{Opened, StudyPlace};

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use xxhash_rust::xxh3::xxh3_128;

use super::atomic;
use super::disk::{Disk, Lock, Stamp, folder_of};
use super::study_json::{BadStudy, ReadStudy, read_study, study_to_json};
use crate::model::{Edit, Study};
use crate::state::{Applied, History, NewerStudy, Record, Since, Theirs, Unfinished};
use journal::{Deed, Journal};

/// A study and where it is kept.
#[derive(Debug)]
pub struct Keeping {
    disk: Arc<dyn Disk>,
    file: PathBuf,
    /// The file of a newer format from which this study is kept apart, until the person says otherwise.
    newer: Option<PathBuf>,
    /// Whether the person lets a file of a newer format be written into.
    writes_newer: bool,
    /// The folder in the user's data folder that holds what is not part of the study: journal, steps, copies.
    room: PathBuf,
    study: Study,
    history: History,
    base: Base,
    since: Since,
    dirty: bool,
    journal: Journal,
    /// What others wrote, given to the window and not yet taken in.
    theirs: Option<Box<Pending>>,
    /// A stamp of a file that others have left unreadable, so that it is not said again and again.
    unreadable: Option<Stamp>,
}

/// The study file as it was last read or written here.
#[derive(Clone, Debug, Default)]
struct Base {
    print: Option<u128>,
    stamp: Option<Stamp>,
    name: String,
}

impl Base {
    fn of(bytes: &[u8], stamp: Option<Stamp>, study: &Study) -> Self {
        Self { print: Some(xxh3_128(bytes)), stamp, name: study.name.clone() }
    }
}

#[derive(Debug)]
struct Pending {
    study: Study,
    base: Base,
}

/// Why a study was not written. What was said is in memory and, unless `unkept` says why not, in the journal.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// Others have written the file; it must be looked at first.
    #[error("the file was written by another program")]
    Overtaken,
    /// The disk says no.
    #[error("{0}")]
    Disk(#[from] io::Error),
    /// It has no JSON form. It always has one.
    #[error("{0}")]
    Form(#[from] BadStudy),
}

/// What a look at the study file has shown.
#[derive(Debug)]
pub enum Look {
    /// Nothing new.
    Same,
    /// Others have changed it.
    Changed(Box<Theirs>),
    /// A newer version has written it; from now on the study is kept in another file.
    Newer(NewerStudy),
    /// Others have left something there that is no study; it will be kept beside when the study is written.
    Unreadable(String),
}

impl Keeping {
    /// Where the study is kept.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The study as it is kept.
    #[must_use]
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// What can be undone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Whether the window has yet to take in what others wrote; until then nothing is written.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.theirs.is_some()
    }

    /// Whether the file lacks something that was said.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Carries out changes, and answers when they are safe in the journal.
    ///
    /// # Errors
    /// When the journal cannot be written; the changes are carried out all the same, and kept in memory.
    pub fn record(&mut self, records: Vec<Record>) -> io::Result<()> {
        for record in records {
            let onto = match &record {
                Record::Merge(merge) => Some(merge.onto),
                _ => None,
            };
            let deed = Deed::of(&record);
            let Applied { edit, inverse } = record.carry_out(&mut self.study, &mut self.history);
            if onto.is_some_and(|onto| self.rebase(onto)) || edit.changes.is_empty() {
                continue;
            }
            for (id, before) in inverse.changes.iter().rev() {
                self.since.entry(id.clone()).or_insert_with(|| before.clone());
            }
            self.dirty = true;
            self.journal.write_down(deed, &edit, &inverse, &self.study.extras);
        }
        let base = self.base.print;
        match self.journal.flush(self.disk.as_ref(), &self.file, base) {
            // Somebody has taken it away.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.write_down_since();
                self.journal.flush(self.disk.as_ref(), &self.file, base)
            }
            kept => kept,
        }
    }

    /// Takes what others wrote as the common ground from which this side differs; `false` when that is not what was
    /// seen last.
    fn rebase(&mut self, onto: u128) -> bool {
        let Some(pending) = self.theirs.take_if(|pending| pending.base.print == Some(onto)) else { return false };
        let Pending { study: theirs, base } = *pending;
        self.base = base;
        self.since = difference(&self.study, &theirs);
        self.dirty = !self.since.is_empty() || self.study.name != theirs.name;
        self.write_down_since();
        true
    }

    /// Begins the journal anew with all that the study file lacks.
    fn write_down_since(&mut self) {
        let mine = self.since.keys().map(|id| (id.clone(), self.study.entries.get(id).cloned())).collect();
        let back = self.since.iter().map(|(id, entry)| (id.clone(), entry.clone())).collect();
        self.journal.begin();
        self.journal.write_down(Deed::Aside, &Edit { changes: mine }, &Edit { changes: back }, &self.study.extras);
    }

    /// Looks whether others have changed the file, by its stamp, and reads it only when that is new.
    pub fn look(&mut self) -> Look {
        let Ok(stamp) = self.disk.stamp(&self.file) else { return Look::Same };
        if self.theirs.is_some() || self.base.stamp == Some(stamp) || self.unreadable == Some(stamp) {
            return Look::Same;
        }
        let Ok(bytes) = self.disk.read(&self.file) else { return Look::Same };
        self.look_at(&bytes, stamp)
    }

    fn look_at(&mut self, bytes: &[u8], stamp: Stamp) -> Look {
        let print = xxh3_128(bytes);
        if self.base.print == Some(print) {
            self.base.stamp = Some(stamp);
            return Look::Same;
        }
        match text(bytes).and_then(read_study) {
            Ok(ReadStudy { newer: Some(format), .. }) if !self.writes_newer => Look::Newer(self.step_aside(format)),
            Ok(ReadStudy { study, .. }) => {
                let theirs = Theirs::new(&self.study, &self.since, &study, &self.base.name, print);
                let base = Base::of(bytes, Some(stamp), &study);
                self.theirs = Some(Box::new(Pending { study, base }));
                Look::Changed(Box::new(theirs))
            }
            Err(error) => {
                self.unreadable = Some(stamp);
                Look::Unreadable(error.to_string())
            }
        }
    }

    /// Writes the study.
    ///
    /// # Errors
    /// [`NotSaved`]; nothing has been overwritten, and the study stays dirty.
    pub fn save(&mut self) -> Result<(), NotSaved> {
        if self.theirs.is_some() {
            return Err(NotSaved::Overtaken);
        }
        let _lock = self.lock();
        let before = self.present()?;
        let text = study_to_json(&self.study)?;
        let print = xxh3_128(text.as_bytes());
        let disk = Arc::clone(&self.disk);
        let disk = disk.as_ref();
        // Without a journal the study is written all the same.
        self.journal.announce(disk, print).unwrap_or_else(|error| log::warn!("journal: {error}"));
        let made = atomic::make(disk, &folder_of(&self.file), text.as_bytes())?;
        if let Some((bytes, stamp)) = &before {
            copies::keep_for_the_day(disk, &self.room, bytes);
            atomic::keep_predecessor(disk, &self.file).unwrap_or_else(|error| log::warn!("predecessor: {error}"));
            if disk.stamp(&self.file).ok() != Some(*stamp) {
                atomic::discard(disk, &made);
                return Err(NotSaved::Overtaken);
            }
        } else {
            copies::keep_for_the_day(disk, &self.room, text.as_bytes());
        }
        atomic::put(disk, &made, &self.file)?;
        self.base = Base::of(text.as_bytes(), disk.stamp(&self.file).ok(), &self.study);
        self.since = BTreeMap::new();
        self.dirty = false;
        self.unreadable = None;
        self.keep_steps();
        copies::drop_rescue(disk, &self.room);
        self.journal.begin();
        self.journal.flush(disk, &self.file, Some(print)).unwrap_or_else(|error| log::warn!("journal: {error}"));
        Ok(())
    }

    /// What the file holds now, if it is what was last read or written here.
    fn present(&mut self) -> Result<Option<(Vec<u8>, Stamp)>, NotSaved> {
        let stamp = self.disk.stamp(&self.file);
        let bytes = match self.disk.read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let stamp = stamp?;
        if self.base.print == Some(xxh3_128(&bytes)) {
            return Ok(Some((bytes, stamp)));
        }
        if parse(&bytes).is_ok() {
            self.base.stamp = None;
            return Err(NotSaved::Overtaken);
        }
        // No study any more: what is left of it is kept, and the study written.
        copies::keep_damaged(self.disk.as_ref(), &self.file, &bytes)?;
        Ok(Some((bytes, stamp)))
    }

    /// Keeps a whole copy in the data folder while the study file cannot be written.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn rescue(&self) -> Result<PathBuf, NotSaved> {
        let text = study_to_json(&self.study)?;
        Ok(copies::rescue(self.disk.as_ref(), &self.room, text.as_bytes())?)
    }

    /// Keeps the last steps for the next session.
    pub fn keep_steps(&self) {
        let place = (self.file.as_path(), self.base.print);
        let kept = steps::write(self.disk.as_ref(), &self.room, place, &self.study, &self.history);
        kept.unwrap_or_else(|error| log::warn!("steps: {error}"));
    }

    /// Keeps what stands on sheets that are not closed, apart from the study.
    pub fn keep_unfinished(&self, words: &Unfinished) {
        let kept = unfinished::write(self.disk.as_ref(), &self.room, words);
        kept.unwrap_or_else(|error| log::warn!("unfinished words: {error}"));
    }

    /// Takes in what others wrote without asking the window, which shows another study by now.
    pub fn settle(&mut self) {
        for _ in 0..3 {
            self.theirs = None;
            self.base.stamp = None;
            if let Look::Changed(theirs) = self.look() {
                let (merge, _) = theirs.merge(&self.study);
                self.record(vec![Record::Merge(Box::new(merge))])
                    .unwrap_or_else(|error| log::warn!("journal: {error}"));
            }
            match self.save() {
                Err(NotSaved::Overtaken) => {}
                Err(error) => return log::warn!("{}: {error}", self.file.display()),
                Ok(()) => return,
            }
        }
    }

    /// Keeps the study elsewhere from now on. What stands there is never overwritten, unless all of it was taken in.
    ///
    /// # Errors
    /// Whatever the system says; the study then stays where it is.
    pub fn move_to(&mut self, place: StudyPlace) -> Result<(), NotSaved> {
        let disk = Arc::clone(&self.disk);
        let base = match disk.read(&place.file) {
            Ok(bytes) if self.has_taken_in(&bytes) => Base::of(&bytes, None, &self.study),
            Ok(_) => return Err(io::Error::from(io::ErrorKind::AlreadyExists).into()),
            Err(_) => Base::default(),
        };
        let before = (std::mem::replace(&mut self.file, place.file), std::mem::replace(&mut self.base, base));
        if let Err(error) = self.save() {
            (self.file, self.base) = before;
            return Err(error);
        }
        atomic::discard(disk.as_ref(), &before.0);
        if self.room != place.room {
            self.journal.end(disk.as_ref());
            self.journal = Journal::new(open::own_journal(&place.room));
            self.room = place.room;
            self.keep_steps();
        }
        Ok(())
    }

    fn has_taken_in(&self, bytes: &[u8]) -> bool {
        let known = self.disk.read(&self.room.join(open::TAKEN_IN)).ok();
        known.as_deref() == Some(bytes) && matches!(text(bytes).and_then(read_study), Ok(ReadStudy { newer: None, .. }))
    }

    /// Leaves the file to the newer version that has written it, and keeps the study in another one.
    fn step_aside(&mut self, format: String) -> NewerStudy {
        let mut common = self.study.clone();
        common.apply(Edit { changes: self.since.iter().map(|(id, entry)| (id.clone(), entry.clone())).collect() });
        match study_to_json(&common) {
            Ok(text) => self.note_taken_in(text.as_bytes()),
            Err(error) => log::warn!("{}: {error}", self.file.display()),
        }
        let own = open::name_apart(self.disk.as_ref(), &self.room, &self.file);
        let file = std::mem::replace(&mut self.file, own);
        self.newer = Some(file.clone());
        self.base = Base::default();
        self.dirty = true;
        self.write_down_since();
        NewerStudy { file, format }
    }

    /// Writes into the file of a newer format from now on, as the person has said. What was written there since it was
    /// last read is taken in first.
    ///
    /// # Errors
    /// Whatever the system says; the study then stays where it is.
    pub fn take_over(&mut self) -> Result<(), NotSaved> {
        let Some(newer) = self.newer.take() else { return Ok(()) };
        let disk = Arc::clone(&self.disk);
        let known = disk.read(&self.room.join(open::TAKEN_IN))?;
        let common = parse(&known)?;
        let base = Base::of(&known, None, &common);
        let before = (std::mem::replace(&mut self.file, newer), std::mem::replace(&mut self.base, base));
        self.since = difference(&self.study, &common);
        self.dirty = !self.since.is_empty() || self.study.name != common.name;
        self.theirs = None;
        self.writes_newer = true;
        self.write_down_since();
        match if self.dirty { self.save() } else { Ok(()) } {
            Ok(()) => atomic::discard(disk.as_ref(), &before.0),
            // It will be looked at, and then written.
            Err(NotSaved::Overtaken) => {}
            Err(error) => {
                self.writes_newer = false;
                let newer = std::mem::replace(&mut self.file, before.0);
                (self.newer, self.base) = (Some(newer), before.1);
                return Err(error);
            }
        }
        atomic::discard(disk.as_ref(), &self.room.join(open::APART));
        Ok(())
    }

    /// Ends a session: writes what is not yet written, and gives the journal up when nothing is left in it.
    pub fn close(mut self) {
        if self.dirty {
            self.settle();
        }
        if !self.dirty {
            self.keep_steps();
            self.journal.end(self.disk.as_ref());
        }
    }

    /// The copies of the last days: the day, and the file; the newest first.
    #[must_use]
    pub fn days(&self) -> Vec<(String, PathBuf)> {
        copies::days(self.disk.as_ref(), &self.room)
    }

    /// Others on this machine wait while the file is looked at and written. Where locks do not work nobody waits: the
    /// look right before the renaming still finds what others wrote.
    fn lock(&self) -> Option<Lock> {
        let path = self.room.join("lock");
        for _ in 0..20 {
            match self.disk.lock(&path) {
                Ok(Some(lock)) => return Some(lock),
                Ok(None) => std::thread::sleep(Duration::from_millis(50)),
                Err(error) => {
                    log::debug!("{}: {error}", path.display());
                    return None;
                }
            }
        }
        None
    }
}

fn text(bytes: &[u8]) -> Result<&str, BadStudy> {
    Ok(std::str::from_utf8(bytes).map_err(io::Error::other)?)
}

fn parse(bytes: &[u8]) -> Result<Study, BadStudy> {
    Ok(read_study(text(bytes)?)?.study)
}

/// The entries in which a study differs from another, as that has them.
fn difference(study: &Study, other: &Study) -> Since {
    Edit::between(study, other).changes.into_iter().collect()
}
