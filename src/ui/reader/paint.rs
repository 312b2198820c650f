//! Paint: the lines of the page with what lies under and over them.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Align2, Color32, Painter, Rect, Role, Sense, Shape, Stroke, Ui, pos2, vec2};

use super::column::{READING, SetLine, SetPiece};
use super::marks::{TimeMark, beginning_in, reaching};
use super::page::PieceKind;
use super::{Glow, ReaderView, Scene, hands, ink, origin, text};
use crate::calendar::{Date, DateRange};
use crate::model::BlockKind;
use crate::text::{Span, is_han};
use crate::ui::{theme, widgets};

/// How far below the middle of a line its baseline lies, in ems.
const BASELINE: f32 = 0.434;
/// How far below the baseline dates are underlined, in points.
const UNDERLINE: f32 = 6.0;
/// The same for the names of actors.
const NAME_RULE: f32 = 3.5;
/// The rule above footnotes, in points.
const FOOTNOTE_RULE: f32 = 144.0;

/// Shows the pieces in sight.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView, seen: &[(usize, f32)]) {
    let painter = ui.painter().with_clip_rect(scene.view.intersect(ui.clip_rect()));
    let glow = glow(ui, scene, view);
    for &(index, top) in seen {
        let set = scene.piece(&mut view.column, index);
        let at = origin(scene, top);
        let sheet = Sheet { scene, painter: &painter, set: &set, index, at };
        sheet.grounds(view, glow);
        sheet.frame();
        let hit = view.find.in_hand(scene);
        for line in &set.lines {
            sheet.line(line, hit);
        }
        sheet.readings();
        if let Some((_, sounds)) = &view.menu.sounds {
            sheet.sounds(sounds);
        }
        if scene.ctx.state.settings.reader_names {
            sheet.names(ui);
        }
        sheet.dates(ui);
        if let Some(selection) = view.selection.filter(|selection| selection.is_empty() && !view.held) {
            sheet.caret(selection.span().start);
        }
        sheet.name(ui);
    }
    // What is in hand lies over all pieces: its keys may reach into the next one.
    let Some(hand) = view.pending else { return };
    for &(index, top) in seen {
        let set = scene.piece(&mut view.column, index);
        let sheet = Sheet { scene, painter: &painter, set: &set, index, at: origin(scene, top) };
        sheet.hand(hand.span, hands::in_hand(scene, view).is_some());
    }
}

/// The stretch that glows now, and how strongly.
fn glow(ui: &Ui, scene: &Scene<'_>, view: &mut ReaderView) -> Option<(Span, f32)> {
    let Glow { span, since } = view.glow?;
    let age = (ui.input(|input| input.time) - since) as f32;
    if age > theme::GLOW {
        view.glow = None;
        return None;
    }
    ui.ctx().request_repaint();
    let strength = if scene.ctx.state.settings.motion { 1.0 - (age / theme::GLOW).powi(2) } else { 1.0 };
    Some((span, strength))
}

/// A piece where it is drawn.
struct Sheet<'a> {
    scene: &'a Scene<'a>,
    painter: &'a Painter,
    set: &'a Arc<SetPiece>,
    index: usize,
    at: eframe::egui::Pos2,
}

