//! Attribution: whose voice each part of each sentence is, followed from sentence to sentence.
//!
//! A report holds to the end of its sentence unless the text takes it back in it (…，但实际上…; …，朝方则…). It goes on
//! over the next sentences:
//!
//! - `flow.review`: a scholar under review speaks until the next one, until the author speaks, or until the review ends;
//! - `flow.paragraph`: a scholar cited elsewhere speaks to the end of the paragraph, or until a sentence takes it back;
//! - `flow.condition`: a party's view goes on in a sentence without a subject of its own that still argues (若…，将…);
//! - `flow.promise`: 中方将…, after 中方表示…;
//! - `flow.speech`: a person or office speaks to the end of the paragraph as long as the sentences argue;
//! - `flow.quotation`: a sentence that is all quotation belongs to who spoke before, or to whom the next sentence names.

use std::ops::Range;

use super::clauses::Clause;
use super::holders::{self, Who};
use super::page::Page;
use super::speech::{self, Manner, Report};
use super::words::voice;
use crate::analysis::ActorKind;
use crate::model::{Holder, HolderKind};
use crate::text::Sentence;

/// A part of a sentence in one voice.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its clauses.
    pub(super) clauses: Range<usize>,
    /// Whose it is.
    pub(super) holder: Holder,
    /// Who reports it, outermost first, besides the author.
    pub(super) chain: Vec<Holder>,
    /// The verb or phrase that reports it.
    pub(super) cue: Option<Range<usize>>,
    /// The rules that attributed it.
    pub(super) rules: Vec<&'static str>,
}

/// A report that may go on.
#[derive(Debug)]
struct Held {
    holder: Holder,
    chain: Vec<Holder>,
    manner: Manner,
    /// The paragraph of the report.
    paragraph: u32,
    /// Whether a person or an office speaks, and not a state as such.
    voiced: bool,
    /// Whether the holder is nobody in particular (有学者).
    vague: bool,
}

/// Who speaks, as the reading goes on.
#[derive(Debug, Default)]
pub(super) struct Voice {
    review: bool,
    /// The scholar named last, whom 作者 may mean, and the paragraph in which he was.
    reviewed: Option<(Holder, u32)>,
    /// The report that may go on in the next sentence.
    held: Option<Held>,
    /// Whoever spoke or acted last.
    last: Option<Holder>,
    /// The person who did, whom 他 means.
    person: Option<Holder>,
    paragraph: u32,
}

impl Voice {
    /// Takes note of a heading.
    pub(super) fn heading(&mut self, page: &Page<'_>, bytes: &Range<usize>) {
        self.review = page.voice(bytes).iter().any(|hit| hit.is(voice::REVIEW | voice::REVIEW_HEADING));
        self.held = None;
        self.reviewed = None;
    }

    /// The parts of a sentence in order, each with its holder.
    /// `next` are the clauses of the sentence after, in the same paragraph.
    pub(super) fn read(
        &mut self,
        page: &Page<'_>,
        sentence: &Sentence,
        clauses: &[Clause],
        next: Option<&[Clause]>,
    ) -> Vec<Part> {
        let Some(first) = clauses.first() else { return Vec::new() };
        let Sentence { bytes: sentence, paragraph } = sentence.clone();
        if paragraph != self.paragraph {
            self.paragraph = paragraph;
            if !self.review && self.held.as_ref().is_some_and(|held| held.holder.kind == HolderKind::Scholar) {
                self.held = None;
            }
        }
        self.section(page, &sentence);
        let inherited = self.last.clone().map(Who::Holder);
        let reports = speech::reports(page, clauses, inherited.as_ref());
        let mut flows = self.goes_on(page, first, &reports);
        // “…。”林某表示，…: a sentence that is all quotation belongs to the one whom the next sentence names.
        if flows.is_none() && reports.is_empty() && quotation(&page.text[sentence.clone()]) {
            let following = next.map(|next| speech::reports(page, next, None)).unwrap_or_default();
            let speaker = following.first().filter(|r| r.from == 0 && r.manner == Manner::Says);
            if let Some(holder) = speaker.and_then(|report| self.resolve(page, clauses, report)) {
                let chain = Vec::new();
                self.held = Some(Held { holder, chain, manner: Manner::Says, paragraph, voiced: true, vague: false });
                flows = Some("flow.quotation");
            }
        }
        if flows.is_none() {
            self.held = None;
        }
        let parts = self.parts(page, clauses, &reports, flows);
        self.remember(page, clauses, &parts);
        parts
    }

