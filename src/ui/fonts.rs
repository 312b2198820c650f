//! Fonts: the embedded Noto CJK faces, and what they cannot draw.
//!
//! Origin, licence and the script that cut them are in `assets/fonts`. The bytes lie in the binary and are never
//! copied. For rarer characters eframe's provider asks the system for a font that has them.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, FontTweak};

use crate::model::{Corpus, WorkId};
use crate::text::Span;

static SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-Regular.subset.otf");
static BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-Bold.subset.otf");
static SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerifCJKsc-Regular.subset.otf");

/// The middle of a Han character lies so much below the middle of its row, as a share of the font's size (see the
/// metrics in `assets/fonts/README.md`); rows are raised by it, so that text sits in the middle of buttons and bands.
const HAN_OFFSET: f32 = -0.055;

/// The faces by family: the sans for everything, `bold` and `serif` by name; each falls back on the sans.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [("sans", SANS), ("bold", BOLD), ("serif", SERIF)] {
        let tweak = FontTweak { y_offset_factor: HAN_OFFSET, ..FontTweak::default() };
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    }
    let chain = |first: &str| {
        let mut chain = vec![first.to_owned()];
        if first != "sans" {
            chain.push("sans".to_owned());
        }
        chain
    };
    fonts.families.insert(FontFamily::Proportional, chain("sans"));
    fonts.families.insert(FontFamily::Monospace, chain("sans"));
    for name in ["bold", "serif"] {
        fonts.families.insert(FontFamily::Name(name.into()), chain(name));
    }
    fonts
}

/// The face that draws the Han characters of documents that do not bring their own.
#[must_use]
pub fn stand_in() -> &'static [u8] {
    SERIF
}

/// For every work with characters that no font at hand can draw, the place of the first and the characters, at most
/// twenty of them. Meant to be asked once for a corpus.
#[must_use]
pub fn missing(ctx: &Context, corpus: &Corpus) -> Vec<(WorkId, Span, String)> {
    let mut known: HashMap<char, bool> = HashMap::new();
    let mut found = Vec::new();
    for work in &corpus.works {
        let mut lacking: Vec<char> = Vec::new();
        let mut first = None;
        for (at, c) in work.prose.text().char_indices() {
            if c.is_ascii() || ('\u{4E00}'..='\u{9FA5}').contains(&c) || c.is_whitespace() || c.is_control() {
                continue;
            }
            let drawn =
                *known.entry(c).or_insert_with(|| ctx.fonts_mut(|fonts| fonts.has_glyph(&super::theme::sans(14.0), c)));
            if !drawn && !lacking.contains(&c) && lacking.len() < 20 {
                first.get_or_insert(at..at + c.len_utf8());
                lacking.push(c);
            }
        }
        if let Some(bytes) = first {
            found.push((work.id, work.prose.span(bytes), lacking.into_iter().collect()));
        }
    }
    found
}

/// Sets the fonts of a context.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}
