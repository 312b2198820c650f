//! Documents that know their own structure: web pages, Word files, e-books, PDF; and what is wrong with them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use duidu::ingest::{self, Archive, Taken};
use duidu::model::{ProblemCode, Severity};
use proptest::prelude::*;

use super::ingest::{outline, text};
use super::papers::{Drawn, assembled, docx, epub, odt, packed, pdf, pdf_with};

fn take(name: &str, bytes: &[u8]) -> Taken {
    ingest::take(name, bytes, None)
}

/// The outline of the only work.
fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    let taken = take(name, bytes);
    assert_eq!(taken.problems, [], "{name}");
    let [work] = &taken.works[..] else { panic!("{name}: {} works", taken.works.len()) };
    outline(&taken, work)
}

/// The code of the only problem, and whether anything could be read all the same.
fn fails(name: &str, bytes: &[u8]) -> (ProblemCode, bool) {
    let taken = take(name, bytes);
    let [problem] = &taken.problems[..] else { panic!("{name}: {:?}", taken.problems) };
    (problem.code, taken.source.is_some())
}

#[test]
fn a_word_file_keeps_its_shape() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="a"><w:name w:val="Title"/></w:style></w:styles>"#;
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:id="-1"><w:p/></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>见《县志》卷三。</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
        <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
        <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>水渠的修筑与乡村的变化</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>缘起</w:t></w:r></w:p>
        <w:p><w:r><w:t>村里的水渠</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>修成</w:t></w:r><w:r><w:t>于一九五二年。</w:t></w:r>
        <w:r><w:footnoteReference w:id="2"/></w:r><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>
        <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>年份</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>亩数</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:p><w:r><w:t>1952</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>320</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>结果</w:t></w:r></w:p>
        <w:p><w:r><w:t>从此不再缺水。</w:t></w:r></w:p>"#;
    let file =
        docx(body, &[("word/styles.xml", styles), ("word/footnotes.xml", notes), ("word/numbering.xml", numbering)]);
    assert_eq!(
        read("渠.docx", &file),
        [
            "题 水渠的修筑与乡村的变化",
            "#1 一、缘起",
            "段 村里的水渠*修成*于一九五二年。{1}",
            "表头 年份\t亩数",
            "表 1952\t320",
            "#1 二、结果",
            "段 从此不再缺水。",
            "注1 见《县志》卷三。",
        ]
    );
    // The name of the file may lie.
    assert_eq!(read("渠.doc", &file), read("渠.docx", &file));
}

#[test]
fn an_open_document_keeps_its_shape() {
    let body = r#"<text:h text:outline-level="1">缘起</text:h>
        <text:p>村里的水渠<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>见县志。</text:p></text:note-body></text:note>修成于一九五二年。</text:p>
        <text:list><text:list-item><text:p>引水</text:p></text:list-item><text:list-item><text:p>排涝</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>
        <text:h text:outline-level="1">结果</text:h><text:p>从此不再缺水。</text:p>"#;
    assert_eq!(
        read("渠.odt", &odt(body)),
        [
            "#1 缘起",
            "段 村里的水渠{1}修成于一九五二年。",
            "项0• 引水",
            "项0• 排涝",
            "表 甲\t乙",
            "#1 结果",
            "段 从此不再缺水。",
            "注1 见县志。",
        ]
    );
}

#[test]
fn rich_text_is_decoded_by_its_fonts() {
    let file = b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 SimSun;}{\\f2\\fcharset136 MingLiU;}}\
        {\\stylesheet{\\s1 heading 1;}}{\\info{\\author {\\f1 \\'d5\\'c5}}}\
        \\pard\\s1\\f1 \\'d4\\'b5\\'c6\\'f0\\par\\pard \\'cb\\'ae\\'c7\\'fe\\u20462?\\u25104?\\f0 1952\\f1 \\'c4\\'ea\\'a1\\'a3{\\footnote \\'bc\\'fb\\'cf\\'d8\\'d6\\'be}\\par\
        {\\f2 \\'a4\\'f4\\'b4\\'eb}\\par{\\*\\generator hidden}{\\pict 00ff}}";
    assert_eq!(read("渠.rtf", file), ["题 缘起", "段 水渠修成1952年。{1}", "段 水渠", "注1 见县志"]);
}

