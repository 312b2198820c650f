//! App: the window. It drains reports, lays out the panels, and carries out what they asked for.

mod keys;
mod layout;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use eframe::egui::{self, Context, OpenUrl, Pos2, Rect, Ui, ViewportBuilder, ViewportCommand, ViewportInfo, vec2};

use crate::analysis::{BadRules, Rules};
use crate::jobs::Jobs;
use crate::state::{Action, Appearance, Effect, Language, Report, Settings, State};
use crate::store;
use crate::ui::theme::Theme;
use crate::ui::words::Words;
use crate::ui::{ViewCtx, fonts, panels};
use crate::ui::{compare, reader, timeline};

/// The icon of the window.
const ICON: &[u8] = include_bytes!("../../assets/icons/duidu-128.png");
/// How long the window may spend on reports in one frame.
const DRAIN: Duration = Duration::from_millis(4);
/// The views' own states.
#[derive(Debug, Default)]
struct Views {
    overlays: panels::Overlays,
    library: panels::LibraryView,
    timeline: timeline::TimelineView,
    reader: reader::ReaderView,
    compare: compare::CompareView,
    leaf: panels::LeafView,
    notes: panels::NotesView,
}

/// The window's program.
#[derive(Debug)]
pub struct App {
    state: State,
    views: Views,
    jobs: Jobs,
    theme: Theme,
    words: Words,
    shown: Shown,
}

/// What the window was last told, so that it is told only what is new.
#[derive(Debug, Default, PartialEq)]
struct Shown {
    title: String,
    zoom: f32,
    appearance: Option<Appearance>,
    glyphs_of: u64,
    /// The size of the window in points at an enlargement of 1, when it last was neither maximised nor whole-screen.
    size: Option<[f32; 2]>,
    /// Its corner on the first screen, likewise.
    place: Option<[f32; 2]>,
    maximized: bool,
    /// Whether it was looked at once that the remembered place is still on the screen.
    placed: bool,
}

impl App {
    /// The program in a context, opening `paths`, or what was open last, or the bundled corpus.
    #[must_use]
    pub fn new(ctx: &Context, rules: &Arc<Rules>, mut paths: Vec<PathBuf>) -> Self {
        fonts::install(ctx);
        let settings = store::load_settings();
        let waker = ctx.clone();
        let wake = Arc::new(move || waker.request_repaint());
        let jobs = Jobs::new(Arc::clone(rules), wake, fonts::stand_in());
        let theme = Theme::new(settings.appearance);
        theme.apply(ctx);
        let words = Words::new(language(&settings));
        let mut state = State::new(settings, Arc::new(rules.topics.clone()));
        if paths.is_empty() && store::are_there(&state.settings.last) {
            paths.clone_from(&state.settings.last);
        }
        if let Some(report) = store::take_crash_report() {
            state.notices.push(("notice-crashed", report.display().to_string()));
        }
        state.update(if paths.is_empty() { Action::OpenBundled } else { Action::Open(paths) });
        let shown = Shown { appearance: Some(theme.appearance), ..Shown::default() };
        Self { state, views: Views::default(), jobs, theme, words, shown }
    }

