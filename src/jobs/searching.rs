//! Searching: one thread with the folded texts of the corpus; the newest question wins.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::Telling;
use crate::model::Corpus;
use crate::search::Shelf;
use crate::state::Report;

/// A question for the searcher.
#[derive(Debug)]
pub(super) struct Question {
    /// Its number.
    pub(super) generation: u64,
    /// The words.
    pub(super) words: String,
    /// Where to look.
    pub(super) corpus: Arc<Corpus>,
}

/// Answers questions until nobody asks any more.
pub(super) fn answer_all(questions: &Receiver<Question>, telling: &Telling) {
    let mut shelf = Shelf::default();
    let mut next = questions.recv().ok();
    while let Some(question) = next.take() {
        let mut newer = None;
        // What was typed since makes the answer useless.
        let stop = || {
            newer = questions.try_recv().ok();
            newer.is_some()
        };
        let found = shelf.search(&question.words, &question.corpus.works, stop);
        if let Some(found) = found {
            telling.tell(Report::LookedFor { generation: question.generation, found: Arc::new(found) });
        }
        next = newer.or_else(|| questions.recv().ok());
        // Only the last of several that wait matters.
        while let Ok(later) = questions.try_recv() {
            next = Some(later);
        }
    }
}
