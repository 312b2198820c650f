//! A small corpus for the tests of the views: four made-up works on whether a made-up canal (青河运河) should be dug, what
//! an analysis would find in them, and a study by a person who has begun to decide.
//!
//! Everything is given in the works' own words ([`place`] finds them), so that a test can say what it means.

#![expect(clippy::unwrap_used, reason = "a sample that does not hold together should stop the test")]

use std::path::PathBuf;
use std::sync::Arc;

use duidu::calendar::{Date, DateRange, Precision};
use duidu::model::{
    Attestation, Block, BlockKind, Bound, Certainty, Claim, ClaimKind, Corpus, Cue, Document, Encoding, Entry, EntryId,
    Event, EventMention, Holder, HolderKind, JointFindings, MediaType, OwnClaim, OwnRelation, Periodisation, Phase,
    Place, Relation, RelationKind, Run, Source, SourceId, Stance, Stated, Study, TimeKind, TimeMention, TimeRole,
    Topic, TopicId, Voice, Work, WorkFindings, WorkId, WorkKind, WorkMeta,
};
use duidu::state::{OpenedStudy, Report, Settings, State, Told, anchor_at};
use duidu::text::{ProseBuilder, SourceText, Span};

/// 沈岳, who wants the canal.
pub(crate) const SHEN: WorkId = WorkId(0);
/// An unsigned report that is against it.
pub(crate) const UNSIGNED: WorkId = WorkId(1);
/// 顾敏, who divides the dispute into three phases.
pub(crate) const GU: WorkId = WorkId(2);
/// 罗一舟, who hardly speaks of anything but the water.
pub(crate) const LUO: WorkId = WorkId(3);

/// What a work says: headings begin with `#`, everything else is a paragraph.
struct Text {
    path: &'static str,
    title: &'static str,
    author: Option<&'static str>,
    venue: &'static str,
    year: i32,
    kind: WorkKind,
    lines: &'static [&'static str],
}

const TEXTS: [Text; 4] = [
    Text {
        path: "沈岳-运河是平原的出路.txt",
        title: "运河是平原的出路",
        author: Some("沈岳"),
        venue: "水利评论",
        year: 2011,
        kind: WorkKind::JournalArticle,
        lines: &[
            "# 一、争论从何而来",
            "青河平原的穷，根子在运不出去，而不在地薄。粮食堆在仓里，等一个雨季就坏掉三成。",
            "1998年3月12日，省里第一次把运河写进规划。反对的人说水不够，可是那一年的测流从来没有公布过。",
            "# 二、开河的账",
            "开河之后，运价至少可以降一半，这是铁路做不到的。因此运河应当尽快开工，不能再等。",
            "水利局认为，枯水期的缺口可以用两座水库补足。沿线的县城会因为码头重新热闹起来。",
            "2003年秋，工程停了下来，停工的责任在于部门之间互相推诿，而不在于技术。",
        ],
    },
    Text {
        path: "青河运河再思.txt",
        title: "青河运河再思",
        author: None,
        venue: "河务内参",
        year: 2013,
        kind: WorkKind::Other,
        lines: &[
            "# 水从哪里来",
            "平原之所以穷，首先是因为地下水一年比一年低。再开一条河，等于把最后一点水也放走。",
            "测流的数字在1998年就已公布，说没有公布是不对的。",
            "运价并不会因为运河降下来，船少则价高，别处已经见过。",
            "# 谁该负责",
            "2003年的停工是必要的，责任不在部门，而在当初仓促上马的人。",
            "今后应当先修渠、再谈河。",
        ],
    },
    Text {
        path: "顾敏-青河运河之争的三个阶段.txt",
        title: "青河运河之争的三个阶段",
        author: Some("顾敏"),
        venue: "地方史研究",
        year: 2016,
        kind: WorkKind::JournalArticle,
        lines: &[
            "# 分期",
            "青河运河之争可以分为三个阶段。第一阶段（1998年至2003年）为规划阶段。第二阶段（2003年至2009年）为停工阶段。第三阶段（2009年以后）为重议阶段。",
            "# 规划阶段",
            "1998年3月12日，运河进入省的规划。当时人人都把河看作出路，少有人问水够不够。",
            "争论的实质是一块地怎样用水，而不是一条河该不该开。",
            "# 停工阶段",
            "2003年10月，工程停工。停工的责任各家说法不一，部门与设计者都脱不了干系。",
            "# 重议阶段",
            "2009年以后，运价不再是重点，补水才是。沈岳主张尽快开工，罗一舟则主张先补水。",
            "将来多半是折中：先修渠，再视水情开一段短河。",
        ],
    },
    Text {
        path: "罗一舟-说水.txt",
        title: "说水",
        author: Some("罗一舟"),
        venue: "平原大学",
        year: 2014,
        kind: WorkKind::Thesis,
        lines: &["平原缺的是水，不是路。没有水，开出来的只是一条沟。", "补水须在开河之前，这一点没有商量的余地。"],
    },
];

