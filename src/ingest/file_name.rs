//! What the name of a file tells where the text says nothing: databases name their files 题名_作者.

use std::path::Path;

use super::names::is_name;
use super::shape::is_space;
use crate::model::{Stated, WorkMeta};
use crate::text::is_han;

/// Names that programs give to new files.
const NAMELESS: [&str; 8] = ["新建", "无标题", "未命名", "未标题", "文档", "新建文本文档", "無標題", "未命名文件"];

/// Fills in a missing title, and the author where the name has one.
pub(super) fn fill_in(path: &str, meta: &mut WorkMeta) {
    let Some(stem) = Path::new(path).file_stem().and_then(|stem| stem.to_str()) else { return };
    let (title, author) = match stem.rsplit_once('_') {
        Some((title, author)) if is_name(author) => (title, Some(author)),
        _ => (stem, None),
    };
    let title = title.trim_matches(|c: char| is_space(c) || matches!(c, '_' | '-')).trim_end_matches(".pdf");
    let telling = title.chars().filter(|&c| is_han(c)).take(2).count() == 2;
    let nameless = NAMELESS.iter().any(|name| title.trim_end_matches(|c: char| !is_han(c)) == *name);
    if !telling || nameless || meta.title.is_some() {
        return;
    }
    meta.title = Some(Stated { value: title.to_owned(), at: None });
    if let Some(author) = author
        && meta.authors.is_empty()
    {
        meta.authors.push(Stated { value: author.to_owned(), at: None });
    }
}
