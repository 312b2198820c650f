//! The comparison, by accessible name and as a picture.

#![expect(clippy::unwrap_used, reason = "a step that cannot be taken should stop the test")]

use std::sync::Arc;

use duidu::exchange::review::Review;
use duidu::model::{Edit, Entry, EntryId, PageNumber, Place, ProposedTopic, Stated, TopicId, Verdict, WorkId};
use duidu::state::{Action, Appearance, Column, PhaseRef, Settings, State};
use duidu::text::{Pages, SourceText, Span};
use duidu::ui::DraggedWords;
use duidu::ui::compare::{self, CompareView};
use eframe::egui::accesskit::Role;
use eframe::egui::{DragAndDrop, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};

use crate::harness::{Desk, desk};
use crate::sample;

fn three() -> State {
    let mut state = sample::state();
    state.update(Action::ChooseColumns(vec![
        Column::Author(sample::SHEN),
        Column::Author(sample::UNSIGNED),
        Column::Author(sample::GU),
    ]));
    state
}

fn open(state: State, size: (f32, f32)) -> Harness<'static, Desk<CompareView>> {
    desk(size, state, CompareView::default(), compare::show)
}

/// The cell whose name begins so.
fn cell<'h>(harness: &'h Harness<'static, Desk<CompareView>>, name: &str) -> Node<'h> {
    let is_it = |node: &Node<'_>| NodeT::accesskit_node(node).label().is_some_and(|label| label.starts_with(name));
    harness.get_all_by_role(Role::Cell).find(is_it).unwrap()
}

#[test]
fn the_sample_holds_together() {
    let state = sample::state();
    assert_eq!(state.synopsis.works.len(), 4);
    assert!(state.synopsis.doubts.is_empty());
    assert_eq!(state.synopsis.claims.len(), 16);
    assert_eq!(state.synopsis.relations.len(), 6);
    assert_eq!(state.synopsis.bands.len(), 1);
    assert_eq!(state.focus.columns.len(), 3);
}

#[test]
fn rows_say_what_they_come_to_and_cells_what_they_hold() {
    let harness = open(three(), (560.0, 900.0));
    harness.get_by_label("根源与实质，3 家，分歧");
    harness.get_by_label("责任，3 家，分歧");
    harness.get_by_label("根源与实质，沈岳：穷在不通，不在地薄，1 条");
    // The unsigned report never speaks of what is to come, and none of the topic's words stands in it.
    harness.get_by_label_contains("前景，佚名·二：未论及，已查“将来”“多半”，无一处");
}

#[test]
fn the_row_in_hand_shows_its_relations() {
    let mut state = three();
    state.update(Action::ChooseTopic(Some(TopicId::from("cause"))));
    let mut harness = open(state, (560.0, 900.0));
    harness.get_by_label("× 相左，已定");
    harness.get_by_label("= 相合，已定");
    harness.snapshot("compare-matrix-light");
}

#[test]
fn a_wide_pane_has_its_topics_at_the_left() {
    let mut state = three();
    state.settings = Settings { appearance: Appearance::Dark, ..Settings::default() };
    state.update(Action::ChooseTopic(Some(TopicId::from("process"))));
    let mut harness = open(state, (1180.0, 760.0));
    harness.get_by_label("× 相左，建议");
    harness.get_by_label("A 收");
    harness.snapshot("compare-matrix-wide-dark");
}

#[test]
fn a_quote_opens_in_the_reader() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("运河应当尽快开工，不能再等。").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.focus.work, Some(sample::SHEN));
    let place = state.focus.place.unwrap();
    assert_eq!(state.corpus.text(place.work, place.span), "运河应当尽快开工，不能再等");
    assert_eq!(state.focus.topic, Some(TopicId::from("remedy")));
}

#[test]
fn a_phase_narrows_the_cells_and_counts_what_it_hides() {
    let mut state = three();
    state.update(Action::ChoosePhase(Some(PhaseRef { band: 0, phase: 2 })));
    let harness = open(state, (560.0, 900.0));
    harness.get_by_label("限于第 3 阶段：明涉 0、通论 11，隐 2 条");
    harness.get_by_label_contains("责任，沈岳：隐 1 条");
}

