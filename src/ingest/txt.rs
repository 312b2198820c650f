//! Plain text: from lines to headings, paragraphs, items.

use super::draft::{Draft, Piece};
use super::layout::{Gap, Habits, Stretch, Unit, is_hyphenated, units};
use super::shape::{Mark, Marker, caption, ends_sentence, is_han_numeral, is_rule, is_space, is_wide, marker};
use super::words::WORDS;
use crate::model::BlockKind;
use crate::text::is_han;

/// The blocks of some stretches of a text.
pub(super) fn blocks(text: &str, stretches: &[Stretch], habits: &Habits) -> Vec<Draft> {
    let units = units(text, stretches, habits);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut start = 0;
    for at in 1..=units.len() {
        let joined = at < units.len()
            && habits.runs_on(text, &units[at - 1], &units[at], &units[start])
            && !is_heading_line(text, &units[start..at], &units[at]);
        if !joined && start < at {
            paragraphs.push(Paragraph::new(text, &units[start..at]));
            start = at;
        }
    }
    let mut paragraphs: Vec<Paragraph> = paragraphs.into_iter().flat_map(|p| p.without_glued_headings(text)).collect();
    name_kinds(text, &mut paragraphs);
    paragraphs.into_iter().map(|paragraph| paragraph.draft).collect()
}

/// Finds headings among the paragraphs of a document whose markup shows none.
pub(super) fn name_headings(text: &str, drafts: &mut [Draft]) {
    let loose: Vec<usize> = (0..drafts.len()).filter(|&at| drafts[at].kind == BlockKind::Paragraph).collect();
    let mut paragraphs: Vec<Paragraph> =
        loose.iter().map(|&at| Paragraph::of(text, drafts[at].clone(), false)).collect();
    name_kinds(text, &mut paragraphs);
    for (at, paragraph) in loose.into_iter().zip(paragraphs) {
        if matches!(paragraph.draft.kind, BlockKind::Heading(_)) {
            drafts[at].kind = paragraph.draft.kind;
        }
    }
}

/// Whether the units so far are one line that is a heading by its mark or words, so that nothing runs on from it.
fn is_heading_line(text: &str, so_far: &[Unit], next: &Unit) -> bool {
    let [only] = so_far else { return false };
    if next.gap == Gap::Soft {
        return false;
    }
    let line = &text[only.bytes.clone()];
    let bare: String = line.chars().filter(|&c| !is_space(c)).collect();
    WORDS.headings.contains(&bare)
        || marker(line).is_some_and(|m| m.mark <= Mark::HanBrackets)
            && only.width <= 40
            && !ends_sentence(line)
            && !line.contains(['，', ','])
}

/// A paragraph while its kind is being found.
struct Paragraph {
    draft: Draft,
    marker: Option<Marker>,
    /// Whether it stops as running text does.
    stops: bool,
    /// Characters.
    length: usize,
    after_blank: bool,
}

impl Paragraph {
    fn new(text: &str, units: &[Unit]) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for unit in units {
            let bytes = unit.bytes.clone();
            let end = pieces.last().map(|last| last.bytes.end);
            let joined =
                pieces.last().map_or(Join::Tight, |last| join(&text[last.bytes.clone()], &text[bytes.clone()]));
            match (joined, end) {
                (Join::Space, Some(end)) => pieces.push(Piece::shown(end..bytes.start, " ")),
                (Join::Hyphen, _) => {
                    if let Some(last) = pieces.last_mut() {
                        last.bytes.end -= 1;
                    }
                }
                _ => {}
            }
            pieces.push(Piece::plain(bytes));
        }
        let bytes = units.first().map_or(0, |u| u.bytes.start)..units.last().map_or(0, |u| u.bytes.end);
        let after_blank = units.first().is_some_and(|unit| unit.gap != Gap::Line);
        Self::of(text, Draft { kind: BlockKind::Paragraph, bytes, pieces }, after_blank)
    }

    fn of(text: &str, draft: Draft, after_blank: bool) -> Self {
        let part = &text[draft.bytes.clone()];
        Self {
            marker: marker(part),
            stops: ends_sentence(part),
            length: part.chars().take(400).count(),
            after_blank,
            draft,
        }
    }

    /// Cuts off headings that lost their line end and stick to the text after them: 一、导论（一）… and 第一章绪论….
    fn without_glued_headings(self, text: &str) -> Vec<Paragraph> {
        let mut done = Vec::new();
        let mut rest = self;
        while done.len() < 4
            && let Some(at) = glued_heading(&text[rest.draft.bytes.clone()])
        {
            let cut = rest.draft.bytes.start + at;
            let Some(piece) = rest.draft.pieces.first().filter(|piece| piece.bytes.end > cut) else { break };
            let heading = Draft::plain(BlockKind::Heading(1), rest.draft.bytes.start..cut);
            let mut tail = Draft {
                kind: BlockKind::Paragraph,
                bytes: cut..rest.draft.bytes.end,
                pieces: rest.draft.pieces.clone(),
            };
            tail.pieces[0] = Piece::plain(cut..piece.bytes.end);
            done.push(Paragraph::of(text, heading, rest.after_blank));
            rest = Paragraph::of(text, tail, true);
        }
        done.push(rest);
        done
    }
}

