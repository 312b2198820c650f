//! Expressions that begin with a number: years, months, days, and the number of a duration that is none.

use super::number::{Number, Style, digit};
use super::reader::{Found, Reader, is_boundary};
use super::said::{Century, Dated, Day, Inner, Part, Said, Year};

/// What follows 年 when the years are counted and not dated.
const COUNTED: [&str; 12] = ["来", "多", "余", "历史", "的历史", "之久", "文明", "以上", "左右的", "有余", "制", "期"];
/// What stands before 年 or its number when the years are counted.
const COUNTING: &str = "第每近约达共仅有过了满逾超差距历时用需要着隔";

impl Reader<'_> {
    /// What begins with a number.
    pub(super) fn number_led(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.decades(at) {
            return Some(found);
        }
        let number = self.number(at)?;
        let unit = self.skip_note(number.end);
        // The tail of a longer number (三百六十五日) is none, but for the second month of 三四月.
        let before = self.before(at);
        let tail = digit(before).is_some() || matches!(before, '十' | '百' | '千' | '万' | '亿');
        if number.is_han() && tail && !(at > 0 && self.pair_before(at - 1, "月").is_some()) {
            return None;
        }
        if let Some(found) = self.unitless(at, number) {
            return Some(found);
        }
        match self.glyph(unit) {
            '世' if self.glyph(unit + 1) == '纪' => self.century(at, number),
            '年' => self.year_led(at, unit, number),
            '月' => self.month_led(at),
            '日' | '号' => self.day_led(at, unit, number),
            '季' => self.bare_part(at),
            '财' | '学' => self.special_year(at, unit, number),
            'Q' if number.style == Style::Digits && number.places == 4 => {
                let dated = Dated { year: Year::Number(number.value as i32), ..Dated::default() };
                self.inner(unit).and_then(|_| self.after_year(unit, dated, "quarter"))
            }
            '个' | '天' | '周' | '星' | '多' | '余' | '几' | '万' | '亿' | '载' => self.offset(at, number),
            '.' | '-' | '/' | '—' | '·' if number.style == Style::Digits => {
                self.numeric_date(at, number).or_else(|| self.bare_year(at, number))
            }
            's' if number.style == Style::Digits => self.english_decade(number),
            _ if number.style == Style::Digits => {
                let found = self.numeric_date(at, number).or_else(|| self.english_day_led(at, number));
                found.or_else(|| self.bare_year(at, number))
            }
            _ => None,
        }
    }

    /// The first number of a pair whose unit follows the second: 3—5月, 10至12日, 18—19世纪, 三四月.
    fn unitless(&self, at: usize, number: Number) -> Option<Found> {
        if self.joined_left(at) || matches!(self.before(at), '第' | '每') || digit(self.before(at)).is_some() {
            return None;
        }
        if let Some((first, end)) = self.pair_before(at, "月") {
            let inner = Inner::Month { number: first, han: true };
            return Found::new(Said::Date(Dated { inner, ..Dated::default() }), end, "unitless-month");
        }
        if number.value == 0 || number.value > 31 {
            return None;
        }
        let value = number.value as u8;
        if self.unit_follows(number, 12, &["月"]) {
            let inner = Inner::Month { number: value, han: number.is_han() };
            return Found::new(Said::Date(Dated { inner, ..Dated::default() }), number.end, "unitless-month");
        }
        if self.unit_follows(number, 31, &["日"]) {
            // 于16至19日后孵化: days counted.
            let unit = (number.end..number.end + 12).find(|&place| self.glyph(place) == '日');
            if unit.is_some_and(|unit| matches!(self.glyph(unit + 1), '后' | '内' | '龄' | '以' | '左' | '之')) {
                return None;
            }
            let dated = Dated { day: Day::Number(value), ..Dated::default() };
            return Found::new(Said::Date(dated), number.end, "unitless-day");
        }
        if self.unit_follows(number, 30, &["世纪"]) {
            let century = Century::Number(i32::from(value));
            return Found::new(Said::Century { century, part: Part::Whole }, number.end, "unitless-century");
        }
        let quarter = if self.before(at) == '第' { None } else { Some(Inner::Quarter(value)) };
        let inner = quarter.filter(|_| value <= 4 && self.unit_follows(number, 4, &["季度"]))?;
        Found::new(Said::Date(Dated { inner, ..Dated::default() }), number.end, "unitless-quarter")
    }

    /// Two neighbouring Han digits written together before a unit (三四月): the first, and the place after it.
    pub(super) fn pair_before(&self, at: usize, unit: &str) -> Option<(u8, usize)> {
        let first = digit(self.glyph(at)).filter(|&d| d >= 1)?;
        let second = digit(self.glyph(at + 1))?;
        let pair = second == first + 1 && self.text(at + 2, unit).is_some();
        pair.then_some((first as u8, at + 1))
    }

    /// Whether a number is followed by a sign of a range or list, a greater number, and one of the units.
    pub(super) fn unit_follows(&self, number: Number, most: u32, units: &[&str]) -> bool {
        let mut from = number.end;
        let list = self.glyph(from) == '、';
        match self.glyph(from) {
            '—' | '~' | '-' => {
                while matches!(self.glyph(from), '—' | '~' | '-') {
                    from += 1;
                }
            }
            '至' | '到' | '、' => from += 1,
            _ => return false,
        }
        let more = self.number_in(from, number.value + 1, most).filter(|more| more.is_han() == number.is_han());
        more.is_some_and(|more| {
            let next = list && self.glyph(more.end) == '、' && more.value == number.value + 1;
            self.any(self.skip_note(more.end), units).is_some() || next && self.unit_follows(more, most, units)
        })
    }

    /// A number before 年; `unit` is the place of 年.
    fn year_led(&self, at: usize, unit: usize, number: Number) -> Option<Found> {
        let end = unit + 1;
        if let Some(year) = self.calendar_year(at, end, number) {
            let end = if self.glyph(end) == '度' { end + 1 } else { end };
            let rule = if matches!(year, Year::Short(_)) { "short-year" } else { "year" };
            return self.after_year(end, Dated { year, ..Dated::default() }, rule);
        }
        if let Some(found) = self.offset(at, number) {
            return Some(found);
        }
        self.era_goes_on(at, end, number)
    }

    /// Which year of the calendar a number before 年 means, if it means one and not a duration.
    fn calendar_year(&self, at: usize, end: usize, number: Number) -> Option<Year> {
        if self.joined_left(at) {
            return None;
        }
        let value = number.value;
        let counted = COUNTED.iter().any(|text| self.text(end, text).is_some());
        match (number.style, number.places) {
            (Style::Digits | Style::HanDigits, 4) if (1000..=2200).contains(&value) => {
                // 1000年, 1200年: rather a count, unless it opens a phrase.
                let round = value.is_multiple_of(100) && value < 1800 && !self.begins_phrase(at);
                (!(counted && value.is_multiple_of(50) || round)).then_some(Year::Number(value as i32))
            }
            (Style::Digits | Style::HanDigits, 3) if value >= 100 => {
                let suffix =
                    counted || matches!(self.glyph(end), '后' | '前' | '间' | '的' | '以' | '之' | '内' | '里' | '时');
                // 相距450至500年: the end of a count.
                let count = matches!(self.before(at), '至' | '到' | '和' | '与')
                    && at >= 2
                    && self.glyph(at - 2).is_ascii_digit();
                let dated = self.begins_phrase(at) && !suffix && !count && !COUNTING.contains(self.before(at));
                (dated || self.month(end).is_some() && !COUNTING.contains(self.before(at)))
                    .then_some(Year::Number(value as i32))
            }
            (Style::Digits | Style::HanDigits, 2) => self.short_calendar_year(at, end, number),
            _ => None,
        }
    }

    /// 94年, 九四年: by what follows, or because it opens a phrase and cannot well be a duration.
    fn short_calendar_year(&self, at: usize, end: usize, number: Number) -> Option<Year> {
        let year = Year::Short(number.value as u8);
        let (tens, ones) = (number.value / 10, number.value % 10);
        if matches!(self.before(at), '第' | '每' | '近' | '约' | '达' | '前' | '后' | '这' | '那')
            || self.before(at).is_ascii_alphanumeric()
        {
            return None;
        }
        if self.month(end).is_some_and(|(inner, _, _)| matches!(inner, Inner::Month { .. })) {
            return Some(year);
        }
        let (after, _) = self.inside_year(end, Dated::default());
        if after != Dated::default() {
            return Some(year);
        }
        let follows = self.glyph(end);
        let duration = matches!(
            follows,
            '后' | '前'
                | '间'
                | '来'
                | '以'
                | '之'
                | '内'
                | '里'
                | '时'
                | '中'
                | '的'
                | '多'
                | '余'
                | '期'
                | '制'
                | '代'
                | '级'
                | '了'
        ) || COUNTED.iter().any(|text| self.text(end, text).is_some());
        let consecutive = number.style == Style::HanDigits && tens + 1 == ones;
        let plain = number.style == Style::HanDigits && tens >= 4
            || number.style == Style::Digits && (tens == 0 || tens >= 5) && ones != 0;
        (plain && !duration && !consecutive && self.begins_phrase(at)).then_some(year)
    }

    /// '94年, ’08.
    pub(super) fn short_year(&self, at: usize) -> Option<Found> {
        let number = self.number(at + 1).filter(|n| n.style == Style::Digits && n.places == 2)?;
        if self.glyph(number.end) != '年' || !is_boundary(self.before(at)) && self.before(at).is_ascii_alphanumeric() {
            return None;
        }
        let dated = Dated { year: Year::Short(number.value as u8), ..Dated::default() };
        self.after_year(number.end + 1, dated, "short-year")
    }

    /// Whether a number is the tail of a longer one, of a code or of a decimal.
    pub(super) fn joined_left(&self, at: usize) -> bool {
        let before = self.before(at);
        if before.is_ascii_alphanumeric() {
            return true;
        }
        let two_before = at.checked_sub(2).map_or('\n', |at| self.glyph(at));
        matches!(before, '.' | '，' | '-' | '/' | ':' | '#' | '%') && two_before.is_ascii_digit() && before != '，'
    }

    /// 2008财年, 2008财政年度, 2005学年.
    fn special_year(&self, _at: usize, unit: usize, number: Number) -> Option<Found> {
        if number.places != 4 || !(1800..=2200).contains(&number.value) {
            return None;
        }
        let year = Year::Number(number.value as i32);
        let (inner, end) = self.special_unit(unit)?;
        let rule = if inner == Inner::SchoolYear { "school-year" } else { "fiscal-year" };
        Found::new(Said::Date(Dated { year, inner, ..Dated::default() }), end, rule)
    }

    /// 财年, 财政年度, 学年, 学年度.
    pub(super) fn special_unit(&self, at: usize) -> Option<(Inner, usize)> {
        if let Some(end) = self.any(at, &["财政年度", "财年", "会计年度"]) {
            return Some((Inner::FiscalYear, end));
        }
        self.any(at, &["学年度", "学年"]).map(|end| (Inner::SchoolYear, end))
    }

    /// A month without its year: 3月12日, 十月底, 正月初五.
    pub(super) fn month_led(&self, at: usize) -> Option<Found> {
        let (inner, lunar, end) = self.month(at)?;
        if self.joined_left(at)
            || matches!(self.before(at), '第' | '个' | '每' | '两' | '这' | '那' | '整' | '满' | '近')
        {
            return None;
        }
        let plain = matches!(inner, Inner::Month { .. });
        let paired = at > 0 && self.pair_before(at - 1, "月").is_some();
        if plain && !paired && (self.before(at).is_ascii_digit() || digit(self.before(at)).is_some()) {
            return None;
        }
        let (dated, after) = self.after_month(end, Dated { inner, lunar, ..Dated::default() });
        if after == end && plain && self.month_is_name(end) {
            return None;
        }
        // 某公三年四月: the month of a year that cannot be read has none that may stand in for it.
        if self.follows_unread_year(at) {
            return Found::new(Said::Vague, after, "month");
        }
        let rule = if dated.day == Day::Whole { "month" } else { "month-day" };
        Found::new(Said::Date(dated), after, rule)
    }

    /// Whether a year in Han numerals stands right before a place.
    fn follows_unread_year(&self, at: usize) -> bool {
        let year = at.checked_sub(2).map_or('\n', |before| self.glyph(before));
        matches!(self.before(at), '年' | '载') && (digit(year).is_some() || matches!(year, '十' | '元'))
    }

    /// Whether a month begins a name (十月革命) or a duration (三月之久).
    fn month_is_name(&self, end: usize) -> bool {
        let names = [
            "革命",
            "起义",
            "政变",
            "暴动",
            "风暴",
            "学潮",
            "逆流",
            "攻势",
            "提纲",
            "党人",
            "抗争",
            "民主运动",
            "事件",
            "之久",
            "有余",
            "一次",
            "一度",
            "龄",
            "球",
            "亮",
            "刊",
            "薪",
            "饼",
        ];
        self.any(end, &names).is_some()
    }

    /// A day without its month: 27日.
    fn day_led(&self, at: usize, unit: usize, number: Number) -> Option<Found> {
        if !(1..=31).contains(&number.value)
            || self.joined_left(at)
            || matches!(self.before(at), '第' | '每' | '近' | '约' | '达' | '数' | '百')
        {
            return None;
        }
        if let Some(found) = self.offset(at, number).filter(|_| number.is_han() || number.value <= 7) {
            return Some(found);
        }
        let after = self.glyph(unit + 1);
        let counted = matches!(after, '内' | '间' | '游' | '之' | '行' | '元' | '圆' | '谈' | '志' | '历');
        let han_small = number.is_han() && number.value < 10;
        if self.glyph(unit) == '号' || counted || number.style == Style::HanDigits {
            return None;
        }
        let idiom = matches!(self.before(at), '满' | '足' | '复' | '如' | '朝' | '当' | '不' | '有' | '了')
            || matches!(after, '前' | '后' | '以');
        if han_small && (idiom || matches!(self.glyph(at), '一' | '两')) {
            return None;
        }
        let dated = Dated { day: Day::Number(number.value as u8), ..Dated::default() };
        Found::new(Said::Date(dated), unit + 1, if han_small { "small-day" } else { "day" })
    }

    /// 公元755年, 公元前221年, 西元前3世纪, 前209年.
    pub(super) fn christian_era(&self, at: usize) -> Option<Found> {
        let named = self.any(at, &["公元", "西元", "公历", "西历", "西历纪元"]);
        let from = named.unwrap_or(at);
        let bc = self.glyph(from) == '前';
        let from = if bc { from + 1 } else { from };
        if named.is_none()
            && (!bc
                || !is_boundary(self.before(at)) && !matches!(self.before(at), '于' | '在' | '自' | '从' | '至' | '到'))
        {
            return None;
        }
        let number = self.number(from)?;
        let sign = if bc { -1 } else { 1 };
        let unit = self.skip_note(number.end);
        if number.value == 0 || number.value > 9999 {
            return None;
        }
        if self.text(unit, "世纪").is_some() {
            let century = Century::Number(sign * number.value as i32);
            return self.after_century(unit + 2, century);
        }
        if named.is_some() && self.unit_follows(number, 30, &["世纪"]) {
            let century = Century::Number(sign * number.value as i32);
            return Found::new(Said::Century { century, part: Part::Whole }, number.end, "unitless-century");
        }
        if self.glyph(unit) != '年' || named.is_none() && (number.value < 100 || number.places < 3) {
            // 公元前770—前256年: the unit follows the second number only.
            let ranged =
                named.is_some() && matches!(self.glyph(unit), '—' | '~' | '-' | '至' | '到') && number.value >= 1;
            let dated = Dated { year: Year::Number(sign * number.value as i32), ..Dated::default() };
            return if ranged { Found::new(Said::Date(dated), unit, "unitless-year") } else { None };
        }
        let dated = Dated { year: Year::Number(sign * number.value as i32), ..Dated::default() };
        self.after_year(unit + 1, dated, "christian-era")
    }

    /// 农历, 阴历, 旧历, 夏历: whether the calendar is the lunisolar one, and the place after its name.
    pub(super) fn calendar_name(&self, at: usize) -> Option<(bool, usize)> {
        if let Some(end) = self.any(at, &["农历", "阴历", "旧历", "夏历"]) {
            return Some((true, end));
        }
        self.any(at, &["阳历", "公历", "新历", "西历"]).map(|end| (false, end))
    }

    /// 农历八月十五, 阴历正月.
    pub(super) fn in_calendar(&self, at: usize) -> Option<Found> {
        let (_, from) = self.calendar_name(at)?;
        if let Some((day, end)) = self.lunar_day(from) {
            let dated = Dated { day: Day::Lunar(day), lunar: true, ..Dated::default() };
            return Found::new(Said::Date(dated), end, "lunar-day");
        }
        let (inner, lunar, end) = self.month(at)?;
        let (dated, end) = self.after_month(end, Dated { inner, lunar, ..Dated::default() });
        Found::new(Said::Date(dated), end, if lunar { "lunar-month" } else { "month-day" })
    }

    /// 正月, 腊月, 闰六月, 冬月, 元月; months that are only lunar, but for 元月.
    pub(super) fn lunar_month(&self, at: usize) -> Option<(Inner, usize)> {
        let named = [(1, "正月"), (12, "腊月"), (11, "冬月")];
        if let Some((number, end)) = named.iter().find_map(|(number, text)| Some((*number, self.text(at, text)?))) {
            return Some((Inner::LunarMonth { number, leap: false }, end));
        }
        if let Some(end) = self.text(at, "元月") {
            let end = if self.glyph(end) == '份' { end + 1 } else { end };
            return Some((Inner::Month { number: 1, han: false }, end));
        }
        if self.glyph(at) != '闰' {
            return None;
        }
        let number = self.number_in(at + 1, 1, 12)?;
        let end = self.text(number.end, "月")?;
        Some((Inner::LunarMonth { number: number.value as u8, leap: true }, end))
    }

    /// 初十, 初三日, 廿三, 廿三日, 晦日, 朔日, 望日.
    pub(super) fn lunar_day(&self, at: usize) -> Option<(u8, usize)> {
        let (day, end) = match self.glyph(at) {
            '初' => {
                let number = self.number_in(at + 1, 1, 10).filter(|n| n.is_han() && n.places == 1)?;
                (number.value as u8, number.end)
            }
            '廿' | '卅' => {
                let number = self.number_in(at, 20, 30)?;
                (number.value as u8, number.end)
            }
            _ => return None,
        };
        Some((day, if self.glyph(end) == '日' { end + 1 } else { end }))
    }

    /// 初十日 without its month, as an entry of a diary or an edict has it.
    pub(super) fn lunar_day_led(&self, at: usize) -> Option<Found> {
        let (day, end) = self.lunar_day(at)?;
        let said = self.begins_phrase(at) && self.glyph(end - 1) == '日';
        let dated = Dated { day: Day::Lunar(day), ..Dated::default() };
        if said { Found::new(Said::Date(dated), end, "lunar-day") } else { None }
    }
}
