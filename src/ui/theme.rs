//! Theme: the only place with colours, sizes and text styles.
//!
//! The tokens carry the names of a scholar's desk: 纸 paper, 笺 sheet, 墨 ink, 淡墨 faded ink, 线 hairline, 朱 vermilion.
//! Every text colour meets WCAG AA on the grounds it is used on; a test holds the pairs.

pub mod compare;

use eframe::egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle, Theme as Base, Visuals, vec2,
};

use crate::state::Appearance;

pub mod timeline;

/// The colours of one phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseInk {
    /// Lines, numerals, names.
    pub line: Color32,
    /// The ground through lanes and in a band.
    pub ground: Color32,
    /// The ground of the chosen band.
    pub band: Color32,
}

/// All colours of an appearance.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which appearance it is.
    pub appearance: Appearance,
    /// 纸: the window.
    pub paper: Color32,
    /// 笺: the page in the reader, cards, fields.
    pub sheet: Color32,
    /// 墨: text.
    pub ink: Color32,
    /// 淡墨: secondary text, axis labels, anything that must be seen but not first.
    pub faded: Color32,
    /// 线: separators; decoration only.
    pub hairline: Color32,
    /// 专名号: the line under a name; decoration only, the name says the same.
    pub name_rule: Color32,
    /// 朱: the one accent: selection, focus, “you are here”.
    pub vermilion: Color32,
    /// 印文: text on vermilion, ink or a phase's colour.
    pub on_seal: Color32,
    /// 朱地: the row that is chosen.
    pub chosen_row: Color32,
    /// 朱选: the text that is chosen.
    pub chosen_text: Color32,
    /// 寻: hits and evidence words.
    pub hit: Color32,
    /// 靛 松 赭 梅: phases 1 to 4, then again.
    pub phases: [PhaseInk; 4],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn phase(line: u32, ground: u32, band: u32) -> PhaseInk {
    PhaseInk { line: rgb(line), ground: rgb(ground), band: rgb(band) }
}

impl Theme {
    /// The theme of an appearance.
    #[must_use]
    pub fn new(appearance: Appearance) -> Self {
        match appearance {
            Appearance::Light => Self {
                appearance,
                paper: rgb(0xFBF9F4),
                sheet: rgb(0xFFFEFB),
                ink: rgb(0x211F1B),
                faded: rgb(0x6A645A),
                hairline: rgb(0xE3DDD1),
                name_rule: rgb(0xC9C0B0),
                vermilion: rgb(0xB2382B),
                on_seal: rgb(0xFFFEFB),
                chosen_row: rgb(0xF6EBE6),
                chosen_text: rgb(0xF5E4E0),
                hit: rgb(0xF6E7B4),
                phases: [
                    phase(0x3B5B8C, 0xE8E9EA, 0xD1D6DD),
                    phase(0x46735A, 0xE9ECE5, 0xD3DCD2),
                    phase(0x8F5C1F, 0xF0E9DF, 0xE3D6C5),
                    phase(0x8A4468, 0xF0E7E6, 0xE2D1D5),
                ],
            },
            Appearance::Dark => Self {
                appearance,
                paper: rgb(0x1B1A18),
                sheet: rgb(0x22211E),
                ink: rgb(0xE9E4DA),
                faded: rgb(0xA39C90),
                hairline: rgb(0x37342F),
                name_rule: rgb(0x5A554B),
                vermilion: rgb(0xE5705F),
                on_seal: rgb(0x1B1A18),
                chosen_row: rgb(0x332421),
                chosen_text: rgb(0x51342E),
                hit: rgb(0x5A4A1C),
                phases: [
                    phase(0x8FA9D3, 0x2A2D30, 0x3C434D),
                    phase(0x8DB79F, 0x2A2E2A, 0x3C473F),
                    phase(0xD3A25F, 0x332C21, 0x50412C),
                    phase(0xCC8BAC, 0x32292B, 0x4E3A42),
                ],
            },
            Appearance::Sepia => Self {
                appearance,
                paper: rgb(0xF3E9D6),
                sheet: rgb(0xF8F0E0),
                ink: rgb(0x2B2118),
                faded: rgb(0x6B5A45),
                hairline: rgb(0xDDCFB6),
                name_rule: rgb(0xC2AF8E),
                vermilion: rgb(0xA63023),
                on_seal: rgb(0xFBF5E8),
                chosen_row: rgb(0xEFDCCB),
                chosen_text: rgb(0xEFD6C8),
                hit: rgb(0xEFD99A),
                phases: [
                    phase(0x385683, 0xE0DDD0, 0xC9CCCB),
                    phase(0x3D664F, 0xE1DFC9, 0xCBD0BC),
                    phase(0x83521A, 0xE9DBC2, 0xDCC8A8),
                    phase(0x7F3D5F, 0xE8D9CA, 0xDAC3BE),
                ],
            },
        }
    }

    /// The colours of the phase with that number, counted from 0.
    #[must_use]
    pub fn phase(&self, number: usize) -> PhaseInk {
        self.phases[number % self.phases.len()]
    }

