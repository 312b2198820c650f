//! Who is named where, what is claimed, and whose claim it is.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::io::Write as _;
use std::sync::Arc;

use duidu::analysis::{Rules, analyse};
use duidu::model::{Certainty, Claim, HolderKind, MediaType, Source, SourceId, Stance, Stated, Work, WorkId, WorkMeta};
use duidu::text::{Prose, SourceText};

/// A plain text as a work by 张三.
fn claims(rules: &Rules, text: &str) -> Vec<Claim> {
    let source = Source {
        id: SourceId(0),
        file: "a.txt".into(),
        path: "a.txt".into(),
        media_type: MediaType::PlainText,
        member: None,
        encoding: None,
        text: Arc::new(SourceText::from(text)),
        noise: Vec::new(),
        fingerprint: 0,
    };
    let meta = WorkMeta { authors: vec![Stated { value: "张三".into(), at: None }], ..WorkMeta::default() };
    let work = Work {
        id: WorkId(0),
        source: SourceId(0),
        span: source.text.whole(),
        meta,
        blocks: Vec::new(),
        prose: Arc::new(Prose::from(text)),
    };
    analyse(&work, &source, rules, None).claims
}

/// A claim in the notation of the cases: `gov:美国 - !`; certainty only where the case names one.
fn noted(claim: &Claim, sure: bool) -> String {
    let holder = match claim.holder().kind {
        HolderKind::Author => "A".to_owned(),
        HolderKind::Scholar => format!("sch:{}", claim.holder().name),
        HolderKind::Government => format!("gov:{}", claim.holder().name),
        HolderKind::Other => format!("oth:{}", claim.holder().name),
    };
    let stance = match claim.stance {
        Stance::Affirms => "+",
        Stance::Denies => "-",
        Stance::Mixed => "~",
    };
    let certainty = match claim.certainty {
        _ if !sure => "",
        Certainty::Strong => " !",
        Certainty::Plain => "",
        Certainty::Hedged => " ?",
    };
    format!("{holder} {stance}{certainty}")
}

#[test]
fn an_entry_of_a_table_of_contents_claims_nothing() {
    let rules = Rules::bundled().unwrap();
    let entry = "4.2 备份应当采取的策略及其根本原因在于制度失效";
    assert!(!claims(&rules, &format!("{entry}。")).is_empty());
    for leader in [" . . . . . . . . . . 169", "…………………… 12", "········7"] {
        assert_eq!(claims(&rules, &format!("{entry}{leader}")).len(), 0, "{leader}");
    }
}

#[test]
fn claims_with_their_holders_and_stance() {
    let rules = Rules::bundled().unwrap();
    let mut wrong = Vec::new();
    let mut total = 0;
    for line in include_str!("../cases/claims.txt").lines() {
        let Some((text, expected)) = line.split_once("=>") else { continue };
        if line.starts_with('#') {
            continue;
        }
        total += 1;
        let sure = expected.contains(['!', '?']);
        let found: Vec<String> = claims(&rules, text.trim()).iter().map(|claim| noted(claim, sure)).collect();
        let found = if found.is_empty() { "none".to_owned() } else { found.join(" | ") };
        if found != expected.trim() {
            wrong.push(format!("{} => {found}   (not {})", text.trim(), expected.trim()));
        }
    }
    // The count is for whoever runs the test with its output shown.
    writeln!(std::io::stderr(), "{total} marked cases of attribution and stance").unwrap();
    assert!(total >= 200 && wrong.is_empty(), "{} of {total} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn actors_by_canonical_name() {
    let rules = Rules::bundled().unwrap();
    let mut wrong = Vec::new();
    let mut total = 0;
    for line in include_str!("../cases/actors.txt").lines() {
        let Some((text, expected)) = line.split_once("=>") else { continue };
        if line.starts_with('#') {
            continue;
        }
        total += 1;
        let found = rules.actors.find(text.trim());
        let names: Vec<&str> = found.iter().map(|m| &*m.name).collect();
        if names.join(" ") != expected.trim() {
            wrong.push(format!("{} => {}", text.trim(), names.join(" ")));
        }
    }
    assert!(total > 40 && wrong.is_empty(), "{} of {total} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
