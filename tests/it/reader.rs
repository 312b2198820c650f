//! The reader, by accessible name and as a picture.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use duidu::model::{Entry, Verdict};
use duidu::search::Shelf;
use duidu::state::{Action, Appearance, Effect, Report, State};
use duidu::ui::reader::{self, ReaderView};
use eframe::egui::{Event, Key, Modifiers, Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::harness::{Desk, desk};
use crate::sample;

type Reader = Harness<'static, Desk<ReaderView>>;

const SENTENCE: &str = "争论的实质是一块地怎样用水，而不是一条河该不该开。";

fn open(state: State) -> Reader {
    let mut harness = desk((760.0, 700.0), state, ReaderView::default(), reader::show);
    harness.run();
    harness
}

/// Clicks on the text a little right of and below the beginning of a paragraph.
fn click_in(harness: &mut Reader, paragraph: &str, at: Vec2) {
    let place = harness.get_by_label(paragraph).rect().min + at;
    harness.hover_at(place);
    harness.drag_at(place);
    harness.run();
    harness.drop_at(place);
    harness.run();
}

/// What was copied last.
fn copied(harness: &Reader) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn paragraphs_and_marks_have_names() {
    let harness = open(sample::state());
    harness.get_by_label(SENTENCE);
    harness.get_by_role_and_label(Role::Heading, "停工阶段");
    harness.get_by_label("2003年10月 → 2003-10");
    harness.get_by_label_contains("所争在用水");
}

#[test]
fn a_click_takes_the_sentence_and_its_claim() {
    let mut harness = open(sample::state());
    click_in(&mut harness, SENTENCE, Vec2::new(120.0, 12.0));
    assert!(
        matches!(harness.state().pushed.last(), Some(Action::ChooseClaim(Some(_)))),
        "{:?}",
        harness.state().pushed
    );
    harness.get_by_label("立论");
    harness.event(eframe::egui::Event::Copy);
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some(SENTENCE));
}

#[test]
fn a_note_is_made_of_a_selection() {
    let mut harness = open(sample::state());
    click_in(&mut harness, SENTENCE, Vec2::new(120.0, 12.0));
    harness.get_by_label("笔记").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "笔记").type_text("要查测流的原档");
    harness.run();
    harness.get_by_label("记下").click();
    harness.run();
    let state = &harness.state().state;
    let (place, id) = state.synopsis.notes.last().unwrap();
    assert_eq!(state.corpus.text(place.work, place.span), SENTENCE);
    let Some(Entry::Note(note)) = state.study.entries.get(id) else { panic!("no note") };
    assert_eq!(note.text, "要查测流的原档");
    harness.get_by_label("笔记：要查测流的原档");
}

#[test]
fn a_note_is_kept_while_it_is_written_and_goes_when_it_is_let_go() {
    let mut harness = open(sample::state());
    let notes = |harness: &Harness<'_, Desk<ReaderView>>| {
        let entries = harness.state().state.study.entries.values();
        entries.filter(|entry| matches!(entry, Entry::Note(note) if note.text == "要查测流")).count()
    };
    click_in(&mut harness, SENTENCE, Vec2::new(120.0, 12.0));
    harness.get_by_label("笔记").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "笔记").type_text("要查测流");
    harness.run_steps(4);
    assert_eq!(notes(&harness), 1);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(notes(&harness), 0);
}

#[test]
fn a_claim_is_made_of_a_selection() {
    let mut harness = open(sample::state());
    let before = harness.state().state.synopsis.claims.len();
    click_in(
        &mut harness,
        "1998年3月12日，运河进入省的规划。当时人人都把河看作出路，少有人问水够不够。",
        Vec2::new(60.0, 40.0),
    );
    harness.key_press(Key::C);
    harness.run();
    let topic = harness.state().state.synopsis.topics[0].name.clone();
    harness.get_by_label(&topic).click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "立论").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.synopsis.claims.len(), before + 1);
    assert!(state.study.entries.values().any(|entry| matches!(entry, Entry::Claim(claim)
        if claim.at.exact == "当时人人都把河看作出路，少有人问水够不够。" && claim.holder.name == "顾敏")));
}

#[test]
fn an_event_takes_its_date_from_the_sentence() {
    let mut harness = open(sample::state());
    click_in(
        &mut harness,
        "1998年3月12日，运河进入省的规划。当时人人都把河看作出路，少有人问水够不够。",
        Vec2::new(200.0, 12.0),
    );
    harness.key_press(Key::E);
    harness.run();
    harness.get_by_label("时间：1998-03-12");
    harness.get_by_role_and_label(Role::Button, "记事").click();
    harness.run();
    let state = &harness.state().state;
    assert!(state.study.entries.values().any(|entry| matches!(entry, Entry::Event(event) if event.at.is_some())));
}

