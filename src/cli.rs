//! The command line: opens the window, or works without one for scripts.
//!
//! Standard output carries results only; everything else goes to standard error. Exit status: 0 done, 1 some sources
//! failed (all are listed in the output), 2 unusable arguments.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::analysis::Rules;
use crate::app;
use crate::calendar::Date;
use crate::exchange;
use crate::jobs::{Documents, Wishes, read_corpus, read_rules};
use crate::model::Severity;
use crate::state::{HowRead, Opening, Report};
use crate::store;

const HELP: &str = "\
对读 Duidu: timeline, texts and arguments of a folder of Chinese-language articles, side by side

duidu [PATH…]                      open the window on a folder, files or a study; without PATH on the bundled corpus
duidu extract PATH… [--out FILE]   analyse without a window and print one JSON object (duidu.extract/1)

  --out FILE                   write to FILE instead of standard output
  --with-text                  print the decoded text of every source
  --reference-date YYYY-MM-DD  stands in for the date of a work that states none
  --log                        say on standard error what goes on
  --help, --version

extract reads documents as their study says, where one lies beside them: with its own words, encodings and seams.
Exit status: 0 done, 1 some sources failed (all are listed in “problems”), 2 unusable arguments.
";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    Window { paths: Vec<PathBuf> },
    Extract { paths: Vec<PathBuf>, out: Option<PathBuf>, with_text: bool, reference: Option<Date> },
    Say(String),
}

/// Runs the program with its arguments.
#[must_use]
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let (wish, log) = match parse(args) {
        Ok(parsed) => parsed,
        Err(error) => {
            complain(&format!("{error}\nduidu --help lists what there is"));
            return ExitCode::from(2);
        }
    };
    let level = if log { log::LevelFilter::Info } else { log::LevelFilter::Off };
    env_logger::Builder::new().filter_module("duidu", level).parse_default_env().init();
    match run(wish) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn complain(text: &str) {
    // Where standard error is closed nobody can be told.
    let _ = writeln!(std::io::stderr(), "duidu: {text}");
}

fn parse(args: impl IntoIterator<Item = OsString>) -> anyhow::Result<(Wish, bool)> {
    use lexopt::prelude::*;
    let mut parser = lexopt::Parser::from_iter(args);
    let mut extract = false;
    let mut first = true;
    let (mut paths, mut out, mut with_text, mut reference, mut log) = (Vec::new(), None, false, None, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Long("help") | Short('h') => return Ok((Wish::Say(HELP.to_owned()), log)),
            Long("version") | Short('V') => {
                return Ok((Wish::Say(format!("duidu {}\n", env!("CARGO_PKG_VERSION"))), log));
            }
            Long("log") => log = true,
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("with-text") => with_text = true,
            Long("reference-date") => {
                let text = parser.value()?.string()?;
                reference = Some(text.parse().with_context(|| format!("--reference-date {text}"))?);
            }
            Value(word) if first && word == "extract" => extract = true,
            Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
        first = false;
    }
    if !extract {
        anyhow::ensure!(
            out.is_none() && !with_text && reference.is_none(),
            "--out, --with-text and --reference-date go with extract"
        );
        return Ok((Wish::Window { paths }, log));
    }
    anyhow::ensure!(!paths.is_empty(), "extract wants a folder or files");
    Ok((Wish::Extract { paths, out, with_text, reference }, log))
}

fn run(wish: Wish) -> anyhow::Result<ExitCode> {
    match wish {
        Wish::Say(text) => {
            std::io::stdout().write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Wish::Window { paths } => {
            store::report_crashes();
            Ok(window(paths))
        }
        Wish::Extract { paths, out, with_text, reference } => {
            let rules = Rules::bundled()?;
            extract(paths, out, with_text, reference, &rules)
        }
    }
}

fn extract(
    paths: Vec<PathBuf>,
    out: Option<PathBuf>,
    with_text: bool,
    fallback: Option<Date>,
    rules: &Rules,
) -> anyhow::Result<ExitCode> {
    let documents = Documents::of(&Opening::Paths(paths));
    let talks = std::io::stderr().is_terminal();
    let tell = |report: Report| {
        if let (true, Report::FileStarted { index, .. }) = (talks, report) {
            complain(&format!("reading file {}", index + 1));
        }
    };
    let how = how_read(&documents);
    let corpus = read_corpus(&documents, rules, &Wishes { how, fallback, ..Wishes::default() }, &tell);
    let json = exchange::extract::to_json(&corpus, with_text)?;
    match out {
        Some(file) => store::write(&file, json.as_bytes()).with_context(|| file.display().to_string())?,
        None => std::io::stdout().write_all(json.as_bytes())?,
    }
    let failed = corpus.problems.iter().any(|problem| problem.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(failed)))
}

/// How the study that lies beside the documents wants them to be read. One that cannot be read is passed over, and said.
fn how_read(documents: &Documents) -> HowRead {
    let Some(file) = documents.listing().and_then(|listing| listing.study.as_ref()) else { return HowRead::default() };
    match store::look_at_study(file) {
        Ok(study) => HowRead::of(&study),
        Err(error) => {
            complain(&format!("{}: {error}; the documents are read without it", file.display()));
            HowRead::default()
        }
    }
}

/// Opens the window; where there can be none, says so in one line with the remedy.
fn window(paths: Vec<PathBuf>) -> ExitCode {
    // They are read while the window comes up.
    let rules = read_rules();
    // winit and glutin panic, rather than answer, when a library that they open at run time is missing; what they say
    // then goes to the log.
    std::panic::set_hook(Box::new(|panic| log::error!("{panic}")));
    let opened = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app::run(rules, paths)));
    match opened {
        Ok(Ok(())) => return ExitCode::SUCCESS,
        Ok(Err(eframe::Error::AppCreation(error))) => {
            complain(&error.to_string());
            return ExitCode::from(2);
        }
        Ok(Err(error)) => log::error!("{error}"),
        Err(_) => {}
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let remedy = if set("DISPLAY") || set("WAYLAND_DISPLAY") {
        "the display cannot be used; on Debian: apt install libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 \
         libxkbcommon-x11-0 libgl1 libgl1-mesa-dri (duidu --log says more)"
    } else {
        "there is no display: start it on a desktop, where DISPLAY or WAYLAND_DISPLAY is set"
    };
    complain(&format!("no window: {remedy}; without a window: duidu extract PATH"));
    ExitCode::FAILURE
}
