//! The form of a study file: versions, what is not known, what is wrong, where documents have gone.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first thing that is wrong")]

use std::sync::Arc;

use duidu::model::{
    Corpus, Entry, EntryId, MediaType, OwnNote, Source, SourceId, Study, Work, WorkFindings, WorkId, WorkMeta,
};
use duidu::state::{Action, Effect, Health, Report, Settings, State, anchor_at};
use duidu::store::{BUNDLED_NAME, BUNDLED_STUDY, BadStudy, read_study, study_from_json, study_to_json};
use duidu::text::{Prose, SourceText, Span};
use proptest::prelude::*;

const NEWER: &str = r#"{
  "format": "duidu.study/2",
  "name": "渠",
  "mood": {"kind": "calm", "weights": [1, 2]},
  "documents": [{"path": "a.txt", "fingerprint": "00", "pages": 12}],
  "entries": [
    {"id": "1", "type": "note", "at": {"document": "a.txt", "exact": "分水", "position": [0, 2], "selector": "css"}, "text": "甲", "colour": "ochre"},
    {"id": "2", "type": "drawing", "strokes": [[0.5, 1.25]],   "pen": "thin"},
    {"id": "3", "type": "claim", "at": {"document": "a.txt", "exact": "分水", "position": [0, 2]}, "holder": {"kind": "oracle", "name": ""}, "topics": [], "kind": "cause"}
  ]
}"#;

#[test]
fn what_is_not_known_is_written_again_as_it_was() {
    let read = read_study(NEWER).unwrap();
    let text = study_to_json(&read.study).unwrap();
    for kept in [
        r#""mood": {"kind": "calm", "weights": [1, 2]}"#,
        r#"{"id": "2", "type": "drawing", "strokes": [[0.5, 1.25]],   "pen": "thin"}"#,
        r#""kind": "oracle""#,
        r#""selector": "css""#,
        r#""colour": "ochre""#,
        r#""pages": 12"#,
    ] {
        assert!(text.contains(kept), "{kept} is gone:\n{text}");
    }
    assert_eq!(read_study(&text).unwrap().study, read.study);
    assert_eq!(study_to_json(&read_study(&text).unwrap().study).unwrap(), text);
}

#[test]
fn unknown_fields_outlast_a_change_of_what_is_known() {
    let mut study = read_study(NEWER).unwrap().study;
    let Some(Entry::Note(note)) = study.entries.get_mut(&EntryId::from("1")) else { panic!("no note") };
    note.text = "乙".to_owned();
    let text = study_to_json(&study).unwrap();
    assert!(text.contains("\"text\": \"乙\"") && text.contains("ochre") && text.contains("css"), "{text}");
}

#[test]
fn what_is_wrong_is_named_and_kept() {
    let read = read_study(NEWER).unwrap();
    let remarks: Vec<String> = read.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].starts_with("“3” (line 9): unknown variant `oracle`"), "{remarks:?}");
    let bad = r#"{"format":"duidu.study/2","entries":[
        {"id":"a","type":"note","at":{"document":"","exact":"水","position":[0,1]}},
        {"id":"b","type":"note","at":{"document":"a","exact":"水","position":[0,7]}},
        {"id":"c","type":"note","text":"没有地方"},
        {"id":"d","type":"relation","a":"b","b":"zzz","kind":"agrees"}
    ]}"#;
    let remarks: Vec<String> = read_study(bad).unwrap().remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        remarks,
        [
            "“a” (line 2): `document` is empty",
            "“b” (line 3): `position` is not as long as `exact`",
            "“c” (line 4): missing field `at`",
            "“d”: relation to “zzz”, which is not there",
        ]
    );
}

#[test]
fn an_older_format_is_brought_to_the_present_one() {
    let old = r#"{"format":"duidu.study/1","name":"渠","entries":[
        {"id":"p","type":"place","document":"a.txt","at":77},
        {"id":"n","type":"note","at":{"document":"a.txt","exact":"水","position":[0,1]},"text":"","later":true}]}"#;
    let study = study_from_json(old).unwrap();
    let place = Entry::Place { document: "a.txt".into(), at: 77 };
    assert_eq!(study.entries.get(&EntryId::from("p")), Some(&place));
    let text = study_to_json(&study).unwrap();
    assert!(text.starts_with("{\n  \"format\": \"duidu.study/2\",\n") && text.contains("\"character\": 77"), "{text}");
    assert!(text.contains("\"later\": true"), "{text}");
}

