//! Duidu 对读.

pub mod analysis;
pub mod app;
pub mod calendar;
pub mod cli;
pub mod exchange;
pub mod ingest;
pub mod jobs;
pub mod model;
pub mod state;
pub mod store;
pub mod text;
pub mod ui;
