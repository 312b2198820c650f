use std::path::PathBuf;

use super::{Column, Export, LeafPlace, Password, PhaseRef, PictureFile, Settings, Sewing, View};
use crate::calendar::DateRange;
use crate::exchange::review::Review;
use crate::model::{Edit, Place, TopicId, WorkId};
use crate::search::Asked;

/// What a view, a menu or a key asks for. Collected in the frame, carried out after it.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open a folder, files, or a study.
    Open(Vec<PathBuf>),
    /// Open the corpus that comes with the program.
    OpenBundled,
    /// Show the dialog that picks a folder.
    AskForFolder,
    /// Show the dialog that picks files.
    AskForFiles,
    /// Read again what is open.
    Reload,
    /// Read a file before those that wait: its place in the list.
    ReadFirst(usize),
    /// Open a document with a password.
    GivePassword {
        /// Its path as shown, or that of the archive that holds it.
        path: String,
        /// The password.
        password: Password,
    },
    /// Leave a document with a password as it is.
    LeaveLocked(String),
    /// Ask for the password of a document.
    AskPassword(String),
    /// Change where works begin and end.
    Sew(Sewing),
    /// Stop reading; what has been read stays.
    Cancel,
    /// Read a document in the encoding that the person says.
    ChooseEncoding {
        /// Its path as shown.
        path: String,
        /// The WHATWG name.
        name: String,
    },
    /// Show a work from where it was last read.
    ShowWork(WorkId),
    /// Show a place, glowing.
    GoTo(Place),
    /// Choose a phase, or none for all time.
    ChoosePhase(Option<PhaseRef>),
    /// Go so many phases on.
    StepPhase(i32),
    /// Choose an event, by its place in the synopsis, and show its first telling.
    ChooseEvent(Option<usize>),
    /// Choose a claim, by its place in the synopsis, and show its words.
    ChooseClaim(Option<usize>),
    /// Choose a topic.
    ChooseTopic(Option<TopicId>),
    /// Narrow the views to a stretch of time.
    Brush(Option<DateRange>),
    /// Choose the columns of the comparison, in order.
    ChooseColumns(Vec<Column>),
    /// Let one view fill the window, or none.
    Fill(Option<View>),
    /// Go where the person was before.
    Back,
    /// Go on again after going back.
    Forward,
    /// Change the study.
    Edit(Edit),
    /// Take back the last edit.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Ask where a copy of the study goes.
    AskWhereToCopy,
    /// Keep the study beside the documents from now on.
    MoveStudy,
    /// Keep the words on a sheet that is not closed, by the name of the sheet; none once it is.
    KeepUnfinished {
        /// The sheet.
        sheet: String,
        /// What stands in its fields.
        words: Vec<String>,
    },
    /// Make the study what it was when a day began.
    GoBackTo(PathBuf),
    /// Show the notes in the place of the comparison, or no longer.
    ShowNotes(bool),
    /// Say whether a study of a newer format may be written into.
    AnswerNewer(bool),
    /// Change how things are shown.
    Set(Box<Settings>),
    /// Write what is seen of the comparison to a file that the person names.
    Export(Box<Export>),
    /// Hand what is seen of the comparison to the desktop for printing.
    Print(Box<Review>),
    /// Write a picture of a view to a file that the person names.
    ExportPicture(Box<PictureFile>),
    /// Look for words in all works; for nothing when they are empty.
    LookFor(Asked),
    /// Show the pages of a document beside its text, or no longer.
    ShowPages(bool),
    /// Draw a page.
    DrawPage(LeafPlace),
    /// The notice in sight has been read.
    DismissNotice,
}
