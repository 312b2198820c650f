//! Painting: draws what the layout says, and decides nothing.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::layout::{Form, Ground, LaneRow, Mark, MarkKind, Picture, Segment};
use super::lettering::Lettering;
use super::quill::{Laid, Quill};
use crate::ui::theme::{self, Theme, timeline as sizes};

/// What a part of the timeline is painted with: single shapes, under them what comes in hundreds, and over them words.
pub(super) struct Ink<'a> {
    pub(super) painter: &'a Painter,
    quill: Quill,
    words: Vec<Shape>,
}

impl<'a> Ink<'a> {
    /// Paints with a painter about as much as the last time; in shapes alone for a picture that is written line by line.
    pub(super) fn new(painter: &'a Painter, vector: bool, last: Laid) -> Self {
        Self { painter, quill: Quill::new(painter, vector, last), words: Vec::new() }
    }

    /// Lays down what was painted, and says how much it was.
    pub(super) fn finish(self) -> Laid {
        self.painter.extend(self.words);
        self.quill.finish()
    }

    fn write(&mut self, at: Pos2, words: Arc<Galley>, colour: Color32) {
        self.words.push(Shape::galley(at, words, colour));
    }
}

/// The ground of the chosen phase through the lanes.
pub(super) fn ground(painter: &Painter, vector: bool, theme: &Theme, ground: &Ground, (top, bottom): (f32, f32)) {
    let ink = theme.phase(ground.phase);
    let mut quill = Quill::new(painter, vector, Laid::default());
    quill.faded(ground.at, top, bottom, ink.ground);
    quill.finish();
    let stroke = Stroke::new(1.2, ink.band);
    if ground.sure_begin {
        painter.vline(ground.at[0], top..=bottom, stroke);
    }
    if ground.sure_end {
        painter.vline(ground.at[3], top..=bottom, stroke);
    }
}

/// A phase in its band.
pub(super) fn segment(
    pen: &mut Ink<'_>,
    letters: &mut Lettering,
    theme: &Theme,
    (segment, area): (&Segment, Rect),
    look: &PhaseLook<'_>,
) {
    let ink = theme.phase(look.phase);
    let at = [segment.left, segment.full, segment.fades, segment.right];
    let ground = if look.chosen || look.hovered { ink.band } else { ink.ground };
    pen.quill.faded(at, area.top(), area.bottom(), ground);
    if look.phase >= theme.phases.len() {
        // The pattern that tells the fifth phase from the first.
        pen.quill.hatch(Rect::from_x_y_ranges(segment.full..=segment.fades, area.y_range()), ink.band);
    }
    pen.quill.faded(at, area.bottom() - sizes::PHASE_FOOT, area.bottom(), ink.line);
    let upright = Stroke::new(sizes::PHASE_UPRIGHT, ink.line);
    let half = sizes::PHASE_UPRIGHT / 2.0;
    if segment.sure_begin {
        pen.painter.vline(segment.left + half, area.y_range(), upright);
    }
    if segment.sure_end {
        pen.painter.vline(segment.right - half, area.y_range(), upright);
    }
    let Some((from, to)) = segment.name else { return };
    let numeral = if look.chosen { theme.ink } else { ink.line };
    let number = letters.set(pen.painter, look.number, &theme::bold(look.size));
    let y = area.center().y - sizes::PHASE_FOOT / 2.0;
    let after = from + number.size().x + 8.0;
    pen.write(pos2(from, y - number.size().y / 2.0), number, numeral);
    if to - after >= look.size * 2.0 {
        let font = if look.chosen { theme::bold(look.size) } else { theme::sans(look.size) };
        if let Some(name) = letters.fitted(pen.painter, look.name, &font, to - after) {
            pen.write(pos2(after, y - name.size().y / 2.0), name, theme.ink);
        }
    }
}

/// How a phase of a band is drawn.
pub(super) struct PhaseLook<'a> {
    /// Its number from 0, which gives the colour.
    pub(super) phase: usize,
    /// Its number as written.
    pub(super) number: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    /// The size of both.
    pub(super) size: f32,
    /// Whether it is chosen.
    pub(super) chosen: bool,
    /// Whether a click would choose it.
    pub(super) hovered: bool,
}

/// The middle line of a row of a lane.
pub(super) fn row_middle(lane: &LaneRow, row: usize) -> f32 {
    // A lane may have been given more rows than it uses; what is used stands at its top.
    lane.top + extra(lane).min(8.0) / 2.0 + lane.row * (row as f32 + 0.5)
}

/// What a lane has beyond its rows.
fn extra(lane: &LaneRow) -> f32 {
    (lane.height - lane.row * lane.rows.rows.max(1) as f32).max(0.0)
}

/// Where the lines at the foot of a row lie.
fn row_foot(lane: &LaneRow, row: usize) -> f32 {
    row_middle(lane, row) + lane.row / 2.0 + (extra(lane) / 2.0).min(4.0) - 4.0
}

