//! Short names that a text gives itself: 欧洲自由贸易联盟（以下简称“联盟”）, 国际能源署（IEA）.

use std::sync::Arc;

use memchr::memmem;

use super::{ActorKind, ActorMention};
use crate::analysis::finder::Finder;

/// A name that the text introduces: the words that stand for it, the name that they stand for, and its kind.
pub(super) type Alias = (String, Arc<str>, ActorKind);

/// What the name of a body ends with.
const BODIES: [&str; 44] = [
    "委员会",
    "组织",
    "联盟",
    "协会",
    "学会",
    "机构",
    "基金会",
    "公司",
    "集团",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "研究中心",
    "法院",
    "检察院",
    "银行",
    "总署",
    "署",
    "总局",
    "管理局",
    "理事会",
    "议会",
    "工会",
    "商会",
    "联合会",
    "同盟",
    "共同体",
    "红十字会",
    "党",
    "部",
    "厅",
    "医院",
    "报社",
    "出版社",
    "通讯社",
    "智库",
    "教会",
    "阵线",
    "联合体",
    "议院",
    "代表团",
    "小组",
    "局",
];

/// Finds the aliases that the text itself gives.
pub(super) fn find(text: &str, found: &[ActorMention]) -> Vec<Alias> {
    let mut aliases: Vec<Alias> = Vec::new();
    for sign in ["简称", "下称", "以下称"] {
        for at in memmem::find_iter(text.as_bytes(), sign) {
            let opener = text[..at].rfind(['（', '(']).filter(|&o| text[o..at].chars().count() <= 6);
            let Some(opener) = opener else { continue };
            let rest = text[at + sign.len()..].trim_start_matches(['为', '“', '「', '"', '《', '‘', ':', '：']);
            let end = rest.find(['”', '」', '"', '）', ')', '》', '’', '，', ',']).unwrap_or(0);
            add(text, opener, &rest[..end], found, &mut aliases);
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "（").chain(memmem::find_iter(text.as_bytes(), "(")) {
        let rest = text[at..].trim_start_matches(['（', '(']);
        let short = rest.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(rest.len());
        if (2..=8).contains(&short) && rest[short..].starts_with(['）', ')', ',', '，']) {
            add(text, at, &rest[..short], found, &mut aliases);
        }
    }
    aliases
}

fn add(text: &str, opener: usize, short: &str, found: &[ActorMention], aliases: &mut Vec<Alias>) {
    let count = short.chars().count();
    if !(2..=12).contains(&count) || aliases.iter().any(|(known, ..)| known == short) {
        return;
    }
    let near = found.partition_point(|m| m.bytes.end < opener);
    if let Some(known) = found.get(near).filter(|m| m.bytes.end == opener) {
        aliases.push((short.into(), known.name.clone(), known.kind));
    } else if let Some(name) = body_ending(&text[..opener]) {
        aliases.push((short.into(), name.into(), ActorKind::Body));
        aliases.push((name.into(), name.into(), ActorKind::Body));
    }
}

/// The name of a body at the end of a text, by its form.
fn body_ending(head: &str) -> Option<&str> {
    BODIES.iter().find(|suffix| head.ends_with(**suffix))?;
    let from = head
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, c)| !crate::text::is_han(c) && !c.is_alphanumeric() || "的在与于向从是被把将到据".contains(c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let name = &head[from..];
    (4..=20).contains(&name.chars().count()).then_some(name)
}

/// Adds the namings by such aliases.
pub(super) fn again(text: &str, aliases: &[Alias], found: &mut Vec<ActorMention>) {
    if aliases.is_empty() {
        return;
    }
    let words = aliases.iter().map(|(short, ..)| short);
    let finder = Finder::new(words);
    for hit in finder.each(text) {
        let (_, name, kind) = &aliases[hit.word];
        let latin = |c: char| c.is_ascii_alphanumeric();
        // EU is not in NEUTRAL.
        let inside = text[..hit.start].ends_with(latin) && text[hit.range()].starts_with(latin)
            || text[hit.end..].starts_with(latin) && text[hit.range()].ends_with(latin);
        if !inside {
            found.push(ActorMention { bytes: hit.range(), name: name.clone(), kind: *kind });
        }
    }
}
