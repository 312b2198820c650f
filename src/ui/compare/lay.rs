//! Cells put together: what stands in one, and why there is nothing in one.

use std::sync::Arc;

use eframe::egui::Ui;

use super::cell::{Block, Builder, Furniture, Step};
use super::content::{self, Content, Extent};
use super::field;
use super::layout;
use super::{CellKey, Stage, seek};
use crate::model::{Place, Topic};
use crate::state::{Cell, Column};
use crate::ui::ViewCtx;
use crate::ui::theme::compare as measures;
use crate::ui::words::{Value, Words};

/// How many quotes a cell shows before it is opened.
pub(super) const QUOTES: usize = 1;
/// The same while words are looked for: what holds them is what the person wants to read.
pub(super) const QUOTES_LOOKED_FOR: usize = 3;

/// What a cell turned out to be.
#[derive(Debug)]
pub(super) struct Laid {
    /// The holder, by the place of its column in the comparison.
    pub(super) column: usize,
    pub(super) content: Content,
    pub(super) block: Block,
    pub(super) name: String,
    /// The sentences to which its quotes lead, in a cell without claims.
    pub(super) sought: Vec<Place>,
    /// Whether its summary is being written.
    pub(super) writing: bool,
}

/// Lays a cell out, or takes it as it was laid out before.
pub(super) fn lay(ui: &Ui, stage: &mut Stage<'_, '_>, row: usize, cell: Cell<'_>, column: usize) -> Arc<Laid> {
    let this = &stage.comparison.rows[row];
    let at = (this.of(), column);
    let key = (this.topic.clone(), stage.comparison.columns[column].clone());
    let open = stage.view.open.contains(&key);
    let writing = stage.view.editing.as_ref().is_some_and(|editing| editing.cell == key);
    if writing {
        return Arc::new(lay_anew(ui, stage, &key, cell, column));
    }
    if let Some(laid) = stage.view.kept.get(at, cell, open) {
        return laid;
    }
    let laid = Arc::new(lay_anew(ui, stage, &key, cell, column));
    stage.view.kept.keep(at, cell, open, &laid);
    laid
}

fn lay_anew(ui: &Ui, stage: &mut Stage<'_, '_>, key: &CellKey, cell: Cell<'_>, column: usize) -> Laid {
    let ctx = stage.ctx;
    let (topic, holder) = key;
    let open = stage.view.open.contains(key);
    let width = stage.columns.width;
    let words = Arc::clone(&stage.view.words);
    let quotes = match (open, words.is_empty()) {
        (true, _) => usize::MAX,
        (false, true) => QUOTES,
        (false, false) => QUOTES_LOOKED_FOR,
    };
    let extent = Extent { quotes, whole: open, chars: layout::quote_chars(width), words: &words };
    let mut content = content::of_cell(ctx, topic.as_ref(), holder, cell, extent);
    let field = field::height(ui, stage, key);
    let mut builder = Builder::new(ui.painter(), ctx.theme, width);
    builder.space(field);
    let mut sought = Vec::new();
    let state = if cell.is_empty() {
        if field == 0.0
            && let Some(summary) = &content.summary
        {
            builder.summary(summary);
        }
        absent(stage, &mut builder, key, cell.hidden, open, &mut sought)
    } else {
        let furniture = furniture(stage, &content, open);
        if field > 0.0 {
            builder.body(&content, &furniture);
        } else {
            builder.content(&content, &furniture);
        }
        let count = cell.shown().count();
        let counted = ctx.words.with("compare-claims", &[("n", count.into())]);
        match &content.summary {
            Some(summary) => format!("{summary}，{counted}"),
            None => counted,
        }
    };
    if !sought.is_empty() {
        content.quotes.clear();
    }
    let name = cell_name(ctx, key, &state);
    Laid { column, content, block: builder.finish(), name, sought, writing: field > 0.0 }
}

/// What a cell is called: topic, holder, state.
pub(super) fn cell_name(ctx: &ViewCtx<'_>, key: &CellKey, state: &str) -> String {
    let topic = content::topic_name(ctx, key.0.as_ref());
    format!("{topic}，{}：{state}", content::column_name(ctx, &key.1))
}

pub(super) fn furniture(stage: &Stage<'_, '_>, content: &Content, open: bool) -> Furniture {
    let words = stage.ctx.words;
    let count = |key: &str, n: usize| words.with(key, &[("n", n.into())]);
    let more = match (content.more, open && content.quotes.len() > QUOTES) {
        (0, true) => Some(words.get("compare-less").into_owned()),
        (0, false) => None,
        (more, _) => Some(count("compare-more", more)),
    };
    Furniture { more, hidden: (content.hidden > 0).then(|| count("compare-hidden", content.hidden)) }
}

