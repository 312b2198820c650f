//! Numbers: ASCII digits (also split by spaces, or with l and O that a scanner put in for 1 and 0), Han digits one
//! for each place (一九九四), and Han numbers (二十六).

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// ASCII digits.
    Digits,
    /// Han digits, one for each place.
    HanDigits,
    /// A Han number with 十, 百 or 千, or a single Han digit.
    Han,
}

/// A number in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) style: Style,
    /// How many digits it is written with.
    pub(super) places: u8,
    /// The glyph after it.
    pub(super) end: usize,
}

impl Number {
    pub(super) fn is_han(self) -> bool {
        self.style != Style::Digits
    }
}

/// The number that begins at a glyph.
pub(super) fn number(glyphs: &[char], at: usize) -> Option<Number> {
    let &first = glyphs.get(at)?;
    if first.is_ascii_digit() || matches!(first, 'l' | 'I' | '|' | 'O' | 'o') {
        digits(glyphs, at)
    } else {
        han(glyphs, at)
    }
}

fn digits(glyphs: &[char], at: usize) -> Option<Number> {
    let plain = run(glyphs, at);
    if plain == at {
        return None;
    }
    if glyphs.get(plain) == Some(&' ')
        && let Some(split) = split_digits(glyphs, at)
    {
        return Some(split);
    }
    read_digits(&glyphs[at..plain], plain)
}

/// The end of a run of digits; the letters that a scanner takes for digits count where a digit stands beside them.
fn run(glyphs: &[char], at: usize) -> usize {
    let mut end = at;
    let mut real = false;
    while let Some(&c) = glyphs.get(end) {
        real |= c.is_ascii_digit();
        let letter = matches!(c, 'l' | 'I' | '|' | 'O' | 'o');
        // A letter that begins or continues a word is no digit: the digit beside it must follow at once.
        let beside = |i: usize| glyphs.get(i).is_some_and(char::is_ascii_digit);
        let stands_in =
            letter && (beside(end + 1) || end > at && (beside(end + 2) || real && !next_is_letter(glyphs, end)));
        if !(c.is_ascii_digit() || stands_in) {
            break;
        }
        end += 1;
    }
    if real { end } else { at }
}

fn next_is_letter(glyphs: &[char], at: usize) -> bool {
    glyphs.get(at + 1).is_some_and(|&c| c.is_ascii_alphabetic() && !matches!(c, 'l' | 'I' | 'O' | 'o'))
}

fn read_digits(glyphs: &[char], end: usize) -> Option<Number> {
    let mut value = 0_u32;
    for &c in glyphs {
        let digit = match c {
            ' ' => continue,
            'l' | 'I' | '|' => 1,
            'O' | 'o' => 0,
            c => c.to_digit(10)?,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    let places = glyphs.iter().filter(|&&c| c != ' ').count().min(99) as u8;
    Some(Number { value, style: Style::Digits, places, end })
}

/// Digits set apart by a scanner: `2 0 0 6年`, `19 94年`, `1 0月`. Only four before 年 or two before 月 and 日 count.
fn split_digits(glyphs: &[char], at: usize) -> Option<Number> {
    let mut end = at;
    let mut places = 0;
    loop {
        let next = run(glyphs, end);
        if next == end {
            break;
        }
        places += next - end;
        end = next;
        if glyphs.get(end) != Some(&' ') || places >= 4 {
            break;
        }
        end += 1;
    }
    let year = places == 4 && glyphs.get(end) == Some(&'年') && matches!(glyphs.get(at), Some('1' | '2' | 'l'));
    let month = places == 2 && matches!(glyphs.get(end), Some('月' | '日')) && glyphs.get(at + 1) == Some(&' ');
    if !(year || month) {
        return None;
    }
    let number = read_digits(&glyphs[at..end], end)?;
    let fits = year || number.value >= 10 && number.value <= 31;
    fits.then_some(number)
}

fn han(glyphs: &[char], at: usize) -> Option<Number> {
    let mut end = at;
    let mut placed = true;
    while let Some(&c) = glyphs.get(end) {
        if digit(c).is_some() {
            end += 1;
        } else if unit(c).is_some() || matches!(c, '廿' | '卅') {
            placed = false;
            end += 1;
        } else if (matches!(c, 'O' | 'o' | '0' | 'Ｏ') && end > at)
            && glyphs.get(end + 1).is_some_and(|&n| digit(n).is_some() || matches!(n, 'O' | 'o' | '0' | '年'))
        {
            end += 1;
        } else {
            break;
        }
        if end - at > 12 {
            return None;
        }
    }
    let text = &glyphs[at..end];
    if text.is_empty() {
        return None;
    }
    let places = text.len() as u8;
    if placed && places > 1 {
        let mut value = 0_u32;
        for &c in text {
            value = value.checked_mul(10)?.checked_add(digit(c).unwrap_or(0))?;
        }
        return Some(Number { value, style: Style::HanDigits, places, end });
    }
    Some(Number { value: han_value(text)?, style: Style::Han, places, end })
}

/// The value of a Han digit.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

fn han_value(text: &[char]) -> Option<u32> {
    let mut total = 0;
    let mut pending: Option<u32> = None;
    let mut least = u32::MAX;
    for &c in text {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(value);
        } else if let Some(unit) = unit(c) {
            if unit >= least {
                return None;
            }
            least = unit;
            total += pending.take().filter(|&p| p != 0).unwrap_or(1) * unit;
        } else {
            let tens = if c == '廿' { 20 } else { 30 };
            if total != 0 || pending.is_some() {
                return None;
            }
            total = tens;
            least = 10;
        }
    }
    Some(total + pending.unwrap_or(0))
}
