use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::search::Asked;

/// Light, dark or sepia.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// Ink on paper.
    #[default]
    Light,
    /// For the night.
    Dark,
    /// Warm paper.
    Sepia,
}

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    ZhHans,
    /// Traditional Chinese.
    ZhHant,
    /// English.
    En,
}

/// The face of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// 宋.
    #[default]
    Serif,
    /// 黑.
    Sans,
}

/// In which characters the reader shows Chinese. Places always count in the text as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// As the source has them.
    #[default]
    AsWritten,
    /// 简.
    Simplified,
    /// 繁.
    Traditional,
}

/// How things are shown; remembered between sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark or sepia.
    pub appearance: Appearance,
    /// The language of the interface; `None` for the one of the desktop.
    pub language: Option<Language>,
    /// Enlargement of everything, 1.0 to 2.0.
    pub zoom: f32,
    /// The face of the reader.
    pub face: Face,
    /// The size of the reader's text in points, before enlargement.
    pub reader_size: f32,
    /// From baseline to baseline in the reader, in ems of its text.
    pub reader_leading: f32,
    /// The longest line of the reader, in ems.
    pub reader_measure: u32,
    /// The blank on either side of the reader's column beyond what its marks need, in points.
    pub reader_margin: f32,
    /// In which characters the reader shows Chinese.
    pub reader_script: Script,
    /// Whether the reader shows what is no part of the text too: page furniture, what a scanner made of dirt.
    pub reader_noise: bool,
    /// Whether the reader shows punctuation that was typed in half its width as a printed page has it.
    pub reader_points: bool,
    /// Whether the reader marks the names of actors.
    pub reader_names: bool,
    /// Searches that the person keeps, oldest first.
    pub searches: Vec<Asked>,
    /// Whether things move and glow.
    pub motion: bool,
    /// The width of the library in points.
    pub library_width: f32,
    /// Whether the library is a narrow rail.
    pub library_folded: bool,
    /// The share of the window's height that the timeline takes.
    pub timeline_share: f32,
    /// The share of the width beside the library that the reader takes; 0 for as much as its measure wants.
    pub reader_share: f32,
    /// The size of the window in points.
    pub window: [f32; 2],
    /// Where its upper left corner was on the first screen, in points; nothing where the desktop does not say.
    pub place: Option<[f32; 2]>,
    /// Whether it filled the screen.
    pub maximized: bool,
    /// What was opened, newest first.
    pub recent: Vec<Vec<PathBuf>>,
    /// What was open last; empty for the corpus that comes with the program.
    pub last: Vec<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            appearance: Appearance::default(),
            language: None,
            zoom: 1.0,
            face: Face::default(),
            reader_size: 18.0,
            reader_leading: 31.0 / 18.0,
            reader_measure: 34,
            reader_margin: 0.0,
            reader_script: Script::default(),
            reader_noise: false,
            reader_points: true,
            reader_names: true,
            searches: Vec::new(),
            motion: true,
            library_width: 224.0,
            library_folded: false,
            timeline_share: 0.29,
            reader_share: 0.0,
            window: [1440.0, 900.0],
            place: None,
            maximized: false,
            recent: Vec::new(),
            last: Vec::new(),
        }
    }
}

/// The width of the window, in points, that a column of the comparison is worth at the start.
const WIDTH_A_COLUMN: f32 = 480.0;

impl Settings {
    /// How many columns a comparison starts with in a window of this size: three to six.
    #[must_use]
    pub fn columns_with_room(&self) -> usize {
        let width = self.window[0] / self.zoom.max(0.5);
        ((width / WIDTH_A_COLUMN) as usize).clamp(3, 6)
    }

    /// How many openings are remembered.
    const RECENT: usize = 12;

    /// Puts an opening at the head of the recent ones.
    pub fn remember(&mut self, paths: &[PathBuf]) {
        self.recent.retain(|other| other != paths);
        self.recent.insert(0, paths.to_vec());
        self.recent.truncate(Self::RECENT);
        self.last = paths.to_vec();
    }

    /// The settings with every number in its bounds, whatever a file said.
    #[must_use]
    pub fn in_bounds(mut self) -> Self {
        let within = |value: f32, low: f32, high: f32, usual: f32| {
            if value.is_finite() { value.clamp(low, high) } else { usual }
        };
        self.zoom = within(self.zoom, 0.75, 2.0, 1.0);
        self.reader_size = within(self.reader_size, 12.0, 40.0, 18.0);
        self.reader_leading = within(self.reader_leading, 1.3, 2.4, 31.0 / 18.0);
        self.reader_measure = self.reader_measure.clamp(16, 48);
        self.reader_margin = within(self.reader_margin, 0.0, 160.0, 0.0);
        self.library_width = within(self.library_width, 160.0, 480.0, 224.0);
        self.timeline_share = within(self.timeline_share, 0.12, 0.7, 0.29);
        self.reader_share = within(self.reader_share, 0.0, 0.85, 0.0);
        self.window = [within(self.window[0], 640.0, 16_384.0, 1440.0), within(self.window[1], 480.0, 16_384.0, 900.0)];
        self.place = self.place.filter(|place| place.iter().all(|at| (0.0..16_384.0).contains(at)));
        self.recent.truncate(Self::RECENT);
        self
    }
}
