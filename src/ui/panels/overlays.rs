//! What lies over the window for a while: the field for a path, the palette, the page of keys.

use eframe::egui::{Align2, Context, Frame, Id, Key, LayerId, Order, TextEdit, Ui, ViewportCommand};

use super::super::commands::{Deed, Overlay};
use super::super::theme;
use super::super::widgets::dotted_rect;
use super::super::{Actions, ViewCtx};
use super::keys_page::show_keys;
use super::own_words::{OwnWordsView, show_own_words};
use super::palette::{PaletteView, show_palette};
use super::password::{PasswordView, show_password};
use crate::state::Action;

/// What lies over the window.
#[derive(Debug, Default)]
pub struct Overlays {
    /// The path that is being typed, while the field is open.
    pub path: Option<String>,
    palette: Option<PaletteView>,
    keys: bool,
    /// Whether the own words were asked for; their fields are filled when they are first shown.
    words_wanted: bool,
    words: Option<OwnWordsView>,
    password: PasswordView,
}

impl Overlays {
    /// Does what a command says.
    pub fn carry_out(&mut self, ctx: &Context, deed: Deed, actions: &mut Actions) {
        match deed {
            Deed::Act(action) => actions.push(action),
            Deed::Show(Overlay::Path) => self.path = Some(String::new()),
            Deed::Show(Overlay::Palette) => self.palette = Some(PaletteView::default()),
            Deed::Show(Overlay::Keys) => self.keys = true,
            Deed::Show(Overlay::OwnWords) => self.words_wanted = true,
            Deed::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }
}

/// The frame of what lies over the window.
pub(super) fn over_window(ui: &Ui) -> Frame {
    Frame::popup(ui.style()).inner_margin(16.0)
}

/// Shows the palette and the page of keys while they are open.
pub fn show_overlays(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut Overlays, actions: &mut Actions) {
    if let Some(palette) = &mut view.palette {
        let (open, deed) = show_palette(ui, ctx, palette);
        if !open {
            view.palette = None;
        }
        if let Some(deed) = deed {
            view.carry_out(ui.ctx(), deed, actions);
        }
    }
    view.keys = view.keys && show_keys(ui, ctx);
    if std::mem::take(&mut view.words_wanted) {
        view.words = Some(OwnWordsView::of(ctx));
    }
    if let Some(words) = &mut view.words
        && !show_own_words(ui, ctx, words, actions)
    {
        view.words = None;
    }
    show_password(ui, ctx, &mut view.password, actions);
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        show_landing(ui, ctx);
    }
}

/// Says that what is held over the window may be let go.
fn show_landing(ui: &Ui, ctx: &ViewCtx<'_>) {
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("landing")));
    let window = ui.ctx().content_rect();
    painter.rect_filled(window, 0.0, ctx.theme.paper.gamma_multiply(0.85));
    dotted_rect(&painter, window.shrink(16.0), ctx.theme.vermilion);
    let text = ctx.words.get("drop-here");
    painter.text(window.center(), Align2::CENTER_CENTER, text, theme::bold(22.0), ctx.theme.ink);
}

/// The field for a path, where no dialog can be had. Shown as a band under the menu.
pub fn show_path_field(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut Overlays, actions: &mut Actions) {
    let Some(path) = &mut view.path else { return };
    let mut done = false;
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let width = (ui.available_width() - 200.0).max(120.0);
        let field = TextEdit::singleline(path).hint_text(ctx.words.get("path-prompt")).desired_width(width);
        let response = ui.add(field);
        if !response.has_focus() && !response.lost_focus() {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let asked = ui.button(ctx.words.get("path-open")).clicked();
        if (entered || asked) && !path.trim().is_empty() {
            actions.push(Action::Open(vec![path.trim().into()]));
            done = true;
        }
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        done |= ui.button(ctx.words.get("path-cancel")).clicked() || escaped;
    });
    if done {
        view.path = None;
    }
}
