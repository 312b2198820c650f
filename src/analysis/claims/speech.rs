//! Reports: where a sentence hands a stretch to somebody other than the author.
//!
//! The rules, by the names that a claim's basis shows:
//!
//! - `report.say`, `report.think`, `report.position`, `report.wish`: a verb with its subject (see `holders`);
//! - `report.view`: 在…看来; `report.source`: 据…的资料; `report.hearsay`: 据说, 据统计; `report.viewed`: 被认为;
//! - `report.own`: 笔者认为, the author in his own name.
//!
//! A verb is no report where it is a noun (有关呼吁, 这一要求), where its clause is a circumstance (在朝鲜承诺…的情况下),
//! where it says nothing (表示欢迎。), or where a bare wish is ascribed to a state by the author (美国希望…).

use std::ops::Range;

use super::clauses::Clause;
use super::holders::{self, Subject, Who};
use super::lexicon::Hit;
use super::page::Page;
use super::words::voice;
use crate::model::{Holder, HolderKind};

/// How a report speaks: what ends it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// It says or thinks: what follows is content until the text takes it back.
    Says,
    /// It demands, blames, offers: the deed that follows is the author's narration.
    Demands,
}

/// A stretch handed to somebody.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// The clause that holds the verb.
    pub(super) clause: usize,
    /// Where the subject's clause begins, as an index of clauses (a subject may stand some clauses before its verb).
    pub(super) from: usize,
    /// The words that report.
    pub(super) cue: Range<usize>,
    pub(super) who: Who,
    /// The subject's words; empty where it is left out.
    pub(super) subject: Range<usize>,
    pub(super) manner: Manner,
    /// The rule that found it and the one that found its subject.
    pub(super) rules: [&'static str; 2],
    /// Whether it only hands on what others say (据新华社报道), so that a report inside it is nested.
    pub(super) relays: bool,
}

/// The reports of a sentence in order. `inherited` is who spoke or acted in the sentence before.
pub(super) fn reports(page: &Page<'_>, clauses: &[Clause], inherited: Option<&Who>) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        if let Some(report) = source(page, clauses, index).or_else(|| view(page, clauses, index)) {
            found.push(report);
        }
        // 据新华社报道，… names its source before the verb of the clause is read.
        let after = found.last().filter(|r| r.clause == index).map_or(clause.bytes.start, |r| r.cue.end);
        for hit in page.voice(&(after..clause.bytes.end)) {
            if hit.is(voice::VIEWED) {
                found.push(viewed(index, hit));
                break;
            }
            if !hit.is(voice::VERB) {
                continue;
            }
            let earlier = found.iter().rev().find(|r| !r.relays);
            if let Some(report) = verb(page, clauses, index, after, hit, earlier, inherited) {
                found.push(report);
                break;
            }
        }
    }
    found
}

/// A verb of saying with its subject.
fn verb(
    page: &Page<'_>,
    clauses: &[Clause],
    index: usize,
    after: usize,
    hit: &Hit,
    earlier: Option<&Report>,
    inherited: Option<&Who>,
) -> Option<Report> {
    let clause = &clauses[index];
    let verb = hit.bytes();
    let before = after..verb.start;
    if clause.quoted || nominal(page, clause, hit) || circumstance(page, clause, &before, &verb) {
        return None;
    }
    let strong = hit.is(voice::SAY | voice::THINK) && verb.len() > 3;
    let mut from = index;
    let mut subject = holders::subject(page, &before);
    if subject.is_none() {
        let lead = holders::past_lead(page, &before);
        if bare(page, lead..verb.start) {
            (from, subject) = left_out(page, clauses, index, earlier, inherited);
        } else if strong || hit.is(voice::ACADEMIC) && hit.is(voice::POSITION) {
            subject = holders::by_form(page, &before, strong);
        }
    }
    let subject = subject?;
    let manner = if hit.is(voice::SAY | voice::THINK) { Manner::Says } else { Manner::Demands };
    let rule = match () {
        () if subject.who == Who::Author => "report.own",
        () if hit.is(voice::SAY) => "report.say",
        () if hit.is(voice::THINK) => "report.think",
        () if hit.is(voice::POSITION) => "report.position",
        () if hit.is(voice::WISH) => "report.wish",
        () => "report.academic",
    };
    if !speaks(page, clause, hit, &subject, rule) || !has_content(page, clauses, index, verb.end) {
        return None;
    }
    let rules = [rule, subject.rule];
    Some(Report {
        clause: index,
        from,
        cue: verb,
        who: subject.who,
        subject: subject.bytes,
        manner,
        rules,
        relays: false,
    })
}

