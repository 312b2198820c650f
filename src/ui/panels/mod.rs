//! Panels: the menu with the phase stepper, the library, the page beside the text, what lies over the window, and what
//! is shown while documents are read.

mod keys_page;
mod leaf;
mod library;
mod menu;
mod newer;
mod notes;
mod overlays;
mod own_words;
mod palette;
mod password;
mod reading;

pub use leaf::{LeafView, has_leaf, show_leaf};
pub use library::{LibraryView, show_library, show_rail};
pub use menu::show_menu;
pub use newer::show_newer;
pub use notes::{NotesView, show_notes};
pub use overlays::{Overlays, show_overlays, show_path_field};
pub use reading::{show_progress, show_reading};
