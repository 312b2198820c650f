//! Sentences that announce a division: …可分为四个阶段.

use std::ops::Range;

use super::Page;
use super::marker::{counted, glued_number};
use super::words::{closes, leads};
use crate::text::is_han;

/// An announced division.
#[derive(Clone, Debug)]
pub(super) struct Announcement {
    /// From the sentence's start to the end of the announcing words.
    pub(super) bytes: Range<usize>,
    /// Where the number stands.
    pub(super) at: usize,
    /// How many parts.
    pub(super) count: u32,
    /// What is divided, in the author's words.
    pub(super) subject: Option<String>,
}

/// All announcements of a work, in reading order.
pub(super) fn find(page: &Page<'_>) -> Vec<Announcement> {
    let mut found: Vec<Announcement> = Vec::new();
    for word in ["段", "期", "时代"] {
        for (at, _) in page.text.match_indices(word) {
            let end = at + word.len();
            let line = page.line_start(at);
            let before = &page.text[line..end];
            let Some((count, length)) = counted(before, page.words) else { continue };
            let lead = &before[..before.len() - length];
            let bare =
                before.ends_with(['期', '段']) && closes(before, &page.words.classifiers).is_some_and(|l| l == 3);
            let verb = closes(lead.trim_end_matches(['为', '成', '了']), &page.words.announce)
                .or_else(|| closes(lead, &page.words.announce));
            if bare && verb.is_none() {
                continue;
            }
            let start = page.sentence_start(at);
            let prefix = &page.text[start..line + lead.len() - verb.unwrap_or(0)];
            // A section's number may have run into its first word.
            let glued = start == line && glued_number(prefix).is_some();
            let prefix = if glued { &prefix['一'.len_utf8()..] } else { prefix };
            found.push(Announcement { bytes: start..end, at: end - length, count, subject: subject(page, prefix) });
        }
    }
    found.sort_by_key(|a| a.at);
    found
}

/// What the words before the announcing verb say is divided: the first noun phrase that is no date.
fn subject(page: &Page<'_>, prefix: &str) -> Option<String> {
    let cuts = [
        "可以",
        "可大致",
        "可",
        "大致",
        "大体",
        "大體",
        "先后",
        "先後",
        "一共",
        "共",
        "经历",
        "經歷",
        "分为",
        "分為",
        "划分",
        "劃分",
        "分成",
        "应",
        "应当",
        "按",
        "依",
        "根据",
        "根據",
        "明显",
        "主要",
        "又",
        "也",
        "至今",
        "大约",
    ];
    for clause in prefix.split(['，', ',', '。', '：', ':']) {
        let clause = clause.trim();
        let Some(start) = clause.char_indices().find(|&(_, c)| is_han(c) || c == '“' || c == '《').map(|(at, _)| at)
        else {
            continue;
        };
        let mut name = &clause[start..];
        let base = name.as_ptr() as usize - page.text.as_ptr() as usize;
        let dates = page.times_in(&(base..base + name.len()));
        if let Some(first) = dates.first() {
            name = &name[..first.bytes.start - base];
        }
        let end = cuts.iter().filter_map(|cut| name.find(cut)).min().unwrap_or(name.len());
        name = name[..end].trim_end();
        while let Some(length) = closes(name, &page.words.from) {
            name = name[..name.len() - length].trim_end();
        }
        for verb in ["把", "将", "將"] {
            name = name.rsplit_once(verb).map_or(name, |(_, object)| object);
        }
        let opener = leads(name, &page.words.openers).unwrap_or(0);
        let name = name[opener..].trim_matches(|c: char| matches!(c, '的' | '“' | '”') || c.is_whitespace());
        if (2..=24).contains(&name.chars().count()) {
            let base = name.as_ptr() as usize - page.text.as_ptr() as usize;
            return Some(page.prose.slice(base..base + name.len()).into_owned());
        }
    }
    None
}
