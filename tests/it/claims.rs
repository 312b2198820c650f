//! Who is named where, what is claimed, and whose claim it is.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use duidu::analysis::Rules;

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
