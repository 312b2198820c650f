//! Small documents of every format in `tests/files`, as other programs write them, with what must come out; and the
//! same files damaged in every way.
#![expect(clippy::unwrap_used, reason = "a file that cannot be read should stop the test")]

use std::path::Path;

use duidu::ingest::{self, Taken};
use duidu::model::{BlockKind, ProblemCode};
use proptest::prelude::*;

const NAMES: [&str; 8] =
    ["水渠.docx", "水渠.doc", "水渠.odt", "水渠.rtf", "水渠.epub", "水渠.html", "水渠.pptx", "水渠.pdf"];

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).unwrap()
}

fn read(name: &str) -> Taken {
    ingest::take(name, &bytes(name), None)
}

#[test]
fn every_format_gives_the_same_paragraphs() {
    for name in NAMES {
        let taken = read(name);
        let [work] = &taken.works[..] else { panic!("{name}: {} works", taken.works.len()) };
        let text = work.prose.text();
        let lines: Vec<&str> = text.lines().collect();
        // A note's number stands as a letter of the text on a slide.
        let from = usize::from(name.ends_with("pptx"));
        let wanted = [
            "一九五六年十月，南坡三村的代表在祠堂里开会，商定次年开春动工。会上有人担心劳力不足，也有人主张等到秋收以后再说。",
            "账册记下了每户出工的天数，也记下了石料和石灰的来处。到第二年六月，主渠已经挖到了北坡脚下。",
            "通水之后，三个村庄按照田亩多少轮流用水。上游的村庄先用，下游的村庄后用；旱年则由代表临时商议。",
        ];
        for line in &wanted[from..] {
            let set = lines.iter().any(|found| found.replace(' ', "") == *line);
            assert!(set, "{name}: {line}\n{lines:#?}");
        }
        let first = lines.iter().position(|line| line.contains("祠堂里开会")).unwrap();
        let last = lines.iter().position(|line| line.contains("每村一昼夜")).unwrap();
        assert!(first < last, "{name}: order");
        let title = work.meta.title.as_ref().map_or("", |title| title.value.as_str());
        assert!(title.starts_with("南坡水渠的修建与分水章程") || name.ends_with("pptx"), "{name}: {title}");
    }
}

#[test]
fn headings_and_notes_are_known() {
    for name in NAMES.into_iter().filter(|name| !name.ends_with("pptx")) {
        let taken = read(name);
        let source = taken.source.unwrap();
        let work = &taken.works[0];
        let words = |kind: &dyn Fn(&BlockKind) -> bool| -> Vec<String> {
            let own = work.blocks.iter().filter(|block| kind(&block.kind));
            own.map(|block| source.text.slice(block.span).trim().to_owned()).collect()
        };
        let headings = words(&|kind| matches!(kind, BlockKind::Heading(_)));
        for heading in ["一、动工", "二、分水"] {
            assert!(headings.iter().any(|found| found == heading), "{name}: {headings:?}");
        }
        let notes = words(&|kind| matches!(kind, BlockKind::Footnote(_)));
        assert!(notes.iter().any(|note| note.contains("出工簿")), "{name}: {notes:?}");
    }
}

#[test]
fn the_first_page_says_who_where_and_what() {
    for name in ["水渠.pdf", "水渠.docx", "水渠.doc", "水渠.odt", "水渠.html"] {
        let taken = read(name);
        let (source, work) = (taken.source.unwrap(), &taken.works[0]);
        let meta = &work.meta;
        let values = |list: &[duidu::model::Stated<String>]| -> Vec<String> {
            list.iter().map(|stated| stated.value.clone()).collect()
        };
        assert_eq!(values(&meta.authors), ["林晚舟", "贺知秋"], "{name}");
        let bodies: Vec<String> = values(&meta.affiliations).iter().map(|body| body.replace(' ', "")).collect();
        assert_eq!(bodies, ["临川大学历史系", "南坡县档案馆"], "{name}");
        assert_eq!(values(&meta.keywords), ["水渠", "分水", "村庄账册", "章程"], "{name}");
        let one = |stated: &Option<duidu::model::Stated<String>>| stated.as_ref().map(|stated| stated.value.clone());
        assert_eq!(one(&meta.subtitle).as_deref(), Some("以三个村庄的账册为例"), "{name}");
        assert_eq!(one(&meta.class_number).as_deref(), Some("K295.6"), "{name}");
        assert_eq!(one(&meta.doi).as_deref(), Some("10.12345/j.cnki.npsl.2015.03.006"), "{name}");
        assert_eq!(one(&meta.issue).as_deref(), Some("3"), "{name}");
        assert_eq!(one(&meta.pages).as_deref(), Some("45-56"), "{name}");
        assert_eq!(meta.year.as_ref().map(|year| year.value), Some(2015), "{name}");
        let summary = source.text.slice(meta.summary.unwrap());
        assert!(summary.starts_with("本文依据") && summary.ends_with("修改章程。"), "{name}: {summary}");
        for stated in meta.affiliations.iter().chain(&meta.authors).chain(&meta.doi).chain(&meta.class_number) {
            assert_eq!(source.text.slice(stated.at.unwrap()), stated.value, "{name}");
        }
    }
}

#[test]
fn a_locked_file_is_read_with_its_password_alone() {
    let locked = bytes("locked.pdf");
    let with = |password| {
        let how = ingest::How { password, ..ingest::How::default() };
        ingest::take_as("锁.pdf", &locked, &how)
    };
    for password in [None, Some(""), Some("wrong")] {
        assert_eq!(with(password).problems[0].code, ProblemCode::Encrypted);
    }
    let open = with(Some("shuiqu"));
    assert!(open.problems.is_empty());
    assert_eq!(open.works[0].prose.text(), read("水渠.pdf").works[0].prose.text());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_makes_a_reader_fail(
        which in 0..NAMES.len(),
        cut in 0.0_f64..1.0,
        flips in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 0..24),
    ) {
        let mut file = bytes(NAMES[which]);
        for (at, byte) in flips {
            let at = (at * file.len() as f64) as usize;
            file[at] = byte;
        }
        if cut > 0.6 {
            file.truncate((cut * file.len() as f64) as usize);
        }
        let taken = ingest::take(NAMES[which], &file, None);
        prop_assert!(taken.source.is_some() || !taken.problems.is_empty());
        for work in &taken.works {
            let source = taken.source.as_ref().unwrap();
            prop_assert!(work.span.end <= source.text.chars());
        }
    }
}
