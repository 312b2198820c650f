//! Running heads, running feet and page numbers: lines at the edges of pages that come back from page to page.

use std::collections::HashMap;

use super::PageLines;

/// Lines at each edge of a page that may be furniture.
const EDGE: usize = 3;

/// Baselines that differ by less than so many points are at the same height.
const SAME: f32 = 2.0;
/// On so many pages at least a head stands.
const LEAST_HEADS: usize = 4;
/// The longest head, in characters.
const LONGEST_HEAD: usize = 60;
/// A head stands so many times the size of the text above it.
const APART: f32 = 1.9;

/// For every line of every page whether it is furniture.
pub(super) fn find(pages: &[PageLines]) -> Vec<Vec<bool>> {
    let mut furniture: Vec<Vec<bool>> =
        pages.iter().map(|page| page.lines.iter().map(|line| line.turned).collect()).collect();
    let edges: Vec<Vec<usize>> = pages.iter().map(edge_lines).collect();
    repeated(pages, &edges, &mut furniture);
    numbers(pages, &edges, &mut furniture);
    heads_of_sections(pages, &mut furniture);
    furniture
}

/// The lines that stand highest and lowest on a page, and apart from its middle.
fn edge_lines(page: &PageLines) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.lines.len()).filter(|&at| !page.lines[at].turned).collect();
    order.sort_by(|&a, &b| page.lines[a].baseline.total_cmp(&page.lines[b].baseline));
    let top = order.iter().take(EDGE).filter(|&&at| page.lines[at].baseline < page.height * 0.17);
    let bottom = order.iter().rev().take(EDGE).filter(|&&at| page.lines[at].baseline > page.height * 0.83);
    let mut found: Vec<usize> = top.chain(bottom).copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Lines that say the same, numbers aside, at the same height on several pages.
fn repeated(pages: &[PageLines], edges: &[Vec<usize>], furniture: &mut [Vec<bool>]) {
    let mut seen: HashMap<(String, i32), Vec<(usize, usize)>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for &at in &edges[number] {
            let line = &page.lines[at];
            let key = pattern(&line.text);
            // A bare number says nothing of itself; see below.
            if key.chars().any(|c| c != '#' && c.is_alphanumeric()) && key.chars().count() <= 60 {
                for height in nearby(line.baseline) {
                    seen.entry((key.clone(), height)).or_default().push((number, at));
                }
            }
        }
    }
    let least = if pages.len() >= 4 { 3 } else { 2 };
    let pages_of = |places: &Vec<(usize, usize)>| places.chunk_by(|a, b| a.0 == b.0).count();
    let mut hits: Vec<(usize, usize)> =
        seen.into_values().filter(|places| pages_of(places) >= least).flatten().collect();
    hits.sort_unstable();
    for (page, at) in hits {
        furniture[page][at] = true;
    }
}

/// Running heads that name the section and change with it: the highest line, set apart from the text, at the height at
/// which most pages have such a line. What stands at that height and is neither beside a page number nor said elsewhere
/// in the document may be a title of the page itself, and stays.
fn heads_of_sections(pages: &[PageLines], furniture: &mut [Vec<bool>]) {
    let mut sizes: Vec<f32> = pages.iter().flat_map(|page| &page.lines).map(|line| line.size).collect();
    sizes.sort_by(f32::total_cmp);
    let Some(&usual) = sizes.get(sizes.len() / 2) else { return };
    let tops: Vec<Option<Top>> = pages.iter().map(|page| Top::of(page, usual)).collect();
    let heights: Vec<f32> = tops.iter().flatten().map(|top| top.baseline).collect();
    let beside = |height: f32| heights.iter().filter(|other| (*other - height).abs() < SAME).count();
    let Some(height) = heights.iter().copied().max_by_key(|&height| beside(height)) else { return };
    if beside(height) < LEAST_HEADS.max(pages.len() / 3) {
        return;
    }
    let mut said: HashMap<String, usize> = HashMap::new();
    for line in pages.iter().flat_map(|page| &page.lines) {
        *said.entry(pattern(&line.text)).or_default() += 1;
    }
    for (page, top) in tops.iter().enumerate() {
        let Some(top) = top.as_ref().filter(|top| (top.baseline - height).abs() < SAME) else { continue };
        let numbered = top.lines.iter().any(|&at| furniture[page][at])
            || top.lines.iter().any(|&at| pages[page].lines[at].text.trim().ends_with(|c: char| c.is_ascii_digit()));
        for &at in &top.lines {
            let key = pattern(&pages[page].lines[at].text);
            if numbered || said.get(&key).is_some_and(|count| *count > 1) {
                furniture[page][at] = true;
            }
        }
    }
}

