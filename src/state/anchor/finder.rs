use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;

use super::align::Alignment;
use super::index::{GRAM, GramIndex};
use super::{Guess, Health, Refound};
use crate::model::Anchor;
use crate::text::{Folded, SourceText, Span};

/// Stretches of the text that are looked at letter by letter for one anchor.
const LOOKED_AT: usize = 6;
/// Places of rare runs that are gathered for one anchor.
const GATHERED: usize = 4096;
/// Runs that are looked up for one anchor, the rarest first.
const RUNS: usize = 40;
/// Folded characters of long words that are laid along the text at either end.
const END: usize = 160;
/// Guesses that are kept for the person.
const GUESSES: usize = 3;

/// Finds anchors in one text. The index of the text is made when the first anchor needs it.
#[derive(Debug)]
pub struct Finder<'a> {
    text: &'a SourceText,
    folded: OnceCell<(Folded, GramIndex)>,
    /// How far the anchors before have moved.
    shift: i64,
}

/// A place where an anchor may be, in folded characters.
#[derive(Clone, Debug)]
struct Candidate {
    range: Range<usize>,
    /// The share of the words that is the same.
    words: f32,
    /// The number of characters of the words that are the same.
    count: usize,
    /// The same for what stands before and after, with how many characters there are to compare.
    before: (f32, usize),
    after: (f32, usize),
    /// The share of all.
    likeness: f32,
}

/// An anchor's words and neighbours, folded and joined.
struct Pattern {
    chars: Vec<char>,
    words: Range<usize>,
}

impl Pattern {
    fn new(prefix: &[char], words: &[char], suffix: &[char]) -> Self {
        let chars = [prefix, words, suffix].concat();
        Self { words: prefix.len()..prefix.len() + words.len(), chars }
    }
}

impl<'a> Finder<'a> {
    /// A finder of anchors in a text.
    #[must_use]
    pub fn new(text: &'a SourceText) -> Self {
        Self { text, folded: OnceCell::new(), shift: 0 }
    }

    /// Whether an anchor stands where it stood, its neighbours with it: the quick answer for a text that has not
    /// changed there.
    #[must_use]
    pub fn stands(&self, anchor: &Anchor) -> bool {
        self.stands_at(anchor, anchor.position.start)
    }

    /// Finds an anchor. Anchors that are asked for in the order of their positions help each other.
    #[must_use]
    pub fn find(&mut self, anchor: &Anchor) -> Refound {
        if anchor.exact.is_empty() {
            return Refound { span: None, health: Health::Lost, guesses: Vec::new() };
        }
        let at = i64::from(anchor.position.start);
        for shift in [0, self.shift] {
            if let Ok(start) = u32::try_from(at + shift)
                && self.stands_at(anchor, start)
            {
                self.shift = shift;
                let span = Span::new(start, start + anchor.exact.chars().count() as u32);
                let health = if span == anchor.position { Health::Kept } else { Health::Moved };
                return Refound { span: Some(span), health, guesses: Vec::new() };
            }
        }
        let candidates = self.candidates(anchor);
        let found = self.judge(anchor, &candidates);
        if let (Some(span), Health::Kept | Health::Moved) = (found.span, found.health) {
            self.shift = i64::from(span.start) - at;
        }
        found
    }

    /// Whether words and neighbours stand at a place, letter by letter.
    fn stands_at(&self, anchor: &Anchor, start: u32) -> bool {
        if start >= self.text.chars() || anchor.prefix.is_empty() && anchor.suffix.is_empty() {
            return start < self.text.chars() && self.only_here(anchor, start);
        }
        let at = self.text.byte_at(start);
        let (before, from) = self.text.as_str().split_at(at);
        from.strip_prefix(anchor.exact.as_str()).is_some_and(|after| after.starts_with(&anchor.suffix))
            && before.ends_with(&anchor.prefix)
    }

    /// Whether words without neighbours stand at a place and nowhere else.
    fn only_here(&self, anchor: &Anchor, start: u32) -> bool {
        let mut all = memmem::find_iter(self.text.as_str().as_bytes(), anchor.exact.as_bytes());
        all.next() == Some(self.text.byte_at(start)) && all.next().is_none()
    }