    /// Numbered beginnings of sections inside running text, and the words that open and end a review.
    fn section(&mut self, page: &Page<'_>, sentence: &Range<usize>) {
        let head =
            page.text[sentence.clone()].char_indices().nth(30).map_or(sentence.end, |(at, _)| sentence.start + at);
        let has = |sign| page.voice(&(sentence.start..head)).iter().any(|hit| hit.is(sign));
        let numbered = numbered(&page.text[sentence.start..head]);
        if numbered || has(voice::REVIEW) {
            self.review = has(voice::REVIEW) || has(voice::REVIEW_HEADING);
            self.held = None;
        } else if self.review && has(voice::REVIEW_END) {
            self.review = false;
            self.held = None;
        }
    }

    /// Whether the report of the sentence before goes on, and by which rule.
    fn goes_on(&self, page: &Page<'_>, first: &Clause, reports: &[Report]) -> Option<&'static str> {
        let held = self.held.as_ref()?;
        if reports.first().is_some_and(|r| r.from == 0) {
            return None;
        }
        let text = &page.text[first.bytes.clone()];
        let scholar = held.holder.kind == HolderKind::Scholar;
        let back = page.voice(&opening(page, first)).iter().any(|hit| {
            let before = page.text[first.bytes.start..hit.start as usize].trim_end_matches(['，', ',']);
            let opens = before.chars().count() <= 4 || before.ends_with(['说', '言', '讲']);
            // A party that speaks says 我们 of itself.
            let own = hit.is(voice::SELF) && !scholar && page.text[hit.bytes()].starts_with('我');
            hit.is(voice::BACK | voice::SELF) && opens && !own
        });
        // 这一理论的提出影响深远: the view is spoken of, not held.
        if back || text.contains("的提出") {
            return None;
        }
        if text.starts_with('“') && held.manner == Manner::Says && held.paragraph == self.paragraph {
            return Some("flow.quotation");
        }
        let on = page.words.on.at_start(text).is_some();
        if scholar && self.review {
            return Some("flow.review");
        }
        if scholar {
            return (!held.vague || on).then_some("flow.paragraph");
        }
        if held.manner != Manner::Says {
            return None;
        }
        let subject = holders::subject(page, &first.bytes);
        let same = |s: &holders::Subject| matches!(&s.who, Who::Holder(h) if *h == held.holder) || s.who == Who::Author;
        let other = subject.as_ref().is_some_and(|s| !same(s));
        if argues_in(page, first) && (on && !other || must(page, first)) {
            return Some("flow.condition");
        }
        const PROMISES: [&str; 10] = ["将", "愿", "会", "不会", "必须", "希望", "不希望", "反对", "坚决", "绝不"];
        let promises = subject.as_ref().is_some_and(|s| {
            matches!(&s.who, Who::Holder(h) if *h == held.holder)
                && PROMISES.iter().any(|word| page.text[s.bytes.end..].starts_with(word))
        });
        if promises {
            return Some("flow.promise");
        }
        let ours = ["我们", "我方", "中方", "我国"].iter().any(|word| sentence_text(page, first).contains(word));
        let speech = held.voiced && held.paragraph == self.paragraph && (ours || on);
        speech.then_some("flow.speech")
    }

    /// Divides a sentence among its reports and the author.
    fn parts(&self, page: &Page<'_>, clauses: &[Clause], reports: &[Report], flows: Option<&'static str>) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let open = |from: usize| match (&self.held, flows) {
            (Some(held), Some(rule)) => Part {
                clauses: from..from,
                holder: held.holder.clone(),
                chain: held.chain.clone(),
                cue: None,
                rules: vec![rule],
            },
            _ => author_part(page, from),
        };
        let mut part = open(0);
        let mut running: Option<&Report> = None;
        let mut next = reports.iter().peekable();
        let mut relay: Option<Holder> = None;
        let mut at = 0;
        while at < clauses.len() {
            while let Some(report) = next.next_if(|r| r.from.max(at) <= at || r.clause == at) {
                let Some(holder) = self.resolve(page, clauses, report) else { continue };
                if report.relays && next.peek().is_some_and(|inner| !inner.relays) {
                    relay = Some(holder);
                    continue;
                }
                let mut chain: Vec<Holder> = relay.iter().filter(|outer| **outer != holder).cloned().collect();
                if let Some(outer) = self.held.as_ref().filter(|_| flows.is_some()).map(|held| &held.holder)
                    && outer.kind == HolderKind::Scholar
                    && holder.kind != HolderKind::Scholar
                    && holder.kind != HolderKind::Author
                {
                    chain.insert(0, outer.clone());
                }
                let new = Part {
                    clauses: at..at,
                    holder,
                    chain,
                    cue: Some(report.cue.clone()),
                    rules: report.rules.to_vec(),
                };
                part.clauses.end = at;
                // The same holder goes on: one part. A lead-in (为解决问题，…) belongs to what it leads in.
                let anew = report.rules[1] == "subject.speaker" && !report.subject.is_empty();
                let empty = running.is_some_and(|r| {
                    r.clause + 1 == at && page.text[r.cue.end..clauses[r.clause].bytes.end].trim().is_empty()
                });
                if new.holder == part.holder && running.is_some() && new.chain == part.chain && !anew {
                    part.rules.push(report.rules[0]);
                } else if empty && new.holder != part.holder && new.holder.kind != HolderKind::Author {
                    // 发言人表示，中方反对…: all that the first says is what the second holds.
                    let mut chain = part.chain.clone();
                    chain.push(part.holder.clone());
                    let rules = new.rules.iter().chain(&part.rules).copied().collect();
                    part = Part { clauses: part.clauses.start..at, chain, rules, ..new };
                } else if lead_in(page, &clauses[part.clauses.clone()]) && part.cue.is_none() {
                    part = Part { clauses: part.clauses.start..at, ..new };
                } else {
                    parts.push(std::mem::replace(&mut part, new));
                }
                running = Some(report);
            }
            if let Some(report) = running
                && at > report.clause
                && takes_back(page, clauses, at, report, &part.holder)
            {
                part.clauses.end = at;
                parts.push(std::mem::replace(&mut part, author_part(page, at)));
                part.rules = vec!["flow.taken_back"];
                running = None;
            }
            at += 1;
            part.clauses.end = at;
        }
        parts.push(part);
        parts.retain(|part| !part.clauses.is_empty());
        commented(page, clauses, &mut parts);
        parts
    }

