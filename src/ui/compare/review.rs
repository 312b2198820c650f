//! The comparison as a review that can leave the program: what is seen, with every quote in full.

use super::content::{self, Extent};
use super::rails::{self, sign};
use super::{CompareView, Mode, lay, pair, seek};
use crate::exchange::review::{Citing, Quote, Review, ReviewCell, ReviewRow, ReviewWords, Source};
use crate::model::{TopicId, WorkId};
use crate::state::{Cell, Column, ComparisonRow, Language};
use crate::ui::ViewCtx;
use crate::ui::words::Value;

/// Which quotes leave the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quoted {
    /// Those that are in sight: all of a cell that is open, the first of another; the rest is counted.
    #[default]
    Seen,
    /// All.
    All,
}

/// The rows that are listed and the columns that were chosen, in words.
pub(super) fn review(ctx: &ViewCtx<'_>, view: &CompareView, citing: Citing, scope: String) -> Review {
    let comparison = &view.comparison;
    let columns = &comparison.columns;
    let words = ctx.words;
    let heads: Vec<(String, String)> = columns
        .iter()
        .map(|column| (content::column_name(ctx, column), content::column_caption(ctx, column)))
        .collect();
    let mut cited: Vec<WorkId> = Vec::new();
    let listed = view.listed().into_iter().map(|row| &comparison.rows[row]);
    let rows: Vec<ReviewRow> = listed.map(|row| self::row(ctx, view, row, columns, &mut cited)).collect();
    let sources = cited
        .into_iter()
        .filter_map(|work| {
            let title = ctx.state.synopsis.work(work).map(|row| row.title.clone()).unwrap_or_default();
            Some(Source { meta: ctx.state.corpus.work(work)?.meta.clone(), title })
        })
        .collect();
    let (heads, rows) = if view.is_turned() { turned(heads, rows) } else { (heads, rows) };
    let title = words.with("compare-review-title", &[("name", Value::from(&ctx.state.corpus.name))]);
    Review { title, scope, heads, rows, sources, citing, words: review_words(ctx, view.mode) }
}

/// The table with holders down and topics across; what topics come to stands in the heads.
fn turned(heads: Vec<(String, String)>, mut rows: Vec<ReviewRow>) -> (Vec<(String, String)>, Vec<ReviewRow>) {
    let across = rows.iter().map(|row| (row.name.clone(), row.verdict.clone())).collect();
    let mut down: Vec<ReviewRow> = heads
        .into_iter()
        .enumerate()
        .map(|(at, (name, caption))| ReviewRow {
            name,
            verdict: caption,
            cells: rows.iter_mut().filter_map(|row| row.cells.get_mut(at).map(std::mem::take)).collect(),
            ..ReviewRow::default()
        })
        .collect();
    // What joins the holders stands under the last of them.
    if let Some(last) = down.last_mut() {
        last.relations = rows.iter_mut().flat_map(|row| std::mem::take(&mut row.relations)).collect();
    }
    (across, down)
}

fn review_words(ctx: &ViewCtx<'_>, mode: Mode) -> ReviewWords {
    let words = |key: &str| ctx.words.get(key).into_owned();
    let table = if mode == Mode::Pair { "compare-pair" } else { "compare-matrix" };
    ReviewWords {
        corner: words("compare-topic"),
        references: words("compare-references"),
        nobody: words("unsigned"),
        proposed: words("compare-suggested-mark"),
        dotted: words("compare-dotted"),
        sheets: [words(table), words("compare-sheet-quotes"), words("compare-sheet-standing")],
        list_heads: [
            words("compare-topic"),
            words("compare-list-holder"),
            words("compare-list-verdict"),
            words("compare-list-gist"),
            words("compare-list-quote"),
            words("compare-list-source"),
            words("compare-list-place"),
            words("compare-suggested"),
        ],
        language: if ctx.words.language() == Language::En { "en" } else { "zh-Hans" }.to_owned(),
    }
}

fn row(
    ctx: &ViewCtx<'_>,
    view: &CompareView,
    row: &ComparisonRow,
    columns: &[Column],
    cited: &mut Vec<WorkId>,
) -> ReviewRow {
    let cells = columns.iter().zip(in_sight(ctx, view, row, columns));
    let cells =
        cells.map(|(column, seen)| self::cell(ctx, row.topic.as_ref(), column, &seen, &view.words, cited)).collect();
    let relations = row.relations.iter().filter_map(|&index| relation(ctx, index)).collect();
    let paragraph = row.topic.as_ref().and_then(|topic| ctx.state.synopsis.paragraphs.get(topic));
    ReviewRow {
        name: content::topic_name(ctx, row.topic.as_ref()),
        verdict: super::topic::verdict_words(ctx, row),
        cells,
        relations,
        paragraph: paragraph.map(|(_, text)| text.clone()).unwrap_or_default(),
    }
}

/// A cell with the claims that are quoted, and how many are not.
struct Seen {
    claims: Vec<u32>,
    general: Vec<u32>,
    hidden: usize,
    rest: usize,
}

