//! What the comparison says to the study: edits, each undone as a whole.

use crate::model::{
    Anchor, Certainty, ClaimKind, ColumnName, Edit, Entry, EntryId, OwnClaim, OwnRelation, OwnTopic, Place,
    RelationKind, Stance, Suggestion, TopicId, Verdict,
};
use crate::state::{ClaimRow, Column, Origin, anchor_at};
use crate::ui::ViewCtx;

/// A fresh id: the moment, and a number that no entry of that moment has.
fn fresh_id(ctx: &ViewCtx<'_>, taken: &[(EntryId, Option<Entry>)]) -> EntryId {
    let entries = &ctx.state.study.entries;
    let mut number = 0;
    loop {
        let id = EntryId(format!("{:013}-{number:04}", ctx.now_ms).into());
        if !entries.contains_key(&id) && !taken.iter().any(|(other, _)| *other == id) {
            return id;
        }
        number += 1;
    }
}

fn anchor(ctx: &ViewCtx<'_>, place: Place) -> Option<Anchor> {
    let corpus = &ctx.state.corpus;
    let source = corpus.source(corpus.work(place.work)?.source)?;
    Some(anchor_at(&source.path, &source.text, place.span))
}

/// The person's summary of a cell; an empty one is taken out.
pub(super) fn summarise(ctx: &ViewCtx<'_>, topic: &TopicId, column: &Column, text: &str) -> Option<Edit> {
    let known = ctx.state.synopsis.summary(topic, column);
    write(ctx, known, text, |text| {
        let ColumnName { holder, document, part, .. } = ctx.state.name_of(column)?;
        Some(Entry::Summary { topic: topic.clone(), holder, document, part, text })
    })
}

/// The person's paragraph on a topic; an empty one is taken out.
pub(super) fn write_paragraph(ctx: &ViewCtx<'_>, topic: &TopicId, text: &str) -> Option<Edit> {
    let known = ctx.state.synopsis.paragraphs.get(topic);
    write(ctx, known, text, |text| Some(Entry::Paragraph { topic: topic.clone(), text }))
}

/// Puts a text in the place of the one that is known, or takes it out when it is empty; nothing when it is the same.
fn write(
    ctx: &ViewCtx<'_>,
    known: Option<&(EntryId, String)>,
    text: &str,
    entry: impl FnOnce(String) -> Option<Entry>,
) -> Option<Edit> {
    let text = text.trim();
    if known.map_or("", |(_, text)| text) == text {
        return None;
    }
    let id = known.map_or_else(|| fresh_id(ctx, &[]), |(id, _)| id.clone());
    if text.is_empty() { Some(Edit::remove(id)) } else { Some(Edit::put(id, entry(text.to_owned())?)) }
}

/// Says that a holder is silent on a topic, or takes that back.
pub(super) fn silence(ctx: &ViewCtx<'_>, topic: &TopicId, column: &Column) -> Option<Edit> {
    if let Some(id) = ctx.state.synopsis.silence(topic, column) {
        return Some(Edit::remove(id.clone()));
    }
    let ColumnName { holder, document, part, .. } = ctx.state.name_of(column)?;
    Some(Edit::put(fresh_id(ctx, &[]), Entry::Silent { topic: topic.clone(), holder, document, part }))
}

/// The entry that holds the person's verdict on a suggestion, if she gave one.
fn verdict_id(ctx: &ViewCtx<'_>, suggestion: &Suggestion) -> Option<EntryId> {
    let same = |entry: &Entry| matches!(entry, Entry::Verdict { suggestion: other, .. } if other == suggestion);
    ctx.state.study.entries.iter().find(|(_, entry)| same(entry)).map(|(id, _)| id.clone())
}

fn say(ctx: &ViewCtx<'_>, suggestion: Suggestion, verdict: Verdict) -> Edit {
    let id = verdict_id(ctx, &suggestion).unwrap_or_else(|| fresh_id(ctx, &[]));
    Edit::put(id, Entry::Verdict { suggestion, verdict })
}