impl Sheet<'_> {
    /// What lies behind letters: highlights, glow, selection.
    fn grounds(&self, view: &ReaderView, glow: Option<(Span, f32)>) {
        let theme = self.scene.ctx.theme;
        let piece = self.span();
        for note in beginning_in(&self.scene.marks.notes, reaching(piece), |note| note.span) {
            if note.text.is_empty() {
                self.ground(note.span, theme.hit, 0.15);
            }
        }
        let hand = view.find.in_hand(self.scene);
        for hit in view.find.hits_in(self.scene, piece) {
            let colour = if Some(hit) == hand { theme.vermilion } else { theme.hit };
            self.ground(hit, colour, 0.08);
        }
        if let Some((span, strength)) = glow {
            self.ground(span, theme.hit.gamma_multiply(strength), 0.0);
        }
        if let Some(selection) = &view.selection {
            self.ground(selection.span(), theme.chosen_text, 0.0);
        }
    }

    /// Fills the ground of a stretch; `inset` is left free above and below, in shares of the line.
    fn ground(&self, span: Span, colour: Color32, inset: f32) {
        let letters = self.set.letters.within(span);
        for (line, from, to) in self.reaches(&letters) {
            let free = inset * line.height;
            let min = self.at + vec2(from, line.top + free);
            let max = self.at + vec2(to, line.top + line.height - free);
            self.painter.rect_filled(Rect::from_min_max(min, max), 0.0, colour);
        }
    }

    /// What belongs to the kind of piece: markers, rules, the upright beside a quotation.
    fn frame(&self) {
        let scene = self.scene;
        let theme = scene.ctx.theme;
        let style = &self.set.style;
        if scene.page.pieces[self.index].kind == PieceKind::Noise {
            let x = self.at.x - 8.0;
            let ends = [pos2(x, self.at.y + 4.0), pos2(x, self.at.y + self.set.height - 4.0)];
            self.painter.extend(Shape::dashed_line(&ends, Stroke::new(1.0, theme.faded), 2.0, 2.0));
            return;
        }
        let Some(block) = scene.page.block(self.index, scene.work) else { return };
        let opens = matches!(scene.page.pieces[self.index].kind, PieceKind::Block { opens: true, .. });
        let first = self.at.y + style.above + style.leading / 2.0;
        let width = scene.setting.width();
        let foot = self.at.y + self.set.height;
        match &block.kind {
            BlockKind::Item { marker, .. } if opens => {
                let size = style.ink.size;
                let font = ink::font(style.ink);
                if matches!(&**marker, "•" | "-" | "*" | "+" | "·" | "") {
                    // In the middle of the second em.
                    let centre = pos2(self.at.x + style.left - size / 2.0, first + size * 0.05);
                    self.painter.circle_filled(centre, size * 0.075, theme.ink);
                } else {
                    let right = pos2(self.at.x + style.left - size * 0.25, first);
                    self.painter.text(right, Align2::RIGHT_CENTER, marker, font, theme.ink);
                }
            }
            BlockKind::Quote => {
                let x = self.at.x + scene.setting.em;
                self.painter.vline(x, self.at.y..=foot, (2.0, theme.hairline));
            }
            BlockKind::Footnote(mark) if opens => {
                if style.above > 0.0 {
                    let y = self.at.y + style.above / 2.0;
                    self.painter.hline(self.at.x..=self.at.x + FOOTNOTE_RULE, y, (1.0, theme.faded));
                }
                let font = ink::font(style.ink);
                let left = pos2(self.at.x, first);
                self.painter.text(left, Align2::LEFT_CENTER, mark, font, theme.vermilion);
            }
            BlockKind::TableRow { head } => {
                let stroke = if *head { Stroke::new(1.0, theme.ink) } else { Stroke::new(1.0, theme.hairline) };
                self.painter.hline(self.at.x..=self.at.x + width, foot - 0.5, stroke);
            }
            BlockKind::Rule => {
                let centre = self.at.x + width / 2.0;
                self.painter.hline(centre - 72.0..=centre + 72.0, first, (1.0, theme.hairline));
            }
            _ => {}
        }
    }

    fn line(&self, line: &SetLine, hit: Option<Span>) {
        let scene = self.scene;
        let letters = hit.map(|span| self.set.letters.within(span));
        let hit = letters.filter(|letters| line.reach(letters).is_some());
        let over = hit.map(|letters| (line.bytes_of(&letters, &self.set.letters), scene.ctx.theme.on_seal));
        let galley = ink::galley(&scene.egui, line, scene.ctx.theme, over.as_ref());
        let y = self.at.y + line.top + (line.height - galley.size().y) / 2.0;
        let scale = scene.egui.pixels_per_point();
        let place = pos2(self.at.x, (y * scale).round() / scale);
        self.painter.galley(place, galley, scene.ctx.theme.ink);
        for letter in line.letters.clone() {
            let Some(ink) = self.set.letters.ink(letter).filter(|ink| ink.emphasis) else { continue };
            if is_han(self.set.letters.chars()[letter]) {
                let middle = (line.left(letter) + line.right_before(letter + 1)) / 2.0;
                let y = self.baseline(line) + ink.size * 0.26;
                self.painter.circle_filled(pos2(self.at.x + middle, y), ink.size * 0.075, scene.ctx.theme.ink);
            }
        }
    }

    /// Sets readings over their letters, each in the middle of them.
    fn readings(&self) {
        for reading in self.set.letters.readings() {
            self.reading(&reading.letters, &reading.text, 1.0);
        }
    }

    /// Sets the Mandarin readings of Han over them, for a stretch that the person asks about.
    fn sounds(&self, sounds: &[(Span, String)]) {
        for (span, sound) in beginning_in(sounds, self.span(), |(span, _)| *span) {
            // What is wider than its character would run into the next.
            let share = (4.0 / sound.chars().count() as f32).min(1.0);
            self.reading(&self.set.letters.within(*span), sound, share);
        }
    }

    fn reading(&self, letters: &Range<usize>, words: &str, share: f32) {
        let ink = self.set.style.ink;
        for (line, from, to) in self.reaches(letters).take(1) {
            let foot = pos2(self.at.x + (from + to) / 2.0, self.baseline(line) - ink.size * 0.84);
            let font = ink::font(text::Ink { size: ink.size * READING * share, ..ink });
            self.painter.text(foot, Align2::CENTER_BOTTOM, words, font, self.scene.ctx.theme.ink);
        }
    }

    /// The baseline of a line on the screen.
    fn baseline(&self, line: &SetLine) -> f32 {
        self.at.y + line.top + line.height / 2.0 + BASELINE * self.set.style.ink.size
    }

    /// Sets 专名号 under the names of actors: a thin line close to the letters, nearer than that of a date.
    fn names(&self, ui: &Ui) {
        let scene = self.scene;
        // Running text alone: headings are read at a glance.
        let heads = self.set.style.ink.cut == text::Cut::Bold || self.set.style.ink.tone == text::Tone::Faded;
        let Some(found) = scene.ctx.state.corpus.findings(scene.work.id).filter(|_| !heads) else { return };
        let scale = scene.egui.pixels_per_point();
        for naming in beginning_in(&found.namings, self.span(), |naming| naming.span) {
            let letters = self.set.letters.within(naming.span);
            for (line, from, to) in self.reaches(&letters) {
                let y = ((self.baseline(line) + NAME_RULE) * scale).round() / scale;
                // Two names that stand side by side have two lines.
                let (from, to) = (self.at.x + from + 1.0, self.at.x + to - 1.0);
                self.painter.hline(from..=to, y + 0.5, (1.0, scene.ctx.theme.name_rule));
                let area =
                    Rect::from_min_max(pos2(from, self.at.y + line.top), pos2(to, y + 2.0)).intersect(scene.view);
                if area.is_positive() {
                    let id = scene.id.with(("naming", naming.span.start, area.top().to_bits()));
                    let response = ui.interact(area, id, Sense::hover());
                    let name = scene.ctx.words.with("reader-name", &[("name", naming.name.as_ref().into())]);
                    widgets::named(&response, Role::Label, &name);
                    response.on_hover_text(name);
                }
            }
        }
    }

    /// Underlines dates: dotted where they are suggested, solid where they are decided.
    fn dates(&self, ui: &Ui) {
        let scene = self.scene;
        let scale = scene.egui.pixels_per_point();
        for time in scene.marks.times_in(self.span()) {
            let letters = self.set.letters.within(time.span);
            for (line, from, to) in self.reaches(&letters) {
                let y = ((self.baseline(line) + UNDERLINE) * scale).round() / scale;
                let (from, to) = (self.at.x + from, self.at.x + to);
                if time.decided {
                    self.painter.hline(from..=to, y + 0.5, (1.0, scene.ctx.theme.ink));
                } else {
                    let stroke = Stroke::new(2.0, scene.ctx.theme.faded);
                    let ends = [pos2(from.round(), y + 1.0), pos2(to, y + 1.0)];
                    self.painter.extend(Shape::dashed_line(&ends, stroke, 2.0, 2.0));
                }
                let min = pos2(from, self.at.y + line.top);
                let area = Rect::from_min_max(min, pos2(to, self.at.y + line.top + line.height));
                self.date_name(ui, &time, area);
            }
        }
    }

    /// Names a date to screen readers, and says on hover what it was taken to be.
    fn date_name(&self, ui: &Ui, time: &TimeMark<'_>, area: Rect) {
        let scene = self.scene;
        let area = area.intersect(scene.view);
        if !area.is_positive() {
            return;
        }
        let id = scene.id.with(("time", time.span.start, area.top().to_bits()));
        let response = ui.interact(area, id, Sense::hover());
        let words = scene.source.text.slice(time.span);
        let days = iso(time.range);
        let key = if time.range.is_nowhere() { "reader-time-vague" } else { "reader-time" };
        let name = scene.ctx.words.with(key, &[("words", words.into()), ("days", days.as_str().into())]);
        widgets::named(&response, Role::Button, &name);
        response.on_hover_ui(|ui| {
            ui.set_max_width(360.0);
            widgets::paragraph(ui, &name, theme::sans(13.0), scene.ctx.theme.ink);
            for basis in time.basis.iter().take(3) {
                let from = scene.source.text.slice(*basis);
                let from = scene.ctx.words.with("reader-time-from", &[("words", from.into())]);
                widgets::paragraph(ui, &from, theme::sans(theme::CAPTION), scene.ctx.theme.faded);
            }
        });
    }

    /// Frames the suggestion in hand and shows the keys that decide it.
    fn hand(&self, span: Span, open: bool) {
        let theme = self.scene.ctx.theme;
        let letters = self.set.letters.within(span);
        let mut last = None;
        for (line, from, to) in self.reaches(&letters) {
            let min = self.at + vec2(from - 2.0, line.top + 2.0);
            let max = self.at + vec2(to + 2.0, line.top + line.height - 1.0);
            let area = Rect::from_min_max(min, max);
            self.painter.rect_stroke(area, 2.0, Stroke::new(1.5, theme.vermilion), eframe::egui::StrokeKind::Middle);
            last = Some(area);
        }
        let Some(area) = last.filter(|_| open && self.set.letters.len() >= letters.end) else { return };
        let words = self.scene.ctx.words.get("reader-decide");
        let galley = self.painter.layout_no_wrap(words.into_owned(), theme::sans(theme::CAPTION), theme.on_seal);
        let size = galley.size() + vec2(12.0, 4.0);
        let left = area.right().min(self.scene.view.right() - size.x - 8.0);
        let tag = Rect::from_min_size(pos2(left, area.bottom() - 2.0), size);
        self.painter.rect_filled(tag, 2.0, theme.vermilion);
        self.painter.galley(tag.min + vec2(6.0, 2.0), galley, theme.on_seal);
    }

    /// Draws the caret where it stands before a letter of the piece.
    fn caret(&self, at: u32) {
        let index = self.scene.page.piece_at(at);
        if index != Some(self.index) || self.span().is_empty() {
            return;
        }
        let letter = self.set.letters.within(Span::new(at, at + 1)).start;
        let Some(line) = self.set.line_of(letter) else { return };
        let x = self.at.x + line.left(letter);
        let y = self.at.y + line.top;
        let size = self.set.style.ink.size;
        let middle = y + line.height / 2.0;
        self.painter.vline(x, middle - size * 0.6..=middle + size * 0.6, (1.5, self.scene.ctx.theme.vermilion));
    }

    /// Names the paragraph to screen readers.
    fn name(&self, ui: &Ui) {
        let scene = self.scene;
        let size = vec2(scene.setting.width(), self.set.height);
        let area = Rect::from_min_size(self.at, size).intersect(scene.view);
        if self.set.letters.is_empty() || !area.is_positive() {
            return;
        }
        let heading = match scene.page.pieces[self.index].kind {
            PieceKind::Title(_) => true,
            _ => matches!(
                scene.page.block(self.index, scene.work).map(|block| &block.kind),
                Some(BlockKind::Title | BlockKind::Heading(_))
            ),
        };
        let response = ui.interact(area, scene.id.with(("piece", self.index)), Sense::hover());
        let role = if heading { Role::Heading } else { Role::Label };
        let text = self.set.letters.text();
        widgets::named(&response, role, text.trim());
    }

    fn span(&self) -> Span {
        self.scene.page.pieces.get(self.index).map(|piece| piece.span).unwrap_or_default()
    }

    /// The lines that show some of the letters, and from where to where.
    fn reaches<'b>(&'b self, letters: &'b Range<usize>) -> impl Iterator<Item = (&'b SetLine, f32, f32)> {
        self.set.lines.iter().filter_map(|line| line.reach(letters).map(|(from, to)| (line, from, to)))
    }
}

/// Days as ISO 8601 has them, as short as they can be said: a year, a month, a day, or two of them.
pub(super) fn iso(range: DateRange) -> String {
    let (begin, end) = match (range.begin, range.end) {
        (Some(begin), Some(end)) => (begin, end),
        (Some(begin), None) => return format!("{begin}/.."),
        (None, Some(end)) => return format!("../{end}"),
        (None, None) => return String::new(),
    };
    let month = |date: Date| date.to_string().chars().take(date.to_string().len() - 3).collect::<String>();
    let whole_month = DateRange::month(begin.year(), begin.month()) == Some(range);
    if range == DateRange::year(begin.year()) {
        format!("{}", begin.year())
    } else if whole_month {
        month(begin)
    } else if begin == end {
        begin.to_string()
    } else {
        format!("{begin} – {end}")
    }
}
