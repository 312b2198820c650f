//! What a date does in its clause: it dates what the clause tells, or a noun in it, or nothing that happened.

use std::ops::Range;

use super::Page;
use super::segment::enclosed;
use super::words::{Verb, closes, holds, leads};
use crate::calendar::Precision;
use crate::model::{TimeMention, TimeRole};
use crate::text::is_han;

/// The longest relative clause between a date and 的, in characters.
const RELATIVE: usize = 18;
/// The longest name that a date and 的 may qualify, in characters.
const NAME: usize = 14;

/// What a date dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// Nothing that happened: the rule that says so.
    Nothing(&'static str),
    /// What the clause around it tells; `lead` is where the date's preposition begins, `rest` where the clause goes on.
    Clause { lead: usize, rest: usize, onward: bool },
    /// A relative clause: 1985年加入的《条约》 — the verb to the end of the noun.
    Relative { told: Range<usize> },
    /// A name that tells an event: 2003年的伊拉克战争.
    Named { told: Range<usize> },
    /// What stands before the brackets that hold it.
    Gloss { told: Range<usize> },
}

/// Reads the frame of a date within its segment.
pub(super) fn of(page: &Page<'_>, mention: &TimeMention, segment: &Range<usize>) -> Frame {
    if mention.role != TimeRole::Running {
        return Frame::Nothing("name or stamp");
    }
    let text = page.text;
    let words = &page.words.lists;
    let before = text[segment.start..mention.bytes.start].trim_end();
    let after = text[mention.bytes.end..segment.end].trim_start();
    let rest = segment.end - after.len();
    // 向清朝朝贡, 与明朝议和: there the name is whose time it was.
    let named = mention.precision >= Precision::Century && !text[mention.bytes.clone()].contains(['世', '年', '代']);
    if named && before.ends_with(['向', '对', '与', '同', '和', '被', '由', '给', '助', '灭', '反']) {
        return Frame::Nothing("name of a state");
    }
    match enclosed(text, segment, mention.bytes.start) {
        Some('《' | '〈') => return Frame::Nothing("title"),
        Some('（' | '(' | '[' | '〔' | '【') => return bracketed(page, mention, segment),
        _ => {}
    }
    if let Some(why) = cites(page, mention, before, after) {
        return Frame::Nothing(why);
    }
    if is_stamp(page, before, segment.start) {
        return Frame::Nothing("stamp");
    }
    if leads(after, &words.compared).is_some() || compares(page, before, after) {
        return Frame::Nothing("comparison");
    }
    let bare = trim_prepositions(before, &["于", "在", "到"]);
    if closes(bare, &words.plans).is_some() || closes(before, &words.plans).is_some_and(|l| l > 3) {
        return Frame::Nothing("plan");
    }
    // Within the year of publication the day of writing is not known.
    if page.reference.is_some_and(|day| mention.range.begin.is_some_and(|begin| begin.year() > day.year())) {
        return Frame::Nothing("future");
    }
    // 1970年前就只余下, but not 1970年前往, 1991年前苏联, 12月底前完成.
    let deed = |rest: &str| page.words.verbs(rest).first().is_some_and(|v| v.bytes.start == 0);
    if after
        .strip_prefix('前')
        .is_some_and(|rest| rest.starts_with(is_han) && leads(rest, &words.not_before).is_none() && !deed(rest))
    {
        return Frame::Nothing("background");
    }
    if leads(after, &words.background)
        .is_some_and(|l| l > 3 || after.len() == l || !after[l..].starts_with(is_han) || after[l..].starts_with('的'))
    {
        return Frame::Nothing("background");
    }
    // 创立于1884年的联盟: the verb stands in front of the date.
    if let (Some(front), Some(noun)) = (before.strip_suffix('于'), after.strip_prefix('的'))
        && let Some(verb) = page.words.verbs(before).last().filter(|v| v.bytes.end >= front.len())
        && let Some(end) = noun_end(page, noun)
    {
        return Frame::Relative { told: segment.start + verb.bytes.start..segment.end - noun.len() + end };
    }
    // 1973年《…法案》: the date belongs to the title, unless the clause goes on to tell a deed.
    if after.starts_with('《')
        && after.find('》').is_some_and(|close| page.words.verbs(&after[close..]).iter().all(|v| v.nounish))
    {
        return Frame::Nothing("dated title");
    }
    if let Some(noun) = after.strip_prefix('的') {
        let lead = segment.start + before.len() - closes(before, &["在", "于"]).unwrap_or(0);
        return qualified(page, mention, noun, segment.end - noun.len(), lead);
    }
    if let Some(told) = relative(page, after, rest) {
        return Frame::Relative { told };
    }
    clause(page, before, after, segment, rest)
}

