//! Front matter: `key: value` lines between two `---` lines at the head of a file.
//!
//! The subset of YAML that bibliographic front matter needs: plain and quoted scalars, lists as `[a, b]` or as lines
//! with `- `, comments after ` #`. What does not fit is reported with its line and the form that is understood, and the
//! rest goes on. Keys that are not known are left alone.

use std::ops::Range;

use super::kinds;
use super::scan;
use super::shape::{is_space, trim};
use crate::calendar::Date;
use crate::model::{ProblemCode, Severity, Stated, WorkMeta};
use crate::text::SourceText;

/// What the head of a file says.
pub(super) struct Front {
    /// The whole block with both of its lines, in bytes; the text begins at its end.
    pub(super) bytes: Range<usize>,
    pub(super) meta: WorkMeta,
    pub(super) faults: Vec<Fault>,
    /// Whether lines with `- ` may follow: the line before is one, or a key without a value.
    list: bool,
}

/// Something in a front matter that could not be understood.
pub(super) struct Fault {
    pub(super) bytes: Range<usize>,
    pub(super) code: ProblemCode,
    pub(super) severity: Severity,
    /// The line, what stands there, and after an arrow the form that is understood.
    pub(super) detail: String,
}

/// A scalar of the front matter: its value and the bytes of its words.
#[derive(Clone, Debug)]
struct Scalar {
    value: String,
    bytes: Range<usize>,
}

/// A key with what follows it.
struct Entry {
    key: String,
    line: usize,
    bytes: Range<usize>,
    values: Vec<Scalar>,
}

/// Reads the front matter, if the text begins with one. `strict` wants a closing line and nothing but keys between, as
/// befits a plain text that may begin with a rule by chance.
pub(super) fn read(source: &SourceText, strict: bool) -> Option<Front> {
    let text = source.as_str();
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut front = Front { bytes: 0..first.len(), meta: WorkMeta::default(), faults: Vec::new(), list: false };
    let mut entries: Vec<Entry> = Vec::new();
    let mut closed = false;
    let mut start = first.len();
    for (number, line) in text[first.len()..].split_inclusive('\n').enumerate().map(|(n, line)| (n + 2, line)) {
        let bytes = start..start + line.trim_end_matches(['\n', '\r']).len();
        let inner = &text[bytes.clone()];
        if matches!(inner.trim_end(), "---" | "...") {
            closed = true;
            front.bytes.end = start + line.len();
            break;
        }
        let ended = inner.trim().is_empty() && !closes_later(&text[start..]) || inner.starts_with("# ") || number > 200;
        if ended {
            break;
        }
        start += line.len();
        front.bytes.end = start;
        front.line(text, number, bytes, &mut entries);
    }
    if strict && (!closed || entries.is_empty() || !front.faults.is_empty() && entries.len() < 2) {
        return None;
    }
    if !closed {
        // Without a second line and without any key the first one is only a rule.
        if entries.is_empty() {
            return None;
        }
        front.fault(0..3, 1, "---", "--- … ---");
    }
    for entry in entries {
        front.take(source, entry);
    }
    front.faults.sort_by_key(|fault| fault.bytes.start);
    Some(front)
}

/// Whether a closing line comes before a heading does.
fn closes_later(rest: &str) -> bool {
    rest.lines().take(60).take_while(|line| !line.starts_with('#')).any(|line| line.trim_end() == "---")
}

impl Front {
    fn fault(&mut self, bytes: Range<usize>, line: usize, found: &str, form: &str) {
        let found: String = found.trim().chars().take(60).collect();
        self.faults.push(Fault {
            bytes,
            code: ProblemCode::MetadataDoubtful,
            severity: Severity::Warning,
            detail: format!("{line}: {found} → {form}"),
        });
    }

