//! A review as a Word document (ECMA-376, WordprocessingML): a table on landscape pages whose head is repeated, real
//! footnotes, and the list of references.
//!
//! The parts are written here and packed by the `zip` crate. `docx-rs` was weighed for them: it cannot repeat the head of
//! a table on every page, it numbers footnotes by a counter of the whole process, so that a second document would not
//! begin with note 1, and it leaves out the separators that footnotes need.

use std::io::{Cursor, Write};
use std::ops::Range;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::format::FormatError;
use super::markup::escape;
use super::review::{Citations, Mark, Quote, Review, ReviewCell, ReviewRow};
use super::written::{self, Line, LineKind};

/// The width between the margins of a landscape A4 page, in twentieths of a point.
const TEXT_WIDTH: usize = 14_570;
/// Up to so many quotes in a cell, a row is not cut at the foot of a page.
const WHOLE: usize = 2;
/// The width of the first column.
const FIRST: usize = 1_700;

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/settings.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/footnotes.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/>\
<Override PartName=\"/word/footer1.xml\" \
ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";

const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
Target=\"word/document.xml\"/></Relationships>";

const PARTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" \
Target=\"settings.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" \
Target=\"footnotes.xml\"/>\
<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" \
Target=\"footer1.xml\"/></Relationships>";

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The document as bytes.
///
/// # Errors
///
/// When a part is larger than an archive can hold.
pub fn docx(review: &Review) -> Result<Vec<u8>, FormatError> {
    let mut writer = Writer { review, citations: review.cite(&review.tables()), notes: Vec::new() };
    let document = writer.document();
    let footnotes = writer.footnotes();
    pack(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/styles.xml", &styles()),
        ("word/settings.xml", &settings()),
        ("word/footnotes.xml", &footnotes),
        ("word/footer1.xml", &footer()),
    ])
}

/// An archive of the parts; without the hour of its making, so that the same parts give the same bytes.
fn pack(parts: &[(&str, &str)]) -> Result<Vec<u8>, FormatError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

struct Writer<'a> {
    review: &'a Review,
    citations: Citations,
    notes: Vec<String>,
}