/// 比1952年高出一倍: the date is what something is measured by.
fn compares(page: &Page<'_>, before: &str, after: &str) -> bool {
    let words = &page.words.lists;
    let Some(length) = closes(before, &words.compares) else { return false };
    // 比 and 较 close other words too.
    length > 3 || holds(after, &words.measures)
}

/// A date that stands in front of, within, or behind the clause that it dates.
fn clause(page: &Page<'_>, before: &str, after: &str, segment: &Range<usize>, rest: usize) -> Frame {
    let words = &page.words.lists;
    let mut rest = rest;
    let mut onward = false;
    if let Some(length) = leads(after, &words.onward)
        .filter(|_| closes(before, &words.since).is_some() || leads(after, &words.onward) == Some("起".len()))
    {
        // 从1950年开始开发 tells a beginning: the verb stays.
        onward = true;
        let goes_on = &after[length..];
        let verb = page.words.verbs(goes_on).first().map_or(goes_on.len(), |v| v.bytes.start);
        // A verb right behind 开始 is what begins; anything else only begins there.
        if goes_on.starts_with(['，', ',']) || goes_on.is_empty() || after.starts_with('起') || verb > 6 {
            rest += length;
        }
    }
    // 2001年时油槽关闭: the word belongs to the date.
    if rest == segment.end - after.len()
        && let Some(length) = leads(after, &words.at_time).filter(|&l| leads(&after[l..], &words.not_at_time).is_none())
    {
        rest += length;
    }
    rest += clock(page, &page.text[rest..segment.end]);
    let lead = closes(before, &words.since)
        .or_else(|| closes(before, &words.until))
        .or_else(|| closes(before, &["在", "于", "约", "於", "当"]));
    let mut lead = segment.start + before.len() - lead.unwrap_or(0);
    if let Some(length) = closes(&page.text[segment.start..lead], &words.until) {
        lead -= length;
    }
    if let Some(length) = closes(before, &words.until).filter(|_| !before.ends_with(['遭', '达'])) {
        let up_to = &before[before.len() - length..];
        let embedded = page.words.verbs(after).iter().any(|v| !v.nounish);
        let counts = up_to.starts_with('截') || up_to.starts_with('迄');
        if counts && !embedded {
            return Frame::Nothing("up to");
        }
    }
    Frame::Clause { lead, rest, onward }
}

/// The length of an hour or a part of the day at the start of a text that says nothing else up to the comma: 中午,
/// 下午三时二十分.
fn clock(page: &Page<'_>, text: &str) -> usize {
    let stop = text.find(['，', ',']).unwrap_or(text.len());
    let said = text[..stop].trim();
    if page.words.lists.day_parts.is_one(said) {
        return stop;
    }
    let hours = said.find(['时', '点']).is_some_and(|at| at > 0);
    let only = said.chars().all(|c| {
        c.is_ascii_digit() || "零〇一二三四五六七八九十两凌清早晨上中下午傍晚夜深当时点分秒刻半许整约左右".contains(c)
    });
    if hours && only && said.chars().count() <= 12 { stop } else { 0 }
}