    /// Reads one line into the entries.
    fn line(&mut self, text: &str, number: usize, bytes: Range<usize>, entries: &mut Vec<Entry>) {
        let inner = &text[bytes.clone()];
        let bare = inner.trim();
        if bare.is_empty() || bare.starts_with('#') {
            return;
        }
        if let Some(item) = bare.strip_prefix("- ").or((bare == "-").then_some("")) {
            let start = bytes.start + (inner.len() - inner.trim_start().len()) + (bare.len() - item.len());
            let Some(entry) = entries.last_mut().filter(|_| self.list) else {
                self.fault(bytes.clone(), number, inner, "key: value");
                return;
            };
            if let Some(scalar) = scalar(item, start) {
                entry.values.push(scalar);
            }
            return;
        }
        self.list = false;
        if inner.starts_with([' ', '\t']) && !entries.is_empty() {
            // A deeper key belongs to a mapping, of which nothing here is made.
            return;
        }
        let colon = inner.find([':', '：']);
        let Some((key, at)) = colon.map(|at| (&inner[..at], at)) else {
            self.fault(bytes.clone(), number, inner, "key: value");
            return;
        };
        let sign = if inner[at..].starts_with('：') { '：'.len_utf8() } else { 1 };
        let value = &inner[at + sign..];
        let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
        if key.is_empty() || key.chars().count() > 40 {
            self.fault(bytes.clone(), number, inner, "key: value");
            return;
        }
        if entries.iter().any(|entry| entry.key == key) {
            self.fault(bytes.clone(), number, inner, &format!("{key}: × 1"));
            return;
        }
        let start = bytes.start + at + sign;
        let values = match values(value, start) {
            Ok(values) => values,
            Err(form) => {
                self.fault(bytes.clone(), number, inner, &format!("{key}: {form}"));
                values_as_they_stand(value, start)
            }
        };
        self.list = value.trim().is_empty();
        entries.push(Entry { key, line: number, bytes, values });
    }

    /// Puts one entry where it belongs.
    fn take(&mut self, source: &SourceText, entry: Entry) {
        let Entry { key, line, bytes, values } = entry;
        let text = source.as_str();
        let stated =
            |scalar: &Scalar| Stated { value: scalar.value.clone(), at: Some(source.span(scalar.bytes.clone())) };
        let first = values.first();
        let list = || values.iter().map(stated).collect::<Vec<_>>();
        let mut bad = None;
        match key.as_str() {
            "title" | "题名" | "标题" | "題名" | "標題" => self.meta.title = first.map(stated),
            "author" | "authors" | "作者" => self.meta.authors = split_names(source, &values),
            "affiliation" | "affiliations" | "institution" | "单位" | "單位" => {
                self.meta.affiliation = first.map(stated);
                self.meta.affiliations = list();
            }
            "subtitle" | "副标题" | "副题名" | "副題名" | "副標題" => {
                self.meta.subtitle = first.map(stated);
            }
            "doi" => self.meta.doi = first.map(stated),
            "clc" | "中图分类号" | "中圖分類號" => self.meta.class_number = first.map(stated),
            "fund" | "funding" | "基金项目" | "基金項目" => self.meta.fund = first.map(stated),
            "venue" | "journal" | "publication" | "publisher" | "container-title" | "刊名" | "来源" | "來源" => {
                self.meta.venue = first.map(stated);
            }
            "year" | "年" | "年份" => match first.map(|scalar| (scalar, scan::whole_year(&scalar.value))) {
                Some((scalar, Some(year))) => {
                    self.meta.year = Some(Stated { value: year, at: Some(source.span(scalar.bytes.clone())) });
                }
                Some(_) => bad = Some("YYYY"),
                None => {}
            },
            "date" | "日期" => match first.map(|scalar| (scalar, scan::whole_date(&scalar.value))) {
                Some((scalar, Some(found))) => self.take_date(found, source.span(scalar.bytes.clone())),
                Some(_) => bad = Some("YYYY-MM-DD"),
                None => {}
            },
            "issue" | "number" | "期" => self.meta.issue = first.map(stated),
            "volume" | "卷" => self.meta.volume = first.map(stated),
            "pages" | "page" | "页码" | "頁碼" => self.meta.pages = first.map(stated),
            "keywords" | "keyword" | "tags" | "关键词" | "關鍵詞" => self.meta.keywords = list(),
            "kind" | "type" | "类型" | "類型" => {
                self.meta.kind_as_written = first.map(stated);
                self.meta.kind = first.and_then(|scalar| {
                    let value = kinds::of_words(&scalar.value)?;
                    Some(Stated { value, at: Some(source.span(scalar.bytes.clone())) })
                });
            }
            "note" | "备注" | "附注" | "備註" => self.meta.note = first.map(stated),
            _ => {}
        }
        if let Some(form) = bad {
            let found = text[bytes.clone()].to_owned();
            self.fault(bytes, line, &found, &format!("{key}: {form}"));
        }
    }