#[test]
fn a_book_is_read_by_its_spine() {
    let record = "<dc:title xmlns:dc='d'>渠上的日子</dc:title><dc:creator xmlns:dc='d'>陈渠生</dc:creator><dc:date xmlns:dc='d'>1998-05</dc:date>";
    let first = "<html><body><h1>第一章 缘起</h1><p>村里的水渠修成于一九五二年。<a href='#fn1' epub:type='noteref'>1</a></p><aside epub:type='footnote' id='fn1'><p>见县志。</p></aside></body></html>";
    let second = "<html><body><h1>第二章 结果</h1><p>从此不再缺水。</p></body></html>";
    let taken = take("书.epub", &epub(record, &[first, second]));
    assert_eq!(taken.problems, []);
    let work = &taken.works[0];
    assert_eq!(work.meta.title.as_ref().unwrap().value, "渠上的日子");
    assert_eq!(work.meta.authors[0].value, "陈渠生");
    assert_eq!(work.meta.year.as_ref().unwrap().value, 1998);
    assert_eq!(
        outline(&taken, work),
        ["#1 第一章 缘起", "段 村里的水渠修成于一九五二年。{1}", "注1 见县志。", "#1 第二章 结果", "段 从此不再缺水。"]
    );
}

const PAGE: &str = r##"<html><head><meta charset="gbk"><title>水渠的修筑与乡村的变化_某某网</title>
  <meta name="citation_title" content="水渠的修筑与乡村的变化"><meta name="citation_author" content="陈渠生">
  <meta name="citation_journal_title" content="乡村史刊"><meta name="citation_publication_date" content="1998/05">
  <meta name="citation_firstpage" content="12"><meta name="citation_lastpage" content="19">
  <script>document.write("不该出现的字")</script></head><body>
  <div class="nav"><a href="/a">首页频道</a> <a href="/b">新闻频道</a> <a href="/c">历史频道</a> <a href="/d">论坛频道</a></div>
  <div id="content"><h1>水渠的修筑与乡村的变化</h1>
  <p>　　村里的水渠修成于一九五二年，那一年的冬天特别冷，
参加修渠的人却比往年多，<b>大家</b>都说这是为自己修的。<sup><a href="#fn1">[1]</a></sup></p>
  <p>此后的三十年里，水渠又修过两次，每一次都是全村出工，没有人缺席，也没有人抱怨。</p>
  <table><tr><th>年份</th><th>亩数</th></tr><tr><td>1952</td><td>320</td></tr></table>
  <ol><li id="fn1">见县志。</li></ol></div>
  <div class="footer">版权所有 某某网</div></body></html>"##;

#[test]
fn a_web_page_is_read_without_its_clutter() {
    let bytes = encoding_rs::GBK.encode(PAGE).0;
    let taken = take("页.html", &bytes);
    assert_eq!(taken.problems, []);
    let work = &taken.works[0];
    assert_eq!(
        outline(&taken, work),
        [
            "题 水渠的修筑与乡村的变化",
            "段 村里的水渠修成于一九五二年，那一年的冬天特别冷，参加修渠的人却比往年多，*大家*都说这是为自己修的。{[1]}",
            "段 此后的三十年里，水渠又修过两次，每一次都是全村出工，没有人缺席，也没有人抱怨。",
            "表头 年份\t亩数",
            "表 1952\t320",
            "注1 见县志。",
        ]
    );
    let meta = &work.meta;
    assert_eq!(meta.authors[0].value, "陈渠生");
    assert_eq!(meta.venue.as_ref().unwrap().value, "乡村史刊");
    assert_eq!(meta.year.as_ref().unwrap().value, 1998);
    assert_eq!(meta.pages.as_ref().unwrap().value, "12-19");
    let all = text(&taken).as_str();
    assert!(all.contains("首页频道") && !all.contains("不该出现"), "{all}");
    let noise = &taken.source.as_ref().unwrap().noise;
    assert!(noise.iter().any(|noise| text(&taken).slice(noise.span).contains("首页频道")));
}

#[test]
fn a_saved_page_is_unpacked() {
    let file = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"----B\"\r\n\r\n------B\r\n\
        Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>=E6=B0=B4=E6=B8=A0=E4=BF=AE=\r\n=E6=88=90=E4=BA=8E1952=E5=B9=B4=E3=80=82</p></body></html>\r\n------B--\r\n";
    assert_eq!(read("页.mhtml", file.as_bytes()), ["段 水渠修成于1952年。"]);
}

