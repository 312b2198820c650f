//! A painting of textured triangles as pixels: triangles filled by the processor, as egui's own painters fill them.
//!
//! Colours and texels are premultiplied and meet in gamma space; a pixel is inside a triangle when its centre is (the
//! top-left rule settles edges), in whole numbers of 1/256 pixel. No graphics card, no threads, no clock: the same
//! triangles give the same bytes, run after run.

/// Pixels are divided into so many steps along each axis.
const STEPS: f32 = 256.0;

/// A texture of premultiplied texels, row by row.
#[derive(Clone, Default, PartialEq)]
pub struct Texture {
    /// Columns and rows.
    pub size: [usize; 2],
    /// The texels.
    pub texels: Vec<[u8; 4]>,
    /// Whether neighbours are mixed.
    pub smooth: bool,
}

impl std::fmt::Debug for Texture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texture").field("size", &self.size).finish_non_exhaustive()
    }
}

/// A corner of a triangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corner {
    /// Its place, in points.
    pub at: [f32; 2],
    /// Its place in the texture, in shares of its size.
    pub texel: [f32; 2],
    /// Its colour, premultiplied.
    pub colour: [u8; 4],
}

/// Triangles that are cut to one rectangle.
#[derive(Clone, PartialEq)]
pub struct Layer {
    /// Left, top, right, bottom, in points.
    pub clip: [f32; 4],
    /// The corners.
    pub corners: Vec<Corner>,
    /// Three places in `corners` for each triangle.
    pub triangles: Vec<u32>,
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Layer").field("clip", &self.clip).field("corners", &self.corners.len()).finish_non_exhaustive()
    }
}

/// Everything that makes a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Painting {
    /// Columns and rows of pixels.
    pub pixels: [usize; 2],
    /// Pixels for each point.
    pub scale: f32,
    /// The one texture.
    pub texture: Texture,
    /// What is painted, from the back to the front.
    pub layers: Vec<Layer>,
}

impl Painting {
    /// The picture as a PNG file.
    ///
    /// # Errors
    /// When the picture has no pixels, or more than the format counts.
    pub fn png(&self) -> Result<Vec<u8>, png::EncodingError> {
        let [width, height] = self.pixels;
        let mut canvas = Canvas::new(width, height);
        for layer in &self.layers {
            canvas.paint(layer, &self.texture, self.scale);
        }
        let mut file = Vec::new();
        let count = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(&mut file, count(width), count(height));
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        let per_metre = (self.scale * 96.0 / 0.0254).round() as u32;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
        let bytes: Vec<u8> = canvas.pixels.iter().flat_map(|pixel| straight(*pixel)).collect();
        encoder.write_header()?.write_image_data(&bytes)?;
        Ok(file)
    }
}

/// A premultiplied colour with its own strength.
fn straight([r, g, b, a]: [u8; 4]) -> [u8; 4] {
    if a == 0 || a == 255 {
        return [r, g, b, a];
    }
    let part = |value: u8| (f32::from(value) * 255.0 / f32::from(a)).round().min(255.0) as u8;
    [part(r), part(g), part(b), a]
}

impl Texture {
    fn texel(&self, x: i32, y: i32) -> [f32; 4] {
        let x = (x.max(0) as usize).min(self.size[0].saturating_sub(1));
        let y = (y.max(0) as usize).min(self.size[1].saturating_sub(1));
        self.texels.get(y * self.size[0] + x).map_or([255.0; 4], |texel| texel.map(f32::from))
    }

    fn sample(&self, [u, v]: [f32; 2]) -> [f32; 4] {
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
#[derive(Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    /// The pixels.
    pub pixels: Vec<[u8; 4]>,
}

/// The pixels that a clip rectangle leaves: columns and rows, half open.
struct Clip {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

impl Canvas {
    /// A canvas on which there is nothing yet.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0; 4]; width * height] }
    }

    /// Paints the triangles of a layer.
    pub fn paint(&mut self, layer: &Layer, texture: &Texture, scale: f32) {
        let within = |value: f32, limit: usize| (value * scale).round().clamp(0.0, limit as f32) as i64;
        let [left, top, right, bottom] = layer.clip;
        let clip = Clip {
            left: within(left, self.width),
            right: within(right, self.width),
            top: within(top, self.height),
            bottom: within(bottom, self.height),
        };
        for triangle in layer.triangles.chunks_exact(3) {
            let corner = |at: usize| layer.corners.get(triangle[at] as usize).copied();
            if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) {
                self.triangle([a, b, c], texture, &clip, scale);
            }
        }
    }

    fn triangle(&mut self, mut corners: [Corner; 3], texture: &Texture, clip: &Clip, scale: f32) {
        let step = |value: f32| (value * scale * STEPS).round() as i64;
        let mut at = corners.map(|corner| (step(corner.at[0]), step(corner.at[1])));
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
        let [columns, rows] = [at.map(|(x, _)| x), at.map(|(_, y)| y)];
        let least = |values: [i64; 3]| values[0].min(values[1]).min(values[2]);
        let most = |values: [i64; 3]| values[0].max(values[1]).max(values[2]);
        let left = (least(columns) / steps).max(clip.left);
        let right = (most(columns) / steps + 1).min(clip.right);
        let top = (least(rows) / steps).max(clip.top);
        let bottom = (most(rows) / steps + 1).min(clip.bottom);

        let flat = corners[0].colour == corners[1].colour && corners[0].colour == corners[2].colour;
        let plain = flat && corners[0].texel == corners[1].texel && corners[0].texel == corners[2].texel;
        let colours = corners.map(|corner| corner.colour.map(f32::from));
        let one = if plain { Some(shade(colours[0], texture.sample(corners[0].texel))) } else { None };
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
                    let texel = [mix(corners.map(|c| c.texel[0])), mix(corners.map(|c| c.texel[1]))];
                    shade(tint, texture.sample(texel))
                });
                self.blend(x as usize, y as usize, colour);
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, over: [f32; 4]) {
        let Some(pixel) = self.pixels.get_mut(y * self.width + x) else { return };
        let rest = 1.0 - over[3] / 255.0;
        for (part, over) in pixel.iter_mut().zip(over) {
            *part = (over + f32::from(*part) * rest).round().clamp(0.0, 255.0) as u8;
        }
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
