//! The rows of topics by holders.

use eframe::egui::{
    Align2, CursorIcon, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    UiBuilder, pos2, text::LayoutJob, vec2,
};

use super::cell::{Block, Builder, Furniture, Part, Step, balanced};
use super::content::{self, Content, Extent};
use super::keys::{self, CellKey as Pressed};
use super::layout;
use super::{CellKey, Editing, Stage, edits, rails, seek};
use crate::model::{Place, TopicId, Verdict};
use crate::state::{Action, Cell, Column, RowVerdict};
use crate::ui::theme::{self, compare as measures};
use crate::ui::widgets;
use crate::ui::words::Value;

/// How many quotes a cell shows before it is opened.
const QUOTES: usize = 1;

/// What a cell turned out to be.
struct Laid {
    column: usize,
    content: Content,
    block: Block,
    name: String,
    /// The sentences to which its quotes lead, in a cell without claims.
    sought: Vec<Place>,
    /// The height of the field in which its summary is being written.
    field: f32,
}

/// Draws a row with its top left corner at `at`; returns its height, at least `least`.
pub(super) fn row(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, at: Pos2, viewport: Rect, least: f32) -> f32 {
    let comparison = std::sync::Arc::clone(&stage.comparison);
    let this = &comparison.rows[row];
    let topic = this.topic.clone();
    let in_hand = topic.is_some() && stage.ctx.state.focus.topic == topic;
    let left = at.x + viewport.left();
    let mut y = at.y + measures::ROW_PADDING;
    let head = head(ui, stage, row, pos2(left, y), viewport.width(), in_hand);
    let beside = stage.columns.beside;
    y += if beside { 0.0 } else { head };
    if in_hand {
        y += relations(ui, stage, row, pos2(at.x, y));
    }
    let seen = stage.columns.within(viewport.left(), viewport.right());
    let cells: Vec<Laid> = seen.map(|column| lay(ui, stage, row, &this.cells[column], column)).collect();
    let tallest = cells.iter().map(|cell| cell.block.height + cell.field).fold(0.0, f32::max);
    let bottom = (y + tallest).max(if beside { at.y + measures::ROW_PADDING + head } else { 0.0 });
    let height = (bottom - at.y + measures::ROW_PADDING + 1.0).max(least);
    let rule = left + measures::MARGIN..=left + viewport.width() - measures::MARGIN;
    ui.painter().hline(rule, at.y + height - 1.0, Stroke::new(1.0, stage.ctx.theme.hairline));
    for cell in cells {
        let x = at.x + stage.columns.x(cell.column);
        let area = Rect::from_min_max(pos2(x, y), pos2(x + stage.columns.width, at.y + height - measures::ROW_PADDING));
        show(ui, stage, row, cell, area);
    }
    height
}

