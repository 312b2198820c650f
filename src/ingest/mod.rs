//! Ingest: from the bytes of a file to works. Pure: it gets bytes and a name, and answers with a source, its works and
//! what is doubtful about them; only `store` touches the disk.
//!
//! What happens to a file: [`detect`] finds its encoding and decodes it; [`noise`] sets apart what belongs to no
//! reading text; [`split`] finds the seams of a file that holds several works; [`metadata`] reads what each says of
//! itself ([`front`] where it says it in front matter); [`txt`] and [`md`] make blocks; [`draft`] turns their places
//! from bytes into characters and builds the clean text. Vocabulary is data in `assets/rules/`.
//!
//! A document that knows its own structure (see [`format`]) is first set into one text ([`laid`]) by the reader of its
//! format ([`html`], [`office`], [`epub`], [`pdf`]); an [`archive`] is a folder of files.

mod archive;
mod detect;
mod draft;
mod epub;
mod fields;
mod file_name;
mod format;
mod front;
mod heads;
mod how;
mod html;
mod kinds;
mod laid;
mod layout;
mod marks;
mod masthead;
mod md;
mod metadata;
mod names;
mod noise;
mod office;
mod particulars;
mod pdf;
mod scan;
mod shape;
mod split;
mod txt;
mod words;

use std::ops::Range;
use std::path::Path;

pub use archive::{Archive, Member, is_archive};
pub use detect::encodings;
pub use draft::prose;
pub use how::{How, Seams, takes_password};
pub use pdf::{Picture, draw_page};
pub use words::{BadWords, check_words};

use crate::model::{
    Block, BlockKind, Encoding, MediaType, Noise, NoiseKind, Problem, ProblemCode, Severity, Stated, WorkMeta,
};
use crate::text::{PageLine, Pages, Prose, SourceText, Span};
use draft::Draft;
use front::Front;
use layout::Stretch;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 1 << 30;

/// The damaged places that are listed one by one; the rest is counted.
const DAMAGES_LISTED: usize = 8;

/// What one file turned out to hold. Ids are given by the corpus that takes it in.
#[derive(Debug, Default)]
pub struct Taken {
    /// The source without its id and place; `None` when nothing could be read.
    pub source: Option<TakenSource>,
    /// The works in reading order.
    pub works: Vec<TakenWork>,
    /// What went wrong or is doubtful.
    pub problems: Vec<Problem>,
}

/// A decoded file.
#[derive(Debug)]
pub struct TakenSource {
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Its encoding, for text files.
    pub encoding: Option<Encoding>,
    /// The decoded text.
    pub text: SourceText,
    /// What is not part of the reading text.
    pub noise: Vec<Noise>,
    /// XXH3-64 of the decoded text.
    pub fingerprint: u64,
}

/// A work of that file.
#[derive(Debug)]
pub struct TakenWork {
    /// The stretch that it takes up.
    pub span: Span,
    /// What the source says of it.
    pub meta: WorkMeta,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its clean text.
    pub prose: Prose,
}

/// Whether a file of that name is one that is read, by its extension.
#[must_use]
pub fn is_readable(path: &Path) -> bool {
    format::promised(path).is_some()
}

/// Reads a file's bytes. `path` is the path as shown; `encoding` is the person's choice, if she made one.
#[must_use]
pub fn take(path: &str, bytes: &[u8], encoding: Option<&str>) -> Taken {
    take_as(path, bytes, &How { encoding, ..How::default() })
}

/// Reads a file's bytes in the way that the person wishes. `path` is the path as shown.
#[must_use]
pub fn take_as(path: &str, bytes: &[u8], how: &How<'_>) -> Taken {
    let mut taken = Taken::default();
    let mut problem = |span, severity, code, detail| taken.problems.push(problem(path, span, severity, code, detail));
    let Some(promised) = format::promised(Path::new(path)) else {
        problem(None, Severity::Error, ProblemCode::UnknownFormat, String::new());
        return taken;
    };
    if bytes.len() as u64 > LARGEST {
        problem(None, Severity::Error, ProblemCode::TooLarge, format!("{} MB", bytes.len() >> 20));
        return taken;
    }
    if bytes.is_empty() {
        problem(None, Severity::Warning, ProblemCode::Empty, String::new());
        return taken;
    }
    let media_type = format::of(promised, bytes);
    match media_type {
        MediaType::PlainText | MediaType::Markdown => text(path, media_type, bytes, how),
        MediaType::Html | MediaType::Mhtml => page(path, media_type, bytes, how),
        _ => match format::lay(media_type, bytes, how.password) {
            Ok(laid) => set(path, media_type, None, laid, how),
            Err(fault) => {
                problem(None, fault.severity, fault.code, fault.detail);
                taken
            }
        },
    }
}

