//! A renderer for pictures in tests: triangles filled by the CPU, as egui's own painters fill them.
//!
//! The pixels are those of `exchange::raster`, which fills the pictures that leave the program.

use std::collections::BTreeMap;

use duidu::exchange::raster::{Canvas, Corner, Layer, Texture};
use eframe::egui::{
    Color32, ColorImage, Context, FullOutput, Rect, TextureFilter, TextureId, TexturesDelta,
    epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive},
};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

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
                    canvas.paint(&layer(&mesh, clip_rect), texture, scale);
                }
                Primitive::Callback(_) => return Err("a paint callback needs a GPU".to_owned()),
            }
        }
        let (width, height) = (size.x.round() as u32, size.y.round() as u32);
        let pixels = &canvas.pixels;
        Ok(RgbaImage::from_fn(width, height, |x, y| Rgba(pixels[(y * width + x) as usize])))
    }
}

impl Raster {
    fn set(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let ColorImage { size, pixels, .. } = &**image;
        let Some([left, top]) = delta.pos else {
            let smooth = delta.options.magnification == TextureFilter::Linear;
            self.textures
                .insert(id, Texture { size: *size, texels: pixels.iter().map(Color32::to_array).collect(), smooth });
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        for (row, line) in pixels.chunks_exact(size[0]).enumerate() {
            let from = (top + row) * texture.size[0] + left;
            for (texel, pixel) in texture.texels[from..].iter_mut().zip(line) {
                *texel = pixel.to_array();
            }
        }
    }
}

fn layer(mesh: &Mesh, clip: Rect) -> Layer {
    let corners = mesh.vertices.iter().map(|corner| Corner {
        at: [corner.pos.x, corner.pos.y],
        texel: [corner.uv.x, corner.uv.y],
        colour: corner.color.to_array(),
    });
    Layer {
        clip: [clip.left(), clip.top(), clip.right(), clip.bottom()],
        corners: corners.collect(),
        triangles: mesh.indices.clone(),
    }
}
