//! A review as Markdown and as a page of HTML.

use std::ops::Range;

use super::markup::escape;
use super::review::{Citations, Mark, Quote, Review, ReviewCell};
use super::written::{self, Line, LineKind};

/// Markdown with a table for the overview and a section for each row; notes as `[^1]`.
#[must_use]
pub fn markdown(review: &Review) -> String {
    let citations = review.cite(&[review.whole()]);
    let mut notes = Vec::new();
    let mut text = format!("# {}\n\n", inline(&review.title));
    if !review.scope.is_empty() {
        text.push_str(&format!("{}\n\n", inline(&review.scope)));
    }
    // With one column, the sections alone say all that it would.
    if review.heads.len() > 1 {
        text.push_str(&overview(review));
    }
    for row in &review.rows {
        text.push_str(&format!("\n## {}\n\n", inline(&row.name)));
        if !row.verdict.is_empty() {
            text.push_str(&format!("**{}**\n\n", inline(&row.verdict)));
        }
        if !row.paragraph.is_empty() {
            text.push_str(&format!("{}\n\n", inline(&row.paragraph)));
        }
        for ((name, _), cell) in review.heads.iter().zip(&row.cells) {
            section(review, &citations, name, cell, &mut notes, &mut text);
        }
        for relation in &row.relations {
            text.push_str(&format!("- {}\n", inline(relation)));
        }
    }
    if !citations.list.is_empty() {
        text.push_str(&format!("\n## {}\n\n", inline(&review.words.references)));
        for (mark, reference) in &citations.list {
            let mark = if mark.is_empty() { "-".to_owned() } else { format!("\\{}", mark.replace(']', "\\]")) };
            text.push_str(&format!("{mark} {}\n\n", inline(reference)));
        }
    }
    for (at, note) in notes.iter().enumerate() {
        text.push_str(&format!("[^{}]: {}\n", at + 1, inline(note)));
    }
    text
}

fn overview(review: &Review) -> String {
    let cell = |text: &str| inline(text).replace('|', "\\|");
    let mut text = format!("| {} |", cell(&review.words.corner));
    for (name, _) in &review.heads {
        text.push_str(&format!(" {} |", cell(name)));
    }
    text.push_str(&format!("\n|{}\n", " --- |".repeat(review.heads.len() + 1)));
    for row in &review.rows {
        let verdict = if row.verdict.is_empty() { String::new() } else { format!("（{}）", row.verdict) };
        text.push_str(&format!("| {} |", cell(&format!("{}{verdict}", row.name))));
        for content in &row.cells {
            let short = match (&content.summary, content.quotes.first()) {
                (summary, _) if !summary.is_empty() => summary.clone(),
                (_, Some(quote)) => quote.text.clone(),
                (_, None) => content.remark.clone(),
            };
            text.push_str(&format!(" {} |", cell(&short)));
        }
        text.push('\n');
    }
    text
}

fn section(
    review: &Review,
    citations: &Citations,
    name: &str,
    cell: &ReviewCell,
    notes: &mut Vec<String>,
    text: &mut String,
) {
    let said = if cell.summary.is_empty() { &cell.remark } else { &cell.summary };
    if review.heads.len() > 1 || !said.is_empty() {
        text.push_str(&format!("**{}** {}\n\n", inline(name), inline(said)));
    }
    for quote in &cell.quotes {
        let mark = match review.mark(citations, quote) {
            Some(Mark::Note(note)) => {
                notes.push(note);
                format!("[^{}]", notes.len())
            }
            Some(Mark::Raised(mark)) => format!("<sup>{}</sup>", inline(&mark)),
            Some(Mark::Inline(mark, place)) if place.is_empty() => inline(&mark),
            Some(Mark::Inline(mark, place)) => format!("{}<sup>{}</sup>", inline(&mark), inline(&place)),
            None => String::new(),
        };
        let proposed = if quote.decided { "" } else { review.words.proposed.as_str() };
        text.push_str(&format!("> {}{}{mark}{}\n\n", gist(quote, "**"), inline(&quote.text), inline(proposed)));
        if !quote.note.trim().is_empty() {
            // It is Markdown as it stands.
            text.push_str(&format!("{}\n\n", quote.note.trim()));
        }
    }
    if !cell.rest.is_empty() {
        text.push_str(&format!("{}\n\n", inline(&cell.rest)));
    }
}

