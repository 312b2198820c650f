//! Commands: everything that can be asked for in the whole window, with its keys.
//!
//! One table serves the menu, the keyboard, the palette and the page of keys, so that none of them can tell what
//! another does not. What a view alone understands is in the view; [`VIEW_KEYS`] lists those keys for the page.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use crate::state::{Action, Appearance, Face, Language, Opening, Script, Settings, State, View};

/// What lies over the window while it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The field for a path.
    Path,
    /// The palette that finds every action, work, phase, event, topic and setting.
    Palette,
    /// The page of keys.
    Keys,
    /// The person's own words.
    OwnWords,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// It asks the state for something.
    Act(Action),
    /// It lays something over the window.
    Show(Overlay),
    /// It closes the window.
    Quit,
}

/// Something that can be asked for in the whole window.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// The key of its name in the locales.
    pub name: &'static str,
    /// Its keys; the first is the one that is shown.
    pub keys: &'static [KeyboardShortcut],
    /// Whether its keys hold while text is typed; undo there belongs to the field.
    pub while_typing: bool,
    /// What it would do now; `None` when there is nothing to do.
    pub deed: fn(&State) -> Option<Deed>,
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn keys(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const fn command(name: &'static str, keys: &'static [KeyboardShortcut], deed: fn(&State) -> Option<Deed>) -> Command {
    Command { name, keys, while_typing: true, deed }
}

/// All commands, in the order in which the page of keys lists them.
pub const COMMANDS: &[Command] = &[
    command("menu-palette", &[keys(CTRL, Key::K)], |_| Some(Deed::Show(Overlay::Palette))),
    command("menu-keys", &[keys(NONE, Key::F1)], |_| Some(Deed::Show(Overlay::Keys))),
    command("menu-open-folder", &[keys(CTRL, Key::O)], |_| act(Action::AskForFolder)),
    command("menu-open-files", &[keys(CTRL_SHIFT, Key::O)], |_| act(Action::AskForFiles)),
    command("menu-open-path", &[keys(CTRL, Key::L)], |_| Some(Deed::Show(Overlay::Path))),
    command("menu-open-bundled", &[], |state| {
        (state.opening != Some(Opening::Bundled)).then_some(Deed::Act(Action::OpenBundled))
    }),
    command("menu-reload", &[keys(NONE, Key::F5)], |state| {
        state.opening.is_some().then_some(Deed::Act(Action::Reload))
    }),
    command("menu-pages", &[keys(NONE, Key::F4)], |state| {
        (!state.corpus.works.is_empty()).then_some(Deed::Act(Action::ShowPages(!state.leaf.shown)))
    }),
    Command {
        while_typing: false,
        ..command("menu-undo", &[keys(CTRL, Key::Z)], |state| {
            state.history.can_undo().then_some(Deed::Act(Action::Undo))
        })
    },
    Command {
        while_typing: false,
        ..command("menu-redo", &[keys(CTRL_SHIFT, Key::Z), keys(CTRL, Key::Y)], |state| {
            state.history.can_redo().then_some(Deed::Act(Action::Redo))
        })
    },
    command("menu-notes", &[keys(CTRL, Key::Num4)], |state| {
        (!state.corpus.works.is_empty()).then_some(Deed::Act(Action::ShowNotes(!state.notes_shown)))
    }),
    command("menu-own-words", &[], |state| (!state.corpus.works.is_empty()).then_some(Deed::Show(Overlay::OwnWords))),
    command("menu-copy-study", &[], |state| state.study_file.is_some().then_some(Deed::Act(Action::AskWhereToCopy))),
    command("menu-move-study", &[], |state| state.can_move_study().then_some(Deed::Act(Action::MoveStudy))),
    command("menu-back", &[keys(ALT, Key::ArrowLeft)], |state| {
        state.trail.can_go_back().then_some(Deed::Act(Action::Back))
    }),
    command("menu-forward", &[keys(ALT, Key::ArrowRight)], |state| {
        state.trail.can_go_forward().then_some(Deed::Act(Action::Forward))
    }),
    command("phase-previous", &[keys(ALT, Key::ArrowUp)], |state| step_phase(state, -1)),
    command("phase-next", &[keys(ALT, Key::ArrowDown)], |state| step_phase(state, 1)),
    command("menu-all-time", &[keys(ALT, Key::Num0)], |state| {
        state.focus.phase.is_some().then_some(Deed::Act(Action::ChoosePhase(None)))
    }),
    command("menu-fill-timeline", &[keys(CTRL, Key::Num1)], |state| fill(state, View::Timeline)),
    command("menu-fill-reader", &[keys(CTRL, Key::Num2)], |state| fill(state, View::Reader)),
    command("menu-fill-compare", &[keys(CTRL, Key::Num3)], |state| fill(state, View::Compare)),
    command("menu-library", &[keys(CTRL, Key::B)], |state| {
        set(state, |settings| settings.library_folded = !settings.library_folded)
    }),
    command("menu-larger", &[keys(CTRL, Key::Plus), keys(CTRL, Key::Equals)], |state| {
        set(state, |settings| settings.zoom += 0.25)
    }),
    command("menu-smaller", &[keys(CTRL, Key::Minus)], |state| set(state, |settings| settings.zoom -= 0.25)),
    command("menu-usual-size", &[keys(CTRL, Key::Num0)], |state| set(state, |settings| settings.zoom = 1.0)),
    command("appearance-light", &[], |state| set(state, |settings| settings.appearance = Appearance::Light)),
    command("appearance-sepia", &[], |state| set(state, |settings| settings.appearance = Appearance::Sepia)),
    command("appearance-dark", &[], |state| set(state, |settings| settings.appearance = Appearance::Dark)),
    command("language-system", &[], |state| set(state, |settings| settings.language = None)),
    command("language-zh-hans", &[], |state| set(state, |settings| settings.language = Some(Language::ZhHans))),
    command("language-zh-hant", &[], |state| set(state, |settings| settings.language = Some(Language::ZhHant))),
    command("language-en", &[], |state| set(state, |settings| settings.language = Some(Language::En))),
    command("menu-motion", &[], |state| set(state, |settings| settings.motion = !settings.motion)),
    command("set-size-larger", &[], |state| set(state, |settings| settings.reader_size += 1.0)),
    command("set-size-smaller", &[], |state| set(state, |settings| settings.reader_size -= 1.0)),
    command("set-leading-wider", &[], |state| set(state, |settings| settings.reader_leading += 0.1)),
    command("set-leading-closer", &[], |state| set(state, |settings| settings.reader_leading -= 0.1)),
    command("set-measure-longer", &[], |state| set(state, |settings| settings.reader_measure += 2)),
    command("set-measure-shorter", &[], |state| {
        set(state, |settings| settings.reader_measure = settings.reader_measure.saturating_sub(2))
    }),
    command("set-face-serif", &[], |state| set(state, |settings| settings.face = Face::Serif)),
    command("set-face-sans", &[], |state| set(state, |settings| settings.face = Face::Sans)),
    command("set-script-source", &[], |state| set(state, |settings| settings.reader_script = Script::AsWritten)),
    command("set-script-simplified", &[], |state| set(state, |settings| settings.reader_script = Script::Simplified)),
    command("set-script-traditional", &[], |state| set(state, |settings| settings.reader_script = Script::Traditional)),
    command("set-noise", &[], |state| set(state, |settings| settings.reader_noise = !settings.reader_noise)),
    command("set-points", &[], |state| set(state, |settings| settings.reader_points = !settings.reader_points)),
    command("set-names", &[], |state| set(state, |settings| settings.reader_names = !settings.reader_names)),
    command("menu-quit", &[keys(CTRL, Key::Q)], |_| Some(Deed::Quit)),
];

/// Keys that hold in one view: the view's name, and for each group of keys what it does.
pub const VIEW_KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "view-timeline",
        &[
            ("← →", "keys-timeline-phase"),
            ("↑ ↓", "keys-timeline-event"),
            ("Enter", "keys-timeline-card"),
            ("+ − 0", "keys-timeline-zoom"),
            ("Home End", "keys-timeline-ends"),
            ("N", "timeline-add"),
            ("E M S", "keys-timeline-edit"),
            ("P", "timeline-period-new"),
            ("C R", "keys-timeline-period"),
            ("A X", "keys-decide"),
            ("Esc", "keys-leave"),
        ],
    ),
    (
        "view-reader",
        &[
            ("Space", "keys-reader-page"),
            ("↑ ↓ Home End", "keys-reader-scroll"),
            ("Shift ← → ↑ ↓", "keys-reader-select"),
            ("F8", "keys-reader-grow"),
            ("Ctrl F", "reader-find"),
            ("F3", "reader-find-next"),
            ("J K", "keys-reader-pending"),
            ("A X", "keys-decide"),
            ("E W", "keys-reader-change"),
            ("C E N H", "keys-reader-mark"),
            ("F D P Q", "keys-reader-take"),
            ("Ctrl C", "keys-reader-copy"),
            ("Esc", "keys-leave"),
        ],
    ),
    (
        "view-compare",
        &[
            ("← → ↑ ↓", "keys-compare-move"),
            ("Enter", "keys-compare-edit"),
            ("Space", "keys-compare-open"),
            ("G", "keys-compare-source"),
            ("A X", "keys-decide"),
            ("R", "keys-compare-relate"),
            ("T", "keys-compare-topics"),
            ("Ctrl P", "compare-print"),
            ("Esc", "keys-leave"),
        ],
    ),
    ("view-notes", &[("↑ ↓", "keys-doubts-move"), ("1 2 3", "keys-doubts-choose"), ("X", "doubt-drop")]),
];

