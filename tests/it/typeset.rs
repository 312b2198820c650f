//! Lines of text, by clreq.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use duidu::ui::typeset::{Class, Letter, Line, Measure, Region, set};
use proptest::prelude::*;

const EM: f32 = 10.0;

/// Letters with the advances of a usual Chinese face: Han and full-width marks a square, Latin half of one.
fn letters(text: &str) -> Vec<Letter> {
    let advance = |c: char| match c {
        ' ' => 2.2,
        '·' => 3.3,
        '!'..='~' => 5.0,
        '\n' => 0.0,
        _ => EM,
    };
    text.chars().map(|c| Letter { c, advance: advance(c), em: EM, glued: false }).collect()
}

fn measure(ems: f32) -> Measure {
    Measure { width: ems * EM, first: 0.0, rest: 0.0, justify: true, region: Region::Mainland }
}

fn lines(text: &str, ems: f32) -> Vec<Line> {
    set(&letters(text), &measure(ems))
}

/// The lines as text, parted by |.
fn broken(text: &str, ems: f32) -> String {
    let chars: Vec<char> = text.chars().collect();
    let lines = lines(text, ems);
    lines.iter().map(|line| chars[line.letters.clone()].iter().collect::<String>()).collect::<Vec<_>>().join("|")
}

/// The width of a text set on one line.
fn width(text: &str) -> f32 {
    let lines = lines(text, 1000.0);
    assert_eq!(lines.len(), 1, "{text}");
    lines[0].end
}

#[track_caller]
fn check(text: &str, ems: f32, expected: &str) {
    assert_eq!(broken(text, ems), expected);
}

#[test]
fn no_stop_begins_a_line() {
    check("天地玄黄宇宙。洪荒日月", 6.0, "天地玄黄宇|宙。洪荒日月");
    check("天地玄黄宇，宙洪荒", 5.5, "天地玄黄宇，|宙洪荒");
}

#[test]
fn no_opening_mark_ends_a_line() {
    check("天地玄黄“宇宙”洪荒", 5.0, "天地玄黄|“宇宙”洪荒");
    check("天地玄《千字文》洪荒", 4.0, "天地玄|《千字文》|洪荒");
}

#[test]
fn a_mark_is_pushed_in_before_a_letter_is_pushed_out() {
    // Seven squares would be too many, but the comma gives half a square and the stop at the end another half.
    check("天地，玄黄宇。宙洪荒日月盈", 6.0, "天地，玄黄宇。|宙洪荒日月盈");
    // A whole letter more does not fit by squeezing, and a line that is nearly full is left as it is.
    check("天地，玄黄宇宙洪荒日月盈", 6.0, "天地，玄黄宇|宙洪荒日月盈");
}

#[test]
fn dashes_and_ellipses_stay_whole() {
    check("天地玄——黄宇宙洪", 4.0, "天地玄|——黄宇|宙洪");
    check("天地玄……黄宇宙洪", 4.0, "天地玄|……黄宇|宙洪");
    // More than one pair may be parted between the pairs.
    check("天地————黄宇", 4.0, "天地——|——黄宇");
}

#[test]
fn words_and_numbers_stay_whole() {
    check("天地玄黄Duidu宇宙洪荒", 6.0, "天地玄黄|Duidu宇宙洪|荒");
    check("天地玄黄1994年宇宙", 6.0, "天地玄黄|1994年宇宙");
    check("天地玄黄100%宇宙洪", 6.0, "天地玄黄|100%宇宙洪");
    check("天地玄黄$100宇宙洪", 6.0, "天地玄黄|$100宇宙洪");
    check("天地玄黄6-10日", 5.0, "天地玄黄|6-10日");
}

#[test]
fn a_word_may_part_after_its_own_hyphen() {
    check("well-known things", 4.0, "well-|known |things");
}

#[test]
fn a_word_longer_than_the_line_is_parted() {
    check("abcdefghij", 3.0, "abcdef|ghij");
    check("见https://example.org/a/b", 6.0, "见https://|example.org/|a/b");
}

