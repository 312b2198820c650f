//! Duidu 对读: a native desktop study of Chinese-language articles about a dispute.
//!
//! A person opens a folder and sees in one window *when* things happened (the timeline), *what* each author wrote (the
//! reader) and *where the authors differ* (the comparison). Everything on the screen points to the sentence that it
//! came from. No network, no account, no language model: rules that can be read, and a person who decides.
//!
//! # Rooms
//!
//! A room may use only rooms above it; `tests/it/house.rs` holds that, and what follows from it.
//!
//! | room | what it is for |
//! |---|---|
//! | [`text`] | spans, source texts, clean prose with its way back to the source, sentences, folding |
//! | [`calendar`] | days, precision, ranges, eras |
//! | [`model`] | what the app talks about, as plain values: works, events, phases, claims, corpus, study |
//! | [`ingest`] | bytes of a file to works; pure |
//! | [`analysis`] | clean text to findings, by rules; pure |
//! | [`search`] | words found in all works, whatever their script and width; pure |
//! | [`exchange`] | corpus and study to other formats; pure |
//! | [`state`] | everything that the window shows and a person can change; no egui, no disk |
//! | [`store`] | the only room that touches the disk |
//! | [`jobs`] | the only room that starts threads |
//! | [`ui`] | theme, words, widgets, panels, and the three views, which do not see each other |
//! | [`app`] | the window itself |
//! | [`cli`] | the command line |
//!
//! # Flow
//!
//! *File to pixels.* `Effect::Scan` goes to [`jobs`]: a thread lists the files, others read, decode, split and analyse
//! them, and answer with `Report`s. The frame's logic step drains reports for a few milliseconds; a new [`model::Corpus`]
//! raises the corpus revision, and views lay out again what they have memoised by it.
//!
//! *Click to file.* A view reads [`ui::ViewCtx`] and pushes [`state::Action`]s. After the frame [`state::State::update`]
//! carries them out; a change to the study is a [`model::Edit`], whose `apply` returns its inverse for the history. The
//! writer repeats it on its own copy of the study, puts it into a journal at once, and writes the study file soon after the
//! last edit, whole or not at all, with its predecessor kept.
//!
//! # Invariants
//!
//! - Every place that is shown, kept or printed is a [`text::Span`]: code points of the decoded source, half-open.
//!   Display (folding, justification, hidden noise) never changes one.
//! - The corpus is derived and can be thrown away; the study is what the person said and is never changed by reading.
//!   They meet only in [`state::Synopsis`].
//! - The analysis cannot fail: it answers with what it found and with [`model::Problem`]s.
//! - The window's thread never reads a file, parses a document or waits for a lock.
//! - No rule and no line of code knows a corpus.

pub mod analysis;
pub mod app;
pub mod calendar;
pub mod cli;
pub mod exchange;
pub mod ingest;
pub mod jobs;
pub mod model;
pub mod search;
pub mod state;
pub mod store;
pub mod text;
pub mod ui;
