//! PDF: what its pages show, back to running text.
//!
//! A page says only which glyph stands where. [`glyphs`] gathers them with their characters ([`unicode`] knows the
//! collections of CJK fonts), [`lines`] lays them into lines and the lines into columns, [`furniture`] finds running
//! heads and page numbers, and [`paragraphs`] joins lines into paragraphs, over columns and pages, with headings and
//! footnotes. Every character keeps its page and its place on it.

mod draw;
mod furniture;
mod glyphs;
mod lines;
mod paragraphs;
mod unicode;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings, InterpreterWarning};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};

use super::laid::{Fault, Laid, Said};
use super::office::stated;
use crate::model::{ProblemCode, Severity, WorkMeta};
pub use draw::{Picture, draw_page};
use glyphs::PageGlyphs;
use lines::Line;
use unicode::Collections;

/// The most pages that are read.
const MOST_PAGES: usize = 20_000;

/// Characters of text below which a page that shows a picture counts as one of a scanned document.
const SCANNED: usize = 16;

/// The lines of one page.
#[derive(Debug, Default)]
struct PageLines {
    /// Its size in points.
    width: f32,
    height: f32,
    /// In reading order.
    lines: Vec<Line>,
    /// Characters whose codes are not known.
    unknown: usize,
    /// Glyphs without ink and without a known character.
    blank: usize,
    /// Characters in all.
    chars: usize,
    /// Whether a picture takes up most of it.
    pictured: bool,
    /// Whether it could not be read.
    failed: bool,
    /// Whether words are missing because their font cannot be read.
    lost_font: bool,
}

/// Reads a PDF, with a password where it wants one.
pub(super) fn read(bytes: &[u8], password: Option<&str>) -> Result<Laid, Fault> {
    let pdf = Pdf::new_with_password(bytes.to_vec(), password.unwrap_or_default()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Fault::fatal(ProblemCode::Encrypted, ""),
        LoadPdfError::Invalid => Fault::fatal(ProblemCode::Broken, ""),
    })?;
    let cache = InterpreterCache::new();
    // A font that cannot be read takes its words with it, and the interpreter says so only here.
    let lost_font = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&lost_font);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont) {
                told.store(true, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    };
    let mut collections = Collections::default();
    let mut pages = Vec::with_capacity(pdf.pages().len().min(MOST_PAGES));
    for page in pdf.pages().iter().take(MOST_PAGES) {
        // A page that makes the interpreter fail costs no other page.
        let read = catch_unwind(AssertUnwindSafe(|| one_page(page, &cache, &settings, &mut collections)));
        let mut read = read.unwrap_or_else(|_| PageLines { failed: true, ..PageLines::default() });
        read.lost_font = lost_font.swap(false, Ordering::Relaxed);
        pages.push(read);
    }
    if pages.is_empty() {
        return Err(Fault::fatal(ProblemCode::Broken, ""));
    }
    let faults = faults(&pages)?;
    let mut laid = paragraphs::set(&pages);
    laid.faults.extend(faults);
    laid.said = said(&pdf);
    Ok(laid)
}

fn one_page<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    collections: &mut Collections,
) -> PageLines {
    let (width, height) = page.render_dimensions();
    let gathered = PageGlyphs::of(page, cache, settings, collections);
    let (unknown, chars, pictured) = (gathered.unknown, gathered.glyphs.len(), gathered.pictured);
    let blank = gathered.blank;
    let lines = lines::lines(gathered.glyphs, width, height);
    PageLines { width, height, lines, unknown, blank, chars, pictured, ..PageLines::default() }
}

/// What is wrong with the pages: broken, scanned, or of characters that are not known.
fn faults(pages: &[PageLines]) -> Result<Vec<Fault>, Fault> {
    let numbers = |wanted: &dyn Fn(&PageLines) -> bool| -> Vec<usize> {
        (1..).zip(pages).filter(|(_, page)| wanted(page)).map(|(number, _)| number).collect()
    };
    let scanned = numbers(&|page| page.pictured && page.chars < SCANNED);
    // A page of letters of which none is known and none can be drawn is not empty.
    let unseen = |page: &PageLines| page.chars == 0 && page.blank > 1;
    let unknown = numbers(&|page| page.unknown > 0 || page.lost_font || unseen(page));
    let failed = numbers(&|page| page.failed);
    let chars: usize = pages.iter().map(|page| page.chars).sum();
    if chars == 0 {
        return Err(match (scanned.is_empty(), failed.is_empty()) {
            _ if !unknown.is_empty() => Fault::fatal(ProblemCode::TextUnreliable, places(&unknown, pages.len())),
            (false, _) => Fault::fatal(ProblemCode::Scanned, places(&scanned, pages.len())),
            (true, false) => Fault::fatal(ProblemCode::Broken, places(&failed, pages.len())),
            (true, true) => Fault::partial(ProblemCode::Empty, ""),
        });
    }
    let mut faults = Vec::new();
    for (found, code) in
        [(scanned, ProblemCode::Scanned), (unknown, ProblemCode::TextUnreliable), (failed, ProblemCode::Broken)]
    {
        if !found.is_empty() {
            faults.push(Fault::partial(code, places(&found, pages.len())));
        }
    }
    // A sign here and there, mostly of a formula, does not make the text doubtful.
    let lost: usize = pages.iter().map(|page| page.unknown).sum();
    if lost * 200 < chars && !pages.iter().any(|page| page.lost_font) {
        let doubt = faults.iter_mut().filter(|fault| fault.code == ProblemCode::TextUnreliable);
        doubt.for_each(|fault| fault.severity = Severity::Note);
    }
    Ok(faults)
}

/// Page numbers as people write them, `p. 3–5, 9 / 20`.
fn places(pages: &[usize], all: usize) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let shown = ranges.iter().take(8).map(
        |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}–{last}") }
        },
    );
    let mut text = format!("p. {}", shown.collect::<Vec<_>>().join(", "));
    if ranges.len() > 8 {
        text.push_str(", …");
    }
    format!("{text} / {all}")
}

/// The properties of the document, in PDFDocEncoding or UTF-16.
fn said(pdf: &Pdf) -> Said {
    let decode = |bytes: &[u8]| -> String {
        let text = match encoding_rs::Encoding::for_bom(bytes) {
            Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
            None => super::detect::decode(bytes, None).text,
        };
        text.trim().trim_matches('\0').to_owned()
    };
    let metadata = pdf.metadata();
    let authors = metadata.author.as_deref().map(decode).unwrap_or_default();
    let authors = authors.split([';', '；', '、', ',', '，']).filter_map(|name| stated(name.trim().to_owned()));
    let title = metadata.title.as_deref().map(decode).and_then(stated);
    let meta = WorkMeta { title, authors: authors.collect(), ..WorkMeta::default() };
    Said { meta, trusted: false }
}
