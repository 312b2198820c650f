//! One event, two names for what or who is in it, neither short for the other.

use super::Bench;
use crate::analysis::ActorKind;
use crate::analysis::events::traits::{grams, without_dates};
use crate::calendar::Precision;
use crate::model::{Conflict, ConflictKind};

/// Of the shorter title's characters, how many the longer must hold in order to be a name of the same thing.
const RELATED: f32 = 0.4;

/// The names of one event on which works differ.
pub(super) fn find(bench: &Bench<'_>, event: usize) -> Option<Conflict> {
    let shelf = bench.shelf;
    let clauses: Vec<(usize, String)> = bench.groups[event]
        .iter()
        .map(|&i| {
            let found = &shelf.findings[shelf.all[i].work as usize];
            (i, without_dates(found, |bytes| shelf.work(i).prose.slice(bytes), &shelf.mention(i).bytes))
        })
        .collect();
    for (at, (a, x)) in clauses.iter().enumerate() {
        for (b, y) in &clauses[at + 1..] {
            if shelf.all[*a].work == shelf.all[*b].work {
                continue;
            }
            if let Some((one, other)) = title(x, y).or_else(|| person(bench, (*a, x), (*b, y))) {
                let about = format!("{one} / {other}");
                return Some(bench.conflict(ConflictKind::Name, about, event, &[*a, *b]));
            }
        }
    }
    None
}

/// Two titles for one document.
fn title(x: &str, y: &str) -> Option<(String, String)> {
    let (one, other) = (only_title(x)?, only_title(y)?);
    differ(one, other).then(|| (format!("《{one}》"), format!("《{other}》")))
}

/// The title of a clause that holds just one.
fn only_title(text: &str) -> Option<&str> {
    let mut titles = text.split('《').skip(1).filter_map(|rest| rest.split_once('》')).map(|(title, _)| title);
    let first = titles.next()?;
    titles.next().is_none().then_some(first)
}

/// Whether two titles name things of one sort, and neither is short for the other.
fn differ(one: &str, other: &str) -> bool {
    let clean = |t: &str| t.chars().filter(|c| c.is_alphabetic()).collect::<Vec<char>>();
    let (a, b) = (clean(one), clean(other));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 4 || short.last() != long.last() {
        return false;
    }
    let common = common_subsequence(short, long);
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    // 《框架协议》 is short for 《关于…的框架协议》; a name that only lost or gained characters at its head is the same.
    let shortened = common == short.len() || tail >= 4 && tail * 2 > short.len();
    !shortened && common as f32 >= RELATED * short.len() as f32
}

fn common_subsequence(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Two persons in one and the same part: the clauses agree in everything but one name each.
fn person(bench: &Bench<'_>, a: (usize, &str), b: (usize, &str)) -> Option<(String, String)> {
    let shelf = bench.shelf;
    let exact = |i: usize| shelf.all[i].precision <= Precision::Month;
    if !exact(a.0) || !exact(b.0) {
        return None;
    }
    let (one, rest_a) = only_person(bench, a.1)?;
    let (other, rest_b) = only_person(bench, b.1)?;
    let same = one.contains(&*other)
        || other.contains(&*one)
        || one.chars().last() == other.chars().last()
            && one.chars().next() != other.chars().next()
            && one.contains('·');
    if same {
        return None;
    }
    let (x, y) = (grams(&rest_a), grams(&rest_b));
    (x.len() >= 3 && y.len() >= 3 && bench.contained(&x, &y) >= 0.7).then_some((one, other))
}

/// The person of a clause that names just one, and the clause without the name.
fn only_person(bench: &Bench<'_>, text: &str) -> Option<(String, String)> {
    let named = bench.shelf.rules.actors.find(text);
    let mut people = named.iter().filter(|a| a.kind == ActorKind::Person);
    let first = people.next()?;
    if people.any(|p| p.name != first.name) {
        return None;
    }
    Some((first.name.to_string(), text.replace(&*first.name, "|")))
}
