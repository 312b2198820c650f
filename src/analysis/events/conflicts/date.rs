//! One event, two dates that cannot both be true.

use super::Bench;
use crate::analysis::events::deeds::Groups;
use crate::analysis::events::likeness::{
    beside, by_characters, exclude, kinds_exclude, same_kind, same_subject, shared,
};
use crate::analysis::events::neighbours::SUPPORT;
use crate::analysis::events::traits::{Traits, widened};
use crate::analysis::pairing::together;
use crate::calendar::{Date, DateRange, Precision};
use crate::model::{Conflict, ConflictKind};

/// How much of the rarer content two tellings must share to be of one event though their dates differ.
const CONTAINED: f32 = 0.7;
/// The same against the content of both together.
const JOINTLY: f32 = 0.45;
/// How much of their single characters two tellings within a few years must share to be of one event.
const LIKE: f32 = 0.56;
const NEAR: i32 = 2;
/// The same that leaves no doubt.
const SAME: f32 = 0.7;
/// The same where words for one deed are in both.
const ALIKE: f32 = 0.42;
/// The odds from which tellings of one deed with common neighbours are of one event though their dates differ.
const BESIDE: f32 = 1.2;
/// How many sequences they must share.
const COUNT: usize = 3;
/// Pairs that share fewer are not looked at.
const FEWEST: usize = 2;
/// Dates further apart, in years, are of two events of one kind rather than of one event.
const APART: i32 = 12;
/// A sequence that more tellings share leads to no candidates.
const CROWD: usize = 40;

