//! Sheets: where a claim, an event or a note is made of a selection, everything proposed that can be.

use eframe::egui::{Key, Margin, Modifiers, Pos2, TextEdit, Ui};

use super::menu::floating;
use super::paint::iso;
use super::selection::{Grain, around};
use super::{ReaderView, Scene, hands};
use crate::calendar::{DateRange, Precision, read_typed};
use crate::model::{
    Anchor, Certainty, ClaimKind, Edit, Entry, EntryId, Holder, HolderKind, OwnClaim, OwnEvent, OwnNote, Stance,
    Suggestion, Topic, TopicId, Verdict,
};
use crate::state::{Action, Column, Origin, anchor_at};
use crate::text::Span;
use crate::ui::typing::{OpenSheet, Typing};
use crate::ui::{Actions, theme, widgets};

/// The width of a sheet.
const WIDTH: f32 = 340.0;
/// How many other voices are proposed for a claim.
const VOICES: usize = 5;
/// The longest label that is proposed for an event, in characters.
const LABEL: usize = 24;

/// A sheet that is open.
#[derive(Debug)]
pub(super) struct Sheet {
    span: Span,
    what: What,
    fresh: bool,
    open: OpenSheet,
}

#[derive(Debug)]
enum What {
    Note {
        text: String,
        /// The note as it stands in the study, by its name.
        id: Option<EntryId>,
        /// What it said when the sheet was opened; nothing when there was none.
        before: Option<String>,
        typing: Typing,
    },
    /// The letter of a highlight.
    Highlight(EntryId),
    Claim {
        holder: Holder,
        voices: Vec<Holder>,
        topic: Option<TopicId>,
        gist: String,
        /// The claim that is changed, by its place in the synopsis.
        changes: Option<usize>,
    },
    Event {
        label: String,
        /// The date as it is typed.
        date: String,
        /// The date that was proposed, as it would be typed, and its days.
        proposed: Option<(String, DateRange, Precision)>,
        actors: Vec<String>,
        /// The clause in which the analysis found an event: it belongs to the person's from now on.
        told: Option<Span>,
        /// The time mention from which the date comes.
        mention: Option<Span>,
    },
}

/// How a sheet was left.
enum Left {
    Open,
    Done,
    Dropped,
    Removed,
}

impl Sheet {
    fn about(span: Span, what: What) -> Self {
        Self { span, what, fresh: true, open: OpenSheet::default() }
    }

    /// Keeps the words of a claim or an event while they are written; those of a note go into the study at once.
    fn keep(&mut self, ui: &Ui, scene: &Scene<'_>, actions: &mut Actions) {
        let path = &scene.source.path;
        let Span { start, end } = self.span;
        match &mut self.what {
            What::Note { .. } | What::Highlight(_) => {}
            What::Claim { gist, .. } => {
                self.open.keep(ui, scene.ctx, || format!("claim {path} {start}-{end}"), &mut [gist], actions);
            }
            What::Event { label, date, .. } => {
                self.open.keep(ui, scene.ctx, || format!("event {path} {start}-{end}"), &mut [label, date], actions);
            }
        }
    }

    /// What it is about.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// A note, new or to be changed.
    pub(super) fn note(span: Span, text: String, id: Option<EntryId>) -> Self {
        let before = id.is_some().then(|| text.clone());
        Self::about(span, What::Note { text, id, before, typing: Typing::default() })
    }

    /// A highlight that may be given a letter.
    pub(super) fn highlight(span: Span, id: EntryId) -> Self {
        Self::about(span, What::Highlight(id))
    }

