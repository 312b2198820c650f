//! A review as a workbook: the table with frozen heads, a list with one quote a row for filtering, how the holders stand
//! to each other, and the references. `rust_xlsxwriter` writes the format.
//!
//! In the table a quote has a row of its own under the summaries of its topic: a row of a workbook is never taller than
//! 409 points, and a cell with many quotes would be cut.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::reference;
use super::review::{Citations, Mark, Quote, Review, ReviewRow};

/// The most characters that a cell may hold.
const MOST: usize = 32_767;
/// A4, in the numbers of the format.
const A4: u8 = 9;
const FADED: u32 = 0x6A_645A;
const HAIRLINE: u32 = 0xC9_C1B2;

/// The workbook as bytes.
///
/// # Errors
///
/// When the review has more rows or columns than a sheet can hold.
pub fn xlsx(review: &Review) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    // The first moment that archives know, so that the same review gives the same bytes.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&review.title).set_creation_datetime(&made));
    let words = &review.words;
    let citations = review.cite();
    table(named(&mut workbook, &words.sheets[0])?, review, &citations, &looks)?;
    list(named(&mut workbook, &words.sheets[1])?, review, &looks)?;
    if review.rows.iter().any(|row| !row.relations.is_empty() || !row.paragraph.is_empty()) {
        standing(named(&mut workbook, &words.sheets[2])?, review, &looks)?;
    }
    references(named(&mut workbook, &words.references)?, review, &citations, &looks)?;
    workbook.save_to_buffer()
}

/// How cells look.
struct Looks {
    head: Format,
    topic: Format,
    summary: Format,
    quote: Format,
    small: Format,
    bold: Format,
    plain: Format,
    grey: Format,
}

impl Looks {
    fn new() -> Self {
        let serif = Format::new().set_font_name("宋体").set_font_size(11);
        let sans = Format::new().set_font_name("黑体").set_font_size(11).set_bold();
        let set = |format: Format| format.set_text_wrap().set_align(FormatAlign::Top);
        let ruled = |format: Format| set(format).set_border_top(FormatBorder::Thin).set_border_top_color(HAIRLINE);
        Self {
            head: set(sans.clone()).set_border_bottom(FormatBorder::Thin).set_border_bottom_color(FADED),
            topic: ruled(sans.clone()),
            summary: ruled(sans.clone()),
            quote: set(serif.clone()),
            small: ruled(serif.clone()).set_font_color(FADED),
            bold: sans,
            plain: serif.clone(),
            grey: serif.set_font_color(FADED),
        }
    }
}

/// A new sheet, set for landscape A4. Names may not hold \ / ? * [ ] : and are at most 31 characters long.
fn named<'a>(workbook: &'a mut Workbook, name: &str) -> Result<&'a mut Worksheet, XlsxError> {
    let name: String =
        name.chars().filter(|c| !matches!(c, '\\' | '/' | '?' | '*' | '[' | ']' | ':')).take(31).collect();
    let sheet = workbook.add_worksheet();
    if !name.is_empty() {
        sheet.set_name(name)?;
    }
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C&P / &N");
    sheet.set_repeat_rows(0, 0)?;
    Ok(sheet)
}

fn widths(sheet: &mut Worksheet, widths: impl IntoIterator<Item = u32>) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// Text that a cell can hold.
fn fitting(text: &str) -> String {
    text.chars().take(MOST).collect()
}

fn table(sheet: &mut Worksheet, review: &Review, citations: &Citations, looks: &Looks) -> Result<(), XlsxError> {
    let across = review.heads.len().max(1) as u32;
    widths(sheet, std::iter::once(16).chain(review.heads.iter().map(|_| (150 / across).clamp(24, 60))))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.write_string_with_format(0, 0, &review.words.corner, &looks.head)?;
    for (column, (name, caption)) in (1..).zip(&review.heads) {
        let text = if caption.is_empty() { name.clone() } else { format!("{name}\n{caption}") };
        sheet.write_string_with_format(0, column, text, &looks.head)?;
    }
    let mut line = 1;
    for row in &review.rows {
        line = table_row(sheet, line, row, review, citations, looks)?;
    }
    Ok(())
}

/// Writes a row with its quotes from a line of the sheet on; returns the next free line.
fn table_row(
    sheet: &mut Worksheet,
    line: u32,
    row: &ReviewRow,
    review: &Review,
    citations: &Citations,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let verdict = if row.verdict.is_empty() { String::new() } else { format!("\n{}", row.verdict) };
    sheet.write_string_with_format(line, 0, format!("{}{verdict}", row.name), &looks.topic)?;
    let quotes = row.cells.iter().map(|cell| cell.quotes.len()).max().unwrap_or(0) as u32;
    for (column, cell) in (1..).zip(&row.cells) {
        match (cell.summary.as_str(), cell.remark.as_str()) {
            ("", remark) => sheet.write_string_with_format(line, column, remark, &looks.small)?,
            (summary, "") => sheet.write_string_with_format(line, column, fitting(summary), &looks.summary)?,
            (summary, remark) => {
                let remark = format!("\n{remark}");
                let pieces = [(&looks.bold, summary), (&looks.grey, remark.as_str())];
                sheet.write_rich_string_with_format(line, column, &pieces, &looks.summary)?
            }
        };
        for (below, quote) in (line + 1..).zip(&cell.quotes) {
            write_quote(sheet, (below, column), quote, review.mark(citations, quote), review, looks)?;
        }
    }
    Ok(line + 1 + quotes)
}

