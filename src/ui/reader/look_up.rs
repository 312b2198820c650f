//! Looking up: the card with the dictionary's entries for what is selected, and its readings over the letters.

use std::collections::BTreeSet;

use eframe::egui::{Key, Margin, Modifiers, Pos2, ScrollArea, Ui};
use pinyin::ToPinyin;

use super::Scene;
use super::menu::floating;
use crate::text::{DictionaryEntry, SourceText, Span, is_han, look_up, words};
use crate::ui::{theme, widgets};

/// The width of the card, and the height from which on it scrolls.
const WIDTH: f32 = 340.0;
const HEIGHT: f32 = 280.0;
/// How many words of a selection are looked up.
const WORDS: usize = 12;
/// How many characters of a selection are read out.
const SOUNDED: usize = 3000;

/// What was looked up.
#[derive(Debug)]
pub(super) struct LookedUp {
    /// The selection.
    pub(super) span: Span,
    entries: Vec<DictionaryEntry>,
    /// Whether it was opened in this frame, so that the click that did it does not close it.
    fresh: bool,
}

impl LookedUp {
    /// The entries of a selection: of itself where it is a word, else of the words in it that have any.
    pub(super) fn new(text: &SourceText, span: Span) -> Self {
        let whole: String = text.slice(span).chars().filter(|c| !c.is_whitespace()).collect();
        let mut entries = look_up(&whole);
        if entries.is_empty() {
            let mut asked = BTreeSet::new();
            for (_, word) in words_of(text, span) {
                if asked.len() < WORDS && asked.insert(word.clone()) {
                    entries.extend(look_up(&word));
                }
            }
        }
        Self { span, entries, fresh: true }
    }
}

/// The words of a stretch with their places, the first [`SOUNDED`] characters of it.
fn words_of(text: &SourceText, span: Span) -> Vec<(Span, String)> {
    let chars: Vec<char> = text.slice(span).chars().take(SOUNDED).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|&&c| is_han(c)).count();
        for word in words(&chars[at..at + run]) {
            let start = span.start + (at + word.start) as u32;
            let letters = chars[at + word.start..at + word.end].iter().collect();
            found.push((Span::new(start, start + word.len() as u32), letters));
        }
        at += run.max(1);
    }
    found
}

/// How the Han of a stretch are read in Mandarin, each with its place: by its word where the dictionary has one reading
/// of it, else the commonest reading of the character.
pub(super) fn sounds(text: &SourceText, span: Span) -> Vec<(Span, String)> {
    let mut sounds = Vec::new();
    for (place, word) in words_of(text, span) {
        let mut readings: Vec<String> = look_up(&word).into_iter().map(|entry| entry.reading.to_lowercase()).collect();
        readings.dedup();
        let only = readings.first().filter(|_| readings.len() == 1 && place.len() > 1);
        let syllables: Vec<&str> = only.map_or_else(Vec::new, |reading| reading.split(' ').collect());
        for (number, c) in word.chars().enumerate() {
            let at = place.start + number as u32;
            let by_word = syllables.get(number).filter(|_| syllables.len() == place.len() as usize);
            let sound = by_word.copied().or_else(|| c.to_pinyin().map(|sound| sound.with_tone()));
            sounds.extend(sound.map(|sound| (Span::new(at, at + 1), sound.to_owned())));
        }
    }
    sounds
}

/// Shows the card; answers whether it stays open.
pub(super) fn show(ui: &Ui, scene: &Scene<'_>, looked_up: &mut LookedUp, at: Pos2) -> bool {
    let (theme, locale) = (scene.ctx.theme, scene.ctx.words);
    let mut open = true;
    let response = floating(ui, scene, scene.id.with("dictionary"), at, Margin::symmetric(16, 12), |ui| {
        ui.set_width(WIDTH);
        ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
            for entry in &looked_up.entries {
                self::entry(ui, scene, entry);
            }
            if looked_up.entries.is_empty() {
                widgets::paragraph(ui, &locale.get("reader-look-up-none"), theme::sans(13.0), theme.ink);
            }
        });
        ui.horizontal(|ui| {
            let close = widgets::text_button(ui, theme, &locale.get("why-close"), theme::sans(13.0), theme.ink);
            open &= !close.clicked();
            widgets::paragraph(ui, &locale.get("reader-look-up-source"), theme::sans(theme::CAPTION), theme.faded);
        });
    });
    let elsewhere = ui.input(|input| input.pointer.any_click())
        && !std::mem::take(&mut looked_up.fresh)
        && !ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| response.rect.contains(at));
    open && !elsewhere && !ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// A word, its reading and what it means.
fn entry(ui: &mut Ui, scene: &Scene<'_>, entry: &DictionaryEntry) {
    let theme = scene.ctx.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let word = if entry.traditional == entry.simplified {
            entry.simplified.clone()
        } else {
            format!("{} {}", entry.simplified, entry.traditional)
        };
        widgets::paragraph(ui, &word, theme::serif(18.0), theme.ink);
        widgets::paragraph(ui, &entry.reading, theme::sans(13.0), theme.vermilion);
    });
    widgets::paragraph(ui, &entry.senses.join("; "), theme::sans(13.0), theme.ink);
    ui.add_space(8.0);
}
