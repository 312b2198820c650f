//! What waits for a word from the person, one key to settle each.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Key, Modifiers, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::{NotesView, said};
use crate::model::{Entry, Place};
use crate::state::{Action, Doubt, Health, Settling};
use crate::ui::{Actions, ViewCtx, theme, widgets};

/// The height of a row.
const ROW: f32 = 52.0;
/// The height of the part for what is in hand.
const FOOT: f32 = 248.0;
/// Characters of context shown on either side of a guess.
const CONTEXT: u32 = 24;

/// A way to settle what is in hand.
struct Choice {
    key: Key,
    name: String,
    settling: Settling,
    /// The words before, of and after it.
    said: (String, String, String),
    place: Option<Place>,
}

/// Shows the list, and what is in hand below with the ways to settle it.
pub(super) fn show(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut NotesView, actions: &mut Actions) {
    let doubts = &ctx.state.synopsis.doubts;
    if doubts.is_empty() {
        return super::nothing(ui, ctx, "doubts-none");
    }
    let typing = ui.ctx().text_edit_focused();
    let pressed = |ui: &Ui, key: Key| !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let before = view.doubt;
    view.doubt = before.min(doubts.len() - 1);
    if pressed(ui, Key::ArrowDown) {
        view.doubt = (view.doubt + 1).min(doubts.len() - 1);
    }
    if pressed(ui, Key::ArrowUp) {
        view.doubt = view.doubt.saturating_sub(1);
    }
    let moved = view.doubt != before;
    let (list, foot) = super::parted(ui.max_rect(), FOOT);
    let mut above = ui.new_child(UiBuilder::new().max_rect(list));
    above.spacing_mut().item_spacing.y = 0.0;
    let mut scroll = ScrollArea::vertical().id_salt("doubts").auto_shrink(false);
    if moved {
        scroll = scroll.vertical_scroll_offset((ROW * view.doubt as f32 - list.height() / 2.0).max(0.0));
    }
    scroll.show_rows(&mut above, ROW, doubts.len(), |ui, seen| {
        for index in seen {
            if row(ui, ctx, &doubts[index], index == view.doubt) {
                view.doubt = index;
            }
        }
    });
    let doubt = &doubts[view.doubt];
    let mut below = ui.new_child(UiBuilder::new().max_rect(foot));
    let clicked = choose(&mut below, ctx, doubt, actions);
    let choices = choices(ctx, doubt);
    let by_key = choices.iter().find(|choice| pressed(ui, choice.key)).map(|choice| choice.settling);
    if let Some(settling) = clicked.or(by_key) {
        actions.extend(doubt.settle(settling, &ctx.state.corpus, &ctx.state.study).map(Action::Edit));
    }
}

fn entry<'a>(ctx: &ViewCtx<'a>, doubt: &Doubt) -> Option<&'a Entry> {
    let id = match doubt {
        Doubt::Place { entries, .. } => entries.first()?,
        Doubt::Dispute { of, .. } => of,
    };
    ctx.state.study.entries.get(id)
}

