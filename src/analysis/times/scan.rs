//! One pass over a paragraph: finds what may be a mention, joins the two ends of a range, and notes where it stands.

use super::glyphs::Line;
use super::lexicon::{Lexicon, class};
use super::number::{Style, digit};
use super::reader::{Found, Outcome, Reader};
use super::said::{Century, Dated, Day, Inner, Part, Raw, Said, Setting, To, Year};

/// How far the second end of a range may stand from the first, across a noun.
const REACH: usize = 26;

/// The mentions of a paragraph in reading order.
pub(super) fn scan(line: &Line, lexicon: &Lexicon, found: &mut Vec<Raw>) {
    let reader = Reader { glyphs: &line.glyphs, lexicon };
    let mut setting = Marks::default();
    let mut at = 0;
    while let Some(&glyph) = line.glyphs.get(at) {
        let bits = lexicon.class(glyph);
        if bits == 0 {
            at += 1;
            continue;
        }
        let here = setting.setting;
        if bits & class::MARK != 0 {
            setting.pass(glyph, at);
        }
        if bits & !class::MARK == 0 {
            at += 1;
            continue;
        }
        match reader.point(at) {
            Outcome::Found(first) => {
                let (to, end) = reader.join(at, &first);
                if to == To::Nowhere && (first.rule.starts_with("unitless") || reader.is_unitless(at, &first)) {
                    at = skip_number(&reader, at);
                    continue;
                }
                let mut raw = Raw { at: at..end, said: first.said, to, rule: first.rule, setting: here };
                reader.note_surroundings(&mut raw);
                found.push(raw);
                for inside in at + 1..end {
                    setting.pass(reader.glyph(inside), inside);
                }
                at = end.max(at + 1);
            }
            Outcome::Skip(end) => at = end.max(at + 1),
            Outcome::Nothing => at = skip_number(&reader, at),
        }
    }
}

/// The place after whatever began at `at` and was no mention; a run of digits is left whole.
fn skip_number(reader: &Reader<'_>, at: usize) -> usize {
    let mut end = at + 1;
    if reader.glyph(at).is_ascii_digit() {
        while reader.glyph(end).is_ascii_digit() {
            end += 1;
        }
    }
    end
}

/// Which brackets and quotation marks are open.
#[derive(Default)]
struct Marks {
    setting: Setting,
    serial: u32,
}

impl Marks {
    fn pass(&mut self, glyph: char, at: usize) {
        let setting = &mut self.setting;
        match glyph {
            '（' => {
                if setting.bracket == 0 {
                    self.serial += 1;
                    setting.bracket = self.serial;
                }
                setting.brackets += 1;
            }
            '）' => {
                setting.brackets = setting.brackets.saturating_sub(1);
                if setting.brackets == 0 {
                    setting.bracket = 0;
                }
            }
            '“' | '「' | '『' => {
                if setting.quotes == 0 {
                    setting.quote_from = at as u32;
                }
                setting.quotes = setting.quotes.saturating_add(1);
            }
            '”' | '」' | '』' => setting.quotes = setting.quotes.saturating_sub(1),
            '《' | '〈' => setting.title = true,
            '》' | '〉' => setting.title = false,
            '。' | '！' | '？' => setting.sentence += 1,
            _ => {}
        }
    }
}

