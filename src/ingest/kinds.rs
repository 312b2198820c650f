//! What kind of publication a work is, by words that say so.

use super::words::{KindWord, WORDS};
use crate::model::WorkKind;

/// The kind that a remark like 期刊论文 or “journal article” names.
pub(super) fn of_words(words: &str) -> Option<WorkKind> {
    let lower = words.to_lowercase();
    let lower = lower.replace('_', " ");
    let named = WORDS.kinds.iter().find(|(_, signs)| signs.iter().any(|sign| lower.contains(sign.as_str())));
    if let Some((kind, _)) = named {
        return Some(of(*kind));
    }
    if lower.contains("thesis") || lower.contains("dissertation") {
        return Some(WorkKind::Thesis);
    }
    if lower.contains("newspaper") || lower.contains("news") {
        return Some(WorkKind::NewspaperArticle);
    }
    lower.contains("other").then_some(WorkKind::Other)
}

fn of(kind: KindWord) -> WorkKind {
    match kind {
        KindWord::Thesis => WorkKind::Thesis,
        KindWord::Course => WorkKind::CoursePaper,
        KindWord::Slides => WorkKind::Slides,
        KindWord::Journal => WorkKind::JournalArticle,
        KindWord::Newspaper => WorkKind::NewspaperArticle,
        KindWord::Web => WorkKind::WebPage,
        KindWord::Book => WorkKind::Book,
    }
}
