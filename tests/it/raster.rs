//! A renderer for pictures in tests: triangles filled by the CPU, as egui's own painters fill them.
//!
//! Vertex colours and texels are premultiplied and meet in gamma space; a pixel is inside a triangle when its centre is
//! (the top-left rule settles edges), in whole numbers of 1/256 pixel. No GPU, no threads, no clock: the same shapes
//! give the same bytes, run after run.

#![expect(clippy::unwrap_used, reason = "a triangle has three corners")]

use std::collections::BTreeMap;

use eframe::egui::{
    Color32, ColorImage, Context, FullOutput, Rect, TextureFilter, TextureId, TexturesDelta,
    epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive, Vertex},
};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Pixels are divided into so many steps along each axis.
const STEPS: f32 = 256.0;

struct Texture {
    size: [usize; 2],
    texels: Vec<Color32>,
    smooth: bool,
}

/// The renderer, with the textures that it was given.
#[derive(Default)]
pub(crate) struct Raster {
    textures: BTreeMap<TextureId, Texture>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut set: Vec<_> = delta.set.drain().collect();
        set.sort_by_key(|&(id, _)| id);
        for (id, images) in set {
            for image in images {
                self.set(id, &image);
            }
        }
        let mut free: Vec<_> = delta.free.drain().collect();
        free.sort();
        for id in free {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes.clone(), scale) {
            match primitive {
                Primitive::Mesh(mesh) => {
                    let texture = self.textures.get(&mesh.texture_id);
                    let texture = texture.ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
                    canvas.mesh(&mesh, texture, clip_rect, scale);
                }
                Primitive::Callback(_) => return Err("a paint callback needs a GPU".to_owned()),
            }
        }
        Ok(canvas.into_image())
    }
}

impl Raster {
    fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let ColorImage { size, pixels, .. } = &**image;
        let Some([left, top]) = delta.pos else {
            let smooth = delta.options.magnification == TextureFilter::Linear;
            self.textures.insert(id, Texture { size: *size, texels: pixels.clone(), smooth });
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        for (row, line) in pixels.chunks_exact(size[0]).enumerate() {
            let from = (top + row) * texture.size[0] + left;
            texture.texels[from..from + size[0]].copy_from_slice(line);
        }
    }
}

impl Texture {
    fn texel(&self, x: i32, y: i32) -> [f32; 4] {
        let x = (x.max(0) as usize).min(self.size[0] - 1);
        let y = (y.max(0) as usize).min(self.size[1] - 1);
        self.texels[y * self.size[0] + x].to_array().map(f32::from)
    }

    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.size[0] as f32, v * self.size[1] as f32);
        if !self.smooth {
            return self.texel(x.floor() as i32, y.floor() as i32);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, bottom_share) = (x - left, y - top);
        let (left, top) = (left as i32, top as i32);
        // Where the sample falls on a texel's centre, as it does for text, the neighbours have no say.
        if right_share < 1.0 / STEPS && bottom_share < 1.0 / STEPS {
            return self.texel(left, top);
        }
        let corners = [
            self.texel(left, top),
            self.texel(left + 1, top),
            self.texel(left, top + 1),
            self.texel(left + 1, top + 1),
        ];
        std::array::from_fn(|part| {
            let upper = corners[0][part] + (corners[1][part] - corners[0][part]) * right_share;
            let lower = corners[2][part] + (corners[3][part] - corners[2][part]) * right_share;
            upper + (lower - upper) * bottom_share
        })
    }
}

/// Premultiplied pixels, row by row.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

/// The pixels that a clip rectangle leaves: columns and rows, half open.
struct Clip {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0; 4]; width * height] }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let within = |value: f32, limit: usize| (value * scale).round().clamp(0.0, limit as f32) as i64;
        let clip = Clip {
            left: within(clip.left(), self.width),
            right: within(clip.right(), self.width),
            top: within(clip.top(), self.height),
            bottom: within(clip.bottom(), self.height),
        };
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |at: usize| &mesh.vertices[corners[at] as usize];
            self.triangle([corner(0), corner(1), corner(2)], texture, &clip, scale);
        }
    }

    fn triangle(&mut self, corners: [&Vertex; 3], texture: &Texture, clip: &Clip, scale: f32) {
        let step = |value: f32| (value * scale * STEPS).round() as i64;
        let mut at = corners.map(|corner| (step(corner.pos.x), step(corner.pos.y)));
        let mut corners = corners;
        let area = edge(at[0], at[1], at[2]);
        if area == 0 {
            return;
        }
        if area < 0 {
            at.swap(1, 2);
            corners.swap(1, 2);
        }
        let area = area.abs();
        let steps = STEPS as i64;
        let columns = at.map(|(x, _)| x);
        let rows = at.map(|(_, y)| y);
        let left = (columns.iter().min().unwrap() / steps).max(clip.left);
        let right = (columns.iter().max().unwrap() / steps + 1).min(clip.right);
        let top = (rows.iter().min().unwrap() / steps).max(clip.top);
        let bottom = (rows.iter().max().unwrap() / steps + 1).min(clip.bottom);

        let flat = corners[0].color == corners[1].color && corners[0].color == corners[2].color;
        let plain = flat && corners[0].uv == corners[1].uv && corners[0].uv == corners[2].uv;
        let colours = corners.map(|corner| corner.color.to_array().map(f32::from));
        let one = if plain { Some(shade(colours[0], texture.sample(corners[0].uv.x, corners[0].uv.y))) } else { None };
        for y in top..bottom {
            for x in left..right {
                let centre = (x * steps + steps / 2, y * steps + steps / 2);
                let sides = [edge(at[1], at[2], centre), edge(at[2], at[0], centre), edge(at[0], at[1], centre)];
                let inside = (0..3).all(|side| {
                    let (from, to) = (at[(side + 1) % 3], at[(side + 2) % 3]);
                    sides[side] > 0 || sides[side] == 0 && is_top_left(from, to)
                });
                if !inside {
                    continue;
                }
                let colour = one.unwrap_or_else(|| {
                    let share = sides.map(|side| side as f32 / area as f32);
                    let mix = |values: [f32; 3]| values.iter().zip(share).map(|(value, share)| value * share).sum();
                    let tint = if flat {
                        colours[0]
                    } else {
                        std::array::from_fn(|part| mix(colours.map(|colour| colour[part])))
                    };
                    let (u, v) = (mix(corners.map(|c| c.uv.x)), mix(corners.map(|c| c.uv.y)));
                    shade(tint, texture.sample(u, v))
                });
                self.blend(x as usize, y as usize, colour);
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, over: [f32; 4]) {
        let pixel = &mut self.pixels[y * self.width + x];
        let rest = 1.0 - over[3] / 255.0;
        for (part, over) in pixel.iter_mut().zip(over) {
            *part = (over + f32::from(*part) * rest).round().clamp(0.0, 255.0) as u8;
        }
    }

    fn into_image(self) -> RgbaImage {
        let (width, height) = (self.width as u32, self.height as u32);
        RgbaImage::from_fn(width, height, |x, y| Rgba(self.pixels[y as usize * self.width + x as usize]))
    }
}

fn shade(tint: [f32; 4], texel: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|part| tint[part] * texel[part] / 255.0)
}

/// Twice the area of a triangle, positive when it turns clockwise on the screen.
fn edge(a: (i64, i64), b: (i64, i64), c: (i64, i64)) -> i64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

fn is_top_left(from: (i64, i64), to: (i64, i64)) -> bool {
    to.1 < from.1 || to.1 == from.1 && to.0 > from.0
}
