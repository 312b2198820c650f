//! A review as a workbook (ECMA-376, SpreadsheetML): the table with frozen heads, a list with one quote a row for
//! filtering, and the references.

use super::review::{Mark, Review, ReviewCell};
use super::zip::{Zip, escape};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The most characters that a cell may hold.
const MOST: usize = 32_767;

/// The formats of cells, by their place in `styles.xml`.
#[derive(Clone, Copy)]
enum Look {
    Wrapped = 1,
    Head = 2,
}

/// The workbook as bytes.
#[must_use]
pub fn xlsx(review: &Review) -> Vec<u8> {
    let names = [&review.words.sheets[0], &review.words.sheets[1], &review.words.references];
    let mut zip = Zip::default();
    zip.add("[Content_Types].xml", types(names.len()).as_bytes());
    zip.add("_rels/.rels", root().as_bytes());
    zip.add("xl/workbook.xml", workbook(&names).as_bytes());
    zip.add("xl/_rels/workbook.xml.rels", relations(names.len()).as_bytes());
    zip.add("xl/styles.xml", styles().as_bytes());
    zip.add("xl/worksheets/sheet1.xml", table(review).as_bytes());
    zip.add("xl/worksheets/sheet2.xml", list(review).as_bytes());
    zip.add("xl/worksheets/sheet3.xml", references(review).as_bytes());
    zip.finish()
}

/// A run of rich text.
fn rich(text: &str, bold: bool) -> String {
    let weight = if bold { "<b/>" } else { "" };
    format!("<r><rPr>{weight}<sz val=\"11\"/></rPr><t xml:space=\"preserve\">{}</t></r>", escape(text))
}

/// A cell with rich text; `at` counts columns and rows from 0.
fn cell(at: (usize, usize), look: Look, runs: &str) -> String {
    format!("<c r=\"{}{}\" s=\"{}\" t=\"inlineStr\"><is>{runs}</is></c>", letters(at.0), at.1 + 1, look as u8)
}

fn plain(at: (usize, usize), look: Look, text: &str) -> String {
    let text: String = text.chars().take(MOST).collect();
    cell(at, look, &format!("<t xml:space=\"preserve\">{}</t>", escape(&text)))
}

/// The letters of a column: A, B, … Z, AA.
fn letters(mut column: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return letters;
        }
        column = column / 26 - 1;
    }
}

fn sheet(widths: &[u32], freeze: (usize, usize), rows: &[String]) -> String {
    let columns: String = widths
        .iter()
        .enumerate()
        .map(|(at, width)| format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1))
        .collect();
    let (across, down) = freeze;
    let split = if across > 0 { format!(" xSplit=\"{across}\"") } else { String::new() };
    let pane = if across > 0 { "bottomRight" } else { "bottomLeft" };
    let corner = format!("{}{}", letters(across), down + 1);
    let rows: String =
        rows.iter().enumerate().map(|(at, cells)| format!("<row r=\"{}\">{cells}</row>", at + 1)).collect();
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane{split} ySplit=\"{down}\" \
         topLeftCell=\"{corner}\" activePane=\"{pane}\" state=\"frozen\"/></sheetView></sheetViews><cols>{columns}</cols>\
         <sheetData>{rows}</sheetData></worksheet>"
    )
}

fn table(review: &Review) -> String {
    let mut head = plain((0, 0), Look::Head, &review.words.corner);
    for (at, (name, caption)) in review.heads.iter().enumerate() {
        let text = if caption.is_empty() { name.clone() } else { format!("{name}\n{caption}") };
        head.push_str(&plain((at + 1, 0), Look::Head, &text));
    }
    let citations = review.cite();
    let mut rows = vec![head];
    for (at, row) in review.rows.iter().enumerate() {
        let name = if row.verdict.is_empty() { row.name.clone() } else { format!("{}\n{}", row.name, row.verdict) };
        let mut cells = plain((0, at + 1), Look::Head, &name);
        for (column, content) in row.cells.iter().enumerate() {
            cells.push_str(&cell((column + 1, at + 1), Look::Wrapped, &runs(review, &citations, content)));
        }
        rows.push(cells);
    }
    let mut widths = vec![18];
    widths.extend(review.heads.iter().map(|_| 44));
    sheet(&widths, (1, 1), &rows)
}

