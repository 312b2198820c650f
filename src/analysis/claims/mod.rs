//! Claims: what a work asserts, and whose assertions they are.
//!
//! Sentence by sentence: clauses (`clauses`), reports in them with their subjects (`speech`, `sources`, `holders`), the voice of
//! each part (`attribution`), and for each part whether it claims something or only narrates (`kinds`), what it is about
//! (`topics`), how sure it is and whether it affirms (`stance`). The words of every list are found in one pass each
//! (`lexicon`, `page`); everything after that looks at the neighbourhood of those words only, so that the time is linear
//! in the text. Every claim keeps the words and the names of the rules that made it.

mod attribution;
mod clauses;
mod holders;
mod kinds;
mod lexicon;
mod page;
mod sources;
mod speech;
mod stance;
mod topics;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::Reading;
use crate::model::{BlockKind, Claim, ClaimKind, Cue, HolderKind, TimeMention, Voice};
use attribution::{Part, Voice as Speakers};
use clauses::Clause;
use page::Page;
use topics::Weights;
pub(super) use words::ClaimWords;

/// Verbs with which a party offers something.
const OFFERS: [&str; 8] = ["呼吁", "提议", "建议", "提出", "倡议", "吁请", "敦促", "主张"];

/// The claims of one work in reading order, and the words and rules that made them.
pub(super) fn find(reading: &Reading<'_>, _times: &[TimeMention]) -> (Vec<Claim>, Vec<Cue>) {
    let page = Page::new(reading);
    let prose = &reading.work.prose;
    let mut voice = Speakers::default();
    let (mut claims, mut cues) = (Vec::new(), Vec::new());
    let mut announced = None;
    let sentences = prose.sentences();
    for (index, sentence) in sentences.iter().enumerate() {
        let paragraph = &prose.paragraphs()[sentence.paragraph as usize];
        if paragraph.heading > 0 {
            voice.heading(&page, &sentence.bytes);
            continue;
        }
        let block = reading.work.blocks.get(paragraph.block as usize);
        let line = page.text[paragraph.bytes.clone()].trim_end();
        if block.is_some_and(|block| !running(&block.kind)) || caption(line) || of_contents(line) {
            continue;
        }
        let clauses = clauses::clauses(page.text, sentence.bytes.clone());
        // Only a quotation asks who is named after it.
        let next = sentences.get(index + 1).filter(|next| next.paragraph == sentence.paragraph);
        let next = next.filter(|_| page.text[sentence.bytes.clone()].starts_with(['“', '「']));
        let next = next.map(|next| clauses::clauses(page.text, next.bytes.clone()));
        for part in voice.read(&page, sentence, &clauses, next.as_deref()) {
            for piece in pieces(&page, &clauses, &part) {
                let found = claim(&page, &clauses[piece.clone()], &part, &sentence.bytes, &mut announced, &mut cues);
                claims.extend(found);
            }
        }
    }
    (claims, cues)
}

/// Whether a paragraph is an entry of a table of contents: dots lead to the number of a page.
fn of_contents(line: &str) -> bool {
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let dots = words.chars().rev().filter(|c| !c.is_whitespace());
    words.len() < line.len() && dots.take_while(|c| matches!(c, '.' | '．' | '·' | '…')).count() >= 4
}

/// Whether a paragraph is a heading or caption by its looks: short, without a stop.
fn caption(line: &str) -> bool {
    line.chars().nth(24).is_none()
        && !line.ends_with(['。', '！', '？', '；', '”', '…', '.', '!', '?', '：', '）', ';', ':'])
}

/// Whether a block is running text.
fn running(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Quote | BlockKind::Abstract)
}

