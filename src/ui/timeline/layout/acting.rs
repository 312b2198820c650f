//! In whose lane an event belongs: to the one who acts, or to all who act together.

use crate::state::EventRow;

/// Words that join those who act together: 与 (simplified and traditional), 和, 同, 跟, 及, the enumeration comma, 暨.
const JOINS: [char; 8] =
    ['\u{4E0E}', '\u{8207}', '\u{548C}', '\u{540C}', '\u{8DDF}', '\u{53CA}', '\u{3001}', '\u{66A8}'];

/// Those who act in an event: the first alone where its label begins with one of them, all who took part where it
/// begins with two side by side (甲乙会谈, 甲与乙签约) or with none (首次会谈). One that an event only happens to stays
/// in the card, and has no part in the lanes.
pub(super) fn acting(event: &EventRow) -> &[String] {
    let actors = event.actors.as_slice();
    if actors.len() > 1 && acts_alone(&event.label, actors) { &actors[..1] } else { actors }
}

/// Whether a label begins with one actor, by the name or by the single character that stands for it, and no other one
/// follows but for a joining word.
fn acts_alone(label: &str, actors: &[String]) -> bool {
    leading(label, actors, None).is_some_and(|(first, after)| {
        let after = after.strip_prefix(JOINS).unwrap_or(after);
        leading(after, actors, Some(first)).is_none()
    })
}

/// The actor with whom a text begins, other than `not`, and what comes after the name: the longest name first.
fn leading<'t>(text: &'t str, actors: &[String], not: Option<usize>) -> Option<(usize, &'t str)> {
    let others = || actors.iter().enumerate().filter(move |&(at, _)| Some(at) != not);
    let whole = others().filter(|(_, name)| text.starts_with(name.as_str())).max_by_key(|(_, name)| name.len());
    if let Some((at, name)) = whole {
        return Some((at, &text[name.len()..]));
    }
    let first = text.chars().next()?;
    let (at, _) = others().find(|(_, name)| name.starts_with(first))?;
    Some((at, &text[first.len_utf8()..]))
}
