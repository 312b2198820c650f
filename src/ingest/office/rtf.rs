//! Rich text (RTF 1.9): words as `\uN` and as `\'xx` in the code page of their font, headings, notes, tables.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::properties::stated;
use crate::ingest::laid::{Fault, Laid, Said, Setter};
use crate::model::{BlockKind, ProblemCode, RunStyle, WorkMeta};

/// How deep groups may nest.
const DEEPEST: usize = 10_000;

/// Reads rich text.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Result<Laid, Fault> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Fault::fatal(ProblemCode::Broken, "\\rtf"));
    }
    let mut reader = Reader::new(bytes);
    reader.run();
    reader.flush();
    let broken = !reader.groups.is_empty();
    for (mark, words) in std::mem::take(&mut reader.notes) {
        reader.setter.begin(BlockKind::Footnote(mark.to_string().into()));
        reader.setter.words(&words, RunStyle::default());
    }
    let mut laid = reader.setter.finish();
    laid.said = Said { meta: reader.said, trusted: false };
    if broken {
        laid.faults.push(Fault::partial(ProblemCode::Broken, "}"));
    }
    Ok(laid)
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Into {
    Body,
    Note,
    Nowhere,
    Fonts,
    Styles,
    Title,
    Author,
    /// `\info`, whose own words are none.
    Properties,
}

