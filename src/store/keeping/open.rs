use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_128;

use super::super::atomic;
use super::super::disk::{Disk, folder_of};
use super::super::study_file::STUDY_EXTENSION;
use super::super::study_json::{BadStudy, ReadStudy, Remark, read_study};
use super::journal::{self, Deed, Journal, Left};
use super::{Base, Keeping, difference, parse, steps, text, unfinished};
use crate::model::{Edit, Study};
use crate::state::{History, NewerStudy, OpenedStudy, Since, Theirs};

/// The note that names the file in which a study is kept whose own file may not be written into.
pub(super) const APART: &str = "apart";

/// What a study that is only read held when it was last taken in.
pub(super) const TAKEN_IN: &str = "taken-in.json";

/// Where a study is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyPlace {
    /// The file.
    pub file: PathBuf,
    /// A study beside documents that cannot be written there: it is read, and kept in `file` from then on.
    pub stored: Option<PathBuf>,
    /// The folder in the user's data folder for what is not part of the study.
    pub room: PathBuf,
}

/// A study that was opened.
#[derive(Debug)]
pub struct Opened {
    /// What keeps it.
    pub keeping: Keeping,
    /// What the window is told.
    pub told: OpenedStudy,
}

/// What was found in the place of a study.
struct Found {
    file: PathBuf,
    study: Study,
    base: Base,
    /// A study that is read and not written, and its bytes.
    stored: Option<(PathBuf, Vec<u8>)>,
    told: OpenedStudy,
}

impl Opened {
    /// Opens the study of a place; where there is none, `new` makes one. What cannot be read, or was written by a newer
    /// version, is left as it is, and the study is kept beside it under another name.
    #[must_use]
    pub fn new(disk: &Arc<dyn Disk>, place: &StudyPlace, new: impl FnOnce() -> Study) -> Self {
        steps::follow(disk.as_ref(), &place.file, &place.room);
        if let Err(error) = disk.make_folder(&place.room) {
            log::warn!("{}: {error}", place.room.display());
        }
        for folder in [folder_of(&place.file), place.room.clone()] {
            atomic::sweep(disk.as_ref(), &folder);
        }
        let Found { file, mut study, base, stored, mut told } = find(disk.as_ref(), place, new);
        let (history, steps_of) = steps::read(disk.as_ref(), &place.room, &mut study);
        let newer = told.newer.as_ref().map(|newer| newer.file.clone());
        let mut keeping = Keeping {
            disk: Arc::clone(disk),
            file,
            newer,
            writes_newer: false,
            room: place.room.clone(),
            study,
            history,
            base,
            since: Since::new(),
            dirty: false,
            journal: Journal::new(own_journal(&place.room)),
            theirs: None,
            unreadable: None,
        };
        let taken_in = stored.as_ref().is_some_and(|(_, bytes)| keeping.take_in_stored(bytes));
        let left = journal::left(disk.as_ref(), &place.room);
        told.recovered = left.iter().map(|left| keeping.take_in_journal(left, steps_of)).sum();
        if keeping.secure() {
            left.into_iter().for_each(|left| left.remove(disk.as_ref()));
            if let Some((_, bytes)) = stored.filter(|_| taken_in) {
                keeping.note_taken_in(&bytes);
            }
        }
        told.days = keeping.days();
        told.unfinished = unfinished::read(disk.as_ref(), &place.room);
        told.file.clone_from(&keeping.file);
        told.study.clone_from(&keeping.study);
        told.history.clone_from(&keeping.history);
        Self { keeping, told }
    }
}

