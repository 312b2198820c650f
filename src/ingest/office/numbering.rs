//! The numbers that Word sets before headings and items by itself (`word/numbering.xml`), such as 一、 or 1.2.

use std::collections::HashMap;

use super::xml::{Step, Xml, text_of};

/// Levels that Word knows.
const LEVELS: usize = 9;

/// How the numbers of one level look.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// The text with `%1` to `%9` for the numbers of the levels.
    text: String,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each kind of list.
    kinds: HashMap<String, Vec<Level>>,
    /// The kind of each list.
    lists: HashMap<String, String>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    pub(super) fn read(part: Option<&[u8]>) -> Self {
        let mut found = Self::default();
        let Some(part) = part else { return found };
        let text = text_of(part);
        let xml = Xml::new(&text);
        let (mut kind, mut list) = (String::new(), String::new());
        for step in xml {
            let Step::Open(tag) = step else { continue };
            let value = tag.attr("val").unwrap_or_default();
            match &*tag.name() {
                "abstractNum" => {
                    kind = tag.attr("abstractNumId").unwrap_or_default();
                    list.clear();
                    found.kinds.insert(kind.clone(), Vec::new());
                }
                "num" => list = tag.attr("numId").unwrap_or_default(),
                "abstractNumId" if !list.is_empty() => drop(found.lists.insert(list.clone(), value)),
                "lvl" if list.is_empty() => {
                    if let Some(levels) = found.kinds.get_mut(&kind).filter(|levels| levels.len() < LEVELS) {
                        levels.push(Level { start: 1, ..Level::default() });
                    }
                }
                name @ ("start" | "numFmt" | "lvlText") if list.is_empty() => {
                    let Some(level) = found.kinds.get_mut(&kind).and_then(|levels| levels.last_mut()) else { continue };
                    match name {
                        "start" => level.start = value.parse().unwrap_or(1),
                        "numFmt" => level.format = value,
                        _ => level.text = value,
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The number of the next paragraph of a list at a level (0 outermost); whether it is one that counts.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<(String, bool)> {
        let level = level.min(LEVELS - 1);
        let kind = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let own = levels.get(level)?;
        if own.format == "bullet" {
            return Some(("•".to_owned(), false));
        }
        if own.format == "none" || own.text.is_empty() {
            return None;
        }
        let counted = self.counted.entry(kind.clone()).or_default();
        counted[level] = Some(counted[level].map_or(own.start, |number| number.saturating_add(1)));
        counted[level + 1..].fill(None);
        let mut text = own.text.clone();
        for (at, level) in levels.iter().enumerate() {
            let sign = format!("%{}", at + 1);
            if text.contains(&sign) {
                text = text.replace(&sign, &written(counted[at].unwrap_or(level.start), &level.format));
            }
        }
        Some((text, true))
    }
}

/// A number in one of Word's formats.
fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => han(number),
        "chineseLegalSimplified" | "ideographLegalTraditional" => legal(number),
        "lowerLetter" => letter(number, b'a'),
        "upperLetter" => letter(number, b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32('①' as u32 + number - 1).map(String::from).unwrap_or_default()
        }
        _ => number.to_string(),
    }
}

fn han(number: u32) -> String {
    in_digits(number, &['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'], '十', '百')
}

fn legal(number: u32) -> String {
    in_digits(number, &['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'], '拾', '佰')
}

fn in_digits(number: u32, digits: &[char; 10], ten: char, hundred: char) -> String {
    let digit = |n: u32| digits[(n % 10) as usize];
    match number {
        0..=9 => digit(number).to_string(),
        10 => ten.to_string(),
        11..=19 => format!("{ten}{}", digit(number)),
        20..=99 if number.is_multiple_of(10) => format!("{}{ten}", digit(number / 10)),
        20..=99 => format!("{}{ten}{}", digit(number / 10), digit(number)),
        100..=999 => {
            let rest = number % 100;
            let tail = match rest {
                0 => String::new(),
                1..=9 => format!("{}{}", digits[0], digit(rest)),
                10..=19 => format!("{}{}", digits[1], in_digits(rest, digits, ten, hundred)),
                _ => in_digits(rest, digits, ten, hundred),
            };
            format!("{}{hundred}{tail}", digit(number / 100))
        }
        _ => number.to_string(),
    }
}

fn letter(number: u32, first: u8) -> String {
    match number {
        1..=26 => char::from(first + (number - 1) as u8).to_string(),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}