#[test]
fn a_summary_is_kept_while_it_is_written_and_goes_back_when_it_is_let_go() {
    let mut harness = open(three(), (560.0, 900.0));
    let summary = |harness: &Harness<'_, Desk<CompareView>>| {
        let key = (TopicId::from("cause"), Column::Author(sample::SHEN));
        harness.state().state.synopsis.summaries.get(&key).map(|(_, text)| text.clone())
    };
    harness.get_by_label("根源与实质，沈岳：穷在不通，不在地薄，1 条").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_role(eframe::egui::accesskit::Role::MultilineTextInput).type_text("，在路");
    harness.run_steps(4);
    assert_eq!(summary(&harness).as_deref(), Some("穷在不通，不在地薄，在路"));
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(summary(&harness), None);
}

#[test]
fn keys_move_between_cells_write_a_summary_and_take_it_back() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("根源与实质，沈岳：穷在不通，不在地薄，1 条").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_role(eframe::egui::accesskit::Role::MultilineTextInput).type_text("，在路");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let summary = |harness: &Harness<'_, Desk<CompareView>>| {
        let key = (TopicId::from("cause"), Column::Author(sample::SHEN));
        harness.state().state.synopsis.summaries.get(&key).map(|(_, text)| text.clone())
    };
    assert_eq!(summary(&harness).as_deref(), Some("穷在不通，不在地薄，在路"));
    harness.get_by_label("根源与实质，沈岳：穷在不通，不在地薄，在路，1 条");
    harness.state_mut().state.update(Action::Undo);
    harness.run();
    assert_eq!(summary(&harness), None);
    harness.get_by_label("根源与实质，沈岳：穷在不通，不在地薄，1 条");
}

#[test]
fn keys_decide_the_relation_in_hand() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("经过与事实，沈岳：1 条").focus();
    harness.run();
    harness.get_by_label("× 相左，建议");
    harness.key_press(Key::A);
    harness.run();
    harness.get_by_label("× 相左，已定");
    harness.get_by_label("经过与事实，2 家，分歧");
    let verdicts = harness.state().state.study.entries.values();
    let accepted = |entry: &&Entry| matches!(entry, Entry::Verdict { verdict: Verdict::Accepted, .. });
    assert_eq!(verdicts.filter(accepted).count(), 1);
}

#[test]
fn two_holders_face_each_other_with_their_relations_between() {
    let mut harness = open(three(), (1280.0, 800.0));
    harness.get_by_label("并读").click();
    harness.run();
    harness.get_by_label("对策，2 家，待定");
    harness.get_by_label_contains("沈岳与佚名·二：相合 0，相左 4，修正 0");
    let relations: Vec<_> = harness.get_all_by_label("× 相左，已定").collect();
    assert_eq!(relations.len(), 2);
    relations[0].click();
    drop(relations);
    harness.run();
    harness.get_by_label("一说不通，一说缺水");
    harness.snapshot("compare-pair-light");
    harness.get_by_label("修正").click();
    harness.run();
    harness.get_by_label("~ 修正，已定");
}

#[test]
fn a_relation_is_drawn_by_keys_and_taken_back() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("对策，沈岳：立即开工，1 条").focus();
    harness.run();
    harness.key_press(Key::R);
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::R);
    harness.run();
    harness.get_by_label("× 相左").click();
    harness.run();
    harness.get_by_label("对策，3 家，分歧");
    let own = |state: &State| state.study.entries.values().filter(|e| matches!(e, Entry::Relation(_))).count();
    assert_eq!(own(&harness.state().state), 4);
    harness.state_mut().state.update(Action::Undo);
    harness.run();
    assert_eq!(own(&harness.state().state), 3);
    harness.get_by_label("对策，3 家，待定");
}

#[test]
fn a_relation_is_drawn_by_dragging_quote_to_quote() {
    let mut harness = open(three(), (560.0, 900.0));
    let from = harness.get_by_label("运河应当尽快开工，不能再等。").rect().center();
    let to = harness.get_by_label("今后应当先修渠、再谈河。").rect().center();
    harness.drag_at(from);
    harness.run();
    harness.hover_at(from + (to - from) / 2.0);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
    harness.get_by_label("~ 修正").click();
    harness.run();
    let relations = &harness.state().state.synopsis.relations;
    assert_eq!(relations.iter().filter(|relation| relation.kind == duidu::model::RelationKind::Qualifies).count(), 1);
}

