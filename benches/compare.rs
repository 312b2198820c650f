//! The comparison of 200 holders on 60 topics with 20,000 claims beside an empty table of the same size, in the same run:
//! what a frame costs while the wheel scrolls, while a key goes from column to column, while a brush of time narrows the claims
//! anew in every frame, and while nothing moves. The target is at most twice the cost, and no frame over 16 ms.
//!
//! Every figure is the median and, in brackets, the slowest of many frames of the whole view (layout, widgets, shapes,
//! triangles; no graphics card), in milliseconds. In the empty table one holder, out of sight, speaks once on each topic, so that all
//! rows are listed. `cargo bench --bench compare`; no display is needed.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "shared/desk.rs"]
mod desk;
#[path = "shared/pair.rs"]
mod pair;

use std::sync::Arc;

use desk::wheel;
use duidu::calendar::{DateRange, Precision};
use duidu::model::{
    Certainty, Claim, ClaimKind, Corpus, Cue, Holder, HolderKind, JointFindings, MediaType, Relation, RelationKind,
    Source, SourceId, Stance, TimeKind, TimeMention, TimeRole, Topic, TopicId, Voice, Work, WorkFindings, WorkId,
    WorkMeta,
};
use duidu::state::{Action, Column, Report, Settings, State, View};
use duidu::text::{Prose, SourceText};
use duidu::ui::compare::{self, CompareView};
use eframe::egui::{Event as Input, Key, Modifiers, PointerButton, Pos2, Vec2, vec2};
use pair::{measure, next};

const HOLDERS: u32 = 200;
const TOPICS: u64 = 60;
const CLAIMS_EACH: usize = 100;
const RELATIONS: usize = 2000;
const FRAMES: usize = 120;
const SIZE: Vec2 = vec2(1920.0, 1000.0);

fn topics() -> Arc<Vec<Topic>> {
    let topic = |at: u64| Topic {
        id: TopicId(format!("topic-{at}").into()),
        name: format!("论题之{at}"),
        name_en: format!("Topic {at}"),
        letter: '题',
        definition: "这一题所论。".to_owned(),
        cues: vec![format!("线索{at}"), "缘由".to_owned()],
    };
    Arc::new((0..TOPICS).map(topic).collect())
}

/// A work of a hundred sentences, each with a year.
fn text(holder: u32, seed: &mut u64) -> String {
    let sentence = |at: usize| {
        let year = 1900 + next(seed) % 120;
        let more = "既论其缘由，又辨其得失，".repeat((next(seed) % 4) as usize);
        format!("{year}年第{holder}家就第{at}件事作了说明，{more}认为此事并非出于偶然。\n")
    };
    (0..CLAIMS_EACH).map(sentence).collect()
}

fn corpus(speaks: impl Fn(u32, usize) -> bool) -> Corpus {
    let mut corpus = Corpus::default();
    let mut seed = 5;
    for holder in 0..HOLDERS {
        let (id, source) = (WorkId(holder), SourceId(holder));
        let text = text(holder, &mut seed);
        let prose = Prose::from(text.as_str());
        let text = Arc::new(SourceText::new(text.as_str()));
        let mut findings = WorkFindings::default();
        let name = format!("作者{holder}");
        let voice = Arc::new(Voice { holder: Holder { kind: HolderKind::Author, name }, chain: Vec::new() });
        for (at, sentence) in prose.sentences().iter().enumerate() {
            let bytes = sentence.bytes.start..sentence.bytes.start + "1900年".len();
            let year = prose.text()[bytes.start..bytes.start + 4].parse().unwrap_or(1900);
            findings.times.push(TimeMention {
                span: prose.span(bytes.clone()),
                bytes,
                kind: TimeKind::Absolute,
                precision: Precision::Year,
                range: DateRange::year(year),
                bounds: None,
                basis: Box::default(),
                lunar: false,
                role: TimeRole::Running,
                rule: "times.year".into(),
            });
            let topic = |seed: &mut u64| TopicId(format!("topic-{}", next(seed) % TOPICS).into());
            let topics = if speaks(holder, at) { vec![topic(&mut seed), topic(&mut seed)] } else { Vec::new() };
            let topics = if topics.is_empty() && holder + 1 == HOLDERS && (at as u64) < TOPICS {
                vec![TopicId(format!("topic-{at}").into())]
            } else {
                topics
            };
            if topics.is_empty() {
                continue;
            }
            let span = prose.span(sentence.bytes.clone());
            let end = sentence.bytes.end;
            let cue = findings.cues.len() as u32;
            findings.cues.push(Cue { span: Some(prose.span(end - 12..end - 3)), rule: "claims.cue".into() });
            findings.claims.push(Claim {
                work: id,
                span,
                bytes: sentence.bytes.clone(),
                sentence: span,
                voice: Arc::clone(&voice),
                kind: [ClaimKind::Evaluation, ClaimKind::Cause, ClaimKind::Factual][(next(&mut seed) % 3) as usize],
                topics: topics.into(),
                stance: Stance::Affirms,
                certainty: [Certainty::Plain, Certainty::Strong, Certainty::Hedged][(next(&mut seed) % 3) as usize],
                basis: cue..cue + 1,
            });
        }
        corpus.sources.push(Arc::new(Source {
            id: source,
            file: format!("{holder}.txt").into(),
            path: format!("{holder}.txt"),
            member: None,
            media_type: MediaType::PlainText,
            encoding: None,
            text: Arc::clone(&text),
            noise: Vec::new(),
            fingerprint: u64::from(holder),
        }));
        let meta = WorkMeta::default();
        let work = Work { id, source, span: text.whole(), meta, blocks: Vec::new(), prose: Arc::new(prose) };
        corpus.works.push(Arc::new(work));
        corpus.findings.push(Arc::new(findings));
    }
    let claims = corpus.claims().count();
    let relation = |seed: &mut u64| Relation {
        a: next(seed) as usize % claims,
        b: next(seed) as usize % claims,
        kind: [RelationKind::Agrees, RelationKind::Contradicts][(next(seed) % 2) as usize],
        why: "同题".to_owned(),
    };
    let relations = (0..RELATIONS * usize::from(claims > HOLDERS as usize)).map(|_| relation(&mut seed)).collect();
    corpus.joint = Arc::new(JointFindings { relations, ..JointFindings::default() });
    corpus
}

