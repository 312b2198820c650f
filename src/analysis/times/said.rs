//! What the words of a time mention say, before anything is known of its surroundings.

use serde::Deserialize;

/// From where a relative expression counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum From {
    /// From the day on which the work speaks: its publication.
    Publication,
    /// From the date that the text spoke of last.
    Text,
}

/// So many years, months or days from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) from: From,
    pub(super) plus: i8,
}

/// A feast with a fixed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Feast {
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) lunar: bool,
}

/// The year of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Year {
    /// Not said.
    #[default]
    Absent,
    /// Said in full; negative before Christ.
    Number(i32),
    /// The last two digits only (94年).
    Short(u8),
    /// By an anchor (同年, 今年).
    Counted(Count),
    /// A year of an era; the eras that bear the name, the realm where it is named, and the number of the year.
    Era { first: u16, count: u16, realm: Option<u16>, number: u16 },
    /// A year of an era whose name was said before (二十六年 after 光绪二十年).
    EraGoesOn(u16),
    /// A place in the cycle of sixty (甲午年), with the era where it is named.
    Cycle { place: u8, era: Option<(u16, u16)> },
}

/// What of the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Inner {
    #[default]
    Whole,
    /// A month; whether it is written with Han numerals, so that it may be a lunar one.
    Month {
        number: u8,
        han: bool,
    },
    /// A month that can only be lunar (正月, 闰六月, 农历八月).
    LunarMonth {
        number: u8,
        leap: bool,
    },
    /// By an anchor (同月).
    MonthCounted(Count),
    /// The first so many months (前7个月).
    FirstMonths(u8),
    Quarter(u8),
    /// The first so many quarters (前三季度).
    FirstQuarters(u8),
    /// The first half is 1.
    Half(u8),
    /// Spring is 1; winter runs into the next year.
    Season(u8),
    /// From the first of the two seasons into the second (春夏之交).
    SeasonTurn(u8),
    Feast(Feast),
    /// The school year that begins in it.
    SchoolYear,
    /// The fiscal year.
    FiscalYear,
}

/// What of the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Day {
    #[default]
    Whole,
    Number(u8),
    /// A day that can only be lunar (初十, 廿三).
    Lunar(u8),
    /// The first, second or third ten days (上旬 is 1).
    TenDays(u8),
    Counted(Count),
    /// A week, and its day where it is said (1 is Monday).
    Week {
        plus: Option<i8>,
        day: Option<u8>,
    },
}

/// A part of whatever stands before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Whole,
    Early,
    Middle,
    Late,
    FirstHalf,
    SecondHalf,
    /// 中叶 of a century.
    AboutMiddle,
    /// 前期, 早期: the first third.
    Opening,
    /// 后期, 晚期: the last third.
    Closing,
    /// The first so many years.
    FirstYears(u8),
    /// The last so many years.
    LastYears(u8),
}

/// The century of a decade, or a century by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Century {
    /// Not said: by context.
    Absent,
    /// Its number, negative before Christ.
    Number(i32),
    /// Counted from the day of publication.
    Counted(i8),
}

/// A unit of time that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Week,
    Day,
    Century,
}

/// A date with whatever parts of it are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) year: Year,
    pub(super) inner: Inner,
    pub(super) day: Day,
    pub(super) part: Part,
    /// Whether 农历 or the like stands before it.
    pub(super) lunar: bool,
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Date(Dated),
    /// Decades from `first` to `last` (7 to 8 for 七八十年代).
    Decade {
        century: Century,
        first: u8,
        last: u8,
        part: Part,
    },
    /// A decade with its century in one number (1840年代), by its first year.
    DecadeOf {
        year: i32,
        part: Part,
    },
    Century {
        century: Century,
        part: Part,
    },
    /// The stretch of an era, by the eras that bear the name.
    Reign {
        first: u16,
        count: u16,
        realm: Option<u16>,
        part: Part,
    },
    /// A named period.
    Period {
        period: u16,
        part: Part,
    },
    /// So many units after (before, when negative) an anchor.
    Offset {
        plus: i32,
        unit: Unit,
        from: Option<From>,
        through: bool,
    },
    /// Found, and never placed.
    Vague,
    /// A date that is part of a name.
    Name,
    /// The digits are lost.
    Damaged,
}

/// How a mention goes on after its first date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// It does not.
    Nowhere,
    /// To a second date.
    Date(Said),
    /// To the present.
    Now,
}

/// A mention as it stands in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raw {
    /// Its glyphs.
    pub(super) at: std::ops::Range<usize>,
    pub(super) said: Said,
    pub(super) to: To,
    /// The name of the rule.
    pub(super) rule: &'static str,
    /// Where it stands.
    pub(super) setting: Setting,
}

/// Where a mention stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    /// How many brackets are open.
    pub(super) brackets: u32,
    /// The number of the outermost open bracket in its paragraph, 0 for none.
    pub(super) bracket: u32,
    /// How many quotation marks are open.
    pub(super) quotes: u8,
    /// Where the outermost open quotation begins.
    pub(super) quote_from: u32,
    /// Whether it stands in the title of a work (《…》).
    pub(super) title: bool,
    /// The number of the sentence in its paragraph.
    pub(super) sentence: u32,
    /// Whether it is part of an issue, a stamp or an imprint.
    pub(super) stamp: bool,
    /// Whether it belongs to a relative clause (1985年加入的条约).
    pub(super) background: bool,
    /// Whether a bracket closes right before it (光绪二十年（1894年）七月).
    pub(super) behind_bracket: bool,
    /// Whether it stands in the dateline of a report (北京3月12日电).
    pub(super) dateline: bool,
}
