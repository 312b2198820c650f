//! Reports: where a sentence hands a stretch to somebody other than the author.
//!
//! The rules, by the names that a claim's basis shows:
//!
//! - `report.say`, `report.think`, `report.position`, `report.wish`: a verb with its subject (see `holders`);
//! - `report.stance`: 越南的立场是…; `report.quoted`: 援引…的话称; `report.quote`: a subject, a colon, a quotation;
//! - `report.view`: 在…看来; `report.source`: 据…的资料; `report.hearsay`: 据说, 据统计; `report.viewed`: 被认为;
//! - `report.will`: a side with a verb of will (朝方要…, 美方不愿…);
//! - `report.own`: 笔者认为, the author in his own name.
//!
//! A verb is no report where it is a noun (有关呼吁, 这一要求), where its clause is a circumstance (在朝鲜承诺…的情况下),
//! where it says nothing (表示欢迎。), or where a bare wish is ascribed to a state by the author (美国希望…).

use std::ops::Range;
use std::sync::LazyLock;

use super::clauses::Clause;
use super::holders::{self, Subject, Who};
use super::lexicon::Hit;
use super::page::Page;
use super::sources::{paper, relay, source, view, viewed};
use super::words::voice;
use crate::analysis::needles::Needles;
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
        let relayed = || source(page, clauses, index).or_else(|| paper(page, clauses, index));
        if let Some(report) = relayed().or_else(|| view(page, clauses, index)) {
            found.push(report);
        }
        // 朝方要…, 美方愿… need no verb of saying.
        if let Some(report) = wills(page, clauses, index).or_else(|| position(page, clauses, index)) {
            found.push(report);
            continue;
        }
        if let Some(report) = quotes(page, clauses, index, found.iter().any(|r| r.clause == index)) {
            found.push(report);
            continue;
        }
        // 据新华社报道，… names its source before the verb of the clause is read.
        let after = found.last().filter(|r| r.clause == index).map_or(clause.bytes.start, |r| r.cue.end);
        for hit in page.voice(&(after..clause.bytes.end)) {
            if hit.is(voice::VIEWED) {
                found.push(viewed(page, index, after, hit));
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

/// Whether a sentence begins with a quotation that is closed right before `at`.
fn quoted_before(page: &Page<'_>, clauses: &[Clause], at: usize) -> bool {
    let Some(first) = clauses.first().filter(|first| first.bytes.start < at) else { return false };
    let text = page.text[first.bytes.start..at].trim_end();
    (text.starts_with('“') && text.ends_with('”')) || (text.starts_with('「') && text.ends_with('」'))
}

/// 朝方要…, 双方都不愿…: a side with a verb of will.
fn wills(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    // Most clauses name no side at all.
    if !page.actors(&clause.bytes).iter().any(|m| page.text[m.bytes.clone()].ends_with('方')) {
        return None;
    }
    let lead = holders::past_lead(page, &clause.bytes);
    let side = page.actors(&(lead..clause.bytes.end)).first().filter(|m| m.bytes.start == lead)?;
    if clause.quoted || !page.text[side.bytes.clone()].ends_with('方') {
        return None;
    }
    let mut at = side.bytes.end;
    while let Some(length) = page.words.between.at_start(&page.text[at..clause.bytes.end]) {
        at += length;
    }
    let will = ["不愿", "愿意", "愿", "要", "不要", "必须", "绝不", "决不"]
        .iter()
        .find(|word| page.text[at..].starts_with(**word))?;
    let rest = &page.text[at + will.len()..clause.bytes.end];
    if rest.starts_with(['求', '点', '么', '是']) || rest.chars().count() < 3 {
        return None;
    }
    let holder = Holder { kind: HolderKind::Government, name: side.name.to_string() };
    Some(Report {
        clause: index,
        from: index,
        cue: at..at + will.len(),
        who: Who::Holder(holder),
        subject: side.bytes.clone(),
        manner: Manner::Demands,
        rules: ["report.will", "subject.state"],
        relays: false,
    })
}

/// Verbs with which the voices of public life are reported, and scholars seldom.
const PUBLIC: [&str; 14] =
    ["表示", "宣布", "声称", "宣称", "呼吁", "警告", "重申", "透露", "扬言", "要求", "敦促", "承诺", "回应", "坦言"];

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
    let (before, quoted) = quoting(page, after..verb.start);
    // 从支持…名单中: the verb stands inside a phrase.
    let inside =
        page.text[before.clone()].ends_with(['从', '对', '向', '把', '给', '被', '于', '以', '为', '因', '用']);
    if clause.quoted
        || inside
        || nominal(page, clause, hit)
        || circumstance(page, clause, &before, &verb, hit.is(voice::THINK | voice::SAY))
    {
        return None;
    }
    // 解释 and 承认 need a known speaker; 解释 says something only after a quotation (“…，”他解释).
    let word = &page.text[verb.clone()];
    if word == "解释" && verb.end < clause.bytes.end {
        return None;
    }
    let strong =
        hit.is(voice::SAY | voice::THINK) && verb.len() > 3 && !matches!(word, "解释" | "承认" | "理解为" | "等同于");
    let mut from = index;
    let mut subject = if quoted { holders::person(page, &before) } else { None };
    subject = subject.or_else(|| holders::subject(page, &before));
    // …回答提问时|说: what stands before is a circumstance, and the subject, if not at its head, in a clause before.
    if !quoted && meanwhile(page, &before) {
        let lead = holders::past_lead(page, &before);
        // A long phrase before the noun holds the circumstance itself.
        subject = subject.filter(|s| s.bytes.start <= lead + 3 && page.text[s.bytes.clone()].chars().count() <= 8);
        if subject.is_none() {
            (from, subject) = left_out(page, clauses, index, earlier, inherited);
        }
    } else if subject.is_none() {
        let lead = holders::past_lead(page, &before);
        if bare(page, lead..verb.start) {
            (from, subject) = left_out(page, clauses, index, earlier, inherited);
        } else if page.text[verb.end..].starts_with('了') {
            return None;
        } else if strong || hit.is(voice::ACADEMIC) && hit.is(voice::POSITION) || matches!(word, "说" | "称" | "指")
        {
            subject = holders::by_form(page, &before, strong);
        }
    }
    let mut subject = subject?;
    // Who 表示 or 呼吁 and is no scholar by any word beside his name is a voice of public life.
    if let Who::Holder(holder) = &mut subject.who
        && holder.kind == HolderKind::Scholar
        && matches!(subject.rule, "subject.person" | "subject.name")
        && page.person(&holder.name).is_none()
        && PUBLIC.contains(&word)
        && !page.voice(&subject.bytes).iter().any(|hit| hit.is(voice::SCHOLAR))
    {
        holder.kind = HolderKind::Other;
    }
    let manner = if hit.is(voice::SAY | voice::THINK) { Manner::Says } else { Manner::Demands };
    let rule = match () {
        () if subject.who == Who::Author => "report.own",
        () if quoted => "report.quoted",
        () if hit.is(voice::SAY) => "report.say",
        () if hit.is(voice::THINK) => "report.think",
        () if hit.is(voice::POSITION) => "report.position",
        () if hit.is(voice::WISH) => "report.wish",
        () => "report.academic",
    };
    let said = quoted_before(page, clauses, subject.bytes.start);
    if !speaks(page, clause, hit, &subject, rule) || !has_content(page, clauses, index, verb.end) && !said {
        return None;
    }
    // “…，”他说: what is quoted before belongs to the speaker too.
    let (index, from) = if said && hit.is(voice::SAY | voice::THINK) { (0, 0) } else { (index, from) };
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

/// 新华社援引韩国国防部的话|称: who is quoted stands between. Answers with where to look for the subject.
fn quoting(page: &Page<'_>, before: Range<usize>) -> (Range<usize>, bool) {
    let text = &page.text[before.clone()];
    let at = page.words.quoting.past_first(text);
    let Some(at) = at else { return (before, false) };
    match page.words.quoted.at_end(&text[at..]) {
        Some(tail) => (before.start + at..before.end - tail, true),
        // 引述经济顾问某某受访时|称: without 的话 only where a person is named.
        None => {
            let who = before.start + at..before.end;
            if holders::person(page, &who).is_some() { (who, true) } else { (before, false) }
        }
    }
}

/// 他向来客推荐：“…”: whoever stands before a colon and a quotation speaks it, whatever the verb.
fn quotes(page: &Page<'_>, clauses: &[Clause], index: usize, known: bool) -> Option<Report> {
    let clause = &clauses[index];
    let next = clauses.get(index + 1)?;
    let opens = page.text[next.bytes.start..].starts_with(['“', '「']);
    let telling = voice::SAY | voice::THINK | voice::POSITION | voice::WISH;
    let verbs = || page.voice(&clause.bytes).iter().any(|hit| hit.is(telling | voice::VIEWED));
    if known || clause.quoted || !matches!(clause.stop, '：' | ':') || verbs() {
        return None;
    }
    let subject = holders::subject(page, &clause.bytes)?;
    // 某学者从历史入手：…: what a scholar is introduced with, he holds.
    let scholar = matches!(&subject.who, Who::Holder(holder) if holder.kind == HolderKind::Scholar);
    let named = scholar && subject.rule == "subject.person";
    if !opens && !named {
        return None;
    }
    let one = matches!(subject.rule, "subject.person" | "subject.pronoun" | "subject.speaker");
    let lead = holders::past_lead(page, &clause.bytes);
    if !one || subject.bytes.start > lead + 36 || subject.bytes.end == clause.bytes.end {
        return None;
    }
    let cue = subject.bytes.end..clause.bytes.end;
    let rules = ["report.quote", subject.rule];
    let mut report = relay(index, cue, subject.who, subject.bytes, rules);
    report.relays = false;
    Some(report)
}

/// What joins a position to what it is.
static COPULAS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&["在于", "是", "为"]));