#[test]
fn suggestions_are_gone_through_from_the_keyboard() {
    let mut harness = open(sample::state());
    click_in(&mut harness, "重议阶段", Vec2::new(300.0, 12.0));
    let dates = |state: &State| state.synopsis.times.as_ref().clone();
    harness.key_press(Key::J);
    harness.run();
    harness.key_press(Key::A);
    harness.run();
    harness.key_press(Key::X);
    harness.run();
    let verdicts: Vec<Verdict> = dates(&harness.state().state).into_values().collect();
    let claims = harness.state().state.study.entries.values();
    let all = verdicts.len() + claims.filter(|entry| is_claim_verdict(entry)).count();
    assert_eq!(all, 2, "{:?}", harness.state().pushed);
    harness.key_press_modifiers(Modifiers::NONE, Key::K);
    harness.run();
}

#[test]
fn keys_pressed_within_one_frame_count_one_by_one() {
    let mut harness = open(sample::state());
    let verdicts = |harness: &Reader| {
        let entries = harness.state().state.study.entries.values();
        entries.filter(|entry| matches!(entry, Entry::Verdict { .. })).count()
    };
    let before = verdicts(&harness);
    click_in(&mut harness, "重议阶段", Vec2::new(300.0, 12.0));
    let key = |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    harness.input_mut().events.extend([Key::J, Key::A, Key::A, Key::X].map(key));
    harness.step();
    harness.run();
    assert_eq!(verdicts(&harness), before + 3);
}

fn is_claim_verdict(entry: &Entry) -> bool {
    matches!(entry, Entry::Verdict { suggestion: duidu::model::Suggestion::Claim { .. }, .. })
}

/// Answers searches as the worker does.
fn answer(harness: &mut Reader) {
    harness.run();
    let desk = harness.state_mut();
    for effect in desk.state.take_effects() {
        if let Effect::LookFor { generation, asked, corpus } = effect {
            let found = Shelf::default().search(&asked, &[], &corpus.works, || false).unwrap();
            desk.state.take_report(Report::LookedFor { generation, found: found.into() });
        }
    }
    harness.run();
}

#[test]
fn words_are_found_in_this_work_and_in_all() {
    let mut harness = open(sample::state());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    // Traditional and full width: the works have 运河 and 2003.
    harness.get_by_label("在本篇与全部著作里查找").type_text("２００３年");
    answer(&mut harness);
    harness.get_by_label_contains("本篇 1 / ");
    harness.get_by_label("下一处").click();
    harness.run();
    harness.get_by_label_contains("本篇 2 / ");
    harness.get_by_label_contains("处，").click();
    harness.run();
    let other = harness.get_all_by_label_contains("责任不在部门").last().unwrap();
    other.click();
    harness.run();
    assert_eq!(harness.state().state.focus.work, Some(sample::UNSIGNED));
}

#[test]
fn what_is_typed_takes_the_place_of_what_was_looked_for() {
    let mut harness = open(sample::state());
    for words in ["运价", "运河"] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
        harness.run();
        harness.event(Event::Text(words.to_owned()));
        harness.run();
        assert_eq!(harness.get_by_label("在本篇与全部著作里查找").value().as_deref(), Some(words));
    }
}

#[test]
fn a_jump_lands_a_third_from_the_top() {
    let mut state = sample::state();
    let work = state.corpus.work(sample::GU).unwrap().clone();
    let text = state.corpus.source(work.source).unwrap().text.clone();
    let byte = text.as_str().find("2009年以后，运价").unwrap();
    let span = text.span(byte..byte + 3);
    state.settings.reader_size = 30.0;
    state.update(Action::GoTo(duidu::model::Place { work: sample::GU, span }));
    let harness = open(state);
    let line = harness.get_by_label_contains("2009年以后，运价不再是重点").rect();
    let page = 700.0 - 36.0;
    assert!((line.top() - 36.0 - page / 3.0).abs() < 60.0, "{line:?}");
}

/// The page with a sentence selected, in an appearance.
fn picture(name: &str, appearance: Appearance) {
    let mut state = sample::state();
    state.settings.appearance = appearance;
    state.settings.motion = false;
    let mut harness = open(state);
    click_in(&mut harness, SENTENCE, Vec2::new(120.0, 12.0));
    harness.snapshot(name);
}

#[test]
fn the_page_in_the_light() {
    picture("reader-light", Appearance::Light);
}

#[test]
fn the_page_in_the_dark() {
    picture("reader-dark", Appearance::Dark);
}
