//! Simplified and traditional characters, one for one.

use duidu::text::{simplified, traditional};
use proptest::prelude::*;

#[track_caller]
fn check(simple: &str, other: &str) {
    assert_eq!(traditional(simple), other);
}

#[test]
fn a_word_decides_where_a_character_has_two_forms() {
    check("皇后以后", "皇后以後");
    check("头发发展", "頭髮發展");
    check("干部干涉干燥", "幹部干涉乾燥");
    check("村里的里程", "村裏的里程");
    check("一出戏，出发", "一齣戲，出發");
}

#[test]
fn what_is_no_simplified_character_stays() {
    check("ABC，1994 年。", "ABC，1994 年。");
    check("發展與後來", "發展與後來");
    assert_eq!(simplified("發展與後來"), "发展与后来");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_character_stays_at_its_place(text in "([一-龥]|[a-z0-9，。]){0,60}") {
        let other = traditional(&text);
        prop_assert_eq!(other.chars().count(), text.chars().count());
        for (from, to) in text.chars().zip(other.chars()) {
            prop_assert!(from == to || from.len_utf8() == to.len_utf8());
        }
    }
}
