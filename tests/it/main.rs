//! The tests of the whole crate, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]
#![allow(clippy::type_complexity, reason = "cases are laid out as plain tables")]

mod anchors;
mod chronicle;
mod harness;
mod papers;
mod prose;
mod raster;
mod review;
mod sample;

mod beside;
mod calendar;
mod claims;
mod commands;
mod compare;
mod compare_columns;
mod compare_hands;
mod dictionary;
mod documents;
mod doubts;
mod events;
mod files;
mod find;
mod hostile;
mod house;
mod ingest;
mod keeping;
mod library;
mod linking;
mod opened;
mod phases;
mod points;
mod reader;
mod reader_page;
mod script;
mod sentences;
mod study;
mod study_form;
mod timeline;
mod timeline_edits;
mod timeline_layout;
mod timeline_zoom;
mod times;
mod typeset;
mod widgets;
