//! The timeline, by accessible name and as pictures.

use std::sync::Arc;

use duidu::calendar::{DateRange, Precision};
use duidu::state::{Action, Appearance, PhaseRef, Report, Settings, State, View};
use duidu::ui::timeline::{self, TimelineView};
use eframe::egui::Key;
use egui_kittest::kittest::Queryable;

use crate::{chronicle, harness::desk};

const BAND: [f32; 2] = [1216.0, 264.0];
const FULL: [f32; 2] = [1392.0, 856.0];

fn still() -> Settings {
    Settings { motion: false, ..Settings::default() }
}

#[test]
fn choosing_a_phase_in_its_band_chooses_it_for_all() {
    let mut harness = desk(BAND, chronicle::state_with(still()), TimelineView::default(), timeline::show);
    harness.get_by_label("季怀远 第 2 阶段 试探合作").click();
    harness.run();
    let chosen = Action::ChoosePhase(Some(PhaseRef { band: 0, phase: 1 }));
    assert_eq!(harness.state().pushed, [chosen]);
    harness.get_by_label("季怀远 第 2 阶段 试探合作").click();
    harness.run();
    assert_eq!(harness.state().state.focus.phase, None, "a second click lets go");
}

#[test]
fn the_keys_step_through_phases_and_events() {
    let mut harness = desk(BAND, chronicle::state_with(still()), TimelineView::default(), timeline::show);
    harness.get_by_label("分期").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().state.focus.phase, Some(PhaseRef { band: 0, phase: 1 }));
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let state = &harness.state().state;
    let event = &state.synopsis.events[state.focus.event.unwrap()];
    assert_eq!(event.label, "望潮修码头", "the second event of the second phase");
}

#[test]
fn head_card_and_table_count_the_same_events() {
    let mut corpus = chronicle::corpus();
    let joint = Arc::make_mut(&mut corpus.joint);
    let vague = joint.events.iter_mut().find(|event| event.label == "台风毁塔").unwrap();
    (vague.order_only, vague.precision, vague.range) = (true, Precision::Vague, DateRange::default());
    let mut state = State::new(still(), Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus), complete: true });
    state.update(Action::Fill(Some(View::Timeline)));
    let mut harness = desk(FULL, state, TimelineView::default(), timeline::show);
    for phase in 0..4 {
        harness.state_mut().state.update(Action::ChoosePhase(Some(PhaseRef { band: 0, phase })));
        harness.run();
        let card = (0..99).find(|n| harness.query_by_label(&format!("其间诸事 {n}")).is_some()).unwrap();
        let head = format!("；{card} 事，");
        assert!(harness.query_all_by_label_contains(&head).next().is_some(), "phase {phase}: the head says {head}");
        harness.get_by_label("列成表").click();
        harness.run();
        let rows = harness.query_all_by_label_contains("待定").count();
        assert_eq!(rows, card, "the rows of phase {phase}");
        harness.get_by_label("画成轴").click();
        harness.run();
    }
}

/// Draws the timeline in a room of that size with a phase chosen, and compares the picture.
fn picture(name: &str, size: [f32; 2], phase: Option<usize>, appearance: Appearance, fills: bool) {
    let mut state = chronicle::state_with(Settings { appearance, ..still() });
    state.update(Action::Fill(fills.then_some(View::Timeline)));
    state.update(Action::ChoosePhase(phase.map(|phase| PhaseRef { band: 0, phase })));
    let mut harness = desk(size, state, TimelineView::default(), timeline::show);
    harness.run();
    harness.snapshot(name);
}

#[test]
fn picture_beside_the_others_in_light() {
    picture("timeline-band-light", BAND, Some(2), Appearance::Light, false);
}

#[test]
fn picture_beside_the_others_in_the_dark() {
    picture("timeline-band-dark", BAND, Some(2), Appearance::Dark, false);
}

#[test]
fn picture_filling_the_window() {
    picture("timeline-full", FULL, Some(1), Appearance::Light, true);
}

#[test]
fn resting_on_an_event_shows_who_tells_it() {
    let mut harness = desk(FULL, chronicle::state_with(still()), TimelineView::default(), timeline::show);
    harness.run();
    harness.get_by_label_contains("议定合修防波堤").hover();
    for _ in 0..30 {
        harness.step();
    }
    harness.get_by_label_contains("两港议定合修防波堤").click();
    harness.run();
    assert!(matches!(harness.state().pushed.last(), Some(Action::GoTo(_))), "a quotation opens its sentence");
    harness.snapshot("timeline-event-card");
}

#[test]
fn the_table_has_every_event_and_sorts() {
    let mut harness = desk(FULL, chronicle::state_with(still()), TimelineView::default(), timeline::show);
    harness.get_by_label("列成表").click();
    harness.run();
    harness.get_by_label("记载").click();
    harness.run();
    harness.snapshot("timeline-table");
    harness.get_by_label_contains("档案公开").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.synopsis.events[state.focus.event.unwrap()].label, "档案公开");
}

#[test]
fn a_chip_opens_into_its_events() {
    let mut state = chronicle::state_with(still());
    state.update(Action::ChoosePhase(None));
    let mut harness = desk([560.0, 150.0], state, TimelineView::default(), timeline::show);
    harness.run();
    harness.get_all_by_label_contains("石料纠纷").next().unwrap().click();
    harness.run();
    harness.get_by_label_contains("1913-06-02 石料纠纷").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.synopsis.events[state.focus.event.unwrap()].label, "石料纠纷");
}