/// The person's words in bold, the quote, its mark, and in grey whether it has only been proposed.
fn write_quote(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    quote: &Quote,
    mark: Option<Mark>,
    review: &Review,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let mark = match mark {
        Some(Mark::Raised(mark) | Mark::Inline(mark)) => mark,
        Some(Mark::Note(note)) => format!("（{note}）"),
        None => String::new(),
    };
    let gist = if quote.gist.is_empty() { String::new() } else { format!("{}\n", quote.gist) };
    let proposed = if quote.decided || review.words.proposed.is_empty() { "" } else { review.words.proposed.as_str() };
    let pieces = [
        (&looks.bold, gist),
        (&looks.plain, fitting(&quote.text)),
        (&looks.grey, mark),
        (&looks.grey, proposed.to_owned()),
    ];
    let pieces: Vec<(&Format, &str)> =
        pieces.iter().filter(|(_, text)| !text.is_empty()).map(|(format, text)| (*format, text.as_str())).collect();
    let length: usize = pieces.iter().map(|(_, text)| text.chars().count()).sum();
    match pieces.as_slice() {
        [] => {}
        // A rich string is of two pieces at least, and no longer than a cell may be.
        [(_, only)] => drop(sheet.write_string_with_format(line, column, *only, &looks.quote)?),
        _ if length > MOST => {
            sheet.write_string_with_format(line, column, fitting(&quote.text), &looks.quote)?;
        }
        pieces => drop(sheet.write_rich_string_with_format(line, column, pieces, &looks.quote)?),
    }
    Ok(())
}

/// One quote a row, for filtering and sorting.
fn list(sheet: &mut Worksheet, review: &Review, looks: &Looks) -> Result<(), XlsxError> {
    widths(sheet, [18, 14, 10, 30, 60, 48, 10, 10])?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, head) in (0..).zip(&review.words.list_heads) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
    }
    let mut line = 1;
    for row in &review.rows {
        for ((head, _), content) in review.heads.iter().zip(&row.cells) {
            for quote in &content.quotes {
                let source = review.sources.get(quote.source);
                let reference = source.map(|s| reference::numbered(&s.meta, &s.title)).unwrap_or_default();
                let decided = if quote.decided { "" } else { review.words.proposed.as_str() };
                let texts = [&row.name, head, &row.verdict, &quote.gist, &quote.text, &reference, &quote.place]
                    .map(String::as_str);
                for (column, text) in (0..).zip(texts.into_iter().chain([decided])) {
                    sheet.write_string_with_format(line, column, fitting(text), &looks.quote)?;
                }
                line += 1;
            }
        }
    }
    if line > 1 {
        let last = review.words.list_heads.len() as u16 - 1;
        sheet.autofilter(0, 0, line - 1, last)?;
    }
    Ok(())
}

/// How the holders stand to each other on each topic, and the person's paragraph on it.
fn standing(sheet: &mut Worksheet, review: &Review, looks: &Looks) -> Result<(), XlsxError> {
    widths(sheet, [18, 12, 120])?;
    sheet.set_freeze_panes(1, 0)?;
    let heads = [&review.words.corner, &review.words.list_heads[2], &review.words.sheets[2]];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
    }
    let mut line = 1;
    for row in &review.rows {
        let paragraph = Some(&row.paragraph).filter(|paragraph| !paragraph.is_empty());
        for text in paragraph.into_iter().chain(&row.relations) {
            sheet.write_string_with_format(line, 0, &row.name, &looks.quote)?;
            sheet.write_string_with_format(line, 1, &row.verdict, &looks.quote)?;
            sheet.write_string_with_format(line, 2, fitting(text), &looks.quote)?;
            line += 1;
        }
    }
    Ok(())
}

fn references(sheet: &mut Worksheet, review: &Review, citations: &Citations, looks: &Looks) -> Result<(), XlsxError> {
    widths(sheet, [110])?;
    sheet.write_string_with_format(0, 0, &review.words.references, &looks.head)?;
    for (line, (mark, reference)) in (1..).zip(&citations.list) {
        let text = if mark.is_empty() { reference.clone() } else { format!("{mark} {reference}") };
        sheet.write_string_with_format(line, 0, text, &looks.quote)?;
    }
    Ok(())
}
