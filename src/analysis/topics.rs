//! Further topics: what the works of a corpus argue about beyond the general scheme.
//!
//! A topic is proposed where one word stands in claims of several works, where it is a word by itself and no part of a
//! longer one that always holds it, where no topic of the scheme is caught by it, and where it does not stand nearly
//! everywhere: what every claim speaks of tells none apart. Words are found without a dictionary: a run of two to six
//! Han characters is one when different characters stand before it and after it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::BuildHasherDefault;
use std::sync::{Arc, LazyLock};

use super::Rules;
use super::actors::{Mix, Quick};
use crate::model::{ProposedTopic, Work, WorkFindings};
use crate::text::{CharSet, is_han};

/// How many topics are proposed.
const MOST: usize = 8;
/// The longest word, in characters.
const LONGEST: usize = 6;
/// A word stands in so many claims at least.
const FEWEST: u32 = 3;
/// The bits of a hash of runs.
const OFTEN: u32 = 16;
/// How many works are read: more would add nothing but time.
const READ: usize = 400;
/// Characters of function words: no content word begins or ends with one.
const FUNCTION: &str = "的了是在和与或及而但也都就又还不没有无被把将对向从以为因于由其这那此该之所等着过上下中内外里间后前时来去到得能会可应要使让给个各每更最很较再只已曾正均亦则若如虽并且即既乃者们他她它我你您自己什么何谁哪吗呢吧啊一二三四五六七八九十百千万亿两几多少数年月日号第次种项些";
/// Words of argument in general, which are no matter of dispute.
const GENERAL: &str = "问题 认为 观点 学者 研究 分析 发展 情况 方面 作用 影响 关系 社会 国家 世界 中国 我国 进行 提出 指出 表示 要求 导致 造成 成为 形成 存在 出现 发生 实现 主要 重要 根本 基本 完全 必须 应该 可能 难以 由于 因此 如果 虽然 尽管 通过 根据 双方 各方 政府 方式 过程 结果 原因 目标 条件 能力 力量 利益 立场 态度 政策 措施 局势 形势 阶段 时期 时代 今天 目前 当前 未来 长期 进一步 事实 真正 部分 程度 意义 价值 结构 特点 内容 工作 活动 具有 作为 其他 同时 之间 需要 希望 开始 继续 仍然 已经 没有 不是 就是 而是 不能 可以 这种 这些 一个 一种 人们 作者 文章 本文 笔者 文字 论文 甚至 实际 规模 水平 地方 增加 世纪 全部 内部 外部 自身 本身 人员 单位 数据 资料 时间 领域 范围 现象 事件 行为 行动 思想 理解 解释 重视 相关 有关 正式 直接 间接 特别 更加 最终 最后 近年 年代 以来 以后 以前 之后 之前 期间 当时 方法 手段 意见 看法 材料 部门 机构 组织 代表 决定 选择 变化 经历 建立 保持 采取 实施 继而 本国 该国 两国 各国 国内 国际 全球 地区 当地 上述 以上 以下 如下 举行 参加 召开 发表 增长 下降 提高 减少 扩大 加强 推动 促进";

static GENERAL_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| GENERAL.split(' ').collect());

/// What is counted of a run of characters.
#[derive(Clone, Default)]
struct Run {
    works: u32,
    claims: u32,
    /// The claim and the work in which it was seen last: claims are read in order.
    last: Option<(u32, u32)>,
    /// Different neighbours: three are as good as forty.
    before: [Option<char>; 3],
    after: [Option<char>; 3],
}

impl Run {
    fn seen(&mut self, claim: u32, work: u32, before: char, after: char) {
        self.works += u32::from(self.last.is_none_or(|(_, last)| last != work));
        self.claims += u32::from(self.last.is_none_or(|(last, _)| last != claim));
        self.last = Some((claim, work));
        for (c, seen) in [(before, &mut self.before), (after, &mut self.after)] {
            if let Some(free) = seen.iter_mut().find(|kept| kept.is_none_or(|kept| kept == c)) {
                *free = Some(c);
            }
        }
    }

    /// Whether it stands among different characters, as a word does.
    fn is_free(&self) -> bool {
        self.before[2].is_some() && self.after[2].is_some()
    }
}

/// Runs by their characters, of which each takes up 21 bits.
type Runs = Quick<u128, Run>;

/// A claim as it is searched for words.
struct Said {
    work: u32,
    chars: Vec<char>,
    /// For each character whether a run that counts begins there; of one character at first, of more later.
    begins: Vec<bool>,
}

/// Words made when the rules are read.
type Words = HashSet<Box<str>, BuildHasherDefault<Mix>>;

/// The cue words of the topics.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    /// The words.
    whole: Words,
    /// All runs of two characters or more in them.
    parts: Words,
}

impl Cues {
    fn of(rules: &Rules) -> Self {
        let words = || rules.topics.iter().flat_map(|topic| &topic.cues).map(String::as_str);
        Self { whole: words().map(Box::from).collect(), parts: words().flat_map(runs_of).map(Box::from).collect() }
    }
}

