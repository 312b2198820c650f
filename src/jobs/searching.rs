//! Searching: one thread with the folded texts of the corpus; the newest question wins.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::Telling;
use crate::analysis::Rules;
use crate::model::Corpus;
use crate::search::{Asked, Shelf};
use crate::state::Report;

/// A question for the searcher.
#[derive(Debug)]
pub(super) struct Question {
    /// Its number.
    pub(super) generation: u64,
    /// What is asked for.
    pub(super) asked: Asked,
    /// Where to look.
    pub(super) corpus: Arc<Corpus>,
}

/// Answers questions until nobody asks any more.
pub(super) fn answer_all(questions: &Receiver<Question>, rules: &Rules, telling: &Telling) {
    let mut shelf = Shelf::default();
    let mut next = questions.recv().ok();
    while let Some(question) = next.take() {
        let mut newer = None;
        // What was typed since makes the answer useless.
        let stop = || {
            newer = questions.try_recv().ok();
            newer.is_some()
        };
        let asked = &question.asked;
        let others = if asked.aliases { rules.actors.other_names(asked.words.trim()) } else { Vec::new() };
        let found = shelf.search(asked, &others, &question.corpus.works, stop);
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