    /// What is shown, for tests.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    fn drain(&mut self, ctx: &Context) {
        let started = Instant::now();
        let mut corpus: Option<Report> = None;
        // Of several pictures of a growing corpus only the last is laid out.
        for report in self.jobs.reports() {
            if let Report::ToPrint(file) = &report {
                ctx.open_url(OpenUrl::new_tab(file_url(file)));
            }
            if matches!(report, Report::Corpus { .. }) {
                corpus = Some(report);
            } else {
                self.state.take_report(report);
            }
            if started.elapsed() > DRAIN {
                break;
            }
        }
        if let Some(report) = corpus {
            self.state.take_report(report);
        }
    }

    fn run_effects(&mut self, frame: &eframe::Frame) {
        for effect in self.state.take_effects() {
            match effect {
                Effect::AskForFolder => self.ask(frame, true),
                Effect::AskForFiles => self.ask(frame, false),
                Effect::Export(export) => {
                    let named = self.ask_where(frame, "compare-export", &export.name, export.format.extension());
                    self.jobs.answer_export(named, export);
                }
                Effect::ExportPicture(picture) => {
                    let extension = picture.content.extension();
                    let named = self.ask_where(frame, "timeline-picture", &picture.name, extension);
                    self.jobs.answer_picture(named, picture);
                }
                Effect::AskWhereToCopy => self.ask_where_to_copy(frame),
                other => self.jobs.run(other),
            }
        }
    }

    /// Shows the desktop's dialog. It is made here, on the window's thread, and awaited on a worker.
    fn ask(&self, frame: &eframe::Frame, folder: bool) {
        let mut dialog = rfd::AsyncFileDialog::new().set_parent(frame);
        if let Some(near) = self.near() {
            dialog = dialog.set_directory(near);
        }
        if folder {
            let picking = dialog.set_title(self.words.get("menu-open-folder")).pick_folder();
            let picked = async move { picking.await.map(|picked| picked.path().to_owned()).into_iter().collect() };
            self.jobs.answer_dialog(picked);
        } else {
            let picking = dialog.set_title(self.words.get("menu-open-files")).pick_files();
            let picked = async move {
                picking.await.unwrap_or_default().iter().map(|picked| picked.path().to_owned()).collect()
            };
            self.jobs.answer_dialog(picked);
        }
    }

    /// The folder that holds what was opened last.
    fn near(&self) -> Option<PathBuf> {
        let recent = self.state.settings.recent.first().and_then(|paths| paths.first());
        recent.and_then(|path| path.parent()).filter(|near| near.is_dir()).map(PathBuf::from)
    }

    /// The desktop's dialog that names a file: beside the folder, not in it, where it would be read as one more document.
    fn naming(&self, frame: &eframe::Frame, title: &str, file: &str) -> rfd::AsyncFileDialog {
        let dialog = rfd::AsyncFileDialog::new().set_parent(frame).set_title(self.words.get(title)).set_file_name(file);
        match self.near().or_else(store::documents) {
            Some(near) => dialog.set_directory(near),
            None => dialog,
        }
    }

    /// Shows the desktop's dialog that names a file.
    fn ask_where(
        &self,
        frame: &eframe::Frame,
        title: &str,
        name: &str,
        extension: &str,
    ) -> impl Future<Output = Option<PathBuf>> + Send + 'static + use<> {
        let dialog = self.naming(frame, title, &format!("{name}.{extension}"));
        let naming = dialog.add_filter(extension, &[extension]).save_file();
        async move { naming.await.map(|named| named.path().to_owned()) }
    }

    /// Shows the desktop's dialog that names a file, and has a copy of the study written there.
    fn ask_where_to_copy(&self, frame: &eframe::Frame) {
        let name = &self.state.corpus.name;
        let naming = self.naming(frame, "menu-copy-study", &format!("{name}.{}", store::STUDY_EXTENSION)).save_file();
        let named = async move { naming.await.map(|named| named.path().to_owned()) };
        self.jobs.answer_copy(named, name.clone());
    }

    /// Tells the desktop what has changed: the title, the enlargement, the appearance, the language.
    fn tell_window(&mut self, ctx: &Context) {
        let settings = &self.state.settings;
        let language = language(settings);
        if self.words.language() != language {
            self.words = Words::new(language);
        }
        if self.shown.appearance != Some(settings.appearance) {
            self.theme = Theme::new(settings.appearance);
            self.theme.apply(ctx);
            self.shown.appearance = Some(settings.appearance);
        }
        if (self.shown.zoom - settings.zoom).abs() > f32::EPSILON {
            ctx.set_zoom_factor(settings.zoom);
            self.shown.zoom = settings.zoom;
        }
        let zoom = ctx.zoom_factor();
        self.look_at_window(ctx, zoom);
        let name = self.words.get("app-name");
        let title = match self.state.corpus.name.as_str() {
            "" => name.into_owned(),
            corpus => format!("{corpus} · {name}"),
        };
        if title != self.shown.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.shown.title = title;
        }
        if self.shown.glyphs_of != self.state.corpus_revision && !self.state.progress.reading {
            self.shown.glyphs_of = self.state.corpus_revision;
            self.state.missing_glyphs(&fonts::missing(ctx, &self.state.corpus));
        }
    }

    /// Notes where the window is, and fetches it back when its remembered place is on no screen any more.
    fn look_at_window(&mut self, ctx: &Context, zoom: f32) {
        let (inner, outer, screen, maximized, whole) = ctx.input(|input| {
            let viewport = input.viewport();
            let yes = |state: Option<bool>| state == Some(true);
            let ViewportInfo { inner_rect, outer_rect, monitor_size, .. } = viewport;
            (*inner_rect, *outer_rect, *monitor_size, yes(viewport.maximized), yes(viewport.fullscreen))
        });
        self.shown.maximized = maximized;
        if maximized || whole {
            return;
        }
        if let Some(inner) = inner {
            self.shown.size = Some([inner.width() * zoom, inner.height() * zoom]);
        }
        let (Some(outer), Some(screen)) = (outer, screen) else { return };
        let on_screen = Rect::from_min_size(Pos2::ZERO, screen - vec2(64.0, 64.0)).contains(outer.min);
        if !on_screen && !self.shown.placed && self.state.settings.place.is_some() {
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(Pos2::ZERO));
        }
        self.shown.placed = true;
        self.shown.place = on_screen.then_some([outer.min.x * zoom, outer.min.y * zoom]);
    }

    /// Does not let the window go at the first asking while something that was said is nowhere but in memory.
    fn hold_open(&mut self, ctx: &Context) {
        if self.state.at_risk && ctx.input(|input| input.viewport().close_requested()) {
            self.state.at_risk = false;
            self.state.notices.insert(0, ("notice-close-at-risk", String::new()));
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }

    fn take_drops(&mut self, ctx: &Context) {
        let dropped =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect::<Vec<_>>());
        if !dropped.is_empty() {
            self.state.update(Action::Open(dropped));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.drain(ctx);
        self.take_drops(ctx);
        self.hold_open(ctx);
        self.run_effects(frame);
        self.tell_window(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
        self.state.now_ms = now;
        let mut actions = Vec::new();
        keys::read(ui.ctx(), &self.state, &mut self.views.overlays, &mut actions);
        let ctx = ViewCtx { state: &self.state, theme: &self.theme, words: &self.words, now_ms: now };
        layout::show(ui, &ctx, &mut self.views, &mut actions);
        let acted = !actions.is_empty();
        for action in actions {
            self.state.update(action);
        }
        if acted {
            self.run_effects(frame);
            ui.ctx().request_repaint();
        }
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.theme.paper.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(size) = self.shown.size {
            let Shown { place, maximized, .. } = self.shown;
            let settings = Settings { window: size, place, maximized, ..self.state.settings.clone() };
            self.state.update(Action::Set(Box::new(settings)));
        }
        for effect in self.state.take_effects() {
            self.jobs.run(effect);
        }
        self.jobs.finish();
    }
}

/// The address of a file, as RFC 8089 has it.
fn file_url(file: &Path) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte);
    let encoded =
        path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("file:///{}", encoded.collect::<String>().trim_start_matches('/'))
}

