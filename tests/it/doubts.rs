//! What waits for a word from the person: shown, settled by one key, undone.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is wrong")]

use std::sync::Arc;

use duidu::model::{Edit, Entry, EntryId, OwnNote};
use duidu::state::{Action, Doubt, Health, Settings, Settling, State, anchor_at};
use duidu::ui::panels::{NotesView, show_notes};
use eframe::egui::Key;
use egui_kittest::kittest::Queryable;

use crate::harness::desk;
use crate::study_form::{corpus, search, show};

const BEFORE: &str =
    "渠成之后，上游三镇以为从此无事。不料次年大旱，闸口一关，下游颗粒无收。县里派人勘验，只说天意，不说人事。";
/// The last sentence has gone; the one before was written anew.
const AFTER: &str = "渠成之后，上游三镇以为从此无事。不料次年大旱，闸口关上，下游颗粒无收。";

fn noted(words: &[&str]) -> State {
    let corpus = corpus(&[("甲.txt", BEFORE)]);
    let mut state = State::new(Settings::default(), Arc::default());
    show(&mut state, Arc::clone(&corpus));
    let source = &corpus.sources[0];
    for (number, words) in words.iter().enumerate() {
        let at = source.text.as_str().find(words).unwrap();
        let at = anchor_at(&source.path, &source.text, source.text.span(at..at + words.len()));
        let note = OwnNote { at, text: format!("批{number}"), tags: vec!["水".to_owned()] };
        state.update(Action::Edit(Edit::put(EntryId::from(number.to_string().as_str()), Entry::Note(note))));
    }
    show(&mut state, corpus);
    state
}

#[test]
fn what_stands_where_it_stood_is_no_doubt() {
    assert_eq!(noted(&["闸口一关", "只说天意"]).synopsis.doubts.as_slice(), []);
}

#[test]
fn a_changed_place_is_settled_by_its_guess_and_a_lost_one_stays_until_it_is_dropped() {
    let mut state = noted(&["不料次年大旱，闸口一关，下游颗粒无收", "只说天意"]);
    show(&mut state, corpus(&[("甲.txt", AFTER)]));
    let kinds: Vec<bool> = state.synopsis.doubts.iter().map(Doubt::is_lost).collect();
    assert_eq!(kinds, [true, false], "{:?}", state.synopsis.doubts);
    let before = state.study.clone();
    let edit = state.synopsis.doubts[1].settle(Settling::Guess(0), &state.corpus, &state.study).unwrap();
    state.update(Action::Edit(edit));
    search(&mut state);
    assert_eq!(state.synopsis.doubts.len(), 1);
    let Some(Entry::Note(note)) = state.study.entries.get(&EntryId::from("0")) else { panic!("no note") };
    assert!(note.at.exact.contains("闸口关上"), "{}", note.at.exact);
    assert_eq!(state.whereabouts.state_of(&state.corpus, &note.at).unwrap().health, Health::Kept);
    let edit = state.synopsis.doubts[0].settle(Settling::Drop, &state.corpus, &state.study).unwrap();
    state.update(Action::Edit(edit));
    assert_eq!((state.synopsis.doubts.len(), state.study.entries.len()), (0, 1));
    state.update(Action::Undo);
    state.update(Action::Undo);
    assert_eq!(state.study.entries, before.entries);
}

fn disputed() -> State {
    let mut state = noted(&["闸口一关"]);
    let theirs = match state.study.entries.values().next() {
        Some(Entry::Note(note)) => Entry::Note(OwnNote { text: "彼".to_owned(), ..note.clone() }),
        _ => panic!("no note"),
    };
    let dispute = Entry::Dispute { of: "0".into(), theirs: Some(Box::new(theirs)) };
    state.update(Action::Edit(Edit::put("0~1".into(), dispute)));
    state
}

fn texts(state: &State) -> Vec<String> {
    let text = |entry: &'_ Entry| if let Entry::Note(note) = entry { note.text.clone() } else { "?".to_owned() };
    state.study.entries.values().map(text).collect()
}

#[test]
fn a_dispute_is_settled_by_one_key() {
    for (key, then) in [(Key::Num1, &["批0"][..]), (Key::Num2, &["彼"]), (Key::Num3, &["批0", "彼"])] {
        let mut harness = desk([520.0, 560.0], disputed(), NotesView::default(), show_notes);
        harness.run();
        harness.get_by_label("待定 1").click();
        harness.run();
        harness.key_press(key);
        harness.run();
        let state = &mut harness.state_mut().state;
        assert_eq!(texts(state), then);
        assert_eq!(state.synopsis.doubts.as_slice(), []);
        state.update(Action::Undo);
        assert_eq!(texts(state), ["批0", "?"]);
    }
}

#[test]
fn the_table_finds_notes_and_leads_to_their_places() {
    let state = noted(&["闸口一关", "只说天意", "上游三镇"]);
    let mut harness = desk([520.0, 560.0], state, NotesView::default(), show_notes);
    harness.run();
    for row in ["上游三镇 批2", "闸口一关 批0", "只说天意 批1"] {
        harness.get_by_label(row);
    }
    harness.get_by_label("只说天意 批1").click();
    harness.run();
    let gone = harness
        .state()
        .pushed
        .iter()
        .find_map(|action| if let Action::GoTo(place) = action { Some(*place) } else { None });
    let place = gone.unwrap();
    assert_eq!(harness.state().state.corpus.text(place.work, place.span), "只说天意");
}
