use std::ops::Range;

/// A sentence of a work's clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the clean text, closing quotes and brackets included, spaces at the edges not.
    pub bytes: Range<usize>,
    /// The index of its paragraph.
    pub paragraph: u32,
}

/// Splits a paragraph into sentences: after 。！？!?; and the stop of an English sentence, with the closing quotes
/// and brackets that follow; never inside a quotation or a bracket that goes on (“你好。”他说 is one), nor in 3.5 or
/// U.S. An ellipsis ends a sentence only before a new beginning. Returns byte ranges without the spaces at the edges.
#[must_use]
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = Quotes::default();
    let mut chars = paragraph.char_indices().peekable();
    let mut before = '\n';
    while let Some((at, c)) = chars.next() {
        depth.pass(c);
        let after = chars.peek().map(|&(_, c)| c);
        if !ends_sentence(before, c, after) {
            before = c;
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut closed = false;
        while let Some(&(_, next)) = chars.peek() {
            if !is_closer(next) && !matches!(next, '。' | '！' | '？' | '!' | '?' | '…') {
                break;
            }
            closed |= is_closer(next);
            depth.pass(next);
            end += next.len_utf8();
            chars.next();
        }
        let next = paragraph[end..].chars().next();
        // A stop inside a quotation ends the sentence only where the quotation ends too and nothing runs on after it.
        let runs_on = depth.inside() || closed && next.is_some_and(|n| goes_on_after_quote(n));
        if !runs_on || end - start > 1500 {
            push(paragraph, start..end, &mut found);
            start = end;
            depth = Quotes::default();
        }
        before = c;
    }
    push(paragraph, start..paragraph.len(), &mut found);
    found
}

/// Depth of the quotation marks and brackets that are open.
#[derive(Default)]
struct Quotes {
    quotes: u32,
    brackets: u32,
}

impl Quotes {
    fn pass(&mut self, c: char) {
        match c {
            '“' | '「' | '『' | '‘' => self.quotes += 1,
            '”' | '」' | '』' | '’' => self.quotes = self.quotes.saturating_sub(1),
            '（' | '(' | '《' | '〈' | '[' | '〔' => self.brackets += 1,
            '）' | ')' | '》' | '〉' | ']' | '〕' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    fn inside(&self) -> bool {
        self.quotes > 0 || self.brackets > 0
    }
}

fn ends_sentence(before: char, c: char, after: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '!' | '?' | '｡' => true,
        // The full stop of an English sentence, not that of 3.5, U.S. or file.txt.
        '.' => {
            before.is_alphanumeric()
                && !before.is_uppercase()
                && after.is_none_or(char::is_whitespace)
                && !before.is_ascii_digit()
        }
        _ => false,
    }
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '」' | '』' | '’' | '）' | ')' | '》' | '〉' | '"' | '】' | ']' | '〕')
}

/// Whether a character after a closed quotation carries the sentence on (“你好。”他说; “…。”，随后).
fn goes_on_after_quote(c: char) -> bool {
    matches!(c, '，' | ',' | '、' | '；' | '：' | '的' | '他' | '她' | '这' | '等')
}

fn push(paragraph: &str, bytes: Range<usize>, found: &mut Vec<Range<usize>>) {
    let text = &paragraph[bytes.clone()];
    let start = bytes.start + (text.len() - text.trim_start().len());
    let end = bytes.start + text.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}