/// The area of a mark that answers to the pointer: the glyph with its label.
pub(super) fn mark_area(lane: &LaneRow, mark: &Mark) -> Rect {
    let y = row_middle(lane, mark.row);
    let half = (lane.row / 2.0 - 1.0).min(13.0);
    if matches!(mark.kind, MarkKind::Foot(_)) {
        // Others stand above the line: only its words, or the line itself, are its own.
        let foot = row_foot(lane, mark.row) + 4.0;
        return match &mark.label {
            Some(label) => Rect::from_x_y_ranges(label.left..=label.right, y - half..=y + half),
            None => Rect::from_x_y_ranges(mark.left..=mark.right, foot - 8.0..=foot),
        };
    }
    let (mut left, mut right) = (mark.left - 1.0, mark.right + 1.0);
    if let Some(label) = &mark.label {
        (left, right) = (left.min(label.left), right.max(label.right));
    }
    Rect::from_x_y_ranges(left..=right, y - half..=y + half)
}

/// What a mark's words are and how it stands out.
pub(super) struct MarkLook<'a> {
    /// The label.
    pub(super) text: &'a str,
    /// The size of the label.
    pub(super) size: f32,
    /// Whether it is the chosen event.
    pub(super) chosen: bool,
    /// Whether the pointer is over it.
    pub(super) hovered: bool,
    /// Whether no document tells it.
    pub(super) own: bool,
}

/// An event, or several, in a lane.
pub(super) fn mark(
    ink: &mut Ink<'_>,
    letters: &mut Lettering,
    theme: &Theme,
    (lane, mark): (&LaneRow, &Mark),
    look: &MarkLook<'_>,
) {
    let painter = ink.painter;
    let colour = if mark.inside { theme.ink } else { theme.faded };
    let middle = row_middle(lane, mark.row);
    let centre = pos2((mark.left + mark.right) / 2.0, middle);
    match mark.kind {
        MarkKind::Chip => chip(ink, letters, theme, mark, centre, look),
        MarkKind::Glyph(form) => glyph(ink, mark, centre, form, colour, look.own),
        MarkKind::Foot(form) | MarkKind::Under(form) => {
            let under = matches!(mark.kind, MarkKind::Under(_));
            let foot = if under { middle + (lane.row / 2.0 - 3.0).min(14.0) } else { row_foot(lane, mark.row) };
            let area =
                Rect::from_x_y_ranges(mark.left..=mark.right, foot - sizes::FOOT / 2.0..=foot + sizes::FOOT / 2.0);
            stretch(&mut ink.quill, area, form, colour, look.own);
        }
    }
    if look.chosen || look.hovered {
        let area = mark_area(lane, mark).expand2(vec2(4.0, 0.0));
        let stroke = if look.chosen { Stroke::new(1.5, theme.vermilion) } else { Stroke::new(1.0, theme.faded) };
        painter.rect_stroke(area, f32::from(theme::RADIUS), stroke, StrokeKind::Inside);
    }
    match &mark.label {
        Some(place) => {
            let width = place.right - place.left;
            label(ink, letters, (pos2(place.left, middle), place.cut.then_some(width)), mark, look, colour);
        }
        None if mark.flagged => {
            // Planted on the glyph, or at the corner of the chip: there it covers no neighbour.
            let (x, top) = match mark.kind {
                MarkKind::Chip => (mark.right + 0.5, middle - (sizes::CHIP[1] + sizes::FLAG[1]) / 2.0),
                _ => (centre.x, middle - sizes::DISC / 2.0 - sizes::FLAG[1] + 2.0),
            };
            flag(painter, pos2(x, top), colour);
        }
        None => {}
    }
}

fn chip(ink: &mut Ink<'_>, letters: &mut Lettering, theme: &Theme, mark: &Mark, centre: Pos2, look: &MarkLook<'_>) {
    let area = Rect::from_center_size(centre, vec2(mark.right - mark.left, sizes::CHIP[1]));
    let colour = if mark.inside {
        ink.quill.pill(area, theme.ink, theme.ink);
        theme.on_seal
    } else {
        ink.quill.pill(area, theme.paper, theme.faded);
        theme.ink
    };
    if let Some(count) = letters.set_in_time(ink.painter, look.text, &theme::bold(11.0)) {
        ink.write(centre - count.size() / 2.0, count, colour);
    }
}

fn glyph(Ink { painter, quill, .. }: &mut Ink<'_>, mark: &Mark, centre: Pos2, form: Form, colour: Color32, own: bool) {
    let square = |size: f32| Rect::from_center_size(centre, Vec2::splat(size));
    let line = Stroke::new(1.4, colour);
    match form {
        Form::Day if own => drop(painter.circle_stroke(centre, sizes::DISC / 2.0 - 0.7, line)),
        Form::Day => drop(painter.circle_filled(centre, sizes::DISC / 2.0, colour)),
        Form::Month if own => {
            painter.rect_stroke(square(sizes::SQUARE), 0.0, line, StrokeKind::Inside);
        }
        Form::Month => quill.rect(square(sizes::SQUARE), colour),
        Form::Between => {
            // An open diamond: it stands in a row, but at no date.
            let r = sizes::DISC / 2.0;
            let corners = [vec2(0.0, -r), vec2(r, 0.0), vec2(0.0, r), vec2(-r, 0.0)].map(|by| centre + by);
            painter.add(Shape::closed_line(corners.to_vec(), Stroke::new(1.2, colour)));
        }
        Form::Bar if own => {
            let area = Rect::from_x_y_ranges(mark.left..=mark.right, centre.y - 3.0..=centre.y + 3.0);
            painter.rect_stroke(area, 1.0, line, StrokeKind::Inside);
        }
        form => {
            let half = sizes::SQUARE / 2.0;
            let area = Rect::from_x_y_ranges(mark.left..=mark.right, centre.y - half..=centre.y + half);
            stretch(quill, area, form, colour, own);
        }
    }
}

