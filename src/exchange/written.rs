//! What a person writes on a quote, as Markdown: its lines, each with its kind and its styles.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a line is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// A paragraph, or a line of one.
    #[default]
    Plain,
    /// A heading, of whatever depth.
    Heading,
    /// An item of a list; its runs begin with its mark.
    Item,
    /// A line of a quotation.
    Quote,
}

/// Words of one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are strong.
    pub strong: bool,
    /// Whether they are stressed.
    pub stressed: bool,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// How deep in lists it stands, from 1; 0 outside of them.
    pub depth: usize,
    /// Its words.
    pub runs: Vec<Run>,
}

impl Line {
    /// Its words without their styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The lines of a text. A single line break ends a line, since whoever writes a note means it so.
#[must_use]
pub fn lines(markdown: &str) -> Vec<Line> {
    let mut walk = Walk::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        walk.event(event);
    }
    walk.close();
    walk.lines
}

/// The words of a text without its marks, one line of it after the other.
#[must_use]
pub fn plain(markdown: &str) -> String {
    lines(markdown).iter().map(Line::text).collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    line: Line,
    /// The next number of each open list; `None` for one with bullets.
    lists: Vec<Option<u64>>,
    strong: usize,
    stressed: usize,
    quotes: usize,
    heading: bool,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                for (at, line) in words.lines().enumerate() {
                    if at > 0 {
                        self.close();
                    }
                    self.words(line);
                }
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis => self.stressed += 1,
            Tag::Strong => self.strong += 1,
            Tag::Heading { .. } => self.heading = true,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.words(&mark);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.stressed -= 1,
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Heading(_) => {
                self.close();
                self.heading = false;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes -= 1;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.close(),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.line.runs.is_empty() {
            self.line.depth = self.lists.len();
            self.line.kind = match () {
                () if self.heading => LineKind::Heading,
                () if !self.lists.is_empty() => LineKind::Item,
                () if self.quotes > 0 => LineKind::Quote,
                () => LineKind::Plain,
            };
        }
        let (strong, stressed) = (self.strong > 0, self.stressed > 0);
        match self.line.runs.last_mut() {
            Some(run) if (run.strong, run.stressed) == (strong, stressed) => run.text.push_str(text),
            _ => self.line.runs.push(Run { text: text.to_owned(), strong, stressed }),
        }
    }

    fn close(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.runs.is_empty() {
            self.lines.push(line);
        }
    }
}