/// Reads a web page.
fn page(path: &str, media_type: MediaType, bytes: &[u8], how: &How<'_>) -> Taken {
    let decoded = match media_type {
        MediaType::Mhtml => html::page_of(bytes, how.encoding),
        _ => Some(html::decode(bytes, how.encoding)),
    };
    let Some(decoded) = decoded else {
        let problem = problem(path, None, Severity::Error, ProblemCode::Broken, "text/html".to_owned());
        return Taken { problems: vec![problem], ..Taken::default() };
    };
    let mut laid = html::page(&decoded.text);
    if !decoded.damaged.is_empty() {
        let detail = decoded.damaged.len().to_string();
        laid.faults.push(laid::Fault::partial(ProblemCode::EncodingDamaged, detail));
    }
    if decoded.doubtful {
        laid.faults.push(laid::Fault::partial(ProblemCode::EncodingDoubtful, decoded.encoding.name.clone()));
    }
    set(path, media_type, Some(decoded.encoding), laid, how)
}

/// Makes works of a document that was set into one text.
fn set(path: &str, media_type: MediaType, encoding: Option<Encoding>, mut laid: laid::Laid, how: &How<'_>) -> Taken {
    let mut taken = Taken::default();
    let source = SourceText::new(std::mem::take(&mut laid.text));
    let starts = laid.pages.iter().map(|&(byte, page)| (source.char_at(byte), page)).collect();
    let lines =
        laid.places.drain(..).map(|line| PageLine { span: source.span(line.bytes), page: line.page, area: line.area });
    let pages = Pages::new(starts, lines.collect());
    let source = source.with_pages(pages);
    for fault in laid.faults.drain(..) {
        let span = fault.bytes.map(|bytes| source.span(bytes));
        taken.problems.push(problem(path, span, fault.severity, fault.code, fault.detail));
    }
    if laid.drafts.is_empty() {
        if taken.problems.is_empty() {
            taken.problems.push(problem(path, None, Severity::Warning, ProblemCode::Empty, String::new()));
        }
        return taken;
    }
    let mut noise = Vec::new();
    taken.works = laid::works(&source, laid, how.seams, &mut noise);
    finish(path, media_type, encoding, source, noise, taken)
}

fn problem(path: &str, span: Option<Span>, severity: Severity, code: ProblemCode, detail: String) -> Problem {
    Problem { source: None, path: path.to_owned(), span, severity, code, detail }
}

/// Reads a text without markup of its own.
fn text(path: &str, media_type: MediaType, bytes: &[u8], how: &How<'_>) -> Taken {
    let mut taken = Taken::default();
    let mut problem = |span, severity, code, detail| taken.problems.push(problem(path, span, severity, code, detail));
    let decoded = detect::decode(bytes, how.encoding);
    if decoded.binary {
        problem(None, Severity::Error, ProblemCode::UnknownFormat, String::new());
        return taken;
    }
    if decoded.text.trim().is_empty() {
        problem(None, Severity::Warning, ProblemCode::Empty, String::new());
        return taken;
    }
    let source = SourceText::new(decoded.text);
    for (n, place) in decoded.damaged.iter().take(DAMAGES_LISTED).enumerate() {
        let detail = format!("{} / {}", n + 1, decoded.damaged.len());
        problem(Some(source.span(place.clone())), Severity::Warning, ProblemCode::EncodingDamaged, detail);
    }
    if decoded.doubtful {
        problem(None, Severity::Warning, ProblemCode::EncodingDoubtful, decoded.encoding.name.clone());
    }
    let front = front::read(&source, media_type == MediaType::PlainText);
    for fault in front.iter().flat_map(|front| &front.faults) {
        problem(Some(source.span(fault.bytes.clone())), fault.severity, fault.code, fault.detail.clone());
    }
    let mut noise = Vec::new();
    taken.works = match media_type {
        MediaType::Markdown => markdown(&source, front, how.seams, &mut noise),
        _ => plain(&source, front, how.seams, &mut noise),
    };
    finish(path, media_type, Some(decoded.encoding), source, noise, taken)
}

/// Completes what was taken with the source and what the file's name says.
fn finish(
    path: &str,
    media_type: MediaType,
    encoding: Option<Encoding>,
    text: SourceText,
    mut noise: Vec<Noise>,
    mut taken: Taken,
) -> Taken {
    if let [only] = &mut taken.works[..] {
        file_name::fill_in(path, &mut only.meta);
    }
    noise.sort_unstable();
    noise.dedup_by(|next, kept| kept.span.meets(next.span));
    let fingerprint = xxhash_rust::xxh3::xxh3_64(text.as_str().as_bytes());
    taken.source = Some(TakenSource { media_type, encoding, text, noise, fingerprint });
    taken
}