#[test]
fn a_newer_format_is_read_as_far_as_it_goes_and_said_to_be_newer() {
    let newer = NEWER.replace("study/2", "study/7");
    let read = read_study(&newer).unwrap();
    assert_eq!(read.newer.as_deref(), Some("duidu.study/7"));
    assert_eq!(read.study.entries.len(), 3);
    assert!(matches!(study_from_json(&newer), Err(BadStudy::OtherFormat(_))));
    for other in ["duidu.study/0", "duidu.study/x", "duidu.extract/1", ""] {
        let text = format!("{{\"format\":\"{other}\"}}");
        assert!(matches!(read_study(&text), Err(BadStudy::OtherFormat(_))), "{other}");
    }
}

#[test]
fn what_stands_twice_is_refused() {
    let twice = r#"{"format":"duidu.study/2","entries":[],"entries":[]}"#;
    assert!(matches!(read_study(twice), Err(BadStudy::DoubledField(field)) if field == "entries"));
}

#[test]
fn the_bundled_study_is_in_the_present_form() {
    let study = study_from_json(BUNDLED_STUDY).unwrap();
    let text = study_to_json(&study).unwrap();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("seeds/{BUNDLED_NAME}.duidu.json"));
        std::fs::write(file, &text).unwrap();
    }
    assert!(text == BUNDLED_STUDY, "UPDATE_SNAPSHOTS=1 brings it to the present form");
    assert!(read_study(BUNDLED_STUDY).unwrap().remarks.is_empty());
}

#[test]
fn one_change_is_one_block_of_the_file() {
    let mut study = study_from_json(BUNDLED_STUDY).unwrap();
    let before = study_to_json(&study).unwrap();
    let id = study.entries.keys().nth(3).unwrap().clone();
    study.entries.remove(&id);
    let after = study_to_json(&study).unwrap();
    let after: Vec<&str> = after.lines().collect();
    let before: Vec<&str> = before.lines().collect();
    let same_head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let same_tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let block = before.len() - after.len();
    assert!(block < 30 && same_head + same_tail >= after.len(), "{block} {same_head} {same_tail}");
}

proptest! {
    #[test]
    fn a_study_torn_and_gnawed_is_never_a_crash(at in 0_usize..150_000, byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = BUNDLED_STUDY.as_bytes().to_vec();
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        if let Ok(read) = read_study(&text) {
            let again = study_to_json(&read.study).unwrap();
            prop_assert_eq!(read_study(&again).unwrap().study, read.study);
        }
    }

    #[test]
    fn any_json_is_answered(text in r#"\{"format":"duidu.study/[12]"(,"(name|entries|documents|x)":(\[\{"id":"[ab]","type":"(note|place|x)"(,"at":(7|\{\}|null))?\}\]|\[\]|7|"t")){0,3}\}"#) {
        if let Ok(read) = read_study(&text) {
            let again = study_to_json(&read.study).unwrap();
            prop_assert_eq!(read_study(&again).unwrap().study, read.study);
        }
    }
}

/// A corpus of plain documents, a work each.
pub(crate) fn corpus(documents: &[(&str, &str)]) -> Arc<Corpus> {
    let mut corpus = Corpus { name: "渠".to_owned(), ..Corpus::default() };
    for (at, (path, text)) in (0_u32..).zip(documents) {
        let text = SourceText::from(*text);
        let whole = text.whole();
        corpus.works.push(Arc::new(Work {
            id: WorkId(at),
            source: SourceId(at),
            span: whole,
            meta: WorkMeta::default(),
            blocks: Vec::new(),
            prose: Arc::new(Prose::from(text.as_str())),
        }));
        corpus.findings.push(Arc::new(WorkFindings::default()));
        corpus.sources.push(Arc::new(Source {
            id: SourceId(at),
            file: (*path).into(),
            path: (*path).to_owned(),
            media_type: MediaType::PlainText,
            member: None,
            encoding: None,
            fingerprint: xxhash_rust::xxh3::xxh3_64(text.as_str().as_bytes()),
            text: Arc::new(text),
            noise: Vec::new(),
        }));
    }
    Arc::new(corpus)
}

/// Shows a corpus to a state, and does what it asks its workers for.
pub(crate) fn show(state: &mut State, corpus: Arc<Corpus>) {
    state.take_report(Report::Corpus { generation: 0, corpus, complete: true });
    search(state);
}

pub(crate) fn search(state: &mut State) {
    for effect in state.take_effects() {
        if let Effect::Search(search) = effect {
            state.take_report(Report::Searched(Box::new(search.run())));
        }
    }
}

fn note_on(corpus: &Corpus, document: usize, words: &str) -> Entry {
    let source = &corpus.sources[document];
    let at = source.text.as_str().find(words).unwrap();
    let span: Span = source.text.span(at..at + words.len());
    let at = anchor_at(&source.path, &source.text, span);
    Entry::Note(OwnNote { at, text: String::new(), tags: Vec::new() })
}