/// 越南的立场是…: a position in a party's name.
fn position(page: &Page<'_>, clauses: &[Clause], index: usize) -> Option<Report> {
    let clause = &clauses[index];
    let whole = &page.text[clause.bytes.clone()];
    // 为解决问题，: a preposition at the head of the clause is no copula.
    let mut after = COPULAS.each(whole).filter(|word| page.words.positions.at_end(&whole[..word.start]).is_some());
    let word = after.next()?;
    let (at, copula) = (clause.bytes.start + word.start, word.len());
    let lead = holders::past_lead(page, &clause.bytes);
    if lead >= at {
        return None;
    }
    let subject = holders::subject(page, &(lead..at)).filter(|subject| subject.voiced && subject.bytes.end == at)?;
    let rules = ["report.stance", subject.rule];
    let mut report = relay(index, at..at + copula, subject.who, subject.bytes, rules);
    report.relays = false;
    (!clause.quoted && has_content(page, clauses, index, at + copula)).then_some(report)
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
    // 一直希望, 还是希望 are said; a bare wish is the author's reading of a state's mind.
    const HELD: [&str; 14] =
        ["一直", "始终", "一贯", "历来", "多次", "反复", "还是", "明确", "公开", "再三", "一再", "强烈", "屡次", "则"];
    let done = after.starts_with(['了', '过', '着']);
    if !adverbial(page, between) {
        return false;
    }
    let stated = || page.words.stated.iter().any(|word| after.contains(word.as_str()));
    match (rule, &page.text[verb]) {
        ("report.wish", _) => !state || HELD.iter().any(|word| between.ends_with(word)),
        // 提出了方案 and 宣布退出 tell a deed, 提出应由… and 宣布将… a position.
        ("report.position" | "report.academic", "提出") => {
            after.is_empty() || !done && after.chars().count() >= 4 && stated()
        }
        (_, "宣布") => ["将", "不", "没有", "愿", "要", "其", "“", "如果", "一旦", "决不"]
            .iter()
            .any(|word| after.starts_with(word)),
        (_, "同意" | "承认" | "支持" | "欢迎" | "承诺" | "保证" | "赞成" | "拥护" | "许诺") => {
            !done
                && (after.is_empty()
                    || (!state || HELD.iter().any(|word| between.ends_with(word))) && after.chars().count() >= 6)
        }
        ("report.position", _) => !done || subject.voiced,
        ("report.academic", _) => academic(subject, after),
        _ => single(page, hit, between),
    }
}