    fn folded(&self) -> &(Folded, GramIndex) {
        self.folded.get_or_init(|| {
            let folded = Folded::new(self.text.as_str());
            let index = GramIndex::new(folded.chars());
            (folded, index)
        })
    }

    /// Where an anchor may be, the likeliest first.
    fn candidates(&self, anchor: &Anchor) -> Vec<Candidate> {
        let [prefix, words, suffix] = [&anchor.prefix, &anchor.exact, &anchor.suffix].map(|part| Folded::new(part));
        let (prefix, words, suffix) = (prefix.chars(), words.chars(), suffix.chars());
        if words.is_empty() {
            return Vec::new();
        }
        if words.len() <= 2 * END {
            return self.locate(&Pattern::new(prefix, words, suffix));
        }
        let head = self.locate(&Pattern::new(prefix, &words[..END], &[]));
        let tail = self.locate(&Pattern::new(&[], &words[words.len() - END..], suffix));
        join_ends(&head, &tail, words.len())
    }

    fn locate(&self, pattern: &Pattern) -> Vec<Candidate> {
        let text = self.folded().0.chars();
        let mut candidates: Vec<Candidate> =
            self.stretches(&pattern.chars).into_iter().flat_map(|stretch| lay_apart(pattern, text, stretch)).collect();
        candidates.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.range.start.cmp(&b.range.start)));
        let mut apart: Vec<Candidate> = Vec::new();
        for candidate in candidates {
            let meets =
                |other: &Candidate| candidate.range.start < other.range.end && other.range.start < candidate.range.end;
            if !apart.iter().any(meets) {
                apart.push(candidate);
            }
        }
        apart
    }

    /// The stretches of the text in which most of the pattern's rare runs stand in their order.
    fn stretches(&self, pattern: &[char]) -> Vec<Range<usize>> {
        let (folded, index) = self.folded();
        let text = folded.chars();
        if pattern.len() < GRAM {
            let all = text.windows(pattern.len()).enumerate().filter(|(_, window)| *window == pattern);
            return all.map(|(at, window)| at..at + window.len()).take(LOOKED_AT).collect();
        }
        let mut runs: Vec<(usize, usize)> =
            pattern.windows(GRAM).enumerate().map(|(at, run)| (index.places(run).len(), at)).collect();
        runs.sort_unstable();
        let mut lines: Vec<i64> = Vec::new();
        for &(count, at) in runs.iter().filter(|(count, _)| *count > 0).take(RUNS) {
            if !lines.is_empty() && lines.len() + count > GATHERED {
                break;
            }
            let run = &pattern[at..at + GRAM];
            let here = index.places(run).iter().filter(|&&place| text[place as usize..].starts_with(run));
            lines.extend(here.take(GATHERED).map(|&place| i64::from(place) - at as i64));
        }
        lines.sort_unstable();
        dense(&lines, (pattern.len() as i64 / 2).max(48))
            .into_iter()
            .map(|(first, last)| {
                let room = 4 + pattern.len() as i64 / 16;
                let start = (first - room).max(0) as usize;
                let end = (last + pattern.len() as i64 + room).max(0) as usize;
                start.min(text.len())..end.min(text.len())
            })
            .collect()
    }

    /// What the candidates come to. A place is answered only when the words, or else both neighbours, are surely there
    /// and nowhere else as well.
    fn judge(&self, anchor: &Anchor, candidates: &[Candidate]) -> Refound {
        let folded = &self.folded().0;
        let span_of = |candidate: &Candidate| folded.span(candidate.range.start, candidate.range.end);
        let guesses: Vec<Guess> = candidates
            .iter()
            .filter(|candidate| candidate.likeness >= 0.3)
            .take(GUESSES)
            .map(|candidate| Guess { span: span_of(candidate), likeness: (candidate.likeness * 100.0) as u8 })
            .collect();
        let lost = |guesses| Refound { span: None, health: Health::Lost, guesses };
        let Some(best) = candidates.first() else { return lost(guesses) };
        let second = candidates.get(1).map_or(0.0, |second| second.likeness);
        let alone = best.likeness - second >= 0.15 || second < 0.35;
        if !(best.is_sure() && alone) {
            return lost(guesses);
        }
        let span = span_of(best);
        let same = self.text.slice(span) == anchor.exact;
        let health = match best.words {
            _ if same && span == anchor.position => Health::Kept,
            words if same || words >= 1.0 && best.count == best.range.len() => Health::Moved,
            _ => Health::Changed,
        };
        Refound { span: Some(span), health, guesses: if health == Health::Changed { guesses } else { Vec::new() } }
    }
}