/// The topic, how many speak, and what it comes to. Returns its height.
fn head(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, at: Pos2, room: f32, in_hand: bool) -> f32 {
    let ctx = stage.ctx;
    let theme = ctx.theme;
    let this = &stage.comparison.rows[row];
    let name = content::topic_name(ctx, this.topic.as_ref());
    let width = if stage.columns.beside { measures::TOPIC } else { room - 2.0 * measures::MARGIN - 120.0 };
    let title = balanced(ui.painter(), &name, measures::TOPIC_SIZE, theme.ink, width);
    let verdict = verdict_words(stage, this.verdict, this.decided);
    let speakers = ctx.words.with("compare-speakers", &[("n", this.speakers.into())]);
    let left = at.x + measures::MARGIN;
    let (area, height) = if stage.columns.beside {
        let height = title.size().y + 6.0 + 18.0 + 4.0 + measures::CAPTION_LINE;
        (Rect::from_min_size(pos2(left, at.y), vec2(measures::TOPIC, height)), height)
    } else {
        let height = title.size().y.max(measures::TOPIC_LINE - 6.0) + 6.0;
        (Rect::from_min_size(pos2(left, at.y), vec2(room - 2.0 * measures::MARGIN, height - 6.0)), height)
    };
    let id = Id::unique(("compare topic", &this.topic));
    let response = ui.interact(area, id, Sense::click());
    widgets::named_choice(&response, in_hand, &format!("{name}，{speakers}，{verdict}"));
    if stage.columns.beside {
        // The topics stay when the columns move sideways under them.
        ui.painter().rect_filled(
            Rect::from_min_max(pos2(at.x, at.y), pos2(area.right() + measures::TOPIC_GAP / 2.0, area.bottom())),
            0.0,
            theme.paper,
        );
        let mut y = at.y + title.size().y + 6.0;
        let badge_width = ui.painter().layout_no_wrap(verdict.clone(), theme::sans(11.0), theme.ink).size().x + 10.0;
        if this.verdict == RowVerdict::Nobody {
            ui.painter().text(pos2(left, y), Align2::LEFT_TOP, &verdict, theme::sans(theme::CAPTION), theme.faded);
        } else {
            widgets::paint_badge(
                ui.painter(),
                theme,
                pos2(left + badge_width, y + 9.0),
                shown_as(this.verdict, this.decided),
                &verdict,
            );
        }
        y += 18.0 + 4.0;
        ui.painter().text(pos2(left, y), Align2::LEFT_TOP, speakers, theme::sans(theme::CAPTION), theme.faded);
    } else {
        let centre = at.y + measures::TOPIC_LINE / 2.0 - 3.0;
        let badge = widgets::paint_badge(
            ui.painter(),
            theme,
            pos2(area.right(), centre),
            shown_as(this.verdict, this.decided),
            &verdict,
        );
        if this.speakers > 0 {
            let place = pos2(badge.left() - 8.0, centre);
            ui.painter().text(place, Align2::RIGHT_CENTER, speakers, theme::sans(theme::CAPTION), theme.faded);
        }
    }
    if in_hand {
        let tick = Rect::from_min_size(pos2(at.x, at.y + 1.0), vec2(3.0, 18.0));
        ui.painter().rect_filled(tick, 0.0, theme.vermilion);
    }
    ui.painter().galley(pos2(left, at.y), title, theme.ink);
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        let y = at.y + measures::LINE;
        ui.painter().hline(left..=left + width.min(measures::TOPIC), y, Stroke::new(1.0, theme.faded));
    }
    widgets::focus_ring(ui, theme, &response);
    if response.clicked() {
        let topic = this.topic.clone();
        stage.actions.push(Action::ChooseTopic(topic.filter(|_| !in_hand)));
    }
    if let Some(topic) = stage.comparison.rows[row].topic.as_ref().and_then(|topic| ctx.state.synopsis.topic(topic)) {
        response.on_hover_text(&topic.definition);
    }
    height
}

/// A verdict that rests on proposals alone looks open, whatever it says.
fn shown_as(verdict: RowVerdict, decided: bool) -> RowVerdict {
    match verdict {
        RowVerdict::Dissent | RowVerdict::Consensus if !decided => RowVerdict::Open,
        verdict => verdict,
    }
}

fn verdict_words(stage: &Stage<'_, '_>, verdict: RowVerdict, decided: bool) -> String {
    let key = match verdict {
        RowVerdict::Consensus => "compare-consensus",
        RowVerdict::Dissent => "compare-dissent",
        RowVerdict::Open => "compare-open",
        RowVerdict::Single => "compare-single",
        RowVerdict::Nobody => "compare-nobody",
    };
    let word = stage.ctx.words.get(key);
    if decided || verdict == RowVerdict::Open {
        word.into_owned()
    } else {
        stage.ctx.words.with("compare-proposed", &[("verdict", Value::from(word.as_ref()))])
    }
}

/// The rails of the row in hand. Returns their height.
fn relations(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, at: Pos2) -> f32 {
    let ctx = stage.ctx;
    let synopsis = &ctx.state.synopsis;
    let this = &stage.comparison.rows[row];
    let column_of = |claim: usize| {
        let column = &synopsis.claims.get(claim)?.column;
        stage.comparison.columns.iter().position(|other| other == column)
    };
    let rails = layout::rails(&this.relations, &synopsis.relations, column_of);
    let height = rails::height(&rails);
    let pending = pending(stage, row, None);
    let names = stage.comparison.columns.clone();
    rails::show(ui, ctx, rails, &stage.columns, at, &names, pending, stage.actions);
    height
}