/// Whether nothing but adverbs and phrases stands between a subject and its verb (美国|先后就…等|要求). Where the subject
/// stands in a clause before, there is a stop between them.
fn adverbial(page: &Page<'_>, between: &str) -> bool {
    const OPENERS: [&str; 22] = [
        "在",
        "对",
        "就",
        "于",
        "根据",
        "以",
        "为",
        "从",
        "通过",
        "用",
        "向",
        "因",
        "据",
        "凭",
        "按",
        "依",
        "针对",
        "围绕",
        "经",
        "自",
        "一方面",
        "与",
    ];
    let mut rest = between.trim();
    loop {
        if let Some(length) = page.words.between.at_start(rest) {
            rest = rest[length..].trim_start();
        } else if let Some(length) = page.words.between.at_end(rest) {
            rest = rest[..rest.len() - length].trim_end();
        } else {
            break;
        }
    }
    // 在研究所的…: a phrase that is not closed (在书中, 在会上) is no circumstance.
    if let Some(inner) = rest.strip_prefix('在')
        && !inner.contains(['中', '上', '里', '内', '时', '后', '下', '间', '前', '年', '月', '日', '》', '，', ','])
        && inner.chars().count() <= 8
    {
        return false;
    }
    rest.is_empty()
        || page.reading.rules.actors.is_office(rest)
        || rest.contains(['，', ',', '；', '）', ')', '”', '将', '把'])
        || OPENERS.iter().any(|word| rest.starts_with(word))
        || holders::opens_with_time(rest)
        // 法院审理后|认为
        || rest.chars().count() <= 8 && rest.ends_with(['后', '时'])
        || rest.chars().count() <= 2
}

