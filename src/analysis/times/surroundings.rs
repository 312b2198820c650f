//! What stands around a mention: issues and imprints, stamps, datelines, relative clauses.

use super::reader::{Reader, is_boundary};
use super::said::{Raw, Said};

/// Labels before a date of the page or the manuscript.
const LABELS: [&str; 22] = [
    "发布时间",
    "发表时间",
    "更新时间",
    "上传时间",
    "收录时间",
    "来源",
    "收稿日期",
    "修回日期",
    "录用日期",
    "出版日期",
    "发布日期",
    "发表日期",
    "日期",
    "时间",
    "访问日期",
    "检索日期",
    "引用日期",
    "网址",
    "最后访问",
    "年卷期",
    "刊期",
    "投稿",
];
/// Before a date: what is only meant to happen then.
const PLANS: [&str; 12] =
    ["将在", "将于", "拟在", "拟于", "计划在", "计划于", "预定在", "预定于", "定于", "不迟于", "推迟到", "延长至"];
/// How far a relative clause may reach to its 的.
const CLAUSE: usize = 16;

impl Reader<'_> {
    /// Notes whether a mention is a stamp, a dateline, or the background of a noun.
    pub(super) fn note_surroundings(&self, raw: &mut Raw) {
        let (at, end) = (raw.at.start, raw.at.end);
        raw.setting.dateline = matches!(self.glyph(end), '电' | '讯')
            && !matches!(self.glyph(end + 1), '话' | '影' | '视' | '子' | '力' | '信' | '报' | '邀');
        let clock = raw.rule == "numeric-date" && self.ends_in_clock(at, end);
        raw.setting.stamp = clock || self.is_issue(end) || self.is_labelled(at);
        raw.setting.behind_bracket = self.before(at) == '）';
        let dated = matches!(raw.said, Said::Date(_) | Said::Decade { .. } | Said::Century { .. });
        raw.setting.background = dated && self.is_background(at, end);
    }

    /// 第11期, 第3卷, 6期, 年版 after the year of a publication.
    fn is_issue(&self, end: usize) -> bool {
        let mut from = end;
        while matches!(self.glyph(from), '，' | ' ' | '年') {
            from += 1;
        }
        if matches!(self.glyph(from), '版' | '刊') {
            return !crate::text::is_han(self.glyph(from + 1));
        }
        let named = self.glyph(from) == '第';
        let from = if named { from + 1 } else { from };
        self.number(from).is_some_and(|number| match self.glyph(number.end) {
            '期' | '卷' | '辑' => {
                from - usize::from(named) <= end + 2 && !matches!(self.glyph(number.end + 1), '间' | '货' | '权' | '限')
            }
            '（' => named && self.glyph(number.end) == '（',
            _ => false,
        })
    }

    fn is_labelled(&self, at: usize) -> bool {
        let mut end = at;
        while end > 0 && matches!(self.glyph(end - 1), ':' | '：' | ' ') {
            end -= 1;
        }
        if end == at {
            return false;
        }
        LABELS.iter().any(|label| {
            let length = label.chars().count();
            end >= length && self.text(end - length, label).is_some()
        })
    }

    /// Whether the words up to the next 的 tell of a noun (1985年加入的条约), or the date is what something is measured
    /// by (比1978年) or meant to happen in (将在次年6月以前).
    fn is_background(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        if matches!(before, '比' | '较' | '据' | '按' | '照') {
            return true;
        }
        if is_boundary(before) {
            return false;
        }
        let planned =
            |word: &str| at.checked_sub(word.chars().count()).is_some_and(|from| self.text(from, word).is_some());
        if PLANS.iter().any(|word| planned(word)) {
            return true;
        }
        let limit = (end + CLAUSE).min(self.glyphs.len());
        let clause = self.glyphs.get(end..limit).unwrap_or_default();
        clause.iter().take_while(|&&c| !is_boundary(c)).any(|&c| c == '的')
    }
}
