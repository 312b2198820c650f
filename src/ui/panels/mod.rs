//! Panels: the menu with the phase stepper, the library, what lies over the window, and what is shown while documents are read.

mod keys_page;
mod library;
mod menu;
mod newer;
mod notes;
mod overlays;
mod palette;
mod reading;

pub use library::{LibraryView, show_library, show_rail};
pub use menu::show_menu;
pub use newer::show_newer;
pub use notes::{NotesView, show_notes};
pub use overlays::{Overlays, show_overlays, show_path_field};
pub use reading::show_reading;
