//! How a plain text is laid out: which line ends are soft, and what hides inside a line.

use std::ops::Range;

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
    /// A space inside the line after which something new begins.
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

impl Habits {
    /// Reads the habits off the lines.
    pub(super) fn of(text: &str, lines: &[Range<usize>]) -> Self {
        let lost: usize = lines.iter().map(|line| lost_line_ends(&text[line.clone()]).len()).sum();
        let mut full = Vec::new();
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
            if let Some((columns, last)) = before {
                if indent == 0 || !ends_sentence(last) {
                    full.push(columns);
                }
            }
            paragraphs += 1;
            indented += usize::from(indent >= 2);
            before = Some((width(inner) + indent, inner));
        }
        Self {
            wrap: wrap_column(&mut full),
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
        let item = marker(here).is_some() && unit.bytes == first.bytes;
        if marker(there).is_some_and(|m| !matches!(m.mark, Mark::Circled)) && !continues_number(here, there) {
            return false;
        }
        if next.gap == Gap::Page && ends_sentence(here) {
            return false;
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

/// The column at which lines are wrapped: most lines that have a successor end close to one column.
fn wrap_column(full: &mut [usize]) -> Option<usize> {
    if full.len() < 2 {
        return None;
    }
    full.sort_unstable();
    let wrap = full[(full.len() - 1) * 19 / 20];
    let near = full.iter().filter(|&&columns| columns * 100 >= wrap * 82).count();
    ((24..=220).contains(&wrap) && near * 100 >= full.len() * 55).then_some(wrap)
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

/// The units of the lines; `noise` tells which lines are left out.
pub(super) fn units(text: &str, lines: &[(Range<usize>, bool)], habits: &Habits) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let (mut blank, mut page) = (false, false);
    for (line, noise) in lines {
        let inner = trim(text, line.clone());
        if *noise {
            page = true;
            continue;
        }
        if inner.is_empty() {
            blank = true;
            continue;
        }
        let gap = match (page, blank) {
            (true, _) => Gap::Page,
            (false, true) => Gap::Blank,
            (false, false) => Gap::Line,
        };
        (blank, page) = (false, false);
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