    /// A claim: whose it is and what it is about as the analysis reads the words, where it has found a claim in them;
    /// else the author's own, its topic by the cue words in it.
    pub(super) fn claim(scene: &Scene<'_>, span: Span) -> Self {
        let synopsis = &scene.ctx.state.synopsis;
        let name = scene.work.author().unwrap_or_default().to_owned();
        let author = Holder { kind: HolderKind::Author, name };
        let mut voices = vec![author.clone()];
        let here = synopsis.claims.iter().filter(|claim| claim.place.work == scene.work.id);
        for claim in here.filter(|claim| matches!(claim.column, Column::Party(_))) {
            if !voices.contains(claim.holder) && voices.len() <= VOICES {
                voices.push(claim.holder.clone());
            }
        }
        let words = scene.source.text.slice(span);
        let caught = |topic: &Topic| topic.cues.iter().map(|cue| words.matches(cue.as_str()).count()).sum::<usize>();
        let topic = synopsis.topics.iter().rev().max_by_key(|topic| caught(topic)).filter(|topic| caught(topic) > 0);
        let mut topic = topic.map(|topic| topic.id.clone());
        let mut holder = author;
        let found = synopsis.claims.iter().filter(|claim| claim.place.work == scene.work.id);
        if let Some(found) = found.max_by_key(|claim| claim.place.span.overlap(span))
            && found.place.span.meets(span)
        {
            holder = found.holder.clone();
            topic = found.topics.first().cloned().or(topic);
            if !voices.contains(&holder) {
                voices.insert(0, holder.clone());
            }
        }
        let what = What::Claim { holder, voices, topic, gist: String::new(), changes: None };
        Self::about(span, what)
    }

    /// A claim that is there, to be changed: suggested or the person's own.
    pub(super) fn change(scene: &Scene<'_>, claim: usize) -> Option<Self> {
        let row = scene.ctx.state.synopsis.claims.get(claim)?;
        let mut sheet = Self::claim(scene, row.place.span);
        if let What::Claim { holder, voices, topic, gist, changes } = &mut sheet.what {
            if !voices.contains(row.holder) {
                voices.insert(0, row.holder.clone());
            }
            *holder = row.holder.clone();
            *topic = row.topics.first().cloned();
            row.gist.clone_into(gist);
            *changes = Some(claim);
        }
        Some(sheet)
    }

    /// An event: its date from the words or their sentence, its label from the words without the date.
    pub(super) fn event(scene: &Scene<'_>, span: Span) -> Self {
        Self::event_at(scene, span, span)
    }

    /// The same, with the date that stands in `dated` before others.
    pub(super) fn event_at(scene: &Scene<'_>, span: Span, dated: Span) -> Self {
        let sentence = around(scene.work, &scene.source.text, span.start, Grain::Sentence);
        let findings = scene.ctx.state.corpus.findings(scene.work.id);
        let times = || findings.iter().flat_map(|findings| &findings.times).filter(|time| !time.range.is_nowhere());
        let time = times()
            .find(|time| dated.covers(time.span))
            .or_else(|| times().rfind(|time| sentence.covers(time.span) && time.span.start <= span.end));
        let told = findings.and_then(|findings| findings.events.iter().find(|event| event.clause.meets(span)));
        let words = scene.source.text.slice(span);
        let date = time.map_or("", |time| scene.source.text.slice(time.span));
        let plain = if date.is_empty() { words.to_owned() } else { words.replacen(date, "", 1) };
        let plain = plain.trim_matches(|c: char| c.is_whitespace() || "，。、；：".contains(c));
        let label = told.map_or_else(|| plain.chars().take(LABEL).collect(), |event| event.label.clone());
        let proposed = time.map(|time| (iso(time.range), time.range, time.precision));
        let what = What::Event {
            label,
            date: proposed.as_ref().map_or_else(String::new, |(typed, ..)| typed.clone()),
            proposed,
            actors: told.map(|event| event.actors.clone()).unwrap_or_default(),
            told: told.map(|event| event.clause),
            mention: time.map(|time| time.span),
        };
        Self::about(span, what)
    }
}

