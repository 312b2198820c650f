//! Persons by the form of their names: a title beside it (国务卿基辛格, 金永南外长), or the name of a leader before 政府.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::table::{Table, What};
use super::{ActorKind, ActorMention, Hit, WordSet};
use crate::analysis::finder::Finder;
use crate::text::CharSet;

/// Names of persons that a text introduces, with the state that they lead where it says so.
pub(super) type People = BTreeMap<String, Option<u16>>;

/// Characters that foreign names are written with.
static FOREIGN: LazyLock<CharSet> = LazyLock::new(|| CharSet::from(FOREIGN_CHARACTERS));
const FOREIGN_CHARACTERS: &str = "波逊亚治果吕略娅芙佳姬娃妮隆仑拿帕诺圣佩薛雅牙泽茹瓜迦戎卑玻伽拔柏堡彼阿埃艾奥巴贝本比宾伯布查达戴德登迪蒂丁杜恩尔法菲费芬佛弗夫福富盖戈哥格古哈海汉豪赫亨胡华怀惠霍基吉加贾杰金卡凯坎康考柯科克肯库夸昆拉莱兰朗劳勒雷里利连林琳伦罗洛马玛麦曼梅门蒙米密摩莫默穆姆纳奈南瑙内尼涅宁纽努诺欧帕潘庞佩彭皮平珀普奇契乔切琼丘瑞撒萨塞赛森沙尚舍圣施什史士舒斯司苏索塔泰坦汤唐陶特滕图托瓦万威韦维魏温文沃乌伍西希夏香谢辛休许雪雅耶伊因英尤约泽扎詹珍兹佐朱图鲁娜丽莉莎露妮黛蕾薇茨驰多安根丹岑楚厄范冈黎龙芒孟墨慕讷卢顿廷祖桑瑟松翁";

/// Surnames of one character, without those that are more often something else after a title.
static SURNAMES: LazyLock<CharSet> = LazyLock::new(|| CharSet::from(SURNAME_CHARACTERS));
const SURNAME_CHARACTERS: &str = "华高邬庞佟左纪支昝房裘嵇荀羊惠甄封芮储靳糜井巫祁穆萧洪包诸钮荣佘冼谌褚戚谢喻窦葛奚鲁苗凤方鲍廉岑王李张刘陈杨黄赵吴周徐孙朱胡郭何林罗郑梁宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔白汤康裴朴俞权柳南闵申玄池成车卞禹奇章虞岑倪滕费殷伍卜齐伏狄米贝臧计舒屈项祝阮蓝席季麻强路娄童颜梅盛刁骆樊凌霍柯管缪宗宣邢翁荀焦巴弓牧隗谷宓蓬班仰仲伊宫宁仇栾暴甘厉戎祖符詹束幸司韶郜黎蓟薄印宿怀蒲邰咸籍赖卓蔺屠蒙乔阴胥苍闻莘党翟贡劳逄姬冉宰郦雍桑桂牛寿边扈燕冀浦尚农温庄晏柴瞿阎慕习艾容古易慎戈终暨衡步耿满弘匡寇广禄阙殳沃利蔚越隆师巩厍聂晁勾敖冷訾辛阚那简饶曾沙";

/// Compound surnames.
const DOUBLE: [&str; 12] =
    ["欧阳", "司马", "诸葛", "上官", "司徒", "夏侯", "南宫", "慕容", "令狐", "皇甫", "尉迟", "长孙"];

/// Characters that no given name is made of, or that begin what follows a name.
static NOT_GIVEN: LazyLock<CharSet> = LazyLock::new(|| CharSet::from(OTHER_CHARACTERS));
const OTHER_CHARACTERS: &str = "在与和同说称表认于率访致对就及以也将曾指的是为因从向提出则并等又而还要会已被把到由所了其这那们任府选团部院局委会党军校系组织不没有无得可能应该须做去来上下前后中内外，。、；：？！“”‘’《》（）()";

/// Words of two characters that begin with a surname and are no name (发言人|宣布将…).
const LIKE_NAMES: &str = "宣布 宣告 宣称 宣读 宣誓 宣传 宣判 宣示 宣扬 宣言 支持 支付 支援 支配 支出 包括 包围 包含 关于 关闭 关注 关心 关押 关系 安排 安置 安抚 任命 任职 任期 成立 成功 成为 管理 管制 管辖 计划 计算 计入 许可 许诺 应邀 应当 应对 应付 祝愿 利用 利于 满足 满意 解除 解散 解释 解决 解放 施压 施行 施加 施政 连任 连续 连同 施工 和解 明确 明令 平息 平定 平反 常驻 时常 卓有 杜绝 束手 幸免 通过 通报 通知 通告 通电 通缉 连线 尚未 尚且 尚无 宁愿 容许 容忍 步入 步行 广泛 广播 蓄意 暴发 暴露 充当 充满 充分 单方 单独 封锁 封闭 封杀 访问 严厉 严格 严重 严正 严惩 高度 鼓励 农业 温和 谢绝 谢罪 贺电 陈词 项目 强调 强烈 强行 强制 强迫 屈服 屈从 干预 干涉 盛赞 成员 终止 终于 终结 终身 经过 经由 史称 车辆 武装 武力 方针 方案 方面 金融 石油 卫生 常务 乐观 席卷 席位 习惯 危及 查明 查处 查封 查办 查看 游说 游行 相信 相关 相继 相应 相互 路过 路透 阻止 阻挠 祝贺";

