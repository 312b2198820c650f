//! A corpus to which files are added as they are read, in whatever order: in every picture of it they stand in the
//! order of their paths.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Documents;
use super::reading::ReadFile;
use crate::analysis::{self, Rules};
use crate::model::{Corpus, Problem, Source, SourceId, Work, WorkFindings, WorkId};

pub(super) struct Growing {
    /// The corpus without any file.
    bare: Corpus,
    files: BTreeMap<usize, Taken>,
}

/// A file that was taken in.
struct Taken {
    source: Option<Arc<Source>>,
    works: Vec<(Arc<Work>, Arc<WorkFindings>)>,
    problems: Vec<Problem>,
    /// The numbers that source and first work have.
    numbered: Option<(SourceId, WorkId)>,
}

impl Growing {
    pub(super) fn new(documents: &Documents) -> Self {
        let problems = documents.listing().map_or_else(Vec::new, |listing| listing.problems.clone());
        let bare = Corpus { name: documents.name(), problems, ..Corpus::default() };
        Self { bare, files: BTreeMap::new() }
    }

    /// Takes in a file.
    pub(super) fn take(&mut self, index: usize, read: ReadFile) {
        let mut problems = read.problems;
        let works = read.works.into_iter().map(|(work, mut findings)| {
            problems.append(&mut findings.problems);
            (Arc::new(work), Arc::new(findings))
        });
        let works = works.collect();
        self.files.insert(index, Taken { source: read.source.map(Arc::new), works, problems, numbered: None });
    }

    /// The corpus as it is now, its works laid side by side.
    pub(super) fn picture(&mut self, rules: &Rules) -> Arc<Corpus> {
        let mut corpus = self.bare.clone();
        for file in self.files.values_mut() {
            let id = file.source.as_ref().map(|_| SourceId(corpus.sources.len() as u32));
            let first = WorkId(corpus.works.len() as u32);
            if let Some(id) = id.filter(|&id| file.numbered != Some((id, first))) {
                file.number(id, first);
            }
            corpus.problems.extend(file.problems.iter().map(|problem| Problem { source: id, ..problem.clone() }));
            corpus.sources.extend(file.source.clone());
            for (work, findings) in &file.works {
                corpus.works.push(Arc::clone(work));
                corpus.findings.push(Arc::clone(findings));
            }
        }
        corpus.joint = Arc::new(analysis::join(&corpus.works, &corpus.findings, rules));
        Arc::new(corpus)
    }
}

impl Taken {
    fn number(&mut self, id: SourceId, first: WorkId) {
        if let Some(source) = &mut self.source {
            Arc::make_mut(source).id = id;
        }
        for ((work, findings), number) in self.works.iter_mut().zip(first.0..) {
            let work = Arc::make_mut(work);
            (work.id, work.source) = (WorkId(number), id);
            Arc::make_mut(findings).renumber(work.id, id);
        }
        self.numbered = Some((id, first));
    }
}
