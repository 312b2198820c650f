//! One event, two causes: 因…， in one work and another 因…， in the other.

use super::Bench;
use crate::analysis::events::traits::grams;
use crate::model::{Conflict, ConflictKind};
use crate::text::{is_han, simplified};

/// What stands before a stated cause.
const BEFORE: [&str; 7] = ["因为", "由于", "起因是", "原因是", "鉴于", "迫于", "因"];
/// What stands behind one.
const BEHIND: [&str; 6] = ["导致", "引发", "引起", "造成", "促使", "迫使"];
/// Two causes that share more than this are one.
const SHARED: f32 = 0.2;

/// The causes of one event on which works differ.
pub(super) fn find(bench: &Bench<'_>, event: usize) -> Option<Conflict> {
    let shelf = bench.shelf;
    let stated: Vec<(usize, String)> =
        bench.groups[event].iter().filter_map(|&i| Some((i, cause(bench, i)?))).collect();
    for (at, (a, x)) in stated.iter().enumerate() {
        for (b, y) in &stated[at + 1..] {
            if shelf.all[*a].work == shelf.all[*b].work {
                continue;
            }
            let (s, t) = (grams(x), grams(y));
            let actors = |text: &str| shelf.rules.actors.find(text).into_iter().map(|a| a.name).collect::<Vec<_>>();
            let (who_x, who_y) = (actors(x), actors(y));
            let same_people =
                !who_x.is_empty() && who_x.iter().all(|a| who_y.contains(a)) && who_y.iter().all(|a| who_x.contains(a));
            let limit = if same_people { SHARED / 2.0 } else { SHARED };
            let brief = s.len().min(t.len()) < 3;
            // 因病 against 因与股东不合: of a cause of a character or two none may be in the other.
            let differ = if brief {
                s.len().max(t.len()) >= 3 && !x.chars().any(|c| is_han(c) && y.contains(c))
            } else {
                bench.contained(&s, &t) < limit
            };
            if differ {
                let about = format!("{}：{x} / {y}", shelf.mention(*a).label);
                return Some(bench.conflict(ConflictKind::Cause, about, event, &[*a, *b]));
            }
        }
    }
    None
}

/// The cause that the sentence of a telling states for it: in its clause, or in the clause around it.
fn cause(bench: &Bench<'_>, telling: usize) -> Option<String> {
    let shelf = bench.shelf;
    let prose = &shelf.work(telling).prose;
    let own = shelf.mention(telling).bytes.clone();
    let sentence = prose.sentences().get(shelf.all[telling].sentence)?.bytes.clone();
    // From the clause before the telling to its own end.
    let before = prose.slice(sentence.start..own.start.max(sentence.start));
    let before = before.trim_end_matches(['，', ',', ' ']);
    let from = before.rfind(['，', '；', ',', '：']).map_or(sentence.start, |at| sentence.start + at);
    // 工厂停产，因为原料断绝。: the cause may follow.
    let behind = prose.slice(own.end..sentence.end);
    let follows = behind.trim_start_matches(['，', ',', ' ']);
    let given = ["因为", "因為", "由于", "由於", "原因是", "起因是"].iter().any(|word| follows.starts_with(word));
    let stop = follows.find(['，', ',', '；', '。']).unwrap_or(follows.len());
    let end = if given { sentence.end - follows.len() + stop } else { own.end };
    let text = simplified(&prose.slice(from..end.max(from))).into_owned();
    for clause in text.split(['，', ',', '；', '：']) {
        let clause = clause.trim();
        if let Some((word, at)) = BEFORE.iter().find_map(|w| Some((w, clause.find(w)?))) {
            let rest = &clause[at + word.len()..];
            // 原因, 因素, 爱因斯坦, 因特网.
            let real = !rest.starts_with(['此', '而', '素', '果', '应', '子', '斯', '特', '纽', '里', '循', '袭'])
                && !clause[..at]
                    .ends_with(['原', '起', '诱', '基', '成', '爱', '莱', '海', '凯', '病', '卡', '死', '内', '外']);
            let end = rest.find("而").or_else(|| rest.find("再度")).or_else(|| rest.find("首次")).unwrap_or(rest.len());
            let cause = rest[..end].trim();
            if real && cause.chars().filter(|&c| is_han(c)).count() >= 4 {
                return Some(cause.to_owned());
            }
            // 因病辞职: the cause ends where the deed begins.
            let brief = shelf.rules.events.verbs(rest).first().map_or("", |verb| rest[..verb.bytes.start].trim());
            if real && *word == "因" && brief.chars().filter(|&c| is_han(c)).count() >= 1 {
                return Some(brief.to_owned());
            }
        }
        if let Some(at) = BEHIND.iter().find_map(|w| clause.find(w)).filter(|&at| at > 0) {
            let cause =
                clause[..at].trim_end_matches(['最', '终', '直', '接', '间', '从', '而', '再', '度', '又', '首', '次']);
            if cause.chars().filter(|&c| is_han(c)).count() >= 5 {
                return Some(cause.to_owned());
            }
        }
    }
    None
}