/// A name for the journal of this session that no other has, nor had.
pub(super) fn own_journal(room: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    room.join(format!("journal-{now}-{}-{}.jsonl", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// Reads a study; `None` where there is no file.
fn read(disk: &dyn Disk, file: &Path) -> Result<Option<(Vec<u8>, ReadStudy)>, BadStudy> {
    let bytes = match disk.read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let read = text(&bytes).and_then(read_study)?;
    Ok(Some((bytes, read)))
}

fn find(disk: &dyn Disk, place: &StudyPlace, new: impl FnOnce() -> Study) -> Found {
    let file = place.file.clone();
    match read(disk, &file) {
        Ok(Some((bytes, ReadStudy { study, remarks, newer: Some(format) }))) => {
            let newer = Some(NewerStudy { file: file.clone(), format });
            let found = found(file.clone(), study, Base::default(), &remarks);
            let told = OpenedStudy { newer, ..found.told };
            apart(disk, place, Found { stored: Some((file, bytes)), told, ..found })
        }
        Ok(Some((bytes, ReadStudy { study, remarks, .. }))) => {
            let base = Base::of(&bytes, None, &study);
            let stored = place.stored.as_ref().and_then(|stored| Some((stored.clone(), disk.read(stored).ok()?)));
            Found { stored, ..found(file, study, base, &remarks) }
        }
        Ok(None) => match place.stored.as_ref().map(|stored| (stored, read(disk, stored))) {
            Some((stored, Ok(Some((bytes, ReadStudy { study, remarks, .. }))))) => {
                Found { stored: Some((stored.clone(), bytes)), ..found(file, study, Base::default(), &remarks) }
            }
            Some((stored, Err(error))) => {
                let found = found(file, Study::default(), Base::default(), &[]);
                let refused = Some((stored.clone(), error.to_string()));
                Found { told: OpenedStudy { refused, ..found.told }, ..found }
            }
            _ => found(file, new(), Base::default(), &[]),
        },
        Err(error) => {
            // Its predecessor is shown.
            let mut predecessor = file.file_name().unwrap_or_default().to_owned();
            predecessor.push(".bak");
            let before = read(disk, &file.with_file_name(predecessor)).ok().flatten();
            let study = before.map(|(_, read)| read.study).unwrap_or_default();
            let found = found(file.clone(), study, Base::default(), &[]);
            let refused = Some((file, error.to_string()));
            apart(disk, place, Found { told: OpenedStudy { refused, ..found.told }, ..found })
        }
    }
}

fn found(file: PathBuf, study: Study, base: Base, remarks: &[Remark]) -> Found {
    let remarks = remarks.iter().map(ToString::to_string).collect();
    Found { file, study, base, stored: None, told: OpenedStudy { remarks, ..OpenedStudy::default() } }
}

/// What may not be written into is kept under another name, the same one in every session.
fn apart(disk: &dyn Disk, place: &StudyPlace, found: Found) -> Found {
    let note = place.room.join(APART);
    let noted = disk.read(&note).ok().and_then(|name| String::from_utf8(name).ok());
    if let Some(name) = noted {
        let file = place.file.with_file_name(name);
        if let Ok(Some((bytes, ReadStudy { study, newer: None, .. }))) = read(disk, &file) {
            return Found { base: Base::of(&bytes, None, &study), file, study, ..found };
        }
    }
    Found { file: name_apart(disk, &place.room, &place.file), ..found }
}

/// Names a file beside a study that may not be written into, and notes it for the next session.
pub(super) fn name_apart(disk: &dyn Disk, room: &Path, file: &Path) -> PathBuf {
    let apart = beside(disk, file);
    let name = apart.file_name().unwrap_or_default().to_string_lossy();
    let written = atomic::replace(disk, &room.join(APART), name.as_bytes());
    written.unwrap_or_else(|error| log::warn!("{}: {error}", room.display()));
    apart
}

/// A free name beside a study.
fn beside(disk: &dyn Disk, file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(&format!(".{STUDY_EXTENSION}")).unwrap_or(&name);
    let mut number = 2;
    loop {
        let other = file.with_file_name(format!("{stem}-{number}.{STUDY_EXTENSION}"));
        if disk.stamp(&other).is_err() {
            return other;
        }
        number += 1;
    }
}

impl Keeping {
    /// Takes in what changed in a study that is only read, since it was last taken in; `false` when nothing did.
    fn take_in_stored(&mut self, bytes: &[u8]) -> bool {
        let known = self.disk.read(&self.room.join(TAKEN_IN)).ok();
        if known.as_deref() == Some(bytes) {
            return false;
        }
        if self.base.print.is_some()
            && let Ok(theirs) = parse(bytes)
        {
            let common = known.and_then(|known| parse(&known).ok()).unwrap_or_default();
            let since = difference(&self.study, &common);
            let theirs = Theirs::new(&self.study, &since, &theirs, &common.name, xxh3_128(bytes));
            self.take_aside(&theirs);
        }
        true
    }

    /// Notes what of a study that is only read has been taken in.
    pub(super) fn note_taken_in(&self, bytes: &[u8]) {
        let note = self.room.join(TAKEN_IN);
        let noted = atomic::replace(self.disk.as_ref(), &note, bytes);
        noted.unwrap_or_else(|error| log::warn!("{}: {error}", note.display()));
    }

    /// Puts what the study file lacks into the journal of this session; `false` when that cannot be.
    fn secure(&mut self) -> bool {
        if self.dirty {
            self.write_down_since();
            let base = self.base.print;
            if let Err(error) = self.journal.flush(self.disk.as_ref(), &self.file, base) {
                log::warn!("journal: {error}");
                return false;
            }
        }
        true
    }

    fn take_aside(&mut self, theirs: &Theirs) {
        let (merge, _) = theirs.merge(&self.study);
        for (id, extra) in merge.extras {
            if let Some(extra) = extra {
                self.study.extras.entries.insert(id, extra);
            }
        }
        self.go_on(Deed::Aside, merge.edit);
    }

    /// Carries out what the study file lacks.
    fn go_on(&mut self, deed: Deed, edit: Edit) {
        let inverse = self.study.apply(edit);
        for (id, before) in inverse.changes.iter().rev() {
            self.since.entry(id.clone()).or_insert_with(|| before.clone());
        }
        remember(&mut self.history, deed, inverse);
        self.dirty = true;
    }

    /// Takes in a journal that a program left which did not end well. Answers how many changes were recovered.
    fn take_in_journal(&mut self, left: &Left, steps_of: Option<u128>) -> usize {
        for (id, extra) in &left.extras.entries {
            self.study.extras.entries.entry(id.clone()).or_insert_with(|| extra.clone());
        }
        let saved = left.saving.is_some() && left.saving == self.base.print;
        if saved {
            if steps_of != self.base.print {
                for (deed, _, back) in &left.deeds {
                    remember(&mut self.history, *deed, back.clone());
                }
            }
            return 0;
        }
        if left.base == self.base.print && !self.dirty {
            for (deed, to, _) in &left.deeds {
                self.go_on(*deed, to.clone());
            }
            return left.deeds.len();
        }
        // The study is not what the journal goes on from: others have changed it, in the file or in their journal.
        let mut mine = self.study.clone();
        let mut since = Since::new();
        for (_, to, back) in &left.deeds {
            for (id, before) in back.changes.iter().rev() {
                since.entry(id.clone()).or_insert_with(|| before.clone());
            }
            mine.apply(to.clone());
        }
        let theirs = Theirs::new(&mine, &since, &self.study, &self.study.name, 0);
        let ids = since.keys().map(|id| (id.clone(), mine.entries.get(id).cloned()));
        self.go_on(Deed::Aside, Edit { changes: ids.collect() });
        self.take_aside(&theirs);
        left.deeds.len()
    }
}

fn remember(history: &mut History, deed: Deed, inverse: Edit) {
    match deed {
        Deed::Step => history.did(inverse, false),
        Deed::More => history.did(inverse, true),
        Deed::Undo => history.replay(inverse, true),
        Deed::Redo => history.replay(inverse, false),
        Deed::Aside => history.forget(&inverse),
    }
}
