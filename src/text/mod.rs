//! Text: what a place in a text is, and how it is found again.
//!
//! All places that leave this crate are [`Span`]s: half-open ranges of Unicode scalar values in the *decoded source
//! text* of one file. Inside the analysis, places are byte ranges in a work's [`Prose`], the clean reading text, and
//! [`Prose::span`] takes them back to the source.

mod char_set;
mod dictionary;
mod fold;
mod folded;
mod kept_words;
mod pages;
mod prose;
mod sentence;
mod source_text;
mod span;
mod traditional;

pub use char_set::CharSet;
pub use dictionary::{DictionaryEntry, look_up, words};
pub use fold::{simplified, simplified_char};
pub use folded::Folded;
pub use pages::{PageLine, Pages};
pub use prose::{Paragraph, Prose, ProseBuilder};
pub use sentence::{Sentence, sentences};
pub use source_text::SourceText;
pub use span::Span;
pub use traditional::traditional;

/// Whether a character is Han: the ideographs of the CJK blocks, 〇 and 々.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3005}' | '\u{3007}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