/// A reference to a publication: （人民出版社，1985年版）, 载《学报》1994年第3期.
fn cites(page: &Page<'_>, mention: &TimeMention, before: &str, after: &str) -> Option<&'static str> {
    let words = &page.words.lists;
    let first = after.chars().next();
    let issue = leads(after, &words.cited).is_some()
        || after.starts_with('第') && after.chars().take(6).any(|c| matches!(c, '期' | '卷' | '版' | '页'));
    let house = before.ends_with("出版社") || before.ends_with('》') && matches!(first, None | Some('，' | '。'));
    let source = before.chars().count() < 30 && leads(before.trim_start(), &words.citing).is_some();
    let said = &page.text[mention.bytes.clone()];
    // Without 年 or 月 it is a number, unless a preposition says that it is a date.
    let placed = closes(before, &words.since).is_some()
        || closes(before, &words.until).is_some()
        || before.ends_with(['于', '在']);
    let bare = said.bytes().all(|b| b.is_ascii_digit()) && !placed;
    (issue || house || source || bare).then_some("citation")
}

/// When the text itself was written, sent in or looked up: 写作时间约在2000年, 收稿日期：2003-05-06, 本文写于2001年.
fn is_stamp(page: &Page<'_>, before: &str, start: usize) -> bool {
    let words = &page.words.lists;
    let edge = |c: char| !c.is_alphanumeric() || matches!(c, '约' | '为' | '是' | '在' | '于' | '即');
    let said = before.trim_end_matches(edge);
    let announced = page.text[..start].trim_end().strip_suffix(['：', ':']).filter(|_| said.is_empty());
    if closes(announced.unwrap_or(said), &words.stamps).is_some() || closes(before, &words.stamps).is_some() {
        return true;
    }
    let verb = before.trim_end_matches(['约', '大', '在']);
    let Some(length) = closes(verb, &words.written) else { return false };
    let front = verb[..verb.len() - length].trim_matches(|c: char| !c.is_alphanumeric());
    front.is_empty() || closes(front, &words.writings).is_some()
}

/// A date in brackets: it dates the clause before them, what the brackets tell, or a person or a reign.
fn bracketed(page: &Page<'_>, mention: &TimeMention, segment: &Range<usize>) -> Frame {
    let text = page.text;
    let Some(open) = opening(text, segment, mention.bytes.start) else { return Frame::Nothing("brackets") };
    let inner = open + text[open..].chars().next().map_or(1, char::len_utf8);
    let from = mention.bytes.end;
    let close = text[from..].find(['）', ')', ']', '〕', '】']).map_or(segment.end, |at| from + at).max(from);
    let said = &text[mention.bytes.clone()];
    if mention.bounds.is_some() || said.bytes().all(|b| b.is_ascii_digit()) {
        return Frame::Nothing("span in brackets");
    }
    let lead = text[inner..mention.bytes.start].trim();
    let rest = &text[mention.bytes.end..close];
    // 19岁时（1980年）进入…, 天禧初年（1017年）任…: the bracket gives the date of the words before it, which date the clause.
    let front = text[segment.start..open].trim_end();
    let timely = front.chars().next_back().is_some_and(|c| "时岁年月日初末底春夏秋冬后间".contains(c));
    let after = close + text[close..].chars().next().map_or(0, char::len_utf8);
    if timely && lead.is_empty() && rest.trim().is_empty() && page.words.verbs(front).iter().all(|v| v.nounish) {
        return Frame::Clause { lead: open, rest: after.min(segment.end), onward: false };
    }
    if page.words.verbs(rest).iter().any(|v| !v.nounish) && rest.chars().count() <= 30 && !rest.contains(['，', '；'])
    {
        let noun = last_noun(text, segment.start, open);
        let told =
            if rest.chars().filter(|&c| is_han(c)).count() <= 4 { noun..close } else { mention.bytes.end..close };
        return Frame::Gloss { told };
    }
    if !lead.is_empty() && closes(lead, &page.words.lists.since).is_none() || !rest.trim().is_empty() {
        return Frame::Nothing("brackets");
    }
    let front = &text[segment.start..open];
    let happened =
        page.words.verbs(front).iter().any(|v| !v.nounish) || closes(front, &page.words.lists.nouns).is_some();
    if happened { Frame::Gloss { told: segment.start..open } } else { Frame::Nothing("brackets") }
}

/// Where the bracket around a byte opens, brackets that close before it left out.
fn opening(text: &str, segment: &Range<usize>, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    for (place, c) in text[segment.start..at].char_indices() {
        match c {
            '（' | '(' | '[' | '〔' | '【' => open.push(segment.start + place),
            '）' | ')' | ']' | '〕' | '】' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

fn last_noun(text: &str, start: usize, end: usize) -> usize {
    let front = &text[start..end];
    front
        .rfind(['、', '，', '和', '与', '的'])
        .map_or(start, |at| start + at + front[at..].chars().next().map_or(1, char::len_utf8))
}

/// 2003年的伊拉克战争 names an event; 1980年的人口 does not. 1950年的战争中，… dates the clause that follows.
fn qualified(page: &Page<'_>, mention: &TimeMention, noun: &str, at: usize, lead: usize) -> Frame {
    let words = &page.words.lists;
    // 1941年的晚些时候, …: the date stays that of the clause.
    if let Some(length) = leads(noun, &words.of_time) {
        return Frame::Clause { lead, rest: at + length, onward: false };
    }
    // 在1919年的会议上，…: the date is that of the clause behind.
    let clause = noun.find(['，', ',']).unwrap_or(noun.len());
    let name = noun[..clause].trim_end();
    if let Some(length) =
        closes(name, &words.during).filter(|_| name.chars().count() <= NAME + 4 && !name.contains('的'))
        && length < name.len()
        && page.words.verbs(name).iter().all(|v| v.nounish)
    {
        return Frame::Clause { lead, rest: at + clause, onward: false };
    }
    if let Some(length) = enclosing_event(page, noun) {
        return Frame::Clause { lead, rest: at + length, onward: false };
    }
    let mut end = None;
    for (index, (offset, c)) in noun.char_indices().enumerate() {
        let upto = &noun[..offset + c.len_utf8()];
        if index > NAME || matches!(c, '，' | '。' | '；' | '的' | '是') {
            break;
        }
        if closes(upto, &words.nouns).is_some() {
            end = Some(upto.len());
        }
    }
    let Some(end) = end else {
        // 11月17日的仪式进行直播: what has a day happened on it.
        let deed = page.words.verbs(&noun[..clause]).iter().any(|v| !v.nounish && v.bytes.start >= 6);
        return if mention.precision <= Precision::Month && deed {
            Frame::Clause { lead, rest: at, onward: false }
        } else {
            Frame::Nothing("qualifier")
        };
    };
    let next = &noun[end..];
    if let Some(length) = leads(next, &words.during) {
        let rest = at + end + length;
        return Frame::Clause { lead, rest, onward: false };
    }
    Frame::Named { told: at..at + end }
}

/// The length of a name and the word after it that makes it the frame of a deed: 1991年的《…》里演出, 1998年的杯赛中夺冠.
fn enclosing_event(page: &Page<'_>, noun: &str) -> Option<usize> {
    let name = if noun.starts_with('《') { noun.find('》')? + '》'.len_utf8() } else { 0 };
    let (at, c) = noun[name..].char_indices().take(12).find(|&(at, c)| {
        let next = noun[name + at + c.len_utf8()..].chars().next();
        let word = c == '中' && next.is_some_and(|next| "断止央国心间部学华共东期美日苏方介立年层级外".contains(next));
        let word = word || c == '上' && next.is_some_and(|next| "海市升涨台映演线诉任缴述".contains(next));
        matches!(c, '里' | '中' | '上') && !word && (name > 0 || at >= 6)
    })?;
    let front = &noun[..name + at];
    let rest = &noun[name + at + c.len_utf8()..];
    let plain = page.words.verbs(front).iter().any(|v| !v.nounish) && name == 0;
    (!plain && !front[name..].contains(['，', '的', '。']) && !rest.is_empty()).then_some(name + at + c.len_utf8())
}

/// 1985年加入的《条约》, 1862年在北京创办的学堂: the verb stands right before 的.
fn relative(page: &Page<'_>, after: &str, at: usize) -> Option<Range<usize>> {
    if after.starts_with(|c: char| !is_han(c) && c != '《' && c != '“') {
        return None;
    }
    let of = after.find('的')?;
    let body = &after[..of];
    if body.chars().count() > RELATIVE || body.contains(['，', ',']) {
        return None;
    }
    let verbs = page.words.verbs(body);
    let last = verbs.last().filter(|v| v.bytes.end == body.len())?;
    let first = verb_group(&verbs, last);
    // 5月8日朝鲜向当天抵达的…递交…: what stands in front of the verb must be no clause of its own.
    let front = &body[..first];
    let free = front.chars().count() <= 10 && !front.contains(['向', '对', '把', '将', '给', '被', '为', '当']);
    if !free || verbs.iter().any(|v| v.bytes.start < first) {
        return None;
    }
    let noun = &after[of + '的'.len_utf8()..];
    let end = noun_end(page, noun)?;
    // 1983年出生的有2位: a count.
    if noun[end..].starts_with(['有', '占', '共', '达', '约']) {
        return None;
    }
    Some(at + first..at + of + '的'.len_utf8() + end)
}

/// Where a run of verbs that ends in `last` begins.
fn verb_group(verbs: &[Verb], last: &Verb) -> usize {
    let mut start = last.bytes.start;
    for verb in verbs.iter().rev().skip(1) {
        if verb.bytes.end != start {
            break;
        }
        start = verb.bytes.start;
    }
    start
}

/// The length of the noun that a relative clause qualifies.
fn noun_end(page: &Page<'_>, noun: &str) -> Option<usize> {
    if noun.starts_with(['《', '“']) {
        let close = noun.find(['》', '”'])?;
        return Some(close + '》'.len_utf8());
    }
    let stop =
        noun.find(|c: char| !c.is_alphanumeric() && !matches!(c, '·' | '《' | '》' | '“' | '”')).unwrap_or(noun.len());
    let verb = page
        .words
        .verbs(&noun[..stop])
        .iter()
        .find(|v| !v.nounish && v.bytes.start > 0)
        .map_or(stop, |v| v.bytes.start);
    let copula = noun[..stop]
        .char_indices()
        .skip(2)
        .find(|&(_, c)| matches!(c, '是' | '为' | '在' | '使' | '让' | '把' | '被' | '有'))
        .map_or(stop, |(at, _)| at);
    let end = verb.min(copula).min(noun.char_indices().nth(NAME).map_or(stop, |(at, _)| at));
    let end = closes(&noun[..end], &page.words.lists.openers).filter(|&l| l > 3).map_or(end, |l| end - l);
    (noun[..end].chars().filter(|&c| c.is_alphanumeric()).count() >= 2).then_some(end)
}

fn trim_prepositions<'a>(text: &'a str, prepositions: &[&str]) -> &'a str {
    prepositions.iter().find_map(|p| text.strip_suffix(p)).unwrap_or(text)
}