/// Claims as an analysis would find them: work, words, kind of holder and name (empty for the author's own voice), kind
/// of claim, topics.
const CLAIMS: [(WorkId, &str, &str, ClaimKind, &[&str]); 16] = [
    (SHEN, "青河平原的穷，根子在运不出去，而不在地薄", "", ClaimKind::Cause, &["cause"]),
    (SHEN, "那一年的测流从来没有公布过", "", ClaimKind::Factual, &["process"]),
    (SHEN, "运价至少可以降一半", "", ClaimKind::Prediction, &["effect"]),
    (SHEN, "运河应当尽快开工，不能再等", "", ClaimKind::Proposal, &["remedy"]),
    (SHEN, "枯水期的缺口可以用两座水库补足", "水利局", ClaimKind::Position, &["remedy"]),
    (SHEN, "停工的责任在于部门之间互相推诿，而不在于技术", "", ClaimKind::Evaluation, &["responsibility"]),
    (UNSIGNED, "平原之所以穷，首先是因为地下水一年比一年低", "", ClaimKind::Cause, &["cause"]),
    (UNSIGNED, "测流的数字在1998年就已公布", "", ClaimKind::Factual, &["process"]),
    (UNSIGNED, "运价并不会因为运河降下来", "", ClaimKind::Prediction, &["effect"]),
    (
        UNSIGNED,
        "2003年的停工是必要的，责任不在部门，而在当初仓促上马的人",
        "",
        ClaimKind::Evaluation,
        &["responsibility"],
    ),
    (UNSIGNED, "今后应当先修渠、再谈河", "", ClaimKind::Proposal, &["remedy"]),
    (GU, "争论的实质是一块地怎样用水，而不是一条河该不该开", "", ClaimKind::Thesis, &["cause"]),
    (GU, "停工的责任各家说法不一，部门与设计者都脱不了干系", "", ClaimKind::Evaluation, &["responsibility"]),
    (GU, "将来多半是折中：先修渠，再视水情开一段短河", "", ClaimKind::Prediction, &["prospect", "remedy"]),
    (LUO, "平原缺的是水，不是路", "", ClaimKind::Cause, &["cause"]),
    (LUO, "补水须在开河之前", "", ClaimKind::Proposal, &["remedy"]),
];

/// Claims that the person has settled, by their words, with the gist in her own.
const SETTLED: [(&str, &str, &str); 6] = [
    ("shen-cause", "青河平原的穷，根子在运不出去，而不在地薄", "穷在不通，不在地薄"),
    ("unsigned-cause", "平原之所以穷，首先是因为地下水一年比一年低", "穷在缺水"),
    ("gu-cause", "争论的实质是一块地怎样用水，而不是一条河该不该开", "所争在用水"),
    ("shen-blame", "停工的责任在于部门之间互相推诿，而不在于技术", "停工怪部门推诿"),
    ("unsigned-blame", "2003年的停工是必要的，责任不在部门，而在当初仓促上马的人", "停工应当，错在仓促上马"),
    ("shen-remedy", "运河应当尽快开工，不能再等", "立即开工"),
];

/// Dates in running text: work, words, first and last day.
const DATES: [(WorkId, &str, (i32, u8, u8), (i32, u8, u8), Precision); 6] = [
    (SHEN, "1998年3月12日", (1998, 3, 12), (1998, 3, 12), Precision::Day),
    (SHEN, "2003年秋", (2003, 9, 1), (2003, 11, 30), Precision::Quarter),
    (UNSIGNED, "2003年", (2003, 1, 1), (2003, 12, 31), Precision::Year),
    (GU, "1998年3月12日", (1998, 3, 12), (1998, 3, 12), Precision::Day),
    (GU, "2003年10月", (2003, 10, 1), (2003, 10, 31), Precision::Month),
    (GU, "2009年以后", (2009, 1, 1), (2016, 12, 31), Precision::Year),
];

