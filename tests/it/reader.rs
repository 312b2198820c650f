//! The reader, by accessible name and as a picture.

use duidu::ui::reader::{self, ReaderView};
use eframe::egui::Role;
use egui_kittest::kittest::Queryable;

use crate::{harness::desk, sample};

#[test]
fn paragraphs_have_names() {
    let harness = desk((640.0, 700.0), sample::state(), ReaderView::default(), reader::show);
    harness.get_by_label("争论的实质是一块地怎样用水，而不是一条河该不该开。");
    harness.get_by_role_and_label(Role::Heading, "停工阶段");
    harness.get_by_label("2003年10月 → 2003-10");
    harness.get_by_label_contains("所争在用水");
}
