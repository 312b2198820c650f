//! Many words looked for in one pass.
//!
//! Words of Han characters differ in their first or second character almost always, so a tree of characters is left
//! after one or two steps at nearly every place, and stays small enough to lie in the processor's cache, where an
//! automaton of bytes takes three steps a character through a table of megabytes. It is also made in a fraction of the
//! time.

use std::ops::Range;

/// So many characters are looked through one by one.
const FEW: u32 = 8;

/// So many characters are a page of the table of first characters.
const PAGE: usize = 256;

/// Words with numbers. At one place the longest counts, the leftmost goes before what it overlaps.
#[derive(Clone, Debug)]
pub(super) struct Finder {
    /// For each page of the basic plane its place among the pages of `first`; 0 where no word begins with any of it.
    pages: [u16; PAGE],
    /// For every character of such a page the node to which it leads from the root; 0 where no word begins with it. The
    /// first page has none. A few words take up a few pages only, so that those of a text itself are made in no time.
    first: Vec<u16>,
    /// The same for the few characters of other planes.
    others: Vec<(char, u16)>,
    /// The nodes by their distance from the root, those below one node side by side; the first is none.
    nodes: Vec<Node>,
    /// The character that leads to each node.
    chars: Vec<char>,
}

/// A place in the tree.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The first of the nodes below it.
    from: u32,
    /// How many these are.
    count: u32,
    /// One more than the number of the word that ends here; 0 for none.
    word: u32,
}

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// Its number among the words.
    pub(super) word: usize,
}

impl Found {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Finder {
    /// Takes words in the order of their numbers. Of equal words the first counts; an empty one is never found.
    pub(super) fn new<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        let mut words: Vec<(Vec<char>, u32)> =
            words.into_iter().zip(1..).map(|(word, number)| (word.as_ref().chars().collect(), number)).collect();
        words.sort();
        words.dedup_by(|next, kept| next.0 == kept.0);
        words.retain(|(word, _)| !word.is_empty());
        let mut finder = Self {
            pages: [0; PAGE],
            first: vec![0; PAGE],
            others: Vec::new(),
            nodes: vec![Node::default()],
            chars: vec!['\0'],
        };
        // The nodes whose children are still to be made: how long the words there are, and which they are.
        let mut open = vec![(0, 0..words.len())];
        let mut at = 0;
        while let Some((length, range)) = open.get(at).cloned() {
            let here = finder.nodes.len() as u32;
            let mut start = range.start;
            // The word that ends here stands before those that go on.
            if length > 0 && words.get(start).is_some_and(|(word, _)| word.len() == length) {
                finder.nodes[at].word = words[start].1;
                start += 1;
            }
            for same in words[start..range.end].chunk_by(|a, b| a.0[length] == b.0[length]) {
                let c = same[0].0[length];
                if length == 0 {
                    finder.begin(c);
                }
                finder.nodes.push(Node::default());
                finder.chars.push(c);
                open.push((length + 1, start..start + same.len()));
                start += same.len();
            }
            finder.nodes[at].from = here;
            finder.nodes[at].count = finder.nodes.len() as u32 - here;
            at += 1;
        }
        finder
    }

    /// Lets the next node be the one to which a character leads from the root.
    fn begin(&mut self, c: char) {
        let node = self.nodes.len() as u16;
        let Some(page) = self.pages.get_mut(c as usize / PAGE) else { return self.others.push((c, node)) };
        if *page == 0 {
            *page = (self.first.len() / PAGE) as u16;
            self.first.resize(self.first.len() + PAGE, 0);
        }
        self.first[usize::from(*page) * PAGE + c as usize % PAGE] = node;
    }

    /// Every word that begins with the character behind which `text` goes on, whose node is `node` and which has
    /// `length` bytes, the shorter first: its length in bytes and its number.
    #[inline]
    fn words(&self, text: &str, mut node: usize, mut length: usize, mut seen: impl FnMut(usize, usize)) {
        let mut rest = text.chars();
        loop {
            let Node { from, count, word } = self.nodes[node];
            if word > 0 {
                seen(length, word as usize - 1);
            }
            if count == 0 {
                return;
            }
            let Some(c) = rest.next() else { return };
            let below = &self.chars[from as usize..(from + count) as usize];
            let next = if count <= FEW { below.iter().position(|&b| b == c) } else { below.binary_search(&c).ok() };
            let Some(next) = next else { return };
            node = from as usize + next;
            length += c.len_utf8();
        }
    }

    /// The node to which the character at a byte leads from the root, and the byte behind it; nothing at the end.
    #[inline]
    fn open(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        // A character of the basic plane has its code in its bytes, which costs a fraction of decoding.
        let (code, behind) = match text.as_bytes().get(at..)? {
            [lead @ ..=0x7F, ..] => (usize::from(*lead), at + 1),
            [lead @ 0xE0..=0xEF, b, c, ..] => {
                let code = usize::from(lead & 0x0F) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F);
                (code, at + 3)
            }
            _ => {
                let c = text[at..].chars().next()?;
                (c as usize, at + c.len_utf8())
            }
        };
        let node = match self.pages.get(code / PAGE) {
            Some(&page) => self.first[usize::from(page) * PAGE + code % PAGE],
            None => self.others.iter().find(|(c, _)| *c as usize == code).map_or(0, |&(_, node)| node),
        };
        Some((usize::from(node), behind))
    }

    /// All words in a text, ascending, none over another.
    pub(super) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let start = at;
                let (node, behind) = self.open(text, start)?;
                at = behind;
                if node == 0 {
                    continue;
                }
                let mut longest = None;
                self.words(&text[behind..], node, behind - start, |length, word| longest = Some((length, word)));
                if let Some((length, word)) = longest {
                    at = start + length;
                    return Some(Found { start, end: at, word });
                }
            }
        })
    }

    /// Every word at every place of a text, by the places and of one place the shorter first.
    pub(super) fn every(&self, text: &str, mut seen: impl FnMut(Found)) {
        let mut at = 0;
        while let Some((node, behind)) = self.open(text, at) {
            if node > 0 {
                let found = |length, word| seen(Found { start: at, end: at + length, word });
                self.words(&text[behind..], node, behind - at, found);
            }
            at = behind;
        }
    }
}
