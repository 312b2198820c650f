//! The scheme of topics and the table of aliases, as the person changes them: her own topics with what their words
//! catch at once, topics that the works suggest, and names that are one party's.

use eframe::egui::{Frame, Id, Key, Popup, PopupCloseBehavior, Response, Role, ScrollArea, TextEdit, Ui};

use super::{CompareView, edits, rails};
use crate::model::{EntryId, OwnTopic};
use crate::state::{Action, Column, aliases, catches};
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::typing::OpenSheet;
use crate::ui::words::Value;
use crate::ui::{Actions, ViewCtx, widgets};

/// The width of the card.
const WIDTH: f32 = 340.0;
/// The most that the card takes of the height.
const ROOM: f32 = 520.0;
/// How many of the claims that words catch are listed.
const CAUGHT: usize = 6;
/// How many names are offered for what is typed.
const OFFERED: usize = 4;

/// What is being written in the card.
#[derive(Debug, Default)]
pub(super) struct Scheme {
    /// The topic that is being changed; `None` for a new one.
    topic: Option<EntryId>,
    name: String,
    cues: String,
    /// What the words catch, the words, and the comparison in which they were looked for.
    caught: Option<(String, u64, Vec<usize>)>,
    /// The name that is to be given up, and the one under which it goes on.
    alias: String,
    stands_for: String,
    open: OpenSheet,
}

impl Scheme {
    /// The words as they are written, parted by any mark or space; the name itself where there are none.
    fn words(&self) -> Vec<String> {
        let marks = |c: char| c.is_whitespace() || "、，,；;。".contains(c);
        let words: Vec<String> = self.cues.split(marks).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let name = self.name.trim();
        if words.is_empty() && !name.is_empty() { vec![name.to_owned()] } else { words }
    }

    fn clear(&mut self) {
        (self.topic, self.caught) = (None, None);
        self.name.clear();
        self.cues.clear();
    }
}

/// The card that a button of the bar opens.
pub(super) fn menu(button: &Response, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(WIDTH).show(|ui| {
        Frame::NONE.inner_margin(8).show(ui, |ui| {
            ui.set_min_width(WIDTH - 16.0);
            ScrollArea::vertical().id_salt("compare scheme").max_height(ROOM).min_scrolled_height(ROOM).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 6.0;
                    let Scheme { name, cues, alias, stands_for, open, .. } = &mut view.scheme;
                    open.keep(ui, ctx, || "topics".to_owned(), &mut [name, cues, alias, stands_for], actions);
                    own_topics(ui, ctx, view, actions);
                    form(ui, ctx, view, actions);
                    suggested(ui, ctx, view);
                    ui.add_space(6.0);
                    widgets::hairline(ui, ctx.theme);
                    table(ui, ctx, actions);
                    merging(ui, ctx, view, actions);
                },
            );
        });
    });
}

fn title(ui: &mut Ui, ctx: &ViewCtx<'_>, key: &str) {
    widgets::paragraph(ui, &ctx.words.get(key), theme::bold(14.0), ctx.theme.ink);
}

fn caption(ui: &mut Ui, ctx: &ViewCtx<'_>, text: &str) {
    widgets::paragraph(ui, text, theme::sans(theme::CAPTION), ctx.theme.faded);
}

/// A framed field with a hint, which is its name too.
fn field(ui: &mut Ui, ctx: &ViewCtx<'_>, id: &str, text: &mut String, hint: &str) -> Response {
    let hint = ctx.words.get(hint);
    let edit = TextEdit::singleline(text).id(Id::unique(("compare scheme", id))).hint_text(hint.as_ref());
    let response = widgets::field(ui, ctx.theme, edit);
    widgets::named(&response, Role::TextInput, &hint);
    response
}

/// The person's topics, each to be changed or taken out.
fn own_topics(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    title(ui, ctx, "compare-own-topics");
    let comma = ctx.words.get("compare-list-comma");
    for (id, own) in edits::own_topics(ctx) {
        let count = ctx.state.synopsis.claims.iter().filter(|claim| claim.topics.iter().any(|t| t.0 == id.0)).count();
        ui.horizontal(|ui| {
            widgets::paragraph(ui, &own.name, theme::bold(13.0), ctx.theme.ink);
            caption(ui, ctx, &ctx.words.with("compare-claims", &[("n", count.into())]));
            if rails::choice(ui, ctx.theme, &ctx.words.get("compare-topic-change"), false).clicked() {
                view.scheme.topic = Some(id.clone());
                view.scheme.name.clone_from(&own.name);
                view.scheme.cues = own.cues.join(&comma);
            }
            let name = ctx.words.with("compare-topic-remove", &[("name", Value::from(&own.name))]);
            if widgets::icon_button(ui, ctx.theme, Icon::Close, &name).clicked() {
                actions.push(Action::Edit(edits::remove_topic(ctx, &id)));
                view.scheme.clear();
            }
        });
    }
}

