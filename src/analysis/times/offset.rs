//! Spans of time that count from a date: 五年后, 此前两年, 近三年来; and the vague ones of no stated length.

use super::lexicon::Where;
use super::number::{Number, digit};
use super::reader::{Found, Reader, is_boundary};
use super::said::{Count, Dated, Day, From, Inner, Said, Unit, Year};

/// What may follow a week or a day of it; any other character may be the second one of a name (周一良).
const AFTER_WEEK: &str = "上下午晚凌清早深中傍夜的在举发宣公表抵起开结将内有召前后末初以说会就由从和与及我全各";
const AFTER: [&str; 3] = ["之后", "以后", "后"];
const BEFORE: [&str; 3] = ["之前", "以前", "前"];

impl Reader<'_> {
    /// A number with a unit and 后 or 前: 三年后, 两个月前, 十天以后, 半个世纪后.
    pub(super) fn offset(&self, at: usize, number: Number) -> Option<Found> {
        if self.joined_left(at)
            || matches!(self.before(at), '第' | '每' | '十' | '百' | '千' | '满' | '足')
            || digit(self.before(at)).is_some()
        {
            return None;
        }
        let about = matches!(self.glyph(number.end), '多' | '余' | '几' | '万' | '亿' | '来');
        let from = self.skip_large(number.end);
        let (unit, end) = self.unit(from)?;
        if let Some((months, end)) = self.years_and_months(number, unit, end).filter(|_| !about) {
            let (sign, end) = self.direction(end)?;
            let said = Said::Offset { plus: sign * months, unit: Unit::Month, from: None, through: false };
            return Found::new(said, end, "offset");
        }
        let more = matches!(self.glyph(end), '多' | '余' | '半');
        let end = if more { end + 1 } else { end };
        // 三十年来, 十多年来: of a known length, but the day from which it counts back is not said.
        if let Some(end) = self
            .any(end, &["以来", "来"])
            .filter(|&end| unit != Unit::Day && !matches!(self.glyph(end), '的' | '访' | '华' | '自'))
        {
            return Found::new(Said::Vague, end, "vague");
        }
        let (sign, end) = self.direction(end)?;
        if about || more || number.value > 300 {
            return Found::new(Said::Vague, end, "vague");
        }
        // 100年前后 is no point before another.
        if matches!(self.glyph(end), '后' | '夕') && sign < 0 || number.value == 0 {
            return None;
        }
        // 十二年后的7月, 三年后春天: the year is counted, the rest is said.
        if sign > 0 && unit == Unit::Year && number.value <= 120 {
            let count = Count { from: From::Text, plus: number.value as i8 };
            let (dated, after) = self.inside_year(end, Dated { year: Year::Counted(count), ..Dated::default() });
            if dated.inner != Inner::Whole {
                return Found::new(Said::Date(dated), after, "offset");
            }
        }
        let said = Said::Offset { plus: sign * number.value as i32, unit, from: None, through: false };
        Found::new(said, end, "offset")
    }

    /// The months behind a number of years (两年零八个月, 三年又两个月): all months, and the place after them.
    fn years_and_months(&self, years: Number, unit: Unit, at: usize) -> Option<(i32, usize)> {
        let from = if matches!(self.glyph(at), '又' | '另') { at + 1 } else { at };
        let months = self.number_in(from, 1, 11).filter(|_| unit == Unit::Year && years.value <= 120)?;
        let end = self.text(months.end, "个月")?;
        Some((years.value as i32 * 12 + months.value as i32, end))
    }

    fn skip_large(&self, at: usize) -> usize {
        let mut end = at;
        while matches!(self.glyph(end), '多' | '余' | '几' | '万' | '亿' | '来' | '百' | '十') {
            end += 1;
        }
        end
    }

    /// The unit of a count of years, months, weeks, days or centuries.
    fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let units = [
            (Unit::Century, ["个多世纪", "个世纪"].as_slice()),
            (Unit::Month, &["个多月", "个半月", "个月"]),
            (Unit::Week, &["个星期", "个礼拜", "星期", "周"]),
            (Unit::Day, &["天", "日", "昼夜"]),
            (Unit::Year, &["个年头", "周年", "年", "载"]),
        ];
        let (unit, end) = units.iter().find_map(|(unit, texts)| Some((*unit, self.any(at, texts)?)))?;
        (self.text(at, "周年").is_none()).then_some((unit, end))
    }

    fn direction(&self, at: usize) -> Option<(i32, usize)> {
        if let Some(end) = self.any(at, &AFTER) {
            // 五年后期, 三天后勤: another word.
            return (!matches!(self.glyph(end), '期' | '勤' | '者' | '备')).then_some((1, end));
        }
        let end = self.any(at, &BEFORE)?;
        (!matches!(self.glyph(end), '期' | '线' | '者' | '列' | '沿')).then_some((-1, end))
    }

    /// 此后五年, 此前两年, 其后三个月: so many units after or before what was told last.
    pub(super) fn counted_from_text(&self, at: usize) -> Option<Found> {
        let starts = [
            (
                1,
                ["接下来的", "接下来", "此后的", "随后的", "之后的", "其后的", "此后", "其后", "随后", "之后"]
                    .as_slice(),
            ),
            (-1, &["此前的", "之前的", "此前", "在此之前", "之前"]),
        ];
        let (sign, from) = starts.iter().find_map(|(sign, texts)| Some((*sign, self.any(at, texts)?)))?;
        let number = self.number_in(from, 1, 300)?;
        let (unit, end) = self.unit(number.end)?;
        if matches!(self.glyph(end), '多' | '余') {
            return Found::new(Said::Vague, end + 1, "vague");
        }
        let end = self.any(end, &["之内", "以来", "间", "里", "内", "来", "中"]).unwrap_or(end);
        let said = Said::Offset { plus: sign * number.value as i32, unit, from: Some(From::Text), through: sign > 0 };
        Found::new(said, end, "offset-from-text")
    }

    /// 近三年来, 过去十年, 未来五年, 今后二十年, 最近一个月: of a known length, but from no known day.
    pub(super) fn vague_stretch(&self, at: usize) -> Option<Found> {
        let from = self.any(at, &["过去的", "过去", "最近的", "最近", "未来的", "未来", "今后的", "今后", "近"])?;
        if self.before(at) == '接' || self.before(at) == '附' {
            return None;
        }
        let number = self.glyph(from);
        let counted = if matches!(number, '几' | '数' | '十')
            && !matches!(self.glyph(from + 1), '几' | '多' | '余' | '年' | '个' | '十')
        {
            return None;
        } else if matches!(number, '几' | '数') {
            from + 1
        } else {
            self.number(from)?.end
        };
        let counted = self.skip_large(counted);
        let (unit, end) = self.unit(counted)?;
        if unit == Unit::Day && self.glyph(counted) == '日' && self.glyph(from).is_ascii_digit() {
            return None;
        }
        let end = self.any(end, &["以来", "之内", "来", "间", "里", "内", "中"]).unwrap_or(end);
        // 近三年的 counts; 近1994年 does not.
        let year = unit == Unit::Year && self.number(from).is_some_and(|n| n.value >= 1000 && n.places == 4);
        if year { None } else { Found::new(Said::Vague, end, "vague") }
    }

    /// A word that is found and never placed, where it speaks of time.
    pub(super) fn vague(&self, at: usize, end: usize, place: Where) -> Option<Found> {
        let next = self.glyph(end);
        // 从前312年: 前 belongs to the year.
        let dated = self.before(end) == '前' && self.christian_era(end - 1).is_some();
        if dated {
            return None;
        }
        // 此前一年, 最近三年: the word with its count is the longer reading.
        let counted = self.counted_from_text(at).or_else(|| self.vague_stretch(at));
        if let Some(counted) = counted.filter(|counted| counted.end > end) {
            return Some(counted);
        }
        let before = self.before(at);
        let counted = before.is_ascii_digit()
            || digit(before).is_some()
            || matches!(before, '十' | '百' | '千' | '几' | '数' | '多' | '余');
        let fits = match place {
            // 十多年来 counts: the number before it belongs to it.
            Where::Anywhere => !(counted && matches!(self.glyph(at), '多' | '几' | '数' | '十' | '百' | '千' | '半')),
            Where::NotCounted => !counted && !matches!(before, '今' | '明' | '近' | '期' | '节' | '假' | '生'),
            Where::Clause => self.begins_clause(at) && !matches!(next, '的' | '了' | '、'),
            Where::Phrase => self.begins_phrase(at),
            Where::Free => next == '，' || matches!(self.before(at), '\n' | '。'),
            Where::BeforeNoun => next != '的' && next != '距' && !matches!(self.before(at), '离' | '距'),
        };
        if fits { Found::new(Said::Vague, end, "vague") } else { None }
    }

    /// 上周三, 本周: from the day of publication.
    pub(super) fn week(&self, at: usize, end: usize, plus: i8) -> Option<Found> {
        // 留下周…, 一下周…: a family name after a verb.
        if matches!(self.before(at), '一' | '留' | '乡' | '门' | '早') {
            return None;
        }
        if matches!(self.glyph(end), '末') {
            let dated = Dated { day: Day::Week { plus: Some(plus), day: Some(6) }, ..Dated::default() };
            return Found::new(Said::Date(dated), end + 1, "week");
        }
        let (day, end) = match self.weekday(end) {
            Some((day, end)) => (Some(day), end),
            None => (None, end),
        };
        if day.is_none() && crate::text::is_han(self.glyph(end)) && !AFTER_WEEK.contains(self.glyph(end)) {
            return None;
        }
        let dated = Dated { day: Day::Week { plus: Some(plus), day }, ..Dated::default() };
        Found::new(Said::Date(dated), end, "week")
    }

    /// 周三, 星期五.
    pub(super) fn weekday_led(&self, at: usize) -> Option<Found> {
        let from = self.any(at, &["星期", "礼拜", "周"])?;
        let (day, end) = self.weekday(from)?;
        let next = self.glyph(end);
        let noun = crate::text::is_han(next) && !AFTER_WEEK.contains(next) || next == '—' || self.before(at) == '、';

        if noun || !is_boundary(self.before(at)) && !matches!(self.before(at), '于' | '在' | '定') {
            return None;
        }
        let dated = Dated { day: Day::Week { plus: None, day: Some(day) }, ..Dated::default() };
        Found::new(Said::Date(dated), end, "week")
    }

    fn weekday(&self, at: usize) -> Option<(u8, usize)> {
        let day = match self.glyph(at) {
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '日' | '天' => 7,
            _ => return None,
        };
        Some((day, at + 1))
    }
}
