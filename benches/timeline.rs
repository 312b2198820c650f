//! The timeline with 50,000 events and 200 periodisations beside one with 500 events and 4, in the same run: what a
//! frame costs while the wheel zooms from everything to a few years and back, while it zooms with everything in sight,
//! while nothing moves, and when an event is added or given another name (the edit with the frame after it). The target is
//! at most twice the cost while zooming.
//!
//! Every figure is the median of many frames of the whole view (layout, widgets, shapes, triangles; no graphics card), in
//! milliseconds. `cargo bench --bench timeline`; no display is needed.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "shared/desk.rs"]
mod desk;
#[path = "shared/pair.rs"]
mod pair;

use std::sync::Arc;
use std::time::Instant;

use desk::wheel;
use duidu::calendar::{Date, DateRange, Precision};
use duidu::model::{
    Anchor, Attestation, Corpus, Edit, Entry, EntryId, Event, JointFindings, MediaType, OwnEvent, OwnPeriodisation,
    OwnPhase, Source, SourceId, Work, WorkFindings, WorkId, WorkMeta,
};
use duidu::state::{Action, Report, Settings, State, View, anchor_at};
use duidu::text::{Prose, SourceText, Span};
use duidu::ui::timeline::{self, TimelineView};
use eframe::egui::{Event as Input, Pos2, Vec2, vec2};
use pair::{measure, next};

const FRAMES: usize = 60;
const SIZE: Vec2 = vec2(1920.0, 1000.0);

fn corpus(events: usize) -> Corpus {
    let sentence = "某年某地有事。";
    let text = sentence.repeat(events);
    let source = Source {
        id: SourceId(0),
        file: "a.txt".into(),
        path: "a.txt".to_owned(),
        member: None,
        media_type: MediaType::PlainText,
        encoding: None,
        text: Arc::new(SourceText::new(text.as_str())),
        noise: Vec::new(),
        fingerprint: 1,
    };
    let span = source.text.whole();
    let prose = Arc::new(Prose::from(text.as_str()));
    let meta = WorkMeta::default();
    let work = Work { id: WorkId(0), source: SourceId(0), span, meta, blocks: Vec::new(), prose };
    let mut seed = 7;
    let first = Date::first_of_year(1000).days();
    let length = sentence.chars().count() as u32;
    let event = |seed: &mut u64, at: usize| {
        let day = Date::first_of_year(1000).plus_days((next(seed) % 360_000) as i32);
        debug_assert!(day.days() >= first);
        let (range, precision) = match next(seed) % 4 {
            0 => (DateRange::day(day), Precision::Day),
            1 => (DateRange::month(day.year(), day.month()).unwrap_or(DateRange::day(day)), Precision::Month),
            2 => (DateRange::year(day.year()), Precision::Year),
            _ => (DateRange::new(day, day.plus_days(3000)), Precision::Decade),
        };
        let clause = Span::new(at as u32 * length, (at as u32 + 1) * length);
        let told = Attestation {
            work: WorkId(0),
            sentence: clause,
            clause,
            time: Span::new(clause.start, clause.start + 2),
            range,
            precision,
            copied_from: None,
            rule: "events.verb".into(),
        };
        let actor = ["甲国", "乙国", "丙国", "丁国", "戊国", "己国"][(next(seed) % 6) as usize];
        Event {
            range,
            precision,
            label: format!("{actor}第{at}事"),
            actors: vec![actor.to_owned()],
            place: None,
            attestations: vec![told],
            order_only: false,
        }
    };
    let mut events: Vec<Event> = (0..events).map(|at| event(&mut seed, at)).collect();
    events.sort_by_key(|event| event.range.begin);
    Corpus {
        works: vec![Arc::new(work)],
        findings: vec![Arc::new(WorkFindings::default())],
        sources: vec![Arc::new(source)],
        joint: Arc::new(JointFindings { events, ..JointFindings::default() }),
        ..Corpus::default()
    }
}

