use std::borrow::Cow;
use std::sync::LazyLock;

/// For every character of the basic plane its simplified form, or 0 where it is its own.
static SIMPLIFIED: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table = vec![0; 0x1_0000].into_boxed_slice();
    for line in include_str!("../../assets/han/simplified.txt").lines() {
        let mut pair = line.chars().map(u32::from);
        let (Some(from), Some(to)) = (pair.next(), pair.next()) else { continue };
        let (Ok(from), Ok(to)) = (u16::try_from(from), u16::try_from(to)) else { continue };
        if from >= 0x3400 {
            table[usize::from(from)] = to;
        }
    }
    table
});

/// The simplified form of a character; the character itself where that is its own.
#[must_use]
pub fn simplified_char(c: char) -> char {
    let simple = SIMPLIFIED.get(c as usize).copied().unwrap_or(0);
    if simple == 0 { c } else { char::from_u32(simple.into()).unwrap_or(c) }
}

/// The byte at which the first character with another form begins. Reads the three bytes of a character of the basic
/// plane by themselves, which costs a fraction of decoding.
fn first_other(bytes: &[u8], table: &[u16]) -> Option<usize> {
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        at += match lead {
            ..=0x7F => 1,
            0x80..=0xDF => 2,
            0xE0..=0xEF => {
                if let [a, b, c, ..] = bytes[at..] {
                    let code = usize::from(a & 0x0F) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F);
                    if table.get(code).is_some_and(|&simple| simple != 0) {
                        return Some(at);
                    }
                }
                3
            }
            _ => 4,
        };
    }
    None
}

/// The text with traditional characters in their simplified form. Every character keeps its number of bytes, so that
/// offsets into the one are offsets into the other; what rules read, so that one word list serves both scripts.
#[must_use]
pub fn simplified(text: &str) -> Cow<'_, str> {
    let table = &*SIMPLIFIED;
    let other = |c: char| {
        let simple = table.get(c as usize).copied().unwrap_or(0);
        (simple != 0).then(|| char::from_u32(simple.into())).flatten()
    };
    let Some(first) = first_other(text.as_bytes(), table) else { return Cow::Borrowed(text) };
    let mut folded = String::with_capacity(text.len());
    folded.push_str(&text[..first]);
    folded.extend(text[first..].chars().map(|c| other(c).unwrap_or(c)));
    Cow::Owned(folded)
}