    /// The holder that a report's subject means.
    fn resolve(&self, page: &Page<'_>, clauses: &[Clause], report: &Report) -> Option<Holder> {
        match &report.who {
            Who::Person => {
                // 张三看到…，他认为…: the subject of a clause before, else the person of the sentences before.
                let before = clauses.iter().take_while(|clause| clause.bytes.end <= report.subject.start);
                let named = before.filter_map(|clause| holders::subject(page, &clause.bytes)).find_map(person_of);
                let state = |holder: &&Holder| !page.is_state(&holder.name);
                named.or_else(|| self.person.clone()).or_else(|| self.last.as_ref().filter(state).cloned())
            }
            Who::Author => Some(page.author()),
            Who::AuthorOrReviewed => {
                let near = self.reviewed.as_ref().filter(|(_, at)| self.review || *at == self.paragraph);
                Some(near.map_or_else(|| page.author(), |(holder, _)| holder.clone()))
            }
            Who::Last(words) => self.last.clone().or_else(|| words.clone()),
            Who::Holder(holder) => Some(both(page, holder, report.cue.start)),
        }
    }

    /// Keeps who spoke and who acted for the sentences that follow.
    fn remember(&mut self, page: &Page<'_>, clauses: &[Clause], parts: &[Part]) {
        for part in parts {
            if part.holder.kind == HolderKind::Scholar && part.cue.is_some() {
                self.reviewed = Some((part.holder.clone(), self.paragraph));
            }
        }
        let one = |rule: &&'static str| is_person(rule) || *rule == "subject.author_word";
        let spoke = parts.iter().rev().find(|part| part.rules.iter().any(one));
        let spoke = spoke.map(|part| part.holder.clone());
        let sentence = clauses.first().zip(clauses.last()).map(|(first, last)| first.bytes.start..last.bytes.end);
        let named = sentence.is_some_and(|all| page.actors(&all).iter().any(|m| m.kind == ActorKind::Person));
        let clauses_with = if named { clauses } else { &[] };
        let acted =
            || clauses_with.iter().filter_map(|clause| holders::subject(page, &clause.bytes)).find_map(person_of);
        self.person = spoke.or_else(acted).or_else(|| self.person.take());
        if let Some(part) = parts.iter().rev().find(|part| part.holder.kind != HolderKind::Author) {
            self.last = Some(part.holder.clone());
        } else if let Some(subject) = clauses.first().and_then(|clause| holders::subject(page, &clause.bytes))
            && let Who::Holder(holder) = subject.who
        {
            self.last = Some(holder);
        }
        let Some(last) = parts.last() else { return };
        let says = last.rules.iter().any(|rule| matches!(*rule, "report.say" | "report.think"));
        let manner = if !says && last.rules.iter().any(|rule| matches!(*rule, "report.position" | "report.wish")) {
            Manner::Demands
        } else {
            Manner::Says
        };
        let voiced =
            last.rules.iter().any(|rule| matches!(*rule, "subject.person" | "subject.name" | "subject.pronoun"))
                || last.holder.name.ends_with("发言人")
                || last.rules.contains(&"flow.speech");
        let vague = last.rules.contains(&"subject.speaker")
            || last.holder.name.ends_with(['者', '家', '界', '员', '们', '队', '组', '士', '人']);
        let paragraph = self.paragraph;
        self.held = match last.holder.kind {
            HolderKind::Author => None,
            _ => {
                Some(Held { holder: last.holder.clone(), chain: last.chain.clone(), manner, paragraph, voiced, vague })
            }
        };
    }
}

