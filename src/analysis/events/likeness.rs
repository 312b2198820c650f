//! How alike two tellings are: shared sequences of characters weighed by their rarity, verbs, titles, actors, numbers.

use super::rivals::Rivals;
use super::traits::{Gram, Traits};
use crate::calendar::Precision;

/// From what likeness on two tellings of different works are of one event.
pub(super) const ENOUGH: f32 = 0.35;

/// Of the characters of one subject, how many the other clause must hold to speak of it.
const PATIENT: f32 = 0.45;
/// Of the characters of the shorter subject, how many the other must have.
const NAMED: f32 = 0.25;

/// With less than this of the characters in common, a usual deed is all that two clauses share.
const BARE: f32 = 0.2;

/// Of the characters of the shorter object, how many the other must have to be the same.
const OBJECT: f32 = 0.4;

/// The likeness of tellings that cannot be of one event.
const UNLIKE: f32 = -0.5;

/// How much less than sequences single characters say, and those of the sentence around.
const LOOSE: f32 = 0.12;
const WIDE: f32 = 0.3;

/// What two tellings share of their content.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    /// The weight of the shared sequences against that of the shorter telling.
    pub(super) contained: f32,
    /// The same against that of both together.
    pub(super) jointly: f32,
    /// How many are shared.
    pub(super) count: usize,
}

