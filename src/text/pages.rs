use serde::{Deserialize, Serialize};

use super::Span;

/// How a text lies on the pages of its document; empty for a document without pages.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pages {
    /// The characters at which text of a page begins, with its number from 1; ascending in the first. A footnote may
    /// stand behind text of a later page, so a page may begin more than once.
    starts: Box<[(u32, u32)]>,
    lines: Box<[PageLine]>,
}

/// A line of the text on its page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageLine {
    /// Its characters.
    pub span: Span,
    /// The number of its page, from 1.
    pub page: u32,
    /// Left, top, right and bottom as parts of the page's width and height.
    pub area: [f32; 4],
}

impl Pages {
    /// Pages that begin at some characters, and the places of lines, both in the order of the text.
    #[must_use]
    pub fn new(starts: Vec<(u32, u32)>, lines: Vec<PageLine>) -> Self {
        Self { starts: starts.into(), lines: lines.into() }
    }

    /// The number of pages; 0 for a document without pages.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.starts.iter().map(|&(_, page)| page).max().unwrap_or(0)
    }

    /// The page on which a character stands, counted from 1.
    #[must_use]
    pub fn page_at(&self, at: u32) -> Option<u32> {
        let before = self.starts.partition_point(|&(start, _)| start <= at);
        self.starts.get(before.saturating_sub(1)).map(|&(_, page)| page)
    }

    /// The first character of a page's text.
    #[must_use]
    pub fn start(&self, page: u32) -> Option<u32> {
        self.starts.iter().find(|&&(_, number)| number == page).map(|&(start, _)| start)
    }

    /// Where the characters of a span stand: page and area of each line that holds some, cut to them by their share of
    /// the line.
    pub fn areas(&self, span: Span) -> impl Iterator<Item = (u32, [f32; 4])> + '_ {
        let from = self.lines.partition_point(|line| line.span.end <= span.start);
        self.lines[from..].iter().take_while(move |line| line.span.start < span.end).filter_map(move |line| {
            let own = line.span.cut(span)?;
            let [left, top, right, bottom] = line.area;
            let share = |at: u32| (at - line.span.start) as f32 / line.span.len().max(1) as f32;
            let x = |at: u32| left + (right - left) * share(at);
            Some((line.page, [x(own.start), top, x(own.end), bottom]))
        })
    }
}