/// The proposed relation that A and X decide: the first of the row, or the first that touches a column.
fn pending(stage: &Stage<'_, '_>, row: usize, column: Option<usize>) -> Option<usize> {
    let synopsis = &stage.ctx.state.synopsis;
    let column = column.and_then(|column| stage.comparison.columns.get(column));
    stage.comparison.rows[row].relations.iter().copied().find(|&index| {
        let Some(relation) = synopsis.relations.get(index) else { return false };
        let touches = |claim: usize| synopsis.claims.get(claim).is_some_and(|claim| Some(&claim.column) == column);
        !relation.origin.is_decided() && (column.is_none() || touches(relation.a) || touches(relation.b))
    })
}

/// Lays a cell out.
fn lay(ui: &Ui, stage: &mut Stage<'_, '_>, row: usize, cell: &Cell, column: usize) -> Laid {
    let ctx = stage.ctx;
    let topic = stage.comparison.rows[row].topic.clone();
    let holder = stage.comparison.columns[column].clone();
    let key = (topic.clone(), holder.clone());
    let open = stage.view.open.contains(&key);
    let width = stage.columns.width;
    let extent =
        Extent { quotes: if open { usize::MAX } else { QUOTES }, whole: open, chars: layout::quote_chars(width) };
    let mut content = content::of_cell(ctx, topic.as_ref(), &holder, cell, extent);
    let field = field_height(ui, stage, &key);
    let mut builder = Builder::new(ui.painter(), ctx.theme, width);
    builder.space(field);
    let mut sought = Vec::new();
    let state;
    if cell.is_empty() {
        if field == 0.0
            && let Some(summary) = &content.summary
        {
            builder.summary(summary);
        }
        state = absent(stage, &mut builder, &key, cell.hidden, open, &mut sought);
    } else {
        let furniture = furniture(stage, &content, open);
        if field > 0.0 {
            builder.body(&content, &furniture);
        } else {
            builder.content(&content, &furniture);
        }
        let count = cell.shown().count();
        let counted = ctx.words.with("compare-claims", &[("n", count.into())]);
        state = match &content.summary {
            Some(summary) => format!("{summary}，{counted}"),
            None => counted,
        };
    }
    if !sought.is_empty() {
        content.quotes.clear();
    }
    let mut block = builder.finish();
    block.height -= field;
    let topic_name = content::topic_name(ctx, topic.as_ref());
    let name = format!("{topic_name}，{}：{state}", content::column_name(ctx, &holder));
    Laid { column, content, block, name, sought, field }
}

fn furniture(stage: &Stage<'_, '_>, content: &Content, open: bool) -> Furniture {
    let words = stage.ctx.words;
    let count = |key: &str, n: usize| words.with(key, &[("n", n.into())]);
    let more = match (content.more, open && content.quotes.len() > QUOTES) {
        (0, true) => Some(words.get("compare-less").into_owned()),
        (0, false) => None,
        (more, _) => Some(count("compare-more", more)),
    };
    Furniture {
        general: words.get("compare-general").into_owned(),
        more,
        hidden: (content.hidden > 0).then(|| count("compare-hidden", content.hidden)),
        unfounded: None,
    }
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
    let has_summary =
        key.0.as_ref().is_some_and(|t| ctx.state.synopsis.summaries.contains_key(&(t.clone(), key.1.clone())));
    if has_summary {
        let text = words.get("compare-unfounded");
        builder.caption(&text);
        return text.into_owned();
    }
    if hidden > 0 {
        let text = words.with("compare-hidden", &[("n", hidden.into())]);
        builder.caption(&text);
        return text;
    }
    let Some(topic) = key.0.as_ref().and_then(|topic| ctx.state.synopsis.topic(topic)) else {
        let text = words.get("compare-nobody");
        builder.caption(&text);
        return text.into_owned();
    };
    let places = stage.view.sought.entry(key.clone()).or_insert_with(|| seek::seek(ctx.state, topic, &key.1)).clone();
    let terms = terms(&topic.cues);
    if places.is_empty() {
        let state = words.get("compare-nobody");
        builder.caption(&state);
        builder.caption(&words.with("compare-looked", &[("terms", Value::from(&terms))]));
        return format!("{state}，{}", words.with("compare-looked", &[("terms", Value::from(&terms))]));
    }
    let state = words.get("compare-unseen");
    builder.caption(&state);
    let step = words.with("compare-look", &[("terms", Value::from(&terms)), ("n", places.len().into())]);
    builder.step(Step::Look, &step);
    if open {
        for (at, place) in places.iter().enumerate() {
            builder.space(measures::QUOTE_GAP / 2.0);
            builder.quote(at, &found(stage, *place, topic));
        }
        *sought = places;
    }
    format!("{state}，{step}")
}