/// What a group keeps to itself.
#[derive(Clone, Copy, Debug)]
struct Group {
    into: Into,
    font: i32,
    /// Characters after a `\u` that stand in for it.
    stand_ins: usize,
    run: RunStyle,
    hidden: bool,
    style: i32,
    outline: Option<u8>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    groups: Vec<Group>,
    group: Group,
    setter: Setter,
    /// Bytes in a code page that wait for the rest of their character.
    pending: Vec<u8>,
    /// Half of a character beyond the basic plane.
    high: Option<u16>,
    skip: usize,
    fonts: HashMap<i32, &'static Encoding>,
    page: &'static Encoding,
    /// Depths of headings by the number of their style.
    headings: HashMap<i32, u8>,
    heading: Option<i32>,
    name: String,
    cells: bool,
    notes: Vec<(usize, String)>,
    said: WorkMeta,
    word: String,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let group = Group {
            into: Into::Body,
            font: -1,
            stand_ins: 1,
            run: RunStyle::default(),
            hidden: false,
            style: 0,
            outline: None,
        };
        Self {
            bytes,
            at: 0,
            groups: Vec::new(),
            group,
            setter: Setter::default(),
            pending: Vec::new(),
            high: None,
            skip: 0,
            fonts: HashMap::new(),
            page: encoding_rs::WINDOWS_1252,
            headings: HashMap::new(),
            heading: None,
            name: String::new(),
            cells: false,
            notes: Vec::new(),
            said: WorkMeta::default(),
            word: String::new(),
        }
    }

    fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    if self.groups.len() >= DEEPEST {
                        return;
                    }
                    self.groups.push(self.group);
                    self.skip = 0;
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    self.leave();
                    if self.groups.is_empty() {
                        return;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte if self.skip > 0 => {
                    let _ = byte;
                    self.skip -= 1;
                }
                byte => self.pending.push(byte),
            }
        }
    }

    /// Ends a group and comes back to what was before it.
    fn leave(&mut self) {
        let inner = self.group;
        let Some(outer) = self.groups.pop() else { return };
        self.group = outer;
        if inner.into == outer.into {
            return;
        }
        let words = std::mem::take(&mut self.name);
        let words = words.trim().to_owned();
        match inner.into {
            Into::Title => self.said.title = stated(words),
            Into::Author => {
                self.said.authors =
                    words.split([';', '；', '、']).filter_map(|n| stated(n.trim().to_owned())).collect();
            }
            _ => self.name = words,
        }
    }

    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return self.sign(first);
        }
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let minus = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + minus..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = (digits > 0)
            .then(|| std::str::from_utf8(&rest[letters..letters + minus + digits]).ok()?.parse::<i64>().ok())
            .flatten();
        let mut end = letters + if digits > 0 { minus + digits } else { 0 };
        end += usize::from(rest.get(end) == Some(&b' '));
        self.at += end;
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        word.extend(rest[..letters].iter().map(|&b| char::from(b)));
        self.word(&word, number.map(|n| n.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32));
        self.word = word;
    }

    /// A control that is one sign.
    fn sign(&mut self, sign: u8) {
        match sign {
            b'\'' => {
                let digit = |at: usize| self.bytes.get(at).and_then(|&b| char::from(b).to_digit(16));
                if let (Some(high), Some(low)) = (digit(self.at), digit(self.at + 1)) {
                    self.at += 2;
                    if self.skip > 0 {
                        self.skip -= 1;
                    } else {
                        self.pending.push((high * 16 + low) as u8);
                    }
                }
            }
            b'\\' | b'{' | b'}' if self.skip == 0 => self.pending.push(sign),
            b'\\' | b'{' | b'}' => self.skip -= 1,
            b'~' => self.say(" "),
            b'_' => self.say("-"),
            // Some programs mark notes as what an old reader may pass over.
            b'*' if self.bytes[self.at..].starts_with(b"\\footnote") => {}
            b'*' => {
                self.flush();
                self.group.into = Into::Nowhere;
            }
            b'\r' | b'\n' => self.paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            self.decode();
            self.unit(number.unwrap_or(0) as u16);
            self.skip = self.group.stand_ins;
            return;
        }
        self.flush();
        let on = number != Some(0);
        match word {
            "bin" => self.at = self.at.saturating_add(number.unwrap_or(0).max(0) as usize).min(self.bytes.len()),
            "uc" => self.group.stand_ins = number.unwrap_or(1).clamp(0, 100) as usize,
            "ansicpg" => self.page = code_page(number.unwrap_or(1252)).unwrap_or(self.page),
            "f" if self.group.into == Into::Fonts => self.group.font = number.unwrap_or(0),
            "f" => self.group.font = number.unwrap_or(0),
            "fcharset" => {
                if let Some(encoding) = charset(number.unwrap_or(0)) {
                    self.fonts.insert(self.group.font, encoding);
                }
            }
            "fonttbl" => self.group.into = Into::Fonts,
            "stylesheet" => self.group.into = Into::Styles,
            "info" => self.group.into = Into::Properties,
            "title" if self.group.into == Into::Properties => self.group.into = Into::Title,
            "author" if self.group.into == Into::Properties => self.group.into = Into::Author,
            "footnote" if self.group.into == Into::Body => self.footnote(),
            "footnote" => self.group.into = Into::Nowhere,
            "pict" | "object" | "colortbl" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
            | "footerr" | "footerf" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "generator"
            | "filetbl" | "themedata" | "datastore" | "xmlnstbl" | "fldinst" | "bkmkstart" | "bkmkend"
            | "nonshppict" | "pntext" | "listtext" => self.group.into = Into::Nowhere,
            "s" => self.style(number.unwrap_or(0)),
            "outlinelevel" => {
                self.group.outline =
                    number.and_then(|n| u8::try_from(n).ok()).filter(|n| *n < 9).map(|n| (n + 1).min(6));
            }
            "pard" => {
                self.group.outline = None;
                self.group.style = 0;
                self.cells = false;
            }
            "plain" => {
                self.group.run = RunStyle::default();
                self.group.hidden = false;
            }
            "b" => self.group.run.strong = on,
            "i" => self.group.run.emphasis = on,
            "v" | "deleted" => self.group.hidden = on,
            "intbl" => self.cells = true,
            "par" | "sect" | "page" => self.paragraph(),
            "line" | "tab" => self.say(" "),
            "cell" | "nestcell" if self.group.into == Into::Body => {
                self.begin();
                self.setter.cell();
            }
            "row" | "nestrow" if self.group.into == Into::Body => self.setter.end(),
            "emdash" => self.say("—"),
            "endash" => self.say("–"),
            "lquote" => self.say("‘"),
            "rquote" => self.say("’"),
            "ldblquote" => self.say("“"),
            "rdblquote" => self.say("”"),
            "bullet" => self.say("•"),
            "emspace" | "enspace" | "qmspace" => self.say(" "),
            _ => {}
        }
    }

    fn style(&mut self, number: i32) {
        if self.group.into == Into::Styles {
            self.heading = Some(number);
        } else {
            self.group.style = number;
        }
    }

    fn footnote(&mut self) {
        let number = self.notes.len() + 1;
        self.begin();
        self.setter.note_mark(&number.to_string());
        self.notes.push((number, String::new()));
        self.group.into = Into::Note;
    }

    fn paragraph(&mut self) {
        match self.group.into {
            Into::Body if self.cells => self.say(" "),
            Into::Body => self.setter.end(),
            Into::Note => self.say(" "),
            _ => {}
        }
    }

    /// Adds half a character or a whole one of UTF-16.
    fn unit(&mut self, unit: u16) {
        if let Some(high) = self.high.take()
            && let Some(Ok(c)) = char::decode_utf16([high, unit]).next()
        {
            return self.say(c.encode_utf8(&mut [0; 4]));
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else if let Some(c) = char::from_u32(u32::from(unit)) {
            self.say(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Decodes what waits, and says it.
    fn decode(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.page);
        let ascii = bytes.is_ascii();
        let words =
            if ascii { String::from_utf8_lossy(&bytes) } else { encoding.decode_without_bom_handling(&bytes).0 };
        let words = words.into_owned();
        self.say(&words);
    }

    fn flush(&mut self) {
        self.decode();
        self.high = None;
    }

    fn say(&mut self, words: &str) {
        if self.group.hidden {
            return;
        }
        match self.group.into {
            Into::Body => {
                if words.trim().is_empty() && !self.setter.has_words() {
                    return;
                }
                self.begin();
                self.setter.words(words, self.group.run);
            }
            Into::Note => {
                if let Some((_, note)) = self.notes.last_mut() {
                    note.push_str(words);
                }
            }
            Into::Styles => {
                let name = words.trim().trim_end_matches(';').to_lowercase();
                let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "));
                if let (Some(style), Some(level)) = (self.heading, level.and_then(|level| level.parse::<u8>().ok())) {
                    self.headings.insert(style, level.clamp(1, 6));
                }
            }
            Into::Title | Into::Author => self.name.push_str(words),
            Into::Nowhere | Into::Fonts | Into::Properties => {}
        }
    }

    fn begin(&mut self) {
        if self.setter.is_open() {
            return;
        }
        let depth = self.group.outline.or_else(|| self.headings.get(&self.group.style).copied());
        self.setter.begin(match depth {
            _ if self.cells => BlockKind::TableRow { head: false },
            Some(depth) => BlockKind::Heading(depth),
            None => BlockKind::Paragraph,
        });
    }
}

/// The encoding of a font by its character set (RTF 1.9, `\fcharset`).
fn charset(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        0 => 1252,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// The encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        54936 => "gb18030".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}
