//! The study: what a person says is kept, found again, undone exactly.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is wrong")]

use std::collections::BTreeMap;
use std::sync::Arc;

use duidu::model::{Anchor, Edit, Entry, EntryId, OwnNote, Study};
use duidu::state::{Action, Health, Settings, State, Theirs, anchor_at, find_anchor};
use duidu::store::{BUNDLED, BUNDLED_STUDY, BadStudy, study_from_json, study_to_json};
use duidu::text::{SourceText, Span};
use proptest::prelude::*;

use crate::sample;

fn note(text: &str, exact: &str) -> Entry {
    Entry::Note(OwnNote {
        at: Anchor {
            document: "a.txt".into(),
            exact: exact.into(),
            prefix: String::new(),
            suffix: String::new(),
            position: Span::new(0, exact.chars().count() as u32),
        },
        text: text.into(),
        tags: Vec::new(),
    })
}

#[test]
fn every_anchor_of_the_bundled_study_stands_where_it_says() {
    let study = study_from_json(BUNDLED_STUDY).unwrap();
    let texts: BTreeMap<&str, SourceText> =
        BUNDLED.iter().map(|(name, bytes)| (*name, SourceText::from(std::str::from_utf8(bytes).unwrap()))).collect();
    let mut seen = 0;
    let mut check = |anchor: &Anchor| {
        let text = &texts[anchor.document.as_str()];
        assert_eq!(find_anchor(text, anchor), (Some(anchor.position), Health::Kept), "{anchor:?}");
        assert_eq!(anchor_at(&anchor.document, text, anchor.position), *anchor, "context of {}", anchor.exact);
        seen += 1;
    };
    let (mut claims, mut relations, mut phases) = (0, 0, 0);
    for entry in study.entries.values() {
        match entry {
            Entry::Claim(claim) => {
                check(&claim.at);
                assert!(!claim.gist.is_empty() && !claim.topics.is_empty(), "{claim:?}");
                claims += 1;
            }
            Entry::Relation(relation) => {
                for end in [&relation.a, &relation.b] {
                    assert!(matches!(study.entries.get(end), Some(Entry::Claim(_))), "{end} is no claim");
                }
                relations += 1;
            }
            Entry::Periodisation(own) => {
                for phase in &own.phases {
                    phase.at.iter().for_each(&mut check);
                    phase.lines.iter().for_each(|line| check(&line.at));
                    phases += 1;
                }
            }
            other => panic!("unexpected: {other:?}"),
        }
    }
    assert_eq!((claims, relations, phases), (169, 79, 8));
    assert!(seen > 200);
}

#[test]
fn the_bundled_study_is_written_as_it_is_read() {
    let study = study_from_json(BUNDLED_STUDY).unwrap();
    let again = study_from_json(&study_to_json(&study).unwrap()).unwrap();
    assert_eq!(study, again);
}

#[test]
fn an_anchor_follows_its_words() {
    let old = SourceText::from("起初，双方议定分水。后来，下游一再毁约，上游关闸。此后十年，渠水不通。");
    let at = old.as_str().find("下游一再毁约").unwrap();
    let span = old.span(at..at + "下游一再毁约".len());
    let anchor = anchor_at("渠.txt", &old, span);
    assert_eq!(find_anchor(&old, &anchor), (Some(span), Health::Kept));

    let moved = SourceText::from(format!("新加的一段。\n{}", old.as_str()).as_str());
    let (found, health) = find_anchor(&moved, &anchor);
    assert_eq!(health, Health::Moved);
    assert_eq!(moved.slice(found.unwrap()), "下游一再毁约");

    let changed = SourceText::from(old.as_str().replace("下游一再毁约", "下游屡次毁约").as_str());
    let (found, health) = find_anchor(&changed, &anchor);
    assert_eq!(health, Health::Changed);
    assert_eq!(changed.slice(found.unwrap()), "下游屡次毁约");

    let gone = SourceText::from("另一篇文章，说的是另一件事。");
    assert_eq!(find_anchor(&gone, &anchor), (None, Health::Lost));
}

#[test]
fn of_several_places_with_the_same_words_the_one_with_the_same_neighbours_is_found() {
    let old = SourceText::from("甲说不可。乙说可以。丙也说不可。");
    let second = old.as_str().rfind("不可").unwrap();
    let anchor = anchor_at("议.txt", &old, old.span(second..second + "不可".len()));
    let new = SourceText::from("会上，甲说不可。乙说可以。众人散去，丙也说不可。");
    let (found, health) = find_anchor(&new, &anchor);
    assert_eq!(health, Health::Moved);
    assert_eq!(found.unwrap().end, new.chars() - 1);
}

