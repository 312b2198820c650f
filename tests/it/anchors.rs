//! Remembered places are found again in changed texts, or said to be lost; never a wrong place as the right one.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use std::fmt::Write as _;
use std::ops::Range;

use duidu::model::Anchor;
use duidu::state::{Finder, Health, anchor_at, find_anchor};
use duidu::text::{SourceText, Span, simplified_char};
use proptest::prelude::*;

/// A reproducible source of numbers (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn chance(&mut self, percent: f64) -> bool {
        (self.below(1_000_000) as f64) < percent * 10_000.0
    }
}

const WHO: [&str; 12] = [
    "水利局",
    "两岸农户",
    "县议会",
    "测量队",
    "商会",
    "上游三镇",
    "下游五镇",
    "工程师",
    "省府",
    "报馆",
    "船帮",
    "老人们",
];
const WHEN: [&str; 10] =
    ["春汛过后", "开河那年", "次年冬天", "旱季里", "议约之前", "闸成以后", "数年之间", "当时", "同一个月", "水退之后"];
const DOES: [&str; 14] = [
    "主张先修渠",
    "反对再开新闸",
    "要求按亩分水",
    "提出重新丈量",
    "坚持旧约不可改",
    "认为淤塞是主因",
    "怀疑账目不清",
    "愿意出工不出钱",
    "把责任推给对岸",
    "同意暂缓开工",
    "写信请求调停",
    "派人守住堤口",
    "停了一切航运",
    "只肯承认一半的损失",
];
const WHY: [&str; 10] = [
    "因为历年水量不足",
    "以免来年再起争执",
    "好让航道不至中断",
    "免得堤岸再受冲刷",
    "既为灌溉也为通航",
    "其实另有打算",
    "而并未说明理由",
    "这是多年积怨所致",
    "并请各方作证",
    "但无人响应",
];

/// A made-up text with many repeated phrases, in paragraphs.
pub(crate) fn text(dice: &mut Dice, paragraphs: usize) -> Vec<String> {
    let mut all = Vec::new();
    for _ in 0..paragraphs {
        let mut paragraph = String::new();
        for _ in 0..2 + dice.below(5) {
            let (who, when, does, why) = (dice.one_of(&WHO), dice.one_of(&WHEN), dice.one_of(&DOES), dice.one_of(&WHY));
            match dice.below(4) {
                0 => write!(paragraph, "{when}，{who}{does}，{why}。").unwrap(),
                1 => write!(paragraph, "{who}{when}{does}，{}也{}，{why}。", dice.one_of(&WHO), dice.one_of(&DOES))
                    .unwrap(),
                2 => write!(paragraph, "“{does}”，{who}说，“{why}。”").unwrap(),
                _ => write!(
                    paragraph,
                    "第{}号卷宗载：{who}{does}；{when}，{}{}。",
                    dice.below(900),
                    dice.one_of(&WHO),
                    dice.one_of(&DOES)
                )
                .unwrap(),
            }
        }
        all.push(paragraph);
    }
    all
}

/// A changed text, and for each of its characters the character of the old text that it was.
struct Changed {
    chars: Vec<char>,
    origins: Vec<Option<u32>>,
}

impl Changed {
    fn of(paragraphs: &[String]) -> Vec<Self> {
        let mut at = 0;
        let part = |paragraph: &String| {
            let chars: Vec<char> = paragraph.chars().chain(['\n']).collect();
            let origins = chars
                .iter()
                .map(|_| {
                    at += 1;
                    Some(at - 1)
                })
                .collect();
            Self { chars, origins }
        };
        paragraphs.iter().map(part).collect()
    }

    fn joined(parts: Vec<Self>) -> Self {
        let mut whole = Self { chars: Vec::new(), origins: Vec::new() };
        for part in parts {
            whole.chars.extend(part.chars);
            whole.origins.extend(part.origins);
        }
        whole
    }

    fn push(&mut self, c: char, origin: Option<u32>) {
        self.chars.push(c);
        self.origins.push(origin);
    }

    /// Replaces, takes out and puts in characters, each as often as the other two together make up `percent`.
    fn scrambled(self, percent: f64, dice: &mut Dice) -> Self {
        let mut new = Self { chars: Vec::new(), origins: Vec::new() };
        for (c, origin) in self.chars.into_iter().zip(self.origins) {
            if !dice.chance(percent) {
                new.push(c, origin);
                continue;
            }
            let other = char::from_u32(0x4E00 + dice.below(3000) as u32).unwrap();
            match dice.below(3) {
                0 => new.push(other, origin),
                1 => {}
                _ => {
                    new.push(other, None);
                    new.push(c, origin);
                }
            }
        }
        new
    }

