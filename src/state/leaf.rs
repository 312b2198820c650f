//! The page of a document beside its text: which one is shown, and its picture.

use std::path::PathBuf;
use std::sync::Arc;

use super::Password;
use crate::ingest::Picture;
use crate::model::SourceId;

/// A page of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafPlace {
    /// The document.
    pub source: SourceId,
    /// The page, from 1.
    pub page: u32,
    /// How wide its picture is to be, in pixels.
    pub width: u32,
}

/// What is asked of the worker that draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafWish {
    /// Which page.
    pub place: LeafPlace,
    /// Where the document lies.
    pub file: PathBuf,
    /// Its number in the archive that lies there, for a document in an archive.
    pub member: Option<usize>,
    /// Its password, where it has one.
    pub password: Option<Password>,
}

/// The page beside the text.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// Whether it is shown.
    pub shown: bool,
    /// The page that was asked for last.
    pub wanted: Option<LeafPlace>,
    /// The page that was drawn last; without a picture where it could not be drawn.
    pub drawn: Option<(LeafPlace, Option<Arc<Picture>>)>,
}
