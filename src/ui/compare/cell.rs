//! One cell, laid out: galleys with their places, before anything is painted.

use std::sync::Arc;

use eframe::egui::{
    Align, Color32, Galley, Painter, Pos2, Rect, Stroke, Vec2, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::content::{Content, Quote};
use crate::ui::theme::{self, Theme, compare as measures};

/// A part of a cell.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// The summary.
    Summary,
    /// A quote, by its place in the content.
    Quote(usize),
    /// A small line.
    Caption,
    /// The line that opens or closes the rest.
    More,
    /// A line that does something; the number tells the view which.
    Step(Step),
}

/// What a step in an empty cell does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Shows the sentences that hold the topic's words.
    Look,
    /// Says that none of them is a claim, or takes that back.
    Silence,
}

/// A part with its place, from the cell's top left corner.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Which part.
    pub(super) part: Part,
    /// Its place and size; for a quote with its rule and source.
    pub(super) area: Rect,
    /// What is drawn, with the place of each.
    lines: Vec<(Vec2, Arc<Galley>)>,
    /// The rule before a quote: its foot, and whether it is solid.
    rule: Option<(f32, bool)>,
}

/// A cell laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Its parts from the top.
    pub(super) parts: Vec<Placed>,
    /// Its height.
    pub(super) height: f32,
}

/// Builds a [`Block`] from the top down.
pub(super) struct Builder<'a> {
    painter: &'a Painter,
    theme: &'a Theme,
    width: f32,
    block: Block,
}

impl<'a> Builder<'a> {
    /// An empty cell of that width.
    pub(super) fn new(painter: &'a Painter, theme: &'a Theme, width: f32) -> Self {
        Self { painter, theme, width, block: Block::default() }
    }

    /// White.
    pub(super) fn space(&mut self, height: f32) {
        self.block.height += height;
    }

    fn push(&mut self, part: Part, indent: f32, galley: Arc<Galley>) {
        let top = self.block.height;
        let area = Rect::from_min_size(pos2(0.0, top), vec2(indent + galley.size().x, galley.size().y));
        self.block.height = area.bottom();
        self.block.parts.push(Placed { part, area, lines: vec![(vec2(indent, top), galley)], rule: None });
    }

    /// The summary: bold, its lines about equally long.
    pub(super) fn summary(&mut self, text: &str) {
        let galley = balanced(self.painter, text, measures::SUMMARY_SIZE, self.theme.ink, self.width);
        self.push(Part::Summary, 0.0, galley);
        self.space(2.0);
    }

    /// A small line.
    pub(super) fn caption(&mut self, text: &str) {
        let galley = caption(self.painter, text, self.theme.faded, self.width);
        self.push(Part::Caption, 0.0, galley);
    }

    /// A small line that opens or closes the rest.
    pub(super) fn more(&mut self, text: &str) {
        let galley = caption(self.painter, text, self.theme.faded, self.width - measures::QUOTE_INDENT);
        self.push(Part::More, measures::QUOTE_INDENT, galley);
    }

    /// A line that does something.
    pub(super) fn step(&mut self, step: Step, text: &str) {
        let galley = caption(self.painter, text, self.theme.ink, self.width);
        self.push(Part::Step(step), 0.0, galley);
    }

    /// A quote behind its rule, with its source under it.
    pub(super) fn quote(&mut self, at: usize, quote: &Quote) {
        let width = self.width - measures::QUOTE_INDENT;
        let top = self.block.height;
        let mut lines = Vec::new();
        let mut y = top;
        let mut line = |galley: Arc<Galley>, y: &mut f32| {
            let size = galley.size().y;
            lines.push((vec2(measures::QUOTE_INDENT, *y), galley));
            *y += size;
        };
        if let Some(gist) = &quote.gist {
            line(balanced(self.painter, gist, measures::QUOTE_SIZE, self.theme.ink, width), &mut y);
        }
        line(self.painter.layout_job(quote_job(self.theme, quote, width)), &mut y);
        let foot = y;
        y += 1.0;
        line(caption(self.painter, &quote.source, self.theme.faded, width), &mut y);
        let area = Rect::from_min_max(pos2(0.0, top), pos2(self.width, y));
        let rule = Some((foot, quote.decided));
        self.block.height = y;
        self.block.parts.push(Placed { part: Part::Quote(at), area, lines, rule });
    }

