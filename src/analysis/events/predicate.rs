//! Whether a clause tells that something happened, and by which verb.

use std::ops::Range;

use super::Page;
use super::dating::without_asides;
use super::words::{Verb, closes, holds, leads};
use crate::calendar::Precision;
use crate::text::is_han;

/// Why a clause was taken for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The verb that tells it, as bytes of the clean text; `None` when a particle or a noun alone gives it away.
    pub(super) verb: Option<Verb>,
    /// The rule.
    pub(super) rule: &'static str,
}

/// Reads a clause under a date of that precision. `bytes` is the clause without the date.
pub(super) fn read(page: &Page<'_>, bytes: &Range<usize>, precision: Precision) -> Option<Told> {
    let text = &page.text[bytes.clone()];
    let words = &page.words.lists;
    let han = |text: &str| text.chars().filter(|&c| is_han(c)).count();
    let dates = page.dates_in(bytes).map(|t| han(&page.text[t.bytes.clone()])).sum::<usize>();
    let length = han(text) - dates.min(han(text));
    if let Some(rule) = short_verb(page, text, precision) {
        let verb = main_verb(page, text, &page.words.verbs(text)).map(|v| v.shifted(bytes.start));
        return Some(Told { verb, rule });
    }
    if length < 2 {
        return None;
    }
    let verbs = page.words.verbs(text);
    let verb = main_verb(page, text, &verbs).map(|v| v.shifted(bytes.start));
    let coarse = precision >= Precision::Decade;
    let custom = || holds(text, &words.habits);
    let marked = || holds(text, &words.marks);
    if let Some(verb) = verb {
        let state = state_before(page, text, verb.bytes.start - bytes.start);
        let own = verb.kind == page.words.own_kind;
        let told = Told { verb: Some(verb.clone()), rule: if own { "events.own-verb" } else { "events.verb" } };
        return match (state, coarse) {
            // 全国共有…投产的企业120家, 人口增长到…: a figure, not an event.
            _ if is_figure(page, text, &verb, bytes.start) => None,
            (true, _) if coarse || !marked() => None,
            (_, true) if custom() || verb.nounish && !marked() => None,
            _ if verb.nounish && custom() => None,
            _ => Some(told),
        };
    }
    let suffers = text.contains('被') || text.contains('遭');
    if custom() || is_state(page, text) && !suffers {
        return None;
    }
    if marked() {
        return Some(Told { verb: None, rule: "events.mark" });
    }
    if closes(text.trim_end(), &words.nouns).is_some() {
        return Some(Told { verb: None, rule: "events.noun" });
    }
    // A day or a month is given to what happens, seldom to a state; a year too, where nothing speaks of a state.
    let exact = precision <= Precision::Month && length >= 4;
    let plain = precision <= Precision::Year && length >= 5 && !holds(text, &words.degrees);
    (exact || plain).then_some(Told { verb: None, rule: "events.exact" })
}

