//! The timeline at every zoom, from three thousand years to a month: pictures of one made-up corpus, of which the events
//! are in `tests/cases/ages.tsv`.

use std::sync::Arc;

use duidu::calendar::{Date, DateRange, Precision};
use duidu::model::{
    Attestation, Corpus, Edit, Entry, EntryId, Event, JointFindings, MediaType, OwnPeriodisation, OwnPhase, Source,
    SourceId, Stated, Work, WorkFindings, WorkId, WorkMeta,
};
use duidu::state::{Action, Report, Settings, State, View};
use duidu::text::{Prose, SourceText, Span};
use duidu::ui::timeline::{self, TimelineView};
use eframe::egui::{Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Rect, TouchPhase, Vec2, vec2};
use egui_kittest::kittest::Queryable;

use crate::harness::{Desk, desk};

const EVENTS: &str = include_str!("../cases/ages.tsv");
const SIZE: [f32; 2] = [1392.0, 560.0];
const WORKS: [&str; 3] = ["盐州志略", "海陵盐法考", "沙洲之争"];
/// Two ways to divide the time: name, then the first and the last year of each phase.
const BANDS: [(&str, &[(&str, i32, i32)]); 2] = [
    (
        "按盐法",
        &[
            ("无专卖", -850, -111),
            ("专卖之始", -110, 617),
            ("票引", 618, 1491),
            ("纳银", 1492, 1911),
            ("约法", 1912, 1990),
        ],
    ),
    ("按河道", &[("井盐", -850, -481), ("运盐河", -480, 1126), ("灶户", 1127, 1799), ("两家争河", 1800, 1990)]),
];

fn event(line: &str, at: u32, length: u32) -> Event {
    let parts: Vec<&str> = line.split('\t').collect();
    let range = DateRange::new(parts[0].parse().unwrap(), parts[1].parse().unwrap());
    let precision = match parts[2] {
        "day" => Precision::Day,
        "month" => Precision::Month,
        "quarter" => Precision::Quarter,
        "year" => Precision::Year,
        "decade" => Precision::Decade,
        _ => Precision::Century,
    };
    let clause = Span::new(at * length, (at + 1) * length);
    let told = |work| Attestation {
        work: WorkId(work),
        sentence: clause,
        clause,
        time: Span::new(clause.start, clause.start + 2),
        range,
        precision,
        copied_from: None,
        rule: "events.verb".into(),
    };
    Event {
        range,
        precision,
        label: parts[4].to_owned(),
        actors: vec![parts[3].to_owned()],
        place: None,
        attestations: (0..parts[5].parse().unwrap()).map(told).collect(),
        order_only: false,
    }
}

fn corpus() -> Corpus {
    let lines: Vec<&str> = EVENTS.lines().filter(|line| !line.starts_with('#')).collect();
    let sentence = "某年盐河上有事。";
    let text = sentence.repeat(lines.len());
    let mut corpus = Corpus { name: "盐河".to_owned(), ..Corpus::default() };
    for (at, title) in (0..).zip(WORKS) {
        let source = Source {
            id: SourceId(at),
            file: title.into(),
            path: format!("{title}.txt"),
            member: None,
            media_type: MediaType::PlainText,
            encoding: None,
            text: Arc::new(SourceText::new(text.as_str())),
            noise: Vec::new(),
            fingerprint: u64::from(at),
        };
        let title = Some(Stated { value: title.to_owned(), at: None });
        let meta = WorkMeta { title, ..WorkMeta::default() };
        let (span, prose) = (source.text.whole(), Arc::new(Prose::from(text.as_str())));
        let work = Work { id: WorkId(at), source: source.id, span, meta, blocks: Vec::new(), prose };
        corpus.works.push(Arc::new(work));
        corpus.findings.push(Arc::new(WorkFindings::default()));
        corpus.sources.push(Arc::new(source));
    }
    let length = sentence.chars().count() as u32;
    let mut events: Vec<Event> = lines.iter().zip(0..).map(|(line, at)| event(line, at, length)).collect();
    events.sort_by_key(|event| event.range.begin);
    corpus.joint = Arc::new(JointFindings { events, ..JointFindings::default() });
    corpus
}

fn state() -> State {
    let mut state = State::new(Settings { motion: false, ..Settings::default() }, Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus()), complete: true });
    let own = |(name, phases): (&str, &[(&str, i32, i32)])| {
        let phases = phases.iter().map(|&(label, first, last)| OwnPhase {
            label: label.to_owned(),
            range: DateRange::new(Date::first_of_year(first), Date::last_of_year(last)),
            character: String::new(),
            at: None,
            lines: Vec::new(),
        });
        Entry::Periodisation(OwnPeriodisation { name: name.to_owned(), document: None, phases: phases.collect() })
    };
    let entries = BANDS.into_iter().map(|band| (EntryId::from(band.0), Some(own(band))));
    state.update(Action::Edit(Edit { changes: entries.collect() }));
    state.update(Action::Fill(Some(View::Timeline)));
    state
}

type Window = egui_kittest::Harness<'static, Desk<TimelineView>>;

/// Chooses the event that all pictures are about, and answers the room of its mark.
fn mark(window: &mut Window) -> Rect {
    let events = Arc::clone(&window.state().state.synopsis.events);
    let at = events.iter().position(|event| event.label == "沙洲立约").unwrap();
    window.state_mut().state.update(Action::ChooseEvent(Some(at)));
    window.run();
    let place = window.get_all_by_label_contains("沙洲立约").next().unwrap().rect();
    window.state_mut().state.update(Action::ChooseEvent(None));
    window.run();
    place
}

/// Turns the wheel over a place, sideways or up and down.
fn turn(window: &mut Window, at: Pos2, points: Vec2) {
    window.hover_at(at);
    window.step();
    for _ in 0..TURNS {
        window.event(eframe::egui::Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: points / TURNS as f32,
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
            source: MouseWheelSource::Wheel,
        });
        window.step();
    }
    window.remove_cursor();
    window.run();
}

const TURNS: usize = 12;
/// So many points of the wheel show ten times less.
const TENTH: f32 = 575.6;

#[test]
fn pictures_from_three_thousand_years_to_a_month() {
    let mut window = desk(SIZE, state(), TimelineView::default(), timeline::show);
    window.run();
    window.snapshot("timeline-zoom-millennia");
    // Its words stand before it, for it is near the end; in the middle they stand after it.
    let near_the_end = mark(&mut window).right_center() - vec2(5.0, 0.0);
    turn(&mut window, near_the_end, vec2(SIZE[0] / 2.0 - near_the_end.x, 0.0));
    for level in ["century", "decade", "year", "month"] {
        let before = mark(&mut window);
        turn(&mut window, before.left_center() + vec2(5.0, 0.0), vec2(0.0, TENTH));
        window.snapshot(format!("timeline-zoom-{level}"));
        let moved = mark(&mut window).left() - before.left();
        assert!(moved.abs() < 3.0, "{level}: what was under the pointer stays there, but for {moved} points");
    }
}
