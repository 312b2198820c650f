//! Editing on the timeline: what is done by hand changes the study, shows at once, and is undone as a whole.

use duidu::model::Entry;
use duidu::state::{Action, EventRow, Origin, Settings, State};
use duidu::ui::timeline::{self, TimelineView};
use eframe::egui::Key;
use egui_kittest::{Harness, kittest::Queryable};

use crate::chronicle;
use crate::harness::{Desk, desk};

type Window = Harness<'static, Desk<TimelineView>>;

fn window() -> Window {
    let settings = Settings { motion: false, ..Settings::default() };
    let mut window = desk([1392.0, 560.0], chronicle::state_with(settings), TimelineView::default(), timeline::show);
    window.run();
    window.get_by_label("事件").focus();
    window.run();
    window
}

fn at(state: &State, label: &str) -> usize {
    state.synopsis.events.iter().position(|event| event.label == label).unwrap()
}

fn event<'a>(state: &'a State, label: &str) -> &'a EventRow {
    &state.synopsis.events[at(state, label)]
}

/// Chooses an event and presses a key on it.
fn press(window: &mut Window, label: &str, key: Key) {
    let event = at(&window.state().state, label);
    window.state_mut().state.update(Action::ChooseEvent(Some(event)));
    window.run();
    window.key_press(key);
    window.run();
}

fn rewrite(window: &mut Window, field: &str, text: &str) {
    let input = |window: &Window| {
        window
            .get_by(|node| node.role() == eframe::egui::Role::TextInput && node.label().as_deref() == Some(field))
            .focus()
    };
    input(window);
    window.run();
    window.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    window.run();
    window.event(eframe::egui::Event::Text(text.to_owned()));
    window.run();
}

#[test]
fn an_event_is_renamed_and_its_date_corrected() {
    let mut window = window();
    press(&mut window, "台风毁塔", Key::E);
    rewrite(&mut window, "事件", "大风折塔");
    rewrite(&mut window, "日期", "1911年8月3日");
    window.get_by_label("存下").click();
    window.run();
    let state = &window.state().state;
    let changed = event(state, "大风折塔");
    assert_eq!(changed.range.begin.unwrap().to_string(), "1911-08-03");
    assert_eq!(changed.attestations.len(), 1, "it keeps its telling");
    assert!(matches!(changed.origin, Origin::Own(_)));
    assert!(!state.synopsis.events.iter().any(|event| event.label == "台风毁塔"));
    assert_eq!(state.synopsis.events[state.focus.event.unwrap()].label, "大风折塔", "it stays the one in hand");
    window.state_mut().state.update(Action::Undo);
    assert!(!event(&window.state().state, "台风毁塔").attestations.is_empty(), "all of it is undone");
    assert!(window.state().state.study.entries.is_empty());
}

#[test]
fn two_events_are_merged_with_both_tellings_and_split_again() {
    let mut window = window();
    let before = window.state().state.synopsis.events.len();
    press(&mut window, "云津停工", Key::M);
    window.get_by_label_contains("1913-06-20 商会调停").click();
    window.run();
    window.get_by_label("合并").click();
    window.run();
    let state = &window.state().state;
    assert_eq!(state.synopsis.events.len(), before - 1);
    let merged = event(state, "云津停工");
    assert_eq!(merged.attestations.len(), 2);
    press(&mut window, "云津停工", Key::S);
    let box_of_second = window.get_all_by_role(eframe::egui::Role::CheckBox).last().unwrap();
    box_of_second.click();
    window.run();
    window.get_by_label("拆开").click();
    window.run();
    let state = &window.state().state;
    assert_eq!(state.synopsis.events.len(), before);
    assert_eq!(event(state, "云津停工").attestations.len(), 1);
    window.state_mut().state.update(Action::Undo);
    window.state_mut().state.update(Action::Undo);
    assert!(window.state().state.study.entries.is_empty());
    assert_eq!(window.state().state.synopsis.events.len(), before);
}

#[test]
fn a_hidden_event_is_counted_and_can_be_brought_back() {
    let mut window = window();
    let before = window.state().state.synopsis.events.len();
    press(&mut window, "档案公开", Key::X);
    assert_eq!(window.state().state.synopsis.events.len(), before - 1);
    window.run();
    window.get_by_label_contains("隐去 1 处");
    window.get_by_label_contains("确定度").click();
    window.run();
    window.get_by_label("恢复").click();
    window.run();
    assert_eq!(window.state().state.synopsis.events.len(), before);
}

#[test]
fn an_event_of_ones_own_has_no_document_and_is_said_to() {
    let mut window = window();
    window.get_by_label("加一事").click();
    window.run();
    rewrite(&mut window, "事件", "两地通铁路");
    rewrite(&mut window, "日期", "1908");
    window.get_by_label("存下").click();
    window.run();
    let state = &window.state().state;
    let own = event(state, "两地通铁路");
    assert!(own.places.is_empty() && own.independent == 0);
    assert!(matches!(state.study.entries.values().next(), Some(Entry::Event(_))));
    window.get_by_label_contains("1908 两地通铁路");
}

#[test]
fn accepting_decides_and_keeps_the_event() {
    let mut window = window();
    press(&mut window, "石料纠纷", Key::A);
    let state = &window.state().state;
    assert_eq!(event(state, "石料纠纷").origin, Origin::Accepted);
    assert_eq!(event(state, "石料纠纷").attestations.len(), 3);
}
