//! The study in the window: what changes it, and what the writer says of it.

use std::path::PathBuf;
use std::sync::Arc;

use super::columns;
use super::record;
use super::{
    Action, Applied, Effect, Focus, Followed, History, HowRead, Locked, Merge, Opening, Record, Scan, State, Synopsis,
    Theirs, Trail, Unfinished, Whereabouts,
};
use super::{own_words, seams};
use crate::model::{Document, Edit, Entry, Study};

/// What is told of a study that was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenedStudy {
    /// Where it is kept.
    pub file: PathBuf,
    /// The study.
    pub study: Study,
    /// What can be undone from earlier sessions.
    pub history: History,
    /// What in the file is not as it should be, with the place.
    pub remarks: Vec<String>,
    /// The file that could not be read and is left as it is, and why.
    pub refused: Option<(PathBuf, String)>,
    /// The file that a newer version has written.
    pub newer: Option<NewerStudy>,
    /// Changes that an earlier session had not come to write into the file.
    pub recovered: usize,
    /// What stood on sheets that an earlier session did not come to close.
    pub unfinished: Unfinished,
    /// What the study was on earlier days: the day, and the file; the newest first.
    pub days: Vec<(String, PathBuf)>,
}

/// A study file of a newer format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewerStudy {
    /// The file.
    pub file: PathBuf,
    /// The format.
    pub format: String,
}

/// Why a study could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The disk is full.
    Full,
    /// It may not be written there.
    Forbidden,
    /// The folder is gone.
    Gone,
    /// Something else.
    Other,
}

impl Trouble {
    /// The key of the sentence that says so.
    fn key(self) -> &'static str {
        match self {
            Self::Full => "notice-not-saved-full",
            Self::Forbidden => "notice-not-saved-forbidden",
            Self::Gone => "notice-not-saved-gone",
            Self::Other => "notice-not-saved-other",
        }
    }
}

