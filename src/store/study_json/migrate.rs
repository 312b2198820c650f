//! Older formats, step by step to the present one.

use serde_json::Value;

/// What changes from format N to N + 1, N being the place in the list plus one.
const STEPS: [fn(&mut Value); super::FORMAT as usize - 1] = [name_the_character];

/// Brings a file of an older format to the present one.
pub(super) fn migrate(file: &mut Value, from: u32) {
    for step in STEPS.iter().skip((from.max(1) - 1) as usize) {
        step(file);
    }
    if let Some(format) = file.get_mut("format") {
        *format = Value::from(format!("{}{}", super::FAMILY, super::FORMAT));
    }
}

/// 1 to 2: in the entry `place`, `at` was a number, while it is an anchor everywhere else; it is `character` now. And
/// unknown fields and entries are kept from 2 on, where a reader of 1 refused them.
fn name_the_character(file: &mut Value) {
    let entries = file.get_mut("entries").and_then(Value::as_array_mut).into_iter().flatten();
    for entry in entries.filter_map(Value::as_object_mut) {
        if entry.get("type").and_then(Value::as_str) == Some("place")
            && let Some(character) = entry.remove("at")
        {
            entry.insert("character".to_owned(), character);
        }
    }
}
