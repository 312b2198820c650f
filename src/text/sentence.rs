use std::ops::Range;

/// A sentence of a work's clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the clean text, closing quotes and brackets included, spaces at the edges not.
    pub bytes: Range<usize>,
    /// The index of its paragraph.
    pub paragraph: u32,
}

/// A quotation or bracket that is longer than this many characters is a passage of its own, and its stops count.
const LONGEST_ASIDE: usize = 240;
/// How far after a quotation the word for saying may stand (“你好。”他对我说).
const SAYING: usize = 14;

/// Splits a paragraph into sentences: after 。！？!? and the stop of an English sentence, with the closing quotes and
/// brackets and the marks of footnotes that follow.
///
/// Not inside a quotation or bracket that is closed again soon (“你好。”他说 is one sentence); one that is never closed
/// is none. Not in 3.5, U.S. or Mr. Smith. An ellipsis ends a sentence only before an opening quotation. A bullet
/// begins one. Returns byte ranges without the spaces at the edges.
#[must_use]
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let text: Vec<(usize, char)> = paragraph.char_indices().collect();
    let inside = insides(&text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let c = text[at].1;
        if is_bullet(c) && at > start && inside[at] == 0 && opens_item(&text, at) {
            push(paragraph, &text, start..at, &mut found);
            start = at;
        }
        if !ends_sentence(&text, start, at) || inside[at] > 0 && !closes_after(&text, &inside, at) {
            at += 1;
            continue;
        }
        let (end, closed) = run_of_closers(&text, at + 1);
        if closed && runs_on(&text, start, end) {
            at = end;
            continue;
        }
        let end = notes_after(&text, end);
        push(paragraph, &text, start..end, &mut found);
        start = end;
        at = end;
    }
    push(paragraph, &text, start..text.len(), &mut found);
    found
}

/// For every character how many quotations and brackets are open at it; those that are not closed, or are long, count
/// for nothing.
fn insides(text: &[(usize, char)]) -> Vec<u16> {
    let mut depth = vec![0_i32; text.len() + 1];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, &(_, c)) in text.iter().enumerate() {
        if let Some(closer) = closer_of(c) {
            open.push((at, closer));
            continue;
        }
        let Some(place) = open.iter().rposition(|&(_, closer)| closer == c) else { continue };
        let (from, _) = open[place];
        // What was opened in between and never closed is a slip.
        open.truncate(place);
        if at - from <= LONGEST_ASIDE {
            depth[from] += 1;
            depth[at] -= 1;
        }
    }
    let mut now = 0;
    depth
        .iter()
        .take(text.len())
        .map(|step| {
            now += step;
            now.max(0) as u16
        })
        .collect()
}

fn closer_of(c: char) -> Option<char> {
    Some(match c {
        '“' => '”',
        '「' => '」',
        '『' => '』',
        '‘' => '’',
        '（' => '）',
        '(' => ')',
        '《' => '》',
        '〈' => '〉',
        '[' => ']',
        '〔' => '〕',
        '【' => '】',
        _ => return None,
    })
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '」' | '』' | '’' | '）' | ')' | '》' | '〉' | '"' | '】' | ']' | '〕')
}

fn is_bullet(c: char) -> bool {
    matches!(c, '▲' | '△' | '■' | '□' | '◆' | '◇' | '●' | '★' | '☆' | '※' | '•')
}

/// Whether a bullet stands where an item begins: after a stop or a space.
fn opens_item(text: &[(usize, char)], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let c = text[before].1;
        c.is_whitespace() || is_stop(c) || matches!(c, '；' | '：')
    })
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '｡')
}

/// Whether the character at a place may end a sentence.
fn ends_sentence(text: &[(usize, char)], start: usize, at: usize) -> bool {
    let after = text.get(at + 1).map(|&(_, c)| c);
    match text[at].1 {
        c if is_stop(c) => true,
        // The full-width stop of scientific papers, not that of 3．5.
        '．' => {
            let before = at.checked_sub(1).map_or('\n', |before| text[before].1);
            super::is_han(before) && after.is_none_or(|c| super::is_han(c) || c.is_whitespace())
        }
        '…' => after.is_some_and(|c| matches!(c, '“' | '「')) && at > start,
        '.' => ends_english(text, start, at),
        _ => false,
    }
}

