//! The house keeps its shape: what each room may not do, and what every visible thing must have.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duidu::state::{Appearance, Language};
use duidu::ui::theme::{Theme, contrast};
use duidu::ui::words::Words;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a room without its comments: every file of `src/<room>` or the file itself.
fn code(room: &str) -> Vec<(String, String)> {
    let folder = root().join("src").join(room);
    let files = if folder.is_dir() { rust_files(&folder) } else { vec![folder.with_extension("rs")] };
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let name = file.strip_prefix(root()).unwrap().display().to_string();
            (name, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// Fails when a room's code says one of the words.
fn never(room: &str, words: &[&str]) {
    for (file, text) in code(room) {
        for word in words {
            assert!(!text.contains(word), "{file} says “{word}”, which the room {room} may not");
        }
    }
}

const CORE: [&str; 8] = ["text", "calendar", "model", "ingest", "analysis", "search", "exchange", "state"];

fn rooms() -> Vec<&'static str> {
    CORE.into_iter().chain(["store", "jobs", "ui", "app", "cli"]).filter(|room| exists(room)).collect()
}

fn exists(room: &str) -> bool {
    let path = root().join("src").join(room);
    path.is_dir() || path.with_extension("rs").is_file()
}

#[test]
fn the_core_knows_no_egui_and_no_window() {
    for room in CORE.into_iter().filter(|room| exists(room)) {
        never(room, &["egui", "eframe", "rfd::"]);
    }
}

#[test]
fn only_store_touches_the_disk() {
    for room in rooms().into_iter().filter(|&room| room != "store") {
        never(room, &["std::fs", "fs::read", "fs::write", "File::open", "tempfile", "directories::"]);
    }
}

#[test]
fn only_jobs_starts_threads() {
    for room in rooms().into_iter().filter(|&room| room != "jobs") {
        never(room, &["thread::spawn", "thread::scope", "thread::Builder", "Mutex<", "RwLock<"]);
    }
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let order = ["text", "calendar", "model", "ingest", "analysis", "search", "exchange", "state", "store", "jobs"];
    for (at, room) in order.into_iter().enumerate().filter(|(_, room)| exists(room)) {
        let below: Vec<String> = order[at + 1..].iter().map(|room| format!("crate::{room}")).collect();
        let mut words: Vec<&str> = below.iter().map(String::as_str).collect();
        words.extend(["crate::ui", "crate::app", "crate::cli"]);
        never(room, &words);
    }
    never("ui", &["crate::store", "crate::jobs", "crate::app"]);
}

#[test]
fn peers_do_not_see_each_other() {
    let peers = ["ingest", "analysis", "search", "exchange"];
    for room in peers.into_iter().filter(|room| exists(room)) {
        let others: Vec<String> =
            peers.iter().filter(|&&peer| peer != room).map(|peer| format!("crate::{peer}")).collect();
        never(room, &others.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let views = ["timeline", "reader", "compare"];
    for view in views {
        let others: Vec<String> = views
            .iter()
            .filter(|&&other| other != view)
            .flat_map(|other| [format!("super::{other}"), format!("ui::{other}")])
            .collect();
        never(&format!("ui/{view}"), &others.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn names_say_what_things_are() {
    let banned = ["Manager", "Helper", "Utils", "Handler", "Misc", "Common"];
    for room in rooms() {
        for (file, text) in code(room) {
            for line in text.lines() {
                let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
                let mut before = "";
                for word in words.filter(|word| !word.is_empty()) {
                    let names = matches!(before, "struct" | "enum" | "trait" | "mod" | "type");
                    let bad = banned.iter().any(|name| word.contains(name) || word == name.to_lowercase());
                    assert!(!(names && bad), "{file}: “{word}” says nothing of what it is");
                    before = word;
                }
            }
        }
    }
}

fn keys(locale: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(format!("assets/locales/{locale}.ftl"))).unwrap();
    let key = |line: &str| {
        let (key, _) = line.split_once('=')?;
        let plain = key.starts_with(|c: char| c.is_ascii_lowercase());
        plain.then(|| key.trim().to_owned())
    };
    let all: Vec<String> = text.lines().filter_map(key).collect();
    let set: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(all.len(), set.len(), "{locale} says a key twice");
    set
}

#[test]
fn both_languages_have_every_key() {
    let (zh, en) = (keys("zh-Hans"), keys("en"));
    assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&String>::new(), "English lacks keys");
    assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&String>::new(), "Chinese lacks keys");
    for language in [Language::ZhHans, Language::ZhHant, Language::En] {
        let words = Words::new(language);
        for key in &zh {
            assert!(words.has(key), "{language:?} cannot be read at {key}");
        }
    }
}

#[test]
fn every_rule_that_finds_events_has_words() {
    let mut rules = BTreeSet::new();
    for (_, text) in code("analysis/events") {
        for (at, _) in text.match_indices("\"events.") {
            let name = text[at + 1..].split('"').next().unwrap();
            rules.insert(format!("why-event-{}", name.replace('.', "-")));
        }
    }
    rules.remove("why-event-events-toml");
    let said: BTreeSet<String> = keys("en").into_iter().filter(|key| key.starts_with("why-event-")).collect();
    assert_eq!(rules, said);
}

#[test]
fn no_visible_string_is_outside_the_locales() {
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    // The mark of the program is drawn, not said; Chinese figures number the seals of unsigned works.
    let drawn = ["\"对\"", "FIGURES", "format!(\"十{", "format!(\"廿{"];
    for room in ["ui", "app", "state"] {
        for (file, text) in code(room) {
            for line in text.lines().filter(|line| line.chars().any(han)) {
                assert!(drawn.iter().any(|allowed| line.contains(allowed)), "{file}: {line}");
            }
        }
    }
}

#[test]
fn text_is_legible_in_every_appearance() {
    for appearance in [Appearance::Light, Appearance::Dark, Appearance::Sepia] {
        for (pair, text, ground) in Theme::new(appearance).text_pairs() {
            let ratio = contrast(text, ground);
            assert!(ratio >= 4.5, "{appearance:?}: {pair} has a contrast of {ratio:.2}");
        }
    }
}
