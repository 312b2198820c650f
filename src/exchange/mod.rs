//! Exchange: what leaves the program, as pure functions from a corpus and a study to text or bytes.

pub mod extract;
pub mod raster;
pub mod reference;
pub mod review;
pub mod written;

mod docx;
mod format;
mod markup;
mod pages;
mod xlsx;

pub use docx::docx;
pub(crate) use markup::escape;

pub use format::{Format, FormatError};
pub use pages::{html, markdown, paper};
pub use xlsx::xlsx;
