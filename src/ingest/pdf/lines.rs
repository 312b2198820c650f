//! From glyphs to lines in reading order: glyphs on one baseline, spaces where gaps show them, columns one after the
//! other.

use super::glyphs::{Direction, Glyph};
use crate::ingest::shape::is_wide;

/// A line of a page. Lengths in points.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its characters with the places where each begins.
    pub(super) text: String,
    /// Where its first character begins, and where its last ends.
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    /// The size of most of its characters.
    pub(super) size: f32,
    /// Bytes of the text that are raised and small: marks of notes.
    pub(super) raised: Vec<std::ops::Range<usize>>,
    /// The edges of the column in which it stands.
    pub(super) column: (f32, f32),
    /// The number of its column in reading order through the page.
    pub(super) in_column: usize,
    /// Whether it runs in another direction than the page.
    pub(super) turned: bool,
    /// Wide gaps inside it, such as part the cells of a table.
    pub(super) gaps: usize,
}

/// The part of an em between two glyphs above which a piece of a line ends.
const PIECE: f32 = 1.6;

/// Glyphs that follow each other on one baseline.
#[derive(Debug)]
struct Piece {
    glyphs: Vec<Glyph>,
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
}

/// The lines of a page in reading order.
pub(super) fn lines(glyphs: Vec<Glyph>, width: f32, height: f32) -> Vec<Line> {
    let (mut upright, mut turned): (Vec<Glyph>, Vec<Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.run != Direction::Turned);
    let down = upright.iter().filter(|glyph| glyph.run == Direction::Down).count();
    let vertical = down * 2 > upright.len();
    let mut wide = width;
    if vertical {
        // A vertical page turned by a quarter reads like any other.
        for glyph in &mut upright {
            (glyph.x, glyph.y) = (glyph.y - glyph.size, width - glyph.x);
        }
        wide = height;
    }
    let mut found = columns(rows(pieces(upright)), wide);
    turned.retain(|glyph| !glyph.c.is_whitespace());
    if !turned.is_empty() {
        turned.iter_mut().for_each(|glyph| (glyph.x, glyph.y) = (glyph.y, glyph.x));
        let mut aside: Vec<Line> = rows(pieces(turned)).into_iter().flatten().map(|piece| line(vec![piece])).collect();
        aside.iter_mut().for_each(|line| line.turned = true);
        found.extend(aside);
    }
    found
}

/// Cuts the glyphs, as they were drawn, into pieces of lines.
fn pieces(glyphs: Vec<Glyph>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for glyph in glyphs {
        if let Some(open) = pieces.last_mut() {
            let size = open.size.max(glyph.size);
            let level = (glyph.y - open.baseline).abs() < size * 0.5;
            let gap = glyph.x - open.right;
            if level && gap > -size * 0.6 && gap < size * PIECE {
                // Bold letters are sometimes drawn twice, a hair apart.
                let doubled = open.glyphs.last().is_some_and(|last| {
                    last.c == glyph.c && (last.x - glyph.x).abs() < size * 0.3 && (last.y - glyph.y).abs() < size * 0.3
                });
                if !doubled {
                    open.right = open.right.max(glyph.x + glyph.width);
                    open.glyphs.push(glyph);
                }
                continue;
            }
        }
        pieces.push(Piece {
            left: glyph.x,
            right: glyph.x + glyph.width,
            baseline: glyph.y,
            size: glyph.size,
            glyphs: vec![glyph],
        });
    }
    for piece in &mut pieces {
        settle(piece);
    }
    pieces
}

/// The size and baseline of most of its glyphs.
fn settle(piece: &mut Piece) {
    let mut sizes: Vec<f32> = piece.glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes[sizes.len() / 2];
    let mut baselines: Vec<f32> =
        piece.glyphs.iter().filter(|glyph| glyph.size >= size * 0.9).map(|glyph| glyph.y).collect();
    baselines.sort_by(f32::total_cmp);
    piece.size = size;
    piece.baseline = baselines[baselines.len() / 2];
    piece.left = piece.glyphs.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
    piece.right = piece.glyphs.iter().map(|glyph| glyph.x + glyph.width).fold(f32::NEG_INFINITY, f32::max);
}

