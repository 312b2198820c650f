use super::lexicon::{Lexicon, Word};
use super::number::{Number, number};
use super::said::{Count, Dated, Day, Inner, Part, Said, Year};

/// An expression that was read, without its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) said: Said,
    /// The glyph after it.
    pub(super) end: usize,
    pub(super) rule: &'static str,
}

impl Found {
    pub(super) fn new(said: Said, end: usize, rule: &'static str) -> Option<Self> {
        Some(Self { said, end, rule })
    }
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Found(Found),
    /// Nothing, up to the given glyph.
    Skip(usize),
    Nothing,
}

/// Reads single expressions at given places of a paragraph. Reading is a descent with a bounded look ahead, so the
/// time does not depend on what stands before or after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) glyphs: &'a [char],
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Reader<'a> {
    /// The glyph at a place, or a line end beyond the last.
    pub(super) fn glyph(&self, at: usize) -> char {
        self.glyphs.get(at).copied().unwrap_or('\n')
    }

    /// The glyph before a place, or a line end before the first.
    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.glyph(at))
    }

    /// The place after one of the given texts, the first that fits; so longer ones must come first.
    pub(super) fn any(&self, at: usize, texts: &[&str]) -> Option<usize> {
        texts.iter().find_map(|text| self.text(at, text))
    }

    /// The place after a text, if it stands there.
    pub(super) fn text(&self, at: usize, text: &str) -> Option<usize> {
        let mut end = at;
        for c in text.chars() {
            if self.glyphs.get(end) != Some(&c) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The number at a place.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        number(self.glyphs, at)
    }

    /// The number at a place, if it lies in a range.
    pub(super) fn number_in(&self, at: usize, from: u32, to: u32) -> Option<Number> {
        self.number(at).filter(|n| n.value >= from && n.value <= to)
    }

    /// The place after the marks of footnotes (1985①年, 1985[3]年).
    pub(super) fn skip_note(&self, at: usize) -> usize {
        let mut end = at;
        while matches!(self.glyph(end), '①'..='⑳' | '㉑'..='㉟') {
            end += 1;
        }
        if self.glyph(end) == '['
            && let Some(number) = self.number_in(end + 1, 1, 999)
            && self.glyph(number.end) == ']'
        {
            return number.end + 1;
        }
        end
    }

    /// Whether a clause begins at a place: at the beginning, after a stop, a bracket or a quotation mark.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        is_boundary(self.before(at))
    }

    /// Whether a date may well begin at a place: where a clause begins, or after a preposition.
    pub(super) fn begins_phrase(&self, at: usize) -> bool {
        let before = self.before(at);
        is_boundary(before)
            || matches!(
                before,
                '于' | '在' | '自' | '从' | '至' | '到' | '由' | '即' | '和' | '与' | '及' | '为' | '比' | '较'
            )
    }

    /// What stands at a place.
    pub(super) fn point(&self, at: usize) -> Outcome {
        let mut best: Option<Found> = None;
        for (length, word) in self.lexicon.words(&self.glyphs[at..]) {
            if word == Word::Trap && best.is_none_or(|best| best.end < at + length) {
                return Outcome::Skip(at + length);
            }
            if best.is_some_and(|best| best.end > at + length) && !matches!(word, Word::Realm(_)) {
                break;
            }
            // 东汉 is a period and also begins 东汉建武元年: the longer reading.
            if let Some(found) = self.word(at, at + length, word)
                && best.is_none_or(|best| found.end > best.end)
            {
                best = Some(found);
            }
        }
        if let Some(found) = best {
            return Outcome::Found(found);
        }
        let found = match self.glyph(at) {
            'Q' => self.bare_part(at),
            c if c.is_ascii_alphabetic() => self.english(at).or_else(|| self.number_led(at)),
            c if c.is_ascii_digit()
                || super::number::digit(c).is_some()
                || matches!(c, '十' | '百' | '千' | '廿' | '卅') =>
            {
                self.named_date(at).or_else(|| self.number_led(at))
            }
            '“' => self.named_date(at),
            '\'' | '’' => self.short_year(at),
            _ => self.phrase(at),
        };
        found.map_or(Outcome::Nothing, Outcome::Found)
    }

    /// An expression that begins with a word of the lexicon; `end` is the place after it.
    fn word(&self, at: usize, end: usize, word: Word) -> Option<Found> {
        match word {
            Word::Year(count) => {
                if !self.is_free_relative(at) {
                    return None;
                }
                if matches!(self.glyph(end), '轻' | '龄' | '纪' | '幼' | '级' | '代') {
                    return None;
                }
                let dated = Dated { year: Year::Counted(count), ..Dated::default() };
                self.after_year(end, dated, "relative-year")
            }
            Word::Month(count) => {
                let dated = Dated { inner: Inner::MonthCounted(count), ..Dated::default() };
                let (dated, end) = self.after_month(end, dated);
                Found::new(Said::Date(dated), end, "relative-month")
            }
            Word::Day(count) => self.relative_day(at, end, count),
            Word::Week(plus) => self.week(at, end, plus),
            Word::Century(plus) => self.after_century(end, super::said::Century::Counted(plus)),
            Word::Vague(place) => self.vague(at, end, place),
            Word::Period(period) => {
                let (part, end) = self.decade_part(end).unwrap_or((Part::Whole, end));
                Found::new(Said::Period { period, part }, end, "period")
            }
            Word::Dynasty(period) => self.dynasty(at, end, period),
            Word::Realm(realm) => self.realm(end, realm),
            Word::Era { first, count, wary } => {
                let found = self.era(end, first, count, None);
                found.filter(|found| !wary || self.begins_phrase(at) && matches!(found.said, Said::Date(_)))
            }
            Word::Trap | Word::Feast(_) => None,
        }
    }

    /// Whether 这一年, 那天, 第二年, 来年 speak of the date told last: not where the words before them say which (高考那一天,
    /// 连续第三年, 十来年).
    fn is_free_relative(&self, at: usize) -> bool {
        let before = self.before(at);
        match self.glyph(at) {
            '这' | '那' => is_boundary(before) || matches!(before, '在' | '到' | '从' | '就' | '是' | '而' | '但'),
            '第' => !matches!(before, '续' | '争' | '任' | '期' | '史' | '学' | '婚' | '的'),
            '来' => {
                !matches!(before, '十' | '百' | '多' | '几' | '近' | '年') && super::number::digit(before).is_none()
            }
            '上' => !matches!(before, '配' | '送' | '贴' | '加' | '以' | '过' | '赶'),
            '头' => is_boundary(before),
            '明' => {
                !matches!(before, '文' | '声' | '说' | '证' | '透' | '发' | '光' | '探' | '查' | '表' | '标' | '注')
            }
            '今' => before != '而' || !matches!(self.glyph(at + 2), '近' | '逾' | '过' | '已' | '届'),
            '前' => !matches!(before, '以' | '之' | '此' | '目' | '提' | '空' | '从'),
            _ => true,
        }
    }

    fn relative_day(&self, at: usize, end: usize, count: Count) -> Option<Found> {
        if !self.is_free_relative(at) {
            return None;
        }
        // 今天的水平, 即今日某地: the present, no day.
        let present = matches!(self.glyph(end), '的' | '之') || matches!(self.before(at), '是' | '即' | '为');
        if present && self.any(at, &["今天", "今日"]).is_some() {
            return Found::new(Said::Vague, end, "vague");
        }
        let dated = Dated { day: Day::Counted(count), ..Dated::default() };
        Found::new(Said::Date(dated), end, "relative-day")
    }

    /// Expressions that begin neither with a number nor with a word of the lexicon.
    fn phrase(&self, at: usize) -> Option<Found> {
        match self.glyph(at) {
            '公' | '西' | '前' => self.christian_era(at).or_else(|| self.bare_part(at)),
            '农' | '阴' | '旧' | '夏' | '阳' if self.calendar_name(at).is_some() => self.in_calendar(at),
            '正' | '腊' | '闰' | '冬' | '元' if self.lunar_month(at).is_some() => self.month_led(at),
            '初' if self.lunar_day(at).is_some() => self.lunar_day_led(at),
            '世' => self.bare_century_part(at),
            '周' | '星' | '礼' => self.weekday_led(at),
            '此' | '其' | '之' | '随' | '接' => self.counted_from_text(at),
            '近' | '过' | '未' | '今' | '最' => self.vague_stretch(at),
            '几' | '数' | '半' => None,
            '甲' | '乙' | '丙' | '丁' | '戊' | '己' | '庚' | '辛' | '壬' | '癸' => self.cycle_led(at),
            '年' | '月' | '上' | '中' | '下' | '第' | '首' | '头' | '岁' | '春' | '夏' | '秋' | '冬' | '入' | '早'
            | '仲' | '暮' | '盛' | '深' | '晚' | '严' | '寒' | '隆' | '金' | '当' => self.bare_part(at),
            _ => None,
        }
    }
}

/// Whether a glyph is where something ends, so that an expression may begin after it.
pub(super) fn is_boundary(c: char) -> bool {
    c == '\n'
        || c == ' '
        || matches!(
            c,
            '，' | '。'
                | '、'
                | '；'
                | ';'
                | '：'
                | ':'
                | '！'
                | '？'
                | '!'
                | '?'
                | '（'
                | '）'
                | '“'
                | '”'
                | '「'
                | '」'
                | '『'
                | '』'
                | '《'
                | '》'
                | '【'
                | '】'
                | '['
                | ']'
                | '—'
                | '…'
                | '·'
                | '▲'
                | '■'
                | '◆'
                | '*'
                | '|'
        )
}
