//! Editing on the timeline: what is done by hand changes the study, shows at once, and is undone as a whole.

use std::sync::Arc;

use duidu::calendar::{DateRange, Precision};
use duidu::model::{Edit, Entry, EntryId, OwnEvent, Suggestion, Verdict};
use duidu::state::{Action, EventRow, OpenedStudy, Origin, Report, Settings, State, Synopsis, Told, anchor_at};
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
            .focus();
    };
    input(window);
    window.run();
    window.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
    window.run();
    window.event(eframe::egui::Event::Text(text.to_owned()));
    window.run();
}

#[test]
fn a_sheet_that_was_not_closed_is_filled_again_in_the_next_session() {
    let mut first = window();
    press(&mut first, "台风毁塔", Key::E);
    rewrite(&mut first, "事件", "大风折");
    first.run_steps(4);
    let left = first.state().state.unfinished.clone();
    assert_eq!(left.values().map(|words| words[0].as_str()).collect::<Vec<_>>(), ["大风折"]);

    let mut next = window();
    let file = "塔.duidu.json".into();
    let told = Told::Opened(Box::new(OpenedStudy { file, unfinished: left, ..OpenedStudy::default() }));
    next.state_mut().state.take_report(Report::Study { generation: 0, told });
    next.run();
    assert!(next.state().state.notices.iter().any(|(key, words)| *key == "notice-unfinished" && words == "大风折"));
    press(&mut next, "议定合修防波堤", Key::E);
    assert_eq!(next.query_all_by_value("大风折").count(), 0, "another sheet is left alone");
    next.key_press(Key::Escape);
    next.run();
    press(&mut next, "台风毁塔", Key::E);
    assert!(next.query_all_by_value("大风折").count() > 0);
    next.key_press(Key::Escape);
    next.run();
    assert!(next.state().state.unfinished.is_empty(), "a sheet that is left leaves nothing");
    assert_eq!(next.state().state.notices, [], "and nothing is told of it any more");
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

/// The chronicle with a second event in the clause of the storm, by another date of the same clause.
fn window_of_two_in_a_clause() -> Window {
    let mut corpus = chronicle::corpus();
    let mut joint = (*corpus.joint).clone();
    let mut second = joint.events.iter().find(|event| event.label == "台风毁塔").unwrap().clone();
    second.label = "灯塔失明".to_owned();
    let time = &mut second.attestations[0].time;
    *time = duidu::text::Span::new(time.start, time.start + 5);
    joint.events.push(second);
    corpus.joint = std::sync::Arc::new(joint);
    let mut state = State::new(Settings { motion: false, ..Settings::default() }, std::sync::Arc::default());
    let corpus = std::sync::Arc::new(corpus);
    state.take_report(duidu::state::Report::Corpus { generation: 0, corpus, complete: true });
    let mut window = desk([1392.0, 560.0], state, TimelineView::default(), timeline::show);
    window.run();
    window.get_by_label("事件").focus();
    window.run();
    window
}

#[test]
fn of_two_events_in_one_clause_only_the_one_in_hand_is_hidden_or_merged() {
    let mut window = window_of_two_in_a_clause();
    press(&mut window, "灯塔失明", Key::X);
    let labels = |window: &Window| {
        let events = &window.state().state.synopsis.events;
        let about = events.iter().filter(|event| ["台风毁塔", "灯塔失明", "云津停工"].contains(&event.label.as_str()));
        about.map(|event| (event.label.clone(), event.attestations.len())).collect::<Vec<_>>()
    };
    let of = |label: &str, tellings: usize| (label.to_owned(), tellings);
    assert_eq!(labels(&window), [of("台风毁塔", 1), of("云津停工", 1)]);
    window.state_mut().state.update(Action::Undo);
    press(&mut window, "台风毁塔", Key::M);
    window.get_by_label_contains("云津停工").click();
    window.run();
    window.get_by_label("合并").click();
    window.run();
    assert_eq!(labels(&window), [of("台风毁塔", 2), of("灯塔失明", 1)]);
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
    window.get_by_label("添加").click();
    window.run();
    window.get_by_label_contains("加一事").click();
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

#[test]
fn keys_pressed_in_one_frame_are_all_heard_in_their_order() {
    let mut window = window();
    press(&mut window, "石料纠纷", Key::A);
    let first = at(&window.state().state, "石料纠纷");
    for key in [Key::ArrowDown, Key::A, Key::ArrowDown, Key::A, Key::ArrowUp, Key::ArrowUp] {
        window.key_press(key);
    }
    window.run();
    let state = &window.state().state;
    let order: Vec<&EventRow> = state.synopsis.events[first..].iter().map(|event| &**event).take(4).collect();
    let accepted: Vec<bool> = order.iter().map(|event| event.origin == Origin::Accepted).collect();
    assert_eq!(accepted, [true, true, true, false], "each press met the event that the one before had chosen");
    assert_eq!(state.focus.event, Some(first));
}

#[test]
fn an_event_merged_by_the_keyboard_stays_chosen() {
    let mut window = window();
    press(&mut window, "台风毁塔", Key::M);
    for key in [Key::ArrowDown, Key::Enter] {
        window.key_press(key);
        window.run();
    }
    window.get_by_label("合并").click();
    window.run();
    let state = &window.state().state;
    let chosen = &state.synopsis.events[state.focus.event.unwrap()];
    assert_eq!(chosen.label, "台风毁塔");
    assert!(matches!(chosen.origin, Origin::Own(_)));
    window.key_press(Key::S);
    window.run();
    window.get_by_label("拆开");
}

/// The first bands of the study, by name.
fn own_phases(state: &State) -> Option<&[duidu::model::OwnPhase]> {
    state.study.entries.values().find_map(|entry| match entry {
        Entry::Periodisation(own) => Some(own.phases.as_slice()),
        _ => None,
    })
}

#[test]
fn an_authors_periodisation_stays_locked_and_its_copy_is_changed() {
    let mut window = window();
    let authors = window.state().state.synopsis.bands.clone();
    window.get_by_label("季怀远 第 2 阶段 试探合作").click();
    window.run();
    for key in [Key::E, Key::S, Key::X] {
        window.key_press(key);
        window.run();
    }
    assert!(window.state().state.study.entries.is_empty(), "what an author divides is not changed");
    window.key_press(Key::C);
    window.run();
    assert_eq!(own_phases(&window.state().state).unwrap().len(), 4);
    window.get_by_label("我的（据季） 第 2 阶段 试探合作").click();
    window.run();
    window.key_press(Key::S);
    window.run();
    let state = &window.state().state;
    let phases = own_phases(state).unwrap();
    assert_eq!(phases.len(), 5);
    let [first, second] = [1, 2].map(|at| phases[at].range);
    assert_eq!(first.end.unwrap().plus_days(1), second.begin.unwrap(), "the halves meet");
    assert_eq!(second.end, authors[0].phases[1].range.end);
    let own = state.synopsis.bands.iter().filter(|band| band.work.is_some());
    assert!(
        own.zip(authors.iter()).all(|(band, before)| band.phases == before.phases),
        "the author's stand as they were"
    );
    window.key_press(Key::X);
    window.run();
    assert_eq!(own_phases(&window.state().state).unwrap().len(), 4);
    for _ in 0..3 {
        window.state_mut().state.update(Action::Undo);
    }
    assert!(window.state().state.study.entries.is_empty(), "all of it is undone");
}

#[test]
fn a_bound_of_ones_own_is_moved_by_dragging_it_and_its_neighbour_follows() {
    let mut window = window();
    window.get_by_label("季怀远 第 2 阶段 试探合作").click();
    window.run();
    window.key_press(Key::C);
    window.run();
    let at = |window: &Window, label: &str| window.get_by_label(label).rect().center();
    let (from, to) = (at(&window, "试探合作 的终点"), at(&window, "各行其是 的起点"));
    window.drag_at(from);
    window.run();
    window.hover_at(from + (to - from) * 0.5);
    window.run();
    window.drop_at(from + (to - from) * 0.5);
    window.run();
    let phases = own_phases(&window.state().state).unwrap();
    let moved = phases[1].range.end.unwrap();
    assert_eq!((moved.month(), moved.day()), (12, 31), "a bound snaps to whole years at this zoom");
    assert!((1915..1920).contains(&moved.year()), "{moved}");
    assert_eq!(phases[2].range, window.state().state.synopsis.bands[1].phases[2].range, "they did not meet there");
}

#[test]
fn a_periodisation_of_ones_own_is_made_and_drawn_on_the_axis() {
    let mut window = window();
    window.key_press(Key::P);
    window.run();
    rewrite(&mut window, "名称", "按堤分");
    rewrite(&mut window, "阶段名", "无堤");
    rewrite(&mut window, "起讫", "1885至1900");
    window.get_by_label("存下").click();
    window.run();
    let first = window.get_by_label("按堤分 第 1 阶段 无堤").rect();
    let from = eframe::egui::pos2(first.right() + 60.0, first.center().y);
    window.drag_at(from);
    window.run();
    window.hover_at(from + eframe::egui::vec2(120.0, 0.0));
    window.run();
    window.drop_at(from + eframe::egui::vec2(120.0, 0.0));
    window.run();
    rewrite(&mut window, "阶段名", "有堤");
    window.get_by_label("存下").click();
    window.run();
    let phases = own_phases(&window.state().state).unwrap();
    assert_eq!(phases.iter().map(|phase| phase.label.as_str()).collect::<Vec<_>>(), ["无堤", "有堤"]);
    assert!(phases[0].range.end < phases[1].range.begin, "drawn after the first");
    assert!(phases[1].range.end.unwrap().year() - phases[1].range.begin.unwrap().year() > 2);
}

/// An event of the study that takes over the tellings of some that were found.
fn settled(state: &State, label: &str, year: i32, of: &[&str]) -> Entry {
    let anchor = |told: &duidu::model::Attestation| {
        let source = state.corpus.source(state.corpus.work(told.work).unwrap().source).unwrap();
        anchor_at(&source.path, &source.text, told.clause)
    };
    let tellings = of.iter().flat_map(|label| &event(state, label).attestations).map(anchor).collect();
    Entry::Event(OwnEvent {
        label: label.to_owned(),
        range: DateRange::year(year),
        precision: Precision::Year,
        actors: Vec::new(),
        at: None,
        tellings,
        note: String::new(),
    })
}

#[test]
fn an_edit_lays_anew_only_the_rows_that_it_changes() {
    let mut state = chronicle::state_with(Settings::default());
    let labels: Vec<String> = state.synopsis.events.iter().map(|event| event.label.clone()).collect();
    let [first, second, third] = [0, labels.len() / 2, labels.len() - 1].map(|at| labels[at].as_str());
    let id = |name: &str| EntryId::from(name);
    let rejected = match settled(&state, "", 1900, &[third]) {
        Entry::Event(own) => own.tellings.into_iter().next().unwrap(),
        _ => unreachable!("it is an event"),
    };
    let no = Entry::Verdict { suggestion: Suggestion::Event { at: rejected }, verdict: Verdict::Rejected };
    // Each edit, and how many rows it may make anew.
    let edits = [
        (Edit::put(id("a"), settled(&state, "无据之事", 1890, &[])), 1),
        (Edit::put(id("b"), settled(&state, "改名之事", 1950, &[first])), 2),
        (Edit::put(id("c"), settled(&state, "合并之事", 1910, &[first, second])), 4),
        (Edit::put(id("d"), no), 2),
        (Edit::remove(id("b")), 4),
        (Edit::put(id("a"), settled(&state, "无据之事改期", 1990, &[])), 1),
    ];
    let whole = |state: &State| Synopsis::new(&state.corpus, &state.study, &state.topics, &state.whereabouts);
    let check = |state: &State, before: &[Arc<EventRow>], most: usize| {
        let (now, whole) = (&state.synopsis, whole(state));
        assert_eq!(now.events, whole.events);
        assert_eq!((&now.bands, now.extent, &now.doubts), (&whole.bands, whole.extent, &whole.doubts));
        let anew = now.events.iter().filter(|row| !before.iter().any(|other| Arc::ptr_eq(row, other))).count();
        assert!(anew <= most, "{anew} rows are new");
    };
    for (edit, most) in edits.clone() {
        let before = Arc::clone(&state.synopsis);
        state.update(Action::Edit(edit));
        check(&state, &before.events, most);
        assert!(Arc::ptr_eq(&before.claims, &state.synopsis.claims), "nothing of the comparison is touched");
        assert!(Arc::ptr_eq(&before.bands, &state.synopsis.bands));
    }
    for (_, most) in edits.iter().rev() {
        let before = Arc::clone(&state.synopsis);
        state.update(Action::Undo);
        check(&state, &before.events, *most);
    }
    assert_eq!(state.synopsis.events.iter().map(|event| event.label.clone()).collect::<Vec<_>>(), labels);
}
