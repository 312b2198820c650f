//! How whole documents come out: every file of a folder is read, and its text laid beside what `pdftotext` (poppler)
//! and `pandoc` make of it, where they are installed.
//!
//! ```text
//! cargo bench --bench reading -- FOLDER
//! ```
//! Prints for each file the share of the other program's Han characters that were found, the share of its runs of
//! eight Han characters that stand in ours too (order), what is set apart as noise, and the processor time of both; then
//! the same for each format, and the most memory that was used. The promises: PDF 99.5 % and 0.97, the others 99 %, no
//! more than one and a half times the time of `pdftotext`, and less than three times the largest file and 150 MB of
//! memory. Processor time and memory are taken from `/proc`, so elsewhere they read as nothing.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

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
    let mut formats: BTreeMap<String, Sum> = BTreeMap::new();
    let mut largest = 0;
    for file in files {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        largest = largest.max(bytes.len());
        let name = file.to_string_lossy().into_owned();
        let before = Used::now();
        let taken = ingest::take(&name, &bytes, None);
        let own_time = Used::now().own - before.own;
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
        let (mine, other) = (han(source.text.as_str()), han(&other));
        let (found, order) = (recall(&mine, &other), order(&mine, &other));
        println!("{:>6.2}% {order:>7.4} {:>6.1}% {own_time:>7.0?} {time:>7.0?}  {name}", found * 100.0, share * 100.0);
        let extension = file.extension().map_or_else(String::new, |end| end.to_string_lossy().into_owned());
        let sum = formats.entry(extension).or_default();
        let weight = other.len() as f64;
        sum.han += weight;
        sum.found += found * weight;
        sum.order += order * weight;
        sum.pages += source.text.pages().count();
        sum.ours += own_time;
        sum.theirs += time;
    }
    for (format, sum) in &formats {
        println!(
            "{format:>5}: found {:.2}%, order {:.4}, {} pages, ours {:.1?}, theirs {:.1?} ({:.2} times)",
            sum.found / sum.han.max(1.0) * 100.0,
            sum.order / sum.han.max(1.0),
            sum.pages,
            sum.ours,
            sum.theirs,
            sum.ours.as_secs_f64() / sum.theirs.as_secs_f64().max(0.001)
        );
    }
    let bound = largest as u64 * 3 + (150 << 20);
    println!("most memory: {} MB of {} MB allowed", most_memory() >> 20, bound >> 20);
}

/// What a format came to, weighted by Han characters.
#[derive(Default)]
struct Sum {
    han: f64,
    found: f64,
    order: f64,
    pages: u32,
    ours: Duration,
    theirs: Duration,
}

/// Processor time used so far, by this program and by those that it has started.
struct Used {
    own: Duration,
    others: Duration,
}

impl Used {
    fn now() -> Self {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let fields: Vec<u64> = stat
            .rsplit_once(')')
            .map_or("", |(_, rest)| rest)
            .split_whitespace()
            .skip(1)
            .map(|field| field.parse().unwrap_or(0))
            .collect();
        // Hundredths of a second, as everywhere on Linux (proc(5): utime, stime, cutime, cstime).
        let sum = |from: usize| fields.get(from..from + 2).map_or(0, |pair| pair.iter().sum::<u64>());
        Self { own: Duration::from_millis(sum(10) * 10), others: Duration::from_millis(sum(12) * 10) }
    }
}

/// The most memory that this program had at once, in bytes.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) << 10
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

/// What another program makes of a file, and the processor time that it takes.
fn other(file: &Path) -> Option<(String, Duration)> {
    let before = Used::now();
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
    Some((String::from_utf8_lossy(&answer.stdout).into_owned(), Used::now().others - before.others))
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
