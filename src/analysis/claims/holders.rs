//! Whose words they are: the subject of a verb of saying, found among the names and speakers before it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::Hit;
use super::page::Page;
use super::words::voice;
use crate::analysis::needles::Needles;
use crate::analysis::{ActorKind, ActorMention};
use crate::model::{Holder, HolderKind};

/// Who a subject is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The author himself.
    Author,
    /// The author, or the scholar under review where there is one (作者认为).
    AuthorOrReviewed,
    /// Whoever spoke last (他, 该国); where nobody did, the words themselves, if they name a speaker (该公司).
    Last(Option<Holder>),
    /// The person named last (他): never a state.
    Person,
    /// A holder.
    Holder(Holder),
}

/// The subject of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) who: Who,
    /// Its words.
    pub(super) bytes: Range<usize>,
    /// Whether a party speaks through its policy or an office (美国的立场, 发言人), so that a wish is its own.
    pub(super) voiced: bool,
    /// The rule that found it.
    pub(super) rule: &'static str,
}

/// A name or word that may be a subject.
#[derive(Clone, Copy)]
enum Candidate<'a> {
    Actor(&'a ActorMention),
    Word(&'a Hit),
}

impl Candidate<'_> {
    fn bytes(&self) -> Range<usize> {
        match self {
            Self::Actor(mention) => mention.bytes.clone(),
            Self::Word(hit) => hit.bytes(),
        }
    }

    fn is(&self, signs: u32) -> bool {
        matches!(self, Self::Word(hit) if hit.is(signs))
    }

    fn person(&self) -> Option<&ActorMention> {
        match self {
            Self::Actor(mention) if mention.kind == ActorKind::Person => Some(mention),
            _ => None,
        }
    }

    fn state(&self) -> Option<&ActorMention> {
        match self {
            Self::Actor(mention) if mention.kind == ActorKind::State => Some(mention),
            _ => None,
        }
    }
}

/// The words before a subject's clause proper: 但是, 1992年底, 在会上.
pub(super) fn past_lead(page: &Page<'_>, bytes: &Range<usize>) -> usize {
    let mut at = bytes.start;
    loop {
        let rest = &page.text[at..bytes.end];
        let skipped = past_time(rest)
            .or_else(|| page.words.lead.at_start(rest).filter(|&n| !opens_name(page, at, n)))
            .or_else(|| past_phrase(rest))
            .or_else(|| {
                rest.starts_with([' ', '　', '“', '”', '①', '②', '③', '④', '⑤', '⑥', '▲', '•', '、'])
                    .then(|| rest.chars().next().map_or(1, char::len_utf8))
            });
        match skipped {
            Some(length) if length > 0 && at + length < bytes.end => at += length,
            _ => return at,
        }
    }
}

/// Whether the word of `length` bytes at `at` only begins a name (如东县, 连云港).
fn opens_name(page: &Page<'_>, at: usize, length: usize) -> bool {
    page.actors(&(at..at + length)).iter().any(|m| m.bytes.end > at + length)
}

/// The length of an expression of time at the start of `rest`: 1992年底, 20世纪90年代初.
fn past_time(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut unit = false;
    for (at, c) in rest.char_indices() {
        let number = c.is_ascii_digit() || "０１２３４５６７８９〇零一二三四五六七八九十".contains(c);
        let part = "年月日世纪代初末中期底上下半叶旬季度至到起前后以来间春夏秋冬约、—–-～~/.".contains(c);
        if at == 0 && !number && !rest.starts_with("上世纪") && !rest.starts_with("本世纪") && !rest.starts_with("公元")
        {
            return None;
        }
        if !number && !part && !matches!(c, '公' | '元' | '本') {
            break;
        }
        unit |= "年月日纪".contains(c);
        end = at + c.len_utf8();
    }
    unit.then_some(end)
}

/// Whether a clause opens with a time of its own: 从90年代开始, 于10月底, 1993年.
pub(super) fn opens_with_time(text: &str) -> bool {
    past_time(text.trim_start_matches(['从', '自', '于', '在'])).is_some()
}

/// What closes a phrase of circumstance (在会|上).
static CLOSES: LazyLock<Needles> = LazyLock::new(|| {
    let words = ["上", "中", "时", "后", "下", "里", "内", "期间", "之际", "以来", "问题", "方面", "出发", "此", "看"];
    Needles::new(&words)
});