/// Pieces that stand beside each other, from top to bottom; in each from left to right.
fn rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        // The rows above may still be open for a piece that hangs a little lower: a raised mark, a larger letter.
        let home = rows.iter_mut().rev().take(4).find(|row| {
            row.iter().any(|other| {
                let (large, small) = if other.size >= piece.size { (other, &piece) } else { (&piece, other) };
                let apart = piece.baseline - other.baseline;
                if small.size > large.size * 0.8 {
                    apart.abs() < large.size * 0.3
                } else {
                    // A mark stands between the foot and the head of the letters beside it.
                    let up = large.baseline - small.baseline;
                    let beside = small.left < large.right + large.size && small.right > large.left - large.size;
                    beside && up > -large.size * 0.3 && up < large.size * 0.75
                }
            })
        });
        match home {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows.sort_by(|a, b| foot(a).total_cmp(&foot(b)));
    rows
}

/// The baseline of the largest piece of a row.
fn foot(row: &[Piece]) -> f32 {
    let largest =
        row.iter().max_by(|a, b| a.size.total_cmp(&b.size).then((a.right - a.left).total_cmp(&(b.right - b.left))));
    largest.map_or(0.0, |piece| piece.baseline)
}

/// Lays rows out into lines, column by column where the page has columns.
fn columns(rows: Vec<Vec<Piece>>, width: f32) -> Vec<Line> {
    let Some(gutter) = gutter(&rows, width) else {
        let mut lines: Vec<Line> = rows.into_iter().map(line).collect();
        set_column(&mut lines, 0);
        return lines;
    };
    let mut found: Vec<Line> = Vec::new();
    let (mut left, mut right): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    let (mut across, mut number) = (Vec::new(), 0);
    let mut flush = |across: &mut Vec<Line>, left: &mut Vec<Line>, right: &mut Vec<Line>, found: &mut Vec<Line>| {
        for part in [across, left, right] {
            if !part.is_empty() {
                set_column(part, number);
                number += 1;
                found.append(part);
            }
        }
    };
    for row in rows {
        let crosses = row.iter().any(|piece| piece.left < gutter - 1.0 && piece.right > gutter + 1.0);
        if crosses {
            if !left.is_empty() || !right.is_empty() {
                flush(&mut across, &mut left, &mut right, &mut found);
            }
            across.push(line(row));
        } else {
            let (l, r): (Vec<Piece>, Vec<Piece>) = row.into_iter().partition(|piece| piece.right <= gutter + 1.0);
            if !l.is_empty() {
                left.push(line(l));
            }
            if !r.is_empty() {
                right.push(line(r));
            }
        }
    }
    flush(&mut across, &mut left, &mut right, &mut found);
    found
}

/// The middle of the white strip between two columns, if there are two.
fn gutter(rows: &[Vec<Piece>], width: f32) -> Option<f32> {
    // Strips of 2 points: in how many rows each is covered.
    const STRIP: f32 = 2.0;
    if !(width.is_finite() && width > 100.0) || rows.len() < 8 {
        return None;
    }
    let strips = (width / STRIP) as usize + 1;
    let mut covered = vec![0_u32; strips];
    for row in rows {
        for piece in row {
            let from = (piece.left.max(0.0) / STRIP) as usize;
            let to = ((piece.right.max(0.0) / STRIP) as usize + 1).min(strips);
            covered[from.min(to)..to].iter_mut().for_each(|count| *count += 1);
        }
    }
    let (from, to) = (strips * 30 / 100, strips * 70 / 100);
    let least = covered[from..to].iter().min().copied()?;
    let most = covered.iter().max().copied()?;
    if least * 2 > most {
        return None;
    }
    // The widest run of strips that are covered least.
    let (mut best, mut start) = (0..0, None);
    let lows = covered[from..to].iter().map(|&strip| strip <= least + most / 40);
    for (at, low) in (from..).zip(lows.chain([false])) {
        match (low, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                if at - first > best.len() {
                    best = first..at;
                }
                start = None;
            }
            _ => {}
        }
    }
    let middle = (best.start + best.end) as f32 / 2.0 * STRIP;
    // Both sides must be filled by running lines; the cells of a table are not.
    let (mut both, mut full) = (0, 0);
    for row in rows {
        if row.iter().any(|piece| piece.left < middle && piece.right > middle) {
            continue;
        }
        let part = |side: &dyn Fn(&&Piece) -> bool| {
            let own: Vec<&Piece> = row.iter().filter(side).collect();
            let ink: f32 = own.iter().map(|piece| piece.right - piece.left).sum();
            let span = own.iter().map(|p| p.right).fold(f32::NEG_INFINITY, f32::max)
                - own.iter().map(|p| p.left).fold(f32::INFINITY, f32::min);
            (!own.is_empty()).then_some((ink, span))
        };
        let (l, r) = (part(&|piece| piece.right <= middle), part(&|piece| piece.left >= middle));
        if let (Some(l), Some(r)) = (l, r) {
            both += 1;
            let enough = |(ink, span): (f32, f32)| ink > width * 0.22 && ink > span * 0.8;
            full += usize::from(enough(l) && enough(r));
        }
    }
    (both >= 5 && full * 2 >= both).then_some(middle)
}