    /// What a conversion does: line ends at a fixed width, half-width marks, traditional characters.
    fn converted(self) -> Self {
        let traditional: std::collections::BTreeMap<char, char> =
            ('\u{4E00}'..='\u{9FFF}').filter(|&c| simplified_char(c) != c).map(|c| (simplified_char(c), c)).collect();
        let mut new = Self { chars: Vec::new(), origins: Vec::new() };
        let mut column = 0;
        for (c, origin) in self.chars.into_iter().zip(self.origins) {
            let c = match c {
                '，' => ',',
                '；' => ';',
                '：' => ':',
                '“' | '”' => '"',
                c => traditional.get(&c).copied().unwrap_or(c),
            };
            new.push(c, origin);
            column = if c == '\n' { 0 } else { column + 1 };
            if column == 37 {
                new.push('\r', None);
                new.push('\n', None);
                column = 0;
            }
        }
        new
    }

    fn text(&self) -> SourceText {
        SourceText::from(self.chars.iter().collect::<String>().as_str())
    }

    /// Where an old stretch is now, if half of it is left.
    fn truth(&self, old: Span) -> Option<Range<u32>> {
        let kept: Vec<u32> = (0_u32..)
            .zip(&self.origins)
            .filter(|(_, o)| o.is_some_and(|o| old.contains(o)))
            .map(|(at, _)| at)
            .collect();
        let (first, last) = (*kept.first()?, *kept.last()?);
        (kept.len() * 2 >= old.len() as usize).then_some(first..last + 1)
    }
}

/// How anchors fared.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) asked: usize,
    pub(crate) right: usize,
    pub(crate) lost: usize,
    pub(crate) wrong: usize,
    pub(crate) wrong_unsaid: usize,
}

/// Changes a text and looks for anchors of the old one in the new one.
fn measure(seed: u64, percent: f64, moved: usize, converted: bool, count: usize) -> Tally {
    let mut dice = Dice::new(seed);
    let paragraphs = text(&mut dice, 120);
    let old = SourceText::from((paragraphs.join("\n") + "\n").as_str());
    let anchors: Vec<Anchor> = (0..count)
        .map(|_| {
            let length = 6 + dice.below(40) as u32;
            let start = dice.below((old.chars() - length) as usize) as u32;
            anchor_at("渠.txt", &old, Span::new(start, start + length))
        })
        .filter(|anchor| !anchor.exact.contains('\n'))
        .collect();
    let mut parts = Changed::of(&paragraphs);
    for _ in 0..moved {
        let part = parts.remove(dice.below(parts.len()));
        parts.insert(dice.below(parts.len()), part);
    }
    let mut new = Changed::joined(parts).scrambled(percent, &mut dice);
    if converted {
        new = new.converted();
    }
    let text = new.text();
    let mut finder = Finder::new(&text);
    let mut tally = Tally::default();
    for anchor in &anchors {
        let Some(truth) = new.truth(anchor.position) else { continue };
        tally.asked += 1;
        let found = finder.find(anchor);
        let Some(span) = found.span else {
            tally.lost += 1;
            continue;
        };
        // The ends may be off by what was itself changed there.
        let near = |a: u32, b: u32| a.abs_diff(b) <= 2 + anchor.position.len() * percent as u32 / 100;
        if near(span.start, truth.start) && near(span.end, truth.end) {
            tally.right += 1;
        } else {
            tally.wrong += 1;
            tally.wrong_unsaid += usize::from(matches!(found.health, Health::Kept | Health::Moved));
        }
    }
    tally
}

#[test]
fn at_five_per_cent_nearly_all_return_and_none_to_a_wrong_place() {
    let (mut asked, mut right) = (0, 0);
    for seed in 0..3 {
        let tally = measure(seed, 5.0, 0, false, 150);
        assert_eq!((tally.wrong, tally.wrong_unsaid), (0, 0), "{tally:?}");
        asked += tally.asked;
        right += tally.right;
    }
    assert!(right * 100 >= asked * 99, "{right} of {asked}");
}

#[test]
fn moved_paragraphs_and_another_encoding_lose_nearly_none() {
    let (mut asked, mut right) = (0, 0);
    for seed in 10..13 {
        let tally = measure(seed, 5.0, 30, true, 150);
        assert_eq!((tally.wrong, tally.wrong_unsaid), (0, 0), "{tally:?}");
        asked += tally.asked;
        right += tally.right;
    }
    assert!(right * 100 >= asked * 99, "{right} of {asked}");
}

#[test]
fn however_much_has_changed_no_wrong_place_is_given() {
    for (seed, percent) in [(21, 1.0), (22, 10.0), (23, 20.0), (24, 30.0)] {
        let tally = measure(seed, percent, 20, seed % 2 == 0, 120);
        assert_eq!((tally.wrong, tally.wrong_unsaid), (0, 0), "{percent} %: {tally:?}");
    }
}

