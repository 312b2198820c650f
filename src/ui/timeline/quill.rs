//! What is painted in hundreds: bars, fades, pills and hatching, straight into one mesh.
//!
//! A shape of egui's own is kept, cut, measured and made into triangles each frame by itself, which for a full timeline
//! costs more than all the rest. Here the triangles are laid down at once, with their edges on whole pixels. A picture that
//! is written line by line is drawn with shapes instead, so that a bar of it is a bar in the file.

use eframe::egui::epaint::Vertex;
use eframe::egui::layers::ShapeIdx;
use eframe::egui::{Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// How much a quill laid down: the corners, and three times the triangles.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Laid {
    corners: usize,
    indices: usize,
}

/// A painter of many small things that lie under everything painted after it was made.
pub(super) struct Quill {
    painter: Painter,
    /// The mesh with its place among the shapes; none where shapes are wanted.
    mesh: Option<(Mesh, ShapeIdx)>,
    /// The width of a pixel, in points.
    pixel: f32,
}

/// The right half of a circle from its top to its foot, at eighths of it and half an eighth from each end.
const ROUND: [[f32; 2]; HALF] = [
    [0.195_09, -0.980_785],
    [0.555_57, -0.831_47],
    [0.831_47, -0.555_57],
    [0.980_785, -0.195_09],
    [0.980_785, 0.195_09],
    [0.831_47, 0.555_57],
    [0.555_57, 0.831_47],
    [0.195_09, 0.980_785],
];
/// A pill has so many corners at each end, and in all.
const HALF: usize = 8;
const CORNERS: usize = 2 * HALF;
/// The triangles within a pill, and those of a ring about it.
const INNER: usize = CORNERS - 2;
const AROUND: usize = 2 * CORNERS;
/// The triangles of a pill and of a ring about it, or of two, by their corners. Whole rows of them are copied at once.
const PLAIN: [u32; 3 * (INNER + AROUND)] = pill();
const LINED: [u32; 3 * (INNER + 2 * AROUND)] = pill();

const fn pill<const N: usize>() -> [u32; N] {
    let mut indices = [0; N];
    let mut at = 0;
    while at < INNER {
        (indices[3 * at + 1], indices[3 * at + 2]) = (at as u32 + 1, at as u32 + 2);
        at += 1;
    }
    let corners = CORNERS as u32;
    let mut corner = 0;
    while 3 * at < N {
        let ring = corner / corners * corners;
        let (inner, next) = (corner, ring + (corner + 1) % corners);
        (indices[3 * at], indices[3 * at + 1], indices[3 * at + 2]) = (inner, inner + corners, next + corners);
        (indices[3 * at + 3], indices[3 * at + 4], indices[3 * at + 5]) = (inner, next + corners, next);
        at += 2;
        corner += 1;
    }
    indices
}

impl Quill {
    /// Paints with a painter about as much as was laid down the last time; in `shapes` for a picture written line by line.
    pub(super) fn new(painter: &Painter, shapes: bool, last: Laid) -> Self {
        let mesh = (!shapes).then(|| {
            let mut mesh = Mesh::default();
            // A mesh that outgrows its room is copied.
            mesh.vertices.reserve(last.corners + last.corners / 8);
            mesh.indices.reserve(last.indices + last.indices / 8);
            (mesh, painter.add(Shape::Noop))
        });
        let pixel = 1.0 / painter.pixels_per_point();
        Self { painter: painter.clone(), mesh, pixel }
    }

    /// Lays down what was painted, and says how much it was.
    pub(super) fn finish(self) -> Laid {
        let Some((mesh, at)) = self.mesh else { return Laid::default() };
        let laid = Laid { corners: mesh.vertices.len(), indices: mesh.indices.len() };
        self.painter.set(at, Shape::mesh(mesh));
        laid
    }

    /// A place on the edge of a pixel.
    fn snap(&self, value: f32) -> f32 {
        (value / self.pixel).round() * self.pixel
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, area: Rect, colour: Color32) {
        if self.mesh.is_none() {
            self.painter.rect_filled(area, 0.0, colour);
        } else {
            self.gradient(area, colour, colour);
        }
    }

    /// A rectangle whose colour goes from one to the other, left to right.
    pub(super) fn gradient(&mut self, area: Rect, left: Color32, right: Color32) {
        if area.width() <= 0.0 {
            return;
        }
        let [from, to] = [area.left(), area.right()].map(|x| self.snap(x));
        let [top, bottom] = [area.top(), area.bottom()].map(|y| self.snap(y));
        // What is thinner than a pixel is a pixel.
        let even = Rect::from_min_max(pos2(from, top), pos2(to.max(from + self.pixel), bottom.max(top + self.pixel)));
        match &mut self.mesh {
            Some((mesh, _)) => quad(mesh, even, left, right),
            None => {
                let mut mesh = Mesh::default();
                quad(&mut mesh, area, left, right);
                self.painter.add(Shape::mesh(mesh));
            }
        }
    }