fn gist(quote: &Quote, bold: &str) -> String {
    if quote.gist.is_empty() { String::new() } else { format!("{bold}{}{bold}　", inline(&quote.gist)) }
}

/// Text in which nothing is taken for markup.
fn inline(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => {
                plain.push('\\');
                plain.push(c);
            }
            '\n' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// How a page looks; the same paper and ink as the window.
const STYLE: &str = "\
body{max-width:72rem;margin:2rem auto;padding:0 1rem;background:#fbf9f4;color:#211f1b;\
font:16px/1.7 'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif}\
h1,h2,th,.summary,.name{font-family:'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif}\
table{border-collapse:collapse;width:100%;table-layout:fixed;margin-bottom:2rem}\
th,td{text-align:left;vertical-align:top;padding:.6rem .8rem;border-bottom:1px solid #e3ddd1}\
thead th{border-bottom:1px solid #6a645a;position:sticky;top:0;background:#fbf9f4}\
.summary{font-weight:bold}blockquote{margin:.4rem 0;padding-left:.7rem;border-left:2px solid #e3ddd1}\
blockquote.proposed{border-left-style:dotted;border-left-color:#6a645a}\
.small,.remark{color:#6a645a;font-size:.8rem}.verdict{font-size:.75rem;font-weight:normal}\
tr>th:first-child{width:6.4em}\
@media print{body{background:none;margin:0;max-width:none;padding:0;font-size:10.5pt;line-height:1.55}thead{display:table-header-group}\
thead th{background:none}tr,li{break-inside:avoid}tr.joined{break-after:avoid}tr.tall{break-inside:auto}.tall blockquote{break-inside:avoid}h2{break-after:avoid}ol{columns:2;column-gap:2rem;font-size:8.5pt;line-height:1.4}a{color:inherit;text-decoration:none}.back{display:none}\
blockquote{border-left-color:#6a645a}}";

/// From more quotes in one cell on, a row goes on over the foot of a page.
const TALL: usize = 3;

/// How a table of more than two columns lies on paper.
const LANDSCAPE: &str = "@page{size:A4 landscape;margin:15mm}";
/// The same for few columns.
const UPRIGHT: &str = "@page{size:A4;margin:18mm}";
/// Asks for the printer as soon as the page is there.
const PRINT: &str = "<script>addEventListener('load',()=>print())</script>\n";

/// A page of HTML for paper, which asks the browser to print it.
#[must_use]
pub fn paper(review: &Review) -> String {
    page(review, PRINT)
}

/// A page of HTML that stands alone: one table, notes and references under it. It prints as it is seen.
#[must_use]
pub fn html(review: &Review) -> String {
    page(review, "")
}

fn page(review: &Review, script: &str) -> String {
    let paper = if review.heads.len() > 2 { LANDSCAPE } else { UPRIGHT };
    let tables = review.tables();
    let citations = review.cite(&tables);
    let mut notes = Vec::new();
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}{paper}</style>\n\
         {script}</head>\n<body>\n<h1>{}</h1>\n",
        escape(&review.words.language),
        escape(&review.title),
        escape(&review.title)
    );
    if !review.scope.is_empty() {
        page.push_str(&format!("<p class=\"small\">{}</p>\n", escape(&review.scope)));
    }
    if review.has_proposed() && !review.words.dotted.is_empty() {
        page.push_str(&format!("<p class=\"small\">{}</p>\n", escape(&review.words.dotted)));
    }
    for columns in tables {
        html_table(review, &citations, columns, &mut notes, &mut page);
    }
    if !notes.is_empty() {
        page.push_str("<ol>\n");
        for (at, note) in notes.iter().enumerate() {
            let number = at + 1;
            page.push_str(&format!(
                "<li id=\"n{number}\">{} <a class=\"back\" href=\"#m{number}\">↩</a></li>\n",
                escape(note)
            ));
        }
        page.push_str("</ol>\n");
    }
    if !citations.list.is_empty() {
        page.push_str(&format!("<h2>{}</h2>\n", escape(&review.words.references)));
        for (mark, reference) in &citations.list {
            page.push_str(&format!("<p>{} {}</p>\n", escape(mark), escape(reference)));
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The table with some of its columns.
fn html_table(
    review: &Review,
    citations: &Citations,
    columns: Range<usize>,
    notes: &mut Vec<String>,
    page: &mut String,
) {
    page.push_str(&format!("<table>\n<thead><tr><th scope=\"col\">{}</th>", escape(&review.words.corner)));
    for (name, caption) in &review.heads[columns.clone()] {
        let caption = escape(caption);
        page.push_str(&format!("<th scope=\"col\">{} <span class=\"small\">{caption}</span></th>", escape(name)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &review.rows {
        let verdict = escape(&row.verdict);
        let cells = row.cells.get(columns.clone()).unwrap_or_default();
        let tall = cells.iter().any(|cell| cell.quotes.len() > TALL);
        // What holds of all columns stands under the last of them.
        let joins = columns.end == review.heads.len() && !(row.paragraph.is_empty() && row.relations.is_empty());
        let row_tag = match (tall, joins) {
            (true, _) => "<tr class=\"tall\">",
            (false, true) => "<tr class=\"joined\">",
            (false, false) => "<tr>",
        };
        page.push_str(&format!(
            "{row_tag}<th scope=\"row\">{}<br><span class=\"verdict\">{verdict}</span></th>",
            escape(&row.name)
        ));
        for cell in cells {
            page.push_str("<td>");
            html_cell(review, citations, cell, notes, page);
            page.push_str("</td>");
        }
        page.push_str("</tr>\n");
        if joins {
            page.push_str(&format!("<tr><td></td><td colspan=\"{}\">", columns.len().max(1)));
            if !row.paragraph.is_empty() {
                page.push_str(&format!("<p>{}</p>", escape(&row.paragraph)));
            }
            for relation in &row.relations {
                page.push_str(&format!("<div class=\"small\">{}</div>", escape(relation)));
            }
            page.push_str("</td></tr>\n");
        }
    }
    page.push_str("</tbody>\n</table>\n");
}

fn html_cell(review: &Review, citations: &Citations, cell: &ReviewCell, notes: &mut Vec<String>, page: &mut String) {
    if !cell.summary.is_empty() {
        page.push_str(&format!("<div class=\"summary\">{}</div>", escape(&cell.summary)));
    }
    if !cell.remark.is_empty() {
        page.push_str(&format!("<div class=\"remark\">{}</div>", escape(&cell.remark)));
    }
    for quote in &cell.quotes {
        let class = if quote.decided { "" } else { " class=\"proposed\"" };
        page.push_str(&format!("<blockquote{class}>"));
        if !quote.gist.is_empty() {
            page.push_str(&format!("<span class=\"name\">{}</span><br>", escape(&quote.gist)));
        }
        page.push_str(&escape(&quote.text));
        match review.mark(citations, quote) {
            Some(Mark::Note(note)) => {
                notes.push(note);
                let number = notes.len();
                page.push_str(&format!("<sup><a id=\"m{number}\" href=\"#n{number}\">{number}</a></sup>"));
            }
            Some(Mark::Raised(mark)) => page.push_str(&format!("<sup>{}</sup>", escape(&mark))),
            Some(Mark::Inline(mark, place)) => {
                page.push_str(&format!("{}<sup>{}</sup>", escape(&mark), escape(&place)));
            }
            None => {}
        }
        page.push_str("</blockquote>");
        written::lines(&quote.note).iter().for_each(|line| page.push_str(&note_line(line)));
    }
    if !cell.rest.is_empty() {
        page.push_str(&format!("<div class=\"small\">{}</div>", escape(&cell.rest)));
    }
}

/// A line of what the person has written on a quote.
fn note_line(line: &Line) -> String {
    let run = |run: &written::Run| {
        let text = escape(&run.text);
        let text = if run.stressed { format!("<em>{text}</em>") } else { text };
        if run.strong { format!("<strong>{text}</strong>") } else { text }
    };
    let text: String = line.runs.iter().map(run).collect();
    match line.kind {
        LineKind::Heading => format!("<p class=\"name\"><strong>{text}</strong></p>"),
        LineKind::Quote => format!("<blockquote>{text}</blockquote>"),
        LineKind::Item => format!("<p style=\"margin:0 0 0 {}em\">{text}</p>", line.depth),
        LineKind::Plain => format!("<p>{text}</p>"),
    }
}