/// The length of a phrase of circumstance at the start of `rest`: 在会上, 对于这个问题, 会谈之后.
fn past_phrase(rest: &str) -> Option<usize> {
    let first = rest.chars().next().filter(|c| "在当于自从就对关针随通为".contains(*c))?;
    let opens = ["对于", "关于", "针对", "随着", "通过", "为了"].iter().find(|word| rest.starts_with(**word));
    if opens.is_none() && matches!(first, '关' | '针' | '随' | '通') {
        return None;
    }
    let open = opens.map_or(first.len_utf8(), |word| word.len());
    let limit = rest.char_indices().nth(24).map_or(rest.len(), |(at, _)| at);
    let end = open + CLOSES.past_first(&rest[open..limit])?;
    let inside = ['国', '的', '央', '东', '级', '期', '海', '部', '来', '候', '代', '间'];
    (!rest[end..].starts_with(inside)).then_some(end)
}

/// The subject that stands before a verb in one clause: `bytes` runs from the clause's start to the verb.
pub(super) fn subject(page: &Page<'_>, bytes: &Range<usize>) -> Option<Subject> {
    let candidates = candidates(page, bytes);
    if let Some(subject) = at_verb(page, bytes, &candidates) {
        return Some(subject);
    }
    let mut index = 0;
    while index < candidates.len() {
        let first = candidates[index].bytes();
        if governed(page, bytes.start, first.start) && !candidates[index].is(voice::SELF) {
            index += 1;
            continue;
        }
        let chain = chain(page, &candidates[index..]);
        let last = candidates[index + chain - 1].bytes();
        let rest = &page.text[last.end..bytes.end];
        if let Some(owned) = rest.strip_prefix('的') {
            // 美国的立场 and 中俄两国的对朝政策 speak for them; 美国的工厂 does not.
            let noun =
                owned.char_indices().take(5).find_map(|(at, _)| Some(at + page.words.stance.at_start(&owned[at..])?));
            if let Some(length) = noun {
                let end = last.end + "的".len() + length;
                return holder(page, bytes, &candidates[index..index + chain]).map(|s| Subject {
                    bytes: s.bytes.start..end,
                    voiced: true,
                    ..s
                });
            }
            index += chain;
            continue;
        }
        if let Some(found) = holder(page, bytes, &candidates[index..index + chain]) {
            let voiced = found.voiced || rest.contains("政策") || rest.contains("立场");
            return Some(Subject { voiced, ..found });
        }
        index += chain;
    }
    None
}

/// Whether a clause tells of one party alone: its first free name is a state, and one only (not 中美两国).
pub(super) fn one_party(page: &Page<'_>, bytes: &Range<usize>) -> bool {
    let candidates = candidates(page, bytes);
    let Some(index) = candidates.iter().position(|c| !governed(page, bytes.start, c.bytes().start)) else {
        return false;
    };
    let chain = chain(page, &candidates[index..]);
    let states = candidates[index..index + chain].iter().filter(|c| c.state().is_some()).count();
    let end = candidates[index + chain - 1].bytes().end;
    let rest = &page.text[end..];
    let head = rest.char_indices().nth(8).map_or(rest, |(at, _)| &rest[..at]);
    // 美国的…, 美国对朝政策的…: the party stands in an attribute.
    // 我国经济, 美国社会: a matter of the country, and no party.
    const MATTERS: [&str; 16] = [
        "经济", "社会", "人口", "历史", "文化", "市场", "农村", "农业", "城市", "企业", "居民", "教育", "学界", "学者",
        "法律", "民众",
    ];
    let attribute = MATTERS.iter().any(|matter| head.starts_with(matter))
        || head.starts_with('的')
        || head.starts_with('对') && head.contains('的');
    states == 1
        && !attribute
        && !["双方", "两国", "之间", "关系", "与", "和", "同"].iter().any(|word| page.text[end..].starts_with(word))
}

/// Whether a clause opens with a time and a party of its own (海湾战争之后美国…).
pub(super) fn time_and_party(page: &Page<'_>, bytes: &Range<usize>) -> bool {
    let text = &page.text[bytes.clone()];
    let after = ["之后", "以后", "以来", "期间", "之前", "后", "初", "年", "月", "末", "底"];
    page.actors(bytes).iter().any(|m| {
        m.kind == ActorKind::State
            && (6..=45).contains(&(m.bytes.start - bytes.start))
            && after.iter().any(|word| text[..m.bytes.start - bytes.start].ends_with(word))
    })
}

