//! The person's own topics: laid beside the general ones, and put on the claims that their words catch.

use std::sync::Arc;

use super::ClaimRow;
use crate::model::{Corpus, Entry, Study, Topic, TopicId};
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

/// Puts the person's own topics on the claims that their words catch, after the topics that these have. What she has
/// settled stays as she settled it.
pub(super) fn put(corpus: &Corpus, topics: &[Topic], general: usize, claims: &mut [ClaimRow]) {
    for topic in &topics[general.min(topics.len())..] {
        let cues = folded(&topic.cues);
        for claim in claims.iter_mut() {
            let settled = matches!(claim.origin, super::Origin::Own(_));
            if !settled && !claim.topics.contains(&topic.id) && caught(corpus, claim, &cues) {
                claim.topics.push(topic.id.clone());
            }
        }
    }
}

/// The claims that some words would catch, by their place among `claims`.
#[must_use]
pub fn catches(corpus: &Corpus, claims: &[ClaimRow], cues: &[String]) -> Vec<usize> {
    let cues = folded(cues);
    (0..claims.len()).filter(|&at| caught(corpus, &claims[at], &cues)).collect()
}

fn folded(cues: &[String]) -> Vec<String> {
    cues.iter().map(|cue| simplified(cue.trim()).into_owned()).filter(|cue| !cue.is_empty()).collect()
}

fn caught(corpus: &Corpus, claim: &ClaimRow, cues: &[String]) -> bool {
    let text = corpus.text(claim.place.work, claim.place.span);
    let text = simplified(text);
    cues.iter().any(|cue| text.contains(cue.as_str()))
}
