//! From letters to cells: every letter with its settled class, its natural width, what of it is blank, and what may
//! happen between it and the letter before.

use super::Letter;
use super::class::Class;
use super::region::{Region, to_middle};

/// The gap between Han and Latin or digits, in ems of the smaller letter; clreq allows up to a quarter.
pub(super) const AUTOSPACE: f32 = 1.0 / 6.0;
/// The least to which that gap is squeezed.
pub(super) const AUTOSPACE_LEAST: f32 = 1.0 / 8.0;
/// How long a word must be so that a line may end inside it, after a slash or the like.
const LONG_WORD: usize = 18;

/// Whether a line may end before a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// Never.
    No,
    /// Only inside a word that is longer than a line.
    Emergency,
    /// As above, but a better place than others: after a slash or hyphen.
    Soft,
    /// Yes.
    Allowed,
    /// It must.
    Forced,
}

/// A letter as it is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) class: Class,
    /// What it takes of the line.
    pub(super) width: f32,
    /// Where its glyph's origin lies from its left edge.
    pub(super) pen: f32,
    /// How far its glyph is lifted.
    pub(super) rise: f32,
    /// How much of it is blank and can be squeezed at its left.
    pub(super) lead: f32,
    /// The same at its right.
    pub(super) trail: f32,
    /// The autospace before it.
    pub(super) gap: f32,
    /// Whether it is a typed space that stands where autospace would.
    pub(super) stands_for_gap: bool,
    pub(super) em: f32,
    pub(super) before: Break,
    /// Whether justification may widen the place before it.
    pub(super) stretches: bool,
}

impl Cell {
    /// How much of the gap before it can be squeezed away.
    pub(super) fn gap_slack(&self) -> f32 {
        (self.gap - AUTOSPACE_LEAST * self.em).max(0.0)
    }

    /// How much of it can be squeezed away when it is a space.
    pub(super) fn space_slack(&self) -> f32 {
        match self.class {
            Class::Space if self.stands_for_gap => (self.width - AUTOSPACE_LEAST * self.em).max(0.0),
            Class::Space => (self.width - 0.25 * self.em).max(0.0),
            _ => 0.0,
        }
    }

    /// Everything that can be squeezed from it and before it.
    pub(super) fn slack(&self) -> f32 {
        self.lead + self.trail + self.gap_slack() + self.space_slack()
    }
}

pub(super) fn cells(letters: &[Letter], region: Region) -> Vec<Cell> {
    let classes = settle(letters);
    let latin = is_latin(&classes);
    let mut cells: Vec<Cell> = (0..letters.len()).map(|at| cell(letters, &classes, at, latin, region)).collect();
    squeeze_neighbours(&mut cells);
    space_out(letters, &mut cells);
    allow_breaks(letters, &mut cells);
    cells
}

/// Classes by what stands around: quotes of Latin words, straight quotes, hyphens and slashes inside words.
fn settle(letters: &[Letter]) -> Vec<Class> {
    let mut classes: Vec<Class> = letters.iter().map(|letter| Class::of(letter.c)).collect();
    let latin = is_latin(&classes);
    let mut open = false;
    for at in 0..letters.len() {
        let before = at.checked_sub(1).map(|before| classes[before]);
        let after = classes.get(at + 1).copied();
        let in_word = |class: Option<Class>| matches!(class, Some(Class::Letter | Class::Digit));
        let inside = in_word(before) && in_word(after);
        classes[at] = match (letters[at].c, classes[at]) {
            ('’' | '\'', _) if inside => Class::Letter,
            ('"', _) => {
                open = !open;
                if open { Class::LatinOpen } else { Class::LatinClose }
            }
            ('\'', _) if before.is_none_or(Class::is_space) => Class::LatinOpen,
            ('\'', _) => Class::LatinClose,
            ('“' | '‘', _) if latin => Class::LatinOpen,
            ('”' | '’', _) if latin => Class::LatinClose,
            ('-' | '/' | '‐' | '‑' | '~' | ':' | '.' | ',', _) if inside => Class::Letter,
            ('/' | ':' | '.', _) if in_word(before) && matches!(letters.get(at + 1), Some(next) if next.c == '/') => {
                Class::Letter
            }
            (_, class) => class,
        };
    }
    classes
}

