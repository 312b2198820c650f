//! Time mentions: every word of a work that says when, and the days that it means.
//!
//! A paragraph is read in one pass ([`scan`]). It is folded first ([`glyphs`]): traditional characters to simplified
//! ones, full-width figures to ASCII, and the spaces between Han characters and figures are left out, so that the
//! grammar sees one form of everything. Where a character stands with which a date can begin, the [`reader`] tries
//! the rules there, longest first, each a descent with a bounded look ahead; so the time is linear in the length.
//! The words are data ([`lexicon`]: `assets/rules/times.toml`, `eras.toml`), how they combine is code. What was read
//! ([`said`]) says nothing yet about its surroundings: the [`resolve`]r goes through the mentions in reading order and
//! keeps two anchors, the date told last (同年, 次年, 三年后, 3月12日) and the day on which the work speaks (今年, 去年). A date in
//! a bracket, or one that only belongs to a noun (1985年加入的条约), does not take over as the date told last. What the
//! parts mean in days is written down in [`value`].
//!
//! # Rules
//! The name of the rule that read a mention is in [`TimeMention::rule`]:
//!
//! | rule | reads |
//! |---|---|
//! | `year` | 1994年, 一九九四年, with whatever follows: month, day, part, quarter, season, feast |
//! | `short-year` | 94年, 九四年, ’94年 |
//! | `bare-year` | four figures without 年 where a year stands: (1994), 于1994 |
//! | `christian-era` | 公元前221年, 公元755年, 前209年 |
//! | `era`, `era-goes-on`, `era-goes-on-month` | 光绪二十年, 民国26年, 昭和十六年; 二十六年 after one of them |
//! | `reign` | 光绪年间, 乾隆初年 |
//! | `sexagenary` | 甲午年, 光绪戊戌 |
//! | `period`, `dynasty-part` | 唐代, 抗战时期; 清末 |
//! | `century`, `decade` | 19世纪末, 上世纪, 90年代初, 七八十年代, 1990s |
//! | `month`, `month-day`, `day`, `small-day` | 3月, 3月12日, 27日, 三日: the rest from the date told last |
//! | `lunar-month`, `lunar-day` | 农历八月十五, 初十日 |
//! | `part-of-year`, `part-of-month`, `bare-season` | 下半年, 第三季度, 年底; 月底; 秋天 |
//! | `relative-year`, `relative-month`, `relative-day` | 同年, 今年; 同月, 上月; 当天, 昨日 |
//! | `week` | 上周三 |
//! | `offset`, `offset-from-text` | 三年后, 两天前; 此前一年, 此后五年 |
//! | `numeric-date`, `english-date` | 1994-10-21, 1994.10.21; October 21, 1994 |
//! | `fiscal-year`, `school-year`, `quarter` | 2008财年; 2005学年; 2002Q4 |
//! | `unitless-…` | the first end of 3—5月, 10至12日, 18—19世纪, whose unit follows the second |
//! | `name` | 9·11事件, “九一八”: a date that is a name; never placed |
//! | `vague` | 近年来, 战后, 几年前: found and never placed |
//! | `damaged` | 世纪年代初: the figures are lost; never placed |

mod century;
mod dated;
mod era;
mod glyphs;
mod lexicon;
mod names;
mod number;
mod numeric;
mod offset;
mod parts;
mod reader;
mod resolve;
mod said;
mod scan;
mod surroundings;
mod value;

pub(super) use lexicon::Lexicon;

use super::Reading;
use crate::calendar::Date;
use crate::model::{BlockKind, TimeMention};
use crate::text::{Prose, Span};
use glyphs::Line;
use resolve::Resolver;

/// What the resolver must know of a work.
#[derive(Debug)]
struct Context<'a> {
    prose: &'a Prose,
    /// The day on which the work speaks.
    reference: Option<Date>,
    /// Whether its month is known, and whether its day.
    month_known: bool,
    day_known: bool,
    /// Where the source states it.
    stated: Option<Span>,
}

/// All time mentions of a work in reading order, resolved as far as the text allows.
pub(super) fn find(reading: &Reading<'_>) -> Vec<TimeMention> {
    let meta = &reading.work.meta;
    let date = meta.date.as_ref();
    // The metadata give the first of the month where the day is not stated.
    let day = date.map_or(meta.year.is_none(), |date| date.value.day() != 1);
    let context = Context {
        prose: &reading.work.prose,
        reference: reading.reference,
        month_known: date.is_some() || meta.year.is_none(),
        day_known: day,
        stated: date.and_then(|date| date.at).or_else(|| meta.year.as_ref().and_then(|year| year.at)),
    };
    let blocks = &reading.work.blocks;
    let is_byline = |block: u32| blocks.get(block as usize).is_some_and(|block| block.kind == BlockKind::Byline);
    read(&context, &reading.rules.times, is_byline)
}

/// All time mentions of a plain text, every line of which is a paragraph; 今年 counts from `reference`.
#[must_use]
pub fn times_in(text: &str, reference: Option<Date>, rules: &super::Rules) -> Vec<TimeMention> {
    let prose = Prose::from(text);
    let context = Context { prose: &prose, reference, month_known: true, day_known: true, stated: None };
    read(&context, &rules.times, |_| false)
}

fn read(context: &Context<'_>, lexicon: &Lexicon, is_byline: impl Fn(u32) -> bool) -> Vec<TimeMention> {
    let mut found = Vec::new();
    let mut line = Line::default();
    let mut raws = Vec::new();
    let mut resolver = Resolver::new(lexicon, context);
    for (index, paragraph) in context.prose.paragraphs().iter().enumerate() {
        line.read(&context.prose.slice(paragraph.bytes.clone()), paragraph.bytes.start, lexicon);
        raws.clear();
        scan::scan(&line, lexicon, &mut raws);
        resolver.paragraph(index, is_byline(paragraph.block), &raws, &line, &mut found);
    }
    found
}