const ONE: &str =
    "渠成之后，上游三镇以为从此无事。不料次年大旱，闸口一关，下游颗粒无收。县里派人勘验，只说天意，不说人事。";
const TWO: &str = "账册所记与碑文不合。碑上说出工三千，册上只有八百；差额何在，无人能答。后人考订，以为碑是后立的。";

fn noted() -> (State, Arc<Corpus>) {
    let before = corpus(&[("甲.txt", ONE), ("乙.txt", TWO)]);
    let mut state = State::new(Settings::default(), Arc::default());
    show(&mut state, Arc::clone(&before));
    let notes =
        [(0, "闸口一关"), (0, "只说天意"), (0, "上游三镇"), (1, "出工三千"), (1, "碑是后立的"), (1, "差额何在")];
    for (at, (document, words)) in notes.into_iter().enumerate() {
        let id = EntryId::from(at.to_string().as_str());
        state.update(Action::Edit(duidu::model::Edit::put(id, note_on(&before, document, words))));
    }
    show(&mut state, Arc::clone(&before));
    (state, before)
}

fn paths(study: &Study) -> Vec<(&str, &[String])> {
    study.documents.iter().map(|document| (document.path.as_str(), document.formerly.as_slice())).collect()
}

#[test]
fn a_renamed_document_is_known_by_what_it_says() {
    let (mut state, _) = noted();
    assert_eq!(paths(&state.study), [("乙.txt", &[][..]), ("甲.txt", &[][..])]);
    show(&mut state, corpus(&[("旧/甲 (1).txt", ONE), ("乙.txt", TWO)]));
    assert_eq!(state.synopsis.notes.len(), 6);
    assert_eq!(paths(&state.study), [("乙.txt", &[][..]), ("旧/甲 (1).txt", &["甲.txt".to_owned()][..])]);
    // And again under its first name.
    show(&mut state, corpus(&[("甲.txt", ONE), ("乙.txt", TWO)]));
    assert_eq!(state.synopsis.notes.len(), 6);
    assert_eq!(paths(&state.study), [("乙.txt", &[][..]), ("甲.txt", &[][..])]);
}

#[test]
fn a_converted_document_is_known_by_the_quotes_in_it() {
    let (mut state, _) = noted();
    let converted = format!("# 闸口考\r\n\r\n{}", ONE.replace('，', ", ").replace('后', "後"));
    show(&mut state, corpus(&[("甲.md", &converted), ("乙.txt", TWO)]));
    assert_eq!(state.synopsis.notes.len(), 6, "{:?}", state.synopsis.doubts);
    assert_eq!(paths(&state.study).len(), 2);
}

#[test]
fn another_document_under_an_old_name_is_not_mistaken_for_it() {
    let (mut state, _) = noted();
    show(&mut state, corpus(&[("甲.txt", TWO), ("乙.txt", ONE)]));
    let text = |place: duidu::model::Place| state.corpus.text(place.work, place.span).to_owned();
    let mut found: Vec<String> = state.synopsis.notes.iter().map(|(place, _)| text(*place)).collect();
    found.sort();
    assert_eq!(found, ["上游三镇", "出工三千", "只说天意", "差额何在", "碑是后立的", "闸口一关"]);
}

#[test]
fn what_is_gone_is_listed_and_kept() {
    let (mut state, _) = noted();
    show(&mut state, corpus(&[("乙.txt", TWO)]));
    assert_eq!(state.synopsis.notes.len(), 3);
    assert_eq!(state.synopsis.doubts.len(), 3);
    assert_eq!(state.study.entries.len(), 6);
    let Some(Entry::Note(note)) = state.study.entries.get(&EntryId::from("0")) else { panic!("no note") };
    assert_eq!(state.whereabouts.state_of(&state.corpus, &note.at).unwrap().health, Health::Lost);
}

#[test]
fn a_document_is_known_by_its_fingerprint_from_the_first_word_said_of_it() {
    let before = corpus(&[("甲.txt", ONE)]);
    let mut state = State::new(Settings::default(), Arc::default());
    show(&mut state, Arc::clone(&before));
    state.update(Action::Edit(duidu::model::Edit::put("1".into(), note_on(&before, 0, "只说天意"))));
    let print = format!("{:016x}", before.sources[0].fingerprint);
    let listed: Vec<_> = state.study.documents.iter().map(|d| (d.path.as_str(), d.fingerprint.as_str())).collect();
    assert_eq!(listed, [("甲.txt", print.as_str())]);
}
