//! Two works beside each other.

use duidu::model::WorkId;
use duidu::state::Action;
use duidu::text::Span;
use duidu::ui::reader::pairs::Pairs;
use duidu::ui::reader::{self, ReaderView};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::harness::{Desk, desk};
use crate::{opened, sample};

fn open(state: duidu::state::State) -> Harness<'static, Desk<ReaderView>> {
    let mut harness = desk((1240.0, 420.0), state, ReaderView::default(), reader::show);
    harness.run();
    harness
}

#[test]
fn passages_on_the_same_belong_together_and_never_cross() {
    let state = sample::state();
    let pairs = Pairs::new(&state.synopsis, &state.corpus, sample::SHEN, sample::UNSIGNED);
    let all = pairs.all();
    assert!(!all.is_empty());
    assert!(all.windows(2).all(|two| two[0].0.start < two[1].0.start && two[0].1.start < two[1].1.start), "{all:?}");
    let other = Pairs::new(&state.synopsis, &state.corpus, sample::UNSIGNED, sample::SHEN);
    assert!(!other.all().is_empty());
}

#[test]
fn between_pairs_the_second_follows_in_proportion() {
    let state = sample::state();
    let pairs = Pairs::new(&state.synopsis, &state.corpus, sample::SHEN, sample::UNSIGNED);
    let whole = (Span::new(0, 400), Span::new(0, 300));
    let (a, b) = pairs.all()[0];
    assert_eq!(pairs.across(f64::from(a.start), whole, false), f64::from(b.start));
    assert_eq!(pairs.across(f64::from(b.start), whole, true), f64::from(a.start));
    let places: Vec<f64> = (0..400).map(|at| pairs.across(f64::from(at), whole, false)).collect();
    assert!(places.windows(2).all(|two| two[0] <= two[1]), "it never goes back");
    assert_eq!(Pairs::default().across(200.0, whole, false), 150.0);
}

/// Two long works of which the second tells in its middle what the first tells in its middle.
fn long() -> duidu::state::State {
    let text = |title: &str, fill: &str, lines: usize| {
        let before: String = (0..lines).map(|n| format!("{fill}的第{n}段，说的是别的事。\n\n")).collect();
        let told = "1998年3月12日，省政府同青河县签订运河协议。\n\n";
        format!("# {title}\n\n{before}{told}{before}")
    };
    opened::files(&[("甲.md", &text("甲篇", "渠", 60)), ("乙.md", &text("乙篇", "田", 90))])
}

#[test]
fn the_second_work_comes_to_the_same_event() {
    let mut state = long();
    state.update(Action::ShowWork(WorkId(0)));
    let mut harness = open(state);
    harness.get_by_label("对开").click();
    harness.run();
    harness.get_by_label_contains("乙篇").click();
    harness.run();
    harness.get_by_label("同步");
    let place = sample::place(&harness.state().state.corpus, WorkId(0), "1998年3月12日");
    harness.state_mut().state.update(Action::GoTo(place));
    harness.run();
    harness.run();
    let told = harness.get_all_by_label_contains("签订运河协议");
    let tops: Vec<f32> = told.map(|node| node.rect().top()).collect();
    assert_eq!(tops.len(), 2, "both works show it");
    assert!((tops[0] - tops[1]).abs() < 40.0, "beside each other: {tops:?}");
    harness.get_by_label("收起旁边的一篇").click();
    harness.run();
    assert!(harness.query_by_label("同步").is_none());
}

#[test]
fn sentences_that_are_copied_belong_together() {
    let old = "渠與田\n\n　　水從高處流到低處，不必用車，也不必用人看守。村裏人早上來。\n\n　　看渠的人說，線是後來補畫的，畫在一張舊紙上。\n";
    let new = "渠与田续\n\n　　今年又来看渠。\n\n　　水从高处流到低处，不必用车，也不必用人看守。\n\n　　有人说，看渠的人說，线是后来补画的。\n\n　　看渠的人说：线是后来补画的，画在一张旧纸上。\n";
    let state = opened::files(&[("甲.txt", old), ("乙.txt", new)]);
    let pairs = Pairs::new(&state.synopsis, &state.corpus, WorkId(0), WorkId(1));
    let words = |work, span| state.corpus.text(WorkId(work), span).to_owned();
    let found: Vec<_> = pairs.all().iter().map(|&(a, b)| (words(0, a), words(1, b))).collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        found,
        [
            pair("水從高處流到低處，不必用車，也不必用人看守。", "水从高处流到低处，不必用车，也不必用人看守。"),
            pair("看渠的人說，線是後來補畫的，畫在一張舊紙上。", "看渠的人说：线是后来补画的，画在一张旧纸上。"),
        ]
    );
}
