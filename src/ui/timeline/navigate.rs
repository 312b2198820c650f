//! Moving along the axis: zoom about the pointer, pan, fit, and the short glide between two stretches.

use eframe::egui::{Context, Ui};

use super::layout::{Scale, Stretch};
use crate::ui::theme;

/// Where on the axis the person is.
#[derive(Debug)]
pub(super) struct Place {
    shown: Stretch,
    /// From where, to where, and since when it glides.
    glide: Option<(Stretch, Stretch, f64)>,
    /// Whether the person has moved by herself, so that a growing corpus no longer moves the axis.
    moved: bool,
    whole: Stretch,
}

impl Default for Place {
    fn default() -> Self {
        let whole = Stretch::new(1900.0, 2000.0);
        Self { shown: whole, glide: None, moved: false, whole }
    }
}

impl Place {
    /// Takes in what there is to show, and the stretch that shows it best.
    pub(super) fn set_whole(&mut self, whole: Stretch, best: Stretch) {
        let first = !self.moved;
        self.whole = whole;
        if first {
            self.shown = best;
            self.glide = None;
        }
    }

    /// The stretch to show in this frame; asks for another frame while it glides.
    pub(super) fn now(&mut self, ctx: &Context) -> Stretch {
        if let Some((from, to, since)) = self.glide {
            let way = (ctx.input(|i| i.time) - since) / f64::from(theme::MOTION);
            // Out fast and in slowly.
            let eased = 1.0 - (1.0 - way.clamp(0.0, 1.0)).powi(3);
            self.shown = from.towards(to, eased);
            if way >= 1.0 {
                self.glide = None;
            } else {
                ctx.request_repaint();
            }
        }
        self.shown
    }

    /// Where the axis will be when it stands still.
    pub(super) fn goal(&self) -> Stretch {
        self.glide.map_or(self.shown, |(_, to, _)| to)
    }

    /// The same place, standing where it will be.
    pub(super) fn at_rest(&self) -> Self {
        Self { shown: self.goal(), glide: None, moved: true, whole: self.whole }
    }

    /// Goes to a stretch: at once, or in a short glide when things may move.
    pub(super) fn go(&mut self, to: Stretch, ctx: &Context, motion: bool) {
        let to = to.kept_near(self.whole);
        self.moved = true;
        if motion {
            self.glide = Some((self.shown, to, ctx.input(|i| i.time)));
            ctx.request_repaint();
        } else {
            (self.shown, self.glide) = (to, None);
        }
    }

    /// Goes there and stays open to what is still being read.
    pub(super) fn fit(&mut self, best: Stretch, ctx: &Context, motion: bool) {
        self.go(best, ctx, motion);
        self.moved = false;
    }

    fn jump(&mut self, to: Stretch) {
        self.shown = to.kept_near(self.whole);
        self.glide = None;
        self.moved = true;
    }

    /// Follows the wheel, the fingers and the drag over the plot. The wheel zooms about the pointer; with Shift, or
    /// sideways, it pans.
    pub(super) fn follow_pointer(&mut self, ui: &Ui, scale: &Scale, over: bool, drag: f32) {
        if drag != 0.0 {
            self.jump(self.goal().moved(-f64::from(drag / scale.per_year())));
        }
        if !over {
            return;
        }
        let (scroll, pinch, at) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.pointer.hover_pos()));
        let about = at.map_or(scale.left + scale.width / 2.0, |at| at.x.clamp(scale.left, scale.right()));
        let times = f64::from(-scroll.y * WHEEL).exp() / f64::from(pinch);
        if times != 1.0 {
            self.jump(scale.years.zoomed(times, scale.year(about)));
        }
        if scroll.x != 0.0 {
            self.jump(self.goal().moved(-f64::from(scroll.x / scale.per_year())));
        }
    }

    /// The beginning of all there is, at the present zoom.
    pub(super) fn at_start(&self) -> Stretch {
        let now = self.goal();
        now.moved(self.whole.begin - now.begin - now.width() * 0.02)
    }

    /// The end of all there is, at the present zoom.
    pub(super) fn at_end(&self) -> Stretch {
        let now = self.goal();
        now.moved(self.whole.end - now.end + now.width() * 0.02)
    }

    /// Moved as little as shows a stretch with some room about it; `None` when it is in sight.
    pub(super) fn showing(&self, wanted: Stretch) -> Option<Stretch> {
        let now = self.goal();
        if now.covers(wanted) || wanted.width() >= now.width() && wanted.covers(now) {
            return None;
        }
        let room = now.width() * 0.12;
        if wanted.width() + 2.0 * room > now.width() {
            return Some(wanted.padded(0.15));
        }
        let by = if wanted.begin < now.begin { wanted.begin - room - now.begin } else { wanted.end + room - now.end };
        Some(now.moved(by))
    }
}

/// How much a point of the wheel zooms.
const WHEEL: f32 = 0.004;
