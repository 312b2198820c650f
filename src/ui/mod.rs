//! The window's parts: they read a [`ViewCtx`], own their small view state, and push [`Action`]s.
//!
//! The three views ([`timeline`], [`reader`], [`compare`]) do not see each other; they meet in `state::Focus`. Nothing
//! here reads a file, starts a thread or changes the [`State`]. Colours and sizes are only in [`theme`], words only in
//! the locales, behind [`words`].

pub mod commands;
pub mod compare;
pub mod fonts;
pub mod icons;
pub mod panels;
pub mod reader;
pub mod theme;
pub mod timeline;
pub mod typeset;
pub mod typing;
pub mod widgets;
pub mod words;

use crate::model::Place;
use crate::state::{Action, State};
use theme::Theme;
use words::Words;

/// What every view may read.
#[derive(Clone, Copy, Debug)]
pub struct ViewCtx<'a> {
    /// What is shown.
    pub state: &'a State,
    /// How it looks.
    pub theme: &'a Theme,
    /// What it is called.
    pub words: &'a Words,
    /// Milliseconds since 1970, for the ids of new entries and for dates of access.
    pub now_ms: u64,
}

/// Words of a text that are dragged from one view to another.
#[derive(Clone, Copy, Debug)]
pub struct DraggedWords(pub Place);

/// Where views put what they ask for.
pub type Actions = Vec<Action>;