impl Writer<'_> {
    fn document(&mut self) -> String {
        let review = self.review;
        let mut body = paragraph("Title", &run(&review.title, ""));
        if !review.scope.is_empty() {
            body.push_str(&paragraph("Small", &run(&review.scope, "")));
        }
        if review.has_proposed() && !review.words.dotted.is_empty() {
            body.push_str(&paragraph("Small", &run(&review.words.dotted, "")));
        }
        for columns in review.tables() {
            body.push_str(&self.table(columns));
            body.push_str(&paragraph("Normal", ""));
        }
        if !self.citations.list.is_empty() {
            body.push_str(&paragraph("Heading1", &run(&review.words.references, "")));
            for (mark, reference) in &self.citations.list {
                let text = if mark.is_empty() { reference.clone() } else { format!("{mark} {reference}") };
                body.push_str(&paragraph("Reference", &run(&text, "")));
            }
        }
        format!(
            "{HEAD}<w:document {NAMESPACES}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" \
             r:id=\"rId4\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1134\" \
             w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
             </w:sectPr></w:body></w:document>"
        )
    }

    /// The table with some of its columns.
    fn table(&mut self, columns: Range<usize>) -> String {
        let review = self.review;
        let width = (TEXT_WIDTH - FIRST) / columns.len().max(1);
        let mut table = "<w:tbl><w:tblPr><w:tblStyle w:val=\"Review\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
            .to_owned();
        table.push_str(&format!("<w:gridCol w:w=\"{FIRST}\"/>"));
        table.push_str(&format!("<w:gridCol w:w=\"{width}\"/>").repeat(columns.len()));
        table.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        table.push_str(&cell(FIRST, &paragraph("Name", &run(&review.words.corner, ""))));
        for (name, caption) in &review.heads[columns.clone()] {
            let mut head = paragraph("Name", &run(name, ""));
            if !caption.is_empty() {
                head.push_str(&paragraph("Small", &run(caption, "")));
            }
            table.push_str(&cell(width, &head));
        }
        table.push_str("</w:tr>");
        for row in &review.rows {
            table.push_str(&self.row(row, columns.clone(), width));
        }
        table.push_str("</w:tbl>");
        table
    }

    fn row(&mut self, row: &ReviewRow, columns: Range<usize>, width: usize) -> String {
        let mut first = paragraph("Name", &run(&row.name, ""));
        if !row.verdict.is_empty() {
            first.push_str(&paragraph("Small", &run(&row.verdict, "")));
        }
        // A row of a few quotes stays on one page; a longer one may be cut.
        let longest = row.cells.iter().map(|cell| cell.quotes.len()).max().unwrap_or(0);
        let whole = if longest <= WHOLE { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
        let mut text = format!("<w:tr>{whole}{}", cell(FIRST, &first));
        for content in row.cells.get(columns.clone()).unwrap_or_default() {
            let inside = self.cell(content);
            text.push_str(&cell(width, &inside));
        }
        text.push_str("</w:tr>");
        // What holds of all columns stands under the last of them.
        let is_last = columns.end == self.review.heads.len();
        if is_last && !(row.paragraph.is_empty() && row.relations.is_empty()) {
            let mut inside = String::new();
            if !row.paragraph.is_empty() {
                inside.push_str(&paragraph("Normal", &run(&row.paragraph, "")));
            }
            for relation in &row.relations {
                inside.push_str(&paragraph("Small", &run(relation, "")));
            }
            let span = columns.len().max(1);
            text.push_str(&format!(
                "<w:tr>{}<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/></w:tcPr>{inside}\
                 </w:tc></w:tr>",
                cell(FIRST, &paragraph("Small", "")),
                width * span
            ));
        }
        text
    }

    fn cell(&mut self, content: &ReviewCell) -> String {
        let mut inside = String::new();
        if !content.summary.is_empty() {
            inside.push_str(&paragraph("Summary", &run(&content.summary, "")));
        }
        if !content.remark.is_empty() {
            inside.push_str(&paragraph("Small", &run(&content.remark, "")));
        }
        for quote in &content.quotes {
            inside.push_str(&self.quote(quote));
        }
        if !content.rest.is_empty() {
            inside.push_str(&paragraph("Small", &run(&content.rest, "")));
        }
        // A cell of a table must end in a paragraph.
        if inside.is_empty() { paragraph("Small", "") } else { inside }
    }

    fn quote(&mut self, quote: &Quote) -> String {
        let mut inside = String::new();
        if !quote.gist.is_empty() {
            inside.push_str(&paragraph("Gist", &run(&quote.gist, "")));
        }
        let mut runs = run(&quote.text, "");
        match self.review.mark(&self.citations, quote) {
            Some(Mark::Note(note)) => {
                self.notes.push(note);
                // Notes 0 and 1 are the separators.
                let id = self.notes.len() + 1;
                runs.push_str(&format!(
                    "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
                ));
            }
            Some(Mark::Raised(mark)) => runs.push_str(&run(&mark, "<w:vertAlign w:val=\"superscript\"/>")),
            Some(Mark::Inline(mark, place)) => {
                runs.push_str(&run(&mark, ""));
                runs.push_str(&run(&place, "<w:vertAlign w:val=\"superscript\"/>"));
            }
            None => {}
        }
        inside.push_str(&paragraph(if quote.decided { "Quote" } else { "Proposed" }, &runs));
        written::lines(&quote.note).iter().for_each(|line| inside.push_str(&note_line(line)));
        inside
    }

    fn footnotes(&self) -> String {
        let mut text = format!(
            "{HEAD}<w:footnotes {NAMESPACES}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:separator/></w:r>\
             </w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"1\"><w:p><w:r>\
             <w:continuationSeparator/></w:r></w:p></w:footnote>"
        );
        for (at, note) in self.notes.iter().enumerate() {
            let reference = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>";
            let runs = format!("{reference}{}", run(&format!(" {note}"), ""));
            let id = at + 2;
            text.push_str(&format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", paragraph("FootnoteText", &runs)));
        }
        text.push_str("</w:footnotes>");
        text
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// A line of what the person has written on a quote.
fn note_line(line: &Line) -> String {
    let (style, indent) = match line.kind {
        LineKind::Heading => ("Name", 0),
        LineKind::Quote => ("Quote", 0),
        LineKind::Item => ("Normal", 320 * line.depth),
        LineKind::Plain => ("Normal", 0),
    };
    let properties = |of: &written::Run| {
        let (strong, stressed) = (if of.strong { "<w:b/>" } else { "" }, if of.stressed { "<w:i/>" } else { "" });
        format!("{strong}{stressed}")
    };
    let runs: String = line.runs.iter().map(|of| run(&of.text, &properties(of))).collect();
    let hanging = if indent > 0 { format!("<w:ind w:left=\"{indent}\" w:hanging=\"240\"/>") } else { String::new() };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{hanging}</w:pPr>{runs}</w:p>")
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

fn cell(width: usize, inside: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{inside}</w:tc>")
}

/// A paragraph style; sizes are in half points, spaces in twentieths of a point.
fn style(id: &str, based: bool, size: u32, sans: bool, paragraph: &str, run: &str) -> String {
    let east = if sans { "黑体" } else { "宋体" };
    let latin = if sans { "Arial" } else { "Times New Roman" };
    let based = if based { "<w:basedOn w:val=\"Normal\"/>" } else { "" };
    let default = if id == "Normal" { " w:default=\"1\"" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{id}\"/>{based}<w:pPr>{paragraph}\
         </w:pPr><w:rPr><w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:cs=\"{latin}\" w:eastAsia=\"{east}\"/>{run}\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
    )
}

fn styles() -> String {
    let space = |before: u32, after: u32| {
        format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"300\" w:lineRule=\"auto\"/>")
    };
    let grey = "<w:color w:val=\"6A645A\"/>";
    let rule = |line: &str, colour: &str| {
        let left = format!("<w:left w:val=\"{line}\" w:sz=\"8\" w:space=\"6\" w:color=\"{colour}\"/>");
        format!("<w:pBdr>{left}</w:pBdr>{}<w:ind w:left=\"160\"/>", space(20, 80))
    };
    let all = [
        style("Normal", false, 21, false, &space(0, 60), ""),
        style("Title", true, 32, true, &space(0, 120), "<w:b/>"),
        style("Heading1", true, 24, true, &format!("<w:keepNext/>{}", space(240, 120)), "<w:b/>"),
        // Nothing in the table is kept with what follows: a whole table would be pushed to the next page.
        style("Name", true, 21, true, &space(40, 40), "<w:b/>"),
        style("Summary", true, 21, true, &space(40, 40), "<w:b/>"),
        style("Gist", true, 19, true, &space(60, 0), ""),
        style("Quote", true, 19, false, &rule("single", "C9C1B2"), ""),
        style("Proposed", true, 19, false, &rule("dotted", "6A645A"), ""),
        style("Small", true, 17, true, &space(0, 40), grey),
        style("Reference", true, 19, false, &format!("{}<w:ind w:left=\"420\" w:hanging=\"420\"/>", space(0, 40)), ""),
        style("FootnoteText", true, 18, false, &space(0, 0), ""),
        style("Footer", true, 17, true, "<w:jc w:val=\"center\"/>", grey),
    ];
    format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\" \
         w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>{}<w:style w:type=\"character\" \
         w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign \
         w:val=\"superscript\"/></w:rPr></w:style><w:style w:type=\"table\" w:styleId=\"Review\"><w:name \
         w:val=\"Review\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"6A645A\"/>\
         <w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"6A645A\"/><w:insideH w:val=\"single\" w:sz=\"4\" \
         w:space=\"0\" w:color=\"C9C1B2\"/></w:tblBorders><w:tblCellMar><w:left w:w=\"100\" w:type=\"dxa\"/><w:right \
         w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        all.concat()
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings {NAMESPACES}><w:footnotePr><w:footnote w:id=\"0\"/><w:footnote w:id=\"1\"/></w:footnotePr>\
         </w:settings>"
    )
}

/// The number of the page.
fn footer() -> String {
    format!(
        "{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:fldChar \
         w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar \
         w:fldCharType=\"end\"/></w:r></w:p></w:ftr>"
    )
}
