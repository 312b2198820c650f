//! The columns of the comparison: by author, by work and by party; chosen, put in order, undone, remembered; and what a
//! sieve that is moved on lets through.

#![expect(clippy::unwrap_used, reason = "a step that cannot be taken should stop the test")]

use std::path::PathBuf;
use std::sync::Arc;

use duidu::calendar::DateRange;
use duidu::model::{Certainty, Corpus, Edit, Entry, EntryId, Stated, Study, TopicId};
use duidu::state::{Action, Column, Grid, OpenedStudy, Report, Settings, Sieve, State, Told};
use duidu::ui::compare::{self, CompareView};
use egui_kittest::kittest::Queryable;

use crate::harness::desk;
use crate::sample;

/// The sample, in which the last work is by the author of the first.
fn corpus() -> Corpus {
    let mut corpus = sample::corpus();
    let mut work = (*corpus.works[sample::LUO.0 as usize]).clone();
    work.meta.authors = vec![Stated { value: "沈岳".to_owned(), at: None }];
    corpus.works[sample::LUO.0 as usize] = Arc::new(work);
    corpus
}

fn opened(corpus: Corpus, study: Study) -> State {
    let mut state = State::new(Settings::default(), Arc::new(sample::topics()));
    state.take_report(Report::Corpus { generation: 0, corpus: Arc::new(corpus), complete: true });
    let told =
        Told::Opened(Box::new(OpenedStudy {
            file: PathBuf::from("青河.duidu.json"), study, ..OpenedStudy::default()
        }));
    state.take_report(Report::Study { generation: 0, told });
    state
}

/// How many claims a column has.
fn said(state: &State, column: Column) -> usize {
    Grid::new(&state.synopsis, &[column]).sift(&state.synopsis, &Sieve::default()).tally.direct
}

#[test]
fn two_works_of_one_author_are_one_column_by_author_and_two_by_work() {
    let state = opened(corpus(), Study::default());
    let authors: Vec<&Column> = state.synopsis.columns.iter().filter(|column| column.work().is_some()).collect();
    assert_eq!(authors, [sample::SHEN, sample::UNSIGNED, sample::GU].map(Column::Author).iter().collect::<Vec<_>>());
    let works = [sample::SHEN, sample::LUO].map(|work| said(&state, Column::Work(work)));
    assert!(works.iter().all(|&many| many > 0));
    assert_eq!(said(&state, Column::Author(sample::SHEN)), works.iter().sum::<usize>());
}

#[test]
fn a_list_offers_authors_works_and_parties_each_as_a_whole() {
    let state = opened(corpus(), Study::default());
    let mut harness = desk((760.0, 900.0), state, CompareView::default(), compare::show);
    harness.get_by_label("3／4 家").click();
    harness.run();
    harness.get_by_label("作品：全部 4 篇").click();
    harness.run();
    let works = [sample::SHEN, sample::UNSIGNED, sample::GU, sample::LUO].map(Column::Work);
    assert_eq!(harness.state().state.focus.columns, works);
    harness.get_by_label("4／4 篇");
    harness.get_by_label("作者：全部 3 家").click();
    harness.run();
    let authors = [sample::SHEN, sample::UNSIGNED, sample::GU].map(Column::Author);
    assert_eq!(harness.state().state.focus.columns, authors);
}

#[test]
fn a_choice_of_columns_is_undone_and_outlasts_the_session() {
    let mut state = opened(corpus(), Study::default());
    let first = state.focus.columns.clone();
    let chosen = vec![Column::Work(sample::LUO), Column::Author(sample::GU), Column::Author(sample::SHEN)];
    state.update(Action::ChooseColumns(chosen.clone()));
    state.update(Action::ChooseColumns(vec![Column::Author(sample::GU)]));
    state.update(Action::Undo);
    assert_eq!(state.focus.columns, chosen);
    let again = opened(corpus(), state.study.clone());
    assert_eq!(again.focus.columns, chosen);
    state.update(Action::Undo);
    assert_eq!(state.focus.columns, first);
    state.update(Action::Redo);
    assert_eq!(state.focus.columns, chosen);
}

#[test]
fn what_is_said_of_a_work_shows_by_author_where_he_wrote_only_one() {
    let mut state = opened(corpus(), Study::default());
    let topic = TopicId::from("cause");
    for (at, work) in [sample::GU, sample::SHEN].into_iter().enumerate() {
        let name = state.name_of(&Column::Work(work)).unwrap();
        let text = format!("第{at}条");
        let entry = Entry::Summary {
            topic: topic.clone(),
            holder: name.holder,
            document: name.document,
            part: name.part,
            text,
        };
        state.update(Action::Edit(Edit::put(EntryId::from(format!("999999999999{at}-0000").as_str()), entry)));
    }
    let by = |column: Column| state.synopsis.summary(&topic, &column).map(|(_, text)| text.as_str());
    assert_eq!(by(Column::Author(sample::GU)), Some("第0条"));
    assert_eq!(by(Column::Work(sample::GU)), Some("第0条"));
    assert_eq!(by(Column::Work(sample::SHEN)), Some("第1条"));
    assert_eq!(by(Column::Author(sample::SHEN)), None);
}

#[test]
fn a_sieve_that_is_moved_on_lets_through_what_a_new_one_does() {
    let state = sample::state();
    let columns: Vec<Column> = state.synopsis.columns.clone();
    let grid = Grid::new(&state.synopsis, &columns);
    let year = |from: i32, to: i32| Sieve { window: Some(DateRange::years(from, to)), ..Sieve::default() };
    let mut sieves: Vec<Sieve> = (1990..2020).map(|from| year(from, from + 7)).collect();
    sieves.extend((1990..2020).rev().map(|from| year(from, from + (from % 5))));
    sieves.push(Sieve::default());
    sieves.extend([true, false].map(|decided| Sieve { decided: Some(decided), ..year(1998, 2004) }));
    sieves
        .extend([Certainty::Strong, Certainty::Hedged].map(|sure| Sieve { certainty: Some(sure), ..Sieve::default() }));
    let mut before = Sieve::default();
    let mut comparison = grid.sift(&state.synopsis, &before);
    for sieve in sieves {
        let was = comparison.clone();
        let touched = grid.sift_on(&state.synopsis, &mut comparison, [&before, &sieve]);
        assert_eq!(comparison, grid.sift(&state.synopsis, &sieve), "{sieve:?}");
        for (at, row) in comparison.rows.iter().enumerate() {
            let old = was.rows.iter().find(|old| old.of() == row.of()).unwrap();
            for column in 0..columns.len() {
                let changed = touched.iter().any(|cell| (cell.row, cell.column) == (at, column));
                assert!(changed || old.cells.get(column) == row.cells.get(column), "{sieve:?}");
            }
        }
        before = sieve;
    }
}
