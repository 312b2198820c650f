//! How much of what two works tell alike, or against each other, is seen: the marked pairs of `tests/cases/links.txt` and
//! `tests/cases/disputes.txt`, measured as a whole, since paraphrase has no end and single misses are expected.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a case that is written wrongly should stop the test")]

use duidu::model::{Conflict, JointFindings, Source};

use crate::prose::{cases, side_by_side};

/// A case laid side by side: the sources, what was found, the expected lines that name two places.
type Laid = (String, Vec<Source>, JointFindings, Vec<String>);

fn laid(file: &str) -> Vec<Laid> {
    let lay = |(name, text, expected): (String, String, Vec<String>)| {
        let works: Vec<(&str, Option<i32>)> = text
            .split("--- ")
            .skip(1)
            .map(|work| work.split_once('\n').unwrap())
            .map(|(year, work)| (work, year.trim().parse().ok()))
            .collect();
        let (sources, _, joint) = side_by_side(&works);
        (name, sources, joint, expected.into_iter().filter(|line| line != "none").collect())
    };
    cases(file).into_iter().map(lay).collect()
}

/// How many marked pairs there are, how many of them were joined, how many others were, and what went wrong.
fn joins(file: &str) -> (usize, usize, usize, String) {
    let (mut wanted, mut found, mut wrong) = (0, 0, 0);
    let mut report = Vec::new();
    for (name, sources, joint, expected) in laid(file) {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for event in &joint.events {
            let of = |work: u32| event.attestations.iter().filter(move |a| a.work.0 == work);
            let said = |work: usize, span| sources[work].text.slice(span).to_owned();
            for a in of(0) {
                pairs.extend(of(1).map(|b| (said(0, a.clause), said(1, b.clause))));
            }
        }
        let names = |line: &str, (a, b): &(String, String)| {
            let (x, y) = line.split_once(" ~ ").unwrap();
            a.contains(x) && b.contains(y)
        };
        for line in &expected {
            wanted += 1;
            if pairs.iter().any(|pair| names(line, pair)) {
                found += 1;
            } else {
                report.push(format!("{name}: missed {line}"));
            }
        }
        for pair in pairs.iter().filter(|pair| !expected.iter().any(|line| names(line, pair))) {
            wrong += 1;
            report.push(format!("{name}: joined {pair:?}"));
        }
    }
    (wanted, found, wrong, report.join("\n"))
}

#[test]
fn events_are_joined_across_wording_and_granularity() {
    let (mut all, mut false_ones) = (0, 0);
    for (name, file, least) in [
        ("tuned", include_str!("../cases/links.txt"), LEAST_JOINED),
        ("further", include_str!("../cases/links-further.txt"), LEAST_FURTHER),
        ("fresh", include_str!("../cases/links-fresh.txt"), LEAST_FRESH),
        ("beside", include_str!("../cases/links-beside.txt"), LEAST_BESIDE),
    ] {
        let (wanted, found, wrong, report) = joins(file);
        println!("{name} joins: {found} of {wanted} found, {wrong} wrong\n{report}");
        assert!(found * 100 >= wanted * least, "{found} of {wanted}:\n{report}");
        (all, false_ones) = (all + found + wrong, false_ones + wrong);
    }
    assert!(false_ones * 20 <= all, "{false_ones} wrong of {all}");
}

/// Of the pairs, how many in a hundred are joined at least.
const LEAST_JOINED: usize = 80;
/// The same of the pairs on which fewer rules were tried.
const LEAST_FURTHER: usize = 60;
/// The same of those in which neighbours tell much.
const LEAST_BESIDE: usize = 75;
/// The same of those that were written last.
const LEAST_FRESH: usize = 55;

#[test]
fn planted_contradictions_are_found() {
    let (mut wanted, mut found, mut wrong) = (0, 0, 0);
    let mut report = Vec::new();
    for (name, sources, joint, expected) in laid(include_str!("../cases/disputes.txt")) {
        let names = |line: &str, conflict: &Conflict| {
            let (kind, places) = line.split_once(' ').unwrap();
            let (x, y) = places.split_once(" ~ ").unwrap();
            let holds = |work: u32, words: &str| {
                let mut own = conflict.places.iter().filter(|place| place.work.0 == work);
                own.any(|place| sources[work as usize].text.slice(place.span).contains(words))
            };
            format!("{:?}", conflict.kind).to_lowercase() == kind && holds(0, x) && holds(1, y)
        };
        for line in &expected {
            wanted += 1;
            if joint.conflicts.iter().any(|conflict| names(line, conflict)) {
                found += 1;
            } else {
                report.push(format!("{name}: missed {line}"));
            }
        }
        for conflict in joint.conflicts.iter().filter(|c| !expected.iter().any(|line| names(line, c))) {
            wrong += 1;
            report.push(format!("{name}: false {:?} {}", conflict.kind, conflict.about));
        }
    }
    println!("contradictions: {found} of {wanted} found, {wrong} false\n{}", report.join("\n"));
    assert!(found * 100 >= wanted * LEAST_FOUND, "{found} of {wanted}:\n{}", report.join("\n"));
    assert!(wrong <= found / 4, "{wrong} false beside {found}:\n{}", report.join("\n"));
}

/// Of the planted contradictions, how many in a hundred are found at least.
const LEAST_FOUND: usize = 60;
