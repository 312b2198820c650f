//! A view of the program on a state, without a window: what the benches of frames have in common.
//!
//! A frame is what a frame of the window costs the processor: input, layout, widgets, shapes, and their triangles.
//! Only the graphics card is missing.

use std::hint::black_box;
use std::time::Instant;

use duidu::state::{Language, State};
use duidu::ui::theme::Theme;
use duidu::ui::words::Words;
use duidu::ui::{Actions, ViewCtx, fonts};
use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, Ui, Vec2, vec2,
};

/// How a view is shown.
pub(crate) type Show<V> = fn(&mut Ui, &ViewCtx<'_>, &mut V, &mut Actions);

/// A view on a state.
pub(crate) struct Desk<V> {
    pub(crate) state: State,
    pub(crate) view: V,
    /// The room of the view, in points.
    pub(crate) size: Vec2,
    show: Show<V>,
    egui: Context,
    theme: Theme,
    words: Words,
    time: f64,
}

impl<V: Default> Desk<V> {
    pub(crate) fn new(state: State, size: Vec2, show: Show<V>) -> Self {
        let egui = Context::default();
        fonts::install(&egui);
        let theme = Theme::new(state.settings.appearance);
        theme.apply(&egui);
        let words = Words::new(Language::ZhHans);
        Self { state, view: V::default(), size, show, egui, theme, words, time: 0.0 }
    }

    /// One frame; how long it took, in milliseconds.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, self.size));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let ctx = ViewCtx { state: &self.state, theme: &self.theme, words: &self.words, now_ms: 1 };
        let mut actions = Actions::new();
        let started = Instant::now();
        let (view, show) = (&mut self.view, self.show);
        let mut output = self.egui.run_ui(input, |ui| show(ui, &ctx, view, &mut actions));
        black_box(self.egui.tessellate(output.shapes, output.pixels_per_point));
        let took = started.elapsed().as_secs_f64() * 1000.0;
        // The textures would go to the graphics card.
        output.textures_delta.clear();
        for action in actions {
            self.state.update(action);
        }
        took
    }
}

/// A turn of the wheel by so many points; down is negative.
pub(crate) fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: MouseWheelSource::Wheel,
    }
}
