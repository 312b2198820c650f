//! Icons, drawn with lines so that they are sharp at every scale and take any colour.

use std::f32::consts::TAU;

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::theme::ICON;

/// An icon on a grid of 16 by 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// A glass.
    Search,
    /// A point down.
    Down,
    /// A point up.
    Up,
    /// A point left.
    Left,
    /// A point right.
    Right,
    /// A cross.
    Close,
    /// A plus.
    Add,
    /// A minus.
    Remove,
    /// Arrows outwards: fill the window.
    Expand,
    /// Arrows inwards: come back.
    Collapse,
    /// Three lines: a list.
    List,
    /// A page with lines: the phase card.
    Page,
    /// An arrow into a tray: export.
    Export,
    /// A half-filled disc: the appearance.
    Appearance,
    /// A filled note with a folded corner.
    Note,
    /// A flag: works contradict each other.
    Flag,
    /// Two sliders: settings.
    Sliders,
    /// A triangle with a mark: a problem.
    Warning,
    /// A tick.
    Tick,
    /// A folder.
    Folder,
    /// A small ring: it waits.
    Ring,
    /// Two arrows at right angles: rows become columns.
    Turn,
}

/// Draws an icon centred in a rectangle, scaled to 16 points.
pub fn paint(painter: &Painter, icon: Icon, area: Rect, colour: Color32) {
    let scale = area.width().min(area.height()) / ICON;
    let origin = area.center() - vec2(ICON, ICON) * scale / 2.0;
    let at = |x: f32, y: f32| origin + vec2(x, y) * scale;
    let stroke = Stroke::new(1.3 * scale, colour);
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|&(x, y)| at(x, y)).collect(), stroke));
    };
    let fill = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    };
    match icon {
        Icon::Search => {
            painter.circle_stroke(at(7.0, 7.0), 4.6 * scale, stroke);
            line(&[(10.4, 10.4), (14.0, 14.0)]);
        }
        Icon::Down => line(&[(4.5, 6.5), (8.0, 10.0), (11.5, 6.5)]),
        Icon::Up => line(&[(4.5, 9.5), (8.0, 6.0), (11.5, 9.5)]),
        Icon::Left => line(&[(10.0, 3.5), (5.5, 8.0), (10.0, 12.5)]),
        Icon::Right => line(&[(6.0, 3.5), (10.5, 8.0), (6.0, 12.5)]),
        Icon::Close => {
            line(&[(4.0, 4.0), (12.0, 12.0)]);
            line(&[(12.0, 4.0), (4.0, 12.0)]);
        }
        Icon::Add => {
            line(&[(8.0, 3.0), (8.0, 13.0)]);
            line(&[(3.0, 8.0), (13.0, 8.0)]);
        }
        Icon::Remove => line(&[(3.0, 8.0), (13.0, 8.0)]),
        Icon::Expand => {
            line(&[(9.5, 2.5), (13.5, 2.5), (13.5, 6.5)]);
            line(&[(13.5, 2.5), (9.3, 6.7)]);
            line(&[(6.5, 13.5), (2.5, 13.5), (2.5, 9.5)]);
            line(&[(2.5, 13.5), (6.7, 9.3)]);
        }
        Icon::Collapse => {
            line(&[(9.3, 2.7), (9.3, 6.7), (13.3, 6.7)]);
            line(&[(9.3, 6.7), (13.5, 2.5)]);
            line(&[(6.7, 13.3), (6.7, 9.3), (2.7, 9.3)]);
            line(&[(6.7, 9.3), (2.5, 13.5)]);
        }
        Icon::List => [4.0, 8.0, 12.0].iter().for_each(|&y| line(&[(2.5, y), (13.5, y)])),
        Icon::Page => {
            line(&[(3.5, 2.0), (12.5, 2.0), (12.5, 14.0), (3.5, 14.0), (3.5, 2.0)]);
            [5.5, 8.0, 10.5].iter().for_each(|&y| line(&[(5.8, y), (10.2, y)]));
        }
        Icon::Export => {
            line(&[(8.0, 2.0), (8.0, 9.5)]);
            line(&[(4.8, 6.5), (8.0, 9.7), (11.2, 6.5)]);
            line(&[(2.8, 13.2), (13.2, 13.2)]);
        }
        Icon::Appearance => {
            painter.circle_stroke(at(8.0, 8.0), 5.6 * scale, stroke);
            let half = (0..=16).map(|step| {
                let angle = -TAU / 4.0 + TAU / 2.0 * step as f32 / 16.0;
                at(8.0 + 5.6 * angle.cos(), 8.0 + 5.6 * angle.sin())
            });
            painter.add(Shape::convex_polygon(half.collect(), colour, Stroke::NONE));
        }
        Icon::Note => fill(&[(3.0, 3.0), (13.0, 3.0), (13.0, 9.5), (9.5, 13.0), (3.0, 13.0)]),
        Icon::Flag => {
            line(&[(5.0, 2.5), (5.0, 13.5)]);
            fill(&[(5.0, 2.5), (13.0, 2.5), (11.0, 5.2), (13.0, 8.0), (5.0, 8.0)]);
        }
        Icon::Sliders => {
            line(&[(2.5, 5.0), (13.5, 5.0)]);
            line(&[(2.5, 11.0), (13.5, 11.0)]);
            painter.circle_filled(at(10.0, 5.0), 2.0 * scale, colour);
            painter.circle_filled(at(6.0, 11.0), 2.0 * scale, colour);
        }
        Icon::Warning => {
            line(&[(8.0, 2.5), (14.0, 13.0), (2.0, 13.0), (8.0, 2.5)]);
            line(&[(8.0, 6.5), (8.0, 9.5)]);
            painter.circle_filled(at(8.0, 11.2), 0.8 * scale, colour);
        }
        Icon::Turn => {
            line(&[(2.5, 5.5), (2.5, 13.5), (10.5, 13.5)]);
            line(&[(8.0, 11.0), (10.5, 13.5)]);
            line(&[(5.5, 2.5), (13.5, 2.5), (13.5, 10.5)]);
            line(&[(11.0, 8.0), (13.5, 10.5), (16.0, 8.0)]);
            line(&[(0.0, 8.0), (2.5, 5.5), (5.0, 8.0)]);
        }
        Icon::Tick => line(&[(3.0, 8.5), (6.5, 12.0), (13.0, 4.5)]),
        Icon::Folder => {
            line(&[(2.0, 13.0), (2.0, 3.5), (6.5, 3.5), (8.0, 5.5), (14.0, 5.5), (14.0, 13.0), (2.0, 13.0)]);
        }
        Icon::Ring => drop(painter.circle_stroke(pos2(at(8.0, 8.0).x, at(8.0, 8.0).y), 2.4 * scale, stroke)),
    }
}
