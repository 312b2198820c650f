//! Events, by the marked cases of `tests/cases/{events,joins,conflicts}.txt`.
#![expect(clippy::unwrap_used, reason = "a case that is written wrongly should stop the test")]

use duidu::calendar::DateRange;
use duidu::model::{Event, EventMention};

use crate::prose::{cases, findings, side_by_side};

/// The days as the cases write them.
fn days(range: DateRange) -> String {
    let (Some(begin), Some(end)) = (range.begin, range.end) else { return "order".to_owned() };
    let year =
        |d: duidu::calendar::Date| if d.year() < 0 { format!("-{:04}", -d.year()) } else { d.year().to_string() };
    if begin == end {
        begin.to_string()
    } else if DateRange::year(begin.year()) == range {
        year(begin)
    } else if DateRange::month(begin.year(), begin.month()) == Some(range) {
        begin.to_string()[..7].to_owned()
    } else if DateRange::years(begin.year(), end.year()) == range {
        format!("{}..{}", year(begin), year(end))
    } else {
        format!("{begin}..{end}")
    }
}

fn shown(event: &EventMention, text: &str) -> String {
    let clause: String = text.chars().skip(event.clause.start as usize).take(event.clause.len() as usize).collect();
    format!("{} {clause} [{}]", days(event.range), event.label)
}

#[test]
fn dated_clauses_tell_events() {
    let mut failed = Vec::new();
    let mut wanted = 0;
    for (name, text, expected) in cases(include_str!("../cases/events.txt")) {
        let (found, source) = findings(&text, None);
        let source = source.text.as_str();
        let got: Vec<String> = found.events.iter().map(|e| shown(e, source)).collect();
        let expected: Vec<&String> = expected.iter().filter(|e| *e != "none").collect();
        wanted += expected.len();
        let matches = |(want, got): (&&String, &String)| {
            let (date, words) = want.split_once(' ').unwrap();
            got.starts_with(&format!("{date} ")) && got.contains(words)
        };
        if got.len() != expected.len() || !expected.iter().zip(&got).all(matches) {
            failed.push(format!("{name}\n  expected {expected:?}\n  found    {got:?}"));
        }
    }
    assert!(failed.is_empty(), "{} cases failed, {wanted} events in all:\n{}", failed.len(), failed.join("\n"));
}

/// The works of a case, with their years.
fn works(text: &str) -> Vec<(String, Option<i32>)> {
    let mut works: Vec<(String, Option<i32>)> = Vec::new();
    for line in text.lines() {
        if let Some(year) = line.strip_prefix("---") {
            works.push((String::new(), year.trim().parse().ok()));
        } else if let Some((text, _)) = works.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    works
}

#[test]
fn one_event_is_one_event_in_every_work() {
    let mut failed = Vec::new();
    for (name, text, expected) in cases(include_str!("../cases/joins.txt")) {
        let works = works(&text);
        let texts: Vec<(&str, Option<i32>)> = works.iter().map(|(t, y)| (t.as_str(), *y)).collect();
        let (sources, _, joint) = side_by_side(&texts);
        let clauses = |event: &Event| -> String {
            let told = event.attestations.iter().map(|a| sources[a.work.0 as usize].text.slice(a.clause).to_owned());
            told.collect::<Vec<_>>().join(" / ")
        };
        let told_by = |event: &Event| {
            let mut works: Vec<String> = event.attestations.iter().map(|a| format!("w{}", a.work.0)).collect();
            works.dedup();
            works
        };
        let copies: Vec<String> = joint
            .events
            .iter()
            .flat_map(|e| &e.attestations)
            .filter_map(|a| Some(format!("copied w{} w{}", a.work.0, a.copied_from?.0)))
            .collect();
        for want in &expected {
            let words: Vec<&str> = want.split(' ').collect();
            let holds = match words[0] {
                "apart" => joint.events.iter().filter(|e| clauses(e).contains(words[1])).all(|e| told_by(e).len() == 1),
                "copied" => copies.contains(want),
                "independent" => copies.is_empty(),
                _ => joint
                    .events
                    .iter()
                    .any(|e| days(e.range) == words[0] && clauses(e).contains(words[1]) && told_by(e) == words[2..]),
            };
            if !holds {
                let events: Vec<String> =
                    joint.events.iter().map(|e| format!("{} {:?} {}", days(e.range), told_by(e), clauses(e))).collect();
                failed.push(format!("{name}: {want}\n  found {events:#?} {copies:?}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} expectations failed:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn works_that_cannot_both_be_right_are_named() {
    let mut failed = Vec::new();
    for (name, text, expected) in cases(include_str!("../cases/conflicts.txt")) {
        let works = works(&text);
        let texts: Vec<(&str, Option<i32>)> = works.iter().map(|(t, y)| (t.as_str(), *y)).collect();
        let (_, _, joint) = side_by_side(&texts);
        let mut got: Vec<String> = joint
            .conflicts
            .iter()
            .map(|c| {
                let mut works: Vec<String> = c.places.iter().map(|p| format!("w{}", p.work.0)).collect();
                works.dedup();
                format!("{} {}", format!("{:?}", c.kind).to_lowercase(), works.join(" "))
            })
            .collect();
        if got.is_empty() {
            got.push("none".to_owned());
        }
        if got != expected {
            let events: Vec<String> = joint.events.iter().map(|e| format!("{} {}", days(e.range), e.label)).collect();
            failed.push(format!(
                "{name}\n  expected {expected:?}\n  found    {got:?} {:?} {events:?}",
                joint.conflicts.iter().map(|c| &c.about).collect::<Vec<_>>()
            ));
        }
    }
    assert!(failed.is_empty(), "{} cases failed:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn the_one_who_acts_comes_first() {
    let mut failed = Vec::new();
    for (name, text, expected) in cases(include_str!("../cases/who.txt")) {
        let (found, source) = findings(&text, None);
        let source = source.text.as_str();
        for want in &expected {
            let (words, actor) = want.rsplit_once(' ').unwrap();
            let told = found.events.iter().find(|e| shown(e, source).contains(words));
            let first = told.map(|e| e.actors.first().map_or("nobody", String::as_str));
            if first != Some(actor) {
                let all: Vec<_> = found.events.iter().map(|e| (shown(e, source), &e.actors)).collect();
                failed.push(format!("{name}: {want}\n  found {first:?} in {all:#?}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} expectations failed:\n{}", failed.len(), failed.join("\n"));
}
