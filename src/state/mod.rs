//! State: everything that the window shows and that a person can change, without egui and without the disk.
//!
//! Four kinds of state never mix: the [`Corpus`] (derived, can be thrown away), the [`Study`] (what the person said),
//! the [`Focus`] with the [`Settings`] (what is looked at, and how), and the jobs ([`Progress`]). Views read a
//! [`State`] and push [`Action`]s; [`State::update`] carries them out after the frame and queues [`Effect`]s for the
//! workers, whose [`Report`]s come back through [`State::take_report`].

mod action;
mod agreement;
mod anchor;
mod columns;
mod comparison;
mod documents;
mod doubts;
mod effect;
mod focus;
mod following;
mod found;
mod grid;
mod history;
mod how;
mod keeping;
mod leaf;
mod locked;
mod looking;
mod merge;
mod own_words;
mod progress;
mod reached;
mod record;
mod seams;
mod settings;
mod shelf;
mod synopsis;
mod unfinished;
mod whereabouts;

pub use action::Action;
pub use agreement::{Agreement, Standing};
pub use anchor::{Finder, Guess, Health, Refound, anchor_at, find_anchor};
pub use comparison::{Cell, Cells, Comparison, ComparisonRow, Sieve, Tally};
pub use doubts::{Doubt, Settling};
pub use effect::{Effect, Export, Opening, PictureContent, PictureFile, Report, Scan, Taken};
pub use focus::{Focus, PhaseRef, Trail, View};
pub use following::Followed;
pub use grid::{Grid, Touched};
pub use history::{Applied, History, Merge, Record};
pub use how::{HowRead, Password};
pub use keeping::{NewerStudy, OpenedStudy, Told, Trouble};
pub use leaf::{Leaf, LeafPlace, LeafWish};
pub use locked::Locked;
pub use looking::Looking;
pub use merge::{Since, TheirChange, Theirs};
pub use own_words::WordFields;
pub use progress::{FileState, FileStatus, Progress};
pub use reached::{place_id, read_id};
pub use record::{described_id, part_of};
pub use seams::Sewing;
pub use settings::{Appearance, Face, Language, Script, Settings};
pub use shelf::{Shelf, ShelfOrder, ShelfRow, ShelfWish};
pub use synopsis::{
    Band, BandPhase, ClaimRow, Claims, Column, EventRow, Origin, RelationRow, Row, RowVerdict, Seal, Synopsis, WorkRow,
    aliases, catches,
};
pub use unfinished::Unfinished;
pub use whereabouts::{AnchorState, Search, Searched, Whereabouts};

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::calendar::Date;
use crate::model::{Corpus, Edit, EntryId, Place, Problem, ProblemCode, Severity, Study, Topic, WorkId, WorkMeta};
use crate::search::Asked;
use crate::text::Span;

/// Everything that the window shows.
#[derive(Debug, Default)]
pub struct State {
    /// What was derived from the documents.
    pub corpus: Arc<Corpus>,
    /// What the person said.
    pub study: Study,
    /// Both together, as the views show them.
    pub synopsis: Arc<Synopsis>,
    /// Where the anchors of the study are in the corpus.
    pub whereabouts: Whereabouts,
    /// The general topics, from the rules.
    pub topics: Arc<Vec<Topic>>,
    /// What is looked at.
    pub focus: Focus,
    /// Where the person was before.
    pub trail: Trail,
    /// What can be undone.
    pub history: History,
    /// What the workers do.
    pub progress: Progress,
    /// What is looked for.
    pub looking: Looking,
    /// The page of the document beside its text.
    pub leaf: Leaf,
    /// The documents that want a password.
    pub locked: Locked,
    /// The way from the corpus that was shown before to the one that is shown.
    pub followed: Followed,
    /// How things are shown.
    pub settings: Settings,
    /// What was opened.
    pub opening: Option<Opening>,
    /// Where the study is kept, once it is known.
    pub study_file: Option<PathBuf>,
    /// A study of a newer format, as long as the person has not said whether it may be written into.
    pub question: Option<NewerStudy>,
    /// Whether the notes are shown in the place of the comparison.
    pub notes_shown: bool,
    /// States of the study on earlier days that can be gone back to: the day, and the file; the newest first.
    pub days: Vec<(String, PathBuf)>,
    /// What stands on sheets that are not closed.
    pub unfinished: Unfinished,
    /// Whether something that was said is nowhere but in memory.
    pub at_risk: bool,
    /// The moment, in milliseconds since 1970, by which a burst of typing is told from two edits; 0 when there is no
    /// clock.
    pub now_ms: u64,
    /// What to tell the person in passing, newest last: the id of a message in the locales, and a detail.
    pub notices: Vec<(&'static str, String)>,
    /// Counts up with every new corpus, so that views know when to lay out anew.
    pub corpus_revision: u64,
    /// Counts up with every change to the study.
    pub study_revision: u64,
    /// Counts up with every jump, so that a view knows that it is asked again to go where it may already be.
    pub jump_revision: u64,
    /// The revision of the study that is safe on the disk.
    pub saved_revision: u64,
    generation: u64,
    /// What works that the person has described say of themselves.
    as_read: BTreeMap<WorkId, WorkMeta>,
    /// Whether focus and synopsis have yet to follow the corpus.
    unlaid: bool,
    /// Whether the person has chosen what to look at since the opening.
    chosen: bool,
    /// The generation in which the study was opened; reading the documents anew leaves it.
    opened_at: u64,
    made: u64,
    burst: history::Burst,
    /// What was said while the study was still being read.
    early: Vec<Record>,
    effects: Vec<Effect>,
}

impl State {
    /// A state with nothing open.
    #[must_use]
    pub fn new(settings: Settings, topics: Arc<Vec<Topic>>) -> Self {
        Self { settings, topics, ..Self::default() }
    }

