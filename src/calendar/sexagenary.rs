/// The ten stems in order.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
/// The twelve branches in order.
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// The place of a pair in the cycle of sixty, 0 for 甲子; `None` for a pair that does not occur (甲丑).
#[must_use]
pub fn sexagenary(stem: char, branch: char) -> Option<u8> {
    let stem = STEMS.iter().position(|&c| c == stem)?;
    let branch = BRANCHES.iter().position(|&c| c == branch)?;
    // The place is `stem` modulo 10 and `branch` modulo 12.
    (0..60).find(|place| place % 10 == stem && place % 12 == branch).map(|place| place as u8)
}

/// The year of a place in the cycle that lies nearest to `near`; the earlier of two that are as near.
#[must_use]
pub fn sexagenary_year(place: u8, near: i32) -> i32 {
    // The year 4 was a 甲子 year; there is no year 0.
    let count = if near < 0 { near + 1 } else { near };
    let ahead = (i32::from(place) + 4 - count).rem_euclid(60);
    let year = if ahead < 30 { count + ahead } else { count + ahead - 60 };
    if year <= 0 { year - 1 } else { year }
}
