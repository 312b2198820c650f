use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::ser::Formatter;
use serde_json::value::RawValue;

use super::{BadStudy, FAMILY, FORMAT};
use crate::model::{Document, Entry, EntryId, Extra, Study};

/// A study as JSON: entries in the order of their ids, one a block.
///
/// # Errors
/// None in practice: every value of a study has a JSON form.
pub fn study_to_json(study: &Study) -> Result<String, BadStudy> {
    let mut text = to_text(&File(study))?;
    text.push('\n');
    Ok(text)
}

/// One entry as a study file has it.
pub(in crate::store) fn entry_to_json(
    id: &EntryId,
    entry: &Entry,
    extra: Option<&Extra>,
) -> Result<Box<RawValue>, serde_json::Error> {
    serde_json::value::to_raw_value(&Numbered { id, entry, extra })
}

fn to_text(value: &impl Serialize) -> Result<String, BadStudy> {
    let mut bytes = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Layout::default()))?;
    // serde_json writes UTF-8.
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

struct File<'a>(&'a Study);

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Study { name, documents, extras, .. } = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &format!("{FAMILY}{FORMAT}"))?;
        map.serialize_entry("name", name)?;
        for (name, value) in &extras.file {
            map.serialize_entry(name, raw(value).map_err(serde::ser::Error::custom)?)?;
        }
        let documents: Vec<_> =
            documents.iter().map(|document| Listed { document, extra: extras.documents.get(&document.path) }).collect();
        map.serialize_entry("documents", &documents)?;
        map.serialize_entry("entries", &Entries(self.0))?;
        map.end()
    }
}

fn raw(json: &str) -> Result<&RawValue, serde_json::Error> {
    serde_json::from_str(json)
}

struct Entries<'a>(&'a Study);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Study { entries, extras, .. } = self.0;
        serializer.collect_seq(entries.iter().map(|(id, entry)| Numbered { id, entry, extra: extras.entries.get(id) }))
    }
}

struct Listed<'a> {
    document: &'a Document,
    extra: Option<&'a Extra>,
}

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        with_extra(self.document, self.extra, serializer)
    }
}

struct Numbered<'a> {
    id: &'a EntryId,
    entry: &'a Entry,
    extra: Option<&'a Extra>,
}

impl Serialize for Numbered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Plain<'a> {
            id: &'a EntryId,
            #[serde(flatten)]
            entry: &'a Entry,
        }
        match self.entry {
            Entry::Foreign(foreign) => raw(&foreign.json).map_err(serde::ser::Error::custom)?.serialize(serializer),
            entry => with_extra(&Plain { id: self.id, entry }, self.extra, serializer),
        }
    }
}

fn with_extra<S: Serializer>(known: &impl Serialize, extra: Option<&Extra>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(extra) = extra else { return known.serialize(serializer) };
    let mut value: Value = serde_json::to_value(known).map_err(serde::ser::Error::custom)?;
    extra.put_into(&mut value);
    value.serialize(serializer)
}

/// How the file is laid out: everything on a line of its own, but short lists of plain values on one.
#[derive(Default)]
struct Layout {
    /// For every value that is open whether it is on one line.
    open: Vec<bool>,
    /// The name of the field that is being written.
    name: String,
    in_name: bool,
    filled: bool,
}

/// The fields that hold short lists of plain values.
const ON_ONE_LINE: [&str; 4] = ["position", "topics", "actors", "tags"];

impl Layout {
    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        for _ in &self.open {
            writer.write_all(b"  ")?;
        }
        Ok(())
    }

    fn next<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        match self.open.last() {
            Some(true) if first => Ok(()),
            Some(true) => writer.write_all(b" "),
            _ => self.line(writer),
        }
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, mark: &[u8]) -> io::Result<()> {
        let on_one_line = self.open.pop().unwrap_or_default();
        if self.filled && !on_one_line {
            self.line(writer)?;
        }
        self.filled = true;
        writer.write_all(mark)
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let inside = self.open.last().copied().unwrap_or_default();
        self.open.push(inside || ON_ONE_LINE.contains(&self.name.as_str()));
        self.filled = false;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.push(self.open.last().copied().unwrap_or_default());
        self.filled = false;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.name.clear();
        self.in_name = true;
        self.next(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.in_name = false;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_name {
            self.name.push_str(fragment);
        }
        writer.write_all(fragment.as_bytes())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}