#[test]
fn what_is_no_study_is_refused_with_the_place() {
    let line = |text: &str| study_from_json(text).unwrap_err().to_string();
    assert!(line("{\n  \"format\": \"duidu.study/1\",\n  \"entries\": [}").contains("line 3"));
    assert!(matches!(study_from_json("{\"format\":\"duidu.study/9\"}"), Err(BadStudy::OtherFormat(_))));
    assert!(matches!(study_from_json("{}"), Err(BadStudy::OtherFormat(_))));
    let twice = study_to_json(&Study {
        entries: [(EntryId::from("1"), note("", "甲"))].into_iter().collect(),
        ..Study::default()
    })
    .unwrap();
    let value: serde_json::Value = serde_json::from_str(&twice).unwrap();
    let mut doubled = value.clone();
    doubled["entries"].as_array_mut().unwrap().push(value["entries"][0].clone());
    assert!(matches!(study_from_json(&doubled.to_string()), Err(BadStudy::Doubled(_))));
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let entry = prop_oneof![
        2 => "[甲-癸]{0,6}".prop_map(|text| Some(note(&text, "字"))),
        1 => Just(None),
    ];
    let change = ((0_u8..6).prop_map(|n| EntryId::from(n.to_string().as_str())), entry);
    prop::collection::vec(change, 1..4).prop_map(|changes| Edit { changes })
}

proptest! {
    #[test]
    fn undo_returns_every_state_exactly(edits in prop::collection::vec(any_edit(), 1..20)) {
        let mut study = Study::default();
        let mut states = vec![study.clone()];
        let mut inverses = Vec::new();
        for edit in &edits {
            inverses.push(study.apply(edit.clone()));
            states.push(study.clone());
        }
        let mut redone = Vec::new();
        for inverse in inverses.into_iter().rev() {
            prop_assert_eq!(&study, &states.pop().unwrap());
            redone.push(study.apply(inverse));
        }
        prop_assert_eq!(&study, &Study::default());
        for edit in redone.into_iter().rev() {
            study.apply(edit);
        }
        let mut straight = Study::default();
        edits.into_iter().for_each(|edit| drop(straight.apply(edit)));
        prop_assert_eq!(study, straight);
    }

    #[test]
    fn saving_and_reading_change_nothing(edits in prop::collection::vec(any_edit(), 0..12)) {
        let mut study = Study::default();
        edits.into_iter().for_each(|edit| drop(study.apply(edit)));
        prop_assert_eq!(&study_from_json(&study_to_json(&study).unwrap()).unwrap(), &study);
    }

    #[test]
    fn a_torn_study_is_refused_and_never_a_crash(cut in 0_usize..190_000) {
        let mut end = cut.min(BUNDLED_STUDY.len() - 3);
        while !BUNDLED_STUDY.is_char_boundary(end) {
            end -= 1;
        }
        prop_assert!(study_from_json(&BUNDLED_STUDY[..end]).is_err());
    }
}

#[test]
fn undo_and_redo_go_both_ways_and_a_new_edit_ends_redo() {
    let mut state = State::new(Settings::default(), Arc::default());
    for (id, text) in [("1", "甲"), ("2", "乙"), ("3", "丙")] {
        state.update(Action::Edit(Edit::put(id.into(), note(text, "字"))));
    }
    let ids = |state: &State| state.study.entries.keys().map(ToString::to_string).collect::<Vec<_>>();
    state.update(Action::Undo);
    state.update(Action::Undo);
    assert_eq!(ids(&state), ["1"]);
    state.update(Action::Redo);
    assert_eq!(ids(&state), ["1", "2"]);
    state.update(Action::Edit(Edit::put("4".into(), note("丁", "字"))));
    assert!(!state.history.can_redo());
    for _ in 0..9 {
        state.update(Action::Undo);
    }
    assert_eq!(state.study, Study::default());
    assert!(!state.history.can_undo());
}

fn typed(state: &mut State, id: &str, text: &str, after: u64) {
    state.now_ms += after;
    state.update(Action::Edit(Edit::put(id.into(), note(text, "字"))));
}

fn said(state: &State) -> Vec<String> {
    let text = |(id, entry): (&EntryId, &Entry)| match entry {
        Entry::Note(note) => format!("{id}:{}", note.text),
        _ => format!("{id}?"),
    };
    state.study.entries.iter().map(text).collect()
}

