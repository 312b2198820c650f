//! How a plain text is laid out: which line ends are soft, and what hides inside a line.

use std::ops::Range;

use super::heads;
use super::shape::{Mark, columns, ends_sentence, is_space, is_wide, marker, trim, width};
use crate::text::is_han;

/// A stretch of one line that is set in one piece.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Its bytes, without the spaces at its edges.
    pub(super) bytes: Range<usize>,
    /// Columns of space before it.
    pub(super) indent: usize,
    /// Its columns, without the indent.
    pub(super) width: usize,
    /// What lies between it and the unit before.
    pub(super) gap: Gap,
}

/// What lies between two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line end that may be soft.
    Line,
    /// Blank lines.
    Blank,
    /// Page furniture, where a paragraph may run on.
    Page,
    /// A space inside the line that stands for a lost line end.
    Soft,
    /// Something after which anew begins: a space before a bullet inside the line, words that were taken out.
    Break,
}

/// The habits of a whole text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// The columns at which lines were wrapped, where they were.
    wrap: Option<usize>,
    /// Whether paragraphs begin with an indent.
    indented: bool,
    /// Whether line ends became spaces, as in text taken from slides.
    spaces_for_line_ends: bool,
}

/// Characters without a space that make a stretch before a space look like a whole line.
const LONG_STRETCH: usize = 10;

/// Columns of a line that is too long for a title or a verse.
const LONG_LINE: usize = 40;

impl Habits {
    /// Reads the habits off the lines.
    pub(super) fn of(text: &str, lines: &[Range<usize>]) -> Self {
        let lost: usize = lines.iter().map(|line| lost_line_ends(&text[line.clone()]).len()).sum();
        let mut open = Vec::new();
        let (mut paragraphs, mut indented) = (0_usize, 0_usize);
        let mut before: Option<(usize, &str)> = None;
        for line in lines {
            let raw = &text[line.clone()];
            let inner = &text[trim(text, line.clone())];
            if inner.is_empty() {
                before = None;
                continue;
            }
            let indent = indent_of(raw);
            // Lines that end in the middle of a sentence: in wrapped text most of them, all of nearly one width.
            if let Some((columns, last)) = before
                && !ends_sentence(last)
                && !is_heading_or_field(last)
            {
                open.push((columns, last.chars().next_back().is_some_and(is_wide)));
            }
            paragraphs += 1;
            indented += usize::from(indent >= 2);
            before = Some((width(inner) + indent, inner));
        }
        Self {
            wrap: wrap_column(&mut open),
            indented: indented * 20 >= paragraphs && indented > 0,
            spaces_for_line_ends: lost >= 3,
        }
    }

    /// Whether the end of `unit` is a line end that the setting made, so that `next` goes on with its sentence.
    pub(super) fn runs_on(&self, text: &str, unit: &Unit, next: &Unit, first: &Unit) -> bool {
        match next.gap {
            Gap::Soft => return true,
            Gap::Break | Gap::Blank => return false,
            Gap::Line | Gap::Page => {}
        }
        let (here, there) = (&text[unit.bytes.clone()], &text[next.bytes.clone()]);
        if is_hyphenated(here, there) {
            return true;
        }
        let item = marker(here).is_some() && unit.bytes == first.bytes;
        if marker(there).is_some_and(|m| !matches!(m.mark, Mark::Circled)) && !continues_number(here, there) {
            return false;
        }
        if next.gap == Gap::Page && ends_sentence(here) {
            return false;
        }
        // A sentence that breaks off goes on in the next line, unless that is indented like a new paragraph.
        let so_far = &text[first.bytes.start..unit.bytes.end];
        let breaks_off = !ends_sentence(here) && so_far.contains(['，', '。', ',']) && !heads::starts_with_label(here);
        if breaks_off && next.indent < 2 && (unit.width >= LONG_LINE || next.gap == Gap::Page) {
            return true;
        }
        let Some(wrap) = self.wrap else {
            // Lines of slides end where their boxes end; two of nearly one width, the first without a stop, run on.
            return self.spaces_for_line_ends
                && unit.width >= 2 * LONG_STRETCH
                && unit.width.abs_diff(next.width) <= 6
                && !ends_sentence(here);
        };
        let hangs = item && next.indent > unit.indent;
        if next.indent > unit.indent + 1 && !hangs && unit.indent <= first.indent {
            return false;
        }
        if self.indented && next.indent >= 2 && first.indent >= 2 && next.indent >= first.indent && !hangs {
            // In a text with indented first lines the indent alone says where a paragraph begins.
            return unit.bytes != first.bytes && unit.indent >= first.indent && is_full(unit, there, wrap);
        }
        is_full(unit, there, wrap)
    }
}

/// Whether a word is divided between two lines.
pub(super) fn is_hyphenated(here: &str, there: &str) -> bool {
    let mut back = here.chars().rev();
    back.next() == Some('-') && back.next().is_some_and(char::is_alphabetic) && there.starts_with(char::is_lowercase)
}

/// 1994 at a line end and 年 at the next start: the number at a line start is then no marker.
fn continues_number(here: &str, there: &str) -> bool {
    here.ends_with(|c: char| c.is_ascii_digit()) && there.starts_with(['.', '．'])
}