/// Whether such a subject speaks by such a verb, or the author only ascribes something to it.
fn speaks(page: &Page<'_>, clause: &Clause, hit: &Hit, subject: &Subject, rule: &str) -> bool {
    let verb = hit.bytes();
    let between = &page.text[subject.bytes.end.min(verb.start)..verb.start];
    let after = &page.text[verb.end..clause.bytes.end];
    if subject.who == Who::Author {
        return hit.is(voice::THINK | voice::SAY | voice::POSITION | voice::WISH);
    }
    let state = matches!(&subject.who, Who::Holder(holder) if holder.kind == HolderKind::Government) && !subject.voiced;
    // 一直希望, 还是希望, 多次拒绝 are said; a bare wish is the author's reading of a state's mind.
    let held = [
        "一直", "始终", "一贯", "历来", "多次", "反复", "还是", "明确", "公开", "再三", "一再", "强烈", "坚决", "屡次",
        "则",
    ];
    match rule {
        "report.wish" if state => held.iter().any(|word| between.ends_with(word)),
        "report.wish" => true,
        // 提出了方案 tells a deed, 提出应由… a position.
        "report.position" | "report.academic" => match &page.text[verb.clone()] {
            "提出" => !after.starts_with(['了', '过', '的']) && after.chars().count() >= 6,
            "同意" | "支持" | "欢迎" | "承诺" | "保证" | "赞成" | "拥护" | "威胁要" | "许诺" => {
                !after.starts_with(['了', '过'])
                    && (!state || !between.is_empty() && between.chars().count() <= 4 && after.chars().count() >= 6)
            }
            "反对" | "拒绝承认" | "坚持" => !after.starts_with(['了', '过', '着']),
            _ if rule == "report.academic" => academic(subject, after),
            _ => !after.starts_with(['了', '过']) || subject.voiced,
        },
        _ => single(page, hit, between),
    }
}

/// 考察, 分析, 发现 report a scholar only where content follows them.
fn academic(subject: &Subject, after: &str) -> bool {
    let scholar = matches!(&subject.who, Who::Holder(holder) if holder.kind == HolderKind::Scholar);
    (scholar || subject.who == Who::AuthorOrReviewed) && !after.starts_with('的') && after.chars().count() >= 4
}

/// 说, 称, 道, 曰 close to their subject only: a single character is too often part of something else.
fn single(page: &Page<'_>, hit: &Hit, between: &str) -> bool {
    if hit.end - hit.start > 3 {
        return true;
    }
    let mut rest = between.trim_end();
    while let Some(length) = page.words.between.at_end(rest) {
        rest = &rest[..rest.len() - length];
    }
    let next = page.text[hit.end as usize..].chars().next();
    let open = next.is_none_or(|c| !"明法服道话起到出不过谎教情上下在得".contains(c));
    rest.chars().count() <= 2 && open
}

