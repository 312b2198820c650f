//! One event, two figures that cannot both be true: 7枚 and 9枚, but not 1.8万多页 and 18822页.

use std::ops::Range;

use super::Bench;
use crate::analysis::events::traits::{reach, without_dates};
use crate::model::{Conflict, ConflictKind, Place, Work, WorkFindings};
use crate::text::is_han;

/// Measures of more than one character.
const UNITS: [&str; 20] = [
    "平方公里",
    "平方千米",
    "立方米",
    "平方米",
    "美元",
    "英镑",
    "日元",
    "欧元",
    "卢布",
    "法郎",
    "马克",
    "港元",
    "英里",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "海里",
    "英尺",
    "公吨",
];

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    value: f64,
    /// The least and the greatest value that its words allow.
    least: f64,
    most: f64,
    /// The measure word.
    unit: String,
    /// Whether persons are counted, and what became of them, as far as the words tell.
    people: Option<Fate>,
    /// What is counted, as far as it follows the measure word.
    noun: String,
    /// The characters in front.
    lead: String,
    /// As written.
    words: String,
}

/// What became of persons that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// They died.
    Died,
    /// They were hurt badly.
    Maimed,
    /// They were hurt.
    Hurt,
    /// They were taken or held.
    Held,
    /// They were saved.
    Saved,
    /// Nothing is said of it.
    Unsaid,
}

/// By what words it is told that persons fared so.
const FATES: [(Fate, &[&str]); 5] = [
    (Fate::Died, &["死", "亡", "遇难", "罹难", "丧生", "丧命", "殒命", "葬身", "牺牲", "遇害", "人命", "毙命", "殉"]),
    (Fate::Maimed, &["重伤", "致残"]),
    (Fate::Hurt, &["受伤", "负伤", "伤者", "打伤", "炸伤", "染病", "感染"]),
    (Fate::Held, &["捕", "俘", "拘", "押", "劫持", "人质"]),
    (Fate::Saved, &["获救", "生还", "救起", "救出", "幸存", "脱险"]),
];

/// Words for persons that follow a number without a measure word (一百八十万儿童).
const PERSONS: [&str; 22] = [
    "儿童", "学童", "孩子", "学生", "工人", "农民", "士兵", "官兵", "民工", "居民", "市民", "平民", "百姓", "妇女",
    "灾民", "难民", "员工", "职工", "选民", "会员", "党员", "军队",
];

/// The figures of one event on which works differ.
pub(super) fn find(bench: &Bench<'_>, event: usize) -> Vec<Conflict> {
    let shelf = bench.shelf;
    let group = &bench.groups[event];
    let figures: Vec<(usize, Vec<Figure>)> = group
        .iter()
        .map(|&i| {
            let found = &shelf.findings[shelf.all[i].work as usize];
            let reach = with_next(shelf.work(i), found, reach(shelf.work(i), found, shelf.all[i].index));
            (i, figures(&without_dates(found, |bytes| shelf.work(i).prose.slice(bytes), &reach)))
        })
        .collect();
    for (at, (a, own)) in figures.iter().enumerate() {
        for (b, other) in &figures[at + 1..] {
            if shelf.all[*a].work == shelf.all[*b].work {
                continue;
            }
            for x in own {
                let Some(y) = counterpart(x, own, other) else { continue };
                if x.most < y.least || y.most < x.least {
                    let about = format!("{}：{} / {}", shelf.mention(*a).label, x.words, y.words);
                    let places = vec![place(bench, *a, x), place(bench, *b, y)];
                    return vec![Conflict { kind: ConflictKind::Figure, about, event: Some(event), places }];
                }
            }
        }
    }
    Vec::new()
}

/// A stretch that ends its sentence, with the next sentence of the paragraph where that bears no date: it goes on about
/// the same (…罢工。参加者有三千人。).
fn with_next(work: &Work, found: &WorkFindings, reach: Range<usize>) -> Range<usize> {
    let sentences = work.prose.sentences();
    let own = sentences.partition_point(|s| s.bytes.end < reach.end);
    let (Some(this), Some(next)) = (sentences.get(own), sentences.get(own + 1)) else { return reach };
    let from = found.times.partition_point(|t| t.bytes.start < next.bytes.start);
    let dated = found.times[from..].first().is_some_and(|t| t.bytes.start < next.bytes.end);
    let told = found.events.iter().any(|e| next.bytes.start <= e.bytes.start && e.bytes.start < next.bytes.end);
    if this.bytes.end != reach.end || next.paragraph != this.paragraph || dated || told {
        return reach;
    }
    reach.start..next.bytes.end
}