enum Join {
    Tight,
    Space,
    Hyphen,
}

/// How two lines of one paragraph are joined.
fn join(before: &str, after: &str) -> Join {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return Join::Tight };
    if is_wide(last) || is_wide(first) {
        return Join::Tight;
    }
    if is_hyphenated(before, after) { Join::Hyphen } else { Join::Space }
}

/// Where the heading at the start of a text ends, if running text sticks to it: a heading of known words, or a short
/// one that the next mark ends.
fn glued_heading(text: &str) -> Option<usize> {
    if text.chars().take(31).count() <= 30 && !text.contains(['（', '(']) && !ends_sentence(text) {
        return None;
    }
    let mark = marker(text);
    let numbered = mark
        .is_some_and(|m| matches!(m.mark, Mark::Part | Mark::Chapter | Mark::Section | Mark::Han | Mark::HanBrackets));
    let from = mark.filter(|_| numbered).map_or(0, |m| m.with_space);
    let words = &text[from..];
    if numbered && let Some(word) = WORDS.glued_headings.iter().find(|word| words.starts_with(word.as_str())) {
        let after = &words[word.len()..];
        // 导论的 and 前言中 are the words in running text.
        if !after.starts_with(['的', '中', '里', '部', '与', '和', '及', '、', '，', ',', '。']) && !after.is_empty()
        {
            return Some(from + word.len());
        }
    }
    if !numbered {
        return None;
    }
    let mut before = ' ';
    for (at, c) in words.char_indices().take(31) {
        if matches!(c, '，' | ',' | '。' | '；' | ';' | '！' | '？') {
            return None;
        }
        let begins = (c.is_ascii_digit() && !before.is_ascii_digit()
            || matches!(c, '（' | '(' | '第')
            || is_han_numeral(c) && !is_han_numeral(before))
            && at >= 6;
        if begins
            && marker(&words[at..]).is_some_and(|m| {
                m.number == 1
                    && m.mark > mark.map_or(Mark::Part, |m| m.mark)
                    && m.mark < Mark::Circled
                    && m.len < words.len() - at
            })
        {
            return Some(from + at);
        }
        before = c;
    }
    None
}

/// Finds headings and items among the paragraphs.
fn name_kinds(text: &str, paragraphs: &mut [Paragraph]) {
    let mut levels: Vec<(usize, Mark)> = Vec::new();
    let wordless = Wordless::of(paragraphs);
    for at in 0..paragraphs.len() {
        let kind = kind_of(text, paragraphs, at, wordless);
        let paragraph = &mut paragraphs[at];
        match kind {
            Kind::Running => {}
            Kind::Rule => paragraph.draft.kind = BlockKind::Rule,
            Kind::Item(marker) => make_item(text, &mut paragraph.draft, marker),
            Kind::Note(marker) => {
                make_item(text, &mut paragraph.draft, marker);
                if let BlockKind::Item { marker, .. } = &paragraph.draft.kind {
                    paragraph.draft.kind = BlockKind::Footnote(marker.clone());
                }
            }
            Kind::Heading(mark) => levels.push((at, mark)),
        }
    }
    // Depths count from the highest kind of mark that the text uses.
    let mut marks: Vec<Mark> = levels.iter().map(|&(_, mark)| mark).collect();
    marks.sort_unstable();
    marks.dedup();
    for (at, mark) in levels {
        let depth = marks.iter().position(|&m| m == mark).unwrap_or(0) + 1;
        paragraphs[at].draft.kind = BlockKind::Heading(depth.min(6) as u8);
    }
}

enum Kind {
    Running,
    Rule,
    Heading(Mark),
    Item(Marker),
    Note(Marker),
}

fn kind_of(text: &str, paragraphs: &[Paragraph], at: usize, wordless: Wordless) -> Kind {
    let paragraph = &paragraphs[at];
    let part = &text[paragraph.draft.bytes.clone()];
    if is_rule(part) {
        return Kind::Rule;
    }
    if matches!(paragraph.draft.kind, BlockKind::Heading(_)) {
        return Kind::Heading(paragraph.marker.map_or(wordless.highest, |m| m.mark));
    }
    let bare: String = part.chars().take(24).filter(|&c| !is_space(c)).collect();
    let inner = bare.trim_matches(['【', '】', '[', ']', '［', '］', '〔', '〕']).trim_end_matches(['：', ':']);
    if paragraph.length <= 20 && WORDS.headings.contains(inner) {
        return Kind::Heading(wordless.highest);
    }
    let short = paragraph.length <= 40 && !paragraph.stops;
    let Some(marker) = paragraph.marker else {
        return if caption(part).is_none() && is_bare_heading(part, paragraphs, at) {
            Kind::Heading(wordless.lowest)
        } else {
            Kind::Running
        };
    };
    let comma = part.contains(['，', ',', '；', ';']);
    match marker.mark {
        Mark::Part | Mark::Chapter | Mark::Section => {
            if short {
                Kind::Heading(marker.mark)
            } else {
                Kind::Running
            }
        }
        Mark::Han | Mark::HanBrackets => {
            if short && (!comma || paragraph.length <= 30) {
                Kind::Heading(marker.mark)
            } else {
                Kind::Running
            }
        }
        Mark::Decimal(_) => {
            if short && !comma {
                Kind::Heading(marker.mark)
            } else {
                Kind::Running
            }
        }
        Mark::Bullet => Kind::Item(marker),
        Mark::Arabic | Mark::ArabicBrackets => {
            let before_text = paragraphs.get(at + 1).is_some_and(|next| {
                next.marker.is_none_or(|m| m.mark > marker.mark) && (next.stops || next.length > 40)
            });
            if short && !comma && before_text { Kind::Heading(marker.mark) } else { Kind::Item(marker) }
        }
        Mark::Circled => {
            if cites(part) {
                Kind::Note(marker)
            } else if is_listed(paragraphs, at) {
                Kind::Item(marker)
            } else {
                Kind::Running
            }
        }
    }
}

