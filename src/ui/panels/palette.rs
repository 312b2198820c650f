//! The palette: one field that finds every action, work, phase, event, topic and setting, and does it or goes there.

use eframe::egui::{Align2, Event, Id, Key, Modal, ScrollArea, Sense, TextEdit, Ui, pos2, vec2};

use pinyin::ToPinyin;

use super::super::commands::{COMMANDS, Deed};
use super::super::theme;
use super::super::widgets::{self, elided, named_choice};
use super::super::{ViewCtx, words::Words};
use super::overlays::over_window;
use crate::search::fold;
use crate::state::{Action, PhaseRef, Synopsis};

/// The height of an entry in points.
const ROW: f32 = 30.0;
/// How many entries are in sight at once.
const ROWS: f32 = 12.0;
/// The width of the palette in points.
const WIDTH: f32 = 560.0;

/// What the palette remembers while it is open.
#[derive(Debug, Default)]
pub(super) struct PaletteView {
    words: String,
    /// What there was when the entries were made: the revisions of corpus and study.
    made_of: Option<(u64, u64)>,
    entries: Vec<Entry>,
    /// The entries that the words find.
    hits: Vec<usize>,
    /// The hit in hand.
    at: usize,
    asked_for_focus: bool,
}

#[derive(Debug)]
struct Entry {
    name: String,
    folded: String,
    /// Its Han characters by sound, without tones: the first letters, a space, all letters.
    sounds: String,
    /// The key of what it is, in the locales.
    kind: &'static str,
    keys: String,
    deed: Deed,
}

impl PaletteView {
    /// Makes the entries anew when corpus or study have changed.
    fn follow(&mut self, ctx: &ViewCtx<'_>) {
        let revisions = (ctx.state.corpus_revision, ctx.state.study_revision);
        if self.made_of == Some(revisions) {
            return;
        }
        self.made_of = Some(revisions);
        self.entries = entries(ctx);
        self.look();
    }

    /// Finds the entries that hold every one of the words, or sound like it in pinyin (ydwx or yidaowenxian); those that
    /// begin with the first come first.
    fn look(&mut self) {
        let words: String = self.words.chars().map(fold).collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        let sounds = |entry: &Entry, word: &str| word.len() > 1 && entry.sounds.contains(word);
        let fits = |entry: &Entry| words.iter().all(|word| entry.folded.contains(word) || sounds(entry, word));
        let mut hits: Vec<usize> = (0..self.entries.len()).filter(|&at| fits(&self.entries[at])).collect();
        if let Some(first) = words.first() {
            let begins = |entry: &Entry| entry.folded.starts_with(first) || entry.sounds.starts_with(first);
            hits.sort_by_key(|&at| (!begins(&self.entries[at]), !self.entries[at].folded.contains(first)));
        }
        self.hits = hits;
        self.at = 0;
    }

    fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.hits.len().saturating_sub(1));
    }
}

/// Everything that can be done or gone to.
fn entries(ctx: &ViewCtx<'_>) -> Vec<Entry> {
    let (words, synopsis) = (ctx.words, &ctx.state.synopsis);
    let entry = |name: String, kind: &'static str, keys: String, deed: Deed| {
        let folded = name.chars().map(fold).collect();
        let sounds = sounds(&name);
        Entry { name, folded, sounds, kind, keys, deed }
    };
    let go = |name: String, kind: &'static str, action: Action| entry(name, kind, String::new(), Deed::Act(action));
    let commands = COMMANDS.iter().filter(|command| command.name != "menu-palette").filter_map(|command| {
        let deed = (command.deed)(ctx.state)?;
        Some(entry(words.get(command.name).into_owned(), "palette-command", command.shown_keys(), deed))
    });
    let works = synopsis.works.iter().map(|work| {
        let name =
            if work.author.is_empty() { work.title.clone() } else { format!("{}　{}", work.title, work.author) };
        go(name, "palette-work", Action::ShowWork(work.id))
    });
    let topics = synopsis.topics.iter().map(|topic| {
        let name = words.topic(topic).into_owned();
        go(name, "palette-topic", Action::ChooseTopic(Some(topic.id.clone())))
    });
    let events = synopsis
        .events
        .iter()
        .enumerate()
        .map(|(at, event)| go(event.label.clone(), "palette-event", Action::ChooseEvent(Some(at))));
    commands
        .chain(phases(words, synopsis).map(|(name, phase)| go(name, "palette-phase", Action::ChoosePhase(Some(phase)))))
        .chain(works)
        .chain(topics)
        .chain(events)
        .collect()
}

/// A name by sound.
fn sounds(name: &str) -> String {
    let syllables = || name.chars().filter_map(|c| c.to_pinyin()).map(pinyin::Pinyin::plain);
    let letters: String = syllables().filter_map(|syllable| syllable.get(..1)).collect();
    letters + " " + &syllables().collect::<String>()
}

