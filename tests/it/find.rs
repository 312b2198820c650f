//! Searching: what is found, whatever its script and width, and that narrowing finds the same as a new search.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use duidu::search::{Asked, Found, Shelf};
use duidu::state::State;
use proptest::prelude::*;

use crate::{opened, prose};

/// The words found in a state's corpus, as the source has them.
fn found(state: &State, asked: &Asked, others: &[String]) -> (Found, Vec<String>) {
    let found = Shelf::default().search(asked, others, &state.corpus.works, || false).unwrap();
    let text = |work, span| state.corpus.text(work, span).to_owned();
    let words = found.works.iter().flat_map(|hits| hits.hits.iter().map(|hit| text(hits.work, hit.span))).collect();
    (found, words)
}

fn river() -> State {
    opened::files(&[
        ("甲.txt", "河道\n\n　　聯合國的調查說，河道在１９９８年改過。\n\n　　联合国调查了两次，U.N. 也來過。\n"),
        ("乙.txt", "渠\n\n　　美国派人来看渠，白宫没有说话。渠长25 km，渠深2 m。\n"),
    ])
}

#[test]
fn script_width_and_case_do_not_matter() {
    let state = river();
    let of = |words: &str| found(&state, &Asked::words(words), &[]).1;
    assert_eq!(of("联合国"), ["聯合國", "联合国"]);
    assert_eq!(of("調查"), ["調查", "调查"]);
    assert_eq!(of("1998"), ["１９９８"]);
    assert_eq!(of("u.n."), ["U.N."]);
    assert!(of("没有这个").is_empty());
}

#[test]
fn a_regular_expression_is_one() {
    let state = river();
    let asked = |words: &str| Asked { words: words.to_owned(), expression: true, aliases: false };
    assert_eq!(found(&state, &asked(r"渠[长深]\d+ k?m"), &[]).1, ["渠长25 km", "渠深2 m"]);
    assert_eq!(found(&state, &asked("聯合.的?調查"), &[]).1, ["聯合國的調查", "联合国调查"]);
    let (wrong, hits) = found(&state, &asked("(渠"), &[]);
    assert!(wrong.fault.is_some() && hits.is_empty());
}

#[test]
fn aliases_are_found_too() {
    let state = river();
    let asked = Asked { words: "美國".to_owned(), expression: false, aliases: true };
    let others = prose::rules().actors.other_names("美國");
    assert!(others.iter().any(|name| name == "白宫"), "{others:?}");
    assert_eq!(found(&state, &asked, &others).1, ["美国", "白宫"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn narrowing_finds_what_a_new_search_finds(text in "[甲乙丙a]{0,80}", words in "[甲乙丙a]{1,5}") {
        let state = opened::files(&[("文.txt", &format!("题目\n\n　　始{text}终。\n"))]);
        let mut typed = Shelf::default();
        for end in 1..=words.chars().count() {
            let asked = Asked::words(&words.chars().take(end).collect::<String>());
            let narrowed = typed.search(&asked, &[], &state.corpus.works, || false).unwrap();
            let fresh = Shelf::default().search(&asked, &[], &state.corpus.works, || false).unwrap();
            prop_assert_eq!(narrowed, fresh);
        }
    }
}

#[test]
fn places_of_the_folded_text_lead_back_to_the_text() {
    let text = "Ａb聯　合，渠ÉÉ田𠀀渠（１）".repeat(90);
    let folded = duidu::search::Folded::new(&text);
    let prose = duidu::text::Prose::from(text.as_str());
    let place = |(at, found): (usize, &str)| (at as u32, (at + found.len()) as u32);
    for words in ["渠", "联 合", "1)", "渠éé田"] {
        let places: Vec<(u32, u32)> = folded.text().match_indices(words).map(place).collect();
        assert!(places.len() >= 90, "{words}");
        for far in [1, 7, 60] {
            let some: Vec<(u32, u32)> = places.iter().copied().step_by(far).collect();
            for bytes in folded.originals(&prose, &some) {
                let back: String = text[bytes].chars().map(duidu::search::fold).collect();
                assert_eq!(back, words);
            }
        }
    }
}
