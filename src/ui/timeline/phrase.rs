//! How dates and counts are said.

use super::layout::{Scale, TickMark};
use crate::calendar::{Date, DateRange, Precision};
use crate::model::{Bound, ConflictKind};
use crate::state::{BandPhase, EventRow, State};
use crate::ui::words::Words;

/// A year as historians write it.
#[must_use]
pub(super) fn year(words: &Words, year: i32) -> String {
    if year < 0 {
        words.with("timeline-bc", &[("year", (-year).to_string().as_str().into())])
    } else {
        year.to_string()
    }
}

/// A day to a precision: 1994, 1994-10, 1994-10-21.
fn to(words: &Words, day: Date, precision: Precision) -> String {
    let year = year(words, day.year());
    match precision {
        Precision::Day => format!("{year}-{:02}-{:02}", day.month(), day.day()),
        Precision::Month | Precision::Quarter => format!("{year}-{:02}", day.month()),
        _ => year,
    }
}

/// A range as short as its precision allows: `1994-10-21`, `1994-10`, `1980—1989`, `1994—`.
#[must_use]
pub(super) fn range(words: &Words, range: DateRange, precision: Precision) -> String {
    match (range.begin, range.end) {
        (None, None) => words.get("timeline-undated").into_owned(),
        (begin, end) => {
            let precision = finest(begin, end, precision);
            let (begin, end) = (begin.map(|day| to(words, day, precision)), end.map(|day| to(words, day, precision)));
            match (begin, end) {
                (Some(begin), Some(end)) if begin == end => begin,
                (begin, end) => format!("{}—{}", begin.unwrap_or_default(), end.unwrap_or_default()),
            }
        }
    }
}

/// The precision at which the ends of a range are what they are: a range of whole years needs no months.
fn finest(begin: Option<Date>, end: Option<Date>, precision: Precision) -> Precision {
    let starts_year = begin.is_none_or(|day| (day.month(), day.day()) == (1, 1));
    let ends_year = end.is_none_or(|day| (day.month(), day.day()) == (12, 31));
    let starts_month = begin.is_none_or(|day| day.day() == 1);
    let ends_month = end.is_none_or(|day| day.plus_days(1).day() == 1);
    match precision {
        Precision::Day => Precision::Day,
        _ if starts_year && ends_year => Precision::Year,
        _ if starts_month && ends_month => Precision::Month,
        _ => Precision::Day,
    }
}

/// A day as exactly as the zoom shows it.
#[must_use]
pub(super) fn to_zoom(words: &Words, scale: &Scale, day: Date) -> String {
    let precision = match scale.per_year() {
        wide if wide > 2000.0 => Precision::Day,
        wide if wide > 300.0 => Precision::Month,
        _ => Precision::Year,
    };
    to(words, day, precision)
}

/// A range to the precision that it has by itself.
#[must_use]
pub(super) fn bare(words: &Words, days: DateRange) -> String {
    range(words, days, Precision::Century)
}

/// The words of a tick; in full where nothing before it says the year.
#[must_use]
pub(super) fn tick(words: &Words, mark: TickMark, full: bool) -> String {
    let month = |m: u8| words.get(MONTHS[usize::from(m.clamp(1, 12)) - 1]).into_owned();
    let within = |y: i32, rest: &str| {
        let year = year(words, y);
        words.with("timeline-tick-in-year", &[("year", (&year).into()), ("rest", rest.into())])
    };
    let day = |key: &str, date: Date| {
        let number = date.day().to_string();
        let month = month(date.month());
        words.with(key, &[("day", (&number).into()), ("month", (&month).into())])
    };
    match mark {
        TickMark::Year(y) => year(words, y),
        TickMark::Month(y, m) if full => within(y, &month(m)),
        TickMark::Month(_, m) => month(m),
        TickMark::Day(date) if full => within(date.year(), &day("timeline-tick-month-day", date)),
        TickMark::Day(date) => day("timeline-tick-day", date),
    }
}