/// The cells of a row with the claims that are to be quoted.
fn in_sight(ctx: &ViewCtx<'_>, view: &CompareView, row: &ComparisonRow, columns: &[Column]) -> Vec<Seen> {
    let is_open = |column: &Column| view.open.contains(&(row.topic.clone(), column.clone()));
    let facing = view.mode == Mode::Pair && row.speakers > 1;
    let lines = match view.quoted {
        Quoted::Seen if facing && !columns.iter().any(is_open) => Some(pair::in_sight(ctx, row)),
        _ => None,
    };
    let cut = |(column, cell): (&Column, Cell<'_>)| {
        let shown: Vec<usize> = match &lines {
            Some(lines) => cell.shown().filter(|claim| lines.contains(claim)).collect(),
            None if view.quoted == Quoted::All || facing || is_open(column) => cell.shown().collect(),
            None if view.words.is_empty() => cell.shown().take(lay::QUOTES).collect(),
            None => content::in_order(ctx, cell, &view.words).into_iter().take(lay::QUOTES_LOOKED_FOR).collect(),
        };
        let kept = |claims: &[u32]| claims.iter().copied().filter(|&claim| shown.contains(&(claim as usize))).collect();
        let rest = cell.count() - shown.len();
        Seen { claims: kept(cell.claims), general: kept(cell.general), hidden: cell.hidden, rest }
    };
    columns.iter().zip(row.cells.iter()).map(cut).collect()
}

fn cell(
    ctx: &ViewCtx<'_>,
    topic: Option<&TopicId>,
    column: &Column,
    seen: &Seen,
    words: &[String],
    cited: &mut Vec<WorkId>,
) -> ReviewCell {
    let cell = Cell { claims: &seen.claims, general: &seen.general, hidden: seen.hidden };
    let extent = Extent { quotes: usize::MAX, whole: true, chars: usize::MAX, words };
    let content = content::of_cell(ctx, topic, column, cell, extent);
    let quotes: Vec<Quote> = content.quotes.iter().filter_map(|quote| self::quote(ctx, quote, cited)).collect();
    let counted = |key: &str, n: usize| (n > 0).then(|| ctx.words.with(key, &[("n", n.into())]));
    let hidden = counted("compare-hidden", cell.hidden).filter(|_| !quotes.is_empty());
    let rest: Vec<String> = counted("compare-more", seen.rest).into_iter().chain(hidden).collect();
    let remark = match (quotes.is_empty(), content.summary.is_some()) {
        (false, _) => String::new(),
        (true, _) if cell.hidden > 0 => ctx.words.with("compare-hidden", &[("n", cell.hidden.into())]),
        (true, has_summary) => {
            let topic = topic.and_then(|topic| ctx.state.synopsis.topic(topic));
            let found = |topic| seek::seek(ctx.state, topic, column).len();
            let looked = topic.and_then(|topic| lay::looked_in_vain(ctx, topic, column, found(topic)));
            let state = match (has_summary, &looked) {
                (true, _) => "compare-unfounded",
                (false, None) if topic.is_some() => "compare-unseen",
                (false, _) => "compare-nobody",
            };
            let state = ctx.words.get(state);
            let both = |looked: String| {
                let values = [("state", Value::from(state.as_ref())), ("looked", Value::from(&looked))];
                ctx.words.with("compare-state-looked", &values)
            };
            looked.map_or_else(|| state.clone().into_owned(), both)
        }
    };
    let rest = rest.join(&ctx.words.get("compare-list-comma"));
    ReviewCell { summary: content.summary.unwrap_or_default(), quotes, remark, rest }
}

fn quote(ctx: &ViewCtx<'_>, quote: &content::Quote, cited: &mut Vec<WorkId>) -> Option<Quote> {
    let claim = ctx.state.synopsis.claims.get(quote.claim)?;
    let source = cited.iter().position(|&work| work == claim.place.work).unwrap_or_else(|| {
        cited.push(claim.place.work);
        cited.len() - 1
    });
    let voice = match claim.column {
        Column::Author(_) | Column::Work(_) => String::new(),
        Column::Party(_) => content::voice(ctx, &claim),
    };
    Some(Quote {
        gist: quote.gist.clone().unwrap_or_default(),
        text: quote.text(),
        source,
        place: content::cited_place(ctx, &claim),
        voice,
        note: String::new(),
        decided: quote.decided,
    })
}

/// A relation in a line: 周昶“…” × 相左 虞少华“…”：why.
fn relation(ctx: &ViewCtx<'_>, index: usize) -> Option<String> {
    let synopsis = &ctx.state.synopsis;
    let row = synopsis.relations.get(index)?;
    let said = |claim: usize| {
        let name = content::column_name(ctx, synopsis.claims.get(claim)?.column);
        let said = rails::said_in_short(ctx, claim);
        Some(ctx.words.with("compare-said", &[("who", Value::from(&name)), ("what", Value::from(&said))]))
    };
    let (a, b) = (said(row.a)?, said(row.b)?);
    let (sign, key) = sign(row.kind);
    let kind = format!("{sign} {}", ctx.words.get(key));
    let values =
        [("a", Value::from(&a)), ("b", Value::from(&b)), ("kind", Value::from(&kind)), ("why", Value::from(&row.why))];
    let key = match (row.origin.is_decided(), row.why.is_empty()) {
        (true, true) => "compare-relation-line",
        (true, false) => "compare-relation-line-why",
        (false, true) => "compare-relation-line-suggested",
        (false, false) => "compare-relation-line-why-suggested",
    };
    Some(ctx.words.with(key, &values))
}