impl Reader<'_> {
    /// Looks for the second end of a range that begins with `first`; gives back where the mention ends.
    fn join(&self, at: usize, first: &Found) -> (To, usize) {
        if matches!(first.said, Said::Vague | Said::Name | Said::Damaged | Said::Offset { .. }) {
            return (To::Nowhere, first.end);
        }
        let unitless = first.rule.starts_with("unitless") || self.is_unitless(at, first);
        if let Some((to, end)) = self.joined(at, first, unitless) {
            return (to, end);
        }
        if !unitless && let Some((to, end)) = self.joined_across(at, first) {
            return (to, end);
        }
        (To::Nowhere, first.end)
    }

    /// Whether the words end in a number whose unit follows the second end only (6月2—11日).
    fn is_unitless(&self, at: usize, first: &Found) -> bool {
        let last = self.before(first.end);
        let open = match first.said {
            // 二月初九 is whole without 日.
            Said::Date(dated) => {
                matches!(dated.day, Day::Number(_))
                    || dated.day == Day::Whole && matches!(dated.inner, Inner::Month { .. })
            }
            _ => false,
        };
        let figures = matches!(first.rule, "numeric-date" | "bare-year" | "english-date");
        first.end > at && open && (last.is_ascii_digit() || digit(last).is_some() || last == '十') && !figures
    }

    /// A second end that follows at once: 1950—1953年, 6月2日至11日, 70年代末80年代初, 1949年至今.
    fn joined(&self, at: usize, first: &Found, unitless: bool) -> Option<(To, usize)> {
        let from = self.any(first.end, &["开始", "起"]).unwrap_or(first.end);
        if let Some(next) = self.connector(from) {
            if let Some(end) = self.now(from, next) {
                return Some((To::Now, end));
            }
            return self.second(at, first, next, unitless);
        }
        if unitless {
            // 三四月, 3、4月: neighbours written together are one stretch.
            let next = first.end + usize::from(self.glyph(first.end) == '、');
            // 29、30、31日: through the neighbours to the one that has the unit.
            if let Outcome::Found(middle) = self.point(next)
                && middle.rule.starts_with("unitless")
                && neighbours(first.said, To::Date(middle.said))
            {
                return self.joined(next, &middle, true);
            }
            let to = self.second(at, first, next, true)?;
            return neighbours(first.said, to.0).then_some(to);
        }
        let next = first.end + usize::from(matches!(self.glyph(first.end), '、' | '，') && is_late(first.said));
        let to = if is_late(first.said) { self.second(at, first, next, false) } else { None }?;
        matches!(to.0, To::Date(said) if is_early(said)).then_some(to)
    }

    /// The second end of a range at `next`.
    fn second(&self, at: usize, first: &Found, next: usize, unitless: bool) -> Option<(To, usize)> {
        if let Outcome::Found(second) = self.point(next)
            && fits_second(second.said)
            && !second.rule.starts_with("unitless")
            && !self.is_unitless(next, &second)
        {
            let said = before_christ(first.said, second);
            return Some((To::Date(said), second.end));
        }
        self.second_year(at, first, next, unitless)
    }

    /// A second year without 年: （1866—1925）, 1993/94学年, 1950-53年.
    fn second_year(&self, _at: usize, first: &Found, next: usize, unitless: bool) -> Option<(To, usize)> {
        let Said::Date(Dated { year: Year::Number(year), inner, day: Day::Whole, .. }) = first.said else {
            return None;
        };
        if inner != Inner::Whole {
            return None;
        }
        let number = self.number(next).filter(|n| n.style == Style::Digits)?;
        let value = match number.places {
            4 => number.value as i32,
            2 if unitless && year > 0 => year - year % 100 + number.value as i32,
            _ => return None,
        };
        if value <= year || value > 2200 {
            return None;
        }
        let dated = Dated { year: Year::Number(value), ..Dated::default() };
        if let Some((inner, end)) = self.special_unit(number.end) {
            return Some((To::Date(Said::Date(Dated { inner, ..dated })), end));
        }
        let follows = self.glyph(number.end);
        // 1970—1980年代.
        if let Some(end) = self.text(number.end, "年代").filter(|_| value % 10 == 0 && year % 10 == 0) {
            let (part, end) = self.decade_part(end).unwrap_or((Part::Whole, end));
            return Some((To::Date(Said::DecadeOf { year: value, part }), end));
        }
        if let Some(end) = self.text(number.end, "年度") {
            return Some((To::Date(Said::Date(dated)), end));
        }
        if follows == '年' {
            let (dated, end) = self.inside_year(number.end + 1, dated);
            return Some((To::Date(Said::Date(dated)), end));
        }
        let closed = matches!(follows, '）' | '，' | '。' | '；' | '：' | '”' | '\n' | '、' | '》' | '的' | ']');
        let plain = number.places == 4 && (closed || crate::text::is_han(follows) && !self.is_measure(number.end));
        plain.then_some((To::Date(Said::Date(dated)), number.end))
    }

    fn is_measure(&self, at: usize) -> bool {
        matches!(
            self.glyph(at),
            '人' | '名'
                | '个'
                | '位'
                | '元'
                | '米'
                | '吨'
                | '号'
                | '次'
                | '页'
                | '亿'
                | '万'
                | '多'
                | '余'
                | '家'
                | '公'
                | '平'
                | '千'
                | '美'
                | '户'
                | '只'
        )
    }

    /// The place after the mark or word that joins two ends: —, ~, -, 至, 到, 迄.
    fn connector(&self, at: usize) -> Option<usize> {
        if let Some(end) = self.any(
            at,
            &["直至", "直到", "一直到", "迄至", "延续到", "延续至", "持续到", "持续至", "以至", "至", "到", "迄"],
        ) {
            return Some(end);
        }
        let mut end = at;
        while matches!(self.glyph(end), '—' | '~' | '-' | '→') && end < at + 3 {
            end += 1;
        }
        if end > at {
            return Some(end);
        }
        // 1993/94学年; and 一 that a scanner made of a dash between figures.
        let figures = self.before(at).is_ascii_digit() && self.glyph(at + 1).is_ascii_digit();
        (figures && matches!(self.glyph(at), '/' | '一')).then_some(at + 1)
    }

    /// The present as the second end: 至今, 到现在, 到目前; `from` is the place of the connector.
    fn now(&self, from: usize, next: usize) -> Option<usize> {
        let long = self.any(next, &["现在", "目前", "如今", "今天", "今日", "当前", "现今", "至今"]);
        long.or_else(|| {
            let until = matches!(self.before(next), '至' | '迄' | '到' | '—' | '~' | '-') && next > from;
            let other = matches!(self.glyph(next + 1), '年' | '日' | '天' | '晚' | '晨' | '春' | '夏' | '秋' | '冬');
            (until && self.glyph(next) == '今' && !other).then_some(next + 1)
        })
    }

    /// A second end after a noun: 1946年贷款协定签字至上世纪五十年代中期.
    fn joined_across(&self, at: usize, first: &Found) -> Option<(To, usize)> {
        let led = self.is_led(at);
        if matches!(self.glyph(first.end), '的' | '，' | '。' | '、' | '；' | '）')
            || self.text(first.end, "开始").is_some()
        {
            return None;
        }
        let mut place = first.end;
        let mut depth = 0_i32;
        let limit = (first.end + REACH).min(self.glyphs.len());
        while place < limit {
            let glyph = self.glyph(place);
            if matches!(glyph, '，' | '。' | '、' | '；' | ';' | '：' | ':' | '！' | '？' | '（' | '）' | '\n')
            {
                return None;
            }
            // A title or quotation that is opened must be closed before the second end.
            depth += i32::from(matches!(glyph, '《' | '“')) - i32::from(matches!(glyph, '》' | '”'));
            if depth < 0 {
                return None;
            }
            if depth == 0
                && place > first.end
                && matches!(glyph, '至' | '到' | '—' | '迄' | '直')
                && let Some(next) = self.connector(place)
            {
                return self.across_at(first, place, next, led);
            }
            // Another date in between: no range.
            if matches!(glyph, '年' | '月')
                && (self.before(place).is_ascii_digit() || digit(self.before(place)).is_some())
            {
                return None;
            }
            place += 1;
        }
        None
    }

    fn across_at(&self, first: &Found, place: usize, next: usize, led: bool) -> Option<(To, usize)> {
        // 增加到, 推迟至: the connector belongs to the verb.
        let verb = "增升降减延迟加展长高低少大涨跌跃提推达来得受遇看想回收找做直感拿送带转移调缩扩攀猛骤剧锐甚乃以";
        let word = matches!(self.glyph(place), '至' | '到' | '迄' | '直');
        if word && verb.contains(self.before(place)) && self.before(place) != '直' {
            return None;
        }
        if let Some(end) = self.now(place, next) {
            return (led || self.glyph(place) == '—').then_some((To::Now, end));
        }
        // 到 joins only after 从 or 自; 至 and the dash do by themselves.
        if self.glyph(place) == '到' && !led {
            return None;
        }
        let Outcome::Found(second) = self.point(next) else { return None };
        let absolute = matches!(
            second.said,
            Said::Decade { .. }
                | Said::DecadeOf { .. }
                | Said::Century { .. }
                | Said::Reign { .. }
                | Said::Period { .. }
        ) || matches!(second.said, Said::Date(Dated { year, .. }) if year != Year::Absent)
            || led && matches!(second.said, Said::Date(_));
        let plain = fits_second(second.said)
            && !matches!(second.rule, "unitless" | "bare-year")
            && !self.is_unitless(next, &second);
        (absolute && plain).then(|| (To::Date(before_christ(first.said, second)), second.end))
    }

    /// Whether 从, 自 or 由 stands before a place.
    fn is_led(&self, at: usize) -> bool {
        matches!(self.before(at), '从' | '自' | '由')
    }
}

