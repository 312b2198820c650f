//! The numbers of a text with what they count (两千一百一十八箱 and 2118箱), as keys that are equal where these are.

/// Numbers below this are too common to say anything.
const LEAST: f64 = 4.0;
/// Measures whose first character is no measure by itself.
const UNITS: [char; 14] = ['平', '立', '美', '英', '日', '欧', '港', '海', '公', '千', '华', '马', '卢', '法'];

/// The numbers of a text in simplified characters, each as a key of its value and what it counts, ascending.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    let mut ordinal = false;
    while let Some(&c) = chars.peek() {
        if !c.is_ascii_digit() && digit(c).is_none() && scale(c).is_none() {
            ordinal = c == '第';
            chars.next();
            continue;
        }
        let Some(value) = number(&mut chars) else { continue };
        while chars.next_if(|c| matches!(c, '多' | '余' | '来' | '个')).is_some() {}
        let unit = chars.next_if(|&c| c.is_alphabetic() || c == '%' || c == '％').unwrap_or('|');
        let second = if UNITS.contains(&unit) { chars.peek().copied().unwrap_or('|') } else { '|' };
        if value >= LEAST && !std::mem::take(&mut ordinal) {
            let unit = u64::from(u32::from(unit)) << 21 | u64::from(u32::from(second));
            found.push((value * 100.0) as u64 ^ unit.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Takes a number in digits or Han numerals, with 万 and 亿 behind it.
fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<f64> {
    let (mut total, mut section, mut current, mut places) = (0.0, 0.0, 0.0, 0.0);
    let mut any = false;
    while let Some(&c) = chars.peek() {
        if let Some(value) = c.to_digit(10).or_else(|| digit(c)) {
            if places > 0.0 {
                current += f64::from(value) * places;
                places /= 10.0;
            } else if c.is_ascii_digit() || c == '〇' {
                current = current * 10.0 + f64::from(value);
            } else {
                current = f64::from(value);
            }
        } else if c == '.' && any {
            places = 0.1;
        } else if let Some(scale) = scale(c) {
            if scale >= 10_000.0 {
                total += (section + current) * scale;
                section = 0.0;
            } else {
                section += if current == 0.0 { scale } else { current * scale };
            }
            (current, places) = (0.0, 0.0);
        } else if c != ',' || !any {
            break;
        }
        any = true;
        chars.next();
    }
    any.then_some(total + section + current)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '两' => Some(2),
        '〇' => Some(0),
        _ => "零一二三四五六七八九".chars().zip(0..).find_map(|(d, value)| (d == c).then_some(value)),
    }
}

fn scale(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1000.0),
        '万' => Some(10_000.0),
        '亿' => Some(100_000_000.0),
        _ => None,
    }
}
