//! Dates that name an event or a paper: 9·11事件, “九一八”, 五四运动, “12·9”运动.

use super::number::{Style, digit, number};
use super::reader::{Found, Reader};
use super::said::Said;

/// What an event is called after its date.
const EVENTS: [&str; 24] = [
    "事变",
    "事件",
    "运动",
    "惨案",
    "起义",
    "政变",
    "血案",
    "大地震",
    "地震",
    "抗战",
    "会战",
    "空难",
    "爆炸",
    "恐怖袭击",
    "恐怖",
    "袭击",
    "革命",
    "暴动",
    "战役",
    "学潮",
    "大屠杀",
    "屠杀",
    "武装起义",
    "反革命政变",
];
/// What a paper is called after its date.
const PAPERS: [&str; 22] = [
    "共同声明",
    "联合声明",
    "共同文件",
    "声明",
    "宣言",
    "协议",
    "协定",
    "公报",
    "共识",
    "讲话",
    "指示",
    "通知",
    "决定",
    "文件",
    "意见",
    "决议",
    "会议",
    "谈话",
    "批示",
    "方案",
    "条例",
    "规定",
];

impl Reader<'_> {
    /// A date in figures or Han digits that names an event: before the word for one, or in quotation marks. The name of a
    /// paper (“9·19共同声明”) is no time.
    pub(super) fn named_date(&self, at: usize) -> Option<Found> {
        let quoted = self.glyph(at) == '“';
        let from = if quoted { at + 1 } else { at };
        let (end, marked) = self.name_digits(from)?;
        let closed = quoted && self.glyph(end) == '”';
        let after = if self.glyph(end) == '”' { end + 1 } else { end };
        let event = self.any(after, &EVENTS);
        if closed {
            // “九一八”事变: the marks belong to the name. A number in marks names an event by itself only with a dot.
            let event = event.is_some() || marked && self.any(after, &PAPERS).is_none();
            return if event { Found::new(Said::Name, after, "name") } else { None };
        }
        let event = event.filter(|_| !quoted && after == end)?;
        Found::new(Said::Name, event, "name")
    }

    /// Month and day written together: 9·11, 9.19, 一二·九, 九一八; the place after them, and whether a dot stands in it.
    fn name_digits(&self, at: usize) -> Option<(usize, bool)> {
        if self.before(at).is_ascii_alphanumeric()
            || matches!(self.before(at), '.' | '·' | '第')
            || digit(self.before(at)).is_some()
        {
            return None;
        }
        let first = number(self.glyphs, at)?;
        if first.style == Style::Digits {
            if !(1..=12).contains(&first.value) || !matches!(self.glyph(first.end), '·' | '.') {
                return None;
            }
            let second = number(self.glyphs, first.end + 1)?;
            let day = second.style == Style::Digits && (1..=31).contains(&second.value) && second.places <= 2;
            return day.then_some((second.end, true));
        }
        let length = first.end - at;
        if self.glyph(first.end) == '·' && length <= 2 {
            let second = number(self.glyphs, first.end + 1)?;
            return (second.value <= 31 && second.end - first.end <= 4).then_some((second.end, true));
        }
        let plain = matches!(first.style, Style::HanDigits) && (2..=4).contains(&length);
        let glyphs = &self.glyphs[at..first.end];
        let month = digit(glyphs[0]).is_some_and(|d| (1..=9).contains(&d));
        (plain && month).then_some((first.end, false))
    }
}