/// The speaker right before the verb, where a relative clause stands between it and the names before (英国《…》杂志发表的一
/// 篇论文|称).
fn at_verb(page: &Page<'_>, bytes: &Range<usize>, candidates: &[Candidate<'_>]) -> Option<Subject> {
    let mut end = bytes.end;
    while let Some(length) = page.words.between.at_end(&page.text[bytes.start..end]) {
        end -= length;
    }
    let last = candidates.last().filter(|c| c.bytes().end == end && c.is(voice::SPEAKER | voice::AUTHOR))?;
    let before = candidates[..candidates.len() - 1].last()?.bytes().end;
    if !page.text[before..last.bytes().start].contains("的一") {
        return None;
    }
    let kind = if last.is(voice::SCHOLAR) { HolderKind::Scholar } else { HolderKind::Other };
    let name = page.written(last.bytes()).to_owned();
    let holder = Holder { kind, name };
    Some(Subject { who: Who::Holder(holder), bytes: last.bytes(), voiced: true, rule: "subject.speaker" })
}

/// The person named last in a stretch, with the words beside the name that say who it is (援引财长耶伦|的话称).
pub(super) fn person(page: &Page<'_>, bytes: &Range<usize>) -> Option<Subject> {
    let candidates = candidates(page, bytes);
    let mut found = None;
    let mut index = 0;
    while index < candidates.len() {
        let chain = chain(page, &candidates[index..]);
        let all = &candidates[index..index + chain];
        if all.iter().any(|c| c.person().is_some()) {
            found = holder(page, bytes, all).or(found);
        }
        index += chain;
    }
    found
}

/// The names before a word for an author that belongs to them (吴大辉等作者|论述): where they begin and who they are.
fn named_author(page: &Page<'_>, from: usize, word: usize) -> Option<Subject> {
    let names = page.text[from..word].strip_suffix("人").unwrap_or(&page.text[from..word]).strip_suffix('等')?;
    let end = from + names.len();
    let start = from
        + names
            .rfind(['，', ',', '、', '的', '者'])
            .map_or(0, |at| at + names[at..].chars().next().map_or(1, char::len_utf8));
    let name = &page.text[start..end];
    page.reading.rules.actors.is_name(name).then(|| {
        // 孙茹，吴大辉等人: whoever is named first stands for them.
        let lead = page.text[..start].trim_end_matches([',', '，', '、']);
        let first = page.actors(&(lead.len().saturating_sub(24)..lead.len()));
        let first = first.iter().find(|m| m.kind == ActorKind::Person && m.bytes.end == lead.len());
        let name = first.map_or_else(|| page.written(start..end).to_owned(), |mention| mention.name.to_string());
        let kind = page.person(&name).unwrap_or(HolderKind::Scholar);
        Subject { who: Who::Holder(Holder { kind, name }), bytes: start..end, voiced: true, rule: "subject.name" }
    })
}

/// A person by the form of his name at the head of a clause (刘某从…入手, 费正清（1992）通过…).
pub(super) fn at_head(page: &Page<'_>, bytes: &Range<usize>) -> Option<Subject> {
    const OPENERS: [&str; 16] =
        ["从", "在", "通过", "基于", "以", "根据", "对", "运用", "则", "也", "等", "（", "(", "采用", "利用", "结合"];
    let from = past_lead(page, bytes);
    let text = &page.text[from..bytes.end];
    let end = OPENERS.iter().filter_map(|word| text.find(word)).min()?;
    let name = &text[..end];
    page.reading.rules.actors.is_name(name).then(|| {
        let kind = page.person(name).unwrap_or(HolderKind::Scholar);
        let bytes = from..from + end;
        let name = page.written(bytes.clone()).to_owned();
        Subject { who: Who::Holder(Holder { kind, name }), bytes, voiced: true, rule: "subject.name" }
    })
}

