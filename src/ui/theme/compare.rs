//! The measures of the comparison, in points.

/// White at the left and right of the page.
pub const MARGIN: f32 = 18.0;
/// From this width on the bar says everything in one line.
pub const ONE_LINE_FROM: f32 = 600.0;
/// The height of the bar's second line.
pub const SECOND_LINE: f32 = 28.0;
/// Between two columns.
pub const GAP: f32 = 19.0;
/// The narrowest column: eleven characters of a quote.
pub const NARROWEST: f32 = 156.0;
/// The widest column: beyond it a line of a quote is too long to be taken in at a glance.
pub const WIDEST: f32 = 410.0;
/// The width of the topics at the left.
pub const TOPIC: f32 = 104.0;
/// Between the topics and the first column.
pub const TOPIC_GAP: f32 = 12.0;
/// From this width of the pane on the topics stand at the left; below it they run across the row.
pub const TOPIC_BESIDE: f32 = 700.0;
/// From this width on the comparison of two has a panel at the right.
pub const PANEL_FROM: f32 = 1000.0;
/// The width of that panel, margins included.
pub const PANEL: f32 = 250.0;
/// Between two holders, for their relations.
pub const GUTTER: f32 = 128.0;
/// Between two of three or four.
pub const GUTTER_AMONG: f32 = 88.0;
/// The same where room is short.
pub const GUTTER_SMALL: f32 = 56.0;
/// The height of the frozen heads.
pub const HEADS: f32 = 40.0;
/// The side of a seal in the heads.
pub const SEAL: f32 = 22.0;
/// A topic's line where it runs across the row.
pub const TOPIC_LINE: f32 = 28.0;
/// Between two rails.
pub const RAIL: f32 = 18.0;
/// White above and below a row.
pub const ROW_PADDING: f32 = 12.0;
/// A line of a summary or of a quote.
pub const LINE: f32 = 21.0;
/// A line of a caption.
pub const CAPTION_LINE: f32 = 18.0;
/// How far a quote stands in, its rule included.
pub const QUOTE_INDENT: f32 = 12.0;
/// The thickness of the rule before a quote.
pub const QUOTE_RULE: f32 = 2.0;
/// Between two quotes.
pub const QUOTE_GAP: f32 = 8.0;
/// How far the wheel goes sideways for one column.
pub const NOTCH: f32 = 40.0;
/// How many lines of a quote are shown before it is opened.
pub const QUOTE_LINES: usize = 5;
/// The size of a topic.
pub const TOPIC_SIZE: f32 = 15.0;
/// The size of a summary.
pub const SUMMARY_SIZE: f32 = 14.0;
/// The size of a quote.
pub const QUOTE_SIZE: f32 = 13.0;
/// The side of a cell of the matrix of who agrees with whom.
pub const AGREE_CELL: f32 = 24.0;