/// The work of a Markdown file, or the works that the person sees in it.
fn markdown(
    source: &SourceText,
    front: Option<Front>,
    seams: Option<&Seams<'_>>,
    noise: &mut Vec<Noise>,
) -> Vec<TakenWork> {
    let fronted = front.is_some();
    let (from, mut meta) = front.map_or((0, WorkMeta::default()), |front| (front.bytes.end, front.meta));
    let text = source.as_str();
    let mut rest = md::blocks(text, from);
    let wanted = seams.map_or_else(Vec::new, |seams| seams(source)).into_iter().map(|at| source.byte_at(at));
    // A seam inside a paragraph, behind the marks of a heading say, means the paragraph.
    let paragraph = |at: usize| rest.iter().map(|draft| &draft.bytes).find(|bytes| bytes.end > at);
    let mut begins: Vec<usize> = wanted.filter_map(|at| paragraph(at).map(|bytes| bytes.start)).collect();
    begins.retain(|&at| from < at && at < text.len());
    begins.sort_unstable();
    begins.dedup();
    let mut works = Vec::with_capacity(begins.len() + 1);
    let mut start = 0;
    for end in begins.into_iter().chain([text.len()]) {
        let next = rest.iter().position(|draft| draft.bytes.start >= end).unwrap_or(rest.len());
        let mut drafts: Vec<Draft> = rest.drain(..next).collect();
        title_of_headings(source, &mut drafts, &mut meta);
        if !fronted {
            drafts = headed(source, drafts, &mut meta, noise);
        }
        marks::set_apart(source, &mut drafts, noise);
        works.push(work(source, shape::trim(text, start..end), std::mem::take(&mut meta), drafts));
        start = end;
    }
    works
}

/// Takes what the lines below the title of a Markdown text say of the work out of its blocks.
fn headed(source: &SourceText, drafts: Vec<Draft>, meta: &mut WorkMeta, noise: &mut Vec<Noise>) -> Vec<Draft> {
    let text = source.as_str();
    let Some(title) = drafts.iter().find(|draft| draft.kind == BlockKind::Title) else { return drafts };
    let title = title.bytes.clone();
    let speaks = |draft: &&Draft| {
        matches!(draft.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Heading(_) | BlockKind::Item { .. })
    };
    let below = drafts.iter().filter(speaks).flat_map(|draft| {
        let lines = shape::lines(&text[draft.bytes.clone()]).into_iter();
        lines.map(|line| draft.bytes.start + line.start..draft.bytes.start + line.end)
    });
    let filled = std::iter::once(title.clone()).chain(below.map(|line| md::without_marks(text, line)));
    let filled = filled.filter(|line| !line.is_empty()).collect();
    let lines = metadata::Lines { source, filled, title: Some(title.clone()), repeats: Vec::new(), untitled: false };
    let mut head = metadata::read(lines);
    head.taken.retain(|(bytes, _)| *bytes != title);
    let own = meta.title.take();
    *meta = std::mem::take(&mut head.meta);
    let mut drafts = laid::set_head(source, drafts, head, Vec::new(), noise);
    // The heading itself stays as its markup has it.
    meta.title = own;
    if let Some(heading) = drafts.iter_mut().find(|draft| draft.bytes == title) {
        heading.kind = BlockKind::Title;
    }
    drafts
}

/// A first heading that is the only one of its depth, or that says the title again, is the title.
fn title_of_headings(source: &SourceText, drafts: &mut [Draft], meta: &mut WorkMeta) {
    let highest = drafts.iter().filter(|draft| draft.kind == BlockKind::Heading(1)).count();
    let Some(first) = drafts.first_mut() else { return };
    let words = first.words(source.as_str());
    let says_it_again = meta.title.as_ref().is_some_and(|title| title.value == words.trim());
    if first.kind == BlockKind::Heading(1) && (highest == 1 || says_it_again) && !words.trim().is_empty() {
        first.kind = BlockKind::Title;
        if meta.title.is_none() {
            meta.title = Some(Stated { value: words.trim().to_owned(), at: Some(source.span(first.bytes.clone())) });
        }
    }
}