/// Whether the text is Latin with perhaps some Han in it, so that its quotes are Latin ones.
fn is_latin(classes: &[Class]) -> bool {
    let of = |wanted: Class| classes.iter().filter(|&&class| class == wanted).count();
    of(Class::Letter) > 6 * of(Class::Han)
}

fn cell(letters: &[Letter], classes: &[Class], at: usize, latin: bool, region: Region) -> Cell {
    let Letter { c, advance, em, .. } = letters[at];
    let class = classes[at];
    let wide = advance > 0.75 * em;
    let mut cell = Cell {
        class,
        width: advance,
        pen: 0.0,
        rise: 0.0,
        lead: 0.0,
        trail: 0.0,
        gap: 0.0,
        stands_for_gap: false,
        em,
        before: Break::No,
        stretches: false,
    };
    match class {
        Class::Newline => cell.width = 0.0,
        Class::Open if wide => cell.lead = em / 2.0,
        Class::Comma | Class::Stop if wide && region == Region::Taiwan => {
            let (right, up) = to_middle(c).unwrap_or_default();
            cell.pen = right * em;
            cell.rise = up * em;
        }
        Class::Close | Class::Comma | Class::Stop if wide => cell.trail = em / 2.0,
        Class::Interpunct => {
            // Half an em whatever the face makes of it, as GB/T 15834 has it.
            cell.width = em / 2.0;
            cell.pen = (em / 2.0 - advance) / 2.0;
        }
        // The face draws curly quotes for Chinese, in a square. In Latin words they take what they need of it.
        Class::Letter | Class::LatinOpen | Class::LatinClose if wide && (latin || class == Class::Letter) => {
            let (from, to) = match c {
                '“' => (0.53, 0.97),
                '‘' => (0.72, 0.96),
                '”' => (0.03, 0.48),
                '’' => (0.04, 0.28),
                _ => (0.0, advance / em),
            };
            cell.width = (to - from) * em;
            cell.pen = -from * em;
        }
        _ => {}
    }
    cell
}

/// Squeezes punctuation that stands side by side: two squares become one and a half.
fn squeeze_neighbours(cells: &mut [Cell]) {
    for at in 1..cells.len() {
        let [before, after] = &mut cells[at - 1..=at] else { continue };
        let closes = matches!(before.class, Class::Close | Class::Comma | Class::Stop);
        match after.class {
            Class::Close | Class::Comma | Class::Stop | Class::Open | Class::Interpunct if closes => {
                before.width -= before.trail;
                before.trail = 0.0;
            }
            Class::Open if matches!(before.class, Class::Open | Class::Interpunct) => {
                after.width -= after.lead;
                after.pen -= after.lead;
                after.lead = 0.0;
            }
            _ => {}
        }
    }
}

/// Puts autospace between Han and Latin or digits, or lets a typed space stand for it.
fn space_out(letters: &[Letter], cells: &mut [Cell]) {
    let narrow = |at: usize| letters[at].advance < 0.9 * letters[at].em;
    let leads = |cells: &[Cell], at: usize| {
        matches!(cells[at].class, Class::Letter | Class::Digit | Class::Prefix) && narrow(at)
    };
    let ends = |cells: &[Cell], at: usize| {
        matches!(cells[at].class, Class::Letter | Class::Digit | Class::Suffix) && (narrow(at) || letters[at].c == '%')
    };
    for at in 1..cells.len() {
        let (a, b) = (cells[at - 1].class, cells[at].class);
        let em = cells[at].em.min(cells[at - 1].em);
        if a.is_square() && leads(cells, at) || ends(cells, at - 1) && b.is_square() {
            if !letters[at].glued {
                cells[at].gap = AUTOSPACE * em;
            }
        } else if b == Class::Space {
            let next = at + 1;
            let after = cells.get(next).map(|cell| cell.class);
            if a.is_wide_mark() || after.is_some_and(Class::is_wide_mark) || a == Class::Space {
                cells[at].width = 0.0;
            } else if next < cells.len()
                && (a.is_square() && leads(cells, next) || ends(cells, at - 1) && after.is_some_and(Class::is_square))
            {
                cells[at].width = AUTOSPACE * em;
                cells[at].stands_for_gap = true;
            }
        }
    }
}

