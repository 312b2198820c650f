//! The intake: encodings, front matter, layout of lines, seams, metadata, noise.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::sync::Arc;

use duidu::ingest::{self, Taken, TakenWork};
use duidu::model::{BlockKind, ProblemCode, RunStyle};
use duidu::text::SourceText;
use proptest::prelude::*;

pub(crate) fn text(taken: &Taken) -> &SourceText {
    &taken.source.as_ref().expect("a source").text
}

fn take(name: &str, text: &str) -> Taken {
    ingest::take(name, text.as_bytes(), None)
}

/// The blocks of a work as lines: kind and words, marks of notes in braces.
pub(crate) fn outline(taken: &Taken, work: &TakenWork) -> Vec<String> {
    let show = |style: RunStyle, words: &str| match style {
        RunStyle { note_mark: true, .. } | RunStyle { noise: true, .. } => format!("{{{words}}}"),
        RunStyle { strong: true, .. } => format!("*{words}*"),
        RunStyle { emphasis: true, .. } => format!("_{words}_"),
        _ => words.to_owned(),
    };
    let words = |block: &duidu::model::Block| -> String {
        let runs = block.runs.iter();
        runs.map(|run| show(run.style, run.shown.as_deref().unwrap_or_else(|| text(taken).slice(run.span)))).collect()
    };
    let kind = |kind: &BlockKind| match kind {
        BlockKind::Title => "题".to_owned(),
        BlockKind::Heading(depth) => format!("#{depth}"),
        BlockKind::Paragraph => "段".to_owned(),
        BlockKind::Item { depth, marker } => format!("项{depth}{marker}"),
        BlockKind::Quote => "引".to_owned(),
        BlockKind::Byline => "署".to_owned(),
        BlockKind::Abstract => "摘".to_owned(),
        BlockKind::Footnote(mark) => format!("注{mark}"),
        BlockKind::TableRow { head } => {
            if *head {
                "表头".to_owned()
            } else {
                "表".to_owned()
            }
        }
        BlockKind::Preformatted => "原样".to_owned(),
        BlockKind::Rule => "线".to_owned(),
    };
    work.blocks.iter().map(|block| format!("{} {}", kind(&block.kind), words(block)).trim().to_owned()).collect()
}

/// What a case of `tests/cases/ingest` says in its lines before the text: one line a work or a stretch of noise.
fn described(taken: &Taken) -> Vec<String> {
    let mut lines = Vec::new();
    for work in &taken.works {
        let meta = &work.meta;
        let mut fields = vec![format!("题={}", meta.title.as_ref().map_or("", |title| &title.value))];
        let names: Vec<&str> = meta.authors.iter().map(|author| author.value.as_str()).collect();
        let keywords: Vec<&str> = meta.keywords.iter().map(|word| word.value.as_str()).collect();
        let mut add = |name: &str, value: Option<String>| {
            fields.extend(value.filter(|value| !value.is_empty()).map(|value| format!("{name}={value}")));
        };
        add("作者", Some(names.join("、")));
        add("单位", meta.affiliation.as_ref().map(|stated| stated.value.clone()));
        add("刊", meta.venue.as_ref().map(|stated| stated.value.clone()));
        add("年", meta.year.as_ref().map(|stated| stated.value.to_string()));
        add("日", meta.date.as_ref().map(|stated| stated.value.to_string()));
        add("卷", meta.volume.as_ref().map(|stated| stated.value.clone()));
        add("期", meta.issue.as_ref().map(|stated| stated.value.clone()));
        add("页", meta.pages.as_ref().map(|stated| stated.value.clone()));
        add("词", Some(keywords.join("、")));
        add("类", meta.kind.as_ref().map(|stated| format!("{:?}", stated.value)));
        lines.push(format!("篇 {}", fields.join(" | ")));
        lines.extend(outline(taken, work).into_iter().map(|line| format!("  {line}")));
    }
    for noise in &taken.source.as_ref().expect("a source").noise {
        lines.push(format!("噪 {:?}: {}", noise.kind, text(taken).slice(noise.span)));
    }
    for problem in &taken.problems {
        lines.push(format!("疑 {:?}: {}", problem.code, problem.detail));
    }
    lines
}