/// The states that a clause names first, even in an attribute (美韩的军演).
pub(super) fn attribute(page: &Page<'_>, bytes: &Range<usize>) -> Option<Subject> {
    let lead = past_lead(page, bytes);
    let candidates = candidates(page, &(lead..bytes.end));
    let first = candidates.first().filter(|c| c.bytes().start == lead && c.state().is_some())?;
    let chain = chain(page, &candidates);
    let found = holder(page, bytes, &candidates[..chain])?;
    Some(Subject { bytes: first.bytes().start..found.bytes.end, ..found })
}

/// The names and words in a stretch that may be a subject, ascending, the longer first where two overlap.
fn candidates<'p>(page: &'p Page<'_>, bytes: &Range<usize>) -> Vec<Candidate<'p>> {
    const WORDS: u32 = voice::SPEAKER | voice::SELF | voice::AUTHOR | voice::PRONOUN;
    let actors = page.actors(bytes);
    let mut found: Vec<Candidate<'p>> =
        actors.iter().filter(|m| m.bytes.end <= bytes.end).map(Candidate::Actor).collect();
    for hit in page.voice(bytes).iter().filter(|hit| hit.is(WORDS) && hit.end as usize <= bytes.end) {
        let inside = actors.iter().any(|m| m.bytes.start < hit.end as usize && (hit.start as usize) < m.bytes.end);
        if !inside {
            found.push(Candidate::Word(hit));
        }
    }
    found.sort_by_key(|c| c.bytes().start);
    found
}

/// Whether a preposition or verb right before a name makes it no subject (对美国, 要求朝鲜).
fn governed(page: &Page<'_>, from: usize, at: usize) -> bool {
    let before = page.text[from..at].trim_end_matches(['“', '《', '「']);
    page.words.govern.at_end(before).is_some()
}

/// How many candidates from the first on make one subject: 韩国著名学者金荣哉, 中国和俄罗斯.
fn chain(page: &Page<'_>, candidates: &[Candidate<'_>]) -> usize {
    let mut length = 1;
    while let Some(next) = candidates.get(length) {
        let end = candidates[length - 1].bytes().end;
        let start = next.bytes().start;
        let gap = &page.text[end.min(start)..start];
        let plain = gap.chars().count() <= 6
            && !gap.contains([
                '，', ',', '；', '。', '对', '向', '在', '从', '把', '将', '被', '为', '因', '是', '有', '就', '了',
            ])
            && page.voice(&(end..start)).iter().all(|hit| !hit.is(voice::VERB))
            && !(gap.contains('的') && candidates[length - 1].is(voice::PRONOUN))
            && gap != "同"
            && page.words.govern.at_end(gap).is_none()
            && !next.is(voice::SELF | voice::AUTHOR)
            && (!next.is(voice::PRONOUN) || next.is(voice::SPEAKER));
        if !plain {
            break;
        }
        length += 1;
    }
    length
}

