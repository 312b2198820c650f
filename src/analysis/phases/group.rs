//! Which heads belong together: the parts of one division follow each other in number or in time.

use super::Page;
use super::announce::Announcement;
use super::heads::{Head, Style};
use crate::calendar::Date;

/// How far apart two parts of a division in running text may stand, in bytes.
const APART: usize = 12_000;
/// How far the next phase may begin before the one before it ends, in years: 六十年代初, 六十年代.
const OVERLAP: i32 = 6;
/// Periodisations have at most so many parts.
const MOST: usize = 24;

/// Heads that make one division.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// Its parts in order.
    pub(super) heads: Vec<Head>,
    /// The sentence that announces it.
    pub(super) announcement: Option<&'a Announcement>,
}

/// The divisions among all heads of a work, in reading order; of two that say the same the fuller one stays.
pub(super) fn assemble<'a>(page: &Page<'_>, heads: &[Head], announced: &'a [Announcement]) -> Vec<Group<'a>> {
    let mut styles: Vec<Style> = heads.iter().map(|h| h.style).collect();
    styles.sort_unstable();
    styles.dedup();
    let mut groups = Vec::new();
    for style in styles {
        let of_style = heads.iter().filter(|h| h.style == style).cloned();
        for heads in runs(page, style, of_style) {
            let announcement = announcement(announced, &heads);
            let group = Group { heads, announcement };
            if stands(page, style, &group) {
                groups.push(group);
            }
        }
    }
    groups.sort_by_key(|g| g.heads.first().map_or(0, |h| h.bytes.start));
    without_repeats(groups)
}

/// Cuts the heads of one style where they stop following each other.
fn runs(page: &Page<'_>, style: Style, heads: impl Iterator<Item = Head>) -> Vec<Vec<Head>> {
    let mut runs: Vec<Vec<Head>> = Vec::new();
    let mut run: Vec<Head> = Vec::new();
    for head in heads {
        let Some(last) = run.last() else {
            if head.ordinal.is_none_or(|n| n == 1) || style_numbers_loosely(style) {
                run.push(head);
            }
            continue;
        };
        let follows = match (last.ordinal, head.ordinal) {
            (Some(a), Some(b)) if b == a + 1 => in_time(last, &head),
            (Some(a), Some(b)) if style == Style::Position => b > a && in_time(last, &head),
            (Some(_), Some(1)) if run.len() == 1 && head.bounds.is_none() => continue,
            (Some(_), Some(b)) if b != 1 && !style_numbers_loosely(style) => continue,
            (Some(_), Some(b)) => b != 1 && in_time(last, &head),
            (None, None) => in_time(last, &head),
            _ => false,
        } && near(page, style, last, &head);
        if !follows {
            runs.push(std::mem::take(&mut run));
            if head.ordinal.is_some_and(|n| n != 1) && !style_numbers_loosely(style) {
                continue;
            }
        }
        run.push(head);
    }
    runs.push(run);
    runs.retain(|run| (2..=MOST).contains(&run.len()));
    runs
}

/// Headings and items may begin at any number, since others may stand before them (一、背景).
fn style_numbers_loosely(style: Style) -> bool {
    matches!(style, Style::Heading(_) | Style::Item(_) | Style::Position)
}

fn near(page: &Page<'_>, style: Style, a: &Head, b: &Head) -> bool {
    match style {
        Style::Row => b.paragraph == a.paragraph + 1,
        Style::Heading(level) => {
            let between = &page.prose.paragraphs()[a.paragraph + 1..b.paragraph.max(a.paragraph + 1)];
            between.iter().all(|p| p.heading == 0 || p.heading >= level)
        }
        Style::Ordinal(_) | Style::Item(_) => true,
        _ => b.bytes.start.saturating_sub(a.bytes.end) < APART,
    }
}

/// Whether the second phase may follow the first in time.
fn in_time(a: &Head, b: &Head) -> bool {
    let (Some(a), Some(b)) = (&a.bounds, &b.bounds) else { return true };
    let years = |x: Option<Date>, y: Option<Date>| x.zip(y).map(|(x, y)| y.year() - x.year());
    if a.end.open {
        return false;
    }
    let begins = years(a.begin.range.begin, b.begin.range.begin).is_none_or(|n| n >= 0);
    let ends = years(a.end.range.end, b.end.range.end).is_none_or(|n| n >= 0);
    let apart = years(a.end.range.end, b.begin.range.begin).is_none_or(|n| n >= -OVERLAP);
    let same = a.begin.range == b.begin.range && a.end.range == b.end.range && !a.begin.range.is_nowhere();
    begins && ends && apart && !same
}

