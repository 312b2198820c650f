//! Words that are painted frame after frame: each is set once, and kept for a while when it is out of sight.
//!
//! egui forgets a text that one frame did not paint. While the axis is zoomed, labels and counts come, go and come back,
//! and setting them is what a frame spends most on; so they are kept here, and while the axis moves only so many new ones
//! are set in a frame. The others appear in the next frames, at the latest when the axis stands still.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{Color32, FontId, Galley, Painter};

/// So many texts are kept at the least once they have been set.
const KEPT: usize = 2048;
/// So many new texts are set in a frame while the axis moves.
const FRESH: usize = 4;

/// The texts of one font.
#[derive(Debug)]
struct Case {
    font: FontId,
    young: HashMap<Box<str>, Arc<Galley>>,
    old: HashMap<Box<str>, Arc<Galley>>,
    /// The widths of single characters.
    widths: HashMap<char, f32>,
}

/// Texts that have been set.
#[derive(Debug, Default)]
pub(super) struct Lettering {
    cases: Vec<Case>,
    /// How full the texture of the glyphs was, and the pixels to a point: texts that were set for others are void.
    set_for: (f32, f32),
    /// How many new texts may yet be set in this frame.
    left: usize,
    /// Whether one was put off.
    put_off: bool,
}

impl Lettering {
    /// Begins a frame; `moving` when the axis is not where it was.
    pub(super) fn begin(&mut self, painter: &Painter, moving: bool) {
        // The texture only fills up, until it is emptied and all glyphs are drawn anew elsewhere.
        let full = painter.fonts_mut(|fonts| fonts.font_atlas_fill_ratio());
        let pixels = painter.pixels_per_point();
        if full < self.set_for.0 || pixels != self.set_for.1 {
            self.cases.clear();
        }
        self.set_for = (full, pixels);
        self.left = if moving { FRESH } else { usize::MAX };
        self.put_off = false;
    }

    /// Ends a frame; asks for another one when something was put off.
    pub(super) fn end(&self, painter: &Painter) {
        if self.put_off {
            painter.ctx().request_repaint();
        }
    }

    /// A text on one line, to be painted in any colour.
    pub(super) fn set(&mut self, painter: &Painter, text: &str, font: &FontId) -> Arc<Galley> {
        let case = case(&mut self.cases, font);
        case.find(text).unwrap_or_else(|| {
            self.left = self.left.saturating_sub(1);
            case.keep(painter, text)
        })
    }

    /// The same where it can wait: none when enough new ones have been set in this frame.
    pub(super) fn set_in_time(&mut self, painter: &Painter, text: &str, font: &FontId) -> Option<Arc<Galley>> {
        let case = case(&mut self.cases, font);
        if let Some(known) = case.find(text) {
            return Some(known);
        }
        if self.left == 0 {
            self.put_off = true;
            return None;
        }
        self.left -= 1;
        Some(case.keep(painter, text))
    }

    /// The width of a text on one line.
    pub(super) fn width(&mut self, painter: &Painter, text: &str, font: &FontId) -> f32 {
        // Han characters with their punctuation and figures stand side by side as they are: only others are set.
        let is_square = |c: char| {
            c.is_ascii_digit()
                || matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FF5E}')
        };
        if text.chars().all(is_square) {
            let case = case(&mut self.cases, font);
            text.chars().map(|c| case.width(painter, c)).sum()
        } else {
            self.set(painter, text, font).size().x
        }
    }

    /// A text cut to a room, with … where something is left out; none where it has to wait.
    pub(super) fn fitted(&mut self, painter: &Painter, text: &str, font: &FontId, room: f32) -> Option<Arc<Galley>> {
        let case = case(&mut self.cases, font);
        let dots = case.width(painter, DOTS);
        let (mut width, mut cut) = (0.0, 0);
        for (at, c) in text.char_indices() {
            width += case.width(painter, c);
            if width + dots <= room {
                cut = at + c.len_utf8();
            }
            if width > room {
                let head = text.get(..cut).unwrap_or_default().trim_end();
                return self.set_in_time(painter, &format!("{head}{DOTS}"), font);
            }
        }
        self.set_in_time(painter, text, font)
    }
}

/// What stands for the part of a text that is left out.
const DOTS: char = '…';

fn case<'c>(cases: &'c mut Vec<Case>, font: &FontId) -> &'c mut Case {
    let at = cases.iter().position(|case| case.font == *font).unwrap_or_else(|| {
        let (young, old, widths) = <(HashMap<_, _>, HashMap<_, _>, HashMap<_, _>)>::default();
        cases.push(Case { font: font.clone(), young, old, widths });
        cases.len() - 1
    });
    &mut cases[at]
}

impl Case {
    fn find(&mut self, text: &str) -> Option<Arc<Galley>> {
        if let Some(known) = self.young.get(text) {
            return Some(Arc::clone(known));
        }
        let (text, known) = self.old.remove_entry(text)?;
        self.young.insert(text, Arc::clone(&known));
        Some(known)
    }

    fn keep(&mut self, painter: &Painter, text: &str) -> Arc<Galley> {
        if self.young.len() >= KEPT {
            self.old = std::mem::take(&mut self.young);
        }
        let set = painter.layout_no_wrap(text.to_owned(), self.font.clone(), Color32::PLACEHOLDER);
        self.young.insert(text.into(), Arc::clone(&set));
        set
    }

    fn width(&mut self, painter: &Painter, c: char) -> f32 {
        *self.widths.entry(c).or_insert_with(|| painter.fonts_mut(|fonts| fonts.glyph_width(&self.font, c)))
    }
}
