//! Panels: the menu, the library, and what is shown while documents are read.