/// On which levels headings without a number stand.
#[derive(Clone, Copy)]
struct Wordless {
    /// The highest mark that numbers anything: there stand headings of known words.
    highest: Mark,
    /// The lowest one: there stand short lines of other words.
    lowest: Mark,
}

impl Wordless {
    fn of(paragraphs: &[Paragraph]) -> Self {
        let marks = || {
            let short = paragraphs.iter().filter(|p| p.length <= 40 && !p.stops);
            short.filter_map(|p| p.marker).map(|m| m.mark).filter(|m| *m <= Mark::HanBrackets)
        };
        Self { highest: marks().min().unwrap_or(Mark::Han), lowest: marks().max().unwrap_or(Mark::Han) }
    }
}

/// A short line without a stop that stands before running text and alone.
fn is_bare_heading(part: &str, paragraphs: &[Paragraph], at: usize) -> bool {
    let paragraph = &paragraphs[at];
    if paragraph.stops
        || paragraph.length > 24
        || paragraph.length < 2
        || !part.chars().any(|c| is_han(c) || c.is_alphabetic())
    {
        return false;
    }
    if part.contains(['，', ',', '；', '、', '|', '\t'])
        || part.starts_with(['“', '"', '（', '(', '—', '「'])
        || part.ends_with(['—', '-', '，', '、', '》'])
    {
        return false;
    }
    let runs = |p: &Paragraph| p.stops && p.length > 24 || p.length > 60;
    let next = paragraphs.get(at + 1);
    let after_text = at == 0 || runs(&paragraphs[at - 1]) || paragraphs[at - 1].stops;
    let before_text = next.is_some_and(|next| runs(next) && next.marker.is_none_or(|m| m.mark > Mark::Section));
    let next_after_blank = next.is_some_and(|next| next.after_blank);
    before_text && after_text && (paragraph.after_blank || !next_after_blank || at == 0)
}

/// Whether a paragraph with a circled number belongs to a list: ①, ② and so on follow each other closely, from ① on.
/// A number that stands alone at the start of a paragraph is the mark of a note to the sentence before.
fn is_listed(paragraphs: &[Paragraph], at: usize) -> bool {
    let number = |at: usize| paragraphs[at].marker.filter(|m| m.mark == Mark::Circled).map(|m| m.number);
    let near =
        |from: usize, wanted: u32| (from + 1..(from + 4).min(paragraphs.len())).find(|&i| number(i) == Some(wanted));
    let before = |from: usize, wanted: u32| (from.saturating_sub(3)..from).rev().find(|&i| number(i) == Some(wanted));
    let Some(mut here) = number(at) else { return false };
    if here == 1 {
        return near(at, 2).is_some();
    }
    let mut from = at;
    while here > 1 {
        let Some(earlier) = before(from, here - 1) else { return false };
        from = earlier;
        here -= 1;
    }
    true
}

/// Whether a numbered paragraph cites a publication, as footnotes do.
fn cites(part: &str) -> bool {
    const SIGNS: [&str; 16] = [
        "出版社",
        "年版",
        "参见",
        "參見",
        "转引自",
        "轉引自",
        "[J]",
        "[M]",
        "[N]",
        "[D]",
        "[EB/OL]",
        "http",
        "pp.",
        "Vol.",
        "Press",
        "页。",
    ];
    let page = part.match_indices('第').any(|(i, _)| {
        let rest = &part[i + '第'.len_utf8()..];
        let digits =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '～' | '~' | '、'));
        digits.len() < rest.len() && digits.starts_with(['页', '頁', '版'])
    });
    page || SIGNS.iter().any(|sign| part.contains(sign))
}

fn make_item(text: &str, draft: &mut Draft, marker: Marker) {
    let start = draft.bytes.start;
    let shown = &text[start..start + marker.len];
    draft.kind = BlockKind::Item { depth: 0, marker: shown.into() };
    if let Some(piece) = draft.pieces.first_mut() {
        piece.bytes.start = (start + marker.with_space).min(piece.bytes.end);
    }
    draft.pieces.retain(|piece| !piece.bytes.is_empty());
}
