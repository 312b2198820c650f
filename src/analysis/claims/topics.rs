//! What a claim is about.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::clauses::Clause;
use super::lexicon::{Signs, within};
use super::page::Page;
use crate::analysis::BadRules;
use crate::analysis::needles::Needles;
use crate::model::{ClaimKind, Topic, TopicId};

/// The topics with the words that catch them.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct TopicWords {
    pub(in crate::analysis) topics: Vec<Topic>,
    /// How much each counts against the others.
    pub(super) weights: Vec<f32>,
    /// The topic of third parties.
    pub(super) abroad: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Words that hold a cue word and show no topic.
    idle: Vec<String>,
    topic: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    name_en: String,
    letter: char,
    definition: String,
    weight: f32,
    cues: Vec<String>,
    hints: Vec<String>,
}

/// Words in lists, each list with the bits that its words set.
type Lists = Vec<(Signs, Vec<String>)>;

/// Hints have the bits above those of cues.
pub(super) const HINTS: u32 = 16;

impl TopicWords {
    /// The topics, and their words in lists with the bits of the topics.
    pub(super) fn read(toml: &str) -> Result<(Self, Lists), BadRules> {
        let bad = |reason: String| BadRules { file: "topics.toml", reason };
        let file: File = toml::from_str(toml).map_err(|error| bad(error.to_string()))?;
        let rows = file.topic.iter().zip(0_u32..);
        let lists = rows.flat_map(|(row, bit)| [(1 << bit, row.cues.clone()), (1 << (bit + HINTS), row.hints.clone())]);
        let lists = lists.chain([(0, file.idle)]).collect();
        let weights = file.topic.iter().map(|row| row.weight).collect();
        let topics: Vec<Topic> = file
            .topic
            .into_iter()
            .map(|row| Topic {
                id: TopicId::from(&*row.id),
                name: row.name,
                name_en: row.name_en,
                letter: row.letter,
                definition: row.definition,
                cues: row.cues.into_iter().chain(row.hints).collect(),
            })
            .collect();
        let abroad = topics.iter().position(|topic| &*topic.id.0 == "third_parties");
        Ok((Self { topics, weights, abroad }, lists))
    }
}

/// How much each topic is spoken of in a stretch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weights {
    strongest: [f32; 16],
    sum: [f32; 16],
}

impl Weights {
    pub(super) fn add(&mut self, topic: usize, weight: f32) {
        self.strongest[topic] = self.strongest[topic].max(weight);
        self.sum[topic] += weight;
    }

    fn of(&self, topic: usize, known: &TopicWords) -> f32 {
        let weight = known.weights.get(topic).copied().unwrap_or(1.0);
        weight * self.strongest[topic] + weight * 0.45 * (self.sum[topic] - self.strongest[topic]).min(3.5)
    }

    /// The topics by weight, the first one the main; at most three, the others at least half as heavy.
    pub(super) fn ranked(&self, known: &TopicWords) -> Vec<usize> {
        let mut order: Vec<usize> = (0..known.topics.len()).filter(|&topic| self.of(topic, known) > 0.0).collect();
        order.sort_by(|&a, &b| self.of(b, known).total_cmp(&self.of(a, known)));
        let least = order.first().map_or(0.0, |&first| self.of(first, known) * 0.6);
        order.retain(|&topic| self.of(topic, known) >= least);
        order.truncate(3);
        order
    }
}

/// Words that turn from a concession to the main point, and those that turn without one.
static TURNS: LazyLock<Needles> = LazyLock::new(|| Needles::new(&["但", "然而", "却", "可是", "不过"]));
static BARE_TURNS: LazyLock<Needles> =
    LazyLock::new(|| Needles::new(&["，但", ",但", "，然而", ",然而", "，不过", "，却"]));

/// Weighs the topics of a stretch. Cues count double; what stands under a concession (尽管…) counts half, the cause in
/// a statement of cause and effect half as much again: it is what the claim is about. The words of `except` (the verb
/// that reports) do not count.
pub(super) fn weigh(page: &Page<'_>, bytes: &Range<usize>, except: Option<&Range<usize>>, weights: &mut Weights) {
    let text = &page.text[bytes.clone()];
    let concedes = text.starts_with("尽管") || text.starts_with("虽然") || text.starts_with("固然");
    let turn = if concedes { TURNS.first(text) } else { BARE_TURNS.first(text) }.map(|at| bytes.start + at);
    let before_turn = if concedes { 0.5 } else { 0.7 };
    let effect = effect(text).map(|at| bytes.start + at);
    for hit in within(&page.topics, bytes) {
        let start = hit.start as usize;
        if except.is_some_and(|verb| verb.contains(&start)) {
            continue;
        }
        let mut factor = 1.0;
        if turn.is_some_and(|turn| start < turn) {
            factor *= before_turn;
        }
        if effect.is_some_and(|effect| start < effect) {
            factor *= 1.5;
        }
        // What is said of a subject weighs a little more than the subject.
        if (start - bytes.start) * 5 > bytes.len() * 3 {
            factor *= 1.15;
        }
        // 我国 and 世界 speak of third parties only where a text is about dealings between states.
        let word = &page.text[hit.bytes()];
        let local = !page.abroad && (word.contains("我国") || ABROAD.contains(&word));
        for topic in 0..HINTS as usize {
            if local && page.words.topics.abroad == Some(topic) {
                continue;
            }
            if hit.is(1 << topic) {
                weights.add(topic, 2.0 * factor);
            }
            if hit.is(1 << (topic as u32 + HINTS)) {
                weights.add(topic, factor);
            }
        }
    }
}