/// Whether a line had no room for the first word of the next one.
fn is_full(unit: &Unit, next: &str, wrap: usize) -> bool {
    let word: usize = match next.chars().next() {
        // Two characters of slack: punctuation may not begin a line, so a line may end early for its sake.
        Some(c) if is_wide(c) => 6,
        _ => 1 + next.chars().take_while(|&c| !is_space(c) && !is_wide(c)).map(columns).sum::<usize>().min(24),
    };
    unit.indent + unit.width + word > wrap
}

/// Whether a line stands alone whatever its width: a numbered heading, a field of metadata.
fn is_heading_or_field(line: &str) -> bool {
    let numbered = marker(line).is_some_and(|m| m.mark <= Mark::HanBrackets) && width(line) <= 40;
    numbered || heads::starts_with_label(line) && width(line) <= 60
}

/// The column at which lines are wrapped: of the lines that end inside a sentence (each with whether it ends in a wide
/// character) most end close to one column.
fn wrap_column(open: &mut [(usize, bool)]) -> Option<usize> {
    if open.len() < 2 {
        return None;
    }
    open.sort_unstable();
    let wrap = open[(open.len() - 1) * 19 / 20].0;
    let slack = |wide: bool| if wide { 8 } else { 16 };
    let near = open.iter().filter(|&&(columns, wide)| columns + slack(wide) >= wrap).count();
    ((24..=220).contains(&wrap) && near * 100 >= open.len() * 55).then_some(wrap)
}

/// The columns of space at the start of a line.
pub(super) fn indent_of(line: &str) -> usize {
    line.chars()
        .take_while(|&c| is_space(c))
        .map(|c| match c {
            '\t' => 4,
            '\u{3000}' => 2,
            '\u{200B}' | '\u{FEFF}' => 0,
            _ => 1,
        })
        .sum()
}

/// The bytes of the spaces in a long line that stand for lost line ends: between two Han characters, after a stretch
/// as long as a line.
fn lost_line_ends(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if line.len() < 40 * 3 || !line.contains(' ') {
        return found;
    }
    let mut stretch = 0;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c != ' ' {
            stretch += 1;
            before = c;
            continue;
        }
        let next = chars.peek().map(|&(_, c)| c);
        if is_han(before) && next.is_some_and(is_han) {
            if stretch >= LONG_STRETCH {
                found.push(at);
            }
            stretch = 0;
        } else if !is_wide(before) || before == '】' {
            stretch += 1;
        }
    }
    found
}

/// A stretch of a line as the intake passes it on.
#[derive(Clone, Debug)]
pub(super) enum Stretch {
    /// Words, or a blank line.
    Words(Range<usize>),
    /// Page furniture or the like, over which a paragraph may run on.
    Noise,
    /// A place from which something was taken that parts what stands around it.
    Hole,
}

/// The units of the stretches.
pub(super) fn units(text: &str, stretches: &[Stretch], habits: &Habits) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut gap = Gap::Line;
    for stretch in stretches {
        let line = match stretch {
            Stretch::Words(line) => line,
            Stretch::Noise => {
                gap = if gap == Gap::Break { gap } else { Gap::Page };
                continue;
            }
            Stretch::Hole => {
                gap = Gap::Break;
                continue;
            }
        };
        let inner = trim(text, line.clone());
        if inner.is_empty() {
            gap = if gap == Gap::Line { Gap::Blank } else { gap };
            continue;
        }
        let gap = std::mem::replace(&mut gap, Gap::Line);
        let indent = indent_of(&text[line.clone()]);
        if habits.spaces_for_line_ends {
            split_line(text, inner, indent, gap, &mut units);
        } else {
            units.push(Unit { width: width(&text[inner.clone()]), bytes: inner, indent, gap });
        }
    }
    units
}

/// Splits a line of text taken from slides at its lost line ends and before the bullets inside it.
fn split_line(text: &str, line: Range<usize>, indent: usize, gap: Gap, units: &mut Vec<Unit>) {
    let part = &text[line.clone()];
    let mut cuts: Vec<(usize, Gap)> = lost_line_ends(part).into_iter().map(|at| (at, Gap::Soft)).collect();
    for (at, _) in part.match_indices(' ') {
        let rest = part[at..].trim_start();
        let begins = marker(rest)
            .is_some_and(|m| matches!(m.mark, Mark::Bullet) && !rest.starts_with(['-', '*', '+', '·', '–']));
        if begins {
            cuts.push((at, Gap::Break));
        }
    }
    // A numbered heading at the start of a long line ends at the first space.
    if let Some(m) = marker(part)
        && matches!(m.mark, Mark::Han | Mark::HanBrackets | Mark::Chapter | Mark::Section | Mark::Part)
        && let Some(space) = part[m.with_space..].find(' ')
        && part.len() > 120
        && (2..=25).contains(&part[m.with_space..m.with_space + space].chars().count())
        && !part[m.with_space..m.with_space + space].contains(['，', ',', '。', '；', '：', ':'])
    {
        let at = m.with_space + space;
        cuts.retain(|&(cut, _)| cut != at);
        cuts.push((at, Gap::Break));
    }
    cuts.sort_by_key(|&(at, _)| at);
    cuts.dedup_by_key(|&mut (at, _)| at);
    let mut start = line.start;
    let mut gap = gap;
    let mut indent = indent;
    for (at, next) in cuts.into_iter().map(|(at, gap)| (line.start + at, gap)).chain([(line.end, Gap::Line)]) {
        let bytes = trim(text, start..at);
        if !bytes.is_empty() {
            units.push(Unit { width: width(&text[bytes.clone()]), bytes, indent, gap });
            indent = 0;
            gap = next;
        }
        start = at;
    }
}
