//! The dictionary: words and their entries, where words end, and the card in the reader.

use duidu::text::{look_up, words};
use duidu::ui::reader::{self, ReaderView};
use eframe::egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable;

use crate::harness::desk;
use crate::opened;

/// The words of Han, parted by spaces.
fn parted(han: &str) -> String {
    let chars: Vec<char> = han.chars().collect();
    let words = words(&chars).into_iter().map(|word| chars[word].iter().collect::<String>());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_word_has_its_readings_and_senses_in_either_script() {
    let found = look_up("会议");
    assert_eq!(found, look_up("會議"));
    let [entry] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((entry.traditional.as_str(), entry.reading.as_str()), ("會議", "huì yì"));
    assert!(entry.senses.iter().any(|sense| sense == "meeting"), "{entry:?}");
    let readings: Vec<String> = look_up("长").into_iter().map(|entry| entry.reading).collect();
    assert_eq!(readings, ["cháng", "zhǎng"]);
    assert_eq!(look_up("绿")[0].reading, "lǜ");
    assert!(look_up("渠与田").is_empty());
    assert!(look_up("").is_empty());
}

#[test]
fn the_first_and_the_last_headword_are_found() {
    assert!(!look_up("%").is_empty());
    assert!(!look_up("龟").is_empty());
    assert!(!look_up("𰻝").is_empty() || !look_up("龥").is_empty(), "the end of the list");
}

#[test]
fn running_text_is_parted_into_words() {
    assert_eq!(parted("省政府签订了运河协议"), "省 政府 签订 了 运河 协议");
    assert_eq!(parted("研究生命的起源"), "研究 生命 的 起源");
    assert_eq!(parted("聯合國的調查"), "聯合國 的 調查");
    assert_eq!(parted(""), "");
    assert_eq!(parted("渠"), "渠");
}

#[test]
fn a_word_is_selected_and_the_card_explains_it() {
    let text = "渠与田\n\n　　运河协议由省政府签订，田在低处。\n";
    let state = opened::files(&[("渠.txt", text)]);
    let mut harness = desk((760.0, 700.0), state, ReaderView::default(), reader::show);
    harness.run();
    let place = harness.get_by_label_contains("省政府签订").rect().min + eframe::egui::vec2(60.0, 14.0);
    harness.hover_at(place);
    harness.drag_at(place);
    harness.run();
    harness.drop_at(place);
    harness.run();
    for key in [Key::ArrowLeft, Key::F8] {
        harness.key_press(key);
        harness.run();
    }
    harness.event(eframe::egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(copied.as_deref(), Some("运河"));
    harness.key_press(Key::D);
    harness.run();
    harness.get_by_label("yùn hé");
    harness.get_by_label_contains("canal");
    harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
    harness.run();
    assert!(harness.query_by_label("yùn hé").is_none());
    harness.get_by_label("词典");
}
