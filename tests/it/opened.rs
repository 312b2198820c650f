//! A state from files that a test writes itself, read and analysed as the app does it.
#![expect(clippy::unwrap_used, reason = "a file that cannot be read should stop the test")]

use std::path::PathBuf;
use std::sync::Arc;

use duidu::analysis::{analyse, join};
use duidu::ingest;
use duidu::model::{Corpus, Source, SourceId, Work, WorkId};
use duidu::state::{OpenedStudy, Report, Settings, State, Told};

use crate::prose::rules;

/// The files by name and text, opened with an empty study.
pub(crate) fn files(files: &[(&str, &str)]) -> State {
    let files: Vec<(&str, &[u8])> = files.iter().map(|&(name, text)| (name, text.as_bytes())).collect();
    documents(&files)
}

/// The same for files of any format.
pub(crate) fn documents(files: &[(&str, &[u8])]) -> State {
    let rules = rules();
    let mut corpus = Corpus { name: "试".to_owned(), ..Corpus::default() };
    for (name, bytes) in files {
        let taken = ingest::take(name, bytes, None);
        let read = taken.source.unwrap();
        let source = Arc::new(Source {
            id: SourceId(corpus.sources.len() as u32),
            file: PathBuf::from(name),
            path: (*name).to_owned(),
            media_type: read.media_type,
            member: None,
            encoding: read.encoding,
            text: Arc::new(read.text),
            noise: read.noise,
            fingerprint: read.fingerprint,
        });
        for work in taken.works {
            let id = WorkId(corpus.works.len() as u32);
            let prose = Arc::new(work.prose);
            let (span, meta, blocks) = (work.span, work.meta, work.blocks);
            let work = Work { id, source: source.id, span, meta, blocks, prose };
            let mut found = analyse(&work, &source, &rules, None);
            found.renumber(id, source.id);
            corpus.works.push(Arc::new(work));
            corpus.findings.push(Arc::new(found));
        }
        corpus.sources.push(source);
    }
    corpus.joint = Arc::new(join(&corpus.works, &corpus.findings, &rules));
    let mut state = State::new(Settings::default(), Arc::new(rules.topics.clone()));
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus), complete: true });
    let file = PathBuf::from("试.duidu.json");
    let told = Told::Opened(Box::new(OpenedStudy { file, ..OpenedStudy::default() }));
    state.take_report(Report::Study { generation: 0, told });
    state
}
