//! Documents that were made to do harm, or look like it: each costs bounded time and space, and none makes a reader fail.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use duidu::ingest::{self, Archive, Taken};
use duidu::model::ProblemCode;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::papers::{assembled, docx, epub, packed, pdf};

/// Reads a document that must not take long, even where nothing is optimised.
fn soon(name: &str, bytes: &[u8]) -> Taken {
    let began = Instant::now();
    let taken = ingest::take(name, bytes, None);
    assert!(began.elapsed() < Duration::from_secs(60), "{name} took {:?}", began.elapsed());
    taken
}

fn text(taken: &Taken) -> &str {
    taken.source.as_ref().map_or("", |source| source.text.as_str())
}

#[test]
fn entities_are_neither_blown_up_nor_fetched() {
    let mut entities = "<!ENTITY a0 \"水渠水渠水渠水渠\">".to_owned();
    for at in 1..12 {
        let inner = format!("&a{};", at - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY a{at} \"{inner}\">"));
    }
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let document = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [{entities}<!ENTITY out SYSTEM \"file:///etc/hostname\">]>\
         <w:document {space}><w:body><w:p><w:r><w:t>前&a11;&out;后</w:t></w:r></w:p></w:body></w:document>"
    );
    let taken = soon("笑.docx", &packed(&[("word/document.xml", document.as_bytes())]));
    assert!(text(&taken).len() < 10_000, "{} bytes", text(&taken).len());
    if let Ok(secret) = std::fs::read_to_string("/etc/hostname") {
        assert!(secret.trim().is_empty() || !text(&taken).contains(secret.trim()));
    }
    assert!(text(&taken).contains('前') || !taken.problems.is_empty());
}

#[test]
fn a_part_that_swells_is_left_and_named() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..96 {
        zip.write_all(&blank).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let taken = soon("炸.docx", &bomb);
    assert_eq!(taken.problems[0].code, ProblemCode::TooLarge);
    // An archive in an archive is not opened at all.
    let nested = packed(&[("内.zip", &bomb), ("甲.txt", "水渠修成了。".as_bytes())]);
    let mut archive = Archive::open(Cursor::new(nested)).unwrap();
    assert_eq!(archive.members().len(), 2);
    assert!(!ingest::is_readable("内.zip".as_ref()));
}

#[test]
fn pages_that_lead_back_into_themselves_come_to_an_end() {
    let cycle = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 4>>",
        "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 2>>",
    ];
    assert!(!soon("环.pdf", &assembled(&cycle.map(str::to_owned), "")).problems.is_empty());
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>/Length 6>>stream\n/F Do\n\nendstream";
    let drawn = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>",
        "<</Length 6>>stream\n/F Do\n\nendstream",
        form,
    ];
    assert!(!soon("绕.pdf", &assembled(&drawn.map(str::to_owned), "")).problems.is_empty());
}

#[test]
fn a_thousand_pages_are_read_with_their_numbers() {
    let line = |page: usize| format!("第{page}页写的是水渠怎样修成，又怎样分水。");
    let lines: Vec<String> = (1..=1000).map(line).collect();
    let pages: Vec<Vec<crate::papers::Drawn<'_>>> =
        lines.iter().map(|line| vec![(72.0, 500.0, 12.0, line.as_str())]).collect();
    let taken = soon("千页.pdf", &pdf(&pages));
    let source = taken.source.as_ref().unwrap();
    assert_eq!(source.text.pages().count(), 1000);
    for page in [1, 500, 1000] {
        let at = source.text.as_str().find(&line(page)).unwrap();
        assert_eq!(source.text.pages().page_at(source.text.char_at(at)), Some(page as u32));
    }
}

#[test]
fn nothing_outside_a_book_or_archive_is_read() {
    let container = r#"<container><rootfiles><rootfile full-path="../../../../etc/passwd"/></rootfiles></container>"#;
    let taken = soon(
        "出.epub",
        &packed(&[("mimetype", b"application/epub+zip"), ("META-INF/container.xml", container.as_bytes())]),
    );
    assert!(!taken.problems.is_empty() && !text(&taken).contains("root:"));
    let book = epub(
        "<dc:title xmlns:dc='d'>书</dc:title>",
        &["<html><body><p>有字。</p><img src='file:///etc/passwd'/></body></html>"],
    );
    assert!(!text(&soon("书.epub", &book)).contains("root:"));
    let archive = packed(&[("../../甲.txt", "水渠。".as_bytes()), ("/etc/乙.txt", "水渠。".as_bytes())]);
    let mut archive = Archive::open(Cursor::new(archive)).unwrap();
    for member in archive.members() {
        assert!(!member.path.starts_with('/') && !member.path.contains(".."), "{}", member.path);
    }
}

#[test]
fn scripts_and_remote_pictures_are_no_text() {
    let page = "<html><head><script>document.write('脚本写的字');</script><style>p{}</style></head><body>\
                <p onclick=\"alert(1)\">水渠修成了，三村轮流用水。</p><img src=\"http://example.invalid/x.png\" alt=\"\">\
                <iframe src=\"http://example.invalid/\"></iframe><noscript>请打开脚本</noscript></body></html>";
    let taken = soon("页.html", page.as_bytes());
    assert!(text(&taken).contains("水渠修成了"));
    for word in ["脚本写的字", "alert", "example.invalid", "p{}"] {
        assert!(!text(&taken).contains(word), "{word}");
    }
}

#[test]
fn a_wrong_ending_does_no_harm() {
    let word = docx("<w:p><w:r><w:t>水渠修成了，三村轮流用水。</w:t></w:r></w:p>", &[]);
    for name in ["甲.pdf", "甲.txt", "甲.epub", "甲.doc", "甲.html"] {
        assert!(text(&soon(name, &word)).contains("三村轮流用水"), "{name}");
    }
    for name in ["空.pdf", "空.docx", "空.epub", "空.txt", "空.rtf"] {
        assert_eq!(soon(name, b"").problems[0].code, ProblemCode::Empty, "{name}");
    }
}