#[expect(clippy::unnecessary_wraps, reason = "the table wants what a command would do")]
fn act(action: Action) -> Option<Deed> {
    Some(Deed::Act(action))
}

fn step_phase(state: &State, by: i32) -> Option<Deed> {
    state.synopsis.main_band().map(|_| Deed::Act(Action::StepPhase(by)))
}

fn fill(state: &State, view: View) -> Option<Deed> {
    let filled = state.focus.fills == Some(view);
    (!state.corpus.works.is_empty()).then_some(Deed::Act(Action::Fill((!filled).then_some(view))))
}

/// A change of the settings; nothing when they would stay as they are.
fn set(state: &State, change: impl FnOnce(&mut Settings)) -> Option<Deed> {
    let mut settings = state.settings.clone();
    change(&mut settings);
    let settings = settings.in_bounds();
    (settings != state.settings).then(|| Deed::Act(Action::Set(Box::new(settings))))
}

/// A command by the key of its name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

impl Command {
    /// Its first keys as they are shown: `Ctrl O`, `Alt ←`. Empty when it has none.
    #[must_use]
    pub fn shown_keys(&self) -> String {
        self.keys.first().map_or_else(String::new, shown)
    }
}

/// How keys are written in the menu and on the page of keys.
fn shown(shortcut: &KeyboardShortcut) -> String {
    let mac = cfg!(target_os = "macos");
    let modifiers = shortcut.modifiers;
    let names = [
        (modifiers.command || modifiers.ctrl, if mac { "⌘" } else { "Ctrl" }),
        (modifiers.alt, if mac { "⌥" } else { "Alt" }),
        (modifiers.shift, if mac { "⇧" } else { "Shift" }),
    ];
    let key = match shortcut.logical_key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Plus => "+",
        Key::Minus => "−",
        key => key.name(),
    };
    let held = names.iter().filter(|(held, _)| *held).map(|&(_, name)| name);
    held.chain([key]).collect::<Vec<_>>().join(" ")
}
