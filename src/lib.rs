//! Duidu 对读.

pub mod analysis;
pub mod calendar;
pub mod ingest;
pub mod model;
pub mod state;
pub mod text;
pub mod ui;
