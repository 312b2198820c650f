//! The analysis of text beside a plain UTF-8 validation of the same bytes, in the same run: characters a second on one
//! core, and how many times the validation takes.
//!
//! `cargo bench --bench analysis [FILE…]`. Without files a text of prose with many dates, made here, in three lengths, so
//! that growth beyond the linear would show; with files those. Every figure is the best of several runs.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figures and may stop anyhow")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use duidu::analysis::{Rules, analyse, join, times_in};
use duidu::calendar::Date;
use duidu::ingest::{Taken, take};
use duidu::model::{Source, SourceId, Work, WorkFindings, WorkId};

/// Sentences on many matters; `#` stands for a year, `%` for a month, `&` for a day.
const SENTENCES: [&str; 20] = [
    "#年%月&日，铁路公司宣布新线通车，首列客车当天下午抵达终点。",
    "同年%月，议会以微弱多数通过预算案，反对党随即退席抗议。",
    "学者们对此看法不一：有人认为税率过高是主因，也有人指出关键在于信贷收缩。",
    "自#年以来，当地的降水逐年减少，地下水位下降了十余米。",
    "该法院于#年%月作出终审判决，认定合同无效，被告须返还全部货款。",
    "他早年在乡间教书，#年考入大学，毕业后留校任教，三年后赴海外进修。",
    "#年至#年，工厂先后三次扩建，职工人数由八百人增至两千四百人。",
    "光绪二十年七月，巡抚奏请开办矿务局，次年二月获准。",
    "上世纪八十年代中期，乡镇企业迅速兴起，大批劳动力离开土地。",
    "研究小组的报告说，样品的年代测定误差不超过百分之二，结论是可信的。",
    "由于双方在价格上分歧很大，谈判一度中断，直到%月底才恢复。",
    "近年来，城市人口持续增长，住房与交通的压力日益突出。",
    "这种观点认为，制度的差异固然重要，但不能解释为什么同样的政策在两地结果相反。",
    "%月&日清晨，台风在沿海登陆，最大风力达十四级，两县停电。",
    "《条约》签署后的第二年，边境口岸重新开放，贸易额随之回升。",
    "作者的叙述平实，注释详尽，唯对史料的取舍略有偏颇。",
    "第一阶段从#年到#年，以引进设备为主；第二阶段从#年到#年，转向自主研制。",
    "首相在记者会上表示，政府不会放弃既定方针，但愿意听取各方意见。",
    "#年秋，探险队在高原发现一处旧石器时代遗址，出土石器三百余件。",
    "市场普遍预期央行将在下半年降息，债券价格因此上扬。",
];
/// How many times each step is run.
const RUNS: usize = 7;

/// Prose of about so many characters, in paragraphs of five sentences.
fn prose(chars: usize) -> String {
    let mut text = String::from("# 城乡纪事\n\n");
    let mut length = 0;
    let mut turn = 0_usize;
    while length < chars {
        let sentence = SENTENCES[(turn * 7 + turn / 20) % SENTENCES.len()];
        for c in sentence.chars() {
            match c {
                '#' => text.push_str(&(1890 + (turn * 13 + length) % 120).to_string()),
                '%' => text.push_str(&(1 + turn % 12).to_string()),
                '&' => text.push_str(&(1 + turn % 28).to_string()),
                _ => text.push(c),
            }
        }
        length += sentence.chars().count() + 3;
        turn += 1;
        if turn.is_multiple_of(5) {
            text.push_str("\n\n");
        }
    }
    text
}

/// The shortest of several runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..RUNS).map(time).min().unwrap_or_default()
}

/// The works of a file, as the application makes them.
fn works(taken: Taken) -> Vec<(Arc<Work>, Source)> {
    let source = taken.source.unwrap();
    let source = Source {
        id: SourceId(0),
        file: "bench.md".into(),
        path: "bench.md".into(),
        media_type: source.media_type,
        member: None,
        encoding: source.encoding,
        text: Arc::new(source.text),
        noise: source.noise,
        fingerprint: source.fingerprint,
    };
    let works = taken.works.into_iter().enumerate().map(|(id, work)| {
        let prose = Arc::new(work.prose);
        let id = WorkId(u32::try_from(id).unwrap());
        let work = Work { id, source: SourceId(0), span: work.span, meta: work.meta, blocks: work.blocks, prose };
        (Arc::new(work), source.clone())
    });
    works.collect()
}

fn report(name: &str, chars: usize, time: Duration, validation: Duration) {
    let rate = chars as f64 / time.as_secs_f64() / 1e6;
    let ratio = time.as_secs_f64() / validation.as_secs_f64().max(1e-9);
    println!("  {name:<34}{:>9.2} ms {rate:>9.2} M chars/s {ratio:>8.1} × validation", time.as_secs_f64() * 1e3);
}

fn measure(name: &str, path: &str, text: &str, rules: &Rules) {
    let chars = text.chars().count();
    let reference = Date::new(2015, 6, 1);
    println!("{name}: {chars} characters");
    let validation = best(|| std::str::from_utf8(black_box(text.as_bytes())).is_ok());
    report("UTF-8 validation", chars, validation, validation);
    let times = best(|| times_in(text, reference, rules));
    report("times, with resolution", chars, times, validation);
    let reading = best(|| take(path, text.as_bytes(), None));
    report("reading the file into works", chars, reading, validation);
    let works = works(take(path, text.as_bytes(), None));
    let read = |(work, source): &(Arc<Work>, Source)| Arc::new(analyse(work, source, rules, reference));
    let analysis = best(|| works.iter().map(read).collect::<Vec<Arc<WorkFindings>>>());
    report("the whole analysis of each work", chars, analysis, validation);
    let found: Vec<_> = works.iter().map(read).collect();
    let shelf: Vec<_> = works.iter().map(|(work, _)| Arc::clone(work)).collect();
    let joining = best(|| join(&shelf, &found, rules));
    report("laying the works side by side", chars, joining, validation);
    report("all of it", chars, reading + analysis + joining, validation);
}

fn main() {
    let rules = Rules::bundled().unwrap();
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        measure(file, file, &text, &rules);
    }
    if files.is_empty() {
        for chars in [15_000, 150_000, 1_500_000] {
            measure("prose", "bench.md", &prose(chars), &rules);
        }
    }
}