/// Verbs of one character, where nothing else could stand: right behind the date (顺治四年任侍郎), or at the end of what is
/// told of somebody (九月吴少阳卒).
fn short_verb(page: &Page<'_>, text: &str, precision: Precision) -> Option<&'static str> {
    let words = &page.words.lists;
    if precision > Precision::Year {
        return None;
    }
    let mut rest = text.trim_start_matches(|c: char| !is_han(c) && c != '《' && c != '“' && c != '（' && c != '(');
    // 顺治十六年（1659年）卒: what only says the date again is passed over.
    if rest.starts_with(['（', '('])
        && let Some((_, behind)) = rest.split_once(['）', ')'])
    {
        rest = behind.trim_start_matches(|c: char| !is_han(c));
    }
    while let Some(length) =
        ["又", "再", "乃", "遂", "始", "初", "曾", "即", "后"].iter().find(|w| rest.starts_with(**w)).map(|w| w.len())
    {
        rest = &rest[length..];
    }
    if leads(rest, &words.opening).is_some() && leads(rest, &words.not_opening).is_none() {
        return Some("events.opening-verb");
    }
    let tail = text.trim_end();
    let short = tail.chars().filter(|&c| is_han(c)).count();
    ((3..=12).contains(&short) && closes(tail, &words.closing).is_some() && !is_state(page, text))
        .then_some("events.closing-verb")
}

/// The verb that tells: not one that may be a noun, nor one that only announces another, where there is a better.
pub(super) fn main_verb(page: &Page<'_>, text: &str, verbs: &[Verb]) -> Option<Verb> {
    let light = page.words.light;
    // A verb before 的 belongs to a noun (部署在边境的军队), one in quotation marks to what is said.
    let quotes = text.contains(['“', '《']);
    let modifies = |verb: &Verb| {
        let rest = &text[verb.bytes.end..];
        let front = &text[..verb.bytes.start];
        let opened = |open: char, close: char| front.matches(open).count() > front.matches(close).count();
        quotes && (opened('“', '”') || opened('《', '》'))
            || ["的", "者", "权", "前夕的", "前的", "后的", "时的", "期间的", "以来的"]
                .iter()
                .any(|w| rest.starts_with(w))
    };
    let mut free: Vec<&Verb> = verbs.iter().filter(|v| !modifies(v)).collect();
    if free.is_empty() {
        free = verbs.iter().collect();
    }
    let plains: Vec<&Verb> = free.iter().filter(|v| !v.nounish && v.kind != light).copied().collect();
    // 向抵达…的客人递交: a verb in the phrase of a preposition tells nothing where another follows behind 的.
    let inside = |verb: &Verb, next: &Verb| {
        let front = &text[..verb.bytes.start];
        let between = &text[verb.bytes.end..next.bytes.start];
        let phrase = front
            .rfind(['向', '对', '同', '与', '给', '就', '将', '把'])
            .is_some_and(|at| front[at..].chars().count() <= 8);
        phrase && between.contains('的') && !between.contains(['，', ','])
    };
    let plain = plains.iter().zip(plains.iter().skip(1)).take_while(|(a, b)| inside(a, b)).count();
    let plain = plains.get(plain).copied();
    // 发言人称…将开通: what is said is told by the saying.
    let says = free.iter().find(|v| v.kind == page.words.speech).copied();
    if let Some(says) =
        says.filter(|s| free.iter().all(|v| v.nounish || v.bytes.start >= s.bytes.start || v.kind == light))
    {
        return Some(says.clone());
    }
    let mut announcing = free.iter().find(|v| !v.nounish && v.kind == light).copied();
    // 开始就提出, 宣布成功进行: of several in a row the last one governs what follows.
    for verb in free.iter().filter(|v| v.kind == light) {
        if announcing.is_some_and(|a| {
            a.bytes.end <= verb.bytes.start && text[a.bytes.end..verb.bytes.start].chars().count() <= 3
        }) {
            announcing = Some(verb);
        }
    }
    match (plain, announcing) {
        // 宣布退出 tells the announced deed, unless that stands far behind.
        (Some(a), Some(b))
            if b.bytes.start < a.bytes.start && text[b.bytes.end..a.bytes.start].chars().count() > 14 =>
        {
            Some(b.clone())
        }
        (Some(a), _) => Some(a.clone()),
        // 举行会谈: the verb announces, the noun behind it says what.
        (None, Some(b)) => {
            let noun = free.iter().find(|v| v.nounish && v.bytes.start >= b.bytes.end);
            Some(Verb { kind: noun.map_or(b.kind, |n| n.kind), ..b.clone() })
        }
        (None, None) => free.last().map(|v| (*v).clone()),
    }
}

/// Whether a verb of state stands right where the predicate of the clause begins.
fn state_before(page: &Page<'_>, text: &str, verb: usize) -> bool {
    let aside = without_asides(&text[..verb]);
    let front: &str = &aside;
    // All of the words below end in one of these, or are one.
    if !front.contains(['有', '于', '在', '括', '着', '是']) {
        return false;
    }
    let states = &page.words.lists.states;
    // 是…的 and 为…所 tell deeds too; 为 is a preposition more often than a copula.
    // 是于1839年发现的, 则是自1955年起采用: the copula only stresses the date or closes with 的.
    let stressed = ["是于", "是在", "是由", "是自", "是从", "是因", "是经"];
    let cleft = page.words.verbs(&text[verb..]).first().is_some_and(|v| text[verb + v.bytes.end..].trim_end() == "的")
        || stressed.iter().any(|w| front.contains(w));
    if cleft {
        return false;
    }
    let hard =
        ["共有", "没有", "属于", "位于", "处于", "存在", "具有", "拥有", "包括", "意味着", "在于", "取决于", "是"];
    // 办事处于1937年发生火警: the preposition goes with the date.
    let said = |word: &str| front.match_indices(word).any(|(at, _)| !is_date_ahead(word, &front[at + word.len()..]));
    hard.iter().any(|w| states.is_one(w) && said(w)) && !front.contains("于是") && !front.contains("但是")
}

/// Whether a word that ends in a preposition stands before a date, so that the preposition is no part of it.
fn is_date_ahead(word: &str, after: &str) -> bool {
    word.ends_with(['于', '在'])
        && after
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十同当次翌去今本上".contains(c))
}

fn is_state(page: &Page<'_>, text: &str) -> bool {
    let aside = without_asides(text);
    let text: &str = &aside;
    let words = &page.words.lists.states;
    words.all_in(text).any(|(at, length)| {
        let before = text[..at].chars().next_back();
        let word = &text[at..at + length];
        let after = &text[at + length..];
        match word {
            "为" => {
                !matches!(
                    before,
                    Some(
                        '成' | '作'
                            | '改'
                            | '因'
                            | '称'
                            | '认'
                            | '任'
                            | '命'
                            | '升'
                            | '变'
                            | '转'
                            | '编'
                            | '以'
                            | '划'
                            | '列'
                            | '定'
                            | '结'
                            | '封'
                            | '立'
                            | '贬'
                            | '废'
                            | '追'
                            | '评'
                            | '选'
                            | '拜'
                            | '聘'
                            | '推'
                            | '析'
                            | '易'
                            | '更'
                            | '尊'
                            | '奉'
                            | '分'
                            | '降'
                            | '译'
                            | '类'
                            | '化'
                            | '谥'
                            | '授'
                            | '视'
                            | '罚'
                            | '判'
                            | '举'
                            | '辟'
                            | '宽'
                            | '展'
                            | '建'
                            | '扩'
                            | '造'
                            | '缩'
                            | '组'
                            | '装'
                            | '铸'
                            | '换'
                            | '调'
                            | '延'
                            | '拆'
                            | '修'
                            | '订'
                            | '重'
                            | '合'
                    )
                ) && !after.starts_with('了')
                    // 为数百万人服用了疫苗: there it is a preposition.
                    && !after.contains('了')
            }
            // 明定国是诏.
            "是" => !matches!(before, Some('于' | '但' | '还' | '就' | '特' | '尤')) && !text[..at].ends_with("定国"),
            "有" => {
                !matches!(before, Some('没' | '只' | '所' | '国' | '私' | '公' | '拥' | '享'))
                    && !after.starts_with(['关', '人', '效', '了'])
            }
            "共" => {
                !after.starts_with(['产', '和', '同', '识'])
                    && !matches!(before, Some('中' | '公' | '总' | '反' | '国' | '苏' | '一'))
            }
            "约" => after.starts_with(|c: char| c.is_ascii_digit()),
            "占" => !after.starts_with('领'),
            "达" => after.starts_with(|c: char| c.is_ascii_digit() || c == '到'),
            _ => !is_date_ahead(word, after),
        }
    })
}

/// Whether the verb only leads to a number: 出口达200亿元, 增长8%.
fn is_figure(page: &Page<'_>, text: &str, verb: &Verb, base: usize) -> bool {
    let after = text[verb.bytes.end - base..].trim_start();
    let measured = leads(after, &page.words.lists.states).map(|l| after[l..].trim_start());
    verb.nounish
        && measured
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '到' | '至' | '了')))
}

impl Verb {
    fn shifted(mut self, by: usize) -> Self {
        self.bytes = self.bytes.start + by..self.bytes.end + by;
        self
    }
}