/// Whether a rule names a subject that is one person.
fn is_person(rule: &str) -> bool {
    matches!(rule, "subject.person" | "subject.name")
}

/// The person that a subject names.
fn person_of(subject: holders::Subject) -> Option<Holder> {
    match subject.who {
        Who::Holder(holder) if is_person(subject.rule) => Some(holder),
        _ => None,
    }
}

/// The first two clauses of a sentence, as bytes.
fn opening(page: &Page<'_>, first: &Clause) -> Range<usize> {
    let rest = &page.text[first.bytes.end..];
    let stop =
        rest.char_indices().skip(1).find(|&(_, c)| "，,。；：！？\n".contains(c)).map_or(rest.len(), |(at, _)| at);
    first.bytes.start..first.bytes.end + stop
}

/// The text of the sentence that a clause begins.
fn sentence_text<'p>(page: &'p Page<'_>, first: &Clause) -> &'p str {
    let end = page.text[first.bytes.start..].find(['。', '\n']).map_or(page.text.len(), |at| first.bytes.start + at);
    &page.text[first.bytes.start..end]
}

/// Whether a sentence is all quotation.
fn quotation(text: &str) -> bool {
    let pair =
        |open: char, close: char| text.starts_with(open) && text.ends_with(close) && text.matches(open).count() == 1;
    pair('“', '”') || pair('「', '」')
}