fn announcement<'a>(announced: &'a [Announcement], heads: &[Head]) -> Option<&'a Announcement> {
    let (first, last) = (heads.first()?, heads.last()?);
    let fits = |a: &&Announcement| a.count as usize == heads.len();
    let before = announced.iter().rev().filter(fits).find(|a| a.bytes.start <= first.bytes.start);
    let before = before.filter(|a| first.bytes.start.saturating_sub(a.bytes.end) < APART);
    // 分为萌芽期（…）、发展期（…）两个阶段
    before.or_else(|| {
        announced
            .iter()
            .filter(fits)
            .find(|a| a.bytes.start <= last.bytes.end && a.at < last.bytes.end + 60 && a.at > first.bytes.start)
    })
}

/// Whether a group is a division of time beyond reasonable doubt.
fn stands(page: &Page<'_>, style: Style, group: &Group<'_>) -> bool {
    let heads = &group.heads;
    let count = |has: &dyn Fn(&Head) -> bool| heads.iter().filter(|h| has(h)).count();
    let dated = count(&|h| h.bounds.is_some());
    let paired = count(&|h| h.bounds.as_ref().is_some_and(|b| b.paired || b.end.open));
    let named = count(&|h| h.label.is_some());
    let classified = count(&|h| h.label.as_ref().is_some_and(|l| l.classified));
    let all = heads.len();
    let announced = group.announcement.is_some();
    match style {
        Style::Ordinal(_) => dated * 2 >= all || dated > 0 && announced,
        Style::Position => dated == all,
        Style::Bracket => paired == all,
        Style::Listed => announced && dated == all,
        Style::Heading(_) | Style::Item(_) => paired + 1 >= all && named * 2 >= all,
        Style::Row => dated == all && named == all && (announced || classified * 2 >= all || has_head_row(page, heads)),
        Style::Named => announced || classified == all && all >= 2,
        Style::Statement => announced || classified == all,
    }
}

/// Whether the row above the first one speaks of phases.
fn has_head_row(page: &Page<'_>, heads: &[Head]) -> bool {
    let Some(above) = heads.first().and_then(|h| h.paragraph.checked_sub(1)) else { return false };
    let text = &page.text[page.prose.paragraphs()[above].bytes.clone()];
    page.words.classifiers.iter().any(|c| text.contains(c.as_str()))
}

/// Of two groups with the same bounds (a summary and the sections that carry it out) the later keeps the treatment
/// and takes over the names that it lacks.
fn without_repeats(groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let mut kept: Vec<Group<'_>> = Vec::new();
    for mut group in groups {
        let twin = kept.iter().position(|other| overlaps(other, &group) || repeats(other, &group));
        let Some(twin) = twin else {
            kept.push(group);
            continue;
        };
        let other = &mut kept[twin];
        let same_place = overlaps(other, &group);
        if same_place || other.heads.len() != group.heads.len() {
            let fuller = rank(&group) > rank(other);
            if fuller {
                *other = group;
            }
            continue;
        }
        for (new, old) in group.heads.iter_mut().zip(&other.heads) {
            if new.label.is_none() {
                new.label.clone_from(&old.label);
            }
            if new.bounds.is_none() {
                new.bounds.clone_from(&old.bounds);
            }
        }
        group.announcement = group.announcement.or(other.announcement);
        *other = group;
    }
    kept
}

fn overlaps(a: &Group<'_>, b: &Group<'_>) -> bool {
    let holds = |x: &Head, y: &Head| x.bytes.start < y.bytes.end && y.bytes.start < x.bytes.end;
    a.heads.iter().any(|x| b.heads.iter().any(|y| holds(x, y)))
}

fn repeats(a: &Group<'_>, b: &Group<'_>) -> bool {
    if a.heads.len() != b.heads.len() {
        return false;
    }
    let mut same = 0;
    for (x, y) in a.heads.iter().zip(&b.heads) {
        let (Some(x), Some(y)) = (&x.bounds, &y.bounds) else { continue };
        if !(x.begin.range.meets(y.begin.range) && x.end.range.meets(y.end.range)) {
            return false;
        }
        same += 1;
    }
    same > 0
}

fn rank(group: &Group<'_>) -> usize {
    let named = group.heads.iter().filter(|h| h.label.is_some()).count();
    let dated = group.heads.iter().filter(|h| h.bounds.is_some()).count();
    2 * dated + named + 3 * usize::from(group.announcement.is_some())
}
