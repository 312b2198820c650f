//! Words on sheets that are not closed: no part of the study yet, and not to be lost with the program.

use std::collections::BTreeMap;

use super::{Effect, State};

/// The words of sheets that were not closed: by the name of the sheet, what stands in its fields.
pub type Unfinished = BTreeMap<String, Vec<String>>;

/// The notice that tells of them.
const NOTICE: &str = "notice-unfinished";

impl State {
    /// Keeps the words of a sheet; none when it is closed.
    pub(super) fn keep_unfinished(&mut self, sheet: String, words: Vec<String>) {
        let empty = words.is_empty();
        let before = if empty { self.unfinished.remove(&sheet) } else { self.unfinished.insert(sheet, words) };
        if !empty || before.is_some() {
            self.write_unfinished();
        }
        if self.unfinished.is_empty() {
            self.notices.retain(|(key, _)| *key != NOTICE);
        }
    }

    /// Takes over what an earlier session left, and tells the person.
    pub(super) fn take_unfinished(&mut self, mut left: Unfinished) {
        let full = |words: &Vec<String>| words.iter().find(|word| !word.trim().is_empty()).cloned();
        let told: Vec<String> = left.values().filter_map(full).collect();
        if !told.is_empty() {
            self.notice(NOTICE, told.join(" / "));
        }
        let now = std::mem::take(&mut self.unfinished);
        let written = now.is_empty();
        left.extend(now);
        self.unfinished = left;
        if !written {
            self.write_unfinished();
        }
    }

    /// A notice that was put away takes the words with it of which it told.
    pub(super) fn dismiss_notice(&mut self) {
        if self.notices.is_empty() {
            return;
        }
        let (key, _) = self.notices.remove(0);
        if key == NOTICE && !self.unfinished.is_empty() {
            self.unfinished.clear();
            self.write_unfinished();
        }
    }

    fn write_unfinished(&mut self) {
        if self.study_file.is_some() {
            let (unfinished, generation) = (self.unfinished.clone(), self.opened_at);
            self.effects.push(Effect::KeepUnfinished { unfinished, generation });
        }
    }
}