#[test]
fn looking_in_vain_is_remembered() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("查看有这些词的句子").click();
    harness.run();
    harness.get_by_label("都看过了，并无此论").click();
    harness.run();
    harness.get_by_label("经过与事实，顾敏：未论及，已查“公布”“进入”，1 句都不是");
    harness.get_by_label("再看一遍").click();
    harness.run();
    harness.get_by_label_contains("经过与事实，顾敏：尚未查");
}

#[test]
fn a_claim_is_put_under_another_topic() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("影响与后果，沈岳：1 条").focus();
    harness.run();
    harness.key_press(Key::T);
    harness.run();
    harness.get_by_label("前景").click();
    harness.run();
    harness.get_by_label("前景，沈岳：1 条");
}

#[test]
fn a_sieve_lets_only_decided_claims_through_and_counts_the_rest() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("筛选").click();
    harness.run();
    harness.get_by_label("已定").click();
    harness.run();
    harness.get_by_label("列出 6 条，隐 7 条");
}

#[test]
fn columns_that_find_no_room_are_reached_by_going_on() {
    let mut harness = open(three(), (400.0, 700.0));
    assert!(harness.query_by_label("顾敏，2016 地方史研究").is_none());
    harness.get_by_label("往右，另有 1 家").click();
    harness.run();
    harness.get_by_label("顾敏，2016 地方史研究");
    assert!(harness.query_by_label("沈岳，2011 水利评论").is_none());
}

#[test]
fn columns_are_chosen_from_a_list() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("3／5 家").click();
    harness.run();
    harness.get_by_label("水利局").click();
    harness.run();
    assert_eq!(harness.state().state.focus.columns.len(), 4);
}

#[test]
fn columns_follow_what_is_read_until_the_person_chooses() {
    let whole = sample::state();
    let mut corpus = (*whole.corpus).clone();
    corpus.works.truncate(1);
    corpus.findings.truncate(1);
    corpus.joint = std::sync::Arc::default();
    let mut state = State::new(Settings::default(), std::sync::Arc::new(sample::topics()));
    let report = |corpus, complete| duidu::state::Report::Corpus { generation: 0, corpus, complete };
    state.take_report(report(std::sync::Arc::new(corpus), false));
    assert_eq!(state.focus.columns, [Column::Author(sample::SHEN)]);
    state.take_report(report(whole.corpus.clone(), true));
    assert_eq!(state.focus.columns.len(), 3);
    state.update(Action::ChooseColumns(vec![Column::Author(sample::LUO)]));
    state.take_report(report(whole.corpus.clone(), true));
    assert_eq!(state.focus.columns, [Column::Author(sample::LUO)]);
}

#[test]
fn a_paragraph_is_drafted_kept_and_taken_back() {
    let mut state = three();
    state.update(Action::ChooseTopic(Some(TopicId::from("responsibility"))));
    let mut harness = open(state, (1280.0, 800.0));
    harness.get_by_label("起草").click();
    harness.run();
    let topic = TopicId::from("responsibility");
    let written = harness.state().state.synopsis.paragraphs.get(&topic).map(|(_, text)| text.clone()).unwrap();
    assert_eq!(
        written,
        "关于责任，3 家有论：沈岳认为，停工怪部门推诿（沈岳，2011：¶5）；\
         佚名·二认为，停工应当，错在仓促上马（佚名·二，2013：¶4）；\
         顾敏认为，停工的责任各家说法不一，部门与设计者都脱不了干系（顾敏，2016：¶4）。\
         沈岳与佚名·二相左：一怪部门，一怪上马的人。"
    );
    harness.state_mut().state.update(Action::Undo);
    harness.run();
    assert!(harness.state().state.synopsis.paragraphs.is_empty());
}

