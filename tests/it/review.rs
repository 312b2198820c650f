//! Reviews as documents: the references, and what other programs read back.

#![expect(clippy::unwrap_used, reason = "a document that cannot be read back should stop the test")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use duidu::exchange::Format;
use duidu::exchange::reference::{self, Apart};
use duidu::exchange::review::{Citing, Mark, Quote, Review, ReviewCell, ReviewRow, ReviewWords, Source};
use duidu::exchange::written::{self, LineKind};
use duidu::model::{Stated, WorkKind, WorkMeta};
use quick_xml::events::Event;

fn stated(value: &str) -> Option<Stated<String>> {
    (!value.is_empty()).then(|| Stated { value: value.to_owned(), at: None })
}

/// A work from `authors | title | venue | year | volume | issue | pages | kind`.
fn work(line: &str) -> WorkMeta {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let kind = match parts[7] {
        "article" => Some(WorkKind::JournalArticle),
        "thesis" => Some(WorkKind::Thesis),
        "book" => Some(WorkKind::Book),
        "slides" => Some(WorkKind::Slides),
        _ => None,
    };
    WorkMeta {
        authors: parts[0].split(';').filter_map(|name| stated(name.trim())).collect(),
        title: stated(parts[1]),
        venue: stated(parts[2]),
        year: parts[3].parse().ok().map(|value| Stated { value, at: None }),
        volume: stated(parts[4]),
        issue: stated(parts[5]),
        pages: stated(parts[6]),
        kind: kind.map(|value| Stated { value, at: None }),
        ..WorkMeta::default()
    }
}

#[test]
fn references_are_set_as_the_standard_has_them() {
    let cases = [
        (
            "陈渡 | 渠与河 | 水利史 | 2004 | | 3 | 12-19 | article",
            "陈渡. 渠与河[J]. 水利史, 2004(3): 12-19.",
            "陈渡, 2004. 渠与河[J]. 水利史(3): 12-19.",
            "陈渡，2004",
        ),
        (
            "陈渡;林岸;周桥;吴堤 | 四家论水 | 河渠学报 | 1999 | 21 | 2 | 1-8 | article",
            "陈渡, 林岸, 周桥, 等. 四家论水[J]. 河渠学报, 1999, 21(2): 1-8.",
            "陈渡, 林岸, 周桥, 等, 1999. 四家论水[J]. 河渠学报, 21(2): 1-8.",
            "陈渡等，1999",
        ),
        (
            "SMITH J;JONES A;BROWN K;WHITE L | On canals | Water Review | 1987 | 4 | 1 | 5-6 | article",
            "SMITH J, JONES A, BROWN K, et al. On canals[J]. Water Review, 1987, 4(1): 5-6.",
            "SMITH J, JONES A, BROWN K, et al, 1987. On canals[J]. Water Review, 4(1): 5-6.",
            "SMITH J et al., 1987",
        ),
        (
            "林岸 | 平原水利研究 | 平原大学 | 2014 | | | | thesis",
            "林岸. 平原水利研究[D]. 平原大学, 2014.",
            "林岸, 2014. 平原水利研究[D]. 平原大学.",
            "林岸，2014",
        ),
        (
            "Smith, John A.;White, Jean-Marie;Karl Brown | On canals | Water Review | 1987 | | 1 | | article",
            "SMITH J A, WHITE J M, Karl Brown. On canals[J]. Water Review, 1987(1).",
            "SMITH J A, WHITE J M, Karl Brown, 1987. On canals[J]. Water Review(1).",
            "SMITH J A et al., 1987",
        ),
        (" | 无名之作 | | | | | | slides", "无名之作[Z].", "佚名. 无名之作[Z].", "佚名"),
    ];
    for (line, numbered, by_author, mark) in cases {
        let meta = work(line);
        assert_eq!(reference::numbered(&meta, "篇"), numbered);
        assert_eq!(reference::by_author(&meta, "篇", "佚名", &Apart::Alone), by_author);
        assert_eq!(reference::mark(&meta, "佚名", &Apart::Alone), mark);
    }
}