/// Shows a sheet; answers with it while it stays open.
pub(super) fn show(
    ui: &Ui,
    scene: &Scene<'_>,
    view: &mut ReaderView,
    mut sheet: Sheet,
    at: Pos2,
    actions: &mut Actions,
) -> Option<Sheet> {
    let mut left = Left::Open;
    let mut lettered = None;
    let mut keep = false;
    sheet.keep(ui, scene, actions);
    let response = floating(ui, scene, scene.id.with("sheet"), at, Margin::symmetric(16, 12), |ui| {
        ui.set_width(WIDTH);
        let fresh = std::mem::take(&mut sheet.fresh);
        match &mut sheet.what {
            What::Highlight(id) => letters(ui, scene, id, &mut lettered, &mut left),
            What::Note { text, before, typing, .. } => {
                let changed = note(ui, scene, text, before.is_some(), fresh, &mut left);
                keep = typing.is_due(ui, changed) && !text.trim().is_empty();
            }
            What::Claim { holder, voices, topic, gist, .. } => {
                claim(ui, scene, (holder, voices.as_slice(), topic, gist), fresh, &mut left);
            }
            What::Event { label, date, proposed, actors, .. } => {
                let days = days(date, proposed.as_ref());
                event(ui, scene, (label, date, days, actors.as_slice()), fresh, &mut left);
            }
        }
    });
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        left = Left::Dropped;
    }
    if let Some(edit) = lettered {
        actions.push(Action::Edit(edit));
    }
    // The letters stand beside reading: a click elsewhere is not about them.
    let elsewhere = ui.input(|input| input.pointer.any_pressed())
        && !ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| response.rect.contains(at));
    if matches!(sheet.what, What::Highlight(_)) && elsewhere {
        return None;
    }
    match left {
        Left::Open => {
            if keep && let What::Note { text, id, .. } = &mut sheet.what {
                let id = id.get_or_insert_with(|| view.new_id(scene.ctx));
                actions.push(Action::Edit(noted(scene, sheet.span, id, text)));
            }
            return Some(sheet);
        }
        _ => std::mem::take(&mut sheet.open).close(actions),
    }
    match left {
        Left::Dropped => {
            // What was kept while it was written goes as well.
            if let What::Note { id: Some(id), before, .. } = sheet.what {
                let edit = match before {
                    Some(before) => noted(scene, sheet.span, &id, &before),
                    None => Edit::remove(id),
                };
                actions.push(Action::Edit(edit));
            }
            return None;
        }
        Left::Removed => {
            if let What::Note { id: Some(id), .. } | What::Highlight(id) = sheet.what {
                actions.push(Action::Edit(Edit::remove(id)));
            }
            return None;
        }
        Left::Open | Left::Done => {}
    }
    if let What::Note { text, id, .. } = &sheet.what {
        let id = id.clone().unwrap_or_else(|| view.new_id(scene.ctx));
        actions.push(Action::Edit(noted(scene, sheet.span, &id, text)));
    }
    let at = anchor_at(&scene.source.path, &scene.source.text, sheet.span);
    let changes = entries(scene, view, sheet.what, at);
    if !changes.is_empty() {
        actions.push(Action::Edit(Edit { changes }));
    }
    view.selection = None;
    if view.pending.is_some() {
        hands::step_pending(scene, view, 1);
    }
    None
}

/// A note with these words; its place and tags stay.
fn noted(scene: &Scene<'_>, span: Span, id: &EntryId, text: &str) -> Edit {
    let note = match scene.ctx.state.study.entries.get(id) {
        Some(Entry::Note(note)) => OwnNote { text: text.to_owned(), ..note.clone() },
        _ => OwnNote {
            at: anchor_at(&scene.source.path, &scene.source.text, span),
            text: text.to_owned(),
            tags: Vec::new(),
        },
    };
    Edit::put(id.clone(), Entry::Note(note))
}