fn author_part(page: &Page<'_>, from: usize) -> Part {
    Part { clauses: from..from, holder: page.author(), chain: Vec::new(), cue: None, rules: Vec::new() }
}

/// Whether a sentence opens a numbered section: 二、, (三), 第四章, 4.2.
fn numbered(head: &str) -> bool {
    let bare = head.trim_start_matches(['（', '(', '第']);
    let number = bare.find(|c: char| !"一二三四五六七八九十0123456789.".contains(c)).unwrap_or(0);
    let marked = bare.len() < head.len();
    let after = &bare[number..];
    number > 0
        && (after.starts_with(['、', '）', ')', '章', '节', '．'])
            || marked && after.starts_with('部')
            || bare[..number].ends_with('.'))
}

/// 双方 and 两国 stand for the two states named last.
fn both(page: &Page<'_>, holder: &Holder, before: usize) -> Holder {
    let two = ["双方", "两国", "两国政府"].iter().any(|word| holder.name.ends_with(word));
    if !two {
        return holder.clone();
    }
    let mut states: Vec<&str> = Vec::new();
    for mention in page.actors(&(0..before)).iter().rev() {
        if mention.kind == ActorKind::State && !states.contains(&&*mention.name) {
            states.push(&mention.name);
        }
        if states.len() == 2 {
            states.reverse();
            return Holder { kind: HolderKind::Government, name: states.join("、") };
        }
    }
    holder.clone()
}

/// Whether what stands before a report only leads it in: a date, 为解决问题, 在会上.
fn lead_in(page: &Page<'_>, clauses: &[Clause]) -> bool {
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else { return true };
    let bytes = first.bytes.start..last.bytes.end;
    let text = &page.text[bytes.clone()];
    let count = text.chars().count();
    let rest = holders::past_lead(page, &bytes);
    let led = page.text[rest..bytes.end].chars().count();
    let circumstance =
        page.words.circumstance.at_start(text).is_some() || page.words.circumstance_end.at_end(text).is_some();
    // 这种忧患的根源，朝鲜认为…: a topic set before its sentence has no predicate.
    const PREDICATES: [char; 12] = ['是', '了', '有', '在', '使', '将', '会', '已', '不', '为', '被', '要'];
    let topic = clauses.len() == 1 && count <= 16 && !text.contains(PREDICATES);
    topic || count <= 6 || led * 3 <= count && count <= 30 || circumstance && count <= 24 && clauses.len() == 1
}