/// Whether a word that may be noun or verb is a noun here (有关呼吁, 这一要求, 要求很高).
fn nominal(page: &Page<'_>, clause: &Clause, hit: &Hit) -> bool {
    const SURE: u32 = voice::SAY;
    let (before, after) =
        (&page.text[clause.bytes.start..hit.start as usize], &page.text[hit.end as usize..clause.bytes.end]);
    let noun_before = [
        "的",
        "这一",
        "这种",
        "这个",
        "此",
        "该项",
        "各种",
        "有关",
        "相关",
        "上述",
        "类似",
        "提出",
        "发表",
        "表示",
        "加以",
        "予以",
        "进行",
        "相互",
        "互相",
        "满足",
        "符合",
        "按照",
        "根据",
        "一种",
        "一个",
        "一项",
        "任何",
        "国际",
        "受到",
        "遭到",
        "得到",
        "基本",
        "严格",
        "自我",
        "共同",
        "达到",
        "作出",
        "做出",
        "的强烈",
        "的坚决",
        "不顾",
        "为",
        "所",
        "可",
        "引起",
        "招致",
        "面临",
        "面对",
        "加重",
        "给予",
        "响应",
        "质量",
        "技术",
        "工作",
        "学习",
        "最低",
        "最高",
        "法律",
        "客观",
        "主观",
        "首要",
        "总",
        "未",
        "合理",
        "正当",
        "无理",
        "和",
        "与",
        "及",
        "、",
    ];
    let noun_after = [
        "的",
        "是",
        "很",
        "较",
        "权",
        "书",
        "性",
        "者",
        "和",
        "与",
        "及",
        "、",
        "之",
        "下",
        "得到",
        "遭",
        "被",
        "均",
        "都",
        "不断",
        "越来越",
        "日益",
        "有所",
        "声",
        "信",
        "案",
        "价",
        "值",
        "人",
        "额",
        "量",
        "期",
        "品",
        "、",
    ];
    if hit.is(SURE)
        && !hit.is(voice::POSITION)
        && !matches!(
            &page.text[hit.bytes()],
            "声明" | "主张" | "倡议" | "通报" | "陈述" | "裁决" | "判决" | "裁定" | "表态"
        )
    {
        // 的 may end an attribute before a verb only where that is a noun too.
        return before.ends_with('所') || before.ends_with("的") && after.is_empty();
    }
    let name_before = page.actors(&clause.bytes).iter().any(|m| m.bytes.end == hit.start as usize);
    !name_before && noun_before.iter().any(|word| before.ends_with(word))
        || noun_after.iter().any(|word| after.starts_with(word))
        || after.is_empty()
            && hit.is(voice::POSITION | voice::WISH)
            && !matches!(clause.stop, '：' | ':')
            && !hit.is(voice::THINK | voice::SAY)
}

/// Whether the clause only sets a circumstance (由于美国拒绝…, 在朝鲜承诺…的情况下).
fn circumstance(page: &Page<'_>, clause: &Clause, before: &Range<usize>, verb: &Range<usize>) -> bool {
    let head = &page.text[before.clone()];
    let head = head.trim_start_matches(['但', '而', '并', '又']);
    let opens = page.words.circumstance.at_start(head);
    let rest = &page.text[verb.end..clause.bytes.end];
    let closes = page.words.circumstance_end.at_end(rest).is_some();
    match opens.map(|length| &head[..length]) {
        // 在会上，… and 为解决…， lead in a verb; 在…情况下 encloses one.
        Some("在" | "为" | "通过" | "经过" | "当") => {
            closes || page.text[clause.bytes.start..].starts_with("当")
        }
        Some(_) => true,
        None => closes && !matches!(clause.stop, '：' | ':'),
    }
}

/// Whether nothing but adverbs stands before the verb: its subject is left out.
fn bare(page: &Page<'_>, bytes: Range<usize>) -> bool {
    let mut rest = page.text[bytes].trim();
    while let Some(length) = page.words.between.at_end(rest) {
        rest = rest[..rest.len() - length].trim_end();
    }
    rest.is_empty() || page.words.lead.at_start(rest) == Some(rest.len())
}

/// The subject of a verb that has none: that of a clause before, or of the sentence before.
fn left_out(
    page: &Page<'_>,
    clauses: &[Clause],
    index: usize,
    earlier: Option<&Report>,
    inherited: Option<&Who>,
) -> (usize, Option<Subject>) {
    if let Some(report) = earlier {
        let subject =
            Subject { who: report.who.clone(), bytes: report.subject.clone(), voiced: true, rule: "subject.carried" };
        return (index, Some(subject));
    }
    for back in (index.saturating_sub(4)..index).rev() {
        if clauses[back].stop == '；' || clauses[back].stop == ';' {
            break;
        }
        if let Some(subject) = holders::subject(page, &clauses[back].bytes) {
            return (back, Some(Subject { rule: "subject.carried", ..subject }));
        }
    }
    let carried = inherited.filter(|_| index == 0).map(|who| {
        let at = clauses[index].bytes.start;
        Subject { who: who.clone(), bytes: at..at, voiced: true, rule: "subject.carried" }
    });
    (index, carried)
}