#[test]
fn works_of_one_author_and_year_are_told_apart() {
    let lines = [
        "陈渡 | 渠与河 | 水利史 | 2004 | | 3 | | article",
        "陈渡 | 河与渠 | 水利史 | 2004 | | 4 | | article",
        " | 无名之作 | | | | | | slides",
        " | 又一篇 | | | | | | slides",
        "林岸 | 平原水利研究 | 平原大学 | 2014 | | | | thesis",
    ];
    let source = |line: &&str| Source { meta: work(line), title: String::new() };
    let titled = |source: Source| Source { title: source.meta.title.as_ref().unwrap().value.clone(), ..source };
    let quote = |source| Quote { text: "水".into(), source, place: "¶1".into(), ..Quote::default() };
    let cell = ReviewCell { quotes: (0..lines.len()).map(quote).collect(), ..ReviewCell::default() };
    let review = Review {
        rows: vec![ReviewRow { cells: vec![cell], ..ReviewRow::default() }],
        sources: lines.iter().map(source).map(titled).collect(),
        citing: Citing::Years,
        words: ReviewWords { nobody: "佚名".into(), ..ReviewWords::default() },
        ..Review::default()
    };
    let citations = review.cite(std::slice::from_ref(&(0..1)));
    let marks: Vec<Mark> =
        review.rows[0].cells[0].quotes.iter().filter_map(|quote| review.mark(&citations, quote)).collect();
    let inline = |mark: &str| Mark::Inline(mark.to_owned(), "¶1".to_owned());
    assert_eq!(
        marks,
        [
            inline("（陈渡，2004b）"),
            inline("（陈渡，2004a）"),
            inline("（佚名《无名之作》）"),
            inline("（佚名《又一篇》）"),
            inline("（林岸，2014）"),
        ]
    );
    let list: Vec<&str> = citations.list.iter().map(|(_, reference)| reference.as_str()).collect();
    assert!(list.contains(&"陈渡, 2004a. 河与渠[J]. 水利史(4)."), "{list:?}");
    assert!(list.contains(&"陈渡, 2004b. 渠与河[J]. 水利史(3)."), "{list:?}");
}

#[test]
fn many_holders_stand_in_several_tables_and_are_numbered_as_they_are_read() {
    let holders = 7;
    let quote = |source| Quote { text: "水".into(), source, ..Quote::default() };
    let cell = |source| ReviewCell { quotes: vec![quote(source)], ..ReviewCell::default() };
    let row = |first: usize| ReviewRow {
        cells: (0..holders).map(|at| cell(if at + 1 == holders { 2 } else { first })).collect(),
        relations: vec!["相左".to_owned()],
        ..ReviewRow::default()
    };
    let source = || Source { meta: work(" | 渠与河 | | | | | | slides"), title: String::new() };
    let review = Review {
        heads: (0..holders).map(|at| (format!("第{at}家"), String::new())).collect(),
        rows: vec![row(0), row(1)],
        sources: vec![source(), source(), source()],
        citing: Citing::Numbers,
        ..Review::default()
    };
    let page = String::from_utf8(Format::Html.write(&review).unwrap()).unwrap();
    assert_eq!(page.matches("<table>").count(), 2);
    assert_eq!(page.matches("相左").count(), 2);
    let marks: Vec<&str> = page.split("<sup>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    let four = |mark| vec![mark; 4];
    let second = ["[1]", "[1]", "[3]", "[2]", "[2]", "[3]"];
    assert_eq!(marks, [four("[1]"), four("[2]"), second.to_vec()].concat());
}

#[test]
fn a_note_is_read_as_markdown_by_lines() {
    let lines = written::lines("# 要点\n先看*测流*\n再看**原档**\n\n1. 一\n2. 二\n   - 三\n\n> 引文\n\na < b & `c`");
    let seen: Vec<(LineKind, usize, String)> =
        lines.iter().map(|line| (line.kind.clone(), line.depth, line.text())).collect();
    let line = |kind, depth, text: &str| (kind, depth, text.to_owned());
    assert_eq!(
        seen,
        [
            line(LineKind::Heading, 0, "要点"),
            line(LineKind::Plain, 0, "先看测流"),
            line(LineKind::Plain, 0, "再看原档"),
            line(LineKind::Item, 1, "1. 一"),
            line(LineKind::Item, 1, "2. 二"),
            line(LineKind::Item, 2, "• 三"),
            line(LineKind::Quote, 0, "引文"),
            line(LineKind::Plain, 0, "a < b & c"),
        ]
    );
    assert!(lines[1].runs[1].stressed && !lines[1].runs[0].stressed);
    assert!(lines[2].runs[1].strong);
}

#[test]
fn what_is_written_on_a_quote_goes_out_as_markdown_and_as_its_styles() {
    let quote = Quote { text: "渠在河东".into(), note: "要查**原档**\n- 甲".into(), ..Quote::default() };
    let cell = ReviewCell { quotes: vec![quote], ..ReviewCell::default() };
    let row = ReviewRow { name: "渠志".into(), cells: vec![cell], ..ReviewRow::default() };
    let heads = vec![("批注".to_owned(), String::new())];
    let review = Review { heads, rows: vec![row], ..Review::default() };
    let text = |format: Format| String::from_utf8(format.write(&review).unwrap()).unwrap();
    assert!(text(Format::Markdown).contains("> 渠在河东\n\n要查**原档**\n- 甲\n"), "{}", text(Format::Markdown));
    assert!(text(Format::Html).contains("要查<strong>原档</strong>"), "{}", text(Format::Html));
    let parts = unzip(&Format::Docx.write(&review).unwrap());
    let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    assert!(document.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">原档</w:t>"), "{document}");
    assert!(document.contains("• 甲"), "{document}");
}

