//! The person's own topics: laid beside the general ones, and put on the claims that their words catch.

use std::borrow::Cow;
use std::sync::Arc;

use super::Claims;
use crate::model::{Claim, Corpus, Entry, Place, Study, Topic, TopicId};
use crate::text::simplified;

/// The scheme: the general topics, then the person's own in the order of their making.
pub(super) fn scheme(general: &Arc<Vec<Topic>>, study: &Study) -> Arc<Vec<Topic>> {
    let own: Vec<Topic> = study
        .entries
        .iter()
        .filter_map(|(id, entry)| match entry {
            Entry::Topic(own) => Some(Topic {
                id: TopicId(id.0.clone()),
                name: own.name.clone(),
                name_en: own.name.clone(),
                letter: own.name.chars().next().unwrap_or('*'),
                definition: own.definition.clone(),
                cues: own.cues.clone(),
            }),
            _ => None,
        })
        .collect();
    if own.is_empty() {
        return Arc::clone(general);
    }
    Arc::new(general.iter().cloned().chain(own).collect())
}

/// The person's own topics with the words that catch claims.
pub(super) struct OwnTopics<'a>(Vec<(&'a TopicId, Vec<String>)>);

impl<'a> OwnTopics<'a> {
    pub(super) fn new(own: &'a [Topic]) -> Self {
        Self(own.iter().map(|topic| (&topic.id, folded(&topic.cues))).collect())
    }

    /// The topics of a claim that was found, and after them those of the person's whose words catch it.
    pub(super) fn put<'c>(&self, corpus: &Corpus, claim: &'c Claim) -> Cow<'c, [TopicId]> {
        let mut topics = Cow::Borrowed(&*claim.topics);
        for (id, cues) in &self.0 {
            if !topics.contains(id) && caught(corpus, Place { work: claim.work, span: claim.span }, cues) {
                topics.to_mut().push((*id).clone());
            }
        }
        topics
    }
}

/// The claims that some words would catch, by their place among `claims`.
#[must_use]
pub fn catches(corpus: &Corpus, claims: &Claims, cues: &[String]) -> Vec<usize> {
    let cues = folded(cues);
    let caught = claims.iter().enumerate().filter(|(_, claim)| caught(corpus, claim.place, &cues));
    caught.map(|(at, _)| at).collect()
}

fn folded(cues: &[String]) -> Vec<String> {
    cues.iter().map(|cue| simplified(cue.trim()).into_owned()).filter(|cue| !cue.is_empty()).collect()
}

fn caught(corpus: &Corpus, place: Place, cues: &[String]) -> bool {
    let text = corpus.text(place.work, place.span);
    let text = simplified(text);
    cues.iter().any(|cue| text.contains(cue.as_str()))
}
