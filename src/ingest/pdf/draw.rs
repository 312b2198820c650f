//! A page as it looks, for the reader to show beside its text.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

/// The widest picture of a page, in pixels.
const WIDEST: f32 = 2400.0;

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue and opacity of every pixel, row by row.
    pub pixels: Vec<u8>,
}

/// Draws a page (counted from 1) of a PDF, so many pixels wide. `stand_in` is the font that draws Han characters where
/// the document does not bring its own; `password` opens one that has one.
#[must_use]
pub fn draw_page(
    bytes: &[u8],
    password: Option<&str>,
    page: u32,
    width: f32,
    stand_in: &'static [u8],
) -> Option<Picture> {
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(bytes, password, page, width, stand_in)));
    drawn.ok().flatten()
}

fn draw(bytes: &[u8], password: Option<&str>, page: u32, width: f32, stand_in: &'static [u8]) -> Option<Picture> {
    let pdf = Pdf::new_with_password(bytes.to_vec(), password.unwrap_or_default()).ok()?;
    let page = pdf.pages().get((page as usize).checked_sub(1)?)?;
    let (wide, high) = page.render_dimensions();
    if !(wide > 1.0 && high > 1.0) {
        return None;
    }
    let scale = width.clamp(64.0, WIDEST).min(WIDEST * wide / high) / wide;
    let font: hayro::hayro_interpret::font::FontData = Arc::new(stand_in);
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Standard(standard) => Some(standard.get_font_data()),
            FontQuery::Fallback(wanted) if wanted.character_collection.is_some() => Some((Arc::clone(&font), 0)),
            FontQuery::Fallback(wanted) => Some(wanted.pick_standard_font().get_font_data()),
        }),
        ..InterpreterSettings::default()
    };
    let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = hayro::render(page, &RenderCache::new(), &settings, &RenderSettings::default(), &pixels);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    Some(Picture { width, height, pixels: drawn.data_as_u8_slice().to_vec() })
}
