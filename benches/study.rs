//! A study of 100,000 marks: how long it takes to open, to show, to change and to save.
//!
//! Opening and saving are done by the writer, showing and changing by the window, which has 16 ms for a frame.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops at what is wrong, and prints")]

use std::sync::Arc;
use std::time::Instant;

use duidu::model::{
    Corpus, Edit, Entry, EntryId, MediaType, OwnNote, Source, SourceId, Study, Work, WorkFindings, WorkId, WorkMeta,
};
use duidu::state::{Action, Effect, Record, Report, Settings, State, Told, anchor_at};
use duidu::store::{Disk, Opened, RealDisk, StudyPlace, study_to_json};
use duidu::text::{Prose, SourceText, Span};

const MARKS: u32 = 100_000;
const DOCUMENTS: u32 = 20;

fn corpus() -> Corpus {
    let mut corpus = Corpus { name: "渠".to_owned(), ..Corpus::default() };
    for at in 0..DOCUMENTS {
        let paragraph =
            |number: u32| format!("第{at}册第{number}段：上游三镇与下游五镇争水，议定按亩分摊，后又反悔。\n");
        let text = SourceText::from((0..3000).map(paragraph).collect::<String>().as_str());
        corpus.works.push(Arc::new(Work {
            id: WorkId(at),
            source: SourceId(at),
            span: text.whole(),
            meta: WorkMeta::default(),
            blocks: Vec::new(),
            prose: Arc::new(Prose::from(text.as_str())),
        }));
        corpus.findings.push(Arc::new(WorkFindings::default()));
        corpus.sources.push(Arc::new(Source {
            id: SourceId(at),
            file: format!("{at}.txt").into(),
            path: format!("{at}.txt"),
            member: None,
            media_type: MediaType::PlainText,
            encoding: None,
            fingerprint: u64::from(at),
            text: Arc::new(text),
            noise: Vec::new(),
        }));
    }
    corpus
}

fn mark(corpus: &Corpus, number: u32) -> (EntryId, Entry) {
    let source = &corpus.sources[(number % DOCUMENTS) as usize];
    let start = number / DOCUMENTS * 18 % (source.text.chars() - 20);
    let at = anchor_at(&source.path, &source.text, Span::new(start, start + 8));
    let text = if number.is_multiple_of(3) { format!("批语{number}") } else { String::new() };
    (EntryId(format!("{number:013}-0000").into()), Entry::Note(OwnNote { at, text, tags: Vec::new() }))
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    println!("{what:<44} {:>9.1} ms", begun.elapsed().as_secs_f64() * 1000.0);
    done
}

fn main() {
    let corpus = Arc::new(corpus());
    let study = Study { entries: (0..MARKS).map(|number| mark(&corpus, number)).collect(), ..Study::default() };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("渠.duidu.json");
    let text = study_to_json(&study).unwrap();
    println!("{MARKS} marks, {:.1} MB", text.len() as f64 / 1e6);
    std::fs::write(&file, text).unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let place = StudyPlace { file, stored: None, room: folder.path().join("kept") };
    let Opened { mut keeping, told } = timed("writer: open", || Opened::new(&disk, &place, Study::default));
    let mut state = State::new(Settings::default(), Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::clone(&corpus), complete: true });
    timed("window: show", || {
        state.take_report(Report::Study { generation: 0, told: Told::Opened(Box::new(told)) });
    });
    drop(state.take_effects());
    let (_, entry) = mark(&corpus, 77);
    let edit = Edit::put(EntryId::from("9999999999999-0001"), entry);
    timed("window: change", || state.update(Action::Edit(edit)));
    let records = state.take_effects().into_iter().filter_map(|effect| match effect {
        Effect::Record { record, .. } => Some(record),
        _ => None,
    });
    let records: Vec<Record> = records.collect();
    timed("writer: journal", || keeping.record(records).unwrap());
    timed("writer: save", || keeping.save().unwrap());
}
