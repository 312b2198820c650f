//! The notes that are listed as a review that can leave the program: a row for each work, the quotes with what is
//! written on them.

use super::{NotesView, said, table};
use crate::exchange::review::{Citing, Quote, Review, ReviewCell, ReviewRow, ReviewWords, Source};
use crate::model::{BlockKind, Place, Work, WorkId};
use crate::state::Language;
use crate::ui::ViewCtx;
use crate::ui::words::Value;

/// The notes in words.
pub(super) fn review(ctx: &ViewCtx<'_>, view: &mut NotesView) -> Review {
    let mut works: Vec<Option<WorkId>> = Vec::new();
    let mut rows: Vec<ReviewRow> = Vec::new();
    let mut sources: Vec<Source> = Vec::new();
    for id in table::listed(ctx, view) {
        let Some(note) = table::note(ctx, id) else { continue };
        let place = table::place(ctx, note);
        let work = place.and_then(|place| ctx.state.corpus.work(place.work));
        let of = work.map(|work| work.id);
        let at = works.iter().position(|known| *known == of).unwrap_or_else(|| {
            let title = of.and_then(|work| ctx.state.synopsis.work(work)).map(|row| row.title.clone());
            let name = title.clone().unwrap_or_else(|| note.at.document.clone());
            works.push(of);
            rows.push(ReviewRow { name: name.clone(), cells: vec![ReviewCell::default()], ..ReviewRow::default() });
            sources.push(Source { meta: work.map(|work| work.meta.clone()).unwrap_or_default(), title: name });
            works.len() - 1
        });
        let tags: Vec<String> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
        let written = format!("{}\n\n{}", note.text.trim(), tags.join(" ")).trim().to_owned();
        let paragraph = work.zip(place).map_or(0, |(work, place)| paragraph(work, place));
        let place = if paragraph > 0 { format!("¶{paragraph}") } else { String::new() };
        let text = said::one_line(&note.at.exact);
        let quote = Quote { text, source: at, place, note: written, decided: true, ..Quote::default() };
        if let Some(cell) = rows.get_mut(at).and_then(|row| row.cells.first_mut()) {
            cell.quotes.push(quote);
        }
    }
    let title = ctx.words.with("notes-review-title", &[("name", Value::from(&ctx.state.corpus.name))]);
    let heads = vec![(ctx.words.get("notes-review-head").into_owned(), String::new())];
    Review { title, scope: String::new(), heads, rows, sources, citing: Citing::Notes, words: words(ctx) }
}

/// The number of a place's paragraph in its work, counted from 1 without headings; 0 when it stands in none.
fn paragraph(work: &Work, place: Place) -> usize {
    let before = work.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_)));
    before.take_while(|block| block.span.start <= place.span.start).count()
}

fn words(ctx: &ViewCtx<'_>) -> ReviewWords {
    let words = |key: &str| ctx.words.get(key).into_owned();
    ReviewWords {
        corner: words("notes-review-work"),
        references: words("compare-references"),
        nobody: words("unsigned"),
        proposed: String::new(),
        dotted: String::new(),
        sheets: [words("notes-review-head"), words("compare-sheet-quotes"), words("compare-sheet-standing")],
        list_heads: [
            words("notes-review-work"),
            words("compare-list-holder"),
            words("compare-list-verdict"),
            words("notes-review-head"),
            words("compare-list-quote"),
            words("compare-list-source"),
            words("compare-list-place"),
            words("compare-suggested"),
        ],
        language: if ctx.words.language() == Language::En { "en" } else { "zh-Hans" }.to_owned(),
    }
}
