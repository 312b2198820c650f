//! The small parts: that they draw what they should, the same every time, and name themselves.

#![expect(clippy::unwrap_used, reason = "a picture that cannot be drawn should stop the test")]

use duidu::state::{Appearance, RowVerdict, Seal};
use duidu::ui::icons::Icon;
use duidu::ui::theme::{self, Theme};
use duidu::ui::widgets;
use eframe::egui::{Ui, pos2};
use egui_kittest::kittest::Queryable;

use crate::harness::scene;

fn parts(ui: &mut Ui, theme: &Theme) {
    ui.horizontal(|ui| {
        widgets::seal(ui, theme, &Seal { text: "陈".to_owned(), signed: true }, 24.0, true, "陈某");
        widgets::seal(ui, theme, &Seal { text: "十二".to_owned(), signed: false }, 24.0, false, "佚名");
        widgets::icon_button(ui, theme, Icon::Search, "搜索");
        widgets::tab(ui, theme, "两家", true);
        widgets::tab(ui, theme, "主题", false);
    });
    for (row, (verdict, text)) in
        [(RowVerdict::Dissent, "分歧"), (RowVerdict::Consensus, "共识"), (RowVerdict::Open, "待定")].iter().enumerate()
    {
        let right = pos2(60.0 + row as f32 * 56.0, 70.0);
        widgets::paint_badge(ui.painter(), theme, right, *verdict, text);
    }
    ui.painter().text(pos2(8.0, 90.0), eframe::egui::Align2::LEFT_TOP, "运河之争 canal", theme::serif(18.0), theme.ink);
}

#[test]
fn parts_are_drawn_alike_every_time_and_have_names() {
    let look = |appearance| {
        let theme = Theme::new(appearance);
        scene((240.0, 128.0), appearance, move |ui| parts(ui, &theme))
    };
    let mut light = look(Appearance::Light);
    let mut again = look(Appearance::Light);
    assert_eq!(light.render().unwrap().as_raw(), again.render().unwrap().as_raw());
    light.get_by_label("搜索");
    light.get_by_label("陈某");
    light.snapshot("widgets-light");
    let mut dark = look(Appearance::Dark);
    dark.snapshot("widgets-dark");
    let mut results = light.take_snapshot_results();
    results.extend_harness(&mut dark);
}
