//! What stands in a cell, as words: the summary, the quotes with their evidence and source, or why there is none.
//!
//! Nothing is drawn here.

use std::ops::Range;

use crate::model::{Certainty, HolderKind, PageNumber, Place, TopicId, WorkId};
use crate::state::{Cell, ClaimRow, Column, Seal};
use crate::text::simplified;
use crate::ui::ViewCtx;
use crate::ui::words::Value;

/// A quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// The claim, by its place in the synopsis.
    pub(super) claim: usize,
    /// The claim in the person's words, where the cell's summary does not say it already.
    pub(super) gist: Option<String>,
    /// The words, cut where they are evidence.
    pub(super) pieces: Vec<Piece>,
    /// Whose voice, section and paragraph.
    pub(super) source: String,
    /// Whether the person decided it.
    pub(super) decided: bool,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The words.
    pub(super) text: String,
    /// Whether they made the finding.
    pub(super) evidence: bool,
}

impl Quote {
    /// The words without the marks.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// The summary: the person's own, or her wording of the first claim, if she gave it one.
    pub(super) summary: Option<String>,
    /// The quotes that are shown.
    pub(super) quotes: Vec<Quote>,
    /// How many more there are.
    pub(super) more: usize,
    /// How many the sieve holds back.
    pub(super) hidden: usize,
}

/// How much of a cell is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent<'a> {
    /// How many quotes; all when the cell is open.
    pub(super) quotes: usize,
    /// Whether long quotes are shown whole.
    pub(super) whole: bool,
    /// How many characters of a quote are shown otherwise.
    pub(super) chars: usize,
    /// The words looked for, simplified: where there are any, they are marked and not the evidence.
    pub(super) words: &'a [String],
}

/// The content of a cell.
pub(super) fn of_cell(
    ctx: &ViewCtx<'_>,
    topic: Option<&TopicId>,
    column: &Column,
    cell: Cell<'_>,
    extent: Extent<'_>,
) -> Content {
    let synopsis = &ctx.state.synopsis;
    let own = topic.and_then(|topic| synopsis.summary(topic, column));
    let gist_of = |index: usize| synopsis.claims.get(index).map(|claim| claim.gist).unwrap_or_default();
    // Her wording of another claim than the one that stands under it would be taken for what that one says.
    let order = in_order(ctx, cell, extent.words);
    let first = order.first().map(|&claim| gist_of(claim)).filter(|gist| !gist.is_empty());
    let summary = own.map(|(_, text)| text.as_str()).or(first);
    // Claims that speak of the time in hand are not crowded out by those that speak of none.
    let shown: Vec<usize> = order.into_iter().take(extent.quotes).collect();
    let quotes: Vec<Quote> = shown
        .iter()
        .filter_map(|&index| {
            let mut quote = quote(ctx, index, topic, extent)?;
            if cell.is_general(index) {
                quote.source.push('　');
                quote.source.push_str(&ctx.words.get("compare-general"));
            }
            quote.gist =
                Some(gist_of(index)).filter(|gist| !gist.is_empty() && Some(*gist) != summary).map(str::to_owned);
            Some(quote)
        })
        .collect();
    Content { summary: summary.map(str::to_owned), more: cell.count() - shown.len(), hidden: cell.hidden, quotes }
}

/// The claims of a cell in the order in which they are quoted: while words are looked for, those that hold one of them
/// before those that only stand in a sentence or under a topic that does.
pub(super) fn in_order(ctx: &ViewCtx<'_>, cell: Cell<'_>, words: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = cell.shown().collect();
    if !words.is_empty() {
        let holds = |&index: &usize| {
            let place = ctx.state.synopsis.claims.get(index).map(|claim| claim.place);
            let quoted = place.map(|place| simplified(ctx.state.corpus.text(place.work, place.span)));
            quoted.is_some_and(|quoted| words.iter().any(|word| quoted.contains(word.as_str())))
        };
        order.sort_by_cached_key(|index| !holds(index));
    }
    order
}

/// One claim as a quote.
pub(super) fn quote(ctx: &ViewCtx<'_>, index: usize, topic: Option<&TopicId>, extent: Extent<'_>) -> Option<Quote> {
    let claim = ctx.state.synopsis.claims.get(index)?;
    Some(Quote {
        claim: index,
        gist: None,
        pieces: pieces(ctx, &claim, topic, extent),
        source: source(ctx, &claim),
        decided: claim.origin.is_decided(),
    })
}

