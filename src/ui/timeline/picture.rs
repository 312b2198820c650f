//! The view as a picture that leaves the program: set once more off the screen, at the size that the person wants, with
//! the same events, lanes and stretch of time, and without the buttons.

use eframe::egui::{
    Button, Color32, ColorImage, Context, DragValue, Popup, PopupCloseBehavior, RawInput, Rect, Response, Role,
    TextureId, Ui, Vec2, ViewportId, epaint::ClippedShape, epaint::ImageData, epaint::ImageDelta, epaint::Primitive,
    vec2,
};

use super::{TimelineView, phrase, svg};
use crate::exchange::raster::{Corner, Layer, Painting, Texture};
use crate::state::{Action, PictureContent, PictureFile};
use crate::ui::theme;
use crate::ui::widgets::{named, paragraph};
use crate::ui::{Actions, ViewCtx};

/// The size of a picture, as the person wants it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Width and height in points; none for those on the screen.
    size: Option<Vec2>,
    /// Pixels for each point.
    times: f32,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { size: None, times: 2.0 }
    }
}

/// The least and the most that a side may measure, in points.
const SIDES: std::ops::RangeInclusive<f32> = 240.0..=6000.0;
/// The most pixels for each point.
const TIMES: std::ops::RangeInclusive<f32> = 1.0..=6.0;
/// The longest side of the texture that holds the glyphs, in texels.
const ATLAS: usize = 8192;

/// The list behind the button: the size, and the two formats.
pub(super) fn menu(ctx: &ViewCtx<'_>, view: &mut TimelineView, actions: &mut Actions, button: &Response) {
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(240.0).show(|ui| {
        let words = ctx.words;
        let mut size = view.picture.size.or(view.room.map(|room| room.size())).unwrap_or(vec2(1200.0, 400.0));
        ui.horizontal(|ui| {
            paragraph(ui, &words.get("timeline-picture-size"), theme::sans(13.0), ctx.theme.faded);
            let side = |value| DragValue::new(value).range(SIDES).speed(4.0).fixed_decimals(0);
            let wide = ui.add(side(&mut size.x));
            named(&wide, Role::SpinButton, &words.get("timeline-picture-width"));
            ui.label("×");
            let high = ui.add(side(&mut size.y));
            named(&high, Role::SpinButton, &words.get("timeline-picture-height"));
            if wide.changed() || high.changed() {
                view.picture.size = Some(size);
            }
        });
        ui.horizontal(|ui| {
            paragraph(ui, &words.get("timeline-picture-times"), theme::sans(13.0), ctx.theme.faded);
            let times = ui.add(DragValue::new(&mut view.picture.times).range(TIMES).speed(0.02).fixed_decimals(1));
            named(&times, Role::SpinButton, &words.get("timeline-picture-times"));
        });
        if view.picture.size.is_some() && ui.button(words.get("timeline-picture-as-seen")).clicked() {
            view.picture.size = None;
        }
        let mut save = |ui: &mut Ui, key: &str, make: &dyn Fn(Drawn) -> PictureContent, times: Option<f32>| {
            if ui.add(Button::new(words.get(key))).clicked() {
                let drawn = draw(ui.ctx(), ctx, view, size, times);
                let name = name(ctx);
                actions.push(Action::ExportPicture(Box::new(PictureFile { name, content: make(drawn) })));
                ui.close();
            }
        };
        let (title, times) = (name(ctx), view.picture.times);
        let vector = |drawn: Drawn| PictureContent::Svg(svg::svg(&drawn.shapes, drawn.size, ctx.theme, &title));
        save(ui, "timeline-picture-svg", &vector, None);
        save(ui, "timeline-picture-png", &|drawn| PictureContent::Png(drawn.painting(ctx.theme.paper)), Some(times));
    });
}

/// What the file is called at first: the corpus, and the stretch in sight.
fn name(ctx: &ViewCtx<'_>) -> String {
    let corpus = &ctx.state.corpus.name;
    let window = ctx.state.window_of_time().map(|range| phrase::bare(ctx.words, range));
    let title = ctx.words.get("view-timeline");
    let parts = [corpus.as_str(), &title].into_iter().map(str::to_owned).chain(window);
    let name: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    name.join(" ").replace(['/', '\\', ':'], "-")
}