/// Whether anything is said after the verb.
fn has_content(page: &Page<'_>, clauses: &[Clause], index: usize, end: usize) -> bool {
    let here = page.text[end..clauses[index].bytes.end].chars().filter(|c| c.is_alphanumeric()).count();
    here >= 3
        || here == 0 && index + 1 < clauses.len()
        || here > 0 && clauses[index].stop == '：' && index + 1 < clauses.len()
}

/// 据…的资料, 据说.
fn source(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    let lead = holders::past_lead(page, &clause.bytes);
    // past_lead may step over 根据 in no list; look from the clause's own start as well.
    let start = [clause.bytes.start, lead]
        .into_iter()
        .find(|&at| page.words.source_before.at_start(&page.text[at..clause.bytes.end]).is_some());
    if let Some(hit) = page.voice(&clause.bytes).iter().find(|hit| hit.is(voice::HEARSAY))
        && page.text[clause.bytes.start..hit.start as usize].chars().count() <= 4
    {
        let name = page.text[hit.bytes()].trim_start_matches(['据', '有', '相']).trim_end_matches('称').to_owned();
        let who = Who::Holder(Holder {
            kind: HolderKind::Other,
            name: if name.is_empty() { "传闻".to_owned() } else { name },
        });
        return Some(relay(index, hit.bytes(), who, hit.bytes(), ["report.hearsay", "subject.hearsay"]));
    }
    let start = start?;
    let length = page.words.source_before.at_start(&page.text[start..clause.bytes.end])?;
    let named = start + length..clause.bytes.end;
    // The noun that makes it a source stands at the clause's end or before what is told (根据气象局的资料，…).
    let end = if page.words.source_after.at_end(&page.text[named.clone()]).is_some() {
        clause.bytes.end
    } else {
        return None;
    };
    let subject = holders::subject(page, &named);
    let tail = page.words.source_after.at_end(&page.text[named.clone()]).unwrap_or(0);
    let (who, bytes, rule) = match subject {
        Some(Subject { who: who @ Who::Holder(_), bytes, rule, .. }) => (who, bytes, rule),
        _ => {
            let bytes = named.start..named.end - tail;
            let name = page.written(bytes.clone()).trim();
            if name.is_empty() {
                return None;
            }
            (Who::Holder(Holder { kind: HolderKind::Other, name: name.to_owned() }), bytes, "subject.source")
        }
    };
    (index + 1 < clauses.len()).then(|| relay(index, start..end, who, bytes, ["report.source", rule]))
}

/// 在…看来.
fn view(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    let lead = past_joints(page, &clause.bytes);
    let text = &page.text[lead..clause.bytes.end];
    let opens = page.words.view_before.at_start(text)?;
    let limit = text.char_indices().nth(20).map_or(text.len(), |(at, _)| at);
    let (at, length) = text[..limit]
        .char_indices()
        .find_map(|(at, _)| page.words.view_after.at_start(&text[at..]).map(|n| (at, n)))?;
    if at <= opens {
        return None;
    }
    let named = lead + opens..lead + at;
    let subject = holders::subject(page, &named).or_else(|| holders::by_form(page, &named, true))?;
    let rule = if subject.who == Who::Author { "report.own" } else { "report.view" };
    let mut report = relay(index, lead..lead + at + length, subject.who, subject.bytes, [rule, subject.rule]);
    report.relays = false;
    Some(report)
}

/// Past 但 and the like, but not past the phrase that follows (在…看来 must be seen).
fn past_joints(page: &Page<'_>, bytes: &Range<usize>) -> usize {
    let mut at = bytes.start;
    while let Some(length) = page.words.lead.at_start(&page.text[at..bytes.end]) {
        at += length;
    }
    at
}

fn relay(clause: usize, cue: Range<usize>, who: Who, subject: Range<usize>, rules: [&'static str; 2]) -> Report {
    Report { clause, from: clause, cue, who, subject, manner: Manner::Says, rules, relays: true }
}

/// 被认为, 一般认为.
fn viewed(index: usize, hit: &Hit) -> Report {
    let who = Who::Holder(Holder { kind: HolderKind::Other, name: "一般看法".to_owned() });
    let mut report = relay(index, hit.bytes(), who, hit.bytes(), ["report.viewed", "subject.people"]);
    report.relays = false;
    report
}