/// Says that a proposed claim is right or wrong.
pub(super) fn decide_claim(ctx: &ViewCtx<'_>, claim: usize, verdict: Verdict) -> Option<Edit> {
    let row = ctx.state.synopsis.claims.get(claim)?;
    decide(ctx, row.origin, verdict, || Some(Suggestion::Claim { at: anchor(ctx, row.place)? }))
}

/// Says that a relation is right or wrong.
pub(super) fn decide_relation(ctx: &ViewCtx<'_>, relation: usize, verdict: Verdict) -> Option<Edit> {
    let synopsis = &ctx.state.synopsis;
    let row = synopsis.relations.get(relation)?;
    let end = |claim: usize| anchor(ctx, synopsis.claims.get(claim)?.place);
    decide(ctx, &row.origin, verdict, || Some(Suggestion::Relation { a: end(row.a)?, b: end(row.b)? }))
}

/// Says of something proposed that it is right or wrong; what is the person's own can only be taken out.
fn decide(
    ctx: &ViewCtx<'_>,
    origin: &Origin,
    verdict: Verdict,
    suggestion: impl FnOnce() -> Option<Suggestion>,
) -> Option<Edit> {
    match origin {
        Origin::Own(id) if verdict == Verdict::Rejected => Some(Edit::remove(id.clone())),
        Origin::Own(_) => None,
        Origin::Accepted | Origin::Suggested => Some(say(ctx, suggestion()?, verdict)),
    }
}

/// Says how a relation that is there stands.
pub(super) fn change_relation(ctx: &ViewCtx<'_>, relation: usize, kind: RelationKind) -> Option<Edit> {
    let row = ctx.state.synopsis.relations.get(relation)?;
    if row.kind == kind {
        return decide_relation(ctx, relation, Verdict::Accepted);
    }
    relate(ctx, row.a, row.b, kind, &row.why)
}

/// Relates two claims. Claims that were only proposed are settled by it, as they stand.
pub(super) fn relate(ctx: &ViewCtx<'_>, a: usize, b: usize, kind: RelationKind, why: &str) -> Option<Edit> {
    let synopsis = &ctx.state.synopsis;
    let mut edit = Edit::default();
    let a_id = settle(ctx, &synopsis.claims.get(a)?, &mut edit)?;
    let b_id = settle(ctx, &synopsis.claims.get(b)?, &mut edit)?;
    let between = |x: &EntryId, y: &EntryId| (*x == a_id && *y == b_id) || (*x == b_id && *y == a_id);
    let known = ctx.state.study.entries.iter().find_map(|(id, entry)| match entry {
        Entry::Relation(own) if between(&own.a, &own.b) => Some(id.clone()),
        _ => None,
    });
    let id = known.unwrap_or_else(|| fresh_id(ctx, &edit.changes));
    let own = OwnRelation { a: a_id, b: b_id, kind, why: why.to_owned() };
    edit.changes.push((id, Some(Entry::Relation(own))));
    Some(edit)
}

/// The entry of a claim; makes one where there is none yet.
fn settle(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>, edit: &mut Edit) -> Option<EntryId> {
    if let Origin::Own(id) = &claim.origin {
        return Some(id.clone());
    }
    let own = OwnClaim {
        at: anchor(ctx, claim.place)?,
        holder: claim.holder.clone(),
        topics: claim.topics.to_vec(),
        kind: claim.kind,
        stance: claim.stance,
        certainty: claim.certainty,
        gist: claim.gist.to_owned(),
    };
    let id = fresh_id(ctx, &edit.changes);
    edit.changes.push((id.clone(), Some(Entry::Claim(own))));
    Some(id)
}

/// Puts a claim under another topic, before the ones that it has, or takes it out from under one that it has.
pub(super) fn toggle_topic(ctx: &ViewCtx<'_>, claim: usize, topic: &TopicId) -> Option<Edit> {
    let row = ctx.state.synopsis.claims.get(claim)?;
    let mut edit = Edit::default();
    let id = settle(ctx, &row, &mut edit)?;
    let own = edit.changes.pop().and_then(|(_, entry)| entry).or_else(|| ctx.state.study.entries.get(&id).cloned());
    let Some(Entry::Claim(mut own)) = own else { return None };
    match own.topics.iter().position(|other| other == topic) {
        Some(at) => drop(own.topics.remove(at)),
        None => own.topics.insert(0, topic.clone()),
    }
    Some(Edit::put(id, Entry::Claim(own)))
}

