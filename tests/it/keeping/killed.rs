//! A program that is killed in the middle, for good: another process that says what it has been acknowledged, and dies
//! at any moment.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use duidu::model::{Entry, Study};
use duidu::store::{Disk, Opened, RealDisk, StudyPlace, study_from_json};

use super::put;
use crate::anchors::Dice;

const FOLDER: &str = "DUIDU_KILLED";
/// How often it is killed; 1,000 for a night.
const TIMES: &str = "DUIDU_KILLS";

fn open(folder: &Path) -> Opened {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let place = StudyPlace { file: folder.join("渠.duidu.json"), stored: None, room: folder.join("kept") };
    Opened::new(&disk, &place, Study::default)
}

/// The number of the last change that a study holds.
fn last(study: &Study) -> u64 {
    let number = |entry: &Entry| if let Entry::Note(note) = entry { note.text.parse().unwrap_or(0) } else { 0 };
    study.entries.values().map(number).max().unwrap_or(0)
}

#[test]
#[expect(clippy::print_stdout, reason = "this is how it acknowledges")]
#[ignore = "it is started by the next one"]
fn a_session_without_end() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut opened = open(folder.as_ref());
    for number in last(&opened.told.study) + 1.. {
        let id = (number % 50).to_string();
        opened.keeping.record(vec![put(&id, &number.to_string())]).unwrap();
        println!("{number}");
        if number % 5 == 0 {
            opened.keeping.save().unwrap();
        }
    }
}

#[test]
fn a_program_that_is_killed_at_any_moment_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let times = std::env::var(TIMES).ok().and_then(|times| times.parse().ok()).unwrap_or(20);
    let mut dice = Dice::new(20_260);
    for _ in 0..times {
        let mut session = Command::new(std::env::current_exe().unwrap())
            .args(["keeping::killed::a_session_without_end", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(session.stdout.take().unwrap()).lines();
        let (sender, numbers) = channel::<u64>();
        let listening = thread::spawn(move || {
            for number in lines.map_while(Result::ok).filter_map(|line| line.parse().ok()) {
                sender.send(number).unwrap();
            }
        });
        let mut acknowledged = numbers.recv_timeout(Duration::from_secs(60)).unwrap();
        thread::sleep(Duration::from_micros(dice.below(40_000) as u64));
        session.kill().unwrap();
        session.wait().unwrap();
        listening.join().unwrap();
        acknowledged = numbers.try_iter().last().unwrap_or(acknowledged);
        if let Ok(text) = std::fs::read_to_string(folder.path().join("渠.duidu.json")) {
            study_from_json(&text).unwrap();
        }
        let opened = open(folder.path());
        assert!(last(&opened.told.study) >= acknowledged, "{acknowledged} was lost");
        opened.keeping.close();
    }
}
