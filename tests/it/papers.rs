//! Makes small documents of every kind, as the programs of the world write them.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of parts.
pub(crate) fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file with a body, and what else it needs.
pub(crate) fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let space = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let document = format!("<?xml version=\"1.0\"?><w:document {space}><w:body>{body}</w:body></w:document>");
    let mut parts: Vec<(&str, &[u8])> = vec![("word/document.xml", document.as_bytes())];
    parts.extend(others.iter().map(|(name, content)| (*name, content.as_bytes())));
    packed(&parts)
}

/// An OpenDocument text with a body.
pub(crate) fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\">\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    packed(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
}

/// An e-book whose chapters are given, in a folder of its own.
pub(crate) fn epub(record: &str, chapters: &[&str]) -> Vec<u8> {
    let container = r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
    let items: String = (0..chapters.len()).map(|n| format!("<item id=\"c{n}\" href=\"c{n}.xhtml\"/>")).collect();
    let spine: String = (0..chapters.len()).map(|n| format!("<itemref idref=\"c{n}\"/>")).collect();
    let book =
        format!("<package><metadata>{record}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>");
    let names: Vec<String> = (0..chapters.len()).map(|n| format!("OEBPS/c{n}.xhtml")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OEBPS/book.opf", book.as_bytes()),
    ];
    parts.extend(names.iter().zip(chapters).map(|(name, chapter)| (name.as_str(), chapter.as_bytes())));
    packed(&parts)
}

/// One line on a page: left edge and baseline from the lower left corner, size, words.
pub(crate) type Drawn<'a> = (f32, f32, f32, &'a str);

/// A PDF of A4 pages whose font is not embedded and whose codes are UCS-2, as older Chinese programs write them.
pub(crate) fn pdf(pages: &[Vec<Drawn<'_>>]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>";
    let descendant = "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)\
                      /Ordering(GB1)/Supplement 2>>/DW 1000/W[1[500] 17[500] 814 [500] 815 907 500]/FontDescriptor 5 0 R>>";
    pdf_with(pages, font, descendant, |words| {
        words.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>()
    })
}

/// A PDF of A4 pages with one font; `code` writes words in its codes, in hexadecimal.
pub(crate) fn pdf_with(
    pages: &[Vec<Drawn<'_>>],
    font: &str,
    descendant: &str,
    code: impl Fn(&str) -> String,
) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 6 + 2 * n)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        font.to_owned(),
        descendant.to_owned(),
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800\
         /Descent -200/CapHeight 700/StemV 80>>"
            .to_owned(),
    ];
    for (n, page) in pages.iter().enumerate() {
        let drawn: String = page
            .iter()
            .map(|(x, y, size, words)| format!("BT /F1 {size} Tf {x} {y} Td <{}> Tj ET\n", code(words)))
            .collect();
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {} 0 R>>",
            7 + 2 * n
        ));
        objects.push(format!("<</Length {}>>stream\n{drawn}\nendstream", drawn.len() + 1));
    }
    assembled(&objects, "")
}

/// Objects with a table of where each begins; `more` goes into the trailer.
pub(crate) fn assembled(objects: &[String], more: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    file.extend(
        format!("trailer<</Size {}/Root 1 0 R{more}>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    file
}