fn state(events: usize, bands: usize) -> State {
    let settings = Settings { motion: false, ..Settings::default() };
    let mut state = State::new(settings, Arc::default());
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus(events)), complete: true });
    let mut seed = 11;
    let mut changes = Vec::new();
    for band in 0..bands {
        let mut year = 1000 + (next(&mut seed) % 400) as i32;
        let phases = (0..5).map(|at| {
            let range = DateRange::new(Date::first_of_year(year), Date::last_of_year(year + 80));
            year += 81 + (next(&mut seed) % 40) as i32;
            OwnPhase { label: format!("第{at}段"), range, character: String::new(), at: None, lines: Vec::new() }
        });
        let own = OwnPeriodisation { name: format!("分法{band}"), document: None, phases: phases.collect() };
        changes.push((EntryId(format!("{band:05}").into()), Some(Entry::Periodisation(own))));
    }
    state.update(Action::Edit(Edit { changes }));
    state.update(Action::Fill(Some(View::Timeline)));
    state
}

fn own(label: String, range: DateRange, precision: Precision, tellings: Vec<Anchor>) -> OwnEvent {
    OwnEvent { label, range, precision, actors: Vec::new(), at: None, tellings, note: String::new() }
}

type Desk = desk::Desk<TimelineView>;

impl Desk {
    fn timeline(state: State) -> Self {
        Self::new(state, SIZE, timeline::show)
    }

    /// Rests the pointer on the middle, and lets everything settle.
    fn settle(&mut self) {
        for _ in 0..3 {
            self.frame(vec![Input::PointerMoved(Pos2::new(SIZE.x / 2.0, SIZE.y / 2.0))]);
        }
    }

    /// Everything in sight, as the key 0 shows it.
    fn fit(&mut self) {
        self.view = TimelineView::default();
        self.settle();
    }

    /// An edit, and the first frame after it.
    fn edit(&mut self, id: String, own: OwnEvent) -> f64 {
        let started = Instant::now();
        self.state.update(Action::Edit(Edit::put(EntryId(id.into()), Entry::Event(own))));
        let took = started.elapsed().as_secs_f64() * 1000.0;
        took + self.frame(Vec::new())
    }

    /// An event of the person's own is added.
    fn add(&mut self, at: usize) -> f64 {
        let range = DateRange::day(Date::first_of_year(1400 + at as i32));
        self.edit(format!("own-{at:05}"), own(format!("自记第{at}事"), range, Precision::Day, Vec::new()))
    }

    /// An event that was found is given another name.
    fn rename(&mut self, at: usize) -> f64 {
        let events = &self.state.synopsis.events;
        let event = &events[at * events.len() / FRAMES];
        let source = &self.state.corpus.sources[0];
        let tellings = event.attestations.iter().map(|told| anchor_at(&source.path, &source.text, told.clause));
        let named = own(format!("改名第{at}事"), event.range, event.precision, tellings.collect());
        self.edit(format!("renamed-{at:05}"), named)
    }

    /// A turn of the wheel.
    fn zoom(&mut self, down: bool) -> f64 {
        self.frame(vec![wheel(if down { 40.0 } else { -40.0 })])
    }
}

fn main() {
    let mut desks = [Desk::timeline(state(500, 4)), Desk::timeline(state(50_000, 200))];
    desks.iter_mut().for_each(Desk::settle);
    // In by half of the frames, out by the other half.
    let zooming = measure(&mut desks, FRAMES, |desk, at| desk.zoom(at < FRAMES / 2));
    desks.iter_mut().for_each(Desk::fit);
    let widest = measure(&mut desks, FRAMES, |desk, at| desk.zoom(at % 2 == 0));
    let still = measure(&mut desks, FRAMES, |desk, _| desk.frame(Vec::new()));
    let adding = measure(&mut desks, FRAMES, Desk::add);
    let renaming = measure(&mut desks, FRAMES, Desk::rename);
    println!("          zooming in and out  with all in sight   standing still  adding one  renaming one");
    for (name, at) in [("   500", 0), ("50,000", 1)] {
        let [zooming, widest, still, adding, renaming] =
            [zooming, widest, still, adding, renaming].map(|took| took[at].0);
        println!("{name}  {zooming:15.2} ms  {widest:14.2} ms  {still:12.2} ms {adding:8.2} ms  {renaming:9.2} ms");
    }
    let [zooming, widest, still, adding, renaming] =
        [zooming, widest, still, adding, renaming].map(|took| took[1].0 / took[0].0);
    println!("ratio   {zooming:15.2}     {widest:14.2}     {still:12.2}    {adding:8.2}     {renaming:9.2}");
}
