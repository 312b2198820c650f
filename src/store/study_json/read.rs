use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_ignored::Path;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{BadStudy, FAMILY, FORMAT, migrate};
use crate::model::{Anchor, Entry, EntryId, Extra, Foreign, Study};

/// A study as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadStudy {
    /// The study.
    pub study: Study,
    /// What in it is not as it should be; all of it was kept as it is.
    pub remarks: Vec<Remark>,
    /// The format, where a newer version has written the file.
    pub newer: Option<String>,
}

/// Something in a study file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The entry, or the path of a document.
    pub id: String,
    /// The line of the file, from 1; `None` in a file of an older format.
    pub line: Option<usize>,
    /// What is wrong, with the field.
    pub fault: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "“{}” (line {line}): {}", self.id, self.fault),
            None => write!(f, "“{}”: {}", self.id, self.fault),
        }
    }
}

/// Reads a study of any format. Of one that is newer than this version, everything that can be read is, and the rest is
/// kept as it is.
///
/// # Errors
/// [`BadStudy`] when the file is no JSON or no study, or says a thing twice.
pub fn read_study(text: &str) -> Result<ReadStudy, BadStudy> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let Fields(fields) = serde_json::from_str(text)?;
    let format: String = match fields.iter().find(|(name, _)| name == "format") {
        Some((_, Field::One(format))) => serde_json::from_str(format.get())?,
        _ => String::new(),
    };
    let number = format.strip_prefix(FAMILY).and_then(|number| number.parse::<u32>().ok()).filter(|&n| n > 0);
    match number {
        None => Err(BadStudy::OtherFormat(format)),
        Some(older) if older < FORMAT => {
            let mut file: Value = serde_json::from_str(text)?;
            migrate::migrate(&mut file, older);
            let mut read = read_study(&serde_json::to_string(&file)?)?;
            read.remarks.iter_mut().for_each(|remark| remark.line = None);
            Ok(read)
        }
        Some(number) => {
            let mut read = Reader { text, read: ReadStudy::default() }.read(fields)?;
            read.newer = (number > FORMAT).then_some(format);
            Ok(read)
        }
    }
}

/// The fields of a JSON object in their order, each as it stands in the file.
struct Fields<'a>(Vec<(String, Field<'a>)>);

enum Field<'a> {
    One(&'a RawValue),
    /// Taken apart at once: a long list is not gone through twice.
    List(Vec<&'a RawValue>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a study")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    let field = match name.as_str() {
                        "documents" | "entries" => Field::List(map.next_value()?),
                        _ => Field::One(map.next_value()?),
                    };
                    fields.push((name, field));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

struct Reader<'a> {
    text: &'a str,
    read: ReadStudy,
}

impl<'a> Reader<'a> {
    fn read(mut self, fields: Vec<(String, Field<'a>)>) -> Result<ReadStudy, BadStudy> {
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in fields {
            if seen.contains(&name) {
                return Err(BadStudy::DoubledField(name));
            }
            match (name.as_str(), value) {
                ("format", _) => {}
                ("name", Field::One(value)) => {
                    self.read.study.name = serde_json::from_str(value.get()).map_err(|e| self.placed(value, &e))?;
                }
                ("documents", Field::List(list)) => self.documents(list)?,
                (_, Field::List(list)) => self.entries(list)?,
                (_, Field::One(value)) => self.read.study.extras.file.push((name.clone(), value.get().into())),
            }
            seen.push(name);
        }
        self.check_relations();
        Ok(self.read)
    }

    /// An error of a part of the file, with the place in the whole file.
    fn placed(&self, part: &RawValue, error: &serde_json::Error) -> BadStudy {
        let line = self.line_of(part) + error.line() - 1;
        BadStudy::Broken(serde::de::Error::custom(format_args!("{}, line {line}", fault(error))))
    }

    /// The line on which a part of the file begins, from 1.
    fn line_of(&self, part: &RawValue) -> usize {
        let at = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        1 + memchr::memchr_iter(b'\n', before).count()
    }

    fn documents(&mut self, list: Vec<&'a RawValue>) -> Result<(), BadStudy> {
        for raw in list {
            let (document, extra) = known::<crate::model::Document>(raw).map_err(|error| self.placed(raw, &error))?;
            if let Some(extra) = extra {
                self.read.study.extras.documents.insert(document.path.clone(), extra);
            }
            self.read.study.documents.push(document);
        }
        Ok(())
    }

    fn entries(&mut self, list: Vec<&'a RawValue>) -> Result<(), BadStudy> {
        for raw in list {
            let head = Head::of(raw).map_err(|error| self.placed(raw, &error))?;
            let id = head.id();
            let (entry, extra) = match entry_of(head.kind(), raw) {
                Ok(read) => read,
                Err(error) => {
                    self.remark(&id, Some((raw, error.line())), fault(&error));
                    (foreign(raw), None)
                }
            };
            if let Some(fault) = misplaced(&entry) {
                self.remark(&id, Some((raw, 1)), fault.to_owned());
            }
            if let Some(extra) = extra {
                self.read.study.extras.entries.insert(id.clone(), extra);
            }
            if self.read.study.entries.insert(id.clone(), entry).is_some() {
                return Err(BadStudy::Doubled(id));
            }
        }
        Ok(())
    }

    fn check_relations(&mut self) {
        let study = &self.read.study;
        let dangling: Vec<(EntryId, String)> = study
            .entries
            .iter()
            .filter_map(|(id, entry)| {
                let Entry::Relation(relation) = entry else { return None };
                let gone = [&relation.a, &relation.b].into_iter().find(|end| !study.entries.contains_key(*end))?;
                Some((id.clone(), format!("relation to “{gone}”, which is not there")))
            })
            .collect();
        for (id, fault) in dangling {
            self.remark(&id, None, fault);
        }
    }

    /// Remarks on an entry; `at` is the entry and the line in it, from 1.
    fn remark(&mut self, id: &EntryId, at: Option<(&RawValue, usize)>, fault: String) {
        // Lines are counted from the beginning each time: not for a file in which everything is wrong.
        let at = at.filter(|_| self.read.remarks.len() < 100);
        let line = at.map(|(raw, line)| self.line_of(raw) + line.max(1) - 1);
        self.read.remarks.push(Remark { id: id.to_string(), line, fault });
    }
}

/// What an entry is.
#[derive(Default)]
struct Head<'a> {
    id: Option<Words<'a>>,
    kind: Option<Words<'a>>,
}

