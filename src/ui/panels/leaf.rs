//! The page of a document beside its text, with the sentence in hand marked on it.

use eframe::egui::{
    Align, ColorImage, CornerRadius, Layout, Rect, ScrollArea, Sense, TextureHandle, TextureOptions, Ui, pos2, vec2,
};

use super::super::icons::Icon;
use super::super::theme;
use super::super::widgets::{self, named};
use super::super::{Actions, ViewCtx};
use crate::model::{Source, Work};
use crate::state::{Action, LeafPlace};
use crate::text::Span;

/// Pictures are drawn in steps of so many pixels, so that dragging a splitter asks for few.
const STEP: f32 = 160.0;

/// What the page remembers between frames.
#[derive(Default)]
pub struct LeafView {
    /// The page that is shown, and the place in the text for which it was turned to.
    page: Option<(u32, Option<Span>)>,
    texture: Option<(LeafPlace, TextureHandle)>,
}

impl std::fmt::Debug for LeafView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LeafView({:?})", self.page)
    }
}

/// Whether there is a page to show: it is wished for, and the work in hand has pages.
#[must_use]
pub fn has_leaf(ctx: &ViewCtx<'_>) -> bool {
    ctx.state.leaf.shown && in_hand(ctx).is_some()
}

/// The work in hand with its source, if that can be shown page by page.
fn in_hand<'a>(ctx: &'a ViewCtx<'_>) -> Option<(&'a Work, &'a Source)> {
    let work = ctx.state.focus.work.and_then(|work| ctx.state.corpus.work(work))?;
    let source = ctx.state.corpus.source(work.source)?;
    let drawn = source.media_type == crate::model::MediaType::Pdf && source.text.pages().count() > 0;
    drawn.then_some((work, source))
}

/// Shows the page.
pub fn show_leaf(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LeafView, actions: &mut Actions) {
    let Some((work, source)) = in_hand(ctx) else { return };
    ui.painter().rect_filled(ui.max_rect(), 0.0, ctx.theme.paper);
    let place = ctx.state.focus.place.filter(|place| place.work == work.id).map(|place| place.span);
    let at = place.unwrap_or(work.span);
    let turned_for = Some(at);
    // The page follows the text until it is turned by hand.
    let page = match view.page {
        Some((page, of)) if of == turned_for => page,
        _ => source.text.pages().page_at(at.start).unwrap_or(1),
    };
    let page = page.clamp(1, source.text.pages().count());
    view.page = Some((page, turned_for));
    head(ui, ctx, view, source, actions);
    let room = ui.available_rect_before_wrap().shrink2(vec2(16.0, 8.0));
    let pixels = room.width() * ui.ctx().pixels_per_point();
    let width = ((pixels / STEP).ceil() * STEP).clamp(STEP, 2400.0) as u32;
    let wanted = LeafPlace { source: source.id, page, width };
    if ctx.state.leaf.wanted != Some(wanted) {
        actions.push(Action::DrawPage(wanted));
    }
    let drawn = ctx.state.leaf.drawn.as_ref().filter(|(place, _)| (place.source, place.page) == (source.id, page));
    let Some((drawn, picture)) = drawn else { return said(ui, ctx, "leaf-drawing") };
    let Some(picture) = picture else { return said(ui, ctx, "leaf-failed") };
    if view.texture.as_ref().is_none_or(|(of, _)| of != drawn) {
        let size = [picture.width as usize, picture.height as usize];
        let image = ColorImage::from_rgba_premultiplied(size, &picture.pixels);
        view.texture = Some((*drawn, ui.ctx().load_texture("leaf", image, TextureOptions::LINEAR)));
    }
    let Some((_, texture)) = &view.texture else { return };
    let ratio = picture.height as f32 / picture.width.max(1) as f32;
    ScrollArea::vertical().id_salt(("leaf", page)).auto_shrink(false).show(ui, |ui| {
        let size = vec2(room.width(), room.width() * ratio);
        let (whole, response) = ui.allocate_exact_size(size + vec2(32.0, 16.0), Sense::hover());
        let area = Rect::from_min_size(pos2(whole.left() + 16.0, whole.top() + 8.0), size);
        let name = ctx.words.with(
            "leaf-page",
            &[("page", (page as usize).into()), ("all", (source.text.pages().count() as usize).into())],
        );
        named(&response, eframe::egui::Role::Image, &name);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture.id(), area, uv, eframe::egui::Color32::WHITE);
        let ink = ctx.theme.vermilion.gamma_multiply(0.22);
        for (_, [left, top, right, bottom]) in place
            .into_iter()
            .flat_map(|span| source.text.pages().areas(span).collect::<Vec<_>>())
            .filter(|(of, _)| *of == page)
        {
            let on = |x: f32, y: f32| pos2(area.left() + x * area.width(), area.top() + y * area.height());
            let mark = Rect::from_min_max(on(left, top), on(right, bottom));
            ui.painter().rect_filled(mark, CornerRadius::same(2), ink);
        }
    });
}

fn head(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut LeafView, source: &Source, actions: &mut Actions) {
    let Some((page, of)) = view.page else { return };
    let all = source.text.pages().count();
    ui.horizontal(|ui| {
        ui.set_min_height(theme::HEAD_HEIGHT);
        ui.add_space(16.0);
        widgets::paragraph(ui, &ctx.words.get("leaf-title"), theme::bold(14.0), ctx.theme.ink);
        let words = ctx.words.with("leaf-page", &[("page", (page as usize).into()), ("all", (all as usize).into())]);
        widgets::paragraph(ui, &words, theme::sans(theme::CAPTION), ctx.theme.faded);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            if widgets::icon_button(ui, ctx.theme, Icon::Close, &ctx.words.get("leaf-close")).clicked() {
                actions.push(Action::ShowPages(false));
            }
            if widgets::icon_button(ui, ctx.theme, Icon::Right, &ctx.words.get("leaf-after")).clicked() {
                view.page = Some(((page + 1).min(all), of));
            }
            if widgets::icon_button(ui, ctx.theme, Icon::Left, &ctx.words.get("leaf-before")).clicked() {
                view.page = Some((page.saturating_sub(1).max(1), of));
            }
        });
    });
}

fn said(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str) {
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        widgets::paragraph(ui, &ctx.words.get(key), theme::sans(13.0), ctx.theme.faded);
    });
}
