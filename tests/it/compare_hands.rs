//! What a person's hands do in the comparison: the way to the source, relations drawn, changed and let go, what the sieve
//! says of itself, and where a wide table stands.

#![expect(clippy::unwrap_used, reason = "a step that cannot be taken should stop the test")]

use duidu::exchange::review::Review;
use duidu::model::{Edit, Entry, EntryId, RelationKind, TopicId};
use duidu::state::{Action, Column, State, View};
use duidu::ui::compare::{self, CompareView};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::harness::{Desk, desk};
use crate::sample;

fn three() -> State {
    let mut state = sample::state();
    state.update(Action::ChooseColumns([sample::SHEN, sample::UNSIGNED, sample::GU].map(Column::Author).to_vec()));
    state
}

fn open(state: State, size: (f32, f32)) -> Harness<'static, Desk<CompareView>> {
    desk(size, state, CompareView::default(), compare::show)
}

/// Drags what one label names on to what another names.
fn drag(harness: &mut Harness<'static, Desk<CompareView>>, from: &str, to: &str) {
    let [from, to] = [from, to].map(|label| harness.get_by_label(label).rect().center());
    harness.drag_at(from);
    harness.run();
    harness.hover_at(from + (to - from) / 2.0);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
}

fn press(harness: &mut Harness<'static, Desk<CompareView>>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// A summary on a topic by a holder, as the study keeps it.
fn summarised(state: &mut State, topic: &str, text: &str) {
    let name = state.name_of(&Column::Author(sample::UNSIGNED)).unwrap();
    let (holder, document, part) = (name.holder, name.document, name.part);
    let entry = Entry::Summary { topic: TopicId::from(topic), holder, document, part, text: text.to_owned() };
    state.update(Action::Edit(Edit::put(EntryId("9".into()), entry)));
}

fn printed(harness: &mut Harness<'static, Desk<CompareView>>) -> Review {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    let found = harness.state().pushed.iter().find_map(|action| match action {
        Action::Print(review) => Some((**review).clone()),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn the_key_to_the_source_makes_room_for_the_reader() {
    let mut state = three();
    state.update(Action::Fill(Some(View::Compare)));
    let mut harness = open(state, (1000.0, 800.0));
    harness.get_by_label("对策，沈岳：立即开工，1 条").focus();
    harness.run();
    harness.key_press(Key::G);
    harness.run();
    let focus = &harness.state().state.focus;
    assert_eq!((focus.fills, focus.work), (None, Some(sample::SHEN)));
}

#[test]
fn a_press_on_a_quote_leaves_the_filled_table_only_when_it_is_pressed_twice() {
    let mut state = three();
    state.update(Action::Fill(Some(View::Compare)));
    let mut harness = open(state, (1000.0, 800.0));
    let pos = harness.get_by_label("运河应当尽快开工，不能再等。").rect().center();
    let press =
        |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    harness.hover_at(pos);
    harness.run();
    harness.input_mut().events.extend([true, false].map(press));
    harness.run();
    let focus = &harness.state().state.focus;
    assert_eq!((focus.fills, focus.work), (Some(View::Compare), Some(sample::SHEN)));
    harness.input_mut().events.extend([true, false, true, false].map(press));
    harness.run();
    assert_eq!(harness.state().state.focus.fills, None);
}

#[test]
fn a_drawn_relation_comes_in_hand_and_is_let_go() {
    let mut harness = open(three(), (1280.0, 800.0));
    drag(&mut harness, "运河应当尽快开工，不能再等。", "今后应当先修渠、再谈河。");
    press(&mut harness, "~ 修正");
    assert_eq!(harness.state().state.focus.topic, Some(TopicId::from("remedy")));
    harness.get_by_label("已由你认定。");
    press(&mut harness, "放下这一异同");
    harness.get_by_label("起草");
    press(&mut harness, "放下这一题，看各题有无");
    harness.get_by_label("各题有无");
}

#[test]
fn dragging_between_the_same_quotes_again_changes_or_drops_the_relation() {
    let mut harness = open(three(), (560.0, 900.0));
    let ends = ["运河应当尽快开工，不能再等。", "今后应当先修渠、再谈河。"];
    let kinds = |state: &State| {
        let relations = state.synopsis.relations.iter();
        relations.filter(|row| row.why == "一早一晚").map(|row| row.kind).collect::<Vec<_>>()
    };
    drag(&mut harness, ends[0], ends[1]);
    harness.get_by_role(Role::TextInput).focus();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text("一早一晚");
    harness.run();
    press(&mut harness, "~ 修正");
    assert_eq!(kinds(&harness.state().state), [RelationKind::Qualifies]);
    drag(&mut harness, ends[1], ends[0]);
    press(&mut harness, "× 相左");
    assert_eq!(kinds(&harness.state().state), [RelationKind::Contradicts]);
    drag(&mut harness, ends[0], ends[1]);
    press(&mut harness, "无关");
    assert_eq!(kinds(&harness.state().state), []);
}

#[test]
fn the_keyboard_goes_back_to_the_cell_from_a_card() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("对策，沈岳：立即开工，1 条").focus();
    harness.run();
    harness.key_press(Key::R);
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::R);
    harness.run();
    press(&mut harness, "× 相左");
    harness.run();
    harness.key_press(Key::T);
    harness.run();
    harness.key_press(Key::Space);
    harness.run();
    let first = harness.state().state.synopsis.topics[0].id.clone();
    let claims = &harness.state().state.synopsis.claims;
    let now = |claim: &duidu::state::ClaimRow<'_>| claim.topics.contains(&TopicId::from("remedy"));
    assert!(claims.iter().filter(now).any(|claim| claim.topics.contains(&first)));
}

