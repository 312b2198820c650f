//! Further topics: what the works of a corpus argue about beyond the general scheme.
//!
//! A topic is proposed where one word stands in claims of several works, where it is a word by itself and no part of a
//! longer one that always holds it, where no topic of the scheme is caught by it, and where it does not stand nearly
//! everywhere: what every claim speaks of tells none apart. Words are found without a dictionary: a run of two to six
//! Han characters is one when different characters stand before it and after it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Rules;
use crate::model::{ProposedTopic, Work, WorkFindings};
use crate::text::{is_han, simplified};

/// How many topics are proposed.
const MOST: usize = 8;
/// The longest word, in characters.
const LONGEST: usize = 6;
/// How many works are read: more would add nothing but time.
const READ: usize = 400;
/// Characters of function words: no content word begins or ends with one.
const FUNCTION: &str = "的了是在和与或及而但也都就又还不没有无被把将对向从以为因于由其这那此该之所等着过上下中内外里间后前时来去到得能会可应要使让给个各每更最很较再只已曾正均亦则若如虽并且即既乃者们他她它我你您自己什么何谁哪吗呢吧啊一二三四五六七八九十百千万亿两几多少数年月日号第次种项些";
/// Words of argument in general, which are no matter of dispute.
const GENERAL: &str = "问题 认为 观点 学者 研究 分析 发展 情况 方面 作用 影响 关系 社会 国家 世界 中国 我国 进行 提出 指出 表示 要求 导致 造成 成为 形成 存在 出现 发生 实现 主要 重要 根本 基本 完全 必须 应该 可能 难以 由于 因此 如果 虽然 尽管 通过 根据 双方 各方 政府 方式 过程 结果 原因 目标 条件 能力 力量 利益 立场 态度 政策 措施 局势 形势 阶段 时期 时代 今天 目前 当前 未来 长期 进一步 事实 真正 部分 程度 意义 价值 结构 特点 内容 工作 活动 具有 作为 其他 同时 之间 需要 希望 开始 继续 仍然 已经 没有 不是 就是 而是 不能 可以 这种 这些 一个 一种 人们 作者 文章 本文 笔者 文字 论文 甚至 实际 规模 水平 地方 增加 世纪 全部 内部 外部 自身 本身 人员 单位 数据 资料 时间 领域 范围 现象 事件 行为 行动 思想 理解 解释 重视 相关 有关 正式 直接 间接 特别 更加 最终 最后 近年 年代 以来 以后 以前 之后 之前 期间 当时 方法 手段 意见 看法 材料 部门 机构 组织 代表 决定 选择 变化 经历 建立 保持 采取 实施 继而 本国 该国 两国 各国 国内 国际 全球 地区 当地 上述 以上 以下 如下 举行 参加 召开 发表 增长 下降 提高 减少 扩大 加强 推动 促进";

/// What is counted of a run of characters.
#[derive(Default)]
struct Run {
    works: BTreeSet<u32>,
    claims: u32,
    last: Option<u32>,
    before: BTreeSet<char>,
    after: BTreeSet<char>,
}

/// The topics that the works suggest, the most promising first.
pub(super) fn propose(works: &[Arc<Work>], findings: &[Arc<WorkFindings>], rules: &Rules) -> Vec<ProposedTopic> {
    if works.len() < 2 {
        return Vec::new();
    }
    let mut runs: HashMap<String, Run> = HashMap::new();
    let mut number = 0;
    for (work, findings) in works.iter().zip(findings).take(READ) {
        for claim in &findings.claims {
            count(&simplified(&work.prose.text()[claim.bytes.clone()]), work.id.0, number, &mut runs);
            number += 1;
        }
    }
    let total = number as usize;
    let least = 2.max(works.len().min(READ) / 6);
    let cues: BTreeSet<&str> = rules.topics.iter().flat_map(|topic| &topic.cues).map(String::as_str).collect();
    let general: BTreeSet<&str> = GENERAL.split(' ').collect();
    let caught = |word: &str| {
        general.contains(word) || general.iter().any(|other| word.starts_with(*other) || word.ends_with(*other)) || {
            cues.iter().any(|cue| cue.chars().count() > 1 && (word.contains(*cue) || cue.contains(word)))
        }
    };
    let mut words: Vec<(f64, String, Run)> = runs
        .into_iter()
        .filter(|(word, run)| {
            let free = run.before.len() >= 3 && run.after.len() >= 3;
            let telling = run.claims as usize * 3 <= total && run.claims >= 3;
            run.works.len() >= least && free && telling && !caught(word)
        })
        .filter(|(word, _)| !rules.actors.knows(word) && !rules.claims.argues(word))
        .map(|(word, run)| {
            let length = word.chars().count() as f64;
            (run.works.len() as f64 * f64::from(run.claims).ln() * length.sqrt(), word, run)
        })
        .collect();
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    choose(words)
}

/// Counts every run of a claim's text.
fn count(text: &str, work: u32, claim: u32, runs: &mut HashMap<String, Run>) {
    let chars: Vec<char> = text.chars().collect();
    let content = |c: char| is_han(c) && !FUNCTION.contains(c);
    for from in 0..chars.len() {
        for to in from + 2..=(from + LONGEST).min(chars.len()) {
            let word = &chars[from..to];
            if !word.iter().all(|&c| content(c)) {
                break;
            }
            let run = runs.entry(word.iter().collect()).or_default();
            run.works.insert(work);
            if run.last != Some(claim) {
                run.claims += 1;
                run.last = Some(claim);
            }
            // Four different neighbours are as good as forty.
            let beside = [(from.checked_sub(1), &mut run.before), (Some(to), &mut run.after)];
            for (at, seen) in beside {
                if seen.len() < 4 {
                    seen.insert(at.and_then(|at| chars.get(at)).copied().unwrap_or('。'));
                }
            }
        }
    }
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
            let (works, claims) = (run.works.len(), run.claims as usize);
            chosen.push(ProposedTopic { word, with: Vec::new(), works, claims });
        }
    }
    chosen
}