/// 考察, 分析, 发现 report a scholar only where content follows them.
fn academic(subject: &Subject, after: &str) -> bool {
    let scholar = matches!(&subject.who, Who::Holder(holder) if holder.kind == HolderKind::Scholar);
    let content = after.is_empty() || after.chars().count() >= 4;
    (scholar || subject.who == Who::AuthorOrReviewed) && !after.starts_with(['的', '了']) && content
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
    let asked = ["访问", "采访", "受访", "专访", "来信", "致辞", "演讲", "讲话", "作证"];
    let timed = asked.iter().any(|word| rest.ends_with(word))
        || rest.ends_with(['上', '中', '时', '后', '里', '日', '月'])
        || holders::opens_with_time(rest);
    (rest.chars().count() <= 2 || timed) && open
}

/// Whether a word that may be noun or verb is a noun here (有关呼吁, 这一要求, 要求很高).
fn nominal(page: &Page<'_>, clause: &Clause, hit: &Hit) -> bool {
    let before = &page.text[clause.bytes.start..hit.start as usize];
    let after = &page.text[hit.end as usize..clause.bytes.end];
    let may_be_noun = matches!(
        &page.text[hit.bytes()],
        "声明"
            | "主张"
            | "倡议"
            | "通报"
            | "陈述"
            | "裁决"
            | "判决"
            | "裁定"
            | "表态"
            | "警告"
            | "暗示"
            | "感慨"
            | "感叹"
    );
    if hit.is(voice::SAY) && !hit.is(voice::POSITION) && !may_be_noun {
        return before.ends_with('所') || before.ends_with('的') && after.is_empty();
    }
    let named = page.actors(&clause.bytes).iter().any(|m| m.bytes.end == hit.start as usize);
    let ends = after.is_empty()
        && hit.is(voice::POSITION | voice::WISH)
        && !hit.is(voice::THINK | voice::SAY)
        && !matches!(clause.stop, '：' | ':')
        && !page.text[clause.bytes.end..].trim_start_matches([',', '，']).starts_with('“')
        && !follows_speaker(page, clause, hit);
    !named && page.words.noun_before.at_end(before).is_some() || page.words.noun_after.at_start(after).is_some() || ends
}

/// Whether nothing but adverbs stands between a name or speaker and the word (人们普遍|担心，…).
fn follows_speaker(page: &Page<'_>, clause: &Clause, hit: &Hit) -> bool {
    let mut end = hit.start as usize;
    loop {
        let head = &page.text[clause.bytes.start..end];
        let speaker = page.actors(&clause.bytes).iter().any(|m| m.bytes.end == end)
            || page.voice(&clause.bytes).iter().any(|h| h.is(voice::SPEAKER | voice::PRONOUN) && h.end as usize == end)
            || page.reading.rules.actors.is_name(head);
        match page.words.between.at_end(head) {
            _ if speaker => return true,
            Some(length) => end -= length,
            None => return false,
        }
    }
}

/// Words that concede or suppose.
static CONCEDES: LazyLock<Needles> = LazyLock::new(|| Needles::new(&["虽", "尽管", "固然", "即使", "如果", "一旦"]));

/// Whether the clause only sets a circumstance (由于美国拒绝…, 在朝鲜承诺…的情况下).
fn circumstance(page: &Page<'_>, clause: &Clause, before: &Range<usize>, verb: &Range<usize>, says: bool) -> bool {
    let head = &page.text[before.clone()];
    // 朝鲜虽然同意…: what a party concedes is told by the author.
    if CONCEDES.any(head) {
        return true;
    }
    let head = head.trim_start_matches(['但', '而', '并', '又']);
    // 因为…理论认为… at the head of a sentence gives a reason in a sentence of its own.
    let head = head.strip_prefix("因为").filter(|_| says).unwrap_or(head);
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

/// Whether what stands before a verb ends as a circumstance of time (回答提问时|说).
fn meanwhile(page: &Page<'_>, before: &Range<usize>) -> bool {
    let text = page.text[before.clone()].trim_end();
    ["时", "之后", "后", "之际", "期间"].iter().any(|word| text.ends_with(word)) && text.chars().count() > 6
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
        // 针对…, 就…问题: no subject stands in such a clause.
        let text = &page.text[clauses[back].bytes.clone()];
        if ["针对", "对", "就", "关于", "围绕"].iter().any(|word| text.starts_with(word)) {
            continue;
        }
        let bytes = &clauses[back].bytes;
        if let Some(subject) = holders::subject(page, bytes).or_else(|| holders::at_head(page, bytes)) {
            return (back, Some(Subject { rule: "subject.carried", ..subject }));
        }
    }
    // 美韩的军演…，但也明确表示…: the parties named in an attribute.
    if let Some(subject) = index.checked_sub(1).and_then(|back| holders::attribute(page, &clauses[back].bytes)) {
        return (index, Some(Subject { rule: "subject.attribute", ..subject }));
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
    here >= 2
        || here == 0 && index + 1 < clauses.len()
        || here > 0 && clauses[index].stop == '：' && index + 1 < clauses.len()
}