/// The sample as the app holds it when everything has been read.
pub(crate) fn state() -> State {
    state_with(Settings::default())
}

/// The same with other settings.
pub(crate) fn state_with(settings: Settings) -> State {
    let corpus = corpus();
    let study = study(&corpus);
    let mut state = State::new(settings, Arc::new(topics()));
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus), complete: true });
    let file = PathBuf::from("青河.duidu.json");
    let told = Told::Opened(Box::new(OpenedStudy { file, study, ..OpenedStudy::default() }));
    state.take_report(Report::Study { generation: 0, told });
    state
}

/// The topics of the sample: fewer than the app's own.
pub(crate) fn topics() -> Vec<Topic> {
    let topic = |id: &str, name: &str, name_en: &str, letter, cues: &[&str]| Topic {
        id: id.into(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        letter,
        definition: format!("{name}：各家怎么说。"),
        cues: cues.iter().map(|&cue| cue.to_owned()).collect(),
    };
    vec![
        topic("cause", "根源与实质", "Root causes", '根', &["根子", "因为", "实质"]),
        topic("process", "经过与事实", "Course of events", '程', &["公布", "进入"]),
        topic("effect", "影响与后果", "Effects", '果', &["降", "热闹"]),
        topic("responsibility", "责任", "Responsibility", '责', &["责任", "归咎"]),
        topic("remedy", "对策", "Remedies", '策', &["应当", "主张", "须在"]),
        topic("prospect", "前景", "Prospects", '前', &["将来", "多半"]),
        topic("theory", "理论与方法", "Theory", '理', &["理论", "范式"]),
    ]
}

/// The place of some words in a work: their first occurrence.
pub(crate) fn place(corpus: &Corpus, work: WorkId, words: &str) -> Place {
    let source = corpus.source(corpus.work(work).unwrap().source).unwrap();
    let at = source.text.as_str().find(words).unwrap_or_else(|| panic!("{words} is not in the work"));
    Place { work, span: source.text.span(at..at + words.len()) }
}

/// The corpus: works, and what an analysis would find in them.
pub(crate) fn corpus() -> Corpus {
    let mut corpus = Corpus { name: "青河运河之争".to_owned(), ..Corpus::default() };
    for (index, text) in TEXTS.iter().enumerate() {
        let (source, work) = read(index as u32, text);
        corpus.sources.push(Arc::new(source));
        corpus.works.push(Arc::new(work));
    }
    let found: Vec<_> = corpus.works.iter().map(|work| Arc::new(findings(&corpus, work.id))).collect();
    corpus.findings = found;
    corpus.joint = Arc::new(joint(&corpus));
    corpus
}

fn read(index: u32, text: &Text) -> (Source, Work) {
    let mut whole = String::new();
    let mut blocks = Vec::new();
    let mut prose = ProseBuilder::new();
    let mut chars = 0;
    let title = Some(text.title).map(|title| format!("# {title}"));
    for line in title.iter().map(String::as_str).chain(text.lines.iter().copied()) {
        let shown = line.trim_start_matches("# ");
        let heading = shown.len() < line.len();
        let start = chars + (line.chars().count() - shown.chars().count()) as u32;
        let span = Span::new(start, chars + line.chars().count() as u32);
        let kind = match (heading, blocks.is_empty()) {
            (true, true) => BlockKind::Title,
            (true, false) => BlockKind::Heading(1),
            _ => BlockKind::Paragraph,
        };
        let block = Block { kind, span: Span::new(chars, span.end), runs: vec![Run::plain(span)] };
        if !blocks.is_empty() {
            prose.paragraph(blocks.len() as u32, u8::from(heading));
            prose.push(shown, start);
        }
        blocks.push(block);
        whole.push_str(line);
        whole.push('\n');
        chars = span.end + 1;
    }
    let source = Source {
        id: SourceId(index),
        file: PathBuf::from(text.path),
        path: text.path.to_owned(),
        media_type: MediaType::PlainText,
        member: None,
        encoding: Some(Encoding { name: "utf-8".to_owned(), guessed: false }),
        text: Arc::new(SourceText::new(whole)),
        noise: Vec::new(),
        fingerprint: u64::from(index) + 1,
    };
    let stated = |value: &str| Some(Stated { value: value.to_owned(), at: None });
    let meta = WorkMeta {
        title: stated(text.title),
        authors: text.author.and_then(stated).into_iter().collect(),
        venue: stated(text.venue),
        year: Some(Stated { value: text.year, at: None }),
        kind: Some(Stated { value: text.kind, at: None }),
        ..WorkMeta::default()
    };
    let span = source.text.whole();
    let prose = Arc::new(prose.finish());
    (source, Work { id: WorkId(index), source: SourceId(index), span, meta, blocks, prose })
}

fn day((year, month, day): (i32, u8, u8)) -> Date {
    Date::new(year, month, day).unwrap()
}

/// The sentence around a place.
fn sentence(corpus: &Corpus, place: Place) -> Span {
    let prose = &corpus.work(place.work).unwrap().prose;
    let at = prose.sentence_at(prose.bytes(place.span).start).unwrap();
    prose.span(prose.sentences()[at].bytes.clone())
}

fn findings(corpus: &Corpus, work: WorkId) -> WorkFindings {
    let prose = &corpus.work(work).unwrap().prose;
    let mut found = WorkFindings::default();
    let mut dates: Vec<_> = DATES.iter().filter(|date| date.0 == work).collect();
    dates.sort_by_key(|date| place(corpus, work, date.1).span);
    for &&(_, words, first, last, precision) in &dates {
        let at = place(corpus, work, words);
        let time = found.times.len();
        found.times.push(TimeMention {
            span: at.span,
            bytes: prose.bytes(at.span),
            kind: TimeKind::Absolute,
            precision,
            range: DateRange::new(day(first), day(last)),
            bounds: None,
            basis: Box::default(),
            lunar: false,
            role: TimeRole::Running,
            rule: "sample".into(),
        });
        let sentence = sentence(corpus, at);
        found.events.push(EventMention {
            bytes: prose.bytes(sentence),
            clause: sentence,
            sentence,
            time: Some(time),
            range: DateRange::new(day(first), day(last)),
            precision,
            after: None,
            label: if words.starts_with("1998") { "写进规划" } else { "停工" }.to_owned(),
            actors: vec!["省".to_owned()],
            place: None,
            rule: "sample".into(),
        });
    }
    for &(_, words, holder, kind, topics) in CLAIMS.iter().filter(|claim| claim.0 == work) {
        claim(corpus, &mut found, work, words, (holder, kind, topics));
    }
    if work == GU {
        found.periodisations.push(periodisation(corpus));
    }
    found
}

fn author(corpus: &Corpus, work: WorkId) -> Holder {
    let name = corpus.work(work).unwrap().author().unwrap_or_default().to_owned();
    Holder { kind: HolderKind::Author, name }
}

fn claim(
    corpus: &Corpus,
    found: &mut WorkFindings,
    work: WorkId,
    words: &str,
    (holder, kind, about): (&str, ClaimKind, &[&str]),
) {
    let at = place(corpus, work, words);
    let prose = &corpus.work(work).unwrap().prose;
    let all = topics();
    let cues = all.iter().filter(|topic| about.contains(&&*topic.id.0)).flat_map(|topic| &topic.cues);
    let cue = cues.filter_map(|cue| {
        let start = words.find(cue.as_str())?;
        let before = words[..start].chars().count() as u32;
        let first = at.span.start + before;
        Some(Cue { span: Some(Span::new(first, first + cue.chars().count() as u32)), rule: "sample".into() })
    });
    let before = found.cues.len() as u32;
    found.cues.extend(cue);
    let holder = if holder.is_empty() {
        author(corpus, work)
    } else {
        Holder { kind: HolderKind::Government, name: holder.to_owned() }
    };
    found.claims.push(Claim {
        work,
        span: at.span,
        bytes: prose.bytes(at.span),
        sentence: sentence(corpus, at),
        voice: Arc::new(Voice { holder, chain: Vec::new() }),
        kind,
        topics: about.iter().map(|&topic| TopicId::from(topic)).collect(),
        stance: Stance::Affirms,
        certainty: if words.contains("多半") { Certainty::Hedged } else { Certainty::Plain },
        basis: before..found.cues.len() as u32,
    });
}

fn periodisation(corpus: &Corpus) -> Periodisation {
    let phase = |ordinal: u32, words: &str, label: &str, bounds: &str, first: i32, last: Option<i32>| {
        let span = place(corpus, GU, words).span;
        let label_span = place(corpus, GU, label).span;
        let begin = DateRange::year(first);
        let end = last.map(DateRange::year);
        Phase {
            ordinal,
            label: label.to_owned(),
            label_span,
            begin: Bound { span: None, range: begin, open: false, basis: None },
            end: Bound { span: None, range: end.unwrap_or_default(), open: end.is_none(), basis: None },
            range: DateRange { begin: begin.begin, end: end.and_then(|end| end.end) },
            bounds_as_written: Some(place(corpus, GU, bounds).span),
            span,
            treated: None,
            aspects: Vec::new(),
        }
    };
    let phases = vec![
        phase(1, "第一阶段（1998年至2003年）为规划阶段。", "规划阶段", "1998年至2003年", 1998, Some(2003)),
        phase(2, "第二阶段（2003年至2009年）为停工阶段。", "停工阶段", "2003年至2009年", 2003, Some(2009)),
        phase(3, "第三阶段（2009年以后）为重议阶段。", "重议阶段", "2009年以后", 2009, None),
    ];
    let span = phases.iter().map(|phase| phase.span).reduce(Span::join).unwrap();
    Periodisation { work: GU, span, subject: Some("青河运河之争".to_owned()), phases, rule: "sample".into() }
}

fn joint(corpus: &Corpus) -> JointFindings {
    let attested = |label: &str| -> Event {
        let mentions = corpus.findings.iter().enumerate().flat_map(|(work, found)| {
            found.events.iter().filter(|mention| mention.label == label).map(move |mention| (work, found, mention))
        });
        let attestations: Vec<_> = mentions
            .map(|(work, found, mention)| {
                let time = &found.times[mention.time.unwrap()];
                Attestation {
                    work: WorkId(work as u32),
                    sentence: mention.sentence,
                    clause: mention.clause,
                    time: time.span,
                    range: time.range,
                    precision: time.precision,
                    rule: mention.rule,
                    copied_from: None,
                }
            })
            .collect();
        let finest = attestations.iter().min_by_key(|told| told.precision).unwrap();
        Event {
            range: finest.range,
            precision: finest.precision,
            label: label.to_owned(),
            actors: vec!["省".to_owned()],
            place: None,
            attestations,
            order_only: false,
        }
    };
    let at = |words: &str| corpus.claims().position(|claim| corpus.text(claim.work, claim.span) == words).unwrap();
    let relation = |a: &str, b: &str, kind, why: &str| Relation { a: at(a), b: at(b), kind, why: why.to_owned() };
    JointFindings {
        events: vec![attested("写进规划"), attested("停工")],
        conflicts: Vec::new(),
        topics: Vec::new(),
        relations: vec![
            relation(
                "那一年的测流从来没有公布过",
                "测流的数字在1998年就已公布",
                RelationKind::Contradicts,
                "一个否认，一个肯定：公布",
            ),
            relation(
                "运价至少可以降一半",
                "运价并不会因为运河降下来",
                RelationKind::Contradicts,
                "同说运价，一降一不降",
            ),
            relation("今后应当先修渠、再谈河", "补水须在开河之前", RelationKind::Agrees, "都要在开河之前"),
        ],
        twins: Vec::new(),
    }
}

/// The study of a person who has begun to decide.
pub(crate) fn study(corpus: &Corpus) -> Study {
    let mut study = Study { name: "青河运河之争".to_owned(), ..Study::default() };
    for source in &corpus.sources {
        study.documents.push(Document { path: source.path.clone(), ..Document::default() });
    }
    for (id, words, gist) in SETTLED {
        let claim = corpus.claims().find(|claim| corpus.text(claim.work, claim.span) == words).unwrap();
        let source = corpus.source(corpus.work(claim.work).unwrap().source).unwrap();
        let own = OwnClaim {
            at: anchor_at(&source.path, &source.text, claim.span),
            holder: claim.holder().clone(),
            topics: claim.topics.to_vec(),
            kind: claim.kind,
            stance: claim.stance,
            certainty: claim.certainty,
            gist: gist.to_owned(),
        };
        study.entries.insert(EntryId::from(id), Entry::Claim(own));
    }
    let mut relate = |id: &str, a: &str, b: &str, kind, why: &str| {
        let own = OwnRelation { a: EntryId::from(a), b: EntryId::from(b), kind, why: why.to_owned() };
        study.entries.insert(EntryId::from(id), Entry::Relation(own));
    };
    relate("r-cause", "shen-cause", "unsigned-cause", RelationKind::Contradicts, "一说不通，一说缺水");
    relate("r-cause-gu", "unsigned-cause", "gu-cause", RelationKind::Agrees, "都归到水上");
    relate("r-blame", "shen-blame", "unsigned-blame", RelationKind::Contradicts, "一怪部门，一怪上马的人");
    study
}