fn state(speaks: impl Fn(u32, usize) -> bool) -> State {
    let settings = Settings { motion: false, ..Settings::default() };
    let mut state = State::new(settings, topics());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus(speaks)), complete: true });
    state.update(Action::ChooseColumns((0..HOLDERS).map(|at| Column::Author(WorkId(at))).collect()));
    state.update(Action::Fill(Some(View::Compare)));
    state
}

type Desk = desk::Desk<CompareView>;

impl Desk {
    fn compare(state: State) -> Self {
        Self::new(state, SIZE, compare::show)
    }

    /// Rests the pointer on the rows, and lets everything settle.
    fn settle(&mut self) {
        for _ in 0..30 {
            self.frame(vec![Input::PointerMoved(Pos2::new(SIZE.x / 3.0, SIZE.y / 2.0))]);
        }
    }

    /// The keyboard goes to a cell in sight.
    fn take_cell(&mut self) {
        let pos = Pos2::new(SIZE.x / 3.0, SIZE.y / 2.0);
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            self.frame(vec![Input::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE }]);
        }
        self.settle();
    }

    /// The keyboard goes on to the next column.
    fn go_on(&mut self) -> f64 {
        let key = |pressed| Input::Key {
            key: Key::ArrowRight,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![key(true), key(false)])
    }

    /// A brush of thirty years moves on by one.
    fn brush(&mut self, at: usize) -> f64 {
        let from = 1900 + (at % 90) as i32;
        let (begin, end) = (DateRange::year(from), DateRange::year(from + 30));
        self.state.update(Action::Brush(Some(DateRange { begin: begin.begin, end: end.end })));
        self.frame(Vec::new())
    }
}

fn main() {
    let mut desks = [Desk::compare(state(|_, _| false)), Desk::compare(state(|_, _| true))];
    desks.iter_mut().for_each(Desk::settle);
    for desk in &desks {
        println!("{} claims, {} relations", desk.state.synopsis.claims.len(), desk.state.synopsis.relations.len());
    }
    // Down by half of the frames, up by the other half.
    let still = measure(&mut desks, FRAMES, |desk, _| desk.frame(Vec::new()));
    let scrolling =
        measure(&mut desks, FRAMES, |desk, at| desk.frame(vec![wheel(if at < FRAMES / 2 { -120.0 } else { 120.0 })]));
    desks.iter_mut().for_each(Desk::take_cell);
    let columns = measure(&mut desks, FRAMES, |desk, _| desk.go_on());
    let narrowing = measure(&mut desks, FRAMES, Desk::brush);
    println!("              empty table      20,000 claims    ratio");
    for (name, [empty, full]) in
        [("still", still), ("scrolling", scrolling), ("columns", columns), ("narrowing", narrowing)]
    {
        println!(
            "{name:<10} {:6.2} ({:6.2}) ms {:6.2} ({:6.2}) ms  {:5.2}",
            empty.0,
            empty.1,
            full.0,
            full.1,
            full.0 / empty.0
        );
    }
}