/// Says of lines in which column they stand.
fn set_column(lines: &mut [Line], number: usize) {
    let left = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
    for line in lines {
        line.column = (left, right);
        line.in_column = number;
    }
}

/// One line of the pieces of a row.
fn line(row: Vec<Piece>) -> Line {
    let size = row.iter().max_by(|a, b| (a.glyphs.len()).cmp(&b.glyphs.len())).map_or(1.0, |piece| piece.size);
    let baseline = row.iter().filter(|p| p.size > size * 0.85).map(|p| p.baseline).fold(f32::NEG_INFINITY, f32::max);
    let mut glyphs: Vec<Glyph> = row.into_iter().flat_map(|piece| piece.glyphs).collect();
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut line = Line {
        text: String::with_capacity(glyphs.len() * 3),
        left: glyphs.first().map_or(0.0, |glyph| glyph.x),
        right: glyphs.iter().map(|glyph| glyph.x + glyph.width).fold(f32::NEG_INFINITY, f32::max),
        baseline,
        size,
        raised: Vec::new(),
        column: (0.0, 0.0),
        in_column: 0,
        turned: false,
        gaps: 0,
    };
    let mut before: Option<Glyph> = None;
    for glyph in glyphs {
        if let Some(last) = before {
            if last.c == glyph.c && (last.x - glyph.x).abs() < size * 0.3 && (last.y - glyph.y).abs() < size * 0.3 {
                continue;
            }
            let gap = (glyph.x - last.x - last.width) / size;
            if gap > PIECE {
                line.gaps += 1;
            }
            if is_space_between(&last, &glyph, gap) {
                line.text.push(' ');
            }
        }
        let at = line.text.len();
        line.text.push(glyph.c);
        let small = glyph.size < size * 0.8 && baseline - glyph.y > size * 0.15;
        if small
            && (glyph.c.is_ascii_digit()
                || matches!(glyph.c, '①'..='⑳' | '[' | ']' | '〔' | '〕' | '*' | ',' | '-' | '，'))
        {
            match line.raised.last_mut() {
                Some(range) if range.end == at => range.end = line.text.len(),
                _ => line.raised.push(at..line.text.len()),
            }
        }
        before = Some(glyph);
    }
    line
}

/// Whether a gap, in ems, between two glyphs stands for a space.
fn is_space_between(last: &Glyph, next: &Glyph, gap: f32) -> bool {
    let (wide_last, wide_next) = (is_wide(last.c), is_wide(next.c));
    match (wide_last, wide_next) {
        // Lines are justified by spreading Han characters; names of two characters are set wide (张　三).
        (true, true) => gap > 0.7 || next.spaced && gap > 0.4,
        (false, false) => next.spaced && gap > 0.05 || gap > 0.22,
        _ => next.spaced && gap > 0.35 || gap > 0.6,
    }
}
