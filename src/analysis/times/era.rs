//! Reign years and eras, dynasties with their parts, and years of the cycle of sixty.

use super::lexicon::Word;
use super::number::{Number, Style};
use super::reader::{Found, Reader, is_boundary};
use super::said::{Dated, Inner, Part, Said, Year};
use crate::calendar::sexagenary;

impl Reader<'_> {
    /// An era name that ends at `at`: a year of it, or all of it.
    pub(super) fn era(&self, at: usize, first: u16, count: u16, realm: Option<u16>) -> Option<Found> {
        let at = if self.glyph(at) == '”' { at + 1 } else { at };
        if let Some(end) = self.text(at, "元年") {
            let dated = Dated { year: Year::Era { first, count, realm, number: 1 }, ..Dated::default() };
            return self.after_year(end, dated, "era");
        }
        if let Some(number) = self.number_in(at, 1, 200)
            && let Some(end) = self.any(self.skip_note(number.end), &["年", "载"])
        {
            // 民国二十年来 counts years, and so does 乾隆六十年间.
            if matches!(self.glyph(end), '来' | '间') || self.text(end, "代").is_some() {
                return None;
            }
            let dated =
                Dated { year: Year::Era { first, count, realm, number: number.value as u16 }, ..Dated::default() };
            return self.after_year(end, dated, "era");
        }
        if let Some((place, end)) = self.pair(at) {
            let end = if self.glyph(end) == '年' { end + 1 } else { end };
            let dated = Dated { year: Year::Cycle { place, era: Some((first, count)) }, ..Dated::default() };
            return self.after_year(end, dated, "sexagenary");
        }
        let (part, end) = self.reign_part(at)?;
        Found::new(Said::Reign { first, count, realm, part }, end, "reign")
    }

    /// 年间, 时期, 初年, 朝 after an era name.
    fn reign_part(&self, at: usize) -> Option<(Part, usize)> {
        if let Some(end) = self.any(at, &["年间", "时期", "时代", "朝", "在位期间", "之际", "之世", "一朝"])
        {
            let (part, end) = match self.decade_part(end) {
                Some((part, end)) if part != Part::Middle => (part, end),
                _ => (Part::Whole, end),
            };
            return Some((part, end));
        }
        self.decade_part(at).filter(|(part, _)| *part != Part::Middle || self.text(at, "中期").is_some())
    }

    /// The name of a realm before an era name: 清光绪二十年, 日本昭和十六年.
    pub(super) fn realm(&self, at: usize, realm: u16) -> Option<Found> {
        let at = if matches!(self.glyph(at), '“' | '·') { at + 1 } else { at };
        let tail = self.glyphs.get(at..)?;
        let emperor = self.emperor(at);
        self.lexicon.words(tail).chain(emperor).find_map(|(length, word)| match word {
            Word::Era { first, count, .. } => self.era(at + length, first, count, Some(realm)),
            _ => None,
        })
    }

    /// The temple name of an emperor between realm and era (唐玄宗开元元年, 宋神宗熙宁二年), by its length.
    fn emperor(&self, at: usize) -> Option<(usize, Word)> {
        let last = self.glyph(at + 1);
        if !matches!(last, '宗' | '祖' | '帝' | '王') {
            return None;
        }
        self.lexicon
            .words(self.glyphs.get(at + 2..)?)
            .find(|(_, word)| matches!(word, Word::Era { .. }))
            .map(|(length, word)| (length + 2, word))
    }

    /// 清末, 明初, 唐中叶.
    pub(super) fn dynasty(&self, at: usize, end: usize, period: u16) -> Option<Found> {
        let (part, after) = self
            .any(end, &["初年", "初期"])
            .map(|end| (Part::Early, end))
            .or_else(|| self.any(end, &["末年", "末期"]).map(|end| (Part::Late, end)))
            .or_else(|| self.any(end, &["中叶", "中期"]).map(|end| (Part::AboutMiddle, end)))
            .or_else(|| {
                self.decade_part(end).filter(|(part, _)| *part != Part::Middle).filter(|_| self.glyph(end) != '底')
            })?;
        let free = !super::number::digit(self.before(at)).is_some_and(|_| true)
            && !matches!(
                self.before(at),
                '美' | '日' | '欧' | '万' | '百' | '千' | '文' | '说' | '证' | '发' | '声' | '光'
            );
        if !free {
            return None;
        }
        Found::new(Said::Period { period, part }, after, "dynasty-part")
    }

    /// A year of the cycle of sixty: 甲午年, 戊戌年八月.
    pub(super) fn cycle_led(&self, at: usize) -> Option<Found> {
        let (place, end) = self.pair(at)?;
        let end = self.text(end, "年")?;
        let dated = Dated { year: Year::Cycle { place, era: None }, ..Dated::default() };
        self.after_year(end, dated, "sexagenary")
    }

    fn pair(&self, at: usize) -> Option<(u8, usize)> {
        Some((sexagenary(self.glyph(at), self.glyph(at + 1))?, at + 2))
    }

    /// A year of an era that was named before: 二十六年 after 光绪二十年. Whether an era was named, the resolver knows.
    pub(super) fn era_goes_on(&self, at: usize, end: usize, number: Number) -> Option<Found> {
        let plain = number.style == Style::Han && (1..=61).contains(&number.value);
        let follows = self.glyph(end);
        let duration = matches!(
            follows,
            '来' | '间'
                | '后'
                | '前'
                | '以'
                | '之'
                | '内'
                | '里'
                | '多'
                | '余'
                | '的'
                | '时'
                | '中'
                | '期'
                | '制'
                | '代'
                | '级'
                | '了'
                | '有'
                | '计'
                | '规'
        );
        let opens = is_boundary(self.before(at)) || matches!(self.before(at), '于' | '自' | '至' | '迄' | '到' | '在');
        if !plain || duration || !opens {
            return None;
        }
        let (dated, end) =
            self.inside_year(end, Dated { year: Year::EraGoesOn(number.value as u16), ..Dated::default() });
        let bare = dated.inner == Inner::Whole && dated.part == Part::Whole;
        let rule = if bare { "era-goes-on" } else { "era-goes-on-month" };
        Found::new(Said::Date(dated), end, rule)
    }
}