/// The summary in bold, then the quotes with their marks, one a line; no longer than a cell may be.
fn runs(review: &Review, citations: &super::review::Citations, content: &ReviewCell) -> String {
    let mut left = MOST;
    let mut runs = String::new();
    let mut push = |text: &str, bold: bool| {
        let fits: String = text.chars().take(left).collect();
        left -= fits.chars().count();
        if !fits.is_empty() {
            runs.push_str(&rich(&fits, bold));
        }
    };
    let mut separator = "";
    if !content.summary.is_empty() {
        push(&content.summary, true);
        separator = "\n";
    }
    if !content.remark.is_empty() {
        push(&format!("{separator}{}", content.remark), false);
        separator = "\n";
    }
    for quote in &content.quotes {
        if !quote.gist.is_empty() {
            push(&format!("{separator}{}", quote.gist), true);
            separator = "\n";
        }
        let mark = match review.mark(citations, quote) {
            Some(Mark::Raised(mark) | Mark::Inline(mark)) => mark,
            Some(Mark::Note(note)) => format!("（{note}）"),
            None => String::new(),
        };
        push(&format!("{separator}{}{mark}", quote.text), false);
        separator = "\n";
    }
    if runs.is_empty() { rich(" ", false) } else { runs }
}

fn list(review: &Review) -> String {
    let heads = review.words.list_heads.iter().enumerate();
    let mut rows = vec![heads.map(|(at, head)| plain((at, 0), Look::Head, head)).collect::<String>()];
    for row in &review.rows {
        for ((head, _), content) in review.heads.iter().zip(&row.cells) {
            for quote in &content.quotes {
                let source = review.sources.get(quote.source);
                let reference = source.map(|s| super::reference::numbered(&s.meta, &s.title)).unwrap_or_default();
                let decided = if quote.decided { "" } else { review.words.proposed.as_str() };
                let at = rows.len();
                let texts = [&row.name, head, &row.verdict, &quote.gist, &quote.text, &reference, &quote.place]
                    .map(String::as_str);
                let cells = texts.into_iter().chain([decided]).enumerate();
                rows.push(cells.map(|(column, text)| plain((column, at), Look::Wrapped, text)).collect());
            }
        }
    }
    sheet(&[18, 14, 10, 30, 60, 48, 10, 10], (0, 1), &rows)
}

fn references(review: &Review) -> String {
    let mut rows = vec![plain((0, 0), Look::Head, &review.words.references)];
    for (mark, reference) in review.cite().list {
        let text = if mark.is_empty() { reference } else { format!("{mark} {reference}") };
        rows.push(plain((0, rows.len()), Look::Wrapped, &text));
    }
    sheet(&[110], (0, 1), &rows)
}

fn types(sheets: usize) -> String {
    let parts: String = (1..=sheets)
        .map(|at| {
            format!(
                "<Override PartName=\"/xl/worksheets/sheet{at}.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            )
        })
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override \
         PartName=\"/xl/styles.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{parts}</Types>"
    )
}

fn root() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn relations(sheets: usize) -> String {
    let sheets_of: String = (1..=sheets)
        .map(|at| {
            format!("<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>")
        })
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}\">{sheets_of}<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/styles\" \
         Target=\"styles.xml\"/></Relationships>",
        sheets + 1
    )
}

/// Sheet names may not hold \ / ? * [ ] : and are at most 31 characters long.
fn sheet_name(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '\\' | '/' | '?' | '*' | '[' | ']' | ':')).take(31).collect()
}

fn workbook(names: &[&String]) -> String {
    let sheets: String = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let name = escape(&sheet_name(name));
            format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", at + 1)
        })
        .collect();
    format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>")
}

fn styles() -> String {
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/>\
         <sz val=\"11\"/><name val=\"黑体\"/></font></fonts><fills count=\"2\"><fill><patternFill \
         patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border>\
         <left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" \
         fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" \
         borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" \
         applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" \
         borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" \
         wrapText=\"1\"/></xf></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" \
         builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}
