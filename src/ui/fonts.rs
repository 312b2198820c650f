//! Fonts: the embedded Noto CJK faces, and what they cannot draw.
//!
//! Origin, licence and the script that cut them are in `assets/fonts`. The bytes lie in the binary and are never
//! copied. For rarer characters eframe's provider asks the system for a font that has them.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

const SANS: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-Regular.subset.otf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansCJKsc-Bold.subset.otf");
const SERIF: &[u8] = include_bytes!("../../assets/fonts/NotoSerifCJKsc-Regular.subset.otf");

/// The faces by family: the sans for everything, `bold` and `serif` by name; each falls back on the sans.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [("sans", SANS), ("bold", BOLD), ("serif", SERIF)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
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

/// Sets the fonts of a context.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}
