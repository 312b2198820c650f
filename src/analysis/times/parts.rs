//! The parts of years, months, decades: 初, 中期, 底, 上半年, 第三季度, 下旬, 春.

use super::lexicon::Word;
use super::reader::{Found, Reader};
use super::said::{Count, Dated, Day, From, Inner, Part, Said};

/// Characters that make 初 the beginning of another word (初次, 初步).
const NOT_EARLY: &str = "次步级始衷审选赛恋婚犯稿版创诊筛值";
/// Characters that make 底 the beginning of another word (底线, 底特律).
const NOT_LATE: &str = "线层特气蕴部片色牌格盘薪稿价";
/// Characters that make 末 the beginning of another word.
const NOT_END: &str = "班端尾梢流世代日";
/// After 中 alone, what shows that it is a part of the time and not the beginning of 中国, 中央, 中美.
const AFTER_MIDDLE: &str = "，。；、：）”\n ";

impl Reader<'_> {
    /// A part of a decade, century or period.
    pub(super) fn decade_part(&self, at: usize) -> Option<(Part, usize)> {
        let at = if self.glyph(at) == '的'
            && matches!(self.glyph(at + 1), '初' | '末' | '中' | '前' | '后' | '早' | '晚')
        {
            at + 1
        } else {
            at
        };
        let found = [
            (Part::FirstHalf, ["前半期", "上半期", "前半段", "前半叶"].as_slice()),
            (Part::FirstHalf, &["上半叶", "前中期", "前半"]),
            (
                Part::SecondHalf,
                &["后半期", "下半期", "后半段", "后半叶", "下半叶", "中后期", "中晚期", "中末期", "后半"],
            ),
            (Part::Early, &["之初", "伊始", "初期", "初年", "初叶"]),
            (Part::Opening, &["早期", "前期"]),
            (Part::Late, &["之末", "末期", "末年", "末叶"]),
            (Part::Closing, &["晚期", "后期"]),
            (Part::Middle, &["中期"]),
            (Part::AboutMiddle, &["中叶"]),
        ];
        for (part, texts) in found {
            if let Some(end) = self.any(at, texts) {
                return Some((part, end));
            }
        }
        self.short_part(at)
    }

    /// 初, 末, 底 by themselves.
    fn short_part(&self, at: usize) -> Option<(Part, usize)> {
        let next = self.glyph(at + 1);
        let part = match self.glyph(at) {
            // 初中 is a school, but not in 60年代初中苏关系.
            '初' if next == '中' && !"期生学毕时教部老课文".contains(self.glyph(at + 2)) => Part::Early,
            // 70年代初一度: no first day, as that of a month would be.
            '初' if self.before(at) == '代' && "一二三四五六七八九十".contains(next) => Part::Early,
            '初' if !NOT_EARLY.contains(next) && !"春夏秋冬一二三四五六七八九十中".contains(next) => {
                Part::Early
            }
            '末' if !NOT_END.contains(next) => Part::Late,
            '底' if !NOT_LATE.contains(next) => Part::Late,
            _ => return None,
        };
        Some((part, at + 1))
    }

    /// Whatever may follow a year: month and day, quarter, half, season, part; the rule is that of the year unless
    /// more was said.
    pub(super) fn after_year(&self, at: usize, dated: Dated, rule: &'static str) -> Option<Found> {
        let (dated, end) = self.inside_year(at, dated);
        Found::new(Said::Date(dated), end, rule)
    }

    /// Reads what follows a year; gives back the date and the place after it.
    pub(super) fn inside_year(&self, at: usize, dated: Dated) -> (Dated, usize) {
        let from = if self.glyph(at) == '的' && (self.month(at + 1).is_some() || self.inner(at + 1).is_some()) {
            at + 1
        } else {
            at
        };
        if let Some((inner, lunar, end)) = self.month(from) {
            return self.after_month(end, Dated { inner, lunar: dated.lunar || lunar, ..dated });
        }
        if let Some((inner, end)) = self.inner(from) {
            let (part, end) = match inner {
                Inner::Season(_) | Inner::Quarter(_) | Inner::Half(_) => {
                    self.short_part(end).unwrap_or((Part::Whole, end))
                }
                _ => (Part::Whole, end),
            };
            return (Dated { inner, part, ..dated }, end);
        }
        if let Some((feast, end)) = self.feast(at) {
            return (Dated { inner: feast, ..dated }, end);
        }
        if let Some((part, end)) = self.year_part(at) {
            return (Dated { part, ..dated }, end);
        }
        (dated, at)
    }

    fn feast(&self, at: usize) -> Option<(Inner, usize)> {
        self.lexicon.words(&self.glyphs[at.min(self.glyphs.len())..]).find_map(|(length, word)| match word {
            Word::Feast(feast) => Some((Inner::Feast(feast), at + length)),
            _ => None,
        })
    }

    /// 初, 底, 年初, 岁末 after a year.
    fn year_part(&self, at: usize) -> Option<(Part, usize)> {
        // 年初一 is the first day of the year, not its beginning.
        if self.glyph(at + 1) == '初' && super::number::digit(self.glyph(at + 2)).is_some() {
            return None;
        }
        let found = [
            (Part::Early, ["年初", "岁初", "之初", "伊始", "初期", "开年"].as_slice()),
            (Part::Late, &["年底", "年末", "年终", "岁末", "岁尾", "岁暮", "年尾", "末期", "之末"]),
            (Part::Middle, &["年中", "中期"]),
            (Part::Opening, &["前期", "早期"]),
            (Part::Closing, &["后期", "晚期"]),
        ];
        for (part, texts) in found {
            if let Some(end) = self.any(at, texts) {
                return Some((part, end));
            }
        }
        self.short_part(at)
    }

    /// Quarter, half or season.
    pub(super) fn inner(&self, at: usize) -> Option<(Inner, usize)> {
        self.half(at).or_else(|| self.quarter(at)).or_else(|| self.season(at)).or_else(|| self.first_months(at))
    }

    fn half(&self, at: usize) -> Option<(Inner, usize)> {
        if let Some(end) = self.any(at, &["上半年", "前半年", "头半年"]) {
            return Some((Inner::Half(1), end));
        }
        self.any(at, &["下半年", "后半年"]).map(|end| (Inner::Half(2), end))
    }

    /// 第三季度, 三季度, 前三季度, 首季, Q3, 3季度.
    fn quarter(&self, at: usize) -> Option<(Inner, usize)> {
        if let Some(end) = self.any(at, &["首季度", "首季"]) {
            return Some((Inner::Quarter(1), end));
        }
        if self.glyph(at) == 'Q' {
            let number =
                self.number_in(at + 1, 1, 4).filter(|n| n.places == 1 && !self.glyph(n.end).is_ascii_alphanumeric())?;
            return Some((Inner::Quarter(number.value as u8), number.end));
        }
        let first = matches!(self.glyph(at), '前' | '头');
        let from = if first || self.glyph(at) == '第' { at + 1 } else { at };
        let number = self.number_in(from, 1, 4)?;
        let from = if self.glyph(number.end) == '个' { number.end + 1 } else { number.end };
        let end = self
            .text(from, "季度")
            .or_else(|| if first || from != number.end { None } else { self.text(from, "季") })?;
        let number = number.value as u8;
        Some((if first { Inner::FirstQuarters(number) } else { Inner::Quarter(number) }, end))
    }

    /// 前7个月, 头两个月, 前11月.
    fn first_months(&self, at: usize) -> Option<(Inner, usize)> {
        if !matches!(self.glyph(at), '前' | '头') {
            return None;
        }
        let number = self.number_in(at + 1, 1, 12)?;
        let end = self.any(number.end, &["个月", "月"])?;
        Some((Inner::FirstMonths(number.value as u8), end))
    }

    /// 春, 夏天, 秋季, 初冬, 春夏之交.
    pub(super) fn season(&self, at: usize) -> Option<(Inner, usize)> {
        let turns = ["冬春之交", "春夏之交", "夏秋之交", "秋冬之交"];
        if let Some(turn) = turns.iter().position(|text| self.text(at, text).is_some()) {
            return Some((Inner::SeasonTurn(turn as u8), at + 4));
        }
        let from =
            if matches!(self.glyph(at), '初' | '早' | '仲' | '暮' | '盛' | '深' | '晚' | '严' | '隆' | '金' | '入')
            {
                at + 1
            } else {
                at
            };
        let (season, not) = match self.glyph(from) {
            '春' => (1, "晚运节耕秋兰笋雷联意风光游色晖秧播城申华夏"),
            '夏' => (2, "令威粮收商朝普娃洛时至津目代尔"),
            '秋' => (3, "收审瑾闱菊波千田白粮"),
            '冬' => (4, "奥运训令泳眠至残枣麦"),
            _ => return None,
        };
        let next = self.glyph(from + 1);
        if matches!(next, '季' | '天') {
            return Some((Inner::Season(season), from + 2));
        }
        if next == '之' && matches!(self.glyph(from + 2), '初' | '末') {
            return Some((Inner::Season(season), from + 3));
        }
        (!not.contains(next)).then_some((Inner::Season(season), from + 1))
    }

    /// 3月, 三月份, 正月, 闰六月, 同月; whether 农历 stands before it.
    pub(super) fn month(&self, at: usize) -> Option<(Inner, bool, usize)> {
        if let Some(from) = self.calendar_name(at) {
            let (inner, _, end) = self.month(from.1)?;
            return Some((inner, from.0, end));
        }
        if let Some((inner, end)) = self.lunar_month(at) {
            return Some((inner, false, end));
        }
        if let Some(end) = self.any(at, &["同月", "当月", "该月"]) {
            return Some((Inner::MonthCounted(Count { from: From::Text, plus: 0 }), false, end));
        }
        if let Some((number, end)) = self.pair_before(at, "月") {
            return Some((Inner::Month { number, han: true }, false, end));
        }
        let number = self.number_in(at, 1, 12)?;
        if self.unit_follows(number, 12, &["月"]) {
            return Some((Inner::Month { number: number.value as u8, han: number.is_han() }, false, number.end));
        }
        let end = self.skip_note(number.end);
        let end = self.text(end, "月")?;
        let end = if self.glyph(end) == '份' { end + 1 } else { end };
        Some((Inner::Month { number: number.value as u8, han: number.is_han() }, false, end))
    }

    /// Reads what follows a month: a day, ten days, a part.
    pub(super) fn after_month(&self, at: usize, dated: Dated) -> (Dated, usize) {
        // A month whose unit follows a second number (3—5月) has no day.
        let unitless = matches!(dated.inner, Inner::Month { .. }) && !matches!(self.before(at), '月' | '份');
        if unitless {
            return (dated, at);
        }
        if let Some((day, end)) = self.day(at, &dated) {
            return (Dated { day, ..dated }, end);
        }
        if let Some(end) = self.any(at, &["中下旬"]) {
            return (Dated { part: Part::SecondHalf, ..dated }, end);
        }
        if let Some(end) = self.any(at, &["上中旬"]) {
            return (Dated { part: Part::FirstHalf, ..dated }, end);
        }
        let ten = [(1, "上旬"), (2, "中旬"), (3, "下旬"), (1, "初旬")];
        if let Some((ten, end)) = ten.iter().find_map(|(ten, text)| Some((*ten, self.text(at, text)?))) {
            return (Dated { day: Day::TenDays(ten), ..dated }, end);
        }
        let whole = [
            (Part::Early, "月初"),
            (Part::Late, "月底"),
            (Part::Late, "月末"),
            (Part::FirstHalf, "上半月"),
            (Part::SecondHalf, "下半月"),
        ];
        if let Some((part, end)) = whole.iter().find_map(|(part, text)| Some((*part, self.text(at, text)?))) {
            return (Dated { part, ..dated }, end);
        }
        // 10月中，: the middle of the month. After a year or decade 中 means within it.
        if self.glyph(at) == '中' && AFTER_MIDDLE.contains(self.glyph(at + 1)) {
            return (Dated { part: Part::Middle, ..dated }, at + 1);
        }
        match self.short_part(at) {
            Some((part, end)) => (Dated { part, ..dated }, end),
            None => (dated, at),
        }
    }

    /// 12日, 十二日, 5号, 初十, 廿三日, and 十五 alone in a lunar month.
    fn day(&self, at: usize, dated: &Dated) -> Option<(Day, usize)> {
        let at = if self.glyph(at) == '的' && self.number_in(at + 1, 1, 31).is_some() { at + 1 } else { at };
        if let Some((day, end)) = self.lunar_day(at) {
            return Some((Day::Lunar(day), end));
        }
        let number = self.number_in(at, 1, 31)?;
        let end = self.skip_note(number.end);
        if matches!(self.glyph(end), '日' | '号') {
            return Some((Day::Number(number.value as u8), end + 1));
        }
        if self.unit_follows(number, 31, &["日", "号"]) {
            return Some((Day::Number(number.value as u8), number.end));
        }
        let lunar = dated.lunar || matches!(dated.inner, Inner::LunarMonth { .. });
        let unit = matches!(self.glyph(end), '年' | '月' | '个' | '世' | '人' | '万' | '多');
        (lunar && number.is_han() && number.value > 10 && !unit).then_some((Day::Lunar(number.value as u8), end))
    }

    /// Halves, quarters, seasons, 年底 and 月初 without their year or month.
    pub(super) fn bare_part(&self, at: usize) -> Option<Found> {
        if let Some((inner, end)) = self.half(at).or_else(|| self.quarter(at)) {
            // 四季, 首季 and the like are no quarters by themselves.
            if matches!(inner, Inner::Quarter(_) | Inner::FirstQuarters(_))
                && self.before(end) != '度'
                && self.glyph(at) != 'Q'
            {
                return None;
            }

            let (part, end) = self.short_part(end).unwrap_or((Part::Whole, end));
            return Found::new(Said::Date(Dated { inner, part, ..Dated::default() }), end, "part-of-year");
        }
        let ten = [(1, "上旬"), (2, "中旬"), (3, "下旬")];
        if let Some((ten, end)) = ten.iter().find_map(|(ten, text)| Some((*ten, self.text(at, text)?))) {
            return Found::new(Said::Date(Dated { day: Day::TenDays(ten), ..Dated::default() }), end, "part-of-month");
        }
        match self.glyph(at) {
            '年' | '岁' | '月' if !self.begins_phrase(at) => None,
            '年' | '岁' => {
                let (part, end) = self.year_part(at).filter(|_| matches!(self.glyph(at), '年' | '岁'))?;
                if matches!(self.glyph(end), '奖' | '无' | '会') {
                    return None;
                }
                Found::new(Said::Date(Dated { part, ..Dated::default() }), end, "part-of-year")
            }
            '月' => {
                let count = Count { from: From::Text, plus: 0 };
                let dated = Dated { inner: Inner::MonthCounted(count), ..Dated::default() };
                let found = [(Part::Early, "月初"), (Part::Late, "月底"), (Part::Late, "月末"), (Part::Middle, "月中")];
                let (part, end) = found.iter().find_map(|(part, text)| Some((*part, self.text(at, text)?)))?;
                Found::new(Said::Date(Dated { part, ..dated }), end, "part-of-month")
            }
            _ => self.bare_season(at),
        }
    }

    /// A season by itself speaks of a definite one only as an adverb at the beginning of a clause.
    fn bare_season(&self, at: usize) -> Option<Found> {
        if !self.begins_clause(at) {
            return None;
        }
        let (inner, end) = self.season(at)?;
        let long = end > at + 1;
        let noun = matches!(self.glyph(end), '的' | '、' | '和' | '是' | '里' | '来') || self.before(at) == '、';
        let found = Found::new(Said::Date(Dated { inner, ..Dated::default() }), end, "bare-season");
        found.filter(|_| long && !noun)
    }
}