#[test]
fn what_was_taken_out_is_lost_even_where_its_like_stands_elsewhere() {
    let mut dice = Dice::new(5);
    let paragraphs = text(&mut dice, 60);
    let old = SourceText::from((paragraphs.join("\n") + "\n").as_str());
    for gone in 0..40 {
        let start: usize = paragraphs[..gone].iter().map(|p| p.chars().count() + 1).sum();
        let first = paragraphs[gone].find(['。', '；']).map_or(12, |at| paragraphs[gone][..at].chars().count());
        let span = Span::new(start as u32, (start + first.max(6)) as u32);
        let anchor = anchor_at("渠.txt", &old, span);
        let rest: Vec<String> =
            paragraphs.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, p)| p.clone()).collect();
        let (found, health) = find_anchor(&SourceText::from(rest.join("\n").as_str()), &anchor);
        assert!(found.is_none() || health == Health::Changed, "“{}” at {found:?}, {health:?}", anchor.exact);
    }
}

#[test]
fn of_twins_none_is_preferred_without_a_reason() {
    let old = SourceText::from("题记。\n甲方认为水量不足，应当缓开。乙方不答。\n尾声。\n");
    let at = old.as_str().find("水量不足").unwrap();
    let anchor = anchor_at("渠.txt", &old, old.span(at..at + "水量不足".len()));
    let twins = "序。\n甲方认为水量不足，应当缓开。乙方不答。\n其间无事，又过了许多年，渠边的柳树都老了。\n甲方认为水量不足，应当缓开。乙方不答。\n跋。\n";
    let text = SourceText::from(twins);
    let found = Finder::new(&text).find(&anchor);
    assert_eq!((found.span, found.health), (None, Health::Lost));
    let guesses: Vec<&str> = found.guesses.iter().map(|guess| text.slice(guess.span)).collect();
    assert_eq!(guesses, ["水量不足", "水量不足"]);
}

#[test]
fn the_same_words_in_another_writing_are_the_same_words() {
    let old = SourceText::from("开篇的话。双方议定：每年分水“三成”，不得多取。结尾的话。");
    let at = old.as_str().find("每年分水“三成”").unwrap();
    let anchor = anchor_at("渠.txt", &old, old.span(at..at + "每年分水“三成”".len()));
    let new = SourceText::from("開篇的話。\r\n雙方議定:每年分\r\n水「三成」,不得多取。結尾的話。");
    let (found, health) = find_anchor(&new, &anchor);
    assert_eq!((new.slice(found.unwrap()), health), ("每年分\r\n水「三成」", Health::Moved));
}

#[test]
fn a_long_passage_is_known_by_its_ends() {
    let mut dice = Dice::new(77);
    let paragraphs = text(&mut dice, 40);
    let old = SourceText::from(paragraphs.join("\n").as_str());
    let anchor = anchor_at("渠.txt", &old, Span::new(300, 1500));
    let mut chars: Vec<char> = old.as_str().chars().collect();
    chars.splice(700..730, "此处另写了一段话。".chars());
    let new = SourceText::from(format!("新序。\n{}", chars.iter().collect::<String>()).as_str());
    assert_eq!(find_anchor(&new, &anchor), (Some(Span::new(304, 1483)), Health::Changed));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_anchor_in_any_text_is_answered(
        old in "[天地玄黄宇宙洪荒，。\n“” a-c*]{0,80}",
        new in "[天地玄黄宇宙洪荒，。\n“” a-c*]{0,80}",
        start in 0_u32..80, length in 0_u32..40,
    ) {
        let (old, new) = (SourceText::from(old.as_str()), SourceText::from(new.as_str()));
        let start = start.min(old.chars());
        let anchor = anchor_at("a", &old, Span::new(start, (start + length).min(old.chars())));
        let (found, health) = find_anchor(&new, &anchor);
        prop_assert_eq!(found.is_none(), health == Health::Lost);
        if let Some(span) = found {
            prop_assert!(span.end <= new.chars() && !span.is_empty());
        }
        if health == Health::Kept {
            prop_assert_eq!(new.slice(anchor.position), anchor.exact.as_str());
        }
    }

    #[test]
    fn in_the_same_text_every_anchor_is_kept(text in "[天地玄黄宇宙洪荒，。\n]{1,80}", start in 0_u32..80, length in 1_u32..40) {
        let text = SourceText::from(text.as_str());
        let start = start.min(text.chars() - 1);
        let anchor = anchor_at("a", &text, Span::new(start, (start + length).min(text.chars())));
        prop_assert_eq!(find_anchor(&text, &anchor), (Some(anchor.position), Health::Kept));
    }
}