/// The fields of a topic, and what its words catch.
fn form(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    let words = ctx.words;
    field(ui, ctx, "name", &mut view.scheme.name, "compare-topic-name");
    field(ui, ctx, "cues", &mut view.scheme.cues, "compare-topic-cues");
    let cues = view.scheme.words();
    if cues.is_empty() {
        return;
    }
    let key = cues.join(" ");
    let fresh = view.scheme.caught.as_ref().is_some_and(|(of, at, _)| *of == key && *at == view.revision);
    if !fresh {
        let caught = catches(&ctx.state.corpus, &ctx.state.synopsis.claims, &cues);
        view.scheme.caught = Some((key, view.revision, caught));
    }
    let caught = view.scheme.caught.as_ref().map_or_else(Vec::new, |(_, _, caught)| caught.clone());
    caption(ui, ctx, &words.with("compare-topic-catches", &[("n", caught.len().into())]));
    for &claim in caught.iter().take(CAUGHT) {
        if rails::link(ui, ctx.theme, &rails::said_in_short(ctx, claim), theme::serif(13.0)).clicked() {
            actions.push(Action::ChooseClaim(Some(claim)));
        }
    }
    let rest = caught.len().saturating_sub(CAUGHT);
    if rest > 0 {
        caption(ui, ctx, &words.with("compare-topic-rest", &[("n", rest.into())]));
    }
    ui.horizontal(|ui| {
        let named = !view.scheme.name.trim().is_empty();
        let key = if view.scheme.topic.is_some() { "compare-topic-keep" } else { "compare-topic-add" };
        if named && rails::choice(ui, ctx.theme, &words.get(key), true).clicked() {
            let own = OwnTopic { name: view.scheme.name.trim().to_owned(), definition: String::new(), cues };
            let edit = edits::put_topic(ctx, view.scheme.topic.clone(), own, &caught);
            actions.push(Action::Edit(edit));
            view.scheme.clear();
        }
        if rails::choice(ui, ctx.theme, &words.get("compare-topic-clear"), false).clicked() {
            view.scheme.clear();
        }
    });
}

/// What the works argue about and no topic catches; pressing one writes it into the fields.
fn suggested(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView) {
    let known = edits::own_topics(ctx);
    let fresh = |word: &str| !known.iter().any(|(_, own)| own.cues.iter().any(|cue| cue == word));
    let proposed: Vec<_> = ctx.state.corpus.joint.topics.iter().filter(|topic| fresh(&topic.word)).collect();
    if proposed.is_empty() {
        return;
    }
    caption(ui, ctx, &ctx.words.get("compare-topic-suggested"));
    let comma = ctx.words.get("compare-list-comma");
    ui.horizontal_wrapped(|ui| {
        for topic in proposed {
            let values = [("word", Value::from(&topic.word)), ("works", topic.works.into())];
            let text = ctx.words.with("compare-topic-common", &values);
            if rails::choice(ui, ctx.theme, &text, view.scheme.name == topic.word).clicked() {
                view.scheme.clear();
                view.scheme.name.clone_from(&topic.word);
                view.scheme.cues =
                    std::iter::once(&topic.word).chain(&topic.with).cloned().collect::<Vec<_>>().join(&comma);
            }
        }
    });
}

/// The table of aliases.
fn table(ui: &mut Ui, ctx: &ViewCtx<'_>, actions: &mut Actions) {
    title(ui, ctx, "compare-aliases");
    for (id, name, stands_for) in aliases(&ctx.state.study) {
        ui.horizontal(|ui| {
            let values = [("name", Value::from(&name)), ("other", Value::from(&stands_for))];
            let text = ctx.words.with("compare-alias-line", &values);
            widgets::paragraph(ui, &text, theme::sans(13.0), ctx.theme.ink);
            let remove = ctx.words.with("compare-alias-remove", &values);
            if widgets::icon_button(ui, ctx.theme, Icon::Close, &remove).clicked() {
                actions.push(Action::Edit(crate::model::Edit::remove(id.clone())));
            }
        });
    }
}

/// The fields in which two names are made one.
fn merging(ui: &mut Ui, ctx: &ViewCtx<'_>, view: &mut CompareView, actions: &mut Actions) {
    party(ui, ctx, "alias", &mut view.scheme.alias, "compare-alias-name");
    let done = party(ui, ctx, "stands for", &mut view.scheme.stands_for, "compare-alias-other");
    let (name, other) = (view.scheme.alias.trim().to_owned(), view.scheme.stands_for.trim().to_owned());
    if name.is_empty() || other.is_empty() || name == other {
        return;
    }
    if rails::choice(ui, ctx.theme, &ctx.words.get("compare-alias-merge"), true).clicked() || done {
        actions.push(Action::Edit(edits::put_alias(ctx, &name, &other)));
        view.scheme.alias.clear();
        view.scheme.stands_for.clear();
    }
}

/// A field for the name of a party, with the names that could be meant; answers whether Enter was pressed in it.
fn party(ui: &mut Ui, ctx: &ViewCtx<'_>, id: &str, text: &mut String, hint: &str) -> bool {
    let response = field(ui, ctx, id, text, hint);
    let done = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let typed = text.trim().to_owned();
    if typed.is_empty() {
        return false;
    }
    let names = ctx.state.synopsis.columns.iter().filter_map(|column| match column {
        Column::Party(holder) if holder.name.contains(&typed) && holder.name != typed => Some(holder.name.clone()),
        _ => None,
    });
    let names: Vec<String> = names.take(OFFERED).collect();
    ui.horizontal_wrapped(|ui| {
        for name in names {
            if rails::choice(ui, ctx.theme, &name, false).clicked() {
                *text = name;
            }
        }
    });
    done
}