#[test]
fn picture_in_a_small_window() {
    picture("timeline-small", [928.0, 176.0], None, Appearance::Light, false);
}

#[test]
fn a_drag_along_the_axis_narrows_all_views_and_is_one_step_back() {
    let mut state = chronicle::state_with(still());
    state.update(Action::ShowWork(duidu::model::WorkId(0)));
    let mut harness = desk(BAND, state, TimelineView::default(), timeline::show);
    let axis = harness.get_by_label_contains("拖出一段，三个视图").rect();
    let at = |share: f32| eframe::egui::pos2(axis.left() + axis.width() * share, axis.center().y);
    harness.drag_at(at(0.3));
    harness.run();
    for share in [0.35, 0.4, 0.45, 0.5] {
        harness.hover_at(at(share));
        harness.run();
    }
    harness.drop_at(at(0.5));
    harness.run();
    let brush = harness.state().state.focus.brush.unwrap();
    assert!(brush.begin.unwrap().year() > 1900 && brush.end.unwrap().year() < 1950, "{brush:?}");
    harness.snapshot("timeline-brush");
    harness.state_mut().state.update(Action::Back);
    assert_eq!(harness.state().state.focus.brush, None, "one step back takes all of it away");
}

#[test]
fn contradictions_are_listed_with_the_sentences_that_stand_against_each_other() {
    let mut harness = desk(FULL, chronicle::state_with(still()), TimelineView::default(), timeline::show);
    harness.run();
    harness.get_by_label("各家抵牾 1 处").click();
    harness.run();
    harness.get_by_label("1912年春，双方才答应合修防波堤。").click();
    harness.run();
    let Some(Action::GoTo(place)) = harness.state().pushed.last() else { panic!("nothing was opened") };
    assert_eq!(place.work, duidu::model::WorkId(1));
    harness.get_by_label("日期有两说：议定的日子").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.synopsis.events[state.focus.event.unwrap()].label, "议定合修防波堤");
}

/// The picture that the view writes when an entry of its list is pressed.
fn written(state: duidu::state::State, size: [f32; 2], entry: &str) -> duidu::state::PictureFile {
    let mut harness = desk(size, state, TimelineView::default(), timeline::show);
    harness.run();
    harness.get_by_label("存成图").click();
    harness.run();
    harness.get_by_label_contains(entry).click();
    harness.run();
    let found = harness.state().pushed.iter().find_map(|action| match action {
        Action::ExportPicture(picture) => Some((**picture).clone()),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn a_picture_as_svg_has_the_words_as_words_and_the_bands_as_areas() {
    let picture = written(chronicle::state_with(still()), FULL, "存成 SVG");
    assert_eq!(picture.name, "两港之争 时间轴");
    let svg = String::from_utf8(picture.content.write().unwrap()).unwrap();
    assert!(svg.contains("width=\"1392\" height=\"856\""), "as large as on the screen");
    for words in ["议定合修防波堤", "试探合作", "望潮港", "1910"] {
        assert!(svg.contains(&format!(">{words}</text>")), "{words}");
    }
    assert!(!svg.contains("著作：全部"), "the filters are no part of the picture");
    assert!(svg.contains("<linearGradient"), "doubtful ends fade");
    assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "every place is a number");
}

#[test]
fn a_picture_as_png_is_as_seen_at_twice_the_size() {
    let mut state = chronicle::state_with(still());
    state.update(Action::ChoosePhase(Some(PhaseRef { band: 0, phase: 2 })));
    let picture = written(state, BAND, "存成 PNG");
    let png = image::load_from_memory(&picture.content.write().unwrap()).unwrap().into_rgba8();
    assert_eq!(png.dimensions(), (2432, 528));
    assert_eq!(png.get_pixel(1000, 4).0, [0xFB, 0xF9, 0xF4, 255], "paper");
    let inks: std::collections::BTreeSet<[u8; 4]> = png.pixels().map(|pixel| pixel.0).collect();
    assert!(inks.contains(&[0x21, 0x1F, 0x1B, 255]), "ink");
    assert!(inks.iter().all(|ink| ink[3] == 255), "nothing is left open");
}

#[test]
fn the_keys_step_through_the_table_as_it_is_sorted_and_edit_its_rows() {
    let mut harness = desk(FULL, chronicle::state_with(still()), TimelineView::default(), timeline::show);
    harness.get_by_label("列成表").click();
    harness.run();
    harness.get_by_label("事件").click();
    harness.run();
    harness.get_by_role(eframe::egui::Role::Table).focus();
    harness.run();
    let chosen = |harness: &egui_kittest::Harness<'static, crate::harness::Desk<TimelineView>>| {
        let state = &harness.state().state;
        state.focus.event.map(|event| state.synopsis.events[event].label.clone()).unwrap()
    };
    let mut labels = Vec::new();
    for key in [Key::Home, Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::End, Key::ArrowDown] {
        harness.key_press(key);
        harness.run();
        labels.push(chosen(&harness));
    }
    assert!(labels[0] < labels[1] && labels[1] < labels[2], "in the order of the column: {labels:?}");
    assert_eq!(labels[3], labels[1]);
    assert!(labels[4] > labels[2] && labels[4] == labels[5], "the last one is the last one");
    let teller =
        |name: &str| harness.query_all_by_label_contains(&labels[4]).any(|row| format!("{row:?}").contains(name));
    assert!(teller("季怀远") && teller("待定"), "a row says who tells it and how it stands");
    harness.key_press(Key::X);
    harness.run();
    assert!(!harness.state().state.synopsis.events.iter().any(|event| event.label == labels[4]), "it was hidden");
}
