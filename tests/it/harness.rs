//! Views in tests: by accessible name, and as pictures.
//!
//! [`desk`] sets a view on a [`State`] as the app does: it shows the view, carries out the actions that it pushed after
//! the frame, and keeps them for the test to read. [`Desk::state`], [`Desk::view`] and [`Desk::pushed`] are reached
//! through the harness's `state()`; nodes through kittest's `Queryable` (`get_by_label`, …); pictures through
//! `snapshot(name)`, compared with `tests/snapshots/<name>.png`. `UPDATE_SNAPSHOTS=1 cargo test` renews those that
//! differ.

use duidu::state::{Action, Appearance, Language, State};
use duidu::ui::theme::Theme;
use duidu::ui::words::Words;
use duidu::ui::{Actions, ViewCtx, fonts};
use eframe::egui::{self, CentralPanel, Frame, LayerId, Ui, Vec2};
use egui_kittest::{Harness, HarnessBuilder};

use crate::raster::Raster;

/// The moment at which every test takes place, in milliseconds since 1970.
pub(crate) const NOW: u64 = 1_760_000_000_000;

/// How a view is shown.
type Show<V> = fn(&mut Ui, &ViewCtx<'_>, &mut V, &mut Actions);

/// A state with one view on it.
pub(crate) struct Desk<V> {
    /// What is shown.
    pub(crate) state: State,
    /// What the view remembers.
    pub(crate) view: V,
    /// Everything that the view asked for, oldest first; all of it has been carried out.
    pub(crate) pushed: Vec<Action>,
    theme: Theme,
    words: Words,
    show: Show<V>,
}

impl<V> eframe::App for Desk<V> {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let mut actions = Actions::new();
        let ctx = ViewCtx { state: &self.state, theme: &self.theme, words: &self.words, now_ms: NOW };
        CentralPanel::default()
            .frame(Frame::NONE.fill(self.theme.paper))
            .show(ui, |ui| (self.show)(ui, &ctx, &mut self.view, &mut actions));
        for action in actions {
            self.pushed.push(action.clone());
            self.state.update(action);
        }
    }
}

/// A builder with our fonts and our theme from the first frame on. A character that no font draws is a panic.
fn builder<S>(size: impl Into<Vec2>, appearance: Appearance) -> HarnessBuilder<S> {
    let base = if appearance == Appearance::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    Harness::builder()
        .with_size(size)
        .with_theme(base)
        .with_render_cursor(false)
        .with_max_steps(8)
        .renderer(Raster::default())
        .with_context_setup(move |ctx| {
            fonts::install(ctx);
            Theme::new(appearance).apply(ctx);
        })
}

/// A view that fills a window of that size, in the appearance of the state's settings and with Chinese words.
pub(crate) fn desk<V: 'static>(
    size: impl Into<Vec2>,
    state: State,
    view: V,
    show: Show<V>,
) -> Harness<'static, Desk<V>> {
    let appearance = state.settings.appearance;
    let desk = Desk {
        theme: Theme::new(appearance),
        words: Words::new(Language::ZhHans),
        pushed: Vec::new(),
        state,
        view,
        show,
    };
    builder(size, appearance).build_eframe(|_| desk)
}

/// Anything that can be drawn without a state, such as the small widgets.
pub(crate) fn scene(
    size: impl Into<Vec2>,
    appearance: Appearance,
    mut show: impl FnMut(&mut Ui) + 'static,
) -> Harness<'static> {
    let paper = Theme::new(appearance).paper;
    builder(size, appearance).build_ui(move |ui| {
        let whole = ui.ctx().content_rect();
        ui.ctx().layer_painter(LayerId::background()).rect_filled(whole, 0.0, paper);
        show(ui);
    })
}