/// The works of a plain text.
fn plain(
    source: &SourceText,
    front: Option<Front>,
    seams: Option<&Seams<'_>>,
    noise: &mut Vec<Noise>,
) -> Vec<TakenWork> {
    let from = front.as_ref().map_or(0, |front| front.bytes.end);
    let text = source.as_str();
    let lines: Vec<Range<usize>> = shape::lines(text).into_iter().filter(|line| line.start >= from).collect();
    let kinds = noise::classify(text, &lines);
    for (line, kind) in lines.iter().zip(&kinds) {
        let span = source.span(shape::trim(text, line.clone()));
        noise.extend(kind.filter(|_| !span.is_empty()).map(|kind| Noise { span, kind }));
    }
    let found = match (&front, seams) {
        (Some(_), None) => split::whole(&lines),
        (_, None) => split::parts(text, &lines, &kinds),
        (_, Some(seams)) => split::parts(text, &lines, &kinds).cut_at(source, &lines, &seams(source)),
    };
    let mut front = front;
    for (line, known) in lines.iter().zip(&kinds).take(found.carrier) {
        let bytes = shape::trim(text, line.clone());
        if !bytes.is_empty() && known.is_none() {
            // The name of the page: that of one of its works, or of all together.
            let of_work = found
                .parts
                .iter()
                .filter_map(|part| part.title.clone())
                .any(|title| text[title] == text[bytes.clone()]);
            let kind = if of_work { NoiseKind::RepeatedTitle } else { NoiseKind::Boilerplate };
            noise.push(Noise { span: source.span(bytes), kind });
        }
    }
    let mut works: Vec<TakenWork> =
        found.parts.iter().map(|part| plain_work(source, &lines, &kinds, part, front.take(), noise)).collect();
    if let Some(first) = works.first_mut() {
        metadata::add_running_heads(source, lines[..found.carrier].to_vec(), &mut first.meta);
    }
    works
}

/// One work of a plain text.
fn plain_work(
    source: &SourceText,
    lines: &[Range<usize>],
    kinds: &[Option<NoiseKind>],
    part: &split::Part,
    front: Option<Front>,
    noise: &mut Vec<Noise>,
) -> TakenWork {
    let text = source.as_str();
    let own = || part.lines.clone().map(|at| (&lines[at], kinds[at]));
    let filled: Vec<Range<usize>> = own()
        .filter(|(_, kind)| kind.is_none())
        .map(|(line, _)| shape::trim(text, line.clone()))
        .filter(|line| !line.is_empty())
        .collect();
    let start = front.as_ref().map(|front| front.bytes.start).or(filled.first().map(|line| line.start)).unwrap_or(0);
    let span = start..filled.last().map_or(start, |line| line.end);
    let mut head = match front {
        Some(front) => metadata::Head { meta: front.meta, taken: Vec::new(), noise: Vec::new(), summary: None },
        None => {
            let (title, repeats) = (part.title.clone(), part.repeats.clone());
            metadata::read(metadata::Lines { source, filled, title, repeats, untitled: false })
        }
    };
    noise.extend(head.noise.iter().map(|(bytes, kind)| Noise { span: source.span(bytes.clone()), kind: *kind }));
    let mut holes: Vec<Range<usize>> =
        head.taken.iter().map(|(bytes, _)| bytes.clone()).chain(head.noise.drain(..).map(|(bytes, _)| bytes)).collect();
    holes.sort_by_key(|hole| hole.start);
    let habits = layout::Habits::of(text, &lines[part.lines.clone()]);
    let mut drafts: Vec<Draft> = head.taken.into_iter().map(|(bytes, kind)| Draft::plain(kind, bytes)).collect();
    let flagged: Vec<(Range<usize>, bool)> = own().map(|(line, kind)| (line.clone(), kind.is_some())).collect();
    drafts.extend(txt::blocks(text, &outside(text, flagged, &holes), &habits));
    for draft in &mut drafts {
        let inside = head.summary.as_ref().is_some_and(|s| s.start <= draft.bytes.start && draft.bytes.end <= s.end);
        if inside && matches!(draft.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
            draft.kind = BlockKind::Abstract;
        }
    }
    drafts.sort_by_key(|draft| draft.bytes.start);
    marks::set_apart(source, &mut drafts, noise);
    work(source, span, head.meta, drafts)
}

/// What is left of the lines when noise and some other stretches are taken out.
fn outside(text: &str, lines: Vec<(Range<usize>, bool)>, holes: &[Range<usize>]) -> Vec<Stretch> {
    let mut holes = holes.iter().peekable();
    let mut found = Vec::with_capacity(lines.len());
    for (line, noise) in lines {
        if noise {
            found.push(Stretch::Noise);
            continue;
        }
        let mut start = line.start;
        while let Some(hole) = holes.next_if(|hole| hole.start < line.end) {
            if hole.start > start && !shape::trim(text, start..hole.start).is_empty() {
                found.push(Stretch::Words(start..hole.start));
            }
            found.push(Stretch::Hole);
            start = start.max(hole.end);
        }
        if start == line.start || start < line.end && !shape::trim(text, start..line.end).is_empty() {
            found.push(Stretch::Words(start..line.end));
        }
    }
    found
}

fn work(source: &SourceText, bytes: Range<usize>, meta: WorkMeta, drafts: Vec<Draft>) -> TakenWork {
    let blocks = draft::blocks(source, drafts);
    let prose = draft::prose(source, &blocks);
    TakenWork { span: source.span(bytes), meta, blocks, prose }
}