/// The person's own topics in the order of their making, with the entry that holds each.
pub(super) fn own_topics(ctx: &ViewCtx<'_>) -> Vec<(EntryId, OwnTopic)> {
    let entries = ctx.state.study.entries.iter().filter_map(|(id, entry)| match entry {
        Entry::Topic(own) => Some((id.clone(), own.clone())),
        _ => None,
    });
    entries.collect()
}

/// Adds a topic, or changes the one of an entry. The claims that its words catch come under it: those that are only
/// proposed by themselves, those that the person has settled by this edit, so that she can take them off again.
pub(super) fn put_topic(ctx: &ViewCtx<'_>, id: Option<EntryId>, own: OwnTopic, caught: &[usize]) -> Edit {
    let id = id.unwrap_or_else(|| fresh_id(ctx, &[]));
    let topic = TopicId(id.0.clone());
    let mut edit = Edit::put(id, Entry::Topic(own));
    for row in caught.iter().filter_map(|&claim| ctx.state.synopsis.claims.get(claim)) {
        let Origin::Own(id) = &row.origin else { continue };
        if let Some(Entry::Claim(settled)) = ctx.state.study.entries.get(id)
            && !settled.topics.contains(&topic)
        {
            let mut settled = settled.clone();
            settled.topics.push(topic.clone());
            edit.changes.push((id.clone(), Some(Entry::Claim(settled))));
        }
    }
    edit
}

/// Takes a topic of the person's own out of the scheme, and off the claims that she has put under it.
pub(super) fn remove_topic(ctx: &ViewCtx<'_>, id: &EntryId) -> Edit {
    let mut edit = Edit::remove(id.clone());
    for (claim, entry) in &ctx.state.study.entries {
        if let Entry::Claim(own) = entry
            && own.topics.iter().any(|topic| topic.0 == id.0)
        {
            let mut own = own.clone();
            own.topics.retain(|topic| topic.0 != id.0);
            edit.changes.push((claim.clone(), Some(Entry::Claim(own))));
        }
    }
    edit
}

/// Says that two names are one party's; what was said of the first name before is replaced.
pub(super) fn put_alias(ctx: &ViewCtx<'_>, name: &str, stands_for: &str) -> Edit {
    let said = |entry: &Entry| matches!(entry, Entry::Alias { name: known, .. } if known == name);
    let known = ctx.state.study.entries.iter().find(|(_, entry)| said(entry)).map(|(id, _)| id.clone());
    let id = known.unwrap_or_else(|| fresh_id(ctx, &[]));
    Edit::put(id, Entry::Alias { name: name.to_owned(), stands_for: stands_for.to_owned() })
}

/// Makes a claim of words that the person has laid into a cell; words that are a claim already go under the topic.
pub(super) fn claim_words(ctx: &ViewCtx<'_>, topic: &TopicId, column: &Column, place: Place) -> Option<Edit> {
    let claims = &ctx.state.synopsis.claims;
    let same = |row: &ClaimRow<'_>| row.place == place && column.holds(row);
    if let Some(claim) = claims.iter().position(|row| same(&row)) {
        let has = claims.get(claim)?.topics.contains(topic);
        return if has { None } else { toggle_topic(ctx, claim, topic) };
    }
    let holder = ctx.state.name_of(column)?.holder;
    let own = OwnClaim {
        at: anchor(ctx, place)?,
        holder,
        topics: vec![topic.clone()],
        kind: ClaimKind::Evaluation,
        stance: Stance::default(),
        certainty: Certainty::default(),
        gist: String::new(),
    };
    Some(Edit::put(fresh_id(ctx, &[]), Entry::Claim(own)))
}