#[test]
fn a_burst_of_typing_is_one_step() {
    let mut state = State::new(Settings::default(), Arc::default());
    state.now_ms = 1_000_000;
    typed(&mut state, "1", "", 0);
    for text in ["渠", "渠成", "渠成之", "渠成之后"] {
        typed(&mut state, "1", text, 200);
    }
    // After a pause, and in another entry, a step begins.
    typed(&mut state, "1", "渠成之后，", 3000);
    typed(&mut state, "1", "渠成之后，无事", 200);
    typed(&mut state, "2", "乙", 200);
    let mut seen = vec![said(&state)];
    while state.history.can_undo() {
        state.update(Action::Undo);
        seen.push(said(&state));
    }
    let expected: [&[&str]; 4] = [&["1:渠成之后，无事", "2:乙"], &["1:渠成之后，无事"], &["1:渠成之后"], &[]];
    assert_eq!(seen, expected);
    while state.history.can_redo() {
        state.update(Action::Redo);
    }
    assert_eq!(said(&state), expected[0]);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut state = State::new(Settings::default(), Arc::default());
    state.update(Action::Edit(Edit::put("1".into(), note("甲", "字"))));
    state.update(Action::Undo);
    state.update(Action::Edit(Edit::remove("9".into())));
    assert!(state.history.can_redo() && !state.history.can_undo());
}

#[test]
fn reading_places_are_no_steps() {
    let mut state = State::new(Settings::default(), Arc::default());
    state.update(Action::Edit(Edit::put("1".into(), note("甲", "字"))));
    let place = |at| Entry::Place { document: "a.txt".into(), at };
    state.update(Action::Edit(Edit::put("place a.txt".into(), place(7))));
    state.update(Action::Edit(Edit::put("place a.txt".into(), place(9))));
    state.update(Action::Undo);
    assert_eq!(said(&state), ["place a.txt?"]);
    assert!(!state.history.can_undo());
}

proptest! {
    #[test]
    fn undoing_all_and_doing_all_again_come_back_to_the_same(
        edits in prop::collection::vec((any_edit(), 0_u64..2000), 1..30),
    ) {
        let mut state = State::new(Settings::default(), Arc::default());
        state.now_ms = 1_000_000;
        for (edit, after) in edits {
            state.now_ms += after;
            state.update(Action::Edit(edit));
        }
        let end = state.study.entries.clone();
        while state.history.can_undo() {
            state.update(Action::Undo);
        }
        prop_assert_eq!(state.study.entries.len(), 0);
        while state.history.can_redo() {
            state.update(Action::Redo);
        }
        prop_assert_eq!(&state.study.entries, &end);
    }

    #[test]
    fn merging_commutes_where_edits_do_not_touch(
        base in prop::collection::vec(any_edit(), 0..4),
        ours in prop::collection::vec(any_edit(), 0..4),
        theirs in prop::collection::vec(any_edit(), 0..4),
    ) {
        let mut common = Study::default();
        base.into_iter().for_each(|edit| drop(common.apply(edit)));
        // Each side changes its own half.
        let half = |edits: Vec<Edit>, odd: bool| {
            let own = |id: &EntryId| id.0.parse::<u8>().is_ok_and(|id| (id % 2 == 1) == odd);
            let mut study = common.clone();
            for edit in edits {
                study.apply(Edit { changes: edit.changes.into_iter().filter(|(id, _)| own(id)).collect() });
            }
            study
        };
        let (a, b) = (half(ours, true), half(theirs, false));
        let merged = |mine: &Study, theirs: &Study| {
            let since = Edit::between(mine, &common).changes.into_iter().collect();
            let (merge, disputed) = Theirs::new(mine, &since, theirs, "", 0).merge(mine);
            let mut study = mine.clone();
            study.apply(merge.edit);
            (study.entries, disputed)
        };
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&a, &b).1, 0);
    }
}

#[test]
fn after_edits_of_notes_the_views_show_what_laying_all_together_anew_would_show() {
    let mut state = sample::state();
    let source = Arc::clone(&state.corpus.sources[0]);
    let put = |number: u32, start: u32| {
        let at = anchor_at(&source.path, &source.text, Span::new(start, start + 6));
        let note = OwnNote { at, text: format!("批语{number}"), tags: Vec::new() };
        Action::Edit(Edit::put(EntryId(format!("n{number}").into()), Entry::Note(note)))
    };
    let claims = Arc::clone(&state.synopsis.claims);
    let before = state.synopsis.notes.len();
    for (number, start) in [(1, 40), (2, 10), (3, 25), (2, 60), (4, 10)] {
        state.update(put(number, start));
    }
    state.update(Action::Edit(Edit::remove(EntryId::from("n3"))));
    state.update(Action::Undo);
    state.update(Action::Edit(Edit::remove(EntryId::from("n1"))));
    assert!(Arc::ptr_eq(&claims, &state.synopsis.claims), "claims were laid together anew for a note");
    let notes = Arc::clone(&state.synopsis.notes);
    assert_eq!(notes.len(), before + 3);
    let paragraph = Entry::Paragraph { topic: "cause".into(), text: "述评".into() };
    state.update(Action::Edit(Edit::put(EntryId::from("p"), paragraph)));
    assert!(!Arc::ptr_eq(&notes, &state.synopsis.notes));
    assert_eq!(notes, state.synopsis.notes);
}