/// Events that are one but for their dates, told by different works.
pub(super) fn find(bench: &Bench<'_>) -> Vec<Conflict> {
    let all = &bench.shelf.all;
    let twins = twins(bench);
    // What one work tells under two dates happened twice: then another date is no contradiction.
    let mut recurs = vec![false; all.len()];
    for &(a, b) in twins.iter().filter(|&&(a, b)| all[a].work == all[b].work) {
        recurs[a] = true;
        recurs[b] = true;
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for &(a, b) in &twins {
        let (x, y) = (bench.group_of[a].min(bench.group_of[b]), bench.group_of[a].max(bench.group_of[b]));
        let told_there = |group: usize, work: u32| bench.groups[group].iter().any(|&i| all[i].work == work);
        let again = bench.groups[x].iter().chain(&bench.groups[y]).any(|&i| recurs[i]);
        // A work that tells the other's date too does not contradict it.
        if all[a].work == all[b].work
            || again
            || told_there(bench.group_of[a], all[b].work)
            || told_there(bench.group_of[b], all[a].work)
        {
            continue;
        }
        pairs.push((x, y));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let works = |group: usize| {
        let mut works: Vec<u32> = bench.groups[group].iter().map(|&i| all[i].work).collect();
        works.sort_unstable();
        works.dedup();
        works
    };
    // A work that tells the event twice contradicts the other but once.
    let mut seen: Vec<(usize, Vec<u32>)> = Vec::new();
    pairs.retain(|&(x, y)| {
        let keys = [(x, works(y)), (y, works(x))];
        let new = keys.iter().all(|key| !seen.contains(key));
        seen.extend(keys);
        new
    });
    pairs
        .into_iter()
        .map(|(x, y)| {
            let tellings: Vec<usize> = bench.groups[x].iter().chain(&bench.groups[y]).copied().collect();
            let about = bench.groups[x].first().map_or_else(String::new, |&i| bench.shelf.mention(i).label.clone());
            bench.conflict(ConflictKind::Date, about, x, &tellings)
        })
        .collect()
}

/// Pairs of tellings with one content and dates that exclude each other.
fn twins(bench: &Bench<'_>) -> Vec<(usize, usize)> {
    let all = &bench.shelf.all;
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (index, traits) in all.iter().enumerate().filter(|(_, t)| !t.range.is_nowhere()) {
        let often = |g: &u64| bench.counts.get(g).copied().unwrap_or(0);
        let rare = traits.grams.iter().filter(|g| (2..=CROWD as u32).contains(&often(g)));
        keys.extend(rare.map(|g| (*g, index as u32)));
    }
    let pairs = together(keys, CROWD, |_, _| true);
    let mut twins = Vec::new();
    for ((a, b), times) in pairs {
        let (a, b) = (a as usize, b as usize);
        let once = bench.happens_once(a, b);
        if (times as usize >= FEWEST || once) && is_twin(bench, a, b, once) || is_told_beside(bench, a, b) {
            twins.push((a, b));
        }
    }
    twins
}

fn is_twin(bench: &Bench<'_>, a: usize, b: usize, once: bool) -> bool {
    let (s, t) = (&bench.shelf.all[a], &bench.shelf.all[b]);
    let gap = years_apart(s.range, t.range);
    if doubtful(s).meets(doubtful(t)) || exclude(s, t) || kinds_exclude(s, t) || !once && gap > APART {
        return false;
    }
    let both = shared(s, t);
    let subset = |x: &[u64], y: &[u64]| x.iter().all(|v| y.contains(v));
    let same_actors = subset(&s.actors, &t.actors) || subset(&t.actors, &s.actors);
    if once {
        // 逝世 alone says of nobody that he died: more than the deed must be the same.
        let named = same_actors && !s.actors.is_empty() && !t.actors.is_empty();
        let same = named && both.count >= 2 && by_characters(s, t) >= 0.45;
        return same_subject(s, t) == Some(true) && (same || both.count >= COUNT && both.contained > 0.6);
    }
    let numbered = !s.titles.is_empty() && s.titles == t.titles;
    let again = happens_again(bench, a) || happens_again(bench, b);
    let enough = both.contained >= CONTAINED && both.jointly >= JOINTLY && both.count >= COUNT;
    let same_actors = same_actors || enough && s.actors.iter().any(|a| t.actors.contains(a));
    // 唐山至某地铁路通车 and 唐某铁路通车典礼: one work shortens the names of the other.
    let fine = s.precision.max(t.precision) <= Precision::Year && gap <= NEAR && s.chars.len().min(t.chars.len()) >= 5;
    let shortened = fine && both.count >= 2 && by_characters(s, t) >= LIKE;
    // 卢卡斯入选名人堂 and 门罗入选名人堂 are two events.
    let one_subject = match same_subject(s, t) {
        Some(same) => same,
        None => numbered || both.count >= 6 || same_actors && !s.actors.is_empty() && !t.actors.is_empty(),
    };
    // 汤某第一次注射 and 少年汤某首次接受注射, days or a year apart: one deed of one subject, in other words.
    let one_deed = s.deeds.meets(t.deeds) && by_characters(s, t) >= ALIKE && fine && gap <= 1;
    // Who becomes a member does not leave: a verb of one side alone must leave room for the other's silence.
    let silent = (s.kinds == 0 || t.kinds == 0) && s.exclusive == 0 && t.exclusive == 0;
    // 加入《不扩散…条约》 and 退出《不扩散…条约》: what a title says is no deed of those who join or leave.
    let deeds_meet = if numbered { bench.deeds_told(a).meets(bench.deeds_told(b)) } else { s.deeds.meets(t.deeds) };
    let same_deed = same_kind(s, t) || deeds_meet || silent && (numbered || by_characters(s, t) >= SAME);
    one_subject && same_deed && (enough && same_actors || shortened || one_deed) && !again
}

/// Whether two tellings are of one deed that both works tell at the same place of one story, under dates that exclude each
/// other: their neighbours go together, and neither work tells the other's of its own date.
fn is_told_beside(bench: &Bench<'_>, a: usize, b: usize) -> bool {
    let (s, t) = (&bench.shelf.all[a], &bench.shelf.all[b]);
    if s.work == t.work
        || !s.deeds.meets(t.deeds)
        || s.precision.max(t.precision) > Precision::Year
        || years_apart(s.range, t.range) > NEAR
        || doubtful(s).meets(doubtful(t))
        || bench.mates.in_work(a, t.work)
        || bench.mates.in_work(b, s.work)
        || happens_again(bench, a)
        || happens_again(bench, b)
        || s.ordinals != t.ordinals
        || !s.actors.is_empty() && !t.actors.is_empty() && !s.actors.iter().any(|actor| t.actors.contains(actor))
        || is_told_in(bench, a, t.work)
        || is_told_in(bench, b, s.work)
    {
        return false;
    }
    let support = bench.mates.support(a, b);
    support > 0.0 && beside(s, t).is_some_and(|odds| odds + SUPPORT * support >= BESIDE)
}

/// Whether a work tells of the deed of a telling at its date, be it in words too different to bring the two together.
fn is_told_in(bench: &Bench<'_>, telling: usize, work: u32) -> bool {
    let all = &bench.shelf.all;
    let own = &all[all.partition_point(|t| t.work < work)..all.partition_point(|t| t.work <= work)];
    own.iter().any(|other| other.loose.meets(all[telling].loose) && other.deeds.meets(all[telling].deeds))
}

/// Whether a telling says that its deed was done before, or is done again and again.
fn happens_again(bench: &Bench<'_>, telling: usize) -> bool {
    let mention = bench.shelf.mention(telling);
    let text = bench.shelf.work(telling).prose.slice(mention.bytes.clone());
    ["再次", "再度", "又", "每年", "年会", "例会", "多次", "历次", "连续"].iter().any(|w| text.contains(w))
}

impl Bench<'_> {
    /// The deeds that the words of a telling may tell, those in 《》 left out.
    fn deeds_told(&self, telling: usize) -> Groups {
        let text = &self.shelf.texts[self.shelf.all[telling].work as usize][self.shelf.mention(telling).bytes.clone()];
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('《') {
            told.push_str(before);
            rest = after.split_once('》').map_or("", |(_, behind)| behind);
        }
        told.push_str(rest);
        self.shelf.rules.events.deeds(&told)
    }

    /// Whether both tell what happens once to whom it happens: a birth, a death.
    fn happens_once(&self, a: usize, b: usize) -> bool {
        let (s, t) = (&self.shelf.all[a], &self.shelf.all[b]);
        s.once & t.once != 0
    }
}

/// The days of a telling with more room still: parts of years, and stretches of several years, are told by and large.
fn doubtful(told: &Traits) -> DateRange {
    let (range, precision) = (told.loose, told.precision);
    let length = range.begin.zip(range.end).map_or(0, |(begin, end)| end.days() - begin.days() + 1);
    match precision {
        Precision::Year if length < 360 => widened(range, 45),
        Precision::Year if length <= 366 => range,
        precision if precision >= Precision::Year => widened(range, 800),
        _ => range,
    }
}

fn years_apart(a: DateRange, b: DateRange) -> i32 {
    let year = |r: DateRange| r.begin.or(r.end).map_or(0, Date::year);
    (year(a) - year(b)).abs()
}