/// A bar; where an end is doubtful its outer three tenths fade. One that no document tells is hollow.
fn stretch(quill: &mut Quill, area: Rect, form: Form, colour: Color32, own: bool) {
    if own {
        let edge = |top: f32| Rect::from_x_y_ranges(area.x_range(), top..=top + 1.0);
        stretch(quill, edge(area.top()), form, colour, false);
        stretch(quill, edge(area.bottom() - 1.0), form, colour, false);
        return;
    }
    let Form::Faded { begin, end } = form else {
        quill.rect(area, colour);
        return;
    };
    let fade = area.width() * 0.3;
    let (left, right) = (area.left(), area.right());
    let at = [left, if begin { left + fade } else { left }, if end { right - fade } else { right }, right];
    quill.faded(at, area.top(), area.bottom(), colour);
}

/// The label of an event: a flag where works contradict each other, the words, the raised number of tellings; cut to a
/// room where it has one.
fn label(
    ink: &mut Ink<'_>,
    letters: &mut Lettering,
    (left, room): (Pos2, Option<f32>),
    mark: &Mark,
    look: &MarkLook<'_>,
    colour: Color32,
) {
    let (mut at, painter) = (left.x, ink.painter);
    if mark.flagged {
        flag(painter, pos2(at + 1.0, left.y - sizes::FLAG[1] / 2.0), colour);
        at += sizes::FLAG_ROOM;
    }
    let raised = (mark.told > 1).then(|| letters.set(painter, &mark.told.to_string(), &theme::sans(sizes::RAISED)));
    let tail = raised.as_ref().map_or(0.0, |galley| galley.size().x + 3.0);
    let font = theme::sans(look.size);
    let words = match room {
        Some(room) => letters.fitted(painter, look.text, &font, left.x + room - at - tail + 0.5),
        None => letters.set_in_time(painter, look.text, &font),
    };
    let Some(words) = words else { return };
    let size = words.size();
    ink.write(pos2(at, left.y - size.y / 2.0), words, colour);
    if let Some(raised) = raised {
        ink.write(pos2(at + size.x + 3.0, left.y - size.y / 2.0 - 1.0), raised, colour);
    }
}

/// The width of a label with its flag and its raised number.
pub(super) fn label_width(
    painter: &Painter,
    letters: &mut Lettering,
    text: &str,
    size: f32,
    (flagged, told): (bool, u32),
) -> f32 {
    let raised = |letters: &mut Lettering| letters.width(painter, &told.to_string(), &theme::sans(sizes::RAISED)) + 3.0;
    let flag = if flagged { sizes::FLAG_ROOM } else { 0.0 };
    let tail = if told > 1 { raised(letters) } else { 0.0 };
    letters.width(painter, text, &theme::sans(size)) + flag + tail + 1.0
}

/// A flag on its stem, from its top left.
pub(super) fn flag(painter: &Painter, at: Pos2, colour: Color32) {
    let [width, height] = sizes::FLAG;
    painter.vline(at.x, at.y..=at.y + height, Stroke::new(1.3, colour));
    let cloth = [(0.0, 0.0), (width, 0.0), (width - 2.0, height * 0.3), (width, height * 0.6), (0.0, height * 0.6)];
    let cloth: Vec<Pos2> = cloth.iter().map(|&(x, y)| at + vec2(x, y)).collect();
    // Two convex halves: the notch makes the whole one not convex.
    painter.add(Shape::convex_polygon(
        vec![cloth[0], cloth[1], cloth[2], at + vec2(0.0, height * 0.3)],
        colour,
        Stroke::NONE,
    ));
    painter.add(Shape::convex_polygon(
        vec![at + vec2(0.0, height * 0.3), cloth[2], cloth[3], cloth[4]],
        colour,
        Stroke::NONE,
    ));
}

/// The line of the axis with its ticks and their labels.
pub(super) fn axis(painter: &Painter, theme: &Theme, picture: &Picture, left: f32, right: f32) {
    let y = picture.axis;
    painter.hline(left..=right, y, Stroke::new(1.0, theme.faded));
    for tick in &picture.ticks {
        let length = sizes::TICK[usize::from(tick.label.is_empty())];
        painter.vline(tick.x, y..=y + length, Stroke::new(1.0, theme.faded));
        if !tick.label.is_empty() {
            let at = pos2(tick.x, y + 20.0);
            painter.text(at, Align2::CENTER_CENTER, &tick.label, theme::sans(theme::CAPTION), theme.faded);
        }
    }
}
