//! How whole documents come out: every file of a folder is read, and its text laid beside what `pdftotext` (poppler)
//! and `pandoc` make of it, where they are installed.
//!
//! ```text
//! cargo bench --bench reading -- FOLDER
//! ```
//! Prints for each file the share of the other program's Han characters that were found, the share of its runs of
//! eight Han characters that stand in ours too (order), what is set apart as noise, and the time of both. The
//! promises: PDF 99.5 % and 0.97, the others 99 %, and no more than one and a half times the time of `pdftotext`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use duidu::ingest;
use duidu::text::is_han;

fn main() {
    let mut folders = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let Some(folder) = folders.next() else {
        println!("reading: no folder given, nothing to do");
        return;
    };
    let mut files = Vec::new();
    gather(Path::new(&folder), &mut files);
    files.sort();
    println!("{:>7} {:>7} {:>7} {:>8} {:>8}  file", "found", "order", "noise", "ours", "theirs");
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for file in files {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let name = file.to_string_lossy().into_owned();
        let began = Instant::now();
        let taken = ingest::take(&name, &bytes, None);
        let own_time = began.elapsed();
        for problem in &taken.problems {
            println!("        {:?} {}", problem.code, problem.detail);
        }
        let Some(source) = taken.source else {
            println!("        nothing  {name}");
            continue;
        };
        let noise: u32 = source.noise.iter().map(|noise| noise.span.len()).sum();
        let share = f64::from(noise) / f64::from(source.text.chars().max(1));
        let Some((other, time)) = other(&file) else {
            println!("{:>7} {:>7} {:>6.1}% {:>7.0?}  {name}", "", "", share * 100.0, own_time);
            continue;
        };
        ours += own_time;
        theirs += time;
        let (mine, other) = (han(source.text.as_str()), han(&other));
        println!(
            "{:>6.2}% {:>7.4} {:>6.1}% {:>7.0?} {:>7.0?}  {name}",
            recall(&mine, &other) * 100.0,
            order(&mine, &other),
            share * 100.0,
            own_time,
            time
        );
    }
    println!("in all: ours {ours:.1?}, theirs {theirs:.1?}");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            gather(&path, files);
        } else if path.is_file() && ingest::is_readable(&path) {
            files.push(path);
        }
    }
}

/// What another program makes of a file, and how long it takes.
fn other(file: &Path) -> Option<(String, Duration)> {
    let began = Instant::now();
    let extension = file.extension()?.to_str()?;
    let mut command = match extension {
        "pdf" => {
            let mut command = Command::new("pdftotext");
            command.arg(file).arg("-");
            command
        }
        "docx" | "odt" | "rtf" | "epub" | "html" => {
            let mut command = Command::new("pandoc");
            command.args(["-t", "plain", "--wrap=none"]).arg(file);
            command
        }
        _ => return None,
    };
    let answer = command.output().ok()?;
    Some((String::from_utf8_lossy(&answer.stdout).into_owned(), began.elapsed()))
}

fn han(text: &str) -> Vec<char> {
    text.chars().filter(|&c| is_han(c)).collect()
}

/// The share of the other text's characters that are in ours, each as often.
fn recall(mine: &[char], other: &[char]) -> f64 {
    let mut counts: HashMap<char, i64> = HashMap::new();
    mine.iter().for_each(|&c| *counts.entry(c).or_default() += 1);
    let found = other.iter().filter(|c| {
        let count = counts.entry(**c).or_default();
        *count -= 1;
        *count >= 0
    });
    found.count() as f64 / other.len().max(1) as f64
}

/// The share of the other text's runs of eight characters that stand in ours.
fn order(mine: &[char], other: &[char]) -> f64 {
    let mut runs: HashMap<&[char], i64> = HashMap::new();
    mine.windows(8).for_each(|run| *runs.entry(run).or_default() += 1);
    let found = other.windows(8).filter(|run| {
        let count = runs.entry(run).or_default();
        *count -= 1;
        *count >= 0
    });
    found.count() as f64 / other.windows(8).count().max(1) as f64
}