    /// A stretch that fades in between the first two places and out between the last two.
    pub(super) fn faded(&mut self, at: [f32; 4], top: f32, bottom: f32, colour: Color32) {
        let part = |from: f32, to: f32| Rect::from_min_max(pos2(from, top), pos2(to, bottom));
        self.gradient(part(at[0], at[1]), Color32::TRANSPARENT, colour);
        if at[2] > at[1] {
            // In a file that is drawn at any size, edges that only touch would show a seam.
            let over = if self.mesh.is_none() { 0.5 } else { 0.0 };
            let [from, to] = [(at[1] - over).max(at[0]), (at[2] + over).min(at[3])];
            self.rect(part(from, to), colour);
        }
        self.gradient(part(at[2], at[3]), colour, Color32::TRANSPARENT);
    }

    /// A pill with a line of one point about it.
    pub(super) fn pill(&mut self, area: Rect, fill: Color32, line: Color32) {
        let Some((mesh, _)) = &mut self.mesh else {
            let radius = CornerRadius::from(area.height() / 2.0);
            self.painter.rect(area.shrink(0.5), radius, fill, Stroke::new(1.0, line), StrokeKind::Middle);
            return;
        };
        let pixel = self.pixel;
        let even = |value: f32| (value / pixel).round() * pixel;
        let area = Rect::from_min_max(
            pos2(even(area.left()), even(area.top())),
            pos2(even(area.right()), even(area.bottom())),
        );
        let radius = area.height() / 2.0;
        let half = vec2((area.width() / 2.0 - radius).max(0.0), 0.0);
        let first = mesh.vertices.len() as u32;
        let [left, right] = [area.center() - half, area.center() + half];
        let mut ring = |by: f32, colour: Color32| {
            let corners: [Vertex; CORNERS] = std::array::from_fn(|at| {
                let (middle, side) = if at < HALF { (right, radius + by) } else { (left, -radius - by) };
                let [x, y] = ROUND[at % HALF];
                Vertex::untextured(middle + vec2(x, y) * side, colour)
            });
            mesh.vertices.extend_from_slice(&corners);
        };
        // Fill, line, and the pixel over which the line is gone.
        if fill != line {
            ring(-0.5 - pixel, fill);
        }
        ring(-0.5, line);
        ring(pixel.max(0.5) - 0.5, Color32::TRANSPARENT);
        if fill == line {
            mesh.indices.extend_from_slice(&PLAIN.map(|corner| first + corner));
        } else {
            mesh.indices.extend_from_slice(&LINED.map(|corner| first + corner));
        }
    }

    /// Thin slanting lines over a rectangle.
    pub(super) fn hatch(&mut self, area: Rect, colour: Color32) {
        let height = area.height();
        let mut x = area.left() - height;
        while x < area.right() {
            // Each line goes from the foot up to the right, cut to the rectangle.
            let (from, to) = (x.max(area.left()), (x + height).min(area.right()));
            let [low, high] = [from, to].map(|at| pos2(at, area.bottom() - (at - x)));
            if to > from {
                self.slant(low, high, colour);
            }
            x += HATCH;
        }
    }

    /// A line of one point from the lower left to the upper right.
    fn slant(&mut self, low: Pos2, high: Pos2, colour: Color32) {
        let Some((mesh, _)) = &mut self.mesh else {
            self.painter.line_segment([low, high], Stroke::new(1.0, colour));
            return;
        };
        // Strongest along its middle, gone at both sides.
        let side = vec2(0.7, 0.7);
        let first = mesh.vertices.len() as u32;
        for (by, colour) in [(-side, Color32::TRANSPARENT), (vec2(0.0, 0.0), colour), (side, Color32::TRANSPARENT)] {
            mesh.colored_vertex(low + by, colour);
            mesh.colored_vertex(high + by, colour);
        }
        for at in [first, first + 2] {
            mesh.add_triangle(at, at + 1, at + 2);
            mesh.add_triangle(at + 1, at + 3, at + 2);
        }
    }
}

/// The distance between the lines of hatching, in points.
const HATCH: f32 = 6.0;

fn quad(mesh: &mut Mesh, area: Rect, left: Color32, right: Color32) {
    let first = mesh.vertices.len() as u32;
    mesh.colored_vertex(area.left_top(), left);
    mesh.colored_vertex(area.right_top(), right);
    mesh.colored_vertex(area.right_bottom(), right);
    mesh.colored_vertex(area.left_bottom(), left);
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first, first + 2, first + 3);
}