    fn take_date(&mut self, (year, month, day): (i32, Option<u8>, Option<u8>), at: crate::text::Span) {
        if let Some(date) = month.and_then(|month| Date::new(year, month, day.unwrap_or(1))) {
            self.meta.date = Some(Stated { value: date, at: Some(at) });
        }
        if self.meta.year.is_none() {
            self.meta.year = Some(Stated { value: year, at: Some(at) });
        }
    }
}

/// Authors that stand in one scalar, as 甲、乙 or as A; B.
fn split_names(source: &SourceText, values: &[Scalar]) -> Vec<Stated<String>> {
    let text = source.as_str();
    let mut names = Vec::new();
    for scalar in values {
        let words = &text[scalar.bytes.clone()];
        let mut from = 0;
        let ends = words.match_indices(['、', ';', '；']).map(|(at, sign)| (at, sign.len())).chain([(words.len(), 0)]);
        for (end, sign) in ends {
            let name = trim(text, scalar.bytes.start + from..scalar.bytes.start + end);
            if !name.is_empty() {
                names.push(Stated { value: text[name.clone()].to_owned(), at: Some(source.span(name)) });
            }
            from = end + sign;
        }
    }
    names
}

/// The values after a key; the form that is understood where they cannot be read.
fn values(value: &str, start: usize) -> Result<Vec<Scalar>, &'static str> {
    let bare = value.trim();
    if let Some(open) = bare.strip_prefix('[') {
        let from = start + (value.len() - value.trim_start().len()) + 1;
        let Some(end) = list_end(open) else { return Err("[A, B]") };
        return Ok(list(&open[..end], from));
    }
    if bare.starts_with('{') || bare.starts_with('&') || bare.starts_with('*') {
        return Err("A");
    }
    for quote in ['"', '\''] {
        if let Some(rest) = bare.strip_prefix(quote)
            && !rest.contains(quote)
        {
            return Err(if quote == '"' { "\"A\"" } else { "'A'" });
        }
    }
    if matches!(bare, "|" | ">" | "|-" | ">-") {
        return Err("A");
    }
    Ok(scalar(value, start).into_iter().collect())
}

/// What a value holds when its brackets or quotes are not closed: the words between separators.
fn values_as_they_stand(value: &str, start: usize) -> Vec<Scalar> {
    let bare = value.trim_start();
    let from = start + (value.len() - bare.len());
    match bare.chars().next() {
        Some('[') => list(bare[1..].trim_end(), from + 1),
        Some('"' | '\'') => plain(&bare[1..], from + 1).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The byte of the bracket that closes a list, quoted ones apart.
fn list_end(open: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in open.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            (']', None) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The scalars of a list in one line.
fn list(inner: &str, start: usize) -> Vec<Scalar> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut quote = None;
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            (',' | '，' | '、' | '；' | ';', None) => {
                found.extend(scalar(&inner[from..at], start + from));
                from = (at + c.len_utf8()).min(inner.len());
            }
            _ => {}
        }
    }
    if from < inner.len() && quote.is_some() {
        found.extend(scalar(&inner[from..], start + from));
    }
    found
}

/// One scalar, its quotes and its comment taken off; nothing where there is none.
fn scalar(value: &str, start: usize) -> Option<Scalar> {
    let bare = value.trim_start();
    let from = start + (value.len() - bare.len());
    for quote in ['"', '\''] {
        if let Some(rest) = bare.strip_prefix(quote)
            && let Some(end) = rest.find(quote)
        {
            return plain(&rest[..end], from + 1);
        }
    }
    let words = bare.find(" #").map_or(bare, |at| &bare[..at]);
    plain(words, from)
}

fn plain(words: &str, start: usize) -> Option<Scalar> {
    let bare = words.trim_matches(is_space);
    let from = start + (words.len() - words.trim_start_matches(is_space).len());
    let nothing = bare.is_empty() || matches!(bare, "~" | "null" | "[]");
    (!nothing).then(|| Scalar { value: bare.to_owned(), bytes: from..from + bare.len() })
}