impl Candidate {
    /// Whether a person would say: this is it.
    fn is_sure(&self) -> bool {
        let side = |(share, count): (f32, usize), least: f32, room: usize| count >= room && share >= least;
        let (before, after) = (self.before, self.after);
        let one_side = side(before, 0.6, 8) || side(after, 0.6, 8);
        let both_sides = side(before, 0.7, 8) && side(after, 0.7, 8);
        let words = self.words >= 0.55 && self.count >= 4 && one_side;
        let same_words = self.words >= 1.0 && (side(before, 0.75, 8) || side(after, 0.75, 8));
        let few_words = self.words >= 0.5 && both_sides;
        let all_alone = self.words >= 0.8 && self.count >= 40;
        words || same_words || few_words || all_alone || both_sides && self.before.0 + self.after.0 >= 1.7
    }
}

/// Lays a pattern along a stretch of the text, and again along what is left of it on either side: words that stand
/// there twice are two candidates.
fn lay_apart(pattern: &Pattern, text: &[char], stretch: Range<usize>) -> Vec<Candidate> {
    let on = |stretch: Range<usize>| {
        let enough = stretch.len() >= pattern.words.len().max(GRAM);
        text.get(stretch.clone()).filter(|_| enough).and_then(|part| lay(pattern, part, stretch.start))
    };
    let Some(best) = on(stretch.clone()) else { return Vec::new() };
    let (left, right) = (on(stretch.start..best.range.start), on(best.range.end..stretch.end));
    [Some(best), left, right].into_iter().flatten().collect()
}

/// Lays a pattern along a stretch of the text that begins at `from`.
fn lay(pattern: &Pattern, stretch: &[char], from: usize) -> Option<Candidate> {
    let alignment = Alignment::new(&pattern.chars, stretch);
    let words = pattern.words.clone();
    let found = alignment.stretch(words.clone())?;
    let share = |part: Range<usize>| {
        let (len, same) = (part.len(), alignment.same(part));
        (same as f32 / len.max(1) as f32, len)
    };
    let count = alignment.same(words.clone());
    Some(Candidate {
        words: count as f32 / words.len().max(found.len()).max(1) as f32,
        count,
        before: share(0..words.start),
        after: share(words.end..pattern.chars.len()),
        likeness: share(0..pattern.chars.len()).0,
        range: from + found.start..from + found.end,
    })
}

/// Long words: a head and a tail that stand about as far apart as they did.
fn join_ends(head: &[Candidate], tail: &[Candidate], length: usize) -> Vec<Candidate> {
    let mut joined = Vec::new();
    for head in head {
        let fits = |tail: &&Candidate| {
            let whole = tail.range.end.saturating_sub(head.range.start);
            (length / 2..=length * 2).contains(&whole)
        };
        let Some(tail) = tail.iter().find(fits) else { continue };
        joined.push(Candidate {
            range: head.range.start..tail.range.end,
            words: (head.words + tail.words) / 2.0,
            count: head.count + tail.count,
            before: head.before,
            after: tail.after,
            likeness: (head.likeness + tail.likeness) / 2.0,
        });
    }
    joined.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    joined
}

/// The densest stretches of ascending numbers that are no wider than `width`, apart from each other, the densest first.
fn dense(lines: &[i64], width: i64) -> Vec<(i64, i64)> {
    let mut windows: Vec<(usize, usize, usize)> = Vec::new();
    let mut end = 0;
    for start in 0..lines.len() {
        end = end.max(start);
        while end < lines.len() && lines[end] - lines[start] <= width {
            end += 1;
        }
        windows.push((end - start, start, end));
    }
    windows.sort_by_key(|&(count, start, _)| (std::cmp::Reverse(count), start));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, start, end) in windows {
        if chosen.len() == LOOKED_AT {
            break;
        }
        if !chosen.iter().any(|&(other, last)| start < last && other < end) {
            chosen.push((start, end));
        }
    }
    chosen.into_iter().map(|(start, end)| (lines[start], lines[end - 1])).collect()
}