    /// Every pair of text and ground that the window uses, by name; each must meet WCAG AA.
    #[must_use]
    pub fn text_pairs(&self) -> Vec<(&'static str, Color32, Color32)> {
        let mut pairs = vec![
            ("ink on paper", self.ink, self.paper),
            ("ink on sheet", self.ink, self.sheet),
            ("faded on paper", self.faded, self.paper),
            ("faded on sheet", self.faded, self.sheet),
            ("vermilion on paper", self.vermilion, self.paper),
            ("vermilion on sheet", self.vermilion, self.sheet),
            ("vermilion on chosen row", self.vermilion, self.chosen_row),
            ("faded on chosen row", self.faded, self.chosen_row),
            ("ink on chosen row", self.ink, self.chosen_row),
            ("ink on chosen text", self.ink, self.chosen_text),
            ("ink on hit", self.ink, self.hit),
            ("seal text on vermilion", self.on_seal, self.vermilion),
            ("seal text on ink", self.on_seal, self.ink),
        ];
        for phase in self.phases {
            pairs.push(("phase on paper", phase.line, self.paper));
            pairs.push(("phase on its ground", phase.line, phase.ground));
            pairs.push(("ink on phase ground", self.ink, phase.ground));
            pairs.push(("ink on phase band", self.ink, phase.band));
            pairs.push(("faded on phase ground", self.faded, phase.ground));
            pairs.push(("seal text on phase", self.on_seal, phase.line));
        }
        pairs
    }

    /// Sets egui's own widgets to this theme.
    pub fn apply(&self, ctx: &Context) {
        let base = if self.appearance == Appearance::Dark { Base::Dark } else { Base::Light };
        ctx.set_theme(base);
        ctx.all_styles_mut(|style| {
            style.text_styles = [
                (TextStyle::Body, sans(14.0)),
                (TextStyle::Button, sans(14.0)),
                (TextStyle::Small, sans(CAPTION)),
                (TextStyle::Heading, bold(16.0)),
                (TextStyle::Monospace, sans(14.0)),
            ]
            .into();
            style.spacing.item_spacing = vec2(8.0, 4.0);
            style.spacing.button_padding = vec2(10.0, 4.0);
            style.spacing.interact_size = vec2(24.0, 26.0);
            style.spacing.menu_margin = Margin::symmetric(4, 6);
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.4;
            style.visuals = self.visuals(base);
        });
    }

    fn visuals(&self, base: Base) -> Visuals {
        let mut visuals = base.default_visuals();
        let radius = CornerRadius::same(RADIUS);
        visuals.panel_fill = self.paper;
        visuals.window_fill = self.sheet;
        visuals.extreme_bg_color = self.sheet;
        visuals.faint_bg_color = self.paper;
        visuals.code_bg_color = self.sheet;
        visuals.override_text_color = None;
        visuals.hyperlink_color = self.vermilion;
        visuals.warn_fg_color = self.vermilion;
        visuals.error_fg_color = self.vermilion;
        visuals.window_corner_radius = radius;
        visuals.menu_corner_radius = radius;
        visuals.window_stroke = Stroke::new(1.0, self.ink);
        visuals.window_shadow = eframe::egui::Shadow::NONE;
        visuals.popup_shadow = eframe::egui::Shadow::NONE;
        visuals.selection.bg_fill = self.chosen_text;
        visuals.selection.stroke = Stroke::new(2.0, self.vermilion);
        visuals.text_cursor.stroke = Stroke::new(2.0, self.vermilion);
        let widgets = &mut visuals.widgets;
        for look in [
            &mut widgets.noninteractive,
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            look.corner_radius = radius;
            look.fg_stroke = Stroke::new(1.0, self.ink);
            look.bg_stroke = Stroke::new(1.0, self.hairline);
            look.bg_fill = self.sheet;
            look.weak_bg_fill = self.sheet;
            look.expansion = 0.0;
        }
        widgets.noninteractive.bg_fill = self.paper;
        widgets.hovered.bg_stroke = Stroke::new(1.0, self.faded);
        widgets.hovered.weak_bg_fill = self.chosen_row;
        widgets.hovered.bg_fill = self.chosen_row;
        widgets.active.bg_stroke = Stroke::new(2.0, self.vermilion);
        widgets.active.weak_bg_fill = self.chosen_row;
        widgets.open.weak_bg_fill = self.chosen_row;
        visuals
    }
}

/// The size of captions.
pub const CAPTION: f32 = 12.0;
/// The corner radius of cards, fields and buttons.
pub const RADIUS: u8 = 4;
/// The height of the menu.
pub const MENU_HEIGHT: f32 = 44.0;
/// The height of a view's head.
pub const HEAD_HEIGHT: f32 = 36.0;
/// The width of the folded library.
pub const RAIL_WIDTH: f32 = 48.0;
/// The side of an icon.
pub const ICON: f32 = 16.0;
/// The width that grabs a splitter.
pub const GRAB: f32 = 8.0;
/// How long things move, in seconds.
pub const MOTION: f32 = 0.12;
/// How long a place glows after a jump, in seconds.
pub const GLOW: f32 = 1.2;

/// The sans of the interface.
#[must_use]
pub fn sans(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Its bold.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// The serif of the page.
#[must_use]
pub fn serif(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("serif".into()))
}

/// The WCAG contrast of two colours, 1 to 21.
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let part = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
