//! Shapes as SVG: what egui paints, element by element, so that lines stay lines and words stay words.
//!
//! Text is written as text, each row as wide as on the screen, in the faces of the program with those of common systems
//! behind them. A mesh of four corners is a stretch that fades from left to right.

use std::fmt::Write as _;
use std::sync::Arc;

use eframe::egui::epaint::{CircleShape, ClippedShape, ColorMode, Mesh, PathShape, RectShape, Shape, TextShape};
use eframe::egui::{Color32, FontFamily, Galley, Pos2, Rect, Stroke, StrokeKind, Vec2};

use crate::exchange::escape;
use crate::ui::theme::Theme;

/// The shapes as an SVG file of that size, in points, on paper.
pub(super) fn svg(shapes: &[ClippedShape], size: Vec2, theme: &Theme, title: &str) -> String {
    let mut writer = Writer { body: String::new(), defs: String::new(), clips: Vec::new(), fades: 0 };
    let whole = Rect::from_min_size(Pos2::ZERO, size);
    for ClippedShape { clip_rect, shape, .. } in shapes {
        let clip = clip_rect.intersect(whole);
        if clip.is_positive() {
            let open = writer.clip(clip, whole);
            writer.shape(shape);
            if open {
                writer.body.push_str("</g>\n");
            }
        }
    }
    let [w, h] = [number(size.x), number(size.y)];
    let (paper, title) = (colour(theme.paper), escape(title));
    let Writer { body, defs, .. } = writer;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" \
         height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\">\n<title>{title}</title>\n<defs>\n{defs}</defs>\n<rect \
         width=\"{w}\" height=\"{h}\" {paper}/>\n{body}</svg>\n"
    )
}

struct Writer {
    body: String,
    defs: String,
    clips: Vec<Rect>,
    fades: usize,
}