/// The holder that a chain of candidates names.
fn holder(page: &Page<'_>, clause: &Range<usize>, chain: &[Candidate<'_>]) -> Option<Subject> {
    let (first, last) = (chain.first()?, chain.last()?);
    let bytes = first.bytes().start..last.bytes().end;
    let subject = |who, voiced, rule| Some(Subject { who, bytes: bytes.clone(), voiced, rule });
    if first.is(voice::SELF) {
        return subject(Who::Author, true, "subject.self");
    }
    if chain.iter().all(|c| c.is(voice::AUTHOR)) {
        if let Some(named) = named_author(page, clause.start, bytes.start) {
            return Some(named);
        }
        return subject(Who::AuthorOrReviewed, true, "subject.author_word");
    }
    let scholarly = chain.iter().any(|c| c.is(voice::SCHOLAR));
    let people: Vec<_> = chain.iter().filter_map(Candidate::person).collect();
    if let Some(person) = people.first() {
        let serves = chain.iter().any(|c| c.state().is_some() || c.is(voice::GOVERNMENT));
        let kind = match page.person(&person.name) {
            _ if scholarly => HolderKind::Scholar,
            Some(kind) => kind,
            None if serves => HolderKind::Government,
            None if chain.iter().any(|c| c.is(voice::BODY)) || person.name.contains('某') => HolderKind::Other,
            None => HolderKind::Scholar,
        };
        let name = people.iter().map(|m| &*m.name).collect::<Vec<_>>().join("、");
        return subject(Who::Holder(Holder { kind, name }), true, "subject.person");
    }
    // The noun that ends the chain says what speaks: 美国学者 are scholars, 美国媒体 a body, 美国官员 the state.
    let states: Vec<&str> = {
        let mut names: Vec<&str> = chain.iter().filter_map(Candidate::state).map(|m| &*m.name).collect();
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        names
    };
    // 路透社报道: the paper speaks, not its report.
    if let [.., outer, Candidate::Word(hit)] = chain
        && matches!(&page.text[hit.bytes()], "报道" | "报告" | "消息" | "统计" | "数据" | "调查" | "研究" | "评论")
        && !outer.is(voice::SCHOLAR)
    {
        return holder(page, clause, &chain[..chain.len() - 1]);
    }
    // 世界卫生组织总干事 speaks for the body.
    if let (Candidate::Actor(body), Candidate::Word(hit)) = (first, last)
        && body.kind == ActorKind::Body
        && hit.is(voice::GOVERNMENT | voice::BODY)
    {
        let name = body.name.to_string();
        return subject(Who::Holder(Holder { kind: HolderKind::Other, name }), true, "subject.body");
    }
    match last {
        // 党的报告 is a report by itself, 报告 the one that was spoken of.
        Candidate::Word(hit)
            if hit.is(voice::PRONOUN)
                && chain.len() == 1
                && !(hit.is(voice::SPEAKER)
                    && page.text[clause.start..hit.start as usize].ends_with(crate::text::is_han)
                    && phrase(page, clause, &bytes).1.chars().count() > page.text[hit.bytes()].chars().count() + 1) =>
        {
            let words = &page.text[hit.bytes()];
            if matches!(words, "他" | "她" | "此人") {
                return subject(Who::Person, true, "subject.pronoun");
            }
            let named = words.chars().count() > 2 && !words.ends_with('们');
            let kind = match () {
                () if ["人", "官员", "国", "部门"].iter().any(|end| words.ends_with(end)) => {
                    HolderKind::Government
                }
                () if ["学者", "专家"].iter().any(|end| words.ends_with(end)) => HolderKind::Scholar,
                () => HolderKind::Other,
            };
            let holder = named.then(|| Holder { kind, name: page.written(hit.bytes()).to_owned() });
            subject(Who::Last(holder), true, "subject.pronoun")
        }
        Candidate::Word(hit) => {
            if hit.is(voice::GOVERNMENT) && !states.is_empty() {
                let name = states.join("、");
                return subject(Who::Holder(Holder { kind: HolderKind::Government, name }), true, "subject.state");
            }
            let kind = match () {
                () if hit.is(voice::SCHOLAR) => HolderKind::Scholar,
                () if hit.is(voice::GOVERNMENT) => HolderKind::Government,
                () => HolderKind::Other,
            };
            let (from, name) = phrase(page, clause, &bytes);
            let found = Subject {
                who: Who::Holder(Holder { kind, name }),
                bytes: from..bytes.end,
                voiced: true,
                rule: "subject.speaker",
            };
            Some(found)
        }
        Candidate::Actor(mention) if mention.kind == ActorKind::State => {
            // The office that speaks is part of the naming (美国国务院发言人).
            let office = page.text[mention.bytes.clone()].chars().count() > mention.name.chars().count().max(2);
            let name = states.join("、");
            subject(Who::Holder(Holder { kind: HolderKind::Government, name }), office, "subject.state")
        }
        Candidate::Actor(mention) => {
            let name = mention.name.to_string();
            subject(Who::Holder(Holder { kind: HolderKind::Other, name }), true, "subject.body")
        }
    }
}

/// The noun phrase around a speaker's noun: 一些西方学者, 建构主义的身份认同理论.
fn phrase(page: &Page<'_>, clause: &Range<usize>, noun: &Range<usize>) -> (usize, String) {
    let from = past_lead(page, &(clause.start..noun.start)).min(noun.start);
    let near = page.text[from..noun.start].char_indices().rev().nth(11).map_or(from, |(at, _)| from + at);
    let cut = page.text[near..noun.start]
        .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '·' | '“' | '”' | '《' | '》' | '、' | '（' | '）'))
        .map_or(near, |at| near + at + page.text[near + at..].chars().next().map_or(1, char::len_utf8));
    let long = page.text[cut.min(noun.start)..noun.end].chars().count() > 12;
    // Of a long phrase the words after its last particle, or the noun alone.
    const PARTICLES: &str = "的了是为着和与在对被从把向以而则也（(";
    let head = &page.text[cut.min(noun.start)..noun.start];
    let last = head.char_indices().rev().find(|&(_, c)| PARTICLES.contains(c));
    let last = last.map(|(at, c)| cut + at + c.len_utf8()).filter(|&at| page.text[at..noun.start].chars().count() <= 6);
    let start = match last {
        Some(at) if long => at,
        _ if cut <= noun.start && !long => cut,
        _ => noun.start,
    };
    // 被选举主任: whom something is done by.
    let passive = ["被", "遭", "由", "受"].iter().find(|word| page.text[start..noun.start].starts_with(**word));
    let start = start + passive.map_or(0, |word| word.len());
    (start, page.written(start..noun.end).trim_matches(['“', '”', '、', '（', '(']).to_owned())
}

