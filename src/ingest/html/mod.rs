//! Web pages, saved with their clutter, and the pages of e-books.

mod content;
mod dom;
mod mhtml;
mod said;
mod walk;

use super::detect;
use super::laid::{Laid, Setter};
use content::Furniture;
use dom::Tree;
use walk::Walk;

pub(super) use mhtml::page_of;

/// Bytes at the start of a page in which it may name its encoding (the HTML standard looks at 1024; pages that are
/// saved by browsers put their own lines first).
const PRESCAN: usize = 4096;

/// Decodes a page: by what the person chose, by its byte order mark, as the page says, or as a text of unknown
/// encoding.
pub(super) fn decode(bytes: &[u8], choice: Option<&str>) -> detect::Decoded {
    let named = choice.map(str::to_owned).or_else(|| {
        let valid = std::str::from_utf8(bytes).is_ok() || encoding_rs::Encoding::for_bom(bytes).is_some();
        // A page that is valid UTF-8 is UTF-8, whatever it says.
        (!valid).then(|| charset(&bytes[..bytes.len().min(PRESCAN)])).flatten()
    });
    detect::decode(bytes, named.as_deref())
}

/// The encoding that a page names in its first bytes.
fn charset(head: &[u8]) -> Option<String> {
    let head: String = head.iter().map(|&b| char::from(b).to_ascii_lowercase()).collect();
    let at = head.find("charset").map(|at| at + "charset".len()).or_else(|| {
        head.find("<?xml").and_then(|xml| head[xml..].find("encoding").map(|at| xml + at + "encoding".len()))
    })?;
    let value = head[at..].trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(value.len());
    let label = &value[..end];
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    // A page that is no UTF-8 and says it is, is to be guessed.
    (encoding != encoding_rs::UTF_8).then(|| label.to_owned())
}

/// Lays out a web page: its text, with the furniture of the site set apart as noise.
pub(super) fn page(html: &str) -> Laid {
    let tree = Tree::of(html);
    let furniture = Furniture::of(&tree);
    let mut walk = Walk::new(&tree, &furniture, Setter::default());
    walk.run(tree.first("body").unwrap_or(0));
    let mut laid = walk.setter.finish();
    laid.said = said::read(&tree);
    laid
}

/// Sets a page of a book, all of which is text, behind what is set already.
pub(super) fn chapter(html: &str, setter: Setter) -> Setter {
    let tree = Tree::of(html);
    let furniture = Furniture::none(&tree);
    let mut walk = Walk::new(&tree, &furniture, setter);
    walk.run(tree.first("body").unwrap_or(0));
    walk.setter
}