fn phases<'a>(words: &'a Words, synopsis: &'a Synopsis) -> impl Iterator<Item = (String, PhaseRef)> + 'a {
    synopsis.bands.iter().enumerate().flat_map(move |(band, of)| {
        of.phases.iter().enumerate().map(move |(phase, row)| {
            let name = words.with("phase-name", &[("n", (phase + 1).into()), ("label", (&row.label).into())]);
            (format!("{name}　{}", of.name), PhaseRef { band, phase })
        })
    })
}

/// Shows the palette over the window. Answers whether it stays open, and what was chosen.
pub(super) fn show_palette(ui: &Ui, ctx: &ViewCtx<'_>, view: &mut PaletteView) -> (bool, Option<Deed>) {
    view.follow(ctx);
    let theme = ctx.theme;
    let answer = Modal::new(Id::unique("palette")).frame(over_window(ui)).show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 64.0));
        let moves = take_moves(ui);
        let field = TextEdit::singleline(&mut view.words)
            .hint_text(ctx.words.get("palette-hint"))
            .desired_width(f32::INFINITY)
            .font(theme::sans(15.0));
        let response = ui.add(field);
        // Once: a field that asks again and again disturbs an input method.
        if !view.asked_for_focus {
            view.asked_for_focus = true;
            response.request_focus();
        }
        if response.changed() {
            view.look();
        }
        moves.into_iter().for_each(|by| view.step(by));
        ui.add_space(6.0);
        if view.hits.is_empty() {
            widgets::paragraph(ui, &ctx.words.get("palette-nothing"), theme::sans(13.0), theme.faded);
        }
        let rows = view.hits.len();
        let top = (view.at as f32 - ROWS / 2.0).max(0.0) * ROW;
        let area = ScrollArea::vertical().max_height(ROW * ROWS).auto_shrink([false, true]);
        let area = if response.changed() || ui.input(|input| arrows(&input.events)) {
            area.vertical_scroll_offset(top)
        } else {
            area
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut chosen = None;
        area.show_rows(ui, ROW, rows, |ui, shown| {
            for hit in shown {
                let entry = &view.entries[view.hits[hit]];
                if row(ui, ctx, entry, hit == view.at) {
                    chosen = Some(hit);
                }
            }
        });
        if ui.input(|input| input.key_pressed(Key::Enter)) {
            chosen = Some(view.at);
        }
        chosen.and_then(|hit| view.entries.get(*view.hits.get(hit)?)).map(|entry| entry.deed.clone())
    });
    (!answer.should_close() && answer.inner.is_none(), answer.inner)
}

fn arrows(events: &[Event]) -> bool {
    let moves = [Key::ArrowUp, Key::ArrowDown, Key::PageUp, Key::PageDown];
    events.iter().any(|event| matches!(event, Event::Key { key, pressed: true, .. } if moves.contains(key)))
}

/// The steps that the arrow and page keys ask for, taken before the field sees them.
fn take_moves(ui: &Ui) -> Vec<isize> {
    let page = ROWS as isize - 1;
    let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, page), (Key::PageUp, -page)];
    ui.input(|input| {
        let pressed = input.events.iter().filter_map(|event| match event {
            Event::Key { key, pressed: true, .. } => Some(*key),
            _ => None,
        });
        pressed.filter_map(|key| steps.iter().find(|(of, _)| *of == key).map(|&(_, by)| by)).collect()
    })
}

fn row(ui: &mut Ui, ctx: &ViewCtx<'_>, entry: &Entry, in_hand: bool) -> bool {
    let theme = ctx.theme;
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let kind = ctx.words.get(entry.kind);
    named_choice(&response, in_hand, &format!("{kind} {}", entry.name));
    if in_hand || response.hovered() {
        ui.painter().rect_filled(area, f32::from(theme::RADIUS), theme.chosen_row);
    }
    let middle = area.center().y;
    let left = area.left() + 8.0;
    let painter = ui.painter();
    painter.text(pos2(left, middle), Align2::LEFT_CENTER, kind, theme::sans(theme::CAPTION), theme.faded);
    let name_left = left + 64.0;
    let font = theme::sans(theme::CAPTION);
    let keys = painter.layout_no_wrap(entry.keys.clone(), font, theme.faded);
    let right = area.right() - 8.0;
    let name = elided(painter, &entry.name, theme::sans(14.0), theme.ink, right - keys.size().x - 16.0 - name_left);
    painter.galley(pos2(name_left, middle - name.size().y / 2.0), name, theme.ink);
    painter.galley(pos2(right - keys.size().x, middle - keys.size().y / 2.0), keys, theme.faded);
    response.clicked()
}