/// Two pages of a journal article: running head, title, a paragraph over the page's end, a footnote, page numbers.
pub(crate) fn article() -> Vec<u8> {
    let line = "村里的水渠修成于一九五二年那一年的冬天特别冷参加修渠的人却";
    let more = "比往年多大家都说这是为自己修的此后三十年水渠又修过两次每一次都";
    let full = "每一户人家都出了力没有一个人抱怨也没有一个人缺席连老人也都来了";
    let first: Vec<Drawn<'_>> = vec![
        (100.0, 800.0, 9.0, "乡村史刊一九九八年第三期"),
        (180.0, 740.0, 18.0, "水渠的修筑与变化"),
        (110.0, 700.0, 10.0, line),
        (90.0, 684.0, 10.0, more),
        (90.0, 668.0, 10.0, full),
        (90.0, 652.0, 10.0, more),
        (90.0, 120.0, 8.0, "① 见《县志》卷三。"),
        (290.0, 40.0, 9.0, "12"),
    ];
    let second: Vec<Drawn<'_>> = vec![
        (100.0, 800.0, 9.0, "乡村史刊一九九八年第三期"),
        (90.0, 740.0, 10.0, "全村出工没有人缺席。"),
        (110.0, 724.0, 10.0, line),
        (90.0, 708.0, 10.0, "从此不再缺水。"),
        (290.0, 40.0, 9.0, "13"),
    ];
    pdf(&[first, second])
}

#[test]
fn the_lines_of_a_pdf_become_paragraphs() {
    let taken = take("文.pdf", &article());
    assert_eq!(taken.problems, []);
    let work = &taken.works[0];
    let lines = outline(&taken, work);
    assert_eq!(lines[0], "题 水渠的修筑与变化");
    assert!(lines[1].starts_with("段 村里的水渠修成于") && lines[1].ends_with("全村出工没有人缺席。"), "{lines:?}");
    assert_eq!(lines[2], "注① 见《县志》卷三。");
    assert!(lines[3].ends_with("从此不再缺水。"));
    assert_eq!(lines.len(), 4, "{lines:?}");
    let noise = &taken.source.as_ref().unwrap().noise;
    let noise: Vec<&str> = noise.iter().map(|noise| text(&taken).slice(noise.span)).collect();
    assert_eq!(noise.iter().filter(|words| words.contains("乡村史刊")).count(), 2, "{noise:?}");
    assert_eq!(noise.iter().filter(|words| **words == "12" || **words == "13").count(), 2, "{noise:?}");
}

/// Four pages on which the head names the section, another on each; a figure stands where a paragraph runs over the end
/// of a page.
#[test]
fn heads_that_name_the_section_and_captions_do_not_part_a_paragraph() {
    let line = "村里的水渠修成于一九五二年那一年的冬天特别冷参加修渠的人却";
    let full = "每一户人家都出了力没有一个人抱怨也没有一个人缺席连老人也都来了";
    let sections = ["一、动工", "二、分水", "三、改章", "四、停用"];
    let numbers: Vec<String> = (7..11).map(|number| number.to_string()).collect();
    let pages: Vec<Vec<Drawn<'_>>> = sections
        .iter()
        .zip(&numbers)
        .enumerate()
        .map(|(at, (section, number))| {
            let mut page = vec![(90.0, 800.0, 9.0, *section), (400.0, 800.0, 9.0, number.as_str())];
            if at == 2 {
                page.push((220.0, 764.0, 10.0, "图2：渠首旧影"));
            }
            let below = [(732.0, full), (716.0, full), (700.0, "水到了田头。")];
            page.extend(below.map(|(y, words)| (90.0, y, 10.0, words)));
            page.push((110.0, 684.0, 10.0, line));
            page.extend([668.0, 652.0].map(|y| (90.0, y, 10.0, full)));
            page
        })
        .collect();
    let taken = take("文.pdf", &pdf(&pages));
    let lines = outline(&taken, &taken.works[0]);
    let noise = &taken.source.as_ref().unwrap().noise;
    let noise: Vec<&str> = noise.iter().map(|noise| text(&taken).slice(noise.span)).collect();
    assert!(sections.iter().all(|section| noise.iter().any(|words| words.contains(section))), "{noise:?}");
    let over = lines.iter().filter(|line| line.contains("连老人也都来了每一户") && line.ends_with("水到了田头。"));
    assert_eq!(over.count(), 3, "{lines:?}");
    assert!(lines.contains(&"段 图2：渠首旧影".to_owned()), "{lines:?}");
}

