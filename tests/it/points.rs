//! Punctuation as the reader shows it: regular among Han, quotation marks by the script, one character for one.

use duidu::state::Script;
use duidu::ui::reader::points;

fn regular(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    points::regular(&mut chars);
    assert_eq!(chars.len(), text.chars().count());
    chars.into_iter().collect()
}

fn quotes(text: &str, script: Script) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    points::quotes(&mut chars, script);
    chars.into_iter().collect()
}

#[test]
fn half_wide_punctuation_among_han_is_shown_in_full_width() {
    let cases = [
        ("渠修好了,水来了;田呢?", "渠修好了，水来了；田呢？"),
        ("来源:《水利》(京)2006年", "来源：《水利》（京）2006年"),
        ("灌区(Canal)的田", "灌区（Canal）的田"),
        ("他说\"水不够\",又走了", "他说“水不够”，又走了"),
        ("渠--不是河", "渠——不是河"),
        ("修好了.", "修好了。"),
        ("２００３年,长１２ｋｍ", "2003年，长12km"),
        ("1998年,停工", "1998年，停工"),
    ];
    for (typed, shown) in cases {
        assert_eq!(regular(typed), shown);
    }
}

#[test]
fn latin_text_numbers_and_names_keep_their_points() {
    for text in [
        "Water, (then) land: \"yes\".",
        "1,000 米",
        "22:02:01",
        "3.5%",
        "一.背景",
        "乔治.布什",
        "1994-2002",
        "COVID-19",
        "见 https://example.org/a,b",
        "f(x)",
    ] {
        assert_eq!(regular(text), text);
    }
}

#[test]
fn quotation_marks_follow_the_script() {
    assert_eq!(quotes("他说“先看‘渠’，再看田”。", Script::Traditional), "他说「先看『渠』，再看田」。");
    assert_eq!(quotes("他說「先看『渠』」。", Script::Simplified), "他說“先看‘渠’”。");
    assert_eq!(quotes("他說「看」。", Script::AsWritten), "他說「看」。");
    assert_eq!(quotes("读 Gu’s 书，“好”", Script::Traditional), "读 Gu’s 书，「好」");
    assert_eq!(quotes("“Water” is not “land”", Script::Traditional), "“Water” is not “land”");
    assert_eq!(quotes("「これは水」と言う", Script::Simplified), "「これは水」と言う");
}
