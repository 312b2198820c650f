//! Title, author and stamp that have run together in one line, and the signatures of students.

use std::ops::Range;

use super::super::heads::Label;
use super::super::names::{in_list, is_name};
use super::super::scan::date_in;
use super::super::shape::{is_space, trim};
use super::super::split::is_title_like;
use super::super::words::Field;
use super::Reader;
use crate::model::{BlockKind, NoiseKind, WorkKind};

impl Reader<'_> {
    /// What stands before the first label of a line into which title, author and stamp may have run together.
    pub(super) fn prefix(&mut self, prefix: &Range<usize>, rest: &Range<usize>, labels: &[Label]) {
        if let Some(own) = self.own_title(prefix) {
            // A page may have a name of its own; the work's is the one that stands on both sides of its signature.
            self.taken.retain(|(bytes, kind)| {
                let title = *kind == BlockKind::Title;
                if title {
                    self.noise.push((bytes.clone(), NoiseKind::RepeatedTitle));
                }
                !title
            });
            self.collector.meta.title = Some(self.collector.stated(own.clone()));
            self.taken.push((own.clone(), BlockKind::Title));
            self.noise.push((prefix.end - own.len()..prefix.end, NoiseKind::RepeatedTitle));
            self.student(&(own.end..prefix.end - own.len()));
            return;
        }
        let words = self.words(prefix);
        let stamp = date_in(words).map(|(_, found, _)| prefix.start + found.start..prefix.start + found.end);
        let signed = trim(self.text, prefix.start..stamp.map_or(prefix.end, |stamp| stamp.start));
        if self.collector.meta.title.is_some() {
            if !self.collector.names(&signed) {
                self.student(&signed);
            }
            return;
        }
        // Title and name have run together: the note on the author tells where the name begins.
        let bio = labels.iter().find(|label| matches!(label.field, Field::Bio));
        let name = bio.and_then(|label| {
            let value = rest.start + label.end..rest.end;
            let cut = self.words(&value).find(['，', ',', '（', '(', '。']).map_or(value.end, |at| value.start + at);
            in_list(self.text, value.start..cut).into_iter().next()
        });
        let signature = name.map(|(name, _)| name).filter(|name| self.words(&signed).ends_with(name.as_str()));
        let title = trim(self.text, signed.start..signed.end - signature.as_ref().map_or(0, String::len));
        if let Some(name) = signature {
            self.collector.author(name, title.end..signed.end);
        }
        if is_title_like(self.words(&title)) {
            self.collector.meta.title = Some(self.collector.stated(title.clone()));
            self.taken.push((title, BlockKind::Title));
        }
    }

    /// The longest string of at least six characters with which a stretch both begins and ends, something between.
    fn own_title(&self, prefix: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words(prefix);
        let ends: Vec<usize> = words.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let longest = ends.len() / 2;
        (6..=longest)
            .rev()
            .map(|chars| ends[chars - 1])
            .find(|&len| len * 2 < words.len() && words.ends_with(&words[..len]))
            .map(|len| prefix.start..prefix.start + len)
    }

    /// A signature of coursework: a number of eight to twelve digits with a name beside it, and a school.
    pub(super) fn student(&mut self, bytes: &Range<usize>) -> bool {
        let words = self.words(bytes);
        let Some(start) = words.find(|c: char| c.is_ascii_digit()) else { return false };
        let digits = words[start..].bytes().take_while(u8::is_ascii_digit).count();
        if !(8..=12).contains(&digits) {
            return false;
        }
        let after = trim(self.text, bytes.start + start + digits..bytes.end);
        let before = trim(self.text, bytes.start..bytes.start + start);
        let last_word = self.words(&before).rsplit(is_space).next().unwrap_or("");
        let before_name = before.end - last_word.len()..before.end;
        let name = [after, before_name].into_iter().find(|part| {
            is_name(&in_list(self.text, part.clone()).into_iter().map(|(word, _)| word).collect::<String>())
        });
        let Some(name) = name else { return false };
        for (word, at) in in_list(self.text, name) {
            self.collector.author(word, at);
        }
        let school = self
            .words(&before)
            .find("学院")
            .or_else(|| self.words(&before).find("大学"))
            .map(|at| before.start..before.start + at + 6);
        if let Some(school) = school
            && self.collector.meta.affiliation.is_none()
        {
            self.collector.meta.affiliation = Some(self.collector.stated(school));
        }
        self.collector.kind(WorkKind::CoursePaper, bytes);
        true
    }
}
