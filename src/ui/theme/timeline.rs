//! The measures of the timeline, in points.

/// The column of names at the left of bands and lanes: beside the other views, filling the window, in a small window.
pub const NAMES: [f32; 3] = [112.0, 128.0, 80.0];
/// The margin at the left.
pub const MARGIN: f32 = 16.0;
/// The margin at the right.
pub const MARGIN_RIGHT: f32 = 20.0;
/// The height of a band: beside the other views, filling the window, in a small window.
pub const BAND: [f32; 3] = [24.0, 28.0, 22.0];
/// The most of the height that bands take, in the same three.
pub const BANDS_SHARE: [f32; 3] = [0.32, 0.4, 0.2];
/// The room between bands.
pub const BAND_GAP: f32 = 4.0;
/// From the edge of a phase to its name.
pub const BAND_INSET: f32 = 8.0;
/// The least height of a lane of one row: beside the other views, filling the window, in a small window.
pub const LANE: [f32; 3] = [28.0, 34.0, 24.0];
/// The least height of a lane beside the other views, where four would not fit otherwise.
pub const LANE_TIGHT: f32 = 22.0;
/// The least height of a further row.
pub const ROW: f32 = 26.0;
/// The most that a row is stretched.
pub const ROW_MOST: f32 = 44.0;
/// The diameter of a day's disc.
pub const DISC: f32 = 8.0;
/// The side of a month's square, and the height of a bar.
pub const SQUARE: f32 = 6.0;
/// A stretch longer than this is a line at the row's foot.
pub const LONG: f32 = 60.0;
/// The thickness of that line.
pub const FOOT: f32 = 3.0;
/// The width of a chip with one figure, and its height.
pub const CHIP: [f32; 2] = [22.0, 17.0];
/// The stem and the flag of a contradiction.
pub const FLAG: [f32; 2] = [8.0, 10.0];
/// The room that a flag takes in a label.
pub const FLAG_ROOM: f32 = 13.0;
/// The thickness of the foot of a phase, and of its upright.
pub const PHASE_FOOT: f32 = 2.0;
/// The upright where a bound is sure.
pub const PHASE_UPRIGHT: f32 = 1.5;
/// The size of labels: beside the other views, filling the window.
pub const LABEL: [f32; 2] = [12.0, 13.0];
/// The size of the raised number of tellings.
pub const RAISED: f32 = 9.0;
/// The most characters of a label: beside the other views, filling the window.
pub const LABEL_MOST: [usize; 2] = [12, 22];
/// The height of the axis.
pub const AXIS: f32 = 30.0;
/// The length of a tick with a label, and of one without.
pub const TICK: [f32; 2] = [7.0, 4.0];
/// The height of the density strip with its labels, and of its bars alone.
pub const STRIP: [f32; 2] = [84.0, 44.0];
/// The width of the card of an event.
pub const EVENT_CARD: f32 = 396.0;
/// The width of the card of a phase.
pub const PHASE_CARD: f32 = 372.0;
/// The side of the seal beside a band.
pub const SEAL: f32 = 16.0;
/// Below this width the timeline is set small.
pub const SMALL: f32 = 1000.0;
/// How long the pointer rests before a card opens, in seconds.
pub const REST: f64 = 0.18;
