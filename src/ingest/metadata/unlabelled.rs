//! Lines of a head without labels: names, bodies, the place of print.

use std::ops::Range;

use super::super::heads;
use super::super::names::{all_names, body_at};
use super::super::scan::{date_in, issue_in, whole_han_date};
use super::super::shape::Mark;
use super::super::shape::{ends_sentence, is_space, marker, trim};
use super::super::words::WORDS;
use super::{Outcome, Reader};
use crate::model::{BlockKind, NoiseKind, Stated, WorkKind};
use crate::text::is_han;

impl Reader<'_> {
    /// A line without labels in the head.
    pub(super) fn unlabelled(&mut self, rest: Range<usize>, first: bool, glued: bool) -> Outcome {
        let words = self.words(&rest);
        let length = words.chars().take(121).count();
        if let Some(head) = running_head(words) {
            self.noise.push((rest.start..rest.start + head, NoiseKind::Boilerplate));
            return Outcome::Text;
        }
        if length > 100 || ends_sentence(words) && length > 24 {
            return Outcome::Text;
        }
        if glued {
            return Outcome::Text;
        }
        if first && words.starts_with(['—', '―', '-', '–']) && length <= 50 {
            return self.subtitle(rest);
        }
        if self.dated_signature(&rest)
            || self.signature(&rest)
            || self.collector.names(&rest)
            || self.student(&rest)
            || self.place_of_print(&rest)
            || self.body(&rest)
        {
            self.taken.push((rest, BlockKind::Byline));
            return Outcome::Head;
        }
        let bare: String = words.chars().filter(|&c| !is_space(c)).collect();
        if WORDS.headings.contains(bare.as_str()) || marker(words).is_some() {
            return Outcome::Text;
        }
        Outcome::Unknown
    }

    fn subtitle(&mut self, rest: Range<usize>) -> Outcome {
        let inner = self.words(&rest).trim_start_matches(['—', '―', '-', '–']).trim_matches(is_space).to_owned();
        let Some(Stated { value, .. }) = &mut self.collector.meta.title else { return Outcome::Unknown };
        value.push_str("——");
        value.push_str(&inner);
        let start = rest.start + self.words(&rest).find(inner.as_str()).unwrap_or(0);
        let said = self.collector.stated(start..start + inner.len());
        self.collector.meta.subtitle = Some(said);
        self.taken.push((rest, BlockKind::Title));
        Outcome::Head
    }

    /// 本报记者 某某, □某某, 某某/文, 新华社记者某某.
    fn signature(&mut self, rest: &Range<usize>) -> bool {
        let words = self.words(rest);
        let bare = words.trim_start_matches(|c: char| matches!(c, '□' | '■' | '◎' | '○' | '●') || is_space(c));
        let office = WORDS.offices.iter().find(|office| bare.starts_with(office.as_str())).map_or("", String::as_str);
        let reported = office.chars().count() > 1 && all_names(&bare[office.len()..]);
        if !heads::is_signature(words) && !reported {
            return false;
        }
        let lead = words.len() - bare[office.len()..].trim_start_matches(['/', '／', '|', '｜']).len();
        let tail = if words.ends_with("/文") || words.ends_with("／文") {
            "／文".len().min(words.len() - words.rfind(['/', '／']).unwrap_or(0))
        } else {
            0
        };
        let names = rest.start + lead..rest.end - tail;
        self.collector.names(&names);
        true
    }

    /// A line with an issue, pages, or the day of a newspaper, and no sentence.
    fn place_of_print(&mut self, rest: &Range<usize>) -> bool {
        let words = self.words(rest);
        if words.chars().count() > 60 || ends_sentence(words) {
            return false;
        }
        if let Some((year, month, _)) = whole_han_date(words) {
            self.collector.printed(year, month, rest);
            return true;
        }
        let issue = issue_in(words);
        let date = date_in(words);
        let (Some(start), dated) = (
            issue.as_ref().map(|found| found.bytes.start).or(date.as_ref().map(|(_, at, _)| at.start)),
            date.is_some(),
        ) else {
            return false;
        };
        let name = trim(self.text, rest.start..rest.start + start);
        let inner = self
            .words(&name)
            .trim_matches(['《', '》', '（', '(', '：', ':', '，', ',', '·', '|', '-', ' ', '原', '载'])
            .to_owned();
        let fits = (2..=16).contains(&inner.chars().count())
            && inner.chars().all(|c| is_han(c) || c.is_alphabetic() || is_space(c) || c == '·');
        if issue.is_some() {
            self.collector.issue(rest);
            self.collector.pages(&(rest.start + issue.map_or(0, |found| found.bytes.end)..rest.end));
            let marked = self.words(rest).contains('《');
            if let Some(named) = in_book_marks(self.words(rest)) {
                if self.collector.meta.venue.is_none() {
                    let venue = self.collector.stated(rest.start + named.start..rest.start + named.end);
                    self.collector.meta.venue = Some(venue);
                }
            } else if fits
                && (marked
                    || WORDS.kinds.iter().any(|(_, words)| words.iter().any(|w| inner.ends_with(w.as_str())))
                    || self.words(&name).trim_end_matches([',', '，']) == inner)
            {
                let at =
                    self.words(&name).find(inner.as_str()).map(|at| name.start + at..name.start + at + inner.len());
                if self.collector.meta.venue.is_none() {
                    self.collector.meta.venue = at.map(|at| self.collector.stated(at));
                }
            }
            self.collector.kind(WorkKind::JournalArticle, rest);
            return true;
        }
        let newspaper = WORDS.newspapers.iter().any(|end| inner.ends_with(end.as_str()));
        if dated && fits && newspaper {
            self.collector.venue(rest.clone(), false);
            return true;
        }
        // A bare stamp is taken out of the text, and is no year of publication.
        dated && date.is_some_and(|(_, at, timed)| timed || at.len() + 8 >= words.len())
    }

    /// A line that names a body, alone or in brackets.
    fn body(&mut self, rest: &Range<usize>) -> bool {
        let words = self.words(rest);
        let inner = trim(
            self.text,
            rest.start + words.len() - words.trim_start_matches(['(', '（', '[', '【']).len()..rest.end,
        );
        let Some(body) = body_at(self.text, inner) else { return false };
        let bracketed = words.starts_with(['(', '（']) && words.ends_with([')', '）']);
        if !bracketed && (body.len() * 2 < rest.len() || ends_sentence(words)) {
            return false;
        }
        self.collector.bodies(rest);
        if self.collector.meta.affiliation.is_none() {
            self.collector.meta.affiliation = Some(self.collector.stated(body));
        }
        true
    }
}

/// The bytes of what stands in the only book marks of a line.
fn in_book_marks(words: &str) -> Option<Range<usize>> {
    let start = words.find('《')? + '《'.len_utf8();
    let end = start + words[start..].find('》')?;
    (start < end && !words[end..].contains('《')).then_some(start..end)
}

/// The bytes of a running head that sticks to the first heading: a page number and the name of a column (12法学论坛一、…).
fn running_head(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let rest = &words[digits..];
    let mut name = 0;
    for (at, c) in rest.char_indices().take(18) {
        if at >= 6 && marker(&rest[at..]).is_some_and(|m| m.number == 1 && m.mark <= Mark::Arabic) {
            name = at;
            break;
        }
        if !is_han(c) && !is_space(c) && c != '·' {
            return None;
        }
    }
    const COLUMNS: [&str; 14] =
        ["版", "栏", "欄", "专题", "專題", "论坛", "論壇", "学刊", "学报", "學報", "杂志", "月刊", "季刊", "研究"];
    (name > 0 && COLUMNS.iter().any(|end| rest[..name].ends_with(end))).then_some(digits + name)
}