fn review(citing: Citing) -> Review {
    let quote = |text: &str, source, decided| Quote {
        text: text.to_owned(),
        source,
        place: "¶2".to_owned(),
        decided,
        ..Quote::default()
    };
    let cell = |summary: &str, quotes| ReviewCell { summary: summary.to_owned(), quotes, ..ReviewCell::default() };
    Review {
        title: "渠与河 <对读> & 其他".to_owned(),
        scope: "2 条".to_owned(),
        heads: vec![("陈渡".to_owned(), "2004 水利史".to_owned()), ("林岸".to_owned(), String::new())],
        rows: vec![ReviewRow {
            name: "根源".to_owned(),
            verdict: "分歧".to_owned(),
            cells: vec![
                cell("在渠", vec![quote("根子在渠，不在河。", 1, true)]),
                cell("在河", vec![quote("根子在河 | 不在渠。", 0, false)]),
            ],
            relations: vec!["陈渡：在渠 × 相左 林岸：在河".to_owned()],
            paragraph: "两家相左。".to_owned(),
        }],
        sources: vec![
            Source {
                meta: work("林岸 | 平原水利研究 | 平原大学 | 2014 | | | | thesis"), title: String::new()
            },
            Source {
                meta: work("陈渡 | 渠与河 | 水利史 | 2004 | | 3 | 12-19 | article"), title: String::new()
            },
        ],
        citing,
        words: ReviewWords {
            corner: "题目".to_owned(),
            references: "参考文献".to_owned(),
            nobody: "佚名".to_owned(),
            proposed: "［建议］".to_owned(),
            dotted: "虚线旁的是建议。".to_owned(),
            sheets: ["主题×作者", "引文", "异同"].map(str::to_owned),
            list_heads: ["题目", "持论者", "异同", "概括", "引文", "出处", "段落", "建议"].map(str::to_owned),
            language: "zh-Hans".to_owned(),
        },
    }
}

#[test]
fn sources_are_numbered_in_the_order_in_which_they_are_cited() {
    let list = review(Citing::Numbers).cite(std::slice::from_ref(&(0..2))).list;
    assert_eq!(list[0], ("[1]".to_owned(), "陈渡. 渠与河[J]. 水利史, 2004(3): 12-19.".to_owned()));
    assert_eq!(list[1].0, "[2]");
    let html = String::from_utf8(Format::Html.write(&review(Citing::Years)).unwrap()).unwrap();
    assert!(html.contains("根子在渠，不在河。（陈渡，2004）<sup>¶2</sup>"), "{html}");
    assert!(html.contains("<title>渠与河 &lt;对读&gt; &amp; 其他</title>"));
}

/// The files of an archive, as its directory lists them.
fn unzip(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.push((file.name().unwrap().into_owned(), text));
    }
    files
}

/// Whether every element that is opened is closed in order.
fn is_balanced(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let Some(tag) = part.split('>').next() else { return false };
        if tag.starts_with('?') || tag.starts_with('!') || tag.ends_with('/') {
            continue;
        }
        let word = tag.split_whitespace().next().unwrap_or_default();
        match word.strip_prefix('/') {
            Some(closed) if open.pop() == Some(closed) => {}
            Some(_) => return false,
            None => open.push(word),
        }
    }
    open.is_empty()
}

#[test]
fn office_documents_hold_the_table_the_notes_and_the_references() {
    for format in [Format::Docx, Format::Xlsx] {
        let bytes = format.write(&review(Citing::Notes)).unwrap();
        let files = unzip(&bytes);
        for (name, text) in &files {
            assert!(is_balanced(text), "{name}: {text}");
        }
        let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
        // What has only been proposed stands behind a dotted rule in one, with a word in the other.
        let proposed = if format == Format::Docx { "<w:pStyle w:val=\"Proposed\"/>" } else { "［建议］" };
        for words in ["根子在渠，不在河。", "在渠", "分歧", "陈渡. 渠与河[J]. 水利史, 2004(3): 12-19.", proposed]
        {
            assert!(all.contains(words), "{format:?} lacks {words}");
        }
        assert_eq!(bytes, format.write(&review(Citing::Notes)).unwrap(), "the same review gives the same bytes");
    }
    let files = unzip(&Format::Docx.write(&review(Citing::Notes)).unwrap());
    let part = |name: &str| files.iter().find(|(other, _)| other == name).unwrap().1.clone();
    assert_eq!(part("word/document.xml").matches("<w:footnoteReference ").count(), 2);
    assert_eq!(part("word/footnotes.xml").matches("<w:footnote ").count(), 4);
    assert_eq!(part("word/document.xml").matches("<w:tblHeader/>").count(), 1);
}

