//! Looking for a topic where no claim was found: the sentences of a holder that hold one of its cue words.

use crate::model::{Place, Topic, TopicId, WorkId};
use crate::state::{Column, State};

/// How many sentences are listed.
const MOST: usize = 24;

/// The sentences that hold a cue word of the topic: in the author's work, or wherever a party is named. In reading
/// order, at most [`MOST`].
pub(super) fn seek(state: &State, topic: &Topic, column: &Column) -> Vec<Place> {
    let mut found = Vec::new();
    match column {
        Column::Author(author) => {
            for work in state.synopsis.works_of(*author) {
                seek_in(state, work, topic, None, &mut found);
            }
        }
        Column::Work(work) => seek_in(state, *work, topic, None, &mut found),
        Column::Party(holder) => {
            for work in &state.corpus.works {
                seek_in(state, work.id, topic, Some(&holder.name), &mut found);
            }
        }
    }
    found
}

/// Whether a holder was looked through for a topic and says nothing: by the topic's words, or by the person's own word.
pub(super) fn is_silent(state: &State, topic: &TopicId, column: &Column) -> bool {
    state.synopsis.silence(topic, column).is_some()
        || state.synopsis.topic(topic).is_some_and(|topic| seek(state, topic, column).is_empty())
}

fn seek_in(state: &State, work: WorkId, topic: &Topic, named: Option<&str>, found: &mut Vec<Place>) {
    let Some(prose) = state.corpus.work(work).map(|work| &work.prose) else { return };
    for sentence in prose.sentences() {
        if found.len() >= MOST {
            return;
        }
        let running = prose.paragraphs().get(sentence.paragraph as usize).is_some_and(|p| p.heading == 0);
        let words = prose.slice(sentence.bytes.clone());
        let holds = |cue: &String| !cue.is_empty() && words.contains(cue.as_str());
        if running && named.is_none_or(|name| words.contains(name)) && topic.cues.iter().any(holds) {
            found.push(Place { work, span: prose.span(sentence.bytes.clone()) });
        }
    }
}
