//! The values of metadata fields, and what they say.

use std::ops::Range;

use memchr::memmem;

use super::heads::start_of;
use super::names::{all_names, body_at, body_with_post, holds_body, in_list, is_name, is_nobody, may_be_name};
use super::scan::{Cursor, YearMonthDay, article_number_in, date_in, issue_at, issue_in, pages_in, whole_year};
use super::shape::{Mark, is_space, marker, trim};
use super::words::{Field, WORDS};
use crate::calendar::Date;
use crate::model::{Stated, WorkKind, WorkMeta};
use crate::text::{SourceText, is_han};

/// Collects the metadata of one work.
pub(super) struct Collector<'a> {
    pub(super) source: &'a SourceText,
    pub(super) text: &'a str,
    /// The work's stretch, where words that might be keywords are looked for.
    pub(super) work: Range<usize>,
    pub(super) meta: WorkMeta,
    /// Stretches that a scanner spoiled.
    pub(super) spoiled: Vec<Range<usize>>,
}

impl Collector<'_> {
    pub(super) fn stated(&self, bytes: Range<usize>) -> Stated<String> {
        Stated { value: self.text[bytes.clone()].to_owned(), at: Some(self.source.span(bytes)) }
    }

    /// Reads the value of a field; answers with the byte where it ends. `last` says that nothing but the line's end
    /// follows, so that running text may stick to the value.
    pub(super) fn field(&mut self, field: Field, value: Range<usize>, last: bool) -> usize {
        let value = trim(self.text, value);
        let short = self.text[value.clone()].chars().take(81).count() <= 80;
        match field {
            Field::Title => {
                if self.meta.title.is_none() && !value.is_empty() && short {
                    self.meta.title = Some(self.stated(value.clone()));
                }
                if short { value.end } else { value.start }
            }
            Field::Author => self.authors(value, last),
            Field::Affiliation => {
                self.bodies(&value);
                if self.meta.affiliation.is_none() {
                    let cut = self.text[value.clone()].find(['，', ',', '；', ';', '(', '（', ')', '）']);
                    let plain = trim(self.text, value.start..cut.map_or(value.end, |cut| value.start + cut));
                    let body =
                        body_at(self.text, value.clone()).or_else(|| (short && !plain.is_empty()).then_some(plain));
                    self.meta.affiliation = body.map(|body| self.stated(body));
                }
                if short || !last { value.end } else { value.start }
            }
            Field::Venue => self.venue(value, last),
            Field::Issue => {
                self.issue(&value);
                if self.meta.issue.is_some() {
                    self.kind(WorkKind::JournalArticle, &value);
                }
                value.end
            }
            Field::Year => {
                self.year(whole_year(&self.text[value.clone()]), &value);
                value.end
            }
            Field::Date => {
                self.date(&value);
                if short { value.end } else { value.start }
            }
            Field::Pages => {
                self.pages(&value);
                value.end
            }
            Field::Volume => {
                if self.meta.volume.is_none() && self.text[value.clone()].chars().count() <= 8 && !value.is_empty() {
                    self.meta.volume = Some(self.stated(value.clone()));
                }
                value.end
            }
            Field::Keywords => self.keywords(value, last),
            Field::Bio => {
                self.remark(Field::Bio, &value);
                self.bio(value)
            }
            Field::ClassNumber => self.class_number(&value),
            Field::Doi => self.doi(&value),
            Field::Fund => {
                let end = self.remark(Field::Fund, &value);
                if short || !last { value.end } else { end }
            }
            Field::Summary => value.start,
            Field::Supervisor => value.end,
            Field::ArticleNumber => {
                self.article_number(&value);
                if short || !last { value.end } else { value.start }
            }
            Field::Other => {
                let latin = !self.text[value.clone()].chars().take(200).any(is_han);
                if latin || short || !last { value.end } else { value.start }
            }
        }
    }

    /// Names after 作者：or 文/.
    fn authors(&mut self, value: Range<usize>, last: bool) -> usize {
        if let Some(end) = self.spoiled_name(&value) {
            return self.post_after(end);
        }
        let words = &self.text[value.clone()];
        // What runs on behind a stop is no name any more.
        let stop = words.find(['。', '；', '：', ':', '“']).unwrap_or(words.len());
        let stop = date_in(&words[..stop]).map_or(stop, |(_, date, _)| date.start);
        let head = start_of(&words[..stop], if last { 60 } else { 200 }).len();
        let mut end = value.start;
        for (name, bytes) in in_list(self.text, value.start..value.start + head) {
            let fits = is_name(&name) || may_be_name(&name);
            if !fits || is_nobody(&name) {
                break;
            }
            end = bytes.end;
            self.author(name, bytes);
        }
        if self.meta.authors.is_empty() && stop == words.len() && words.chars().count() <= 24 && holds_body(words) {
            self.author(words.to_owned(), value.clone());
        }
        self.affiliation_in_brackets(&value);
        let whole = words.chars().take(61).count() <= 60 && !words.contains('。');
        if !last || whole { value.end } else { self.post_after(end) }
    }

    pub(super) fn author(&mut self, name: String, bytes: Range<usize>) {
        if !self.meta.authors.iter().any(|author| author.value == name) {
            self.meta.authors.push(Stated { value: name, at: Some(self.source.span(bytes)) });
        }
    }

    /// A known author's name again, with the signs that a scanner made of spaces (周?昶?): the byte after it.
    fn spoiled_name(&mut self, value: &Range<usize>) -> Option<usize> {
        let words = &self.text[value.clone()];
        let name = self.meta.authors.iter().find_map(|author| {
            let mut end = 0;
            let mut wanted = author.value.chars().peekable();
            for (at, c) in words.char_indices() {
                if wanted.peek() == Some(&c) {
                    wanted.next();
                } else if !(matches!(c, '?' | '？' | '*' | '□') || is_space(c)) {
                    break;
                }
                end = at + c.len_utf8();
            }
            (wanted.peek().is_none() && end > author.value.len()).then_some(end)
        })?;
        // The label before it (文/) goes with the spoiled name.
        let label = self.text[..value.start]
            .char_indices()
            .rev()
            .take(3)
            .take_while(|(_, c)| matches!(c, '/' | '／' | '文'))
            .last();
        self.spoiled.push(label.map_or(value.start, |(at, _)| at)..value.start + name);
        Some(value.start + name)
    }

    /// A body with a post right after a name: the affiliation; answers with the byte after it.
    fn post_after(&mut self, from: usize) -> usize {
        let Some(end) = body_with_post(&self.text[from..self.work.end.max(from)]) else { return from };
        if self.meta.affiliation.is_none() {
            self.meta.affiliation = body_at(self.text, from..from + end).map(|body| self.stated(body));
        }
        from + end
    }

    pub(super) fn affiliation_in_brackets(&mut self, bytes: &Range<usize>) {
        let words = &self.text[bytes.clone()];
        let Some(open) = words.find(['(', '（']) else { return };
        let inner = open + words[open..].chars().next().map_or(1, char::len_utf8);
        let end = words[inner..].find([')', '）']).map_or(words.len(), |at| inner + at);
        self.bodies(&(bytes.start + inner..bytes.start + end));
        if self.meta.affiliation.is_none() {
            self.meta.affiliation =
                body_at(self.text, bytes.start + inner..bytes.start + end).map(|body| self.stated(body));
        }
    }

    /// 来源：《某刊》（京）2006年6期, 来源：某网 2013-03-06.
    pub(super) fn venue(&mut self, value: Range<usize>, last: bool) -> usize {
        let words = &self.text[value.clone()];
        let whole = words.chars().take(81).count() <= 80 && !words.contains('。');
        let named = words.strip_prefix('《').and_then(|rest| rest.find('》').map(|end| (&rest[..end], 3 + end + 3)));
        let (name, after) = match named {
            Some((_, after)) => (value.start + 3..value.start + after - 3, after),
            None => {
                let end = words.find(|c: char| {
                    is_space(c) || c.is_ascii_digit() || matches!(c, '，' | ',' | '；' | '(' | '（' | '。' | '|')
                });
                let end = end.unwrap_or(words.len());
                (value.start..value.start + end, end)
            }
        };
        let venue = &self.text[name.clone()];
        let length = venue.chars().count();
        let fits =
            (2..=30).contains(&length) && !is_nobody(venue) && !venue.starts_with("http") && !venue.starts_with("www");
        if fits && self.meta.venue.is_none() {
            self.meta.venue = Some(self.stated(name.clone()));
        }
        let mut cursor = Cursor::new(self.text, value.start + after);
        // The place of publication: （京）.
        if cursor.spaces().one_of(&['(', '（']) {
            let close = cursor
                .rest()
                .find([')', '）'])
                .filter(|&at| at <= 30 && !cursor.rest()[..at].contains(|c: char| c.is_ascii_digit()));
            cursor.at = close.map_or(value.start + after, |at| {
                cursor.at + at + cursor.rest()[at..].chars().next().map_or(1, char::len_utf8)
            });
        }
        cursor.one_of(&['，', ',', '：', ':']);
        let rest = cursor.spaces().at.min(value.end);
        let mut end = value.start + after;
        if let Some(found) = issue_at(self.text, rest) {
            end = found.bytes.end;
            self.take_issue(found, 0);
            self.kind(WorkKind::JournalArticle, &name);
        } else if whole {
            self.issue(&(rest..value.end));
            if self.meta.issue.is_some() {
                self.kind(WorkKind::JournalArticle, &name);
            }
        }
        if fits && self.meta.issue.is_none() {
            let venue = self.text[name.clone()].to_owned();
            if WORDS.newspapers.iter().any(|end| venue.ends_with(end.as_str())) {
                self.kind(WorkKind::NewspaperArticle, &name);
                self.date(&(rest..value.end));
            } else if WORDS.news.iter().any(|end| venue.ends_with(end.as_str())) {
                self.kind(WorkKind::WebPage, &name);
                self.date(&(rest..value.end));
            }
        }
        if !last || whole { value.end } else { end }
    }

    pub(super) fn kind(&mut self, kind: WorkKind, at: &Range<usize>) {
        if self.meta.kind.is_none() {
            self.meta.kind = Some(Stated { value: kind, at: Some(self.source.span(at.clone())) });
        }
    }

    /// Year, volume and issue in a stretch.
    pub(super) fn issue(&mut self, bytes: &Range<usize>) -> bool {
        let Some(found) = issue_in(&self.text[bytes.clone()]) else { return false };
        self.take_issue(found, bytes.start);
        true
    }

    /// The name of a journal from its masthead, letter-spacing taken out.
    pub(super) fn named_venue(&mut self, bytes: Option<Range<usize>>) {
        let Some(bytes) = bytes.filter(|bytes| self.meta.venue.is_none() && !bytes.is_empty()) else { return };
        let value: String = self.text[bytes.clone()].chars().filter(|&c| !is_space(c)).collect();
        self.meta.venue = Some(Stated { value, at: Some(self.source.span(bytes.clone())) });
        self.kind(WorkKind::JournalArticle, &bytes);
    }

    /// Volume and issue that stand apart in a masthead: 第 32 卷  第 3 期, Vol.32 No.3.
    pub(super) fn volume_and_issue(&mut self, bytes: &Range<usize>) {
        let words = &self.text[bytes.clone()];
        let number = |after: usize| {
            let rest = &words[after..];
            let from = after + rest.len()
                - rest.trim_start_matches(|c: char| is_space(c) || matches!(c, '.' | '．' | ':')).len();
            let digits = words[from..].bytes().take_while(u8::is_ascii_digit).count();
            (1..=4).contains(&digits).then_some(from..from + digits)
        };
        let han = |unit: char| {
            words.match_indices('第').find_map(|(at, sign)| {
                let found = number(at + sign.len())?;
                words[found.end..].trim_start_matches(is_space).starts_with(unit).then_some(found)
            })
        };
        let lower = words.to_ascii_lowercase();
        let latin = |sign: &str| lower.match_indices(sign).find_map(|(at, sign)| number(at + sign.len()));
        let stated = |found: Range<usize>| Stated {
            value: words[found.clone()].trim_start_matches('0').to_owned(),
            at: Some(self.source.span(bytes.start + found.start..bytes.start + found.end)),
        };
        let volume = han('卷').or_else(|| latin("vol")).map(stated);
        let issue = han('期').or_else(|| latin("no.")).or_else(|| latin("no ")).map(stated);
        if self.meta.volume.is_none() {
            self.meta.volume = volume;
        }
        if self.meta.issue.is_none() {
            self.meta.issue = issue;
        }
    }

    fn take_issue(&mut self, found: super::scan::IssueNumbers, base: usize) {
        let at = |bytes: Range<usize>| Some(self.source.span(base + bytes.start..base + bytes.end));
        // The year of the issue is that of the publication, whatever day a page was stamped.
        if let Some((year, bytes)) = found.year {
            let other = self.meta.date.as_ref().is_some_and(|date| date.value.year() != year);
            if other {
                self.meta.date = None;
            }
            if self.meta.issue.is_none() {
                self.meta.year = Some(Stated { value: year, at: at(bytes) });
            }
        }
        if let Some((volume, bytes)) = found.volume
            && self.meta.volume.is_none()
        {
            self.meta.volume = Some(Stated { value: volume, at: at(bytes) });
        }
        if let Some((issue, bytes)) = found.issue
            && self.meta.issue.is_none()
        {
            self.meta.issue = Some(Stated { value: issue, at: at(bytes) });
        }
    }

    fn year(&mut self, year: Option<i32>, bytes: &Range<usize>) {
        if let Some(value) = year
            && self.meta.year.is_none()
        {
            self.meta.year = Some(Stated { value, at: Some(self.source.span(bytes.clone())) });
        }
    }

    /// A day or month of publication; it gives the year too where no issue does.
    pub(super) fn date(&mut self, bytes: &Range<usize>) {
        let Some((date, found, _)) = date_in(&self.text[bytes.clone()]) else { return };
        self.dated(date, &(bytes.start + found.start..bytes.start + found.end));
    }

    /// A date that a signature gives.
    pub(super) fn dated(&mut self, (year, month, day): YearMonthDay, at: &Range<usize>) {
        let other = self.meta.year.as_ref().is_some_and(|known| known.value != year);
        if other || self.meta.date.is_some() {
            return;
        }
        if let Some(value) = month.and_then(|month| Date::new(year, month, day.unwrap_or(1))) {
            self.meta.date = Some(Stated { value, at: Some(self.source.span(at.clone())) });
        }
        self.year(Some(year), at);
    }

    /// The date in a stretch that signs, if it is no stamp with a time of day.
    pub(super) fn signed_date(&mut self, bytes: &Range<usize>) {
        let Some((date, found, false)) = date_in(&self.text[bytes.clone()]) else { return };
        self.dated(date, &(bytes.start + found.start..bytes.start + found.end));
    }

    /// 1000-0000（2015）03-0045-12, the article number of Chinese journals (CAJ-CD B/T 1): year, issue, first page and
    /// number of pages.
    fn article_number(&mut self, value: &Range<usize>) {
        let Some((found, bytes)) = article_number_in(&self.text[value.clone()]) else { return };
        let at = Some(self.source.span(value.start + bytes.start..value.start + bytes.end));
        if self.meta.year.is_none() {
            self.meta.year = Some(Stated { value: found.year, at });
        }
        if self.meta.year.as_ref().is_none_or(|year| year.value != found.year) {
            return;
        }
        if self.meta.issue.is_none() {
            self.meta.issue = Some(Stated { value: found.issue.to_string(), at });
        }
        if self.meta.pages.is_none() {
            let (first, last) = found.pages;
            let value = if first < last { format!("{first}-{last}") } else { first.to_string() };
            self.meta.pages = Some(Stated { value, at });
        }
    }

    /// A year with its month as a title page prints them.
    pub(super) fn printed(&mut self, year: i32, month: Option<u8>, bytes: &Range<usize>) {
        if self.meta.year.is_none()
            && let Some(value) = month.and_then(|month| Date::new(year, month, 1))
        {
            self.meta.date = Some(Stated { value, at: Some(self.source.span(bytes.clone())) });
        }
        self.year(Some(year), bytes);
    }

    pub(super) fn pages(&mut self, bytes: &Range<usize>) {
        if let Some((value, found)) = pages_in(&self.text[bytes.clone()])
            && self.meta.pages.is_none()
        {
            let at = self.source.span(bytes.start + found.start..bytes.start + found.end);
            self.meta.pages = Some(Stated { value, at: Some(at) });
        }
    }

    /// 某某，某研究所副研究员。: who it is, and where. Answers with the end of what was read.
    fn bio(&mut self, value: Range<usize>) -> usize {
        let words = &self.text[value.clone()];
        let cut = words.find(['，', ',', '(', '（', '：', ':', '。', '、']).unwrap_or(words.len());
        let name = in_list(self.text, value.start..value.start + cut);
        if let [(name, bytes)] = &name[..]
            && self.meta.authors.is_empty()
            && (is_name(name) || cut < words.len() && may_be_name(name))
        {
            self.author(name.clone(), bytes.clone());
        }
        if self.meta.affiliation.is_none() {
            let mut clauses = words.split(['，', ',', '。', '；', ';']).skip(1).take(5);
            let body = clauses.find_map(|clause| {
                let start = value.start + (clause.as_ptr() as usize - words.as_ptr() as usize);
                let lead = ["现为", "现任", "任", "系", "为", "就职于", "供职于", "任职于"]
                    .iter()
                    .find(|lead| clause.starts_with(**lead));
                body_at(self.text, start + lead.map_or(0, |lead| lead.len())..start + clause.len())
            });
            self.meta.affiliation = body.map(|body| self.stated(body));
        }
        if words.chars().take(301).count() <= 300 {
            return value.end;
        }
        words.find('。').map_or(value.start, |at| value.start + at + '。'.len_utf8())
    }

    /// Keywords, separated by signs or spaces; where they have run together, only if the work's own words tell them apart.
    fn keywords(&mut self, value: Range<usize>, last: bool) -> usize {
        let words = &self.text[value.clone()];
        let limit = if last { keywords_end(words) } else { words.len() };
        let part =
            words[..limit].trim_end_matches(|c: char| is_space(c) || matches!(c, '。' | '.' | '；' | ';' | '，' | ','));
        let sign =
            [['；', ';'], ['，', ','], ['、', '|'], ['\u{3000}', ' ']].into_iter().find(|signs| part.contains(*signs));
        let mut found: Vec<Range<usize>> = Vec::new();
        match sign {
            Some(signs) => {
                let mut from = 0;
                for (at, sign) in part.match_indices(signs).chain([(part.len(), "")]) {
                    let word = trim(self.text, value.start + from..value.start + at);
                    from = at + sign.len();
                    // What is longer has text sticking to it; from there on nothing is sure.
                    if self.text[word.clone()].chars().count() > 24 {
                        self.push_keywords(&found);
                        return word.start;
                    }
                    found.push(word);
                }
            }
            None if part.chars().count() <= 6 => found.push(value.start..value.start + part.len()),
            None => {
                // A scanner's rubbish may follow; the words end before it.
                let part = part.find(|c: char| !is_han(c)).map_or(part, |at| &part[..at]);
                found = attested(part, &self.around(&(value.start..value.start + part.len())))
                    .into_iter()
                    .map(|word| value.start + word.start..value.start + word.end)
                    .collect();
            }
        }
        self.push_keywords(&found);
        let whole = limit == words.len() && words.chars().count() > 120;
        if whole { value.start } else { value.start + limit }
    }

    /// The text around a stretch: of a short source all of it, of a long one the work's.
    fn around(&self, bytes: &Range<usize>) -> [&str; 2] {
        let near = if self.text.len() <= 1 << 20 { 0..self.text.len() } else { self.work.clone() };
        [&self.text[near.start.min(bytes.start)..bytes.start], &self.text[bytes.end..near.end.max(bytes.end)]]
    }

    fn push_keywords(&mut self, found: &[Range<usize>]) {
        if !self.meta.keywords.is_empty() {
            return;
        }
        let words = found.iter().filter(|word| !word.is_empty());
        self.meta.keywords = words.map(|word| self.stated(word.clone())).collect();
    }

    /// Names alone on a line, or before a stamp.
    pub(super) fn names(&mut self, bytes: &Range<usize>) -> bool {
        if !all_names(&self.text[bytes.clone()]) {
            return false;
        }
        for (name, at) in in_list(self.text, bytes.clone()) {
            let translates = self.text[at.end..bytes.end].trim_start().starts_with(['译', '譯']);
            if !translates {
                self.author(name, at);
            }
        }
        self.affiliation_in_brackets(bytes);
        true
    }
}