#[test]
fn a_summary_without_a_quote_says_so_and_still_offers_to_look() {
    let mut state = three();
    summarised(&mut state, "prospect", "看不到头");
    let mut harness = open(state, (560.0, 900.0));
    harness.get_by_label_contains("前景，佚名·二：无据：这一格没有引文，已查“将来”“多半”，无一处");
    let review = printed(&mut harness);
    let remarks: Vec<&str> = review.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.remark.as_str()).collect();
    assert!(remarks.contains(&"无据：这一格没有引文，已查“将来”“多半”，无一处"), "{remarks:?}");
}

#[test]
fn a_summary_over_quotes_that_the_sieve_holds_back_is_not_without_evidence() {
    let mut state = three();
    summarised(&mut state, "responsibility", "怪当初仓促");
    let mut harness = open(state, (560.0, 900.0));
    press(&mut harness, "筛选");
    press(&mut harness, "建议");
    press(&mut harness, "有保留");
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, "筛选：只列建议、有保留");
    harness.key_press(Key::Escape);
    harness.run();
    press(&mut harness, "全部列出");
    harness.get_by_label("责任，佚名·二：隐 1 条");
}

#[test]
fn what_is_exported_says_with_which_words_a_cell_was_looked_through() {
    let mut harness = open(three(), (560.0, 900.0));
    let review = printed(&mut harness);
    let prospect = review.rows.iter().find(|row| row.name == "前景").unwrap();
    assert_eq!(prospect.cells[1].remark, "未论及，已查“将来”“多半”，无一处");
}

#[test]
fn columns_stand_in_the_middle_of_a_wide_page() {
    let mut harness = open(three(), (2400.0, 900.0));
    press(&mut harness, "并读");
    let [left, right] = ["沈岳，2011 水利评论", "佚名·二，2013 河务内参"].map(|head| harness.get_by_label(head).rect());
    let topic = harness.get_by_label("对策，2 家，待定").rect();
    // The panel takes 250 at the right.
    let (before, after) = (topic.left(), 2400.0 - 250.0 - right.right());
    assert!(left.width() <= 410.0 && (before - after).abs() <= 1.0, "{before} {after}");
}

#[test]
fn the_bar_counts_what_the_words_leave_at_once() {
    let mut harness = open(three(), (1000.0, 800.0));
    press(&mut harness, "按词查找论点");
    harness.get_by_role(Role::TextInput).type_text("将来");
    harness.run();
    harness.get_by_label("列出 1 条，隐 2 条");
}

#[test]
fn the_wheel_goes_on_to_the_columns_that_find_no_room() {
    let mut harness = open(three(), (400.0, 700.0));
    assert!(harness.query_by_label("顾敏，2016 地方史研究").is_none());
    harness.hover_at(pos2(200.0, 300.0));
    harness.run();
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(-45.0, 0.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run();
    harness.get_by_label("顾敏，2016 地方史研究");
}

#[test]
fn quotes_that_hold_the_words_looked_for_come_first() {
    let mut harness = open(three(), (1000.0, 800.0));
    press(&mut harness, "按词查找论点");
    harness.get_by_role(Role::TextInput).type_text("责任");
    harness.run();
    let review = printed(&mut harness);
    let cells = review.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.quotes.is_empty());
    let mut cells = cells.peekable();
    assert!(cells.peek().is_some());
    for cell in cells {
        let holds: Vec<bool> = cell.quotes.iter().map(|quote| quote.text.contains("责任")).collect();
        assert!(holds.is_sorted_by(|a, b| a >= b), "{:?}", cell.quotes);
    }
}