impl Writer {
    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        // A String takes everything that is written to it.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    /// Opens a group that is cut to a rectangle, unless that is everything. Answers whether it did.
    fn clip(&mut self, clip: Rect, whole: Rect) -> bool {
        if clip == whole {
            return false;
        }
        let id = self.clips.iter().position(|known| *known == clip).unwrap_or_else(|| {
            let id = self.clips.len();
            let _ = writeln!(self.defs, "<clipPath id=\"c{id}\"><rect {}/></clipPath>", place(clip));
            self.clips.push(clip);
            id
        });
        self.put(format_args!("<g clip-path=\"url(#c{id})\">"));
        true
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(shape)),
            Shape::Circle(circle) => self.circle(circle),
            Shape::LineSegment { points: [a, b], stroke } => self.put(format_args!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>",
                number(a.x),
                number(a.y),
                number(b.x),
                number(b.y),
                outline(*stroke)
            )),
            Shape::Path(path) => self.path(path),
            Shape::Rect(rect) => self.rect(rect),
            Shape::Text(text) => self.text(text),
            Shape::Mesh(mesh) => self.mesh(mesh),
            // Nothing of the timeline is painted with the others.
            _ => {}
        }
    }

    fn circle(&mut self, circle: &CircleShape) {
        let (x, y, r) = (number(circle.center.x), number(circle.center.y), number(circle.radius));
        let (fill, line) = (colour(circle.fill), outline(circle.stroke));
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {fill} {line}/>"));
    }

    fn path(&mut self, path: &PathShape) {
        let points: Vec<String> = path.points.iter().map(|at| format!("{},{}", number(at.x), number(at.y))).collect();
        let stroke = match path.stroke.color {
            ColorMode::Solid(colour) => Stroke::new(path.stroke.width, colour),
            ColorMode::UV(_) => Stroke::NONE,
        };
        let element = if path.closed { "polygon" } else { "polyline" };
        let (points, fill, line) = (points.join(" "), colour(path.fill), outline(stroke));
        self.put(format_args!("<{element} points=\"{points}\" {fill} {line}/>"));
    }

    fn rect(&mut self, shape: &RectShape) {
        let half = shape.stroke.width / 2.0;
        let rect = match shape.stroke_kind {
            StrokeKind::Inside => shape.rect.shrink(half),
            StrokeKind::Middle => shape.rect,
            StrokeKind::Outside => shape.rect.expand(half),
        };
        let radius = f32::from(shape.corner_radius.nw);
        let (place, fill, line) = (place(rect), colour(shape.fill), outline(shape.stroke));
        self.put(format_args!("<rect {place} rx=\"{}\" {fill} {line}/>", number(radius)));
    }

    fn text(&mut self, shape: &TextShape) {
        let galley: &Arc<Galley> = &shape.galley;
        let Some(section) = galley.job.sections.first() else { return };
        let format = &section.format;
        let written = if format.color == Color32::PLACEHOLDER { shape.fallback_color } else { format.color };
        let ink = shape.override_text_color.unwrap_or(written).gamma_multiply(shape.opacity_factor);
        let (family, weight) = faces(&format.font_id.family);
        for row in &galley.rows {
            let (Some(first), Some(last)) = (row.glyphs.first(), row.glyphs.last()) else { continue };
            let text = row.text();
            let at = shape.pos + row.pos.to_vec2() + first.pos.to_vec2();
            let width = last.pos.x + last.advance_width - first.pos.x;
            let (x, y, size) = (number(at.x), number(at.y), number(format.font_id.size));
            let (fill, text, width) = (colour(ink), escape(&text), number(width));
            self.put(format_args!(
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-family=\"{family}\"{weight} textLength=\"{width}\" \
                 lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" {fill}>{text}</text>"
            ));
        }
    }

    fn mesh(&mut self, mesh: &Mesh) {
        let [a, b, _, d] = mesh.vertices.as_slice() else { return };
        let area = Rect::from_min_max(a.pos, mesh.vertices[2].pos);
        if a.color == b.color && a.color == d.color {
            self.put(format_args!("<rect {} {}/>", place(area), colour(a.color)));
            return;
        }
        let id = self.fades;
        self.fades += 1;
        // A fade to nothing keeps its colour, and loses its strength alone.
        let known = if a.color.a() >= b.color.a() { a.color } else { b.color };
        let stop = |at: u8, corner: Color32| {
            let tint = if corner.a() == 0 { known } else { corner };
            let [r, g, b, _] = tint.to_srgba_unmultiplied();
            let strength = number(f32::from(corner.a()) / 255.0);
            format!("<stop offset=\"{at}\" stop-color=\"#{r:02x}{g:02x}{b:02x}\" stop-opacity=\"{strength}\"/>")
        };
        let (from, to) = (stop(0, a.color), stop(1, b.color));
        let _ = writeln!(self.defs, "<linearGradient id=\"f{id}\">{from}{to}</linearGradient>");
        self.put(format_args!("<rect {} fill=\"url(#f{id})\"/>", place(area)));
    }
}

/// The faces of a family, those of the program first, and its weight.
fn faces(family: &FontFamily) -> (&'static str, &'static str) {
    const SANS: &str = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
    const SERIF: &str = "Noto Serif CJK SC, Noto Serif SC, Source Han Serif SC, Songti SC, SimSun, serif";
    match family {
        FontFamily::Name(name) if &**name == "bold" => (SANS, " font-weight=\"bold\""),
        FontFamily::Name(name) if &**name == "serif" => (SERIF, ""),
        _ => (SANS, ""),
    }
}

/// A number with at most two places.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn place(rect: Rect) -> String {
    let [x, y, w, h] = [rect.left(), rect.top(), rect.width(), rect.height()].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"")
}

fn colour(colour: Color32) -> String {
    paint("fill", colour)
}

fn outline(stroke: Stroke) -> String {
    if stroke.width <= 0.0 || stroke.color.a() == 0 {
        return String::new();
    }
    format!("{} stroke-width=\"{}\"", paint("stroke", stroke.color), number(stroke.width))
}

fn paint(what: &str, colour: Color32) -> String {
    let [r, g, b, a] = colour.to_srgba_unmultiplied();
    match a {
        0 => format!("{what}=\"none\""),
        255 => format!("{what}=\"#{r:02x}{g:02x}{b:02x}\""),
        _ => {
            let strength = number(f32::from(a) / 255.0);
            format!("{what}=\"#{r:02x}{g:02x}{b:02x}\" {what}-opacity=\"{strength}\"")
        }
    }
}
