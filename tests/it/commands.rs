//! The commands of the window: their table, the palette, the page of keys.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use duidu::state::{Action, Language, Opening, State};
use duidu::ui::commands::{COMMANDS, Deed, Overlay, VIEW_KEYS, by_name};
use duidu::ui::panels::{Overlays, show_overlays};
use duidu::ui::words::Words;
use duidu::ui::{Actions, ViewCtx};
use eframe::egui::{Key, Ui};
use egui_kittest::kittest::Queryable;

use crate::{chronicle, harness::desk};

#[test]
fn every_command_has_a_name_and_keys_of_its_own() {
    for language in [Language::ZhHans, Language::ZhHant, Language::En] {
        let words = Words::new(language);
        for command in COMMANDS {
            assert!(words.has(command.name), "{language:?} has no name for {}", command.name);
        }
        for (view, keys) in VIEW_KEYS {
            assert!(words.has(view), "{view}");
            assert!(keys.iter().all(|(_, name)| words.has(name)), "{view}");
        }
    }
    let mut seen = BTreeSet::new();
    for keys in COMMANDS.iter().flat_map(|command| command.keys) {
        assert!(seen.insert(format!("{keys:?}")), "two commands have {keys:?}");
    }
}

#[test]
fn a_command_that_can_do_nothing_says_so() {
    let state = State::default();
    for name in ["menu-undo", "menu-redo", "menu-back", "menu-forward", "menu-reload", "phase-next", "menu-usual-size"]
    {
        assert_eq!((by_name(name).unwrap().deed)(&state), None, "{name}");
    }
    let mut bundled = State::default();
    bundled.opening = Some(Opening::Bundled);
    assert_eq!((by_name("menu-open-bundled").unwrap().deed)(&bundled), None);
    assert_eq!((by_name("menu-reload").unwrap().deed)(&bundled), Some(Deed::Act(Action::Reload)));
}

/// The overlays as the app shows them, opened by a plain button.
fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, overlays: &mut Overlays, actions: &mut Actions) {
    for (name, overlay) in [("open the palette", Overlay::Palette), ("open the keys", Overlay::Keys)] {
        if ui.button(name).clicked() {
            overlays.carry_out(ui.ctx(), Deed::Show(overlay), actions);
        }
    }
    show_overlays(ui, ctx, overlays, actions);
}

#[test]
fn the_palette_goes_where_the_words_lead() {
    let mut harness = desk([900.0, 640.0], chronicle::state(), Overlays::default(), show);
    harness.get_by_label("open the palette").click();
    harness.run();
    let first = chronicle::state().synopsis.events.first().unwrap().label.clone();
    harness.event(eframe::egui::Event::Text(first.clone()));
    harness.run();
    assert!(harness.query_by_label(&format!("事件 {first}")).is_some());
    harness.key_press(Key::Enter);
    harness.run();
    assert!(matches!(harness.state().pushed[..], [Action::ChooseEvent(Some(0))]), "{:?}", harness.state().pushed);
    assert!(harness.query_by_label(&format!("事件 {first}")).is_none(), "the palette closes");
}

#[test]
fn the_palette_knows_commands_by_their_sound() {
    for typed in ["dkwjj", "dakaiwenjianjia"] {
        let mut harness = desk([900.0, 640.0], chronicle::state(), Overlays::default(), show);
        harness.get_by_label("open the palette").click();
        harness.run();
        harness.event(eframe::egui::Event::Text(typed.to_owned()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().pushed, [Action::AskForFolder], "{typed}");
    }
}

#[test]
fn the_palette_steps_by_arrows_and_leaves_by_escape() {
    let mut harness = desk([900.0, 640.0], chronicle::state(), Overlays::default(), show);
    harness.get_by_label("open the palette").click();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().pushed, [Action::AskForFolder], "the second command of the list");
    harness.get_by_label("open the palette").click();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("命令 快捷键").is_none());
    assert_eq!(harness.state().pushed.len(), 1, "nothing more was asked for");
}

#[test]
fn the_page_lists_every_key() {
    let mut harness = desk([1200.0, 1400.0], chronicle::state(), Overlays::default(), show);
    harness.get_by_label("open the keys").click();
    harness.run();
    let words = Words::new(Language::ZhHans);
    for command in COMMANDS.iter().filter(|command| !command.keys.is_empty()) {
        assert!(harness.query_all_by_label(&words.get(command.name)).next().is_some(), "{}", command.name);
        assert!(harness.query_all_by_label(&command.shown_keys()).next().is_some(), "{}", command.shown_keys());
    }
    harness.snapshot("keys-page");
}
