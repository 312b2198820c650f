//! The tests of the whole crate, in one binary.

mod harness;
mod prose;
mod raster;
mod sample;

mod claims;
mod compare;
mod house;
mod phases;
mod study;
mod typeset;
mod widgets;