#[test]
fn what_is_seen_is_exported_with_its_sources() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.get_by_label("导出所见").click();
    harness.run();
    harness.get_by_label("顺序编码").click();
    harness.run();
    harness.get_by_label("MD").click();
    harness.run();
    let exported = harness.state().pushed.iter().find_map(|action| match action {
        Action::Export(export) => Some(export.clone()),
        _ => None,
    });
    let export = exported.unwrap();
    assert_eq!(export.review.heads.len(), 3);
    assert_eq!(export.review.rows.len(), 6);
    let markdown = String::from_utf8(export.format.write(&export.review).unwrap()).unwrap();
    assert!(markdown.contains("| 根源与实质（分歧） | 穷在不通，不在地薄 | 穷在缺水 | 所争在用水 |"), "{markdown}");
    assert!(markdown.contains("青河平原的穷，根子在运不出去，而不在地薄。<sup>\\[1\\]¶1</sup>"), "{markdown}");
    assert!(markdown.contains("\\[3\\] 顾敏. 青河运河之争的三个阶段\\[J\\]. 地方史研究, 2016."), "{markdown}");
}

#[test]
fn a_topic_of_her_own_shows_at_once_what_its_words_catch() {
    let mut state = three();
    let mut corpus = (*state.corpus).clone();
    let mut joint = (*corpus.joint).clone();
    joint.topics = vec![ProposedTopic { word: "水情".into(), with: vec!["看水情".into()], works: 2, claims: 3 }];
    corpus.joint = Arc::new(joint);
    state.corpus = Arc::new(corpus);
    let mut harness = open(state, (900.0, 900.0));
    harness.get_by_label("自拟题目，合并名号").click();
    harness.run();
    harness.get_by_label("题目，如“人口”").focus();
    harness.run();
    harness.get_by_label("题目，如“人口”").type_text("运费");
    harness.run();
    harness.get_by_label("这些词现在捉到 0 条论点");
    harness.get_by_label("线索词，用顿号或空格隔开").focus();
    harness.run();
    harness.get_by_label("线索词，用顿号或空格隔开").type_text("运价、运费");
    harness.run();
    harness.get_by_label("这些词现在捉到 2 条论点");
    harness.snapshot("compare-own-topic");
    harness.get_by_label("加入").click();
    harness.run();
    let state = &harness.state().state;
    let (id, topic) = state.study.entries.iter().find(|(_, e)| matches!(e, Entry::Topic(_))).unwrap();
    assert!(matches!(topic, Entry::Topic(own) if own.name == "运费" && own.cues == ["运价", "运费"]));
    let under = state.synopsis.claims.iter().filter(|claim| claim.topics.iter().any(|topic| topic.0 == id.0));
    assert_eq!(under.count(), 2);
    assert_eq!(state.synopsis.topics.last().map(|topic| topic.name.as_str()), Some("运费"));
    harness.state_mut().state.update(Action::Undo);
    harness.run();
    assert!(!harness.state().state.study.entries.values().any(|entry| matches!(entry, Entry::Topic(_))));
}

#[test]
fn two_names_of_one_party_become_one_column() {
    let mut state = sample::state();
    let party = |state: &State, name: &str| {
        state.synopsis.columns.iter().any(|column| matches!(column, Column::Party(holder) if holder.name == name))
    };
    let mut names = state.synopsis.columns.iter().filter_map(|column| match column {
        Column::Party(holder) => Some(holder.name.clone()),
        Column::Author(_) | Column::Work(_) => None,
    });
    let name = names.next().unwrap();
    drop(names);
    let alias = Entry::Alias { name: name.clone(), stands_for: "地方当局".into() };
    state.update(Action::Edit(Edit::put(EntryId::from("9999999999999-0000"), alias)));
    assert!(party(&state, "地方当局") && !party(&state, &name));
    state.update(Action::Undo);
    assert!(party(&state, &name));
}

#[test]
fn rows_and_columns_change_places() {
    let mut harness = open(three(), (1280.0, 800.0));
    harness.get_by_label("行列互换").click();
    harness.run();
    harness.get_by_role_and_label(Role::RowHeader, "沈岳，2011 水利评论");
    harness.get_by_label("根源与实质，3 家，分歧");
    cell(&harness, "根源与实质，顾敏：").focus();
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert!(cell(&harness, "根源与实质，佚名·二：").is_focused());
    harness.snapshot("compare-turned-light");
    harness.get_by_label("导出所见").click();
    harness.run();
    harness.get_by_label("HTML").click();
    harness.run();
    let review = harness.state().pushed.iter().find_map(|action| match action {
        Action::Export(export) => Some(export.review.clone()),
        _ => None,
    });
    let review = review.unwrap();
    assert_eq!(review.rows.len(), 3);
    assert_eq!(review.heads[0], ("根源与实质".to_owned(), "分歧".to_owned()));
}