/// A row; answers whether it was chosen.
fn row(ui: &mut Ui, ctx: &ViewCtx<'_>, doubt: &Doubt, chosen: bool) -> bool {
    let (theme, words) = (ctx.theme, ctx.words);
    let (area, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (sign, document) = match doubt {
        Doubt::Place { anchor, health: Health::Changed, .. } => ("health-changed", anchor.document.as_str()),
        Doubt::Place { anchor, .. } => ("health-lost", anchor.document.as_str()),
        Doubt::Dispute { .. } => ("doubt-dispute", ""),
    };
    let sign = words.get(sign);
    let entry = entry(ctx, doubt);
    let kind = entry.map_or_else(|| words.get("entry-gone"), |entry| said::kind(ctx, entry));
    let said = match doubt {
        Doubt::Place { anchor, .. } => said::one_line(&anchor.exact),
        Doubt::Dispute { .. } => entry.map(said::words).unwrap_or_default(),
    };
    widgets::named_choice(&response, chosen, &format!("{sign} {kind} {said}"));
    if chosen || response.hovered() {
        let fill = if chosen { theme.chosen_row } else { theme.hairline.gamma_multiply(0.5) };
        ui.painter().rect_filled(area, 0.0, fill);
    }
    let painter = ui.painter();
    let sign = widgets::elided(painter, &sign, theme::bold(13.0), theme.vermilion, 30.0);
    painter.galley(pos2(area.left() + 16.0, area.top() + 6.0), sign, theme.vermilion);
    let left = super::text_left(area) + 6.0;
    let room = area.right() - 16.0 - left;
    let galley = widgets::elided(painter, &said, theme::serif(15.0), theme.ink, room);
    painter.galley(pos2(left, area.top() + 5.0), galley, theme.ink);
    let below = format!("{kind}　{document}");
    let galley = widgets::elided(painter, below.trim(), theme::sans(theme::CAPTION), theme.faded, room);
    painter.galley(pos2(left, area.top() + 29.0), galley, theme.faded);
    widgets::focus_ring(ui, theme, &response);
    response.clicked()
}

/// The words around a place: before, of it, after.
fn around(ctx: &ViewCtx<'_>, place: Place) -> (String, String, String) {
    let corpus = &ctx.state.corpus;
    let Some(source) = corpus.work(place.work).and_then(|work| corpus.source(work.source)) else {
        return Default::default();
    };
    let text = &source.text;
    let before = crate::text::Span::new(place.span.start.saturating_sub(CONTEXT), place.span.start);
    let after = crate::text::Span::new(place.span.end, (place.span.end + CONTEXT).min(text.chars()));
    (said::one_line(text.slice(before)), said::one_line(text.slice(place.span)), said::one_line(text.slice(after)))
}

fn choices(ctx: &ViewCtx<'_>, doubt: &Doubt) -> Vec<Choice> {
    let words = ctx.words;
    let plain = |key: Key, name: &str, settling: Settling, said: String| Choice {
        key,
        name: words.get(name).into_owned(),
        settling,
        said: (String::new(), said, String::new()),
        place: None,
    };
    match doubt {
        Doubt::Place { guesses, .. } => {
            let keys = [Key::Num1, Key::Num2, Key::Num3];
            let guess = |(number, (key, (place, likeness))): (usize, (Key, &(Place, u8)))| Choice {
                key,
                name: words.with("doubt-guess", &[("n", usize::from(*likeness).into())]),
                settling: Settling::Guess(number),
                said: around(ctx, *place),
                place: Some(*place),
            };
            let mut choices: Vec<Choice> = keys.into_iter().zip(guesses).enumerate().map(guess).collect();
            choices.push(plain(Key::X, "doubt-drop", Settling::Drop, String::new()));
            choices
        }
        Doubt::Dispute { id, of } => {
            let entries = &ctx.state.study.entries;
            let gone = || words.get("entry-gone").into_owned();
            let ours = entries.get(of).map_or_else(gone, said::words);
            let theirs = match entries.get(id) {
                Some(Entry::Dispute { theirs: Some(theirs), .. }) => Some(said::words(theirs)),
                _ => None,
            };
            let both = theirs.is_some() && entries.contains_key(of);
            let mut choices = vec![
                plain(Key::Num1, "doubt-ours", Settling::Ours, ours),
                plain(Key::Num2, "doubt-theirs", Settling::Theirs, theirs.unwrap_or_else(gone)),
            ];
            if both {
                choices.push(plain(Key::Num3, "doubt-both", Settling::Both, String::new()));
            }
            choices
        }
    }
}

/// Shows what is in hand and the ways to settle it; answers the one that was clicked.
fn choose(ui: &mut Ui, ctx: &ViewCtx<'_>, doubt: &Doubt, actions: &mut Actions) -> Option<Settling> {
    let theme = ctx.theme;
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0.0, theme.sheet);
    ui.painter().hline(area.x_range(), area.top(), Stroke::new(1.0, theme.hairline));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area.shrink2(vec2(16.0, 10.0))));
    let ui = &mut inside;
    let mut clicked = None;
    ScrollArea::vertical().id_salt("choices").auto_shrink(false).show(ui, |ui| {
        match doubt {
            Doubt::Place { anchor, health, entries, .. } => {
                let key = if *health == Health::Lost { "doubt-lost" } else { "doubt-changed" };
                let text = ctx.words.with(key, &[("n", entries.len().into())]);
                widgets::paragraph(ui, &text, theme::sans(theme::CAPTION), theme.faded);
                let parts =
                    (said::one_line(&anchor.prefix), said::one_line(&anchor.exact), said::one_line(&anchor.suffix));
                ui.label(in_context(ctx, &parts));
            }
            Doubt::Dispute { .. } => {
                widgets::paragraph(ui, &ctx.words.get("doubt-disputed"), theme::sans(theme::CAPTION), theme.faded);
            }
        }
        ui.add_space(6.0);
        let choices = choices(ctx, doubt);
        let mut offer = |ui: &mut Ui, choice: &Choice| {
            if offered(ui, ctx, choice, actions) {
                clicked = Some(choice.settling);
            }
        };
        match (doubt, choices.as_slice()) {
            (Doubt::Dispute { .. }, [ours, theirs, others @ ..]) => {
                ui.columns(2, |columns| {
                    for (column, choice) in columns.iter_mut().zip([ours, theirs]) {
                        offer(column, choice);
                    }
                });
                others.iter().for_each(|choice| offer(ui, choice));
            }
            (_, choices) => choices.iter().for_each(|choice| offer(ui, choice)),
        }
    });
    clicked
}

/// Shows one way to settle it; answers whether it was clicked.
fn offered(ui: &mut Ui, ctx: &ViewCtx<'_>, choice: &Choice, actions: &mut Actions) -> bool {
    let clicked = ui.horizontal(|ui| {
        let clicked = ui.button(format!("{}　{}", choice.key.name(), choice.name)).clicked();
        if let Some(place) = choice.place {
            let see = ctx.words.get("doubt-see");
            let font = theme::sans(theme::CAPTION);
            if widgets::text_button(ui, ctx.theme, &see, font, ctx.theme.vermilion).clicked() {
                actions.push(Action::GoTo(place));
            }
        }
        clicked
    });
    let (before, words, after) = &choice.said;
    if !(before.is_empty() && words.is_empty() && after.is_empty()) {
        ui.label(in_context(ctx, &choice.said));
    }
    clicked.inner
}

/// Words in their context.
fn in_context(ctx: &ViewCtx<'_>, (before, words, after): &(String, String, String)) -> LayoutJob {
    let theme = ctx.theme;
    let font = theme::serif(14.0);
    let faded = TextFormat::simple(font.clone(), theme.faded);
    let plain = TextFormat::simple(font, theme.ink);
    let plain =
        if before.is_empty() && after.is_empty() { plain } else { TextFormat { background: theme.hit, ..plain } };
    let mut job = LayoutJob::default();
    job.append(before, 0.0, faded.clone());
    job.append(words, 0.0, plain);
    job.append(after, 0.0, faded);
    job
}