/// Words that name the world outside in a text on dealings between states, and mere surroundings in any other.
const ABROAD: [&str; 14] = [
    "国际",
    "世界",
    "全球",
    "各国",
    "地区",
    "区域",
    "大国",
    "外部",
    "我国",
    "参与",
    "介入",
    "东北",
    "各方",
    "国际社会",
];

/// Words after which the effect of a cause is told.
static EFFECTS: LazyLock<Needles> = LazyLock::new(|| {
    Needles::new(&[
        "导致", "造成", "致使", "使得", "引发", "引起", "加剧", "结果", "以致", "从而", "因此", "，使", ",使", "推动",
        "促使", "促成",
    ])
});

/// Where the effect begins in a statement of cause and effect, as a byte of `text`.
fn effect(text: &str) -> Option<usize> {
    let because = ["由于", "但由于", "因为"].iter().any(|word| text.starts_with(word));
    EFFECTS.first(text).or_else(|| because.then(|| text.find(['，', ','])).flatten())
}

/// What a necessary condition leads to, and the words that any such form has.
static CONSEQUENCES: LazyLock<Needles> =
    LazyLock::new(|| Needles::new(&["就难以", "就不能", "就无法", "便难以", "就不可能", "则难以"]));
static CONDITIONS: LazyLock<Needles> =
    LazyLock::new(|| Needles::new(&["只有", "除非", "就难以", "就不能", "就无法", "便难以", "就不可能", "则难以"]));

/// Forms of speech that show a topic without a word of its own: a necessary condition (只有…才…, 不…就难以…) is a remedy.
pub(super) fn forms(page: &Page<'_>, clauses: &[Clause], known: &[Topic], weights: &mut Weights) {
    let (Some(first), Some(last)) = (clauses.first(), clauses.last()) else { return };
    let text = &page.text[first.bytes.start..last.bytes.end];
    let condition = CONDITIONS.any(text)
        && (text.contains("只有") && text.contains('才')
            || text.contains("除非")
            || CONSEQUENCES.any(text) && (text.contains('不') || text.contains("没有")));
    if condition && let Some(topic) = known.iter().position(|topic| &*topic.id.0 == "remedies") {
        weights.add(topic, 2.5);
    }
}

/// Where a subject ends: words that begin a predicate.
static ENDS: LazyLock<Needles> = LazyLock::new(|| {
    Needles::new(&[
        "是", "则", "也", "有", "经历", "在于", "不再", "已", "将", "都", "均", "仍", "依然", "很", "十分", "既", "使",
        "并", "大致", "却",
    ])
});

/// What a sentence is about stands at the end of its subject (美国的对朝政策|则是…): that word weighs most.
pub(super) fn subject(page: &Page<'_>, clause: &Clause, except: Option<&Range<usize>>, weights: &mut Weights) {
    let text = &page.text[clause.bytes.clone()];
    let end = ENDS.first(text).unwrap_or(text.len());
    let end = clause.bytes.start + end;
    for hit in within(&page.topics, &clause.bytes) {
        let gap =
            end.checked_sub(hit.end as usize).filter(|_| except.is_none_or(|verb| hit.end as usize <= verb.start));
        // 政策重点|是: a short head noun may follow.
        if gap.is_some_and(|gap| gap <= 6 && !page.text[hit.end as usize..end].contains('的')) {
            for topic in (0..HINTS as usize).filter(|topic| hit.is(1 << topic) || hit.is(1 << (*topic as u32 + HINTS)))
            {
                weights.add(topic, 2.2);
            }
        }
    }
}

/// What a party maintains, or what the author tells of one party alone, is about its policy where nothing weightier
/// shows; what it offers is a remedy as well.
pub(super) fn party(known: &[Topic], weights: &mut Weights, maintains: bool, offers: bool) {
    let place = |id: &str| known.iter().position(|topic| &*topic.id.0 == id);
    if let Some(topic) = place("policy") {
        weights.add(topic, if maintains && !offers { 2.6 } else { 2.1 });
    }
    // What parties say of talks is said in them.
    if let Some(topic) = place("negotiation").filter(|&topic| maintains && weights.strongest[topic] >= 2.0) {
        weights.add(topic, 2.0);
    }
    if let Some(topic) = place("remedies").filter(|_| offers) {
        weights.add(topic, 1.5);
    }
}

/// What a court finds is about law.
pub(super) fn court(known: &[Topic], weights: &mut Weights) {
    if let Some(topic) = known.iter().position(|topic| &*topic.id.0 == "institutions") {
        weights.add(topic, 2.6);
    }
}

/// A division of time is about the course of events.
pub(super) fn division(known: &[Topic], weights: &mut Weights) {
    if let Some(topic) = known.iter().position(|topic| &*topic.id.0 == "course") {
        weights.add(topic, 4.0);
    }
}

/// What a claim without any word of a topic is about, by its kind alone.
pub(super) fn by_kind(known: &[Topic], kind: ClaimKind) -> Option<usize> {
    let id = match kind {
        ClaimKind::Cause | ClaimKind::Thesis => "root_cause",
        ClaimKind::Prediction => "prospects",
        ClaimKind::Proposal => "remedies",
        ClaimKind::Position => "policy",
        ClaimKind::Evaluation | ClaimKind::Definition | ClaimKind::Periodisation | ClaimKind::Factual => "course",
    };
    known.iter().position(|topic| &*topic.id.0 == id)
}