/// A subject known by its form alone: a person's name that the text never introduced (费正清认为), or any short phrase
/// before a strong verb (主战的大臣们宣称).
pub(super) fn by_form(page: &Page<'_>, bytes: &Range<usize>, strong: bool) -> Option<Subject> {
    let from = past_lead(page, bytes);
    let end_of_subject = bytes.end;
    let adverbs_off = |mut end: usize| {
        while let Some(length) = page.words.between.at_end(&page.text[from..end]) {
            end -= length;
        }
        end
    };
    let mut end = adverbs_off(bytes.end);
    // 多尔衮在书中: where he says it is no part of his name.
    if let Some(at) = page.text[from..end].find(['在', '于']).filter(|&at| at >= 6)
        && page.text[from..end].ends_with(['中', '里', '上', '内', '时', '后'])
    {
        end = adverbs_off(from + at);
    }
    let name = page.text[from..end].trim();
    // 某大学的凯莱布·沃尔科特: what stands before a foreign name says who it is.
    let tail = name.rfind(['的', '、', '者', '家', '长', '员']).map_or(name, |at| &name[at + "的".len()..]);
    let name = if tail.contains('·') && page.reading.rules.actors.is_name(tail) { tail } else { name };
    let bare = name.split(['（', '(', '［', '[']).next().unwrap_or(name).trim_end_matches(['等', '人']);
    let start = from + page.text[from..end].rfind(name).unwrap_or(0);
    let count = bare.chars().count();
    if bare.is_empty() {
        return None;
    }
    let table = &page.reading.rules.actors;
    let bytes = start..start + bare.len();
    if table.is_name(bare) {
        let kind = page.person(bare).unwrap_or(HolderKind::Scholar);
        let name = page.written(bytes.clone()).to_owned();
        return Some(Subject { who: Who::Holder(Holder { kind, name }), bytes, voiced: true, rule: "subject.name" });
    }
    // Verbs that as often stand without a speaker (每次谈到, 方可判定).
    let weak = |rest: &str| {
        [
            "谈到",
            "谈及",
            "提到",
            "判定",
            "认定",
            "裁定",
            "确认",
            "证实",
            "通报",
            "陈述",
            "设想",
            "理解为",
            "概括为",
            "归于",
            "归结为",
            "形容",
            "估计",
        ]
        .iter()
        .any(|verb| rest.starts_with(verb))
    };
    let noun = strong
        && (2..=12).contains(&count)
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '-' | '“' | '”' | '《' | '》' | '、'))
        && page.words.govern.at_start(bare).is_none_or(|n| n < 3)
        && !bare.starts_with([
            '这', '那', '此', '不', '可', '有', '是', '要', '会', '能', '还', '所', '被', '因', '使', '没', '毫', '难',
            '足', '无', '很', '最', '常', '更', '也', '每', '请', '推', '方', '即', '甚', '又', '再', '并', '从', '凡',
            '若', '只', '总', '仍', '作', '如', '当', '为', '以', '就', '另', '已', '曾', '将', '正', '必', '须', '应',
            '自', '同',
        ])
        && (bare.starts_with('《') || !weak(&page.text[end_of_subject..]))
        && page.voice(&bytes).iter().all(|hit| !hit.is(voice::VERB));
    noun.then(|| {
        let name = page.written(bytes.clone()).to_owned();
        Subject {
            who: Who::Holder(Holder { kind: HolderKind::Other, name }),
            bytes,
            voiced: true,
            rule: "subject.phrase",
        }
    })
}