/// A sentence that was found by a topic's words, as a quote.
fn found(stage: &Stage<'_, '_>, place: Place, topic: &crate::model::Topic) -> content::Quote {
    let ctx = stage.ctx;
    let clean = ctx.state.corpus.work(place.work).map_or("", |work| &work.prose.text()[work.prose.bytes(place.span)]);
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
        None => push(clean, false),
    }
    let source = content::work_name(ctx, place.work);
    content::Quote { claim: usize::MAX, gist: None, pieces, source, decided: false }
}

/// The first few cue words in quotation marks.
fn terms(cues: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut text: String = cues.iter().take(SHOWN).map(|cue| format!("“{cue}”")).collect();
    if cues.len() > SHOWN {
        text.push('等');
    }
    text
}

/// The height of the field over a cell whose summary is being written; nothing otherwise.
fn field_height(ui: &Ui, stage: &Stage<'_, '_>, key: &CellKey) -> f32 {
    let Some(editing) = stage.view.editing.as_ref().filter(|editing| editing.cell == *key) else { return 0.0 };
    let rows = ui.painter().layout_job(summary_job(&editing.text, stage.ctx.theme.ink, stage.columns.width)).rows.len();
    rows.max(1) as f32 * measures::LINE + 12.0 + measures::CAPTION_LINE
}

fn summary_job(text: &str, colour: eframe::egui::Color32, width: f32) -> LayoutJob {
    let format = eframe::egui::TextFormat {
        line_height: Some(measures::LINE),
        ..eframe::egui::TextFormat::simple(theme::bold(measures::SUMMARY_SIZE), colour)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job
}

/// Draws a cell and does what is done to it.
fn show(ui: &mut Ui, stage: &mut Stage<'_, '_>, row: usize, cell: Laid, area: Rect) {
    let topic = stage.comparison.rows[row].topic.clone();
    let key: CellKey = (topic.clone(), stage.comparison.columns[cell.column].clone());
    let id = Id::unique(("compare cell", &key));
    let response = ui.interact(area, id, Sense::click());
    widgets::named(&response, Role::Cell, &cell.name);
    cell.block.paint(ui.painter(), stage.ctx.theme, area.min);
    parts(ui, stage, &key, &cell, area.min, id);
    if cell.field > 0.0 {
        field(ui, stage, area);
        return;
    }
    if stage.view.wants_keyboard && stage.view.hand.as_ref() == Some(&key) {
        response.request_focus();
        response.scroll_to_me(None);
        stage.view.wants_keyboard = false;
    }
    if response.clicked() {
        response.request_focus();
    }
    if response.clicked() || response.gained_focus() {
        stage.view.hand = Some(key.clone());
        stage.take(topic.as_ref());
    }
    if response.double_clicked() {
        edit(stage, &key, cell.content.summary.as_deref());
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, stage.ctx.theme.vermilion);
        let around = area.expand2(vec2(7.0, 5.0));
        ui.painter().rect_stroke(around, f32::from(theme::RADIUS), ring, StrokeKind::Inside);
        stage.view.hand = Some(key.clone());
        if let Some(pressed) = keys::take(ui, id) {
            obey(ui, stage, row, &cell, &key, pressed);
        }
    } else if response.lost_focus() && stage.view.hand.as_ref() == Some(&key) && !stage.view.wants_keyboard {
        stage.view.hand = None;
    }
}