#[test]
fn three_holders_stand_side_by_side() {
    let mut harness = open(three(), (1280.0, 800.0));
    harness.get_by_label("并读").click();
    harness.run();
    harness.get_by_label("3 家").click();
    harness.run();
    assert_eq!(harness.get_all_by_role(Role::ColumnHeader).count(), 3);
    cell(&harness, "根源与实质，顾敏：");
    harness.snapshot("compare-three-light");
}

#[test]
fn claims_are_narrowed_to_those_that_hold_a_word() {
    let mut harness = open(three(), (720.0, 900.0));
    harness.get_by_label("按词查找论点").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "按词查找论点").type_text("停工");
    harness.run();
    harness.get_by_label("列出 3 条，隐 10 条");
    harness.get_by_label("责任，3 家，分歧");
    assert!(harness.query_by_label_contains("影响与后果").is_none());
}

#[test]
fn words_are_looked_for_among_all_holders_not_only_the_chosen() {
    let mut harness = open(three(), (720.0, 900.0));
    assert!(harness.query_by_label_contains("水利局，").is_none());
    harness.get_by_label("按词查找论点").click();
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "按词查找论点");
    field.type_text("水庫");
    harness.run();
    let heads: Vec<_> = harness.get_all_by_role(Role::ColumnHeader).collect();
    assert_eq!(heads.len(), 1);
    drop(heads);
    harness.get_by_label_contains("水利局，");
    harness.get_by_role_and_label(Role::TextInput, "按词查找论点").type_text("无此词");
    harness.run();
    harness.get_by_label("各家论点里没有这样的词；要查全文，在阅读里按 Ctrl+F。");
}

#[test]
fn the_name_of_a_topic_finds_its_claims() {
    let mut harness = open(three(), (720.0, 900.0));
    harness.get_by_label("按词查找论点").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "按词查找论点").type_text("责任");
    harness.run();
    harness.get_by_label_contains("责任，3 家");
}

#[test]
fn many_holders_are_covered_by_bars() {
    let mut state = three();
    let mut corpus = (*state.corpus).clone();
    for number in corpus.works.len()..30 {
        let mut work = (*corpus.works[0]).clone();
        work.id = WorkId(number as u32);
        work.meta.authors.clear();
        corpus.works.push(Arc::new(work));
        corpus.findings.push(Arc::default());
    }
    let report = duidu::state::Report::Corpus { generation: 0, corpus: Arc::new(corpus), complete: true };
    state.take_report(report);
    let all = state.synopsis.columns.clone();
    state.update(Action::ChooseColumns(all.clone()));
    let mut harness = open(state, (1280.0, 800.0));
    let all = all.len();
    harness.get_by_label(&format!("根源与实质：已定 3 家，建议 2 家，共 {all} 家")).click();
    harness.run();
    assert_eq!(harness.state().state.focus.topic, Some(TopicId::from("cause")));
}

#[test]
fn quotes_that_are_only_counted_can_be_exported_too() {
    let mut harness = open(three(), (560.0, 900.0));
    // A second claim comes into a cell.
    harness.get_by_label("影响与后果，沈岳：1 条").focus();
    harness.run();
    harness.key_press(Key::T);
    harness.run();
    harness.get_by_label("根源与实质").click();
    harness.run();
    let mut quotes = Vec::new();
    for quoted in ["所见", "全部"] {
        harness.get_by_label("导出所见").click();
        harness.run();
        harness.get_by_label(quoted).click();
        harness.run();
        harness.get_by_label("MD").click();
        harness.run();
        let exported = harness.state().pushed.iter().rev().find_map(|action| match action {
            Action::Export(export) => Some(export.review.clone()),
            _ => None,
        });
        let review = exported.unwrap();
        let cells = || review.rows.iter().flat_map(|row| &row.cells);
        quotes.push((
            cells().map(|cell| cell.quotes.len()).sum::<usize>(),
            cells().filter(|cell| !cell.rest.is_empty()).count(),
        ));
    }
    let [(seen, counted), (all, left)] = quotes[..] else { unreachable!() };
    assert_eq!((all - seen, counted, left), (1, 1, 0));
}

