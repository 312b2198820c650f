//! Exchange: what leaves the program, as pure functions from a corpus and a study to text or bytes.

pub mod extract;