/// The quotes and lines of a cell, which can be pressed.
fn parts(ui: &mut Ui, stage: &mut Stage<'_, '_>, key: &CellKey, cell: &Laid, at: Pos2, id: Id) {
    for (number, placed) in cell.block.parts.iter().enumerate() {
        let area = placed.area.translate(at.to_vec2());
        let sense = |ui: &Ui| ui.interact(area, id.with(number), Sense::click());
        match placed.part {
            Part::Quote(quote) => {
                let response = sense(ui);
                press_quote(ui, stage, key, cell, quote, &response);
            }
            Part::More => {
                let response = sense(ui);
                let text = stage.ctx.words.get("compare-open-quotes");
                widgets::named(&response, Role::Button, &text);
                pointed(ui, &response);
                if response.clicked() {
                    toggle(stage, key);
                }
            }
            Part::Step(Step::Look) => {
                let response = sense(ui);
                let text = stage.ctx.words.get("compare-look-step");
                widgets::named(&response, Role::Button, &text);
                let foot = Stroke::new(1.0, stage.ctx.theme.vermilion);
                ui.painter().hline(area.left()..=area.right().min(area.left() + 120.0), area.bottom(), foot);
                pointed(ui, &response);
                if response.clicked() {
                    toggle(stage, key);
                }
            }
            Part::Summary | Part::Caption => {}
        }
    }
}

fn pointed(ui: &Ui, response: &Response) {
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
}

fn press_quote(ui: &mut Ui, stage: &mut Stage<'_, '_>, key: &CellKey, cell: &Laid, quote: usize, response: &Response) {
    let theme = stage.ctx.theme;
    pointed(ui, response);
    let here = match cell.sought.get(quote) {
        Some(_) => false,
        None => cell.content.quotes.get(quote).is_some_and(|q| stage.ctx.state.focus.claim == Some(q.claim)),
    };
    if response.hovered() || response.has_focus() || here {
        let rule = Stroke::new(measures::QUOTE_RULE, theme.vermilion);
        let y = response.rect.top() + 3.0..=response.rect.bottom() - measures::CAPTION_LINE - 3.0;
        ui.painter().vline(response.rect.left() + measures::QUOTE_RULE / 2.0, y, rule);
    }
    if let Some(&place) = cell.sought.get(quote) {
        let text = stage.ctx.state.corpus.text(place.work, place.span);
        widgets::named(response, Role::Link, text);
        if response.clicked() {
            stage.actions.push(Action::GoTo(place));
        }
        return;
    }
    let Some(quote) = cell.content.quotes.get(quote) else { return };
    widgets::named(response, Role::Link, &quote.text());
    if response.clicked() {
        stage.go_to_claim(quote.claim, key.0.as_ref());
        stage.view.hand = Some(key.clone());
        stage.view.wants_keyboard = true;
    }
    claim_menu(stage, response, quote.claim);
}

/// What can be done with a claim: a press of the second button.
fn claim_menu(stage: &mut Stage<'_, '_>, response: &Response, claim: usize) {
    let ctx = stage.ctx;
    let Some(row) = ctx.state.synopsis.claims.get(claim) else { return };
    eframe::egui::Popup::context_menu(response).width(200.0).show(|ui| {
        if !row.origin.is_decided() && ui.button(ctx.words.get("compare-accept")).clicked() {
            stage.actions.extend(edits::decide_claim(ctx, claim, Verdict::Accepted).map(Action::Edit));
        }
        if ui.button(ctx.words.get("compare-reject")).clicked() {
            stage.actions.extend(edits::decide_claim(ctx, claim, Verdict::Rejected).map(Action::Edit));
        }
        if ui.button(ctx.words.get("compare-relate")).clicked() {
            stage.view.relating = Some(claim);
        }
        ui.menu_button(ctx.words.get("compare-topics"), |ui| {
            for topic in ctx.state.synopsis.topics.iter() {
                let mut has = row.topics.contains(&topic.id);
                let name = content::topic_name(ctx, Some(&topic.id));
                if ui.checkbox(&mut has, name).changed() {
                    stage.actions.extend(edits::toggle_topic(ctx, claim, &topic.id).map(Action::Edit));
                }
            }
        });
    });
}

