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
use super::written;

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
    let citations = review.cite(&[review.whole()]);
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
    rest: Format,
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
            rest: set(serif.clone()).set_font_color(FADED),
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

/// The height of a line of text in points, and the most that a row can have.
const LINE: f64 = 15.5;
const TALLEST: f64 = 409.0;

/// Makes a row of a sheet as tall as its texts need in columns of these widths: not every program does so by itself.
fn fit<'a>(sheet: &mut Worksheet, line: u32, texts: impl IntoIterator<Item = (&'a str, u32)>) -> Result<(), XlsxError> {
    // Widths are counted in figures; a Han character is somewhat wider than two.
    let units = |c: char| if c.is_ascii() { 1.1 } else { 2.35 };
    let lines = |(text, width): (&str, u32)| {
        let of = |line: &str| (line.chars().map(units).sum::<f64>() / f64::from(width.max(4))).ceil().max(1.0);
        text.lines().map(of).sum::<f64>()
    };
    let tallest = texts.into_iter().map(lines).fold(1.0, f64::max);
    sheet.set_row_height(line, (tallest * LINE).min(TALLEST))?;
    Ok(())
}

/// Text that a cell can hold.
fn fitting(text: &str) -> String {
    text.chars().take(MOST).collect()
}

/// The width of the column of topics.
const FIRST: u32 = 16;

/// The width of a column of the table.
fn column_width(review: &Review) -> u32 {
    (150 / review.heads.len().max(1) as u32).clamp(24, 60)
}

fn table(sheet: &mut Worksheet, review: &Review, citations: &Citations, looks: &Looks) -> Result<(), XlsxError> {
    let width = column_width(review);
    widths(sheet, std::iter::once(FIRST).chain(review.heads.iter().map(|_| width)))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.write_string_with_format(0, 0, &review.words.corner, &looks.head)?;
    let head = |(name, caption): &(String, String)| {
        if caption.is_empty() { name.clone() } else { format!("{name}\n{caption}") }
    };
    let heads: Vec<String> = review.heads.iter().map(head).collect();
    for (column, text) in (1..).zip(&heads) {
        sheet.write_string_with_format(0, column, text, &looks.head)?;
    }
    fit(sheet, 0, heads.iter().map(|text| (text.as_str(), width)))?;
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
    let width = column_width(review);
    let first = format!("{}{verdict}", row.name);
    let said = row.cells.iter().map(|cell| (cell.summary.as_str(), width));
    let remarks = row.cells.iter().map(|cell| (cell.remark.as_str(), width));
    sheet.write_string_with_format(line, 0, &first, &looks.topic)?;
    fit(sheet, line, said.chain(remarks).chain([(first.as_str(), FIRST)]))?;
    // What is only counted stands under the quotes.
    let quotes = row.cells.iter().map(|cell| cell.quotes.len() + usize::from(!cell.rest.is_empty())).max().unwrap_or(0);
    for at in 0..quotes {
        let quotes = row.cells.iter().filter_map(|cell| cell.quotes.get(at));
        let texts: Vec<String> = quotes
            .map(|quote| {
                let mark = mark_text(review.mark(citations, quote));
                let gist = own_words(quote);
                format!("{gist}{}{mark}{}", quote.text, proposed(review, quote))
            })
            .collect();
        fit(sheet, line + 1 + at as u32, texts.iter().map(|text| (text.as_str(), width)))?;
    }
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
        if !cell.rest.is_empty() {
            let below = line + 1 + cell.quotes.len() as u32;
            sheet.write_string_with_format(below, column, &cell.rest, &looks.rest)?;
        }
    }
    Ok(line + 1 + quotes as u32)
}

fn mark_text(mark: Option<Mark>) -> String {
    match mark {
        Some(Mark::Raised(mark)) => mark,
        Some(Mark::Inline(mark, place)) => mark + &place,
        Some(Mark::Note(note)) => format!("（{note}）"),
        None => String::new(),
    }
}

/// The mark of what has only been proposed.
fn proposed<'a>(review: &'a Review, quote: &Quote) -> &'a str {
    if quote.decided { "" } else { review.words.proposed.as_str() }
}

/// What the person says on a quote, on lines of its own; empty where it is nothing.
fn own_words(quote: &Quote) -> String {
    let note = written::plain(&quote.note);
    [quote.gist.as_str(), note.as_str()]
        .iter()
        .filter(|said| !said.is_empty())
        .map(|said| format!("{said}\n"))
        .collect()
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
    let gist = own_words(quote);
    let pieces = [
        (&looks.bold, gist),
        (&looks.plain, fitting(&quote.text)),
        (&looks.grey, mark_text(mark)),
        (&looks.grey, proposed(review, quote).to_owned()),
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
    const WIDTHS: [u32; 8] = [18, 14, 10, 30, 60, 48, 10, 10];
    widths(sheet, WIDTHS)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, head) in (0..).zip(&review.words.list_heads) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
    }
    let mut line = 1;
    for row in &review.rows {
        for ((head, _), content) in review.heads.iter().zip(&row.cells) {
            for (at, quote) in content.quotes.iter().enumerate() {
                // What is said of the cell is said of its first quote.
                let own = own_words(quote);
                let said = if own.is_empty() && at == 0 { content.summary.as_str() } else { own.trim_end() };
                let source = review.sources.get(quote.source);
                let reference = source.map(|s| reference::numbered(&s.meta, &s.title)).unwrap_or_default();
                let texts = [row.name.as_str(), head, &row.verdict, said, &quote.text, &reference, &quote.place];
                fit(sheet, line, texts.into_iter().zip(WIDTHS))?;
                for (column, text) in (0..).zip(texts.into_iter().chain([proposed(review, quote)])) {
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
            fit(sheet, line, [(text.as_str(), 120)])?;
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
        fit(sheet, line, [(text.as_str(), 110)])?;
        sheet.write_string_with_format(line, 0, text, &looks.quote)?;
    }
    Ok(())
}
