//! Actors: who is named where.
//!
//! A general gazetteer (`assets/rules/actors.toml`) of states, bodies and offices is searched in one pass; what it
//! cannot hold is read from the text's own forms:
//!
//! - one-character forms of states (`letters`): 朝美关系, 对朝, 驻韩美军, 但美持续…;
//! - capitals that stand for a government, told from places: 平壤表示, but 在平壤举行 names nobody;
//! - persons by their titles (`persons`): 国务卿基辛格, 金永南外长, and their name wherever it comes again; 布什政府 is the
//!   state that he leads;
//! - short names that the text gives itself (`aliases`): 《…》（以下简称…）, 欧洲自由贸易联盟（EFTA）.

mod aliases;
mod letters;
mod persons;
mod table;
mod words;

use std::ops::Range;
use std::sync::Arc;

pub(super) use words::{Mix, Quick, WordSet};

use super::BadRules;
use crate::model::OwnWords;
use crate::text::simplified;
use table::{Table, What};

/// What kind of actor a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state, its government, or its capital standing for it.
    State,
    /// A body: an organisation, a party, a firm.
    Body,
    /// A person.
    Person,
}

/// One naming of an actor in the clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMention {
    /// The words, as bytes of the clean text; for a state with the office that speaks for it (美国白宫新闻秘书).
    pub bytes: Range<usize>,
    /// The canonical name.
    pub name: Arc<str>,
    /// What kind.
    pub kind: ActorKind,
}

/// The table of actors: canonical names with their aliases and short forms.
#[derive(Clone, Debug)]
pub struct Actors {
    table: Arc<Table>,
}

/// A hit of the gazetteer: its bytes and what it is.
type Hit = (Range<usize>, What);

impl Actors {
    /// The other names under which the gazetteer knows an actor, in either script; none for one that it does not.
    #[must_use]
    pub fn other_names(&self, name: &str) -> Vec<String> {
        let name = simplified(name);
        self.table.names_of(&name).iter().filter(|other| **other != *name).cloned().collect()
    }

    /// Reads the gazetteer, and puts the person's own actors beside those in it.
    ///
    /// # Errors
    /// [`BadRules`] when the file is not what its head describes.
    pub(super) fn new(toml: &str, own: &OwnWords) -> Result<Self, BadRules> {
        Ok(Self { table: Arc::new(Table::new(toml, own)?) })
    }

    /// Whether a whole phrase has the form of a person's name (费正清, 约瑟夫·奈).
    #[must_use]
    pub(super) fn is_name(&self, phrase: &str) -> bool {
        persons::is_name(phrase)
    }

    /// Whether a word names an actor of the gazetteer or stands for one, by itself or in any text: 平壤, 美朝.
    #[must_use]
    pub(super) fn knows(&self, word: &str) -> bool {
        let hits = self.table.hits(word);
        let letters = hits.iter().filter(|(_, what)| matches!(what, What::Letter(_))).count();
        let named = |what: &What| matches!(what, What::Name(_) | What::Capital(_) | What::Leader(_) | What::Title);
        hits.iter().any(|(_, what)| named(what)) || letters > 0 && letters == word.chars().count()
    }

    /// Whether a text begins with an office or title (总干事…).
    #[must_use]
    pub(super) fn is_office(&self, text: &str) -> bool {
        self.table.offices.at_start(text).is_some()
    }

    /// Whether a name is that of a head of state or government.
    #[must_use]
    pub(super) fn is_leader(&self, name: &str) -> bool {
        self.table.leaders.contains(name)
    }

    /// All namings in a clean text, ascending, longest first where several could stand at one place; none overlaps
    /// another. Traditional characters are read like simplified ones.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<ActorMention> {
        self.find_in(&simplified(text))
    }

    /// The same in a text that is in simplified characters.
    pub(super) fn find_in(&self, text: &str) -> Vec<ActorMention> {
        let table = &*self.table;
        let hits = table.hits(text);
        let mut found = named(table, text, &hits);
        letters::find(table, text, &hits, &mut found);
        settle(&mut found);
        let people = persons::find(table, text, &hits, &mut found);
        let aliases = aliases::find(text, &found);
        persons::again(table, text, &people, &mut found);
        aliases::again(text, &aliases, &mut found);
        settle(&mut found);
        found
    }
}

/// The namings by full names and capitals, with the offices that follow them.
fn named(table: &Table, text: &str, hits: &[Hit]) -> Vec<ActorMention> {
    let mut found: Vec<ActorMention> = Vec::new();
    for (bytes, what) in hits {
        let actor = match *what {
            What::Name(actor) => actor,
            What::Capital(actor) if table.stands_for_state(text, bytes) => actor,
            _ => continue,
        };
        let actor = &table.actors[actor as usize];
        let end = match actor.kind {
            ActorKind::State => table.past_offices(text, bytes.end),
            _ => bytes.end,
        };
        match found.last_mut() {
            Some(last) if last.bytes.end >= bytes.start && last.name == actor.name => {
                last.bytes.end = end.max(last.bytes.end);
            }
            Some(last) if last.bytes.end > bytes.start => {}
            _ => found.push(ActorMention { bytes: bytes.start..end, name: actor.name.clone(), kind: actor.kind }),
        }
    }
    found
}

/// Sorts the namings and leaves out those inside longer ones.
fn settle(found: &mut Vec<ActorMention>) {
    found.sort_by_key(|m| (m.bytes.start, usize::MAX - m.bytes.end));
    let mut end = 0;
    found.retain(|m| {
        let free = m.bytes.start >= end;
        if free {
            end = m.bytes.end;
        }
        free
    });
}