fn pieces(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>, topic: Option<&TopicId>, extent: Extent<'_>) -> Vec<Piece> {
    let Some(work) = ctx.state.corpus.work(claim.place.work) else { return Vec::new() };
    let clean = |bytes: Range<usize>| work.prose.slice(bytes);
    let mut bytes = work.prose.bytes(claim.place.span);
    // The stop that closes the words belongs to the quote.
    if let Some(stop) = clean(bytes.end..bytes.end + 4).chars().next().filter(|c| matches!(c, '。' | '！' | '？')) {
        bytes.end += stop.len_utf8();
    }
    let mut cut = false;
    if !extent.whole
        && let Some((at, _)) = clean(bytes.clone()).char_indices().nth(extent.chars)
    {
        bytes.end = bytes.start + at;
        cut = true;
    }
    let quoted = clean(bytes.clone());
    let simple = simplified(&quoted);
    let looked_for = extent.words.iter().flat_map(|word| simple.match_indices(word.as_str()));
    let mut evidence: Vec<Range<usize>> =
        looked_for.map(|(at, word)| bytes.start + at..bytes.start + at + word.len()).collect();
    if extent.words.is_empty() {
        let cues = claim.basis.iter().filter_map(|cue| Some(work.prose.bytes(cue.span?)));
        evidence.extend(cues.filter(|cue| bytes.start <= cue.start && cue.end <= bytes.end && !cue.is_empty()));
    }
    if evidence.is_empty()
        && extent.words.is_empty()
        && let Some(topic) = topic.and_then(|topic| ctx.state.synopsis.topic(topic))
    {
        let cues = topic.cues.iter().filter(|cue| !cue.is_empty());
        let found = cues.filter_map(|cue| quoted.find(cue.as_str()).map(|at| at..at + cue.len()));
        evidence.extend(found.map(|cue| bytes.start + cue.start..bytes.start + cue.end));
    }
    evidence.sort_by_key(|cue| (cue.start, cue.end));
    let mut pieces = Vec::new();
    let mut at = bytes.start;
    let mut push = |range: Range<usize>, evidence| {
        let text = clean(range).replace('\n', "");
        if !text.is_empty() {
            pieces.push(Piece { text, evidence });
        }
    };
    for cue in evidence {
        if cue.start >= at {
            push(at..cue.start, false);
            push(cue.clone(), true);
            at = cue.end;
        }
    }
    push(at..bytes.end, false);
    if cut {
        pieces.push(Piece { text: "……".to_owned(), evidence: false });
    }
    pieces
}

/// Whose voice it is: the author's own, or that of whoever reports it.
pub(super) fn voice(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>) -> String {
    match claim.column {
        Column::Author(_) | Column::Work(_) => ctx.words.get("compare-own-voice").into_owned(),
        Column::Party(_) => {
            let reporter = claim.chain.last().filter(|holder| holder.kind != HolderKind::Author);
            let reporter = reporter.map_or_else(|| work_name(ctx, claim.place.work), |holder| holder.name.clone());
            ctx.words.with("compare-reported", &[("who", Value::from(&reporter))])
        }
    }
}

/// The number of a claim's paragraph in its work, counted from 1 without headings; 0 when it stands in none.
pub(super) fn paragraph(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>) -> usize {
    whereabouts(ctx, claim.place).1
}

/// The page of a claim, in words; empty in a work without pages.
fn page(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>) -> String {
    let (key, page) = match ctx.state.corpus.page(claim.place) {
        Some(PageNumber::Printed(page)) => ("compare-page", page),
        Some(PageNumber::OfFile(page)) => ("compare-page-of-file", page),
        None => return String::new(),
    };
    ctx.words.with(key, &[("n", (page as usize).into())])
}

/// Where a quote stands, as it is cited: its page, or its paragraph where there are no pages.
pub(super) fn cited_place(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>) -> String {
    let page = page(ctx, claim);
    match paragraph(ctx, claim) {
        0 => page,
        paragraph if page.is_empty() => format!("¶{paragraph}"),
        _ => page,
    }
}

/// Whose voice it is, and where it stands: 自述　论点 ¶1.
pub(super) fn source(ctx: &ViewCtx<'_>, claim: &ClaimRow<'_>) -> String {
    let words = ctx.words;
    let mut line = voice(ctx, claim);
    // An author of several works: which one.
    let own = claim.column.work().is_some_and(|author| ctx.state.synopsis.works_of(author).len() > 1);
    if own && let Some(row) = ctx.state.synopsis.work(claim.place.work) {
        line.push_str(&words.with("compare-title", &[("title", Value::from(&short(&row.title, 10)))]));
    }
    line.push_str(&stands(ctx, claim.place));
    let page = page(ctx, claim);
    if !page.is_empty() {
        line.push('　');
        line.push_str(&page);
    }
    let tone = match claim.certainty {
        Certainty::Strong => "compare-strong",
        Certainty::Hedged => "compare-hedged",
        Certainty::Plain => return line,
    };
    line.push('　');
    line.push_str(&words.get(tone));
    line
}

/// Section and paragraph of a place, to be added to a line.
pub(super) fn stands(ctx: &ViewCtx<'_>, place: Place) -> String {
    let (section, paragraph) = whereabouts(ctx, place);
    let mut line = String::new();
    if !section.is_empty() {
        line.push('　');
        line.push_str(&section);
    }
    if paragraph > 0 {
        line.push_str(&format!(" ¶{paragraph}"));
    }
    line
}