/// What the writer tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// The study was opened.
    Opened(Box<OpenedStudy>),
    /// It is in the study file.
    Saved {
        /// As of which revision.
        revision: u64,
        /// The file.
        file: PathBuf,
    },
    /// It could not be written, and will be tried again.
    NotSaved {
        /// Why.
        trouble: Trouble,
        /// Why, in the system's words.
        reason: String,
        /// Where a whole copy is kept meanwhile; `None` when not even that could be.
        kept: Option<PathBuf>,
    },
    /// What was said is only in memory.
    Unkept(String),
    /// What the study was when a day began.
    Day(Box<Study>),
    /// Others have changed the study file.
    Overtaken(Box<Theirs>),
    /// A newer version has written the study file; from now on the study is kept in another file.
    Newer {
        /// The study file that it was.
        newer: NewerStudy,
        /// Where it is kept now.
        file: PathBuf,
    },
    /// Others have left something unreadable in its place.
    Unreadable(String),
    /// The person's wish for the file was carried out: a copy, a move.
    Done(&'static str, PathBuf),
    /// It could not be carried out.
    Failed(&'static str, String),
}

impl State {
    pub(super) fn open(&mut self, opening: Opening) {
        self.generation += 1;
        self.notices.retain(|(key, _)| *key != "notice-cancelled");
        let other = self.opening.as_ref() != Some(&opening);
        // What is read again is shown when all is there: until then there is something to look at.
        let quiet = !other && !self.corpus.works.is_empty() && !self.progress.reading;
        self.progress.begin(quiet, self.now_ms);
        if other {
            self.locked = Locked::default();
        }
        let with_study = other || self.study_file.is_none();
        if with_study {
            self.opened_at = self.generation;
        }
        let work = self.focus.work.and_then(|work| self.corpus.work(work));
        let in_hand = work.and_then(|work| self.corpus.source(work.source)).map(|source| source.path.clone());
        self.effects.push(Effect::Scan(Box::new(Scan {
            opening: opening.clone(),
            generation: self.generation,
            how: if other { HowRead::default() } else { self.how() },
            with_study,
            quiet,
            first: in_hand.filter(|_| !other),
        })));
        self.opening = Some(opening);
        if other {
            self.study = Study::default();
            self.study_file = None;
            self.history = History::default();
            self.burst.end();
            self.early.clear();
            self.question = None;
            self.days.clear();
            self.unfinished.clear();
            self.at_risk = false;
            self.study_revision = 0;
            self.saved_revision = 0;
            self.whereabouts = Whereabouts::default();
            self.focus = Focus { fills: self.focus.fills, ..Focus::default() };
            self.trail = Trail::default();
            self.chosen = false;
            self.set_corpus(Arc::default(), false);
        }
    }

    /// Reads what is open again.
    pub(super) fn read_again(&mut self) {
        if let Some(opening) = self.opening.clone() {
            self.open(opening);
        }
    }

    /// How documents are to be read.
    pub(super) fn how(&self) -> HowRead {
        HowRead { passwords: self.locked.given.clone(), ..HowRead::of(&self.study) }
    }

    /// Carries out a change that the person made. Reading places are no steps to be taken back.
    pub(super) fn edit(&mut self, edit: Edit) {
        let reading = |entry: Option<&Entry>| entry.is_some_and(Entry::is_reading);
        let aside = edit.changes.iter().all(|(id, entry)| reading(entry.as_ref().or(self.study.entries.get(id))));
        if aside {
            self.record(Record::Aside(edit));
        } else {
            let joins = self.burst.next(&edit, &self.study, self.now_ms);
            self.record(Record::Edit { edit, joins });
        }
    }

    pub(super) fn undo(&mut self, record: Record) {
        self.burst.end();
        self.record(record);
    }

    fn record(&mut self, record: Record) {
        if self.study_file.is_some() {
            self.carry_out(record);
        } else {
            // The study is still being read: what is said meanwhile goes on top of it.
            self.early.push(record.clone());
            let applied = record.carry_out(&mut self.study, &mut self.history);
            self.study_changed(&applied);
        }
    }

    fn carry_out(&mut self, record: Record) {
        let applied = record.clone().carry_out(&mut self.study, &mut self.history);
        self.study_changed(&applied);
        let (revision, generation) = (self.study_revision, self.opened_at);
        self.effects.push(Effect::Record { record, revision, generation });
    }

    fn study_changed(&mut self, Applied { edit, inverse }: &Applied) {
        self.study_revision += 1;
        let changed = || edit.changes.iter().filter_map(|(id, _)| self.study.entries.get(id));
        let learned = changed().filter(|entry| self.whereabouts.learn(entry)).count();
        let search = self.whereabouts.look_for(&self.corpus, changed());
        if learned > 0 {
            self.note_documents();
        }
        self.search(search);
        if edit.changes.iter().any(|(id, _)| record::is_description(id)) {
            self.describe();
            self.followed = Followed::default().leading_from(self.corpus_revision);
            self.corpus_revision += 1;
        }
        if edit.changes.iter().any(|(id, _)| seams::is_seams(id) || own_words::is_words(id)) {
            self.read_again();
        }
        let shows = edit.changes.iter().any(|(_, entry)| !entry.as_ref().is_some_and(Entry::is_reading));
        if columns::is_columns(edit) {
            self.follow_columns(true);
        } else if shows {
            let change = (edit, inverse);
            if let Some(synopsis) = self.synopsis.with_notes(change, &self.corpus, &self.whereabouts) {
                self.synopsis = Arc::new(synopsis);
            } else {
                let next = self.synopsis.with_events(change, &self.corpus, &self.study, &self.whereabouts);
                match next.filter(|_| !self.unlaid) {
                    Some(synopsis) => self.take_synopsis(synopsis),
                    None => self.lay_together(),
                }
            }
        }
    }

    /// Finds out where everything that was said is in the corpus.
    pub(super) fn follow(&mut self, complete: bool) {
        let search = self.whereabouts.follow(&self.corpus, &self.study, complete);
        if complete && search.is_none() {
            self.note_documents();
        }
        self.search(search);
        self.describe();
        self.lay_together();
    }

    /// Brings the list of documents to what is there now. That alone is no reason to write the file.
    pub(super) fn note_documents(&mut self) {
        let documents: Vec<Document> = self.whereabouts.documents(&self.corpus, &self.study);
        if documents == self.study.documents {
            return;
        }
        self.study.documents.clone_from(&documents);
        if self.study_file.is_some() {
            let (revision, generation) = (self.study_revision, self.opened_at);
            self.effects.push(Effect::Record { record: Record::Documents(documents), revision, generation });
        }
    }

    fn search(&mut self, search: Option<super::Search>) {
        self.effects.extend(search.map(|search| Effect::Search(Box::new(search))));
    }

    pub(super) fn lay_together(&mut self) {
        self.take_synopsis(Synopsis::new(&self.corpus, &self.study, &self.topics, &self.whereabouts));
    }

    /// Shows a synopsis, with what was chosen in the one before.
    fn take_synopsis(&mut self, synopsis: Synopsis) {
        let synopsis = Arc::new(synopsis);
        let same = Followed::default();
        let followed = if std::mem::take(&mut self.unlaid) { &self.followed } else { &same };
        self.focus.carry_over(&self.synopsis, &synopsis, followed);
        self.synopsis = synopsis;
        self.focus.keep_within(&self.corpus, &self.synopsis);
        self.follow_columns(false);
    }

    /// Answers the question what to do with a study of a newer format.
    pub(super) fn answer_newer(&mut self, write_into_it: bool) {
        if self.question.take().is_some() && write_into_it {
            self.effects.push(Effect::TakeOver);
        }
    }

    /// Takes in what the writer tells.
    pub(super) fn take_told(&mut self, told: Told) {
        match told {
            Told::Opened(opened) => self.take_opened(*opened),
            Told::Saved { revision, file } => {
                self.saved_revision = self.saved_revision.max(revision);
                self.study_file = Some(file);
                self.at_risk = false;
                self.take_back_notices();
            }
            Told::NotSaved { trouble, reason, kept } => {
                self.take_back_notices();
                let notice = match kept {
                    Some(kept) => (trouble.key(), format!("{reason} → {}", kept.display())),
                    None => ("notice-unkept", reason),
                };
                // Before all that is only told in passing.
                self.notices.insert(0, notice);
            }
            Told::Unkept(reason) => {
                self.at_risk = true;
                self.take_back_notices();
                self.notices.insert(0, ("notice-unkept", reason));
            }
            Told::Day(study) => {
                let edit = Edit::between(&self.study, &study);
                self.burst.end();
                self.edit(edit);
            }
            Told::Overtaken(theirs) => {
                let (merge, disputed) = theirs.merge(&self.study);
                let count = merge.edit.changes.len();
                self.merge(merge);
                match (disputed, count) {
                    (0, 0) => {}
                    (0, count) => self.notice("notice-taken-in", count.to_string()),
                    (disputed, _) => self.notice("notice-disputed", disputed.to_string()),
                }
            }
            Told::Newer { newer, file } => {
                self.question = Some(newer);
                self.study_file = Some(file);
            }
            Told::Unreadable(reason) => self.notice("notice-study-damaged", reason),
            Told::Done(key, file) => {
                if key == "notice-study-moved" || key == "notice-study-taken-over" {
                    self.study_file = Some(file.clone());
                }
                self.notice(key, file.display().to_string());
            }
            Told::Failed(key, reason) => self.notice(key, reason),
        }
    }

    /// Whether the study is kept elsewhere than beside the documents, and could be there.
    #[must_use]
    pub fn can_move_study(&self) -> bool {
        let Some(Opening::Paths(paths)) = &self.opening else { return false };
        let Some(folder) = self.study_file.as_ref().and_then(|file| file.parent()) else { return false };
        let beside = |path: &PathBuf| path == folder || path.parent() == Some(folder);
        let of_corpus = |source: &std::sync::Arc<crate::model::Source>| source.file.parent() == Some(folder);
        !paths.iter().any(beside) && !self.corpus.sources.iter().any(of_corpus)
    }

    fn merge(&mut self, merge: Merge) {
        self.burst.end();
        self.record(Record::Merge(Box::new(merge)));
    }

    fn take_opened(&mut self, opened: OpenedStudy) {
        self.study_file = Some(opened.file);
        self.study = opened.study;
        self.history = opened.history;
        self.study_revision += 1;
        self.saved_revision = self.study_revision;
        for remark in opened.remarks.iter().take(3) {
            self.notice("notice-study-remark", remark.clone());
        }
        if let Some((file, reason)) = opened.refused {
            self.notice("notice-study-refused", format!("{}: {reason}", file.display()));
        }
        if opened.recovered > 0 {
            self.notice("notice-recovered", opened.recovered.to_string());
        }
        self.take_unfinished(opened.unfinished);
        self.question = opened.newer;
        self.days = opened.days;
        self.follow(!self.progress.reading && !self.corpus.works.is_empty());
        self.look_at_first();
        for record in std::mem::take(&mut self.early) {
            self.carry_out(record);
        }
    }

    /// Tells something in passing, once.
    pub(super) fn notice(&mut self, key: &'static str, detail: String) {
        let notice = (key, detail);
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// What was said of a failure to write is over.
    fn take_back_notices(&mut self) {
        self.notices.retain(|(key, _)| !key.starts_with("notice-not-saved") && *key != "notice-unkept");
    }

    pub(super) fn keep(&mut self, action: &Action) {
        match action {
            Action::GoBackTo(file) => self.effects.push(Effect::ReadDay(file.clone())),
            Action::AskWhereToCopy => self.effects.push(Effect::AskWhereToCopy),
            Action::MoveStudy => self.effects.extend(self.opening.clone().map(Effect::MoveStudy)),
            Action::AnswerNewer(write_into_it) => self.answer_newer(*write_into_it),
            _ => {}
        }
    }
}