/// The language that the person chose, or that of the desktop: Chinese where it speaks Chinese or says nothing, English
/// where it speaks another language.
fn language(settings: &Settings) -> Language {
    let of_desktop = || {
        let locale = sys_locale::get_locale().unwrap_or_default();
        let plain = locale.is_empty() || locale.starts_with('C') || locale.starts_with("POSIX");
        let traditional = ["zh-TW", "zh-HK", "zh-MO", "zh-Hant"].iter().any(|name| locale.starts_with(name));
        match () {
            () if traditional => Language::ZhHant,
            () if plain || locale.starts_with("zh") => Language::ZhHans,
            () => Language::En,
        }
    };
    settings.language.unwrap_or_else(of_desktop)
}

/// Opens the window and stays until it is closed. The thread that reads the rules is awaited once the window is there.
///
/// # Errors
/// What eframe says when there is no display, or no OpenGL; and what is wrong with the rules.
pub fn run(rules: JoinHandle<Result<Rules, BadRules>>, paths: Vec<PathBuf>) -> eframe::Result {
    let settings = store::load_settings();
    let title = Words::new(language(&settings)).get("app-name").into_owned();
    let [width, height] = settings.window;
    let mut viewport = ViewportBuilder::default()
        .with_title(title)
        .with_app_id("org.duidu.Duidu")
        .with_inner_size([width, height])
        .with_min_inner_size([640.0, 480.0])
        .with_drag_and_drop(true);
    if let Some([left, top]) = settings.place {
        viewport = viewport.with_position([left, top]);
    }
    if settings.maximized {
        viewport = viewport.with_maximized(true);
    }
    match eframe::icon_data::from_png_bytes(ICON) {
        Ok(icon) => viewport = viewport.with_icon(icon),
        Err(error) => log::error!("icon: {error}"),
    }
    let options = eframe::NativeOptions { viewport, multisampling: 0, ..eframe::NativeOptions::default() };
    let app = move |cc: &eframe::CreationContext<'_>| {
        let rules = rules.join().map_err(|_| "the reading of the rules broke off")??;
        Ok(Box::new(App::new(&cc.egui_ctx, &Arc::new(rules), paths)) as Box<dyn eframe::App>)
    };
    eframe::run_native("duidu", options, Box::new(app))
}
