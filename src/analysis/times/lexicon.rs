use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::BadRules;
use super::said::{Count, Feast};
use crate::calendar::{Date, DateRange};
use crate::model::OwnWords;
use crate::text::simplified;

/// The vocabulary of time: `assets/rules/times.toml` and `eras.toml`, made ready for reading.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// For every character of the basic plane: what it is folded to, 0 for itself.
    fold: Vec<u16>,
    /// For every folded character: the bits of [`class`].
    class: Vec<u8>,
    /// For every folded character: where its words begin in `words`, and how many there are.
    heads: BTreeMap<char, (usize, usize)>,
    /// All words, by first character, the longest first.
    words: Vec<(Box<[char]>, Word)>,
    /// Eras of all realms.
    pub(super) eras: Vec<Era>,
    /// Named periods.
    pub(super) periods: Vec<DateRange>,
}

/// What the scanner wants to know of a character.
pub(super) mod class {
    /// An ASCII digit.
    pub(in super::super) const DIGIT: u8 = 1;
    /// A Han numeral.
    pub(in super::super) const NUMERAL: u8 = 2;
    /// Some word of the lexicon begins with it.
    pub(in super::super) const WORD: u8 = 4;
    /// A bracket, quotation mark or stop, of which the scanner keeps account.
    pub(in super::super) const MARK: u8 = 8;
    /// Some rule of the grammar begins with it.
    pub(in super::super) const START: u8 = 16;
}

/// An era name of one realm.
#[derive(Clone, Debug)]
pub(super) struct Era {
    /// The realm, by its place in the file.
    pub(super) realm: u16,
    /// Its first year.
    pub(super) first: i32,
    /// The last year that bears its name.
    pub(super) last: i32,
    /// Until which year its months are those of the lunisolar calendar.
    pub(super) lunar: i32,
    /// Whether its calendar is none that can be converted.
    pub(super) own_calendar: bool,
}

/// Where a vague word speaks of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Where {
    /// Wherever it stands.
    Anywhere,
    /// As the beginning of a clause.
    Clause,
    /// As the beginning of a sentence, or set off by a comma.
    Free,
    /// Where a phrase begins: after a stop or a preposition (not in 某地解放后).
    Phrase,
    /// Before a noun or a verb, not before 的.
    BeforeNoun,
    /// Not after a number, which it would count (三日前).
    NotCounted,
}

/// What a word is in the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Year(Count),
    Month(Count),
    Day(Count),
    Week(i8),
    Century(i8),
    Vague(Where),
    Trap,
    Period(u16),
    /// A dynasty before 初, 末, 中叶; by its period.
    Dynasty(u16),
    Feast(Feast),
    /// The name of a realm before an era name.
    Realm(u16),
    /// An era name; the eras from the first place to the second bear it.
    Era {
        first: u16,
        count: u16,
        wary: bool,
    },
}

impl Lexicon {
    /// Reads the two rule files, and takes in the person's own words before theirs.
    ///
    /// # Errors
    /// [`BadRules`] with the place, as the TOML reader says it, or with the value that is none.
    pub(in crate::analysis) fn parse(times: &str, eras: &str, own: &OwnWords) -> Result<Self, BadRules> {
        let bad = |file| move |reason| BadRules { file, reason };
        let times: TimesFile = toml::from_str(times).map_err(|error| bad("times.toml")(error.to_string()))?;
        let eras: ErasFile = toml::from_str(eras).map_err(|error| bad("eras.toml")(error.to_string()))?;
        let mut lexicon = Self {
            fold: fold_table(&times.fold.pairs).map_err(bad("times.toml"))?,
            class: vec![0; 1 << 16],
            heads: BTreeMap::new(),
            words: Vec::new(),
            eras: Vec::new(),
            periods: Vec::new(),
        };
        let mut words = Vec::new();
        for period in &own.periods {
            words.push((simplified(&period.name).into_owned(), Word::Period(lexicon.periods.len() as u16)));
            lexicon.periods.push(period.range);
        }
        words.extend(own.vague.iter().map(|word| (simplified(word).into_owned(), Word::Vague(Where::Anywhere))));
        lexicon.take_times(times, &mut words).map_err(bad("times.toml"))?;
        lexicon.take_eras(eras, &mut words);
        lexicon.arrange(words);
        Ok(lexicon)
    }