fn allow_breaks(letters: &[Letter], cells: &mut [Cell]) {
    let mut paired = false;
    let mut word = 0;
    for at in 0..cells.len() {
        if at >= word && cells[at].class.is_western() {
            word = at + cells[at..].iter().take_while(|cell| cell.class.is_western()).count();
            let long = word - at >= LONG_WORD;
            for inner in at + 1..word {
                let soft =
                    matches!(letters[inner - 1].c, '/' | '?' | '&' | '=' | '_' | '-' | '‐') && letters[inner].c != '/';
                let hyphen = matches!(letters[inner - 1].c, '-' | '‐')
                    && inner >= 2
                    && cells[inner].class == Class::Letter
                    && letters[inner - 2].c.is_alphabetic()
                    && letters[inner].c.is_alphabetic();
                cells[inner].before = match soft {
                    _ if Class::of(letters[inner].c).shuns_start() => Break::No,
                    _ if hyphen => Break::Allowed,
                    true if long => Break::Allowed,
                    true => Break::Soft,
                    false => Break::Emergency,
                };
            }
        }
        let Some(before) = at.checked_sub(1) else { continue };
        let same = letters[before].c == letters[at].c;
        paired = same && matches!(cells[at].class, Class::Dash | Class::Ellipsis) && !paired;
        let (a, b) = (cells[before].class, cells[at].class);
        let grandparent = before.checked_sub(1).map(|index| cells[index].class);
        let inner = cells[at].before;
        let mut allowed = between(grandparent, a, b, inner, letters[at].glued || paired);
        if a.is_space() && allowed == Break::Allowed {
            // The spaces hang: it is the letter before them that ends the line.
            let last = cells[..before].iter().rev().find(|cell| !cell.class.is_space());
            if last.is_some_and(|cell| cell.class.shuns_end()) {
                allowed = Break::No;
            }
        }
        cells[at].before = allowed;
        cells[at].stretches = stretches(a, b, letters[at].glued || paired);
    }
}

/// Whether a line may end between `a` and `b`; `inner` is what the word around says of it.
fn between(before: Option<Class>, a: Class, b: Class, inner: Break, bound: bool) -> Break {
    if a == Class::Newline {
        return Break::Forced;
    }
    if bound || b == Class::Newline || b.is_space() || b == Class::Mark {
        return Break::No;
    }
    if b.shuns_start() || a.shuns_end() {
        return Break::No;
    }
    if a.is_space() {
        return Break::Allowed;
    }
    if a.is_western() && b.is_western() {
        return inner;
    }
    let number = |class: Option<Class>| class == Some(Class::Digit);
    if matches!(a, Class::Connector | Class::Interpunct) && number(before) && number(Some(b)) {
        return Break::No;
    }
    Break::Allowed
}

/// Whether justification may widen the place between `a` and `b`.
fn stretches(a: Class, b: Class, bound: bool) -> bool {
    if bound || b == Class::Newline || b.is_space() || b == Class::Mark {
        return false;
    }
    if a.is_space() {
        return true;
    }
    let joins = |class: Class| matches!(class, Class::Connector | Class::Solidus | Class::Interpunct);
    if joins(a) || joins(b) {
        return false;
    }
    let hugs = matches!(a, Class::Open | Class::LatinOpen | Class::Prefix)
        || matches!(b, Class::Close | Class::Comma | Class::Stop | Class::LatinClose | Class::Suffix);
    !(hugs || a.is_western() && b.is_western())
}