/// What has been handed over for printing.
fn printed(harness: &Harness<'_, Desk<CompareView>>) -> Review {
    let printed = harness.state().pushed.iter().find_map(|action| match action {
        Action::Print(review) => Some((**review).clone()),
        _ => None,
    });
    printed.unwrap()
}

#[test]
fn what_is_seen_is_printed_by_a_key() {
    let mut harness = open(three(), (560.0, 900.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    let page = duidu::exchange::paper(&printed(&harness));
    assert!(page.contains("print()") && page.contains("size:A4 landscape"));
    assert!(page.contains("穷在不通，不在地薄"));
}

#[test]
fn a_quote_from_a_paged_document_is_cited_by_its_page() {
    let mut state = three();
    let corpus = (*state.corpus).clone();
    let cited = |stated: &str| {
        let mut corpus = corpus.clone();
        let mut work = (*corpus.works[0]).clone();
        work.meta.pages = Some(Stated { value: stated.to_owned(), at: None });
        let mut source = (*corpus.sources[0]).clone();
        let half = source.text.chars() / 2;
        let text = SourceText::new(source.text.as_str());
        source.text = Arc::new(text.with_pages(Pages::new(vec![(0, 1), (half, 2)], Vec::new())));
        corpus.works[0] = Arc::new(work);
        corpus.sources[0] = Arc::new(source);
        let last = corpus.works[0].span.end - 2;
        corpus.page(Place { work: sample::SHEN, span: Span::new(last, last + 1) })
    };
    assert_eq!(cited("73-74"), Some(PageNumber::Printed(74)));
    assert_eq!(cited("73-79"), Some(PageNumber::OfFile(2)));
    assert_eq!(corpus.page(Place { work: sample::SHEN, span: Span::new(0, 1) }), None);
    let mut paged = corpus.clone();
    let mut source = (*paged.sources[0]).clone();
    let text = SourceText::new(source.text.as_str());
    source.text = Arc::new(text.with_pages(Pages::new(vec![(0, 1)], Vec::new())));
    paged.sources[0] = Arc::new(source);
    state.corpus = Arc::new(paged);
    let mut harness = open(state, (560.0, 900.0));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run();
    let review = printed(&harness);
    let places: Vec<&str> = review.rows[0].cells.iter().map(|cell| cell.quotes[0].place.as_str()).collect();
    assert_eq!(places, ["PDF 第 1 页", "¶1", "¶3"]);
}

#[test]
fn words_from_the_reader_become_a_claim_of_the_cell_on_which_they_are_laid() {
    let mut harness = open(three(), (560.0, 900.0));
    let state = &harness.state().state;
    let words = "省里第一次把运河写进规划";
    let source = state.corpus.source(state.corpus.work(sample::SHEN).unwrap().source).unwrap().text.as_str();
    let start = source[..source.find(words).unwrap()].chars().count() as u32;
    let span = Span::new(start, start + words.chars().count() as u32);
    for (holder, more) in [("佚名·二", 0), ("沈岳", 1)] {
        let before = harness.state().state.synopsis.claims.len();
        let at = cell(&harness, &format!("根源与实质，{holder}：")).rect().center();
        harness.drag_at(eframe::egui::pos2(2.0, 2.0));
        harness.run();
        DragAndDrop::set_payload(&harness.ctx, DraggedWords(Place { work: sample::SHEN, span }));
        harness.hover_at(at);
        harness.run();
        harness.drop_at(at);
        harness.run();
        assert_eq!(harness.state().state.synopsis.claims.len(), before + more, "{holder}");
    }
    let claims = &harness.state().state.synopsis.claims;
    let laid = claims.iter().find(|claim| claim.place.span == span).unwrap();
    assert_eq!(laid.topics, [TopicId::from("cause")]);
    assert_eq!(*laid.column, Column::Author(sample::SHEN));
}