/// The stretches of a part that each state one claim: between semicolons, and where a long sentence turns.
fn pieces(page: &Page<'_>, clauses: &[Clause], part: &Part) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = part.clauses.start;
    for at in part.clauses.clone() {
        let ends = match clauses[at].stop {
            '▲' | '◆' | '●' | '■' => true,
            // 一方面…；另一方面… is one thought.
            '；' | ';' => {
                let next = clauses.get(at + 1).map_or("", |next| &page.text[next.bytes.clone()]);
                !["另一方面", "而", "但", "二是", "三是", "四是"].iter().any(|word| next.starts_with(word))
            }
            _ => at + 1 < part.clauses.end && turns(page, clauses, start, at, part),
        };
        if ends {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    found.push(start..part.clauses.end);
    found.retain(|piece| !piece.is_empty());
    found
}

/// Whether a long sentence goes on to another claim after a clause: a conclusion from long premises (，因此从…来看，), a
/// condition of its own (，一旦…), another point of view (，从…角度看), what the heart of something is (，会谈的关键是…), a time
/// and subject of its own, an emphasis (，特别是…). Both sides must be long and assert something.
fn turns(page: &Page<'_>, clauses: &[Clause], start: usize, at: usize, part: &Part) -> bool {
    let rest = &clauses[at + 1..part.clauses.end];
    let (Some(next), Some(last)) = (rest.first(), rest.last()) else { return false };
    if next.quoted {
        return false;
    }
    let text = &page.text[next.bytes.clone()];
    let before = clauses[start].bytes.start..clauses[at].bytes.end;
    let after = next.bytes.start..last.bytes.end;
    let count = |bytes: &Range<usize>| page.text[bytes.clone()].chars().count();
    // 尽管…， and 由于…， wait for their main clause.
    let head = &page.text[before.clone()];
    if ["尽管", "虽然", "固然", "如果", "若", "由于", "因为", "即使", "既然", "与其"]
        .iter()
        .any(|word| head.starts_with(word))
        && !clauses[start..at].iter().any(|clause| !clause.quoted && clause.bytes.start > before.start)
    {
        return false;
    }
    let opens = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let least = match () {
        () if opens(&["特别是", "尤其是", "另一方面", "同时", "而且", "然而", "而"]) => 28,
        () if opens(&["因此", "所以", "因而"]) => 30,
        () if opens(&["一旦", "如果", "若", "倘若"]) => 22,
        () if viewpoint(text) || heart(text) => 14,
        () if holders::time_and_party(page, &next.bytes) => 18,
        () => return false,
    };
    let own = part.holder.kind != HolderKind::Government;
    own && count(&before) >= least
        && count(&after) >= least.min(24)
        && kinds::assess(page, &before).is_some()
        && kinds::assess(page, &after).is_some()
}

/// 从朝鲜角度看, 就长期而言.
fn viewpoint(text: &str) -> bool {
    let text = ["而", "但", "因此"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let head = text.char_indices().nth(14).map_or(text, |(at, _)| &text[..at]);
    text.starts_with('从') && ["角度看", "角度来看", "来看", "来说", "而言"].iter().any(|word| head.contains(word))
        || text.starts_with('就') && ["而言", "来说", "来看"].iter().any(|word| head.contains(word))
}

/// 会谈的关键是…: a clause that says what the heart of something is.
fn heart(text: &str) -> bool {
    const HEARTS: [&str; 14] = [
        "核心", "关键", "根源", "实质", "本质", "目的", "原因", "特点", "意义", "前提", "条件", "重点", "后果", "教训",
    ];
    let head = text.char_indices().nth(16).map_or(text, |(at, _)| &text[..at]);
    let Some(at) = head.find('的') else { return false };
    let noun = &head[at + "的".len()..];
    HEARTS.iter().any(|heart| noun.strip_prefix(heart).is_some_and(|rest| rest.starts_with(['是', '在', '就', '乃'])))
}

/// The claim that a stretch of clauses in one voice states, if it states one; what made it is put behind the `cues`.
fn claim(
    page: &Page<'_>,
    clauses: &[Clause],
    part: &Part,
    sentence: &Range<usize>,
    announced: &mut Option<usize>,
    cues: &mut Vec<Cue>,
) -> Option<Claim> {
    let bytes = stretch(page, clauses)?;
    if kinds::asks(&page.text[bytes.clone()], page, bytes.end) {
        return None;
    }
    let own = part.holder.kind == HolderKind::Author;
    let assessed = kinds::assess(page, &bytes);
    let said = part.cue.is_some();
    if assessed.is_none() && (own && !said || page.text[bytes.clone()].chars().count() < 6) {
        *announced = topic_announced(page, &bytes).or(*announced);
        return None;
    }
    let prose = &page.reading.work.prose;
    let cue =
        |bytes: &Range<usize>, rule: &'static str| Cue { span: Some(prose.span(bytes.clone())), rule: rule.into() };
    let before = cues.len() as u32;
    for (index, rule) in part.rules.iter().enumerate() {
        cues.push(match &part.cue {
            Some(words) if index == 0 => cue(words, rule),
            _ => Cue { span: None, rule: (*rule).into() },
        });
    }
    let (kind, words) = assessed.map_or((ClaimKind::Factual, Vec::new()), |a| (a.kind, a.cues));
    cues.extend(words.iter().map(|(words, rule)| cue(words, rule)));
    let assessed_kind = kind;
    let kind = if part.holder.kind == HolderKind::Government { ClaimKind::Position } else { kind };
    let (certainty, word) = stance::certainty(page, &bytes);
    cues.extend(word.map(|word| cue(&word, "certainty")));
    let (stance, word) = stance::stance(page, &content(page, clauses, part));
    cues.extend(word.map(|word| cue(&word, "stance")));
    let (topics, word) = about(page, clauses, &bytes, part, assessed_kind, announced);
    cues.extend(word.map(|word| cue(&word, "topic")));
    Some(Claim {
        work: page.reading.work.id,
        span: prose.span(bytes.clone()),
        bytes,
        sentence: prose.span(sentence.clone()),
        voice: Arc::new(Voice { holder: part.holder.clone(), chain: part.chain.clone() }),
        kind,
        topics: topics.into(),
        stance,
        certainty,
        basis: before..cues.len() as u32,
    })
}

/// The clauses of a report from its verb on: what stands before it is not said. All of them where it stands last.
fn content<'c>(page: &Page<'_>, clauses: &'c [Clause], part: &Part) -> Cow<'c, [Clause]> {
    let all = || Cow::Borrowed(clauses);
    let Some(cue) = &part.cue else { return all() };
    let Some(at) = clauses.iter().position(|clause| clause.bytes.contains(&cue.start)) else { return all() };
    let quoted = at > 0 && page.text[clauses[0].bytes.start..].starts_with(['“', '「']);
    if quoted || at + 1 == clauses.len() && clauses[at].bytes.end <= cue.end {
        return all();
    }
    let mut said = clauses[at..].to_vec();
    // 并不|赞成: the adverbs before the verb are said with it.
    let mut start = cue.start;
    while let Some(length) = page.words.between.at_end(&page.text[said[0].bytes.start..start]) {
        start -= length;
    }
    said[0].bytes.start = start;
    Cow::Owned(said)
}

/// The bytes of a run of clauses, without the marks of lists and notes at its start.
fn stretch(page: &Page<'_>, clauses: &[Clause]) -> Option<Range<usize>> {
    let (first, last) = (clauses.first()?, clauses.last()?);
    let marks = |c: char| c.is_whitespace() || matches!(c, '①'..='⑳' | '▲' | '●' | '•' | '’' | '”' | '—');
    let text = &page.text[first.bytes.start..last.bytes.end];
    let start = first.bytes.start + (text.len() - text.trim_start_matches(marks).len());
    (start < last.bytes.end).then_some(start..last.bytes.end)
}

/// The topics of a claim, the main one first, and the word that caught the main one.
fn about(
    page: &Page<'_>,
    clauses: &[Clause],
    bytes: &Range<usize>,
    part: &Part,
    kind: ClaimKind,
    announced: &mut Option<usize>,
) -> (Vec<crate::model::TopicId>, Option<Range<usize>>) {
    let known = &page.words.topics.topics;
    let mut weights = Weights::default();
    topics::weigh(page, bytes, part.cue.as_ref(), &mut weights);
    topics::forms(page, clauses, known, &mut weights);
    topics::subject(page, &clauses[0], part.cue.as_ref(), &mut weights);
    let maintains = part.holder.kind == HolderKind::Government;
    let offers = part.cue.as_ref().is_some_and(|cue| OFFERS.contains(&&page.text[cue.clone()]));
    if maintains || holders::one_party(page, &clauses[0].bytes) {
        topics::party(known, &mut weights, maintains, offers);
    }
    let court = ["法院", "法庭", "合议庭", "仲裁庭", "检察院"];
    if court.iter().any(|court| part.holder.name.ends_with(court)) {
        topics::court(known, &mut weights);
    }
    if kind == ClaimKind::Periodisation {
        topics::division(known, &mut weights);
    }
    let listed = ["其一", "其二", "其三", "一是", "二是", "三是", "第一", "第二", "第三"];
    let text = &page.text[bytes.clone()];
    if let Some(topic) = announced.filter(|_| listed.iter().any(|word| text.starts_with(word))) {
        weights.add(topic, 3.0);
    } else {
        *announced = topic_announced(page, bytes).or(*announced);
    }
    let mut ranked = weights.ranked(&page.words.topics);
    if ranked.is_empty() {
        ranked.extend(topics::by_kind(known, kind));
    }
    let word = ranked.first().and_then(|&topic| {
        let hits = lexicon::within(&page.topics, bytes);
        hits.iter()
            .find(|hit| hit.is(1 << topic))
            .or_else(|| hits.iter().find(|hit| hit.is(1 << (topic as u32 + topics::HINTS))))
    });
    let word = word.map(lexicon::Hit::bytes);
    (ranked.into_iter().filter_map(|topic| known.get(topic)).map(|topic| topic.id.clone()).collect(), word)
}

/// The topic of what a sentence announces (目的有二：), which its list then takes over.
fn topic_announced(page: &Page<'_>, bytes: &Range<usize>) -> Option<usize> {
    let text = &page.text[bytes.clone()];
    let announces = text.ends_with(['二', '三', '四', '五'])
        || text.ends_with("如下")
        || text.ends_with("几点")
        || text.ends_with("方面")
        || text.contains("有二")
        || text.contains("有三");
    if !announces {
        return None;
    }
    let mut weights = Weights::default();
    topics::weigh(page, bytes, None, &mut weights);
    weights.ranked(&page.words.topics).first().copied()
}