fn toggle(stage: &mut Stage<'_, '_>, key: &CellKey) {
    if !stage.view.open.remove(key) {
        stage.view.open.insert(key.clone());
    }
}

fn edit(stage: &mut Stage<'_, '_>, key: &CellKey, text: Option<&str>) {
    if key.0.is_some() {
        stage.view.editing =
            Some(Editing { cell: key.clone(), text: text.unwrap_or_default().to_owned(), fresh: true });
    }
}

/// Does what a key asks.
fn obey(ui: &Ui, stage: &mut Stage<'_, '_>, row: usize, cell: &Laid, key: &CellKey, pressed: Pressed) {
    let first = cell.content.quotes.first().map(|quote| quote.claim);
    match pressed {
        Pressed::Move(columns, rows) => go(stage, row, cell.column, columns, rows),
        Pressed::Edit => edit(stage, key, cell.content.summary.as_deref()),
        Pressed::Open => toggle(stage, key),
        Pressed::Source => {
            if let Some(claim) = first {
                stage.go_to_claim(claim, key.0.as_ref());
            }
        }
        Pressed::Accept => decide(stage, row, cell, Verdict::Accepted),
        Pressed::Reject => decide(stage, row, cell, Verdict::Rejected),
        Pressed::Relate => match (stage.view.relating.take(), first) {
            (None, first) => stage.view.relating = first,
            (Some(from), Some(to)) if differ(stage, from, to) => {
                let kind = crate::model::RelationKind::Contradicts;
                stage.actions.extend(edits::relate(stage.ctx, from, to, kind, "").map(Action::Edit));
            }
            _ => {}
        },
        Pressed::Topics => {}
        Pressed::Leave => {
            stage.view.relating = None;
            stage.view.hand = None;
            ui.memory_mut(|memory| memory.surrender_focus(Id::unique(("compare cell", key))));
        }
    }
}

/// Whether two claims are of different holders.
fn differ(stage: &Stage<'_, '_>, a: usize, b: usize) -> bool {
    let claims = &stage.ctx.state.synopsis.claims;
    claims.get(a).zip(claims.get(b)).is_some_and(|(a, b)| a.column != b.column)
}

/// Decides the first open suggestion of a cell: a relation that touches it, else its first proposed claim.
fn decide(stage: &mut Stage<'_, '_>, row: usize, cell: &Laid, verdict: Verdict) {
    let ctx = stage.ctx;
    let edit = match pending(stage, row, Some(cell.column)) {
        Some(relation) => edits::decide_relation(ctx, relation, verdict),
        None => {
            let open = cell.content.quotes.iter().find(|quote| !quote.decided);
            open.and_then(|quote| edits::decide_claim(ctx, quote.claim, verdict))
        }
    };
    stage.actions.extend(edit.map(Action::Edit));
}

/// Moves the keyboard to a neighbouring cell.
fn go(stage: &mut Stage<'_, '_>, row: usize, column: usize, columns: i32, rows: i32) {
    let listed = stage.view.listed();
    let Some(at) = listed.iter().position(|&other| other == row) else { return };
    let Some(&row) = at.checked_add_signed(rows as isize).and_then(|at| listed.get(at)) else { return };
    let Some(to) = column.checked_add_signed(columns as isize) else { return };
    let Some(holder) = stage.comparison.columns.get(to) else { return };
    let topic: Option<TopicId> = stage.comparison.rows[row].topic.clone();
    let holder: Column = holder.clone();
    stage.view.hand = Some((topic.clone(), holder));
    stage.view.wants_keyboard = true;
    stage.take(topic.as_ref());
}

