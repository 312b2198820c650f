//! Word files of old (DOC, [MS-DOC]): the text in its pieces, notes apart. Of the formatting only what shows the shape
//! of the text is read: ends of paragraphs, of cells and rows.

use std::io::{Cursor, Read};

use cfb::CompoundFile as Compound;
use encoding_rs::WINDOWS_1252;

use crate::ingest::laid::{Fault, Laid, Setter};
use crate::model::{BlockKind, ProblemCode, RunStyle};

/// The most that is read of one stream, in bytes.
const MOST: u64 = 512 << 20;

/// Reads a Word file of the compound kind; tells of other files of that kind what they are.
pub(in crate::ingest) fn read(bytes: &[u8]) -> Result<Laid, Fault> {
    let broken = |what: &str| Fault::fatal(ProblemCode::Broken, what);
    let mut file = Compound::open(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    if file.is_stream("EncryptedPackage") {
        return Err(Fault::fatal(ProblemCode::Encrypted, ""));
    }
    if !file.is_stream("WordDocument") {
        return Err(Fault::fatal(ProblemCode::UnknownFormat, ""));
    }
    let mut stream = |name: &str| -> Result<Vec<u8>, Fault> {
        let stream = file.open_stream(name).map_err(|error| broken(&format!("{name}: {error}")))?;
        let mut read = Vec::new();
        stream.take(MOST).read_to_end(&mut read).map_err(|error| broken(&format!("{name}: {error}")))?;
        Ok(read)
    };
    let main = stream("WordDocument")?;
    // FibBase: flags at 10, of which bit 8 is fEncrypted, bit 9 fWhichTblStm, bit 15 fObfuscated.
    let flags = u16_at(&main, 10).ok_or_else(|| broken("WordDocument"))?;
    if flags & 0x0100 != 0 {
        return Err(Fault::fatal(ProblemCode::Encrypted, ""));
    }
    if u16_at(&main, 2).is_some_and(|version| version < 101) {
        return Err(Fault::fatal(ProblemCode::UnknownFormat, "Word 2–95"));
    }
    let table = stream(if flags & 0x0200 != 0 { "1Table" } else { "0Table" })?;
    // FibRgLw97 begins at 64; FibRgFcLcb97 at 154, whose 34th pair places the Clx.
    let number = |at: usize| u32_at(&main, at).ok_or_else(|| broken("WordDocument"));
    let lengths = [number(76)?, number(80)?, number(84)?, number(88)?, number(92)?, number(96)?];
    let (start, length) = (number(418)? as usize, number(422)? as usize);
    let clx = table.get(start..start.saturating_add(length)).ok_or_else(|| broken("Clx"))?;
    let pieces = pieces(clx).ok_or_else(|| broken("PlcPcd"))?;
    let text = text(&main, &pieces);
    let mut setter = Setter::default();
    // Main text, footnotes, headers, (macros), comments, endnotes follow each other.
    let body = lengths[0] as usize;
    let notes = body.saturating_add(lengths[1] as usize);
    let end_from = notes.saturating_add(lengths[2] as usize + lengths[3] as usize + lengths[4] as usize);
    let part = |from: usize, to: usize| text.get(from.min(text.len())..to.min(text.len())).unwrap_or_default();
    let marks = set_body(part(0, body), &mut setter);
    let footnotes = lines(part(body, notes));
    let endnotes = lines(part(end_from, end_from.saturating_add(lengths[5] as usize)));
    for (number, note) in (1..).zip(footnotes.iter().chain(&endnotes)) {
        let mark: String = if number <= marks { number.to_string() } else { "*".to_owned() };
        setter.begin(BlockKind::Footnote(mark.into()));
        setter.words(note, RunStyle::default());
    }
    let mut laid = setter.finish();
    if text.len() < body {
        laid.faults.push(Fault::partial(ProblemCode::Broken, "WordDocument"));
    }
    Ok(laid)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A piece of the text: characters, and where they stand.
struct Piece {
    chars: usize,
    at: usize,
    /// One byte a character, of Windows-1252, rather than UTF-16.
    narrow: bool,
}

/// The pieces of the text from the Clx ([MS-DOC] 2.9.38): Prc entries are passed over, the Pcdt is read.
fn pieces(clx: &[u8]) -> Option<Vec<Piece>> {
    let mut at = 0;
    while clx.get(at)? == &1 {
        at += 3 + u16_at(clx, at + 1)? as usize;
    }
    if clx.get(at)? != &2 {
        return None;
    }
    let length = u32_at(clx, at + 1)? as usize;
    let plc = clx.get(at + 5..(at + 5).checked_add(length)?.min(clx.len()))?;
    let count = plc.len().checked_sub(4)? / 12;
    let mut found = Vec::with_capacity(count);
    for n in 0..count {
        let (from, to) = (u32_at(plc, n * 4)?, u32_at(plc, n * 4 + 4)?);
        let place = u32_at(plc, (count + 1) * 4 + n * 8 + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let offset = (place & 0x3FFF_FFFF) as usize;
        let at = if narrow { offset / 2 } else { offset };
        found.push(Piece { chars: to.checked_sub(from)? as usize, at, narrow });
    }
    Some(found)
}

/// The text as units of UTF-16, as the lengths of its parts count it.
fn text(main: &[u8], pieces: &[Piece]) -> Vec<u16> {
    let mut units: Vec<u16> = Vec::new();
    for piece in pieces {
        // A piece cannot be longer than the stream that holds it; what is cut off is missed later.
        if units.len() > main.len() {
            break;
        }
        if piece.narrow {
            let bytes = main.get(piece.at..(piece.at.saturating_add(piece.chars)).min(main.len())).unwrap_or_default();
            units.extend(WINDOWS_1252.decode_without_bom_handling(bytes).0.encode_utf16());
        } else {
            let end = piece.at.saturating_add(piece.chars.saturating_mul(2)).min(main.len());
            let bytes = main.get(piece.at..end).unwrap_or_default();
            units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        }
    }
    units
}

/// Sets the body; answers how many marks of notes stand in it.
fn set_body(units: &[u16], setter: &mut Setter) -> usize {
    let (mut marks, mut fields) = (0_usize, Vec::new());
    let mut paragraph = String::new();
    // A row is known only at its end, so its cells wait.
    let mut cells: Vec<String> = Vec::new();
    for c in char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')) {
        match c {
            // Fields: what stands between 0x13 and 0x14 is an instruction.
            '\u{13}' => fields.push(true),
            '\u{14}' => {
                if let Some(instruction) = fields.last_mut() {
                    *instruction = false;
                }
            }
            '\u{15}' => drop(fields.pop()),
            _ if fields.contains(&true) => {}
            '\u{2}' => {
                marks += 1;
                paragraph.push('\u{2}');
            }
            '\u{7}' => {
                if paragraph.is_empty() && !cells.is_empty() {
                    row(&mut cells, setter);
                } else {
                    cells.push(std::mem::take(&mut paragraph));
                }
            }
            '\r' | '\u{C}' | '\u{E}' => {
                if !cells.is_empty() {
                    // Cells without an end of row: a table that breaks off.
                    row(&mut cells, setter);
                }
                set(&std::mem::take(&mut paragraph), setter, BlockKind::Paragraph);
            }
            '\u{B}' | '\t' => paragraph.push(' '),
            '\u{1E}' => paragraph.push('-'),
            '\u{1F}' | '\u{1}' | '\u{5}' | '\u{8}' => {}
            c if (c as u32) < 32 => {}
            c => paragraph.push(c),
        }
    }
    row(&mut cells, setter);
    set(&paragraph, setter, BlockKind::Paragraph);
    marks
}

fn row(cells: &mut Vec<String>, setter: &mut Setter) {
    if cells.is_empty() {
        return;
    }
    setter.begin(BlockKind::TableRow { head: false });
    for cell in cells.drain(..) {
        setter.words(&cell.replace('\u{2}', ""), RunStyle::default());
        setter.cell();
    }
    setter.end();
}

fn set(paragraph: &str, setter: &mut Setter, kind: BlockKind) {
    if paragraph.trim().is_empty() {
        return;
    }
    setter.begin(kind);
    for (n, part) in paragraph.split('\u{2}').enumerate() {
        if n > 0 {
            setter.next_note_mark();
        }
        setter.words(part, RunStyle::default());
    }
    setter.end();
}

/// The paragraphs of a part, without its marks.
fn lines(units: &[u16]) -> Vec<String> {
    let text: String = char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    // Each note begins with its mark.
    let notes = text.split('\u{2}').skip(1);
    notes.map(|note| note.split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ").trim().to_owned()).collect()
}