    fn take_times(&mut self, file: TimesFile, words: &mut Vec<(String, Word)>) -> Result<(), String> {
        let mut add = |list: Vec<String>, word: Word| words.extend(list.into_iter().map(|text| (text, word)));
        for entry in file.year {
            add(entry.words, Word::Year(Count { from: entry.from, plus: entry.plus }));
        }
        for entry in file.month {
            add(entry.words, Word::Month(Count { from: entry.from, plus: entry.plus }));
        }
        for entry in file.day {
            add(entry.words, Word::Day(Count { from: entry.from, plus: entry.plus }));
        }
        for entry in file.week {
            add(entry.words, Word::Week(entry.plus));
        }
        for entry in file.century {
            add(entry.words, Word::Century(entry.plus));
        }
        for entry in file.vague {
            add(entry.words, Word::Vague(entry.place));
        }
        for entry in file.trap {
            add(entry.words, Word::Trap);
        }
        for entry in file.feast {
            add(entry.words, Word::Feast(Feast { month: entry.month, day: entry.day, lunar: entry.lunar }));
        }
        for entry in file.period {
            let range = bounds(&entry.first, &entry.last).ok_or_else(|| format!("no period: {:?}", entry.words))?;
            add(entry.words, Word::Period(self.periods.len() as u16));
            self.periods.push(range);
        }
        for entry in file.realm {
            add(entry.words, Word::Dynasty(self.periods.len() as u16));
            self.periods.push(DateRange::years(entry.first, entry.last));
        }
        Ok(())
    }

    fn take_eras(&mut self, file: ErasFile, words: &mut Vec<(String, Word)>) {
        let mut named: BTreeMap<String, (Vec<Era>, bool)> = BTreeMap::new();
        for (realm, entry) in file.realm.into_iter().enumerate() {
            let realm = realm as u16;
            words.extend(entry.words.into_iter().map(|text| (text, Word::Realm(realm))));
            let all =
                entry.eras.into_iter().map(|era| (era, false)).chain(entry.wary.into_iter().map(|era| (era, true)));
            for ((name, first, last), wary) in all {
                let era = Era { realm, first, last, lunar: entry.lunar, own_calendar: entry.own_calendar };
                let list = named.entry(name).or_default();
                list.0.push(era);
                list.1 |= wary;
            }
        }
        for (name, (eras, wary)) in named {
            let word = Word::Era { first: self.eras.len() as u16, count: eras.len() as u16, wary };
            self.eras.extend(eras);
            words.push((name, word));
        }
    }

    /// Folds the words, sorts them for the longest match, and marks the characters with which something begins.
    fn arrange(&mut self, words: Vec<(String, Word)>) {
        for (text, word) in words {
            let folded: Box<[char]> = text.chars().map(|c| self.fold(c)).collect();
            self.words.push((folded, word));
        }
        // The order of the file decides between two readings of one word, so the sort must keep it.
        self.words.sort_by(|(a, _), (b, _)| (a.first(), b.len()).cmp(&(b.first(), a.len())));
        for (at, (text, _)) in self.words.iter().enumerate() {
            let Some(&head) = text.first() else { continue };
            self.heads.entry(head).or_insert((at, 0)).1 += 1;
            mark(&mut self.class, head, class::WORD);
        }
        ('0'..='9').for_each(|c| mark(&mut self.class, c, class::DIGIT));
        "〇一二三四五六七八九十百千廿卅两".chars().for_each(|c| mark(&mut self.class, c, class::NUMERAL));
        "“”「」『』‘’（）()《》〈〉。！？!?；;\n".chars().for_each(|c| mark(&mut self.class, c, class::MARK));
        "lIO公西前世第年月春夏秋冬上中下头首初入早仲暮盛深晚严寒隆金正元闰农阴阳旧夏腊周星礼岁JFMASONDELelmQ此其之随接近过未今最当时几数半再甲乙丙丁戊己庚辛壬癸'’“"
            .chars()
            .for_each(|c| mark(&mut self.class, c, class::START));
    }

    /// The folded form of a character: simplified, half-width.
    pub(super) fn fold(&self, c: char) -> char {
        let to = self.fold.get(c as usize).copied().unwrap_or(0);
        if to == 0 { c } else { char::from_u32(u32::from(to)).unwrap_or(c) }
    }

