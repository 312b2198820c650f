//! The glyphs of a page with their characters and places, in the order in which they are drawn.

use hayro::hayro_interpret::font::{Glyph as PdfGlyph, GlyphId, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};

use super::unicode::Collections;

/// The most glyphs of one page.
const MOST: usize = 400_000;

/// A character on a page. Lengths in points, from the upper left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    /// Where it begins.
    pub(super) x: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// How far it reaches.
    pub(super) width: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// Whether a space was drawn before it.
    pub(super) spaced: bool,
    /// How the line runs in which it stands.
    pub(super) run: Direction,
}

/// How a line of glyphs runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From left to right.
    Across,
    /// From top to bottom, in the manner of vertical text.
    Down,
    /// Turned: a watermark, a stamp at the margin.
    Turned,
}

/// The glyphs of a page.
#[derive(Debug)]
pub(super) struct PageGlyphs {
    pub(super) glyphs: Vec<Glyph>,
    /// How many have characters that are not known; they stand as U+FFFD.
    pub(super) unknown: usize,
    /// How many have neither ink nor a known character: spaces, or the letters of a font that is not there.
    pub(super) blank: usize,
    /// Whether a picture takes up most of the page.
    pub(super) pictured: bool,
}

impl PageGlyphs {
    pub(super) fn of<'a>(
        page: &'a Page<'a>,
        cache: &InterpreterCache<'a>,
        settings: &InterpreterSettings,
        collections: &mut Collections,
    ) -> Self {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let bounds = Rect::new(0.0, 0.0, width, height);
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, bounds, cache, page.xref(), settings.clone());
        let mut gatherer = Gatherer {
            page,
            collections,
            bounds,
            glyphs: Vec::new(),
            unknown: 0,
            blank: 0,
            pictured: 0.0,
            spaced: false,
        };
        interpret_page(page, &mut context, &mut gatherer);
        let pictured = gatherer.pictured > width * height * 0.5;
        Self { glyphs: gatherer.glyphs, unknown: gatherer.unknown, blank: gatherer.blank, pictured }
    }
}

struct Gatherer<'a, 'b> {
    page: &'a Page<'a>,
    collections: &'b mut Collections,
    bounds: Rect,
    glyphs: Vec<Glyph>,
    unknown: usize,
    blank: usize,
    /// The area of pictures.
    pictured: f64,
    spaced: bool,
}

impl Gatherer<'_, '_> {
    fn character(&mut self, glyph: &PdfGlyph<'_>) -> Option<BfString> {
        let plausible = |found: &BfString| match found {
            BfString::Char(c) => !matches!(c, '\0' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'),
            BfString::String(text) => !text.is_empty(),
        };
        if let Some(found) = glyph.as_unicode().filter(plausible) {
            return Some(found);
        }
        let PdfGlyph::Outline(outline) = glyph else { return None };
        let name = outline.font_data()?.postscript_name?;
        self.collections.character(self.page, &name, glyph.char_code()).filter(plausible)
    }

    fn push(&mut self, c: char, place: Glyph) {
        if c.is_whitespace() || matches!(c, '\u{200B}' | '\u{AD}' | '\u{FEFF}') {
            self.spaced = true;
            return;
        }
        if c.is_control() {
            return;
        }
        let spaced = std::mem::take(&mut self.spaced);
        if self.glyphs.len() < MOST {
            self.glyphs.push(Glyph { c, spaced, ..place });
        }
    }
}

impl<'a> Device<'a> for Gatherer<'a, '_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let down = run.writing_mode() == WritingMode::Vertical;
        for positioned in run.glyphs() {
            let transform: Affine = props.transform * positioned.transform();
            let origin = transform * Point::ORIGIN;
            if !self.bounds.inflate(2.0, 2.0).contains(origin) {
                continue;
            }
            let glyph: &PdfGlyph<'_> = positioned;
            let advance = match glyph {
                PdfGlyph::Outline(outline) => outline.advance_width().map_or(500.0, f64::from),
                PdfGlyph::Type3(type3) => type3.advance_width().map_or(500.0, f64::from),
            };
            let across = along(transform, Vec2::new(advance, 0.0));
            let up = along(transform, Vec2::new(0.0, 1000.0));
            let size = up.hypot().max(0.1) as f32;
            let run = if across.x.abs() < across.y.abs() || up.y > 0.0 && up.y.abs() > up.x.abs() {
                Direction::Turned
            } else if down {
                Direction::Down
            } else {
                Direction::Across
            };
            let width = if down { size } else { (across.hypot() as f32).max(0.0) };
            let place = Glyph { c: ' ', x: origin.x as f32, y: origin.y as f32, width, size, spaced: false, run };
            match self.character(glyph) {
                Some(BfString::Char(c)) => self.push(plain(c), place),
                Some(BfString::String(text)) => {
                    let count = text.chars().count().max(1) as f32;
                    for (n, c) in text.chars().enumerate() {
                        let x = place.x + place.width * n as f32 / count;
                        self.push(plain(c), Glyph { x, width: place.width / count, ..place });
                    }
                }
                // A glyph without ink and character is a space of some kind.
                None if advance <= 0.0 => {}
                None => {
                    // A font that is not embedded draws nothing for codes that it does not know.
                    let blank = matches!(glyph, PdfGlyph::Outline(outline) if outline.outline().is_empty()
                        && (outline.font_data().is_some() && outline.glyph_id() != GlyphId::NOTDEF
                            || glyph.char_code() <= 32));
                    if blank {
                        self.blank += usize::from(glyph.char_code() > 32);
                        self.spaced = true;
                    } else {
                        self.unknown += 1;
                        self.push('\u{FFFD}', place);
                    }
                }
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let unit = props.transform.transform_rect_bbox(pixels);
        let seen = unit.intersect(self.bounds);
        self.pictured += seen.width().max(0.0) * seen.height().max(0.0);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A length under a transform, without its shift.
fn along(transform: Affine, length: Vec2) -> Vec2 {
    let c = transform.as_coeffs();
    Vec2::new(c[0] * length.x + c[2] * length.y, c[1] * length.x + c[3] * length.y)
}

/// A character as people write it: fonts map some glyphs to the radicals and compatibility forms that look alike.
fn plain(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => radical(c),
        '\u{A0}' | '\u{2002}'..='\u{200A}' => ' ',
        '\u{2EA0}' => '民',
        '\u{2EC5}' => '见',
        '\u{2ED3}' => '长',
        '\u{2ED4}' => '长',
        '\u{2ECB}' => '车',
        '\u{2ED8}' => '青',
        '\u{2EDA}' => '页',
        '\u{2EDB}' => '风',
        '\u{2EE2}' => '马',
        '\u{2EE9}' => '黄',
        '\u{2EEC}' => '齐',
        c => c,
    }
}

/// The Han character of a Kangxi radical (Unicode Standard, block 2F00, equivalent unified ideographs).
fn radical(c: char) -> char {
    const UNIFIED: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
    UNIFIED.chars().nth((c as u32 - 0x2F00) as usize).unwrap_or(c)
}
