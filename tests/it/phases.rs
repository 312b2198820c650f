//! Periodisations, by the marked cases of `tests/cases/phases.txt`.

use duidu::calendar::Date;
use duidu::model::Periodisation;

use crate::prose::{cases, findings};

/// `1953 1963 label`, with `..` for an open end and `?` for an unknown bound.
fn line(periodisation: &Periodisation) -> Vec<String> {
    let year = |date: Option<Date>, open: bool| match (date, open) {
        (_, true) => "..".to_owned(),
        (Some(date), _) => date.year().to_string(),
        (None, _) => "?".to_owned(),
    };
    let phases = periodisation.phases.iter();
    phases
        .map(|p| format!("{} {} {}", year(p.range.begin, p.begin.open), year(p.range.end, p.end.open), p.label))
        .collect()
}

#[test]
fn divisions_are_read() {
    let mut failed = Vec::new();
    for (name, text, expected) in cases(include_str!("../cases/phases.txt")) {
        let (found, _) = findings(&text, None);
        let mut got: Vec<String> = found.periodisations.iter().flat_map(line).collect();
        if got.is_empty() {
            got.push("none".to_owned());
        }
        if got != expected {
            failed.push(format!("{name}\n  expected {expected:?}\n  found    {got:?}"));
        }
    }
    assert!(failed.is_empty(), "{} cases failed:\n{}", failed.len(), failed.join("\n"));
}