/// Where keywords end that running text or a heading sticks to: before 一、, 1., 第一章, 引言 and the like.
fn keywords_end(words: &str) -> usize {
    let mut before = ' ';
    for (at, c) in words.char_indices() {
        let rest = &words[at..];
        let numbered = marker(rest).is_some_and(|m| {
            m.number == 1 && !matches!(m.mark, Mark::Bullet | Mark::Circled) && !before.is_ascii_digit()
        });
        let named = WORDS.glued_headings.iter().any(|word| rest.len() > word.len() && rest.starts_with(word.as_str()));
        if at > 0 && (numbered || named) {
            return at;
        }
        before = c;
    }
    words.len()
}

/// Divides words that have run together into pieces of two to ten characters that each stand elsewhere in the work;
/// nothing where there is no such division or no single shortest one.
fn attested(words: &str, elsewhere: &[&str]) -> Vec<Range<usize>> {
    let bounds: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
    let count = bounds.len() - 1;
    if !(4..=40).contains(&count) || !words.chars().all(is_han) {
        return Vec::new();
    }
    // For every prefix: the fewest pieces, the number of ways to have so few, and where the last piece begins.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; count + 1];
    best[0] = Some((0, 1, 0));
    for end in 2..=count {
        for start in end.saturating_sub(10)..=end - 2 {
            let Some((pieces, ways, _)) = best[start] else { continue };
            let piece = &words[bounds[start]..bounds[end]];
            if !elsewhere.iter().any(|text| memmem::find(text.as_bytes(), piece.as_bytes()).is_some()) {
                continue;
            }
            best[end] = match best[end] {
                Some((fewest, _, _)) if fewest > pieces + 1 => Some((pieces + 1, ways, start)),
                Some((fewest, others, from)) if fewest == pieces + 1 => Some((fewest, others + ways, from)),
                None => Some((pieces + 1, ways, start)),
                other => other,
            };
        }
    }
    let Some((_, 1, _)) = best[count] else { return Vec::new() };
    let mut found = Vec::new();
    let mut end = count;
    while let Some((_, _, start)) = best[end].filter(|_| end > 0) {
        found.push(bounds[start]..bounds[end]);
        end = start;
    }
    found.reverse();
    found
}