/// Whether the text takes a report back at a clause.
fn takes_back(page: &Page<'_>, clauses: &[Clause], at: usize, report: &Report, holder: &Holder) -> bool {
    let clause = &clauses[at];
    if clause.quoted || holder.kind == HolderKind::Author {
        return false;
    }
    if report.cue.end > clause.bytes.start {
        return false;
    }
    let text = &page.text[clause.bytes.clone()];
    let contrast = ["但是", "但", "然而", "而", "不过", "可是", "却"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(0, |word| word.len());
    // 表示，虽然…，但…: what is conceded and what outweighs it are both said.
    let said = &page.text[report.cue.end..clause.bytes.start];
    if contrast > 0 && ["虽然", "尽管", "固然", "诚然", "虽"].iter().any(|word| said.contains(word)) {
        return false;
    }
    let joined = &text[contrast..];
    let says = report.manner == Manner::Says;
    let own = page
        .voice(&clause.bytes)
        .iter()
        .any(|hit| hit.is(voice::SELF) && text[..hit.start as usize - clause.bytes.start].chars().count() <= 3);
    if own && holder.kind != HolderKind::Scholar {
        return true;
    }
    // 这一判断忽视了…: the view is spoken of, not held.
    let spoken_of = ["这一", "这种", "该", "上述", "这个", "此种"].iter().find_map(|word| joined.strip_prefix(word));
    let content = report.clause + 1 < at || report.cue.end < clauses[report.clause].bytes.end;
    if content && spoken_of.is_some_and(|rest| page.words.views.at_start(rest).is_some()) {
        return true;
    }
    if let Some(length) = page.words.turn.at_start(text).or_else(|| page.words.turn.at_start(joined)) {
        let word = &text[..length.min(text.len())];
        let truth = ["实际上", "事实上", "其实", "遭到", "无果", "未果"]
            .iter()
            .any(|w| word.ends_with(w) || joined.starts_with(w));
        if !says || truth || contrast > 0 && holder.kind == HolderKind::Government {
            return true;
        }
        let outcome = ["最终", "结果", "双方", "两国"].iter().any(|w| joined.starts_with(w));
        if outcome && holder.kind == HolderKind::Government && report.rules[0] != "report.think" {
            return true;
        }
    }
    // 宣称“…”，随后…: a quotation that is closed ends what was said.
    let said = said.trim_start_matches(['：', ':', '，', ',']);
    if said.starts_with('“')
        && said.trim_end_matches(['，', ',', '；', '。']).ends_with('”')
        && !text.starts_with(['并', '还', '且', '也'])
    {
        return true;
    }
    // 要求…，并于10月底停止…: a deed with a time of its own.
    let deed =
        ["并且", "并", "而且", "同时", "还", "又"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    if !says && holders::opens_with_time(deed) {
        return true;
    }
    let subject = holders::subject(page, &clause.bytes);
    let leads = subject.as_ref().is_some_and(|s| {
        let lead = holders::past_lead(page, &clause.bytes);
        s.bytes.start <= lead + 3 && !matches!(&s.who, Who::Holder(h) if h == holder) && !matches!(s.who, Who::Last(_))
    });
    let parted = at > 0 && matches!(clauses[at - 1].stop, '；' | ';' | '。');
    leads && (!says || parted || contrast > 0 && holder.kind == HolderKind::Government)
}

/// Whether a clause argues: it has a modal verb or a condition.
fn argues_in(page: &Page<'_>, first: &Clause) -> bool {
    let text = sentence_text(page, first);
    ["将", "会", "必须", "应", "只能", "可能", "不能", "无法"].iter().any(|word| text.contains(word))
}

/// Whether a sentence without a subject says what must be done (为消除威胁，必须…).
fn must(page: &Page<'_>, first: &Clause) -> bool {
    let text = sentence_text(page, first);
    let Some(at) = ["必须", "只能", "应当", "应该"].iter().filter_map(|word| text.find(word)).min() else {
        return false;
    };
    let head = first.bytes.start..first.bytes.start + at;
    at <= 90 && holders::subject(page, &head).is_none() && (at == 0 || text.starts_with('为') || text.starts_with('要'))
}

/// A demand on which the author comments at once (朝鲜要求撤军，其意图很明显) is his own claim about it.
fn commented(page: &Page<'_>, clauses: &[Clause], parts: &mut Vec<Part>) {
    const BACK: [&str; 9] = ["其意图", "其目的", "其用意", "其实质", "其动机", "此举", "这是", "这就", "这表明"];
    let [.., report, comment] = parts.as_slice() else { return };
    let demands = report.rules.iter().any(|rule| matches!(*rule, "report.position" | "report.wish"));
    let Some(first) = clauses.get(comment.clauses.start) else { return };
    let text = &page.text[first.bytes.clone()];
    if demands
        && comment.cue.is_none()
        && comment.holder.kind == HolderKind::Author
        && BACK.iter().any(|word| text.starts_with(word))
    {
        let from = report.clauses.start;
        let mut whole = comment.clone();
        whole.clauses.start = from;
        whole.rules = vec!["flow.comment"];
        let keep = parts.len() - 2;
        parts.truncate(keep);
        parts.push(whole);
    }
}