/// Finds persons beside their titles, adds them to the namings and answers with their names.
pub(super) fn find(table: &Table, text: &str, hits: &[Hit], found: &mut Vec<ActorMention>) -> People {
    let mut people = People::new();
    let mut new = Vec::new();
    let mut said: Vec<(Range<usize>, bool)> = Vec::new();
    for (bytes, what) in hits {
        match what {
            What::Speech => said.extend(speaker(text, bytes.start)),
            What::Title => {
                let states = state_ending(table, found, bytes.end);
                // 考古|学家: only an office or address has the name before it.
                let addressed = !text[bytes.clone()].ends_with(['家', '者', '人']);
                let earlier = || addressed.then(|| before(text, bytes.start, found)).flatten();
                let name = after(table, text, bytes.end).or_else(earlier);
                if let Some(name) = name {
                    introduce(text, name, states, &mut people, &mut new);
                }
            }
            What::Leader(state) => {
                let named = &text[bytes.clone()];
                let rest = &text[bytes.end..];
                let leads = leads(rest).is_some();
                // Two characters may be part of a longer word; three are a name by themselves.
                let whole = named.chars().count() > 2 && !text[..bytes.start].ends_with('·');
                if leads || whole || people.contains_key(named) {
                    people.entry(named.into()).or_insert(Some(*state));
                }
            }
            _ => {}
        }
    }
    // 库德罗说 once may be any word; said twice, or with its Latin form, it is a name.
    let mut often: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, glossed) in &said {
        *often.entry(&text[name.clone()]).or_default() += 1 + usize::from(*glossed);
    }
    for (name, _) in &said {
        if often.get(&text[name.clone()]).is_some_and(|&count| count >= 2) {
            introduce(text, name.clone(), None, &mut people, &mut new);
        }
    }
    for at in memchr::memmem::find_iter(text.as_bytes(), "某") {
        if let Some(name) = someone(text, at) {
            introduce(text, name, None, &mut people, &mut new);
        }
    }
    found.append(&mut new);
    people
}

/// The name that is a whole subject right before a verb of saying at `verb` (，柯文则|认为), and whether its Latin form is
/// given beside it (科尔弗德（Crawford）|指出).
fn speaker(text: &str, verb: usize) -> Option<(Range<usize>, bool)> {
    const ADVERBS: [&str; 24] = [
        "则",
        "也",
        "亦",
        "还",
        "又",
        "曾",
        "都",
        "均",
        "就",
        "却",
        "更",
        "并",
        "再",
        "接着",
        "进一步",
        "明确",
        "同样",
        "甚至",
        "随后",
        "回应",
        "回答",
        "补充",
        "批评",
        "反驳",
    ];
    let mut end = verb;
    while let Some(word) = ADVERBS.iter().find(|word| text[..end].ends_with(**word)) {
        end -= word.len();
    }
    let mut glossed = false;
    if let Some(head) = text[..end].strip_suffix(['）', ')'])
        && let Some(open) = head.rfind(['（', '('])
        && head.len() - open < 60
    {
        let gloss = head[open..].trim_start_matches(['（', '(']);
        glossed =
            gloss.starts_with(|c: char| c.is_ascii_uppercase()) && gloss.contains(|c: char| c.is_ascii_lowercase());
        if glossed {
            end = open;
        }
    }
    let head = &text[..end];
    let start = head
        .char_indices()
        .rev()
        .take(12)
        .take_while(|&(_, c)| crate::text::is_han(c) || c == '·')
        .last()
        .map_or(end, |(at, _)| at);
    let word = &text[start..end];
    let opened = ["但", "而", "然而", "其中", "不过", "因此", "对此", "例如", "如", "时", "后", "上", "中", "据"]
        .iter()
        .find_map(|lead| word.find(lead).map(|at| at + lead.len()))
        .filter(|&at| !is_name(word) && is_name(&word[at..]));
    let start = start + opened.unwrap_or(0);
    let name = &text[start..end];
    // 张先生, 农业部: what ends so is no given name.
    const ENDS: &str = "部局委会组家者员界人士生民师长官们方军队院校系社报";
    let named = name.chars().count() >= 3 && !name.ends_with(|c| ENDS.contains(c)) || glossed;
    (named && is_name(name)).then_some((start..end, glossed))
}

