//! A made-up corpus for the timeline: two harbours, a mole, four works, three periodisations. The events are in
//! `tests/cases/chronicle.tsv`.

#![expect(clippy::unwrap_used, reason = "a chronicle that does not hold together should stop the test")]

use std::path::PathBuf;
use std::sync::Arc;

use duidu::calendar::{Date, DateRange, Precision};
use duidu::model::{
    Aspect, AspectKind, Attestation, Bound, Conflict, ConflictKind, Corpus, Event, JointFindings, MediaType,
    Periodisation, Phase, Place, Source, SourceId, Stated, TimeKind, TimeMention, TimeRole, Work, WorkFindings, WorkId,
    WorkMeta,
};
use duidu::state::{Report, Settings, State};
use duidu::text::{Prose, SourceText, Span};

const EVENTS: &str = include_str!("../cases/chronicle.tsv");

/// Title, author, year.
const WORKS: [(&str, &str, i32); 4] =
    [("两港百年", "季怀远", 1960), ("防波堤始末", "", 1962), ("潮与塔", "柳青川", 1990), ("旧档新读", "", 1991)];

/// Who divides the time, and how: label, words for the bounds, first and last days that each bound may mean.
const PHASES: [(u32, &[(&str, &str, [&str; 4])]); 3] = [
    (
        0,
        &[
            ("界线之争", "1884年至20世纪初", ["1884-01-01", "1884-12-31", "1900-01-01", "1903-12-31"]),
            ("试探合作", "1906年至1914年", ["1906-01-01", "1906-12-31", "1914-01-01", "1914-12-31"]),
            ("各行其是", "20年代前期至1934年10月", ["1920-01-01", "1924-12-31", "1934-10-01", "1934-10-31"]),
            ("由合而荒", "1934年10月以后", ["1934-10-01", "1934-10-31", "", ""]),
        ],
    ),
    (
        1,
        &[
            ("争界", "1884年至1902年", ["1884-01-01", "1884-12-31", "1902-01-01", "1902-12-31"]),
            ("合修", "1906年至1914年", ["1906-01-01", "1906-12-31", "1914-01-01", "1914-12-31"]),
            ("分修", "1923年至1934年", ["1923-01-01", "1923-12-31", "1934-01-01", "1934-12-31"]),
            ("合并", "1934年以后", ["1934-01-01", "1934-12-31", "", ""]),
        ],
    ),
    (
        2,
        &[
            ("没有堤的年代", "1913年以前", ["", "", "1913-01-01", "1913-12-31"]),
            ("有堤的年代", "1913年以来", ["1913-01-01", "1913-12-31", "", ""]),
        ],
    ),
];

/// Lines of the card of a phase: phase of the first work, kind, whose, words.
const LINES: [(usize, AspectKind, Option<&str>, &str); 6] = [
    (1, AspectKind::Background, None, "台风毁了灯塔，两港的船都进不了港。"),
    (1, AspectKind::Policy, Some("望潮港"), "望潮港愿意出石料，不愿意出钱。"),
    (1, AspectKind::Policy, Some("云津港"), "云津港愿意出钱，要求管堤。"),
    (1, AspectKind::Feature, None, "议定与争执同时进行，是这一段的特点。"),
    (2, AspectKind::Background, None, "战后船多，航道却只有一条。"),
    (2, AspectKind::Feature, None, "各修各的，各封各的，谁也没有把堤修成。"),
];

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

struct Line {
    work: usize,
    words: &'static str,
    range: DateRange,
    precision: Precision,
    label: &'static str,
    actors: Vec<String>,
    sentence: &'static str,
}

fn lines() -> Vec<Line> {
    let rows = EVENTS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| {
        let parts: Vec<&'static str> = line.split('\t').collect();
        Line {
            work: parts[0].parse().unwrap(),
            words: parts[1],
            range: DateRange::new(day(parts[2]).unwrap(), day(parts[3]).unwrap()),
            precision: match parts[4] {
                "day" => Precision::Day,
                "month" => Precision::Month,
                "quarter" => Precision::Quarter,
                "year" => Precision::Year,
                _ => Precision::Decade,
            },
            label: parts[5],
            actors: parts[6].split(',').map(str::to_owned).collect(),
            sentence: parts[7],
        }
    })
    .collect()
}

fn find(source: &SourceText, words: &str) -> Span {
    let at = source.as_str().find(words).unwrap_or_else(|| panic!("{words} is not in the work"));
    source.span(at..at + words.len())
}