const MONTHS: [&str; 12] = [
    "timeline-month-1",
    "timeline-month-2",
    "timeline-month-3",
    "timeline-month-4",
    "timeline-month-5",
    "timeline-month-6",
    "timeline-month-7",
    "timeline-month-8",
    "timeline-month-9",
    "timeline-month-10",
    "timeline-month-11",
    "timeline-month-12",
];

/// The days of a phase, and how sure its bounds are.
#[must_use]
pub(super) fn bounds(words: &Words, phase: &BandPhase) -> String {
    let end = |bound: &Bound| match (bound.open, bound.range.begin, bound.range.end) {
        (true, ..) | (_, None, None) => "timeline-bound-open",
        (_, Some(first), Some(last)) if last.days() - first.days() > 366 => "timeline-bound-vague",
        (_, Some(first), Some(last)) if last.days() - first.days() > 31 => "timeline-bound-year",
        (_, Some(first), Some(last)) if first != last => "timeline-bound-month",
        _ => "timeline-bound-day",
    };
    let (begin, end) = (words.get(end(&phase.begin)).into_owned(), words.get(end(&phase.end)).into_owned());
    let days = bare(words, phase.range);
    words.with("timeline-bounds", &[("days", (&days).into()), ("begin", (&begin).into()), ("end", (&end).into())])
}

/// The key of the words for what works contradict each other in.
#[must_use]
pub(super) fn conflict(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Date => "timeline-conflict-date",
        ConflictKind::Order => "timeline-conflict-order",
        ConflictKind::Cause => "timeline-conflict-cause",
        ConflictKind::Name => "timeline-conflict-name",
        ConflictKind::Figure => "timeline-conflict-figure",
    }
}

/// What a screen reader says of an event.
#[must_use]
pub(super) fn event(words: &Words, event: &EventRow) -> String {
    let mut said = format!("{} {}", range(words, event.range, event.precision), event.label);
    if event.independent > 1 {
        said.push_str(&words.with("timeline-said-tellings", &[("n", event.independent.into())]));
    }
    if !event.conflicts.is_empty() {
        said.push_str(&words.get("timeline-said-conflict"));
    }
    if event.order_only {
        said.push_str(&words.get("timeline-said-order"));
    }
    said
}

/// A stretch of a work's text as one line of reading text, cut to so many characters.
#[must_use]
pub(super) fn reading(state: &State, place: crate::model::Place, most: usize) -> String {
    let Some(work) = state.corpus.work(place.work) else { return String::new() };
    let bytes = work.prose.bytes(place.span);
    let text = work.prose.slice(bytes);
    let text: String = text.split('\n').map(str::trim).collect();
    cut(&text, most)
}

/// At most so many characters, with …… where more would come.
#[must_use]
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => {
            format!("{}……", text[..at].trim_end_matches([',', '\u{FF0C}', '\u{3001}', '\u{FF1B}', '\u{FF1A}']))
        }
        None => text.to_owned(),
    }
}

/// A work by its author, or by its title when it is unsigned.
#[must_use]
pub(super) fn work(state: &State, work: crate::model::WorkId) -> String {
    let row = state.synopsis.work(work);
    row.map_or_else(String::new, |row| if row.author.is_empty() { row.title.clone() } else { row.author.clone() })
}

/// At most so many characters, with … where more would come: for names and captions.
#[must_use]
pub(super) fn brief(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// The number of a paragraph in a work's running text, from 1.
#[must_use]
pub(super) fn paragraph(state: &State, place: crate::model::Place) -> Option<usize> {
    let work = state.corpus.work(place.work)?;
    let at = work.prose.bytes(place.span).start;
    let running = work.prose.paragraphs().iter().filter(|paragraph| paragraph.heading == 0);
    Some(running.take_while(|paragraph| paragraph.bytes.start <= at).count().max(1))
}