/// 王某, 李某某, 张某甲: persons whose names a court leaves out. `at` is the place of 某.
fn someone(text: &str, at: usize) -> Option<Range<usize>> {
    let (start, family) = text[..at].char_indices().next_back()?;
    let before = text[..start].chars().next_back();
    let free = before.is_none_or(|c| !crate::text::is_han(c) || NOT_GIVEN.contains(c) || "人告诉由".contains(c));
    let rest = &text[at + "某".len()..];
    let more = rest.chars().next().filter(|c| "某甲乙丙丁".contains(*c)).map_or(0, char::len_utf8);
    (SURNAMES.contains(family) && free).then(|| start..at + "某".len() + more)
}

/// Adds every further naming of the persons that a text introduces: their names alone, and 布什政府 for the state.
pub(super) fn again(table: &Table, text: &str, people: &People, found: &mut Vec<ActorMention>) {
    if people.is_empty() {
        return;
    }
    let finder = Finder::new(people.keys());
    let states: Vec<_> = people.iter().collect();
    let mut new = Vec::new();
    for hit in finder.each(text) {
        let (name, state) = states[hit.word];
        let rest = &text[hit.end..];
        // 卡特 is not in 卡特尔.
        let short = name.chars().count() == 2;
        if short && rest.starts_with(|c| "尔斯兰利德".contains(c)) || text[..hit.start].ends_with('·') {
            continue;
        }
        let mention = match (leads(rest), state) {
            (Some(length), Some(state)) => ActorMention {
                bytes: hit.start..table.past_offices(text, hit.end + length),
                name: table.actors[*state as usize].name.clone(),
                kind: ActorKind::State,
            },
            _ => ActorMention { bytes: hit.range(), name: name.as_str().into(), kind: ActorKind::Person },
        };
        new.push(mention);
    }
    let taken: Vec<Range<usize>> = found.iter().map(|m| m.bytes.clone()).collect();
    new.retain(|m| {
        let near = taken.partition_point(|t| t.end <= m.bytes.start);
        taken.get(near).is_none_or(|t| t.start >= m.bytes.end || m.bytes.len() > t.len())
    });
    found.append(&mut new);
}

/// The length of the word after a leader's name that makes it a government.
fn leads(rest: &str) -> Option<usize> {
    ["行政当局", "政府", "当局", "内阁", "政权"].iter().find(|word| rest.starts_with(**word)).map(|word| word.len())
}

/// The state whose naming ends at `end` (美国国务卿|): the one that the title serves.
fn state_ending(table: &Table, found: &[ActorMention], end: usize) -> Option<u16> {
    let at = found.partition_point(|m| m.bytes.end < end);
    let mention = found.get(at).filter(|m| m.bytes.end == end && m.kind == ActorKind::State)?;
    table.actors.iter().position(|actor| actor.name == mention.name).map(|index| index as u16)
}

fn introduce(text: &str, name: Range<usize>, state: Option<u16>, people: &mut People, new: &mut Vec<ActorMention>) {
    let surface = &text[name.clone()];
    let entry = people.entry(surface.into()).or_default();
    // A later title settles what an earlier one left open.
    if state.is_some() {
        *entry = state;
    }
    new.push(ActorMention { bytes: name, name: Arc::from(surface), kind: ActorKind::Person });
}

/// The person named right after a title that ends at `end`.
fn after(table: &Table, text: &str, end: usize) -> Option<Range<usize>> {
    let rest = &text[end..];
    if let Some(length) = foreign(rest) {
        return Some(end..end + length);
    }
    let length = chinese(table, rest)?;
    Some(end..end + length)
}

/// The length of a foreign name at the start of `rest`.
fn foreign(rest: &str) -> Option<usize> {
    // Verbs that begin with characters of names (利用, 希望, 明确).
    const VERBS: [&str; 35] = [
        "利用",
        "希望",
        "以",
        "维护",
        "扬言",
        "考虑",
        "加强",
        "加紧",
        "加快",
        "约定",
        "达成",
        "连任",
        "温和",
        "西",
        "华盛顿",
        "特别",
        "特地",
        "因为",
        "因此",
        "因而",
        "因其",
        "内",
        "普遍",
        "平息",
        "登",
        "本人",
        "克服",
        "多次",
        "多年",
        "多数",
        "安全",
        "安排",
        "根据",
        "丹麦",
        "松动",
    ];
    let mut length = 0;
    let mut count = 0;
    let mut parts = 0;
    for (at, c) in rest.char_indices() {
        let stops = count > 0 && VERBS.iter().any(|verb| rest[at..].starts_with(verb));
        if matches!(c, '·' | '-' | '・' | '‧') && count > 0 {
            parts += 1;
        } else if stops || !FOREIGN.contains(c) {
            break;
        } else {
            count += 1;
        }
        length = at + c.len_utf8();
    }
    let trimmed = rest[..length].trim_end_matches(['·', '-', '・', '‧']).len();
    let most = 6 + 5 * parts;
    ((2..=most).contains(&count)).then_some(trimmed)
}

