//! The last lines of a work, where some put the author's body and the source.

use std::ops::Range;

use super::super::heads;
use super::super::names::body_at;
use super::super::shape::trim;
use super::super::words::Field;
use super::{Reader, TAIL_LINES};
use crate::model::BlockKind;

impl Reader<'_> {
    /// The last lines: （作者单位：…）, （原载《…》…）, 作者简介：…, 责任编辑：….
    pub(super) fn tail(&mut self) {
        let from = self.lines.filled.len().saturating_sub(TAIL_LINES).max(self.lines.filled.len().min(3));
        for line in self.lines.filled.split_off(from) {
            if self.taken.iter().any(|(bytes, _)| line.start <= bytes.start && bytes.end <= line.end) {
                continue;
            }
            let words = self.words(&line);
            if words.chars().take(301).count() > 300 {
                continue;
            }
            let is_author = ["（作者系", "(作者系", "（作者为", "(作者为", "（作者是", "(作者是"]
                .iter()
                .find(|sign| words.starts_with(**sign));
            if let Some(sign) = is_author {
                if self.collector.meta.affiliation.is_none() {
                    let body = body_at(self.text, line.start + sign.len()..line.end);
                    self.collector.meta.affiliation = body.map(|body| self.collector.stated(body));
                }
                self.taken.push((line, BlockKind::Byline));
                continue;
            }
            let reprint = ["（原载", "(原载", "原载", "（选自", "(选自", "（摘自", "(摘自", "（原載", "（載"];
            if let Some(sign) = reprint
                .iter()
                .find(|sign| words.strip_prefix(**sign).is_some_and(|rest| rest.trim_start().starts_with('《')))
            {
                self.collector.venue(trim(self.text, line.start + sign.len()..line.end), false);
                self.taken.push((line, BlockKind::Byline));
                continue;
            }
            let Some(label) = heads::leading_label(words) else {
                let inner = self.without_brackets(&line);
                if self.collector.meta.year.is_none() && self.dated_signature(&inner) {
                    self.taken.push((line, BlockKind::Byline));
                }
                continue;
            };
            let end = self.without_brackets(&line).end;
            match label.field {
                Field::Affiliation | Field::Bio | Field::Venue | Field::Issue => {
                    self.collector.field(label.field, line.start + label.end..end, false);
                }
                Field::Other => {}
                _ => continue,
            }
            self.taken.push((line, BlockKind::Byline));
        }
    }

    /// A line without the round brackets around all of it.
    fn without_brackets(&self, line: &Range<usize>) -> Range<usize> {
        let words = self.words(line);
        let inner = words.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
        inner.map_or(line.clone(), |inner| {
            let open = words.chars().next().map_or(0, char::len_utf8);
            line.start + open..line.start + open + inner.len()
        })
    }
}
