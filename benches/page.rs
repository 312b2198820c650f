//! Reading: what a frame of the reader costs with a work of 10 MB beside one of 10 KB, when it is opened, scrolled and
//! made narrower; and the memory that the large one takes.
//!
//! Promise: a frame while scrolling or resizing costs at most 1.5 times as much, memory is under four times the text.
//! Work is time of the processor, as far as the system tells it, else time on the clock. Nothing is drawn on a screen:
//! a frame ends with its triangles.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use duidu::ingest;
use duidu::model::{Corpus, Source, SourceId, Work, WorkFindings, WorkId};
use duidu::state::{Action, Appearance, Language, Report, Settings, State};
use duidu::ui::reader::{self, ReaderView};
use duidu::ui::theme::Theme;
use duidu::ui::words::Words;
use duidu::ui::{Actions, ViewCtx, fonts};
use eframe::egui::{self, CentralPanel, Event, Frame, MouseWheelUnit, RawInput, Rect, pos2, vec2};

const FRAMES: usize = 160;

/// Nanoseconds that this thread has worked.
fn worked(since: Instant) -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let worked = stat.split_whitespace().next().and_then(|word| word.parse().ok());
    worked.unwrap_or_else(|| since.elapsed().as_nanos() as u64)
}

/// Resident memory in bytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Chinese prose with dates and Latin words in it.
fn text(bytes: usize) -> String {
    let mut text = String::from("# 渠与田\n\n");
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        let year = 1900 + number % 120;
        text.push_str(&format!(
            "　　第{number}段说渠。{year}年3月，渠修到了高处，田在低处；水从高处流到低处，不必用车（见 Canal {number}）。\
             “先测水，再定线”，这是老话——可是那一年没有人测过水。于是渠成而田不肥，田不肥而民不安……\n\n"
        ));
    }
    text
}

/// A state with one work of that size.
fn state(bytes: usize) -> State {
    let taken = ingest::take("渠.md", text(bytes).as_bytes(), None);
    let mut corpus = Corpus { name: "渠".to_owned(), ..Corpus::default() };
    if let Some(read) = taken.source {
        corpus.sources.push(Arc::new(Source {
            id: SourceId(0),
            file: PathBuf::from("渠.md"),
            path: "渠.md".to_owned(),
            member: None,
            media_type: read.media_type,
            encoding: read.encoding,
            text: Arc::new(read.text),
            noise: read.noise,
            fingerprint: read.fingerprint,
        }));
    }
    for work in taken.works {
        let id = WorkId(corpus.works.len() as u32);
        let (span, meta, blocks, prose) = (work.span, work.meta, work.blocks, Arc::new(work.prose));
        corpus.works.push(Arc::new(Work { id, source: SourceId(0), span, meta, blocks, prose }));
        corpus.findings.push(Arc::new(WorkFindings::default()));
    }
    let mut state = State::new(Settings { motion: false, ..Settings::default() }, Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus), complete: true });
    state.update(Action::ShowWork(WorkId(0)));
    state
}

/// A reader on a state, without a window.
struct Desk {
    state: State,
    view: ReaderView,
    egui: egui::Context,
    theme: Theme,
    words: Words,
    time: f64,
}

impl Desk {
    fn new(state: State) -> Self {
        let egui = egui::Context::default();
        fonts::install(&egui);
        let theme = Theme::new(Appearance::Light);
        theme.apply(&egui);
        Self { state, view: ReaderView::default(), egui, theme, words: Words::new(Language::ZhHans), time: 0.0 }
    }

    /// One frame at a width; answers with what it cost in nanoseconds.
    fn frame(&mut self, width: f32, events: Vec<Event>) -> u64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 900.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let before = worked(begun);
        let mut actions = Actions::new();
        let output = self.egui.clone().run_ui(input, |ui| {
            let ctx = ViewCtx { state: &self.state, theme: &self.theme, words: &self.words, now_ms: 0 };
            CentralPanel::default()
                .frame(Frame::NONE)
                .show(ui, |ui| reader::show(ui, &ctx, &mut self.view, &mut actions));
        });
        black_box(self.egui.tessellate(output.shapes, output.pixels_per_point));
        let cost = worked(begun) - before;
        // The textures would go to the graphics card.
        let mut textures = output.textures_delta;
        textures.clear();
        cost
    }
}

fn middle(mut values: Vec<u64>) -> f64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default() as f64 / 1e6
}

/// The cost of the first frame, of one while scrolling, of one while the width changes, in ms.
fn measure(desk: &mut Desk) -> [f64; 3] {
    let here = pos2(400.0, 400.0);
    // The fonts' own pictures are made in the first frames, whatever is shown.
    let first = desk.frame(900.0, vec![Event::PointerMoved(here)]) as f64 / 1e6;
    desk.frame(900.0, Vec::new());
    let wheel = || Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -60.0),
        phase: egui::TouchPhase::Move,
        modifiers: egui::Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    };
    let scroll = (0..FRAMES).map(|_| desk.frame(900.0, vec![wheel()])).skip(FRAMES / 4).collect();
    let resize = (0..FRAMES / 2).map(|step| desk.frame(900.0 - step as f32 * 3.0, Vec::new())).collect();
    [first, middle(scroll), middle(resize)]
}

fn main() {
    let mut small = Desk::new(state(10_000));
    let little = measure(&mut small);
    let bytes = 10_000_000;
    let before = resident();
    let large = state(bytes);
    let read = resident();
    let mut large = Desk::new(large);
    let much = measure(&mut large);
    let after = resident();
    println!("                   10 KB      10 MB   ratio");
    for (name, at) in [("first frame", 0), ("scrolling", 1), ("resizing", 2)] {
        println!("{name:<14} {:>7.2} ms {:>7.2} ms {:>6.2}", little[at], much[at], much[at] / little[at]);
    }
    let times = |memory: u64| memory as f64 / bytes as f64;
    println!(
        "memory of the large one: {:.1} times its text when read, {:.1} times when shown",
        times(read.saturating_sub(before)),
        times(after.saturating_sub(before))
    );
    if much[1] > 1.5 * little[1] || much[2] > 1.5 * little[2] || times(after.saturating_sub(before)) > 4.0 {
        println!("the promise is broken");
        std::process::exit(1);
    }
}
