use std::path::PathBuf;
use std::sync::Arc;

use super::{HowRead, LeafPlace, LeafWish, Record, Search, Searched, Settings, Told, Unfinished};
use crate::exchange::Format;
use crate::exchange::raster::Painting;
use crate::exchange::review::Review;
use crate::ingest::Picture;
use crate::model::{Corpus, Problem};
use crate::search::{Asked, Found};

/// What was asked to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The corpus that comes with the program.
    Bundled,
    /// Folders, files, or a study.
    Paths(Vec<PathBuf>),
}

/// What is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Which documents.
    pub opening: Opening,
    /// The number of this opening; answers carry it.
    pub generation: u64,
    /// How they are to be read.
    pub how: HowRead,
    /// Whether the study is opened too, and what is said in it of how to read holds.
    pub with_study: bool,
    /// Whether the corpus is wanted only when it is complete.
    pub quiet: bool,
    /// The path of the document that is read before the others.
    pub first: Option<String>,
}

/// Work for the workers, and for the desktop.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read and analyse documents.
    Scan(Box<Scan>),
    /// Read a file before those that wait: its place in the list.
    ReadFirst(usize),
    /// Stop reading.
    Cancel,
    /// Look for anchors that do not stand where they stood.
    Search(Box<Search>),
    /// Repeat a change to the study, keep it in the journal, and write the study file soon.
    Record {
        /// The change.
        record: Record,
        /// The revision of the study after it.
        revision: u64,
        /// The opening of the study.
        generation: u64,
    },
    /// Keep what stands on sheets that are not closed.
    KeepUnfinished {
        /// All of it.
        unfinished: Unfinished,
        /// The opening of the study.
        generation: u64,
    },
    /// Keep the study beside the documents from now on.
    MoveStudy(Opening),
    /// Read what the study was when a day began.
    ReadDay(PathBuf),
    /// Write into a study file of a newer format from now on.
    TakeOver,
    /// Write the settings.
    SaveSettings(Box<Settings>),
    /// Ask where to write a review, and write it.
    Export(Box<Export>),
    /// Set a review for paper, and hand it to the desktop.
    Print(Box<Review>),
    /// Ask where to write a picture, and write it.
    ExportPicture(Box<PictureFile>),
    /// Look for words in all works.
    LookFor {
        /// The number of this search; the answer carries it.
        generation: u64,
        /// What is asked for.
        asked: Asked,
        /// Where to look.
        corpus: Arc<Corpus>,
    },
    /// Draw a page.
    DrawPage(LeafWish),
    /// Show the dialog that picks a folder.
    AskForFolder,
    /// Show the dialog that picks files.
    AskForFiles,
    /// Show the dialog that says where a copy of the study goes.
    AskWhereToCopy,
}

/// A review that leaves the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// What its file is called at first, without an extension.
    pub name: String,
    /// The format.
    pub format: Format,
    /// The review.
    pub review: Review,
}

/// A picture that leaves the program.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureFile {
    /// What its file is called at first, without an extension.
    pub name: String,
    /// The picture.
    pub content: PictureContent,
}

/// A picture by its format.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureContent {
    /// Lines, areas and words, as SVG.
    Svg(String),
    /// What is to become pixels, for PNG.
    Png(Painting),
}

impl PictureContent {
    /// The extension of its files.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        match self {
            Self::Svg(_) => "svg",
            Self::Png(_) => "png",
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When the picture has a size that its format cannot hold; the words say why.
    pub fn write(&self) -> Result<Vec<u8>, String> {
        match self {
            Self::Svg(text) => Ok(text.clone().into_bytes()),
            Self::Png(painting) => painting.png().map_err(|error| error.to_string()),
        }
    }
}

/// How one file went.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The number of works found in it.
    pub works: usize,
    /// What kind of file it is, as shown (`PDF`), and its encoding.
    pub form: String,
    /// What went wrong or is doubtful.
    pub problems: Vec<Problem>,
}

/// What a worker answers.
#[derive(Clone, Debug)]
pub enum Report {
    /// The person picked these; none when she cancelled.
    Picked(Vec<PathBuf>),
    /// There is no dialog on this desktop.
    NoDialog,
    /// A review has been written there.
    Exported(PathBuf),
    /// A page to print has been written there, and is to be shown by the desktop's browser, which prints it.
    ToPrint(PathBuf),
    /// A review could not be written: why.
    NotExported(String),
    /// The files that will be read, by path as shown.
    Found {
        /// The number of the opening.
        generation: u64,
        /// The paths.
        files: Vec<String>,
    },
    /// A file is being read.
    FileStarted {
        /// The number of the opening.
        generation: u64,
        /// Its place in the list.
        index: usize,
    },
    /// A file has been read, or has failed.
    FileDone {
        /// The number of the opening.
        generation: u64,
        /// Its place in the list.
        index: usize,
        /// How it went.
        taken: Box<Taken>,
    },
    /// A corpus from what has been read so far.
    Corpus {
        /// The number of the opening.
        generation: u64,
        /// The corpus.
        corpus: Arc<Corpus>,
        /// Whether nothing more comes.
        complete: bool,
    },
    /// Documents on the disk are no longer what was read.
    Stirred {
        /// The number of the opening.
        generation: u64,
    },
    /// What the writer tells of the study.
    Study {
        /// The number of the opening.
        generation: u64,
        /// What.
        told: Told,
    },
    /// What a search has found.
    Searched(Box<Searched>),
    /// What a search found.
    LookedFor {
        /// The number of the search.
        generation: u64,
        /// What was found.
        found: Arc<Found>,
    },
    /// A page has been drawn, or cannot be.
    PageDrawn {
        /// Which.
        place: LeafPlace,
        /// Its picture.
        picture: Option<Arc<Picture>>,
    },
}