/// Runs the cases of one file. A case is `@@@ name.ext`, the expected lines, `---- text`, the text. With the variable
/// `DUIDU_BLESS` set the expected lines are written anew.
fn run_cases(file: &str) {
    let path = format!("{}/tests/cases/ingest/{file}", env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_to_string(&path).unwrap();
    let mut blessed = String::new();
    let mut wrong = String::new();
    for case in cases.split("@@@ ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (expected, body) = rest.split_once("---- text\n").unwrap();
        let found = described(&take(name, body));
        if expected.lines().ne(found.iter().map(String::as_str)) {
            wrong += &format!("## {name}\n{}\n", found.join("\n"));
        }
        blessed += &format!("@@@ {name}\n{}\n---- text\n{body}", found.join("\n"));
    }
    if std::env::var_os("DUIDU_BLESS").is_some() {
        std::fs::write(&path, blessed).unwrap();
    } else {
        assert!(wrong.is_empty(), "{file}: found instead\n{wrong}");
    }
}

#[test]
fn vocabulary_can_be_read() {
    ingest::check_words().unwrap();
}

#[test]
fn lines_become_blocks() {
    run_cases("layout.txt");
}

#[test]
fn compilations_fall_into_works() {
    run_cases("seams.txt");
}

#[test]
fn first_pages_tell_who_and_where() {
    run_cases("heads.txt");
}

#[test]
fn front_matter_is_metadata_and_its_faults_are_told() {
    run_cases("front.txt");
}

#[test]
fn markdown_becomes_blocks() {
    run_cases("markdown.txt");
}

#[test]
fn noise_is_set_apart() {
    run_cases("noise.txt");
}

/// A passage with the characters of its own punctuation, in simplified and in traditional Chinese.
const SIMPLIFIED: &str = "江边的旧码头在那一年停用，工人们陆续搬到对岸的新镇去住。货栈空了，只剩下看门的老人。";
const TRADITIONAL: &str = "江邊的舊碼頭在那一年停用，工人們陸續搬到對岸的新鎮去住。貨棧空了，只剩下看門的老人。";

fn encoded(text: &str, label: &str) -> Vec<u8> {
    match label {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned(),
    }
}

#[test]
fn encodings_are_told_from_sixteen_characters_on() {
    for (label, text) in [
        ("utf-8", SIMPLIFIED),
        ("gbk", SIMPLIFIED),
        ("gb18030", SIMPLIFIED),
        ("big5", TRADITIONAL),
        ("utf-16le", SIMPLIFIED),
        ("utf-16be", SIMPLIFIED),
        ("utf-16le", TRADITIONAL),
    ] {
        for length in 16..=text.chars().count() {
            let part: String = text.chars().take(length).collect();
            let taken = ingest::take("a.txt", &encoded(&part, label), None);
            assert_eq!(
                taken.source.as_ref().map(|source| source.text.as_str()),
                Some(part.as_str()),
                "{label} {length}"
            );
            let encoding = taken.source.unwrap().encoding.unwrap();
            assert_eq!(encoding.guessed, label != "utf-8", "{label}");
        }
    }
}

#[test]
fn byte_order_marks_go_and_line_ends_stay() {
    let text = "\u{FEFF}第一行\r\n第二行\r第三行\n";
    for label in ["utf-8", "utf-16le", "utf-16be"] {
        let taken = ingest::take("a.txt", &encoded(text, label), None);
        let source = taken.source.unwrap();
        assert_eq!(source.text.as_str(), "第一行\r\n第二行\r第三行\n");
        let encoding = source.encoding.unwrap();
        assert_eq!((encoding.name.as_str(), encoding.guessed), (label, false));
    }
}

#[test]
fn a_chosen_encoding_wins() {
    let bytes = encoded(TRADITIONAL, "big5");
    let taken = ingest::take("a.txt", &bytes, Some("big5"));
    let source = taken.source.unwrap();
    assert_eq!(source.text.as_str(), TRADITIONAL);
    assert!(!source.encoding.unwrap().guessed);
    // A label that names no encoding is as none.
    let taken = ingest::take("a.txt", &bytes, Some("no such thing"));
    assert_eq!(taken.source.unwrap().text.as_str(), TRADITIONAL);
}

#[test]
fn damaged_bytes_are_told_with_their_place() {
    let mut bytes = SIMPLIFIED.as_bytes().to_vec();
    // The third byte of the tenth character is lost.
    bytes.remove(29);
    let taken = ingest::take("a.txt", &bytes, None);
    let problem = &taken.problems[0];
    assert_eq!(problem.code, ProblemCode::EncodingDamaged);
    assert_eq!(text(&taken).slice(problem.span.unwrap()), "\u{FFFD}");
    assert_eq!(problem.span.unwrap().start, 9);
    assert_eq!(text(&taken).chars(), SIMPLIFIED.chars().count() as u32);
}

#[test]
fn a_file_cut_inside_a_character_is_still_utf8() {
    let bytes = SIMPLIFIED.as_bytes();
    let taken = ingest::take("a.txt", &bytes[..bytes.len() - 1], None);
    assert_eq!(taken.source.as_ref().unwrap().encoding.as_ref().unwrap().name, "utf-8");
    assert_eq!(taken.problems[0].code, ProblemCode::EncodingDamaged);
}

#[test]
fn too_little_to_tell_is_said() {
    let taken = ingest::take("a.txt", &encoded("茶馆", "gbk"), None);
    assert!(taken.problems.iter().any(|problem| problem.code == ProblemCode::EncodingDoubtful));
}

#[test]
fn what_is_no_text_is_told() {
    for bytes in [&b""[..], b" \r\n\t\n", "\u{FEFF}\n".as_bytes()] {
        let taken = ingest::take("a.txt", bytes, None);
        assert_eq!(taken.problems[0].code, ProblemCode::Empty);
        assert!(taken.source.is_none() && taken.works.is_empty());
    }
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(ingest::take("a.txt", &noise, None).problems[0].code, ProblemCode::UnknownFormat);
    assert_eq!(ingest::take("a.xyz", b"text", None).problems[0].code, ProblemCode::UnknownFormat);
}

#[test]
fn soft_line_ends_are_no_part_of_the_prose() {
    let wrapped = "　　自那以后，渡口就再也没有热闹起来，船家们改行\n种田，有的到城里去做工，只有每年中元节的晚上，才\n有人到江边来放灯。";
    let taken = take("a.txt", wrapped);
    let prose = &taken.works[0].prose;
    assert_eq!(
        prose.text(),
        "自那以后，渡口就再也没有热闹起来，船家们改行种田，有的到城里去做工，只有每年中元节的晚上，才有人到江边来放灯。\n"
    );
    let at = prose.text().find("改行种田").unwrap();
    let span = prose.span(at..at + "改行种田".len());
    assert_eq!(text(&taken).slice(span), "改行\n种田");
}

#[test]
fn metadata_points_to_its_words() {
    let taken = take(
        "a.txt",
        "论水利\n\n作者：孟广川\n来源：《河工学刊》2001年第2期\n\n修堤的事拖了三年，到第四年春天才动工，当时县里的积谷已经用尽。\n",
    );
    let meta = &taken.works[0].meta;
    let at = |span: Option<duidu::text::Span>| text(&taken).slice(span.unwrap());
    assert_eq!(at(meta.authors[0].at), "孟广川");
    assert_eq!(at(meta.venue.as_ref().unwrap().at), "河工学刊");
    assert_eq!(at(meta.year.as_ref().unwrap().at), "2001年");
    assert_eq!(at(meta.issue.as_ref().unwrap().at), "2");
    assert_eq!(at(meta.title.as_ref().unwrap().at), "论水利");
}

#[test]
fn a_file_name_stands_in_for_a_missing_title() {
    let text = "渡船每天开四班，春天水浅的时候减为两班，船家在对岸过夜，第二天一早再回来。\n风大时停航。";
    let meta = |name: &str| {
        let mut taken = take(name, text);
        taken.works.remove(0).meta
    };
    let named = meta("论文/渡口史话_沈从周.txt");
    assert_eq!(named.title.unwrap().value, "渡口史话");
    assert_eq!(named.authors[0].value, "沈从周");
    assert!(named.authors[0].at.is_none());
    assert_eq!(meta("渡口史话_修订稿.txt").title.unwrap().value, "渡口史话_修订稿");
    assert!(meta("新建文本文档 (2).txt").title.is_none());
    assert!(meta("scan0012.txt").title.is_none());
}

/// Pieces from which files are put together: all that has a meaning to the intake, and some that has none.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "---\n",
        "title: ",
        "authors: [甲, ",
        "\n",
        "\n\n",
        "\r\n",
        "　　",
        "一、",
        "（一）",
        "1. ",
        "① ",
        "第一章 ",
        "作者：",
        "来源：《",
        "》2006年6期",
        "摘要：",
        "【关键词】",
        "渡口的故事",
        "渡口的故事\n\n渡口的故事\n\n",
        "，",
        "。",
        "”",
        "？",
        "[1]",
        "▲ ",
        " ",
        "# ",
        "- ",
        "> ",
        "**",
        "| a | b |\n|---|---|\n",
        "[^1]",
        "[^1]: ",
        "&amp;",
        "`",
        "2013-3-6 22:02:01 ",
        "20160101 ",
        "相关文档\n",
        "文/",
        "ab-\ncd",
        "江水涨了三尺",
        "民国二十六年",
        "\u{FFFD}",
        "\u{0}",
        "𠮷",
        "\u{301}",
    ])
    .prop_map(str::to_owned);
    prop_oneof![6 => known, 1 => "\\PC{0,6}"]
}

