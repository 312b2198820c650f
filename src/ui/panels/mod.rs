//! Panels: the menu with the phase stepper, the library, and what is shown while documents are read.

mod library;
mod menu;
mod reading;

pub use library::{LibraryView, show_library, show_rail};
pub use menu::{MenuView, show_menu, show_path_field};
pub use reading::show_reading;
