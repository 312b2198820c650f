//! Typesetting: lines of Chinese text on measured advances, after W3C's *Requirements for Chinese Text Layout* (clreq).
//!
//! egui breaks and justifies lines as Latin text wants it, so Duidu does it itself: [`set`] takes [`Letter`]s (a
//! character with its advance) and a [`Measure`] and answers with [`Line`]s in which every letter has its place. It
//! knows no font and no screen; who measures and who paints is the caller's business. What clreq asks for, what is
//! done and which test holds it is listed in `CLREQ.md` beside this file.
//!
//! The text is never changed: squeezing, autospace and justification move letters, they neither add nor drop one.

mod adjust;
mod cells;
mod class;
mod line;
mod region;

pub use class::Class;
pub use line::{Letter, Line, Measure, Slot, set};
pub use region::Region;