/// What stands highest on a page and apart from what follows.
struct Top {
    baseline: f32,
    /// The lines at that height.
    lines: Vec<usize>,
}

impl Top {
    /// `usual` is the size of most lines of the document: a head is hardly larger.
    fn of(page: &PageLines, usual: f32) -> Option<Self> {
        let upright = || page.lines.iter().enumerate().filter(|(_, line)| !line.turned);
        let baseline = upright().map(|(_, line)| line.baseline).min_by(f32::total_cmp)?;
        let lines: Vec<usize> =
            upright().filter(|(_, line)| line.baseline - baseline < SAME).map(|(at, _)| at).collect();
        let next = upright().map(|(_, line)| line.baseline).filter(|b| b - baseline >= SAME).min_by(f32::total_cmp)?;
        let small = lines.iter().all(|&at| page.lines[at].size <= usual * 1.2);
        let short = lines.iter().all(|&at| page.lines[at].text.chars().count() <= LONGEST_HEAD);
        let apart = next - baseline > usual * APART;
        (small && short && apart && baseline < page.height * 0.17).then_some(Self { baseline, lines })
    }
}

/// Two steps of height that a baseline belongs to, so that near ones share one.
fn nearby(baseline: f32) -> [i32; 2] {
    let step = (baseline / 6.0).floor() as i32;
    [step, step + 1]
}

/// What a line says with its numbers left out; for a head like “12 某某学报 2006年第3期” the words remain.
fn pattern(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() || ('０'..='９').contains(&c) { '#' } else { c };
        if !(c == '#' && key.ends_with('#')) {
            key.push(c);
        }
    }
    key.trim_matches(['#', '·', '-', '—', '|', '.', '•']).to_owned()
}

/// Bare numbers at the edges that count the pages, and those that their form shows to be page numbers.
fn numbers(pages: &[PageLines], edges: &[Vec<usize>], furniture: &mut [Vec<bool>]) {
    let mut bare: Vec<(usize, usize, i64)> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for &at in &edges[number] {
            let text: String = page.lines[at].text.chars().filter(|c| !c.is_whitespace()).collect();
            let inner = text.trim_matches(['-', '—', '–', '·', '•', '~', '－', '．', '.', '|', '第', '页', '頁']);
            if let Some(value) = value(inner) {
                bare.push((number, at, value));
            }
        }
    }
    // The offset between a page's place and its number is the same for most pages.
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    for (page, _, value) in &bare {
        *offsets.entry(value - *page as i64).or_default() += 1;
    }
    let alone = pages.len() < 3;
    for (page, at, value) in bare {
        let count = offsets.get(&(value - page as i64)).copied().unwrap_or(0);
        if count >= 2 || alone {
            furniture[page][at] = true;
        }
    }
}

/// The value of a page number in Arabic or Roman digits.
fn value(text: &str) -> Option<i64> {
    let text: String = text
        .chars()
        .map(|c| if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c })
        .collect();
    if text.is_empty() || text.len() > 6 {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let mut sum = 0;
    let mut before = 0;
    for c in text.to_ascii_lowercase().chars().rev() {
        let digit = match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        sum += if digit < before { -digit } else { digit };
        before = digit;
    }
    Some(sum)
}