/// What the sheet of a claim or an event comes to in the study.
fn entries(scene: &Scene<'_>, view: &mut ReaderView, what: What, at: Anchor) -> Vec<(EntryId, Option<Entry>)> {
    match what {
        What::Highlight(_) | What::Note { .. } => Vec::new(),
        What::Claim { holder, topic, gist, changes, .. } => {
            let row = changes.and_then(|claim| scene.ctx.state.synopsis.claims.get(claim));
            // A topic that was not touched keeps the further ones beside it.
            let topics = match row {
                Some(row) if row.topics.first() == topic.as_ref() => row.topics.to_vec(),
                _ => topic.into_iter().collect(),
            };
            let claim = OwnClaim {
                at,
                holder,
                topics,
                kind: row.map_or(ClaimKind::Thesis, |row| row.kind),
                stance: row.map_or_else(Stance::default, |row| row.stance),
                certainty: row.map_or_else(Certainty::default, |row| row.certainty),
                gist: gist.trim().to_owned(),
            };
            let id = match row.map(|row| row.origin) {
                Some(Origin::Own(id)) => id.clone(),
                _ => view.new_id(scene.ctx),
            };
            vec![(id, Some(Entry::Claim(claim)))]
        }
        What::Event { label, date, proposed, actors, told, mention } => {
            let Some((range, precision)) = days(&date, proposed.as_ref()) else { return Vec::new() };
            let label = label.trim().to_owned();
            let anchor = |span: Span| anchor_at(&scene.source.path, &scene.source.text, span);
            let tellings = told.map(anchor).into_iter().collect();
            let event = OwnEvent { label, range, precision, actors, at: Some(at), tellings, note: String::new() };
            let mut changes = vec![(view.new_id(scene.ctx), Some(Entry::Event(event)))];
            // The date that was read is right where it was kept, and wrong where it was changed.
            if let (Some(mention), Some((_, was, _))) = (mention, proposed) {
                let verdict = if was == range { Verdict::Accepted } else { Verdict::Rejected };
                let suggestion = Suggestion::Time { at: anchor(mention) };
                changes.push((view.new_id(scene.ctx), Some(Entry::Verdict { suggestion, verdict })));
            }
            changes
        }
    }
}

/// The days of a typed date: those that were proposed as long as nothing else is typed.
fn days(date: &str, proposed: Option<&(String, DateRange, Precision)>) -> Option<(DateRange, Precision)> {
    match proposed {
        Some((typed, range, precision)) if typed == date => Some((*range, *precision)),
        _ => read_typed(date),
    }
}

/// The field of a note; answers with whether its words changed.
fn note(ui: &mut Ui, scene: &Scene<'_>, text: &mut String, there: bool, fresh: bool, left: &mut Left) -> bool {
    let field = TextEdit::multiline(text)
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .font(theme::sans(14.0))
        .hint_text(scene.ctx.words.get("reader-note-hint").into_owned());
    let response = named_field(ui, scene, field, "reader-make-note");
    if fresh {
        response.request_focus();
    }
    let full = !text.trim().is_empty();
    foot(ui, scene, "reader-note-keep", full, there, left);
    response.changed()
}

/// The letters that a highlight can carry: those of the topics, by click or by number; none is one of them.
fn letters(ui: &mut Ui, scene: &Scene<'_>, id: &EntryId, edit: &mut Option<Edit>, left: &mut Left) {
    let Some(Entry::Note(note)) = scene.ctx.state.study.entries.get(id) else {
        return;
    };
    let topics = &scene.ctx.state.synopsis.topics;
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    let mut chosen: Option<Vec<String>> = None;
    heading(ui, scene, "reader-highlight-letter");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let none = scene.ctx.words.get("reader-highlight-plain");
        if widgets::tab(ui, scene.ctx.theme, &none, note.tags.is_empty()).clicked() {
            chosen = Some(Vec::new());
        }
        for (at, topic) in topics.iter().enumerate() {
            let tag = topic.id.0.to_string();
            let has = note.tags.first() == Some(&tag);
            let name = format!("{} {}", topic.letter, topic.name);
            let clicked = widgets::tab(ui, scene.ctx.theme, &name, has).clicked();
            let keyed = keys.get(at).is_some_and(|&key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
            if clicked || keyed {
                chosen = Some(vec![tag]);
            }
        }
    });
    if ui.button(scene.ctx.words.get("reader-note-remove").into_owned()).clicked() {
        *left = Left::Removed;
    }
    if let Some(tags) = chosen {
        *edit = Some(Edit::put(id.clone(), Entry::Note(OwnNote { tags, ..note.clone() })));
        *left = Left::Dropped;
    }
}

