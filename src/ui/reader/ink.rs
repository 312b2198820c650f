//! Between the page and egui: measures letters with its fonts, and draws a line as one galley.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, LayoutSection, TextFormat};
use eframe::egui::{Align, Color32, Context, FontFamily, FontId, Galley};

use super::column::{Advances, SetLine};
use super::text::{Cut, Ink, Letters, Tone};
use crate::ui::theme::{self, Theme};
use crate::ui::typeset::Class;

/// egui's fonts as a measure. What stands in a square is asked for by itself; words are shaped.
pub(super) struct Fonts<'a>(pub(super) &'a Context);

impl Advances for Fonts<'_> {
    fn advances(&mut self, letters: &Letters) -> Vec<f32> {
        let chars = letters.chars();
        let mut advances = vec![0.0; chars.len()];
        let shaped = |c: char| !matches!(Class::of(c), Class::Han | Class::NonStarter | Class::Newline) && !is_wide(c);
        self.0.fonts_mut(|fonts| {
            let mut at = 0;
            while at < chars.len() {
                let Some(ink) = letters.ink(at) else { break };
                let font = font(ink);
                if !shaped(chars[at]) {
                    advances[at] = if chars[at] == '\n' { 0.0 } else { fonts.glyph_width(&font, chars[at]) };
                    at += 1;
                    continue;
                }
                let rest = (at..chars.len()).take_while(|&next| shaped(chars[next]) && letters.alike(at, next));
                let end = at + rest.count();
                let run: String = chars[at..end].iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect();
                let galley = fonts.layout_no_wrap(run, font, Color32::PLACEHOLDER);
                let glyphs = galley.rows.iter().flat_map(|row| &row.glyphs);
                for (advance, glyph) in advances[at..end].iter_mut().zip(glyphs) {
                    *advance = glyph.advance_width;
                }
                at = end;
            }
        });
        advances
    }
}

/// Full-width punctuation, which no face kerns.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3020}' | '\u{FF01}'..='\u{FF60}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// The font of an ink.
#[must_use]
pub(super) fn font(ink: Ink) -> FontId {
    match ink.cut {
        Cut::Body => theme::serif(ink.size),
        Cut::Sans => FontId::new(ink.size, FontFamily::Proportional),
        Cut::Bold => theme::bold(ink.size),
    }
}

/// The colour of an ink.
#[must_use]
pub(super) fn colour(ink: Ink, theme: &Theme) -> Color32 {
    match ink.tone {
        Tone::Ink => theme.ink,
        Tone::Faded => theme.faded,
        Tone::Mark => theme.vermilion,
    }
}

/// A line as a galley whose origin is the left edge of the column and the top of the line. `over` gives letters of
/// the line (by byte) another colour: the hit in hand.
pub(super) fn galley(
    ctx: &Context,
    line: &SetLine,
    theme: &Theme,
    over: Option<&(Range<usize>, Color32)>,
) -> Arc<Galley> {
    let mut job = LayoutJob { text: line.text.clone(), break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    job.round_output_to_gui = false;
    for section in &line.sections {
        // A line of its own, the lower by twice as much, lifts what stands in its middle.
        let height =
            if section.ink.raised { raised(line.height, section.ink.size) } else { line.height - 2.0 * section.rise };
        let lifted = section.ink.raised || section.rise > 0.0;
        let format = TextFormat {
            font_id: font(section.ink),
            extra_letter_spacing: section.spacing,
            line_height: Some(height),
            color: colour(section.ink, theme),
            italics: section.ink.emphasis && line.text[section.bytes.clone()].is_ascii(),
            valign: if lifted { Align::TOP } else { Align::BOTTOM },
            ..TextFormat::default()
        };
        let mut push = |bytes: Range<usize>, color: Color32| {
            if bytes.is_empty() {
                return;
            }
            let leading_space = if bytes.start == section.bytes.start { section.lead } else { 0.0 };
            let byte_range = bytes.start.into()..bytes.end.into();
            job.sections.push(LayoutSection {
                leading_space,
                byte_range,
                format: TextFormat { color, ..format.clone() },
            });
        };
        match over {
            Some((bytes, other)) => {
                let inner = section.bytes.start.max(bytes.start)..section.bytes.end.min(bytes.end);
                if inner.start < inner.end {
                    push(section.bytes.start..inner.start, format.color);
                    push(inner.clone(), *other);
                    push(inner.end..section.bytes.end, format.color);
                } else {
                    push(section.bytes.clone(), format.color);
                }
            }
            None => push(section.bytes.clone(), format.color),
        }
    }
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The height of a raised mark's own line, so that it stands at the shoulder of a line of that height.
fn raised(height: f32, size: f32) -> f32 {
    (height - size * 1.05).max(size)
}
