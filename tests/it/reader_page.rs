//! The page of the reader: footnotes, the caret, how it is set, what stands in it.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use duidu::model::Entry;
use duidu::state::{Action, Script, Settings, State};
use duidu::ui::reader::column::{self, Advances};
use duidu::ui::reader::page::{Page, Setting};
use duidu::ui::reader::text::Letters;
use duidu::ui::reader::{self, ReaderView};
use eframe::egui::{Event, Key, Modifiers, OutputCommand, Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::harness::{Desk, desk};
use crate::papers::{docx, odt};
use crate::{opened, sample};

type Reader = Harness<'static, Desk<ReaderView>>;

const NOTES: &str = "# 渠与田\n\n渠修在高处[^1]，田在低处。水从高处流到低处[^a]，不必用车。\n\n\
    第二段说的是雨季[^1]。\n\n[^1]: 高处指东坡。\n\n[^a]: 车指水车。\n";

fn open(state: State) -> Reader {
    let mut harness = desk((760.0, 700.0), state, ReaderView::default(), reader::show);
    harness.run();
    harness
}

fn set(settings: &mut State, change: impl Fn(&mut Settings)) {
    change(&mut settings.settings);
}

fn press(harness: &mut Reader, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn copied(harness: &mut Reader) -> Option<String> {
    harness.event(Event::Copy);
    harness.step();
    last_copied(harness)
}

fn last_copied(harness: &Reader) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

/// Clicks at a distance from the beginning of a paragraph, so that the page has the keyboard.
fn click_in(harness: &mut Reader, paragraph: &str, at: Vec2) {
    let place = harness.get_by_label_contains(paragraph).rect().min + at;
    harness.hover_at(place);
    harness.drag_at(place);
    harness.run();
    harness.drop_at(place);
    harness.run();
}

#[test]
fn a_mark_leads_to_its_note_and_the_note_back() {
    let mut harness = open(opened::files(&[("渠.md", NOTES)]));
    harness.get_by_role_and_label(Role::Link, "注a：车指水车。").click();
    harness.run();
    let place = harness.state().state.focus.place.unwrap();
    assert!(harness.state().state.corpus.text(place.work, place.span).contains("车指水车"));
    harness.get_by_role_and_label(Role::Link, "由注a回到正文").click();
    harness.run();
    let place = harness.state().state.focus.place.unwrap();
    assert_eq!(harness.state().state.corpus.text(place.work, place.span), "[^a]");
    // Two marks lead to the first note.
    let names = harness
        .get_all_by_role(Role::Link)
        .filter(|node| node.accesskit_node().label().is_some_and(|name| name.contains("东坡")));
    assert_eq!(names.count(), 2);
}

#[test]
fn the_caret_selects_as_in_an_editor() {
    let mut harness =
        open(opened::files(&[("渠.txt", "渠与田\n\n　　渠修在高处，田在低处。水从高处流到低处。\n\n　　第二段。\n")]));
    click_in(&mut harness, "渠修在高处", Vec2::new(60.0, 12.0));
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在高处，田在低处。"), "a click takes the sentence");
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(copied(&mut harness), None, "the caret stands before the sentence");
    for _ in 0..3 {
        press(&mut harness, Modifiers::SHIFT, Key::ArrowRight);
    }
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在"));
    press(&mut harness, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修"));
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在高处"), "to the end of the word");
    press(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在高处，田在低处。水从高处流到低处。"));
    press(&mut harness, Modifiers::NONE, Key::ArrowLeft);
    press(&mut harness, Modifiers::NONE, Key::F8);
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在高处，田在低处。"), "F8 grows to the sentence");
    press(&mut harness, Modifiers::NONE, Key::F8);
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在高处，田在低处。水从高处流到低处。"));
    press(&mut harness, Modifiers::SHIFT, Key::F8);
    assert_eq!(copied(&mut harness).as_deref(), Some("渠修在高处，田在低处。"), "and shrinks again");
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowDown);
    let text = copied(&mut harness).unwrap();
    assert!(text.starts_with("渠修在高处") && text.contains('\n'), "over the end of the paragraph: {text:?}");
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert!(copied(&mut harness).unwrap().ends_with("第二段。"));
}

#[test]
fn a_change_of_width_keeps_the_place_in_the_middle_of_a_long_paragraph() {
    // No character twice, so that each tells its place.
    let han = |from: u32| (from..from + 2400).filter_map(char::from_u32).collect::<String>();
    let text = format!("# 渠与田\n\n{}\n\n{}\n", han(0x4E00), han(0x6000));
    let mut harness = open(opened::files(&[("渠.md", &text)]));
    let first = |harness: &mut Reader| {
        // After Escape the page listens where the pointer is.
        harness.hover_at(eframe::egui::pos2(200.0, 300.0));
        harness.run();
        press(harness, Modifiers::SHIFT, Key::ArrowRight);
        let first = copied(harness).unwrap();
        press(harness, Modifiers::NONE, Key::Escape);
        first.chars().next().unwrap() as u32
    };
    click_in(&mut harness, "丁", Vec2::new(100.0, 100.0));
    for _ in 0..2 {
        press(&mut harness, Modifiers::NONE, Key::PageDown);
    }
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let before = first(&mut harness);
    for width in (300..1400).step_by(37).chain([760]) {
        harness.set_size(Vec2::new(width as f32, 700.0));
        harness.run();
        let now = first(&mut harness);
        assert!((before - 40..=before).contains(&now), "{before} was at the top, now {now} at {width}");
    }
    assert_eq!(first(&mut harness), before, "back at the first width all is as it was");
}

#[test]
fn traditional_characters_are_shown_and_simplified_ones_copied() {
    let mut state = sample::state();
    set(&mut state, |settings| settings.reader_script = Script::Traditional);
    let mut harness = open(state);
    let shown = "爭論的實質是一塊地怎樣用水，而不是一條河該不該開。";
    click_in(&mut harness, shown, Vec2::new(120.0, 12.0));
    assert_eq!(copied(&mut harness).as_deref(), Some("争论的实质是一块地怎样用水，而不是一条河该不该开。"));
}

#[test]
fn page_furniture_is_shown_when_asked_for() {
    let text = "渠与田\n\n　　渠修在高处，田在低处。水从高处流到低处，不必用车。\n\n分享到：微信 微博 下载文档 收藏\n\n　　第二段说的是雨季。\n";
    let mut state = opened::files(&[("渠.txt", text)]);
    let noise = state.corpus.sources[0].noise.clone();
    assert!(!noise.is_empty(), "the sample has no noise");
    let words = state.corpus.sources[0].text.slice(noise[0].span).trim().to_owned();
    set(&mut state, |settings| settings.reader_noise = true);
    let harness = open(state);
    harness.get_by_label_contains(&words);
    harness.get_by_label_contains("第二段说的是雨季");
}

#[test]
fn the_page_is_set_in_a_pop_over() {
    let mut harness = open(sample::state());
    harness.get_by_label_contains("版式").click();
    harness.run();
    for name in ["放大正文", "行距放大", "行短些", "页边宽些", "繁体"] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let settings = &harness.state().state.settings;
    let usual = Settings::default();
    assert_eq!(settings.reader_size, usual.reader_size + 1.0);
    assert!(settings.reader_leading > usual.reader_leading);
    assert_eq!(settings.reader_measure, usual.reader_measure - 2);
    assert_eq!(settings.reader_margin, 16.0);
    assert_eq!(settings.reader_script, Script::Traditional);
    harness.get_by_label("恢复默认版式").click();
    harness.run();
    assert_eq!(harness.state().state.settings, usual);
}

#[test]
fn a_suggested_claim_is_changed_and_so_decided() {
    let mut state = sample::state();
    state.update(Action::ShowWork(sample::LUO));
    let mut harness = open(state);
    let before = harness.state().state.synopsis.claims.len();
    click_in(&mut harness, "平原缺的是水", Vec2::new(-20.0, 12.0));
    press(&mut harness, Modifiers::NONE, Key::J);
    press(&mut harness, Modifiers::NONE, Key::E);
    harness.get_by_label("责任").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "立论").click();
    harness.run();
    let state = &harness.state().state;
    assert_eq!(state.synopsis.claims.len(), before, "the changed claim stands in the place of the suggested one");
    let own = state.study.entries.values().filter_map(|entry| match entry {
        Entry::Claim(claim) => Some(claim),
        _ => None,
    });
    assert!(
        own.clone().any(|claim| claim.at.exact == "平原缺的是水，不是路" && &*claim.topics[0].0 == "responsibility")
    );
}

#[test]
fn a_claim_says_why_it_is_one() {
    let mut harness = open(opened::files(&[(
        "渠.txt",
        "渠与田\n\n　　陈述认为，渠修得太高，因此低处的田没有水。1998年开工，同年10月停工。\n",
    )]));
    click_in(&mut harness, "陈述认为", Vec2::new(100.0, 12.0));
    press(&mut harness, Modifiers::NONE, Key::W);
    harness.get_by_label_contains("表示因果的词");
    harness.get_by_label("“因此”").click();
    harness.run();
    let place = harness.state().state.focus.place.unwrap();
    assert_eq!(harness.state().state.corpus.text(place.work, place.span), "因此");
}

const PRINTED: &str = "# 渠与田

顾望

## 一、渠

渠修在高处[^1]，*田在低处*。水从高处流到低处，**不必用车**；筑<ruby>堰<rp>(</rp><rt>yàn</rt><rp>)</rp></ruby>一道，1998年3月12日开工，长约25 km，用去￥3.2亿（见下表）。“修渠”——《水志》称之为“引”……

> 渠成而田肥，田肥而民安。

- 先测水，再定线。
- 线定而后开工：
  1. 清淤；
  2. 筑堤。

| 年 | 长 | 说明 |
|---|---|---|
| 1998 | 12 km | 东段先修 |
| 2003 | 25 km | 西段，因雨停工两次，到秋天才完 |

[^1]: 高处指东坡。
";

#[test]
fn a_page_of_everything() {
    let mut state = opened::files(&[("渠.md", PRINTED)]);
    state.settings.motion = false;
    let mut harness = open(state);
    harness.snapshot("reader-page");
}

#[test]
fn a_page_in_traditional_characters_and_sepia() {
    let mut state = opened::files(&[("渠.md", PRINTED)]);
    state.settings.motion = false;
    state.settings.appearance = duidu::state::Appearance::Sepia;
    state.settings.reader_script = Script::Traditional;
    let mut harness = open(state);
    harness.snapshot("reader-traditional");
}

#[test]
fn a_highlight_carries_a_letter() {
    let mut harness = open(sample::state());
    click_in(&mut harness, "当时人人都把河看作出路", Vec2::new(450.0, 12.0));
    press(&mut harness, Modifiers::NONE, Key::H);
    press(&mut harness, Modifiers::NONE, Key::Num2);
    harness.get_by_label("高亮：经过与事实");
    let state = &harness.state().state;
    let notes = state.study.entries.values().filter_map(|entry| match entry {
        Entry::Note(note) => Some(note),
        _ => None,
    });
    assert!(notes.clone().any(|note| note.tags == ["process"] && note.text.is_empty()));
}

#[test]
fn what_rests_in_sight_is_read_and_remembered() {
    let mut harness = open(sample::state());
    harness.get_by_label("在篇中的位置，已读 0 %");
    harness.run_steps(20);
    harness.get_by_label_contains("已读 9");
    let state = &harness.state().state;
    assert!(state.study.entries.values().any(|entry| matches!(entry, Entry::Read { .. })));
    assert!(!state.history.can_undo(), "reading is nothing to take back");
}

#[test]
fn a_work_is_taken_up_where_it_was_left() {
    let text: String = (0..80).map(|n| format!("第{n}段说渠。\n\n")).collect();
    let mut state = opened::files(&[("长.md", &format!("# 长\n\n{text}"))]);
    let corpus = std::sync::Arc::clone(&state.corpus);
    let at = corpus.sources[0].text.as_str().find("第60段").unwrap();
    let at = corpus.sources[0].text.char_at(at);
    let entry = Entry::Place { document: "长.md".to_owned(), at };
    let id = format!("place 长.md {}", corpus.works[0].span.start);
    state.update(Action::Edit(duidu::model::Edit::put(id.as_str().into(), entry)));
    let harness = open(state);
    harness.get_by_label_contains("第60段");
}

#[test]
fn a_reading_in_a_web_page_stands_over_its_words_too() {
    let page = "<html><head><title>渠与田</title></head><body><h1>渠与田</h1><p>村里的人筑<ruby>堰<rp>（</rp><rt>yàn</rt>\
        <rp>）</rp></ruby>一道，水从高处流到低处，不必用车。</p><p>第二段说的是雨季，渠里的水比往年多，人人都高兴。</p></body></html>";
    let state = opened::files(&[("渠.html", page)]);
    let work = &state.corpus.works[0];
    assert!(work.prose.text().contains("村里的人筑堰一道，"), "{}", work.prose.text());
    let run = work.blocks.iter().flat_map(|block| &block.runs).find(|run| run.style.reading).unwrap();
    assert_eq!(state.corpus.sources[0].text.slice(run.span), "yàn");
}

#[test]
fn a_reading_stands_over_its_own_word_in_every_format() {
    let word = "<w:p><w:r><w:t>村里的人筑</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>yàn</w:t></w:r></w:rt><w:rubyBase><w:r>\
        <w:t>堰</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>一道，水从高处流到低处。</w:t></w:r></w:p>";
    let text = "<text:p>村里的人筑<text:ruby><text:ruby-base>堰</text:ruby-base><text:ruby-text>yàn</text:ruby-text>\
        </text:ruby>一道，水从高处流到低处。</text:p>";
    let page = "<html><body><p>村里的人筑<ruby>堰<rt>yàn</rt></ruby>一道，水从高处流到低处。</p></body></html>";
    let files = [("渠.docx", docx(word, &[])), ("渠.odt", odt(text)), ("渠.html", page.as_bytes().to_vec())];
    for (name, bytes) in files {
        let taken = duidu::ingest::take(name, &bytes, None);
        let (source, work) = (taken.source.as_ref().unwrap(), &taken.works[0]);
        assert!(work.prose.text().contains("村里的人筑堰一道，"), "{name}: {}", work.prose.text());
        let runs: Vec<_> = work.blocks.iter().flat_map(|block| &block.runs).collect();
        let reading = runs.iter().position(|run| run.style.reading).unwrap();
        assert_eq!(source.text.slice(runs[reading].span), "yàn", "{name}");
        assert_eq!(source.text.slice(runs[reading - 1].span), "堰", "{name}: what it stands over");
    }
}

/// Every Han a square, everything else half of one.
struct Squares;

impl Advances for Squares {
    fn advances(&mut self, letters: &Letters) -> Vec<f32> {
        let width = |(at, c): (usize, &char)| letters.ink(at).unwrap().size * if c.is_ascii() { 0.5 } else { 1.0 };
        letters.chars().iter().enumerate().map(width).collect()
    }
}

#[test]
fn words_are_spread_under_a_wider_reading() {
    let text = "# 渠与田\n\n<ruby>庄<rt>zhuang</rt></ruby><ruby>床<rt>chuang</rt></ruby>边一道渠。\n";
    let state = opened::files(&[("渠.md", text)]);
    let (work, source) = (&state.corpus.works[0], &state.corpus.sources[0]);
    let page = Page::new(work, &source.text, "");
    let piece = (0..page.pieces.len()).find(|&piece| page.block(piece, work).is_some_and(|block| block.runs.len() > 3));
    let setting = Setting::default();
    let set = column::set_piece(&page, piece.unwrap(), work, &source.text, &setting, &mut Squares);
    let slots = &set.lines[0].slots;
    let width = |at: usize| slots[at].right - slots[at].left;
    assert!(width(0) > 1.5 * setting.em && width(1) > 1.5 * setting.em, "six letters of half their size: {slots:?}");
    assert!((width(2) - setting.em).abs() < 0.01, "what has no reading keeps its square: {slots:?}");
    let middle = (slots[0].left + slots[0].right) / 2.0;
    assert!((slots[0].pen + setting.em / 2.0 - middle).abs() < 0.01, "a word stands in the middle of its reading");
}

#[test]
fn a_reading_stands_over_its_words_and_not_among_them() {
    let state = opened::files(&[("渠.md", PRINTED)]);
    let work = &state.corpus.works[0];
    assert!(work.prose.text().contains("筑堰一道"), "{}", work.prose.text());
    let run = work.blocks.iter().flat_map(|block| &block.runs).find(|run| run.style.reading).unwrap();
    assert_eq!(state.corpus.sources[0].text.slice(run.span), "yàn");
}

#[test]
fn a_drag_after_a_click_takes_words() {
    let mut harness = open(opened::files(&[("渠.txt", "渠与田\n\n　　渠修在高处，田在低处。水从高处流到低处。\n")]));
    let place = harness.get_by_label_contains("渠修在高处").rect().min + Vec2::new(60.0, 12.0);
    harness.hover_at(place);
    for to in [place, place + Vec2::new(150.0, 0.0)] {
        harness.drag_at(place);
        harness.step();
        harness.hover_at(to);
        harness.step();
        harness.drop_at(to);
        harness.step();
    }
    harness.run();
    assert_eq!(copied(&mut harness).as_deref(), Some("修在高处，田在低处"), "from the word to the word");
}

#[test]
fn readings_are_shown_over_what_is_selected() {
    let mut state = opened::files(&[("渠.md", PRINTED)]);
    state.settings.motion = false;
    let mut harness = open(state);
    click_in(&mut harness, "渠修在高处", Vec2::new(60.0, 12.0));
    press(&mut harness, Modifiers::NONE, Key::P);
    harness.snapshot("reader-pinyin");
}

#[test]
fn the_title_stays_when_the_lines_fall_anew() {
    let text = "---\ntitle: 渠与田\nauthor: 顾望\n---\n\n渠修在高处，田在低处。水从高处流到低处。\n\n第二段。\n";
    let mut harness = open(opened::files(&[("渠.md", text)]));
    let tops = |harness: &Reader| -> Vec<f32> {
        let first = harness.get_by_label_contains("渠修在高处").rect().top();
        harness.get_all_by_label("渠与田").map(|node| node.rect().top()).filter(|&top| top < first).collect()
    };
    let before = tops(&harness);
    assert_eq!(before.len(), 2, "the title stands in the head and on the page");
    harness.set_size(Vec2::new(600.0, 700.0));
    harness.run();
    assert_eq!(tops(&harness), before);
}

#[test]
fn actors_are_marked_and_named_and_the_marks_can_be_turned_off() {
    let text = "渠与田\n\n　　1998年,联合国派人来看渠;美国与法国都说\"水不够\"。美法两国后来签了协议--渠归两国共用.\n";
    let mut state = opened::files(&[("渠.txt", text)]);
    state.settings.motion = false;
    let mut harness = open(state);
    harness.get_by_label("行为者：联合国");
    assert!(harness.query_all_by_label("行为者：法国").count() > 1, "by its short form too");
    harness.snapshot("reader-names");
    harness.get_by_label_contains("版式").click();
    harness.run();
    harness.get_by_label("不标").click();
    harness.get_by_label("照原文").click();
    harness.run();
    assert!(harness.query_by_label("行为者：联合国").is_none());
    harness.get_by_label_contains("1998年,联合国派人来看渠;");
}

#[test]
fn a_claim_is_proposed_for_whom_the_sentence_reports() {
    let text = "渠与田\n\n　　美国政府认为，渠修得太高，因此低处的田没有水。村里的人早上来，傍晚回去。\n";
    let mut harness = open(opened::files(&[("渠.txt", text)]));
    let synopsis = harness.state().state.synopsis.clone();
    let reported = synopsis.claims.get(0).unwrap();
    assert_eq!(reported.holder.name, "美国");
    click_in(&mut harness, "美国政府认为", Vec2::new(100.0, 12.0));
    press(&mut harness, Modifiers::NONE, Key::C);
    harness.get_by_role_and_label(Role::Button, "立论").click();
    harness.run();
    let own = harness.state().state.study.entries.values().find_map(|entry| match entry {
        Entry::Claim(claim) => Some(claim.clone()),
        _ => None,
    });
    let own = own.unwrap();
    assert_eq!((&own.holder, own.topics.first()), (reported.holder, reported.topics.first()));
}

#[test]
fn a_quotation_from_a_pdf_names_its_page() {
    let mut harness = open(opened::documents(&[("文.pdf", &crate::documents::article())]));
    click_in(&mut harness, "从此不再缺水", Vec2::new(100.0, 12.0));
    // The press alone: what is copied belongs to its frame.
    let (modifiers, physical_key) = (Modifiers::NONE, None);
    harness.event(Event::Key { key: Key::Q, physical_key, pressed: true, repeat: false, modifiers });
    harness.step();
    let copied = last_copied(&harness).unwrap_or_default();
    assert!(copied.contains("从此不再缺水。”（水渠的修筑与变化[") && copied.ends_with("PDF 第 2 页）"), "{copied}");
}

#[test]
fn a_whole_work_is_decided_from_the_keyboard() {
    let text = "渠与田\n\n　　美国政府认为，渠修得太高，因此低处的田没有水。1998年3月开工，同年10月停工。\n\n　　2003年复工。\n";
    let mut harness = open(opened::files(&[("渠.txt", text)]));
    click_in(&mut harness, "2003年复工", Vec2::new(-20.0, 12.0));
    press(&mut harness, Modifiers::COMMAND, Key::Home);
    press(&mut harness, Modifiers::NONE, Key::J);
    let waiting = |harness: &Reader| {
        let state = &harness.state().state;
        let times = state.corpus.findings[0].times.len() - state.synopsis.times.len();
        times + state.synopsis.claims.iter().filter(|claim| !claim.origin.is_decided()).count()
    };
    let mut before = waiting(&harness);
    assert!(before >= 4, "{before}");
    while before > 0 {
        press(&mut harness, Modifiers::NONE, Key::A);
        assert_eq!(waiting(&harness), before - 1, "{:?}", harness.state().pushed);
        before -= 1;
    }
    press(&mut harness, Modifiers::NONE, Key::J);
    harness.get_by_label("本篇没有待定的了。");
}
