//! Where punctuation stands in its square: after a letter, low at the left, in the mainland; in the middle in Taiwan,
//! Hong Kong and Macau (clreq 3.1.4). The faces draw it for the mainland; [`to_middle`] says how far it moves.

/// By whose habit punctuation is placed and squeezed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Region {
    /// 句读 low at the left, its blank half squeezed.
    #[default]
    Mainland,
    /// 句读 in the middle of its square, never squeezed.
    Taiwan,
}

/// How far a mark moves from where the face draws it to the middle of its square, in ems: to the right, and up.
/// Measured on Noto Serif and Sans CJK SC, between which the difference is not seen.
pub(super) fn to_middle(c: char) -> Option<(f32, f32)> {
    Some(match c {
        '，' => (0.31, 0.36),
        '。' => (0.31, 0.30),
        '、' => (0.32, 0.31),
        '．' => (0.30, 0.31),
        '；' => (0.27, 0.15),
        '：' => (0.26, 0.07),
        '！' | '？' => (0.25, 0.0),
        _ => return None,
    })
}