#[test]
fn a_typed_line_end_is_kept() {
    check("天地\n玄黄宇宙", 10.0, "天地\n|玄黄宇宙");
}

#[test]
fn a_single_letter_gets_company_on_the_last_line() {
    check("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋。", 10.0, "天地玄黄宇宙洪荒日月|盈昃辰宿列张寒来暑|往秋。");
}

#[test]
fn neighbouring_marks_are_squeezed() {
    assert_eq!(width("天）。地"), 35.0, "a closing mark and a stop: one and a half");
    assert_eq!(width("天”（地"), 35.0, "a closing and an opening mark: one and a half");
    assert_eq!(width("天（“地"), 35.0, "two opening marks: one and a half");
    assert_eq!(width("天。”（地"), 40.0, "three marks: two");
    assert_eq!(width("《天》·《地》"), 45.0, "marks lie close around an interpunct");
}

#[test]
fn edges_are_squeezed() {
    assert_eq!(width("天。"), 15.0, "the blank half of a stop at the end of the line");
    let lines = lines("“天地”", 10.0);
    assert_eq!(lines[0].slots[0].left, 0.0);
    assert_eq!(lines[0].slots[0].pen, -5.0, "the ink of an opening mark stands at the edge");
}

#[test]
fn autospace_stands_between_han_and_latin() {
    let gap = EM / 6.0;
    assert!((width("在1994年") - (40.0 + 2.0 * gap)).abs() < 0.01);
    assert!((width("在 1994 年") - (40.0 + 2.0 * gap)).abs() < 0.01, "a typed space is no wider");
    assert_eq!(width("在，1994"), 40.0, "none beside a mark");
    assert_eq!(lines("1994年", 9.0)[0].slots[0].left, 0.0, "none at the edge");
}

#[test]
fn spaces_hang_at_the_end() {
    let lines = lines("abc   def", 2.0);
    assert_eq!(lines[0].letters, 0..6);
    assert_eq!(lines[0].end, 15.0);
}

#[test]
fn a_full_line_ends_at_the_measure() {
    let lines = lines("天地玄黄，1994年宇宙洪荒Duidu日月盈昃。辰宿列张寒来暑往，秋收冬藏闰余成岁", 12.0);
    for line in &lines[..lines.len() - 1] {
        assert!((line.end - 12.0 * EM).abs() < 0.02, "{line:?}");
    }
    assert!(lines.last().unwrap().end < 12.0 * EM);
}

#[test]
fn stretching_never_parts_a_word_or_hugs_less() {
    let text = "天地（玄黄）Duidu，宇宙洪荒日月盈昃";
    let chars: Vec<char> = text.chars().collect();
    let letters = letters(text);
    for tenths in 60..160 {
        for line in set(&letters, &measure(tenths as f32 / 10.0)) {
            for (at, pair) in line.letters.clone().zip(line.slots.windows(2)) {
                let gap = pair[1].left - pair[0].right;
                let (a, b) = (chars[at], chars[at + 1]);
                let held = a.is_ascii() && b.is_ascii() || a == '（' || "），".contains(b);
                assert!(gap > -0.01 && (!held || gap < 0.01), "{a}{b} {gap} at {tenths}");
            }
        }
    }
}

#[test]
fn indents_are_kept() {
    let letters = letters("天地玄黄宇宙洪荒");
    let lines = set(&letters, &Measure { first: 20.0, ..measure(5.0) });
    let begins: Vec<f32> = lines.iter().map(|line| line.slots[0].left).collect();
    assert_eq!(begins, [20.0, 0.0]);
    assert_eq!(lines[0].letters, 0..3);
}