    /// The bits of [`class`] of a folded character.
    pub(super) fn class(&self, c: char) -> u8 {
        self.class.get(c as usize).copied().unwrap_or(0)
    }

    /// The words that stand at the beginning of `glyphs`, the longest first, with their length.
    pub(super) fn words<'a>(&'a self, glyphs: &'a [char]) -> impl Iterator<Item = (usize, Word)> + 'a {
        let head = glyphs.first().filter(|&&c| self.class(c) & class::WORD != 0);
        let (from, count) = head.and_then(|c| self.heads.get(c)).copied().unwrap_or((0, 0));
        let words = &self.words[from..from + count];
        // Most words are done with at their second character.
        let second = glyphs.get(1);
        let may = move |text: &[char]| text.len() < 2 || text.get(1) == second;
        words
            .iter()
            .filter(move |(text, _)| may(text) && glyphs.starts_with(text))
            .map(|(text, word)| (text.len(), *word))
    }
}

fn mark(class: &mut [u8], c: char, bit: u8) {
    if let Some(bits) = class.get_mut(c as usize) {
        *bits |= bit;
    }
}

/// Full-width forms to ASCII, the pairs of the file, and the forms of zero and dash that scanners produce.
fn fold_table(pairs: &str) -> Result<Vec<u16>, String> {
    let mut table = vec![0_u16; 1 << 16];
    for c in 0xFF01..=0xFF5E_u32 {
        table[c as usize] = (c - 0xFEE0) as u16;
    }
    // These stay what they are: the grammar asks for the Chinese mark.
    for c in "，。；：？！（）".chars() {
        table[c as usize] = 0;
    }
    let mut set = |from: char, to: char| {
        if let Some(slot) = table.get_mut(from as usize) {
            *slot = to as u16;
        }
    };
    for from in "○◯Ｏ零".chars() {
        set(from, '〇');
    }
    for from in "–─―－﹣−‐‑━".chars() {
        set(from, '—');
    }
    for from in "～〜∼˜﹏".chars() {
        set(from, '~');
    }
    for from in "・•‧∙●".chars() {
        set(from, '·');
    }
    set('(', '（');
    set(')', '）');
    set(',', '，');
    let pairs: Vec<char> = pairs.chars().filter(|c| !c.is_whitespace()).collect();
    if !pairs.len().is_multiple_of(2) {
        return Err("the folding pairs are odd".to_owned());
    }
    for pair in pairs.chunks_exact(2) {
        set(pair[0], pair[1]);
    }
    Ok(table)
}

/// `-221`, `1937-07` or `1937-07-07` for either bound.
fn bounds(first: &str, last: &str) -> Option<DateRange> {
    Some(DateRange { begin: stretch(first)?.begin, end: stretch(last)?.end })
}

fn stretch(text: &str) -> Option<DateRange> {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = rest.split('-');
    let year = sign * parts.next()?.parse::<i32>().ok()?;
    match (parts.next(), parts.next()) {
        (None, _) => Some(DateRange::year(year)),
        (Some(month), None) => DateRange::month(year, month.parse().ok()?),
        (Some(month), Some(day)) => Some(DateRange::day(Date::new(year, month.parse().ok()?, day.parse().ok()?)?)),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimesFile {
    year: Vec<CountEntry>,
    month: Vec<CountEntry>,
    day: Vec<CountEntry>,
    week: Vec<PlusEntry>,
    century: Vec<PlusEntry>,
    vague: Vec<VagueEntry>,
    trap: Vec<WordsEntry>,
    period: Vec<PeriodEntry>,
    realm: Vec<DynastyEntry>,
    feast: Vec<FeastEntry>,
    fold: FoldEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountEntry {
    from: super::said::From,
    plus: i8,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlusEntry {
    plus: i8,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VagueEntry {
    #[serde(rename = "where")]
    place: Where,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsEntry {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodEntry {
    first: String,
    last: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DynastyEntry {
    first: i32,
    last: i32,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeastEntry {
    month: u8,
    day: u8,
    #[serde(default)]
    lunar: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FoldEntry {
    pairs: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ErasFile {
    realm: Vec<RealmEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RealmEntry {
    words: Vec<String>,
    #[serde(default)]
    lunar: i32,
    #[serde(default)]
    own_calendar: bool,
    eras: Vec<(String, i32, i32)>,
    #[serde(default)]
    wary: Vec<(String, i32, i32)>,
}