/// Says why a cell holds no claim: held back, looked for in vain, or not yet looked at. Returns the state in words.
fn absent(
    stage: &mut Stage<'_, '_>,
    builder: &mut Builder<'_>,
    key: &CellKey,
    hidden: usize,
    open: bool,
    sought: &mut Vec<Place>,
) -> String {
    let ctx = stage.ctx;
    let words = ctx.words;
    // What the sieve holds back is there all the same: a summary over it does not lack evidence.
    if hidden > 0 {
        let text = words.with("compare-hidden", &[("n", hidden.into())]);
        builder.caption(&text);
        return text;
    }
    let has_summary = key.0.as_ref().is_some_and(|topic| ctx.state.synopsis.summary(topic, &key.1).is_some());
    let state_key = |usual: &'static str| if has_summary { "compare-unfounded" } else { usual };
    let Some(topic) = key.0.as_ref().and_then(|topic| ctx.state.synopsis.topic(topic)) else {
        let text = words.get(state_key("compare-nobody"));
        builder.caption(&text);
        return text.into_owned();
    };
    let places = stage.view.sought.entry(key.clone()).or_insert_with(|| seek::seek(ctx.state, topic, &key.1)).clone();
    if let Some(looked) = looked_in_vain(ctx, topic, &key.1, places.len()) {
        let state = words.get(state_key("compare-nobody"));
        builder.caption(&state);
        builder.caption(&looked);
        if !places.is_empty() {
            builder.step(Step::Silence, &words.get("compare-unsilence"));
        }
        return words
            .with("compare-state-looked", &[("state", Value::from(state.as_ref())), ("looked", Value::from(&looked))]);
    }
    let state = words.get(state_key("compare-unseen"));
    builder.caption(&state);
    let terms = terms(words, &topic.cues);
    let step = words.with("compare-look", &[("terms", Value::from(&terms)), ("n", places.len().into())]);
    builder.step(Step::Look, &step);
    if open {
        for (at, place) in places.iter().enumerate() {
            builder.space(measures::QUOTE_GAP / 2.0);
            builder.quote(at, &found(stage, *place, topic));
        }
        builder.space(measures::QUOTE_GAP / 2.0);
        builder.step(Step::Silence, &words.get("compare-silence"));
        *sought = places;
    }
    format!("{state}，{step}")
}

/// With which words a holder was looked through for a topic in vain: by the program, or by the person, who found so many
/// sentences and no claim in them. Nothing where he was not looked through.
pub(super) fn looked_in_vain(ctx: &ViewCtx<'_>, topic: &Topic, column: &Column, found: usize) -> Option<String> {
    let terms = terms(ctx.words, &topic.cues);
    if found == 0 {
        return Some(ctx.words.with("compare-looked", &[("terms", Value::from(&terms))]));
    }
    ctx.state.synopsis.silence(&topic.id, column)?;
    Some(ctx.words.with("compare-looked-by-you", &[("terms", Value::from(&terms)), ("n", found.into())]))
}

/// A sentence that was found by a topic's words, as a quote.
fn found(stage: &Stage<'_, '_>, place: Place, topic: &Topic) -> content::Quote {
    let ctx = stage.ctx;
    let prose = ctx.state.corpus.work(place.work).map(|work| &work.prose);
    let clean = prose.map(|prose| prose.slice(prose.bytes(place.span))).unwrap_or_default();
    let mut pieces = Vec::new();
    let cue = topic.cues.iter().filter(|cue| !cue.is_empty()).find_map(|cue| Some((clean.find(cue.as_str())?, cue)));
    let mut push = |text: &str, evidence| {
        if !text.is_empty() {
            pieces.push(content::Piece { text: text.to_owned(), evidence });
        }
    };
    match cue {
        Some((at, cue)) => {
            push(&clean[..at], false);
            push(cue, true);
            push(&content::short(&clean[at + cue.len()..], 40), false);
        }
        None => push(&clean, false),
    }
    let source = content::work_name(ctx, place.work) + &content::stands(ctx, place);
    content::Quote { claim: usize::MAX, gist: None, pieces, source, decided: false }
}

/// The first few cue words in quotation marks.
fn terms(words: &Words, cues: &[String]) -> String {
    const SHOWN: usize = 3;
    let quoted: String =
        cues.iter().take(SHOWN).map(|cue| words.with("compare-term", &[("term", Value::from(cue))])).collect();
    if cues.len() > SHOWN { words.with("compare-terms-more", &[("terms", Value::from(&quoted))]) } else { quoted }
}