/// A page of short lines does not make its own measure: where a full line would end is known from the pages around it.
#[test]
fn short_lines_on_a_page_of_their_own_are_not_joined() {
    let full = "每一户人家都出了力没有一个人抱怨也没有一个人缺席连老人也都来了";
    let short = "渠首由上游三镇看守每年换班";
    let prose: Vec<Drawn<'_>> = (0..12).map(|n| (90.0, 740.0 - 16.0 * n as f32, 10.0, full)).collect();
    let mut pages = vec![prose; 6];
    pages.push((0..10).map(|n| (90.0, 740.0 - 16.0 * n as f32, 10.0, short)).collect());
    let taken = take("文.pdf", &pdf(&pages));
    let lines = outline(&taken, &taken.works[0]);
    assert_eq!(lines.iter().filter(|line| line.ends_with(short)).count(), 10, "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.contains(full)).count(), 1, "{lines:?}");
}

#[test]
fn every_character_of_a_pdf_knows_its_page() {
    let taken = take("文.pdf", &article());
    let source = text(&taken);
    let at = |words: &str| source.char_at(source.as_str().find(words).expect(words));
    assert_eq!(source.pages().count(), 2);
    assert_eq!(source.pages().page_at(at("水渠的修筑")), Some(1));
    assert_eq!(source.pages().page_at(at("全村出工没有人")), Some(2));
    assert_eq!(source.pages().page_at(at("① 见")), Some(1));
    assert_eq!(source.pages().page_at(at("从此不再")), Some(2));
    let from = at("全村出工没有人");
    let areas: Vec<_> = source.pages().areas((from - 3..from + 2).into()).collect();
    assert_eq!(areas.iter().map(|(page, _)| *page).collect::<Vec<_>>(), [1, 2]);
    let (_, [left, top, right, bottom]) = areas[1];
    assert!((left - 90.0 / 595.0).abs() < 0.01 && right > left && bottom > top, "{areas:?}");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let words: Vec<String> = (0..24).map(|n| format!("第{n:02}行的文字说的是修渠以后的事")).collect();
    let mut page: Vec<Drawn<'_>> = Vec::new();
    for n in 0..12 {
        let y = 700.0 - 16.0 * n as f32;
        page.push((60.0, y, 14.0, &words[n]));
        page.push((320.0, y, 14.0, &words[12 + n]));
    }
    let taken = take("栏.pdf", &pdf(&[page]));
    let all = text(&taken).as_str();
    let places: Vec<usize> = words.iter().map(|words| all.find(words.as_str()).expect(words)).collect();
    assert!(places.is_sorted(), "{all}");
}

#[test]
fn codes_of_an_unknown_collection_are_not_guessed() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Nameless/Encoding/Identity-H/DescendantFonts[4 0 R]>>";
    let descendant = |ordering: &str| {
        format!(
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/Nameless/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})\
             /Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>"
        )
    };
    let page: Vec<Drawn<'_>> = vec![(90.0, 700.0, 12.0, "0F3C0B5E")];
    // Numbers of Adobe-GB1 have characters; numbers of a font of its own have none.
    let known = take("甲.pdf", &pdf_with(std::slice::from_ref(&page), font, &descendant("GB1"), str::to_owned));
    assert_eq!(known.problems, []);
    assert!(
        text(&known).as_str().chars().filter(|c| ('一'..='龥').contains(c)).count() == 2,
        "{:?}",
        text(&known).as_str()
    );
    let unknown = take("乙.pdf", &pdf_with(&[page], font, &descendant("Identity"), str::to_owned));
    assert!(
        unknown.problems.iter().any(|problem| problem.code == ProblemCode::TextUnreliable),
        "{:?}",
        unknown.problems
    );
    let han = |c: char| ('一'..='龥').contains(&c);
    assert!(unknown.source.is_none_or(|source| !source.text.as_str().chars().any(han)));
}

#[test]
fn broken_files_are_named_with_what_is_wrong() {
    let whole = docx("<w:p><w:r><w:t>水渠修成了。</w:t></w:r></w:p>", &[]);
    assert_eq!(fails("短.docx", &whole[..whole.len() / 2]).0, ProblemCode::Broken);
    assert_eq!(fails("空.docx", &packed(&[("other.txt", b"x")])), (ProblemCode::Broken, false));
    assert_eq!(fails("空.pdf", b""), (ProblemCode::Empty, false));
    assert_eq!(fails("假.pdf", b"not a pdf at all, only words"), (ProblemCode::Broken, false));
    assert_eq!(fails("锁.pdf", &locked()), (ProblemCode::Encrypted, false));
    assert_eq!(fails("坏.doc", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 1, 2, 3]).0, ProblemCode::Broken);
    assert_eq!(fails("断.rtf", b"{\\rtf1 words that break off"), (ProblemCode::Broken, true));
    let missing = epub("<dc:title xmlns:dc='d'>书</dc:title>", &["<html><body><p>有字。</p></body></html>"]);
    let cut = missing.windows(14).position(|w| w == b"OEBPS/c0.xhtml").unwrap();
    assert!(!take("缺.epub", &missing[..cut]).problems.is_empty());
}

