//! Reading: what a frame of the reader costs with a work of 10 MB beside one of 10 KB, when it is opened, scrolled and
//! made narrower; the memory that the large one takes; and what 100 open works cost beside one.
//!
//! Promise: a frame while scrolling or resizing costs at most 1.5 times as much, memory is under four times the text,
//! with 100 works a frame costs no more than 1.5 times as much as with one.
//! Work is time of the processor, as far as the system tells it, else time on the clock. Nothing is drawn on a screen:
//! a frame ends with its triangles.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench stops at what is wrong, and prints")]

#[path = "shared/desk.rs"]
mod desk;
#[path = "shared/worked.rs"]
mod worked;

use std::sync::Arc;
use std::time::Instant;

use desk::wheel;
use duidu::analysis::Rules;
use duidu::ingest;
use duidu::jobs::{Documents, Wishes, read_corpus};
use duidu::model::WorkId;
use duidu::state::{Action, Opening, Report, Settings, State};
use duidu::ui::reader::{self, ReaderView};
use eframe::egui::{CentralPanel, Event, Frame, pos2, vec2};
use worked::worked;

const FRAMES: usize = 240;
/// How many frames of scrolling a work of 10 KB is long.
const PAGE: usize = 30;

/// Resident memory in bytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// Chinese prose with about as many dates, actors and claims as an article has them, and Latin words in it.
fn text(bytes: usize) -> String {
    let mut text = String::from("# 渠与田\n\n");
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        let year = 1900 + number % 120;
        text.push_str(&format!(
            "　　第{number}段说渠。{year}年3月，法国派人修渠，渠修到了高处，田在低处；水从高处流到低处，不必用车（见 Canal \
             {number}）。看渠的人早上来，傍晚回去，路上要走半天，带着干粮和一把伞，雨天就在树下等着。“先测水，再定线”，这是老话\
             ——可是那一年没有人测过水，线也是后来补画的，画在一张旧纸上，纸现在还在。村里的老人记得那张纸，也记得画线的人姓什么，\
             只是各人说的不一样。于是渠成而田不肥……\n\n"
        ));
    }
    text
}

/// A state with so many works of that size, read and analysed as the program does it.
fn state(works: usize, bytes: usize) -> State {
    let folder = tempfile::tempdir().unwrap();
    for work in 0..works {
        std::fs::write(folder.path().join(format!("渠{work:03}.md")), text(bytes)).unwrap();
    }
    let documents = Documents::of(&Opening::Paths(vec![folder.path().to_owned()]));
    let corpus = read_corpus(&documents, &Rules::bundled().unwrap(), &Wishes::default(), &|_| {});
    let mut state = State::new(Settings { motion: false, ..Settings::default() }, Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus, complete: true });
    state.update(Action::ShowWork(WorkId(0)));
    state
}

/// A reader on a state.
type Desk = desk::Desk<ReaderView>;

/// The height of the reader, in points.
const HEIGHT: f32 = 900.0;

impl Desk {
    fn reader(state: State) -> Self {
        Self::new(state, vec2(900.0, HEIGHT), |ui, ctx, view, actions| {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| reader::show(ui, ctx, view, actions));
        })
    }

    /// One frame at a width.
    fn at_width(&mut self, width: f32, events: Vec<Event>) {
        self.size = vec2(width, HEIGHT);
        self.frame(events);
    }
}

/// What each of so many frames costs, in ms. They are measured together: the system counts a thread's work in steps
/// that are longer than a frame.
fn each(frames: usize, mut frame: impl FnMut(usize)) -> f64 {
    let begun = Instant::now();
    let before = worked(begun);
    (0..frames).for_each(&mut frame);
    (worked(begun) - before) as f64 / frames as f64 / 1e6
}

/// The cost of the first frame, of one while scrolling, of one while the width changes, in ms.
fn measure(desk: &mut Desk) -> [f64; 3] {
    let here = pos2(400.0, 400.0);
    let first = each(1, |_| desk.at_width(900.0, vec![Event::PointerMoved(here)]));
    let wheel = || wheel(-60.0);
    // The fonts' own pictures are made in the first frames, whatever is shown.
    (0..FRAMES / 4).for_each(|_| desk.at_width(900.0, vec![wheel()]));
    // Down a fresh page, again and again: a work of 10 KB is no longer than that.
    let mut scroll = 0.0;
    for _ in 0..FRAMES / PAGE {
        desk.view = ReaderView::default();
        desk.at_width(900.0, Vec::new());
        scroll += each(PAGE, |_| desk.at_width(900.0, vec![wheel()])) * (PAGE as f64 / FRAMES as f64);
    }
    let resize = each(FRAMES, |step| desk.at_width(900.0 - (step % 80) as f32 * 3.0, Vec::new()));
    [first, scroll, resize]
}

/// Turns through all works, a frame for each; answers with what that cost for each, in ms.
fn turn_through(desk: &mut Desk) -> f64 {
    each(desk.state.corpus.works.len(), |work| {
        desk.state.update(Action::ShowWork(WorkId(work as u32)));
        desk.at_width(900.0, Vec::new());
    })
}

fn main() {
    let mut small = Desk::reader(state(1, 10_000));
    let little = measure(&mut small);
    let bytes = 10_000_000;
    let before = resident();
    let alone = ingest::take("渠.md", text(bytes).as_bytes(), None);
    let taken = resident();
    drop(alone);
    let analysed = resident();
    let large = state(1, bytes);
    let read = resident();
    let mut large = Desk::reader(large);
    let much = measure(&mut large);
    let after = resident();
    println!("                   10 KB      10 MB   ratio");
    for (name, at) in [("first frame", 0), ("scrolling", 1), ("resizing", 2)] {
        println!("{name:<14} {:>7.2} ms {:>7.2} ms {:>6.2}", little[at], much[at], much[at] / little[at]);
    }
    let times = |memory: u64| memory as f64 / bytes as f64;
    println!(
        "memory of the large one: {:.1} times its text when read, {:.1} times more when shown; with all findings {:.1} times",
        times(taken.saturating_sub(before)),
        times(after.saturating_sub(read)),
        times(read.saturating_sub(analysed))
    );
    drop(large);
    let mut many = Desk::reader(state(100, 10_000));
    let closed = resident();
    let turned = turn_through(&mut many);
    let opened = resident();
    let [_, scrolling, resizing] = measure(&mut many);
    println!(
        "100 works: {turned:.2} ms to turn to one, {:.1} MB more once all were open",
        (opened.saturating_sub(closed)) as f64 / 1e6
    );
    println!("  scrolling {scrolling:.2} ms, resizing {resizing:.2} ms");
    let shown = times(taken.saturating_sub(before) + after.saturating_sub(read));
    let slow = much[1] > 1.5 * little[1] || much[2] > 1.5 * little[2];
    if slow || scrolling > 1.5 * little[1] || resizing > 1.5 * little[2] || shown > 4.0 {
        println!("the promise is broken");
        std::process::exit(1);
    }
}
