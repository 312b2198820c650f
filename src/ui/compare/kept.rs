//! The cells that have been laid out, kept from frame to frame until what stands in them or how it is set changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{Galley, Ui};

use super::lay::Laid;
use crate::state::{Appearance, Cell, Language, Synopsis};
use crate::ui::theme;

/// From so many cells on, those that were not in sight in the last frame are let go.
const MOST: usize = 600;

/// What all cells are laid out by.
#[derive(Debug)]
struct Setting {
    synopsis: Arc<Synopsis>,
    corpus_revision: u64,
    width: f32,
    appearance: Appearance,
    language: Language,
    words: Arc<Vec<String>>,
    /// A letter as it is set: another one when fonts, scale or the atlas of glyphs are not what they were.
    letter: Arc<Galley>,
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.synopsis, &other.synopsis)
            && Arc::ptr_eq(&self.letter, &other.letter)
            && Arc::ptr_eq(&self.words, &other.words)
            && (self.corpus_revision, self.width, self.appearance, self.language)
                == (other.corpus_revision, other.width, other.appearance, other.language)
    }
}

/// A cell with what it was laid out from.
#[derive(Debug)]
struct Kept {
    claims: Vec<u32>,
    general: Vec<u32>,
    hidden: usize,
    open: bool,
    frame: u64,
    laid: Arc<Laid>,
}

/// The cells by the row of the grid and the column.
#[derive(Debug, Default)]
pub(super) struct KeptCells {
    setting: Option<Setting>,
    cells: BTreeMap<(usize, usize), Kept>,
    frame: u64,
}

impl KeptCells {
    /// Begins a frame: lets go of everything when the cells are set otherwise, and of what is long out of sight.
    pub(super) fn begin(&mut self, ui: &Ui, stage: (&crate::ui::ViewCtx<'_>, f32, &Arc<Vec<String>>)) {
        let (ctx, width, words) = stage;
        let letter = ui.painter().layout_no_wrap("对".to_owned(), theme::serif(theme::CAPTION), ctx.theme.ink);
        let setting = Setting {
            synopsis: Arc::clone(&ctx.state.synopsis),
            corpus_revision: ctx.state.corpus_revision,
            width,
            appearance: ctx.theme.appearance,
            language: ctx.words.language(),
            words: Arc::clone(words),
            letter,
        };
        if self.setting.as_ref() != Some(&setting) {
            self.cells.clear();
            self.setting = Some(setting);
        }
        if self.cells.len() > MOST {
            let last = self.frame;
            self.cells.retain(|_, kept| kept.frame == last);
        }
        self.frame += 1;
    }

    /// Lets go of all cells.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
    }

    /// The cell of a row of the grid and a column, if it was laid out with these claims.
    pub(super) fn get(&mut self, at: (usize, usize), cell: Cell<'_>, open: bool) -> Option<Arc<Laid>> {
        let kept = self.cells.get_mut(&at)?;
        let same = kept.open == open
            && kept.hidden == cell.hidden
            && kept.claims == cell.claims
            && kept.general == cell.general;
        kept.frame = self.frame;
        same.then(|| Arc::clone(&kept.laid))
    }

    /// Keeps a cell.
    pub(super) fn keep(&mut self, at: (usize, usize), cell: Cell<'_>, open: bool, laid: &Arc<Laid>) {
        let (claims, general) = (cell.claims.to_vec(), cell.general.to_vec());
        let kept = Kept { claims, general, hidden: cell.hidden, open, frame: self.frame, laid: Arc::clone(laid) };
        self.cells.insert(at, kept);
    }
}