/// Whether an expression can be the second end of a range.
fn fits_second(said: Said) -> bool {
    match said {
        Said::Date(dated) => !matches!(dated.day, Day::Week { .. }),
        Said::Decade { .. }
        | Said::DecadeOf { .. }
        | Said::Century { .. }
        | Said::Reign { .. }
        | Said::Period { .. } => true,
        _ => false,
    }
}

/// 公元前770—256年, 公元前1046年至771年: the second end is before Christ too.
fn before_christ(first: Said, second: Found) -> Said {
    let Said::Date(Dated { year: Year::Number(from), .. }) = first else {
        return match (first, second.said) {
            (
                Said::Century { century: Century::Number(from), .. },
                Said::Century { century: Century::Number(to), part },
            ) if from < 0 && to > 0 && to < -from && second.rule == "century" => {
                Said::Century { century: Century::Number(-to), part }
            }
            _ => second.said,
        };
    };
    match second.said {
        Said::Date(dated) => match dated.year {
            Year::Number(to) if from < 0 && to > 0 && to < -from && second.rule == "year" => {
                Said::Date(Dated { year: Year::Number(-to), ..dated })
            }
            _ => second.said,
        },
        _ => second.said,
    }
}

fn part(said: Said) -> Part {
    match said {
        Said::Date(dated) => dated.part,
        Said::Decade { part, .. }
        | Said::DecadeOf { part, .. }
        | Said::Century { part, .. }
        | Said::Reign { part, .. }
        | Said::Period { part, .. } => part,
        _ => Part::Whole,
    }
}

fn is_late(said: Said) -> bool {
    matches!(part(said), Part::Late | Part::Closing)
}

fn is_early(said: Said) -> bool {
    matches!(part(said), Part::Early | Part::Opening)
}

/// Whether two months or days follow each other (3、4月).
fn neighbours(first: Said, to: To) -> bool {
    let (Said::Date(a), To::Date(Said::Date(b))) = (first, to) else { return matches!(first, Said::Century { .. }) };
    match (a.day, b.day) {
        (Day::Number(a), Day::Number(b)) => a + 1 == b,
        _ => match (a.inner, b.inner) {
            (Inner::Month { number: a, .. }, Inner::Month { number: b, .. }) => a + 1 == b,
            _ => false,
        },
    }
}