/// A view that was set off the screen.
struct Drawn {
    egui: Context,
    size: Vec2,
    scale: f32,
    shapes: Vec<ClippedShape>,
    texture: Texture,
}

/// Sets the view off the screen, with so many pixels to a point, or to be written line by line. The first pass finds the
/// sizes of the words, the second one is the picture.
fn draw(live: &Context, ctx: &ViewCtx<'_>, view: &TimelineView, size: Vec2, pixels: Option<f32>) -> Drawn {
    let scale = pixels.unwrap_or(1.0);
    let egui = Context::default();
    egui.set_fonts(live.fonts(|fonts| fonts.definitions().clone()));
    ctx.theme.apply(&egui);
    let mut copy = view.for_picture(pixels.is_none());
    let mut drawn = Drawn { egui, size, scale, shapes: Vec::new(), texture: Texture::default() };
    for _ in 0..2 {
        let screen = Rect::from_min_size(eframe::egui::Pos2::ZERO, size);
        let mut input = RawInput { screen_rect: Some(screen), max_texture_side: Some(ATLAS), ..RawInput::default() };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
        let mut unheard = Actions::new();
        let mut output = drawn.egui.run_ui(input, |ui| super::show(ui, ctx, &mut copy, &mut unheard));
        if let Some(deltas) = output.textures_delta.set.get(&TextureId::default()) {
            deltas.iter().for_each(|delta| take_in(&mut drawn.texture, delta));
        }
        output.textures_delta.clear();
        drawn.shapes = output.shapes;
    }
    drawn
}

/// Takes in what has changed of the glyphs' texture.
fn take_in(texture: &mut Texture, delta: &ImageDelta) {
    let ImageData::Color(image) = &delta.image;
    let ColorImage { size, pixels, .. } = &**image;
    let texels = pixels.iter().map(Color32::to_array);
    let Some([left, top]) = delta.pos else {
        *texture = Texture { size: *size, texels: texels.collect(), smooth: true };
        return;
    };
    let texels: Vec<[u8; 4]> = texels.collect();
    for (row, line) in texels.chunks_exact(size[0].max(1)).enumerate() {
        let from = (top + row) * texture.size[0] + left;
        if let Some(place) = texture.texels.get_mut(from..from + line.len()) {
            place.copy_from_slice(line);
        }
    }
}

/// Paper, as large as the picture.
fn ground(size: Vec2, paper: Color32) -> Layer {
    let corner = |x: f32, y: f32| Corner { at: [x, y], texel: [0.0, 0.0], colour: paper.to_array() };
    Layer {
        clip: [0.0, 0.0, size.x, size.y],
        corners: vec![corner(0.0, 0.0), corner(size.x, 0.0), corner(size.x, size.y), corner(0.0, size.y)],
        triangles: vec![0, 1, 2, 0, 2, 3],
    }
}

impl Drawn {
    /// The triangles of the picture, on paper.
    fn painting(self, paper: Color32) -> Painting {
        let primitives = self.egui.tessellate(self.shapes, self.scale);
        let layers = primitives.into_iter().filter_map(|primitive| {
            let Primitive::Mesh(mesh) = primitive.primitive else { return None };
            let clip = primitive.clip_rect;
            let corners = mesh.vertices.iter().map(|corner| Corner {
                at: [corner.pos.x, corner.pos.y],
                texel: [corner.uv.x, corner.uv.y],
                colour: corner.color.to_array(),
            });
            Some(Layer {
                clip: [clip.left(), clip.top(), clip.right(), clip.bottom()],
                corners: corners.collect(),
                triangles: mesh.indices,
            })
        });
        let pixels = vec2(self.size.x * self.scale, self.size.y * self.scale);
        Painting {
            pixels: [pixels.x.round() as usize, pixels.y.round() as usize],
            scale: self.scale,
            texture: self.texture,
            layers: std::iter::once(ground(self.size, paper)).chain(layers).collect(),
        }
    }
}