/// The sentence that states a figure of a telling.
fn place(bench: &Bench<'_>, telling: usize, figure: &Figure) -> Place {
    let work = bench.shelf.work(telling);
    let sentences = work.prose.sentences();
    let own = bench.shelf.all[telling].sentence;
    let states =
        |at: &usize| sentences.get(*at).is_some_and(|s| work.prose.slice(s.bytes.clone()).contains(&figure.words));
    let stating = [own, own + 1].into_iter().find(states).and_then(|at| sentences.get(at));
    let span = stating.map_or(bench.shelf.mention(telling).sentence, |s| work.prose.span(s.bytes.clone()));
    Place { work: work.id, span }
}

/// The figure of the other telling that counts the same.
fn counterpart<'a>(x: &Figure, own: &[Figure], other: &'a [Figure]) -> Option<&'a Figure> {
    let alike = |y: &&Figure| y.unit == x.unit && (same_noun(x, y) || same_lead(x, y));
    let mut matches = other.iter().filter(alike);
    let first = matches.next();
    if let (Some(y), None) = (first, matches.next()) {
        return Some(y);
    }
    // 368人阵亡 and 三百二十三名水兵葬身海底: persons of one fate, where either tells only one number of them.
    if let Some(fate) = x.people.filter(|_| first.is_none()) {
        let one = |list: &[Figure]| list.iter().filter(|f| f.people == Some(fate)).count() == 1;
        let sole = |list: &[Figure]| fate != Fate::Unsaid || list.iter().filter(|f| f.people.is_some()).count() == 1;
        let big = |f: &Figure| fate != Fate::Unsaid || f.value >= CROWD_OF_PEOPLE;
        if one(own) && one(other) && sole(own) && sole(other) {
            return other.iter().find(|y| y.people == Some(fate)).filter(|y| big(x) && big(y) && near(x, y));
        }
    }
    // 7枚导弹 and 9枚: a measure word that counts one kind of thing stands for its noun.
    let general = "个次种项件名位家处条".contains(&*x.unit);
    let alone = |list: &[Figure]| list.iter().filter(|f| f.unit == x.unit).count() == 1;
    (first.is_none() && !general && alone(own) && alone(other))
        .then(|| {
            // 外债 and 债务 are counted alike.
            let akin =
                |y: &Figure| x.noun.is_empty() || y.noun.is_empty() || x.noun.chars().any(|c| y.noun.contains(c));
            other.iter().find(|y| y.unit == x.unit && akin(y))
        })
        .flatten()
}

/// Of persons of whom nothing is told, fewer than this may be some of them.
const CROWD_OF_PEOPLE: f64 = 20.0;

/// Whether two numbers of persons are of one order, so that they may be meant to be one number.
fn near(x: &Figure, y: &Figure) -> bool {
    x.value.max(y.value) <= 20.0 * x.value.min(y.value)
}

fn same_noun(x: &Figure, y: &Figure) -> bool {
    let first = |f: &Figure| f.noun.chars().take(2).collect::<String>();
    x.noun.chars().count() >= 2 && first(x) == first(y)
}

fn same_lead(x: &Figure, y: &Figure) -> bool {
    let pair = |f: &Figure| f.lead.chars().rev().take(2).collect::<String>();
    x.lead.chars().count() >= 2 && pair(x) == pair(y)
}

/// All counted numbers of a text; ordinals and bare numbers are none.
fn figures(text: &str) -> Vec<Figure> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some((value, end)) = number(&chars, at) else {
            at += 1;
            continue;
        };
        let start = at;
        at = end;
        let before = start.checked_sub(1).map(|i| chars[i]);
        if matches!(before, Some('第' | '十' | '几' | '数' | '“' | '《'))
            || before.is_some_and(|c| c.is_ascii_alphanumeric())
        {
            continue;
        }
        let mut unit = end;
        let more = matches!(chars.get(unit), Some('多' | '余' | '餘'));
        unit += usize::from(more);
        let Some(&measure) = chars.get(unit).filter(|&&c| is_han(c) || c == '%' || c == '％') else { continue };
        if matches!(measure, '年' | '月' | '日' | '号' | '时' | '分' | '国' | '大' | '方' | '者' | '届' | '次' if start + 1 == end && chars[start] == '一')
            || matches!(measure, '年' | '月' | '日' | '号' | '、')
        {
            continue;
        }
        let lead: String = chars[start.saturating_sub(4)..start].iter().collect();
        // 美元, 平方公里: the rest of a measure of several characters is no noun.
        let whole = chars[unit..].iter().take(4).collect::<String>();
        let length = UNITS.iter().find(|u| whole.starts_with(**u)).map_or(1, |u| u.chars().count());
        let noun: String = chars[unit + length..].iter().take(3).take_while(|&&c| is_han(c)).collect();
        let (least, most) = range(value, &lead, more, &chars[unit + 1..]);
        let words = chars[start..unit + length].iter().collect();
        let people = fate(&chars, start, unit);
        found.push(Figure {
            people,
            value,
            least,
            most,
            unit: chars[unit..unit + length].iter().collect(),
            noun,
            lead: lead.trim_end_matches(['约', '近']).to_owned(),
            words,
        });
    }
    found
}