/// What must hold of whatever was taken.
fn check(taken: &Taken) -> Result<(), TestCaseError> {
    let Some(source) = &taken.source else { return Ok(()) };
    let whole = source.text.whole();
    for pair in source.noise.windows(2) {
        prop_assert!(pair[0].span.end <= pair[1].span.start, "noise overlaps");
    }
    prop_assert!(source.noise.iter().all(|noise| whole.covers(noise.span) && !noise.span.is_empty()));
    let mut end = 0;
    for work in &taken.works {
        prop_assert!(whole.covers(work.span) && work.span.start >= end, "works overlap");
        end = work.span.end;
        let mut last = 0;
        for block in &work.blocks {
            prop_assert!(block.span.start >= last, "blocks go back");
            prop_assert!(whole.covers(block.span));
            last = block.span.start;
            let mut from = block.span.start;
            for run in &block.runs {
                prop_assert!(block.span.covers(run.span), "a run leaves its block: {:?} {:?}", block, run);
                prop_assert!(run.span.start >= from, "runs go back: {:?}", block);
                from = run.span.end;
            }
        }
        let prose = &work.prose;
        let kept = prose.clone().kept_in(&Arc::new(source.text.clone()));
        prop_assert_eq!(kept.text(), prose.text());
        for (at, c) in prose.text().char_indices() {
            for bytes in [at..at, at..at + c.len_utf8(), at..prose.len(), at / 2..at] {
                prop_assert_eq!(kept.slice(bytes.clone()), prose.slice(bytes.clone()));
                prop_assert_eq!(kept.span(bytes.clone()), prose.span(bytes.clone()), "{:?}", bytes);
            }
        }
        for at in whole.start..=whole.end {
            let span = duidu::text::Span::new(at, (at + 3).min(whole.end));
            prop_assert_eq!(kept.bytes(span), prose.bytes(span), "{:?}", span);
        }
        for paragraph in prose.paragraphs() {
            let span = prose.span(paragraph.bytes.clone());
            prop_assert!(work.span.covers(span), "prose leaves its work");
            prop_assert!(!prose.text()[paragraph.bytes.clone()].contains('\n'));
        }
        for sentence in prose.sentences() {
            let span = prose.span(sentence.bytes.clone());
            let first = prose.text()[sentence.bytes.clone()].chars().next();
            prop_assert!(whole.covers(span));
            // Where the prose has the source's own character, the way back leads to it.
            let there = source.text.slice(span).chars().next();
            prop_assert!(first == there || there.is_some_and(|c| !c.is_alphanumeric()), "{first:?} {there:?}");
            prop_assert_eq!(prose.bytes(span).start, sentence.bytes.start);
        }
        let meta = &work.meta;
        let places =
            meta.authors.iter().map(|author| author.at).chain([meta.title.as_ref().and_then(|title| title.at)]);
        for at in places.flatten() {
            prop_assert!(whole.covers(at) && !at.is_empty());
        }
    }
    prop_assert!(taken.problems.iter().filter_map(|problem| problem.span).all(|span| whole.covers(span)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_taken_soundly(pieces in prop::collection::vec(piece(), 0..60), markdown: bool) {
        let name = if markdown { "a.md" } else { "a.txt" };
        check(&take(name, &pieces.concat()))?;
    }

    #[test]
    fn long_keywords_are_left_whole_before_any_sign(spaces in " {0,4}", markdown: bool) {
        let text = format!("【关键词】江水涨了三尺2013-3-6 22:02:01 渠水涨了五尺有余{spaces}，闸门\n\n正文从这里开始。\n");
        check(&take(if markdown { "a.md" } else { "a.txt" }, &text))?;
    }

    #[test]
    fn any_bytes_are_taken_soundly(bytes in prop::collection::vec(any::<u8>(), 0..400), markdown: bool) {
        let name = if markdown { "a.md" } else { "a.txt" };
        check(&ingest::take(name, &bytes, None))?;
    }
}