    /// The effects queued since the last call.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Whether something is not yet safe on the disk.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.study_revision != self.saved_revision
    }

    /// A fresh id for a study entry: the moment in milliseconds since 1970 and a running number, so that ids sort by
    /// their making.
    pub fn new_entry_id(&mut self, now_ms: u64) -> EntryId {
        self.made += 1;
        EntryId(format!("{now_ms:013}-{:04}", self.made % 10_000).into())
    }

    /// The phase that is chosen, with its band.
    #[must_use]
    pub fn chosen_phase(&self) -> Option<(&Band, &BandPhase)> {
        let phase = self.focus.phase.as_ref()?;
        let band = self.synopsis.bands.get(phase.band)?;
        Some((band, band.phases.get(phase.phase)?))
    }

    /// The stretch of time to which the views are narrowed: the brush where there is one, else the chosen phase.
    #[must_use]
    pub fn window_of_time(&self) -> Option<crate::calendar::DateRange> {
        self.focus.brush.or_else(|| self.chosen_phase().map(|(_, phase)| phase.range))
    }

    /// Carries out what a view asked for.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Open(paths) => self.open(Opening::Paths(paths)),
            Action::OpenBundled => self.open(Opening::Bundled),
            Action::AskForFolder => self.effects.push(Effect::AskForFolder),
            Action::AskForFiles => self.effects.push(Effect::AskForFiles),
            Action::Reload => self.read_again(),
            Action::ReadFirst(index) => self.effects.push(Effect::ReadFirst(index)),
            Action::GivePassword { path, password } => self.unlock(&path, password),
            Action::LeaveLocked(path) => self.leave_locked(&path),
            Action::AskPassword(path) => self.ask_password(&path),
            Action::Sew(sewing) => {
                if let Some(edit) = self.sew(sewing) {
                    self.edit(edit);
                }
            }
            Action::Cancel => {
                self.effects.push(Effect::Cancel);
                self.progress.cancel();
                let (done, all) = (self.progress.finished(), self.progress.files.len());
                if done < all {
                    self.notice("notice-cancelled", format!("{done} / {all}"));
                }
            }
            Action::ChooseEncoding { path, name } => {
                let id = EntryId(format!("encoding {path}").into());
                let entry = crate::model::Entry::Encoding { document: path, name };
                self.edit(Edit::put(id, entry));
                self.update(Action::Reload);
            }
            Action::Edit(edit) => self.edit(edit),
            Action::ChooseColumns(columns) => self.choose_columns(columns),
            Action::Undo => self.undo(Record::Undo),
            Action::Redo => self.undo(Record::Redo),
            Action::AskWhereToCopy | Action::MoveStudy | Action::AnswerNewer(_) | Action::GoBackTo(_) => {
                self.keep(&action);
            }
            Action::ShowNotes(shown) => self.notes_shown = shown,
            Action::Back => {
                if let Some(focus) = self.trail.back(&self.focus) {
                    self.go(focus);
                    self.jump_revision += 1;
                }
            }
            Action::Forward => {
                if let Some(focus) = self.trail.forward(&self.focus) {
                    self.go(focus);
                    self.jump_revision += 1;
                }
            }
            Action::Set(settings) => {
                self.settings = *settings;
                self.effects.push(Effect::SaveSettings(Box::new(self.settings.clone())));
            }
            Action::Print(review) => self.effects.push(Effect::Print(review)),
            Action::Export(export) => self.effects.push(Effect::Export(export)),
            Action::ExportPicture(picture) => self.effects.push(Effect::ExportPicture(picture)),
            Action::LookFor(asked) => self.look_for(asked),
            Action::ShowPages(shown) => self.leaf.shown = shown,
            Action::DrawPage(place) => self.draw_page(place),
            Action::DismissNotice => self.dismiss_notice(),
            Action::KeepUnfinished { sheet, words } => self.keep_unfinished(sheet, words),
            look => self.look(look),
        }
    }

    /// Looks at what was looked at before; the columns stay, which are undone and not gone back to.
    fn go(&mut self, focus: Focus) {
        let columns = std::mem::take(&mut self.focus.columns);
        self.focus = Focus { columns, ..focus };
    }

    /// Moves the focus. Steps that a person would want to take back go into the trail.
    fn look(&mut self, action: Action) {
        self.chosen = true;
        // A brush that is dragged on is one step, not one for every frame.
        let goes_on = matches!(action, Action::Brush(Some(_))) && self.focus.brush.is_some();
        let before = self.focus.clone();
        match action {
            Action::ShowWork(work) => {
                self.focus.work = Some(work);
                self.focus.place = None;
            }
            Action::GoTo(place) => {
                self.focus.work = Some(place.work);
                self.focus.place = Some(place);
                self.jump_revision += 1;
            }
            Action::ChoosePhase(phase) => {
                self.focus.phase = phase;
                self.focus.brush = None;
            }
            Action::StepPhase(step) => self.step_phase(step),
            Action::ChooseEvent(event) => {
                self.focus.event = event;
                // The work in hand, where it tells the event, rather than the first that does.
                let told = event.and_then(|event| self.synopsis.events.get(event)).map(|event| &event.places);
                let here = |places: &Vec<Place>| {
                    let in_hand = places.iter().find(|place| Some(place.work) == self.focus.work);
                    in_hand.or(places.first()).copied()
                };
                if let Some(place) = told.and_then(here) {
                    self.focus.work = Some(place.work);
                    self.focus.place = Some(place);
                    self.jump_revision += 1;
                }
            }
            Action::ChooseClaim(claim) => {
                self.focus.claim = claim;
                if let Some(row) = claim.and_then(|claim| self.synopsis.claims.get(claim)) {
                    self.focus.work = Some(row.place.work);
                    self.focus.place = Some(row.place);
                    self.focus.topic = row.topics.first().cloned();
                    self.jump_revision += 1;
                }
            }
            Action::ChooseTopic(topic) => self.focus.topic = topic,
            Action::Brush(range) => self.focus.brush = range,
            Action::Fill(view) => self.focus.fills = view,
            _ => {}
        }
        if !goes_on && before.is_elsewhere(&self.focus) {
            self.trail.leave(before);
        }
    }

    /// Steps through the phases of the chosen band: from “all” into the first or last, and out again at the ends.
    fn step_phase(&mut self, step: i32) {
        let band = self.focus.phase.as_ref().map_or(self.synopsis.main_band(), |phase| Some(phase.band));
        let Some(band) = band else { return };
        let count = self.synopsis.bands.get(band).map_or(0, |band| band.phases.len());
        if count == 0 {
            return;
        }
        let phase = match &self.focus.phase {
            None if step > 0 => Some(0),
            None => Some(count - 1),
            Some(chosen) => chosen.phase.checked_add_signed(step as isize).filter(|&phase| phase < count),
        };
        self.focus.phase = phase.map(|phase| PhaseRef { band, phase });
        self.focus.brush = None;
    }

    fn look_for(&mut self, asked: Asked) {
        let looking = &mut self.looking;
        looking.generation += 1;
        looking.busy = !asked.is_nothing();
        looking.asked = asked;
        if !looking.busy {
            looking.found = Arc::default();
            return;
        }
        let (generation, asked, corpus) = (looking.generation, looking.asked.clone(), Arc::clone(&self.corpus));
        self.effects.push(Effect::LookFor { generation, asked, corpus });
    }

    fn draw_page(&mut self, place: LeafPlace) {
        let Some(source) = self.corpus.source(place.source).filter(|_| self.leaf.wanted != Some(place)) else { return };
        self.leaf.wanted = Some(place);
        let password = self.how().password(&source.path).cloned();
        let wish = LeafWish { place, file: source.file.clone(), member: source.member, password };
        self.effects.push(Effect::DrawPage(wish));
    }

    fn set_corpus(&mut self, corpus: Arc<Corpus>, complete: bool) {
        self.followed = Followed::new(&self.corpus, &corpus).leading_from(self.corpus_revision);
        let before = self.focus.work;
        self.followed.carry(&mut self.focus, &corpus);
        self.trail.carry(&self.followed, &corpus);
        if let (None, Some(gone)) = (self.focus.work, before) {
            // The next best: what has come into its place.
            let last = corpus.works.len().saturating_sub(1);
            self.focus.work = corpus.works.get((gone.0 as usize).min(last)).map(|work| work.id);
        }
        self.unlaid = true;
        self.corpus = corpus;
        self.as_read = BTreeMap::new();
        self.corpus_revision += 1;
        self.leaf.wanted = None;
        self.look_for(self.looking.asked.clone());
        self.follow(complete);
    }

    /// Takes in what a worker answers. Answers of an older opening are dropped.
    pub fn take_report(&mut self, report: Report) {
        match report {
            Report::Picked(paths) if paths.is_empty() => {}
            Report::Picked(paths) => self.open(Opening::Paths(paths)),
            Report::Exported(file) => self.notices.push(("notice-exported", file.display().to_string())),
            Report::ToPrint(file) => self.notices.push(("notice-printed", file.display().to_string())),
            Report::NotExported(reason) => self.notices.push(("notice-not-exported", reason)),
            Report::NoDialog => self.notices.push(("notice-no-dialog", String::new())),
            Report::Found { generation, files } if generation == self.generation => self.progress.found(files),
            Report::FileStarted { generation, index } if generation == self.generation => self.progress.started(index),
            Report::FileDone { generation, index, taken } if generation == self.generation => {
                self.progress.done(index, *taken);
            }
            Report::Corpus { generation, corpus, complete } if generation == self.generation => {
                self.set_corpus(corpus, complete);
                self.look_at_first();
                if complete {
                    self.progress.finish();
                    self.remember_opening();
                    self.find_locked();
                }
            }
            Report::Stirred { generation } if generation == self.generation => self.read_again(),
            Report::Searched(searched) => self.take_searched(*searched),
            Report::Study { generation, told } if generation == self.opened_at => self.take_told(told),
            Report::LookedFor { generation, found } if generation == self.looking.generation => {
                self.looking.found = found;
                self.looking.busy = false;
            }
            Report::PageDrawn { place, picture } if self.leaf.wanted == Some(place) => {
                self.leaf.drawn = Some((place, picture));
            }
            _ => {}
        }
    }

    /// Looks at what is most worth looking at, as long as the person has not chosen herself.
    fn look_at_first(&mut self) {
        if !self.chosen {
            self.focus.start(&self.corpus, &self.synopsis, self.settings.columns_with_room());
            self.follow_columns(false);
        }
    }

    fn take_searched(&mut self, searched: Searched) {
        if self.whereabouts.take(searched, &self.corpus) {
            self.note_documents();
            self.lay_together();
            self.look_at_first();
        }
    }

    fn remember_opening(&mut self) {
        match &self.opening {
            Some(Opening::Paths(paths)) => self.settings.remember(paths),
            Some(Opening::Bundled) if !self.settings.last.is_empty() => self.settings.last.clear(),
            _ => return,
        }
        self.effects.push(Effect::SaveSettings(Box::new(self.settings.clone())));
    }

    /// Takes in which characters of which works no font can draw: the place of the first, and the characters.
    pub fn missing_glyphs(&mut self, missing: &[(WorkId, Span, String)]) {
        if missing.is_empty() {
            return;
        }
        let mut corpus = Corpus::clone(&self.corpus);
        corpus.problems.retain(|problem| problem.code != ProblemCode::MissingGlyphs);
        for (work, span, characters) in missing {
            let Some(source) = corpus.work(*work).map(|work| work.source) else { continue };
            let path = corpus.source(source).map_or_else(String::new, |source| source.path.clone());
            let (code, severity) = (ProblemCode::MissingGlyphs, Severity::Warning);
            let detail = characters.clone();
            corpus.problems.push(Problem { source: Some(source), path, span: Some(*span), severity, code, detail });
        }
        self.corpus = Arc::new(corpus);
    }

    /// The first and last day that the events and phases speak of.
    #[must_use]
    pub fn extent(&self) -> Option<(Date, Date)> {
        self.synopsis.extent
    }
}