/// The corpus of the chronicle.
pub(crate) fn corpus() -> Corpus {
    let lines = lines();
    let mut corpus = Corpus { name: "两港之争".to_owned(), ..Corpus::default() };
    for (at, (title, author, year)) in WORKS.into_iter().enumerate() {
        let bounds = PHASES.iter().filter(|(work, _)| *work == at as u32).flat_map(|(_, phases)| phases.iter());
        let said = bounds.map(|(label, bounds, _)| format!("{label}：{bounds}。"));
        let told = lines.iter().filter(|line| line.work == at).map(|line| line.sentence.to_owned());
        let extra = LINES.iter().filter(|_| at == 0).map(|line| line.3.to_owned());
        let text: String = said.chain(extra).chain(told).map(|line| line + "\n").collect();
        let source = Source {
            id: SourceId(at as u32),
            file: PathBuf::from(title),
            path: format!("{title}.txt"),
            media_type: MediaType::PlainText,
            member: None,
            encoding: None,
            text: Arc::new(SourceText::new(text.as_str())),
            noise: Vec::new(),
            fingerprint: at as u64,
        };
        let stated = |value: &str| Some(Stated { value: value.to_owned(), at: None });
        let meta = WorkMeta {
            title: stated(title),
            authors: stated(author).filter(|author| !author.value.is_empty()).into_iter().collect(),
            year: Some(Stated { value: year, at: None }),
            ..WorkMeta::default()
        };
        let (id, span) = (WorkId(at as u32), source.text.whole());
        let prose = Arc::new(Prose::from(text.as_str()));
        corpus.works.push(Arc::new(Work { id, source: source.id, span, meta, blocks: Vec::new(), prose }));
        corpus.findings.push(Arc::new(findings(id, &source.text, &lines)));
        corpus.sources.push(Arc::new(source));
    }
    corpus.joint = Arc::new(joint(&corpus, &lines));
    corpus
}

fn findings(work: WorkId, text: &SourceText, lines: &[Line]) -> WorkFindings {
    let mut found = WorkFindings::default();
    for line in lines.iter().filter(|line| line.work == work.0 as usize) {
        let sentence = find(text, line.sentence);
        let inside = find(&SourceText::new(line.sentence), line.words);
        let span = Span::new(sentence.start + inside.start, sentence.start + inside.end);
        found.times.push(TimeMention {
            span,
            bytes: text.byte_at(span.start)..text.byte_at(span.end),
            kind: TimeKind::Absolute,
            precision: line.precision,
            range: line.range,
            bounds: None,
            basis: Box::default(),
            lunar: false,
            role: TimeRole::Running,
            rule: "chronicle".into(),
        });
    }
    for (_, phases) in PHASES.iter().filter(|(by, _)| *by == work.0) {
        let phases = phases.iter().enumerate().map(|(at, phase)| stated_phase(work, text, at, phase)).collect();
        let span = text.whole();
        found.periodisations.push(Periodisation { work, span, subject: None, phases, rule: "chronicle".into() });
    }
    found
}

fn stated_phase(work: WorkId, text: &SourceText, at: usize, phase: &(&str, &str, [&str; 4])) -> Phase {
    let (label, bounds, days) = phase;
    let bound = |first: &str, last: &str| {
        let range = DateRange { begin: day(first), end: day(last) };
        Bound { span: None, range, open: range.is_nowhere(), basis: None }
    };
    let aspects = LINES.iter().filter(|line| work.0 == 0 && line.0 == at).map(|line| Aspect {
        kind: line.1,
        actor: line.2.map(str::to_owned),
        span: find(text, line.3),
    });
    Phase {
        ordinal: at as u32 + 1,
        label: (*label).to_owned(),
        label_span: find(text, label),
        begin: bound(days[0], days[1]),
        end: bound(days[2], days[3]),
        range: DateRange { begin: day(days[0]), end: day(days[3]) },
        bounds_as_written: Some(find(text, bounds)),
        span: find(text, &format!("{label}：{bounds}。")),
        treated: None,
        aspects: aspects.collect(),
    }
}

fn joint(corpus: &Corpus, lines: &[Line]) -> JointFindings {
    let mut events: Vec<Event> = Vec::new();
    for line in lines {
        let text = &corpus.sources[line.work].text;
        let sentence = find(text, line.sentence);
        let times = &corpus.findings[line.work].times;
        let time = times.iter().find(|time| sentence.covers(time.span)).unwrap().span;
        let copied = lines.iter().find(|other| other.work < line.work && other.sentence == line.sentence);
        let attestation = Attestation {
            work: WorkId(line.work as u32),
            sentence,
            clause: sentence,
            time,
            range: line.range,
            precision: line.precision,
            rule: "events.verb".into(),
            copied_from: copied.map(|other| WorkId(other.work as u32)),
        };
        match events.iter_mut().find(|event| event.label == line.label) {
            Some(event) => event.attestations.push(attestation),
            None => events.push(Event {
                range: line.range,
                precision: line.precision,
                label: line.label.to_owned(),
                actors: line.actors.clone(),
                place: None,
                attestations: vec![attestation],
                order_only: false,
            }),
        }
    }
    events.sort_by_key(|event| event.range.begin);
    let disputed = events.iter().position(|event| event.label == "议定合修防波堤");
    let places = disputed.map_or_else(Vec::new, |at| {
        events[at].attestations.iter().map(|a| Place { work: a.work, span: a.sentence }).collect()
    });
    let conflict = Conflict { kind: ConflictKind::Date, about: "议定的日子".to_owned(), event: disputed, places };
    JointFindings { events, conflicts: vec![conflict], ..JointFindings::default() }
}

/// The chronicle as the app holds it when everything has been read.
pub(crate) fn state() -> State {
    state_with(Settings::default())
}

/// The same with other settings.
pub(crate) fn state_with(settings: Settings) -> State {
    let mut state = State::new(settings, Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus()), complete: true });
    state
}
