//! The text that treats of each phase: from its head to the next one, and for the last as far as the section goes.

use std::ops::Range;

use super::Page;
use super::heads::{Head, Style};
use super::marker::{Marker, glued_number, list_marker};
use super::words::leads;

/// The stretches of the heads, in their order.
pub(super) fn find(page: &Page<'_>, heads: &[Head]) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    for pair in heads.windows(2) {
        let (head, next) = (&pair[0], &pair[1]);
        stretches.push(head.bytes.start..trimmed(page, head.bytes.start, next.bytes.start));
    }
    if let Some(last) = heads.last() {
        let end = last_end(page, last, heads);
        stretches.push(last.bytes.start..trimmed(page, last.bytes.start, end));
    }
    stretches
}

/// Where the treatment of the last phase ends.
fn last_end(page: &Page<'_>, last: &Head, heads: &[Head]) -> usize {
    let paragraphs = page.prose.paragraphs();
    let own = &paragraphs[last.paragraph];
    let paragraph_of = |at: usize| page.paragraph_at(at);
    let longest = heads.windows(2).map(|w| w[1].paragraph - w[0].paragraph).max().unwrap_or(0);
    if longest == 0 {
        // All in one paragraph: a list in running text ends with its sentence, phases told at length with the paragraph.
        let told = heads.windows(2).any(|w| page.text[w[0].bytes.end..w[1].bytes.start].contains('。'));
        return if told {
            own.bytes.end
        } else {
            page.sentence_end(last.bytes.end.saturating_sub(1)).min(own.bytes.end)
        };
    }
    if last.style == Style::Row || last.style == Style::Bracket {
        return own.bytes.end.max(last.bytes.end);
    }
    let marker = list_marker(&page.text[own.bytes.clone()]).map(|m| m.0);
    let most = last.paragraph + longest * 3 + 1;
    let begins = paragraph_of(last.bytes.start);
    for (index, paragraph) in paragraphs.iter().enumerate().skip(begins + 1) {
        let text = &page.text[paragraph.bytes.clone()];
        let level = own.heading;
        let heading = paragraph.heading > 0 && (level == 0 || paragraph.heading <= level);
        let outer = level == 0
            && list_marker(text).is_some_and(|m| marker.is_none_or(|own| m.0 <= own) && m.0 <= Marker::BracketedHan);
        let sums_up = leads(text, &page.words.summaries).is_some();
        if heading || outer || sums_up || level == 0 && index > most || is_next_section(page, index, last.paragraph) {
            return paragraph.bytes.start;
        }
    }
    page.text.len()
}

/// Whether a paragraph opens a section whose number runs into its first word (二静心…), because one before the
/// division opens with the number before it.
fn is_next_section(page: &Page<'_>, index: usize, last: usize) -> bool {
    let paragraphs = page.prose.paragraphs();
    let number = |i: usize| glued_number(&page.text[paragraphs[i].bytes.clone()]);
    let Some(value) = number(index).filter(|&v| v > 1) else { return false };
    (0..=last).rev().any(|i| number(i) == Some(value - 1))
}

/// The end of a stretch without the spaces and list bullets before the next.
fn trimmed(page: &Page<'_>, start: usize, end: usize) -> usize {
    let text = &page.text[start..end.max(start)];
    start
        + text
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '；' | '、' | '，' | '*' | '•' | '▲' | '-'))
            .len()
}
