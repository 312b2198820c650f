//! One-character forms of states: 朝美关系, 对朝, 驻韩美军, 美方, 但美持续….
//!
//! A character counts only where the grammar around it says so, and where the state is named in full somewhere in the
//! text or is one of the few that need no introduction.

use std::collections::BTreeSet;

use super::table::{Table, What};
use super::{ActorKind, ActorMention, Hit};

/// Adds the one-character forms to the namings.
pub(super) fn find(table: &Table, text: &str, hits: &[Hit], found: &mut Vec<ActorMention>) {
    let named: BTreeSet<u16> = hits
        .iter()
        .filter_map(|(_, what)| match what {
            What::Name(actor) | What::Capital(actor) => Some(*actor),
            _ => None,
        })
        .collect();
    let mut at = 0;
    while at < hits.len() {
        let run = run(text, &hits[at..]);
        let letters = &hits[at..at + run];
        match letters {
            [] => {}
            [one] => lone(table, text, one, &named, found),
            several => together(table, text, several, &named, found),
        }
        at += run.max(1);
    }
}

/// How many of the first hits are letters that stand side by side (美日韩; 美、韩、日).
fn run(text: &str, hits: &[Hit]) -> usize {
    let mut length = 0;
    for (bytes, what) in hits {
        let beside = match length {
            0 => true,
            _ => matches!(&text[hits[length - 1].0.end..bytes.start], "" | "、"),
        };
        if !beside || !matches!(what, What::Letter(_)) {
            break;
        }
        length += 1;
    }
    length
}

/// The state for which a letter stands in this text. `introduced` asks that the text name it in full.
fn state(table: &Table, letter: char, named: &BTreeSet<u16>, introduced: bool) -> Option<u16> {
    let states = table.letters.get(&letter)?;
    let mut known = states.iter().copied().filter(|state| named.contains(state));
    match (known.next(), known.next()) {
        (Some(state), None) => Some(state),
        (None, _) if !introduced && table.great.contains(&letter) => states.first().copied(),
        _ => None,
    }
}

fn letter(hit: &Hit) -> char {
    match hit.1 {
        What::Letter(letter) => letter,
        _ => '\0',
    }
}

fn push(table: &Table, state: u16, bytes: std::ops::Range<usize>, found: &mut Vec<ActorMention>) {
    let name = table.actors[state as usize].name.clone();
    found.push(ActorMention { bytes, name, kind: ActorKind::State });
}

fn together(table: &Table, text: &str, run: &[Hit], named: &BTreeSet<u16>, found: &mut Vec<ActorMention>) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let (before, after) = (&text[..first.0.start], &text[last.0.end..]);
    let great = run.iter().any(|hit| table.great.contains(&letter(hit)));
    // A run of weak letters alone (老约, 白立) is no run of states.
    if !great {
        return;
    }
    let listed = text[first.0.start..last.0.end].contains('、');
    let sided = side(table, letter(last), after);
    let placed = sided.is_some() || table.pairs.at_start(after).is_some() || table.toward.at_end(before).is_some();
    let introduced = run.iter().all(|hit| state(table, letter(hit), named, true).is_some());
    let every = run.iter().all(|hit| table.great.contains(&letter(hit)));
    if !(placed && (!listed || every || introduced) || introduced && !listed || introduced && ends_clause(after)) {
        return;
    }
    let states: Vec<_> = run.iter().map(|hit| state(table, letter(hit), named, false)).collect();
    // One unknown among them makes the whole doubtful.
    if states.iter().any(Option::is_none) {
        return;
    }
    for (hit, state) in run.iter().zip(states.into_iter().flatten()) {
        let end = if hit.0.end == last.0.end { last.0.end + sided.unwrap_or(0) } else { hit.0.end };
        push(table, state, hit.0.start..end, found);
    }
}

fn ends_clause(after: &str) -> bool {
    after.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// The length of the word after a letter that makes it a side (方, 军, 国会).
fn side(table: &Table, letter: char, after: &str) -> Option<usize> {
    let length = table.sides.at_start(after)?;
    let rest = &after[length..];
    let word = match &after[..length] {
        "方" => {
            !rest.starts_with(['法', '案', '式', '向', '针', '便', '程', '言', '块', '圆', '才', '能', '可', '面'])
        }
        "军" => letter != '中' && !rest.starts_with(['事', '国', '备', '费', '人', '火', '工']),
        "机" | "舰" | "企" | "商" | "籍" | "侨" | "媒" => letter != '中' && ends_clause(rest),
        _ => true,
    };
    word.then_some(length)
}

fn lone(table: &Table, text: &str, hit: &Hit, named: &BTreeSet<u16>, found: &mut Vec<ActorMention>) {
    let c = letter(hit);
    let (before, after) = (&text[..hit.0.start], &text[hit.0.end..]);
    // 8月15日方案, 十日军演.
    let counted =
        c == '日' && before.ends_with(|b: char| b.is_numeric() || "一二三四五六七八九十〇数几两半多".contains(b));
    if counted {
        return;
    }
    let great = table.great.contains(&c);
    if let Some(length) = side(table, c, after)
        && let Some(state) = state(table, c, named, !great)
        && (great || matches!(&after[..length], "方" | "军" | "政府" | "总统" | "外长"))
        && c != '华'
    {
        let end = table.past_offices(text, hit.0.end + length);
        push(table, state, hit.0.start..end, found);
        return;
    }
    if !great || c == '中' {
        return;
    }
    let goes_on =
        || ends_clause(after) || table.pairs.at_start(after).is_some() || table.acts.at_start(after).is_some();
    let plain = matches!(c, '美' | '朝' | '韩' | '俄' | '苏' | '华');
    let introduced = state(table, c, named, true);
    let state = if c == '华' { state(table, c, named, false) } else { introduced };
    let Some(state) = state else { return };
    let after_toward =
        table.toward.at_end(before).is_some() && (plain || goes_on() || table.sides.at_start(after).is_some());
    let after_beside = c != '华' && table.beside.at_end(before).is_some() && (plain || goes_on());
    let in_china = c == '华'
        && before.ends_with(['来', '在', '对', '驻', '访'])
        && !after.starts_with(['丽', '夏', '人', '北', '东', '南', '中', '文', '语']);
    let subject = c != '华' && begins_clause(before) && table.acts.at_start(after).is_some();
    if (c != '华' && (after_toward || after_beside)) || in_china || subject {
        push(table, state, hit.0.clone(), found);
    }
}

/// Whether a subject may begin here: after a stop, or after a word that joins clauses.
fn begins_clause(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return true };
    if !last.is_alphanumeric() {
        return !matches!(last, '、' | '“' | '《' | '·' | '-');
    }
    const JOINTS: [&str; 34] = [
        "但", "而", "并", "则", "因", "因此", "同时", "又", "且", "因为", "由于", "虽然", "如果", "若", "当", "随着",
        "是", "认为", "后", "时", "其间", "期间", "此后", "随后", "不过", "然而", "于是", "尽管", "即使", "只要",
        "只有", "所以", "以便", "来",
    ];
    JOINTS.iter().any(|joint| before.ends_with(joint))
}