/// Whether a full stop ends an English sentence: a space follows, then a capital, a Han character or nothing; and what
/// stands before is no abbreviation, initial or number of a list.
fn ends_english(text: &[(usize, char)], start: usize, at: usize) -> bool {
    let mut next = at + 1;
    while text.get(next).is_some_and(|&(_, c)| is_closer(c) || c == '"') {
        next += 1;
    }
    match text.get(next).map(|&(_, c)| c) {
        None => {}
        Some(c) if super::is_han(c) => {}
        Some(c) if c.is_whitespace() => {
            let word = text[next..].iter().map(|&(_, c)| c).find(|c| !c.is_whitespace());
            if word.is_some_and(|c| !(c.is_uppercase() || super::is_han(c) || matches!(c, '“' | '"' | '‘' | '('))) {
                return false;
            }
        }
        Some(_) => return false,
    }
    let mut from = at;
    while from > start && !text[from - 1].1.is_whitespace() && !super::is_han(text[from - 1].1) {
        from -= 1;
    }
    let word: String = text[from..at].iter().map(|&(_, c)| c).collect();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    if word.is_empty() {
        return false;
    }
    if word.chars().all(|c| c.is_ascii_digit()) {
        // `1.` at the beginning numbers an item; `1994.` ends a sentence.
        return from > start && word.len() != 1;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.');
    const SHORT: [&str; 27] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "vs", "al", "etc", "cf", "No", "no", "Fig", "fig", "pp",
        "vol", "Vol", "ed", "eds", "Ed", "Eds", "Inc", "Ltd", "Co", "Eq",
    ];
    !initial && !dotted && !SHORT.contains(&word)
}

/// Whether a stop inside a quotation or bracket is followed at once by the end of all of them.
fn closes_after(text: &[(usize, char)], inside: &[u16], at: usize) -> bool {
    let (end, closed) = run_of_closers(text, at + 1);
    closed && inside.get(end).is_none_or(|&depth| depth == 0)
}

/// The place after the closers and further stops that follow a stop, and whether there was a closer.
fn run_of_closers(text: &[(usize, char)], mut at: usize) -> (usize, bool) {
    let mut closed = false;
    while let Some(&(_, c)) = text.get(at) {
        if !is_closer(c) && !is_stop(c) && c != '…' {
            break;
        }
        closed |= is_closer(c);
        at += 1;
    }
    (at, closed)
}

/// The place after marks of footnotes: ①, [3].
fn notes_after(text: &[(usize, char)], mut at: usize) -> usize {
    while text.get(at).is_some_and(|&(_, c)| matches!(c, '①'..='⑳')) {
        at += 1;
    }
    if text.get(at).is_some_and(|&(_, c)| c == '[') {
        let digits = text[at + 1..].iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        if (1..=3).contains(&digits) && text.get(at + 1 + digits).is_some_and(|&(_, c)| c == ']') {
            return at + digits + 2;
        }
    }
    at
}

/// Whether what follows a closed quotation or bracket carries the sentence on: a comma, 的, or, where the sentence
/// began with the quotation, the words for who said it.
fn runs_on(text: &[(usize, char)], start: usize, end: usize) -> bool {
    let Some(&(_, next)) = text.get(end) else { return false };
    if matches!(next, '，' | ',' | '、' | '；' | '：' | '的' | '等') {
        return true;
    }
    let opens = text[start..].iter().map(|&(_, c)| c).find(|c| !c.is_whitespace());
    let last = end.checked_sub(1).map_or('\n', |last| text[last].1);
    // A stop in a title is part of it; one in a bracket ends the sentence only where the bracket is all of it.
    if matches!(last, '》' | '〉') || matches!(last, '）' | ')') && !opens.is_some_and(|c| matches!(c, '（' | '('))
    {
        return true;
    }
    if !opens.is_some_and(|c| matches!(c, '“' | '「' | '『' | '"')) {
        return false;
    }
    let clause = text[end..].iter().map(|&(_, c)| c).take(SAYING);
    clause.take_while(|c| !matches!(c, '，' | ',' | '。' | '；' | '“' | '「' | '！' | '？' | '\n')).any(|c| {
        matches!(
            c,
            '说' | '說'
                | '道'
                | '问'
                | '問'
                | '答'
                | '喊'
                | '叫'
                | '曰'
                | '云'
                | '称'
                | '稱'
                | '写'
                | '寫'
                | '讲'
                | '講'
        )
    })
}

fn push(paragraph: &str, text: &[(usize, char)], places: Range<usize>, found: &mut Vec<Range<usize>>) {
    let byte = |at: usize| text.get(at).map_or(paragraph.len(), |&(byte, _)| byte);
    let bytes = byte(places.start)..byte(places.end);
    let words = &paragraph[bytes.clone()];
    let start = bytes.start + (words.len() - words.trim_start().len());
    let end = bytes.start + words.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}
