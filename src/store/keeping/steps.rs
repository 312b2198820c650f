//! The last steps, kept for the next session, so that what was done yesterday can be undone today.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::super::atomic;
use super::super::disk::Disk;
use super::super::study_json::{entry_to_json, read_entry};
use crate::model::{Edit, Entry, EntryId, Study};
use crate::state::History;

/// Steps that are kept.
const KEPT: usize = 100;

const FORMAT: &str = "duidu.steps/1";

#[derive(Serialize, Deserialize)]
struct Form {
    format: String,
    /// The study file to which they belong.
    file: PathBuf,
    /// Its fingerprint.
    study: Option<String>,
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
}

/// What an entry becomes by a step, and what it must be for the step to make sense.
#[derive(Serialize, Deserialize)]
struct Change {
    id: EntryId,
    from: String,
    entry: Option<Box<RawValue>>,
}

fn file(room: &Path) -> PathBuf {
    room.join("steps.json")
}

fn form(disk: &dyn Disk, room: &Path) -> Option<Form> {
    let form: Form = serde_json::from_slice(&disk.read(&file(room)).ok()?).ok()?;
    (form.format == FORMAT).then_some(form)
}

/// A study that was moved, alone or with its folder, gets its steps, copies and journals back: they lie in the room of
/// a study file that is no longer there and was last written as this one.
pub(super) fn follow(disk: &dyn Disk, study: &Path, room: &Path) {
    let (Ok(bytes), Some(rooms)) = (disk.read(study), room.parent()) else { return };
    if disk.stamp(&file(room)).is_ok() {
        return;
    }
    let print = format!("{:032x}", xxh3_128(&bytes));
    for name in disk.names(rooms).unwrap_or_default() {
        let other = rooms.join(name);
        let Some(form) = form(disk, &other) else { continue };
        if form.study.as_ref() == Some(&print) && disk.stamp(&form.file).is_err() {
            let form = Form { file: study.to_owned(), ..form };
            let moved = disk
                .rename(&other, room)
                .and_then(|()| atomic::replace(disk, &file(room), serde_json::to_string(&form)?.as_bytes()));
            return moved.unwrap_or_else(|error| log::warn!("{}: {error}", other.display()));
        }
    }
}

fn print(id: &EntryId, entry: Option<&Entry>) -> String {
    let Some(entry) = entry else { return "none".to_owned() };
    let json = entry_to_json(id, entry, None);
    json.map_or_else(|_| String::new(), |json| format!("{:016x}", xxh3_64(json.get().as_bytes())))
}

/// Writes the last steps of a history, for a study file and its fingerprint.
pub(super) fn write(
    disk: &dyn Disk,
    room: &Path,
    place: (&Path, Option<u128>),
    study: &Study,
    history: &History,
) -> io::Result<()> {
    let done = history.done().iter().rev().take(KEPT);
    let undone = history.undone().iter().rev().take(KEPT);
    let form = Form {
        format: FORMAT.to_owned(),
        file: place.0.to_owned(),
        study: place.1.map(|print| format!("{print:032x}")),
        done: chain(study, done),
        undone: chain(study, undone),
    };
    atomic::replace(disk, &file(room), serde_json::to_string(&form)?.as_bytes())
}

/// Steps one after the other from the present state of the study.
fn chain<'a>(study: &'a Study, steps: impl Iterator<Item = &'a Edit>) -> Vec<Vec<Change>> {
    let mut now: BTreeMap<&EntryId, Option<&Entry>> = BTreeMap::new();
    let mut chain = Vec::new();
    for step in steps {
        let mut changes = Vec::new();
        for (id, entry) in &step.changes {
            let before = now.insert(id, entry.as_ref()).unwrap_or_else(|| study.entries.get(id));
            let extra = study.extras.entries.get(id);
            let json = entry.as_ref().and_then(|entry| entry_to_json(id, entry, extra).ok());
            changes.push(Change { id: id.clone(), from: print(id, before), entry: json });
        }
        chain.push(changes);
    }
    chain
}

/// Reads the steps that make sense in a study: what was changed elsewhere since, they do not take back. Answers also
/// the fingerprint of the study file to which they belong.
pub(super) fn read(disk: &dyn Disk, room: &Path, study: &mut Study) -> (History, Option<u128>) {
    let Some(form) = form(disk, room) else { return (History::default(), None) };
    let mut done = sensible(form.done, study);
    let mut undone = sensible(form.undone, study);
    done.reverse();
    undone.reverse();
    let print = form.study.and_then(|print| u128::from_str_radix(&print, 16).ok());
    (History::restored(done, undone), print)
}

fn sensible(chain: Vec<Vec<Change>>, study: &mut Study) -> Vec<Edit> {
    let mut now: BTreeMap<EntryId, String> = BTreeMap::new();
    let mut steps = Vec::new();
    for changes in chain {
        let mut edit = Edit::default();
        for Change { id, from, entry } in changes {
            let is = now.remove(&id).unwrap_or_else(|| print(&id, study.entries.get(&id)));
            let entry = match entry.map(|raw| read_entry(&raw)) {
                None => None,
                Some(Ok((_, entry, extra))) => {
                    if let Some(extra) = extra {
                        study.extras.entries.entry(id.clone()).or_insert(extra);
                    }
                    Some(entry)
                }
                Some(Err(_)) => return steps,
            };
            if is == from {
                now.insert(id.clone(), print(&id, entry.as_ref()));
                edit.changes.push((id, entry));
            } else {
                // From here on nothing of this entry makes sense.
                now.insert(id, String::from("elsewhere"));
            }
        }
        if !edit.changes.is_empty() {
            steps.push(edit);
        }
    }
    steps
}