/// Whether a number counts persons, and how its clause says that they fared.
fn fate(chars: &[char], start: usize, unit: usize) -> Option<Fate> {
    let rest: String = chars[unit..].iter().take(8).collect();
    let counts = rest.starts_with("条人命")
        || rest.starts_with(['人', '名', '位']) && !rest.starts_with("人民") && !rest.starts_with("人次")
        || PERSONS.iter().any(|word| rest.starts_with(word));
    if !counts {
        return None;
    }
    let stop = |c: &char| matches!(c, '，' | ',' | '。' | '；' | '、' | '|');
    let before = chars[..start].iter().rev().take_while(|c| !stop(c)).collect::<Vec<_>>();
    let clause: String = before.into_iter().rev().chain(chars[start..].iter().take_while(|c| !stop(c))).collect();
    let mut told =
        FATES.iter().filter(|(_, words)| words.iter().any(|word| clause.contains(word))).map(|(fate, _)| *fate);
    match (told.next(), told.next()) {
        (Some(fate), None) => Some(fate),
        (None, _) => Some(Fate::Unsaid),
        // 死伤三百人 counts both.
        _ => None,
    }
}

/// What values a figure allows: 约, 近, 多 and 以上 are no exact numbers, and round ones seldom are.
fn range(value: f64, lead: &str, more: bool, after: &[char]) -> (f64, f64) {
    let after: String = after.iter().take(3).collect();
    let above = more
        || ["超过", "逾", "高达", "不少于", "至少", "多达"].iter().any(|w| lead.ends_with(w))
        || after.contains("以上");
    let below =
        ["近", "将近", "接近", "不到", "不足", "少于"].iter().any(|w| lead.ends_with(w)) || after.contains("以下");
    let about = ["约", "大约", "左右", "上下"].iter().any(|w| lead.ends_with(w) || after.contains(w));
    if above {
        (value * 0.99, value * 1.3)
    } else if below {
        (value * 0.7, value * 1.01)
    } else if about {
        (value * 0.85, value * 1.15)
    } else if value >= 10_000.0 && value % 1_000.0 == 0.0 {
        (value * 0.97, value * 1.03)
    } else {
        (value, value)
    }
}

/// A number in digits or Chinese numerals with 万 and 亿: its value and where it ends.
fn number(chars: &[char], start: usize) -> Option<(f64, usize)> {
    let mut at = start;
    let mut digits = String::new();
    while let Some(&c) = chars.get(at) {
        let separator =
            matches!(c, '.' | ',' | '，') && chars.get(at + 1).is_some_and(char::is_ascii_digit) && !digits.is_empty();
        if c.is_ascii_digit() {
            digits.push(c);
        } else if separator && c == '.' {
            digits.push('.');
        } else if !(separator && c == ',') {
            break;
        }
        at += 1;
    }
    let mut value: f64 = if digits.is_empty() {
        let (value, end) = han_number(chars, start)?;
        at = end;
        value
    } else {
        digits.parse().ok()?
    };
    while let Some(&c) = chars.get(at) {
        match c {
            '万' | '萬' => value *= 1e4,
            '亿' | '億' => value *= 1e8,
            '千' if !digits.is_empty() => value *= 1e3,
            '百' if !digits.is_empty() => value *= 1e2,
            _ => break,
        }
        at += 1;
    }
    // 十亿五千万: what follows 亿 belongs to the same number.
    let goes_on = digits.is_empty() && chars.get(at.saturating_sub(1)).is_some_and(|c| matches!(c, '亿' | '億'));
    if goes_on && let Some((rest, end)) = han_number(chars, at) {
        let wan = chars.get(end).is_some_and(|c| matches!(c, '万' | '萬'));
        return Some((value + rest * if wan { 1e4 } else { 1.0 }, end + usize::from(wan)));
    }
    Some((value, at))
}

fn han_number(chars: &[char], start: usize) -> Option<(f64, usize)> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(2));
    let (mut total, mut current, mut at) = (0.0, 0.0, start);
    while let Some(&c) = chars.get(at) {
        if let Some(d) = digit(c) {
            current = d as f64;
        } else if let Some(scale) = match c {
            '十' => Some(10.0),
            '百' => Some(100.0),
            '千' => Some(1000.0),
            _ => None,
        } {
            total += if current == 0.0 { scale } else { current * scale };
            current = 0.0;
        } else {
            break;
        }
        at += 1;
    }
    (at > start && total + current > 0.0).then_some((total + current, at))
}