#[test]
fn traditional_punctuation_stands_in_the_middle_and_is_not_squeezed() {
    let taiwan = Measure { region: Region::Taiwan, ..measure(20.0) };
    let lines = set(&letters("天地，玄黃。"), &taiwan);
    let comma = lines[0].slots[2];
    assert_eq!(comma.right - comma.left, EM);
    assert!(comma.pen > comma.left + 2.0 && comma.rise > 2.0, "{comma:?}");
    assert_eq!(lines[0].end, 60.0, "the stop at the end keeps its square");
    let lines = set(&letters("天（「地」）"), &taiwan);
    assert_eq!(
        lines[0].end, 45.0,
        "brackets are squeezed as elsewhere: half a square between each two, and at the end"
    );
}

#[test]
fn a_glued_mark_stays_with_its_letter() {
    let mut letters = letters("天地玄黄①宇宙");
    letters[4].glued = true;
    let lines = set(&letters, &measure(4.0));
    assert_eq!(lines[0].letters, 0..3);
}

const NEVER_FIRST: &str = "。，、；：？！）》”’」』】〉·～／%℃ー々";
const NEVER_LAST: &str = "（《“‘「『【〈￥／";

fn piece() -> impl Strategy<Value = String> {
    let han = "[一-龥]{1,6}";
    let marks = "[。，、；：？！（）《》“”‘’「」【】〈〉·～／ー々]{1,3}";
    prop_oneof![
        6 => han.prop_map(String::from),
        3 => marks.prop_map(String::from),
        2 => "[a-zA-Z]{1,12}".prop_map(String::from),
        2 => "[0-9]{1,4}(年|月|%|℃)?".prop_map(String::from),
        1 => "(——|……|————|-|\\(a\\)|, |\\. | |  |\u{3000})".prop_map(String::from),
        1 => "[가-힣]{1,3}".prop_map(String::from),
        1 => "[\u{20000}-\u{20100}ぁ-んァ-ヶ①→]".prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_at_all_widths(pieces in proptest::collection::vec(piece(), 1..40), first in 0..3_u8, centred in any::<bool>()) {
        let region = if centred { Region::Taiwan } else { Region::Mainland };
        let text = pieces.concat();
        let chars: Vec<char> = text.chars().collect();
        let letters = letters(&text);
        for width in (4..=120).map(|halves| halves as f32 * EM / 2.0).chain([33.3, 77.7, 123.4, 456.7]) {
            let first = f32::from(first) * EM.min(width / 4.0);
            let lines = set(&letters, &Measure { width, first, rest: 0.0, justify: true, region });
            let mut next = 0;
            for (number, line) in lines.iter().enumerate() {
                prop_assert_eq!(line.letters.start, next, "a letter lost or doubled in {:?}", text);
                prop_assert_eq!(line.slots.len(), line.letters.len());
                next = line.letters.end;
                let shown: String = chars[line.letters.clone()].iter().collect();
                let shown = shown.trim();
                if number > 0 && let Some(c) = shown.chars().next() {
                    prop_assert!(!NEVER_FIRST.contains(c), "{:?} begins a line of {:?} at {}", c, text, width);
                }
                if number + 1 < lines.len() && let Some(c) = shown.chars().last() {
                    prop_assert!(!NEVER_LAST.contains(c), "{:?} ends a line of {:?} at {}", c, text, width);
                }
                for pair in line.slots.windows(2) {
                    prop_assert!(pair[1].left > pair[0].right - 0.02, "letters overlap in {:?}", shown);
                }
                if line.end > width + 0.02 {
                    let inside = chars[line.letters.clone()].iter().filter(|c| !c.is_whitespace());
                    let parted = inside.clone().zip(inside.skip(1)).any(|(&a, &b)| may_part(a, b));
                    prop_assert!(!parted, "{:?} is too long for {}", shown, width);
                }
            }
            prop_assert_eq!(next, chars.len());
        }
    }
}

/// Whether a line could have ended between two characters: neither is held by a rule.
fn may_part(a: char, b: char) -> bool {
    let free = |c: char| Class::of(c) == Class::Han;
    let word = |c: char| c.is_ascii_alphanumeric();
    free(a) && (free(b) || word(b)) || word(a) && free(b)
}