/// A PDF that asks for a password (Standard security handler, revision 3).
fn locked() -> Vec<u8> {
    let handler = format!("<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{}>/U<{}>>>", "01".repeat(32), "02".repeat(32));
    let objects = ["<</Type/Catalog/Pages 2 0 R>>".to_owned(), "<</Type/Pages/Kids[]/Count 0>>".to_owned(), handler];
    assembled(&objects, &format!("/Encrypt 3 0 R/ID[<{0}><{0}>]", "00112233445566778899AABBCCDDEEFF"))
}

#[test]
fn a_scanned_pdf_is_said_to_be_one() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>",
        "<</Length 27>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nA\nendstream",
    ];
    let file = assembled(&objects.map(str::to_owned), "");
    let taken = take("影.pdf", &file);
    assert_eq!(taken.problems.len(), 1);
    assert_eq!((taken.problems[0].code, taken.problems[0].severity), (ProblemCode::Scanned, Severity::Error));
    assert!(taken.problems[0].detail.contains("p. 1"), "{}", taken.problems[0].detail);
}

#[test]
fn an_archive_is_a_folder_that_cannot_be_left() {
    let file = packed(&[("甲/文.txt", "水渠。".as_bytes()), ("../../外.txt", b"x"), ("__MACOSX/._a.txt", b"x")]);
    let mut archive = Archive::open(std::io::Cursor::new(file)).unwrap();
    let members = archive.members();
    assert_eq!(members.iter().map(|m| m.path.as_str()).collect::<Vec<_>>(), ["甲/文.txt", "外.txt"]);
    assert_eq!(archive.read(members[0].index, None).unwrap(), "水渠。".as_bytes());
}

#[test]
fn what_swells_beyond_measure_is_left() {
    let bomb = packed(&[("word/document.xml", &vec![b' '; 200 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(fails("弹.docx", &bomb), (ProblemCode::TooLarge, false));
    let mut archive = Archive::open(std::io::Cursor::new(bomb)).unwrap();
    assert_eq!(archive.read(0, None).unwrap_err().0, ProblemCode::TooLarge);
}

#[test]
fn entities_of_a_document_are_not_expanded() {
    let body = "<!DOCTYPE x [<!ENTITY a \"炸炸炸炸\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
                <w:document><w:body><w:p><w:r><w:t>前&b;&f;&amp;后</w:t></w:r></w:p></w:body></w:document>";
    let file = packed(&[("word/document.xml", body.as_bytes())]);
    assert_eq!(read("体.docx", &file), ["段 前&后"]);
}

#[test]
fn deep_nesting_ends_no_worker() {
    let deep = format!("<html><body>{}水渠修成了。", "<div><table><tr><td>".repeat(3000));
    assert!(text(&take("深.html", deep.as_bytes())).as_str().contains("水渠修成了"));
    let groups = format!("{{\\rtf1 {}water", "{".repeat(200_000));
    assert!(!take("深.rtf", groups.as_bytes()).problems.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn spoiled_files_of_every_kind_are_survived(at in 0.0..1.0f64, byte: u8, cut in 0.1..1.0f64, kind in 0..7usize) {
        let (name, mut file) = match kind {
            0 => ("a.docx", docx("<w:p><w:r><w:t>水渠修成于一九五二年。</w:t></w:r></w:p>", &[])),
            1 => ("a.odt", odt("<text:p>水渠修成于一九五二年。</text:p>")),
            2 => ("a.epub", epub("<t/>", &["<html><body><p>水渠修成。</p></body></html>"])),
            3 => ("a.pdf", article()),
            4 => ("a.html", PAGE.as_bytes().to_vec()),
            5 => ("a.rtf", b"{\\rtf1\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}}\\f0 \\'cb\\'ae\\u20462?\\par}".to_vec()),
            _ => ("a.doc", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        };
        let place = ((file.len() - 1) as f64 * at) as usize;
        file[place] = byte;
        file.truncate((file.len() as f64 * cut) as usize);
        let taken = take(name, &file);
        let length = taken.source.as_ref().map_or(0, |source| source.text.chars());
        for work in &taken.works {
            for block in &work.blocks {
                prop_assert!(block.span.end <= length);
                prop_assert!(block.runs.iter().all(|run| block.span.covers(run.span)));
            }
        }
    }
}
