//! Time mentions, by marked text: every mention of a case is marked, so that what is missed and what is invented both
//! show. The form of the marks is told at the head of `tests/cases/times.txt`.
#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may fail in any way")]

use duidu::analysis::{Rules, times_in};
use duidu::calendar::{Date, DateRange};
use duidu::model::{TimeMention, TimeRole};

/// A case without its marks, with what they say.
struct Case {
    text: String,
    marks: Vec<(usize, usize, String)>,
}

fn parse(line: &str) -> Case {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let close = open + rest[open..].find('}').unwrap_or_else(|| panic!("unclosed mark: {line}"));
        let (words, value) = rest[open + 1..close].split_once('|').unwrap_or_else(|| panic!("no value: {line}"));
        let start = text.len();
        text.push_str(words);
        marks.push((start, text.len(), value.to_owned()));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    // The arrow stands for a new paragraph; it takes up as many bytes as it replaces so that places stay true.
    Case { text: text.replace('⏎', "\n\n\n"), marks }
}

fn stretch(text: &str) -> DateRange {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = digits.split('-').map(|part| part.parse::<i32>().unwrap_or_else(|_| panic!("no value: {text}")));
    let year = sign * parts.next().unwrap();
    match (parts.next(), parts.next()) {
        (None, _) => DateRange::year(year),
        (Some(month), None) => DateRange::month(year, month as u8).unwrap(),
        (Some(month), Some(day)) => DateRange::day(Date::new(year, month as u8, day as u8).unwrap()),
    }
}

/// The days of a mark: `1994`, `1994-10`, `1994-10-21`, two of them joined by `..`, `1994..` for an open one.
fn days(value: &str) -> DateRange {
    match value.split_once("..") {
        None => stretch(value),
        Some((first, "")) => DateRange { begin: stretch(first).begin, end: None },
        Some((first, last)) => DateRange { begin: stretch(first).begin, end: stretch(last).end },
    }
}

fn said(mention: &TimeMention) -> String {
    let mut value = match mention.range {
        DateRange { begin: None, end: None } => "vague".to_owned(),
        DateRange { begin, end } => format!(
            "{}..{}",
            begin.map_or_else(String::new, |d| d.to_string()),
            end.map_or_else(String::new, |d| d.to_string())
        ),
    };
    if mention.lunar {
        value.push_str(" lunar");
    }
    match mention.role {
        TimeRole::Running => {}
        TimeRole::Stamp => value.push_str(" stamp"),
        TimeRole::InName => value.push_str(" name"),
    }
    value
}

fn expected(value: &str) -> String {
    let mut words = value.split(' ');
    let range = words.next().unwrap();
    let mut out = if range == "vague" {
        "vague".to_owned()
    } else {
        let DateRange { begin, end } = days(range);
        format!(
            "{}..{}",
            begin.map_or_else(String::new, |d| d.to_string()),
            end.map_or_else(String::new, |d| d.to_string())
        )
    };
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    out
}

fn check(file: &str, cases: &str) {
    let rules = Rules::bundled().unwrap();
    let mut reference = None;
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(day) = line.strip_prefix("@ ") {
            reference = day.parse::<Date>().ok();
            continue;
        }
        count += 1;
        let case = parse(line);
        let found = times_in(&case.text, reference, &rules);
        let found: Vec<String> =
            found.iter().map(|m| format!("{}@{} {}", &case.text[m.bytes.clone()], m.bytes.start, said(m))).collect();
        let marked: Vec<String> = case
            .marks
            .iter()
            .map(|(start, end, value)| format!("{}@{start} {}", &case.text[*start..*end], expected(value)))
            .collect();
        if found != marked {
            let only = |a: &[String], b: &[String]| {
                a.iter().filter(|x| !b.contains(x)).cloned().collect::<Vec<_>>().join("; ")
            };
            wrong.push(format!(
                "{}\n    marked: {}\n    found:  {}",
                case.text.replace('\n', ""),
                only(&marked, &found),
                only(&found, &marked)
            ));
        }
    }
    println!("{file}: {count} cases");
    assert!(count >= 300, "{file}: only {count} cases");
    assert!(wrong.is_empty(), "{file}: {} of {count} cases wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn grammar_of_dates() {
    check("times.txt", include_str!("../cases/times.txt"));
}