#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Words<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Head<'a> {
    /// Reads no further than it must: both stand at the beginning of what this program writes.
    fn of(raw: &'a RawValue) -> Result<Self, serde_json::Error> {
        let mut head = Self::default();
        let read = serde_json::Deserializer::from_str(raw.get()).deserialize_map(&mut head);
        // An object that was left before its end is no fault.
        match (&head, read) {
            (Self { id: Some(_), kind: Some(_) }, _) | (Self { id: Some(_), .. }, Ok(())) => Ok(head),
            (_, Err(error)) => Err(error),
            (_, Ok(())) => Err(serde::de::Error::missing_field("id")),
        }
    }

    fn id(&self) -> EntryId {
        EntryId(self.id.as_ref().map_or("", |id| id.0.as_ref()).into())
    }

    fn kind(&self) -> &str {
        self.kind.as_ref().map_or("", |kind| kind.0.as_ref())
    }
}

impl<'de> Visitor<'de> for &mut Head<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while self.id.is_none() || self.kind.is_none() {
            match map.next_key::<Words<'de>>()? {
                Some(key) if key.0 == "id" => self.id = Some(map.next_value()?),
                Some(key) if key.0 == "type" => self.kind = Some(map.next_value()?),
                Some(_) => drop(map.next_value::<IgnoredAny>()?),
                None => break,
            }
        }
        Ok(())
    }
}

/// Reads one entry, written as in a study file, with its id.
pub(in crate::store) fn read_entry(raw: &RawValue) -> Result<(EntryId, Entry, Option<Extra>), serde_json::Error> {
    let head = Head::of(raw)?;
    let (entry, extra) = entry_of(head.kind(), raw).unwrap_or_else(|_| (foreign(raw), None));
    Ok((head.id(), entry, extra))
}

fn foreign(raw: &RawValue) -> Entry {
    Entry::Foreign(Foreign { json: Arc::from(raw.get()) })
}

/// An entry of a kind, and what it holds that this version does not know. A kind that is not known is no error.
fn entry_of(kind: &str, raw: &RawValue) -> Result<(Entry, Option<Extra>), serde_json::Error> {
    // The kinds of which there may be very many are read without a detour.
    let read = match kind {
        "note" => straight(raw).map(|read| read.map(Entry::Note)),
        "claim" => straight(raw).map(|read| read.map(Entry::Claim)),
        "relation" => straight(raw).map(|read| read.map(Entry::Relation)),
        "event" => straight(raw).map(|read| read.map(Entry::Event)),
        _ => Ok(None),
    };
    match read? {
        Some(entry) => Ok((entry, None)),
        None => known(raw).or_else(|error| {
            let unknown = error.to_string().starts_with(&format!("unknown variant `{kind}`"));
            if unknown || kind.is_empty() { Ok((foreign(raw), None)) } else { Err(error) }
        }),
    }
}

/// A value, if there is nothing in it that its type does not know.
fn straight<T: DeserializeOwned>(raw: &RawValue) -> Result<Option<T>, serde_json::Error> {
    let mut more = false;
    let mut json = serde_json::Deserializer::from_str(raw.get());
    let value = serde_ignored::deserialize(&mut json, |path| {
        let named = matches!(&path, Path::Map { parent: Path::Root, key } if key == "id" || key == "type");
        more |= !named;
    })?;
    Ok((!more).then_some(value))
}

/// A value, and what stands beside it.
fn known<T: DeserializeOwned + serde::Serialize>(raw: &RawValue) -> Result<(T, Option<Extra>), serde_json::Error> {
    let whole: Value = serde_json::from_str(raw.get())?;
    // From the text, so that an error knows its line.
    let value: T = serde_json::from_str(raw.get())?;
    let mut known = serde_json::to_value(&value)?;
    if let (Value::Object(known), Some(id)) = (&mut known, whole.get("id")) {
        known.insert("id".to_owned(), id.clone());
    }
    Ok((value, Extra::beside(&whole, &known)))
}

/// What is wrong, in serde's words without their place, which is one inside the part.
fn fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(fault, _)| fault).to_owned()
}

/// What is wrong with an anchor of an entry.
fn misplaced(entry: &Entry) -> Option<&'static str> {
    entry.anchors().find_map(|anchor: &Anchor| match anchor {
        Anchor { document, .. } if document.is_empty() => Some("`document` is empty"),
        Anchor { exact, .. } if exact.is_empty() => Some("`exact` is empty"),
        Anchor { exact, position, .. } if exact.chars().count() != position.len() as usize => {
            Some("`position` is not as long as `exact`")
        }
        _ => None,
    })
}
