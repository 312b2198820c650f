//! Which part of a page is its text, and which is furniture of the site: menus, lists of links, adverts, comments.
//!
//! By what elements are for (`nav`, `footer`, `article`), by the words in their classes, and by how much of their text
//! is links. What is furniture is set apart, never deleted; where too little would be left, the whole page is kept.

use super::dom::{Id, Kind, Tree};
use crate::text::is_han;

/// A share of the page's Han characters below which the part that was found is not its text.
const LEAST_SHARE: f64 = 0.6;

/// What of a page is not its text.
pub(super) struct Furniture {
    /// For every node whether it and all below it is furniture.
    furniture: Vec<bool>,
    /// The part that holds the text, if the page names one.
    main: Option<Id>,
    inside: Vec<bool>,
}

impl Furniture {
    pub(super) fn of(tree: &Tree) -> Self {
        let order: Vec<Id> = tree.below(0).collect();
        let most = order.iter().copied().max().map_or(0, |id| id + 1);
        let mut counts = vec![Count::default(); most];
        for &id in order.iter().rev() {
            let mut own = counts[id];
            if let Kind::Text(text) = &tree.node(id).kind {
                own.han = text.chars().filter(|&c| is_han(c)).count();
                own.words = text.chars().filter(|c| !c.is_whitespace()).count();
            }
            if tree.name(id) == "a" && tree.attr(id, "href").is_some() {
                own.linked = own.words;
            }
            own.hidden |= is_never_read(tree.name(id));
            if own.hidden {
                own = Count { hidden: true, ..Count::default() };
            }
            counts[id] = own;
            if let Some(parent) = tree.node(id).parent {
                counts[parent].han += own.han;
                counts[parent].words += own.words;
                counts[parent].linked += own.linked;
            }
        }
        let all = counts.first().map_or(0, |count| count.han).max(1);
        let words = counts.first().map_or(0, |count| count.words).max(1);
        let mut furniture = vec![false; most];
        for &id in &order {
            furniture[id] = is_furniture(tree, id, counts[id], words);
        }
        let main = order.iter().copied().filter(|&id| is_main(tree, id)).max_by_key(|&id| counts[id].han);
        let main = main.filter(|&id| counts[id].han as f64 >= all as f64 * LEAST_SHARE);
        let mut inside = vec![main.is_none(); most];
        if let Some(main) = main {
            tree.below(main).for_each(|id| inside[id] = true);
        }
        let mut found = Self { furniture, main, inside };
        let kept = found.kept(tree, &counts);
        if (kept as f64) < all as f64 * LEAST_SHARE {
            // Better some clutter in the text than a text in the clutter.
            found.furniture.iter_mut().for_each(|furniture| *furniture = false);
            found.inside.iter_mut().for_each(|inside| *inside = true);
        }
        found
    }

    /// A page without any.
    pub(super) fn none(tree: &Tree) -> Self {
        let most = tree.below(0).max().map_or(0, |id| id + 1);
        Self { furniture: vec![false; most], main: None, inside: vec![true; most] }
    }

    /// Whether a node is the root of a stretch of furniture.
    pub(super) fn begins_at(&self, id: Id) -> bool {
        self.furniture[id]
    }

    /// Whether a node lies in the part that holds the text.
    pub(super) fn holds(&self, id: Id) -> bool {
        self.inside[id]
    }

    /// The Han characters that are left.
    fn kept(&self, tree: &Tree, counts: &[Count]) -> usize {
        let mut stack = vec![self.main.unwrap_or(0)];
        let mut sum = 0;
        while let Some(id) = stack.pop() {
            if self.furniture[id] || counts[id].hidden {
                continue;
            }
            if matches!(tree.node(id).kind, Kind::Text(_)) {
                sum += counts[id].han;
            }
            stack.extend(&tree.node(id).children);
        }
        sum
    }
}

#[derive(Clone, Copy, Default)]
struct Count {
    han: usize,
    /// Characters that are no space.
    words: usize,
    /// Of them, inside links.
    linked: usize,
    hidden: bool,
}

/// Elements whose content no reader sees.
pub(super) fn is_never_read(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "button"
            | "textarea"
            | "canvas"
            | "audio"
            | "video"
            | "datalist"
    )
}

fn is_main(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "article" | "main") || tree.attr(id, "role") == Some("main")
}

/// Words in the classes and ids of what surrounds a text.
const SIGNS: [&str; 27] = [
    "nav",
    "menu",
    "footer",
    "foot",
    "sidebar",
    "aside",
    "breadcrumb",
    "crumb",
    "share",
    "social",
    "related",
    "recommend",
    "advert",
    "ads",
    "banner",
    "comment",
    "copyright",
    "toolbar",
    "pager",
    "pagination",
    "login",
    "search",
    "qrcode",
    "hot",
    "rank",
    "popup",
    "cookie",
];

fn is_furniture(tree: &Tree, id: Id, count: Count, words: usize) -> bool {
    let name = tree.name(id);
    if name.is_empty() || matches!(name, "html" | "body" | "p" | "h1") || count.words == 0 {
        return false;
    }
    if matches!(name, "nav" | "footer" | "aside") || matches!(tree.attr(id, "role"), Some("navigation" | "banner")) {
        return count.words * 2 < words;
    }
    if tree.attr(id, "hidden").is_some() || tree.attr(id, "style").is_some_and(hides) {
        return count.words * 3 < words;
    }
    let block = matches!(name, "div" | "ul" | "ol" | "section" | "table" | "td" | "dl" | "form" | "header" | "center");
    if !block || count.words * 3 > words {
        return false;
    }
    let share = count.linked as f64 / count.words as f64;
    if count.words > 12 && share > 0.7 {
        return true;
    }
    let named = [tree.attr(id, "class"), tree.attr(id, "id")].into_iter().flatten().any(|value| {
        let parts = value.split(|c: char| !c.is_ascii_alphabetic());
        parts
            .map(str::to_ascii_lowercase)
            .any(|part| SIGNS.contains(&part.trim_end_matches('s')) || SIGNS.contains(&part.as_str()))
    });
    // A name alone does not do: some sites call the whole text a sidebar of something.
    named && (share > 0.25 || count.words * 8 < words)
}

fn hides(style: &str) -> bool {
    let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    bare.contains("display:none") || bare.contains("visibility:hidden")
}