/// The field in which a summary is written, over its cell.
fn field(ui: &mut Ui, stage: &mut Stage<'_, '_>, cell: Rect) {
    let (theme, words) = (stage.ctx.theme, stage.ctx.words);
    let Some(mut editing) = stage.view.editing.take() else { return };
    let ink = theme.ink;
    let width = cell.width();
    let rows = ui.painter().layout_job(summary_job(&editing.text, ink, width)).rows.len().max(1);
    let height = rows as f32 * measures::LINE;
    let frame = Rect::from_min_size(cell.min, vec2(width, height)).expand2(vec2(9.0, 7.0));
    ui.painter().rect(
        frame,
        f32::from(theme::RADIUS),
        theme.sheet,
        Stroke::new(2.0, theme.vermilion),
        StrokeKind::Inside,
    );
    let id = Id::unique(("compare summary", &editing.cell));
    // Enter keeps, Esc lets go; both are taken before the field sees them. While an input method composes, its own
    // Enter does not arrive as a key.
    let keeps = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let lets_go = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let inside = Rect::from_min_size(cell.min, vec2(width + 4.0, height));
    let response = ui
        .scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            let mut layouter = |ui: &Ui, text: &dyn eframe::egui::TextBuffer, _: f32| {
                ui.painter().layout_job(summary_job(text.as_str(), ink, width))
            };
            ui.add(
                TextEdit::multiline(&mut editing.text)
                    .id(id)
                    .frame(eframe::egui::Frame::NONE)
                    .margin(0.0)
                    .desired_rows(1)
                    .desired_width(width)
                    .hint_text(words.get("compare-summary-hint").as_ref())
                    .layouter(&mut layouter),
            )
        })
        .inner;
    if std::mem::take(&mut editing.fresh) {
        response.request_focus();
    }
    let below = pos2(cell.left(), frame.bottom() + 1.0);
    ui.painter().text(
        below,
        Align2::LEFT_TOP,
        words.get("compare-edit-keys"),
        theme::sans(theme::CAPTION),
        theme.faded,
    );
    let count = words.with("compare-characters", &[("n", editing.text.chars().count().into())]);
    let right = pos2(cell.right(), below.y);
    ui.painter().text(right, Align2::RIGHT_TOP, count, theme::sans(theme::CAPTION), theme.faded);
    if lets_go || keeps || response.lost_focus() {
        let (topic, column) = &editing.cell;
        if !lets_go && let Some(topic) = topic {
            let text = editing.text.replace('\n', " ");
            stage.actions.extend(edits::summarise(stage.ctx, topic, column, &text).map(Action::Edit));
        }
        stage.view.hand = Some(editing.cell);
        stage.view.wants_keyboard = true;
    } else {
        stage.view.editing = Some(editing);
    }
}

/// What is not listed, and the way to list it. Returns its height.
pub(super) fn end(ui: &mut Ui, stage: &mut Stage<'_, '_>, at: Pos2) -> f32 {
    let silent = stage.comparison.rows.iter().filter(|row| row.speakers == 0).count();
    if silent == 0 {
        return measures::ROW_PADDING * 2.0;
    }
    let ctx = stage.ctx;
    let lists_all = stage.view.lists_all;
    let key = if lists_all { "compare-list-fewer" } else { "compare-list-all" };
    let text = ctx.words.with("compare-unlisted", &[("n", silent.into())]);
    let area = Rect::from_min_size(at + vec2(measures::MARGIN, 10.0), vec2(360.0, 26.0));
    ui.scope_builder(UiBuilder::new().max_rect(area), |ui| {
        ui.horizontal(|ui| {
            if !lists_all {
                widgets::paragraph(ui, &text, theme::sans(theme::CAPTION), ctx.theme.faded);
            }
            let text = ctx.words.get(key);
            if widgets::text_button(ui, ctx.theme, &text, theme::sans(theme::CAPTION), ctx.theme.ink).clicked() {
                stage.view.lists_all = !lists_all;
            }
        });
    });
    60.0
}