    /// A claim: the person's words for it, and the quote.
    pub(super) fn claim(&mut self, at: usize, quote: &Quote) {
        if let Some(gist) = &quote.gist {
            self.summary(gist);
        }
        self.quote(at, &Quote { gist: None, ..quote.clone() });
    }

    /// How tall the cell is so far.
    pub(super) fn height(&self) -> f32 {
        self.block.height
    }

    /// The finished cell.
    pub(super) fn finish(self) -> Block {
        self.block
    }
}

/// What the words of a cell's furniture are.
#[derive(Clone, Debug, Default)]
pub(super) struct Furniture {
    /// Opens the rest.
    pub(super) more: Option<String>,
    /// Counts what the sieve holds back.
    pub(super) hidden: Option<String>,
}

impl Builder<'_> {
    /// The summary and the quotes of a cell.
    pub(super) fn content(&mut self, content: &Content, furniture: &Furniture) {
        if let Some(summary) = &content.summary {
            self.summary(summary);
        }
        self.body(content, furniture);
    }

    /// The quotes of a cell without its summary.
    pub(super) fn body(&mut self, content: &Content, furniture: &Furniture) {
        for (at, quote) in content.quotes.iter().enumerate() {
            if at > 0 {
                self.space(measures::QUOTE_GAP);
            }
            self.quote(at, quote);
        }
        self.foot(furniture);
    }

    /// What stands under the quotes.
    pub(super) fn foot(&mut self, furniture: &Furniture) {
        if let Some(text) = &furniture.more {
            self.space(2.0);
            self.more(text);
        }
        if let Some(text) = &furniture.hidden {
            self.caption(text);
        }
    }
}

impl Block {
    /// Draws the cell with its top left corner there.
    pub(super) fn paint(&self, painter: &Painter, theme: &Theme, at: Pos2) {
        for part in &self.parts {
            part.paint(painter, theme, at);
        }
    }
}

impl Placed {
    fn paint(&self, painter: &Painter, theme: &Theme, at: Pos2) {
        if let Some((foot, solid)) = self.rule {
            let x = at.x + measures::QUOTE_RULE / 2.0;
            let (top, foot) = (at.y + self.area.top() + 3.0, at.y + foot - 3.0);
            if solid {
                painter.vline(x, top..=foot, Stroke::new(measures::QUOTE_RULE, theme.hairline));
            } else {
                dots(painter, pos2(x, top), pos2(x, foot), theme.faded);
            }
        }
        for (offset, galley) in &self.lines {
            painter.galley(at + *offset, Arc::clone(galley), theme.ink);
        }
    }
}

/// A line of dots.
pub(super) fn dots(painter: &Painter, from: Pos2, to: Pos2, colour: Color32) {
    painter.extend(eframe::egui::Shape::dotted_line(&[from, to], colour, 4.0, 0.8));
}

fn format(font: eframe::egui::FontId, colour: Color32, line: f32) -> TextFormat {
    TextFormat { line_height: Some(line), valign: Align::Center, ..TextFormat::simple(font, colour) }
}

/// Bold text whose lines are about equally long.
pub(super) fn balanced(painter: &Painter, text: &str, size: f32, colour: Color32, width: f32) -> Arc<Galley> {
    let job = |width: f32| {
        let mut job = LayoutJob::single_section(text.to_owned(), format(theme::bold(size), colour, measures::LINE));
        job.wrap.max_width = width;
        job
    };
    let galley = painter.layout_job(job(width));
    let rows = galley.rows.len();
    if rows < 2 {
        return galley;
    }
    let whole = painter.layout_job(job(f32::INFINITY)).size().x;
    // From the fairest share upwards, until as few lines do.
    let fair = whole / rows as f32;
    (1..=4)
        .map(|more| painter.layout_job(job((fair + size * more as f32 / 2.0).min(width))))
        .find(|galley| galley.rows.len() == rows)
        .unwrap_or(galley)
}

/// A small line that wraps.
pub(super) fn caption(painter: &Painter, text: &str, colour: Color32, width: f32) -> Arc<Galley> {
    let format = format(theme::sans(theme::CAPTION), colour, measures::CAPTION_LINE);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    painter.layout_job(job)
}

fn quote_job(theme: &Theme, quote: &Quote, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let plain = format(theme::serif(measures::QUOTE_SIZE), theme.ink, measures::LINE);
    for piece in &quote.pieces {
        let background = if piece.evidence { theme.hit } else { Color32::TRANSPARENT };
        job.append(&piece.text, 0.0, TextFormat { background, expand_bg: 0.0, ..plain.clone() });
    }
    job
}
