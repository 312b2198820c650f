//! The tests of the whole crate, in one binary.

mod harness;
mod raster;
mod sample;

mod compare;
mod widgets;