/// The topics that the works suggest, the most promising first. `texts` are the works' clean texts in simplified
/// characters.
pub(super) fn propose(
    works: &[Arc<Work>],
    texts: &[Cow<'_, str>],
    findings: &[Arc<WorkFindings>],
    rules: &Rules,
) -> Vec<ProposedTopic> {
    if works.len() < 2 {
        return Vec::new();
    }
    let function = CharSet::from(FUNCTION);
    let mut said: Vec<Said> = Vec::new();
    for ((work, text), findings) in works.iter().zip(texts).zip(findings).take(READ) {
        for claim in &findings.claims {
            let chars: Vec<char> = text[claim.bytes.clone()].chars().collect();
            let begins = chars.iter().map(|&c| is_han(c) && !function.contains(c)).collect();
            said.push(Said { work: work.id.0, chars, begins });
        }
    }
    let total = said.len();
    let least = 2.max(works.len().min(READ) / 6);
    let runs = count(&mut said, least);
    let general = &*GENERAL_WORDS;
    let Cues { whole: cues, parts } = rules.cues.get_or_init(|| Cues::of(rules));
    // A run of characters is caught by what stands in it anywhere, and by a general word at its start or end.
    let caught = |word: &str| {
        let edges = runs_of(word).filter(|run| word.starts_with(run) || word.ends_with(run));
        parts.contains(word) || edges.into_iter().any(|run| general.contains(run)) || {
            runs_of(word).any(|run| cues.contains(run))
        }
    };
    let mut words: Vec<(f64, String, Run)> = runs
        .into_iter()
        .filter(|(word, run)| run.is_free() && run.claims as usize * 3 <= total && !caught(word))
        .filter(|(word, _)| !rules.actors.knows(word) && !rules.claims.argues(word))
        .map(|(word, run)| {
            let length = word.chars().count() as f64;
            (f64::from(run.works) * f64::from(run.claims).ln() * length.sqrt(), word, run)
        })
        .collect();
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    choose(words)
}

/// All runs of two characters or more within a short word.
fn runs_of(word: &str) -> impl Iterator<Item = &str> {
    let starts = word.char_indices().map(|(at, _)| at);
    starts.flat_map(move |from| {
        let ends = word[from..].char_indices().skip(1).map(move |(at, c)| from + at + c.len_utf8());
        ends.map(move |to| &word[from..to])
    })
}

/// The runs of two to six content characters that stand in enough claims and works, in no order.
///
/// A run counts only where the two runs one character shorter within it count, so that each length asks for few.
fn count(said: &mut [Said], least: usize) -> Vec<(String, Run)> {
    let key = |run: &[char]| run.iter().fold(0_u128, |key, &c| key << 21 | u128::from(u32::from(c)));
    let counts = |run: &Run| run.claims >= FEWEST && run.works as usize >= least;
    let mut kept = Vec::new();
    for length in 2..=LONGEST {
        let mut runs = Runs::default();
        let places = |claim: &Said| {
            let ends = claim.chars.len().saturating_sub(length - 1);
            (0..ends).filter(|&at| claim.begins[at] && claim.begins[at + 1]).collect::<Vec<usize>>()
        };
        // Nearly all runs stand at fewer places than a word does. They are counted by a part of their hash first, so that
        // only the others, and a few of these, are kept with all that is known of them.
        let place = |run: &[char]| run.iter().fold(0_u32, |hash, &c| (hash ^ u32::from(c)).wrapping_mul(0x9E37_79B1));
        let mut often = vec![0_u8; 1 << OFTEN];
        let slot = |run: &[char]| (place(run) >> (u32::BITS - OFTEN)) as usize;
        for claim in &*said {
            for at in places(claim) {
                let count = &mut often[slot(&claim.chars[at..at + length])];
                *count = count.saturating_add(1);
            }
        }
        for (number, claim) in said.iter().enumerate() {
            for at in places(claim) {
                if u32::from(often[slot(&claim.chars[at..at + length])]) < FEWEST {
                    continue;
                }
                let before = at.checked_sub(1).and_then(|at| claim.chars.get(at)).copied().unwrap_or('。');
                let after = claim.chars.get(at + length).copied().unwrap_or('。');
                let run = runs.entry(key(&claim.chars[at..at + length])).or_default();
                run.seen(number as u32, claim.work, before, after);
            }
        }
        runs.retain(|_, run| counts(run));
        if runs.is_empty() {
            break;
        }
        for claim in said.iter_mut() {
            let mut begins = vec![false; claim.chars.len()];
            for at in places(claim) {
                begins[at] = runs.contains_key(&key(&claim.chars[at..at + length]));
            }
            claim.begins = begins;
        }
        let word = |key: u128| -> String {
            let chars = (0..length).rev().map(|place| (key >> (21 * place)) as u32 & 0x1F_FFFF);
            chars.filter_map(char::from_u32).collect()
        };
        kept.extend(runs.into_iter().map(|(key, run)| (word(key), run)));
    }
    kept
}

/// The best words, each with the longer ones that hold it; a word inside one that was chosen is not proposed again.
fn choose(words: Vec<(f64, String, Run)>) -> Vec<ProposedTopic> {
    let mut chosen: Vec<ProposedTopic> = Vec::new();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (_, word, run) in words {
        // 经济制 where 经济制度 was chosen, or nearly always stands around it.
        let part = counts.iter().any(|(known, &count)| known.contains(&word) && count * 3 >= run.claims * 2);
        counts.insert(word.clone(), run.claims);
        if part {
            continue;
        }
        if let Some(topic) = chosen.iter_mut().find(|topic| word.contains(&topic.word) || topic.word.contains(&word)) {
            if word.contains(&topic.word) && topic.with.len() < 4 {
                topic.with.push(word);
            }
            continue;
        }
        if chosen.len() < MOST {
            let (works, claims) = (run.works as usize, run.claims as usize);
            chosen.push(ProposedTopic { word, with: Vec::new(), works, claims });
        }
    }
    chosen
}
