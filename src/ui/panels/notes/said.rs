//! Entries of the study in a line of words.

use std::borrow::Cow;

use crate::calendar::{Date, DateRange};
use crate::model::{Entry, EntryId, Suggestion, Verdict};
use crate::ui::ViewCtx;

/// Text as one line.
pub(super) fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The day on which an entry was made; empty when its id does not say.
pub(super) fn day(id: &EntryId) -> String {
    let Some(Ok(made)) = id.0.split('-').next().map(str::parse::<i64>) else { return String::new() };
    let first = Date::new(1970, 1, 1).map_or(0, Date::days);
    let Ok(days) = i32::try_from(made / 86_400_000) else { return String::new() };
    if days < 10_000 {
        return String::new();
    }
    let date = Date::from_days(first + days);
    format!("{}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// What kind of entry it is.
pub(super) fn kind<'a>(ctx: &ViewCtx<'a>, entry: &Entry) -> Cow<'a, str> {
    ctx.words.get(match entry {
        Entry::Claim(_) => "entry-claim",
        Entry::Relation(_) => "entry-relation",
        Entry::Note(note) if note.text.is_empty() => "entry-highlight",
        Entry::Note(_) => "entry-note",
        Entry::Event(_) => "entry-event",
        Entry::Periodisation(_) => "entry-periodisation",
        Entry::Verdict { verdict: Verdict::Accepted, .. } => "entry-accepted",
        Entry::Verdict { verdict: Verdict::Rejected, .. } => "entry-rejected",
        Entry::Summary { .. } => "entry-summary",
        Entry::Paragraph { .. } => "entry-paragraph",
        Entry::Columns { .. } => "entry-columns",
        _ => "entry-other",
    })
}

/// The first and last day; an open end is left out.
fn days(range: DateRange) -> String {
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    if range.begin == range.end { day(range.begin) } else { format!("{} – {}", day(range.begin), day(range.end)) }
}

/// What an entry says, in the person's words where there are some.
pub(super) fn words(entry: &Entry) -> String {
    let quoted = |exact: &str| format!("“{}”", one_line(exact));
    let plain = match entry {
        Entry::Claim(claim) if claim.gist.is_empty() => quoted(&claim.at.exact),
        Entry::Claim(claim) => format!("{}{}", claim.gist, quoted(&claim.at.exact)),
        Entry::Note(note) => {
            let tags: String = note.tags.iter().map(|tag| format!(" #{tag}")).collect();
            format!("{}{}{tags}", quoted(&note.at.exact), one_line(&note.text))
        }
        Entry::Event(event) => {
            format!("{}（{}）{}", event.label, days(event.range), one_line(&event.note))
        }
        Entry::Periodisation(own) => {
            let phases = own.phases.iter().map(|phase| format!("{} {}", phase.label, days(phase.range)));
            format!("{}：{}", own.name, phases.collect::<Vec<_>>().join("；"))
        }
        Entry::Verdict { suggestion, .. } => match suggestion {
            Suggestion::Time { at } | Suggestion::Claim { at } | Suggestion::Event { at } => quoted(&at.exact),
            Suggestion::Relation { a, b } => format!("{} × {}", quoted(&a.exact), quoted(&b.exact)),
        },
        Entry::Relation(relation) => relation.why.clone(),
        Entry::Summary { text, .. } | Entry::Paragraph { text, .. } => one_line(text),
        Entry::Columns { columns } => {
            columns.iter().map(|name| name.holder.name.as_str()).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    };
    if plain.trim().is_empty() { serde_json::to_string(entry).unwrap_or_default() } else { plain }
}