/// The heading over a place, and the number of its paragraph in the work, counted from 1 without headings. The title of
/// the work is no heading of a section.
fn whereabouts(ctx: &ViewCtx<'_>, place: Place) -> (String, usize) {
    let Some(work) = ctx.state.corpus.work(place.work) else { return Default::default() };
    let prose = &work.prose;
    let at = prose.bytes(place.span).start;
    let paragraphs = prose.paragraphs();
    let here = paragraphs.partition_point(|paragraph| paragraph.bytes.start <= at);
    let before = &paragraphs[..here];
    let heading = before.iter().rev().find(|paragraph| paragraph.heading > 0);
    let heading = heading.map(|paragraph| prose.slice(paragraph.bytes.clone())).unwrap_or_default();
    let heading = heading.trim();
    let title = ctx.state.synopsis.work(work.id).map_or("", |row| row.title.as_str());
    let heading = if is_same_title(heading, title) { "" } else { heading };
    (short(heading, 10), before.iter().filter(|paragraph| paragraph.heading == 0).count())
}

/// Whether a heading is the title: the same letters, whatever stands between them, or the title before its subtitle.
fn is_same_title(heading: &str, title: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (heading, title) = (letters(heading), letters(title));
    !heading.is_empty() && (title.starts_with(&heading) || heading.starts_with(&title) && !title.is_empty())
}

/// At most so many characters, with …… for the rest.
pub(super) fn short(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}……", &text[..at]),
        None => text.to_owned(),
    }
}

/// What an author is called: the name, or 佚名 with the sign of the seal.
pub(super) fn work_name(ctx: &ViewCtx<'_>, work: WorkId) -> String {
    match ctx.state.synopsis.work(work) {
        Some(row) if row.author.is_empty() => {
            ctx.words.with("compare-unsigned", &[("seal", Value::from(&row.seal.text))])
        }
        Some(row) => row.author.clone(),
        None => String::new(),
    }
}

/// What a column is called.
pub(super) fn column_name(ctx: &ViewCtx<'_>, column: &Column) -> String {
    match column {
        Column::Author(work) => work_name(ctx, *work),
        Column::Work(work) => {
            let title = ctx.state.synopsis.work(*work).map_or("", |row| row.title.as_str());
            ctx.words.with("compare-title", &[("title", Value::from(title))])
        }
        Column::Party(holder) => holder.name.clone(),
    }
}

/// What stands small beside the name: year and venue, or the title where neither is stated; for a party what kind of voice it is.
pub(super) fn column_caption(ctx: &ViewCtx<'_>, column: &Column) -> String {
    match column {
        Column::Author(work) if ctx.state.synopsis.works_of(*work).len() > 1 => {
            let works = ctx.state.synopsis.works_of(*work).len();
            ctx.words.with("compare-so-many-works", &[("n", works.into())])
        }
        Column::Work(work) => {
            let year = ctx.state.synopsis.work(*work).and_then(|row| row.year);
            let year = year.map(|year| year.to_string());
            [Some(work_name(ctx, *work)), year].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Column::Author(work) => ctx.state.synopsis.work(*work).map_or_else(String::new, |row| {
            let year = row.year.map(|year| year.to_string()).unwrap_or_default();
            let parts: Vec<String> = [year, row.venue.clone()].into_iter().filter(|part| !part.is_empty()).collect();
            if parts.is_empty() { row.title.clone() } else { parts.join(" ") }
        }),
        Column::Party(holder) => ctx.words.get(kind_key(holder.kind)).into_owned(),
    }
}

/// The key of the words for a kind of voice.
pub(super) fn kind_key(kind: HolderKind) -> &'static str {
    match kind {
        HolderKind::Author => "compare-kind-author",
        HolderKind::Scholar => "compare-kind-scholar",
        HolderKind::Government => "compare-kind-government",
        HolderKind::Other => "compare-kind-other",
    }
}

/// The seal over a column.
pub(super) fn column_seal(ctx: &ViewCtx<'_>, column: &Column) -> Seal {
    match column {
        Column::Author(work) => {
            ctx.state.synopsis.work(*work).map_or(Seal { text: String::new(), signed: false }, |row| row.seal.clone())
        }
        Column::Work(work) => {
            ctx.state.synopsis.seal_of_work(*work).unwrap_or(Seal { text: String::new(), signed: false })
        }
        Column::Party(holder) => Seal { text: holder.name.chars().take(1).collect(), signed: false },
    }
}

/// What a row is called.
pub(super) fn topic_name(ctx: &ViewCtx<'_>, topic: Option<&TopicId>) -> String {
    let Some(id) = topic else { return ctx.words.get("compare-untitled").into_owned() };
    match ctx.state.synopsis.topic(id) {
        Some(topic) => ctx.words.topic(topic).into_owned(),
        None => id.0.to_string(),
    }
}
