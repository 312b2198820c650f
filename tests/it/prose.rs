//! Works made from a few lines of text, for the tests of the analysis.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::PathBuf;
use std::sync::Arc;

use duidu::analysis::{Rules, analyse, join};
use duidu::calendar::Date;
use duidu::model::{
    Block, BlockKind, JointFindings, MediaType, Run, Source, SourceId, Stated, Work, WorkFindings, WorkId, WorkMeta,
};
use duidu::text::{ProseBuilder, SourceText, Span};

/// The bundled rules.
pub(crate) fn rules() -> Rules {
    Rules::bundled().unwrap()
}

/// A work of plain lines, each a paragraph; `# ` begins a heading, a line with a tab is a row of a table.
pub(crate) fn work(id: u32, text: &str, year: Option<i32>) -> (Work, Source) {
    let text = text.trim_end();
    let mut builder = ProseBuilder::new();
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let marks = line.chars().take_while(|&c| c == '#').count();
        let shown = line[marks..].trim_start();
        let skipped = (line.len() - shown.len()) as u32;
        let length = line.chars().count() as u32;
        let kind = match marks {
            0 if line.contains('\t') => BlockKind::TableRow { head: false },
            0 => BlockKind::Paragraph,
            level => BlockKind::Heading(level as u8),
        };
        let run = Run::plain(Span::new(at + skipped, at + length));
        builder.paragraph(blocks.len() as u32, marks as u8);
        builder.push(shown, at + skipped);
        blocks.push(Block { kind, span: Span::new(at, at + length), runs: vec![run] });
        at += length + 1;
    }
    let source_text = Arc::new(SourceText::from(text));
    let meta = WorkMeta { year: year.map(|value| Stated { value, at: None }), ..WorkMeta::default() };
    let work = Work {
        id: WorkId(id),
        source: SourceId(id),
        span: source_text.whole(),
        meta,
        blocks,
        prose: Arc::new(builder.finish()),
    };
    let source = Source {
        id: SourceId(id),
        file: PathBuf::from(format!("{id}.txt")),
        path: format!("{id}.txt"),
        media_type: MediaType::PlainText,
        member: None,
        encoding: None,
        text: source_text,
        noise: Vec::new(),
        fingerprint: 0,
    };
    (work, source)
}

/// What the analysis finds in one text.
pub(crate) fn findings(text: &str, year: Option<i32>) -> (WorkFindings, Source) {
    let (work, source) = work(0, text, year);
    (analyse(&work, &source, &rules(), Date::new(2013, 6, 1)), source)
}

/// Several texts with their years, analysed and laid side by side.
pub(crate) fn side_by_side(texts: &[(&str, Option<i32>)]) -> (Vec<Source>, Vec<Arc<WorkFindings>>, JointFindings) {
    let rules = rules();
    let mut works = Vec::new();
    let mut sources = Vec::new();
    let mut found = Vec::new();
    for (id, &(text, year)) in texts.iter().enumerate() {
        let (work, source) = work(id as u32, text, year);
        found.push(Arc::new(analyse(&work, &source, &rules, Date::new(2013, 6, 1))));
        works.push(Arc::new(work));
        sources.push(source);
    }
    let joint = join(&works, &found, &rules);
    (sources, found, joint)
}

/// Cases of a file: each begins with `== name`; lines with `> ` are what is expected, the others are the text.
pub(crate) fn cases(file: &str) -> Vec<(String, String, Vec<String>)> {
    let mut cases = Vec::new();
    for part in file.split("\n== ").skip(1) {
        let (name, rest) = part.split_once('\n').unwrap();
        let (expected, text): (Vec<&str>, Vec<&str>) = rest.lines().partition(|line| line.starts_with("> "));
        let expected = expected.iter().map(|line| line[2..].trim().to_owned()).collect();
        cases.push((name.to_owned(), text.join("\n"), expected));
    }
    cases
}