fn claim(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (holder, voices, topic, gist): (&mut Holder, &[Holder], &mut Option<TopicId>, &mut String),
    fresh: bool,
    left: &mut Left,
) {
    let words = scene.ctx.words;
    heading(ui, scene, "reader-claim-holder");
    ui.horizontal_wrapped(|ui| {
        for voice in voices {
            let unsigned = voice.name.is_empty();
            let name = if unsigned { words.get("unsigned").into_owned() } else { voice.name.clone() };
            if widgets::tab(ui, scene.ctx.theme, &name, holder == voice).clicked() {
                *holder = voice.clone();
            }
        }
    });
    heading(ui, scene, "reader-claim-topic");
    ui.horizontal_wrapped(|ui| {
        for known in scene.ctx.state.synopsis.topics.iter() {
            let chosen = topic.as_ref() == Some(&known.id);
            let response = widgets::tab(ui, scene.ctx.theme, &known.name, chosen);
            if response.on_hover_text(&known.definition).clicked() {
                *topic = (!chosen).then(|| known.id.clone());
            }
        }
    });
    heading(ui, scene, "reader-claim-gist");
    let field = TextEdit::singleline(gist).desired_width(f32::INFINITY).font(theme::sans(14.0));
    let response = named_field(ui, scene, field, "reader-claim-gist");
    if fresh {
        response.request_focus();
    }
    foot(ui, scene, "reader-make-claim", topic.is_some(), false, left);
}

fn event(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (label, date, days, actors): (&mut String, &mut String, Option<(DateRange, Precision)>, &[String]),
    fresh: bool,
    left: &mut Left,
) {
    let words = scene.ctx.words;
    heading(ui, scene, "reader-event-label");
    let field = TextEdit::singleline(label).desired_width(f32::INFINITY).font(theme::sans(14.0));
    let response = named_field(ui, scene, field, "reader-event-label");
    if fresh {
        response.request_focus();
    }
    heading(ui, scene, "reader-event-time");
    let field = TextEdit::singleline(date).desired_width(f32::INFINITY).font(theme::sans(14.0));
    named_field(ui, scene, field, "reader-event-time");
    let read = match days {
        Some((range, _)) => words.with("reader-event-date", &[("days", iso(range).as_str().into())]),
        None if date.trim().is_empty() => words.get("reader-event-no-date").into_owned(),
        None => words.get("reader-event-unread").into_owned(),
    };
    widgets::paragraph(ui, &read, theme::sans(13.0), scene.ctx.theme.ink);
    if !actors.is_empty() {
        let between = words.get("reader-between-authors");
        let names = words.with("reader-event-actors", &[("names", actors.join(&between).as_str().into())]);
        widgets::paragraph(ui, &names, theme::sans(13.0), scene.ctx.theme.ink);
    }
    foot(ui, scene, "reader-make-event", days.is_some() && !label.trim().is_empty(), false, left);
}

fn heading(ui: &mut Ui, scene: &Scene<'_>, key: &str) {
    ui.add_space(2.0);
    widgets::paragraph(ui, &scene.ctx.words.get(key), theme::sans(theme::CAPTION), scene.ctx.theme.faded);
}

fn named_field(ui: &mut Ui, scene: &Scene<'_>, field: TextEdit<'_>, key: &str) -> eframe::egui::Response {
    let name = scene.ctx.words.get(key).into_owned();
    ui.add(field).accessible_name(name)
}

/// The buttons at the foot of a sheet. Ctrl+Enter keeps it.
fn foot(ui: &mut Ui, scene: &Scene<'_>, key: &str, ready: bool, removable: bool, left: &mut Left) {
    let words = scene.ctx.words;
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let keep = ui.add_enabled(ready, eframe::egui::Button::new(words.get(key).into_owned()));
        let keyed = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        if keep.clicked() || ready && keyed {
            *left = Left::Done;
        }
        if ui.button(words.get("path-cancel").into_owned()).clicked() {
            *left = Left::Dropped;
        }
        if removable && ui.button(words.get("reader-note-remove").into_owned()).clicked() {
            *left = Left::Removed;
        }
    });
}
