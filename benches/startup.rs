//! Start-up: the time to the first frame and the memory of the program with the bundled corpus, beside those of an
//! empty eframe window with the same fonts, in the same run. Needs a display.
//!
//! Every figure is the median of several runs, each in a process of its own. Also counts the frames drawn in two idle
//! seconds after everything has been read.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints its figures")]

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use duidu::analysis::Rules;
use duidu::app::App;
use duidu::ui::fonts;
use eframe::egui;

const RUNS: usize = 5;
const STARTED: &str = "DUIDU_BENCH_STARTED";
const WHICH: &str = "DUIDU_BENCH_WHICH";

/// A program that says when its first frame was drawn, waits until it is at rest, and ends.
struct Timed {
    inner: Option<App>,
    first: Option<Duration>,
    ready: Option<Instant>,
    idle_frames: u32,
}

fn since_start() -> Duration {
    let started: u64 = std::env::var(STARTED).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.saturating_sub(Duration::from_micros(started))
}

/// Resident memory in MB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    let kb: f64 = line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0.0);
    kb / 1024.0
}

impl eframe::App for Timed {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        if let Some(app) = &mut self.inner {
            app.logic(ctx, frame);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        match &mut self.inner {
            Some(app) => app.ui(ui, frame),
            None => drop(ui.label("对读")),
        }
        let busy = self.inner.as_ref().is_some_and(|app| app.state().progress.reading);
        if self.first.is_none() {
            self.first = Some(since_start());
            // Wakes the program from outside, so that its own idle frames are all that is counted.
            let ctx = ui.ctx().clone();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_secs(4));
                ctx.request_repaint();
            });
        }
        if !busy && self.ready.is_none() {
            self.ready = Some(Instant::now());
        }
        let Some(ready) = self.ready else { return };
        if ready.elapsed() > Duration::from_millis(1500) && ready.elapsed() < Duration::from_millis(3500) {
            self.idle_frames += 1;
        }
        if ready.elapsed() > Duration::from_millis(3500) {
            let first = self.first.unwrap_or_default();
            println!("{} {} {}", first.as_micros(), resident(), self.idle_frames);
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

fn child(which: &str) -> eframe::Result {
    let viewport = egui::ViewportBuilder::default().with_inner_size([1440.0, 900.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let rules = (which == "app").then(|| std::thread::spawn(Rules::bundled));
    eframe::run_native(
        "duidu-bench",
        options,
        Box::new(move |cc| {
            let inner = match rules {
                Some(rules) => {
                    let rules = rules.join().map_err(|_| "rules")??;
                    Some(App::new(&cc.egui_ctx, &Arc::new(rules), Vec::new()))
                }
                None => {
                    fonts::install(&cc.egui_ctx);
                    None
                }
            };
            Ok(Box::new(Timed { inner, first: None, ready: None, idle_frames: 0 }))
        }),
    )
}

/// Time to the first frame in ms, memory in MB, idle frames.
fn run(which: &str) -> Option<[f64; 3]> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_micros();
    let home = std::env::temp_dir().join("duidu-bench-home");
    let output = Command::new(std::env::current_exe().ok()?)
        .env(STARTED, now.to_string())
        .env(WHICH, which)
        .env("XDG_CONFIG_HOME", &home)
        .env("XDG_DATA_HOME", &home)
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        // A window that is slow to close says it once more.
        [first, memory, idle, ..] => Some([first / 1000.0, memory, idle]),
        _ => {
            eprintln!("{which}: {}", String::from_utf8_lossy(&output.stderr));
            None
        }
    }
}

fn main() {
    if let Ok(which) = std::env::var(WHICH) {
        if let Err(error) = child(&which) {
            eprintln!("{error}");
        }
        return;
    }
    let median = |which: &str| {
        let mut runs: Vec<[f64; 3]> = (0..RUNS).filter_map(|_| run(which)).collect();
        runs.sort_by(|a, b| a[0].total_cmp(&b[0]));
        runs.get(runs.len() / 2).copied()
    };
    let (Some(empty), Some(app)) = (median("empty"), median("app")) else {
        eprintln!("startup: needs a display (DISPLAY or WAYLAND_DISPLAY)");
        std::process::exit(1);
    };
    println!("first frame: empty window {:.0} ms, duidu {:.0} ms, ratio {:.2}", empty[0], app[0], app[0] / empty[0]);
    println!("memory:      empty window {:.0} MB, duidu {:.0} MB, ratio {:.2}", empty[1], app[1], app[1] / empty[1]);
    println!("frames in two idle seconds: empty window {:.0}, duidu {:.0}", empty[2], app[2]);
}
