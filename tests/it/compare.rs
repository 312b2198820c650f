//! The comparison, by accessible name and as a picture.

use duidu::ui::compare::{self, CompareView};
use egui_kittest::kittest::Queryable;

use crate::{harness::desk, sample};

#[test]
fn the_sample_holds_together() {
    let state = sample::state();
    assert_eq!(state.synopsis.works.len(), 4);
    assert!(state.synopsis.lost.is_empty());
    assert_eq!(state.synopsis.claims.len(), 16);
    assert_eq!(state.synopsis.relations.len(), 6);
    assert_eq!(state.synopsis.bands.len(), 1);
    assert_eq!(state.focus.columns.len(), 3);
    let harness = desk((800.0, 600.0), state, CompareView::default(), compare::show);
    assert!(harness.state().pushed.is_empty());
    harness.get_by_label("对读");
}