/// The text of the elements of that name, in order; of each `t` within them where they have runs.
fn texts(xml: &str, element: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut inside, mut in_text) = (Vec::new(), false, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == element.as_bytes() => {
                found.push(String::new());
                inside = true;
            }
            Event::Start(tag) => in_text |= inside && tag.name().as_ref() == b"t",
            Event::End(tag) if tag.name().as_ref() == element.as_bytes() => inside = false,
            Event::End(tag) if tag.name().as_ref() == b"t" => in_text = false,
            Event::Text(text) if in_text => found.last_mut().unwrap().push_str(&text.decode().unwrap()),
            Event::GeneralRef(name) if in_text => {
                let name = name.decode().unwrap();
                found.last_mut().unwrap().push(if name == "lt" { '<' } else { '?' });
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The cells of a sheet by their names, as a reader of workbooks finds them: by number among the shared texts.
fn sheet(files: &[(String, String)], name: &str) -> BTreeMap<String, String> {
    let part = |name: &str| files.iter().find(|(other, _)| other == name).unwrap().1.as_str();
    let shared = texts(part("xl/sharedStrings.xml"), "si");
    let mut reader = quick_xml::Reader::from_str(part(name));
    let mut cells = BTreeMap::new();
    let mut at: Option<String> = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == b"c" => {
                let place = tag.try_get_attribute("r").unwrap().unwrap();
                assert_eq!(tag.try_get_attribute("t").unwrap().unwrap().value.as_ref(), b"s", "a text");
                at = Some(String::from_utf8(place.value.into_owned()).unwrap());
            }
            Event::Text(number) => {
                if let Some(place) = at.take() {
                    let number: usize = number.decode().unwrap().parse().unwrap();
                    cells.insert(place, shared[number].clone());
                }
            }
            Event::Eof => return cells,
            _ => {}
        }
    }
}

#[test]
fn a_workbook_is_read_back_cell_by_cell() {
    let mut review = review(Citing::Numbers);
    review.rows[0].cells[1].rest = "还有 3 条".to_owned();
    let files = unzip(&Format::Xlsx.write(&review).unwrap());
    let table = sheet(&files, "xl/worksheets/sheet1.xml");
    let expected = [
        ("A1", "题目"),
        ("B1", "陈渡\n2004 水利史"),
        ("C1", "林岸"),
        ("A2", "根源\n分歧"),
        ("B2", "在渠"),
        ("C2", "在河"),
        ("B3", "根子在渠，不在河。[1]¶2"),
        ("C3", "根子在河 | 不在渠。[2]¶2［建议］"),
        ("C4", "还有 3 条"),
    ];
    let expected = expected.map(|(at, text)| (at.to_owned(), text.to_owned())).into();
    assert_eq!(table, expected);
    let list = sheet(&files, "xl/worksheets/sheet2.xml");
    let row = ["A", "B", "C", "D", "E", "F", "G"].map(|column| list[&format!("{column}2")].as_str());
    let reference = "陈渡. 渠与河[J]. 水利史, 2004(3): 12-19.";
    assert_eq!(row, ["根源", "陈渡", "分歧", "在渠", "根子在渠，不在河。", reference, "¶2"]);
}

#[test]
fn many_columns_are_set_in_several_tables() {
    let mut review = review(Citing::Notes);
    let (head, cell) = (review.heads[0].clone(), review.rows[0].cells[0].clone());
    review.heads = vec![head; 9];
    review.rows[0].cells = vec![cell; 9];
    let files = unzip(&Format::Docx.write(&review).unwrap());
    let (_, document) = files.iter().find(|(name, _)| name == "word/document.xml").unwrap();
    assert_eq!(document.matches("<w:tbl>").count(), 2);
    assert_eq!(document.matches("根子在渠，不在河。").count(), 9);
    assert_eq!(document.matches("陈渡：在渠 × 相左 林岸：在河").count(), 1);
    assert!(is_balanced(document));
}