/// Compares the sequences of two tellings.
#[inline]
pub(super) fn shared(a: &Traits, b: &Traits) -> Shared {
    let (mut i, mut j) = (0, 0);
    let (mut common, mut count) = (0.0, 0);
    while let (Some(x), Some(y)) = (a.grams.get(i), b.grams.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += a.weights[i];
                count += 1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    let (wa, wb) = (a.weight, b.weight);
    Shared { contained: common / wa.min(wb).max(0.1), jointly: common / (wa + wb - common).max(0.1), count }
}

/// The weight of the characters of one list that the other holds.
fn held(a: &[Gram], b: &[Gram]) -> f32 {
    let mut common = 0.0;
    let mut rest = b.iter();
    let mut next = rest.next();
    for x in a {
        while next.is_some_and(|y| y.key < x.key) {
            next = rest.next();
        }
        match next {
            Some(y) if y.key == x.key => common += x.weight,
            Some(_) => {}
            None => break,
        }
    }
    common
}

/// Whether two tellings may speak of one subject: what they name must have a character in common, or what one does the
/// other must be done to (校方创办学堂, 学堂创办); `None` where one names nothing.
pub(super) fn same_subject(a: &Traits, b: &Traits) -> Option<bool> {
    if a.deictic || b.deictic || a.head.len().min(b.head.len()) < 2 {
        return None;
    }
    // What stands in front of the verb is not weighed: each of its characters counts one.
    let within = |head: &[Gram], clause: &[Gram]| held(head, clause) >= PATIENT * head.len() as f32;
    let least = a.head.len().min(b.head.len()) as f32;
    let common = held(&a.head, &b.head);
    Some(common > NAMED * least || within(&a.head, &b.chars) || within(&b.head, &a.chars))
}

/// What two clauses share of their single characters, from 0 to 1.
pub(super) fn by_characters(a: &Traits, b: &Traits) -> f32 {
    let (common, wa, wb) = (held(&a.chars, &b.chars), a.chars_weight, b.chars_weight);
    0.65 * common / wa.min(wb).max(0.1) + 0.35 * common / (wa + wb - common).max(0.1)
}

/// What two tellings share when only characters are compared: each clause with the other, and with all that the
/// other's sentence says up to the next event.
fn loosely(a: &Traits, b: &Traits) -> f32 {
    if a.chars.len().min(b.chars.len()) < 3 {
        return 0.0;
    }
    let strict = by_characters(a, b);
    let part = |x: &Traits, y: &Traits| held(&x.chars, &y.wide) / x.chars_weight.max(0.1);
    let (one, other) = (part(a, b), part(b, a));
    let wide = 0.75 * one.max(other) + 0.25 * one.min(other);
    (strict - LOOSE).max(wide - WIDE)
}

/// Whether two tellings cannot be of one event, whatever else they share: other ordinals, kinds of deed that exclude
/// each other where no word tells one deed, one denied.
pub(super) fn exclude(a: &Traits, b: &Traits) -> bool {
    let apart = |x: &[u64], y: &[u64]| !x.is_empty() && !y.is_empty() && !x.iter().any(|v| y.contains(v));
    apart(&a.ordinals, &b.ordinals)
        || !a.deeds.meets(b.deeds) && kinds_exclude(a, b)
        || a.denied && !b.denied_near
        || b.denied && !a.denied_near
}

/// Whether the verbs of two tellings are of kinds that exclude each other.
pub(super) fn kinds_exclude(a: &Traits, b: &Traits) -> bool {
    a.exclusive != 0
        && b.exclusive != 0
        && a.exclusive & b.exclusive == 0
        && a.kinds & b.exclusive == 0
        && b.kinds & a.exclusive == 0
}

/// Whether a kind of deed is in both, or none in either.
pub(super) fn same_kind(a: &Traits, b: &Traits) -> bool {
    a.kinds & b.kinds != 0 || a.kinds == 0 && b.kinds == 0
}

/// How alike two tellings with compatible dates are: about 1.5 where they are the same, below nought where nothing
/// speaks for it.
pub(super) fn score(a: &Traits, b: &Traits, rivals: &Rivals) -> f32 {
    if exclude(a, b) {
        return UNLIKE;
    }
    let by_words = by_words(a, b);
    if a.work == b.work {
        return by_words;
    }
    // One verb of two makers in one year makes up much of what two short clauses share.
    let each_his_own = a.precision.max(b.precision) == Precision::Year && other_subject(a, b) && other_object(a, b);
    let by_words = by_words - if each_his_own { 0.15 } else { 0.0 };
    by_words.max(by_deed(a, b, rivals))
}

/// Whether what two tellings name as acting has nothing in common.
fn other_subject(a: &Traits, b: &Traits) -> bool {
    same_subject(a, b) == Some(false)
}

/// Whether what two tellings name behind their verbs has little in common.
fn other_object(a: &Traits, b: &Traits) -> bool {
    let least = a.tail.len().min(b.tail.len());
    least >= 2 && held(&a.tail, &b.tail) < OBJECT * least as f32
}

/// The likeness of the words of two tellings.
fn by_words(a: &Traits, b: &Traits) -> f32 {
    let both = shared(a, b);
    let mut score = 0.65 * both.contained + 0.35 * both.jointly;
    // One shared pair of characters may be chance.
    if both.count < 2 {
        score *= 0.6;
    }
    let alike = a.kinds & b.kinds != 0 || a.kinds == 0 || b.kinds == 0;
    if alike && a.work != b.work && a.precision.max(b.precision) <= Precision::Decade {
        score = score.max(loosely(a, b));
    }
    if a.kinds & b.kinds != 0 {
        score += 0.12;
    } else if a.kinds != 0 && b.kinds != 0 {
        score -= 0.08;
    }
    // 成立 alone is said of anything.
    if a.chars.len().min(b.chars.len()) < 4 {
        score -= 0.15;
    }
    if a.again && b.again {
        score += 0.1;
    }
    if a.titles.iter().any(|t| b.titles.contains(t)) {
        score += 0.2;
    }
    let common = a.actors.iter().filter(|x| b.actors.contains(x)).count();
    if common > 0 {
        score += 0.06 + 0.06 * (common.min(3) as f32 - 1.0);
    } else if !a.actors.is_empty() && !b.actors.is_empty() {
        score -= 0.2;
    }
    score + nearness(a, b)
}

/// The likeness of two tellings of different works in their deed: whether one thing was done, as far as words for one
/// deed show, by the same with the same, as far as characters show, and how far the dates alone tell which is meant.
/// The weights are those of a logistic regression over the pairs of `tests/cases/links*.txt` and over pairs of texts on
/// different matters, brought to the scale of [`by_words`].
fn by_deed(a: &Traits, b: &Traits, rivals: &Rivals) -> f32 {
    let coarse = a.precision.max(b.precision);
    if coarse > Precision::Year || a.chars.is_empty() || b.chars.is_empty() {
        return UNLIKE;
    }
    let contained = held(&a.chars, &b.chars) / a.chars_weight.min(b.chars_weight).max(0.1);
    let part = |x: &Traits, y: &Traits| held(&x.chars, &y.wide) / x.chars_weight.max(0.1);
    let deed = !(a.deeds & b.deeds).without(a.usual).is_empty();
    // Where many are told of visits, a visit says little, and nothing by itself.
    let usual = !deed && a.deeds.meets(b.deeds);
    let bare = usual && contained < BARE;
    let other_deed = !a.deeds.is_empty() && !b.deeds.is_empty() && !a.deeds.meets(b.deeds);
    let titles = a.titles.iter().any(|t| b.titles.contains(t));
    let same = a.actors.iter().any(|x| b.actors.contains(x));
    let others = !same && !a.actors.is_empty() && !b.actors.is_empty();
    // In one year much is founded and made, by one and by another, each his own.
    let other_subject = other_subject(a, b);
    let mut odds = -0.85 + 2.3 * contained + 2.3 * part(a, b).max(part(b, a)) - 1.78 * rivals.between(a, b);
    for (holds, weight) in [
        (deed, 2.35),
        (usual && !bare, 0.85),
        (bare, -0.6),
        (other_deed, -0.77),
        (titles, 0.23),
        (same, 0.29),
        (others, -0.5),
        (coarse == Precision::Month, 0.3),
        (other_subject && coarse == Precision::Year, -1.0),
        // A year alone is no sign of one event, where neither deed nor words are shared.
        (coarse == Precision::Year && !deed && contained < BARE, -1.2),
        (other_subject && other_object(a, b), if coarse == Precision::Year { -2.4 } else { -1.2 }),
    ] {
        odds += if holds { weight } else { 0.0 };
    }
    ENOUGH + 0.2 * odds
}

/// The odds that two tellings with compatible dates are of one event, before anything is known of their neighbours; `None`
/// where they cannot be. The weights are those of a logistic regression over the pairs that their own words do not join.
pub(super) fn beside(a: &Traits, b: &Traits) -> Option<f32> {
    if exclude(a, b) || a.chars.is_empty() || b.chars.is_empty() {
        return None;
    }
    let contained = held(&a.chars, &b.chars) / a.chars_weight.min(b.chars_weight).max(0.1);
    let part = |x: &Traits, y: &Traits| held(&x.chars, &y.wide) / x.chars_weight.max(0.1);
    let deed = !(a.deeds & b.deeds).without(a.usual).is_empty();
    let usual = !deed && a.deeds.meets(b.deeds);
    let same = a.actors.iter().any(|x| b.actors.contains(x));
    let others = !same && !a.actors.is_empty() && !b.actors.is_empty();
    let other_subject = other_subject(a, b);
    let mut odds = -1.4 + 2.05 * contained + 1.25 * part(a, b).max(part(b, a)) + 0.4 * shared(a, b).contained;
    for (holds, weight) in [
        (deed, 1.65),
        (usual, 1.0),
        (a.titles.iter().any(|t| b.titles.contains(t)), 0.5),
        (others, if other_subject { -1.5 } else { -0.75 }),
        (other_subject && other_object(a, b), -0.25),
        (!deed && !usual && !a.deeds.is_empty() && !b.deeds.is_empty(), -0.8),
        (a.precision.max(b.precision) == Precision::Year && !deed && contained < BARE, -0.7),
    ] {
        odds += if holds { weight } else { 0.0 };
    }
    Some(odds)
}

/// What the dates add: the same day says much, the same year little, a decade speaks against.
fn nearness(a: &Traits, b: &Traits) -> f32 {
    let coarse = a.precision.max(b.precision);
    let fine = a.precision.min(b.precision);
    let spans = a.span != b.span && coarse >= Precision::Year;
    let base = match (fine, coarse) {
        (Precision::Day, Precision::Day) => 0.22,
        (_, Precision::Day | Precision::Month) => 0.14,
        (_, Precision::Quarter) => 0.06,
        (_, Precision::Year) => 0.0,
        (_, Precision::Decade) => -0.1,
        _ => -0.2,
    };
    if spans { base - 0.2 } else { base }
}