/// The length of a Chinese, Korean or Vietnamese name at the start of `rest`.
pub(super) fn chinese(table: &Table, rest: &str) -> Option<usize> {
    // 发言人华沙: places, and words that begin like names.
    if ["华沙", "华北", "华东", "华南", "华中", "华尔街", "华为", "华人", "华侨", "高度", "高级", "高层", "高等"]
        .iter()
        .any(|word| rest.starts_with(word))
        || is_like_name(rest)
    {
        return None;
    }
    let family = surname(rest)?;
    let mut given = rest[family..].char_indices().map(|(at, c)| (family + at, c));
    let (_, first) = given.next().filter(|&(_, c)| in_name(c))?;
    let one = family + first.len_utf8();
    let two = given.next().filter(|&(_, c)| in_name(c)).map(|(at, c)| at + c.len_utf8());
    let follows = |length: usize| {
        let next = &rest[length..];
        let c = next.chars().next();
        c.is_none_or(|c| !crate::text::is_han(c) || NOT_GIVEN.contains(c)) || table.acts.at_start(next).is_some()
    };
    two.filter(|&length| follows(length)).or_else(|| follows(one).then_some(one))
}

/// Whether a text begins with a word that only looks like a surname with a given name.
fn is_like_name(rest: &str) -> bool {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| LIKE_NAMES.split(' ').collect());
    WORDS.at_start(rest).is_some()
}

fn surname(rest: &str) -> Option<usize> {
    if let Some(double) = DOUBLE.iter().find(|name| rest.starts_with(**name)) {
        return Some(double.len());
    }
    let first = rest.chars().next()?;
    SURNAMES.contains(first).then_some(first.len_utf8())
}

fn in_name(c: char) -> bool {
    crate::text::is_han(c) && !NOT_GIVEN.contains(c)
}

/// The person named right before a title that begins at `start`.
fn before(text: &str, start: usize, found: &[ActorMention]) -> Option<Range<usize>> {
    let near = found.partition_point(|m| m.bytes.end < start);
    // 伊拉克总统: the characters before the title are a state's.
    if found.get(near).is_some_and(|m| m.bytes.start < start) {
        return None;
    }
    let head = &text[..start];
    let run: Vec<(usize, char)> =
        head.char_indices().rev().take(9).take_while(|&(_, c)| FOREIGN.contains(c) || c == '·').collect();
    if (2..=8).contains(&run.len())
        && let Some(&(from, c)) = run.last()
        && c != '·'
    {
        return Some(from..start);
    }
    let mut chars = head.char_indices().rev();
    let (third, second, first) = (chars.next()?, chars.next()?, chars.next()?);
    const OFFICE: &str = "国部省市县区防政务交财融育化济贸技术农工业安全文商司卫民企科教新行政大总副前原现任兼";
    let given = |c: char| in_name(c) && !OFFICE.contains(c);
    if SURNAMES.contains(first.1) && given(second.1) && given(third.1) {
        let edge = chars.next().is_none_or(|(_, c)| !crate::text::is_han(c) || NOT_GIVEN.contains(c));
        return edge.then_some(first.0..start);
    }
    let edge = !crate::text::is_han(first.1);
    (edge && SURNAMES.contains(second.1) && given(third.1)).then_some(second.0..start)
}

/// Words that begin like names and are none.
const LIKE_NO_NAMES: [&str; 50] = [
    "高层", "高管", "高校", "高等", "华人", "华侨", "华为", "华北", "华东", "华南", "容易", "时常", "平时", "安全",
    "高度", "万一", "全然", "明确", "何以", "何人", "何况", "任何", "任意", "关于", "成员", "方面", "路线", "温和",
    "严格", "严重", "强烈", "莫非", "谢谢", "石油", "金融", "白色", "毛病", "江山", "龙头", "马上", "雷同", "易于",
    "简单", "顾问", "段落", "章节", "项目", "单独", "师生", "黄金",
];

/// Whether a whole phrase has the form of a person's name, by its characters alone.
pub(super) fn is_name(phrase: &str) -> bool {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| LIKE_NO_NAMES.iter().collect());
    if WORDS.at_start(phrase).is_some() || is_like_name(phrase) {
        return false;
    }
    if foreign(phrase) == Some(phrase.len()) && (phrase.contains('·') || phrase.chars().count() >= 3) {
        return true;
    }
    let Some(family) = surname(phrase) else { return false };
    let given = &phrase[family..];
    (1..=2).contains(&given.chars().count()) && given.chars().all(in_name)
}
