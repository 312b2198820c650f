//! The strip beneath: how much is told of every year.

use super::{Item, Scale, Stretch};

/// A bar of the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DensityBar {
    /// From, in points.
    pub left: f32,
    /// To, in points.
    pub right: f32,
    /// Its height as a share of the highest.
    pub height: f32,
    /// Its years.
    pub years: Stretch,
    /// Tellings of the events that begin in it; an event that nobody tells independently counts once.
    pub told: u32,
}

/// One bar for so many whole years that it is at least `least` points wide.
#[must_use]
pub fn density(items: &[Item], scale: &Scale, least: f32) -> Vec<DensityBar> {
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
    let step = steps.into_iter().find(|step| *step as f32 * scale.per_year() >= least).unwrap_or(100.0);
    let mut bars: Vec<DensityBar> = Vec::new();
    for item in items {
        let begin = (item.years.begin / step).floor() * step;
        if begin + step <= scale.years.begin || begin >= scale.years.end {
            continue;
        }
        let told = item.told.max(1);
        match bars.last_mut().filter(|bar| bar.years.begin == begin) {
            Some(bar) => bar.told += told,
            None => {
                let years = Stretch { begin, end: begin + step };
                let (left, right) = (scale.x(begin).max(scale.left), scale.x(begin + step).min(scale.right()));
                bars.push(DensityBar { left, right, height: 0.0, years, told });
            }
        }
    }
    let most = bars.iter().map(|bar| bar.told).max().unwrap_or(1).max(1);
    for bar in &mut bars {
        bar.height = bar.told as f32 / most as f32;
    }
    bars
}
